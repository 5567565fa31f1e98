//! Messages about annotating, entering values, and going from article to article.

/// The menu of the labels for which there is no room.
pub const MORE_LABELS: &str = "More labels";

/// Opens the search in which labels are found by their name.
pub const SEARCH_LABELS: &str = "Search…";

messages! {
    /// About annotating.
    AnnotatingMessage {
        /// What a screen reader calls a label in the legend.
        LabelInLegend { label: String, count: usize, key: String } =>
            "{label}, {count} in this article, key {key}";
        LabelWithoutKey { label: String, count: usize } => "{label}, {count} in this article";
        OnlySpaceSelected => "Only space is selected. Select some words.";
        SelectToTag { label: String } => "Select some words to tag them as {label}.";
        AlreadyTagged { label: String } => "This is already tagged as {label}.";
        KeyboardInPanel =>
            "A label’s key does not tag while a panel has the keyboard. Esc goes back to the text.";
        /// Of an error.
        NotTagged => "This cannot be tagged";
        /// Of an error.
        NotDone => "This cannot be done";
        ChooseBeforeAdding => "Choose an annotation first, then select what belongs to it too.";
        AlreadyCovered => "The annotation covers this already.";
        NoAnnotationYet => "There is no annotation yet. Select some words and press a label’s key.";
        NoneIncomplete => "No annotation is incomplete.";
        AnnotationGone => "What was entered is not taken over: the annotation is gone.";
        /// Of an error.
        NotEntered => "This is not taken over";
        /// In the place of “Saved”, and why.
        FieldIncomplete => "Entry is incomplete";
        FieldIncompleteHint =>
            "A field holds text that is not a value yet, so it is not saved: finish the number, the date \
             or the name.";
        LastOfList => "This was the last of the list; some before it are not done yet.";
        LastUnfinished => "This was the last article that is not done.";
        NoOtherUnfinished => "No other article is unfinished.";
        AllDone => "All articles of the list are done.";
    }
}
