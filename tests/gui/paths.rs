//! Paths that are typed or pasted: where the system has no file dialog, on the start screen, and copied
//! files.

use crate::common::Desk;
use demarche::command::UserCommand;
use demarche::session::Session;
use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::kittest::Queryable as _;

const TALKS: (&str, &str) = ("talks.txt", "The talks in Geneva go on.\n");

/// What the field on the start screen and in the dialog is called.
const FIELD: &str = "Path of a file or folder";

/// A project in whose window a path is asked for.
pub fn asking() -> Desk {
    let mut desk = Desk::with(&[TALKS]);
    desk.harness.state_mut().use_no_file_dialog();
    desk.harness.state_mut().ask(UserCommand::SaveCopy);
    desk.until_label("Use this path");
    desk
}

/// The start screen of a system that has no file dialog, with an article in a folder.
fn start() -> Desk {
    let mut desk = Desk::empty();
    desk.harness.state_mut().use_no_file_dialog();
    std::fs::write(desk.path("talks.txt"), TALKS.1).expect("written");
    desk
}

fn paste(desk: &mut Desk, text: &str) {
    desk.harness.event(Event::Paste(text.to_owned()));
    desk.run_until_idle();
}

/// Replaces what stands in the field that has the keyboard.
fn fill(desk: &mut Desk, text: &str) {
    desk.keys(egui::Modifiers::COMMAND, Key::A);
    paste(desk, text);
}

fn until_shown(desk: &mut Desk, name: &str) {
    desk.until(|app| {
        let article = app.session().and_then(Session::current_article);
        let is_read = app.session().and_then(Session::shown).is_some();
        is_read && article.is_some_and(|article| article.name == name)
    });
}

fn is_asking(desk: &Desk) -> bool {
    let mut dialogs = desk
        .harness
        .query_all_by_role_and_label(Role::Dialog, "Path");
    dialogs.next().is_some()
}

/// Whether some text contains this.
fn says(desk: &Desk, part: &str) -> bool {
    let mut labels = desk.harness.query_all_by_label_contains(part);
    labels.next().is_some()
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let mut desk = start();
    desk.harness.state_mut().ask(UserCommand::OpenFolder);
    desk.until_label("Use this path");
    // It says what is lacking, and the field has the keyboard.
    assert!(says(&desk, "xdg-desktop-portal-gtk"));
    assert!(says(&desk, "Open a folder of articles"));
    let missing = desk.path("missing").display().to_string();
    fill(&mut desk, &missing);
    desk.key(Key::Enter);
    desk.until_label(&format!("There is no such file or folder: {missing}"));
    assert!(is_asking(&desk) && desk.app().session().is_none());
    let folder = desk.path("").display().to_string();
    fill(&mut desk, &folder);
    desk.harness.get_by_label("Use this path").click();
    until_shown(&mut desk, "talks.txt");
    assert!(!is_asking(&desk));

    // Escape cancels, and the next dialog can be shown.
    for _ in 0..2 {
        // The job of the one before may not have ended yet.
        let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while !is_asking(&desk) {
            assert!(std::time::Instant::now() < end, "it is not asked");
            desk.harness.state_mut().ask(UserCommand::OpenFiles);
            for _ in 0..40 {
                std::thread::sleep(std::time::Duration::from_millis(5));
                desk.harness.step();
            }
        }
        desk.key(Key::Escape);
        assert!(!is_asking(&desk));
    }
}

#[test]
fn a_file_is_replaced_only_when_that_is_confirmed() {
    let mut desk = asking();
    let copy = desk.path("copy.json");
    std::fs::write(&copy, "mine").expect("written");
    fill(&mut desk, &copy.display().to_string());
    desk.key(Key::Enter);
    desk.until_label("Replace the file");
    // Another path is another file.
    let talks = desk.path("talks.txt").display().to_string();
    fill(&mut desk, &talks);
    desk.key(Key::Enter);
    desk.until_label("Replace the file");
    fill(&mut desk, &copy.display().to_string());
    desk.key(Key::Enter);
    desk.until_label("Replace the file");
    assert_eq!(desk.read("copy.json"), "mine");
    desk.harness.get_by_label("Replace the file").click();
    desk.until(|app| app.session().is_some());
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while desk.read("copy.json") == "mine" {
        assert!(std::time::Instant::now() < end, "it is not written");
        desk.run_until_idle();
    }
    assert!(!is_asking(&desk));
}

#[test]
fn a_path_is_asked_for_over_another_dialog() {
    let mut desk = Desk::with(&[TALKS]);
    desk.harness.state_mut().use_no_file_dialog();
    desk.harness.state_mut().ask(UserCommand::ImportDataset);
    desk.until_label("Choose files…");
    desk.harness.get_by_label("Choose files…").click();
    desk.until_label("Use this path");
    desk.type_text("x");
    let path = desk.harness.get_by_role_and_label(Role::TextInput, FIELD);
    use egui_kittest::kittest::NodeT as _;
    let typed = path.accesskit_node().value().unwrap_or_default();
    assert!(typed.ends_with('x'), "{typed}");
    // Escape closes it alone.
    desk.key(Key::Escape);
    assert!(!is_asking(&desk));
    desk.harness.get_by_label("Choose files…");
}

#[test]
fn a_path_is_typed_on_the_start_screen() {
    let mut desk = start();
    let field = desk.harness.get_by_role_and_label(Role::TextInput, FIELD);
    field.click();
    desk.run_until_idle();
    let missing = desk.path("missing").display().to_string();
    paste(&mut desk, &missing);
    desk.key(Key::Enter);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !desk
        .harness
        .state_mut()
        .messages()
        .concat()
        .contains(&missing)
    {
        assert!(std::time::Instant::now() < end, "it is not told");
        desk.run_until_idle();
    }
    // The field keeps the keyboard, and a pasted address becomes a path.
    let address = format!("file://{}\r\n", desk.path("talks.txt").display());
    fill(&mut desk, &address);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, FIELD);
    use egui_kittest::kittest::NodeT as _;
    let path = desk.path("talks.txt").display().to_string();
    assert_eq!(field.accesskit_node().value(), Some(path));
    desk.key(Key::Enter);
    until_shown(&mut desk, "talks.txt");
}

#[test]
fn copied_files_are_pasted_into_the_window() {
    let mut desk = start();
    let address = format!("file://{}\r\n", desk.path("").display());
    paste(&mut desk, &address);
    until_shown(&mut desk, "talks.txt");
    std::fs::create_dir(desk.path("more")).expect("a folder");
    std::fs::write(desk.path("more/other.txt"), "Other.\n").expect("written");
    let other = desk.path("more/other.txt").display().to_string();
    // Into a field it is text.
    desk.harness.get_by_label("Filter articles").click();
    desk.run_until_idle();
    paste(&mut desk, &other);
    let name = desk.app().session().and_then(Session::current_article);
    assert_eq!(name.map(|article| article.name.as_str()), Some("talks.txt"));
    desk.key(Key::Escape);
    desk.key(Key::Escape);
    desk.click_on("Geneva");
    // Text that names no files does nothing.
    paste(&mut desk, "Other talks go on.");
    paste(&mut desk, &other);
    until_shown(&mut desk, "other.txt");
}

#[test]
fn nothing_speaks_of_drops_where_they_cannot_work() {
    for (empty, drops) in [(false, true), (true, true), (false, false), (true, false)] {
        let mut desk = match empty {
            true => {
                let folder = tempfile::tempdir().expect("a folder");
                Desk::over(folder, tempfile::tempdir().expect("a folder"))
            }
            false => Desk::empty(),
        };
        if !drops {
            desk.harness.state_mut().take_no_drops();
        }
        desk.run_until_idle();
        assert_eq!(says(&desk, "drop"), drops, "{empty}");
        assert!(says(&desk, "paste"), "{empty} {drops}");
    }
}

/// Lets go of the keys of a paste for which the window toolkit had nothing.
fn paste_nothing(desk: &mut Desk) {
    desk.harness.event(egui::Event::Key {
        key: Key::V,
        physical_key: Some(Key::V),
        pressed: false,
        repeat: false,
        modifiers: egui::Modifiers::COMMAND,
    });
    desk.run_until_idle();
}

#[test]
fn files_in_a_clipboard_without_text_are_opened() {
    let mut desk = start();
    let text = desk.path("talks.txt");
    let files = vec![text];
    desk.harness
        .state_mut()
        .use_clipboard_files(move || files.clone());
    paste_nothing(&mut desk);
    until_shown(&mut desk, "talks.txt");
}

#[test]
fn a_paste_that_brings_nothing_is_told() {
    let mut desk = Desk::with(&[TALKS]);
    let told = "Nothing was pasted";
    assert!(!desk.harness.state_mut().messages().concat().contains(told));
    paste_nothing(&mut desk);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !desk.harness.state_mut().messages().concat().contains(told) {
        assert!(std::time::Instant::now() < end, "it is not told");
        desk.run_until_idle();
    }
}
