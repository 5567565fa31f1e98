//! The pane as the program sees it, and the order of a frame.
//!
//! Everything that the pane consists of is put together here and decided elsewhere.

use std::ops::Range;

use egui::{CursorIcon, Id, Rect, Sense, Ui};

use crate::model::{Annotation, AnnotationId, ByteOffset, Text};

use super::caret::Caret;
use super::caret_moves::{self, LineMotion};
use super::coder_lanes::{self, CoderLanes, LaneClick};
use super::link_handle::{HandleUse, LinkHandle};
use super::link_targets::{self, LinkTargets};
use super::page_cache::PageCache;
use super::page_io::{AnnotationRef, Gesture, Page, ScrollPlace};
use super::pointer::Pointer;
use super::scroll_bar::ScrollBar;
use super::text_engine::TextEngine;
use super::viewport::Viewport;
use super::whole_article::ArticleTree;
use super::{accessibility, margin_tag_ui, page_paint, pointer_input, relation_lines};

/// View state of one article in one pane.
pub struct ArticleView {
    viewport: Viewport,
    scroll_bar: ScrollBar,
    pointer: Pointer,
    caret: Caret,
    page_cache: PageCache,
    tree: ArticleTree,
    id: Option<Id>,
}

impl ArticleView {
    /// Prepares to show a text. Nothing is laid out yet.
    pub fn new(text: &Text) -> Self {
        Self {
            viewport: Viewport::new(text),
            scroll_bar: ScrollBar::default(),
            pointer: Pointer::default(),
            caret: Caret::default(),
            page_cache: PageCache::default(),
            tree: ArticleTree::default(),
            id: None,
        }
    }

    /// Fills the available rectangle with the article and returns the gestures in it.
    ///
    /// [`TextEngine::begin_frame`] must have been called in this frame.
    pub fn show(&mut self, ui: &mut Ui, engine: &mut TextEngine, page: &Page<'_>) -> Vec<Gesture> {
        let scale = ui.ctx().pixels_per_point();
        let outer = ui.available_rect_before_wrap();
        let id = ui.make_persistent_id("article text");
        let response = ui.interact(outer, id, Sense::click_and_drag());
        ui.advance_cursor_after_rect(outer);
        self.id = Some(id);

        // Input comes first, so that what it changes is painted in the same frame. It needs to
        // know what is visible, and scrolling comes before that.
        let viewport = &mut self.viewport;
        viewport.begin_frame(outer, scale, engine, page);
        if response.contains_pointer() {
            let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
            viewport.scroll_by(-f64::from(delta * scale));
        }
        self.scroll_bar.input(ui, id, viewport);
        viewport.update(engine, page);
        let mut gestures = pointer_input::pointer_input(
            ui,
            &response,
            (&mut self.pointer, &mut self.caret, viewport),
            engine,
            page,
            self.scroll_bar.is_hovered(),
        );
        let caret = &self.caret;
        viewport.apply_reveal(engine, page, |at| caret.is_on_upper_line(at));
        viewport.measure_ahead(engine, page);

        let (cache, hovered) = (&mut self.page_cache, self.pointer.hovered());
        page_paint::paint(ui, viewport, cache, engine, page, hovered);
        page_paint::paint_caret(ui, viewport, &mut self.caret, page);
        self.scroll_bar.paint(ui, viewport, page.colors);
        margin_tag_ui::tooltip(ui, viewport, engine, page, &response);
        let asked = accessibility::build(ui, id, &mut self.tree, viewport, &self.caret, page);
        gestures.extend(asked);
        viewport.end_frame();

        if self.pointer.is_over_tag() {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        } else if self.pointer.is_over_border() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        } else if response.hovered() || self.pointer.is_held() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        gestures
    }

    /// Draws over the page the relations of the chosen annotation, or with `all` of every
    /// annotation on the screen. Returns an end that is clicked.
    pub fn relation_lines_ui(
        &self,
        ui: &mut Ui,
        engine: &mut TextEngine,
        page: &Page<'_>,
        all: bool,
    ) -> Option<AnnotationId> {
        relation_lines::relation_lines_ui(ui, &self.viewport, engine, page, all)
    }

    /// Draws over the page which annotations may be the other end of a link. Returns the one whose
    /// letter is clicked.
    pub fn link_targets_ui(
        &self,
        ui: &Ui,
        page: &Page<'_>,
        targets: &LinkTargets<'_>,
    ) -> Option<AnnotationId> {
        link_targets::link_targets_ui(ui, &self.viewport, page, targets)
    }

    /// Draws over the page the lanes of several coders, for which [`Page::marks`] has kept room, and a frame
    /// around the words of the difference at hand. Returns what was clicked.
    pub fn coder_lanes_ui(
        &self,
        ui: &Ui,
        engine: &mut TextEngine,
        page: &Page<'_>,
        lanes: &CoderLanes<'_>,
    ) -> Option<LaneClick> {
        coder_lanes::frame_ui(ui, &self.viewport, page, lanes);
        coder_lanes::coder_lanes_ui(ui, &self.viewport, engine, page, lanes)
    }

    /// Draws over the page the handles from which links are dragged. `legal` says whether two
    /// annotations can be linked, or, with one only, whether it can be linked at all.
    pub fn link_handle_ui(
        &mut self,
        ui: &Ui,
        handle: &mut LinkHandle,
        engine: &mut TextEngine,
        page: &Page<'_>,
        legal: &dyn Fn(&Annotation, Option<&Annotation>) -> bool,
    ) -> Option<HandleUse> {
        let hovered = self.pointer.hovered();
        let hovered = hovered.and_then(AnnotationRef::in_document);
        handle.show(ui, &mut self.viewport, engine, page, hovered, legal)
    }

    /// Where the caret goes from a place.
    ///
    /// Moves up and down aim at `goal_x`, points from the column's left edge: pass the same
    /// variable as long as only such moves follow one another, and empty it after any other.
    pub fn line_move(
        &mut self,
        engine: &mut TextEngine,
        page: &Page<'_>,
        from: ByteOffset,
        motion: LineMotion,
        goal_x: &mut Option<f32>,
    ) -> ByteOffset {
        // Between two frames the program does not know the theme, and what is laid out here is
        // painted in the next frame.
        let dark = self.viewport.cache().dark();
        let page = Page { dark, ..*page };
        let on = (&mut self.viewport, &mut self.caret);
        caret_moves::line_move(on, engine, &page, from, motion, goal_x)
    }

    /// The pane's id, to give it the keyboard's focus.
    pub fn id(&self) -> Option<Id> {
        self.id
    }

    /// The annotation of the document under the pointer.
    pub fn hovered(&self) -> Option<&AnnotationId> {
        self.pointer.hovered()?.in_document()
    }

    /// Scrolls, in the next frame, so that a place is visible. Does nothing if it is already.
    pub fn reveal(&mut self, at: ByteOffset) {
        self.viewport.reveal(at);
    }

    /// Where the article is scrolled to.
    pub fn scroll_place(&self) -> ScrollPlace {
        self.viewport.scroll_place()
    }

    /// Scrolls, in the next frame, to a place that [`Self::scroll_place`] gave.
    pub fn restore(&mut self, place: ScrollPlace) {
        self.viewport.restore(place);
    }

    /// Scrolls by a share of the pane's height, down if positive.
    pub fn scroll_pages(&mut self, pages: f32) {
        let height = self.viewport.height() as f64;
        self.viewport.scroll_by(f64::from(pages) * height);
    }

    /// Where the pane and, within it, the column of text are on the screen, in points; `None`
    /// before the first frame.
    pub fn column(&self) -> Option<(Rect, Rect)> {
        self.viewport.column()
    }

    /// The line of a place, in bytes, as far as it is laid out.
    pub fn line_range(&self, at: ByteOffset) -> Option<Range<usize>> {
        let cache = self.viewport.cache();
        let (index, offset) = cache.block_and_offset(at);
        let start = cache.blocks().get(index)?.start();
        let layout = &cache.get(index)?.layout;
        let line = layout.line_of(offset, self.caret.is_on_upper_line(at));
        let line = &layout.lines.get(line)?.text;
        Some(start + line.start as usize..start + line.end as usize)
    }

    /// The text on the screen, extended to whole blocks, in bytes.
    pub fn visible_range(&self) -> Range<usize> {
        self.viewport.visible_range()
    }

    /// Where a range of the text is on the screen, in points; `None` where none of it is visible.
    pub fn rect_of(&self, range: Range<usize>) -> Option<Rect> {
        self.rects_of(range).into_iter().reduce(Rect::union)
    }

    /// The rectangles that a range of the text covers on the screen, in points: one or more for
    /// each visible line, from top to bottom. An empty range is a caret.
    pub fn rects_of(&self, range: Range<usize>) -> Vec<Rect> {
        self.viewport.rects_of(range)
    }

    /// The stretches of an annotation that are on the screen, in points.
    pub fn rects_of_annotation(&self, annotation: &Annotation) -> Vec<Rect> {
        self.viewport.rects_of_annotation(annotation)
    }
}
