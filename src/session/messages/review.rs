//! Messages about the annotations of a text that has changed.

use crate::review::Fates;

messages! {
    /// About the annotations of a changed text.
    ReviewMessage {
        AnnotationsToReview { article: String, fates: Fates } => {
            format!(
                "{article}: the text has changed. Its annotations: {}. J goes through them.",
                counted(*fates)
            )
        };
        /// How many annotations have which fate.
        Counted { fates: Fates } => { counted(*fates) };
        /// Of an error.
        NotMoved => "The annotations were not moved";
        NothingLeft => "Every annotation has its place, and nothing is to be looked at.";
        NothingToDecide => "Nothing is to be decided about this annotation.";
        StandsNowhere =>
            "It stands nowhere in this text. Select the words where it belongs and press +.";
        NothingProposed => "Nothing is proposed in this article.";
    }
}

fn counted(fates: Fates) -> String {
    let parts = [
        (fates.kept, "kept"),
        (fates.moved, "moved"),
        (fates.proposed, "to decide"),
        (fates.detached, "without a place"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    parts.join(", ")
}
