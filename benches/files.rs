//! Benchmarks of opening and saving an article, at four sizes with one annotation per 100
//! characters.

use std::fs;
use std::path::PathBuf;

use demarche::store::article_meta::FieldSources;
use demarche::store::{ArticleFiles, ArticleLoader, Snapshot, save_sidecar, sidecar};

mod common;

use common::generated_article;

const SIZES: [usize; 4] = [4 << 10, 40 << 10, 400 << 10, 4 << 20];

fn main() {
    divan::main();
}

struct Files {
    _folder: tempfile::TempDir,
    article: PathBuf,
    sidecar: PathBuf,
}

fn files(bytes: usize) -> (Files, Snapshot) {
    let (document, header) = generated_article(bytes, 1);
    let snapshot = Snapshot::new(&document, &header);
    let folder = tempfile::tempdir().expect("a folder");
    let article = folder.path().join("article.txt");
    let sidecar = folder.path().join("article.txt.ann.json");
    fs::write(&article, document.text().as_str()).expect("a file");
    fs::write(&sidecar, snapshot.to_bytes()).expect("a file");
    let files = Files {
        _folder: folder,
        article,
        sidecar,
    };
    (files, snapshot)
}

/// Opens an article: text and sidecar from disk to a document.
#[divan::bench(args = SIZES)]
fn open(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (files, _) = files(bytes);
    bencher.bench_local(|| {
        let files = ArticleFiles::new(&files.article, &files.sidecar, "", FieldSources::default());
        ArticleLoader::new(None).read(&files).expect("it opens")
    });
}

/// Parses the sidecar alone, from bytes to its lines.
#[divan::bench(args = SIZES)]
fn read(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (_, snapshot) = files(bytes);
    let bytes = snapshot.to_bytes();
    bencher
        .counter(divan::counter::BytesCount::new(bytes.len()))
        .bench_local(|| sidecar::read(&bytes).map(drop));
}

/// Scans the sidecar for labels and status, for the list of articles.
#[divan::bench(args = SIZES)]
fn scan(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (_, snapshot) = files(bytes);
    let bytes = snapshot.to_bytes();
    let codebook = demarche::store::codebook::built_in().codebook;
    bencher
        .counter(divan::counter::BytesCount::new(bytes.len()))
        .bench_local(|| sidecar::scan(&bytes, &codebook));
}

/// The work of the window's thread when it saves.
#[divan::bench(args = SIZES)]
fn snapshot(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (document, header) = generated_article(bytes, 1);
    bencher.bench_local(|| Snapshot::new(&document, &header));
}

/// Serializes a snapshot to bytes.
#[divan::bench(args = SIZES)]
fn render(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (_, snapshot) = files(bytes);
    bencher.bench_local(|| snapshot.to_bytes());
}

/// Writes the file: comparison, temporary file, sync, rename.
#[divan::bench(args = SIZES)]
fn save(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let (files, snapshot) = files(bytes);
    let read = fs::read(&files.sidecar).expect("it is there");
    let stamp = demarche::store::Stamp::of(&read, None);
    bencher.bench_local(|| save_sidecar(&files.sidecar, &snapshot, Some(&stamp), &|_| true));
}
