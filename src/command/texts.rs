//! Names of commands and menus in the language of the window. Their English is in `table.rs`.
//!
//! `DEMARCHE_TEXTS=write cargo test -p demarche --lib command::text` writes their template for translators.

use std::borrow::Cow;

use demarche_languages::TextArgument;

use super::UserCommand;

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

pub(super) fn id_of_command(command: &UserCommand) -> String {
    // Ids of texts have letters, digits and hyphens only.
    format!("command-{}", command.id().replace(':', "-"))
}
