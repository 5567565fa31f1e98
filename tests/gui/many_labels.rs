//! A codebook of thousands of labels: every list of labels draws those that are in view.

use crate::common::Desk;
use demarche::model::codebook::Label;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const LABELS: usize = 2000;

/// The limit of the widgets on screen, well below the number of labels. A window has two or three hundred.
const MAX_WIDGETS: usize = 800;

/// An article, and as many labels after the built-in ones.
fn desk() -> Desk {
    let mut codebook = demarche::store::codebook::built_in().codebook;
    let last = codebook.labels.last().expect("there are labels").clone();
    for number in 0..LABELS {
        codebook.labels.push(Label {
            id: format!("label-{number}").into(),
            name: format!("Label {number}"),
            keys: Vec::new(),
            ..last.clone()
        });
    }
    let file = demarche::store::codebook::CodebookFile::new(codebook).to_bytes();
    let file = String::from_utf8(file).expect("it is text");
    Desk::with(&[
        ("talks.txt", "The envoy asked for talks.\n"),
        ("codebook.json", &file),
    ])
}

/// The number of widgets in the accessibility tree, which has all that were drawn.
fn widgets(desk: &Desk) -> usize {
    desk.harness.query_all_by(|_| true).count()
}

#[test]
fn lists_of_labels_draw_what_is_in_view() {
    let mut desk = desk();
    let page = widgets(&desk);
    assert!(page < MAX_WIDGETS, "the page: {page}");
    desk.drag_over("envoy");
    desk.run_until_idle();
    let bar = widgets(&desk);
    assert!(bar < MAX_WIDGETS, "the bar at a selection: {bar}");
    for (name, key, filled) in [
        ("the palette", Key::K, "Search commands"),
        ("the export", Key::E, "What is it for?"),
    ] {
        desk.keys(Modifiers::COMMAND, key);
        desk.until_label(filled);
        let drawn = widgets(&desk);
        assert!(drawn < MAX_WIDGETS, "{name}: {drawn}");
        desk.key(Key::Escape);
        desk.run_until_idle();
    }
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.until_label("Search all articles");
    desk.harness.get_by_label("Label: any label").click();
    desk.harness.run_steps(3);
    assert!(desk.harness.query_by_label("label 0").is_some());
    let drawn = widgets(&desk);
    assert!(drawn < MAX_WIDGETS, "the labels of the search: {drawn}");
}

#[test]
fn the_palette_runs_a_label_far_down_its_list() {
    let mut desk = desk();
    desk.drag_over("envoy");
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("as label");
    // Whatever is chosen is in view.
    for _ in 0..40 {
        desk.key(Key::ArrowDown);
    }
    let chosen = |desk: &Desk| {
        let mut rows = desk.harness.query_all_by_role(Role::ListBoxOption);
        let chosen = rows.find(|node| node.accesskit_node().is_selected() == Some(true));
        chosen.and_then(|node| node.accesskit_node().label())
    };
    assert!(
        chosen(&desk).is_some_and(|name| name.contains("label")),
        "{:?}",
        chosen(&desk)
    );
    desk.key(Key::Enter);
    desk.run_until_idle();
    let shown = desk.app().session().and_then(|session| session.shown());
    let labels = shown.map(|shown| shown.document.annotations()[0].label.to_string());
    assert!(labels.is_some_and(|label| label.starts_with("label-")));
}
