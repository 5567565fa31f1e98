//! What ODT and DOCX share: archives of XML files, and runs of text.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::DocumentError;
use crate::clean::clean;
use crate::direction;
use crate::marked_text::{MarkedParagraph, TextPiece};
use crate::model::codebook::LineStyle;
use crate::report::{ReportLabel, ReportPassage};
use crate::tint::tint;

/// A file in an archive.
pub struct PackedFile {
    pub name: &'static str,
    pub content: String,
    /// As it is, since readers look for it at its place in the archive.
    pub is_stored: bool,
}

/// Packs files in their order, without a time, so that the same report gives the same bytes.
pub fn archive(files: &[PackedFile]) -> Result<Vec<u8>, DocumentError> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let options = match file.is_stored {
            true => options.compression_method(CompressionMethod::Stored),
            false => options.compression_method(CompressionMethod::Deflated),
        };
        archive.start_file(file.name, options)?;
        archive.write_all(file.content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// How a stretch of text looks: its highlight, and the line below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunLook {
    /// The tint of all annotations there, as sRGB.
    pub background: Option<[u8; 3]>,
    /// The line and its colour: of the annotation in the highest lane, which is the shortest there.
    pub line: Option<(LineRank, [u8; 3])>,
    pub is_rtl: bool,
}

/// The rank of a line style in [`LineStyle::ALL`], which can be sorted.
pub type LineRank = usize;

/// Pieces of one direction with how they look.
pub fn runs<'t>(
    passage: &'t ReportPassage,
    paragraph: &MarkedParagraph,
    piece: &TextPiece,
    labels: &[ReportLabel],
) -> Vec<(&'t str, RunLook)> {
    let label = |note: usize| labels.get(passage.notes.get(note)?.label);
    let marked = piece.marks.iter().filter_map(|mark| label(mark.note));
    let colors: Vec<[u8; 3]> = marked.map(|label| label.color).collect();
    let line = piece.marks.last().and_then(|mark| label(mark.note));
    let line = line.map(|label| {
        let rank = LineStyle::ALL.iter().position(|line| *line == label.line);
        (rank.unwrap_or(0), label.color)
    });
    let text = &passage.text.as_str()[piece.range.clone()];
    let runs = direction::runs(text, paragraph.is_rtl).into_iter();
    let look = |is_rtl| RunLook {
        background: (!colors.is_empty()).then(|| tint(&colors)),
        line,
        is_rtl,
    };
    runs.map(|(text, is_rtl)| (text, look(is_rtl))).collect()
}

/// What a text consists of in office documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    Words(String),
    Tab,
    /// Within a paragraph.
    LineEnd,
}

/// Cuts a text at tabs and line ends; control characters are replaced.
pub fn text_parts(text: &str) -> Vec<TextPart> {
    let mut parts = Vec::new();
    let mut words = String::new();
    for c in clean(text).chars() {
        let part = match c {
            '\t' => TextPart::Tab,
            '\n' => TextPart::LineEnd,
            c => {
                words.push(c);
                continue;
            }
        };
        if !words.is_empty() {
            parts.push(TextPart::Words(std::mem::take(&mut words)));
        }
        parts.push(part);
    }
    if !words.is_empty() {
        parts.push(TextPart::Words(words));
    }
    parts
}

/// A time that office documents take: `2026-11-02T08:41:14Z`.
pub fn is_time(at: &str) -> bool {
    let pattern = "0000-00-00T00:00:00Z";
    let fits = |(c, p): (char, char)| if p == '0' { c.is_ascii_digit() } else { c == p };
    let number =
        |range: std::ops::Range<usize>| at.get(range).and_then(|n| n.parse().ok()).unwrap_or(99);
    at.len() == pattern.len()
        && at.chars().zip(pattern.chars()).all(fits)
        && (1..=12).contains(&number(5..7))
        && (1..=28.max(DAYS[number(5..7) % 13])).contains(&number(8..10))
        && number(11..13) < 24
        && number(14..16) < 60
        && number(17..19) < 60
}

/// The days of months 1 to 12; a 29 February of any year is taken.
const DAYS: [usize; 13] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_times_are_times() {
        for (at, is_one) in [
            ("2026-11-02T08:41:14Z", true),
            ("2026-13-02T08:41:14Z", false),
            ("2026-11-31T08:41:14Z", false),
            ("2026-11-02", false),
            ("2026-11-02T08:41:14.5Z", false),
            ("", false),
        ] {
            assert_eq!(is_time(at), is_one, "{at}");
        }
    }

    #[test]
    fn texts_are_cut_at_tabs_and_line_ends() {
        use TextPart::{LineEnd, Tab, Words};
        let words = |text: &str| Words(text.to_owned());
        assert_eq!(
            text_parts("a\tb\n\nc\0"),
            [
                words("a"),
                Tab,
                words("b"),
                LineEnd,
                LineEnd,
                words("c\u{FFFD}")
            ]
        );
        assert_eq!(text_parts(""), []);
    }
}
