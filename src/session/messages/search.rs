//! Messages about searching, in an article and in all of them.

use crate::model::plural::counted;

/// The button that lists all places of the words of the chosen annotation.
pub const ALL_OCCURRENCES: &str = "All occurrences…";
pub const ALL_OCCURRENCES_HINT: &str =
    "Find these words in all articles, and annotate those that you tick";

/// The box that ticks all hits.
pub const TICK_ALL: &str = "Tick all";

messages! {
    /// About searching.
    SearchMessage {
        NotInArticle { typed: String } => "“{typed}” is not in this article.";
        WrappedToTop => "Search wrapped to the top";
        WrappedToBottom => "Search wrapped to the bottom";
        SeveralPieces => "All occurrences cannot be found for an annotation with several fragments.";
        ChooseWords => "Choose an annotation or select some words to find all occurrences.";
        ArticleChanged => "The article has changed since it was searched. Search again.";
        /// Of an error.
        NothingAnnotated => "Nothing was annotated";
        Annotated { annotated: usize, articles: usize, skipped: usize } => {
            let mut text = format!(
                "{} annotated in {}",
                counted(*annotated, "place"),
                counted(*articles, "article")
            );
            if *skipped > 0 {
                text.push_str(&format!("; {skipped} skipped, the list says why"));
            }
            text
        };

        /// Keys of the field that finds words in an article.
        FinderKeys => "Enter: select · /: next · ?: previous";
        /// Keys of the concordance, while hits can be annotated and before.
        KeysToAnnotate => "Space: tick · Ctrl+A: all · Enter: annotate this hit";
        KeysToTag => "Space: tick · Ctrl+A: all · label key: annotate this hit";
        /// The same while hits are ticked.
        AnnotateTicked { ticked: usize } => "Enter: annotate {ticked} · Space: tick · Ctrl+A: all or none";
        TagTicked { ticked: usize } => "label key: annotate {ticked} · Space: tick · Ctrl+A: all or none";
    }
}
