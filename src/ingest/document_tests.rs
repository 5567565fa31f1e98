//! Tests of documents that are made here: notes, and files that are locked.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Content, IngestError, Ingested, Limits, read};

const TYPES: &str = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", TYPES)].iter().chain(parts) {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

const BODY: &str = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Dockers stay out</w:t></w:r></w:p>\
    <w:p><w:r><w:t>The harbour fell silent.</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body></w:document>";

#[test]
fn footnotes_and_endnotes_stand_at_the_end() {
    let note = |what: &str, text: &str| {
        format!(
            "<w:{what}s xmlns:w=\"w\"><w:{what} w:type=\"separator\" w:id=\"-1\"><w:p/></w:{what}>\
             <w:{what} w:id=\"2\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{what}></w:{what}s>"
        )
    };
    let (foot, end) = (
        note("footnote", "Since Friday."),
        note("endnote", "Says the union."),
    );
    let bytes = docx(&[
        ("word/document.xml", BODY),
        ("word/footnotes.xml", &foot),
        ("word/endnotes.xml", &end),
    ]);
    let articles = match read("a.docx", &bytes, None, Limits::default()) {
        Ok(Content::Articles(articles)) => articles,
        other => panic!("{other:?}"),
    };
    let [Ingested { text, notices, .. }] = &articles[..] else {
        panic!("one article");
    };
    assert_eq!(
        text,
        "Dockers stay out\nThe harbour fell silent.\nSince Friday.\nSays the union.\n"
    );
    assert!(
        notices.iter().any(|notice| notice.contains("Notes")),
        "{notices:?}"
    );
}

#[test]
fn footnotes_of_rich_text_stand_at_the_end() {
    let rtf = br"{\rtf1 Dockers stay out\par The harbour{\super\chftn{\footnote\pard {\super\chftn} Since Friday.}}
 fell{\footnote Says {\b the} union.} silent.\par}";
    let articles = match read("a.rtf", rtf, None, Limits::default()) {
        Ok(Content::Articles(articles)) => articles,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        articles[0].text,
        "Dockers stay out\nThe harbour fell silent.\nSince Friday.\nSays the union.\n"
    );
}

#[test]
fn locked_files_are_named_so() {
    let locked = |name: &str, bytes: &[u8]| {
        let error = read(name, bytes, None, Limits::default()).expect_err("it is locked");
        assert_eq!(error, IngestError::Protected, "{name}");
        assert!(error.to_string().contains("password"));
    };
    // What Word and Excel write with a password: an old container with the packed document in it.
    let mut office = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    office.resize(512, 0);
    office.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    locked("a.docx", &office);
    locked("a.xlsx", &office);
    // A zip archive with the sign of encryption in its headers.
    let mut zipped = docx(&[("word/document.xml", BODY)]);
    for (header, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at: Vec<usize> = (0..zipped.len() - 4)
            .filter(|at| zipped[*at..].starts_with(header))
            .collect();
        at.iter().for_each(|at| zipped[at + flags] |= 1);
    }
    locked("a.docx", &zipped);
    locked(
        "locked.pdf",
        include_bytes!("../../tests/data/ingest/locked.pdf"),
    );
}
