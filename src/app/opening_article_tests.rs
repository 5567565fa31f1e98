//! Tests of reading an article: what is told of it, and what it does not replace.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::app::test_program::{Program, session, texts, write};
use crate::model::{Document, Text};
use crate::session::messages::Message;
use crate::store::sidecar::{Header, SidecarNotice};

#[test]
fn what_cannot_be_read_or_is_open_already_is_not_read() {
    let folder = texts(&["a.txt", "b.txt", "c.txt"]);
    let mut program = Program::on(folder.path());
    let (broken, other) = (program.coding("b.txt"), program.coding("c.txt"));
    program
        .session_mut()
        .coding_mut(broken)
        .expect("it is listed")
        .problem = Some("bad".into());
    program.cx().read_article(broken);
    program.cx().read_article(other);
    program.until(|app| session(app).opened(other).is_some());
    for _ in 0..20 {
        program.step();
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(program.session().opened(broken).is_none());
}

fn loaded(notices: Vec<SidecarNoticeKind>) -> LoadedArticle {
    LoadedArticle {
        document: Document::new(Text::new("Some words.\n")),
        header: Arc::new(Header::default()),
        bom: false,
        malformed: false,
        stamp: None,
        notices: notices
            .into_iter()
            .map(|kind| SidecarNotice { id: None, kind })
            .collect(),
        moves: Vec::new(),
        meta: Default::default(),
    }
}

#[test]
fn some_problems_of_an_article_are_told_one_by_one() {
    use SidecarNoticeKind as K;
    let place = || K::OutOfRange { start: 3, end: 99 };
    let many = |count: usize| (0..count).map(|n| K::DuplicateId(n.to_string())).collect();
    let changed = |more: Vec<K>| std::iter::once(K::SourceChanged).chain(more).collect();
    let cases: [(Vec<K>, usize, usize); 8] = [
        (Vec::new(), 0, 0),
        (vec![place()], 1, 0),
        (many(3), 3, 0),
        (many(4), 4, 1),
        (many(6), 4, 3),
        // The review tells what became of the places in a changed text.
        (changed(vec![place(), place()]), 0, 0),
        (changed(vec![place(), K::MissingId]), 1, 0),
        (changed(many(5)), 4, 2),
    ];
    for (notices, told, more) in cases {
        let folder = texts(&["a.txt", "b.txt"]);
        let mut program = Program::on(folder.path());
        let id = program.coding("b.txt");
        let name = format!("{notices:?}");
        program.cx().on_article(id, Ok(loaded(notices)));
        assert_eq!(program.app.messages().len(), told, "{name}");
        let message = FileMessage::MoreArticleProblems {
            article: "b.txt".to_owned(),
            count: more,
        };
        assert_eq!(program.says_exactly(message), more > 0, "{name}");
        assert!(program.session().opened(id).is_some());
    }
}

#[test]
fn an_article_is_read_once_and_why_it_cannot_be_is_kept() {
    let folder = texts(&["a.txt", "b.txt"]);
    let mut program = Program::on(folder.path());
    let id = program.coding("b.txt");
    let error = OpenError::Article {
        path: "b.txt".into(),
        source: io::Error::other("a bad disk"),
    };
    program.cx().on_article(id, Err(error));
    let problem = program
        .session()
        .coding(id)
        .and_then(|coding| coding.problem.clone());
    assert!(problem.is_some_and(|why| why.contains("a bad disk")));
    program.cx().on_article(id, Ok(loaded(Vec::new())));
    assert_eq!(program.listed_annotations(id), Some(0));
    program.annotate("b.txt", "x", 0..4);
    assert_eq!(program.listed_annotations(id), Some(1));
    // What a second request reads does not replace what was done meanwhile.
    program.cx().on_article(id, Ok(loaded(Vec::new())));
    assert_eq!(program.opened("b.txt").document.annotations().len(), 1);
    let counted = SummaryCounts {
        words: 77,
        ..SummaryCounts::default()
    };
    program.cx().on_count(id, counted);
    let summary = program
        .session()
        .coding(id)
        .and_then(|coding| coding.summary.as_ref());
    assert_eq!(summary.map(|summary| summary.counted.words), Some(77));
    program.cx().update_summary(id);
    let summary = program
        .session()
        .coding(id)
        .and_then(|coding| coding.summary.as_ref());
    assert_eq!(summary.map(|summary| summary.counted.words), Some(77));
}

#[test]
fn an_article_that_a_merge_left_in_two_versions_is_told() {
    let folder = texts(&["a.txt"]);
    let sidecar = r#"{"format":"demarche","version":1,"source":{},"annotations":[
        {"id":"a","label":"actor","spans":[[0,4]],"quote":["Some"],
         "conflict":{"id":"a","label":"event","spans":[[0,4]],"quote":["Some"]}}]}"#;
    write(&folder.path().join("a.txt.ann.json"), sidecar);
    let mut program = Program::on(folder.path());
    let article = "a.txt".to_owned();
    assert!(program.says_exactly(FileMessage::TwoVersions { article }));
    let counts: &BTreeMap<_, _> = {
        let coding = program.session().coding(program.coding("a.txt"));
        &coding
            .and_then(|coding| coding.summary.as_ref())
            .expect("it is read")
            .counts
    };
    assert_eq!(counts.len(), 1);
}

#[test]
fn the_review_of_a_changed_text_begins_when_the_article_is_shown() {
    let folder = texts(&["a.txt", "b.txt"]);
    let mut program = Program::on(folder.path());
    let id = program.coding("b.txt");
    let changed = || loaded(vec![SidecarNoticeKind::SourceChanged]);
    program.cx().on_article(id, Ok(changed()));
    let is_begun = |program: &Program| program.opened("b.txt").review.is_begun;
    assert!(!is_begun(&program));
    program.cx().show_coding(id);
    assert!(is_begun(&program));
    // An article that is on screen before it is read.
    let folder = texts(&["a.txt", "b.txt"]);
    let mut program = Program::on(folder.path());
    let id = program.coding("b.txt");
    program.session_mut().current = Some(id);
    program.cx().on_article(id, Ok(changed()));
    assert!(is_begun(&program));
}

#[test]
fn what_is_wrong_with_the_fields_of_an_article_is_told_with_its_first_coding() {
    let folder = texts(&["a.txt", "b.txt"]);
    write(&folder.path().join("b.txt.article.json"), "{\"format\":");
    let sidecar = r#"{"format":"demarche","version":1,"source":{},"annotations":[]}"#;
    write(&folder.path().join("b.txt.mk.ann.json"), sidecar);
    let mut program = Program::on(folder.path());
    assert_eq!(program.app.messages(), [""; 0]);
    let own = program.read("b.txt");
    let article = "b.txt".to_owned();
    let what = Message::from(FileMessage::FieldsUnreadable { article }).to_string();
    let told = |program: &mut Program| {
        let said = program.app.messages();
        said.iter().filter(|said| said.starts_with(&what)).count()
    };
    assert_eq!(told(&mut program), 1);
    let other = {
        let session = program.session();
        let article = session.article_of(own).expect("it is listed").id;
        let mut codings = session.articles.codings().of(article);
        codings
            .find(|coding| coding.id != own)
            .expect("it is listed")
            .id
    };
    program.cx().read_article(other);
    program.until(|app| session(app).opened(other).is_some());
    assert_eq!(told(&mut program), 1);
}
