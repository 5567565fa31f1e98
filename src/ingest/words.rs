//! Counts words, also in scripts that are written without spaces.

/// The number of letters that count as a word in Chinese and Japanese: a word has between one and
/// three.
const LETTERS: usize = 2;

/// A rough word count: what is between spaces, and each two letters of Chinese, Japanese, Thai and
/// their like.
pub(super) fn count_words(text: &str) -> usize {
    let mut count = 0;
    for piece in text.split_whitespace() {
        let letters = piece.chars().filter(|c| has_no_spaces(*c)).count();
        let others = piece
            .chars()
            .any(|c| c.is_alphanumeric() && !has_no_spaces(c));
        count += match letters {
            0 => 1,
            letters => letters.div_ceil(LETTERS) + usize::from(others),
        };
    }
    count
}

/// Whether a letter is of a script that is written without spaces between words.
pub(super) fn has_no_spaces(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn words_are_counted_in_scripts_without_spaces() {
        for (text, count) in [
            ("", 0),
            ("Dockers stay out", 3),
            ("港口罢工进入第九天", 5),
            ("2025年4月", 2),
            ("港のストライキ", 4),
            ("항만 파업이", 2),
        ] {
            assert_eq!(count_words(text), count, "{text}");
        }
    }
}
