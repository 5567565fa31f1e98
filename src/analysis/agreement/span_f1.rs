//! F1 of spans: exact, overlapping, and of characters.
//!
//! F1 equals positive specific agreement, so that it measures reliability where “nothing” cannot be counted
//! (Hripcsak and Rothschild 2005, JAMIA 12(3):296-298). It has no correction for chance.

use super::cover;
use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles, Undefined,
    all_and_labels, count_units,
};
use super::study::{CodedUnit, Study};

/// What of two coders' spans is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanF1 {
    /// Annotations with the same fragments and the same label.
    Exact,
    /// Annotations that share a character with one of the same label on the other side.
    Overlap,
    /// Characters that both cover with a label.
    Characters,
    /// The share of the second coder's annotations that the first has exactly.
    Precision,
    /// The share of the first coder's annotations that the second has exactly.
    Recall,
}

impl Measure for SpanF1 {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Exact => &EXACT,
            Self::Overlap => &OVERLAP,
            Self::Characters => &CHARACTERS,
            Self::Precision => &PRECISION,
            Self::Recall => &RECALL,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        all_and_labels(study, articles)
    }

    fn pool(
        &self,
        study: &Study,
        articles: &SharedArticles<'_>,
        subject: &FigureSubject,
    ) -> Pooled {
        let mut pooled = match self {
            Self::Exact => Pooled::new(3, |sums| f1(2.0 * sums[2], sums[0] + sums[1])),
            Self::Precision => Pooled::new(3, |sums| f1(sums[2], sums[1])),
            Self::Recall => Pooled::new(3, |sums| f1(sums[2], sums[0])),
            Self::Characters => Pooled::new(3, |sums| f1(2.0 * sums[2], sums[0] + sums[1])),
            Self::Overlap => Pooled::new(4, overlap_f1),
        };
        pooled.counts = match self {
            Self::Overlap => &["a", "b", "a_hit", "b_hit"],
            Self::Characters => &["a", "b", "both"],
            _ => &["a", "b", "equal"],
        };
        let labels = subject.label_range(study);
        for article in articles.iter() {
            pooled.units += count_units(article, subject.label());
            let Some([a, b]) = article.pair() else {
                pooled.add([]);
                continue;
            };
            let mut sums = [0.0; 4];
            for label in labels.clone() {
                let of_label = match self {
                    Self::Overlap => overlaps(&a.units, &b.units, label),
                    Self::Characters => characters(&a.units, &b.units, label),
                    _ => exact(&a.units, &b.units, label),
                };
                for (sum, amount) in sums.iter_mut().zip(of_label) {
                    *sum += amount;
                }
            }
            pooled.add((0..).zip(sums).take(pooled.width()));
        }
        pooled
    }
}

/// A ratio of counts; without any counts there is nothing to agree on.
pub(super) fn f1(part: f64, whole: f64) -> Result<f64, Undefined> {
    if whole == 0.0 {
        return Err(Undefined::NoUnits);
    }
    Ok(part / whole)
}

fn overlap_f1(sums: &[f64]) -> Result<f64, Undefined> {
    let &[a, b, a_hit, b_hit] = sums else {
        return Err(Undefined::NoUnits);
    };
    if a + b == 0.0 {
        return Err(Undefined::NoUnits);
    }
    // One side without any, or nothing that overlaps: nothing was found.
    if a_hit == 0.0 || b_hit == 0.0 {
        return Ok(0.0);
    }
    let (recall, precision) = (a_hit / a, b_hit / b);
    Ok(2.0 * precision * recall / (precision + recall))
}

fn of_label(units: &[CodedUnit], label: u32) -> impl Iterator<Item = &CodedUnit> {
    units.iter().filter(move |unit| unit.label == label)
}

fn exact(a: &[CodedUnit], b: &[CodedUnit], label: u32) -> [f64; 4] {
    let places = |units| of_label(units, label).map(|unit: &CodedUnit| unit.ranges.as_slice());
    let (of_a, of_b) = (places(a).count(), places(b).count());
    let equal = super::relations::equal(places(a), places(b));
    [of_a as f64, of_b as f64, equal as f64, 0.0]
}

fn overlaps(a: &[CodedUnit], b: &[CodedUnit], label: u32) -> [f64; 4] {
    let count = |of: &[CodedUnit], against: &[CodedUnit]| {
        let covered = cover::cover(against, label);
        let (mut all, mut hit) = (0_u32, 0_u32);
        for unit in of_label(of, label) {
            all += 1;
            let ranges = unit.ranges.iter().map(|range| range.chars());
            hit += u32::from(cover::touches(ranges, &covered));
        }
        (f64::from(all), f64::from(hit))
    };
    let ((of_a, a_hit), (of_b, b_hit)) = (count(a, b), count(b, a));
    [of_a, of_b, a_hit, b_hit]
}

fn characters(a: &[CodedUnit], b: &[CodedUnit], label: u32) -> [f64; 4] {
    let (a, b) = (cover::cover(a, label), cover::cover(b, label));
    let both = cover::shared_size(&a, &b);
    [
        cover::size(&a) as f64,
        cover::size(&b) as f64,
        both as f64,
        0.0,
    ]
}

const HRIPCSAK: &str = "Hripcsak and Rothschild 2005, Journal of the American Medical Informatics Association 12(3):296-298";

static EXACT: MeasureInfo = MeasureInfo {
    id: "exact_f1",
    name: "span F1, exact",
    formula: "2·Σ|A∩B| / Σ(|A|+|B|), multisets of (fragments, label)",
    source: HRIPCSAK,
    blind_to: "It has no correction for chance, and one character more or less is a full difference.",
    coders: CoderCount::Two,
    is_optional: false,
};

static OVERLAP: MeasureInfo = MeasureInfo {
    id: "overlap_f1",
    name: "span F1, overlapping",
    formula: "harmonic mean of the shares of A's and of B's annotations that share a character with one of the same label on the other side",
    source: HRIPCSAK,
    blind_to: "It has no correction for chance, and does not see how far borders differ.",
    coders: CoderCount::Two,
    is_optional: false,
};

static CHARACTERS: MeasureInfo = MeasureInfo {
    id: "character_f1",
    name: "character F1",
    formula: "2·Σ|characters of both| / Σ(|characters of A|+|characters of B|), for each label",
    source: HRIPCSAK,
    blind_to: "It has no correction for chance, does not see where one annotation ends and the next begins, and weighs long annotations more.",
    coders: CoderCount::Two,
    is_optional: false,
};

static PRECISION: MeasureInfo = MeasureInfo {
    id: "exact_precision",
    name: "precision, exact",
    formula: "Σ|A∩B| / Σ|B|, multisets of (fragments, label); A is the agreed version",
    source: HRIPCSAK,
    blind_to: "It does not see what the coder left out.",
    coders: CoderCount::Two,
    is_optional: true,
};

static RECALL: MeasureInfo = MeasureInfo {
    id: "exact_recall",
    name: "recall, exact",
    formula: "Σ|A∩B| / Σ|A|, multisets of (fragments, label); A is the agreed version",
    source: HRIPCSAK,
    blind_to: "It does not see what the coder added.",
    coders: CoderCount::Two,
    is_optional: true,
};
