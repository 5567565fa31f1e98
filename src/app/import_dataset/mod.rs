//! Imports a dataset into the project: reads and previews it, writes its articles, adds them to the
//! list, and adds what they need to the codebook and the entities as one step.
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the dialog.
//! It knows no format; `jobs/import` reads datasets and writes the articles.

mod commands;

mod events;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::jobs::request::{LatestRequest, RequestToken};
use crate::session::Work;
use crate::session::messages::ImportDatasetText;
use crate::ui::panels::PanelCtx;
use panel::{ImportDatasetPanel, IncomingDataset};

/// The dialog that imports a dataset, and the work that is done for it.
#[derive(Default)]
pub(super) struct ImportDataset {
    /// The dialog while it is open.
    panel: Option<ImportDatasetPanel>,
    incoming: IncomingDataset,
    requests: LatestRequest,
}

impl ImportDataset {
    /// Cancels the current request, and starts a new one.
    fn next_request(&mut self, work: Option<Work>) -> RequestToken {
        self.incoming.work = work;
        self.requests.begin()
    }
}

impl Capability for ImportDataset {
    const DIALOG: DialogAbout = DialogAbout {
        title: || ImportDatasetText::Title.text(),
        opened_by: Some(UserCommand::ImportDataset),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session, &self.incoming)
        {
            self.panel = None;
        }
    }
}
