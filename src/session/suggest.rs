//! What is suggested for the article on screen: which of it is shown, and which suggestion is chosen.
//!
//! A suggestion is never an annotation: it is in no document, and nothing that counts, searches, saves or
//! exports can reach it. It must not know how suggestions are made: a job hands them in.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::Session;
use super::rejected::{ENTITY, RejectedSuggestions};
use crate::assist::assistant::{
    ArticleSuggestions, LabelReadiness, SpanSource, SuggestedAnnotation,
};
use crate::assist::rejections::Rejections;
use crate::assist::values::AnnotationValues;
use crate::assist::values::links::SuggestedLink;
use crate::model::history::CodingId;
use crate::model::{
    Annotation, AnnotationId, ByteOffset, Document, LabelId, Selection, Span, Text,
};

/// How many suggestions of an article are shown at most: those of the highest confidence.
const MOST: usize = 2_000;

/// The version of the engine in the origin of what is taken.
const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SuggestionChoice {
    /// Why nothing is suggested, if nothing is.
    pub off: Option<SuggestionsOff>,
    /// The least confidence of what is shown, from 0 to 1.
    pub least_confidence: f64,
    /// Labels that are not suggested.
    pub hidden: BTreeSet<LabelId>,
}

/// Why nothing is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionsOff {
    /// The user does not want them.
    Setting,
    /// The article is coded in a blind round that measures agreement.
    BlindRound,
    /// The article is finished.
    Finished,
    /// The agreed version is being made.
    Comparing,
}

/// How far the program has learned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearningState {
    /// Whether a job is learning.
    pub is_training: bool,
    /// How many finished articles were learned from; `None` before the first time.
    pub finished: Option<usize>,
    /// How much is known about each label.
    pub readiness: Vec<LabelReadiness>,
    /// Whether labels of judgement may be suggested, so that their precision is measured.
    pub measures: bool,
    /// Labels of judgement that are not suggested, with their measured precision if there is one.
    pub withheld: BTreeMap<LabelId, Option<f64>>,
    /// The least precision that such labels need, from 0 to 1.
    pub least_precision: f64,
}

/// A suggestion for the article on screen.
#[derive(Clone, Debug)]
pub struct SuggestedItem {
    /// As an annotation, for the page.
    pub annotation: Annotation,
    /// The probability that it is right, from 0 to 1.
    pub confidence: f64,
    pub source: SpanSource,
    /// What it would say.
    pub values: AnnotationValues,
    is_rejected: bool,
}

impl SuggestedItem {
    /// A suggestion for a document; `None` if its range is not in the text.
    fn new(document: &Document, suggested: SuggestedAnnotation) -> Option<Self> {
        let SuggestedAnnotation {
            id,
            range,
            label,
            confidence,
            source,
            values,
        } = suggested;
        let (start, end) = (ByteOffset(range.start), ByteOffset(range.end));
        let span = Span::new(document.text(), start, end).ok()?;
        Some(Self {
            annotation: Annotation::new(id, label, span),
            confidence,
            source,
            values,
            is_rejected: false,
        })
    }

    /// Its place, in bytes of the text.
    pub fn range(&self) -> Range<usize> {
        let fragments = self.annotation.fragments();
        fragments.map_or(0..0, |place| place.start().0..place.end().0)
    }

    /// Its confidence in whole percent.
    pub fn percent(&self) -> u8 {
        percent(self.confidence)
    }

    /// The origin of an annotation that it becomes; with what the coder changed on taking it.
    pub fn origin(&self, changed: &[TakenChange]) -> String {
        origin(self.source.as_str(), self.confidence, changed)
    }
}

/// A confidence in whole percent: never more than it is.
pub fn percent(confidence: f64) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0).floor() as u8
}

/// What the coder changed of a suggestion on taking it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenChange {
    Label,
    Borders,
}

/// The origin of what came of a suggestion: engine, its version, confidence, and what was changed, as in
/// `suggested:learned/0.1.0:0.84:borders`.
pub fn origin(engine: &str, confidence: f64, changed: &[TakenChange]) -> String {
    let mut origin = format!("suggested:{engine}/{ENGINE_VERSION}:{confidence:.2}");
    for change in changed {
        origin.push_str(match change {
            TakenChange::Label => ":label",
            TakenChange::Borders => ":borders",
        });
    }
    origin
}

/// The suggestions of one article.
#[derive(Debug)]
struct ArticleItems {
    coding: CodingId,
    /// In the order of the text.
    items: Vec<SuggestedItem>,
    values: BTreeMap<AnnotationId, AnnotationValues>,
    links: Vec<SuggestedLink>,
    /// Those that are shown, as annotations for the page, and their indices in `items`.
    shown: Vec<Annotation>,
    indices: Vec<usize>,
    percents: Vec<u8>,
    /// For which state `shown` holds: revisions of the document and of rejections.
    refreshed: Option<(u64, u64)>,
    marked: Option<u64>,
}

/// All about suggestions in the open project.
#[derive(Debug, Default)]
pub struct Suggestions {
    choice: SuggestionChoice,
    pub learning: LearningState,
    pub rejected: RejectedSuggestions,
    article: Option<ArticleItems>,
    chosen: Option<AnnotationId>,
    /// Changes with what is shown.
    revision: u64,
}

impl Suggestions {
    /// What is to be shown.
    pub fn choice(&self) -> &SuggestionChoice {
        &self.choice
    }

    /// Whether suggestions are shown for the active article.
    pub fn are_on(&self) -> bool {
        self.choice.off.is_none()
    }

    /// Changes with what is shown.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The suggestions of an article that are shown, as annotations, in the order of the text; with their
    /// confidences in percent.
    pub fn shown(&self, coding: CodingId) -> (&[Annotation], &[u8]) {
        match self
            .article
            .as_ref()
            .filter(|article| article.coding == coding)
        {
            Some(article) if self.are_on() => (&article.shown, &article.percents),
            _ => (&[], &[]),
        }
    }

    /// The same with all that is known of them.
    pub fn items(&self, coding: CodingId) -> impl DoubleEndedIterator<Item = &SuggestedItem> {
        let article = self.article.as_ref();
        let article = article.filter(|article| article.coding == coding && self.are_on());
        article.into_iter().flat_map(|article| {
            let indices = article.indices.iter();
            indices.filter_map(|index| article.items.get(*index))
        })
    }

    /// A suggestion that is shown.
    pub fn item(&self, coding: CodingId, id: &AnnotationId) -> Option<&SuggestedItem> {
        self.items(coding).find(|item| item.annotation.id == *id)
    }

    /// Drops all that is suggested.
    pub fn clear(&mut self) {
        if self.article.take().is_some() {
            self.revision += 1;
        }
        self.chosen = None;
    }

    fn refresh(&mut self, coding: CodingId, name: &str, document: &Document, revision: u64) {
        let Some(article) = self.article.as_mut() else {
            return;
        };
        if article.coding != coding {
            return;
        }
        let rejections = self.rejected.revision();
        let key = Some((revision, rejections));
        if article.refreshed == key {
            return;
        }
        if article.marked != Some(rejections) {
            let of_article = self.rejected.of(name);
            mark_rejected(&mut article.items, document.text(), &of_article);
            article.marked = Some(rejections);
        }
        let is_shown = |item: &SuggestedItem| {
            let label = &item.annotation.label;
            let is_there = || {
                let touching = document.touching(item.range());
                touching.iter().any(|one| one.label == *label)
            };
            !item.is_rejected
                && item.confidence >= self.choice.least_confidence
                && !self.choice.hidden.contains(label)
                && !is_there()
        };
        let items = article.items.iter().enumerate();
        let indices: Vec<usize> = items
            .filter(|(_, item)| is_shown(item))
            .map(|(index, _)| index)
            .collect();
        let is_new = article.refreshed.is_none();
        article.refreshed = key;
        if indices == article.indices && !is_new {
            return;
        }
        let shown = || indices.iter().map(|index| &article.items[*index]);
        article.shown = shown().map(|item| item.annotation.clone()).collect();
        article.percents = shown().map(SuggestedItem::percent).collect();
        article.indices = indices;
        self.revision += 1;
    }
}

impl Session {
    /// Says what is to be shown.
    pub fn choose_suggestions(&mut self, choice: SuggestionChoice) {
        let suggestions = &mut self.suggestions;
        if suggestions.choice == choice {
            return;
        }
        suggestions.choice = choice;
        suggestions.revision += 1;
        if let Some(article) = &mut suggestions.article {
            article.refreshed = None;
        }
        self.refresh_suggestions();
    }

    /// Takes in what is suggested for an article; the caller knows that it is not stale.
    pub fn suggest(&mut self, coding: CodingId, suggested: ArticleSuggestions) {
        let Some(open) = self.opened(coding) else {
            return;
        };
        let document = &open.document;
        let mut annotations = suggested.annotations;
        if annotations.len() > MOST {
            annotations.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
            annotations.truncate(MOST);
            annotations.sort_by_key(|one| (one.range.start, one.range.end));
        }
        let items = annotations
            .into_iter()
            .filter_map(|one| SuggestedItem::new(document, one));
        let article = ArticleItems {
            coding,
            items: items.collect(),
            values: suggested.values.into_iter().collect(),
            links: suggested.links,
            shown: Vec::new(),
            indices: Vec::new(),
            percents: Vec::new(),
            refreshed: None,
            marked: None,
        };
        // The same suggestion has another id after each prediction.
        let chosen = self.chosen_suggestion().map(SuggestedItem::range);
        self.suggestions.article = Some(article);
        self.refresh_suggestions();
        let mut items = self.suggestions.items(coding);
        let again = chosen.and_then(|range| items.find(|item| item.range() == range));
        let again = again.map(|item| item.annotation.id.clone());
        drop(items);
        self.suggestions.chosen = again;
    }

    /// Brings what is shown up to date with the active article.
    pub fn refresh_suggestions(&mut self) {
        let Some(id) = self.current else { return };
        let name = self.current_article().map(|article| article.name.clone());
        let (Some(open), Some(name)) = (self.open.get(&id), name) else {
            return;
        };
        let revision = open.revision();
        self.suggestions
            .refresh(id, &name, &open.document, revision);
    }

    /// Chooses a suggestion that is shown: the caret goes to its start.
    pub fn choose_suggestion(&mut self, id: &AnnotationId) {
        let Some(coding) = self.current else { return };
        let Some(item) = self.suggestions.item(coding, id) else {
            return;
        };
        let start = ByteOffset(item.range().start);
        self.suggestions.chosen = Some(id.clone());
        if let Some(shown) = self.shown_mut() {
            shown.forget_chosen();
            shown.selection = Selection::caret(start);
        }
    }

    /// Unchooses the chosen suggestion; returns whether there was one.
    pub fn unchoose_suggestion(&mut self) -> bool {
        let was_chosen = self.chosen_suggestion().is_some();
        self.suggestions.chosen = None;
        was_chosen
    }

    /// The chosen suggestion. Whatever moves the caret or chooses an annotation unchooses it.
    pub fn chosen_suggestion(&self) -> Option<&SuggestedItem> {
        let (coding, shown) = (self.current?, self.shown()?);
        let item = self
            .suggestions
            .item(coding, self.suggestions.chosen.as_ref()?)?;
        let start = ByteOffset(item.range().start);
        let is_here = shown.selection == Selection::caret(start);
        (is_here && shown.chosen.is_none()).then_some(item)
    }

    /// The values that are suggested for an annotation of the active article and that it still lacks.
    pub fn suggested_values(&self, annotation: &Annotation) -> AnnotationValues {
        let article = self.suggestions.article.as_ref();
        let article = article
            .filter(|article| Some(article.coding) == self.current && self.suggestions.are_on());
        let values = article.and_then(|article| article.values.get(&annotation.id));
        let mut values = values.cloned().unwrap_or_default();
        let is_sure = |confidence: f64| confidence >= self.suggestions.choice.least_confidence;
        values
            .entity
            .take_if(|entity| annotation.entity.is_some() || !is_sure(entity.confidence));
        values.attributes.retain(|(id, value)| {
            !annotation.attributes.contains_key(id) && is_sure(value.confidence)
        });
        // What such an annotation says is a judgement too.
        if self.suggestions.choice.hidden.contains(&annotation.label) {
            values.attributes.clear();
        }
        if let Some(rejections) = self.rejections_here() {
            let is_rejected = |field: &str, value: &str| {
                self.is_value_rejected(&rejections, annotation, field, value)
            };
            values
                .entity
                .take_if(|entity| is_rejected(ENTITY, entity.value.as_str()));
            values
                .attributes
                .retain(|(id, value)| !is_rejected(id.as_str(), &value.value.to_string()));
        }
        values
    }

    /// The links that are suggested between annotations of the active article and that are not there.
    pub fn suggested_links<'s>(
        &'s self,
        id: &'s AnnotationId,
    ) -> impl Iterator<Item = &'s SuggestedLink> {
        let article = self.suggestions.article.as_ref();
        let article = article
            .filter(|article| Some(article.coding) == self.current && self.suggestions.are_on());
        let least = self.suggestions.choice.least_confidence;
        let document = self.shown().map(|shown| &shown.document);
        let links = article.into_iter().flat_map(|article| &article.links);
        let rejections = self.rejections_here();
        let is_rejected = move |link: &SuggestedLink| {
            let annotation = document.and_then(|document| document.annotation(id));
            let Some((rejections, annotation)) = rejections.as_ref().zip(annotation) else {
                return false;
            };
            let other = if link.from == *id {
                &link.to
            } else {
                &link.from
            };
            self.is_value_rejected(rejections, annotation, link.kind.as_str(), other.as_str())
        };
        links.filter(move |link| {
            let is_end = link.from == *id || link.to == *id;
            let is_sure = is_end && link.confidence >= least;
            is_sure && document.is_some_and(|d| is_missing(d, link)) && !is_rejected(link)
        })
    }
}

/// Notes which of some suggestions are rejected.
fn mark_rejected(items: &mut [SuggestedItem], text: &Text, rejections: &Rejections) {
    for item in items {
        item.is_rejected = rejections.has(text, &item.range(), &item.annotation.label);
    }
}

/// Whether both ends of a link are annotations, and it is not there.
fn is_missing(document: &Document, link: &SuggestedLink) -> bool {
    let has = |id: &AnnotationId| document.annotation(id).is_some();
    let is_there = |relation: &Arc<crate::model::Relation>| {
        relation.kind == link.kind && relation.from == link.from && relation.to == link.to
    };
    has(&link.from) && has(&link.to) && !document.relations_of(&link.from).any(is_there)
}

#[cfg(test)]
#[path = "suggest_tests.rs"]
mod tests;
