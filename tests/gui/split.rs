//! Splitting an item of the codebook: what it moves is listed, and each can be sent the other way.

use crate::codebook::labels;
use crate::common::Desk;
use demarche::app::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";
const VOTE: &str = "The council votes\nThe council asked the envoy to leave.\n";

fn steps(app: &App) -> usize {
    app.session()
        .map_or(0, |session| session.history.done().len())
}

fn click(desk: &mut Desk, name: &str) {
    desk.harness.get_by_label(name).click();
    desk.run_until_idle();
}

fn row(desk: &Desk, text: &str) -> bool {
    let mut rows = desk
        .harness
        .query_all_by_role_and_label(Role::ListBoxOption, text);
    rows.next().is_some()
}

#[test]
fn what_a_split_moves_is_listed_and_each_can_go_the_other_way() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("vote.txt", VOTE)]);
    for phrase in ["The envoy", "the council"] {
        desk.drag_over(phrase);
        desk.key(Key::Num1);
    }
    desk.show("vote.txt");
    desk.drag_over("The council asked");
    desk.key(Key::Num1);
    let before = steps(desk.app());
    desk.keys(Modifiers::COMMAND, Key::B);
    let actor = desk
        .harness
        .get_by_role_and_label(Role::ListBoxOption, "Actor");
    actor.click();
    desk.run_until_idle();
    click(&mut desk, "Split…");
    for (name, text) in [("New id", "body"), ("Phrase", "council")] {
        let fields = desk.harness.get_all_by_label(name);
        fields.last().expect("the field").focus();
        desk.run_until_idle();
        desk.type_text(text);
    }
    click(&mut desk, "Preview");
    let counts = |moved: usize| {
        format!("{moved} of 3 go to “body”. Click a line or press Space to send it the other way.")
    };
    desk.until_label(&counts(2));
    assert!(row(&desk, "“The envoy”, talks: stays in “actor”"));
    assert!(row(&desk, "“the council”, talks: goes to “body”"));
    // One by mouse, another by key.
    click(&mut desk, "“The envoy”, talks: stays in “actor”");
    assert!(row(&desk, "“The envoy”, talks: goes to “body”"));
    desk.harness.get_by_label(&counts(3));
    let council = desk
        .harness
        .get_by_label("“the council”, talks: goes to “body”");
    council.focus();
    desk.run_until_idle();
    desk.key(Key::Space);
    assert!(row(&desk, "“the council”, talks: stays in “actor”"));
    desk.harness.get_by_label(&counts(2));
    desk.key(Key::ArrowDown);
    desk.key(Key::Space);
    desk.harness.get_by_label(&counts(1));
    desk.key(Key::Space);
    desk.harness.get_by_label(&counts(2));

    click(&mut desk, "Split body off label actor");
    desk.until(|app| steps(app) == before + 1);
    desk.key(Key::Escape);
    assert_eq!(labels(&desk), ["body"], "the article on screen is the vote");
    desk.show("talks.txt");
    assert_eq!(labels(&desk), ["body", "actor"]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until(|app| steps(app) == before);
    for (article, want) in [("talks.txt", 2), ("vote.txt", 1)] {
        desk.show(article);
        assert_eq!(labels(&desk), vec!["actor"; want]);
    }
}
