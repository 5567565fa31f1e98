//! Imports articles from other files (pages, documents, mail, tables): the dialog, what it reads
//! and what it adds to the project.
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the dialog.
//! It knows no kind of file: all that is known of them comes from [`ingest::ALL`](crate::ingest::ALL),
//! and `jobs/ingest` reads and writes. Importing a dataset, with its annotations, is
//! `app/import_dataset`.
//!
//! ```text
//! files -> job "read files to import" -> panel (ticks, columns) -> job "import" -> list of articles
//!              \-> job "gather articles" whenever a column gets another meaning
//! ```
//!
//! Articles are imported where no project is open too, into a folder that is opened then. So it is a
//! capability of the program.

mod commands;

mod events;

mod panel;

use super::capability::{Capability, DialogAbout, ProgramInput};
use crate::jobs::request::LatestRequest;
use crate::session::messages::ImportArticlesText;
use crate::ui::panels::PanelCtx;
use panel::ImportPanel;

/// Importing articles: the dialog, while it is under way or its report is being read.
#[derive(Default)]
pub(super) struct ArticleImport {
    panel: Option<ImportPanel>,
    /// The current request; events of an earlier import are stale and are ignored.
    requests: LatestRequest,
}

impl Capability for ArticleImport {
    const DIALOG: DialogAbout = DialogAbout {
        title: || ImportArticlesText::Title.text(),
        // The user picks files first.
        opened_by: None,
    };

    type Input<'a> = ProgramInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) {
        if let Some(panel) = &mut self.panel {
            panel.show(input.ctx, cx);
        }
    }
}
