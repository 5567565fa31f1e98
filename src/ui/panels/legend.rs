//! The legend above the page: each label with its letter, name, count in this article, and key.

use egui::RichText;

use super::definition::card_ui;
use super::label_rows::{self, text_width};
use super::{CHIP, PanelCtx, WindowPart, chip_ui};
use crate::command::UserCommand;
use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::messages::AnnotatingText;
use crate::ui::theme::small;

/// The space between labels, in points.
const GAP: f32 = 16.0;

/// The space between the parts of a label, in points.
const INNER_GAP: f32 = 6.0;

/// The limit of rows where the window is high enough; the page needs the rest.
const MAX_ROWS: usize = 2;

/// Below this height of the window the legend has one row.
const LOW: f32 = 700.0;

/// Draws the legend. A click on a label tags the selection with it.
pub fn show(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let Some(shown) = session.shown() else { return };
    let count = |label: &Label| shown.document.counts().get(&label.id).copied().unwrap_or(0);
    let is_low = ui.ctx().content_rect().height() < LOW;
    let rows = if is_low { 1 } else { MAX_ROWS };
    let width = |ui: &egui::Ui, cx: &PanelCtx<'_>, label: &Label| {
        let key = cx.key_of(&UserCommand::Tag(label.id.clone()));
        let name = text_width(ui, &label.name, egui::TextStyle::Body);
        let count = text_width(ui, &count(label).to_string(), egui::TextStyle::Small);
        let key = match key.as_str() {
            "" => 0.0,
            key => INNER_GAP + KEY_MARGIN + text_width(ui, key, egui::TextStyle::Small),
        };
        CHIP + INNER_GAP + name + INNER_GAP + count + key
    };
    let first = label_rows::show(ui, cx, session, (GAP, rows), width, |ui, cx, label| {
        label_ui(ui, cx, label, count(label))
    });
    if let Some(first) = first
        && cx.enters(WindowPart::Legend)
    {
        first.request_focus();
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
                    ui.spacing_mut().item_spacing.x = INNER_GAP;
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
            label_rows::description(label, count, &key),
        )
    });
    if response.hovered() {
        let line = egui::Stroke::new(1.0, cx.palette.hairline);
        ui.painter().line_segment(
            [response.rect.left_bottom(), response.rect.right_bottom()],
            line,
        );
    }
    let response = response.on_hover_ui(|ui| {
        card_ui(ui, cx, label);
        if !cx.environment.selection {
            let how = AnnotatingText::SelectFirst.text();
            ui.label(small(how).color(cx.palette.quiet));
        }
    });
    if response.clicked() && cx.environment.selection {
        cx.commands.push(command);
    }
    response
}

/// What the frame of a key adds to its width, in points.
const KEY_MARGIN: f32 = 10.0;

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
