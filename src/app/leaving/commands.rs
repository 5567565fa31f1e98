//! Handles the commands for leaving a project or the program, and the answers of the prompt.

use std::time::{Duration, Instant};

use super::Leaving;
use crate::app::phase::Phase;
use crate::app::{App, ProjectCtx};
use crate::command::leaving::LeaveAnswer;
use crate::jobs::journal::Journal;

/// How often the dialog asks whether the journal has everything.
const JOURNAL_POLL: Duration = Duration::from_millis(100);

impl ProjectCtx<'_> {
    /// Commits what is still being entered, and cancels pending work.
    fn finish_entries(&mut self) {
        self.cancel_waiting();
        self.take_over_now();
        self.finish_filling();
        self.finish_codebook();
        self.leave_link();
    }
}

impl App {
    /// Leaves the project as soon as everything is saved.
    pub(in crate::app) fn leave(&mut self, leaving: Leaving) {
        let Some(mut cx) = self.project() else {
            return;
        };
        cx.finish_entries();
        cx.save_again();
        self.shell.jobs.pending_io().begin_anew(Instant::now());
        self.phase.begin_leaving(leaving);
    }

    /// Continues after the user was asked: leaves with a retry of saving or without, or stays.
    pub(in crate::app) fn answer_leaving(&mut self, answer: LeaveAnswer) {
        let Some(project) = self.phase.project_mut() else {
            return;
        };
        let Some(leaving) = project.capabilities.leaving.purpose.take() else {
            return;
        };
        match answer {
            LeaveAnswer::Save => self.leave(leaving),
            LeaveAnswer::Unsaved => {
                project.capabilities.leaving.is_confirmed = true;
                self.phase.begin_leaving(leaving);
            }
            LeaveAnswer::Stay => {}
        }
    }

    /// Closes the window or the project once the last save is done.
    pub(in crate::app) fn leave_when_saved(&mut self, ctx: &egui::Context) {
        self.close_window_when_asked(ctx);
        self.show_when_written_down(ctx);
        let Phase::Leaving(project, _) = &self.phase else {
            return;
        };
        if project.is_in_bulk() {
            return;
        }
        let session = &project.session;
        let is_blocked = session.has_failed() || self.shell.is_stalled();
        let must_end = self.shell.end_request.is_asked();
        let is_journaled = project.journaling.is_open() && session.actions.are_journaled();
        // Where the system ends the program, nobody is there to answer.
        let may_end =
            must_end && (is_blocked && is_journaled || self.shell.end_request.is_overdue());
        if session.is_saved() || project.capabilities.leaving.is_confirmed || may_end {
            match self.phase.end_leaving() {
                Some(Leaving::Window) => self.shell.closing.close(ctx),
                Some(Leaving::Project) => self.close_project(),
                Some(Leaving::For(paths)) => {
                    self.close_project();
                    self.start_listing(paths);
                }
                None => {}
            }
            ctx.request_repaint();
        } else if must_end {
            ctx.request_repaint_after(JOURNAL_POLL);
        } else if is_blocked {
            // The user is asked; see `panel`.
            let leaving = self.phase.end_leaving();
            if let Some(project) = self.phase.project_mut() {
                project.capabilities.leaving.purpose = leaving;
            }
        }
    }

    /// Begins to leave when the window is to be closed, once its field has got what was typed before.
    fn close_window_when_asked(&mut self, ctx: &egui::Context) {
        let has_project = self.phase.project().is_some();
        let is_leaving = self.phase.is_leaving();
        let shell = &mut self.shell;
        let must_end = shell.end_request.is_asked() && !is_leaving;
        if !shell.closing.begin(ctx, must_end, has_project) {
            return;
        }
        if let Some(mut cx) = self.project() {
            cx.finish_bulk();
            cx.finish_entries();
            cx.remember_places();
        }
        self.shell.persisted_state.write();
        self.leave(Leaving::Window);
        if let Some(mut cx) = self.project() {
            cx.save_what_is_due(ctx, true);
        }
    }

    /// Takes over what is being entered and writes the journal to its end, since the program ends now.
    pub(in crate::app) fn finish_at_exit(&mut self) {
        if let Some(mut cx) = self.project() {
            cx.finish_bulk();
            cx.finish_entries();
            cx.remember_places();
            cx.journal_actions();
        }
        self.shell.persisted_state.write();
        let Some(project) = self.phase.project_mut() else {
            return;
        };
        let journal = project.journaling.take();
        let is_journaled = journal.is_some_and(Journal::close);
        let is_confirmed = project.capabilities.leaving.is_confirmed;
        if !project.session.is_saved() && !is_journaled && !is_confirmed {
            log::error!("the program ends with changes that are neither saved nor in the journal");
            self.shell.end_request.note_unsaved();
        }
    }

    /// While the user is asked, draws frames until the journal has everything, which the dialog
    /// tells. The journal wakes no window.
    fn show_when_written_down(&self, ctx: &egui::Context) {
        let project = self.phase.project();
        let asks = project.filter(|project| project.capabilities.leaving.purpose.is_some());
        let is_waiting = asks.is_some_and(|project| {
            project.journaling.is_open() && !project.session.actions.are_journaled()
        });
        if is_waiting {
            ctx.request_repaint_after(JOURNAL_POLL);
        }
    }

    /// Closes the project; everything in it is saved, or the user has confirmed leaving unsaved.
    /// Dropping the value drops everything that belongs to the project.
    fn close_project(&mut self) {
        let Some(mut cx) = self.project() else {
            return;
        };
        cx.remember_places();
        // The journal is written completely before it is dropped.
        cx.journal_actions();
        // No event reports what is still being written or read.
        self.shell.jobs.cancel_all();
        self.shell.leave_project();
        self.phase = Phase::Closed;
    }
}
