//! Tests of what is suggested: which of it is shown, what unchooses it, and rejections with undo.

use std::ops::Range;

use super::*;
use crate::assist::assistant::SuggestedAnnotation;
use crate::assist::rejections::RejectionsByArticle;
use crate::assist::values::SuggestedValue;
use crate::model::Edit;
use crate::model::history::StepDirection;
use crate::model::step_name::StepName;
use crate::tests::{annotate, session, turn};

const ARTICLE: CodingId = CodingId(0);

fn suggested(id: &str, range: Range<usize>, label: &str, confidence: f64) -> SuggestedAnnotation {
    SuggestedAnnotation {
        id: id.into(),
        range,
        label: label.into(),
        confidence,
        source: SpanSource::Learned,
        values: AnnotationValues::default(),
    }
}

/// A session with suggestions for its article, whose text is `one two three four`.
fn with_suggestions() -> Session {
    let mut session = session(&["a"], &[]);
    session.choose_suggestions(SuggestionChoice {
        least_confidence: 0.5,
        ..SuggestionChoice::default()
    });
    let annotations = vec![
        suggested("s1", 0..3, "actor", 0.9),
        suggested("s2", 4..7, "actor", 0.4),
        suggested("s3", 8..13, "demand", 0.7),
        suggested("s4", 99..120, "actor", 0.9),
    ];
    session.suggest(
        ARTICLE,
        ArticleSuggestions {
            annotations,
            ..ArticleSuggestions::default()
        },
    );
    session
}

fn shown(session: &Session) -> Vec<String> {
    let items = session.suggestions.items(ARTICLE);
    items.map(|item| item.annotation.id.to_string()).collect()
}

#[test]
fn what_is_sure_enough_and_in_the_text_is_shown() {
    let mut session = with_suggestions();
    assert_eq!(shown(&session), ["s1", "s3"]);
    let (annotations, percents) = session.suggestions.shown(ARTICLE);
    assert_eq!((annotations.len(), percents), (2, &[90, 70][..]));
    session.choose_suggestions(SuggestionChoice {
        least_confidence: 0.3,
        hidden: ["demand".into()].into(),
        ..SuggestionChoice::default()
    });
    assert_eq!(shown(&session), ["s1", "s2"]);
    session.choose_suggestions(SuggestionChoice {
        off: Some(SuggestionsOff::BlindRound),
        ..SuggestionChoice::default()
    });
    assert_eq!(shown(&session), [""; 0]);
    assert_eq!(session.suggestions.shown(ARTICLE).0.len(), 0);
}

#[test]
fn nothing_is_suggested_over_an_annotation_of_the_same_label() {
    let mut session = with_suggestions();
    annotate(&mut session, ARTICLE, "x");
    session.refresh_suggestions();
    assert_eq!(shown(&session), ["s3"]);
    turn(&mut session, StepDirection::Undo);
    session.refresh_suggestions();
    assert_eq!(shown(&session), ["s1", "s3"]);
    assert_eq!(
        session.shown().expect("open").document.annotations().len(),
        0
    );
}

#[test]
fn whatever_moves_the_caret_unchooses_a_suggestion() {
    let mut session = with_suggestions();
    let chosen = |session: &Session| {
        let item = session.chosen_suggestion()?;
        Some(item.annotation.id.to_string())
    };
    session.choose_suggestion(&"s3".into());
    assert_eq!(chosen(&session).as_deref(), Some("s3"));
    let open = session.shown_mut().expect("open");
    open.selection = Selection::caret(ByteOffset(9));
    assert_eq!(chosen(&session), None);
    session.choose_suggestion(&"s3".into());
    annotate(&mut session, ARTICLE, "x");
    assert_eq!(chosen(&session), None, "an annotation is chosen");
    session.choose_suggestion(&"s3".into());
    assert!(session.unchoose_suggestion() && !session.unchoose_suggestion());
    session.choose_suggestion(&"s2".into());
    assert_eq!(chosen(&session), None, "it is not shown");
}

#[test]
fn the_same_suggestion_stays_chosen_when_it_comes_again() {
    let mut session = with_suggestions();
    session.choose_suggestion(&"s3".into());
    let again = ArticleSuggestions {
        annotations: vec![suggested("s1", 8..13, "demand", 0.8)],
        ..ArticleSuggestions::default()
    };
    session.suggest(ARTICLE, again);
    let chosen = session.chosen_suggestion().expect("it is there again");
    assert_eq!(
        (chosen.annotation.id.as_str(), chosen.percent()),
        ("s1", 80)
    );
}

#[test]
fn a_rejection_stays_after_the_next_prediction_and_undo_brings_it_back() {
    let mut session = with_suggestions();
    let before = session.revision_of(ARTICLE);
    session.reject_suggestion(&(0..3), &"actor".into());
    assert_eq!(shown(&session), ["s3"]);
    let again = || ArticleSuggestions {
        annotations: vec![
            suggested("n1", 0..3, "actor", 0.9),
            suggested("n2", 4..7, "actor", 0.9),
        ],
        ..ArticleSuggestions::default()
    };
    session.suggest(ARTICLE, again());
    assert_eq!(shown(&session), ["n2"]);
    session.reject_suggestion(&(4..7), &"actor".into());
    assert_eq!(shown(&session), [""; 0]);
    turn(&mut session, StepDirection::Undo);
    assert_eq!(shown(&session), ["n2"]);
    turn(&mut session, StepDirection::Undo);
    assert_eq!(shown(&session), ["n1", "n2"]);
    turn(&mut session, StepDirection::Redo);
    assert_eq!(shown(&session), ["n2"]);
    assert_eq!(session.revision_of(ARTICLE), before, "no document changes");
    let kept: RejectionsByArticle = session.suggestions.rejected.all().clone();
    assert_eq!(kept["a"].len(), 1);
}

impl Session {
    fn revision_of(&self, id: CodingId) -> Option<u64> {
        self.opened(id).map(|open| open.revision())
    }
}

#[test]
fn stored_rejections_come_before_those_of_this_run() {
    let mut session = with_suggestions();
    session.reject_suggestion(&(0..3), &"actor".into());
    let now = session.suggestions.rejected.all().clone();
    let mut stored = now.clone();
    let other = crate::assist::rejections::RejectedSpan {
        label: "demand".into(),
        quote: "three".to_owned(),
        before: String::new(),
        after: String::new(),
    };
    stored.get_mut("a").expect("it has one").push(other);
    session.suggestions.rejected.load(stored);
    session.refresh_suggestions();
    assert_eq!(shown(&session), [""; 0]);
    let labels = session.suggestions.rejected.all()["a"].iter();
    let labels: Vec<&str> = labels.map(|span| span.label.as_str()).collect();
    assert_eq!(labels, ["demand", "actor"]);
}

#[test]
fn values_are_suggested_until_the_annotation_has_them() {
    let mut session = with_suggestions();
    annotate(&mut session, ARTICLE, "x");
    let entity = |confidence| {
        Some(SuggestedValue {
            value: "kyiv".into(),
            confidence,
        })
    };
    let values = |confidence| AnnotationValues {
        entity: entity(confidence),
        ..AnnotationValues::default()
    };
    let of_x = |session: &Session| {
        let chosen = session.chosen().expect("x is chosen").clone();
        session.suggested_values(&chosen).entity
    };
    for (confidence, is_shown) in [(0.8, true), (0.45, false)] {
        let suggestions = ArticleSuggestions {
            values: vec![("x".into(), values(confidence))],
            ..ArticleSuggestions::default()
        };
        session.suggest(ARTICLE, suggestions);
        assert_eq!(of_x(&session).is_some(), is_shown, "{confidence}");
    }
    let suggestions = ArticleSuggestions {
        values: vec![("x".into(), values(0.8))],
        ..ArticleSuggestions::default()
    };
    session.suggest(ARTICLE, suggestions);
    let set = Edit::SetEntity("x".into(), Some("moscow".into()));
    let set = session.perform_in(ARTICLE, StepName::FollowText, set, |_| {});
    set.expect("it fits");
    assert_eq!(of_x(&session), None);
}

#[test]
fn the_origin_says_what_was_changed_on_taking() {
    let item = |changed: &[TakenChange]| origin("learned", 0.8449, changed);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(item(&[]), format!("suggested:learned/{version}:0.84"));
    assert_eq!(
        item(&[TakenChange::Label, TakenChange::Borders]),
        format!("suggested:learned/{version}:0.84:label:borders")
    );
    assert_eq!(percent(0.999), 99);
}
