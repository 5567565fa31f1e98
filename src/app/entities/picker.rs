//! The entity picker (entity linking): a search field and a ranked list, next to the mention.
//!
//! With an empty field the list shows the matches for the mention's own words, so that a name that
//! was chosen before is one key away. What does not match is never what Enter takes: without a match
//! that is a new entity, or nothing.

use egui::{Align2, Area, Event, Id, Key, Modifiers, Order, Rect, UiKind, vec2};

use crate::command::Intent;
use crate::command::entities::{EntityCommand, EntitySlot};
use crate::model::document::Owner;
use crate::model::entity_ranking::{Reason, Suggestion};
use crate::model::{AttributeValue, Entity, EntityId};
use crate::session::Session;
use crate::session::messages::{EntityMessage, EntityText, PageMessage, SpokenMessage};
use crate::ui::panels::annotation_text::{line_ui, quote};
use crate::ui::panels::list_row::SearchedList;
use crate::ui::panels::{self, DialogSize, PanelCtx, list_filter};
use crate::ui::theme::{ROW, small};

/// Entities that are offered at once.
const OFFERED: usize = 50;

const WIDTH: f32 = 440.0;

/// Matches above “New entity” and “No entity”, which are to be in sight.
const FIRST: usize = 6;

/// Rows that are seen at once.
const ROWS: f32 = 9.0;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PickerRow {
    Entity(Suggestion),
    /// Makes a new entity of this name.
    New(String),
    /// Takes away the entity that is there.
    Nothing,
}

/// What is typed and chosen in the picker.
pub struct EntityPicker {
    slot: EntitySlot,
    /// The query while nothing is typed: the mention's words.
    words: String,
    /// The entity that is there now.
    now: Option<EntityId>,
    typed: String,
    /// The row that Enter takes; `None` if nothing matches.
    chosen: Option<usize>,
    /// Whether the mention's words are saved as an alias of the chosen entity.
    remember: bool,
    /// The search field has not had the keyboard yet.
    is_fresh: bool,
    /// The cached results, with the query and the version of the entities they belong to.
    found: Option<(String, u64, Vec<PickerRow>)>,
}

impl EntityPicker {
    /// A picker for a place.
    pub fn new(session: &Session, slot: EntitySlot) -> Self {
        Self {
            words: match &slot {
                // What is to be merged is likely to have a similar name.
                EntitySlot::MergeOf(id) => session.entities.name(id).to_owned(),
                slot => Self::words_of(session, slot),
            },
            now: now(session, &slot),
            slot,
            typed: String::new(),
            chosen: None,
            remember: false,
            is_fresh: true,
            found: None,
        }
    }

    /// The words of the mention that a place belongs to, empty for any other place.
    pub fn words_of(session: &Session, slot: &EntitySlot) -> String {
        let EntitySlot::Mention(article, id) = slot else {
            return String::new();
        };
        let open = session.opened(*article);
        let words = open.and_then(|open| {
            let annotation = open.document.annotation(id)?;
            Some(quote(&open.document, annotation))
        });
        words.unwrap_or_default()
    }

    /// The annotation beside which the picker belongs.
    pub fn slot(&self) -> &EntitySlot {
        &self.slot
    }

    /// Draws the picker over the window, near something; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        near: Option<Rect>,
    ) -> bool {
        let mut modal = panels::dialog(ctx, EntityText::PickerTitle.text(), DialogSize::Small);
        if let Some(near) = near {
            modal = modal.map(|modal| {
                modal
                    .area(area(ctx, near))
                    .backdrop_color(egui::Color32::TRANSPARENT)
                    .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(10))
            });
        }
        let modal = modal.bare(ctx, |ui| {
            ui.set_width((ctx.content_rect().width() - 60.0).min(WIDTH));
            self.content_ui(ui, cx, session);
        });
        !modal.should_close()
    }

    fn content_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let keys = PickerKeys::take(ui);
        let field = self.field_ui(ui);
        ui.add_space(4.0);
        let fresh = self.search(session);
        let Some((_, _, found)) = &self.found else {
            return;
        };
        if keys.step != 0 {
            // The first step down comes to the first row.
            let at = self.chosen.map_or(-1, |at| at as isize);
            let at = at.saturating_add(keys.step).max(0).unsigned_abs();
            self.chosen = Some(at.min(found.len().saturating_sub(1)));
        }
        let chosen = self.chosen.and_then(|at| found.get(at)).cloned();
        let mut taken = keys.enter.then(|| chosen.clone()).flatten();
        // Of one height, so that nothing moves while the list is filtered.
        let height = height(session);
        egui::ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if found.is_empty() {
                    ui.weak(EntityText::NoMatch.text());
                }
                let name = EntityText::PickerField.text();
                let list = SearchedList::begin(ui, field, name, &self.typed, found.len());
                for (index, offer) in found.iter().enumerate() {
                    let is_chosen = Some(index) == self.chosen;
                    let response = self.row_ui(ui, cx, session, list, (index, offer), is_chosen);
                    if is_chosen && (keys.step != 0 || fresh) {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        taken = Some(offer.clone());
                    }
                }
            });
        self.remember_ui(ui, session, chosen.as_ref());
        self.keys_ui(ui, cx);
        if keys.new {
            taken = Some(PickerRow::New(self.new_name().to_owned()));
        }
        let Some(taken) = taken else { return };
        let remember = self.remember || keys.remember;
        let slot = self.slot.clone();
        let command = match taken {
            PickerRow::New(name) if name.is_empty() => return,
            PickerRow::New(name) => EntityCommand::Create {
                slot: Some(slot),
                name,
                remember,
            },
            PickerRow::Entity(suggestion) => EntityCommand::Set {
                slot,
                entity: Some(suggestion.entity),
                remember,
            },
            PickerRow::Nothing => EntityCommand::Set {
                slot,
                entity: None,
                remember: false,
            },
        };
        cx.commands.push(Intent::Entity(command));
        ui.close();
    }

    fn field_ui(&mut self, ui: &mut egui::Ui) -> Id {
        let hint = if self.words.is_empty() {
            EntityText::PickerField.text()
        } else {
            self.words.as_str()
        };
        let id = ui.make_persistent_id("find an entity");
        let texts = (EntityText::PickerField.text(), hint);
        let response = list_filter::hinted_field_ui(ui, id, &mut self.typed, texts, false);
        // The control that opened the picker may keep the keyboard for its last frame.
        if self.is_fresh {
            self.is_fresh = !response.has_focus();
            response.request_focus();
        }
        id
    }

    /// What a new entity would be called.
    fn new_name(&self) -> &str {
        match (self.typed.trim(), &self.slot) {
            ("", EntitySlot::Mention(..)) => self.words.trim(),
            (typed, _) => typed,
        }
    }

    /// Searches again if the query or the entities have changed. Returns whether it did.
    fn search(&mut self, session: &Session) -> bool {
        let version = session.entities_version;
        let found = self.found.as_ref();
        if found.is_some_and(|(of, at, _)| *of == self.typed && *at == version) {
            return false;
        }
        let here = match &self.slot {
            EntitySlot::Mention(id, _) => session
                .coding(*id)
                .map(|coding| (coding.article, coding.id)),
            _ => None,
        };
        let text = match self.typed.trim() {
            "" => self.words.as_str(),
            typed => typed,
        };
        let index = &session.entity_index;
        let is_typed = !self.typed.trim().is_empty();
        let mut ranked = index.rank(text, here, OFFERED);
        // An entity is no part of itself and is not merged into itself.
        let itself = match &self.slot {
            EntitySlot::PartOf(id) | EntitySlot::MergeOf(id) => Some(id),
            _ => None,
        };
        ranked.retain(|suggestion| Some(&suggestion.entity) != itself);
        // The ranking begins with what matches. What is typed may be letters of a name; the words of a
        // mention are meant whole.
        let matches = |suggestion: &&Suggestion| {
            !text.is_empty() && (is_typed || suggestion.reason >= Reason::Inside)
        };
        let matching = ranked.iter().take_while(matches).count();
        if !is_typed {
            // Nothing is typed yet: the entities with the most mentions follow.
            for other in index.rank("", here, OFFERED) {
                let is_known = ranked.iter().any(|known| known.entity == other.entity);
                if !is_known && Some(&other.entity) != itself {
                    ranked.push(other);
                }
            }
        }
        ranked.truncate(OFFERED);
        let mut offers: Vec<PickerRow> = ranked.into_iter().map(PickerRow::Entity).collect();
        let is_new = !self.new_name().is_empty() && !matches!(self.slot, EntitySlot::MergeOf(_));
        let new = is_new.then(|| PickerRow::New(self.new_name().to_owned()));
        let nothing = self.now.is_some().then_some(PickerRow::Nothing);
        let others = matching.min(FIRST);
        offers.splice(others..others, new.into_iter().chain(nothing));
        self.found = Some((self.typed.clone(), version, offers));
        self.chosen = (matching > 0 || is_new).then_some(0);
        true
    }

    fn row_ui(
        &self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        list: SearchedList,
        (index, offer): (usize, &PickerRow),
        is_chosen: bool,
    ) -> egui::Response {
        let (name, alias, aside) = match offer {
            PickerRow::Entity(suggestion) => entity_row(session, suggestion),
            PickerRow::New(name) => (
                EntityMessage::NewNamed { name: name.clone() }.to_string(),
                None,
                EntityText::CreateKey.text().to_owned(),
            ),
            PickerRow::Nothing => (EntityText::NoEntity.text().to_owned(), None, String::new()),
        };
        let described = || {
            let parts = [Some(name.as_str()), alias.as_deref(), Some(aside.as_str())];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            let facts = parts.map(str::to_owned).collect();
            SpokenMessage::Facts { facts }.to_string()
        };
        let response = list.row_ui(ui, &cx.palette, index, is_chosen, &described());
        if !ui.is_rect_visible(response.rect) {
            return response;
        }
        let palette = cx.palette;
        let mut row = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(response.rect.shrink2(vec2(8.0, 0.0)))
                .layout(egui::Layout::right_to_left(egui::Align::Center)),
        );
        row.label(small(&aside).color(palette.quiet));
        row.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let is_now =
                matches!(offer, PickerRow::Entity(s) if Some(&s.entity) == self.now.as_ref());
            let ink = match offer {
                PickerRow::Entity(_) if is_now => palette.accent,
                PickerRow::Entity(_) => palette.ink,
                PickerRow::New(_) | PickerRow::Nothing => palette.quiet,
            };
            line_ui(ui, cx, &name, 13.5, ink);
            if let Some(alias) = &alias {
                line_ui(ui, cx, alias, 12.0, palette.quiet);
            }
        });
        response
    }

    /// Offers to save the mention's words as an alias of the entity that Enter would choose.
    fn remember_ui(&mut self, ui: &mut egui::Ui, session: &Session, chosen: Option<&PickerRow>) {
        let EntitySlot::Mention(..) = self.slot else {
            return;
        };
        let is_news = match chosen {
            Some(PickerRow::Entity(s)) => !session.entity_index.names.has(&s.entity, &self.words),
            Some(PickerRow::New(name)) => *name != self.words,
            Some(PickerRow::Nothing) | None => false,
        };
        ui.add_space(4.0);
        let text = EntityMessage::SaveAlias {
            words: shortened(&self.words).to_string(),
        };
        // Always there, so that the list does not jump while arrows go through it.
        ui.add_enabled(
            is_news,
            egui::Checkbox::new(&mut self.remember, small(text.to_string())),
        );
    }

    fn keys_ui(&self, ui: &mut egui::Ui, cx: &PanelCtx<'_>) {
        let keys = match self.slot {
            EntitySlot::MergeOf(_) => EntityMessage::MergeKeys,
            EntitySlot::Mention(..) => EntityMessage::MentionKeys,
            _ => EntityMessage::PickerKeys,
        };
        ui.label(small(keys.to_string()).color(cx.palette.quiet));
    }
}

/// Key presses that the picker takes before its field does.
struct PickerKeys {
    step: isize,
    enter: bool,
    /// Shift was held.
    remember: bool,
    new: bool,
}

impl PickerKeys {
    fn take(ui: &egui::Ui) -> Self {
        ui.input_mut(|input| {
            // The modifiers of the key itself: they may be released by the end of the frame.
            let enter = take_enter(input);
            Self {
                step: list_filter::take_step(input),
                enter: enter.is_some_and(|modifiers| !modifiers.command),
                remember: enter.is_some_and(|modifiers| modifiers.shift),
                new: enter.is_some_and(|modifiers| modifiers.command),
            }
        })
    }
}

/// Consumes presses of Enter and returns the modifiers of the first.
fn take_enter(input: &mut egui::InputState) -> Option<Modifiers> {
    let mut enter = None;
    input.events.retain(|event| match event {
        Event::Key {
            key: Key::Enter,
            pressed: true,
            modifiers,
            ..
        } => {
            enter.get_or_insert(*modifiers);
            false
        }
        _ => true,
    });
    enter
}

/// The entity that stands in a place now.
fn now(session: &Session, slot: &EntitySlot) -> Option<EntityId> {
    let id = |value: Option<&AttributeValue>| match value {
        Some(AttributeValue::Text(id)) => Some(EntityId::from(id.as_str())),
        _ => None,
    };
    match slot {
        EntitySlot::Mention(article, annotation) => {
            let document = &session.opened(*article)?.document;
            document.annotation(annotation)?.entity.clone()
        }
        EntitySlot::Attribute(article, owner, name) => {
            let document = &session.opened(*article)?.document;
            let attributes = match owner {
                Owner::Annotation(annotation) => &document.annotation(annotation)?.attributes,
                Owner::Relation(relation) => &document.relation(relation)?.attributes,
            };
            id(attributes.get(name))
        }
        EntitySlot::Field(article, name) => {
            let document = &session.opened(*article)?.document;
            id(document.fields().values.get(name))
        }
        EntitySlot::PartOf(part) => session.entities.get(part)?.part_of.clone(),
        EntitySlot::MergeOf(_) => None,
    }
}

/// Name, the alias that fitted, and what else tells it apart.
fn entity_row(session: &Session, suggestion: &Suggestion) -> (String, Option<String>, String) {
    let id = &suggestion.entity;
    let name = session.entities.name(id).to_owned();
    let Some(entity) = session.entities.get(id) else {
        return (name, None, String::new());
    };
    let alias = suggestion.name.and_then(|name| name.checked_sub(1));
    let alias = alias.and_then(|alias| entity.aliases.get(alias)).cloned();
    (name, alias, aside(session, entity))
}

/// Kind, country and number of mentions.
pub(super) fn aside(session: &Session, entity: &Entity) -> String {
    let mentioned = session.entity_index.mentioned(&entity.id);
    let mentions = mentioned.map_or_else(String::new, |m| m.mentions.to_string());
    let parts = [
        super::panel::kind_name(session, &entity.kind),
        entity.country.clone(),
        mentions,
    ];
    let facts = parts.into_iter().filter(|part| !part.is_empty()).collect();
    PageMessage::Facts { facts }.to_string()
}

fn shortened(words: &str) -> String {
    const MAX_CHARS: usize = 40;
    let mut short: String = words.chars().take(MAX_CHARS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// Height of the list: room for all that it can hold, a new entity among it, or for some rows.
fn height(session: &Session) -> f32 {
    ROW * ROWS.min(session.entities.entities.len() as f32 + 1.0)
}

/// Where the picker stands: below what it is about, or above it where there is no room.
fn area(ctx: &egui::Context, near: Rect) -> Area {
    let window = ctx.content_rect();
    let height = ROWS * ROW + 120.0;
    let below = near.bottom() + 8.0 + height <= window.bottom();
    let (corner, pivot) = if below || near.top() < window.bottom() - near.bottom() {
        (near.left_bottom() + vec2(0.0, 8.0), Align2::LEFT_TOP)
    } else {
        (near.left_top() - vec2(0.0, 8.0), Align2::LEFT_BOTTOM)
    };
    Area::new(Id::unique("entity picker"))
        .kind(UiKind::Modal)
        .sense(egui::Sense::hover())
        .order(Order::Foreground)
        .fixed_pos(corner)
        .pivot(pivot)
        .constrain_to(window.shrink(8.0))
}
