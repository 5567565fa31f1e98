//! Tagging, relabelling, removing, undoing.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::App;
use crate::command::Command;
use crate::model::document::{Owner, Status};
use crate::model::history::{CodingId, StepDirection};
use crate::model::{
    Annotation, AnnotationId, ByteOffset, Edit, Fragments, LabelId, Place, Provenance, Selection,
    Span, Text, words,
};
use crate::store::ids;

impl App {
    /// Tags the selection; with nothing selected relabels the chosen annotation; with nothing
    /// chosen either tags the word under the caret.
    pub(super) fn tag(&mut self, label: &LabelId) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
            return;
        };
        let text = shown.document.text().clone();
        if !shown.selection.is_empty() {
            match self.tidy_selection() {
                Some(selection) => self.add(label, selection.range()),
                None => self
                    .notices
                    .hint("Only space is selected. Select some words."),
            }
        } else if let Some(id) = shown.chosen.clone() {
            let name = format!("relabel as {}", self.label_name(label));
            if let Some(edit) = self.relabelling(&id, label) {
                self.perform(name, edit, |_| {});
            }
        } else if let Some(word) = words::word_at(&text, shown.selection.head) {
            self.add(label, word);
        } else {
            let label = self.label_name(label);
            self.notices
                .hint(format!("Select some words to tag them as {label}."));
        }
    }

    /// The edit that gives an annotation another label: defaults that only the old label brought go,
    /// those of the new one come, and whatever the analyst has entered stays.
    fn relabelling(&self, id: &AnnotationId, label: &LabelId) -> Option<Edit> {
        let session = self.session()?;
        let annotation = session.shown()?.document.annotation(id)?;
        let owner = || Owner::Annotation(id.clone());
        let new: Vec<_> = session.codebook.attributes_of(label).collect();
        let old = session.codebook.attributes_of(&annotation.label);
        let mut edits = vec![Edit::SetLabel(id.clone(), label.clone())];
        for attribute in old.filter(|old| new.iter().all(|new| new.id != old.id)) {
            let value = annotation.attributes.get(&attribute.id);
            if value.is_some() && value == attribute.default.as_ref() {
                edits.push(Edit::SetAttribute(owner(), attribute.id.clone(), None));
            }
        }
        for attribute in new {
            if attribute.default.is_some() && !annotation.attributes.contains_key(&attribute.id) {
                let default = attribute.default.clone();
                edits.push(Edit::SetAttribute(owner(), attribute.id.clone(), default));
            }
        }
        Some(Edit::Batch(edits))
    }

    /// Puts a second label on the stretch of the chosen annotation.
    pub(super) fn tag_also(&mut self, label: &LabelId) {
        let Some(session) = self.session() else {
            return;
        };
        let Some(fragments) = session.chosen().and_then(|a| a.fragments()).cloned() else {
            return self.tag(label);
        };
        self.add_fragments(label, fragments);
    }

    fn add(&mut self, label: &LabelId, range: std::ops::Range<usize>) {
        let Some(shown) = self.session().and_then(|session| session.shown()) else {
            return;
        };
        let text = shown.document.text();
        match Span::new(text, ByteOffset(range.start), ByteOffset(range.end)) {
            Ok(span) => self.add_fragments(label, span.into()),
            Err(error) => self.notices.error("This cannot be tagged", error),
        }
    }

    fn add_fragments(&mut self, label: &LabelId, fragments: Fragments) {
        let Some(session) = self.session() else {
            return;
        };
        let Some(shown) = session.shown() else {
            return;
        };
        // Pressing the key twice must not stack two annotations that nobody could tell apart.
        let same = shown
            .document
            .touching(fragments.start().0..fragments.end().0)
            .into_iter()
            .find(|a| a.label == *label && a.fragments() == Some(&fragments))
            .map(|a| a.id.clone());
        if let Some(id) = same {
            self.notices.hint(format!(
                "This is already tagged as {}.",
                self.label_name(label)
            ));
            return self.choose(&id);
        }
        let end = fragments.end();
        let id = AnnotationId::from(ids::fresh_unless(|id| {
            shown.document.annotation(&id.into()).is_some()
        }));
        let mut annotation = Annotation::new(id.clone(), label.clone(), fragments);
        annotation.provenance = Provenance::manual(session.coder.as_str(), ids::now());
        for attribute in session.codebook.attributes_of(label) {
            if let Some(default) = &attribute.default {
                annotation
                    .attributes
                    .insert(attribute.id.clone(), default.clone());
            }
        }
        let name = format!("tag as {}", self.label_name(label));
        self.perform(name, Edit::Add(Arc::new(annotation)), |article| {
            article.selection = Selection::caret(end);
            article.chosen = Some(id);
        });
    }

    /// Moves one end of an annotation; until the mouse is let go, only shows where it would be.
    pub(super) fn move_border(
        &mut self,
        id: &AnnotationId,
        start: bool,
        to: ByteOffset,
        finished: bool,
    ) {
        let Some(shown) = self.session_mut().and_then(|session| session.shown_mut()) else {
            return;
        };
        let document = &shown.document;
        let Some(annotation) = document.annotation(id) else {
            return;
        };
        let Some(fragments) = annotation
            .fragments()
            .and_then(|fragments| with_border(document.text(), fragments, start, to))
        else {
            return;
        };
        if finished {
            let label = annotation.label.clone();
            let name = format!("move border of {}", self.label_name(&label));
            let place = Place::At(fragments);
            self.perform(name, Edit::SetPlace(id.clone(), place), |article| {
                article.selection = Selection::caret(to);
            });
        } else {
            shown.selection = Selection::new(fragments.start(), fragments.end());
        }
    }

    pub(super) fn delete(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let (Some(shown), Some(chosen)) = (session.shown(), session.chosen()) else {
            return;
        };
        let removal = shown.document.removal(&chosen.id);
        let name = format!("delete {}", self.label_name(&chosen.label));
        let caret = chosen.fragments().map(Fragments::start);
        self.perform(name, removal, |article| {
            article.chosen = None;
            if let Some(caret) = caret {
                article.selection = Selection::caret(caret);
            }
        });
    }

    pub(super) fn set_status(&mut self, status: Status) {
        let name = format!("mark article as {status}");
        self.perform(name, Edit::SetStatus(status), |_| {});
    }

    pub(super) fn undo(&mut self) {
        if self.have_read_next(StepDirection::Undo, Command::Undo) {
            self.replay_until(self.steps_done().saturating_sub(1), true);
        }
    }

    pub(super) fn redo(&mut self) {
        if self.have_read_next(StepDirection::Redo, Command::Redo) {
            self.replay_until(self.steps_done() + 1, true);
        }
    }

    fn steps_done(&self) -> usize {
        self.session()
            .map_or(0, |session| session.history.done().len())
    }

    /// Whether the articles of the next step have been read: it may be one of an earlier run.
    fn have_read_next(&mut self, direction: StepDirection, command: Command) -> bool {
        let session = self.session();
        let articles = session.map(|session| session.articles_of_next(direction));
        self.have_read(&articles.unwrap_or_default(), &command)
    }

    /// Undoes or does again until this many steps are done.
    pub(super) fn go_to_step(&mut self, done: usize) {
        let articles = self.session().map(|session| {
            let (before, undone) = (session.history.done(), session.history.undone());
            let again = done.saturating_sub(before.len());
            let again = undone.iter().rev().take(again);
            let steps = before.iter().skip(done).chain(again);
            let articles = steps.flat_map(|step| session.codings_of(step));
            let articles: BTreeSet<CodingId> = articles.collect();
            articles.into_iter().collect()
        });
        let articles: Vec<CodingId> = articles.unwrap_or_default();
        if self.have_read(&articles, &Command::GoToStep(done)) {
            self.replay_until(done, false);
        }
    }

    /// Does one gesture in the article on screen.
    pub(super) fn perform(
        &mut self,
        name: String,
        edit: Edit,
        after: impl FnOnce(&mut crate::session::OpenArticle),
    ) {
        let Some(session) = self.session_mut() else {
            return;
        };
        // The first annotation shows that work on the article has begun.
        let begins = matches!(edit, Edit::Add(_))
            && session
                .shown()
                .is_some_and(|shown| shown.document.fields().status == Status::New);
        let edit = if begins {
            Edit::Batch(vec![edit, Edit::SetStatus(Status::InProgress)])
        } else {
            edit
        };
        match session.perform(name, edit, after) {
            Ok(()) => self.after_change(),
            Err(error) => self.notices.error("This cannot be done", error),
        }
    }

    pub(in crate::app) fn label_name(&self, id: &LabelId) -> String {
        let codebook = self.session().map(|session| &session.codebook);
        let label = codebook.and_then(|codebook| codebook.label(id));
        label.map_or_else(|| id.to_string(), |label| label.name.to_lowercase())
    }
}

/// Fragments with their first start or last end moved; `None` where nothing would be left.
pub(super) fn with_border(
    text: &Text,
    fragments: &Fragments,
    start: bool,
    to: ByteOffset,
) -> Option<Fragments> {
    let spans: Vec<Span> = fragments.iter().collect();
    let (first, last) = (*spans.first()?, *spans.last()?);
    let kept = spans.into_iter().filter_map(|span| {
        let new_start = if start && span == first {
            to
        } else {
            span.start()
        };
        let new_end = if !start && span == last {
            to
        } else {
            span.end()
        };
        Span::new(text, new_start, new_end).ok()
    });
    Fragments::joined(kept).ok()
}
