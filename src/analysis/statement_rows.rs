//! Statements with all that is known of them, one row each: the base of tables, networks and counts.
//!
//! A row is a demand with one maker and one category ([`statements`](crate::statements)). What is left out,
//! since it says nothing of who demands what, is counted.

use std::borrow::Cow;

use jiff::civil::{self, DateTime};

use crate::model::codebook::{AttributeKind, Choice, Codebook};
use crate::model::date::Date;
use crate::model::{
    Annotation, AttributeId, AttributeValue, Document, Entity, EntityBook, Fragments, Text,
};
use crate::network::{ColumnKind, NamedLevel, RowPlace, StatementValue, TableBuilder};
use crate::statements::{Statement, StatementLabels, organisation, statements, text};

/// The attribute with the category of a demand, which has columns of its own.
const CATEGORY: &str = "category";
/// The attribute with the date of a demand, which has columns of its own.
const DATE: &str = "date";
/// The attribute that says whether the maker is for or against what is demanded.
pub const POLARITY: &str = "polarity";
/// Between several values in a cell.
const SEPARATOR: &str = "; ";
/// The deepest tree of categories that has a column for each level.
const MAX_LEVELS: usize = 8;

/// Columns before the attributes of a demand, and after them.
const BEFORE: [&str; 16] = [
    "statement",
    "article",
    "title",
    "outlet",
    "author",
    "language",
    "coder",
    "status",
    "date",
    "date_from",
    "maker",
    "maker_id",
    "maker_kind",
    "country",
    "organisation",
    "top",
];
const AFTER: [&str; 7] = [
    "addressees",
    "start",
    "end",
    "quote",
    "memo",
    "origin",
    "by",
];

/// How the values of an attribute of demands are read.
#[derive(Clone, Debug, PartialEq)]
enum AttributeReading {
    Text,
    Number,
    /// `for`, `neutral` and `against` as 1, 0 and -1.
    Polarity,
}

/// An attribute of demands that has a column.
#[derive(Clone, Debug)]
struct AttributeColumn {
    id: AttributeId,
    reading: AttributeReading,
    levels: Vec<NamedLevel>,
}

/// How statements are read out of documents: the codebook's columns, and the entities.
#[derive(Clone, Debug)]
pub struct StatementReader<'b> {
    entities: &'b EntityBook,
    labels: StatementLabels,
    category_levels: usize,
    attributes: Vec<AttributeColumn>,
    /// Whether statements in the outlet's or the author's own voice count.
    pub own_voice: bool,
}

/// An article's coding to read.
#[derive(Clone, Copy, Debug)]
pub struct ArticleCoding<'d> {
    pub name: &'d str,
    pub coder: &'d str,
    pub document: &'d Document,
}

/// Demands that make no row, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOutStatements {
    /// Their words are no longer in the article.
    pub detached: usize,
    /// They have no maker.
    pub without_maker: usize,
    /// The maker is the article's outlet or author.
    pub own_voice: usize,
}

impl LeftOutStatements {
    /// All of them.
    pub fn all(self) -> usize {
        self.detached + self.without_maker + self.own_voice
    }

    /// Counts those of another article too.
    pub fn add(&mut self, other: Self) {
        self.detached += other.detached;
        self.without_maker += other.without_maker;
        self.own_voice += other.own_voice;
    }
}

/// A row: a value for each of [`StatementReader::columns`].
pub type StatementRow<'d> = Vec<RowValue<'d>>;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowValue<'d> {
    Text(Cow<'d, str>),
    Number(Option<i64>),
    /// A choice with a number, such as “for” with 1; none if it has no number.
    Level(Option<i64>, &'d str),
}

impl RowValue<'_> {
    /// As a text; empty if there is none.
    pub fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Level(_, text) => Cow::Borrowed(text),
            Self::Number(number) => {
                number.map_or(Cow::Borrowed(""), |number| number.to_string().into())
            }
        }
    }
}

impl<'b> StatementReader<'b> {
    /// The columns of this codebook. Its first label with demands gives the attributes.
    pub fn new(codebook: &Codebook, entities: &'b EntityBook) -> Self {
        let labels = StatementLabels::of(codebook);
        let mut attributes: Vec<AttributeColumn> = Vec::new();
        let mut category_levels = 0;
        for attribute in labels
            .demands()
            .flat_map(|label| codebook.attributes_of(label))
        {
            let known = attributes.iter().any(|known| known.id == attribute.id);
            match attribute.id.as_str() {
                CATEGORY => category_levels = category_levels.max(depth(&attribute.kind)),
                DATE => {}
                _ if known => {}
                _ => attributes.push(AttributeColumn::of(&attribute.id, &attribute.kind)),
            }
        }
        Self {
            entities,
            labels,
            category_levels: category_levels.min(MAX_LEVELS),
            attributes,
            own_voice: false,
        }
    }

    /// The names of the columns, and what they hold.
    pub fn columns(&self) -> Vec<(String, ColumnKind)> {
        let text = |name: &str| (name.to_owned(), ColumnKind::Text);
        let mut columns: Vec<(String, ColumnKind)> = BEFORE.iter().map(|name| text(name)).collect();
        columns.push(text(CATEGORY));
        columns.extend((1..=self.category_levels).map(|level| text(&format!("category_{level}"))));
        columns.extend(self.attributes.iter().map(|attribute| {
            let kind = match attribute.reading {
                AttributeReading::Text => ColumnKind::Text,
                AttributeReading::Number | AttributeReading::Polarity => ColumnKind::Number {
                    levels: attribute.levels.clone(),
                },
            };
            (attribute.id.as_str().to_owned(), kind)
        }));
        columns.extend(AFTER.iter().map(|name| match *name {
            "start" | "end" => {
                let levels = Vec::new();
                ((*name).to_owned(), ColumnKind::Number { levels })
            }
            name => text(name),
        }));
        columns
    }

    /// Hands over the rows of an article in the order of its text, and counts what makes none.
    pub fn read<'d>(
        &'d self,
        article: ArticleCoding<'d>,
        left_out: &mut LeftOutStatements,
        take: &mut dyn FnMut(StatementRow<'d>),
    ) {
        let detached = article.document.detached().iter();
        left_out.detached += detached.filter(|a| self.labels.is_demand(&a.label)).count();
        for statement in statements(article.document, &self.labels) {
            let Some(fragments) = statement.demand.fragments() else {
                continue;
            };
            let Some(maker) = statement.maker else {
                left_out.without_maker += 1;
                continue;
            };
            let maker = NamedActor::of(maker, article.document.text(), self.entities);
            if !self.own_voice && maker.speaks_for(article.document) {
                left_out.own_voice += 1;
                continue;
            }
            take(self.row(article, &statement, fragments, &maker));
        }
    }

    fn row<'d>(
        &'d self,
        article: ArticleCoding<'d>,
        statement: &Statement<'d>,
        fragments: &Fragments,
        maker: &NamedActor<'d>,
    ) -> StatementRow<'d> {
        let (document, demand) = (article.document, statement.demand);
        let id = format!("{}#{}.{}", article.name, demand.id, statement.number);
        let (date, date_from) = match (text(demand, DATE), document.field("date")) {
            ("", "") => ("", ""),
            ("", date) => (date, "article"),
            (date, _) => (date, "demand"),
        };
        let addressees = statement.addressees.iter();
        let addressees: Vec<Cow<'_, str>> = addressees
            .map(|actor| NamedActor::of(actor, document.text(), self.entities).name)
            .collect();
        let entity = maker.entity;
        let words = document.text();
        let place = |at| words.char_from_byte(at).map(|at| at.0 as i64);
        let text = |text: &'d str| RowValue::Text(text.into());
        let mut row = vec![
            RowValue::Text(id.into()),
            text(article.name),
            text(document.field("title")),
            text(document.field("outlet")),
            text(document.field("author")),
            text(document.field("language")),
            text(article.coder),
            text(document.fields().status.as_str()),
            text(date),
            text(date_from),
            RowValue::Text(maker.name.clone()),
            text(entity.map_or("", |entity| entity.id.as_str())),
            text(entity.map_or("", |entity| &entity.kind)),
            text(entity.map_or("", |entity| &entity.country)),
            RowValue::Text(maker.organisation(self.entities)),
            RowValue::Text(maker.top(self.entities)),
            text(statement.category),
        ];
        let mut ends = statement.category.match_indices('/').map(|(at, _)| at);
        let whole = statement.category.len();
        let mut done = whole == 0;
        for _ in 0..self.category_levels {
            // The path down to this level; a shallower category has no value further down.
            let end = ends.next();
            let value = if done {
                ""
            } else {
                &statement.category[..end.unwrap_or(whole)]
            };
            done |= end.is_none();
            row.push(text(value));
        }
        let attributes = self.attributes.iter();
        row.extend(attributes.map(|column| column.value(demand.attributes.get(&column.id))));
        row.extend([
            RowValue::Text(addressees.join(SEPARATOR).into()),
            RowValue::Number(place(fragments.start())),
            RowValue::Number(place(fragments.end())),
            RowValue::Text(fragments.quote(words).into()),
            text(&demand.memo),
            text(demand.provenance.origin.as_deref().unwrap_or_default()),
            text(&demand.provenance.by),
        ]);
        row
    }
}

impl AttributeColumn {
    fn of(id: &AttributeId, kind: &AttributeKind) -> Self {
        let choices = match kind {
            AttributeKind::Choice(choices) => choices.as_slice(),
            _ => &[],
        };
        let level = |choice: &Choice| {
            Some(NamedLevel {
                number: stance(&choice.id)?,
                name: choice.id.clone(),
            })
        };
        let stances: Option<Vec<NamedLevel>> = choices.iter().map(level).collect();
        let (reading, levels) = match (kind, stances) {
            (AttributeKind::Choice(_), Some(stances)) if stances.len() > 1 => {
                (AttributeReading::Polarity, stances)
            }
            (AttributeKind::Integer, _) => (AttributeReading::Number, Vec::new()),
            (AttributeKind::Flag, _) => {
                let level = |(number, name): (i64, &str)| NamedLevel {
                    number,
                    name: name.to_owned(),
                };
                let levels = [(0, "false"), (1, "true")].map(level).to_vec();
                (AttributeReading::Number, levels)
            }
            _ => (AttributeReading::Text, Vec::new()),
        };
        Self {
            id: id.clone(),
            reading,
            levels,
        }
    }

    fn value<'d>(&self, value: Option<&'d AttributeValue>) -> RowValue<'d> {
        match (&self.reading, value) {
            (AttributeReading::Number, Some(AttributeValue::Integer(number))) => {
                RowValue::Number(Some(*number))
            }
            (AttributeReading::Number, Some(AttributeValue::Flag(flag))) => {
                RowValue::Number(Some(i64::from(*flag)))
            }
            (AttributeReading::Number, _) => RowValue::Number(None),
            (AttributeReading::Polarity, Some(AttributeValue::Text(text))) => {
                RowValue::Level(stance(text), text)
            }
            (AttributeReading::Polarity, _) => RowValue::Level(None, ""),
            (AttributeReading::Text, None) => RowValue::Text("".into()),
            (AttributeReading::Text, Some(AttributeValue::Text(text))) => {
                RowValue::Text(text.into())
            }
            (AttributeReading::Text, Some(AttributeValue::List(items))) => {
                RowValue::Text(items.join(SEPARATOR).into())
            }
            (AttributeReading::Text, Some(other)) => RowValue::Text(other.to_string().into()),
        }
    }
}

/// The number of a stance. 1 and -1 have the same distance to neutral.
fn stance(choice: &str) -> Option<i64> {
    match choice {
        "for" => Some(1),
        "neutral" => Some(0),
        "against" => Some(-1),
        _ => None,
    }
}

/// How many levels the choices of an attribute have.
fn depth(kind: &AttributeKind) -> usize {
    fn of(choices: &[Choice]) -> usize {
        let children = choices.iter().map(|choice| of(&choice.choices));
        children.max().map_or(0, |below| below + 1)
    }
    match kind {
        AttributeKind::Tree { choices, .. } => of(choices),
        _ => 1,
    }
}

/// Whom an annotation means.
pub(crate) struct NamedActor<'d> {
    /// That of the entity; without one the words.
    pub(crate) name: Cow<'d, str>,
    entity: Option<&'d Entity>,
}

impl<'d> NamedActor<'d> {
    pub(crate) fn of(annotation: &'d Annotation, words: &Text, entities: &'d EntityBook) -> Self {
        let id = annotation.entity.as_ref();
        let name = match id {
            Some(id) => entities.name(id).into(),
            None => {
                let quote = annotation.fragments().map(|of| of.quote(words));
                let quote = quote.unwrap_or_default();
                let folded: Vec<&str> = quote.split_whitespace().collect();
                folded.join(" ").to_lowercase().into()
            }
        };
        Self {
            name,
            entity: id.and_then(|id| entities.get(id)),
        }
    }

    /// The first one above it that is no person; a person who belongs to nothing stands for itself.
    fn organisation(&self, entities: &'d EntityBook) -> Cow<'d, str> {
        let above = self
            .entity
            .and_then(|entity| organisation(entities, entity));
        above.map_or_else(
            || self.name.clone(),
            |above| entities.name(&above.id).into(),
        )
    }

    /// The last one above it.
    fn top(&self, entities: &'d EntityBook) -> Cow<'d, str> {
        let Some(mut at) = self.entity else {
            return self.name.clone();
        };
        // The bound ends the loop in a cycle.
        for _ in 0..=entities.entities.len() {
            match at.part_of.as_ref().and_then(|above| entities.get(above)) {
                Some(above) => at = above,
                None => break,
            }
        }
        entities.name(&at.id).into()
    }

    /// Whether it is the outlet or the author of the article.
    fn speaks_for(&self, document: &Document) -> bool {
        let names = || {
            let aliases = self.entity.into_iter().flat_map(|e| e.aliases.iter());
            std::iter::once(self.name.as_ref()).chain(aliases.map(String::as_str))
        };
        ["outlet", "author"].into_iter().any(|field| {
            let field = document.field(field).trim().to_lowercase();
            !field.is_empty() && names().any(|name| name.to_lowercase() == field)
        })
    }
}

/// Adds a row to a table of all columns but the long texts.
///
/// `article` is the caller's number of the article and `id` that of the statement.
pub fn push(builder: &mut TableBuilder, row: &StatementRow<'_>, article: u32, id: u32) {
    let number = |value: Option<&RowValue<'_>>| match value {
        Some(RowValue::Number(Some(number))) => u32::try_from(*number).unwrap_or(u32::MAX),
        _ => 0,
    };
    let from_end = |back: usize| row.len().checked_sub(back).and_then(|at| row.get(at));
    let date = row.get(8).map(RowValue::written).unwrap_or_default();
    let place = RowPlace {
        id,
        article,
        start: number(from_end(6)),
        end: number(from_end(5)),
        time: first_moment(&date),
    };
    let values: Vec<StatementValue<'_>> = row
        .iter()
        .map(|value| match value {
            RowValue::Text(text) => StatementValue::Text(text),
            RowValue::Number(number) | RowValue::Level(number, _) => {
                StatementValue::Number(*number)
            }
        })
        .collect();
    builder.push(place, &values);
}

/// The first moment of a day, a month or a year as files write it. A time after the day is not read.
pub fn first_moment(date: &str) -> Option<DateTime> {
    let day = date.split_once('T').map_or(date, |(day, _)| day);
    let first = match Date::parse(day)? {
        Date::Day(day) | Date::Month(day) => day,
        Date::Year(year) => civil::Date::new(year, 1, 1).ok()?,
    };
    Some(first.into())
}

/// The last moment of a day, a month or a year as files write it.
pub fn last_moment(date: &str) -> Option<DateTime> {
    let day = date.split_once('T').map_or(date, |(day, _)| day);
    let first = first_moment(day)?;
    let last = match day.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Some(last.date().at(23, 59, 59, 999_999_999))
}
