//! What all forms have in common, and files that must not change by themselves.
//!
//! `DEMARCHE_WRITE_GOLDEN=1 cargo test -p demarche-documents` writes the files anew, to be read before they are
//! committed.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use crate::gather::ReportFilter;
use crate::model::{Anchor, Annotation, ByteOffset, Fragments, Span, Text};
use crate::quotes::{QuoteGroups, sections};
use crate::report::{CodedReport, ReportContent};
use crate::store::xml;
use crate::test_reports::{annotation, article, english, mixed, report};
use crate::{docx, html, odt};

/// A file of an archive.
fn unpacked(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut file = archive.by_name(name).expect("the file");
    let mut text = String::new();
    file.read_to_string(&mut text).expect("UTF-8");
    text
}

fn check_golden(name: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/data/documents")
        .join(name);
    if std::env::var("DEMARCHE_WRITE_GOLDEN").is_ok() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        std::fs::write(&path, found).expect("the file");
    }
    let golden = std::fs::read_to_string(&path).expect("the golden file");
    assert_eq!(found, golden, "{name}");
}

fn articles() -> CodedReport {
    let articles = [("talks/harbour.txt", english()), ("mixed.txt", mixed())];
    report(&articles, &ReportFilter::default())
}

fn quotes(groups: QuoteGroups) -> CodedReport {
    let mut report = articles();
    let passages = report
        .sections
        .drain(..)
        .flat_map(|section| section.passages);
    let passages: Vec<_> = passages.collect();
    report.content = ReportContent::Quotes;
    report.sections = sections(passages, &report.labels, groups);
    report
}

/// All texts that the forms write, each as XML.
fn xml_files(report: &CodedReport) -> Vec<String> {
    let page = html::page(report);
    let page = page
        .strip_prefix("<!DOCTYPE html>\n")
        .expect("a document type");
    // An element without an end tag is the only thing in a page that is no XML.
    let page = with_closed_meta(page);
    let docx = docx::file(report).expect("a file");
    let odt = odt::file(report).expect("a file");
    let mut files = vec![page];
    for name in [
        "word/document.xml",
        "word/comments.xml",
        "word/styles.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
    ] {
        files.push(unpacked(&docx, name));
    }
    for name in [
        "content.xml",
        "styles.xml",
        "meta.xml",
        "META-INF/manifest.xml",
    ] {
        files.push(unpacked(&odt, name));
    }
    files
}

/// A page whose `meta` elements are closed.
fn with_closed_meta(page: &str) -> String {
    let mut parts = page.split("<meta");
    let mut closed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        closed += "<meta";
        closed += &part.replacen('>', "/>", 1);
    }
    closed
}

#[test]
fn files_stay_as_they_are() {
    let report = articles();
    check_golden("articles.html", &html::page(&report));
    let docx = docx::file(&report).expect("a file");
    check_golden("document.xml", &unpacked(&docx, "word/document.xml"));
    check_golden("comments.xml", &unpacked(&docx, "word/comments.xml"));
    let odt = odt::file(&report).expect("a file");
    check_golden("content.xml", &unpacked(&odt, "content.xml"));
    check_golden("quotes.html", &html::page(&quotes(QuoteGroups::Label)));
    assert_eq!(docx, docx::file(&report).expect("a file"), "the same bytes");
    assert_eq!(odt, odt::file(&report).expect("a file"), "the same bytes");
}

#[test]
fn all_files_are_well_formed() {
    for report in [
        articles(),
        quotes(QuoteGroups::Entity),
        CodedReport::default(),
    ] {
        for file in xml_files(&report) {
            let read = xml::tree::read(file.as_bytes(), xml::XmlLimits::default(), &|_, _| false);
            assert!(read.is_ok(), "{:?} in {file}", read.err());
        }
    }
}

#[test]
fn hostile_names_and_texts_are_harmless() {
    let evil = "</style><script>alert(1)</script>\u{0}\u{1B}\u{202E}\"'&]]>../../etc/passwd";
    let text = format!("A {evil} B\u{C}.");
    let mut odd = annotation(&text, "a", evil, &[evil]);
    odd.memo = evil.to_owned();
    odd.provenance.by = evil.into();
    odd.provenance.at = evil.into();
    odd.attributes.insert(
        evil.into(),
        crate::model::AttributeValue::Text(evil.to_owned()),
    );
    let fields = [
        ("title", evil),
        ("url", "javascript:alert(1)"),
        ("language", "\"><x>"),
    ];
    let articles = [(
        "../../x\"<>.txt",
        article(&text, &fields, vec![odd], Vec::new()),
    )];
    let report = report(&articles, &ReportFilter::default());
    for file in xml_files(&report) {
        assert!(!file.contains("<script"), "{file}");
        assert!(!file.contains("javascript:"), "{file}");
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!file.contains(control), "{file}");
        let read = xml::tree::read(file.as_bytes(), xml::XmlLimits::default(), &|_, _| false);
        assert!(read.is_ok(), "{:?} in {file}", read.err());
    }
}

#[test]
fn huge_titles_are_cut() {
    let title = "Long title ".repeat(100_000);
    let articles = [(
        "a.txt",
        article("Text.", &[("title", &title)], Vec::new(), Vec::new()),
    )];
    let page = html::page(&report(&articles, &ReportFilter::default()));
    assert!(page.len() < 20_000, "{}", page.len());
}

/// Nested, so that all overlap at one place.
fn nested(count: usize) -> CodedReport {
    let content = "word ".repeat(count);
    let text = Text::new(content.as_str());
    let annotations = (0..count).map(|index| {
        let span = Span::new(&text, ByteOffset(index), ByteOffset(content.len() - index));
        Annotation::new(
            format!("a{index}"),
            "actor",
            Fragments::from(span.expect("a span")),
        )
    });
    let articles = [(
        "a.txt",
        article(&content, &[], annotations.collect(), Vec::new()),
    )];
    report(&articles, &ReportFilter::default())
}

#[test]
fn sizes_grow_with_the_annotations_alone() {
    let sizes = |count| {
        let report = nested(count);
        [
            html::page(&report).len(),
            unpacked(&docx::file(&report).expect("a file"), "word/document.xml").len(),
            unpacked(&odt::file(&report).expect("a file"), "content.xml").len(),
        ]
    };
    let (few, many) = (sizes(500), sizes(2_000));
    for (few, many) in few.into_iter().zip(many) {
        assert!(many < few * 5, "{few} for 500, {many} for 2,000");
    }
}

#[test]
fn detached_annotations_are_listed() {
    let mut lost = annotation("Gone.", "a", "actor", &["Gone"]);
    lost.place = Anchor::Detached(Box::new(crate::model::annotation::DetachedAnchor {
        chars: Vec::new(),
        quote: vec!["the lost words".to_owned()],
        prefix: String::new(),
        suffix: String::new(),
    }));
    let articles = [("a.txt", article("Text.", &[], vec![lost], Vec::new()))];
    let report = report(&articles, &ReportFilter::default());
    for file in [
        html::page(&report),
        unpacked(&docx::file(&report).expect("a file"), "word/document.xml"),
        unpacked(&odt::file(&report).expect("a file"), "content.xml"),
    ] {
        assert!(
            file.contains("the lost words") && file.contains(crate::wording::UNPLACED),
            "{file}"
        );
    }
}

#[test]
fn comments_have_ranges_that_start_before_they_end() {
    let docx = docx::file(&articles()).expect("a file");
    let (body, comments) = (
        unpacked(&docx, "word/document.xml"),
        unpacked(&docx, "word/comments.xml"),
    );
    // Two of the annotations have two fragments each.
    assert_eq!(comments.matches("<w:comment ").count(), 11 + 2);
    for id in 0..13 {
        let place = |element: &str| {
            let text = format!("<w:{element} w:id=\"{id}\"/>");
            body.find(&text).unwrap_or_else(|| panic!("no {text}"))
        };
        let (start, end) = (place("commentRangeStart"), place("commentRangeEnd"));
        assert!(start < end && end < place("commentReference"), "{id}");
    }
}
