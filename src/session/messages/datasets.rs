//! Messages about importing and exporting.

messages! {
    /// About datasets.
    DatasetMessage {
        Exporting => "Exporting…";

        /// Choices of what to include.
        All => "All";
        AllArticles => "All articles";
        AllLabels => "All labels";

        Exported { articles: usize, annotations: usize, unread: usize, losses: usize, path: String } => [unread? [losses? ("Exported {articles|article|articles} with {annotations|annotation|annotations}: {path}")
                    | ("Exported {articles|article|articles} with {annotations|annotation|annotations}, with {losses|loss|losses}: {path}")]
                | [losses? ("Exported {articles|article|articles} with {annotations|annotation|annotations}, {unread} could not be read: {path}")
                    | ("Exported {articles|article|articles} with {annotations|annotation|annotations}, {unread} could not be read, with {losses|loss|losses}: {path}")]];
        /// Of an error.
        NotExported => "The dataset was not exported";
        FilesChanged => "Files have changed since the last export; nothing was written.";
        Incomplete { unread: usize } => [unread? "There are no articles; the files of the last export were kept."
                | ("{unread|article|articles} could not be read; the files of the last export were kept.")];
        PlaceNeeded => "Choose where to write it.";
        /// Of an error.
        PlaceUnusable => "This file or folder cannot be used";
        /// Why a place cannot be used.
        NotUnicode { path: String } => "its name is not valid Unicode: {path}";
        /// With the number of articles that an earlier import had written, which was interrupted.
        Imported { articles: usize, earlier: usize } => [earlier? [articles: "{articles} article was imported." | "{articles} articles were imported."]
                | [articles: "{articles} article was imported. An earlier import had written {earlier} more."
                    | "{articles} articles were imported. An earlier import had written {earlier} more."]];
        ImportedInPart { articles: usize, earlier: usize, problem: String } => (imported = Self::Imported { articles: *articles, earlier: *earlier }.to_string() =>
                "{imported} The rest was not: {problem}.");
        /// Of an error.
        NotImported => "The dataset was not imported";
        ImportRunning => "Another import is running.";
    }
}
