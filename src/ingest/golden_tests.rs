//! Golden tests: the imported text of each kind of file, which a person has read and approved.
//!
//! `DEMARCHE_REWRITE=1` regenerates the expected results; review them in the diff.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Content, Ingested, Limits, is_importable, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join("tests/data/ingest")
}

fn shown(articles: &[Ingested], out: &mut String) {
    for article in articles {
        let fields = article.fields();
        let _ = writeln!(
            out,
            "== {} {}",
            article.origin.media_type, article.origin.part
        );
        for (name, value) in &fields.values {
            let _ = writeln!(out, "{name}: {value}");
        }
        for notice in &article.notices {
            let _ = writeln!(out, "! {notice}");
        }
        let _ = writeln!(out, "--\n{}", article.text);
        for marked in &article.annotations {
            let covered = marked.spans.iter();
            let covered: Vec<&str> = covered.map(|span| &article.text[span.clone()]).collect();
            let _ = writeln!(out, "[{}] {covered:?}", marked.label);
            for (name, value) in [
                ("memo", &marked.memo),
                ("author", &marked.author),
                ("at", &marked.at),
                ("subject", &marked.subject),
            ] {
                if !value.is_empty() {
                    let _ = writeln!(out, "    {name}: {value:?}");
                }
            }
        }
    }
}

#[test]
fn files_become_the_articles_that_they_hold() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut entries: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e != "golden" && e != "md"))
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().expect("a name").to_string_lossy();
        let bytes = fs::read(&path).expect("it is read");
        let mut got = String::new();
        match read(&name, &bytes, None, Limits::default()) {
            Ok(Content::Articles(articles)) => shown(&articles, &mut got),
            Ok(Content::Table(table)) => {
                for (column, role) in table.columns.iter().zip(&table.roles) {
                    let _ = writeln!(got, "{column} = {}", role.name());
                }
                for notice in &table.notices {
                    let _ = writeln!(got, "! {notice}");
                }
                let (articles, empty) = table.articles(&table.roles, &Limits::default());
                let _ = writeln!(got, "without text: {empty}");
                shown(&articles, &mut got);
            }
            Err(error) => got = format!("{error}\n"),
        }
        let golden = path.with_file_name(format!("{name}.golden"));
        if std::env::var_os("DEMARCHE_REWRITE").is_some() {
            fs::write(&golden, &got).expect("it is written");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if expected.replace("\r\n", "\n") != got {
            wrong.push(format!("{name}\n{got}"));
        }
        count += 1;
    }
    assert!(count > 10, "the files are missing");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn texts_are_opened_and_other_kinds_are_imported() {
    for (name, is_imported) in [
        ("a.txt", false),
        ("a.md", false),
        ("a.PDF", true),
        ("a.htm", true),
        ("a.png", false),
        ("noextension", false),
    ] {
        assert_eq!(is_importable(name), is_imported, "{name}");
    }
}
