//! Linking, as a person does it: by key, by dragging, by clicking, over more than one screen.

use crate::common::Desk;
use demarche::ui::panels::WindowPart;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes met the council on Monday.\n\
    The council should release the funds before Friday, she said.\n";

/// The talks with a demand, two actors, and an event.
fn talks() -> Desk {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    tag(&mut desk, "Ana Reyes", Key::Num1);
    tag(&mut desk, "met", Key::Num3);
    tag(&mut desk, "The council should", Key::Num1);
    tag(&mut desk, "release the funds", Key::Num2);
    desk
}

fn tag(desk: &mut Desk, phrase: &str, label: Key) {
    desk.drag_over(phrase);
    desk.key(label);
}

/// Type and quotes of each relation of the article on screen, with its attributes.
fn relations(desk: &Desk) -> Vec<String> {
    let Some(shown) = desk.app().session().and_then(|session| session.shown()) else {
        return Vec::new();
    };
    let document = &shown.document;
    let quote = |id| {
        let annotation = document.annotation(id).expect("an end");
        let fragments = annotation.fragments().expect("in place");
        fragments.quote(document.text())
    };
    let mut all: Vec<String> = document
        .relations()
        .map(|relation| {
            let values = relation.attributes.values();
            let values: String = values.map(|value| format!(" {value}")).collect();
            let (from, to) = (quote(&relation.from), quote(&relation.to));
            format!("{}: {from} > {to}{values}", relation.kind)
        })
        .collect();
    all.sort();
    all
}

fn chosen(desk: &Desk) -> Option<String> {
    let session = desk.app().session()?;
    let fragments = session.chosen()?.fragments()?;
    Some(fragments.quote(session.shown()?.document.text()))
}

fn press(desk: &mut Desk, keys: &[Key]) {
    for key in keys {
        desk.key(*key);
    }
}

#[test]
fn three_keys_link_across_paragraphs_and_the_demand_stays_chosen() {
    let mut desk = talks();
    // The demand is chosen. The actor of its own sentence gets the first letter, the one of the
    // other paragraph the second.
    press(&mut desk, &[Key::R, Key::M, Key::J]);
    assert_eq!(relations(&desk), ["makes: Ana Reyes > release the funds"]);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
    let message = "makes: “Ana Reyes” → “release the funds”";
    assert!(has(&desk, Role::Label, message));

    // The next one can be made at once; letters are commands again in between.
    press(&mut desk, &[Key::R, Key::T, Key::F]);
    let both = [
        "addressed_to: release the funds > The council should",
        "makes: Ana Reyes > release the funds",
    ];
    assert_eq!(relations(&desk), both);

    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(relations(&desk), both[1..]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(relations(&desk), [""; 0]);
    let session = desk.app().session().expect("a project");
    let next = session.history.next_redo().map(|step| step.name.text());
    assert_eq!(next.as_deref(), Some("link makes"));
}

#[test]
fn a_further_link_and_another_end_are_chosen_with_the_mouse() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M, Key::J]);
    assert_eq!(relations(&desk), ["makes: Ana Reyes > release the funds"]);
    let click = |desk: &mut Desk, name: &str| {
        desk.harness.get_by_label(name).click();
        desk.run_until_idle();
    };
    // The link keeps its place in the history, and undo takes it back in one step.
    click(&mut desk, "More about this link");
    click(&mut desk, "Change the other end…");
    desk.click_on("The council should");
    let changed = ["makes: The council should > release the funds"];
    assert_eq!(relations(&desk), changed);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(relations(&desk), ["makes: Ana Reyes > release the funds"]);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(relations(&desk), changed);
    // A demand may have a second maker.
    let add = desk.harness.get_by_label("Link: made by actor");
    add.click();
    desk.run_until_idle();
    desk.click_on("Ana Reyes");
    assert_eq!(
        relations(&desk),
        ["makes: Ana Reyes > release the funds", changed[0]]
    );
}

#[test]
fn enter_takes_the_first_answer_and_escape_leaves() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::Enter, Key::Enter]);
    assert_eq!(relations(&desk).len(), 1);
    press(
        &mut desk,
        &[Key::R, Key::Escape, Key::R, Key::M, Key::Escape],
    );
    assert_eq!(relations(&desk).len(), 1);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
    // No letter of the page has fired meanwhile.
    let session = desk.app().session().expect("a project");
    assert_eq!(session.history.done().len(), 5);
}

#[test]
fn a_question_with_one_answer_is_skipped() {
    const CODEBOOK: &str = r##"{
        "format": "demarche-codebook", "version": 1, "name": "causes", "codebook_version": "1",
        "labels": [
            { "id": "cause", "name": "Cause", "keys": ["1"], "line": "solid",
              "color": { "light": "#2563B0", "dark": "#7DB0F2" } },
            { "id": "effect", "name": "Effect", "keys": ["2"], "line": "double",
              "color": { "light": "#A35A00", "dark": "#F2B04A" } }
        ],
        "relations": [{ "id": "brings", "name": "brings", "from": ["cause"], "to": ["effect"] }]
    }"##;
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", CODEBOOK)]);
    tag(&mut desk, "release the funds", Key::Num2);
    tag(&mut desk, "Ana Reyes", Key::Num1);
    press(&mut desk, &[Key::R, Key::F]);
    assert_eq!(relations(&desk), ["brings: Ana Reyes > release the funds"]);
}

#[test]
fn a_link_whose_role_is_not_answered_is_made_when_another_annotation_is_chosen() {
    let mut desk = talks();
    desk.click_on("met");
    press(&mut desk, &[Key::R, Key::P, Key::F]);
    assert_eq!(relations(&desk), [""; 0]);
    desk.click_on("release the funds");
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
    let made = "participant: met > Ana Reyes initiator";
    assert_eq!(relations(&desk), [made]);
}

#[test]
fn a_link_whose_role_is_asked_for_can_be_cancelled() {
    let mut desk = talks();
    desk.click_on("met");
    press(&mut desk, &[Key::R, Key::P, Key::F, Key::Escape]);
    assert_eq!(relations(&desk), [""; 0]);
    press(&mut desk, &[Key::R, Key::P, Key::F]);
    desk.harness.get_by_label("Cancel linking").click();
    desk.run_until_idle();
    desk.click_on("release the funds");
    assert_eq!(relations(&desk), [""; 0]);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
}

#[test]
fn a_link_is_removed_by_keyboard_from_the_row_below_the_fields() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M, Key::J]);
    assert_eq!(relations(&desk).len(), 1);
    desk.key(Key::Enter);
    let is_reached = |desk: &Desk| {
        let menu = desk.harness.get_by_label("More about this link");
        menu.is_focused()
    };
    while !is_reached(&desk) {
        desk.key(Key::ArrowDown);
    }
    desk.key(Key::Enter);
    desk.harness.get_by_label("Remove this link").focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    assert_eq!(relations(&desk), [""; 0]);
}

#[test]
fn a_role_is_asked_with_one_key_or_left_at_its_default() {
    let mut desk = talks();
    desk.click_on("met");
    press(&mut desk, &[Key::R, Key::P, Key::F]);
    desk.harness.get_by_label("Role: Recipient");
    desk.key(Key::M);
    press(&mut desk, &[Key::R, Key::P, Key::F, Key::Enter]);
    let linked = [
        "participant: met > Ana Reyes mediator",
        "participant: met > The council should initiator",
    ];
    assert_eq!(relations(&desk), linked);
    // Role and link are one step.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(relations(&desk), linked[..1]);
    // The role of what is linked is changed in the same way, from the inspector.
    desk.harness.get_by_label("Role: Mediator").click();
    desk.run_until_idle();
    desk.key(Key::R);
    assert_eq!(relations(&desk), ["participant: met > Ana Reyes recipient"]);
}

#[test]
fn the_other_end_may_be_clicked_and_what_is_illegal_is_refused() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M]);
    desk.click_on("met");
    assert_eq!(relations(&desk), [""; 0]);
    desk.harness
        .get_by_label("“makes” does not link this to event. Choose actor.");
    desk.click_on("Ana Reyes");
    assert_eq!(relations(&desk).len(), 1);
    // The same again is refused, and no letter stands at it.
    press(&mut desk, &[Key::R, Key::M]);
    desk.click_on("Ana Reyes");
    desk.harness
        .get_by_label("These two are already linked as “makes”.");
    assert_eq!(relations(&desk).len(), 1);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
}

#[test]
fn an_end_beyond_the_screen_is_stepped_to_or_searched() {
    let far = "Nothing happened on this day, and nobody spoke to anybody.\n".repeat(60);
    let text = format!("Rome and Oslo spoke first.\n{far}Someone wants a lasting truce now.\n");
    for keys in [&[Key::Tab, Key::Enter][..], &[]] {
        let mut desk = Desk::with(&[("far.txt", &text)]);
        tag(&mut desk, "Rome", Key::Num1);
        tag(&mut desk, "Oslo", Key::Num1);
        desk.keys(Modifiers::COMMAND, Key::End);
        tag(&mut desk, "a lasting truce", Key::Num2);
        press(&mut desk, &[Key::R, Key::M]);
        if keys.is_empty() {
            desk.key(Key::Slash);
            desk.type_text("rom");
            desk.key(Key::Enter);
        } else {
            // After the last candidate comes the first; it is scrolled to and has a letter.
            press(&mut desk, &[Key::Tab]);
            desk.phrase("Rome and Oslo");
            press(&mut desk, &keys[1..]);
        }
        let linked = relations(&desk);
        assert_eq!(linked, ["makes: Rome > a lasting truce"], "{keys:?}");
        assert_eq!(chosen(&desk).as_deref(), Some("a lasting truce"));
    }
}

#[test]
fn a_link_is_dragged_from_the_handle_and_asked_for_its_type() {
    let mut desk = talks();
    let handle = desk.harness.get_by_label("Link “release the funds”").rect();
    // Onto an event there is one way only.
    desk.drag(handle.center(), desk.phrase("met").center());
    assert_eq!(relations(&desk), ["about: release the funds > met"]);
    // Onto plain text there is none.
    desk.drag(handle.center(), desk.phrase("before Friday").center());
    assert_eq!(relations(&desk).len(), 1);
    // Onto an actor there are three.
    desk.drag(handle.center(), desk.phrase("Ana Reyes").center());
    assert_eq!(relations(&desk).len(), 1);
    desk.key(Key::M);
    assert_eq!(relations(&desk)[1], "makes: Ana Reyes > release the funds");

    // Escape lets go without linking, and the choice stays.
    let to = desk.phrase("The council should").center();
    desk.drag_without_letting_go(handle.center(), to);
    desk.key(Key::Escape);
    desk.harness.event(egui::Event::PointerButton {
        pos: to,
        button: egui::PointerButton::Primary,
        pressed: false,
        modifiers: Modifiers::NONE,
    });
    desk.run_until_idle();
    assert_eq!(relations(&desk).len(), 2);
    assert_eq!(chosen(&desk).as_deref(), Some("release the funds"));
}

#[test]
fn a_key_leads_around_the_other_ends_and_back() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M, Key::J, Key::R, Key::T, Key::F]);
    for end in [
        "Ana Reyes",
        "The council should",
        "release the funds",
        "Ana Reyes",
    ] {
        desk.key(Key::G);
        assert_eq!(chosen(&desk).as_deref(), Some(end));
    }
}

#[test]
fn slots_show_what_is_missing_and_links_can_be_removed() {
    let mut desk = talks();
    desk.harness.get_by_label("made by: required").click();
    desk.run_until_idle();
    desk.key(Key::J);
    assert_eq!(relations(&desk), ["makes: Ana Reyes > release the funds"]);
    assert!(desk.harness.query_by_label("made by: required").is_none());
    desk.harness.get_by_label("More about this link").click();
    desk.run_until_idle();
    desk.harness.get_by_label("Remove this link").click();
    desk.run_until_idle();
    assert_eq!(relations(&desk), [""; 0]);
    let session = desk.app().session().expect("a project");
    let last = session.history.next_undo().map(|step| step.name.text());
    assert_eq!(last.as_deref(), Some("unlink makes"));
}

#[test]
fn relabelling_an_end_keeps_its_relations_and_flags_them() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M, Key::J]);
    desk.key(Key::Num3);
    assert_eq!(relations(&desk).len(), 1);
    desk.harness.get_by_label("it cannot lead to a “event”");
}

#[test]
fn arcs_are_named_and_lead_to_the_other_end() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M, Key::J, Key::Escape]);
    desk.click_on("release the funds");
    let arc = "makes: “Ana Reyes” → “release the funds”";
    desk.harness
        .get_by_role_and_label(Role::Button, arc)
        .click();
    desk.run_until_idle();
    assert_eq!(chosen(&desk).as_deref(), Some("Ana Reyes"));
    // Nothing else is drawn for an annotation without relations, until all are asked for.
    desk.click_on("met");
    assert!(!has(&desk, Role::Button, arc));
    desk.keys(Modifiers::SHIFT, Key::R);
    assert!(has(&desk, Role::Button, arc));
}

/// Whether a node with this role and name is there.
fn has(desk: &Desk, role: Role, name: &str) -> bool {
    let mut found = desk.harness.query_all_by_role_and_label(role, name);
    found.next().is_some()
}

#[test]
fn of_many_relations_of_one_annotation_some_are_listed_at_once() {
    let annotation = |id: &str, label: &str| {
        format!(r#"{{"id":"{id}","label":"{label}","spans":[[0,5]],"quote":["Envoy"]}}"#)
    };
    let mut annotations = vec![annotation("a", "actor")];
    let mut relations = Vec::new();
    for number in 0..120 {
        annotations.push(annotation(&format!("d{number:03}"), "demand"));
        relations.push(format!(
            r#"{{"id":"r{number:03}","type":"makes","from":"a","to":"d{number:03}"}}"#
        ));
    }
    let sidecar = format!(
        r#"{{"format":"demarche","version":1,"source":{{}},"annotations":[{}],"relations":[{}]}}"#,
        annotations.join(","),
        relations.join(",")
    );
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("talks.txt.ann.json", &sidecar)]);
    desk.key(Key::Tab);
    desk.harness.get_by_label("1–50 / 120");
    for pages in ["51–100 / 120", "101–120 / 120"] {
        desk.harness.get_by_label("›").click_accesskit();
        desk.harness.run_steps(3);
        desk.harness.get_by_label(pages);
    }
    desk.harness.get_by_label("‹").click_accesskit();
    desk.harness.run_steps(3);
    desk.harness.get_by_label("51–100 / 120");
}

#[test]
fn a_link_is_read_and_asked_for_from_the_end_where_it_begins() {
    let mut desk = talks();
    press(&mut desk, &[Key::R, Key::M]);
    let question = "Who makes this demand? “release the funds”";
    assert!(has(&desk, Role::Label, question));
    press(&mut desk, &[Key::J]);
    assert_eq!(relations(&desk), ["makes: Ana Reyes > release the funds"]);
    desk.run_until_idle();
    assert!(has(&desk, Role::Label, "made by"), "the demand is chosen");
    desk.click_on("Ana Reyes");
    desk.run_until_idle();
    assert!(has(&desk, Role::Label, "makes →"));
}

/// The page, and the controls of the bar with the question.
fn bar(desk: &Desk) -> (Rect, Vec<Rect>) {
    let parts = desk.app().parts().iter();
    let page = parts
        .filter(|(part, _)| matches!(part, WindowPart::Page(_)))
        .map(|(_, rect)| *rect)
        .next();
    let page = page.expect("a page is shown");
    let buttons = desk.harness.query_all_by_role(Role::Button);
    let above = buttons.filter(|button| {
        use egui_kittest::kittest::NodeT as _;
        let name = button.accesskit_node().label().unwrap_or_default();
        let is_of_bar = name.starts_with("Link: ") || name == "Cancel linking";
        is_of_bar && page.x_range().contains(button.rect().center().x)
    });
    (page, above.map(|button| button.rect()).collect())
}

#[test]
fn the_question_stands_in_the_legends_place_and_covers_no_text() {
    for (width, height) in [(1280.0, 800.0), (800.0, 600.0), (640.0, 480.0)] {
        let mut desk = talks();
        desk.harness.set_size(egui::vec2(width, height));
        desk.run_until_idle();
        desk.key(Key::R);
        let (page, controls) = bar(&desk);
        assert!(controls.len() > 3, "{width}: {controls:?}");
        for control in controls {
            assert!(
                control.bottom() <= page.top(),
                "{width}: {control:?} in {page:?}"
            );
            assert!(
                control.right() <= page.right(),
                "{width}: {control:?} in {page:?}"
            );
        }
        let has_legend = |desk: &Desk| {
            let mut parts = desk.app().parts().iter();
            parts.any(|(part, _)| *part == WindowPart::Legend)
        };
        assert!(!has_legend(&desk), "{width}");
        // The next question moves the text no further.
        desk.key(Key::M);
        assert_eq!(bar(&desk).0, page, "{width}");
        desk.key(Key::Escape);
        assert!(has_legend(&desk), "{width}");
    }
}

#[test]
fn a_candidate_keeps_its_letter_while_the_page_scrolls() {
    let text: String = (0..60)
        .map(|number| format!("Actor{number} spoke about the weather for a long time.\n\n"))
        .collect();
    let mut desk = Desk::with(&[("talks.txt", &format!("The demand\n\n{text}"))]);
    for number in [0, 1, 2, 3] {
        tag(&mut desk, &format!("Actor{number} "), Key::Num1);
    }
    tag(&mut desk, "demand", Key::Num2);
    press(&mut desk, &[Key::R, Key::M]);
    let letters = |desk: &Desk| {
        let buttons = desk.harness.query_all_by_role(Role::Button);
        let named = buttons.filter_map(|button| {
            use egui_kittest::kittest::NodeT as _;
            let name = button.accesskit_node().label()?;
            name.contains("“Actor").then_some(name)
        });
        named.collect::<Vec<String>>()
    };
    let before = letters(&desk);
    assert_eq!(before.len(), 4, "{before:?}");
    let mut steps = 0;
    while letters(&desk).len() == before.len() {
        assert!(steps < 20, "the page does not scroll");
        desk.key(Key::ArrowDown);
        steps += 1;
    }
    let after = letters(&desk);
    assert!(!after.is_empty() && after.len() < before.len(), "{after:?}");
    assert!(
        after.iter().all(|name| before.contains(name)),
        "{before:?} {after:?}"
    );
    for _ in 0..steps {
        desk.key(Key::ArrowUp);
    }
    let mut back = letters(&desk);
    let mut before = before;
    back.sort();
    before.sort();
    assert_eq!(back, before);
}
