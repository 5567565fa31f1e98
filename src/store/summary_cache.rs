//! A persistent cache of article summaries ([`ArticleSummary`]), kept from one start of the program
//! to the next.
//!
//! It is a file in the user's state folder with a line of JSON for each article. A line is valid as
//! long as the article and its sidecar have the length and the time in it, and only under the same
//! codebook. Lines that cannot be read are dropped: their summaries are computed again.

use std::collections::HashMap;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::article_meta::{FieldPlaces, meta_path};
use super::atomic;
use super::hash;
use super::path_text;
use super::private;
use super::summary::{ArticleSummary, SummaryCounts};
use super::watch::SeenFile;
use crate::model::Codebook;
use crate::model::article_query::Described;
use crate::model::document::Status;
use crate::model::entity_uses::{EntityUses, Mention};

use super::codebook::CodebookFile;

/// The first line of the file, before the codebook's hash.
const FORMAT: &str = "demarche-glances 3 ";

/// The largest file that is written or read, in bytes.
const MAX_FILE_BYTES: usize = 128 << 20;

/// Summaries by the path of the sidecar, which need not exist.
#[derive(Default)]
pub struct SummaryCache {
    codebook: String,
    lines: HashMap<PathBuf, SummaryLine>,
}

/// A summary with the state of the files from which it was computed.
#[derive(Clone, Serialize, Deserialize)]
struct SummaryLine {
    #[serde(with = "path_text")]
    sidecar: PathBuf,
    seen: Option<(SeenFile, Option<SeenFile>, Option<SeenFile>)>,
    status: String,
    /// Title, headline, date, outlet, language, and the text to search in.
    described: [Box<str>; 6],
    words: usize,
    last_at: Box<str>,
    labels: Vec<(String, usize)>,
    incomplete: usize,
    /// Annotation, entity and words.
    mentions: Vec<[String; 3]>,
    values: Vec<String>,
}

/// The state of an article, its sidecar and the files of its fields before they are read: the cache
/// key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair(Option<(SeenFile, Option<SeenFile>, Option<SeenFile>)>);

impl Pair {
    /// The state of an article, its sidecar, which need not exist, and the files of its fields.
    pub fn of(article: &Path, sidecar: &Path, places: &FieldPlaces) -> Self {
        let meta = places.has_meta.then(|| meta_path(article));
        let others = places.sidecars.iter().chain(&meta);
        // One length and time for all: the newest change shows in the time.
        let others = others
            .filter_map(|path| SeenFile::of(path))
            .reduce(|a, b| SeenFile {
                bytes: a.bytes.wrapping_add(b.bytes),
                modified: a.modified.max(b.modified),
            });
        Self(SeenFile::of(article).map(|article| (article, SeenFile::of(sidecar), others)))
    }

    /// Whether all files are old enough that any further change would alter their time.
    fn is_at_rest(&self, now: SystemTime) -> bool {
        self.0.is_some_and(|(article, sidecar, others)| {
            let mut rest = sidecar.into_iter().chain(others);
            !article.is_fresh(now) && !rest.any(|seen| seen.is_fresh(now))
        })
    }
}

impl SummaryCache {
    /// An empty cache for a codebook.
    pub fn new(codebook: &Codebook) -> Self {
        let bytes = CodebookFile::new(codebook.clone()).to_bytes();
        Self {
            codebook: hash::sha256_hex(&bytes),
            lines: HashMap::new(),
        }
    }

    /// Loads the cache file, as far as it is valid under this codebook.
    pub fn load(path: &Path, codebook: &Codebook) -> Self {
        let mut cache = Self::new(codebook);
        let bytes = match atomic::read(path, MAX_FILE_BYTES as u64) {
            Ok((bytes, _)) => bytes,
            Err(_) => return cache,
        };
        let mut lines = bytes.split(|byte| *byte == b'\n');
        let head = format!("{FORMAT}{}", cache.codebook);
        if lines.next() != Some(head.as_bytes()) {
            return cache;
        }
        let lines = lines.filter_map(|line| serde_json::from_slice::<SummaryLine>(line).ok());
        cache.lines = lines.map(|line| (line.sidecar.clone(), line)).collect();
        cache
    }

    /// The cached summary, if nothing has changed since.
    pub fn get(&self, sidecar: &Path, now: Pair) -> Option<ArticleSummary> {
        let line = self.lines.get(sidecar)?;
        (now.0.is_some() && line.seen == now.0).then(|| line.summarize())
    }

    /// Stores a summary that was computed after `seen`.
    pub fn keep(&mut self, sidecar: &Path, seen: Pair, summary: &ArticleSummary, now: SystemTime) {
        if seen.is_at_rest(now) {
            let line = SummaryLine::new(sidecar, seen, summary);
            self.lines.insert(sidecar.to_owned(), line);
        }
    }

    /// Writes the cache file, up to the size limit. Losing it loses no work.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, path: &Path) -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        private::create_folder(folder)?;
        let mut file = atomic::temporary_file_in(folder)?;
        let mut out = BufWriter::new(&mut file);
        writeln!(out, "{FORMAT}{}", self.codebook)?;
        let mut written = 0;
        for line in self.lines.values() {
            let json = serde_json::to_vec(line)?;
            written += json.len() + 1;
            if written > MAX_FILE_BYTES / 2 {
                break;
            }
            out.write_all(&json)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        drop(out);
        file.persist(path)?;
        Ok(())
    }
}

impl SummaryLine {
    fn new(sidecar: &Path, seen: Pair, summary: &ArticleSummary) -> Self {
        let Described {
            title,
            headline,
            date,
            outlet,
            language,
            normalized,
        } = summary.described.clone();
        let labels = summary.labels.iter();
        let mentions = summary.entities.mentions.iter();
        Self {
            sidecar: sidecar.to_owned(),
            seen: seen.0,
            status: summary.status.to_string(),
            described: [title, headline, date, outlet, language, normalized],
            words: summary.counted.words,
            last_at: summary.counted.last_at.clone(),
            labels: labels.map(|(label, n)| (label.to_string(), *n)).collect(),
            incomplete: summary.counted.incomplete,
            mentions: mentions
                .map(|mention| {
                    let (annotation, entity) = (&mention.annotation, &mention.entity);
                    [
                        annotation.to_string(),
                        entity.to_string(),
                        mention.quote.clone(),
                    ]
                })
                .collect(),
            values: summary.entities.values.iter().cloned().collect(),
        }
    }

    fn summarize(&self) -> ArticleSummary {
        let [title, headline, date, outlet, language, normalized] = self.described.clone();
        let labels = self.labels.iter();
        let mentions = self.mentions.iter();
        ArticleSummary {
            status: Status::parse(&self.status),
            described: Described {
                title,
                headline,
                date,
                outlet,
                language,
                normalized,
            },
            labels: labels
                .map(|(label, n)| (label.as_str().into(), *n))
                .collect(),
            counted: SummaryCounts {
                incomplete: self.incomplete,
                words: self.words,
                last_at: self.last_at.clone(),
            },
            entities: EntityUses {
                mentions: mentions
                    .map(|[annotation, entity, quote]| Mention {
                        annotation: annotation.as_str().into(),
                        entity: entity.as_str().into(),
                        quote: quote.clone(),
                    })
                    .collect(),
                values: self.values.iter().cloned().collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::summarize;
    use std::fs;
    use std::time::Duration;

    #[test]
    fn a_summary_is_kept_until_a_file_or_the_codebook_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let (article, sidecar) = (path("a.txt"), path("a.txt.ann.json"));
        let json = r#"{"format":"demarche","version":1,"source":{},
            "document":{"title":"Grain deal","status":"done"},"annotations":[
            {"id":"a","label":"actor","spans":[[0,3]],"quote":["Two"],"entity":"ru",
             "at":"2025-04-01T10:00:00Z"}]}"#;
        fs::write(&article, "Two words").expect("written");
        fs::write(&sidecar, json).expect("written");
        let codebook = crate::codebook::built_in().codebook;
        let places = FieldPlaces::default();
        let seen = summarize(&article, &sidecar, &places, &codebook).expect("it is in order");
        assert_eq!(
            (seen.counted.words, &*seen.described.title),
            (2, "Grain deal")
        );
        assert_eq!(&*seen.counted.last_at, "2025-04-01T10:00:00Z");

        let mut cache = SummaryCache::new(&codebook);
        let now = Pair::of(&article, &sidecar, &places);
        // A file that was written just now may be written again without a new modification time.
        cache.keep(&sidecar, now, &seen, SystemTime::now());
        assert_eq!(cache.get(&sidecar, now), None);
        let later = SystemTime::now() + Duration::from_secs(60);
        cache.keep(&sidecar, now, &seen, later);

        let file = path("state/glances");
        cache.save(&file).expect("it is written");
        let load = |codebook: &Codebook| SummaryCache::load(&file, codebook).get(&sidecar, now);
        assert_eq!(load(&codebook), Some(seen));
        assert_eq!(load(&Codebook::default()), None);
        fs::write(&sidecar, format!("{json} ")).expect("written");
        let changed = Pair::of(&article, &sidecar, &places);
        let cache = SummaryCache::load(&file, &codebook);
        assert_eq!(cache.get(&sidecar, changed), None);
        // A title that has come into the article's own file.
        let meta = r#"{"format":"demarche-article-fields","version":1,"fields":{"title":"New"}}"#;
        fs::write(path("a.txt.article.json"), meta).expect("written");
        let places = FieldPlaces {
            has_meta: true,
            ..places
        };
        let with_meta = Pair::of(&article, &sidecar, &places);
        assert_ne!(with_meta, changed);
        let seen = summarize(&article, &sidecar, &places, &codebook).expect("it is in order");
        assert_eq!(&*seen.described.title, "New");
        fs::write(&file, b"{").expect("written");
        assert_eq!(load(&codebook), None);
    }
}
