//! Validation errors of export options: why a value is wrong, and which values are valid.
//!
//! This module knows options only as [`ExportOption`], neither as flags of the command line nor as
//! fields of the window: the same message appears behind a flag and below a field.

use std::fmt;

use crate::model::date::{Date, NoDate};
use crate::split::SplitError;

use super::ExportOption;

/// The accepted forms of `since`, for messages.
pub const SINCE_FORMS: &str = "a day (2026-11-04, 4 Nov 2026, yesterday, 3 days ago), a month (2026-11, \
                               last month), a year (2026) or a time in UTC (2026-11-04T10:30)";

/// The most valid values that a message lists; a project may have thousands.
const MAX_LISTED: usize = 60;

/// The kind of thing that a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    Format,
    Label,
    Status,
    Coder,
    Tokenizer,
    /// The rule for duplicates.
    DuplicateRule,
    Attribute,
    AttributeValue,
    Entity,
    /// A kind of file, or a dataset format, that can be imported.
    SourceFormat,
    /// A column of a table.
    Column,
    /// The role of a column.
    ColumnMeaning,
    /// An exchange format of a codebook.
    CodebookForm,
    /// A field that a dataset is partitioned by.
    PartitionKey,
    /// An output that the parts of a run can be joined to.
    JoinedOutput,
    /// A measure of agreement.
    Measure,
    /// A round of a project.
    Round,
}

impl ValueKind {
    /// The name in the singular.
    pub fn one(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Label => "label",
            Self::Status => "status",
            Self::Coder => "coder",
            Self::Tokenizer => "tokenizer",
            Self::DuplicateRule => "rule for duplicates",
            Self::Attribute => "attribute",
            Self::AttributeValue => "value",
            Self::Entity => "entity",
            Self::SourceFormat => "format",
            Self::Column => "column",
            Self::ColumnMeaning => "meaning of a column",
            Self::CodebookForm => "codebook format",
            Self::PartitionKey => "partition",
            Self::JoinedOutput => "kind of output",
            Self::Measure => "measure",
            Self::Round => "round",
        }
    }

    /// The name in the plural.
    pub fn many(self) -> &'static str {
        match self {
            Self::Format => "formats",
            Self::Label => "labels",
            Self::Status => "statuses",
            Self::Coder => "coders",
            Self::Tokenizer => "tokenizers",
            Self::DuplicateRule => "rules for duplicates",
            Self::Attribute => "attributes",
            Self::AttributeValue => "values",
            Self::Entity => "entities",
            Self::SourceFormat => "formats",
            Self::Column => "columns",
            Self::ColumnMeaning => "meanings of columns",
            Self::CodebookForm => "codebook formats",
            Self::PartitionKey => "partitions",
            Self::JoinedOutput => "kinds of output",
            Self::Measure => "measures",
            Self::Round => "rounds",
        }
    }

    /// Whether articles may hold undeclared values of this kind.
    pub fn is_in_articles(self) -> bool {
        matches!(
            self,
            Self::Label | Self::Status | Self::Coder | Self::Attribute | Self::AttributeValue
        )
    }
}

/// Why a value is wrong. The message quotes the value and lists valid ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// No item has this name.
    Unknown {
        kind: ValueKind,
        value: String,
        /// The valid values, in the order in which lists show them.
        valid: Vec<String>,
    },
    /// The value is not a date or a time.
    NoDate { value: String, why: NoDate },
    /// The value is an ambiguous date.
    SeveralDates { value: String, dates: Vec<Date> },
    /// The date is in the future, when no annotation can have been made.
    FutureDate { value: String, date: Date },
    /// The value is not a list of named shares of a dataset.
    Split { value: String, why: SplitError },
    /// The value is malformed or out of bounds.
    Malformed {
        value: String,
        /// The expected form, in words.
        expected: String,
    },
    /// The option has no effect together with the other options.
    NoEffect {
        /// Why, and what would give it an effect, in words.
        why: String,
    },
}

impl ValueError {
    /// An error for a name that is not in a list.
    pub fn unknown<V: Into<String>>(
        kind: ValueKind,
        value: &str,
        valid: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::Unknown {
            kind,
            value: value.to_owned(),
            valid: valid.into_iter().map(Into::into).collect(),
        }
    }

    /// An error for a malformed value.
    pub fn malformed(value: &str, expected: impl Into<String>) -> Self {
        Self::Malformed {
            value: value.to_owned(),
            expected: expected.into(),
        }
    }

    /// Whether articles may hold the undeclared value, so that they must be read before it is
    /// rejected.
    pub fn may_be_in_articles(&self) -> bool {
        matches!(self, Self::Unknown { kind, .. } if kind.is_in_articles())
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { kind, value, valid } => {
                write!(f, "unknown {} “{value}”; ", kind.one())?;
                if valid.is_empty() {
                    return write!(f, "there are no {} here", kind.many());
                }
                write!(f, "{} are {}", kind.many(), listed(valid))?;
                match nearest(value, valid) {
                    Some(nearest) => write!(f, "; did you mean “{nearest}”?"),
                    None => Ok(()),
                }
            }
            Self::NoDate { value, why } => {
                write!(f, "“{value}” is not a date")?;
                if *why == NoDate::NoSuchDay {
                    f.write_str(": there is no such day in the calendar")?;
                }
                write!(f, "; valid are {}", SINCE_FORMS)
            }
            Self::SeveralDates { value, dates } => {
                let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
                write!(
                    f,
                    "“{value}” may be {}: write one of these",
                    dates.join(" or ")
                )
            }
            Self::FutureDate { value, date } => {
                write!(f, "“{value}” is {date}, which is still to come")?;
                write!(f, "; valid are dates up to today: {}", SINCE_FORMS)
            }
            Self::Split { value, why } => write!(f, "“{value}” is not a split: {why}"),
            Self::Malformed { value, expected } => {
                write!(f, "“{value}” is not valid; valid is {expected}")
            }
            Self::NoEffect { why } => write!(f, "this has no effect: {why}"),
        }
    }
}

impl std::error::Error for ValueError {}

/// The names separated by commas; only the first ones if there are very many.
fn listed(names: &[String]) -> String {
    let shown = &names[..names.len().min(MAX_LISTED)];
    let more = match names.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join(", "))
}

/// The closest valid name (“did you mean”): at most a third of its letters differ.
fn nearest<'v>(value: &str, valid: &'v [String]) -> Option<&'v str> {
    let value = value.to_lowercase();
    let distance = |name: &&String| strsim::damerau_levenshtein(&value, &name.to_lowercase());
    let nearest = valid.iter().min_by_key(distance)?;
    let letters = value.chars().count().max(nearest.chars().count());
    (distance(&nearest) <= (letters / 3).max(1)).then_some(nearest)
}

/// A wrong value of an option of an export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {error}", option.flag())]
pub struct OptionError {
    pub option: ExportOption,
    /// The error that a field of the window shows below itself.
    pub error: ValueError,
}

/// All errors in an export's options, one per line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionErrors(Vec<OptionError>);

impl OptionErrors {
    /// Whether there are no errors.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All errors, in the order of [`ExportOption::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = &OptionError> {
        self.0.iter()
    }

    /// The errors of one option.
    pub fn of(&self, option: ExportOption) -> impl Iterator<Item = &ValueError> {
        let all = self.0.iter().filter(move |wrong| wrong.option == option);
        all.map(|wrong| &wrong.error)
    }

    /// Whether articles may hold one of the undeclared values.
    pub fn may_be_in_articles(&self) -> bool {
        self.0.iter().any(|wrong| wrong.error.may_be_in_articles())
    }

    /// All messages without the names of options, one per line.
    pub fn messages(&self) -> String {
        let messages = self.0.iter().map(|wrong| wrong.error.to_string());
        messages.collect::<Vec<_>>().join("\n")
    }

    /// Returns the value, or stores its error.
    pub(super) fn keep<T>(
        &mut self,
        option: ExportOption,
        value: Result<T, ValueError>,
    ) -> Option<T> {
        value
            .map_err(|error| self.0.push(OptionError { option, error }))
            .ok()
    }

    /// Returns the valid values, and stores the errors of the others.
    pub(super) fn keep_all<T>(
        &mut self,
        option: ExportOption,
        values: impl Iterator<Item = Result<T, ValueError>>,
    ) -> Vec<T> {
        values
            .filter_map(|value| self.keep(option, value))
            .collect()
    }
}

impl fmt::Display for OptionErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, wrong) in self.0.iter().enumerate() {
            let end = if number == 0 { "" } else { "\n" };
            write!(f, "{end}{wrong}")?;
        }
        Ok(())
    }
}

impl std::error::Error for OptionErrors {}
