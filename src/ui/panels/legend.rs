//! The legend above the page: each label with its letter, name, count in this article, and key.

use egui::RichText;

use super::definition::card_ui;
use super::{PanelCtx, WindowPart, chip_ui, focus_ring_ui};
use crate::command::UserCommand;
use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::messages::MORE_LABELS;
use crate::ui::theme::small;

/// The limit of the labels in it; a longer legend would leave no room for the page, and take the time of
/// the frame.
const MAX_LABELS: usize = 60;

/// Draws the legend as one line that wraps. A click on a label tags the selection with it.
pub fn show(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let Some(shown) = session.shown() else { return };
    let mut enters = cx.enters(WindowPart::Legend);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for label in session.codebook.offered().take(MAX_LABELS) {
            let count = shown.document.counts().get(&label.id).copied().unwrap_or(0);
            let response = label_ui(ui, cx, label, count);
            if std::mem::take(&mut enters) {
                response.request_focus();
            }
            ui.add_space(10.0);
        }
        more_labels_ui(ui, cx, session, MAX_LABELS);
    });
}

/// Draws the button that leads to the labels beyond the first ones, if there are any.
pub fn more_labels_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, shown: usize) {
    let more = session.codebook.offered().count().saturating_sub(shown);
    if more > 0 {
        let button = ui.small_button(format!("+{more}"));
        let name = || egui::WidgetInfo::labeled(egui::Role::Button, true, MORE_LABELS);
        button.widget_info(name);
        let button = button.on_hover_text(cx.tip(MORE_LABELS, &UserCommand::ShowPalette));
        if button.clicked() {
            cx.commands.push(UserCommand::ShowPalette);
        }
    }
}

fn label_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    label: &Label,
    count: usize,
) -> egui::Response {
    let command = UserCommand::Tag(label.id.clone());
    let key = cx.key_of(&command);
    let response = ui
        .scope_builder(
            egui::UiBuilder::new()
                .id_salt(label.id.as_str())
                .sense(egui::Sense::click()),
            |ui| {
                ui.horizontal(|ui| {
                    chip_ui(ui, &cx.palette, Some(label));
                    ui.label(RichText::new(&label.name));
                    ui.label(small(count.to_string()).color(cx.palette.quiet));
                    key_ui(ui, cx, &key);
                });
            },
        )
        .response;
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            true,
            format!("{}, {count} in this article, key {key}", label.name),
        )
    });
    if response.hovered() {
        let line = egui::Stroke::new(1.0, cx.palette.hairline);
        ui.painter().line_segment(
            [response.rect.left_bottom(), response.rect.right_bottom()],
            line,
        );
    }
    let ring = response.rect.expand(3.0);
    focus_ring_ui(ui, &cx.palette, &response, ring);
    let response = response.on_hover_ui(|ui| {
        card_ui(ui, cx, label);
        if !cx.environment.selection {
            let how = "Select some words first, then press the key.";
            ui.label(small(how).color(cx.palette.quiet));
        }
    });
    if response.clicked() && cx.environment.selection {
        cx.commands.push(command);
    }
    response
}

/// A key, drawn as one.
fn key_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, key: &str) {
    if key.is_empty() {
        return;
    }
    egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, cx.palette.hairline))
        .corner_radius(3.0)
        .inner_margin(egui::Margin::symmetric(4, 0))
        .show(ui, |ui| ui.label(small(key).color(cx.palette.quiet)));
}
