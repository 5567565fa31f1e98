//! Messages about annotating, entering values, and going from article to article.

use super::lists::any_of;
use crate::model::document::Status;

texts! {
    /// How far an article is coded, in menus and lists.
    StatusText {
        NotBegun => "not begun";
        InProgress => "in progress";
        Done => "done";
        Unsure => "unsure";
        Skipped => "skipped";
    }
}

texts! {
    /// Fixed texts about annotating.
    AnnotatingText {
        /// The menu of the labels for which there is no room, and its item that opens the search for labels.
        MoreLabels => "More labels";
        SearchLabels => "Search…";
        /// In the tooltip of a label.
        NotDefined => "The codebook does not define it.";
        SelectFirst => "Select some words first, then press the key.";
        Entity => "Entity";

        /// Whether the work is saved, in the menu bar.
        NotSaved => "Not saved";
        TrySaving => "Try to save again";
        Saved => "✓ Saved";
        Saving => "Saving…";
    }
}

messages! {
    /// About annotating.
    AnnotatingMessage {
        /// The menu of a row of the inspector.
        FieldMenu { name: String } => "More about {name}";
        ClearField => "Clear";
        /// What a screen reader calls a label in the legend.
        LabelInLegend { label: String, count: usize, key: String } =>
            "{label}, {count} in this article, key {key}";
        LabelWithoutKey { label: String, count: usize } => "{label}, {count} in this article";
        /// What a screen reader calls the sign of an article in the list.
        StatusIs { status: String } => "Status: {status}";
        /// Of an article without a title: what the text suggests.
        TitleFromText { headline: String } => "Title from the text: {headline}";
        /// The same in the field of the title.
        ProposedTitle { headline: String } => "{headline} · from the text";
        OnlySpaceSelected => "Only space is selected. Select some words.";
        SelectToTag { label: String } => "Select some words to tag them as {label}.";
        AlreadyTagged { label: String } => "This is already tagged as {label}.";
        KeyboardInPanel =>
            "A label’s key does not tag while a panel has the keyboard. Esc goes back to the text.";
        /// Of an error.
        NotTagged => "This cannot be tagged";
        /// Of an error.
        NotDone => "This cannot be done";
        ChooseBeforeAdding => "Choose an annotation first, then select the words to add to it.";
        AlreadyCovered => "The annotation already covers this.";
        NoAnnotationYet => "There is no annotation yet. Select some words and press a label’s key.";
        /// In the place of the annotations of an article without any; `keys` are those of all labels.
        SelectAndPressKey { keys: Vec<String> } => (examples = examples(keys), keys = any_of(keys) =>
            [examples? "Select some words and press {keys}."
                | "Select some words and press a label’s key, such as {examples}."]);
        SelectAndChoose => "Select some words and choose a label above.";
        /// The same while words are selected.
        PressKey { keys: Vec<String> } => (examples = examples(keys), keys = any_of(keys) =>
            [examples? "Press {keys} to tag the selected words."
                | "Press a label’s key, such as {examples}, to tag the selected words."]);
        ChooseLabel => "Choose a label above to tag the selected words.";
        NoneIncomplete => "No annotation is incomplete.";
        AnnotationGone => "What you entered was not saved: the annotation no longer exists.";
        /// Of an error.
        NotEntered => "This value was not saved";
        /// In the place of “Saved”, and why.
        FieldIncomplete => "Entry is incomplete";
        FieldIncompleteHint =>
            "A field holds text that is not a value yet, so it is not saved: finish the number, the date \
             or the name.";
        LastOfList => "This was the last article of the list; some before it are not done yet.";
        NoOtherUnfinished => "No other article is unfinished.";
        AllDone => "All articles of the list are done.";
        /// The same after the last one, with what to do then.
        AllDoneExport { key: String } => "All done. {key}: export";

        /// Keys of the fields of an annotation.
        FieldKeys => "Letter: edit field · Delete: clear · Esc: back to text";
    }
}

/// The name of a status in menus and lists.
pub fn status_name(status: &Status) -> String {
    let name = match status {
        Status::New => StatusText::NotBegun,
        Status::InProgress => StatusText::InProgress,
        Status::Done => StatusText::Done,
        Status::Unsure => StatusText::Unsure,
        Status::Skipped => StatusText::Skipped,
        Status::Other(name) => return name.to_string(),
    };
    name.text().to_owned()
}

/// The same where it stands alone, as in a menu.
pub fn status_title(status: &Status) -> String {
    let name = status_name(status);
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Keys of labels that a hint lists; of more it gives examples.
const KEYS_LISTED: usize = 4;

/// Keys that a hint gives as examples.
const EXAMPLE_KEYS: usize = 3;

/// Some of many keys; nothing if they are few enough to be listed.
fn examples(keys: &[String]) -> String {
    match keys.len() > KEYS_LISTED {
        true => any_of(&keys[..EXAMPLE_KEYS]),
        false => String::new(),
    }
}
