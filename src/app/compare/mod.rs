//! Comparing coders: what several people annotated in an article, side by side, and which version of each
//! difference goes into the agreed version.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | opening, decisions as edits of the agreed version |
//! | `panel` | the dialog: filter, list of differences |
//! | `keys` | what keys mean in it |
//! | `state` | the comparison that the dialog shows, kept up to date |
//! | `card` | the difference at hand: versions, values, memos |
//! | `words` | versions and values in words |
//!
//! What belongs together and what is open is worked out in [`model/compare`](crate::model::compare). Nothing is
//! taken without a key or a click, and a decision is a step like any other: undo takes it back.

mod card;

mod commands;

mod keys;

mod panel;

mod state;

mod words;

use super::capability::{DialogAbout, DialogInput, DialogPanel};
use crate::command::UserCommand;
use crate::session::messages::CompareText;
use crate::ui::panels::PanelCtx;
pub(super) use panel::ComparePanel;

impl DialogPanel for ComparePanel {
    const DIALOG: DialogAbout = DialogAbout {
        title: CompareText::Title.text(),
        opened_by: Some(UserCommand::CompareCoders),
    };

    type Input<'a> = DialogInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) -> bool {
        self.show(input.ctx, cx, input.session)
    }
}
