//! Opens what the paths of a verb name: projects, articles and their sidecars.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::FieldScope;
use crate::store::project::Limits;
use crate::store::shown;
use crate::store::state::StateFolder;
use crate::store::{
    ArticleEntry, LoadedArticle, OpenError, OpenOptions, Project, open_article, open_project,
};

use super::{CliError, Streams};

/// Opens each folder as a project of its own, and all files together as one.
///
/// # Errors
/// If one of the paths is not there.
pub fn projects(paths: &[PathBuf]) -> Result<Vec<Project>, CliError> {
    let unusable = |path: &Path, error: &dyn std::fmt::Display| {
        let path = shown(path);
        CliError::Unusable(format!(
            "the path could not be opened ({error}); check its spelling: {path}"
        ))
    };
    for path in paths {
        std::fs::metadata(path).map_err(|error| unusable(path, &error))?;
    }
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| path.is_dir());
    let mut groups: Vec<Vec<PathBuf>> = folders.into_iter().map(|f| vec![f.clone()]).collect();
    if !files.is_empty() {
        groups.push(files.into_iter().cloned().collect());
    }
    let open = |group: &Vec<PathBuf>| {
        open_project(group, Limits::default()).map_err(|error| unusable(&group[0], &error))
    };
    groups.iter().map(open).collect()
}

/// The sidecars of an article that are wanted: all, or those of some coders. An article that has
/// none stands with the one that it might get.
pub fn wanted_sidecars(entry: &ArticleEntry, coders: &[String]) -> Vec<(Option<String>, PathBuf)> {
    let mut wanted: Vec<(Option<String>, PathBuf)> = entry
        .sidecars
        .iter()
        .map(|sidecar| (sidecar.coder.clone(), sidecar.path.clone()))
        .collect();
    if !coders.is_empty() {
        wanted.retain(|(coder, _)| coder.as_ref().is_none_or(|coder| coders.contains(coder)));
    } else if wanted.is_empty() {
        wanted.push((None, entry.sidecar_path(None)));
    }
    wanted
}

/// Opens an article with one of its sidecars.
pub fn open(
    project: &Project,
    entry: &ArticleEntry,
    coder: Option<&str>,
    sidecar: &Path,
) -> Result<LoadedArticle, OpenError> {
    let options = OpenOptions {
        coder: coder.map(str::to_owned),
        kept_texts: StateFolder::new(None).map(|state| state.texts()),
        fields: entry.field_sources(&Arc::new(FieldScope::of(project.codebook()))),
        ..OpenOptions::default()
    };
    open_article(&entry.path, sidecar, &options)
}

/// An article that a verb works on.
pub struct Opened {
    /// Its name in the project.
    pub name: String,
    /// Where it is, which tells two articles of one name apart.
    pub path: PathBuf,
    pub article: LoadedArticle,
}

/// Opens everything that is wanted; what cannot be opened is told and counted, and the rest stays.
///
/// # Errors
/// If a path is not there.
pub fn open_all(
    paths: &[PathBuf],
    coders: &[String],
    streams: &mut Streams<'_>,
) -> Result<(Vec<Opened>, usize), CliError> {
    let (mut opened, mut problems) = (Vec::new(), 0);
    for project in projects(paths)? {
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        for entry in &project.articles {
            for (coder, sidecar) in wanted_sidecars(entry, coders) {
                match open(&project, entry, coder.as_deref(), &sidecar) {
                    // A sidecar without a coder in its name may name one inside.
                    Ok(article)
                        if !coders.is_empty() && !coders.contains(&article.header.coder) => {}
                    Ok(article) => opened.push(Opened {
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
    Ok((opened, problems))
}
