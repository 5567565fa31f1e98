//! The title that the text of an article suggests, until it is accepted.

use crate::common::Desk;
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";
const BARE: &str = "The council asked the envoy to leave.\n";

fn title(desk: &Desk) -> String {
    let session = desk.app().session().expect("a project");
    let shown = session.shown().expect("an article");
    shown.document.field("title").to_owned()
}

#[test]
fn the_headline_is_proposed_as_the_title_and_stored_only_when_accepted() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("vote.txt", BARE)]);
    desk.until(|app| {
        let articles = &app.session().expect("a project").articles;
        articles.own_codings().all(|own| own.summary.is_some())
    });
    desk.run_until_idle();
    let about = |desk: &Desk, name: &str| {
        let row = desk.harness.get_by_label_contains(name);
        row.accesskit_node().description().unwrap_or_default()
    };
    assert_eq!(
        about(&desk, "talks.txt, not begun"),
        "Title from the text: Envoy calls for talks, 1 of 2"
    );
    assert_eq!(about(&desk, "vote.txt, not begun"), "2 of 2");

    // In the inspector it is a proposal: leaving the field stores nothing.
    desk.key(Key::F);
    desk.harness
        .get_by_label("Title: Envoy calls for talks · from the text");
    desk.key(Key::T);
    desk.key(Key::Escape);
    assert_eq!(title(&desk), "");
    desk.until_saved();
    assert_eq!(desk.read("talks.txt.article.json"), "");
    // Enter accepts it.
    desk.key(Key::T);
    desk.key(Key::Enter);
    assert_eq!(title(&desk), "Envoy calls for talks");
    desk.harness.get_by_label("Title: Envoy calls for talks");
    desk.until_saved();
    desk.run_until_idle();
    assert_eq!(about(&desk, "talks.txt, not begun"), "1 of 2");
    desk.harness
        .get_by_label_contains("Envoy calls for talks, talks.txt, not begun");
}
