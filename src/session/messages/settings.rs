//! Texts of the settings that are not in the files of their capabilities.

texts! {
    /// Fixed texts of the settings.
    SettingsText {
        /// What the dialog is called.
        Title => "Settings";

        /// Headings.
        Article => "Article";
        Coder => "Coder";
        Window => "Window";

        /// The article, with the units of its numbers.
        TextSize => "Text size";
        Points => "points";
        LineWidth => "Line width";
        Characters => "characters";
        LineHeight => "Line height";
        Font => "Font";
        Serif => "Serif";
        Sans => "Sans";

        CoderId => "Coder ID";

        /// The language of the window; the languages have their own names.
        Language => "Language";
        LanguageOfSystem => "System";

        /// The window.
        MarginTags => "Label tags in the margin";
        MarginTagsHint =>
            "Shows beside each line which annotations begin on it, if there is room";
    }
}
