//! Two versions of the same annotation, settled with the keyboard.

use crate::common::Desk;
use demarche::app::App;
use demarche::command::Intent;
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::EntityCommand;
use demarche::model::Entity;
use demarche::model::entity_changes::EntityEdit;
use demarche::model::step_name::StepName;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

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

/// A sidecar in which a merge by git has left conflicts.
fn merged_sidecar() -> String {
    let other = PUTIN.replace("actor", "event");
    let putin = format!("{},\"conflict\":{other}}}", PUTIN.trim_end_matches('}'));
    let freeze = format!("{},\"conflict\":null}}", FREEZE.trim_end_matches('}'));
    let more = ",\n  \"conflicts\": {\"document\":{\"status\":\"unsure\"}}";
    sidecar("done", &[&putin, &freeze], more)
}

/// A window on an article with conflicts.
pub fn merged() -> Desk {
    Desk::with(&[("a.txt", TEXT), ("a.txt.ann.json", &merged_sidecar())])
}

#[test]
fn conflicts_that_a_merge_left_in_the_file_are_resolved_by_key() {
    let merged = merged_sidecar();
    let mut desk = self::merged();
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

/// The name of the control that has the keyboard.
fn focused(desk: &Desk) -> String {
    let mut nodes = desk.harness.query_all_by(|node| node.is_focused());
    let label = nodes.next().and_then(|node| node.accesskit_node().label());
    label.map(|label| label.to_string()).unwrap_or_default()
}

#[test]
fn the_controls_of_the_conflicts_are_reached_by_tab() {
    let merged = merged_sidecar();
    let mut desk = self::merged();
    desk.keys(Modifiers::COMMAND, Key::M);
    assert!(focused(&desk).starts_with("Mine: "));
    desk.key(Key::Tab);
    let other = focused(&desk);
    assert!(other.starts_with("Theirs: "), "{other}");
    // Space chooses the version that has the keyboard.
    desk.key(Key::Space);
    assert_eq!(
        desk.harness
            .query_all_by_label_contains("Theirs, chosen")
            .count(),
        1
    );
    // Everything is chosen, but Enter presses the button that has the keyboard.
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    let mut seen = Vec::new();
    while focused(&desk) != "Close" {
        assert!(seen.len() < 20, "not reached: {seen:?}");
        seen.push(focused(&desk));
        desk.key(Key::Tab);
    }
    desk.key(Key::Enter);
    assert_eq!(labels(desk.app()), ["actor", "demand"]);
    assert!(desk.harness.query_by_label("Save choices").is_none());
    assert_eq!(desk.read("a.txt.ann.json"), merged);
}

#[test]
fn conflicting_external_changes_are_shown_side_by_side() {
    for (key, wanted) in [(Key::ArrowLeft, "demand"), (Key::ArrowRight, "event")] {
        let before = sidecar("new", &[PUTIN], "");
        let mut desk = Desk::with(&[("a.txt", TEXT), ("a.txt.ann.json", &before)]);
        desk.look_away();
        let theirs = sidecar("new", &[&PUTIN.replace("actor", "event"), FREEZE], "");
        std::fs::write(desk.path("a.txt.ann.json"), &theirs).expect("written");
        desk.click_on("Putin");
        desk.key(Key::Num2);
        desk.until(|app| {
            let shown = app.session().and_then(|session| session.shown());
            shown.is_some_and(|shown| shown.saving.incoming().is_some())
        });
        assert_eq!(desk.read("a.txt.ann.json"), theirs);
        let not_saved = |desk: &mut Desk| {
            let messages = desk.harness.state_mut().messages();
            messages.iter().any(|text| text.contains("is not saved"))
        };
        assert!(not_saved(&mut desk));
        desk.keys(Modifiers::COMMAND, Key::M);
        desk.keys(Modifiers::SHIFT, key);
        desk.key(Key::Enter);
        assert_eq!(labels(desk.app()), [wanted, "demand"]);
        desk.until_saved();
        assert!(!not_saved(&mut desk), "it is saved by now");
        assert!(
            desk.read("a.txt.ann.json")
                .contains(&format!("\"id\":\"a\",\"label\":\"{wanted}\""))
        );
    }
}

const ENTITIES: &str = r#"{
  "format": "demarche-entities",
  "version": 1,
  "entities": [
    {"id":"putin","name":"Putin","kind":"person"},
    {"id":"un","name":"UN"}
  ]
}
"#;

fn rename(desk: &mut Desk, id: &str, name: &str) {
    let edit = EntityEdit::Name(name.to_owned());
    let edit = Intent::Entity(EntityCommand::Edit(id.into(), edit));
    desk.harness.state_mut().ask(edit);
    desk.run_until_idle();
}

fn entity<'a>(app: &'a App, id: &str) -> &'a Entity {
    let session = app.session().expect("a project is open");
    session.entities.get(&id.into()).expect("it is there")
}

#[test]
fn an_entity_that_two_people_change_is_merged_by_field_and_resolved_by_key() {
    for (key, wanted) in [
        (Key::ArrowLeft, "Vladimir Putin"),
        (Key::ArrowRight, "V. Putin"),
    ] {
        let mut desk = Desk::with(&[("a.txt", TEXT), ("entities.json", ENTITIES)]);
        desk.look_away();
        // Other fields of one, the same field of the other.
        let theirs = ENTITIES
            .replace("\"UN\"", "\"UN\",\"country\":\"USA\"")
            .replace("\"Putin\"", "\"V. Putin\"");
        std::fs::write(desk.path("entities.json"), &theirs).expect("written");
        rename(&mut desk, "un", "United Nations");
        rename(&mut desk, "putin", "Vladimir Putin");
        desk.until(|app| {
            let session = app.session().expect("a project is open");
            session.entities_file.saving.incoming().is_some()
        });
        assert_eq!(desk.read("entities.json"), theirs);
        assert_eq!(entity(desk.app(), "putin").name, "Vladimir Putin");
        desk.keys(Modifiers::COMMAND, Key::M);
        desk.until_label("Entity: Vladimir Putin");
        desk.keys(Modifiers::SHIFT, key);
        desk.key(Key::Enter);
        desk.until_saved();
        let un = entity(desk.app(), "un");
        assert_eq!((&*un.name, &*un.country), ("United Nations", "USA"));
        let saved = desk.read("entities.json");
        assert!(
            saved.contains(&format!("\"name\":\"{wanted}\",\"kind\":\"person\"")),
            "{saved}"
        );
        assert!(saved.contains("\"name\":\"United Nations\",\"country\":\"USA\""));
        // Undoing takes back what was done here, and nothing of theirs.
        for _ in 0..3 {
            desk.keys(Modifiers::COMMAND, Key::Z);
        }
        desk.until_saved();
        assert_eq!(entity(desk.app(), "un").country, "USA");
    }
}

#[test]
fn a_codebook_that_two_people_change_is_merged_and_resolved_by_key() {
    for (key, wanted) in [(Key::ArrowLeft, "Mine"), (Key::ArrowRight, "Theirs")] {
        let before = demarche::store::codebook::BUILT_IN;
        let mut desk = Desk::with(&[("a.txt", TEXT), ("codebook.json", before)]);
        desk.look_away();
        let theirs = before
            .replacen("\"name\": \"Demand\"", "\"name\": \"Claim\"", 1)
            .replacen("\"name\": \"Actor\"", "\"name\": \"Theirs\"", 1);
        std::fs::write(desk.path("codebook.json"), &theirs).expect("written");
        let session = desk.app().session().expect("a project is open");
        let mut codebook = (*session.codebook).clone();
        codebook.labels[0].name = "Mine".to_owned();
        let edit = Intent::Codebook(CodebookCommand::Edit(
            StepName::EditCodebook,
            codebook.into(),
        ));
        desk.harness.state_mut().ask(edit);
        desk.until(|app| {
            let session = app.session().expect("a project is open");
            session.codebook_file.saving.incoming().is_some()
        });
        assert_eq!(desk.read("codebook.json"), theirs);
        desk.keys(Modifiers::COMMAND, Key::M);
        desk.until_label("labels – actor – name");
        desk.keys(Modifiers::SHIFT, key);
        desk.key(Key::Enter);
        desk.until_saved();
        let session = desk.app().session().expect("a project is open");
        let names = session.codebook.labels.iter().map(|label| &*label.name);
        let names: Vec<&str> = names.collect();
        assert_eq!(names[..2], [wanted, "Claim"]);
        let saved = demarche::store::codebook::read(desk.read("codebook.json").as_bytes());
        assert_eq!(saved.expect("it is ours").codebook, *session.codebook);
    }
}

#[test]
fn conflicts_that_git_left_in_entities_and_codebook_are_resolved_too() {
    let entities = ENTITIES.replace(
        "\"kind\":\"person\"",
        "\"conflict\":{\"id\":\"putin\",\"name\":\"V. Putin\"}",
    );
    let codebook = demarche::store::codebook::BUILT_IN.replacen(
        "\"name\": \"Actor\",",
        "\"name\": \"Actor\", \"conflict\": {\"name\": \"Agent\"},",
        1,
    );
    let mut desk = Desk::with(&[
        ("a.txt", TEXT),
        ("entities.json", &entities),
        ("codebook.json", &codebook),
    ]);
    for _ in 0..2 {
        desk.keys(Modifiers::COMMAND, Key::M);
        desk.key(Key::ArrowRight);
        desk.key(Key::Enter);
        desk.until_saved();
    }
    assert_eq!(entity(desk.app(), "putin").name, "V. Putin");
    let session = desk.app().session().expect("a project is open");
    assert_eq!(session.codebook.labels[0].name, "Agent");
    for name in ["entities.json", "codebook.json"] {
        assert!(!desk.read(name).contains("conflict"), "{name}");
    }
}
