//! Which line of a text is a heading, and the headline of an article.
//!
//! It looks at one line at a time and nothing else. The page sets headings heavier, and the headline is
//! proposed as the title of an article that has none.

/// Longer lines are no headings, in bytes; twice that for scripts of two bytes a letter is fine.
const HEADING: usize = 160;

/// The headline with which a text begins, without spaces around it; `None` if it begins otherwise.
///
/// It reads the first lines only, so that it costs the same for any article.
pub fn headline(text: &str) -> Option<&str> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    is_heading(first).then(|| first.trim())
}

/// A short line with letters that no stop ends. What decorates its end is not looked at: an emoji
/// may follow a headline as well as a sentence, and a quote closes after its stop.
pub fn is_heading(content: &str) -> bool {
    if content.len() > HEADING {
        return false;
    }
    let closes = |c: char| matches!(c, ')' | ']' | '’' | '”' | '"' | '\'' | '»');
    let bare = content
        .trim_end_matches(|c: char| c.is_whitespace() || is_pictorial(c))
        .trim_end_matches(closes);
    let ends_open = bare
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '?' | '%'));
    let listed = content.starts_with(['-', '•', '*', '–', '—', '·']);
    ends_open
        && !listed
        && !content.contains(['。', '।', '۔'])
        && content.chars().count() <= 90
        && content.chars().any(char::is_alphabetic)
}

/// Arrows, signs and emoji, with what joins and varies them.
fn is_pictorial(c: char) -> bool {
    matches!(
        c as u32,
        0x200D | 0x20E3 | 0x2190..=0x2BFF | 0xFE0E | 0xFE0F | 0x1F000..=0x1FAFF | 0xE0020..=0xE007F
    )
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn the_first_line_is_the_headline_if_it_is_a_heading() {
        for (text, want) in [
            (
                "Envoy calls for talks\nThe envoy left.\n",
                Some("Envoy calls for talks"),
            ),
            (
                "\n \u{2003}\n  Envoy calls for talks \r\nThe envoy left.",
                Some("Envoy calls for talks"),
            ),
            ("وقف إطلاق النار\nقال الوزير.", Some("وقف إطلاق النار")),
            ("The envoy left.\nEnvoy calls for talks\n", None),
            ("", None),
            (" \n\n", None),
            ("* * *\nEnvoy calls for talks\n", None),
        ] {
            assert_eq!(headline(text), want, "{text:?}");
        }
        let long = "word ".repeat(1 << 20);
        assert_eq!(headline(&long), None);
    }
}
