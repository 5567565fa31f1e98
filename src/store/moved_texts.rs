//! Recognizes texts that another program renames or moves while the project is open: the same bytes are
//! gone at one path and new at another.
//!
//! It must not know the session. The hash of a text that has gone is known if it was open, or from the
//! sidecar that it left behind; of any other there is nothing that could go with it.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::line_ends;
use super::orphans::SourceOfFile;
use super::project::{ArticleEntry, is_ours};

/// A text that was renamed or moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedText {
    /// Where it was.
    pub from: PathBuf,
    /// The article as it is now.
    pub to: ArticleEntry,
}

/// What is known of texts, to recognize them under other names.
#[derive(Default)]
pub(super) struct MovedTexts {
    /// The hashes of texts, in hexadecimal digits.
    known: HashMap<PathBuf, String>,
    /// The hashes of texts that have gone since the project was opened. A text may go some time before it
    /// comes under its new name, as in a synchronised folder.
    gone: BTreeMap<PathBuf, String>,
}

impl MovedTexts {
    /// Registers the hash of a text.
    pub fn know(&mut self, path: PathBuf, sha256: String) {
        self.known.insert(path, sha256);
    }

    /// Finds the texts that were moved among those that have `gone` since the last walk and the articles
    /// that are `new`. `is_there` says whether this walk has found a file.
    ///
    /// Of several texts with the same bytes those are recognized that kept their file name, and then the
    /// only one that is left.
    pub fn find<'a>(
        &mut self,
        gone: &[PathBuf],
        new: impl Iterator<Item = &'a ArticleEntry>,
        is_there: impl Fn(&Path) -> bool,
    ) -> Vec<MovedText> {
        let mut listings = HashMap::new();
        for path in gone {
            let sha256 = self.known.remove(path);
            let sha256 = sha256.or_else(|| hash_in_sidecars(path, &mut listings));
            self.gone
                .extend(sha256.map(|sha256| (path.clone(), sha256)));
        }
        self.gone.retain(|path, _| !is_there(path));
        let mut moved = Vec::new();
        if self.gone.is_empty() {
            return moved;
        }
        let mut new: Vec<(Vec<String>, ArticleEntry)> = new
            .map(|entry| (line_ends::hashes_of(&entry.path), entry.clone()))
            .collect();
        for keeps_name in [true, false] {
            for (from, sha256) in self.gone.clone() {
                let is_same = |other: &&String| other.eq_ignore_ascii_case(&sha256);
                let is_it = |(hashes, entry): &(Vec<String>, ArticleEntry)| {
                    let has_name = entry.path.file_name() == from.file_name();
                    hashes.iter().any(|hash| is_same(&hash)) && (has_name || !keeps_name)
                };
                let is_only = new.iter().filter(|new| is_it(new)).count() == 1
                    && (keeps_name || self.gone.values().filter(is_same).count() == 1);
                if let Some(at) = new.iter().position(is_it).filter(|_| is_only) {
                    let (_, to) = new.remove(at);
                    self.gone.remove(&from);
                    self.known.insert(to.path.clone(), sha256);
                    moved.push(MovedText { from, to });
                }
            }
        }
        moved
    }
}

/// The sidecars and files of fields of folders, sorted by their names.
type Listings = HashMap<PathBuf, Vec<OsString>>;

/// The hash of a text as the files say that it has left behind. Lists each folder once, however many texts
/// of it have gone.
fn hash_in_sidecars(text: &Path, listings: &mut Listings) -> Option<String> {
    let folder = text.parent()?;
    let listing = listings.entry(folder.to_owned());
    let files = listing.or_insert_with(|| list(folder));
    let mut start = text.file_name()?.to_owned();
    start.push(".");
    let is_before = |file: &OsString| file.as_encoded_bytes() < start.as_encoded_bytes();
    let first = files.partition_point(is_before);
    let left = files[first..].iter().take_while(|file| {
        let file = file.as_encoded_bytes();
        file.starts_with(start.as_encoded_bytes())
    });
    let hashes = left.map(|file| SourceOfFile::read(&folder.join(file)).sha256);
    let mut hashes = hashes.filter(|sha256| !sha256.is_empty());
    hashes.next()
}

fn list(folder: &Path) -> Vec<OsString> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name());
    let mut files: Vec<OsString> = names.filter(|name| is_ours(Path::new(name))).collect();
    files.sort_by(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
    files
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

    use super::*;
    use crate::hash::sha256_hex;
    use crate::watch::Watch;

    /// A watched folder, and what a look reports: `changed`, `-gone`, `from>to`.
    struct Watched(tempfile::TempDir, Watch);

    impl Watched {
        fn new(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let mut listed = Vec::new();
            for (name, text) in files {
                let path = folder.path().join(name);
                fs::write(&path, text).expect("written");
                listed.push(path);
            }
            let root = folder.path().to_owned();
            let since = SystemTime::UNIX_EPOCH;
            let mut watch = Watch::new(vec![root.clone()], root, &listed, since);
            watch.look().expect("the folder is there");
            Self(folder, watch)
        }

        fn know(&mut self, name: &str, text: &str) {
            let path = self.0.path().join(name);
            self.1.know_text(path, sha256_hex(text.as_bytes()));
        }

        fn rename(&self, from: &str, to: &str) {
            let path = |name: &str| self.0.path().join(name);
            fs::create_dir_all(path(to).parent().expect("a folder")).expect("a folder");
            fs::rename(path(from), path(to)).expect("renamed");
        }

        fn look(&mut self) -> String {
            let changes = self.1.look().expect("the folder is there");
            let root = self.0.path();
            let name = |path: &Path| crate::project::name_in(root, path);
            let articles = changes.articles.iter().map(|entry| entry.name.clone());
            let gone = changes.gone.iter().map(|path| format!("-{}", name(path)));
            let moved = changes.moved.iter();
            let moved = moved.map(|moved| format!("{}>{}", name(&moved.from), moved.to.name));
            let all: Vec<String> = articles.chain(gone).chain(moved).collect();
            all.join(" ")
        }
    }

    #[test]
    fn a_text_that_was_open_is_recognized_under_its_new_name() {
        let mut watched = Watched::new(&[("a.txt", "a"), ("b.txt", "b")]);
        watched.know("a.txt", "a");
        watched.rename("a.txt", "z.txt");
        watched.rename("b.txt", "y.txt");
        assert_eq!(watched.look(), "y.txt -b.txt a.txt>z.txt");
        assert_eq!(watched.look(), "");
        // It is known under the new name too, and when it comes back.
        watched.rename("z.txt", "sub/a.txt");
        assert_eq!(watched.look(), "z.txt>sub/a.txt");
    }

    #[test]
    fn a_text_may_go_some_time_before_it_comes_and_the_sidecar_has_its_hash() {
        let sha256 = sha256_hex(b"a");
        let sidecar = format!(
            r#"{{"format":"demarche","version":1,"source":{{"file":"a.txt","sha256":"{sha256}"}},"annotations":[]}}"#
        );
        let mut watched = Watched::new(&[("a.txt", "a"), ("a.txt.mk.ann.json", &sidecar)]);
        let text = watched.0.path().join("a.txt");
        fs::remove_file(text).expect("removed");
        assert_eq!(watched.look(), "-a.txt");
        fs::write(watched.0.path().join("z.txt"), "a").expect("written");
        assert_eq!(watched.look(), "a.txt>z.txt");
    }

    #[test]
    fn texts_with_the_same_bytes_are_not_confused() {
        let files = [("a.txt", "same"), ("b.txt", "same"), ("c.txt", "same")];
        let mut watched = Watched::new(&files);
        for (name, text) in files {
            watched.know(name, text);
        }
        watched.rename("a.txt", "sub/a.txt");
        watched.rename("b.txt", "x.txt");
        assert_eq!(watched.look(), "a.txt>sub/a.txt b.txt>x.txt");
        watched.rename("x.txt", "p.txt");
        watched.rename("c.txt", "q.txt");
        assert_eq!(watched.look(), "p.txt q.txt -c.txt -x.txt");
    }

    #[test]
    fn another_text_and_a_copy_are_no_moves() {
        let mut watched = Watched::new(&[("a.txt", "a"), ("b.txt", "b")]);
        watched.know("a.txt", "a");
        watched.know("b.txt", "b");
        fs::write(watched.0.path().join("copy.txt"), "b").expect("written");
        watched.rename("a.txt", "z.txt");
        fs::write(watched.0.path().join("z.txt"), "edited").expect("written");
        assert_eq!(watched.look(), "copy.txt z.txt -a.txt");
        // It has come back under its own name.
        fs::write(watched.0.path().join("a.txt"), "a").expect("written");
        assert_eq!(watched.look(), "a.txt");
        fs::write(watched.0.path().join("y.txt"), "a").expect("written");
        assert_eq!(watched.look(), "y.txt");
    }
}
