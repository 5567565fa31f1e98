//! The output of every reader: paragraphs and fields, and how they become an article.
//!
//! Datasets have annotated articles, whose offsets depend on every character; `formats/draft` reads
//! those and changes nothing in a text. Here it is the other way round: this module builds the
//! text.
//!
//! An article's text has one paragraph per line and no empty lines, in UTF-8 with line feeds, with
//! the headline first. Words are never changed: the reader only collapses runs of spaces to one,
//! and removes invisible characters (soft hyphens, zero-width spaces, controls).

use super::Limits;
use super::dates::{self, DateOrder};
use super::markup::{MarkedPlaces, MarkedText, Markup};
use super::paragraph_list::ParagraphList;
use super::tidied::tidy;
use crate::model::AttributeValue;
use crate::model::document::ArticleFields;
use crate::model::fields;

/// A draft article, as a reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleDraft {
    pub title: String,
    /// The date as it was written; it is parsed when the draft is finished.
    pub date: String,
    pub outlet: String,
    pub author: String,
    pub url: String,
    pub language: String,
    /// Additional fields by name.
    pub others: Vec<(String, String)>,
    pub paragraphs: ParagraphList,
    /// The title in the properties of a document, which may be that of its template: it never gets
    /// into the text.
    pub declared_title: String,
    /// Which part of the file the article is, empty if it is the whole file.
    pub part: String,
    /// Notices for the analyst about how the file was read.
    pub notices: Vec<String>,
    /// What people have marked and noted in the paragraphs.
    pub markups: Vec<Markup>,
}

/// The origin of an article: the file that it was imported from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOrigin {
    /// The file's name, without a folder.
    pub file: String,
    /// The SHA-256 of the file in hexadecimal digits.
    pub sha256: String,
    pub media_type: &'static str,
    /// Which part of the file the article is, empty if it is the whole file.
    pub part: String,
}

/// An article that can be added to a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    pub title: String,
    /// A day, month or year in ISO form; empty if no date was recognized.
    pub date: String,
    pub outlet: String,
    pub author: String,
    pub url: String,
    pub language: String,
    /// Additional fields by name.
    pub others: Vec<(String, String)>,
    pub text: String,
    pub origin: ImportOrigin,
    /// Notices for the analyst about how the file was read.
    pub notices: Vec<String>,
    /// What people have marked and noted in the text.
    pub annotations: Vec<MarkedText>,
}

/// The longest headline that is taken from a text's first paragraph, in characters.
const HEADLINE: usize = 160;

/// How many paragraphs at the beginning are looked at for a headline and a date.
const BEGINNING: usize = dates::FIRST_LINES;

impl ArticleDraft {
    /// A draft of a text that has one paragraph per line.
    pub fn of_lines(text: &str) -> Self {
        Self {
            paragraphs: ParagraphList::of_lines(text),
            ..Self::default()
        }
    }

    /// Adds footnotes or endnotes after the text.
    pub(super) fn add_notes(&mut self, mut notes: Vec<String>) {
        notes.retain(|note| !note.trim().is_empty());
        if !notes.is_empty() {
            let message = format!("Notes that stand at the end of the text: {}.", notes.len());
            self.notices.push(message);
            notes.iter().for_each(|note| self.paragraphs.push(note));
        }
    }

    /// The finished article, `None` if it has no text.
    pub(super) fn finish(mut self, origin: &ImportOrigin, limits: &Limits) -> Option<Ingested> {
        for field in [
            &mut self.title,
            &mut self.outlet,
            &mut self.author,
            &mut self.url,
            &mut self.language,
        ] {
            *field = tidy(field);
        }
        if let Some(name) = self.author.strip_prefix("By ") {
            self.author = name.to_owned();
        }
        // One by one: of very short paragraphs each would take more memory than its letters.
        let paragraphs = std::mem::take(&mut self.paragraphs);
        let tidied = || paragraphs.iter().map(tidy).filter(|p| !p.is_empty());
        let mut beginning: Vec<String> = tidied().take(BEGINNING).collect();
        let first = beginning.first()?;
        let mut title_before = None;
        if self.title.is_empty() {
            // A first paragraph that is a sentence is not a headline.
            if first.chars().count() <= HEADLINE && !first.ends_with(['.', ':', ',']) {
                self.title.clone_from(first);
            } else {
                self.title = tidy(&self.declared_title);
            }
        } else if !begins_with(&beginning, &self.title) {
            title_before = Some(self.title.clone());
            beginning.insert(0, self.title.clone());
        }
        let mut text = String::new();
        let mut places = MarkedPlaces::of(std::mem::take(&mut self.markups));
        let numbered = paragraphs.iter().map(tidy).enumerate();
        let numbered = numbered.map(|(number, paragraph)| (Some(number), paragraph));
        let title_before = title_before.into_iter().map(|title| (None, title));
        for (number, paragraph) in title_before.chain(numbered) {
            if paragraph.is_empty() {
                continue;
            }
            places.begins(number, text.len());
            let room = limits.text_bytes.saturating_sub(text.len());
            // Keep a part of the first paragraph, however long it is: an article must have text.
            let part = paragraph[..paragraph.floor_char_boundary(room)].trim_end();
            if !part.is_empty() {
                text.push_str(part);
                text.push('\n');
            }
            if part.len() < paragraph.len() {
                let most = limits.text_bytes >> 20;
                self.notices
                    .push(format!("The text is cut: it is longer than {most} MB."));
                break;
            }
        }
        let annotations = places.finish(&paragraphs, &text, &mut self.notices, &mut self.others);
        let date = self.date.trim();
        let iso = if date.is_empty() {
            dates::dateline(&beginning).unwrap_or_default()
        } else {
            // Only Americans write the month first.
            let language = self.language.to_ascii_lowercase();
            let is_american = ["", "en", "en-us", "es-us"].contains(&language.as_str());
            let (order, how) = match is_american {
                true => (DateOrder::MonthFirst, "month"),
                false => (DateOrder::DayFirst, "day"),
            };
            if dates::is_ambiguous(date) {
                let message = format!(
                    "The date “{date}” does not show whether the day or the month is first: the \
                     {how} is taken to be first."
                );
                self.notices.push(message);
            }
            let read = match dates::is_ambiguous(date) {
                true => dates::iso_in(date, order),
                false => dates::iso(date),
            };
            read.unwrap_or_else(|| {
                let name = fields::DATE_AS_WRITTEN.to_owned();
                self.others.push((name, date.into()));
                let message = format!("The date “{date}” is not understood and kept as it is.");
                self.notices.push(message);
                String::new()
            })
        };
        Some(Ingested {
            title: self.title,
            date: iso,
            outlet: self.outlet,
            author: self.author,
            url: self.url,
            language: self.language,
            others: self.others,
            text,
            origin: ImportOrigin {
                part: self.part,
                ..origin.clone()
            },
            notices: self.notices,
            annotations,
        })
    }
}

/// Whether the headline is already among the first paragraphs of a text.
fn begins_with(paragraphs: &[String], title: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let title = letters(title);
    paragraphs.iter().take(3).any(|p| letters(p) == title)
}

impl Ingested {
    /// The article's fields, as a sidecar stores them.
    pub fn fields(&self) -> ArticleFields {
        let mut values = ArticleFields::default();
        let known = [
            (fields::TITLE, &self.title),
            (fields::DATE, &self.date),
            (fields::OUTLET, &self.outlet),
            (fields::AUTHOR, &self.author),
            (fields::URL, &self.url),
            (fields::LANGUAGE, &self.language),
        ];
        let known = known.map(|(name, value)| (name.to_owned(), value.clone()));
        for (name, value) in known.into_iter().chain(self.others.iter().cloned()) {
            // The status of an article is the analyst's own, even if a table has a column of that
            // name.
            let name = if name == "status" {
                "status_imported".to_owned()
            } else {
                name
            };
            if !value.is_empty() {
                let value = AttributeValue::Text(value);
                values.values.entry(name).or_insert(value);
            }
        }
        values
    }

    /// A rough word count: what is between spaces.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(draft: ArticleDraft) -> Ingested {
        let finished = draft.finish(&ImportOrigin::default(), &Limits::default());
        finished.expect("it has text")
    }

    #[test]
    fn paragraphs_are_lines_and_the_headline_is_the_first() {
        let draft = ArticleDraft {
            title: "Dockers\u{a0}stay out".into(),
            paragraphs: [
                "  The har\u{ad}bour\tfell\u{200b} silent. ",
                " ",
                "“Put it on\n paper.”",
            ]
            .into_iter()
            .collect(),
            ..ArticleDraft::default()
        };
        let article = finished(draft.clone());
        assert_eq!(
            article.text,
            "Dockers stay out\nThe harbour fell silent.\n“Put it on paper.”\n"
        );
        let mut with_headline = draft.clone();
        with_headline.paragraphs = ParagraphList::of_lines("DOCKERS STAY OUT");
        with_headline.paragraphs.append(&draft.paragraphs);
        let text = finished(with_headline).text;
        assert!(text.starts_with("DOCKERS STAY OUT\nThe"), "{text}");
    }

    #[test]
    fn a_short_first_line_is_the_headline_and_a_sentence_is_not() {
        for (line, title) in [("Dockers stay out", "Dockers stay out"), ("They left.", "")] {
            let article = finished(ArticleDraft::of_lines(&format!("{line}\nMore of it.")));
            assert_eq!(article.title, title);
        }
        let empty = ArticleDraft::of_lines(" \n\u{200b}\n");
        assert_eq!(
            empty.finish(&ImportOrigin::default(), &Limits::default()),
            None
        );
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_characters_and_never_empty() {
        for (most, text) in [(9, "The dove\n"), (10, "The dove\n"), (14, "The dove 🕊\n")] {
            let limits = Limits {
                text_bytes: most,
                ..Limits::default()
            };
            let draft = ArticleDraft::of_lines("The dove 🕊 flew.\nThen it came back.");
            let cut = draft.finish(&ImportOrigin::default(), &limits);
            let cut = cut.expect("it has text");
            assert_eq!((cut.text.as_str(), cut.notices.len()), (text, 1));
        }
    }

    #[test]
    fn a_date_that_is_not_understood_is_kept_as_it_is() {
        let draft = ArticleDraft {
            date: "the day after".into(),
            ..ArticleDraft::of_lines("Text")
        };
        let article = finished(draft);
        assert_eq!((article.date.as_str(), article.notices.len()), ("", 1));
        let kept = article.fields().values["date_as_written"].to_string();
        assert_eq!(kept, "the day after");
    }
}
