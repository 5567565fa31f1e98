//! Krippendorff's alpha of attribute values on matched annotations, with nominal, set and interval
//! distances; and the share of values that are equal.
//!
//! Krippendorff 2004, Content Analysis, 2nd edition, chapter 11; Passonneau 2006, LREC, for distances of sets.
//! With o_ck the coincidences of values, each unit with m_u values adding its ordered pairs divided by
//! (m_u − 1), and n_c their margins: α = 1 − (n−1)·Σ_ck o_ck·δ²_ck / Σ_ck n_c·n_k·δ²_ck. Coders who did not
//! fill a value are missing; units with fewer than two values do not count.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, SharedArticles,
    Undefined,
};
use super::shared::{ArticleValues, ValuesOf};
use super::study::{CodedValue, Study, UnitValues, to_u32};
use super::u_alpha::one_minus;

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueAlpha {
    /// Equal or not; sets as wholes.
    Nominal,
    /// Sets by what they share: 1 − |A∩B|/|A∪B|.
    Jaccard,
    /// Numbers by their squared difference.
    Interval,
    /// The share of equal values among those that both filled.
    Equal,
    /// The share of values that only one filled, among those that anybody did.
    FilledByOne,
}

impl Measure for ValueAlpha {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Nominal => &NOMINAL,
            Self::Jaccard => &JACCARD,
            Self::Interval => &INTERVAL,
            Self::Equal => &EQUAL,
            Self::FilledByOne => &FILLED_BY_ONE,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        let fits = |subject: &FigureSubject, values: &BTreeSet<u32>| {
            let attribute = match subject {
                FigureSubject::Attribute(_, attribute)
                | FigureSubject::RelationAttribute(_, attribute) => *attribute,
                _ => return false,
            };
            let is_number = |value: &u32| study.values.name(*value).as_number().is_some();
            match self {
                Self::Jaccard => study.is_set(attribute),
                Self::Interval => values.iter().all(is_number),
                _ => true,
            }
        };
        let found = articles.attributes().iter();
        let mut subjects: Vec<FigureSubject> = found
            .filter(|(subject, values)| fits(subject, values))
            .map(|(subject, _)| subject.clone())
            .collect();
        // By name, since numbers follow from the order of articles; relations last.
        subjects.sort_by_cached_key(|subject| {
            let is_of_relation = matches!(subject, FigureSubject::RelationAttribute(..));
            (is_of_relation, subject.name(study))
        });
        subjects
    }

    fn pool(
        &self,
        study: &Study,
        articles: &SharedArticles<'_>,
        subject: &FigureSubject,
    ) -> Pooled {
        self.pool_values(&study.values, &of_subject(articles, subject))
    }
}

/// The values of an attribute on matched annotations or relations, of each article.
pub(super) fn of_subject(
    articles: &SharedArticles<'_>,
    subject: &FigureSubject,
) -> Arc<ArticleValues> {
    articles.values(
        ValuesOf::Subject(subject.clone()),
        |article| match subject {
            FigureSubject::Attribute(label, attribute) => of_units(article, *label, *attribute),
            FigureSubject::RelationAttribute(kind, attribute) => {
                super::relations::values(article, *kind, *attribute)
            }
            _ => Vec::new(),
        },
    )
}

/// The values of an attribute on matched annotations of one label.
fn of_units(article: &SharedArticle<'_>, label: u32, attribute: u32) -> Vec<UnitValues> {
    let mut values = Vec::new();
    for found in article.matches() {
        let members = found.0.iter().zip(&article.work);
        let units = members.filter_map(|(index, work)| Some(&(*work)?.units[(*index)? as usize]));
        let mut of_label = units.filter(|unit| unit.label == label).peekable();
        // Most matches are of other labels, and need no list.
        if of_label.peek().is_none() {
            continue;
        }
        let of_label: UnitValues = of_label.map(|unit| unit.value(attribute)).collect();
        if of_label.len() >= 2 {
            values.push(of_label);
        }
    }
    values
}

impl ValueAlpha {
    /// The figure of values of units, by article.
    pub fn pool_values(
        self,
        names: &super::study::NameTable<CodedValue>,
        articles: &[Vec<UnitValues>],
    ) -> Pooled {
        // The values that occur, so that sums are kept for these alone.
        let mut kinds: HashMap<u32, usize> = HashMap::new();
        let mut values: Vec<u32> = Vec::new();
        let counted = articles.iter().flatten().filter(|unit| filled(unit) >= 2);
        for value in counted.flatten().flatten() {
            kinds.entry(*value).or_insert_with(|| {
                values.push(*value);
                values.len() - 1
            });
        }
        let mut pooled = match self {
            Self::Nominal => Pooled::new(2 + values.len(), nominal),
            Self::Interval => Pooled::new(4, interval),
            Self::Equal => Pooled::new(2, |sums| share(sums, Undefined::NothingFilled)),
            Self::FilledByOne => Pooled::new(2, |sums| share(sums, Undefined::NoUnits)),
            Self::Jaccard => {
                let likeness = likenesses(names, &values);
                Pooled::new(2 + values.len(), move |sums| jaccard(&likeness, sums))
            }
        };
        pooled.counts = match self {
            Self::Equal => &["filled_by_both", "equal"],
            Self::FilledByOne => &["filled", "filled_by_one"],
            Self::Interval => &[],
            _ => &["values"],
        };
        let mut terms = SparseTerms::new(pooled.width());
        let mut given: Vec<u32> = Vec::new();
        for units in articles {
            let mut add = |index: usize, amount: f64| terms.add(index, amount);
            for unit in units {
                given.clear();
                given.extend(unit.iter().flatten());
                if self == Self::FilledByOne {
                    add(0, f64::from(u8::from(!given.is_empty())));
                    add(1, f64::from(u8::from(given.len() == 1)));
                    pooled.units += usize::from(!given.is_empty());
                    continue;
                }
                if given.len() < 2 {
                    continue;
                }
                pooled.units += given.len();
                let others = (given.len() - 1) as f64;
                if self == Self::Equal {
                    let is_equal = given.iter().all(|value| *value == given[0]);
                    add(0, 1.0);
                    add(1, f64::from(u8::from(is_equal)));
                    continue;
                }
                if self == Self::Interval {
                    let given = given
                        .iter()
                        .filter_map(|value| names.name(*value).as_number());
                    let given: Vec<f64> = given.collect();
                    for (at, one) in given.iter().enumerate() {
                        add(0, 1.0);
                        add(1, *one);
                        add(2, one * one);
                        for other in &given[..at] {
                            add(3, 2.0 * (one - other) * (one - other) / others);
                        }
                    }
                    continue;
                }
                for (at, one) in given.iter().enumerate() {
                    add(0, 1.0);
                    add(2 + kinds[one], 1.0);
                    for other in &given[..at] {
                        let alike = match self {
                            Self::Jaccard => alike(names.name(*one), names.name(*other)),
                            _ => f64::from(u8::from(one == other)),
                        };
                        add(1, 2.0 * alike / others);
                    }
                }
            }
            pooled.add(terms.take());
        }
        pooled
    }
}

/// The terms of one article, of which most of the possible ones are zero.
struct SparseTerms {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl SparseTerms {
    fn new(width: usize) -> Self {
        Self {
            sums: vec![0.0; width],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, index: usize, amount: f64) {
        if self.sums[index] == 0.0 {
            self.touched.push(to_u32(index));
        }
        self.sums[index] += amount;
    }

    /// The terms by their order; none are left.
    fn take(&mut self) -> impl Iterator<Item = (u32, f64)> + '_ {
        self.touched.sort_unstable();
        self.touched.dedup();
        let sums = &mut self.sums;
        let terms = self.touched.drain(..);
        terms.map(|index| (index, std::mem::take(&mut sums[index as usize])))
    }
}

/// How many coders filled the value of a unit.
fn filled(unit: &UnitValues) -> usize {
    unit.iter().flatten().count()
}

/// |A∩B|/|A∪B| of two sets.
fn alike(a: &CodedValue, b: &CodedValue) -> f64 {
    let (a, b) = (a.elements(), b.elements());
    let both = a.iter().filter(|item| b.contains(item)).count();
    let either = a.len() + b.len() - both;
    if either == 0 {
        1.0
    } else {
        both as f64 / either as f64
    }
}

/// The values that share an element, with how alike they are.
fn likenesses(
    names: &super::study::NameTable<CodedValue>,
    values: &[u32],
) -> Vec<(usize, usize, f64)> {
    let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        for element in names.name(*value).elements() {
            with.entry(element).or_default().push(at);
        }
    }
    let mut found: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for sharing in with.values() {
        for (at, one) in sharing.iter().enumerate() {
            for other in &sharing[..=at] {
                let likeness = alike(names.name(values[*one]), names.name(values[*other]));
                found.insert((*one, *other), likeness);
                found.insert((*other, *one), likeness);
            }
        }
    }
    let found = found.into_iter();
    found
        .map(|((one, other), likeness)| (one, other, likeness))
        .collect()
}

fn share(sums: &[f64], otherwise: Undefined) -> Result<f64, Undefined> {
    if sums[0] == 0.0 {
        Err(otherwise)
    } else {
        Ok(sums[1] / sums[0])
    }
}

fn nominal(sums: &[f64]) -> Result<f64, Undefined> {
    let (n, same) = (sums[0], sums[1]);
    if n < 2.0 {
        return Err(Undefined::NothingFilled);
    }
    let squares: f64 = sums[2..].iter().map(|count| count * count).sum();
    let expected = (n * n - squares) / (n - 1.0);
    one_minus(n - same, expected).map_err(|_| Undefined::OneValue)
}

fn jaccard(likeness: &[(usize, usize, f64)], sums: &[f64]) -> Result<f64, Undefined> {
    let (n, same) = (sums[0], sums[1]);
    if n < 2.0 {
        return Err(Undefined::NothingFilled);
    }
    let counts = &sums[2..];
    let alike: f64 = likeness
        .iter()
        .map(|(one, other, likeness)| counts[*one] * counts[*other] * likeness)
        .sum();
    let expected = (n * n - alike) / (n - 1.0);
    one_minus(n - same, expected).map_err(|_| Undefined::OneValue)
}

fn interval(sums: &[f64]) -> Result<f64, Undefined> {
    let [n, sum, squares, observed] = [sums[0], sums[1], sums[2], sums[3]];
    if n < 2.0 {
        return Err(Undefined::NothingFilled);
    }
    let expected = 2.0 * (n * squares - sum * sum) / (n - 1.0);
    one_minus(observed, expected).map_err(|_| Undefined::OneValue)
}

const KRIPPENDORFF: &str = "Krippendorff 2004, Content Analysis, 2nd edition, chapter 11";
const MATCHED: &str = "It sees matched annotations only: what one coder left out does not count.";

static NOMINAL: MeasureInfo = MeasureInfo {
    id: "value_alpha",
    name: "α of values, nominal",
    formula: "1 − (n−1)·Σ_c≠k o_ck / Σ_c≠k n_c·n_k on matched annotations of one label",
    source: KRIPPENDORFF,
    blind_to: MATCHED,
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static JACCARD: MeasureInfo = MeasureInfo {
    id: "value_alpha_jaccard",
    name: "α of sets, Jaccard distance",
    formula: "1 − (n−1)·Σ o_ck·δ_ck / Σ n_c·n_k·δ_ck, δ = 1 − |A∩B|/|A∪B|",
    source: "Krippendorff 2004, Content Analysis, 2nd edition, chapter 11; Passonneau 2006, LREC",
    blind_to: MATCHED,
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static INTERVAL: MeasureInfo = MeasureInfo {
    id: "value_alpha_interval",
    name: "α of numbers, interval distance",
    formula: "1 − (n−1)·Σ o_ck·(c−k)² / Σ n_c·n_k·(c−k)²",
    source: KRIPPENDORFF,
    blind_to: MATCHED,
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static EQUAL: MeasureInfo = MeasureInfo {
    id: "value_equal",
    name: "equal values",
    formula: "equal / filled by all, on matched annotations of one label",
    source: "–",
    blind_to: "It has no correction for chance.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static FILLED_BY_ONE: MeasureInfo = MeasureInfo {
    id: "value_filled_by_one",
    name: "values filled by one",
    formula: "filled by one / filled by any, on matched annotations of one label",
    source: "–",
    blind_to: "It does not see whether values are equal.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};
