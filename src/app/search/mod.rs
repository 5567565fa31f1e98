//! Searching the whole project: the concordance, a panel below the page that lists each hit among its
//! words, to go to or to annotate.
//!
//! `commands` is what is asked for, `events` what becomes of the answers of jobs, `panel` the
//! concordance. It knows no file: `jobs/search` reads the articles, and the hits are kept in
//! `session/concordance`, which other panels read too. Searching one article while typing is
//! `dispatch/find`; annotating many hits is `bulk_edits`.
//!
//! ```text
//! question -> Ask      -> job -> portions of hits -> end -> job that sorts them
//! hit      -> Show     -> its article is read if need be -> it is selected
//! ticks    -> Annotate -> all articles with ticks are read -> one step
//! ```
//!
//! The concordance is no dialog: it leaves the keyboard to the page, so it has no line in
//! `capabilities`, and the open project has its state as a field.
//!
//! # How it stays fast
//!
//! `model/search` looks for words by the text alone and asks for annotations only where the words stand.
//! `jobs/search` reads and searches articles side by side and hands hits over in the order of the articles;
//! a hit keeps its place and the words around it, never the article. `session/concordance` holds the hits,
//! the panel below the page shows those in sight, and arrows walk them while the page follows. Annotating
//! hits reads their articles first and then goes on some milliseconds each frame, as do changes of the
//! codebook and of entities, undoing and redoing (`app/bulk_edits`): all of it is one step, and until that is
//! whole commands and what jobs have to say wait, and nothing is saved. Then the articles are written, a
//! hundred at once: they are synced, told to the journal and renamed together (`store/atomic`), so that all
//! of them wait for the disk as often as one. Few articles are written side by side by a pool of threads, of
//! many one thread writes a hundred at a time (`jobs/worker_pool`): several would keep each other and the window
//! waiting. No frame looks at all articles that are open: what is done to one is noted, and only such are
//! looked at (`session/unsaved`). Jobs give way to the window where they take all processors. The first
//! frame with an article would be the longest of all, since its letters are new: many are drawn before
//! (`app/warming`).

mod commands;

mod events;

mod panel;

use egui::Ui;

use crate::jobs::request::LatestRequest;
use crate::model::history::CodingId;
use crate::session::Session;
use crate::ui::panels::PanelCtx;
use panel::ConcordancePanel;

/// Searching all articles, beside what the session knows of it.
#[derive(Default)]
pub(super) struct ProjectSearch {
    /// The concordance while it is open.
    panel: Option<ConcordancePanel>,
    requests: LatestRequest,
    /// A hit on its way to the screen: its article may have to be read first.
    arriving: Option<(CodingId, u32)>,
}

impl ProjectSearch {
    /// Whether the concordance is there.
    pub fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    /// Draws the concordance, if it is open.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        if let Some(panel) = &mut self.panel {
            panel.show(ui, cx, session);
        }
    }

    /// Looks no further.
    fn cancel(&self) {
        self.requests.stop();
    }
}
