//! Writes the articles of a dataset into a folder: each with its fields and a sidecar, or a sidecar for
//! each of the people who have coded it.
//!
//! It knows no format. No existing file is overwritten: an article whose name is used gets another name,
//! which is reported, unless what is there has the same text and lacks only the coding.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ImportError, UTF_8};
use crate::formats::{
    CodingOf, FormatError, ImportedArticle, LossKind, Losses, LostItem, NAME_BYTES,
    safe_path_within,
};
use crate::jobs::batch_create::{BATCH_SIZE, NewArticle, create_batch, has_contents};
use crate::model::{FieldScope, Text};
use crate::store::atomic::{self, WriteContents, WriteError};
use crate::store::coder::{AGREED_CODER, is_new_coder, is_same_coder};
use crate::store::decode::{self, DecodeError};
use crate::store::hash::sha256_hex;
use crate::store::json::{LongText, LongTextWatch};
use crate::store::output_guard::linked_folder;
use crate::store::project;
use crate::store::sidecar::Snapshot;
use crate::store::{ArticleMeta, display_path, json, meta_path};

/// What the name of a coder and a dot take in the name of a sidecar, in bytes.
const CODER_BYTES: usize = 33;

/// Writes articles and their sidecars into a folder, in batches.
pub struct DatasetWriter<'f> {
    folder: &'f Path,
    scope: Arc<FieldScope>,
    waiting: Vec<NewArticle>,
    /// The used names in lower case: on some systems `A.txt` and `a.txt` are the same file.
    names: HashSet<String>,
    /// The folders of the articles so far.
    folders: HashSet<PathBuf>,
    /// The articles so far, by path.
    used: HashMap<PathBuf, UsedArticle>,
    /// The sidecars so far.
    sidecars: HashSet<PathBuf>,
    written: Vec<PathBuf>,
    already_there: HashSet<PathBuf>,
    losses: Losses,
}

/// An article that was written, as far as another coding of it must be compared.
struct UsedArticle {
    /// Of the text, and of the fields.
    hashes: (u64, u64),
    coder: String,
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
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
            used: HashMap::new(),
            sidecars: HashSet::new(),
            written: Vec::new(),
            already_there: HashSet::new(),
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
        // Codings of one article may have come in several batches.
        let mut known = HashSet::new();
        self.written.retain(|path| known.insert(path.clone()));
        self.already_there.retain(|path| !known.contains(path));
        WrittenArticles {
            written: self.written,
            already_there: self.already_there.len(),
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
        let (name, path, coder) = self.free_name(&article, &bytes)?;
        if name != article.name {
            let why = format!("it is written to “{name}”");
            self.losses
                .add(&article.name, LostItem::Article, LossKind::Renamed, why);
        }
        let files = self.files_of(&article, &path, &bytes, coder.as_deref());
        let name = article.name.clone();
        // The document has indexes, which would be in memory while its annotations are written.
        drop(article);
        self.sidecars
            .insert(project::sidecar_path(&path, coder.as_deref()));
        let meta = files.meta.to_bytes();
        let is_further = self.used.contains_key(&path);
        let used = self
            .used
            .entry(path.clone())
            .or_insert_with(|| UsedArticle {
                hashes: (hash(&bytes), hash(&meta)),
                coder: coder.clone().unwrap_or_default(),
            });
        let differs = match is_further {
            true => used.hashes.1 != hash(&meta),
            false => {
                let there = has_contents(&meta_path(&path), &meta);
                coder.is_some() && there.is_ok_and(|is_same| !is_same)
            }
        };
        if differs {
            let why =
                "its fields differ from those that the article has by another coding, which stay";
            self.losses
                .add(&name, LostItem::Article, LossKind::Stripped, why);
        }
        let is_there = |path: &Path| path.symlink_metadata().is_ok();
        if is_there(&path) && files.paths(&path).iter().all(|path| is_there(path)) {
            self.already_there.insert(path);
            return Ok(());
        }
        let waiting = self.waiting.iter_mut().rev();
        let open = { waiting }.find(|new| new.path() == path);
        let long = match open {
            Some(new) => files.add_sidecar(new, &path)?,
            None => {
                let (new, long) = files.prepare(&path, &bytes)?;
                if long.is_none() {
                    self.waiting.push(new);
                }
                long
            }
        };
        if let Some(long) = long {
            let why = format!("it could not be opened again: {}", long.why());
            self.losses
                .add(&name, LostItem::Article, LossKind::Dropped, why);
        }
        Ok(())
    }

    /// What the files have that belong to an article that is written to this path with this text.
    fn files_of(
        &self,
        article: &ImportedArticle,
        path: &Path,
        text: &[u8],
        coder: Option<&str>,
    ) -> FilesBeside {
        let mut header = article.header.clone();
        let name = path.file_name().unwrap_or_default();
        header.file = name.to_string_lossy().into_owned();
        header.sha256 = sha256_hex(text);
        header.encoding = UTF_8.to_owned();
        let meta = ArticleMeta::of_new(&article.document, &mut header, &self.scope);
        FilesBeside {
            sidecar: Snapshot::new(&article.document, &header.into()),
            coder: coder.map(str::to_owned),
            meta,
        }
    }

    /// A name similar to the wanted one that is unused, without an article or anything that belongs
    /// to one, or that has just what would be written, or a part of it: an earlier import was
    /// interrupted there. Creates the folder.
    ///
    /// Returns the name, the path and the coder whose name the sidecar gets.
    fn free_name(
        &mut self,
        article: &ImportedArticle,
        bytes: &[u8],
    ) -> Result<(String, PathBuf, Option<String>), ImportError> {
        let most = match article.coding {
            CodingOf::Only => NAME_BYTES,
            // The name of the coder is in that of the sidecar.
            CodingOf::Several => NAME_BYTES - CODER_BYTES,
        };
        let wanted = safe_path_within(&article.name, most);
        let wanted = if project::is_article(Path::new(&wanted)) {
            wanted
        } else {
            format!("{wanted}.txt")
        };
        let is_coding = article.coding == CodingOf::Several;
        if self.names.contains(&wanted.to_lowercase()) && !is_coding {
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
            let coder = self.coder_of(article, &path);
            if coder.is_some() && self.can_join(&path, coder.as_deref(), bytes) {
                return Ok((name, path, coder));
            }
            let is_there = |path: &Path| path.symlink_metadata().is_ok();
            let beside = [
                project::sidecar_path(&path, None),
                project::sidecar_path(&path, coder.as_deref()),
                meta_path(&path),
            ];
            let is_free = !is_there(&path) && !beside.iter().any(|path| is_there(path));
            let is_usable = !self.used.contains_key(&path)
                && (is_free || self.can_adopt(article, &path, bytes, coder.as_deref()));
            if is_usable && self.names.insert(name.to_lowercase()) {
                return Ok((name, path, coder));
            }
            number += 1;
            name = format!("{stem}-{number}.{extension}");
        }
    }

    /// The coder whose name the sidecar gets: of one of several codings, or of an article whose text
    /// somebody else has coded in the same dataset.
    fn coder_of(&self, article: &ImportedArticle, path: &Path) -> Option<String> {
        let coder = &article.header.coder;
        let others = self.used.get(path);
        let is_others = others.is_some_and(|used| !is_same_coder(&used.coder, coder));
        let is_one = article.coding == CodingOf::Several || is_others;
        let can_be = is_new_coder(coder) || coder == AGREED_CODER;
        (is_one && can_be).then(|| coder.clone())
    }

    /// Whether an article that is there has this text and no coding of this coder.
    fn can_join(&self, path: &Path, coder: Option<&str>, bytes: &[u8]) -> bool {
        let sidecar = project::sidecar_path(path, coder);
        if self.sidecars.contains(&sidecar) || sidecar.symlink_metadata().is_ok() {
            return false;
        }
        match self.used.get(path) {
            Some(used) => used.hashes.0 == hash(bytes),
            None => has_contents(path, bytes).unwrap_or(false) && has_this_case(path),
        }
    }

    /// Whether all files of an article that are there have just what would be written. Two articles
    /// of one dataset stay two, even if they are the same.
    fn can_adopt(
        &self,
        article: &ImportedArticle,
        path: &Path,
        bytes: &[u8],
        coder: Option<&str>,
    ) -> bool {
        let is_ours = |path: &Path, bytes: &[u8]| match has_contents(path, bytes) {
            Ok(is_same) => is_same && has_this_case(path),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_ours(path, bytes) {
            return false;
        }
        let beside = self.files_of(article, path, bytes, coder).to_bytes(path);
        let has_meta = beside.len() > 1 || meta_path(path).symlink_metadata().is_err();
        has_meta && beside.iter().all(|(path, bytes)| is_ours(path, bytes))
    }
}

/// What the files beside an article have: its sidecar, and its fields if it has any.
struct FilesBeside {
    sidecar: Snapshot,
    /// Whose name the sidecar has.
    coder: Option<String>,
    meta: ArticleMeta,
}

impl FilesBeside {
    /// The paths of the files beside the article with this path.
    fn paths(&self, article: &Path) -> Vec<PathBuf> {
        let mut paths = vec![project::sidecar_path(article, self.coder.as_deref())];
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

    /// Adds the sidecar to an article that waits to be written, and returns the first text in it that is
    /// too long to be opened again.
    fn add_sidecar(
        &self,
        new: &mut NewArticle,
        article: &Path,
    ) -> Result<Option<LongText>, WriteError> {
        let long = json::long_text(&self.sidecar.to_bytes());
        if long.is_none() {
            let path = project::sidecar_path(article, self.coder.as_deref());
            new.add(path, &|mut file| self.sidecar.write_to(&mut file))?;
        }
        Ok(long)
    }

    /// The paths and the bytes of the files beside the article with this path.
    fn to_bytes(&self, article: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let sidecar = project::sidecar_path(article, self.coder.as_deref());
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
