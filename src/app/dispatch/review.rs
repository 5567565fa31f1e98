//! Looking at what became of annotations when their text changed.

use crate::app::App;
use crate::model::history::CodingId;
use crate::model::{AnnotationId, Edit, Place};
use crate::session::OpenArticle;
use crate::session::review::{Answer, Fate};

impl App {
    /// Moves the annotations of an article whose places are certain in its changed text, as one step,
    /// and tells what became of the others.
    pub(in crate::app) fn begin_review(&mut self, id: CodingId) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let name = session
            .article_of(id)
            .map_or_else(String::new, |a| a.name.clone());
        let Some(open) = session.opened_mut(id).filter(|open| !open.review.is_begun) else {
            return;
        };
        open.review.is_begun = true;
        if !open.review.is_changed {
            return;
        }
        let edits = open.review.certain(&open.document);
        if !edits.is_empty() {
            let edit = Edit::Batch(edits);
            let moved = session.perform_in(id, "follow the changed text", edit, |_| {});
            match moved {
                Ok(()) => self.after_change(),
                Err(error) => return self.notices.error("The annotations were not moved", error),
            }
        }
        let told = self.session.as_ref().and_then(|session| {
            let open = session.opened(id)?;
            open.review.message(&open.document)
        });
        if let Some(told) = told {
            self.notices.warn(format!(
                "{name}: the text has changed. Its annotations: {told}. J goes through them."
            ));
        }
    }

    /// Chooses the next annotation that is to be looked at.
    pub(super) fn next_pending(&mut self) {
        match self.shown_article().and_then(after_chosen) {
            Some(next) => self.choose(&next),
            None => self
                .notices
                .hint("Every annotation has its place, and nothing is to be looked at."),
        }
    }

    pub(super) fn answer_move(&mut self, answer: Answer) {
        let Some(shown) = self.shown_article() else {
            return;
        };
        let pending = shown.review.pending(&shown.document);
        let pending = pending
            .into_iter()
            .find(|pending| shown.chosen.as_ref() == Some(&pending.annotation.id));
        let Some(pending) = pending else {
            return self
                .notices
                .hint("Nothing is to be decided about this annotation.");
        };
        let id = pending.annotation.id.clone();
        let label = self.label_name(&pending.annotation.label);
        let place = match (pending.fate, answer, pending.found, pending.from) {
            (Fate::Proposed(_), Answer::Accepted, Some(found), _) => {
                Some((format!("place {label} again"), Place::At(found.to.clone())))
            }
            (Fate::Moved(_), Answer::Rejected, _, Some(from)) => Some((
                format!("take {label} back out"),
                Place::Detached(from.clone()),
            )),
            (Fate::Detached, Answer::Accepted, ..) => {
                return self.notices.hint(
                    "It stands nowhere in this text. Select the words where it belongs and press +.",
                );
            }
            _ => None,
        };
        let next = after_chosen(shown);
        if let Some((name, place)) = place {
            self.perform(name, Edit::SetPlace(id.clone(), place), |_| {});
        }
        if let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) {
            shown.review.answer(&id, answer);
        }
        match next.filter(|next| *next != id) {
            Some(next) => self.choose(&next),
            None => self.choose(&id),
        }
    }

    /// Takes over all moves and proposals of the article.
    pub(super) fn accept_moves(&mut self) {
        let Some(shown) = self.shown_article() else {
            return;
        };
        let pending = shown.review.pending(&shown.document);
        let found = pending
            .iter()
            .filter_map(|p| Some((&p.annotation.id, p.fate, p.found?)));
        let ids: Vec<AnnotationId> = found.clone().map(|(id, ..)| id.clone()).collect();
        let proposed = found.filter(|(_, fate, _)| matches!(fate, Fate::Proposed(_)));
        let edits: Vec<Edit> = proposed
            .map(|(id, _, found)| Edit::SetPlace(id.clone(), Place::At(found.to.clone())))
            .collect();
        if ids.is_empty() {
            return self.notices.hint("Nothing is proposed in this article.");
        }
        if !edits.is_empty() {
            self.perform(
                "place annotations again".to_owned(),
                Edit::Batch(edits),
                |_| {},
            );
        }
        if let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) {
            for id in &ids {
                shown.review.answer(id, Answer::Accepted);
            }
        }
    }

    fn shown_article(&self) -> Option<&OpenArticle> {
        self.session()?.shown()
    }
}

/// The annotation to be looked at after the chosen one, or the first.
fn after_chosen(shown: &OpenArticle) -> Option<AnnotationId> {
    let pending = shown.review.pending(&shown.document);
    let chosen = shown.chosen.as_ref();
    let at = pending
        .iter()
        .position(|pending| Some(&pending.annotation.id) == chosen);
    let next = at.map_or(0, |at| (at + 1) % pending.len());
    pending
        .get(next)
        .map(|pending| pending.annotation.id.clone())
}
