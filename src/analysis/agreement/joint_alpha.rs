//! The family of alphas for unitizing with all labels at once: nominal uα, |uα, cuα and (k)uα.
//!
//! Krippendorff, Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50(6):2347-2364, equations 1, 6, 10,
//! 11 and 13b; Krippendorff 2019, Content Analysis, 4th edition, 12.6, equations 32 to 38. They need one label
//! at a place: where labels of a coder overlap they are undefined. The pairable length of a unit is its mean
//! share over the other coders, Σ_j≠i L(S ∩ units of j)/(m−1), the reading that gives the published values.

use std::sync::Arc;

use super::cover;
use super::measure::{
    ArticleSums, CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle,
    SharedArticles, Undefined, count_units, labels,
};
use super::study::{Study, to_u32};
use super::u_alpha::{SOURCE, one_minus, square};

/// Which member of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JointAlpha {
    /// Places and labels together.
    Nominal,
    /// Whether there is a unit, whatever its label.
    Presence,
    /// The labels, where both have a unit.
    Coding,
    /// One label, where both have a unit.
    Label,
    /// The share of the units on which cuα or (k)uα rests.
    Coverage,
}

/// Sums before those of labels: n, φ with φ, places where labels overlap.
const FIRST: u32 = 3;
/// Sums of one label: ℓ_c, ℓ_cc, w_c, ℓ*_c, w*_c, and ℓ*_cc, which equals ℓ_cc.
const OF_LABEL: u32 = 5;

impl Measure for JointAlpha {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Nominal => &NOMINAL,
            Self::Presence => &PRESENCE,
            Self::Coding => &CODING,
            Self::Label => &LABEL,
            Self::Coverage => &COVERAGE,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        match self {
            Self::Label => labels(study, articles),
            Self::Coverage => super::measure::all_and_labels(study, articles),
            _ => vec![FigureSubject::All],
        }
    }

    fn pool(
        &self,
        study: &Study,
        articles: &SharedArticles<'_>,
        subject: &FigureSubject,
    ) -> Pooled {
        let (which, label) = (*self, subject.label());
        let sums = articles.joint_sums.get_or_init(|| {
            let count = to_u32(study.labels.all().len());
            let mut sums = ArticleSums::new((FIRST + OF_LABEL * count) as usize);
            for article in articles.iter() {
                sums.add(terms(article, count));
            }
            Arc::new(sums)
        });
        let mut pooled = Pooled::of_sums(Arc::clone(sums), move |sums| figure(which, label, sums));
        for article in articles.iter() {
            pooled.units += count_units(article, label);
            pooled.count();
        }
        pooled
    }

    fn family(&self) -> Option<&'static str> {
        Some("labels together")
    }
}

struct LabelSums {
    length: f64,
    coinciding: f64,
    squares: f64,
    paired: f64,
    paired_squares: f64,
}

fn of_labels(sums: &[f64]) -> Vec<LabelSums> {
    let labels = sums[FIRST as usize..].chunks_exact(OF_LABEL as usize);
    labels
        .map(|sums| LabelSums {
            length: sums[0],
            coinciding: sums[1],
            squares: sums[2],
            paired: sums[3],
            paired_squares: sums[4],
        })
        .collect()
}

fn figure(which: JointAlpha, label: Option<u32>, sums: &[f64]) -> Result<f64, Undefined> {
    let (n, empty_both, overlaps) = (sums[0], sums[1], sums[2]);
    if overlaps > 0.0 {
        return Err(Undefined::LabelsOverlap(overlaps as u32));
    }
    let labels = of_labels(sums);
    let length: f64 = labels.iter().map(|label| label.length).sum();
    if length == 0.0 {
        return Err(Undefined::NoUnits);
    }
    let empty = n - length;
    let correction = n * n - empty - labels.iter().map(|label| label.squares).sum::<f64>();
    let expected = |c: f64, k: f64, w: f64| n * (c * k - w) / correction;
    match which {
        JointAlpha::Nominal => {
            let same: f64 = labels.iter().map(|label| label.coinciding).sum();
            let observed = n - empty_both - same;
            let by_chance: f64 = labels
                .iter()
                .map(|label| expected(label.length, label.length, label.squares))
                .sum();
            if correction <= 0.0 {
                return Err(Undefined::NoChanceDisagreement);
            }
            one_minus(observed, n - expected(empty, empty, empty) - by_chance)
        }
        JointAlpha::Presence => {
            if correction <= 0.0 {
                return Err(Undefined::NoChanceDisagreement);
            }
            let by_chance = 2.0 * expected(empty, length, 0.0);
            one_minus(2.0 * (empty - empty_both), by_chance)
        }
        JointAlpha::Coverage => {
            let of = |label: &LabelSums| label.length;
            let (paired, all) = match label.and_then(|label| labels.get(label as usize)) {
                Some(label) => (label.paired, of(label)),
                None => (labels.iter().map(|label| label.paired).sum(), n),
            };
            if all == 0.0 {
                return Err(Undefined::NoUnits);
            }
            Ok(paired / all)
        }
        JointAlpha::Coding | JointAlpha::Label => coding(label, &labels),
    }
}

/// cuα, or (k)uα of one label.
fn coding(label: Option<u32>, labels: &[LabelSums]) -> Result<f64, Undefined> {
    let n: f64 = labels.iter().map(|label| label.paired).sum();
    if n == 0.0 {
        return Err(Undefined::NothingMatched);
    }
    let squares: f64 = labels.iter().map(|label| label.paired_squares).sum();
    let correction = n - squares / n;
    if correction.abs() <= 1e-9 {
        return Err(Undefined::OneValue);
    }
    let expected =
        |label: &LabelSums| (label.paired * label.paired - label.paired_squares) / correction;
    match label.and_then(|label| labels.get(label as usize)) {
        None => {
            let same: f64 = labels.iter().map(|label| label.coinciding).sum();
            let by_chance: f64 = labels.iter().map(&expected).sum();
            one_minus(n - same, n - by_chance).map_err(|_| Undefined::OneValue)
        }
        Some(label) => {
            if label.paired == 0.0 {
                return Err(Undefined::NothingMatched);
            }
            // Σ_c ε*_ck: all but the label's own correction factors out.
            let row = (label.paired * n - label.paired_squares) / correction;
            let others = row - expected(label);
            if others.abs() <= 1e-9 {
                return Err(Undefined::OneValue);
            }
            let observed = row / label.paired * (label.paired - label.coinciding);
            Ok(1.0 - observed / others)
        }
    }
}

/// A coder's places, with the label of each.
type LabelledPlaces = (Vec<(u32, u32)>, Vec<u32>);

fn terms(article: &SharedArticle<'_>, count: u32) -> Vec<(u32, f64)> {
    let coders = article.coders();
    let others = (coders - 1) as f64;
    // Units of all labels by their place, with their label.
    let mut overlaps = 0;
    let mut ends = vec![0; count as usize];
    let all: Vec<LabelledPlaces> = article
        .present()
        .map(|work| {
            let found = cover::labelled_units(&work.units, &mut ends);
            let mut end = 0;
            let mut kept: Vec<((u32, u32), u32)> = Vec::with_capacity(found.len());
            for (unit, label) in found {
                if unit.0 < end {
                    overlaps += 1;
                } else {
                    kept.push((unit, label));
                }
                end = end.max(unit.1);
            }
            kept.into_iter().unzip()
        })
        .collect();
    let mut sums = vec![0.0; (OF_LABEL * count) as usize];
    let mut at = |label: u32, which: usize, amount: f64| {
        sums[label as usize * OF_LABEL as usize + which] += amount;
    };
    let length = article.article.length;
    let mut empty_both = 0.0;
    for (i, (units, labels)) in all.iter().enumerate() {
        let mut paired = vec![0.0; units.len()];
        for (j, (other, other_labels)) in all.iter().enumerate() {
            if i == j {
                continue;
            }
            let mut both = 0;
            cover::intersections(units, other, |x, y, size| {
                both += u64::from(size);
                let share = f64::from(size) / others;
                paired[x] += share;
                if labels[x] == other_labels[y] {
                    at(labels[x], 1, share);
                }
            });
            // What neither has: all that is in no unit of the two.
            let either = cover::size(units) + cover::size(other) - both;
            empty_both += (u64::from(length) - either.min(u64::from(length))) as f64 / others;
        }
        for ((unit, label), paired) in units.iter().zip(labels).zip(paired) {
            at(*label, 0, f64::from(unit.1 - unit.0));
            at(*label, 2, square(unit.1 - unit.0));
            at(*label, 3, paired);
            at(*label, 4, paired * paired);
        }
    }
    let first = [
        coders as f64 * f64::from(length),
        empty_both,
        f64::from(overlaps),
    ];
    (0..).zip(first.into_iter().chain(sums)).collect()
}

const ONE_LABEL: &str = "It needs one label at a place, and does not see where one unit ends and another of the same label begins.";

static NOMINAL: MeasureInfo = MeasureInfo {
    id: "joint_u_alpha",
    name: "uα, labels together",
    formula: "1 − Σ_c≠k ℓ_ck / Σ_c≠k ε_ck over all labels and φ",
    source: SOURCE,
    blind_to: ONE_LABEL,
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static PRESENCE: MeasureInfo = MeasureInfo {
    id: "presence_u_alpha",
    name: "|uα",
    formula: "1 − Σ_k ℓ_φk / Σ_k ε_φk: whether there is a unit, whatever its label",
    source: SOURCE,
    blind_to: "It does not see labels.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static CODING: MeasureInfo = MeasureInfo {
    id: "cu_alpha",
    name: "cuα",
    formula: "1 − Do*/De* over the characters where both have a unit",
    source: SOURCE,
    blind_to: "It does not see units that only one coder has: read it with its coverage.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static LABEL: MeasureInfo = MeasureInfo {
    id: "k_u_alpha",
    name: "(k)uα",
    formula: "1 − (ε*_k/ℓ*_k)·(ℓ*_k−ℓ*_kk)/(ε*_k−ε*_kk)",
    source: SOURCE,
    blind_to: "It does not see units that only one coder has: read it with its coverage.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static COVERAGE: MeasureInfo = MeasureInfo {
    id: "cu_coverage",
    name: "coverage of cuα and (k)uα",
    formula: "ℓ*/ℓ: the share of a label's characters (of all: of the text) where both have a unit",
    source: SOURCE,
    blind_to: "It is no agreement, but what cuα and (k)uα rest on.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};
