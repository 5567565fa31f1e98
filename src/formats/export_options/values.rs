//! Parsers of single option values: one function for each kind that does not depend on the project.
//!
//! These functions know no option: [`ExportRequest::check`](super::ExportRequest::check) and
//! commands with filters of their own say which option a value belongs to. Values that depend on
//! the project are in [`KnownValues`](super::KnownValues), dates are in [`since`](super::since).

use crate::shards::{MAX_PARTS, MAX_SHARDS, PartitionKey};
use crate::split::Split;
use crate::tokens::Tokenizer;
use crate::{ALL, Dedupe, Format, by_name};

use super::{ValueError, ValueKind};

/// The format with this name.
///
/// # Errors
/// If there is no such format.
pub fn format(name: &str) -> Result<&'static dyn Format, ValueError> {
    let names = ALL.iter().map(|format| format.about().name);
    by_name(name).ok_or_else(|| ValueError::unknown(ValueKind::Format, name, names))
}

/// The tokenizer with this name.
///
/// # Errors
/// If there is no such tokenizer.
pub fn tokenizer(name: &str) -> Result<Tokenizer, ValueError> {
    let names = Tokenizer::ALL.iter().map(|tokenizer| tokenizer.name());
    Tokenizer::by_name(name).ok_or_else(|| ValueError::unknown(ValueKind::Tokenizer, name, names))
}

/// Whether a format is token-based, so that a tokenizer has an effect.
///
/// # Errors
/// If it does not.
pub fn obeys_tokenizer(format: &dyn Format) -> Result<(), ValueError> {
    if format.about().tokenizer.is_some() {
        return Ok(());
    }
    let obeying = ALL.iter().map(|format| format.about());
    let obeying = obeying.filter(|about| about.tokenizer.is_some());
    let obeying: Vec<&str> = obeying.map(|about| about.name).collect();
    Err(ValueError::NoEffect {
        why: format!(
            "“{}” writes no words; formats of words are {}",
            format.about().name,
            obeying.join(", ")
        ),
    })
}

/// Parts and shares, such as `train=0.8,dev=0.1,test=0.1`.
///
/// # Errors
/// If a part has no plain name or no share, or the shares do not add up to 1.
pub fn split(parts: &str, seed: u64, stratify: bool) -> Result<Split, ValueError> {
    Split::parse(parts, seed, stratify).map_err(|why| ValueError::Split {
        value: parts.to_owned(),
        why,
    })
}

/// A number of shards.
///
/// # Errors
/// If it is not a whole number from 1 to [`MAX_SHARDS`].
pub fn shards(typed: &str) -> Result<usize, ValueError> {
    let count = typed.trim().parse().ok();
    let count = count.filter(|count| (1..=MAX_SHARDS).contains(count));
    count.ok_or_else(|| {
        let expected = format!("a whole number from 1 to {MAX_SHARDS}, such as 16");
        ValueError::malformed(typed, expected)
    })
}

/// What a dataset is partitioned by.
///
/// # Errors
/// If there is no such key.
pub fn partition_key(name: &str) -> Result<PartitionKey, ValueError> {
    let key = PartitionKey::ALL.into_iter().find(|key| key.name() == name);
    let names = PartitionKey::ALL.map(PartitionKey::name);
    key.ok_or_else(|| ValueError::unknown(ValueKind::PartitionKey, name, names))
}

/// Whether a format distributes articles to shards.
///
/// # Errors
/// If it does not.
pub fn writes_shards(format: &dyn Format) -> Result<(), ValueError> {
    if format.writes_shards() {
        return Ok(());
    }
    let writing = ALL.iter().filter(|format| format.writes_shards());
    let writing: Vec<&str> = writing.map(|format| format.about().name).collect();
    Err(ValueError::NoEffect {
        why: format!(
            "“{}” writes no shards; formats that do are {}",
            format.about().name,
            writing.join(", ")
        ),
    })
}

/// A part of the articles, typed as `2/7`: its number, counted from 1, and the number of parts.
///
/// # Errors
/// If it has another form, or there is no such part.
pub fn part(typed: &str) -> Result<(usize, usize), ValueError> {
    let numbers = typed.split_once('/').and_then(|(number, count)| {
        let number: usize = number.trim().parse().ok()?;
        Some((number, count.trim().parse().ok()?))
    });
    let part = numbers
        .filter(|(number, count)| (1..=MAX_PARTS).contains(count) && (1..=*count).contains(number));
    part.ok_or_else(|| {
        let expected = "the number of a part and of all parts, such as 1/4, 2/4, 3/4 and 4/4";
        ValueError::malformed(typed, expected)
    })
}

/// The random seed of a split; 0 if nothing was typed.
///
/// # Errors
/// If it is not a whole number of 64 bits.
pub fn seed(typed: &str) -> Result<u64, ValueError> {
    match typed.trim() {
        "" => Ok(0),
        number => number.parse().map_err(|_| {
            let expected = format!("a whole number from 0 to {}, such as 7", u64::MAX);
            ValueError::malformed(typed, expected)
        }),
    }
}

/// The rule for duplicates with this name; the one that keeps everything if nothing was typed.
///
/// # Errors
/// If there is no such rule.
pub fn dedupe(name: &str) -> Result<Dedupe, ValueError> {
    if name.is_empty() {
        return Ok(Dedupe::None);
    }
    let names = Dedupe::ALL.iter().map(|(name, ..)| *name);
    Dedupe::by_name(name).ok_or_else(|| ValueError::unknown(ValueKind::DuplicateRule, name, names))
}

/// A similarity score, from 0 to 1.
///
/// # Errors
/// If it is not a number in this range.
pub fn score(typed: &str) -> Result<f32, ValueError> {
    let number = typed.trim().parse().ok();
    let score = number.filter(|score: &f32| (0.0..=1.0).contains(score));
    score.ok_or_else(|| ValueError::malformed(typed, "a number from 0 to 1, such as 0.9"))
}
