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

messages! {
    /// How far work has come.
    ProgressMessage {
        Begun { work: String } => "{work}…";
        /// The total is not known; `rate` is how much a second.
        SoFar { work: String, done: usize, rate: usize } => "{work}: {done}, {rate} a second";
        OfTotal { work: String, done: usize, total: usize, rate: usize } =>
            "{work}: {done} of {total}, {rate} a second";
    }
}

/// The progress of work: how much of a total is done, and how much a second. The total is 0 as long
/// as it is not known.
pub(crate) fn progress(name: &WorkMessage, done: usize, total: usize, rate: usize) -> String {
    let work = name.to_string();
    let message = match (done, total) {
        (0, 0) => ProgressMessage::Begun { work },
        (_, 0) => ProgressMessage::SoFar { work, done, rate },
        _ => ProgressMessage::OfTotal {
            work,
            done,
            total,
            rate,
        },
    };
    message.to_string()
}
