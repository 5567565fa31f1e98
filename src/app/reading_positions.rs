//! Stores the reading positions while the program runs, so that they outlive a crash.
//!
//! It does not know what a position is made of in the state folder: `remember_places` in `opening`
//! collects it, and `persisted_state` writes it. Leaving and closing store the positions too; this
//! module only keeps the loss small if there is no such end.

use std::time::{Duration, Instant};

use super::ProjectCtx;
use crate::model::history::CodingId;
use crate::model::{AnnotationId, Selection};
use crate::session::panes::Side;
use crate::ui::article::ScrollPlace;

/// How long to wait for further moves before the positions are written, counted from the first.
const DEBOUNCE: Duration = Duration::from_secs(3);

/// The reading positions that were seen last, and when they are to be written.
#[derive(Default)]
pub(super) struct ReadingPositions {
    seen: Vec<ReadingPosition>,
    due: Option<Instant>,
}

/// The position in an article on screen.
#[derive(Clone, Debug, PartialEq)]
struct ReadingPosition {
    side: Side,
    coding: CodingId,
    selection: Selection,
    chosen: Option<AnnotationId>,
    scroll: Option<ScrollPlace>,
}

impl ProjectCtx<'_> {
    /// Notices where the analyst reads, and writes it some seconds after it has changed.
    pub(super) fn store_reading_positions(&mut self, ctx: &egui::Context) {
        let positions = self.reading_positions();
        let now = Instant::now();
        let stored = &mut self.project.reading_positions;
        if stored.seen != positions {
            stored.seen = positions;
            stored.due.get_or_insert(now + DEBOUNCE);
        }
        let Some(due) = stored.due else { return };
        if due > now {
            return ctx.request_repaint_after(due - now);
        }
        stored.due = None;
        self.remember_places();
        self.shell.write_state();
    }

    fn reading_positions(&self) -> Vec<ReadingPosition> {
        let session = &self.project.session;
        let positions = session.panes().into_iter().filter_map(|(side, coding)| {
            let open = session.opened(coding)?;
            let view = self.project.reading.view(side, coding);
            Some(ReadingPosition {
                side,
                coding,
                selection: open.selection,
                chosen: open.chosen.clone(),
                scroll: view.map(|view| view.scroll_place()),
            })
        });
        positions.collect()
    }
}
