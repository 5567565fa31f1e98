//! `demarche team` and `demarche adjudicate`: a team deals, codes apart, hands in, and agrees.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use demarche::store::sidecar;
use demarche::store::team;

use crate::cli::{demarche, message};

const TEXT: &str = "Ana Reyes demands a ceasefire without exceptions.";

/// A sidecar of this coder: phrases of the text with their labels.
fn coded(coder: &str, status: &str, annotations: &[(&str, &str)]) -> String {
    let lines = annotations.iter().enumerate().map(|(index, (phrase, label))| {
        let start = TEXT.find(phrase).expect("in the text");
        let end = start + phrase.len();
        format!(
            r#"{{"id":"{coder}{index}","label":"{label}","spans":[[{start},{end}]],"quote":["{phrase}"],"by":"{coder}","at":"2026-12-01T09:26:53Z"}}"#
        )
    });
    let lines: Vec<String> = lines.collect();
    format!(
        "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \"a.txt\" }},\n  \"offsets\": \
         \"unicode-scalar\",\n  \"coder\": \"{coder}\",\n  \"document\": {{ \"status\": \"{status}\" }},\n  \
         \"annotations\": [\n    {}\n  ],\n  \"relations\": []\n}}\n",
        lines.join(",\n    ")
    )
}

fn write(folder: &Path, name: &str, contents: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, contents).expect("a file");
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A project of so many articles of the same text.
fn project(articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..articles {
        write(folder.path(), &format!("p/articles/a{number}.txt"), TEXT);
    }
    folder
}

/// Exit code, standard output, standard error of a command.
fn run(folder: &Path, args: &str) -> (i32, String, String) {
    let args: Vec<&str> = args.split_whitespace().collect();
    message(&demarche(folder, &args))
}

fn unpack(archive: &Path, into: &Path) {
    let bytes = fs::read(archive).expect("an archive");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    archive.extract(into).expect("it unpacks");
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn a_deal_is_the_same_each_time_and_new_articles_leave_it_as_it_is() {
    let folder = project(6);
    let deal = "team deal p --round pilot --coder mk --coder ls --overlap 50 --seed 7 --blind";
    let (code, out, err) = run(folder.path(), &format!("{deal} --dry-run"));
    assert_eq!((code, out.lines().count()), (0, 6), "{err}");
    assert!(!folder.path().join("p/project.json").exists());
    let (code, dealt, err) = run(folder.path(), deal);
    assert_eq!((code, &dealt), (0, &out), "{err}");
    assert!(err.contains("hand out a package for each coder"), "{err}");
    let before = read(folder.path(), "p/project.json");

    write(folder.path(), "p/articles/b.txt", TEXT);
    let (code, new, err) = run(folder.path(), "team deal p --round pilot");
    assert_eq!((code, new.lines().count()), (0, 1), "{err}");
    let after = read(folder.path(), "p/project.json");
    for line in before.lines().filter(|line| line.contains("\"article\"")) {
        assert!(after.contains(line.trim().trim_end_matches(',')), "{line}");
    }
    let (code, _, err) = run(folder.path(), "check p");
    assert_eq!(code, 0, "{err}");

    let (code, _, err) = run(folder.path(), "team deal p --round second --coder gold");
    assert_eq!(code, 2);
    assert!(err.contains("“gold” cannot be a coder"), "{err}");
}

#[test]
fn check_finds_what_is_wrong_in_the_file_of_a_team() {
    let folder = project(1);
    let wrong = r#"{
  "format": "demarche-project",
  "version": 1,
  "coders": [
    {"id":"mk"}
  ],
  "rounds": [],
  "assignments": [
    {"round":"pilot","article":"articles/gone.txt","coders":["jo"]}
  ]
}
"#;
    write(folder.path(), "p/project.json", wrong);
    let (code, out, _) = run(folder.path(), "check p");
    assert_eq!(code, 1);
    for told in [
        "the round “pilot”",
        "no such article",
        "“jo” is not among the coders",
    ] {
        let line = out.lines().find(|line| line.contains(told));
        let line = line.unwrap_or_else(|| panic!("{told}: {out}"));
        assert!(
            line.starts_with("p/project.json:9: articles/gone.txt:"),
            "{line}"
        );
    }
    write(folder.path(), "p/project.json", "{\"format\": ");
    let (code, out, _) = run(folder.path(), "check p");
    assert!(code == 1 && out.contains("[bad-team]"), "{out}");
    let (code, _, err) = run(folder.path(), "team status p");
    assert!(
        code == 2 && err.contains("the file of the team could not be read"),
        "{err}"
    );
}

#[test]
fn a_package_has_nothing_of_others_and_comes_back_as_the_coders_work() {
    let folder = project(2);
    let root = folder.path();
    run(root, "team deal p --round pilot --coder mk --coder ls");
    write(root, "p/codebook.json", demarche::store::codebook::BUILT_IN);
    write(
        root,
        "p/entities.json",
        "{\"format\": \"demarche-entities\", \"version\": 1, \"entities\": []}\n",
    );
    write(
        root,
        "p/articles/a0.txt.ls.ann.json",
        &coded("ls", "done", &[("Ana Reyes", "actor")]),
    );
    write(
        root,
        "p/articles/a0.txt.gold.ann.json",
        &coded("gold", "done", &[]),
    );
    write(
        root,
        "p/articles/a0.txt.mk.ann.json",
        &coded("mk", "new", &[("Ana Reyes", "actor")]),
    );
    let (code, _, err) = run(
        root,
        "team hand-out p --coder mk --round pilot --out mk.zip",
    );
    assert_eq!(code, 0, "{err}");
    let archive = root.join("mk.zip");
    let away = root.join("away");
    unpack(&archive, &away);
    let mut names: Vec<String> = walkdir::WalkDir::new(&away)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            entry
                .path()
                .strip_prefix(&away)
                .expect("inside")
                .display()
                .to_string()
        })
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "articles/a0.txt",
            "articles/a0.txt.mk.ann.json",
            "articles/a1.txt",
            "codebook.json",
            "demarche-package.json",
            "entities.json",
            "project.json"
        ]
    );
    for name in &names {
        assert!(!read(&away, name).contains("\"ls\""), "{name}");
    }

    // Away, the coder goes on; here, meanwhile, another annotation of the same coder comes in.
    let work = [("Ana Reyes", "actor"), ("a ceasefire", "demand")];
    write(
        &away,
        "articles/a0.txt.mk.ann.json",
        &coded("mk", "done", &work),
    );
    write(
        &away,
        "articles/a1.txt.mk.ann.json",
        &coded("mk", "in-progress", &work[..1]),
    );
    write(
        &away,
        "articles/a1.txt.ls.ann.json",
        &coded("ls", "done", &[]),
    );
    write(
        &away,
        "articles/a1.txt.gold.ann.json",
        &coded("gold", "done", &[]),
    );
    write(&away, "articles/new.txt", "Talks go on.");
    let entity = r#"{"id":"reyes","name":"Ana Reyes"}"#;
    let entities = format!(
        "{{\"format\": \"demarche-entities\", \"version\": 1, \"entities\": [{entity}]}}\n"
    );
    write(&away, "entities.json", &entities);
    let here = coded(
        "mk",
        "new",
        &[("Ana Reyes", "actor"), ("exceptions", "event")],
    );
    let here = here.replace("\"mk1\"", "\"here\"");
    write(root, "p/articles/a0.txt.mk.ann.json", &here);

    let (code, out, err) = run(root, "team hand-in p away --dry-run");
    assert_eq!(code, 1, "{out}{err}");
    assert!(
        out.contains("mk, round pilot: 1 done, 1 begun, 0 untouched"),
        "{out}"
    );
    assert!(
        out.contains("articles/new.txt: was not handed out"),
        "{out}"
    );
    assert!(
        err.contains("a1.txt.ls.ann.json: it is the work of ls"),
        "{err}"
    );
    assert!(
        err.contains("a1.txt.gold.ann.json: it is the agreed version"),
        "{err}"
    );
    assert!(!root.join("p/articles/a1.txt.mk.ann.json").exists());

    let (code, _, err) = run(root, "team hand-in p away --round-times");
    assert_eq!(code, 1, "{err}");
    let merged = read(root, "p/articles/a0.txt.mk.ann.json");
    for wanted in [
        "\"here\"",
        "\"mk1\"",
        "\"status\": \"done\"",
        "\"at\":\"2026-12-01\"",
    ] {
        assert!(merged.contains(wanted), "{wanted}: {merged}");
    }
    sidecar::read(merged.as_bytes()).expect("it is a sidecar");
    assert!(read(root, "p/articles/a1.txt.mk.ann.json").contains("in-progress"));
    assert!(read(root, "p/entities.json").contains("Ana Reyes"));
    assert!(!root.join("p/articles/a1.txt.ls.ann.json").exists());
    assert!(!root.join("p/articles/new.txt").exists());
    let (_, out, err) = run(root, "team status p");
    assert!(
        out.contains("mk: 1 done, 1 begun, 0 untouched"),
        "{out}{err}"
    );
}

#[test]
fn annotations_of_another_text_move_to_where_their_words_are() {
    let folder = project(1);
    let root = folder.path();
    run(root, "team deal p --round pilot --coder mk --per-article 1");
    run(
        root,
        "team hand-out p --coder mk --round pilot --out mk.zip",
    );
    let away = root.join("away");
    unpack(&root.join("mk.zip"), &away);
    write(
        &away,
        "articles/a0.txt.mk.ann.json",
        &coded("mk", "done", &[("a ceasefire", "demand")]),
    );
    write(root, "p/articles/a0.txt", &format!("Port-Levan. {TEXT}"));
    let (code, out, err) = run(root, "team hand-in p away");
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("its text differs"), "{out}");
    let taken = read(root, "p/articles/a0.txt.mk.ann.json");
    let start = 12 + TEXT.find("a ceasefire").expect("in the text");
    assert!(taken.contains(&format!("\"spans\":[[{start},")), "{taken}");
    assert!(!taken.contains("detached"), "{taken}");
}

#[test]
fn a_hostile_package_writes_nothing_outside_and_is_refused() {
    let folder = project(1);
    let root = folder.path();
    run(root, "team deal p --round pilot --coder mk --per-article 1");
    let manifest =
        br#"{"format":"demarche-package","version":1,"round":"pilot","coder":"mk","files":[]}"#;
    let own = coded("mk", "done", &[]);
    let climbing = packed(&[
        ("demarche-package.json", manifest),
        ("../evil.txt", b"climbed"),
        ("articles/../../evil.txt", b"climbed"),
        ("C:/evil.txt", b"climbed"),
        ("articles/a0.txt.mk.ann.json", own.as_bytes()),
    ]);
    fs::write(root.join("climbing.zip"), climbing).expect("a file");
    let (code, _, err) = run(root, "team hand-in p climbing.zip --new-articles");
    assert_eq!(code, 1, "{err}");
    assert_eq!(err.matches("leads out of the package").count(), 3, "{err}");
    assert!(!root.join("evil.txt").exists() && !root.join("p/C:").exists());
    assert_eq!(
        read(root, "p/articles/a0.txt.mk.ann.json"),
        own,
        "the rest is taken"
    );

    let zeros = vec![0_u8; 300 << 20];
    let bomb = packed(&[
        ("demarche-package.json", manifest),
        ("articles/a0.txt", &zeros),
    ]);
    drop(zeros);
    fs::write(root.join("bomb.zip"), bomb).expect("a file");
    let (code, _, err) = run(root, "team hand-in p bomb.zip");
    assert!(code == 2 && err.contains("decompression bomb"), "{err}");

    let none = packed(&[("articles/a0.txt", b"x")]);
    fs::write(root.join("none.zip"), none).expect("a file");
    let (code, _, err) = run(root, "team hand-in p none.zip");
    assert!(code == 2 && err.contains("demarche-package.json"), "{err}");
    fs::write(root.join("broken.zip"), "PK no archive").expect("a file");
    let (code, _, err) = run(root, "team hand-in p broken.zip");
    assert!(code == 2 && err.contains("could not be read"), "{err}");
}

#[cfg(unix)]
#[test]
fn links_in_a_returned_folder_are_not_followed() {
    let folder = project(1);
    let root = folder.path();
    run(root, "team deal p --round pilot --coder mk --per-article 1");
    run(
        root,
        "team hand-out p --coder mk --round pilot --out mk.zip",
    );
    let away = root.join("away");
    unpack(&root.join("mk.zip"), &away);
    write(root, "secret.ann.json", &coded("mk", "done", &[]));
    let link = away.join("articles/a0.txt.mk.ann.json");
    std::os::unix::fs::symlink(root.join("secret.ann.json"), link).expect("a link");
    let (code, _, err) = run(root, "team hand-in p away");
    assert_eq!(code, 1);
    assert!(err.contains("it is a link"), "{err}");
    assert!(!root.join("p/articles/a0.txt.mk.ann.json").exists());
}

#[test]
fn strategies_decide_what_is_open_and_their_agreed_version_passes_every_command() {
    let folder = project(2);
    let root = folder.path();
    let with = |coder: &str, demand: &str| {
        let annotations = [("Ana Reyes", "actor"), (demand, "demand")];
        write(
            root,
            &format!("p/articles/a0.txt.{coder}.ann.json"),
            &coded(coder, "done", &annotations),
        );
    };
    with("ls", "a ceasefire");
    with("mk", "a ceasefire without exceptions");
    let gold = "p/articles/a0.txt.gold.ann.json";
    let (code, out, err) = run(root, "adjudicate p --strategy unanimous --dry-run");
    assert_eq!(code, 1, "{err}");
    assert_eq!(out, "articles/a0.txt: 1 difference, 0 decided, 1 open\n");
    assert!(
        err.contains("would decide 0 of 1 open differences in 1 article; 1 stay open"),
        "{err}"
    );
    assert!(!root.join(gold).exists());

    run(root, "adjudicate p --strategy majority --by jo");
    let agreed = read(root, gold);
    assert!(
        agreed.contains("\"coder\": \"gold\"") && agreed.contains("in-progress"),
        "{agreed}"
    );
    assert!(
        agreed.contains("\"from\":[\"ls:ls0\",\"mk:mk0\"]"),
        "{agreed}"
    );
    assert_eq!(
        agreed.matches("\"label\":\"demand\"").count(),
        0,
        "two are no majority"
    );

    with("jo", "a ceasefire");
    let (code, out, err) = run(root, "adjudicate p --strategy majority --by jo");
    assert_eq!(code, 0, "{out}{err}");
    let agreed = read(root, gold);
    assert!(agreed.contains("\"how\":\"majority\""), "{agreed}");
    assert!(
        agreed.contains("\"quote\":[\"a ceasefire\"]") && agreed.contains("\"done\""),
        "{agreed}"
    );
    // Nothing is left to do the second time, and the file stays as it is.
    let (code, out, _) = run(
        root,
        "adjudicate p --strategy majority --strategy anyone --by li",
    );
    assert_eq!(
        (code, out.as_str()),
        (0, "articles/a0.txt: 1 difference, 0 decided, 0 open\n")
    );
    assert_eq!(read(root, gold), agreed);

    for args in [
        "check p",
        "stats p --coder gold",
        "export p --to jsonl --coder gold --out -",
    ] {
        let (code, _, err) = run(root, args);
        assert!(code == 0 || args.starts_with("check"), "{args}: {err}");
    }
    let (_, out, _) = run(root, "check p");
    assert!(
        !out.contains("[stale-source]") && !out.contains("[decision-id]"),
        "{out}"
    );
    // Whoever removes what was agreed on must decide again.
    write(
        root,
        "p/articles/a0.txt.ls.ann.json",
        &coded("ls", "done", &[]),
    );
    let (_, out, _) = run(root, "check p");
    assert!(out.contains("[stale-source]"), "{out}");
    let (code, _, err) = run(root, "adjudicate p --strategy lottery");
    assert!(
        code == 2 && err.contains("“lottery” is no strategy"),
        "{err}"
    );
}

#[test]
fn comparing_a_round_is_noted_and_the_command_line_says_that_it_reads_a_blind_one() {
    let folder = project(2);
    let root = folder.path();
    run(
        root,
        "team deal p --round pilot --coder mk --coder ls --article articles/a0 --blind",
    );
    for coder in ["ls", "mk"] {
        for article in 0..2 {
            let path = format!("p/articles/a{article}.txt.{coder}.ann.json");
            write(
                root,
                &path,
                &coded(coder, "done", &[("Ana Reyes", "actor")]),
            );
        }
    }
    let (code, out, err) = run(
        root,
        "adjudicate p --strategy unanimous --round pilot --by ls",
    );
    assert_eq!(code, 0, "{err}");
    assert_eq!(
        out.lines().count(),
        1,
        "only the article of the round: {out}"
    );
    assert!(err.contains("the round “pilot” is blind"), "{err}");
    let plan = team::read_file(&root.join("p/project.json")).expect("it is ours");
    let plan = plan.expect("it is there");
    let compared: BTreeMap<&str, Option<&str>> = plan
        .assignments
        .iter()
        .map(|(key, of)| {
            let by = of.compared.as_ref().map(|signed| signed.by.as_str());
            (key.article.as_str(), by)
        })
        .collect();
    assert_eq!(compared, [("articles/a0.txt", Some("ls"))].into());
    let agreed = read(root, "p/articles/a0.txt.gold.ann.json");
    assert!(agreed.contains("\"round\":\"pilot\""), "{agreed}");
    let (_, _, err) = run(root, "stats p");
    assert!(err.contains("the round “pilot” is blind"), "{err}");
}
