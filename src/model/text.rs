//! The immutable text of an article, and the conversion between byte, character and UTF-16 offsets.
//!
//! Inside Demarche a position is a [`ByteOffset`]. Our files count Unicode scalar values
//! ([`CharOffset`], as Python does); Java, JavaScript and .NET count UTF-16 code units
//! ([`Utf16Offset`]). This file is the only one that converts between them.
//!
//! ```text
//! text     P  é  🕊  .        bytes   0 1 3 7 8
//!                             chars   0 1 2 3 4
//!                             utf-16  0 1 2 4 5
//! ```

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A position in an article, counted in UTF-8 bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(pub usize);

/// A position in an article, counted in Unicode scalar values from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharOffset(pub usize);

/// A position in an article, counted in UTF-16 code units from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Offset(pub usize);

impl fmt::Display for CharOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Bytes between two entries of the conversion table.
///
/// A conversion scans at most this many bytes, so a smaller stride is faster and a larger one needs
/// less memory: 256 costs 3 % of the text's size and some 30 ns a conversion.
const STRIDE: usize = 256;

/// The number of scalar values and UTF-16 code units before a table entry's byte.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    chars: u32,
    utf16: u32,
}

/// An article's decoded text. Cloning it is cheap.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    content: Box<str>,
    /// Entry `i` counts the text before the first character boundary at or after `i * STRIDE`.
    counts: Vec<Count>,
    total: Count,
    /// Byte ranges of the paragraphs, without their line ends.
    paragraphs: Vec<Range<usize>>,
    /// Counted when somebody asks first.
    words: OnceLock<usize>,
}

impl Text {
    /// Creates a text from the decoded content of an article, without a byte order mark.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer; the store rejects such files earlier.
    pub fn new(content: impl Into<Box<str>>) -> Self {
        let content: Box<str> = content.into();
        assert!(
            u32::try_from(content.len()).is_ok(),
            "an article is shorter than 4 GiB"
        );
        let (counts, total) = count(&content);
        let paragraphs = paragraphs(&content);
        Self(Arc::new(Inner {
            content,
            counts,
            total,
            paragraphs,
            words: OnceLock::new(),
        }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.content
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.content.len()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.content.is_empty()
    }

    /// The position after the last character.
    pub fn end(&self) -> ByteOffset {
        ByteOffset(self.len())
    }

    /// Length in Unicode scalar values.
    pub fn char_len(&self) -> usize {
        self.0.total.chars as usize
    }

    /// The number of words: what white space separates.
    pub fn word_count(&self) -> usize {
        let count = || self.as_str().split_whitespace().count();
        *self.0.words.get_or_init(count)
    }

    /// The text between two positions, or `None` if one of them splits a character or is out of
    /// range.
    pub fn slice(&self, start: ByteOffset, end: ByteOffset) -> Option<&str> {
        self.0.content.get(start.0..end.0)
    }

    /// Whether the position is inside the text (or at its end) and on a character boundary.
    pub fn is_boundary(&self, at: ByteOffset) -> bool {
        self.0.content.is_char_boundary(at.0)
    }

    /// Byte ranges of the paragraphs in order, without their line ends.
    ///
    /// A paragraph is the text between two line ends (LF, CR LF, CR); an empty line is one too.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        &self.0.paragraphs
    }

    /// The index of the paragraph at a position; a position within a line end belongs to the line
    /// before it.
    pub fn paragraph_at(&self, at: ByteOffset) -> usize {
        self.0
            .paragraphs
            .partition_point(|paragraph| paragraph.start <= at.0)
            .saturating_sub(1)
    }

    /// Converts a byte offset to scalar values; `None` if it splits a character or is out of range.
    pub fn char_from_byte(&self, at: ByteOffset) -> Option<CharOffset> {
        self.count_before(at)
            .map(|count| CharOffset(count.chars as usize))
    }

    /// Converts a byte offset to UTF-16; `None` if it splits a character or is out of range.
    pub fn utf16_from_byte(&self, at: ByteOffset) -> Option<Utf16Offset> {
        self.count_before(at)
            .map(|count| Utf16Offset(count.utf16 as usize))
    }

    /// Converts an offset in scalar values to bytes; `None` beyond the end.
    pub fn byte_from_char(&self, at: CharOffset) -> Option<ByteOffset> {
        self.find(at.0, |count| count.chars as usize, |_| 1)
    }

    /// Converts an offset in UTF-16 units to bytes; `None` beyond the end or in a surrogate pair.
    pub fn byte_from_utf16(&self, at: Utf16Offset) -> Option<ByteOffset> {
        self.find(at.0, |count| count.utf16 as usize, char::len_utf16)
    }

    fn count_before(&self, at: ByteOffset) -> Option<Count> {
        if !self.is_boundary(at) {
            return None;
        }
        let entry = at.0 / STRIDE;
        let mut count = *self.0.counts.get(entry)?;
        // The entry counts up to the first boundary at or after its byte, which can be after `at`
        // only if `at` is no boundary.
        let start = self.entry_byte(entry);
        if self.is_one_byte_each(entry, start) {
            let chars = (at.0 - start) as u32;
            count.chars += chars;
            count.utf16 += chars;
            return Some(count);
        }
        let between = &self.0.content[start..at.0];
        let chars = between.chars().count() as u32;
        // Four bytes are two code units.
        let long = between.bytes().filter(|byte| *byte >= 0xF0).count() as u32;
        count.chars += chars;
        count.utf16 += chars + long;
        Some(count)
    }

    /// Whether all characters between an entry of the table, which counts up to byte `start`, and the next
    /// have one byte, as most have in most texts.
    fn is_one_byte_each(&self, entry: usize, start: usize) -> bool {
        let [Some(this), Some(next)] = [entry, entry + 1].map(|entry| self.0.counts.get(entry))
        else {
            return false;
        };
        (next.chars - this.chars) as usize == self.entry_byte(entry + 1) - start
    }

    fn find(
        &self,
        target: usize,
        unit: impl Fn(&Count) -> usize,
        width: impl Fn(char) -> usize,
    ) -> Option<ByteOffset> {
        let entry = self
            .0
            .counts
            .partition_point(|count| unit(count) <= target)
            .checked_sub(1)?;
        let mut seen = unit(&self.0.counts[entry]);
        let mut byte = self.entry_byte(entry);
        let mut rest = self.0.content[byte..].chars();
        while seen < target {
            let c = rest.next()?;
            seen += width(c);
            byte += c.len_utf8();
        }
        (seen == target).then_some(ByteOffset(byte))
    }

    /// The first character boundary at or after a table entry's byte.
    fn entry_byte(&self, entry: usize) -> usize {
        let mut byte = (entry * STRIDE).min(self.len());
        while !self.0.content.is_char_boundary(byte) {
            byte += 1;
        }
        byte
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.as_str()).finish()
    }
}

fn count(content: &str) -> (Vec<Count>, Count) {
    let bytes = content.as_bytes();
    let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
    let mut total = Count::default();
    let mut start = 0;
    loop {
        counts.push(total);
        let mut end = (counts.len() * STRIDE).min(bytes.len());
        while !content.is_char_boundary(end) {
            end += 1;
        }
        for byte in &bytes[start..end] {
            // A continuation byte adds nothing; the lead byte of four adds a surrogate pair.
            total.chars += u32::from(*byte & 0xC0 != 0x80);
            total.utf16 += u32::from(*byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
        }
        start = end;
        if counts.len() * STRIDE > bytes.len() {
            return (counts, total);
        }
    }
}

fn paragraphs(content: &str) -> Vec<Range<usize>> {
    let bytes = content.as_bytes();
    let mut paragraphs = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let width = match bytes[at] {
            b'\n' => 1,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        paragraphs.push(start..at);
        at += width;
        start = at;
    }
    // A line end at the end of the text ends the last paragraph and starts no new one.
    if start < bytes.len() || paragraphs.is_empty() {
        paragraphs.push(start..bytes.len());
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(content: &str) -> Vec<&str> {
        let text = Text::new(content);
        let ranges = text.paragraphs().to_vec();
        ranges.into_iter().map(|r| &content[r]).collect()
    }

    #[test]
    fn paragraphs_end_at_any_line_end() {
        assert_eq!(lines("a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(lines("a\n\nb\n"), ["a", "", "b"]);
        assert_eq!(lines(""), [""]);
        assert_eq!(lines("\r\n"), [""]);
    }

    #[test]
    fn a_line_end_belongs_to_the_line_it_ends() {
        let text = Text::new("ab\r\ncd");
        let at = |byte| text.paragraph_at(ByteOffset(byte));
        assert_eq!([at(0), at(2), at(3), at(4), at(6)], [0, 0, 0, 1, 1]);
    }

    #[test]
    fn the_three_units_differ_as_published() {
        let text = Text::new("Putin demands a NATO freeze. 🕊️ Zelenskyy refused.");
        let at = ByteOffset(text.as_str().find("Zelenskyy").unwrap_or_default());
        assert_eq!(at, ByteOffset(37));
        assert_eq!(text.char_from_byte(at), Some(CharOffset(32)));
        assert_eq!(text.utf16_from_byte(at), Some(Utf16Offset(33)));
        assert_eq!(text.char_len(), 50);
    }

    #[test]
    fn places_inside_a_character_are_refused() {
        let text = Text::new("🕊");
        assert_eq!(text.char_from_byte(ByteOffset(2)), None);
        assert_eq!(text.byte_from_utf16(Utf16Offset(1)), None);
        assert_eq!(text.byte_from_char(CharOffset(2)), None);
        assert_eq!(text.byte_from_char(CharOffset(1)), Some(ByteOffset(4)));
        assert_eq!(text.char_from_byte(ByteOffset(5)), None);
    }

    /// Characters of every UTF-8 width, in runs long enough to cross table entries.
    fn content() -> impl Strategy<Value = String> {
        let c = prop_oneof![
            Just('a'),
            Just('é'),
            Just('中'),
            Just('🕊'),
            Just('\u{301}'),
            Just('\n'),
            Just('\r')
        ];
        prop::collection::vec(c, 0..1200).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn conversions_agree_with_counting_by_hand(content in content()) {
            let text = Text::new(content.as_str());
            let places = content.char_indices().map(|(b, _)| b).chain([content.len()]);
            for (chars, byte) in places.enumerate() {
                let utf16 = content[..byte].encode_utf16().count();
                prop_assert_eq!(text.char_from_byte(ByteOffset(byte)), Some(CharOffset(chars)));
                prop_assert_eq!(text.byte_from_char(CharOffset(chars)), Some(ByteOffset(byte)));
                prop_assert_eq!(text.utf16_from_byte(ByteOffset(byte)), Some(Utf16Offset(utf16)));
                prop_assert_eq!(text.byte_from_utf16(Utf16Offset(utf16)), Some(ByteOffset(byte)));
            }
        }

        #[test]
        fn paragraphs_hold_everything_but_line_ends(content in content()) {
            let joined: String = lines(&content).concat();
            prop_assert_eq!(joined, content.replace(['\r', '\n'], ""));
        }
    }
}
