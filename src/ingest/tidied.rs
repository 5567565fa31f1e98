//! What is done to each paragraph of an imported article: white space and invisible characters.

use super::page_source;

/// Normalizes a paragraph: runs of white space become one space, invisible characters are removed.
pub(super) fn tidy(paragraph: &str) -> String {
    let mut tidy = String::with_capacity(paragraph.len());
    let mut space = false;
    let push = |tidy: &mut String, space: &mut bool, c: char| {
        if *space && !tidy.is_empty() {
            tidy.push(' ');
        }
        *space = false;
        tidy.push(c);
    };
    for c in paragraph.chars() {
        match c {
            c if is_invisible(c) => {}
            page_source::LESS_THAN => push(&mut tidy, &mut space, '<'),
            page_source::AMPERSAND => push(&mut tidy, &mut space, '&'),
            c if c.is_whitespace() => space = true,
            c => push(&mut tidy, &mut space, c),
        }
    }
    tidy
}

/// Whether [`tidy`] removes a character.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
        || (c.is_control() && !c.is_whitespace())
}
