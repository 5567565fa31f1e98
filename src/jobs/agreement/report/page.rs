//! The report as a document: Markdown, and HTML in one file, with plots as inline SVG and no script.

use std::fmt::Write as _;

use crate::analysis::agreement::figures::AgreementFigure;

use super::methods;
use super::{AgreementReport, decimals, shown, shown_interval};

const HEADINGS: [&str; 7] = [
    "measure",
    "for",
    "value",
    "95 %",
    "mean of articles",
    "n",
    "note",
];

/// The cells of a table of figures.
fn rows(report: &AgreementReport, figures: &[&AgreementFigure]) -> Vec<[String; 7]> {
    let rows = figures.iter().map(|figure| {
        let mean = figure
            .mean_of_articles
            .map_or_else(|| "—".to_owned(), |(mean, _)| decimals(mean));
        [
            figure.measure.name.to_owned(),
            report.row_name(figure),
            shown(figure),
            shown_interval(figure),
            mean,
            figure.units.to_string(),
            report.note(figure),
        ]
    });
    rows.collect()
}

fn title_of(report: &AgreementReport) -> String {
    let coders = report.read.study().coders.all().iter();
    let coders: Vec<String> = coders.map(|coder| report.coder(coder)).collect();
    format!("Agreement between {}", coders.join(", "))
}

/// The Markdown.
pub fn markdown(report: &AgreementReport) -> String {
    let mut page = String::new();
    // Writing to a text cannot fail.
    let mut line = |text: &str| _ = writeln!(page, "{text}");
    line(&format!("# {}\n", in_markdown(&title_of(report))));
    line("## Methods\n");
    line(&methods::sentences(report).join(" "));
    for (title, figures) in report.tables() {
        let title = title + &report.about_articles(&figures);
        line(&format!("\n## {}\n", in_markdown(&title)));
        line(&format!("| {} |", HEADINGS.join(" | ")));
        line("|---|---|---:|---:|---:|---:|---|");
        for row in rows(report, &figures) {
            line(&format!(
                "| {} |",
                row.map(|cell| in_markdown(&cell)).join(" | ")
            ));
        }
    }
    for section in &report.more {
        line(&format!("\n## {}\n", in_markdown(&section.title)));
        for (index, row) in section.table.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| in_markdown(cell)).collect();
            line(&format!("| {} |", cells.join(" | ")));
            if index == 0 {
                line(&format!("|{}", "---|".repeat(row.len())));
            }
        }
        for note in &section.notes {
            line(&format!("\n{}", in_markdown(note)));
        }
    }
    line("\n## What each measure does not see\n");
    for info in report.measures() {
        line(&format!(
            "- {}: {} ({})",
            info.name,
            info.blind_to,
            in_markdown(info.formula)
        ));
    }
    line("\nAn asterisk marks intervals that rest on fewer than 20 articles.");
    page
}

/// A text that a table of Markdown shows as it is.
fn in_markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '\\' | '#'
        ) {
            shown.push('\\');
        }
        shown.push(if c == '\n' { ' ' } else { c });
    }
    shown
}

/// The HTML.
pub fn html(report: &AgreementReport) -> String {
    let mut page = String::new();
    let title = in_html(&title_of(report));
    _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<h2>Methods</h2>\n<p>{}</p>\n",
        in_html(&methods::sentences(report).join(" "))
    );
    for (title, figures) in report.tables() {
        let title = title + &report.about_articles(&figures);
        _ = writeln!(page, "<h2>{}</h2>", in_html(&title));
        for measure in ["u_alpha", "exact_f1"] {
            let of_measure: Vec<&AgreementFigure> = figures
                .iter()
                .copied()
                .filter(|figure| figure.measure.id == measure)
                .collect();
            page.push_str(&plot(report, &of_measure));
        }
        let rows: Vec<Vec<String>> = rows(report, &figures).into_iter().map(Vec::from).collect();
        page.push_str(&table(&HEADINGS.map(str::to_owned), &rows, 2..6));
    }
    for section in &report.more {
        _ = writeln!(page, "<h2>{}</h2>", in_html(&section.title));
        if let Some((headings, rows)) = section.table.split_first() {
            page.push_str(&table(headings, rows, 1..headings.len()));
        }
        for note in &section.notes {
            _ = writeln!(page, "<p>{}</p>", in_html(note));
        }
    }
    page.push_str("<h2>What each measure does not see</h2>\n<ul>\n");
    for info in report.measures() {
        let (name, blind, formula) = (
            in_html(info.name),
            in_html(info.blind_to),
            in_html(info.formula),
        );
        _ = writeln!(page, "<li>{name}: {blind} <small>{formula}</small></li>");
    }
    page.push_str("</ul>\n<p>An asterisk marks intervals that rest on fewer than 20 articles.</p>\n</body>\n</html>\n");
    page
}

const STYLE: &str = "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}\
table{border-collapse:collapse;margin:1em 0}th,td{border-bottom:1px solid #bbb;padding:.2em .6em;text-align:left}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{display:block;margin:1em 0;max-width:100%}";

fn table(headings: &[String], rows: &[Vec<String>], numbers: std::ops::Range<usize>) -> String {
    let mut table = String::from("<table>\n<tr>");
    let class = |column: usize| {
        if numbers.contains(&column) {
            " class=\"n\""
        } else {
            ""
        }
    };
    for (column, heading) in headings.iter().enumerate() {
        _ = write!(
            table,
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            in_html(heading)
        );
    }
    table.push_str("</tr>\n");
    for row in rows {
        table.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            _ = write!(table, "<td{}>{}</td>", class(column), in_html(cell));
        }
        table.push_str("</tr>\n");
    }
    table.push_str("</table>\n");
    table
}

/// Figures that a plot shows at most; more would be a wall.
const PLOTTED: usize = 60;

/// Dots with intervals, one line for each figure, and lines at .667 and .800.
fn plot(report: &AgreementReport, figures: &[&AgreementFigure]) -> String {
    let Some(first) = figures.first() else {
        return String::new();
    };
    let figures = &figures[..figures.len().min(PLOTTED)];
    let lows = figures.iter().map(|figure| {
        figure
            .interval
            .map_or(figure.value.unwrap_or(0.0), |interval| interval.low)
    });
    // The axis ends at 1, and starts at 0 or at the tenth below the lowest figure.
    let least = (lows.fold(0.0, f64::min).max(-1.0) * 10.0).floor() / 10.0;
    let x = |value: f64| 220.0 + (value.max(least) - least) / (1.0 - least) * 440.0;
    let height = figures.len() * 22 + 52;
    let mut svg = format!(
        "<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 {height}\" width=\"700\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n<title>{}</title>\n<text x=\"0\" y=\"16\" font-weight=\"bold\">{}</text>\n",
        in_html(first.measure.name),
        in_html(first.measure.name)
    );
    let bottom = height - 22;
    for (value, dash) in [(least, ""), (1.0, ""), (0.667, "4 3"), (0.8, "4 3")] {
        let at = x(value);
        _ = writeln!(
            svg,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"26\" y2=\"{bottom}\" stroke=\"#888\" stroke-dasharray=\"{dash}\"/>\
             <text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#444\">{value}</text>",
            bottom + 16
        );
    }
    for (row, figure) in figures.iter().enumerate() {
        let y = row * 22 + 42;
        _ = write!(
            svg,
            "<text x=\"0\" y=\"{}\">{}</text>",
            y + 4,
            in_html(&report.row_name(figure))
        );
        if let Some(interval) = figure.interval {
            _ = write!(
                svg,
                "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#1f5fa8\" stroke-width=\"2\"/>",
                x(interval.low),
                x(interval.high)
            );
        }
        match figure.value {
            Ok(value) => {
                _ = writeln!(
                    svg,
                    "<circle cx=\"{:.1}\" cy=\"{y}\" r=\"4\" fill=\"#1f5fa8\"/>",
                    x(value)
                );
            }
            Err(reason) => {
                let reason = in_html(&reason.to_string());
                _ = writeln!(
                    svg,
                    "<text x=\"224\" y=\"{}\" fill=\"#444\">— {reason}</text>",
                    y + 4
                );
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn in_html(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            c => shown.push(c),
        }
    }
    shown
}
