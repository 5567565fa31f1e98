//! Tests of writing the articles of a dataset into a folder.

use std::fs;

use super::*;
use crate::formats::CodingOf;
use crate::model::document::ArticleFields;
use crate::model::{Annotation, AttributeValue, ByteOffset, Document, Span, Text};
use crate::store::Header;

/// An article without annotations.
fn article(name: &str, text: &str) -> ImportedArticle {
    ImportedArticle {
        name: name.to_owned(),
        document: Document::new(Text::new(text)),
        header: Header::default(),
        notices: Vec::new(),
        coding: CodingOf::Only,
    }
}

#[test]
fn articles_with_equal_names_are_all_imported() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("a.txt"), "mine").expect("a file");
    // Annotations of a deleted article would attach to the new one.
    fs::write(root.path().join("b.txt.ann.json"), "{}").expect("a file");
    let mut writer = DatasetWriter::new(root.path(), FieldScope::default());
    for (number, name) in [
        "a.txt", "b.txt", "c", "c.txt", "C.txt", "d/e.txt", "../f.txt",
    ]
    .into_iter()
    .enumerate()
    {
        let article = article(name, &format!("Article {number}."));
        writer.write(article).expect("it is taken");
    }
    let WrittenArticles {
        written, losses, ..
    } = writer.end();
    let names = written.iter().map(|path| {
        assert!(project::sidecar_path(path, None).exists(), "{path:?}");
        let name = path.strip_prefix(root.path()).expect("it is within");
        name.to_string_lossy().into_owned()
    });
    let names: Vec<String> = names.collect();
    assert_eq!(
        names,
        [
            "a-2.txt", "b-2.txt", "c.txt", "c-2.txt", "C.txt", "d/e.txt", "f.txt"
        ]
    );
    assert_eq!(losses.all().len(), 5);
    let mine = fs::read_to_string(root.path().join("a.txt"));
    assert_eq!(mine.expect("it is there"), "mine");
}

#[test]
fn the_same_import_after_a_kill_goes_on() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path();
    let import = || {
        let mut writer = DatasetWriter::new(folder, FieldScope::default());
        // Two are the same, and stay two.
        for (name, text, title) in [
            ("a.txt", "One.", "First"),
            ("b.txt", "Two.", ""),
            ("a.txt", "One.", "First"),
            ("a.txt", "Another.", ""),
            ("c.txt", "Three.", "Third"),
        ] {
            let mut fields = ArticleFields::default();
            if !title.is_empty() {
                let title = AttributeValue::Text(title.to_owned());
                fields.values.insert("title".into(), title);
            }
            let document = Document::load(Text::new(text), fields, Vec::new(), Vec::new()).0;
            let article = ImportedArticle {
                name: name.to_owned(),
                document,
                header: Header::default(),
                notices: Vec::new(),
                coding: CodingOf::Only,
            };
            writer.write(article).expect("it is taken");
        }
        let ended = writer.end();
        (ended.written.len(), ended.already_there)
    };
    let all = || {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
        let files = entries
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file());
        let files = files.map(|entry| {
            let bytes = fs::read(entry.path()).expect("it is read");
            (entry.into_path(), bytes)
        });
        files.collect::<Vec<_>>()
    };
    assert_eq!(import(), (5, 0));
    let whole = all();
    assert_eq!(whole.len(), 5 + 5 + 3, "articles, sidecars and fields");
    assert_eq!(import(), (0, 5));
    assert_eq!(all(), whole);
    // Whatever is missing, it is completed.
    for (path, _) in &whole {
        fs::remove_file(path).expect("it is there");
        assert_eq!(import(), (1, 4), "{path:?}");
        assert_eq!(all(), whole, "{path:?}");
    }
    // An article that was annotated since is not touched.
    let sidecar = folder.join("b.txt.ann.json");
    fs::write(&sidecar, "{}").expect("a file");
    assert_eq!(import(), (1, 4));
    assert_eq!(fs::read(&sidecar).expect("it is there"), b"{}");
    assert!(folder.join("b-2.txt").exists());
}

#[test]
fn articles_imported_before_cancelling_stay() {
    let root = tempfile::tempdir().expect("a folder");
    let (dataset, project) = (root.path().join("d.jsonl"), root.path().join("project"));
    let lines = (0..5).map(|number| format!("{{\"text\": \"Article {number}.\"}}\n"));
    fs::write(&dataset, lines.collect::<String>()).expect("a file");
    let may_continue = &mut |read| read < 2;
    let looked = preview(
        std::slice::from_ref(&dataset),
        Some("doccano"),
        may_continue,
    );
    assert!(looked.is_err_and(|why| why.to_string().contains("stopped")));
    let paths = vec![project.clone()];
    let scope = FieldScope::default();
    let taken = take(&[dataset], "doccano", &project, paths, scope, may_continue);
    let taken = taken.expect("some is taken");
    assert_eq!((taken.written.len(), taken.project.articles.len()), (2, 2));
    let why = taken.ended_early.map(|why| why.to_string());
    assert_eq!(why.as_deref(), Some("it was stopped"));
}

#[test]
fn an_article_that_could_not_be_opened_again_is_reported_and_not_written() {
    let root = tempfile::tempdir().expect("a folder");
    let mut writer = DatasetWriter::new(root.path(), FieldScope::default());
    let texts = [
        "The envoy \u{1} asked \u{2} to go.",
        "%PDF-1.7 is how it begins.",
        "It has a zero\0.",
        "One \u{1} in a text that is long enough for it to be an article nevertheless.",
    ];
    for (number, text) in texts.into_iter().enumerate() {
        let article = article(&format!("{number}.txt"), text);
        writer.write(article).expect("it is taken");
    }
    let WrittenArticles {
        written, losses, ..
    } = writer.end();
    assert_eq!(written, [root.path().join("3.txt")]);
    let whys: Vec<&str> = losses.all().iter().map(|loss| loss.why.as_str()).collect();
    assert_eq!(
        whys,
        [
            "its text could not be opened again (it is full of control characters)",
            "its text could not be opened again (a PDF document)",
            "its text could not be opened again (it holds zero bytes)",
        ]
    );
}

#[test]
fn an_article_with_a_text_in_its_files_that_is_too_long_leaves_nothing_behind() {
    let root = tempfile::tempdir().expect("a folder");
    let mut writer = DatasetWriter::new(root.path(), FieldScope::default());
    let text = Text::new("word ".repeat(20_000));
    let span = Span::new(&text, ByteOffset(0), text.end()).expect("a span");
    let annotation = |label: &str, memo: &str| Annotation {
        memo: memo.to_owned(),
        ..Annotation::new("a1", label, span)
    };
    // Only what an annotation covers may be as long as the text is.
    let (long_label, long_memo) = ("x".repeat(100_000), "x".repeat(2 << 20));
    for (name, annotation, title) in [
        ("a.txt", annotation("actor", "short"), "short"),
        ("b.txt", annotation(&long_label, "short"), "short"),
        ("c.txt", annotation("actor", &long_memo), "short"),
        ("d.txt", annotation("actor", "short"), &*long_memo),
    ] {
        let mut fields = ArticleFields::default();
        let title = AttributeValue::Text(title.to_owned());
        fields.values.insert("title".into(), title);
        let document = Document::load(text.clone(), fields, vec![annotation], Vec::new()).0;
        let article = ImportedArticle {
            document,
            ..article(name, "")
        };
        writer.write(article).expect("it is taken");
    }
    let WrittenArticles {
        written, losses, ..
    } = writer.end();
    assert_eq!(written, [root.path().join("a.txt")]);
    assert_eq!(losses.all().len(), 3);
    let there = fs::read_dir(root.path()).expect("a folder");
    let there = there.map(|entry| entry.expect("an entry").file_name());
    let mut there: Vec<String> = there.map(|n| n.to_string_lossy().into_owned()).collect();
    there.sort();
    let names = ["a.txt", "a.txt.ann.json", "a.txt.article.json"];
    assert_eq!(there, names);
}
