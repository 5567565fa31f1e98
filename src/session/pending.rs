//! Pending work: commands that wait until their articles have been read, with their target.
//!
//! It knows neither jobs nor commands: it tells which articles are missing, whether an edit is
//! refused meanwhile, and whether the target has changed (is stale).
//!
//! ```text
//! asked for -> Pending with its target -> articles are read -> is the target still there?
//!                    |                                          | yes: it is done
//!                    `- edits of the target are refused         | no:  nothing, and a hint
//! ```
//!
//! The target is fixed when the command is given. Otherwise "undo" would revert whatever is the
//! newest step by the time the articles are read, and not the step that the analyst saw.

use super::Session;
use super::messages::{PendingMessage, Purpose};
use crate::model::document::Status;
use crate::model::history::{ArticleId, Change, CodingId, Step, StepDirection, StepId};
use crate::model::migration::Migration;
use crate::model::propagate::Template;
use crate::model::{AnnotationId, Entity, EntityId, History};

/// Work that cannot start before its articles have been read.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    /// Undoes this step, which is the newest.
    Undo(StepId),
    /// Redoes this step, which is the newest undone one.
    Redo(StepId),
    /// Runs these steps of the history, in this order.
    GoToStep {
        direction: StepDirection,
        steps: Vec<StepId>,
    },
    /// Computes the effects of a codebook change.
    Plan {
        migration: Box<Migration>,
        /// The revision of the codebook that the change is meant for.
        codebook: u64,
    },
    /// Annotates hits of this search.
    Annotate {
        search: u64,
        hits: Vec<u32>,
        template: Box<Template>,
        /// The revision of the codebook that has the label.
        codebook: u64,
    },
    /// Changes an entity in all articles that mention it.
    Entity {
        change: EntityChange,
        /// The affected entities at the time of the command: `None` for one that no file describes.
        known: Vec<(EntityId, Option<Entity>)>,
    },
    /// Gives a coding another status.
    SetStatus { file: CodingId, status: Status },
    /// Shows a mention.
    ShowMention {
        file: CodingId,
        annotation: AnnotationId,
    },
    /// Compares the coders of an article.
    Compare(ArticleId),
}

/// A change of an entity that affects the articles that mention it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityChange {
    /// Merges `from` into `into`.
    Merge { from: EntityId, into: EntityId },
    /// Splits an entity: moves some of its mentions to a new one.
    Split {
        id: EntityId,
        name: String,
        mentions: Vec<(CodingId, AnnotationId)>,
    },
    /// Removes an entity; its mentions then have no entity.
    Delete(EntityId),
}

impl EntityChange {
    /// The entity whose mentions must be found in the articles.
    pub fn entity(&self) -> &EntityId {
        match self {
            Self::Merge { from: id, .. } | Self::Split { id, .. } | Self::Delete(id) => id,
        }
    }

    /// All affected entities.
    fn entities(&self) -> impl Iterator<Item = &EntityId> {
        let into = match self {
            Self::Merge { into, .. } => Some(into),
            Self::Split { .. } | Self::Delete(_) => None,
        };
        std::iter::once(self.entity()).chain(into)
    }
}

impl Pending {
    /// What its articles are read for.
    pub fn purpose(&self, history: &History) -> Purpose {
        let name = |step: Option<&Step>, id: &StepId| {
            let step = step.filter(|step| step.id == *id);
            step.map(|step| step.name.clone())
        };
        match self {
            Self::Undo(id) => match name(history.next_undo(), id) {
                Some(step) => Purpose::UndoStep { step },
                None => Purpose::Undo,
            },
            Self::Redo(id) => match name(history.next_redo(), id) {
                Some(step) => Purpose::RedoStep { step },
                None => Purpose::Redo,
            },
            Self::GoToStep { .. } => Purpose::GoToStep,
            Self::Plan { .. } => Purpose::PreviewCodebook,
            Self::Annotate { .. } => Purpose::AnnotateHits,
            Self::Entity { change, .. } => match change {
                EntityChange::Merge { .. } => Purpose::MergeEntities,
                EntityChange::Split { .. } => Purpose::SplitEntity,
                EntityChange::Delete(_) => Purpose::DeleteEntity,
            },
            Self::SetStatus { .. } => Purpose::SetStatus,
            Self::ShowMention { .. } => Purpose::ShowMention,
            Self::Compare(_) => Purpose::Compare,
        }
    }

    /// Whether these changes, made by the user now, would make the pending work stale.
    ///
    /// Pending undo and redo block every change, since a new step would become the newest and make
    /// the undone ones unreachable. Other work reads what it changes when it runs, so that only its
    /// own target must stay unchanged.
    pub fn refuses(&self, changes: &[Change]) -> bool {
        let changes_entity = |id: &EntityId| {
            let is_of = |change: &Change| matches!(change, Change::Entity(of, _) if of == id);
            changes.iter().any(is_of)
        };
        let changes_codebook = || {
            let mut changes = changes.iter();
            changes.any(|change| matches!(change, Change::Codebook(_)))
        };
        match self {
            Self::Undo(_) | Self::Redo(_) | Self::GoToStep { .. } => !changes.is_empty(),
            Self::Plan { .. } => changes_codebook(),
            Self::Annotate { template, .. } => {
                changes_codebook() || template.entity.as_ref().is_some_and(changes_entity)
            }
            Self::Entity { change, .. } => {
                let given = match change {
                    EntityChange::Split { mentions, .. } => mentions.as_slice(),
                    EntityChange::Merge { .. } | EntityChange::Delete(_) => &[],
                };
                let is_given = |change: &Change| {
                    let coding = match change {
                        Change::Coding(id, _) => Some(*id),
                        Change::Field(..) | Change::Codebook(_) | Change::Entity(..) => None,
                    };
                    given.iter().any(|(file, _)| Some(*file) == coding)
                };
                change.entities().any(changes_entity) || changes.iter().any(is_given)
            }
            Self::SetStatus { .. } | Self::ShowMention { .. } | Self::Compare(_) => false,
        }
    }
}

/// Why pending work was not done although its articles have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outdated {
    History,
    Codebook,
    Search,
    Entity,
    Mention,
}

impl Outdated {
    /// The message for the user.
    pub fn message(self) -> PendingMessage {
        match self {
            Self::History => PendingMessage::HistoryChanged,
            Self::Codebook => PendingMessage::CodebookChanged,
            Self::Search => PendingMessage::SearchChanged,
            Self::Entity => PendingMessage::EntityChanged,
            Self::Mention => PendingMessage::MentionGone,
        }
    }
}

impl Session {
    /// Undo of the newest step; `None` if there is none.
    pub fn pending_undo(&self) -> Option<Pending> {
        Some(Pending::Undo(self.history.next_undo()?.id))
    }

    /// Redo of the newest undone step; `None` if there is none.
    pub fn pending_redo(&self) -> Option<Pending> {
        Some(Pending::Redo(self.history.next_redo()?.id))
    }

    /// Undo or redo until this many steps are done; `None` if that is already so.
    pub fn pending_go_to_step(&self, done: usize) -> Option<Pending> {
        let now = self.history.done().len();
        let (direction, count) = if done < now {
            (StepDirection::Undo, now - done)
        } else {
            (StepDirection::Redo, done - now)
        };
        let steps: Vec<StepId> = ahead(&self.history, direction)
            .take(count)
            .map(|step| step.id)
            .collect();
        (!steps.is_empty()).then_some(Pending::GoToStep { direction, steps })
    }

    /// A change of an entity, with the current state of the entities.
    pub fn pending_entity_change(&self, change: EntityChange) -> Pending {
        let known = change
            .entities()
            .map(|id| (id.clone(), self.entities.get(id).cloned()))
            .collect();
        Pending::Entity { change, known }
    }

    /// Whether the target is unchanged since the command was given.
    ///
    /// # Errors
    ///
    /// What has changed.
    pub fn check_pending(&self, pending: &Pending) -> Result<(), Outdated> {
        let has_steps = |direction, steps: &[StepId]| {
            let ahead = ahead(&self.history, direction).map(|step| step.id);
            ahead.take(steps.len()).eq(steps.iter().copied())
        };
        let or = |is_same: bool, outdated| if is_same { Ok(()) } else { Err(outdated) };
        let is_codebook = |revision: &u64| self.codebook_file.saving.revision() == *revision;
        match pending {
            Pending::Undo(id) => or(has_steps(StepDirection::Undo, &[*id]), Outdated::History),
            Pending::Redo(id) => or(has_steps(StepDirection::Redo, &[*id]), Outdated::History),
            Pending::GoToStep { direction, steps } => {
                or(has_steps(*direction, steps), Outdated::History)
            }
            Pending::Plan { codebook, .. } => or(is_codebook(codebook), Outdated::Codebook),
            Pending::Annotate {
                search, codebook, ..
            } => {
                or(self.concordance.number == *search, Outdated::Search)?;
                or(is_codebook(codebook), Outdated::Codebook)
            }
            Pending::Entity { change, known } => {
                let is_same = |(id, entity): &(EntityId, Option<Entity>)| {
                    self.entities.get(id) == entity.as_ref()
                };
                or(known.iter().all(is_same), Outdated::Entity)?;
                or(self.has_mentions(change), Outdated::Entity)
            }
            Pending::SetStatus { .. } | Pending::Compare(_) => Ok(()),
            Pending::ShowMention { file, annotation } => {
                let open = self.opened(*file);
                let is_there = |id| open.is_some_and(|open| open.document.annotation(id).is_some());
                or(is_there(annotation), Outdated::Mention)
            }
        }
    }

    /// Whether the mentions that a split moves still belong to its entity.
    fn has_mentions(&self, change: &EntityChange) -> bool {
        let EntityChange::Split { id, mentions, .. } = change else {
            return true;
        };
        mentions.iter().all(|(file, annotation)| {
            let open = self.opened(*file);
            let annotation = open.and_then(|open| open.document.annotation(annotation));
            annotation.is_some_and(|annotation| annotation.entity.as_ref() == Some(id))
        })
    }

    /// The codings that undo or redo of these steps changes, which must have been read.
    pub fn codings_of_steps(&self, pending: &Pending) -> Vec<CodingId> {
        let (direction, count) = match pending {
            Pending::Undo(_) => (StepDirection::Undo, 1),
            Pending::Redo(_) => (StepDirection::Redo, 1),
            Pending::GoToStep { direction, steps } => (*direction, steps.len()),
            _ => return Vec::new(),
        };
        let steps = ahead(&self.history, direction).take(count);
        let mut codings: Vec<CodingId> = steps.flat_map(|step| self.codings_of(step)).collect();
        codings.sort_unstable();
        codings.dedup();
        codings
    }
}

/// The steps in a direction, the nearest first.
fn ahead(history: &History, direction: StepDirection) -> impl Iterator<Item = &Step> {
    let steps = match direction {
        StepDirection::Undo => history.done(),
        StepDirection::Do | StepDirection::Redo => history.undone(),
    };
    steps.iter().rev()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::OpenArticle;
    use crate::model::step_name::StepName;
    use crate::model::{Annotation, Attributes, ByteOffset, Codebook, Document, Edit, Span, Text};
    use crate::store::article::LoadedArticle;
    use crate::store::sidecar::Header;

    const ARTICLE: CodingId = CodingId(0);
    const OTHER: CodingId = CodingId(1);

    /// Two articles that have been read, each with a mention `m` of “x”.
    fn session() -> Session {
        let mut session = Session::new("a".into(), vec![PathBuf::new()], Arc::default());
        for id in [ARTICLE, OTHER] {
            let text = Text::new("some words");
            let span = Span::new(&text, ByteOffset(0), ByteOffset(4)).expect("a span");
            let mut document = Document::new(text);
            let mut mention = Annotation::new("m", "actor", span);
            mention.entity = Some("x".into());
            let add = Edit::Add(Arc::new(mention));
            document.apply(add).expect("it fits");
            let loaded = LoadedArticle {
                document,
                header: Arc::new(Header::default()),
                bom: false,
                malformed: false,
                stamp: None,
                notices: Vec::new(),
                moves: Vec::new(),
                meta: Default::default(),
            };
            session.insert(id, OpenArticle::of(loaded));
        }
        session.current = Some(ARTICLE);
        for id in ["x", "y"] {
            change(&mut session, vec![entity(id, "named")]);
        }
        session
    }

    fn entity(id: &str, name: &str) -> Change {
        let entity = Entity::new(EntityId::from(id), name);
        Change::Entity(id.into(), Some(Box::new(entity)))
    }

    fn edit(article: CodingId, status: &str) -> Change {
        Change::Coding(article, Edit::SetStatus(Status::parse(status)))
    }

    fn change(session: &mut Session, changes: Vec<Change>) {
        let made = session.perform_all(StepName::Other("a step".into()), changes, |_| {});
        made.expect("it fits");
    }

    fn turn(session: &mut Session, direction: StepDirection) {
        let mut run = session.begin_step_run(direction).expect("a step");
        session.advance_step_run(&mut run, 9).expect("it fits");
        session.finish_step_run(run).expect("it is complete");
    }

    #[test]
    fn the_step_that_is_undone_is_the_one_that_was_the_newest() {
        let mut session = session();
        let undo = session.pending_undo().expect("a step");
        assert_eq!(session.check_pending(&undo), Ok(()));
        // The author does not matter: the other step must stay.
        change(&mut session, vec![edit(ARTICLE, "done")]);
        assert_eq!(session.check_pending(&undo), Err(Outdated::History));
        turn(&mut session, StepDirection::Undo);
        assert_eq!(session.check_pending(&undo), Ok(()));
        // Reading an article may drop its undo steps.
        session.history.forget(|_| true);
        assert_eq!(session.check_pending(&undo), Err(Outdated::History));
    }

    #[test]
    fn a_step_extended_by_coalescing_gets_another_id() {
        let mut session = session();
        let series = || crate::model::history::CoalesceKey::Border {
            article: ARTICLE,
            id: "m".into(),
            start: true,
        };
        let go_on = |session: &mut Session, status| {
            let edit = Edit::SetStatus(Status::parse(status));
            let made = session.perform_in_series(
                (ARTICLE, series()),
                StepName::Other("move".into()),
                edit,
                |_| {},
            );
            made.expect("it fits");
        };
        go_on(&mut session, "done");
        let steps = session.history.done().len();
        let undo = session.pending_undo().expect("a step");
        go_on(&mut session, "skipped");
        assert_eq!(session.history.done().len(), steps);
        assert_eq!(session.check_pending(&undo), Err(Outdated::History));
    }

    #[test]
    fn the_step_that_is_done_again_must_still_be_ahead() {
        let mut session = session();
        assert_eq!(session.pending_redo(), None);
        turn(&mut session, StepDirection::Undo);
        let redo = session.pending_redo().expect("a step");
        assert_eq!(session.check_pending(&redo), Ok(()));
        change(&mut session, vec![edit(ARTICLE, "done")]);
        assert_eq!(session.check_pending(&redo), Err(Outdated::History));
    }

    #[test]
    fn going_to_a_step_goes_through_the_steps_that_were_on_the_way() {
        let mut session = session();
        change(&mut session, vec![edit(ARTICLE, "done")]);
        change(&mut session, vec![edit(OTHER, "done")]);
        let done = session.history.done().len();
        assert_eq!(session.pending_go_to_step(done), None);
        let back = session.pending_go_to_step(done - 2).expect("steps");
        assert_eq!(session.codings_of_steps(&back), [ARTICLE, OTHER]);
        turn(&mut session, StepDirection::Undo);
        assert_eq!(session.check_pending(&back), Err(Outdated::History));
        let again = session.pending_go_to_step(done).expect("a step");
        assert_eq!(session.codings_of_steps(&again), [OTHER]);
        assert_eq!(session.check_pending(&again), Ok(()));
        turn(&mut session, StepDirection::Redo);
        // Undoing and redoing steps does not change their ids.
        assert_eq!(session.check_pending(&back), Ok(()));
        let undo = session.pending_undo().expect("a step");
        assert_eq!(session.codings_of_steps(&undo), [OTHER]);
        for _ in 0..3 {
            turn(&mut session, StepDirection::Undo);
        }
        turn(&mut session, StepDirection::Redo);
        let redo = session.pending_redo().expect("a step");
        assert_eq!(session.codings_of_steps(&redo), [ARTICLE]);
        turn(&mut session, StepDirection::Undo);
        // Not all that was undone or done: the last one stays ahead.
        let steps = |session: &Session, done| match session.pending_go_to_step(done) {
            Some(Pending::GoToStep { direction, steps }) => Some((direction, steps.len())),
            _ => None,
        };
        let redo = steps(&session, done - 1);
        assert_eq!(redo, Some((StepDirection::Redo, 2)));
        for _ in 0..3 {
            turn(&mut session, StepDirection::Redo);
        }
        assert_eq!(steps(&session, 1), Some((StepDirection::Undo, 3)));
    }

    #[test]
    fn an_entity_is_changed_only_as_it_was_seen() {
        let mut session = session();
        let change_of = |session: &Session, change| session.pending_entity_change(change);
        let merge = EntityChange::Merge {
            from: "x".into(),
            into: "y".into(),
        };
        let merge = change_of(&session, merge);
        let delete = change_of(&session, EntityChange::Delete("x".into()));
        let of_none = change_of(&session, EntityChange::Delete("nobody".into()));
        change(&mut session, vec![entity("y", "another")]);
        assert_eq!(session.check_pending(&merge), Err(Outdated::Entity));
        assert_eq!(session.check_pending(&delete), Ok(()));
        change(&mut session, vec![Change::Entity("x".into(), None)]);
        assert_eq!(session.check_pending(&delete), Err(Outdated::Entity));
        assert_eq!(session.check_pending(&of_none), Ok(()));
    }

    #[test]
    fn only_mentions_that_are_still_the_entitys_are_given_to_another() {
        let mut session = session();
        let split = session.pending_entity_change(EntityChange::Split {
            id: "x".into(),
            name: "New".into(),
            mentions: vec![(OTHER, "m".into())],
        });
        assert_eq!(session.check_pending(&split), Ok(()));
        let other = Edit::SetEntity("m".into(), Some("y".into()));
        change(&mut session, vec![Change::Coding(OTHER, other)]);
        assert_eq!(session.check_pending(&split), Err(Outdated::Entity));
    }

    #[test]
    fn a_plan_and_hits_are_outdated_with_the_codebook_or_the_search() {
        let mut session = session();
        let annotate = |session: &Session| Pending::Annotate {
            search: session.concordance.number,
            hits: vec![0],
            template: Box::new(template(None)),
            codebook: session.codebook_file.saving.revision(),
        };
        let pending = annotate(&session);
        assert_eq!(session.check_pending(&pending), Ok(()));
        session.concordance.number += 1;
        assert_eq!(session.check_pending(&pending), Err(Outdated::Search));
        let pending = annotate(&session);
        change(&mut session, vec![Change::Codebook(Arc::default())]);
        assert_eq!(session.check_pending(&pending), Err(Outdated::Codebook));
    }

    fn template(entity: Option<&str>) -> Template {
        Template {
            label: "actor".into(),
            entity: entity.map(EntityId::from),
            attributes: Attributes::new(),
        }
    }

    #[test]
    fn edits_of_what_is_waited_for_are_refused_and_others_go_on() {
        let session = session();
        let codebook = Change::Codebook(Arc::new(Codebook::default()));
        let here = edit(ARTICLE, "done");
        let there = edit(OTHER, "done");
        let (x, y, z) = (entity("x", "1"), entity("y", "1"), entity("z", "1"));
        let all = [&codebook, &here, &there, &x, &y, &z];
        let undo = session.pending_undo().expect("a step");
        let annotate = |entity| Pending::Annotate {
            search: 0,
            hits: Vec::new(),
            template: Box::new(template(entity)),
            codebook: 0,
        };
        let of = |change| session.pending_entity_change(change);
        let merge = of(EntityChange::Merge {
            from: "x".into(),
            into: "y".into(),
        });
        let split = of(EntityChange::Split {
            id: "x".into(),
            name: String::new(),
            mentions: vec![(OTHER, "m".into())],
        });
        let show = Pending::ShowMention {
            file: OTHER,
            annotation: "m".into(),
        };
        for (pending, refused) in [
            (undo, &all[..]),
            (annotate(None), &[&codebook]),
            (annotate(Some("x")), &[&codebook, &x]),
            (merge, &[&x, &y]),
            (split, &[&there, &x]),
            (of(EntityChange::Delete("z".into())), &[&z]),
            (show, &[]),
        ] {
            for change in all {
                let wanted = refused.contains(&change);
                let refuses = pending.refuses(std::slice::from_ref(change));
                assert_eq!(refuses, wanted, "{pending:?}: {change:?}");
            }
            assert!(!pending.refuses(&[]));
        }
    }
}
