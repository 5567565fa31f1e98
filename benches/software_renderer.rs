//! What drawing a frame on the CPU costs: the window with an article of 400 KB, an annotation every hundred
//! characters. Making the triangles is not counted; `window` measures that.
//!
//! The figures to hold: a whole frame of 1280 by 800 pixels 1.5 ms, a moved caret 0.1 ms.

#[path = "common/stage.rs"]
mod stage;

use std::cell::RefCell;

use demarche::model::{Annotation, ByteOffset, Document, Span};
use demarche_software_renderer::SoftwareRenderer;
use divan::Bencher;
use egui::{ClippedPrimitive, Color32, Event, Key, Modifiers};
use stage::{Stage, annotated_with, press, text, wheel};

fn main() {
    divan::main();
}

/// Pixels per point of a window of 1280 × 800 pixels, and of one of 2560 × 1600.
const SCALES: [u8; 2] = [1, 2];

/// How many frames are measured, so that rare ones are among them.
const FRAMES: u32 = 606;

/// The window on an annotated article, with its picture.
struct Screen {
    stage: Stage,
    renderer: SoftwareRenderer,
    primitives: Vec<ClippedPrimitive>,
}

impl Screen {
    fn new(scale: u8) -> Self {
        let text = text(400_000, false);
        let starts = (0..text.len().saturating_sub(250)).step_by(100).enumerate();
        let annotations = starts.filter_map(|(number, start)| {
            let reach = if number % 10 == 0 { 130 } else { 40 };
            let (start, end) = (ByteOffset(start + 10), ByteOffset(start + 10 + reach));
            let span = Span::new(&text, start, end).ok()?;
            let label = ["actor", "demand", "event"][number % 3];
            Some(Annotation::new(format!("a{number:06}"), label, span))
        });
        let annotations = annotations.collect();
        let document: Document = annotated_with(text.clone(), annotations);
        let mut stage = Stage::new(&document, true);
        stage.scale = f32::from(scale);
        stage.open();
        for _ in 0..5 {
            stage.frame(Vec::new());
        }
        let mut screen = Self {
            stage,
            renderer: SoftwareRenderer::new(),
            primitives: Vec::new(),
        };
        // The first frame, with all textures, is not of interest.
        screen.make(Vec::new());
        screen.draw();
        screen
    }

    /// Makes the triangles of the next frame.
    fn make(&mut self, events: Vec<Event>) {
        self.primitives = self.stage.triangles(events);
        self.renderer.set_textures(&self.stage.textures);
        self.renderer.free_textures(&self.stage.textures);
        self.stage.textures.clear();
    }

    /// Draws them.
    fn draw(&mut self) {
        let scale = self.stage.scale;
        let size = self.stage.size * scale;
        let size = [size.x as u32, size.y as u32];
        let damage = self
            .renderer
            .draw(&self.primitives, scale, size, Color32::BLACK);
        divan::black_box(damage);
    }
}

/// Draws frames after events that depend on how many frames there were.
fn frames(bencher: Bencher<'_, '_>, scale: u8, events: impl Fn(u32) -> Vec<Event>) {
    let screen = RefCell::new(Screen::new(scale));
    let mut frames = 0;
    bencher
        .with_inputs(|| {
            frames += 1;
            screen.borrow_mut().make(events(frames));
        })
        .bench_local_values(|()| screen.borrow_mut().draw());
}

/// Everything is drawn, as after the window was covered or its size changed.
#[divan::bench(args = SCALES, sample_count = FRAMES, sample_size = 1)]
fn whole_frame(bencher: Bencher<'_, '_>, scale: u8) {
    let mut screen = Screen::new(scale);
    screen.make(Vec::new());
    bencher.bench_local(|| {
        screen.renderer.invalidate();
        screen.draw();
    });
}

/// Turning the wheel by a third of a page a frame, down and up again.
#[divan::bench(args = SCALES, sample_count = FRAMES, sample_size = 1)]
fn scroll(bencher: Bencher<'_, '_>, scale: u8) {
    frames(bencher, scale, |frames| {
        let down = (frames / 40).is_multiple_of(2);
        wheel(if down { 240.0 } else { -240.0 })
    });
}

/// The caret goes a word on in each frame.
#[divan::bench(args = SCALES, sample_count = FRAMES, sample_size = 1)]
fn caret_moved(bencher: Bencher<'_, '_>, scale: u8) {
    frames(bencher, scale, |frames| {
        let forward = (frames / 40).is_multiple_of(2);
        let key = if forward {
            Key::ArrowRight
        } else {
            Key::ArrowLeft
        };
        press(key, Modifiers::NONE)
    });
}

/// Nothing changes.
#[divan::bench(args = SCALES, sample_count = FRAMES, sample_size = 1)]
fn nothing_changed(bencher: Bencher<'_, '_>, scale: u8) {
    let mut screen = Screen::new(scale);
    for _ in 0..30 {
        screen.make(Vec::new());
    }
    bencher.bench_local(|| screen.draw());
}
