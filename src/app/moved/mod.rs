//! A project that seems to have moved: asks whether its undo history is restored, and opens it.
//!
//! `events` handles the result of the job that lists a project, `commands` the answer, `panel` is the
//! dialog. It knows no journal: whether a project was moved is found out by `project_discovery`.

mod commands;

mod events;

mod panel;

use std::path::PathBuf;

use super::capability::{Capability, DialogAbout, ProgramInput};
use crate::ui::panels::PanelCtx;

/// The question whether a project was moved.
#[derive(Default)]
pub(super) struct MovedPrompt {
    asked: Option<MovedProject>,
}

/// What the user is asked about.
struct MovedProject {
    /// The paths to open that look like a moved project.
    paths: Vec<PathBuf>,
    /// Its former path.
    from: PathBuf,
}

impl Capability for MovedPrompt {
    const DIALOG: DialogAbout = DialogAbout {
        title: panel::TITLE,
        opened_by: None,
    };

    type Input<'a> = ProgramInput<'a>;

    fn is_open(&self) -> bool {
        self.asked.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &ProgramInput<'_>) {
        if let Some(asked) = &self.asked {
            panel::show(input.ctx, cx, &asked.from);
        }
    }
}
