//! The difference at hand: what each coder has, the values side by side, memos, and a note on the decision.

use egui::{Grid, Role, ScrollArea, Stroke, Ui, WidgetInfo};

use super::mode::{CardCell, Comparing};
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::compare::{IssueSubject, Outcome, ValueOutcome, VersionChoice};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls::chip_ui;
use crate::ui::panels::version::{VersionText, version_ui};
use crate::ui::panels::{PanelCtx, WindowPart, name_field};
use crate::ui::theme::{small, strong};

/// About how wide a character of a value is, in points, and how many are shown at least.
const CHAR_WIDTH: f32 = 8.0;
const LEAST_CHARS: usize = 6;

/// Draws the difference.
pub(super) fn card_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    comparing: &mut Comparing,
) {
    let Some(issue) = comparing.issue else {
        return;
    };
    ScrollArea::vertical()
        .id_salt("difference")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            heading_ui(ui, cx, session, comparing, issue);
            let command = versions_ui(ui, cx, session, comparing, issue);
            let command = choices_ui(ui, cx, comparing, issue).or(command);
            let command = values_ui(ui, cx, session, comparing, issue).or(command);
            memos_ui(ui, cx, session, comparing, issue);
            let noted = note_ui(ui, &mut comparing.note, issue);
            let taught = codebook_ui(ui, comparing, issue);
            if let Some(command) = noted.or(taught).or(command) {
                cx.commands.push(Intent::Compare(command));
            }
            ui.add_space(10.0);
            let keys = match comparing.cell {
                Some(_) => CompareText::CardKeys,
                None => CompareText::Keys,
            };
            let keys = small(keys.text()).color(cx.palette.quiet);
            ui.add(egui::Label::new(keys).wrap());
        });
}

/// Names in what the coders differ, and the place of the difference in the list.
fn heading_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    session: &Session,
    comparing: &Comparing,
    issue: usize,
) {
    let words = comparing.words(session);
    let about = &comparing.open.comparison.issues()[issue];
    let rows = &comparing.listed.rows;
    let place = rows.iter().position(|other| *other == issue);
    let heading = ComparingMessage::Heading {
        kind: words.kind(about),
        number: place.map_or(0, |place| place + 1),
        count: rows.len(),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(heading.to_string()));
        ui.label(small(words.state(issue)).color(cx.palette.quiet));
    });
    if let IssueSubject::Relation(_) = about.subject {
        let subject = words.subject(about);
        ui.add(egui::Label::new(small(subject)).wrap());
    }
    ui.add_space(4.0);
}

/// Draws the versions, each with its coder. Returns what was clicked.
fn versions_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    comparing: &Comparing,
    issue: usize,
) -> Option<CompareCommand> {
    let words = comparing.words(session);
    let about = &comparing.open.comparison.issues()[issue];
    let enters = cx.enters(WindowPart::Annotations);
    let mut clicked = None;
    for (number, coder) in comparing.open.order.iter().enumerate() {
        let is_taken = comparing.open.is_taken(issue, *coder);
        let lines = words.version(about, *coder);
        let lacking = words.lacking(about, *coder).into_iter();
        let lacking: Vec<String> = lacking
            .map(|words| ComparingMessage::Lacking { words }.to_string())
            .collect();
        let heading = words.coder(*coder);
        let name = ComparingMessage::Version {
            coders: heading.clone(),
            lines: lines.iter().chain(&lacking).cloned().collect(),
            is_taken,
        };
        let version = VersionText {
            heading: &heading,
            lines: &lines,
            lacking: &lacking,
            is_chosen: is_taken,
            name: name.to_string(),
        };
        let response = version_ui(ui, cx, &version);
        if enters && number == 0 {
            response.request_focus();
        }
        if response.clicked() {
            clicked = Some(CompareCommand::Decide {
                issue,
                choice: VersionChoice::Coder(*coder),
            });
        }
        ui.add_space(4.0);
    }
    clicked
}

/// Draws what else can be decided. Returns what was clicked.
fn choices_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    comparing: &Comparing,
    issue: usize,
) -> Option<CompareCommand> {
    let outcome = comparing.open.outcome(issue);
    let is_open = comparing.open.state(issue).is_open();
    let decide = |choice| CompareCommand::Decide { issue, choice };
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        let is_nobody = outcome == Outcome::Nobody;
        if chip_ui(ui, is_nobody, CompareText::Nobody.text()).clicked() {
            clicked = Some(decide(VersionChoice::Nobody));
        }
        let proposal = egui::Button::new(CompareText::Proposal.text());
        if ui.add_enabled(is_open, proposal).clicked() {
            clicked = Some(CompareCommand::TakeProposal(issue));
        }
        let again = egui::Button::new(CompareText::OpenAgain.text());
        if ui.add_enabled(!is_open, again).clicked() {
            clicked = Some(decide(VersionChoice::Open));
        }
        if outcome == Outcome::Edited {
            ui.label(small(CompareText::Edited.text()).color(cx.palette.quiet));
        }
    });
    clicked
}

/// Draws the values, a row each and a column for each coder. Returns which was clicked.
fn values_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    session: &Session,
    comparing: &Comparing,
    issue: usize,
) -> Option<CompareCommand> {
    let open = &comparing.open;
    let about = &open.comparison.issues()[issue];
    if about.rows.is_empty() || matches!(about.subject, IssueSubject::Field(_)) {
        return None;
    }
    let words = comparing.words(session);
    let agreed = session.opened(open.agreed)?;
    let decisions = agreed.document.decisions();
    let mut clicked = None;
    ui.add_space(10.0);
    let columns = open.order.len() + 2;
    // All columns fit beside the names; a value is read in full under the pointer.
    let most = (ui.available_width() / columns as f32 / CHAR_WIDTH) as usize;
    let most = most.max(LEAST_CHARS);
    ScrollArea::horizontal().id_salt("values").show(ui, |ui| {
        Grid::new("values").striped(true).num_columns(columns).show(ui, |ui| {
            ui.label(small(CompareText::Value.text()).color(cx.palette.quiet));
            for coder in &open.order {
                ui.label(small(words.coder(*coder)).color(cx.palette.quiet));
            }
            ui.label(small(CompareText::Taken.text()).color(cx.palette.quiet));
            ui.end_row();
            for (index, row) in about.rows.iter().enumerate() {
                let name = words.row_name(row);
                let is_equal = row.is_equal();
                let color = if is_equal { cx.palette.quiet } else { cx.palette.ink };
                ui.label(small(&name).color(color));
                let outcome = open.comparison.value_outcome(about, row, decisions);
                for (column, coder) in open.order.iter().enumerate() {
                    let shown = words.cell(row, *coder);
                    let cell = CardCell { row: index, column };
                    let is_here = comparing.cell == Some(cell);
                    let drawn = if is_equal || !row.cells[*coder].is_vote() {
                        ui.label(small(shortened(&shown, most)).color(cx.palette.quiet))
                    } else {
                        let is_taken = matches!(
                            &outcome,
                            ValueOutcome::Taken(value) if value.as_ref() == row.cells[*coder].value()
                        );
                        let button = chip_ui(ui, is_taken, shortened(&shown, most));
                        let button = button.on_hover_text(shown.as_str());
                        button.widget_info(|| {
                            let text = ComparingMessage::Cell {
                                name: name.clone(),
                                coder: words.coder(*coder),
                                value: shown.clone(),
                            };
                            WidgetInfo::selected(Role::RadioButton, true, is_taken, text.to_string())
                        });
                        if button.clicked() {
                            clicked = Some(CompareCommand::DecideValue {
                                issue,
                                row: index,
                                choice: VersionChoice::Coder(*coder),
                            });
                        }
                        button
                    };
                    if is_here {
                        let stroke = Stroke::new(2.0, cx.palette.accent);
                        let rect = drawn.rect.expand(2.0);
                        let kind = egui::StrokeKind::Outside;
                        ui.painter().rect_stroke(rect, 4.0, stroke, kind);
                    }
                }
                let taken = match outcome {
                    ValueOutcome::Open => CompareText::StateOpen.text().to_owned(),
                    ValueOutcome::Taken(Some(value)) => words.value(row, &value),
                    ValueOutcome::Taken(None) => CompareText::Empty.text().to_owned(),
                    ValueOutcome::Moot => CompareText::NotAsked.text().to_owned(),
                };
                ui.label(small(shortened(&taken, most)).color(color));
                ui.end_row();
            }
        });
    });
    clicked
}

/// A value with at most so many characters.
fn shortened(value: &str, most: usize) -> String {
    match value.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", value[..end].trim_end()),
        None => value.to_owned(),
    }
}

fn memos_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    comparing: &Comparing,
    issue: usize,
) {
    let words = comparing.words(session);
    let memos = words.memos(&comparing.open.comparison.issues()[issue]);
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

/// Draws what leads from a decision to the codebook. Returns what was clicked.
fn codebook_ui(ui: &mut Ui, comparing: &Comparing, issue: usize) -> Option<CompareCommand> {
    let is_decided = !comparing.open.state(issue).is_open();
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        let is_taken = matches!(comparing.open.outcome(issue), Outcome::Coder(_));
        let example = egui::Button::new(CompareText::AddExample.text());
        let example = ui
            .add_enabled(is_decided && is_taken, example)
            .on_hover_text(CompareText::AddExampleTip.text());
        if example.clicked() {
            clicked = Some(CompareCommand::AddExample(issue));
        }
        let rule = egui::Button::new(CompareText::AddRule.text());
        let rule = ui
            .add_enabled(is_decided, rule)
            .on_hover_text(CompareText::AddRuleTip.text());
        if rule.clicked() {
            clicked = Some(CompareCommand::AddRule(issue));
        }
    });
    clicked
}

/// Draws the note on the decision, and the field while it is being typed.
fn note_ui(ui: &mut Ui, typed: &mut Option<String>, issue: usize) -> Option<CompareCommand> {
    ui.add_space(10.0);
    let Some(note) = typed else {
        let button = ui.button(CompareText::Note.text());
        return button.clicked().then_some(CompareCommand::BeginNote(issue));
    };
    let field = egui::TextEdit::singleline(note)
        .hint_text(CompareText::NoteHint.text())
        .desired_width(f32::INFINITY);
    let field = name_field(ui.add(field), CompareText::Note.text());
    if field.lost_focus() {
        let is_cancelled = ui.input(|input| input.key_pressed(egui::Key::Escape));
        let note = typed.take()?;
        return (!is_cancelled).then_some(CompareCommand::Note { issue, note });
    }
    if !field.has_focus() {
        field.request_focus();
    }
    None
}
