//! Importing articles: reading files, writing texts with their fields, for the window and the command
//! line alike.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

pub use super::batch_create::BATCH_SIZE;
use super::batch_create::{NewArticle, create_batch, has_contents};
use super::marked_texts;
use crate::ingest::dedupe::{Deduplicated, ExistingArticles, Mapping, ReadFile, dedupe};
use crate::ingest::{self, FileKind, IngestError, Ingested, Limits, names};
use crate::model::observed::Observed;
use crate::store::atomic::{self, WriteError};
use crate::store::hash::sha256_hex;
use crate::store::io_reason::{reason, reason_behind};
use crate::store::project::SidecarEntry;
use crate::store::sidecar::Origin;
use crate::store::{ArticleMeta, article_meta, decode, meta_path, project, sidecar_path};

/// The maximum depth of folders in which files are searched.
const DEPTH: usize = 16;

/// The maximum number of files in one import.
const MAX_FILES: usize = 20_000;

/// An event of an import job.
pub enum ImportEvent {
    /// The user has chosen files.
    Picked(Vec<PathBuf>),
    /// The user has chosen the folder that articles go to.
    FolderPicked(PathBuf),
    Progress {
        done: usize,
        total: usize,
    },
    /// Files have been read, and the project's articles have been scanned for duplicates.
    Read(Arc<Vec<ReadFile>>, Arc<ExistingArticles>),
    /// Articles were gathered and compared (deduplicated).
    Deduplicated(Box<Deduplicated>),
    /// Articles were written.
    Written(Box<WrittenImport>),
}

/// What an import of articles has written.
#[derive(Default)]
pub struct WrittenImport {
    /// The articles, with the sidecars that they have.
    pub articles: Vec<(PathBuf, Vec<SidecarEntry>)>,
    /// What their annotations use.
    pub used: Observed,
    /// Messages about articles that could not be written.
    pub problems: Vec<String>,
}

impl WrittenImport {
    /// Adds an article that was written to this path.
    pub fn add(&mut self, path: PathBuf, article: &Ingested) {
        let codings = marked_texts::codings(article);
        let sidecars = codings.into_iter().map(|coding| {
            coding.collect(&mut self.used);
            SidecarEntry {
                path: sidecar_path(&path, coding.coder.as_deref()),
                coder: coding.coder,
            }
        });
        let mut sidecars: Vec<SidecarEntry> = sidecars.collect();
        sidecars.sort_by(|a, b| a.coder.cmp(&b.coder));
        self.articles.push((path, sidecars));
    }
}

/// A file that some paths name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundFile {
    /// A file that is named itself, or one in a folder whose kind is known.
    File(PathBuf),
    /// Plain text in a folder, which is imported only if it is an archive's export.
    TextInFolder(PathBuf),
    /// A file or folder in a folder that is not read, and why.
    LeftOut(PathBuf, IngestError),
}

/// The files that some paths name: those in folders, and files of any type.
pub fn files(paths: &[PathBuf]) -> Vec<FoundFile> {
    files_where(paths, None, &|_| true)
}

/// The same for files of certain names: their paths below the given folder, with slashes. Texts in
/// folders are of this kind if one is given.
pub fn files_where(
    paths: &[PathBuf],
    kind: Option<&'static FileKind>,
    is_named: &dyn Fn(&str) -> bool,
) -> Vec<FoundFile> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            let name = path.file_name().unwrap_or(path.as_os_str());
            if is_named(&name.to_string_lossy()) {
                files.push(FoundFile::File(path.clone()));
            }
            continue;
        }
        let is_wanted = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            // A browser keeps the resources of a saved page beside it.
            entry.depth() == 0 || !(name.starts_with('.') || name.ends_with("_files"))
        };
        let walk = WalkDir::new(path)
            .max_depth(DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(is_wanted);
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(path).to_owned();
                    let error = IngestError::Unreadable(reason_behind(&error).into_owned());
                    files.push(FoundFile::LeftOut(path, error));
                    continue;
                }
            };
            if !entry.file_type().is_dir() && is_named(&project::name_in(path, entry.path())) {
                files.extend(found_in_folder(entry, kind));
            }
        }
    }
    without_attachments(&mut files);
    let beyond = files.len().saturating_sub(MAX_FILES);
    if beyond > 0 {
        files.truncate(MAX_FILES);
        let error = IngestError::TooManyFiles {
            count: beyond,
            most: MAX_FILES,
        };
        let path = paths.first().cloned().unwrap_or_default();
        files.push(FoundFile::LeftOut(path, error));
    }
    files
}

/// What an entry of a folder is; `None` for Demarche's own files.
fn found_in_folder(entry: walkdir::DirEntry, kind: Option<&'static FileKind>) -> Option<FoundFile> {
    let name = entry.file_name().to_string_lossy().into_owned();
    let is_link = entry.file_type().is_symlink();
    let path = entry.into_path();
    if name.ends_with(project::SIDECAR_SUFFIX) || name.ends_with(article_meta::SUFFIX) {
        return None;
    }
    if is_link {
        return Some(FoundFile::LeftOut(path, IngestError::Link));
    }
    if ingest::is_importable(&name) || (kind.is_some() && ingest::is_text(&name)) {
        return Some(FoundFile::File(path));
    }
    if ingest::is_text(&name) {
        return Some(FoundFile::TextInFolder(path));
    }
    // The first bytes may tell what the name does not.
    let start = first_bytes(&path);
    Some(match ingest::kind_of(&name, &start) {
        Some(_) => FoundFile::File(path),
        None => FoundFile::LeftOut(path, ingest::unknown(&name, &start)),
    })
}

/// The first bytes of a file, as far as they can be read.
fn first_bytes(path: &Path) -> Vec<u8> {
    use std::io::Read as _;
    const ENOUGH: u64 = 64 << 10;
    let mut bytes = Vec::new();
    if let Ok(file) = std::fs::File::open(path) {
        let _ = file.take(ENOUGH).read_to_end(&mut bytes);
    }
    bytes
}

/// Reads a file as this kind, or detects its kind.
pub fn read(found: &FoundFile, kind: Option<&'static FileKind>, limits: Limits) -> ReadFile {
    let (path, kind) = match found {
        FoundFile::File(path) => (path, kind),
        FoundFile::TextInFolder(path) => (path, Some(kind.unwrap_or(&ingest::TEXT_EXPORT))),
        FoundFile::LeftOut(path, error) => {
            return ReadFile {
                file: name_of(path),
                result: Err(error.clone()),
            };
        }
    };
    let file = name_of(path);
    let result = match atomic::read(path, limits.file_bytes) {
        Ok((bytes, _)) => {
            let mut beside = |name: &str| file_beside(path, name, limits);
            ingest::read_with(&file, &bytes, kind, limits, &mut beside)
        }
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            Err(IngestError::TooLarge(limits.file_bytes))
        }
        Err(error) => Err(IngestError::Unreadable(reason(&error).into_owned())),
    };
    ReadFile { file, result }
}

/// The bytes of a file that a literature list names, if it is in the folder of the list.
fn file_beside(list: &Path, name: &str, limits: Limits) -> Option<Vec<u8>> {
    let path = path_beside(list, name)?;
    let bytes = atomic::read(&path, limits.file_bytes);
    bytes.ok().map(|(bytes, _)| bytes)
}

/// The path of a file that a literature list names; `None` if it is outside of the folder of the list.
fn path_beside(list: &Path, name: &str) -> Option<PathBuf> {
    let folder = list.parent()?;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let path = folder.join(name);
    let is_within = Path::new(name).components().all(is_plain);
    // A link may lead anywhere.
    let real = path.canonicalize().ok().filter(|_| is_within)?;
    real.starts_with(folder.canonicalize().ok()?)
        .then_some(path)
}

/// Leaves out the files that are attached to the records of literature lists among them: they are read with
/// their records.
fn without_attachments(files: &mut Vec<FoundFile>) {
    let mut attached = HashSet::new();
    for file in &*files {
        let FoundFile::File(path) = file else {
            continue;
        };
        let name = name_of(path);
        if !ingest::may_have_attachments(&name, &first_bytes(path)) {
            continue;
        }
        let limits = Limits::default();
        if let Ok((bytes, _)) = atomic::read(path, limits.file_bytes) {
            let names = ingest::attachments(&name, &bytes, limits);
            attached.extend(names.iter().filter_map(|name| path_beside(path, name)));
        }
    }
    files.retain(|file| {
        let (FoundFile::File(path) | FoundFile::TextInFolder(path) | FoundFile::LeftOut(path, _)) =
            file;
        !attached.contains(path)
    });
}

fn name_of(path: &Path) -> String {
    let file = path.file_name().unwrap_or(path.as_os_str());
    file.to_string_lossy().into_owned()
}

/// The project's articles for the detection of duplicates, by name and path; unreadable articles
/// match nothing.
pub fn there(articles: &[(String, PathBuf)], is_cancelled: &dyn Fn() -> bool) -> ExistingArticles {
    let mut there = ExistingArticles::default();
    for (name, path) in articles {
        if is_cancelled() {
            break;
        }
        let bytes = atomic::read(path, decode::MAX_ARTICLE_BYTES);
        let text = bytes
            .ok()
            .and_then(|(bytes, _)| decode::decode(&bytes, None).ok());
        if let Some(decoded) = text {
            there.add(name.clone(), decoded.text.as_str());
        }
    }
    there
}

/// Gathers and compares again, after the meaning of columns has changed.
pub fn deduplicated(
    reads: &[ReadFile],
    mapping: &Mapping,
    there: &ExistingArticles,
    is_cancelled: &dyn Fn() -> bool,
) -> Deduplicated {
    dedupe(reads, mapping, there, &Limits::default(), is_cancelled)
}

/// The folder for a project's articles: its folder `articles`, or the project's folder if there is
/// none.
pub fn folder_in(root: &Path) -> PathBuf {
    let articles = root.join("articles");
    if articles.is_dir() {
        articles
    } else {
        root.to_owned()
    }
}

/// Writes articles into one folder, under unused names.
pub struct ArticleWriter {
    folder: PathBuf,
    taken: HashSet<String>,
    /// Names of articles that do not exist and whose fields do: an import was interrupted there.
    interrupted: HashSet<String>,
    /// The sidecars of articles that do not exist and whose fields do, by the name of the article.
    orphaned: HashMap<String, Vec<String>>,
}

impl ArticleWriter {
    /// Creates the folder if necessary and reads which names are used in it.
    ///
    /// # Errors
    /// If the folder cannot be created or read.
    pub fn new(folder: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        atomic::remove_leftovers(&folder);
        let mut taken = HashSet::new();
        let mut with_fields = HashSet::new();
        let mut sidecars = Vec::new();
        for entry in std::fs::read_dir(&folder)? {
            let name = entry?.file_name().to_string_lossy().to_lowercase();
            with_fields.extend(name.strip_suffix(article_meta::SUFFIX).map(str::to_owned));
            if name.ends_with(project::SIDECAR_SUFFIX) {
                sidecars.push(name.clone());
            }
            taken.insert(name);
        }
        let interrupted: HashSet<String> = with_fields.difference(&taken).cloned().collect();
        let mut orphaned: HashMap<String, Vec<String>> = HashMap::new();
        for name in sidecars {
            let stem = name.strip_suffix(project::SIDECAR_SUFFIX).unwrap_or(&name);
            let article = stem.rsplit_once('.').map(|(article, _)| article);
            let of = [Some(stem), article].into_iter().flatten();
            match of.clone().find(|article| interrupted.contains(*article)) {
                Some(article) => {
                    let article = article.to_owned();
                    orphaned.entry(article).or_default().push(name.clone());
                }
                // Annotations of a deleted article must not attach to a new one.
                None => taken.extend(of.map(str::to_owned)),
            }
        }
        Ok(Self {
            folder,
            taken,
            interrupted,
            orphaned,
        })
    }

    /// Writes articles with their fields, preferably [`BATCH_SIZE`] at a time, and returns the path
    /// of each article, or why it could not be written. No existing file is ever replaced.
    pub fn write<A: Borrow<Ingested>>(
        &mut self,
        articles: &[A],
    ) -> Vec<Result<PathBuf, WriteError>> {
        let new = articles
            .iter()
            .map(|article| self.prepare(article.borrow()));
        let new: Vec<Result<NewArticle, WriteError>> = new.collect();
        let mut results = Vec::with_capacity(new.len());
        let mut prepared = Vec::with_capacity(new.len());
        for new in new {
            // The entry of a prepared article is filled below.
            results.push(new.map(|new| prepared.push(new)));
        }
        let mut made = create_batch(prepared).into_iter();
        let made = articles.iter().zip(results).map(|(article, result)| {
            result?;
            match made.next() {
                Some((path, Ok(()))) => Ok(path),
                Some((_, Err(error @ WriteError::Io { .. }))) => Err(error),
                // Another program has used the name meanwhile; the next one is tried.
                _ => self.write(std::slice::from_ref(article)).remove(0),
            }
        });
        made.collect()
    }

    fn prepare(&mut self, article: &Ingested) -> Result<NewArticle, WriteError> {
        let bytes = article.text.as_bytes();
        let codings = marked_texts::codings(article);
        let (path, beside) = loop {
            let name = names::file_name(&article.title, &article.date, &mut self.taken);
            let path = self.folder.join(&name);
            let meta = Self::meta(article, name.clone()).to_bytes();
            let mut beside = vec![(meta_path(&path), meta)];
            for coding in &codings {
                let sidecar = sidecar_path(&path, coding.coder.as_deref());
                beside.push((sidecar, coding.sidecar(&name).to_bytes()));
            }
            let is_interrupted = self.interrupted.contains(&name.to_lowercase());
            if !is_interrupted || self.can_adopt(&name, &beside) {
                break (path, beside);
            }
        };
        let [(meta_path, meta), sidecars @ ..] = &beside[..] else {
            // There are the fields at least.
            return NewArticle::prepare((&path, bytes), &[]);
        };
        let contents = |file: &mut dyn Write| file.write_all(meta);
        let mut new = NewArticle::prepare((&path, bytes), &[(meta_path.clone(), &contents)])?;
        for (path, sidecar) in sidecars {
            new.add(path.clone(), &|file| file.write_all(sidecar))?;
        }
        Ok(new)
    }

    /// Whether what is there beside an article that does not exist is what would be written: fields and
    /// annotations of a deleted article must not attach to a new one.
    fn can_adopt(&self, name: &str, beside: &[(PathBuf, Vec<u8>)]) -> bool {
        let is_ours = |(path, bytes): &(PathBuf, Vec<u8>)| match has_contents(path, bytes) {
            Ok(is_same) => is_same,
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        let orphaned = self.orphaned.get(&name.to_lowercase());
        let mut orphaned = orphaned.into_iter().flatten();
        let names: HashSet<String> = beside
            .iter()
            .map(|(path, _)| name_of(path).to_lowercase())
            .collect();
        beside.iter().all(is_ours) && orphaned.all(|name| names.contains(name))
    }

    /// The file of an article's fields.
    fn meta(article: &Ingested, file: String) -> ArticleMeta {
        let origin = &article.origin;
        ArticleMeta {
            file,
            sha256: sha256_hex(article.text.as_bytes()),
            fields: article.fields().values,
            source_unknown: Origin {
                file: &origin.file,
                sha256: &origin.sha256,
                media_type: origin.media_type,
                part: &origin.part,
            }
            .as_field(),
            unknown: Vec::new(),
        }
    }
}

/// Whether a file is opened directly instead of being imported.
pub fn is_opened(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    path.is_dir() || !ingest::is_importable(name) || name.ends_with(project::SIDECAR_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{ArticleFiles, ArticleLoader, sidecar_path};
    use std::fs;

    fn article() -> Ingested {
        let page = "<h1>Dockers</h1><p>They stay out until it is put on paper.</p>";
        match ingest::read("a.html", page.as_bytes(), None, Limits::default()) {
            Ok(ingest::Content::Articles(mut articles)) => articles.remove(0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn existing_files_are_not_overwritten_and_the_origin_is_recorded() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("Dockers.txt"), "mine").expect("a file");
        // Annotations of a deleted article would attach to the new one.
        fs::write(root.join("dockers-2.txt.mk.ann.json"), "{}").expect("a file");
        fs::write(root.join("dockers-3.txt.article.json"), "{}").expect("a file");
        let mut writer = ArticleWriter::new(root.to_owned()).expect("a writer");
        let mut paths = writer.write(&vec![article(); 12]).into_iter();
        let path = paths.next().expect("a result").expect("it is written");
        assert_eq!(path, root.join("dockers-4.txt"));
        // All exist, though they were written in one batch and have the same name.
        for (number, path) in (5..).zip(paths) {
            let path = path.expect("it is written");
            assert_eq!(path, root.join(format!("dockers-{number}.txt")));
            assert!(meta_path(&path).exists());
        }
        assert_eq!(
            fs::read_to_string(root.join("Dockers.txt")).expect("it is there"),
            "mine"
        );

        // An import that is killed between the two files goes on.
        let whole = fs::read(meta_path(&path)).expect("it is there");
        fs::remove_file(&path).expect("it is there");
        let mut writer = ArticleWriter::new(root.to_owned()).expect("a writer");
        let again = writer.write(&[article()]).remove(0).expect("it is written");
        assert_eq!(again, path);
        assert_eq!(fs::read(meta_path(&path)).expect("it stays"), whole);

        // Nobody has coded anything yet, and whoever does finds the fields.
        let sidecar = sidecar_path(&path, Some("mk"));
        assert!(!sidecar.exists());
        let files = ArticleFiles::new(&path, &sidecar, "mk", Default::default());
        let loaded = ArticleLoader::new(None).read(&files).expect("it opens");
        assert_eq!(loaded.notices, []);
        assert_eq!(loaded.document.field("title"), "Dockers");
        // Reading and writing again gives the same file.
        let again = loaded.meta.meta.to_bytes();
        let written = fs::read(meta_path(&path)).expect("it is there");
        assert_eq!(again, written);
        let written = String::from_utf8_lossy(&written).into_owned();
        assert!(written.contains("\"type\":\"text/html\""), "{written}");
    }

    #[test]
    fn folders_are_searched_except_the_folders_of_saved_pages() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for name in [
            "a.html",
            "a_files/frame.html",
            "sub/b.pdf",
            "c.txt",
            ".d/e.html",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        let found = files(&[root.to_owned(), root.join("c.txt")]);
        let file = |name: &str| FoundFile::File(root.join(name));
        let text = FoundFile::TextInFolder(root.join("c.txt"));
        assert_eq!(
            found,
            [file("a.html"), text, file("sub/b.pdf"), file("c.txt")]
        );
    }

    #[test]
    fn what_is_not_imported_from_a_folder_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let export = "1 of 1 DOCUMENTS\n\nThe Courier\n\nApril 25, 2025 Friday\n\nDockers stay out\n\n\
            LENGTH: 12 words\n\nThe harbour of Port-Levan stayed silent on Friday for the ninth day.\n";
        for (name, bytes) in [
            ("EXPORT.TXT", export.as_bytes()),
            ("notes.txt", b"Ring Castel again."),
            ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 \0\0"),
            ("picture.png", b"\x89PNG"),
            ("a.txt.mk.ann.json", b"{}"),
        ] {
            fs::write(root.join(name), bytes).expect("a file");
        }
        let found = files(&[root.to_owned()]);
        let reads = found
            .iter()
            .map(|found| read(found, None, Limits::default()));
        let told: Vec<(String, Option<IngestError>)> =
            reads.map(|read| (read.file, read.result.err())).collect();
        let [export, notes, old, picture] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(export, &("EXPORT.TXT".to_owned(), None));
        assert_eq!(
            notes,
            &("notes.txt".to_owned(), Some(IngestError::PlainText))
        );
        assert!(
            matches!(&old.1, Some(IngestError::OldDocument(..))),
            "{old:?}"
        );
        assert_eq!(picture.1, Some(IngestError::OtherKind("png".to_owned())));
    }
}
