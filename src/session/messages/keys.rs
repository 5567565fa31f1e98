//! Texts about keys and commands: the help of keys, the settings of keys, and the command palette.

texts! {
    /// Fixed texts about keys and commands.
    KeysText {
        /// What the help is called, and the heading in the settings.
        Title => "Keys";
        Caret => "Caret and selection";
        /// Headings of its tables, which are heard only.
        Keys => "Keys";
        Command => "Command";

        /// In the settings.
        Press => "Press a key…";
        Change => "Change…";
        Add => "Add…";
        Reset => "Reset";
        ResetAll => "Reset all keys";
        Filter => "Filter commands";
        NoMatch => "No command matches.";
        Reassign => "Reassign it";
        Leave => "Leave it";

        /// The palette.
        PaletteTitle => "Commands";
        PaletteField => "Search commands";
        PaletteHint => "Search commands and articles";
        PaletteNoMatch => "No command or article matches.";
    }
}

messages! {
    /// About keys and commands.
    KeysMessage {
        /// In the settings.
        AlreadyMeans { key: String, command: String } => "{key} already means “{command}”.";
        RemoveKey { key: String, command: String } => "Remove {key} from “{command}”";
        /// In the palette: an article.
        GoToArticle { article: String } => "Go to {article}";
        GoToTitle { title: String, article: String } => "Go to {title} · {article}";
    }
}
