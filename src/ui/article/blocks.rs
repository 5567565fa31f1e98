//! The article cut into blocks: paragraphs, and pieces of very long ones.
//!
//! Cutting looks at a few bytes of each paragraph only, so that it costs the same per paragraph
//! whatever its length.

use std::ops::Range;

use crate::model::headline::is_heading;
use crate::model::{ByteOffset, Text, words};

/// A paragraph longer than this, in bytes, is cut.
///
/// Laying out costs some 0.4 µs a byte and a block is laid out at once, so that this bounds what
/// one frame may have to wait for. The price is that a line ends early at each cut.
const MAX_BLOCK_BYTES: usize = 6 * 1024;

/// How long the pieces of a cut paragraph are, in bytes.
const PIECE: usize = 3 * 1024;

/// How far back from a piece's full length the end of a sentence is looked for, in bytes.
const SENTENCE_BACK: usize = 1024;

/// How far into a cut paragraph its direction is looked for, in bytes.
const DIRECTION_NEAR: usize = 64 * 1024;

/// What a block is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// An empty line.
    Empty,
    Body,
    /// A short line without a final stop.
    Heading,
    /// A heading that opens the article.
    Title,
}

/// The direction in which a block's lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// That of the block's first letter.
    Auto,
    /// That of the paragraph which the block is a piece of.
    Ltr,
    Rtl,
}

/// A stretch of text that is laid out at once.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    start: u32,
    end: u32,
    /// Roughly how wide the text is, in widths of a Latin letter.
    pub letters: u32,
    pub kind: BlockKind,
    pub direction: Direction,
    /// Whether no other piece of the same paragraph is before it.
    pub first: bool,
    /// Whether no other piece of the same paragraph follows.
    pub last: bool,
}

impl Block {
    /// Its bytes in the article, without a line end.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Where it starts, in bytes.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.end as usize
    }
}

/// Cuts an article into blocks, never none.
pub fn cut(text: &Text) -> Vec<Block> {
    let paragraphs = text.paragraphs();
    let mut blocks = Vec::with_capacity(paragraphs.len());
    let mut titled = false;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let content = text.as_str().get(paragraph.clone()).unwrap_or_default();
        if content.len() > MAX_BLOCK_BYTES {
            titled = true;
            cut_paragraph(text, paragraph, &mut blocks);
            continue;
        }
        let kind = kind(text, i, content, &mut titled);
        blocks.push(block(content, paragraph.clone(), kind, Direction::Auto));
    }
    blocks
}

/// The block that holds a place; a place in a line end belongs to the block before it.
pub fn block_at(blocks: &[Block], at: ByteOffset) -> usize {
    blocks
        .partition_point(|block| block.start() <= at.0)
        .saturating_sub(1)
}

fn block(content: &str, range: Range<usize>, kind: BlockKind, direction: Direction) -> Block {
    // A text is shorter than 4 GiB.
    Block {
        start: range.start as u32,
        end: range.end as u32,
        letters: letters(content),
        kind,
        direction,
        first: true,
        last: true,
    }
}

fn kind(text: &Text, paragraph: usize, content: &str, titled: &mut bool) -> BlockKind {
    if content.is_empty() {
        return BlockKind::Empty;
    }
    let first = !std::mem::replace(titled, true);
    if !is_heading(content) {
        return BlockKind::Body;
    }
    if first {
        return BlockKind::Title;
    }
    // Among other short lines it is an entry of a list, a line of verse or an address.
    let next = text.paragraphs()[paragraph + 1..]
        .iter()
        .take(3)
        .filter_map(|range| text.as_str().get(range.clone()))
        .find(|content| !content.trim().is_empty());
    match next {
        Some(next) if !is_heading(next) => BlockKind::Heading,
        _ => BlockKind::Body,
    }
}

/// Widths of a Latin letter that a text takes, judged by its first bytes.
fn letters(content: &str) -> u32 {
    const SAMPLE: usize = 96;
    let mut halves = 0usize;
    let mut bytes = 0usize;
    for c in content.chars() {
        bytes += c.len_utf8();
        halves += match c as u32 {
            0..=0x2FF => 2,
            // Marks that stand above or below others.
            0x300..=0x36F | 0xE31 | 0xE34..=0xE3A | 0xE47..=0xE4E => 0,
            // CJK and emoji are as wide as high.
            0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF => 4,
            0xFF00..=0xFF60 | 0x1F000.. => 4,
            _ => 2,
        };
        if bytes >= SAMPLE {
            break;
        }
    }
    if bytes == 0 {
        return 0;
    }
    u32::try_from(content.len() * halves / (2 * bytes)).unwrap_or(u32::MAX)
}

fn cut_paragraph(text: &Text, paragraph: &Range<usize>, blocks: &mut Vec<Block>) {
    let direction = direction(&text.as_str()[paragraph.clone()]);
    let mut start = paragraph.start;
    let first = blocks.len();
    while start < paragraph.end {
        let end = if paragraph.end - start <= MAX_BLOCK_BYTES {
            paragraph.end
        } else {
            piece_end(text, start)
        };
        let content = text.as_str().get(start..end).unwrap_or_default();
        let mut piece = block(content, start..end, BlockKind::Body, direction);
        piece.first = blocks.len() == first;
        piece.last = end == paragraph.end;
        blocks.push(piece);
        start = end;
    }
}

/// Where a piece that starts here should end: after a sentence, at white space, or at worst
/// between two characters.
fn piece_end(text: &Text, start: usize) -> usize {
    let content = text.as_str();
    let full = boundary_before(content, start + PIECE);
    let near = boundary_before(content, full - SENTENCE_BACK);
    let window = &content[near..full];
    let mut space = None;
    let mut after: Option<(usize, char)> = None;
    for (byte, c) in window.char_indices().rev() {
        match after {
            // The ideographic stops need no space after them.
            Some((next, _)) if matches!(c, '。' | '！' | '？' | '۔' | '।') => {
                return near + next;
            }
            Some((next, follower)) if follower.is_whitespace() => {
                let after_space = near + next + follower.len_utf8();
                if matches!(c, '.' | '!' | '?' | '؟' | '…' | '”' | '»') {
                    return after_space;
                }
                if space.is_none() && !c.is_whitespace() {
                    space = Some(after_space);
                }
            }
            _ => {}
        }
        after = Some((byte, c));
    }
    if let Some(space) = space {
        return space;
    }
    let character = words::previous_char(text, ByteOffset(full));
    let end = words::next_char(text, character).0;
    // A cluster as long as a piece is no text; cut it anywhere rather than never.
    if end > start && end <= start + MAX_BLOCK_BYTES {
        end
    } else {
        full
    }
}

fn boundary_before(content: &str, mut at: usize) -> usize {
    while !content.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The direction of a paragraph: that of its first letter (UAX #9, P2 and P3, without isolates).
fn direction(content: &str) -> Direction {
    let near = boundary_before(content, content.len().min(DIRECTION_NEAR));
    for c in content[..near].chars() {
        match c as u32 {
            0x200E => return Direction::Ltr,
            0x200F | 0x061C => return Direction::Rtl,
            0x590..=0x8FF
            | 0xFB1D..=0xFDFF
            | 0xFE70..=0xFEFF
            | 0x10800..=0x10FFF
            | 0x1E800..=0x1EFFF
                if c.is_alphabetic() =>
            {
                return Direction::Rtl;
            }
            _ if c.is_alphabetic() => return Direction::Ltr,
            _ => {}
        }
    }
    Direction::Ltr
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(content: &str) -> Vec<BlockKind> {
        let text = Text::new(content);
        cut(&text).into_iter().map(|block| block.kind).collect()
    }

    #[test]
    fn short_lines_without_a_stop_are_headings() {
        use BlockKind::{Body, Empty, Heading, Title};
        let content = "A fragile path\n\nTalks go on, he said.\n\nWhat next\nNobody knows.";
        assert_eq!(
            kinds(content),
            [Title, Empty, Body, Empty, Heading, Body],
            "{content}"
        );
        assert_eq!(kinds("He left.\nWhere to\n"), [Body, Body]);
        for title in [
            "Cranes stand still ⚓",
            "Talks, again 🕊️ 🇺🇦",
            "He said “go”",
            "Who (and why?)",
        ] {
            assert_eq!(kinds(&format!("{title}\nHe left."))[0], Title, "{title}");
        }
        for sentence in [
            "Talks went on. 🕊️",
            "He said: “No.”",
            "(Nobody knows.)",
            "⚓",
        ] {
            assert_eq!(
                kinds(&format!("{sentence}\nHe left."))[0],
                Body,
                "{sentence}"
            );
        }
        assert_eq!(
            kinds("Present\nMr Smith\nMs Jones\nThe meeting began late.")[1],
            Body
        );
    }

    #[test]
    fn a_long_paragraph_is_cut_after_sentences() {
        let sentence = "The envoy said that nothing had been agreed so far. ";
        let text = Text::new(sentence.repeat(400));
        let blocks = cut(&text);
        assert!(blocks.len() > 4);
        for block in &blocks {
            assert_eq!(block.start() % sentence.len(), 0);
        }
        assert!(blocks[0].first && !blocks[0].last);
        assert!(blocks.last().is_some_and(|block| block.last));
    }

    #[test]
    fn pieces_keep_the_direction_of_their_paragraph() {
        let text = Text::new(format!("«שלום» {}", "one two ".repeat(2000)));
        assert!(
            cut(&text)
                .iter()
                .all(|block| block.direction == Direction::Rtl)
        );
    }

    proptest! {
        /// Long runs without spaces, so that the last resort is taken.
        #[test]
        fn blocks_tile_the_paragraphs(
            parts in prop::collection::vec("([a-z]{1,3}|👨‍👩‍👧|中|e\u{301}| |\\. |\n){1,4}", 1..6),
            times in 1usize..900,
        ) {
            let text = Text::new(parts.concat().repeat(times));
            let blocks = cut(&text);
            let joined: String = blocks.iter().map(|b| &text.as_str()[b.range()]).collect();
            prop_assert_eq!(joined, text.as_str().replace('\n', ""));
            for (i, block) in blocks.iter().enumerate() {
                prop_assert!(block.end() - block.start() <= MAX_BLOCK_BYTES);
                prop_assert_eq!(block_at(&blocks, ByteOffset(block.start())), i);
                if !block.first {
                    let at = ByteOffset(block.start());
                    let character = words::previous_char(&text, at);
                    prop_assert_eq!(words::next_char(&text, character), at);
                }
            }
        }
    }
}
