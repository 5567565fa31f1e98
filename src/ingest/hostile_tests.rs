//! Tests with malicious files: each is rejected with a reason, in little memory.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Content, FileKind, IngestError, Limits, by_name, read};

fn small() -> Limits {
    Limits {
        unpacked_bytes: 4 << 20,
        ..Limits::default()
    }
}

fn refused(kind: &str, bytes: &[u8], limits: Limits) -> IngestError {
    let kind: &'static FileKind = by_name(kind).expect("a kind");
    let name = format!("file.{}", kind.extensions[0]);
    match read(&name, bytes, Some(kind), limits) {
        Ok(_) => panic!("{name} was read"),
        Err(error) => error,
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("it is written");
    }
    zip.finish().expect("it is finished").into_inner()
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    let bomb = vec![b' '; 8 << 20];
    let packed = archive(&[("word/document.xml", &bomb)]);
    assert!(packed.len() < 64 << 10);
    let error = refused("docx", &packed, small());
    assert!(matches!(error, IngestError::Bomb(_)), "{error}");
    // Within the limit of the whole archive, but a thousand times its packed size.
    let error = refused("docx", &packed, Limits::default());
    assert!(matches!(error, IngestError::Bomb(_)), "{error}");

    let names: Vec<String> = (0..50).map(|n| format!("{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"x"[..])).collect();
    let few = Limits {
        parts: 40,
        ..Limits::default()
    };
    let error = refused("epub", &archive(&parts), few);
    assert!(matches!(error, IngestError::Bomb(_)), "{error}");
}

#[test]
fn an_archive_that_names_files_outside_of_itself_is_refused() {
    for name in ["../../evil.txt", "/etc/passwd", "a/../../b"] {
        let packed = archive(&[("word/document.xml", b"<a/>"), (name, b"x")]);
        let error = refused("docx", &packed, small());
        assert!(matches!(error, IngestError::Climbing(_)), "{name}: {error}");
    }
}

#[test]
fn entities_are_not_expanded() {
    let laughs = br#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>"#;
    let error = refused("docx", &archive(&[("word/document.xml", laughs)]), small());
    assert_eq!(error, IngestError::DocumentType);
    // HTML has no entity declarations, and an unknown entity stays as it is.
    let page = "<!DOCTYPE html [<!ENTITY a \"ha\">]><p>One two three &a; four five six.</p>";
    let read = read("a.html", page.as_bytes(), None, small());
    let Ok(Content::Articles(articles)) = read else {
        panic!("{read:?}");
    };
    assert!(articles[0].text.contains("&a;"), "{}", articles[0].text);
}

#[test]
fn too_deep_nesting_is_refused() {
    let deep = 200_000;
    let xml = "<a>".repeat(deep);
    let page = "<div>".repeat(deep);
    let groups = format!("{{\\rtf1 {}", "{".repeat(deep));
    let list = "[".repeat(deep);
    let packed = archive(&[("word/document.xml", xml.as_bytes())]);
    for (kind, bytes) in [
        ("docx", packed.as_slice()),
        ("html", page.as_bytes()),
        ("rtf", groups.as_bytes()),
    ] {
        let error = refused(kind, bytes, Limits::default());
        assert!(matches!(error, IngestError::TooDeep(_)), "{kind}: {error}");
    }
    let error = refused("json", list.as_bytes(), Limits::default());
    assert!(error.to_string().contains("recursion"), "{error}");
}

#[test]
fn a_pdf_that_unpacks_without_end_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer
        .write_all(&vec![b' '; 8 << 20])
        .expect("it is packed");
    let packed = packer.finish().expect("it is packed");
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 9>>\nstream\n".to_vec();
    pdf.extend(&packed);
    pdf.extend(b"\nendstream\nendobj\n");
    let error = refused("pdf", &pdf, small());
    assert!(matches!(error, IngestError::Bomb(_)), "{error}");

    let twice = b"%PDF-1.7\n1 0 obj\n<</Filter[/FlateDecode/FlateDecode]>>\nstream\n";
    let error = refused("pdf", twice, small());
    assert!(matches!(error, IngestError::Bomb(_)), "{error}");
}

/// A PDF of one page with this content, and a stream with this dictionary.
fn pdf_with(dictionary: &str, packed: &[u8], content: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let mut add = |pdf: &mut Vec<u8>, object: &[u8]| {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", places.len()).as_bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    };
    add(&mut pdf, b"<< /Type /Catalog /Pages 2 0 R >>");
    add(&mut pdf, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    add(
        &mut pdf,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
          /Resources << /Font << /F1 5 0 R >> /XObject << /I 6 0 R >> >> >>",
    );
    let content = format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    );
    add(&mut pdf, content.as_bytes());
    add(
        &mut pdf,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    );
    let mut stream = format!("<< {dictionary} /Length {} >>\nstream\n", packed.len()).into_bytes();
    stream.extend(packed);
    stream.extend(b"\nendstream");
    add(&mut pdf, &stream);
    let table = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
    for place in &places {
        pdf.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let trailer = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        places.len() + 1
    );
    pdf.extend(trailer.as_bytes());
    pdf
}

#[test]
fn pictures_of_any_size_are_no_bombs_since_they_are_never_unpacked() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer
        .write_all(&vec![b' '; 8 << 20])
        .expect("it is packed");
    let packed = packer.finish().expect("it is packed");
    let content =
        "BT /F1 12 Tf 50 700 Td (Dockers stay out in Port-Levan) Tj ET q 9 0 0 9 0 0 cm /I Do Q";
    let picture = "/Type /XObject /Subtype /Image /Width 4096 /Height 2048 /ColorSpace /DeviceGray \
        /BitsPerComponent 8 /Filter /FlateDecode";
    let pdf = pdf_with(picture, &packed, content);
    let Ok(Content::Articles(articles)) = read("a.pdf", &pdf, None, small()) else {
        panic!("the picture was unpacked");
    };
    assert_eq!(articles[0].text, "Dockers stay out in Port-Levan\n");

    // What only looks like a picture is measured.
    for dictionary in [
        "/Filter /FlateDecode",
        "/Subtype /Form /Filter /FlateDecode /X << /Subtype /Image >>",
        "/Subtype /Image /Filter 7 0 R /X /FlateDecode",
        "/Subtype /Image /F /Fl#61teDecode /Filter /FlateDecode",
        "/Filter /FlateDecode /X (0 obj << /Subtype /Image /Filter /NoneDecode >>)",
    ] {
        let error = refused("pdf", &pdf_with(dictionary, &packed, content), small());
        assert!(
            matches!(error, IngestError::Bomb(_)),
            "{dictionary}: {error}"
        );
    }
}

#[test]
fn masses_of_attributes_and_broken_entities_keep_the_text_of_a_page() {
    let text = "The harbour of Port-Levan stayed silent on Friday for the ninth day. ".repeat(9);
    let attributes: String = (0..30_000).map(|n| format!(" a{n}=1")).collect();
    let page = format!("<p{attributes}>{text}</p>");
    let broken = "&amp".repeat(30_000);
    let entities = format!("<p>{text} &eacute;t&eacute; {broken}</p>");
    let loose = format!("<p>{text}{}</p>", "< ".repeat(30_000));
    for (page, end) in [(page, "day."), (entities, "été &&&&"), (loose, "< < <")] {
        let Ok(Content::Articles(articles)) = read("a.html", page.as_bytes(), None, small()) else {
            panic!("it was not read");
        };
        let got = &articles[0].text;
        assert!(
            got.contains("ninth day.") && got.contains(end),
            "{got:.900}"
        );
    }
}

#[test]
fn files_over_the_limits_are_refused() {
    let tiny = Limits {
        file_bytes: 9,
        articles: 2,
        ..Limits::default()
    };
    let error = refused("txt", b"more than nine bytes", tiny);
    assert_eq!(error, IngestError::TooLarge(9));
    let rows = Limits {
        articles: 2,
        ..Limits::default()
    };
    let error = refused("csv", b"text\na\nb\nc\n", rows);
    assert_eq!(error, IngestError::TooMany(2));
}

#[test]
fn damaged_files_are_reported_without_harm() {
    let whole = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/ingest/");
        std::fs::read(format!("{folder}{name}")).expect("the file is there")
    };
    for name in [
        "report.docx",
        "report.odt",
        "week.epub",
        "factiva.rtf",
        "paper.pdf",
        "letter.eml",
        "box.mbox",
        "page.html",
        "saved.mhtml",
        "table.csv",
        "api.json",
        "rows.jsonl",
    ] {
        let bytes = whole(name);
        for part in 0..8 {
            // Truncated, and with a piece in the middle overwritten: the reader must return in any
            // case.
            let cut = bytes.len() * part / 8;
            let _ = read(name, &bytes[..cut], None, small());
            let mut broken = bytes.clone();
            let end = (cut + 24).min(broken.len());
            broken[cut..end].fill(0xFF);
            let _ = read(name, &broken, None, small());
        }
    }
    for kind in super::ALL {
        for bytes in [
            &b""[..],
            b"\0\0\0\0",
            b"PK\x03\x04",
            b"%PDF-1.7",
            b"{\\rtf",
            b"From ",
            b"{",
            b"<",
        ] {
            let read = read("x", bytes, Some(kind), small());
            let is_empty = match &read {
                Err(_) => true,
                Ok(Content::Table(table)) => table.rows.is_empty(),
                Ok(Content::Articles(articles)) => articles.iter().all(|a| a.text.len() < 16),
            };
            assert!(is_empty, "{}: {read:?}", kind.name);
        }
    }
}

/// A book that names these files in its reading order; each is a chapter of forty words.
fn book(files: &[&str]) -> Vec<u8> {
    let items = |item: &dyn Fn(usize, &str) -> String| -> String {
        let items = files.iter().enumerate();
        items.map(|(number, file)| item(number, file)).collect()
    };
    let package = format!(
        "<package><manifest>{}</manifest><spine>{}</spine></package>",
        items(&|number, file| format!(r#"<item id="i{number}" href="{file}"/>"#)),
        items(&|number, _| format!(r#"<itemref idref="i{number}"/>"#)),
    );
    let container = br#"<container><rootfile full-path="c.opf"/></container>"#;
    let chapter = format!("<html><body><p>{}</p></body></html>", "peace ".repeat(40));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("META-INF/container.xml", container),
        ("c.opf", package.as_bytes()),
    ];
    let mut named = files.to_vec();
    named.sort_unstable();
    named.dedup();
    parts.extend(named.iter().map(|file| (*file, chapter.as_bytes())));
    archive(&parts)
}

#[test]
fn a_book_that_names_a_chapter_again_and_again_has_it_once() {
    let mut files = vec!["a.xhtml"; 500];
    files.push("b.xhtml");
    let articles = match read("x.epub", &book(&files), by_name("epub"), Limits::default()) {
        Ok(Content::Articles(articles)) => articles,
        other => panic!("it is a book: {other:?}"),
    };
    let parts: Vec<&str> = articles.iter().map(|a| a.origin.part.as_str()).collect();
    assert_eq!(parts, ["chapter 1", "chapter 501"]);
    let notices = &articles[0].notices;
    assert!(
        notices[0].contains("the file of another chapter were left out: 499"),
        "{notices:?}"
    );
}
