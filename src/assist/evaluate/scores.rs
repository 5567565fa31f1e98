//! Precision, recall and F1 of spans, calibration, and accuracy of values.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Evaluation, Frequent, Tested};
use crate::layers::spans_of;
use crate::model::codebook::AttributeKind;
use crate::model::{Codebook, Document, LabelId};

/// Counts of spans above some confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanScore {
    /// Suggested spans.
    pub shown: usize,
    /// Those that are exactly an annotation.
    pub right: usize,
    /// Those that share a character with an annotation of the label.
    pub touching: usize,
    /// Annotations.
    pub wanted: usize,
}

/// The scores at a confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThresholdScore {
    pub least: f64,
    pub score: SpanScore,
}

/// How often spans of similar confidence are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CalibrationBin {
    pub shown: usize,
    pub right: usize,
    /// The sum of their confidences.
    pub confidence: f64,
}

/// The scores of a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpanScores {
    /// Each suggested span: its confidence, whether it is right, and whether it touches.
    suggested: Vec<(f64, bool, bool)>,
    pub wanted: usize,
}

/// The confidences at which scores are reported.
pub const THRESHOLDS: [f64; 6] = [0.25, 0.4, 0.5, 0.7, 0.8, 0.9];

/// The accuracy of the first suggestion of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueScore {
    /// Annotations that have such a value.
    pub wanted: usize,
    /// Where the first suggestion is right.
    pub right: usize,
    /// Suggestions with a confidence of at least one half, also where there is no value.
    pub shown: usize,
    /// Those that are right.
    pub shown_right: usize,
    /// Where the most frequent value, or the nearest annotation, is right.
    pub baseline: usize,
}

impl SpanScore {
    /// The share of shown spans that are right; `None` without any.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.shown)
    }

    /// The share of annotations that are found; `None` without any.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.wanted)
    }

    /// The harmonic mean of both; `None` if there is nothing to find and nothing shown.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, self.shown + self.wanted)
    }
}

/// What the coder has, and what was suggested with its confidence.
type SeenValue = (Option<String>, Option<(String, f64)>);

impl ValueScore {
    /// The share of values whose first suggestion is right; `None` without any.
    pub fn accuracy(self) -> Option<f64> {
        share(self.right, self.wanted)
    }

    /// The same for the simple rule.
    pub fn baseline_accuracy(self) -> Option<f64> {
        share(self.baseline, self.wanted)
    }

    /// The share of shown suggestions that are right; `None` without any.
    pub fn shown_precision(self) -> Option<f64> {
        share(self.shown_right, self.shown)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl SpanScores {
    /// The counts of what is suggested with at least this confidence.
    pub fn at(&self, least: f64) -> SpanScore {
        let shown: Vec<_> = self
            .suggested
            .iter()
            .filter(|span| span.0 >= least)
            .collect();
        SpanScore {
            shown: shown.len(),
            right: shown.iter().filter(|span| span.1).count(),
            touching: shown.iter().filter(|span| span.2).count(),
            wanted: self.wanted,
        }
    }

    /// The counts at the reported confidences.
    pub fn thresholds(&self) -> Vec<ThresholdScore> {
        let score = |least| ThresholdScore {
            least,
            score: self.at(least),
        };
        THRESHOLDS.into_iter().map(score).collect()
    }

    /// Ten bins of confidence, from 0 to 1.
    pub fn calibration(&self) -> Vec<CalibrationBin> {
        let mut bins = vec![CalibrationBin::default(); 10];
        for (confidence, is_right, _) in &self.suggested {
            let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
            bin.shown += 1;
            bin.right += usize::from(*is_right);
            bin.confidence += confidence;
        }
        bins
    }

    /// Adds the spans of an article.
    pub(super) fn add(&mut self, gold: &[Range<usize>], suggested: &[(Range<usize>, f64)]) {
        self.wanted += gold.len();
        for (range, confidence) in suggested {
            let touches = |span: &Range<usize>| span.start < range.end && range.start < span.end;
            let is_right = gold.contains(range);
            self.suggested
                .push((*confidence, is_right, gold.iter().any(touches)));
        }
    }
}

impl Evaluation {
    /// Adds a tested article.
    pub(super) fn add(&mut self, tested: &Tested<'_>, frequent: &Frequent) {
        let labels: BTreeSet<LabelId> = tested
            .document
            .counts()
            .keys()
            .cloned()
            .chain(tested.spans.iter().map(|span| span.label.clone()))
            .collect();
        for label in labels {
            let gold = spans_of(tested.document, &label);
            let suggested: Vec<(Range<usize>, f64)> = tested
                .spans
                .iter()
                .filter(|span| span.label == label)
                .map(|span| (span.range.clone(), span.confidence))
                .collect();
            self.all.add(&gold, &suggested);
            self.labels.entry(label).or_default().add(&gold, &suggested);
        }
        self.add_values(tested, frequent);
        self.add_links(tested);
    }

    fn add_values(&mut self, tested: &Tested<'_>, frequent: &Frequent) {
        for (id, values) in &tested.values {
            let Some(annotation) = tested.document.annotation(id) else {
                continue;
            };
            let label = annotation.label.as_str();
            let mut seen: BTreeMap<String, SeenValue> = BTreeMap::new();
            if let Some(entity) = &annotation.entity {
                seen.entry(format!("{label} entity")).or_default().0 = Some(entity.to_string());
            }
            if let Some(entity) = &values.entity {
                let suggested = (entity.value.to_string(), entity.confidence);
                seen.entry(format!("{label} entity")).or_default().1 = Some(suggested);
            }
            for (attribute, value) in &annotation.attributes {
                let what = format!("{label}.{attribute}");
                seen.entry(what).or_default().0 = Some(value.to_string());
            }
            for (attribute, value) in &values.attributes {
                let suggested = (value.value.to_string(), value.confidence);
                let what = format!("{label}.{attribute}");
                seen.entry(what).or_default().1 = Some(suggested);
            }
            for (what, (gold, suggested)) in seen {
                let most = frequent.0.get(&what);
                // Texts and numbers are never suggested, and not measured.
                if most.is_none() {
                    continue;
                }
                let baseline = gold.is_some() && most == gold.as_ref();
                let is_right = gold.is_some() && suggested.as_ref().map(|s| &s.0) == gold.as_ref();
                let confidence = suggested.map(|(_, confidence)| confidence);
                let score = self.values.entry(what).or_default();
                score.add(gold.is_some(), is_right, confidence, baseline);
            }
        }
    }

    fn add_links(&mut self, tested: &Tested<'_>) {
        for check in &tested.links {
            let mut what = check.kind.to_string();
            if let Some((_, role)) = &check.role {
                what.push_str(&format!(" {role}"));
            }
            let is_in = |id: Option<&crate::model::AnnotationId>| {
                id.is_some_and(|id| check.right.contains(id))
            };
            let suggested = check.suggested.as_ref();
            let is_right = is_in(suggested.map(|(id, _)| id));
            let confidence = suggested.map(|(_, confidence)| *confidence);
            let baseline = is_in(check.nearest.as_ref());
            let score = self.values.entry(what).or_default();
            score.add(!check.right.is_empty(), is_right, confidence, baseline);
        }
        self.values
            .retain(|_, score| score.wanted > 0 || score.shown > 0);
    }
}

impl ValueScore {
    fn add(&mut self, is_wanted: bool, is_right: bool, confidence: Option<f64>, baseline: bool) {
        self.wanted += usize::from(is_wanted);
        self.right += usize::from(is_right);
        self.baseline += usize::from(baseline);
        if confidence.is_some_and(|confidence| confidence >= 0.5) {
            self.shown += 1;
            self.shown_right += usize::from(is_right);
        }
    }
}

/// The values of a document that are suggested: what they are, such as `demand.category`, and their text.
pub(super) fn values_of(codebook: &Codebook, document: &Document) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for annotation in document.annotations() {
        let label = annotation.label.as_str();
        if let Some(entity) = &annotation.entity {
            values.push((format!("{label} entity"), entity.to_string()));
        }
        for attribute in codebook.attributes_of(&annotation.label) {
            let is_suggested = !matches!(
                attribute.kind,
                AttributeKind::Text
                    | AttributeKind::LongText
                    | AttributeKind::Integer
                    | AttributeKind::Number
                    | AttributeKind::Entity
            );
            if let Some(value) = annotation
                .attributes
                .get(&attribute.id)
                .filter(|_| is_suggested)
            {
                values.push((format!("{label}.{}", attribute.id), value.to_string()));
            }
        }
    }
    values
}
