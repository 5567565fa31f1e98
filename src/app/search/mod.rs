//! Searching the whole project: the concordance, a panel below the page that lists each hit among its
//! words, to go to or to annotate.
//!
//! `commands` is what is asked for, `events` what becomes of the answers of jobs, `panel` the
//! concordance. It knows no file: `jobs/search` reads the articles, and the hits are kept in
//! `session/concordance`, which other panels read too. Searching one article while typing is
//! `dispatch/find`; annotating many hits is `bulk`.
//!
//! ```text
//! question -> Ask      -> job -> portions of hits -> end -> job that sorts them
//! hit      -> Show     -> its article is read if need be -> it is selected
//! ticks    -> Annotate -> all articles with ticks are read -> one step
//! ```
//!
//! The concordance is no dialog: it leaves the keyboard to the page, so it has no line in
//! `capabilities`, and the open project has its state as a field.

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
