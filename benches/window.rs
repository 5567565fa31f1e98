//! What a frame of the whole window costs: jobs, keys, commands, panels, page and tessellation,
//! everything but the graphics driver.
//!
//! Articles carry one annotation per hundred characters, a tenth of them overlapping. Compare the
//! rows of one table: the article's length must not matter.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use demarche::app::{App, Memory};
use demarche::model::document::ArticleFields;
use demarche::model::{Annotation, ByteOffset, Document, Span, Text};
use demarche::store::{Header, Snapshot, sidecar_path};
use demarche::ui::article::{FontSources, TextEngine};
use demarche::ui::fonts;
use divan::Bencher;
use egui::{
    Context, Event, Key, Modifiers, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2,
};

fn main() {
    divan::main();
}

/// Bytes of text.
const LENGTHS: [usize; 4] = [4_000, 40_000, 400_000, 4_000_000];

const SENTENCE: &str =
    "The envoy said on Thursday that both sides had agreed to a ceasefire before any talks. ";

fn text(length: usize, single_line: bool) -> Text {
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

/// One annotation per hundred characters, every tenth reaching into the next.
fn annotated(text: Text) -> Document {
    let spans = (0..text.len().saturating_sub(250)).step_by(100).enumerate();
    let annotations = spans.filter_map(|(number, start)| {
        let reach = if number % 10 == 0 { 130 } else { 40 };
        let span = Span::new(
            &text,
            ByteOffset(start + 10),
            ByteOffset(start + 10 + reach),
        );
        let label = ["actor", "demand", "event"][number % 3];
        Some(Annotation::new(format!("a{number:06}"), label, span.ok()?))
    });
    let annotations = annotations.collect();
    let fields = ArticleFields::default();
    Document::load(text.clone(), fields, annotations, Vec::new()).0
}

/// A window on a folder with one article.
struct Stage {
    context: Context,
    app: App,
    folder: tempfile::TempDir,
    time: f64,
}

impl Stage {
    /// The window stands; the folder is not opened yet.
    fn new(document: &Document, with_sidecar: bool) -> Self {
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
        let context = Context::default();
        context.set_fonts(fonts::definitions());
        let engine = TextEngine::new(FontSources::Bundled(fonts::bundled()));
        let state: PathBuf = folder.path().join(".state");
        let app = App::new(&context, engine, Memory::load(Some(state)));
        let mut stage = Self {
            context,
            app,
            folder,
            time: 0.0,
        };
        for _ in 0..3 {
            stage.frame(Vec::new());
        }
        stage
    }

    fn opened(document: &Document) -> Self {
        let mut stage = Self::new(document, true);
        stage.open();
        for _ in 0..5 {
            stage.frame(Vec::new());
        }
        stage
    }

    /// Opens the folder and paints until the article has been on screen once.
    fn open(&mut self) {
        self.app.open(vec![self.folder.path().to_owned()]);
        loop {
            self.frame(Vec::new());
            let session = self.app.session();
            if session.is_some_and(|session| session.shown().is_some()) {
                return;
            }
            // Frames come when a job calls for them; this stands in for the wait.
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.context.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        let shapes = self
            .context
            .tessellate(output.shapes, output.pixels_per_point);
        divan::black_box(shapes);
    }
}

fn press(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    vec![event(true), event(false)]
}

fn wheel() -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(640.0, 400.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Trackpad,
            delta: vec2(0.0, -240.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        },
    ]
}

/// From the request to open a folder to the end of the first frame with its article.
#[divan::bench(args = LENGTHS, max_time = 6)]
fn open_annotated(bencher: Bencher<'_, '_>, length: usize) {
    let document = annotated(text(length, false));
    bencher
        .with_inputs(|| Stage::new(&document, true))
        .bench_local_refs(Stage::open);
}

/// The same without annotations.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn open_plain(bencher: Bencher<'_, '_>, length: usize) {
    let document = Document::new(text(length, false));
    bencher
        .with_inputs(|| Stage::new(&document, false))
        .bench_local_refs(Stage::open);
}

/// Turning the wheel by a third of a page a frame.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn scroll(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(wheel()));
}

/// The same in a text of 4 MB on a single line.
#[divan::bench(max_time = 4)]
fn scroll_single_line(bencher: Bencher<'_, '_>) {
    let mut stage = Stage::opened(&annotated(text(4_000_000, true)));
    bencher.bench_local(|| stage.frame(wheel()));
}

/// A frame in which nothing happens.
#[divan::bench(args = LENGTHS, max_time = 2)]
fn idle(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(Vec::new()));
}

/// From the tagging key to the end of the next frame. The selection before and the undo after are
/// not counted; saving runs on its own thread meanwhile.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn tag(bencher: Bencher<'_, '_>, length: usize) {
    tag_in(bencher, annotated(text(length, false)));
}

/// The same in a text of 4 MB on a single line.
#[divan::bench(max_time = 4)]
fn tag_single_line(bencher: Bencher<'_, '_>) {
    tag_in(bencher, annotated(text(4_000_000, true)));
}

fn tag_in(bencher: Bencher<'_, '_>, document: Document) {
    let stage = std::cell::RefCell::new(Stage::opened(&document));
    bencher
        .with_inputs(|| {
            let mut stage = stage.borrow_mut();
            stage.frame(press(Key::Escape, Modifiers::NONE));
            stage.frame(press(Key::ArrowRight, Modifiers::NONE));
            stage.frame(press(Key::ArrowRight, Modifiers::SHIFT));
        })
        .bench_local_values(|()| {
            let mut stage = stage.borrow_mut();
            stage.frame(press(Key::Num2, Modifiers::NONE));
            stage.frame(Vec::new());
        });
}

/// Holding an arrow key down: the caret runs through the text and the page follows.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn arrow_down(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(press(Key::ArrowDown, Modifiers::NONE)));
}
