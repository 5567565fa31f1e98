//! Handles the commands that show conflicts and resolve them.

use std::sync::Arc;
use std::time::Instant;

use super::panel::{ConflictSubject, ConflictsPanel};
use crate::app::ProjectCtx;
use crate::model::Edit;
use crate::model::history::Change;
use crate::session::Session;
use crate::session::conflicts::ConflictSource;
use crate::session::messages::FileMessage;

impl ProjectCtx<'_> {
    /// Shows the two versions of something that could not be merged, or of what a merge by git has
    /// left: in the article on screen, in the entities or in the codebook.
    pub(in crate::app) fn show_conflicts(&mut self) {
        let Some(subject) = subject_of(&self.project.session) else {
            return self.shell.notices.hint(FileMessage::NoConflicts);
        };
        if let ConflictSubject::Article(id, _) = &subject
            && self.project.session.current != Some(*id)
        {
            self.show_coding(*id);
        }
        self.project.capabilities.conflicts = Some(ConflictsPanel::new(subject));
    }

    /// Merges two versions, as the user chose for each conflict: theirs or ours.
    pub(in crate::app) fn resolve_conflicts(&mut self, takes_theirs: &[bool]) {
        let subject = self.project.capabilities.conflicts.as_ref();
        let changes = match subject.map(|panel| &panel.subject) {
            None => Vec::new(),
            Some(ConflictSubject::Article(id, _)) => {
                vec![Change::Coding(*id, Edit::Batch(Vec::new()))]
            }
            Some(ConflictSubject::Fields(id, clashes)) => {
                let fields = clashes.iter().map(|clash| clash.field.clone());
                fields
                    .map(|field| Change::Field(*id, field, None))
                    .collect()
            }
            Some(ConflictSubject::Entities(clashes)) => {
                let ids = clashes.iter().map(|clash| clash.id.clone());
                ids.map(|id| Change::Entity(id, None)).collect()
            }
            Some(ConflictSubject::Codebook(_)) => {
                vec![Change::Codebook(Arc::clone(&self.project.session.codebook))]
            }
        };
        if self.must_wait(&changes) {
            return;
        }
        let session = &mut self.project.session;
        let Some(panel) = self.project.capabilities.conflicts.take() else {
            return;
        };
        let now = Instant::now();
        let resolved = match &panel.subject {
            ConflictSubject::Article(id, shown) => {
                let chosen = ConflictChoices(shown, takes_theirs);
                session.resolve_article(*id, |conflict| chosen.is_theirs(conflict), now)
            }
            ConflictSubject::Fields(id, shown) => {
                let chosen = ConflictChoices(shown, takes_theirs);
                session.resolve_fields(*id, |clash| chosen.is_theirs(clash), now)
            }
            ConflictSubject::Entities(shown) => {
                let chosen = ConflictChoices(shown, takes_theirs);
                session.resolve_entities(|clash| chosen.is_theirs(clash), now)
            }
            ConflictSubject::Codebook(shown) => {
                let chosen = ConflictChoices(shown, takes_theirs);
                session.resolve_codebook(|clash| chosen.is_theirs(clash), now)
            }
        };
        match resolved {
            Ok(()) => {
                self.after_change();
                self.shell.notices.hint(FileMessage::ConflictResolved);
            }
            Err(error) => self.shell.notices.error(FileMessage::NotResolved, error),
        }
    }
}

/// The conflict to resolve first: unsaved changes come before those that a git merge has left.
fn subject_of(session: &Session) -> Option<ConflictSubject> {
    let article = |id| {
        let conflicts = session.article_conflicts(id);
        (!conflicts.is_empty()).then_some(ConflictSubject::Article(id, conflicts))
    };
    let entities = |source| {
        let clashes = session.entity_conflicts(source);
        (!clashes.is_empty()).then_some(ConflictSubject::Entities(clashes))
    };
    let codebook = |source| {
        let clashes = session.codebook_conflicts(source);
        (!clashes.is_empty()).then_some(ConflictSubject::Codebook(clashes))
    };
    let fields = |id| {
        let clashes = session.field_conflicts(id);
        (!clashes.is_empty()).then_some(ConflictSubject::Fields(id, clashes))
    };
    let held = session.article_in_conflict().and_then(article);
    held.or_else(|| session.fields_in_conflict().and_then(fields))
        .or_else(|| entities(ConflictSource::OtherProgram))
        .or_else(|| codebook(ConflictSource::OtherProgram))
        .or_else(|| article(session.current?))
        .or_else(|| fields(session.current_article()?.id))
        .or_else(|| entities(ConflictSource::MergedFile))
        .or_else(|| codebook(ConflictSource::MergedFile))
}

/// What the analyst chose for each conflict.
struct ConflictChoices<'a, T>(&'a [T], &'a [bool]);

impl<T: PartialEq> ConflictChoices<'_, T> {
    /// Whether theirs was chosen; one that nobody was asked about stays ours.
    fn is_theirs(&self, conflict: &T) -> bool {
        let at = self.0.iter().position(|shown| shown == conflict);
        at.and_then(|at| self.1.get(at)) == Some(&true)
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
