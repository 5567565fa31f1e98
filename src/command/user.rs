//! What a person can ask for by menu, palette or key.
//!
//! Each variant has a row in [`table`](super::table) and a stable id in [`id`](super::id), under which
//! the user's own keys are kept. What is asked for by pointing at something is an
//! [`Intent`](super::Intent).

use crate::model::LabelId;
use crate::model::document::Status;

/// A command of the user.
#[derive(Clone, Debug, PartialEq)]
pub enum UserCommand {
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
    SetStatus(Status),
    /// Shows two versions of the same annotations, to choose between them.
    ShowConflicts,
    /// Writes the current article's annotations to another file.
    SaveCopy,
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
