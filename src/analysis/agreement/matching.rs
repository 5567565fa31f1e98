//! Which annotations of several coders belong together, as the measures of values and relations need it.
//!
//! The rules are those of [`compare::matching`](crate::model::compare::matching): agreement is measured on the
//! same matches on which coders are compared.

use crate::model::compare::{ComparedUnit, match_units};

use super::study::{ArticleWork, Study};

/// Annotations that belong together: for each coder of the group the index of one, or `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match(pub Vec<Option<u32>>);

/// The matches of one article, by the place of their first annotation.
pub fn matches(study: &Study, work: &[Option<&ArticleWork>]) -> Vec<Match> {
    // Units by coder; where one has no place, its index is not that of the coder's list.
    let mut indices: Vec<Vec<u32>> = vec![Vec::new(); work.len()];
    let coders = work.iter().zip(&mut indices).map(|(work, indices)| {
        let units = work.iter().flat_map(|work| &work.units);
        let compared = (0..).zip(units).filter_map(|(index, unit)| {
            let spans = unit.ranges.iter();
            let spans = spans.map(|range| (range.start as usize, range.end as usize));
            let compared = ComparedUnit::from_chars(study.labels.name(unit.label), spans).ok()?;
            indices.push(index);
            Some(compared)
        });
        compared.collect()
    });
    let coders: Vec<Vec<ComparedUnit<'_>>> = coders.collect();
    let found = match_units(&coders).clusters.into_iter().map(|cluster| {
        let mut of_coders = vec![None; work.len()];
        for member in &cluster.members {
            of_coders[member.coder] = Some(indices[member.coder][member.unit]);
        }
        Match(of_coders)
    });
    found.collect()
}
