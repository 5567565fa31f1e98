//! Presses, drags and clicks, and what lies under the pointer.

use std::ops::Range;

use egui::{PointerButton, Pos2, Response, Ui, vec2};

use crate::model::{AnnotationId, ByteOffset, Selection, words};

use super::blocks;
use super::engine::TextEngine;
use super::view::{ArticleView, Border, Gesture, Page, Visible};

/// Presses this soon after one another, in seconds, and this near, in points, are one gesture.
const AGAIN_SECS: f64 = 0.4;
const AGAIN_NEAR: f32 = 5.0;

/// From this many points on a press that moves is a drag.
const DRAG: f32 = 3.0;

/// How near the pointer must come to a handle of the chosen annotation to take it, in points.
const BORDER_NEAR: f32 = 7.0;

/// From the pane's edges, in points: where a drag makes the text scroll.
const EDGE: f32 = 20.0;

/// How far the text scrolls in a second for each point that the pointer is beyond the edge.
const SCROLL_SPEED: f32 = 14.0;

/// What the pointer is doing.
#[derive(Default)]
pub struct Mouse {
    pub hovered: Option<AnnotationId>,
    /// The pointer is over a handle, or drags one.
    pub over_border: bool,
    pub over_tag: bool,
    pub over_bar: bool,
    /// Points from the thumb's top to where it was taken.
    pub bar_grip: Option<f32>,
    press: Option<Press>,
    last: Option<LastPress>,
    /// Where the last click chose something, so that another click there goes on to the next.
    chose_at: Option<Pos2>,
}

impl Mouse {
    /// Whether the button is held on the text.
    pub fn is_dragging(&self) -> bool {
        self.press.is_some()
    }
}

#[derive(Clone, Copy)]
struct LastPress {
    time: f64,
    at: Pos2,
    count: u32,
}

/// By what a drag extends the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Character,
    Word,
    Sentence,
    Paragraph,
}

struct Press {
    origin: Pos2,
    unit: Unit,
    /// What the press itself covers.
    from: Range<usize>,
    moved: bool,
    extends: bool,
    adding: bool,
    border: Option<(AnnotationId, Border)>,
    selection: Selection,
    to: ByteOffset,
}

impl ArticleView {
    pub(super) fn mouse_input(
        &mut self,
        ui: &Ui,
        response: &Response,
        engine: &mut TextEngine,
        page: &Page<'_>,
        gestures: &mut Vec<Gesture>,
    ) {
        let pointer = ui.input(|input| input.pointer.clone());
        let mine = response.is_pointer_button_down_on() || response.clicked();
        if pointer.primary_pressed() && mine {
            let origin = pointer.press_origin().or_else(|| pointer.interact_pos());
            if let Some(origin) = origin {
                response.request_focus();
                self.press(ui, origin, page, gestures);
            }
        }
        if response.has_focus() {
            // Keys that would take the focus elsewhere are commands of the text.
            let filter = egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if self.mouse.press.is_some() {
            if let Some(at) = pointer.interact_pos() {
                self.drag(ui, at, engine, page, gestures);
            }
            if !pointer.primary_down() {
                self.release(ui, page, gestures);
            }
        }
        if response.clicked_by(PointerButton::Secondary)
            && let Some(at) = response.interact_pointer_pos()
        {
            let (place, _) = self.place_at(at);
            gestures.push(Gesture::ContextMenu(place));
        }
        self.hover(response, page, gestures);
    }

    /// The place nearest to a point of the screen, and whether the end of the upper of two lines
    /// was meant.
    pub(super) fn place_at(&self, at: Pos2) -> (ByteOffset, bool) {
        let Some((shown, line)) = self.line_at(at) else {
            return (ByteOffset(0), false);
        };
        let start = self.blocks[shown.block].start();
        let Some(entry) = self.entries.get(&shown.block) else {
            return (ByteOffset(start), false);
        };
        let hit = entry.layout.hit(line, self.column_x(at));
        (ByteOffset(start + hit.rel as usize), hit.upstream)
    }

    /// Annotations under a point of the screen, in the order in which clicks choose them: the one
    /// whose underline is hit, then smaller ones before larger ones.
    pub(super) fn marks_at(&self, at: Pos2, page: &Page<'_>) -> Vec<AnnotationId> {
        let Some((shown, line)) = self.line_at(at) else {
            return Vec::new();
        };
        let Some(entry) = self.entries.get(&shown.block) else {
            return Vec::new();
        };
        let y = self.row_y(at) - shown.top as f32;
        let painter = entry.painter(page.colors);
        let band = painter.band(line);
        let below = y - painter.baseline(line) as f32;
        let lanes = entry.sizes.row(64) as f32;
        if y < band.start as f32 || below > lanes {
            return Vec::new();
        }
        let Some(cluster) = entry.layout.cluster_at(line, self.column_x(at)) else {
            return Vec::new();
        };
        let covers = |pieces: &[Range<u32>]| {
            pieces
                .iter()
                .any(|piece| piece.start < cluster.end && cluster.start < piece.end)
        };
        let sizes = &entry.sizes;
        let in_lane = |lane: u32| {
            let top = painter.below(line, lane) as f32;
            (top..top + sizes.pitch as f32).contains(&below)
        };
        let underlined = entry
            .marks
            .iter()
            .find(|mark| in_lane(mark.lane) && covers(&mark.pieces));
        if underlined.is_none() && y >= band.end as f32 {
            return Vec::new();
        }
        let place = ByteOffset(self.blocks[shown.block].start() + cluster.start as usize);
        let mut ids: Vec<AnnotationId> = page
            .document
            .at(place)
            .into_iter()
            .map(|annotation| annotation.id.clone())
            .collect();
        if let Some(mark) = underlined
            && let Some(i) = ids.iter().position(|id| *id == mark.id)
        {
            let id = ids.remove(i);
            ids.insert(0, id);
        }
        ids
    }

    /// The visible line nearest to a point of the screen.
    fn line_at(&self, at: Pos2) -> Option<(Visible, usize)> {
        let y = self.row_y(at);
        let shown = self
            .visible
            .iter()
            .rev()
            .find(|shown| shown.top as f32 <= y)
            .or_else(|| self.visible.first())?;
        let entry = self.entries.get(&shown.block)?;
        let rel = y - shown.top as f32;
        let line = entry
            .tops
            .partition_point(|top| *top as f32 <= rel)
            .saturating_sub(1);
        Some((*shown, line))
    }

    /// Pixels from the column's left edge.
    fn column_x(&self, at: Pos2) -> f32 {
        let left = self.setting.as_ref().map_or(0, |s| s.left) as f32;
        (at.x - self.rect.min.x) * self.scale() - left
    }

    /// Pixels from the pane's top.
    fn row_y(&self, at: Pos2) -> f32 {
        (at.y - self.rect.min.y) * self.scale()
    }

    fn press(&mut self, ui: &Ui, origin: Pos2, page: &Page<'_>, gestures: &mut Vec<Gesture>) {
        if let Some(id) = self.tagged_at(origin, page) {
            gestures.push(Gesture::Choose(id));
            return;
        }
        let (time, modifiers) = ui.input(|input| (input.time, input.modifiers));
        let again = self.mouse.last.filter(|last| {
            time - last.time <= AGAIN_SECS && last.at.distance(origin) <= AGAIN_NEAR
        });
        let count = again.map_or(1, |last| last.count % 4 + 1);
        self.mouse.last = Some(LastPress {
            time,
            at: origin,
            count,
        });
        let (at, upstream) = self.place_at(origin);
        let border = (count == 1).then(|| self.border_at(origin, page)).flatten();
        let unit = match count {
            1 => Unit::Character,
            2 => Unit::Word,
            3 => Unit::Sentence,
            _ => Unit::Paragraph,
        };
        let extends = modifiers.shift && unit == Unit::Character;
        let from = if extends {
            page.selection.anchor.0..page.selection.anchor.0
        } else {
            self.around(at, unit)
        };
        let selection = match unit {
            Unit::Character => Selection::new(ByteOffset(from.start), at),
            _ => Selection::new(ByteOffset(from.start), ByteOffset(from.end)),
        };
        let press = Press {
            origin,
            unit,
            from,
            moved: false,
            extends,
            adding: modifiers.command,
            border,
            selection,
            to: at,
        };
        if press.border.is_none() {
            self.upstream = upstream.then_some(at);
            gestures.push(Gesture::Select {
                selection,
                finished: false,
                adding: press.adding,
            });
        }
        self.mouse.press = Some(press);
    }

    fn drag(
        &mut self,
        ui: &Ui,
        at: Pos2,
        engine: &mut TextEngine,
        page: &Page<'_>,
        gestures: &mut Vec<Gesture>,
    ) {
        let Some(press) = &mut self.mouse.press else {
            return;
        };
        press.moved |= press.origin.distance(at) >= DRAG;
        if !press.moved {
            return;
        }
        self.scroll_at_edge(ui, at, engine, page);
        // Beyond the pane's edges the first or last visible line is meant.
        let inside = self.rect.shrink2(vec2(0.0, 1.0)).clamp(at);
        let (to, upstream) = self.place_at(Pos2::new(at.x, inside.y));
        let Some(press) = self.mouse.press.take() else {
            return;
        };
        let unit = self.around(to, press.unit);
        let mut press = press;
        if let Some((id, border)) = &press.border {
            let raw = ui.input(|input| input.modifiers.alt);
            let to = if raw {
                to
            } else {
                self.word_border(to, *border)
            };
            if press.to != to {
                press.to = to;
                gestures.push(Gesture::MoveBorder {
                    id: id.clone(),
                    border: *border,
                    to,
                    finished: false,
                });
            }
        } else {
            let selection = match press.unit {
                Unit::Character => Selection::new(ByteOffset(press.from.start), to),
                _ if to.0 < press.from.start => {
                    Selection::new(ByteOffset(press.from.end), ByteOffset(unit.start))
                }
                _ => Selection::new(
                    ByteOffset(press.from.start),
                    ByteOffset(unit.end.max(press.from.end)),
                ),
            };
            if selection != press.selection {
                press.selection = selection;
                self.upstream = upstream.then_some(to);
                gestures.push(Gesture::Select {
                    selection,
                    finished: false,
                    adding: press.adding,
                });
            }
        }
        self.mouse.press = Some(press);
    }

    fn release(&mut self, ui: &Ui, page: &Page<'_>, gestures: &mut Vec<Gesture>) {
        let Some(press) = self.mouse.press.take() else {
            return;
        };
        let raw = ui.input(|input| input.modifiers.alt);
        if let Some((id, border)) = press.border {
            if press.moved {
                gestures.push(Gesture::MoveBorder {
                    id,
                    border,
                    to: press.to,
                    finished: true,
                });
            }
            return;
        }
        let mut selection = press.selection;
        if press.unit == Unit::Character && !selection.is_empty() && !raw {
            selection = self.snapped(selection);
        }
        gestures.push(Gesture::Select {
            selection,
            finished: true,
            adding: press.adding,
        });
        let clicked = press.unit == Unit::Character && !press.moved && !press.extends;
        if clicked {
            self.choose(press.origin, page, gestures);
        }
    }

    /// What a click does with the annotations under it.
    fn choose(&mut self, at: Pos2, page: &Page<'_>, gestures: &mut Vec<Gesture>) {
        let ids = self.marks_at(at, page);
        let again = self
            .mouse
            .chose_at
            .is_some_and(|last| last.distance(at) <= AGAIN_NEAR);
        let current = page
            .chosen
            .filter(|_| again)
            .and_then(|chosen| ids.iter().position(|id| id == chosen));
        let next = current.map_or(0, |i| (i + 1) % ids.len());
        match ids.into_iter().nth(next) {
            Some(id) => {
                self.mouse.chose_at = Some(at);
                gestures.push(Gesture::Choose(id));
            }
            None => {
                self.mouse.chose_at = None;
                gestures.push(Gesture::Unchoose);
            }
        }
    }

    fn hover(&mut self, response: &Response, page: &Page<'_>, gestures: &mut Vec<Gesture>) {
        let at = response
            .hover_pos()
            .filter(|_| self.mouse.press.is_none() && !self.mouse.over_bar);
        self.mouse.over_border = match &self.mouse.press {
            Some(press) => press.border.is_some(),
            None => at.is_some_and(|at| self.border_at(at, page).is_some()),
        };
        let tagged = at.and_then(|at| self.hovered_tag(at, page));
        self.mouse.over_tag = tagged.is_some();
        let marked = || at.and_then(|at| self.marks_at(at, page).into_iter().next());
        let hovered = tagged.unwrap_or_else(marked);
        if self.mouse.hovered != hovered {
            self.mouse.hovered.clone_from(&hovered);
            gestures.push(Gesture::Hover(hovered));
        }
    }

    /// The end of the chosen annotation that a press at a point would take.
    fn border_at(&self, at: Pos2, page: &Page<'_>) -> Option<(AnnotationId, Border)> {
        let chosen = page.chosen?;
        let mut nearest: Option<(f32, Border)> = None;
        for shown in &self.visible {
            let Some(entry) = self.entries.get(&shown.block) else {
                continue;
            };
            for mark in entry.marks.iter().filter(|mark| mark.id == *chosen) {
                for (border, rect) in self.borders(shown, entry, mark) {
                    // Only the knob, above the start and below the end, is a handle. A press on
                    // the letters themselves begins a selection, also right at the border.
                    let knob = match border {
                        Border::Start => rect.center_top(),
                        Border::End => rect.center_bottom(),
                    };
                    let distance = knob.distance(at);
                    if distance <= BORDER_NEAR && nearest.is_none_or(|(d, _)| distance < d) {
                        nearest = Some((distance, border));
                    }
                }
            }
        }
        nearest.map(|(_, border)| (chosen.clone(), border))
    }

    fn around(&self, at: ByteOffset, unit: Unit) -> Range<usize> {
        let text = &self.text;
        match unit {
            Unit::Character => at.0..at.0,
            Unit::Word => words::word_at(text, at).unwrap_or(at.0..at.0),
            Unit::Sentence => words::sentence_at(text, at),
            Unit::Paragraph => text.paragraphs()[text.paragraph_at(at)].clone(),
        }
    }

    /// The border of the word at a place, so that the word is covered; the place itself between
    /// words.
    fn word_border(&self, at: ByteOffset, border: Border) -> ByteOffset {
        match words::word_at(&self.text, at) {
            Some(word) if word.start < at.0 && at.0 < word.end => ByteOffset(match border {
                Border::Start => word.start,
                Border::End => word.end,
            }),
            _ => at,
        }
    }

    /// The selection widened to words, in its direction.
    fn snapped(&self, selection: Selection) -> Selection {
        let Some(range) = words::snap(&self.text, selection.range()) else {
            return Selection::caret(selection.head);
        };
        let (start, end) = (ByteOffset(range.start), ByteOffset(range.end));
        if selection.anchor <= selection.head {
            Selection::new(start, end)
        } else {
            Selection::new(end, start)
        }
    }

    pub(super) fn scroll_at_edge(
        &mut self,
        ui: &Ui,
        at: Pos2,
        engine: &mut TextEngine,
        page: &Page<'_>,
    ) {
        let (mut top, mut bottom) = (self.rect.top() + EDGE, self.rect.bottom() - EDGE);
        // A phrase in the outermost line can be selected without setting the text in motion.
        if let Some(press) = &self.mouse.press {
            top = top.min(press.origin.y - EDGE / 2.0).max(self.rect.top());
            bottom = bottom
                .max(press.origin.y + EDGE / 2.0)
                .min(self.rect.bottom());
        }
        let beyond = if at.y < top {
            at.y - top
        } else if at.y > bottom {
            at.y - bottom
        } else {
            return;
        };
        let seconds = ui.input(|input| input.stable_dt).min(0.1);
        self.anchor.into += f64::from(beyond * SCROLL_SPEED * seconds * self.scale());
        self.settle(engine, page);
        ui.ctx().request_repaint();
    }
}

/// The visible block that holds a place.
pub(super) fn block_of(view: &ArticleView, at: ByteOffset) -> usize {
    blocks::block_at(&view.blocks, at)
}
