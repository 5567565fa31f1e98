//! A benchmark of agreement: a project of three coders is read, and all measures are computed with their
//! intervals, as `demarche agree` does.
//!
//! Each figure is measured once and printed: `cargo bench --bench agreement [ARTICLES]`. Targets: with 10,000
//! articles, 20 annotations a coder and 1,000 resamples 5 s and 300 MB. `docs/agreement.md` has the results.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use demarche::cli::{CliOutcome, Streams};

/// How many articles a project has without an argument.
const ARTICLES: usize = 10_000;

/// How many annotations a coder makes in an article.
const ANNOTATIONS: usize = 20;

/// The length of an article, in characters.
const LENGTH: usize = 2600;

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }
}

fn main() {
    let typed = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let articles = typed.unwrap_or(ARTICLES);
    let folder = tempfile::tempdir().expect("a folder");
    write_project(folder.path(), articles);
    println!("{articles} articles, 3 coders, {ANNOTATIONS} annotations each");
    for (what, options) in [
        (
            "exact F1, no intervals",
            &["--measure", "exact_f1", "--bootstrap", "0"][..],
        ),
        ("all measures, no intervals", &["--bootstrap", "0"]),
        ("all measures, 1,000 resamples", &[]),
    ] {
        let out = folder.path().join("agreement.out");
        let started = Instant::now();
        let path = folder.path().to_str().expect("a path");
        let place = out.to_str().expect("a path");
        let words = [
            "demarche", "agree", "--format", "csv", "--force", "--out", place, path,
        ];
        run(&[&words[..], options].concat());
        println!("  {what:<32}{:>8.2} s", started.elapsed().as_secs_f64());
    }
    println!("  {:<32}{:>8} MB", "memory at most", peak_memory() >> 10);
}

/// Runs a command as the shell does.
fn run(words: &[&str]) {
    let (mut out, mut talk) = (Vec::new(), Vec::new());
    let mut streams = Streams {
        out: &mut out,
        talk: &mut talk,
    };
    let words = words.iter().map(std::ffi::OsString::from);
    let outcome = demarche::cli::run(words, &mut streams);
    let talk = String::from_utf8_lossy(&talk).into_owned();
    assert_eq!(outcome, CliOutcome::Done(0), "{talk}");
}

/// Writes articles of three coders, who differ in some borders, labels and values.
fn write_project(folder: &Path, articles: usize) {
    let mut numbers = Numbers(7);
    for article in 0..articles {
        let text: String = (0..LENGTH / 10)
            .map(|_| format!("word{:05} ", numbers.below(99_999)))
            .collect();
        let name = folder.join(format!("a{article:05}.txt"));
        std::fs::write(&name, &text).expect("a file");
        let places: Vec<(usize, usize)> = (0..ANNOTATIONS)
            .map(|_| (numbers.below(LENGTH - 60), 8 + numbers.below(40)))
            .collect();
        for coder in ["jo", "ls", "mk"] {
            let annotations = places.iter().enumerate().map(|(number, (start, length))| {
                let start = start.saturating_sub(if numbers.below(9) == 0 { 4 } else { 0 });
                let end = start + length;
                let label = match (number % 4, numbers.below(20)) {
                    (_, 0) | (3, _) => r#""event","attributes":{"factuality":"occurred"}"#,
                    (2, polarity) if polarity < 4 => r#""demand","attributes":{"polarity":"against"}"#,
                    (2, _) => r#""demand","attributes":{"polarity":"for"}"#,
                    _ => r#""actor","entity":"trump""#,
                };
                let quote = &text[start..end];
                format!(r#"{{"id":"{coder}{number}","label":{label},"spans":[[{start},{end}]],"quote":["{quote}"]}}"#)
            });
            let annotations: Vec<String> = annotations.collect();
            let sidecar = format!(
                r#"{{"format":"demarche","version":1,"coder":"{coder}","document":{{"status":"done"}},"annotations":[{}]}}"#,
                annotations.join(",\n")
            );
            std::fs::write(format!("{}.{coder}.ann.json", name.display()), sidecar)
                .expect("a file");
        }
    }
}

/// The most memory that this process has had, in kibibytes; 0 where the system does not tell.
fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status
        .lines()
        .try_for_each(|line| match line.strip_prefix("VmHWM:") {
            Some(size) => {
                ControlFlow::Break(size.trim().trim_end_matches(" kB").parse().unwrap_or(0))
            }
            None => ControlFlow::Continue(()),
        });
    found.break_value().unwrap_or(0)
}
