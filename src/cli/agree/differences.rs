//! The differences of each two coders, one a row, with both readings.

use std::io;

use crate::model::compare::{CodedUnits, match_units};
use crate::model::{Annotation, Document};
use crate::store::csv::{CsvWriter, LineEnd};

/// Rows of differences.
#[derive(Default)]
pub struct DifferenceRows(Vec<Difference>);

/// A match in which two coders differ, or an annotation that one of them lacks.
struct Difference {
    article: String,
    start: usize,
    kinds: String,
    coders: [String; 2],
    labels: [String; 2],
    readings: [String; 2],
    values: [String; 2],
}

impl DifferenceRows {
    /// Notes the differences of each two of these codings of an article.
    pub fn note(&mut self, article: &str, codings: &[(&str, &Document)]) {
        for (index, one) in codings.iter().enumerate() {
            for other in &codings[index + 1..] {
                self.note_pair(article, one, other);
            }
        }
    }

    fn note_pair(&mut self, article: &str, one: &(&str, &Document), other: &(&str, &Document)) {
        let documents = [one.1, other.1];
        let units = documents.map(CodedUnits::new);
        let lists = units.iter().map(|of_coder| of_coder.units.clone());
        let matching = match_units(&lists.collect::<Vec<_>>());
        for cluster in &matching.clusters {
            if cluster.flags.is_agreed() {
                continue;
            }
            let member = |coder: usize| -> Option<&Annotation> {
                let index = cluster.of_coder(coder)?;
                Some(units[coder].annotations[index.unit])
            };
            let members = [member(0), member(1)];
            let flags = cluster.flags;
            let kinds = [
                (flags.missing, "missing"),
                (flags.label, "label"),
                (flags.borders, "borders"),
                (flags.values, "values"),
            ];
            let kinds: Vec<&str> = kinds
                .iter()
                .filter(|(is, _)| *is)
                .map(|(_, name)| *name)
                .collect();
            let text = |of: fn(&Annotation, &Document) -> String| {
                [0, 1].map(|coder| {
                    members[coder].map_or_else(String::new, |found| of(found, documents[coder]))
                })
            };
            let starts = members.iter().flatten().filter_map(|found| {
                let start = found.fragments()?.start();
                documents[0]
                    .text()
                    .char_from_byte(start)
                    .map(|start| start.0)
            });
            self.0.push(Difference {
                article: article.to_owned(),
                start: starts.min().unwrap_or_default(),
                kinds: kinds.join(" "),
                coders: [one.0.to_owned(), other.0.to_owned()],
                labels: text(|found, _| found.label.to_string()),
                readings: text(|found, document| {
                    found
                        .fragments()
                        .map_or_else(String::new, |f| f.quote(document.text()))
                }),
                values: text(|found, _| values(found)),
            });
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The table as CSV; `name` gives the name of a coder in reports.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, out: &mut dyn io::Write, name: &dyn Fn(&str) -> String) -> io::Result<()> {
        let mut csv = CsvWriter::new(out, LineEnd::Lf);
        csv.row([
            "article",
            "start",
            "difference",
            "coder_a",
            "label_a",
            "reading_a",
            "values_a",
            "coder_b",
            "label_b",
            "reading_b",
            "values_b",
        ])?;
        for row in &self.0 {
            let start = row.start.to_string();
            let coders = [name(&row.coders[0]), name(&row.coders[1])];
            csv.row([
                &row.article,
                &start,
                &row.kinds,
                &coders[0],
                &row.labels[0],
                &row.readings[0],
                &row.values[0],
                &coders[1],
                &row.labels[1],
                &row.readings[1],
                &row.values[1],
            ])?;
        }
        Ok(())
    }
}

/// Entity and attributes in one line.
fn values(annotation: &Annotation) -> String {
    let entity = annotation
        .entity
        .iter()
        .map(|entity| format!("entity={entity}"));
    let attributes = annotation.attributes.iter();
    let attributes = attributes.map(|(name, value)| format!("{name}={value}"));
    entity.chain(attributes).collect::<Vec<_>>().join("; ")
}
