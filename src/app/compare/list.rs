//! The list of differences, in the order of the text.

use egui::{Align, EventFilter, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::mode::Comparing;
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::compare::IssueState;
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::panels::list_row::{tell_list, tell_place};
use crate::ui::panels::rows_in_sight::rows_in_sight;
use crate::ui::panels::{PanelCtx, WindowPart, row_ground_ui};
use crate::ui::theme::{ROW, small};

/// The width of the mark that says how far a difference is decided, in points.
const MARK: f32 = 20.0;

/// Draws the list.
pub(super) fn list_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    comparing: &mut Comparing,
) {
    let enters = cx.enters(WindowPart::Articles);
    let listed = &comparing.listed.rows;
    if listed.is_empty() {
        let text = match comparing.open.comparison.differences().is_empty() {
            true => CompareText::NoDifferences,
            false => CompareText::NoneInFilter,
        };
        ui.add(egui::Label::new(text.text()).wrap());
        return;
    }
    let words = comparing.words(session);
    let (at_hand, is_moved) = (comparing.issue, comparing.is_moved);
    let mut wanted = None;
    ScrollArea::vertical()
        .id_salt("differences")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            tell_list(ui, listed.len());
            let step = ROW + ui.spacing().item_spacing.y;
            if is_moved && let Some(row) = listed.iter().position(|issue| Some(*issue) == at_hand) {
                let top = ui.cursor().top() + row as f32 * step;
                let rect = Rect::from_min_size(pos2(ui.cursor().left(), top), vec2(1.0, ROW));
                ui.scroll_to_rect(rect, None);
            }
            let mut has_keyboard = None;
            rows_in_sight(ui, listed.len(), ROW, |ui, row| {
                let issue = listed[row];
                let about = &comparing.open.comparison.issues()[issue];
                let row_words = RowWords {
                    subject: words.subject(about),
                    kind: words.kind(about),
                    state: comparing.open.state(issue),
                    state_name: words.state(issue),
                };
                let response = row_words.show(ui, cx, at_hand == Some(issue));
                tell_place(&response, row, listed.len());
                if response.clicked() {
                    wanted = Some(issue);
                    // Keys go to the text, where what was taken can be edited at once.
                    response.surrender_focus();
                }
                if enters && at_hand == Some(issue) {
                    response.request_focus();
                }
                if response.has_focus() {
                    has_keyboard = Some((row, response));
                }
            });
            if let Some((row, response)) = has_keyboard {
                wanted = wanted.or(step_by_arrow(ui, &response, row, listed));
                // The keyboard follows the difference at hand.
                if wanted.is_none() && at_hand != Some(listed[row]) && is_moved {
                    response.surrender_focus();
                }
            }
        });
    if let Some(issue) = wanted {
        cx.commands
            .push(Intent::Compare(CompareCommand::GoTo(issue)));
    }
    comparing.is_moved = false;
}

/// Arrows go through the list, decided differences too; they do not lead to another control.
fn step_by_arrow(
    ui: &Ui,
    response: &egui::Response,
    row: usize,
    listed: &[usize],
) -> Option<usize> {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let next = if pressed(egui::Key::ArrowDown) {
        row + 1
    } else if pressed(egui::Key::ArrowUp) {
        row.checked_sub(1)?
    } else {
        return None;
    };
    listed.get(next).copied()
}

/// A row of the list.
struct RowWords {
    subject: String,
    kind: String,
    state: IssueState,
    state_name: &'static str,
}

impl RowWords {
    fn show(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>, is_chosen: bool) -> egui::Response {
        let palette = cx.palette;
        let name = || {
            let message = ComparingMessage::Row {
                words: self.subject.clone(),
                kind: self.kind.clone(),
                state: self.state_name.to_owned(),
            };
            message.to_string()
        };
        let response = row_ground_ui(ui, &palette, is_chosen, name);
        let rect = response.rect;
        let at = pos2(rect.left() + MARK / 2.0 + 2.0, rect.center().y);
        let painter = ui.painter();
        match self.state {
            IssueState::Open | IssueState::Reopened => {
                painter.circle_filled(at, 4.0, palette.accent);
            }
            IssueState::Agreed | IssueState::Decided => {
                let line = egui::Stroke::new(1.5, palette.quiet);
                let points = [(-4.0, 0.0), (-1.0, 3.0), (4.0, -3.0)];
                let points = points.map(|(x, y)| at + vec2(x, y));
                painter.line(points.to_vec(), line);
            }
        }
        let area = Rect::from_min_max(pos2(rect.left() + MARK + 4.0, rect.top()), rect.max);
        let mut line = ui.new_child(
            UiBuilder::new()
                .max_rect(area.shrink2(vec2(4.0, 0.0)))
                .layout(Layout::right_to_left(Align::Center)),
        );
        line.set_clip_rect(area.intersect(ui.clip_rect()));
        let kind = small(&self.kind).color(palette.quiet);
        line.add(egui::Label::new(kind).selectable(false));
        line.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let style = LineTextStyle {
                size: 13.5,
                color: if self.state.is_open() {
                    palette.ink
                } else {
                    palette.quiet
                },
                weight: Weight::Regular,
            };
            let width = ui.available_width();
            cx.engine.line_ui(ui, &self.subject, style, width);
        });
        response
    }
}
