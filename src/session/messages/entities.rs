//! Messages about entities.

messages! {
    /// About entities.
    EntityMessage {
        /// Headings of columns.
        ColumnName => "Name";
        ColumnKindAndCounts => "Kind · mentions in articles";
        ColumnMention => "Mention";
        ColumnArticle => "Article";

        NoneForLabel { label: String } => "The codebook does not allow an entity for {label}.";
        /// Of an error.
        NotChanged => "The entities cannot be changed";
        /// Why they cannot be changed.
        FileBroken { problem: String } => "{problem}. Repair the file, then open the project again";
        PartOfItself { whole: String, part: String } => "{whole} is already part of {part}.";
        NameNeeded => "An entity needs a name.";

        /// In the picker: a box to tick.
        SaveAlias { words: String } => "Save “{words}” as an alias";
        /// Keys of the picker, by what the entity is chosen for.
        MergeKeys => "Enter: choose · Esc: close";
        MentionKeys =>
            "Enter: choose · Shift+Enter: choose and save alias · Ctrl+Enter: create";
        PickerKeys => "Enter: choose · Ctrl+Enter: create · Esc: close";
    }
}
