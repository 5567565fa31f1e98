//! Which articles a command works on: paths, a list of paths in a file, a part of the articles.
//!
//! This module does not know what a command does with the articles.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::formats::export_options::ValueError;
use crate::store::Project;
use crate::store::io_reason::reason;

use super::CliError;
use super::load::WantedCoders;
use super::part::Part;
use super::part_record::PartRecord;
use super::values::WrongValues;

// The options that select articles. A doc comment would replace the description of each command
// that has them.
#[derive(Args)]
pub struct ArticleSelection {
    /// Folders or articles.
    #[arg(required_unless_present = "files_from")]
    pub paths: Vec<PathBuf>,
    /// Read more paths from this file, one a line; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// End each path of the list with a null character instead of a line end, as `find -print0` does.
    #[arg(short = '0', long, requires = "files_from")]
    pub null: bool,
    /// Work on one part of the articles only, such as 2/7: those whose names have this share of
    /// hashes. Other articles never change an article's part. The parts of a run are disjoint;
    /// `demarche join` joins their outputs.
    #[arg(long, value_name = "I/N")]
    pub part: Option<String>,
}

// The options that choose between the codings of one article.
#[derive(Args)]
pub struct CodingSelection {
    /// Take only this coder's annotations; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// Whose coding of an article that several people coded is taken: the agreed version, or else the first
    /// coder's (first, the default); agreed versions alone (agreed); or each coding (everybody).
    #[arg(long, value_name = "WHOSE", conflicts_with = "coder")]
    pub whose: Option<Whose>,
}

/// The values of `--whose`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Whose {
    First,
    Agreed,
    Everybody,
}

impl CodingSelection {
    /// Whose codings are taken.
    pub fn wanted(&self) -> WantedCoders {
        match self.whose {
            _ if !self.coder.is_empty() => WantedCoders::Only(self.coder.clone()),
            None | Some(Whose::First) => WantedCoders::First,
            Some(Whose::Agreed) => WantedCoders::Agreed,
            Some(Whose::Everybody) => WantedCoders::Everybody,
        }
    }
}

/// The projects that the selection names, still with all their articles, so that options are
/// validated against all of them.
pub struct Selected {
    pub projects: Vec<Project>,
    pub part: Option<Part>,
}

impl Selected {
    /// The record for the output of the part, if one is selected. `of` is the command or the format
    /// of an export, `options` has all that changes the output.
    pub fn record(&self, of: &str, options: &dyn fmt::Debug) -> Option<PartRecord> {
        let part = self.part?;
        Some(PartRecord::new(part, of, options, &self.projects))
    }

    /// The projects with the articles of the part only. Problems of a whole project stay in the
    /// first part, so that they are reported once.
    pub fn divided(mut self) -> Vec<Project> {
        if let Some(part) = self.part {
            for project in &mut self.projects {
                project.articles.retain(|entry| part.has(&entry.name));
                if !part.is_first() {
                    project.problems.clear();
                    project.orphans.clear();
                }
            }
        }
        self.projects
    }
}

impl ArticleSelection {
    /// Opens the projects with this function, one for reading or one for writing.
    ///
    /// # Errors
    /// If a path or the list does not exist, or the value of `--part` is wrong.
    pub fn open(
        &self,
        open: impl FnOnce(&[PathBuf]) -> Result<Vec<Project>, CliError>,
    ) -> Result<Selected, CliError> {
        let part = self.part()?;
        let projects = open(&self.paths()?)?;
        if let Some(part) = part
            && projects.len() > 1
        {
            let expected = format!(
                "a part of one project, and the paths are {} projects: run the command for each of \
                 them",
                projects.len()
            );
            let error = ValueError::malformed(&part.to_string(), expected);
            return Err(WrongValues::one("--part", error).into());
        }
        Ok(Selected { projects, part })
    }

    /// The part, if one is selected.
    ///
    /// # Errors
    /// If the value is wrong.
    pub fn part(&self) -> Result<Option<Part>, WrongValues> {
        let part = self.part.as_deref().map(Part::parse).transpose();
        part.map_err(|error| WrongValues::one("--part", error))
    }

    /// The given paths, and those of the list.
    ///
    /// # Errors
    /// If the list cannot be read, or there is no path in it and none is given.
    pub fn paths(&self) -> Result<Vec<PathBuf>, CliError> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            let bytes = read_list(list).map_err(|error| {
                let why = reason(&error);
                let expected = format!("a list of paths, and it could not be read ({why})");
                let error = ValueError::malformed(&list.to_string_lossy(), expected);
                WrongValues::one("--files-from", error)
            })?;
            paths.extend(paths_in(&bytes, self.null));
            if paths.is_empty() {
                return Err(CliError::EmptyList(list.clone()));
            }
        }
        Ok(paths)
    }
}

fn read_list(list: &Path) -> io::Result<Vec<u8>> {
    if list == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(list)
}

/// The paths of a list. Empty lines are skipped, and a byte order mark.
fn paths_in(bytes: &[u8], is_null: bool) -> Vec<PathBuf> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = if is_null { b'\0' } else { b'\n' };
    let lines = bytes.split(|byte| *byte == end);
    let lines = lines.map(|line| match line.strip_suffix(b"\r") {
        Some(line) if !is_null => line,
        _ => line,
    });
    lines.filter(|line| !line.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_paths_with_lines_or_null_characters() {
        let check = |bytes: &[u8], is_null, wanted: &[&str]| {
            let wanted: Vec<PathBuf> = wanted.iter().map(PathBuf::from).collect();
            assert_eq!(paths_in(bytes, is_null), wanted);
        };
        check(b"a.txt\nb c.txt\r\n\nd", false, &["a.txt", "b c.txt", "d"]);
        check(b"a\nb.txt\0c\r\0\0", true, &["a\nb.txt", "c\r"]);
        check(b"", false, &[]);
        check(b"\xef\xbb\xbfa\r\n\r\n", false, &["a"]);
    }
}
