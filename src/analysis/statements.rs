//! Statements and events: what a coded article says, one by one, as later counts and networks need it.
//!
//! A statement is a demand with one of its makers and one of its categories: who demands what. An event is
//! an annotation in which actors take part. Which labels demands and events have follows from the relation
//! types `makes` and `participant` of the codebook.

use std::collections::HashMap;

use crate::model::codebook::Codebook;
use crate::model::{
    Annotation, AnnotationId, AttributeValue, Document, Entity, EntityBook, LabelId, Relation,
    RelationTypeId,
};

/// The relation type from a maker to a demand.
const MAKES: &str = "makes";
/// The relation type from a demand to whom it is addressed to.
const ADDRESSED_TO: &str = "addressed_to";
/// The relation type from an event to an actor, with the actor's role.
const PARTICIPANT: &str = "participant";
/// The kind of entities that belong to organisations.
const PERSON: &str = "person";

/// Which labels demands and events have.
#[derive(Clone, Debug, Default)]
pub struct StatementLabels {
    demands: Vec<LabelId>,
    events: Vec<LabelId>,
}

impl StatementLabels {
    /// The labels in this codebook; none if it lacks the relation types.
    pub fn of(codebook: &Codebook) -> Self {
        let find = |id: &str| codebook.relation(&RelationTypeId::from(id));
        Self {
            demands: find(MAKES).map_or_else(Vec::new, |kind| kind.to.clone()),
            events: find(PARTICIPANT).map_or_else(Vec::new, |kind| kind.from.clone()),
        }
    }
}

impl StatementLabels {
    /// The labels whose annotations are demands.
    pub fn demands(&self) -> impl Iterator<Item = &LabelId> {
        self.demands.iter()
    }

    /// The labels whose annotations are events.
    pub fn events(&self) -> impl Iterator<Item = &LabelId> {
        self.events.iter()
    }

    /// Whether annotations of a label are events.
    pub fn is_event(&self, label: &LabelId) -> bool {
        self.events.contains(label)
    }

    /// Whether annotations of a label are demands.
    pub fn is_demand(&self, label: &LabelId) -> bool {
        self.demands.contains(label)
    }
}

/// A demand with one of its makers and one of its categories.
#[derive(Clone, Debug)]
pub struct Statement<'d> {
    pub demand: &'d Annotation,
    /// Its number among the statements of the demand, from 1.
    pub number: usize,
    /// `None` if the coder named none.
    pub maker: Option<&'d Annotation>,
    /// A path of choices such as `security/nato`; empty if there is none.
    pub category: &'d str,
    pub addressees: Vec<&'d Annotation>,
}

/// The statements of a document, in the order of its text. Detached annotations make none.
pub fn statements<'d>(document: &'d Document, labels: &StatementLabels) -> Vec<Statement<'d>> {
    let mut makers = Ends::default();
    let mut addressees = Ends::default();
    for relation in document.relations() {
        match relation.kind.as_str() {
            MAKES => makers.add(document, &relation.to, &relation.from),
            ADDRESSED_TO => addressees.add(document, &relation.from, &relation.to),
            _ => {}
        }
    }
    let mut statements = Vec::new();
    let all = document.annotations().iter();
    for demand in all.filter(|annotation| labels.demands.contains(&annotation.label)) {
        let makers: Vec<Option<&Annotation>> = match makers.of(demand) {
            [] => vec![None],
            makers => makers.iter().copied().map(Some).collect(),
        };
        let mut number = 0;
        for maker in makers {
            for category in texts(demand, "category") {
                number += 1;
                statements.push(Statement {
                    demand,
                    number,
                    maker,
                    category,
                    addressees: addressees.of(demand).to_vec(),
                });
            }
        }
    }
    statements
}

/// An event with those who take part in it.
#[derive(Clone, Debug)]
pub struct CodedEvent<'d> {
    pub event: &'d Annotation,
    /// The participants with their roles, which may be empty.
    pub participants: Vec<(&'d Annotation, &'d str)>,
}

/// The events of a document, in the order of its text. Detached annotations are none.
pub fn events<'d>(document: &'d Document, labels: &StatementLabels) -> Vec<CodedEvent<'d>> {
    let mut participants: HashMap<&AnnotationId, Vec<(&Annotation, &str)>> = HashMap::new();
    let is_of = |relation: &&'d Relation| relation.kind.as_str() == PARTICIPANT;
    let relations = document.relations().map(AsRef::as_ref).filter(is_of);
    for relation in in_order(document, relations.collect(), |relation| &relation.to) {
        if let Some(actor) = document.annotation(&relation.to) {
            let role = text_of(relation.attributes.get("role")).unwrap_or_default();
            let of_event = participants.entry(&relation.from).or_default();
            of_event.push((actor, role));
        }
    }
    let all = document.annotations().iter();
    all.filter(|annotation| labels.events.contains(&annotation.label))
        .map(|event| CodedEvent {
            event,
            participants: participants.remove(&event.id).unwrap_or_default(),
        })
        .collect()
}

/// The annotations at the other ends of a type of relation, in the order of the text.
#[derive(Default)]
struct Ends<'d>(HashMap<&'d AnnotationId, Vec<&'d Annotation>>);

impl<'d> Ends<'d> {
    fn add(&mut self, document: &'d Document, of: &'d AnnotationId, end: &AnnotationId) {
        let Some(end) = document.annotation(end) else {
            return;
        };
        let ends = self.0.entry(of).or_default();
        let rank = |end: &Annotation| document.rank(&end.id);
        let at = ends.partition_point(|known| rank(known) < rank(end));
        if ends.get(at).is_none_or(|known| known.id != end.id) {
            ends.insert(at, end);
        }
    }

    fn of(&self, annotation: &Annotation) -> &[&'d Annotation] {
        self.0.get(&annotation.id).map_or(&[], Vec::as_slice)
    }
}

/// Relations in the order in which one of their ends stands in the text.
fn in_order<'d>(
    document: &Document,
    mut relations: Vec<&'d Relation>,
    end: impl Fn(&Relation) -> &AnnotationId,
) -> Vec<&'d Relation> {
    relations.sort_by_cached_key(|relation| (document.rank(end(relation)), relation.id.clone()));
    relations
}

/// The values of an attribute of which there may be several; one empty text if there is none.
fn texts<'d>(annotation: &'d Annotation, attribute: &str) -> Vec<&'d str> {
    match annotation.attributes.get(attribute) {
        Some(AttributeValue::Text(text)) => vec![text],
        Some(AttributeValue::List(items)) if !items.is_empty() => {
            items.iter().map(AsRef::as_ref).collect()
        }
        _ => vec![""],
    }
}

fn text_of(value: Option<&AttributeValue>) -> Option<&str> {
    match value {
        Some(AttributeValue::Text(text)) => Some(text),
        _ => None,
    }
}

/// An attribute's text, or else empty.
pub fn text<'d>(annotation: &'d Annotation, attribute: &str) -> &'d str {
    text_of(annotation.attributes.get(attribute)).unwrap_or_default()
}

/// The organisation of an entity: the first one above it (`part_of`) that is no person, or itself if it is
/// none. `None` for a person who belongs to nothing.
pub fn organisation<'b>(entities: &'b EntityBook, entity: &'b Entity) -> Option<&'b Entity> {
    let mut at = entity;
    // The bound ends the loop in a cycle.
    for _ in 0..=entities.entities.len() {
        if at.kind != PERSON {
            return Some(at);
        }
        at = entities.get(at.part_of.as_ref()?)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::RelationType;
    use crate::model::document::ArticleFields;
    use crate::model::{ByteOffset, Span, Text};

    fn labels() -> StatementLabels {
        let kind = |id: &str, from: &str, to: &str| RelationType {
            from: vec![from.into()],
            to: vec![to.into()],
            ..RelationType::new(id, id)
        };
        StatementLabels::of(&Codebook {
            relations: vec![
                kind("makes", "actor", "demand"),
                kind("participant", "event", "actor"),
            ]
            .into(),
            ..Codebook::default()
        })
    }

    fn document(
        words: &[(&str, &str)],
        relations: &[(&str, &str, &str)],
        change: impl Fn(&mut Annotation),
    ) -> Document {
        let content: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let text = Text::new(content.join(" "));
        let annotations = words.iter().map(|(word, label)| {
            let start = text.as_str().find(word).expect("the word stands there");
            let end = ByteOffset(start + word.len());
            let span = Span::new(&text, ByteOffset(start), end).expect("a span");
            let mut annotation = Annotation::new(*word, *label, span);
            change(&mut annotation);
            annotation
        });
        let annotations = annotations.collect();
        let relations = relations
            .iter()
            .enumerate()
            .map(|(index, (from, kind, to))| {
                let mut relation = Relation::new(
                    format!("r{index}").as_str(),
                    *kind,
                    (*from).into(),
                    (*to).into(),
                );
                if *kind == "participant" {
                    let role = AttributeValue::Text("host".into());
                    relation.attributes.insert("role".into(), role);
                }
                relation
            });
        let relations = relations.collect();
        Document::load(text, ArticleFields::default(), annotations, relations).0
    }

    #[test]
    fn a_statement_is_a_demand_with_a_maker_and_a_category() {
        let words = [
            ("Ana", "actor"),
            ("Ben", "actor"),
            ("Truce", "demand"),
            ("Aid", "demand"),
        ];
        let relations = [
            ("Ben", "makes", "Truce"),
            ("Ana", "makes", "Truce"),
            ("Truce", "addressed_to", "Ben"),
        ];
        let document = document(&words, &relations, |annotation| {
            if annotation.id.as_str() == "Truce" {
                let list = vec!["peace/truce".into(), "aid".into()];
                let list = AttributeValue::List(list);
                annotation.attributes.insert("category".into(), list);
            }
        });
        let found: Vec<_> = statements(&document, &labels())
            .into_iter()
            .map(|statement| {
                let maker = statement.maker.map_or("", |maker| maker.id.as_str());
                let demand = statement.demand.id.as_str();
                let to = statement.addressees.len();
                (demand, statement.number, maker, statement.category, to)
            })
            .collect();
        let expected = [
            ("Truce", 1, "Ana", "peace/truce", 1),
            ("Truce", 2, "Ana", "aid", 1),
            ("Truce", 3, "Ben", "peace/truce", 1),
            ("Truce", 4, "Ben", "aid", 1),
            ("Aid", 1, "", "", 0),
        ];
        assert_eq!(found, expected);
        assert!(statements(&document, &StatementLabels::default()).is_empty());
    }

    #[test]
    fn an_event_has_its_participants_in_the_order_of_the_text() {
        let words = [("Talks", "event"), ("Ana", "actor"), ("Ben", "actor")];
        let relations = [
            ("Talks", "participant", "Ben"),
            ("Talks", "participant", "Ana"),
        ];
        let document = document(&words, &relations, |_| {});
        let events = events(&document, &labels());
        let [event] = events.as_slice() else {
            panic!("{events:?}")
        };
        let participants = event.participants.iter();
        let participants: Vec<_> = participants
            .map(|(who, role)| (who.id.as_str(), *role))
            .collect();
        assert_eq!(participants, [("Ana", "host"), ("Ben", "host")]);
    }

    #[test]
    fn a_person_belongs_to_the_first_organisation_above() {
        let mut book = EntityBook::default();
        for (id, kind, part_of) in [
            ("ana", "person", "cabinet"),
            ("cabinet", "organisation", "state"),
            ("state", "state", ""),
            ("ben", "person", "ana"),
            ("cy", "person", ""),
            ("loop", "person", "loop"),
        ] {
            let mut entity = Entity::new(id, id);
            entity.kind = kind.to_owned();
            entity.part_of = Some(part_of).filter(|id| !id.is_empty()).map(Into::into);
            book.insert(entity);
        }
        let of = |id: &str| {
            let entity = book.get(&id.into()).expect("it is there");
            organisation(&book, entity).map(|found| found.id.as_str().to_owned())
        };
        for (id, wanted) in [
            ("ana", Some("cabinet")),
            ("ben", Some("cabinet")),
            ("cabinet", Some("cabinet")),
            ("state", Some("state")),
            ("cy", None),
            ("loop", None),
        ] {
            assert_eq!(of(id).as_deref(), wanted, "{id}");
        }
    }
}
