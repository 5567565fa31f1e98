//! Messages about texts that were renamed, moved or removed by other programs, and about what other
//! programs removed of an analyst's work.

use super::lists::listed;

texts! {
    /// Fixed texts about texts that are gone.
    MoveText {
        /// What the dialog about orphaned files is called.
        OrphansTitle => "Annotations without a text";
    }
}

messages! {
    /// About renamed, moved and removed texts.
    MoveMessage {
        /// Files of annotations or fields have no text; `offered` of the texts have been found under other
        /// names.
        OrphansFound { files: usize, texts: Vec<String>, offered: usize } => (names = listed(texts) =>
                [offered? ("{files|file|files} of annotations or fields without a text: {names}. Ctrl+Shift+A lists them.")
                    | [offered: ("{files|file|files} of annotations or fields without a text: {names}. \
                            {offered} article without annotations has the same text: Ctrl+Shift+A shows them and \
                            takes the annotations over.")
                        | ("{files|file|files} of annotations or fields without a text: {names}. \
                            {offered} articles without annotations have the same text: Ctrl+Shift+A shows them and \
                            takes the annotations over.")]]);
        /// In the dialog, where there are none.
        NoOrphans => "All annotations have their text.";
        /// In the dialog, before the list.
        OrphansExplained =>
            "These texts are gone, and their annotations are still here. An article with exactly the \
             same text and no annotations can take them over: the files are renamed, with those of \
             all coders and the fields.";
        /// In the dialog: the files of a text, and which article has the same text.
        OrphanWithText { text: String, files: usize, article: String } =>
            [files: "{text} ({files} file): the same text is {article}"
                | "{text} ({files} files): the same text is {article}"];
        /// In the dialog: the files of a text that was not found.
        OrphanWithoutText { text: String, files: usize } =>
            [files: "{text} ({files} file): no article without annotations has the same text"
                | "{text} ({files} files): no article without annotations has the same text"];
        /// A button.
        TakeOver => "Take over";
        /// What a screen reader says of a button.
        TakeOverOf { text: String } => "Take over the annotations of {text}";
        /// A button.
        TakeOverAll { count: usize } => "Take over all ({count})";
        TakenOver { articles: Vec<String> } => (names = listed(articles) => "Annotations were taken over: {names}.");
        /// A text was renamed or moved while the project was open.
        Renamed { from: String, to: String } =>
            "{from} was renamed to {to}. It keeps its annotations, status and undo history.";
        /// Of an error.
        NotRenamed { article: String } =>
            "{article}: a file beside the text could not be renamed with it";
        /// Annotations were written although their text is gone.
        WrittenWithoutText { article: String, path: String } =>
            "{article} no longer exists; its annotations were written without it: {path}";
        /// Another program removed annotations or relations.
        Removed { article: String, annotations: usize, relations: usize } => [relations? ("{article}: another program removed {annotations|annotation|annotations}. \
                    If this was not meant, as when an older copy of the file was put in its place, Ctrl+Shift+B \
                    restores what was removed.")
                | ("{article}: another program removed {annotations|annotation|annotations} and \
                    {relations|relation|relations}. If this was not meant, as when an older copy of the file \
                    was put in its place, Ctrl+Shift+B restores what was removed.")];
        BroughtBack { count: usize } =>
            [count: "Demarche restored {count} annotation or relation."
                | "Demarche restored {count} annotations or relations."];
        NothingToBringBack => "Other programs have not removed anything that is still missing.";
        /// Of an error.
        NotBroughtBack => "What was removed could not be restored";
        /// Of an error.
        NotTakenOver { text: String } => "The annotations of {text} were not taken over";
    }
}
