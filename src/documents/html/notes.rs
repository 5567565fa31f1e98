//! The list of annotations beside the text.

use crate::marked_text::MarkedPassage;
use crate::report::{
    ReportContent, ReportLabel, ReportLink, ReportLinkEnd, ReportNote, ReportPassage,
};
use crate::wording;

use super::tags::Tags;

/// Writes the lists of a passage. `number` tells passages apart in the addresses of annotations.
pub fn notes(
    page: &mut Tags,
    passage: &ReportPassage,
    marked: &MarkedPassage,
    labels: &[ReportLabel],
    number: usize,
    content: ReportContent,
) {
    let unseen = &marked.unseen;
    let list = NoteList {
        passage,
        unseen,
        labels,
        number,
    };
    page.open(
        "aside",
        &[
            ("class", "notes"),
            (
                "aria-label",
                &format!("{}: {}", wording::ANNOTATIONS, passage.title),
            ),
        ],
    );
    // The one annotation of a quote needs no heading.
    let has_headings = content == ReportContent::Articles;
    if !passage.notes.is_empty() {
        if has_headings {
            page.element("h3", &[], wording::ANNOTATIONS);
        }
        list.all(page, &passage.notes, 0);
    }
    if !passage.unplaced.is_empty() {
        if has_headings {
            page.element("h3", &[], wording::UNPLACED);
        } else {
            page.element("p", &[], wording::UNPLACED);
        }
        list.all(page, &passage.unplaced, passage.notes.len());
    }
    page.close();
}

struct NoteList<'a> {
    passage: &'a ReportPassage,
    /// Annotations that are nowhere in the text, ascending.
    unseen: &'a [usize],
    labels: &'a [ReportLabel],
    number: usize,
}

impl NoteList<'_> {
    /// A list, whose first annotation has this index.
    fn all(&self, page: &mut Tags, notes: &[ReportNote], first: usize) {
        page.open("ol", &[]);
        for (index, note) in notes.iter().enumerate() {
            page.line();
            self.note(page, note, first + index);
        }
        page.close();
    }

    fn note(&self, page: &mut Tags, note: &ReportNote, index: usize) {
        let passage = self.number;
        let class = format!("note k{}", note.label);
        page.open(
            "li",
            &[("class", &class), ("id", &format!("n{passage}-{index}"))],
        );
        page.open("p", &[]);
        let class = format!("n k{}", note.label);
        let is_nowhere = note.spans.is_empty() || self.unseen.binary_search(&index).is_ok();
        match is_nowhere {
            true => page.element("span", &[("class", &class)], &note.mark),
            false => {
                let address = format!("#m{passage}-{index}");
                page.element("a", &[("class", &class), ("href", &address)], &note.mark);
            }
        }
        page.text(" ");
        let label = self.labels.get(note.label).map_or("", |label| &label.name);
        page.element("b", &[("dir", "auto")], label);
        if let Some(entity) = &note.entity {
            page.text(" · ");
            page.element("bdi", &[], entity);
        }
        page.close();
        let language = self.passage.language.as_deref().unwrap_or_default();
        page.open("p", &[("lang", language), ("dir", "auto")]);
        page.element("q", &[], &note.quote);
        page.close();
        self.values(page, &note.values);
        self.links(page, &note.links);
        if !note.memo.trim().is_empty() {
            page.element("p", &[("class", "memo"), ("dir", "auto")], &note.memo);
        }
        page.close();
    }

    fn values(&self, page: &mut Tags, values: &[(String, String)]) {
        if values.is_empty() {
            return;
        }
        page.open("dl", &[]);
        for (name, value) in values {
            page.element("dt", &[], name);
            page.element("dd", &[("dir", "auto")], value);
        }
        page.close();
    }

    fn links(&self, page: &mut Tags, links: &[ReportLink]) {
        if links.is_empty() {
            return;
        }
        page.open("ul", &[]);
        for link in links {
            page.open("li", &[]);
            self.end(page, &link.from);
            page.text(&format!(" {} ", link.name));
            self.end(page, &link.to);
            page.text(&wording::link_values(link));
            page.close();
        }
        page.close();
    }

    /// One end of a link, which leads to the annotation if it is in the passage.
    fn end(&self, page: &mut Tags, end: &ReportLinkEnd) {
        match end.index {
            Some(index) => {
                let address = format!("#n{}-{index}", self.number);
                page.element("a", &[("href", &address)], &end.mark);
            }
            None => page.text(&end.mark),
        }
        if end.mark.is_empty() {
            page.element("bdi", &[], &end.words);
        } else {
            page.text(" (");
            page.element("bdi", &[], &end.words);
            page.text(")");
        }
    }
}
