//! Messages about opening and saving, and about what other programs write meanwhile.

use crate::store::display_path;
use crate::store::limitations::{Limitation, LimitationKind};

texts! {
    /// Fixed texts about files: titles of file dialogs, and buttons.
    FileText {
        CopyAnnotations => "Save a copy of the annotations";
        CopyFields => "Save a copy of the fields";
        CopyEntities => "Save a copy of the entities";
        CopyCodebook => "Save a copy of the codebook";
        OpenFolder => "Open a folder of articles";
        OpenArticles => "Open articles";
        /// The kind of files.
        Articles => "Articles";

        /// The dialog of a project that seems to have moved, with its answers.
        MovedTitle => "This project seems to have moved";
        RestoreHistory => "Restore history";
        StartWithoutHistory => "Start without it";

        /// The dialog about leaving with unsaved work.
        UnsavedTitle => "Some annotations are not saved";
        LeaveUnsaved => "Leave without saving";
        Stay => "Stay";
        SaveCopy => "Save a copy…";
    }
}

messages! {
    /// About the project’s files.
    FileMessage {
        /// Of an error.
        NotOpened => "This cannot be opened";
        /// Why something cannot be opened.
        CheckPath { problem: String, path: String } =>
            "{problem}; check that it is there and that you may read it: {path}";
        /// Why a file that is shared cannot be read.
        SharedUnreadable { problem: String, path: String } =>
            "{problem}; the file is left as it is, repair it or set it aside: {path}";
        /// Of an error.
        NotWritten => "The file was not written";
        CopySaved { path: String } => "The annotations were copied: {path}";
        FieldsCopySaved { path: String } => "The fields were copied: {path}";
        EntitiesCopySaved { path: String } => "The entities were copied: {path}";
        CodebookCopySaved { path: String } => "The codebook was copied: {path}";
        CodebookExported { path: String } => "The codebook was exported: {path}";
        LossesSaved { path: String } => "The list was saved: {path}";
        ReportSaved { path: String } => "The report was saved: {path}";
        ResultsSaved { path: String } => "Saved: {path}";
        FolderNotShown { path: String } => "The folder could not be opened. It is: {path}";
        LogFolder { path: String } => "The folder of the log could not be opened: {path}";
        ProjectMoved { from: String } =>
            "This project was moved from {from}. Its undo history is restored.";
        /// Something in a project that cannot be used as it is.
        Problem { problem: String } => "{problem}";
        MoreProblems { count: usize } =>
            "{count} more files or folders are left out; “demarche check” lists them.";
        TwoVersionsInCodebook =>
            "A merge has left two versions of something in the codebook. Ctrl+M shows both to \
             choose between them.";
        TwoVersionsInEntities =>
            "A merge has left two versions of something in the entities. Ctrl+M shows both to \
             choose between them.";
        TwoVersions { article: String } =>
            "{article}: a merge has left two versions of some annotations. Ctrl+M shows both to \
             choose between them.";
        TwoVersionsOfFields { article: String } =>
            "{article}: a merge has left two versions of some fields. Ctrl+M shows both to choose \
             between them.";
        /// Something in an article that is not as it should be.
        ArticleProblem { article: String, problem: String } => "{article}: {problem}";
        MoreArticleProblems { article: String, count: usize } =>
            "{article}: {count} more problems; “demarche check” lists them.";

        /// Of an error.
        NotSaved { article: String } => "{article} is not saved";
        /// Of an error.
        FieldsNotSaved { article: String } => "The fields of {article} are not saved";
        /// Of an error.
        CodebookNotSaved => "The codebook is not saved";
        /// Of an error.
        EntitiesNotSaved => "The entities are not saved";
        /// Of an error.
        FieldsUnreadable { article: String } =>
            "{article}: the fields of the article cannot be read";
        /// Of an error.
        CodebookUnreadable => "The codebook cannot be read";
        /// Of an error.
        EntitiesUnreadable => "The entities cannot be read";
        /// Why a file cannot be read, and what to do about it.
        LeftAsItIs { problem: String, path: String } =>
            "{problem}; the file is left as it is, repair it or set it aside: {path}";
        /// Why an article is not saved.
        WrittenForOtherText =>
            "another program wrote annotations for another version of the article; nothing is \
             overwritten. Save a copy of yours (File menu), then open the project again";
        /// Why an article is not saved.
        Conflicts { count: usize } =>
            "another program changed {count} of the same annotations or fields; nothing is \
             overwritten. Ctrl+M shows both versions to choose between them";
        /// Why the fields of an article are not saved.
        FieldConflicts { count: usize } =>
            "another program changed {count} of the same fields; nothing is overwritten. Ctrl+M \
             shows both versions to choose between them";
        /// Why the entities are not saved.
        EntityConflicts { count: usize } =>
            "another program changed {count} of the same entities; nothing is overwritten. \
             Ctrl+M shows both versions to choose between them";
        /// Why the codebook is not saved.
        CodebookConflicts { count: usize } =>
            "another program changed {count} of the same entries; nothing is overwritten. \
             Ctrl+M shows both versions to choose between them";
        NoConflicts => "This article has no conflicts.";
        ConflictResolved => "Conflict resolved";
        /// In the dialog about conflicts: the values that a version lacks, by their names.
        WithoutValues { names: Vec<String> } => (names = names.join(", ") =>
                [names? "Differs in details that are not shown" | "Without {names}"]);
        /// Of an error.
        NotResolved => "This could not be resolved";

        /// The annotations were deleted: written again at once, or with the next change.
        AnnotationsDeleted { article: String, count: usize, at_once: bool } => [at_once? ("{article}: the file with {count|annotation|annotations} was deleted by another program. \
                    Demarche writes what is open here with your next change. Ctrl+Shift+B writes it now.")
                | ("{article}: the file with {count|annotation|annotations} was deleted by another program. \
                    Demarche writes what is open here again.")];
        FieldsDeleted { article: String, at_once: bool } => [at_once? "{article}: the fields were deleted by another program. Demarche writes what is open here with your next change."
                | "{article}: the fields were deleted by another program. Demarche writes what is open here again."];
        CodebookDeleted { at_once: bool } => [at_once? "The codebook was deleted by another program. Demarche writes what is open here with your next change."
                | "The codebook was deleted by another program. Demarche writes what is open here again."];
        EntitiesDeleted { at_once: bool } => [at_once? "The entities were deleted by another program. Demarche writes what is open here with your next change."
                | "The entities were deleted by another program. Demarche writes what is open here again."];
        ChangesTakenIn { article: String } =>
            "{article}: Demarche loaded changes by another program.";
        FieldsTakenIn { article: String } =>
            "{article}: Demarche loaded fields that another program changed.";
        CodebookChangesTakenIn =>
            "Another program changed the codebook; Demarche loaded the changes.";
        /// Of an error.
        AnnotationsChanged { article: String } =>
            "{article}: the annotations were changed by another program";
        ArticleRemoved { article: String } =>
            "Another program removed {article}. What is open here is kept until you leave the \
             article and everything is saved.";
        NewArticles { count: usize } =>
            [count: "{count} new article has been added to the list."
                | "{count} new articles have been added to the list."];
        TextChangedWhileUnsaved =>
            "Another program changed the text of an article with unsaved annotations. You see \
             the old text until they are saved.";
        /// Of an error.
        ChangedTextUnreadable { article: String } =>
            "{article}: the changed text cannot be read; you see the old one";
        TextChanged { article: String } =>
            "{article}: another program changed the text. You can no longer undo earlier actions.";

        /// Limitations of a disk or a share, which are told once.
        NoSync { folder: String } =>
            "This disk or share does not confirm that files are stored: a power failure may lose \
             the last changes. Keep a copy elsewhere: {folder}";
        NoSafeNewFile { folder: String } =>
            "This disk or share cannot put a complete file in a free place in one step. If \
             Demarche is killed at that moment, an empty file stays: {folder}";
        NoSafeReplace { folder: String } =>
            "This disk or share cannot replace a file in one step: for a moment the file is \
             missing. If Demarche is killed at that moment, the next start puts the old one \
             back: {folder}";
        NoPermissions { folder: String } =>
            "Permissions cannot be set on this disk or share. Check whether your colleagues can \
             still read what is saved: {folder}";
        OwnerNotKept { folder: String } =>
            "The owner, group or access list of a file could not be kept when it was saved. Check \
             whether your colleagues can still read and change the files: {folder}";
        NoLocks { folder: String } =>
            "This disk or share has no locks. Do not save the same article in two windows at the \
             same moment: {folder}";

        /// A disk or network takes very long for a file; `others` more files are waited for.
        Stalled { file: String, others: usize } => [others? "The disk or network does not respond: still waiting for {file}. You can go \
                     on: what you do is kept here and written when it responds. “Save a copy…” in the \
                     File menu writes it elsewhere."
                | "The disk or network does not respond: still waiting for {file} and {others} more. You can go \
                     on: what you do is kept here and written when it responds. “Save a copy…” in the \
                     File menu writes it elsewhere."];

        /// In the dialog of a project that seems to have moved.
        SeemsMoved { from: String } =>
            "Its files are those of the project that was at {from}, which no longer exists. Restore its \
             undo history and unsaved changes here?";

        /// In the dialog about unsaved changes: their disk or network does not respond, and the journal
        /// has them.
        UnsavedOnLeaving { is_stalled: bool, is_journaled: bool } => [is_stalled?
                [is_journaled?
                    "They could not be written to their file. If you leave now, they are lost. Free some \
                     space or correct the permissions and try again, or save a copy elsewhere."
                    | "They could not be written to their file. The journal has them: Demarche restores them \
                     when you open the project on this computer again. Free some space or correct the \
                     permissions and try again, or save a copy elsewhere."]
                | [is_journaled?
                    "Their disk or network does not respond. If you leave now, they are lost. Wait and try \
                     again, or save a copy elsewhere."
                    | "Their disk or network does not respond. The journal has them: Demarche restores them \
                     when you open the project on this computer again. Wait and try again, or save a copy \
                     elsewhere."]];

        /// In the dialog about conflicts.
        ConflictsExplained { name: String } =>
            "Two programs changed {name}. Choose a version (←: mine, →: theirs, Shift: all). Nothing \
             is saved until you confirm.";
        /// Buttons.
        SaveChoices => "Save choices";
        /// Beside the buttons.
        EnterSaves => "Enter: save choices";
        LeftToChoose { count: usize } => "{count} to choose.";
        /// Titles of the two versions.
        Mine => "Mine";
        Theirs => "Theirs";
    }
}

impl From<&Limitation> for FileMessage {
    fn from(limitation: &Limitation) -> Self {
        let folder = display_path(&limitation.folder).to_string();
        match limitation.kind {
            LimitationKind::Sync => Self::NoSync { folder },
            LimitationKind::NewFile => Self::NoSafeNewFile { folder },
            LimitationKind::Replace => Self::NoSafeReplace { folder },
            LimitationKind::Permissions => Self::NoPermissions { folder },
            LimitationKind::Owner => Self::OwnerNotKept { folder },
            LimitationKind::Locks => Self::NoLocks { folder },
        }
    }
}
