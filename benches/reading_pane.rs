//! Benchmarks of frames of the reading pane, without a window and without painting on a screen.
//!
//! The time must not depend on the article's length: compare the rows of one table. There is one
//! annotation per hundred characters, and every tenth annotation overlaps the next.

use std::sync::Arc;

use demarche::model::codebook::Codebook;
use demarche::model::{
    Annotation, ByteOffset, Document, EntityBook, Selection, Span, Text, document::ArticleFields,
};
use demarche::ui::article::{
    ArticleView, FontSources, LabelCues, Layer, Page, PageColors, ReadingStyle, TextEngine,
};
use demarche::ui::fonts;
use divan::Bencher;
use egui::{Context, Event, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2, vec2};

fn main() {
    divan::main();
}

/// Bytes of text.
const LENGTHS: [usize; 4] = [4_000, 40_000, 400_000, 4_000_000];

const WORDS: [&str; 16] = [
    "the envoy",
    "said",
    "on Thursday",
    "that both",
    "sides",
    "had agreed",
    "to a",
    "ceasefire",
    "before",
    "any talks",
    "Zelensky",
    "refused",
    "Moscow",
    "insisted",
    "upon",
    "withdrawal",
];

fn article(length: usize, single_line: bool) -> Text {
    let mut random = fastrand::Rng::with_seed(7);
    let mut text = String::with_capacity(length + 100);
    let mut sentences = 0;
    while text.len() < length {
        for _ in 0..random.usize(4..14) {
            text.push_str(WORDS[random.usize(0..WORDS.len())]);
            text.push(' ');
        }
        text.pop();
        text.push('.');
        sentences += 1;
        let ends = sentences % 5 == 0 && !single_line;
        text.push_str(if ends { "\n\n" } else { " " });
    }
    Text::new(text)
}

fn annotated(text: &Text) -> Document {
    let mut annotations = Vec::new();
    for (i, start) in (0..text.len().saturating_sub(200)).step_by(100).enumerate() {
        let reach = if i % 10 == 0 { 130 } else { 40 };
        let span = Span::new(text, ByteOffset(start + 10), ByteOffset(start + 10 + reach));
        if let Ok(span) = span {
            let label = ["actor", "demand", "event"][i % 3];
            annotations.push(Annotation::new(format!("a{i:06}").as_str(), label, span));
        }
    }
    Document::load(
        text.clone(),
        ArticleFields::default(),
        annotations,
        Vec::new(),
    )
    .0
}

struct Stage {
    context: Context,
    engine: TextEngine,
    document: Document,
    codebook: Codebook,
    style: ReadingStyle,
    time: f64,
}

impl Stage {
    fn new(length: usize, single_line: bool, heard: bool) -> Self {
        let context = Context::default();
        context.set_fonts(fonts::definitions());
        if heard {
            context.enable_accesskit();
        }
        let document = annotated(&article(length, single_line));
        let mut stage = Self {
            context,
            engine: TextEngine::new(FontSources::Bundled(fonts::bundled())),
            document,
            codebook: Codebook::default(),
            style: ReadingStyle::default(),
            time: 0.0,
        };
        // The program has drawn its window before an article is opened.
        let mut other = ArticleView::new(&Text::new("Welcome.\nOpen a folder to begin."));
        for _ in 0..3 {
            stage.frame(&mut other, Vec::new());
        }
        stage
    }

    fn frame(&mut self, view: &mut ArticleView, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 1000.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let page = Page {
            document: &self.document,
            revision: 1,
            layers: &[Layer::document(&self.document)],
            codebook: &self.codebook,
            entities: &EntityBook::default(),
            style: &self.style,
            colors: &PageColors::LIGHT,
            dark: false,
            selection: Selection::caret(ByteOffset(3)),
            chosen: None,
            focused: true,
            motion: false,
            cues: LabelCues::default(),
            marks: None,
        };
        let engine = &mut self.engine;
        let mut output = self.context.run_ui(input, |ui| {
            engine.begin_frame(ui.ctx());
            divan::black_box(view.show(ui, engine, &page));
        });
        output.textures_delta.clear();
        divan::black_box(Arc::new(output));
    }
}

fn wheel(points: f32) -> Vec<Event> {
    vec![
        Event::PointerMoved(pos2(450.0, 500.0)),
        Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Trackpad,
            delta: vec2(0.0, -points),
            phase: TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
        },
    ]
}

/// Opens an article: splits it into blocks and shows it once, including drawing the glyphs.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn first_frame(bencher: Bencher, length: usize) {
    bencher
        .with_inputs(|| Stage::new(length, false, false))
        .bench_local_refs(|stage| {
            let mut view = ArticleView::new(stage.document.text());
            stage.frame(&mut view, Vec::new());
        });
}

/// Scrolls by a third of a page, so that every frame shows new text.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn scroll_frame(bencher: Bencher, length: usize) {
    scroll(bencher, Stage::new(length, false, false));
}

/// The same while a screen reader is connected.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn scroll_frame_heard(bencher: Bencher, length: usize) {
    scroll(bencher, Stage::new(length, false, true));
}

/// A frame in which nothing happens.
#[divan::bench(args = LENGTHS, max_time = 2)]
fn idle_frame(bencher: Bencher, length: usize) {
    let mut stage = Stage::new(length, false, false);
    let mut view = ArticleView::new(stage.document.text());
    for _ in 0..5 {
        stage.frame(&mut view, wheel(30.0));
    }
    bencher.bench_local(|| stage.frame(&mut view, Vec::new()));
}

#[divan::bench(args = LENGTHS, max_time = 2)]
fn idle_frame_heard(bencher: Bencher, length: usize) {
    let mut stage = Stage::new(length, false, true);
    let mut view = ArticleView::new(stage.document.text());
    for _ in 0..5 {
        stage.frame(&mut view, wheel(30.0));
    }
    bencher.bench_local(|| stage.frame(&mut view, Vec::new()));
}

/// Opens 4 MB in one line.
#[divan::bench(max_time = 4)]
fn single_line_first_frame(bencher: Bencher) {
    bencher
        .with_inputs(|| Stage::new(4_000_000, true, false))
        .bench_local_refs(|stage| {
            let mut view = ArticleView::new(stage.document.text());
            stage.frame(&mut view, Vec::new());
        });
}

/// Scrolls in 4 MB in one line.
#[divan::bench(max_time = 4)]
fn single_line_scroll_frame(bencher: Bencher) {
    scroll(bencher, Stage::new(4_000_000, true, false));
}

fn scroll(bencher: Bencher, mut stage: Stage) {
    let mut view = ArticleView::new(stage.document.text());
    for _ in 0..5 {
        stage.frame(&mut view, wheel(30.0));
    }
    let mut frames = 0u32;
    bencher.bench_local(|| {
        // A short article is scrolled up and down, so that there is always something to scroll to.
        frames += 1;
        let up = (frames / 200) % 2 == 1;
        stage.frame(&mut view, wheel(if up { -330.0 } else { 330.0 }));
    });
}
