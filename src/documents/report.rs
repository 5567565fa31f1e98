//! What a document says, whatever its form.
//!
//! It knows neither the codebook nor entities: names stand here as people read them.

use std::ops::Range;

use crate::model::Text;
use crate::model::codebook::LineStyle;

/// Coded articles, or quotes from them.
#[derive(Clone, Debug, Default)]
pub struct CodedReport {
    pub title: String,
    /// What the reader must know of it, a sentence each.
    pub about: Vec<String>,
    /// The labels that occur, in the order of the codebook.
    pub labels: Vec<ReportLabel>,
    pub sections: Vec<ReportSection>,
    pub content: ReportContent,
}

/// What the passages of a report are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportContent {
    /// Whole articles, each with all its annotations.
    #[default]
    Articles,
    /// The sentences around one annotation each.
    Quotes,
}

/// A label in the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLabel {
    pub name: String,
    /// What the marks of its annotations begin with, unique among the labels: `A` of `A12`.
    pub letters: String,
    /// On white paper, as sRGB.
    pub color: [u8; 3],
    pub line: LineStyle,
    pub definition: String,
    /// How many of its annotations are in the report.
    pub count: usize,
}

/// Passages under a heading.
#[derive(Clone, Debug, Default)]
pub struct ReportSection {
    /// `None` where the passages have headings of their own.
    pub heading: Option<String>,
    pub passages: Vec<ReportPassage>,
}

/// An article, or a few sentences of one.
#[derive(Clone, Debug)]
pub struct ReportPassage {
    /// The article's title, or else its name.
    pub title: String,
    /// Date, outlet and other facts, each with its name; none is empty.
    pub facts: Vec<(String, String)>,
    /// Where the article can be found on the web, empty where unknown.
    pub url: String,
    /// The language's code (BCP 47), where the article has a valid one.
    pub language: Option<String>,
    /// The text of the whole article.
    pub text: Text,
    /// What of the text is shown, in bytes.
    pub range: Range<usize>,
    /// The annotations in the order of the text.
    pub notes: Vec<ReportNote>,
    /// Annotations whose words are no longer in the text.
    pub unplaced: Vec<ReportNote>,
}

/// An annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportNote {
    /// Its letters and number, unique in its article: `A12`.
    pub mark: String,
    /// The index of its label among those of the report.
    pub label: usize,
    /// What it covers, in bytes of the article's text: ascending, not touching; none where it has no place.
    pub spans: Vec<Range<usize>>,
    /// The covered words, of long ones the beginning.
    pub quote: String,
    pub entity: Option<String>,
    /// Names and values.
    pub values: Vec<(String, String)>,
    pub links: Vec<ReportLink>,
    pub memo: String,
    /// Who made it, empty if unknown.
    pub by: String,
    /// When, as an RFC 3339 time in UTC, empty if unknown.
    pub at: String,
}

/// A relation of an annotation, as a sentence: `A1 makes D2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLink {
    pub from: ReportLinkEnd,
    pub name: String,
    pub to: ReportLinkEnd,
    pub values: Vec<(String, String)>,
}

/// One end of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLinkEnd {
    /// The mark of the annotation; empty where the article has no such annotation.
    pub mark: String,
    /// Its entity, or else its words.
    pub words: String,
    /// Its index in the passage, those without a place after the others; `None` where it is not in it.
    pub index: Option<usize>,
}

impl CodedReport {
    /// All passages in order.
    pub fn passages(&self) -> impl Iterator<Item = &ReportPassage> {
        self.sections.iter().flat_map(|section| &section.passages)
    }

    /// How many annotations it has, those without a place too.
    pub fn note_count(&self) -> usize {
        let of = |passage: &ReportPassage| passage.notes.len() + passage.unplaced.len();
        self.passages().map(of).sum()
    }
}
