//! Messages about work that waits until its articles have been read, and about work that it delays.

use super::steps::step_text;
use crate::model::step_name::StepName;

messages! {
    /// About pending work.
    PendingMessage {
        /// Other work of this kind was asked for meanwhile.
        OtherNotDone { purpose: Purpose } =>
            "Not done: Demarche is reading articles to {purpose}. Try again when it has, or press \
             Cancel in the status bar.";
        /// An edit of its target was refused meanwhile.
        NotChanged { purpose: Purpose } =>
            "Not changed: Demarche is reading articles to {purpose}. Try again when it has, or \
             press Cancel in the status bar.";
        /// A value was entered meanwhile.
        EnteredLater { purpose: Purpose } =>
            "What you entered is kept: Demarche first reads articles to {purpose}.";
        /// Why it was not done: the first article that cannot be read, and how many others.
        ArticleUnreadable { problem: String, others: usize } => [others? "an article cannot be read: {problem}"
                | [others: "an article cannot be read: {problem} and one more"
                    | "an article cannot be read: {problem} and {others} more"]];
        HistoryChanged =>
            "Nothing was undone or redone: the history changed while articles were read.";
        CodebookChanged =>
            "Nothing was changed: the codebook changed while articles were read. Try again.";
        SearchChanged =>
            "Nothing was annotated: the search changed while articles were read.";
        EntityChanged =>
            "Nothing was changed: another program changed the entity while articles were read. \
             Try again.";
        MentionGone => "The mention no longer exists.";
    }
}

messages! {
    /// What articles are read for, in the infinitive.
    Purpose {
        Undo => "undo";
        UndoStep { step: StepName } => (step = step_text(step) => "undo “{step}”");
        Redo => "redo";
        RedoStep { step: StepName } => (step = step_text(step) => "redo “{step}”");
        GoToStep => "go to another step of the history";
        PreviewCodebook => "preview the change of the codebook";
        AnnotateHits => "annotate the hits";
        MergeEntities => "merge the entities";
        SplitEntity => "split the entity";
        DeleteEntity => "delete the entity";
        SetStatus => "change the status";
        ShowMention => "show the mention";
        Compare => "compare the coders";
    }
}
