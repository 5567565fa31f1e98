//! A window without a screen (headless), for benchmarks: everything of a frame but the graphics
//! driver.

#![allow(dead_code, reason = "each benchmark uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::app::{App, PersistedState};
use demarche::model::document::ArticleFields;
use demarche::model::{Annotation, Document, Text};
use demarche::store::{Header, Snapshot, sidecar_path};
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use egui::{
    ClippedPrimitive, Context, Event, Key, Modifiers, MouseWheelUnit, RawInput, Rect,
    TexturesDelta, TouchPhase, Vec2, pos2, vec2,
};

const SENTENCE: &str =
    "The envoy said on Thursday that both sides had agreed to a ceasefire before any talks. ";

/// English sentences of about this many bytes, in paragraphs or on a single line.
pub fn text(length: usize, single_line: bool) -> Text {
    let mut text = String::with_capacity(length + 100);
    let mut sentences = 0;
    while text.len() < length {
        text.push_str(SENTENCE);
        sentences += 1;
        if sentences % 5 == 0 && !single_line {
            text.push_str("\n\n");
        }
    }
    Text::new(text)
}

/// An article with annotations.
pub fn annotated_with(text: Text, annotations: Vec<Annotation>) -> Document {
    Document::load(text, ArticleFields::default(), annotations, Vec::new()).0
}

/// The time between two frames on a screen.
const REFRESH: Duration = Duration::from_micros(16_667);

/// The time that a frame took.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Took {
    /// Wall-clock time.
    pub time: Duration,
    /// The part of it in which this thread worked; for the rest it waited for a processor. All of
    /// it on systems that do not report this.
    pub work: Duration,
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1?} ({:.1?} of work)", self.time, self.work)
    }
}

/// The CPU time of this thread.
fn work() -> Option<Duration> {
    #[cfg(target_os = "linux")]
    return Duration::try_from(rustix::time::clock_gettime(
        rustix::time::ClockId::ThreadCPUTime,
    ))
    .ok();
    #[cfg(not(target_os = "linux"))]
    return None;
}

/// A window on a folder with one article.
pub struct Stage {
    pub context: Context,
    pub app: App,
    /// The folder with the article; `None` if the caller owns the folder.
    folder: Option<tempfile::TempDir>,
    time: f64,
    /// Size of the window in points.
    pub size: Vec2,
    /// Pixels per point.
    pub scale: f32,
    /// Changes of textures since somebody took them.
    pub textures: TexturesDelta,
}

impl Stage {
    /// A window; the folder is not opened yet.
    pub fn new(document: &Document, with_sidecar: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let article = folder.path().join("article.txt");
        fs::write(&article, document.text().as_str()).expect("written");
        if with_sidecar {
            let header = Header {
                file: "article.txt".to_owned(),
                sha256: demarche::store::hash::sha256_hex(document.text().as_str().as_bytes()),
                encoding: "utf-8".to_owned(),
                ..Header::default()
            };
            let bytes = Snapshot::new(document, &Arc::new(header)).to_bytes();
            fs::write(sidecar_path(&article, None), bytes).expect("written");
        }
        let state: PathBuf = folder.path().join(".state");
        let mut stage = Self::over(&state);
        stage.folder = Some(folder);
        stage
    }

    /// A window with its state in a folder; nothing is opened yet.
    pub fn over(state: &Path) -> Self {
        let context = Context::default();
        context.set_fonts(fonts::definitions());
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let app = App::new(
            &context,
            engine,
            PersistedState::load(Some(state.to_owned())),
        );
        let mut stage = Self {
            context,
            app,
            folder: None,
            time: 0.0,
            size: vec2(1280.0, 800.0),
            scale: 1.0,
            textures: TexturesDelta::default(),
        };
        for _ in 0..3 {
            stage.frame(Vec::new());
        }
        stage
    }

    /// The article is on screen.
    pub fn opened(document: &Document) -> Self {
        let mut stage = Self::new(document, true);
        stage.open();
        for _ in 0..5 {
            stage.frame(Vec::new());
        }
        stage
    }

    /// Opens the folder and paints until the article has been on screen once.
    pub fn open(&mut self) {
        let folder = self.folder.as_ref().map(|folder| folder.path().to_owned());
        self.app.open(folder.into_iter().collect());
        loop {
            self.frame(Vec::new());
            let session = self.app.session();
            if session.is_some_and(|session| session.shown().is_some()) {
                return;
            }
            // The real window paints a frame when a job requests one; here we wait instead.
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    /// Paints a frame, then waits until a screen would show the next one. Returns the frame's time.
    pub fn paced_frame(&mut self) -> Took {
        let took = self.timed_frame();
        std::thread::sleep(REFRESH.saturating_sub(took.time));
        took
    }

    /// Paints a frame, and returns its time.
    pub fn timed_frame(&mut self) -> Took {
        let (began, before) = (Instant::now(), work());
        self.frame(Vec::new());
        let time = began.elapsed();
        let work = work().zip(before).map(|(now, before)| now - before);
        Took {
            time,
            work: work.unwrap_or(time),
        }
    }

    /// Paints a frame, a sixtieth of a second after the last.
    pub fn frame(&mut self, events: Vec<Event>) {
        divan::black_box(self.triangles(events));
    }

    /// Makes a frame, a sixtieth of a second after the last: what a renderer is to draw.
    pub fn triangles(&mut self, events: Vec<Event>) -> Vec<ClippedPrimitive> {
        self.time += 1.0 / 60.0;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        if let Some(viewport) = input.viewports.get_mut(&input.viewport_id) {
            viewport.native_pixels_per_point = Some(self.scale);
        }
        let app = &mut self.app;
        let output = self.context.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        self.textures.append(output.textures_delta);
        self.context
            .tessellate(output.shapes, output.pixels_per_point)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // egui checks that none is forgotten; most benchmarks draw nothing.
        self.textures.clear();
    }
}

/// The events of a key that is pressed and released.
pub fn press(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![event(true), event(false)]
}

/// The events of the wheel over the article, by so many points.
pub fn wheel(points: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(640.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Trackpad,
            delta: vec2(0.0, -points),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        },
    ]
}
