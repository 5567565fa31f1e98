//! Krippendorff's alpha for unitizing, of one label against all else, and of all labels.
//!
//! Krippendorff, Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50(6):2347-2364, equations 1, 4 and
//! 5a; Krippendorff 2019, Content Analysis, 4th edition, 12.6, equations 32 to 34. With the observed
//! coincidences ℓ_ck = Σ_a Σ_i Σ_j≠i L(S_i^c ∩ S_j^k)/(m_a−1), their margins ℓ_c, n = Σ_c ℓ_c, and the
//! corrections w_c = Σ L(S) for what nobody labelled (φ) and Σ L(S)² for units:
//! ε_ck = n·(ℓ_c·ℓ_k − [c=k]·w_c)/(n² − Σw), and uα = 1 − Σ_c≠k ℓ_ck / Σ_c≠k ε_ck. Everything adds over
//! articles, and the sums over articles equal those of the concatenated text.

use super::cover;
use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, Undefined,
    all_and_labels,
};
use super::study::Study;

/// uα of one label, and 1 − ΣDo/ΣDe of all.
pub struct UAlpha;

/// Sums of one label: the length of its units, what of it coincides, the squares of its units.
const OF_LABEL: u32 = 3;

impl Measure for UAlpha {
    fn info(&self) -> &'static MeasureInfo {
        &INFO
    }

    fn subjects(&self, study: &Study, articles: &[SharedArticle<'_>]) -> Vec<FigureSubject> {
        all_and_labels(study, articles)
    }

    fn pool(
        &self,
        study: &Study,
        articles: &[SharedArticle<'_>],
        subject: &FigureSubject,
    ) -> Pooled {
        let labels = subject.label_range(study);
        let width = 1 + OF_LABEL as usize * labels.len();
        let mut pooled = Pooled::new(width, u_alpha);
        pooled.counts = &["characters"];
        let mut left_out = 0;
        for article in articles {
            let coders = article.coders() as f64;
            let mut terms = vec![(0, coders * f64::from(article.article.length))];
            for (index, label) in (0..).zip(labels.clone()) {
                let units: Vec<Vec<(u32, u32)>> = article
                    .present()
                    .map(|work| {
                        let (units, more) = cover::units(&work.units, label);
                        left_out += more;
                        pooled.units += units.len();
                        units
                    })
                    .collect();
                let at = 1 + OF_LABEL * index;
                let [length, coinciding, squares] = coincidences(&units);
                terms.extend([(at, length), (at + 1, coinciding), (at + 2, squares)]);
            }
            pooled.add(terms);
        }
        pooled.notes.extend(left_out_note(left_out));
        pooled
    }
}

/// How many overlapping units of one coder and label the rule of [`cover::units`] left out.
pub(super) fn left_out_note(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} overlapping left out"))
}

/// The length of the units, Σ_i Σ_j≠i L(S_i ∩ S_j)/(m−1), and the squares of the units, of one label.
fn coincidences(coders: &[Vec<(u32, u32)>]) -> [f64; 3] {
    let others = (coders.len() - 1) as f64;
    let (mut length, mut squares, mut coinciding) = (0.0, 0.0, 0.0);
    for (index, units) in coders.iter().enumerate() {
        length += cover::size(units) as f64;
        squares += units.iter().map(|(s, e)| square(e - s)).sum::<f64>();
        for other in &coders[..index] {
            coinciding += 2.0 * cover::shared_size(units, other) as f64 / others;
        }
    }
    [length, coinciding, squares]
}

pub(super) fn square(length: u32) -> f64 {
    f64::from(length) * f64::from(length)
}

fn u_alpha(sums: &[f64]) -> Result<f64, Undefined> {
    let Some((n, labels)) = sums.split_first() else {
        return Err(Undefined::NoUnits);
    };
    let (mut observed, mut expected, mut any) = (0.0, 0.0, false);
    for label in labels.chunks_exact(OF_LABEL as usize) {
        let [length, coinciding, squares] = [label[0], label[1], label[2]];
        if length == 0.0 {
            continue;
        }
        any = true;
        let rest = n - length;
        let correction = n * n - rest - squares;
        if correction > 0.0 {
            observed += 2.0 * (length - coinciding);
            expected += 2.0 * n * rest * length / correction;
        }
    }
    if !any {
        return Err(Undefined::NoUnits);
    }
    one_minus(observed, expected)
}

/// 1 − observed/expected, undefined where chance brings no disagreement.
pub(super) fn one_minus(observed: f64, expected: f64) -> Result<f64, Undefined> {
    // Sums of many terms are not exactly zero.
    if expected.abs() <= 1e-9 {
        return Err(Undefined::NoChanceDisagreement);
    }
    Ok(1.0 - observed / expected)
}

static INFO: MeasureInfo = MeasureInfo {
    id: "u_alpha",
    name: "uα",
    formula: "1 − Σ_c≠k ℓ_ck / Σ_c≠k ε_ck of a label's units against all else; of all labels 1 − ΣDo/ΣDe",
    source: SOURCE,
    blind_to: "It takes one unit for the same as two that touch: compare how many units each coder has.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

pub(super) const SOURCE: &str =
    "Krippendorff, Mathet, Bouvry and Widlöcher 2016, Quality & Quantity 50(6):2347-2364";
