//! Cuts an article into passages that a model can read at once, and estimates tokens.

use std::ops::Range;

use crate::model::Text;

/// Byte ranges of an article that follow one another, each of at most so many characters, cut between
/// paragraphs, or else between words, or else between characters.
pub fn passages(text: &Text, max_chars: usize) -> Vec<Range<usize>> {
    let max_chars = max_chars.max(1);
    let mut passages = Vec::new();
    let content = text.as_str();
    let mut start = 0;
    while start < content.len() {
        let rest = &content[start..];
        let Some((limit, _)) = rest.char_indices().nth(max_chars) else {
            passages.push(start..content.len());
            break;
        };
        let within = &rest[..limit];
        let cut = within
            .rfind('\n')
            .or_else(|| within.rfind(char::is_whitespace))
            .map(|at| at + within[at..].chars().next().map_or(0, char::len_utf8));
        let end = start + cut.filter(|cut| *cut > 0).unwrap_or(limit);
        passages.push(start..end);
        start = end;
    }
    passages
}

/// About how many tokens a text has: four Latin letters, two letters of another alphabet or one character of
/// Chinese, Japanese or Korean are one. Tokenizers differ by a third and more.
pub fn about_tokens(text: &str) -> usize {
    let quarters: usize = text
        .chars()
        .map(|c| match c {
            '\0'..='\u{24F}' => 1,
            '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{1F000}'.. => 4,
            _ => 2,
        })
        .sum();
    quarters.div_ceil(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, max: usize) -> Vec<String> {
        let text = Text::new(text);
        let passages = passages(&text, max);
        let mut at = 0;
        for passage in &passages {
            assert_eq!(passage.start, at, "nothing is left out");
            at = passage.end;
        }
        assert_eq!(at, text.len());
        let words = passages
            .into_iter()
            .map(|one| text.as_str()[one].to_owned());
        words.collect()
    }

    #[test]
    fn articles_are_cut_between_paragraphs_words_or_characters() {
        assert_eq!(cut("a b\nc d\ne", 100), ["a b\nc d\ne"]);
        assert_eq!(cut("aa bb\ncc dd\nee", 8), ["aa bb\n", "cc dd\nee"]);
        assert_eq!(cut("aa bb cc", 4), ["aa ", "bb ", "cc"]);
        assert_eq!(cut("和平谈判失败", 4), ["和平谈判", "失败"]);
        assert_eq!(cut("", 4), Vec::<String>::new());
        assert_eq!(cut("\n\n\n", 1), ["\n", "\n", "\n"]);
    }

    #[test]
    fn tokens_are_estimated_by_script() {
        assert_eq!(about_tokens("ceasefire now"), 4);
        assert_eq!(about_tokens("和平谈判"), 4);
        assert_eq!(about_tokens("мир"), 2);
        assert_eq!(about_tokens(""), 0);
    }
}
