//! A fault that `demarche check` reports, as a line or as JSON.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::store::display_path;

/// One fault.
pub struct CheckFault {
    pub file: PathBuf,
    /// Counted from 1.
    pub line: Option<usize>,
    /// Counted from 1.
    pub column: Option<usize>,
    pub id: Option<String>,
    pub code: &'static str,
    pub message: String,
    /// Whether it is only a warning about unfinished work, which does not make the command fail.
    pub unfinished: bool,
}

impl CheckFault {
    /// A fault of a whole file.
    pub fn new(file: &Path, code: &'static str, message: impl ToString) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
            column: None,
            id: None,
            code,
            message: message.to_string(),
            unfinished: false,
        }
    }

    /// As it is in the report.
    pub fn to_json(&self) -> Value {
        let mut fault = Map::new();
        fault.insert("file".into(), self.file.to_string_lossy().into());
        for (name, number) in [("line", self.line), ("column", self.column)] {
            if let Some(number) = number {
                fault.insert(name.into(), number.into());
            }
        }
        if let Some(id) = &self.id {
            fault.insert("id".into(), id.as_str().into());
        }
        fault.insert("code".into(), self.code.into());
        fault.insert("message".into(), self.message.as_str().into());
        fault.insert("unfinished".into(), self.unfinished.into());
        fault.into()
    }

    /// Writes it as a line.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{}:", display_path(&self.file))?;
        if let Some(line) = self.line {
            write!(out, "{line}:")?;
        }
        if let Some(id) = &self.id {
            write!(out, " {id}:")?;
        }
        let unfinished = if self.unfinished { "unfinished: " } else { "" };
        writeln!(out, " {unfinished}{} [{}]", self.message, self.code)
    }
}
