//! Detects changes that other programs make to a project's files while it is open, by polling.
//!
//! It walks the folder again and again and compares it with the last walk. A file watcher of the
//! system (inotify) would report sooner, but not on network drives, in synchronised folders and
//! beyond the limits of some systems, and it reports temporary files and renames rather than
//! articles; a walk is right everywhere, and its caller can keep it cheap.

use std::collections::HashMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::article_meta::meta_path;
use super::atomic::Stamp;
pub use super::moved_texts::MovedText;
use super::moved_texts::MovedTexts;
use super::project::{self, ArticleEntry, CODEBOOK_FILE, ENTITIES_FILE, WalkLimits};
use super::team::PROJECT_FILE;

/// The time resolution of file systems: a file that was written more recently may be written again
/// without a new modification time.
const COARSE: Duration = Duration::from_secs(2);

/// A file's length and modification time, which reveal most changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenFile {
    pub bytes: u64,
    /// Since the Unix epoch; zero if the system does not report it.
    pub modified: Duration,
}

impl SeenFile {
    /// Of a file, if it exists.
    pub fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|found| Self::from(&found))
    }

    fn new(bytes: u64, modified: Option<SystemTime>) -> Self {
        let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        Self {
            bytes,
            modified: since.unwrap_or_default(),
        }
    }

    /// Whether the file was changed so recently that another change may leave this value the same.
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        now < SystemTime::UNIX_EPOCH + self.modified + COARSE
    }
}

impl From<&Stamp> for SeenFile {
    fn from(stamp: &Stamp) -> Self {
        Self::new(stamp.len, stamp.modified)
    }
}

impl From<&Metadata> for SeenFile {
    fn from(metadata: &Metadata) -> Self {
        Self::new(metadata.len(), metadata.modified().ok())
    }
}

/// Changes since the last walk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Articles that are new, or whose text, fields or any of whose sidecars have changed.
    pub articles: Vec<ArticleEntry>,
    /// Articles that no longer exist.
    pub gone: Vec<PathBuf>,
    /// Texts that are no longer at one path and are new at another.
    pub moved: Vec<MovedText>,
    pub codebook: bool,
    pub entities: bool,
    pub team: bool,
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        let is_any_article = !self.articles.is_empty() || !self.gone.is_empty();
        let has_changed = is_any_article || !self.moved.is_empty();
        !has_changed && !self.codebook && !self.entities && !self.team
    }
}

/// The files of a project at the last walk.
pub struct Watch {
    paths: Vec<PathBuf>,
    root: PathBuf,
    files: HashMap<PathBuf, SeenFile>,
    /// Files as this program wrote them, which are not reported as changes.
    expected: HashMap<PathBuf, SeenFile>,
    /// The renamed and moved texts.
    texts: MovedTexts,
    /// When the project was listed; the first walk reports what was written since.
    since: Option<SystemTime>,
}

impl Watch {
    /// Starts from a project that was listed at that time.
    pub fn new(paths: Vec<PathBuf>, root: PathBuf, listed: &[PathBuf], since: SystemTime) -> Self {
        let unseen = SeenFile {
            bytes: 0,
            modified: Duration::ZERO,
        };
        Self {
            paths,
            root,
            files: listed.iter().map(|path| (path.clone(), unseen)).collect(),
            expected: HashMap::new(),
            texts: MovedTexts::default(),
            since: Some(since),
        }
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Registers files that this program wrote: in this state they are not reported, and any later
    /// change is.
    pub fn expect(&mut self, written: impl IntoIterator<Item = (PathBuf, SeenFile)>) {
        self.expected.extend(written);
    }

    /// Registers the hash of a text, in hexadecimal digits: if it goes and comes under another name, it is
    /// reported as moved.
    pub fn know_text(&mut self, path: PathBuf, sha256: String) {
        self.texts.know(path, sha256);
    }

    /// Walks the project and returns what has changed.
    ///
    /// # Errors
    /// If the project's folder cannot be read; then nothing is reported as removed.
    pub fn look(&mut self) -> std::io::Result<Changes> {
        let entries = project::list_articles(&self.paths, &self.root, WalkLimits::default())?;
        let mut changes = Changes::default();
        let mut files = HashMap::with_capacity(self.files.len());
        for entry in &entries {
            let sidecars = entry.sidecars.iter().map(|sidecar| &sidecar.path);
            let meta = entry.has_meta.then(|| meta_path(&entry.path));
            let mut is_changed = false;
            for path in std::iter::once(&entry.path).chain(sidecars).chain(&meta) {
                if let Some(seen) = SeenFile::of(path) {
                    is_changed |= self.is_news(path, seen);
                    files.insert(path.clone(), seen);
                }
            }
            if is_changed {
                changes.articles.push(entry.clone());
            }
        }
        for name in [CODEBOOK_FILE, ENTITIES_FILE, PROJECT_FILE] {
            let path = self.root.join(name);
            let seen = SeenFile::of(&path);
            let is_news = match seen {
                Some(seen) => self.is_news(&path, seen),
                None => self.files.contains_key(&path),
            };
            match name {
                CODEBOOK_FILE => changes.codebook = is_news,
                ENTITIES_FILE => changes.entities = is_news,
                _ => changes.team = is_news,
            }
            files.extend(seen.map(|seen| (path, seen)));
        }
        let is_shared = |path: &Path| path.parent() == Some(&*self.root) && is_shared_name(path);
        let lost = self.files.keys().filter(|path| !files.contains_key(*path));
        let lost = lost.filter(|path| !is_shared(path)).cloned();
        let is_ours = |path: &PathBuf| project::is_ours(path);
        let (sidecars, gone): (Vec<_>, Vec<_>) = lost.partition(is_ours);
        changes.gone = gone;
        changes.gone.sort_unstable();
        // An article that lost a sidecar or its fields has changed too.
        for sidecar in sidecars {
            let begins = |entry: &&ArticleEntry| {
                let name = entry.path.as_os_str().as_encoded_bytes();
                let sidecar = sidecar.as_os_str().as_encoded_bytes();
                sidecar
                    .strip_prefix(name)
                    .is_some_and(|rest| rest.starts_with(b"."))
            };
            if let Some(entry) = entries.iter().find(begins)
                && !changes.articles.contains(entry)
            {
                changes.articles.push(entry.clone());
            }
        }
        let is_new = |entry: &&ArticleEntry| !self.files.contains_key(&entry.path);
        let new = changes.articles.iter().filter(is_new);
        let is_there = |path: &Path| files.contains_key(path);
        changes.moved = self.texts.find(&changes.gone, new, is_there);
        for moved in &changes.moved {
            changes.gone.retain(|path| *path != moved.from);
            let is_other = |entry: &ArticleEntry| entry.path != moved.to.path;
            changes.articles.retain(is_other);
        }
        self.files = files;
        self.expected.clear();
        self.since = None;
        Ok(changes)
    }

    fn is_news(&self, path: &Path, seen: SeenFile) -> bool {
        if self.expected.get(path) == Some(&seen) {
            return false;
        }
        match (self.files.get(path), self.since) {
            (None, _) => true,
            (Some(_), Some(since)) => SystemTime::UNIX_EPOCH + seen.modified + COARSE >= since,
            (Some(before), None) => *before != seen,
        }
    }
}

fn is_shared_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name == CODEBOOK_FILE || name == ENTITIES_FILE || name == PROJECT_FILE
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn external_changes_are_reported_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        for name in ["a.txt", "b.txt", "b.txt.ann.json", "codebook.json"] {
            fs::write(path(name), "{}").expect("written");
            let file = fs::File::options().write(true).open(path(name));
            let file = file.expect("it is there");
            file.set_modified(long_ago).expect("a time is set");
        }
        let listed = ["a.txt", "b.txt", "b.txt.ann.json", "codebook.json"].map(path);
        let root = folder.path().to_owned();
        let mut watch = Watch::new(vec![root.clone()], root, &listed, SystemTime::now());
        let mut look = || {
            let changes = watch.look().expect("the folder is there");
            let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
            let articles = changes.articles.iter().map(|entry| name(&entry.path));
            let gone = changes.gone.iter().map(|path| format!("-{}", name(path)));
            let mut all: Vec<String> = articles.chain(gone).collect();
            all.extend(changes.codebook.then(|| "codebook".to_owned()));
            all.extend(changes.entities.then(|| "entities".to_owned()));
            all.join(" ")
        };
        assert_eq!(look(), "");
        fs::write(path("b.txt.ann.json"), "{} ").expect("written");
        fs::write(path("c.txt"), "new").expect("written");
        fs::write(path("entities.json"), "{}").expect("written");
        assert_eq!(look(), "b.txt c.txt entities");
        assert_eq!(look(), "");
        fs::remove_file(path("a.txt")).expect("removed");
        fs::remove_file(path("b.txt.ann.json")).expect("removed");
        fs::remove_file(path("codebook.json")).expect("removed");
        assert_eq!(look(), "b.txt -a.txt codebook");
        assert_eq!(look(), "");
        fs::write(path("a.txt.mk.ann.json"), "{}").expect("written");
        fs::write(path("a.txt"), "again").expect("written");
        assert_eq!(look(), "a.txt");
        fs::write(path("c.txt.article.json"), "{}").expect("written");
        assert_eq!(look(), "c.txt");
        assert_eq!(look(), "");
        fs::write(path("c.txt.article.json"), "{} ").expect("written");
        assert_eq!(look(), "c.txt");
        fs::remove_file(path("c.txt.article.json")).expect("removed");
        assert_eq!(look(), "c.txt");
    }

    #[test]
    fn our_own_writes_are_not_reported_as_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a.txt"), "a").expect("written");
        let root = folder.path().to_owned();
        let listed = [path("a.txt")];
        let mut watch = Watch::new(vec![root.clone()], root, &listed, SystemTime::now());
        let mut look = |written: Option<PathBuf>| {
            let written = written.into_iter().filter_map(|path| {
                let seen = SeenFile::of(&path)?;
                Some((path, seen))
            });
            watch.expect(written.collect::<Vec<_>>());
            watch.look().expect("the folder is there").articles.len()
        };
        // A file written around the time of listing may have been written after it.
        assert_eq!(look(None), 1);
        fs::write(path("a.txt.ann.json"), "ours").expect("written");
        assert_eq!(look(Some(path("a.txt.ann.json"))), 0);
        assert_eq!(look(None), 0);
        fs::write(path("a.txt.ann.json"), "theirs").expect("written");
        assert_eq!(look(None), 1);
    }

    #[test]
    fn one_change_of_any_kind_is_a_change() {
        assert!(Changes::default().is_empty());
        let article = ArticleEntry {
            path: PathBuf::from("a.txt"),
            name: "a.txt".into(),
            sidecars: Vec::new(),
            has_meta: false,
        };
        let changes = [
            Changes {
                articles: vec![article],
                ..Changes::default()
            },
            Changes {
                gone: vec![PathBuf::from("a.txt")],
                ..Changes::default()
            },
            Changes {
                codebook: true,
                ..Changes::default()
            },
            Changes {
                entities: true,
                ..Changes::default()
            },
        ];
        for changes in changes {
            assert!(!changes.is_empty(), "{changes:?}");
        }
    }
}
