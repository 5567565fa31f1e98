//! Handles the commands that review the annotations of a changed text.

use crate::app::ProjectCtx;
use crate::model::history::{Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{Anchor, AnnotationId, Edit};
use crate::session::OpenArticle;
use crate::session::messages::ReviewMessage;
use crate::session::review::{Answer, ReanchorOutcome};

impl ProjectCtx<'_> {
    /// Moves the annotations of an article whose places are certain in its changed text, as one step,
    /// and tells what became of the others.
    pub(in crate::app) fn begin_review(&mut self, id: CodingId) {
        let session = &self.project.session;
        let name = session
            .article_of(id)
            .map_or_else(String::new, |a| a.name.clone());
        let Some(open) = session.opened(id).filter(|open| !open.review.is_begun) else {
            return;
        };
        let edits = match open.review.is_changed {
            true => open.review.certain(&open.document),
            false => Vec::new(),
        };
        let is_moved = !edits.is_empty();
        let edit = Edit::Batch(edits);
        // It is delayed until the conflicting operation is done.
        if is_moved && self.is_in_the_way(&Change::Coding(id, edit.clone())) {
            return;
        }
        let session = &mut self.project.session;
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        open.review.is_begun = true;
        if !open.review.is_changed {
            return;
        }
        if is_moved {
            let moved = session.perform_in(id, StepName::FollowText, edit, |_| {});
            match moved {
                Ok(()) => self.after_change(),
                Err(error) => {
                    return self.shell.notices.error(ReviewMessage::NotMoved, error);
                }
            }
        }
        let open = self.project.session.opened(id);
        let fates = open.and_then(|open| open.review.fates(&open.document));
        if let Some(fates) = fates {
            self.shell.notices.warn(ReviewMessage::AnnotationsToReview {
                article: name,
                fates,
            });
        }
    }

    /// Starts the reviews of changed texts on screen that a pending operation has delayed.
    pub(in crate::app) fn begin_reviews(&mut self) {
        for (_, id) in self.project.session.panes() {
            self.begin_review(id);
        }
    }

    /// Chooses the next annotation to review.
    pub(in crate::app) fn next_pending(&mut self) {
        match self.shown_article().and_then(after_chosen) {
            Some(next) => self.choose(&next),
            None => self.shell.notices.hint(ReviewMessage::NothingLeft),
        }
    }

    pub(in crate::app) fn answer_move(&mut self, answer: Answer) {
        let Some(shown) = self.shown_article() else {
            return;
        };
        let pending = shown.review.pending(&shown.document);
        let pending = pending
            .into_iter()
            .find(|pending| shown.chosen.as_ref() == Some(&pending.annotation.id));
        let Some(pending) = pending else {
            return self.shell.notices.hint(ReviewMessage::NothingToDecide);
        };
        let id = pending.annotation.id.clone();
        let label = self.label_title(&pending.annotation.label);
        let place = match (pending.fate, answer, pending.found, pending.from) {
            (ReanchorOutcome::Proposed(_), Answer::Accepted, Some(found), _) => {
                let name = StepName::PlaceAgain { label };
                Some((name, Anchor::At(found.to.clone())))
            }
            (ReanchorOutcome::Moved(_), Answer::Rejected, _, Some(from)) => Some((
                StepName::TakeBackOut { label },
                Anchor::Detached(Box::new(from.clone())),
            )),
            (ReanchorOutcome::Detached, Answer::Accepted, ..) => {
                return self.shell.notices.hint(ReviewMessage::StandsNowhere);
            }
            _ => None,
        };
        let next = after_chosen(shown);
        if let Some((name, place)) = place {
            let edit = Edit::SetPlace(id.clone(), place);
            if self.must_wait_here(&edit) {
                return;
            }
            self.perform(name, edit, |_| {});
        }
        if let Some(shown) = self.project.session.shown_mut() {
            shown.review.answer(&id, answer);
        }
        match next.filter(|next| *next != id) {
            Some(next) => self.choose(&next),
            None => self.choose(&id),
        }
    }

    /// Accepts all moves and proposals of the article.
    pub(in crate::app) fn accept_moves(&mut self) {
        let Some(shown) = self.shown_article() else {
            return;
        };
        let pending = shown.review.pending(&shown.document);
        let found = pending
            .iter()
            .filter_map(|p| Some((&p.annotation.id, p.fate, p.found?)));
        let ids: Vec<AnnotationId> = found.clone().map(|(id, ..)| id.clone()).collect();
        let proposed = found.filter(|(_, fate, _)| matches!(fate, ReanchorOutcome::Proposed(_)));
        let edits: Vec<Edit> = proposed
            .map(|(id, _, found)| Edit::SetPlace(id.clone(), Anchor::At(found.to.clone())))
            .collect();
        if ids.is_empty() {
            return self.shell.notices.hint(ReviewMessage::NothingProposed);
        }
        if !edits.is_empty() {
            let edit = Edit::Batch(edits);
            if self.must_wait_here(&edit) {
                return;
            }
            self.perform(StepName::PlaceAllAgain, edit, |_| {});
        }
        if let Some(shown) = self.project.session.shown_mut() {
            for id in &ids {
                shown.review.answer(id, Answer::Accepted);
            }
        }
    }

    fn shown_article(&self) -> Option<&OpenArticle> {
        self.project.session.shown()
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
