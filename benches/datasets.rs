//! A benchmark of dataset export and import, with 10,000 articles and 200,000 annotations: the time
//! to write each format to a folder and to read it again, and the peak memory of either in addition
//! to the open articles.
//!
//! After each wall-clock time it prints the CPU time of all threads together, which other work on
//! the machine hardly changes.
//!
//! Each figure is measured once and printed: `cargo bench --bench datasets`, with names of formats
//! to measure only these. Targets for text formats: written in 3 s, read in 5 s. If
//! `READERS_PYTHON` names a Python with the packages of `tests/readers/requirements.txt`, it also
//! prints the time that other readers need for the same files. `docs/datasets.md` has the results.

#[path = "common/project.rs"]
mod project;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use demarche::formats::{self, ArticleRef, DatasetSummary, Format, Losses, WriteOptions};
use demarche::jobs::export;
use demarche::jobs::import::Dataset;
use demarche::store::article_meta::FieldSources;
use demarche::store::output_guard::OutputGuard;
use demarche::store::project::WalkLimits;
use demarche::store::{ArticleFiles, ArticleLoader, LoadedArticle, open_project};
use project::{COLLECTION, write_project};

/// The environment variable that passes the folder of the articles to a process that measures one
/// format.
const PROJECT: &str = "DEMARCHE_BENCH_PROJECT";

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let wanted: Vec<&String> = wanted
        .iter()
        .filter(|name| !name.starts_with('-'))
        .collect();
    let formats = formats::ALL.iter().map(|format| format.about().name);
    let formats = formats.filter(|name| wanted.is_empty() || wanted.iter().any(|w| w == name));
    if let Some(folder) = std::env::var_os(PROJECT) {
        formats.for_each(|name| measure(name, Path::new(&folder)));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    write_project(folder.path(), COLLECTION).expect("it is written");
    println!(
        "{:<17}{:>18}{:>10}{:>10}{:>18}{:>10}{:>18}",
        "", "written", "size", "memory", "read", "memory", "others"
    );
    // Memory that was freed counts as used until a process ends.
    let program = std::env::current_exe().expect("this program");
    for format in formats {
        let mut measured = Command::new(&program);
        measured.arg(format).env(PROJECT, folder.path());
        assert!(measured.status().expect("it runs").success());
    }
}

fn measure(name: &str, folder: &Path) {
    let (articles, options) = open(folder);
    let refs: Vec<ArticleRef<'_>> = articles
        .iter()
        .map(|(name, article)| ArticleRef {
            name,
            document: &article.document,
            header: &article.header,
        })
        .collect();
    let format = formats::by_name(name).expect("a format");
    run(format, &refs, &options);
}

fn open(folder: &Path) -> (Vec<(String, LoadedArticle)>, WriteOptions) {
    let project = open_project(&[folder.to_owned()], WalkLimits::default()).expect("it opens");
    let options = WriteOptions {
        codebook: project.codebook().clone(),
        entities: project.entities.clone(),
        ..WriteOptions::default()
    };
    let articles = project.articles.into_iter().map(|entry| {
        let sidecar = entry.sidecar_path(None);
        let files = ArticleFiles::new(&entry.path, &sidecar, "", FieldSources::default());
        let article = ArticleLoader::new(None).read(&files);
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
    let started = Clock::now();
    let mut losses = Losses::default();
    let guard = OutputGuard::default();
    export::write(format, articles, options, &out, &mut losses, &guard).expect("it is written");
    print!("{:>18}", started.seconds());
    print!("{:>7} MB{:>7} MB", size(&out) >> 20, most(before) >> 10);

    if format.about().reads {
        let before = begin();
        let started = Clock::now();
        let dataset = Dataset::find(std::slice::from_ref(&out)).expect("the files are there");
        let (summary, read) = DatasetSummary::of(format, &dataset.inputs(), &mut |_| Ok(()));
        read.expect("it is read");
        print!("{:>18}{:>7} MB", started.seconds(), most(before) >> 10);
        assert_eq!(summary.articles, articles.len());
    } else {
        print!("{:>18}{:>10}", "–", "–");
    }
    if let Some(python) = std::env::var_os("READERS_PYTHON") {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/time.py");
        let other = Command::new(python)
            .args([script, format.about().name])
            .arg(&out)
            .output();
        let stdout = other.map(|output| output.stdout).unwrap_or_default();
        print!("{:>18}", String::from_utf8_lossy(&stdout).trim());
    }
    println!();
}

/// A stopwatch: the start time, and the CPU time until then.
struct Clock(Instant, f64);

impl Clock {
    fn now() -> Self {
        Self(Instant::now(), processor())
    }

    /// The seconds since the start, followed by the CPU time.
    fn seconds(&self) -> String {
        let (wall, of_processor) = (self.0.elapsed().as_secs_f64(), processor() - self.1);
        format!("{wall:.2} ({of_processor:.2}) s")
    }
}

/// The CPU time of all threads, in seconds; zero on systems that do not report it as Linux does.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: f64 = ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// The size of all files in a folder, in bytes.
fn size(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let sizes = files
        .filter_map(|file| file.metadata().ok())
        .filter(fs::Metadata::is_file);
    sizes.map(|metadata| metadata.len()).sum()
}

/// The memory in use, in kilobytes. Resets the peak.
fn begin() -> usize {
    // This resets the peak on Linux. Other systems report no memory.
    let _ = fs::write("/proc/self/clear_refs", "5");
    memory("VmRSS:")
}

/// The peak memory since then, in kilobytes above the memory before.
fn most(before: usize) -> usize {
    memory("VmHWM:").saturating_sub(before)
}

fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
