//! Datasets of 10,000 articles with 200,000 annotations: writing each format to a folder, reading it
//! again, and the memory that either takes at most beside the articles.
//!
//! Each figure is taken once and printed: `cargo bench --bench datasets`, with names of formats for
//! some of them. The figures to hold for formats of text: written in 3 s, read in 5 s. Where
//! `READERS_PYTHON` names a Python with `tests/readers/requirements.txt`, the time that other
//! readers need for the same files stands beside it.

#[path = "common/project.rs"]
mod project;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use demarche::formats::{self, ArticleRef, Format, Losses, Survey, WriteOptions};
use demarche::jobs::export;
use demarche::jobs::import::Dataset;
use demarche::store::project::Limits;
use demarche::store::{LoadedArticle, OpenOptions, open_article, open_project};
use project::{COLLECTION, write_project};

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |format: &&&dyn Format| {
        let mut names = wanted
            .iter()
            .filter(|name| !name.starts_with('-'))
            .peekable();
        names.peek().is_none() || names.any(|name| name == format.about().name)
    };
    let folder = tempfile::tempdir().expect("a folder");
    write_project(folder.path(), COLLECTION).expect("it is written");
    let started = Instant::now();
    let (articles, options) = open(folder.path());
    println!(
        "{} articles, opened in {}",
        articles.len(),
        seconds(started)
    );
    println!(
        "{:<17}{:>9}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "", "written", "size", "memory", "read", "memory", "others"
    );
    let refs: Vec<ArticleRef<'_>> = articles
        .iter()
        .map(|(name, article)| ArticleRef {
            name,
            document: &article.document,
            header: &article.header,
        })
        .collect();
    for format in formats::ALL.iter().filter(is_wanted) {
        run(*format, &refs, &options);
    }
}

fn open(folder: &Path) -> (Vec<(String, LoadedArticle)>, WriteOptions) {
    let project = open_project(&[folder.to_owned()], Limits::default()).expect("it opens");
    let options = WriteOptions {
        codebook: project.codebook().clone(),
        entities: project.entities.clone(),
        ..WriteOptions::default()
    };
    let articles = project.articles.into_iter().map(|entry| {
        let sidecar = entry.sidecar_path(None);
        let article = open_article(&entry.path, &sidecar, &OpenOptions::default());
        (entry.name, article.expect("it opens"))
    });
    (articles.collect(), options)
}

fn run(format: &dyn Format, articles: &[ArticleRef<'_>], options: &WriteOptions) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("dataset");
    fs::create_dir(&out).expect("a folder");
    print!("{:<17}", format.about().name);

    let before = begin();
    let started = Instant::now();
    let mut losses = Losses::default();
    export::write(format, articles, options, &out, &mut losses).expect("it is written");
    print!("{:>9}", seconds(started));
    print!("{:>7} MB{:>7} MB", size(&out) >> 20, most(before) >> 10);

    if format.about().reads {
        let before = begin();
        let started = Instant::now();
        let dataset = Dataset::find(std::slice::from_ref(&out)).expect("the files are there");
        let (survey, read) = Survey::of(format, &dataset.inputs(), &mut |_| Ok(()));
        read.expect("it is read");
        print!("{:>10}{:>7} MB", seconds(started), most(before) >> 10);
        assert_eq!(survey.articles, articles.len());
    } else {
        print!("{:>10}{:>10}", "–", "–");
    }
    if let Some(python) = std::env::var_os("READERS_PYTHON") {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/time.py");
        let other = Command::new(python)
            .args([script, format.about().name])
            .arg(&out)
            .output();
        let told = other.map(|output| output.stdout).unwrap_or_default();
        print!("{:>10}", String::from_utf8_lossy(&told).trim());
    }
    println!();
}

fn seconds(started: Instant) -> String {
    format!("{:.2} s", started.elapsed().as_secs_f64())
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let sizes = files
        .filter_map(|file| file.metadata().ok())
        .filter(fs::Metadata::is_file);
    sizes.map(|metadata| metadata.len()).sum()
}

/// The memory in use in kilobytes, from which on the most is counted.
fn begin() -> usize {
    // Linux counts anew after this; elsewhere no memory is told.
    let _ = fs::write("/proc/self/clear_refs", "5");
    memory("VmRSS:")
}

/// By how many kilobytes more than before were in use at most.
fn most(before: usize) -> usize {
    memory("VmHWM:").saturating_sub(before)
}

fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
