//! What a model of the user's own proposes for an article, made into suggestions: places are anchored in the
//! text, labels, values and links are checked against the codebook.
//!
//! A model may say anything. What does not fit is left out and counted, see [`ProposalCounts`]. Nothing here
//! knows how the model is reached.

mod values;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::assistant::{ArticleSuggestions, SpanSource, SuggestedAnnotation};
use super::model::anchor::QuoteFinder;
use super::model::codebook::End;
use super::model::{
    Annotation, AnnotationId, AttributeValue, ByteOffset, CharOffset, Codebook, Document,
    EntityBook, LabelId, RelationTypeId, Text,
};
use super::values::AnnotationValues;
use super::values::links::SuggestedLink;
use values::ValueCheck;

/// The most annotations, values and links that are taken for one article.
pub const MAX_PROPOSALS: usize = 10_000;

/// The confidence of what a model proposes without saying how sure it is.
pub const UNSTATED_CONFIDENCE: f64 = 0.5;

/// A span that a model proposes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProposedAnnotation {
    /// The model's own id, for links; may be empty.
    pub id: String,
    pub label: String,
    /// The words; may be empty if there is a place.
    pub quote: String,
    /// Words that stand directly before the quote, which tell it from others like it; may be empty.
    pub before: String,
    /// Start and end in Unicode scalar values.
    pub chars: Option<(usize, usize)>,
    /// The bytes of the text that the model has seen, if it has not seen all: the quote is looked for there.
    pub within: Option<Range<usize>>,
    /// From 0 to 1.
    pub confidence: Option<f64>,
    pub values: ProposedValues,
}

/// Values that a model proposes for an annotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProposedValues {
    /// The id, name or alias of an entity of the project.
    pub entity: Option<String>,
    pub attributes: Vec<(String, AttributeValue)>,
}

/// A link that a model proposes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProposedLink {
    pub kind: String,
    /// The model's id of a proposed annotation, or the id of an annotation of the article.
    pub from: String,
    pub to: String,
    pub confidence: Option<f64>,
    pub attributes: Vec<(String, AttributeValue)>,
}

/// Everything that a model proposes for an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    pub annotations: Vec<ProposedAnnotation>,
    /// For annotations that the article has, by their ids.
    pub values: Vec<(String, ProposedValues)>,
    pub links: Vec<ProposedLink>,
}

/// What was taken of proposals, and what was left out for which reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProposalCounts {
    /// Annotations, values of annotations of the article, and links that were taken.
    pub taken: usize,
    /// Of the annotations that were taken, those whose place was wrong or missing, found by their quote.
    pub moved: usize,
    /// Quotes that are not in the text, and places outside of it.
    pub unanchored: usize,
    /// Labels that the codebook lacks or has disabled.
    pub labels: usize,
    /// Annotations that stand there already.
    pub repeated: usize,
    /// Annotations and links that are less sure than wanted.
    pub unsure: usize,
    /// Values that the codebook does not allow, and entities that the project lacks.
    pub values: usize,
    /// Links that the codebook does not allow, or without an end.
    pub links: usize,
    /// More than [`MAX_PROPOSALS`].
    pub surplus: usize,
}

impl ProposalCounts {
    /// How much was left out because something is wrong with it.
    pub fn rejected(&self) -> usize {
        self.unanchored + self.labels + self.values + self.links + self.surplus
    }

    /// Adds those of another article.
    pub fn add(&mut self, other: &Self) {
        self.taken += other.taken;
        self.moved += other.moved;
        self.unanchored += other.unanchored;
        self.labels += other.labels;
        self.repeated += other.repeated;
        self.unsure += other.unsure;
        self.values += other.values;
        self.links += other.links;
        self.surplus += other.surplus;
    }
}

/// Checks proposals against a project.
#[derive(Clone, Copy)]
pub struct ProposalCheck<'p> {
    pub codebook: &'p Codebook,
    pub entities: &'p EntityBook,
    /// The least confidence of what is taken.
    pub least_confidence: f64,
}

impl ProposalCheck<'_> {
    /// Makes suggestions of what a model proposes for an article.
    pub fn check(
        &self,
        document: &Document,
        proposals: &Proposals,
    ) -> (ArticleSuggestions, ProposalCounts) {
        let mut run = CheckRun {
            check: self,
            values: ValueCheck::new(self.codebook, self.entities),
            document,
            finder: QuoteFinder::new(document.text()),
            counts: ProposalCounts::default(),
            found: ArticleSuggestions::default(),
            ids: HashMap::new(),
            places: places(document),
        };
        run.annotations(&proposals.annotations);
        run.values(&proposals.values);
        run.links(&proposals.links);
        run.found
            .annotations
            .sort_by_key(|one| (one.range.start, one.range.end));
        (run.found, run.counts)
    }
}

/// Labels and places of the annotations of an article that have one fragment.
fn places(document: &Document) -> BTreeMap<LabelPlace, AnnotationId> {
    let all = document.annotations().iter();
    let placed = |one: &Arc<Annotation>| {
        let range = one_fragment(one)?;
        let place = (one.label.clone(), range.start, range.end);
        Some((place, one.id.clone()))
    };
    all.filter_map(placed).collect()
}

/// A label, start and end in bytes.
type LabelPlace = (LabelId, usize, usize);

fn one_fragment(annotation: &Annotation) -> Option<Range<usize>> {
    let fragments = annotation.fragments()?;
    (fragments.count() == 1).then(|| fragments.start().0..fragments.end().0)
}

/// The check of one article.
struct CheckRun<'a> {
    check: &'a ProposalCheck<'a>,
    values: ValueCheck<'a>,
    document: &'a Document,
    finder: QuoteFinder<'a>,
    counts: ProposalCounts,
    found: ArticleSuggestions,
    /// The suggestion for each id of the model, with its label.
    ids: HashMap<&'a str, (AnnotationId, LabelId)>,
    /// What is annotated or suggested already.
    places: BTreeMap<LabelPlace, AnnotationId>,
}

impl<'a> CheckRun<'a> {
    fn annotations(&mut self, all: &'a [ProposedAnnotation]) {
        self.counts.surplus += all.len().saturating_sub(MAX_PROPOSALS);
        for proposal in all.iter().take(MAX_PROPOSALS) {
            self.annotation(proposal);
        }
    }

    fn annotation(&mut self, proposal: &'a ProposedAnnotation) {
        let label = self.check.codebook.label(&proposal.label.as_str().into());
        let Some(label) = label.filter(|label| label.enabled) else {
            self.counts.labels += 1;
            return;
        };
        let Some(confidence) = self.sure(proposal.confidence) else {
            self.counts.unsure += 1;
            return;
        };
        let Some((range, is_moved)) = self.place(&label.id, proposal) else {
            self.counts.unanchored += 1;
            return;
        };
        let place = (label.id.clone(), range.start, range.end);
        let known = self.places.get(&place).cloned();
        let is_new = known.is_none();
        let id = known.unwrap_or_else(|| self.unique_id());
        if !proposal.id.is_empty() {
            let end = (id.clone(), label.id.clone());
            self.ids.entry(&proposal.id).or_insert(end);
        }
        if !is_new {
            self.counts.repeated += 1;
            return;
        }
        self.places.insert(place, id.clone());
        let (values, wrong) = self.values.of_label(label, &proposal.values, confidence);
        self.counts.values += wrong;
        self.counts.moved += usize::from(is_moved);
        self.counts.taken += 1;
        self.found.annotations.push(SuggestedAnnotation {
            id,
            range,
            label: label.id.clone(),
            confidence,
            source: SpanSource::Model,
            values,
        });
    }

    /// The confidence if it is enough. What is no share counts as not stated.
    fn sure(&self, stated: Option<f64>) -> Option<f64> {
        let stated = stated.filter(|share| (0.0..=1.0).contains(share));
        let share = stated.unwrap_or(UNSTATED_CONFIDENCE);
        (stated.is_none() || share >= self.check.least_confidence).then_some(share)
    }

    /// An id that no annotation of the article has.
    fn unique_id(&self) -> AnnotationId {
        let mut number = self.found.annotations.len() + 1;
        loop {
            let id = AnnotationId::from(format!("suggestion-{number}"));
            if self.document.annotation(&id).is_none() {
                return id;
            }
            number += MAX_PROPOSALS;
        }
    }

    /// The byte range of a proposal, and whether it is another than the model said.
    fn place(
        &self,
        label: &LabelId,
        proposal: &ProposedAnnotation,
    ) -> Option<(Range<usize>, bool)> {
        let text = self.document.text();
        let quote = proposal.quote.trim();
        let given = proposal.chars.and_then(|chars| byte_range(text, chars));
        if let Some(range) = &given
            && (quote.is_empty() || text.as_str()[range.clone()] == proposal.quote)
        {
            return Some((range.clone(), false));
        }
        let mut places = self.finder.places(quote);
        if let Some(within) = &proposal.within {
            let is_within =
                |range: &Range<usize>| within.start <= range.start && range.end <= within.end;
            places.ranges.retain(is_within);
        }
        let near = proposal
            .chars
            .map(|(start, _)| start.min(text.char_len()))
            .and_then(|start| text.byte_from_char(CharOffset(start)));
        let found = match near {
            Some(near) => places.nearest(near),
            None => self.by_context(label, &places.ranges, &proposal.before),
        };
        found.map(|range| (range, proposal.chars.is_some() || !places.exact))
    }

    /// The place after these words; else the first that is not suggested yet.
    fn by_context(
        &self,
        label: &LabelId,
        places: &[Range<usize>],
        before: &str,
    ) -> Option<Range<usize>> {
        let text = self.document.text().as_str();
        let words: Vec<&str> = before.split_whitespace().rev().collect();
        let is_after = |range: &&Range<usize>| {
            let stands = text[..range.start].split_whitespace().rev();
            stands.take(words.len()).eq(words.iter().copied())
        };
        let is_new = |range: &&Range<usize>| {
            !self
                .places
                .contains_key(&(label.clone(), range.start, range.end))
        };
        if !words.is_empty()
            && let Some(range) = places.iter().find(is_after)
        {
            return Some(range.clone());
        }
        places.iter().find(is_new).or(places.first()).cloned()
    }

    fn values(&mut self, all: &'a [(String, ProposedValues)]) {
        self.counts.surplus += all.len().saturating_sub(MAX_PROPOSALS);
        for (id, values) in all.iter().take(MAX_PROPOSALS) {
            let annotation = self.document.annotation(&id.as_str().into());
            let label = annotation.and_then(|one| self.check.codebook.label(&one.label));
            let (Some(annotation), Some(label)) = (annotation, label) else {
                self.counts.values += 1;
                continue;
            };
            let confidence = UNSTATED_CONFIDENCE;
            let (mut values, wrong) = self.values.of_label(label, values, confidence);
            self.counts.values += wrong;
            lacking(&mut values, annotation);
            if values != AnnotationValues::default() {
                self.counts.taken += 1;
                self.found.values.push((annotation.id.clone(), values));
            }
        }
    }

    fn links(&mut self, all: &'a [ProposedLink]) {
        self.counts.surplus += all.len().saturating_sub(MAX_PROPOSALS);
        for link in all.iter().take(MAX_PROPOSALS) {
            match self.sure(link.confidence) {
                None => self.counts.unsure += 1,
                Some(confidence) => match self.link(link, confidence) {
                    None => self.counts.links += 1,
                    Some(link) => {
                        self.counts.taken += 1;
                        self.found.links.push(link);
                    }
                },
            }
        }
    }

    fn link(&mut self, link: &ProposedLink, confidence: f64) -> Option<SuggestedLink> {
        let kind = RelationTypeId::from(link.kind.as_str());
        let kind = self.check.codebook.relation(&kind)?;
        let (from, from_label) = self.end(&link.from)?;
        let (to, to_label) = self.end(&link.to)?;
        let is_legal = kind.from.contains(&from_label) && kind.to.contains(&to_label);
        if !is_legal || from == to {
            return None;
        }
        let (attributes, wrong) = self.values.of_relation(kind, &link.attributes);
        // A suggested link has room for one value, its role.
        self.counts.values += wrong + attributes.len().saturating_sub(1);
        Some(SuggestedLink {
            kind: kind.id.clone(),
            from,
            to,
            role: attributes.into_iter().next(),
            asking: kind.required_for.unwrap_or(End::From),
            confidence,
        })
    }

    fn end(&self, id: &str) -> Option<(AnnotationId, LabelId)> {
        if let Some(end) = self.ids.get(id) {
            return Some(end.clone());
        }
        let annotation = self.document.annotation(&id.into())?;
        Some((annotation.id.clone(), annotation.label.clone()))
    }
}

/// Removes what the annotation has already.
fn lacking(values: &mut AnnotationValues, annotation: &Annotation) {
    if annotation.entity.is_some() {
        values.entity = None;
    }
    values
        .attributes
        .retain(|(id, _)| !annotation.attributes.contains_key(id));
}

fn byte_range(text: &Text, (start, end): (usize, usize)) -> Option<Range<usize>> {
    let ByteOffset(start) = text.byte_from_char(CharOffset(start))?;
    let ByteOffset(end) = text.byte_from_char(CharOffset(end))?;
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests;
