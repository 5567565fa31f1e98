//! Every action of the user, once: its name, its keys, its place in the menus, when it is possible.
//!
//! Start with [`table`]. Menus, shortcuts and the help sheet are made from it; what a command does
//! is written in `app/dispatch`. This room knows no window: keys are named in [`keys`], and
//! `app/keymap` translates what the window reports.

pub mod table;

pub mod entities;

pub mod concordance;

pub mod export;

pub mod import;

pub mod incoming;

pub mod keys;

pub mod search;

mod id;

use std::path::PathBuf;
use std::sync::Arc;

use concordance::ConcordanceCommand;
use entities::EntityCommand;
use export::ExportCommand;
use import::ImportCommand;
use incoming::IncomingCommand;

use crate::model::codebook::End;
use crate::model::document::{Owner, Status};
use crate::model::history::{ArticleId, CodingId};
use crate::model::listing::ListOrder;
use crate::model::migration::Migration;
use crate::model::{
    AnnotationId, AttributeId, AttributeValue, ByteOffset, Codebook, LabelId, RelationId,
    RelationTypeId, Selection,
};

/// Something the user can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    OpenFolder,
    OpenFiles,
    CloseProject,
    /// Opens the export dialog.
    Export,
    /// Writes the last dataset once more, to the same place.
    ExportAgain,
    /// Opens the dialog that imports a dataset.
    ImportDataset,
    Quit,

    Undo,
    Redo,
    /// Removes the chosen annotation with its relations.
    Delete,
    /// Tags the selection, or the word under the caret, or relabels the chosen annotation.
    Tag(LabelId),
    /// Adds a second label on the stretch of the chosen annotation.
    TagAlso(LabelId),
    /// Moves an end of the chosen annotation by a word, or by a character.
    StepBorder {
        start: bool,
        forward: bool,
        by_char: bool,
    },
    /// Adds the selection to the annotation that was chosen before selecting.
    AddFragment,
    /// Gives the keyboard to what is known of the chosen annotation.
    EditAttributes,
    /// Gives the keyboard to what is known of the article.
    EditFields,
    /// Opens the memo of the chosen annotation to write in it.
    EditMemo,
    /// Begins to link the chosen annotation.
    Link,
    /// Opens the picker for the entity behind the chosen annotation.
    PickEntity,

    SelectWord,
    SelectSentence,
    SelectParagraph,
    SelectAll,
    /// Drops the selection, then the choice.
    Release,
    Copy,
    /// Moves the caret; the flag says whether the selection goes along.
    Move(Motion, bool),
    /// Opens a field in which letters are typed that select what they find.
    Find,
    /// Goes to the next hit, or looks for the same again.
    FindNext,
    FindPrevious,
    /// Opens the concordance, in which all articles are searched.
    FindInProject,
    /// Lists where else the words of the chosen annotation or of the selection stand.
    AllOccurrences,

    NextAnnotation,
    PreviousAnnotation,
    CycleOverlapping,
    /// Goes to the other end of the chosen annotation's first relation, then to those of the others,
    /// then back.
    FarEnd,
    /// Chooses the next annotation that lacks something required, in whichever article it is.
    NextIncomplete,
    PreviousIncomplete,
    /// Chooses the next annotation that was moved or lost its place when the text changed.
    NextPending,
    /// Leaves the chosen annotation where it was moved to, or places it where it may stand.
    AcceptMove,
    /// Takes the chosen annotation out of where it was moved to, or drops the proposal.
    RejectMove,
    /// Accepts all moves and proposals of the article.
    AcceptMoves,
    NextArticle,
    PreviousArticle,
    DoneAndNext,
    /// Goes to the next article of the list that is neither done nor skipped, and from the last on to
    /// the first.
    NextUnfinished,
    /// Makes the other of two articles side by side the active one.
    GoBeside,
    /// Moves the keyboard between the page and the panels, in reading order.
    NextPart,
    PreviousPart,

    /// Splits the page for two articles, or leaves the active one alone.
    SideBySide,
    ToggleArticles,
    ToggleInspector,
    ToggleLegend,
    ToggleHistory,
    ToggleMarginTags,
    /// Draws the relations of all annotations on screen, or only those of the chosen one.
    ToggleArcs,
    /// Hides everything but the page, or shows it again.
    TextAlone,
    LargerText,
    SmallerText,
    ResetText,
    ThemeLight,
    ThemeDark,
    ThemeHighContrast,
    ThemeSystem,
    ShowKeys,
    /// Shows the folder in which the program's log is.
    ShowLog,
    /// Opens or closes the command palette.
    ShowPalette,
    /// Opens or closes the settings.
    ShowSettings,
    /// Opens or closes the list of the project's entities.
    ShowEntities,
    /// Opens or closes the codebook, to read and to change it.
    ShowCodebook,
    /// Opens or closes the rules for borderline cases.
    ShowGuideline,
    /// Asks for files that are to become articles.
    ImportArticles,
    /// Asks for a codebook in a file and shows what it would change.
    ImportCodebook,

    // Asked for by pointing at something, and so without a row in the table.
    Open(Vec<PathBuf>),
    ShowArticle(ArticleId),
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
    ShowBeside(ArticleId),
    Choose(AnnotationId),
    Select(Selection),
    SetStatus(Status),
    DismissNotice(usize),
    /// Tries to save again after a failure.
    SaveAgain,
    /// Shows two versions of the same annotations, to choose between them.
    ShowConflicts,
    /// Makes one version of two: for each conflict whether the other version stands.
    ResolveConflicts(Vec<bool>),
    /// Writes the current article's annotations to another file.
    SaveCopy,
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
    Dataset(ExportCommand),
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

/// A step of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    CharLeft,
    CharRight,
    WordLeft,
    WordRight,
    SentenceBack,
    SentenceForward,
    ParagraphBack,
    ParagraphForward,
    LineUp,
    LineDown,
    LineStart,
    LineEnd,
    PageUp,
    PageDown,
    TextStart,
    TextEnd,
}
