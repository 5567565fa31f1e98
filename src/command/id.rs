//! Stable names of commands, under which the user's own keys are kept.

use super::{Command, Motion};

impl Command {
    /// A name that stays the same when the command is renamed for people or moves in the menus:
    /// `open-folder`, `tag:actor`, `move:word-left`, `select:word-left`, `status:done`.
    pub fn id(&self) -> String {
        match self {
            Self::Tag(label) => format!("tag:{label}"),
            Self::TagAlso(label) => format!("also:{label}"),
            Self::Move(motion, false) => format!("move:{}", motion.id()),
            Self::Move(motion, true) => format!("select:{}", motion.id()),
            Self::SetStatus(status) => format!("status:{}", kebab(&format!("{status:?}"))),
            // The variant's own name: renaming one would lose the keys that users gave it, which
            // the test below notices.
            fixed => kebab(&format!("{fixed:?}")),
        }
    }
}

impl Motion {
    fn id(self) -> String {
        kebab(&format!("{self:?}"))
    }
}

/// `OpenFolder` as `open-folder`.
fn kebab(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
            if c.is_alphanumeric() {
                id.extend(c.to_lowercase());
            }
        } else {
            id.push(c);
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use crate::command::table;

    #[test]
    fn ids_are_unique_and_stay() {
        let codebook = crate::store::codebook::built_in().codebook;
        let mut ids: Vec<String> = table::rows(&codebook)
            .iter()
            .map(|row| row.command.id())
            .collect();
        for kept in [
            "open-folder",
            "show-palette",
            "done-and-next",
            "delete",
            "tag:actor",
            "also:demand",
            "move:word-left",
            "select:text-end",
            "status:in-progress",
        ] {
            assert!(ids.iter().any(|id| id == kept), "{kept} is gone");
        }
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id stands twice");
    }
}
