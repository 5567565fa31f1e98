//! Reads electronic books (EPUB): each chapter of the reading order is an article.

use std::collections::HashSet;

use super::archive::{Archive, each_event};
use super::docx::property;
use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, html};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = FileKind {
    name: "epub",
    title: "Electronic book",
    extensions: &["epub"],
    media_type: "application/epub+zip",
    read: ReadFunction::Articles(read),
};

/// Chapters of fewer words are covers, title pages and tables of contents.
const FEW_WORDS: usize = 30;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let limits = &source.limits;
    let mut archive = Archive::open(source.bytes, KIND.title, limits)?;
    let mut package = String::new();
    let container = archive.text("META-INF/container.xml")?;
    each_event(&container, KIND.title, limits, |event| {
        if let XmlEvent::Start("rootfile", attributes) = event
            && package.is_empty()
        {
            package = attributes.get("full-path").unwrap_or_default();
        }
    })?;
    let opf = archive.text(&package)?;
    let field = |name| property(&opf, name, limits);
    let (book, outlet) = (field("title")?, field("publisher")?);
    let (author, date) = (field("creator")?, field("date")?);
    let language = field("language")?;
    let mut drafts = Vec::new();
    let (mut short, mut missing, mut again) = (0, 0, 0);
    let mut read = HashSet::new();
    for (number, href) in spine(&opf, limits)?.into_iter().enumerate() {
        let file = beside(&package, &href);
        if read.contains(&file) {
            // A book names each file once; a hostile one might name a long one thousands of times.
            again += 1;
            continue;
        }
        let Some(bytes) = archive.part(&file)? else {
            missing += 1;
            continue;
        };
        read.insert(file);
        let page = super::decoded(&bytes, None)?.0;
        let paragraphs = html::lines(&page, limits)?;
        if paragraphs.words() < FEW_WORDS {
            short += 1;
            continue;
        }
        drafts.push(ArticleDraft {
            title: heading(&page).unwrap_or_default(),
            date: date.clone(),
            outlet: if outlet.is_empty() { &book } else { &outlet }.clone(),
            author: author.clone(),
            language: language.clone(),
            others: vec![("book".to_owned(), book.clone())],
            paragraphs,
            part: format!("chapter {}", number + 1),
            ..ArticleDraft::default()
        });
    }
    if let Some(first) = drafts.first_mut() {
        for (count, what) in [
            (short, "hardly any text"),
            (missing, "no file in the book"),
            (again, "the file of another chapter"),
        ] {
            if count > 0 {
                let message = format!("Chapters with {what} were left out: {count}.");
                first.notices.push(message);
            }
        }
    }
    Ok(drafts)
}

/// The files of the reading order (the spine).
fn spine(opf: &str, limits: &super::Limits) -> Result<Vec<String>, IngestError> {
    let mut files = std::collections::HashMap::new();
    let mut order = Vec::new();
    each_event(opf, KIND.title, limits, |event| match event {
        XmlEvent::Start("item", attributes) => {
            let is_contents = attributes
                .get("properties")
                .is_some_and(|p| p.contains("nav"));
            if let (Some(id), Some(href), false) =
                (attributes.get("id"), attributes.get("href"), is_contents)
            {
                files.insert(id, href);
            }
        }
        XmlEvent::Start("itemref", attributes) => order.extend(attributes.get("idref")),
        _ => {}
    })?;
    Ok(order.iter().filter_map(|id| files.remove(id)).collect())
}

/// Resolves a reference relative to another file of the same archive; one that climbs out of the
/// archive gives an empty name.
fn beside(file: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    // References are percent-encoded, as URLs are: a space is %20.
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| byte == b'%');
        let escaped = escaped.and_then(|hex| std::str::from_utf8(hex).ok());
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(escaped) => {
                bytes.push(escaped);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn heading(page: &str) -> Option<String> {
    let document = dom_query::Document::from(page);
    ["h1", "h2", "title"].into_iter().find_map(|name| {
        let found = document.select(name);
        let text = found.iter().next()?.text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_where_the_package_is() {
        for (href, path) in [
            ("one.xhtml#top", "OEBPS/one.xhtml"),
            ("../text/a%20b.xhtml", "text/a b.xhtml"),
            ("../../../etc/passwd", "etc/passwd"),
            ("50%", "OEBPS/50%"),
        ] {
            assert_eq!(beside("OEBPS/content.opf", href), path);
        }
    }
}
