//! Reads what several coders did with the same articles, and computes how far they agree.
//!
//! Which codings there are, and who may see them, the caller knows. The figures are those of
//! [`analysis::agreement`](crate::analysis::agreement).

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::worker_pool::parallel_chunks;
use crate::analysis::agreement::MEASURES;
use crate::analysis::agreement::bootstrap::BootstrapSettings;
use crate::analysis::agreement::eligible::{CodingFacts, Eligibility};
use crate::analysis::agreement::figures::{AgreementFigure, FigureChoice, figures, groups};
use crate::analysis::agreement::measure::{FigureSubject, Measure};
use crate::analysis::agreement::study::{ArticleReading, Study};
use crate::analysis::statements::StatementLabels;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::store::article::OpenError;
use crate::store::coder::AGREED_CODER;
use crate::store::{ArticleFiles, ArticleLoader, LoadedArticle, SidecarNoticeKind, hash};

/// How many articles are in memory with their texts at once.
pub(super) const BLOCK: usize = 256;

/// Stands for the hash of a text that is no longer there.
const OLD_TEXT: &str = "old";

/// The measure by which articles are ordered, the worst first.
pub const OF_ARTICLES: &str = "exact_f1";

/// An article that several coders coded.
pub struct AgreementSource {
    pub id: ArticleId,
    pub name: String,
    /// The coder's code, and the files.
    pub codings: Vec<(String, ArticleFiles)>,
}

/// How far the coders of a project agree.
#[derive(Default)]
pub struct AgreementTable {
    /// What the figures were computed from. The articles are in the order of `articles`.
    pub study: Study,
    pub articles: Vec<ArticleId>,
    /// Of each pair of coders, and of all together if there are more than two.
    pub figures: Vec<AgreementFigure>,
    /// By [`OF_ARTICLES`], of each pair and article.
    pub of_articles: Vec<AgreementFigure>,
    pub eligibility: Eligibility,
    /// Articles that could not be read, with the reason of the first.
    pub unread: Option<(usize, String)>,
}

/// Reads the articles and computes everything. `None` if it was cancelled.
pub fn measure(
    sources: &[AgreementSource],
    loader: &ArticleLoader,
    labels: &StatementLabels,
    unfinished_too: bool,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<AgreementTable> {
    let mut table = AgreementTable::default();
    for block in sources.chunks(BLOCK) {
        let read = read_block(block, loader, is_cancelled);
        if is_cancelled() {
            return None;
        }
        for (number, codings) in read {
            table.add(&block[number], codings, labels, unfinished_too);
        }
    }
    table.compute(is_cancelled)?;
    Some(table)
}

/// The codings of an article with their coders, or why they could not be read.
pub(super) type SourceCodings = Vec<(String, Result<LoadedArticle, OpenError>)>;

/// Reads the codings of some articles in parallel, by their index.
pub(super) fn read_block(
    block: &[AgreementSource],
    loader: &ArticleLoader,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> BTreeMap<usize, SourceCodings> {
    let read: Mutex<BTreeMap<usize, SourceCodings>> = Mutex::new(BTreeMap::new());
    parallel_chunks("read articles", block, 1, || {
        |number, portion: &[AgreementSource]| {
            for source in portion {
                if is_cancelled() {
                    return ControlFlow::Break(());
                }
                let codings = source.codings.iter();
                let codings = codings.map(|(coder, files)| (coder.clone(), loader.read(files)));
                let codings = codings.collect();
                let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
                read.insert(number, codings);
            }
            ControlFlow::Continue(())
        }
    });
    read.into_inner().unwrap_or_else(PoisonError::into_inner)
}

impl AgreementTable {
    fn add(
        &mut self,
        source: &AgreementSource,
        codings: SourceCodings,
        labels: &StatementLabels,
        unfinished_too: bool,
    ) {
        let mut loaded = Vec::new();
        for (coder, coding) in codings {
            match coding {
                Ok(coding) => loaded.push((coder, coding)),
                Err(error) => {
                    let unread = self.unread.get_or_insert((0, error.to_string()));
                    unread.0 += 1;
                }
            }
        }
        let compared = loaded.iter().find(|(coder, _)| coder == AGREED_CODER);
        let compared = compared.map(|(_, agreed)| compared_inputs(agreed));
        let compared = compared.unwrap_or_default();
        loaded.retain(|(coder, _)| coder != AGREED_CODER);
        let facts: Vec<CodingFacts> = loaded
            .iter()
            .map(|(coder, coding)| coding_facts(coder, coding, &compared))
            .collect();
        let counting = self.eligibility.judge(&source.name, &facts, unfinished_too);
        let Some(first) = counting.first() else {
            return;
        };
        let mut article = ArticleReading::new(&source.name, loaded[*first].1.document.text());
        for index in counting {
            let (coder, coding) = &loaded[index];
            let work = self
                .study
                .read(&mut article, coder, &coding.document, labels);
            work.codebook_version = facts[index].codebook_version.clone();
        }
        self.study.add(article);
        self.articles.push(source.id);
    }

    /// Computes the figures; `None` if it was cancelled.
    fn compute(&mut self, is_cancelled: &(dyn Fn() -> bool + Sync)) -> Option<()> {
        let coders = self.study.coders.all().len();
        let coders: Vec<u32> = (0..u32::try_from(coders).ok()?).collect();
        let measures = MEASURES.iter().copied();
        let all = FigureChoice {
            measures: measures.filter(|m| !m.info().is_optional).collect(),
            subjects: &|_| true,
            bootstrap: BootstrapSettings::default(),
            has_each_article: false,
        };
        let measures = MEASURES.iter().copied();
        let measures: Vec<&dyn Measure> = measures.filter(|m| m.info().id == OF_ARTICLES).collect();
        let of_articles = FigureChoice {
            measures,
            subjects: &|subject| *subject == FigureSubject::All,
            bootstrap: BootstrapSettings {
                resamples: 0,
                ..BootstrapSettings::default()
            },
            has_each_article: true,
        };
        for group in groups(&coders) {
            if is_cancelled() {
                return None;
            }
            self.figures.extend(figures(&self.study, &group, &all));
            if group.len() == 2 {
                let figures = figures(&self.study, &group, &of_articles).into_iter();
                self.of_articles
                    .extend(figures.filter(|figure| figure.article.is_some()));
            }
        }
        // The worst first; what is not defined last.
        let value = |figure: &AgreementFigure| figure.value.unwrap_or(f64::INFINITY);
        self.of_articles
            .sort_by(|a, b| value(a).total_cmp(&value(b)));
        Some(())
    }
}

/// What counts of a coding. `compared` has the hashes of the coders' sidecars when the article was compared.
pub fn coding_facts(
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
pub fn compared_inputs(agreed: &LoadedArticle) -> BTreeMap<String, String> {
    let adjudication = agreed.header.adjudication.as_ref();
    let inputs = adjudication.into_iter().flat_map(|of| &of.inputs);
    inputs
        .map(|(coder, input)| (coder.clone(), input.sha256.clone()))
        .collect()
}
