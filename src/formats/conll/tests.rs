use super::*;

fn check(content: &str, wanted: &[&str], told: &[&str]) {
    let file = InputFile {
        name: "x.tsv",
        bytes: content.as_bytes(),
    };
    let imported = Conll::BILOU.read(&[file]).expect("it is read");
    let document = &imported.articles[0].document;
    let got: Vec<String> = document
        .annotations()
        .iter()
        .filter_map(|a| {
            Some(format!(
                "{} {}",
                a.label,
                a.fragments()?.quote(document.text())
            ))
        })
        .collect();
    assert_eq!(got, wanted);
    let losses: Vec<String> = imported
        .losses
        .all()
        .iter()
        .map(ToString::to_string)
        .collect();
    for told in told {
        assert!(losses.iter().any(|loss| loss.contains(told)), "{losses:?}");
    }
    // Each time it is told that the text was put together.
    assert_eq!(losses.len(), told.len() + 1, "{losses:?}");
}

#[test]
fn every_scheme_is_understood() {
    let wanted = ["actor Putin", "demand a freeze", "demand now"];
    check(
        "Putin\tU-actor\na\tB-demand\nfreeze\tL-demand\nnow\tU-demand\n",
        &wanted,
        &[],
    );
    check(
        "Putin S-actor\na B-demand\nfreeze E-demand\nnow S-demand\n",
        &wanted,
        &[],
    );
    check(
        "Putin B-actor\na B-demand\nfreeze I-demand\nnow B-demand\n",
        &wanted,
        &[],
    );
    check(
        "Putin _ _ I-actor\na _ _ I-demand\nfreeze _ _ I-demand\nnow _ _ B-demand",
        &wanted,
        &["IOB1"],
    );
}

#[test]
fn what_is_broken_is_told_with_its_line() {
    check(
        "a\tB-demand\nfreeze\tI-demand\nno\tO\nx\tU-actor\n",
        &["demand a freeze", "actor x"],
        &["x.tsv:2: corrected"],
    );
    check(
        "a\tB-x\nb\tI-y\nc\tO\n",
        &["x a", "y b"],
        &["x.tsv:2: corrected"],
    );
    check(
        "\u{feff}a\tB-x\r\nb\tI-x\r\n",
        &["x a b"],
        &["byte order mark", "CR LF"],
    );
    check(
        "a\nb NN B-x\nc NN what\n",
        &["x b"],
        &["x.tsv:1", "x.tsv:3", "columns between"],
    );
}
