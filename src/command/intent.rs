//! What panels and dialogs ask of the app when the user points at something, types or drags.
//!
//! An intent has no key, no menu entry and no id; nothing keeps it beyond a frame or two. What a
//! capability needs much of has an enum of its own. What has a key is a
//! [`UserCommand`](super::UserCommand).

use std::path::PathBuf;
use std::sync::Arc;

use super::concordance::ConcordanceCommand;
use super::entities::EntityCommand;
use super::export::ExportCommand;
use super::import::ImportCommand;
use super::incoming::IncomingCommand;
use crate::model::codebook::End;
use crate::model::document::Owner;
use crate::model::history::CodingId;
use crate::model::listing::ListOrder;
use crate::model::migration::Migration;
use crate::model::{
    AnnotationId, AttributeId, AttributeValue, ByteOffset, Codebook, RelationId, RelationTypeId,
    Selection,
};

/// A message of a panel or a dialog to the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Open(Vec<PathBuf>),
    ShowArticle(CodingId),
    /// Shows only the articles that fit what was typed.
    FilterArticles(String),
    SortArticles(ListOrder),
    /// Puts articles under their folders, or not.
    ToggleFolders,
    /// Calls the articles of the list by their files, or by their titles.
    ToggleFileNames,
    /// Hides the articles of a folder in the list, or shows them again.
    ToggleFolder(String),
    /// Opens an article beside the active one.
    ShowBeside(CodingId),
    Choose(AnnotationId),
    Select(Selection),
    DismissNotice(usize),
    /// Tries to save again after a failure.
    SaveAgain,
    /// Makes one version of two: for each conflict whether the other version stands.
    ResolveConflicts(Vec<bool>),
    /// Of the question whether to leave though something is not saved: save and leave, leave, stay.
    LeaveSaving,
    LeaveUnsaved,
    /// Lets a project that seems to have been moved go on with its history, or begin anew.
    TakeOverHistory(bool),
    Stay,
    Unchoose,
    /// Gives up the long work that is being waited for.
    CancelWork,
    /// Goes back or forward in the history, to where this many steps are done.
    GoToStep(usize),
    /// Selects what the letters in the field find.
    FindTyped(String),
    /// Keeps the hit as the selection, widened to words or exactly as it was typed.
    FindTake {
        exact: bool,
    },
    /// Closes the field; either the selection is as it was before, or it stays as it is.
    FindLeave {
        give_back: bool,
    },
    /// Takes over what was entered.
    Fill(Filling),
    /// Begins to link the chosen annotation, which is to stand at this end of such a relation.
    StartLink {
        kind: RelationTypeId,
        end: End,
    },
    /// Links two annotations; asks how, if there are several legal ways.
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
    /// While linking: looks for an other end with these words.
    SeekLinkEnd(String),
    /// While linking: answers with one of the choices.
    AnswerLink(String),
    /// Ends linking. A link that lacks only an answer is made without it.
    LeaveLink,
    Unlink(RelationId),
    /// Exchanges from and to.
    ReverseLink(RelationId),
    /// Makes it a relation of another type.
    RetypeLink(RelationId, RelationTypeId),
    /// Asks for an attribute of a relation, to be answered with one key.
    AskRelationAttribute(RelationId, AttributeId),
    SetRelationAttribute {
        relation: RelationId,
        attribute: AttributeId,
        value: Option<AttributeValue>,
    },
    /// Something about an entity.
    Entity(EntityCommand),
    /// Something about what all articles are searched for.
    Concordance(ConcordanceCommand),
    /// Something about the dataset in the export dialog.
    Export(ExportCommand),
    /// Something about the dataset in the import dialog.
    Incoming(IncomingCommand),
    /// Something about an import.
    Import(ImportCommand),
    /// Puts a changed codebook in the place of the one in use. No annotation is changed; the text is
    /// the name of the step.
    EditCodebook(String, Arc<Codebook>),
    /// Finds out what a change of the codebook does to the annotations of the project.
    PlanMigration(Box<Migration>),
    /// Does what was found out.
    Migrate,
    /// Lets go of what was found out, or of a codebook that was read from a file.
    DropPlan,
    /// Asks where to write the codebook, in the form with this file extension.
    ExportCodebook(&'static str),
    /// Takes the codebook that another program has written in the place of ours.
    TakeTheirCodebook,
    /// Drags one end of an annotation to a place.
    MoveBorder {
        id: AnnotationId,
        start: bool,
        to: ByteOffset,
        finished: bool,
    },
}

/// A value for a place, as it was entered. It names its article, since that may have been left
/// meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub article: CodingId,
    pub target: Target,
    /// `None` clears.
    pub value: Option<AttributeValue>,
}

/// Where a value goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Attribute(Owner, AttributeId),
    Memo(AnnotationId),
    /// A field of the article.
    Field(String),
    Status,
}
