//! Controls whose look egui's style cannot tell: primary actions, chips, quiet buttons, sliders.
//!
//! It knows the theme only, not what a control does. All other controls have their look from
//! [`theme`](super::theme) alone.

use egui::style::Widgets;
use egui::{Button, Response, RichText, Slider, Stroke, Ui, WidgetText};

use super::theme::{Palette, small, strong};

/// The button of a dialog's main action: filled with the accent.
pub fn primary_ui(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    let palette = Palette::of(ui);
    let change = |widgets: &mut Widgets| {
        for widget in [
            &mut widgets.inactive,
            &mut widgets.hovered,
            &mut widgets.active,
            &mut widgets.open,
        ] {
            widget.weak_bg_fill = palette.accent;
            widget.bg_stroke = Stroke::new(1.0, palette.accent);
        }
    };
    let text = strong(text).color(palette.paper);
    looking_ui(ui, change, |ui| ui.add_enabled(enabled, Button::new(text)))
}

/// Draws a control with another look. In a `Ui` of its own it would not go on in the next line of a row.
fn looking_ui(
    ui: &mut Ui,
    change: impl FnOnce(&mut Widgets),
    control: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let before = ui.visuals().widgets.clone();
    change(&mut ui.visuals_mut().widgets);
    let response = control(ui);
    ui.visuals_mut().widgets = before;
    response
}

/// One of several values to choose, which stand side by side.
pub fn chip_ui(ui: &mut Ui, chosen: bool, text: impl Into<RichText>) -> Response {
    let button = Button::selectable(chosen, text.into()).frame_when_inactive(true);
    if !chosen {
        return ui.add(button);
    }
    let palette = Palette::of(ui);
    let change = |widgets: &mut Widgets| {
        for widget in [&mut widgets.inactive, &mut widgets.hovered] {
            widget.bg_stroke = Stroke::new(1.5, palette.accent);
        }
    };
    looking_ui(ui, change, |ui| ui.add(button))
}

/// A chip that sets a value; returns whether it was clicked.
pub fn value_chip_ui<V: PartialEq>(
    ui: &mut Ui,
    value: &mut V,
    own: V,
    text: impl Into<RichText>,
) -> Response {
    let mut response = chip_ui(ui, *value == own, text);
    if response.clicked() && *value != own {
        *value = own;
        response.mark_changed();
    }
    response
}

/// A chip that is on or off.
pub fn toggle_chip_ui(ui: &mut Ui, is_on: &mut bool, text: impl Into<RichText>) -> Response {
    let mut response = chip_ui(ui, *is_on, text);
    if response.clicked() {
        *is_on = !*is_on;
        response.mark_changed();
    }
    response
}

/// A button without a frame until it is pointed at.
pub fn quiet(text: impl Into<WidgetText>) -> Button<'static> {
    Button::new(text.into()).frame_when_inactive(false)
}

/// The least size of what can be clicked, in points, as in WCAG 2.2 (2.5.8).
pub const LEAST_TARGET: egui::Vec2 = egui::Vec2::splat(24.0);

/// A button beside small text.
pub fn small_button_ui(ui: &mut Ui, text: &str) -> Response {
    ui.add(small_button(text))
}

/// The same, to be drawn otherwise.
pub fn small_button(text: &str) -> Button<'_> {
    Button::new(small(text)).min_size(LEAST_TARGET)
}

/// A slider whose rail can be seen.
pub fn slider_ui(ui: &mut Ui, slider: Slider<'_>) -> Response {
    let palette = Palette::of(ui);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_fill = palette.outline;
        widgets.hovered.bg_fill = palette.outline;
        widgets.active.bg_fill = palette.accent;
        ui.add(slider)
    })
    .inner
}
