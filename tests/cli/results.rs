//! `demarche statements`, `network`, `counts`, `timeline`, `events` and `words` as a shell sees them.

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

#[test]
fn lists_keep_what_their_options_select() {
    let folder = project();
    let rows = |args: &[&str]| {
        let (code, out, told) = run(folder.path(), &[&["statements"], args].concat());
        assert_eq!(code, 0, "{told}");
        (out.lines().count() - 1, told)
    };
    assert_eq!(rows(&[]).0, 9);
    let (november, told) = rows(&["--until", "2026-11"]);
    assert_eq!(november, 4);
    assert!(told.contains("5 rows by date or value"), "{told}");
    assert_eq!(rows(&["--only", "polarity=against"]).0, 3);
    assert_eq!(rows(&["--only", "polarity=-1"]).0, 3);
    assert_eq!(
        rows(&["--exclude", "maker=Ana", "--exclude", "maker==Port"]).0,
        6
    );
    let against = [
        "counts",
        "--rows",
        "maker",
        "--columns",
        "polarity",
        "--only",
        "polarity=against",
    ];
    assert_eq!(
        run(folder.path(), &against).1,
        "maker,against\nAna,1\nDockers’ Union,2\n"
    );
}

#[test]
fn a_timeline_counts_each_month_and_each_stance() {
    let folder = project();
    let (code, out, told) = run(folder.path(), &["timeline"]);
    let expected = "period,against,for\n2026-11,1,3\n2026-12,2,3\n";
    assert_eq!((code, out.as_str()), (0, expected), "{told}");
    let days = run(
        folder.path(),
        &["timeline", "--unit", "day", "--by", "maker"],
    )
    .1;
    assert_eq!(
        days.lines().count(),
        35,
        "from 2 November to 5 December: {days}"
    );
    let events = run(folder.path(), &["timeline", "--of", "events"]);
    assert_eq!(
        (events.0, events.1.as_str()),
        (0, "period\n"),
        "{}",
        events.2
    );
}

#[test]
fn words_are_counted_and_compared() {
    let folder = project();
    let most = ["words", "--most", "3"];
    let (code, out, told) = run(folder.path(), &most);
    let expected = "word,count,articles\nthe,4,2\ntruce,4,2\na,2,2\n";
    assert_eq!((code, out.as_str()), (0, expected), "{told}");
    let demands = run(
        folder.path(),
        &["words", "--label", "demand", "--length", "2"],
    )
    .1;
    assert!(
        demands.contains("no truce,2,2") && !demands.contains("the port"),
        "{demands}"
    );
    let compared = run(folder.path(), &["words", "--compare", "date=2026-11-02"]);
    assert_eq!(compared.0, 0, "{}", compared.2);
    let rows = table(&compared.1);
    assert_eq!(rows[0], ["word", "here", "others", "log_likelihood"]);
    assert!(
        rows[1..].iter().all(|row| row[3] == "0"),
        "the same text twice: {}",
        compared.1
    );
}

#[test]
fn pictures_name_what_they_show_and_hold_their_recipe() {
    let folder = project();
    for (command, name) in [
        (
            vec!["counts", "--rows", "organisation", "--columns", "polarity"],
            "Dockers’ Union – against: 3",
        ),
        (
            vec![
                "counts",
                "--rows",
                "organisation",
                "--columns",
                "category",
                "--chart",
                "heat-map",
            ],
            "=Port – ceasefire: 2",
        ),
        (
            vec!["network", "--aggregate", "subtract"],
            "Dockers’ Union – ceasefire: −3",
        ),
        (vec!["timeline"], "2026-12 – against: 2"),
    ] {
        let args = [&command[..], &["--figure", "f.svg", "--force"]].concat();
        let (code, _, told) = run(folder.path(), &args);
        assert_eq!(code, 0, "{told}");
        let svg = fs::read_to_string(folder.path().join("f.svg")).expect("a picture");
        assert!(
            svg.contains(&format!("<title>{name}</title>")),
            "{name}: {svg}"
        );
        assert!(
            svg.contains("&quot;format&quot;: &quot;demarche-analysis&quot;"),
            "{svg}"
        );
        assert!(
            svg.contains(&format!("&quot;view&quot;: &quot;{}&quot;", command[0])),
            "{svg}"
        );
    }
    for (file, start) in [("f.png", &b"\x89PNG"[..]), ("f.pdf", b"%PDF")] {
        let (code, _, told) = run(folder.path(), &["timeline", "--figure", file]);
        assert_eq!(code, 0, "{told}");
        let bytes = fs::read(folder.path().join(file)).expect("a picture");
        assert!(bytes.starts_with(start), "{file}");
    }
}

#[test]
fn a_recipe_makes_the_same_bytes_again() {
    let folder = project();
    let read = |name: &str| fs::read(folder.path().join(name)).expect(name);
    let make = [
        "network",
        "--one-mode",
        "--aggregate",
        "conflict",
        "--only",
        "polarity=against",
        "--only",
        "polarity=for",
        "--to",
        "edges",
    ];
    let (code, _, told) = run(
        folder.path(),
        &[&make[..], &["--out", "a.csv", "--figure", "a.svg"]].concat(),
    );
    assert_eq!(code, 0, "{told}");
    let recipe: Value = serde_json::from_slice(&read("a.csv.recipe.json")).expect("JSON");
    let options: Vec<&str> = recipe["options"]
        .as_array()
        .expect("options")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(
        options.contains(&"--one-mode") && options.contains(&"conflict"),
        "{options:?}"
    );
    assert!(
        !options
            .iter()
            .any(|option| option.contains("a.csv") || *option == "."),
        "{options:?}"
    );
    let again = [
        "network",
        "--recipe",
        "a.csv.recipe.json",
        "--out",
        "b.csv",
        "--figure",
        "b.svg",
    ];
    let (code, _, told) = run(folder.path(), &again);
    assert_eq!(code, 0, "{told}");
    for (one, other) in [
        ("a.csv", "b.csv"),
        ("a.csv.recipe.json", "b.csv.recipe.json"),
        ("a.svg", "b.svg"),
    ] {
        assert!(read(one) == read(other), "{one} {other}");
    }
    // What is typed counts more than what the recipe says.
    let (_, out, _) = run(
        folder.path(),
        &["network", "--recipe", "a.csv.recipe.json", "--to", "csv"],
    );
    assert!(out.starts_with("organisation,"), "{out}");
    // Other data, another recipe; a recipe never says where to write.
    fs::remove_file(folder.path().join("two.txt.ls.ann.json")).expect("it is removed");
    run(
        folder.path(),
        &["network", "--recipe", "a.csv.recipe.json", "--out", "c.csv"],
    );
    let later: Value = serde_json::from_slice(&read("c.csv.recipe.json")).expect("JSON");
    assert_ne!(later["data"], recipe["data"]);
    for wrong in [
        r#"{"format":"demarche-analysis","version":1,"view":"network","options":["--out=x.csv"]}"#,
        r#"{"format":"demarche-analysis","version":1,"view":"counts","options":[]}"#,
        r#"{"format":"demarche-analysis","version":9,"view":"network","options":[]}"#,
        r#"{"format":"demarche-analysis","version":1,"view":"network","options":[7]}"#,
        "[",
    ] {
        fs::write(folder.path().join("wrong.json"), wrong).expect("it is written");
        let (code, out, told) = run(folder.path(), &["network", "--recipe", "wrong.json"]);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong}");
        assert!(
            told.contains("--recipe") && told.contains("wrong.json"),
            "{told}"
        );
    }
    assert!(!folder.path().join("x.csv").exists());
}

#[test]
fn workbooks_are_the_same_again_and_say_how_they_were_made() {
    let folder = project();
    for command in [
        vec!["statements"],
        vec!["events"],
        vec!["network"],
        vec!["counts", "--rows", "maker", "--columns", "polarity"],
        vec!["timeline"],
        vec!["words"],
    ] {
        let make = |file: &str| {
            let args = [&command[..], &["--to", "xlsx", "--out", file]].concat();
            let (code, _, told) = run(folder.path(), &args);
            assert_eq!(code, 0, "{told}");
            fs::read(folder.path().join(file)).expect("a workbook")
        };
        let name = |number: u8| format!("{}{number}.xlsx", command[0]);
        let once = make(&name(1));
        assert!(
            once.starts_with(b"PK") && once == make(&name(2)),
            "{command:?}"
        );
        assert!(
            !folder
                .path()
                .join(format!("{}.recipe.json", name(1)))
                .exists()
        );
    }
}

#[test]
fn nodes_have_their_measures_and_communities() {
    let folder = project();
    let (code, out, told) = run(folder.path(), &["network", "--to", "nodes"]);
    let rows = table(&out);
    assert_eq!(code, 0, "{told}");
    assert_eq!(
        rows[0][5..],
        [
            "degree",
            "strength",
            "betweenness",
            "closeness",
            "eigenvector",
            "community"
        ]
    );
    // The port, the union and three categories.
    assert_eq!(rows.len(), 6, "{out}");
    assert_eq!(
        rows[2][..7],
        ["Dockers’ Union", "organisation", "7", "4", "3", "3", "7"]
    );
    // All ways from the port to other categories, and between those, go through the ceasefire or the union.
    assert_eq!(rows[2][7], "5", "{out}");
}
