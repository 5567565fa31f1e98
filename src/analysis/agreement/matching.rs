//! Which annotations of several coders belong together.
//!
//! Candidate pairs share a character. They are joined in the order of their likeness, so that a match has at
//! most one annotation of each coder, and each two of its annotations share a character. It must not know
//! what is compared on a match.

use std::cmp::Ordering;

use super::study::{CodedUnit, CoderWork, to_u32};

/// Annotations that belong together: for each coder of the group the index of one, or `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match(pub Vec<Option<u32>>);

/// Two annotations of different coders that share characters.
struct Candidate {
    tier: u8,
    shared: u64,
    united: u64,
    apart: u64,
    start: u32,
    a: (usize, usize),
    b: (usize, usize),
}

impl Candidate {
    fn order(&self, other: &Self) -> Ordering {
        // The larger share first, as fractions of whole numbers.
        let likeness = || (other.shared * self.united).cmp(&(self.shared * other.united));
        let rest = |c: &Self| (c.apart, c.start, c.a, c.b);
        (self.tier.cmp(&other.tier))
            .then_with(likeness)
            .then_with(|| rest(self).cmp(&rest(other)))
    }
}

/// The matches of one article, by the place of their first annotation.
pub fn matches(work: &[Option<&CoderWork>]) -> Vec<Match> {
    let units = |coder: usize| work[coder].map_or(&[][..], |work| work.units.as_slice());
    let mut candidates = Vec::new();
    for b in 0..work.len() {
        for a in 0..b {
            pairs(units(a), units(b), |x, y, candidate| {
                candidates.push(Candidate {
                    a: (a, x),
                    b: (b, y),
                    ..candidate
                });
            });
        }
    }
    candidates.sort_by(Candidate::order);
    let mut of: Vec<Vec<usize>> = Vec::with_capacity(work.len());
    let mut joined: Vec<Match> = Vec::new();
    for coder in 0..work.len() {
        let count = units(coder).len();
        of.push((joined.len()..joined.len() + count).collect());
        joined.extend((0..count).map(|index| {
            let mut alone = vec![None; work.len()];
            alone[coder] = Some(to_u32(index));
            Match(alone)
        }));
    }
    let unit = |coder: usize, index: u32| &units(coder)[index as usize];
    let members = |found: &Match| -> Vec<(usize, u32)> {
        let members = found.0.iter().enumerate();
        members
            .filter_map(|(coder, index)| index.map(|index| (coder, index)))
            .collect()
    };
    for candidate in candidates {
        let (into, from) = (
            of[candidate.a.0][candidate.a.1],
            of[candidate.b.0][candidate.b.1],
        );
        if into == from {
            continue;
        }
        let (of_into, of_from) = (members(&joined[into]), members(&joined[from]));
        let fits = of_into.iter().all(|(coder, index)| {
            of_from.iter().all(|(other, there)| {
                coder != other && shared(unit(*coder, *index), unit(*other, *there)) > 0
            })
        });
        if fits {
            for (coder, index) in of_from {
                joined[into].0[coder] = Some(index);
                joined[from].0[coder] = None;
                of[coder][index as usize] = into;
            }
        }
    }
    joined.retain(|found| found.0.iter().any(Option::is_some));
    joined.sort_by_cached_key(|found| {
        let places = members(found).into_iter().map(|(coder, index)| {
            let unit = unit(coder, index);
            (unit.start(), unit.end(), coder, index)
        });
        places.min()
    });
    joined
}

/// Pairs of annotations of two coders that share characters and are alike enough.
fn pairs(a: &[CodedUnit], b: &[CodedUnit], mut take: impl FnMut(usize, usize, Candidate)) {
    let by_start = |units: &[CodedUnit]| {
        let mut order: Vec<usize> = (0..units.len()).collect();
        order.sort_by_key(|index| units[*index].start());
        order
    };
    let order = by_start(b);
    let mut open: Vec<usize> = Vec::new();
    let mut next = order.iter().copied().peekable();
    for x in by_start(a) {
        let one = &a[x];
        while let Some(y) = next.next_if(|y| b[*y].start() < one.end()) {
            open.push(y);
        }
        open.retain(|y| b[*y].end() > one.start());
        for &y in &open {
            if b[y].start() < one.end()
                && let Some(candidate) = candidate(one, &b[y])
            {
                take(x, y, candidate);
            }
        }
    }
}

fn candidate(a: &CodedUnit, b: &CodedUnit) -> Option<Candidate> {
    let shared = shared(a, b);
    if shared == 0 {
        return None;
    }
    let united = u64::from(a.size()) + u64::from(b.size()) - shared;
    let is_half = 2 * shared >= united;
    let is_same_place = a.ranges == b.ranges;
    let tier = match (a.label == b.label, is_same_place) {
        (true, true) => 0,
        (true, false) if is_half => 1,
        (false, true) => 2,
        (true, false) => 3,
        (false, false) if is_half => 4,
        (false, false) => return None,
    };
    Some(Candidate {
        tier,
        shared,
        united,
        apart: u64::from(a.start().abs_diff(b.start()) + a.end().abs_diff(b.end())),
        start: a.start().min(b.start()),
        a: (0, 0),
        b: (0, 0),
    })
}

/// How many characters two annotations share.
fn shared(a: &CodedUnit, b: &CodedUnit) -> u64 {
    if let ([x], [y]) = (a.ranges.as_slice(), b.ranges.as_slice()) {
        return u64::from(x.end.min(y.end).saturating_sub(x.start.max(y.start)));
    }
    let chars = |unit: &CodedUnit| -> Vec<(u32, u32)> {
        unit.ranges.iter().map(|range| range.chars()).collect()
    };
    super::cover::shared_size(&chars(a), &chars(b))
}
