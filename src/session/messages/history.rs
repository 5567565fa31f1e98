//! Messages about undo and redo, and about what a journal restored.

use crate::model::plural::{counted, form};
use crate::model::step_name::StepName;

messages! {
    /// About the history.
    HistoryMessage {
        Undone { step: StepName } => { format!("Undone: {}", step.text()) };
        Redone { step: StepName } => { format!("Done again: {}", step.text()) };
        /// Of an error.
        Ends => "The history goes no further";
        Cancelled => "Cancelled; nothing was changed.";
        /// The actions that a journal restored: how many, and the names of the last of them.
        Restored { count: usize, last: Vec<StepName> } => { restored(*count, last) };
        /// Of an error.
        NotRestored => "What was done last time and not saved cannot be restored";
        JournalDamaged { path: String } =>
            "A journal of this project is damaged. What can be read of it is used; it is kept as \
             it was: {path}";
        JournalKept { refused: usize, path: String } => {
            format!(
                "{} of the last run {} any more, because another program changed the same; nothing \
                 was overwritten. The journal with them is kept: {path}",
                counted(*refused, "change"),
                form(*refused, "does not fit", "do not fit")
            )
        };
        NoJournal { problem: String } =>
            "What you do is saved, but not written to the journal: after a crash the last \
             moment would be lost, and undo would not reach back. {problem}";
    }
}

fn restored(count: usize, last: &[StepName]) -> String {
    let more = if count > last.len() { "… " } else { "" };
    let names: Vec<String> = last.iter().map(StepName::text).collect();
    let names = format!("{more}{}", names.join(", "));
    let (actions, were) = (counted(count, "action"), form(count, "was", "were"));
    let them = form(count, "it", "them");
    format!(
        "Demarche restored {actions} that {were} not saved last time: {names}. You can undo {them}."
    )
}
