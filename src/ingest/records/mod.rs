//! Reads lists of literature with the files that are attached to their records: RIS, BibTeX and CSL-JSON, as Zotero
//! and other programs export them with a folder of files.
//!
//! The fields of an article come from its record, the text from the first attached file that has one, and else from
//! the abstract. This module knows no path: who reads the list hands over what is beside it by name.

use super::{
    ArticleDraft, Content, FileKind, ImportOrigin, IngestError, Ingested, Limits, ReadFunction,
    SourceFile, dates, read,
};

mod bibtex;

mod csl;

mod ris;

pub const RIS: FileKind = FileKind {
    name: "ris",
    title: "Literature list with attachments (RIS)",
    extensions: &["ris"],
    media_type: "application/x-research-info-systems",
    read: ReadFunction::Articles(|source| Ok(abstracts(ris::records(source)?))),
};

pub const BIBTEX: FileKind = FileKind {
    name: "bibtex",
    title: "Literature list with attachments (BibTeX)",
    extensions: &["bib", "bibtex"],
    media_type: "application/x-bibtex",
    read: ReadFunction::Articles(|source| Ok(abstracts(bibtex::records(source)?))),
};

pub const CSL: FileKind = FileKind {
    name: "csl-json",
    title: "Literature list with attachments (CSL-JSON)",
    extensions: &["csljson"],
    media_type: "application/vnd.citationstyles.csl+json",
    read: ReadFunction::Articles(|source| Ok(abstracts(csl::records(source)?))),
};

/// The most files of a record that are tried.
const MAX_ATTACHMENTS: usize = 20;

/// The most records without a text that are named; more are counted.
const NAMED: usize = 3;

/// A record of literature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct LiteratureRecord {
    key: String,
    title: String,
    date: String,
    outlet: String,
    author: String,
    url: String,
    language: String,
    others: Vec<(String, String)>,
    summary: String,
    /// The names of files relative to the list, with slashes.
    attachments: Vec<String>,
}

/// Hands over the bytes of a file beside the list, by its relative name.
pub type ReadBeside<'b> = dyn FnMut(&str) -> Option<Vec<u8>> + 'b;

/// Whether JSON is a list of literature: records with a type, and with names that only CSL has.
pub fn is_csl(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&start[..start.len().min(64 << 10)]);
    let has = |name: &str| start.contains(&format!("\"{name}\""));
    start
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('[')
        && has("type")
        && (has("date-parts") || has("container-title"))
}

fn records(
    kind: &str,
    source: &SourceFile<'_>,
) -> Option<Result<Vec<LiteratureRecord>, IngestError>> {
    match kind {
        "ris" => Some(ris::records(source)),
        "bibtex" => Some(bibtex::records(source)),
        "csl-json" => Some(csl::records(source)),
        _ => None,
    }
}

/// The field with the abstract of a record whose text is in a file.
const ABSTRACT: &str = "abstract";

/// The names of the files that are attached to the records of a list; none if it is no list.
pub fn attachments(kind: &FileKind, source: &SourceFile<'_>) -> Vec<String> {
    let records = records(kind.name, source).and_then(Result::ok);
    let records = records.unwrap_or_default().into_iter();
    records.flat_map(|record| record.attachments).collect()
}

/// The articles of a list with its attachments; `None` if it is no list.
pub fn with_attachments(
    kind: &FileKind,
    source: &SourceFile<'_>,
    origin: &ImportOrigin,
    beside: &mut ReadBeside<'_>,
) -> Option<Result<Content, IngestError>> {
    let records = records(kind.name, source)?;
    Some(records.and_then(|records| {
        let count = records.len();
        if count > source.limits.articles {
            return Err(IngestError::TooMany(source.limits.articles));
        }
        let mut articles = Vec::new();
        let mut without = Vec::new();
        for record in records {
            match articles_of(&record, &source.limits, origin, beside) {
                Some(mut of_record) => articles.append(&mut of_record),
                None => without.push(record.named()),
            }
        }
        let mut named = without[..without.len().min(NAMED)].join("; ");
        if without.len() > NAMED {
            named.push_str("; …");
        }
        let told = format!("Records without a text: {} ({named}).", without.len());
        match articles.first_mut() {
            None => Err(IngestError::Malformed {
                kind: kind.title,
                why: format!(
                    "none of its {count} records has an attached file that is here, or an abstract: export the \
                     list with its files"
                ),
            }),
            Some(first) => {
                if !without.is_empty() {
                    first.notices.push(told);
                }
                Ok(Content::Articles(articles))
            }
        }
    }))
}

/// The articles of a record: those of its first attachment that has any, or its abstract.
fn articles_of(
    record: &LiteratureRecord,
    limits: &Limits,
    origin: &ImportOrigin,
    beside: &mut ReadBeside<'_>,
) -> Option<Vec<Ingested>> {
    let mut notices = Vec::new();
    for (number, name) in record.attachments.iter().take(MAX_ATTACHMENTS).enumerate() {
        let file = name.rsplit('/').next().unwrap_or(name);
        let Some(bytes) = beside(name) else {
            notices.push(format!(
                "The attached file “{file}” is not beside the list."
            ));
            continue;
        };
        match read(file, &bytes, None, *limits) {
            Ok(Content::Articles(mut articles)) => {
                let is_only = articles.len() == 1;
                for article in &mut articles {
                    record.put(article, is_only);
                }
                notices.extend(tell_unread(&record.attachments[number + 1..], file));
                if let Some(first) = articles.first_mut() {
                    first.notices.append(&mut notices);
                }
                return Some(articles);
            }
            Ok(Content::Table(_)) => {
                notices.push(format!(
                    "The attached file “{file}” is a table and was left out."
                ));
            }
            Err(error) => {
                notices.push(format!("The attached file “{file}” was not read: {error}."))
            }
        }
    }
    let mut article = record.summary_draft()?.finish(origin, limits)?;
    article.notices.append(&mut notices);
    Some(vec![article])
}

/// The notice about the attached files after the one whose text is taken.
fn tell_unread(others: &[String], taken: &str) -> Option<String> {
    let names = others
        .iter()
        .map(|name| name.rsplit('/').next().unwrap_or(name));
    let names: Vec<String> = names.take(NAMED).map(|name| format!("“{name}”")).collect();
    let more = match others.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!others.is_empty()).then(|| {
        let names = names.join(", ");
        format!(
            "The text is that of “{taken}”; further attached files were not read: {names}{more}."
        )
    })
}

/// Drafts of the abstracts, where there are no files.
fn abstracts(records: Vec<LiteratureRecord>) -> Vec<ArticleDraft> {
    records
        .iter()
        .filter_map(LiteratureRecord::summary_draft)
        .collect()
}

impl LiteratureRecord {
    fn named(&self) -> String {
        let name = if self.title.is_empty() {
            &self.key
        } else {
            &self.title
        };
        name.chars().take(60).collect()
    }

    /// Puts the fields into an article. An attached file of several articles has those of each in itself.
    fn put(&self, article: &mut Ingested, is_only: bool) {
        if is_only {
            let date = dates::iso(&self.date).unwrap_or_default();
            for (field, value) in [
                (&mut article.title, &self.title),
                (&mut article.date, &date),
                (&mut article.outlet, &self.outlet),
                (&mut article.author, &self.author),
                (&mut article.url, &self.url),
                (&mut article.language, &self.language),
            ] {
                if !value.is_empty() {
                    field.clone_from(value);
                }
            }
            if date.is_empty() && !self.date.is_empty() && article.date.is_empty() {
                let name = crate::model::fields::DATE_AS_WRITTEN.to_owned();
                article.others.push((name, self.date.clone()));
            }
        }
        article.others.extend(self.others.iter().cloned());
        let summary = self.summary.trim();
        if !summary.is_empty() {
            article
                .others
                .push((ABSTRACT.to_owned(), summary.to_owned()));
        }
    }

    fn summary_draft(&self) -> Option<ArticleDraft> {
        if self.summary.trim().is_empty() {
            return None;
        }
        Some(ArticleDraft {
            title: self.title.clone(),
            date: self.date.clone(),
            outlet: self.outlet.clone(),
            author: self.author.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
            others: self.others.clone(),
            part: self.key.clone(),
            notices: vec!["Only the abstract: no attached file has a text.".to_owned()],
            ..ArticleDraft::of_lines(&self.summary)
        })
    }

    /// Adds a value to a field that may have one.
    fn add(field: &mut String, value: &str) {
        let value = value.trim();
        if value.is_empty() || *field == value {
            return;
        }
        if !field.is_empty() {
            field.push_str("; ");
        }
        field.push_str(value);
    }

    /// Adds a field of another name; several values are joined.
    fn other(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        match self.others.iter_mut().find(|(other, _)| other == name) {
            Some((_, all)) => Self::add(all, value),
            None => self.others.push((name.to_owned(), value.trim().to_owned())),
        }
    }

    /// Adds an attached file by its path in the list.
    fn attach(&mut self, path: &str) {
        let path = path.trim().replace('\\', "/");
        let path = path.strip_prefix("file://").unwrap_or(&path);
        let path = path.strip_prefix("./").unwrap_or(path);
        if !path.is_empty() && !path.contains("://") {
            self.attachments.push(path.to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
