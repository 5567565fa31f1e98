//! The rows of the concordance: each hit in its context (keyword in context). The context before it is
//! aligned to the right, so that all hits are in one column.

use egui::{Align, Layout, Rect, Stroke, StrokeKind, UiBuilder, pos2};

use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::concordance::AnnotateOutcome;
use crate::session::messages::{SearchMessage, SearchText};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::panels::{PanelCtx, chip_ui, name_of, row_ground_ui};

/// Width of the tick at a row's start, in points.
const TICK: f32 = 26.0;

/// The positions of the columns.
pub(super) struct ConcordanceColumns {
    /// Of the article's name.
    name_width: f32,
}

/// What is known of a hit.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub ticked: bool,
    /// It has the label that is being put on others.
    pub done: bool,
    pub outcome: Option<AnnotateOutcome>,
}

impl ConcordanceColumns {
    /// Columns for the room that there is.
    pub fn new(ui: &egui::Ui, session: &Session) -> Self {
        let share = if session.concordance.only.is_some() {
            0.0
        } else {
            0.2
        };
        Self {
            name_width: (ui.available_width() * share).min(200.0),
        }
    }

    /// Draws a hit; whether its tick was clicked.
    pub fn row_ui(
        &self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        index: u32,
        state: State,
    ) -> (egui::Response, bool) {
        let Some(hit) = session.concordance.hit(index) else {
            return (ui.label(""), false);
        };
        let palette = cx.palette;
        let place = name_of(session, hit.article);
        let message = state.message();
        let line = &hit.line;
        let marks = session.hit_marks(index);
        let described = || {
            let line = format!("{}{}{}", line.left(), line.hit(), line.right());
            let ends = |c: char| c == ',' || c.is_whitespace();
            let line = line.trim_start().trim_end_matches(ends).to_owned();
            let place = place.to_string();
            let facts = marks.iter().map(|(_, label)| label.as_str()).chain(message);
            let facts: Vec<String> = facts.map(str::to_owned).collect();
            let message = match facts.is_empty() {
                true => SearchMessage::Hit { line, place },
                false => SearchMessage::HitWithFacts { line, place, facts },
            };
            message.to_string()
        };
        let response = row_ground_ui(ui, &palette, state.ticked, described);
        // Several can be ticked.
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_toggled(state.ticked.into());
        });
        let rect = response.rect;
        let color = match (state.done, state.outcome) {
            (true, _) => palette.accent,
            (_, Some(AnnotateOutcome::Refused(_))) => palette.warning,
            _ => palette.quiet,
        };
        let at = pos2(rect.left() + TICK / 2.0, rect.center().y);
        tick_ui(ui, at, color, state);

        let words = Rect::from_min_max(
            pos2(rect.left() + TICK, rect.top()),
            pos2(rect.right() - self.name_width - 8.0, rect.bottom()),
        );
        let middle = words.left() + words.width() * 0.42;
        let quiet = |text: &str| (text.to_owned(), palette.quiet, Weight::Regular);
        let room = middle - words.left() - 8.0;
        let left = end_of(line.left(), room);
        let before = Rect::from_min_max(words.min, pos2(middle - 4.0, words.bottom()));
        line_ui(ui, cx, before, true, &[quiet(left.trim_end())]);
        let after = Rect::from_min_max(pos2(middle, words.top()), words.max);
        let found = (line.hit().to_owned(), palette.ink, Weight::Semibold);
        line_ui(ui, cx, after, false, &[found, quiet(line.right())]);

        let aside = Rect::from_min_max(pos2(words.right() + 8.0, rect.top()), rect.max);
        let mut aside = ui.new_child(
            UiBuilder::new()
                .max_rect(aside.shrink2(egui::vec2(4.0, 0.0)))
                .layout(Layout::right_to_left(Align::Center)),
        );
        aside.set_clip_rect(aside.max_rect().intersect(ui.clip_rect()));
        for (_, label) in &marks {
            let label: Option<&Label> = session.codebook.label(label);
            chip_ui(&mut aside, &palette, label);
        }
        let (text, color) = match message {
            Some(message) => (
                message,
                if state.done {
                    palette.quiet
                } else {
                    palette.warning
                },
            ),
            None => (place, palette.quiet),
        };
        aside.add(egui::Label::new(crate::ui::theme::small(text).color(color)).truncate());

        let pointer = response.interact_pointer_pos();
        let tick = response.clicked() && pointer.is_some_and(|at| at.x < rect.left() + TICK);
        (response, tick)
    }
}

impl State {
    /// What came of annotating the hit, in words.
    fn message(self) -> Option<&'static str> {
        use crate::model::propagate::SkipReason;
        let text = match self.outcome? {
            AnnotateOutcome::Refused(SkipReason::Annotated) => SearchText::AlreadyAnnotated,
            AnnotateOutcome::Refused(SkipReason::Overlaps) => SearchText::Overlaps,
            AnnotateOutcome::Refused(SkipReason::Changed) => SearchText::Changed,
            AnnotateOutcome::Done => SearchText::Annotated,
            AnnotateOutcome::Reverted => return None,
        };
        Some(text.text())
    }
}

/// A box with a tick in it; the tick alone where nothing is left to do.
fn tick_ui(ui: &egui::Ui, at: egui::Pos2, color: egui::Color32, state: State) {
    let line = Stroke::new(1.5, color);
    if !state.done {
        let side = Rect::from_center_size(at, egui::vec2(13.0, 13.0));
        ui.painter()
            .rect_stroke(side, 3.0, Stroke::new(1.0, color), StrokeKind::Inside);
    }
    if state.done || state.ticked {
        let offsets = [(-4.0, 0.0), (-1.0, 3.0), (4.0, -3.0)];
        let points = offsets.map(|(x, y)| at + egui::vec2(x, y));
        ui.painter().line(points.to_vec(), line);
    }
}

/// As many words from a text's end as have room, so that its beginning is cut and not its end.
fn end_of(text: &str, room: f32) -> &str {
    /// Of a character of this size, in points; a little more than most are wide, since what is too
    /// long is clipped within a letter.
    const WIDE: f32 = 7.2;
    let most = (room / WIDE).max(0.0) as usize;
    match text.char_indices().rev().nth(most) {
        None => text,
        Some((at, _)) => {
            let cut = &text[at..];
            cut.split_once(' ').map_or(cut, |(_, words)| words)
        }
    }
}

/// Texts one after another on a line, at the left or at the right of a place.
fn line_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    rect: Rect,
    at_right: bool,
    texts: &[(String, egui::Color32, Weight)],
) {
    let layout = if at_right {
        Layout::right_to_left(Align::Center)
    } else {
        Layout::left_to_right(Align::Center)
    };
    let mut line = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    line.set_clip_rect(rect.intersect(ui.clip_rect()));
    line.spacing_mut().item_spacing.x = 0.0;
    for (text, color, weight) in texts {
        if text.is_empty() {
            continue;
        }
        let style = LineTextStyle {
            size: 13.5,
            color: *color,
            weight: *weight,
        };
        let width = if at_right {
            f32::INFINITY
        } else {
            line.available_width()
        };
        cx.engine.line_ui(&mut line, text, style, width);
    }
}
