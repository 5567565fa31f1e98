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
        /// Of a split: how many of those that use the item go to the new one.
        SplitCounts { moved: usize, total: usize, into: String } =>
            "{moved} of {total} go to “{into}”. Click a line or press Space to send it the other way.";
        /// A line of a split: what it is about, in which article, and where it goes.
        SplitLine { quote: String, place: String, part: String } => "“{quote}”, {place}: {part}";
        Goes { into: String } => "goes to “{into}”";
        Stays { from: String } => "stays in “{from}”";
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
