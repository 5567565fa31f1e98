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
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, SharedArticles,
    Undefined, all_and_labels,
};
use super::shared::LabelUnits;
use super::study::{Study, to_u32};

/// uα of one label, and 1 − ΣDo/ΣDe of all.
pub struct UAlpha;

/// Sums of one label: the length of its units, what of it coincides, the squares of its units.
const OF_LABEL: u32 = 3;

impl Measure for UAlpha {
    fn info(&self) -> &'static MeasureInfo {
        &INFO
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
        let labels = subject.label_range(study);
        let width = 1 + OF_LABEL as usize * labels.len();
        let mut pooled = Pooled::new(width, u_alpha);
        pooled.counts = &["characters"];
        let count = study.labels.all().len();
        let of_articles = articles.label_units.get_or_init(|| {
            let articles = articles.iter();
            articles
                .flat_map(|article| (0..to_u32(count)).map(|label| units_of(article, label)))
                .collect()
        });
        let mut left_out = 0;
        for (number, article) in articles.iter().enumerate() {
            let coders = article.coders() as f64;
            let of_labels = &of_articles[number * count..(number + 1) * count];
            let of_labels = &of_labels[labels.start as usize..labels.end as usize];
            for of_label in of_labels {
                left_out += of_label.left_out as usize;
                pooled.units += of_label.units as usize;
            }
            let sums = of_labels.iter().flat_map(|of_label| of_label.sums);
            let n = coders * f64::from(article.article.length);
            pooled.add((0..).zip(std::iter::once(n).chain(sums)));
        }
        pooled.notes.extend(left_out_note(left_out));
        pooled
    }
}

/// The units of a label in an article.
fn units_of(article: &SharedArticle<'_>, label: u32) -> LabelUnits {
    let mut found = LabelUnits::default();
    let units = article.present().map(|work| {
        let (units, more) = cover::units(&work.units, label);
        found.left_out += to_u32(more);
        found.units += to_u32(units.len());
        units
    });
    let units: Vec<Vec<(u32, u32)>> = units.collect();
    found.sums = coincidences(&units);
    found
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
