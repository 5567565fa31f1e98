//! Reads RIS: a tag of two letters and a value on each line.

use super::super::{IngestError, SourceFile, decoded};
use super::LiteratureRecord;

/// The records of a list.
pub fn records(source: &SourceFile<'_>) -> Result<Vec<LiteratureRecord>, IngestError> {
    let (text, _) = decoded(source.bytes, None)?;
    // A value goes on in lines without a tag.
    let mut values: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match (tagged(line), values.last_mut()) {
            (Some((tag, value)), _) => values.push((tag, value.to_owned())),
            (None, Some((_, last))) if !line.trim().is_empty() => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => {}
        }
    }
    let mut records = Vec::new();
    let mut record: Option<LiteratureRecord> = None;
    for (tag, value) in values {
        match (tag, &mut record) {
            ("TY", _) => records.extend(record.replace(LiteratureRecord::default())),
            ("ER", _) => records.extend(record.take()),
            (tag, Some(record)) => put(record, tag, &value),
            (_, None) => {}
        }
    }
    records.extend(record);
    if records.is_empty() {
        return Err(IngestError::Malformed {
            kind: super::RIS.title,
            why: "no record begins with “TY  - ”".to_owned(),
        });
    }
    Ok(records)
}

/// The tag and the value of a line such as `TI  - Strike in Torvik`.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let (tag, value) = (line.get(..2)?, line.get(2..)?);
    let value = value.trim_start().strip_prefix('-')?;
    let mut letters = tag.bytes();
    let is_tag = letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_tag.then_some((tag, value.trim()))
}

fn put(record: &mut LiteratureRecord, tag: &str, value: &str) {
    let first = |field: &mut String| {
        if field.is_empty() {
            value.clone_into(field);
        }
    };
    match tag {
        "TI" | "T1" | "CT" => first(&mut record.title),
        "T2" | "JF" | "JO" | "JA" | "J2" | "BT" => first(&mut record.outlet),
        "PB" if record.outlet.is_empty() => record.other("publisher", value),
        "AU" | "A1" => LiteratureRecord::add(&mut record.author, value),
        // The day is more exact than the year, which comes before or after it.
        "DA" | "Y1" | "PY" => {
            let written = day(value);
            if written.len() > record.date.len() {
                record.date = written;
            }
        }
        "UR" | "L3" if record.url.is_empty() && value.contains("://") => first(&mut record.url),
        "L1" | "L2" | "L3" | "L4" | "UR" => record.attach(value),
        "LA" => first(&mut record.language),
        "AB" | "N2" => LiteratureRecord::add(&mut record.summary, value),
        "ID" => first(&mut record.key),
        "SE" => record.other("section", value),
        "SP" => record.other("pages", value),
        "N1" | "RN" => record.other("memo", value),
        "KW" => record.other("keywords", value),
        "DO" => record.other("doi", value),
        "Y2" | "DB" | "DP" | "CN" | "AN" => {}
        tag => record.other(&format!("ris-{}", tag.to_lowercase()), value),
    }
}

/// A date such as `2025/05/01/` with signs as in ISO.
fn day(value: &str) -> String {
    let parts: Vec<&str> = value.split('/').filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.iter().take_while(|part| is_number(part)).count() {
        0 => value.to_owned(),
        count => parts[..count.min(3)].join("-"),
    }
}
