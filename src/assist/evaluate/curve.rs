//! The learning curve: F1 by the number of finished articles that were learned from.

use super::EvaluationSettings;
use super::scores::SpanScores;
use crate::assistant::readiness;
use crate::clusters::Clusters;
use crate::layers::spans_of;
use crate::model::{Codebook, EntityBook, LabelId};
use crate::tagger::{FinishedArticle, Taggers};
use crate::{Cancelled, IsCancelled};

/// A point of the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvePoint {
    /// Articles that were learned from.
    pub articles: usize,
    pub scores: SpanScores,
}

/// The numbers of articles of the curve.
const SIZES: [usize; 7] = [2, 5, 10, 20, 50, 100, 200];

/// Every fourth article is tested, and the others are learned from, as many as a point needs.
const TESTED: usize = 4;

/// Measures the curve of spans.
pub(super) fn measure(
    articles: &[FinishedArticle<'_>],
    order: &[usize],
    codebook: &Codebook,
    entities: &EntityBook,
    clusters: &Clusters,
    settings: &EvaluationSettings,
    is_cancelled: IsCancelled<'_>,
) -> Result<Vec<CurvePoint>, Cancelled> {
    let part = |is_tested: bool| -> Vec<FinishedArticle<'_>> {
        let chosen = order
            .iter()
            .enumerate()
            .filter(|(at, _)| (at % TESTED == 0) == is_tested);
        chosen.map(|(_, article)| articles[*article]).collect()
    };
    let (tested, learned) = (part(true), part(false));
    let mut points = Vec::new();
    for size in SIZES.into_iter().filter(|size| *size <= learned.len()) {
        let learned = &learned[..size];
        let labels = readiness(codebook, learned, 1);
        let labels = labels
            .into_iter()
            .filter(|one| one.is_ready())
            .map(|one| one.label)
            .collect();
        let training = &settings.assist.training;
        let taggers = Taggers::train(
            learned,
            &labels,
            entities,
            clusters.clone(),
            training,
            is_cancelled,
        )?;
        let mut scores = SpanScores::default();
        for article in &tested {
            let suggested = taggers.suggest(article.prepared, is_cancelled)?;
            for label in codebook.offered().map(|label| &label.id) {
                let of_label = |label: &LabelId| {
                    let of = suggested.iter().filter(|span| span.label == *label);
                    of.map(|span| (span.range.clone(), span.confidence))
                        .collect::<Vec<_>>()
                };
                scores.add(&spans_of(article.document, label), &of_label(label));
            }
        }
        points.push(CurvePoint {
            articles: size,
            scores,
        });
    }
    Ok(points)
}
