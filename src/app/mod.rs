//! The program with its window: owns all state and runs the commands.
//!
//! ```text
//! App -+- Shell         what lives as long as the program
//!      `- Phase         which project is open; OpenProject is all that goes with it
//!
//! ProjectCtx = Shell + OpenProject, while something is done with the open project
//! ```
//!
//! Everything that belongs to a project is in `OpenProject`, so closing a project drops one value.
//! Operations on the open project are methods of `ProjectCtx`. A capability is a folder of `app/` with its
//! state, its commands, the handlers of its job results and its panel or dialog; CONTRIBUTING.md shows how
//! to add one.
//!
//! Commands run once a frame, after input and before painting. Work over many articles that must be read
//! first is stored as a [`Pending`](crate::session::pending::Pending) value with its target (the id of the
//! step to undo, the hits to annotate), never as a command that would run later against other state.
//! Meanwhile edits to its target are refused. If its target has changed nevertheless, it is dropped with a
//! hint.
//!
//! Start with [`App::logic`], which is the order of a frame. Then `dispatch` (what each command does),
//! `events` (handlers of job events), `opening` and `saving` (loading and autosave), and `layout`
//! (where each panel is drawn).

mod shell;

mod clipboard;

mod project;

mod phase;

mod opening;

mod file_dialogs;

mod leaving;

mod project_discovery;

mod events;

mod dispatch;
mod drawers;
mod early_start;

mod capabilities;

mod capability;

mod codebook;

mod coder;

mod export;

mod import_dataset;

mod guideline;

mod linking;

mod entities;

mod compare;

mod conflicts;

mod search;

mod explore;

mod agreement;

mod suggest;

mod team;

mod article_list;

mod find;

mod inspector;

mod palette;

mod path_prompt;

mod settings;

mod keys;

mod moved;

mod orphans;

mod import_articles;

mod review;

mod history;

mod bulk_edits;

mod saving;

mod typing;

mod article_meta;

mod shared_files;

mod watching;

mod renamed;

mod removed;

mod journaling;

mod persisted_state;

mod reading_positions;

mod primary_selection;

mod focus_ring;

mod layout;

mod painting;

mod panel_sizes;

mod reading;

mod glyph_prewarm;

mod io_watchdog;

mod window;

mod speaking;

mod start_times;

mod system_preferences;

#[cfg(target_os = "linux")]
mod session_bus;

#[cfg(test)]
mod test_program;

#[cfg(test)]
mod closing_tests;

#[cfg(test)]
mod capability_example_tests;

pub use capabilities::dialogs;
pub use capability::DialogAbout;
pub use io_watchdog::take_limitations;
pub use persisted_state::PersistedState;
pub use start_times::note_main;
pub use window::{Ended, is_lack_of_library, run};

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use demarche_software_window::is_act;
use early_start::EarlyStart;
use egui::Rect;
use file_dialogs::FileDialogs;
use painting::PaintPanics;
use phase::Phase;
use project::{OpenProject, ProjectCtx};
use shell::Shell;
use start_times::StartTimes;

use crate::command::table::Environment;
use crate::command::{Command, Intent};
use crate::jobs::Event;
use crate::model::history::{History, Step, UndoScope};
use crate::model::{ByteOffset, Codebook};
use crate::session::Session;
use crate::session::messages::WindowMessage;
use crate::session::notices::Notice;
use crate::settings::Settings;
use crate::ui::article::TextEngine;
use crate::ui::key_names::is_modifier;
use crate::ui::panels::WindowPart;
use crate::ui::panels::text_field::{self, TooLong};
use crate::ui::request_frame;
use crate::ui::{live_region, window_node};

/// Whether an event is something that the user does, apart from looking around.
fn is_deed(event: &egui::Event) -> bool {
    match event {
        egui::Event::Key { key, pressed, .. } => *pressed && !is_modifier(*key),
        event => is_act(event) && !matches!(event, egui::Event::MouseWheel { .. }),
    }
}

/// The time limit in each frame for handling events of jobs.
const EVENT_BUDGET: Duration = Duration::from_millis(4);

/// Everything the program holds.
pub struct App {
    shell: Shell,
    phase: Phase,
    start_times: StartTimes,
    is_current: bool,
    paint_panics: PaintPanics,
}

impl App {
    /// A program with nothing open. `persisted_state` is what it remembers of earlier runs.
    pub fn new(ctx: &egui::Context, engine: TextEngine, persisted_state: PersistedState) -> Self {
        let early = EarlyStart::of_nothing();
        Self::going_on(ctx, engine, persisted_state, early)
    }

    /// The program that goes on with what was begun before there was a window.
    fn going_on(
        ctx: &egui::Context,
        engine: TextEngine,
        persisted_state: PersistedState,
        early: EarlyStart,
    ) -> Self {
        crate::ui::theme::install(ctx);
        let (jobs, phase) = early.into_parts(ctx);
        let mut app = Self {
            shell: Shell::new(jobs, engine, persisted_state),
            phase,
            start_times: StartTimes::begin(),
            is_current: false,
            paint_panics: PaintPanics::default(),
        };
        app.shell.apply_theme(ctx);
        let gone = app.shell.persisted_state.gone_projects();
        app.shell
            .jobs
            .spawn("look for recent projects", move |reporter| {
                reporter.send(Event::ProjectsGone(gone()));
            });
        app.start_times.note("set-up", Instant::now());
        app
    }

    /// Opens a folder or files, as if the user had chosen them.
    pub fn open(&mut self, paths: Vec<PathBuf>) {
        self.ask(Intent::Open(paths));
    }

    /// Asks for paths in the window from now on, as on a system that has no file dialog.
    pub fn use_no_file_dialog(&mut self) {
        self.shell.file_dialogs = FileDialogs::missing();
    }

    /// Notes that files cannot be dropped into the window, as under Wayland.
    pub fn take_no_drops(&mut self) {
        self.shell.takes_drops = false;
    }

    /// Queues a command, as if the user had issued it; it runs in the next frame.
    pub fn ask(&mut self, command: impl Into<Command>) {
        self.shell.commands.push(command);
    }

    /// What is open, if anything.
    pub fn session(&self) -> Option<&Session> {
        Some(&self.phase.project()?.session)
    }

    /// The notices that are shown now, the oldest first.
    pub fn messages(&mut self) -> Vec<String> {
        let notices = self.shell.notices.current().iter();
        notices.map(Notice::text).collect()
    }

    /// The settings as they are now.
    pub fn settings(&self) -> &Settings {
        &self.shell.settings
    }

    /// The parts of the window that are on screen, with their places, in reading order.
    pub fn parts(&self) -> &[(WindowPart, Rect)] {
        self.shell.focus_ring.shown()
    }

    /// Whether a job is computing what a change of the codebook does.
    pub fn is_planning(&self) -> bool {
        let project = self.phase.project();
        project.is_some_and(|project| project.capabilities.codebook.is_planning())
    }

    /// Whether a job is polling for external changes now.
    pub fn is_scanning(&self) -> bool {
        let project = self.phase.project();
        project.is_some_and(|project| project.watching.is_scanning())
    }

    /// Reads a codebook to import it, as if the user had picked the file.
    pub fn import_codebook(&mut self, path: &Path) {
        self.with_project(|cx| cx.import_codebook(path));
    }

    /// Saves a copy as if the user had picked the file.
    pub fn save_copy(&mut self, path: PathBuf) {
        self.with_project(|cx| cx.save_copy(path));
    }

    /// Everything that happens between two frames, whether or not the window is visible.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.shell.speak();
        self.log_start_times();
        // Events of jobs come first, so that commands do not act on stale state.
        self.handle_events(ctx);
        // A project that is opening continues with its list.
        self.list_on();
        self.take_dropped_files(ctx);
        // An incomplete bulk step continues before commands, which wait for it.
        self.with_project(|cx| cx.go_on_with_bulk(ctx));
        self.drain_commands(ctx);
        self.shell.note_window_place(ctx);
        self.shell.follow_system(ctx);
        self.after_commands(ctx);
        // After saving has begun, since only what is saved is left.
        self.leave_when_saved(ctx);
    }

    /// What follows from the commands that have been done: saving, the list, the title.
    fn after_commands(&mut self, ctx: &egui::Context) {
        let is_leaving = self.phase.is_leaving();
        self.with_project(|cx| cx.after_commands(ctx, is_leaving));
        self.shell.watch_io();
        self.shell.tell_limitations();
        let none = Codebook::default();
        let session = self.phase.project().map(|project| &project.session);
        let codebook = session.map_or(&none, |session| &session.codebook);
        self.shell.apply_settings(ctx, codebook);
        self.shell.set_title(ctx, session);
    }

    /// Paints a frame.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        self.shell.speak();
        let ctx = ui.ctx().clone();
        self.watch_pastes(&ctx);
        self.follow_layout(&ctx);
        self.shell.key_queue.begin_frame(&ctx);
        text_field::take_addresses(&ctx);
        self.take_pasted_files(&ctx);
        if let Some(TooLong { chars, limit }) = text_field::refuse_too_long(&ctx) {
            self.shell.notices.warn_once(match chars {
                1 => WindowMessage::FieldFull { limit },
                chars => WindowMessage::PasteTooLong { chars, limit },
            });
        }
        let has_acts = |input: &egui::InputState| input.events.iter().any(is_act);
        let acts = ctx.input(has_acts);
        let does_something = ctx.input(|input| input.events.iter().any(is_deed));
        self.read_keys(&ctx);
        self.open_menus_by_alt(&ctx);
        self.drain_commands(&ctx);
        // Panels and dialogs see what no command has taken.
        self.is_current = !ctx.input(has_acts) && !self.shell.key_queue.has_waiting();
        if acts {
            // Another frame may not follow.
            self.after_commands(&ctx);
            if self.phase.is_leaving() {
                ctx.request_repaint();
            }
        }
        self.shell.engine.begin_frame(&ctx);
        self.paint(ui);
        if self.session().and_then(Session::shown).is_none() {
            self.shell.warm_up(ui);
        }
        live_region::end_frame(&ctx);
        window_node::tell(&ctx, self.shell.title());
        self.shell.watch_copies(&ctx);
        self.shell.engine.end_frame();
        let missing = self.shell.engine.take_missing_scripts();
        self.shell.tell_missing_fonts(missing);
        self.with_project(|cx| {
            cx.note_typed(&ctx);
            cx.offer_primary_selection(&ctx);
        });
        self.shell.closing.drawn(&ctx);
        // The start has the processor for itself until what it is waited for is on the screen.
        if self.start_times.has_ended()
            && let Some(list_fonts) = self.shell.engine.fonts_to_list()
        {
            self.shell.jobs.spawn("list fonts", |_| list_fonts());
        }
        let shows_article = self.session().and_then(Session::shown).is_some();
        if self.start_times.end_frame(Instant::now(), shows_article) {
            request_frame(&ctx);
        }
        if acts {
            // The page may have scrolled.
            self.with_project(|cx| cx.store_reading_positions(&ctx));
        }
        // This frame has shown hints once more, so that nothing moves away from under a click.
        if does_something && self.shell.notices.acted() {
            request_frame(&ctx);
        }
        // What was clicked in this frame is done now and seen in the next.
        if !self.shell.commands.is_empty() {
            ctx.request_repaint();
        }
    }

    /// Whether all keys and clicks of the last frame were commands, which are done before the frame is
    /// drawn: nothing of them can appear only in the next frame.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Whether an article is on the screen, or the start screen if there is nothing to open.
    pub fn has_started(&self) -> bool {
        self.start_times.has_ended()
    }

    fn log_start_times(&mut self) {
        let is_to_open = match &self.phase {
            Phase::Closed => false,
            // A project without articles has none to wait for.
            Phase::Open(project) => project.session.current.is_some(),
            _ => true,
        };
        let is_to_open = is_to_open || !self.shell.commands.is_empty();
        if let Some(line) = self.start_times.begin_frame(Instant::now(), is_to_open) {
            log::info!("start, ms (since the start):{line}");
        }
    }

    /// Whether a bulk step is being made, so that nothing else may change what is open.
    fn is_in_bulk(&self) -> bool {
        self.phase.project().is_some_and(OpenProject::is_in_bulk)
    }

    /// Whether a dialog lies over the window and has the keyboard.
    fn is_dialog_open(&self) -> bool {
        let project = self.phase.project();
        self.shell.capabilities.is_dialog_open() || project.is_some_and(OpenProject::is_dialog_open)
    }

    /// Whether there is a step to undo, or files that were renamed to a coder.
    fn can_undo(&self) -> bool {
        self.phase.project().is_some_and(|project| {
            let coder = &project.capabilities.coder;
            let scope = project.undo_scope();
            let next = project.session.history.next_undo();
            let is_of_subject = matches!(scope, UndoScope::Only(_));
            next.is_some_and(|step| scope.contains(step))
                || !is_of_subject && coder.is_newest(&project.session)
                || !is_of_subject && project.next_team_undo().is_some()
        })
    }

    fn can_redo_team(&self) -> bool {
        let project = self.phase.project();
        project.is_some_and(|project| project.next_team_redo().is_some())
    }

    fn environment(&self) -> Environment {
        let session = self.session();
        let shown = session.and_then(Session::shown);
        let history = session.map(|session| &session.history);
        let scope = self
            .phase
            .project()
            .map_or(UndoScope::Nothing, OpenProject::undo_scope);
        let can_reach = |step: Option<&Step>| step.is_some_and(|step| scope.contains(step));
        Environment {
            project: session.is_some(),
            article: shown.is_some(),
            beside: session.is_some_and(|session| session.beside.is_some()),
            chosen: shown.is_some_and(|shown| shown.chosen.is_some()),
            suggestion: session.is_some_and(|session| session.chosen_suggestion().is_some()),
            selection: shown.is_some_and(|shown| !shown.selection.is_empty()),
            undo: self.can_undo(),
            redo: can_reach(history.and_then(History::next_redo)) || self.can_redo_team(),
            all_relations: self
                .phase
                .project()
                .is_some_and(|project| project.links.all_arcs),
            suggestions: self.shell.settings.suggestions.shown,
            focus_mode: self.shell.text_alone,
        }
    }
}

impl ProjectCtx<'_> {
    /// What is to be done with the open project once the commands of a frame are done.
    fn after_commands(&mut self, ctx: &egui::Context, is_leaving: bool) {
        self.follow_comparison();
        // A search of the text goes on by some portions.
        self.search_on(ctx);
        // A change that waited for the answer who codes.
        self.go_on_with_coder(ctx, is_leaving);
        self.go_on_with_packages();
        // Before saving, so that both have one delay.
        self.take_over_typed(ctx, is_leaving);
        // Before texts are read anew: only what is saved is.
        self.save_what_is_due(ctx, is_leaving);
        self.count_again_when_due(ctx);
        self.read_changed_texts();
        if !is_leaving {
            self.follow_suggestions(ctx);
        }
        self.follow_moved(ctx);
        self.watch(ctx);
        self.refresh_list(ctx);
        self.follow_statements();
        self.store_reading_positions(ctx);
    }

    /// Scrolls so that a place of the active article is visible.
    fn reveal(&mut self, at: ByteOffset) {
        if let Some(view) = self.view_mut() {
            view.reveal(at);
        }
    }
}
