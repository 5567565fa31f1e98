//! Opens an article with its sidecar, and saves the sidecar.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::display_path::display_path;
use crate::io_reason::reason;
use crate::model::anchor::Move;
use crate::model::{Document, Text};

use super::article_meta::{Copies, FieldSources, LoadedMeta};
use super::atomic::{self, BeforeRename, Expected, Prepared, Stamp, WriteError};
use super::decode::{self, DecodeError, Decoded};
use super::hash::sha256_hex;
use super::kept_texts::KeptTexts;
use super::line_ends;
use super::sidecar::{
    self, Header, Placed, Sidecar, SidecarError, SidecarNotice, SidecarNoticeKind, Snapshot,
    SourceFacts,
};

/// Sidecars above this size are parsed on a second thread; below it, starting a thread costs more
/// than it saves.
const THREAD_WORTH_BYTES: usize = 512 << 10;

/// How an article is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The largest article, in bytes.
    pub limit_bytes: u64,
    /// The encoding that the analyst chose; without one the sidecar's applies, then the detected
    /// one.
    pub encoding: Option<String>,
    /// The coder from the sidecar's file name, used if the file itself declares none.
    pub coder: Option<String>,
    /// The earlier text with the hash of its bytes, to re-anchor the annotations of a changed
    /// article by comparison.
    pub old_text: Option<(String, Text)>,
    /// The cache of earlier texts as they were annotated, for the same purpose.
    pub kept_texts: Option<KeptTexts>,
    /// Where the fields are looked for that belong to the article.
    pub fields: FieldSources,
    /// The text as it is open already for another coding, with the hash of its bytes: it need not be
    /// decoded again, and memory holds it once.
    pub open_text: Option<(String, Decoded)>,
}

#[cfg(test)]
impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            limit_bytes: decode::MAX_ARTICLE_BYTES,
            encoding: None,
            coder: None,
            old_text: None,
            kept_texts: None,
            fields: FieldSources::default(),
            open_text: None,
        }
    }
}

impl OpenOptions {
    /// The text for which a sidecar was written, if it is known.
    fn text_of(&self, header: &Header) -> Option<Text> {
        match &self.old_text {
            Some((sha256, text)) if header.sha256.eq_ignore_ascii_case(sha256) => {
                Some(text.clone())
            }
            _ => self
                .kept_texts
                .as_ref()?
                .get(&header.sha256, &header.encoding),
        }
    }
}

/// An article that has been opened.
#[derive(Clone, Debug)]
pub struct LoadedArticle {
    pub document: Document,
    /// The sidecar's data beside the document; defaults for an article without a sidecar.
    pub header: Arc<Header>,
    /// Whether the article begins with a byte order mark.
    pub bom: bool,
    /// Whether the article has bytes that are invalid in its encoding.
    pub malformed: bool,
    /// The contents of the sidecar as read; `None` if there is no sidecar yet.
    pub stamp: Option<Stamp>,
    /// What was wrong in the sidecar, and how it was handled.
    pub notices: Vec<SidecarNotice>,
    /// Proposed positions of detached annotations.
    pub moves: Vec<Move>,
    /// What belongs to the article. The document shows its fields.
    pub meta: LoadedMeta,
}

/// Why an article could not be opened. Nothing has been written.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "the article could not be read ({}); check that its disk is there and that you may read it: {}",
        reason(source),
        display_path(path)
    )]
    Article { path: PathBuf, source: io::Error },
    #[error("the article could not be opened: {source}: {}", display_path(path))]
    Decode { path: PathBuf, source: DecodeError },
    #[error(
        "the annotations could not be read ({}); the file is left as it is, mend it or set it aside: {}",
        reason(source),
        display_path(path)
    )]
    SidecarFile { path: PathBuf, source: io::Error },
    #[error(
        "the annotations could not be opened: {source}; the file is left as it is, repair it or set it aside: {}",
        display_path(path)
    )]
    Sidecar { path: PathBuf, source: SidecarError },
}

/// Opens an article with one of its sidecars, which need not exist.
///
/// Reads the text and parses the sidecar in parallel if the sidecar is large.
///
/// # Errors
/// If the article is not text, or the sidecar exists and cannot be read.
pub fn open_article(
    article: &Path,
    sidecar: &Path,
    options: &OpenOptions,
) -> Result<LoadedArticle, OpenError> {
    let sidecar_file = read_sidecar(sidecar)?;
    let bytes = sidecar_file.as_ref().map(|(bytes, _)| bytes.as_slice());
    let is_large = bytes.is_some_and(|bytes| bytes.len() > THREAD_WORTH_BYTES);
    let (source, parsed) = beside(
        || DecodedSource::read(article, options),
        || bytes.map(sidecar::read).transpose(),
        is_large,
    );
    let mut source = source?;
    let parsed = parsed.map_err(|source| OpenError::Sidecar {
        path: sidecar.to_owned(),
        source,
    })?;
    let mut notices = Vec::new();
    let annotated = parsed.as_ref().map(|parsed| parsed.header.sha256.as_str());
    let annotated = annotated
        .filter(|sha256| !sha256.is_empty())
        .unwrap_or_default();
    let mut is_changed = !annotated.is_empty() && !source.is_text(annotated);
    if is_changed && let Some(bytes) = line_ends::with_other_line_ends(&source.bytes, annotated) {
        source = DecodedSource::new(bytes, article, options)?;
        is_changed = false;
    }
    // Another program may have rewritten a changed article in another encoding.
    if options.encoding.is_none()
        && !(is_changed && source.decoded.is_unmistakable())
        && let Some(encoding) = parsed.as_ref().map(|p| p.header.encoding.as_str())
        && let Some(kind) = source.obey(encoding)
    {
        notices.push(SidecarNotice { id: None, kind });
    }
    if source.decoded.malformed {
        let kind = SidecarNoticeKind::Malformed;
        notices.push(SidecarNotice { id: None, kind });
    }
    let facts = source.facts(article);
    let old_text = parsed.as_ref().filter(|_| is_changed);
    let old_text = old_text.and_then(|parsed| options.text_of(&parsed.header));
    // The stamp is a hash of the whole sidecar; it is computed while quotes are located.
    let (placed, stamp) = beside(
        || place(parsed, &source.decoded, facts.with(old_text.as_ref())),
        || {
            let stamp = |(bytes, modified): &(Vec<u8>, _)| Stamp::of(bytes, *modified);
            sidecar_file.as_ref().map(stamp)
        },
        is_large,
    );
    notices.extend(placed.notices);
    let (mut header, mut document) = (placed.header, placed.document);
    let own = Copies {
        fields: document.fields().values.clone(),
        source_unknown: header.source_unknown.clone(),
    };
    let meta = LoadedMeta::find(
        article,
        (&header.file, &header.sha256),
        &options.fields,
        (sidecar, own),
    );
    header.split = Some(
        meta.meta
            .show_in(&mut document, &options.fields.scope)
            .into(),
    );
    if let Some(coder) = &options.coder
        && header.coder.is_empty()
    {
        header.coder.clone_from(coder);
    }
    Ok(LoadedArticle {
        document,
        header: Arc::new(header),
        bom: source.decoded.bom,
        malformed: source.decoded.malformed,
        stamp,
        notices,
        moves: placed.moves,
        meta,
    })
}

/// A sidecar that another program wrote, anchored to the text that is open here.
#[derive(Clone, Debug)]
pub struct Reread {
    pub snapshot: Snapshot,
    /// The contents of the file as read; the merged sidecar replaces these.
    pub stamp: Stamp,
    /// What was wrong in the sidecar. [`SidecarNoticeKind::SourceChanged`] means that the other
    /// program annotated another text: open the article again instead of merging.
    pub notices: Vec<SidecarNotice>,
}

/// Reads another program's version of a sidecar onto the text that is open, to merge it (three-way
/// merge). Returns `None` if the sidecar was removed; save it as a new file then.
///
/// # Errors
/// If the sidecar cannot be read.
pub fn reread_sidecar(sidecar: &Path, open: &Snapshot) -> Result<Option<Reread>, OpenError> {
    let Some((bytes, modified)) = read_sidecar(sidecar)? else {
        return Ok(None);
    };
    let parsed = sidecar::read(&bytes).map_err(|source| OpenError::Sidecar {
        path: sidecar.to_owned(),
        source,
    })?;
    let header = open.header();
    let placed = parsed.place(
        open.text(),
        SourceFacts {
            file: &header.file,
            sha256: &header.sha256,
            encoding: &header.encoding,
            old_text: None,
        },
    );
    Ok(Some(Reread {
        snapshot: Snapshot::new(&placed.document, &Arc::new(placed.header)),
        stamp: Stamp::of(&bytes, modified),
        notices: placed.notices,
    }))
}

/// A sidecar as it was last read or written: the merge base for changes by other programs.
#[derive(Debug)]
pub struct OnDisk {
    pub snapshot: Snapshot,
    /// The contents of the file; `None` while there is no file.
    pub stamp: Option<Stamp>,
}

/// Saves a sidecar, if the file still has the contents that were last read or written.
///
/// Copies a file of an older version to `<file>.v<N>.bak` first.
///
/// # Errors
/// If another program changed the file, or it cannot be written; the file is unchanged then.
pub fn save_sidecar(
    path: &Path,
    snapshot: &Snapshot,
    last: Option<&Stamp>,
    before_rename: BeforeRename<'_>,
) -> Result<Stamp, WriteError> {
    if let Some(version) = snapshot.header().migrated_from {
        keep_old_version(path, version)?;
    }
    let bytes = snapshot.to_bytes();
    atomic::replace_announced(path, &bytes, expected_sidecar(last), before_rename)
}

/// The contents that a sidecar must have on disk before it is replaced, given its last stamp.
pub fn expected_sidecar(last: Option<&Stamp>) -> Expected<'_> {
    last.map_or(Expected::Nothing, Expected::Contents)
}

/// Writes the new version of a sidecar beside the old one: the first half of [`save_sidecar`], for
/// many sidecars that are renamed into place together.
///
/// # Errors
/// If the new version cannot be written.
pub fn prepare_sidecar(path: &Path, snapshot: &Snapshot) -> Result<Prepared, WriteError> {
    if let Some(version) = snapshot.header().migrated_from {
        keep_old_version(path, version)?;
    }
    Prepared::new(path, &snapshot.to_bytes())
}

/// Renames a file that cannot be read to an unused name, and returns that name.
///
/// # Errors
/// If it cannot be renamed.
pub fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let stamp: String = super::ids::now().replace(':', "-");
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".set-aside-{stamp}-{}", super::ids::unique_id()));
    let aside = PathBuf::from(aside);
    std::fs::rename(path, &aside)?;
    Ok(aside)
}

fn keep_old_version(path: &Path, version: u64) -> Result<(), WriteError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(format!(".v{version}.bak"));
    let copy = PathBuf::from(copy);
    let io_error = |source| WriteError::Io {
        path: copy.clone(),
        source,
    };
    if copy.try_exists().map_err(io_error)? {
        return Ok(());
    }
    let (old, _) = atomic::read(path, sidecar::MAX_FILE_BYTES).map_err(io_error)?;
    atomic::replace(&copy, &old, Expected::Anything).map(|_| ())
}

fn place(parsed: Option<Sidecar<'_>>, decoded: &Decoded, facts: SourceFacts<'_>) -> Placed {
    match parsed {
        Some(parsed) => parsed.place(&decoded.text, facts),
        None => Placed {
            document: Document::new(decoded.text.clone()),
            header: Header {
                file: facts.file.to_owned(),
                sha256: facts.sha256.to_owned(),
                encoding: facts.encoding.to_owned(),
                ..Header::default()
            },
            notices: Vec::new(),
            moves: Vec::new(),
        },
    }
}

type ReadSidecar = (Vec<u8>, Option<std::time::SystemTime>);

fn read_sidecar(path: &Path) -> Result<Option<ReadSidecar>, OpenError> {
    match atomic::read(path, sidecar::MAX_FILE_BYTES) {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(OpenError::SidecarFile {
            path: path.to_owned(),
            source,
        }),
    }
}

/// An article's bytes, decoded.
struct DecodedSource {
    bytes: Vec<u8>,
    decoded: Decoded,
    sha256: String,
}

/// [`SourceFacts`] that own their strings.
struct Facts {
    file: String,
    sha256: String,
    encoding: String,
}

impl Facts {
    fn with<'a>(&'a self, old_text: Option<&'a Text>) -> SourceFacts<'a> {
        SourceFacts {
            file: &self.file,
            sha256: &self.sha256,
            encoding: &self.encoding,
            old_text,
        }
    }
}

impl DecodedSource {
    fn read(path: &Path, options: &OpenOptions) -> Result<Self, OpenError> {
        let decode_error = |source| OpenError::Decode {
            path: path.to_owned(),
            source,
        };
        let (bytes, _) = match atomic::read(path, options.limit_bytes) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                return Err(decode_error(DecodeError::TooLarge {
                    size: std::fs::metadata(path).map_or(0, |m| m.len()),
                    limit: options.limit_bytes,
                }));
            }
            Err(source) => {
                return Err(OpenError::Article {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        Self::new(bytes, path, options)
    }

    fn new(bytes: Vec<u8>, path: &Path, options: &OpenOptions) -> Result<Self, OpenError> {
        let sha256 = sha256_hex(&bytes);
        let open = options.open_text.as_ref().filter(|(open, decoded)| {
            let wanted = options.encoding.as_ref();
            *open == sha256 && wanted.is_none_or(|wanted| *wanted == decoded.encoding)
        });
        let decoded = match open {
            Some((_, decoded)) => decoded.clone(),
            None => decode::decode(&bytes, options.encoding.as_deref()).map_err(|source| {
                OpenError::Decode {
                    path: path.to_owned(),
                    source,
                }
            })?,
        };
        Ok(Self {
            bytes,
            decoded,
            sha256,
        })
    }

    fn is_text(&self, sha256: &str) -> bool {
        self.sha256.eq_ignore_ascii_case(sha256)
    }

    /// Decodes again in the encoding for which the sidecar counted its offsets.
    fn obey(&mut self, encoding: &str) -> Option<SidecarNoticeKind> {
        let wanted = decode::encoding_name(encoding).ok();
        if encoding.is_empty() || wanted.as_ref() == Some(&self.decoded.encoding) {
            return None;
        }
        match decode::decode(&self.bytes, Some(encoding)) {
            Ok(decoded) => {
                self.decoded = decoded;
                None
            }
            Err(_) => Some(SidecarNoticeKind::UselessEncoding(encoding.to_owned())),
        }
    }

    fn facts(&self, path: &Path) -> Facts {
        let file = path.file_name().unwrap_or_default();
        Facts {
            file: file.to_string_lossy().into_owned(),
            sha256: self.sha256.clone(),
            encoding: self.decoded.encoding.clone(),
        }
    }
}

/// Runs two closures, in parallel on a second thread if `is_worth_it`.
fn beside<A, B: Send>(
    here: impl FnOnce() -> A,
    there: impl Fn() -> B + Sync,
    is_worth_it: bool,
) -> (A, B) {
    if !is_worth_it {
        return (here(), there());
    }
    std::thread::scope(|scope| {
        let named = std::thread::Builder::new().name("store-beside".into());
        let spawned = named.spawn_scoped(scope, &there);
        let a = here();
        let b = match spawned.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(b)) => b,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // The system could not start a thread.
            Err(_) => there(),
        };
        (a, b)
    })
}

#[cfg(test)]
#[path = "article_tests.rs"]
mod tests;
