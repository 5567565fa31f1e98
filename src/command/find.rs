//! Commands of the find bar, the incremental search in the article.

/// An action in the find bar.
#[derive(Clone, Debug, PartialEq)]
pub enum FindCommand {
    /// Selects the text that the letters in the search field find.
    Typed(String),
    /// Selects the hit, widened to words or exactly as it was typed.
    Take { exact: bool },
    /// Closes the search field; restores the previous selection, or keeps the current one.
    Leave { give_back: bool },
}
