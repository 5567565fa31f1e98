//! `demarche suggest --command`: a command of the user's own suggests. This test binary is the command, too: it
//! runs itself with a test that speaks the protocol, and misbehaves as it is told.

use std::fs;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::{Command, exit};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::message;
use crate::json_schema::violations;

const MODEL: &str = include_str!("../../assets/schema/model.schema.json");
const SUGGESTIONS: &str = include_str!("../../assets/schema/suggestions.schema.json");

/// How the model behaves, and where it notes what it is told.
const MANNER: &str = "DEMARCHE_TEST_MODEL";
const NOTES: &str = "DEMARCHE_TEST_MODEL_NOTES";

const ARTICLES: [(&str, &str); 4] = [
    ("a.txt", "🕊️ Putin met Zelensky in Geneva.\n"),
    ("b.txt", "Moscow demands a ceasefire.\n"),
    ("c.txt", "Kyiv demands “a ceasefire”.\n"),
    ("d.txt", "Nothing happened.\n"),
];

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("p")).expect("a folder");
    for (name, text) in ARTICLES {
        fs::write(folder.path().join("p").join(name), text).expect("a file");
    }
    folder
}

/// Runs `demarche suggest p` with this test binary as the command.
fn suggest(folder: &Path, manner: &str, args: &str) -> (i32, String, String) {
    let me = std::env::current_exe().expect("a path");
    let command = format!(
        "\"{}\" own_model::speaks_as_a_model --exact --ignored --nocapture",
        me.display()
    );
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["suggest", "p", "--command", &command])
        .args(args.split_whitespace())
        .current_dir(folder)
        .env("DEMARCHE_STATE_DIR", folder.join("state"))
        .env(MANNER, manner)
        .env(NOTES, folder.join("notes.jsonl"))
        .output();
    message(&output.expect("the program runs"))
}

fn say(line: &Value) {
    println!("{line}");
}

/// What the model proposes for an article.
fn answer(article: &Value) -> Value {
    let text = article["text"].as_str().expect("a text");
    let mut annotations = vec![json!({ "label": "actor", "quote": "Biden" })];
    for name in ["Putin", "Zelensky", "Moscow", "Kyiv"] {
        if let Some(at) = text.find(name) {
            let start = text[..at].chars().count();
            annotations.push(json!({
                "id": name, "label": "actor", "start": start, "end": start + name.chars().count(),
                "quote": name, "confidence": 0.9,
            }));
        }
    }
    if text.contains("a ceasefire") {
        // A place in bytes, as from another language.
        annotations.push(json!({
            "id": "d", "label": "demand", "start": 900, "end": 911, "quote": "\"a ceasefire\"",
            "attributes": { "polarity": "for", "mood": "bad" },
        }));
        annotations.push(json!({ "id": "d2", "label": "demand", "quote": "a ceasefire" }));
    }
    json!({
        "article": article["article"],
        "annotations": annotations,
        "links": [
            { "type": "makes", "from": "Moscow", "to": "d2", "confidence": 0.8 },
            { "type": "makes", "from": "Moscow", "to": "gone" },
        ],
    })
}

#[test]
#[ignore = "the model of the other tests"]
fn speaks_as_a_model() {
    let Ok(manner) = std::env::var(MANNER) else {
        return;
    };
    let mut notes = fs::File::options();
    let notes = notes.create(true).append(true);
    let mut notes = notes
        .open(std::env::var(NOTES).expect("a path"))
        .expect("it can be written");
    match manner.as_str() {
        "crashes at once" => exit(7),
        "floods" => loop {
            println!("progress");
        },
        "writes one line for ever" => loop {
            print!("{}", "x".repeat(100_000));
        },
        "is newer" => say(&json!({ "format": "demarche-model", "version": 2 })),
        _ => say(&json!({
            "format": "demarche-model", "version": 1, "engine": { "name": "tester", "version": "1.5" },
        })),
    }
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        writeln!(notes, "{line}").expect("written");
        let article: Value = serde_json::from_str(&line).expect("JSON");
        if article["type"] != "article" {
            continue;
        }
        let is_b = article["article"] == "b.txt";
        match manner.as_str() {
            "crashes" if is_b => {
                eprintln!("Traceback\nno memory\u{1b}[31m left\n");
                exit(3);
            }
            "is silent" if is_b => std::thread::sleep(Duration::from_secs(300)),
            "fails" if is_b => {
                say(&json!({ "article": "b.txt", "error": "too long" }));
                continue;
            }
            "stops" if is_b => exit(0),
            "talks" => eprintln!("{}", "loading ".repeat(20_000)),
            _ => {}
        }
        say(&answer(&article));
    }
    // The harness would say that the test has passed.
    exit(0);
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

fn written(folder: &Path) -> Vec<String> {
    let Ok(found) = fs::read_dir(folder.join("out")) else {
        return Vec::new();
    };
    let names = found.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().replace(".suggestions.json", ""))
        .collect();
    names.sort();
    names
}

#[test]
fn what_a_command_proposes_goes_into_files_of_its_own() {
    let folder = project();
    let (code, out, talk) = suggest(folder.path(), "good", "--out out");
    assert_eq!((code, out.as_str()), (0, ""), "{talk}");
    assert_eq!(written(folder.path()), ["a.txt", "b.txt", "c.txt", "d.txt"]);
    for said in [
        "is asked about 4 articles",
        "a.txt: left out: 1 quote or place not in the text, 2 link not allowed",
        "b.txt: left out: 1 quote or place not in the text, 1 value not allowed, 1 link not allowed",
        "something that is no answer: running 1 test",
        "7 annotations suggested in 4 articles",
    ] {
        assert!(talk.contains(said), "{said}: {talk}");
    }
    let schema: Value = serde_json::from_str(SUGGESTIONS).expect("JSON");
    for (name, text) in ARTICLES {
        let path = folder.path().join(format!("out/{name}.suggestions.json"));
        let file = read(&path);
        assert_eq!(violations(&schema, &file), Vec::<String>::new(), "{name}");
        assert_eq!(
            file["engine"],
            json!({ "name": "tester", "version": "1.5" })
        );
        let chars: Vec<char> = text.chars().collect();
        for one in file["annotations"].as_array().expect("a list") {
            let place = |at: usize| one["spans"][0][at].as_u64().expect("a number") as usize;
            let quote: String = chars[place(0)..place(1)].iter().collect();
            assert_eq!(one["quote"][0], quote);
            assert_eq!(one["source"], "model");
        }
    }
    let b = read(&folder.path().join("out/b.txt.suggestions.json"));
    assert_eq!(b["annotations"][1]["quote"][0], "a ceasefire");
    assert_eq!(b["links"][0]["to"], b["annotations"][1]["id"]);
    // The quotation marks of the model are others than those of the text.
    let c = read(&folder.path().join("out/c.txt.suggestions.json"));
    assert_eq!(c["annotations"][1]["quote"][0], "“a ceasefire”");
    assert_eq!(
        c["annotations"][1]["attributes"]["polarity"]["value"],
        "for"
    );
}

#[test]
fn both_sides_speak_as_the_schema_says() {
    let folder = project();
    suggest(folder.path(), "good", "");
    let notes = fs::read_to_string(folder.path().join("notes.jsonl")).expect("notes");
    let lines: Vec<Value> = notes
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 5);
    let fits = |part: &str, line: &Value| {
        let mut schema: Value = serde_json::from_str(MODEL).expect("JSON");
        let root = schema.as_object_mut().expect("an object");
        root.remove("oneOf");
        root.insert("$ref".to_owned(), json!(format!("#/$defs/{part}")));
        assert_eq!(violations(&schema, line), Vec::<String>::new(), "{line}");
    };
    fits("project", &lines[0]);
    for line in &lines[1..] {
        fits("article", line);
        fits("answer", &answer(line));
    }
    assert!(lines[0]["codebook"]["labels"].is_array());
    assert_eq!(lines[1]["text"], ARTICLES[0].1);
}

#[test]
fn a_crash_costs_the_suggestions_of_its_article_only() {
    for (manner, code, said) in [
        ("crashes", 1, "b.txt: the command ended early"),
        (
            "is silent",
            1,
            "b.txt: the command gave no answer within 2 s",
        ),
        ("fails", 1, "b.txt: the command says: too long"),
        ("talks", 0, "suggested in 4 articles"),
    ] {
        let folder = project();
        let began = Instant::now();
        let result = suggest(folder.path(), manner, "--out out --timeout 2");
        assert_eq!(result.0, code, "{manner}: {}", result.2);
        assert!(result.2.contains(said), "{manner}: {}", result.2);
        let wanted = match code {
            0 => &["a.txt", "b.txt", "c.txt", "d.txt"][..],
            _ => &["a.txt", "c.txt", "d.txt"],
        };
        assert_eq!(written(folder.path()), wanted, "{manner}: {}", result.2);
        assert!(began.elapsed() < Duration::from_secs(100), "{manner}");
        if manner == "crashes" {
            assert!(result.2.contains("no memory [31m left"), "{}", result.2);
        }
    }
}

#[test]
fn a_command_that_gives_nothing_is_told_and_ends() {
    for (manner, said) in [
        ("crashes at once", "failed 3 times in a row"),
        ("floods", "more than 1000 lines that are no answers"),
        ("writes one line for ever", "a line of more than 16 MB"),
        ("is newer", "speaks version 2"),
        ("stops", "b.txt: the command ended without an answer"),
    ] {
        let folder = project();
        let (code, _, talk) = suggest(folder.path(), manner, "--out out --timeout 30");
        assert_eq!(code, 1, "{manner}: {talk}");
        assert!(talk.contains(said), "{manner}: {talk}");
        let wanted: &[&str] = if manner == "stops" { &["a.txt"] } else { &[] };
        assert_eq!(written(folder.path()), wanted, "{manner}");
    }
    let folder = project();
    let args = ["suggest", "p", "--command", "no-such-program x"];
    let (code, _, talk) = message(&crate::cli::demarche(folder.path(), &args));
    assert_eq!(code, 1, "{talk}");
    assert!(
        talk.contains("could not be started (no such file"),
        "{talk}"
    );
}

#[test]
fn a_model_can_be_a_coder_and_go_on_where_it_stopped() {
    let folder = project();
    let done = r#"{"format":"demarche","version":1,"document":{"status":"done"},"annotations":[{"id":"x","label":"actor","spans":[[0,4]],"quote":["Kyiv"]}]}"#;
    let sidecar = folder.path().join("p/c.txt.mk.ann.json");
    fs::write(&sidecar, done).expect("a file");
    let (_, _, talk) = suggest(folder.path(), "good", "--out out");
    assert!(talk.contains("is asked about 3 articles"), "{talk}");
    let (_, _, talk) = suggest(folder.path(), "good", "--out out --all --missing");
    assert!(talk.contains("is asked about 1 article\n"), "{talk}");
    fs::remove_file(folder.path().join("notes.jsonl")).expect("removed");
    let (code, _, talk) = suggest(folder.path(), "good", "--as-coder machine");
    assert_eq!(code, 0, "{talk}");
    assert!(talk.contains("is asked about 4 articles"), "{talk}");
    let made = fs::read_to_string(folder.path().join("p/c.txt.machine.ann.json")).expect("a file");
    assert!(made.contains("\"origin\":\"suggested:tester\""), "{made}");
    assert_eq!(fs::read_to_string(&sidecar).expect("it is there"), done);
    // A coder of its own sees nobody's annotations.
    let notes = fs::read_to_string(folder.path().join("notes.jsonl")).expect("notes");
    assert!(!notes.contains("\"spans\""), "{notes}");
    let (_, _, talk) = suggest(folder.path(), "good", "--as-coder machine");
    assert!(talk.contains("is asked about 0 articles"), "{talk}");
}

#[test]
fn a_model_sees_only_annotations_that_are_one_coders() {
    let folder = project();
    let begun = |coder: &str| {
        let sidecar = r#"{"format":"demarche","version":1,"document":{"status":"in-progress"},"annotations":[{"id":"x","label":"actor","spans":[[0,6]],"quote":["Moscow"]}]}"#;
        let path = format!("p/b.txt.{coder}.ann.json");
        fs::write(folder.path().join(path), sidecar).expect("a file");
    };
    let sees = |args: &str| {
        let _ = fs::remove_file(folder.path().join("notes.jsonl"));
        let (code, _, talk) = suggest(folder.path(), "good", args);
        assert_eq!(code, 0, "{talk}");
        let notes = fs::read_to_string(folder.path().join("notes.jsonl")).expect("notes");
        notes.contains("\"spans\"")
    };
    begun("mk");
    assert!(sees(""));
    begun("ls");
    assert!(!sees(""));
    assert!(sees("--coder mk"));
}
