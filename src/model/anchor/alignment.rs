//! Approximate string matching: the most similar position of a pattern in a range of text, by edit
//! distance over characters.

use std::ops::Range;

/// A wildcard character of a pattern: the original character is unknown.
pub const ANY: char = '\0';

/// Limit for the cells of the dynamic programming table; beyond it a pattern is not aligned.
const CELLS: usize = 12 << 20;

/// The positions in the text of a pattern's characters.
pub struct Alignment {
    /// Index in the text for each character of the pattern; `None` where it has none.
    pub at: Vec<Option<usize>>,
    /// Whether that is the same character.
    pub same: Vec<bool>,
}

impl Alignment {
    /// Aligns the pattern at one position, without insertions or deletions.
    pub fn rigid(pattern: &[char], text: &[char], start: isize) -> Self {
        let at = |index: usize| {
            let at = start.checked_add_unsigned(index)?;
            usize::try_from(at).ok().filter(|at| *at < text.len())
        };
        let at: Vec<Option<usize>> = (0..pattern.len()).map(at).collect();
        let same = pattern.iter().zip(&at);
        let same = same.map(|(c, at)| at.is_some_and(|at| is_same(*c, text[at])));
        Self {
            same: same.collect(),
            at,
        }
    }

    /// Aligns the pattern within a range of the text with the fewest substitutions, deletions and
    /// insertions (least edit distance). `None` if both are too long for that.
    pub fn free(pattern: &[char], text: &[char], stretch: Range<usize>) -> Option<Self> {
        let stretch_text = &text[stretch.clone()];
        let width = stretch_text.len() + 1;
        // A cost is at most one more than the length of the pattern.
        if pattern.len().checked_mul(width)? > CELLS || pattern.len() >= usize::from(u16::MAX) {
            return None;
        }
        // `costs[row * width + column]`: the least cost at which the first `row` characters of the
        // pattern end before `column`. They may begin anywhere.
        let mut costs = vec![0_u16; (pattern.len() + 1) * width];
        for (row, c) in pattern.iter().enumerate() {
            let (above, below) = costs[row * width..].split_at_mut(width);
            below[0] = above[0] + 1;
            for (column, other) in stretch_text.iter().enumerate() {
                let changed = above[column] + u16::from(!is_same(*c, *other));
                let left_out = above[column + 1] + 1;
                let put_in = below[column] + 1;
                below[column + 1] = changed.min(left_out).min(put_in);
            }
        }
        let last = &costs[pattern.len() * width..];
        let mut column = (0..width).min_by_key(|column| last[*column])?;
        let mut alignment = Self {
            at: vec![None; pattern.len()],
            same: vec![false; pattern.len()],
        };
        let mut row = pattern.len();
        while row > 0 {
            let cost = costs[row * width + column];
            let above = &costs[(row - 1) * width..];
            if column > 0 {
                let same = is_same(pattern[row - 1], stretch_text[column - 1]);
                if above[column - 1] + u16::from(!same) == cost {
                    row -= 1;
                    column -= 1;
                    alignment.at[row] = Some(stretch.start + column);
                    alignment.same[row] = same;
                    continue;
                }
                if costs[row * width + column - 1] + 1 == cost {
                    column -= 1;
                    continue;
                }
            }
            row -= 1;
        }
        Some(alignment)
    }

    /// The range of text that a part of the pattern is aligned with.
    pub fn range(&self, part: Range<usize>) -> Option<Range<usize>> {
        let mut at = self.at[part].iter().flatten();
        let first = *at.next()?;
        Some(first..at.next_back().unwrap_or(&first) + 1)
    }

    /// How many characters of a part of the pattern are equal in the text.
    pub fn same_in(&self, part: Range<usize>) -> usize {
        self.same[part].iter().filter(|same| **same).count()
    }
}

fn is_same(pattern: char, text: char) -> bool {
    pattern == text || pattern == ANY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, text: &str, want: &str, same: usize) {
        let pattern: Vec<char> = pattern.chars().collect();
        let chars: Vec<char> = text.chars().collect();
        let found = Alignment::free(&pattern, &chars, 0..chars.len()).expect("it is short");
        let range = found.range(0..pattern.len()).expect("something fits");
        assert_eq!(chars[range].iter().collect::<String>(), want);
        assert_eq!(found.same_in(0..pattern.len()), same, "{text}");
    }

    #[test]
    fn the_most_similar_position_is_found() {
        check("ceasefire", "no ceasefire yet", "ceasefire", 9);
        check("ceasefire", "no ceasfire yet", "ceasfire", 8);
        check("ceasefire", "no cease-fire yet", "cease-fire", 9);
        check("a\0\0d", "xabcdx", "abcd", 4);
    }

    #[test]
    fn a_pattern_may_reach_over_the_ends() {
        let chars: Vec<char> = "abc".chars().collect();
        let laid = Alignment::rigid(&['x', 'a', 'b'], &chars, -1);
        assert_eq!(laid.at, [None, Some(0), Some(1)]);
        assert_eq!(laid.same_in(0..3), 2);
    }

    #[test]
    fn places_count_from_the_beginning_of_the_text() {
        let chars: Vec<char> = "abc abc abX".chars().collect();
        let found = Alignment::free(&['a', 'b', 'c'], &chars, 3..11).expect("it is short");
        assert_eq!(found.at, [4, 5, 6].map(Some));
        let found = Alignment::free(&['a', 'b', 'c'], &chars, 7..11).expect("it is short");
        assert_eq!(found.at[..2], [8, 9].map(Some));
        assert_eq!(found.same[..2], [true, true]);
        assert_eq!(found.range(0..2), Some(8..10));
    }

    #[test]
    fn a_rigid_pattern_has_nothing_after_the_end() {
        let laid = Alignment::rigid(&['b', 'c', 'x'], &['a', 'b', 'c'], 1);
        assert_eq!(laid.at, [Some(1), Some(2), None]);
        assert_eq!((laid.range(0..3), laid.range(2..3)), (Some(1..3), None));
    }

    #[test]
    fn what_is_too_long_is_not_aligned() {
        let most = usize::from(u16::MAX) - 1;
        assert!(Alignment::free(&vec!['a'; most], &['a'], 0..1).is_some());
        assert!(Alignment::free(&vec!['a'; most + 1], &['a'], 0..1).is_none());
        let text = vec!['a'; CELLS / 1_000];
        assert!(Alignment::free(&['a'; 1_000], &text, 0..text.len()).is_none());
    }
}
