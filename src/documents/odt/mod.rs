//! A report as an OpenDocument text (ODF 1.3, ISO/IEC 26300).
//!
//! An annotation is a comment with a start and an end; they may overlap. Each fragment of a discontinuous one
//! has a comment of its own. Text that annotations cover has their tint and the line of the shortest.

use crate::DocumentError;
use crate::clean::clean;
use crate::office::{PackedFile, archive};
use crate::report::CodedReport;
use crate::store::xml::XmlWriter;

mod content;

mod looks;

mod odf_text;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// The namespaces of all files, with the prefixes that are customary.
const NAMESPACES: [(&str, &str); 7] = [
    ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    (
        "fo",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    ),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
];

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

/// The styles that paragraphs name, and the page: A4.
const STYLES: &str = r##"
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.21cm" fo:line-height="140%"/><style:text-properties fo:font-family="Georgia, serif" fo:font-size="11pt" style:font-size-complex="12pt" fo:language="en" fo:country="none"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter"><style:text-properties fo:font-size="20pt" style:font-size-complex="20pt" fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="0.6cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="16pt" style:font-size-complex="16pt" fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2" style:class="text"><style:paragraph-properties fo:margin-top="0.4cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt" style:font-size-complex="13pt" fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>
<style:style style:name="Facts" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:color="#3c3c48" fo:font-size="9pt" style:font-size-complex="10pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.5cm" fo:margin-bottom="2.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"/></office:master-styles>
"##;

/// The file.
pub fn file(report: &CodedReport) -> Result<Vec<u8>, DocumentError> {
    let part = |name, content| PackedFile {
        name,
        content,
        is_stored: false,
    };
    archive(&[
        // Its place tells what the archive is.
        PackedFile {
            is_stored: true,
            ..part("mimetype", MIMETYPE.to_owned())
        },
        part("content.xml", content::content(report)),
        part("styles.xml", styles()),
        part("meta.xml", meta(report)),
        part("META-INF/manifest.xml", MANIFEST.to_owned()),
    ])
}

/// A file with its outermost element.
fn root(name: &str) -> XmlWriter {
    let mut xml = XmlWriter::new();
    xml.start(name);
    for (prefix, namespace) in NAMESPACES {
        xml.attribute(&format!("xmlns:{prefix}"), namespace);
    }
    xml.attribute("office:version", "1.3");
    xml
}

fn styles() -> String {
    let end = "</office:document-styles>";
    let mut empty = root("office:document-styles");
    // So that it has an end tag of its own.
    empty.line();
    empty.finish().replace(end, &format!("{STYLES}{end}"))
}

fn meta(report: &CodedReport) -> String {
    let mut xml = root("office:document-meta");
    xml.start("office:meta");
    xml.start("meta:generator").text("Demarche").end();
    xml.start("dc:title").text(&clean(&report.title)).end();
    xml.finish()
}
