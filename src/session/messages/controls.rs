//! Texts of buttons that many panels have.

texts! {
    /// Buttons of many panels.
    ControlText {
        Cancel => "Cancel";
        Choose => "Choose…";
        Close => "Close";
        Delete => "Delete";
        Duplicate => "Duplicate";
        /// The field of a long drop-down list.
        FilterList => "Filter list";
        MoveDown => "Move down";
        MoveUp => "Move up";
        NothingInList => "Nothing matches.";
        Preview => "Preview";
        Remove => "Remove";
        /// Opens the folder of what was written.
        ShowInFolder => "Show in folder";
        Stop => "Stop";
        TryAgain => "Try again";
    }
}
