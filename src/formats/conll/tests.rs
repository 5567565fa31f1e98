use super::*;
use crate::harness_tests::read_file;

fn check(content: &str, wanted: &[&str], messages: &[&str]) {
    let (got, losses) = read_file(&Conll::BILOU, "x.tsv", content);
    assert_eq!(got, wanted);
    for messages in messages {
        assert!(
            losses.iter().any(|loss| loss.contains(messages)),
            "{losses:?}"
        );
    }
    // Each time the report says that the text was rebuilt.
    assert_eq!(losses.len(), messages.len() + 1, "{losses:?}");
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
fn invalid_lines_are_reported_with_their_number() {
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

#[test]
fn numbered_words_with_remarks_are_read_as_the_sentence_says() {
    let rows = "1\t施力\tO\t-\t-\n2\t的\tB-x\t-\t-\n3\tNATO\tI-x\t-\t-\n";
    let content = format!("# newdoc id = a\n# sent_id = 1\n# text = 施力的 NATO\n{rows}\n");
    let file = InputFile::new("x.iob2", content.as_bytes());
    let imported = Conll::CONLL2002.read(&[file]).expect("it is read");
    assert!(imported.losses.is_empty(), "{:?}", imported.losses);
    let document = &imported.articles[0].document;
    assert_eq!(document.text().as_str(), "施力的 NATO\n");
    let (got, _) = read_file(&Conll::CONLL2002, "x.iob2", &content);
    assert_eq!(got, ["x 的 NATO"]);
    check(rows, &["x 的 NATO"], &[]);
    let other = content.replace("text = 施力的", "text = 施的");
    let (_, messages) = read_file(&Conll::CONLL2002, "x.iob2", &other);
    assert!(
        messages[0].starts_with("x.iob2:4: corrected: “施力”"),
        "{messages:?}"
    );
}

#[test]
fn a_word_may_stand_in_several_annotations() {
    check(
        "the O\nmayor B-role\nof I-role\nPort B-place I-role\nLévan I-place I-role\nin O\nMay I-time B-day\n",
        &[
            "role mayor of Port Lévan",
            "place Port Lévan",
            "time May",
            "day May",
        ],
        &["x.tsv:7: corrected: an annotation begins without B-"],
    );
}
