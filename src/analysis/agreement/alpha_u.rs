//! Krippendorff's alpha for unitizing of 1995 and 2004, to compare with INCEpTION and DKPro Statistics.
//!
//! Krippendorff 1995, Sociological Methodology 25:47-76; Krippendorff 2004, Content Analysis, 2nd edition,
//! chapter 11 (example on page 254). The measures of 2016 replaced it. It compares lengths of units and gaps
//! over one continuum, so that the articles are concatenated, and the figure is no function of sums.

use super::cover;
use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles, Undefined,
    all_and_labels,
};
use super::study::Study;
use super::u_alpha::{left_out_note, one_minus};

/// α_U of one label, and 1 − ΣDo/ΣDe of all.
pub struct AlphaU;

/// Units of each coder in one article, and its length.
type UnitContinuum = (u64, Vec<Vec<(u32, u32)>>);

impl Measure for AlphaU {
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
        let (mut left_out, mut count) = (0, 0);
        let mut is_complete = true;
        let mut by_label: Vec<Vec<UnitContinuum>> = Vec::new();
        for label in labels {
            let articles = articles.iter().map(|article| {
                is_complete &= article.work.iter().all(Option::is_some);
                let coders = article.present().map(|work| {
                    let (units, more) = cover::units(&work.units, label);
                    left_out += more;
                    count += units.len();
                    units
                });
                (u64::from(article.article.length), coders.collect())
            });
            by_label.push(articles.collect());
        }
        let mut pooled = Pooled::whole(articles.len(), move |weights| {
            if !is_complete {
                return Err(Undefined::CodersMissing);
            }
            of_labels(&by_label, weights)
        });
        pooled.units = count;
        pooled.notes.extend(left_out_note(left_out));
        pooled
    }
}

fn of_labels(labels: &[Vec<UnitContinuum>], weights: &[f64]) -> Result<f64, Undefined> {
    let (mut observed, mut expected, mut any) = (0.0, 0.0, false);
    for articles in labels {
        let (length, coders) = concatenated(articles, weights);
        if coders.iter().all(Vec::is_empty) {
            continue;
        }
        any = true;
        let (of_label, by_chance) = disagreement(length as f64, &coders);
        observed += of_label;
        expected += by_chance;
    }
    if !any {
        return Err(Undefined::NoUnits);
    }
    one_minus_small(observed, expected)
}

/// Disagreements are shares of the squared length, so that they are small.
fn one_minus_small(observed: f64, expected: f64) -> Result<f64, Undefined> {
    let scale = 1e9;
    one_minus(observed * scale, expected * scale)
}

/// All articles one after the other, each as often as it counts.
fn concatenated(articles: &[UnitContinuum], weights: &[f64]) -> (u64, Vec<Vec<(u64, u64)>>) {
    let mut length = 0;
    let mut coders: Vec<Vec<(u64, u64)>> = Vec::new();
    for ((of_article, units), weight) in articles.iter().zip(weights) {
        coders.resize_with(units.len().max(coders.len()), Vec::new);
        for _ in 0..*weight as usize {
            for (all, units) in coders.iter_mut().zip(units) {
                let moved = units
                    .iter()
                    .map(|(start, end)| (length + u64::from(*start), length + u64::from(*end)));
                all.extend(moved);
            }
            length += of_article;
        }
    }
    (length, coders)
}

/// Observed and expected disagreement of one label over one continuum.
///
/// Do = Σ_i Σ_g Σ_j≠i Σ_h δ²/(m(m−1)L²), where δ² is (b−b')² + (e−e')² for units that intersect, the
/// squared length of a unit inside a gap, and else 0.
/// De = (2/L)·Σ_units [(N−1)(2l³−3l²+l)/3 + l²·Σ_gaps≥l (gap−l+1)] / (mL(mL−1) − Σ l(l−1)).
fn disagreement(length: f64, coders: &[Vec<(u64, u64)>]) -> (f64, f64) {
    let m = coders.len() as f64;
    let mut observed = 0.0;
    for (index, a) in coders.iter().enumerate() {
        for b in &coders[..index] {
            observed += 2.0 * (intersecting(a, b) + inside_gaps(a, b) + inside_gaps(b, a));
        }
    }
    observed /= m * (m - 1.0) * length * length;

    let mut gaps: Vec<f64> = Vec::new();
    for units in coders {
        let mut from = 0;
        for (start, end) in units {
            gaps.push((start - from) as f64);
            from = *end;
        }
        gaps.push(length - from as f64);
    }
    gaps.retain(|gap| *gap > 0.0);
    gaps.sort_unstable_by(|a, b| b.total_cmp(a));
    // Sums of the largest gaps, so that those of some length and more take one look.
    let sums: Vec<f64> = std::iter::once(0.0)
        .chain(gaps.iter().scan(0.0, |sum, gap| {
            *sum += gap;
            Some(*sum)
        }))
        .collect();
    let units: Vec<f64> = coders
        .iter()
        .flatten()
        .map(|(s, e)| (e - s) as f64)
        .collect();
    let others = units.len() as f64 - 1.0;
    let (mut expected, mut correction) = (0.0, 0.0);
    for l in &units {
        let count = gaps.partition_point(|gap| gap >= l);
        let in_gaps = sums[count] - count as f64 * (l - 1.0);
        expected += others * (2.0 * l * l * l - 3.0 * l * l + l) / 3.0 + l * l * in_gaps;
        correction += l * (l - 1.0);
    }
    let pairs = m * length * (m * length - 1.0) - correction;
    let expected = if pairs > 0.0 {
        2.0 / length * expected / pairs
    } else {
        0.0
    };
    (observed, expected)
}

fn intersecting(a: &[(u64, u64)], b: &[(u64, u64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0.max(y.0) < x.1.min(y.1) {
            let (starts, ends) = (x.0.abs_diff(y.0) as f64, x.1.abs_diff(y.1) as f64);
            sum += starts * starts + ends * ends;
        }
        if x.1 <= y.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    sum
}

/// The squared lengths of units that lie in gaps of the other's.
fn inside_gaps(units: &[(u64, u64)], others: &[(u64, u64)]) -> f64 {
    let mut sum = 0.0;
    for (start, end) in units {
        let at = others.partition_point(|other| other.1 <= *start);
        if others.get(at).is_none_or(|other| other.0 >= *end) {
            let length = (end - start) as f64;
            sum += length * length;
        }
    }
    sum
}

static INFO: MeasureInfo = MeasureInfo {
    id: "alpha_u_2004",
    name: "α_U of 1995 and 2004",
    formula: "1 − ΣDo/ΣDe over lengths of units and gaps of the concatenated articles",
    source: "Krippendorff 2004, Content Analysis, 2nd edition, chapter 11",
    blind_to: "Long gaps raise it; for more than two coders the uα of 2016 replaces it.",
    coders: CoderCount::TwoOrMore,
    is_optional: true,
};
