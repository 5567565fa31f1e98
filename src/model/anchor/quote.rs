//! Finds the places of a quote that somebody gives without offsets, or with wrong ones.

use std::cell::OnceCell;
use std::ops::Range;

use super::plain::Plain;
use crate::text::{ByteOffset, Text};

/// The most places of one quote that are looked at.
const MAX_PLACES: usize = 10_000;

/// Finds quotes in one text: as they are, or else in plain form (equivalent quotation marks, dashes and
/// spaces, accents apart), or else also without regard to case, or
/// without quotation marks around them.
pub struct QuoteFinder<'t> {
    text: &'t Text,
    plain: OnceCell<PlainSearch>,
}

/// The places of a quote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotePlaces {
    /// Byte ranges in the order of the text; those that do not begin or end within a word, if there are any.
    pub ranges: Vec<Range<usize>>,
    /// Whether the words stand there exactly.
    pub exact: bool,
}

/// A text in plain form as a string, with the way back.
struct PlainSearch {
    plain: Plain,
    same_case: Searchable,
    lower: Searchable,
}

/// A string of one character for each plain character, so that it can be searched in linear time.
struct Searchable {
    string: String,
    /// The byte at which each character begins, and the end.
    starts: Vec<usize>,
}

impl Searchable {
    fn new(chars: impl Iterator<Item = char>) -> Self {
        let (mut string, mut starts) = (String::new(), Vec::new());
        for c in chars {
            starts.push(string.len());
            string.push(c);
        }
        starts.push(string.len());
        Self { string, starts }
    }

    /// Ranges of characters.
    fn places(&self, quote: &str) -> Vec<Range<usize>> {
        let index = |byte: usize| self.starts.partition_point(|start| *start < byte);
        let hits = self.string.match_indices(quote).take(MAX_PLACES);
        hits.map(|(start, found)| index(start)..index(start + found.len()))
            .collect()
    }
}

fn is_quotation_mark(c: char) -> bool {
    "\"'“”„«»‘’‚‹›「」『』".contains(c)
}

/// One character for one character: what has no lower case of one character stays.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

impl<'t> QuoteFinder<'t> {
    /// Finds quotes in this text.
    pub fn new(text: &'t Text) -> Self {
        Self {
            text,
            plain: OnceCell::new(),
        }
    }

    /// The places of a quote; none if it is empty or stands nowhere.
    pub fn places(&self, quote: &str) -> QuotePlaces {
        let quote = quote.trim();
        if quote.is_empty() || quote.len() > self.text.len().saturating_mul(4) {
            return QuotePlaces::default();
        }
        let hits = self.text.as_str().match_indices(quote).take(MAX_PLACES);
        let exact: Vec<Range<usize>> = hits.map(|(at, hit)| at..at + hit.len()).collect();
        if !exact.is_empty() {
            return QuotePlaces {
                ranges: self.whole_words(exact),
                exact: true,
            };
        }
        let mut found = self.plain_places(quote);
        if found.is_empty() {
            // Who quotes may add marks of quotation that are not in the text.
            found = self.plain_places(quote.trim_matches(is_quotation_mark));
        }
        QuotePlaces {
            ranges: self.whole_words(found),
            exact: false,
        }
    }

    fn plain_places(&self, quote: &str) -> Vec<Range<usize>> {
        let text = self.plain.get_or_init(|| {
            let plain = Plain::new(self.text.as_str());
            PlainSearch {
                same_case: Searchable::new(plain.chars().iter().copied()),
                lower: Searchable::new(plain.chars().iter().copied().map(lower)),
                plain,
            }
        });
        let quote = Plain::new(quote);
        let same_case: String = quote.chars().iter().collect();
        if same_case.trim().is_empty() {
            return Vec::new();
        }
        let mut found = text.same_case.places(&same_case);
        if found.is_empty() {
            let lower: String = quote.chars().iter().copied().map(lower).collect();
            found = text.lower.places(&lower);
        }
        let range = |chars: Range<usize>| {
            let (start, end) = text.plain.bytes(chars)?;
            Some(start.0..end.0)
        };
        found.into_iter().filter_map(range).collect()
    }

    /// Of these places those that do not begin or end within a word; all of them if none does.
    fn whole_words(&self, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let is_whole = |range: &Range<usize>| {
            let joins = |at: usize| {
                let (before, after) = self.text.as_str().split_at(at);
                let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                is_word(before.chars().next_back()) && is_word(after.chars().next())
            };
            !joins(range.start) && !joins(range.end)
        };
        let whole: Vec<Range<usize>> = ranges
            .iter()
            .filter(|range| is_whole(range))
            .cloned()
            .collect();
        match whole.is_empty() {
            true => ranges,
            false => whole,
        }
    }

    /// The text in which quotes are found.
    pub fn text(&self) -> &'t Text {
        self.text
    }
}

impl QuotePlaces {
    /// The place that begins nearest to an offset.
    pub fn nearest(&self, to: ByteOffset) -> Option<Range<usize>> {
        let distance = |range: &&Range<usize>| range.start.abs_diff(to.0);
        self.ranges.iter().min_by_key(distance).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in which [ and ] mark the places of the quote.
    fn check(marked: &str, quote: &str, exact: bool) {
        let text = Text::new(marked.replace(['[', ']'], ""));
        let places = QuoteFinder::new(&text).places(quote);
        let mut found = text.as_str().to_owned();
        for range in places.ranges.iter().rev() {
            found.insert(range.end, ']');
            found.insert(range.start, '[');
        }
        assert_eq!(found, marked, "{quote}");
        assert!(places.ranges.is_empty() || places.exact == exact, "{quote}");
    }

    #[test]
    fn quotes_are_found_as_they_are_or_in_plain_form() {
        check("The [EU] spoke; the [EU] left. EUROPE.", "EU", true);
        check("Only [EU]ROPE.", "EU", true);
        check("He said: [“No – never”].", "\"No - never\"", false);
        check("[a full\n ceasefire] now", " a full ceasefire ", false);
        check("[The président] left", "the président", false);
        check("They want [a ceasefire] now", "«a ceasefire»", false);
        check("🕊️ [和平]谈判", "和平", true);
        check("Nothing here", "somewhere", false);
        check("Nothing here", "  ", false);
        check("", "x", false);
    }

    #[test]
    fn a_hostile_quote_takes_linear_time() {
        let text = Text::new("a".repeat(400_000));
        let finder = QuoteFinder::new(&text);
        let quote = format!("{}B", "a".repeat(40_000));
        assert!(finder.places(&quote).ranges.is_empty());
        assert_eq!(finder.places("a").ranges.len(), MAX_PLACES);
    }
}
