//! Orphaned files: reports sidecars and files of fields whose text is gone when a project is opened, and
//! offers them to the article with the same text.
//!
//! `commands` starts the jobs, `events` handles their results, `panel` is the dialog. It knows no hashes
//! and renames no file: `store/orphans` does both.

mod commands;

mod events;

mod panel;

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::command::UserCommand;
use crate::session::messages::MoveText;
use crate::store::orphans::Orphan;
use crate::ui::panels::PanelCtx;

/// The orphaned files of the project, and the dialog that shows them.
#[derive(Default)]
pub(super) struct Orphans {
    found: Vec<Orphan>,
    is_open: bool,
}

impl Orphans {
    /// Opens the dialog, or closes it.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
    }
}

impl Capability for Orphans {
    const DIALOG: DialogAbout = DialogAbout {
        title: || MoveText::OrphansTitle.text(),
        opened_by: Some(UserCommand::ShowOrphans),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.is_open
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if self.is_open {
            self.is_open = panel::show(input.ctx, cx, &self.found);
        }
    }
}
