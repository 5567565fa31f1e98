//! A program around the pane, as small as it can be, and hands to use it with.

use std::sync::Arc;

use crate::common::drawing::Drawing;
use demarche::model::codebook::{Codebook, EntityUse, Label, LineStyle};
use demarche::model::color::LabelColor;
use demarche::model::{
    Annotation, AnnotationId, ByteOffset, Document, Edit, EntityBook, Fragments, Selection, Span,
    Text,
};
use demarche::ui::article::{
    ArticleView, FontSources, Gesture, LabelCues, Layer, LayerAnnotations, LayerLook, LineMotion,
    Page, PageColors, ReadingStyle, TextEngine,
};
use demarche::ui::fonts;
use egui::accesskit::{self, Role, TextDirection};
use egui::{Event, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

const EXTRA: [&[u8]; 6] = [
    include_bytes!("../../fonts/DemarcheTestArabic.ttf"),
    include_bytes!("../../fonts/DemarcheTestHebrew.ttf"),
    include_bytes!("../../fonts/DemarcheTestDevanagari.ttf"),
    include_bytes!("../../fonts/DemarcheTestThai.ttf"),
    include_bytes!("../../fonts/DemarcheTestCJK.otf"),
    include_bytes!("../../fonts/DemarcheTestEmoji.ttf"),
];

pub fn engine() -> TextEngine {
    let mut set = fonts::bundled();
    set.extra.extend(EXTRA);
    TextEngine::new(FontSources::Bundled(set))
}

fn codebook() -> Codebook {
    let label = |id: &str, name: &str, light, dark, line| Label {
        id: id.into(),
        name: name.to_owned(),
        keys: Vec::new(),
        color: LabelColor { light, dark },
        line,
        enabled: true,
        definition: String::new(),
        extent: String::new(),
        examples: Vec::new(),
        attributes: Vec::new(),
        entity: EntityUse::None,
        judgement: false,
    };
    Codebook {
        labels: vec![
            label(
                "actor",
                "Actor",
                [0x1F, 0x5F, 0xBF],
                [0x7F, 0xB2, 0xF5],
                LineStyle::Solid,
            ),
            label(
                "demand",
                "Demand",
                [0xA8, 0x5E, 0x00],
                [0xE8, 0xA8, 0x4A],
                LineStyle::Double,
            ),
            label(
                "event",
                "Event",
                [0x0B, 0x7A, 0x69],
                [0x4F, 0xC4, 0xB0],
                LineStyle::Dashed,
            ),
            label(
                "claim",
                "Claim",
                [0x8A, 0x3F, 0xA8],
                [0xC9, 0x8F, 0xE0],
                LineStyle::Dotted,
            ),
            label(
                "doubt",
                "Doubt",
                [0xB0, 0x2E, 0x4A],
                [0xF0, 0x8A, 0x9E],
                LineStyle::Wavy,
            ),
        ]
        .into(),
        ..Codebook::default()
    }
}

/// The program around the pane, as small as it can be: it does what gestures ask for.
pub struct App {
    pub engine: TextEngine,
    pub view: ArticleView,
    pub document: Document,
    pub revision: u64,
    pub codebook: Codebook,
    pub style: ReadingStyle,
    pub colors: PageColors,
    pub dark: bool,
    pub cues: LabelCues,
    pub selection: Selection,
    pub chosen: Option<AnnotationId>,
    pub gestures: Vec<Gesture>,
    /// Text that egui sets above the pane, to compare by eye.
    pub beside: Option<&'static str>,
    /// Annotations of a second layer, in outline.
    pub suggestions: Vec<Annotation>,
    pub suggestions_pickable: bool,
}

fn layers<'a>(
    document: &'a Document,
    suggestions: &'a [Annotation],
    pickable: bool,
) -> Vec<Layer<'a>> {
    let mut layers = vec![Layer::document(document)];
    if !suggestions.is_empty() {
        layers.push(Layer {
            annotations: LayerAnnotations::List(suggestions),
            revision: 1,
            name: Some("Suggestion"),
            look: LayerLook::Outline,
            pickable,
        });
    }
    layers
}

impl App {
    pub fn new(content: &str) -> Self {
        let document = Document::new(Text::new(content));
        Self {
            engine: engine(),
            view: ArticleView::new(document.text()),
            document,
            revision: 1,
            codebook: codebook(),
            style: ReadingStyle::default(),
            colors: PageColors::LIGHT,
            dark: false,
            cues: LabelCues::default(),
            selection: Selection::default(),
            chosen: None,
            gestures: Vec::new(),
            beside: None,
            suggestions: Vec::new(),
            suggestions_pickable: false,
        }
    }

    /// Marks the first occurrence of each of the phrases as one annotation.
    pub fn mark(&mut self, id: &str, label: &str, phrases: &[&str]) {
        let text = self.document.text();
        let mut from = 0;
        let mut spans = Vec::new();
        for phrase in phrases {
            let start = from
                + text.as_str()[from..]
                    .find(phrase)
                    .expect("the phrase occurs");
            from = start + phrase.len();
            let span = Span::new(text, ByteOffset(start), ByteOffset(from));
            spans.push(span.expect("a phrase is a span"));
        }
        let fragments = Fragments::new(spans).expect("phrases are apart");
        let annotation = Annotation::new(id, label, fragments);
        let edit = Edit::Add(Arc::new(annotation));
        self.document.apply(edit).expect("the id is free");
        self.revision += 1;
    }

    /// Adds the first occurrence of a phrase to the second layer.
    pub fn suggest(&mut self, id: &str, label: &str, phrase: &str) {
        let text = self.document.text();
        let start = text.as_str().find(phrase).expect("the phrase occurs");
        let end = ByteOffset(start + phrase.len());
        let span = Span::new(text, ByteOffset(start), end).expect("a phrase is a span");
        self.suggestions.push(Annotation::new(id, label, span));
    }

    pub fn ui(&mut self, ui: &mut egui::Ui) {
        self.engine.begin_frame(ui.ctx());
        if let Some(text) = self.beside {
            ui.label(
                egui::RichText::new(text)
                    .size(self.style.size)
                    .color(self.colors.ink),
            );
        }
        let layers = layers(&self.document, &self.suggestions, self.suggestions_pickable);
        let page = Page {
            document: &self.document,
            revision: self.revision,
            layers: &layers,
            codebook: &self.codebook,
            entities: &EntityBook::default(),
            style: &self.style,
            colors: &self.colors,
            dark: self.dark,
            selection: self.selection,
            chosen: self.chosen.as_ref(),
            focused: true,
            motion: false,
            cues: self.cues,
            marks: None,
        };
        let gestures = self.view.show(ui, &mut self.engine, &page);
        for gesture in &gestures {
            match gesture {
                Gesture::Select { selection, .. } => self.selection = *selection,
                Gesture::Choose(annotation) => self.chosen = annotation.in_document().cloned(),
                Gesture::Unchoose => self.chosen = None,
                Gesture::MoveBorder { .. } | Gesture::ContextMenu(_) | Gesture::Hover(_) => {}
            }
        }
        self.gestures.extend(gestures);
    }

    /// Moves the caret.
    pub fn go(&mut self, motion: LineMotion, goal_x: &mut Option<f32>) {
        let layers = layers(&self.document, &self.suggestions, self.suggestions_pickable);
        let page = Page {
            document: &self.document,
            revision: self.revision,
            layers: &layers,
            codebook: &self.codebook,
            entities: &EntityBook::default(),
            style: &self.style,
            colors: &self.colors,
            dark: self.dark,
            selection: self.selection,
            chosen: self.chosen.as_ref(),
            focused: true,
            motion: false,
            cues: self.cues,
            marks: None,
        };
        let head = self.selection.head;
        let to = self
            .view
            .line_move(&mut self.engine, &page, head, motion, goal_x);
        self.selection = Selection::caret(to);
        self.view.reveal(to);
    }

    pub fn selected(&self) -> &str {
        &self.document.text().as_str()[self.selection.range()]
    }
}

pub fn harness(app: App, size: Vec2, scale: f32) -> Harness<'static, App> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .renderer(Drawing::default())
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(20)
        .with_render_cursor(false)
        .with_context_setup(|context| context.set_fonts(fonts::definitions()))
        .build_ui_state(
            |ui, app: &mut App| {
                egui::CentralPanel::default()
                    .frame(egui::Frame::NONE)
                    .show(ui, |ui| app.ui(ui));
            },
            app,
        )
}

/// The rectangle of a phrase that stands on one visible line, from its text runs: where directions
/// meet there are several on a line.
pub fn phrase(harness: &Harness<'_, App>, wanted: &str) -> Rect {
    let root = harness.root();
    let mut stack: Vec<_> = root.children().collect();
    while let Some(node) = stack.pop() {
        let mut content = String::new();
        let mut boxes: Vec<(usize, Rect)> = Vec::new();
        for run in node.children() {
            let access = run.accesskit_node();
            // What is not on the screen has no place.
            if access.data().role() == Role::TextRun && access.data().bounds().is_some() {
                boxes.extend(characters(access.data(), content.len()));
                content.push_str(access.data().value().expect("text"));
            }
        }
        let found = content.find(wanted).and_then(|at| {
            let within = |(byte, _): &&(usize, Rect)| (at..at + wanted.len()).contains(byte);
            let boxes = boxes.iter().filter(within).map(|(_, rect)| *rect);
            boxes.reduce(Rect::union)
        });
        if let Some(rect) = found {
            return rect;
        }
        stack.extend(node.children());
    }
    panic!("“{wanted}” stands on no visible line");
}

/// The box of each character of a run, with its first byte counted from `start`.
fn characters(run: &accesskit::Node, start: usize) -> Vec<(usize, Rect)> {
    let bounds = run.bounds().expect("bounds");
    let positions = run.character_positions().expect("places");
    let widths = run.character_widths().expect("widths");
    let mut byte = start;
    let each = run.character_lengths().iter().zip(positions).zip(widths);
    each.map(|((length, position), width)| {
        let left = match run.text_direction() {
            Some(TextDirection::RightToLeft) => bounds.x1 as f32 - position - width,
            _ => bounds.x0 as f32 + position,
        };
        let top_left = pos2(left, bounds.y0 as f32);
        let rect = Rect::from_min_max(top_left, pos2(left + width, bounds.y1 as f32));
        byte += usize::from(*length);
        (byte - usize::from(*length), rect)
    })
    .collect()
}

pub fn button(harness: &mut Harness<'_, App>, at: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(at));
    harness.event(Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
    harness.step();
}

pub fn click(harness: &mut Harness<'_, App>, at: Pos2) {
    button(harness, at, true, Modifiers::NONE);
    button(harness, at, false, Modifiers::NONE);
}

/// Long enough for the next press to begin anew.
pub fn pause(harness: &mut Harness<'_, App>) {
    harness.run_steps(40);
}

pub fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    button(harness, from, true, Modifiers::NONE);
    for step in 1..=4 {
        harness.event(Event::PointerMoved(
            from + (to - from) * (step as f32 / 4.0),
        ));
    }
    harness.step();
    button(harness, to, false, Modifiers::NONE);
}

pub const TALKS: &str = "\
A fragile path ahead

Zelensky has shown some willingness to engage, but only after a complete ceasefire is in place. \
“Open the gate,” the Russian president said on Thursday, “and keep it open.” Moscow’s envoy in \
Riyadh, Sergei Lavrov, refused; Washington was 80% sure that both would sign by 25 April 2025.

What next
The U.S. Senate meets again on Monday. Nobody knows what Kyiv will do, “nobody at all”, as a \
diplomat put it, and that is exactly the point which the long sentence at the end of this \
paragraph tries to make while it wraps over several lines of the page so that there is something \
to look at.
";

pub const SCRIPTS: &str = "\
Scripts of the world

وصرح الرئيس Volodymyr Zelensky بأن أوكرانيا مستعدة لـ 30 يومًا من وقف إطلاق النار (NATO) الكامل.

השר אמר ש־Putin דורש 25% מהשטח, ושהשיחות יימשכו גם ביום ראשון הקרוב בעיר וינה.

An English line with العربية and עברית within it, 12 words and more, to see where they go.

การเจรจาสันติภาพจะเริ่มต้นขึ้นในวันจันทร์ที่กรุงเวียนนาโดยมีผู้แทนจากทั้งสองฝ่ายเข้าร่วมการประชุม

राष्ट्रपति ने कहा कि युद्धविराम के लिए पूर्ण समर्थन आवश्यक है।

和平谈判将在维也纳进行，双方都说要停战。日本と世界の平和。 평화 협상

Україна готова до переговорів про припинення вогню. Ελλάδα και ειρήνη.

Peace 🕊️ came with a family 👨‍👩‍👧 and a flag 🇺🇦 and 🔥 and cafe\u{301}.
";

pub fn talks() -> App {
    let mut app = App::new(TALKS);
    app.mark("a1", "actor", &["Zelensky"]);
    app.mark("d1", "demand", &["a complete ceasefire"]);
    app.mark("d2", "demand", &["Open the gate", "and keep it open"]);
    app.mark("a2", "actor", &["the Russian president"]);
    app.mark("a3", "actor", &["Moscow"]);
    app.mark(
        "e1",
        "event",
        &["Moscow’s envoy in Riyadh, Sergei Lavrov, refused"],
    );
    app.mark("a4", "actor", &["Sergei Lavrov"]);
    app.mark("c1", "claim", &["Washington was 80% sure"]);
    app.mark("u1", "doubt", &["both would sign by 25 April"]);
    app
}

pub fn nested() -> App {
    let mut app = App::new(&format!(
        "{TALKS}\nLast line of all, with nothing special in it at all."
    ));
    let words = "exactly the point which the long sentence at the end of this paragraph tries";
    let labels = ["actor", "demand", "event", "claim", "doubt"];
    for depth in 0..9_usize {
        let phrase: Vec<&str> = words.split(' ').collect();
        let part = phrase[depth / 2..phrase.len() - depth.div_ceil(2)].join(" ");
        app.mark(&format!("n{depth}"), labels[depth % 5], &[&part]);
    }
    app
}
