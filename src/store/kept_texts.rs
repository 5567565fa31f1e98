//! A cache of texts as they were when they were annotated, in the user's state folder.
//!
//! When another program has edited an article, comparing the new text with the old one is the most
//! reliable way to re-anchor its annotations, and no project contains the old one. Losing these
//! copies loses no work: annotations are then located by their quotes. The oldest copies are
//! removed when there are too many.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::atomic;
use super::display_path::display_path;
use super::private;
use crate::model::Text;

use super::sidecar::Snapshot;
use super::unpack::{UnpackGuard, UnpackLimits};

/// The limit for all copies together, in bytes: some hundred thousand articles.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// The longest text that is kept, in bytes.
const MAX_TEXT_BYTES: usize = 16 << 20;

/// The folder of the copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTexts(PathBuf);

impl KeptTexts {
    /// Opens the cache in this folder, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The text of the bytes with this hash, decoded in this encoding.
    pub fn get(&self, sha256: &str, encoding: &str) -> Option<Text> {
        let file = atomic::open(&self.file(sha256, encoding)?).ok()?;
        let mut guard = UnpackGuard::new(UnpackLimits::total(MAX_TEXT_BYTES as u64), 0);
        let bytes = guard.read(GzDecoder::new(file), 0).ok()?;
        String::from_utf8(bytes).ok().map(Text::new)
    }

    /// Stores a text, unless it is there already. Errors are only logged.
    pub fn keep(&self, sha256: &str, encoding: &str, text: &Text) {
        let Some(file) = self.file(sha256, encoding) else {
            return;
        };
        if text.len() > MAX_TEXT_BYTES || file.exists() {
            return;
        }
        if let Err(error) = self.write(&file, text) {
            log::warn!(
                "the text of an annotated article is not kept ({error}): {}",
                display_path(&file)
            );
        }
    }

    /// Stores the text of an article with annotations.
    pub fn keep_of(&self, snapshot: &Snapshot) {
        let header = snapshot.header();
        self.keep(&header.sha256, &header.encoding, snapshot.text());
    }

    fn write(&self, file: &Path, text: &Text) -> io::Result<()> {
        private::create_folder(&self.0)?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_str().as_bytes())?;
        let bytes = packed.finish()?;
        // Not synced: what remains after a power failure has a wrong checksum and is not read.
        let mut temporary = atomic::temporary_file_in(&self.0)?;
        temporary.write_all(&bytes)?;
        temporary.persist(file)?;
        Ok(())
    }

    /// Removes the oldest copies until the others are within the limit.
    pub fn tidy(&self) {
        self.tidy_to(MAX_FILE_BYTES);
    }

    fn tidy_to(&self, limit: u64) {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return;
        };
        let mut copies: Vec<(SystemTime, u64, PathBuf)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let facts = entry.metadata().ok()?;
                Some((facts.modified().ok()?, facts.len(), entry.path()))
            })
            .collect();
        copies.sort();
        let mut size: u64 = copies.iter().map(|(_, size, _)| size).sum();
        for (_, bytes, path) in copies {
            if size <= limit {
                return;
            }
            if fs::remove_file(path).is_ok() {
                size -= bytes;
            }
        }
    }

    /// Hash and encoding come from a sidecar, so they are untrusted.
    fn file(&self, sha256: &str, encoding: &str) -> Option<PathBuf> {
        let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
        let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        let is_encoding = encoding.len() < 32 && encoding.bytes().all(is_name);
        let name = format!("{}.{encoding}.gz", sha256.to_ascii_lowercase());
        (is_hash && is_encoding).then(|| self.0.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn kept_texts_are_found_and_the_oldest_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = KeptTexts::new(folder.path().join("texts"));
        let hash = |digit: char| digit.to_string().repeat(64);
        assert_eq!(kept.get(&hash('a'), "utf-8"), None);
        for digit in ['a', 'b'] {
            kept.keep(&hash(digit), "utf-8", &Text::new(format!("“{digit}”")));
        }
        assert_eq!(kept.get(&hash('A'), "utf-8"), Some(Text::new("“a”")));
        assert_eq!(kept.get(&hash('a'), "utf-16le"), None);
        assert_eq!(kept.get("../../secret", "utf-8"), None);
        assert_eq!(kept.get(&hash('a'), "/etc/passwd"), None);

        let old = File::options().append(true).open(
            folder
                .path()
                .join("texts")
                .join(format!("{}.utf-8.gz", hash('b'))),
        );
        let long_ago = SystemTime::UNIX_EPOCH;
        old.and_then(|file| file.set_modified(long_ago))
            .expect("it is older now");
        kept.tidy_to(40);
        assert_eq!(kept.get(&hash('b'), "utf-8"), None);
        assert_eq!(kept.get(&hash('a'), "utf-8"), Some(Text::new("“a”")));
    }

    #[test]
    fn a_copy_that_is_longer_than_any_of_ours_gives_no_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = KeptTexts::new(folder.path().to_owned());
        let hash = "c".repeat(64);
        let file = kept.file(&hash, "utf-8").expect("a name");
        for (length, is_read) in [(MAX_TEXT_BYTES, true), (MAX_TEXT_BYTES + 1, false)] {
            let text = Text::new("x".repeat(length));
            kept.write(&file, &text).expect("it is written");
            let read = kept.get(&hash, "utf-8");
            assert_eq!(read.map(|text| text.len()), is_read.then_some(length));
        }
    }
}
