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

use super::shards::Shards;
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
    Shards,
    PartitionBy,
    Dedupe,
}

impl ExportOption {
    /// All options.
    pub const ALL: [Self; 11] = [
        Self::Format,
        Self::Coders,
        Self::Statuses,
        Self::Labels,
        Self::Since,
        Self::Tokenizer,
        Self::Split,
        Self::Seed,
        Self::Shards,
        Self::PartitionBy,
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
            Self::Shards => "--shards",
            Self::PartitionBy => "--partition-by",
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
    /// The number of shards; `None` for no shards.
    pub shards: Option<String>,
    /// The name of what the dataset is partitioned by; `None` for no partitions. It excludes
    /// `shards`, and both exclude `split`.
    pub partition_by: Option<String>,
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
    /// `None` for no shards.
    pub shards: Option<Shards>,
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
        let shards = self.shards(format, &mut errors);
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
                shards,
                dedupe,
            }),
            _ => Err(errors),
        }
    }

    /// Parses and validates how articles are distributed to shards.
    fn shards(&self, format: Option<&dyn Format>, errors: &mut OptionErrors) -> Option<Shards> {
        use ExportOption as O;
        let is_split = self.split.is_some();
        let excluded = |is_other: bool, other: &str| match (is_split, is_other) {
            (true, _) => Err("the dataset is split into parts already".to_owned()),
            (_, true) => Err(format!("the dataset is {other} already")),
            _ => Ok(()),
        };
        let checked = |excluded: Result<(), String>| {
            excluded.map_err(|why| ValueError::NoEffect { why })?;
            format.map_or(Ok(()), values::writes_shards)
        };
        let by_count = self.shards.as_ref().and_then(|typed| {
            let count = values::shards(typed);
            let count = count.and_then(|count| checked(excluded(false, "")).map(|()| count));
            errors.keep(O::Shards, count).map(Shards::Count)
        });
        let by_key = self.partition_by.as_ref().and_then(|typed| {
            let excluded = excluded(self.shards.is_some(), "distributed to shards");
            let key = values::partition_key(typed);
            let key = key.and_then(|key| checked(excluded).map(|()| key));
            errors.keep(O::PartitionBy, key).map(Shards::By)
        });
        by_count.or(by_key)
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
            shards: self.shards,
            dedupe: self.dedupe,
            agreement: String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
