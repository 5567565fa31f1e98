//! Tests of reading annotations of Hypothesis.

use super::*;
use crate::ImportedDataset;

const ROW: &str = r#"{"total": 1, "rows": [{"id": "aB1", "created": "2025-05-01T10:00:00+00:00", "user": "acct:mara@hypothes.is", "uri": "https://news.example/strike", "text": "who pays?", "tags": ["demand"], "target": [{"source": "https://news.example/strike", "selector": [{"type": "TextPositionSelector", "start": 22, "end": 41}, {"type": "TextQuoteSelector", "exact": "higher wages by May", "prefix": "Miners of Torvik want ", "suffix": "."}]}], "document": {"title": ["Strike in Torvik"]}}]}"#;

const TEXT: &str = "Miners of Torvik want higher wages by May.\n";

fn read(files: &[(&str, &str)]) -> Result<ImportedDataset, FormatError> {
    let files: Vec<InputFile<'_>> = files
        .iter()
        .map(|(name, text)| InputFile::new(name, text.as_bytes()))
        .collect();
    Hypothesis.read(&files)
}

/// Annotations as `label “quote” memo by {attributes}`.
fn shown(imported: &ImportedDataset) -> Vec<String> {
    let articles = imported.articles.iter();
    let all = articles.flat_map(|article| {
        let document = &article.document;
        document.annotations().iter().map(|annotation| {
            let quote = annotation.fragments().map(|f| f.quote(document.text()));
            let attributes = annotation.attributes.iter();
            let attributes: Vec<String> = attributes
                .map(|(name, value)| format!(" {name}={value}"))
                .collect();
            format!(
                "{} “{}” {:?} {}{}",
                annotation.label,
                quote.unwrap_or_default(),
                annotation.memo,
                annotation.provenance.by,
                attributes.concat(),
            )
        })
    });
    all.collect()
}

fn said(imported: &ImportedDataset) -> String {
    let all = imported.losses.all().iter().map(ToString::to_string);
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn annotations_of_a_page_are_placed_in_its_text() {
    let imported = read(&[("in/strike.json", ROW), ("in/strike.txt", TEXT)]).expect("read");
    assert_eq!(
        shown(&imported),
        ["demand “higher wages by May” \"who pays?\" mara"]
    );
    assert_eq!(said(&imported), "");
    let article = &imported.articles[0];
    assert_eq!(article.name, "in/strike.txt");
    let values = &article.document.fields().values;
    let value = |name: &str| {
        values
            .get(name)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    assert_eq!(value("title"), "Strike in Torvik");
    assert_eq!(value("url"), "https://news.example/strike");
    // A byte order mark is not counted, and the quote is found wherever it is.
    let moved = format!("\u{feff}Menu\n\n{TEXT}");
    let imported = read(&[("a.json", ROW), ("b.txt", &moved)]).expect("read");
    assert_eq!(
        shown(&imported),
        ["demand “higher wages by May” \"who pays?\" mara"]
    );
}

#[test]
fn a_page_without_its_text_is_told() {
    let error = read(&[("in/strike.json", ROW)])
        .map(|read| said(&read))
        .expect_err("no text");
    let error = error.to_string();
    assert!(
        error.contains("“https://news.example/strike” is missing"),
        "{error}"
    );
    assert!(error.contains("“strike.txt”"), "{error}");
    let error = read(&[("a.json", "{\"text\":\"x\"}"), ("a.txt", "x")]).map(|read| said(&read));
    let error = error.expect_err("another format").to_string();
    assert!(error.contains("no annotations of Hypothesis"), "{error}");
}

#[test]
fn tags_notes_and_replies_are_kept() {
    let row = |id: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","created":"{id}","user":"acct:ole@x.org","uri":"https://n.example/strike?x=1",{more}}}"#
        )
    };
    let target = |exact: &str| {
        format!(
            r#""target":[{{"selector":[{{"type":"TextQuoteSelector","exact":"{exact}"}},{{"type":"RangeSelector"}},{{"type":"Odd"}}]}}]"#
        )
    };
    let rows = [
        row(
            "1",
            &format!(
                r#""tags":["a","b","c"],"moderation_status":"OK",{}"#,
                target("Miners")
            ),
        ),
        row("2", &target("Torvik")),
        row("3", &format!(r#""text":"hm",{}"#, target("May"))),
        row("4", r#""text":"true?","references":["3"],"target":[]"#),
        row("5", r#""text":"no","references":["3","4"],"target":[]"#),
        row("6", r#""text":"about it all","target":[{"source":"x"}]"#),
        row("7", r#""text":"lost","references":["99"],"target":[]"#),
        row("8", &target("coal")),
    ];
    let other = r#"{"uri":"https://n.example/other","id":"o","target":[]}"#;
    let json = format!("{}\n{other}\n", rows.join("\n"));
    let imported = read(&[("all.jsonl", &json), ("strike.txt", TEXT)]).expect("read");
    assert_eq!(
        shown(&imported),
        [
            "a “Miners” \"\" ole tags=b, c",
            "highlight “Torvik” \"\" ole",
            "note “May” \"hm\\nole: true?\\nole: no\" ole",
        ]
    );
    let memo = imported.articles[0].document.fields().values.get("memo");
    assert_eq!(
        memo.map(ToString::to_string),
        Some("ole: about it all".into())
    );
    let said = said(&imported);
    for message in [
        "“moderation_status” of an annotation is left out: “OK”",
        "“Odd” of a target is left out, 4 times",
        "answers nothing that was taken",
        "“coal” does not stand in the text",
        "1 annotation cannot be placed: the text of “https://n.example/other” is missing",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
}
