//! Commands of the view of results.

/// An action in the view.
#[derive(Clone, Debug, PartialEq)]
pub enum ExploreCommand {
    /// Shows the statement of a row in its article; the keyboard stays.
    Show(u32),
    /// Shows it and gives the keyboard to the page.
    GoTo(u32),
    /// Counts this coder's work where an article has no agreed version; none for the first coder's.
    CountCoder(Option<String>),
    /// Ends reading.
    Cancel,
    /// Reads again what has changed.
    ReadAgain,
    /// Copies the table that is shown.
    Copy,
    /// Asks where the table that is shown goes, and writes it.
    SaveTable,
    /// Asks where the picture that is shown goes, and writes it.
    SavePicture,
    /// Closes the view and gives the keyboard to the page.
    Close,
}
