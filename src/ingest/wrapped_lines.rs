//! Joins the lines of a text that was hard-wrapped, as mail programs and press archives write it.
//!
//! Nothing declares the width at which a text was wrapped. It shows in the line breaks: one is
//! *forced* if the next word had no room on its line. A text counts as wrapped if most breaks
//! within its blocks are forced and words go on after them in lower case; single long lines
//! (addresses, tables) decide nothing.

use super::paragraph_list::ParagraphList;

/// The widest wrapping, in characters; longer lines are paragraphs or addresses.
const MAX_WIDTH: usize = 120;

/// From this width on one forced break is enough evidence; a narrower text needs more.
const USUAL_WIDTH: usize = 50;

/// The narrowest wrapping, in characters.
const MIN_WIDTH: usize = 30;

/// The number of forced breaks that a narrow text must have.
const BREAKS_OF_A_NARROW_TEXT: usize = 5;

/// The paragraphs of a text; an empty line stays an empty paragraph.
///
/// A text that is not wrapped has one paragraph per line.
pub(super) fn unwrapped(text: &str) -> ParagraphList {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let Some(width) = width(&lines) else {
        return ParagraphList::of_lines(text);
    };
    let mut paragraphs = ParagraphList::default();
    let mut paragraph = String::new();
    let mut last: Option<&str> = None;
    for line in lines {
        match last {
            Some(before) if continues(before, line, width) => {
                let line = match before.starts_with('>') {
                    true => line.trim_start_matches(['>', ' ']),
                    false => line.trim_start(),
                };
                let is_divided = paragraph.ends_with('-')
                    && !paragraph.ends_with(" -")
                    && line.starts_with(char::is_alphabetic);
                if !is_divided {
                    paragraph.push(' ');
                }
                paragraph.push_str(line);
            }
            Some(_) => {
                paragraphs.push(&paragraph);
                line.clone_into(&mut paragraph);
            }
            None => line.clone_into(&mut paragraph),
        }
        last = Some(line);
    }
    paragraphs.push(&paragraph);
    paragraphs
}

/// The width at which a text was wrapped, in characters; `None` if it was not.
fn width(lines: &[&str]) -> Option<usize> {
    let breaks = || {
        let pairs = lines.windows(2).map(|pair| (pair[0], pair[1]));
        pairs.filter(|(line, next)| {
            !next.is_empty()
                && line.contains(' ')
                && length(line) <= MAX_WIDTH
                && !has_address(line)
        })
    };
    let mut lengths: Vec<usize> = breaks().map(|(line, _)| length(line)).collect();
    lengths.sort_unstable();
    // A single line that is longer than all others does not count.
    let width = *lengths.get(lengths.len().checked_sub(1 + lengths.len() / 20)?)?;
    if width < MIN_WIDTH {
        return None;
    }
    let long: Vec<(&str, &str)> = breaks()
        .filter(|(line, _)| length(line) * 2 >= width)
        .collect();
    let forced = |(line, next): &&(&str, &str)| is_forced(line, next, width);
    let count = long.iter().filter(forced).count();
    let goes_on = long.iter().filter(forced).filter(|(line, next)| {
        !ends_sentence(line) && is_lower(next.trim_start_matches(['>', ' ']))
    });
    let enough = match width {
        MIN_WIDTH..USUAL_WIDTH => count >= BREAKS_OF_A_NARROW_TEXT && count * 10 >= long.len() * 7,
        USUAL_WIDTH.. => count * 2 >= long.len(),
        _ => false,
    };
    (enough && goes_on.count() * 4 > count).then_some(width)
}

/// Whether a line continues the paragraph of the line before it.
fn continues(before: &str, line: &str, width: usize) -> bool {
    if before.is_empty() || line.is_empty() || length(before) > MAX_WIDTH.max(width) {
        return false;
    }
    let is_indented = |line: &str| line.starts_with([' ', '\t']);
    let is_quoted = |line: &str| line.starts_with('>');
    if is_quoted(line) != is_quoted(before)
        || (is_indented(line) && !is_indented(before))
        || begins_anew(line)
    {
        return false;
    }
    let is_long = length(before) * 4 >= width * 3;
    is_forced(before, line, width) || (is_long && !ends_sentence(before) && is_lower(line))
}

/// Whether the next line's first word had no room on a line.
fn is_forced(line: &str, next: &str, width: usize) -> bool {
    let next = next.trim_start_matches(['>', ' ', '\t']);
    let word = next.split_whitespace().next().unwrap_or_default();
    length(line) + 1 + length(word) > width
}

/// Whether a line begins a paragraph whatever the line before it is: an item of a list, an
/// address, a separator, a named line.
fn begins_anew(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    let is_item = ["- ", "* ", "• ", "– ", "· "]
        .iter()
        .any(|sign| line.starts_with(sign));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..=2).contains(&digits)
        && [". ", ") "]
            .iter()
            .any(|sign| line[digits..].starts_with(sign));
    let is_named = line.split_once(": ").is_some_and(|(name, _)| {
        name.len() <= 24
            && name.starts_with(char::is_uppercase)
            && name
                .chars()
                .all(|c| c.is_alphabetic() || c == '-' || c == ' ')
    });
    let is_separator = !line.is_empty() && !line.contains(char::is_alphanumeric);
    is_item
        || is_numbered
        || is_named
        || is_separator
        || has_address(line)
        || line.starts_with("By ")
}

fn has_address(line: &str) -> bool {
    let line = line.trim_start_matches(['<', '>', ' ']);
    line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.")
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '"', '’', '\'', ')', '»', '“']);
    line.ends_with(['.', '!', '?', ':', '…', '。', '؟'])
}

/// Whether a text goes on with a small letter, or with one of a script that has no capitals.
fn is_lower(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
}

fn length(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    fn check(text: &str, paragraphs: &[&str]) {
        let got = unwrapped(text);
        let got: Vec<&str> = got.iter().filter(|p| !p.is_empty()).collect();
        assert_eq!(got, paragraphs);
    }

    #[test]
    fn lines_that_were_broken_for_width_are_joined() {
        check(
            "The dockers of Port-Lévan stayed out for the ninth day while\n\
             their union spoke.\n\nA list:\none\ntwo",
            &[
                "The dockers of Port-Lévan stayed out for the ninth day while their union spoke.",
                "A list:",
                "one",
                "two",
            ],
        );
    }

    #[test]
    fn a_long_address_and_short_lines_do_not_keep_a_text_wrapped() {
        check(
            "Dockers stay out\n25 April 2025\n\nThe harbour of Port-Levan stayed silent on Friday \
             for the ninth day, as the\ndockers kept up their strike over pay and crews. The union \
             wants a rise of 11\nper cent.\n\n\
             https://courier.example/2025/04/25/a-very-long-address-of-the-article-that-is-longer-\
             than-eighty-characters-of-text-and-than-any-width-of-a-line",
            &[
                "Dockers stay out",
                "25 April 2025",
                "The harbour of Port-Levan stayed silent on Friday for the ninth day, as the dockers \
                 kept up their strike over pay and crews. The union wants a rise of 11 per cent.",
                "https://courier.example/2025/04/25/a-very-long-address-of-the-article-that-is-longer-\
                 than-eighty-characters-of-text-and-than-any-width-of-a-line",
            ],
        );
    }

    #[test]
    fn a_text_with_a_paragraph_per_line_stays_as_it_is() {
        for text in [
            "Dockers stay out\nThe harbour fell silent.\nHe left.",
            "The harbour of Port-Levan stayed silent on Friday for the ninth day.\n\
             The union wants a rise of 11 per cent, said Castel.\n\
             The owners of the port replied with a no, and with a plea to the dockers.",
            "Dockers stay out for the ninth day as the owners of the port refuse\nMaria Sorel",
        ] {
            let lines: Vec<&str> = text.lines().collect();
            check(text, &lines);
        }
        let long = "x".repeat(90);
        check(&format!("{long}\n{long}"), &[&long, &long]);
    }

    #[test]
    fn quotes_lists_and_hyphens_are_joined_as_they_were_broken() {
        check(
            "> The harbour of Port-Lévan stayed silent on Friday for the long-\n\
             > awaited ninth day, as the dockers kept up their strike over the\n\
             > pay.\n\
             - the union wants a rise of eleven per cent and two in every cab\n\
             - the owners want the automated berth",
            &[
                "> The harbour of Port-Lévan stayed silent on Friday for the long-awaited ninth day, \
                 as the dockers kept up their strike over the pay.",
                "- the union wants a rise of eleven per cent and two in every cab",
                "- the owners want the automated berth",
            ],
        );
    }
}
