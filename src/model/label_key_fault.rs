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
    /// The name of the command that has the key; `None` if it is no key.
    pub command: Option<String>,
    /// A key that no command has, as it is shown.
    pub free: Option<String>,
}

impl fmt::Display for LabelKeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, key, .. } = self;
        write!(f, "key “{key}” of label “{label}” never tags: ")?;
        match &self.command {
            Some(command) => write!(f, "it means “{command}”")?,
            None => f.write_str("it is not a key")?,
        }
        match &self.free {
            Some(free) => write!(f, "; “{free}” is free"),
            None => Ok(()),
        }
    }
}
