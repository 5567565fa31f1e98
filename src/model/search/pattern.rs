//! The search pattern: compiles words, or a regular expression, to a matcher (a finite automaton)
//! that runs in time linear in the length of the text.
//!
//! ```text
//! zelensky           finds   Zelenský                (ignores case and accents by default)
//! prime minister     finds   prime\nminister         (a space matches spaces or a line end)
//! Москва, inflected  finds   Москвою                 minister, inflected, finds ministers
//! ```
//!
//! Limitations: a regular expression always matches accents. Word forms (inflection) cover plurals
//! of Latin and endings of Cyrillic words and no changes within a word: `Харків` does not match
//! `Харкова`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Hir, HirKind, LookSet, Repetition};

use crate::find::fold_case;

/// Size limit of a compiled regular expression, in bytes.
const MAX_COMPILED_BYTES: usize = 1 << 20;

/// Size limit of compiled words, in bytes: each letter becomes a class of all its variants.
const MAX_COMPILED_BYTES_OF_WORDS: usize = 64 << 20;

/// Limit of the lazy DFA's cache during a search, in bytes.
const REMEMBERED: usize = 4 << 20;

/// Nesting limit of a regular expression.
const MAX_DEPTH: u32 = 64;

/// The words of a search with its options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    pub text: String,
    /// The text is a regular expression.
    pub regex: bool,
    /// Match case.
    pub cased: bool,
    /// Whole words only.
    pub whole: bool,
    /// Match accents.
    pub accents: bool,
    /// Word forms: whole words, also in the plural or with another ending.
    pub inflected: bool,
}

/// Why a pattern is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("this is no regular expression: {0}")]
    Syntax(String),
    #[error("this regular expression is too large; repeat less, or look for a part of it")]
    TooLarge,
}

impl Pattern {
    /// A pattern of words with default options.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Compiles the pattern; `None` if the text contains nothing that the search compares.
    pub(super) fn matcher(&self) -> Result<Option<Matcher>, PatternError> {
        let text = self.text.trim();
        let source = match (text, self.regex) {
            ("", _) => return Ok(None),
            (_, true) => self.wrapped(),
            (text, false) => self.words_source(text),
        };
        if self.regex && self.whole {
            // It must be valid alone too: `a)(b` would become valid within brackets.
            self.built(&self.text)?;
        }
        let regex = self.built(&source)?;
        Ok(Some(Matcher {
            regex,
            loose: self.loose(&source),
            // A regular expression contains its own word boundaries; see `wrapped`.
            whole: !self.regex && (self.whole || self.inflected),
        }))
    }

    fn built(&self, source: &str) -> Result<Regex, PatternError> {
        let largest = if self.regex {
            MAX_COMPILED_BYTES
        } else {
            MAX_COMPILED_BYTES_OF_WORDS
        };
        RegexBuilder::new(source)
            // Words compiled letter by letter already contain both cases of each letter.
            .case_insensitive(!self.cased && (self.regex || self.accents))
            .multi_line(true)
            .crlf(true)
            .size_limit(largest)
            .dfa_size_limit(REMEMBERED)
            .nest_limit(MAX_DEPTH)
            .build()
            .map_err(|error| refusal(&error))
    }

    /// A prefilter: the expression without word boundaries, which finds all that the pattern finds
    /// and more. Word boundaries beside letters that are not ASCII, or beside a curly quote, make
    /// the regex crate use its slow engine, so the search runs that only where the prefilter
    /// matches.
    fn loose(&self, source: &str) -> Option<Regex> {
        let mut parser = ParserBuilder::new()
            .case_insensitive(!self.cased)
            .multi_line(true)
            .crlf(true)
            .nest_limit(MAX_DEPTH)
            .build();
        let strict = parser.parse(source).ok().filter(|_| self.regex)?;
        if !strict.properties().look_set().contains_word_unicode() {
            return None;
        }
        let mut builder = RegexBuilder::new(&without_borders(strict).to_string());
        builder
            .size_limit(MAX_COMPILED_BYTES)
            .dfa_size_limit(REMEMBERED);
        builder.build().ok()
    }

    /// The regular expression with word boundaries around it: a retry after each hit that is no
    /// whole word could take time quadratic in the length of the text.
    fn wrapped(&self) -> String {
        if self.whole {
            format!(r"\b{{start-half}}(?:{})\b{{end-half}}", self.text)
        } else {
            self.text.clone()
        }
    }

    /// Translates words to a regular expression.
    fn words_source(&self, text: &str) -> String {
        let mut source = String::new();
        let words: Vec<&str> = text.split_whitespace().collect();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                source.push_str(SPACE);
            }
            let word: Vec<char> = if self.accents {
                word.chars().collect()
            } else {
                word.chars()
                    .filter_map(|c| fold_case(c, self.cased))
                    .collect()
            };
            let last = number + 1 == words.len();
            let (stem, ending) = if self.inflected {
                inflected(&word, last)
            } else {
                (word.as_slice(), "")
            };
            if self.accents {
                let stem: String = stem.iter().collect();
                source.push_str(&regex::escape(&stem));
            } else {
                Variants::of(stem, self.cased).spell(stem, &mut source);
            }
            source.push_str(ending);
        }
        source
    }
}

/// The pattern without its word boundary assertions.
fn without_borders(pattern: Hir) -> Hir {
    let all = |parts: Vec<Hir>| parts.into_iter().map(without_borders).collect();
    match pattern.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) if LookSet::singleton(look).contains_word_unicode() => Hir::empty(),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(without_borders(*repetition.sub)),
            ..repetition
        }),
        HirKind::Capture(Capture { sub, .. }) => without_borders(*sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

fn refusal(error: &regex::Error) -> PatternError {
    match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooLarge,
        // The last line contains the message; those above show the pattern with our wrapping.
        error => {
            let message = error.to_string();
            let why = message.lines().last().unwrap_or_default();
            let why = why.trim_start_matches("error: ");
            PatternError::Syntax(why.to_owned())
        }
    }
}

/// White space with at most one line end.
const SPACE: &str = r"(?:[^\S\r\n]+(?:\r\n|\r|\n)?[^\S\r\n]*|(?:\r\n|\r|\n)[^\S\r\n]*)";

/// Stems a word: the word without its inflected ending, and a regex of the endings it may have.
fn inflected(word: &[char], last: bool) -> (&[char], &'static str) {
    /// The least length of a stem: shorter ones match too much.
    const SHORTEST: usize = 3;
    let is_cyrillic = |c: &char| ('\u{400}'..='\u{52f}').contains(c);
    let is_latin = |c: &char| c.is_alphabetic() && *c < '\u{250}';
    match word.last() {
        Some(end) if is_cyrillic(end) => {
            let vowel = |c: &char| "аеиоуыэюяіїєйь".contains(c.to_ascii_lowercase());
            let bare = word.iter().rposition(|c| !vowel(c)).map_or(0, |at| at + 1);
            let stem = bare.max(word.len().saturating_sub(2));
            if stem < SHORTEST {
                return (word, "");
            }
            (&word[..stem], "(?i:[аеиоуыэюяіїєйьвгмх]{0,3})")
        }
        Some(end) if is_latin(end) && last && word.len() >= SHORTEST => {
            if matches!(end, 'y' | 'Y') {
                (&word[..word.len() - 1], "(?i:ys?|ies)")
            } else {
                (word, "(?i:e?s)?")
            }
        }
        _ => (word, ""),
    }
}

/// The variants (upper case, accented) of each letter, for a comparison without case and accents.
struct Variants {
    of: BTreeMap<char, BTreeSet<char>>,
}

impl Variants {
    fn of(letters: &[char], cased: bool) -> Self {
        let both = |c: char| c.to_uppercase().filter(move |_| !cased).chain([c]);
        let mut of: BTreeMap<char, BTreeSet<char>> = letters
            .iter()
            .map(|c| {
                (
                    *c,
                    both(*c)
                        .filter(|b| fold_case(*b, cased) == Some(*c))
                        .collect(),
                )
            })
            .collect();
        for c in ACCENTED.into_iter().flatten().filter_map(char::from_u32) {
            let normalized = fold_case(c, cased);
            if let Some(written) = normalized.and_then(|normalized| of.get_mut(&normalized)) {
                written.insert(c);
            }
        }
        Self { of }
    }

    fn spell(&self, letters: &[char], source: &mut String) {
        for letter in letters {
            source.push('[');
            for c in self.of.get(letter).into_iter().flatten() {
                // An escape, so that no character has a special meaning in the expression.
                let written = write!(source, r"\u{{{:x}}}", u32::from(*c));
                debug_assert!(written.is_ok(), "a string takes whatever is written");
            }
            source.push(']');
            source.push_str(match letter {
                '\u{590}'..='\u{6ff}' => POINTS,
                _ => MARKS,
            });
        }
    }
}

/// Ignored marks after a letter. Few, since the expression repeats this after each letter.
const MARKS: &str = r"[\u{ad}\u{300}-\u{36f}\u{483}-\u{487}]*";

/// Ignored marks after a Hebrew or Arabic letter.
const POINTS: &str = r"[\u{ad}\u{591}-\u{5c7}\u{610}-\u{61a}\u{64b}-\u{65f}\u{670}]*";

/// Unicode ranges with accented letters, quotes and dashes.
const ACCENTED: [std::ops::RangeInclusive<u32>; 6] = [
    0xAB..=0x24F,
    0x2BC..=0x52F,
    0x622..=0x6D3,
    0x1E00..=0x1FFF,
    0x2010..=0x203A,
    0x2212..=0x2212,
];

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    regex: Regex,
    /// A faster prefilter that matches more; see [`Pattern::loose`].
    loose: Option<Regex>,
    whole: bool,
}

impl Matcher {
    /// The matches, in order; they do not overlap, and none is empty.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = 0;
        // The last match of the prefilter: every match of the pattern begins in it or in a later
        // one.
        let mut loosely = 0..0;
        std::iter::from_fn(move || {
            loop {
                if let Some(loose) = &self.loose
                    && from >= loosely.end
                {
                    loosely = loose.find_at(text, from)?.range();
                    from = loosely.start;
                }
                let found = self.regex.find_at(text, from)?.range();
                let next = text[found.start..].chars().next().map_or(1, char::len_utf8);
                let is_whole = || !self.whole || is_whole(text, &found);
                if found.is_empty() || !is_whole() {
                    from = found.start + next;
                    if from > text.len() {
                        return None;
                    }
                    continue;
                }
                from = found.end;
                return Some(found);
            }
        })
    }
}

/// Whether a range consists of whole words: both ends are word boundaries.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    !joins(text, range.start) && !joins(text, range.end)
}

/// Whether a position is within a word. Scripts without spaces have no such positions.
fn joins(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_within = |c: Option<char>| {
        c.is_some_and(|c| {
            let spaceless = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
                | '\u{20000}'..='\u{3ffff}');
            (c.is_alphanumeric() && !spaceless) || c == '_' || fold_case(c, false).is_none()
        })
    };
    is_within(before.chars().next_back()) && is_within(after.chars().next())
}
