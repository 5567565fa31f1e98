//! Messages about the annotations of a text that has changed.

use crate::review::Fates;

texts! {
    /// Fixed texts of the panel in which moved annotations are reviewed.
    ReviewText {
        Accept => "Accept";
        Reject => "Reject";
        AcceptAll => "Accept all";
        NotFound => "not found";
    }
}

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

        /// In the panel: how many annotations have which fate.
        ChangedAndCounted { fates: Fates } => {
            format!("The text has changed. Annotations: {}.", counted(*fates))
        };
        CountedOnly { fates: Fates } => { format!("Annotations: {}.", counted(*fates)) };
        KeyShowsNext { key: String } => "{key} shows the next one.";
        PlaceByHand { key: String } =>
            "To place it, select the words where it belongs and press {key}.";
        /// What became of an annotation, with how alike the words are.
        Moved { percent: usize } => "moved, {percent} %";
        Proposed { percent: usize } => "here? {percent} %";
        /// What a screen reader says of a row.
        Row { fate: String, label: String, words: String } => "{fate}: {label}: {words}";
        WasAt { words: String } => "Was: {words}";
        NowAt { words: String } => "Now: {words}";
        /// Words with what stands before and after them.
        Context { before: String, words: String, after: String } => "…{before}[{words}]{after}…";
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
