//! The difference at hand: what each coder has, the values side by side, memos, and a note on the decision.

use egui::{Frame, Grid, Margin, Role, Sense, Stroke, Ui, WidgetInfo};

use super::state::OpenComparison;
use super::words::CompareWords;
use crate::model::compare::{IssueSubject, Outcome, ValueOutcome, VersionChoice};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls::chip_ui;
use crate::ui::panels::{PanelCtx, name_field};
use crate::ui::theme::{small, strong};

/// How many characters of the text around a difference are shown at each side.
const CONTEXT_CHARS: usize = 120;

/// What was done in the card.
pub(super) enum CardAction {
    Decide(VersionChoice),
    DecideValue(usize, VersionChoice),
    TakeProposal,
    BeginNote,
    Note(String),
    Show,
}

/// Draws the difference. `note` is what is being typed.
pub(super) fn card_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    open: &OpenComparison,
    issue: usize,
    note: &mut Option<String>,
) -> Option<CardAction> {
    context_ui(ui, cx, open, issue);
    ui.add_space(8.0);
    let version = versions_ui(ui, cx, session, open, issue);
    let value = values_ui(ui, cx, session, open, issue);
    let value = value.map(|(row, choice)| CardAction::DecideValue(row, choice));
    memos_ui(ui, cx, session, open, issue);
    let noted = note_ui(ui, note);
    version.or(value).or(noted)
}

/// Draws the words of the article around it.
fn context_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, open: &OpenComparison, issue: usize) {
    let comparison = &open.comparison;
    let about = &comparison.issues()[issue];
    if matches!(about.subject, IssueSubject::Field(_)) {
        return;
    }
    let (start, end) = about.chars;
    let text = comparison.text();
    let length = text.char_len();
    let from = start.saturating_sub(CONTEXT_CHARS);
    let to = (end + CONTEXT_CHARS).min(length);
    let byte = |at: usize| text.byte_from_char(crate::model::CharOffset(at));
    let (Some(from_byte), Some(to_byte)) = (byte(from), byte(to)) else {
        return;
    };
    let words = text.slice(from_byte, to_byte).unwrap_or_default();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    // What is cut within a word is left out.
    if from > 0 && words.len() > 2 {
        words.remove(0);
    }
    if to < length && words.len() > 2 {
        words.pop();
    }
    let words = words.join(" ");
    let before = if from > 0 { "… " } else { "" };
    let after = if to < length { " …" } else { "" };
    let style = LineTextStyle {
        size: 14.0,
        color: cx.palette.quiet,
        weight: Weight::Regular,
    };
    let quoted = [before, &words, after].concat();
    cx.engine.paragraph_ui(ui, &quoted, style);
}

/// Draws the versions, each with its coders. Returns what was clicked.
fn versions_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    open: &OpenComparison,
    issue: usize,
) -> Option<CardAction> {
    let comparison = &open.comparison;
    let words = CompareWords {
        session,
        comparison,
    };
    let about = &comparison.issues()[issue];
    let outcomes = open.decided.as_ref().map(|decided| &decided.outcomes);
    let outcome = outcomes.map_or(Outcome::Open, |outcomes| outcomes[issue]);
    let mut clicked = None;
    for coder in 0..comparison.parts().len() {
        let is_taken = match outcome {
            Outcome::Coder(taken) => {
                let mut readings = about.readings.iter();
                let reading = readings.find(|reading| reading.coders.contains(&taken));
                taken == coder || reading.is_some_and(|reading| reading.coders.contains(&coder))
            }
            _ => false,
        };
        let lines = words.version(about, coder);
        if version_ui(ui, cx, &words.coder(coder), &lines, is_taken).clicked() {
            clicked = Some(CardAction::Decide(VersionChoice::Coder(coder)));
        }
        ui.add_space(4.0);
    }
    ui.horizontal_wrapped(|ui| {
        let is_nobody = outcome == Outcome::Nobody;
        if chip_ui(ui, is_nobody, CompareText::Nobody.text()).clicked() {
            clicked = Some(CardAction::Decide(VersionChoice::Nobody));
        }
        let is_open = open.state(issue).is_open();
        let proposal = egui::Button::new(CompareText::Proposal.text());
        if ui.add_enabled(is_open, proposal).clicked() {
            clicked = Some(CardAction::TakeProposal);
        }
        let again = egui::Button::new(CompareText::OpenAgain.text());
        if ui.add_enabled(!is_open, again).clicked() {
            clicked = Some(CardAction::Decide(VersionChoice::Open));
        }
        if ui.button(CompareText::ShowPlace.text()).clicked() {
            clicked = Some(CardAction::Show);
        }
    });
    clicked
}

/// Draws a version; the taken one is filled and named so.
fn version_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    coder: &str,
    lines: &[String],
    is_taken: bool,
) -> egui::Response {
    let palette = cx.palette;
    let (fill, stroke) = match is_taken {
        true => (palette.chosen, Stroke::new(1.5, palette.accent)),
        false => (palette.paper, Stroke::new(1.0, palette.outline)),
    };
    let frame = Frame::new()
        .fill(fill)
        .stroke(stroke)
        .inner_margin(Margin::symmetric(10, 6))
        .corner_radius(5);
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(strong(coder));
        for line in lines {
            let style = LineTextStyle {
                size: 14.0,
                color: palette.ink,
                weight: Weight::Regular,
            };
            cx.engine.paragraph_ui(ui, line, style);
        }
    });
    // An id of its own: the frame is not focusable and would release the keyboard.
    let id = inner.response.id.with("version");
    let response = ui.interact(inner.response.rect, id, Sense::click());
    if response.has_focus() || response.hovered() {
        let stroke = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, palette.accent);
        let kind = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(response.rect, 5.0, stroke, kind);
    }
    response.widget_info(|| {
        let text = ComparingMessage::Version {
            coders: coder.to_owned(),
            lines: lines.to_vec(),
            is_taken,
        };
        WidgetInfo::selected(Role::RadioButton, true, is_taken, text.to_string())
    });
    response
}

/// Draws the values, a row each and a column for each coder. Returns which was clicked.
fn values_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    session: &Session,
    open: &OpenComparison,
    issue: usize,
) -> Option<(usize, VersionChoice)> {
    let comparison = &open.comparison;
    let words = CompareWords {
        session,
        comparison,
    };
    let about = &comparison.issues()[issue];
    if about.rows.is_empty() || matches!(about.subject, IssueSubject::Field(_)) {
        return None;
    }
    let agreed = session.opened(open.agreed)?;
    let decisions = agreed.document.decisions();
    let mut clicked = None;
    ui.add_space(10.0);
    Grid::new("values").striped(true).num_columns(comparison.parts().len() + 2).show(ui, |ui| {
        ui.label(small(CompareText::Value.text()).color(cx.palette.quiet));
        for coder in 0..comparison.parts().len() {
            ui.label(small(words.coder(coder)).color(cx.palette.quiet));
        }
        ui.label(small(CompareText::Taken.text()).color(cx.palette.quiet));
        ui.end_row();
        for (index, row) in about.rows.iter().enumerate() {
            let name = words.row_name(row);
            let is_equal = row.is_equal();
            let color = if is_equal { cx.palette.quiet } else { cx.palette.ink };
            ui.label(small(&name).color(color));
            for coder in 0..row.cells.len() {
                let shown = words.cell(row, coder);
                if is_equal || !row.cells[coder].is_vote() {
                    ui.label(small(shown).color(cx.palette.quiet));
                    continue;
                }
                let outcome = comparison.value_outcome(about, row, decisions);
                let is_taken =
                    matches!(&outcome, ValueOutcome::Taken(value) if value.as_ref() == row.cells[coder].value());
                let button = chip_ui(ui, is_taken, shown.as_str());
                button.widget_info(|| {
                    let text = ComparingMessage::Cell {
                        name: name.clone(),
                        coder: words.coder(coder),
                        value: shown.clone(),
                    };
                    WidgetInfo::selected(Role::RadioButton, true, is_taken, text.to_string())
                });
                if button.clicked() {
                    clicked = Some((index, VersionChoice::Coder(coder)));
                }
            }
            let taken = match comparison.value_outcome(about, row, decisions) {
                ValueOutcome::Open => CompareText::StateOpen.text().to_owned(),
                ValueOutcome::Taken(Some(value)) => words.value(row, &value),
                ValueOutcome::Taken(None) => CompareText::Empty.text().to_owned(),
                ValueOutcome::Moot => CompareText::NotAsked.text().to_owned(),
            };
            ui.label(small(taken).color(color));
            ui.end_row();
        }
    });
    clicked
}

fn memos_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    open: &OpenComparison,
    issue: usize,
) {
    let words = CompareWords {
        session,
        comparison: &open.comparison,
    };
    let memos = words.memos(&open.comparison.issues()[issue]);
    if memos.is_empty() {
        return;
    }
    ui.add_space(10.0);
    ui.label(small(CompareText::Memos.text()).color(cx.palette.quiet));
    let style = LineTextStyle {
        size: 13.5,
        color: cx.palette.ink,
        weight: Weight::Regular,
    };
    for memo in memos {
        cx.engine.paragraph_ui(ui, &memo, style);
    }
}

/// Draws the note on the decision, and the field while it is being typed.
fn note_ui(ui: &mut Ui, typed: &mut Option<String>) -> Option<CardAction> {
    ui.add_space(10.0);
    let Some(note) = typed else {
        let button = ui.button(CompareText::Note.text());
        return button.clicked().then_some(CardAction::BeginNote);
    };
    let field = egui::TextEdit::singleline(note)
        .hint_text(CompareText::NoteHint.text())
        .desired_width(f32::INFINITY);
    let field = name_field(ui.add(field), CompareText::Note.text());
    if field.lost_focus() {
        let is_cancelled = ui.input(|input| input.key_pressed(egui::Key::Escape));
        let note = typed.take()?;
        return (!is_cancelled).then_some(CardAction::Note(note));
    }
    if !field.has_focus() {
        field.request_focus();
    }
    None
}
