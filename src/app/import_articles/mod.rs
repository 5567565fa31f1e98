//! Imports articles from other files (pages, documents, mail, tables): the dialog, what it reads
//! and what it adds to the project.
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the dialog.
//! It knows no kind of file: all that is known of them comes from [`ingest::ALL`](crate::ingest::ALL),
//! and `jobs/ingest` reads and writes. Importing a dataset, with its annotations, is
//! `dispatch/incoming`.
//!
//! ```text
//! files -> job "read files to import" -> panel (ticks, columns) -> job "import" -> list of articles
//!              \-> job "gather articles" whenever a column gets another meaning
//! ```
//!
//! Articles are imported where no project is open too, into a folder that is opened then. So the shell
//! has the state, and the dialog has no line in `capabilities`, which lists what needs a project.

mod commands;

mod events;

mod panel;

use egui::Context;

use crate::jobs::request::LatestRequest;
use crate::ui::panels::PanelCtx;
use panel::ImportPanel;

/// Importing articles: the dialog, while it is under way or its report is being read.
#[derive(Default)]
pub(super) struct ArticleImport {
    panel: Option<ImportPanel>,
    /// The current request; events of an earlier import are stale and are ignored.
    requests: LatestRequest,
}

impl ArticleImport {
    /// Whether the dialog lies over the window.
    pub fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    /// Draws the dialog, if it is open.
    pub fn show(&mut self, ctx: &Context, cx: &mut PanelCtx<'_>) {
        if let Some(panel) = &mut self.panel {
            panel.show(ctx, cx);
        }
    }
}
