//! Characters at which other programs end a line, and white space at the borders of spans.

use super::harness_tests::{export, hard_articles, options, refs};
use super::*;
use crate::model::codebook::Label;
use crate::model::document::ArticleFields;
use crate::model::{Annotation, ByteOffset, Codebook, Entity, Span, Text};

/// One article without a name of note, with annotations of the given words.
fn article_with(text: &str, quotes: &[&str]) -> ImportedArticle {
    let mut article = hard_articles().swap_remove(0);
    let text = Text::new(text);
    let annotations = quotes.iter().enumerate().map(|(index, quote)| {
        let start = text
            .as_str()
            .find(quote)
            .expect("the words are in the text");
        let end = ByteOffset(start + quote.len());
        let span = Span::new(&text, ByteOffset(start), end).expect("a span");
        Annotation::new(format!("a{index}").as_str(), "actor", span)
    });
    let annotations = annotations.collect();
    let (document, _, _) = Document::load(text, ArticleFields::default(), annotations, Vec::new());
    article.document = document;
    article
}

#[test]
fn no_line_of_json_holds_a_character_that_other_programs_end_a_line_at() {
    let text = "One\u{2028}two\u{2029}three\u{85}four\u{1e}five.\n";
    let article = article_with(text, &["two\u{2029}three"]);
    let articles = [article];
    let mut checked = 0;
    for format in ALL {
        let (output, _) = export(*format, &refs(&articles), &options());
        for (name, bytes) in output.files() {
            if !name.ends_with(".jsonl") {
                continue;
            }
            let lines = std::str::from_utf8(bytes).expect("UTF-8");
            let separators = ['\u{85}', '\u{2028}', '\u{2029}', '\u{1e}'];
            assert!(!lines.contains(separators), "{name}: {lines}");
            checked += 1;
        }
    }
    assert!(checked >= 6, "only {checked} files");
}

#[test]
fn no_span_of_tokens_begins_or_ends_with_white_space() {
    let text = "Over the Elbe they met  \u{2009}today.\n\nThen \t rest.\n";
    let quotes = [" Elbe", "\u{2009}today.\n\n", " \t "];
    let articles = [article_with(text, &quotes)];
    for name in ["spacy", "prodigy"] {
        let format = by_name(name).expect("a format");
        let (output, losses) = export(format, &refs(&articles), &options());
        let (_, bytes) = &output.files()[0];
        let row: serde_json::Value = serde_json::from_slice(bytes).expect("one line of JSON");
        let spans = row["spans"].as_array().expect("spans").iter().map(|span| {
            let place = |name: &str| span[name].as_u64().expect("a number") as usize;
            let chars = text.chars().skip(place("start"));
            chars
                .take(place("end") - place("start"))
                .collect::<String>()
        });
        assert_eq!(spans.collect::<Vec<_>>(), ["Elbe", "today."], "{name}");
        let reported: Vec<String> = losses.all().iter().map(ToString::to_string).collect();
        let expected = [
            "cut: it covers “Elbe”, without the space around it",
            "cut: it covers “today.”, without the space around it",
            "dropped: it covers no word",
        ];
        for message in expected {
            let tells = |line: &String| line.contains(message);
            assert!(
                reported.iter().any(tells),
                "{name}: {message} in {reported:?}"
            );
        }
    }
}

#[test]
fn an_entity_and_a_codebook_with_too_long_names_are_left_out_and_reported() {
    let mut take = |_: ImportedArticle| Ok(());
    let mut sink = ImportSink::new(&mut take);
    let long = "n".repeat(70_000);
    sink.entities.insert(Entity::new("a", "Ana"));
    sink.entities.insert(Entity::new("b", long.as_str()));
    let mut codebook = Codebook::default();
    codebook.labels = vec![Label::new("l", long.as_str(), &codebook)].into();
    sink.codebook = Some(codebook);
    sink.end();
    let left: Vec<&str> = sink
        .entities
        .entities
        .keys()
        .map(|id| id.as_str())
        .collect();
    assert_eq!(left, ["a"]);
    assert!(sink.codebook.is_none());
    let reported: Vec<String> = sink.losses.all().iter().map(ToString::to_string).collect();
    assert_eq!(reported.len(), 2, "{reported:?}");
    assert!(
        reported[0].contains("the entity could not be opened again"),
        "{reported:?}"
    );
    assert!(
        reported[1].contains("the codebook could not be opened again"),
        "{reported:?}"
    );
}
