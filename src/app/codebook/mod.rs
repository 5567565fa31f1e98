//! The codebook editor: shows the codebook and changes it, alone or together with all annotations
//! that use its labels, attributes and choices (a migration).
//!
//! `commands` handles commands, `events` handles results of jobs, `panel` is the dialog.
//! It knows neither what a change does to an annotation, which is `model/migration`, nor the form of
//! a codebook's file, which is `store/codebook`. `shared` brings the codebook to disk.
//!
//! ```text
//! change that no annotation notices -> CodebookCommand::Edit    -> one step at once
//! any other                         -> CodebookCommand::Plan    -> articles are read -> job -> plan is shown
//!                                      CodebookCommand::Migrate -> one step over all articles and coders
//! file                              -> job that reads it -> differences are shown -> as above
//! ```
//!
//! A plan that is pending or not yet confirmed is dropped when the codebook changes in another way.

mod commands;

mod events;

mod panel;

use std::sync::Arc;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::command::codebook::CodebookCommand;
use crate::model::Codebook;
use crate::model::migration::SplitExceptions;
use crate::session::messages::CodebookText;
use crate::session::typing::FieldDraft;
use crate::ui::panels::PanelCtx;
use panel::{CodebookPanel, Planning};

/// The dialog about the codebook, and what is about to change in it.
#[derive(Default)]
pub(super) struct CodebookEditor {
    /// The dialog while it is open.
    panel: Option<CodebookPanel>,
    /// The planned change that waits for confirmation.
    planning: Planning,
    /// What goes the other way in the split that is planned.
    exceptions: SplitExceptions,
}

impl CodebookEditor {
    /// What stands in the field of the dialog that has the keyboard.
    pub fn draft(&self) -> FieldDraft {
        let panel = self.panel.as_ref();
        panel.map_or(FieldDraft::None, CodebookPanel::draft)
    }

    /// Hands over what was typed so far, while its field stays open. Nothing if the codebook has changed
    /// in another way since.
    pub fn take_draft(&mut self, now: &Arc<Codebook>) -> Option<CodebookCommand> {
        let panel = self.panel.as_mut()?;
        panel.is_based_on(now).then(|| panel.take_step())?
    }

    /// Whether a job is computing what a change does.
    pub fn is_planning(&self) -> bool {
        matches!(self.planning, Planning::Working | Planning::Applying)
    }
}

impl Capability for CodebookEditor {
    const DIALOG: DialogAbout = DialogAbout {
        title: || CodebookText::Title.text(),
        opened_by: Some(UserCommand::ShowCodebook),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session, &self.planning)
        {
            self.panel = None;
        }
    }
}
