//! All engines together: what is suggested for an article that is not finished.
//!
//! Spans come from the taggers; names that the project knows fill the gaps. Then entities, choices,
//! dates and links are suggested for the spans as if they were annotations, and for the annotations
//! that are there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::clusters::Clusters;
use super::crf::TrainingSettings;
use super::features::PreparedText;
use super::model::document::ArticleFields;
use super::model::{
    Annotation, AnnotationId, ByteOffset, Codebook, Document, Edit, EntityBook, LabelId, Relation,
    Span, Text,
};
use super::names::{KnownNames, NameSettings};
use super::rejections::Rejections;
use super::tagger::{FinishedArticle, Taggers};
use super::values::links::SuggestedLink;
use super::values::{AnnotationValues, ValueModels, dates};
use super::{Cancelled, IsCancelled};

/// What is learned and suggested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AssistSettings {
    pub training: TrainingSettings,
    pub names: NameSettings,
    /// The least confidence of what is suggested.
    pub least_confidence: f64,
    /// The number of finished articles with a label from which the label is suggested.
    pub least_articles: usize,
}

impl Default for AssistSettings {
    fn default() -> Self {
        Self {
            training: TrainingSettings::default(),
            names: NameSettings::default(),
            least_confidence: 0.5,
            least_articles: 3,
        }
    }
}

/// All that was learned from finished articles.
#[derive(Debug, Default)]
pub struct Assistant {
    pub taggers: Taggers,
    pub names: KnownNames,
    pub values: ValueModels,
    settings: AssistSettings,
}

/// How much is known about a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelReadiness {
    pub label: LabelId,
    /// The finished articles that have it.
    pub articles: usize,
    /// The number that is needed.
    pub needed: usize,
}

impl LabelReadiness {
    /// Whether it is suggested.
    pub fn is_ready(&self) -> bool {
        self.articles >= self.needed
    }
}

/// Which engine suggests a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanSource {
    /// The tagger that learned from finished articles.
    Learned,
    /// A name that the project knows.
    KnownName,
    /// A model of the user's own.
    Model,
}

impl SpanSource {
    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Learned => "learned",
            Self::KnownName => "name",
            Self::Model => "model",
        }
    }
}

/// A suggested annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedAnnotation {
    /// An id that no annotation of the article has; links refer to it.
    pub id: AnnotationId,
    pub range: Range<usize>,
    pub label: LabelId,
    pub confidence: f64,
    pub source: SpanSource,
    pub values: AnnotationValues,
}

/// Everything that is suggested for an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleSuggestions {
    /// In the order of the text.
    pub annotations: Vec<SuggestedAnnotation>,
    /// Values that annotations of the article lack.
    pub values: Vec<(AnnotationId, AnnotationValues)>,
    /// Between annotations, and suggested ones.
    pub links: Vec<SuggestedLink>,
}

/// How far each available label of the codebook is known, in the order of the codebook.
pub fn readiness(
    codebook: &Codebook,
    articles: &[FinishedArticle<'_>],
    needed: usize,
) -> Vec<LabelReadiness> {
    let of_label = |label: &LabelId| {
        let has = articles.iter().filter(|article| {
            article
                .document
                .counts()
                .get(label)
                .is_some_and(|count| *count > 0)
        });
        LabelReadiness {
            label: label.clone(),
            articles: has.count(),
            needed,
        }
    };
    codebook
        .offered()
        .map(|label| of_label(&label.id))
        .collect()
}

impl Assistant {
    /// Learns from finished articles.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn train(
        codebook: &Codebook,
        entities: &EntityBook,
        articles: &[FinishedArticle<'_>],
        clusters: Clusters,
        settings: &AssistSettings,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let ready = readiness(codebook, articles, settings.least_articles);
        let labels: BTreeSet<LabelId> = ready
            .into_iter()
            .filter(LabelReadiness::is_ready)
            .map(|ready| ready.label)
            .collect();
        let training = &settings.training;
        let taggers = Taggers::train(
            articles,
            &labels,
            entities,
            clusters,
            training,
            is_cancelled,
        )?;
        Self::with_taggers(
            codebook,
            entities,
            articles,
            taggers,
            settings,
            is_cancelled,
        )
    }

    /// Learns the rest from finished articles whose taggers were trained before, as [`super::state`] keeps them.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn with_taggers(
        codebook: &Codebook,
        entities: &EntityBook,
        articles: &[FinishedArticle<'_>],
        taggers: Taggers,
        settings: &AssistSettings,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let mentions: BTreeSet<LabelId> = codebook
            .offered()
            .filter(|label| label.entity != super::model::codebook::EntityUse::None)
            .map(|label| label.id.clone())
            .collect();
        Ok(Self {
            taggers,
            names: KnownNames::learn(entities, articles, &mentions),
            values: ValueModels::learn(codebook, entities, articles, is_cancelled)?,
            settings: *settings,
        })
    }

    /// What it was trained with.
    pub fn settings(&self) -> &AssistSettings {
        &self.settings
    }

    /// What is suggested for an article, without what was rejected. Nothing is suggested over an annotation of
    /// the same label.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn suggest(
        &self,
        document: &Document,
        prepared: &PreparedText,
        rejections: &Rejections,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<ArticleSuggestions, Cancelled> {
        let settings = self.settings;
        let spans = self.spans(document, prepared, &settings, rejections, is_cancelled)?;
        let mut filled = FilledDocument::new(document, &spans);
        let mut suggestions = ArticleSuggestions::default();
        let phrases = dates::phrases(&FinishedArticle {
            document: &filled.document,
            prepared,
        });
        let annotations: Vec<_> = filled.document.annotations().to_vec();
        for annotation in annotations {
            if is_cancelled() {
                return Err(Cancelled);
            }
            let article = FinishedArticle {
                document: &filled.document,
                prepared,
            };
            let mut values = self.values.suggest(&article, &phrases, &annotation);
            let is_sure = |confidence: f64| confidence >= settings.least_confidence;
            values
                .attributes
                .retain(|(_, value)| is_sure(value.confidence));
            // What is likely decides who *he* is further on, even if it is not shown.
            filled.set_entity(&annotation.id, &values);
            values.entity = values.entity.filter(|entity| is_sure(entity.confidence));
            match filled.suggested.remove(&annotation.id) {
                Some(span) => suggestions.annotations.push(SuggestedAnnotation {
                    id: annotation.id.clone(),
                    range: span.range,
                    label: span.label,
                    confidence: span.confidence,
                    source: span.source,
                    values,
                }),
                None if values != AnnotationValues::default() => {
                    suggestions.values.push((annotation.id.clone(), values));
                }
                None => {}
            }
        }
        let article = FinishedArticle {
            document: &filled.document,
            prepared,
        };
        suggestions.links = self.values.suggest_links(&article);
        suggestions
            .links
            .retain(|link| link.confidence >= settings.least_confidence);
        Ok(suggestions)
    }

    fn spans(
        &self,
        document: &Document,
        prepared: &PreparedText,
        settings: &AssistSettings,
        rejections: &Rejections,
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Vec<NewSpan>, Cancelled> {
        let text = document.text();
        let mut spans: Vec<NewSpan> = Vec::new();
        let learned = self.taggers.suggest(prepared, is_cancelled)?;
        let learned = learned.into_iter().map(|span| NewSpan {
            range: span.range,
            label: span.label,
            confidence: span.confidence,
            source: SpanSource::Learned,
        });
        let names = self
            .names
            .suggest(text, &prepared.sequences, &settings.names);
        let names = names.into_iter().map(|name| NewSpan {
            range: name.range,
            label: name.label,
            confidence: name.confidence,
            source: SpanSource::KnownName,
        });
        for span in learned.chain(names) {
            let overlaps = |other: &NewSpan| {
                other.label == span.label
                    && other.range.start < span.range.end
                    && span.range.start < other.range.end
            };
            let is_there = document
                .touching(span.range.clone())
                .iter()
                .any(|annotation| annotation.label == span.label);
            let is_sure = span.confidence >= settings.least_confidence;
            if is_sure
                && !is_there
                && !spans.iter().rev().any(overlaps)
                && !rejections.has(text, &span.range, &span.label)
            {
                spans.push(span);
            }
        }
        spans.sort_by_key(|span| (span.range.start, span.range.end));
        Ok(spans)
    }
}

/// A span that is suggested, before its values are.
#[derive(Clone, Debug)]
struct NewSpan {
    range: Range<usize>,
    label: LabelId,
    confidence: f64,
    source: SpanSource,
}

/// A document with the suggestions as annotations.
struct FilledDocument {
    document: Document,
    suggested: BTreeMap<AnnotationId, NewSpan>,
}

impl FilledDocument {
    fn new(document: &Document, spans: &[NewSpan]) -> Self {
        let text: &Text = document.text();
        let mut annotations: Vec<Annotation> = document
            .annotations()
            .iter()
            .map(|annotation| (**annotation).clone())
            .collect();
        let mut suggested = BTreeMap::new();
        let mut number = 0;
        for span in spans {
            let (start, end) = (ByteOffset(span.range.start), ByteOffset(span.range.end));
            let Ok(place) = Span::new(text, start, end) else {
                continue;
            };
            let id = loop {
                number += 1;
                let id = AnnotationId::from(format!("suggestion-{number}"));
                if document.annotation(&id).is_none() {
                    break id;
                }
            };
            annotations.push(Annotation::new(id.clone(), span.label.clone(), place));
            suggested.insert(id, span.clone());
        }
        let relations: Vec<Relation> = document
            .relations()
            .map(|relation| (**relation).clone())
            .collect();
        let fields = ArticleFields::default();
        let (mut filled, _, _) = Document::load(text.clone(), fields, annotations, relations);
        filled.show_values(document.fields().values.clone());
        Self {
            document: filled,
            suggested,
        }
    }

    fn set_entity(&mut self, id: &AnnotationId, values: &AnnotationValues) {
        if let Some(entity) = &values.entity {
            let edit = Edit::SetEntity(id.clone(), Some(entity.value.clone()));
            let result = self.document.apply(edit);
            debug_assert!(result.is_ok(), "the annotation is there");
        }
    }
}

#[cfg(test)]
mod tests;
