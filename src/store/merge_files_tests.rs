use super::*;
use crate::model::{ByteOffset, Text};
use crate::sidecar::{SourceFacts, read};

const TEXT: &str = "Putin demands a freeze.";

fn annotation(id: &str, label: &str, start: usize, quote: &str) -> String {
    let end = start + quote.chars().count();
    format!(r#"{{"id":"{id}","label":"{label}","spans":[[{start},{end}]],"quote":["{quote}"]}}"#)
}

/// A sidecar as the program writes it.
fn sidecar(status: &str, annotations: &[String], relations: &[&str]) -> String {
    let list = |lines: String| {
        if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n    {lines}\n  ]")
        }
    };
    let annotations = list(annotations.join(",\n    "));
    let relations = list(relations.join(",\n    "));
    format!(
        "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \"a.txt\", \
         \"sha256\": \"00\", \"chars\": 23, \"encoding\": \"utf-8\" }},\n  \"offsets\": \
         \"unicode-scalar\",\n  \"document\": {{ \"status\": \"{status}\" }},\n  \"annotations\": \
         {annotations},\n  \"relations\": {relations}\n}}\n"
    )
}

fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    let merged = merge_files(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
    let merged = merged.unwrap_or_else(|error| panic!("{error}"));
    let text = String::from_utf8(merged.bytes).expect("it is text");
    (text, merged.conflicts)
}

fn putin(label: &str) -> String {
    annotation("a", label, 0, "Putin")
}

fn freeze() -> String {
    annotation("b", "demand", 14, "a freeze")
}

fn verb() -> String {
    annotation("c", "event", 6, "demands")
}

#[test]
fn changes_to_different_items_are_merged_line_by_line() {
    let base = sidecar("new", &[putin("actor")], &[]);
    let ours = sidecar("new", &[putin("actor"), freeze()], &[]);
    let theirs = sidecar("done", &[putin("event"), verb()], &[]);
    let want = sidecar("done", &[putin("event"), verb(), freeze()], &[]);
    assert_eq!(merged(&base, &ours, &theirs), (want.clone(), vec![]));
    assert_eq!(merged(&base, &theirs, &ours), (want.clone(), vec![]));
    assert_eq!(merged(&base, &want, &want), (want.clone(), vec![]));
    assert_eq!(merged("", &want, &want).0, want);
}

#[test]
fn a_conflict_keeps_both_versions_and_the_file_still_opens() {
    let base = sidecar("new", &[putin("actor"), freeze(), verb()], &[]);
    let ours = sidecar("done", &[putin("event"), verb()], &[]);
    let theirs = sidecar(
        "unsure",
        &[putin("demand"), annotation("b", "actor", 14, "a freeze")],
        &[],
    );
    let (text, mut conflicts) = merged(&base, &ours, &theirs);
    conflicts.sort();
    assert_eq!(
        conflicts,
        ["annotation a", "annotation b", "document.status"]
    );
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|l| l.contains("conflict"))
        .collect();
    let both = format!(
        "{},\"conflict\":{}}},",
        putin("event").trim_end_matches('}'),
        putin("demand")
    );
    let gone = annotation("b", "actor", 14, "a freeze");
    let gone = format!("{},\"conflict\":null}}", gone.trim_end_matches('}'));
    let status = r#""conflicts": {"document":{"status":"unsure"}}"#;
    assert_eq!(lines, [both.as_str(), &gone, status]);

    let sidecar = read(text.as_bytes()).expect("it is a sidecar");
    let source = SourceFacts {
        file: "a.txt",
        sha256: "00",
        encoding: "utf-8",
        old_text: None,
    };
    let placed = sidecar.place(&Text::new(TEXT), source);
    assert_eq!(placed.notices, []);
    assert_eq!(placed.document.annotations().len(), 2);
    assert_eq!(placed.document.at(ByteOffset(0))[0].label.as_str(), "event");
}

/// The agreed version with one decision and what was compared for it.
fn agreed(take: &str, by: &str, coder: &str) -> String {
    let decision = format!(
        r#"{{"id":"d1","of":["ls:a"],"seen":"c8","take":"{take}","how":"chosen","by":"{by}","at":"2026-12-01"}}"#
    );
    let plain = sidecar("new", &[putin("actor")], &[]);
    let plain = plain.trim_end().trim_end_matches("\n}");
    let compared = format!(r#"{{"inputs":[{{"coder":"{coder}","sha256":"9f"}}]}}"#);
    let plain = plain.replace(
        "  \"document\"",
        &format!("  \"adjudication\": {compared},\n  \"document\""),
    );
    format!("{plain},\n  \"decisions\": [\n    {decision}\n  ]\n}}\n")
}

#[test]
fn decisions_are_merged_by_id_and_what_was_compared_by_coder() {
    let base = sidecar("new", &[putin("actor")], &[]);
    // Who decides alike is no conflict: the earlier one stays, by time and then by name.
    let (text, conflicts) = merged(&base, &agreed("ls", "jo", "ls"), &agreed("ls", "li", "mk"));
    assert_eq!(conflicts, Vec::<String>::new());
    assert!(
        text.contains(r#""by":"jo""#) && !text.contains(r#""by":"li""#),
        "{text}"
    );
    let both = r#"{"inputs":[{"coder":"ls","sha256":"9f"},{"coder":"mk","sha256":"9f"}]}"#;
    assert!(
        text.contains(&format!("\"adjudication\": {both}")),
        "{text}"
    );
    let read_back = read(text.as_bytes()).expect("it is a sidecar");
    assert_eq!(
        read_back
            .header
            .adjudication
            .expect("it was compared")
            .inputs
            .len(),
        2
    );

    let (text, conflicts) = merged(&base, &agreed("ls", "jo", "ls"), &agreed("mk", "li", "ls"));
    assert_eq!(conflicts, ["decision d1"]);
    assert!(text.contains(r#""conflict":{"id":"d1""#), "{text}");
}

#[test]
fn an_annotation_that_one_removed_and_the_other_linked_stays() {
    let base = sidecar("new", &[putin("actor"), freeze()], &[]);
    let ours = sidecar("new", &[putin("actor")], &[]);
    let link = r#"{"id":"r","type":"makes","from":"a","to":"b"}"#;
    let theirs = sidecar("new", &[putin("actor"), freeze()], &[link]);
    let (text, conflicts) = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, ["annotation b"]);
    assert!(
        text.contains(r#""quote":["a freeze"],"conflict":null}"#),
        "{text}"
    );
    assert!(text.contains(link), "{text}");
}

#[test]
fn entities_and_codebooks_are_merged_too() {
    let entities = |lines: &[&str]| {
        let lines = lines.join(",\n    ");
        format!(
            "{{\n  \"format\": \"demarche-entities\",\n  \"version\": 1,\n  \"entities\": [\n    {lines}\n  ]\n}}\n"
        )
    };
    let (a, b) = (r#"{"id":"a","name":"A"}"#, r#"{"id":"b","name":"B"}"#);
    let c = r#"{"id":"c","name":"C"}"#;
    let got = merged(&entities(&[b]), &entities(&[a, b]), &entities(&[b, c]));
    assert_eq!(got, (entities(&[a, b, c]), vec![]));
    let (text, conflicts) = merged(
        &entities(&[b]),
        &entities(&[r#"{"id":"b","name":"B1"}"#]),
        &entities(&[r#"{"id":"b","name":"B2"}"#]),
    );
    assert_eq!(conflicts, ["entity b"]);
    assert!(crate::entities::read(text.as_bytes()).is_ok(), "{text}");

    // The sides changed different fields of the same entity, and each added names.
    let got = merged(
        &entities(&[r#"{"id":"b","name":"B","aliases":["x"]}"#]),
        &entities(&[r#"{"id":"b","name":"B1","aliases":["x","y"]}"#]),
        &entities(&[r#"{"id":"b","name":"B","aliases":["x","z"],"country":"FRA"}"#]),
    );
    let both = r#"{"id":"b","name":"B1","aliases":["x","y","z"],"country":"FRA"}"#;
    assert_eq!(got, (entities(&[both]), vec![]));

    let base = crate::codebook::BUILT_IN;
    let ours = base.replacen("\"name\": \"Actor\"", "\"name\": \"Who\"", 1);
    let theirs = base.replacen("\"name\": \"Demand\"", "\"name\": \"Claim\"", 1);
    let both = ours.replacen("\"name\": \"Demand\"", "\"name\": \"Claim\"", 1);
    assert_ne!(ours, theirs);
    assert_eq!(merged(base, &ours, &theirs), (both, vec![]));
    let other = base.replacen("\"name\": \"Actor\"", "\"name\": \"Agent\"", 1);
    let (text, conflicts) = merged(base, &ours, &other);
    assert_eq!(conflicts, ["labels.actor.name"]);
    assert!(
        text.contains("\"conflict\": {\n        \"name\": \"Agent\""),
        "{text}"
    );
    let file = crate::codebook::read(text.as_bytes()).expect("it is a codebook");
    assert_eq!(file.codebook.labels[0].name, "Who");
}

#[test]
fn a_file_of_another_format_is_refused() {
    let good = sidecar("new", &[], &[]);
    for bad in [
        "",
        "{",
        "{\"format\":\"demarche-entities\"}",
        "<<<<<<< HEAD\n",
    ] {
        assert!(
            merge_files(good.as_bytes(), good.as_bytes(), bad.as_bytes()).is_err(),
            "{bad}"
        );
    }
    // A field that is nested too deep to be merged is not dropped.
    let deep = format!(
        "\"deep\": {}{},\n  \"format\"",
        "[".repeat(999),
        "]".repeat(999)
    );
    let deep = good.replacen("\"format\"", &deep, 1);
    assert!(read(deep.as_bytes()).is_ok());
    let error = merge_files(b"", good.as_bytes(), deep.as_bytes());
    assert!(
        matches!(error, Err(MergeError::Syntax { line: 2, .. })),
        "{error:?}"
    );
    let twice = sidecar("new", &[putin("actor"), putin("event")], &[]);
    let error = merge_files(b"", good.as_bytes(), twice.as_bytes());
    assert_eq!(error, Err(MergeError::Ids("the other side")));
}
