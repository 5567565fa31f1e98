//! Layers of labels that do not overlap in finished work: each layer has a tagger of its own.
//!
//! ```text
//! [Kyiv]actor wants [a truce before [Moscow]actor talks]demand    →    actor · demand
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::model::{Document, LabelId};

/// The labels of one tagger, in the order of its tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelLayer {
    pub labels: Vec<LabelId>,
}

/// The labels of a layer at most: the time of training grows with the square of them.
const MOST_LABELS: usize = 12;

/// Two labels may share a layer if at most this share of the annotations of the rarer one overlaps the
/// other: single slips must not cost a layer.
const TOLERATED: f64 = 0.02;

/// The spans of a label in a document: each fragment by itself, without those inside longer ones.
pub fn spans_of(document: &Document, label: &LabelId) -> Vec<Range<usize>> {
    let of_label = document
        .annotations()
        .iter()
        .filter(|one| one.label == *label);
    let fragments = of_label.filter_map(|annotation| annotation.fragments());
    let mut spans: Vec<Range<usize>> = fragments
        .flat_map(|place| place.iter().map(|span| span.range()))
        .collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut outer: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match outer.last_mut() {
            // Of two that overlap the longer one stays.
            Some(last) if span.start < last.end => {
                if span.len() > last.len() {
                    *last = span;
                }
            }
            _ => outer.push(span),
        }
    }
    outer
}

/// The layers of labels that occur in finished documents, in an order that follows from the documents.
pub fn layers(documents: &[&Document], labels: &BTreeSet<LabelId>) -> Vec<LabelLayer> {
    let mut counts: BTreeMap<&LabelId, usize> = BTreeMap::new();
    let mut overlaps: BTreeMap<(&LabelId, &LabelId), usize> = BTreeMap::new();
    for document in documents {
        let mut spans: Vec<(Range<usize>, &LabelId)> = Vec::new();
        for label in labels {
            let of_label = spans_of(document, label);
            *counts.entry(label).or_default() += of_label.len();
            spans.extend(of_label.into_iter().map(|span| (span, label)));
        }
        spans.sort_by_key(|(span, _)| (span.start, span.end));
        for (at, (span, label)) in spans.iter().enumerate() {
            let later = spans[at + 1..].iter();
            for (_, other) in later.take_while(|(other, _)| other.start < span.end) {
                if label != other {
                    *overlaps
                        .entry((label.min(other), label.max(other)))
                        .or_default() += 1;
                }
            }
        }
    }
    counts.retain(|_, count| *count > 0);
    let conflict = |one: &LabelId, other: &LabelId| {
        let overlaps = overlaps.get(&(one.min(other), one.max(other))).copied();
        let rarer = counts[one].min(counts[other]);
        overlaps.unwrap_or(0) as f64 > TOLERATED * rarer as f64
    };
    let mut order: Vec<&LabelId> = counts.keys().copied().collect();
    order.sort_by_key(|label| (std::cmp::Reverse(counts[*label]), *label));
    let mut layers: Vec<Vec<LabelId>> = Vec::new();
    for label in order {
        let fits = |layer: &&mut Vec<LabelId>| {
            layer.len() < MOST_LABELS && layer.iter().all(|other| !conflict(label, other))
        };
        match layers.iter_mut().find(fits) {
            Some(layer) => layer.push(label.clone()),
            None => layers.push(vec![label.clone()]),
        }
    }
    layers
        .into_iter()
        .map(|labels| LabelLayer { labels })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::test_documents::document;

    fn layers_of(texts: &[&str]) -> String {
        let documents: Vec<Document> = texts.iter().map(|text| document(text)).collect();
        let documents: Vec<&Document> = documents.iter().collect();
        let labels = ["actor", "demand", "event", "unused"].map(LabelId::from);
        let layers = layers(&documents, &labels.into());
        let names = layers.iter().map(|layer| {
            let labels: Vec<&str> = layer.labels.iter().map(|label| label.as_str()).collect();
            labels.join("+")
        });
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_that_overlap_are_in_different_layers() {
        let text =
            "[actor:Kyiv] wants [demand:a truce before [actor:Moscow] talks]. [event:They met].";
        assert_eq!(layers_of(&[text]), "actor+event demand");
        assert_eq!(
            layers_of(&["[actor:Kyiv] and [event:talks] on [demand:peace]"]),
            "actor+demand+event"
        );
        assert_eq!(layers_of(&["nothing"]), "");
    }

    #[test]
    fn a_single_slip_costs_no_layer() {
        let many = "[actor:Kyiv] met. [demand:Stop]. ".repeat(60);
        let slip = "[demand:Stop [actor:Moscow]]";
        assert_eq!(layers_of(&[&many, slip]), "actor+demand");
    }

    #[test]
    fn of_nested_spans_of_a_label_the_outer_stays() {
        let document = document("[actor:Ana, [actor:Reyes]’s envoy], and [actor:Kyiv]");
        let text = document.text().as_str();
        let spans = spans_of(&document, &"actor".into());
        let spans: Vec<&str> = spans.into_iter().map(|span| &text[span]).collect();
        assert_eq!(spans, ["Ana, Reyes’s envoy", "Kyiv"]);
    }
}
