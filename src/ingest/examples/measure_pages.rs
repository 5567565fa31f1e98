//! Measures how well articles are separated from web pages, against gold texts that others made.
//!
//! `DEMARCHE_PAGES=folder cargo run --release -p demarche-ingest --example measure_pages` takes a
//! copy of one of these public sets, whose licences do not allow to keep them here:
//!
//! - `scrapinghub/article-extraction-benchmark` on GitHub: `ground-truth.json` and `html/*.html.gz`;
//!   the texts of other extractors, `output/*.json`, are measured in the same way
//! - `mozilla/readability` on GitHub, the folder `test/test-pages`: `*/source.html`,
//!   `*/expected.html` and `*/expected-metadata.json`
//!
//! The measure is the F1 of words: of the words of both texts, with how often each occurs, the share
//! that is in both; the mean of all pages. `DEMARCHE_PAGES_LISTED=10` lists the worst
//! ten, and the fields that differ.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use demarche_ingest::{Content, Ingested, Limits, by_name, dates, read};
use serde_json::Value;

/// A page and what people say is its article.
struct GoldPage {
    name: String,
    page: Vec<u8>,
    text: String,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
}

/// The number of pages whose field is right, and of those that have one.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, gold: Option<&String>, is_right: impl FnOnce(&str) -> bool) {
        if let Some(gold) = gold {
            self.all += 1;
            self.right += usize::from(is_right(gold));
        }
    }
}

fn main() {
    let Some(folder) = env::var_os("DEMARCHE_PAGES").map(PathBuf::from) else {
        println!("DEMARCHE_PAGES names no folder; the comment of this file says what goes there.");
        return;
    };
    let pages = match folder.join("ground-truth.json").exists() {
        true => benchmark_pages(&folder),
        false => readability_pages(&folder),
    };
    let listed = env::var("DEMARCHE_PAGES_LISTED").ok();
    let listed: usize = listed.and_then(|count| count.parse().ok()).unwrap_or(0);
    let mut scores = Vec::new();
    let (mut titles, mut authors, mut days) = <(Share, Share, Share)>::default();
    let (mut slowest, started) = (Duration::ZERO, Instant::now());
    for page in &pages {
        let page_started = Instant::now();
        let article = article(&page.page);
        slowest = slowest.max(page_started.elapsed());
        let text = article.as_ref().map(body).unwrap_or_default();
        scores.push((word_f1(&text, &page.text), page.name.as_str()));
        let Some(article) = article else { continue };
        let tell = |field: &str, gold: &str, got: &str, is_right: bool| {
            if listed > 0 && !is_right {
                println!("{} {field}: “{got}”, not “{gold}”", page.name);
            }
            is_right
        };
        titles.add(page.title.as_ref(), |gold| {
            let is_right = words(gold) == words(&article.title);
            tell("title", gold, &article.title, is_right)
        });
        authors.add(page.author.as_ref(), |gold| {
            let is_right = words(gold) == words(&article.author);
            tell("author", gold, &article.author, is_right)
        });
        days.add(page.date.as_ref(), |gold| {
            let is_right = dates::iso(gold).as_deref() == Some(&article.date);
            tell("date", gold, &article.date, is_right)
        });
    }
    let took = started.elapsed();
    println!("pages: {}", pages.len());
    println!(
        "word F1: {:.3}",
        mean(scores.iter().map(|(score, _)| *score))
    );
    for (name, share) in [("title", titles), ("author", authors), ("date", days)] {
        if share.all > 0 {
            println!("{name}: {} of {}", share.right, share.all);
        }
    }
    println!("time: {took:.1?}, the slowest page {slowest:.1?}");
    for (name, score) in others(&folder, &pages) {
        println!("{name}: word F1 {score:.3}");
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (score, name) in scores.iter().take(listed) {
        println!("{score:.3} {name}");
    }
}

fn article(page: &[u8]) -> Option<Ingested> {
    match read("page.html", page, by_name("html"), Limits::default()) {
        Ok(Content::Articles(articles)) => articles.into_iter().next(),
        _ => None,
    }
}

/// The text without the headline above it, which the gold texts do not have.
fn body(article: &Ingested) -> String {
    let rest = article.text.split_once('\n').map(|(_, rest)| rest);
    let has_headline = article.text.lines().next() == Some(article.title.as_str());
    let text = rest.filter(|_| has_headline).unwrap_or(&article.text);
    text.to_owned()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn word_f1(got: &str, gold: &str) -> f64 {
    let (got, gold) = (words(got), words(gold));
    if got.is_empty() || gold.is_empty() {
        return f64::from(u8::from(got.is_empty() && gold.is_empty()));
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &gold {
        *counts.entry(word).or_default() += 1;
    }
    let in_both = got.iter().filter(|word| {
        let count = counts.get_mut(word.as_str());
        count.is_some_and(|count| std::mem::replace(count, count.saturating_sub(1)) > 0)
    });
    2.0 * in_both.count() as f64 / (got.len() + gold.len()) as f64
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// The pages of `scrapinghub/article-extraction-benchmark`.
fn benchmark_pages(folder: &Path) -> Vec<GoldPage> {
    let gold = json(&folder.join("ground-truth.json")).unwrap_or_default();
    let gold = gold.as_object().into_iter().flatten();
    let pages = gold.filter_map(|(name, gold)| {
        let packed = fs::read(folder.join(format!("html/{name}.html.gz"))).ok()?;
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_end(&mut page)
            .ok()?;
        Some(GoldPage {
            name: name.clone(),
            page,
            text: gold["articleBody"].as_str()?.to_owned(),
            title: None,
            author: None,
            date: None,
        })
    });
    pages.collect()
}

/// The word F1 of other extractors whose texts are beside the pages.
fn others(folder: &Path, pages: &[GoldPage]) -> BTreeMap<String, f64> {
    let entries = fs::read_dir(folder.join("output"))
        .into_iter()
        .flatten()
        .flatten();
    let scores = entries.filter_map(|entry| {
        let mut texts = json(&entry.path())?;
        if let Some(inner) = texts.get_mut("output") {
            texts = inner.take();
        }
        let text = |page: &GoldPage| {
            texts[&page.name]["articleBody"]
                .as_str()
                .unwrap_or_default()
        };
        let scores = pages.iter().map(|page| word_f1(text(page), &page.text));
        Some((
            entry.path().file_stem()?.to_string_lossy().into_owned(),
            mean(scores),
        ))
    });
    scores.collect()
}

/// The test pages of `mozilla/readability`.
fn readability_pages(folder: &Path) -> Vec<GoldPage> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    let pages = folders.into_iter().filter_map(|folder| {
        let expected = fs::read_to_string(folder.join("expected.html")).ok()?;
        let fields = json(&folder.join("expected-metadata.json")).unwrap_or_default();
        let field = |name: &str| fields[name].as_str().map(str::to_owned);
        Some(GoldPage {
            name: folder.file_name()?.to_string_lossy().into_owned(),
            page: fs::read(folder.join("source.html")).ok()?,
            text: dom_query::Document::from(expected)
                .formatted_text()
                .to_string(),
            title: field("title"),
            author: field("byline"),
            date: field("publishedTime"),
        })
    });
    pages.collect()
}
