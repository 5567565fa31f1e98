//! The text of a passage with its marks.

use crate::marked_text::{FragmentRef, MarkedParagraph, MarkedPassage, MarkedSpan, TextPiece};
use crate::report::{ReportLabel, ReportPassage};
use crate::wording;

use super::tags::Tags;

/// How many tints lie upon each other: more would hide the text.
const TINTS: usize = 2;

/// Writes the text. `number` tells passages apart in the addresses of annotations.
pub fn text(
    page: &mut Tags,
    passage: &ReportPassage,
    marked: &MarkedPassage,
    labels: &[ReportLabel],
    number: usize,
) {
    // An empty language is an unknown one: without it the text would be taken for English.
    let language = passage.language.as_deref().unwrap_or_default();
    page.open("div", &[("class", "text"), ("lang", language)]);
    let drawn = Drawn {
        passage,
        labels,
        number,
    };
    for paragraph in &marked.paragraphs {
        page.line();
        drawn.paragraph(page, paragraph);
    }
    page.close();
}

struct Drawn<'a> {
    passage: &'a ReportPassage,
    labels: &'a [ReportLabel],
    number: usize,
}

impl Drawn<'_> {
    fn paragraph(&self, page: &mut Tags, paragraph: &MarkedParagraph) {
        let heading = if paragraph.is_heading { " heading" } else { "" };
        let class = format!("d{}{heading}", paragraph.lanes);
        let direction = if paragraph.is_rtl { "rtl" } else { "ltr" };
        page.open("p", &[("class", &class), ("dir", direction)]);
        for piece in &paragraph.pieces {
            for start in &piece.starts {
                self.number(page, start);
            }
            self.piece(page, piece);
        }
        page.close();
    }

    fn piece(&self, page: &mut Tags, piece: &TextPiece) {
        // The lowest lane is the innermost, so that no background covers the line of another.
        let marks = piece.marks.iter().enumerate().rev();
        for (index, MarkedSpan { lane, note }) in marks {
            let label = self.passage.notes[*note].label;
            let mut class = format!("k{label} l{lane}");
            if index < TINTS {
                class.push_str(&format!(" t{label}"));
            }
            page.open("mark", &[("class", &class)]);
        }
        page.text(&self.passage.text.as_str()[piece.range.clone()]);
        for _ in &piece.marks {
            page.close();
        }
    }

    /// The number of an annotation where a fragment of it starts: a link to the list.
    fn number(&self, page: &mut Tags, start: &FragmentRef) {
        let note = &self.passage.notes[start.note];
        let (passage, mark) = (self.number, &note.mark);
        let class = format!("n k{}", note.label);
        let address = format!("#n{passage}-{}", start.note);
        let id = format!("m{passage}-{}", start.note);
        let label = self.labels.get(note.label).map_or("", |label| &label.name);
        let (mut shown, mut spoken) = (mark.clone(), format!("{mark}, {label}"));
        if start.part > 0 {
            shown = format!("{mark}·{}", start.part + 1);
            spoken = format!(
                "{shown}, {label}, {}",
                wording::part_of(start.part, start.parts)
            );
        }
        let mut attributes = vec![
            ("class", &*class),
            ("href", &*address),
            ("aria-label", &*spoken),
        ];
        if start.part == 0 {
            attributes.push(("id", &id));
        }
        page.element("a", &attributes, &shown);
    }
}
