use std::fs;

use super::*;
use crate::hash::sha256_hex;
use crate::project::{WalkLimits, open_project};

const TEXT: &str = "Russia demands peace talks in Geneva.\n";

/// A folder with texts, and sidecars that were made for a text.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, contents: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, contents).expect("written");
    }

    fn sidecar(&self, name: &str, file: &str, text: &str) {
        let sha256 = sha256_hex(text.as_bytes());
        let json = format!(
            r#"{{"format":"demarche","version":1,"source":{{"file":"{file}","sha256":"{sha256}"}},"annotations":[]}}"#
        );
        self.write(name, &json);
    }

    fn fields(&self, name: &str, file: &str, text: &str) {
        let sha256 = sha256_hex(text.as_bytes());
        let json = format!(
            r#"{{"format":"demarche-article-fields","version":1,"source":{{"file":"{file}","sha256":"{sha256}"}},"fields":{{"title":"Talks"}}}}"#
        );
        self.write(name, &json);
    }

    fn orphans(&self) -> Vec<Orphan> {
        let root = self.0.path().to_owned();
        let project =
            open_project(std::slice::from_ref(&root), WalkLimits::default()).expect("it opens");
        find_orphans(&project.orphans, &project.articles, &root, || false)
    }

    /// The orphans as `text: files -> article`.
    fn drawn(&self) -> Vec<String> {
        let orphans = self.orphans();
        let orphans = orphans.iter().map(|orphan| {
            let files = orphan.files.iter().map(|file| match &file.kind {
                OrphanKind::Sidecar(None) => "nobody".to_owned(),
                OrphanKind::Sidecar(Some(coder)) => coder.clone(),
                OrphanKind::Fields => "fields".to_owned(),
            });
            let files = files.collect::<Vec<_>>().join(" ");
            let found = orphan.found.as_ref().map_or("?", |found| &found.name);
            format!("{}: {files} -> {found}", orphan.name)
        });
        orphans.collect()
    }

    fn names(&self) -> Vec<String> {
        let walk = walkdir::WalkDir::new(self.0.path()).sort_by_file_name();
        let files = walk
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file());
        files.map(|e| name_in(self.0.path(), e.path())).collect()
    }
}

#[test]
fn a_renamed_text_is_found_by_its_hash_with_all_its_files() {
    let folder = Folder::new(&[("new.txt", TEXT), ("other.txt", "Something else.\n")]);
    folder.sidecar("old.txt.ann.json", "old.txt", TEXT);
    folder.sidecar("old.txt.mk.ann.json", "old.txt", TEXT);
    folder.fields("old.txt.article.json", "old.txt", "before an edit");
    folder.sidecar("gone.txt.ann.json", "gone.txt", "a text that nobody has");
    assert_eq!(
        folder.drawn(),
        [
            "gone.txt: nobody -> ?",
            "old.txt: nobody fields mk -> new.txt"
        ]
    );
    let orphans = folder.orphans();
    assert!(matches!(
        take_over(&orphans[0]),
        Err(TakeOverError::NoArticle)
    ));
    assert_eq!(take_over(&orphans[1]).expect("they are moved").len(), 3);
    assert_eq!(
        folder.names(),
        [
            "gone.txt.ann.json",
            "new.txt",
            "new.txt.ann.json",
            "new.txt.article.json",
            "new.txt.mk.ann.json",
            "other.txt",
        ]
    );
}

#[test]
fn an_article_with_annotations_is_not_offered_and_one_is_offered_once() {
    let folder = Folder::new(&[("has.txt", TEXT), ("sub/b.txt", TEXT), ("c.txt", TEXT)]);
    folder.sidecar("has.txt.jb.ann.json", "has.txt", TEXT);
    folder.sidecar("a.txt.ann.json", "a.txt", TEXT);
    folder.sidecar("b.txt.ann.json", "b.txt", TEXT);
    folder.sidecar("d.txt.ann.json", "d.txt", TEXT);
    // The text that kept its name is that of the same name, whatever comes first.
    assert_eq!(
        folder.drawn(),
        [
            "a.txt: nobody -> c.txt",
            "b.txt: nobody -> sub/b.txt",
            "d.txt: nobody -> ?",
        ]
    );
}

#[test]
fn the_source_in_the_file_tells_a_coder_from_an_extension() {
    let folder = Folder::new(&[]);
    folder.sidecar("a.md.ann.json", "a", TEXT);
    folder.sidecar("b.md.ann.json", "b.md", TEXT);
    folder.write("c.txt.mk.ann.json", "not a sidecar");
    folder.write("notes.ann.json", "not a sidecar");
    assert_eq!(
        folder.drawn(),
        [
            "a: md -> ?",
            "b.md: nobody -> ?",
            "c.txt: mk -> ?",
            "notes: nobody -> ?",
        ]
    );
}

#[test]
fn nothing_is_overwritten_and_all_or_none_is_moved() {
    let folder = Folder::new(&[("new.txt", TEXT)]);
    folder.sidecar("old.txt.ann.json", "old.txt", TEXT);
    folder.sidecar("old.txt.mk.ann.json", "old.txt", TEXT);
    let orphan = folder.orphans().remove(0);
    folder.write("new.txt.mk.ann.json", "in the way");
    let before = folder.names();
    let error = take_over(&orphan).expect_err("a file is in the way");
    assert!(error.to_string().contains("new.txt.mk.ann.json"), "{error}");
    assert_eq!(folder.names(), before);
    assert_eq!(
        fs::read_to_string(folder.path("new.txt.mk.ann.json")).expect("it is there"),
        "in the way"
    );
    fs::remove_file(folder.path("new.txt.mk.ann.json")).expect("removed");
    // One of the two is gone: the other is back in its place.
    fs::remove_file(folder.path("old.txt.mk.ann.json")).expect("removed");
    assert!(matches!(take_over(&orphan), Err(TakeOverError::Io { .. })));
    assert_eq!(folder.names(), ["new.txt", "old.txt.ann.json"]);
    folder.write("new.txt", "edited meanwhile");
    assert!(matches!(
        take_over(&orphan),
        Err(TakeOverError::OtherText { .. })
    ));
}
