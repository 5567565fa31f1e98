//! Messages about the native window and what draws it.

/// The window's title until a project is open.
pub const WINDOW_TITLE: &str = "Demarche";

texts! {
    /// Fixed texts of the window.
    WindowText {
        /// Buttons of panels for which the window is too narrow.
        ShowArticles => "Show articles";
        ShowAnnotations => "Show annotations";

        /// What a screen reader calls the menu bar, and the context menu of the page.
        MenuBar => "Menus";
        ContextMenu => "Context menu";

        /// Items of the context menu.
        AddWord => "Add this word to the annotation";
        SelectToHere => "Select to here";
    }
}

messages! {
    /// About the window.
    WindowMessage {
        /// The title of the window.
        TitleOfArticle { article: String, project: String } => "{article} – {project} – Demarche";
        TitleOfProject { project: String } => "{project} – Demarche";
        /// Labels of the settings.
        Graphics => "Graphics";
        GraphicsHint => "What draws the window. Takes effect at the next start.";
        ThemeSystem => "System";
        ThemeLight => "Light";
        ThemeDark => "Dark";
        ThemeHighContrast => "High contrast";
        ThemeContrastLight => "High contrast, light";
        ThemeContrastDark => "High contrast, dark";
        RendererAuto => "Automatic";
        RendererGpu => "Graphics card";
        RendererSoftware => "Processor";

        /// A setting: what a screen reader says when the caret comes to an annotation.
        Spoken => "Screen reader: annotations";
        SpokenHint => "What a screen reader says when the caret comes to an annotation.";
        SpokenFull => "Label, entity, what is missing";
        SpokenShort => "Label only";
        SpokenOff => "Nothing";

        /// A setting: how large everything in the window is.
        InterfaceSize => "Size of everything";
        Percent { percent: usize } => "{percent} %";
        SystemTextScale => "As large as the system's text";
        SystemTextScaleHint =>
            "Makes everything in the window as much larger as the desktop makes text.";
        Animations => "Animations";
        AnimationsHint => "Fading of controls and blinking of the caret.";
        AnimationsOfSystem => "As the system";
        AnimationsOn => "Animations on";
        AnimationsOff => "Animations off";

        /// Copying and pasting.
        NothingPasted =>
            "Nothing was pasted: the clipboard has no text and no files, or cannot be reached. Copy again, or type it.";
        NotCopied =>
            "Nothing was copied: the system’s clipboard cannot be reached. Copy again; a file can be written with File › Export or Save a copy.";
        CopiedHereOnly =>
            "It was copied for Demarche only: the system’s clipboard cannot be reached. For other programs, write a file with File › Export or Save a copy.";

        /// Lines of the log.
        UsesGpu { why: String } => "renderer: graphics card, since {why}";
        UsesSoftware { why: String } => "renderer: processor, since {why}";
        StartsAgain { why: String } => "renderer: starts again with the processor, since {why}";
        AskedFor => "it was asked for";
        NoCard => "this machine has no graphics card";
        MayHaveCard => "this machine may have a graphics card";
        RemoteDisplay { display: String } => "the display “{display}” belongs to another machine";
        AdapterIsProcessor { name: String } => "{name} draws on the processor";
        LostByCard => "the graphics card lost the window";
        DrawingFailed => "drawing the window failed";

        /// Something is pasted or typed into a text field.
        PasteTooLong { chars: usize, limit: usize } =>
            "Nothing was pasted: the text has {chars} characters, and this field holds at most {limit}.";
        FieldFull { limit: usize } => "This field is full: it holds at most {limit} characters.";

        /// An article has letters that no installed font has.
        FontMissing { script: String, package: String } =>
            "No installed font has the letters of the {script} script, so boxes stand for them. Install \
             a font for it (on Debian and Ubuntu: apt install {package}; elsewhere: a Noto font), then \
             start Demarche again.";

        /// The window was closed from outside.
        DesktopEnded { why: String } =>
            "the desktop ended the connection: {why}. What you did is restored when you open the project \
             again.";

        /// Why there is no window, and what to do.
        NotOpened { why: String } => "the window could not be opened: {why}";
        NoDisplay =>
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a \
             desktop session; “demarche check”, “export” and “stats” work without one.";
        NoServer { display: String } =>
            "No display answers at {display} (DISPLAY). Check that it is there and that you may use it; \
             “demarche check”, “export” and “stats” work without one.";
        LacksLibraries =>
            "Under X11 the window needs libxkbcommon-x11-0, libx11-xcb1, libxcursor1 and libxi6 (on \
             Debian: apt install them).";
        LacksKeyboardLibrary =>
            "The window needs libxkbcommon0, and under X11 libxkbcommon-x11-0 as well (on Debian: apt \
             install them).";
        LacksWaylandLibrary =>
            "Under Wayland the window needs libwayland-client0 (on Debian: apt install it).";
        LacksDriver =>
            "Start it with “--renderer software”, which needs no graphics card; or install its \
             driver: Vulkan (on Debian: mesa-vulkan-drivers) or OpenGL (libgl1, libegl1).";
        WorksWithout => "“demarche check”, “export” and “stats” work without a window.";

        /// In the help of keys.
        KeysInPanels =>
            "In panels, letter keys do not tag · Arrows: move · Enter: act · Esc: back to text";
    }
}

/// The package of Debian and its like with a font for a script, by the script's English name.
pub fn font_package(script: &str) -> &'static str {
    match script {
        "Han" | "Hiragana" | "Katakana" | "Hangul" | "Bopomofo" => "fonts-noto-cjk",
        // It has the scripts in use today.
        "Arabic" | "Armenian" | "Bengali" | "Cyrillic" | "Devanagari" | "Ethiopic" | "Georgian"
        | "Greek" | "Gujarati" | "Gurmukhi" | "Hebrew" | "Kannada" | "Khmer" | "Lao"
        | "Malayalam" | "Myanmar" | "Oriya" | "Sinhala" | "Tamil" | "Telugu" | "Thai"
        | "Tibetan" => "fonts-noto-core",
        _ => "fonts-noto-core fonts-noto-extra",
    }
}
