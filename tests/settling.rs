//! Two versions of the same annotation, settled with the keyboard.

mod common;

use common::Desk;
use demarche::app::App;
use egui::{Event, Key, Modifiers};

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

const PUTIN: &str = r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"],"suffix":" demands a freeze. Zelenskyy ref"}"#;
const FREEZE: &str = r#"{"id":"b","label":"demand","spans":[[14,22]],"quote":["a freeze"],"prefix":"Putin demands ","suffix":". Zelenskyy refused.\n"}"#;

fn sidecar(status: &str, annotations: &[&str], more: &str) -> String {
    let sha256 = demarche::store::hash::sha256_hex(TEXT.as_bytes());
    let annotations = annotations.join(",\n    ");
    format!(
        "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \"a.txt\", \
         \"sha256\": \"{sha256}\", \"chars\": 43, \"encoding\": \"utf-8\" }},\n  \"offsets\": \
         \"unicode-scalar\",\n  \"document\": {{ \"status\": \"{status}\" }},\n  \"annotations\": \
         [\n    {annotations}\n  ],\n  \"relations\": []{more}\n}}\n"
    )
}

fn labels(app: &App) -> Vec<String> {
    let shown = app.session().and_then(|session| session.shown());
    let document = &shown.expect("an article is shown").document;
    document
        .annotations()
        .iter()
        .map(|a| a.label.to_string())
        .collect()
}

#[test]
fn what_a_merge_left_in_the_file_is_settled_by_key() {
    let other = PUTIN.replace("actor", "event");
    let putin = format!("{},\"conflict\":{other}}}", PUTIN.trim_end_matches('}'));
    let freeze = format!("{},\"conflict\":null}}", FREEZE.trim_end_matches('}'));
    let more = ",\n  \"conflicts\": {\"document\":{\"status\":\"unsure\"}}";
    let merged = sidecar("done", &[&putin, &freeze], more);
    let mut desk = Desk::with(&[("a.txt", TEXT), ("a.txt.ann.json", &merged)]);
    assert_eq!(labels(desk.app()), ["actor", "demand"]);
    desk.keys(Modifiers::COMMAND, Key::M);
    // Not before everything is chosen.
    desk.key(Key::Enter);
    assert_eq!(desk.read("a.txt.ann.json"), merged);
    for key in [Key::ArrowRight, Key::ArrowLeft, Key::ArrowRight, Key::Enter] {
        desk.key(key);
    }
    assert_eq!(labels(desk.app()), ["event", "demand"]);
    desk.until_saved();
    let saved = desk.read("a.txt.ann.json");
    assert!(!saved.contains("conflict"), "{saved}");
    assert!(saved.contains("\"status\": \"unsure\""), "{saved}");
    // It is one step.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(labels(desk.app()), ["actor", "demand"]);
}

#[test]
fn what_another_program_changed_too_is_shown_beside_ours_and_not_overwritten() {
    for (key, wanted) in [(Key::ArrowLeft, "demand"), (Key::ArrowRight, "event")] {
        let before = sidecar("new", &[PUTIN], "");
        let mut desk = Desk::with(&[("a.txt", TEXT), ("a.txt.ann.json", &before)]);
        // Without the focus the window does not look for changes, so that only saving meets them.
        desk.harness.event(Event::WindowFocused(false));
        desk.settle();
        let theirs = sidecar("new", &[&PUTIN.replace("actor", "event"), FREEZE], "");
        std::fs::write(desk.path("a.txt.ann.json"), &theirs).expect("written");
        desk.click_on("Putin");
        desk.key(Key::Num2);
        desk.until(|app| {
            let shown = app.session().and_then(|session| session.shown());
            shown.is_some_and(|shown| shown.theirs.is_some())
        });
        assert_eq!(desk.read("a.txt.ann.json"), theirs);
        desk.keys(Modifiers::COMMAND, Key::M);
        desk.keys(Modifiers::SHIFT, key);
        desk.key(Key::Enter);
        assert_eq!(labels(desk.app()), [wanted, "demand"]);
        desk.until_saved();
        assert!(
            desk.read("a.txt.ann.json")
                .contains(&format!("\"id\":\"a\",\"label\":\"{wanted}\""))
        );
    }
}
