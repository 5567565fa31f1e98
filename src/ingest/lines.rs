//! Joins lines with positions on pages to paragraphs.
//!
//! Lines are joined unless something marks the end of a paragraph: a gap, an indent, a change of
//! size, or a line that stops well before the margin. A hyphen at a line's end is removed unless
//! the document shows that the word is written with one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A line of text and its position, in points from the upper left corner of its page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageLine {
    pub page: usize,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
    pub text: String,
    pub marks: MarkedRanges,
}

/// What is marked in a text: the number of the mark, and the bytes.
pub(super) type MarkedRanges = Vec<(u32, Range<usize>)>;

/// A paragraph of a page, with what is marked in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PageParagraph {
    pub text: String,
    pub marks: MarkedRanges,
}

/// The number of pages on which a line must repeat to be a running head.
const RUNNING_HEAD_PAGES: usize = 3;

/// The share of a page's height, at the top and at the bottom, where running heads are.
const MARGIN: f64 = 0.12;

/// Joins lines, in reading order, to paragraphs. `heights` are the heights of the pages.
pub(super) fn paragraphs(lines: &[PageLine], heights: &[f32]) -> Vec<PageParagraph> {
    let lines = without_running_heads(lines, heights);
    let usual = TypicalLayout {
        leading: leading(&lines),
        size: median(lines.iter().map(|line| line.size)).unwrap_or(10.0),
    };
    let right_edge = right_edges(&lines);
    let words = words(&lines);
    let mut paragraphs: Vec<PageParagraph> = Vec::new();
    let mut last: Option<&PageLine> = None;
    for line in lines {
        match (last, paragraphs.last_mut()) {
            (Some(before), Some(paragraph))
                if continues_paragraph(before, line, &usual, edge(&right_edge, before)) =>
            {
                let start = join(&mut paragraph.text, &line.text, &words);
                for (_, range) in &mut paragraph.marks {
                    // A hyphen may have gone.
                    range.end = range.end.min(start);
                }
                let marks = line.marks.iter();
                let marks =
                    marks.map(|(mark, range)| (*mark, start + range.start..start + range.end));
                paragraph.marks.extend(marks);
            }
            _ => paragraphs.push(PageParagraph {
                text: line.text.clone(),
                marks: line.marks.clone(),
            }),
        }
        last = Some(line);
    }
    paragraphs
}

/// Removes page numbers and running heads (lines that repeat at the edge of many pages).
fn without_running_heads<'a>(lines: &'a [PageLine], heights: &[f32]) -> Vec<&'a PageLine> {
    let at_edge = |line: &PageLine| {
        let height = heights
            .get(line.page)
            .map_or(0.0, |height| f64::from(*height));
        line.base < height * MARGIN || line.base > height * (1.0 - MARGIN)
    };
    let form = |line: &PageLine| -> String {
        let digits_alike = line
            .text
            .chars()
            .map(|c| if c.is_numeric() { '0' } else { c });
        digits_alike.collect()
    };
    let mut seen: HashMap<String, HashSet<usize>> = HashMap::new();
    for line in lines.iter().filter(|line| at_edge(line)) {
        seen.entry(form(line)).or_default().insert(line.page);
    }
    let comes_again = |line: &PageLine| {
        let pages = seen.get(&form(line)).map_or(0, HashSet::len);
        pages >= RUNNING_HEAD_PAGES
    };
    let stays =
        |line: &PageLine| !at_edge(line) || !(is_page_number(&line.text) || comes_again(line));
    // What is all text of its page is no head of it.
    let with_text: HashSet<usize> = lines
        .iter()
        .filter(|line| stays(line))
        .map(|line| line.page)
        .collect();
    let is_all = |line: &PageLine| !with_text.contains(&line.page) && !is_page_number(&line.text);
    lines
        .iter()
        .filter(|line| stays(line) || is_all(line))
        .collect()
}

/// Whether a line is only a page number: `- 3 -`, `Page 3 of 12`, `Seite 3`.
fn is_page_number(line: &str) -> bool {
    const AROUND_NUMBERS: [&str; 14] = [
        "page", "pages", "p", "pg", "of", "seite", "s", "von", "página", "pagina", "de", "di",
        "sur", "стор",
    ];
    let words = line.split(|c: char| !c.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty());
    line.len() < 24
        && line.contains(|c: char| c.is_ascii_digit())
        && words.all(|word| {
            word.bytes().all(|b| b.is_ascii_digit())
                || AROUND_NUMBERS.contains(&&*word.to_lowercase())
        })
}

/// The usual layout of a document's lines.
struct TypicalLayout {
    /// The distance between base lines, as a multiple of the font size.
    leading: f64,
    size: f64,
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The usual distance between base lines, as a multiple of the font size.
fn leading(lines: &[&PageLine]) -> f64 {
    let steps = lines
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page && pair[0].size > 0.0)
        .map(|pair| (pair[1].base - pair[0].base) / pair[0].size)
        .filter(|step| (0.5..3.0).contains(step));
    median(steps).unwrap_or(1.2)
}

/// A column of a page: lines that begin at about the same x position and have the same size. A headline over
/// several columns begins where the first of them does.
type LineColumn = (usize, i64, i64);

fn column(line: &PageLine) -> LineColumn {
    let size = (line.size * 2.0).round() as i64;
    (line.page, (line.left / 60.0).round() as i64, size)
}

/// The share of a column's lines that may be longer than it is wide: an introduction over several columns.
const LONGER_LINES: f64 = 0.2;

/// The right edge of each column: where its long lines end.
fn right_edges(lines: &[&PageLine]) -> HashMap<LineColumn, f64> {
    let mut ends: HashMap<LineColumn, Vec<f64>> = HashMap::new();
    for line in lines {
        ends.entry(column(line)).or_default().push(line.right);
    }
    let edges = ends.into_iter().map(|(column, mut ends)| {
        ends.sort_by(f64::total_cmp);
        let longer = (ends.len() as f64 * LONGER_LINES).floor() as usize;
        let edge = ends.get(ends.len() - 1 - longer).copied();
        (column, edge.unwrap_or_default())
    });
    edges.collect()
}

fn edge(edges: &HashMap<LineColumn, f64>, line: &PageLine) -> f64 {
    edges.get(&column(line)).copied().unwrap_or(line.right)
}

fn continues_paragraph(
    before: &PageLine,
    line: &PageLine,
    usual: &TypicalLayout,
    edge: f64,
) -> bool {
    let ends_sentence = before
        .text
        .trim_end_matches(['”', '"', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', ':', '…', '。', '؟']);
    let same_size = (before.size - line.size).abs() < 0.1 * before.size;
    let is_short = edge - before.right > 0.25 * (edge - before.left).max(4.0 * before.size);
    if before.page != line.page || line.base < before.base {
        // Across a page or column break, an unfinished sentence continues.
        return same_size && !ends_sentence && !is_short;
    }
    let step = (line.base - before.base) / before.size.max(0.1);
    // The lines of a headline break by sense, not by width, and are often centred.
    if same_size && before.size > 1.2 * usual.size {
        return step < 1.6;
    }
    let is_indented = line.left - before.left > 0.8 * before.size;
    same_size && step < usual.leading * 1.35 && !is_indented && !(is_short && ends_sentence) && {
        // A short line without a full stop at its end is a heading, or an item of a list.
        !is_short || line.text.starts_with(char::is_lowercase)
    }
}

/// Characters at a line’s end that may mark a hyphenated word.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{AD}'];

/// All words of a document that are within lines. The second half of a word that was hyphenated at
/// the end of the previous line is not a word.
fn words(lines: &[&PageLine]) -> HashSet<String> {
    let is_break = |c: char| c.is_whitespace() || (!c.is_alphanumeric() && c != '-' && c != '’');
    let mut words = HashSet::new();
    let mut is_divided = false;
    for line in lines {
        let of_line = line.text.split(is_break).skip(usize::from(is_divided));
        words.extend(of_line.map(str::to_lowercase));
        is_divided = line.text.ends_with(HYPHENS);
    }
    words
}

/// Appends a line to a paragraph, and returns where it begins there.
fn join(paragraph: &mut String, line: &str, words: &HashSet<String>) -> usize {
    let Some(stem) = paragraph.strip_suffix(HYPHENS) else {
        if !ends_without_spaces(paragraph) {
            paragraph.push(' ');
        }
        let start = paragraph.len();
        paragraph.push_str(line);
        return start;
    };
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let before = stem
        .rsplit(|c: char| !is_part(c))
        .next()
        .unwrap_or_default();
    let after = line.split(|c: char| !is_part(c)).next().unwrap_or_default();
    let is_word = |word: &str| words.contains(&word.to_lowercase());
    let keeps = !before.ends_with(char::is_alphabetic)
        || !after.starts_with(char::is_lowercase)
        || is_word(&format!("{before}-{after}"))
        || (!is_word(&format!("{before}{after}")) && is_word(before) && is_word(after));
    if !keeps {
        let length = stem.len();
        paragraph.truncate(length);
    }
    let start = paragraph.len();
    paragraph.push_str(line);
    start
}

/// Whether the last letter is of a script that is written without spaces.
fn ends_without_spaces(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|c| matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(top: f64, left: f64, right: f64, text: &str) -> PageLine {
        PageLine {
            page: 0,
            left,
            right,
            base: top,
            size: 10.0,
            text: text.to_owned(),
            marks: Vec::new(),
        }
    }

    fn paragraphs(lines: &[PageLine], heights: &[f32]) -> Vec<String> {
        let paragraphs = super::paragraphs(lines, heights).into_iter();
        paragraphs.map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn marks_follow_lines_into_paragraphs_without_hyphens() {
        let mut lines = [
            line(200.0, 50.0, 250.0, "Dockers want a new govern-"),
            line(212.0, 50.0, 249.0, "ment of the port, and more"),
        ];
        lines[0].marks = vec![(7, 19..26)];
        lines[1].marks = vec![(7, 0..4), (8, 12..16)];
        let joined = super::paragraphs(&lines, &[800.0]);
        let [paragraph] = &joined[..] else {
            panic!("{joined:?}");
        };
        let marked = paragraph.marks.iter();
        let marked: Vec<_> = marked
            .map(|(mark, range)| (*mark, &paragraph.text[range.clone()]))
            .collect();
        assert_eq!(marked, [(7, "govern"), (7, "ment"), (8, "port")]);
    }

    #[test]
    fn lines_are_joined_until_a_gap_an_indent_or_a_short_line() {
        let lines = [
            line(200.0, 50.0, 250.0, "Dockers in Port-Lévan have"),
            line(212.0, 50.0, 250.0, "stayed out for the ninth day and"),
            line(224.0, 50.0, 120.0, "want more."),
            line(236.0, 50.0, 250.0, "The owners refuse. They say that"),
            line(248.0, 50.0, 249.0, "the berth is theirs."),
            line(280.0, 50.0, 250.0, "Talks go on."),
        ];
        assert_eq!(
            paragraphs(&lines, &[800.0]),
            [
                "Dockers in Port-Lévan have stayed out for the ninth day and want more.",
                "The owners refuse. They say that the berth is theirs.",
                "Talks go on."
            ]
        );
    }

    #[test]
    fn paragraphs_under_a_headline_or_an_introduction_over_all_columns_are_joined() {
        let text = [
            "The harbour of Port-Lévan has stayed",
            "Silent since Friday, the dockers of",
            "Castel say. Their union wants 11 per",
            "Cent and a promise on paper, and the",
            "Owners of the berth say that it is",
            "Theirs. Talks between the two are to",
            "Go on until May, and perhaps longer.",
        ];
        let mut lines = vec![
            PageLine {
                size: 24.0,
                ..line(
                    100.0,
                    50.0,
                    550.0,
                    "Dockers stay out for the ninth day in a row",
                )
            },
            line(
                130.0,
                50.0,
                548.0,
                "An introduction that is as small as the text itself, and over all columns.",
            ),
        ];
        let column = text.iter().zip(0_u8..);
        lines.extend(
            column.map(|(text, number)| line(160.0 + 12.0 * f64::from(number), 50.0, 246.0, text)),
        );
        let joined = paragraphs(&lines, &[800.0]);
        assert_eq!(joined.len(), 3, "{joined:?}");
        assert_eq!(joined[2], text.join(" "));
    }

    #[test]
    fn hyphens_at_line_ends_are_undone_unless_the_word_has_one() {
        let check = |first: &str, second: &str, known: &[&str], joined: &str| {
            let words = known.iter().map(|word| (*word).to_owned()).collect();
            let mut paragraph = first.to_owned();
            join(&mut paragraph, second, &words);
            assert_eq!(paragraph, joined);
        };
        check(
            "the govern-",
            "ment fell",
            &["govern"],
            "the government fell",
        );
        check(
            "a cease-",
            "fire held",
            &["cease-fire"],
            "a cease-fire held",
        );
        check(
            "a long-",
            "term plan",
            &["long", "term"],
            "a long-term plan",
        );
        check("Port-", "Lévan is", &[], "Port-Lévan is");
        check("in 2024-", "25 they", &[], "in 2024-25 they");
        check("they", "left", &[], "they left");
    }

    #[test]
    fn the_second_half_of_a_divided_word_is_no_word() {
        let lines = [
            line(200.0, 50.0, 250.0, "The council met in secret and in-"),
            line(212.0, 50.0, 249.0, "dicated that it agrees with a long-"),
            line(224.0, 50.0, 248.0, "term truce, for a term that is long"),
        ];
        assert_eq!(
            paragraphs(&lines, &[800.0]),
            [
                "The council met in secret and indicated that it agrees with a long-term truce, for a \
              term that is long"
            ]
        );
    }

    #[test]
    fn page_numbers_are_distinguished_from_words() {
        for number in ["3", "- 3 -", "3/12", "Page 3 of 12", "Seite 3", "p. 3"] {
            assert!(is_page_number(number), "{number}");
        }
        for text in ["Page", "3 envoys", "2025 elections", "of"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn pages_of_which_all_text_comes_again_keep_it() {
        let page = |number: usize| PageLine {
            page: number,
            ..line(20.0, 50.0, 250.0, &format!("Notice {number}"))
        };
        let lines: Vec<PageLine> = (1..4).map(page).collect();
        assert_eq!(
            paragraphs(&lines, &[800.0; 4]),
            ["Notice 1 Notice 2 Notice 3"]
        );
    }

    #[test]
    fn running_heads_and_page_numbers_are_left_out() {
        let page = |number: usize| {
            let head = PageLine {
                page: number,
                ..line(20.0, 50.0, 90.0, &format!("The Courier {number}"))
            };
            let body = PageLine {
                page: number,
                ..line(300.0, 50.0, 250.0, &format!("Body of page {number}."))
            };
            let foot = PageLine {
                page: number,
                ..line(790.0, 50.0, 60.0, &format!("- {number} -"))
            };
            [head, body, foot]
        };
        let lines: Vec<PageLine> = (1..4).flat_map(page).collect();
        assert_eq!(
            paragraphs(&lines, &[800.0; 4]),
            ["Body of page 1.", "Body of page 2.", "Body of page 3."]
        );
    }
}
