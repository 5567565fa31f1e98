//! `demarche statements`, `network` and `counts` as a shell sees them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::cli::{demarche, message};

const TEXT: &str = "The Port wants a truce. The Union, and Ana, want no truce but aid.";

/// A project of two articles: one that two people coded, with an agreed version, and one of one person.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        fs::write(folder.path().join(name), content).expect("it is written");
    };
    write(
        "entities.json",
        r#"{"format":"demarche-entities","version":1,"entities":[
{"id":"ana","name":"Ana","kind":"person","part_of":"union"},
{"id":"port","name":"=Port","kind":"organisation"},
{"id":"union","name":"Dockers’ Union","kind":"organisation"}
]}"#,
    );
    write("one.txt", TEXT);
    write("two.txt", TEXT);
    let (ls, gold) = (
        sidecar("ls", "2026-11-02", true),
        sidecar("gold", "2026-11-02", false),
    );
    write("one.txt.ls.ann.json", &ls);
    write("one.txt.mk.ann.json", &sidecar("mk", "2026-11-02", true));
    write("one.txt.gold.ann.json", &gold);
    write("two.txt.ls.ann.json", &sidecar("ls", "2026-12-05", true));
    folder
}

/// A coding: the Port is for a truce; the Union and, for one coder, Ana are against it and for aid.
fn sidecar(coder: &str, date: &str, with_ana: bool) -> String {
    let annotation = |id: &str, label: &str, words: &str, more: Value| {
        let start = TEXT.find(words).expect("the words");
        let mut annotation = json!({
            "id": id, "label": label, "spans": [[start, start + words.len()]], "quote": [words],
            "origin": "manual", "by": coder, "at": "2026-11-01T10:00:00Z",
        });
        for (key, value) in more.as_object().expect("an object") {
            annotation[key] = value.clone();
        }
        annotation
    };
    let relation = |id: &str, from: &str, to: &str| {
        json!({"id": id, "type": "makes", "from": from, "to": to, "origin": "manual", "by": coder,
               "at": "2026-11-01T10:00:00Z"})
    };
    let demand = |category: Value, polarity: &str| json!({"attributes": {"category": category, "polarity": polarity}});
    let annotations = [
        annotation("p", "actor", "The Port", json!({"entity": "port"})),
        annotation("u", "actor", "The Union", json!({"entity": "union"})),
        annotation("a", "actor", "Ana", json!({"entity": "ana"})),
        annotation(
            "t",
            "demand",
            "a truce",
            demand(json!(["ceasefire"]), "for"),
        ),
        annotation(
            "n",
            "demand",
            "no truce",
            demand(json!(["ceasefire"]), "against"),
        ),
        annotation(
            "d",
            "demand",
            "aid",
            demand(json!(["assist", "other"]), "for"),
        ),
        annotation("o", "demand", "want", json!({})),
    ];
    let mut relations = vec![
        relation("r1", "p", "t"),
        relation("r2", "u", "n"),
        relation("r3", "u", "d"),
    ];
    if with_ana {
        relations.push(relation("r4", "a", "n"));
    }
    json!({"format": "demarche", "version": 1, "coder": coder,
           "document": {"status": "done", "date": date, "outlet": "Post"},
           "annotations": annotations, "relations": relations})
    .to_string()
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    message(&demarche(folder, &[args, &["."]].concat()))
}

/// The cells of lines of a table without quotes.
fn table(csv: &str) -> Vec<Vec<&str>> {
    csv.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn statements_count_each_article_once_and_tell_what_they_leave_out() {
    let folder = project();
    let (code, out, told) = run(folder.path(), &["statements", "--to", "jsonl"]);
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let brief = |row: &Value| {
        let text = |name: &str| row[name].as_str().expect("a text").to_owned();
        [
            text("article"),
            text("coder"),
            text("maker"),
            text("category"),
            text("polarity"),
        ]
        .join(" ")
    };
    let found: Vec<String> = rows.iter().map(brief).collect();
    let expected = [
        "one.txt gold =Port ceasefire for",
        "one.txt gold Dockers’ Union ceasefire against",
        "one.txt gold Dockers’ Union assist for",
        "one.txt gold Dockers’ Union other for",
        "two.txt ls =Port ceasefire for",
        "two.txt ls Dockers’ Union ceasefire against",
        "two.txt ls Ana ceasefire against",
        "two.txt ls Dockers’ Union assist for",
        "two.txt ls Dockers’ Union other for",
    ];
    assert_eq!(
        (code, found.as_slice()),
        (0, expected.map(str::to_owned).as_slice()),
        "{told}"
    );
    assert_eq!(rows[6]["organisation"], "Dockers’ Union");
    assert_eq!(rows[0]["quote"], "a truce");
    assert_eq!(rows[0]["start"], 15);
    assert!(told.contains("2 demands without a maker"), "{told}");
    assert!(told.contains("1 article coded by several people"), "{told}");
    let (code, _, _) = run(folder.path(), &["statements", "--strict"]);
    assert_eq!(code, 1, "something is left out");
}

#[test]
fn the_chosen_coder_counts_where_there_is_no_agreed_version() {
    let folder = project();
    fs::remove_file(folder.path().join("one.txt.gold.ann.json")).expect("it is removed");
    let coders = |args: &[&str]| {
        let (_, out, _) = run(folder.path(), args);
        let coders = out.lines().skip(1);
        let coders = coders.map(|line| {
            if line.contains(",mk,done,") {
                "mk"
            } else {
                "ls"
            }
        });
        coders.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(coders(&["statements"]), ["ls"].into());
    assert_eq!(
        coders(&["statements", "--coder", "mk"]),
        ["ls", "mk"].into()
    );
    let (code, _, told) = run(folder.path(), &["statements", "--coder", "nobody"]);
    assert_eq!(code, 2);
    assert!(told.contains("nobody"), "{told}");
}

#[test]
fn networks_of_both_modes_have_the_numbers_of_the_formulas() {
    let folder = project();
    let (code, out, told) = run(folder.path(), &["network", "--aggregate", "subtract"]);
    let expected = [
        vec!["organisation", "assist", "ceasefire", "other"],
        vec!["'=Port", "0", "2", "0"],
        vec!["Dockers’ Union", "2", "-3", "2"],
    ];
    assert_eq!((code, table(&out)), (0, expected.to_vec()), "{told}");
    assert!(
        told.contains("2 values of organisation × 3 of category from 9 statements in 2 articles")
    );
    // Two makers at one demand of one article are one statement of their organisation.
    let once = &[
        "network",
        "--aggregate",
        "subtract",
        "--duplicates",
        "article",
    ];
    let (_, out, told) = run(folder.path(), once);
    assert_eq!(table(&out)[2][2], "-2");
    assert!(told.contains("1 statement that repeat another"), "{told}");
    let conflict = [
        "network",
        "--one-mode",
        "--aggregate",
        "conflict",
        "--to",
        "edges",
    ];
    let (_, out, _) = run(folder.path(), &conflict);
    assert_eq!(table(&out)[1], ["'=Port", "Dockers’ Union", "6", "", ""]);
}

#[test]
fn windows_and_periods_take_their_statements_only() {
    let folder = project();
    let until = ["network", "--until", "2026-11"];
    assert_eq!(
        table(&run(folder.path(), &until).1)[2],
        ["Dockers’ Union", "1", "1", "1"]
    );
    let (code, out, told) = run(
        folder.path(),
        &["network", "--window", "days:3", "--to", "json"],
    );
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let networks = json["networks"].as_array().expect("networks");
    assert_eq!((code, networks.len()), (0, 32), "{told}");
    assert_eq!(networks[0]["from"], "2026-11-02");
    let (code, _, told) = run(folder.path(), &["network", "--window", "days:3"]);
    assert_eq!(code, 2);
    assert!(told.contains("edges, json or gexf"), "{told}");
    let (code, _, told) = run(folder.path(), &["network", "--from", "soon"]);
    assert!(code == 2 && told.contains("--from"), "{told}");
}

#[test]
fn counts_are_a_crosstab_with_names_of_levels() {
    let folder = project();
    let (_, out, _) = run(
        folder.path(),
        &["counts", "--rows", "category", "--columns", "polarity"],
    );
    let expected = [
        vec!["category", "against", "for"],
        vec!["assist", "0", "2"],
        vec!["ceasefire", "3", "2"],
        vec!["other", "0", "2"],
    ];
    assert_eq!(table(&out), expected);
    let share = [
        "counts",
        "--rows",
        "category",
        "--columns",
        "polarity",
        "--as",
        "row-share",
    ];
    assert_eq!(
        table(&run(folder.path(), &share).1)[2],
        ["ceasefire", "0.6", "0.4"]
    );
    let only = [
        "counts",
        "--rows",
        "category",
        "--columns",
        "maker",
        "--only",
        "maker=Ana",
    ];
    assert_eq!(run(folder.path(), &only).1, "category,Ana\nceasefire,1\n");
    let (code, _, told) = run(
        folder.path(),
        &["counts", "--rows", "sector", "--columns", "maker"],
    );
    assert!(
        code == 2 && told.contains("“sector”") && told.contains("organisation"),
        "{told}"
    );
}

#[test]
fn outputs_never_replace_files_of_the_project() {
    let folder = project();
    let sidecar = folder.path().join("two.txt.ls.ann.json");
    let before = fs::read(&sidecar).expect("it is there");
    let out = sidecar.to_str().expect("UTF-8");
    for command in [
        vec!["statements", "--force", "--out", out],
        vec!["network", "--force", "--out", out],
        vec![
            "counts",
            "--rows",
            "maker",
            "--columns",
            "category",
            "--force",
            "--out",
            out,
        ],
    ] {
        let (code, _, told) = run(folder.path(), &command);
        assert_eq!(code, 2, "{told}");
    }
    assert_eq!(fs::read(&sidecar).expect("it is there"), before);
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let folder = project();
    for form in ["csv", "edges", "json", "graphml", "gexf", "dl"] {
        let once = run(folder.path(), &["network", "--to", form]);
        let again = run(folder.path(), &["network", "--to", form]);
        assert_eq!(once, again, "{form}");
        assert!(once.0 == 0 && !once.1.is_empty(), "{form}");
    }
}

#[test]
fn a_project_without_statements_gives_empty_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), TEXT).expect("it is written");
    let (code, out, _) = run(folder.path(), &["network"]);
    assert_eq!((code, out.as_str()), (0, "organisation\n"));
    let (code, out, _) = run(folder.path(), &["statements", "--to", "jsonl"]);
    assert_eq!((code, out.as_str()), (0, ""));
}
