//! Coded articles as documents for people: a web page, ODT, DOCX and PDF, with highlights and comments.
//!
//! A [`CodedReport`] is what a document says, whatever its form: articles with numbered annotations
//! ([`gather`] makes it of documents), or quotes ([`quotes`]). [`write()`] writes it. Each form is a folder:
//! [`html`], [`odt`], [`docx`], `pdf`. All of them draw text from [`marked_text`], which cuts paragraphs
//! where annotations start and end, and gives annotations that overlap lanes of their own.
//!
//! Nothing of it is read again: for that there are the datasets of `formats`. Times are linear in
//! text and annotations, however they overlap. The same report gives the same bytes.
//!
//! It knows no window, no path and no project. The texts around the articles are English; articles have
//! the language and the direction of their own.

// Other crates, imported under the names that they have everywhere.
use demarche_model as model;
use demarche_store as store;

pub mod report;

pub mod gather;

pub mod quotes;

pub mod marked_text;

mod direction;

mod tint;

mod clean;

mod wording;

mod office;

pub mod html;

pub mod odt;

pub mod docx;

pub mod faces;

#[cfg(feature = "pdf")]
pub mod font_fallbacks;

#[cfg(feature = "pdf")]
pub mod pdf;

#[cfg(test)]
mod test_reports;

#[cfg(test)]
mod forms_tests;

pub use gather::{ArticleReader, ReportFilter, ReportedArticle};
pub use report::CodedReport;

/// The forms in which a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentForm {
    /// A web page in one file, without scripts.
    Html,
    /// OpenDocument text.
    Odt,
    /// Office Open XML, the format of Word.
    Docx,
    #[cfg(feature = "pdf")]
    Pdf,
}

impl DocumentForm {
    /// All of them, in the order in which lists show them.
    pub const ALL: &[Self] = &[
        Self::Html,
        Self::Odt,
        Self::Docx,
        #[cfg(feature = "pdf")]
        Self::Pdf,
    ];

    /// The name on the command line, which is the extension of its files too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Odt => "odt",
            Self::Docx => "docx",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
        }
    }

    /// The title in dialogs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Html => "Web page (HTML)",
            Self::Odt => "OpenDocument text (ODT)",
            Self::Docx => "Word document (DOCX)",
            #[cfg(feature = "pdf")]
            Self::Pdf => "PDF",
        }
    }
}

/// A document that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FinishedDocument {
    pub bytes: Vec<u8>,
    /// What the form could not show, a sentence each.
    pub limits: Vec<String>,
}

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    #[error("the archive could not be made: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part of the document did not fit into an archive.
    #[error("the document could not be packed ({})", store::io_reason::reason(.0))]
    Packing(#[from] std::io::Error),
    #[cfg(feature = "pdf")]
    #[error("the font “{0}” cannot be embedded")]
    Font(String),
    #[cfg(feature = "pdf")]
    #[error("a page holds more than a PDF can count: write fewer articles at once")]
    TooLarge,
}

/// Writes a report in one of the forms.
///
/// # Errors
/// If an archive or a font cannot be made.
pub fn write(report: &CodedReport, form: DocumentForm) -> Result<FinishedDocument, DocumentError> {
    let whole = |bytes| FinishedDocument {
        bytes,
        limits: Vec::new(),
    };
    let mut written = match form {
        DocumentForm::Html => whole(html::page(report).into_bytes()),
        DocumentForm::Odt => whole(odt::file(report)?),
        DocumentForm::Docx => whole(docx::file(report)?),
        #[cfg(feature = "pdf")]
        DocumentForm::Pdf => pdf::file(report, pdf::ReportFonts::of_system())?,
    };
    written.limits.extend(crowding(report));
    Ok(written)
}

/// Says that some annotations are not underlined.
fn crowding(report: &CodedReport) -> Option<String> {
    let crowded: usize = report
        .passages()
        .map(|passage| marked_text::marked(passage).crowded)
        .sum();
    let most = marked_text::MAX_LANES;
    (crowded > 0).then(|| {
        format!("where more than {most} annotations overlap, {most} are underlined; of others ({crowded}) there is the number")
    })
}
