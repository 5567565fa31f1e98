//! Leaving a project or the program once everything is saved, or earlier if the user confirms it.
//!
//! `commands` leaves and handles the answers, `closing` closes the window, `panel` is the prompt about
//! unsaved changes. It saves nothing itself: `app/saving` does, and [`Phase`](super::phase::Phase) says that it is under way.
//!
//! ```text
//! Open -> leave -> Leaving -> all saved                  -> closed, and what is to come then
//!                     |  \-> a failure, no answer: asked -> leave once more, leave unsaved, stay
//! ```

mod closing;

mod commands;

mod panel;

use std::path::PathBuf;

pub(super) use closing::{Closing, EndRequest};

use super::capability::{Capability, DialogAbout, DialogInput};
use crate::session::messages::FileText;
use crate::ui::panels::PanelCtx;

/// What to do once everything is saved.
pub(super) enum Leaving {
    /// Close the window.
    Window,
    /// Close the project.
    Project,
    /// Close the project and open this.
    For(Vec<PathBuf>),
}

/// The prompt about unsaved changes, and its answer.
#[derive(Default)]
pub(super) struct LeavingPrompt {
    /// The purpose of leaving, while the user is asked because something could not be saved.
    purpose: Option<Leaving>,
    /// Whether the user has confirmed leaving without saving everything.
    is_confirmed: bool,
}

impl Capability for LeavingPrompt {
    const DIALOG: DialogAbout = DialogAbout {
        title: || FileText::UnsavedTitle.text(),
        opened_by: None,
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.purpose.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        if self.is_open() {
            panel::show(input.ctx, cx, input.is_journaled, input.is_stalled);
        }
    }
}
