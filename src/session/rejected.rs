//! The suggestions that the coder has rejected for good, by article, and taking a rejection back.
//!
//! A rejection changes no document, so that its step in the history has no changes: the name of the step says
//! what was rejected, and undo and redo find it here. It must not know where rejections are stored.

use std::ops::Range;

use super::Session;
use crate::assist::rejections::{RejectedSpan, Rejections, RejectionsByArticle};
use crate::model::history::{Step, StepDirection};
use crate::model::step_name::StepName;
use crate::model::{Annotation, LabelId, Text};

/// Names the entity of an annotation among what is suggested for it.
pub const ENTITY: &str = "entity";

/// How many characters of the rejected words are in the name of the step.
const WORDS: usize = 60;

/// What the coder has rejected in the project.
#[derive(Clone, Debug, Default)]
pub struct RejectedSuggestions {
    all: RejectionsByArticle,
    /// Those that undo has taken back, the last one last, for redo.
    taken_back: Vec<(String, RejectedSpan)>,
    revision: u64,
    /// Whether the stored ones have been read.
    is_loaded: bool,
}

impl RejectedSuggestions {
    /// Adds what was stored, before all that was rejected since.
    pub fn load(&mut self, stored: RejectionsByArticle) {
        for (article, mut spans) in stored {
            let known = self.all.entry(article).or_default();
            spans.retain(|span| !known.contains(span));
            spans.append(known);
            *known = spans;
        }
        self.is_loaded = true;
        self.revision += 1;
    }

    /// Whether the stored ones are known.
    pub fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    /// Changes with each rejection.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All of them.
    pub fn all(&self) -> &RejectionsByArticle {
        &self.all
    }

    /// Those of an article, as the engine takes them.
    pub fn of(&self, article: &str) -> Rejections {
        let spans = self.all.get(article).into_iter().flatten();
        spans.cloned().collect()
    }

    /// Adds a rejection.
    fn add(&mut self, article: &str, span: RejectedSpan) {
        let spans = self.all.entry(article.to_owned()).or_default();
        if !spans.contains(&span) {
            spans.push(span);
        }
        self.revision += 1;
    }

    /// Takes the newest rejection back that a step made.
    fn take_back(&mut self, article: &str, label: &str, words: &str) {
        let Some(spans) = self.all.get_mut(article) else {
            return;
        };
        if let Some(at) = spans.iter().rposition(|span| is_of(span, label, words)) {
            let span = spans.remove(at);
            self.taken_back.push((article.to_owned(), span));
            self.revision += 1;
        }
    }

    /// Rejects once more what was taken back last.
    fn do_again(&mut self, article: &str, label: &str, words: &str) {
        let is_it =
            |(of, span): &(String, RejectedSpan)| of == article && is_of(span, label, words);
        if let Some(at) = self.taken_back.iter().rposition(is_it) {
            let (article, span) = self.taken_back.remove(at);
            self.add(&article, span);
        }
    }
}

/// Stands for a value among rejections, where a label stands otherwise; no label has a space.
fn value_key(annotation: &Annotation, field: &str, value: &str) -> LabelId {
    format!("{} {field}={value}", annotation.label).into()
}

fn is_of(span: &RejectedSpan, label: &str, words: &str) -> bool {
    span.label.as_str() == label && first_words(&span.quote) == words
}

fn first_words(quote: &str) -> String {
    quote.chars().take(WORDS).collect()
}

impl Session {
    /// Rejects a range of the active article for a label, as a step of its own.
    pub fn reject_suggestion(&mut self, range: &Range<usize>, label: &LabelId) {
        let Some((article, text)) = self.article_and_text() else {
            return;
        };
        let Some(span) = RejectedSpan::of(&text, range, label) else {
            return;
        };
        let name = StepName::RejectSuggestion {
            article: article.clone(),
            label: label.to_string(),
            words: first_words(&span.quote),
        };
        self.suggestions.rejected.taken_back.clear();
        self.suggestions.rejected.add(&article, span);
        self.note_bare_step(name);
        self.refresh_suggestions();
    }

    /// Rejects a value that is suggested for an annotation of the active article, or the other end of a link, as a
    /// step of its own.
    pub fn reject_value(&mut self, annotation: &Annotation, field: &str, value: &str) {
        if let Some(place) = annotation.fragments() {
            let range = place.start().0..place.end().0;
            self.reject_suggestion(&range, &value_key(annotation, field, value));
        }
    }

    /// What was rejected of the active article; `None` if nothing was.
    pub(super) fn rejections_here(&self) -> Option<Rejections> {
        let name = &self.current_article()?.name;
        let all = self.suggestions.rejected.all.get(name)?;
        (!all.is_empty()).then(|| all.iter().cloned().collect())
    }

    /// Whether a value of an annotation of the active article is among these rejections.
    pub(super) fn is_value_rejected(
        &self,
        rejections: &Rejections,
        annotation: &Annotation,
        field: &str,
        value: &str,
    ) -> bool {
        let text = self.shown().map(|shown| shown.document.text());
        let Some((text, place)) = text.zip(annotation.fragments()) else {
            return false;
        };
        let range = place.start().0..place.end().0;
        rejections.has(text, &range, &value_key(annotation, field, value))
    }

    fn article_and_text(&self) -> Option<(String, Text)> {
        let name = self.current_article()?.name.clone();
        Some((name, self.shown()?.document.text().clone()))
    }

    /// Follows a step that was undone or done again.
    pub(super) fn follow_rejection(&mut self, direction: StepDirection, step: &Step) {
        let StepName::RejectSuggestion {
            article,
            label,
            words,
        } = &step.name
        else {
            return;
        };
        let rejected = &mut self.suggestions.rejected;
        match direction {
            StepDirection::Undo => rejected.take_back(article, label, words),
            StepDirection::Do | StepDirection::Redo => rejected.do_again(article, label, words),
        }
        self.refresh_suggestions();
    }
}
