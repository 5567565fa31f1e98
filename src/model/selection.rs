//! The text selection: caret (cursor) and anchor.

use std::ops::Range;

use super::text::ByteOffset;

/// A selection from `anchor` to `head`; the caret is at the head.
///
/// ```text
/// anchor head        Putin |demands a| NATO freeze.
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: ByteOffset,
    /// Where the caret is.
    pub head: ByteOffset,
}

impl Selection {
    /// An empty selection: only a caret.
    pub fn caret(at: ByteOffset) -> Self {
        Self {
            anchor: at,
            head: at,
        }
    }

    /// A selection from one position to another.
    pub fn new(anchor: ByteOffset, head: ByteOffset) -> Self {
        Self { anchor, head }
    }

    /// Whether it is only a caret.
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    /// The earlier end.
    pub fn start(self) -> ByteOffset {
        self.anchor.min(self.head)
    }

    /// The later end.
    pub fn end(self) -> ByteOffset {
        self.anchor.max(self.head)
    }

    /// The selected byte range.
    pub fn range(self) -> Range<usize> {
        self.start().0..self.end().0
    }
}
