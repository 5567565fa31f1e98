//! From articles to tables.

use std::collections::HashMap;

use super::{ArticleRef, Cell, Kind, Losses, Row, Table, WriteOptions};
use crate::formats::holds::linked;
use crate::formats::json;
use crate::formats::names::FileNames;
use crate::model::{AttributeValue, ByteOffset, Provenance, Span, Text};

/// The tables of some articles, in the order of their names.
pub fn tables(
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    losses: &mut Losses,
) -> [Table; 6] {
    let mut documents = table(&["doc_id", "text", "name", "coder", "status"]);
    let mut spans = table(&[
        "span_id", "doc_id", "start", "end", "label", "text", "entity", "memo", "origin", "by",
        "at",
    ]);
    let mut fragments = table(&["span_id", "doc_id", "i", "start", "end", "text"]);
    let mut relations = table(&[
        "relation_id",
        "doc_id",
        "head_span_id",
        "tail_span_id",
        "label",
        "origin",
        "by",
        "at",
    ]);
    let mut attributes = table(&["doc_id", "owner", "owner_id", "key", "type", "value"]);
    let mut names = FileNames::default();
    for article in articles {
        let doc_id = names.stem(article);
        let doc = doc_id.as_str();
        let document = article.document;
        let text = document.text();
        documents.add([
            doc.into(),
            text.as_str().into(),
            article.name.into(),
            article.header.coder.as_str().into(),
            document.fields().status.as_str().into(),
        ]);
        for (key, value) in &document.fields().values {
            attributes.add(attribute(doc, "document", doc, key, value));
        }
        let mut ends = HashMap::new();
        for annotation in document.annotations() {
            let Some(pieces) = annotation.fragments() else {
                continue;
            };
            let id = annotation.id.as_str();
            ends.insert(annotation.id.clone(), ());
            let [origin, by, at] = provenance(&annotation.provenance);
            let whole = Span::new(text, pieces.start(), pieces.end());
            let covered = whole.map_or("", |whole| whole.text(text));
            spans.add([
                id.into(),
                doc.into(),
                place(text, pieces.start()),
                place(text, pieces.end()),
                annotation.label.as_str().into(),
                covered.into(),
                annotation.entity.as_ref().map_or("", |e| e.as_str()).into(),
                annotation.memo.as_str().into(),
                origin,
                by,
                at,
            ]);
            for (index, piece) in pieces.iter().enumerate() {
                fragments.add([
                    id.into(),
                    doc.into(),
                    Cell::whole(index),
                    place(text, piece.start()),
                    place(text, piece.end()),
                    piece.text(text).into(),
                ]);
            }
            for (key, value) in &annotation.attributes {
                attributes.add(attribute(doc, "span", id, key.as_str(), value));
            }
        }
        for (relation, (), ()) in linked(article, &ends, losses) {
            let id = relation.id.as_str();
            let [origin, by, at] = provenance(&relation.provenance);
            relations.add([
                id.into(),
                doc.into(),
                relation.from.as_str().into(),
                relation.to.as_str().into(),
                relation.kind.as_str().into(),
                origin,
                by,
                at,
            ]);
            for (key, value) in &relation.attributes {
                attributes.add(attribute(doc, "relation", id, key.as_str(), value));
            }
        }
    }
    [
        documents,
        spans,
        fragments,
        relations,
        attributes,
        entities(options),
    ]
}

fn entities(options: &WriteOptions) -> Table {
    let mut entities = table(&[
        "canonical_id",
        "name",
        "kind",
        "label",
        "aliases",
        "part_of",
        "country",
        "wikidata",
        "memo",
    ]);
    for entity in options.entities.entities.values() {
        let aliases = serde_json::Value::from(entity.aliases.clone()).to_string();
        entities.add([
            entity.id.as_str().into(),
            entity.name.as_str().into(),
            entity.kind.as_str().into(),
            entity
                .label
                .as_ref()
                .map_or("", |label| label.as_str())
                .into(),
            aliases.as_str().into(),
            entity.part_of.as_ref().map_or("", |of| of.as_str()).into(),
            entity.country.as_str().into(),
            entity.wikidata.as_str().into(),
            entity.memo.as_str().into(),
        ]);
    }
    entities
}

/// A table without rows. What counts is a number, all else is text.
fn table(columns: &[&str]) -> Table {
    let kind = |name: &str| match name {
        "start" | "end" | "i" => Kind::Whole,
        _ => Kind::Text,
    };
    Table {
        columns: columns
            .iter()
            .map(|name| ((*name).to_owned(), kind(name)))
            .collect(),
        rows: Vec::new(),
    }
}

impl Table {
    fn add<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(Row {
            line: 0,
            cells: cells.into(),
        });
    }
}

fn place(text: &Text, byte: ByteOffset) -> Cell {
    Cell::whole(text.char_from_byte(byte).map_or(0, |at| at.0))
}

fn provenance(provenance: &Provenance) -> [Cell; 3] {
    let origin = provenance.origin.as_deref().unwrap_or_default();
    [
        origin.into(),
        (*provenance.by).into(),
        (*provenance.at).into(),
    ]
}

/// A value as text, with the type in which it is to be read again.
fn attribute(doc: &str, owner: &str, id: &str, key: &str, value: &AttributeValue) -> [Cell; 6] {
    let (kind, written) = match value {
        AttributeValue::Flag(flag) => ("flag", flag.to_string()),
        AttributeValue::Text(text) => ("text", text.clone()),
        AttributeValue::Integer(number) => ("integer", number.to_string()),
        AttributeValue::Number(number) => ("number", number.to_string()),
        AttributeValue::List(_) => ("list", json::value(value).to_string()),
        AttributeValue::Unknown(json) => ("json", json.clone()),
    };
    [
        doc.into(),
        owner.into(),
        id.into(),
        key.into(),
        kind.into(),
        written.as_str().into(),
    ]
}
