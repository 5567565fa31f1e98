//! Label keys of a codebook that never tag: another command has them, or no keyboard sends them.
//!
//! It must not know how keys are read. Labels with the same key are found by `Codebook::faults`, which
//! knows no command.

use std::collections::BTreeMap;

use super::keys::KeyPress;
use super::table::{CommandRow, rows_with_all_keys};
use crate::model::codebook::{Codebook, Label};
use crate::model::label_key_fault::{DeadKeyReason, LabelKeyFault};

/// The label keys that never tag, with the user's own key bindings, in the order of the codebook.
pub fn label_key_faults(
    codebook: &Codebook,
    own: &BTreeMap<String, Vec<String>>,
) -> Vec<LabelKeyFault> {
    let rows = rows_with_all_keys(codebook, own);
    let mut given: Vec<KeyPress> = Vec::new();
    let mut faults = Vec::new();
    for label in codebook.offered() {
        for key in &label.keys {
            let Some(reason) = dead_key_reason(&rows, key) else {
                continue;
            };
            let free = free_key(&rows, label, &given);
            given.extend(free.clone());
            faults.push(LabelKeyFault {
                label: label.name.clone(),
                key: key.clone(),
                reason,
                free: free.map(|free| free.to_string()),
            });
        }
    }
    faults
}

/// Why a label's key never tags; `None` if it does, or if another label has it.
fn dead_key_reason(rows: &[CommandRow], key: &str) -> Option<DeadKeyReason> {
    let press = key.parse::<KeyPress>().ok().filter(KeyPress::is_known);
    let Some(press) = press else {
        return Some(DeadKeyReason::NotAKey);
    };
    match owner(rows, &press).filter(|row| !row.is_of_label()) {
        Some(row) => Some(DeadKeyReason::Command(row.name.clone())),
        None => press.shift.then_some(DeadKeyReason::WithShift),
    }
}

/// A key for a label that nothing has, neither in the table nor among `given`: a letter of its name if
/// possible.
pub fn free_key(rows: &[CommandRow], label: &Label, given: &[KeyPress]) -> Option<KeyPress> {
    let name = label.name.chars().filter(|c| c.is_alphanumeric());
    let digits_and_letters = ('1'..='9').chain('A'..='Z');
    name.chain(digits_and_letters)
        .map(|character| KeyPress {
            key: character.to_uppercase().collect(),
            ..KeyPress::default()
        })
        .find(|press| press.is_known() && !given.contains(press) && owner(rows, press).is_none())
}

/// The first command that a key means.
fn owner<'a>(rows: &'a [CommandRow], press: &KeyPress) -> Option<&'a CommandRow> {
    let mut rows = rows.iter();
    rows.find(|row| row.keys.iter().any(|key| key.is_same(press)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::UserCommand;
    use crate::command::table::rows_with_keys;

    fn codebook(labels: &[(&str, &[&str])]) -> Codebook {
        let mut codebook = Codebook::default();
        for (name, keys) in labels {
            let mut label = Label::new(name.to_lowercase(), *name, &codebook);
            label.keys = keys.iter().map(|key| (*key).to_owned()).collect();
            codebook.labels.push(label);
        }
        codebook
    }

    fn faults(codebook: &Codebook, own: &BTreeMap<String, Vec<String>>) -> Vec<String> {
        let faults = label_key_faults(codebook, own).into_iter();
        faults.map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn a_label_key_that_a_command_has_is_told_with_a_free_one() {
        let codebook = codebook(&[
            ("Norm", &["n"]),
            ("Reason", &["R", "é"]),
            ("Key", &["Ctrl+Z", "Foo", "/", "Delete"]),
            ("Quote", &["q"]),
        ]);
        assert_eq!(
            faults(&codebook, &BTreeMap::new()),
            [
                "key “n” of label “Norm” never tags: it means “Next annotation”; “1” is free",
                "key “R” of label “Reason” never tags: it means “Link…”; “E” is free",
                "key “Ctrl+Z” of label “Key” never tags: it means “Undo”; “K” is free",
                "key “Foo” of label “Key” never tags: it is not a key; “2” is free",
                "key “/” of label “Key” never tags: it means “Select by typing…”; “3” is free",
                "key “Delete” of label “Key” never tags: it means “Delete annotation”; “4” is free",
            ]
        );
    }

    #[test]
    fn a_key_with_shift_or_that_no_keyboard_sends_is_told() {
        let codebook = codebook(&[
            ("Actor", &["Shift+A"]),
            ("Cost", &["Shift+1", "漢"]),
            ("Tax", &["Shift+Tab", "f13", "Space"]),
        ]);
        assert_eq!(
            faults(&codebook, &BTreeMap::new()),
            [
                "key “Shift+A” of label “Actor” never tags: Shift with a label’s key also tags what is tagged already; “A” is free",
                "key “Shift+1” of label “Cost” never tags: Shift with a label’s key also tags what is tagged already; “C” is free",
                "key “漢” of label “Cost” never tags: it is not a key; “S” is free",
                "key “Shift+Tab” of label “Tax” never tags: it means “Previous annotation”; “T” is free",
            ]
        );
        let rows = rows_with_keys(&codebook, &BTreeMap::new());
        let tags = |name: &str| {
            let mut rows = rows.iter();
            let row = rows.find(|row| row.command == UserCommand::Tag(name.into()));
            let keys = row.map_or(&[][..], |row| &row.keys);
            keys.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        // What is told not to tag does not.
        assert_eq!(tags("actor"), [""; 0]);
        assert_eq!(tags("tax"), ["F13", "Space"]);
    }

    #[test]
    fn a_key_that_the_user_took_from_its_command_tags() {
        let codebook = codebook(&[("Norm", &["N"])]);
        let own = BTreeMap::from([("next-annotation".to_owned(), vec!["Tab".to_owned()])]);
        assert_eq!(faults(&codebook, &own), [""; 0]);
        let keys = |own| {
            let rows = rows_with_keys(&codebook, own).into_iter();
            let tags = rows.filter(|row| row.command == UserCommand::Tag("norm".into()));
            let keys = tags.flat_map(|row| row.keys);
            keys.map(|key| key.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(keys(&own), ["N"]);
        assert_eq!(keys(&BTreeMap::new()), [""; 0], "the key goes elsewhere");
    }

    #[test]
    fn the_keys_of_the_built_in_codebook_tag() {
        let codebook = crate::store::codebook::built_in().codebook;
        assert_eq!(faults(&codebook, &BTreeMap::new()), [""; 0]);
    }
}
