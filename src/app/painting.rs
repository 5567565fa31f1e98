//! Painting a frame so that a panic in it does not end the program.
//!
//! A panic is caught in two places: while the window is laid out ([`App::paint`]), and while what was laid
//! out is turned into triangles and pixels ([`App::drawing_panicked`]). The second is possible only where
//! our own run loop draws (`software_window`): on a graphics card eframe does that between two of our
//! calls. A panic there ends eframe's window, and the program starts again with the software renderer
//! (`window::run_on_gpu`). Neither catches a panic in egui's own begin or end of a pass, which leaves its
//! context in the middle of one, nor running out of stack or memory, which are no panics.
//!
//! Panels, dialogs and the page only read the session, so a panic in one of them leaves articles,
//! history and journal as they were; what it may leave half changed is the state of the view, which
//! is dropped. The panic is told, and what is on screen is closed step by step, until painting
//! works again:
//!
//! ```text
//! 1st panic in a row  the articles on screen
//! 2nd                 dialogs and panels of the project
//! 3rd                 the project, with all work in the journal
//! 4th                 goes on as a panic: nothing is left that can be closed
//! ```

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use egui::Ui;

use super::App;
use super::find::Finding;
use super::phase::Phase;
use crate::session::messages::ProgramMessage;

/// Frames without a panic after which an earlier one does not count any more.
const CALM_FRAMES: u32 = 60;

/// Panics while painting, of the last frames.
#[derive(Debug, Default)]
pub(super) struct PaintPanics {
    in_a_row: u32,
    frames_since: u32,
}

impl App {
    /// Draws the window. A panic is caught and told, and what caused it is closed.
    pub(super) fn paint(&mut self, ui: &mut Ui) {
        // What a panic may leave half changed is dropped in `close_after_panic`.
        let painted = catch_unwind(AssertUnwindSafe(|| {
            self.with_project(|cx| {
                cx.make_views();
                cx.arrive_at_hit();
                cx.arrive_at_statement();
            });
            self.layout_ui(ui);
        }));
        let Err(panic) = painted else {
            let panics = &mut self.paint_panics;
            panics.frames_since = panics.frames_since.saturating_add(1);
            if panics.frames_since >= CALM_FRAMES {
                panics.in_a_row = 0;
            }
            return;
        };
        if !self.drawing_panicked() {
            resume_unwind(panic);
        }
        ui.ctx().request_repaint();
    }

    /// Tells of a panic while a frame was made and closes what may have caused it; false if there is
    /// nothing left to close.
    pub(super) fn drawing_panicked(&mut self) -> bool {
        let panics = &mut self.paint_panics;
        panics.in_a_row += 1;
        panics.frames_since = 0;
        let in_a_row = panics.in_a_row;
        // What panels wanted in a frame that nobody saw.
        self.shell.commands.clear();
        self.with_project(|cx| cx.journal_actions());
        self.close_after_panic(in_a_row)
    }

    /// Closes what may have caused a panic in painting; false if there is nothing left to close.
    fn close_after_panic(&mut self, in_a_row: u32) -> bool {
        let Some(project) = self.phase.project_mut() else {
            return false;
        };
        let session = &project.session;
        let name = session
            .current_article()
            .map(|article| article.name.clone());
        match in_a_row {
            1 | 2 => {
                project.session.current = None;
                project.session.beside = None;
                project.reading = Default::default();
                self.shell.persisted_state.forget_articles(name.clone());
                if in_a_row == 2 {
                    project.capabilities = Default::default();
                    project.annotations = Default::default();
                    project.links = Default::default();
                    project.finding = Finding::default();
                    project.search = Default::default();
                    project.explore = Default::default();
                }
            }
            3 => {
                // Dropping the project writes the journal to its end.
                self.shell.jobs.cancel_all();
                self.shell.leave_project();
                self.phase = Phase::Closed;
            }
            _ => return false,
        }
        let message = match name {
            Some(name) => ProgramMessage::ArticleNotShown { name },
            None => ProgramMessage::NotShown,
        };
        self.shell.notices.crash(message);
        true
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use crate::app::test_program::{Program, texts};
    use crate::model::Edit;
    use crate::model::document::Status;
    use crate::model::history::Change;
    use crate::session::Session;

    thread_local! {
        static PANICS: Cell<u32> = const { Cell::new(0) };
    }

    /// Panics where the page is painted, as often as a test wants.
    pub fn panic_if_wanted() {
        let left = PANICS.get();
        PANICS.set(left.saturating_sub(1));
        assert_eq!(left, 0, "a test wants a panic in painting");
    }

    /// Marks the first article as done.
    fn work(program: &mut Program) {
        let edit = Edit::SetStatus(Status::Done);
        program.change(vec![Change::Coding(program.coding("a.txt"), edit)]);
    }

    #[test]
    fn a_panic_in_painting_is_told_and_closes_the_article_and_its_work_is_saved() {
        let project = texts(&["a.txt", "b.txt"]);
        let mut program = Program::on(project.path());
        work(&mut program);
        PANICS.set(1);
        program.draw();
        let session = program.session();
        assert_eq!((session.current, session.beside), (None, None));
        assert!(program.says("“a.txt” cannot be shown"));
        program.until_saved();
        let saved = std::fs::read_to_string(project.path().join("a.txt.ann.json"));
        assert!(saved.expect("it is read").contains("done"));
        // It is not opened again at the next start.
        let mut program = program.again();
        program.open(project.path());
        assert_eq!(program.shown(), "b.txt");
    }

    #[test]
    fn panics_in_a_row_close_the_project_and_its_work_is_restored() {
        let project = texts(&["a.txt"]);
        let mut program = Program::on(project.path());
        work(&mut program);
        PANICS.set(3);
        for _ in 0..3 {
            program.draw();
        }
        assert!(program.app.session().is_none(), "the project is closed");
        program.draw();
        let mut program = program.again();
        program.open(project.path());
        let status = &program.opened("a.txt").document.fields().status;
        assert_eq!(*status, Status::Done);
    }

    #[test]
    fn a_panic_after_a_frame_was_laid_out_closes_as_much_as_one_before() {
        let project = texts(&["a.txt"]);
        let mut program = Program::on(project.path());
        work(&mut program);
        program.draw();
        assert!(program.app.drawing_panicked());
        let session = program.session();
        assert_eq!((session.current, session.beside), (None, None));
        assert!(program.says("“a.txt” cannot be shown"));
        // The next frame is laid out and cannot be drawn either.
        program.draw();
        assert!(program.app.drawing_panicked());
        program.draw();
        assert!(program.app.drawing_panicked());
        assert!(program.app.session().is_none(), "the project is closed");
        program.draw();
        assert!(!program.app.drawing_panicked(), "nothing is left to close");
    }

    #[test]
    fn panics_far_apart_do_not_add_up() {
        let project = texts(&["a.txt"]);
        let mut program = Program::on(project.path());
        for _ in 0..4 {
            PANICS.set(1);
            for _ in 0..100 {
                program.draw();
            }
        }
        assert!(
            program
                .app
                .session()
                .is_some_and(|s| Session::shown(s).is_none())
        );
    }
}
