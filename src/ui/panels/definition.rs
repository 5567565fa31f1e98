//! The definition of a label from the codebook, as a tooltip of its chip and while its key is held.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Area, Event, Frame, Id, Key, Margin, Order, Stroke, vec2};

use super::{PanelCtx, chip_ui};
use crate::command::UserCommand;
use crate::command::table::CommandRow;
use crate::model::LabelId;
use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::messages::{AnnotatingText, PageMessage};
use crate::ui::keyboard::label_keys;
use crate::ui::theme::{small, strong};

/// How long a label's key is held before its definition appears, in seconds.
const HOLD_SECS: f64 = 0.4;

const WIDTH: f32 = 360.0;

/// The label whose key is held down.
///
/// The key tags when it is pressed, as usual; its definition is shown while it is held, and another
/// label's key then relabels.
#[derive(Default)]
pub struct HeldKey {
    held: Option<(LabelId, Key, f64)>,
}

impl HeldKey {
    /// Reads this frame's keys, before they become commands.
    pub fn look(&mut self, ctx: &egui::Context, rows: &[CommandRow]) {
        ctx.input(|input| {
            let mut labels: BTreeMap<usize, LabelId> = label_keys(&input.events, rows).collect();
            for (index, event) in input.events.iter().enumerate() {
                if let Event::Key {
                    key,
                    pressed: true,
                    repeat: false,
                    ..
                } = event
                {
                    let label = labels.remove(&index);
                    self.held = label.map(|label| (label, *key, input.time));
                }
            }
            if let Some((_, key, _)) = &self.held
                && !input.keys_down.contains(key)
            {
                self.held = None;
            }
        });
    }

    /// Resets the key, because the keyboard focus has moved.
    pub fn forget(&mut self) {
        self.held = None;
    }

    /// Draws the definition while the key is held.
    pub fn show(&self, ctx: &egui::Context, cx: &PanelCtx<'_>, session: &Session) {
        let Some((label, _, since)) = &self.held else {
            return;
        };
        let held = ctx.input(|input| input.time) - since;
        if held < HOLD_SECS {
            ctx.request_repaint_after(Duration::from_secs_f64(HOLD_SECS - held));
            return;
        }
        let Some(label) = session.codebook.label(label) else {
            return;
        };
        Area::new(Id::unique("definition"))
            .order(Order::Tooltip)
            .interactable(false)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -48.0))
            .show(ctx, |ui| {
                Frame::new()
                    .fill(cx.palette.surface)
                    .stroke(Stroke::new(1.0, cx.palette.hairline))
                    .corner_radius(6.0)
                    .inner_margin(Margin::same(14))
                    .show(ui, |ui| card_ui(ui, cx, label));
            });
    }
}

/// What the codebook says about a label.
pub fn card_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, label: &Label) {
    ui.set_width(WIDTH);
    let quiet = cx.palette.quiet;
    ui.horizontal(|ui| {
        chip_ui(ui, &cx.palette, Some(label));
        ui.label(strong(&label.name));
        let key = cx.key_of(&UserCommand::Tag(label.id.clone()));
        if !key.is_empty() {
            let message = PageMessage::LabelKey { key };
            ui.label(small(message.to_string()).color(quiet));
        }
    });
    if label.definition.is_empty() {
        ui.label(small(AnnotatingText::NotDefined.text()).color(quiet));
    } else {
        ui.label(&label.definition);
    }
    if !label.extent.is_empty() {
        ui.label(small(&label.extent).color(quiet));
    }
    for example in &label.examples {
        ui.label(small(example).italics());
    }
}

/// A label's chip that tells what the label means when the pointer rests on it.
pub fn explained_chip_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, label: Option<&Label>) {
    let response = chip_ui(ui, &cx.palette, label);
    if let Some(label) = label {
        response.on_hover_ui(|ui| card_ui(ui, cx, label));
    }
}
