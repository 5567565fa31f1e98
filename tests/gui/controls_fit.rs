//! The controls of wide panels and dialogs lie within their place, in whatever width there is, and none
//! lies over another.

use crate::common::Desk;
use crate::dialogs::{open, place};
use demarche::app::dialogs;
use demarche::session::concordance::SearchProgress;
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes met the council on Monday.\n\
    The council should release the funds before Friday, she said.\n";

/// The last one is 2560x1440 at a scale of 2.
const SIZES: [(f32, f32); 3] = [(1280.0, 800.0), (800.0, 600.0), (1280.0, 720.0)];

const CONTROLS: [Role; 7] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::ListBoxOption,
    Role::RadioButton,
    Role::SpinButton,
    Role::TextInput,
];

fn resize(desk: &mut Desk, (width, height): (f32, f32)) {
    desk.harness.set_size(vec2(width, height));
    desk.run_until_idle();
}

/// The controls that a part of the window holds or touches.
fn controls(desk: &Desk, part: Rect) -> Vec<(String, Rect)> {
    let all = CONTROLS
        .into_iter()
        .flat_map(|role| desk.harness.query_all_by_role(role));
    let named = all.map(|node| {
        let label = node.accesskit_node().label();
        (label.unwrap_or_default(), node.rect())
    });
    named
        .filter(|(_, rect)| part.shrink(1.0).intersects(*rect))
        .collect()
}

fn assert_fit(controls: &[(String, Rect)], part: Rect) {
    for (index, (name, rect)) in controls.iter().enumerate() {
        let is_inside = part.expand(1.0).contains_rect(*rect);
        assert!(is_inside, "{name} at {rect:?} is not within {part:?}");
        for (other, at) in &controls[index + 1..] {
            let is_apart = !rect.shrink(1.0).intersects(at.shrink(1.0));
            assert!(is_apart, "{name} at {rect:?} lies over {other} at {at:?}");
        }
    }
}

fn label(desk: &Desk, name: &str) -> Rect {
    let mut labels = desk.harness.query_all_by_role_and_label(Role::Label, name);
    let label = labels.next();
    label.unwrap_or_else(|| panic!("no {name}")).rect()
}

fn is_searched(desk: &mut Desk) {
    desk.until(|app| {
        let session = app.session();
        session.is_some_and(|session| session.concordance.progress == SearchProgress::Complete)
    });
}

/// The part of the window that the search panel may have: below the page, before the inspector.
fn search_panel(desk: &Desk, (width, height): (f32, f32)) -> Rect {
    let name = "Search all articles";
    let field = desk
        .harness
        .get_by_role_and_label(Role::TextInput, name)
        .rect();
    // The heading of the article's fields, or that of the list of annotations.
    let headings = ["Article", "In this article", "No annotations yet."].map(|name| {
        let labels = desk.harness.query_all_by_role_and_label(Role::Label, name);
        labels.map(|label| label.rect().left()).collect::<Vec<_>>()
    });
    let heading = headings.iter().flatten().copied().fold(f32::MAX, f32::min);
    assert!(heading < width, "the inspector has a heading");
    let right = heading - 12.0;
    assert!(right > width / 2.0, "the inspector is on screen: {heading}");
    Rect::from_min_max(
        field.left_top() - vec2(2.0, 2.0),
        pos2(right, height - 24.0),
    )
}

const IN_SEARCH: [&str; 14] = [
    "Search all articles",
    "Match case",
    "Whole words",
    "Word forms",
    "Match accents",
    "Regex",
    "Close the concordance",
    "Articles",
    "Place",
    "Entity",
    "Status",
    "Sort by article",
    "Sort by the words before",
    "Sort by the words after",
];

#[test]
fn the_search_panel_keeps_to_the_column_of_the_page() {
    for by_occurrence in [false, true] {
        for size in SIZES {
            let mut desk = Desk::with(&[("talks.txt", TALKS)]);
            desk.drag_over("council");
            if by_occurrence {
                desk.key(Key::Num1);
                desk.keys(Modifiers::COMMAND, Key::D);
            } else {
                desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
            }
            is_searched(&mut desk);
            resize(&mut desk, size);
            let part = search_panel(&desk, size);
            let controls = controls(&desk, part);
            assert_fit(&controls, part);
            let find = |name: &str| {
                let mut all = controls.iter();
                let found = all.find(|(of, _)| of == name);
                found
                    .unwrap_or_else(|| panic!("{name} is out of sight: {size:?}"))
                    .1
            };
            for name in IN_SEARCH {
                find(name);
            }
            // Close is at the right end of the first row.
            let (close, field) = (find("Close the concordance"), find("Search all articles"));
            assert!(
                (close.center().y - field.center().y).abs() < 6.0,
                "{size:?}"
            );
            assert!(part.right() - close.right() < 30.0, "{close:?} in {part:?}");
        }
    }
}

#[test]
fn escape_closes_the_search_panel_from_wherever_the_keyboard_is_in_it() {
    let is_open = |desk: &Desk| {
        let close = "Close the concordance";
        desk.harness.query_by_label(close).is_some()
    };
    // The field, a control, the field for an entity, and the list.
    for tabs in [0, 1, 7, 11, usize::MAX] {
        let mut desk = Desk::with(&[("talks.txt", TALKS)]);
        desk.drag_over("council");
        desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        is_searched(&mut desk);
        match tabs {
            usize::MAX => desk.key(Key::Enter),
            tabs => (0..tabs).for_each(|_| desk.key(Key::Tab)),
        }
        let part = search_panel(&desk, (1280.0, 800.0));
        let focus = desk.focused().expect("a control has the keyboard");
        assert!(part.contains(focus.center()), "{tabs}: {focus:?}");
        desk.key(Key::Escape);
        assert!(!is_open(&desk), "{tabs}: {focus:?}");
    }
    // An open choice is closed alone.
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    let choice = desk.harness.get_by_role_and_label(Role::ComboBox, "Place");
    choice.click();
    desk.run_until_idle();
    desk.key(Key::Escape);
    assert!(is_open(&desk));
}

#[test]
fn the_export_dialog_keeps_to_a_small_window() {
    let dialog = dialogs().find(|dialog| dialog.title() == "Export dataset");
    let dialog = dialog.expect("a dialog");
    let mut desk = open(dialog).expect("it opens");
    resize(&mut desk, (800.0, 600.0));
    desk.until_label("articles.jsonl");
    let part = place(&desk, dialog).expect("it is open");
    assert!((part.width() - 720.0).abs() < 1.0, "{part:?}");
    assert!(part.height() < 526.0, "{part:?}");
    let all = controls(&desk, part);
    let find = |name: &str| {
        let found = all.iter().find(|(of, _)| of == name);
        found.unwrap_or_else(|| panic!("no {name}: {all:?}")).1
    };
    let (close, export) = (find("Close"), find("Export"));
    assert!((close.right() - export.right()).abs() < 2.0);
    assert!((close.right() - part.right()).abs() < 2.0);
    // What scrolls may go on below.
    let above: Vec<_> = all
        .iter()
        .filter(|(_, rect)| rect.bottom() < export.top())
        .cloned()
        .collect();
    assert_fit(&above, part);
    // Boxes that have no room in the first line stand below the first box.
    let first = find("All articles");
    let mut lines = 0;
    for name in ["Not begun", "In progress", "Done", "Unsure", "Skipped"] {
        let at = find(name);
        assert!(at.left() >= first.left() - 0.5, "{name}: {at:?}, {first:?}");
        lines += usize::from((at.left() - first.left()).abs() < 0.5);
    }
    assert!(lines >= 1, "the boxes have two lines");
    // The preview is beside the list, and its text within the dialog.
    let preview = label(&desk, "articles.jsonl");
    assert!(preview.top() < export.top() - 20.0, "{preview:?}");
}

#[test]
fn the_sheet_of_keys_is_scrolled_by_keys() {
    let dialog = dialogs().find(|dialog| dialog.title() == "Keys");
    let dialog = dialog.expect("a dialog");
    let mut desk = open(dialog).expect("it opens");
    resize(&mut desk, (1280.0, 800.0));
    let part = place(&desk, dialog).expect("it is open");
    let caret = |desk: &Desk| label(desk, "Caret and selection").top();
    let lowest = |desk: &Desk| {
        let labels = desk.harness.query_all_by_role(Role::Label);
        let bottoms = labels
            .map(|label| label.rect())
            .filter(|rect| rect.left() >= part.left() && rect.right() <= part.right() + 1.0);
        bottoms.map(|rect| rect.bottom()).fold(0.0, f32::max)
    };
    let first = caret(&desk);
    assert!(
        lowest(&desk) > part.bottom() + 40.0,
        "it has to be scrolled"
    );
    desk.key(Key::ArrowDown);
    let line = caret(&desk);
    assert!(line < first - 10.0, "{line}, {first}");
    desk.key(Key::ArrowUp);
    assert!((caret(&desk) - first).abs() < 1.0);
    desk.key(Key::PageDown);
    let page = caret(&desk);
    assert!(page < line - 10.0, "{page}, {line}");
    desk.key(Key::PageUp);
    assert!((caret(&desk) - first).abs() < 1.0);
    desk.key(Key::End);
    assert!(lowest(&desk) <= part.bottom() + 1.0, "{}", lowest(&desk));
    desk.key(Key::Home);
    assert!((caret(&desk) - first).abs() < 1.0);
}

#[test]
fn the_other_end_of_a_link_has_its_room_before_the_role_has() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.drag_over("met");
    desk.key(Key::Num3);
    for key in [Key::R, Key::P, Key::F, Key::M] {
        desk.key(key);
    }
    let role = "Role: Mediator";
    let end = |desk: &Desk| {
        let more = "More about this link";
        let more = desk.harness.get_by_role_and_label(Role::Button, more);
        let more = more.rect();
        let ends = desk
            .harness
            .query_all_by_role_and_label(Role::Label, "Ana Reyes");
        let mut ends = ends.map(|end| end.rect());
        let end = ends.find(|end| (end.center().y - more.center().y).abs() < 6.0);
        let end = end.expect("the other end is in the row of its link");
        assert!(end.right() <= more.left(), "{end:?}, {more:?}");
        end
    };
    let chip = |desk: &Desk| {
        let mut buttons = desk.harness.query_all_by_role_and_label(Role::Button, role);
        buttons.next().map(|button| button.rect())
    };
    desk.run_until_idle();
    end(&desk);
    let beside = chip(&desk).expect("there is room for the role");
    assert!(end(&desk).right() <= beside.left());
    // Where there is none, it is in the menu.
    let border = label(&desk, "In this article").left() - 12.0;
    desk.drag(pos2(border, 300.0), pos2(border + 80.0, 300.0));
    assert!(label(&desk, "In this article").left() > border + 60.0);
    assert!(end(&desk).width() > 30.0, "{:?}", end(&desk));
    assert_eq!(chip(&desk), None);
    let more = "More about this link";
    let more = desk.harness.get_by_role_and_label(Role::Button, more);
    more.click();
    desk.run_until_idle();
    desk.harness
        .get_by_role_and_label(Role::Button, role)
        .click();
    desk.run_until_idle();
    desk.key(Key::R);
    let shown = desk.app().session().and_then(|session| session.shown());
    let document = &shown.expect("an article").document;
    let relation = document.relations().next().expect("the link");
    let role = relation.attributes.values().next();
    assert_eq!(role.map(ToString::to_string).as_deref(), Some("recipient"));
}
