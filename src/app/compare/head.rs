//! What stands above the page while coders are compared: what is compared and how far it is decided, which
//! differences are listed, and what can be done with many of them.

use egui::{Button, ComboBox, Label, ProgressBar, Ui};

use super::mode::{Comparing, DifferenceKind};
use crate::command::Intent;
use crate::command::compare::CompareCommand;
use crate::model::LabelId;
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::controls::{toggle_chip_ui, value_chip_ui};
use crate::ui::panels::{PanelCtx, label_name, name_field, name_of};
use crate::ui::theme::{small, strong};

/// The width of the bar that shows how much is decided, in points.
const PROGRESS: f32 = 120.0;

/// Under this width of the window the bar is left out, in points.
const NARROW: f32 = 900.0;

/// Draws it.
pub(super) fn head_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    comparing: &mut Comparing,
) {
    let push = |cx: &mut PanelCtx<'_>, command| cx.commands.push(Intent::Compare(command));
    let differences = comparing.open.comparison.differences().len();
    let open = comparing.open_count();
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(CompareText::Title.text()));
        let message = ComparingMessage::Counted {
            article: name_of(session, comparing.open.article).to_owned(),
            differences,
            open,
        };
        ui.label(small(message.to_string()).color(cx.palette.quiet));
        if ui.ctx().content_rect().width() >= NARROW && differences > 0 {
            let decided = (differences - open.min(differences)) as f32 / differences as f32;
            let bar = ProgressBar::new(decided).desired_width(PROGRESS);
            let bar = ui.add(bar.desired_height(8.0));
            name_field(bar, CompareText::Decided.text());
        }
        let proposals = Button::new(CompareText::TakeProposals.text());
        if ui.add_enabled(open > 0, proposals).clicked() {
            push(cx, CompareCommand::AskForProposals);
        }
        let decided = comparing.open.decided.as_ref();
        let lacks_agreed = decided.is_some_and(|decided| decided.lacks_agreed);
        // It keeps its place, or the page would move with the first decision.
        let agreed = Button::new(CompareText::TakeAgreed.text());
        if ui.add_enabled(lacks_agreed, agreed).clicked() {
            push(cx, CompareCommand::TakeAgreed);
        }
        if ui.button(CompareText::Close.text()).clicked() {
            push(cx, CompareCommand::Close);
        }
    });
    if !comparing.open.not_done.is_empty() {
        let coders = comparing.open.not_done.clone();
        let warning = match comparing.open.hides_names {
            true => ComparingMessage::SomeNotDone,
            false => ComparingMessage::NotDone { coders },
        };
        let warning = small(warning.to_string()).color(cx.palette.warning);
        ui.add(Label::new(warning).wrap());
    }
    filters_ui(ui, session, comparing);
}

fn filters_ui(ui: &mut Ui, session: &Session, comparing: &mut Comparing) {
    let counts = comparing.listed.counts;
    let labels: Vec<LabelId> = comparing.listed.labels.iter().cloned().collect();
    let coders: Vec<(usize, String)> = {
        let words = comparing.words(session);
        let order = comparing.open.order.iter();
        order.map(|coder| (*coder, words.coder(*coder))).collect()
    };
    let before = comparing.filter.clone();
    let filter = &mut comparing.filter;
    let mut hides = comparing.open.hides_names;
    let all_lanes = &mut comparing.shows_all_lanes;
    ui.horizontal_wrapped(|ui| {
        for ((kind, name), count) in DifferenceKind::ALL.into_iter().zip(counts) {
            let name = name.text().to_owned();
            let text = ComparingMessage::Filter { name, count }.to_string();
            value_chip_ui(ui, &mut filter.kind, kind, text);
        }
        let any = CompareText::AnyLabel.text();
        let chosen = filter
            .label
            .as_ref()
            .map(|label| label_name(session, label));
        let combo = ComboBox::from_id_salt("label of differences")
            .selected_text(chosen.as_deref().unwrap_or(any))
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut filter.label, None, any);
                for label in labels {
                    let name = label_name(session, &label);
                    ui.selectable_value(&mut filter.label, Some(label), name);
                }
            });
        name_field(combo.response, CompareText::FilterLabel.text());
        let any = CompareText::AnyCoder.text();
        let chosen = filter.coder.and_then(|coder| {
            let mut coders = coders.iter();
            coders.find(|(of, _)| *of == coder)
        });
        let combo = ComboBox::from_id_salt("coder of differences")
            .selected_text(chosen.map_or(any, |(_, name)| name))
            .show_ui(ui, |ui| {
                ui.selectable_value(&mut filter.coder, None, any);
                for (coder, name) in &coders {
                    ui.selectable_value(&mut filter.coder, Some(*coder), name);
                }
            });
        name_field(combo.response, CompareText::FilterCoder.text());
        toggle_chip_ui(ui, all_lanes, CompareText::AllLanes.text())
            .on_hover_text(CompareText::AllLanesTip.text());
        toggle_chip_ui(ui, &mut hides, CompareText::HideNames.text())
            .on_hover_text(CompareText::HideNamesTip.text());
    });
    if hides != comparing.open.hides_names {
        comparing.names_asked = Some(hides);
        ui.ctx().request_repaint();
    }
    if comparing.filter != before {
        // The difference at hand follows with the next frame.
        ui.ctx().request_repaint();
    }
}
