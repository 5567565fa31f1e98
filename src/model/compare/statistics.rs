//! Statistics of differences over many articles: which labels and values coders confuse, and at which words their
//! borders part.
//!
//! They lead to the codebook: what is confused often needs a definition, and a word that is sometimes inside and
//! sometimes outside needs a rule about extent. It must not know where articles are; they are numbers of the
//! caller's.

use std::collections::BTreeMap;

use super::comparison::ArticleComparison;
use super::issue::Issue;
use super::matching::UnitIndex;
use super::outcome::{Decisions, Outcome};
use crate::annotation::{Annotation, AttributeId, LabelId};
use crate::decision::DecisionId;

/// The most words by which borders are told apart; longer differences are one kind.
const MAX_WORDS: usize = 4;

/// Two values between which coders differ, the smaller first; `None` for nothing.
pub type ConfusedPair<T> = (Option<T>, Option<T>);

/// How often each pair was met, with its examples.
pub type CountedPairs<T> = BTreeMap<ConfusedPair<T>, Vec<DifferenceExample>>;

/// A place where two coders differ, or agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceExample {
    /// The number of the article.
    pub article: usize,
    /// The decision about it.
    pub issue: DecisionId,
    /// What each of the two has, in the order of the pair; `None` for nothing.
    pub readings: [Option<String>; 2],
    pub coders: [String; 2],
    /// Which of the two was taken for the agreed version.
    pub taken: Option<usize>,
}

/// Where borders of one label part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BorderKind {
    pub label: LabelId,
    /// At the start of the annotation, or at its end.
    pub is_start: bool,
    /// The words that only one of two has there, in small letters; `None` for more than a few.
    pub words: Option<String>,
}

/// What coders differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DifferenceStatistics {
    /// Labels on one stretch; the same label twice where two coders agree.
    pub labels: CountedPairs<LabelId>,
    /// Values of an attribute of annotations with one label.
    pub values: BTreeMap<(LabelId, AttributeId), CountedPairs<String>>,
    pub borders: BTreeMap<BorderKind, Vec<DifferenceExample>>,
}

impl DifferenceStatistics {
    /// Adds what each two coders of an article have.
    pub fn add(&mut self, article: usize, comparison: &ArticleComparison, decisions: &Decisions) {
        let coders = comparison.parts().len();
        for (cluster, found) in comparison.matching().clusters.iter().enumerate() {
            let issue = &comparison.issues()[comparison.issue_of_cluster(cluster)];
            let outcome = comparison.outcome(issue, decisions);
            for one in 0..coders {
                for other in one + 1..coders {
                    let units = [found.of_coder(one), found.of_coder(other)];
                    let pair = UnitPair {
                        comparison,
                        issue,
                        article,
                        coders: [one, other],
                        units,
                        outcome,
                    };
                    self.add_pair(&pair);
                }
            }
        }
    }

    fn add_pair(&mut self, pair: &UnitPair<'_>) {
        let found = pair.annotations();
        if found == [None, None] {
            return;
        }
        let labels = found.map(|annotation| annotation.map(|found| found.label.clone()));
        let (key, example) = pair.example(labels);
        self.labels.entry(key).or_default().push(example);
        let [Some(one), Some(other)] = found else {
            return;
        };
        if one.label != other.label {
            return;
        }
        let mut names: Vec<&AttributeId> = one.attributes.keys().collect();
        names.extend(other.attributes.keys());
        names.sort_unstable();
        names.dedup();
        for name in names {
            let value = |annotation: &Annotation| {
                let value = annotation.attributes.get(name);
                value.map(ToString::to_string)
            };
            let (key, example) = pair.example([value(one), value(other)]);
            let values = self.values.entry((one.label.clone(), name.clone()));
            values.or_default().entry(key).or_default().push(example);
        }
        for (kind, example) in pair.borders(one, other) {
            self.borders.entry(kind).or_default().push(example);
        }
    }

    /// The kinds of borders, the commonest first.
    pub fn commonest_borders(&self) -> Vec<(&BorderKind, &Vec<DifferenceExample>)> {
        let mut kinds: Vec<_> = self.borders.iter().collect();
        kinds.sort_by_key(|(_, examples)| std::cmp::Reverse(examples.len()));
        kinds
    }
}

/// What two coders have of a cluster.
struct UnitPair<'c> {
    comparison: &'c ArticleComparison,
    issue: &'c Issue,
    article: usize,
    coders: [usize; 2],
    units: [Option<UnitIndex>; 2],
    outcome: Outcome,
}

impl<'c> UnitPair<'c> {
    fn annotations(&self) -> [Option<&'c Annotation>; 2] {
        self.units
            .map(|unit| unit.map(|unit| &**self.comparison.annotation(unit)))
    }

    fn quote(&self, annotation: Option<&Annotation>) -> Option<String> {
        let text = self.comparison.text();
        Some(annotation?.fragments()?.quote(text))
    }

    /// The pair with its smaller value first, and what stands there. Nothing comes last.
    fn example<T: Ord>(&self, of: [Option<T>; 2]) -> (ConfusedPair<T>, DifferenceExample) {
        let [one, other] = of;
        let is_turned = match (&one, &other) {
            (Some(one), Some(other)) => one > other,
            (one, other) => one.is_none() && other.is_some(),
        };
        let [first, second] = self.annotations().map(|found| self.quote(found));
        let coder = |index: usize| {
            self.comparison.parts()[self.coders[index]]
                .coder
                .to_string()
        };
        let is_taken = |index: &usize| self.outcome == Outcome::Coder(self.coders[*index]);
        let taken = [0, 1].into_iter().find(is_taken);
        let example = |readings, coders, taken| DifferenceExample {
            article: self.article,
            issue: self.issue.ids.main.clone(),
            readings,
            coders,
            taken,
        };
        match is_turned {
            false => (
                (one, other),
                example([first, second], [coder(0), coder(1)], taken),
            ),
            true => (
                (other, one),
                example(
                    [second, first],
                    [coder(1), coder(0)],
                    taken.map(|taken| 1 - taken),
                ),
            ),
        }
    }

    /// Where the borders of two annotations part. The longer one comes first.
    fn borders(
        &self,
        one: &Annotation,
        other: &Annotation,
    ) -> Vec<(BorderKind, DifferenceExample)> {
        let (Some(first), Some(second)) = (one.fragments(), other.fragments()) else {
            return Vec::new();
        };
        let starts = (first.start().0, second.start().0);
        let ends = (first.end().0, second.end().0);
        let text = self.comparison.text().as_str();
        let kind = |from: usize, to: usize, is_start| {
            let words: Vec<&str> = text.get(from..to)?.split_whitespace().collect();
            (from < to).then(|| BorderKind {
                label: one.label.clone(),
                is_start,
                words: (words.len() <= MAX_WORDS).then(|| words.join(" ").to_lowercase()),
            })
        };
        let parted = [
            (
                kind(starts.0.min(starts.1), starts.0.max(starts.1), true),
                starts.0 > starts.1,
            ),
            (
                kind(ends.0.min(ends.1), ends.0.max(ends.1), false),
                ends.0 < ends.1,
            ),
        ];
        let parted = parted.into_iter().filter_map(|(kind, is_second_longer)| {
            let order = match is_second_longer {
                false => [Some(0), Some(1)],
                true => [Some(1), Some(0)],
            };
            Some((kind?, self.example(order).1))
        });
        parted.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Edit};
    use crate::field_scope::FieldScope;
    use crate::span::Span;
    use crate::text::{ByteOffset, Text};
    use crate::{AttributeValue, compare::Decider, compare::VersionChoice};

    const TEXT: &str = "the Russian president demands a ceasefire without exceptions";

    fn coded(annotations: &[(&str, &str, &str)]) -> Document {
        let mut document = Document::new(Text::new(TEXT));
        for (phrase, label, how) in annotations {
            let start = TEXT.find(phrase).expect("in the text");
            let ends = (ByteOffset(start), ByteOffset(start + phrase.len()));
            let span = Span::new(document.text(), ends.0, ends.1).expect("a span");
            let mut annotation = Annotation::new(*phrase, *label, span);
            let value = AttributeValue::Text((*how).to_owned());
            annotation.attributes.insert("how".into(), value);
            let added = Edit::Add(annotation.into());
            document.apply(added).expect("it fits");
        }
        document
    }

    #[test]
    fn confusions_and_borders_are_counted_with_what_was_taken() {
        let ls = coded(&[
            ("the Russian president", "actor", "a"),
            ("a ceasefire without exceptions", "demand", "for"),
        ]);
        let mk = coded(&[
            ("Russian president", "actor", "a"),
            ("a ceasefire", "demand", "against"),
            ("demands", "event", "a"),
        ]);
        let comparison = ArticleComparison::new(
            &Text::new(TEXT),
            &[("ls", &ls), ("mk", &mk)],
            &FieldScope::default(),
        );
        let mut agreed = Document::new(Text::new(TEXT));
        let decider = Decider::default();
        let demand = comparison
            .issues()
            .iter()
            .position(|issue| issue.flags.values)
            .expect("the demand");
        let edit = comparison.decide(&agreed, demand, VersionChoice::Coder(1), &decider);
        agreed.apply(edit).expect("it fits");
        let mut statistics = DifferenceStatistics::default();
        statistics.add(7, &comparison, agreed.decisions());
        let counts: Vec<(String, usize)> = statistics
            .labels
            .iter()
            .map(|((one, other), examples)| (format!("{one:?} {other:?}"), examples.len()))
            .collect();
        let label = |label: &str| format!("{:?}", Some(LabelId::from(label)));
        let nothing = "None".to_owned();
        assert_eq!(
            counts,
            [
                (format!("{} {}", label("actor"), label("actor")), 1),
                (format!("{} {}", label("demand"), label("demand")), 1),
                (format!("{} {nothing}", label("event")), 1),
            ]
        );
        let values = &statistics.values[&("demand".into(), "how".into())];
        let (pair, examples) = values.iter().next().expect("a pair");
        assert_eq!(*pair, (Some("against".to_owned()), Some("for".to_owned())));
        // mk has the smaller value, and was taken.
        assert_eq!(
            (examples[0].taken, &*examples[0].coders[0]),
            (Some(0), "mk")
        );
        assert_eq!(examples[0].article, 7);
        let borders = statistics.commonest_borders();
        let borders: Vec<(bool, Option<&str>, &str)> = borders
            .iter()
            .map(|(kind, examples)| {
                let longer = examples[0].coders[0].as_str();
                (kind.is_start, kind.words.as_deref(), longer)
            })
            .collect();
        assert_eq!(
            borders,
            [
                (true, Some("the"), "ls"),
                (false, Some("without exceptions"), "ls")
            ]
        );
    }
}
