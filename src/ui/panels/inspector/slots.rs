//! What can be said about an annotation or an article, as a list of slots, each with its key.
//!
//! Everything that is filled in the inspector comes through here: to add another kind, give it a
//! [`SlotId`], an entry in [`of_annotation`] or [`of_article`], and a target in [`filling`].

use std::borrow::Cow;

use crate::command::{Filling, Target};
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook};
use crate::model::document::{Owner, Status};
use crate::model::history::ArticleId;
use crate::model::missing::{Missing, missing_in};
use crate::model::{
    Annotation, AnnotationId, AttributeId, AttributeValue, Document, RelationTypeId,
};

/// What the slots belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
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
    /// A relation that is required and missing.
    Relation(RelationTypeId),
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
}

impl<'c> Slot<'c> {
    fn new(id: SlotId, attribute: Cow<'c, Attribute>, value: Option<AttributeValue>) -> Self {
        let missing = attribute.required && value.is_none();
        Self {
            id,
            attribute,
            key: None,
            value,
            missing,
        }
    }

    /// Whether it is filled here; the others are shown here and filled elsewhere.
    pub fn is_filled_here(&self) -> bool {
        self.attribute.kind != AttributeKind::Entity
    }

    /// Its value as people read it, empty where there is none.
    pub fn spelled(&self) -> String {
        let value = self.value.as_ref();
        value.map_or_else(String::new, |value| self.attribute.spelled(value))
    }

    /// Whether it can be cleared.
    pub fn can_be_cleared(&self) -> bool {
        self.value.is_some() && matches!(self.id, SlotId::Attribute(_) | SlotId::Memo)
    }
}

/// What gives a slot of this subject a value; `None` where it is filled elsewhere.
pub fn filling(
    article: ArticleId,
    subject: &Subject,
    slot: &SlotId,
    value: Option<AttributeValue>,
) -> Option<Filling> {
    let target = match (subject, slot) {
        (Subject::Annotation(id), SlotId::Attribute(attribute)) => {
            Target::Attribute(Owner::Annotation(id.clone()), attribute.clone())
        }
        (Subject::Annotation(id), SlotId::Memo) => Target::Memo(id.clone()),
        (Subject::Article, SlotId::Attribute(field)) => Target::Field(field.to_string()),
        (Subject::Article, SlotId::Status) => Target::Status,
        (_, SlotId::Entity | SlotId::Relation(_) | SlotId::Memo | SlotId::Status) => return None,
    };
    Some(Filling {
        article,
        target,
        value,
    })
}

/// The slots of an annotation, those that are required and missing first.
pub fn of_annotation<'c>(
    codebook: &'c Codebook,
    document: &Document,
    annotation: &Annotation,
) -> Vec<Slot<'c>> {
    let mut slots: Vec<Slot<'c>> = codebook
        .attributes_of(&annotation.label)
        .map(|attribute| {
            let value = annotation.attributes.get(&attribute.id).cloned();
            Slot::new(
                SlotId::Attribute(attribute.id.clone()),
                Cow::Borrowed(attribute),
                value,
            )
        })
        .collect();
    let memo = Attribute::new(
        "memo",
        "Memo",
        AttributeKind::LongText,
        "What is to be remembered about it.",
    );
    let value = Some(annotation.memo.clone()).filter(|memo| !memo.is_empty());
    slots.push(Slot::new(
        SlotId::Memo,
        Cow::Owned(memo),
        value.map(AttributeValue::Text),
    ));
    give_keys(&mut slots);

    let elsewhere = |name: &str| Attribute::new(name, name, AttributeKind::Entity, "");
    if let Some(entity) = &annotation.entity {
        let value = AttributeValue::Text(entity.to_string());
        let entity = Cow::Owned(elsewhere("Entity"));
        slots.push(Slot::new(SlotId::Entity, entity, Some(value)));
    }
    for missing in missing_in(codebook, document, annotation) {
        let (id, definition) = match missing {
            Missing::Attribute(_) => continue,
            Missing::Entity => (SlotId::Entity, ""),
            Missing::Relation(kind) => {
                (SlotId::Relation(kind.id.clone()), kind.definition.as_str())
            }
        };
        let attribute = Attribute {
            required: true,
            definition: definition.to_owned(),
            ..elsewhere(missing.name())
        };
        slots.push(Slot::new(id, Cow::Owned(attribute), None));
    }
    // What the codebook does not declare is kept, so it is shown and can be cleared.
    for (name, value) in &annotation.attributes {
        let id = SlotId::Attribute(name.clone());
        if slots.iter().all(|slot| slot.id != id) {
            let undeclared = Cow::Owned(elsewhere(name.as_str()));
            slots.push(Slot::new(id, undeclared, Some(value.clone())));
        }
    }
    slots.sort_by_key(|slot| !slot.missing);
    slots
}

/// The slots of an article: its status and its fields, those that are required and missing first.
pub fn of_article(codebook: &Codebook, document: &Document) -> Vec<Slot<'static>> {
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
        "Status",
        AttributeKind::Choice(statuses),
        "How far the coding of the article has come.",
    );
    let value = AttributeValue::Text(fields.status.to_string());
    let mut slots = vec![Slot::new(SlotId::Status, Cow::Owned(status), Some(value))];
    for field in codebook.article_fields() {
        let value = fields.values.get(field.id.as_str()).cloned();
        let id = SlotId::Attribute(field.id.clone());
        slots.push(Slot::new(id, Cow::Owned(field), value));
    }
    give_keys(&mut slots);
    slots.sort_by_key(|slot| !slot.missing);
    slots
}

fn status_choice(status: &Status) -> Choice {
    let name = status.as_str().replace('-', " ");
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    Choice {
        id: status.as_str().to_owned(),
        name: first.into_iter().flatten().chain(letters).collect(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    }
}

/// Gives each slot its declared key, and those without one the first free letter of their name.
fn give_keys(slots: &mut [Slot<'_>]) {
    let mut given: Vec<char> = Vec::new();
    for slot in slots.iter_mut() {
        let key = slot.attribute.key.and_then(|key| key.to_lowercase().next());
        slot.key = key.filter(|key| !given.contains(key));
        given.extend(slot.key);
    }
    for slot in slots.iter_mut().filter(|slot| slot.is_filled_here()) {
        if slot.key.is_none() {
            let mut letters = slot.attribute.name.chars().flat_map(char::to_lowercase);
            slot.key = letters.find(|c| c.is_alphanumeric() && !given.contains(c));
            given.extend(slot.key);
        }
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
    fn what_is_missing_comes_first_and_keys_stay() {
        let (codebook, document, mut annotation) = demand();
        assert_eq!(
            keys(&of_annotation(&codebook, &document, &annotation)),
            "c:category! p:polarity! :makes! f:form o:force d:date y:certainty n:confidence m:memo"
        );
        annotation
            .attributes
            .insert("category".into(), AttributeValue::List(vec!["meet".into()]));
        annotation
            .attributes
            .insert("old".into(), AttributeValue::Flag(true));
        assert_eq!(
            keys(&of_annotation(&codebook, &document, &annotation)),
            "p:polarity! :makes! c:category f:form o:force d:date y:certainty n:confidence m:memo :old"
        );
    }

    #[test]
    fn a_key_that_is_taken_gives_way_to_a_free_letter() {
        let declared = |name: &str, key| {
            let attribute = Attribute {
                key,
                ..Attribute::new(name, name, AttributeKind::Flag, "")
            };
            Slot::new(SlotId::Attribute(name.into()), Cow::Owned(attribute), None)
        };
        let mut slots = [
            declared("Date", Some('D')),
            declared("Deadline", Some('d')),
            declared("Ed", None),
            declared("Éd", None),
            declared("De", None),
        ];
        give_keys(&mut slots);
        let keys: Vec<_> = slots.iter().map(|slot| slot.key).collect();
        assert_eq!(
            keys,
            [Some('d'), Some('e'), None, Some('é'), None],
            "in the order of the codebook"
        );
    }

    #[test]
    fn an_article_has_its_status_and_its_fields() {
        let (codebook, document, _) = demand();
        let slots = of_article(&codebook, &document);
        assert_eq!(
            keys(&slots),
            "s:status t:title d:date o:outlet a:author u:url l:language m:memo e:section"
        );
        assert_eq!(slots[0].spelled(), "New");
    }
}
