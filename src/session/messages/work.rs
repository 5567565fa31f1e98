//! Names of work that takes long, and its progress.

messages! {
    /// Work that takes long.
    WorkMessage {
        ReadingFiles => "Reading files";
        ReadingArticles => "Reading articles";
        ComparingArticles => "Comparing articles";
        AddingArticles => "Adding articles";
        ImportingArticles => "Importing articles";
        AnnotatingArticles => "Annotating articles";
        ChangingArticles => "Changing articles";
        Undoing => "Undoing in articles";
        Redoing => "Redoing in articles";
        /// Its number is megabytes.
        WritingDataset => "Megabytes written";
    }
}

/// The progress of work: how much of a total is done, and how much a second. The total is 0 as long
/// as it is not known.
pub(crate) fn progress(name: &WorkMessage, done: usize, total: usize, rate: usize) -> String {
    match (done, total) {
        (0, 0) => format!("{name}…"),
        (_, 0) => format!("{name}: {done}, {rate} a second"),
        _ => format!("{name}: {done} of {total}, {rate} a second"),
    }
}
