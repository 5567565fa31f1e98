use std::sync::Arc;

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::model::document::ArticleFields;
use crate::model::entity_uses::EntityUses;
use crate::model::{Annotation, ByteOffset, CharOffset, Document, Span, Text};

const GOLDEN_TEXT: &str = include_str!("../../../tests/data/golden.txt");
const GOLDEN: &str = include_str!("../../../tests/data/golden.txt.ann.json");

fn facts(header: &Header) -> SourceFacts<'_> {
    SourceFacts {
        file: &header.file,
        sha256: &header.sha256,
        encoding: &header.encoding,
        old_text: None,
    }
}

/// Loads a sidecar onto a text with the same hash as its source.
fn load(json: &str, text: &str) -> Placed {
    let sidecar = read(json.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{json}"));
    let header = sidecar.header.clone();
    sidecar.place(&Text::new(text), facts(&header))
}

fn save(placed: &Placed) -> String {
    let header = Arc::new(placed.header.clone());
    let bytes = Snapshot::new(&placed.document, &header).to_bytes();
    String::from_utf8(bytes).expect("it is UTF-8")
}

#[test]
fn a_file_of_ours_comes_back_byte_for_byte() {
    let placed = load(GOLDEN, GOLDEN_TEXT);
    assert_eq!(placed.notices, []);
    assert_eq!(save(&placed), GOLDEN);
    assert_eq!(placed.document.annotations().len(), 4);
    assert_eq!(placed.document.detached().len(), 1);
}

#[test]
fn a_hand_edited_file_is_written_in_canonical_form() {
    let untidy = GOLDEN
        .replace("\n    {\"id\"", "\n\n{\n \"id\"")
        .replace(
            "\"by\":\"mk\"}",
            "\"memo\": \"\", \"attributes\": {}, \"entity\": null, \"by\":\"mk\"}",
        )
        .replace("\"suffix\":", "\r\n\"suffix\" :")
        .replace("{\"depth\":[[1]]}", "{\n  \"depth\":[[1]]\n}");
    assert_eq!(
        save(&load(&format!("\u{FEFF}{untidy}"), GOLDEN_TEXT)),
        GOLDEN
    );
}

/// A sidecar with these annotations, for short tests.
fn with_annotations(annotations: &str) -> String {
    format!(
        r#"{{"format":"demarche","version":1,"source":{{"file":"a.txt","sha256":"00","encoding":"utf-8"}},"annotations":[{annotations}]}}"#
    )
}

#[test]
fn annotations_that_do_not_match_the_text_are_detached_with_a_notice() {
    let text = "Putin demands\r\na 🕊️ freeze.";
    // The annotation, and the notice or the quotes that it yields.
    let cases = [
        (r#""spans":[[0,5]],"quote":["Putin"]"#, "Putin"),
        (r#""spans":[[6,15]],"quote":["demands\r\n"]"#, "demands\r\n"),
        (r#""spans":[[17,19]],"quote":["🕊️"]"#, "🕊️"),
        (
            r#""spans":[[0,5],[20,26]],"quote":["Putin","freeze"]"#,
            "Putin … freeze",
        ),
        (r#""spans":[[0,5]]"#, "Putin"),
        (r#""spans":[[0,5]],"quote":["Trump"]"#, "quote-mismatch"),
        (r#""spans":[[0,4]],"quote":["Putin"]"#, "quote-mismatch"),
        (r#""spans":[[0,99]],"quote":["Putin"]"#, "out-of-range"),
        (
            r#""spans":[[0,18446744073709551615]],"quote":["P"]"#,
            "out-of-range",
        ),
        (r#""spans":[[99,104]],"quote":["Putin"]"#, "out-of-range"),
        (r#""spans":[[0,0]],"quote":[""]"#, "bad-spans"),
        (r#""spans":[[5,0]]"#, "bad-spans"),
        (r#""spans":[],"quote":["Putin"]"#, "bad-spans"),
        (r#""spans":[[0,5],[6,7]],"quote":["Putin"]"#, "bad-spans"),
        (
            r#""spans":[[20,26],[0,5]],"quote":["freeze","Putin"]"#,
            "bad-spans",
        ),
        (
            r#""spans":[[0,5],[5,6]],"quote":["Putin"," "]"#,
            "bad-spans",
        ),
        (r#""quote":["Putin"]"#, "bad-spans"),
    ];
    for (annotation, wanted) in cases {
        let json = with_annotations(&format!(r#"{{"id":"a","label":"actor",{annotation}}}"#));
        let placed = load(&json, text);
        let got = match placed.notices.first() {
            Some(notice) => {
                assert_eq!(placed.document.detached().len(), 1, "{annotation}");
                notice.kind.code().to_owned()
            }
            None => placed.document.annotations()[0]
                .fragments()
                .map(|f| f.quote(placed.document.text()))
                .unwrap_or_default(),
        };
        assert_eq!(got, wanted, "{annotation}");
        // Detached annotations keep their data, and later saves do not change them.
        let saved = save(&placed);
        assert_eq!(save(&load(&saved, text)), saved);
    }
}

#[test]
fn context_stands_if_no_side_of_it_differs() {
    use super::place::{Context, context};
    let text = Text::new("ab cd ef");
    let at = |char| text.byte_from_char(CharOffset(char)).expect("a place");
    let fragments = Span::new(&text, at(3), at(5)).expect("a span").into();
    for (prefix, suffix, wanted) in [
        ("ab ", " ef", Context::Stands),
        ("ab ", "", Context::Stands),
        ("", " ef", Context::Stands),
        ("ab ", " xx", Context::Partly),
        ("xx ", " ef", Context::Partly),
        ("xx ", " xx", Context::Differs),
        ("xx ", "", Context::Partly),
        ("", "", Context::Unknown),
    ] {
        let json = with_annotations(&format!(
            r#"{{"id":"a","label":"x","spans":[[3,5]],"quote":["cd"],"prefix":"{prefix}","suffix":"{suffix}"}}"#
        ));
        let sidecar = read(json.as_bytes()).expect("it is ours");
        let found = context(&sidecar.annotations[0], &text, &fragments);
        assert_eq!(found, wanted, "{prefix:?} {suffix:?}");
    }
}

#[test]
fn a_changed_source_is_reported_and_every_quote_is_checked() {
    let json = with_annotations(
        r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"],"prefix":"x","suffix":" refused"},
           {"id":"b","label":"actor","spans":[[0,5]]}"#,
    );
    let sidecar = read(json.as_bytes()).expect("it is ours");
    let source = SourceFacts {
        file: "b.txt",
        sha256: "11",
        encoding: "utf-16le",
        old_text: None,
    };
    let placed = sidecar.place(&Text::new("Putin demands"), source);
    let codes: Vec<&str> = placed.notices.iter().map(|n| n.kind.code()).collect();
    assert_eq!(
        codes,
        [
            "other-file",
            "other-encoding",
            "source-changed",
            "no-quote",
            "context-differs"
        ]
    );
    assert_eq!(placed.header.sha256, "11");
}

#[test]
fn ids_that_are_taken_or_missing_are_made_anew() {
    let json = with_annotations(
        r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"]},
           {"id":"a","label":"demand","spans":[[6,13]],"quote":["demands"]},
           {"label":"event","spans":[[6,13]],"quote":["demands"]}"#,
    );
    let json = json.replace(
        "]}",
        r#"],"relations":[{"id":"r","type":"makes","from":"a","to":"x"},{"id":"r","type":"makes","from":"a","to":"a"}]}"#,
    );
    // Each list ends with this text; only the last one is at the top level.
    let json = json.replacen(r#"],"relations":[{"id":"r","type":"makes","from":"a","to":"x"},{"id":"r","type":"makes","from":"a","to":"a"}]}"#, "]}", json.matches("relations").count() - 1);
    let placed = load(&json, "Putin demands");
    let codes: Vec<&str> = placed.notices.iter().map(|n| n.kind.code()).collect();
    assert_eq!(codes, ["duplicate-id", "missing-id", "duplicate-id"]);
    assert_eq!(placed.document.annotations().len(), 3);
    assert_eq!(placed.document.relations().len(), 2);
    let first = placed
        .document
        .annotation(&"a".into())
        .map(|a| a.label.as_str());
    assert_eq!(first, Some("actor"), "the first keeps the id");
}

#[test]
fn an_unreadable_sidecar_is_refused_with_its_position() {
    let deep = "[".repeat(100_000);
    let shut = "]".repeat(100_000);
    let a = |fields: &str| with_annotations(&format!("{{\"label\":\"x\",{fields}}}"));
    let cases = [
        (String::new(), "truncated", Some((1, 0))),
        (GOLDEN[..GOLDEN.len() / 2].to_owned(), "truncated", None),
        (GOLDEN[..GOLDEN.len() - 2].to_owned(), "truncated", None),
        (
            GOLDEN.replacen("\"source\": {", "\"source\": {,", 1),
            "bad-json",
            Some((4, 14)),
        ),
        (format!("{GOLDEN}x"), "bad-json", None),
        ("[]".into(), "not-ours", None),
        ("7".into(), "not-ours", None),
        ("{}".into(), "not-ours", None),
        (
            "{\"format\":\"brat\",\"version\":1}".into(),
            "not-ours",
            None,
        ),
        (
            GOLDEN.replacen("\"version\": 1", "\"version\": 2", 1),
            "newer-version",
            None,
        ),
        (
            "{\"annotations\":{\"new\":1},\"format\":\"demarche\",\"version\":7}".into(),
            "newer-version",
            None,
        ),
        ("{\"format\":\"demarche\"}".into(), "schema", None),
        (
            GOLDEN.replacen("unicode-scalar", "utf-16", 1),
            "unknown-offsets",
            None,
        ),
        (a(r#""spans":[[-1,2]]"#), "schema", None),
        (a(r#""spans":[[1.5,2]]"#), "schema", None),
        (a(r#""spans":[[1,2,3]]"#), "schema", None),
        (a(r#""quote":["\ud800"]"#), "bad-json", None),
        (a(r#""memo":NaN"#), "bad-json", None),
        (a(r#""memo":"a","memo":"b""#), "schema", None),
        (a(r#""new":1,"new":2"#), "schema", None),
        (a(r#""attributes":{"a":1,"a":2}"#), "schema", None),
        (a("\"memo\":\"\u{1}\""), "bad-json", None),
        (format!("{{\"format\":{deep}"), "bad-json", None),
        (a(&format!("\"spans\":{deep}{shut}")), "schema", None),
        (
            "{\"format\":\"demarche\",\"version\":1,\"annotations\":[{\"id\":\"a\"}]}".into(),
            "schema",
            None,
        ),
    ];
    for (json, code, place) in cases {
        let shown = json.chars().take(90).collect::<String>();
        let Err(error) = read(json.as_bytes()) else {
            panic!("it was read: {shown}");
        };
        assert_eq!(error.code(), code, "{error}: {shown}");
        if place.is_some() {
            assert_eq!(error.place(), place, "{shown}");
        }
    }
    let error = read(b"{\n \"a\xFF").err();
    assert_eq!(error, Some(SidecarError::NotUtf8 { line: 2, column: 4 }));
}

#[test]
fn unknown_values_of_any_depth_are_carried_along() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let json = with_annotations(&format!(
        r#"{{"id":"a","label":"x","new":{deep},"attributes":{{"y":{deep}}}}}"#
    ));
    assert_eq!(save(&load(&json, "")).matches(&deep).count(), 2);
}

#[test]
fn the_agreed_version_is_read_and_written_as_it_is() {
    let decision = r#"{"id":"5f2c91d07a3e","of":["ls:b3","mk:a7"],"facet":"attribute:polarity","seen":"c81f","take":"ls","how":"chosen","by":"jo","at":"2026-12-01T09:00:00Z","rule":"3","new":[1]}"#;
    let annotation = r#"{"id":"g4","label":"x","spans":[[0,1]],"quote":["a"],"suffix":"b","origin":"adjudicated:majority","by":"jo","from":["ls:b3","mk:a7"]}"#;
    let relation = r#"{"id":"h5","type":"y","from":"g4","to":"g4","of":["ls:r1"]}"#;
    let json = format!(
        "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \"a.txt\", \
         \"sha256\": \"00\", \"chars\": 2, \"encoding\": \"utf-8\" }},\n  \"offsets\": \
         \"unicode-scalar\",\n  \"coder\": \"gold\",\n  \"adjudication\": \
         {{\"round\":\"pilot\",\"inputs\":[{{\"coder\":\"ls\",\"sha256\":\"9f\"}}],\"new\":1}},\n  \
         \"document\": {{ \"status\": \"new\" }},\n  \"annotations\": [\n    {annotation}\n  ],\n  \
         \"relations\": [\n    {relation}\n  ],\n  \"decisions\": [\n    {decision}\n  ]\n}}\n"
    );
    let placed = load(&json, "ab");
    assert_eq!(placed.notices, []);
    assert_eq!(save(&placed), json);
    let document = &placed.document;
    let decision = &document.decisions()["5f2c91d07a3e"];
    assert_eq!(decision.take.as_deref(), Some("ls"));
    let from = &document.annotations()[0].provenance.from;
    assert_eq!(from[1].parts(), Some(("mk", "a7")));
    let relation = document.relations().next().expect("a relation");
    assert_eq!(relation.provenance.from[0].as_str(), "ls:r1");
    let adjudication = placed.header.adjudication.expect("it was compared");
    assert_eq!(adjudication.inputs["ls"].sha256, "9f");
}

/// Other programs may have used these names before we did.
#[test]
fn fields_of_the_same_names_with_other_contents_are_kept() {
    let json = with_annotations(
        r#"{"id":"a","label":"x","spans":[[0,1]],"quote":["a"],"from":"the corpus"}"#,
    );
    let last = json.len() - 1;
    let json = format!(
        r#"{},"decisions":"none yet","adjudication":[1,2]}}"#,
        &json[..last]
    );
    let placed = load(&json, "abc");
    let saved = save(&placed);
    for kept in [
        r#""from":"the corpus""#,
        r#""decisions": "none yet""#,
        r#""adjudication": [1,2]"#,
    ] {
        assert!(saved.contains(kept), "{saved}");
    }
    assert!(placed.document.decisions().is_empty());
}

#[test]
fn a_file_is_written_in_small_portions_so_that_it_need_not_be_in_memory() {
    /// What was written, and the length of the longest portion.
    #[derive(Default)]
    struct Portions(Vec<u8>, usize);
    impl std::io::Write for Portions {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.extend_from_slice(bytes);
            self.1 = self.1.max(bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let text = Text::new("word ".repeat(500));
    let annotations = (0..500).map(|number| {
        let (start, end) = (ByteOffset(number * 5), ByteOffset(number * 5 + 4));
        let span = Span::new(&text, start, end).expect("a span");
        Annotation::new(format!("a{number}"), "actor", span)
    });
    let annotations = annotations.collect();
    let fields = ArticleFields::default();
    let document = Document::load(text.clone(), fields, annotations, Vec::new()).0;
    let snapshot = Snapshot::new(&document, &Header::default().into());
    let mut portions = Portions::default();
    snapshot.write_to(&mut portions).expect("memory");
    assert_eq!(portions.0, snapshot.to_bytes());
    assert!(
        portions.0.len() > 50_000 && portions.1 < 200,
        "{}",
        portions.1
    );
}

#[test]
fn a_file_is_blank_only_without_any_content_of_its_own() {
    let is_blank = |json: &str| {
        let placed = load(json, "abc");
        Snapshot::new(&placed.document, &Arc::new(placed.header)).is_blank()
    };
    let blank = with_annotations("");
    assert!(is_blank(&blank));
    let annotation = r#"{"id":"a","label":"x","spans":[[0,1]],"quote":["a"]}"#;
    let last = blank.len() - 1;
    for json in [
        with_annotations(annotation),
        format!(r#"{},"document":{{"status":"done"}}}}"#, &blank[..last]),
        format!(r#"{},"document":{{"title":"T"}}}}"#, &blank[..last]),
        format!(r#"{},"new":1}}"#, &blank[..last]),
        blank.replace(r#""file":"#, r#""new":1,"file":"#),
        format!(r#"{},"decisions":[{{"id":"d"}}]}}"#, &blank[..last]),
        format!(r#"{},"adjudication":{{"inputs":[]}}}}"#, &blank[..last]),
    ] {
        assert!(!is_blank(&json), "{json}");
    }
}

#[test]
fn an_older_version_is_migrated() {
    let json = GOLDEN.replacen("\"version\": 1", "\"version\": 0", 1);
    let placed = load(&json, GOLDEN_TEXT);
    assert_eq!(placed.header.migrated_from, Some(0));
    assert_eq!(save(&placed), GOLDEN);
}

#[test]
fn lines_are_those_of_the_file() {
    let lines = lines(GOLDEN.as_bytes());
    for (kind, id, line) in &lines {
        let text = GOLDEN.lines().nth(line - 1).unwrap_or_default();
        assert!(
            text.contains(&format!("{{\"id\":\"{id}\"")),
            "{kind} {id} {line}"
        );
    }
    assert_eq!(lines.len(), 7);
}

#[test]
fn a_scan_counts_what_the_document_has() {
    let codebook = crate::codebook::built_in().codebook;
    let scanned = scan(GOLDEN.as_bytes(), &codebook).expect("it is ours");
    let placed = load(GOLDEN, GOLDEN_TEXT);
    let counts = placed.document.counts();
    assert_eq!(scanned.annotations(), 5);
    for (label, count) in &scanned.labels {
        assert_eq!(counts.get(label), Some(count));
    }
    assert_eq!(scanned.fields, *placed.document.fields());
    assert_eq!((scanned.detached, scanned.relations), (1, 2));
    assert_eq!(scanned.entities, EntityUses::of(&placed.document));
    assert!(!scanned.entities.mentions.is_empty() && !scanned.entities.values.is_empty());
    assert!(scan(b"{}", &codebook).is_err());
}

proptest! {
    #[test]
    fn saving_and_loading_is_identity((document, header) in document()) {
        let header = Arc::new(header);
        let before = Snapshot::new(&document, &header);
        let bytes = before.to_bytes();
        let sidecar = read(&bytes).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let placed = sidecar.place(document.text(), facts(&header));
        prop_assert_eq!(&placed.notices, &[]);
        prop_assert_eq!(&placed.header, &*header);
        let after = Snapshot::new(&placed.document, &header);
        prop_assert_eq!(after.fields(), before.fields());
        prop_assert_eq!(after.annotations(), before.annotations());
        prop_assert_eq!(after.relations(), before.relations());
        prop_assert_eq!(after.decisions(), before.decisions());
        prop_assert_eq!(after.to_bytes(), bytes);
        let items = document.annotations().len() + document.detached().len();
        let lines = String::from_utf8_lossy(&after.to_bytes()).matches("\n    {").count();
        let items = items + document.decisions().len();
        prop_assert_eq!(lines, items + document.relations().len());
    }
}

/// Fuzz test: broken in every way that a disk, a merge or a person breaks a file.
#[test]
fn ten_thousand_mutated_files_never_panic() {
    let codebook = crate::codebook::built_in().codebook;
    let mut random = fastrand::Rng::with_seed(7);
    let text = Text::new(GOLDEN_TEXT);
    let tokens: [&[u8]; 14] = [
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"-1",
        b"1e999",
        b"null",
        b"\\ud800",
        b"\xFF",
        b"\0",
        b"99999999999999999999",
    ];
    let mut refused = 0;
    for _ in 0..10_000 {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..bytes.len());
            let to = (at + random.usize(..40)).min(bytes.len());
            match random.u8(..5) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = random.u8(..),
                2 => drop(bytes.drain(at..to)),
                3 => {
                    let piece = bytes[at..to].to_vec();
                    let place = random.usize(..=bytes.len());
                    bytes.splice(place..place, piece);
                }
                _ => {
                    let token = tokens[random.usize(..tokens.len())];
                    bytes.splice(at..to, token.iter().copied());
                }
            }
            if bytes.is_empty() {
                bytes.push(b'{');
            }
        }
        let _ = scan(&bytes, &codebook);
        match read(&bytes) {
            Err(error) => {
                refused += 1;
                assert!(!error.to_string().is_empty());
            }
            Ok(sidecar) => {
                let header = sidecar.header.clone();
                let placed = sidecar.place(&text, facts(&header));
                let header = Arc::new(placed.header);
                let saved = Snapshot::new(&placed.document, &header).to_bytes();
                assert!(read(&saved).is_ok(), "{}", String::from_utf8_lossy(&saved));
            }
        }
    }
    assert!((1_000..10_000).contains(&refused), "{refused}");
}

#[test]
fn a_label_or_memo_of_megabytes_is_refused_with_its_place() {
    let sidecar = |label: &str, memo: &str| {
        format!(
            "{{\"format\": \"demarche\", \"version\": 1, \"annotations\": [\n{{\"id\": \"a1\", \
             \"label\": \"{label}\", \"memo\": \"{memo}\", \"spans\": [[0, 1]], \"quote\": [\"D\"]}}]}}"
        )
    };
    let long = "x".repeat(2 << 20);
    assert!(read(sidecar("actor", "a memo").as_bytes()).is_ok());
    for (label, memo, key) in [
        (long.as_str(), "", "label"),
        ("actor", long.as_str(), "memo"),
    ] {
        let error = read(sidecar(label, memo).as_bytes()).err();
        let error = error.expect("it is refused");
        assert_eq!(error.place().map(|(line, _)| line), Some(2), "{key}");
        let said = error.to_string();
        assert!(
            said.contains(&format!("“{key}”")) && said.len() < 300,
            "{said}"
        );
    }
}
