//! A codebook of thousands of labels: every list of labels draws those that are in view.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const LABELS: usize = 2000;

/// The limit of the widgets on screen, well below the number of labels. A window has two or three hundred.
const MAX_WIDGETS: usize = 800;

/// An article and so many labels without keys.
fn desk() -> Desk {
    let labels = (0..LABELS).map(|number| {
        format!(
            r##"{{"id":"label-{number}","name":"Label {number}","color":{{"light":"#2563B0","dark":"#7DB0F2"}}}}"##
        )
    });
    let labels: Vec<String> = labels.collect();
    let codebook = format!(
        r#"{{"format":"demarche-codebook","version":1,"name":"many","codebook_version":"1","labels":[{}]}}"#,
        labels.join(",")
    );
    let desk = Desk::with(&[
        ("talks.txt", "The envoy asked for talks.\n"),
        ("codebook.json", &codebook),
    ]);
    let session = desk.app().session().expect("a project");
    assert_eq!(session.codebook.labels.len(), LABELS);
    desk
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
    desk.harness
        .get_by_role_and_label(Role::ComboBox, "Label")
        .click();
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
    for _ in 0..40 {
        desk.key(Key::ArrowDown);
    }
    desk.key(Key::Enter);
    desk.run_until_idle();
    let shown = desk.app().session().and_then(|session| session.shown());
    let label = shown.map(|shown| shown.document.annotations()[0].label.to_string());
    assert!(
        label
            .as_ref()
            .is_some_and(|label| label.starts_with("label-")),
        "{label:?}"
    );
}
