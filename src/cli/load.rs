//! Opens what the paths of a command name: projects, articles and their sidecars.
//!
//! It does not know what a command does with them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::jobs::agreement::gather::CodingSource;
use crate::model::FieldScope;
use crate::store::coder::{AGREED_CODER, is_same_coder, representative};
use crate::store::display_path;
use crate::store::io_reason::reason;
use crate::store::output_guard::OutputGuard;
use crate::store::project::WalkLimits;
use crate::store::project_leftovers::open_and_tidy;
use crate::store::state::StateFolder;
use crate::store::{
    ArticleEntry, ArticleFiles, ArticleLoader, LoadedArticle, OpenError, Project, open_project,
};

use super::{CliError, Streams};

/// How much of a project commands list. They have no window that must answer meanwhile, and work is
/// divided by what is listed.
pub fn walk_limits() -> WalkLimits {
    WalkLimits {
        entries: MAX_ENTRIES,
        ..WalkLimits::default()
    }
}

/// The number of files and folders that commands visit.
const MAX_ENTRIES: usize = 20_000_000;

/// Opens each folder as its own project, and all single files together as one project.
///
/// # Errors
/// If one of the paths does not exist.
pub fn projects(paths: &[PathBuf]) -> Result<Vec<Project>, CliError> {
    projects_with(paths, open_project)
}

/// Like [`projects`], for a command that writes: removes what killed programs have left in them.
///
/// # Errors
/// If one of the paths does not exist.
pub fn projects_to_write(paths: &[PathBuf]) -> Result<Vec<Project>, CliError> {
    projects_with(paths, open_and_tidy)
}

fn projects_with(
    paths: &[PathBuf],
    open: impl Fn(&[PathBuf], WalkLimits) -> io::Result<Project>,
) -> Result<Vec<Project>, CliError> {
    check_paths(paths)?;
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| path.is_dir());
    let mut groups: Vec<Vec<PathBuf>> = folders.into_iter().map(|f| vec![f.clone()]).collect();
    if !files.is_empty() {
        groups.push(files.into_iter().cloned().collect());
    }
    let open_group = |group: &Vec<PathBuf>| {
        open(group, walk_limits()).map_err(|error| unusable(&group[0], &error))
    };
    groups.iter().map(open_group).collect()
}

/// The guard of what a command writes, which knows the files of these projects. With `force`, files
/// that we did not write may be replaced, but no files of a project.
pub fn guard(projects: &[Project], force: bool) -> OutputGuard {
    let records = StateFolder::new(None).map(|state| state.output_records());
    let guard = OutputGuard::new(records.unwrap_or_default()).confirmed(force);
    projects.iter().fold(guard, OutputGuard::protecting)
}

/// Writes what a command has made to a file, or to standard output if none is given.
///
/// # Errors
/// If it cannot be written, or the guard protects the file.
pub fn write_output(
    guard: &OutputGuard,
    file: Option<&Path>,
    bytes: &[u8],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    match file {
        Some(file) => guard
            .replace(file, bytes)
            .map_err(|error| CliError::Unusable(error.to_string())),
        None => Ok(streams.out.write_all(bytes)?),
    }
}

/// Checks whether files and folders exist.
///
/// # Errors
/// If one of them does not exist.
pub fn check_paths(paths: &[PathBuf]) -> Result<(), CliError> {
    for path in paths {
        std::fs::metadata(path).map_err(|error| unusable(path, &error))?;
    }
    Ok(())
}

fn unusable(path: &Path, error: &std::io::Error) -> CliError {
    let (path, why) = (display_path(path), reason(error));
    CliError::Unusable(format!(
        "the path could not be opened ({why}); check its spelling: {path}"
    ))
}

/// Whose codings of an article a command works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedCoders {
    /// One for each article: the agreed version, or else the first coder's.
    First,
    /// The same, but where there is no agreed version this coder's comes before the others'.
    FirstBut(String),
    /// The agreed versions alone.
    Agreed,
    Everybody,
    /// Those of some coders.
    Only(Vec<String>),
}

impl WantedCoders {
    /// These coders, or everybody if there are none.
    pub fn only_or_everybody(coders: &[String]) -> Self {
        match coders {
            [] => Self::Everybody,
            coders => Self::Only(coders.to_vec()),
        }
    }

    /// Whether a coding that was read is wanted: one without a coder in its file name may name one in its
    /// contents.
    fn has(&self, coder: &str) -> bool {
        match self {
            Self::Only(coders) => coders.iter().any(|wanted| wanted == coder),
            _ => true,
        }
    }
}

/// The selected sidecars of an article. For an article without sidecars, this is the path of the one that
/// would be created, unless only some coders are wanted.
pub fn wanted_sidecars(
    entry: &ArticleEntry,
    wanted: &WantedCoders,
) -> Vec<(Option<String>, PathBuf)> {
    let all = entry.sidecars.iter();
    let all = all.map(|sidecar| (sidecar.coder.clone(), sidecar.path.clone()));
    let mut found: Vec<(Option<String>, PathBuf)> = all.collect();
    let is_agreed = |coder: &Option<String>| coder.as_deref() == Some(AGREED_CODER);
    match wanted {
        WantedCoders::Only(coders) => {
            found.retain(|(coder, _)| coder.as_ref().is_none_or(|coder| coders.contains(coder)));
            return found;
        }
        WantedCoders::Agreed => {
            found.retain(|(coder, _)| is_agreed(coder));
            return found;
        }
        WantedCoders::First | WantedCoders::FirstBut(_) => {
            let coders = found.iter().map(|(coder, _)| coder.as_deref());
            let coders: Vec<&str> = coders.map(Option::unwrap_or_default).collect();
            let mut index = representative(&coders);
            if let WantedCoders::FirstBut(chosen) = wanted
                && !index.is_some_and(|index| is_same_coder(coders[index], AGREED_CODER))
            {
                index = coders.iter().position(|coder| coder == chosen).or(index);
            }
            if let Some(index) = index {
                found.swap(0, index);
                found.truncate(1);
            }
        }
        WantedCoders::Everybody => {}
    }
    if found.is_empty() {
        found.push((None, entry.sidecar_path(None)));
    }
    found
}

/// Says that a blind round is read: the command line reads files as they are.
///
/// # Errors
/// If it cannot be written to the stream.
pub fn tell_blind(project: &Project, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let rounds = project.team.rounds.iter();
    let mut blind = rounds.filter(|(_, round)| round.blind && round.opened.is_none());
    if let Some((id, _)) = blind.next() {
        writeln!(
            streams.talk,
            "demarche: the round “{id}” is blind; this reads the work of all its coders"
        )?;
    }
    Ok(())
}

/// Opens an article with one of its sidecars.
pub fn open(
    project: &Project,
    entry: &ArticleEntry,
    coder: Option<&str>,
    sidecar: &Path,
) -> Result<LoadedArticle, OpenError> {
    loader().read(&files(project, entry, coder, sidecar))
}

/// The articles of a project that several people coded, with all codings; the agreed version is among them
/// and counts as one of several only if it is wanted.
pub fn coding_sources(
    project: &Project,
    with_agreed: bool,
    is_wanted: impl Fn(&ArticleEntry) -> bool,
) -> Vec<CodingSource> {
    let is_counted = |coder: &Option<String>| with_agreed || coder.as_deref() != Some(AGREED_CODER);
    let has_several = |entry: &&ArticleEntry| {
        let sidecars = entry.sidecars.iter();
        sidecars
            .filter(|sidecar| is_counted(&sidecar.coder))
            .count()
            > 1
    };
    let articles = project.articles.iter().filter(has_several);
    let articles = articles.filter(|entry| is_wanted(entry));
    let sources = articles.map(|entry| {
        let codings = entry.sidecars.iter().map(|sidecar| {
            let coder = sidecar.coder.as_deref();
            let files = files(project, entry, coder, &sidecar.path);
            (coder.unwrap_or_default().to_owned(), files)
        });
        CodingSource::new(&entry.name, codings)
    });
    sources.collect()
}

/// The loader of articles, with the text snapshots from the user's state folder.
pub fn loader() -> ArticleLoader {
    ArticleLoader::new(StateFolder::new(None).map(|state| state.texts()))
}

/// The files of an article with one of its sidecars.
pub fn files(
    project: &Project,
    entry: &ArticleEntry,
    coder: Option<&str>,
    sidecar: &Path,
) -> ArticleFiles {
    let fields = entry.field_sources(&Arc::new(FieldScope::of(project.codebook())));
    ArticleFiles::new(&entry.path, sidecar, coder.unwrap_or_default(), fields)
}

/// An article that a command works on.
pub struct Opened {
    /// Its name in the project.
    pub name: String,
    /// Its path, which distinguishes articles of the same name.
    pub path: PathBuf,
    pub article: LoadedArticle,
}

/// Opens all articles of projects, as [`each_opened`] does.
///
/// # Errors
/// If a report cannot be written to the stream.
pub fn open_all(
    projects: &[Project],
    coders: &WantedCoders,
    streams: &mut Streams<'_>,
) -> Result<(Vec<Opened>, usize), CliError> {
    let mut opened = Vec::new();
    let problems = each_opened(projects, coders, streams, &mut |one| opened.push(one))?;
    Ok((opened, problems))
}

/// Hands over the articles of projects one by one, with the sidecars of the wanted coders. Articles that
/// cannot be opened are reported, counted and skipped. Returns the number of problems.
///
/// # Errors
/// If a report cannot be written to the stream.
pub fn each_opened(
    projects: &[Project],
    coders: &WantedCoders,
    streams: &mut Streams<'_>,
    take: &mut dyn FnMut(Opened),
) -> Result<usize, CliError> {
    let mut problems = 0;
    for project in projects {
        tell_blind(project, streams)?;
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        for entry in &project.articles {
            for (coder, sidecar) in wanted_sidecars(entry, coders) {
                match open(project, entry, coder.as_deref(), &sidecar) {
                    Ok(article) if !coders.has(&article.header.coder) => {}
                    Ok(article) => take(Opened {
                        name: entry.name.clone(),
                        path: entry.path.clone(),
                        article,
                    }),
                    Err(error) => {
                        problems += 1;
                        writeln!(streams.talk, "demarche: {error}")?;
                    }
                }
            }
        }
    }
    Ok(problems)
}
