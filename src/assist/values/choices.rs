//! Choices, flags and branches of trees, from the words in and around an annotation.

use super::place::named;
use super::ranker::{Question, Ranker};
use super::{SuggestedValue, TokenPlace, annotations_of};
use crate::hashing::join;
use crate::model::codebook::{Attribute, AttributeKind};
use crate::model::{Annotation, AttributeId, AttributeValue, LabelId};
use crate::tagger::FinishedArticle;
use crate::{Cancelled, IsCancelled};

/// Chooses the value of one attribute of a label.
#[derive(Clone, Debug)]
pub struct ChoiceModel {
    pub label: LabelId,
    pub attribute: AttributeId,
    /// The values that occur, the most frequent first; `None` where there was none.
    values: Vec<Option<AttributeValue>>,
    ranker: Ranker,
}

/// The number of annotations from which a choice is learned.
const LEAST: usize = 5;

impl ChoiceModel {
    /// Learns it, if the attribute is a choice and occurs often enough.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        label: &LabelId,
        attribute: &Attribute,
        articles: &[FinishedArticle<'_>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        let is_choice = matches!(
            attribute.kind,
            AttributeKind::Flag
                | AttributeKind::Choice(_)
                | AttributeKind::Several(_)
                | AttributeKind::Tree { .. }
        );
        if !is_choice {
            return Ok(None);
        }
        let mut values: Vec<(Option<AttributeValue>, usize)> = Vec::new();
        let mut examples = Vec::new();
        for article in articles {
            for (annotation, place) in annotations_of(article, label) {
                let value = annotation.attributes.get(&attribute.id).cloned();
                match values.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, count)) => *count += 1,
                    None => values.push((value.clone(), 1)),
                }
                examples.push((place.features(article.prepared), value));
            }
        }
        if examples.len() < LEAST || values.iter().all(|(value, _)| value.is_none()) {
            return Ok(None);
        }
        // Stable: of equal ones the first that occurs.
        values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let values: Vec<Option<AttributeValue>> =
            values.into_iter().map(|(value, _)| value).collect();
        let questions: Vec<Question> = examples
            .into_iter()
            .map(|(features, value)| Question {
                candidates: candidates(&features, values.len()),
                right: values
                    .iter()
                    .position(|known| *known == value)
                    .into_iter()
                    .collect(),
            })
            .collect();
        Ok(Some(Self {
            label: label.clone(),
            attribute: attribute.id.clone(),
            ranker: Ranker::learn(&questions, is_cancelled)?,
            values,
        }))
    }

    /// The value of an annotation; `None` if it probably has none.
    pub fn suggest(
        &self,
        article: &FinishedArticle<'_>,
        annotation: &Annotation,
    ) -> Option<SuggestedValue<AttributeValue>> {
        let place = TokenPlace::of(article.prepared, annotation)?;
        let features = place.features(article.prepared);
        let (best, confidence) = self
            .ranker
            .best(&candidates(&features, self.values.len()))?;
        let value = self.values[best].clone()?;
        Some(SuggestedValue { value, confidence })
    }
}

/// The features of each value: those of the annotation, joined with the value.
fn candidates(features: &[u64], values: usize) -> Vec<Vec<u64>> {
    let of_value = |value: usize| {
        let value = named("value", value as u64);
        features
            .iter()
            .map(|feature| join(*feature, value))
            .collect()
    };
    (0..values).map(of_value).collect()
}
