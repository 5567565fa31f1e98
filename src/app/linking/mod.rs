//! Linking annotations (relations between them): the relation, its other end and role, and the
//! existing relations.
//!
//! The question that is asked is a [`Linking`] of the session, which knows no window; what is legal and
//! likely comes from [`links`](crate::model::links), and no relation type is known here.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | asking one question after another, then making the link as one step |
//! | `relations` | changing and removing relations, going to their other ends |
//! | `keys` | the keys while a question is open |
//! | `page` | what is drawn over the page and dragged there |
//! | `panel` | the bar with the question and its answers |
//!
//! The relations of an annotation are listed by `ui/panels/relations`, since several panels show them.

mod commands;

mod relations;

mod keys;

mod page;

mod panel;

pub(super) use page::pointed_at;

use crate::model::AnnotationId;
use crate::session::linking::Linking;
use crate::ui::article::LinkHandle;
use panel::LinkBar;

/// Linking in the open project.
#[derive(Default)]
pub(super) struct Links {
    /// Linking of the chosen annotation, while it goes on.
    pub linking: Option<Linking>,
    bar: LinkBar,
    pub handle: LinkHandle,
    /// Whether the relations of all annotations on screen are drawn.
    pub all_arcs: bool,
    /// Going from an annotation over the other ends of its relations.
    cycle: Option<RelationCycle>,
}

impl Links {
    /// Whether a link is being made, by key or by drag and drop.
    pub fn are_being_made(&self) -> bool {
        self.linking.is_some() || self.handle.is_dragged()
    }
}

/// A cycle of key presses from an annotation through the other ends of its relations.
struct RelationCycle {
    hub: AnnotationId,
    /// How many of its relations have been visited.
    visited: usize,
    /// The annotation that the cycle has reached; choosing another one ends it.
    at: AnnotationId,
}
