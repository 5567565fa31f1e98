//! The editor for the choices (allowed values) of an attribute, as an indented tree.

use egui::{Key, TextEdit, Ui, WidgetInfo};

use super::change::Verb;
use super::fields::typed_ui;
use crate::model::codebook::{Choice, unique_id};
use crate::session::messages::{CodebookMessage, CodebookText, ControlText};
use crate::ui::panels::text_field::{self, LINE_CHARS};
use crate::ui::panels::{PanelCtx, menu_item, reflow};
use crate::ui::theme::small;

const INDENT: f32 = 20.0;

/// An action on a choice.
enum Asked {
    Up,
    Down,
    Duplicate,
    AddBelow,
    Change(Verb),
}

/// Draws the choices, which are a tree or not; the path of a choice and what is to be done with it
/// where that reaches into annotations.
pub(super) fn show(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    choices: &mut Vec<Choice>,
    is_tree: bool,
) -> Option<(String, Verb)> {
    let mut asked = None;
    headings_ui(ui, cx, choices);
    level_ui(ui, cx, choices, "", 0, is_tree, true, &mut asked);
    add_ui(ui, choices);
    asked
}

/// Draws choices that nothing in an article bears by path: they can be added to and switched off.
pub(super) fn plain_ui(ui: &mut Ui, cx: &PanelCtx<'_>, choices: &mut Vec<Choice>) {
    headings_ui(ui, cx, choices);
    level_ui(ui, cx, choices, "", 0, false, false, &mut None);
    add_ui(ui, choices);
}

/// The width of a choice's name and of its key, in points.
const NAME_WIDTH: f32 = 190.0;
const KEY_WIDTH: f32 = 32.0;

/// The headings of the columns, if there are any rows.
fn headings_ui(ui: &mut Ui, cx: &PanelCtx<'_>, choices: &[Choice]) {
    // In a narrow window the fields of a choice are no columns.
    if choices.is_empty() || reflow::is_narrow(ui.ctx()) {
        return;
    }
    let spacing = ui.spacing();
    let box_width = spacing.interact_size.y;
    let menu = 2.0 * spacing.button_padding.x + 12.0;
    ui.horizontal(|ui| {
        for (name, width) in [
            (CodebookMessage::ColumnOffered, box_width),
            (CodebookMessage::ColumnName, NAME_WIDTH),
            (
                CodebookMessage::ColumnKey,
                KEY_WIDTH + menu + ui.spacing().item_spacing.x,
            ),
            (CodebookMessage::ColumnDefinition, 80.0),
        ] {
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(egui::vec2(width, 18.0), layout, |ui| {
                ui.set_min_width(width);
                ui.label(small(name.to_string()).color(cx.palette.quiet));
            });
        }
    });
}

#[expect(
    clippy::too_many_arguments,
    reason = "one level calls the next with all of it"
)]
fn level_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    choices: &mut Vec<Choice>,
    above: &str,
    depth: usize,
    is_tree: bool,
    may_change: bool,
    out: &mut Option<(String, Verb)>,
) {
    let mut at = 0;
    while at < choices.len() {
        let path = match above {
            "" => choices[at].id.clone(),
            above => format!("{above}/{}", choices[at].id),
        };
        let last = choices.len() - 1;
        let asked = choice_ui(
            ui,
            cx,
            &mut choices[at],
            &path,
            depth,
            (at, last),
            is_tree,
            may_change,
        );
        level_ui(
            ui,
            cx,
            &mut choices[at].choices,
            &path,
            depth + 1,
            is_tree,
            may_change,
            out,
        );
        match asked {
            None => {}
            Some(Asked::Up) => choices.swap(at, at - 1),
            Some(Asked::Down) => choices.swap(at, at + 1),
            Some(Asked::Duplicate) => {
                let mut copy = choices[at].clone();
                copy.id = unique_id(&copy.id, |id| choices.iter().any(|choice| choice.id == id));
                copy.key = None;
                choices.insert(at + 1, copy);
            }
            Some(Asked::AddBelow) => {
                let below = &mut choices[at].choices;
                let id = unique_id("new", |id| below.iter().any(|choice| choice.id == id));
                below.push(new_choice(id, CodebookText::NewChoice.text()));
            }
            Some(Asked::Change(verb)) => *out = Some((path, verb)),
        }
        at += 1;
    }
}

#[expect(clippy::too_many_arguments, reason = "a line knows where it stands")]
fn choice_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    choice: &mut Choice,
    path: &str,
    depth: usize,
    (at, last): (usize, usize),
    is_tree: bool,
    may_change: bool,
) -> Option<Asked> {
    let mut asked = None;
    ui.push_id(path, |ui| {
        reflow::row_ui(ui, |ui| {
            ui.add_space(depth as f32 * INDENT);
            let name = choice.name.clone();
            let described = |message: fn(String) -> CodebookMessage| message(name.clone());
            let offered = ui.checkbox(&mut choice.enabled, "");
            let enabled = choice.enabled;
            offered.widget_info(|| {
                let message = described(|name| CodebookMessage::OfferChoice { name });
                WidgetInfo::selected(egui::Role::CheckBox, true, enabled, message.to_string())
            });
            offered.on_hover_text(CodebookText::Available.text());
            let field = TextEdit::singleline(&mut choice.name).desired_width(NAME_WIDTH);
            let response = text_field::line_ui(ui, field);
            response.widget_info(|| {
                let message = described(|name| CodebookMessage::NameOfChoice { name });
                WidgetInfo::labeled(egui::Role::TextInput, true, message.to_string())
            });
            let in_files = CodebookMessage::ChoiceInFiles {
                path: path.to_string(),
            };
            response.on_hover_text(in_files.to_string());
            let key = choice.key.map(String::from).unwrap_or_default();
            let typed = typed_ui(
                ui,
                "key",
                key,
                LINE_CHARS,
                |text| {
                    TextEdit::singleline(text)
                        .desired_width(KEY_WIDTH)
                        .hint_text(CodebookText::KeyHint.text())
                },
                |response| {
                    response.widget_info(|| {
                        let message = described(|name| CodebookMessage::KeyOfChoice { name });
                        WidgetInfo::labeled(egui::Role::TextInput, true, message.to_string())
                    });
                },
            );
            if let Some(typed) = typed {
                choice.key = typed.trim().chars().next();
            }
            let menu = ui.menu_button("…", |ui| {
                let mut item = |ui: &mut Ui, possible: bool, name: &str, what: Asked| {
                    let item = ui.add_enabled(possible, egui::Button::new(name));
                    menu_item::tell_item(&item, name);
                    if item.clicked() {
                        asked = Some(what);
                        ui.close();
                    }
                };
                item(ui, at > 0, ControlText::MoveUp.text(), Asked::Up);
                item(ui, at < last, ControlText::MoveDown.text(), Asked::Down);
                item(ui, true, ControlText::Duplicate.text(), Asked::Duplicate);
                if is_tree {
                    item(ui, true, CodebookText::AddBelow.text(), Asked::AddBelow);
                }
                if may_change {
                    for verb in [Verb::Rename, Verb::Merge, Verb::Split, Verb::Delete] {
                        item(ui, true, verb.button(), Asked::Change(verb));
                    }
                }
                if is_tree {
                    item(ui, true, Verb::Move.button(), Asked::Change(Verb::Move));
                }
            });
            let message = described(|name| CodebookMessage::ChangeChoice { name });
            let is_open = menu.inner.is_some();
            menu_item::tell_menu_button(&menu.response, &message.to_string(), is_open);
            let field = TextEdit::singleline(&mut choice.definition)
                .hint_text(CodebookText::DefinitionHint.text())
                .text_color(cx.palette.quiet)
                .desired_width(f32::INFINITY);
            text_field::line_ui(ui, field).widget_info(|| {
                let message = described(|name| CodebookMessage::DefinitionOfChoice { name });
                WidgetInfo::labeled(egui::Role::TextInput, true, message.to_string())
            });
        });
    });
    asked
}

/// A field for the name of another choice.
fn add_ui(ui: &mut Ui, choices: &mut Vec<Choice>) {
    let id = ui.make_persistent_id("new choice");
    let mut name = ui
        .data(|data| data.get_temp::<String>(id))
        .unwrap_or_default();
    let field = TextEdit::singleline(&mut name)
        .id(id.with("field"))
        .hint_text(CodebookText::AnotherChoiceThenEnter.text())
        .desired_width(200.0);
    let response = text_field::line_ui(ui, field);
    response.widget_info(|| {
        WidgetInfo::labeled(
            egui::Role::TextInput,
            true,
            CodebookText::AnotherChoice.text(),
        )
    });
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered && !name.trim().is_empty() {
        let new = unique_id(&name, |id| choices.iter().any(|choice| choice.id == id));
        choices.push(new_choice(new, name.trim()));
        name.clear();
        response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, name));
}

fn new_choice(id: String, name: &str) -> Choice {
    Choice {
        id,
        name: name.to_owned(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    }
}
