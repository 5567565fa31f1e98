//! The reading order of lines in Hebrew, Arabic and other scripts that are written from right to
//! left, where only the places of glyphs on a page are known.
//!
//! A PDF draws glyphs at places and knows no order of letters. This module gets the glyphs of a
//! line from left to right and gives the text as it is read. It is the bidirectional algorithm
//! backwards: exact for words and numbers, approximate for punctuation between two scripts.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Whether a letter is of a script that is written from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{591}'..='\u{65F}'
            | '\u{66D}'..='\u{6EF}'
            | '\u{6FA}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    )
}

/// The direction of the script of a glyph's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ScriptDirection {
    RightToLeft,
    LeftToRight,
    /// Digits, which are written from left to right in every script.
    Number,
    Neutral,
}

fn direction(glyph: &str) -> ScriptDirection {
    let mut neutral = ScriptDirection::Neutral;
    for c in glyph.chars() {
        if is_right_to_left(c) {
            return ScriptDirection::RightToLeft;
        }
        if c.is_numeric() {
            neutral = ScriptDirection::Number;
        } else if c.is_alphabetic() {
            return ScriptDirection::LeftToRight;
        }
    }
    neutral
}

/// The numbers of glyphs of scripts that are written from right to left, and from left to right.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ScriptCounts {
    right_to_left: usize,
    left_to_right: usize,
}

impl ScriptCounts {
    pub fn add(&mut self, glyph: &str) {
        match direction(glyph) {
            ScriptDirection::RightToLeft => self.right_to_left += 1,
            ScriptDirection::LeftToRight => self.left_to_right += 1,
            ScriptDirection::Number | ScriptDirection::Neutral => {}
        }
    }

    pub fn extend(&mut self, other: Self) {
        self.right_to_left += other.right_to_left;
        self.left_to_right += other.left_to_right;
    }

    /// Whether most of it is read from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.right_to_left > 0 && self.right_to_left >= self.left_to_right
    }
}

/// The text of a line in reading order; `glyphs` are its glyphs from left to right. The line as a
/// whole is read from right to left or not.
pub(super) fn in_reading_order(glyphs: &[&str], is_right_to_left: bool) -> String {
    let directions: Vec<ScriptDirection> = glyphs.iter().map(|glyph| direction(glyph)).collect();
    let mut text = String::new();
    if is_right_to_left {
        push_reversed(glyphs, &directions, &mut text);
    } else {
        // Each stretch from a letter to another of such a script is read backwards.
        let mut index = 0;
        while index < glyphs.len() {
            if directions[index] != ScriptDirection::RightToLeft {
                text.push_str(glyphs[index]);
                index += 1;
                continue;
            }
            let stretch = directions[index..].iter();
            let stretch = stretch
                .take_while(|d| **d != ScriptDirection::LeftToRight)
                .count();
            let inside = &directions[index..index + stretch];
            let last = inside
                .iter()
                .rposition(|d| *d == ScriptDirection::RightToLeft);
            let end = index + last.unwrap_or_default() + 1;
            push_reversed(&glyphs[index..end], &directions[index..end], &mut text);
            index = end;
        }
    }
    without_presentation_forms(text)
}

/// Adds glyphs from right to left, except for words of other scripts and numbers.
fn push_reversed(glyphs: &[&str], directions: &[ScriptDirection], text: &mut String) {
    let mut end = glyphs.len();
    while end > 0 {
        let last = end - 1;
        match directions[last] {
            ScriptDirection::LeftToRight | ScriptDirection::Number => {
                let start = start_of_run(glyphs, directions, end);
                glyphs[start..end]
                    .iter()
                    .for_each(|glyph| text.push_str(glyph));
                end = start;
            }
            ScriptDirection::RightToLeft => {
                text.push_str(glyphs[last]);
                end = last;
            }
            ScriptDirection::Neutral => {
                text.extend(glyphs[last].chars().map(mirrored));
                end = last;
            }
        }
    }
}

/// Where the run of left-to-right glyphs that ends here begins: with the signs between two words or
/// two digits.
fn start_of_run(glyphs: &[&str], directions: &[ScriptDirection], end: usize) -> usize {
    let has_words = |range: &[ScriptDirection]| range.contains(&ScriptDirection::LeftToRight);
    let mut start = end - 1;
    loop {
        let Some(previous) = start.checked_sub(1) else {
            return start;
        };
        match directions[previous] {
            ScriptDirection::LeftToRight | ScriptDirection::Number => start = previous,
            ScriptDirection::RightToLeft => return start,
            ScriptDirection::Neutral => {
                let before = directions[..previous].iter();
                let signs = before
                    .rev()
                    .take_while(|d| **d == ScriptDirection::Neutral)
                    .count();
                let Some(next) = previous.checked_sub(signs + 1) else {
                    return start;
                };
                let between = &glyphs[next + 1..start];
                let in_number = between.len() == 1
                    && [".", ",", ":", "/", "-", "–", "٫", "٬"].contains(&between[0]);
                let joins = match directions[next] {
                    ScriptDirection::RightToLeft | ScriptDirection::Neutral => false,
                    ScriptDirection::Number if in_number => true,
                    // “11 April” and “April 11” within Latin text, but two numbers stand alone.
                    _ => has_words(&directions[next..=next]) || has_words(&directions[start..end]),
                };
                if !joins {
                    return start;
                }
                start = next;
            }
        }
    }
}

/// The other one of a pair of brackets: seen from the right an opening one looks like a closing one.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        other => other,
    }
}

/// Replaces the forms of letters at the beginning or end of words, and ligatures, by the letters.
fn without_presentation_forms(text: String) -> String {
    let is_form = |c: char| matches!(c, '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    // Ornate brackets are signs of their own.
    let is_letter = |c: char| is_form(c) && !matches!(c, '\u{FD3E}' | '\u{FD3F}');
    if !text.contains(is_letter) {
        return text;
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfkc();
    let mut plain = String::with_capacity(text.len());
    let mut buffer = [0; 4];
    for c in text.chars() {
        match is_letter(c) {
            true => plain.push_str(&normalizer.normalize(c.encode_utf8(&mut buffer))),
            false => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::in_reading_order;

    /// The glyphs from left to right, each of one letter.
    fn check(seen: &str, read: &str) {
        check_in(seen, read, true);
    }

    fn check_in(seen: &str, read: &str, is_right_to_left: bool) {
        let glyphs: Vec<String> = seen.chars().map(String::from).collect();
        let glyphs: Vec<&str> = glyphs.iter().map(String::as_str).collect();
        assert_eq!(in_reading_order(&glyphs, is_right_to_left), read);
    }

    #[test]
    fn letters_are_read_from_the_right_and_numbers_from_the_left() {
        check("דוגיאה רמא ךכ", "כך אמר האיגוד");
        check(".םיזוחא 11 לש רכש", "שכר של 11 אחוזים.");
        check("2,300 םילעופ", "פועלים 2,300");
        check("25/04/2025 םויב", "ביום 25/04/2025");
        check("12 11", "11 12");
    }

    #[test]
    fn words_of_other_scripts_keep_their_order() {
        check("Lévan Terminals תרבח", "חברת Lévan Terminals");
        check_in(
            "The word םולש means peace",
            "The word שלום means peace",
            false,
        );
        check_in("say םולש בר now", "say רב שלום now", false);
    }

    #[test]
    fn brackets_are_mirrored() {
        check("(ליעפ) דוגיא", "איגוד (פעיל)");
    }

    #[test]
    fn ligatures_and_forms_of_letters_become_letters() {
        // Lam and alef as one glyph, and letters in their forms within a word.
        assert_eq!(in_reading_order(&["م", "\u{FEFC}", "س"], true), "سلام");
        assert_eq!(
            in_reading_order(&["\u{FEE1}", "\u{FEFC}", "\u{FEB3}"], true),
            "سلام"
        );
    }
}
