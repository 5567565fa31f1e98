//! Reads Word documents (DOCX).

use super::archive::{Archive, each_event};
use super::{ArticleDraft, FileKind, IngestError, ReadFunction, SourceFile, press_archives};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = FileKind {
    name: "docx",
    title: "Word document",
    extensions: &["docx", "docm"],
    media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    read: ReadFunction::Articles(read),
};

/// Elements whose text is not part of the document: deletions, field codes, and the fallback form
/// of alternate content.
const LEFT_OUT: [&str; 6] = [
    "del",
    "moveFrom",
    "instrText",
    "Fallback",
    "footnoteReference",
    "pPr",
];

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let mut archive = Archive::open(source.bytes, KIND.title, &source.limits)?;
    let document = archive.text("word/document.xml")?;
    let mut body = DocxBody::default();
    each_event(&document, KIND.title, &source.limits, |event| {
        body.take(event);
    })?;
    body.end_paragraph();
    if let Some(articles) = press_archives::split(body.paragraphs.iter().map(String::as_str)) {
        return Ok(articles);
    }
    let mut draft = ArticleDraft {
        paragraphs: body.paragraphs.into_iter().collect(),
        title: body.title,
        ..ArticleDraft::default()
    };
    if draft.title.is_empty()
        && let Some(core) = archive.part("docProps/core.xml")?
    {
        let core = super::decoded(&core, Some("utf-8"))?.0;
        draft.title = property(&core, "title", &source.limits)?;
    }
    Ok(vec![draft])
}

/// The text of the first element of this name in a document's properties.
pub(super) fn property(
    xml: &str,
    name: &str,
    limits: &super::Limits,
) -> Result<String, IngestError> {
    let (mut found, mut inside, mut done) = (String::new(), false, false);
    each_event(xml, "document properties", limits, |event| match event {
        XmlEvent::Start(tag, _) if tag == name => inside = !done,
        XmlEvent::End(tag) if tag == name => {
            inside = false;
            done = true;
        }
        XmlEvent::Text(text) if inside => found.push_str(text),
        _ => {}
    })?;
    Ok(found)
}

/// The paragraphs in document order, and the first one that has a title style.
#[derive(Default)]
struct DocxBody {
    paragraphs: Vec<String>,
    paragraph: String,
    title: String,
    is_title: bool,
    in_text: bool,
    /// The depth of skipped elements around the current one.
    left_out: usize,
}

impl DocxBody {
    fn take(&mut self, event: XmlEvent<'_>) {
        match event {
            XmlEvent::Start("pStyle", attributes) => {
                let style = attributes.get("val").unwrap_or_default();
                self.is_title |= ["Title", "Heading1"].contains(&style.as_str());
            }
            XmlEvent::Start(tag, _) if LEFT_OUT.contains(&tag) => self.left_out += 1,
            XmlEvent::End(tag) if LEFT_OUT.contains(&tag) => self.left_out -= 1,
            _ if self.left_out > 0 => {}
            XmlEvent::End("p") => self.end_paragraph(),
            XmlEvent::Start("t", _) => self.in_text = true,
            XmlEvent::End("t") => self.in_text = false,
            XmlEvent::Start("tab", _) => self.paragraph.push(' '),
            XmlEvent::Start("br" | "cr", _) => self.end_line(),
            XmlEvent::Start("noBreakHyphen", _) => self.paragraph.push('-'),
            XmlEvent::Text(text) if self.in_text => self.paragraph.push_str(text),
            _ => {}
        }
    }

    /// A line break within a paragraph starts a new one, as it looks on the page.
    fn end_line(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.paragraphs.push(paragraph);
    }

    fn end_paragraph(&mut self) {
        if self.is_title && self.title.is_empty() {
            self.title.clone_from(&self.paragraph);
        }
        self.is_title = false;
        self.end_line();
    }
}
