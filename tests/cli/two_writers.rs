//! Two windows on one article, each saving after every action: neither loses one of the other's.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use demarche::model::{Annotation, ByteOffset, Document, Edit, Span};
use demarche::store::atomic::WriteError;
use demarche::store::{
    ArticleFiles, ArticleLoader, Header, Snapshot, Stamp, merge, reread_sidecar, save_sidecar,
};

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.";

/// Annotations of one writer that stand at once, at most.
const STANDING: usize = 40;

/// A window without its looks: what is open, and what was on disk when it was last read or written.
struct Writer<'a> {
    name: &'static str,
    sidecar: &'a Path,
    document: Document,
    header: Arc<Header>,
    on_disk: Snapshot,
    stamp: Option<Stamp>,
    /// What this writer has done: its annotations with their memos.
    done: BTreeMap<String, String>,
    merges: usize,
}

impl<'a> Writer<'a> {
    fn open(name: &'static str, article: &Path, sidecar: &'a Path) -> Self {
        let files = ArticleFiles::new(article, sidecar, "");
        let loaded = ArticleLoader::new(None).read(&files).expect("it opens");
        Self {
            name,
            sidecar,
            on_disk: Snapshot::new(&loaded.document, &loaded.header),
            document: loaded.document,
            header: loaded.header,
            stamp: loaded.stamp,
            done: BTreeMap::new(),
            merges: 0,
        }
    }

    /// Adds, changes or removes an annotation of its own.
    fn act(&mut self, number: usize, random: &mut fastrand::Rng) {
        let own: Vec<String> = self.done.keys().cloned().collect();
        let is_full = own.len() >= STANDING;
        let edit = match random.u8(0..3) {
            0 if is_full => {
                let id = &own[random.usize(0..own.len())];
                self.done.remove(id);
                self.document.removal(&id.as_str().into())
            }
            1 if !own.is_empty() => {
                let id = &own[random.usize(0..own.len())];
                let memo = format!("memo {number}");
                self.done.insert(id.clone(), memo.clone());
                Edit::SetMemo(id.as_str().into(), memo)
            }
            _ => {
                let id = format!("{}{number}", self.name);
                let start = random.usize(0..TEXT.len() - 5);
                let (start, end) = (ByteOffset(start), ByteOffset(start + 5));
                let span = Span::new(self.document.text(), start, end).expect("a span");
                self.done.insert(id.clone(), String::new());
                Edit::Add(Annotation::new(id, "actor", span).into())
            }
        };
        self.document.apply(edit).expect("the edit fits");
    }

    fn save(&mut self) {
        loop {
            let ours = Snapshot::new(&self.document, &self.header);
            match save_sidecar(self.sidecar, &ours, self.stamp.as_ref(), &|_| true) {
                Ok(stamp) => {
                    self.stamp = Some(stamp);
                    self.on_disk = ours;
                    return;
                }
                Err(WriteError::ChangedOutside { .. }) => {
                    let theirs = reread_sidecar(self.sidecar, &ours).expect("it is read");
                    let theirs = theirs.expect("it is there");
                    let merge = merge::merge(&self.on_disk, &ours, &theirs.snapshot);
                    assert_eq!(merge.conflicts, []);
                    let merged = self.document.apply(Edit::Batch(merge.edits));
                    merged.expect("the merge fits");
                    self.header = merge.header;
                    self.stamp = Some(theirs.stamp);
                    self.on_disk = theirs.snapshot;
                    self.merges += 1;
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn two_windows_on_one_article_lose_nothing_of_either() {
    let actions = std::env::var("DEMARCHE_ACTIONS").ok();
    let actions: usize = actions.and_then(|count| count.parse().ok()).unwrap_or(400);
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("talks.txt");
    std::fs::write(&article, TEXT).expect("a file");
    let sidecar = demarche::store::sidecar_path(&article, None);
    let run = |name: &'static str, seed: u64| {
        let mut writer = Writer::open(name, &article, &sidecar);
        let mut random = fastrand::Rng::with_seed(seed);
        for number in 0..actions / 2 {
            writer.act(number, &mut random);
            writer.save();
        }
        (writer.done, writer.merges)
    };
    let (ours, theirs) = thread::scope(|scope| {
        let other = scope.spawn(|| run("b", 2));
        (run("a", 1), other.join().expect("it ended well"))
    });
    let end = Writer::open("end", &article, &sidecar);
    let stands: BTreeMap<String, String> = end
        .document
        .annotations()
        .iter()
        .map(|annotation| (annotation.id.to_string(), annotation.memo.clone()))
        .collect();
    let merges = ours.1 + theirs.1;
    let done: BTreeMap<String, String> = ours.0.into_iter().chain(theirs.0).collect();
    println!(
        "{actions} actions, {merges} merges, {} annotations",
        done.len()
    );
    assert_eq!(stands, done);
}
