//! Imports datasets: writes their articles with fields and sidecars, for the window and the command
//! line alike.
//!
//! No existing file is ever overwritten: an article whose name is used gets another name, which is
//! reported.

use std::cell::Cell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::batch_create::{BATCH_SIZE, NewArticle, create_batch, has_contents};
use crate::formats::{
    self, DatasetSummary, FormatError, ImportedArticle, InputFile, LossKind, Losses, LostItem,
    Opens, Seekable, safe_path,
};
use crate::model::{FieldScope, Text};
use crate::store::atomic::{self, WriteContents, WriteError};
use crate::store::decode::DecodeError;
use crate::store::display_path;
use crate::store::entities::EntitiesWriteError;
use crate::store::hash::sha256_hex;
use crate::store::json::{LongText, LongTextWatch};
use crate::store::output_guard::linked_folder;
use crate::store::project::{Project, WalkLimits};
use crate::store::sidecar::Snapshot;
use crate::store::{ArticleMeta, decode, entities, json, meta_path, project};

/// The encoding of all imported articles.
const UTF_8: &str = "utf-8";

/// Why a dataset was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file could not be read ({source}): {}", display_path(path))]
    Read { path: PathBuf, source: io::Error },
    #[error("the article could not be written: {0}")]
    Write(#[from] WriteError),
    #[error(
        "the folder of the article could not be made ({source}); check space and permissions: {}",
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
    #[error(transparent)]
    Project(io::Error),
}

/// The files of a dataset on disk, which are opened on demand.
pub struct Dataset(Vec<DatasetFile>);

struct DatasetFile {
    /// The path relative to the given path, with slashes.
    name: String,
    path: PathBuf,
}

impl Opens for DatasetFile {
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>> {
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
                files.push(DatasetFile { name, path });
            }
        }
        Ok(Self(files))
    }

    /// The input for the formats.
    pub fn inputs(&self) -> Vec<InputFile<'_>> {
        let inputs = self.0.iter();
        inputs
            .map(|file| InputFile::opened(&file.name, file))
            .collect()
    }
}

/// Writes articles and their sidecars into a folder, in batches.
pub struct DatasetWriter<'f> {
    folder: &'f Path,
    scope: Arc<FieldScope>,
    waiting: Vec<NewArticle>,
    /// The used names in lower case: on some systems `A.txt` and `a.txt` are the same file.
    names: HashSet<String>,
    /// The folders of the articles so far.
    folders: HashSet<PathBuf>,
    /// The paths of all articles so far.
    used: HashSet<PathBuf>,
    written: Vec<PathBuf>,
    already_there: usize,
    losses: Losses,
}

/// What an import has written.
pub struct WrittenArticles {
    /// The new articles.
    pub written: Vec<PathBuf>,
    /// The number of articles that an earlier import had written, which was interrupted.
    pub already_there: usize,
    /// Articles that got another name or could not be written.
    pub losses: Losses,
}

impl<'f> DatasetWriter<'f> {
    /// The scope tells which fields belong to the article.
    pub fn new(folder: &'f Path, scope: FieldScope) -> Self {
        Self {
            folder,
            scope: Arc::new(scope),
            waiting: Vec::new(),
            names: HashSet::new(),
            folders: HashSet::new(),
            used: HashSet::new(),
            written: Vec::new(),
            already_there: 0,
            losses: Losses::of_import(),
        }
    }

    /// Adds an article to the batch; all articles are on disk once the writer has been ended.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&mut self, article: ImportedArticle) -> Result<(), FormatError> {
        let written = self.prepare(article).and_then(|()| {
            if self.waiting.len() < BATCH_SIZE {
                return Ok(());
            }
            self.put()
        });
        written.map_err(|error| FormatError::NotTaken(error.to_string()))
    }

    /// What was written, once all articles are on disk.
    pub fn end(mut self) -> WrittenArticles {
        if let Err(error) = self.put() {
            let (what, why) = (display_path(self.folder).to_string(), error.to_string());
            self.losses
                .add(&what, LostItem::Article, LossKind::Dropped, why);
        }
        WrittenArticles {
            written: self.written,
            already_there: self.already_there,
            losses: self.losses,
        }
    }

    /// Moves the batch to its destinations.
    fn put(&mut self) -> Result<(), ImportError> {
        self.names.clear();
        let mut first = Ok(());
        for (path, made) in create_batch(std::mem::take(&mut self.waiting)) {
            match made {
                Ok(()) => self.written.push(path),
                Err(WriteError::ChangedOutside { path }) => {
                    let why = "another program made a file of its name meanwhile";
                    self.losses.add(
                        &display_path(&path).to_string(),
                        LostItem::Article,
                        LossKind::Dropped,
                        why,
                    );
                }
                Err(error) => first = first.and(Err(error.into())),
            }
        }
        first
    }

    fn prepare(&mut self, article: ImportedArticle) -> Result<(), ImportError> {
        let text = article.document.text().as_str();
        let mut bytes = Vec::with_capacity(text.len());
        if text.starts_with('\u{feff}') {
            // The first byte order mark is no part of a text; this one is.
            bytes.extend_from_slice("\u{feff}".as_bytes());
        }
        bytes.extend_from_slice(text.as_bytes());
        if let Some(why) = not_kept(&bytes, article.document.text()) {
            self.losses
                .add(&article.name, LostItem::Article, LossKind::Dropped, why);
            return Ok(());
        }
        let (name, path) = self.free_name(&article, &bytes)?;
        if name != article.name {
            let why = format!("it is written to “{name}”");
            self.losses
                .add(&article.name, LostItem::Article, LossKind::Renamed, why);
        }
        let files = self.files_of(&article, &path, &bytes);
        let name = article.name.clone();
        // The document has indexes, which would be in memory while its annotations are written.
        drop(article);
        let is_there = |path: &Path| path.symlink_metadata().is_ok();
        if is_there(&path) && files.paths(&path).iter().all(|path| is_there(path)) {
            self.already_there += 1;
            return Ok(());
        }
        let (new, long) = files.prepare(&path, &bytes)?;
        match long {
            None => self.waiting.push(new),
            Some(long) => {
                let why = format!("it could not be opened again: {}", long.why());
                self.losses
                    .add(&name, LostItem::Article, LossKind::Dropped, why);
            }
        }
        Ok(())
    }

    /// What the files have that belong to an article that is written to this path with this text.
    fn files_of(&self, article: &ImportedArticle, path: &Path, text: &[u8]) -> FilesBeside {
        let mut header = article.header.clone();
        let name = path.file_name().unwrap_or_default();
        header.file = name.to_string_lossy().into_owned();
        header.sha256 = sha256_hex(text);
        header.encoding = UTF_8.to_owned();
        let meta = ArticleMeta::of_new(&article.document, &mut header, &self.scope);
        FilesBeside {
            sidecar: Snapshot::new(&article.document, &header.into()),
            meta,
        }
    }

    /// A name similar to the wanted one that is unused, without an article or anything that belongs
    /// to one, or that has just what would be written, or a part of it: an earlier import was
    /// interrupted there. Creates the folder.
    fn free_name(
        &mut self,
        article: &ImportedArticle,
        bytes: &[u8],
    ) -> Result<(String, PathBuf), ImportError> {
        let wanted = safe_path(&article.name);
        let wanted = if project::is_article(Path::new(&wanted)) {
            wanted
        } else {
            format!("{wanted}.txt")
        };
        if self.names.contains(&wanted.to_lowercase()) {
            self.put()?;
        }
        let path = self.folder.join(&wanted);
        if let Some(folder) = path.parent()
            && !self.folders.contains(folder)
        {
            let failed = |source| ImportError::Folder {
                path: folder.to_owned(),
                source,
            };
            if linked_folder(self.folder, &path).is_some() {
                return Err(failed(io::Error::other(
                    "it is a link, which is not followed",
                )));
            }
            fs::create_dir_all(folder).map_err(failed)?;
            atomic::remove_leftovers(folder);
            self.folders.insert(folder.to_owned());
        }
        let (stem, extension) = wanted.rsplit_once('.').unwrap_or((&wanted, "txt"));
        let mut name = wanted.clone();
        let mut number = 1;
        loop {
            let path = self.folder.join(&name);
            let is_there = |path: &Path| path.symlink_metadata().is_ok();
            let beside = [project::sidecar_path(&path, None), meta_path(&path)];
            let is_free = !is_there(&path) && !beside.iter().any(|path| is_there(path));
            let is_usable = is_free || self.can_adopt(article, &path, bytes);
            if is_usable && self.names.insert(name.to_lowercase()) {
                self.used.insert(path.clone());
                return Ok((name, path));
            }
            number += 1;
            name = format!("{stem}-{number}.{extension}");
        }
    }

    /// Whether all files of an article that are there have just what would be written. Two articles
    /// of one dataset stay two, even if they are the same.
    fn can_adopt(&self, article: &ImportedArticle, path: &Path, bytes: &[u8]) -> bool {
        if self.used.contains(path) {
            return false;
        }
        let is_ours = |path: &Path, bytes: &[u8]| match has_contents(path, bytes) {
            Ok(is_same) => is_same && has_this_case(path),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_ours(path, bytes) {
            return false;
        }
        let beside = self.files_of(article, path, bytes).to_bytes(path);
        let has_meta = beside.len() > 1 || meta_path(path).symlink_metadata().is_err();
        has_meta && beside.iter().all(|(path, bytes)| is_ours(path, bytes))
    }
}

/// What the files beside an article have: its sidecar, and its fields if it has any.
struct FilesBeside {
    sidecar: Snapshot,
    meta: ArticleMeta,
}

impl FilesBeside {
    /// The paths of the files beside the article with this path.
    fn paths(&self, article: &Path) -> Vec<PathBuf> {
        let mut paths = vec![project::sidecar_path(article, None)];
        if !self.meta.is_blank() {
            paths.push(meta_path(article));
        }
        paths
    }

    /// Writes the temporary files of an article with this path and text, and returns the first text in
    /// them that is too long to be opened again. A sidecar takes several times the size of its
    /// annotations in a dataset, so that it is not in memory as a whole.
    fn prepare(
        &self,
        article: &Path,
        text: &[u8],
    ) -> Result<(NewArticle, Option<LongText>), WriteError> {
        let may_be_long = Cell::new(false);
        let sidecar = |file: &mut dyn Write| {
            let mut watch = LongTextWatch::new(file);
            self.sidecar.write_to(&mut watch)?;
            may_be_long.set(watch.may_have_long_text());
            Ok(())
        };
        let meta = self.meta.to_bytes();
        let fields = |file: &mut dyn Write| file.write_all(&meta);
        let contents: [&WriteContents<'_>; 2] = [&sidecar, &fields];
        let beside = self.paths(article).into_iter().zip(contents);
        let new = NewArticle::prepare((article, text), &beside.collect::<Vec<_>>())?;
        let long = may_be_long
            .get()
            .then(|| json::long_text(&self.sidecar.to_bytes()))
            .flatten();
        Ok((new, long.or_else(|| json::long_text(&meta))))
    }

    /// The paths and the bytes of the files beside the article with this path.
    fn to_bytes(&self, article: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let sidecar = project::sidecar_path(article, None);
        let mut beside = vec![(sidecar, self.sidecar.to_bytes())];
        if !self.meta.is_blank() {
            beside.push((meta_path(article), self.meta.to_bytes()));
        }
        beside
    }
}

/// Why a text that is written to a file could not be opened again.
fn not_kept(bytes: &[u8], text: &Text) -> Option<String> {
    let decoded = match decode::decode(bytes, None) {
        Err(DecodeError::NotText { why }) => {
            return Some(format!("its text could not be opened again ({why})"));
        }
        Ok(decoded) if decoded.encoding == UTF_8 => Ok(decoded),
        // The sidecar will name the encoding.
        _ => decode::decode(bytes, Some(UTF_8)),
    };
    let is_kept = decoded.is_ok_and(|decoded| decoded.text == *text);
    (!is_kept).then(|| "its text is not one that an article can have".to_owned())
}

/// Whether an existing file has just this name: on some systems `A.txt` is also found as `a.txt`.
fn has_this_case(path: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|real| real.file_name() == path.file_name())
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
#[path = "import_tests.rs"]
mod tests;
