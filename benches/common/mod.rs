//! Generated articles of any size, the same in every run.

use std::sync::Arc;

use demarche::model::document::{ArticleFields, Status};
use demarche::model::{
    Annotation, AttributeValue, CharOffset, Document, Provenance, Relation, Span, Text,
};
use demarche::store::Header;

/// An article in several scripts of about this many bytes, with one annotation per 100 characters
/// and a relation for every fourth annotation.
pub fn generated_article(bytes: usize, seed: u64) -> (Document, Arc<Header>) {
    let mut random = fastrand::Rng::with_seed(seed);
    let words = [
        "the",
        "minister",
        "demanded",
        "a",
        "ceasefire",
        "before",
        "any",
        "talks",
        "with",
        "Zelenskyy",
        "“we",
        "will",
        "not”",
        "withdraw",
        "переговори",
        "перемир’я",
        "café",
        "和平谈判",
        "🕊️",
        "مفاوضات",
    ];
    let mut content = String::with_capacity(bytes + 64);
    let mut line = 0;
    while content.len() < bytes {
        // Three of four words are English, as in most articles.
        let choice = if random.u8(..4) > 0 { 14 } else { words.len() };
        let word = random.usize(..choice);
        content.push_str(words[word]);
        line += 1;
        content.push_str(match line % 60 {
            0 => ".\n",
            12 | 24 | 36 | 48 => ". ",
            _ => " ",
        });
    }
    let text = Text::new(content);
    let labels = ["actor", "demand", "event"];
    let mut annotations: Vec<Annotation> = Vec::new();
    for number in 0..text.char_len() / 100 {
        let start = number * 100 + random.usize(..60);
        let place = |at| text.byte_from_char(CharOffset(at)).unwrap_or_default();
        let (start, end) = (place(start), place(start + 5 + random.usize(..30)));
        let Ok(span) = Span::new(&text, start, end) else {
            continue;
        };
        let label = labels[number % 3];
        let mut annotation = Annotation::new(format!("a{number:07}"), label, span);
        if label == "actor" {
            annotation.entity = Some(format!("entity-{}", random.u8(..40)).into());
        } else {
            let category = AttributeValue::List(vec!["security/nato".into()]);
            annotation.attributes.insert("category".into(), category);
            let polarity = AttributeValue::Text("for".into());
            annotation.attributes.insert("polarity".into(), polarity);
        }
        annotation.provenance = Provenance::manual("mk", "2026-11-22T15:04:05Z");
        annotations.push(annotation);
    }
    let relations = annotations
        .windows(2)
        .step_by(4)
        .enumerate()
        .map(|(number, pair)| {
            let (from, to) = (pair[0].id.clone(), pair[1].id.clone());
            Relation::new(format!("r{number:07}"), "makes", from, to)
        })
        .collect();
    let fields = ArticleFields {
        status: Status::InProgress,
        values: [("title".to_owned(), AttributeValue::Text("Talks".into()))].into(),
    };
    let header = Header {
        file: "article.txt".into(),
        sha256: demarche::store::hash::sha256_hex(text.as_str().as_bytes()),
        encoding: "utf-8".into(),
        ..Header::default()
    };
    let (document, _, _) = Document::load(text, fields, annotations, relations);
    (document, Arc::new(header))
}
