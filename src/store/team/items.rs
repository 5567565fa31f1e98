//! Reads and writes the lines of `project.json`: coders, rounds, assignments.

use std::io::{self, Write};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::json::{RawObject, why, write_raw, write_str};
use crate::model::Unknown;
use crate::model::team::{Assignment, AssignmentKey, Round, SignedTime, TeamCoder};

/// A field of an item: its name and what it has.
type ItemField<'a> = (String, &'a RawValue);

fn fields(raw: &RawValue) -> Result<Vec<ItemField<'_>>, String> {
    let RawObject(fields) = serde_json::from_str(raw.get()).map_err(|error| why(&error))?;
    Ok(fields)
}

fn value<T: DeserializeOwned + Default>((name, raw): &ItemField<'_>) -> Result<T, String> {
    let value: Result<Option<T>, _> = serde_json::from_str(raw.get());
    let value = value.map_err(|error| format!("“{name}”: {}", why(&error)))?;
    Ok(value.unwrap_or_default())
}

fn required(value: String, name: &str) -> Result<String, String> {
    match value.is_empty() {
        true => Err(format!("the field “{name}” is missing")),
        false => Ok(value),
    }
}

fn keep(unknown: &mut Unknown, (name, raw): ItemField<'_>) {
    unknown.push((name, raw.get().to_owned()));
}

/// Reads a coder.
pub fn coder(raw: &RawValue) -> Result<(String, TeamCoder), String> {
    let (mut code, mut coder) = (String::new(), TeamCoder::default());
    for field in fields(raw)? {
        match field.0.as_str() {
            "id" => code = value(&field)?,
            "name" => coder.name = value(&field)?,
            "again" => coder.again = value(&field)?,
            _ => keep(&mut coder.unknown, field),
        }
    }
    Ok((required(code, "id")?, coder))
}

/// Reads a round.
pub fn round(raw: &RawValue) -> Result<(String, Round), String> {
    let (mut id, mut round) = (String::new(), Round::default());
    for field in fields(raw)? {
        match field.0.as_str() {
            "id" => id = value(&field)?,
            "blind" => round.blind = value(&field)?,
            "codebook" => round.codebook = value(&field)?,
            "coders" => round.coders = value(&field)?,
            "seed" => round.seed = value(&field)?,
            "per_article" => round.per_article = value(&field)?,
            "overlap" => round.overlap = value(&field)?,
            "by_words" => round.by_words = value(&field)?,
            "suggestions" => round.suggestions = value(&field)?,
            "opened" => round.opened = signed(&field)?,
            _ => keep(&mut round.unknown, field),
        }
    }
    Ok((required(id, "id")?, round))
}

/// Reads an assignment.
pub fn assignment(raw: &RawValue) -> Result<(AssignmentKey, Assignment), String> {
    let (mut round, mut article) = (String::new(), String::new());
    let mut assignment = Assignment::default();
    for field in fields(raw)? {
        match field.0.as_str() {
            "round" => round = value(&field)?,
            "article" => article = value(&field)?,
            "coders" => assignment.coders = value(&field)?,
            "compared" => assignment.compared = signed(&field)?,
            _ => keep(&mut assignment.unknown, field),
        }
    }
    let key = AssignmentKey {
        round: required(round, "round")?,
        article: required(article, "article")?,
    };
    Ok((key, assignment))
}

fn signed((name, raw): &ItemField<'_>) -> Result<Option<SignedTime>, String> {
    if raw.get() == "null" {
        return Ok(None);
    }
    let mut signed = SignedTime::default();
    for field in fields(raw).map_err(|why| format!("“{name}”: {why}"))? {
        match field.0.as_str() {
            "by" => signed.by = value(&field)?,
            "at" => signed.at = value(&field)?,
            "also" => signed.also = value(&field)?,
            _ => keep(&mut signed.unknown, field),
        }
    }
    Ok(Some(signed))
}

/// Writes the fields of one item.
struct ItemWriter<'w> {
    out: &'w mut Vec<u8>,
    is_first: bool,
}

impl<'w> ItemWriter<'w> {
    fn open(out: &'w mut Vec<u8>) -> Self {
        out.push(b'{');
        Self {
            out,
            is_first: true,
        }
    }

    fn field(&mut self, name: &str) -> io::Result<&mut Vec<u8>> {
        if !self.is_first {
            self.out.push(b',');
        }
        self.is_first = false;
        write_str(self.out, name)?;
        self.out.push(b':');
        Ok(self.out)
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        match text.is_empty() {
            true => Ok(()),
            false => write_str(self.field(name)?, text),
        }
    }

    fn number(&mut self, name: &str, number: u64) -> io::Result<()> {
        match number {
            0 => Ok(()),
            number => write!(self.field(name)?, "{number}"),
        }
    }

    fn flag(&mut self, name: &str, flag: bool) -> io::Result<()> {
        match flag {
            true => self.field(name)?.write_all(b"true"),
            false => Ok(()),
        }
    }

    fn signed(&mut self, name: &str, signed: Option<&SignedTime>) -> io::Result<()> {
        let Some(signed) = signed else {
            return Ok(());
        };
        let mut inner = ItemWriter::open(self.field(name)?);
        inner.text("by", &signed.by)?;
        inner.text("at", &signed.at)?;
        if !signed.also.is_empty() {
            inner.codes("also", &signed.also)?;
        }
        inner.close(&signed.unknown)
    }

    fn codes(&mut self, name: &str, codes: &[String]) -> io::Result<()> {
        serde_json::to_writer(self.field(name)?, codes).map_err(io::Error::from)
    }

    fn close(mut self, unknown: &Unknown) -> io::Result<()> {
        for (name, json) in unknown {
            write_raw(self.field(name)?, json)?;
        }
        self.out.push(b'}');
        Ok(())
    }
}

/// Writes a coder as a line.
pub fn write_coder(out: &mut Vec<u8>, (code, coder): (&String, &TeamCoder)) -> io::Result<()> {
    let mut item = ItemWriter::open(out);
    item.text("id", code)?;
    item.text("name", &coder.name)?;
    item.text("again", &coder.again)?;
    item.close(&coder.unknown)
}

/// Writes a round as a line.
pub fn write_round(out: &mut Vec<u8>, (id, round): (&String, &Round)) -> io::Result<()> {
    let mut item = ItemWriter::open(out);
    item.text("id", id)?;
    item.flag("blind", round.blind)?;
    item.text("codebook", &round.codebook)?;
    item.codes("coders", &round.coders)?;
    if round.per_article > 0 {
        write!(item.field("seed")?, "{}", round.seed)?;
        item.number("per_article", round.per_article as u64)?;
        write!(item.field("overlap")?, "{}", round.overlap)?;
    } else {
        item.number("seed", round.seed)?;
        item.number("overlap", round.overlap.into())?;
    }
    item.flag("by_words", round.by_words)?;
    item.flag("suggestions", round.suggestions)?;
    item.signed("opened", round.opened.as_ref())?;
    item.close(&round.unknown)
}

/// Writes an assignment as a line.
pub fn write_assignment(
    out: &mut Vec<u8>,
    (key, assignment): (&AssignmentKey, &Assignment),
) -> io::Result<()> {
    let mut item = ItemWriter::open(out);
    item.text("round", &key.round)?;
    item.text("article", &key.article)?;
    item.codes("coders", &assignment.coders)?;
    item.signed("compared", assignment.compared.as_ref())?;
    item.close(&assignment.unknown)
}
