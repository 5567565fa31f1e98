//! Benchmarks of frames of the whole window: jobs, keys, commands, panels, page and tessellation,
//! everything but the graphics driver.
//!
//! Articles have one annotation per hundred characters, a tenth of them overlapping. Compare the
//! rows of one table: the time must not depend on the article's length.

#[path = "common/stage.rs"]
mod stage;

use std::time::Duration;

use demarche::model::{Annotation, ByteOffset, Document, Span, Text};
use divan::Bencher;
use egui::{Event, Key, Modifiers, pos2};
use stage::{Stage, annotated_with, press, text, wheel};

fn main() {
    divan::main();
}

/// Bytes of text.
const LENGTHS: [usize; 4] = [4_000, 40_000, 400_000, 4_000_000];

/// One annotation per hundred characters, every tenth overlapping the next.
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
    annotated_with(text.clone(), annotations)
}

/// The time from the request to open a folder to the end of the first frame with its article.
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

/// Scrolls by a third of a page in each frame.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn scroll(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(wheel(240.0)));
}

/// The same in a text of 4 MB on a single line.
#[divan::bench(max_time = 4)]
fn scroll_single_line(bencher: Bencher<'_, '_>) {
    let mut stage = Stage::opened(&annotated(text(4_000_000, true)));
    bencher.bench_local(|| stage.frame(wheel(240.0)));
}

/// A frame in which nothing happens.
#[divan::bench(args = LENGTHS, max_time = 2)]
fn idle(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(Vec::new()));
}

/// The time between two frames on a screen.
const REFRESH: Duration = Duration::from_micros(16_667);

/// Scrolls with the pauses of a screen, in which the processor's caches go cold and its clock slows
/// down: what a frame takes in a real window. The difference to `scroll` is no work of ours.
#[divan::bench(args = LENGTHS, sample_size = 1, max_time = 4)]
fn scroll_paced(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher
        .with_inputs(|| std::thread::sleep(REFRESH))
        .bench_local_values(|()| stage.frame(wheel(240.0)));
}

/// The pointer moves over the text, with the pauses of a screen.
#[divan::bench(args = LENGTHS, sample_size = 1, max_time = 2)]
fn hover_paced(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    let mut step = 0.0;
    bencher
        .with_inputs(|| std::thread::sleep(REFRESH))
        .bench_local_values(|()| {
            step = (step + 7.0) % 300.0;
            stage.frame(vec![Event::PointerMoved(pos2(500.0 + step, 400.0))]);
        });
}

/// The time from the tagging key to the end of the next frame. The selection before and the undo
/// after are not included; saving runs on its own thread meanwhile.
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

/// An arrow key is held down: the caret moves through the text and the page follows.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn arrow_down(bencher: Bencher<'_, '_>, length: usize) {
    let mut stage = Stage::opened(&annotated(text(length, false)));
    bencher.bench_local(|| stage.frame(press(Key::ArrowDown, Modifiers::NONE)));
}
