//! Benchmarks of frames of the whole window under load: some 400 annotations in view, nested and
//! overlapping, with tags in the margin, while the window is resized, a selection is dragged over
//! ten screens, or the theme is switched.
//!
//! Target: every frame takes less than 16 ms, so look at the slowest as well as the median.

#[path = "common/stage.rs"]
mod stage;

use demarche::model::{Annotation, ByteOffset, Document, Span};
use divan::Bencher;
use egui::{Event, Key, Modifiers, PointerButton, ThemePreference, pos2, vec2};
use stage::{Stage, annotated_with, press, text, wheel};

fn main() {
    divan::main();
}

/// Pixels per point of a window of 1280 × 800 pixels, and of one of 2560 × 1440.
const SCALES: [u8; 2] = [1, 2];

/// The number of frames that are measured: enough to include rare ones.
const FRAMES: u32 = 606;

/// An annotation every two characters, from two letters to several words long.
fn crowd() -> Document {
    let text = text(20_000, false);
    let starts = (0..text.len().saturating_sub(100)).step_by(2).enumerate();
    let annotations = starts.filter_map(|(number, start)| {
        let reach = [2, 5, 12, 20][number % 4];
        let span = Span::new(&text, ByteOffset(start), ByteOffset(start + reach));
        let label = ["actor", "demand", "event"][number % 3];
        Some(Annotation::new(format!("a{number:06}"), label, span.ok()?))
    });
    let annotations = annotations.collect();
    annotated_with(text.clone(), annotations)
}

/// The window on a crowded article, with tags in the margin.
fn crowded(scale: u8) -> Stage {
    let mut stage = Stage::opened(&crowd());
    if scale == 2 {
        stage.size = vec2(1280.0, 720.0);
        stage.scale = 2.0;
    }
    stage.frame(press(Key::Num5, Modifiers::COMMAND));
    for _ in 0..10 {
        stage.frame(Vec::new());
    }
    stage
}

/// Scrolls with the wheel, a third of a page in each frame, down and up again.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn scroll(bencher: Bencher<'_, '_>, scale: u8) {
    scrolled(bencher, crowded(scale));
}

/// The same while a screen reader is connected.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn scroll_heard(bencher: Bencher<'_, '_>, scale: u8) {
    let stage = crowded(scale);
    stage.context.enable_accesskit();
    scrolled(bencher, stage);
}

fn scrolled(bencher: Bencher<'_, '_>, mut stage: Stage) {
    let mut frames = 0u32;
    bencher.bench_local(|| {
        frames += 1;
        let down = (frames / 40).is_multiple_of(2);
        stage.frame(wheel(if down { 240.0 } else { -240.0 }));
    });
}

/// The time from the tagging key to the end of the next frame.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn tag(bencher: Bencher<'_, '_>, scale: u8) {
    let stage = std::cell::RefCell::new(crowded(scale));
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

/// An arrow key is held down.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn arrow_down(bencher: Bencher<'_, '_>, scale: u8) {
    let mut stage = crowded(scale);
    bencher.bench_local(|| stage.frame(press(Key::ArrowDown, Modifiers::NONE)));
}

/// Goes from annotation to annotation.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn choose_next(bencher: Bencher<'_, '_>, scale: u8) {
    let mut stage = crowded(scale);
    bencher.bench_local(|| stage.frame(press(Key::N, Modifiers::NONE)));
}

/// The pointer moves over annotations, or rests with the card shown.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn hover(bencher: Bencher<'_, '_>, scale: u8) {
    let mut stage = crowded(scale);
    let mut frames = 0u16;
    bencher.bench_local(|| {
        frames = (frames + 1) % 400;
        // The pointer rests most of the time.
        let step = f32::from(frames.min(100));
        stage.frame(vec![Event::PointerMoved(pos2(440.0 + 2.0 * step, 350.0))]);
    });
}

/// Switches between light and dark theme in each frame.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn theme(bencher: Bencher<'_, '_>, scale: u8) {
    let mut stage = crowded(scale);
    let mut dark = false;
    bencher.bench_local(|| {
        dark = !dark;
        stage.context.set_theme(if dark {
            ThemePreference::Dark
        } else {
            ThemePreference::Light
        });
        stage.frame(Vec::new());
    });
}

/// Makes the window narrower or wider in each frame, so that the column wraps anew.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn resize(bencher: Bencher<'_, '_>, scale: u8) {
    resized(bencher, crowded(scale));
}

/// The same in a text of 4 MB.
#[divan::bench(sample_count = FRAMES, max_time = 4)]
fn resize_long(bencher: Bencher<'_, '_>) {
    let document = Document::new(text(4_000_000, false));
    resized(bencher, Stage::opened(&document));
}

fn resized(bencher: Bencher<'_, '_>, mut stage: Stage) {
    let mut frames = 0u16;
    bencher.bench_local(|| {
        frames = (frames + 1) % 200;
        let step = f32::from(frames.abs_diff(100));
        stage.size.x = 1000.0 + 2.0 * step;
        stage.frame(Vec::new());
    });
}

/// Drags a selection below the lower edge, so that the page scrolls: ten screens in some 300
/// frames.
#[divan::bench(args = SCALES, sample_count = FRAMES, max_time = 4)]
fn drag_select(bencher: Bencher<'_, '_>, scale: u8) {
    dragged(bencher, crowded(scale));
}

/// The same in a text of 4 MB.
#[divan::bench(sample_count = FRAMES, max_time = 4)]
fn drag_select_long(bencher: Bencher<'_, '_>) {
    let document = Document::new(text(4_000_000, false));
    dragged(bencher, Stage::opened(&document));
}

fn dragged(bencher: Bencher<'_, '_>, mut stage: Stage) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let mut frames = 0u16;
    bencher.bench_local(|| {
        let from = pos2(600.0, 300.0);
        let to = pos2(600.0 + f32::from(frames % 7), 850.0);
        stage.frame(match frames {
            0 => vec![Event::PointerMoved(from), button(from, true)],
            300 => vec![button(to, false)],
            301 => press(Key::Home, Modifiers::COMMAND),
            _ => vec![Event::PointerMoved(to)],
        });
        frames = (frames + 1) % 303;
    });
}
