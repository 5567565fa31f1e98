//! The context menu of the page, by mouse and by key: what is dragged can be done by single clicks.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

fn other_button_at(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at);
    for pressed in [true, false] {
        desk.harness.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        desk.harness.step();
    }
    desk.run_until_idle();
}

fn is_open(desk: &Desk) -> bool {
    let menu = Role::Menu;
    let found = desk.harness.query_by_role_and_label(menu, "Context menu");
    found.is_some()
}

fn choose(desk: &mut Desk, name: &str) {
    desk.harness
        .get_by_role_and_label(Role::MenuItem, name)
        .click();
    desk.run_until_idle();
}

/// The quotes of the annotations, and which one is chosen.
fn quotes(desk: &Desk) -> Vec<(String, bool)> {
    let shown = desk.app().session().and_then(|session| session.shown());
    let shown = shown.expect("an article");
    let text = shown.document.text();
    let annotations = shown.document.annotations().iter();
    let quotes = annotations.map(|annotation| {
        let quote = annotation.fragments().map(|f| f.quote(text));
        let is_chosen = shown.chosen.as_ref() == Some(&annotation.id);
        (quote.unwrap_or_default(), is_chosen)
    });
    quotes.collect()
}

fn selected(desk: &Desk) -> String {
    let shown = desk.app().session().and_then(|session| session.shown());
    let shown = shown.expect("an article");
    let (start, end) = (shown.selection.start(), shown.selection.end());
    let selected = shown.document.text().slice(start, end);
    selected.unwrap_or_default().to_owned()
}

/// A window with an annotation that is not chosen.
fn annotated() -> Desk {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::Escape);
    assert_eq!(quotes(&desk), [("Ana Reyes".to_owned(), false)]);
    desk
}

#[test]
fn the_other_button_chooses_the_annotation_and_offers_what_can_be_done_with_it() {
    let mut desk = annotated();
    let at = desk.phrase("Ana Reyes").center();
    other_button_at(&mut desk, at);
    assert_eq!(quotes(&desk), [("Ana Reyes".to_owned(), true)]);
    assert!(is_open(&desk));
    for name in [
        "Attributes…",
        "Entity…",
        "Link…",
        "Memo…",
        "Boundaries",
        "Tag as",
        "All occurrences…",
        "Delete annotation",
    ] {
        desk.harness.get_by_role_and_label(Role::MenuItem, name);
    }
    choose(&mut desk, "Delete annotation");
    assert!(!is_open(&desk));
    assert_eq!(quotes(&desk), []);
}

#[test]
fn a_border_is_moved_by_clicks_and_the_menu_stays() {
    let mut desk = annotated();
    let at = desk.phrase("Ana Reyes").center();
    other_button_at(&mut desk, at);
    choose(&mut desk, "Boundaries");
    choose(&mut desk, "Extend end by one word");
    choose(&mut desk, "Extend end by one word");
    choose(&mut desk, "Extend start by one word");
    choose(&mut desk, "Shorten end by one character");
    let wanted = ("envoy Ana Reyes asked th".to_owned(), true);
    assert_eq!(quotes(&desk), [wanted]);
    assert!(is_open(&desk));
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    assert!(!is_open(&desk));
}

#[test]
fn words_are_selected_and_added_by_clicks() {
    let mut desk = annotated();
    let place = desk.phrase("release").left_center();
    desk.click_at(place);
    let end = desk.phrase("funds").center();
    other_button_at(&mut desk, end);
    choose(&mut desk, "Select to here");
    assert_eq!(selected(&desk), "release the funds");
    let inside = desk.phrase("the funds").center();
    other_button_at(&mut desk, inside);
    assert_eq!(selected(&desk), "release the funds", "it stays");
    choose(&mut desk, "Tag as");
    choose(&mut desk, "Tag as demand");
    assert_eq!(quotes(&desk)[1], ("release the funds".to_owned(), true));
    let elsewhere = desk.phrase("Friday").center();
    other_button_at(&mut desk, elsewhere);
    choose(&mut desk, "Add this word to the annotation");
    let (quote, is_chosen) = quotes(&desk).remove(1);
    assert!(is_chosen);
    assert!(quote.starts_with("release the funds") && quote.ends_with("Friday"));
}

#[test]
fn a_link_is_begun_by_a_click() {
    let mut desk = annotated();
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    let at = desk.phrase("release the funds").center();
    other_button_at(&mut desk, at);
    choose(&mut desk, "Link…");
    let asked = desk.spoken().unwrap_or_default();
    assert!(asked.starts_with("Link “release the funds”: "), "{asked}");
}

#[test]
fn a_key_opens_it_at_the_annotation_and_gives_the_keyboard_back() {
    let mut desk = annotated();
    desk.key(Key::Tab);
    assert_eq!(quotes(&desk), [("Ana Reyes".to_owned(), true)]);
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        desk.keys(modifiers, key);
        assert!(is_open(&desk), "{key:?}");
        let item = desk
            .harness
            .get_by_role_and_label(Role::MenuItem, "Attributes…");
        assert!(item.accesskit_node().is_focused(), "{key:?}");
        let (item, words) = (item.rect(), desk.phrase("Ana Reyes"));
        assert!(
            item.top() >= words.bottom() - 8.0 && item.top() < words.bottom() + 40.0,
            "{item:?} {words:?}"
        );
        desk.key(Key::ArrowDown);
        desk.key(Key::Escape);
        assert!(!is_open(&desk));
        let page = desk.harness.get_by_role(Role::Document);
        assert!(page.accesskit_node().is_focused());
    }
    // Nothing else is done by these keys.
    assert_eq!(quotes(&desk), [("Ana Reyes".to_owned(), true)]);
    // An item is taken by Enter.
    desk.keys(Modifiers::SHIFT, Key::F10);
    desk.type_text("d");
    desk.key(Key::Enter);
    assert_eq!(quotes(&desk), []);
}

#[test]
fn a_row_of_the_article_list_has_a_menu_by_key() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("port.txt", "Dockers strike.\n")]);
    let title = |desk: &Desk, part: &str| {
        let row = desk.harness.get_by_label_contains(part);
        row.focus();
    };
    title(&desk, "port.txt, not begun");
    desk.run_until_idle();
    let row = desk.focused().expect("the row");
    for (modifiers, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        desk.keys(modifiers, key);
        assert!(is_open(&desk), "{key:?}");
        let item = desk
            .harness
            .get_by_role_and_label(Role::MenuItem, "Open in other pane");
        assert!(item.accesskit_node().is_focused(), "{key:?}");
        assert!(item.rect().top() >= row.top(), "{:?} {row:?}", item.rect());
        // Escape closes the submenu, then the menu, and the row has the keyboard again.
        desk.key(Key::End);
        desk.key(Key::ArrowRight);
        let skipped = Role::MenuItemRadio;
        let found = |desk: &Desk| {
            let found = desk.harness.query_by_role_and_label(skipped, "Skipped");
            found.is_some()
        };
        assert!(found(&desk), "{key:?}");
        desk.key(Key::Escape);
        assert!(is_open(&desk) && !found(&desk), "{key:?}");
        desk.key(Key::Escape);
        assert!(!is_open(&desk), "{key:?}");
        assert_eq!(desk.focused(), Some(row), "{key:?}");
    }
    // An item is chosen by its first letter.
    desk.keys(Modifiers::SHIFT, Key::F10);
    desk.type_text("a");
    desk.key(Key::ArrowRight);
    desk.key(Key::End);
    desk.key(Key::Enter);
    desk.run_until_idle();
    assert!(!is_open(&desk));
    assert!(
        desk.harness
            .query_by_label_contains("port.txt, skipped")
            .is_some()
    );
}
