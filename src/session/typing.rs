//! Text that is being typed into a field of the project: how it becomes a step, and whether the project has
//! it.
//!
//! It knows no field and no clock: `app/typing` asks the fields, and decides when their text is taken over.
//! What is typed during one visit to a field is one step of the history however often it was taken over,
//! and no step at all if the field is left as it was.

use super::Session;
use crate::model::history::{Change, CoalesceKey, StepDirection, TypingId};
use crate::model::step_name::StepName;
use crate::model::{Codebook, EditError};
use crate::store::codebook::{self, CodebookFile};
use crate::store::merge_tree::Resolution;

/// What stands in the text field that has the keyboard, compared with the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldDraft {
    /// The project has all of it.
    #[default]
    None,
    /// It is no value yet: half a date, a number with letters, an entity without a name.
    Incomplete,
    /// It will be taken over shortly.
    Newer,
}

impl Session {
    /// Applies what was typed into a field so far. Consecutive calls for one visit to it coalesce into one
    /// undo step; the step is taken back once the field says again what it said before the visit.
    ///
    /// # Errors
    /// If a change does not fit; nothing is changed then.
    pub fn perform_typed(
        &mut self,
        typing: TypingId,
        name: StepName,
        change: Change,
    ) -> Result<(), EditError> {
        let series = CoalesceKey::Typing(typing);
        let changes = self.split_by_scope(vec![change]);
        let open = self.history.open_step(&series);
        if open.is_some_and(|step| *step.changes == *changes)
            && let Some(mut run) = self.begin_step_run(StepDirection::Undo)
        {
            self.advance_step_run(&mut run, changes.len())?;
            self.finish_step_run(run);
            return Ok(());
        }
        self.perform_step(name, changes, Some(series), |_| {})
    }

    /// What a draft of the codebook makes of the codebook in use. What changed there since the draft was
    /// begun, as when another program added a label, is kept; where both changed the same, the draft counts.
    pub fn codebook_of_draft(&self, base: &Codebook, draft: &Codebook) -> Codebook {
        let file = |codebook: &Codebook| CodebookFile::new(codebook.clone());
        let versions = [base, draft, &self.codebook].map(file);
        let merged = codebook::merge(versions.each_ref(), |_| Resolution::Ours);
        merged.map_or_else(|_| draft.clone(), |(file, _)| file.codebook)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Label;
    use crate::model::history::CodingId;
    use crate::model::{Edit, Entity, EntityId};
    use crate::tests::{annotate, session, turn};

    const FIRST: CodingId = CodingId(0);

    fn write(session: &mut Session, typing: TypingId, memo: &str) {
        let edit = Edit::SetMemo("a".into(), memo.to_owned());
        let label = "actor".to_owned();
        let done = session.perform_typed(
            typing,
            StepName::WriteMemo { label },
            Change::Coding(FIRST, edit),
        );
        done.expect("it fits");
    }

    fn memo(session: &Session) -> &str {
        let open = session.opened(FIRST).expect("it is open");
        let annotation = open.document.annotation(&"a".into());
        &annotation.expect("it is there").memo
    }

    /// A session with one annotation, whose actions are with the journal.
    fn annotated() -> Session {
        let mut session = session(&["a"], &[]);
        annotate(&mut session, FIRST, "a");
        session.actions.take();
        session
    }

    #[test]
    fn what_is_typed_is_one_step_and_each_part_of_it_reaches_the_journal() {
        let mut session = annotated();
        let typing = TypingId::unique();
        for typed in ["h", "he", "hello"] {
            write(&mut session, typing, typed);
        }
        assert_eq!(session.history.done().len(), 2);
        assert_eq!(
            session.history.done()[1].changes.len(),
            1,
            "one value leads back, not one for each letter"
        );
        let actions = session.actions.take();
        let joined: Vec<bool> = actions.iter().map(|action| action.joined).collect();
        assert_eq!(joined, [false, true, true]);
        turn(&mut session, StepDirection::Undo);
        assert_eq!(memo(&session), "");
        turn(&mut session, StepDirection::Redo);
        assert_eq!(memo(&session), "hello");
    }

    #[test]
    fn another_visit_and_anything_done_in_between_begin_another_step() {
        let mut session = annotated();
        let typing = TypingId::unique();
        write(&mut session, typing, "one");
        write(&mut session, TypingId::unique(), "one two");
        assert_eq!(session.history.done().len(), 3, "another visit");
        annotate(&mut session, FIRST, "b");
        write(&mut session, typing, "one two three");
        assert_eq!(session.history.done().len(), 5, "after something else");
        turn(&mut session, StepDirection::Undo);
        write(&mut session, typing, "four");
        assert_eq!(session.history.done().len(), 5, "after undo");
        turn(&mut session, StepDirection::Undo);
        assert_eq!(memo(&session), "one two");
    }

    #[test]
    fn a_field_that_says_again_what_it_said_leaves_no_step() {
        let mut session = annotated();
        write(&mut session, TypingId::unique(), "kept");
        let typing = TypingId::unique();
        write(&mut session, typing, "kept, and more");
        write(&mut session, typing, "kept");
        assert_eq!((memo(&session), session.history.done().len()), ("kept", 2));
        let last = session.actions.take().pop().expect("an action");
        assert_eq!(last.direction, StepDirection::Undo, "the journal is told");
        write(&mut session, typing, "more");
        turn(&mut session, StepDirection::Undo);
        assert_eq!((memo(&session), session.history.done().len()), ("kept", 2));
    }

    #[test]
    fn an_entity_that_is_renamed_letter_by_letter_is_renamed_once() {
        let mut session = session(&["a"], &[]);
        let id = EntityId::from("e");
        let typing = TypingId::unique();
        let entity = |name: &str| Some(Box::new(Entity::new("e", name)));
        let made = Change::Entity(id.clone(), entity("Ana"));
        let name = StepName::CreateEntity {
            entity: "Ana".into(),
        };
        session
            .perform_all(name, vec![made], |_| {})
            .expect("it fits");
        for (from, to) in [("Ana", "Ana R"), ("Ana R", "Ana Reyes")] {
            let (from, change) = (from.to_owned(), Change::Entity(id.clone(), entity(to)));
            let name = StepName::RenameEntity {
                from,
                to: to.to_owned(),
            };
            session
                .perform_typed(typing, name, change)
                .expect("it fits");
        }
        let last = session.history.next_undo().expect("a step");
        assert_eq!(last.name.text(), "rename entity Ana to Ana Reyes");
        turn(&mut session, StepDirection::Undo);
        assert_eq!(session.entities.name(&id), "Ana");
    }

    #[test]
    fn a_draft_of_the_codebook_keeps_what_came_in_meanwhile() {
        let mut session = session(&["a"], &[]);
        let base = (*session.codebook).clone();
        let with = |label: &str, definition: &str| {
            let mut codebook = base.clone();
            let label = Label::new(label, label, &codebook);
            codebook.labels.push(label);
            codebook.guideline = vec![definition.to_owned()];
            codebook
        };
        let draft = with("ours", "ours");
        let ids = |codebook: &Codebook| -> Vec<String> {
            let labels = codebook.labels.iter();
            labels.map(|label| label.id.to_string()).collect()
        };
        assert_eq!(session.codebook_of_draft(&base, &draft), draft);
        session.codebook = with("theirs", "theirs").into();
        let made = session.codebook_of_draft(&base, &draft);
        let mut made_ids = ids(&made);
        made_ids.sort();
        assert_eq!(made_ids, ["ours", "theirs"]);
        assert_eq!(made.guideline, ["ours"], "the draft counts");
        let same = session.codebook_of_draft(&base, &base);
        assert_eq!(same, *session.codebook, "nothing was changed in the draft");
    }
}
