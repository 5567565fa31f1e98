//! `demarche import` of datasets as other programs write them: what comes in, what is told, and the exit
//! status when nothing does. The inputs are in `tests/data/foreign`, one folder a case.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::{demarche, message};

/// A case among the test data.
fn case(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("tests/data/foreign").join(name);
    path.to_string_lossy().into_owned()
}

/// A folder that something was imported into.
struct Imported {
    folder: tempfile::TempDir,
    code: i32,
    said: String,
}

impl Imported {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            code: 0,
            said: String::new(),
        }
    }

    /// Imports into the folder `out`.
    fn with(mut self, args: &[&str], paths: &[&str]) -> Self {
        let all: Vec<&str> = ["import", "--into", "out"]
            .iter()
            .chain(args)
            .chain(paths)
            .copied()
            .collect();
        let (code, _, said) = message(&demarche(self.folder.path(), &all));
        (self.code, self.said) = (code, said);
        self
    }

    fn of(format: &str, case_name: &str) -> Self {
        Self::new().with(&["--from", format], &[&case(case_name)])
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// The names of all files, sorted.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.out()).expect("a folder");
        let names = entries.map(|entry| entry.expect("a file").file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    fn json(&self, name: &str) -> Value {
        let path = self.out().join(name);
        let text =
            fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name} of {:?}", self.files()));
        serde_json::from_str(&text).expect("it is JSON")
    }

    /// The annotations of a sidecar as `label quote`.
    fn annotations(&self, name: &str) -> Vec<String> {
        let sidecar = self.json(name);
        let all = sidecar["annotations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let said = |a: &Value| format!("{} {}", text(&a["label"]), text(&a["quote"][0]));
        all.iter().map(said).collect()
    }

    /// The relations of a sidecar as `quote -type-> quote`.
    fn relations(&self, name: &str) -> Vec<String> {
        let sidecar = self.json(name);
        let annotations = sidecar["annotations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let quotes = annotations
            .iter()
            .map(|a| (text(&a["id"]), text(&a["quote"][0])));
        let quotes: BTreeMap<String, String> = quotes.collect();
        let all = sidecar["relations"].as_array().cloned().unwrap_or_default();
        let said = |r: &Value| {
            let end = |name: &str| quotes[&text(&r[name])].clone();
            format!("{} -{}-> {}", end("from"), text(&r["type"]), end("to"))
        };
        let mut said: Vec<String> = all.iter().map(said).collect();
        said.sort();
        said
    }

    /// A field of an article.
    fn field(&self, article: &str, name: &str) -> String {
        let meta = self.json(&format!("{article}.article.json"));
        let value = &meta["fields"][name];
        match value {
            Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
            value => text(value),
        }
    }

    #[track_caller]
    fn tells(&self, wanted: &str) {
        assert!(self.said.contains(wanted), "{wanted}: {}", self.said);
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_span_question_of_argilla_is_read_and_metadata_fills_the_fields() {
    for input in ["with", "alone"] {
        let got = Imported::of("argilla", &format!("argilla-two-questions/{input}"));
        assert_eq!(got.code, 0, "{}", got.said);
        let annotations = got.annotations("a-1.txt.ann.json");
        let wanted = ["actor Miners of Torvik", "demand higher wages by May"];
        assert_eq!(annotations, wanted, "{input}");
        assert_eq!(got.field("a-1.txt", "outlet"), "Torvik Post");
        assert_eq!(got.field("a-1.txt", "date"), "2025-05-01");
        got.tells("“tone”");
    }
}

#[test]
fn two_events_of_brat_on_one_trigger_stay_two_and_go_out_as_events() {
    let got = Imported::of("brat", "brat-events-one-trigger/in");
    assert_eq!(got.code, 0, "{}", got.said);
    let sidecar = got.json("a.txt.ann.json");
    let annotations = sidecar["annotations"].as_array().expect("a list");
    let of = |id: &str| {
        let found = annotations.iter().find(|a| a["id"] == id);
        found.unwrap_or_else(|| panic!("{id} in {annotations:?}"))
    };
    let (one, other) = (of("E1"), of("E2"));
    assert_eq!(one["quote"], other["quote"]);
    assert_eq!(one["attributes"]["Negation"], true);
    assert_eq!(one["attributes"]["Factuality"], "certain");
    assert_eq!(other["attributes"]["Factuality"], "doubtful");
    assert!(other["attributes"].get("Negation").is_none());
    let relations = sidecar["relations"].as_array().expect("a list");
    let of_event = |id: &str| {
        let of = relations.iter().filter(|r| r["from"] == id);
        let mut said: Vec<String> = of
            .map(|r| format!("{} {}", text(&r["type"]), text(&r["to"])))
            .collect();
        said.sort();
        said
    };
    assert_eq!(of_event("E1"), ["Agent T1", "Target T2"]);
    assert_eq!(of_event("E2"), ["Agent T3", "Target T4"]);
    let out = ["export", "--to", "brat", "--out", "brat", "out"];
    let (code, _, err) = message(&demarche(got.folder.path(), &out));
    assert_eq!(code, 0, "{err}");
    let written = fs::read_to_string(got.folder.path().join("brat/a.ann")).expect("a file");
    let triggers = written
        .lines()
        .filter(|line| line.contains("\tFine 5 10\t"));
    assert_eq!(triggers.count(), 1, "{written}");
    let events = written.lines().filter(|line| line.starts_with('E'));
    assert_eq!(events.count(), 2, "{written}");
    assert!(
        !written.lines().any(|line| line.starts_with('R')),
        "{written}"
    );
}

#[test]
fn a_reference_to_nothing_makes_no_entity() {
    let got = Imported::of("brat", "brat-null-reference/in");
    let sidecar = got.json("a.txt.ann.json");
    let entities = sidecar["annotations"].as_array().expect("a list").iter();
    assert!(entities.clone().all(|a| a.get("entity").is_none()));
    assert!(!got.files().iter().any(|name| name.contains("entities")));
    got.tells("a.ann:3: dropped: 2 lines name no entity");
}

#[test]
fn fields_of_brat_that_are_all_parted_by_tabs_are_read() {
    let got = Imported::of("brat", "brat-tabs/in");
    assert_eq!(got.code, 0, "{}", got.said);
    let wanted = ["ORG Miners of Torvik", "PERS Arvo Lind"];
    assert_eq!(got.annotations("a.txt.ann.json"), wanted);
    got.tells("corrected: 2 lines have tabs");
}

#[test]
fn sets_of_gate_by_several_people_are_codings() {
    let got = Imported::of("gate-xml", "gate-sets/sets");
    assert_eq!(got.code, 0, "{}", got.said);
    let actor = |name: &str| got.annotations(name);
    assert_eq!(actor("a.txt.mara.ann.json"), ["actor Miners of Torvik"]);
    assert_eq!(actor("a.txt.ole.ann.json"), ["actor Miners"]);
    assert_eq!(got.field("a.txt", "outlet"), "Torvik Post");
    got.tells("1 article, 2 annotations");
}

#[test]
fn annotations_of_gate_need_no_ids_and_a_document_may_declare_its_encoding() {
    for input in ["noid", "cp1252"] {
        let got = Imported::of("gate-xml", &format!("gate-without-ids/{input}"));
        assert_eq!(got.code, 0, "{}", got.said);
        let wanted = (["actor Miners of Torvik"], ["actor Miners"]);
        assert_eq!(got.annotations("a.txt.mara.ann.json"), wanted.0, "{input}");
        assert_eq!(got.annotations("a.txt.ole.ann.json"), wanted.1, "{input}");
        let text = fs::read_to_string(got.out().join("a.txt")).expect("a text");
        assert!(text.contains("café"), "{text}");
    }
}

#[test]
fn link_features_of_inception_are_relations_with_roles() {
    for (format, input, second) in [
        ("cas-xmi", "xmi", "object"),
        ("webanno-tsv", "tsv", "addressee"),
    ] {
        let got = Imported::of(format, &format!("inception-slots/{input}"));
        assert_eq!(got.code, 0, "{}", got.said);
        let wanted = [
            format!("want -{second}-> wages"),
            "want -speaker-> Miners".to_owned(),
        ];
        assert_eq!(got.relations("a.txt.ann.json"), wanted, "{format}");
        let sidecar = got.json("a.txt.ann.json");
        let annotations = sidecar["annotations"].as_array().expect("a list");
        let with_attributes = annotations.iter().filter(|a| a.get("attributes").is_some());
        assert_eq!(with_attributes.count(), 0, "{sidecar}");
    }
}

#[test]
fn two_people_who_coded_a_task_of_label_studio_have_a_sidecar_each() {
    let got = Imported::of("label-studio", "label-studio-task/in.json");
    assert_eq!(got.code, 0, "{}", got.said);
    assert_eq!(
        got.files(),
        [
            "in-1.txt",
            "in-1.txt.article.json",
            "in-1.txt.mara.ann.json",
            "in-1.txt.ole.ann.json",
        ]
    );
    let actor = |name: &str| got.annotations(name);
    assert_eq!(actor("in-1.txt.mara.ann.json"), ["actor Miners of Torvik"]);
    assert_eq!(actor("in-1.txt.ole.ann.json"), ["actor Miners"]);
    for (field, wanted) in [
        ("title", "Strike in Torvik"),
        ("date", "2025-05-01"),
        ("url", "https://news.example/strike"),
        ("topic", "labour"),
    ] {
        assert_eq!(got.field("in-1.txt", field), wanted, "{field}");
    }
}

#[test]
fn a_refi_project_keeps_equal_names_apart_and_what_is_said_of_a_whole_source() {
    let input = case("refi-qda/in.qdpx");
    let got = Imported::new().with(&["--from", "refi-qda", "--extend-codebook"], &[&input]);
    assert_eq!(got.code, 0, "{}", got.said);
    let wanted = [
        "government/criticism Miners of Torvik",
        "unions/criticism Minister Arvo Lind",
    ];
    assert_eq!(got.annotations("strike.txt.ann.json"), wanted);
    assert_eq!(
        got.annotations("report.txt.ann.json"),
        ["government Wages "]
    );
    assert_eq!(got.field("strike.txt", "outlet"), "Torvik Post");
    assert_eq!(got.field("strike.txt", "codes"), "unions");
    let sidecar = got.json("strike.txt.ann.json");
    assert_eq!(sidecar["document"]["memo"], "first impression", "{sidecar}");
    got.tells("of “report” (PDFSource) only the text is read");
    got.tells("labels have no tree");
}

#[test]
fn entities_of_spacy_come_in_beside_groups_of_spans() {
    let got = Imported::of("spacy", "spacy-ents-and-spans/in.jsonl");
    assert_eq!(got.code, 0, "{}", got.said);
    let wanted = ["ACTOR Miners of Torvik", "GPE Torvik", "PERSON Arvo Lind"];
    assert_eq!(got.annotations("in-1.txt.ann.json"), wanted);
    let sidecar = got.json("in-1.txt.ann.json");
    assert_eq!(sidecar["annotations"][0]["entity"], "Q1");
    got.tells("“cats” of an article is left out");
}

#[test]
fn one_article_coded_by_two_people_in_two_imports_is_one_article() {
    let (mara, ole) = (case("two-coders/mara"), case("two-coders/ole"));
    let got = Imported::new().with(&["--from", "brat"], &[&mara]);
    let got = got.with(&["--from", "brat", "--coder", "ole"], &[&ole]);
    assert_eq!(got.code, 0, "{}", got.said);
    let files = ["a.txt", "a.txt.ann.json", "a.txt.ole.ann.json"];
    assert_eq!(got.files(), files);
    assert_eq!(got.annotations("a.txt.ole.ann.json"), ["actor Miners"]);
    assert_eq!(got.json("a.txt.ole.ann.json")["coder"], "ole");
    // The same once more changes nothing.
    let got = got.with(&["--from", "brat", "--coder", "ole"], &[&ole]);
    assert_eq!((got.code, got.files().len()), (0, 3), "{}", got.said);
    // Both at once are two articles: their folders tell them apart.
    let got = Imported::new().with(&["--from", "brat"], &[&mara, &ole]);
    let annotations = |name: &str| got.annotations(name);
    assert_eq!(
        annotations("mara/a.txt.ann.json"),
        ["actor Miners of Torvik"]
    );
    assert_eq!(annotations("ole/a.txt.ann.json"), ["actor Miners"]);
}

#[test]
fn layers_of_words_are_left_out_and_told_once() {
    let input = case("webanno-lemma/in");
    let got = Imported::new().with(&["--from", "webanno-tsv", "--extend-codebook"], &[&input]);
    assert_eq!(got.annotations("a.txt.ann.json"), ["actor Miners"]);
    for layer in ["POS", "Lemma"] {
        let told = got
            .said
            .lines()
            .filter(|line| line.contains(&format!(".{layer}”")));
        assert_eq!(told.count(), 1, "{}", got.said);
    }
    assert!(!got.said.contains("NNS”: "), "{}", got.said);
}

#[test]
fn long_names_are_kept_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let stem = format!("{}_a_name_of_many_characters_2013(5).tok", "a".repeat(150));
    let input = folder.path().join("in");
    fs::create_dir(&input).expect("a folder");
    fs::write(input.join(format!("{stem}.txt")), "Miners of Torvik").expect("a file");
    let line = "T1\tactor 0 6\tMiners\n";
    fs::write(input.join(format!("{stem}.ann")), line).expect("a file");
    let got = Imported::new().with(&["--from", "brat"], &[&input.to_string_lossy()]);
    assert_eq!(got.code, 0, "{}", got.said);
    assert_eq!(
        got.files(),
        [format!("{stem}.txt"), format!("{stem}.txt.ann.json")]
    );
    got.tells("0 complaints");
    let out = ["export", "--to", "brat", "--out", "brat", "out"];
    message(&demarche(got.folder.path(), &out));
    assert!(
        got.folder
            .path()
            .join("brat")
            .join(format!("{stem}.ann"))
            .exists()
    );
}

#[test]
fn the_annotations_of_a_dataset_that_do_not_come_in_are_a_failure_with_the_reason_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    };
    // A list that the reader does not know.
    let rows = r#"{"text":"Miners want wages.","marks":[{"from":0,"to":6,"as":"actor"}]}"#;
    let got = Imported::new().with(&["--from", "spacy"], &[&write("a.jsonl", rows)]);
    assert_eq!(got.code, 1, "{}", got.said);
    let first = got.said.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("no annotation came in as spacy: "),
        "{first}"
    );
    assert!(first.contains("“marks”"), "{first}");
    // Another format would read them.
    let rows = r#"{"text":"Miners want wages.","label":[[0,6,"actor"]]}"#;
    let got = Imported::new().with(&["--from", "spacy"], &[&write("b.jsonl", rows)]);
    assert_eq!(got.code, 1, "{}", got.said);
    got.tells("--from doccano reads them");
    // Places that are in no text.
    let rows = r#"{"text":"Miners.","label":[[90,96,"actor"]]}"#;
    let got = Imported::new().with(&["--from", "doccano"], &[&write("c.jsonl", rows)]);
    assert_eq!(got.code, 1, "{}", got.said);
    got.tells("1 more without a place");
    let sidecar = got.json("c-1.txt.ann.json");
    assert_eq!(sidecar["annotations"][0]["detached"], true, "{sidecar}");
    // An article that nobody has annotated is no failure.
    let got = Imported::new().with(
        &["--from", "doccano"],
        &[&write("d.jsonl", r#"{"text":"Miners."}"#)],
    );
    assert_eq!(got.code, 0, "{}", got.said);
}

#[test]
fn a_dry_run_says_what_would_come_in_and_writes_nothing() {
    let input = case("label-studio-task/in.json");
    let got = Imported::new().with(&["--from", "label-studio", "--dry-run"], &[&input]);
    assert_eq!(got.code, 0, "{}", got.said);
    got.tells("nothing was written; it would import from label-studio: 1 article, 2 annotations");
    assert!(!got.out().exists());
}

#[test]
fn datasets_are_recognised_without_from_and_the_guess_is_named() {
    for (input, name) in [
        ("brat-tabs/in", "brat"),
        ("gate-sets/sets", "gate-xml"),
        ("inception-slots/tsv", "webanno-tsv"),
        ("inception-slots/xmi", "cas-xmi"),
        ("label-studio-task/in.json", "label-studio"),
        ("spacy-ents-and-spans/in.jsonl", "spacy"),
        ("argilla-two-questions/with", "argilla"),
        ("refi-qda/in.qdpx", "refi-qda"),
        #[cfg(feature = "parquet")]
        ("tags.parquet", "hf"),
    ] {
        let got = Imported::new().with(&[], &[&case(input)]);
        assert_eq!(got.code, 0, "{input}: {}", got.said);
        got.tells("recognised as");
        got.tells(&format!("--from {name}"));
        got.tells(&format!("imported from {name}: "));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("a file");
        folder.path().join(name).to_string_lossy().into_owned()
    };
    let words = write(
        "words.txt",
        "Miners B-actor\nof I-actor\nTorvik I-actor\nstrike O\n\n",
    );
    let got = Imported::new().with(&[], &[&words]);
    got.tells("--from conll");
    // A text is no dataset, and neither is a table.
    for (name, text) in [
        (
            "prose.txt",
            "The miners of Torvik struck on Monday, and nobody knew when they would end.",
        ),
        (
            "table.csv",
            "title,text\nA strike,The miners of Torvik struck on Monday for more wages.\n",
        ),
    ] {
        let got = Imported::new().with(&[], &[&write(name, text)]);
        assert!(!got.said.contains("recognised as"), "{}", got.said);
    }
}

#[test]
fn files_of_a_folder_that_no_reader_takes_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("a.txt", "Miners of Torvik"),
        ("a.ann", "T1\tactor 0 6\tMiners\n"),
        ("annotation.conf", "[entities]\nactor\n"),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let got = Imported::new().with(&[], &[&folder.path().to_string_lossy()]);
    assert_eq!(got.code, 0, "{}", got.said);
    got.tells("annotation.conf: not read: ");
}

/// With a comparison for each pair of labels, this would take a minute.
#[test]
fn thousands_of_foreign_labels_take_no_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let row =
        |number: usize| format!("{{\"text\":\"Miners want.\",\"label\":[[0,6,\"l{number}\"]]}}\n");
    let rows: String = (0..4000).map(row).collect();
    let input = folder.path().join("in.jsonl");
    fs::write(&input, rows).expect("a file");
    let args = ["--from", "doccano", "--extend-codebook", "--dry-run"];
    let got = Imported::new().with(&args, &[&input.to_string_lossy()]);
    assert_eq!(got.code, 0, "{}", got.said);
    got.tells("4000 annotations");
}

#[test]
fn no_reader_takes_another_programs_annotations_for_none() {
    let line = r#"{"text":"Miners of Torvik want higher wages.","utf8_text_md5_checksum":"0",
        "annotations":[{"start_char":0,"end_char":16,"label_name":"actor","extra_data":"union"}]}"#;
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in.jsonl");
    fs::write(&input, line.replace('\n', " ")).expect("a file");
    let input = input.to_string_lossy();
    for format in ["doccano", "spacy", "prodigy", "label-studio"] {
        let got = Imported::new().with(&["--from", format], &[&input]);
        assert_eq!(got.code, 1, "{format}: {}", got.said);
        got.tells(&format!("no annotation came in as {format}: "));
        got.tells("--from labelbuddy reads them");
        got.tells("start_char");
    }
    let got = Imported::new().with(&[], &[&input]);
    assert_eq!(
        got.annotations("in-1.txt.ann.json"),
        ["actor Miners of Torvik"]
    );
}

#[test]
fn a_document_in_an_archive_keeps_its_name() {
    let got = Imported::of("cas-xmi", "strike.txt.zip");
    assert_eq!(got.code, 0, "{}", got.said);
    assert_eq!(got.files(), ["strike.txt", "strike.txt.ann.json"]);
}
