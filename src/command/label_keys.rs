//! Label keys of a codebook that never tag: another command has them, or no keyboard sends them.
//!
//! It must not know how keys are read. Labels with the same key are found by `Codebook::faults`, which
//! knows no command.

use std::collections::BTreeMap;

use super::keys::KeyPress;
use super::table::{CommandRow, rows_with_all_keys};
use crate::model::codebook::{Codebook, Label};
use crate::model::label_key_fault::LabelKeyFault;

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
            let press = key.parse::<KeyPress>().ok().filter(KeyPress::is_known);
            let command = press.as_ref().and_then(|press| {
                let row = owner(&rows, press)?;
                (!row.is_of_label()).then(|| row.name.clone())
            });
            if press.is_some() && command.is_none() {
                continue;
            }
            let free = free_key(&rows, label, &given);
            given.extend(free.clone());
            faults.push(LabelKeyFault {
                label: label.name.clone(),
                key: key.clone(),
                command,
                free: free.map(|free| free.to_string()),
            });
        }
    }
    faults
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
