//! Cohen's kappa and Fleiss' kappa of attribute values on matched annotations, for readers who know these.
//!
//! Cohen 1960, Educational and Psychological Measurement 20(1):37-46; Fleiss 1971, Psychological Bulletin
//! 76(5):378-382. Units that some coder did not fill are left out.

use std::collections::BTreeMap;

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles, Undefined,
};
use super::study::{Study, UnitValues, to_u32};
use super::tokens::kappa;
use super::values::{self, ValueAlpha};

/// Which kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKappa {
    Cohen,
    Fleiss,
}

impl Measure for ValueKappa {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Cohen => &COHEN,
            Self::Fleiss => &FLEISS,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        ValueAlpha::Nominal.subjects(study, articles)
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, subject: &FigureSubject) -> Pooled {
        let coders = articles.first().map_or(2, |article| article.work.len());
        self.pool_values(coders, &values::of_subject(articles, subject))
    }
}

impl ValueKappa {
    /// The figure of values of units, by article; units without a value of each coder are left out.
    pub fn pool_values(self, coders: usize, articles: &[Vec<UnitValues>]) -> Pooled {
        let is_whole =
            |unit: &&UnitValues| unit.len() == coders && unit.iter().all(Option::is_some);
        let mut kinds: BTreeMap<u32, u32> = BTreeMap::new();
        for value in articles
            .iter()
            .flatten()
            .filter(is_whole)
            .flatten()
            .flatten()
        {
            let next = to_u32(kinds.len());
            kinds.entry(*value).or_insert(next);
        }
        let count = to_u32(kinds.len());
        let mut pooled = match self {
            Self::Cohen => Pooled::new(2 + 2 * kinds.len(), cohen),
            Self::Fleiss => Pooled::new(2 + kinds.len(), fleiss),
        };
        pooled.counts = &["units", "agreement"];
        for units in articles {
            let mut terms: Vec<(u32, f64)> = Vec::new();
            for unit in units.iter().filter(is_whole) {
                let given: Vec<u32> = unit.iter().flatten().map(|value| kinds[value]).collect();
                pooled.units += given.len();
                let pairs = given.iter().flat_map(|a| given.iter().map(move |b| (a, b)));
                let equal = pairs.filter(|(a, b)| a == b).count() - given.len();
                let all = (given.len() * (given.len() - 1)) as f64;
                terms.extend([(0, 1.0), (1, equal as f64 / all)]);
                for (coder, value) in (0..).zip(given) {
                    let block = match self {
                        Self::Cohen => coder * count,
                        Self::Fleiss => 0,
                    };
                    terms.push((2 + block + value, 1.0));
                }
            }
            pooled.add(terms);
        }
        pooled
    }
}

fn cohen(sums: &[f64]) -> Result<f64, Undefined> {
    let (units, equal, counts) = (sums[0], sums[1], &sums[2..]);
    if units == 0.0 {
        return Err(Undefined::NothingFilled);
    }
    let (a, b) = counts.split_at(counts.len() / 2);
    let expected: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    kappa(equal / units, expected / (units * units))
}

fn fleiss(sums: &[f64]) -> Result<f64, Undefined> {
    let (units, equal, counts) = (sums[0], sums[1], &sums[2..]);
    if units == 0.0 {
        return Err(Undefined::NothingFilled);
    }
    let ratings: f64 = counts.iter().sum();
    let squares: f64 = counts.iter().map(|count| count * count).sum();
    kappa(equal / units, squares / (ratings * ratings))
}

const BLIND: &str = "It sees matched annotations that every coder filled only.";

static COHEN: MeasureInfo = MeasureInfo {
    id: "value_kappa",
    name: "Cohen's κ of values",
    formula: "(Po − Pe)/(1 − Pe) on matched annotations of one label that both filled",
    source: "Cohen 1960, Educational and Psychological Measurement 20(1):37-46",
    blind_to: BLIND,
    coders: CoderCount::Two,
    is_optional: true,
};

static FLEISS: MeasureInfo = MeasureInfo {
    id: "value_fleiss",
    name: "Fleiss' κ of values",
    formula: "(P̄ − P̄e)/(1 − P̄e) on matched annotations of one label that all filled",
    source: "Fleiss 1971, Psychological Bulletin 76(5):378-382",
    blind_to: BLIND,
    coders: CoderCount::TwoOrMore,
    is_optional: true,
};
