//! A parser and validator for the options of an export, which checks them against the project.
//!
//! ```text
//! ExportRequest --check(known values, today)--> ExportOptions
//!  (as typed)                             \---> OptionErrors, one for each wrong value
//! ```
//!
//! The command line and the window both use this module, so that neither accepts what the other
//! rejects. Filters of other commands parse the same kinds of values with [`values`].
//!
//! This module knows no path, no clock and no window: where a dataset is written is not an option of
//! its contents, and the day on which “yesterday” depends is passed in.
//!
//! Start with [`ExportRequest::check`].

pub mod values;

mod since;

mod known;

mod error;

use std::collections::BTreeSet;

use crate::model::date::Date;
use crate::model::{Codebook, EntityBook};

use super::split::Split;
use super::tokens::Tokenizer;
use super::{Dedupe, Filter, Format, WriteOptions};

pub use error::{OptionError, OptionErrors, SINCE_FORMS, ValueError, ValueKind};
pub use known::KnownValues;
pub use since::since;

/// An option of an export that is set as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportOption {
    Format,
    Coders,
    Statuses,
    Labels,
    Since,
    Tokenizer,
    Split,
    Seed,
    Dedupe,
}

impl ExportOption {
    /// All options.
    pub const ALL: [Self; 9] = [
        Self::Format,
        Self::Coders,
        Self::Statuses,
        Self::Labels,
        Self::Since,
        Self::Tokenizer,
        Self::Split,
        Self::Seed,
        Self::Dedupe,
    ];

    /// The flag on the command line.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Format => "--to",
            Self::Coders => "--coder",
            Self::Statuses => "--status",
            Self::Labels => "--label",
            Self::Since => "--since",
            Self::Tokenizer => "--tokenizer",
            Self::Split => "--split",
            Self::Seed => "--seed",
            Self::Dedupe => "--dedupe",
        }
    }
}

/// A request for an export, as typed text. Nothing in it has been validated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportRequest {
    /// The name of a format.
    pub format: String,
    /// Only annotations of these coders; empty for all.
    pub coders: Vec<String>,
    /// Only articles of these statuses; empty for all.
    pub statuses: Vec<String>,
    /// Only annotations of these labels; empty for all.
    pub labels: Vec<String>,
    /// Only annotations made at this time or later, as [`since`] reads it; empty for all.
    pub since: String,
    /// The name of a tokenizer; `None` for the format's own.
    pub tokenizer: Option<String>,
    /// Parts and shares, such as `train=0.8,dev=0.1,test=0.1`; `None` for one dataset.
    pub split: Option<String>,
    /// The random seed of the split; empty for 0.
    pub seed: String,
    /// Whether the parts get similar shares of every label.
    pub stratify: bool,
    /// The name of the rule for duplicates; empty for none.
    pub dedupe: String,
}

/// The validated options of an export.
#[derive(Clone)]
pub struct ExportOptions {
    pub format: &'static dyn Format,
    /// Only annotations of these coders; empty for all.
    pub coders: BTreeSet<String>,
    /// Which articles and annotations are exported.
    pub filter: Filter,
    /// `None` for the format's own.
    pub tokenizer: Option<Tokenizer>,
    /// `None` for one dataset.
    pub split: Option<Split>,
    pub dedupe: Dedupe,
}

impl ExportRequest {
    /// Parses and validates all options. `today` is the day from which dates such as “yesterday”
    /// count.
    ///
    /// # Errors
    /// All wrong values, in the order of [`ExportOption::ALL`].
    pub fn check(&self, known: &KnownValues, today: Date) -> Result<ExportOptions, OptionErrors> {
        use ExportOption as O;
        let mut errors = OptionErrors::default();
        let format = errors.keep(O::Format, values::format(&self.format));
        let coders = self.coders.iter().map(|name| known.coder(name));
        let coders = errors.keep_all(O::Coders, coders);
        let statuses = self.statuses.iter().map(|name| known.status(name));
        let statuses = errors.keep_all(O::Statuses, statuses);
        let labels = self.labels.iter().map(|name| known.label(name));
        let labels = errors.keep_all(O::Labels, labels);
        let since = errors.keep(O::Since, since(&self.since, today));
        let tokenizer = match &self.tokenizer {
            None => None,
            Some(name) => {
                let tokenizer = values::tokenizer(name).and_then(|tokenizer| match format {
                    Some(format) => values::obeys_tokenizer(format).map(|()| tokenizer),
                    None => Ok(tokenizer),
                });
                errors.keep(O::Tokenizer, tokenizer)
            }
        };
        let seed = values::seed(&self.seed);
        let split = match &self.split {
            None => None,
            Some(parts) => {
                let seed = seed.as_ref().copied().unwrap_or_default();
                errors.keep(O::Split, values::split(parts, seed, self.stratify))
            }
        };
        errors.keep(O::Seed, seed);
        let dedupe = errors.keep(O::Dedupe, values::dedupe(&self.dedupe));
        match (format, since, dedupe) {
            (Some(format), Some(since), Some(dedupe)) if errors.is_empty() => Ok(ExportOptions {
                format,
                coders: coders.into_iter().collect(),
                filter: Filter {
                    statuses,
                    labels: labels.into_iter().collect(),
                    since,
                },
                tokenizer,
                split,
                dedupe,
            }),
            _ => Err(errors),
        }
    }
}

impl ExportOptions {
    /// The options of the writer.
    pub fn write_options(&self, codebook: Codebook, entities: EntityBook) -> WriteOptions {
        WriteOptions {
            codebook,
            entities,
            tokenizer: self.tokenizer,
            split: self.split.clone(),
            dedupe: self.dedupe,
        }
    }
}

#[cfg(test)]
mod tests;
