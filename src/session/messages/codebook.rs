//! Messages about the codebook and the effects of its changes.

texts! {
    /// Fixed texts of the codebook editor.
    CodebookText {
        /// What the dialog is called.
        Title => "Codebook";
        Import => "Import…";
        Export => "Export…";
        /// Why the codebook cannot be changed.
        Broken =>
            "Repair the file or move it away, then open the project again. Until then the codebook cannot be \
             changed, and the file is left as it is.";
        /// Another program has changed the file.
        UseDisk => "Use the codebook on disk";
        /// Formats for an export.
        FormatDemarche => "Demarche codebook (.json)";
        FormatTable => "Table (.csv)";
        FormatRefi => "REFI-QDA (.qdc)";
        CannotStore => "This format cannot store:";
        ExportAnyway => "Export anyway…";
        /// In file dialogs.
        FileKind => "Codebooks";
        ImportTitle => "Import codebook";
        ExportTitle => "Export codebook";

        /// The outline on the left, whose entries are headings on the right.
        About => "About";
        Guideline => "Guideline";
        NoRules => "There are no rules yet. Add them in the codebook.";
        ShowCodebook => "Codebook…";
        EntityKinds => "Kinds of entities";
        Labels => "Labels";
        EveryAnnotation => "Every annotation";
        RelationTypes => "Relation types";
        ArticleFields => "Fields of an article";
        /// What a screen reader calls the buttons beside these headings.
        AddLabel => "Add to labels";
        AddAnnotationAttribute => "Add to every annotation";
        AddRelationType => "Add to relation types";
        AddArticleField => "Add to fields of an article";
        /// A field for the name of something new.
        NewLabel => "New label";
        NewRelationType => "New relation type";
        NewAnnotationAttribute => "New attribute of every annotation";
        NewArticleField => "New field of an article";
        NameThenEnter => "Name, then Enter";

        /// About the codebook itself.
        Version => "Version";
        VersionHint =>
            "The version increases when annotations change. Each file of annotations records its version.";
        Description => "Description";
        Problems => "Problems";
        GuidelineHint =>
            "Rules for borderline cases, one per line. Coders read them in the Help menu.";
        Rules => "Rules";

        /// Fields of labels, attributes, choices and relation types.
        Name => "Name";
        Key => "Key";
        Keys => "Keys";
        Definition => "Definition";
        Extent => "What to include";
        Example => "Example";
        Examples => "Examples";
        Judgement => "Is a judgement";
        JudgementHint => "It is suggested only if the settings say so: a suggestion would influence the judgement";
        Available => "Available to coders";
        Colour => "Colour";
        LightColour => "Light theme colour";
        DarkColour => "Dark theme colour";
        MixLightColour => "Light theme colour, mix a colour";
        MixDarkColour => "Dark theme colour, mix a colour";
        /// Shown in a label’s colours.
        SampleWords => "some words";
        Underline => "Underline";
        LineSolid => "solid";
        LineDouble => "double";
        LineDashed => "dashed";
        LineDotted => "dotted";
        LineWavy => "wavy";
        /// Whether annotations of a label mention an entity.
        Entity => "Entity";
        EntityNone => "mentions none";
        EntityOptional => "may mention one";
        EntityRequired => "must mention one";
        AddAttribute => "Add attribute";

        /// Of an attribute.
        Required => "Required: missing values are flagged";
        PerCoder => "Coded by each coder: otherwise all coders share one value";
        Default => "Default";
        Kind => "Kind";
        Choices => "Choices";

        /// Of a relation type.
        From => "From";
        To => "To";
        RelationRequired => "Required";
        NeverRequired => "never";
        InverseName => "Inverse name";
        AskFrom => "Question: from";
        AskTo => "Question: to";
        RequiredFrom => "for every annotation it starts from";
        RequiredTo => "for every annotation it leads to";

        /// Of a choice.
        NewChoice => "New choice";
        AnotherChoice => "Another choice";
        AnotherChoiceThenEnter => "Another choice, then Enter";
        AddBelow => "Add below";
        /// In empty fields of a choice.
        KeyHint => "key";
        DefinitionHint => "definition";

        /// Buttons that open the form of a change.
        ChangeId => "Change id…";
        Merge => "Merge…";
        Split => "Split…";
        Delete => "Delete…";
        MoveBelow => "Move below…";
        ChangeKind => "Change kind…";
        /// The same as headings of the form.
        ChangingId => "Change id";
        Merging => "Merge";
        Splitting => "Split";
        Deleting => "Delete";
        MovingBelow => "Move below";
        ChangingKind => "Change kind";
        /// What is changed, in the heading of the form.
        OfLabel => "label";
        OfRelationType => "relation type";
        OfAttribute => "attribute";
        OfChoice => "choice";

        /// The form of a change.
        NewId => "New id";
        Into => "Into";
        Below => "Below";
        TheTop => "the top";
        Which => "Which";
        HideFromCoders => "Hide from coders";
        KeepAnnotations => "Keep its annotations, but hide it from coders";
        GiveAnnotations => "Give its annotations another label";
        RemoveAnnotations => "Remove its annotations with their relations";
        KeepRelations => "Keep its relations, flagged as unknown";
        GiveRelations => "Give its relations another type";
        RemoveRelations => "Remove its relations";
        KeepValues => "Keep its values, flagged as unknown";
        MoveValues => "Move its values to another attribute";
        RemoveValues => "Remove its values";
        KeepChoice => "Keep its values, but hide it from coders";
        ReplaceChoice => "Replace it with another choice";
        RemoveChoice => "Remove it and the choices below it everywhere";
        /// What a split moves.
        MoveThese => "Move these annotations:";
        MoveContaining => "Those that contain these words";
        MoveWithValue => "Those with a value of an attribute";
        MoveAll => "All of it";
        Phrase => "Phrase";
        Attribute => "Attribute";
        Value => "Value";

        /// The preview of a change.
        Affected => "Affected annotations";
        NothingLost => "No data will be lost.";
        UndoInOneStep => "You can undo this in one step.";
        ReadingAll => "Reading all articles and all coders’ annotations…";

        /// The two ways to import a codebook.
        AddNew => "Add what is new";
        AddNewHint => "Entries that both codebooks have stay as they are here.";
        Replace => "Replace the codebook";
        ReplaceHint =>
            "Annotations are not changed. Those with a removed label, attribute or choice are kept and \
             flagged.";
        NothingWouldChange => "Nothing would change.";
    }
}

messages! {
    /// About the codebook.
    CodebookMessage {
        /// Headings of the columns of choices.
        ColumnOffered => "On";
        ColumnName => "Name";
        ColumnKey => "Key";
        ColumnDefinition => "Definition";

        /// Of an error.
        NotChanged => "The codebook is not changed";
        /// Of an error.
        NothingChanged => "Nothing was changed";
        ArticleChanged => "An article has changed meanwhile: check the affected annotations again.";
        /// The extent of a planned change.
        Touched { annotations: usize, relations: usize, files: usize } => [relations? ("{annotations|annotation|annotations} in {files|file|files}")
                | ("{annotations|annotation|annotations} and {relations|relation|relations} in {files|file|files}")];
        /// Of a split: how many of those that use the item go to the new one.
        SplitCounts { moved: usize, total: usize, into: String } =>
            "{moved} of {total} go to “{into}”. Click a line or press Space to send it the other way.";
        /// A line of a split: what it is about, in which article, and where it goes.
        SplitLine { quote: String, place: String, part: String } => "“{quote}”, {place}: {part}";
        Goes { into: String } => "goes to “{into}”";
        Stays { from: String } => "stays in “{from}”";
        Migrated { annotations: usize, relations: usize, files: usize } => [relations? ("{annotations|annotation|annotations} in {files|file|files} – you can undo this in one step.")
                | ("{annotations|annotation|annotations} and {relations|relation|relations} in {files|file|files} – you can undo this in one step.")];
        /// Some label keys never tag; `keys` says which and why.
        DeadLabelKeys { keys: String } => "The codebook has label keys that never tag: {keys}. Give these labels other keys in the codebook.";
        /// A key that no command has.
        FreeKey { key: String } => "{key} is free.";
        /// Of an error.
        NotImported => "The codebook cannot be imported";

        /// What an attribute belongs to, and its id.
        AttributeOf { holder: String, id: String } => "of {holder}, in files: {id}";
        AttributeOfAnnotations { id: String } => "of every annotation, in files: {id}";
        AttributeOfArticle { id: String } => "of an article, in files: {id}";
        IdInFiles { id: String } => "in files: {id}";
        NewAttributeOf { holder: String } => "New attribute of {holder}";
        /// In the outline: a label that coders do not see.
        LabelOff { label: String } => "{label} (off)";

        /// What a screen reader calls the box of a label at one end of a relation type.
        FromLabel { label: String } => "From {label}";
        ToLabel { label: String } => "To {label}";

        /// Why a key does not serve.
        KeyTaken { key: String, meaning: String } => "{key} already means “{meaning}”.";
        NotAKey { key: String } => "“{key}” is not a key.";
        KeyWithShift { key: String } => "{key} never tags: Shift with a label’s key also tags what is tagged already.";

        /// What a screen reader calls a colour of the series, and the controls of a choice.
        ColourNumber { number: usize } => "Colour {number}";
        OfferChoice { name: String } => "Offer {name}";
        NameOfChoice { name: String } => "Name of {name}";
        KeyOfChoice { name: String } => "Key of {name}";
        DefinitionOfChoice { name: String } => "Definition of {name}";
        ChangeChoice { name: String } => "Change {name}";
        ChoiceInFiles { path: String } => "In files: {path}";

        /// The heading of the form of a change.
        ChangeHeading { change: String, kind: String, name: String } => "{change}: {kind} {name}";
        BecomesKind { kind: String } =>
            "It becomes: {kind}. Values that do not fit are kept and listed.";

        /// The preview of a change.
        Reading { done: usize, total: usize } =>
            "Reading all articles and all coders’ annotations… {done} of {total}";
        Impossible { why: String } => "This is not possible: {why}.";
        TouchedInAll { annotations: usize, relations: usize, files: usize } => [relations? ("{annotations|annotation|annotations} in {files|file|files}.")
                | ("{annotations|annotation|annotations} and {relations|relation|relations} in {files|file|files}.")];
        FilesOfCoder { coder: String, files: usize } =>
            [files: "{coder}: {files} file" | "{coder}: {files} files"];
        FilesWithoutCoder { files: usize } =>
            [files: "without a coder’s name: {files} file" | "without a coder’s name: {files} files"];
        Entities { count: usize } => [count: "{count} entity" | "{count} entities"];
        VersionChanges { from: String, to: String } => "The version changes from {from} to {to}.";
        Concerns { count: usize } => "To decide, or values that will be lost: {count}";
        ConcernWithQuote { quote: String, why: String } => "“{quote}” {why}";
        ArticleOfCoder { article: String, coder: String } => "{article} ({coder})";

        /// The codebook of a file, and what importing it would change.
        NameAndVersion { name: String, version: String } => "{name} {version}";
        ImportOf { codebook: String } => "Import {codebook}";
        AddDifferences { count: usize } =>
            [count: "Add what is new: {count} difference" | "Add what is new: {count} differences"];
        ReplaceDifferences { count: usize } =>
            [count: "Replace the codebook: {count} difference" | "Replace the codebook: {count} differences"];

        /// Of an export.
        ExportAs { extension: String } => "Export as .{extension}";
        Lost { item: String } => "• {item}";
        /// Another program has changed the file, or it cannot be written.
        NotSaved { problem: String } => "The codebook is not saved: {problem}";
    }
}
