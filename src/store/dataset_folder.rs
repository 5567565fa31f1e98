//! The data card of a dataset folder, and the list in it of the files that the export wrote.
//!
//! So an export recognizes what it may replace, and a project does not take the texts of a dataset
//! for articles. The rest of the card is written by the formats; this module does not know it.
//!
//! ```text
//! ## Files
//!
//!     5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  train/talks.txt
//! ```
//!
//! The lines are those of `sha256sum`, indented: Markdown shows them as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::atomic;
use super::hash::sha256_hex_of;

/// The name of a data card.
pub const CARD: &str = "README.md";

/// A marker text in every card, by which we recognize it.
pub const MARK: &str = "Counts are those before export.";

/// The heading of the list.
const HEADING: &str = "## Files";

/// The number of bytes that are read of a card. A larger file is none of ours.
const CARD_BYTES: u64 = 64 << 20;

/// The files that an export wrote into a folder, by their names in it.
///
/// While an export replaces files, the list has the hash of the old file and that of the new one, so
/// that a killed export can be repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileList(BTreeMap<PathBuf, BTreeSet<String>>);

impl FileList {
    /// The list in the card of a folder; `None` if the folder has no data card. It is empty if the
    /// card has no list.
    pub fn read(folder: &Path) -> Option<Self> {
        let card = folder.join(CARD);
        if !card.symlink_metadata().is_ok_and(|card| card.is_file()) {
            return None;
        }
        let (bytes, _) = atomic::read(&card, CARD_BYTES).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        text.contains(MARK).then(|| Self::parse(&text))
    }

    fn parse(card: &str) -> Self {
        let mut list = Self::default();
        let lines = card.lines().skip_while(|line| *line != HEADING).skip(1);
        for (hash, name) in lines.filter_map(|line| line.strip_prefix("    ")?.split_once("  ")) {
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            let name = Path::new(name);
            let mut parts = name.components();
            // A card from elsewhere names no file outside of its folder.
            if is_hash && parts.all(|part| matches!(part, Component::Normal(_))) {
                list.add(name, hash);
            }
        }
        list
    }

    /// Adds a file by its name in the folder.
    pub fn add(&mut self, name: &Path, hash: &str) {
        let hashes = self.0.entry(name.to_owned()).or_default();
        hashes.insert(hash.to_ascii_lowercase());
    }

    /// Adds the files of another list.
    pub fn append(&mut self, other: Self) {
        for (name, mut hashes) in other.0 {
            self.0.entry(name).or_default().append(&mut hashes);
        }
    }

    /// Keeps only files that are still in the folder, and that the other list does not have.
    pub fn retain_others(&mut self, folder: &Path, other: &Self) {
        let is_other = |name: &Path| !other.lists(name) && folder.join(name).exists();
        self.0.retain(|name, _| is_other(name));
    }

    /// Whether the list has a file of this name in the folder, whatever its contents.
    pub fn lists(&self, name: &Path) -> bool {
        self.0.contains_key(name)
    }

    /// Whether this file, whose name in the folder is given, still has the contents that the export
    /// wrote.
    pub fn has_written(&self, name: &Path, file: &Path) -> bool {
        let Some(hashes) = self.0.get(name) else {
            return false;
        };
        let there = atomic::open(file).and_then(sha256_hex_of);
        there.is_ok_and(|there| hashes.contains(&there))
    }

    /// The list as a section of a card.
    pub fn to_markdown(&self) -> String {
        let mut text = format!(
            "\n{HEADING}\n\nThe export wrote these files. The next export replaces them unless they \
             were changed.\n\n"
        );
        for (name, hashes) in &self.0 {
            // A line cannot hold such a name; its file counts as somebody else's.
            let Some(name) = name.to_str().filter(|name| !name.contains(['\n', '\r'])) else {
                continue;
            };
            for hash in hashes {
                text.push_str("    ");
                text.push_str(hash);
                text.push_str("  ");
                text.push_str(name);
                text.push('\n');
            }
        }
        text
    }
}

/// Removes what is no article, but of a dataset of ours, from the files that were found below
/// `opened`; the first `kept` files stay. Such are data cards, and what the cards list.
///
/// A text that has annotations beside it is an article all the same, and so are all texts of the
/// folder that the user opened, except its card.
pub fn leave_out(files: &mut Vec<PathBuf>, kept: usize, opened: &Path, sidecars: &[PathBuf]) {
    let mut exported = BTreeSet::new();
    for card in files.iter().skip(kept) {
        let folder = card.parent().filter(|_| card.ends_with(CARD));
        let Some((folder, list)) =
            folder.and_then(|folder| Some((folder, FileList::read(folder)?)))
        else {
            continue;
        };
        exported.insert(card.clone());
        if folder != opened {
            exported.extend(list.0.into_keys().map(|name| folder.join(name)));
        }
    }
    if exported.is_empty() {
        return;
    }
    for sidecar in sidecars {
        // `a.txt.mk.ann.json` may belong to `a.txt.mk` or to `a.txt`.
        let mut article = sidecar.with_extension("");
        while article.extension().is_some() {
            article = article.with_extension("");
            exported.remove(&article);
        }
    }
    let mut number = 0;
    files.retain(|file| {
        number += 1;
        number <= kept || !exported.contains(file)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const HASH: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let mut list = FileList::default();
        list.add(Path::new("a.txt"), HASH);
        list.add(Path::new("train/b  c.txt"), &HASH.replace('5', "6"));
        list.add(Path::new("a.txt"), &HASH.replace('5', "7"));
        let card = format!("# Title\n\n{MARK}\n{}", list.to_markdown());
        assert_eq!(FileList::parse(&card), list);

        let cases = [
            format!("    {HASH}  a.txt\n"),
            format!("{HEADING}\n    {HASH}  ../a.txt\n"),
            format!("{HEADING}\n    {HASH}  /a.txt\n"),
            format!("{HEADING}\n    {}  a.txt\n", &HASH[1..]),
            format!("{HEADING}\n{HASH}  a.txt\n"),
        ];
        for card in cases {
            assert_eq!(FileList::parse(&card), FileList::default(), "{card}");
        }
    }

    #[test]
    fn a_file_is_ours_while_it_has_one_of_its_hashes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "hello\n").expect("a file");
        let mut list = FileList::default();
        let name = Path::new("a.txt");
        list.add(name, &HASH.replace('5', "6"));
        assert!(!list.has_written(name, &file));
        list.add(name, HASH);
        assert!(list.has_written(name, &file));
        fs::write(&file, "hello!\n").expect("a file");
        assert!(!list.has_written(name, &file));
        assert!(!list.has_written(Path::new("b.txt"), &file));
    }
}
