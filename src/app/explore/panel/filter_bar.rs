//! The filter above all figures: words, values of fields, a period, and whose coding counts.

use egui::{EventFilter, Id, Key, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use super::super::ExploreState;
use super::super::words::{column_name, value_name};
use crate::analysis::statement_rows::{first_moment, last_moment};
use crate::analysis::statement_view::{FieldFilter, StatementFilter};
use crate::command::Intent;
use crate::command::explore::ExploreCommand;
use crate::jobs::explore::read::{CATEGORY, OFFERED};
use crate::jobs::explore::view::CountedField;
use crate::session::Session;
use crate::session::messages::{ExploreMessage, ExploreText};
use crate::store::coder::{AGREED_CODER, is_same_coder};
use crate::ui::controls;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, name_field, text_field, wrapped_row};
use crate::ui::theme::small;

/// The widths of the field for words, of a choice at least and of a date, in points.
const WORDS: f32 = 200.0;
const LEAST_CHOICE: f32 = 80.0;
const DATE: f32 = 84.0;

/// What is chosen in the filter.
#[derive(Default)]
pub(super) struct FilterBar {
    filter: StatementFilter,
    from: String,
    until: String,
    /// The field for words is to get the keyboard.
    is_entered: bool,
}

impl FilterBar {
    /// What is wanted.
    pub fn filter(&self) -> &StatementFilter {
        &self.filter
    }

    /// Gives the keyboard to the field for words.
    pub fn enter(&mut self, enters: bool) {
        self.is_entered |= enters;
    }

    /// Wants one of these values of a field. A part of time becomes the period.
    pub fn set(&mut self, field: &CountedField, values: &[String]) {
        match field {
            CountedField::Column(column) => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                self.filter.set(FieldFilter::exact(column, &values));
            }
            CountedField::Time(unit) => {
                let days = values.first().and_then(|name| unit.days(name));
                if let Some((first, last)) = days {
                    (self.from, self.until) = (first, last);
                    self.read_dates();
                }
            }
        }
    }

    /// Draws the filter. Returns whether the keyboard is to go to the list.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        state: &ExploreState<'_>,
    ) -> bool {
        let mut to_list = false;
        wrapped_row::show(ui, |ui| {
            to_list = wrapped_row::item_ui(ui, "words", 0.0, |ui| self.words_ui(ui, cx));
            if let Some(shown) = state.shown {
                for column in OFFERED {
                    let values = shown.statements.values.get(column);
                    if let Some(values) = values.filter(|values| !values.is_empty()) {
                        wrapped_row::item_ui(ui, column, LEAST_CHOICE, |ui| {
                            self.value_ui(ui, session, column, values);
                        });
                    }
                }
            }
            self.dates_ui(ui, cx);
            coding_ui(ui, cx, session, state);
            self.others_ui(ui, session);
            if !self.filter.is_empty() {
                wrapped_row::item_ui(ui, "remove", 0.0, |ui| {
                    if controls::small_button_ui(ui, ExploreText::Remove.text()).clicked() {
                        *self = Self::default();
                    }
                });
            }
        });
        to_list
    }

    /// The field for words: Enter leads to the list, Escape closes the view.
    fn words_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) -> bool {
        let id = Id::unique("words of the results");
        let mut to_list = false;
        if ui.memory(|memory| memory.has_focus(id)) {
            to_list = ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter)
                    || input.consume_key(Modifiers::NONE, Key::ArrowDown)
            });
        }
        let field = TextEdit::singleline(&mut self.filter.text)
            .id(id)
            .hint_text(ExploreText::Field.text())
            .desired_width(WORDS)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            });
        let response = text_field::line_ui(ui, field);
        response
            .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, ExploreText::Field.text()));
        if std::mem::take(&mut self.is_entered) {
            response.request_focus();
        }
        if !to_list {
            close_by_escape(ui, cx, &response);
        }
        to_list
    }

    fn value_ui(&mut self, ui: &mut Ui, session: &Session, column: &str, values: &[String]) {
        let name = column_name(session, column);
        let any = ExploreMessage::AnyValue {
            column: name.to_lowercase(),
        };
        let any = any.to_string();
        let mut value = self.filter.values_of(column).map(joined);
        let shown = value.clone().unwrap_or_else(|| any.clone());
        let list = DropDown::new(&name).small().width(LEAST_CHOICE);
        let changed = list.show_into(ui, &mut value, &shown, || {
            let named = |value: &String| (Some(value.clone()), value.clone());
            let any = (None, any.clone());
            std::iter::once(any)
                .chain(values.iter().map(named))
                .collect()
        });
        if changed.changed() {
            match value {
                Some(value) => self.filter.set(FieldFilter {
                    has_below: column == CATEGORY,
                    ..FieldFilter::exact(column, &[&value])
                }),
                None => self.filter.remove(column),
            }
        }
    }

    fn dates_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        let mut has_changed = false;
        for (text, of, typed, is_read) in [
            (
                ExploreText::From,
                "from",
                &mut self.from,
                self.filter.from.is_some(),
            ),
            (
                ExploreText::Until,
                "until",
                &mut self.until,
                self.filter.until.is_some(),
            ),
        ] {
            let is_wrong = !typed.trim().is_empty() && !is_read;
            wrapped_row::item_ui(ui, of, 0.0, |ui| {
                let label = ui.label(small(text.text()).color(cx.palette.quiet));
                let mut field = TextEdit::singleline(typed)
                    .hint_text(ExploreText::DateHint.text())
                    .desired_width(DATE);
                if is_wrong {
                    field = field.text_color(cx.palette.error);
                }
                let response = text_field::line_ui(ui, field).labelled_by(label.id);
                let response = name_field(response, text.text());
                has_changed |= response.changed();
                close_by_escape(ui, cx, &response);
                if is_wrong {
                    let why = ExploreText::NoDate.text();
                    ui.ctx()
                        .accesskit_node_builder(response.id, |node| node.set_description(why));
                    response.on_hover_text(why);
                }
            });
        }
        if has_changed {
            self.read_dates();
        }
    }

    fn read_dates(&mut self) {
        self.filter.from = first_moment(self.from.trim());
        self.filter.until = last_moment(self.until.trim());
    }

    /// Filters by fields that have no list here; a click removes one.
    fn others_ui(&mut self, ui: &mut Ui, session: &Session) {
        let others = self.filter.fields.iter();
        let others = others.filter(|field| !OFFERED.contains(&field.column.as_str()));
        let mut removed = None;
        for field in others {
            let column = column_name(session, &field.column);
            let value = joined(&field.values);
            let message = ExploreMessage::Filter {
                column: column.clone(),
                value: value.clone(),
            };
            let chip = controls::chip_ui(ui, true, small(message.to_string()));
            let remove = ExploreMessage::RemoveFilter { column, value }.to_string();
            chip.widget_info(|| WidgetInfo::labeled(Role::Button, true, &remove));
            if chip.on_hover_text(remove.as_str()).clicked() {
                removed = Some(field.column.clone());
            }
        }
        if let Some(removed) = removed {
            self.filter.remove(&removed);
        }
    }
}

/// Values in words.
fn joined(values: &[String]) -> String {
    let values = values.iter().map(|value| value_name(value));
    values.collect::<Vec<_>>().join(" / ")
}

/// Closes the view if a field of it is left by Escape.
fn close_by_escape(ui: &Ui, cx: &mut PanelCtx<'_>, field: &egui::Response) {
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        cx.commands.push(Intent::Explore(ExploreCommand::Close));
    }
}

/// Whose coding counts, where several people coded.
fn coding_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session, state: &ExploreState<'_>) {
    let has_several = state
        .shown
        .is_some_and(|shown| shown.statements.several > 0);
    if !has_several && state.coder.is_none() {
        return;
    }
    let name = |coder: &Option<String>| match coder.as_deref() {
        None => ExploreText::FirstCoder.text().to_owned(),
        Some("") => ExploreText::WithoutCoder.text().to_owned(),
        Some(coder) => coder.to_owned(),
    };
    wrapped_row::item_ui(ui, "coding", LEAST_CHOICE, |ui| {
        let mut coder = state.coder.map(str::to_owned);
        let shown = name(&coder);
        let list = DropDown::new(ExploreText::Coding.text()).small();
        let changed = list
            .width(LEAST_CHOICE)
            .show_into(ui, &mut coder, &shown, || {
                let people = session.coders().into_iter().map(|work| work.coder);
                let people = people.filter(|coder| !is_same_coder(coder, AGREED_CODER));
                let named = |coder: Option<String>| (coder.clone(), name(&coder));
                let people = people.map(|coder| named(Some(coder)));
                std::iter::once(named(None)).chain(people).collect()
            });
        let changed = changed.on_hover_text(ExploreText::CodingHint.text());
        if changed.changed() {
            let command = ExploreCommand::CountCoder(coder);
            cx.commands.push(Intent::Explore(command));
        }
    });
}
