//! What people have marked in a document, and how it finds its place in the text of the article.
//!
//! A reader says in which parts of which paragraphs a mark is; this module follows them through what is
//! done to paragraphs until they are an article. It knows no file format.

use std::collections::HashMap;
use std::ops::Range;

use super::paragraph_list::ParagraphList;
use super::tidied::{is_invisible, tidy};
use crate::model::{ByteOffset, Text, fields};

/// Something that a person has marked or noted in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    pub label: String,
    pub memo: String,
    /// Who has marked it, as the file names them.
    pub author: String,
    /// When, as an RFC 3339 time in UTC.
    pub at: String,
    /// What the file says that it is about, if that is more than its kind.
    pub subject: String,
    /// Whether it stands near a text rather than on it: it is then on whole words.
    pub is_note: bool,
    /// Where it is in the file, for messages: `page 3`.
    pub place: String,
    /// The paragraphs by their number, and the bytes in each.
    pub parts: Vec<(usize, Range<usize>)>,
}

/// What a person has marked in an article that is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedText {
    pub label: String,
    pub memo: String,
    /// Who has marked it, as the file names them; empty if it does not.
    pub author: String,
    /// When, as an RFC 3339 time in UTC; empty if the file does not say.
    pub at: String,
    /// What the file says that it is about, if that is more than its kind.
    pub subject: String,
    /// Where it is in the text, in bytes: ascending, none empty.
    pub spans: Vec<Range<usize>>,
}

impl Markup {
    /// What it is, for a message.
    fn named(&self) -> String {
        let said: String = self.memo.chars().take(SAID_CHARS).collect();
        match said.is_empty() {
            true => format!("{} ({})", self.label, self.place),
            false => format!("{} ({}): “{said}”", self.label, self.place),
        }
    }
}

/// How many characters of a comment a message has.
const SAID_CHARS: usize = 60;

/// How many marks without a place are named; the others are counted.
const NAMED: usize = 20;

/// The fields that keep the comments of marks without a place.
pub(super) fn page_notes(lost: &[Markup]) -> Option<(String, String)> {
    let notes = lost.iter().filter(|markup| !markup.memo.is_empty());
    let notes: Vec<String> = notes
        .map(|markup| match markup.author.is_empty() {
            true => format!("{}: {}", markup.place, markup.memo),
            false => format!("{}, {}: {}", markup.place, markup.author, markup.memo),
        })
        .collect();
    (!notes.is_empty()).then(|| (fields::MEMO.to_owned(), notes.join("\n")))
}

/// The message about marks that have no place in a text; `None` if there are none.
pub(super) fn tell_lost(lost: &[Markup]) -> Option<String> {
    let count = lost.len();
    let named: Vec<String> = lost.iter().take(NAMED).map(Markup::named).collect();
    let more = match count.saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let has_comment = lost.iter().any(|markup| !markup.memo.is_empty());
    let kept = match has_comment {
        true => " Comments are in the memo of the article.",
        false => "",
    };
    let marks = match count {
        1 => "1 mark or note is",
        _ => "marks or notes are",
    };
    let count = match count {
        1 => String::new(),
        count => format!("{count} "),
    };
    (!lost.is_empty()).then(|| {
        let named = named.join("; ");
        format!("{count}{marks} not on text and no annotation: {named}{more}.{kept}")
    })
}

/// Finds where marks are while paragraphs become a text.
pub(super) struct MarkedPlaces {
    markups: Vec<Markup>,
    /// Where paragraphs begin in the text, by their number.
    starts: HashMap<usize, usize>,
}

impl MarkedPlaces {
    pub fn of(markups: Vec<Markup>) -> Self {
        Self {
            markups,
            starts: HashMap::new(),
        }
    }

    /// A paragraph, or the title, which has no number, begins at this byte.
    pub fn begins(&mut self, number: Option<usize>, at: usize) {
        // Documents without marks have no use for it.
        if let Some(number) = number
            && !self.markups.is_empty()
        {
            self.starts.insert(number, at);
        }
    }

    /// The marks with their places in the finished text. Comments of those without a place are added to
    /// the fields, and all of them told.
    pub fn finish(
        self,
        paragraphs: &ParagraphList,
        text: &str,
        notices: &mut Vec<String>,
        others: &mut Vec<(String, String)>,
    ) -> Vec<MarkedText> {
        if self.markups.is_empty() {
            return Vec::new();
        }
        let sources: Vec<&str> = paragraphs.iter().collect();
        let characters = Text::new(text.to_owned());
        let (mut placed, mut lost) = (Vec::new(), Vec::new());
        for markup in self.markups {
            let parts = markup.parts.iter().filter_map(|(number, part)| {
                let start = *self.starts.get(number)?;
                let source = sources.get(*number)?;
                Some(
                    start + place_in(source, part.start, true)
                        ..start + place_in(source, part.end, false),
                )
            });
            let parts = parts.map(|part| whole_characters(&characters, part));
            let spans = spans(text, parts.collect(), markup.is_note);
            if spans.is_empty() {
                lost.push(markup);
                continue;
            }
            placed.push(MarkedText {
                label: markup.label,
                memo: markup.memo,
                author: markup.author,
                at: markup.at,
                subject: markup.subject,
                spans,
            });
        }
        notices.extend(tell_lost(&lost));
        others.extend(page_notes(&lost));
        placed.sort_by_key(|marked| marked.spans[0].start);
        placed
    }
}

/// Where a byte of a paragraph is in the tidied paragraph: of a start the next letter, of an end behind the
/// last one.
fn place_in(source: &str, byte: usize, is_start: bool) -> usize {
    let byte = source.floor_char_boundary(byte.min(source.len()));
    let before = tidy(&source[..byte]);
    let mut visible = source[..byte].chars().rev().filter(|c| !is_invisible(*c));
    let is_spaced = visible.next().is_some_and(char::is_whitespace);
    let space = usize::from(is_start && is_spaced && !before.is_empty());
    before.len() + space
}

/// A part of a text that splits no character, such as a letter and its accent.
fn whole_characters(text: &Text, mut part: Range<usize>) -> Range<usize> {
    let is_boundary = |byte: usize| text.is_boundary(ByteOffset(byte));
    while part.start > 0 && !is_boundary(part.start) {
        part.start -= 1;
    }
    while part.end < text.as_str().len() && !is_boundary(part.end) {
        part.end += 1;
    }
    part
}

/// Spans of a text without spaces at their ends, in order, joined where only spaces are between them.
fn spans(text: &str, mut parts: Vec<Range<usize>>, is_on_words: bool) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut spans: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let Some(covered) = text.get(part.clone()) else {
            continue;
        };
        let start = part.start + covered.len() - covered.trim_start().len();
        let end = part.end - (covered.len() - covered.trim_end().len());
        if start >= end {
            continue;
        }
        let (start, end) = match is_on_words {
            true => on_words(text, start, end),
            false => (start, end),
        };
        match spans.last_mut() {
            Some(last) if last.end >= start || text[last.end..start].trim().is_empty() => {
                last.end = last.end.max(end);
            }
            _ => spans.push(start..end),
        }
    }
    spans
}

/// The words that a span is in.
fn on_words(text: &str, start: usize, end: usize) -> (usize, usize) {
    let before = text[..start].chars().rev();
    let before = before.take_while(|c| c.is_alphanumeric());
    let after = text[end..].chars().take_while(|c| c.is_alphanumeric());
    // Of scripts without spaces a word would be a whole sentence.
    let most = 40;
    (
        start - before.take(most).map(char::len_utf8).sum::<usize>(),
        end + after.take(most).map(char::len_utf8).sum::<usize>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_what_is_done_to_a_paragraph() {
        let source = "  The har\u{ad}bour\tfell  silent. ";
        let tidied = tidy(source);
        let at = |word: &str| source.find(word).expect("the word is there");
        for (from, to, covered) in [
            (at("har"), at("bour") + 4, "harbour"),
            (at("\tfell"), at("fell") + 6, "fell"),
            (0, 5, "The"),
            (at("silent"), source.len(), "silent."),
        ] {
            let place = place_in(source, from, true)..place_in(source, to, false);
            assert_eq!(tidied[place].trim(), covered);
        }
    }

    #[test]
    fn spans_are_joined_over_spaces_and_notes_are_on_whole_words() {
        let text = "They stay out.\nUntil May.\n";
        let covered = |parts: &[(usize, usize)], is_on_words| -> Vec<&str> {
            let parts = parts.iter().map(|(start, end)| *start..*end).collect();
            let spans = spans(text, parts, is_on_words).into_iter();
            spans.map(|span| &text[span]).collect()
        };
        assert_eq!(covered(&[(15, 20), (5, 14)], false), ["stay out.\nUntil"]);
        assert_eq!(covered(&[(0, 1), (10, 13)], false), ["T", "out"]);
        assert_eq!(covered(&[(6, 7)], true), ["stay"]);
        assert!(covered(&[(4, 5), (400, 500)], true).is_empty());
    }
}
