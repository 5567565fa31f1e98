//! Articles out of other files.

use std::collections::HashSet;

use demarche::ingest::dedupe::{ExistingArticles, Mapping, ReadFile, dedupe};
use demarche::ingest::{self, Ingested, Limits, names};
use demarche::store::decode;

use super::input::{self, File};

/// Smaller than the program's, so that they are met by small inputs; depth and ratio are its own.
fn limits() -> Limits {
    Limits {
        unpacked_bytes: 16 << 20,
        parts: 200,
        articles: 500,
        text_bytes: 64 << 10,
        ..Limits::default()
    }
}

/// A file that is imported. Parts of an archive are put into one.
pub fn import(reader: &str, files: &[File<'_>]) {
    let packed;
    let bytes = match files {
        [file] => file.bytes,
        files => {
            packed = input::archive(files);
            &packed
        }
    };
    if reader == "article" {
        return article(bytes);
    }
    let kind = ingest::by_name(reader).expect("a kind");
    let limits = limits();
    let file = format!("file.{}", kind.extensions[0]);
    let result = ingest::read(&file, bytes, Some(kind), limits);
    // As the program does it: tables are made to articles, and all are compared.
    let reads = [ReadFile { file, result }];
    let mapping = Mapping::default();
    let deduplicated = dedupe(
        &reads,
        &mapping,
        &ExistingArticles::default(),
        &limits,
        &|| false,
    );
    assert!(deduplicated.candidates.len() <= limits.articles);
    let mut taken = HashSet::new();
    for candidate in &deduplicated.candidates {
        is_an_article(&candidate.article, &limits, &mut taken);
    }
}

fn is_an_article(article: &Ingested, limits: &Limits, taken: &mut HashSet<String>) {
    let text = &article.text;
    assert!(text.len() <= limits.text_bytes + 1, "{}", text.len());
    let paragraphs = text.strip_suffix('\n').expect("its last line has an end");
    for paragraph in paragraphs.split('\n') {
        assert!(!paragraph.is_empty() && paragraph.trim() == paragraph);
        let is_seen = |c: char| !c.is_control() && (c == ' ' || !c.is_whitespace());
        assert!(paragraph.chars().all(is_seen), "{paragraph:?}");
    }
    let _ = article.fields();
    let name = names::file_name(&article.title, &article.date, taken);
    assert!(
        name.len() < 128 && !name.contains(['/', '\\', '\0']),
        "{name}"
    );
}

/// An article is opened: the encoding is found, and the text is the same in it.
fn article(bytes: &[u8]) {
    let Ok(decoded) = decode::decode(bytes, None) else {
        return;
    };
    if !decoded.malformed {
        let again = decode::decode(bytes, Some(&decoded.encoding));
        let again = again.unwrap_or_else(|error| panic!("{}: {error}", decoded.encoding));
        assert_eq!(again.text.as_str(), decoded.text.as_str());
    }
}
