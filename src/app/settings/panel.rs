//! The settings dialog (preferences): typography of the article, appearance, coder ID and key
//! bindings.
//!
//! Changes take effect at once; there is nothing to confirm.

use demarche_languages::Language;
use egui::{RichText, Slider};

use crate::app::keys::ChangeKeys;
use crate::session::messages::{
    CoderMessage, KeysText, SettingsText, SuggestMessage, SuggestText, WindowMessage,
};
use crate::settings::{
    Animations, Font, Renderer, Settings, SpokenAnnotations, SuggestionSettings, Theme,
    WindowLanguage,
};
use crate::store::coder::is_new_coder;
use crate::ui::controls;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, DialogSize, PanelCtx, reflow, text_field};
use crate::ui::theme::{small, strong};

/// View state of the settings while they are open.
#[derive(Default)]
pub struct SettingsPanel {
    /// The coder's name as it is typed, which may be no name yet.
    coder: Option<String>,
    /// Families of the system; listing them takes a while.
    families: Option<Vec<String>>,
    keys: ChangeKeys,
}

impl SettingsPanel {
    /// Draws the settings over the window, and gives them back as they are to be now, with `false` once
    /// they have been closed.
    pub fn show(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>) -> (Settings, bool) {
        let mut settings = cx.settings.clone();
        // A key that is being given to a command closes nothing.
        let listening = self.keys.is_waiting();
        let title = SettingsText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Medium).show(ctx, |dialog| {
            dialog.body(false, |ui| {
                // Of one height, so that nothing moves while the commands are filtered.
                reflow::part_scroll_ui(ui, "settings", |ui| {
                    self.text_ui(ui, cx, &mut settings);
                    window_ui(ui, &mut settings);
                    self.coder_ui(ui, cx, &mut settings);
                    ui.add_space(16.0);
                    ui.label(strong(KeysText::Title.text()));
                    self.keys.show(ui, cx, &mut settings);
                    ui.add_space(16.0);
                    suggestions_ui(ui, &mut settings.suggestions);
                });
            });
        });
        let open = listening || !modal.should_close();
        (settings, open)
    }

    /// Whether the next key press is to be left to the settings.
    pub fn takes_all_keys(&self) -> bool {
        self.keys.is_waiting()
    }

    fn text_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, settings: &mut Settings) {
        ui.label(strong(SettingsText::Article.text()));
        let names = if reflow::is_narrow(ui.ctx()) {
            0.0
        } else {
            120.0
        };
        egui::Grid::new("article settings")
            .num_columns(2)
            .min_col_width(names)
            .show(ui, |ui| {
                for (name, value, range, step, unit) in [
                    (
                        SettingsText::TextSize.text(),
                        &mut settings.text_size,
                        Settings::TEXT_SIZE,
                        0.5,
                        Some(SettingsText::Points),
                    ),
                    (
                        SettingsText::LineWidth.text(),
                        &mut settings.measure,
                        Settings::MEASURE,
                        1.0,
                        Some(SettingsText::Characters),
                    ),
                    (
                        SettingsText::LineHeight.text(),
                        &mut settings.line_height,
                        Settings::LINE_HEIGHT,
                        0.05,
                        None,
                    ),
                ] {
                    let label = ui.label(name);
                    let unit = unit.map(|unit| format!(" {}", unit.text()));
                    let slider = Slider::new(value, range).step_by(step);
                    let slider = slider.suffix(unit.unwrap_or_default());
                    let slider = controls::slider_ui(ui, slider).labelled_by(label.id);
                    // The first of them has the keyboard first, unless a key is being given away.
                    if !self.keys.is_waiting() {
                        panels::focus_first(ui, &slider);
                    }
                    ui.end_row();
                }
                let label = ui.label(SettingsText::Font.text());
                self.font_ui(ui, cx, settings, label.id);
                ui.end_row();
            });
        ui.add_space(16.0);
    }

    fn font_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        settings: &mut Settings,
        label: egui::Id,
    ) {
        let families = self
            .families
            .get_or_insert_with(|| cx.engine.family_names());
        let shown = match &settings.font {
            Font::Serif => SettingsText::Serif.text(),
            Font::Sans => SettingsText::Sans.text(),
            Font::Family(name) => name,
        };
        let shown = shown.to_owned();
        let width = 240.0_f32.min(ui.ctx().content_rect().width() * 0.4);
        let list = DropDown::new(SettingsText::Font.text()).labelled_by(label);
        let list = list.width(width);
        list.show_into(ui, &mut settings.font, &shown, || {
            let bundled = [
                (Font::Serif, SettingsText::Serif.text().to_owned()),
                (Font::Sans, SettingsText::Sans.text().to_owned()),
            ];
            let families = families.iter();
            let of_system = families.map(|name| (Font::Family(name.clone()), name.clone()));
            bundled.into_iter().chain(of_system).collect()
        });
    }

    fn coder_ui(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>, settings: &mut Settings) {
        ui.label(strong(SettingsText::Coder.text()));
        let typed = self.coder.get_or_insert_with(|| settings.coder.clone());
        reflow::row_ui(ui, |ui| {
            let name = SettingsText::CoderId.text();
            let label = ui.label(name);
            let field = egui::TextEdit::singleline(typed).desired_width(160.0);
            let field = text_field::line_ui(ui, field);
            panels::name_field(field.labelled_by(label.id), name);
        });
        let (message, color) = if typed.is_empty() || is_new_coder(typed) {
            settings.coder.clone_from(typed);
            (CoderMessage::Explained, cx.palette.quiet)
        } else {
            (CoderMessage::why_not(typed), cx.palette.error)
        };
        ui.label(small(message.to_string()).color(color));
    }
}

fn window_ui(ui: &mut egui::Ui, settings: &mut Settings) {
    ui.label(strong(SettingsText::Window.text()));
    language_ui(ui, settings);
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        for (name, theme) in [
            (WindowMessage::ThemeSystem, Theme::System),
            (WindowMessage::ThemeLight, Theme::Light),
            (WindowMessage::ThemeDark, Theme::Dark),
            (WindowMessage::ThemeHighContrast, Theme::HighContrast),
            (WindowMessage::ThemeContrastLight, Theme::HighContrastLight),
            (WindowMessage::ThemeContrastDark, Theme::HighContrastDark),
        ] {
            controls::value_chip_ui(ui, &mut settings.theme, theme, name.to_string());
        }
    });
    ui.checkbox(
        &mut settings.margin_tags,
        RichText::new(SettingsText::MarginTags.text()),
    )
    .on_hover_text(SettingsText::MarginTagsHint.text());
    size_ui(ui, settings);
    ui.checkbox(
        &mut settings.system_text_scale,
        WindowMessage::SystemTextScale.to_string(),
    )
    .on_hover_text(WindowMessage::SystemTextScaleHint.to_string());
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        ui.label(WindowMessage::Animations.to_string())
            .on_hover_text(WindowMessage::AnimationsHint.to_string());
        for (name, animations) in [
            (WindowMessage::AnimationsOfSystem, Animations::System),
            (WindowMessage::AnimationsOn, Animations::On),
            (WindowMessage::AnimationsOff, Animations::Off),
        ] {
            controls::value_chip_ui(ui, &mut settings.animations, animations, name.to_string());
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        let label = ui.label(WindowMessage::Graphics.to_string());
        let name = |renderer| {
            let name = match renderer {
                Renderer::Auto => WindowMessage::RendererAuto,
                Renderer::Gpu => WindowMessage::RendererGpu,
                Renderer::Software => WindowMessage::RendererSoftware,
            };
            name.to_string()
        };
        let title = WindowMessage::Graphics.to_string();
        let list = DropDown::new(&title).labelled_by(label.id);
        let shown = name(settings.renderer);
        list.show_into(ui, &mut settings.renderer, &shown, || {
            let all = [Renderer::Auto, Renderer::Gpu, Renderer::Software];
            all.map(|renderer| (renderer, name(renderer))).into()
        })
        .on_hover_text(WindowMessage::GraphicsHint.to_string());
    });
    spoken_ui(ui, settings);
    ui.add_space(16.0);
}

/// What is suggested.
fn suggestions_ui(ui: &mut egui::Ui, settings: &mut SuggestionSettings) {
    ui.label(strong(SuggestText::Heading.text()));
    ui.checkbox(&mut settings.shown, SuggestText::Show.text())
        .on_hover_text(SuggestText::ShowHint.text());
    share_ui(
        ui,
        SuggestText::LeastConfidence,
        &mut settings.least_confidence,
        &[30, 40, 50, 60, 70, 80, 90],
    );
    ui.checkbox(&mut settings.judgements, SuggestText::Judgements.text())
        .on_hover_text(SuggestText::JudgementsHint.text());
    ui.add_enabled_ui(settings.judgements, |ui| {
        share_ui(
            ui,
            SuggestText::LeastPrecision,
            &mut settings.least_precision,
            &[40, 50, 60, 70, 80, 90],
        );
    });
    ui.add_space(16.0);
}

/// A share from 0 to 1, chosen from a list in percent.
fn share_ui(ui: &mut egui::Ui, name: SuggestText, share: &mut f64, choices: &[usize]) {
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        let label = ui.label(name.text());
        let shown = |percent| SuggestMessage::Percent { percent }.to_string();
        let now = (*share * 100.0).round() as usize;
        let mut percent = now;
        let list = DropDown::new(name.text()).labelled_by(label.id);
        list.show_into(ui, &mut percent, &shown(now), || {
            let choices = choices.iter();
            choices.map(|percent| (*percent, shown(*percent))).collect()
        });
        if percent != now {
            *share = percent as f64 / 100.0;
        }
    });
}

/// The language of the window. Each is called as it calls itself.
fn language_ui(ui: &mut egui::Ui, settings: &mut Settings) {
    ui.horizontal_wrapped(|ui| {
        let title = SettingsText::Language.text();
        let label = ui.label(title);
        let name = |language| match language {
            WindowLanguage::System => SettingsText::LanguageOfSystem.text(),
            WindowLanguage::English => Language::English.own_name(),
            WindowLanguage::German => Language::German.own_name(),
            WindowLanguage::Ukrainian => Language::Ukrainian.own_name(),
            WindowLanguage::Russian => Language::Russian.own_name(),
            WindowLanguage::French => Language::French.own_name(),
            WindowLanguage::Spanish => Language::Spanish.own_name(),
        };
        let list = DropDown::new(title).labelled_by(label.id);
        let shown = name(settings.language);
        list.show_into(ui, &mut settings.language, shown, || {
            let all = WindowLanguage::ALL.into_iter();
            all.map(|language| (language, name(language).to_owned()))
                .collect()
        });
    });
}

/// How large everything in the window is. A list, not a slider, which would move away from under the pointer.
fn size_ui(ui: &mut egui::Ui, settings: &mut Settings) {
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(WindowMessage::InterfaceSize.to_string());
        let name = |size: f32| {
            let percent = (size * 100.0).round() as usize;
            WindowMessage::Percent { percent }.to_string()
        };
        let title = WindowMessage::InterfaceSize.to_string();
        let list = DropDown::new(&title).labelled_by(label.id);
        let shown = name(settings.interface_size);
        list.show_into(ui, &mut settings.interface_size, &shown, || {
            let sizes = Settings::INTERFACE_SIZES.iter();
            sizes.map(|size| (*size, name(*size))).collect()
        });
    });
}

/// What a screen reader says of annotations while it reads.
fn spoken_ui(ui: &mut egui::Ui, settings: &mut Settings) {
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        let label = ui.label(WindowMessage::Spoken.to_string());
        let name = |spoken| {
            let name = match spoken {
                SpokenAnnotations::Full => WindowMessage::SpokenFull,
                SpokenAnnotations::Short => WindowMessage::SpokenShort,
                SpokenAnnotations::Off => WindowMessage::SpokenOff,
            };
            name.to_string()
        };
        let all = [
            SpokenAnnotations::Full,
            SpokenAnnotations::Short,
            SpokenAnnotations::Off,
        ];
        let title = WindowMessage::Spoken.to_string();
        let list = DropDown::new(&title).labelled_by(label.id);
        let shown = name(settings.spoken);
        list.show_into(ui, &mut settings.spoken, &shown, || {
            all.map(|spoken| (spoken, name(spoken))).into()
        })
        .on_hover_text(WindowMessage::SpokenHint.to_string());
    });
}
