//! Handles the commands that add (tag), relabel, resize and remove annotations.
//!
//! Relabelling keeps the values that the analyst entered. It removes the defaults of the old label and
//! sets those of the new one.

use std::sync::Arc;

use crate::app::ProjectCtx;
use crate::model::document::{Owner, Status};
use crate::model::step_name::StepName;
use crate::model::{
    Anchor, Annotation, AnnotationId, ByteOffset, Edit, Fragments, LabelId, Provenance, Selection,
    Span, Text, words,
};
use crate::session::messages::AnnotatingMessage;
use crate::store::ids;

impl ProjectCtx<'_> {
    /// Tags the selection; with nothing selected relabels the chosen annotation; with nothing
    /// chosen either tags the word under the caret. A chosen suggestion is taken as that label.
    pub(super) fn tag(&mut self, label: &LabelId) {
        if self.take_as(label) {
            return;
        }
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let text = shown.document.text().clone();
        if !shown.selection.is_empty() {
            match self.tidy_selection() {
                Some(selection) => self.add(label, selection.range()),
                None => self
                    .shell
                    .notices
                    .hint(AnnotatingMessage::OnlySpaceSelected),
            }
        } else if let Some(chosen) = self.project.session.chosen()
            && chosen.label == *label
        {
            let label = self.label_name(label);
            let message = AnnotatingMessage::AlreadyTagged { label };
            self.shell.notices.hint(message);
        } else if let Some(id) = shown.chosen.clone() {
            let name = StepName::Relabel {
                label: self.label_title(label),
            };
            if let Some(edit) = self.relabelling(&id, label) {
                self.perform(name, edit, |_| {});
            }
        } else if let Some(word) = words::word_at(&text, shown.selection.head) {
            self.add(label, word);
        } else {
            let label = self.label_name(label);
            self.shell
                .notices
                .hint(AnnotatingMessage::SelectToTag { label });
        }
    }

    /// The edit that gives an annotation another label: defaults that only the old label brought go,
    /// those of the new one come, and whatever the analyst has entered stays.
    fn relabelling(&self, id: &AnnotationId, label: &LabelId) -> Option<Edit> {
        let session = &self.project.session;
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
        let session = &self.project.session;
        let Some(fragments) = session.chosen().and_then(|a| a.fragments()).cloned() else {
            return self.tag(label);
        };
        self.add_fragments(label, fragments);
    }

    fn add(&mut self, label: &LabelId, range: std::ops::Range<usize>) {
        let Some(shown) = self.project.session.shown() else {
            return;
        };
        let text = shown.document.text();
        match Span::new(text, ByteOffset(range.start), ByteOffset(range.end)) {
            Ok(span) => self.add_fragments(label, span.into()),
            Err(error) => self
                .shell
                .notices
                .error(AnnotatingMessage::NotTagged, error),
        }
    }

    fn add_fragments(&mut self, label: &LabelId, fragments: Fragments) {
        let session = &self.project.session;
        let Some(shown) = session.shown() else {
            return;
        };
        // Pressing the key twice must not stack two indistinguishable annotations.
        let same = shown
            .document
            .touching(fragments.start().0..fragments.end().0)
            .into_iter()
            .find(|a| a.label == *label && a.fragments() == Some(&fragments))
            .map(|a| a.id.clone());
        if let Some(id) = same {
            let label = self.label_name(label);
            self.shell
                .notices
                .hint(AnnotatingMessage::AlreadyTagged { label });
            return self.choose(&id);
        }
        let end = fragments.end();
        let id = AnnotationId::from(ids::unique_id_unless(|id| {
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
        let name = StepName::Tag {
            label: self.label_title(label),
        };
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
        let Some(shown) = self.project.session.shown_mut() else {
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
            let name = StepName::MoveBorder {
                label: self.label_title(&label),
            };
            let place = Anchor::At(fragments);
            self.perform(name, Edit::SetPlace(id.clone(), place), |article| {
                article.selection = Selection::caret(to);
            });
        } else {
            shown.selection = Selection::new(fragments.start(), fragments.end());
        }
    }

    pub(super) fn delete(&mut self) {
        let session = &self.project.session;
        let (Some(shown), Some(chosen)) = (session.shown(), session.chosen()) else {
            return;
        };
        let removal = shown.document.removal(&chosen.id);
        let name = StepName::Delete {
            label: self.label_title(&chosen.label),
        };
        let caret = chosen.fragments().map(Fragments::start);
        self.perform(name, removal, |article| {
            article.chosen = None;
            if let Some(caret) = caret {
                article.selection = Selection::caret(caret);
            }
        });
    }

    /// Applies one edit, as an undo step, in the article on screen.
    pub(in crate::app) fn perform(
        &mut self,
        name: StepName,
        edit: Edit,
        after: impl FnOnce(&mut crate::session::OpenArticle),
    ) {
        if self.must_wait_here(&edit) {
            return;
        }
        let session = &mut self.project.session;
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
        let edit = match self.project.session.current {
            Some(id) => self.with_edited_marks(id, edit),
            None => edit,
        };
        let session = &mut self.project.session;
        match session.perform(name, edit, after) {
            Ok(()) => self.after_change(),
            Err(error) => self.shell.notices.error(AnnotatingMessage::NotDone, error),
        }
    }

    /// A label's name as it stands in a sentence.
    pub(in crate::app) fn label_name(&self, id: &LabelId) -> String {
        self.label_title(id).to_lowercase()
    }

    /// A label's name as the codebook has it.
    pub(in crate::app) fn label_title(&self, id: &LabelId) -> String {
        let label = self.project.session.codebook.label(id);
        label.map_or_else(|| id.to_string(), |label| label.name.clone())
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
