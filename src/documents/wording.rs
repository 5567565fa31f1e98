//! The English around articles: facts, links, line styles and counts, as all forms have them.

use crate::model::codebook::LineStyle;
use crate::model::isolate::isolated;
use crate::model::plural::counted;
use crate::report::{ReportLabel, ReportLink, ReportLinkEnd, ReportNote, ReportPassage};

/// The heading of the list of annotations.
pub const ANNOTATIONS: &str = "Annotations";
/// The heading of the annotations whose words are no longer in the text.
pub const UNPLACED: &str = "Annotations whose words are no longer in the text";
/// The heading of the legend.
pub const LEGEND: &str = "Labels";
/// The heading of the list of articles.
pub const CONTENTS: &str = "Contents";
/// The name of a link to the article on the web.
pub const SOURCE: &str = "Source";
/// Who writes comments whose coder is not known.
pub const UNNAMED_CODER: &str = "Coder";

/// A line style in words.
pub fn line_name(line: LineStyle) -> &'static str {
    match line {
        LineStyle::Solid => "solid line",
        LineStyle::Double => "double line",
        LineStyle::Dashed => "dashed line",
        LineStyle::Dotted => "dotted line",
        LineStyle::Wavy => "wavy line",
    }
}

/// A label in the legend, after its name: `solid line, 12 annotations`.
pub fn label_facts(label: &ReportLabel) -> String {
    format!(
        "{}, {}",
        line_name(label.line),
        counted(label.count, "annotation")
    )
}

/// Names and values in a line: `Category: Ceasefire · Polarity: against`.
pub fn pairs(values: &[(String, String)]) -> String {
    let pairs = values
        .iter()
        .map(|(name, value)| format!("{}: {}", isolated(name), isolated(value)));
    pairs.collect::<Vec<_>>().join(" · ")
}

/// One end of a link: `A1 (Zelensky)`, or the words alone where it has no mark.
pub fn link_end(end: &ReportLinkEnd) -> String {
    match end.mark.as_str() {
        "" => isolated(&end.words).into_owned(),
        mark => format!("{mark} ({})", isolated(&end.words)),
    }
}

/// What follows the ends of a link: its values.
pub fn link_values(link: &ReportLink) -> String {
    match link.values.as_slice() {
        [] => String::new(),
        values => format!(" ({})", pairs(values)),
    }
}

/// A link as a sentence.
pub fn link(link: &ReportLink) -> String {
    let (from, to) = (link_end(&link.from), link_end(&link.to));
    format!("{from} {} {to}{}", link.name, link_values(link))
}

/// The first line of an annotation in a list or a comment: `A1 · Actor · Zelensky`.
pub fn note_head(note: &ReportNote, labels: &[ReportLabel]) -> String {
    let label = labels
        .get(note.label)
        .map_or("", |label| label.name.as_str());
    let mut head = format!("{} · {}", note.mark, isolated(label));
    if let Some(entity) = &note.entity {
        head.push_str(" · ");
        head.push_str(&isolated(entity));
    }
    head
}

/// What else an annotation says, a line each: values, links, memo.
pub fn note_lines(note: &ReportNote) -> Vec<String> {
    let mut lines = Vec::new();
    if !note.values.is_empty() {
        lines.push(pairs(&note.values));
    }
    lines.extend(note.links.iter().map(link));
    if !note.memo.trim().is_empty() {
        let memo = note.memo.lines().filter(|line| !line.trim().is_empty());
        lines.extend(memo.enumerate().map(|(index, line)| match index {
            0 => format!("Memo: {line}"),
            _ => line.to_owned(),
        }));
    }
    lines
}

/// A later fragment of an annotation: `part 2 of 3`.
pub fn part_of(part: usize, parts: usize) -> String {
    format!("part {} of {parts}", part + 1)
}

/// The facts of an article in a line.
pub fn facts(passage: &ReportPassage) -> String {
    pairs(&passage.facts)
}
