//! What the program suggests for an annotation, greyed in the rows of its slots, and links below them.

use super::slots::{Slot, SlotId};
use crate::command::suggest::{SuggestCommand, SuggestedField};
use crate::command::{Intent, UserCommand};
use crate::model::codebook::AttributeKind;
use crate::model::{Annotation, AttributeValue, EntityId};
use crate::session::messages::{SuggestMessage, SuggestText};
use crate::session::suggest::percent;
use crate::session::{OpenArticle, Session};
use crate::ui::controls;
use crate::ui::panels::annotation_text::quote;
use crate::ui::panels::{PanelCtx, wrapped_row};
use crate::ui::theme::small;

/// Adds what is suggested to the slots that have no value.
pub fn add(slots: &mut [Slot<'_>], session: &Session, annotation: &Annotation) {
    let values = session.suggested_values(annotation);
    for slot in slots.iter_mut().filter(|slot| slot.value.is_none()) {
        slot.suggestion = match &slot.id {
            SlotId::Entity => values.entity.as_ref().map(|entity| {
                let name = session.entities.name(&entity.value);
                (name.to_owned(), percent(entity.confidence))
            }),
            SlotId::Attribute(id) => {
                let mut all = values.attributes.iter();
                let value = all.find(|(of, _)| of == id).map(|(_, value)| value);
                value.map(|value| {
                    let text = match (&slot.attribute.kind, &value.value) {
                        (AttributeKind::Entity, AttributeValue::Text(id)) => session
                            .entities
                            .name(&EntityId::from(id.as_str()))
                            .to_owned(),
                        (_, value) => slot.attribute.display_text(value),
                    };
                    (text, percent(value.confidence))
                })
            }
            SlotId::Relation(..) | SlotId::Memo | SlotId::Status => None,
        };
    }
}

/// Draws the links that are suggested for an annotation, and the button that takes all that is suggested for it.
pub fn links_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
) {
    let quiet = cx.palette.quiet;
    let id = &annotation.id;
    let mut has_any = false;
    for link in session.suggested_links(id) {
        has_any = true;
        let other = if link.from == *id {
            &link.to
        } else {
            &link.from
        };
        let Some(other) = shown.document.annotation(other) else {
            continue;
        };
        let kinds = session.codebook.relations.iter();
        let kind = kinds.clone().find(|kind| kind.id == link.kind);
        let message = SuggestMessage::Link {
            relation: kind.map_or_else(|| link.kind.to_string(), |kind| kind.name.clone()),
            from: words(shown, annotation, &link.from == id, other),
            to: words(shown, annotation, &link.from != id, other),
            percent: percent(link.confidence).into(),
        };
        let field = || SuggestedField::Link {
            kind: link.kind.clone(),
            from: link.from.clone(),
            to: link.to.clone(),
        };
        ui.add(egui::Label::new(small(message.to_string()).color(quiet)).wrap());
        ui.horizontal(|ui| {
            let take = controls::small_button_ui(ui, SuggestText::Take.text());
            if take.clicked() {
                let command = SuggestCommand::TakeValue(id.clone(), field());
                cx.commands.push(Intent::Suggest(command));
            }
            let reject = controls::small_button_ui(ui, SuggestText::Reject.text());
            if reject.clicked() {
                let command = SuggestCommand::RejectValue(id.clone(), field());
                cx.commands.push(Intent::Suggest(command));
            }
        });
    }
    let values = session.suggested_values(annotation);
    if !has_any && values == Default::default() {
        return;
    }
    wrapped_row::show(ui, |ui| {
        let take = controls::small_button_ui(ui, SuggestText::TakeValues.text());
        let tip = cx.tip(SuggestText::TakeValuesHint.text(), &UserCommand::AcceptMove);
        if take.on_hover_text(tip).clicked() {
            let command = SuggestCommand::TakeValues(id.clone());
            cx.commands.push(Intent::Suggest(command));
        }
    });
}

/// The words of the annotation itself, or of the other end of a link.
fn words(shown: &OpenArticle, own: &Annotation, is_own: bool, other: &Annotation) -> String {
    quote(&shown.document, if is_own { own } else { other })
}
