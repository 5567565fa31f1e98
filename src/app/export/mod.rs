//! Exports datasets: the dialog, its preview and what it writes.
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the dialog.
//! It knows no format: all that is known of them comes from [`formats::ALL`](crate::formats::ALL), and
//! `jobs/export` writes them.
//!
//! ```text
//! something is chosen -> Look  -> job -> report of the first articles, then of all
//! Export              -> Write -> job -> report, or what stands in the way -> Replace
//! Ctrl+Shift+E        ----------> job -> told in a notice, or the dialog with what is in the way
//! ```
//!
//! Each result carries the id of its request, so that a stale one is recognized.

mod commands;

mod events;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::formats::export_options::OptionErrors;
use crate::jobs::request::{LatestRequest, RequestToken};
use crate::session::messages::ExportText;
use crate::store::export_choice::ExportChoice;
use crate::ui::panels::PanelCtx;
use panel::{ExportPanel, ExportPreview};

/// The export dialog and the work that is done for it.
#[derive(Default)]
pub(super) struct Export {
    /// The dialog while it is open.
    panel: Option<ExportPanel>,
    preview: ExportPreview,
    requests: LatestRequest,
    /// What is being written.
    asked: Option<ExportChoice>,
}

impl Export {
    /// Cancels the current request, and starts a new one.
    fn next_request(&mut self) -> RequestToken {
        self.preview.work = None;
        self.preview.in_the_way.clear();
        self.preview.problem = None;
        self.preview.wrong = OptionErrors::default();
        self.asked = None;
        self.requests.begin()
    }
}

impl Capability for Export {
    const DIALOG: DialogAbout = DialogAbout {
        title: || ExportText::Title.text(),
        opened_by: Some(UserCommand::Export),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session, &self.preview)
        {
            self.panel = None;
        }
    }
}
