use super::*;
use crate::model::{CharOffset, Entity};
use crate::rejections::RejectedSpan;
use crate::tagger::test_documents::{self, document, news, with_articles};

fn codebook() -> Codebook {
    test_documents::codebook(&["actor", "demand", "event"])
}

fn entities() -> EntityBook {
    let mut book = EntityBook::default();
    book.insert(Entity {
        label: Some("actor".into()),
        ..Entity::new("union", "Harbour Union")
    });
    book
}

fn assistant(count: usize) -> Assistant {
    let documents: Vec<Document> = (0..count).map(|number| document(&news(number))).collect();
    let settings = AssistSettings::default();
    let clusters = Clusters::default();
    with_articles(&documents, |articles| {
        Assistant::train(
            &codebook(),
            &entities(),
            articles,
            clusters,
            &settings,
            &|| false,
        )
    })
    .expect("not cancelled")
}

fn shown(assistant: &Assistant, document: &Document, rejections: &Rejections) -> Vec<String> {
    let prepared = PreparedText::new(document.text());
    let all = assistant
        .suggest(document, &prepared, rejections, &|| false)
        .expect("not cancelled");
    let text = document.text().as_str();
    let shown = all.annotations.iter().map(|one| {
        let source = one.source.as_str();
        let entity = one
            .values
            .entity
            .as_ref()
            .map_or(String::new(), |e| format!(" = {}", e.value));
        format!(
            "{source} {}: {}{entity}",
            one.label,
            &text[one.range.clone()]
        )
    });
    shown.collect()
}

const NEW: &str = "Minister Olena Brandt demanded a full withdrawal by Friday, officials in the capital said.\n\
                   It rained on the Harbour Union.\n";

#[test]
fn learned_spans_and_known_names_are_suggested_together() {
    let assistant = assistant(12);
    let none = Rejections::default();
    let all = shown(&assistant, &document(NEW), &none);
    assert_eq!(
        all,
        [
            "learned actor: Olena Brandt",
            "learned demand: a full withdrawal by Friday",
            "name actor: Harbour Union = union",
        ]
    );
    // Nothing is suggested over an annotation of the same label.
    let coded = NEW.replace("Olena Brandt", "[actor:Olena] Brandt");
    assert_eq!(shown(&assistant, &document(&coded), &none), all[1..]);
}

#[test]
fn what_was_rejected_is_not_suggested() {
    let assistant = assistant(12);
    let new = document(NEW);
    let start = NEW.find("Harbour").expect("it is there");
    let range = start..start + "Harbour Union".len();
    let rejected = RejectedSpan::of(new.text(), &range, &"actor".into()).expect("it is there");
    let rejections: Rejections = [rejected].into_iter().collect();
    assert_eq!(shown(&assistant, &new, &rejections).len(), 2);
}

#[test]
fn labels_need_some_finished_articles() {
    let documents = [document(&news(1)), document("[event:They met].")];
    let ready: Vec<(String, usize, bool)> = with_articles(&documents, |articles| {
        let ready = readiness(&codebook(), articles, 1);
        let ready = ready.iter();
        ready
            .map(|one| (one.label.to_string(), one.articles, one.is_ready()))
            .collect()
    });
    let of = |label: &str, count| (label.to_owned(), count, count > 0);
    assert_eq!(ready, [of("actor", 1), of("demand", 1), of("event", 1)]);
    // Two articles are too few for the default.
    let names_only = shown(&assistant(2), &document(NEW), &Rejections::default());
    assert_eq!(names_only, ["name actor: Harbour Union = union"]);
}

#[test]
fn suggestions_stand_on_characters_of_every_script() {
    let assistant = assistant(8);
    let strange = "Minister Ána Ґеорґ 🇺🇦 demanded e\u{301}té, سامي حداد 王毅 said.\n\u{feff}\r\n";
    let new = document(strange);
    let prepared = PreparedText::new(new.text());
    let all = assistant.suggest(&new, &prepared, &Rejections::default(), &|| false);
    for one in all.expect("not cancelled").annotations {
        let place = ByteOffset(one.range.start);
        let chars: Option<CharOffset> = new.text().char_from_byte(place);
        assert!(chars.is_some() && new.text().as_str().get(one.range).is_some());
    }
}
