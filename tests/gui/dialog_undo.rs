//! Undo in the dialog of entities: of entities only.

use crate::common::Desk;
use demarche::app::App;
use demarche::model::EntityId;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";

fn steps(app: &App) -> Vec<String> {
    let done = app.session().map(|session| session.history.done());
    let done = done.into_iter().flatten();
    done.map(|step| step.name.text()).collect()
}

fn tip(desk: &Desk, name: &str) -> String {
    let button = desk.harness.get_by_role_and_label(Role::Button, name);
    button.accesskit_node().description().unwrap_or_default()
}

#[test]
fn undo_in_the_entities_dialog_never_reaches_an_annotation() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("The envoy");
    desk.key(Key::Num1);
    // An entity that is created for an annotation belongs to the annotation.
    desk.key(Key::Period);
    desk.key(Key::Enter);
    let before = ["tag as actor", "create entity The envoy"];
    assert_eq!(steps(desk.app()), before);
    desk.keys(Modifiers::COMMAND, Key::Num6);
    assert_eq!(
        tip(&desk, "Undo"),
        "The last step was made elsewhere: create entity The envoy"
    );
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(steps(desk.app()), before);

    desk.type_text("Council");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert_eq!(steps(desk.app()).len(), 3);
    assert_eq!(tip(&desk, "Undo"), "Undo: create entity Council (Ctrl+Z)");
    let button = |desk: &mut Desk, name: &str| {
        let button = desk.harness.get_by_role_and_label(Role::Button, name);
        button.click();
        desk.run_until_idle();
    };
    button(&mut desk, "Undo");
    assert_eq!(steps(desk.app()), before);
    assert_eq!(
        tip(&desk, "Redo"),
        "Redo: create entity Council (Ctrl+Shift+Z)"
    );
    button(&mut desk, "Redo");
    let session = desk.app().session().expect("a project");
    let id = EntityId::from("council");
    assert!(session.entities.get(&id).is_some());
    for _ in 0..3 {
        button(&mut desk, "Undo");
    }
    assert_eq!(steps(desk.app()), before, "never the annotation");
}
