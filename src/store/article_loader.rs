//! The loader of articles: the only way in which the program reads an article with its annotations.
//!
//! It must not know the project or the window: it takes the paths of an article and returns its
//! contents.
//!
//! The proposed positions of annotations in an edited article depend on which old text the new one
//! is compared with. Two readers with different options would therefore show different proposals
//! for the same files. So each project has one loader, constructed with everything that reading
//! needs and without default options.

use std::path::{Path, PathBuf};

use super::article::{LoadedArticle, OpenError, OpenOptions, open_article};
use super::article_meta::FieldSources;
use super::decode::{self, Decoded};
use super::kept_texts::KeptTexts;
use super::sidecar::Snapshot;
use crate::model::Text;

/// The files of an article as one coder annotated it.
#[derive(Clone, Debug)]
pub struct ArticleFiles {
    pub path: PathBuf,
    /// The file of the annotations, which need not exist.
    pub sidecar: PathBuf,
    /// The coder from the sidecar's name; empty if the name contains none.
    pub coder: String,
    /// Where the fields that belong to the article are found.
    pub fields: FieldSources,
    /// The text as another open coding of the article has it, with the hash of its bytes: it need not
    /// be decoded again, and memory holds it once.
    pub open_text: Option<(String, Decoded)>,
}

impl ArticleFiles {
    /// An article with one of its sidecars. `coder` is empty if the sidecar's name contains none.
    pub fn new(path: &Path, sidecar: &Path, coder: &str, fields: FieldSources) -> Self {
        Self {
            path: path.to_owned(),
            sidecar: sidecar.to_owned(),
            coder: coder.to_owned(),
            fields,
            open_text: None,
        }
    }
}

/// A text that the program already has in memory.
#[derive(Clone, Debug)]
pub struct KnownText {
    /// The hash of the bytes that the text was decoded from, in hexadecimal digits.
    pub sha256: String,
    pub text: Text,
}

/// Reads articles with their annotations. Cheap to clone, so that each job has its own.
#[derive(Clone, Debug)]
pub struct ArticleLoader {
    kept_texts: Option<KeptTexts>,
}

impl ArticleLoader {
    /// A loader that compares edited articles with the texts in `kept_texts`; `None` if the user
    /// has no state folder.
    pub fn new(kept_texts: Option<KeptTexts>) -> Self {
        Self { kept_texts }
    }

    /// Reads an article.
    ///
    /// # Errors
    /// If the article is not text, or the sidecar exists and cannot be read.
    pub fn read(&self, files: &ArticleFiles) -> Result<LoadedArticle, OpenError> {
        self.open(files, None)
    }

    /// Reads an article whose text has changed since `old` was read.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_changed(
        &self,
        files: &ArticleFiles,
        old: KnownText,
    ) -> Result<LoadedArticle, OpenError> {
        self.open(files, Some((old.sha256, old.text)))
    }

    /// Keeps the text of an annotated article, to compare an edited version with it later.
    pub fn keep_text(&self, snapshot: &Snapshot) {
        if let Some(kept) = &self.kept_texts
            && !snapshot.annotations().is_empty()
        {
            kept.keep_of(snapshot);
        }
    }

    fn open(
        &self,
        files: &ArticleFiles,
        old_text: Option<(String, Text)>,
    ) -> Result<LoadedArticle, OpenError> {
        let options = OpenOptions {
            limit_bytes: decode::MAX_ARTICLE_BYTES,
            encoding: None,
            coder: Some(files.coder.clone()).filter(|coder| !coder.is_empty()),
            old_text,
            kept_texts: self.kept_texts.clone(),
            fields: files.fields.clone(),
            open_text: files.open_text.clone(),
        };
        open_article(&files.path, &files.sidecar, &options)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::hash::sha256_hex;
    use crate::sidecar_path;

    /// Two versions of an article in which the word stands six times.
    const OLD: &str = "The talks between unions began on Monday.\n\
        Nobody expects the talks to end soon.\nHe left the talks before noon.\n\
        Officials said the talks in Geneva would resume shortly after lunch.\n\
        She called the talks a farce.\nThe mayor praised the talks on radio.\n";
    const NEW: &str = "Editors added this line.\nThe talks between unions began on Monday.\n\
        Nobody expects the talks to end soon.\nHe left the talks before noon.\n\
        Officials say the talks at Geneva may resume soon after lunch.\n\
        She called the talks a farce.\nThe mayor praised the talks on radio.\n";

    /// An article that was edited after its fourth “talks” was annotated.
    fn edited(folder: &std::path::Path) -> ArticleFiles {
        let path = folder.join("a.txt");
        let start = OLD.find("talks in").expect("it is there");
        let sidecar = serde_json::json!({
            "format": "demarche", "version": 1, "offsets": "unicode-scalar",
            "source": {"file": "a.txt", "sha256": sha256_hex(OLD.as_bytes()), "encoding": "utf-8"},
            "annotations": [{
                "id": "aaaaaaaa", "label": "actor",
                "spans": [[start, start + 5]], "quote": ["talks"],
            }],
            "relations": [],
        });
        let files = ArticleFiles {
            sidecar: sidecar_path(&path, None),
            path,
            coder: String::new(),
            fields: FieldSources::default(),
            open_text: None,
        };
        fs::write(&files.path, NEW).expect("a file");
        fs::write(&files.sidecar, sidecar.to_string()).expect("a file");
        files
    }

    #[test]
    fn an_edited_article_is_compared_with_the_kept_text_or_the_known_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = edited(folder.path());
        let kept = KeptTexts::new(folder.path().join("texts"));
        let sha256 = sha256_hex(OLD.as_bytes());
        let starts = |loaded: LoadedArticle| -> Vec<usize> {
            let moves = loaded.moves.iter();
            moves.map(|found| found.found.to.start().0).collect()
        };
        let read = |loader: &ArticleLoader| starts(loader.read(&files).expect("it opens"));
        let without = ArticleLoader::new(None);
        let with = ArticleLoader::new(Some(kept.clone()));
        let there = vec![NEW.find("talks at").expect("it is there")];

        let known = KnownText {
            sha256: sha256.clone(),
            text: Text::new(OLD),
        };
        let changed = without.read_changed(&files, known).expect("it opens");
        assert_eq!(starts(changed), there);
        // Without the old text the quote does not distinguish the two occurrences of “talks”.
        assert_ne!(read(&without), there);
        assert_ne!(read(&with), there);
        kept.keep(&sha256, "utf-8", &Text::new(OLD));
        assert_eq!(read(&with), there);
        // A text in memory does not help if it is not the text that was annotated.
        let known = KnownText {
            sha256: "0".repeat(64),
            text: Text::new(NEW),
        };
        let changed = with.read_changed(&files, known).expect("it opens");
        assert_eq!(starts(changed), there);
    }

    #[test]
    fn only_texts_with_annotations_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = edited(folder.path());
        fs::write(&files.path, OLD).expect("a file");
        let kept = KeptTexts::new(folder.path().join("texts"));
        let loader = ArticleLoader::new(Some(kept.clone()));
        let keep = || {
            let loaded = loader.read(&files).expect("it opens");
            loader.keep_text(&Snapshot::new(&loaded.document, &loaded.header));
            kept.get(&sha256_hex(OLD.as_bytes()), "utf-8").is_some()
        };
        let annotations = fs::read(&files.sidecar).expect("it is there");
        fs::remove_file(&files.sidecar).expect("it is there");
        assert!(!keep());
        fs::write(&files.sidecar, annotations).expect("a file");
        assert!(keep());
    }
}
