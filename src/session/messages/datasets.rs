//! Messages about importing and exporting.

use crate::model::plural::{counted, counted_as};

messages! {
    /// About datasets.
    DatasetMessage {
        Exporting => "Exporting…";

        /// Choices of what to include.
        All => "All";
        AllArticles => "All articles";
        AllLabels => "All labels";

        Exported { articles: usize, annotations: usize, unread: usize, losses: usize, path: String } => {
            let mut text = format!(
                "Exported {} with {}",
                counted(*articles, "article"),
                counted(*annotations, "annotation")
            );
            if *unread > 0 {
                text.push_str(&format!(", {unread} could not be read"));
            }
            if *losses > 0 {
                let losses = counted_as(*losses, "loss", "losses");
                text.push_str(&format!(", with {losses}"));
            }
            format!("{text}: {path}")
        };
        /// Of an error.
        NotExported => "The dataset was not exported";
        FilesChanged => "Files have changed since the last export; nothing was written.";
        Incomplete { unread: usize } => {
            let why = match unread {
                0 => "There are no articles".to_owned(),
                _ => format!("{} could not be read", counted(*unread, "article")),
            };
            format!("{why}; the files of the last export were kept.")
        };
        PlaceNeeded => "Choose where to write it.";
        /// Of an error.
        PlaceUnusable => "This file or folder cannot be used";
        /// Why a place cannot be used.
        NotUnicode { path: String } => "its name is not valid Unicode: {path}";
        /// With the number of articles that an earlier import had written, which was interrupted.
        Imported { articles: usize, earlier: usize } => {
            let imported = match articles {
                1 => "1 article was imported.".to_owned(),
                count => format!("{count} articles were imported."),
            };
            match earlier {
                0 => imported,
                earlier => format!("{imported} An earlier import had written {earlier} more."),
            }
        };
        ImportedInPart { articles: usize, earlier: usize, problem: String } => {
            let imported = Self::Imported { articles: *articles, earlier: *earlier };
            format!("{imported} The rest was not: {problem}.")
        };
        /// Of an error.
        NotImported => "The dataset was not imported";
        ImportRunning => "Another import is running.";
    }
}
