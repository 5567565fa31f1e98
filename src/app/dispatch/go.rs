//! From annotation to annotation and from article to article.

use crate::app::App;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::{AnnotationId, Document, Selection};

impl App {
    /// Chooses an annotation and shows it.
    pub(super) fn choose(&mut self, id: &AnnotationId) {
        self.reading.goal_x = None;
        let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) else {
            return;
        };
        let Some(annotation) = shown.document.annotation(id) else {
            return;
        };
        let place = annotation.fragments().map(|f| (f.start(), f.end()));
        shown.chosen = Some(id.clone());
        if let Some((start, end)) = place {
            // A click keeps its caret; any other way of choosing brings the caret along.
            let caret = shown.selection.head;
            if !shown.selection.is_empty() || caret < start || caret > end {
                shown.selection = Selection::caret(start);
            }
            self.reveal(end);
            self.reveal(start);
        }
    }

    pub(super) fn unchoose(&mut self) {
        if let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) {
            shown.forget_chosen();
        }
    }

    pub(super) fn step_annotation(&mut self, forward: bool) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
            return;
        };
        let caret = shown.selection.head;
        let next = neighbour(&shown.document, shown.chosen.as_ref(), caret, forward);
        match next {
            Some(id) => self.choose(&id),
            None => self
                .notices
                .hint("There is no annotation yet. Select some words and press a label’s key."),
        }
    }

    /// Goes around the annotations that share the caret's place.
    pub(super) fn cycle_overlapping(&mut self) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
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
        if let Some(next) = self.neighbour_article(forward, |_| true) {
            self.show_article(next);
        }
    }

    pub(super) fn done_and_next(&mut self) {
        self.set_status(Status::Done);
        let next = self.neighbour_article(true, |status| {
            !matches!(status, Some(Status::Done | Status::Skipped))
        });
        match next {
            Some(next) => self.show_article(next),
            None => self
                .notices
                .hint("This was the last article that is not done."),
        }
    }

    /// The next or previous article that can be opened and whose status is wanted.
    fn neighbour_article(
        &self,
        forward: bool,
        wanted: impl Fn(Option<&Status>) -> bool,
    ) -> Option<ArticleId> {
        let session = self.session()?;
        let fits = |article: &&crate::session::articles::Article| {
            let status = article.summary.as_ref().map(|summary| &summary.status);
            article.problem.is_none() && wanted(status)
        };
        let now = session.current.and_then(|id| session.articles.place(id));
        let mut articles = session.articles.iter();
        let next = match (now, forward) {
            (Some(now), true) => articles.skip(now + 1).find(fits),
            (Some(now), false) => articles.take(now).rev().find(fits),
            (None, true) => articles.find(fits),
            (None, false) => None,
        };
        next.map(|article| article.id)
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
