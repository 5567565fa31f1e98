//! What a screen reader hears of the window.

use crate::common::Desk;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// What is said by itself.
fn spoken(desk: &Desk) -> Option<String> {
    desk.spoken()
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
    // What is no longer chosen is not called so. Without a card under the pointer, Escape is about the choice.
    desk.harness.hover_at(egui::pos2(640.0, 790.0));
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
    assert_eq!(spoken, "Entity: Ana Reyes of Spain");
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

/// What a screen reader is told of the row of a list that has the keyboard.
#[derive(Debug, PartialEq)]
struct ToldRow {
    name: String,
    is_selected: bool,
    is_check_box: bool,
    /// From 1, and of how many.
    place: (usize, usize),
}

fn told_row(desk: &Desk) -> Option<ToldRow> {
    let mut focused = desk.harness.query_all_by(|node| node.is_focused());
    let node = focused.next()?;
    let node = node.accesskit_node();
    if node.role() != Role::ListBoxOption {
        return None;
    }
    let mut list = node.parent();
    let mut count = None;
    while let (None, Some(parent)) = (count, list) {
        count = parent.size_of_set();
        list = parent.parent();
    }
    let count = count?;
    Some(ToldRow {
        name: node.label()?,
        is_selected: node.is_selected() == Some(true),
        is_check_box: node.toggled().is_some(),
        place: (node.position_in_set()? + 1, count),
    })
}

#[test]
fn in_each_list_with_a_search_field_the_row_that_enter_takes_is_told() {
    let entities = r#"{"format":"demarche-entities","version":1,
        "entities":[{"id":"e1","name":"Ana Reyes of Spain"},{"id":"e2","name":"Anatol"},
        {"id":"e3","name":"Council of Anadia"},{"id":"e4","name":"Mana"}]}"#;
    let lists = [
        (Modifiers::COMMAND, Key::K, "Search commands"),
        (Modifiers::COMMAND, Key::E, "What is it for?"),
        (Modifiers::COMMAND, Key::Num6, "Filter entities"),
        (Modifiers::NONE, Key::Period, "Find an entity"),
    ];
    for (modifiers, key, field) in lists {
        let mut desk = Desk::with(&[("talks.txt", TALKS), ("entities.json", entities)]);
        desk.drag_over("Ana Reyes");
        desk.key(Key::Num1);
        desk.keys(modifiers, key);
        assert!(desk.has_keyboard(field), "{field}");
        let rows: Vec<ToldRow> = [Key::ArrowDown, Key::ArrowDown, Key::ArrowUp]
            .into_iter()
            .map(|arrow| {
                desk.key(arrow);
                assert!(desk.has_keyboard(field), "{field} after {arrow:?}");
                told_row(&desk).expect("the row is told")
            })
            .collect();
        assert_eq!(rows[0], rows[2], "{field}");
        assert_ne!(rows[0].name, rows[1].name, "{field}");
        for row in &rows {
            assert!(row.is_selected && !row.is_check_box, "{field}: {row:?}");
            assert_eq!(row.place.1, rows[0].place.1, "{field}");
        }
        assert_eq!(rows[1].place.0, rows[0].place.0 + 1, "{field}");
        // Typing goes on filtering.
        desk.type_text("a");
        assert!(desk.has_keyboard(field), "{field} after typing");
        let row = told_row(&desk).expect("the row is told");
        assert!(row.is_selected, "{field}: {row:?}");
        assert_eq!(row.place.0, 1, "{field}: the best row");
        // Moving in what was typed, a screen reader reads the field.
        desk.key(Key::ArrowLeft);
        assert_eq!(told_row(&desk), None, "{field}");
        desk.key(Key::ArrowDown);
        assert!(told_row(&desk).is_some(), "{field}");
    }
}

#[test]
fn how_many_rows_are_left_is_spoken_when_typing_pauses() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.type_text("zoom out of it");
    desk.harness.run_steps(60);
    assert_eq!(spoken(&desk).as_deref(), Some("No results"));
}

#[test]
fn what_one_key_does_is_one_message() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.key(Key::Num3);
    desk.keys(Modifiers::COMMAND, Key::Z);
    let text = spoken(&desk).expect("it is spoken");
    assert!(text.starts_with("Undone: "), "{text}");
    assert!(
        text.ends_with("Chosen: actor “Ana Reyes”, 1 of 1"),
        "{text}"
    );
    // It can be heard again, with the one before.
    desk.keys(Modifiers::SHIFT, Key::F4);
    let again = spoken(&desk).expect("it is spoken");
    assert!(again.starts_with(&text), "{again}");
    assert!(again.contains("Chosen: event “Ana Reyes”"), "{again}");
}

#[test]
fn nothing_of_an_article_that_was_left_is_spoken() {
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("other.txt", "Nothing here.\n")]);
    desk.show("talks.txt");
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.key(Key::Escape);
    desk.show("other.txt");
    let text = spoken(&desk).expect("it is spoken");
    assert!(
        text.ends_with("0 annotations") && !text.contains("Ana"),
        "{text}"
    );
}

#[test]
fn a_key_says_all_about_the_place_of_the_caret() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk.click_on("release");
    desk.key(Key::F4);
    let text = spoken(&desk).expect("it is spoken");
    for words in [
        "Paragraph 2 of 3",
        "demand “release the funds”",
        "missing: ",
    ] {
        assert!(text.contains(words), "{words:?} in {text}");
    }
}

#[test]
fn annotations_are_spoken_when_the_caret_comes_to_them() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("council to release");
    desk.key(Key::Num1);
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Home);
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    let text = spoken(&desk).expect("it is spoken");
    assert!(text.contains("Actor"), "{text}");
    desk.keys(Modifiers::COMMAND, Key::ArrowDown);
    assert!(!spoken(&desk).is_some_and(|text| text.contains("Actor")));
}

#[test]
fn the_page_is_the_whole_article_wherever_it_is_scrolled() {
    let mut article = "Envoy calls for talks\n".to_owned();
    for number in 0..400 {
        article.push_str(&format!(
            "Paragraph {number} has some words, and one more.\n"
        ));
    }
    let mut desk = Desk::with(&[("long.txt", &article)]);
    desk.drag_over("some words");
    desk.key(Key::Num1);
    let whole = |desk: &Desk| {
        let page = desk.harness.get_by_role(Role::Document);
        page.accesskit_node().document_range().text()
    };
    let marks = |desk: &Desk| desk.harness.query_all_by_role(Role::Mark).count();
    for end in [Key::Home, Key::End, Key::Home] {
        desk.keys(Modifiers::COMMAND, end);
        assert_eq!(whole(&desk).trim_end(), article.trim_end(), "at {end:?}");
        assert_eq!(marks(&desk), 1, "at {end:?}");
        let page = desk.harness.get_by_role(Role::Document);
        let page = page.accesskit_node();
        assert!(page.text_selection_focus().is_some(), "at {end:?}");
    }
    // What drives the window from outside finds the lines on the screen.
    let lines = desk
        .harness
        .ctx
        .plugin::<crate::common::spoken::Spoken>()
        .lock()
        .lines;
    assert!((5..200).contains(&lines), "{lines} lines");
    // A dialog takes the page out of the tree, and gives it back.
    desk.keys(Modifiers::COMMAND, Key::K);
    assert!(desk.harness.query_by_role(Role::Document).is_none());
    desk.key(Key::Escape);
    assert_eq!(whole(&desk).trim_end(), article.trim_end());
    let heading = desk
        .harness
        .get_by_role_and_label(Role::Heading, "Envoy calls for talks");
    assert_eq!(heading.accesskit_node().data().level(), Some(1));
}

#[test]
fn the_window_and_the_article_tell_their_languages() {
    let sidecar = r#"{"format":"demarche","version":1,"source":{"file":"talks.txt"},
        "document":{"status":"new","language":"de-AT"},"annotations":[]}"#;
    let desk = Desk::with(&[("talks.txt", TALKS), ("talks.txt.ann.json", sidecar)]);
    let of = |role| {
        let node = desk.harness.get_by_role(role);
        node.accesskit_node().language().map(str::to_owned)
    };
    assert_eq!(of(Role::Document).as_deref(), Some("de-AT"));
    // What is in them has their language.
    let mut runs = desk.harness.get_all_by_role(Role::TextRun);
    assert!(runs.any(|run| run.accesskit_node().language() == Some("de-AT")));
    let help = desk.harness.get_by_label("Help");
    assert_eq!(help.accesskit_node().language(), Some("en"));
}

#[test]
fn the_start_screen_says_what_to_do_and_the_window_has_a_name() {
    let desk = Desk::empty();
    let button = desk
        .harness
        .get_by_role_and_label(Role::Button, "Open a folder of articles…");
    let button = button.accesskit_node();
    assert!(button.is_focused());
    let about = button.data().description().unwrap_or_default();
    assert!(about.contains("mark who demands what"), "{about}");
    let window = desk.harness.root();
    let name = window.accesskit_node().label();
    assert_eq!(name.as_deref(), Some("Demarche"));

    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let name = desk.harness.root().accesskit_node().label();
    assert!(name.is_some_and(|name| name.contains("talks")));
    // A dialog that opens over the start screen keeps the keyboard.
    desk.harness
        .state_mut()
        .ask(demarche::command::UserCommand::CloseProject);
    desk.until_label("Open a folder of articles…");
    desk.key(Key::F1);
    let close = desk.harness.get_by_role_and_label(Role::Button, "Close");
    assert!(close.accesskit_node().is_focused());
}

#[test]
fn only_a_list_with_the_keyboard_tells_which_row_is_chosen() {
    // Orca reads the chosen row of any list box when it changes, and drops what else is said.
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("port.txt", "Dockers strike.\n")]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    let boxes = |desk: &Desk| desk.harness.query_all_by_role(Role::ListBox).count();
    assert_eq!(boxes(&desk), 0);
    assert!(desk.harness.query_all_by_role(Role::List).count() >= 2);
    // Which one it is, is told all the same.
    let row = desk.harness.get_by_label_contains("talks.txt, in progress");
    assert_eq!(row.accesskit_node().is_selected(), Some(true));
    row.focus();
    desk.run_until_idle();
    assert_eq!(boxes(&desk), 1);
    desk.key(Key::ArrowDown);
    assert_eq!(boxes(&desk), 1);
    desk.key(Key::Escape);
    assert_eq!(boxes(&desk), 0);
    desk.keys(Modifiers::COMMAND, Key::K);
    assert_eq!(boxes(&desk), 1);
    let dialogs = desk.harness.query_all_by_role(Role::Dialog).count();
    assert_eq!(dialogs, 1, "one dialog, which has a name");
}
