//! A desk with a window on it, for tests that act as a person.

pub mod drawing;
pub mod spoken;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use demarche::app::{App, PersistedState};
use demarche::model::{AnnotationId, Selection};
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2};
use egui_kittest::Harness;

/// The roles of what can be clicked or typed into; each needs a name.
pub const CONTROLS: [Role; 9] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::ListBoxOption,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::TextInput,
    Role::MultilineTextInput,
];

/// How long to wait for a job; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window on a folder of its own.
pub struct Desk {
    pub harness: Harness<'static, App>,
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
}

impl Desk {
    /// The start screen.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let state = tempfile::tempdir().expect("a folder");
        let harness = window(state.path().into(), Vec::new());
        let mut desk = Self {
            harness,
            folder,
            state,
        };
        desk.run_until_idle();
        desk
    }

    /// A folder with these files, opened; the first article is on screen.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            std::fs::write(folder.path().join(name), content).expect("written");
        }
        let state = tempfile::tempdir().expect("a folder");
        let harness = window(state.path().into(), vec![folder.path().into()]);
        let mut desk = Self {
            harness,
            folder,
            state,
        };
        desk.until(|app| app.session().is_some());
        let first = files.first().map_or("", |(name, _)| name);
        desk.show(first);
        desk
    }

    /// A window on a folder that is there, with what the program has left of itself.
    pub fn over(folder: tempfile::TempDir, state: tempfile::TempDir) -> Self {
        let mut desk = Self::before(folder, state);
        desk.until(|app| app.session().is_some());
        desk
    }

    /// The same, while it is being opened.
    pub fn before(folder: tempfile::TempDir, state: tempfile::TempDir) -> Self {
        let harness = window(state.path().into(), vec![folder.path().into()]);
        Self {
            harness,
            folder,
            state,
        }
    }

    /// Closes the window and opens another on the same folder.
    pub fn open_again(self) -> Self {
        let Self {
            harness,
            folder,
            state,
        } = self;
        let mut app = harness.into_state();
        eframe::App::on_exit(&mut app);
        drop(app);
        Self::over(folder, state)
    }

    /// Drops the window as if the program had been killed, and opens another on the same folder.
    pub fn open_after_kill(self) -> Self {
        let Self {
            harness,
            folder,
            state,
        } = self;
        drop(harness);
        Self::over(folder, state)
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// What the program has written into the user's state folder about itself.
    pub fn state_folder(&self) -> PathBuf {
        self.state.path().into()
    }

    /// Selection and choice in the article on screen.
    pub fn place(&self) -> Option<(Selection, Option<AnnotationId>)> {
        let shown = self.app().session()?.shown()?;
        Some((shown.selection, shown.chosen.clone()))
    }

    /// Lets some frames pass, and more of them while the chosen article is being read.
    ///
    /// Keys that reach a window without an open article do nothing, so a busy machine would lose them. A
    /// test that holds the reading back goes on after two seconds.
    pub fn run_until_idle(&mut self) {
        let end = Instant::now() + Duration::from_secs(2);
        self.harness.run_steps(4);
        while is_reading(self.app()) && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run_steps(4);
        }
    }

    /// Lets frames pass until something is so.
    pub fn until(&mut self, so: impl Fn(&App) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !so(self.app()) {
            assert!(Instant::now() < end, "it did not happen in time");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.run_until_idle();
    }

    /// Lets frames pass until something with this name is on screen.
    pub fn until_label(&mut self, label: &str) {
        use egui_kittest::kittest::Queryable as _;
        let end = Instant::now() + PATIENCE;
        while self.harness.query_all_by_label(label).next().is_none() {
            assert!(Instant::now() < end, "“{label}” does not come");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.run_until_idle();
    }

    /// Answers who codes in the project, before it is asked; an empty code is that of no coder.
    pub fn code_as(&mut self, coder: &str) {
        use demarche::command::{Intent, coder::CoderCommand};
        let answer = CoderCommand::Choose(coder.to_owned());
        self.harness.state_mut().ask(Intent::Coder(answer));
        self.run_until_idle();
    }

    /// Takes the focus away, so that the window does not see what other programs do until it saves.
    pub fn look_away(&mut self) {
        self.harness.event(Event::WindowFocused(false));
        self.run_until_idle();
        self.until(|app| !app.is_scanning());
    }

    pub fn until_saved(&mut self) {
        self.until(|app| {
            app.session()
                .is_some_and(demarche::session::Session::is_saved)
        });
    }

    /// Brings an article on screen, from the list.
    pub fn show(&mut self, name: &str) {
        let article = self.app().session().and_then(|session| {
            let article = session.articles.iter().find(|a| a.name == name)?;
            Some(article.own)
        });
        let article = article.expect("the article is in the list");
        let is_current = |app: &App| app.session().and_then(|s| s.current) == Some(article);
        let end = Instant::now() + PATIENCE;
        // What is found out meanwhile may have moved the row away from under the pointer.
        loop {
            assert!(Instant::now() < end, "{name} cannot be clicked");
            let row = self.row(name);
            self.click_at(row.center());
            if is_current(self.app()) {
                break;
            }
        }
        self.until(|app| is_current(app) && app.session().is_some_and(|s| s.shown().is_some()));
    }

    /// Where an article stands in the list.
    pub fn row(&self, name: &str) -> Rect {
        use egui_kittest::kittest::{NodeT as _, Queryable as _};
        let rows = self.harness.get_all_by_role(Role::ListBoxOption);
        // A title stands before the name.
        let after_title = format!(", {name}");
        let wanted = rows.into_iter().find(|row| {
            let label = row.accesskit_node().label();
            label.is_some_and(|l| l.starts_with(name) || l.contains(&after_title))
        });
        wanted.expect("the article's row").rect()
    }

    /// Where the control stands that has the keyboard.
    pub fn focused(&self) -> Option<Rect> {
        use egui_kittest::kittest::Queryable as _;
        let mut nodes = self.harness.query_all_by(|node| node.is_focused());
        nodes.next().map(|node| node.rect())
    }

    /// What a screen reader is told by itself.
    pub fn spoken(&self) -> Option<String> {
        let plugin = self.harness.ctx.plugin::<spoken::Spoken>();
        let spoken = plugin.lock();
        spoken.text.clone()
    }

    /// Whether a text field has the keyboard. Where rows are chosen from it, a screen reader finds the
    /// keyboard at the row.
    pub fn has_keyboard(&self, field: &str) -> bool {
        use egui_kittest::kittest::{NodeT as _, Queryable as _};
        let field = self.harness.query_by_role_and_label(Role::TextInput, field);
        field.is_some_and(|field| {
            let row = field.accesskit_node().active_descendant();
            field.is_focused() || row.is_some_and(|row| row.is_focused())
        })
    }

    /// The controls within a part of the window that have no name.
    pub fn nameless_controls(&self, within: Rect) -> Vec<String> {
        use egui_kittest::kittest::{NodeT as _, Queryable as _};
        let mut nameless = Vec::new();
        for role in CONTROLS {
            for control in self.harness.query_all_by_role(role) {
                let node = control.accesskit_node();
                // Not every screen reader follows the label beside a text field.
                let is_text = matches!(role, Role::TextInput | Role::MultilineTextInput);
                let label = match is_text {
                    true => node.data().label().map(str::to_owned),
                    false => node.label(),
                };
                let has_name = label.is_some_and(|label| !label.trim().is_empty());
                if !has_name && within.contains(control.rect().center()) {
                    nameless.push(format!("{role:?} at {:?}", control.rect()));
                }
            }
        }
        nameless
    }

    pub fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run_until_idle();
    }

    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let key = Key::from_name(&c.to_uppercase().to_string());
            if let Some(key) = key {
                self.harness.key_down(key);
            }
            self.harness.event(Event::Text(c.to_string()));
            if let Some(key) = key {
                self.harness.key_up(key);
            }
        }
        self.run_until_idle();
    }

    /// Where a phrase stands on the page, from the positions that a screen reader gets.
    pub fn phrase(&self, phrase: &str) -> Rect {
        self.phrases(phrase)[0]
    }

    /// All places on screen where a phrase stands, once for each line that has it.
    pub fn phrases(&self, phrase: &str) -> Vec<Rect> {
        use egui_kittest::kittest::{NodeT as _, Queryable as _};
        let runs = self.harness.query_all_by_role(Role::TextRun);
        let mut seen = Vec::new();
        let mut found = Vec::new();
        for run in runs {
            let node = run.accesskit_node();
            let data = node.data();
            let Some(value) = data.value() else { continue };
            seen.push(value.to_owned());
            let Some(from) = value.find(phrase) else {
                continue;
            };
            let to = from + phrase.len();
            let positions = data.character_positions().unwrap_or_default();
            if positions.is_empty() {
                // It is not on the screen.
                continue;
            }
            let rect = run.rect();
            let widths = data.character_widths().unwrap_or_default();
            let mut byte = 0;
            let (mut left, mut right) = (rect.left(), rect.right());
            for (index, length) in data.character_lengths().iter().enumerate() {
                if byte == from {
                    left = rect.left() + positions[index];
                }
                byte += usize::from(*length);
                if byte == to {
                    right = rect.left() + positions[index] + widths[index];
                }
            }
            let (min, max) = (pos2(left, rect.top()), pos2(right, rect.bottom()));
            found.push(Rect::from_min_max(min, max));
        }
        assert!(
            !found.is_empty(),
            "“{phrase}” is not on screen; there is {seen:#?}"
        );
        found
    }

    pub fn drag_over(&mut self, phrase: &str) {
        self.drag_over_with(Modifiers::NONE, phrase);
    }

    /// Selects a phrase with the mouse while keys are held.
    pub fn drag_over_with(&mut self, modifiers: Modifiers, phrase: &str) {
        let rect = self.phrase(phrase);
        let y = rect.center().y;
        let (from, to) = (pos2(rect.left() + 1.0, y), pos2(rect.right() - 1.0, y));
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.hover_at(from);
        self.button(from, true);
        self.harness.step();
        for step in 1..=4u8 {
            self.harness
                .hover_at(from + (to - from) * (f32::from(step) / 4.0));
            self.harness.step();
        }
        self.button(to, false);
        self.harness.step();
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.run_until_idle();
    }

    /// Presses at one place and lets go at another.
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.drag_without_letting_go(from, to);
        self.button(to, false);
        self.run_until_idle();
    }

    /// Presses at one place and moves to another.
    pub fn drag_without_letting_go(&mut self, from: Pos2, to: Pos2) {
        self.harness.hover_at(from);
        self.run_until_idle();
        self.button(from, true);
        self.harness.step();
        for step in 1..=4u8 {
            let share = f32::from(step) / 4.0;
            self.harness.hover_at(from + (to - from) * share);
            self.harness.step();
        }
    }

    pub fn click_on(&mut self, phrase: &str) {
        let at = self.phrase(phrase).center();
        self.click_at(at);
    }

    pub fn click_at(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.button(at, true);
        self.harness.step();
        self.button(at, false);
        self.run_until_idle();
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        self.harness.event(Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
}

fn window(state: PathBuf, paths: Vec<PathBuf>) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .renderer(drawing::Drawing::default())
        .build_eframe(move |creation| {
            let ctx = &creation.egui_ctx;
            ctx.set_fonts(fonts::definitions());
            ctx.add_plugin(spoken::Spoken::default());
            let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
            let mut app = App::new(ctx, engine, PersistedState::load(Some(state)));
            if !paths.is_empty() {
                app.open(paths);
            }
            app
        })
}

/// Whether the chosen article is not open yet.
fn is_reading(app: &App) -> bool {
    let Some(session) = app.session() else {
        return false;
    };
    let coding = session.current.and_then(|id| session.coding(id));
    coding.is_some_and(|coding| coding.problem.is_none()) && session.shown().is_none()
}
