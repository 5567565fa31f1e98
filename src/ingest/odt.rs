//! Reads OpenDocument texts (ODT), as LibreOffice writes them.

use super::archive::{Archive, each_event};
use super::docx::property;
use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, press_archives};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = FileKind {
    name: "odt",
    title: "OpenDocument text",
    extensions: &["odt"],
    media_type: "application/vnd.oasis.opendocument.text",
    read: ReadFunction::Articles(read),
};

/// Elements whose text is not part of the document.
const LEFT_OUT: [&str; 4] = ["note", "annotation", "tracked-changes", "forms"];

/// The most spaces that one element may stand for.
const MAX_SPACES: usize = 16;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut archive = Archive::open(source.bytes, KIND.title, &source.limits)?;
    let content = archive.text("content.xml")?;
    let mut paragraphs = vec![String::new()];
    let mut title = String::new();
    let (mut left_out, mut in_body, mut is_title) = (0_usize, false, false);
    each_event(&content, KIND.title, &source.limits, |event| {
        let end = |paragraphs: &mut Vec<String>| paragraphs.push(String::new());
        let Some(last) = paragraphs.last_mut() else {
            return;
        };
        match event {
            XmlEvent::Start("body", _) => in_body = true,
            XmlEvent::Start(tag, _) if LEFT_OUT.contains(&tag) => left_out += 1,
            XmlEvent::End(tag) if LEFT_OUT.contains(&tag) => left_out -= 1,
            _ if left_out > 0 || !in_body => {}
            XmlEvent::Start("h" | "p", attributes) => {
                let style = attributes.get("style-name").unwrap_or_default();
                let level = attributes.get("outline-level");
                is_title = style == "Title" || level.as_deref() == Some("1");
            }
            XmlEvent::End("h" | "p") => {
                if is_title && title.is_empty() {
                    title.clone_from(last);
                }
                is_title = false;
                end(&mut paragraphs);
            }
            XmlEvent::Start("line-break", _) => end(&mut paragraphs),
            XmlEvent::Start("tab", _) => last.push(' '),
            XmlEvent::Start("s", attributes) => {
                let count = attributes.get("c").and_then(|c| c.parse().ok());
                let count = count.unwrap_or(1_usize).min(MAX_SPACES);
                last.extend(std::iter::repeat_n(' ', count));
            }
            XmlEvent::Text(text) => last.push_str(text),
            _ => {}
        }
    })?;
    if let Some(articles) = press_archives::split(paragraphs.iter().map(String::as_str)) {
        return Ok(articles);
    }
    if title.is_empty()
        && let Some(meta) = archive.part("meta.xml")?
    {
        let meta = super::decoded(&meta, Some("utf-8"))?.0;
        title = property(&meta, "title", &source.limits)?;
    }
    Ok(vec![ArticleDraft {
        paragraphs: paragraphs.into_iter().collect(),
        title,
        ..ArticleDraft::default()
    }])
}
