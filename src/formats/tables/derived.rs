//! The rows of the tables `statements` and `events`.

use std::borrow::Cow;

use super::write::{TableContext, TakeRow, place};
use super::{ArticleRef, Cell, FormatError};
use crate::analysis::statements::{self, organisation, text};
use crate::model::{Annotation, Entity, Fragments, Text};

/// Between several names in one cell.
const SEPARATOR: &str = "; ";

pub fn statements(
    article: &ArticleRef<'_>,
    doc: &str,
    context: &TableContext<'_>,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    let document = article.document;
    for statement in statements::statements(document, &context.labels) {
        let demand = statement.demand;
        let Some(fragments) = demand.fragments() else {
            continue;
        };
        let maker = statement
            .maker
            .map(|maker| Actor::of(maker, document.text(), context));
        let addressees = statement.addressees.iter();
        let addressees = addressees.map(|actor| Actor::of(actor, document.text(), context).name);
        let addressees: Vec<Cow<'_, str>> = addressees.collect();
        let organisation = maker.as_ref().and_then(|maker| maker.organisation(context));
        let id = format!("{}.{}", demand.id, statement.number);
        let [title, date, outlet] = fields(article, text(demand, "date"));
        let [quote, start, end] = words(fragments, document.text());
        take(&[
            id.into(),
            doc.into(),
            demand.id.as_str().into(),
            article.name.into(),
            title,
            date,
            outlet,
            maker.as_ref().map_or("", |maker| &maker.name).into(),
            maker.as_ref().map_or("", |maker| maker.id()).into(),
            organisation.unwrap_or_default().into(),
            statement.category.into(),
            text(demand, "polarity").into(),
            addressees.join(SEPARATOR).into(),
            quote,
            start,
            end,
            article.header.coder.as_str().into(),
            document.fields().status.as_str().into(),
        ])?;
    }
    Ok(())
}

pub fn events(
    article: &ArticleRef<'_>,
    doc: &str,
    context: &TableContext<'_>,
    take: &mut TakeRow<'_>,
) -> Result<(), FormatError> {
    let document = article.document;
    for coded in statements::events(document, &context.labels) {
        let event = coded.event;
        let Some(fragments) = event.fragments() else {
            continue;
        };
        let participants = coded.participants.iter().map(|(actor, role)| {
            let name = Actor::of(actor, document.text(), context).name;
            match *role {
                "" => name.into_owned(),
                role => format!("{name} ({role})"),
            }
        });
        let participants: Vec<String> = participants.collect();
        let [title, date, outlet] = fields(article, text(event, "date_from"));
        let [quote, start, end] = words(fragments, document.text());
        take(&[
            event.id.as_str().into(),
            doc.into(),
            article.name.into(),
            title,
            date,
            outlet,
            text(event, "type").into(),
            text(event, "factuality").into(),
            participants.join(SEPARATOR).into(),
            text(event, "place").into(),
            quote,
            start,
            end,
            article.header.coder.as_str().into(),
            document.fields().status.as_str().into(),
        ])?;
    }
    Ok(())
}

/// Who an annotation means.
struct Actor<'a> {
    /// That of the entity; without one the words.
    name: Cow<'a, str>,
    entity: Option<&'a Entity>,
}

impl<'a> Actor<'a> {
    fn of(annotation: &'a Annotation, words: &Text, context: &TableContext<'a>) -> Self {
        let id = annotation.entity.as_ref();
        let name = match id {
            Some(id) => context.entities.name(id).into(),
            None => {
                let fragments = annotation.fragments();
                fragments
                    .map_or_else(String::new, |words_of| words_of.quote(words))
                    .into()
            }
        };
        Self {
            name,
            entity: id.and_then(|id| context.entities.get(id)),
        }
    }

    fn id(&self) -> &'a str {
        self.entity.map_or("", |entity| entity.id.as_str())
    }

    /// The name of the organisation that speaks.
    fn organisation(&self, context: &TableContext<'a>) -> Option<&'a str> {
        let organisation = organisation(context.entities, self.entity?)?;
        Some(context.entities.name(&organisation.id))
    }
}

/// Title, date and outlet; the date is the annotation's, or else the article's.
fn fields<'a>(article: &ArticleRef<'a>, own_date: &'a str) -> [Cell<'a>; 3] {
    let document = article.document;
    let date = match own_date {
        "" => document.field("date"),
        date => date,
    };
    [
        document.field("title").into(),
        date.into(),
        document.field("outlet").into(),
    ]
}

/// The words of an annotation and their place.
fn words<'a>(fragments: &Fragments, text: &Text) -> [Cell<'a>; 3] {
    [
        fragments.quote(text).into(),
        place(text, fragments.start()),
        place(text, fragments.end()),
    ]
}
