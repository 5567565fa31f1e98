//! A report as a web page in one file: no script, no font, no picture, nothing that is fetched.
//!
//! It follows the HTML standard (<https://html.spec.whatwg.org>) in a syntax that is well-formed XML too,
//! except for the document type. Underlines of annotations are edges of nested `mark` elements, each in the
//! lane of its annotation; numbers in the text and in the list link to each other.

use crate::clean::clean;
use crate::marked_text::marked;
use crate::model::codebook::LineStyle;
use crate::report::{CodedReport, ReportContent, ReportLabel, ReportPassage, ReportSection};
use crate::tint::{OPACITY, digits};
use crate::wording;

mod notes;

mod tags;

mod text;

use tags::Tags;

/// The rules for every page.
const STYLE: &str = include_str!("style.css");

/// No page may fetch or run anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The page.
pub fn page(report: &CodedReport) -> String {
    let mut page = Tags::page();
    page.open("html", &[("lang", "en"), ("dir", "ltr")]);
    head(&mut page, report);
    page.open("body", &[]);
    page.open("header", &[]);
    page.element("h1", &[("dir", "auto")], &report.title);
    about(&mut page, report);
    legend(&mut page, &report.labels);
    page.close();
    contents(&mut page, report);
    page.open("main", &[]);
    let mut number = 0;
    for section in &report.sections {
        self::section(&mut page, report, section, &mut number);
    }
    page.close();
    page.close();
    page.close();
    page.finish()
}

fn head(page: &mut Tags, report: &CodedReport) {
    page.open("head", &[]);
    page.void("meta", &[("charset", "utf-8")]);
    page.void(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", POLICY),
        ],
    );
    page.void(
        "meta",
        &[
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ],
    );
    page.void("meta", &[("name", "generator"), ("content", "Demarche")]);
    page.element("title", &[], &report.title);
    page.open("style", &[]);
    page.raw(STYLE);
    page.raw(&label_rules(&report.labels));
    page.close();
    page.close();
    page.line();
}

/// A rule for each label: its colour, its tint and its line.
fn label_rules(labels: &[ReportLabel]) -> String {
    let rules = labels.iter().enumerate().map(|(index, label)| {
        let color = digits(label.color);
        // Borders of a page have no wavy line.
        let line = match label.line {
            LineStyle::Solid => "2px solid",
            LineStyle::Double => "3px double",
            LineStyle::Dashed => "2px dashed",
            LineStyle::Dotted => "2px dotted",
            LineStyle::Wavy => "3px ridge",
        };
        format!(
            "mark.k{index}, .k{index} .sample {{ border-bottom: {line} #{color}; }}\n\
             mark.t{index}, .k{index} .sample {{ background-color: #{color}{OPACITY}; }}\n\
             .k{index}.n, .k{index}.note {{ border-color: #{color}; }}\n"
        )
    });
    rules.collect()
}

fn about(page: &mut Tags, report: &CodedReport) {
    if report.about.is_empty() {
        return;
    }
    page.open("div", &[("class", "about")]);
    for sentence in &report.about {
        page.element("p", &[], sentence);
    }
    page.close();
}

fn legend(page: &mut Tags, labels: &[ReportLabel]) {
    if labels.is_empty() {
        return;
    }
    page.open(
        "section",
        &[("class", "labels"), ("aria-labelledby", "labels")],
    );
    page.element("h2", &[("id", "labels")], wording::LEGEND);
    page.open("ul", &[]);
    for (index, label) in labels
        .iter()
        .enumerate()
        .filter(|(_, label)| label.count > 0)
    {
        page.open("li", &[("class", &format!("k{index}"))]);
        page.element("span", &[("class", "sample"), ("dir", "auto")], &label.name);
        page.text(&format!(
            " {}: {}",
            label.letters,
            wording::label_facts(label)
        ));
        page.close();
    }
    page.close();
    page.close();
    page.line();
}

/// Links to the sections, or to the articles.
fn contents(page: &mut Tags, report: &CodedReport) {
    let articles = report.passages().enumerate().map(|(number, passage)| {
        let number = number + 1;
        (format!("#p{number}"), passage.title.as_str())
    });
    let mut number = 0;
    let sections = report.sections.iter().filter_map(|section| {
        let first = number + 1;
        number += section.passages.len();
        Some((format!("#s{first}"), section.heading.as_deref()?))
    });
    let links: Vec<(String, &str)> = match report.content {
        ReportContent::Articles => articles.collect(),
        ReportContent::Quotes => sections.collect(),
    };
    if links.len() < 2 {
        return;
    }
    page.open("nav", &[("aria-labelledby", "contents")]);
    page.element("h2", &[("id", "contents")], wording::CONTENTS);
    page.open("ul", &[]);
    for (address, title) in links {
        page.open("li", &[]);
        page.element("a", &[("href", &address), ("dir", "auto")], title);
        page.close();
    }
    page.close();
    page.close();
    page.line();
}

fn section(page: &mut Tags, report: &CodedReport, section: &ReportSection, number: &mut usize) {
    let heading = section.heading.as_deref();
    if let Some(heading) = heading {
        let id = format!("s{}", *number + 1);
        page.open("section", &[("aria-labelledby", &id)]);
        page.element("h2", &[("id", &id), ("dir", "auto")], heading);
    }
    for passage in &section.passages {
        *number += 1;
        self::passage(page, report, passage, *number);
    }
    if heading.is_some() {
        page.close();
    }
}

fn passage(page: &mut Tags, report: &CodedReport, passage: &ReportPassage, number: usize) {
    let id = format!("p{number}");
    let heading = match report.content {
        ReportContent::Articles => "h2",
        ReportContent::Quotes => "h3",
    };
    page.open("article", &[("class", "passage"), ("aria-labelledby", &id)]);
    page.element(heading, &[("id", &id), ("dir", "auto")], &passage.title);
    facts(page, passage);
    page.open("div", &[("class", "columns")]);
    let marked = marked(passage);
    text::text(page, passage, &marked, &report.labels, number);
    notes::notes(
        page,
        passage,
        &marked,
        &report.labels,
        number,
        report.content,
    );
    page.close();
    page.close();
    page.line();
}

fn facts(page: &mut Tags, passage: &ReportPassage) {
    page.open("p", &[("class", "facts")]);
    for (index, (name, value)) in passage.facts.iter().enumerate() {
        page.text(if index == 0 { "" } else { " · " });
        page.text(name);
        page.text(": ");
        page.element("bdi", &[], value);
    }
    if !passage.url.is_empty() {
        page.text(" · ");
        let address = clean(&passage.url);
        let attributes = [("href", &*address), ("rel", "noopener noreferrer")];
        page.element("a", &attributes, wording::SOURCE);
    }
    page.close();
}
