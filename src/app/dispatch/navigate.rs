//! Navigation from annotation to annotation and from article to article.

use crate::app::ProjectCtx;
use crate::command::UserCommand;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::{AnnotationId, Document, Selection};
use crate::session::Summary;
use crate::session::articles::{Article, Coding};
use crate::session::messages::AnnotatingMessage;

impl ProjectCtx<'_> {
    /// Chooses an annotation and shows it.
    pub(in crate::app) fn choose(&mut self, id: &AnnotationId) {
        self.project.reading.goal_x = None;
        let Some(shown) = self.project.session.shown_mut() else {
            return;
        };
        let Some(annotation) = shown.document.annotation(id) else {
            return;
        };
        let place = annotation.fragments().map(|f| (f.start(), f.end()));
        let proposed = shown.review.proposed(id).filter(|_| place.is_none());
        let proposed = proposed.map(|found| (found.to.start(), found.to.end()));
        shown.chosen = Some(id.clone());
        if let Some((anchor, head)) = proposed {
            shown.selection = Selection { anchor, head };
        } else if let Some((start, end)) = place {
            // A click keeps its caret; any other way of choosing brings the caret along.
            let caret = shown.selection.head;
            if !shown.selection.is_empty() || caret < start || caret > end {
                shown.selection = Selection::caret(start);
            }
        }
        if let Some((start, end)) = place.or(proposed) {
            self.reveal(end);
            self.reveal(start);
        }
    }

    /// Chooses an annotation that was clicked, or takes it as the end of the link that is being made.
    pub(super) fn choose_or_link(&mut self, id: &AnnotationId) {
        if !self.take_link_end(id) {
            self.choose(id);
        }
    }

    pub(super) fn unchoose(&mut self) {
        if let Some(shown) = self.project.session.shown_mut() {
            shown.forget_chosen();
        }
    }

    pub(super) fn step_annotation(&mut self, forward: bool) {
        if self.step_over_suggestions(forward) {
            return;
        }
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let caret = shown.selection.head;
        let next = neighbour(&shown.document, shown.chosen.as_ref(), caret, forward);
        match next {
            Some(id) => self.choose(&id),
            None => self.shell.notices.hint(AnnotatingMessage::NoAnnotationYet),
        }
    }

    /// Goes around the annotations that share the caret's place.
    pub(super) fn cycle_overlapping(&mut self) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let chosen = shown.chosen.as_ref();
        let place = chosen
            .and_then(|id| shown.document.annotation(id)?.fragments().cloned())
            .filter(|fragments| !fragments.contains(shown.selection.head))
            .map_or(shown.selection.head, |fragments| fragments.start());
        let here = shown.document.at(place);
        let now = here.iter().position(|a| Some(&a.id) == chosen);
        let next = here
            .get(now.map_or(0, |now| now + 1))
            .or_else(|| here.first())
            .map(|annotation| annotation.id.clone());
        if let Some(id) = next {
            self.choose(&id);
        }
    }

    pub(super) fn step_article(&mut self, forward: bool) {
        let session = &self.project.session;
        let fits = |_: &Article, own: &Coding| own.problem.is_none();
        let current = session.current_article().map(|article| article.id);
        let next = session
            .list
            .neighbour(&session.articles, current, forward, fits);
        if let Some(next) = next {
            self.show_article(next);
        }
    }

    pub(super) fn done_and_next(&mut self) {
        if self.project.comparing.is_some() {
            return self.decided_and_next();
        }
        // Once it is done, a filter may take it off the list.
        let next = self.unfinished_after(self.current_article());
        self.set_status_here(Status::Done);
        match next {
            Some(next) => self.show_article(next),
            None if self.has_unfinished() => {
                self.shell.notices.hint(AnnotatingMessage::LastOfList);
            }
            None => self.tell_all_done(),
        }
    }

    pub(super) fn next_unfinished(&mut self) {
        let current = self.current_article();
        let next = self.unfinished_after(current);
        match next.or_else(|| self.unfinished_after(None)) {
            Some(next) if Some(next) != current => self.show_article(next),
            Some(_) => self
                .shell
                .notices
                .hint(AnnotatingMessage::NoOtherUnfinished),
            None => self.tell_all_done(),
        }
    }

    /// Tells that the list is done, and what to do then.
    fn tell_all_done(&mut self) {
        let mut rows = self.shell.rows.iter();
        let export = rows.find(|row| row.command == UserCommand::Export);
        let message = match export.and_then(|row| row.keys.first()) {
            Some(key) => AnnotatingMessage::AllDoneExport {
                key: key.to_string(),
            },
            None => AnnotatingMessage::AllDone,
        };
        self.shell.notices.hint(message);
    }

    fn has_unfinished(&self) -> bool {
        let current = self.current_article();
        self.unfinished_after(None)
            .is_some_and(|first| Some(first) != current)
    }

    fn current_article(&self) -> Option<ArticleId> {
        Some(self.project.session.current_article()?.id)
    }

    /// The first article after one in the list that is neither done nor skipped, or the first of all.
    fn unfinished_after(&self, id: Option<ArticleId>) -> Option<ArticleId> {
        let session = &self.project.session;
        let fits = |article: &Article, own: &Coding| {
            let is_finished = own.summary.as_ref().is_some_and(Summary::is_finished);
            own.problem.is_none() && !article.is_gone && !is_finished
        };
        session.list.neighbour(&session.articles, id, true, fits)
    }
}

/// The annotation after or before the chosen one, or after or before the caret; at the end of the
/// text it goes on at the start.
fn neighbour(
    document: &Document,
    chosen: Option<&AnnotationId>,
    caret: crate::model::ByteOffset,
    forward: bool,
) -> Option<AnnotationId> {
    let all = document.annotations();
    let last = all.len().checked_sub(1)?;
    let next = match (chosen.and_then(|id| document.rank(id)), forward) {
        (Some(rank), true) => rank + 1,
        (Some(rank), false) => rank.checked_sub(1).unwrap_or(last),
        (None, _) => {
            let ahead = all.partition_point(|a| a.fragments().is_some_and(|f| f.start() < caret));
            if forward {
                ahead
            } else {
                ahead.checked_sub(1).unwrap_or(last)
            }
        }
    };
    let next = all.get(next).or_else(|| all.first())?;
    Some(next.id.clone())
}

#[cfg(test)]
#[path = "navigate_tests.rs"]
mod tests;
