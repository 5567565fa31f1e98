//! The search form: words, how they match, and filters of the articles.

use std::collections::{BTreeSet, HashSet};

use egui::{Align, EventFilter, Id, Key, Layout, Modifiers, Role, TextEdit, WidgetInfo, vec2};

use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, Label};
use crate::model::document::Status;
use crate::model::indexed::Indexed;
use crate::model::normalize::normalized;
use crate::model::search::{InsideOrOutside, SearchQuery};
use crate::model::{AttributeId, EntityId, LabelId};
use crate::session::Session;
use crate::session::messages::{SearchMessage, SearchText, status_name};
use crate::ui::controls;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, PanelCtx, label_name, text_field, wrapped_row};
use crate::ui::theme::small;

/// The debounce delay before a query is run, in seconds: typing passes many queries.
const QUERY_DEBOUNCE_SECS: f64 = 0.12;

/// The width of a choice at least, in points.
const LEAST_CHOICE: f32 = 80.0;

/// The button that closes the panel.
const CLOSE_SIGN: &str = "×";

/// The width of the field for the words, in points; it is narrower only where the panel is.
const WORDS: f32 = 280.0;

/// The width that the field for an entity's name takes with its margins, in points.
const LEAST_ENTITY: f32 = 120.0;

/// The search form: the query that the user is typing.
pub(super) struct SearchFields {
    pub question: SearchQuery,
    /// Only the active article is searched.
    pub only_this: bool,
    /// A part of an entity's name.
    entity: String,
    /// The entities with such a name, for what was typed and a version of the entities.
    named: (String, u64, Option<BTreeSet<EntityId>>),
    /// The values that attributes may have.
    values: OfferedValues,
    /// The field is to get the keyboard.
    pub fresh: bool,
    /// The query that was run last.
    asked: (SearchQuery, bool),
    /// When the query is due, by the window's clock.
    due: Option<f64>,
}

/// What was pressed beside the fields.
#[derive(Default)]
pub(super) struct Done {
    pub close: bool,
    pub to_list: bool,
}

impl SearchFields {
    /// A form whose query has been run.
    pub fn new(question: SearchQuery) -> Self {
        Self {
            asked: (question.clone(), false),
            question,
            only_this: false,
            entity: String::new(),
            named: (String::new(), 0, None),
            values: OfferedValues::default(),
            fresh: true,
            due: None,
        }
    }

    /// The question, if it is another one now and has rested.
    pub fn changed(&mut self, ctx: &egui::Context, session: &Session) -> Option<SearchQuery> {
        let version = session.entities_version;
        if self.named.0 != self.entity || self.named.1 != version {
            let named = entities(session, &self.entity);
            self.named = (self.entity.clone(), version, named);
        }
        self.question.within.entities.clone_from(&self.named.2);
        if self.asked == (self.question.clone(), self.only_this) {
            self.due = None;
            return None;
        }
        let now = ctx.input(|input| input.time);
        let due = *self.due.get_or_insert(now + QUERY_DEBOUNCE_SECS);
        if now < due {
            ctx.request_repaint_after_secs((due - now) as f32);
            return None;
        }
        self.due = None;
        self.asked = (self.question.clone(), self.only_this);
        Some(self.question.clone())
    }

    /// Draws the fields.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) -> Done {
        let mut done = Done::default();
        ui.horizontal_top(|ui| {
            let gap = ui.spacing().item_spacing.x;
            let width = ui.available_width() - panels::width_at_right(ui, &[CLOSE_SIGN]) - gap;
            let size = vec2(width.max(0.0), ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                ui.set_max_width(size.x);
                wrapped_row::show(ui, |ui| {
                    done = wrapped_row::item_ui(ui, "words", WORDS, |ui| self.words_ui(ui));
                    self.pattern_ui(ui);
                });
            });
            panels::at_right_ui(ui, &[CLOSE_SIGN], |ui| {
                let close = ui.add(controls::quiet(CLOSE_SIGN));
                close.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, SearchText::Close.text())
                });
                let tip = SearchText::CloseHint.text();
                done.close |= close.on_hover_text(tip).clicked();
            });
        });
        wrapped_row::show(ui, |ui| {
            ui.label(small(SearchText::Where.text()).color(cx.palette.quiet));
            done.close |= self.where_ui(ui, session);
        });
        done
    }

    /// How the words match.
    fn pattern_ui(&mut self, ui: &mut egui::Ui) {
        let pattern = &mut self.question.pattern;
        for (value, text, tip) in [
            (
                &mut pattern.cased,
                SearchText::MatchCase.text(),
                SearchText::MatchCaseHint.text(),
            ),
            (
                &mut pattern.whole,
                SearchText::WholeWords.text(),
                SearchText::WholeWordsHint.text(),
            ),
            (
                &mut pattern.inflected,
                SearchText::WordForms.text(),
                SearchText::WordFormsHint.text(),
            ),
            (
                &mut pattern.accents,
                SearchText::MatchAccents.text(),
                SearchText::MatchAccentsHint.text(),
            ),
            (
                &mut pattern.regex,
                SearchText::Regex.text(),
                SearchText::RegexHint.text(),
            ),
        ] {
            wrapped_row::item_ui(ui, text, 0.0, |ui| {
                controls::toggle_chip_ui(ui, value, small(text)).on_hover_text(tip);
            });
        }
    }

    /// The field for the words: Enter leads to the list, Escape closes the concordance.
    fn words_ui(&mut self, ui: &mut egui::Ui) -> Done {
        let id = Id::unique("words of the concordance");
        let mut to_list = false;
        if ui.memory(|memory| memory.has_focus(id)) {
            to_list = ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Enter)
                    || input.consume_key(Modifiers::NONE, Key::ArrowDown)
            });
        }
        if to_list {
            // Enter skips the debounce delay.
            self.due = self.due.map(|_| 0.0);
        }
        let field = TextEdit::singleline(&mut self.question.pattern.text)
            .id(id)
            .hint_text(SearchText::Field.text())
            .desired_width(WORDS)
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            });
        let response = text_field::line_ui(ui, field);
        response
            .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, SearchText::Field.text()));
        if std::mem::take(&mut self.fresh) {
            response.request_focus();
        }
        let close = !to_list && is_left_by_escape(ui, &response);
        Done { close, to_list }
    }

    /// Where is searched; whether Escape was pressed in a field.
    fn where_ui(&mut self, ui: &mut egui::Ui, session: &Session) -> bool {
        let question = &mut self.question;
        let within = &mut question.within;
        let articles = |only| match only {
            true => SearchText::ThisArticle.text(),
            false => SearchText::AllArticles.text(),
        };
        let shown = articles(self.only_this);
        choice_ui(
            ui,
            SearchText::Articles.text(),
            &mut self.only_this,
            shown,
            || {
                [false, true]
                    .map(|only| (only, articles(only).to_owned()))
                    .into()
            },
        );
        let side_name = |side| match side {
            InsideOrOutside::Anywhere => SearchText::Anywhere.text(),
            InsideOrOutside::Inside => SearchText::Inside.text(),
            InsideOrOutside::Outside => SearchText::Outside.text(),
        };
        let shown = side_name(within.side);
        choice_ui(
            ui,
            SearchText::Place.text(),
            &mut within.side,
            shown,
            || {
                let sides = [
                    InsideOrOutside::Anywhere,
                    InsideOrOutside::Inside,
                    InsideOrOutside::Outside,
                ];
                sides.map(|side| (side, side_name(side).to_owned())).into()
            },
        );
        let label = within.label.as_ref();
        let label = label.map(|label| label_name(session, label).to_lowercase());
        let any = SearchText::AnyLabel.text();
        let shown = label.as_deref().unwrap_or(any);
        let is_other = choice_ui(
            ui,
            SearchText::Label.text(),
            &mut within.label,
            shown,
            || {
                let offered = session.codebook.offered();
                let named = |label: &Label| (Some(label.id.clone()), label.name.to_lowercase());
                let any = (None, any.to_owned());
                std::iter::once(any).chain(offered.map(named)).collect()
            },
        );
        if is_other {
            within.attribute = None;
        }
        let values = self.values.of(&session.codebook, within.label.as_ref());
        let chosen = within.attribute.as_ref().and_then(|(id, value)| {
            let mut values = values.iter();
            values.find(|offered| offered.attribute == *id && offered.value == *value)
        });
        let any = SearchText::AnyValue.text();
        let shown = chosen.map_or(any, |offered| &offered.name);
        choice_ui(
            ui,
            SearchText::Value.text(),
            &mut within.attribute,
            shown,
            || {
                let named = |offered: &OfferedValue| {
                    let value = (offered.attribute.clone(), offered.value.clone());
                    (Some(value), offered.name.clone())
                };
                let any = (None, any.to_owned());
                std::iter::once(any)
                    .chain(values.iter().map(named))
                    .collect()
            },
        );
        let field = TextEdit::singleline(&mut self.entity)
            .hint_text(SearchText::AnyEntity.text())
            .desired_width(110.0);
        let response = wrapped_row::item_ui(ui, "entity", LEAST_ENTITY, |ui| {
            text_field::line_ui(ui, field)
        });
        response
            .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, SearchText::Entity.text()));
        let close = is_left_by_escape(ui, &response);
        let status = question.status.as_ref();
        let status = status.map_or_else(|| SearchText::AnyStatus.text().to_owned(), status_name);
        choice_ui(
            ui,
            SearchText::Status.text(),
            &mut question.status,
            &status,
            || {
                let any = (None, SearchText::AnyStatus.text().to_owned());
                let all = Status::ALL.into_iter();
                let named = all.map(|status| (Some(status.clone()), status_name(&status)));
                std::iter::once(any).chain(named).collect()
            },
        );
        close
    }
}

/// Whether Escape was pressed in a field, which has let go of the keyboard by then.
fn is_left_by_escape(ui: &egui::Ui, field: &egui::Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape))
}

/// A drop-down list without a visible label. Returns whether another value was taken.
fn choice_ui<V: PartialEq>(
    ui: &mut egui::Ui,
    name: &str,
    value: &mut V,
    shown: &str,
    values: impl FnOnce() -> Vec<(V, String)>,
) -> bool {
    let list = DropDown::new(name).small().width(LEAST_CHOICE);
    let response = wrapped_row::item_ui(ui, name, LEAST_CHOICE, |ui| {
        list.show_into(ui, value, shown, values)
    });
    response.changed()
}

/// The entities that have something in their names; `None` while nothing is typed.
fn entities(session: &Session, typed: &str) -> Option<BTreeSet<EntityId>> {
    let typed = normalized(typed);
    if typed.is_empty() {
        return None;
    }
    let named = session.entity_index.names.containing(&typed);
    Some(named.cloned().collect())
}

/// A value that annotations may have.
#[derive(Debug, PartialEq)]
struct OfferedValue {
    attribute: AttributeId,
    value: String,
    /// "stance: for".
    name: String,
}

/// The values that annotations of a label may have, or of all labels, collected when the label or the
/// codebook has changed: thousands of labels are not read in each frame.
#[derive(Default)]
struct OfferedValues {
    /// The labels, the attributes that all have, and the label for which they were collected.
    of: Option<(Indexed<Label>, Vec<Attribute>, Option<LabelId>)>,
    values: Vec<OfferedValue>,
}

impl OfferedValues {
    fn of(&mut self, codebook: &Codebook, label: Option<&LabelId>) -> &[OfferedValue] {
        let is_same = self.of.as_ref().is_some_and(|(labels, common, of)| {
            of.as_ref() == label
                && *labels == codebook.labels
                && *common == codebook.annotation_attributes
        });
        if !is_same {
            let labels = codebook.labels.clone();
            let common = codebook.annotation_attributes.clone();
            self.of = Some((labels, common, label.cloned()));
            self.values = values(codebook, label);
        }
        &self.values
    }
}

/// Values that annotations of a label may have, or of all labels.
fn values(codebook: &Codebook, label: Option<&LabelId>) -> Vec<OfferedValue> {
    let labels = codebook.offered().map(|offered| &offered.id);
    let labels = labels.filter(|id| label.is_none_or(|label| label == *id));
    let mut values: Vec<OfferedValue> = Vec::new();
    let mut known: HashSet<(AttributeId, String)> = HashSet::new();
    for attribute in labels.flat_map(|label| codebook.attributes_of(label)) {
        let mut add = |value: String, name: &str| {
            if known.insert((attribute.id.clone(), value.clone())) {
                let shown = SearchMessage::FieldWithValue {
                    field: attribute.name.to_lowercase(),
                    value: name.to_owned(),
                };
                values.push(OfferedValue {
                    attribute: attribute.id.clone(),
                    value,
                    name: shown.to_string(),
                });
            }
        };
        match &attribute.kind {
            AttributeKind::Flag => {
                add("true".to_owned(), SearchText::Yes.text());
                add("false".to_owned(), SearchText::No.text());
            }
            AttributeKind::Choice(choices)
            | AttributeKind::Several(choices)
            | AttributeKind::Tree { choices, .. } => add_all(choices, "", &mut add),
            AttributeKind::Text
            | AttributeKind::LongText
            | AttributeKind::Integer
            | AttributeKind::Number
            | AttributeKind::Date
            | AttributeKind::Entity => {}
        }
    }
    values
}

/// Adds choices and their descendants.
fn add_all(choices: &[Choice], above: &str, add: &mut dyn FnMut(String, &str)) {
    for choice in choices {
        let path = if above.is_empty() {
            choice.id.clone()
        } else {
            format!("{above}/{}", choice.id)
        };
        add(path.clone(), &choice.name.to_lowercase());
        add_all(&choice.choices, &path, add);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_collected_again_only_when_codebook_or_label_change() {
        let mut codebook = Codebook::default();
        let mut label = Label::new("actor", "Actor", &codebook);
        let flag = |id| Attribute::new(id, id, AttributeKind::Flag, "");
        label.attributes.push(flag("group"));
        codebook.labels.push(label);
        let mut values = OfferedValues::default();
        let names = |values: &[OfferedValue]| -> Vec<String> {
            values.iter().map(|offered| offered.name.clone()).collect()
        };
        assert_eq!(
            names(values.of(&codebook, None)),
            ["group: yes", "group: no"]
        );
        let kept = values.of(&codebook.clone(), None).as_ptr();
        assert_eq!(
            values.of(&codebook, None).as_ptr(),
            kept,
            "they are the same"
        );
        assert!(values.of(&codebook, Some(&"event".into())).is_empty());
        assert_eq!(values.of(&codebook, Some(&"actor".into())).len(), 2);
        codebook.labels[0].attributes.push(flag("armed"));
        assert_eq!(values.of(&codebook, Some(&"actor".into())).len(), 4);
        codebook.annotation_attributes.push(flag("sure"));
        assert_eq!(values.of(&codebook, Some(&"actor".into())).len(), 6);
    }
}
