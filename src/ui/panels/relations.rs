//! The relations of an annotation: linked annotations, their roles, and required relations that are
//! missing.
//!
//! The codebook declares which relations an annotation of a label has, so that a statement shows
//! its speaker and an event its participants, although this module knows neither.

use egui::containers::menu::MenuButton;
use egui::{Button, Sense};

use super::annotation_text::{line_ui, quote};
use super::link_option_text::{direction, way_name};
use super::menu_item::{self, MenuItem};
use super::{PanelCtx, field_grid, label_name};
use crate::command::linking::LinkCommand;
use crate::command::{Intent, UserCommand};
use crate::model::audit::relation_faults;
use crate::model::codebook::{Attribute, AttributeKind, End, RelationType};
use crate::model::links::{self, LinkOption, far_end};
use crate::model::{Annotation, AttributeValue, Document, Relation};
use crate::session::Session;
use crate::session::messages::{InspectorMessage, KeysMessage, LinkMessage, LinkText};
use crate::ui::controls;
use crate::ui::theme::small;

/// The relations of an annotation that are shown at once.
const RELATIONS_AT_ONCE: usize = 50;

/// The room that the other end of a relation has before its attributes have any, in points.
const LEAST_END: f32 = 48.0;

/// The first relations of an annotation, to be read, and the number of the others.
pub fn relations_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
) {
    let mut relations = document.relations_of(&annotation.id);
    for relation in relations.by_ref().take(RELATIONS_AT_ONCE) {
        ui.horizontal(|ui| {
            end_ui(ui, cx, session, document, annotation, relation);
        });
    }
    let more = relations.count();
    if more > 0 {
        ui.label(small(format!("+{more}")));
    }
}

/// Gives the first link of the chosen annotation the keyboard, in the next frame that draws it.
pub fn focus_links(ctx: &egui::Context) {
    ctx.data_mut(|data| data.insert_temp(FocusLinks::id(), FocusLinks));
}

/// The links are asked to take the keyboard.
#[derive(Clone, Copy, Default)]
struct FocusLinks;

impl FocusLinks {
    fn id() -> egui::Id {
        egui::Id::unique("focus links")
    }
}

/// The relations of the chosen annotation, required ones first.
pub fn held_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
) {
    let ways = links::ways(&session.codebook, &annotation.label);
    let mut relations: Vec<&Relation> = document
        .relations_of(&annotation.id)
        .map(|relation| &**relation)
        .collect();
    // What the codebook does not allow, or not any more, comes last and is shown all the same.
    relations.sort_by_key(|relation| {
        let way = ways
            .iter()
            .position(|way| way.holds(relation, &annotation.id));
        way.unwrap_or(ways.len())
    });
    let id = ui.scope_id().with(("relations", annotation.id.as_str()));
    let mut first = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(0);
    if first >= relations.len() {
        first = 0;
    }
    let last = relations.len().min(first + RELATIONS_AT_ONCE);
    for relation in &relations[first..last] {
        relation_ui(ui, cx, session, document, annotation, relation);
    }
    if relations.len() <= RELATIONS_AT_ONCE {
        return;
    }
    // A widget for each of thousands would make each frame take a second.
    ui.horizontal(|ui| {
        ui.label(small(format!("{}–{last} / {}", first + 1, relations.len())));
        let before = ui.add_enabled(first > 0, Button::new(small("‹")));
        if before.clicked() {
            first = first.saturating_sub(RELATIONS_AT_ONCE);
        }
        let next = ui.add_enabled(last < relations.len(), Button::new(small("›")));
        if next.clicked() {
            first = last;
        }
    });
    ui.data_mut(|data| data.insert_temp(id, first));
}

/// What the chosen annotation can be linked to, also once more in the same way: an event has several
/// participants. One a line, and always all, so that linking moves none.
pub fn free_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    annotation: &Annotation,
) {
    let keyboard = cx.keyboard.letters();
    let ways = links::lettered_ways(&session.codebook, &annotation.label, keyboard);
    if ways.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let key = cx.key_of(&UserCommand::Link);
    let text = LinkMessage::AddLink { key }.to_string();
    ui.label(small(text).color(cx.palette.quiet));
    for way in &ways {
        slot_button_ui(ui, cx, session, way);
    }
}

/// Fills a slot: begins to link in its way.
fn slot_button_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    way: &LinkOption<'_>,
) {
    let link = cx.key_of(&UserCommand::Link);
    let key = way.key.map(|key| cx.keyboard.printed_letter(key));
    let key = key.unwrap_or_default();
    let name = way_name(session, way);
    let size = egui::vec2(ui.available_width(), field_grid::HEIGHT);
    let id = ui
        .scope_id()
        .with(("add link", way.kind.id.as_str(), way.end));
    let (_, rect) = ui.allocate_space(size);
    let button = ui.interact(rect, id, Sense::click());
    if button.hovered() {
        ui.painter().rect_filled(rect, 5.0, cx.palette.hovered);
    }
    for (text, from, color) in [
        (&key, field_grid::KEYS, cx.palette.quiet),
        (&name, field_grid::NAMES, cx.palette.ink),
    ] {
        let place = rect.with_min_x(rect.left() + from);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(place).layout(layout);
        let label = egui::Label::new(small(text.as_str()).color(color)).truncate();
        ui.new_child(builder).add(label.selectable(false));
    }
    let button = button.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(&way.kind.definition);
        ui.label(small(&way.kind.example));
        let keys = KeysMessage::KeyAndName {
            key: link.clone(),
            name: key.to_string(),
        };
        ui.label(small(keys.to_string()).color(cx.palette.quiet));
    });
    button.widget_info(|| {
        let name = LinkMessage::StartLink { way: name.clone() };
        egui::WidgetInfo::labeled(egui::Role::Button, true, name.to_string())
    });
    if button.clicked() {
        cx.commands.push(Intent::Link(LinkCommand::Start {
            kind: way.kind.id.clone(),
            end: way.end,
        }));
    }
}

fn relation_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
    relation: &Relation,
) {
    let kind = session.codebook.relation(&relation.kind);
    let keyboard = cx.keyboard.letters();
    let ways = links::lettered_ways(&session.codebook, &annotation.label, keyboard);
    let way = ways.iter().find(|way| way.holds(relation, &annotation.id));
    let key = way.and_then(|way| way.key);
    let key = key.map(|key| cx.keyboard.printed_letter(key));
    ui.push_id(relation.id.as_str(), |ui| {
        let (palette, name) = (cx.palette, kind_name(session, annotation, relation));
        // Both parts need the context.
        let cell = std::cell::RefCell::new(&mut *cx);
        field_grid::row_ui(
            ui,
            &palette,
            key.as_deref(),
            &name,
            |ui| {
                let cx = &mut **cell.borrow_mut();
                let attributes = kind.map_or(&[][..], |kind| kind.attributes.as_slice());
                let have_room = have_room(ui, relation, attributes);
                let in_menu = if have_room { &[][..] } else { attributes };
                more_ui(ui, cx, session, document, relation, in_menu);
                if have_room {
                    for attribute in attributes {
                        attribute_ui(ui, cx, relation, attribute);
                    }
                }
            },
            |ui| {
                let cx = &mut **cell.borrow_mut();
                far_end_ui(ui, cx, session, document, annotation, relation);
            },
        );
        for fault in relation_faults(document, &session.codebook, None, relation) {
            ui.label(small(fault.to_string()).color(cx.palette.warning));
        }
    });
}

/// Type, direction and the other end, which a click leads to.
fn end_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
    relation: &Relation,
) {
    let name = kind_name(session, annotation, relation);
    ui.label(small(name).color(cx.palette.quiet));
    far_end_ui(ui, cx, session, document, annotation, relation);
}

/// The type of a relation and its direction, as seen from one of its ends.
fn kind_name(session: &Session, annotation: &Annotation, relation: &Relation) -> String {
    let kind = session.codebook.relation(&relation.kind);
    let end = match relation.from == annotation.id {
        true => End::From,
        false => End::To,
    };
    match kind {
        Some(kind) => direction(kind, end),
        None => direction(
            &RelationType::new(relation.kind.clone(), relation.kind.as_str()),
            end,
        ),
    }
}

/// The other end of a relation, which a click leads to.
fn far_end_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    annotation: &Annotation,
    relation: &Relation,
) {
    let id = far_end(relation, &annotation.id);
    let other = document.annotation(id);
    let missing = || LinkText::Missing.text().to_owned();
    let text = other.map_or_else(missing, |other| quote(document, other));
    let ink = cx.palette.accent;
    let response = line_ui(ui, cx, &text, 13.5, ink).interact(Sense::click());
    let tip = other.map_or_else(String::new, |other| {
        let label = label_name(session, &other.label).to_lowercase();
        LinkMessage::GoToEnd { label }.to_string()
    });
    if response.on_hover_text(tip).clicked() {
        cx.commands.push(Intent::Choose(id.clone()));
    }
}

/// Whether the attributes of a relation have room in its row beside the other end, which has it first.
fn have_room(ui: &egui::Ui, relation: &Relation, attributes: &[Attribute]) -> bool {
    let extend = Some(egui::TextWrapMode::Extend);
    let width = |text: String| {
        let text = egui::WidgetText::from(small(text));
        let galley = text.into_galley(ui, extend, f32::INFINITY, egui::TextStyle::Button);
        galley.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x
    };
    let shown = attributes
        .iter()
        .filter_map(|attribute| shown_value(relation, attribute));
    let widths = shown.map(|shown| width(shown.to_lowercase()));
    let all = width("…".to_owned()) + widths.sum::<f32>();
    ui.available_width() - all >= LEAST_END
}

/// The value of an attribute as it is read; `None` for one that is asked for nowhere and has none.
fn shown_value(relation: &Relation, attribute: &Attribute) -> Option<String> {
    let value = relation.attributes.get(&attribute.id);
    let AttributeKind::Choice(choices) = &attribute.kind else {
        return value.map(ToString::to_string);
    };
    Some(match value {
        Some(AttributeValue::Text(id)) => {
            let choice = choices.iter().find(|choice| choice.id == *id);
            choice.map_or_else(|| id.clone(), |choice| choice.name.clone())
        }
        Some(_) | None => "…".to_owned(),
    })
}

/// The value of an attribute; a click asks for it anew.
fn attribute_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    relation: &Relation,
    attribute: &Attribute,
) {
    let Some(shown) = shown_value(relation, attribute) else {
        return;
    };
    if !matches!(attribute.kind, AttributeKind::Choice(_)) {
        ui.label(small(shown)).on_hover_text(&attribute.name);
        return;
    }
    let button = ui.add(Button::new(small(shown.to_lowercase())).min_size(controls::LEAST_TARGET));
    let name = named_value(attribute, &shown);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if button.on_hover_text(name).clicked() {
        ask_attribute(cx, relation, attribute);
    }
}

fn named_value(attribute: &Attribute, value: &str) -> String {
    let message = InspectorMessage::FieldValue {
        field: attribute.name.clone(),
        value: value.to_owned(),
    };
    message.to_string()
}

/// The same in the menu of a row without room for it.
fn attribute_item_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    relation: &Relation,
    attribute: &Attribute,
) {
    let Some(shown) = shown_value(relation, attribute) else {
        return;
    };
    let text = named_value(attribute, &shown);
    if !matches!(attribute.kind, AttributeKind::Choice(_)) {
        ui.label(text);
    } else if ui.button(text).clicked() {
        ask_attribute(cx, relation, attribute);
    }
}

fn ask_attribute(cx: &mut PanelCtx<'_>, relation: &Relation, attribute: &Attribute) {
    cx.commands.push(Intent::Link(LinkCommand::AskAttribute(
        relation.id.clone(),
        attribute.id.clone(),
    )));
}

/// What else can be done with a relation, and its attributes that have no room in the row.
fn more_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    document: &Document,
    relation: &Relation,
    attributes: &[Attribute],
) {
    let label = |id| document.annotation(id).map(|a| &a.label);
    let fits = |kind: &RelationType, from, to| {
        let from = label(from).is_some_and(|label| kind.from.contains(label));
        from && label(to).is_some_and(|label| kind.to.contains(label))
    };
    let button = MenuButton::from_button(controls::quiet("…").min_size(controls::LEAST_TARGET));
    let palette = cx.palette;
    let item_ui = |ui: &mut egui::Ui, name: &str| MenuItem::new(name).show(ui, &palette).clicked();
    let (response, menu) = button.ui(ui, |ui| {
        for attribute in attributes {
            attribute_item_ui(ui, cx, relation, attribute);
        }
        if item_ui(ui, LinkText::Remove.text()) {
            cx.commands
                .push(Intent::Link(LinkCommand::Remove(relation.id.clone())));
        }
        if item_ui(ui, LinkText::ChangeEnd.text()) {
            cx.commands
                .push(Intent::Link(LinkCommand::ChangeEnd(relation.id.clone())));
        }
        let now = session.codebook.relation(&relation.kind);
        if now.is_some_and(|kind| fits(kind, &relation.to, &relation.from))
            && item_ui(ui, LinkText::Reverse.text())
        {
            cx.commands
                .push(Intent::Link(LinkCommand::Reverse(relation.id.clone())));
        }
        let others = session.codebook.relations.iter();
        for kind in others.filter(|kind| kind.id != relation.kind) {
            if fits(kind, &relation.from, &relation.to)
                && item_ui(
                    ui,
                    &LinkMessage::ChangeTo {
                        relation: kind.name.clone(),
                    }
                    .to_string(),
                )
            {
                let retype =
                    Intent::Link(LinkCommand::Retype(relation.id.clone(), kind.id.clone()));
                cx.commands.push(retype);
            }
        }
    });
    let is_asked = ui.data_mut(|data| data.remove_temp::<FocusLinks>(FocusLinks::id()));
    if is_asked.is_some() {
        response.request_focus();
    }
    let response = response.on_hover_text(LinkText::MenuHint.text());
    menu_item::tell_menu_button(&response, LinkText::Menu.text(), menu.is_some());
}
