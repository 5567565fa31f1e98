//! A report as a Word document (WordprocessingML, ECMA-376 part 1, transitional).
//!
//! An annotation is a comment with a range; ranges may overlap. Each fragment of a discontinuous one has a
//! comment of its own. Text that annotations cover has their tint and the line of the shortest.
//!
//! Written here rather than by a crate: those that write the format have no ranges of comments that cross,
//! no right-to-left runs or no repeatable bytes, and all of it is four small files.

use crate::DocumentError;
use crate::office::{PackedFile, archive};
use crate::report::CodedReport;
use crate::store::xml::XmlWriter;

mod body;

mod comments;

mod parts;

/// The namespace of the elements, which files write with the prefix `w`.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The file.
pub fn file(report: &CodedReport) -> Result<Vec<u8>, DocumentError> {
    let (body, comments, links) = body::document(report);
    let part = |name, content| PackedFile {
        name,
        content,
        is_stored: false,
    };
    archive(&[
        part("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        part("_rels/.rels", parts::RELATIONSHIPS.to_owned()),
        part("docProps/core.xml", parts::properties(report)),
        part("word/document.xml", body),
        part(
            "word/_rels/document.xml.rels",
            parts::document_relationships(&links),
        ),
        part("word/styles.xml", parts::STYLES.to_owned()),
        part("word/settings.xml", parts::SETTINGS.to_owned()),
        part("word/comments.xml", comments.finish()),
    ])
}

/// An element with the attribute `w:val`.
fn value(xml: &mut XmlWriter, name: &str, value: &str) {
    xml.start(name).attribute("w:val", value).end();
}
