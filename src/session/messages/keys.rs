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

        /// Buttons of the status bar, behind their keys.
        StatusKeys => "keys";
        StatusNext => "next";

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
        /// What a screen reader calls a button of a command: its text, and the command.
        ButtonOf { button: String, command: String } => "{button} {command}";
        /// A tooltip with the key, and the key with a short name.
        WithKey { text: String, key: String } => "{text} ({key})";
        KeyAndName { key: String, name: String } => "{key} {name}";
        /// In the palette, and where its key is pressed: a command that cannot be used, and why.
        Impossible { command: String, why: String } => "{command}: {why}";
        /// In the palette: an article.
        GoToArticle { article: String } => "Go to {article}";
        GoToTitle { title: String, article: String } => "Go to {title} · {article}";
    }
}
