//! How many frames an act costs: frames that show nothing new cost time on every machine, and most where
//! there is no graphics card.
//!
//! The window here draws a frame when something happens or when one was asked for, as the real one
//! does, and counts.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use demarche::app::{App, PersistedState};
use demarche::session::Session;
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use tempfile::TempDir;

/// The time between two frames on a screen.
const REFRESH: Duration = Duration::from_millis(16);

/// Nothing happens any more once so long no frame was asked for.
const QUIET: Duration = Duration::from_millis(400);

/// egui asks for two frames more after each event, for what shows an effect one frame late.
const EVENT: usize = 3;

/// egui asks for two frames more after a button appears, whose style it does not know at first: here the
/// count of incomplete annotations, once they are counted.
const CONTROL: usize = 2;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused on Thursday in Kyiv, and both sides \
    said that they would meet again.\n";

/// A window that draws a frame only when it was asked for.
struct Screen {
    context: Context,
    app: App,
    /// When a frame is wanted.
    wanted: Arc<Mutex<Option<Instant>>>,
    started: Instant,
    focused: bool,
    project: TempDir,
    _state: TempDir,
}

/// The frames that were drawn, each with what asked for it.
#[derive(Debug, Default)]
struct Frames(Vec<String>);

impl Screen {
    /// An article is on screen, and all is quiet.
    fn with_motion(motion: bool) -> Self {
        let [project, state] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        let article = project.path().join("a.txt");
        std::fs::write(&article, TEXT).expect("written");
        // A file that was written just now may change again unseen, and is looked at again.
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let article = std::fs::File::options().write(true).open(article);
        let article = article.expect("it is there");
        article.set_modified(long_ago).expect("it is older");
        let context = Context::default();
        context.set_fonts(fonts::definitions());
        let wanted = Arc::new(Mutex::new(None));
        let wish = Arc::clone(&wanted);
        context.set_request_repaint_callback(move |info| {
            // `Duration::MAX` asks for none.
            let Some(at) = Instant::now().checked_add(info.delay) else {
                return;
            };
            let mut wanted = wish.lock().expect("a wish");
            *wanted = Some(wanted.map_or(at, |wanted: Instant| wanted.min(at)));
        });
        let mut persisted = PersistedState::load(Some(state.path().into()));
        let mut settings = persisted.settings();
        settings.motion = motion;
        persisted.set_settings(&settings);
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let mut app = App::new(&context, engine, persisted);
        app.open(vec![project.path().into()]);
        let mut screen = Self {
            context,
            app,
            wanted,
            started: Instant::now(),
            focused: true,
            project,
            _state: state,
        };
        screen.frame(Vec::new());
        let end = Instant::now() + Duration::from_secs(30);
        while screen.app.session().and_then(Session::shown).is_none() {
            assert!(Instant::now() < end, "the article is not shown");
            screen.run_for(Duration::from_millis(50));
        }
        screen.until_quiet();
        // A click puts the caret into the text.
        screen.act(click());
        screen
    }

    fn resting() -> Self {
        Self::with_motion(false)
    }

    /// Draws a frame; returns what asked for it.
    fn frame(&mut self, events: Vec<Event>) -> String {
        *self.wanted.lock().expect("a wish") = None;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.started.elapsed().as_secs_f64()),
            events,
            focused: self.focused,
            ..RawInput::default()
        };
        let (app, mut causes) = (&mut self.app, Vec::new());
        let mut output = self.context.run_ui(input, |ui| {
            causes = ui.ctx().repaint_causes();
            app.logic(ui.ctx());
            app.ui(ui);
        });
        output.textures_delta.clear();
        let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
        causes.join(", ")
    }

    /// Draws the frames that are asked for within a time.
    fn run_for(&mut self, time: Duration) -> Frames {
        let (mut frames, end) = (Frames::default(), Instant::now() + time);
        while Instant::now() < end {
            frames.0.extend(self.frame_if_wanted());
            std::thread::sleep(Duration::from_millis(1));
        }
        frames
    }

    fn frame_if_wanted(&mut self) -> Option<String> {
        let wanted = *self.wanted.lock().expect("a wish");
        wanted.filter(|at| *at <= Instant::now())?;
        let causes = self.frame(Vec::new());
        std::thread::sleep(REFRESH);
        Some(causes)
    }

    /// Draws the frames that are asked for until everything is saved and none is asked for.
    fn until_quiet(&mut self) -> Frames {
        let (mut frames, mut last) = (Frames::default(), Instant::now());
        loop {
            if let Some(causes) = self.frame_if_wanted() {
                frames.0.push(causes);
                last = Instant::now();
                assert!(frames.0.len() < 1000, "it never rests: {frames:#?}");
            }
            let session = self.app.session().expect("a project is open");
            if session.is_saved() && last.elapsed() > QUIET {
                return frames;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Something happens; all frames until it is quiet again.
    fn act(&mut self, events: Vec<Event>) -> Frames {
        let mut frames = Frames(vec![self.frame(events)]);
        frames.0.extend(self.until_quiet().0);
        frames
    }

    /// The number of annotations on the page.
    fn annotations(&self) -> usize {
        let shown = self.app.session().and_then(Session::shown);
        shown.expect("an article").document.annotations().len()
    }
}

fn press(key: Key, modifiers: Modifiers) -> Vec<Event> {
    [true, false]
        .map(|pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        })
        .into()
}

/// On the text's first words.
fn click() -> Vec<Event> {
    let pos = pos2(640.0, 400.0);
    let button = |pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(pos), button(true), button(false)]
}

#[test]
fn an_act_costs_a_frame_for_each_thing_that_it_changes() {
    let mut screen = Screen::resting();
    screen.act(press(Key::Home, Modifiers::CTRL | Modifiers::COMMAND));
    // Saving is due after a while, and then it is done; both show.
    let saved = 2;
    let command = Modifiers::CTRL | Modifiers::COMMAND;
    let mut costs = Vec::new();
    for (what, key, modifiers, annotations, most) in [
        ("select", Key::ArrowRight, Modifiers::SHIFT, 0, EVENT),
        (
            "tag",
            Key::Num3,
            Modifiers::NONE,
            1,
            EVENT + saved + CONTROL,
        ),
        ("undo", Key::Z, command, 0, EVENT + saved + CONTROL),
        ("redo", Key::Y, command, 1, EVENT + saved + CONTROL),
        (
            "delete",
            Key::Delete,
            Modifiers::NONE,
            0,
            EVENT + saved + CONTROL,
        ),
        ("no key of ours", Key::F9, Modifiers::NONE, 0, EVENT),
    ] {
        let drawn = screen.act(press(key, modifiers));
        assert_eq!(screen.annotations(), annotations, "{what}");
        costs.push((what, drawn.0.len(), most, drawn));
        // A hint that disappears, and the files of which the last look knows nothing yet.
        screen.run_for(Duration::from_millis(4500));
    }
    let dear: Vec<_> = costs
        .iter()
        .filter(|(_, drawn, most, _)| drawn > most)
        .collect();
    assert!(dear.is_empty(), "{dear:#?}");
}

#[test]
fn a_pointer_that_moves_over_plain_text_asks_for_no_frame() {
    let mut screen = Screen::resting();
    for x in [500.0, 510.0, 523.0, 537.0] {
        let moved = Event::PointerMoved(pos2(x, 700.0));
        let drawn = screen.act(vec![moved]);
        assert!(drawn.0.len() <= EVENT, "{drawn:#?}");
    }
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut screen = Screen::resting();
    // The reading position is stored once after the click.
    screen.run_for(Duration::from_secs(4));
    // The files are looked at several times meanwhile.
    let drawn = screen.run_for(Duration::from_millis(5500));
    assert!(drawn.0.is_empty(), "{drawn:#?}");
}

#[test]
fn a_change_by_another_program_wakes_the_window() {
    let mut screen = Screen::resting();
    let path = screen.project.path().join("b.txt");
    std::fs::write(&path, "Another article.\n").expect("written");
    let end = Instant::now() + Duration::from_secs(30);
    let count = |screen: &Screen| {
        let session = screen.app.session().expect("a project is open");
        session.articles.iter().count()
    };
    while count(&screen) < 2 {
        assert!(Instant::now() < end, "the new article is not listed");
        screen.run_for(Duration::from_millis(50));
    }
}

#[test]
fn the_caret_blinks_with_the_focus_and_rests_without_it() {
    let mut screen = Screen::with_motion(true);
    let drawn = screen.run_for(Duration::from_millis(3000)).0.len();
    assert!((3..=7).contains(&drawn), "{drawn} frames in three seconds");
    screen.focused = false;
    screen.act(vec![Event::WindowFocused(false)]);
    let drawn = screen.run_for(Duration::from_millis(3000));
    assert!(drawn.0.is_empty(), "{drawn:#?}");
}
