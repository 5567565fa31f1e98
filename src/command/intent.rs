//! Intents: messages from panels and dialogs to the app when the user clicks, types or drags.
//!
//! An intent has no key, no menu entry and no id; it lives for a frame or two. A feature with many
//! intents has its own enum. An action with a key is a [`UserCommand`](super::UserCommand).

use std::path::PathBuf;

use super::agreement::AgreementCommand;
use super::article_list::ArticleListCommand;
use super::codebook::CodebookCommand;
use super::coder::CoderCommand;
use super::compare::CompareCommand;
use super::concordance::ConcordanceCommand;
use super::entities::EntityCommand;
use super::explore::ExploreCommand;
use super::export::ExportCommand;
use super::find::FindCommand;
use super::import::ImportCommand;
use super::incoming::IncomingCommand;
use super::leaving::LeaveAnswer;
use super::linking::LinkCommand;
use super::suggest::SuggestCommand;
use super::team::TeamAction;
use crate::model::document::Owner;
use crate::model::history::{ArticleId, CodingId, TypingId};
use crate::model::{AnnotationId, AttributeId, AttributeValue, ByteOffset, Selection};

/// A message of a panel or a dialog to the app.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    Open(Vec<PathBuf>),
    /// Opens folders and texts, or imports files of other kinds.
    OpenOrImport(Vec<PathBuf>),
    ShowArticle(ArticleId),
    /// Opens an article in the other pane.
    ShowBeside(ArticleId),
    Choose(AnnotationId),
    Unchoose,
    Select(Selection),
    /// Drags one end of an annotation to a position.
    MoveBorder {
        id: AnnotationId,
        start: bool,
        to: ByteOffset,
        finished: bool,
    },
    /// Applies the entered value.
    Fill(Filling),
    /// Retries to save after a failure.
    SaveAgain,
    /// Cancels the long work in progress.
    CancelWork,
    /// Undoes or redoes until this many steps of the history are done.
    GoToStep(usize),
    /// Dismisses the notice with this id.
    DismissNotice(u64),
    /// Shows the folder of what was written.
    ShowInFolder(PathBuf),
    /// Resolves conflicts: for each one whether to keep the other version.
    ResolveConflicts(Vec<bool>),
    /// Takes over the annotations of these texts, which are gone, to the articles with the same text.
    TakeOverOrphans(Vec<PathBuf>),
    /// Restores the undo history of a project that seems to have been moved, or starts a new one.
    TakeOverHistory(bool),
    /// The answer to the prompt about unsaved changes.
    Leave(LeaveAnswer),
    /// An action in the dialogs about the team.
    Team(TeamAction),
    /// An action in the article list.
    ArticleList(ArticleListCommand),
    /// An action in the find bar.
    Find(FindCommand),
    /// An action in the concordance.
    Concordance(ConcordanceCommand),
    /// An action on a relation, or on the link that is being made.
    Link(LinkCommand),
    /// An action on an entity.
    Entity(EntityCommand),
    /// An action on the codebook.
    Codebook(CodebookCommand),
    /// An action in the dialog that asks who codes.
    Coder(CoderCommand),
    /// An action in the dialog about agreement.
    Agreement(AgreementCommand),
    /// An action in the view of results.
    Explore(ExploreCommand),
    /// An action while coders are compared.
    Compare(CompareCommand),
    /// An action on suggestions.
    Suggest(SuggestCommand),
    /// An action in the export dialog.
    Export(ExportCommand),
    /// An action in the dialog that imports a dataset.
    Incoming(IncomingCommand),
    /// An action in the dialog that imports files.
    Import(ImportCommand),
}

/// An entered value with its target. It names the article, since the user may have switched to
/// another one meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Filling {
    pub article: CodingId,
    pub target: Target,
    /// `None` clears the value.
    pub value: Option<AttributeValue>,
    /// The visit to the text field in which it was typed, if it was.
    pub typing: Option<TypingId>,
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
