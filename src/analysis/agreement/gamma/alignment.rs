//! The alignment of least disorder of several coders' annotations in one article.
//!
//! A group (unitary alignment) has at most one annotation of each coder; every annotation is in exactly one
//! group. A group costs the mean of its pairs' dissimilarities; a pair with a coder who has nothing there, or
//! two such coders, costs Δ∅. Annotations that cannot profit from each other are in different components,
//! which are solved apart.

use super::packing::{Packed, best_packing};
use crate::agreement::study::CodedUnit;

/// An annotation with its hull as its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlignedUnit {
    /// In characters. Samples may reach beyond the text.
    pub start: i64,
    pub end: i64,
    pub label: u32,
}

impl AlignedUnit {
    /// The hull of an annotation.
    pub fn of(unit: &CodedUnit) -> Self {
        Self {
            start: i64::from(unit.start()),
            end: i64::from(unit.end()),
            label: unit.label,
        }
    }
}

/// How unlike two annotations are: d(u,v) = α·((|Δb|+|Δe|)/(l_u+l_v))²·Δ∅ + β·[labels differ]·Δ∅.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dissimilarity {
    pub alpha: f64,
    pub beta: f64,
    pub delta_empty: f64,
}

impl Dissimilarity {
    /// α = β = Δ∅ = 1.
    pub const USUAL: Self = Self {
        alpha: 1.0,
        beta: 1.0,
        delta_empty: 1.0,
    };

    /// The dissimilarity of two annotations.
    pub fn between(&self, u: &AlignedUnit, v: &AlignedUnit) -> f64 {
        let apart = u.start.abs_diff(v.start) + u.end.abs_diff(v.end);
        let lengths = (u.end - u.start) + (v.end - v.start);
        let place = (apart as f64 / lengths as f64).powi(2);
        let label = f64::from(u8::from(u.label != v.label));
        (self.alpha * place + self.beta * label) * self.delta_empty
    }
}

/// The alignment of least cost.
#[derive(Clone, Debug, PartialEq)]
pub struct BestAlignment {
    /// The sum of the groups' costs.
    pub cost: f64,
    /// Groups, single annotations included.
    pub groups: usize,
    /// The mean number of annotations of a coder.
    pub mean_units: f64,
    /// Whether a component was too large and was cut into windows.
    pub is_windowed: bool,
}

impl BestAlignment {
    /// The cost in relation to the mean number of annotations of a coder.
    pub fn disorder(&self) -> f64 {
        self.cost / self.mean_units
    }
}

/// Annotations of a component that are aligned exactly.
const MAX_COMPONENT: usize = 500;
/// Groups of a component that are considered.
const MAX_GROUPS: usize = 200_000;

/// Differences of cost that do not matter.
const TIE: f64 = 1e-7;

/// An annotation with its coder.
#[derive(Clone, Copy)]
struct PlacedUnit {
    coder: usize,
    unit: AlignedUnit,
}

/// The alignment of least cost; `None` if nobody annotated anything.
pub fn align(coders: &[Vec<AlignedUnit>], by: &Dissimilarity) -> Option<BestAlignment> {
    let mut all: Vec<PlacedUnit> = Vec::new();
    for (coder, units) in coders.iter().enumerate() {
        all.extend(units.iter().map(|unit| PlacedUnit { coder, unit: *unit }));
    }
    if all.is_empty() || coders.len() < 2 {
        return None;
    }
    all.sort_by_key(|placed| (placed.unit, placed.coder));
    let count = coders.len() as f64;
    let pairs = count * (count - 1.0) / 2.0;
    let rule = GroupRule {
        by,
        pairs,
        // No useful group has two annotations that are less alike than this.
        farthest: by.delta_empty * (pairs + count - 1.0),
        coders: coders.len(),
    };
    let mut best = BestAlignment {
        cost: all.len() as f64 * by.delta_empty,
        groups: all.len(),
        mean_units: all.len() as f64 / count,
        is_windowed: false,
    };
    for component in rule.components(&all) {
        for window in component.chunks(MAX_COMPONENT) {
            let members: Vec<PlacedUnit> = window.iter().map(|index| all[*index]).collect();
            let (groups, is_cut) = rule.groups(&members);
            best.is_windowed |= is_cut || window.len() < component.len();
            // Of alignments that cost the same the one with the fewest groups.
            let columns: Vec<(&[usize], f64)> = groups
                .iter()
                .map(|group| {
                    let joined = group.members.len() as f64 - 1.0;
                    (group.members.as_slice(), group.gain + joined * TIE)
                })
                .collect();
            let Packed { chosen, is_exact } = best_packing(members.len(), &columns);
            best.is_windowed |= !is_exact;
            for index in chosen {
                best.cost -= groups[index].gain;
                best.groups -= groups[index].members.len() - 1;
            }
        }
    }
    Some(best)
}

/// What a group costs less than its members alone.
struct AlignedGroup {
    members: Vec<usize>,
    gain: f64,
}

struct GroupRule<'d> {
    by: &'d Dissimilarity,
    /// Pairs of coders.
    pairs: f64,
    farthest: f64,
    coders: usize,
}

impl GroupRule<'_> {
    /// Indices of annotations that may be in groups with each other, each list ascending; single ones are left
    /// out.
    fn components(&self, all: &[PlacedUnit]) -> Vec<Vec<usize>> {
        let mut parent: Vec<usize> = (0..all.len()).collect();
        fn root(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        // How far apart two starts can be: |Δb| ≤ √(farthest/α/Δ∅)·(l_u+l_v), and |Δe| ≥ 0.
        let reach = (self.farthest / self.by.delta_empty / self.by.alpha.max(1e-9)).sqrt();
        let longest = all.iter().map(|p| p.unit.end - p.unit.start).max();
        let longest = longest.unwrap_or_default() as f64;
        for (x, a) in all.iter().enumerate() {
            let length = (a.unit.end - a.unit.start) as f64;
            for (y, b) in all.iter().enumerate().skip(x + 1) {
                if (b.unit.start - a.unit.start) as f64 > reach * (length + longest) {
                    break;
                }
                if a.coder != b.coder && self.by.between(&a.unit, &b.unit) < self.farthest {
                    let (a, b) = (root(&mut parent, x), root(&mut parent, y));
                    parent[a.max(b)] = a.min(b);
                }
            }
        }
        let mut components: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for index in 0..all.len() {
            components[root(&mut parent, index)].push(index);
        }
        components.retain(|component| component.len() > 1);
        components
    }

    /// All groups that cost less than any division of them, and whether some were left out.
    fn groups(&self, members: &[PlacedUnit]) -> (Vec<AlignedGroup>, bool) {
        let mut by_coder: Vec<Vec<usize>> = vec![Vec::new(); self.coders];
        for (index, placed) in members.iter().enumerate() {
            by_coder[placed.coder].push(index);
        }
        let mut search = GroupSearch {
            rule: self,
            members,
            by_coder,
            chosen: Vec::new(),
            groups: Vec::new(),
        };
        search.extend(0);
        let is_cut = search.groups.len() >= MAX_GROUPS;
        (search.groups, is_cut)
    }

    /// The cost of so many annotations alone, less that of them as a group:
    /// Δ∅·(r−1 + C(r,2)/C(m,2)) − Σd/C(m,2).
    fn gain(&self, size: usize, dissimilarity: f64) -> f64 {
        let size = size as f64;
        let inner = size * (size - 1.0) / 2.0;
        self.by.delta_empty * (size - 1.0 + inner / self.pairs) - dissimilarity / self.pairs
    }
}

struct GroupSearch<'s> {
    rule: &'s GroupRule<'s>,
    members: &'s [PlacedUnit],
    by_coder: Vec<Vec<usize>>,
    chosen: Vec<usize>,
    groups: Vec<AlignedGroup>,
}

impl GroupSearch<'_> {
    fn extend(&mut self, coder: usize) {
        if self.groups.len() >= MAX_GROUPS {
            return;
        }
        if coder == self.rule.coders {
            if self.chosen.len() > 1
                && let Some(gain) = self.useful_gain()
            {
                self.groups.push(AlignedGroup {
                    members: self.chosen.clone(),
                    gain,
                });
            }
            return;
        }
        self.extend(coder + 1);
        for at in 0..self.by_coder[coder].len() {
            let index = self.by_coder[coder][at];
            let unit = &self.members[index].unit;
            let is_near = self.chosen.iter().all(|other| {
                self.rule.by.between(&self.members[*other].unit, unit) < self.rule.farthest
            });
            if is_near {
                self.chosen.push(index);
                self.extend(coder + 1);
                self.chosen.pop();
            }
        }
    }

    /// What the group gains, if each division of it into two gains less.
    fn useful_gain(&self) -> Option<f64> {
        let size = self.chosen.len();
        let between = |mask: usize| {
            let mut sum = 0.0;
            for a in (0..size).filter(|a| mask >> a & 1 == 1) {
                for b in (0..a).filter(|b| mask >> b & 1 == 1) {
                    let (a, b) = (self.chosen[a], self.chosen[b]);
                    sum += self
                        .rule
                        .by
                        .between(&self.members[a].unit, &self.members[b].unit);
                }
            }
            sum
        };
        let gain = |mask: usize| {
            let count = mask.count_ones() as usize;
            if count < 2 {
                0.0
            } else {
                self.rule.gain(count, between(mask))
            }
        };
        let all = (1_usize << size) - 1;
        let whole = gain(all);
        // Each division once: the part with the first annotation.
        let divided = (1..all)
            .filter(|mask| mask & 1 == 1)
            .map(|mask| gain(mask) + gain(all & !mask));
        let best = divided.fold(0.0, f64::max);
        (whole > best - TIE).then_some(whole)
    }
}
