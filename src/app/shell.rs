//! The state that lives as long as the program: settings, persisted state, notices, commands, jobs.
//!
//! It knows no project. [`Shell::leave_project`] resets what a project has left behind here.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use demarche_languages::Language;

use super::capabilities::ProgramCapabilities;
use super::clipboard::ClipboardWatch;
use super::dispatch::open_by_system;
use super::drawers::Drawers;
use super::file_dialogs::FileDialogs;
use super::focus_ring::FocusRing;
use super::import_articles::ArticleImport;
use super::io_watchdog::IoWatchdog;
use super::keys::KeyQueue;
use super::leaving::{Closing, EndRequest};
use super::persisted_state::PersistedState;
use super::system_preferences::{PreferenceWatch, SystemPreferences};
use super::window::WindowState;
use crate::command::CommandQueue;
use crate::command::table::{self, CommandRow};
use crate::jobs::Jobs;
use crate::model::Codebook;
use crate::session::Session;
use crate::session::messages::{WINDOW_TITLE, WindowMessage, font_package};
use crate::session::notices::Notices;
use crate::settings::Settings;
use crate::ui::article::TextEngine;
use crate::ui::panels::definition::HeldKey;
use crate::ui::panels::menu_bar::MenuBar;
use crate::ui::panels::start::StartScreen;

/// The most characters of an article's title in the title of the window.
const TITLE_CHARS: usize = 80;

/// The debounce delay before settings are written: a slider passes many values.
const SETTINGS_DEBOUNCE: Duration = Duration::from_millis(400);

/// What the keys of a keyboard type.
pub(super) type LayoutLetters = fn() -> Vec<(char, char)>;

/// The program without a project.
pub(super) struct Shell {
    pub settings: Settings,
    /// Settings as they were last written.
    saved_settings: Settings,
    /// When changed settings are to be written.
    settings_due: Option<Instant>,
    pub persisted_state: PersistedState,
    pub notices: Notices,
    pub commands: CommandQueue,
    pub rows: Vec<CommandRow>,
    pub jobs: Jobs,
    pub file_dialogs: FileDialogs,
    pub window: WindowState,
    /// Finds out what the system prefers.
    pub preference_watch: PreferenceWatch,
    /// What the system prefers, as it was last applied.
    pub system: SystemPreferences,
    /// The language that the system asks for.
    pub system_language: Language,
    /// Whether files can be dropped into the window.
    pub takes_drops: bool,
    pub clipboard: ClipboardWatch,
    /// Tells what the keys of the keyboard type, each with what a US keyboard has at its place, on systems that
    /// do. It may wait for the window system, so it belongs on the thread of a job.
    pub layout_letters: Option<LayoutLetters>,
    /// What is typed on the start screen.
    pub start_screen: StartScreen,

    pub engine: TextEngine,
    /// How many font faces have their glyphs prewarmed.
    pub warmed: usize,
    /// Where the keyboard is in the window.
    pub focus_ring: FocusRing,
    pub menu_bar: MenuBar,
    /// The panels for which the window is too narrow.
    pub drawers: Drawers,
    /// Whether a command has changed the sizes of panels, which are to be drawn with them.
    pub has_sized_panels: bool,
    pub capabilities: ProgramCapabilities,
    /// The keys that were pressed.
    pub key_queue: KeyQueue,
    /// The label whose key is held down.
    pub held_key: HeldKey,
    /// Focus mode: whether the page is shown without any panel.
    pub text_alone: bool,
    /// The window's title as it was last set.
    title: String,
    pub io_watchdog: IoWatchdog,
    /// The scripts that no font has, of which the user has been told.
    scripts_without_font: BTreeSet<&'static str>,
    /// Opens a folder with the system's program for it; whether it did.
    pub folder_opener: fn(&Path) -> bool,
    /// Closing the window.
    pub closing: Closing,
    /// What the system asks of the program.
    pub end_request: EndRequest,
}

impl Shell {
    /// A program with nothing open.
    pub fn new(jobs: Jobs, engine: TextEngine, persisted_state: PersistedState) -> Self {
        let settings = persisted_state.settings();
        let rows = table::rows_with_keys(&Codebook::default(), &settings.keys);
        Self {
            saved_settings: settings.clone(),
            settings_due: None,
            settings,
            persisted_state,
            notices: Notices::default(),
            commands: CommandQueue::default(),
            rows,
            jobs,
            file_dialogs: FileDialogs::default(),
            window: WindowState::default(),
            preference_watch: PreferenceWatch::default(),
            system: SystemPreferences::default(),
            system_language: Language::default(),
            takes_drops: true,
            clipboard: ClipboardWatch::default(),
            layout_letters: None,
            start_screen: StartScreen::default(),
            engine,
            warmed: 0,
            focus_ring: FocusRing::default(),
            menu_bar: MenuBar::default(),
            drawers: Drawers::default(),
            has_sized_panels: false,
            capabilities: ProgramCapabilities::default(),
            key_queue: KeyQueue::default(),
            held_key: HeldKey::default(),
            text_alone: false,
            title: String::new(),
            io_watchdog: IoWatchdog::default(),
            scripts_without_font: BTreeSet::new(),
            folder_opener: open_by_system,
            closing: Closing::default(),
            end_request: EndRequest::default(),
        }
    }

    /// Resets what belongs to a project that has been closed.
    pub fn leave_project(&mut self) {
        self.write_state();
        self.capabilities.import_articles = ArticleImport::default();
        self.focus_ring = FocusRing::default();
        self.held_key.forget();
        self.make_rows(&Codebook::default());
    }

    /// Applies changed settings at once, and writes them after the debounce delay.
    pub fn apply_settings(&mut self, ctx: &egui::Context, codebook: &Codebook) {
        if self.settings != self.saved_settings {
            let looks = |settings: &Settings| {
                let Settings {
                    theme,
                    animations,
                    system_text_scale,
                    interface_size,
                    ..
                } = settings;
                (*theme, *animations, *system_text_scale, *interface_size)
            };
            if looks(&self.settings) != looks(&self.saved_settings) {
                self.apply_theme(ctx);
            }
            self.speak();
            if self.settings.keys != self.saved_settings.keys
                || self.settings.language != self.saved_settings.language
            {
                self.make_rows(codebook);
            }
            self.saved_settings = self.settings.clone();
            self.persisted_state.set_settings(&self.settings);
            self.settings_due = Some(Instant::now() + SETTINGS_DEBOUNCE);
        }
        if let Some(due) = self.settings_due {
            let wait = due.saturating_duration_since(Instant::now());
            if wait.is_zero() {
                self.settings_due = None;
                self.write_state();
            } else {
                ctx.request_repaint_after(wait);
            }
        }
    }

    /// Writes the persisted state to disk in the background.
    pub fn write_state(&mut self) {
        if let Some(write) = self.persisted_state.writing() {
            self.jobs.spawn("remember", move |_| write());
        }
    }

    /// Rebuilds the command table from the codebook and the user's key bindings.
    pub fn make_rows(&mut self, codebook: &Codebook) {
        self.rows = table::rows_with_keys(codebook, &self.settings.keys);
    }

    /// Tells once of each script that no font has.
    pub fn tell_missing_fonts(&mut self, scripts: impl IntoIterator<Item = &'static str>) {
        for script in scripts {
            if self.scripts_without_font.insert(script) {
                self.notices.warn(WindowMessage::FontMissing {
                    script: script.to_owned(),
                    package: font_package(script).to_owned(),
                });
            }
        }
    }

    /// The title of the window.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Sets the window's title to the names of the article and the project.
    pub fn set_title(&mut self, ctx: &egui::Context, session: Option<&Session>) {
        let article = session.and_then(|session| {
            let article = session.current_article()?;
            let title = session.title(article).or(session.proposed_title(article));
            Some(title.unwrap_or(article.short_name()))
        });
        let article = article.map(|article| article.chars().take(TITLE_CHARS).collect());
        let title = match (session.map(|session| session.name.clone()), article) {
            (Some(project), Some(article)) => {
                WindowMessage::TitleOfArticle { article, project }.to_string()
            }
            (Some(project), None) => WindowMessage::TitleOfProject { project }.to_string(),
            (None, _) => WINDOW_TITLE.to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::test_program::Program;

    #[test]
    fn each_script_that_no_font_has_is_told_once_with_its_package() {
        let mut program = Program::new();
        for scripts in [&["Ethiopic", "Han"][..], &["Han"]] {
            program
                .app
                .shell
                .tell_missing_fonts(scripts.iter().copied());
        }
        let told = program.app.messages();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("Ethiopic") && told[0].contains("apt install fonts-noto-core"));
        assert!(told[1].contains("Han") && told[1].contains("fonts-noto-cjk"));
    }
}
