use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::model::Text;
use crate::store::article_meta::FieldSources;
use crate::store::codebook::built_in;
use crate::store::sidecar_path;

const TEXT: &str = "The Port wants a truce. The Union wants aid.";

/// A coding in which both make a demand, or one of them.
fn coding(makers: &[&str]) -> String {
    let annotation = |id: &str, label: &str, words: &str| {
        let start = TEXT.find(words).expect("the words");
        json!({"id": id, "label": label, "spans": [[start, start + words.len()]], "quote": [words]})
    };
    let makes =
        |id: &str, from: &str, to: &str| json!({"id": id, "type": "makes", "from": from, "to": to});
    let relations = [
        ("The Port", makes("r1", "p", "t")),
        ("The Union", makes("r2", "u", "d")),
    ];
    let relations: Vec<Value> = relations
        .into_iter()
        .filter(|(maker, _)| makers.contains(maker))
        .map(|(_, relation)| relation)
        .collect();
    json!({
        "format": "demarche", "version": 1, "source": {},
        "annotations": [
            annotation("p", "actor", "The Port"), annotation("u", "actor", "The Union"),
            annotation("t", "demand", "a truce"), annotation("d", "demand", "aid"),
        ],
        "relations": relations,
    })
    .to_string()
}

fn write(folder: &Path, name: &str, makers: &[&str]) {
    fs::write(folder.join(name), TEXT).expect("it is written");
    let sidecar = sidecar_path(&folder.join(name), None);
    fs::write(sidecar, coding(makers)).expect("it is written");
}

fn source(folder: &Path, number: u32, name: &str) -> StatementSource {
    let path = folder.join(name);
    let sidecar = sidecar_path(&path, None);
    StatementSource {
        article: ArticleId(number),
        coding: CodingId(number),
        name: name.to_owned(),
        coder: String::new(),
        files: ArticleFiles::new(&path, &sidecar, "", FieldSources::default()),
        revision: None,
        open: None,
        is_one_of_several: false,
    }
}

fn basis() -> StatementBasis {
    StatementBasis {
        codebook: Arc::new(built_in().codebook),
        ..StatementBasis::default()
    }
}

fn read(sources: Vec<StatementSource>, known: Option<&ReadStatements>) -> ReadStatements {
    match read_under(&basis(), sources, known, false) {
        StatementReading::Read(read) => *read,
        StatementReading::Cancelled => panic!("it was cancelled"),
        StatementReading::Unchanged => panic!("nothing has changed"),
    }
}

fn read_under(
    basis: &StatementBasis,
    sources: Vec<StatementSource>,
    known: Option<&ReadStatements>,
    is_cancelled: bool,
) -> StatementReading {
    let loader = ArticleLoader::new(None);
    read_statements(
        sources,
        known,
        basis,
        &loader,
        &|| is_cancelled,
        &mut |_, _| {},
    )
}

/// The makers of all statements with their articles.
fn makers(read: &ReadStatements) -> Vec<String> {
    let maker = read.table.column("maker").expect("it is there");
    let rows = 0..read.table.rows().len();
    rows.map(|row| {
        let article = read.article_of(row as u32).expect("it is known");
        format!("{} {}", article.name, read.table.written(row, maker))
    })
    .collect()
}

#[test]
fn what_has_changed_is_read_again_and_all_else_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["a.txt", "b.txt", "c.txt"];
    for name in names {
        write(folder.path(), name, &["The Port", "The Union"]);
    }
    let sources = |names: &[&str]| -> Vec<StatementSource> {
        let numbered = (0..).zip(names);
        numbered
            .map(|(at, name)| source(folder.path(), at, name))
            .collect()
    };
    let first = read(sources(&names), None);
    assert_eq!(makers(&first).len(), 6);
    assert_eq!(first.left_out.all(), 0);
    // One article has lost a maker; another is gone, so that the numbers of articles shift.
    write(folder.path(), "b.txt", &["The Union"]);
    let less = || {
        vec![
            source(folder.path(), 1, "b.txt"),
            source(folder.path(), 2, "c.txt"),
        ]
    };
    let second = read(less(), Some(&first));
    let want = ["b.txt the union", "c.txt the port", "c.txt the union"];
    assert_eq!(makers(&second), want);
    assert_eq!(second.left_out.without_maker, 1);
    let fresh = read(less(), None);
    assert_eq!(makers(&fresh), want);
    assert_eq!(fresh.values, second.values);
    for row in 0..3 {
        assert_eq!(fresh.place(row), second.place(row));
        for (column, name) in fresh.table.columns() {
            let written = |of: &ReadStatements| of.table.written(row as usize, column);
            assert_eq!(written(&fresh), written(&second), "{name}");
        }
    }
}

#[test]
fn an_article_that_has_not_changed_is_not_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.txt", &["The Port"]);
    let first = read(vec![source(folder.path(), 0, "a.txt")], None);
    // Another text of the same size and time: whoever reads it sees it.
    let path = folder.path().join("a.txt");
    let before = fs::metadata(&path)
        .and_then(|about| about.modified())
        .expect("a time");
    fs::write(&path, TEXT.replace("Port", "City")).expect("it is written");
    let file = fs::File::options()
        .write(true)
        .open(&path)
        .expect("it is there");
    file.set_modified(before).expect("it is set");
    let sources = || vec![source(folder.path(), 0, "a.txt")];
    let second = read_under(&basis(), sources(), Some(&first), false);
    assert!(matches!(second, StatementReading::Unchanged));
    // Beside one that is new it is not read either.
    write(folder.path(), "b.txt", &["The Union"]);
    let mut both = sources();
    both.push(source(folder.path(), 1, "b.txt"));
    let second = read(both, Some(&first));
    assert_eq!(makers(&second), ["a.txt the port", "b.txt the union"]);
    // Under another codebook everything is read.
    let other = StatementBasis {
        versions: (1, 0),
        ..basis()
    };
    let StatementReading::Read(third) = read_under(&other, sources(), Some(&first), false) else {
        panic!("it was not read");
    };
    assert_ne!(makers(&third), ["a.txt the port"]);
}

#[test]
fn an_open_article_counts_as_it_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.txt", &["The Port"]);
    let open = |revision: u64, document: Option<Document>| StatementSource {
        revision: Some(revision),
        open: document,
        ..source(folder.path(), 0, "a.txt")
    };
    let blank = || Some(Document::new(Text::new(TEXT)));
    let first = read(vec![open(4, blank())], None);
    assert!(makers(&first).is_empty());
    assert!(first.knows(CodingId(0), 4, "a.txt", (0, 0)));
    assert!(!first.knows(CodingId(0), 5, "a.txt", (0, 0)));
    assert!(!first.knows(CodingId(0), 4, "b.txt", (0, 0)));
    // It is known as it is open, and so its file does not count.
    let second = read_under(&basis(), vec![open(4, None)], Some(&first), false);
    assert!(matches!(second, StatementReading::Unchanged));
    // It has been closed.
    let third = read(vec![source(folder.path(), 0, "a.txt")], Some(&first));
    assert_eq!(makers(&third), ["a.txt the port"]);
}

#[test]
fn what_cannot_be_read_is_told_and_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.txt", &["The Port"]);
    let both = || {
        vec![
            source(folder.path(), 0, "a.txt"),
            source(folder.path(), 1, "b.txt"),
        ]
    };
    let first = read(both(), None);
    assert_eq!(makers(&first), ["a.txt the port"]);
    let (articles, reason) = first.unread.as_ref().expect("one could not be read");
    assert_eq!(*articles, 1);
    assert!(reason.contains("b.txt"), "{reason}");
    write(folder.path(), "b.txt", &["The Union"]);
    let second = read(both(), Some(&first));
    assert_eq!(makers(&second), ["a.txt the port", "b.txt the union"]);
    assert!(second.unread.is_none());
}

#[test]
fn a_statement_says_where_it_stands_and_reading_can_be_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a#1.2.txt", &["The Union"]);
    let sources = || vec![source(folder.path(), 7, "a#1.2.txt")];
    let read_one = read(sources(), None);
    let start = TEXT.find("aid").expect("the word");
    assert_eq!(
        read_one.place(0),
        Some(StatementPlace {
            article: ArticleId(7),
            coding: CodingId(7),
            demand: "d".into(),
            start,
            end: start + 3,
        })
    );
    assert_eq!(read_one.place(1), None);
    let cancelled = read_under(&basis(), sources(), None, true);
    assert!(matches!(cancelled, StatementReading::Cancelled));
}
