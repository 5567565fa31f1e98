//! The form that edits a label.

use egui::{Color32, Sense, Ui, WidgetInfo, vec2};

use super::change::{ChangeForm, Verb};
use super::fields::{line_ui, list_ui, paragraph_ui, read_ui, row_ui};
use super::{CodebookPanel, FormSubject};
use crate::command::UserCommand;
use crate::command::keys::KeyPress;
use crate::command::label_keys::free_key;
use crate::model::codebook::{Codebook, EntityUse, Label, LineStyle, unique_id};
use crate::model::color::LabelColor;
use crate::model::color::{hex, rgb};
use crate::model::label_style::LabelStyle;
use crate::model::migration::{Holder, MigrationSubject};
use crate::model::step_name::{CodebookItem, StepName};
use crate::model::{LabelId, color_vision, label_colors};
use crate::session::messages::{CodebookMessage, CodebookText, ControlText};
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, chip_ui, reflow};
use crate::ui::theme::{Palette, small, strong};

pub(super) fn show(panel: &mut CodebookPanel, ui: &mut Ui, cx: &PanelCtx<'_>, id: &LabelId) {
    let Some(at) = panel.draft.labels.iter().position(|label| label.id == *id) else {
        panel.place = FormSubject::About;
        return;
    };
    reflow::row_ui(ui, |ui| {
        let label = &panel.draft.labels[at];
        chip_ui(ui, &cx.palette, Some(label));
        ui.label(strong(&label.name).size(16.0));
        let in_files = CodebookMessage::IdInFiles { id: id.to_string() };
        ui.label(small(in_files.to_string()).color(cx.palette.quiet));
    });
    ui.horizontal_wrapped(|ui| {
        if order_ui(ui, &mut panel.draft.labels, at) {
            panel.step = Some(StepName::MoveItem {
                item: CodebookItem::Label,
                id: id.to_string(),
            });
        }
        if ui.button(ControlText::Duplicate.text()).clicked() {
            let mut copy = panel.draft.labels[at].clone();
            let new = unique_id(id.as_str(), |id| panel.draft.label(&id.into()).is_some());
            copy.id = new.as_str().into();
            copy.name = format!("{} 2", copy.name);
            copy.keys.clear();
            LabelStyle {
                color: copy.color,
                line: copy.line,
            } = panel.draft.unused_style();
            panel.draft.labels.insert(at + 1, copy);
            panel.step = Some(StepName::DuplicateItem {
                item: CodebookItem::Label,
                id: id.to_string(),
            });
            panel.place = FormSubject::Label(new.into());
        }
        if ui.button(CodebookText::AddAttribute.text()).clicked() {
            panel.outline.add_attribute(Holder::Label(id.clone()));
        }
        for verb in [Verb::Rename, Verb::Merge, Verb::Split, Verb::Delete] {
            if ui.button(verb.button()).clicked() {
                let subject = MigrationSubject::Label(id.clone());
                panel.change = Some(ChangeForm::new(subject, verb));
            }
        }
    });
    ui.add_space(8.0);
    let label = &mut panel.draft.labels[at];
    line_ui(ui, CodebookText::Name.text(), &mut label.name);
    if let Some((label, below)) = panel.draft.labels[at..].split_first_mut() {
        keys_ui(ui, cx, label, below);
    }
    let label = &mut panel.draft.labels[at];
    row_ui(ui, "", |ui, _| {
        ui.checkbox(&mut label.enabled, CodebookText::Available.text())
    });
    row_ui(ui, "", |ui, _| {
        ui.checkbox(&mut label.judgement, CodebookText::Judgement.text())
            .on_hover_text(CodebookText::JudgementHint.text())
    });
    color_ui(ui, cx, &mut panel.draft, at);
    let label = &mut panel.draft.labels[at];
    choose_ui(
        ui,
        CodebookText::Underline.text(),
        &mut label.line,
        &[
            (CodebookText::LineSolid, LineStyle::Solid),
            (CodebookText::LineDouble, LineStyle::Double),
            (CodebookText::LineDashed, LineStyle::Dashed),
            (CodebookText::LineDotted, LineStyle::Dotted),
            (CodebookText::LineWavy, LineStyle::Wavy),
        ],
    );
    choose_ui(
        ui,
        CodebookText::Entity.text(),
        &mut label.entity,
        &[
            (CodebookText::EntityNone, EntityUse::None),
            (CodebookText::EntityOptional, EntityUse::Optional),
            (CodebookText::EntityRequired, EntityUse::Required),
        ],
    );
    paragraph_ui(ui, CodebookText::Definition.text(), &mut label.definition);
    paragraph_ui(ui, CodebookText::Extent.text(), &mut label.extent);
    list_ui(ui, CodebookText::Examples.text(), &mut label.examples, 2);
}

/// Moves an item up or down; whether it was moved.
pub(super) fn order_ui<T>(ui: &mut Ui, items: &mut [T], at: usize) -> bool {
    let up = ui.add_enabled(at > 0, egui::Button::new(ControlText::MoveUp.text()));
    let down = ui.add_enabled(
        at + 1 < items.len(),
        egui::Button::new(ControlText::MoveDown.text()),
    );
    if up.clicked() {
        items.swap(at, at - 1);
    } else if down.clicked() {
        items.swap(at, at + 1);
    } else {
        return false;
    }
    true
}

/// One of some values, from a list.
pub(super) fn choose_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    values: &[(CodebookText, T)],
) {
    row_ui(ui, name, |ui, label| {
        let shown = values.iter().find(|(_, other)| other == value);
        let shown = shown.map_or("", |(name, _)| name.text());
        let list = DropDown::new(name).labelled_by(label);
        list.show_into(ui, value, shown, || {
            let rows = values
                .iter()
                .map(|(name, value)| (*value, name.text().to_owned()));
            rows.collect()
        });
    });
}

fn keys_ui(ui: &mut Ui, cx: &PanelCtx<'_>, label: &mut Label, below: &[Label]) {
    if let Some(typed) = read_ui(ui, CodebookText::Keys.text(), label.keys.join(" "), 120.0) {
        label.keys = typed.split_whitespace().map(str::to_owned).collect();
    }
    let own = |command: &UserCommand| matches!(command, UserCommand::Tag(id) | UserCommand::TagAlso(id) if *id == label.id);
    for key in &label.keys {
        let press = key.parse::<KeyPress>().ok().filter(KeyPress::is_known);
        let other = press.as_ref().and_then(|press| {
            let is_same = |key: &KeyPress| key.is_same(press);
            let mut commands = cx.rows.iter().filter(|row| !own(&row.command));
            let command = commands.find(|row| row.keys.iter().any(is_same));
            // A label below has lost the key to this one.
            command.or_else(|| {
                let has = |key: &String| key.parse().is_ok_and(|key| is_same(&key));
                let mut labels = below.iter().filter(|other| other.enabled);
                let other = labels.find(|other| other.keys.iter().any(has))?;
                let tag = UserCommand::Tag(other.id.clone());
                cx.rows.iter().find(|row| row.command == tag)
            })
        });
        let is_with_shift = press.as_ref().is_some_and(|press| press.shift);
        if press.is_some() && other.is_none() && !is_with_shift {
            continue;
        }
        let message = match (&press, other) {
            (Some(press), None) => CodebookMessage::KeyWithShift {
                key: press.to_string(),
            },
            (Some(press), Some(other)) => CodebookMessage::KeyTaken {
                key: press.to_string(),
                meaning: other.name.to_string(),
            },
            _ => CodebookMessage::NotAKey { key: key.clone() },
        };
        row_ui(ui, "", |ui, _| {
            ui.colored_label(cx.palette.warning, message.to_string())
        });
        if let Some(free) = free_key(cx.rows, label, &[]) {
            let key = cx.printed(&free);
            let message = CodebookMessage::FreeKey { key }.to_string();
            row_ui(ui, "", |ui, _| ui.label(small(message)));
        }
    }
}

fn color_ui(ui: &mut Ui, cx: &PanelCtx<'_>, draft: &mut Codebook, at: usize) {
    row_ui(ui, CodebookText::Colour.text(), |ui, _| {
        ui.horizontal_wrapped(|ui| swatches_ui(ui, cx, draft, at));
    });
    let color = &mut draft.labels[at].color;
    for (name, mix, channel, paper) in [
        (
            CodebookText::LightColour,
            CodebookText::MixLightColour,
            &mut color.light,
            Palette::LIGHT.paper,
        ),
        (
            CodebookText::DarkColour,
            CodebookText::MixDarkColour,
            &mut color.dark,
            Palette::DARK.paper,
        ),
    ] {
        reflow::row_ui(ui, |ui| {
            if let Some(typed) = read_ui(ui, name.text(), hex(*channel), 80.0)
                && let Some(typed) = rgb(typed.trim())
            {
                *channel = typed;
            }
            let (rect, _) = ui.allocate_exact_size(vec2(96.0, 24.0), Sense::hover());
            let [r, g, b] = *channel;
            ui.painter().rect_filled(rect, 4.0, paper);
            let line = egui::Stroke::new(2.0, Color32::from_rgb(r, g, b));
            ui.painter().line_segment(
                [
                    rect.left_bottom() + vec2(8.0, -6.0),
                    rect.right_bottom() + vec2(-8.0, -6.0),
                ],
                line,
            );
            ui.painter().text(
                rect.center() - vec2(0.0, 3.0),
                egui::Align2::CENTER_CENTER,
                CodebookText::SampleWords.text(),
                egui::FontId::proportional(13.0),
                Color32::from_rgb(r, g, b),
            );
            let picker = egui::widgets::color_picker::color_edit_button_srgb(ui, channel);
            picker.widget_info(|| WidgetInfo::labeled(egui::Role::ColorWell, true, mix.text()));
        });
    }
    let papers = LabelColor {
        light: rgb_of(Palette::LIGHT.paper),
        dark: rgb_of(Palette::DARK.paper),
    };
    for fault in label_colors::faults(draft, &draft.labels[at], papers) {
        row_ui(ui, "", |ui, _| ui.colored_label(cx.palette.warning, fault));
    }
}

/// The colours that are told apart best.
fn swatches_ui(ui: &mut Ui, cx: &PanelCtx<'_>, draft: &mut Codebook, at: usize) {
    ui.spacing_mut().item_spacing.x = 4.0;
    for (number, pair) in color_vision::SERIES.into_iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
        let chosen = draft.labels[at].color == pair;
        response.widget_info(|| {
            let name = CodebookMessage::ColourNumber { number: number + 1 };
            WidgetInfo::selected(egui::Role::RadioButton, true, chosen, name.to_string())
        });
        ui.painter()
            .rect_filled(rect.shrink(3.0), 4.0, cx.palette.label(pair));
        if chosen || response.has_focus() || response.hovered() {
            let line = egui::Stroke::new(2.0, cx.palette.ink);
            ui.painter()
                .rect_stroke(rect, 5.0, line, egui::StrokeKind::Inside);
        }
        if response.clicked() {
            draft.labels[at].color = pair;
        }
    }
}

fn rgb_of(color: Color32) -> [u8; 3] {
    [color.r(), color.g(), color.b()]
}
