//! Messages about entities.

texts! {
    /// Fixed texts of the panel of entities and of the picker.
    EntityText {
        /// What the panel is called.
        Title => "Entities";
        Filter => "Filter entities";
        New => "New entity";
        NewHint => "Creates an entity with the name in the filter (Ctrl+Enter)";
        NoneYet => "There is no entity yet. Choose an annotation and press . to create the first.";
        NoMatchCreate => "No entity matches. Ctrl+Enter creates one.";

        /// What the picker is called.
        PickerTitle => "Choose an entity";
        PickerField => "Find an entity";
        NoMatch => "No entity matches.";
        NoEntity => "No entity";
        /// The key that creates an entity, beside its row.
        CreateKey => "Ctrl+Enter";

        /// Fields of an entity.
        Name => "Name";
        Aliases => "Aliases";
        AliasesHint => "One alias per line";
        Kind => "Kind";
        Label => "Label";
        PartOf => "Part of";
        PartOfHint => "Choose what it is part of";
        Country => "Country";
        CountryHint => "Three letters, such as UKR";
        Wikidata => "Wikidata";
        WikidataHint => "Such as Q3874799";
        Memo => "Memo";

        /// Buttons, which ask before they change anything, and those that confirm.
        MergeInto => "Merge into…";
        SplitAsk => "Split…";
        DeleteAsk => "Delete…";
        Merge => "Merge";
        Split => "Split";

        /// In the questions.
        MentionsStay =>
            "These mentions stay, without an entity. To give them to another one, merge instead.";
        UndoInOneStep => "You can undo this in one step.";
        NameHint => "Its name";
        TickMentions => "Tick the mentions of the new entity:";
    }
}

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
        /// In the picker: a row that creates an entity.
        NewNamed { name: String } => "New entity “{name}”";

        /// How often and where.
        Counts { mentions: usize, articles: usize } => ("{mentions|mention|mentions} in {articles|article|articles}");
        /// The same with the parts of the entity.
        CountsWithParts { mentions: usize, articles: usize, parts: usize } => ("{mentions|mention|mentions} in {articles|article|articles} · {parts|part|parts} of it");
        /// The same in a column whose heading explains it.
        ShortCounts { mentions: usize, articles: usize } => "{mentions} in {articles}";
        KindAndShortCounts { kind: String, mentions: usize, articles: usize } =>
            "{kind} · {mentions} in {articles}";

        /// What a screen reader says of a mention.
        GoToMention { quote: String, place: String } => "Go to {quote} in {place}";
        MentionIn { quote: String, place: String } => "{quote} in {place}";
        /// All mentions with the same words.
        MentionsOf { words: String, count: usize } => "{words} ({count})";

        /// In the panel, where the file of entities cannot be read.
        Broken { problem: String } =>
            "Nothing can be changed here: {problem}. Repair the file, then open the project again.";

        /// In the questions: titles, and sentences about what is affected.
        MergeTitle { from: String, into: String } => "Merge “{from}” into “{into}”";
        DeleteTitle { name: String } => "Delete “{name}”";
        SplitTitle { name: String } => "Split “{name}”";
        BecomeAliases { from: String, into: String } =>
            "“{from}” and its aliases become aliases of “{into}”.";
        BecomeParts { parts: usize, into: String } =>
            [parts: "{parts} entity that is part of it will become part of “{into}”."
                | "{parts} entities that are part of it will become parts of “{into}”."];
        BelongToNone { parts: usize } =>
            [parts: "{parts} entity that is part of it will no longer belong to another entity."
                | "{parts} entities that are part of it will no longer belong to another entity."];
        Touched { mentions: usize, articles: usize } => ("{mentions|mention|mentions} in {articles|article|articles}.");
        TouchedByCoders { mentions: usize, articles: usize, coders: usize } => ("{mentions|mention|mentions} in {articles|article|articles}, by {coders|coder|coders}.");
        MayNameIt { files: usize } =>
            [files: "Attributes and fields may name it in {files} file more."
                | "Attributes and fields may name it in {files} files more."];
        ReadFirst { files: usize } =>
            [files: "{files} file will be read first." | "{files} files will be read first."];
        Unreadable { files: usize } =>
            [files: "{files} file cannot be read and stays as it is."
                | "{files} files cannot be read and stay as they are."];
        GoToNew { mentions: usize, articles: usize } => ("{mentions|mention|mentions} in {articles|article|articles} go to the new entity.");
    }
}
