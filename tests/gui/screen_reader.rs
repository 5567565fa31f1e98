//! What a screen reader hears of the window.

use crate::common::Desk;
use egui::accesskit::{Action, Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// What is said by itself: the name of the live node that the page puts into the tree.
fn spoken(desk: &Desk) -> Option<String> {
    let status = desk.harness.query_by_role(Role::Status)?;
    let node = status.accesskit_node();
    assert_eq!(node.data().live(), Some(Live::Polite));
    node.label()
}

/// Controls on screen that have no name, by role and place.
fn nameless(desk: &Desk) -> Vec<String> {
    let mut nameless = Vec::new();
    let mut nodes: Vec<_> = desk.harness.root().children().collect();
    while let Some(node) = nodes.pop() {
        let access = node.accesskit_node();
        let data = access.data();
        // The bars of egui's scroll areas cannot be named; they are heard as scroll bars.
        let acts = [Action::Click, Action::SetValue, Action::Focus]
            .iter()
            .any(|action| data.supports_action(*action))
            && access.role() != Role::ScrollBar;
        let name = access.label().unwrap_or_default();
        if acts && name.trim().is_empty() {
            nameless.push(format!("{:?} {:?}", access.role(), node.rect()));
        }
        nodes.extend(node.children());
    }
    nameless
}

#[test]
fn the_choice_is_spoken() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    assert_eq!(spoken(&desk), None);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let first = "Chosen: actor “Ana Reyes”, 1 of 1";
    assert_eq!(spoken(&desk).as_deref(), Some(first));
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    let second = "Chosen: demand “release the funds”, 2 of 2";
    assert_eq!(spoken(&desk).as_deref(), Some(second));
    desk.keys(Modifiers::SHIFT, Key::Tab);
    let first = "Chosen: actor “Ana Reyes”, 1 of 2";
    assert_eq!(spoken(&desk).as_deref(), Some(first));
    // Another label for what is chosen is news too.
    desk.key(Key::Num3);
    let relabelled = "Chosen: event “Ana Reyes”, 1 of 2";
    assert_eq!(spoken(&desk).as_deref(), Some(relabelled));
    // What is no longer chosen is not called so.
    desk.key(Key::Escape);
    assert_eq!(spoken(&desk), None);
    desk.keys(Modifiers::SHIFT, Key::Tab);
    assert!(spoken(&desk).is_some_and(|text| text.starts_with("Chosen: ")));
    desk.key(Key::Delete);
    let text = spoken(&desk);
    assert_eq!(text.as_deref(), Some("The annotation was removed."));
}

#[test]
fn a_chosen_entity_is_spoken_by_its_name() {
    let entities = r#"{"format":"demarche-entities","version":1,
        "entities":[{"id":"e1","name":"Ana Reyes of Spain"}]}"#;
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("entities.json", entities)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::Period);
    desk.key(Key::Enter);
    let spoken = spoken(&desk).expect("it is spoken");
    assert!(spoken.ends_with("entity Ana Reyes of Spain"), "{spoken}");
}

#[test]
fn caret_moves_are_announced() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowRight);
    assert_eq!(spoken(&desk).as_deref(), Some("calls"));
    desk.key(Key::ArrowLeft);
    assert_eq!(spoken(&desk).as_deref(), Some("calls"));
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    let paragraph = "The council met on Monday. It refused.";
    assert_eq!(spoken(&desk).as_deref(), Some(paragraph));
    desk.keys(Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(spoken(&desk).as_deref(), Some("It refused."));
}

#[test]
fn the_focused_text_has_the_caret_and_the_selection() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("asked the council");
    let page = desk.harness.get_by_role(Role::Document);
    let page = page.accesskit_node();
    assert!(page.is_focused());
    let selection = page.text_selection().expect("text and a selection");
    assert_eq!(selection.text(), "asked the council");
    assert_eq!(
        page.text_selection_focus()
            .map(|focus| focus.to_global_usv_index()),
        TALKS
            .find(" to release")
            .map(|byte| TALKS[..byte].chars().count()),
    );
}

#[test]
fn every_control_has_a_name() {
    let desk = Desk::empty();
    assert_eq!(nameless(&desk), [""; 0], "on the start screen");
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("other.txt", "Nothing here.\n")]);
    desk.show("talks.txt");
    desk.drag_over("Ana Reyes");
    assert_eq!(nameless(&desk), [""; 0], "with labels at the selection");
    desk.key(Key::Num1);
    assert_eq!(nameless(&desk), [""; 0], "with an annotation");
    desk.key(Key::M);
    assert_eq!(nameless(&desk), [""; 0], "in the memo");
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Num4);
    assert_eq!(nameless(&desk), [""; 0], "with the history");
    for menu in ["File", "Edit", "Annotate", "Go", "View", "Help"] {
        desk.harness.get_by_label(menu).click();
        desk.run_until_idle();
        assert_eq!(nameless(&desk), [""; 0], "in the menu {menu}");
        desk.key(Key::Escape);
    }
    let dialogs = [
        (Modifiers::COMMAND, Key::Comma),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::NONE, Key::F1),
    ];
    for (modifiers, key) in dialogs {
        desk.keys(modifiers, key);
        assert_eq!(nameless(&desk), [""; 0], "in the dialog of {key:?}");
        desk.key(Key::Escape);
    }
}

#[test]
fn controls_of_a_failure_have_names() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    // A folder in the sidecar's place cannot be written.
    std::fs::create_dir(desk.path("talks.txt.ann.json")).expect("a folder");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.until(|app| app.session().is_some_and(|session| session.has_failed()));
    assert_eq!(nameless(&desk), [""; 0], "with a notice");
    desk.keys(Modifiers::COMMAND, Key::W);
    desk.harness.run_steps(10);
    assert_eq!(nameless(&desk), [""; 0], "asked whether to leave");
}
