//! The form that edits one entity. An edited text becomes an undo step when its field loses the
//! focus; what is typed until then is taken over shortly after, and coalesces into that step (see
//! `app/typing`).

use egui::{Response, TextEdit};

use super::kind_name;
use crate::command::entities::{EntityCommand, EntitySlot};
use crate::command::{CommandQueue, Intent};
use crate::model::codebook::EntityUse;
use crate::model::entity_changes::EntityEdit;
use crate::model::history::TypingId;
use crate::model::{Entity, EntityId};
use crate::session::Session;
use crate::session::messages::EntityText;
use crate::session::typing::FieldDraft;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::text_field::{self, LINE_CHARS, TEXT_CHARS};
use crate::ui::panels::{self, PanelCtx, label_name};
use crate::ui::theme::small;

/// The fields as they are being written.
#[derive(Default)]
pub struct Details {
    draft: Option<EntityDraft>,
    /// The first field is to take the keyboard.
    entering: bool,
}

/// What is written, and the entity as it is without what was not taken over yet.
struct EntityDraft {
    of: Entity,
    texts: EntityTexts,
    /// What was taken over, as it was written.
    taken: EntityTexts,
    typing: TypingId,
}

/// The texts of the form.
#[derive(Clone, PartialEq)]
struct EntityTexts {
    name: String,
    /// One a line.
    aliases: String,
    country: String,
    wikidata: String,
    memo: String,
}

impl EntityDraft {
    fn of(entity: &Entity) -> Self {
        let texts = EntityTexts {
            name: entity.name.clone(),
            aliases: entity.aliases.join("\n"),
            country: entity.country.clone(),
            wikidata: entity.wikidata.clone(),
            memo: entity.memo.clone(),
        };
        Self {
            of: entity.clone(),
            taken: texts.clone(),
            texts,
            typing: TypingId::unique(),
        }
    }

    /// What differs from the entity, as edits.
    fn edits(&self) -> Vec<EntityEdit> {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let texts = &self.texts;
        let lines = texts.aliases.lines().map(line);
        let aliases: Vec<String> = lines.filter(|alias| !alias.is_empty()).collect();
        let (name, country) = (line(&texts.name), line(&texts.country).to_uppercase());
        let wikidata = line(&texts.wikidata);
        let memo = texts.memo.trim_end().to_owned();
        let of = &self.of;
        let mut edits = Vec::new();
        if name != of.name {
            edits.push(EntityEdit::Name(name));
        }
        if aliases != of.aliases {
            edits.push(EntityEdit::Aliases(aliases));
        }
        if country != of.country {
            edits.push(EntityEdit::Country(country));
        }
        if wikidata != of.wikidata {
            edits.push(EntityEdit::Wikidata(wikidata));
        }
        if memo != of.memo.trim_end() {
            edits.push(EntityEdit::Memo(memo));
        }
        edits
    }
}

impl Details {
    /// Gives the keyboard to the first field.
    pub fn enter(&mut self) {
        self.entering = true;
    }

    /// Commits the edits.
    pub fn take_over(&mut self, commands: &mut CommandQueue, session: &Session) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        // Undone or changed elsewhere meanwhile: the typed text belongs to an outdated state.
        if session.entities.get(&draft.of.id) == Some(&draft.of) {
            let edits = draft.edits().into_iter();
            let typed = |edit| EntityCommand::Type(draft.typing, draft.of.id.clone(), edit);
            commands.extend(edits.map(|edit| Intent::Entity(typed(edit))));
        }
    }

    /// What stands in the fields, compared with the entity.
    pub fn draft(&self) -> FieldDraft {
        match &self.draft {
            Some(draft) if draft.texts != draft.taken => FieldDraft::Newer,
            Some(draft) if !draft.edits().is_empty() => FieldDraft::Incomplete,
            _ => FieldDraft::None,
        }
    }

    /// Hands over what was typed so far, while the fields stay open with the texts as they are. An entity
    /// has to have a name.
    pub fn take_draft(&mut self, session: &Session) -> Vec<EntityCommand> {
        let Some(draft) = &mut self.draft else {
            return Vec::new();
        };
        if session.entities.get(&draft.of.id) != Some(&draft.of) {
            return Vec::new();
        }
        draft.taken = draft.texts.clone();
        let mut edits = draft.edits();
        edits.retain(|edit| *edit != EntityEdit::Name(String::new()));
        for edit in &edits {
            edit.clone().apply(&mut draft.of);
        }
        let typed = |edit| EntityCommand::Type(draft.typing, draft.of.id.clone(), edit);
        edits.into_iter().map(typed).collect()
    }

    /// Draws the fields.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        entity: &Entity,
    ) {
        let known = self.draft.as_ref().is_some_and(|draft| draft.of == *entity);
        if !known {
            self.draft = Some(EntityDraft::of(entity));
        }
        let Some(draft) = self.draft.as_mut() else {
            return;
        };
        let entering = std::mem::take(&mut self.entering);
        let mut left = false;
        ui.add_enabled_ui(session.entities_file.broken().is_none(), |ui| {
            egui::Grid::new(("entity", entity.id.as_str()))
                .num_columns(2)
                .min_col_width(84.0)
                .spacing([12.0, 6.0])
                .show(ui, |ui| {
                    let mut field = |ui: &mut egui::Ui, name: &str, text: &mut String, hint| {
                        let response =
                            text_ui(ui, cx, name, TextEdit::singleline(text), (hint, LINE_CHARS));
                        left |= response.lost_focus();
                        ui.end_row();
                        response
                    };
                    let name = field(ui, EntityText::Name.text(), &mut draft.texts.name, "");
                    if entering {
                        name.request_focus();
                    }
                    let aliases = TextEdit::multiline(&mut draft.texts.aliases).desired_rows(2);
                    let hint = EntityText::AliasesHint.text();
                    left |= text_ui(
                        ui,
                        cx,
                        EntityText::Aliases.text(),
                        aliases,
                        (hint, TEXT_CHARS),
                    )
                    .lost_focus();
                    ui.end_row();
                    kind_ui(ui, cx, session, entity);
                    label_ui(ui, cx, session, entity);
                    part_of_ui(ui, cx, session, entity);
                    let mut field = |ui: &mut egui::Ui, name: &str, text: &mut String, hint| {
                        let response =
                            text_ui(ui, cx, name, TextEdit::singleline(text), (hint, LINE_CHARS));
                        left |= response.lost_focus();
                        ui.end_row();
                    };
                    field(
                        ui,
                        EntityText::Country.text(),
                        &mut draft.texts.country,
                        EntityText::CountryHint.text(),
                    );
                    field(
                        ui,
                        EntityText::Wikidata.text(),
                        &mut draft.texts.wikidata,
                        EntityText::WikidataHint.text(),
                    );
                    let memo = TextEdit::multiline(&mut draft.texts.memo).desired_rows(2);
                    left |= text_ui(ui, cx, EntityText::Memo.text(), memo, ("", TEXT_CHARS))
                        .lost_focus();
                    ui.end_row();
                });
        });
        if left {
            self.take_over(cx.commands, session);
        }
    }
}

fn change(id: &EntityId, edit: EntityEdit) -> Intent {
    Intent::Entity(EntityCommand::Edit(id.clone(), edit))
}

/// A field with its name before it.
fn text_ui(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    name: &str,
    field: TextEdit<'_>,
    (hint, limit): (&str, usize),
) -> Response {
    let label = ui.label(small(name).color(cx.palette.quiet));
    let field = field
        .desired_width(f32::INFINITY)
        .hint_text(hint.to_owned());
    let field = text_field::show(ui, field, limit);
    panels::name_field(field.response.response.labelled_by(label.id), name)
}

fn kind_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, entity: &Entity) {
    let kinds = session.codebook.entity_kinds.iter();
    let kinds = kinds.filter(|kind| kind.enabled || kind.id == entity.kind);
    let kinds = kinds.map(|kind| (kind.name.clone(), kind.id.clone()));
    let mut kinds: Vec<(String, String)> = kinds.collect();
    kinds.insert(0, ("–".to_owned(), String::new()));
    let now = kind_name(session, &entity.kind);
    if let Some(kind) = choice_ui(ui, cx, EntityText::Kind.text(), &now, kinds, &entity.kind) {
        cx.commands.push(change(&entity.id, EntityEdit::Kind(kind)));
    }
}

fn label_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, entity: &Entity) {
    let labels = session.codebook.labels.iter();
    let labels = labels.filter(|label| label.entity != EntityUse::None);
    let labels = labels.map(|label| (label.name.clone(), Some(label.id.clone())));
    let mut labels: Vec<_> = labels.collect();
    labels.insert(0, ("–".to_owned(), None));
    let now = entity
        .label
        .as_ref()
        .map(|label| label_name(session, label));
    let now = now.unwrap_or_default();
    if let Some(label) = choice_ui(
        ui,
        cx,
        EntityText::Label.text(),
        &now,
        labels,
        &entity.label,
    ) {
        cx.commands
            .push(change(&entity.id, EntityEdit::Label(label)));
    }
}

/// Draws a choice of one; returns the new choice.
fn choice_ui<T: PartialEq + Clone>(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    name: &str,
    now_shown: &str,
    choices: Vec<(String, T)>,
    now: &T,
) -> Option<T> {
    let label = ui.label(small(name).color(cx.palette.quiet));
    let message = if now_shown.is_empty() {
        "–"
    } else {
        now_shown
    };
    let list = DropDown::new(name)
        .labelled_by(label.id)
        .width(200.0_f32.min(ui.available_width()));
    let picked = list.show(ui, now, message, || {
        let rows = choices.into_iter().map(|(name, value)| (value, name));
        rows.collect()
    });
    ui.end_row();
    picked.value
}

fn part_of_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, entity: &Entity) {
    let label = ui.label(small(EntityText::PartOf.text()).color(cx.palette.quiet));
    let whole = entity.part_of.as_ref();
    let message = whole.map_or("…", |whole| session.entities.name(whole));
    let mut text = egui::RichText::new(message);
    if whole.is_some_and(|whole| session.entities.get(whole).is_none()) {
        text = text.color(cx.palette.warning);
    }
    let button = ui.button(text).labelled_by(label.id);
    if button
        .on_hover_text(EntityText::PartOfHint.text())
        .clicked()
    {
        let slot = EntitySlot::PartOf(entity.id.clone());
        cx.commands.push(Intent::Entity(EntityCommand::Pick(slot)));
    }
    ui.end_row();
}
