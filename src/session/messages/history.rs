//! Messages about undo and redo, and about what a journal restored.

use super::steps::step_text;
use crate::model::step_name::StepName;

texts! {
    /// Fixed texts about the history.
    HistoryText {
        /// Buttons of dialogs.
        Undo => "Undo";
        Redo => "Redo";
        /// The panel.
        Title => "History";
        /// The state before the first step.
        Opened => "Opened";
    }
}

messages! {
    /// About the history.
    HistoryMessage {
        /// The item of the Edit menu, and the button's tooltip in dialogs.
        Undo { step: StepName } => (step = step_text(step) => "Undo: {step}");
        /// The same.
        Redo { step: StepName } => (step = step_text(step) => "Redo: {step}");
        Undone { step: StepName } => (step = step_text(step) => "Undone: {step}");
        Redone { step: StepName } => (step = step_text(step) => "Redone: {step}");
        /// Why a dialog cannot undo: the last step is not about its subject.
        StepElsewhere { step: StepName } => (step = step_text(step) => "The last step was made elsewhere: {step}");
        /// In the panel, for a screen reader: a step that is undone.
        StepUndone { step: String } => "{step}, undone";
        /// Of an error.
        Ends => "There are no more steps";
        Cancelled => "Cancelled; nothing was changed.";
        /// The actions that a journal restored: how many, and the names of the last of them.
        Restored { count: usize, last: Vec<StepName> } => (names = names_of_last(*count, last) =>
                [count: "Demarche restored {count} action that was not saved last time: {names}. You can undo it."
                    | "Demarche restored {count} actions that were not saved last time: {names}. You can undo them."]);
        /// Of an error.
        NotRestored => "Unsaved changes of the last session cannot be restored";
        JournalDamaged { path: String } =>
            "A journal of this project is damaged. Demarche restored what it could read and kept \
             the file: {path}";
        JournalKept { refused: usize, path: String } =>
            [refused: "{refused} change of the last session was not restored: another program changed the \
                       same items. Nothing was overwritten. The journal with them is kept: {path}"
                | "{refused} changes of the last session were not restored: another program changed the \
                   same items. Nothing was overwritten. The journal with them is kept: {path}"];
        NoJournal { problem: String } =>
            "Changes are saved, but not written to the journal: after a crash the last changes \
             and the undo history would be lost. {problem}";
    }
}

fn names_of_last(count: usize, last: &[StepName]) -> String {
    let more = if count > last.len() { "… " } else { "" };
    let names: Vec<String> = last.iter().map(step_text).collect();
    format!("{more}{}", names.join(", "))
}
