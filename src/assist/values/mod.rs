//! What an annotation says, suggested from finished articles: choices, the entity behind a mention, links to
//! other annotations, and dates.
//!
//! All four choose one of some candidates, and all learn it with the same ranker. A candidate may
//! be “nothing”: a value that is mostly absent is not suggested.

pub mod choices;

pub mod dates;

pub mod entities;

pub mod links;

mod place;

mod ranker;

use std::sync::Arc;

use super::model::{
    Annotation, AttributeId, AttributeValue, Codebook, Document, EntityId, LabelId,
};
use super::tagger::FinishedArticle;
use super::{Cancelled, IsCancelled};
use choices::ChoiceModel;
use dates::{DateModel, DatePhrase};
use entities::EntityModel;
use links::{LinkModels, SuggestedLink};
pub(crate) use place::TokenPlace;

/// The models of all values.
#[derive(Debug, Default)]
pub struct ValueModels {
    pub entities: EntityModel,
    pub choices: Vec<ChoiceModel>,
    pub dates: Vec<DateModel>,
    pub links: LinkModels,
}

/// A value with the probability that it is right, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedValue<T> {
    pub value: T,
    pub confidence: f64,
}

/// What is suggested for one annotation that has no such value yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnnotationValues {
    pub entity: Option<SuggestedValue<EntityId>>,
    pub attributes: Vec<(AttributeId, SuggestedValue<AttributeValue>)>,
}

impl ValueModels {
    /// Learns from finished articles.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        codebook: &Codebook,
        entities: &super::model::EntityBook,
        articles: &[FinishedArticle<'_>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let mut models = Self {
            entities: EntityModel::learn(codebook, entities, articles, is_cancelled)?,
            ..Self::default()
        };
        let phrases: Vec<Vec<DatePhrase>> = articles.iter().map(dates::phrases).collect();
        for label in &codebook.labels {
            for attribute in codebook.attributes_of(&label.id) {
                if let Some(model) =
                    ChoiceModel::learn(&label.id, attribute, articles, is_cancelled)?
                {
                    models.choices.push(model);
                }
                if let Some(model) =
                    DateModel::learn(&label.id, attribute, articles, &phrases, is_cancelled)?
                {
                    models.dates.push(model);
                }
            }
        }
        models.links = LinkModels::learn(codebook, articles, is_cancelled)?;
        Ok(models)
    }

    /// What an annotation lacks and the models can tell, given the [`dates::phrases`] of its article.
    pub fn suggest(
        &self,
        article: &FinishedArticle<'_>,
        phrases: &[DatePhrase],
        annotation: &Annotation,
    ) -> AnnotationValues {
        let mut values = AnnotationValues::default();
        if annotation.entity.is_none() {
            values.entity = self.entities.suggest(article, annotation);
        }
        let lacks = |id: &AttributeId| !annotation.attributes.contains_key(id);
        let of_label = |label: &LabelId| *label == annotation.label;
        for model in self.choices.iter().filter(|model| of_label(&model.label)) {
            if lacks(&model.attribute)
                && let Some(value) = model.suggest(article, annotation)
            {
                values.attributes.push((model.attribute.clone(), value));
            }
        }
        for model in self.dates.iter().filter(|model| of_label(&model.label)) {
            if lacks(&model.attribute)
                && let Some(value) = model.suggest(article, phrases, annotation)
            {
                values.attributes.push((model.attribute.clone(), value));
            }
        }
        values
    }

    /// The links that annotations of an article lack.
    pub fn suggest_links(&self, article: &FinishedArticle<'_>) -> Vec<SuggestedLink> {
        self.links.suggest(article)
    }
}

/// The annotations of a label, with their places in the tokens.
fn annotations_of<'a>(
    article: &'a FinishedArticle<'a>,
    label: &'a LabelId,
) -> impl Iterator<Item = (&'a Arc<Annotation>, TokenPlace)> {
    annotations(article.document)
        .filter(|annotation| annotation.label == *label)
        .filter_map(|annotation| Some((annotation, TokenPlace::of(article.prepared, annotation)?)))
}

fn annotations(document: &Document) -> impl Iterator<Item = &Arc<Annotation>> {
    document.annotations().iter()
}

#[cfg(test)]
mod tests;
