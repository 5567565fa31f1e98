//! The entity and the attributes of an annotation, as cards list them.

use egui::vec2;

use super::PanelCtx;
use crate::model::codebook::{Attribute, AttributeKind};
use crate::model::{Annotation, AttributeValue, EntityId};
use crate::session::Session;
use crate::session::messages::AnnotatingText;
use crate::ui::theme::small;

/// Draws the entity and the attributes, one a line.
pub fn fields_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, session: &Session, annotation: &Annotation) {
    if annotation.entity.is_none() && annotation.attributes.is_empty() {
        return;
    }
    let quiet = cx.palette.quiet;
    egui::Grid::new("attributes")
        .num_columns(2)
        .spacing(vec2(12.0, 2.0))
        .show(ui, |ui| {
            let mut field = |name: &str, value: &str| {
                ui.label(small(name).color(quiet));
                ui.add(egui::Label::new(small(value)).wrap());
                ui.end_row();
            };
            if let Some(entity) = &annotation.entity {
                field(AnnotatingText::Entity.text(), session.entities.name(entity));
            }
            for (name, value) in &annotation.attributes {
                let attribute = session
                    .codebook
                    .attributes_of(&annotation.label)
                    .find(|attribute| attribute.id == *name);
                let value_name = value_name(session, attribute, value);
                field(attribute.map_or(name.as_str(), |a| &a.name), &value_name);
            }
        });
}

/// An attribute's value as people read it: an entity by its name.
pub fn value_name(
    session: &Session,
    attribute: Option<&Attribute>,
    value: &AttributeValue,
) -> String {
    match (attribute.map(|attribute| &attribute.kind), value) {
        (Some(AttributeKind::Entity), AttributeValue::Text(id)) => {
            let id = EntityId::from(id.as_str());
            session.entities.name(&id).to_owned()
        }
        _ => attribute.map_or_else(|| value.to_string(), |a| a.display_text(value)),
    }
}
