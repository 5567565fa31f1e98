//! Matching: which annotations of several coders are about the same thing, and in what they differ.
//!
//! Two annotations of different coders that share a character may be partners. Of all such pairs the best
//! go first: the same place and label; the same label and at least half of the characters; the same place
//! with another label; the same label; another label and at least half of the characters. What fits none of
//! these is no pair, so that an actor inside another coder's demand is nobody's partner.
//!
//! ```text
//! a   [—————— demand ——————]          clusters   a0 b1 (borders)   b0 (missing)
//! b   [—demand—] [—demand——]          knot       both: they share characters under one label
//! ```
//!
//! Equal input gives equal clusters: nothing depends on a hash map or on the order of files, as long as the
//! coders are sorted by their codes and units by place and id. It must not know relations, votes or files.
//!
//! Limitation: of the other coder's units that cover the start of a unit, only the [`MAX_CANDIDATES`] that
//! start last are candidates, so that files with thousands of nested annotations cannot exhaust memory.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};

use super::unit::ComparedUnit;

/// How many units of each other coder that cover one place are considered as partners of a unit.
pub const MAX_CANDIDATES: usize = 128;

/// A unit of a coder: the index of the coder, and of the unit in the coder's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIndex {
    pub coder: usize,
    pub unit: usize,
}

/// In what the coders of a cluster differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClusterFlags {
    /// Not every coder has annotated it.
    pub missing: bool,
    pub label: bool,
    pub borders: bool,
    /// The entity or an attribute; `false` where the labels differ, since attributes belong to a label.
    pub values: bool,
}

impl ClusterFlags {
    /// Whether all coders have the same.
    pub fn is_agreed(self) -> bool {
        self == Self::default()
    }

    /// Whether a version of it must be chosen as a whole: something other than values differs.
    pub fn needs_version(self) -> bool {
        self.missing || self.label || self.borders
    }

    /// The flags of these units where `coders` people finished the article.
    pub fn of(units: &[&ComparedUnit<'_>], coders: usize) -> Self {
        let differs = |differ: fn(&ComparedUnit<'_>, &ComparedUnit<'_>) -> bool| {
            units.iter().skip(1).any(|unit| differ(units[0], unit))
        };
        let label = differs(|one, other| one.label() != other.label());
        Self {
            missing: units.len() < coders,
            label,
            borders: differs(|one, other| one.spans() != other.spans()),
            values: !label
                && differs(|one, other| {
                    one.entity() != other.entity() || one.attributes() != other.attributes()
                }),
        }
    }
}

/// Annotations that are about the same thing, at most one of each coder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCluster {
    /// By coder; never empty.
    pub members: Vec<UnitIndex>,
    pub flags: ClusterFlags,
}

impl UnitCluster {
    /// The unit of a coder.
    pub fn of_coder(&self, coder: usize) -> Option<UnitIndex> {
        let mut members = self.members.iter();
        members.find(|member| member.coder == coder).copied()
    }
}

/// The clusters and knots of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// By the place of their first unit.
    pub clusters: Vec<UnitCluster>,
    /// Groups of clusters that are decided together, as indices into `clusters`, in their order. Most have
    /// one; every cluster is in exactly one.
    pub knots: Vec<Vec<usize>>,
    /// The cluster of each unit, by coder and unit.
    cluster_of: Vec<Vec<usize>>,
}

impl Matching {
    /// The cluster that a unit belongs to.
    pub fn cluster_of(&self, unit: UnitIndex) -> Option<usize> {
        self.cluster_of.get(unit.coder)?.get(unit.unit).copied()
    }
}

/// A pair of units that may be partners. Units are numbered over all coders.
struct CandidatePair {
    tier: u8,
    /// Characters that both cover, and that either covers.
    shared: usize,
    united: usize,
    /// How far their starts and their ends are apart, added.
    distance: usize,
    start: usize,
    one: usize,
    other: usize,
    has_same_label: bool,
}

impl CandidatePair {
    /// The best pair is the least.
    fn compare(&self, other: &Self) -> Ordering {
        let product = |one: usize, other: usize| one as u128 * other as u128;
        let share = |pair: &Self, of: &Self| product(pair.shared, of.united);
        self.tier
            .cmp(&other.tier)
            .then_with(|| share(other, self).cmp(&share(self, other)))
            .then_with(|| self.distance.cmp(&other.distance))
            .then_with(|| self.start.cmp(&other.start))
            .then_with(|| (self.one, self.other).cmp(&(other.one, other.other)))
    }
}

/// Matches the units of several coders, one list for each who finished the article.
pub fn match_units(coders: &[Vec<ComparedUnit<'_>>]) -> Matching {
    let mut matcher = UnitMatcher::new(coders);
    matcher.join_equal();
    let mut pairs = matcher.pairs();
    pairs.sort_unstable_by(CandidatePair::compare);
    for pair in &pairs {
        matcher.join(pair.one, pair.other);
    }
    matcher.finish(&pairs)
}

struct UnitMatcher<'m, 'a> {
    coders: usize,
    /// All units by coder, then index.
    units: Vec<(UnitIndex, &'m ComparedUnit<'a>)>,
    /// The cluster of each unit.
    cluster_of: Vec<usize>,
    /// The units of each cluster, ascending; empty once it was joined to another.
    clusters: Vec<Vec<usize>>,
}

impl<'m, 'a> UnitMatcher<'m, 'a> {
    fn new(coders: &'m [Vec<ComparedUnit<'a>>]) -> Self {
        let units: Vec<_> = coders
            .iter()
            .enumerate()
            .flat_map(|(coder, units)| {
                let units = units.iter().enumerate();
                units.map(move |(unit, compared)| (UnitIndex { coder, unit }, compared))
            })
            .collect();
        Self {
            coders: coders.len(),
            cluster_of: (0..units.len()).collect(),
            clusters: (0..units.len()).map(|unit| vec![unit]).collect(),
            units,
        }
    }

    /// Joins units with the same place and label without listing their pairs: each coder's first copy, each
    /// coder's second copy, and so on. That is what their pairs in order would give.
    fn join_equal(&mut self) {
        let mut sorted: Vec<usize> = (0..self.units.len()).collect();
        let key = |unit: usize| (self.units[unit].1.spans(), self.units[unit].1.label());
        sorted.sort_by(|&one, &other| key(one).cmp(&key(other)));
        let runs = sorted.chunk_by(|&one, &other| key(one) == key(other));
        let runs: Vec<Vec<usize>> = runs
            .filter(|run| run.len() > 1)
            .map(<[usize]>::to_vec)
            .collect();
        for run in runs {
            // The first unit of each copy.
            let mut copies: Vec<usize> = Vec::new();
            let (mut coder, mut copy) = (usize::MAX, 0);
            for unit in run {
                let is_of_same = self.units[unit].0.coder == coder;
                copy = if is_of_same { copy + 1 } else { 0 };
                coder = self.units[unit].0.coder;
                match copies.get(copy) {
                    Some(&first) => self.unite(self.cluster_of[first], self.cluster_of[unit]),
                    None => copies.push(unit),
                }
            }
        }
    }

    /// The pairs that may still be partners. Clusters that every coder has a part in take nobody any more.
    fn pairs(&self) -> Vec<CandidatePair> {
        let is_open = |unit: &usize| self.clusters[self.cluster_of[*unit]].len() < self.coders;
        let mut order: Vec<usize> = (0..self.units.len()).filter(is_open).collect();
        order.sort_by_key(|&unit| self.units[unit].1.start());
        // Ranks in `order` of the units that cover the current place, by coder.
        let mut covering: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); self.coders];
        let mut ends: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
        let mut pairs = Vec::new();
        for (rank, &unit) in order.iter().enumerate() {
            let (index, compared) = self.units[unit];
            while let Some(&Reverse((end, ended))) = ends.peek() {
                if end > compared.start() {
                    break;
                }
                ends.pop();
                covering[self.units[order[ended]].0.coder].remove(&ended);
            }
            for (coder, others) in covering.iter().enumerate() {
                if coder == index.coder {
                    continue;
                }
                let latest = others.iter().rev().take(MAX_CANDIDATES);
                pairs.extend(latest.filter_map(|&other| self.pair(unit, order[other])));
            }
            covering[index.coder].insert(rank);
            ends.push(Reverse((compared.end(), rank)));
        }
        pairs
    }

    /// Two units as a pair, or `None` if they cannot be partners or are already.
    fn pair(&self, one: usize, other: usize) -> Option<CandidatePair> {
        let (one, other) = (one.min(other), one.max(other));
        if self.cluster_of[one] == self.cluster_of[other] {
            return None;
        }
        let (a, b) = (self.units[one].1, self.units[other].1);
        let shared = a.shared_chars(b);
        if shared == 0 {
            return None;
        }
        let united = a.char_len() + b.char_len() - shared;
        let has_same_label = a.label() == b.label();
        let has_half = 2 * shared >= united;
        let tier = match (has_same_label, a.spans() == b.spans(), has_half) {
            (true, true, _) => 0,
            (true, false, true) => 1,
            (false, true, _) => 2,
            (true, false, false) => 3,
            (false, false, true) => 4,
            (false, false, false) => return None,
        };
        Some(CandidatePair {
            tier,
            shared,
            united,
            distance: a.start().abs_diff(b.start()) + a.end().abs_diff(b.end()),
            start: a.start().min(b.start()),
            one,
            other,
            has_same_label,
        })
    }

    /// Joins the clusters of two units, if no coder has a part in both and each unit of one shares a
    /// character with each of the other.
    fn join(&mut self, one: usize, other: usize) {
        let (into, from) = (self.cluster_of[one], self.cluster_of[other]);
        if into == from {
            return;
        }
        let (into_units, from_units) = (&self.clusters[into], &self.clusters[from]);
        if into_units.len() + from_units.len() > self.coders {
            return;
        }
        let fits = into_units.iter().all(|&a| {
            let (a_index, a) = self.units[a];
            from_units.iter().all(|&b| {
                let (b_index, b) = self.units[b];
                a_index.coder != b_index.coder && a.touches(b)
            })
        });
        if fits {
            self.unite(into, from);
        }
    }

    fn unite(&mut self, into: usize, from: usize) {
        let moved = std::mem::take(&mut self.clusters[from]);
        for &unit in &moved {
            self.cluster_of[unit] = into;
        }
        self.clusters[into].extend(moved);
        self.clusters[into].sort_unstable();
    }

    fn finish(self, pairs: &[CandidatePair]) -> Matching {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by_key(|&unit| (self.units[unit].1.start(), self.units[unit].1.end(), unit));
        // A cluster stands at the place of its first unit.
        let mut number = vec![usize::MAX; self.clusters.len()];
        let mut clusters = Vec::new();
        for unit in order {
            let cluster = self.cluster_of[unit];
            if number[cluster] != usize::MAX {
                continue;
            }
            number[cluster] = clusters.len();
            let members = &self.clusters[cluster];
            let units: Vec<&ComparedUnit<'_>> =
                members.iter().map(|&member| self.units[member].1).collect();
            clusters.push(UnitCluster {
                members: members.iter().map(|&member| self.units[member].0).collect(),
                flags: ClusterFlags::of(&units, self.coders),
            });
        }
        let numbers: Vec<usize> = self.cluster_of.iter().map(|&c| number[c]).collect();
        let tied = pairs.iter().filter(|pair| pair.has_same_label);
        let tied = tied.map(|pair| (numbers[pair.one], numbers[pair.other]));
        let tied = tied.filter(|&(one, other)| {
            clusters[one].flags.needs_version() && clusters[other].flags.needs_version()
        });
        let knots = groups(clusters.len(), tied);
        let mut cluster_of: Vec<Vec<usize>> = vec![Vec::new(); self.coders];
        for ((index, _), cluster) in self.units.iter().zip(numbers) {
            cluster_of[index.coder].push(cluster);
        }
        Matching {
            clusters,
            knots,
            cluster_of,
        }
    }
}

/// The groups of `0..count` that these ties make (union-find), in the order of their first members.
fn groups(count: usize, ties: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    fn root(parents: &mut [usize], mut item: usize) -> usize {
        while parents[item] != item {
            parents[item] = parents[parents[item]];
            item = parents[item];
        }
        item
    }
    let mut parents: Vec<usize> = (0..count).collect();
    for (one, other) in ties {
        let (one, other) = (root(&mut parents, one), root(&mut parents, other));
        // The root is the first member.
        parents[one.max(other)] = one.min(other);
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count];
    for item in 0..count {
        groups[root(&mut parents, item)].push(item);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
