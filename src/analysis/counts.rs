//! Descriptive statistics of coded documents: articles by status, annotations by label, coder,
//! origin and attribute value.

use std::collections::BTreeMap;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::model::document::Status;
use crate::model::{AttributeId, AttributeValue, Document, LabelId, RelationTypeId, Text};

/// Counts over a set of documents. Maps are sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles counted.
    pub articles: usize,
    /// Documents counted: an article that two coders coded is two.
    pub documents: usize,
    /// Words of the articles, as [`words`] counts them.
    pub words: usize,
    /// Documents by status.
    pub statuses: BTreeMap<String, usize>,
    /// Annotations by label.
    pub labels: BTreeMap<LabelId, LabelCounts>,
    /// Annotations by coder; annotations without a coder have the empty name.
    pub coders: BTreeMap<String, usize>,
    /// Annotations by origin; annotations without an origin have the empty name.
    pub origins: BTreeMap<String, usize>,
    /// Relations by type.
    pub relations: BTreeMap<RelationTypeId, usize>,
}

/// Counts of one label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelCounts {
    /// Annotations, detached ones included.
    pub annotations: usize,
    /// Detached annotations among them.
    pub detached: usize,
    /// Annotations with an entity among them.
    pub linked: usize,
    /// Attribute values; each item of a list counts.
    pub values: BTreeMap<AttributeId, BTreeMap<String, usize>>,
}

impl Counts {
    /// Annotations of all labels.
    pub fn annotations(&self) -> usize {
        self.labels.values().map(|label| label.annotations).sum()
    }

    /// Relations of all types.
    pub fn all_relations(&self) -> usize {
        self.relations.values().sum()
    }

    /// The share of documents that are done or skipped, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let finished = [Status::Done, Status::Skipped]
            .iter()
            .filter_map(|status| self.statuses.get(status.as_str()))
            .sum::<usize>();
        if self.documents == 0 {
            0.0
        } else {
            finished as f64 / self.documents as f64
        }
    }

    /// Adds the counts of other documents, none of whose articles is counted here.
    pub fn add_counts(&mut self, other: Self) {
        fn add<K: Ord>(counts: &mut BTreeMap<K, usize>, other: BTreeMap<K, usize>) {
            for (key, count) in other {
                *counts.entry(key).or_default() += count;
            }
        }
        self.articles += other.articles;
        self.documents += other.documents;
        self.words += other.words;
        add(&mut self.statuses, other.statuses);
        add(&mut self.coders, other.coders);
        add(&mut self.origins, other.origins);
        add(&mut self.relations, other.relations);
        for (label, other) in other.labels {
            let label = self.labels.entry(label).or_default();
            label.annotations += other.annotations;
            label.detached += other.detached;
            label.linked += other.linked;
            for (attribute, values) in other.values {
                add(label.values.entry(attribute).or_default(), values);
            }
        }
    }

    /// Counts one more document; `is_new_article` is false if another coder's document already
    /// counted its article.
    pub fn add(&mut self, document: &Document, is_new_article: bool) {
        self.documents += 1;
        if is_new_article {
            self.articles += 1;
            self.words += words(document.text());
        }
        let status = document.fields().status.to_string();
        *self.statuses.entry(status).or_default() += 1;
        for annotation in document.annotations().iter().chain(document.detached()) {
            let label = self.labels.entry(annotation.label.clone()).or_default();
            label.annotations += 1;
            label.detached += usize::from(annotation.fragments().is_none());
            label.linked += usize::from(annotation.entity.is_some());
            for (name, value) in &annotation.attributes {
                let values = label.values.entry(name.clone()).or_default();
                match value {
                    AttributeValue::List(items) => {
                        for item in items {
                            *values.entry(item.clone()).or_default() += 1;
                        }
                    }
                    one => *values.entry(one.to_string()).or_default() += 1,
                }
            }
            let provenance = &annotation.provenance;
            *self.coders.entry(provenance.by.to_string()).or_default() += 1;
            let origin = provenance.origin.as_deref().unwrap_or_default();
            *self.origins.entry(origin.to_owned()).or_default() += 1;
        }
        for relation in document.relations() {
            *self.relations.entry(relation.kind.clone()).or_default() += 1;
        }
    }
}

/// The number of words of a text: segments between Unicode word boundaries that contain a letter or
/// a digit.
pub fn words(text: &Text) -> usize {
    WordSegmenter::new_auto(WordBreakInvariantOptions::default())
        .segment_str(text.as_str())
        .iter_with_word_type()
        .filter(|(_, kind)| kind.is_word_like())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Annotation, ByteOffset, Edit, Span};

    #[test]
    fn labels_relations_and_articles_are_counted() {
        let text = Text::new("Putin demands a 2-day truce. 和平");
        let mut document = Document::new(text.clone());
        for (id, label, by, value) in [("a", "actor", "mk", "x"), ("b", "actor", "", "y")] {
            let span = Span::new(&text, ByteOffset(0), ByteOffset(5)).expect("a span");
            let mut annotation = Annotation::new(id, label, span);
            annotation.provenance.by = by.into();
            let list = AttributeValue::List(vec![value.into(), "z".into()]);
            annotation.attributes.insert("kind".into(), list);
            document
                .apply(Edit::Add(annotation.into()))
                .expect("it fits");
        }
        document
            .apply(Edit::SetStatus(Status::Done))
            .expect("it fits");
        let mut counts = Counts::default();
        counts.add(&document, true);
        counts.add(&Document::new(text), false);
        assert_eq!(
            (counts.articles, counts.documents, counts.annotations()),
            (1, 2, 2)
        );
        assert_eq!(counts.words, 7);
        assert_eq!(counts.statuses["done"], 1);
        assert_eq!(counts.coders["mk"], 1);
        assert_eq!(counts.labels["actor"].values["kind"]["z"], 2);
        assert_eq!(counts.progress(), 0.5);
    }
}
