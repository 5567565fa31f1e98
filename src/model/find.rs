//! Incremental text search in one article (find in article): it ignores case and accents, and a hit
//! is a byte range of the original text.
//!
//! ```text
//! zelenskyy’s plan     finds   Zelenskyy's  plan      (quotes, spaces and a line end are equal)
//! Reyes                finds   Reyes, not reyes       (a capital turns match case on)
//! council…funds        finds   council to release the funds
//! funds/               means   the next “funds”, funds? the one before
//! ```
//!
//! Start with [`FindInput`] (the parsed input of the search field), [`FindQuery`] (the phrase or
//! range to find) and [`FindSearch`] (the search itself, in portions, from the caret on).
//!
//! Limitations: the search compares one letter with one letter, so `ß` does not match `ss`; a hit
//! never begins or ends within a grapheme cluster, so a consonant alone does not find a syllable.

use std::ops::Range;

use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalDecompositionBorrowed, Decomposed,
};

use super::text::{ByteOffset, Text};
use super::words;

/// Limit of `from…to` queries: how far after `from` the search looks for `to`, in bytes.
const REACH: usize = 4096;

/// Bytes of text that one call of [`FindSearch::go_on`] searches.
const PORTION: usize = 64 * 1024;

/// The parsed input of the search field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindInput {
    pub query: FindQuery,
    /// How many hits to step from the nearest: each final `/` is one forward, each `?` one back.
    pub step: isize,
}

impl FindInput {
    /// Parses the input; `None` if it contains nothing to search for.
    pub fn read(typed: &str) -> Option<Self> {
        let mut step = 0;
        let mut body = typed.trim();
        while let Some(last) = body.chars().next_back().filter(|c| matches!(c, '/' | '?')) {
            step += if last == '/' { 1 } else { -1 };
            body = body[..body.len() - 1].trim_end();
        }
        let (from, to, between) = parts(body);
        let query = FindQuery::new(from, to)?;
        Some(Self {
            query,
            step: step + between,
        })
    }
}

/// The first part, the second if there is one, and the steps that the slashes between them encode.
fn parts(body: &str) -> (&str, Option<&str>, isize) {
    let Some(at) = body
        .find(['…', '/'])
        .into_iter()
        .chain(body.find(".."))
        .min()
    else {
        return (body, None, 0);
    };
    let (from, rest) = body.split_at(at);
    let mark = if rest.starts_with('.') { '.' } else { '…' };
    let to = rest.trim_start_matches(['/', mark]);
    let slashes = rest[..rest.len() - to.len()].matches('/').count() as isize;
    if from.trim().is_empty() || to.trim().is_empty() {
        // The second part is not typed yet, or the query consists of dots only.
        let alone = if from.trim().is_empty() { body } else { from };
        return (alone, None, 0);
    }
    // One slash separates the parts; each slash before it steps to a further hit.
    (from, Some(to), (slashes - 1).max(0))
}

/// A search query: a phrase, or a range of text from one phrase to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindQuery {
    from: Vec<char>,
    to: Option<Vec<char>>,
    /// Match case: on if a capital was typed.
    cased: bool,
}

impl FindQuery {
    /// A query for a phrase, or for a range up to a second phrase; `None` if the first one has no
    /// character that the search compares.
    pub fn new(from: &str, to: Option<&str>) -> Option<Self> {
        let cased = from
            .chars()
            .chain(to.unwrap_or_default().chars())
            .any(char::is_uppercase);
        let from = pattern(from, cased);
        let to = to.map(|to| pattern(to, cased)).filter(|to| !to.is_empty());
        (!from.is_empty()).then_some(Self { from, to, cased })
    }

    /// All hits that start in a range of bytes, in order. Hits can overlap one another.
    pub fn hits(&self, text: &Text, starts: Range<usize>) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        let mut far = FarEnd::default();
        let mut from = starts.start;
        while let Some(near) = find(text, &self.from, self.cased, from..starts.end) {
            from = near.start + width_at(text, near.start);
            match &self.to {
                None => hits.push(near),
                Some(to) => {
                    if let Some(end) = far.after(text, to, self.cased, near.end) {
                        hits.push(near.start..end);
                    }
                }
            }
        }
        hits
    }
}

/// Finds the second part of a `from…to` query. The first parts come in ascending order, so it
/// caches the last result and searches nothing twice.
#[derive(Default)]
struct FarEnd {
    found: Option<Range<usize>>,
    searched: usize,
}

impl FarEnd {
    /// Where the nearest hit at or after a position ends, if it is within [`REACH`].
    fn after(&mut self, text: &Text, pattern: &[char], cased: bool, at: usize) -> Option<usize> {
        let limit = boundary_after(text, at + REACH);
        if self.found.as_ref().is_none_or(|found| found.start < at) {
            let from = self.searched.max(at);
            self.found = find(text, pattern, cased, from..limit);
            self.searched = match &self.found {
                Some(found) => found.start + width_at(text, found.start),
                None => from.max(limit),
            };
        }
        let found = self.found.as_ref()?;
        (found.start < limit).then_some(found.end)
    }
}

/// The first hit of a pattern that starts in a range.
fn find(text: &Text, pattern: &[char], cased: bool, starts: Range<usize>) -> Option<Range<usize>> {
    let first = *pattern.first()?;
    let content = text.as_str();
    let part = content.get(starts.start..starts.end)?;
    part.char_indices()
        .filter(|(_, c)| fold_case(*c, cased) == Some(first))
        .find_map(|(byte, _)| {
            let start = starts.start + byte;
            let end = match_at(content, start, pattern, cased)?;
            (is_between(text, start) && is_between(text, end)).then_some(start..end)
        })
}

/// Where a pattern that starts at a position ends, including the accents on its last letter.
fn match_at(content: &str, start: usize, pattern: &[char], cased: bool) -> Option<usize> {
    let mut rest = content[start..].chars().peekable();
    let mut end = start;
    for wanted in pattern {
        if *wanted == ' ' {
            end += take_space(&mut rest)?;
            continue;
        }
        loop {
            let c = rest.next()?;
            end += c.len_utf8();
            match fold_case(c, cased) {
                // An ignored character may be inside a hit, but does not begin it.
                None => {}
                Some(normalized) if normalized == *wanted => break,
                Some(_) => return None,
            }
        }
    }
    while let Some(c) = rest.next_if(|c| *c != SOFT_HYPHEN && fold_case(*c, cased).is_none()) {
        end += c.len_utf8();
    }
    Some(end)
}

/// Consumes white space with at most one line end and returns its bytes; `None` if there is none.
fn take_space(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<usize> {
    let mut bytes = 0;
    let mut lines = 0;
    while let Some(c) = rest.next_if(|c| c.is_whitespace()) {
        bytes += c.len_utf8();
        lines += usize::from(c == '\n' || (c == '\r' && rest.peek() != Some(&'\n')));
    }
    (bytes > 0 && lines <= 1).then_some(bytes)
}

fn pattern(typed: &str, cased: bool) -> Vec<char> {
    let mut pattern: Vec<char> = Vec::new();
    for c in typed.trim().chars().filter_map(|c| fold_case(c, cased)) {
        if c != ' ' || pattern.last() != Some(&' ') {
            pattern.push(c);
        }
    }
    pattern
}

const SOFT_HYPHEN: char = '\u{ad}';

/// Normalizes a letter for comparison (case folding, no accents); `None` for an ignored character.
pub(super) fn fold_case(c: char, cased: bool) -> Option<char> {
    if c.is_ascii() {
        return Some(match c {
            c if c.is_ascii_whitespace() || c == '\u{b}' => ' ',
            c if cased => c,
            c => c.to_ascii_lowercase(),
        });
    }
    let c = match c {
        '‘' | '’' | '‛' | 'ʼ' | '‹' | '›' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        SOFT_HYPHEN => return None,
        c if c.is_whitespace() => ' ',
        c => base(c)?,
    };
    let c = if cased {
        c
    } else {
        c.to_lowercase().next().unwrap_or(c)
    };
    // Final sigma: the form of σ at the end of a word.
    Some(if c == 'ς' { 'σ' } else { c })
}

/// A letter without its accents; `None` for an accent.
fn base(mut c: char) -> Option<char> {
    if is_accent(c) {
        return None;
    }
    loop {
        match CanonicalDecompositionBorrowed::new().decompose(c) {
            Decomposed::Expansion(letter, mark) if is_accent(mark) => c = letter,
            Decomposed::Singleton(same) => c = same,
            _ => break,
        }
    }
    // Users type letters with a stroke without it; Unicode does not decompose these.
    Some(match c {
        'ł' => 'l',
        'Ł' => 'L',
        'ø' => 'o',
        'Ø' => 'O',
        'đ' => 'd',
        'Đ' => 'D',
        'ħ' => 'h',
        'Ħ' => 'H',
        'ı' => 'i',
        c => c,
    })
}

/// Accents of Latin, Greek and Cyrillic letters, Hebrew and Arabic points. Vowel signs of other
/// scripts, and the mark that turns か into が, make a different letter and are no accents.
fn is_accent(c: char) -> bool {
    let class = CanonicalCombiningClassMapBorrowed::new().get_u8(c);
    matches!(class, 10..=35 | 200..=240) || ('\u{fe00}'..='\u{fe0f}').contains(&c)
}

/// Whether a position is a boundary between two grapheme clusters.
fn is_between(text: &Text, at: usize) -> bool {
    let (before, after) = text.as_str().split_at(at);
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    // No character below combines; a call of the segmenter costs a thousand times as much.
    let stands_alone =
        |c| matches!(c, ' '..='\u{2ff}' | 'Ͱ'..='ҁ' | 'Ҋ'..='\u{58f}' | '一'..='\u{9fff}');
    if stands_alone(last) && stands_alone(first) {
        return true;
    }
    let at = ByteOffset(at);
    words::next_char(text, words::previous_char(text, at)) == at
}

fn width_at(text: &Text, at: usize) -> usize {
    text.as_str()[at..].chars().next().map_or(1, char::len_utf8)
}

fn boundary_after(text: &Text, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_boundary(ByteOffset(at)) {
        at += 1;
    }
    at
}

/// A search hit with its number among all hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub range: Range<usize>,
    /// Its number among all hits, from 1; `None` until the search is complete.
    pub number: Option<usize>,
    /// The search wrapped around the end or the start of the text to reach it.
    pub wrapped: bool,
}

/// An incremental search for a query from a position on, which wraps at the end of the text.
///
/// Each [`Self::go_on`] searches one portion, so that a window stays responsive in a long text.
#[derive(Clone, Debug)]
pub struct FindSearch {
    text: Text,
    query: FindQuery,
    origin: usize,
    /// Portions searched so far, beginning with the one that contains the origin.
    done: usize,
    /// Hits from that portion to the end of the text, and hits before that portion.
    ahead: Vec<Range<usize>>,
    behind: Vec<Range<usize>>,
}

impl FindSearch {
    /// Prepares a search without searching anything yet.
    pub fn new(text: &Text, query: FindQuery, origin: ByteOffset) -> Self {
        Self {
            text: text.clone(),
            query,
            origin: origin.0.min(text.len()),
            done: 0,
            ahead: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// The query.
    pub fn query(&self) -> &FindQuery {
        &self.query
    }

    /// The text that is searched.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Searches one more portion.
    pub fn go_on(&mut self) {
        if self.is_complete() {
            return;
        }
        let portion = (self.first() + self.done) % self.portions();
        let start = boundary_after(&self.text, portion * PORTION);
        let end = boundary_after(&self.text, (portion + 1) * PORTION);
        let hits = self.query.hits(&self.text, start..end);
        if portion < self.first() {
            self.behind.extend(hits);
        } else {
            self.ahead.extend(hits);
        }
        self.done += 1;
    }

    /// Like [`Self::hit`], but first searches as many portions as that needs.
    pub fn hit_now(&mut self, step: isize) -> Option<Hit> {
        loop {
            let hit = self.hit(step);
            if hit.is_some() || self.is_complete() {
                return hit;
            }
            self.go_on();
        }
    }

    /// Whether the whole text has been searched.
    pub fn is_complete(&self) -> bool {
        self.done == self.portions()
    }

    /// Number of hits found so far.
    pub fn count(&self) -> usize {
        self.ahead.len() + self.behind.len()
    }

    /// The hit `step` hits after the nearest one at or after the origin (before it, if negative);
    /// `None` if it is not known yet, or there is none.
    pub fn hit(&self, step: isize) -> Option<Hit> {
        let passed = self.ahead.partition_point(|hit| hit.start < self.origin);
        if !self.is_complete() {
            let range = self.ahead.get(passed.checked_add_signed(step)?)?.clone();
            return (step >= 0).then_some(Hit {
                range,
                number: None,
                wrapped: false,
            });
        }
        let count = isize::try_from(self.count())
            .ok()
            .filter(|count| *count > 0)?;
        let place = (self.behind.len() + passed) as isize + step;
        let index = place.rem_euclid(count) as usize;
        let all = self.behind.iter().chain(&self.ahead);
        let range = all.clone().nth(index)?.clone();
        Some(Hit {
            range,
            number: Some(index + 1),
            wrapped: place != index as isize,
        })
    }

    fn portions(&self) -> usize {
        self.text.len().div_ceil(PORTION).max(1)
    }

    /// The portion that contains the origin.
    fn first(&self) -> usize {
        (self.origin / PORTION).min(self.portions() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The hits of a typed query in a text, the nearest first.
    fn found(typed: &str, content: &str) -> Vec<String> {
        let text = Text::new(content);
        let Some(typed) = FindInput::read(typed) else {
            return Vec::new();
        };
        let mut search = FindSearch::new(&text, typed.query, ByteOffset(0));
        while !search.is_complete() {
            search.go_on();
        }
        (0..search.count() as isize)
            .filter_map(|step| search.hit(typed.step + step))
            .map(|hit| text.as_str()[hit.range].to_owned())
            .collect()
    }

    #[test]
    fn letters_are_compared_without_case_and_accents() {
        for (typed, content, want) in [
            (
                "zelensky",
                "Zelensky and ZELENSKY",
                &["Zelensky", "ZELENSKY"][..],
            ),
            ("Zelensky", "Zelensky and ZELENSKY", &["Zelensky"]),
            ("cafe", "a café, a cafe\u{301}.", &["café", "cafe\u{301}"]),
            ("café", "a café, a cafe", &["café", "cafe"]),
            ("walesa", "Lech Wałęsa", &["Wałęsa"]),
            ("lodz", "in Łódź", &["Łódź"]),
            ("ещё", "Еще раз", &["Еще"]),
            ("zelenskyy's", "Zelenskyy’s plan", &["Zelenskyy’s"]),
            ("\"full\"", "a “full” stop", &["“full”"]),
            ("gaza - west", "Gaza – West Bank", &["Gaza – West"]),
            ("cease fire", "Cease\u{a0} fire", &["Cease\u{a0} fire"]),
            ("to release", "council to\r\nrelease it", &["to\r\nrelease"]),
            ("talks envoy", "talks\n\nEnvoy", &[]),
            ("sometimes", "some\u{ad}times", &["some\u{ad}times"]),
            ("some", "some\u{ad}times", &["some"]),
            ("σοφος", "ΣΟΦΟΣ σοφός", &["ΣΟΦΟΣ", "σοφός"]),
            ("istanbul", "İstanbul", &["İstanbul"]),
            ("か", "が か", &["か"]),
            ("👩", "👨‍👩‍👧 👩", &["👩"]),
            ("谈判", "和平谈判", &["谈判"]),
            ("u.s.", "the U.S. envoy", &["U.S."]),
            ("aa", "aaa", &["aa", "aa"]),
            ("  ", "a  b", &[]),
            ("\u{301}", "e\u{301}", &[]),
        ] {
            assert_eq!(found(typed, content), want, "{typed} in {content}");
        }
    }

    #[test]
    fn slashes_step_on_and_dots_or_a_slash_within_select_a_stretch() {
        let content = "The council met. The council asked to release the funds. No funds came.";
        for (typed, first) in [
            ("council", Some("council")),
            (
                "council…funds",
                Some("council met. The council asked to release the funds"),
            ),
            ("asked..the funds", Some("asked to release the funds")),
            ("asked/funds", Some("asked to release the funds")),
            ("council//funds", Some("council asked to release the funds")),
            ("funds…council", None),
            ("asked…", Some("asked")),
            ("asked..", Some("asked")),
        ] {
            let got = found(typed, content);
            assert_eq!(got.first().map(String::as_str), first, "{typed}");
        }
        let step = |typed| FindInput::read(typed).map(|typed| typed.step);
        assert_eq!(step("funds"), Some(0));
        assert_eq!(step("funds//"), Some(2));
        assert_eq!(step("funds/?"), Some(0));
        assert_eq!(step("funds?"), Some(-1));
        assert_eq!(step("a/b?"), Some(-1));
        assert_eq!(step("/"), None);
        assert_eq!(step("…"), Some(0));
        assert_eq!(step(" "), None);
    }

    #[test]
    fn next_hit_goes_from_the_caret_and_wraps() {
        let text = Text::new("one two one two one");
        let query = FindQuery::new("one", None).expect("letters");
        let mut search = FindSearch::new(&text, query, ByteOffset(5));
        assert_eq!(search.hit(0), None);
        search.go_on();
        let hit = |step| {
            let hit = search.hit(step).expect("a hit");
            (hit.range.start, hit.number, hit.wrapped)
        };
        assert_eq!(hit(0), (8, Some(2), false));
        assert_eq!(hit(1), (16, Some(3), false));
        assert_eq!(hit(2), (0, Some(1), true));
        assert_eq!(hit(-1), (0, Some(1), false));
        assert_eq!(hit(-2), (16, Some(3), true));
    }

    #[test]
    fn the_nearest_hit_is_known_before_all_are() {
        let content = format!("{}needle {}", "hay ".repeat(40_000), "hay ".repeat(40_000));
        let text = Text::new(content);
        let query = FindQuery::new("needle", None).expect("letters");
        let mut search = FindSearch::new(&text, query, ByteOffset(159_000));
        search.go_on();
        let hit = search.hit(0).expect("it is near");
        assert_eq!((hit.range, hit.number), (160_000..160_006, None));
        assert!(!search.is_complete());
    }

    proptest! {
        /// Few letters, so that a query matches more than once; with all kinds of normalization.
        #[test]
        fn phrases_of_the_text_are_found_at_their_position(
            content in "[abAB éЁ’'\u{301}\u{ad}👩\u{200d}か\r\n.]{0,40}",
            from in 0usize..40, len in 1usize..8, origin in 0usize..60,
        ) {
            let text = Text::new(content);
            let mut borders = vec![ByteOffset(0)];
            while borders[borders.len() - 1] < text.end() {
                borders.push(words::next_char(&text, borders[borders.len() - 1]));
            }
            let start = borders[from.min(borders.len() - 1)];
            let end = borders[(from + len).min(borders.len() - 1)];
            let part = text.slice(start.min(end), end).unwrap_or_default();
            let plain = !part.contains(['\r', '\n', SOFT_HYPHEN, '\u{301}']) && part.trim() == part;
            if let Some(query) = FindQuery::new(part, None) {
                let hits = query.hits(&text, 0..text.len());
                for hit in &hits {
                    prop_assert!(borders.contains(&ByteOffset(hit.start)));
                    prop_assert!(borders.contains(&ByteOffset(hit.end)));
                }
                prop_assert!(hits.is_sorted_by(|a, b| a.start < b.start));
                if plain {
                    prop_assert!(hits.iter().any(|hit| hit.start == start.0 && hit.end >= end.0));
                }
                let mut search = FindSearch::new(&text, query, ByteOffset(origin));
                while !search.is_complete() {
                    search.go_on();
                }
                let mut round: Vec<_> = (0..search.count() as isize)
                    .filter_map(|step| Some(search.hit(step)?.range))
                    .collect();
                round.sort_by_key(|hit| hit.start);
                prop_assert_eq!(round, hits);
            }
        }

    }

    proptest! {
        // Long texts, so few of them.
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn a_search_in_portions_finds_what_one_at_once_finds(
            part in "[ab é\n]{1,9}", typed in "[abé]{1,3}(…[ab])?", origin in 0usize..150_000,
        ) {
            let text = Text::new(part.repeat(150_000 / part.len()));
            let query = FindInput::read(&typed).map(|typed| typed.query);
            let query = query.expect("letters were typed");
            let mut search = FindSearch::new(&text, query.clone(), ByteOffset(origin));
            while !search.is_complete() {
                search.go_on();
            }
            let all: Vec<_> = search.behind.iter().chain(&search.ahead).cloned().collect();
            prop_assert_eq!(all, query.hits(&text, 0..text.len()));
        }
    }
}
