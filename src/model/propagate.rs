//! Bulk annotation: applies one annotation as a template to many search hits.
//!
//! ```text
//! template   actor, entity NATO         places   NATO said that [NATO] and the NATO summit
//! edits      add, add                   refused  the second: it is annotated as actor already
//! ```

use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId, Attributes, EntityId, LabelId, Provenance};
use super::codebook::Codebook;
use super::document::{Document, Edit};
use super::search::SearchHit;
use super::span::Span;
use super::text::ByteOffset;

/// The annotation to create at each hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub label: LabelId,
    pub entity: Option<EntityId>,
    pub attributes: Attributes,
}

/// Why a hit was skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkipReason {
    #[error("already annotated")]
    Annotated,
    #[error("overlaps an existing annotation of this label")]
    Overlaps,
    #[error("the article has changed")]
    Changed,
}

/// The result of applying a template to some hits of one article.
#[derive(Debug, Default, PartialEq)]
pub struct Propagated {
    /// One edit for each hit that is annotated.
    pub edits: Vec<Edit>,
    /// The skipped hits, by their index among the given ones.
    pub refused: Vec<(usize, SkipReason)>,
}

/// The edits that apply the template to hits of a document; the hits are in the order of the text.
///
/// The status of an article does not change: a bulk edit does not mean that somebody has read it.
pub fn propagate(
    document: &Document,
    codebook: &Codebook,
    template: &Template,
    hits: &[&SearchHit],
    provenance: &Provenance,
    mut fresh: impl FnMut() -> AnnotationId,
) -> Propagated {
    let mut propagated = Propagated::default();
    let mut taken_until = 0;
    let defaults = codebook.attributes_of(&template.label);
    let defaults: Vec<_> = defaults
        .filter_map(|attribute| Some((&attribute.id, attribute.default.as_ref()?)))
        .collect();
    for (number, hit) in hits.iter().enumerate() {
        let refusal = match refusal(document, &template.label, hit) {
            None if hit.range.start < taken_until => Some(SkipReason::Overlaps),
            refusal => refusal,
        };
        let (start, end) = (ByteOffset(hit.range.start), ByteOffset(hit.range.end));
        let span = match (refusal, Span::new(document.text(), start, end)) {
            (None, Ok(span)) => span,
            (refusal, _) => {
                let refusal = refusal.unwrap_or(SkipReason::Changed);
                propagated.refused.push((number, refusal));
                continue;
            }
        };
        taken_until = hit.range.end;
        let mut annotation = Annotation::new(fresh(), template.label.clone(), span);
        annotation.entity.clone_from(&template.entity);
        annotation.attributes.clone_from(&template.attributes);
        for (name, value) in &defaults {
            if !annotation.attributes.contains_key(*name) {
                let value = (*value).clone();
                annotation.attributes.insert((*name).clone(), value);
            }
        }
        annotation.provenance = provenance.clone();
        propagated.edits.push(Edit::Add(Arc::new(annotation)));
    }
    propagated
}

fn refusal(document: &Document, label: &LabelId, hit: &SearchHit) -> Option<SkipReason> {
    let text = document.text().as_str();
    if !hit.stands_in(text) {
        return Some(SkipReason::Changed);
    }
    let touching = document.touching(hit.range.clone());
    let same = touching.into_iter().filter(|other| other.label == *label);
    let places = same.filter_map(|other| other.fragments());
    places
        .map(|place| {
            if place.count() == 1 && hit.range == (place.start().0..place.end().0) {
                SkipReason::Annotated
            } else {
                SkipReason::Overlaps
            }
        })
        .min_by_key(|refusal| *refusal != SkipReason::Annotated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ArticleFields;
    use crate::history::ArticleId;
    use crate::search::ConcordanceLine;
    use crate::{AttributeValue, Text};

    const TEXT: &str = "NATO met. The NATO summit: NATO, NATO and NATO.";

    fn hits(text: &str) -> Vec<SearchHit> {
        let places = text.match_indices("NATO");
        let hits = places.map(|(start, found)| {
            let range = start..start + found.len();
            SearchHit {
                article: ArticleId(0),
                line: ConcordanceLine::of(text, &range),
                range,
                annotation: None,
                marks: Vec::new(),
            }
        });
        hits.collect()
    }

    /// The text with an actor on the first position, a longer one around the second and an event on
    /// the third.
    fn document(text: &str) -> Document {
        let text = Text::new(text);
        let span =
            |start, end| Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a span");
        let annotations = vec![
            Annotation::new("a", "actor", span(0, 4)),
            Annotation::new("b", "actor", span(14, 25)),
            Annotation::new("c", "event", span(27, 31)),
        ];
        Document::load(text, ArticleFields::default(), annotations, Vec::new()).0
    }

    fn propagated(document: &Document, hits: &[&SearchHit]) -> Propagated {
        let template = Template {
            label: "actor".into(),
            entity: Some("nato".into()),
            attributes: [("role".into(), AttributeValue::Flag(true))].into(),
        };
        let provenance = Provenance {
            origin: Some("propagated".into()),
            ..Provenance::manual("mk", "2026-11-22T15:04:05Z")
        };
        let mut number = 0;
        let codebook = Codebook::default();
        propagate(document, &codebook, &template, hits, &provenance, || {
            number += 1;
            format!("new{number}").into()
        })
    }

    #[test]
    fn places_that_have_the_label_are_left_and_others_get_it_as_one_edit() {
        let mut document = document(TEXT);
        let hits = hits(TEXT);
        let mut given: Vec<&SearchHit> = hits.iter().collect();
        // A hit that is given twice overlaps itself.
        given.push(&hits[4]);
        let got = propagated(&document, &given);
        let want = [
            (0, SkipReason::Annotated),
            (1, SkipReason::Overlaps),
            (5, SkipReason::Overlaps),
        ];
        assert_eq!(got.refused, want);
        let before = document.annotations().to_vec();
        let undo = document.apply(Edit::Batch(got.edits)).expect("it fits");
        assert_eq!(document.annotations().len(), 6);
        let new = document.annotation(&"new1".into()).expect("it was added");
        assert_eq!(new.entity, Some("nato".into()));
        assert_eq!(new.provenance.origin.as_deref(), Some("propagated"));
        assert!(new.attributes.contains_key("role"));
        document.apply(undo).expect("it fits");
        assert_eq!(document.annotations(), before);
    }

    #[test]
    fn a_place_in_a_text_that_has_changed_is_left() {
        let changed = document(&TEXT.replace("met.", "meets."));
        let hits = hits(TEXT);
        let got = propagated(&changed, &hits.iter().skip(1).collect::<Vec<_>>());
        assert_eq!(got.edits, []);
        assert!(
            got.refused
                .iter()
                .all(|(_, refusal)| *refusal == SkipReason::Changed)
        );
        let short = document(&TEXT[..35]);
        let got = propagated(&short, &[&hits[4]]);
        assert_eq!(got.refused, [(0, SkipReason::Changed)]);
    }
}
