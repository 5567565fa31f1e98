//! Messages about the annotations of a text that has changed.

use crate::review::Fates;

messages! {
    /// About the annotations of a changed text.
    ReviewMessage {
        AnnotationsToReview { article: String, fates: Fates } => {
            format!(
                "{article}: the text has changed. Its annotations: {}. J shows the next one.",
                counted(*fates)
            )
        };
        /// How many annotations have which fate.
        Counted { fates: Fates } => { counted(*fates) };
        /// Of an error.
        NotMoved => "The annotations were not moved";
        NothingLeft => "No annotation needs review.";
        NothingToDecide => "This annotation needs no review.";
        StandsNowhere =>
            "Its words are not in this text. Select the words where it belongs and press +.";
        NothingProposed => "This article has no proposed positions.";
    }
}

fn counted(fates: Fates) -> String {
    let parts = [
        (fates.kept, "kept"),
        (fates.moved, "moved"),
        (fates.proposed, "to review"),
        (fates.detached, "not found"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    parts.join(", ")
}
