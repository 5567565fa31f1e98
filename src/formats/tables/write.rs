//! Converts articles to rows of tables, one table after the other: only one row is in memory.

use std::collections::HashMap;

use super::{ArticleRef, Cell, FormatError, Losses, TableSchema, WriteOptions};
use crate::analysis::statements::StatementLabels;
use crate::json;
use crate::model::{
    AnnotationId, AttributeValue, ByteOffset, EntityBook, Provenance, Relation, Span, Text,
};
use crate::names::FileNames;
use crate::supports::linked;

/// The callback that receives each row.
pub type TakeRow<'t> = dyn FnMut(&[Cell<'_>]) -> Result<(), FormatError> + 't;

/// The source of a table's rows.
#[derive(Clone, Copy)]
pub enum TableContents {
    /// An article, with its id.
    OfArticle(fn(&ArticleRef<'_>, &str, &mut TakeRow<'_>) -> Result<(), FormatError>),
    /// An article with its id, of which the rows say once more what those of other tables say.
    Derived(fn(&ArticleRef<'_>, &str, &Coding<'_>, &mut TakeRow<'_>) -> Result<(), FormatError>),
    OfBook(fn(&EntityBook, &mut TakeRow<'_>) -> Result<(), FormatError>),
}

/// What all articles were coded with.
pub struct Coding<'a> {
    pub entities: &'a EntityBook,
    pub labels: StatementLabels,
}

/// The articles from which the tables are written.
pub struct TableArticles<'a> {
    articles: &'a [ArticleRef<'a>],
    /// The id of each article in the tables.
    ids: Vec<String>,
    coding: Coding<'a>,
}

impl<'a> TableArticles<'a> {
    /// Assigns ids to the articles. Relations that no table can hold are reported.
    pub fn new(
        articles: &'a [ArticleRef<'a>],
        options: &'a WriteOptions,
        losses: &mut Losses,
    ) -> Self {
        let mut names = FileNames::default();
        for article in articles {
            linked(article, &ends(article), losses);
        }
        Self {
            articles,
            ids: articles.iter().map(|article| names.stem(article)).collect(),
            coding: Coding {
                entities: &options.entities,
                labels: StatementLabels::of(&options.codebook),
            },
        }
    }

    /// Hands over the rows of some articles, given by their indexes, in a table of articles.
    pub fn each_row_of(
        &self,
        indexes: &[usize],
        schema: &TableSchema,
        take: &mut TakeRow<'_>,
    ) -> Result<(), FormatError> {
        for index in indexes {
            if let (Some(article), Some(id)) = (self.articles.get(*index), self.ids.get(*index)) {
                self.rows_of(article, id, schema, take)?;
            }
        }
        Ok(())
    }

    /// Hands over the rows of an article; none in a table that belongs to no article.
    fn rows_of(
        &self,
        article: &ArticleRef<'_>,
        id: &str,
        schema: &TableSchema,
        take: &mut TakeRow<'_>,
    ) -> Result<(), FormatError> {
        match schema.rows {
            TableContents::OfArticle(rows) => rows(article, id, take),
            TableContents::Derived(rows) => rows(article, id, &self.coding, take),
            TableContents::OfBook(_) => Ok(()),
        }
    }

    /// Hands over the rows of a table.
    pub fn each_row(
        &self,
        schema: &TableSchema,
        take: &mut TakeRow<'_>,
    ) -> Result<(), FormatError> {
        if let TableContents::OfBook(rows) = schema.rows {
            return rows(self.coding.entities, take);
        }
        let mut articles = self.articles.iter().zip(&self.ids);
        articles.try_for_each(|(article, id)| self.rows_of(article, id, schema, take))
    }
}

/// The annotations at which relations may end.
fn ends(article: &ArticleRef<'_>) -> HashMap<AnnotationId, ()> {
    let annotations = article.document.annotations().iter();
    let placed = annotations.filter(|annotation| annotation.fragments().is_some());
    placed
        .map(|annotation| (annotation.id.clone(), ()))
        .collect()
}

/// The relations between these annotations; the others were reported before.
fn each_linked(
    article: &ArticleRef<'_>,
    mut take: impl FnMut(&Relation) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let ends = ends(article);
    let relations = linked(article, &ends, &mut Losses::default());
    relations
        .into_iter()
        .try_for_each(|(relation, (), ())| take(relation))
}

pub fn documents(
    article: &ArticleRef<'_>,
    doc: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    take(&[
        doc.into(),
        article.document.text().as_str().into(),
        article.name.into(),
        article.header.coder.as_str().into(),
        article.document.fields().status.as_str().into(),
    ])
}

pub fn spans(
    article: &ArticleRef<'_>,
    doc: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    let text = article.document.text();
    for annotation in article.document.annotations() {
        let Some(pieces) = annotation.fragments() else {
            continue;
        };
        let [origin, by, at] = provenance(&annotation.provenance);
        let whole = Span::new(text, pieces.start(), pieces.end());
        take(&[
            annotation.id.as_str().into(),
            doc.into(),
            place(text, pieces.start()),
            place(text, pieces.end()),
            annotation.label.as_str().into(),
            whole.map_or("", |whole| whole.text(text)).into(),
            annotation.entity.as_ref().map_or("", |e| e.as_str()).into(),
            annotation.memo.as_str().into(),
            origin,
            by,
            at,
        ])?;
    }
    Ok(())
}

pub fn fragments(
    article: &ArticleRef<'_>,
    doc: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    let text = article.document.text();
    for annotation in article.document.annotations() {
        let pieces = annotation.fragments().into_iter().flat_map(|f| f.iter());
        for (index, piece) in pieces.enumerate() {
            take(&[
                annotation.id.as_str().into(),
                doc.into(),
                Cell::whole(index),
                place(text, piece.start()),
                place(text, piece.end()),
                piece.text(text).into(),
            ])?;
        }
    }
    Ok(())
}

pub fn relations(
    article: &ArticleRef<'_>,
    doc: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    each_linked(article, |relation| {
        let [origin, by, at] = provenance(&relation.provenance);
        take(&[
            relation.id.as_str().into(),
            doc.into(),
            relation.from.as_str().into(),
            relation.to.as_str().into(),
            relation.kind.as_str().into(),
            origin,
            by,
            at,
        ])
    })
}

pub fn attributes(
    article: &ArticleRef<'_>,
    doc: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    let document = article.document;
    for (key, value) in &document.fields().values {
        take(&attribute(doc, "document", doc, key, value))?;
    }
    for annotation in document.annotations() {
        if annotation.fragments().is_some() {
            for (key, value) in &annotation.attributes {
                let id = annotation.id.as_str();
                take(&attribute(doc, "span", id, key.as_str(), value))?;
            }
        }
    }
    each_linked(article, |relation| {
        let id = relation.id.as_str();
        let mut attributes = relation.attributes.iter();
        attributes
            .try_for_each(|(key, value)| take(&attribute(doc, "relation", id, key.as_str(), value)))
    })
}

pub fn entities(book: &EntityBook, take: &mut TakeRow<'_>) -> Result<(), FormatError> {
    for entity in book.entities.values() {
        take(&[
            entity.id.as_str().into(),
            entity.name.as_str().into(),
            entity.kind.as_str().into(),
            entity.label.as_ref().map_or("", |of| of.as_str()).into(),
            serde_json::Value::from(entity.aliases.clone())
                .to_string()
                .into(),
            entity.part_of.as_ref().map_or("", |of| of.as_str()).into(),
            entity.country.as_str().into(),
            entity.wikidata.as_str().into(),
            entity.memo.as_str().into(),
        ])?;
    }
    Ok(())
}

pub fn place(text: &Text, byte: ByteOffset) -> Cell<'static> {
    Cell::whole(text.char_from_byte(byte).map_or(0, |at| at.0))
}

fn provenance(provenance: &Provenance) -> [Cell<'_>; 3] {
    let origin = provenance.origin.as_deref().unwrap_or_default();
    [
        origin.into(),
        (*provenance.by).into(),
        (*provenance.at).into(),
    ]
}

/// A value as text, with its type for the reader.
fn attribute<'a>(
    doc: &'a str,
    owner: &'a str,
    id: &'a str,
    key: &'a str,
    value: &'a AttributeValue,
) -> [Cell<'a>; 6] {
    let (kind, written) = match value {
        AttributeValue::Flag(flag) => ("flag", flag.to_string().into()),
        AttributeValue::Text(text) => ("text", text.as_str().into()),
        AttributeValue::Integer(number) => ("integer", number.to_string().into()),
        AttributeValue::Number(number) => ("number", number.to_string().into()),
        AttributeValue::List(_) => ("list", json::value(value).to_string().into()),
        AttributeValue::Unknown(json) => ("json", json.as_str().into()),
    };
    [
        doc.into(),
        owner.into(),
        id.into(),
        key.into(),
        kind.into(),
        written,
    ]
}
