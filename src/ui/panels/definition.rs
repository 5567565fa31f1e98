//! The definition of a label from the codebook, as a tooltip of its chip and while its key is held.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Area, Event, Frame, Id, Margin, Order, Stroke, vec2};

use super::{PanelCtx, chip_ui};
use crate::command::UserCommand;
use crate::command::table::CommandRow;
use crate::model::LabelId;
use crate::model::codebook::Label;
use crate::session::Session;
use crate::session::messages::{AnnotatingText, PageMessage};
use crate::ui::keyboard::{PressedKey, label_keys};
use crate::ui::theme::{small, strong};

/// How long a label's key is held before its definition appears, in seconds.
const HOLD_SECS: f64 = 0.4;

const WIDTH: f32 = 360.0;

/// The label whose key is held down.
///
/// It is known by its place on the keyboard: let go after Shift, it is let go under another character.
/// The key tags when it is pressed, as usual; its definition is shown while it is held, and another
/// label's key then relabels.
#[derive(Default)]
pub struct HeldKey {
    held: Option<(LabelId, PressedKey, f64)>,
}

impl HeldKey {
    /// Reads the keys that are pressed, before they become commands.
    pub fn look(&mut self, ctx: &egui::Context, rows: &[CommandRow]) {
        ctx.input(|input| {
            let mut labels: BTreeMap<usize, LabelId> = label_keys(&input.events, rows).collect();
            for (index, event) in input.events.iter().enumerate() {
                if let Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    repeat: false,
                    ..
                } = event
                {
                    let key = PressedKey::new(*key, *physical_key);
                    let label = labels.remove(&index);
                    self.held = label.map(|label| (label, key, input.time));
                }
            }
        });
    }

    /// Reads what ends the press of a key.
    pub fn let_go(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Key {
                    key,
                    physical_key,
                    pressed: false,
                    ..
                } => {
                    let key = PressedKey::new(*key, *physical_key);
                    self.held.take_if(|(_, held, _)| held.is_let_go_with(key));
                }
                Event::WindowFocused(false) => self.held = None,
                _ => {}
            }
        }
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
    // In a window at 400 % it is narrower (WCAG 2.2, 1.4.10).
    ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 48.0));
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

#[cfg(test)]
mod tests {
    use egui::{Key, Modifiers, RawInput};

    use super::*;
    use crate::command::table::rows_with_keys;
    use crate::model::Codebook;

    /// Whether a label's key is held after each of these events.
    fn held_after(events: &[(Key, Key, bool)]) -> Vec<bool> {
        let mut label = Label::new("actor", "Actor", &Codebook::default());
        label.keys = vec!["q".to_owned()];
        let codebook = Codebook {
            labels: vec![label].into(),
            ..Codebook::default()
        };
        let rows = rows_with_keys(&codebook, &Default::default());
        let ctx = egui::Context::default();
        let mut held = HeldKey::default();
        let states = events.iter().map(|(key, place, pressed)| {
            let event = Event::Key {
                key: *key,
                physical_key: Some(*place),
                pressed: *pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            let input = RawInput {
                events: vec![event],
                ..RawInput::default()
            };
            ctx.begin_pass(input);
            held.look(&ctx, &rows);
            ctx.input(|input| held.let_go(&input.events));
            ctx.end_pass().textures_delta.clear();
            held.held.is_some()
        });
        states.collect()
    }

    #[test]
    fn a_key_that_is_let_go_under_another_character_is_held_no_more() {
        // The place of Q on a French keyboard.
        let pressed = (Key::Q, Key::A, true);
        assert_eq!(held_after(&[pressed]), [true]);
        let let_go = (Key::Colon, Key::A, false);
        assert_eq!(held_after(&[pressed, let_go]), [true, false]);
        let other = (Key::Q, Key::Q, false);
        assert_eq!(held_after(&[pressed, other]), [true, true]);
        let next = (Key::B, Key::B, true);
        assert_eq!(held_after(&[pressed, next]), [true, false]);
    }
}
