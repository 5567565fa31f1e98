//! Takes over what stands in the text fields of the project, while it is being typed and before the program
//! ends.
//!
//! A field hands its text over when it is left. Until then its text would be nowhere: neither in a file nor
//! in the journal. So it is also taken over after a short delay, and at once when the window loses the
//! keyboard, is hidden or closed. All of that is one step of the history; see `session/typing`.
//!
//! It must not know what a field is about: `inspector`, `entities` and `codebook` say what stands in theirs.
//! Fields that belong to no part of the project, such as filters and names of things that are yet to be
//! made, are not asked.

use std::time::{Duration, Instant};

use super::saving::AUTOSAVE_DEBOUNCE;
use super::{OpenProject, ProjectCtx};
use crate::model::history::{Change, TypingId};
use crate::model::step_name::StepName;
use crate::session::messages::AnnotatingMessage;
use crate::session::typing::FieldDraft;

/// What is typed is taken over this long after the last key, so that no letter waits longer for the journal
/// than other changes wait for their files.
const TYPING_DEBOUNCE: Duration = AUTOSAVE_DEBOUNCE;

/// What is typed without a pause is taken over after this time. It is longer than [`TYPING_DEBOUNCE`], since
/// each time the journal gets the whole text of the field.
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// Since when text waits to be taken over.
#[derive(Debug, Default)]
pub(super) struct TypingClock {
    /// When the text was first seen to be newer than the project.
    since: Option<Instant>,
    last_key: Option<Instant>,
    /// The window has just lost the keyboard, and its field may have got letters in the same frame.
    is_left: bool,
}

impl TypingClock {
    /// How long the text has still to wait.
    fn wait(&mut self, now: Instant, has_key: bool) -> Duration {
        let since = *self.since.get_or_insert(now);
        if has_key || self.last_key.is_none() {
            self.last_key = Some(now);
        }
        let last_key = self.last_key.unwrap_or(since);
        let due = (last_key + TYPING_DEBOUNCE).min(since + LONGEST_WAIT);
        due.saturating_duration_since(now)
    }

    fn stop(&mut self) {
        (self.since, self.last_key) = (None, None);
    }
}

impl ProjectCtx<'_> {
    /// Takes over what is typed once it has waited long enough, or at once if nothing more is to come.
    pub(super) fn take_over_typed(&mut self, ctx: &egui::Context, is_leaving: bool) {
        let (has_key, loses_keyboard, is_hidden) = ctx.input(|input| {
            let mut events = input.events.iter();
            let loses = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(false));
            let is_hidden = input.viewport().visible() == Some(false);
            let loses_keyboard = input.events.iter().any(loses);
            (events.any(is_typing), loses_keyboard, is_hidden)
        });
        let clock = &mut self.project.typing;
        let was_left = std::mem::replace(&mut clock.is_left, loses_keyboard);
        let draft = self.field_draft();
        self.project.session.field_draft = draft;
        if draft != FieldDraft::Newer {
            return self.project.typing.stop();
        }
        let wait = self.project.typing.wait(Instant::now(), has_key);
        if wait.is_zero() || is_leaving || is_hidden || loses_keyboard || was_left {
            self.take_over_now();
        } else {
            ctx.request_repaint_after(wait);
        }
    }

    /// Takes over what is typed.
    pub(super) fn take_over_now(&mut self) {
        // Nothing may change between the portions of a bulk step; the text stays in its field.
        if self.project.is_in_bulk() {
            return;
        }
        self.project.typing.stop();
        if let Some(filling) = self.project.annotations.inspector.take_draft() {
            self.fill_without_scrolling(filling);
        }
        let codebook = self.project.session.codebook.clone();
        if !self.is_in_the_way(&Change::Codebook(codebook.clone()))
            && let Some(command) = self.project.capabilities.codebook.take_draft(&codebook)
        {
            self.codebook_command(command);
        }
        self.take_over_entity();
        self.note_changes();
        self.project.session.field_draft = self.field_draft();
    }

    fn take_over_entity(&mut self) {
        let session = &self.project.session;
        let Some(panel) = self.project.capabilities.entities.as_mut() else {
            return;
        };
        if panel.draft() != FieldDraft::Newer {
            return;
        }
        let chosen = panel.chosen().cloned();
        let change = chosen.and_then(|id| {
            let entity = session.entities.get(&id)?.clone();
            Some(Change::Entity(id, Some(Box::new(entity))))
        });
        if change.is_some_and(|change| self.is_in_the_way(&change)) {
            return;
        }
        let OpenProject {
            capabilities,
            session,
            ..
        } = &mut *self.project;
        let panel = capabilities.entities.as_mut();
        let typed = panel.map(|panel| panel.take_draft(session));
        for command in typed.into_iter().flatten() {
            self.entity_command(command);
        }
    }

    /// Performs one of the changes that are typed into a field.
    pub(super) fn perform_typed(&mut self, typing: TypingId, name: StepName, change: Change) {
        if self.must_wait(std::slice::from_ref(&change)) {
            return;
        }
        let session = &mut self.project.session;
        match session.perform_typed(typing, name, change) {
            Ok(()) => self.note_changes(),
            Err(error) => self
                .shell
                .notices
                .error(AnnotatingMessage::NotEntered, error),
        }
    }

    /// Notes after a frame whether a field has text that the project has not, so that the window does not
    /// say that everything is saved.
    pub(super) fn note_typed(&mut self, ctx: &egui::Context) {
        let draft = self.field_draft();
        if std::mem::replace(&mut self.project.session.field_draft, draft) != draft {
            ctx.request_repaint();
        }
    }

    fn field_draft(&self) -> FieldDraft {
        let capabilities = &self.project.capabilities;
        let entities = capabilities.entities.as_ref();
        let entities = entities.map_or(FieldDraft::None, |panel| panel.draft());
        let inspector = self.project.annotations.inspector.draft();
        inspector.max(entities).max(capabilities.codebook.draft())
    }
}

/// Whether an event may change the text of a field.
fn is_typing(event: &egui::Event) -> bool {
    use egui::Event as E;
    match event {
        E::Text(_) | E::Paste(_) | E::Cut | E::Ime(_) => true,
        E::Key { pressed, .. } => *pressed,
        _ => false,
    }
}
