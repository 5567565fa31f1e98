//! Tests of reading spaCy's binary files; the round trip of all formats tests writing them.

use std::io::Write as _;

use super::*;
use crate::ImportedDataset;

/// What spaCy 3.8.18 wrote of two texts: entities, two groups of spans, categories, user data, taggers' columns,
/// and words without known spaces.
const FOREIGN: &[u8] = include_bytes!("../../../tests/data/foreign/docs.spacy");

fn read(bytes: &[u8]) -> Result<ImportedDataset, FormatError> {
    DocBin.read(&[InputFile::new("in/docs.spacy", bytes)])
}

fn shown(imported: &ImportedDataset) -> Vec<String> {
    let articles = imported.articles.iter().map(|article| {
        let document = &article.document;
        let annotations = document.annotations().iter().map(|annotation| {
            let quote = annotation.fragments().map(|f| f.quote(document.text()));
            let entity = annotation.entity.as_ref().map(ToString::to_string);
            let group = annotation.attributes.values().map(ToString::to_string);
            let group: String = group.collect();
            format!(
                "{} {}{}{}",
                annotation.label,
                quote.unwrap_or_default(),
                entity
                    .map(|entity| format!(" @{entity}"))
                    .unwrap_or_default(),
                if group.is_empty() {
                    group
                } else {
                    format!(" in {group}")
                },
            )
        });
        let annotations: Vec<String> = annotations.collect();
        let text = document.text().as_str();
        format!("{} “{text}”: {}", article.name, annotations.join(", "))
    });
    articles.collect()
}

#[test]
fn what_spacy_wrote_is_read() {
    let imported = read(FOREIGN).expect("a file of spaCy");
    assert_eq!(
        shown(&imported),
        [
            "in/docs-1.txt “Miners of Torvik  want 🕊️ wages.”: \
             actor Miners of Torvik in other, ORG Torvik @Q7, demand want 🕊️ wages, PERSON wages",
            "in/docs-2.txt “No spaces known ”: a spaces known",
        ]
    );
    let cats = imported.articles[0].document.fields().values.get("cats");
    assert_eq!(cats.map(ToString::to_string), Some("strike".into()));
    let said: Vec<String> = imported
        .losses
        .all()
        .iter()
        .map(ToString::to_string)
        .collect();
    let said = said.join("\n");
    for message in [
        "did not know its spaces",
        "“LEMMA” of a word is left out, 9 times: “miners”",
        "“source” of the user data is left out",
        "“sure” of the extensions is left out",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
}

#[test]
fn a_message_that_says_other_sizes_than_it_has_is_refused() {
    let bytes = |value: &[u8]| Value::Binary(value.to_vec());
    let one = 1_i32.to_le_bytes();
    let check = |attrs: Vec<Value>, tokens: &[u8], spaces: &[u8], lengths: &[u8], why: &str| {
        let message = map([
            ("attrs", Value::Array(attrs)),
            ("tokens", bytes(tokens)),
            ("spaces", bytes(spaces)),
            ("lengths", bytes(lengths)),
            ("strings", Value::Array(vec!["x".into()])),
        ]);
        let error = read(&packed(&message).expect("memory")).map(|read| shown(&read));
        match error {
            Ok(shown) => assert_eq!(shown.concat(), why),
            Err(error) => assert!(error.to_string().contains(why), "{error}"),
        }
    };
    let word = strings::number("x").to_le_bytes();
    let orth = || vec![Value::from(ORTH)];
    check(orth(), &word, &[0], &one, "in/docs-1.txt “x”: ");
    check(orth(), &[1; 8], &[0], &one, "");
    check(orth(), &word, &[], &one, "“spaces” are fewer");
    check(orth(), &word, &[0], &[], "not as many");
    check(orth(), &word[..7], &[0], &one, "not as many");
    check(orth(), &word, &[0], &(-1_i32).to_le_bytes(), "negative");
    check(orth(), &word, &[0], &i32::MAX.to_le_bytes(), "not as many");
    check(Vec::new(), &word, &[0], &one, "have no words");
    assert!(read(b"").is_err());
    assert!(read(&[0x78, 0x9c, 1]).is_err());
    // A list of four thousand million members, and lists in lists.
    assert!(read(&[0xdd, 0xff, 0xff, 0xff, 0xff]).is_err());
    assert!(read(&[0x91; 100_000]).is_err());
}

#[test]
fn a_bomb_is_refused() {
    let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..70 {
        bomb.write_all(&zeros).expect("memory");
    }
    let bomb = bomb.finish().expect("memory");
    let error = read(&bomb).expect_err("a bomb").to_string();
    assert!(error.contains("unpacks to more than"), "{error}");
}
