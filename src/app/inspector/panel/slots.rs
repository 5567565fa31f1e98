//! The slots (editable fields) of an annotation or an article, each with its key.
//!
//! Everything that is edited in the inspector is a slot: to add another kind, give it a
//! [`SlotId`], an entry in [`of_annotation`] or [`of_article`], and a target in [`filling`].

use std::borrow::Cow;

use crate::command::entities::{EntityCommand, EntitySlot};
use crate::command::linking::LinkCommand;
use crate::command::{Filling, Intent, Target};
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, End, EntityUse};
use crate::model::document::{Owner, Status};
use crate::model::fields::TITLE;
use crate::model::headline::headline;
use crate::model::history::CodingId;
use crate::model::key_letters::KeyLetters;
use crate::model::links::{lettered_ways, letters, ways};
use crate::model::{
    Annotation, AnnotationId, AttributeId, AttributeValue, Document, EntityBook, EntityId,
    RelationTypeId,
};
use crate::session::messages::{InspectorText, status_title};

/// What the slots belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotOwner {
    Annotation(AnnotationId),
    Article,
}

/// Names a slot of a subject, from one frame to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SlotId {
    /// An attribute of the annotation, or a field of the article.
    Attribute(AttributeId),
    /// The entity that is mentioned.
    Entity,
    /// A relation that is required and missing, and the annotation's end of it.
    Relation(RelationTypeId, End),
    Memo,
    Status,
}

/// A place for a value.
#[derive(Clone, Debug)]
pub struct Slot<'c> {
    pub id: SlotId,
    /// Its name, kind and definition.
    pub attribute: Cow<'c, Attribute>,
    /// The letter that goes to it.
    pub key: Option<char>,
    pub value: Option<AttributeValue>,
    /// Required, and without a value.
    pub missing: bool,
    /// The value as people read it, empty where there is none.
    pub display_text: String,
    /// What the text suggests while there is no value. It is no value until it is accepted.
    pub proposal: Option<String>,
    /// What the program suggests while there is no value, with its confidence in percent. It is no value until it is
    /// taken.
    pub suggestion: Option<(String, u8)>,
    /// Whether the codebook declares it. An undeclared value is kept, and can only be cleared.
    pub is_declared: bool,
}

impl<'c> Slot<'c> {
    fn new(id: SlotId, attribute: Cow<'c, Attribute>, value: Option<AttributeValue>) -> Self {
        let missing = attribute.required && value.is_none();
        let display_text = value.as_ref().map(|value| attribute.display_text(value));
        Self {
            id,
            key: None,
            missing,
            display_text: display_text.unwrap_or_default(),
            proposal: None,
            suggestion: None,
            is_declared: true,
            attribute,
            value,
        }
    }

    /// Spells an entity by its name.
    fn name_entity(&mut self, entities: &EntityBook) {
        if let (AttributeKind::Entity, Some(AttributeValue::Text(id))) =
            (&self.attribute.kind, &self.value)
        {
            self.display_text = entities.name(&EntityId::from(id.as_str())).to_owned();
        }
    }

    /// Whether it can be cleared.
    pub fn can_be_cleared(&self) -> bool {
        self.value.is_some() && matches!(self.id, SlotId::Attribute(_) | SlotId::Memo)
    }
}

/// The edit that sets this slot to a value; `None` where another editor fills the slot.
pub fn filling(
    article: CodingId,
    subject: &SlotOwner,
    slot: &SlotId,
    value: Option<AttributeValue>,
) -> Option<Filling> {
    let target = match (subject, slot) {
        (SlotOwner::Annotation(id), SlotId::Attribute(attribute)) => {
            Target::Attribute(Owner::Annotation(id.clone()), attribute.clone())
        }
        (SlotOwner::Annotation(id), SlotId::Memo) => Target::Memo(id.clone()),
        (SlotOwner::Article, SlotId::Attribute(field)) => Target::Field(field.to_string()),
        (SlotOwner::Article, SlotId::Status) => Target::Status,
        (_, SlotId::Entity | SlotId::Relation(..) | SlotId::Memo | SlotId::Status) => return None,
    };
    Some(Filling {
        article,
        target,
        value,
        typing: None,
    })
}

/// The intent that fills a slot without an editor here: the entity picker, or linking.
pub fn filled_elsewhere(article: CodingId, subject: &SlotOwner, slot: &Slot<'_>) -> Option<Intent> {
    let place = match (subject, &slot.id) {
        (SlotOwner::Annotation(_), SlotId::Relation(kind, end)) => {
            return Some(Intent::Link(LinkCommand::Start {
                kind: kind.clone(),
                end: *end,
            }));
        }
        (SlotOwner::Annotation(id), SlotId::Entity) => EntitySlot::Mention(article, id.clone()),
        (_, SlotId::Attribute(_)) if slot.attribute.kind != AttributeKind::Entity => return None,
        (SlotOwner::Annotation(id), SlotId::Attribute(attribute)) => {
            EntitySlot::Attribute(article, Owner::Annotation(id.clone()), attribute.clone())
        }
        (SlotOwner::Article, SlotId::Attribute(field)) => {
            EntitySlot::Field(article, field.to_string())
        }
        _ => return None,
    };
    Some(Intent::Entity(EntityCommand::Pick(place)))
}

/// The slots of an annotation: entity, attributes in the order of the codebook, memo, and the required
/// relations that are missing, where the links follow. Filling one changes the place of no other. The letters are
/// those that the keyboard has.
pub fn of_annotation<'c>(
    codebook: &'c Codebook,
    entities: &EntityBook,
    document: &Document,
    annotation: &Annotation,
    keyboard: &KeyLetters,
) -> Vec<Slot<'c>> {
    let label = &annotation.label;
    let mut slots: Vec<Slot<'c>> = codebook
        .attributes_of(label)
        .map(|attribute| {
            let value = annotation.attributes.get(&attribute.id).cloned();
            let id = SlotId::Attribute(attribute.id.clone());
            Slot::new(id, Cow::Borrowed(attribute), value)
        })
        .collect();
    let ways = lettered_ways(codebook, label, keyboard);
    let memo = Attribute::new(
        "memo",
        InspectorText::Memo.text(),
        AttributeKind::LongText,
        InspectorText::MemoHint.text(),
    );
    let value = Some(annotation.memo.clone()).filter(|memo| !memo.is_empty());
    let memo = Slot::new(
        SlotId::Memo,
        Cow::Owned(memo),
        value.map(AttributeValue::Text),
    );
    // The letters of relations are taken, whether they are slots here or buttons beside them.
    let attributes = slots.iter().map(|s| (s.attribute.key, &*s.attribute.name));
    let relations = ways.iter().map(|way| (way.kind.key, &*way.kind.name));
    let keys = letters(attributes.chain(relations), keyboard);
    let memo_key = memo_key(codebook, keyboard);
    for (slot, key) in slots.iter_mut().zip(keys) {
        slot.key = key;
    }

    let used = codebook.label(label).map_or(EntityUse::None, |l| l.entity);
    if used != EntityUse::None || annotation.entity.is_some() {
        let entity = Attribute {
            required: used == EntityUse::Required,
            ..Attribute::new(
                "entity",
                InspectorText::Entity.text(),
                AttributeKind::Entity,
                InspectorText::EntityHint.text(),
            )
        };
        let value = annotation.entity.as_ref();
        let value = value.map(|id| AttributeValue::Text(id.to_string()));
        let slot = Slot {
            key: Some('.'),
            ..Slot::new(SlotId::Entity, Cow::Owned(entity), value)
        };
        slots.insert(0, slot);
    }
    slots.push(Slot {
        key: memo_key,
        ..memo
    });
    // What the codebook does not declare is kept, so it is shown and can be cleared.
    for (name, value) in &annotation.attributes {
        let id = SlotId::Attribute(name.clone());
        if slots.iter().all(|slot| slot.id != id) {
            let undeclared = Attribute::new(name.as_str(), name.as_str(), AttributeKind::Text, "");
            slots.push(Slot {
                is_declared: false,
                ..Slot::new(id, Cow::Owned(undeclared), Some(value.clone()))
            });
        }
    }
    for way in ways.iter().filter(|way| way.required) {
        let mut relations = document.relations_of(&annotation.id);
        if !relations.any(|relation| way.holds(relation, &annotation.id)) {
            let relation = Attribute {
                required: true,
                ..Attribute::new(
                    way.kind.id.as_str(),
                    way.kind.name_at(way.end).unwrap_or(&way.kind.name),
                    AttributeKind::Entity,
                    &way.kind.definition,
                )
            };
            let id = SlotId::Relation(way.kind.id.clone(), way.end);
            slots.push(Slot {
                key: way.key,
                ..Slot::new(id, Cow::Owned(relation), None)
            });
        }
    }
    slots.iter_mut().for_each(|slot| slot.name_entity(entities));
    slots
}

/// The slots of an article: its status and its fields.
pub fn of_article(
    codebook: &Codebook,
    entities: &EntityBook,
    document: &Document,
    keyboard: &KeyLetters,
) -> Vec<Slot<'static>> {
    let fields = document.fields();
    let mut statuses: Vec<Choice> = Status::ALL.iter().map(status_choice).collect();
    if let other @ Status::Other(_) = &fields.status {
        statuses.push(Choice {
            enabled: false,
            ..status_choice(other)
        });
    }
    let status = Attribute::new(
        "status",
        InspectorText::Status.text(),
        AttributeKind::Choice(statuses),
        InspectorText::StatusHint.text(),
    );
    let value = AttributeValue::Text(fields.status.to_string());
    let mut slots = vec![Slot::new(SlotId::Status, Cow::Owned(status), Some(value))];
    for field in codebook.article_fields() {
        let value = fields.values.get(field.id.as_str()).cloned();
        let id = SlotId::Attribute(field.id.clone());
        let is_title = field.id.as_str() == TITLE && value.is_none();
        let headline = headline(document.text().as_str()).filter(|_| is_title);
        slots.push(Slot {
            proposal: headline.map(str::to_owned),
            ..Slot::new(id, Cow::Owned(field), value)
        });
    }
    let named = slots.iter();
    let named = named.map(|slot| (slot.attribute.key, &*slot.attribute.name));
    let keys = letters(named, keyboard);
    for (slot, key) in slots.iter_mut().zip(keys) {
        slot.key = key;
        slot.name_entity(entities);
    }
    slots
}

/// The letter of the memo, the same for all labels: the first, of its name or else of all, that no attribute
/// or relation of any label has.
fn memo_key(codebook: &Codebook, keyboard: &KeyLetters) -> Option<char> {
    let mut taken = std::collections::BTreeSet::new();
    for label in &codebook.labels {
        let ways = ways(codebook, &label.id);
        let attributes = codebook.attributes_of(&label.id);
        let attributes = attributes.map(|attribute| (attribute.key, &*attribute.name));
        let relations = ways.iter().map(|way| (way.kind.key, &*way.kind.name));
        let things: Vec<(Option<char>, &str)> = attributes.chain(relations).collect();
        taken.extend(letters(things.into_iter(), keyboard).into_iter().flatten());
    }
    let taken: Vec<(Option<char>, &str)> = taken.into_iter().map(|key| (Some(key), "")).collect();
    let memo = std::iter::once((None, InspectorText::Memo.text()));
    letters(taken.into_iter().chain(memo), keyboard)
        .pop()
        .flatten()
}

fn status_choice(status: &Status) -> Choice {
    Choice {
        id: status.as_str().to_owned(),
        name: status_title(status),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Text};

    fn keys(slots: &[Slot<'_>]) -> String {
        let mut keys: Vec<String> = slots
            .iter()
            .map(|slot| {
                let key = slot.key.map_or(String::new(), |key| key.to_string());
                let sign = if slot.missing { "!" } else { "" };
                format!("{key}:{}{sign}", slot.attribute.name)
            })
            .collect();
        keys.iter_mut().for_each(|key| key.make_ascii_lowercase());
        keys.join(" ")
    }

    fn demand() -> (Codebook, Document, Annotation) {
        let codebook = crate::store::codebook::built_in().codebook;
        let text = Text::new("talks");
        let span = Span::new(&text, crate::model::ByteOffset(0), text.end()).expect("a span");
        let annotation = Annotation::new("a", "demand", span);
        (codebook, Document::new(text), annotation)
    }

    #[test]
    fn slots_keep_their_places_and_keys_when_one_is_filled() {
        let (codebook, document, mut annotation) = demand();
        assert_eq!(
            keys(&of_annotation(
                &codebook,
                &EntityBook::default(),
                &document,
                &annotation,
                &KeyLetters::default()
            )),
            "c:category! p:polarity! f:form o:force d:date y:certainty n:confidence j:memo m:made by!"
        );
        annotation
            .attributes
            .insert("category".into(), AttributeValue::List(vec!["meet".into()]));
        annotation
            .attributes
            .insert("old".into(), AttributeValue::Flag(true));
        assert_eq!(
            keys(&of_annotation(
                &codebook,
                &EntityBook::default(),
                &document,
                &annotation,
                &KeyLetters::default()
            )),
            "c:category p:polarity! f:form o:force d:date y:certainty n:confidence j:memo :old m:made by!"
        );
    }

    #[test]
    fn an_article_has_its_status_and_its_fields() {
        let (codebook, document, _) = demand();
        let slots = of_article(
            &codebook,
            &EntityBook::default(),
            &document,
            &KeyLetters::default(),
        );
        assert_eq!(
            keys(&slots),
            "s:status t:title d:date o:outlet a:author u:url l:language m:memo e:section"
        );
        assert_eq!(slots[0].display_text, "Not begun");
    }
}
