//! Evaluation on a project's own finished articles: each is predicted by what was learned from others.
//!
//! The articles are cut into folds. Whatever is measured of an article comes from an assistant that has
//! not seen it, except for the word clusters, which see all text without its annotations, as in use.

mod curve;

mod keys;

mod scores;

use std::collections::{BTreeMap, BTreeSet};

use super::assistant::{AssistSettings, Assistant};
use super::clusters::Clusters;
use super::features::PreparedText;
use super::model::{AnnotationId, Codebook, Document, EntityBook, LabelId};
use super::random::Seeded;
use super::tagger::{FinishedArticle, SuggestedSpan};
use super::values::links::LinkCheck;
use super::values::{AnnotationValues, dates};
use super::{Cancelled, IsCancelled};
pub use curve::CurvePoint;
pub use keys::{KeyCosts, KeysNeeded};
pub use scores::{CalibrationBin, SpanScore, SpanScores, ThresholdScore, ValueScore};

/// How it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EvaluationSettings {
    pub assist: AssistSettings,
    /// The number of folds; articles are left out one by one if there are fewer.
    pub folds: usize,
    pub seed: u64,
    /// Measure the learning curve, which trains several times more.
    pub with_curve: bool,
    pub costs: KeyCosts,
}

impl Default for EvaluationSettings {
    fn default() -> Self {
        Self {
            assist: AssistSettings::default(),
            folds: 5,
            seed: 1,
            with_curve: true,
            costs: KeyCosts::default(),
        }
    }
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    pub articles: usize,
    pub folds: usize,
    pub tokens: usize,
    /// All labels together.
    pub all: SpanScores,
    pub labels: BTreeMap<LabelId, SpanScores>,
    /// Entities, attributes and links by name, such as `actor entity` or `demand.category`.
    pub values: BTreeMap<String, ValueScore>,
    pub curve: Vec<CurvePoint>,
    pub keys: KeysNeeded,
}

/// Evaluates on finished articles; there must be at least two.
///
/// # Errors
/// If it was cancelled.
pub fn evaluate(
    codebook: &Codebook,
    entities: &EntityBook,
    articles: &[FinishedArticle<'_>],
    clusters: &Clusters,
    settings: &EvaluationSettings,
    is_cancelled: IsCancelled<'_>,
) -> Result<Evaluation, Cancelled> {
    let folds = settings.folds.min(articles.len());
    let mut evaluation = Evaluation {
        articles: articles.len(),
        folds,
        tokens: articles
            .iter()
            .map(|article| article.prepared.token_count())
            .sum(),
        ..Evaluation::default()
    };
    if folds < 2 {
        return Ok(evaluation);
    }
    let mut order: Vec<usize> = (0..articles.len()).collect();
    Seeded::new(settings.seed).shuffle(&mut order);
    for fold in 0..folds {
        let is_tested = |at: usize| at % folds == fold;
        let part = |tested: bool| -> Vec<FinishedArticle<'_>> {
            let chosen = order
                .iter()
                .enumerate()
                .filter(|(at, _)| is_tested(*at) == tested);
            chosen.map(|(_, article)| articles[*article]).collect()
        };
        let (learned, tested) = (part(false), part(true));
        let assistant = Assistant::train(
            codebook,
            entities,
            &learned,
            clusters.clone(),
            &settings.assist,
            is_cancelled,
        )?;
        let frequent = Frequent::of(codebook, &learned);
        for article in tested {
            let read = Tested::of(&assistant, codebook, &article, is_cancelled)?;
            evaluation.add(&read, &frequent);
            evaluation
                .keys
                .add(keys::needed(&read, codebook, &settings.costs));
        }
    }
    if settings.with_curve {
        evaluation.curve = curve::measure(
            articles,
            &order,
            codebook,
            entities,
            clusters,
            settings,
            is_cancelled,
        )?;
    }
    Ok(evaluation)
}

/// What an assistant suggests for an article that it has not seen.
struct Tested<'a> {
    document: &'a Document,
    prepared: &'a PreparedText,
    /// All spans, also unlikely ones.
    spans: Vec<SuggestedSpan>,
    /// For each annotation of the article, as if the coder had just made its span.
    values: Vec<(AnnotationId, AnnotationValues)>,
    links: Vec<LinkCheck>,
}

impl<'a> Tested<'a> {
    fn of(
        assistant: &Assistant,
        codebook: &Codebook,
        article: &FinishedArticle<'a>,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let phrases = dates::phrases(article);
        let mut values = Vec::new();
        for annotation in article.document.annotations() {
            if is_cancelled() {
                return Err(Cancelled);
            }
            let mut bare = (**annotation).clone();
            bare.entity = None;
            bare.attributes.clear();
            let suggested = assistant.values.suggest(article, &phrases, &bare);
            values.push((annotation.id.clone(), suggested));
        }
        let mut spans = assistant.taggers.suggest(article.prepared, is_cancelled)?;
        add_names(assistant, article, &mut spans);
        let offered: BTreeSet<&LabelId> = codebook.offered().map(|label| &label.id).collect();
        spans.retain(|span| offered.contains(&span.label));
        Ok(Self {
            document: article.document,
            prepared: article.prepared,
            spans,
            values,
            links: assistant.values.links.check(article),
        })
    }
}

/// Adds names where no tagger found anything, as the assistant does.
fn add_names(assistant: &Assistant, article: &FinishedArticle<'_>, spans: &mut Vec<SuggestedSpan>) {
    let text = article.document.text();
    let names = assistant.names.suggest(
        text,
        &article.prepared.sequences,
        &assistant.settings().names,
    );
    let learned = spans.len();
    for name in names {
        let overlaps = |span: &SuggestedSpan| {
            span.label == name.label
                && span.range.start < name.range.end
                && name.range.start < span.range.end
        };
        if !spans[..learned].iter().any(overlaps) {
            spans.push(SuggestedSpan {
                range: name.range,
                label: name.label,
                confidence: name.confidence,
            });
        }
    }
}

/// The most frequent values, which a simple rule would always suggest.
struct Frequent(BTreeMap<String, String>);

impl Frequent {
    fn of(codebook: &Codebook, articles: &[FinishedArticle<'_>]) -> Self {
        let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for article in articles {
            for (what, value) in scores::values_of(codebook, article.document) {
                *counts.entry(what).or_default().entry(value).or_default() += 1;
            }
        }
        let most = counts.into_iter().filter_map(|(what, values)| {
            let value = values.into_iter().max_by_key(|(_, count)| *count)?.0;
            Some((what, value))
        });
        Self(most.collect())
    }
}

#[cfg(test)]
mod tests;
