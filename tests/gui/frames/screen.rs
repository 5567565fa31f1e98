//! A window that draws a frame when something happens or when one was asked for, as the real one of the
//! software renderer does, and counts.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use demarche::app::{App, PersistedState};
use demarche::session::Session;
use demarche::settings::Animations;
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use demarche_software_renderer::SoftwareRenderer;
use demarche_software_window::FrameRequests;
use egui::accesskit::Node;
use egui::{Color32, Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use tempfile::TempDir;

/// The time between two frames on a screen.
const REFRESH: Duration = Duration::from_millis(16);

/// Nothing happens any more once so long no frame was asked for.
const QUIET: Duration = Duration::from_millis(400);

/// Width and height of the window in points, which are pixels.
const SIZE: [u32; 2] = [1280, 800];

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused on Thursday in Kyiv, and both sides \
    said that they would meet again.\n";

/// A window that draws a frame only when it was asked for.
pub struct Screen {
    pub context: Context,
    pub app: App,
    renderer: SoftwareRenderer,
    requests: FrameRequests,
    /// When a frame is wanted.
    wanted: Option<Instant>,
    /// What other threads asked for, with the number of frames that had begun.
    woken: Arc<Mutex<Vec<(Instant, u64)>>>,
    started: Instant,
    pub focused: bool,
    /// The controls on screen, if the accessibility tree is wanted.
    nodes: Vec<Node>,
    pub project: TempDir,
    _state: TempDir,
}

/// A frame that was drawn.
#[derive(Debug)]
pub struct Drawn {
    /// Whether it shows anything new.
    pub is_new: bool,
    /// Where: x, y, width and height.
    #[allow(dead_code, reason = "read in messages of failed tests")]
    changed: Vec<[u32; 4]>,
    /// What asked for it.
    #[allow(dead_code, reason = "read in messages of failed tests")]
    causes: String,
}

/// The frames of an act.
#[derive(Debug, Default)]
pub struct Frames(pub Vec<Drawn>);

impl Frames {
    /// How many show anything new.
    pub fn new_pictures(&self) -> usize {
        self.0.iter().filter(|drawn| drawn.is_new).count()
    }
}

impl Screen {
    /// An article is on screen, and all is quiet.
    pub fn with_motion(motion: bool) -> Self {
        Self::of_text(TEXT, motion)
    }

    /// An article with this text is on screen, and all is quiet.
    pub fn of_text(text: &str, motion: bool) -> Self {
        let [project, state] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        for name in ["a.txt", "b.txt"] {
            let article = project.path().join(name);
            std::fs::write(&article, text).expect("written");
            // A file that was written just now may change again unseen, and is looked at again.
            let long_ago = SystemTime::now() - Duration::from_secs(3600);
            let article = std::fs::File::options().write(true).open(article);
            let article = article.expect("it is there");
            article.set_modified(long_ago).expect("it is older");
        }
        let context = Context::default();
        context.options_mut(|options| {
            options.max_passes = std::num::NonZeroUsize::MIN.saturating_add(1);
        });
        context.set_fonts(fonts::definitions());
        let woken = Arc::new(Mutex::new(Vec::new()));
        let wishes = Arc::clone(&woken);
        let requests = FrameRequests::new(&context, move |at, frames| {
            wishes.lock().expect("wishes").push((at, frames));
        });
        let mut persisted = PersistedState::load(Some(state.path().into()));
        let mut settings = persisted.settings();
        settings.animations = match motion {
            true => Animations::On,
            false => Animations::Off,
        };
        persisted.set_settings(&settings);
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let mut app = App::new(&context, engine, persisted);
        app.open(vec![project.path().into()]);
        let mut screen = Self {
            context,
            app,
            renderer: SoftwareRenderer::new(),
            requests,
            wanted: None,
            woken,
            started: Instant::now(),
            focused: true,
            nodes: Vec::new(),
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

    pub fn resting() -> Self {
        Self::with_motion(false)
    }

    /// Draws a frame.
    pub fn frame(&mut self, events: Vec<Event>) -> Drawn {
        self.take_wishes();
        self.wanted = None;
        let [width, height] = SIZE.map(|length| length as f32);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height))),
            time: Some(self.started.elapsed().as_secs_f64()),
            events,
            focused: self.focused,
            ..RawInput::default()
        };
        let mut causes = Vec::new();
        let context = &self.context;
        self.requests.forget_left_out(context, &input);
        causes.extend(context.repaint_causes());
        self.requests.begin_frame(&self.context);
        let (app, requests) = (&mut self.app, &mut self.requests);
        let mut output = self.context.run_ui(input, |ui| {
            causes.extend(ui.ctx().repaint_causes());
            requests.begin_ui(ui.ctx());
            app.logic(ui.ctx());
            app.ui(ui);
            requests.end_ui();
        });
        let primitives = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        self.renderer.set_textures(&output.textures_delta);
        let damage = self.renderer.draw(&primitives, 1.0, SIZE, Color32::BLACK);
        self.renderer.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        if let Some(tree) = output.platform_output.accesskit_update {
            self.nodes = tree.nodes.into_iter().map(|(_, node)| node).collect();
        }
        let is_new = !damage.rects.is_empty();
        let is_current = self.app.is_current();
        self.wanted = self.requests.end_frame(&self.context, is_new, is_current);
        let causes: Vec<String> = causes.iter().map(ToString::to_string).collect();
        Drawn {
            is_new,
            changed: damage.rects,
            causes: causes.join(", "),
        }
    }

    /// Takes up what other threads asked for. Returns whether they have asked for anything.
    fn take_wishes(&mut self) -> bool {
        let woken = std::mem::take(&mut *self.woken.lock().expect("wishes"));
        for (at, frames) in &woken {
            if !self.requests.is_fulfilled(*frames) {
                self.wanted = Some(self.wanted.map_or(*at, |wanted| wanted.min(*at)));
            }
        }
        !woken.is_empty()
    }

    /// Draws the frames that are asked for within a time.
    pub fn run_for(&mut self, time: Duration) -> Frames {
        let (mut frames, end) = (Frames::default(), Instant::now() + time);
        while Instant::now() < end {
            frames.0.extend(self.frame_if_wanted());
            std::thread::sleep(Duration::from_millis(1));
        }
        frames
    }

    fn frame_if_wanted(&mut self) -> Option<Drawn> {
        self.take_wishes();
        self.wanted.filter(|at| *at <= Instant::now())?;
        let drawn = self.frame(Vec::new());
        std::thread::sleep(REFRESH);
        Some(drawn)
    }

    /// Draws the frames that are asked for until everything is saved and none is asked for.
    pub fn until_quiet(&mut self) -> Frames {
        self.until_quiet_for(QUIET)
    }

    pub fn until_quiet_for(&mut self, quiet: Duration) -> Frames {
        let (mut frames, mut last) = (Frames::default(), Instant::now());
        loop {
            if let Some(drawn) = self.frame_if_wanted() {
                frames.0.push(drawn);
                last = Instant::now();
                assert!(frames.0.len() < 1000, "it never rests: {frames:#?}");
            }
            let is_saved = self.app.session().is_none_or(Session::is_saved);
            if is_saved && last.elapsed() > quiet {
                return frames;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Something happens; all frames until it is quiet again.
    pub fn act(&mut self, events: Vec<Event>) -> Frames {
        let mut frames = Frames(vec![self.frame(events)]);
        frames.0.extend(self.until_quiet().0);
        frames
    }

    /// Whether a frame that nobody asked for shows nothing new, once it is quiet; if not, the frame.
    pub fn is_at_rest(&mut self) -> Result<(), Drawn> {
        for _ in 0..20 {
            self.until_quiet_for(Duration::from_millis(30));
            // What is due soon may be seen now: time in a frame is that of its beginning.
            let soon = Instant::now() + Duration::from_millis(100);
            let is_due_soon = self.wanted.is_some_and(|at| at < soon);
            let drawn = self.frame(Vec::new());
            if !drawn.is_new {
                return Ok(());
            }
            // A job that ended in this moment may have changed the picture.
            if !self.take_wishes() && !is_due_soon {
                return Err(drawn);
            }
        }
        panic!("jobs never end");
    }

    /// The name and the middle of each control that can be clicked.
    pub fn buttons(&mut self) -> Vec<(String, egui::Pos2)> {
        self.context.enable_accesskit();
        self.frame(Vec::new());
        let buttons = self.nodes.iter().filter_map(|node| {
            let bounds = node.bounds()?;
            let middle = pos2(
                (bounds.x0 + bounds.x1) as f32 / 2.0,
                (bounds.y0 + bounds.y1) as f32 / 2.0,
            );
            let name = node.label().or(node.value()).unwrap_or("no name");
            let can_be_clicked = node.supports_action(egui::accesskit::Action::Click);
            can_be_clicked.then(|| (name.to_owned(), middle))
        });
        buttons.collect()
    }

    /// The number of annotations on the page.
    pub fn annotations(&self) -> usize {
        let shown = self.app.session().and_then(Session::shown);
        shown.expect("an article").document.annotations().len()
    }
}

/// A key goes down, and types what it types.
pub fn press(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let mut events = vec![key_event(key, modifiers, true)];
    let name = key.symbol_or_name();
    if name.len() == 1 && !modifiers.command && !modifiers.alt {
        events.push(Event::Text(if modifiers.shift {
            name.to_uppercase()
        } else {
            name.to_lowercase()
        }));
    }
    events
}

/// A key goes up again.
pub fn release(key: Key, modifiers: Modifiers) -> Vec<Event> {
    vec![key_event(key, modifiers, false)]
}

fn key_event(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    }
}

/// On the text's first words.
pub fn click() -> Vec<Event> {
    let pos = pos2(640.0, 400.0);
    vec![
        Event::PointerMoved(pos),
        button(pos, true),
        button(pos, false),
    ]
}

/// The main button of the mouse goes down or up.
pub fn button(pos: egui::Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}
