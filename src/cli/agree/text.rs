//! The report as a table for a terminal.

use std::io::{self, Write};

use super::report::{AgreementReport, shown, shown_interval};

/// Writes the report.
///
/// # Errors
/// If it cannot be written.
pub fn write(report: &AgreementReport, out: &mut dyn Write) -> io::Result<()> {
    for (title, figures) in report.tables() {
        let articles = figures.first().map_or(0, |figure| figure.articles);
        let articles = crate::model::plural::counted(articles, "article");
        match figures.first() {
            Some(figure) if figure.article.is_none() => writeln!(out, "{title}: {articles}")?,
            _ => writeln!(out, "{title}")?,
        }
        let name = "measure";
        writeln!(
            out,
            "{name:<34} {:>7} {:>17} {:>7} {:>6}",
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
                .map_or_else(|| "—".to_owned(), |(mean, _)| super::report::decimals(mean));
            let mean = if figure.article.is_some() {
                String::new()
            } else {
                mean
            };
            let row = format!(
                "  {name:<32} {:>7} {:>17} {mean:>7} {:>6}  {}",
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
        for row in &section.table {
            let cells: Vec<String> = row.iter().map(|cell| format!("{cell:<20}")).collect();
            writeln!(out, "  {}", cells.join(" ").trim_end())?;
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
