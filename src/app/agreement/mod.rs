//! How far coders agree: each measure for each pair of coders, by label and by article.
//!
//! `commands` reads the codings in a job and takes the result, `panel` draws it. The measures are those of
//! [`analysis::agreement`](crate::analysis::agreement); nothing is computed here.

mod commands;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::jobs::agreement::AgreementTable;
use crate::jobs::request::LatestRequest;
use crate::session::messages::AgreementText;
use crate::ui::panels::PanelCtx;
use panel::AgreementPanel;

/// The dialog, and what was computed last.
#[derive(Default)]
pub(super) struct Agreement {
    requests: LatestRequest,
    /// Whether a job is computing.
    is_measuring: bool,
    table: Option<Box<AgreementTable>>,
    panel: Option<AgreementPanel>,
}

impl Capability for Agreement {
    const DIALOG: DialogAbout = DialogAbout {
        title: AgreementText::Title.text(),
        opened_by: Some(UserCommand::ShowAgreement),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let Some(panel) = &mut self.panel else {
            return;
        };
        let table = self.table.as_deref().filter(|_| !self.is_measuring);
        if !panel.show(input.ctx, cx, input.session, table) {
            self.panel = None;
            self.table = None;
            self.requests.stop();
        }
    }
}
