//! The bytes of files; what other programs read of them, `tests/readers` checks.

use super::*;
use crate::gather::ReportFilter;
use crate::test_reports::{ENGLISH, annotation, article, english, mixed, report};

const FACES: [&[u8]; 3] = [
    include_bytes!("../../../tests/fonts/DemarcheTestArabic.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestHebrew.ttf"),
    include_bytes!("../../../tests/fonts/DemarcheTestCJK.otf"),
];

fn written(report: &CodedReport, faces: &[&'static [u8]]) -> FinishedDocument {
    file(report, ReportFonts::bundled(faces)).expect("a file")
}

fn count(bytes: &[u8], of: &[u8]) -> usize {
    bytes
        .windows(of.len())
        .filter(|window| *window == of)
        .count()
}

#[test]
fn each_annotation_is_a_highlight() {
    let articles = [("one.txt", english()), ("two.txt", mixed())];
    let report = report(&articles, &ReportFilter::default());
    let first = written(&report, &FACES);
    assert_eq!(first.limits, Vec::<String>::new());
    assert_eq!(count(&first.bytes, b"/Subtype /Highlight"), 5 + 6);
    // Two boxes for each discontinuous one, eight numbers a box.
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(first, written(&report, &FACES), "the same bytes");
}

#[test]
fn scripts_without_a_font_are_told() {
    let text = "A 🕊 and नमस्ते.";
    let annotations = vec![annotation(text, "a", "actor", &["नमस्ते"])];
    let articles = [("one.txt", article(text, &[], annotations, Vec::new()))];
    let written = written(&report(&articles, &ReportFilter::default()), &[]);
    let [limit] = written.limits.as_slice() else {
        panic!("one limit: {:?}", written.limits);
    };
    assert!(
        limit.contains("Devanagari") && limit.contains("symbols"),
        "{limit}"
    );
    assert_eq!(count(&written.bytes, b"/Subtype /Highlight"), 1);
}

#[test]
fn faces_without_outlines_are_not_embedded() {
    let emoji: &[u8] = include_bytes!("../../../tests/fonts/DemarcheTestEmoji.ttf");
    let articles = [("one.txt", article("A 🔥 here", &[], Vec::new(), Vec::new()))];
    let written = written(&report(&articles, &ReportFilter::default()), &[emoji]);
    assert_eq!(written.limits.len(), 1);
}

#[test]
fn long_articles_go_over_pages_with_a_highlight_on_each() {
    let text = ENGLISH.repeat(200);
    let whole = annotation(&text, "a", "actor", &[text.trim_end()]);
    let articles = [("one.txt", article(&text, &[], vec![whole], Vec::new()))];
    let written = written(&report(&articles, &ReportFilter::default()), &[]);
    let pages = count(&written.bytes, b"/Type /Page\n");
    let highlights = count(&written.bytes, b"/Subtype /Highlight");
    assert!(
        highlights > 5 && highlights <= pages,
        "{highlights} on {pages}"
    );
}
