//! Values of options: which are wrong, and what is known of the projects that they name.
//!
//! What is valid is decided in [`export_options`](crate::formats::export_options), as for the window;
//! here a value gets the name of its option, and what articles hold is looked up before a value that
//! nobody has declared is refused.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::formats::export_options::{KnownValues, OptionErrors, ValueError};
use crate::store::{Project, shown};

use super::load;

/// An option with a wrong value.
#[derive(Debug)]
pub struct WrongValue {
    /// As it is typed: `--label`.
    pub flag: &'static str,
    pub error: ValueError,
}

/// Every wrong value of a command's options, at least one.
#[derive(Debug, Default)]
pub struct WrongValues(Vec<WrongValue>);

impl fmt::Display for WrongValues {
    /// A line for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, WrongValue { flag, error }) in self.0.iter().enumerate() {
            let end = if number == 0 { "" } else { "\n" };
            write!(f, "{end}{flag}: {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for WrongValues {}

impl From<OptionErrors> for WrongValues {
    fn from(errors: OptionErrors) -> Self {
        let wrong = errors.iter().map(|wrong| WrongValue {
            flag: wrong.option.flag(),
            error: wrong.error.clone(),
        });
        Self(wrong.collect())
    }
}

impl WrongValues {
    /// One wrong value.
    pub fn one(flag: &'static str, error: ValueError) -> Self {
        Self(vec![WrongValue { flag, error }])
    }

    /// The value, unless it is wrong, which is kept.
    pub fn keep<T>(&mut self, flag: &'static str, value: Result<T, ValueError>) -> Option<T> {
        value
            .map_err(|error| self.0.push(WrongValue { flag, error }))
            .ok()
    }

    /// Adds what else is wrong.
    pub fn append(&mut self, others: Result<(), Self>) {
        if let Err(others) = others {
            self.0.extend(others.0);
        }
    }

    /// What was made of all values, unless one of them is wrong.
    pub fn unless_wrong<T>(self, made: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(made)
        } else {
            Err(self)
        }
    }

    fn may_be_in_articles(&self) -> bool {
        self.0.iter().any(|wrong| wrong.error.may_be_in_articles())
    }
}

/// Checks values against projects: first against what their codebooks declare and what coders their
/// files name, then, if one would be refused, against what articles hold too.
///
/// # Errors
/// The values that are wrong.
pub fn check<T>(
    projects: &[Project],
    check: impl Fn(&KnownValues) -> Result<T, WrongValues>,
) -> Result<T, WrongValues> {
    let mut known = KnownValues::default();
    for project in projects {
        known.add_codebook(project.codebook());
        let sidecars = project.articles.iter().flat_map(|entry| &entry.sidecars);
        for coder in sidecars.filter_map(|sidecar| sidecar.coder.as_deref()) {
            known.add_coder(coder);
        }
    }
    match check(&known) {
        Err(wrong) if wrong.may_be_in_articles() => {}
        checked => return checked,
    }
    for project in projects {
        for entry in &project.articles {
            for sidecar in &entry.sidecars {
                // What cannot be read is told by the command itself.
                if let Ok(article) = load::open(entry, sidecar.coder.as_deref(), &sidecar.path) {
                    known.add_article(&article.document, &article.header.coder);
                }
            }
        }
    }
    check(&known)
}

/// Checks whether coders have annotated anything, and does nothing if none are named.
///
/// # Errors
/// The names that are wrong.
pub fn check_coders(projects: &[Project], coders: &[String]) -> Result<(), WrongValues> {
    if coders.is_empty() {
        return Ok(());
    }
    check(projects, |known| {
        let mut wrong = WrongValues::default();
        for coder in coders {
            wrong.keep("--coder", known.coder(coder));
        }
        wrong.unless_wrong(())
    })
}

/// Checks files that a command is to write: none is a folder or lies in a file, and no two are the same.
///
/// # Errors
/// The paths that are wrong.
pub fn check_outputs(outputs: &[(&'static str, &Path)]) -> Result<(), WrongValues> {
    let mut wrong = WrongValues::default();
    let mut flags: HashMap<PathBuf, &str> = HashMap::new();
    for (flag, path) in outputs {
        let malformed = |expected: &str| {
            let path = shown(path).to_string();
            Err::<(), _>(ValueError::malformed(&path, expected))
        };
        let place = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        if let Some(other) = flags.insert(place, flag) {
            wrong.keep(
                flag,
                malformed(&format!("another file than that of {other}")),
            );
        } else if path.is_dir() {
            wrong.keep(flag, malformed("the name of a file, and this is a folder"));
        } else if is_in_file(path) {
            wrong.keep(
                flag,
                malformed("a place in a folder, and this is in a file"),
            );
        }
    }
    wrong.unless_wrong(())
}

/// Whether what is above a path is a file, so that nothing can be made there.
pub fn is_in_file(path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    let nearest = above.find(|path| path.as_os_str().is_empty() || path.exists());
    nearest.is_some_and(|path| path.is_file())
}
