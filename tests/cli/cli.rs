//! The program as a shell sees it. `options` is about the values of options.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GOLDEN_TEXT: &str = include_str!("../data/golden.txt");
pub const GOLDEN: &str = include_str!("../data/golden.txt.ann.json");

pub fn demarche(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(args)
        .current_dir(folder)
        .env_remove("RUST_LOG")
        // Records of outputs, which are named by their full paths.
        .env(
            "DEMARCHE_STATE_DIR",
            std::env::temp_dir().join("demarche-cli-tests"),
        )
        .output()
        .expect("the program runs")
}

/// Exit code, standard output, standard error.
pub fn message(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// A project with one article and its annotations.
pub fn project(sidecar: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("golden.txt"), GOLDEN_TEXT).expect("a file");
    fs::write(folder.path().join("golden.txt.ann.json"), sidecar).expect("a file");
    folder
}

/// A sidecar in which nothing is wrong or unfinished.
pub fn sound() -> String {
    let text = r#"{"id":"e","label":"event","spans":[[17,24]],"quote":["demands"],"attributes":{"type":"request","factuality":"occurred"}}"#;
    let actor = r#"{"id":"a","label":"actor","spans":[[11,16]],"quote":["Putin"]}"#;
    let link =
        r#"{"id":"r","type":"participant","from":"e","to":"a","attributes":{"role":"initiator"}}"#;
    format!(
        r#"{{"format":"demarche","version":1,"document":{{"status":"done"}},"annotations":[{actor},{text}],"relations":[{link}]}}"#
    )
}

#[test]
fn check_finds_nothing_in_a_sound_project() {
    let folder = project(&sound());
    // Without a hash, a quote is all there is to check by, and it stands.
    let (code, out, err) = message(&demarche(folder.path(), &["check", "."]));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("2 files checked: 0 faults"), "{err}");
}

#[test]
fn check_reports_each_fault_with_file_line_and_id() {
    let own_line = |sidecar: &str| sidecar.replace("{\"id\"", "\n{\"id\"");
    let cases = [
        (
            "[[11,16]]",
            "[[10,15]]",
            "golden.txt.ann.json:2: a: ",
            "quote-mismatch",
        ),
        (
            "[[11,16]]",
            "[[999,1004]]",
            "golden.txt.ann.json:2: a: ",
            "out-of-range",
        ),
        (
            "\"to\":\"a\"",
            "\"to\":\"zz\"",
            "golden.txt.ann.json:4: r: ",
            "dangling-relation",
        ),
        (
            "\"label\":\"actor\"",
            "\"label\":\"aktor\"",
            "golden.txt.ann.json:2: a: ",
            "unknown-label",
        ),
        (
            "\"id\":\"e\"",
            "\"id\":\"a\"",
            "golden.txt.ann.json:3: a: ",
            "duplicate-id",
        ),
        ("request", "ask", "golden.txt.ann.json:3: e: ", "bad-value"),
        (
            "\"status\":\"done\"",
            "\"status\":\"over\"",
            "golden.txt.ann.json: ",
            "unknown-status",
        ),
        (
            ",\"label\":\"actor\"",
            "",
            "golden.txt.ann.json:2:",
            "schema",
        ),
        (
            "\"annotations\":[",
            "\"annotations\":[,",
            "golden.txt.ann.json:1:",
            "bad-json",
        ),
        (
            "\"version\":1",
            "\"version\":9",
            "golden.txt.ann.json:",
            "newer-version",
        ),
        (
            "\"format\":\"demarche\"",
            "\"format\":\"brat\"",
            "golden.txt.ann.json:",
            "not-ours",
        ),
        (
            "\"document\"",
            "\"source\":{\"sha256\":\"00\"},\"document\"",
            "golden.txt.ann.json:",
            "source-changed",
        ),
    ];
    for (from, to, place, code_name) in cases {
        let changed = own_line(&sound()).replacen(from, to, 1);
        assert_ne!(changed, sound(), "{from}");
        let folder = project(&changed);
        let (code, out, err) = message(&demarche(folder.path(), &["check", "."]));
        assert_eq!(code, 1, "{code_name}: {out}{err}");
        let found = out.lines().any(|line| {
            line.trim_start_matches("./").starts_with(place)
                && line.ends_with(&format!("[{code_name}]"))
        });
        assert!(found, "{place} {code_name}: {out}");
        let kept = fs::read_to_string(folder.path().join("golden.txt.ann.json"));
        assert_eq!(kept.expect("it is there"), changed, "check changes nothing");
    }
}

#[test]
fn check_looks_at_the_whole_project_and_speaks_json() {
    let folder = project(&sound());
    let write = |name: &str, contents: &[u8]| {
        fs::write(folder.path().join(name), contents).expect("a file");
    };
    write("gone.txt.ann.json", sound().as_bytes());
    write("binary.txt", b"\0\x01\x02");
    write(
        "codebook.json",
        b"{\"format\":\"demarche-codebook\",\n\"version\":1,\"name\":\"x\",\n\"labels\":7}",
    );
    write(
        "entities.json",
        b"{\"format\":\"demarche-entities\",\"version\":1,\"entities\":[\n{\"id\":\"a\",\"name\":\"A\",\"part_of\":\"b\"}]}",
    );
    let (code, out, err) = message(&demarche(folder.path(), &["check", "--json", "."]));
    assert_eq!(code, 1, "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let faults = report["faults"].as_array().expect("a list");
    for (file, code, line) in [
        ("gone.txt.ann.json", "orphan-sidecar", None),
        ("binary.txt", "undecodable", None),
        ("codebook.json", "bad-codebook", Some(3)),
        ("entities.json", "entity", Some(2)),
    ] {
        let fault = faults
            .iter()
            .find(|f| f["code"] == code)
            .unwrap_or_else(|| panic!("{code}: {out}"));
        assert!(
            fault["file"].as_str().is_some_and(|f| f.ends_with(file)),
            "{fault}"
        );
        assert_eq!(fault["line"].as_u64(), line, "{fault}");
    }
}

#[test]
fn unfinished_work_is_reported_without_failing() {
    let unfinished = sound().replace("\"type\":\"request\",", "");
    let folder = project(&unfinished.replace("done", "in-progress"));
    let (code, out, _) = message(&demarche(folder.path(), &["check", "."]));
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("unfinished: ") && out.contains("[missing-attribute]"),
        "{out}"
    );
    let folder = project(&unfinished);
    assert_eq!(message(&demarche(folder.path(), &["check", "."])).0, 1);
}

#[test]
fn export_writes_what_was_asked_for() {
    let folder = project(GOLDEN);
    let export = |args: &[&str]| {
        let args = [&["export", "--to", "jsonl"], args].concat();
        message(&demarche(folder.path(), &args))
    };
    let (code, out, err) = export(&["."]);
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
    let article: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(article["text"], GOLDEN_TEXT);
    assert_eq!(article["source"]["path"], "golden.txt");
    assert_eq!(article["annotations"].as_array().map(Vec::len), Some(5));

    let (code, _, _) = export(&[
        "--label",
        "actor",
        "--report",
        "report.json",
        "--strict",
        "--out",
        "new/a.jsonl",
        ".",
    ]);
    assert_eq!(code, 0);
    let out = fs::read_to_string(folder.path().join("new/a.jsonl")).expect("it is written");
    let article: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(article["annotations"].as_array().map(Vec::len), Some(2));
    assert_eq!(article["relations"].as_array().map(Vec::len), Some(0));
    assert!(folder.path().join("report.json").exists());

    assert_eq!(export(&["--status", "done", "."]).1, "");
    assert_eq!(export(&["--coder", "mk", "."]).1.lines().count(), 1);
    assert_eq!(export(&["--since", "2000", "."]).1.lines().count(), 1);
    let (code, out, err) = export(&["--since", "yesterday", "--label", "Actor", "."]);
    assert_eq!((code, out.lines().count()), (0, 1), "{err}");
    // What is written to standard output is as it is in a file.
    fs::copy(
        folder.path().join("golden.txt"),
        folder.path().join("twin.txt"),
    )
    .expect("a file");
    for (args, want) in [(&["."][..], 2), (&["--dedupe", "texts", "."], 1)] {
        assert_eq!(export(args).1.lines().count(), want);
    }
}

#[test]
fn a_codebook_is_shown_exported_and_imported() {
    let folder = project(GOLDEN);
    let run = |args: &[&str]| message(&demarche(folder.path(), args));
    let (code, out, _) = run(&["codebook", "show", "."]);
    assert_eq!(code, 0);
    assert!(
        out.contains("demand  Demand  [2 d]") || out.contains("demand  Demand  [2 D]"),
        "{out}"
    );

    let (code, _, err) = run(&["codebook", "export", "--to", "qdc", "--out", "c.qdc", "."]);
    assert_eq!(code, 0);
    assert!(err.contains("7 relation types"), "{err}");
    assert!(fs::read_to_string(folder.path().join("c.qdc")).is_ok_and(|f| f.contains("<Code ")));

    fs::write(folder.path().join("more.csv"), "row,id\nlabel,promise\n").expect("a file");
    let (code, out, _) = run(&["codebook", "import", "--merge", "more.csv", "."]);
    assert_eq!((code, out.as_str()), (0, "Label promise comes.\n"));
    let (_, out, _) = run(&["codebook", "export", "--to", "csv", "."]);
    assert!(out.contains("\r\nlabel,promise,"), "{out}");

    fs::write(folder.path().join("codebook.json"), "{").expect("a file");
    let (code, _, err) = run(&["codebook", "import", "more.csv", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("the file is left as it is"), "{err}");
    assert!(fs::read_to_string(folder.path().join("codebook.json")).is_ok_and(|f| f == "{"));
}

#[test]
fn wrong_use_is_told_and_exits_with_two() {
    let folder = project(GOLDEN);
    for args in [
        &["check"][..],
        &["check", "missing"],
        &["export", "--to", "klingon", "."],
        &["schema", "poem"],
        &["--klingon"],
    ] {
        let (code, out, err) = message(&demarche(folder.path(), args));
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

#[test]
fn lists_schemas_and_help_are_printed() {
    let folder = project(GOLDEN);
    for args in [
        &["formats"][..],
        &["formats", "--json"],
        &["schema", "sidecar"],
        &["schema", "codebook"],
        &["schema", "entities"],
        &["schema", "agreement"],
        &["stats", "."],
        &["stats", "--json", "."],
        &["--help"],
        &["check", "--help"],
    ] {
        let (code, out, err) = message(&demarche(folder.path(), args));
        assert_eq!((code, out.is_empty()), (0, false), "{args:?} {err}");
        if args.contains(&"--json") || args.contains(&"schema") {
            assert!(
                serde_json::from_str::<serde_json::Value>(&out).is_ok(),
                "{out}"
            );
        }
    }
    let (_, out, _) = message(&demarche(folder.path(), &["stats", "--json", "."]));
    let stats: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(stats["annotations"], 5);
    assert_eq!(stats["labels"]["event"]["detached"], 1);
}

#[test]
fn search_prints_where_words_and_annotations_are() {
    let folder = project(&sound());
    fs::write(folder.path().join("more.txt"), "Půtin said\nno.").expect("a file");
    let search = |args: &[&str]| {
        let args: Vec<&str> = ["search"]
            .iter()
            .chain(args)
            .chain(&["."])
            .copied()
            .collect();
        message(&demarche(folder.path(), &args))
    };
    let (code, out, err) = search(&["putin"]);
    assert_eq!(code, 0, "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("./golden.txt:11-16:\t"), "{out}");
    assert!(lines[0].contains("[Putin] demands"), "{out}");
    assert!(
        lines[1].ends_with("\t                                        [Půtin] said no."),
        "{out}"
    );
    assert_eq!(lines.len(), 2);

    let (_, out, _) = search(&["", "--label", "actor", "--json"]);
    let line: serde_json::Value = serde_json::from_str(&out).expect("a line of JSON");
    assert_eq!(
        (line["start"].as_u64(), line["annotation"].as_str()),
        (Some(11), Some("a"))
    );
    for (args, want) in [
        (&["putin", "--outside"][..], 1),
        (&["p.tin", "--regex", "--match-accents"], 2),
        (&["p.tin", "--regex", "--accents"], 2),
        (&["PUTIN", "--match-case"], 0),
        (&["PUTIN", "--case"], 0),
        (&["demand", "--word"], 0),
        (&["demand", "--word-forms"], 1),
        (&["demand", "--endings"], 1),
        (&["", "--attribute", "type=request"], 1),
        (&["putin", "--status", "done"], 1),
        (&["nowhere"], 0),
    ] {
        let (code, out, _) = search(args);
        assert_eq!((code, out.lines().count()), (0, want), "{args:?}");
    }
    let (code, _, err) = search(&["(", "--regex"]);
    assert_eq!(code, 2);
    assert!(err.contains("unclosed group"), "{err}");
    let (code, _, err) = search(&[""]);
    assert_eq!(code, 2);
    assert!(err.contains("nothing to search for"), "{err}");
}

#[test]
fn import_makes_articles_and_never_writes_over_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), "Putin refused. 🕊 No.").expect("a file");
    fs::write(
        at("a.ann"),
        "T1\tactor 0 5\tPutin\nT2\tevent 18 20\tNo\nT3\tx 0 3\tBid\n",
    )
    .expect("a file");
    let import = [
        "import", "--from", "brat", "--into", "into", "a.txt", "a.ann",
    ];
    let (code, _, err) = message(&demarche(folder.path(), &import));
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("a.ann:3: detached") && err.contains("1 more without a place"),
        "{err}"
    );
    let first = fs::read(at("into/a.txt.ann.json")).expect("a sidecar");
    let (code, _, err) = message(&demarche(folder.path(), &import));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("1 article (1 of an earlier import)"), "{err}");
    assert!(!at("into/a-2.txt").exists());
    // What is not the same is another article.
    fs::write(at("a.txt"), "Putin refused. 🕊 No!").expect("a file");
    let (code, _, err) = message(&demarche(folder.path(), &import));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("a-2.txt"), "{err}");
    assert_eq!(
        fs::read(at("into/a.txt.ann.json")).expect("a sidecar"),
        first
    );
    let (code, out, err) = message(&demarche(folder.path(), &["check", "into"]));
    let mut of_quotes = out.lines().filter(|line| line.contains("quote"));
    assert!(
        of_quotes.all(|line| line.contains(": T3: ")),
        "{code} {out} {err}"
    );
}

#[test]
fn import_adds_to_the_codebook_what_it_is_asked_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.txt"), "Tokyo waits.").expect("a file");
    fs::write(at("a.ann"), "T1\tstate 0 5\tTokyo\n").expect("a file");
    let import = |more: &[&str]| {
        let mut args = vec!["import", "--from", "brat", "--into", "into"];
        args.extend(more);
        args.extend(["a.txt", "a.ann"]);
        let (code, _, err) = message(&demarche(folder.path(), &args));
        assert_eq!(code, 0, "{err}");
        err
    };
    let err = import(&[]);
    assert!(err.contains("Label state comes."), "{err}");
    assert!(err.contains("--extend-codebook"), "{err}");
    assert!(!at("into/codebook.json").exists());
    import(&["--extend-codebook"]);
    let (_, out, _) = message(&demarche(folder.path(), &["codebook", "show", "into"]));
    assert!(out.contains("\nstate  state"), "{out}");
    assert!(out.contains("\nactor  "), "{out}");
    let err = import(&["--extend-codebook"]);
    assert!(!err.contains("codebook"), "{err}");
}

#[test]
fn export_splits_by_article_and_writes_a_card() {
    let folder = project(&sound());
    let export = [
        "export",
        "--to",
        "conll2002",
        "--out",
        "set",
        "--split",
        "train=0.5,test=0.5",
        "--seed",
        "3",
        "--tokenizer",
        "whitespace",
        "--losses",
        "losses.json",
        ".",
    ];
    let (code, _, err) = message(&demarche(folder.path(), &export));
    assert_eq!(code, 0, "{err}");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
    let sizes = [read("set/train.bio").len(), read("set/test.bio").len()];
    assert!(sizes.contains(&0) && sizes != [0, 0], "{sizes:?}");
    assert!(read("set/README.md").contains("| actor | 1 |"));
    assert!(read("losses.json").contains("\"to\": \"conll2002\""));
    let (code, _, err) = message(&demarche(
        folder.path(),
        &["export", "--to", "hf", "--split", "a=2", "."],
    ));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn import_makes_articles_of_pages_and_tables_and_leaves_out_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("in")).expect("a folder");
    let table = "title,lead,date\nDockers,They stay out.,23 Oct 2026\nMediator,She calls.,soon\n";
    fs::write(at("in/table.csv"), table).expect("a file");
    fs::write(at("in/broken.docx"), "PK").expect("a file");
    let import = |more: &[&str]| {
        let mut args = vec!["import", "--into", "out", "--column", "lead=text", "in"];
        args.extend(more);
        message(&demarche(folder.path(), &args))
    };
    let (code, out, err) = import(&["--report", "report.json"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out.lines().count(), 2, "{out}{err}");
    let text = fs::read_to_string(at("out/2026-10-23-dockers.txt")).expect("it is there");
    assert_eq!(text, "Dockers\nThey stay out.\n");
    let fields = at("out/2026-10-23-dockers.txt.article.json");
    let fields = fs::read_to_string(fields).expect("it is there");
    assert!(fields.contains("row 2"), "{fields}");
    assert!(err.contains("“soon” is not understood"), "{err}");
    assert!(err.contains("broken.docx: it cannot be read"), "{err}");
    let report = fs::read_to_string(at("report.json")).expect("it is there");
    assert!(report.contains("broken.docx"), "{report}");
    // The date as it was written is kept, which is nothing wrong.
    let fields = fs::read_to_string(at("out/mediator.txt.article.json")).expect("it is there");
    assert!(fields.contains(r#""date_as_written": "soon""#), "{fields}");
    let (code, out, err) = message(&demarche(folder.path(), &["check", "out"]));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");

    let (code, out, err) = import(&[]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("2 duplicates left out"), "{err}");
    let (code, _, err) = import(&["--from", "word"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("--from: unknown format “word”; formats are auto, html, "),
        "{err}"
    );
}

/// An article in Windows-1252 with two annotations, and what it is after somebody has edited it and
/// written it in UTF-8.
fn edited_project() -> tempfile::TempDir {
    let old = "Genève, lundi\n\nLe café du Léman a fermé ses portes lundi soir.\n\nLa police n’a rien dit.\n";
    let new = "\u{feff}Genève, lundi\r\n\r\nUn paragraphe de plus.\r\n\r\nLe café du Léman a fermé ses portes lundi soir.\r\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(old);
    let char_start = |quote: &str| {
        old.chars().count()
            - old[old.find(quote).expect("it stands there")..]
                .chars()
                .count()
    };
    let annotation = |id: &str, quote: &str| {
        let start = char_start(quote);
        let end = start + quote.chars().count();
        let at = old.find(quote).expect("it stands there");
        let before: Vec<char> = old[..at].chars().collect();
        let prefix: String = before[before.len().saturating_sub(32)..].iter().collect();
        let suffix: String = old[at + quote.len()..].chars().take(32).collect();
        serde_json::json!({"id": id, "label": "actor", "spans": [[start, end]], "quote": [quote], "prefix": prefix, "suffix": suffix})
    };
    let sidecar = serde_json::json!({
        "format": "demarche", "version": 1,
        "source": {"file": "cafe.txt", "sha256": demarche::store::hash::sha256_hex(&bytes), "encoding": "windows-1252"},
        "annotations": [annotation("a", "café du Léman"), annotation("b", "La police")],
    });
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("cafe.txt"), new).expect("a file");
    fs::write(folder.path().join("cafe.txt.ann.json"), sidecar.to_string()).expect("a file");
    folder
}

#[test]
fn annotations_follow_articles_that_were_edited_and_written_in_another_encoding() {
    let folder = edited_project();
    let sidecar = || fs::read_to_string(folder.path().join("cafe.txt.ann.json")).expect("a file");
    let before = sidecar();
    let (code, out, _) = message(&demarche(folder.path(), &["check", "."]));
    assert_eq!(code, 1);
    assert!(
        out.contains("its words stand at 46 now: “demarche reanchor” moves it"),
        "{out}"
    );
    assert!(out.contains("other-encoding"), "{out}");

    let (code, out, err) = message(&demarche(folder.path(), &["reanchor", "--dry-run", "."]));
    assert_eq!((code, sidecar()), (1, before), "{err}");
    assert!(
        out.contains("a: moved: “café du Léman”, at 46 (score "),
        "{out}"
    );
    assert!(out.contains("b: detached: “La police”"), "{out}");

    let (code, _, err) = message(&demarche(folder.path(), &["reanchor", "."]));
    assert_eq!(code, 1);
    assert!(
        err.contains("1 file written: 1 annotation moved, 1 left to decide"),
        "{err}"
    );
    let after = sidecar();
    assert!(
        after.contains(r#""spans":[[46,59]],"quote":["café du Léman"]"#),
        "{after}"
    );
    assert!(after.contains(r#""encoding": "utf-8""#), "{after}");
    let (_, _, err) = message(&demarche(folder.path(), &["reanchor", "."]));
    assert!(
        err.contains("0 files written: 0 annotations moved"),
        "{err}"
    );
    assert_eq!(sidecar(), after);
}
