use super::*;
use crate::tagger::test_documents::{codebook, document, news, with_articles};

fn evaluated(documents: &[Document], settings: &EvaluationSettings) -> Evaluation {
    let codebook = codebook(&["actor", "demand"]);
    let (entities, clusters) = (EntityBook::default(), Clusters::default());
    with_articles(documents, |articles| {
        evaluate(&codebook, &entities, articles, &clusters, settings, &|| {
            false
        })
    })
    .expect("not cancelled")
}

#[test]
fn what_can_be_learned_scores_well_and_saves_keys() {
    let documents: Vec<Document> = (0..12).map(|number| document(&news(number))).collect();
    let evaluation = evaluated(&documents, &EvaluationSettings::default());
    assert_eq!((evaluation.articles, evaluation.folds), (12, 5));
    let score = evaluation.all.at(0.5);
    assert_eq!(score.wanted, 12 * 12);
    assert!(score.f1().expect("there are spans") > 0.9, "{score:?}");
    assert_eq!(evaluation.labels.len(), 2);
    let saved = evaluation.keys.saved().expect("there are keys");
    assert!((0.4..0.9).contains(&saved), "{saved}");
    let sizes: Vec<usize> = evaluation
        .curve
        .iter()
        .map(|point| point.articles)
        .collect();
    assert_eq!(sizes, [2, 5]);
    assert_eq!(
        evaluation,
        evaluated(&documents, &EvaluationSettings::default())
    );
}

#[test]
fn what_follows_no_rule_is_not_found() {
    // One word of each article is a demand: any of them, and none is in another article.
    let mut random = crate::random::Seeded::new(3);
    let documents: Vec<Document> = (0..10)
        .map(|article| {
            let chosen = random.below(12);
            let words = (0..12).map(|word| {
                let letters: String = (0..5)
                    .map(|_| char::from(b'a' + random.below(26) as u8))
                    .collect();
                let word = if word == chosen {
                    format!("[demand:{letters}]")
                } else {
                    letters
                };
                format!("{word} ")
            });
            document(&format!("{}{article}.", words.collect::<String>()))
        })
        .collect();
    let evaluation = evaluated(&documents, &EvaluationSettings::default());
    let score = evaluation.all.at(0.0);
    assert_eq!(score.wanted, 10);
    assert!(score.right <= 4, "{score:?}");
    assert_eq!(evaluation.all.at(0.9).shown, 0);
}

#[test]
fn one_article_is_too_few() {
    let evaluation = evaluated(&[document(&news(1))], &EvaluationSettings::default());
    assert_eq!((evaluation.articles, evaluation.folds), (1, 1));
    assert_eq!(evaluation.all.at(0.0).f1(), None);
    assert_eq!(evaluation.keys.saved(), None);
}

#[test]
fn scores_are_counted_by_confidence() {
    let mut scores = SpanScores::default();
    scores.add(
        &[0..5, 10..15],
        &[(0..5, 0.95), (9..15, 0.55), (20..25, 0.42)],
    );
    let all = scores.at(0.0);
    assert_eq!(
        (all.shown, all.right, all.touching, all.wanted),
        (3, 1, 2, 2)
    );
    assert_eq!(scores.at(0.9).precision(), Some(1.0));
    assert_eq!(scores.at(0.5).f1(), Some(0.5));
    let bins = scores.calibration();
    assert_eq!((bins[9].shown, bins[9].right), (1, 1));
    assert_eq!((bins[5].shown, bins[5].right, bins[4].shown), (1, 0, 1));
}

/// The keys of an article for which these spans are suggested.
fn keys_with(marked: &str, suggested: &[(&str, f64)]) -> KeysNeeded {
    let document = document(marked);
    let prepared = PreparedText::new(document.text());
    let text = document.text().as_str();
    let spans = suggested.iter().map(|(words, confidence)| {
        let start = text.find(words).expect("it is there");
        SuggestedSpan {
            range: start..start + words.len(),
            label: "demand".into(),
            confidence: *confidence,
        }
    });
    let tested = Tested {
        document: &document,
        prepared: &prepared,
        spans: spans.collect(),
        values: Vec::new(),
        links: Vec::new(),
    };
    keys::needed(
        &tested,
        &codebook(&["actor", "demand"]),
        &KeyCosts::default(),
    )
}

#[test]
fn the_simulated_coder_takes_corrects_rejects_and_adds() {
    let text = "They want [demand:a full ceasefire] by Friday.";
    // To the word, two words more, the label.
    assert_eq!(keys_with(text, &[]).spans_by_hand, 5);
    assert_eq!(keys_with(text, &[]).spans, 5);
    assert_eq!(keys_with(text, &[("a full ceasefire", 0.6)]).spans, 2);
    assert_eq!(keys_with(text, &[("full ceasefire", 0.6)]).spans, 3);
    assert_eq!(keys_with(text, &[("Friday", 0.6)]).spans, 7);
    assert_eq!(keys_with(text, &[("Friday", 0.4)]).spans, 5);
}
