//! F1 of relations, between matched annotations or between equal ones, and their attribute values.

use std::collections::HashMap;

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, SharedArticles,
};
use super::span_f1::f1;
use super::study::{ArticleWork, CodedLink, CodedRange, Study, UnitValues};

/// When the ends of two relations are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationF1 {
    /// They belong to the same matches.
    MatchedEnds,
    /// They have the same fragments and the same label.
    ExactEnds,
}

impl Measure for RelationF1 {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::MatchedEnds => &MATCHED,
            Self::ExactEnds => &EXACT,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        let works = articles.iter().flat_map(|article| article.present());
        let mut kinds: Vec<u32> = works
            .flat_map(|work| &work.links)
            .map(|link| link.kind)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.sort_by(|a, b| {
            study
                .relation_types
                .name(*a)
                .cmp(study.relation_types.name(*b))
        });
        if kinds.is_empty() {
            return Vec::new();
        }
        let kinds = kinds.into_iter().map(FigureSubject::RelationType);
        std::iter::once(FigureSubject::All).chain(kinds).collect()
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, subject: &FigureSubject) -> Pooled {
        let mut pooled = Pooled::new(3, |sums| f1(2.0 * sums[2], sums[0] + sums[1]));
        pooled.counts = &["a", "b", "equal"];
        for article in articles.iter() {
            let Some([a, b]) = article.pair() else {
                pooled.add([]);
                continue;
            };
            if a.links.is_empty() && b.links.is_empty() {
                pooled.add([]);
                continue;
            }
            let wanted = |link: &&CodedLink| match subject {
                FigureSubject::RelationType(kind) => link.kind == *kind,
                _ => true,
            };
            let a_links: Vec<&CodedLink> = a.links.iter().filter(wanted).collect();
            let b_links: Vec<&CodedLink> = b.links.iter().filter(wanted).collect();
            pooled.units += a_links.len() + b_links.len();
            let equal = match self {
                Self::MatchedEnds => {
                    let of = [matches_of(article, 0), matches_of(article, 1)];
                    let key = |side: usize, link: &CodedLink| {
                        let end = |index: u32| of[side][index as usize];
                        (link.kind, end(link.from), end(link.to))
                    };
                    equal(
                        a_links.iter().map(|link| key(0, link)),
                        b_links.iter().map(|link| key(1, link)),
                    )
                }
                Self::ExactEnds => equal(
                    a_links.iter().map(|link| exact(a, link)),
                    b_links.iter().map(|link| exact(b, link)),
                ),
            };
            pooled.add_all([a_links.len() as f64, b_links.len() as f64, equal as f64]);
        }
        pooled
    }
}

/// Which match each annotation of a coder belongs to, by the annotation's index.
fn matches_of(article: &SharedArticle<'_>, coder: usize) -> Vec<Option<usize>> {
    let units = article.work.get(coder).copied().flatten();
    let mut of_units = vec![None; units.map_or(0, |work| work.units.len())];
    for (number, found) in article.matches().iter().enumerate() {
        if let Some(index) = found.0.get(coder).copied().flatten() {
            of_units[index as usize] = Some(number);
        }
    }
    of_units
}

type LinkEnd<'w> = (u32, &'w [CodedRange]);

fn exact<'w>(work: &'w ArticleWork, link: &CodedLink) -> (u32, LinkEnd<'w>, LinkEnd<'w>) {
    let end = |index: u32| {
        let unit = &work.units[index as usize];
        (unit.label, unit.ranges.as_slice())
    };
    (link.kind, end(link.from), end(link.to))
}

/// How many items two multisets have in common.
pub(super) fn equal<K: Ord>(a: impl Iterator<Item = K>, b: impl Iterator<Item = K>) -> usize {
    let (mut a, mut b): (Vec<K>, Vec<K>) = (a.collect(), b.collect());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        let order = one.cmp(other);
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
        count += usize::from(order.is_eq());
    }
    count
}

/// The values of an attribute on relations of one type between the same matches.
pub(super) fn values(article: &SharedArticle<'_>, kind: u32, attribute: u32) -> Vec<UnitValues> {
    let works = article.present();
    if !works
        .flat_map(|work| &work.links)
        .any(|link| link.kind == kind)
    {
        return Vec::new();
    }
    let mut by_ends: HashMap<(usize, usize), Vec<UnitValues>> = HashMap::new();
    let coders = article.work.len();
    for (coder, work) in article.work.iter().enumerate() {
        let Some(work) = work else { continue };
        let of = matches_of(article, coder);
        let mut seen: HashMap<(usize, usize), usize> = HashMap::new();
        for link in work.links.iter().filter(|link| link.kind == kind) {
            let (Some(from), Some(to)) = (of[link.from as usize], of[link.to as usize]) else {
                continue;
            };
            // The second relation of a coder between the same matches is compared with the second.
            let number = seen.entry((from, to)).or_default();
            let units = by_ends.entry((from, to)).or_default();
            if units.len() <= *number {
                units.push(vec![None; coders + coders]);
            }
            // Twice as long: whether the coder has the relation, and the value.
            let value = link.values.iter().find(|(name, _)| *name == attribute);
            units[*number][coder] = Some(0);
            units[*number][coders + coder] = value.map(|(_, value)| *value);
            *number += 1;
        }
    }
    let mut found: Vec<_> = by_ends.into_iter().collect();
    found.sort_unstable_by_key(|(ends, _)| *ends);
    let units = found.into_iter().flat_map(|(_, units)| units);
    units
        .map(|unit| {
            let (has, values) = unit.split_at(coders);
            let values = has.iter().zip(values).filter(|(has, _)| has.is_some());
            values.map(|(_, value)| *value).collect::<UnitValues>()
        })
        .filter(|unit| unit.len() >= 2)
        .collect()
}

static MATCHED: MeasureInfo = MeasureInfo {
    id: "relation_f1",
    name: "relation F1, matched ends",
    formula: "2·matched / (n_A+n_B): same type between the same matches",
    source: "–",
    blind_to: "It has no correction for chance, and does not see borders.",
    coders: CoderCount::Two,
    is_optional: false,
};

static EXACT: MeasureInfo = MeasureInfo {
    id: "relation_f1_exact",
    name: "relation F1, exact ends",
    formula: "2·equal / (n_A+n_B): same type between annotations with the same fragments and label",
    source: "–",
    blind_to: "It has no correction for chance, and one character at an end is a full difference.",
    coders: CoderCount::Two,
    is_optional: false,
};
