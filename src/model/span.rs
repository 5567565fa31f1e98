//! Spans: ranges of a text that are valid by construction.
//!
//! ```text
//! Span       Putin demands [a NATO freeze].
//! Fragments  "[Open the gate]," he said, "[and keep it open]."
//! ```

use std::ops::Range;

use super::text::{ByteOffset, Text};

/// A range of one text: not empty, inside the text, and on character boundaries. A document checks
/// this against its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: ByteOffset,
    end: ByteOffset,
}

/// Why two positions are no span, or some spans no fragments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    #[error("the span is empty or ends before it starts")]
    Empty,
    #[error("the span reaches beyond the end of the text")]
    Outside,
    #[error("the span splits a character")]
    SplitsCharacter,
    #[error("an annotation needs at least one fragment")]
    NoFragment,
    #[error("fragments must ascend and must not touch")]
    FragmentsTouch,
}

impl Span {
    /// Checks two positions against the text that they belong to.
    ///
    /// # Errors
    /// If the range between them is empty, or one of them is no position in the text.
    pub fn new(text: &Text, start: ByteOffset, end: ByteOffset) -> Result<Self, SpanError> {
        if end <= start {
            return Err(SpanError::Empty);
        }
        if end > text.end() {
            return Err(SpanError::Outside);
        }
        if !text.is_boundary(start) || !text.is_boundary(end) {
            return Err(SpanError::SplitsCharacter);
        }
        Ok(Self { start, end })
    }

    /// A span from stored offsets, not checked against a text: the document that receives it
    /// validates it.
    ///
    /// # Errors
    /// If the range between the two is empty.
    pub fn noted(start: ByteOffset, end: ByteOffset) -> Result<Self, SpanError> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(SpanError::Empty)
        }
    }

    /// Where it starts.
    pub fn start(self) -> ByteOffset {
        self.start
    }

    /// Where it ends, exclusive.
    pub fn end(self) -> ByteOffset {
        self.end
    }

    /// Its byte range.
    pub fn range(self) -> Range<usize> {
        self.start.0..self.end.0
    }

    /// Length in bytes.
    pub fn byte_len(self) -> usize {
        self.end.0 - self.start.0
    }

    /// Whether a position is inside, the end excluded.
    pub fn contains(self, at: ByteOffset) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least one character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The covered text.
    pub fn text(self, text: &Text) -> &str {
        text.slice(self.start, self.end).unwrap_or_default()
    }
}

/// One or more spans of the same text, ascending and not touching: what an annotation covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragments {
    first: Span,
    /// Empty for nearly every annotation, and then not allocated.
    others: Box<[Span]>,
}

impl Fragments {
    /// Fragments from ascending spans that do not touch.
    ///
    /// # Errors
    /// If there is none, or two of them overlap, touch or are in the wrong order.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Result<Self, SpanError> {
        let mut spans = spans.into_iter();
        let first = spans.next().ok_or(SpanError::NoFragment)?;
        let others: Box<[Span]> = spans.collect();
        let mut end = first.end;
        for span in others.iter() {
            if span.start <= end {
                return Err(SpanError::FragmentsTouch);
            }
            end = span.end;
        }
        Ok(Self { first, others })
    }

    /// Fragments from spans in any order; it merges those that overlap or touch.
    ///
    /// # Errors
    /// If there is none.
    pub fn joined(spans: impl IntoIterator<Item = Span>) -> Result<Self, SpanError> {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        Self::new(joined)
    }

    /// Where the first fragment starts.
    pub fn start(&self) -> ByteOffset {
        self.first.start
    }

    /// Where the last fragment ends, exclusive.
    pub fn end(&self) -> ByteOffset {
        self.others.last().unwrap_or(&self.first).end
    }

    /// The fragments in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Span> + DoubleEndedIterator + '_ {
        FragmentIter {
            fragments: self,
            from: 0,
            to: self.count(),
        }
    }

    /// The fragments that share a character with a range, in order. Of hundreds of thousands only
    /// these are looked at.
    pub fn touching(&self, range: Range<usize>) -> impl Iterator<Item = Span> + '_ {
        let others = &self.others;
        let after = others.partition_point(|span| span.end.0 <= range.start);
        let near = std::iter::once(&self.first).chain(others.iter().skip(after));
        near.copied()
            .skip_while(move |span| span.end.0 <= range.start)
            .take_while(move |span| span.start.0 < range.end)
    }

    /// How many fragments there are, never 0.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// Length in bytes, without the gaps.
    pub fn byte_len(&self) -> usize {
        self.iter().map(Span::byte_len).sum()
    }

    /// Whether a position is inside one of the fragments.
    pub fn contains(&self, at: ByteOffset) -> bool {
        self.iter().any(|span| span.contains(at))
    }

    /// The covered text as a person would quote it: fragments joined by an ellipsis.
    pub fn quote(&self, text: &Text) -> String {
        self.quote_up_to(text, usize::MAX)
    }

    /// The first characters of [`Self::quote`], with `…` where more follows. What is longer is not
    /// read, so that a quote of megabytes costs a line no more than its beginning.
    pub fn quote_start(&self, text: &Text, chars: usize) -> String {
        // No character has more bytes.
        let mut quote = self.quote_up_to(text, chars.saturating_add(1).saturating_mul(4));
        if let Some((end, _)) = quote.char_indices().nth(chars) {
            quote.truncate(end);
            quote.push('…');
        }
        quote
    }

    /// The quote, at most a character longer than so many bytes.
    fn quote_up_to(&self, text: &Text, bytes: usize) -> String {
        let mut quote = String::new();
        for span in self.iter() {
            if !quote.is_empty() {
                quote.push_str(QUOTE_GAP);
            }
            let words = span.text(text);
            let room = bytes.saturating_sub(quote.len()).min(words.len());
            quote.push_str(&words[..words.ceil_char_boundary(room)]);
            if quote.len() >= bytes {
                break;
            }
        }
        quote
    }
}

/// The separator between the fragments of a quote.
pub const QUOTE_GAP: &str = " … ";

impl From<Span> for Fragments {
    fn from(first: Span) -> Self {
        Self {
            first,
            others: Box::default(),
        }
    }
}

struct FragmentIter<'a> {
    fragments: &'a Fragments,
    from: usize,
    to: usize,
}

impl FragmentIter<'_> {
    fn get(&self, index: usize) -> Span {
        match index {
            0 => self.fragments.first,
            _ => self.fragments.others[index - 1],
        }
    }
}

impl Iterator for FragmentIter<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        (self.from < self.to).then(|| {
            self.from += 1;
            self.get(self.from - 1)
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.to - self.from, Some(self.to - self.from))
    }
}

impl DoubleEndedIterator for FragmentIter<'_> {
    fn next_back(&mut self) -> Option<Span> {
        (self.from < self.to).then(|| {
            self.to -= 1;
            self.get(self.to)
        })
    }
}

impl ExactSizeIterator for FragmentIter<'_> {}

/// A range of text that the same spans cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte range; never empty.
    pub range: Range<usize>,
    /// Indices into the given spans, in their order; never empty.
    pub active: Vec<usize>,
}

/// Splits overlapping ranges into ascending segments, each with the ranges that cover it.
///
/// ```text
/// ranges    0 [——————————]        segments  [——]      0
///           1    [———————————]                 [———————]  0 1
///                                                     [——]   1
/// ```
///
/// It leaves out segments that no range covers. The order of `active` is the order of `ranges`, so
/// a caller that sorts its ranges (longer first, then start, then id) decides the drawing order.
pub fn segments(ranges: &[Range<usize>]) -> Vec<Segment> {
    let mut borders: Vec<usize> = ranges.iter().flat_map(|r| [r.start, r.end]).collect();
    borders.sort_unstable();
    borders.dedup();

    let mut by_start: Vec<usize> = (0..ranges.len()).collect();
    by_start.sort_unstable_by_key(|&i| ranges[i].start);
    let mut waiting = by_start.into_iter().peekable();

    let mut active: Vec<usize> = Vec::new();
    let mut segments = Vec::new();
    for pair in borders.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        active.retain(|&i| ranges[i].end > start);
        while let Some(i) = waiting.next_if(|&i| ranges[i].start <= start) {
            if ranges[i].end > start {
                let at = active.partition_point(|&j| j < i);
                active.insert(at, i);
            }
        }
        if !active.is_empty() {
            segments.push(Segment {
                range: start..end,
                active: active.clone(),
            });
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(text: &Text, range: Range<usize>) -> Result<Span, SpanError> {
        Span::new(text, ByteOffset(range.start), ByteOffset(range.end))
    }

    #[test]
    fn a_span_is_valid_by_construction() {
        let text = Text::new("aé🕊");
        assert_eq!(span(&text, 0..3).map(|s| s.text(&text)), Ok("aé"));
        assert_eq!(span(&text, 1..1), Err(SpanError::Empty));
        assert_eq!(span(&text, 2..3), Err(SpanError::SplitsCharacter));
        assert_eq!(span(&text, 3..8), Err(SpanError::Outside));
    }

    #[test]
    fn fragments_ascend_and_do_not_touch() -> Result<(), SpanError> {
        let text = Text::new("one two three");
        let (one, two, three) = (span(&text, 0..3)?, span(&text, 4..7)?, span(&text, 8..13)?);
        let fragments = Fragments::new([one, three])?;
        assert_eq!(fragments.quote(&text), "one … three");
        assert_eq!(fragments.iter().rev().collect::<Vec<_>>(), [three, one]);
        assert_eq!(Fragments::new([two, one]), Err(SpanError::FragmentsTouch));
        assert_eq!(
            Fragments::new([one, span(&text, 3..5)?]),
            Err(SpanError::FragmentsTouch)
        );
        let joined = Fragments::joined([three, span(&text, 3..5)?, one])?;
        assert_eq!(joined.quote(&text), "one t … three");
        Ok(())
    }

    #[test]
    fn the_start_of_a_quote_reads_no_more_than_it_needs() {
        let text = Text::new("é".repeat(100) + " two three");
        let of = |ranges: &[Range<usize>]| {
            let spans = ranges
                .iter()
                .map(|r| span(&text, r.clone()).expect("a span"));
            Fragments::new(spans).expect("they ascend")
        };
        let whole = of(std::slice::from_ref(&(0..200)));
        assert_eq!(whole.quote_start(&text, 3), "ééé…");
        assert_eq!(whole.quote_start(&text, 100), "é".repeat(100));
        assert_eq!(whole.quote_start(&text, usize::MAX), "é".repeat(100));
        let two = of(&[0..2, 201..204]);
        assert_eq!(two.quote(&text), "é … two");
        assert_eq!(two.quote_start(&text, 5), "é … t…");
        assert!(whole.quote_up_to(&text, 9).len() <= 12);
        assert_eq!(two.quote_up_to(&text, 1), "é", "the second is not read");
    }

    #[test]
    fn fragments_are_found_by_place() {
        let text = Text::new("x".repeat(100));
        let spans = (0..10).map(|i| span(&text, i * 10..i * 10 + 5).expect("a span"));
        let fragments = Fragments::new(spans).expect("they ascend");
        let starts = |range: Range<usize>| -> Vec<usize> {
            fragments
                .touching(range)
                .map(|span| span.start().0)
                .collect()
        };
        assert_eq!(starts(0..1), [0]);
        assert_eq!(starts(4..11), [0, 10]);
        assert_eq!(starts(5..10), []);
        assert_eq!(starts(44..61), [40, 50, 60]);
        assert_eq!(starts(95..100), []);
        assert_eq!(starts(0..100).len(), 10);
    }

    #[test]
    fn overlapping_ranges_make_one_segment_for_each_combination() {
        let got = segments(&[0..10, 4..14, 20..22]);
        let want = [
            (0..4, vec![0]),
            (4..10, vec![0, 1]),
            (10..14, vec![1]),
            (20..22, vec![2]),
        ];
        let got: Vec<_> = got.into_iter().map(|s| (s.range, s.active)).collect();
        assert_eq!(got, want);
    }

    proptest! {
        /// Few positions and many ranges, so that ends coincide often.
        #[test]
        fn segments_tile_exactly_what_is_covered(
            pairs in prop::collection::vec((0usize..12, 1usize..6), 0..8)
        ) {
            let ranges: Vec<_> = pairs.into_iter().map(|(s, n)| s..s + n).collect();
            let segments = segments(&ranges);
            for byte in 0..20 {
                let want: Vec<usize> =
                    (0..ranges.len()).filter(|&i| ranges[i].contains(&byte)).collect();
                let got: Vec<&Segment> =
                    segments.iter().filter(|s| s.range.contains(&byte)).collect();
                prop_assert!(got.len() <= 1);
                let got = got.first().map(|s| s.active.clone()).unwrap_or_default();
                prop_assert_eq!(got, want);
            }
        }
    }
}
