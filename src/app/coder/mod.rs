//! Who codes: asks once in a project that several people code, shows and changes the coder, and gives
//! annotations that carry no name to a coder.
//!
//! `commands` changes the coder and asks before the first change, `nameless` renames files, `panel` is the
//! dialog. Whose annotations are shown and undone is up to `session/coder`.
//!
//! ```text
//! first change -> held, dialog opens -> answer -> the project's coder changes -> its article is read -> the change
//!                                    -> Escape -> dropped
//! ```

mod commands;

mod nameless;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::{Command, UserCommand};
use crate::model::Selection;
use crate::model::history::ArticleId;
use crate::session::messages::CoderText;
use crate::ui::panels::PanelCtx;
use nameless::{RenamedSidecars, SidecarsToRename};
use panel::CoderPanel;

/// What is known and asked about the coder of the open project.
#[derive(Default)]
pub(super) struct WhoCodes {
    panel: Option<CoderPanel>,
    /// The change that waits for the answer.
    held: Option<HeldChange>,
    /// The change that waits until the article is read under the coder who was chosen.
    answered: Option<HeldChange>,
    /// Files that are to be renamed.
    to_rename: Option<SidecarsToRename>,
    /// Files that were renamed last.
    renamed: Option<RenamedSidecars>,
    /// The project is being left: nothing is asked any more.
    pub is_leaving: bool,
}

/// A change that waits for the coder, with the place where it was asked for.
struct HeldChange {
    command: Command,
    article: Option<ArticleId>,
    selection: Selection,
}

impl WhoCodes {
    /// Opens the dialog, or closes it.
    pub fn toggle(&mut self) {
        match self.panel.take() {
            Some(_) => self.held = None,
            None => self.panel = Some(CoderPanel::default()),
        }
    }
}

impl Capability for WhoCodes {
    const DIALOG: DialogAbout = DialogAbout {
        title: || CoderText::Title.text(),
        opened_by: Some(UserCommand::ChangeCoder),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let state = panel::DialogState {
            is_asked: self.held.is_some(),
            is_renaming: self.to_rename.is_some(),
            can_rename_back: self.can_rename_back(),
            message: self.renamed.as_ref().map(RenamedSidecars::message),
        };
        if let Some(panel) = &mut self.panel
            && !panel.show(input.ctx, cx, input.session, &state)
        {
            self.panel = None;
            // Without an answer the change is not made.
            self.held = None;
        }
    }
}

#[cfg(test)]
mod command_tests;
