//! The pane as the program sees it, and one frame of it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{CursorIcon, Id, Mesh, Rect, Sense, Ui, pos2};

use crate::model::codebook::Label;
use crate::model::{AnnotationId, ByteOffset, Codebook, Document, EntityBook, Selection, Text};

use super::access::Run;
use super::blocks::{self, Block, Kind};
use super::engine::{SetText, TextEngine};
use super::heights::Heights;
use super::layout::Layout;
use super::marks::{self, LineLanes, Mark, MarkSizes};
use super::mouse::Mouse;
use super::page::PageKey;
use super::paint::MarkPainter;
use super::scroll::{Anchor, Setting};
use super::style::{PageColors, ReadingStyle, Weight};
use super::tags::Tags;

/// How much laid-out text is kept, in bytes: some ten screens. What is visible is always kept.
const CACHED: usize = 40 * 1024;

/// What a frame of the pane shows.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub document: &'a Document,
    /// Changes whenever the document or an entity has changed.
    pub revision: u64,
    pub codebook: &'a Codebook,
    pub entities: &'a EntityBook,
    pub style: &'a ReadingStyle,
    pub colors: &'a PageColors,
    /// Whether labels take their colours for dark surroundings.
    pub dark: bool,
    pub selection: Selection,
    pub chosen: Option<&'a AnnotationId>,
    /// Whether keys go to the text.
    pub focused: bool,
    /// Whether things may move by themselves; without it the caret does not blink.
    pub motion: bool,
    pub signs: Signs,
}

/// What tells labels apart besides their colours and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Tags in the margin name the annotations that begin on a line.
    pub margin_tags: bool,
    /// Each underline begins with its label's letter; otherwise those do where it has room.
    pub every_letter: bool,
}

/// An end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Start,
    End,
}

/// What the analyst did in the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Moved the caret or selected. While the button is held there is one for each change, and
    /// a last one with `finished` when it is let go.
    Select {
        selection: Selection,
        finished: bool,
        /// Ctrl (Cmd) was held: the selection is to be added to the chosen annotation.
        adding: bool,
    },
    /// Clicked an annotation.
    Choose(AnnotationId),
    /// Clicked where no annotation is.
    Unchoose,
    /// Drags one end of the chosen annotation; `finished` when the button is let go.
    MoveBorder {
        id: AnnotationId,
        border: Border,
        to: ByteOffset,
        finished: bool,
    },
    /// Clicked with the other button.
    ContextMenu(ByteOffset),
    /// The pointer came over another annotation, or left the last one.
    Hover(Option<AnnotationId>),
}

/// Where an article is scrolled to, for as long as its text stays the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollPlace {
    /// Start of the first visible line.
    pub at: ByteOffset,
    /// Points of that line that are scrolled out of sight.
    pub into: f32,
}

/// A block laid out, with what has been made of it.
pub(super) struct Entry {
    pub layout: Layout,
    pub marks: Vec<Mark>,
    pub sizes: MarkSizes,
    /// The lanes below each line.
    pub lanes: Vec<LineLanes>,
    /// Upper edge of each line from the block's top, in pixels.
    pub tops: Vec<i32>,
    /// Text for screen readers; made when one listens.
    pub runs: Option<Arc<Vec<Run>>>,
    /// For which document the marks were collected.
    pub revision: u64,
    pub text: Option<Vec<Mesh>>,
    pub tints: Option<Vec<Mesh>>,
    pub lines: Option<Vec<Mesh>>,
    pub tags: Option<Tags>,
    /// Changes with everything that is painted.
    pub stamp: u64,
    used: u64,
}

/// A block on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visible {
    pub block: usize,
    /// Upper edge in pixels from the pane's top.
    pub top: i64,
}

/// View state of one open article.
pub struct ArticleView {
    pub(super) text: Text,
    pub(super) blocks: Vec<Block>,
    pub(super) heights: Heights,
    pub(super) setting: Option<Setting>,
    pub(super) anchor: Anchor,
    pub(super) entries: HashMap<usize, Entry>,
    pub(super) visible: Vec<Visible>,
    pub(super) mouse: Mouse,
    pub(super) id: Option<Id>,
    /// The pane in whole pixels.
    pub(super) rect: Rect,
    /// A caret here stands at the end of the upper of two lines.
    pub(super) upstream: Option<ByteOffset>,
    pub(super) reveal: Option<ByteOffset>,
    pub(super) place: Option<ScrollPlace>,
    pub(super) frame: u64,
    pub(super) stamps: u64,
    pub(super) cached: usize,
    /// The colours for which meshes were made, whether labels were dark, and the signs.
    pub(super) colors: Option<(PageColors, bool, Signs)>,
    /// The labels with which marks were made.
    pub(super) labels: Vec<Label>,
    /// A place that was kept over a change of width, and where that led to.
    pub(super) pin: Option<(ScrollPlace, Anchor)>,
    pub(super) generation: u64,
    pub(super) page: Option<PageKey>,
    pub(super) page_meshes: [Vec<Arc<Mesh>>; 4],
    /// When the caret last moved, and where it was.
    pub(super) caret_moved: (f64, Selection),
}

impl ArticleView {
    /// Prepares to show a text. Nothing is laid out yet.
    pub fn new(text: &Text) -> Self {
        let blocks = blocks::cut(text);
        Self {
            text: text.clone(),
            heights: Heights::default(),
            blocks,
            setting: None,
            anchor: Anchor::default(),
            entries: HashMap::new(),
            visible: Vec::new(),
            mouse: Mouse::default(),
            id: None,
            rect: Rect::NOTHING,
            upstream: None,
            reveal: None,
            place: None,
            frame: 0,
            stamps: 0,
            cached: 0,
            colors: None,
            labels: Vec::new(),
            pin: None,
            generation: 0,
            page: None,
            page_meshes: Default::default(),
            caret_moved: (0.0, Selection::default()),
        }
    }

    /// Fills the available rectangle with the article and tells what was done in it.
    ///
    /// [`TextEngine::begin_frame`] must have been called in this frame.
    pub fn show(&mut self, ui: &mut Ui, engine: &mut TextEngine, page: &Page<'_>) -> Vec<Gesture> {
        let scale = ui.ctx().pixels_per_point();
        let outer = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("article text");
        let response = ui.interact(outer, id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(outer);
        self.id = Some(id);
        self.rect = Rect::from_min_max(
            ((outer.min.to_vec2() * scale).round() / scale).to_pos2(),
            outer.max,
        );
        self.frame += 1;
        self.prepare(engine, page, scale);
        self.notice_colors(page);

        let mut gestures = Vec::new();
        self.wheel(ui, &response);
        self.bar_input(ui, id);
        self.settle(engine, page);
        self.mouse_input(ui, &response, engine, page, &mut gestures);
        self.apply_reveal(engine, page);
        self.measure_ahead(engine, page);

        self.paint(ui, engine, page);
        self.bar_paint(ui, page);
        self.tag_tip(ui, engine, page, &response);
        self.access(ui, id, page, &mut gestures);
        self.forget();
        if self.mouse.over_tag {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        } else if self.mouse.over_border {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        } else if response.hovered() || self.mouse.is_dragging() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        gestures
    }

    /// The pane's id, to give it the keyboard's focus.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// The annotation under the pointer.
    pub fn hovered(&self) -> Option<&AnnotationId> {
        self.mouse.hovered.as_ref()
    }

    /// Where the pane and, within it, the column of text are on the screen, in points; `None`
    /// before the first frame.
    pub fn column(&self) -> Option<(Rect, Rect)> {
        let setting = self.setting.as_ref()?;
        let left = self.rect.left() + setting.left as f32 / setting.scale;
        let right = left + setting.column as f32 / setting.scale;
        let column = Rect::from_x_y_ranges(left..=right, self.rect.y_range());
        Some((self.rect, column))
    }

    /// Where a range of the text is on the screen, in points; `None` where none of it is visible.
    pub fn rect_of(&self, range: Range<usize>) -> Option<Rect> {
        self.rects_of(range).into_iter().reduce(Rect::union)
    }

    /// The rectangles that a range of the text covers on the screen, in points: one or more for
    /// each visible line, from above to below. An empty range is a caret.
    pub fn rects_of(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        for shown in &self.visible {
            let block = &self.blocks[shown.block];
            let Some(entry) = self.entries.get(&shown.block) else {
                continue;
            };
            if range.start > block.end() || range.end < block.start() {
                continue;
            }
            let painter = entry.painter(&PageColors::LIGHT);
            let rel = relative(block, &range);
            let mut add = |line: usize, x: Range<f32>| {
                let rect = self.to_points(shown, x, painter.band(line));
                if rect.intersects(self.rect) {
                    rects.push(rect.intersect(self.rect));
                }
            };
            if range.is_empty() {
                let line = entry.layout.line_of(rel.start, false);
                let x = entry.layout.caret_x(line, rel.start);
                add(line, x..x);
            } else {
                painter.each_stretch(&rel, add);
            }
        }
        rects
    }

    /// Lays out a block if that has not been done yet, and brings its marks up to date.
    pub(super) fn ensure(&mut self, block: usize, engine: &mut TextEngine, page: &Page<'_>) {
        let frame = self.frame;
        if let Some(entry) = self.entries.get_mut(&block) {
            entry.used = frame;
            if entry.revision == page.revision {
                return;
            }
        }
        let (Some(setting), Some(cut)) = (self.setting.clone(), self.blocks.get(block).copied())
        else {
            return;
        };
        if !self.entries.contains_key(&block) {
            let type_size = setting.type_size(cut.kind);
            let set = SetText {
                text: self.text.as_str().get(cut.range()).unwrap_or_default(),
                size: type_size.size,
                line_height: type_size.line_height,
                weight: match cut.kind {
                    Kind::Title | Kind::Heading => Weight::Semibold,
                    Kind::Body | Kind::Empty => Weight::Regular,
                },
                family: &setting.family,
                width: Some(setting.column as f32),
                direction: cut.direction,
            };
            self.cached += set.text.len();
            let entry = Entry {
                layout: engine.lay_out(&set),
                marks: Vec::new(),
                sizes: MarkSizes::new(set.size, set.line_height),
                lanes: Vec::new(),
                tops: Vec::new(),
                runs: None,
                revision: 0,
                text: None,
                tints: None,
                lines: None,
                tags: None,
                stamp: 0,
                used: frame,
            };
            self.entries.insert(block, entry);
        }
        let (above, below) = setting.space(&self.blocks, block);
        let Some(entry) = self.entries.get_mut(&block) else {
            return;
        };
        self.stamps += 1;
        entry.stamp = self.stamps;
        entry.revision = page.revision;
        entry.marks = marks::collect(page, &cut);
        entry.tints = None;
        entry.lines = None;
        entry.tags = None;
        entry.lanes = marks::lanes(&entry.marks, &entry.layout);
        let mut top = above as i32;
        let mut tops = Vec::with_capacity(entry.lanes.len());
        for lanes in &entry.lanes {
            tops.push(top);
            top += (entry.layout.line_height + entry.sizes.growth(lanes.count())) as i32;
        }
        if entry.tops != tops {
            entry.tops = tops;
            entry.text = None;
            entry.runs = None;
        }
        self.heights.set(block, top as u32 + below);
    }

    /// Turns pixels of a block's column into points of the screen.
    pub(super) fn to_points(&self, visible: &Visible, x: Range<f32>, y: Range<i32>) -> Rect {
        let scale = self.scale();
        let left = self.setting.as_ref().map_or(0.0, |s| s.left as f32);
        let top = |y: i32| (visible.top + i64::from(y)) as f32 / scale;
        Rect::from_min_max(
            pos2((left + x.start) / scale, top(y.start)),
            pos2((left + x.end) / scale, top(y.end)),
        )
        .translate(self.rect.min.to_vec2())
    }

    /// Pixels per point.
    pub(super) fn scale(&self) -> f32 {
        self.setting.as_ref().map_or(1.0, |s| s.scale)
    }

    /// Where the ends of an annotation are, as far as they lie in this block.
    pub(super) fn borders(
        &self,
        shown: &Visible,
        entry: &Entry,
        mark: &Mark,
    ) -> Vec<(Border, Rect)> {
        let mut borders = Vec::new();
        let painter = entry.painter(&PageColors::LIGHT);
        if let (true, Some(first)) = (mark.starts, mark.pieces.first()) {
            let line = entry.layout.line_of(first.start, false);
            let x = entry.layout.caret_x(line, first.start);
            borders.push((
                Border::Start,
                self.to_points(shown, x..x, painter.band(line)),
            ));
        }
        if let (true, Some(last)) = (mark.ends, mark.pieces.last()) {
            let line = entry.layout.line_of(last.end, true);
            let x = entry.layout.caret_x(line, last.end);
            borders.push((Border::End, self.to_points(shown, x..x, painter.band(line))));
        }
        borders
    }

    /// Where the caret is on the screen, in points.
    pub(super) fn caret_rect(&self, head: ByteOffset) -> Option<Rect> {
        let block = blocks::block_at(&self.blocks, head);
        let shown = self.visible.iter().find(|v| v.block == block)?;
        let entry = self.entries.get(&block)?;
        let rel = relative(&self.blocks[block], &(head.0..head.0)).start;
        let line = entry.layout.line_of(rel, self.upstream == Some(head));
        let x = entry.layout.caret_x(line, rel);
        let band = entry.painter(&PageColors::LIGHT).band(line);
        Some(self.to_points(shown, x..x, band))
    }

    /// Drops the layouts that were not used for longest, as far as too many are kept.
    fn forget(&mut self) {
        if self.cached <= CACHED {
            return;
        }
        let mut old: Vec<(u64, usize)> = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.used < self.frame)
            .map(|(block, entry)| (entry.used, *block))
            .collect();
        old.sort_unstable();
        for (_, block) in old {
            // Well below the limit, so that this is not done again in the next frame.
            if self.cached <= CACHED / 4 * 3 {
                break;
            }
            self.entries.remove(&block);
            self.cached -= self.blocks[block].range().len();
        }
    }

    /// Drops all layouts.
    pub(super) fn forget_all(&mut self) {
        self.entries.clear();
        self.cached = 0;
        self.page = None;
    }
}

impl Entry {
    pub fn painter<'a>(&'a self, colors: &'a PageColors) -> MarkPainter<'a> {
        MarkPainter {
            layout: &self.layout,
            tops: &self.tops,
            lanes: &self.lanes,
            sizes: &self.sizes,
            colors,
        }
    }

    pub fn drop_meshes(&mut self, stamp: u64) {
        self.text = None;
        self.tints = None;
        self.lines = None;
        self.tags = None;
        self.stamp = stamp;
    }
}

/// A range of the article in bytes from a block's start, cut to the block.
pub(super) fn relative(block: &Block, range: &Range<usize>) -> Range<u32> {
    let place = |at: usize| (at.clamp(block.start(), block.end()) - block.start()) as u32;
    place(range.start)..place(range.end)
}
