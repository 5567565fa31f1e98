//! Names of columns, coders and values.

use crate::analysis::crosstab::PeriodLength;
use crate::jobs::explore::view::CountedField;
use crate::model::AttributeId;
use crate::session::Session;
use crate::session::messages::{ExploreMessage, ExploreText};

/// Begins the names of the columns with the levels of a category.
const LEVEL: &str = "category_";

/// A column as it is named in the window: ours by their texts, attributes as the codebook names them.
pub(super) fn column_name(session: &Session, column: &str) -> String {
    use ExploreText as T;
    let text = match column {
        "article" => T::Article,
        "title" => T::ArticleTitle,
        "outlet" => T::Outlet,
        "author" => T::Author,
        "language" => T::Language,
        "coder" => T::Coder,
        "status" => T::Status,
        "date" => T::Date,
        "maker" => T::Maker,
        "maker_kind" => T::MakerKind,
        "country" => T::Country,
        "organisation" => T::Organisation,
        "top" => T::Top,
        "category" => T::Category,
        "addressees" => T::Addressees,
        "quote" => T::Quote,
        "memo" => T::Memo,
        "origin" => T::Origin,
        "by" => T::AnnotatedBy,
        _ => return other_name(session, column),
    };
    text.text().to_owned()
}

fn other_name(session: &Session, column: &str) -> String {
    if let Some(level) = column.strip_prefix(LEVEL) {
        let level = level.to_owned();
        return ExploreMessage::CategoryLevel { level }.to_string();
    }
    let id = AttributeId::from(column);
    let labels = session.codebook.labels.iter();
    let mut attributes = labels.flat_map(|label| session.codebook.attributes_of(&label.id));
    let found = attributes.find(|attribute| attribute.id == id);
    found.map_or_else(|| column.to_owned(), |found| found.name.clone())
}

/// A field as it is named in the window.
pub(super) fn field_name(session: &Session, field: &CountedField) -> String {
    match field {
        CountedField::Column(column) => column_name(session, column),
        CountedField::Time(unit) => unit_text(*unit).text().to_owned(),
    }
}

fn unit_text(unit: PeriodLength) -> ExploreText {
    match unit {
        PeriodLength::Week => ExploreText::Week,
        PeriodLength::Month => ExploreText::Month,
        PeriodLength::Quarter => ExploreText::Quarter,
        PeriodLength::Year => ExploreText::Year,
    }
}

/// A value; that of statements without one has a name too.
pub(super) fn value_name(value: &str) -> &str {
    match value {
        "" => ExploreText::NoValue.text(),
        value => value,
    }
}
