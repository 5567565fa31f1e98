//! Orphaned files: sidecars and files of article fields whose text is gone, and the articles that have the
//! same text and no annotations.
//!
//! A text that was renamed or moved while the project was closed leaves its annotations behind. A sidecar
//! has the hash of the text that it was made for, so that the text is found under its new name. This
//! module finds it and moves the files when asked to; it must not know the session or the window, and it
//! moves nothing by itself. A file that is in the way is never overwritten.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::article_meta::{self, meta_path};
use super::display_path::display_path;
use super::project::{
    self, ArticleEntry, article_of, article_of_meta, is_article, name_in, sidecar_path, stem_of,
};
use super::{atomic, line_ends, sidecar};
use crate::io_reason::reason;

/// The orphaned files of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The path of the text that is gone.
    pub text: PathBuf,
    /// Its name within the project, with slashes.
    pub name: String,
    /// SHA-256 of the text, as the files have it, in hexadecimal digits; empty if none of them can be read.
    pub sha256: String,
    /// The files, sorted by path.
    pub files: Vec<OrphanFile>,
    /// The article with the same text that has no annotations, if there is one.
    pub found: Option<SameText>,
}

/// An orphaned file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanFile {
    pub path: PathBuf,
    pub kind: OrphanKind,
}

/// What an orphaned file contains.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrphanKind {
    /// The annotations of a coder; `None` of the one without a name.
    Sidecar(Option<String>),
    /// The fields of the article.
    Fields,
}

/// An article that has the text of orphaned files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameText {
    pub path: PathBuf,
    /// Its name within the project, with slashes.
    pub name: String,
}

/// Why orphaned files were not moved. Those that had been moved are back in their places.
#[derive(Debug, thiserror::Error)]
pub enum TakeOverError {
    #[error("no article has the same text")]
    NoArticle,
    #[error(
        "the text has changed meanwhile; open the project again: {}",
        display_path(path)
    )]
    OtherText { path: PathBuf },
    #[error(
        "a file of this name exists already and is not overwritten: {}",
        display_path(path)
    )]
    InTheWay { path: PathBuf },
    #[error(
        "the file could not be moved ({}); check that you may write in its folder: {}",
        reason(source),
        display_path(path)
    )]
    Io { path: PathBuf, source: io::Error },
}

impl OrphanKind {
    /// The path of the file of this kind that belongs to an article.
    pub fn path_for(&self, article: &Path) -> PathBuf {
        match self {
            Self::Sidecar(coder) => sidecar_path(article, coder.as_deref()),
            Self::Fields => meta_path(article),
        }
    }
}

/// The text to which an orphaned file belonged, and what it contains.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OrphanName {
    /// The path of the text, which does not exist.
    text: PathBuf,
    kind: OrphanKind,
}

/// The text to which an orphaned file belonged, by its name; `None` of a file that is neither a sidecar nor
/// a file of fields. `source` is the name of the text as the file itself has it, which tells `a.md` of
/// nobody from `a` of the coder `md`; empty if it is unknown.
fn orphan_name(path: &Path, source: &str) -> Option<OrphanName> {
    if let Some(text) = article_of_meta(path) {
        let kind = OrphanKind::Fields;
        return Some(OrphanName { text, kind });
    }
    let stem = stem_of(path)?;
    let is_named = |name: &Path| name.file_name() == Some(OsStr::new(source));
    let (text, coder) = article_of(path, is_named)
        .or_else(|| article_of(path, is_article))
        .unwrap_or_else(|| (path.with_file_name(&stem), None));
    let kind = OrphanKind::Sidecar(coder);
    Some(OrphanName { text, kind })
}

/// The text for which an orphaned file was made, as far as the file says it.
#[derive(Default)]
pub(super) struct SourceOfFile {
    /// The name of the text's file.
    file: String,
    pub sha256: String,
}

impl SourceOfFile {
    pub fn read(path: &Path) -> Self {
        let is_sidecar = project::is_sidecar(path);
        if !is_sidecar {
            let read = article_meta::read_file(path).ok().flatten();
            return read.map_or_else(Self::default, |(meta, _)| Self {
                file: meta.file,
                sha256: meta.sha256,
            });
        }
        let read = atomic::read(path, sidecar::MAX_FILE_BYTES).ok();
        let header = read.and_then(|(bytes, _)| Some(sidecar::read(&bytes).ok()?.header));
        header.map_or_else(Self::default, |header| Self {
            file: header.file,
            sha256: header.sha256,
        })
    }
}

/// Groups orphaned files by their text, and finds for each the article with the same text that has
/// neither a sidecar nor fields. Reads every orphaned file, and every such article whose text may be
/// meant, unless `is_cancelled`.
///
/// Of several articles with the same text the one with the same file name is found, else the first in
/// the order of the list; each article is found once.
pub fn find_orphans(
    paths: &[PathBuf],
    articles: &[ArticleEntry],
    root: &Path,
    is_cancelled: impl Fn() -> bool,
) -> Vec<Orphan> {
    // By text and hash: sidecars of one name may have been made for different texts.
    let mut groups: BTreeMap<(PathBuf, String), Vec<OrphanFile>> = BTreeMap::new();
    let mut fields: Vec<(PathBuf, String, OrphanFile)> = Vec::new();
    for path in paths {
        let source = SourceOfFile::read(path);
        let Some(OrphanName { text, kind }) = orphan_name(path, &source.file) else {
            continue;
        };
        let sha256 = source.sha256.to_lowercase();
        let file = OrphanFile {
            path: path.clone(),
            kind,
        };
        if file.kind == OrphanKind::Fields {
            fields.push((text, sha256, file));
        } else {
            groups.entry((text, sha256)).or_default().push(file);
        }
    }
    // The fields go with the annotations, even if the text was edited after they were written.
    for (text, sha256, file) in fields {
        let exact = (text.clone(), sha256.clone());
        let known = groups.keys().find(|(of, _)| *of == text).cloned();
        let key = if groups.contains_key(&exact) {
            exact
        } else {
            known.unwrap_or(exact)
        };
        groups.entry(key).or_default().push(file);
    }
    let mut orphans: Vec<Orphan> = groups
        .into_iter()
        .map(|((text, sha256), mut files)| {
            files.sort_by(|a, b| a.path.cmp(&b.path));
            Orphan {
                name: name_in(root, &text),
                text,
                sha256,
                files,
                found: None,
            }
        })
        .collect();
    find_texts(&mut orphans, articles, is_cancelled);
    orphans
}

fn find_texts(orphans: &mut [Orphan], articles: &[ArticleEntry], is_cancelled: impl Fn() -> bool) {
    let hashes = orphans.iter().map(|orphan| orphan.sha256.as_str());
    let wanted: HashSet<String> = hashes
        .filter(|sha256| !sha256.is_empty())
        .map(str::to_owned)
        .collect();
    if wanted.is_empty() {
        return;
    }
    let mut by_hash: HashMap<String, Vec<&ArticleEntry>> = HashMap::new();
    let free = articles
        .iter()
        .filter(|entry| entry.sidecars.is_empty() && !entry.has_meta);
    for entry in free {
        if is_cancelled() {
            return;
        }
        let hashes = line_ends::hashes_of(&entry.path).into_iter();
        for sha256 in hashes.filter(|sha256| wanted.contains(sha256)) {
            by_hash.entry(sha256).or_default().push(entry);
        }
    }
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    // Moved texts, which keep their name, come before renamed ones.
    for keeps_name in [true, false] {
        for orphan in orphans.iter_mut().filter(|orphan| orphan.found.is_none()) {
            let same = by_hash.get(&orphan.sha256).into_iter().flatten();
            let mut same = same.filter(|entry| {
                let has_name = entry.path.file_name() == orphan.text.file_name();
                (has_name || !keeps_name) && !taken.contains(entry.path.as_path())
            });
            if let Some(entry) = same.next() {
                taken.insert(&entry.path);
                orphan.found = Some(SameText {
                    path: entry.path.clone(),
                    name: entry.name.clone(),
                });
            }
        }
    }
}

/// Moves orphaned files to the article that was found for them: all or none. Returns where each was and
/// is now.
///
/// # Errors
/// If the article has another text by now, a file is in the way, or one cannot be moved. Nothing has
/// changed then.
pub fn take_over(orphan: &Orphan) -> Result<Vec<(PathBuf, PathBuf)>, TakeOverError> {
    let found = orphan.found.as_ref().ok_or(TakeOverError::NoArticle)?;
    if !line_ends::is_text(&found.path, &orphan.sha256) {
        return Err(TakeOverError::OtherText {
            path: found.path.clone(),
        });
    }
    let files = orphan.files.iter();
    let moves: Vec<(PathBuf, PathBuf)> = files
        .map(|file| (file.path.clone(), file.kind.path_for(&found.path)))
        .collect();
    move_all(&moves)?;
    Ok(moves)
}

/// Moves files to new names that must be free: all or none.
///
/// # Errors
/// If a file is in the way, or one cannot be moved. Those that had been moved are back in their places.
fn move_all(moves: &[(PathBuf, PathBuf)]) -> Result<(), TakeOverError> {
    if let Some((_, to)) = moves.iter().find(|(_, to)| is_there(to)) {
        return Err(TakeOverError::InTheWay { path: to.clone() });
    }
    for (done, (from, to)) in moves.iter().enumerate() {
        if let Err(source) = rename_to_free(from, to) {
            for (from, to) in moves[..done].iter().rev() {
                if let Err(error) = rename_to_free(to, from) {
                    log::warn!("a file is not back in its place: {error}");
                }
            }
            return Err(match source.kind() {
                io::ErrorKind::AlreadyExists => TakeOverError::InTheWay { path: to.clone() },
                _ => TakeOverError::Io {
                    path: from.clone(),
                    source,
                },
            });
        }
    }
    Ok(())
}

/// Renames the file beside a text that was renamed, if there is one and the new name is free. Returns
/// whether it was renamed.
///
/// # Errors
/// If a file is in the way, or it cannot be renamed. Nothing has changed then.
pub fn move_along(from: &Path, to: &Path) -> Result<bool, TakeOverError> {
    if !is_there(from) {
        return Ok(false);
    }
    move_all(&[(from.to_owned(), to.to_owned())]).map(|()| true)
}

/// Whether something has this name, be it a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Renames a file, unless the new name is taken.
fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    // A link may be relative to its folder.
    if from.is_symlink() && from.parent() != to.parent() {
        return Err(io::Error::other("it is a link to another file"));
    }
    atomic::rename_to_free(from, to)
}

#[cfg(test)]
#[path = "orphans_tests.rs"]
mod tests;
