//! What the figures were computed from, as one CSV table: for other programs, and for those who check ours.
//!
//! A row is an article, a fragment of an annotation, a value, a relation or a statement.

use std::io::{self, Write};

use crate::analysis::agreement::matching::matches;
use crate::analysis::agreement::study::{ArticleWork, Study};
use crate::store::csv::{CsvWriter, LineEnd};

const COLUMNS: [&str; 15] = [
    "kind",
    "article",
    "coder",
    "unit",
    "match",
    "label",
    "start",
    "end",
    "first_word",
    "end_word",
    "entity",
    "attribute",
    "value",
    "from",
    "to",
];

/// Writes the table; `name` gives the name of a coder in reports. Places are in characters, ends exclusive;
/// of an article `end` and `end_word` are its lengths. Matches are those of all coders of an article.
///
/// # Errors
/// If it cannot be written.
pub fn write(study: &Study, out: &mut dyn Write, name: &dyn Fn(&str) -> String) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, LineEnd::Lf);
    csv.row(COLUMNS)?;
    let mut row = |cells: &[(&str, String)]| -> io::Result<()> {
        let cell = |column: &&str| {
            let found = cells.iter().find(|(name, _)| name == column);
            found.map_or_else(String::new, |(_, cell)| cell.clone())
        };
        csv.row(COLUMNS.iter().map(cell))
    };
    for article in &study.articles {
        let of_article = ("article", article.name.clone());
        row(&[
            ("kind", "article".to_owned()),
            of_article.clone(),
            ("start", "0".to_owned()),
            ("end", article.length.to_string()),
            ("first_word", "0".to_owned()),
            ("end_word", article.words.to_string()),
        ])?;
        let works: Vec<Option<&ArticleWork>> = article.work.iter().map(Some).collect();
        let found = matches(study, &works);
        for (coder, work) in article.work.iter().enumerate() {
            let of_coder = ("coder", name(study.coders.name(work.coder)));
            let mut match_of = vec![String::new(); work.units.len()];
            for (number, of_coders) in found.iter().enumerate() {
                if let Some(unit) = of_coders.0[coder] {
                    match_of[unit as usize] = number.to_string();
                }
            }
            for (number, unit) in work.units.iter().enumerate() {
                let common = [
                    of_article.clone(),
                    of_coder.clone(),
                    ("unit", number.to_string()),
                    ("match", match_of[number].clone()),
                    ("label", study.labels.name(unit.label).to_string()),
                ];
                for range in &unit.ranges {
                    let entity = unit
                        .entity
                        .map(|entity| study.entities.name(entity).clone());
                    let mut cells = vec![
                        ("kind", "span".to_owned()),
                        ("start", range.start.to_string()),
                        ("end", range.end.to_string()),
                        ("first_word", range.first_word.to_string()),
                        ("end_word", range.end_word.to_string()),
                        ("entity", entity.unwrap_or_default()),
                    ];
                    cells.extend(common.clone());
                    row(&cells)?;
                }
                for (attribute, value) in &unit.values {
                    let value = study.values.name(*value);
                    let value = match value.as_number() {
                        Some(number) => number.to_string(),
                        None => value.elements().join("|"),
                    };
                    let mut cells = vec![
                        ("kind", "value".to_owned()),
                        ("attribute", study.attributes.name(*attribute).to_string()),
                        ("value", value),
                    ];
                    cells.extend(common.clone());
                    row(&cells)?;
                }
            }
            for link in &work.links {
                row(&[
                    ("kind", "relation".to_owned()),
                    of_article.clone(),
                    of_coder.clone(),
                    ("label", study.relation_types.name(link.kind).to_string()),
                    ("from", link.from.to_string()),
                    ("to", link.to.to_string()),
                ])?;
            }
            for statement in &work.statements {
                let part = |number: u32| study.statement_parts.name(number).join("|");
                row(&[
                    ("kind", "statement".to_owned()),
                    of_article.clone(),
                    of_coder.clone(),
                    ("from", part(statement.makers)),
                    ("to", part(statement.addressees)),
                    ("attribute", part(statement.categories)),
                    ("value", part(statement.polarity)),
                ])?;
            }
        }
    }
    Ok(())
}
