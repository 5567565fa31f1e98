//! The caret: on which of two lines it is, and whether it is shown while it blinks.
//!
//! It knows no layout. The viewport computes where the caret is on the screen.

use std::time::Duration;

use crate::model::{ByteOffset, Selection};

/// Seconds for which a blinking caret is shown, and then hidden.
const BLINK_SECS: f64 = 0.53;

/// View state of the caret.
#[derive(Default)]
pub struct Caret {
    /// A caret here is at the end of the upper of two lines, not at the start of the lower one.
    upper_line: Option<ByteOffset>,
    /// When it last moved, in seconds, and the selection since then.
    moved: (f64, Selection),
}

/// Whether a blinking caret is shown, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blink {
    pub shown: bool,
    pub changes_in: Duration,
}

impl Caret {
    /// Remembers the line of a caret that was placed at a position.
    pub fn put(&mut self, at: ByteOffset, upper_line: bool) {
        self.upper_line = upper_line.then_some(at);
    }

    /// Whether a caret at a place is at the end of the upper of two lines.
    pub fn is_on_upper_line(&self, at: ByteOffset) -> bool {
        self.upper_line == Some(at)
    }

    /// Blinking starts again with each move, so that a moving caret is always shown. `now` is in
    /// seconds.
    pub fn blink(&mut self, now: f64, selection: Selection) -> Blink {
        self.note_moves(now, selection);
        let phase = (now - self.moved.0).rem_euclid(2.0 * BLINK_SECS);
        let shown = phase < BLINK_SECS;
        let end = if shown { BLINK_SECS } else { 2.0 * BLINK_SECS };
        Blink {
            shown,
            changes_in: Duration::from_secs_f64(end - phase),
        }
    }

    /// Notes whether the caret has moved, in a frame in which it does not blink.
    pub fn note_moves(&mut self, now: f64, selection: Selection) {
        if self.moved.1 != selection {
            self.moved = (now, selection);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_blinks_and_is_shown_whenever_it_moves() {
        let mut caret = Caret::default();
        let at = |at| Selection::caret(ByteOffset(at));
        let mut shown = |now, selection| caret.blink(now, selection).shown;
        assert!(shown(10.0, at(1)));
        assert!(shown(10.5, at(1)));
        assert!(!shown(10.6, at(1)));
        assert!(shown(11.1, at(1)));
        assert!(!shown(11.7, at(1)));
        assert!(shown(11.8, at(2)));
        assert!(shown(12.3, at(2)));
    }

    #[test]
    fn the_next_frame_is_due_when_the_caret_changes() {
        let mut caret = Caret::default();
        let selection = Selection::caret(ByteOffset(1));
        for now in [3.0, 3.2, 3.6, 4.0] {
            let blink = caret.blink(now, selection);
            let before = caret.blink(now + blink.changes_in.as_secs_f64() - 1e-4, selection);
            let after = caret.blink(now + blink.changes_in.as_secs_f64() + 1e-4, selection);
            assert_eq!((before.shown, after.shown), (blink.shown, !blink.shown));
        }
    }

    #[test]
    fn a_caret_is_on_the_upper_line_only_where_it_was_put_there() {
        let mut caret = Caret::default();
        caret.put(ByteOffset(5), true);
        assert!(caret.is_on_upper_line(ByteOffset(5)));
        assert!(!caret.is_on_upper_line(ByteOffset(6)));
        caret.put(ByteOffset(5), false);
        assert!(!caret.is_on_upper_line(ByteOffset(5)));
    }
}
