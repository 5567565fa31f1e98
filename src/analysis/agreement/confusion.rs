//! What two coders confuse: labels with labels or with nothing, values with values, and borders by the words that
//! one of them has more.
//!
//! Annotations are matched as for comparing. Counts are of all articles; of each kind some examples are kept, with
//! both readings. It must not know which articles count.

use std::collections::BTreeMap;

use crate::model::compare::{CodedUnits, match_units};
use crate::model::{Annotation, AttributeId, AttributeValue, ByteOffset, Document, LabelId, Span};

/// How many examples are kept of each kind.
pub const MAX_EXAMPLES: usize = 30;

/// The longest reading of an example, in characters.
const READING_CHARS: usize = 90;

/// The most words of a border that are told as they are.
const BORDER_WORDS: usize = 4;

/// A place where two coders differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfusionExample {
    /// The article, by the caller's index.
    pub article: usize,
    /// What each of the two has there; empty for nothing.
    pub readings: [String; 2],
}

/// How often something was confused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfusionCount {
    pub count: usize,
    pub examples: Vec<ConfusionExample>,
}

/// Which end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BorderEnd {
    Start,
    End,
}

/// A way in which borders differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BorderShift {
    pub end: BorderEnd,
    /// The coder who has more, 0 or 1.
    pub longer: usize,
    /// What this coder has more, in lower case; empty for more than some words.
    pub words: String,
}

/// The values of an attribute of a label that two coders gave; `None` for nothing.
pub type ValueConfusions = BTreeMap<[Option<String>; 2], ConfusionCount>;

/// What two coders confuse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairConfusions {
    /// By the labels of the two; `None` for nothing. Equal labels are counted without examples.
    pub labels: BTreeMap<[Option<LabelId>; 2], ConfusionCount>,
    /// By label and attribute. Equal values are counted without examples.
    pub values: BTreeMap<(LabelId, AttributeId), ValueConfusions>,
    pub borders: BTreeMap<BorderShift, ConfusionCount>,
    /// How many annotations both have with one label.
    pub matched: usize,
    /// How many of them have other borders.
    pub other_borders: usize,
}

impl PairConfusions {
    /// Adds the two coders' codings of an article, which has this index for the caller. Returns how many
    /// annotations differ.
    pub fn add(&mut self, article: usize, documents: [&Document; 2]) -> usize {
        let units = documents.map(CodedUnits::new);
        let lists = units.iter().map(|of_coder| of_coder.units.clone());
        let matching = match_units(&lists.collect::<Vec<_>>());
        for cluster in &matching.clusters {
            let members = [0, 1].map(|coder: usize| {
                let index = cluster.of_coder(coder)?;
                Some(&**units[coder].annotations[index.unit])
            });
            self.add_members(article, documents, members);
        }
        let differing = matching.clusters.iter();
        differing
            .filter(|cluster| !cluster.flags.is_agreed())
            .count()
    }

    fn add_members(
        &mut self,
        article: usize,
        documents: [&Document; 2],
        members: [Option<&Annotation>; 2],
    ) {
        let readings = || {
            [0, 1].map(|coder| {
                members[coder].map_or_else(String::new, |one| reading(one, documents[coder]))
            })
        };
        let labels = members.map(|member| Some(member?.label.clone()));
        let is_equal = labels[0] == labels[1];
        let count = self.labels.entry(labels).or_default();
        count.note(article, (!is_equal).then(readings));
        let [Some(one), Some(other)] = members else {
            return;
        };
        if !is_equal {
            return;
        }
        self.matched += 1;
        let mut names: Vec<&AttributeId> = one.attributes.keys().collect();
        names.extend(other.attributes.keys());
        names.sort_unstable();
        names.dedup();
        for name in names {
            let values = [one, other].map(|of| of.attributes.get(name).and_then(value_text));
            if values == [None, None] {
                continue;
            }
            let is_equal = values[0] == values[1];
            let key = (one.label.clone(), name.clone());
            let count = self
                .values
                .entry(key)
                .or_default()
                .entry(values)
                .or_default();
            count.note(article, (!is_equal).then(readings));
        }
        let hulls = [one, other].map(hull);
        let [Some(a), Some(b)] = hulls else {
            return;
        };
        if a == b {
            return;
        }
        self.other_borders += 1;
        let starts = (a.start() != b.start()).then(|| {
            (
                BorderEnd::Start,
                usize::from(b.start() < a.start()),
                a.start(),
                b.start(),
            )
        });
        let ends = (a.end() != b.end()).then(|| {
            (
                BorderEnd::End,
                usize::from(b.end() > a.end()),
                a.end(),
                b.end(),
            )
        });
        for (end, longer, x, y) in starts.into_iter().chain(ends) {
            let words = between(documents[longer], x.min(y), x.max(y));
            let shift = BorderShift { end, longer, words };
            let count = self.borders.entry(shift).or_default();
            count.note(article, Some(readings()));
        }
    }
}

impl ConfusionCount {
    fn note(&mut self, article: usize, readings: Option<[String; 2]>) {
        self.count += 1;
        if let Some(readings) = readings.filter(|_| self.examples.len() < MAX_EXAMPLES) {
            self.examples.push(ConfusionExample { article, readings });
        }
    }
}

/// From the first to the last character of an annotation.
fn hull(annotation: &Annotation) -> Option<Span> {
    let fragments = annotation.fragments()?;
    let first = fragments.iter().next()?;
    let last = fragments.iter().last()?;
    Span::noted(first.start(), last.end()).ok()
}

fn between(document: &Document, from: ByteOffset, to: ByteOffset) -> String {
    let text = document.text().as_str().get(from.0..to.0);
    let words = text.unwrap_or_default().split_whitespace();
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    match words.len() {
        0..=BORDER_WORDS => words.join(" "),
        _ => String::new(),
    }
}

fn reading(annotation: &Annotation, document: &Document) -> String {
    let quote = annotation.fragments().map(|f| f.quote(document.text()));
    let quote = quote.unwrap_or_default();
    let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(READING_CHARS) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

/// A value as it is shown; `None` if it is empty.
fn value_text(value: &AttributeValue) -> Option<String> {
    let text = match value {
        AttributeValue::Flag(flag) => flag.to_string(),
        AttributeValue::Integer(number) => number.to_string(),
        AttributeValue::Number(number) => number.to_string(),
        AttributeValue::Text(text) | AttributeValue::Unknown(text) => text.clone(),
        AttributeValue::List(items) => {
            let mut items = items.clone();
            items.sort_unstable();
            items.dedup();
            items.join(", ")
        }
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::ArticleFields;
    use crate::model::{Fragments, Text};

    const TEXT: &str = "The envoy Ana Reyes asked the council to release the funds.";

    fn document(annotations: &[(&str, &str, Option<&str>)]) -> Document {
        let text = Text::new(TEXT);
        let annotations = annotations
            .iter()
            .enumerate()
            .map(|(index, (label, quote, value))| {
                let start = TEXT.find(quote).expect("it is there");
                let span = Span::new(&text, ByteOffset(start), ByteOffset(start + quote.len()));
                let place = Fragments::joined(span.ok()).expect("a place");
                let mut annotation = Annotation::new(format!("a{index}"), *label, place);
                let value = value.map(|value| AttributeValue::Text(value.to_owned()));
                annotation.attributes = value
                    .map(|value| ("polarity".into(), value))
                    .into_iter()
                    .collect();
                annotation
            });
        let annotations = annotations.collect();
        let fields = ArticleFields::default();
        Document::load(text.clone(), fields, annotations, Vec::new()).0
    }

    #[test]
    fn labels_values_and_borders_are_counted_with_their_examples() {
        let ls = document(&[
            ("actor", "The envoy Ana Reyes", None),
            ("actor", "the council", None),
            ("demand", "release the funds", Some("for")),
            ("event", "asked", None),
        ]);
        let mk = document(&[
            ("actor", "Ana Reyes", None),
            ("actor", "the council", None),
            ("demand", "release the funds", Some("against")),
        ]);
        let mut found = PairConfusions::default();
        found.add(7, [&ls, &mk]);
        let actor: Option<LabelId> = Some("actor".into());
        let event: Option<LabelId> = Some("event".into());
        assert_eq!(found.labels[&[actor.clone(), actor]].count, 2);
        let missing = &found.labels[&[event, None]];
        assert_eq!((missing.count, missing.examples.len()), (1, 1));
        let readings = ["asked".to_owned(), String::new()];
        assert_eq!(
            missing.examples[0],
            ConfusionExample {
                article: 7,
                readings
            }
        );
        let values = &found.values[&("demand".into(), "polarity".into())];
        let count = &values[&[Some("for".to_owned()), Some("against".to_owned())]];
        assert_eq!((count.count, count.examples.len()), (1, 1));
        assert_eq!((found.matched, found.other_borders), (3, 1));
        let shift = BorderShift {
            end: BorderEnd::Start,
            longer: 0,
            words: "the envoy".to_owned(),
        };
        assert_eq!(found.borders.keys().collect::<Vec<_>>(), [&shift]);

        // The other way round it is the other coder who has more.
        let mut turned = PairConfusions::default();
        turned.add(7, [&mk, &ls]);
        let shift = BorderShift { longer: 1, ..shift };
        assert_eq!(turned.borders.keys().collect::<Vec<_>>(), [&shift]);
    }

    #[test]
    fn examples_are_as_many_as_somebody_may_read() {
        let (ls, mk) = (document(&[("event", "asked", None)]), document(&[]));
        let mut found = PairConfusions::default();
        for article in 0..2 * MAX_EXAMPLES {
            found.add(article, [&ls, &mk]);
        }
        let count = found.labels.values().next().expect("one kind");
        assert_eq!(
            (count.count, count.examples.len()),
            (2 * MAX_EXAMPLES, MAX_EXAMPLES)
        );
    }
}
