//! Every action of the user, once: its name, its keys, its place in the menus, when it is possible.
//!
//! Start with [`table`]. Menus, shortcuts and the help sheet are made from it; what a command does
//! is written in `app/dispatch`. This room knows no window: keys are named in [`keys`], and
//! `app/keymap` translates what the window reports.

pub mod table;

pub mod keys;

pub mod search;

mod id;

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::migration::Migration;
use crate::model::{AnnotationId, ByteOffset, Codebook, LabelId, Selection};

/// Something the user can ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    OpenFolder,
    OpenFiles,
    CloseProject,
    Export,
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
    /// Opens the memo of the chosen annotation to write in it.
    EditMemo,

    SelectWord,
    SelectSentence,
    SelectParagraph,
    SelectAll,
    /// Drops the selection, then the choice.
    Release,
    Copy,
    /// Moves the caret; the flag says whether the selection goes along.
    Move(Motion, bool),

    NextAnnotation,
    PreviousAnnotation,
    CycleOverlapping,
    NextArticle,
    PreviousArticle,
    DoneAndNext,

    ToggleArticles,
    ToggleInspector,
    ToggleLegend,
    ToggleHistory,
    /// Hides everything but the page, or shows it again.
    TextAlone,
    LargerText,
    SmallerText,
    ResetText,
    ThemeLight,
    ThemeDark,
    ThemeSystem,
    ShowKeys,
    /// Opens or closes the command palette.
    ShowPalette,
    /// Opens or closes the settings.
    ShowSettings,
    /// Opens or closes the codebook, to read and to change it.
    ShowCodebook,
    /// Opens or closes the rules for borderline cases.
    ShowGuideline,
    /// Asks for a codebook in a file and shows what it would change.
    ImportCodebook,

    // Asked for by pointing at something, and so without a row in the table.
    Open(Vec<PathBuf>),
    ShowArticle(ArticleId),
    Choose(AnnotationId),
    Select(Selection),
    SetStatus(Status),
    DismissNotice(usize),
    /// Tries to save again after a failure.
    SaveAgain,
    /// Writes the current article's annotations to another file.
    SaveCopy,
    /// Of the question whether to leave though something is not saved: save and leave, leave, stay.
    LeaveSaving,
    LeaveUnsaved,
    Stay,
    Unchoose,
    /// Gives up the long work that is being waited for.
    CancelWork,
    /// Goes back or forward in the history, to where this many steps are done.
    GoToStep(usize),
    /// Takes over what was written into an annotation's memo.
    SetMemo {
        article: ArticleId,
        id: AnnotationId,
        memo: String,
    },
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
