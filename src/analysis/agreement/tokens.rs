//! Cohen's kappa and Fleiss' kappa on words: whether each word is in an annotation of a label.
//!
//! Cohen 1960, Educational and Psychological Measurement 20(1):37-46; Fleiss 1971, Psychological Bulletin
//! 76(5):378-382. Words that nobody annotates raise or empty these figures.

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles, Undefined,
    count_units, labels,
};
use super::study::{ArticleWork, Study};

/// Which kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKappa {
    Cohen,
    Fleiss,
}

impl Measure for TokenKappa {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Cohen => &COHEN,
            Self::Fleiss => &FLEISS,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        labels(study, articles)
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, subject: &FigureSubject) -> Pooled {
        let label = subject.label().unwrap_or_default();
        let mut pooled = match self {
            Self::Cohen => Pooled::new(4, cohen),
            Self::Fleiss => Pooled::new(4, fleiss),
        };
        pooled.counts = match self {
            Self::Cohen => &["words", "a", "b", "both"],
            Self::Fleiss => &["words", "agreement", "ratings", "coded"],
        };
        for article in articles.iter() {
            let words = f64::from(article.article.words);
            let coded: Vec<Vec<(u32, u32)>> = article
                .present()
                .map(|work| coded_words(work, label))
                .collect();
            pooled.units += count_units(article, Some(label));
            match (self, coded.as_slice()) {
                (Self::Cohen, [a, b]) => {
                    let both = super::cover::shared_size(a, b) as f64;
                    let (a, b) = (super::cover::size(a), super::cover::size(b));
                    pooled.add_all([words, a as f64, b as f64, both]);
                }
                (Self::Cohen, _) => pooled.add([]),
                (Self::Fleiss, coded) => pooled.add_all(agreement(words, coded)),
            }
        }
        pooled
    }
}

/// Ascending ranges of words that annotations of a label touch, without overlaps.
fn coded_words(work: &ArticleWork, label: u32) -> Vec<(u32, u32)> {
    let units = work.units.iter().filter(|unit| unit.label == label);
    let ranges = units.flat_map(|unit| &unit.ranges);
    let mut ranges: Vec<(u32, u32)> = ranges
        .map(|range| (range.first_word, range.end_word))
        .filter(|(from, to)| from < to)
        .collect();
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// Words, Σ_words of the share of pairs of coders that agree, ratings, ratings that are “coded”.
fn agreement(words: f64, coded: &[Vec<(u32, u32)>]) -> [f64; 4] {
    let m = coded.len() as f64;
    let all: f64 = coded
        .iter()
        .map(|words| super::cover::size(words) as f64)
        .sum();
    let mut borders: Vec<(u32, f64)> = Vec::new();
    for (from, to) in coded.iter().flatten() {
        borders.extend([(*from, 1.0), (*to, -1.0)]);
    }
    borders.sort_unstable_by_key(|(at, _)| *at);
    let pairs = |coders: f64| {
        let others = m - coders;
        (coders * (coders - 1.0) + others * (others - 1.0)) / (m * (m - 1.0))
    };
    let (mut sum, mut coders, mut from, mut seen) = (0.0, 0.0, 0, 0.0);
    for (at, change) in borders {
        if coders > 0.0 {
            sum += f64::from(at - from) * pairs(coders);
            seen += f64::from(at - from);
        }
        coders += change;
        from = at;
    }
    [words, sum + (words - seen), words * m, all]
}

fn cohen(sums: &[f64]) -> Result<f64, Undefined> {
    let [words, a, b, both] = [sums[0], sums[1], sums[2], sums[3]];
    if a + b == 0.0 {
        return Err(Undefined::NoUnits);
    }
    let observed = (words - a - b + 2.0 * both) / words;
    let expected = (a * b + (words - a) * (words - b)) / (words * words);
    kappa(observed, expected)
}

fn fleiss(sums: &[f64]) -> Result<f64, Undefined> {
    let [words, agreement, ratings, coded] = [sums[0], sums[1], sums[2], sums[3]];
    if coded == 0.0 {
        return Err(Undefined::NoUnits);
    }
    let share = coded / ratings;
    kappa(
        agreement / words,
        share * share + (1.0 - share) * (1.0 - share),
    )
}

/// (Po − Pe)/(1 − Pe).
pub(super) fn kappa(observed: f64, expected: f64) -> Result<f64, Undefined> {
    if 1.0 - expected <= 1e-12 {
        return Err(Undefined::OneValue);
    }
    Ok((observed - expected) / (1.0 - expected))
}

const BLIND: &str = "Uncoded words raise or empty this figure.";

static COHEN: MeasureInfo = MeasureInfo {
    id: "token_kappa",
    name: "Cohen's κ on words",
    formula: "(Po − Pe)/(1 − Pe) over words (UAX #29, punctuation included): in an annotation of the label, or not",
    source: "Cohen 1960, Educational and Psychological Measurement 20(1):37-46",
    blind_to: BLIND,
    coders: CoderCount::Two,
    is_optional: false,
};

static FLEISS: MeasureInfo = MeasureInfo {
    id: "token_fleiss",
    name: "Fleiss' κ on words",
    formula: "(P̄ − P̄e)/(1 − P̄e) over words (UAX #29, punctuation included): in an annotation of the label, or not",
    source: "Fleiss 1971, Psychological Bulletin 76(5):378-382",
    blind_to: BLIND,
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};
