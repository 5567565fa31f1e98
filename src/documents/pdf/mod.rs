//! A report as PDF: text that can be selected, and a native highlight annotation for each annotation.
//!
//! Text is shaped and broken into lines by parley, as on the page of the window (`typeset`), placed on
//! pages (`pages`, filled by `article` and `front`), and written (`file`, `embed`) as ISO 32000-1
//! (PDF 1.7) with the letters of its fonts that it needs.
//!
//! Glyphs stand in the order in which they are seen, as readers expect it of text from right to left; where
//! letters and glyphs do not correspond one by one, the letters are given too (`ActualText`). Numbers of
//! annotations are shapes in the appearance of the highlights, so that copied text has none.
//!
//! Faces are the bundled ones, then those of the system. A letter that none has, or only one without
//! outlines (as of colour emoji), leaves its place blank, and the result says of which scripts there are such
//! letters.

use crate::report::CodedReport;
use crate::{DocumentError, FinishedDocument};

mod typeset;

mod faces_used;

mod highlight;

mod pages;

mod article;

mod front;

mod outlines;

mod embed;

mod file;

pub use typeset::ReportFonts;

use article::ArticlePages;
use pages::PageFlow;
use typeset::Typesetter;

/// The file.
///
/// # Errors
/// If a font cannot be embedded.
pub fn file(report: &CodedReport, fonts: ReportFonts) -> Result<FinishedDocument, DocumentError> {
    let mut flow = PageFlow::new(Typesetter::new(fonts));
    front::front(&mut flow, report);
    let mut articles = ArticlePages::new(report);
    for section in &report.sections {
        if let Some(heading) = &section.heading {
            flow.heading(heading, 1, true);
        }
        for passage in &section.passages {
            articles.passage(&mut flow, passage, section.heading.is_none());
        }
    }
    let drawn = flow.finish();
    let missing = drawn
        .typesetter
        .missing
        .iter()
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let limits = match missing.as_str() {
        "" => Vec::new(),
        scripts => vec![format!(
            "no font of this computer has all letters of these scripts, which the PDF cannot show: {scripts}"
        )],
    };
    let bytes = file::bytes(report, drawn)?;
    Ok(FinishedDocument { bytes, limits })
}

#[cfg(test)]
mod tests;
