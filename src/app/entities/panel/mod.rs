//! The entities dialog: a list of the project's entities on the left, and on the right the details
//! of the chosen one, its mentions, and the actions on it.
//!
//! `details` edits one entity, `mentions` lists its mentions, `questions` previews what a merge, a
//! split or a removal would affect.

mod details;
mod mentions;
mod questions;

use std::collections::{HashMap, HashSet};

use egui::{Key, Modifiers, vec2};

use details::Details;
use mentions::Mentions;
use questions::EntityQuestion;

use crate::app::history::undo_buttons_ui;
use crate::command::Intent;
use crate::command::entities::EntityCommand;
use crate::model::entity_names::EntityNames;
use crate::model::{Entity, EntityId};
use crate::session::Session;
use crate::session::messages::{EntityMessage, EntityText, HistoryText, SpokenMessage};
use crate::session::typing::FieldDraft;
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::list_row::SearchedList;
use crate::ui::panels::{
    self, DialogSize, PanelCtx, hairline_ui, headings_ui, list_filter, reflow, status_bar,
};
use crate::ui::theme::{ROW, small};

const LIST_WIDTH: f32 = 340.0;

/// Entities that are found by name at most: who types goes on until few are left, and sorting all of hundreds of
/// thousands would take longer than a frame.
const MAX_FOUND: usize = 5_000;

/// View state of the panel.
pub struct EntitiesPanel {
    filter: String,
    chosen: Option<EntityId>,
    /// The chosen row is to be brought in sight.
    reveal: bool,
    /// The first row is to be chosen.
    to_first: bool,
    listed: Option<EntityRows>,
    details: Details,
    mentions: Mentions,
    question: Option<EntityQuestion>,
    /// It has been shown before.
    seen: bool,
    closing: bool,
}

/// The rows of the list, for a filter and a version of the entities.
struct EntityRows {
    filter: String,
    version: u64,
    /// The entities that match, the best first; `None` if nothing is filtered: all of them by name.
    found: Option<Vec<EntityId>>,
    /// The row of the entity that was looked for last.
    last: usize,
}

impl EntityRows {
    fn len(&self, names: &EntityNames) -> usize {
        self.found.as_ref().map_or(names.len(), Vec::len)
    }

    fn get<'a>(&'a self, names: &'a EntityNames, row: usize) -> Option<&'a EntityId> {
        match &self.found {
            Some(found) => found.get(row),
            None => names.nth_by_name(row),
        }
    }

    /// The row of an entity. Most frames ask for that of the frame before.
    fn position(&mut self, names: &EntityNames, id: &EntityId) -> Option<usize> {
        let Some(found) = &self.found else {
            return names.position_by_name(id);
        };
        if found.get(self.last) == Some(id) {
            return Some(self.last);
        }
        let row = found.iter().position(|row| row == id)?;
        self.last = row;
        Some(row)
    }
}

impl EntitiesPanel {
    /// A panel at an entity, or at the first.
    pub fn new(chosen: Option<EntityId>) -> Self {
        Self {
            filter: String::new(),
            chosen,
            reveal: true,
            to_first: false,
            listed: None,
            details: Details::default(),
            mentions: Mentions::default(),
            question: None,
            seen: false,
            closing: false,
        }
    }

    /// Goes to an entity, even if the filter hides it.
    pub fn choose(&mut self, id: EntityId) {
        self.filter.clear();
        self.chosen = Some(id);
        self.question = None;
        self.reveal = true;
    }

    /// Asks for confirmation of a merge, with a preview of what it affects.
    pub fn ask_merge(&mut self, from: EntityId, into: EntityId) {
        self.question = Some(EntityQuestion::merge(from, into));
    }

    /// Closes the panel in the next frame, after the typed text is applied.
    pub fn close(&mut self) {
        self.closing = true;
    }

    /// The entity whose details are shown.
    pub fn chosen(&self) -> Option<&EntityId> {
        self.chosen.as_ref()
    }

    /// What stands in the fields, compared with the entity.
    pub fn draft(&self) -> FieldDraft {
        self.details.draft()
    }

    /// Hands over what was typed so far, while its field stays open.
    pub fn take_draft(&mut self, session: &Session) -> Vec<EntityCommand> {
        self.details.take_draft(session)
    }

    /// Draws the panel; `false` once it has been closed.
    pub fn show(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
        // Escape leaves the question first, then the panel.
        let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
        if self.question.is_some() && ctx.input_mut(escape) {
            self.question = None;
        }
        let title = EntityText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.head(|ui| self.head_ui(ui, cx, session));
            dialog.body(false, |ui| {
                broken_ui(ui, cx, session);
                reflow::list_and_details_ui(
                    ui,
                    LIST_WIDTH.min(ui.available_width() * 0.4),
                    &mut (&mut *self, &mut *cx),
                    |(panel, cx), ui| panel.list_ui(ui, cx, session),
                    |(panel, cx), ui| panel.chosen_ui(ui, cx, session),
                );
            });
        });
        self.seen = true;
        let open = !modal.should_close() && !self.closing;
        if !open {
            self.details.take_over(cx.commands, session);
        }
        open
    }

    fn head_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let count = session.entities.entities.len();
        ui.label(small(count.to_string()).color(cx.palette.quiet));
        if let Some(work) = &session.work {
            status_bar::work_ui(ui, cx, work);
        }
        let make = EntityText::New.text();
        panels::at_right_ui(
            ui,
            &[HistoryText::Undo.text(), HistoryText::Redo.text(), make],
            |ui| {
                undo_buttons_ui(ui, cx, session);
                let name = self.filter.trim();
                let new = ui.add_enabled(!name.is_empty(), egui::Button::new(make));
                let tip = EntityText::NewHint.text();
                if new.on_hover_text(tip).on_disabled_hover_text(tip).clicked() {
                    self.make(cx);
                }
            },
        );
    }

    fn make(&self, cx: &mut PanelCtx<'_>) {
        cx.commands.push(Intent::Entity(EntityCommand::Create {
            slot: None,
            name: self.filter.clone(),
            remember: false,
        }));
    }

    fn list_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let (field, step) = self.filter_ui(ui, cx);
        ui.add_space(4.0);
        self.list(session);
        let Some(rows) = &mut self.listed else {
            return;
        };
        let names = &session.entity_index.names;
        let count = rows.len(names);
        let chosen = self.chosen.as_ref();
        let mut at = chosen.and_then(|chosen| rows.position(names, chosen));
        if std::mem::take(&mut self.to_first) {
            at = None;
        }
        let mut scroll_to = std::mem::take(&mut self.reveal);
        if count == 0 {
            let text = if session.entities.entities.is_empty() {
                EntityText::NoneYet.text()
            } else {
                EntityText::NoMatchCreate.text()
            };
            ui.add(egui::Label::new(small(text).color(cx.palette.quiet)).wrap());
            SearchedList::tell_count(ui, field, &self.filter, 0);
            self.chosen = None;
            return;
        }
        let (name, rest) = (
            EntityMessage::ColumnName,
            EntityMessage::ColumnKindAndCounts,
        );
        headings_ui(ui, &cx.palette, &name.to_string(), &rest.to_string());
        if step != 0 || at.is_none() {
            let last = count - 1;
            let next = at.map_or(0, |at| at.saturating_add_signed(step).min(last));
            scroll_to = true;
            at = Some(next);
        }
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = egui::ScrollArea::vertical()
            .id_salt("entities")
            .auto_shrink(false);
        if let Some(row) = at.filter(|_| scroll_to) {
            let above = ui.available_height() * 0.4;
            area = area.vertical_scroll_offset((row as f32 * ROW - above).max(0.0));
        }
        area.show_rows(ui, ROW, count, |ui, range| {
            let title = EntityText::Title.text();
            let list = SearchedList::begin(ui, field, title, &self.filter, count);
            for index in range {
                let Some(id) = rows.get(names, index) else {
                    continue;
                };
                let row = (index, id);
                if row_ui(ui, cx, session, list, row, at == Some(index)).clicked() {
                    clicked = Some(index);
                }
            }
        });
        let next = clicked.or(at).and_then(|index| rows.get(names, index));
        if next != self.chosen.as_ref() {
            // What was written about the last one is taken over before it goes out of sight.
            self.details.take_over(cx.commands, session);
            self.question = None;
            self.chosen = next.cloned();
        }
    }

    /// The field that filters; how far its keys move the choice.
    fn filter_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>) -> (egui::Id, isize) {
        let id = ui.make_persistent_id("filter entities");
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let mut step = 0;
        if has_focus {
            let new = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            let (by, enter) = list_filter::take_step_and_enter(ui);
            step = by;
            if new && !self.filter.trim().is_empty() {
                self.make(cx);
            }
            if enter {
                self.details.enter();
            }
        }
        let name = EntityText::Filter.text();
        list_filter::field_ui(ui, id, &mut self.filter, name, !self.seen);
        (id, step)
    }

    /// Lists the entities that match the filter, or all of them by name.
    fn list(&mut self, session: &Session) {
        let version = session.entities_version;
        let listed = self.listed.as_ref();
        if listed.is_some_and(|rows| rows.filter == self.filter && rows.version == version) {
            return;
        }
        let typed = self.filter.trim().to_lowercase();
        // Typing selects the best match; otherwise the selected row stays.
        let retyped = listed.is_some_and(|rows| rows.filter != self.filter);
        self.to_first = retyped && !typed.is_empty();
        self.listed = Some(EntityRows {
            filter: self.filter.clone(),
            version,
            found: (!typed.is_empty()).then(|| matching(session, &typed)),
            last: 0,
        });
        self.reveal = true;
    }

    fn chosen_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        if let Some(question) = &mut self.question {
            // Its buttons are not those that were in their place.
            let open = ui.push_id("question", |ui| question.show(ui, cx, session));
            if !open.inner {
                self.question = None;
            }
            return;
        }
        let Some(entity) = self.chosen.as_ref().and_then(|id| session.entities.get(id)) else {
            return;
        };
        self.details.show(ui, cx, session, entity);
        ui.add_space(8.0);
        if let Some(question) = questions::buttons_ui(ui, cx, session, entity) {
            self.details.take_over(cx.commands, session);
            self.question = Some(question);
        }
        ui.add_space(8.0);
        hairline_ui(ui, &cx.palette);
        ui.add_space(8.0);
        self.mentions.show(ui, cx, session, &entity.id);
    }
}

/// The entities that match what is typed, in lower case: by their names, the best first, then by kind and
/// country.
fn matching(session: &Session, typed: &str) -> Vec<EntityId> {
    let entities = &session.entities.entities;
    let ranked = session.entity_index.rank(typed, None, MAX_FOUND);
    let mut rows: Vec<EntityId> = ranked.into_iter().map(|s| s.entity).collect();
    let kinds = &session.codebook.entity_kinds;
    let kinds = kinds
        .iter()
        .map(|kind| (kind.id.as_str(), kind.name.to_lowercase()));
    let kinds: HashMap<&str, String> = kinds.collect();
    let is_alike = |entity: &Entity| {
        let kind = kinds.get(entity.kind.as_str());
        let is_kind = match kind {
            Some(name) => name.starts_with(typed),
            None => entity.kind.to_lowercase().starts_with(typed),
        };
        is_kind || entity.country.eq_ignore_ascii_case(typed)
    };
    let alike = entities.values().filter(|entity| is_alike(entity));
    let mut alike: Vec<&EntityId> = alike.map(|entity| &entity.id).collect();
    if !alike.is_empty() {
        let named: HashSet<&EntityId> = rows.iter().collect();
        alike.retain(|id| !named.contains(id));
    }
    rows.extend(alike.into_iter().cloned());
    rows
}

fn row_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    list: SearchedList,
    (index, id): (usize, &EntityId),
    is_chosen: bool,
) -> egui::Response {
    let palette = cx.palette;
    let name = session.entities.name(id);
    let kind = session.entities.get(id).map(|entity| &entity.kind);
    let kind = kind.map_or_else(String::new, |kind| kind_name(session, kind));
    let counts = session.entity_index.mentioned(id);
    let (mentions, articles) = counts.map_or((0, 0), |m| (m.mentions, m.articles()));
    let described = {
        let counts = EntityMessage::Counts { mentions, articles }.to_string();
        let parts = [name, &kind, &counts];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let facts = parts.map(str::to_owned).collect();
        SpokenMessage::Facts { facts }.to_string()
    };
    let response = list.row_ui(ui, &palette, index, is_chosen, &described);
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(response.rect.shrink2(vec2(8.0, 0.0)))
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    let aside = match (kind.is_empty(), mentions) {
        (_, 0) => kind,
        (true, _) => EntityMessage::ShortCounts { mentions, articles }.to_string(),
        (false, _) => EntityMessage::KindAndShortCounts {
            kind,
            mentions,
            articles,
        }
        .to_string(),
    };
    row.label(small(aside).color(palette.quiet));
    row.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        line_ui(ui, cx, name, 13.5, palette.ink)
    });
    response
}

/// The name of a kind of entities; an unknown kind is called as it is written.
pub(super) fn kind_name(session: &Session, kind: &str) -> String {
    let kinds = &session.codebook.entity_kinds;
    let known = kinds.iter().find(|choice| choice.id == kind);
    known.map_or_else(|| kind.to_owned(), |choice| choice.name.to_lowercase())
}

/// Says that the file of entities cannot be read, if it is so.
fn broken_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, session: &Session) {
    if let Some(broken) = session.entities_file.broken() {
        let problem = broken.to_string();
        let text = EntityMessage::Broken { problem }.to_string();
        ui.add(egui::Label::new(small(text).color(cx.palette.error)).wrap());
        ui.add_space(8.0);
    }
}
