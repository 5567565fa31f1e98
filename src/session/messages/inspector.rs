//! Texts of the inspector: the annotations of an article, and the fields of the chosen one.

texts! {
    /// Fixed texts of the inspector.
    InspectorText {
        /// Headings.
        Article => "Article";
        InThisArticle => "In this article";

        /// In the place of a value that is required and missing.
        Required => "required";

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
        Missing { names: Vec<String> } => (names = names.join(", ") => "Missing: {names}");
        /// A field with its value: an attribute of an annotation or a relation, a template of annotations.
        FieldValue { field: String, value: String } => "{field}: {value}";
        /// What a screen reader says of a field without a value.
        FieldEmpty { field: String } => "{field}: empty";
        /// What a screen reader says of an annotation in the list.
        Annotation { label: String, quote: String } => "{label}: {quote}";
        AnnotationWithEntity { label: String, quote: String, entity: String } =>
            "{label}: {quote}, {entity}";
        /// A reading of a date that was typed, and how it was understood.
        Reading { date: String, how: String } => "{date}, {how}";
        /// What a screen reader calls the field that finds choices.
        FindChoice { attribute: String } => "Find {attribute}";
    }
}
