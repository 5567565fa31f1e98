//! Imports datasets: writes their articles with fields and sidecars, for the window and the command
//! line alike. How the files are written: `writer`.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::formats::{
    self, DatasetSummary, FormatError, ImportedArticle, InputFile, LossKind, Losses, LostItem,
    Opens, Seekable,
};
use crate::model::FieldScope;
use crate::store::atomic::WriteError;
use crate::store::display_path;
use crate::store::entities::EntitiesWriteError;
use crate::store::io_reason::reason;
use crate::store::project::{Project, WalkLimits};
use crate::store::{entities, project};

mod writer;

pub use writer::{DatasetWriter, WrittenArticles};

/// The encoding of all imported articles.
const UTF_8: &str = "utf-8";

/// Why a dataset was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(
        "the file could not be read ({}): {}",
        reason(source),
        display_path(path)
    )]
    Read { path: PathBuf, source: io::Error },
    #[error("the article could not be written: {0}")]
    Write(#[from] WriteError),
    #[error(
        "the folder of the article could not be made ({}); check space and permissions: {}",
        reason(source),
        display_path(path)
    )]
    Folder { path: PathBuf, source: io::Error },
    #[error("the entities were not saved: {0}")]
    Entities(#[from] EntitiesWriteError),
    #[error("No format finds an article in these files.")]
    NoFormat,
    #[error("There is no such format.")]
    UnknownFormat,
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The project could not be listed again.
    #[error("{}", reason(.0))]
    Project(io::Error),
}

/// The files of a dataset on disk, which are opened on demand.
pub struct Dataset(Vec<DatasetFile>);

struct DatasetFile {
    /// The path relative to the given path, with slashes.
    name: String,
    path: PathBuf,
    /// Whether a reader has asked for it.
    is_opened: AtomicBool,
}

impl DatasetFile {
    fn new(name: String, path: PathBuf) -> Self {
        Self {
            name,
            path,
            is_opened: AtomicBool::new(false),
        }
    }
}

impl Opens for DatasetFile {
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>> {
        self.is_opened.store(true, Ordering::Relaxed);
        let file = File::open(&self.path)?;
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }
}

impl Dataset {
    /// Finds files, and all files below folders, ordered by name.
    ///
    /// # Errors
    /// If one of them does not exist or cannot be opened.
    pub fn find(paths: &[PathBuf]) -> Result<Self, ImportError> {
        let mut files = Vec::new();
        for path in paths {
            let root = if path.is_dir() {
                path.as_path()
            } else {
                path.parent().unwrap_or(Path::new(""))
            };
            for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
                let entry = entry.map_err(|error| ImportError::Read {
                    path: path.clone(),
                    source: error.into(),
                })?;
                if !entry.file_type().is_file() {
                    continue;
                }
                let path = entry.into_path();
                let name = path.strip_prefix(root).unwrap_or(&path);
                let name = name.to_string_lossy().replace('\\', "/");
                files.push((root.to_owned(), DatasetFile::new(name, path)));
            }
        }
        // Files of the same name in several folders are called after their folders too.
        let mut names = HashSet::new();
        if !files
            .iter()
            .all(|(_, file)| names.insert(file.name.clone()))
        {
            for (root, file) in &mut files {
                if let Some(folder) = root.file_name() {
                    file.name = format!("{}/{}", folder.to_string_lossy(), file.name);
                }
            }
        }
        Ok(Self(files.into_iter().map(|(_, file)| file).collect()))
    }

    /// The same without the files that a condition on their names rejects.
    #[must_use]
    pub fn only(self, is_wanted: impl Fn(&str) -> bool) -> Self {
        let files = self.0.into_iter();
        Self(files.filter(|file| is_wanted(&file.name)).collect())
    }

    /// The names of the files that no reader has asked for.
    pub fn unopened(&self) -> Vec<&str> {
        let files = self.0.iter();
        let unopened = files.filter(|file| !file.is_opened.load(Ordering::Relaxed));
        unopened.map(|file| file.name.as_str()).collect()
    }

    /// The input for the formats.
    pub fn inputs(&self) -> Vec<InputFile<'_>> {
        let inputs = self.0.iter();
        inputs
            .map(|file| InputFile::opened(&file.name, file))
            .collect()
    }
}

/// Adds the entities of a dataset to those of a project. An existing entity with the same id stays
/// unchanged; if its name differs, that is reported as a loss.
///
/// # Errors
/// If the project's entities cannot be read or written.
pub fn add_entities(summary: &mut DatasetSummary, project: &Project) -> Result<(), ImportError> {
    let (ours, path) = (&project.entities, project.entities_path());
    let mut all = ours.clone();
    for entity in summary.entities.entities.values() {
        match ours.get(&entity.id) {
            None => {
                all.insert(entity.clone());
            }
            Some(known) if known.name == entity.name => {}
            Some(known) => {
                let (id, name) = (&entity.id, &known.name);
                let why =
                    format!("the entity “{id}” is called “{name}” in the project, and stays so");
                let losses = &mut summary.losses;
                losses.add(&entity.name, LostItem::Article, LossKind::Renamed, why);
            }
        }
    }
    if all != *ours {
        entities::save(&path, ours, &all, &|_| true)?;
    }
    Ok(())
}

/// A progress callback: gets the number of articles read, returns whether to continue or cancel.
pub type ContinueReading<'w> = dyn FnMut(usize) -> bool + 'w;

/// Calls the progress callback after each article.
fn asking(may_continue: &mut ContinueReading<'_>) -> impl FnMut() -> Result<(), FormatError> {
    let mut read = 0;
    move || {
        read += 1;
        if may_continue(read) {
            return Ok(());
        }
        Err(FormatError::NotTaken("it was stopped".to_owned()))
    }
}

/// The result of an import into a project.
pub struct ImportResult {
    /// The written articles.
    pub written: Vec<PathBuf>,
    /// The number of articles that an earlier import had written.
    pub already_there: usize,
    /// Articles that got another name.
    pub losses: Losses,
    /// Why the import ended early.
    pub ended_early: Option<FormatError>,
    /// The project after the import.
    pub project: Project,
}

/// Previews a dataset: reads it in the given format, or in the best matching one, and returns a
/// summary with the format's name. No article is kept in memory.
///
/// # Errors
/// If files cannot be read, no format finds an article in them, or the job was cancelled.
pub fn preview(
    paths: &[PathBuf],
    format: Option<&str>,
    may_continue: &mut ContinueReading<'_>,
) -> Result<(&'static str, DatasetSummary), ImportError> {
    let dataset = Dataset::find(paths)?;
    let format = match format.and_then(formats::reader) {
        Some(format) => format,
        None => formats::guess(&dataset.inputs(), &mut || may_continue(0))
            .ok_or(ImportError::NoFormat)?,
    };
    let mut ask = asking(may_continue);
    let (summary, read) = DatasetSummary::of(format, &dataset.inputs(), &mut |_| ask());
    read?;
    Ok((format.about().name, summary))
}

/// Imports a dataset: reads it again, writes its articles into a folder and lists the project
/// again. The caller adds the entities, since it may have those of the project open.
///
/// # Errors
/// If nothing could be read or written. Otherwise the written articles stay, and
/// [`ImportResult`] tells why there are no more: a failure or a cancellation.
pub fn take(
    dataset: &[PathBuf],
    format: &str,
    folder: &Path,
    mut paths: Vec<PathBuf>,
    scope: FieldScope,
    may_continue: &mut ContinueReading<'_>,
) -> Result<ImportResult, ImportError> {
    let format = formats::reader(format).ok_or(ImportError::UnknownFormat)?;
    let dataset = Dataset::find(dataset)?;
    let mut writer = DatasetWriter::new(folder, scope);
    let mut ask = asking(may_continue);
    let write = &mut |article: ImportedArticle| {
        writer.write(article)?;
        ask()
    };
    let (_, read) = DatasetSummary::of(format, &dataset.inputs(), write);
    let WrittenArticles {
        written,
        already_there,
        losses,
    } = writer.end();
    let ended_early = match read.err() {
        Some(why) if written.is_empty() => return Err(why.into()),
        ended_early => ended_early,
    };
    // A project of single files stays one.
    let others = written
        .iter()
        .filter(|path| !paths.iter().any(|root| path.starts_with(root)));
    let others: Vec<PathBuf> = others.cloned().collect();
    paths.extend(others);
    let project = project::open_project(&paths, WalkLimits::default());
    Ok(ImportResult {
        written,
        already_there,
        losses,
        ended_early,
        project: project.map_err(ImportError::Project)?,
    })
}

#[cfg(test)]
mod tests;
