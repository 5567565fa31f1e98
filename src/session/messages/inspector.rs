//! Texts of the inspector: the annotations of an article, and the fields of the chosen one.

texts! {
    /// Fixed texts of the inspector.
    InspectorText {
        /// Headings.
        Article => "Article";
        InThisArticle => "In this article";

        DeleteAnnotation => "Delete this annotation";

        /// Names of fields that every annotation or article has, and what they are for.
        Memo => "Memo";
        MemoHint => "A note about it.";
        Entity => "Entity";
        EntityHint => "Who or what is meant.";
        Status => "Status";
        StatusHint => "The coding progress of the article.";

        /// The search in choices.
        TypeToFind => "Type to find";
        TypeToFindOrTick => "Type to find · Space: tick";
        NoChoice => "No choice matches.";

        /// In empty fields.
        DateHint => "25 Apr 2025, April 2025, last Friday";
        IntegerHint => "A whole number";
        NumberHint => "A number";
        NoteHint => "Add a note";
        /// Keys while a date can be read in several ways.
        ReadingKeys => "↑ ↓: change · Enter: choose";
    }
}

messages! {
    /// About the inspector.
    InspectorMessage {
        Rank { number: usize, count: usize } => "Annotation {number} of {count}";
        Missing { names: Vec<String> } => { format!("Missing: {}", names.join(", ")) };
        /// What a screen reader calls the field that finds choices.
        FindChoice { attribute: String } => "Find {attribute}";
    }
}
