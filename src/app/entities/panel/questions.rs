//! The confirmation dialogs of merging, splitting or removing an entity, with a preview of what it affects.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Checkbox, TextEdit};

use super::mentions::{MentionRow, Mentions};
use crate::command::Intent;
use crate::command::entities::{EntityCommand, EntitySlot};
use crate::model::history::CodingId;
use crate::model::normalize::normalized;
use crate::model::{AnnotationId, Entity, EntityId};
use crate::session::Session;
use crate::session::messages::{ControlText, EntityMessage, EntityText};
use crate::ui::panels::confirm::Confirmation;
use crate::ui::panels::text_field;
use crate::ui::panels::{self, PanelCtx, place_of, reflow};
use crate::ui::theme::{ROW, small, strong};

/// A change of an entity that waits for confirmation.
pub struct EntityQuestion {
    about: EntityQuestionKind,
    /// Whether the dialog has not had the keyboard yet.
    fresh: bool,
}

enum EntityQuestionKind {
    Merge { from: EntityId, into: EntityId },
    Delete(EntityId),
    Split(EntitySplit),
}

/// Which mentions go to a new entity.
struct EntitySplit {
    id: EntityId,
    /// Of the new entity.
    name: String,
    mentions: Mentions,
    ticked: BTreeSet<(CodingId, AnnotationId)>,
}

/// Draws the buttons that open a confirmation; returns the confirmation whose button was clicked.
pub fn buttons_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    entity: &Entity,
) -> Option<EntityQuestion> {
    let mut question = None;
    let can = session.entities_file.broken().is_none() && session.work.is_none();
    ui.add_enabled_ui(can, |ui| {
        reflow::row_ui(ui, |ui| {
            if ui.button(EntityText::MergeInto.text()).clicked() {
                let slot = EntitySlot::MergeOf(entity.id.clone());
                cx.commands.push(Intent::Entity(EntityCommand::Pick(slot)));
            }
            let has_several = session.entity_index.mentioned(&entity.id);
            let has_several = has_several.is_some_and(|mentioned| mentioned.mentions > 1);
            let split = ui.add_enabled(has_several, egui::Button::new(EntityText::SplitAsk.text()));
            if split.clicked() {
                question = Some(EntityQuestion::new(EntityQuestionKind::Split(
                    EntitySplit {
                        id: entity.id.clone(),
                        name: String::new(),
                        mentions: Mentions::default(),
                        ticked: BTreeSet::new(),
                    },
                )));
            }
            if ui.button(EntityText::DeleteAsk.text()).clicked() {
                question = Some(EntityQuestion::new(EntityQuestionKind::Delete(
                    entity.id.clone(),
                )));
            }
        });
    });
    question
}

impl EntityQuestion {
    fn new(about: EntityQuestionKind) -> Self {
        Self { about, fresh: true }
    }

    /// The confirmation of merging one entity into another.
    pub fn merge(from: EntityId, into: EntityId) -> Self {
        Self::new(EntityQuestionKind::Merge { from, into })
    }

    /// Draws the confirmation; `false` once it was confirmed or cancelled.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
        let fresh = &mut self.fresh;
        match &mut self.about {
            EntityQuestionKind::Merge { from, into } => {
                merge_ui(ui, cx, session, from, into, fresh)
            }
            EntityQuestionKind::Delete(id) => delete_ui(ui, cx, session, id, fresh),
            EntityQuestionKind::Split(split) => split.show(ui, cx, session, fresh),
        }
    }
}

fn merge_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    from: &EntityId,
    into: &EntityId,
    fresh: &mut bool,
) -> bool {
    let (lost, kept) = (session.entities.name(from), session.entities.name(into));
    let mut message = touched(session, from);
    let (from_name, into_name) = (lost.to_owned(), kept.to_owned());
    let aliases = EntityMessage::BecomeAliases {
        from: from_name.clone(),
        into: into_name.clone(),
    };
    message.push(aliases.to_string());
    message.extend(parts(session, from).map(|parts| {
        let into = into_name.clone();
        EntityMessage::BecomeParts { parts, into }.to_string()
    }));
    let title = EntityMessage::MergeTitle {
        from: from_name,
        into: into_name,
    };
    let title = title.to_string();
    let command = EntityCommand::Merge {
        from: from.clone(),
        into: into.clone(),
    };
    let verb = EntityText::Merge.text();
    confirm_ui(ui, cx, &title, &message, (verb, command), fresh)
}

fn delete_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    id: &EntityId,
    fresh: &mut bool,
) -> bool {
    let name = session.entities.name(id);
    let mut message = touched(session, id);
    if session.entity_index.mentioned(id).is_some() {
        message.push(EntityText::MentionsStay.text().to_owned());
    }
    let parts = parts(session, id);
    message.extend(parts.map(|parts| EntityMessage::BelongToNone { parts }.to_string()));
    let name = name.to_owned();
    let title = EntityMessage::DeleteTitle { name }.to_string();
    let command = EntityCommand::Delete(id.clone());
    let verb = ControlText::Delete.text();
    confirm_ui(ui, cx, &title, &message, (verb, command), fresh)
}

/// What a change of an entity affects, one sentence per line.
fn touched(session: &Session, id: &EntityId) -> Vec<String> {
    let mut lines = Vec::new();
    let counts = session.entity_index.mentioned(id);
    let (mentions, articles) = counts.map_or((0, 0), |m| (m.mentions, m.articles()));
    let files = session.files_to_change(id);
    let coders: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| session.coding(*file))
        .map(|coding| coding.coder.as_str())
        .collect();
    let first = match coders.len() {
        0 | 1 => EntityMessage::Touched { mentions, articles },
        coders => EntityMessage::TouchedByCoders {
            mentions,
            articles,
            coders,
        },
    };
    lines.push(first.to_string());
    let mentioning = counts.map_or(0, |mentioned| mentioned.files.len());
    let may_name = files.len().saturating_sub(mentioning);
    if may_name > 0 {
        lines.push(EntityMessage::MayNameIt { files: may_name }.to_string());
    }
    let unread = files.iter().filter(|file| session.opened(**file).is_none());
    let unread = unread.count();
    if unread > 0 {
        lines.push(EntityMessage::ReadFirst { files: unread }.to_string());
    }
    let codings = session.articles.codings().all();
    let unreadable = codings.filter(|coding| coding.problem.is_some()).count();
    if unreadable > 0 {
        let message = EntityMessage::Unreadable { files: unreadable };
        lines.push(message.to_string());
    }
    lines
}

/// How many entities are part of one, if any are.
fn parts(session: &Session, id: &EntityId) -> Option<usize> {
    let parts = session.entities.parts(id);
    (parts > 0).then_some(parts)
}

/// Draws the confirmation of a command; `false` once it was confirmed or cancelled.
fn confirm_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    title: &str,
    message: &[String],
    (verb, command): (&'static str, EntityCommand),
    fresh: &mut bool,
) -> bool {
    let confirmation = Confirmation {
        title,
        text: message,
        remark: EntityText::UndoInOneStep.text(),
    };
    let answers = vec![(ControlText::Cancel.text(), None), (verb, Some(command))];
    let answer = confirmation.show(ui, &cx.palette, answers, |button| focus_ui(button, fresh));
    let open = answer.is_none();
    if let Some(command) = answer.flatten() {
        cx.commands.push(Intent::Entity(command));
    }
    open
}

/// Gives the keyboard to a control of a new dialog. The focus is requested in each frame until the control
/// has it: in the frame after an entity picker has closed, the picker still has it.
fn focus_ui(response: &egui::Response, fresh: &mut bool) {
    if *fresh {
        *fresh = !response.has_focus();
        response.request_focus();
    }
}

impl EntitySplit {
    fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        fresh: &mut bool,
    ) -> bool {
        let old = session.entities.name(&self.id);
        self.mentions.list(session, &self.id);
        let name = old.to_owned();
        ui.label(strong(EntityMessage::SplitTitle { name }.to_string()).size(15.0));
        ui.add_space(8.0);
        reflow::row_ui(ui, |ui| {
            let name = EntityText::New.text();
            let label = ui.label(name);
            let field = TextEdit::singleline(&mut self.name)
                .hint_text(EntityText::NameHint.text())
                .desired_width(260.0);
            let response =
                panels::name_field(text_field::line_ui(ui, field).labelled_by(label.id), name);
            focus_ui(&response, fresh);
        });
        ui.add_space(4.0);
        ui.label(EntityText::TickMentions.text());
        let groups = groups(&self.mentions.rows);
        let rows: usize = groups.iter().map(|(_, rows)| rows.len() + 1).sum();
        let height = (ui.available_height() - 76.0).max(reflow::LEAST_LIST);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            egui::ScrollArea::vertical()
                .id_salt("split")
                .max_height(height)
                .auto_shrink([false, true])
                .show_rows(ui, ROW, rows, |ui, range| {
                    let all = groups.iter().flat_map(|(text, rows)| {
                        let head = std::iter::once((text, rows.as_slice(), None));
                        let rest = rows.iter();
                        let rest = rest.map(move |row| (text, rows.as_slice(), Some(*row)));
                        head.chain(rest)
                    });
                    for (text, rows, row) in all.skip(range.start).take(range.len()) {
                        let size = egui::vec2(ui.available_width(), ROW);
                        let layout = egui::Layout::left_to_right(egui::Align::Center);
                        ui.allocate_ui_with_layout(size, layout, |ui| {
                            ui.set_min_height(ROW);
                            match row {
                                None => self.ticked.tick_text_ui(ui, text, rows),
                                Some(row) => self.ticked.tick_ui(ui, cx, session, row),
                            }
                        });
                    }
                });
        });
        ui.add_space(8.0);
        let articles = self.ticked.iter();
        let articles = articles.map(|(file, _)| session.coding(*file).map(|coding| coding.article));
        let articles: BTreeSet<_> = articles.collect();
        let message = EntityMessage::GoToNew {
            mentions: self.ticked.len(),
            articles: articles.len(),
        };
        ui.label(small(message.to_string()).color(cx.palette.quiet));
        let mut open = true;
        reflow::row_ui(ui, |ui| {
            let name = self.name.trim();
            let ready = !name.is_empty() && !self.ticked.is_empty();
            if ui
                .add_enabled(ready, egui::Button::new(EntityText::Split.text()))
                .clicked()
            {
                cx.commands.push(Intent::Entity(EntityCommand::Split {
                    id: self.id.clone(),
                    name: name.to_owned(),
                    mentions: self.ticked.iter().cloned().collect(),
                }));
                open = false;
            }
            open &= !ui.button(ControlText::Cancel.text()).clicked();
        });
        open
    }
}

/// Mentions grouped by their normalized text, the most frequent first.
fn groups(rows: &[MentionRow]) -> Vec<(String, Vec<&MentionRow>)> {
    let mut groups: BTreeMap<String, Vec<&MentionRow>> = BTreeMap::new();
    for row in rows {
        groups.entry(normalized(&row.quote)).or_default().push(row);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    groups
}

/// Ticking mentions, alone or all of one text.
trait Ticks {
    fn tick_text_ui(&mut self, ui: &mut egui::Ui, text: &str, rows: &[&MentionRow]);
    fn tick_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        row: &MentionRow,
    );
}

impl Ticks for BTreeSet<(CodingId, AnnotationId)> {
    fn tick_text_ui(&mut self, ui: &mut egui::Ui, text: &str, rows: &[&MentionRow]) {
        let keys = || rows.iter().map(|row| (row.file, row.annotation.clone()));
        let ticked = keys().filter(|key| self.contains(key)).count();
        let mut all = ticked == rows.len();
        let message = EntityMessage::MentionsOf {
            words: text.to_owned(),
            count: rows.len(),
        };
        let name = strong(message.to_string());
        let some = ticked > 0 && !all;
        if ui
            .add(Checkbox::new(&mut all, name).indeterminate(some))
            .changed()
        {
            if all {
                self.extend(keys());
            } else {
                self.retain(|key| keys().all(|other| other != *key));
            }
        }
    }

    fn tick_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        row: &MentionRow,
    ) {
        let key = (row.file, row.annotation.clone());
        let mut ticked = self.contains(&key);
        let place = place_of(session, row.file);
        ui.add_space(20.0);
        let response = ui.checkbox(&mut ticked, "");
        response.widget_info(|| {
            let (quote, place) = (row.quote.clone(), place.clone());
            let name = EntityMessage::MentionIn { quote, place }.to_string();
            egui::WidgetInfo::selected(egui::Role::CheckBox, true, ticked, name)
        });
        if response.changed() {
            if ticked {
                self.insert(key);
            } else {
                self.remove(&key);
            }
        }
        let rect = ui.available_rect_before_wrap();
        super::mentions::row_ui(ui, cx, session, row, &place, rect);
    }
}
