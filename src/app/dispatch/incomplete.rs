//! Goes to the next or previous incomplete annotation, across articles.

use crate::app::ProjectCtx;
use crate::model::history::CodingId;
use crate::model::missing::missing_in;
use crate::model::{AnnotationId, Codebook, Document};
use crate::session::messages::AnnotatingMessage;

/// A pending jump to an incomplete annotation in an article that is still being read.
pub struct PendingReveal {
    article: CodingId,
    /// The first incomplete annotation is wanted, else the last.
    forward: bool,
}

impl ProjectCtx<'_> {
    /// Chooses the next or previous annotation that lacks something required. After the last of an
    /// article comes the first of the next article, and after the last article the first.
    pub(super) fn step_incomplete(&mut self, forward: bool) {
        let session = &self.project.session;
        let here = session.shown().and_then(|shown| {
            let from = match shown.chosen.as_ref().and_then(|id| shown.document.rank(id)) {
                Some(rank) => From::Rank(rank),
                None => From::Caret(shown.selection.head),
            };
            neighbour(&session.codebook, &shown.document, from, forward)
        });
        if let Some(id) = here {
            return self.choose(&id);
        }
        let now = session.current_article();
        let now = now.and_then(|article| session.articles.place(article.id));
        let now = now.unwrap_or(0);
        let before = session.articles.own_codings().take(now);
        let after = session.articles.own_codings().skip(now + 1);
        let has_some = |coding: &&crate::session::articles::Coding| {
            let summary = coding.summary.as_ref();
            coding.problem.is_none()
                && summary.is_some_and(|summary| summary.counted.incomplete > 0)
        };
        let next = if forward {
            after.chain(before).find(has_some)
        } else {
            before.rev().chain(after.rev()).find(has_some)
        };
        let next = next.map(|coding| (coding.article, coding.id));
        let is_last = next.is_none();
        if let Some((article, _)) = next.filter(|(_, id)| session.current != Some(*id)) {
            self.show_article(article);
        }
        let Some(article) = self.project.session.current else {
            return;
        };
        self.project.pending_reveal = Some(PendingReveal { article, forward });
        let found = self.arrive();
        if is_last && !found {
            self.shell.notices.hint(AnnotatingMessage::NoneIncomplete);
        }
    }

    /// Chooses the wanted annotation of an article once it has been read. Returns whether there was
    /// one.
    pub(in crate::app) fn arrive(&mut self) -> bool {
        let Some(PendingReveal { article, forward }) = self.project.pending_reveal else {
            return false;
        };
        let session = &self.project.session;
        let open = session.opened(article);
        let Some(open) = open.filter(|_| session.current == Some(article)) else {
            return false;
        };
        let found = neighbour(&session.codebook, &open.document, From::Outside, forward);
        self.project.pending_reveal = None;
        if let Some(id) = &found {
            self.choose(id);
        }
        found.is_some()
    }
}

/// Where to look from.
#[derive(Clone, Copy)]
enum From {
    Rank(usize),
    Caret(crate::model::ByteOffset),
    /// Before the first, or after the last.
    Outside,
}

/// The nearest incomplete annotation on one side.
fn neighbour(
    codebook: &Codebook,
    document: &Document,
    from: From,
    forward: bool,
) -> Option<AnnotationId> {
    let all = document.annotations();
    let (before, after) = match from {
        From::Rank(rank) => (&all[..rank], all.get(rank + 1..).unwrap_or_default()),
        From::Caret(caret) => {
            let ahead = all.partition_point(|a| a.fragments().is_some_and(|f| f.start() < caret));
            all.split_at(ahead)
        }
        From::Outside => (all, all),
    };
    let lacks = |annotation: &&std::sync::Arc<crate::model::Annotation>| {
        !missing_in(codebook, document, annotation).is_empty()
    };
    let found = if forward {
        after.iter().find(lacks)
    } else {
        before.iter().rev().find(lacks)
    };
    found.map(|annotation| annotation.id.clone())
}
