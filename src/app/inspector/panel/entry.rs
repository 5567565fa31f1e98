//! The text field editor of a slot: texts, numbers and dates.

use egui::text::CCursorRange;
use egui::{EventFilter, Key, Modifiers, Role, TextEdit, WidgetInfo};

use super::slots::Slot;
use super::{AfterEdit, EditorOutcome};
use crate::model::codebook::AttributeKind;
use crate::model::date::{self, Date};
use crate::model::history::TypingId;
use crate::model::{AttributeValue, typed};
use crate::session::messages::{InspectorMessage, InspectorText};
use crate::session::typing::FieldDraft;
use crate::ui::panels::PanelCtx;
use crate::ui::panels::text_field::{self, LINE_CHARS, TEXT_CHARS};
use crate::ui::theme::small;

/// What is typed in an open field.
pub struct FieldEntry {
    typed: String,
    /// What was taken over already.
    taken: String,
    /// The slot's value at first, which Escape brings back.
    initial: Option<AttributeValue>,
    typing: TypingId,
    /// Of the readings of a date, the one that is taken.
    reading: usize,
    /// The validation error for the typed text.
    refused: Option<String>,
    /// The field has not had the keyboard yet.
    fresh: bool,
}

/// A value, or none where the field is empty.
type AttributeOrNone = Option<AttributeValue>;

/// The typed text parsed as a value, or the reason why it is invalid.
type TypedValue = Result<AttributeOrNone, String>;

impl FieldEntry {
    /// A field that holds the slot's value.
    pub fn new(slot: &Slot<'_>) -> Self {
        let typed = slot.value.as_ref().map(ToString::to_string);
        // A proposal counts as taken over, so that only Enter or a change stores it.
        let typed = typed.or_else(|| slot.proposal.clone());
        let typed = typed.unwrap_or_default();
        Self {
            taken: typed.clone(),
            initial: slot.value.clone(),
            typing: TypingId::unique(),
            typed,
            reading: 0,
            refused: None,
            fresh: true,
        }
    }

    /// This visit to the field.
    pub fn typing(&self) -> TypingId {
        self.typing
    }

    /// The parsed value, if the text has changed since it was taken over and is unambiguous.
    pub fn written(&self, kind: &AttributeKind, article: Option<Date>) -> Option<TypedValue> {
        let changed = self.typed != self.taken && !self.is_ambiguous(kind, article);
        changed.then(|| self.value(kind, article))
    }

    /// Like [`Self::written`], and the text counts as taken over.
    pub fn take(&mut self, kind: &AttributeKind, article: Option<Date>) -> Option<AttributeOrNone> {
        let value = self.written(kind, article)?.ok()?;
        self.taken.clone_from(&self.typed);
        Some(value)
    }

    /// What stands in the field, compared with what was taken over.
    pub fn draft(&self, kind: &AttributeKind, article: Option<Date>) -> FieldDraft {
        match self.written(kind, article) {
            Some(Ok(_)) => FieldDraft::Newer,
            None if self.typed == self.taken => FieldDraft::None,
            Some(Err(_)) | None => FieldDraft::Incomplete,
        }
    }

    /// Whether the typed text is an ambiguous date.
    pub fn is_ambiguous(&self, kind: &AttributeKind, article: Option<Date>) -> bool {
        *kind == AttributeKind::Date
            && self.typed != self.taken
            && date::understand(&self.typed, article).is_ok_and(|readings| readings.len() > 1)
    }

    /// Draws the field, which is named `id`. Dates are read against the article's.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &PanelCtx<'_>,
        slot: &Slot<'_>,
        article: Option<Date>,
        id: egui::Id,
        has_keyboard: bool,
    ) -> EditorOutcome {
        let kind = &slot.attribute.kind;
        let long = *kind == AttributeKind::LongText;
        let is_date = *kind == AttributeKind::Date;
        let keys = if has_keyboard {
            ui.input_mut(|input| take_keys(input, long, is_date))
        } else {
            EntryKeys::default()
        };
        let before = self.typed.clone();
        let field = if long {
            TextEdit::multiline(&mut self.typed).desired_rows(3)
        } else {
            TextEdit::singleline(&mut self.typed)
        };
        let field = field
            .id(id)
            .hint_text(hint(kind))
            .desired_width(f32::INFINITY)
            // Escape is ours, or it would go on to the text and drop the choice.
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                tab: true,
            });
        let limit = if long { TEXT_CHARS } else { LINE_CHARS };
        let mut output = text_field::show(ui, field, limit);
        let response = output.response.response;
        let name = slot.attribute.name.clone();
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &name));
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
            if !long {
                let all = CCursorRange::select_all_str(&self.typed);
                output.state.cursor.set_char_range(Some(all));
                output.state.store(ui.ctx(), id);
            }
        }
        if self.typed != before {
            self.refused = None;
            self.reading = 0;
        }
        self.reading = self.reading.saturating_add_signed(keys.step);
        if is_date && !self.typed.trim().is_empty() {
            self.readings_ui(ui, cx, article);
        }
        if let Some(refused) = &self.refused {
            ui.add(egui::Label::new(small(refused).color(cx.palette.error)).wrap());
        }

        // What took a while to write is not thrown away by Escape.
        if keys.enter || keys.tab != 0 || (keys.escape && long) {
            let then = match keys.tab {
                0 if long => AfterEdit::Stay,
                0 => AfterEdit::Onward,
                step => AfterEdit::Step(step),
            };
            return match self.value(kind, article) {
                Ok(value) => EditorOutcome::Done(value, then),
                Err(why) => {
                    self.refused = Some(why);
                    EditorOutcome::Open
                }
            };
        }
        if keys.escape {
            let initial = self.initial.as_ref().map(ToString::to_string);
            // Parts of it may have been taken over already.
            return if self.taken == initial.unwrap_or_default() {
                EditorOutcome::Leave(AfterEdit::Stay)
            } else {
                EditorOutcome::Done(self.initial.clone(), AfterEdit::Stay)
            };
        }
        EditorOutcome::Open
    }

    /// Shows the reason why the typed text was not accepted.
    pub fn refuse(&mut self, why: String) {
        self.refused = Some(why);
    }

    fn value(&self, kind: &AttributeKind, article: Option<Date>) -> TypedValue {
        if *kind != AttributeKind::Date || self.typed.trim().is_empty() {
            return typed::value(kind, &self.typed).map_err(str::to_owned);
        }
        let readings = date::understand(&self.typed, article).map_err(|no| no.to_string())?;
        let chosen = readings.get(self.reading).or(readings.last());
        Ok(chosen.map(|reading| AttributeValue::Text(reading.date.to_string())))
    }

    /// Draws the possible readings of a date before the user confirms one.
    fn readings_ui(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>, article: Option<Date>) {
        let palette = cx.palette;
        let readings = match date::understand(&self.typed, article) {
            Ok(readings) => readings,
            Err(why) => {
                if self.refused.is_none() {
                    let why = small(why.to_string()).color(palette.quiet);
                    ui.add(egui::Label::new(why).wrap());
                }
                return;
            }
        };
        self.reading = self.reading.min(readings.len() - 1);
        for (index, reading) in readings.iter().enumerate() {
            let taken = index == self.reading;
            let sign = if taken { "→" } else { "   " };
            let date = reading.date.display_text();
            let date = match reading.how {
                "" => date,
                how => {
                    let how = how.to_owned();
                    InspectorMessage::Reading { date, how }.to_string()
                }
            };
            let text = format!("{sign} {date}");
            let color = if taken { palette.ink } else { palette.quiet };
            ui.add(egui::Label::new(small(text).color(color)).wrap());
        }
        if readings.len() > 1 {
            ui.label(small(InspectorText::ReadingKeys.text()).color(palette.quiet));
        }
    }
}

/// Key presses that the slot handles instead of its text field.
#[derive(Default)]
struct EntryKeys {
    step: isize,
    tab: isize,
    enter: bool,
    escape: bool,
}

fn take_keys(input: &mut egui::InputState, long: bool, is_date: bool) -> EntryKeys {
    let back = input.count_and_consume_key(Modifiers::SHIFT, Key::Tab) as isize;
    // In a long text Enter makes a new line.
    let enter = if long {
        Modifiers::COMMAND
    } else {
        Modifiers::NONE
    };
    let enter = input.consume_key(enter, Key::Enter);
    let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
    EntryKeys {
        step: if is_date {
            pressed(Key::ArrowDown) - pressed(Key::ArrowUp)
        } else {
            0
        },
        tab: pressed(Key::Tab) - back,
        enter,
        escape: pressed(Key::Escape) > 0,
    }
}

fn hint(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Date => InspectorText::DateHint.text(),
        AttributeKind::Integer => InspectorText::IntegerHint.text(),
        AttributeKind::Number => InspectorText::NumberHint.text(),
        AttributeKind::LongText => InspectorText::NoteHint.text(),
        _ => "",
    }
}
