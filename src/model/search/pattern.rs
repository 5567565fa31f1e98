//! Words, or a regular expression, as a machine that finds them in time that grows with the text
//! alone.
//!
//! ```text
//! zelensky           finds   Zelenský                (without case and accents, unless asked)
//! prime minister     finds   prime\nminister         (space stands for space or a line end)
//! Москва, inflected  finds   Москвою                 minister, inflected, finds ministers
//! ```
//!
//! Limitations: a regular expression takes accents as they are written. Inflection knows plurals of
//! Latin and endings of Cyrillic words and no changes within a word: `Харків` is not `Харкова`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Hir, HirKind, LookSet, Repetition};

use crate::find::fold;

/// The largest machine that a regular expression may need, in bytes.
const LARGEST: usize = 1 << 20;

/// The largest machine that words may need: each letter is as many as it can be written in ways.
const LARGEST_OF_WORDS: usize = 64 << 20;

/// What the machine may remember while it searches, in bytes.
const REMEMBERED: usize = 4 << 20;

/// How deep a regular expression may be nested.
const DEEPEST: u32 = 64;

/// Words to be looked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    pub text: String,
    /// The text is a regular expression.
    pub regex: bool,
    /// Capitals are meant.
    pub cased: bool,
    /// Only whole words.
    pub whole: bool,
    /// Accents are meant.
    pub accents: bool,
    /// Whole words, also in the plural or with another ending.
    pub inflected: bool,
}

/// Why there is nothing that could be looked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    #[error("this is no regular expression: {0}")]
    Syntax(String),
    #[error("this regular expression is too large; repeat less, or look for a part of it")]
    TooLarge,
}

impl Pattern {
    /// Words as they are.
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// The machine; `None` if nothing is left of the text.
    pub(super) fn matcher(&self) -> Result<Option<Matcher>, PatternError> {
        let text = self.text.trim();
        let source = match (text, self.regex) {
            ("", _) => return Ok(None),
            (_, true) => self.wrapped(),
            (text, false) => self.spelled(text),
        };
        if self.regex && self.whole {
            // Alone it must be an expression too: `a)(b` would become one within brackets.
            self.built(&self.text)?;
        }
        let regex = self.built(&source)?;
        Ok(Some(Matcher {
            regex,
            loose: self.loose(&source),
            // A regular expression has its borders within; see `wrapped`.
            whole: !self.regex && (self.whole || self.inflected),
        }))
    }

    fn built(&self, source: &str) -> Result<Regex, PatternError> {
        let largest = if self.regex {
            LARGEST
        } else {
            LARGEST_OF_WORDS
        };
        RegexBuilder::new(source)
            // Words that are compared letter by letter name both cases of each.
            .case_insensitive(!self.cased && (self.regex || self.accents))
            .multi_line(true)
            .crlf(true)
            .size_limit(largest)
            .dfa_size_limit(REMEMBERED)
            .nest_limit(DEEPEST)
            .build()
            .map_err(|error| refusal(&error))
    }

    /// A machine without borders of words, that finds all that the pattern finds and more. Borders
    /// beside letters that are not ASCII, or beside a curly quote, make the regex crate take its
    /// slow way, so that a text is searched in that way only where this one has found something.
    fn loose(&self, source: &str) -> Option<Regex> {
        let mut parser = ParserBuilder::new()
            .case_insensitive(!self.cased)
            .multi_line(true)
            .crlf(true)
            .nest_limit(DEEPEST)
            .build();
        let strict = parser.parse(source).ok().filter(|_| self.regex)?;
        if !strict.properties().look_set().contains_word_unicode() {
            return None;
        }
        let mut builder = RegexBuilder::new(&without_borders(strict).to_string());
        builder.size_limit(LARGEST).dfa_size_limit(REMEMBERED);
        builder.build().ok()
    }

    /// A regular expression with the borders of words around it: to try again behind each hit that
    /// is no whole word could take as long as the text's length squared.
    fn wrapped(&self) -> String {
        if self.whole {
            format!(r"\b{{start-half}}(?:{})\b{{end-half}}", self.text)
        } else {
            self.text.clone()
        }
    }

    /// Words as a regular expression.
    fn spelled(&self, text: &str) -> String {
        let mut source = String::new();
        let words: Vec<&str> = text.split_whitespace().collect();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                source.push_str(SPACE);
            }
            let word: Vec<char> = if self.accents {
                word.chars().collect()
            } else {
                word.chars().filter_map(|c| fold(c, self.cased)).collect()
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

/// A pattern that asks for no borders of words.
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
        // The last line says what is wrong; those above draw the pattern, with ours around it.
        error => {
            let told = error.to_string();
            let why = told.lines().last().unwrap_or_default();
            let why = why.trim_start_matches("error: ");
            PatternError::Syntax(why.to_owned())
        }
    }
}

/// White space with at most one line end.
const SPACE: &str = r"(?:[^\S\r\n]+(?:\r\n|\r|\n)?[^\S\r\n]*|(?:\r\n|\r|\n)[^\S\r\n]*)";

/// A word without the ending that changes, and the endings that it may have.
fn inflected(word: &[char], last: bool) -> (&[char], &'static str) {
    /// Shorter stems say nothing.
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

/// How letters may be written that are compared without case and accents.
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
                    both(*c).filter(|b| fold(*b, cased) == Some(*c)).collect(),
                )
            })
            .collect();
        for c in ACCENTED.into_iter().flatten().filter_map(char::from_u32) {
            let folded = fold(c, cased);
            if let Some(written) = folded.and_then(|folded| of.get_mut(&folded)) {
                written.insert(c);
            }
        }
        Self { of }
    }

    fn spell(&self, letters: &[char], source: &mut String) {
        for letter in letters {
            source.push('[');
            for c in self.of.get(letter).into_iter().flatten() {
                // Written so, no character means anything to the expression.
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

/// What is not compared behind a letter. Few, since it is said behind each.
const MARKS: &str = r"[\u{ad}\u{300}-\u{36f}\u{483}-\u{487}]*";

/// What is not compared behind a letter of Hebrew and Arabic.
const POINTS: &str = r"[\u{ad}\u{591}-\u{5c7}\u{610}-\u{61a}\u{64b}-\u{65f}\u{670}]*";

/// Blocks that hold accented letters, quotes and dashes.
const ACCENTED: [std::ops::RangeInclusive<u32>; 6] = [
    0xAB..=0x24F,
    0x2BC..=0x52F,
    0x622..=0x6D3,
    0x1E00..=0x1FFF,
    0x2010..=0x203A,
    0x2212..=0x2212,
];

/// The machine that finds a pattern.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    regex: Regex,
    /// Finds more, and sooner; see [`Pattern::loose`].
    loose: Option<Regex>,
    whole: bool,
}

impl Matcher {
    /// Where the pattern stands, in order; hits do not overlap, and none is empty.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = 0;
        // The last that was found without borders: whatever has them begins in it or in a later one.
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

/// Whether no word goes on at either end of a range.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    !joins(text, range.start) && !joins(text, range.end)
}

/// Whether a place lies within a word. Scripts without spaces have no such places.
fn joins(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_within = |c: Option<char>| {
        c.is_some_and(|c| {
            let spaceless = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}'
                | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
                | '\u{20000}'..='\u{3ffff}');
            (c.is_alphanumeric() && !spaceless) || c == '_' || fold(c, false).is_none()
        })
    };
    is_within(before.chars().next_back()) && is_within(after.chars().next())
}
