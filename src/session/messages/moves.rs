//! Messages about texts that were renamed, moved or removed by other programs, and about what other
//! programs removed of an analyst's work.

use crate::model::plural::{counted, form};

/// What the dialog about orphaned files is called.
pub const ORPHANS_TITLE: &str = "Annotations without a text";

/// Names that a notice lists.
const NAMES_SHOWN: usize = 3;

messages! {
    /// About renamed, moved and removed texts.
    MoveMessage {
        /// Files of annotations or fields have no text; `offered` of the texts have been found under other
        /// names.
        OrphansFound { files: usize, texts: Vec<String>, offered: usize } => {
            let files = counted(*files, "file");
            let names = listed(texts);
            let found = match offered {
                0 => "Ctrl+Shift+A lists them.".to_owned(),
                offered => {
                    let have = form(*offered, "has", "have");
                    let articles = counted(*offered, "article");
                    format!(
                        "{articles} without annotations {have} the same text: Ctrl+Shift+A shows them \
                         and takes the annotations over."
                    )
                }
            };
            format!("{files} of annotations or fields without a text: {names}. {found}")
        };
        /// In the dialog, where there are none.
        NoOrphans => "All annotations have their text.";
        /// In the dialog, before the list.
        OrphansExplained =>
            "These texts are gone, and their annotations are still here. An article with exactly the \
             same text and no annotations can take them over: the files are renamed, with those of \
             all coders and the fields.";
        /// In the dialog: the files of a text, and which article has the same text.
        OrphanWithText { text: String, files: usize, article: String } => {
            let files = counted(*files, "file");
            format!("{text} ({files}): the same text is {article}")
        };
        /// In the dialog: the files of a text that was not found.
        OrphanWithoutText { text: String, files: usize } => {
            let files = counted(*files, "file");
            format!("{text} ({files}): no article without annotations has the same text")
        };
        /// A button.
        TakeOver => "Take over";
        /// What a screen reader says of a button.
        TakeOverOf { text: String } => "Take over the annotations of {text}";
        /// A button.
        TakeOverAll { count: usize } => "Take over all ({count})";
        TakenOver { articles: Vec<String> } => {
            let names = listed(articles);
            format!("Annotations were taken over: {names}.")
        };
        /// Of an error.
        NotTakenOver { text: String } => "The annotations of {text} were not taken over";
    }
}

/// The first names of a list, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).cloned();
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
