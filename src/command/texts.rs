//! Names of commands and menus in the language of the window. Their English is in `table.rs`.
//!
//! `DEMARCHE_TEXTS=write cargo test -p demarche --lib command::texts` writes their template for translators.

use std::borrow::Cow;

use demarche_languages::TextArgument;

use super::UserCommand;
use super::table::{Menu, Needs};

/// The name of a command that stands in the table with this English name.
pub fn of_command(command: &UserCommand, english: &str) -> String {
    if demarche_languages::is_english() {
        return english.to_owned();
    }
    let translated = demarche_languages::fixed(&id_of_command(command));
    translated.unwrap_or(english).to_owned()
}

/// The name of a command that tags with a label; `None` means English.
pub fn of_label(id: &str, label: &str) -> Option<String> {
    demarche_languages::format(id, &[("label", TextArgument::Text(label.into()))])
}

/// The name of a label in the middle of a sentence.
pub fn lowered(label: &str) -> Cow<'_, str> {
    match demarche_languages::current().lowers_names() {
        true => label.to_lowercase().into(),
        false => label.into(),
    }
}

/// The title of a menu.
pub fn of_menu(menu: Menu) -> &'static str {
    demarche_languages::fixed(id_of_menu(menu)).unwrap_or(menu.english())
}

/// Why a command is disabled.
pub fn of_need(needs: Needs) -> &'static str {
    demarche_languages::fixed(id_of_need(needs)).unwrap_or(needs.english())
}

fn id_of_command(command: &UserCommand) -> String {
    // Ids of texts have letters, digits and hyphens only.
    format!("command-{}", command.id().replace(':', "-"))
}

const fn id_of_menu(menu: Menu) -> &'static str {
    match menu {
        Menu::File => "menu-file",
        Menu::Edit => "menu-edit",
        Menu::Annotate => "menu-annotate",
        Menu::TagAs => "menu-tag-as",
        Menu::AlsoTagAs => "menu-also-tag-as",
        Menu::Borders => "menu-borders",
        Menu::ArticleStatus => "menu-article-status",
        Menu::Go => "menu-go",
        Menu::View => "menu-view",
        Menu::PanelSizes => "menu-panel-sizes",
        Menu::TextSize => "menu-text-size",
        Menu::Theme => "menu-theme",
        Menu::Team => "menu-team",
        Menu::Help => "menu-help",
    }
}

const fn id_of_need(needs: Needs) -> &'static str {
    match needs {
        Needs::Nothing => "needs-nothing",
        Needs::Project => "needs-project",
        Needs::Article => "needs-article",
        Needs::Beside => "needs-beside",
        Needs::Chosen => "needs-chosen",
        Needs::Selection => "needs-selection",
        Needs::Undo => "needs-undo",
        Needs::Redo => "needs-redo",
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::path::Path;

    use demarche_languages::Language;

    use super::*;
    use crate::command::table;

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

    const NEEDS: [Needs; 7] = [
        Needs::Project,
        Needs::Article,
        Needs::Beside,
        Needs::Chosen,
        Needs::Selection,
        Needs::Undo,
        Needs::Redo,
    ];

    fn template() -> String {
        let mut file = "### Commands and menus.\n\n# Menus: one or two words.\n".to_owned();
        for menu in MENUS {
            let _ = writeln!(file, "{} = {}", id_of_menu(menu), menu.english());
        }
        file.push_str("\n# Why a command is disabled, after its name and a colon.\n");
        for needs in NEEDS {
            let _ = writeln!(file, "{} = {}", id_of_need(needs), needs.english());
        }
        file.push_str("\n# Commands; “…” stands where more is asked.\n");
        for row in table::fixed() {
            let _ = writeln!(file, "{} = {}", id_of_command(&row.command), row.english);
        }
        file.push_str("\n# Commands of a label.\n");
        file.push_str(
            "command-tag = Tag as { $label }\ncommand-tag-also = Also tag as { $label }\n",
        );
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
             DEMARCHE_TEXTS=write cargo test -p demarche --lib command::texts"
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
}
