//! User commands: what the menus, the command palette and keyboard shortcuts offer.
//!
//! Each variant has a row in [`table`](super::table) and a stable id in [`id`](super::id), under
//! which custom key bindings are stored. Actions by pointing at something are
//! [`Intent`](super::Intent)s.

use crate::model::LabelId;
use crate::model::document::Status;

/// A user command.
#[derive(Clone, Debug, PartialEq)]
pub enum UserCommand {
    OpenFolder,
    OpenFiles,
    CloseProject,
    /// Opens the export dialog.
    Export,
    /// Repeats the last export to the same destination.
    ExportAgain,
    /// Opens the dialog that imports a dataset.
    ImportDataset,
    Quit,

    Undo,
    Redo,
    /// Removes the chosen annotation with its relations.
    Delete,
    /// Annotates the selection or the word at the caret, or changes the label of the chosen
    /// annotation.
    Tag(LabelId),
    /// Adds a second annotation with another label at the position of the chosen one.
    TagAlso(LabelId),
    /// Moves an end of the chosen annotation by one word or one character.
    StepBorder {
        start: bool,
        forward: bool,
        by_char: bool,
    },
    /// Adds the selection to the annotation that was chosen before selecting.
    AddFragment,
    /// Moves the keyboard focus to the details of the chosen annotation.
    EditAttributes,
    /// Moves the keyboard focus to the details of the article.
    EditFields,
    /// Edits the memo of the chosen annotation.
    EditMemo,
    /// Begins to link the chosen annotation.
    Link,
    /// Opens the picker for the entity behind the chosen annotation.
    PickEntity,

    SelectWord,
    SelectSentence,
    SelectParagraph,
    SelectAll,
    /// Clears the selection, then the chosen annotation.
    Release,
    Copy,
    /// Moves the caret; the flag says whether this extends the selection.
    Move(Motion, bool),
    /// Opens the search field that selects text by typed letters.
    Find,
    /// Goes to the next hit, or repeats the last search.
    FindNext,
    FindPrevious,
    /// Opens the concordance, the search over all articles.
    FindInProject,
    /// Searches all articles for the words of the chosen annotation or of the selection.
    AllOccurrences,

    NextAnnotation,
    PreviousAnnotation,
    CycleOverlapping,
    /// Cycles through the other ends of the chosen annotation's relations, the first relation's
    /// first, and then back.
    FarEnd,
    /// Chooses the next annotation that lacks something required, in whichever article it is.
    NextIncomplete,
    PreviousIncomplete,
    /// Chooses the next annotation to review, which was moved or detached when the text changed.
    NextPending,
    /// Takes the chosen suggestion, or the values that are suggested for the chosen annotation; or accepts its
    /// new or proposed position.
    AcceptMove,
    /// Rejects the chosen suggestion, or the new or proposed position of the chosen annotation.
    RejectMove,
    /// Asks before the suggestions of the article are taken; or accepts all new and proposed positions in it.
    AcceptMoves,
    /// Shows suggestions or hides them.
    ToggleSuggestions,
    NextArticle,
    PreviousArticle,
    DoneAndNext,
    /// Goes to the next article of the list that is neither done nor skipped, and wraps at the end.
    NextUnfinished,
    /// Switches to the other pane of the split view.
    GoBeside,
    /// Moves the keyboard focus between the page and the panels, in reading order.
    NextPart,
    PreviousPart,
    /// Opens the first menu of the menu bar, and closes it again.
    OpenMenus,
    /// Opens the menu of what is chosen or selected on the page.
    OpenContextMenu,
    /// Dismisses the messages over the page.
    DismissNotices,

    /// Splits the view for two articles, or closes the inactive pane.
    SideBySide,
    ToggleArticles,
    ToggleInspector,
    ToggleLegend,
    ToggleHistory,
    ToggleMarginTags,
    /// Draws the relations of all annotations on screen, or only those of the chosen one.
    ToggleArcs,
    /// Toggles focus mode, which hides everything but the page.
    TextAlone,
    /// Makes everything in the window larger.
    ZoomIn,
    ZoomOut,
    ResetZoom,
    LargerText,
    SmallerText,
    ResetText,
    /// Makes a panel larger, or smaller.
    SizePanel(SizedPanel, bool),
    /// Gives all panels their default sizes.
    ResetPanels,
    ThemeLight,
    ThemeDark,
    ThemeHighContrast,
    ThemeSystem,
    ShowKeys,
    /// Says all about the place of the caret.
    SayPlace,
    /// Says the last messages again.
    SayMessages,
    /// Shows the folder of the log file.
    ShowLog,
    /// Toggles the command palette.
    ShowPalette,
    /// Toggles the settings.
    ShowSettings,
    /// Shows the results of all articles beside the page, or gives them the keyboard; closes them where they have it.
    ShowExplore,
    /// Toggles the list of the project's entities.
    ShowEntities,
    /// Toggles the codebook, for reading and editing.
    ShowCodebook,
    /// Toggles the dialog about who codes.
    ChangeCoder,
    /// Toggles the rules for borderline cases.
    ShowGuideline,
    /// Asks for files to import as articles.
    ImportArticles,
    /// Imports a codebook from a file, after a preview of the changes.
    ImportCodebook,
    SetStatus(Status),
    /// Resolves conflicts: shows both versions of the same annotations, to choose between them.
    ShowConflicts,
    /// Shows the coders of the project, rounds and packages.
    ShowTeam,
    /// Chooses a package that came back, to take it in.
    HandIn,
    /// Shows how far the coders agree.
    ShowAgreement,
    /// Shows in what the coders differ over all articles.
    ShowDifferences,
    /// Compares what several coders annotated in the article, and decides differences.
    CompareCoders,
    /// Shows the annotations whose text is gone, and takes them over to the article with the same text.
    ShowOrphans,
    /// Brings back what other programs removed of the annotations.
    BringBackRemoved,
    /// Saves a copy of the current article's annotations to another file.
    SaveCopy,
}

impl UserCommand {
    /// Whether a key that is held down does it again and again: where it moves something step by step.
    /// One press of any other key is one act.
    pub fn repeats(&self) -> bool {
        matches!(self, Self::Move(..) | Self::StepBorder { .. })
    }

    /// Whether the page certainly keeps the keyboard and the article: the next key can be read at once,
    /// before anything is drawn.
    pub fn keeps_keyboard(&self) -> bool {
        use UserCommand as C;
        matches!(
            self,
            C::Undo
                | C::Redo
                | C::Delete
                | C::Tag(_)
                | C::TagAlso(_)
                | C::StepBorder { .. }
                | C::AddFragment
                | C::SelectWord
                | C::SelectSentence
                | C::SelectParagraph
                | C::SelectAll
                | C::Release
                | C::Copy
                | C::Move(..)
                | C::FindNext
                | C::FindPrevious
                | C::NextAnnotation
                | C::PreviousAnnotation
                | C::CycleOverlapping
                | C::FarEnd
                | C::NextPending
                | C::AcceptMove
                | C::RejectMove
                | C::AcceptMoves
                | C::ToggleArcs
                | C::ZoomIn
                | C::ZoomOut
                | C::ResetZoom
                | C::LargerText
                | C::SmallerText
                | C::ResetText
                | C::SetStatus(_)
        )
    }
}

/// A panel whose size can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SizedPanel {
    Articles,
    Annotations,
    History,
    Concordance,
    /// The results of all articles.
    Explore,
    /// The left of two articles.
    LeftPane,
}

/// A movement of the caret.
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
