//! Searching the whole project: the concordance, a panel below the page that lists each hit among its
//! words, to go to or to annotate.
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the
//! concordance. It knows no file: `jobs/search` reads the articles, and the hits are kept in
//! `session/concordance`, which other panels read too. Searching one article while typing is
//! `app/find`; annotating many hits is `bulk_edits`.
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
//! - Search: `model/search` searches the text alone and checks annotations only at the hits.
//!   `jobs/search` reads and searches articles in parallel and sends hits in the order of the
//!   articles; a hit stores its position and the words around it, never the article.
//!   `session/concordance` holds the hits, the panel below the page draws only the visible ones,
//!   and the page follows when arrows move through them.
//! - Bulk edits: annotating hits reads their articles first and then runs some milliseconds in each
//!   frame, as do changes of the codebook and of entities, undo and redo (`app/bulk_edits`). All of
//!   it is one step; until the step is complete, commands and events of jobs stay queued, and
//!   nothing is saved.
//! - Saving: articles are then written in batches of a hundred: they are synced, recorded in the
//!   journal and renamed together (`store/atomic`), so that a batch waits for the disk as often as
//!   one article. A pool of threads writes few articles in parallel; of many, one thread writes a
//!   hundred at a time (`jobs/worker_pool`), since several would block each other and the window.
//! - Frames: no frame visits all open articles: changed ones are marked, and only these are visited
//!   (`session/unsaved`). Jobs yield to the window where they use all processors. The first frame
//!   with an article would be the longest, since its glyphs are new: many are rasterized ahead
//!   (`app/glyph_prewarm`).

mod commands;

mod events;

mod panel;

use egui::Ui;

use crate::jobs::request::LatestRequest;
use crate::model::history::ArticleId;
use crate::session::Session;
use crate::ui::panels::PanelCtx;
use panel::ConcordancePanel;

/// Searching all articles, beside what the session knows of it.
#[derive(Default)]
pub(super) struct ProjectSearch {
    /// The concordance while it is open.
    panel: Option<ConcordancePanel>,
    requests: LatestRequest,
    /// The pending hit to show: its article may have to be read first.
    pending_reveal: Option<(ArticleId, u32)>,
}

impl ProjectSearch {
    /// Whether the concordance is there.
    pub fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    /// How many hits are ticked; `None` while the concordance is closed.
    pub fn ticked(&self) -> Option<usize> {
        self.panel.as_ref().map(ConcordancePanel::ticked)
    }

    /// Draws the concordance, if it is open.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        if let Some(panel) = &mut self.panel {
            panel.show(ui, cx, session);
        }
    }

    /// Cancels the search.
    fn cancel(&self) {
        self.requests.stop();
    }
}
