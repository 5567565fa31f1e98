//! Intents: messages from panels and dialogs to the app when the user clicks, types or drags.
//!
//! An intent has no key, no menu entry and no id; it lives for a frame or two. A feature with many
//! intents has its own enum. An action with a key is a [`UserCommand`](super::UserCommand).

use std::path::PathBuf;
use std::sync::Arc;

use super::concordance::ConcordanceCommand;
use super::entities::EntityCommand;
use super::export::ExportCommand;
use super::import::ImportCommand;
use super::incoming::IncomingCommand;
use crate::model::codebook::End;
use crate::model::document::Owner;
use crate::model::history::{ArticleId, CodingId};
use crate::model::listing::ListOrder;
use crate::model::migration::Migration;
use crate::model::step_name::StepName;
use crate::model::{
    AnnotationId, AttributeId, AttributeValue, ByteOffset, Codebook, RelationId, RelationTypeId,
    Selection,
};

/// A message of a panel or a dialog to the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Open(Vec<PathBuf>),
    ShowArticle(ArticleId),
    /// Filters the article list by the typed query.
    FilterArticles(String),
    SortArticles(ListOrder),
    /// Sets whether the article list is grouped by folders.
    ToggleFolders,
    /// Sets whether the article list shows file names or titles.
    ToggleFileNames,
    /// Collapses or expands a folder of the article list.
    ToggleFolder(String),
    /// Opens an article in the other pane.
    ShowBeside(ArticleId),
    Choose(AnnotationId),
    Select(Selection),
    DismissNotice(usize),
    /// Retries to save after a failure.
    SaveAgain,
    /// Resolves conflicts: for each one whether to keep the other version.
    ResolveConflicts(Vec<bool>),
    /// The answer to the prompt about unsaved changes: save and leave, leave, stay.
    LeaveSaving,
    LeaveUnsaved,
    /// Restores the undo history of a project that seems to have been moved, or starts a new one.
    TakeOverHistory(bool),
    Stay,
    Unchoose,
    /// Cancels the long work in progress.
    CancelWork,
    /// Undoes or redoes until this many steps of the history are done.
    GoToStep(usize),
    /// Selects the text that the letters in the search field find.
    FindTyped(String),
    /// Selects the hit, widened to words or exactly as it was typed.
    FindTake {
        exact: bool,
    },
    /// Closes the search field; restores the previous selection, or keeps the current one.
    FindLeave {
        give_back: bool,
    },
    /// Applies the entered value.
    Fill(Filling),
    /// Begins to link the chosen annotation, as this end of a relation of this type.
    StartLink {
        kind: RelationTypeId,
        end: End,
    },
    /// Links two annotations; asks for the relation type if several are valid.
    LinkPair {
        this: AnnotationId,
        other: AnnotationId,
    },
    /// Links two annotations.
    MakeLink {
        kind: RelationTypeId,
        from: AnnotationId,
        to: AnnotationId,
    },
    /// While linking: filters the candidates for the other end by these words.
    SeekLinkEnd(String),
    /// While linking: chooses one of the options.
    AnswerLink(String),
    /// Ends linking. A relation that lacks only an attribute is added without it.
    LeaveLink,
    Unlink(RelationId),
    /// Swaps the two ends of a relation.
    ReverseLink(RelationId),
    /// Changes the type of a relation.
    RetypeLink(RelationId, RelationTypeId),
    /// Asks for an attribute of a relation, with one key for each value.
    AskRelationAttribute(RelationId, AttributeId),
    SetRelationAttribute {
        relation: RelationId,
        attribute: AttributeId,
        value: Option<AttributeValue>,
    },
    /// An action on an entity.
    Entity(EntityCommand),
    /// An action in the concordance.
    Concordance(ConcordanceCommand),
    /// An action in the export dialog.
    Export(ExportCommand),
    /// An action in the dialog that imports a dataset.
    Incoming(IncomingCommand),
    /// An action in the dialog that imports files.
    Import(ImportCommand),
    /// Replaces the codebook by a changed one. No annotation is changed; the text is the name of
    /// the undo step.
    EditCodebook(StepName, Arc<Codebook>),
    /// Previews the effects of a codebook change on the annotations of the project.
    PlanMigration(Box<Migration>),
    /// Applies the previewed change.
    Migrate,
    /// Discards the previewed change, or a codebook that was read from a file.
    DropPlan,
    /// Asks for the destination of a codebook export, in the format with this file extension.
    ExportCodebook(&'static str),
    /// Replaces our codebook by the one that another program has written.
    TakeTheirCodebook,
    /// Drags one end of an annotation to a position.
    MoveBorder {
        id: AnnotationId,
        start: bool,
        to: ByteOffset,
        finished: bool,
    },
}

/// An entered value with its target. It names the article, since the user may have switched to
/// another one meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub article: CodingId,
    pub target: Target,
    /// `None` clears the value.
    pub value: Option<AttributeValue>,
}

/// The target of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Attribute(Owner, AttributeId),
    Memo(AnnotationId),
    /// A field of the article.
    Field(String),
    Status,
}
