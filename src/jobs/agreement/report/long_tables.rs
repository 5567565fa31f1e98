//! The report as long tables: CSV and JSON, a row for each figure with all its digits.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::analysis::agreement::figures::AgreementFigure;
use crate::store::csv::{CsvWriter, LineEnd};

use super::{AgreementReport, ReportedFigure};

/// The name of the JSON, as in its schema.
const FORMAT: &str = "demarche-agreement";

/// Writes a table with a row for each figure.
///
/// # Errors
/// If it cannot be written.
pub fn write_csv(report: &AgreementReport, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = CsvWriter::new(out, LineEnd::Lf);
    csv.row([
        "measure",
        "label",
        "coders",
        "article",
        "value",
        "low",
        "high",
        "n_articles",
        "n_units",
        "note",
        "mean_of_articles",
        "round",
    ])?;
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for ReportedFigure { figure, round } in &report.figures {
        let article = figure.article.map(|_| report.row_name(figure));
        csv.row([
            figure.measure.id.to_owned(),
            figure.subject.name(report.read.study()),
            report.coders(figure).join("+"),
            article.unwrap_or_default(),
            number(figure.value.ok()),
            number(figure.interval.map(|interval| interval.low)),
            number(figure.interval.map(|interval| interval.high)),
            figure.articles.to_string(),
            figure.units.to_string(),
            report.note(figure),
            number(figure.mean_of_articles.map(|(mean, _)| mean)),
            round.clone().unwrap_or_default(),
        ])?;
    }
    Ok(())
}

/// Writes the whole report as JSON; `demarche schema agreement` describes it.
///
/// # Errors
/// If it cannot be written.
pub fn write_json(report: &AgreementReport, out: &mut dyn Write) -> io::Result<()> {
    let eligibility = &report.read.gathered.eligibility;
    let measures = report.measures().into_iter().map(|info| {
        json!({
            "id": info.id,
            "name": info.name,
            "formula": info.formula,
            "source": info.source,
            "blind_to": info.blind_to,
        })
    });
    let left_out = eligibility.left_out.iter().map(|(article, coder, reason)| {
        json!({ "article": article, "coder": report.coder(coder), "reason": reason.id() })
    });
    let suggested = eligibility.with_suggestions.iter();
    let suggested = suggested
        .map(|(article, coder)| json!({ "article": article, "coder": report.coder(coder) }));
    let coders = report.read.study().coders.all().iter();
    let mut json = json!({
        "format": FORMAT,
        "version": 1,
        "program": format!("demarche {}", env!("CARGO_PKG_VERSION")),
        "command": report.command,
        "coders": coders.map(|coder| report.coder(coder)).collect::<Vec<_>>(),
        "articles": eligibility.articles,
        "codings": eligibility.codings,
        "detached": eligibility.detached,
        "resamples": report.bootstrap.resamples,
        "seed": report.bootstrap.seed,
        "measures": measures.collect::<Vec<_>>(),
        "figures": report.figures.iter().map(|of| figure(report, of)).collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "with_suggestions": suggested.collect::<Vec<_>>(),
    });
    for section in &report.more {
        json[section.json.0] = section.json.1.clone();
    }
    writeln!(out, "{json:#}")
}

fn figure(report: &AgreementReport, reported: &ReportedFigure) -> Value {
    let figure: &AgreementFigure = &reported.figure;
    let counts = figure.counts.iter();
    let counts: Map<String, Value> = counts
        .map(|(name, count)| ((*name).to_owned(), json!(count)))
        .collect();
    json!({
        "measure": figure.measure.id,
        "label": figure.subject.name(report.read.study()),
        "coders": report.coders(figure),
        "article": figure.article.map(|_| report.row_name(figure)),
        "round": reported.round,
        "value": figure.value.ok(),
        "low": figure.interval.map(|interval| interval.low),
        "high": figure.interval.map(|interval| interval.high),
        "standard_error": figure.interval.map(|interval| interval.standard_error),
        "mean_of_articles": figure.mean_of_articles.map(|(mean, _)| mean),
        "n_articles": figure.articles,
        "n_units": figure.units,
        "counts": counts,
        "note": report.note(figure),
    })
}
