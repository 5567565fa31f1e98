//! Validates option values, against the projects that a command works on.
//!
//! [`export_options`](crate::formats::export_options) defines which values are valid, as for the
//! window; this module adds the option's name to each error, and reads the articles before it
//! rejects a value that is not declared anywhere.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::formats::export_options::{KnownValues, OptionErrors, ValueError};
use crate::store::{Project, display_path};

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
    /// Creates the error for one wrong value.
    pub fn one(flag: &'static str, error: ValueError) -> Self {
        Self(vec![WrongValue { flag, error }])
    }

    /// Returns the value, or records the error.
    pub fn keep<T>(&mut self, flag: &'static str, value: Result<T, ValueError>) -> Option<T> {
        value
            .map_err(|error| self.0.push(WrongValue { flag, error }))
            .ok()
    }

    /// Adds more errors.
    pub fn append(&mut self, others: Result<(), Self>) {
        if let Err(others) = others {
            self.0.extend(others.0);
        }
    }

    /// Returns the result of all values, unless one of them is wrong.
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

/// Validates values against projects: first against their codebooks and the coders in their file
/// names, then, if a value would be rejected, against the contents of the articles too.
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
                // The command itself reports unreadable articles.
                if let Ok(article) =
                    load::open(project, entry, sidecar.coder.as_deref(), &sidecar.path)
                {
                    known.add_article(&article.document, &article.header.coder);
                }
            }
        }
    }
    check(&known)
}

/// Checks whether these coders have annotated anything; an empty list is valid.
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

/// Checks the output files of a command: none is a folder or lies below a file, and no two are the
/// same.
///
/// # Errors
/// The paths that are wrong.
pub fn check_outputs(outputs: &[(&'static str, &Path)]) -> Result<(), WrongValues> {
    let mut wrong = WrongValues::default();
    let mut flags: HashMap<PathBuf, &str> = HashMap::new();
    for (flag, path) in outputs {
        let malformed = |expected: &str| {
            let path = display_path(path).to_string();
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

/// Whether an ancestor of the path is a file, so that nothing can be created there.
pub fn is_in_file(path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    let nearest = above.find(|path| path.as_os_str().is_empty() || path.exists());
    nearest.is_some_and(|path| path.is_file())
}
