//! Messages about the codebook and the effects of its changes.

use crate::model::plural::counted;

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
        Touched { annotations: usize, relations: usize, files: usize } => {
            touched(*annotations, *relations, *files)
        };
        Migrated { annotations: usize, relations: usize, files: usize } => {
            format!(
                "{} – you can undo this in one step.",
                touched(*annotations, *relations, *files)
            )
        };
        /// Some label keys never tag; `keys` says which and why.
        DeadLabelKeys { keys: String } => "The codebook has label keys that never tag: {keys}. Give these labels other keys in the codebook.";
        /// A key that no command has.
        FreeKey { key: String } => "{key} is free.";
        /// Of an error.
        NotImported => "The codebook cannot be imported";
    }
}

fn touched(annotations: usize, relations: usize, files: usize) -> String {
    let mut text = counted(annotations, "annotation");
    if relations > 0 {
        text.push_str(&format!(" and {}", counted(relations, "relation")));
    }
    format!("{text} in {}", counted(files, "file"))
}
