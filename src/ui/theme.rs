//! The theme: the one place of colours, type sizes and spacing. Which theme the user has is a setting
//! (`store/settings`), and so is the default.
//!
//! A reading room, not a control panel: the page is the brightest thing in the window, everything
//! else is quiet until it is needed. Hairlines instead of boxes, one accent for focus and
//! selection, a 4-point grid.

use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, vec2};

/// Colours of the surfaces around the page, for light or dark surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    pub dark: bool,
    /// The page.
    pub paper: Color32,
    /// Text on the page and on surfaces.
    pub ink: Color32,
    /// Second-rank text; at least 4.5:1 against the surface.
    pub quiet: Color32,
    /// Panels around the page.
    pub surface: Color32,
    /// A row or a button under the pointer.
    pub hovered: Color32,
    /// A chosen row.
    pub chosen: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Lines between surfaces.
    pub hairline: Color32,
    /// Outlines of controls; at least 3:1 against every surface.
    pub outline: Color32,
    /// Focus, selection, progress.
    pub accent: Color32,
    /// Something that went wrong.
    pub error: Color32,
    /// Something that needs attention.
    pub warning: Color32,
}

impl Palette {
    /// For light surroundings.
    pub const LIGHT: Self = Self {
        dark: false,
        paper: Color32::from_rgb(0xFC, 0xFA, 0xF6),
        ink: Color32::from_rgb(0x1E, 0x1E, 0x28),
        quiet: Color32::from_rgb(0x66, 0x64, 0x6C),
        surface: Color32::from_rgb(0xF3, 0xF0, 0xEA),
        hovered: Color32::from_rgb(0xE9, 0xE5, 0xDD),
        chosen: Color32::from_rgb(0xDE, 0xE4, 0xEE),
        selection: Color32::from_rgb(0xC6, 0xD9, 0xF2),
        hairline: Color32::from_rgb(0xDD, 0xD8, 0xCF),
        outline: Color32::from_rgb(0x7C, 0x79, 0x82),
        accent: Color32::from_rgb(0x2B, 0x5C, 0xA8),
        error: Color32::from_rgb(0xA8, 0x26, 0x26),
        warning: Color32::from_rgb(0x8A, 0x55, 0x00),
    };

    /// For dark surroundings.
    pub const DARK: Self = Self {
        dark: true,
        paper: Color32::from_rgb(0x16, 0x17, 0x1C),
        ink: Color32::from_rgb(0xE6, 0xE3, 0xDC),
        quiet: Color32::from_rgb(0xA8, 0xA6, 0xAE),
        surface: Color32::from_rgb(0x1E, 0x1F, 0x26),
        hovered: Color32::from_rgb(0x2A, 0x2C, 0x35),
        chosen: Color32::from_rgb(0x2A, 0x36, 0x4C),
        selection: Color32::from_rgb(0x2C, 0x43, 0x63),
        hairline: Color32::from_rgb(0x31, 0x33, 0x3C),
        outline: Color32::from_rgb(0x86, 0x86, 0x92),
        accent: Color32::from_rgb(0x82, 0xB1, 0xF2),
        error: Color32::from_rgb(0xF0, 0x8A, 0x80),
        warning: Color32::from_rgb(0xE8, 0xB2, 0x5C),
    };

    /// The high contrast palette of the light theme.
    pub const CONTRAST_LIGHT: Self = Self {
        dark: false,
        paper: Color32::WHITE,
        ink: Color32::BLACK,
        quiet: Color32::from_rgb(0x30, 0x30, 0x30),
        surface: Color32::WHITE,
        hovered: Color32::from_rgb(0xE4, 0xE4, 0xE4),
        chosen: Color32::from_rgb(0xD0, 0xDE, 0xF4),
        selection: Color32::from_rgb(0xB4, 0xD0, 0xFA),
        hairline: Color32::BLACK,
        outline: Color32::BLACK,
        accent: Color32::from_rgb(0x00, 0x38, 0x90),
        error: Color32::from_rgb(0x90, 0x00, 0x00),
        warning: Color32::from_rgb(0x60, 0x38, 0x00),
    };

    /// The high contrast palette of the dark theme.
    pub const CONTRAST_DARK: Self = Self {
        dark: true,
        paper: Color32::BLACK,
        ink: Color32::WHITE,
        quiet: Color32::from_rgb(0xD8, 0xD8, 0xD8),
        surface: Color32::BLACK,
        hovered: Color32::from_rgb(0x2A, 0x2A, 0x2A),
        chosen: Color32::from_rgb(0x16, 0x36, 0x66),
        selection: Color32::from_rgb(0x1C, 0x44, 0x80),
        hairline: Color32::WHITE,
        outline: Color32::WHITE,
        accent: Color32::from_rgb(0xA0, 0xCC, 0xFF),
        error: Color32::from_rgb(0xFF, 0xA8, 0xA0),
        warning: Color32::from_rgb(0xFF, 0xD0, 0x80),
    };

    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::LIGHT,
        Self::DARK,
        Self::CONTRAST_LIGHT,
        Self::CONTRAST_DARK,
    ];

    /// The palette that the window's style uses.
    ///
    /// It comes from the style, not from the settings, since the system decides between light and
    /// dark.
    pub fn of(ui: &egui::Ui) -> Self {
        let paper = ui.visuals().extreme_bg_color;
        let made = Self::ALL.into_iter().find(|palette| palette.paper == paper);
        made.unwrap_or_else(|| Self::for_dark(ui.visuals().dark_mode))
    }

    /// Whether this is a high contrast palette.
    pub fn is_high_contrast(&self) -> bool {
        [Self::CONTRAST_LIGHT, Self::CONTRAST_DARK].contains(self)
    }

    /// The palette of normal contrast for a dark or light theme.
    pub fn for_dark(dark: bool) -> Self {
        if dark { Self::DARK } else { Self::LIGHT }
    }

    /// A label's colour in these surroundings.
    pub fn label(&self, color: crate::model::color::LabelColor) -> Color32 {
        let [r, g, b] = if self.dark { color.dark } else { color.light };
        Color32::from_rgb(r, g, b)
    }

    /// A label's colour for text on surfaces, chosen rows too: mixed with ink until it can be read.
    pub fn label_text(&self, color: crate::model::color::LabelColor) -> Color32 {
        let color = self.label(color);
        let mixed = (0..=10u8).map(|step| color.lerp_to_gamma(self.ink, f32::from(step) / 10.0));
        let mut readable = mixed.filter(|mixed| {
            [self.surface, self.hovered, self.chosen]
                .iter()
                .all(|ground| contrast(*mixed, *ground) >= TEXT_CONTRAST)
        });
        readable.next().unwrap_or(self.ink)
    }

    /// The colour of the letter on a label's chip: that of the page or of ink.
    pub fn on_label(&self, chip: Color32) -> Color32 {
        let on_ink = contrast(self.ink, chip) > contrast(self.paper, chip);
        if on_ink { self.ink } else { self.paper }
    }
}

/// The least contrast of text, as in WCAG 2.2 (1.4.3).
const TEXT_CONTRAST: f32 = 4.5;

/// The contrast of two opaque colours, as in WCAG 2.2.
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color: Color32| {
        let [r, g, b, _] = egui::Rgba::from(color).to_array();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The family of the heavier interface face.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Interface text in the heavier face.
pub fn strong(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).family(semibold())
}

/// Interface text of second rank.
pub fn small(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).text_style(TextStyle::Small)
}

/// Height of a row in a list, in points.
pub const ROW: f32 = 28.0;

/// Sets type, spacing and colours for both themes.
pub fn install(ctx: &egui::Context) {
    for (theme, palette) in [
        (egui::Theme::Light, Palette::LIGHT),
        (egui::Theme::Dark, Palette::DARK),
    ] {
        ctx.style_mut_of(theme, |style| {
            style.text_styles = [
                (TextStyle::Heading, FontId::new(20.0, semibold())),
                (TextStyle::Body, FontId::new(13.5, FontFamily::Proportional)),
                (
                    TextStyle::Button,
                    FontId::new(13.5, FontFamily::Proportional),
                ),
                (
                    TextStyle::Small,
                    FontId::new(12.0, FontFamily::Proportional),
                ),
                (
                    TextStyle::Monospace,
                    FontId::new(13.0, FontFamily::Monospace),
                ),
            ]
            .into();
            spacing(&mut style.spacing);
            visuals(&mut style.visuals, &palette);
            style.animation_time = ANIMATION_SECS;
            // The article's text is selected by its own pane, labels are not.
            style.interaction.selectable_labels = false;
        });
    }
    ctx.options_mut(|options| {
        // Ctrl with plus and minus sets the size of the article's text instead.
        options.zoom_with_keyboard = false;
        // What `Theme::System` means where the system reports no theme; not the default setting.
        options.fallback_theme = egui::Theme::Light;
    });
}

/// Changes colours and motion of both themes to what the user has chosen.
pub fn adapt(ctx: &egui::Context, high_contrast: bool, motion: bool) {
    let (light, dark) = if high_contrast {
        (Palette::CONTRAST_LIGHT, Palette::CONTRAST_DARK)
    } else {
        (Palette::LIGHT, Palette::DARK)
    };
    for (theme, palette) in [(egui::Theme::Light, light), (egui::Theme::Dark, dark)] {
        ctx.style_mut_of(theme, |style| {
            visuals(&mut style.visuals, &palette);
            if motion {
                style.animation_time = ANIMATION_SECS;
                style.scroll_animation = egui::style::ScrollAnimation::default();
            } else {
                style.animation_time = 0.0;
                style.scroll_animation = egui::style::ScrollAnimation::none();
            }
        });
    }
}

/// The width of the mark around the control that has the keyboard, in points.
const FOCUS_WIDTH: f32 = 1.5;

/// Marks the control that has the keyboard; the same for every control, whether it has a frame or not.
pub fn focus_mark_ui(ctx: &egui::Context, control: egui::Id) {
    // Not by `read_response`: to read that of a field in the frame of a click elsewhere takes the
    // keyboard from the field.
    let widget = ctx.viewport(|viewport| viewport.this_pass.widgets.get(control).copied());
    let Some(widget) = widget.filter(|widget| widget.interact_rect.is_positive()) else {
        return;
    };
    let accent = ctx.global_style().visuals.hyperlink_color;
    ctx.layer_painter(widget.layer_id).rect_stroke(
        // With a gap: the main action has the colour of the mark.
        widget.interact_rect.expand(1.0 + FOCUS_WIDTH),
        7.0,
        Stroke::new(FOCUS_WIDTH, accent),
        egui::StrokeKind::Inside,
    );
}

/// The duration of the fade animation of controls.
const ANIMATION_SECS: f32 = 0.1;

fn spacing(spacing: &mut egui::Spacing) {
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(8.0, 4.0);
    spacing.interact_size = vec2(32.0, 26.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.menu_width = 280.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    // Text that fades at the end of a list cannot be read there.
    spacing.scroll.fade.strength = 0.0;
}

fn visuals(visuals: &mut egui::Visuals, palette: &Palette) {
    visuals.dark_mode = palette.dark;
    visuals.panel_fill = palette.surface;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.extreme_bg_color = palette.paper;
    visuals.faint_bg_color = palette.hovered;
    visuals.hyperlink_color = palette.accent;
    visuals.error_fg_color = palette.error;
    visuals.warn_fg_color = palette.warning;
    visuals.weak_text_color = Some(palette.quiet);
    visuals.selection.bg_fill = palette.chosen;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if palette.dark { 96 } else { 32 }),
    };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;

    let radius = CornerRadius::same(5);
    let (line, focus) = (
        Stroke::new(1.0, palette.outline),
        Stroke::new(1.0, palette.accent),
    );
    let hairline = Stroke::new(1.0, palette.hairline);
    let widgets = &mut visuals.widgets;
    // Boxes to tick are as light as fields, buttons are darker.
    for (widget, fill, boxed, stroke) in [
        (
            &mut widgets.noninteractive,
            palette.surface,
            palette.surface,
            hairline,
        ),
        (&mut widgets.inactive, palette.hovered, palette.paper, line),
        (&mut widgets.hovered, palette.chosen, palette.chosen, line),
        (&mut widgets.active, palette.chosen, palette.chosen, focus),
        (&mut widgets.open, palette.hovered, palette.paper, line),
    ] {
        widget.bg_fill = boxed;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = stroke;
        widget.fg_stroke = Stroke::new(1.0, palette.ink);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_every_surface() {
        for palette in Palette::ALL {
            for surface in [
                palette.paper,
                palette.surface,
                palette.hovered,
                palette.chosen,
            ] {
                assert!(contrast(palette.ink, surface) >= 7.0);
                assert!(
                    contrast(palette.quiet, surface) >= 4.5,
                    "{palette:?} {surface:?}"
                );
            }
            for sign in [palette.error, palette.warning, palette.accent] {
                assert!(contrast(sign, palette.surface) >= 4.5);
            }
            for surface in [
                palette.paper,
                palette.surface,
                palette.hovered,
                palette.chosen,
            ] {
                for line in [palette.outline, palette.accent] {
                    assert!(contrast(line, surface) >= 3.0, "{line:?} on {surface:?}");
                }
            }
        }
    }

    #[test]
    fn label_colours_stand_out_from_the_page() {
        for label in crate::store::codebook::built_in().codebook.labels {
            for palette in Palette::ALL {
                assert!(
                    contrast(palette.label(label.color), palette.paper) >= 3.0,
                    "{}",
                    label.id
                );
            }
        }
    }
}
