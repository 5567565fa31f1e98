//! What is rebuilt of a block, and what is dropped, without a window.

use super::super::highlights::{Highlight, MAX_LANES};
use super::super::lane_marks::LaneMark;
use super::super::page_io::LayerAnnotations;
use super::super::style::{Family, ReadingStyle};
use super::super::text_engine::FontSources;
use super::*;
use crate::model::codebook::{EntityUse, LineStyle};
use crate::model::color::LabelColor;
use crate::model::{Annotation, Codebook, Document, Edit, EntityBook, Selection, Span};
use crate::ui::fonts;
use egui::vec2;

/// Everything that a page is made of.
struct Stage {
    engine: TextEngine,
    document: Document,
    codebook: Codebook,
    entities: EntityBook,
    style: ReadingStyle,
    colors: PageColors,
    cues: LabelCues,
    marks: Option<LaneMarks>,
    revision: u64,
    atlas_generation: u64,
    cache: BlockCache,
    /// Annotations of a second layer, and its look.
    suggestions: Vec<Annotation>,
    suggestions_revision: u64,
    suggestions_look: LayerLook,
    chosen: Option<AnnotationId>,
}

impl Stage {
    fn new(content: &str) -> Self {
        let text = Text::new(content);
        Self {
            engine: TextEngine::new(FontSources::Bundled(fonts::bundled())),
            cache: BlockCache::new(&text),
            document: Document::new(text),
            codebook: Codebook::default(),
            entities: EntityBook::default(),
            style: ReadingStyle {
                family: Family::Serif,
                ..ReadingStyle::default()
            },
            colors: PageColors::LIGHT,
            cues: LabelCues::default(),
            revision: 1,
            atlas_generation: 1,
            suggestions: Vec::new(),
            suggestions_revision: 1,
            suggestions_look: LayerLook::Outline,
            chosen: None,
            marks: None,
        }
    }

    fn annotation(&self, id: &str, phrase: &str) -> Annotation {
        let text = self.document.text();
        let start = text.as_str().find(phrase).expect("it occurs");
        let end = ByteOffset(start + phrase.len());
        let span = Span::new(text, ByteOffset(start), end).expect("a span");
        Annotation::new(id, "actor", span)
    }

    /// Adds so many annotations of a phrase.
    fn annotate(&mut self, phrase: &str, count: usize) {
        for _ in 0..count {
            let id = format!("a{}", self.document.annotations().len());
            let annotation = self.annotation(&id, phrase);
            self.document
                .apply(Edit::Add(annotation.into()))
                .expect("it can be added");
        }
        self.revision += 1;
    }

    /// A frame of a pane of a width that needs these blocks.
    fn frame(&mut self, width: f32, needed: impl IntoIterator<Item = usize>) {
        let page = Page {
            document: &self.document,
            revision: self.revision,
            layers: &[
                Layer::document(&self.document),
                Layer {
                    annotations: LayerAnnotations::List(&self.suggestions),
                    revision: self.suggestions_revision,
                    name: Some("Suggestion"),
                    look: self.suggestions_look,
                    pickable: false,
                },
            ],
            codebook: &self.codebook,
            entities: &self.entities,
            style: &self.style,
            colors: &self.colors,
            dark: false,
            selection: Selection::default(),
            chosen: self.chosen.as_ref(),
            focused: true,
            motion: false,
            cues: self.cues,
            marks: self.marks.as_ref(),
        };
        let metrics = PageMetrics::new(&self.style, vec2(width, 500.0), 1.0, |_, size| size / 2.0);
        let (cache, engine) = (&mut self.cache, &mut self.engine);
        cache.begin_frame(metrics, &page, self.atlas_generation);
        for block in needed {
            cache.ensure_meshes(block, engine, &page);
            cache.ensure_runs(block);
        }
        cache.evict();
    }

    /// What is kept of a block: layout, meshes of text and highlights, text runs.
    fn kept(&self, block: usize) -> Kept {
        let entry = self.cache.entries.get(&block);
        Kept {
            layout: entry.is_some(),
            text: entry.is_some_and(|entry| entry.text.is_some()),
            highlights: entry.is_some_and(|entry| entry.highlights.is_some()),
            tags: entry.is_some_and(|entry| entry.tags.is_some()),
            runs: entry.is_some_and(|entry| entry.runs.is_some()),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kept {
    layout: bool,
    text: bool,
    highlights: bool,
    tags: bool,
    runs: bool,
}

const ALL: Kept = Kept {
    layout: true,
    text: true,
    highlights: true,
    tags: false,
    runs: true,
};

const TALKS: &str = "The envoy said that both sides had agreed.\nKyiv refused.";

#[test]
fn unchanged_blocks_are_laid_out_once() {
    let mut stage = Stage::new(TALKS);
    stage.frame(700.0, [0]);
    assert_eq!(stage.kept(0), ALL);
    let stamp = stage.cache.stamp(0);
    stage.frame(700.0, [0]);
    // A wider margin needs no new layout either.
    stage.frame(1200.0, []);
    stage.frame(1300.0, []);
    assert_eq!(stage.cache.stamp(0), stamp);
}

#[test]
fn an_annotation_changes_highlights_and_text_only_where_lines_move() {
    let mut stage = Stage::new(TALKS);
    stage.frame(700.0, [0]);
    let (stamp, height) = (stage.cache.stamp(0), stage.cache.heights().get(0));
    stage.annotate("envoy", 1);
    let meshes = stage.cache.meshes(0).text.map(|meshes| meshes.as_ptr());
    stage.frame(700.0, [0]);
    assert_ne!(stage.cache.stamp(0), stamp);
    assert_eq!(stage.cache.get(0).map(|b| b.highlights.len()), Some(1));
    let now = stage.cache.meshes(0).text.map(|meshes| meshes.as_ptr());
    assert_eq!(now, meshes, "the text was not painted again");
    assert_eq!(stage.cache.heights().get(0), height);
    // So many underlines need room of their own.
    stage.annotate("envoy", 9);
    stage.frame(700.0, [0]);
    assert!(stage.cache.heights().get(0) > height);
    assert_eq!(stage.kept(0), ALL);
}

#[test]
fn other_widths_drop_layouts_and_other_colors_only_meshes() {
    let mut stage = Stage::new(TALKS);
    stage.frame(700.0, [0]);
    stage.colors = PageColors::DARK;
    stage.frame(700.0, []);
    let no_meshes = Kept {
        text: false,
        highlights: false,
        ..ALL
    };
    assert_eq!(stage.kept(0), no_meshes);
    stage.frame(700.0, [0]);
    stage.atlas_generation += 1;
    stage.frame(700.0, []);
    assert_eq!(stage.kept(0), no_meshes);
    stage.frame(700.0, [0]);
    stage.frame(400.0, []);
    assert!(!stage.kept(0).layout);
}

#[test]
fn labels_and_cues_change_names_and_looks() {
    let mut stage = Stage::new(TALKS);
    stage.annotate("envoy", 1);
    stage.frame(700.0, [0]);
    let name = |stage: &Stage| {
        let block = stage.cache.get(0).expect("laid out");
        block.highlights[0].name.clone()
    };
    assert_eq!(name(&stage), "actor: envoy, 1 of 1");
    stage.codebook.labels = vec![Label {
        id: "actor".into(),
        name: "Person".to_owned(),
        keys: Vec::new(),
        color: LabelColor {
            light: [0x1F, 0x5F, 0xBF],
            dark: [0x7F, 0xB2, 0xF5],
        },
        line: LineStyle::Solid,
        enabled: true,
        definition: String::new(),
        extent: String::new(),
        examples: Vec::new(),
        attributes: Vec::new(),
        entity: EntityUse::None,
        judgement: false,
    }]
    .into();
    stage.frame(700.0, [0]);
    assert_eq!(name(&stage), "Person: envoy, 1 of 1");
    assert!(!stage.kept(0).tags);
    stage.cues.margin_tags = true;
    stage.frame(700.0, [0]);
    assert!(stage.kept(0).tags);
}

#[test]
fn another_revision_or_look_of_a_layer_changes_highlights_and_not_the_text() {
    let mut stage = Stage::new(TALKS);
    stage.annotate("envoy", 1);
    stage.frame(700.0, [0]);
    let lanes = |stage: &Stage| {
        let block = stage.cache.get(0).expect("laid out");
        let of = |h: &Highlight| (h.name.clone(), h.lane);
        block.highlights.iter().map(of).collect::<Vec<_>>()
    };
    let own = ("actor: envoy, 1 of 1".to_owned(), Some(0));
    assert_eq!(lanes(&stage), std::slice::from_ref(&own));
    let text = stage.cache.meshes(0).text.map(|meshes| meshes.as_ptr());
    // The same id as one of the document's, as when two coders start from one version.
    stage.suggestions = vec![stage.annotation("a0", "The envoy said")];
    stage.suggestions_revision += 1;
    for (look, lane) in [(LayerLook::Outline, None), (LayerLook::Dotted, Some(1))] {
        stage.suggestions_look = look;
        stage.frame(700.0, [0]);
        let name = "Suggestion: actor: The envoy said, 1 of 1".to_owned();
        assert_eq!(lanes(&stage), [own.clone(), (name, lane)]);
    }
    let now = stage.cache.meshes(0).text.map(|meshes| meshes.as_ptr());
    assert_eq!(now, text, "the text was not painted again");
}

#[test]
fn of_thousands_at_one_place_as_many_are_drawn_as_there_are_lanes() {
    const COUNT: usize = 3000;
    let mut stage = Stage::new(TALKS);
    stage.cues.margin_tags = true;
    stage.annotate("envoy", COUNT);
    stage.annotate("said", 1);
    stage.frame(900.0, [0]);
    let block = |stage: &Stage| stage.cache.get(0).expect("laid out").bottom();
    let bottom = block(&stage);
    let shown = stage.cache.get(0).expect("laid out");
    // The other word has a lane of its own.
    assert_eq!(shown.highlights.len(), MAX_LANES as usize + 1);
    assert_eq!(shown.lane_count(0), Some(MAX_LANES));
    assert!(
        shown
            .highlights
            .iter()
            .any(|h| h.annotation.id.as_str() == "a3000")
    );
    assert_eq!(shown.undrawn().len(), COUNT - MAX_LANES as usize);
    // The tags stand for all, each once.
    let tags = stage.cache.tags(0).expect("they are made").tags();
    let mut behind: Vec<usize> = tags
        .iter()
        .flat_map(|tag| tag.annotations.clone())
        .collect();
    behind.sort_unstable();
    assert_eq!(behind, (0..=COUNT).collect::<Vec<_>>());
    // One that is not drawn is, as soon as it is chosen, and nothing moves.
    let first = shown.undrawn()[0].annotation.clone();
    assert_eq!(shown.index_of(&first), Some(MAX_LANES as usize + 1));
    assert_eq!(shown.annotation(MAX_LANES as usize + 1), Some(&first));
    assert_eq!(shown.with_chosen().count(), shown.highlights.len());
    let stamp = stage.cache.stamp(0);
    stage.chosen = Some(first.id.clone());
    stage.frame(900.0, [0]);
    let shown = stage.cache.get(0).expect("laid out");
    let chosen = shown.with_chosen().last().expect("it is drawn");
    assert_eq!(
        (&chosen.annotation, chosen.lane),
        (&first, Some(MAX_LANES - 1))
    );
    assert_eq!((block(&stage), stage.cache.stamp(0)), (bottom, stamp));
    stage.chosen = None;
    stage.frame(900.0, [0]);
    let shown = stage.cache.get(0).expect("laid out");
    assert_eq!(shown.with_chosen().count(), shown.highlights.len());
}

#[test]
fn every_change_of_what_is_painted_changes_the_stamp() {
    let mut stage = Stage::new(TALKS);
    let mut seen = std::collections::HashSet::new();
    let mut check = |stage: &mut Stage, what: &str| {
        stage.frame(700.0, [0, 1]);
        for block in [0, 1] {
            assert!(seen.insert((block, stage.cache.stamp(block))), "{what}");
        }
    };
    check(&mut stage, "first");
    stage.annotate("envoy", 1);
    check(&mut stage, "annotation");
    stage.colors = PageColors::DARK;
    check(&mut stage, "colors");
    stage.cues.every_letter = true;
    check(&mut stage, "cues");
    stage.atlas_generation += 1;
    check(&mut stage, "atlas");
    stage.style.size = 20.0;
    check(&mut stage, "size");
    stage.suggestions_look = LayerLook::Filled;
    check(&mut stage, "look of a layer");
    stage.suggestions_revision += 1;
    check(&mut stage, "revision of a layer");
}

#[test]
fn blocks_that_were_not_needed_for_longest_are_dropped_first() {
    let paragraph = "The envoy said that both sides had agreed. ".repeat(50);
    let count = 2 * KEEP_BYTES / paragraph.len();
    let mut stage = Stage::new(&vec![paragraph.as_str(); count].join("\n"));
    stage.frame(700.0, 0..1);
    for block in 1..count {
        stage.frame(700.0, [0, block]);
    }
    assert!(stage.kept(0).layout, "needed in each frame");
    assert!(stage.kept(count - 1).layout, "needed just now");
    assert!(!stage.kept(1).layout, "not needed for long");
    let bytes: usize = stage.cache.entries.keys().map(|_| paragraph.len()).sum();
    assert!(bytes <= KEEP_BYTES + paragraph.len(), "{bytes}");
    // What one frame needs is kept, however much that is.
    stage.frame(700.0, 0..count);
    assert!((0..count).all(|block| stage.kept(block).layout));
}

/// Marks of two coders; each covers a phrase, one in each lane.
fn marks(stage: &Stage, phrases: &[(usize, &str)], revision: u64) -> LaneMarks {
    let text = stage.document.text().as_str();
    let marks = phrases.iter().enumerate().map(|(group, (lane, phrase))| {
        let start = text.find(phrase).expect("it occurs");
        LaneMark {
            lane: *lane,
            group,
            label: Some("actor".into()),
            is_link: false,
            spans: std::iter::once(start..start + phrase.len()).collect(),
            differing: Box::default(),
        }
    });
    LaneMarks::new(2, marks.collect(), revision)
}

#[test]
fn lines_with_marks_keep_room_for_a_lane_of_each_coder_and_no_decision_moves_them() {
    let mut stage = Stage::new("The envoy spoke.\nNobody heard it.");
    let bottoms = |stage: &Stage| {
        let bottom = |block: usize| {
            let block = stage.cache.get(block).expect("laid out");
            (block.line_top(0), block.bottom())
        };
        [bottom(0), bottom(1)]
    };
    stage.frame(700.0, [0, 1]);
    let [(_, plain), without] = bottoms(&stage);
    stage.marks = Some(marks(&stage, &[(0, "The envoy"), (1, "envoy")], 1));
    stage.frame(700.0, [0, 1]);
    let with = bottoms(&stage);
    let block = stage.cache.get(0).expect("laid out");
    let room = block.sizes.coder_room(2) as i32;
    assert_eq!(with[0].1, plain + room);
    assert_eq!(with[1], without, "nobody has anything there");
    let lanes = [0, 1].map(|coder| block.coder_lane(0, coder).expect("a lane"));
    assert!(lanes[0].end <= lanes[1].start, "{lanes:?}");
    // They begin where the capitals of a line below would, and these are as much further down.
    assert!(lanes[1].end - lanes[0].start <= room, "{lanes:?} {room}");
    assert!(lanes[0].start >= block.band(0).end, "below the underlines");
    assert_eq!(
        stage.cache.get(1).and_then(|block| block.coder_lane(0, 0)),
        None
    );
    // What is taken, and other marks at the same place, move nothing.
    stage.annotate("envoy", 1);
    stage.frame(700.0, [0, 1]);
    assert_eq!(bottoms(&stage), with);
    // Without marks the room is given back.
    stage.marks = None;
    stage.frame(700.0, [0, 1]);
    assert_eq!(bottoms(&stage)[0].1, plain);
}

#[test]
fn room_is_kept_for_the_underlines_of_the_version_with_most() {
    let nested = "The envoy of the council spoke of it.";
    let phrases = [
        (0, "The envoy of the council"),
        (0, "envoy of the council"),
        (0, "of the council"),
        (0, "the council"),
        (0, "council"),
        (1, "council"),
    ];
    let mut stage = Stage::new(nested);
    stage.marks = Some(marks(&stage, &phrases, 1));
    stage.frame(700.0, [0]);
    let before = stage.cache.get(0).expect("laid out").bottom();
    for (_, phrase) in &phrases[..5] {
        stage.annotate(phrase, 1);
    }
    stage.frame(700.0, [0]);
    let after = stage.cache.get(0).expect("laid out").bottom();
    assert_eq!(before, after, "all of them taken");
    let grown = stage.cache.get(0).expect("laid out").sizes.growth(5);
    assert!(grown > 0, "five underlines need more than a line has");
}
