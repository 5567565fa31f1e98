//! Reads OpenDocument texts (ODT), as LibreOffice writes them.

use super::archive::{Archive, each_event};
use super::docx::property;
use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, press_archives};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = FileKind {
    name: "odt",
    title: "OpenDocument text",
    extensions: &["odt", "ott"],
    media_type: "application/vnd.oasis.opendocument.text",
    read: ReadFunction::Articles(read),
};

/// Elements whose text is not part of the document.
const LEFT_OUT: [&str; 4] = ["annotation", "tracked-changes", "forms", "note-citation"];

/// The most spaces that one element may stand for.
const MAX_SPACES: usize = 16;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut archive = Archive::open(source.bytes, KIND.title, &source.limits)?;
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    // The archive itself is not encrypted, but each part of it is.
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(IngestError::Protected);
    }
    let content = archive.text("content.xml")?;
    let mut body = OdtBody::default();
    each_event(&content, KIND.title, &source.limits, |event| {
        body.take(event)
    })?;
    body.end(false);
    let OdtBody {
        paragraphs,
        notes,
        title,
        ..
    } = body;
    if let Some(articles) = press_archives::split(paragraphs.iter().map(String::as_str)) {
        return Ok(articles);
    }
    let mut draft = ArticleDraft {
        paragraphs: paragraphs.into_iter().collect(),
        title,
        ..ArticleDraft::default()
    };
    draft.add_notes(notes);
    if let Some(meta) = archive.part("meta.xml")? {
        let meta = super::decoded(&meta, Some("utf-8"))?.0;
        draft.declared_title = property(&meta, "title", &source.limits)?;
    }
    Ok(vec![draft])
}

/// The paragraphs in document order, the notes, and the title if one stands at the beginning.
#[derive(Default)]
struct OdtBody {
    paragraphs: Vec<String>,
    notes: Vec<String>,
    title: String,
    /// The paragraph that is not yet complete, and that of a note within it.
    paragraph: String,
    note: String,
    in_body: bool,
    in_note: bool,
    is_title: bool,
    left_out: usize,
}

impl OdtBody {
    fn take(&mut self, event: XmlEvent<'_>) {
        match event {
            XmlEvent::Start("body", _) => self.in_body = true,
            XmlEvent::Start(tag, _) if LEFT_OUT.contains(&tag) => self.left_out += 1,
            XmlEvent::End(tag) if LEFT_OUT.contains(&tag) => self.left_out -= 1,
            _ if self.left_out > 0 || !self.in_body => {}
            XmlEvent::Start("note", _) => self.in_note = true,
            XmlEvent::End("note") => self.in_note = false,
            XmlEvent::Start("h" | "p", attributes) if !self.in_note => {
                let style = attributes.get("style-name").unwrap_or_default();
                let level = attributes.get("outline-level");
                let is_heading = style == "Title" || level.as_deref() == Some("1");
                // A heading in the middle is that of a part.
                let is_first = self.paragraphs.iter().all(|text| text.trim().is_empty());
                self.is_title = is_heading && is_first;
            }
            XmlEvent::End("h" | "p") => self.end(self.in_note),
            XmlEvent::Start("line-break", _) => {
                let is_title = std::mem::take(&mut self.is_title);
                self.end(self.in_note);
                self.is_title = is_title;
            }
            XmlEvent::Start("tab", _) => self.current().push(' '),
            XmlEvent::Start("s", attributes) => {
                let count = attributes.get("c").and_then(|c| c.parse().ok());
                let count = count.unwrap_or(1_usize).min(MAX_SPACES);
                self.current().extend(std::iter::repeat_n(' ', count));
            }
            XmlEvent::Text(text) => self.current().push_str(text),
            _ => {}
        }
    }

    fn current(&mut self) -> &mut String {
        match self.in_note {
            true => &mut self.note,
            false => &mut self.paragraph,
        }
    }

    /// Ends a paragraph of the text or of a note.
    fn end(&mut self, is_note: bool) {
        if is_note {
            let note = std::mem::take(&mut self.note);
            self.notes.push(note);
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        if self.is_title && self.title.is_empty() {
            self.title.clone_from(&paragraph);
        }
        self.is_title = false;
        self.paragraphs.push(paragraph);
    }
}
