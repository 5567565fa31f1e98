//! Events with all that is known of them, one row each: where they are named, what they are, who takes part in which
//! role. The same event in several articles is several rows; `canonical_event` says that they are one.

use std::borrow::Cow;

use crate::model::codebook::{AttributeKind, Codebook};
use crate::model::{AttributeId, AttributeValue, EntityBook, Fragments, RelationTypeId};
use crate::network::ColumnKind;
use crate::statement_rows::{ArticleCoding, NamedActor, RowValue, StatementRow};
use crate::statements::{CodedEvent, StatementLabels, events, text};

/// The attribute with the day of an event, or its first one.
const DATE: &str = "date_from";
/// The relation type to participants, and its attribute with their role.
const PARTICIPANT: &str = "participant";
const ROLE: &str = "role";
/// Between several values in a cell.
const SEPARATOR: &str = "; ";

/// Columns before the attributes of an event, and after the participants. Those of place and date stand where
/// [`push`](crate::statement_rows::push) looks for them.
const BEFORE: [&str; 10] = [
    "event",
    "article",
    "title",
    "outlet",
    "author",
    "language",
    "coder",
    "status",
    "date",
    "date_source",
];
const AFTER: [&str; 6] = ["start", "end", "quote", "memo", "origin", "by"];

/// How events are read out of documents: the codebook's columns, and the entities.
#[derive(Clone, Debug)]
pub struct EventReader<'b> {
    entities: &'b EntityBook,
    labels: StatementLabels,
    attributes: Vec<(AttributeId, EventValue)>,
    roles: Vec<String>,
}

/// How the values of an attribute of events are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EventValue {
    Text,
    Number,
    /// By its name.
    Entity,
}

impl<'b> EventReader<'b> {
    /// The columns of this codebook.
    pub fn new(codebook: &Codebook, entities: &'b EntityBook) -> Self {
        let labels = StatementLabels::of(codebook);
        let mut attributes: Vec<(AttributeId, EventValue)> = Vec::new();
        for attribute in labels
            .events()
            .flat_map(|label| codebook.attributes_of(label))
        {
            let reading = match attribute.kind {
                AttributeKind::Integer => EventValue::Number,
                AttributeKind::Entity => EventValue::Entity,
                _ => EventValue::Text,
            };
            if !attributes.iter().any(|(id, _)| *id == attribute.id) {
                attributes.push((attribute.id.clone(), reading));
            }
        }
        let participant = codebook.relation(&RelationTypeId::from(PARTICIPANT));
        let of_relation = participant
            .into_iter()
            .flat_map(|kind| kind.attributes.iter());
        let role = of_relation
            .into_iter()
            .find(|attribute| attribute.id.as_str() == ROLE);
        let roles = match role.map(|attribute| &attribute.kind) {
            Some(AttributeKind::Choice(choices)) => {
                choices.iter().map(|choice| choice.id.to_string()).collect()
            }
            _ => Vec::new(),
        };
        Self {
            entities,
            labels,
            attributes,
            roles,
        }
    }

    /// The names of the columns, and what they hold. A role has a column `role_` with those who have it;
    /// `participants` has all.
    pub fn columns(&self) -> Vec<(String, ColumnKind)> {
        let number = || ColumnKind::Number { levels: Vec::new() };
        let text = |name: &str| (name.to_owned(), ColumnKind::Text);
        let mut columns: Vec<(String, ColumnKind)> = BEFORE.iter().map(|name| text(name)).collect();
        columns.extend(self.attributes.iter().map(|(id, reading)| {
            let kind = if *reading == EventValue::Number {
                number()
            } else {
                ColumnKind::Text
            };
            (id.to_string(), kind)
        }));
        columns.push(text("participants"));
        columns.extend(self.roles.iter().map(|role| text(&format!("role_{role}"))));
        columns.extend(AFTER.iter().map(|name| match *name {
            "start" | "end" => ((*name).to_owned(), number()),
            name => text(name),
        }));
        columns
    }

    /// Hands over the events of an article in the order of its text. Returns how many there are whose words are no
    /// longer in it.
    pub fn read<'d>(
        &'d self,
        article: ArticleCoding<'d>,
        take: &mut dyn FnMut(StatementRow<'d>),
    ) -> usize {
        for event in events(article.document, &self.labels) {
            if let Some(fragments) = event.event.fragments() {
                take(self.row(article, &event, fragments));
            }
        }
        let detached = article.document.detached().iter();
        detached.filter(|a| self.labels.is_event(&a.label)).count()
    }

    fn row<'d>(
        &'d self,
        article: ArticleCoding<'d>,
        coded: &CodedEvent<'d>,
        fragments: &Fragments,
    ) -> StatementRow<'d> {
        let (document, event) = (article.document, coded.event);
        let (date, from) = match (text(event, DATE), document.field("date")) {
            ("", "") => ("", ""),
            ("", date) => (date, "article"),
            (date, _) => (date, "event"),
        };
        let cell = |text: &'d str| RowValue::Text(text.into());
        let mut row = vec![
            RowValue::Text(format!("{}#{}", article.name, event.id).into()),
            cell(article.name),
            cell(document.field("title")),
            cell(document.field("outlet")),
            cell(document.field("author")),
            cell(document.field("language")),
            cell(article.coder),
            cell(document.fields().status.as_str()),
            cell(date),
            cell(from),
        ];
        row.extend(
            self.attributes
                .iter()
                .map(|(id, reading)| self.value(event.attributes.get(id), *reading)),
        );
        let name = |of: &(&'d crate::model::Annotation, &'d str)| {
            NamedActor::of(of.0, document.text(), self.entities).name
        };
        let all: Vec<Cow<'_, str>> = coded.participants.iter().map(name).collect();
        row.push(RowValue::Text(all.join(SEPARATOR).into()));
        for role in &self.roles {
            let with_role = coded.participants.iter().filter(|of| of.1 == role);
            let names: Vec<Cow<'_, str>> = with_role.map(name).collect();
            row.push(RowValue::Text(names.join(SEPARATOR).into()));
        }
        let words = document.text();
        let place = |at| words.char_from_byte(at).map(|at| at.0 as i64);
        row.extend([
            RowValue::Number(place(fragments.start())),
            RowValue::Number(place(fragments.end())),
            RowValue::Text(fragments.quote(words).into()),
            cell(&event.memo),
            cell(event.provenance.origin.as_deref().unwrap_or_default()),
            cell(&event.provenance.by),
        ]);
        row
    }

    fn value<'d>(&'d self, value: Option<&'d AttributeValue>, reading: EventValue) -> RowValue<'d> {
        match (value, reading) {
            (Some(AttributeValue::Integer(number)), EventValue::Number) => {
                RowValue::Number(Some(*number))
            }
            (_, EventValue::Number) => RowValue::Number(None),
            (None, _) => RowValue::Text("".into()),
            (Some(AttributeValue::Text(id)), EventValue::Entity) => {
                let named = self.entities.get(&id.as_str().into());
                let name = named.map(|entity| entity.name.as_str());
                RowValue::Text(name.filter(|name| !name.is_empty()).unwrap_or(id).into())
            }
            (Some(AttributeValue::Text(text)), _) => RowValue::Text(text.into()),
            (Some(AttributeValue::List(items)), _) => RowValue::Text(items.join(SEPARATOR).into()),
            (Some(other), _) => RowValue::Text(other.to_string().into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::{Attribute, Choice, Label, RelationType};
    use crate::model::document::ArticleFields;
    use crate::model::{Annotation, ByteOffset, Document, Entity, Relation, Span, Text};

    #[test]
    fn an_event_has_its_date_its_name_and_its_participants_by_role() {
        let choice = |id: &str| Choice {
            id: id.to_owned(),
            name: id.to_owned(),
            key: None,
            definition: String::new(),
            enabled: true,
            choices: Vec::new(),
        };
        let roles = vec![choice("host"), choice("guest")];
        let mut participant = RelationType::new(PARTICIPANT, PARTICIPANT);
        participant.from = vec!["event".into()];
        participant.to = vec!["actor".into()];
        participant.attributes = vec![Attribute::new(ROLE, ROLE, AttributeKind::Choice(roles), "")];
        let none = Codebook::default();
        let mut event = Label::new("event", "Event", &none);
        event.attributes = vec![
            Attribute::new(DATE, DATE, AttributeKind::Date, ""),
            Attribute::new("canonical_event", "same", AttributeKind::Entity, ""),
            Attribute::new("people", "people", AttributeKind::Integer, ""),
        ];
        let codebook = Codebook {
            labels: vec![event, Label::new("actor", "Actor", &none)].into(),
            relations: vec![participant].into(),
            ..Codebook::default()
        };
        let mut entities = EntityBook::default();
        entities.insert(Entity::new("talks", "Talks of Ostrava"));

        let text = Text::new("Talks. Ana hosts Ben. Strike.");
        let annotation = |word: &str, label: &str| {
            let start = text.as_str().find(word).expect("the word");
            let end = ByteOffset(start + word.len());
            Annotation::new(
                word,
                label,
                Span::new(&text, ByteOffset(start), end).expect("a span"),
            )
        };
        let mut talks = annotation("Talks", "event");
        for (name, value) in [
            (DATE, AttributeValue::Text("2025-04".into())),
            ("canonical_event", AttributeValue::Text("talks".into())),
            ("people", AttributeValue::Integer(7)),
        ] {
            talks.attributes.insert(name.into(), value);
        }
        let all = vec![
            talks,
            annotation("Ana", "actor"),
            annotation("Ben", "actor"),
            annotation("Strike", "event"),
        ];
        let relation = |id: &str, to: &str, role: &str| {
            let mut relation = Relation::new(id, PARTICIPANT, "Talks".into(), to.into());
            relation
                .attributes
                .insert(ROLE.into(), AttributeValue::Text(role.into()));
            relation
        };
        let relations = vec![
            relation("r1", "Ben", "guest"),
            relation("r2", "Ana", "host"),
        ];
        let (document, ..) = Document::load(text.clone(), ArticleFields::default(), all, relations);
        let reader = EventReader::new(&codebook, &entities);
        let columns = reader.columns();
        let mut rows = Vec::new();
        let coding = ArticleCoding {
            name: "a.txt",
            coder: "mk",
            document: &document,
        };
        assert_eq!(reader.read(coding, &mut |row| rows.push(row)), 0);
        let cell = |row: usize, name: &str| {
            let at = columns
                .iter()
                .position(|(known, _)| known == name)
                .expect(name);
            rows[row][at].written().into_owned()
        };
        assert_eq!(rows.len(), 2);
        for (name, expected) in [
            ("event", "a.txt#Talks"),
            ("date", "2025-04"),
            ("date_source", "event"),
            ("canonical_event", "Talks of Ostrava"),
            ("people", "7"),
            ("participants", "ana; ben"),
            ("role_host", "ana"),
            ("role_guest", "ben"),
            ("quote", "Talks"),
            ("start", "0"),
        ] {
            assert_eq!(cell(0, name), expected, "{name}");
        }
        assert_eq!(
            (cell(1, "participants"), cell(1, "date")),
            (String::new(), String::new())
        );
        assert!(rows.iter().all(|row| row.len() == columns.len()));
    }
}
