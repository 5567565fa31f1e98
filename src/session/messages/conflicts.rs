//! Texts of the dialog in which conflicts are resolved: what a conflict is about, and its two versions.

texts! {
    /// Fixed texts of conflicts.
    ConflictsText {
        /// What the dialog is called.
        Title => "Resolve conflicts";

        /// What is in conflict.
        Entities => "the entities";
        Codebook => "the codebook";

        /// Titles of conflicts.
        LostEnd => "One version removed what the other linked";
        Status => "Status of the article";
        Header => "Coder and codebook in the file";

        /// A version.
        Removed => "Removed";
        KeptWithRelation => "It is kept with its relation";
        HeaderHere => "As it is here";
        HeaderThere => "As it is there";

        /// Names of values: of an annotation, a relation and an entity.
        Words => "Words";
        Entity => "Entity";
        Type => "Type";
        Name => "Name";
        Label => "Label";
        Kind => "Kind";
        Aliases => "Aliases";
        PartOf => "Part of";
        Country => "Country";
        Wikidata => "Wikidata";
        Memo => "Memo";
    }
}

messages! {
    /// About conflicts.
    ConflictsMessage {
        /// The heading of a version.
        Chosen { version: String } => "{version}, chosen";
        /// What a screen reader says of a version: its lines are texts of their own.
        Version { version: String, lines: Vec<String> } => (lines = lines.join(", ") => "{version}: {lines}");

        /// Titles of conflicts.
        Annotation { words: String } => "“{words}”";
        Relation { kind: String } => "Relation: {kind}";
        Field { name: String } => "Field “{name}” of the article";
        Entity { name: String } => "Entity: {name}";
        Place { path: Vec<String> } => (path = path.join(" – ") => "{path}");

        /// Lines of a version.
        Value { name: String, value: String } => "{name}: {value}";
        MadeBy { coder: String, time: String } => [time? "By {coder}" | [coder? "At {time}" | "By {coder} {time}"]];
        Ends { from: String, to: String } => "From {from} to {to}";
        Quoted { words: String } => "“{words}”";
        QuoteKept { words: String } => "“{words}” is kept with its relation";
    }
}
