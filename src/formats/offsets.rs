//! Offsets that another program wrote: detects in which unit it counted, and resolves them.
//!
//! The covered text decides: `text[start..end] == quote` must hold in the unit that the format
//! counts in; otherwise the other ways of counting are tried, and the one that matches most quotes
//! is used and reported. A quote that matches in none of them has no position.

use crate::model::text::{CharOffset, Utf16Offset};
use crate::model::{ByteOffset, Span, Text};

use icu_segmenter::GraphemeClusterSegmenter;

/// The unit of an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values: Python.
    Chars,
    /// UTF-16 code units: Java, JavaScript, .NET.
    Utf16,
    /// UTF-8 bytes: Rust, Go.
    Bytes,
    /// Grapheme clusters: Swift, and doccano's grapheme mode.
    Graphemes,
}

impl Unit {
    /// All units.
    const ALL: [Self; 4] = [Self::Chars, Self::Utf16, Self::Bytes, Self::Graphemes];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chars => "Unicode characters",
            Self::Utf16 => "UTF-16 units",
            Self::Bytes => "bytes",
            Self::Graphemes => "grapheme clusters",
        }
    }
}

/// How a program counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    pub unit: Unit,
    pub line_ends: LineEnds,
    /// Whether a byte order mark before the text was counted.
    pub bom: bool,
}

/// How line ends were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnds {
    /// Unchanged.
    AsTheyAre,
    /// `CR LF` as one.
    One,
    /// `LF` as two, since it was `CR LF` where the program ran.
    Two,
}

impl From<Unit> for Counting {
    fn from(unit: Unit) -> Self {
        Self {
            unit,
            line_ends: LineEnds::AsTheyAre,
            bom: false,
        }
    }
}

impl Counting {
    /// The ways of counting that occur in practice, the usual one first.
    fn all(usual: Unit) -> Vec<Self> {
        let units = std::iter::once(usual).chain(Unit::ALL.into_iter().filter(|u| *u != usual));
        let mut all = Vec::new();
        for (line_ends, bom) in [
            (LineEnds::AsTheyAre, false),
            (LineEnds::One, false),
            (LineEnds::Two, false),
            (LineEnds::AsTheyAre, true),
            (LineEnds::One, true),
        ] {
            all.extend(units.clone().map(|unit| Self {
                unit,
                line_ends,
                bom,
            }));
        }
        // `CR LF` is one cluster: the unit of graphemes is tried last, if nothing else explains the
        // offsets.
        all.sort_by_key(|counting| counting.unit == Unit::Graphemes && *counting != usual.into());
        all
    }

    /// A message about how it differs from the usual way.
    pub fn message(self, usual: Unit) -> String {
        let mut messages = Vec::new();
        if self.unit != usual {
            messages.push(format!(
                "places count {} instead of {}",
                self.unit.name(),
                usual.name()
            ));
        }
        match self.line_ends {
            LineEnds::AsTheyAre => {}
            LineEnds::One => messages.push("places count CR LF as one".to_owned()),
            LineEnds::Two => messages.push("places count LF as two".to_owned()),
        }
        if self.bom {
            messages.push("places count a byte order mark".to_owned());
        }
        messages.join(", ")
    }
}

/// Converts offsets as a program counted them to positions in a text.
pub struct OffsetMap<'t> {
    text: &'t Text,
    counted: OffsetIndex,
}

enum OffsetIndex {
    /// In the unit of the text's own index.
    Plainly(Unit),
    /// The byte of each offset; [`NOWHERE`] inside a character.
    Otherwise(Vec<usize>),
}

/// The marker of an offset that splits a character.
const NOWHERE: usize = usize::MAX;

impl<'t> OffsetMap<'t> {
    /// A converter for a text.
    pub fn new(text: &'t Text, counting: Counting) -> Self {
        if counting.unit != Unit::Graphemes && counting == counting.unit.into() {
            let counted = OffsetIndex::Plainly(counting.unit);
            return Self { text, counted };
        }
        Self::of_many(text, counting)
    }

    /// The same for very many offsets: all are computed beforehand.
    pub fn of_many(text: &'t Text, counting: Counting) -> Self {
        let content = text.as_str();
        let mut bytes = Vec::with_capacity(content.len() + 4);
        if counting.bom {
            let width = match counting.unit {
                Unit::Bytes => 3,
                _ => 1,
            };
            bytes.resize(width, NOWHERE);
        }
        let mut counted = |start: usize, piece: &str| {
            let width = match counting.unit {
                Unit::Chars | Unit::Graphemes => 1,
                Unit::Utf16 => piece.chars().map(char::len_utf16).sum(),
                Unit::Bytes => piece.len(),
            };
            let width = match (piece, counting.line_ends) {
                ("\r", LineEnds::One) if content[start + 1..].starts_with('\n') => 0,
                ("\n", LineEnds::Two) => 2,
                _ => width,
            };
            if width > 0 {
                bytes.push(start);
                bytes.resize(bytes.len() + width - 1, NOWHERE);
            }
        };
        if counting.unit == Unit::Graphemes {
            let mut start = 0;
            for end in GraphemeClusterSegmenter::new().segment_str(content) {
                if end > start {
                    counted(start, &content[start..end]);
                }
                start = end;
            }
        } else {
            for (start, c) in content.char_indices() {
                counted(start, &content[start..start + c.len_utf8()]);
            }
        }
        bytes.push(content.len());
        let counted = OffsetIndex::Otherwise(bytes);
        Self { text, counted }
    }

    fn byte(&self, place: usize) -> Option<ByteOffset> {
        match &self.counted {
            OffsetIndex::Plainly(Unit::Utf16) => self.text.byte_from_utf16(Utf16Offset(place)),
            OffsetIndex::Plainly(Unit::Bytes) => Some(ByteOffset(place)),
            OffsetIndex::Plainly(_) => self.text.byte_from_char(CharOffset(place)),
            OffsetIndex::Otherwise(bytes) => {
                let byte = bytes.get(place).copied();
                byte.filter(|byte| *byte != NOWHERE).map(ByteOffset)
            }
        }
    }

    /// The number of Unicode scalar values before an offset, `None` if it is not in the text.
    pub fn char(&self, place: usize) -> Option<usize> {
        let at = self.text.char_from_byte(self.byte(place)?)?;
        Some(at.0)
    }

    /// The span between two offsets, `None` if it is not valid.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        Span::new(self.text, self.byte(start)?, self.byte(end)?).ok()
    }
}

/// The number of Unicode scalar values before a position in the text.
pub fn char_at(text: &Text, at: ByteOffset) -> usize {
    text.char_from_byte(at).map_or(0, |at| at.0)
}

/// Counts Unicode scalar values or UTF-16 units up to positions that mostly ascend, such as those
/// of words: each costs only the distance from the previous one.
pub struct Chars<'t> {
    content: &'t str,
    byte: usize,
    count: usize,
    in_utf16: bool,
}

impl<'t> Chars<'t> {
    /// Begins at the start of a text.
    pub fn new(content: &'t str) -> Self {
        Self {
            content,
            byte: 0,
            count: 0,
            in_utf16: false,
        }
    }

    /// The same for UTF-16 units.
    pub fn utf16(content: &'t str) -> Self {
        Self {
            in_utf16: true,
            ..Self::new(content)
        }
    }

    /// The number of units before a byte, which must be the first of a character.
    pub fn before(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.count) = (0, 0);
        }
        let between = &self.content.as_bytes()[self.byte..byte];
        // A continuation byte adds nothing; a byte that leads four adds a surrogate pair.
        self.count += between.iter().filter(|b| **b & 0xC0 != 0x80).count();
        if self.in_utf16 {
            self.count += between.iter().filter(|b| **b >= 0xF0).count();
        }
        self.byte = byte;
        self.count
    }
}

/// The position of one annotation, as another program claims it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeclaredPosition {
    /// The start and the end of each fragment.
    pub spans: Vec<(usize, usize)>,
    /// The covered text, fragments joined by one space; `None` if the format does not store it.
    pub quote: Option<String>,
}

impl DeclaredPosition {
    /// Resolves the spans, if they are in the text and cover the quote.
    pub fn spans(&self, places: &OffsetMap<'_>) -> Result<Vec<Span>, ClaimFault> {
        let spans = self.spans.iter().map(|(start, end)| {
            let outside = ClaimFault::NoPlace {
                start: *start,
                end: *end,
            };
            places.span(*start, *end).ok_or(outside)
        });
        let spans = spans.collect::<Result<Vec<Span>, ClaimFault>>()?;
        if spans.is_empty() {
            return Err(ClaimFault::NoSpan);
        }
        let Some(quote) = &self.quote else {
            return Ok(spans);
        };
        if let [span] = spans.as_slice()
            && span.text(places.text) == quote
        {
            return Ok(spans);
        }
        let covered: Vec<&str> = spans.iter().map(|span| span.text(places.text)).collect();
        let covered = covered.join(" ");
        if spaced(&covered).eq(spaced(quote)) {
            return Ok(spans);
        }
        let quote = quote.clone();
        Err(ClaimFault::OtherText { quote, covered })
    }
}

/// Normalizes white space, which programs change in a quote: a line end is often a space.
fn spaced(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
}

/// Why a claim cannot be resolved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimFault {
    #[error("it names no place")]
    NoSpan,
    #[error("{start}–{end} is no place in the text")]
    NoPlace { start: usize, end: usize },
    #[error("“{quote}” does not stand there, but “{covered}”")]
    OtherText { quote: String, covered: String },
}

/// The number of offsets that must be off by one before that is taken for a way of counting.
const FEWEST_OFF: usize = 3;

/// Detects how the program that wrote the claims counted: the usual way if it resolves all claims,
/// and otherwise the way that resolves most of them.
///
/// Claims without a quote are judged by their boundaries: a program that counts the usual way does
/// not cut words. Another way of counting is used only if the usual one cuts a word and the other
/// cuts none, or nearly none of very many. A byte order mark before the text makes all offsets off by one; a single offset that
/// is off is a mistake of the annotator.
pub fn detect(text: &Text, usual: Unit, claims: &[&DeclaredPosition]) -> Counting {
    let usual_counting = Counting::from(usual);
    let stands = |counting: Counting| {
        let places = OffsetMap::new(text, counting);
        let stands = claims.iter().filter(|claim| match claim.spans(&places) {
            Ok(spans) => claim.quote.is_some() || spans.iter().all(|span| is_on_words(text, *span)),
            Err(_) => false,
        });
        stands.count()
    };
    let mut best = (stands(usual_counting), usual_counting);
    if best.0 == claims.len() {
        return usual_counting;
    }
    let quoted = claims.iter().any(|claim| claim.quote.is_some());
    let may_be_marked = quoted || (best.0 == 0 && claims.len() >= FEWEST_OFF);
    let others = Counting::all(usual).into_iter().skip(1);
    for counting in others.filter(|counting| may_be_marked || !counting.bom) {
        let count = stands(counting);
        // One wrong claim does not decide how all others are read.
        let is_nearly_all = count >= best.0 + FEWEST_OFF && count * 10 >= claims.len() * 9;
        if count > best.0 && (quoted || count == claims.len() || is_nearly_all) {
            best = (count, counting);
        }
    }
    best.1
}

/// Whether a span begins and ends at word boundaries.
pub fn is_on_words(text: &Text, span: Span) -> bool {
    let content = text.as_str();
    let covered = span.text(text);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let (first, last) = (covered.chars().next(), covered.chars().next_back());
    let before = content[..span.start().0].chars().next_back();
    let after = content[span.end().0..].chars().next();
    let is_spaced = is_space(first) || is_space(last);
    let cuts_start = is_word(before) && is_word(first);
    let cuts_end = is_word(last) && is_word(after);
    !(is_spaced || cuts_start || cuts_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: &str = "Putin demands a NATO freeze. 🕊️ Zelenskyy refused.";

    fn claim(start: usize, end: usize, quote: Option<&str>) -> DeclaredPosition {
        DeclaredPosition {
            spans: vec![(start, end)],
            quote: quote.map(str::to_owned),
        }
    }

    fn check(text: &str, places: (usize, usize), quote: Option<&str>, messages: &str) {
        let text = Text::new(text);
        let claims = [
            claim(0, 5, quote.map(|_| "Putin")),
            claim(places.0, places.1, quote),
        ];
        let counting = detect(&text, Unit::Chars, &claims.iter().collect::<Vec<_>>());
        assert_eq!(counting.message(Unit::Chars), messages);
        let places = OffsetMap::new(&text, counting);
        let spans = claims[1].spans(&places).expect("it stands");
        assert_eq!(spans[0].text(&text), "Zelenskyy");
    }

    #[test]
    fn the_covered_text_tells_how_was_counted() {
        let quote = Some("Zelenskyy");
        check(S, (32, 41), quote, "");
        let utf16 = "places count UTF-16 units instead of Unicode characters";
        check(S, (33, 42), quote, utf16);
        check(S, (33, 42), None, utf16);
        check(
            S,
            (37, 46),
            quote,
            "places count bytes instead of Unicode characters",
        );
        let graphemes = "places count grapheme clusters instead of Unicode characters";
        check(S, (31, 40), quote, graphemes);
        let crlf = "Putin:\r\nno.\r\nZelenskyy";
        check(crlf, (11, 20), quote, "places count CR LF as one");
        let lf = "Putin:\nno.\nZelenskyy";
        check(lf, (13, 22), quote, "places count LF as two");
    }

    #[test]
    fn a_counted_byte_order_mark_is_seen() {
        let text = Text::new("Putin, Zelenskyy");
        let claims = [claim(1, 6, Some("Putin")), claim(8, 17, Some("Zelenskyy"))];
        let counting = detect(&text, Unit::Chars, &claims.iter().collect::<Vec<_>>());
        assert_eq!(
            counting.message(Unit::Chars),
            "places count a byte order mark"
        );
    }

    #[test]
    fn one_wrong_offset_does_not_change_the_detected_unit() {
        let text = Text::new("Here Putin, Zelenskyy and Trump spoke.");
        let counting = |places: &[(usize, usize)]| {
            let claims = places.iter().map(|(start, end)| claim(*start, *end, None));
            let claims: Vec<DeclaredPosition> = claims.collect();
            detect(&text, Unit::Chars, &claims.iter().collect::<Vec<_>>())
        };
        assert!(!counting(&[(6, 11)]).bom);
        assert!(!counting(&[(6, 11), (12, 21), (27, 32)]).bom);
        assert!(counting(&[(6, 11), (13, 22), (27, 32)]).bom);
    }

    #[test]
    fn places_are_counted_one_after_another() {
        let (mut chars, mut utf16) = (Chars::new(S), Chars::utf16(S));
        for (byte, wanted) in [(0, (0, 0)), (37, (32, 33)), (46, (41, 42)), (5, (5, 5))] {
            assert_eq!((chars.before(byte), utf16.before(byte)), wanted);
        }
    }

    #[test]
    fn offsets_outside_the_text_have_no_position() {
        let text = Text::new(S);
        let places = OffsetMap::new(&text, Unit::Utf16.into());
        assert_eq!(places.span(29, 30), None);
        assert_eq!(places.span(5, 5), None);
        assert_eq!(places.span(0, 99), None);
        let fault = claim(0, 5, Some("Biden"))
            .spans(&places)
            .expect_err("other text");
        assert!(fault.to_string().contains("“Biden”"));
    }
}
