//! Places without overlaps: the characters that some annotations cover, and the units of one coder and label
//! that the unitizing measures need.

use super::study::CodedUnit;

/// Ascending ranges that do not touch: the characters that units of a label cover.
pub fn cover(units: &[CodedUnit], label: u32) -> Vec<(u32, u32)> {
    let of_label = units.iter().filter(|unit| unit.label == label);
    let ranges = of_label.flat_map(|unit| &unit.ranges);
    let mut ranges: Vec<(u32, u32)> = ranges.map(|range| range.chars()).collect();
    ranges.sort_unstable();
    let mut covered: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match covered.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => covered.push((start, end)),
        }
    }
    covered
}

/// How many characters some ranges have.
pub fn size(ranges: &[(u32, u32)]) -> u64 {
    let sizes = ranges.iter().map(|(start, end)| u64::from(end - start));
    sizes.sum()
}

/// How many characters two ascending lists of ranges share.
pub fn shared_size(a: &[(u32, u32)], b: &[(u32, u32)]) -> u64 {
    let mut total = 0;
    intersections(a, b, |_, _, size| total += u64::from(size));
    total
}

/// Calls `take` with the indices of each two ranges that share characters, and with how many. Both lists
/// ascend and have no overlaps in themselves.
pub fn intersections(a: &[(u32, u32)], b: &[(u32, u32)], mut take: impl FnMut(usize, usize, u32)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (start, end) = (x.0.max(y.0), x.1.min(y.1));
        if start < end {
            take(i, j, end - start);
        }
        if x.1 <= y.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// Whether any of these ranges shares a character with an ascending list.
pub fn touches(ranges: impl IntoIterator<Item = (u32, u32)>, covered: &[(u32, u32)]) -> bool {
    ranges.into_iter().any(|(start, end)| {
        let at = covered.partition_point(|range| range.1 <= start);
        covered.get(at).is_some_and(|range| range.0 < end)
    })
}

/// A coder's units of one label, none of which overlap, and how many were left out for that.
///
/// Each fragment is a unit. Of overlapping ones the earliest stays, then the longest (the rule of INCEpTION).
pub fn units(units: &[CodedUnit], label: u32) -> (Vec<(u32, u32)>, usize) {
    let of_label = units.iter().filter(|unit| unit.label == label);
    let ranges = of_label.flat_map(|unit| &unit.ranges);
    let mut ranges: Vec<(u32, u32)> = ranges.map(|range| range.chars()).collect();
    ranges.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    let all = ranges.len();
    let mut kept: Vec<(u32, u32)> = Vec::with_capacity(all);
    for range in ranges {
        if kept.last().is_none_or(|last| last.1 <= range.0) {
            kept.push(range);
        }
    }
    let left_out = all - kept.len();
    (kept, left_out)
}

/// A coder's units of all labels by their places, with their labels; of each label those of [`units`]. `ends`
/// has a number for each label.
pub fn labelled_units(units: &[CodedUnit], ends: &mut [u32]) -> Vec<((u32, u32), u32)> {
    let ranges = units.iter().flat_map(|unit| {
        let ranges = unit.ranges.iter();
        ranges.map(|range| (range.chars(), unit.label))
    });
    let mut found: Vec<((u32, u32), u32)> = ranges.collect();
    found.sort_unstable_by_key(|((start, end), label)| (*start, std::cmp::Reverse(*end), *label));
    // Of overlapping ones of a label the earliest stays, then the longest.
    ends.fill(0);
    found.retain(|((start, end), label)| {
        let last = &mut ends[*label as usize];
        let is_kept = *last <= *start;
        if is_kept {
            *last = *end;
        }
        is_kept
    });
    found.sort_unstable();
    found
}
