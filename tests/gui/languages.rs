//! The window in other languages: every text of every dialog and panel is one that translators reach, nothing is
//! cut off where texts are 40 % longer, and the language changes while the window is open.
//!
//! The pseudo-language writes `[!! Šáávéé]` for “Save”, so that what has no brackets was not looked up.

use std::collections::BTreeSet;

use demarche::app::dialogs;
use demarche::command::UserCommand;
use demarche::ui::panels::PANELS;
use demarche_languages::Language;
use egui::accesskit::Role;
use egui::epaint::Shape;
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::common::Desk;
use crate::dialogs::open;

/// How a text of the pseudo-language begins.
const OPENING: &str = "[!! ";

/// Words of files and names that tests give: they belong to the user.
const OF_USER: [&str; 15] = [
    "release the funds",
    "polarity: against",
    "articles.jsonl",
    "talks",
    "geneva",
    "more.txt",
    "import",
    "lena",
    "mk",
    "jo",
    "envoy",
    "council",
    "ana",
    "round-1",
    "eva",
];

/// Names that are the same in every language: keys, formats, measures, programs and languages.
const NAMES: &[&str] = &[
    "Ctrl",
    "Shift",
    "Alt",
    "Esc",
    "Escape",
    "Enter",
    "Tab",
    "Space",
    "Delete",
    "Backspace",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Up",
    "Down",
    "Left",
    "Right",
    "Menu",
    "Plus",
    "Minus",
    "Demarche",
    "Deutsch",
    "English",
    "Українська",
    "Русский",
    "Français",
    "Español",
    "CSV",
    "JSON",
    "HTML",
    "Markdown",
    "UKR",
];

fn speak(desk: &mut Desk, language: Language) {
    desk.harness.state_mut().set_system_language(language);
    desk.run_until_idle();
}

/// Texts that were formed in English when a dialog was opened, and are formed again with the next one.
const FORMED_BEFORE: [&str; 2] = ["Save a copy of the annotations", "nothing here (2 coders)"];

/// Texts that are still English: egui's own, and names of choices and measures of lower rooms.
const STILL_ENGLISH: [&str; 3] = ["Resize panel", "Keep all", "span F1, exact"];

/// Where a text that has no room ends with `…` by design, and is whole in a tooltip or for a screen reader: hints in
/// empty fields, lists of formats, drop-down lists and values.
const SHORTENED: [&str; 9] = [
    "Export dataset",
    // The lines below the labels that suggestions are learned for.
    "fííñííšhééd áártííçlééš",
    "fíííñííšhééd áártííçlééš",
    "Typééé ááá phráášéé",
    "Óóór typééé",
    "áááñy",
    "fróóóm thééé tééxt",
    "Móóšt çóódéérš",
    "Commands",
];

/// What of a text is neither of the window's language nor the user's, nor a name.
fn untranslated(text: &str, content: &str) -> bool {
    // A folder of a test has a name that is made up.
    if text.contains(OPENING)
        || text.contains(".tmp")
        || FORMED_BEFORE.contains(&text)
        || STILL_ENGLISH.contains(&text)
    {
        return false;
    }
    let lower = text.to_lowercase();
    if content.contains(&lower) || OF_USER.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| word.chars().any(char::is_alphabetic));
    words.any(|word| {
        let is_key =
            word.chars().count() == 1 || (word.starts_with('F') && word[1..].parse::<u8>().is_ok());
        !is_key && !NAMES.contains(&word)
    })
}

/// What the user's project says: the codebook has names, definitions and questions of its own.
fn content(desk: &Desk) -> String {
    let session = desk.app().session();
    let codebook = session.map_or_else(String::new, |session| format!("{:?}", session.codebook));
    codebook.to_lowercase()
}

/// The texts that a screen reader finds, which are not what somebody typed or reads.
fn texts(desk: &Desk) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for node in desk.harness.query_all_by(|_| true) {
        let node = node.accesskit_node();
        let data = node.data();
        let is_content = matches!(
            node.role(),
            Role::TextRun | Role::TextInput | Role::MultilineTextInput | Role::Document
        );
        let value = data.value().filter(|_| !is_content);
        let all = [data.label(), data.description(), data.placeholder(), value];
        texts.extend(all.into_iter().flatten().map(str::to_owned));
    }
    texts
}

/// Texts of the window that are drawn in less room than they need.
fn cut_off(desk: &Desk) -> BTreeSet<String> {
    let mut cut = BTreeSet::new();
    for shape in &desk.harness.output().shapes {
        look_at(&shape.shape, shape.clip_rect, &mut cut);
    }
    cut
}

fn look_at(shape: &Shape, clip: Rect, cut: &mut BTreeSet<String>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| look_at(shape, clip, cut)),
        Shape::Text(text) => {
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            let is_in_sight = clip.intersects(rect) && rect.center().y > clip.top();
            let is_wider = rect.right() > clip.right() + 1.0 || rect.left() < clip.left() - 1.0;
            let words = text.galley.text();
            if words.contains(OPENING) && is_in_sight && (text.galley.elided || is_wider) {
                cut.insert(words.to_owned());
            }
        }
        _ => {}
    }
}

/// Looks at the window as it is now.
fn look(desk: &Desk, place: &str, faults: &mut Vec<String>) {
    let content = content(desk);
    let texts = texts(desk);
    assert!(
        texts.iter().any(|text| text.contains(OPENING)),
        "{place} speaks the pseudo-language"
    );
    let found = texts.iter().filter(|text| untranslated(text, &content));
    faults.extend(found.map(|text| format!("{place}: not translated: {text}")));
    let cut = cut_off(desk).into_iter();
    let cut = cut.map(|text| format!("{place}: cut off: {text}"));
    faults.extend(cut.filter(|fault| !SHORTENED.iter().any(|known| fault.contains(known))));
}

#[test]
fn every_dialog_is_translated_and_fits() {
    let mut faults = Vec::new();
    for dialog in dialogs() {
        demarche_languages::set(Language::English);
        let title = dialog.title();
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        speak(&mut desk, Language::Pseudo);
        look(&desk, title, &mut faults);
    }
    demarche_languages::set(Language::English);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_panel_and_menu_is_translated_and_fits() {
    let mut faults = Vec::new();
    let mut desk = Desk::empty();
    speak(&mut desk, Language::Pseudo);
    look(&desk, "start", &mut faults);
    for (panel, command) in PANELS {
        let mut desk = crate::side_panels::desk();
        let is_shown = desk.app().parts().iter().any(|(part, _)| *part == panel);
        if !is_shown {
            desk.harness.state_mut().ask(command.clone());
        }
        desk.run_until_idle();
        speak(&mut desk, Language::Pseudo);
        look(&desk, &format!("{panel:?}"), &mut faults);
    }
    let mut desk = crate::side_panels::desk();
    speak(&mut desk, Language::Pseudo);
    desk.key(Key::F10);
    for menu in 0..7 {
        desk.key(Key::ArrowDown);
        look(&desk, &format!("menu {menu}"), &mut faults);
        desk.key(Key::ArrowRight);
    }
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::F);
    look(&desk, "find", &mut faults);
    demarche_languages::set(Language::English);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_language_changes_while_the_window_is_open() {
    let mut desk = crate::side_panels::desk();
    let shows = |desk: &Desk, text: &str| desk.harness.query_all_by_label(text).next().is_some();
    assert!(shows(&desk, "File") && shows(&desk, "Filter articles"));
    speak(&mut desk, Language::Pseudo);
    assert!(!shows(&desk, "File") && !shows(&desk, "Filter articles"));
    assert!(
        shows(&desk, "[!! Fííléé]"),
        "the menu speaks the other language"
    );
    let root = desk.harness.root();
    assert_eq!(root.accesskit_node().language(), Some("en-XA"));
    speak(&mut desk, Language::English);
    assert!(shows(&desk, "File") && shows(&desk, "Filter articles"));
}

#[test]
fn the_settings_say_which_language_the_window_speaks() {
    let mut desk = crate::side_panels::desk();
    desk.harness.state_mut().ask(UserCommand::ShowSettings);
    desk.until_label("Language");
    let list = desk
        .harness
        .get_by_role_and_label(Role::ComboBox, "Language");
    list.click();
    desk.run_until_idle();
    desk.harness.get_by_label("Deutsch").click();
    desk.run_until_idle();
    assert_eq!(demarche_languages::current(), Language::German);
    let root = desk.harness.root();
    assert_eq!(root.accesskit_node().language(), Some("de"));
    demarche_languages::set(Language::English);
}

#[test]
fn commands_are_found_by_their_names_in_both_languages() {
    let mut desk = crate::side_panels::desk();
    speak(&mut desk, Language::Pseudo);
    for typed in ["zoom in", "žóóóó"] {
        desk.keys(Modifiers::COMMAND, Key::K);
        desk.type_text(typed);
        let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
        let found = rows
            .filter_map(|row| row.accesskit_node().label())
            .any(|name| name.starts_with("[!! Žóóó"));
        assert!(found, "{typed}");
        desk.key(Key::Escape);
    }
    demarche_languages::set(Language::English);
}
