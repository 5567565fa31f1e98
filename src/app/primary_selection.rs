//! The primary selection of X11 and Wayland: what is selected on the page can be pasted with the middle
//! mouse button, here and in other programs.
//!
//! It knows no window system: egui hands the text on, and pastes it into fields. The text is handed on
//! once, when the selection is made: while the mouse button or `Shift` is down, it may still grow.

use egui::{Context, OutputCommand};

use super::ProjectCtx;
use crate::model::Selection;
use crate::model::history::CodingId;

/// Whether the window system may have a primary selection.
const HAS_PRIMARY: bool = cfg!(all(
    unix,
    not(target_vendor = "apple"),
    not(target_os = "android")
));

/// The selection that was handed on last.
#[derive(Debug, Default)]
pub(super) struct PrimarySelection {
    given: Option<(CodingId, Selection)>,
}

impl PrimarySelection {
    /// Whether this selection is to be handed on.
    fn is_new(&mut self, id: CodingId, selection: Selection) -> bool {
        let now = (!selection.is_empty()).then_some((id, selection));
        let is_new = now.is_some() && now != self.given;
        self.given = now;
        is_new
    }
}

impl ProjectCtx<'_> {
    /// Hands on the selection of the page, once it is made.
    pub(super) fn offer_primary_selection(&mut self, ctx: &Context) {
        let is_being_made = ctx.input(|input| input.pointer.any_down() || input.modifiers.shift);
        let session = &self.project.session;
        let (Some(id), Some(shown)) = (session.current, session.shown()) else {
            return;
        };
        let selection = shown.selection;
        if !HAS_PRIMARY || is_being_made || !self.project.primary_selection.is_new(id, selection) {
            return;
        }
        let text = shown.document.text();
        if let Some(selected) = text.slice(selection.start(), selection.end()) {
            ctx.send_cmd(OutputCommand::TextSelectionSettled(selected.to_owned()));
        }
    }
}
