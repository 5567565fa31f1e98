//! Articles that are edited outside after they were annotated, as the analyst meets them.

use std::sync::Arc;

use crate::common::Desk;
use demarche::app::App;
use demarche::model::document::ArticleFields;
use demarche::model::{Annotation, ByteOffset, Document, Span, Text};
use demarche::session::review::ReanchorOutcome;
use demarche::store::{Header, Snapshot};
use egui::{Key, Modifiers};

const OLD: &str = "Talks resume\n\nAhead of the meeting in Geneva the miners’ union demands higher wages for \
all of its members.\n\nThe minister for labour refused on Monday to speak of any number.\n\nPolice \
cleared the square before noon, and the strike went on.\n";

/// A sidecar for a text with annotations as id and quote.
fn sidecar(text: &str, annotations: &[(&str, &str)]) -> String {
    let content = Text::new(text);
    let annotations = annotations.iter().map(|(id, quote)| {
        let start = text.find(quote).expect("the quote stands there");
        let (start, end) = (ByteOffset(start), ByteOffset(start + quote.len()));
        Annotation::new(
            *id,
            "actor",
            Span::new(&content, start, end).expect("a span"),
        )
    });
    let header = Header {
        file: "news.txt".to_owned(),
        sha256: demarche::store::hash::sha256_hex(text.as_bytes()),
        encoding: "utf-8".to_owned(),
        ..Header::default()
    };
    let fields = ArticleFields::default();
    let (document, ..) = Document::load(content.clone(), fields, annotations.collect(), Vec::new());
    let bytes = Snapshot::new(&document, &Arc::new(header)).to_bytes();
    String::from_utf8(bytes).expect("it is text")
}

/// An article whose first paragraph is new, whose union was renamed and whose last paragraph is gone.
fn edited() -> String {
    OLD.replace("Talks resume", "Talks resume in Geneva at last")
        .replace("the miners’ union", "the miners and their union")
        .replace(
            "Police cleared the square before noon, and the strike went on.\n",
            "",
        )
}

fn quotes(app: &App) -> Vec<(String, String)> {
    let shown = app.session().and_then(|session| session.shown());
    let document = &shown.expect("an article is shown").document;
    let annotations = document.annotations().iter().filter_map(|annotation| {
        let quote = annotation.fragments()?.quote(document.text());
        Some((annotation.id.to_string(), quote))
    });
    annotations.collect()
}

fn fates(app: &App) -> Vec<(String, ReanchorOutcome)> {
    let shown = app.session().and_then(|session| session.shown());
    let shown = shown.expect("an article is shown");
    let pending = shown.review.pending(&shown.document).into_iter();
    pending
        .map(|pending| (pending.annotation.id.to_string(), pending.fate))
        .collect()
}

fn pairs(quotes: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(id, quote): &(&str, &str)| ((*id).to_owned(), (*quote).to_owned());
    quotes.iter().map(own).collect()
}

const ANNOTATIONS: [(&str, &str); 3] = [
    ("labour", "minister for labour"),
    ("union", "the miners’ union"),
    ("square", "cleared the square before noon"),
];

#[test]
fn annotations_follow_an_edited_text_and_doubtful_ones_are_reviewed_by_key() {
    let mut desk = Desk::with(&[
        ("news.txt", &edited()),
        ("news.txt.ann.json", &sidecar(OLD, &ANNOTATIONS)),
    ]);
    desk.until_saved();
    assert_eq!(
        quotes(desk.app()),
        pairs(&[("labour", "minister for labour")])
    );
    let [(first, moved), (second, proposed), (third, detached)] = &fates(desk.app())[..] else {
        panic!("{:?}", fates(desk.app()));
    };
    assert_eq!(
        [first.as_str(), second, third],
        ["union", "labour", "square"]
    );
    assert!(matches!(moved, ReanchorOutcome::Proposed(_)), "{moved:?}");
    assert!(
        matches!(proposed, ReanchorOutcome::Moved(_)),
        "{proposed:?}"
    );
    assert_eq!(*detached, ReanchorOutcome::Detached);
    assert!(desk.read("news.txt.ann.json").contains("\"detached\":true"));

    desk.key(Key::J);
    desk.key(Key::Y);
    let placed = [
        ("union", "the miners and their union"),
        ("labour", "minister for labour"),
    ];
    assert_eq!(quotes(desk.app()), pairs(&placed));
    // The next one is chosen already.
    desk.key(Key::X);
    assert_eq!(quotes(desk.app()), pairs(&placed[..1]));
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(quotes(desk.app()), []);
    assert_eq!(fates(desk.app()).len(), 3);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(quotes(desk.app()), pairs(&placed[1..]));
}

#[test]
fn a_detached_annotation_is_placed_by_hand() {
    let mut desk = Desk::with(&[
        ("news.txt", &edited()),
        ("news.txt.ann.json", &sidecar(OLD, &ANNOTATIONS[2..])),
    ]);
    desk.key(Key::J);
    desk.drag_over("refused on Monday");
    desk.keys(Modifiers::SHIFT, Key::Plus);
    assert_eq!(
        quotes(desk.app()),
        pairs(&[("square", "refused on Monday")])
    );
    assert_eq!(fates(desk.app()), []);
}

#[test]
fn a_text_that_changes_while_it_is_open_is_read_anew_and_undo_ends_there() {
    let mut desk = Desk::with(&[
        ("news.txt", OLD),
        ("news.txt.ann.json", &sidecar(OLD, &ANNOTATIONS[..1])),
    ]);
    desk.drag_over("refused on Monday");
    desk.key(Key::Num3);
    desk.until_saved();
    std::fs::write(desk.path("news.txt"), format!("A new first line.\n\n{OLD}")).expect("written");
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| shown.document.text().as_str().starts_with("A new"))
    });
    let mut now: Vec<String> = quotes(desk.app())
        .into_iter()
        .map(|(_, quote)| quote)
        .collect();
    now.sort();
    assert_eq!(now, ["minister for labour", "refused on Monday"]);
    desk.until_saved();
    let again = desk.read("news.txt.ann.json");
    assert!(!again.contains("detached"), "{again}");
    // Undo takes back that they were moved, and no more.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(quotes(desk.app()), []);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(fates(desk.app()).len(), 2);
}
