//! A project that seems to have moved: asks whether its undo history is restored, and opens it.
//!
//! `events` handles the result of the job that lists a project, `commands` the answer, `panel` is the
//! dialog. It knows no journal: whether a project was moved is found out by `project_discovery`.

mod commands;

mod events;

mod panel;

use std::path::PathBuf;

use super::capability::{DialogAbout, DialogPanel, ProgramInput};
use crate::session::messages::FileText;
use crate::ui::panels::PanelCtx;

/// What the user is asked about: whether a project was moved.
pub(super) struct MovedProject {
    /// The paths to open that look like a moved project.
    paths: Vec<PathBuf>,
    /// Its former path.
    from: PathBuf,
}

impl DialogPanel for MovedProject {
    const DIALOG: DialogAbout = DialogAbout {
        title: || FileText::MovedTitle.text(),
        opened_by: None,
    };

    type Input<'a> = ProgramInput<'a>;

    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) -> bool {
        panel::show(input.ctx, cx, &self.from);
        // The answer closes it.
        true
    }
}
