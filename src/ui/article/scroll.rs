//! What is visible: how the page is set, where it is scrolled to, and the scroll bar.
//!
//! The place is held as a block and pixels into it, so that nothing moves on the screen when blocks
//! above are measured, or the column gets another width.

use egui::{Id, Rect, Response, Sense, Ui, pos2, vec2};

use crate::model::ByteOffset;

use super::blocks::{self, Block, Kind};
use super::engine::TextEngine;
use super::heights::Heights;
use super::style::{self, Family};
use super::view::{ArticleView, Page, ScrollPlace, Visible};

/// Width of the scroll bar's track, in points.
pub const BAR_WIDTH: f32 = 12.0;

/// Least height of the bar's thumb, in points.
const THUMB: f32 = 28.0;

/// Least space beside the column, in points.
const MARGIN: f32 = 20.0;

/// Space above the article and below it, in points.
const ABOVE: f32 = 28.0;
const BELOW: f32 = 72.0;

/// How far from the edges what is revealed comes to lie, in lines.
const REVEAL_LINES: i64 = 2;

/// How long a frame may spend on laying out what is not visible yet.
const AHEAD: std::time::Duration = std::time::Duration::from_micros(600);

/// The first visible block, and by how many pixels the view starts below its top.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    pub block: usize,
    pub into: f64,
}

/// How the page is set, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Pixels per point.
    pub scale: f32,
    pub size: f32,
    pub line_height: u32,
    pub family: Family,
    /// Width of the column.
    pub column: u32,
    /// From the pane's left edge to the column.
    pub left: i64,
    /// Width of an average character.
    letter: f32,
    /// Height of the pane.
    pub height: i64,
}

/// Size of type and distance of lines of a kind of block, in pixels.
pub struct TypeSize {
    pub size: f32,
    pub line_height: u32,
}

impl Setting {
    /// Whether what has been laid out for one serves for the other.
    fn wraps_like(&self, other: &Self) -> bool {
        self.scale == other.scale
            && self.size == other.size
            && self.line_height == other.line_height
            && self.family == other.family
            && self.column == other.column
    }

    pub fn type_size(&self, kind: Kind) -> TypeSize {
        let line = self.line_height as f32;
        match kind {
            Kind::Body | Kind::Heading => TypeSize {
                size: self.size,
                line_height: self.line_height,
            },
            Kind::Title => TypeSize {
                size: (self.size * 1.4).round(),
                line_height: (line * 1.25).round() as u32,
            },
            Kind::Empty => TypeSize {
                size: self.size,
                line_height: (line * 0.55).round() as u32,
            },
        }
    }

    /// Space above and below a block.
    pub fn space(&self, blocks: &[Block], block: usize) -> (u32, u32) {
        let line = self.line_height as f32;
        let Some(this) = blocks.get(block) else {
            return (0, 0);
        };
        let next = blocks.get(block + 1);
        let previous = block.checked_sub(1).and_then(|before| blocks.get(before));
        let after_empty = previous.is_some_and(|previous| previous.kind == Kind::Empty);
        let mut above = match this.kind {
            Kind::Heading if after_empty => 0.3 * line,
            Kind::Heading => 0.7 * line,
            Kind::Title | Kind::Body | Kind::Empty => 0.0,
        };
        // Where empty lines part the paragraphs, they are space enough.
        let before_empty = next.is_some_and(|next| next.kind == Kind::Empty);
        let mut below = match this.kind {
            Kind::Empty => 0.0,
            _ if before_empty || !this.last => 0.0,
            Kind::Heading => 0.15 * line,
            Kind::Title => 0.4 * line,
            Kind::Body => 0.5 * line,
        };
        if previous.is_none() {
            above += ABOVE * self.scale;
        }
        if next.is_none() {
            below += BELOW * self.scale;
        }
        (above.round() as u32, below.round() as u32)
    }

    /// What a block's height will be, more or less.
    fn guess(&self, blocks: &[Block], block: usize) -> u32 {
        let Some(this) = blocks.get(block) else {
            return 0;
        };
        let (above, below) = self.space(blocks, block);
        let kind = self.type_size(this.kind);
        // Half a word is left empty at the end of each line.
        let room = (self.column as f32 / self.letter - 3.0).max(4.0) * self.size / kind.size;
        let lines = (this.letters as f32 / room).ceil().max(1.0) as u32;
        above + lines * kind.line_height + below
    }
}

impl ArticleView {
    /// Scrolls, in the next frame, so that a place is visible. Does nothing if it is already.
    pub fn reveal(&mut self, at: ByteOffset) {
        self.reveal = Some(at);
    }

    /// Where the article is scrolled to.
    pub fn scroll_place(&self) -> ScrollPlace {
        if let Some(place) = self.place {
            return place;
        }
        let start = self.blocks.get(self.anchor.block).map_or(0, Block::start);
        let Some(entry) = self.entries.get(&self.anchor.block) else {
            return ScrollPlace {
                at: ByteOffset(start),
                into: 0.0,
            };
        };
        let into = self.anchor.into.round() as i32;
        let line = entry
            .tops
            .partition_point(|top| *top <= into)
            .saturating_sub(1);
        let top = entry.tops.get(line).copied().unwrap_or(0);
        ScrollPlace {
            at: ByteOffset(start + entry.layout.line_start(line) as usize),
            into: (into - top) as f32 / self.scale(),
        }
    }

    /// Scrolls, in the next frame, to a place that [`Self::scroll_place`] gave.
    pub fn restore(&mut self, place: ScrollPlace) {
        self.place = Some(place);
    }

    /// Takes over style and size of the pane; what no longer fits is laid out anew.
    pub(super) fn prepare(&mut self, engine: &mut TextEngine, page: &Page<'_>, scale: f32) {
        let style = page.style;
        // Quarters of a pixel are fine enough, and keep the atlas from filling up on a zoom.
        let size = ((style.size * scale).clamp(4.0, 400.0) * 4.0).round() / 4.0;
        let letter = engine.average_width(&style.family, size);
        let width = ((self.rect.width() - BAR_WIDTH) * scale).floor();
        let room = (width - 2.0 * MARGIN * scale).max(4.0 * size);
        let column = (letter * style.measure).min(room).floor();
        let setting = Setting {
            scale,
            size,
            line_height: (style.size * style.line_height.clamp(1.0, 4.0) * scale).round() as u32,
            family: style.family.clone(),
            column: column as u32,
            left: ((width - column) / 2.0).max(0.0).round() as i64,
            letter,
            height: (self.rect.height() * scale).floor() as i64,
        };
        let fits = self
            .setting
            .as_ref()
            .is_some_and(|s| s.wraps_like(&setting));
        if !fits {
            // Taking the first line anew at each width would creep upwards: after another wrap it
            // starts earlier.
            let place = match self.pin {
                Some((place, anchor)) if anchor == self.anchor => place,
                _ => self.scroll_place(),
            };
            if self.setting.is_some() {
                self.place = Some(place);
            }
            self.forget_all();
            let guesses = (0..self.blocks.len()).map(|block| setting.guess(&self.blocks, block));
            self.heights = Heights::new(guesses.collect());
        }
        self.setting = Some(setting);
    }

    /// Finds out which blocks are visible, and lays them out.
    pub(super) fn settle(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        let place = self.place.take();
        if let Some(place) = place {
            self.go_to(place, engine, page);
        }
        let height = self.setting.as_ref().map_or(0, |s| s.height);
        self.anchor.block = self.anchor.block.min(self.blocks.len() - 1);
        // Measuring what comes into view may show that the end is nearer than guessed; after two
        // rounds everything around is measured.
        for _ in 0..4 {
            self.normalize(engine, page);
            let mut top = -(self.anchor.into.round() as i64);
            let mut block = self.anchor.block;
            self.visible.clear();
            while top < height && block < self.blocks.len() {
                self.ensure(block, engine, page);
                self.visible.push(Visible { block, top });
                top += i64::from(self.heights.get(block));
                block += 1;
            }
            let at_start = self.anchor.block == 0 && self.anchor.into <= 0.0;
            if top >= height || at_start {
                break;
            }
            self.anchor.into -= (height - top) as f64;
        }
        if let Some(place) = place {
            self.pin = Some((place, self.anchor));
        }
    }

    /// Moves the anchor to the block in which the view really starts.
    fn normalize(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        while self.anchor.into < 0.0 {
            if self.anchor.block == 0 {
                self.anchor.into = 0.0;
                break;
            }
            self.anchor.block -= 1;
            self.ensure(self.anchor.block, engine, page);
            self.anchor.into += f64::from(self.heights.get(self.anchor.block));
        }
        loop {
            self.ensure(self.anchor.block, engine, page);
            let height = f64::from(self.heights.get(self.anchor.block));
            if self.anchor.into < height || self.anchor.block + 1 >= self.blocks.len() {
                break;
            }
            self.anchor.into -= height;
            self.anchor.block += 1;
        }
    }

    fn go_to(&mut self, place: ScrollPlace, engine: &mut TextEngine, page: &Page<'_>) {
        let block = blocks::block_at(&self.blocks, place.at);
        self.ensure(block, engine, page);
        let Some(entry) = self.entries.get(&block) else {
            return;
        };
        let rel = place.at.0.saturating_sub(self.blocks[block].start()) as u32;
        let line = entry.layout.line_of(rel, false);
        let top = entry.tops.get(line).copied().unwrap_or(0);
        let into = f64::from(top) + f64::from(place.into * self.scale());
        self.anchor = Anchor { block, into };
    }

    pub(super) fn apply_reveal(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        let Some(at) = self.reveal.take() else {
            return;
        };
        let Some(setting) = &self.setting else {
            return;
        };
        let (height, line_height) = (setting.height, i64::from(setting.line_height));
        let margin = (REVEAL_LINES * line_height).min(height / 4);
        let block = blocks::block_at(&self.blocks, at);
        self.ensure(block, engine, page);
        let Some(entry) = self.entries.get(&block) else {
            return;
        };
        let rel = at.0.saturating_sub(self.blocks[block].start()) as u32;
        let line = entry.layout.line_of(rel, self.upstream == Some(at));
        let line_top = i64::from(entry.tops.get(line).copied().unwrap_or(0));
        let line_bottom = line_top + i64::from(entry.layout.line_height);
        let shown = self.visible.iter().find(|v| v.block == block);
        let near = shown.map(|v| (v.top + line_top, v.top + line_bottom));
        let screen = -height..2 * height;
        let by = match near.filter(|(top, _)| screen.contains(top)) {
            Some((top, _)) if top < margin => top - margin,
            Some((_, bottom)) if bottom > height - margin => bottom - (height - margin),
            Some(_) => return,
            None => {
                // Far away: come to rest with some lines above for context.
                self.anchor = Anchor {
                    block,
                    into: (line_top - height / 3) as f64,
                };
                self.settle(engine, page);
                return;
            }
        };
        self.anchor.into += by as f64;
        self.settle(engine, page);
    }

    /// Lays out some of what lies just outside, so that scrolling finds it done.
    pub(super) fn measure_ahead(&mut self, engine: &mut TextEngine, page: &Page<'_>) {
        let (Some(first), Some(last)) = (self.visible.first(), self.visible.last()) else {
            return;
        };
        let height = self.setting.as_ref().map_or(0, |s| s.height);
        let start = std::time::Instant::now();
        let (mut above, mut below) = (first.block, last.block);
        let (mut up, mut down) = (0, 0);
        while start.elapsed() < AHEAD && (up < height || down < height) {
            let before = (up, down);
            if down < height && below + 1 < self.blocks.len() {
                below += 1;
                self.ensure(below, engine, page);
                down += i64::from(self.heights.get(below));
            }
            if up < height && above > 0 && start.elapsed() < AHEAD {
                above -= 1;
                self.ensure(above, engine, page);
                up += i64::from(self.heights.get(above));
            }
            if before == (up, down) {
                break;
            }
        }
    }

    pub(super) fn wheel(&mut self, ui: &Ui, response: &Response) {
        if !response.contains_pointer() {
            return;
        }
        let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
        self.anchor.into -= f64::from(delta * self.scale());
    }

    pub(super) fn bar_input(&mut self, ui: &mut Ui, id: Id) {
        let Some(bar) = self.bar() else {
            return;
        };
        let response = ui.interact(bar.track, id.with("scroll bar"), Sense::click_and_drag());
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::new(egui::Role::ScrollBar);
            info.label = Some("Scroll the article".to_owned());
            info
        });
        let Some(pointer) = response.interact_pointer_pos() else {
            return;
        };
        if response.is_pointer_button_down_on() || response.dragged() || response.clicked() {
            let pressed = ui.input(|input| input.pointer.primary_pressed());
            if pressed || self.mouse.bar_grip.is_none() {
                // A press beside the thumb brings the thumb's middle to the pointer.
                self.mouse.bar_grip = Some(if bar.thumb.contains(pointer) {
                    pointer.y - bar.thumb.top()
                } else {
                    bar.thumb.height() / 2.0
                });
            }
            let grip = self.mouse.bar_grip.unwrap_or(0.0);
            let travel = (bar.track.height() - bar.thumb.height()).max(1.0);
            let share = ((pointer.y - grip - bar.track.top()) / travel).clamp(0.0, 1.0);
            let beyond = self.beyond();
            let (block, into) = self
                .heights
                .find((f64::from(share) * beyond as f64).round() as u64);
            self.anchor = Anchor {
                block,
                into: into as f64,
            };
        }
        if !response.is_pointer_button_down_on() {
            self.mouse.bar_grip = None;
        }
        self.mouse.over_bar = response.hovered() || response.dragged();
    }

    pub(super) fn bar_paint(&self, ui: &Ui, page: &Page<'_>) {
        let Some(bar) = self.bar() else {
            return;
        };
        let strength = if self.mouse.over_bar { 0.75 } else { 0.4 };
        let color = style::mix(page.colors.paper, page.colors.faint, strength);
        let width = if self.mouse.over_bar { 8.0 } else { 5.0 };
        let thumb = Rect::from_center_size(bar.thumb.center(), vec2(width, bar.thumb.height()));
        ui.painter_at(self.rect)
            .rect_filled(thumb.shrink2(vec2(0.0, 2.0)), width / 2.0, color);
    }

    /// How many pixels the article is higher than the pane.
    fn beyond(&self) -> u64 {
        let height = self.setting.as_ref().map_or(0, |s| s.height);
        self.heights.total().saturating_sub(height.max(0) as u64)
    }

    fn bar(&self) -> Option<Bar> {
        let beyond = self.beyond();
        if beyond == 0 {
            return None;
        }
        let track = Rect::from_min_max(
            pos2(self.rect.right() - BAR_WIDTH, self.rect.top()),
            self.rect.right_bottom(),
        );
        let share = self.rect.height() * self.scale() / self.heights.total() as f32;
        let height = (track.height() * share).clamp(THUMB.min(track.height()), track.height());
        let above = self.heights.before(self.anchor.block) as f64 + self.anchor.into;
        let done = (above / beyond as f64).clamp(0.0, 1.0) as f32;
        let top = track.top() + done * (track.height() - height);
        let thumb = Rect::from_min_size(pos2(track.left(), top), vec2(BAR_WIDTH, height));
        Some(Bar { track, thumb })
    }
}

/// Track and thumb of the scroll bar, in points.
struct Bar {
    track: Rect,
    thumb: Rect,
}
