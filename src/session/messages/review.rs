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
        AnnotationsToReview { article: String, fates: Fates } => (fates = counted(*fates) =>
                "{article}: the text has changed. Its annotations: {fates}. J shows the next one.");
        /// How many annotations have which fate.
        Counted { fates: Fates } => (fates = counted(*fates) => "{fates}");
        /// Of an error.
        NotMoved => "The annotations were not moved";
        NothingLeft => "No annotation needs review.";
        NothingToDecide => "This annotation needs no review.";
        StandsNowhere =>
            "Its words are not in this text. Select the words where it belongs and press +.";
        NothingProposed => "This article has no proposed positions.";

        /// In the panel: how many annotations have which fate.
        ChangedAndCounted { fates: Fates } => (fates = counted(*fates) => "The text has changed. Annotations: {fates}.");
        CountedOnly { fates: Fates } => (fates = counted(*fates) => "Annotations: {fates}.");
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

messages! {
    /// How many annotations have a fate.
    FateMessage {
        Kept { count: usize } => "{count} kept";
        Moved { count: usize } => "{count} moved";
        Proposed { count: usize } => "{count} to review";
        Detached { count: usize } => "{count} not found";
    }
}

fn counted(fates: Fates) -> String {
    let parts = [
        (fates.kept, FateMessage::Kept { count: fates.kept }),
        (fates.moved, FateMessage::Moved { count: fates.moved }),
        (
            fates.proposed,
            FateMessage::Proposed {
                count: fates.proposed,
            },
        ),
        (
            fates.detached,
            FateMessage::Detached {
                count: fates.detached,
            },
        ),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(_, message)| message.to_string()).collect();
    parts.join(", ")
}
