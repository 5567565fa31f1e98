//! Reads Word documents (DOCX).

use super::archive::{Archive, each_event};
use super::{
    ArticleDraft, FileKind, IngestError, Limits, ReadFunction, SourceFile, press_archives,
};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = FileKind {
    name: "docx",
    title: "Word document",
    extensions: &["docx", "docm", "dotx"],
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

/// The part that is the document, unless the archive names another one.
const USUAL_MAIN_PART: &str = "word/document.xml";

/// How many short paragraphs may precede a title: the name of a section, a date.
const BEFORE_TITLE: usize = 3;

/// The longest paragraph before a title, in bytes.
const SHORT: usize = 120;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let limits = &source.limits;
    let mut archive = Archive::open(source.bytes, KIND.title, limits)?;
    let main = main_part(&mut archive, limits)?;
    let document = archive.text(&main)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    let mut body = DocxBody {
        styles: TitleStyles::of(&mut archive, &beside("styles.xml"), limits)?,
        ..DocxBody::default()
    };
    each_event(&document, KIND.title, limits, |event| body.take(event))?;
    body.end_paragraph();
    if let Some(articles) = press_archives::split(body.paragraphs.iter().map(String::as_str)) {
        return Ok(articles);
    }
    let mut draft = ArticleDraft {
        paragraphs: body.paragraphs.into_iter().collect(),
        title: body.title,
        ..ArticleDraft::default()
    };
    for name in ["footnotes.xml", "endnotes.xml"] {
        let notes = notes(&mut archive, &beside(name), limits)?;
        draft.add_notes(notes);
    }
    if let Some(core) = archive.part("docProps/core.xml")? {
        let core = super::decoded(&core, Some("utf-8"))?.0;
        draft.declared_title = property(&core, "title", limits)?;
    }
    Ok(vec![draft])
}

/// The name of the part that is the document, as the archive's relations name it.
fn main_part(archive: &mut Archive<'_>, limits: &Limits) -> Result<String, IngestError> {
    let mut main = String::new();
    if let Some(relations) = archive.part("_rels/.rels")? {
        let relations = super::decoded(&relations, Some("utf-8"))?.0;
        each_event(&relations, KIND.title, limits, |event| {
            if let XmlEvent::Start("Relationship", attributes) = event {
                let kind = attributes.get("Type").unwrap_or_default();
                if kind.ends_with("/officeDocument") && main.is_empty() {
                    let target = attributes.get("Target").unwrap_or_default();
                    target.trim_start_matches('/').clone_into(&mut main);
                }
            }
        })?;
    }
    if main.is_empty() {
        main = USUAL_MAIN_PART.to_owned();
    }
    Ok(main)
}

/// The ids of the styles that are for titles and for headings of the first level. Programs in other
/// languages translate the ids and keep the names.
#[derive(Default)]
struct TitleStyles {
    titles: Vec<String>,
    headings: Vec<String>,
}

impl TitleStyles {
    fn of(archive: &mut Archive<'_>, part: &str, limits: &Limits) -> Result<Self, IngestError> {
        let mut styles = Self {
            titles: vec!["Title".to_owned()],
            headings: vec!["Heading1".to_owned()],
        };
        let Some(xml) = archive.part(part)? else {
            return Ok(styles);
        };
        let xml = super::decoded(&xml, Some("utf-8"))?.0;
        let mut id = String::new();
        each_event(&xml, KIND.title, limits, |event| match event {
            XmlEvent::Start("style", attributes) => {
                id = attributes.get("styleId").unwrap_or_default();
            }
            XmlEvent::Start("name", attributes) => {
                let name = attributes.get("val").unwrap_or_default().to_lowercase();
                match name.as_str() {
                    "title" | "titel" | "titre" | "título" | "titolo" => {
                        styles.titles.push(id.clone());
                    }
                    "heading 1" | "überschrift 1" | "titre 1" | "título 1" | "titolo 1" => {
                        styles.headings.push(id.clone());
                    }
                    _ => {}
                }
            }
            _ => {}
        })?;
        Ok(styles)
    }
}

/// The texts of footnotes or endnotes, in their order.
fn notes(
    archive: &mut Archive<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<String>, IngestError> {
    let Some(xml) = archive.part(part)? else {
        return Ok(Vec::new());
    };
    let xml = super::decoded(&xml, Some("utf-8"))?.0;
    let mut body = DocxBody::default();
    each_event(&xml, KIND.title, limits, |event| body.take(event))?;
    body.end_paragraph();
    body.paragraphs.retain(|note| !note.trim().is_empty());
    Ok(body.paragraphs)
}

/// The text of the first element of this name in a document's properties.
pub(super) fn property(xml: &str, name: &str, limits: &Limits) -> Result<String, IngestError> {
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

/// The paragraphs in document order, and the title if one stands at the beginning.
#[derive(Default)]
struct DocxBody {
    styles: TitleStyles,
    paragraphs: Vec<String>,
    paragraph: String,
    title: String,
    is_title: bool,
    is_heading: bool,
    in_text: bool,
    /// The number of paragraphs so far that have text; all of them long ones count as many.
    before: usize,
    /// The depth of skipped elements around the current one.
    left_out: usize,
}

impl DocxBody {
    fn take(&mut self, event: XmlEvent<'_>) {
        match event {
            XmlEvent::Start("pStyle", attributes) => {
                let style = attributes.get("val").unwrap_or_default();
                self.is_title |= self.styles.titles.contains(&style);
                self.is_heading |= self.styles.headings.contains(&style);
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
        match paragraph.len() {
            _ if paragraph.trim().is_empty() => {}
            0..SHORT => self.before += 1,
            _ => self.before += BEFORE_TITLE,
        }
        self.paragraphs.push(paragraph);
    }

    fn end_paragraph(&mut self) {
        // A heading in the middle is that of a part.
        let is_first =
            (self.is_title && self.before < BEFORE_TITLE) || (self.is_heading && self.before == 0);
        if is_first && self.title.is_empty() {
            self.title.clone_from(&self.paragraph);
        }
        (self.is_title, self.is_heading) = (false, false);
        self.end_line();
    }
}
