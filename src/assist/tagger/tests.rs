use super::test_documents::{document, labels, news, trained};
use super::*;
use crate::model::Text;

fn shown(taggers: &Taggers, text: &str, least: f64) -> Vec<String> {
    let prepared = PreparedText::new(&Text::new(text));
    let spans = taggers
        .suggest(&prepared, &|| false)
        .expect("not cancelled");
    let spans = spans.iter().filter(|span| span.confidence >= least);
    spans
        .map(|span| format!("{}: {}", span.label, &text[span.range.clone()]))
        .collect()
}

#[test]
fn spans_like_those_of_finished_articles_are_suggested_in_new_ones() {
    let documents: Vec<Document> = (0..12).map(|number| document(&news(number))).collect();
    let taggers = trained(&documents);
    let text = "Minister Olena Brandt demanded a full withdrawal by Friday, officials in the capital said.";
    let expected = ["actor: Olena Brandt", "demand: a full withdrawal by Friday"];
    assert_eq!(shown(&taggers, text, 0.5), expected);
}

#[test]
fn every_script_is_learned() {
    let lessons = [
        (
            "Міністр [actor:{}] заявила про це.",
            [
                "Олена Коваль",
                "Ірина Шевчук",
                "Софія Мельник",
                "Марія Ткач",
            ],
            "Ганна Бойко",
        ),
        (
            "قال الوزير [actor:{}] ذلك.",
            ["سامي حداد", "ليلى عيسى", "عمر نصار", "هند فارس"],
            "كريم منصور",
        ),
        (
            "外交部长[actor:{}]昨天表示反对。",
            ["王毅", "李强", "张明", "刘伟"],
            "陈刚",
        ),
    ];
    for (sentence, names, new) in lessons {
        let documents: Vec<Document> = (0..12)
            .map(|number| document(&sentence.replace("{}", names[number % names.len()])))
            .collect();
        let text = sentence
            .replace("[actor:", "")
            .replace(']', "")
            .replace("{}", new);
        assert_eq!(
            shown(&trained(&documents), &text, 0.5),
            [format!("actor: {new}")]
        );
    }
}

#[test]
fn training_follows_from_the_articles_and_can_be_cancelled() {
    let documents: Vec<Document> = (0..4).map(|number| document(&news(number))).collect();
    assert_eq!(trained(&documents), trained(&documents));
    let prepared = PreparedText::new(documents[0].text());
    let article = FinishedArticle {
        document: &documents[0],
        prepared: &prepared,
    };
    let settings = TrainingSettings::default();
    let result = Taggers::train(
        &[article],
        &labels(),
        &EntityBook::default(),
        Clusters::default(),
        &settings,
        &|| true,
    );
    assert_eq!(result, Err(Cancelled));
    assert_eq!(
        trained(&documents).suggest(&prepared, &|| true),
        Err(Cancelled)
    );
}

#[test]
fn nothing_is_suggested_without_finished_work() {
    let taggers = trained(&[]);
    assert!(shown(&taggers, "Minister Ana Reyes spoke.", 0.0).is_empty());
    let taggers = trained(&[document("Nothing is annotated here.")]);
    assert!(shown(&taggers, "Minister Ana Reyes spoke.", 0.0).is_empty());
}

#[test]
fn a_span_over_two_paragraphs_is_learned_in_each() {
    let document = document("Say [demand:stop now\nand go home] today.\nNo.");
    let prepared = PreparedText::new(document.text());
    let layer = LabelLayer {
        labels: vec!["demand".into()],
    };
    let article = FinishedArticle {
        document: &document,
        prepared: &prepared,
    };
    let spans = layer_spans(&article, &layer);
    let tokens: Vec<Vec<(usize, usize)>> = spans
        .into_iter()
        .map(|spans| {
            spans
                .into_iter()
                .map(|span| (span.tokens.start, span.tokens.end))
                .collect()
        })
        .collect();
    let expected = [Vec::from([(1, 3)]), Vec::from([(0, 3)]), Vec::new()];
    assert_eq!(tokens, expected);
}
