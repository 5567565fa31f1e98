//! The direction of a text: that of its first letter, as in UAX #9 (P2 and P3).

use crate::model::isolate::is_directed;

/// Whether a letter is of a script that runs from right to left.
pub fn is_rtl_letter(c: char) -> bool {
    let is_of_such_a_script = is_directed(c.encode_utf8(&mut [0; 4])) && !is_format_character(c);
    is_of_such_a_script && !is_arabic_digit(c) && (c.is_alphabetic() || is_rtl_punctuation(c))
}

fn is_format_character(c: char) -> bool {
    matches!(c, '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_arabic_digit(c: char) -> bool {
    matches!(c, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

/// Signs that have the direction of their script.
fn is_rtl_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{05BE}' | '\u{05C0}' | '\u{05C3}' | '\u{061B}' | '\u{061F}' | '\u{06D4}'
    )
}

fn is_ltr_letter(c: char) -> bool {
    c.is_alphabetic() && !is_directed(c.encode_utf8(&mut [0; 4]))
}

/// Whether a paragraph runs from right to left: whether its first letter does.
pub fn is_rtl(text: &str) -> bool {
    let mut letters = text
        .chars()
        .filter(|c| is_rtl_letter(*c) || is_ltr_letter(*c));
    letters.next().is_some_and(is_rtl_letter)
}

/// Cuts a text into runs of one direction; marks and spaces go with the letters before them, at the
/// beginning with the paragraph.
pub fn runs(text: &str, paragraph_is_rtl: bool) -> Vec<(&str, bool)> {
    let mut runs = Vec::new();
    let (mut start, mut is_rtl) = (0, paragraph_is_rtl);
    let mut has_letters = false;
    for (at, c) in text.char_indices() {
        let letter = match c {
            _ if is_rtl_letter(c) => true,
            _ if is_ltr_letter(c) || c.is_ascii_digit() => false,
            _ => continue,
        };
        if letter != is_rtl {
            if has_letters || at > start {
                runs.push((&text[start..at], is_rtl));
                start = at;
            }
            is_rtl = letter;
        }
        has_letters = true;
    }
    if start < text.len() {
        runs.push((&text[start..], is_rtl));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_gives_the_direction() {
        for (text, rtl) in [
            ("", false),
            ("12: «", false),
            ("The حكومة", false),
            ("2026: حكومة of", true),
            ("\u{202E}The", false),
            ("שלום", true),
            ("٣ talks", false),
            ("政府", false),
        ] {
            assert_eq!(is_rtl(text), rtl, "{text}");
        }
    }

    #[test]
    fn runs_tile_the_text() {
        let check = |text: &str, base: bool, expected: &[(&str, bool)]| {
            assert_eq!(runs(text, base), expected);
            let joined: String = runs(text, base).iter().map(|(run, _)| *run).collect();
            assert_eq!(joined, text);
        };
        check("", true, &[]);
        check(
            "قال NATO اليوم",
            true,
            &[("قال ", true), ("NATO ", false), ("اليوم", true)],
        );
        check(
            "“حكومة” said",
            false,
            &[("“", false), ("حكومة” ", true), ("said", false)],
        );
        check("...", true, &[("...", true)]);
    }
}
