//! The template of the names of commands, and that each is translated.

use std::fmt::Write;
use std::path::Path;

use demarche_languages::Language;

use super::menu::{Menu, Needs};
use super::{table, texts};

const MENUS: [Menu; 14] = [
    Menu::File,
    Menu::Edit,
    Menu::Annotate,
    Menu::TagAs,
    Menu::AlsoTagAs,
    Menu::Borders,
    Menu::ArticleStatus,
    Menu::Go,
    Menu::View,
    Menu::PanelSizes,
    Menu::TextSize,
    Menu::Theme,
    Menu::Team,
    Menu::Help,
];

const NEEDS: [Needs; 8] = [
    Needs::Project,
    Needs::Article,
    Needs::Beside,
    Needs::Chosen,
    Needs::Decidable,
    Needs::Selection,
    Needs::Undo,
    Needs::Redo,
];

fn template() -> String {
    let mut file = "### Commands and menus.\n\n# Menus: one or two words.\n".to_owned();
    for menu in MENUS {
        let _ = writeln!(file, "{} = {}", menu.id(), menu.english());
    }
    file.push_str("\n# Why a command is disabled, after its name and a colon.\n");
    for needs in NEEDS {
        let _ = writeln!(file, "{} = {}", needs.id(), needs.english());
    }
    file.push_str("\n# Commands; “…” stands where more is asked.\n");
    for row in table::fixed() {
        let _ = writeln!(
            file,
            "{} = {}",
            texts::id_of_command(&row.command),
            row.english
        );
    }
    file.push_str("\n# Commands of a label.\n");
    file.push_str("command-tag = Tag as { $label }\ncommand-tag-also = Also tag as { $label }\n");
    file
}

#[test]
fn the_template_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("assets/texts/en/commands.ftl");
    let template = template();
    if std::env::var_os("DEMARCHE_TEXTS").is_some_and(|order| order == "write") {
        std::fs::write(&path, &template).expect("it is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == template,
        "assets/texts/en/commands.ftl is out of date: \
         DEMARCHE_TEXTS=write cargo test -p demarche --lib command::text"
    );
}

#[test]
fn every_name_is_translated_and_the_english_one_stays() {
    demarche_languages::set(Language::Pseudo);
    let codebook = crate::store::codebook::built_in().codebook;
    for row in table::rows(&codebook) {
        assert!(row.name.starts_with("[!! "), "{}", row.name);
        assert!(!row.english.starts_with("[!! "), "{}", row.english);
    }
    let menus = MENUS.map(Menu::name);
    let needs = NEEDS.map(Needs::missing);
    for name in menus.iter().chain(&needs) {
        assert!(name.starts_with("[!! "), "{name}");
    }
    assert_eq!(
        Menu::File.access_key().map(|key| key.key),
        Some("F".to_owned())
    );
    demarche_languages::set(Language::English);
}
