//! Texts of the export dialog: formats, options, preview and losses.

texts! {
    /// Fixed texts of the export dialog.
    ExportText {
        /// What the dialog is called.
        Title => "Export dataset";
        /// The field that filters the formats.
        Filter => "What is it for?";
        NoMatch => "No format matches.";
        Everything => "Stores everything.";

        /// Options.
        Articles => "Articles";
        Labels => "Labels";
        Since => "Annotated since";
        Duplicates => "Duplicates";
        Parts => "Parts";
        SplitByArticle => "Split by article";
        PartsAndShares => "Parts and shares";
        Seed => "Seed";
        Balance => "Balance labels";
        Coders => "Coders";
        Mine => "Mine";
        FirstCoders => "One for each article: agreed, or else first";
        AgreedVersions => "Agreed versions";
        AllCoders => "Everybody's";
        WithoutCoder => "Without coder";
        Tokenizer => "Tokenizer";
        TokensWords => "Unicode words";
        TokensWhitespace => "Whitespace";
        TokensSpacy => "spaCy English";

        /// Where it is written.
        Folder => "Folder";
        File => "File";

        /// Buttons. The first two answer whether files may be replaced.
        Keep => "Keep";
        Replace => "Replace";
        Export => "Export";

        /// The tab of losses, while they are not known.
        Losses => "Losses";
        NotText => "This file is not a text file.";

        /// The list of losses.
        NothingLost => "Nothing is lost.";
        NothingLostInThese => "Nothing is lost in these articles.";
        SaveList => "Save list…";
        ListFile => "File for the list, .json or .txt";
        Save => "Save";
        NotNow => "Not now";
        LostArticle => "the article";
    }
}

messages! {
    /// About an export before it is written.
    ExportMessage {
        CannotStore { items: Vec<String> } => (items = items.join(", ") => "Cannot store {items}.");
        /// The forms of a date that are valid.
        ValidForms { forms: String } => "Valid are {forms}.";
        FileExists { path: String } => "This file already exists: {path}";
        FilesExist { count: usize, first: String } =>
            [count: "{count} file already exists, such as {first}"
                | "{count} files already exist, such as {first}"];
        /// The tab of losses.
        Losses { count: usize } => "Losses ({count})";
        /// Articles that cannot be read: the first with the reason, and how many others.
        LeftOut { first: String, others: usize } => [others? "Left out: {first}" | "Left out: {first} and {others} more"];
        Whole { articles: usize, annotations: usize, relations: usize, files: usize } => ("{articles|article|articles} · {annotations|annotation|annotations} · {relations|relation|relations} · {files|file|files}");
        /// Of a preview, which reads only some articles.
        First { articles: usize, annotations: usize, relations: usize, files: usize } => ("the first {articles|article|articles} · {annotations|annotation|annotations} · {relations|relation|relations} · {files|file|files}");
        More { count: usize } => "and {count} more";

        /// What a screen reader says of a format, and of a group of losses.
        Format { purpose: String, title: String } => "{purpose}, {title}";
        LossGroup { kind: String, count: usize, why: String } => "{kind}, {count}: {why}";
        /// The heading of a group of losses.
        LossKind { kind: String, count: usize } => "{kind} {count}";
        /// What a loss is about.
        LostLine { line: usize } => "line {line}";
        LostAnnotation { id: String } => "annotation {id}";
        LostQuote { quote: String } => "“{quote}”";
        LostRelation { quote: String } => "a relation of “{quote}”";
        /// What a screen reader says of a loss.
        Loss { item: String, kind: String, why: String, article: String } =>
            "{item} {kind}: {why}, in {article}";
    }
}
