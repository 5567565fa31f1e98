//! A label key that never tags, in words.
//!
//! It must not know commands: `command/label_keys` finds the faults.

use std::fmt;

/// A key of a label that never tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelKeyFault {
    /// The label's name.
    pub label: String,
    pub key: String,
    pub reason: DeadKeyReason,
    /// A key that no command has, as it is shown.
    pub free: Option<String>,
}

/// Why a key of a label never tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeadKeyReason {
    /// The command of this name has the key.
    Command(String),
    /// No keyboard sends it.
    NotAKey,
    /// With `Shift` the key of a label tags words that are tagged already, so no label has such a key.
    WithShift,
}

impl fmt::Display for LabelKeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, key, .. } = self;
        write!(f, "key “{key}” of label “{label}” never tags: ")?;
        match &self.reason {
            DeadKeyReason::Command(command) => write!(f, "it means “{command}”")?,
            DeadKeyReason::NotAKey => f.write_str("it is not a key")?,
            DeadKeyReason::WithShift => {
                f.write_str("Shift with a label’s key also tags what is tagged already")?;
            }
        }
        match &self.free {
            Some(free) => write!(f, "; “{free}” is free"),
            None => Ok(()),
        }
    }
}
