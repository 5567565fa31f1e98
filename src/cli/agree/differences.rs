//! The differences of each two coders, one a row, with both readings: annotations with their values, relations,
//! fields of the article.

use std::io;

use crate::model::compare::{ArticleComparison, CodedUnits, Issue, IssueSubject, match_units};
use crate::model::decision::Facet;
use crate::model::{Annotation, Document, FieldScope};
use crate::store::csv::{CsvWriter, LineEnd};

/// Rows of differences.
#[derive(Default)]
pub struct DifferenceRows(Vec<Difference>);

/// A match in which two coders differ, what one of them lacks, or a field of the article.
#[derive(Default)]
struct Difference {
    article: String,
    /// In characters; `None` for a field.
    start: Option<usize>,
    kinds: String,
    /// The attributes that differ, the type of a relation, or the name of a field.
    what: String,
    coders: [String; 2],
    labels: [String; 2],
    readings: [String; 2],
    values: [String; 2],
}

impl DifferenceRows {
    /// Notes the differences of each two of these codings of an article.
    pub fn note(&mut self, article: &str, codings: &[(&str, &Document)], scope: &FieldScope) {
        for (index, one) in codings.iter().enumerate() {
            for other in &codings[index + 1..] {
                self.note_annotations(article, one, other);
                self.note_others(article, one, other, scope);
            }
        }
    }

    /// Notes relations and fields. A relation at an annotation that only one coder has is no difference of its
    /// own.
    fn note_others(
        &mut self,
        article: &str,
        one: &(&str, &Document),
        other: &(&str, &Document),
        scope: &FieldScope,
    ) {
        let text = one.1.text();
        let comparison = ArticleComparison::new(text, &[*one, *other], scope);
        let issues = comparison.differences().iter();
        let issues = issues.map(|index| &comparison.issues()[*index]);
        for issue in issues {
            let coders = [one.0, other.0].map(str::to_owned);
            let number = coders.clone().map(|coder| comparison.coder(&coder));
            let row = Difference {
                article: article.to_owned(),
                coders,
                ..Difference::default()
            };
            let row = match &issue.subject {
                IssueSubject::Annotations(_) => continue,
                IssueSubject::Field(name) => Difference {
                    kinds: "field".to_owned(),
                    what: name.clone(),
                    readings: number.map(|coder| cell(issue, coder)),
                    ..row
                },
                IssueSubject::Relation(group) => {
                    let relation = &comparison.relations()[*group];
                    let quote = |cluster: usize, coder: usize| {
                        let unit = comparison.matching().clusters[cluster].of_coder(coder);
                        let annotation = unit.map(|unit| comparison.annotation(unit));
                        let fragments = annotation.and_then(|found| found.fragments());
                        fragments.map_or_else(String::new, |found| found.quote(text))
                    };
                    let reading = |coder: Option<usize>| {
                        let members = relation.members.iter();
                        let of = members.map(|(of, _)| *of).find(|of| Some(*of) == coder);
                        of.map_or_else(String::new, |coder| {
                            let (from, to) = (relation.key.from, relation.key.to);
                            format!("{} → {}", quote(from, coder), quote(to, coder))
                        })
                    };
                    let kinds = [
                        ("relation", true),
                        ("missing", issue.flags.missing),
                        ("values", issue.flags.values),
                    ];
                    let kinds = kinds.iter().filter(|(_, is)| *is);
                    let kinds: Vec<&str> = kinds.map(|(name, _)| *name).collect();
                    Difference {
                        start: Some(issue.chars.0),
                        kinds: kinds.join(" "),
                        what: relation.key.kind.to_string(),
                        readings: number.map(reading),
                        values: number.map(|coder| cells(issue, coder)),
                        ..row
                    }
                }
            };
            self.0.push(row);
        }
    }

    fn note_annotations(
        &mut self,
        article: &str,
        one: &(&str, &Document),
        other: &(&str, &Document),
    ) {
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
                start: starts.min(),
                kinds: kinds.join(" "),
                what: match members {
                    [Some(one), Some(other)] => differing(one, other),
                    _ => String::new(),
                },
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
            "what",
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
            let start = row.start.map(|start| start.to_string()).unwrap_or_default();
            let coders = [name(&row.coders[0]), name(&row.coders[1])];
            csv.row([
                &row.article,
                &start,
                &row.kinds,
                &row.what,
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

/// What a coder has of a field, or of the first value of a relation.
fn cell(issue: &Issue, coder: Option<usize>) -> String {
    let row = issue.rows.first().zip(coder);
    let value = row.and_then(|(row, coder)| row.cells[coder].value());
    value.map(ToString::to_string).unwrap_or_default()
}

/// The values that a coder has given a relation, in one line.
fn cells(issue: &Issue, coder: Option<usize>) -> String {
    let values = issue.rows.iter().filter_map(|row| {
        let value = row.cells[coder?].value()?;
        let Facet::Attribute(name) = &row.facet else {
            return None;
        };
        Some(format!("{name}={value}"))
    });
    values.collect::<Vec<_>>().join("; ")
}

/// The names of what differs of two annotations: the entity, attributes.
fn differing(one: &Annotation, other: &Annotation) -> String {
    let entity = (one.entity != other.entity).then_some("entity");
    let names = one.attributes.keys().chain(other.attributes.keys());
    let names: std::collections::BTreeSet<_> = names
        .filter(|name| one.attributes.get(*name) != other.attributes.get(*name))
        .map(|name| name.as_str())
        .collect();
    entity
        .into_iter()
        .chain(names)
        .collect::<Vec<_>>()
        .join(" ")
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
