//! The report as a table for a terminal.

use std::io::{self, Write};

use crate::jobs::agreement::report::{AgreementReport, decimals, shown, shown_interval};

/// The longest name of a row that makes its column wider, in characters.
const MAX_NAME: usize = 60;

/// Writes the report.
///
/// # Errors
/// If it cannot be written.
pub fn write(report: &AgreementReport, out: &mut dyn Write) -> io::Result<()> {
    for (title, figures) in report.tables() {
        writeln!(out, "{title}{}", report.about_articles(&figures))?;
        let names = figures
            .iter()
            .map(|figure| report.row_name(figure).chars().count());
        let width = names.max().unwrap_or_default().clamp(26, MAX_NAME);
        let name = "measure";
        let first = width + 2;
        writeln!(
            out,
            "{name:<first$} {:>7} {:>17} {:>7} {:>6}",
            "value", "95 %", "mean", "n"
        )?;
        let mut measure = "";
        for figure in figures {
            if figure.measure.id != measure {
                measure = figure.measure.id;
                writeln!(out, "{} ({measure})", figure.measure.name)?;
            }
            let name = report.row_name(figure);
            let mean = figure
                .mean_of_articles
                .map_or_else(|| "—".to_owned(), |(mean, _)| decimals(mean));
            let mean = if figure.article.is_some() {
                String::new()
            } else {
                mean
            };
            let row = format!(
                "  {name:<width$} {:>7} {:>17} {mean:>7} {:>6}  {}",
                shown(figure),
                shown_interval(figure),
                figure.units,
                report.note(figure)
            );
            writeln!(out, "{}", row.trim_end())?;
        }
        writeln!(out)?;
    }
    for section in &report.more {
        writeln!(out, "{}", section.title)?;
        let widths = section
            .table
            .iter()
            .fold(Vec::new(), |mut widths: Vec<usize>, row| {
                widths.resize(widths.len().max(row.len()), 0);
                for (width, cell) in widths.iter_mut().zip(row) {
                    *width = (*width).max(cell.chars().count());
                }
                widths
            });
        for row in &section.table {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}"));
            writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        for note in &section.notes {
            writeln!(out, "  {note}")?;
        }
        writeln!(out)?;
    }
    let left_out = report.left_out();
    if !left_out.is_empty() {
        writeln!(out, "Left out or marked")?;
        for line in left_out {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}
