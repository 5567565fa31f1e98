//! What presses, drags and clicks on the text mean.
//!
//! Its input is where something happened and what is there; its output is gestures. It
//! knows no layout and reads no input itself; `pointer_input` does both.

use std::ops::Range;

use egui::Pos2;

use crate::model::{AnnotationId, ByteOffset, Selection, Text, words};

use super::page_io::{AnnotationRef, Border, Gesture};

/// Presses this soon after one another, in seconds, and this near, in points, are one gesture.
const AGAIN_SECS: f64 = 0.4;
const AGAIN_NEAR: f32 = 5.0;

/// From this many points on a press that moves is a drag.
const DRAG: f32 = 3.0;

/// A press of the primary button.
pub struct Press {
    /// In seconds.
    pub time: f64,
    /// On the screen, in points.
    pub point: Pos2,
    /// The nearest place of the text.
    pub at: ByteOffset,
    /// The handle of the chosen annotation that is there.
    pub border: Option<(AnnotationId, Border)>,
    /// Shift is held: the press extends the selection.
    pub extends: bool,
    /// Ctrl (Cmd) is held: what is selected is added to the chosen annotation.
    pub adding: bool,
}

/// What is under a pointer that is not pressed.
#[derive(Default)]
pub struct Under {
    pub annotation: Option<AnnotationRef>,
    pub border: bool,
    pub tag: bool,
}

/// View state of the pointer.
#[derive(Default)]
pub struct Pointer {
    hovered: Option<AnnotationRef>,
    /// The pointer is over a handle, or drags one.
    over_border: bool,
    over_tag: bool,
    held: Option<Held>,
    last_press: Option<LastPress>,
    /// Where the last click chose something, so that another click there chooses the next.
    chose_at: Option<Pos2>,
}

#[derive(Clone, Copy)]
struct LastPress {
    time: f64,
    point: Pos2,
    /// How many presses in a row this one is.
    count: u32,
}

/// What a drag extends the selection by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DragUnit {
    Character,
    Word,
    Sentence,
    Paragraph,
}

/// A press that has not been released.
struct Held {
    origin: Pos2,
    unit: DragUnit,
    /// What the press itself covers.
    from: Range<usize>,
    moved: bool,
    extends: bool,
    adding: bool,
    border: Option<(AnnotationId, Border)>,
    selection: Selection,
    to: ByteOffset,
}

impl Pointer {
    /// The annotation under the pointer.
    pub fn hovered(&self) -> Option<&AnnotationRef> {
        self.hovered.as_ref()
    }

    /// Whether the pointer is over a handle, or drags one.
    pub fn is_over_border(&self) -> bool {
        self.over_border
    }

    /// Whether the pointer is over a margin tag.
    pub fn is_over_tag(&self) -> bool {
        self.over_tag
    }

    /// Whether the button is held on the text.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Where the button was pressed that is held, in points.
    pub fn press_origin(&self) -> Option<Pos2> {
        self.held.as_ref().map(|held| held.origin)
    }

    /// The button was pressed on the text. `selection` is the one before. A double click selects the
    /// word, a triple click the sentence, four presses in a row the paragraph.
    pub fn press(&mut self, text: &Text, press: Press, selection: Selection) -> Option<Gesture> {
        let again = self.last_press.filter(|last| {
            press.time - last.time <= AGAIN_SECS && last.point.distance(press.point) <= AGAIN_NEAR
        });
        let count = again.map_or(1, |last| last.count % 4 + 1);
        self.last_press = Some(LastPress {
            time: press.time,
            point: press.point,
            count,
        });
        let unit = match count {
            1 => DragUnit::Character,
            2 => DragUnit::Word,
            3 => DragUnit::Sentence,
            _ => DragUnit::Paragraph,
        };
        let extends = press.extends && unit == DragUnit::Character;
        let from = if extends {
            selection.anchor.0..selection.anchor.0
        } else {
            range_at(text, press.at, unit)
        };
        let end = match unit {
            DragUnit::Character => press.at,
            _ => ByteOffset(from.end),
        };
        let held = Held {
            origin: press.point,
            unit,
            selection: Selection::new(ByteOffset(from.start), end),
            from,
            moved: false,
            extends,
            adding: press.adding,
            border: press.border.filter(|_| count == 1),
            to: press.at,
        };
        let gesture = held.border.is_none().then(|| held.select(false));
        self.held = Some(held);
        gesture
    }

    /// The pointer is at a point of the screen while the button is held. Returns whether it is
    /// being dragged.
    pub fn drag(&mut self, point: Pos2) -> bool {
        let Some(held) = &mut self.held else {
            return false;
        };
        held.moved |= held.origin.distance(point) >= DRAG;
        held.moved
    }

    /// The pointer was dragged to a place of the text. With `by_character`, a border does not
    /// snap to words.
    pub fn drag_to(&mut self, text: &Text, to: ByteOffset, by_character: bool) -> Option<Gesture> {
        let held = self.held.as_mut()?;
        if let Some((_, border)) = &held.border {
            let to = if by_character {
                to
            } else {
                word_border(text, to, *border)
            };
            if held.to == to {
                return None;
            }
            held.to = to;
            return held.move_border(false);
        }
        let start = ByteOffset(held.from.start);
        let unit = range_at(text, to, held.unit);
        let selection = match held.unit {
            DragUnit::Character => Selection::new(start, to),
            _ if to < start => Selection::new(ByteOffset(held.from.end), ByteOffset(unit.start)),
            _ => Selection::new(start, ByteOffset(unit.end.max(held.from.end))),
        };
        if held.selection == selection {
            return None;
        }
        held.selection = selection;
        Some(held.select(false))
    }

    /// The button was released. With `by_character`, the selection does not snap to words. Returns
    /// what was done, and the point of the screen if it was a click.
    pub fn release(&mut self, text: &Text, by_character: bool) -> (Option<Gesture>, Option<Pos2>) {
        let Some(mut held) = self.held.take() else {
            return (None, None);
        };
        if held.border.is_some() {
            let moved = held.moved.then(|| held.move_border(true)).flatten();
            return (moved, None);
        }
        let single = held.unit == DragUnit::Character;
        if single && !held.selection.is_empty() && !by_character {
            held.selection = snapped(text, held.selection);
        }
        let clicked = single && !held.moved && !held.extends;
        (Some(held.select(true)), clicked.then_some(held.origin))
    }

    /// What a click chooses of the annotations that are under it: the first, or the one after the
    /// chosen one if the last click was there too.
    pub fn choose(
        &mut self,
        point: Pos2,
        under: Vec<AnnotationRef>,
        chosen: Option<&AnnotationId>,
    ) -> Gesture {
        let again = self
            .chose_at
            .is_some_and(|last| last.distance(point) <= AGAIN_NEAR);
        let current = chosen
            .filter(|_| again)
            .and_then(|chosen| under.iter().position(|it| it.in_document() == Some(chosen)));
        let next = current.map_or(0, |i| (i + 1) % under.len());
        match under.into_iter().nth(next) {
            Some(annotation) => {
                self.chose_at = Some(point);
                Gesture::Choose(annotation)
            }
            None => {
                self.chose_at = None;
                Gesture::Unchoose
            }
        }
    }

    /// Notes what is under the pointer. Returns a gesture if that is another annotation than
    /// before.
    pub fn hover(&mut self, under: Under) -> Option<Gesture> {
        self.over_border = match &self.held {
            Some(held) => held.border.is_some(),
            None => under.border,
        };
        self.over_tag = under.tag;
        if self.hovered == under.annotation {
            return None;
        }
        self.hovered.clone_from(&under.annotation);
        Some(Gesture::Hover(under.annotation))
    }
}

impl Held {
    fn select(&self, finished: bool) -> Gesture {
        Gesture::Select {
            selection: self.selection,
            finished,
            adding: self.adding,
        }
    }

    fn move_border(&self, finished: bool) -> Option<Gesture> {
        let (id, border) = self.border.clone()?;
        Some(Gesture::MoveBorder {
            id,
            border,
            to: self.to,
            finished,
        })
    }
}

/// The unit of text that a place is in.
fn range_at(text: &Text, at: ByteOffset, unit: DragUnit) -> Range<usize> {
    match unit {
        DragUnit::Character => at.0..at.0,
        DragUnit::Word => words::word_at(text, at).unwrap_or(at.0..at.0),
        DragUnit::Sentence => words::sentence_at(text, at),
        DragUnit::Paragraph => text.paragraphs()[text.paragraph_at(at)].clone(),
    }
}

/// The border of the word at a place, so that the word is covered; the place itself between words.
fn word_border(text: &Text, at: ByteOffset, border: Border) -> ByteOffset {
    match words::word_at(text, at) {
        Some(word) if word.start < at.0 && at.0 < word.end => ByteOffset(match border {
            Border::Start => word.start,
            Border::End => word.end,
        }),
        _ => at,
    }
}

/// The selection widened to words, in its direction.
fn snapped(text: &Text, selection: Selection) -> Selection {
    let Some(range) = words::snap(text, selection.range()) else {
        return Selection::caret(selection.head);
    };
    let (start, end) = (ByteOffset(range.start), ByteOffset(range.end));
    if selection.anchor <= selection.head {
        Selection::new(start, end)
    } else {
        Selection::new(end, start)
    }
}

#[cfg(test)]
#[path = "pointer_tests.rs"]
mod tests;
