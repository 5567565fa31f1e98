//! The program with its window: owns all state and runs the commands.
//!
//! A frame goes: events of jobs, input, commands, saving, painting. Start with [`App`], then
//! `dispatch` (what each command does), `opening` and `saving` (what goes to and comes from jobs),
//! and `layout` (which panel stands where).

mod article_meta;
mod bulk;
mod changed_text;
mod dialogs;
mod dispatch;
mod finding_project;
mod io_watchdog;
mod journaling;
mod keymap;
mod layout;
mod linking;
mod listing;
mod many;
mod memory;
mod opening;
mod parts;
mod reading;
mod saving;
mod shared;
mod warming;
mod watching;
mod window;

pub use memory::Memory;
pub use window::run;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use dialogs::Dialogs;
use egui::{Key, Modifiers};
use keymap::Keyboard;
use layout::Sides;
use parts::Parts;
use reading::Reading;

use crate::command::Command;
use crate::command::table::{self, Environment, Row};
use crate::jobs::request::LatestRequest;
use crate::jobs::worker_pool::WorkerPool;
use crate::jobs::{Event, Jobs};
use crate::model::{ByteOffset, Codebook, Selection};
use crate::session::Session;
use crate::session::notices::Notices;
use crate::settings::{Settings, Theme};
use crate::store::sidecar::Snapshot;
use crate::ui::article::TextEngine;
use crate::ui::panels::definition::HeldKey;
use crate::ui::panels::settings::SettingsPanel;

/// How long settings rest before they are written: a slider passes many values.
const SETTINGS_REST: Duration = Duration::from_millis(400);

/// The part of a frame that may go into taking in what jobs send.
const TAKE_IN: Duration = Duration::from_millis(4);

/// Everything the program holds.
pub struct App {
    session: Option<Session>,
    settings: Settings,
    /// Settings as they were last written.
    saved_settings: Settings,
    /// When changed settings are to be written.
    settings_due: Option<Instant>,
    memory: Memory,
    notices: Notices,
    commands: Vec<Command>,
    rows: Vec<Row>,
    jobs: Jobs,

    engine: TextEngine,
    /// How many faces have their letters drawn.
    warmed: usize,
    reading: Reading,
    parts: Parts,
    sides: Sides,
    dialogs: Dialogs,

    /// Going from an annotation over the other ends of its relations.
    round: Option<dispatch::Round>,
    /// Selecting by typing: the field and what it found.
    finding: dispatch::Finding,
    /// Searching all articles: the concordance and the hit that is on its way to the screen.
    searching: dispatch::Searching,
    /// What is being listed to be opened.
    listing: Option<Vec<PathBuf>>,
    /// A project of which not all articles are in the list yet.
    entering: Option<opening::Entering>,
    /// A step over many articles that is being made, some of it in each frame.
    bulk: Option<bulk::Bulk>,
    /// The selection while its ends may cut a word, made by lines or by typing; see
    /// `tidy_selection`.
    rough: Option<Selection>,

    /// An article that is being read, in which the first or last incomplete annotation is then
    /// chosen.
    arriving: Option<dispatch::Arriving>,
    /// Imports so far; what an earlier one still says is not heard.
    imports: LatestRequest,
    /// The label whose key is held down.
    held_key: HeldKey,
    /// Whether the page stands alone, without any panel.
    text_alone: bool,
    /// The window's title as it was last set.
    title: String,
    glancing: listing::Glancing,
    watching: watching::Watching,
    journaling: journaling::Journaling,
    io_watchdog: io_watchdog::IoWatchdog,
    /// A command that waits for articles to be read.
    waiting: Option<many::Waiting>,
    /// Those who write articles to disk.
    writers: WorkerPool<saving::Writing>,
    /// What was saved and has its text still to be kept.
    unkept: Vec<Snapshot>,
    /// What to do once everything is saved.
    leaving: Option<saving::Leaving>,
    /// The user leaves though something is not saved.
    leave_unsaved: bool,
}

impl App {
    /// A program with nothing open. `memory` is what it remembers of earlier runs.
    pub fn new(ctx: &egui::Context, engine: TextEngine, memory: Memory) -> Self {
        crate::ui::theme::install(ctx);
        // Where the system says nothing, paper is light.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        let waker = ctx.clone();
        let settings = memory.settings();
        let rows = table::rows_with_keys(&Codebook::default(), &settings.keys);
        let app = Self {
            session: None,
            saved_settings: settings.clone(),
            settings_due: None,
            settings,
            memory,
            notices: Notices::default(),
            commands: Vec::new(),
            rows,
            jobs: Jobs::new(move || waker.request_repaint()),
            engine,
            warmed: 0,
            reading: Reading::default(),
            parts: Parts::default(),
            sides: Sides::default(),
            dialogs: Dialogs::default(),
            round: None,
            finding: dispatch::Finding::default(),
            searching: dispatch::Searching::default(),
            listing: None,
            entering: None,
            bulk: None,
            rough: None,
            arriving: None,
            imports: LatestRequest::default(),
            held_key: HeldKey::default(),
            text_alone: false,
            title: String::new(),
            glancing: listing::Glancing::default(),
            watching: watching::Watching::default(),
            journaling: journaling::Journaling::default(),
            io_watchdog: io_watchdog::IoWatchdog::default(),
            waiting: None,
            writers: WorkerPool::default(),
            unkept: Vec::new(),
            leaving: None,
            leave_unsaved: false,
        };
        app.apply_theme(ctx);
        let gone = app.memory.gone_projects();
        app.jobs.spawn("look for recent projects", move |reporter| {
            reporter.send(Event::ProjectsGone(gone()));
        });
        app
    }

    /// Opens a folder or files, as if the user had chosen them.
    pub fn open(&mut self, paths: Vec<PathBuf>) {
        self.ask(Command::Open(paths));
    }

    /// Asks for something, as if the user had; it is done in the next frame.
    pub fn ask(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// What is open, if anything.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// What the user is told now, the oldest first.
    pub fn messages(&mut self) -> Vec<String> {
        let told = self.notices.current().iter();
        told.map(|notice| notice.text.clone()).collect()
    }

    fn session_mut(&mut self) -> Option<&mut Session> {
        self.session.as_mut()
    }

    /// Everything that happens between two frames, whether or not the window is visible.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.handle_events(ctx);
        self.list_on();
        self.take_dropped_files(ctx);
        self.go_on_with_bulk(ctx);
        self.drain_commands(ctx);
        self.search_on(ctx);
        self.save_what_is_due(ctx);
        self.count_again_when_due(ctx);
        self.read_changed_texts();
        self.watch(ctx);
        self.refresh_list(ctx);
        self.watch_io(ctx);
        self.leave_when_saved(ctx);
        self.note_window_place(ctx);
        self.apply_settings(ctx);
        if let Some(wait) = self.notices.next_change() {
            ctx.request_repaint_after(wait);
        }
        self.set_title(ctx);
    }

    /// Takes in what jobs have to say, as far as a frame has time for it.
    fn handle_events(&mut self, ctx: &egui::Context) {
        let started = Instant::now();
        while !self.is_in_bulk()
            && let Some(event) = self.jobs.next_event()
        {
            self.on_event(event);
            if started.elapsed() > TAKE_IN {
                ctx.request_repaint();
                return;
            }
        }
    }

    /// Paints a frame.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.read_keys(&ctx);
        self.drain_commands(&ctx);
        self.engine.begin_frame(&ctx);
        self.make_views();
        self.arrive_at_hit();
        self.layout_ui(ui);
        self.warm_up(ui);
        self.engine.end_frame();
        // What was clicked in this frame is done now and seen in the next.
        if !self.commands.is_empty() {
            ctx.request_repaint();
        }
    }

    fn read_keys(&mut self, ctx: &egui::Context) {
        // The next key is being given to a command, and must not be done.
        let panel = self.dialogs.settings.as_ref();
        if panel.is_some_and(SettingsPanel::takes_all_keys) {
            return;
        }
        self.end_stale_linking();
        let keyboard = if self.dialogs.is_open() {
            Keyboard::Dialog
        } else if self.is_link_asking(ctx) {
            self.read_link_keys(ctx);
            Keyboard::Dialog
        } else if self.reading.links.handle.is_dragged() {
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                self.reading.links.handle.cancel();
            }
            Keyboard::Dialog
        } else if ctx.text_edit_focused() {
            Keyboard::Field
        } else if self.sides.annotations.inspector.has_keyboard(ctx) {
            Keyboard::Slots
        } else if self.parts.is_outside_text() {
            Keyboard::Panel
        } else {
            Keyboard::Page
        };
        if keyboard == Keyboard::Panel
            && let (Some(panel), Some(session)) =
                (self.searching.panel.as_mut(), self.session.as_ref())
        {
            panel.take_keys(ctx, &self.rows, session, &mut self.commands);
        }
        let environment = self.environment();
        if keyboard == Keyboard::Page {
            self.held_key.look(ctx, &self.rows);
        } else {
            self.held_key.forget();
        }
        let commands =
            ctx.input_mut(|input| keymap::commands(input, &self.rows, &environment, keyboard));
        // What a key opens over the palette takes its place.
        if commands
            .iter()
            .any(|command| *command != Command::ShowPalette)
        {
            self.dialogs.palette = None;
        }
        self.commands.extend(commands);
    }

    /// The settings as they are now.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Lets changed settings act at once, and writes them when they have come to rest.
    fn apply_settings(&mut self, ctx: &egui::Context) {
        if self.settings != self.saved_settings {
            let looks = |settings: &Settings| (settings.theme, settings.motion);
            if looks(&self.settings) != looks(&self.saved_settings) {
                self.apply_theme(ctx);
            }
            if self.settings.keys != self.saved_settings.keys {
                self.make_rows();
            }
            self.saved_settings = self.settings.clone();
            self.memory.set_settings(&self.settings);
            self.settings_due = Some(Instant::now() + SETTINGS_REST);
        }
        if let Some(due) = self.settings_due {
            let wait = due.saturating_duration_since(Instant::now());
            if wait.is_zero() {
                self.settings_due = None;
                self.write_memory();
            } else {
                ctx.request_repaint_after(wait);
            }
        }
    }

    /// Brings what is to be remembered to disk without waiting for it.
    fn write_memory(&mut self) {
        if let Some(write) = self.memory.writing() {
            self.jobs.spawn("remember", move |_| write());
        }
    }

    /// Makes the commands anew, of the codebook and the user's keys.
    fn make_rows(&mut self) {
        let none = Codebook::default();
        let codebook = self.session().map_or(&none, |session| &session.codebook);
        self.rows = table::rows_with_keys(codebook, &self.settings.keys);
    }

    fn environment(&self) -> Environment {
        let session = self.session();
        let shown = session.and_then(Session::shown);
        Environment {
            project: session.is_some(),
            article: shown.is_some(),
            beside: session.is_some_and(|session| session.beside.is_some()),
            chosen: shown.is_some_and(|shown| shown.chosen.is_some()),
            selection: shown.is_some_and(|shown| !shown.selection.is_empty()),
            undo: session.is_some_and(|session| session.history.next_undo().is_some()),
            redo: session.is_some_and(|session| session.history.next_redo().is_some()),
        }
    }

    /// Scrolls so that a place of the active article is visible.
    fn reveal(&mut self, at: ByteOffset) {
        if let Some(view) = self.view_mut() {
            view.reveal(at);
        }
    }

    fn apply_theme(&self, ctx: &egui::Context) {
        let high_contrast = self.settings.theme == Theme::HighContrast;
        crate::ui::theme::adapt(ctx, high_contrast, self.settings.motion);
        ctx.set_theme(match self.settings.theme {
            Theme::System | Theme::HighContrast => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
    }

    fn set_title(&mut self, ctx: &egui::Context) {
        let title = match self.session() {
            Some(session) => format!("{} – Demarche", session.name),
            None => "Demarche".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}
