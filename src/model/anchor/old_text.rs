//! A word-by-word diff of an old text and its new version: which old word is at which position now.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::plain::{Plain, words};
use crate::text::Text;

/// Words of context on either side that support a position.
const AROUND: usize = 12;

/// How many words may be inserted or deleted between a position and a context word that still
/// supports it.
const SLACK: usize = 6;

/// An old text aligned with the new one.
pub struct OldText {
    pub text: Text,
    pub plain: Plain,
    words: Vec<Range<usize>>,
    new_words: Vec<Range<usize>>,
    /// For each old word, which new word it is.
    to_new: Vec<Option<usize>>,
    /// For each new word, which old word it was.
    to_old: Vec<Option<usize>>,
}

impl OldText {
    /// Compares two texts, word by word.
    pub fn new(old: &Text, new: &Plain) -> Self {
        let plain = Plain::new(old.as_str());
        let old_words: Vec<Range<usize>> = words(plain.chars()).collect();
        let new_words: Vec<Range<usize>> = words(new.chars()).collect();
        let mut input = InternedInput::default();
        input.update_before(old_words.iter().map(|word| &plain.chars()[word.clone()]));
        input.update_after(new_words.iter().map(|word| &new.chars()[word.clone()]));
        let diff = Diff::compute(Algorithm::Histogram, &input);
        let mut to_new = vec![None; old_words.len()];
        let mut to_old = vec![None; new_words.len()];
        let mut pair = |old: Range<usize>, new: Range<usize>| {
            for (old, new) in old.zip(new) {
                to_new[old] = Some(new);
                to_old[new] = Some(old);
            }
        };
        let (mut old_at, mut new_at) = (0, 0);
        for hunk in diff.hunks() {
            pair(
                old_at..hunk.before.start as usize,
                new_at..hunk.after.start as usize,
            );
            (old_at, new_at) = (hunk.before.end as usize, hunk.after.end as usize);
        }
        pair(old_at..old_words.len(), new_at..new_words.len());
        Self {
            text: old.clone(),
            plain,
            words: old_words,
            new_words,
            to_new,
            to_old,
        }
    }

    /// The index in the new text of a plain character of the old one, if its word is still there.
    pub fn new_place(&self, old: usize) -> Option<usize> {
        let word = word_at(&self.words, old);
        let new = (*self.to_new.get(word)?)?;
        let within = old.checked_sub(self.words[word].start)?;
        Some(self.new_words[new].start + within)
    }

    /// The share, from 0 to 1, of the words in and around a range of the old text that have the
    /// same neighbours in the new text. 0 if one of the range's own words does not.
    pub fn support(&self, old: Range<usize>) -> f32 {
        let first = word_at(&self.words, old.start);
        let last = word_at(&self.words, old.end.saturating_sub(1));
        let Some(own) = self.to_new.get(first..=last) else {
            return 0.0;
        };
        let Some(start) = own[0] else {
            return 0.0;
        };
        if !own
            .iter()
            .enumerate()
            .all(|(index, new)| *new == Some(start + index))
        {
            return 0.0;
        }
        let around = first.saturating_sub(AROUND)..(last + 1 + AROUND).min(self.words.len());
        let neighbours = around.filter(|word| *word < first || *word > last);
        let (mut all, mut near) = (0_u16, 0_u16);
        for word in neighbours {
            all += 1;
            // Both sides of the comparison have the same shift: the sum avoids a negative number.
            let stands =
                self.to_new[word].is_some_and(|new| (new + first).abs_diff(word + start) <= SLACK);
            near += u16::from(stands);
        }
        if all == 0 {
            1.0
        } else {
            f32::from(near) / f32::from(all)
        }
    }

    /// Whether most of a range of the new text existed before outside the given range of the old
    /// text.
    pub fn is_of_others(&self, new: &Range<usize>, old: &Range<usize>) -> bool {
        let own = word_at(&self.words, old.start)..=word_at(&self.words, old.end.saturating_sub(1));
        let first = word_at(&self.new_words, new.start);
        let last = word_at(&self.new_words, new.end.saturating_sub(1));
        let words = self.to_old.get(first..=last).unwrap_or_default();
        let is_others = |word: &&Option<usize>| word.is_some_and(|word| !own.contains(&word));
        words.iter().filter(is_others).count() * 2 > words.len()
    }
}

/// The word that contains a plain character, or the one after it.
fn word_at(words: &[Range<usize>], at: usize) -> usize {
    words.partition_point(|word| word.end <= at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(old: &str, new: &str) -> OldText {
        OldText::new(&Text::new(old), &Plain::new(new))
    }

    #[test]
    fn a_character_moves_with_its_word() {
        let compared = compared("one two three", "zero one two 3");
        let places = [0, 2, 4, 5, 6].map(|old| compared.new_place(old));
        assert_eq!(places, [5, 7, 9, 10, 11].map(Some));
        assert_eq!(compared.new_place(3), None, "a space is in no word");
        assert_eq!(compared.new_place(8), None, "the word is gone");
        assert_eq!(compared.new_place(99), None);
    }

    /// The words `a` to `y`, which are at even places of the text.
    fn letters() -> String {
        let letters = ('a'..='y').map(String::from);
        letters.collect::<Vec<_>>().join(" ")
    }

    /// The support of the word `m` between its twelve neighbours on either side.
    fn support(new: &str) -> f32 {
        let old = letters();
        let at = old.find('m').expect("it is there");
        compared(&old, new).support(at..at + 1)
    }

    #[test]
    fn neighbours_support_a_place_unless_much_was_put_between() {
        let old = letters();
        assert_eq!(support(&old), 1.0);
        let without = |gone: &str| old.replace(gone, "");
        assert_eq!(support(&without("b c ")), 22.0 / 24.0);
        assert_eq!(support(&without("x y")), 22.0 / 24.0);
        assert_eq!(support(&without("m ")), 0.0, "the word is gone");
        let put_before = |words: &str| old.replace(" m", &format!(" {words}m"));
        assert_eq!(support(&put_before("1 2 3 4 5 6 ")), 1.0);
        assert_eq!(support(&put_before("1 2 3 4 5 6 7 ")), 0.5);
        // The farthest neighbours that count are the twelfth ones.
        let long = format!("0 {old} z");
        let at = long.find('m').expect("it is there");
        assert_eq!(compared(&long, &old).support(at..at + 1), 1.0);
        assert_eq!(compared("m", "m").support(0..1), 1.0);
    }

    #[test]
    fn words_that_were_parted_have_no_support() {
        let all = "a b c d e f";
        assert_eq!(compared(all, all).support(4..7), 1.0);
        assert_eq!(compared(all, "a b c 1 d e f").support(4..7), 0.0);
        assert_eq!(compared(all, "a b c 1 d e f").support(2..5), 1.0);
        assert_eq!(compared(all, "a b d e f").support(4..7), 0.0);
        assert_eq!(compared(all, "a b c e f").support(4..7), 0.0);
        assert_eq!(compared("", "").support(0..1), 0.0);
    }

    #[test]
    fn words_from_elsewhere_are_those_of_others() {
        let same = compared("a b c d", "a b c d");
        let is_of_others = |new, old| same.is_of_others(&new, &old);
        assert!(!is_of_others(0..3, 0..3));
        assert!(is_of_others(0..3, 4..7));
        assert!(!is_of_others(0..3, 2..5), "half of them is not most");
        assert!(is_of_others(0..5, 4..7));
        // Words that are new belonged to nobody.
        assert!(!compared("a b", "x y").is_of_others(&(0..3), &(0..1)));
    }
}
