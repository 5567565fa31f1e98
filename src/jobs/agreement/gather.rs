//! Reads the codings of articles and decides which of them count, for the window and the command line.
//!
//! Articles are read in parallel, a block at a time, so that the texts of a large project are never in memory
//! together. Which codings there are, and who may see them, the caller knows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use crate::analysis::agreement::eligible::{CodingFacts, Eligibility};
use crate::analysis::agreement::study::{ArticleReading, Study};
use crate::analysis::statements::StatementLabels;
use crate::jobs::worker_pool::parallel_chunks;
use crate::model::Document;
use crate::model::document::Status;
use crate::store::article::OpenError;
use crate::store::article_meta::FieldSources;
use crate::store::coder::AGREED_CODER;
use crate::store::{ArticleFiles, ArticleLoader, LoadedArticle, SidecarNoticeKind, hash};

/// How many articles are in memory with their texts at once.
pub(in crate::jobs) const BLOCK: usize = 256;

/// Stands for the hash of a text that is no longer there.
const OLD_TEXT: &str = "old";

/// The name of a coder who is not named.
pub const NAMELESS: &str = "unnamed";

/// An article that several coders coded.
pub struct CodingSource {
    /// Its name in the project.
    pub name: String,
    /// The coder's code from the name of the file, empty if there is none, and the files. The agreed version
    /// is among them if there is one.
    pub codings: Vec<(String, ArticleFiles)>,
}

impl CodingSource {
    /// An article with the files of its codings.
    pub fn new(name: &str, codings: impl IntoIterator<Item = (String, ArticleFiles)>) -> Self {
        Self {
            name: name.to_owned(),
            codings: codings.into_iter().collect(),
        }
    }

    /// The same, for which fields that coders share are not looked for: each coder's sidecar would be read for
    /// those of all others.
    pub fn without_fields(mut self) -> Self {
        for (_, files) in &mut self.codings {
            files.fields = FieldSources::default();
        }
        self
    }
}

/// Which codings may count.
pub struct GatherChoice<'c> {
    /// The agreed version counts as a coder's.
    pub with_gold: bool,
    pub unfinished_too: bool,
    /// Whether a coder's coding of an article is wanted.
    pub is_wanted: &'c dyn Fn(&str, &str) -> bool,
    pub labels: &'c StatementLabels,
}

/// The codings that count.
#[derive(Default)]
pub struct GatheredCodings {
    /// What figures are computed from.
    pub study: Study,
    pub eligibility: Eligibility,
    /// The codings that could not be read.
    pub unread: usize,
}

/// What is told of an article while it is gathered.
pub enum Gathering<'g> {
    /// A coding could not be read.
    Unread(&'g OpenError),
    /// The article counts, with these codings of it; it has this index in its project.
    Article(usize, &'g [(&'g str, &'g Document)]),
}

/// A coding as it was read.
pub struct ReadCoding {
    pub coder: String,
    pub article: LoadedArticle,
}

/// What was read of one article.
#[derive(Default)]
pub struct ReadArticle {
    pub codings: Vec<ReadCoding>,
    pub unread: Vec<OpenError>,
    /// The words of its text.
    reading: Option<ArticleReading>,
}

impl GatheredCodings {
    /// Adds the articles of one project. Returns whether it was not cancelled.
    ///
    /// # Errors
    /// If `tell` fails.
    pub fn add<E>(
        &mut self,
        sources: &[CodingSource],
        loader: &ArticleLoader,
        choice: &GatherChoice<'_>,
        is_cancelled: &(dyn Fn() -> bool + Sync),
        tell: &mut dyn FnMut(Gathering<'_>) -> Result<(), E>,
    ) -> Result<bool, E> {
        let blocks = (0..).step_by(BLOCK).zip(sources.chunks(BLOCK));
        for (first, block) in blocks {
            let read = read_block(block, is_cancelled, &|source| {
                read_article(source, loader).with_words(&source.name)
            });
            if is_cancelled() {
                return Ok(false);
            }
            for ((index, source), read) in (first..).zip(block).zip(read) {
                self.unread += read.unread.len();
                for error in &read.unread {
                    tell(Gathering::Unread(error))?;
                }
                self.add_article(index, source, read, choice, tell)?;
            }
        }
        Ok(true)
    }

    fn add_article<E>(
        &mut self,
        index: usize,
        source: &CodingSource,
        read: ReadArticle,
        choice: &GatherChoice<'_>,
        tell: &mut dyn FnMut(Gathering<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut codings = read.codings;
        let agreed = codings.iter().find(|coding| coding.coder == AGREED_CODER);
        let compared = agreed.map(|agreed| compared_inputs(&agreed.article));
        let compared = compared.unwrap_or_default();
        codings.retain(|coding| match coding.coder.as_str() {
            AGREED_CODER => choice.with_gold,
            coder => (choice.is_wanted)(&source.name, coder),
        });
        // Two sidecars of one coder: the one without a name in its file name came first and counts.
        let mut seen = BTreeSet::new();
        codings.retain(|coding| seen.insert(coding.coder.to_lowercase()));
        codings.sort_by(|a, b| a.coder.cmp(&b.coder));
        let facts: Vec<CodingFacts> = codings
            .iter()
            .map(|coding| coding_facts(&coding.coder, &coding.article, &compared))
            .collect();
        let counting = self
            .eligibility
            .judge(&source.name, &facts, choice.unfinished_too);
        let Some(first) = counting.first() else {
            return Ok(());
        };
        let text = codings[*first].article.document.text();
        let words = read.reading;
        let words = words.filter(|words| words.text().as_str() == text.as_str());
        let mut article = words.unwrap_or_else(|| ArticleReading::new(&source.name, text));
        for index in &counting {
            let ReadCoding { coder, article: of } = &codings[*index];
            let study = &mut self.study;
            let work = study.read(&mut article, coder, &of.document, choice.labels);
            work.codebook_version
                .clone_from(&facts[*index].codebook_version);
        }
        self.study.add(article);
        let documents = counting.iter().map(|index| {
            let coding = &codings[*index];
            (coding.coder.as_str(), &coding.article.document)
        });
        tell(Gathering::Article(index, &documents.collect::<Vec<_>>()))
    }
}

/// Reads some articles in parallel; they come in their order, fewer if it was cancelled.
pub(in crate::jobs) fn read_block<S: Sync>(
    block: &[S],
    is_cancelled: &(dyn Fn() -> bool + Sync),
    read_one: &(dyn Fn(&S) -> ReadArticle + Sync),
) -> Vec<ReadArticle> {
    let read: Mutex<BTreeMap<usize, ReadArticle>> = Mutex::new(BTreeMap::new());
    parallel_chunks("read articles", block, 1, || {
        |number, portion: &[S]| {
            for source in portion {
                if is_cancelled() {
                    return ControlFlow::Break(());
                }
                let article = read_one(source);
                let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
                read.insert(number, article);
            }
            ControlFlow::Continue(())
        }
    });
    let read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    read.into_values().collect()
}

/// Reads the codings of one article.
pub(in crate::jobs) fn read_article(source: &CodingSource, loader: &ArticleLoader) -> ReadArticle {
    let mut read = ReadArticle::default();
    for (coder, files) in &source.codings {
        let article = match loader.read(files) {
            Ok(article) => article,
            Err(error) => {
                read.unread.push(error);
                continue;
            }
        };
        let coder = match (coder.as_str(), article.header.coder.as_str()) {
            ("", "") => NAMELESS,
            ("", named) => named,
            (coder, _) => coder,
        };
        let coder = coder.to_owned();
        read.codings.push(ReadCoding { coder, article });
    }
    read
}

impl ReadArticle {
    /// With the words of its text.
    fn with_words(mut self, name: &str) -> Self {
        if let Some(first) = self.codings.first() {
            let text = first.article.document.text();
            self.reading = Some(ArticleReading::new(name, text));
        }
        self
    }
}

/// What counts of a coding. `compared` has the hashes of the coders' sidecars when the article was compared.
fn coding_facts(
    coder: &str,
    article: &LoadedArticle,
    compared: &BTreeMap<String, String>,
) -> CodingFacts {
    let LoadedArticle {
        document,
        header,
        stamp,
        notices,
        ..
    } = article;
    let is_of_old_text = notices
        .iter()
        .any(|notice| matches!(notice.kind, SidecarNoticeKind::SourceChanged));
    let stamp = stamp.as_ref().map(|stamp| hash::hex(&stamp.sha256));
    let is_changed = match (compared.get(coder), stamp) {
        (Some(compared), Some(now)) => !now.starts_with(compared.as_str()),
        _ => false,
    };
    let is_suggested = |origin: &str| origin.starts_with("suggested");
    CodingFacts {
        coder: coder.to_owned(),
        // The agreed version counts as far as it is.
        status: match coder {
            AGREED_CODER => Status::Done,
            _ => document.fields().status.clone(),
        },
        text_hash: if is_of_old_text {
            OLD_TEXT.to_owned()
        } else {
            header.sha256.clone()
        },
        codebook_version: header
            .codebook
            .as_ref()
            .map_or_else(String::new, |c| c.version.clone()),
        is_changed_after_comparing: is_changed,
        detached: document.detached().len(),
        has_suggestions: document.annotations().iter().any(|annotation| {
            annotation
                .provenance
                .origin
                .as_deref()
                .is_some_and(is_suggested)
        }),
    }
}

/// The hashes of the coders' sidecars when the article was compared, by coder, as its agreed version has them.
fn compared_inputs(agreed: &LoadedArticle) -> BTreeMap<String, String> {
    let adjudication = agreed.header.adjudication.as_ref();
    let inputs = adjudication.into_iter().flat_map(|of| &of.inputs);
    inputs
        .map(|(coder, input)| (coder.clone(), input.sha256.clone()))
        .collect()
}
