//! Properties of matching, and its equality with a plain version that compares every pair.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::annotation::{AttributeValue, Attributes, LabelId};

/// A unit that owns what [`ComparedUnit`] borrows.
#[derive(Clone, Debug)]
struct Owned {
    label: LabelId,
    spans: Vec<(usize, usize)>,
    values: Attributes,
}

/// Units in the order of files: by start, end, then their number, as ids are there.
fn owned() -> impl Strategy<Value = Vec<Vec<Owned>>> {
    let spans = (
        0_usize..24,
        1_usize..9,
        prop::option::weighted(0.2, (1_usize..4, 1_usize..6)),
    );
    // Few labels, places and values, so that many are equal.
    let unit = (
        prop::sample::select(vec!["actor", "demand", "event"]),
        spans,
        0_i64..2,
    );
    let unit = unit.prop_map(|(label, (start, len, more), value)| {
        let mut spans = vec![(start, start + len)];
        spans.extend(more.map(|(gap, len)| {
            let start = start + spans[0].1 - spans[0].0 + gap;
            (start, start + len)
        }));
        let values = match value {
            0 => Attributes::new(),
            value => [("how".into(), AttributeValue::Integer(value))].into(),
        };
        Owned {
            label: label.into(),
            spans,
            values,
        }
    });
    let coder = prop::collection::vec(unit, 0..9).prop_map(|mut units| {
        units.sort_by_key(|unit| (unit.spans[0].0, unit.spans[unit.spans.len() - 1].1));
        units
    });
    prop::collection::vec(coder, 1..5)
}

fn borrowed(coders: &[Vec<Owned>]) -> Vec<Vec<ComparedUnit<'_>>> {
    coders
        .iter()
        .map(|units| {
            let units = units.iter().map(|unit| {
                let compared = ComparedUnit::from_chars(&unit.label, unit.spans.iter().copied());
                compared
                    .expect("it is none")
                    .with_values(None, &unit.values)
            });
            units.collect()
        })
        .collect()
}

/// Matching as it is specified: every pair of units is listed, nothing is left out.
fn plain(coders: &[Vec<ComparedUnit<'_>>]) -> (Vec<Vec<UnitIndex>>, BTreeSet<BTreeSet<usize>>) {
    let unit = |index: &UnitIndex| &coders[index.coder][index.unit];
    let all: Vec<UnitIndex> = coders
        .iter()
        .enumerate()
        .flat_map(|(coder, units)| (0..units.len()).map(move |unit| UnitIndex { coder, unit }))
        .collect();
    let mut pairs = Vec::new();
    for (at, a) in all.iter().enumerate() {
        for b in all[at + 1..].iter().filter(|b| b.coder != a.coder) {
            let (one, other) = (unit(a), unit(b));
            let shared = one.shared_chars(other);
            let united = one.char_len() + other.char_len() - shared;
            let same = one.label() == other.label();
            let tier = match (shared, same, one.spans() == other.spans()) {
                (0, ..) => continue,
                (_, true, true) => 0,
                (_, true, _) if 2 * shared >= united => 1,
                (_, false, true) => 2,
                (_, true, _) => 3,
                _ if 2 * shared >= united => 4,
                _ => continue,
            };
            // All are shorter than the product of these, so a whole number tells the order of shares.
            let share = shared * 1_000_000_007 / united;
            let distance = one.start().abs_diff(other.start()) + one.end().abs_diff(other.end());
            let start = one.start().min(other.start());
            pairs.push(((tier, Reverse(share), distance, start, *a, *b), same));
        }
    }
    pairs.sort();
    let mut clusters: Vec<Vec<UnitIndex>> = all.iter().map(|index| vec![*index]).collect();
    let find = |clusters: &[Vec<UnitIndex>], index: &UnitIndex| {
        let mut found = clusters.iter();
        found
            .position(|cluster| cluster.contains(index))
            .expect("it is in one")
    };
    for ((.., a, b), _) in &pairs {
        let (into, from) = (find(&clusters, a), find(&clusters, b));
        let fits = clusters[into].iter().all(|x| {
            let mut others = clusters[from].iter();
            others.all(|y| x.coder != y.coder && unit(x).shared_chars(unit(y)) > 0)
        });
        if into != from && fits {
            let moved = clusters.remove(from);
            let into = find(&clusters, a);
            clusters[into].extend(moved);
            clusters[into].sort();
        }
    }
    let place = |index: &UnitIndex| (unit(index).start(), unit(index).end(), *index);
    clusters.sort_by_key(|cluster| cluster.iter().map(place).min());
    let tied = |cluster: &[UnitIndex]| {
        let units: Vec<_> = cluster.iter().map(unit).collect();
        ClusterFlags::of(&units, coders.len()).needs_version()
    };
    let mut knots: BTreeSet<BTreeSet<usize>> =
        (0..clusters.len()).map(|index| [index].into()).collect();
    for ((.., a, b), same) in &pairs {
        let (one, other) = (find(&clusters, a), find(&clusters, b));
        if *same && tied(&clusters[one]) && tied(&clusters[other]) {
            let (both, rest) = knots
                .into_iter()
                .partition(|knot: &BTreeSet<usize>| knot.contains(&one) || knot.contains(&other));
            knots = rest;
            let both: BTreeSet<BTreeSet<usize>> = both;
            knots.insert(both.into_iter().flatten().collect());
        }
    }
    (clusters, knots)
}

fn members(matching: &Matching) -> Vec<Vec<UnitIndex>> {
    let clusters = matching.clusters.iter();
    clusters.map(|cluster| cluster.members.clone()).collect()
}

proptest! {
    #[test]
    fn matching_is_as_specified(coders in owned()) {
        let coders = borrowed(&coders);
        let (matching, (clusters, knots)) = (match_units(&coders), plain(&coders));
        prop_assert_eq!(members(&matching), clusters);
        let found: BTreeSet<BTreeSet<usize>> =
            matching.knots.iter().map(|knot| knot.iter().copied().collect()).collect();
        prop_assert_eq!(found, knots);
    }

    #[test]
    fn clusters_and_knots_partition_what_they_group(coders in owned()) {
        let coders = borrowed(&coders);
        let matching = match_units(&coders);
        let mut units: Vec<UnitIndex> = members(&matching).concat();
        units.sort_unstable();
        let all = coders.iter().enumerate().flat_map(|(coder, units)| {
            (0..units.len()).map(move |unit| UnitIndex { coder, unit })
        });
        prop_assert_eq!(&units, &all.collect::<Vec<_>>());
        for (number, cluster) in matching.clusters.iter().enumerate() {
            prop_assert!(cluster.members.windows(2).all(|pair| pair[0].coder < pair[1].coder));
            for member in &cluster.members {
                prop_assert_eq!(matching.cluster_of(*member), Some(number));
            }
        }
        let mut clusters = matching.knots.concat();
        clusters.sort_unstable();
        prop_assert_eq!(clusters, (0..matching.clusters.len()).collect::<Vec<_>>());
    }

    #[test]
    fn two_coders_in_the_other_order_have_the_same_clusters(coders in owned()) {
        prop_assume!(coders.len() >= 2);
        let coders = borrowed(&coders[..2]);
        let swapped: Vec<_> = coders.iter().rev().cloned().collect();
        let sets = |matching: &Matching, of: [usize; 2]| -> BTreeSet<(BTreeSet<UnitIndex>, bool)> {
            let clusters = matching.clusters.iter();
            clusters
                .map(|cluster| {
                    let members = cluster.members.iter();
                    let members = members.map(|m| UnitIndex { coder: of[m.coder], unit: m.unit });
                    (members.collect(), cluster.flags.is_agreed())
                })
                .collect()
        };
        let (matching, swapped) = (match_units(&coders), match_units(&swapped));
        prop_assert_eq!(sets(&matching, [0, 1]), sets(&swapped, [1, 0]));
    }

    #[test]
    fn labels_with_other_names_match_the_same(coders in owned()) {
        let renamed: Vec<Vec<Owned>> = coders
            .iter()
            .map(|units| {
                let units = units.iter().map(|unit| {
                    let label: String = unit.label.as_str().chars().rev().collect();
                    Owned { label: label.into(), ..unit.clone() }
                });
                units.collect()
            })
            .collect();
        prop_assert_eq!(match_units(&borrowed(&coders)), match_units(&borrowed(&renamed)));
    }

    #[test]
    fn what_one_coder_did_twice_over_is_agreed(coders in owned()) {
        let twice = [coders[0].clone(), coders[0].clone()];
        let twice = borrowed(&twice);
        let matching = match_units(&twice);
        prop_assert!(matching.clusters.iter().all(|cluster| cluster.flags.is_agreed()));
        prop_assert_eq!(matching.clusters.len(), coders[0].len());
    }
}

#[test]
fn thousands_of_nested_annotations_are_matched_within_the_limit() {
    let label = LabelId::from("actor");
    let nested = |shift: usize| -> Vec<ComparedUnit<'_>> {
        let spans = (0..3000).map(|n| (2 * n + shift, 20_000 - 2 * n));
        let units = spans.map(|span| ComparedUnit::from_chars(&label, [span]));
        units.map(|unit| unit.expect("it is none")).collect()
    };
    let matching = match_units(&[nested(0), nested(1)]);
    assert_eq!(matching.clusters.len(), 3000);
    assert_eq!(matching.knots.len(), 1);
}
