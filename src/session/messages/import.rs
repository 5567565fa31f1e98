//! Texts of the two import dialogs: of articles, and of datasets.

texts! {
    /// Fixed texts of the dialog that imports articles.
    ImportArticlesText {
        /// What the dialog is called.
        Title => "Import articles";
        /// In file dialogs.
        FileKinds => "What articles come in";
        FolderTitle => "Put the articles into";
        /// The folder that is made beside the files where no project is open.
        NewFolder => "imported articles";

        NothingToAdd => "There is nothing to add.";
        TickNew => "Tick new ones";
        TickAll => "Tick all";
        TickNone => "Tick none";
        Folder => "Folder…";
        Report => "Report";
        CopyReport => "Copy report";
        /// Why an article was left out.
        NotTicked => "not ticked";
    }
}

texts! {
    /// Fixed texts of the dialog that imports a dataset.
    ImportDatasetText {
        /// What the dialog is called.
        Title => "Import dataset";
        Import => "Import";
        Sources => "Files or folder, one a line";
        ChooseFiles => "Choose files…";
        ChooseFolder => "Choose folder…";
        Format => "Format";
        Detect => "Detect automatically";
        Folder => "Folder in the project";
        Everything => "Everything can be imported.";
    }
}

messages! {
    /// About an import while it is prepared.
    ImportMessage {
        /// A table and its columns.
        ColumnsOf { file: String } => "Columns of {file}";
        MeaningOf { column: String } => "Meaning of {column}";

        /// What was found in the files.
        Found { articles: usize, files: usize, same: usize, near: usize } => [same? [near? ("{articles|article|articles} in {files|file|files}.") | ("{articles|article|articles} in {files|file|files}, {near|near duplicate|near duplicates}.")]
                | [near? ("{articles|article|articles} in {files|file|files}, {same|duplicate|duplicates}.")
                    | ("{articles|article|articles} in {files|file|files}, {same|duplicate|duplicates}, {near|near duplicate|near duplicates}.")]];
        Failed { count: usize } => "Could not be imported: {count}";
        WrittenTo { folder: String } => "Articles are written to {folder}";
        /// A button.
        ImportArticles { count: usize } => [count: "Import {count} article" | "Import {count} articles"];
        Added { count: usize } => [count: "{count} article was added." | "{count} articles were added."];

        /// Lines of the report.
        LeftOut { title: String, why: String } => "{title}: left out. {why}.";
        Notice { title: String, notice: String } => "{title}: {notice}";
        NotWritten { title: String, problem: String } => "{title}: {problem}.";
        Stopped { count: usize } =>
            [count: "Stopped: {count} article was not added." | "Stopped: {count} articles were not added."];
        /// Labels of highlights and notes.
        MarkedLabels { labels: String } =>
            "The codebook has got the labels of highlights and notes, which Undo takes back: {labels}.";
        FolderUnusable { problem: String } => "The folder cannot be used: {problem}.";

        /// Of a dataset.
        ArticlesWithAnnotations { articles: usize, annotations: usize } => ("{articles|article|articles} with {annotations|annotation|annotations}");
        LabelCount { label: String, count: usize } => "{label} {count}";
        ExtendCodebook { count: usize } => "Add the missing labels and types to the codebook ({count})";
        Renamed { count: usize } => "Written under another name: {count}";
        Changed { count: usize } => "Changed or left out: {count}";
    }
}
