//! Entities, used as a person would: chosen for a mention, made, edited, merged and split.

use std::sync::Arc;

use crate::common::Desk;
use demarche::command::Intent;
use demarche::command::entities::{EntityCommand, EntitySlot};
use demarche::model::document::ArticleFields;
use demarche::model::entity_changes::EntityEdit;
use demarche::model::{Annotation, AttributeValue, ByteOffset, Document, EntityId, Span, Text};
use demarche::session::Session;
use demarche::store::sidecar::CodebookName;
use demarche::store::{Header, Snapshot};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const ONE: &str = "Moscow refused.\nThe Russian president met the envoy in Moscow.\n";
const TWO: &str = "Moscow agreed to talks with the Kremlin.\n";

const ENTITIES: &str = r#"{
  "format": "demarche-entities",
  "version": 1,
  "entities": [
    {"id":"kremlin","name":"The Kremlin","label":"actor","kind":"state","country":"RUS","note":{"kept": 1}},
    {"id":"putin","name":"Vladimir Putin","label":"actor","kind":"person","aliases":["Putin"],"part_of":"kremlin"},
    {"id":"russia-gov","name":"Government of Russia","label":"actor","kind":"state","aliases":["Russia"],"memo":"m"}
  ]
}
"#;

/// A sidecar as the program itself writes it, with actors as id, quote, entity. Another coder's also
/// has an event whose attribute names an entity.
fn sidecar(file: &str, text: &str, coder: &str, actors: &[(&str, &str, &str)]) -> String {
    let content = Text::new(text);
    let span = |quote: &str| {
        let start = text.find(quote).expect("the quote stands there");
        let (start, end) = (ByteOffset(start), ByteOffset(start + quote.len()));
        Span::new(&content, start, end).expect("a span")
    };
    let actors = actors.iter().map(|(id, quote, entity)| Annotation {
        entity: Some((*entity).into()),
        ..Annotation::new(*id, "actor", span(quote))
    });
    let mut annotations: Vec<Annotation> = actors.collect();
    if !coder.is_empty() {
        let mut event = Annotation::new("event", "event", span("agreed"));
        let kremlin = AttributeValue::Text("kremlin".to_owned());
        event.attributes.insert("canonical_event".into(), kremlin);
        annotations.push(event);
    }
    let codebook = demarche::store::codebook::built_in().codebook;
    let header = Header {
        file: file.to_owned(),
        sha256: demarche::store::hash::sha256_hex(text.as_bytes()),
        encoding: "utf-8".to_owned(),
        codebook: Some(CodebookName {
            name: codebook.name,
            version: codebook.version,
            ..CodebookName::default()
        }),
        coder: coder.to_owned(),
        ..Header::default()
    };
    let fields = ArticleFields::default();
    let (document, ..) = Document::load(content.clone(), fields, annotations, Vec::new());
    let bytes = Snapshot::new(&document, &Arc::new(header)).to_bytes();
    String::from_utf8(bytes).expect("it is text")
}

/// Two articles, the second coded by two people, with three entities.
pub fn project() -> Desk {
    let one = sidecar("one.txt", ONE, "", &[("a1", "Moscow", "russia-gov")]);
    let two = sidecar("two.txt", TWO, "", &[("b1", "Moscow", "kremlin")]);
    let theirs = sidecar("two.txt", TWO, "mk", &[("c1", "the Kremlin", "kremlin")]);
    let mut desk = Desk::with(&[
        ("one.txt", ONE),
        ("two.txt", TWO),
        ("one.txt.ann.json", &one),
        ("two.txt.ann.json", &two),
        ("two.txt.mk.ann.json", &theirs),
        ("entities.json", ENTITIES),
    ]);
    desk.code_as("");
    desk.until(|app| {
        session(app)
            .articles
            .own_codings()
            .all(|a| a.summary.is_some())
    });
    desk.until(|app| {
        session(app)
            .articles
            .codings()
            .others()
            .all(|a| a.summary.is_some())
    });
    desk
}

fn session(app: &demarche::app::App) -> &Session {
    app.session().expect("a project is open")
}

/// The entity of the chosen annotation.
fn entity(desk: &Desk) -> Option<String> {
    let chosen = session(desk.app()).chosen()?;
    chosen.entity.as_ref().map(ToString::to_string)
}

fn name(desk: &Desk, id: &str) -> Option<String> {
    let entity = session(desk.app()).entities.get(&EntityId::from(id));
    entity.map(|entity| entity.name.clone())
}

fn steps(desk: &Desk) -> Vec<String> {
    let done = session(desk.app()).history.done().iter();
    done.map(|step| step.name.text()).collect()
}

/// What is on disk.
fn files(desk: &Desk) -> [String; 4] {
    [
        "one.txt.ann.json",
        "two.txt.ann.json",
        "two.txt.mk.ann.json",
        "entities.json",
    ]
    .map(|name| desk.read(name))
}

#[test]
fn enter_takes_only_what_matches_the_words() {
    let mut desk = project();
    desk.show("one.txt");
    // No entity is called so, and the one with the most mentions is not meant.
    desk.drag_over("the envoy");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    let rows = || -> Vec<String> {
        let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
        let names = rows.filter_map(|row| row.accesskit_node().label());
        let is_elsewhere = |name: &String| name.contains(".txt") || name.starts_with("Actor: ");
        names.filter(|name| !is_elsewhere(name)).collect()
    };
    assert!(
        rows()[0].starts_with("New entity “the envoy”"),
        "{:?}",
        rows()
    );
    desk.key(Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("the-envoy"));
    // What is there can be taken away: the row is in sight, also beside matches.
    desk.key(Key::Period);
    let nothing = desk
        .harness
        .get_by_role_and_label(Role::ListBoxOption, "No entity");
    nothing.click();
    desk.run_until_idle();
    assert_eq!(entity(&desk), None);
    // Without words and without a match Enter takes nothing.
    desk.keys(Modifiers::COMMAND, Key::Num6);
    let merge = Intent::Entity(EntityCommand::Pick(EntitySlot::MergeOf("putin".into())));
    desk.harness.state_mut().ask(merge);
    desk.run_until_idle();
    desk.until_saved();
    let before = desk.read("entities.json");
    desk.key(Key::Enter);
    desk.until_saved();
    assert_eq!(desk.read("entities.json"), before);
}

#[test]
fn an_entity_is_picked_by_typing() {
    let mut desk = project();
    desk.drag_over("The Russian president");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    desk.type_text("put");
    desk.harness.get_by_label("Vladimir Putin, Putin, person");
    desk.key(Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("putin"));
    assert_eq!(
        steps(&desk).last().map(String::as_str),
        Some("set entity to Vladimir Putin")
    );
    // The words were not remembered, and the page has the keyboard again.
    assert!(desk.harness.query_by_label("Find an entity").is_none());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(entity(&desk), None);

    // With Shift they are, in the same step. Shift may be released in the frame of the key.
    desk.key(Key::Period);
    desk.type_text("putin");
    desk.harness.event(egui::Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::SHIFT,
    });
    desk.harness.key_up(Key::Enter);
    desk.run_until_idle();
    let aliases = |desk: &Desk| {
        session(desk.app()).entities.entities["putin"]
            .aliases
            .clone()
    };
    assert_eq!(aliases(&desk), ["Putin", "The Russian president"]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        (entity(&desk), aliases(&desk)),
        (None, vec!["Putin".to_owned()])
    );
}

#[test]
fn the_picker_has_the_keyboard_when_the_inspector_opens_it() {
    for opening in [Key::Period, Key::Enter, Key::Space] {
        let mut desk = project();
        desk.drag_over("The Russian president");
        desk.key(Key::Num1);
        desk.key(Key::Enter);
        let slots = desk.harness.query_all_by_role(Role::Button);
        let slot = slots.into_iter().find(|button| {
            let label = button.accesskit_node().label();
            label.is_some_and(|label| label.starts_with("Entity:")) && button.is_focused()
        });
        assert!(slot.is_some(), "the inspector is not at the entity");
        match opening {
            // The letter of the slot, which is known by what it types.
            Key::Period => {
                let events = &mut desk.harness.input_mut().events;
                events.push(egui::Event::Key {
                    key: Key::Period,
                    physical_key: None,
                    pressed: true,
                    repeat: false,
                    modifiers: Modifiers::NONE,
                });
                events.push(egui::Event::Text(".".to_owned()));
                desk.run_until_idle();
            }
            key => desk.key(key),
        }
        assert!(desk.has_keyboard("Find an entity"), "opened by {opening:?}");
        desk.type_text("put");
        desk.key(Key::Enter);
        assert_eq!(entity(&desk).as_deref(), Some("putin"), "{opening:?}");
        // The inspector has the keyboard again.
        let mut focused = desk.harness.query_all_by(|node| node.is_focused());
        let label = focused
            .next()
            .and_then(|node| node.accesskit_node().label());
        assert!(label.is_some_and(|label| label.starts_with("Entity:")));
    }
}

#[test]
fn what_was_chosen_in_the_article_comes_first() {
    let mut desk = project();
    // “Moscow” is the government here and the Kremlin in the other article.
    desk.drag_over("Moscow.");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    desk.key(Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("russia-gov"));

    desk.show("two.txt");
    desk.drag_over("talks");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    desk.type_text("moscow");
    desk.key(Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("kremlin"));
}

#[test]
fn a_new_entity_is_made_in_one_step_and_taken_away() {
    let mut desk = project();
    desk.drag_over("the envoy");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("the-envoy"));
    assert_eq!(name(&desk, "the-envoy").as_deref(), Some("the envoy"));
    desk.until_saved();
    assert!(
        desk.read("entities.json")
            .contains("{\"id\":\"the-envoy\",\"name\":\"the envoy\",\"label\":\"actor\"}")
    );

    desk.key(Key::Period);
    desk.type_text("xyz");
    desk.key(Key::ArrowDown);
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, "No entity");
    desk.key(Key::Enter);
    assert_eq!(entity(&desk), None);

    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!((entity(&desk), name(&desk, "the-envoy")), (None, None));
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut desk = project();
    desk.click_on("Moscow");
    let before = (entity(&desk), steps(&desk), desk.place());
    desk.key(Key::Period);
    desk.type_text("putin");
    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label("Find an entity").is_none());
    assert_eq!((entity(&desk), steps(&desk), desk.place()), before);
}

#[test]
fn a_label_without_entities_opens_no_picker() {
    let mut desk = project();
    desk.drag_over("refused");
    desk.key(Key::Num2);
    desk.key(Key::Period);
    assert!(desk.harness.query_by_label("Find an entity").is_none());
}

#[test]
fn two_entities_are_merged_over_all_articles_and_coders_and_undone_byte_for_byte() {
    let mut desk = project();
    let before = files(&desk);
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("kreml");
    desk.harness.get_by_label("Merge into…").click();
    desk.run_until_idle();
    desk.type_text("russia");
    desk.key(Key::Enter);
    desk.harness
        .get_by_label("Merge “The Kremlin” into “Government of Russia”");
    desk.harness
        .get_by_label("2 mentions in 1 article, by 2 coders.");
    desk.harness.get_by_label("2 files will be read first.");
    assert_eq!(steps(&desk), [""; 0]);
    desk.key(Key::Enter);
    desk.until(|app| !session(app).history.done().is_empty());
    assert_eq!(
        steps(&desk),
        ["merge entity The Kremlin into Government of Russia"]
    );
    desk.until_saved();
    let [_, two, theirs, entities] = files(&desk);
    assert!(two.contains("\"entity\":\"russia-gov\"") && !two.contains("kremlin"));
    assert!(theirs.contains("\"entity\":\"russia-gov\""));
    assert!(theirs.contains("\"canonical_event\":\"russia-gov\""));
    assert!(!entities.contains("\"id\":\"kremlin\""));
    assert!(entities.contains("\"aliases\":[\"Russia\",\"The Kremlin\"]"));
    assert!(entities.contains("\"part_of\":\"russia-gov\""));
    assert!(entities.contains("\"note\":{\"kept\": 1}"));

    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert_eq!(files(&desk), before);
}

#[test]
fn a_text_s_mentions_are_split_off() {
    let mut desk = project();
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("kreml");
    let split = desk.harness.get_by_label("Split…").rect().center();
    desk.click_at(split);
    desk.type_text("Moscow the city");
    desk.harness.get_by_label("moscow (1)").click();
    desk.run_until_idle();
    desk.harness
        .get_by_label("1 mention in 1 article go to the new entity.");
    desk.harness.get_by_label("Split").click();
    desk.until(|app| !session(app).history.done().is_empty());
    desk.until_saved();
    assert!(
        desk.read("two.txt.ann.json")
            .contains("\"entity\":\"moscow-the-city\"")
    );
    assert!(
        desk.read("two.txt.mk.ann.json")
            .contains("\"entity\":\"kremlin\"")
    );
}

#[test]
fn a_deleted_entity_leaves_its_mentions_without_one() {
    let mut desk = project();
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("kreml");
    desk.harness.get_by_label("Delete…").click();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.until(|app| !session(app).history.done().is_empty());
    desk.until_saved();
    assert!(!desk.read("two.txt.ann.json").contains("entity"));
    assert!(!desk.read("two.txt.mk.ann.json").contains("kremlin"));
    assert!(!desk.read("entities.json").contains("kremlin"));
}

#[test]
fn an_entity_is_edited_field_by_field() {
    let mut desk = project();
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("putin");
    // Enter leads from the filter to the name.
    desk.key(Key::Enter);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("V. Putin");
    desk.key(Key::Tab);
    assert_eq!(name(&desk, "putin").as_deref(), Some("V. Putin"));
    assert_eq!(steps(&desk), ["rename entity Vladimir Putin to V. Putin"]);

    // What is being written when the window closes is taken over.
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("Putin");
    desk.key(Key::Enter);
    desk.type_text("the president");
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    let aliases = session(desk.app()).entities.entities["putin"]
        .aliases
        .clone();
    assert_eq!(aliases, ["Putin", "the president"]);
    assert_eq!(steps(&desk).len(), 2);
}

#[test]
fn a_mention_is_reached_from_the_list() {
    let mut desk = project();
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("kreml");
    let row = desk.harness.get_by_label("Go to Moscow in two");
    let row = row.rect().center();
    desk.click_at(row);
    desk.until(|app| session(app).chosen().is_some_and(|a| a.id.as_str() == "b1"));
    assert!(desk.harness.query_by_label("Filter entities").is_none());
    // Another coder's mention is shown as a selection.
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.harness
        .get_by_label("Go to the Kremlin in two (mk)")
        .click();
    desk.until(|app| {
        session(app).shown().is_some_and(|shown| {
            let selected = shown.selection.range();
            shown.document.text().as_str().get(selected) == Some("the Kremlin")
        })
    });
}

#[test]
fn names_are_shown_instead_of_ids() {
    let mut desk = project();
    desk.click_on("Moscow");
    desk.harness
        .get_by_label("Actor: Moscow, Government of Russia, 1 of 1");
    desk.harness
        .get_by_label("Actor: Moscow, Government of Russia");
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.key(Key::Enter);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("Russia, its government");
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    desk.harness
        .get_by_label("Actor: Moscow, Russia, its government, 1 of 1");
}

#[test]
fn an_unreadable_entities_file_refuses_changes() {
    let broken = "{\"format\": \"demarche-entities\", oops";
    let mut desk = Desk::with(&[("one.txt", ONE), ("entities.json", broken)]);
    desk.drag_over("the envoy");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    assert!(desk.harness.query_by_label("Find an entity").is_none());
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.type_text("someone");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.key(Key::Escape);
    desk.until_saved();
    assert!(session(desk.app()).entities.entities.is_empty());
    assert_eq!(steps(&desk), ["tag as actor"]);
    assert_eq!(desk.read("entities.json"), broken);
}

#[test]
fn external_entity_changes_are_merged() {
    let mut desk = project();
    desk.click_on("Moscow");
    // While the project is open somebody adds an entity and changes another.
    let theirs = ENTITIES
        .replace("\"memo\":\"m\"", "\"memo\":\"theirs\"")
        .replace(
            "    {\"id\":\"kremlin\"",
            "    {\"id\":\"envoy\",\"name\":\"The envoy\"},\n    {\"id\":\"kremlin\"",
        );
    std::fs::write(desk.path("entities.json"), theirs).expect("written");
    desk.key(Key::Period);
    desk.type_text("Somebody");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_saved();
    assert_eq!(name(&desk, "envoy").as_deref(), Some("The envoy"));
    let file = desk.read("entities.json");
    for part in [
        "\"id\":\"envoy\"",
        "\"memo\":\"theirs\"",
        "\"id\":\"somebody\"",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    // It can be picked at once, and undoing takes back what was done here only.
    desk.key(Key::Period);
    desk.type_text("the env");
    desk.key(Key::Enter);
    assert_eq!(entity(&desk).as_deref(), Some("envoy"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    let file = desk.read("entities.json");
    assert!(
        file.contains("\"id\":\"envoy\"") && !file.contains("somebody"),
        "{file}"
    );
}

#[test]
fn undo_takes_back_what_was_done_here_and_nothing_of_others() {
    let mut desk = project();
    let edit = |edit| EntityCommand::Edit("russia-gov".into(), edit);
    let kind = edit(EntityEdit::Kind("organisation".to_owned()));
    desk.harness.state_mut().ask(Intent::Entity(kind));
    desk.until(|app| !session(app).history.done().is_empty());
    desk.until_saved();
    let ours = desk.read("entities.json");
    assert!(ours.contains("\"kind\":\"organisation\""));
    let theirs = ours.replace("\"memo\":\"m\"", "\"memo\":\"theirs\"");
    std::fs::write(desk.path("entities.json"), theirs).expect("written");
    // Any other change brings theirs in.
    let other = EntityCommand::Edit("putin".into(), EntityEdit::Country("RUS".to_owned()));
    desk.harness.state_mut().ask(Intent::Entity(other));
    desk.until(|app| session(app).entities.entities["russia-gov"].memo == "theirs");
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    let want = ENTITIES.replace("\"memo\":\"m\"", "\"memo\":\"theirs\"");
    assert_eq!(desk.read("entities.json"), want);
}

#[test]
fn an_entity_conflict_is_reported_and_not_overwritten() {
    let mut desk = project();
    desk.look_away();
    let theirs = ENTITIES.replace("\"memo\":\"m\"", "\"memo\":\"theirs\"");
    std::fs::write(desk.path("entities.json"), &theirs).expect("written");
    let memo = EntityEdit::Memo("ours".to_owned());
    let ours = EntityCommand::Edit("russia-gov".into(), memo);
    desk.harness.state_mut().ask(Intent::Entity(ours));
    desk.until(|app| session(app).has_failed());
    assert_eq!(desk.read("entities.json"), theirs);
    desk.harness
        .get_by_label_contains("another program changed 1 of the same entities");
}

#[test]
fn a_file_that_breaks_meanwhile_is_left_alone() {
    let mut desk = project();
    std::fs::write(desk.path("entities.json"), "oops").expect("written");
    let edit = EntityCommand::Edit("putin".into(), EntityEdit::Country("RUS".to_owned()));
    desk.harness.state_mut().ask(Intent::Entity(edit));
    desk.until(|app| session(app).has_failed());
    desk.harness
        .get_by_label_contains("The entities are not saved");
    assert_eq!(desk.read("entities.json"), "oops");
    // Once it is repaired, what was done here is written with what stands there now.
    std::fs::write(desk.path("entities.json"), ENTITIES).expect("written");
    desk.harness.state_mut().ask(Intent::SaveAgain);
    desk.until_saved();
    let written = desk.read("entities.json");
    assert!(written.contains("\"part_of\":\"kremlin\",\"country\":\"RUS\""));
}

#[test]
fn rows_of_a_long_list_are_clicked() {
    let lines: Vec<String> = (10..90)
        .map(|n| format!("    {{\"id\":\"e{n}\",\"name\":\"Entity {n}\"}}"))
        .collect();
    let entities = format!(
        "{{\n  \"format\": \"demarche-entities\",\n  \"version\": 1,\n  \"entities\": [\n{}\n  ]\n}}\n",
        lines.join(",\n")
    );
    let mut desk = Desk::with(&[("one.txt", ONE), ("entities.json", &entities)]);
    desk.keys(Modifiers::COMMAND, Key::Num6);
    let row = "Entity 15, 0 mentions in 0 articles";
    // On its name, not beside it.
    let row = desk.harness.get_by_label(row).rect();
    desk.click_at(row.left_center() + egui::vec2(30.0, 0.0));
    let name = desk.harness.get_by_role_and_label(Role::TextInput, "Name");
    assert_eq!(name.accesskit_node().value().as_deref(), Some("Entity 15"));
}
