//! The find bar: the field of the incremental search in the article.
//!
//! It is below the page, so that it never covers a hit.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Button, EventFilter, Id, Key, Modifiers, TextEdit, WidgetInfo};

use crate::command::find::FindCommand;
use crate::command::{Command, Intent, UserCommand};
use crate::session::messages::{SearchMessage, SearchText};
use crate::ui::controls::LEAST_TARGET;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::text_field;
use crate::ui::theme::small;

/// The state of the search and its result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FinderResult {
    /// Nothing has been typed.
    #[default]
    Nothing,
    /// No hit yet, and the search is still running.
    Searching,
    Missing,
    Hit {
        /// Which of them it is; `None` until all are known.
        number: Option<usize>,
        count: usize,
        /// The end of the text was passed on the way, or its start.
        wrapped: bool,
    },
}

impl FinderResult {
    /// In words, for the field's side.
    pub fn message(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Searching => SearchText::Searching.text().to_owned(),
            Self::Missing => SearchText::NotFound.text().to_owned(),
            Self::Hit {
                number,
                count,
                wrapped,
            } => {
                let count = *count;
                let message = match (*number, wrapped) {
                    (Some(number), true) => SearchMessage::FoundWrapped { number, count },
                    (Some(number), false) => SearchMessage::Found { number, count },
                    (None, _) => SearchMessage::FoundSoFar { count },
                };
                message.to_string()
            }
        }
    }
}

/// The field while it is open.
#[derive(Default)]
pub struct FinderField {
    pub found: FinderResult,
    typed: String,
    /// The previous query, which `/` alone repeats.
    last: String,
    /// Whether the field has to request the keyboard focus.
    fresh: bool,
}

impl FinderField {
    /// An empty field. `last` is the previous query.
    pub fn new(last: String) -> Self {
        Self {
            last,
            fresh: true,
            ..Self::default()
        }
    }

    /// The text in the field.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Types as the keyboard would.
    #[cfg(test)]
    pub fn type_in(&mut self, typed: &str) {
        self.typed = typed.to_owned();
    }

    /// Gives the keyboard to the field, which is open already.
    pub fn focus(&mut self) {
        self.fresh = true;
    }

    /// Draws the field, the result and the keys.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>) {
        let bar = ui.horizontal(|ui| {
            self.field_ui(ui, cx);
            for (sign, name, command) in [
                ("↑", SearchText::Previous.text(), UserCommand::FindPrevious),
                ("↓", SearchText::Next.text(), UserCommand::FindNext),
            ] {
                let hit = matches!(self.found, FinderResult::Hit { .. });
                let button =
                    ui.add_enabled(hit, Button::new(sign).frame(false).min_size(LEAST_TARGET));
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, hit, name));
                let button = button.on_hover_text(cx.tip(name, &command));
                if button.clicked() {
                    cx.commands.push(command);
                    self.fresh = true;
                }
            }
            let color = match self.found {
                FinderResult::Missing => cx.palette.warning,
                _ => cx.palette.ink,
            };
            ui.label(small(self.found.message()).color(color));
            let help = small(SearchMessage::FinderKeys.to_string()).color(cx.palette.quiet);
            let wrap = Some(egui::TextWrapMode::Extend);
            let style = egui::TextStyle::Body;
            let help = egui::WidgetText::from(help).into_galley(ui, wrap, f32::INFINITY, style);
            if help.size().x + 16.0 <= ui.available_width() {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(help);
                });
            }
        });
        // A press on the bar itself does not leave the field.
        // Nor does a menu, which gives the keyboard back.
        let has_focus = ui.memory(|memory| memory.has_focus(field_id()));
        let left = !self.fresh && !has_focus && !egui::Popup::is_any_open(ui.ctx());
        if left && ui.rect_contains_pointer(bar.response.rect) {
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        } else if left {
            let give_back = false;
            cx.commands
                .push(Intent::Find(FindCommand::Leave { give_back }));
        }
    }

    fn field_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>) {
        let id = field_id();
        let mut command: Option<Command> = None;
        if ui.memory(|memory| memory.has_focus(id)) {
            command = ui.input_mut(|input| {
                let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
                if pressed(Modifiers::ALT, Key::Enter) {
                    Some(Intent::Find(FindCommand::Take { exact: true }).into())
                } else if pressed(Modifiers::NONE, Key::Enter) {
                    Some(Intent::Find(FindCommand::Take { exact: false }).into())
                } else if pressed(Modifiers::NONE, Key::Escape) {
                    Some(Intent::Find(FindCommand::Leave { give_back: true }).into())
                } else if pressed(Modifiers::NONE, Key::ArrowDown) {
                    Some(UserCommand::FindNext.into())
                } else if pressed(Modifiers::NONE, Key::ArrowUp) {
                    Some(UserCommand::FindPrevious.into())
                } else {
                    None
                }
            });
        }
        let hint = match self.last.as_str() {
            "" => SearchText::FinderHint.text().to_owned(),
            last => {
                let last = last.to_owned();
                SearchMessage::FindLast { last }.to_string()
            }
        };
        let field = TextEdit::singleline(&mut self.typed)
            .id(id)
            .hint_text(hint)
            .desired_width(260.0)
            // Escape is ours: it gives the selection back.
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                tab: false,
            });
        let response = text_field::line_ui(ui, field);
        response.widget_info(|| {
            WidgetInfo::labeled(egui::Role::TextInput, true, SearchText::Finder.text())
        });
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        if response.changed() {
            if self.typed == "/" && !self.last.is_empty() {
                self.typed.clone_from(&self.last);
                put_cursor_at_end(ui.ctx(), &self.typed);
            }
            cx.commands
                .push(Intent::Find(FindCommand::Typed(self.typed.clone())));
        }
        cx.commands.extend(command);
    }
}

fn field_id() -> Id {
    Id::unique("select by typing")
}

fn put_cursor_at_end(ctx: &egui::Context, typed: &str) {
    if let Some(mut state) = TextEditState::load(ctx, field_id()) {
        let end = CCursor::new(typed.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ctx, field_id());
    }
}
