//! Every dialog of the registry: it opens, it has a name and the keyboard, each of its controls has a
//! name, it fits the window, and Escape and its button close it.

use crate::common::Desk;
use demarche::app::{DialogAbout, dialogs};
use demarche::command::import::ImportCommand;
use demarche::command::{Intent, UserCommand};
use egui::accesskit::Role;
use egui::{Key, Rect, pos2};
use egui_kittest::kittest::Queryable as _;

const SCREEN: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0));

const TALKS: (&str, &str) = ("talks.txt", "The talks in Geneva go on.\n");

/// Opens a dialog; `None` if this system cannot bring it about.
pub fn open(dialog: &DialogAbout) -> Option<Desk> {
    let title = dialog.title();
    let mut desk = match title {
        "Import articles" => importing(),
        "Some annotations are not saved" => leaving_unsaved(),
        #[cfg(unix)]
        "This project seems to have moved" => crate::moved::asking(),
        #[cfg(not(unix))]
        "This project seems to have moved" => return None,
        "Resolve conflicts" => crate::resolving::merged(),
        "Take suggestions" => crate::suggest::asking(),
        "Take all proposals" => crate::compare::proposing(),
        "Path" => crate::paths::asking(),
        "Open for comparing" => crate::team::asking_to_compare(),
        "Compared already" => crate::team::asking_to_change(),
        _ => annotated(),
    };
    if let Some(command) = &dialog.opened_by {
        assert_eq!(place(&desk, dialog), None, "{title} is open");
        desk.harness.state_mut().ask(command.clone());
    }
    desk.until_label(title);
    Some(desk)
}

/// The button that closes a dialog; those that are a field with a list are closed by key.
pub fn closing_button(title: &str) -> Option<&'static str> {
    match title {
        "Commands" | "Choose an entity" => None,
        _ => Some("Close"),
    }
}

/// A window with an article and a chosen annotation.
fn annotated() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    desk.drag_over("talks");
    desk.key(Key::Num1);
    desk
}

/// A window that shows what can be imported.
fn importing() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    let folder = desk.path("import");
    std::fs::create_dir(&folder).expect("a folder");
    let path = folder.join("more.txt");
    std::fs::write(&path, "More talks in Geneva.\n").expect("written");
    let files = Intent::Import(ImportCommand::Files(vec![path]));
    desk.harness.state_mut().ask(files);
    desk.until_label("Cancel");
    desk
}

/// A window whose project is closed while an annotation cannot be saved.
fn leaving_unsaved() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    // A folder is in the way of the file.
    let file = desk.path("talks.txt.ann.json");
    std::fs::create_dir_all(file.join("full")).expect("a folder");
    desk.drag_over("talks");
    desk.key(Key::Num1);
    desk.harness.state_mut().ask(UserCommand::CloseProject);
    desk
}

/// Where a dialog stands, if it is open.
pub fn place(desk: &Desk, dialog: &DialogAbout) -> Option<Rect> {
    let found = desk
        .harness
        .query_by_role_and_label(Role::Dialog, dialog.title());
    found.map(|dialog| dialog.rect())
}

#[test]
fn every_dialog_has_a_name_and_the_keyboard_and_closes_by_key_and_button() {
    for dialog in dialogs() {
        let title = dialog.title();
        for button in [None, closing_button(title)] {
            let Some(mut desk) = open(dialog) else {
                continue;
            };
            let rect = place(&desk, dialog);
            let rect = rect.unwrap_or_else(|| panic!("{title} does not open, or has no name"));
            assert!(SCREEN.contains_rect(rect), "{title} does not fit: {rect:?}");
            let focus = desk.focused();
            assert!(
                focus.is_some_and(|focus| rect.contains(focus.center())),
                "{title} does not take the keyboard: {focus:?}"
            );
            let nameless = desk.nameless_controls(rect);
            assert!(
                nameless.is_empty(),
                "{title} has controls without name: {nameless:#?}"
            );
            match button {
                None => desk.key(Key::Escape),
                Some(name) => {
                    desk.harness
                        .get_by_role_and_label(Role::Button, name)
                        .click();
                    desk.run_until_idle();
                }
            }
            assert_eq!(place(&desk, dialog), None, "{title} does not close");
        }
    }
}

/// The three widths of dialogs, with the margins of 20 points.
const WIDTHS: [f32; 3] = [520.0, 680.0, 1120.0];

#[test]
fn every_dialog_has_its_title_and_close_at_the_top_and_the_main_action_at_the_bottom_right() {
    // The buttons of the last row, of which the last one is the main action.
    let actions: &[(&str, &[&str])] = &[
        ("Settings", &[]),
        ("Keys", &[]),
        ("Coder", &["Code without a coder"]),
        ("Path", &["Cancel", "Use this path"]),
        ("Import articles", &["Cancel", "Import 1 article"]),
        (
            "This project seems to have moved",
            &["Start without it", "Restore history"],
        ),
        ("Entities", &[]),
        ("Agreement", &[]),
        ("Kinds of differences", &[]),
        ("Take all proposals", &["Cancel", "Take them"]),
        ("Take suggestions", &["Cancel", "Take 0"]),
        ("Team", &["Hand in…", "New round…"]),
        (
            "Hand in",
            &["Choose a folder…", "Choose a package…", "Hand in"],
        ),
        ("Open for comparing", &["Not now", "Open and compare"]),
        ("Compared already", &["Leave it as it is", "Change it"]),
        ("Resolve conflicts", &["Save choices"]),
        ("Annotations without a text", &[]),
        (
            "Some annotations are not saved",
            &["Leave without saving", "Stay", "Save a copy…", "Try again"],
        ),
        ("Codebook", &[]),
        ("Export dataset", &["Export"]),
        ("Import dataset", &["Preview"]),
        ("Guideline", &["Codebook…"]),
        ("Path", &["Cancel", "Use this path"]),
    ];
    let mut seen = 0;
    for dialog in dialogs().filter(|dialog| closing_button(dialog.title()).is_some()) {
        let title = dialog.title();
        let Some(desk) = open(dialog) else {
            continue;
        };
        seen += 1;
        let place = place(&desk, dialog).expect("it is open");
        let is_width = |width: &f32| (place.width() - (width - 40.0)).abs() < 1.0;
        assert!(WIDTHS.iter().any(is_width), "{title}: {place:?}");
        let button = |name: &str| {
            let found = desk.harness.query_by_role_and_label(Role::Button, name);
            let found = found.unwrap_or_else(|| panic!("{title} has no button {name}"));
            found.rect()
        };
        // Title and Close stand in the first row, at its ends.
        let close = button("Close");
        let titles = desk.harness.query_all_by_role_and_label(Role::Label, title);
        let titles: Vec<Rect> = titles.map(|node| node.rect()).collect();
        let heading = titles.first();
        let heading = heading.unwrap_or_else(|| panic!("{title} shows no title"));
        let is_first_row = (heading.center().y - close.center().y).abs() < 4.0;
        assert!(is_first_row, "{title}: {heading:?}, {close:?}");
        assert!((heading.left() - place.left()).abs() < 1.0, "{title}");
        assert!(
            (close.right() - place.right()).abs() < 2.0,
            "{title}: {close:?}"
        );
        assert!(close.top() - place.top() < 4.0, "{title}: {close:?}");
        // The actions stand in the last row, from the left to the right, the last one in the corner.
        let (_, names) = actions
            .iter()
            .find(|(of, _)| *of == title)
            .unwrap_or_else(|| panic!("the actions of {title} are not in the list"));
        let rects: Vec<Rect> = names.iter().map(|name| button(name)).collect();
        for pair in rects.windows(2) {
            assert!(pair[0].right() < pair[1].left(), "{title}: {rects:?}");
            assert!(
                (pair[0].center().y - pair[1].center().y).abs() < 1.0,
                "{title}"
            );
        }
        let Some(main) = rects.last() else { continue };
        assert!(
            (main.right() - place.right()).abs() < 2.0,
            "{title}: {main:?}"
        );
        let others = desk.harness.query_all_by_role(Role::Button);
        let lowest = others
            .filter(|other| place.contains(other.rect().center()))
            .map(|other| other.rect().bottom())
            .fold(0.0, f32::max);
        assert!(
            main.bottom() >= lowest - 1.0,
            "{title}: {main:?} above {lowest}"
        );
    }
    assert!(seen >= 11, "{seen} dialogs");
}

#[test]
fn the_fields_of_a_label_in_the_codebook_have_names() {
    let dialog = dialogs().find(|dialog| dialog.title() == "Codebook");
    let dialog = dialog.expect("the codebook has a dialog");
    let mut desk = open(dialog).expect("it opens");
    let row = desk
        .harness
        .get_all_by_role(Role::ListBoxOption)
        .into_iter()
        .find(|row| {
            let label = egui_kittest::kittest::NodeT::accesskit_node(row).label();
            label.is_some_and(|label| label.starts_with("Actor"))
        });
    let row = row.expect("a label to choose").rect();
    desk.click_at(row.center());
    let rect = place(&desk, dialog).expect("it is open");
    let fields = desk.harness.query_all_by_role(Role::TextInput);
    let fields = fields.filter(|field| rect.contains(field.rect().center()));
    assert!(fields.count() > 1, "the fields of the label are shown");
    assert_eq!(desk.nameless_controls(rect), [""; 0]);
}

#[test]
fn an_import_begins_at_its_button() {
    let desk = importing();
    let nodes = desk.harness.query_all_by(|node| node.is_focused());
    let labels = nodes.filter_map(|node| {
        let label = egui_kittest::kittest::NodeT::accesskit_node(&node).label()?;
        Some(label.to_string())
    });
    assert_eq!(labels.collect::<Vec<_>>(), ["Import 1 article"]);
}

#[test]
fn titles_tell_dialogs_apart() {
    let mut titles: Vec<&str> = dialogs().map(|dialog| dialog.title()).collect();
    assert!(!titles.is_empty(), "the registry is empty");
    titles.sort_unstable();
    let count = titles.len();
    titles.dedup();
    assert_eq!(titles.len(), count);
}

/// Role, name and place of the control that has the keyboard.
fn focused(desk: &Desk) -> (Role, String, Rect) {
    use egui_kittest::kittest::NodeT as _;
    let mut nodes = desk.harness.query_all_by(|node| node.is_focused());
    let node = nodes.next().expect("something has the keyboard");
    let label = node.accesskit_node().label().unwrap_or_default();
    (node.accesskit_node().role(), label, node.rect())
}

#[test]
fn what_is_behind_a_dialog_is_not_in_the_accessibility_tree() {
    let behind = |desk: &Desk| {
        let field = Role::TextInput;
        let mut fields = desk
            .harness
            .query_all_by_role_and_label(field, "Filter articles");
        fields.next().is_some()
    };
    for dialog in dialogs() {
        let title = dialog.title();
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        assert!(!behind(&desk), "{title} leaves the window in the tree");
        desk.key(Key::Escape);
        desk.run_until_idle();
        // While coders are compared there is no list of articles.
        let is_empty = matches!(
            title,
            "This project seems to have moved" | "Take all proposals"
        );
        assert_eq!(behind(&desk), !is_empty, "after {title}");
    }
}

#[test]
fn tab_goes_through_each_row_of_a_dialog_from_left_to_right() {
    for dialog in dialogs() {
        let title = dialog.title();
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        let first = focused(&desk);
        let mut before = first.clone();
        for _ in 0..30 {
            desk.key(Key::Tab);
            let now = focused(&desk);
            if now == first {
                break;
            }
            let is_same_row = (now.2.center().y - before.2.center().y).abs() < 2.0;
            let is_further = now.2.left() >= before.2.left();
            assert!(
                !is_same_row || is_further,
                "{title}: {now:?} after {before:?}"
            );
            before = now;
        }
    }
}

#[test]
fn the_first_field_of_a_dialog_has_the_keyboard_and_a_list_is_one_stop() {
    let dialog = |title: &str| {
        let mut all = dialogs();
        all.find(|dialog| dialog.title() == title)
            .expect("a dialog")
    };
    let desk = open(dialog("Settings")).expect("it opens");
    assert_eq!(focused(&desk).1, "Text size");

    let mut desk = open(dialog("Codebook")).expect("it opens");
    let at = |desk: &Desk| (focused(desk).0, focused(desk).1);
    let row = |name: &str| (Role::ListBoxOption, name.to_owned());
    assert_eq!(at(&desk), row("About"));
    // Arrows go through the list, Tab leaves it, and comes back to where it was.
    desk.key(Key::ArrowDown);
    assert_eq!(at(&desk), row("Guideline"));
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowUp);
    assert_eq!(at(&desk), row("Guideline"));
    desk.key(Key::Tab);
    assert_eq!(at(&desk), (Role::Button, "Add to labels".to_owned()));
    desk.keys(egui::Modifiers::SHIFT, Key::Tab);
    assert_eq!(at(&desk).0, Role::ListBoxOption);
}

#[test]
fn the_list_of_articles_is_one_stop() {
    let mut desk = Desk::with(&[("a.txt", "One."), ("b.txt", "Two."), ("c.txt", "Three.")]);
    let filter = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    let at = filter.rect().center();
    desk.click_at(at);
    desk.key(Key::Tab);
    desk.key(Key::Tab);
    let first = focused(&desk);
    assert_eq!(first.0, Role::ListBoxOption, "{first:?}");
    assert!(first.1.starts_with('a'), "{first:?}");
    desk.key(Key::ArrowDown);
    assert!(focused(&desk).1.starts_with('b'));
    desk.key(Key::Tab);
    let after = focused(&desk);
    assert!(
        after.0 != Role::ListBoxOption || !after.1.contains(".txt"),
        "{after:?}"
    );
    desk.keys(egui::Modifiers::SHIFT, Key::Tab);
    // It comes back to the article on screen.
    let back = focused(&desk);
    assert!(back.1.starts_with('a'), "{back:?}");
}
#[test]
fn escape_closes_the_innermost_thing_only() {
    let mut desk = annotated();
    let is_open = |desk: &Desk, title: &str| {
        let dialog = Role::Dialog;
        let found = desk.harness.query_by_role_and_label(dialog, title);
        found.is_some()
    };
    desk.keys(egui::Modifiers::COMMAND, Key::B);
    desk.keys(egui::Modifiers::COMMAND, Key::K);
    assert!(is_open(&desk, "Codebook") && is_open(&desk, "Commands"));
    desk.key(Key::Escape);
    assert!(is_open(&desk, "Codebook") && !is_open(&desk, "Commands"));
    desk.harness
        .get_by_role_and_label(Role::Button, "Export…")
        .click();
    desk.run_until_idle();
    let entry = "REFI-QDA (.qdc)";
    assert!(desk.harness.query_by_label(entry).is_some());
    desk.key(Key::Escape);
    assert!(desk.harness.query_by_label(entry).is_none());
    assert!(is_open(&desk, "Codebook"));
    desk.key(Key::Escape);
    assert!(!is_open(&desk, "Codebook"));
    assert!(desk.place().is_some_and(|(_, chosen)| chosen.is_some()));
}

#[test]
fn every_dialog_is_modal_and_says_what_it_is_for() {
    use egui_kittest::kittest::NodeT as _;
    for dialog in dialogs() {
        let title = dialog.title();
        let Some(desk) = open(dialog) else {
            continue;
        };
        let node = desk.harness.get_by_role_and_label(Role::Dialog, title);
        let node = node.accesskit_node();
        let data = node.data();
        assert!(data.is_modal(), "{title}");
        // It is what a screen reader says instead of all texts.
        let purpose = data.description().unwrap_or_default();
        let length = purpose.chars().count();
        assert!((15..120).contains(&length), "{title}: “{purpose}”");
        assert!(purpose.ends_with('.'), "{title}: “{purpose}”");
    }
}

#[test]
fn a_dialog_gives_the_keyboard_back_to_where_it_was() {
    let mut desk = annotated();
    let filter = desk
        .harness
        .get_by_role_and_label(Role::TextInput, "Filter articles");
    let at = filter.rect().center();
    desk.click_at(at);
    for key in [Key::F1, Key::F2] {
        desk.key(key);
        assert!(!desk.has_keyboard("Filter articles"), "{key:?}");
        desk.key(Key::Escape);
        assert!(desk.has_keyboard("Filter articles"), "{key:?}");
    }
    desk.key(Key::Escape);
    assert_eq!(focused(&desk).0, Role::Document);
    desk.key(Key::F1);
    desk.key(Key::Escape);
    assert_eq!(focused(&desk).0, Role::Document);
}

#[test]
fn the_list_of_keys_is_made_of_tables() {
    use egui_kittest::kittest::NodeT as _;
    let mut desk = annotated();
    desk.key(Key::F1);
    let tables: Vec<_> = desk.harness.get_all_by_role(Role::Table).collect();
    let name = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let names: Vec<String> = tables.iter().map(name).collect();
    assert!(names.iter().any(|name| name == "Edit"), "{names:?}");
    let edit = tables.iter().find(|table| name(table) == "Edit");
    let edit = edit.expect("the table of a menu");
    let rows: Vec<_> = edit.children().collect();
    let all_rows = rows
        .iter()
        .all(|row| row.accesskit_node().role() == Role::Row);
    assert!(all_rows && rows.len() > 5, "{}", rows.len());
    let heads: Vec<String> = rows[0].children().map(|head| name(&head)).collect();
    assert_eq!(heads, ["Keys", "Command"]);
    for row in &rows[1..] {
        let cells: Vec<Role> = row
            .children()
            .map(|cell| cell.accesskit_node().role())
            .collect();
        assert_eq!(cells, [Role::Cell, Role::Cell]);
    }
}
