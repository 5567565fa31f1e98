//! Messages about the program itself.

texts! {
    /// Fixed texts of notices.
    NoticeText {
        ShowLog => "Show log";
        Dismiss => "Dismiss";
    }
}

messages! {
    /// About the program.
    ProgramMessage {
        ClosedUnexpectedly =>
            "Demarche closed unexpectedly last time. Your work is safe and is restored when you \
             open the project.";
        DesktopGone =>
            "The desktop ended the connection to Demarche last time. Your work is safe and is restored \
             when you open the project.";
        EndedUnsaved =>
            "Demarche had to close last time before it saved everything. Check whether your last \
             changes are there; the log says what failed.";
        /// Painting it panicked.
        ArticleNotShown { name: String } =>
            "“{name}” cannot be shown: painting it failed, which is an error of Demarche. It was \
             closed; your work is safe. Please report this with the log (Help → Show log)";
        NotShown =>
            "Painting the window failed, which is an error of Demarche. What was open is closed; \
             your work is safe. Please report this with the log (Help → Show log)";
        FileDialogIsOpen =>
            "A file dialog is open already. Answer or close it first.";
        NoLogFolder => "No folder for the log was found.";
    }
}

texts! {
    /// Fixed texts about a path that is typed.
    PathText {
        /// The dialog, with its field and buttons.
        Title => "Path";
        Field => "Path of a file or folder";
        Take => "Use this path";
        Replace => "Replace the file";
        /// In the field on the start screen while it is empty.
        TypeIt => "Or type its path, then Enter";
    }
}

messages! {
    /// About a path that is typed.
    PathMessage {
        /// Why a path is typed at all.
        NoFileDialog =>
            "This system has no file dialog: there is neither a desktop portal for it nor zenity. Install \
             xdg-desktop-portal with a backend such as xdg-desktop-portal-gtk and libdbus-1-3, or zenity; \
             or type or paste the path here.";

        /// Why it cannot be taken.
        Empty => "Type or paste a path.";
        NotThere { path: String } => "There is no such file or folder: {path}";
        NotAFolder { path: String } => "This is a file; give a folder: {path}";
        IsAFolder { path: String } => "This is a folder; give a file: {path}";
        NoFolder { folder: String } => "The folder for it is not there: {folder}";
        Exists { path: String } => "There is a file already: {path}";
    }
}

texts! {
    /// Fixed texts of the start screen, and of the page without an article.
    StartText {
        Program => "Demarche";
        About => "Read articles, mark who demands what and what happened.";
        OpenFolder => "Open a folder of articles…";
        OpenFiles => "Open single files…";
        FileLeft => "The file is left as it is. The other articles can be opened.";
        NoArticle => "There is no article in this folder";
        ChooseArticle => "Choose an article from the list.";
        Import => "Import…";
        RecentProjects => "Recent projects";
    }
}

messages! {
    /// On the start screen and in an empty project.
    StartMessage {
        Opening { article: String } => "Opening {article}…";
        DropOrPaste =>
            "Or drop or paste into this window a folder, text files (txt, text or md), or web pages, \
             documents, mail and tables to import.";
        /// Where nothing can be dropped.
        Paste =>
            "Or copy in the file manager a folder, text files (txt, text or md), or web pages, documents, \
             mail and tables to import, and paste them into this window.";
        NoArticleDropOrPaste =>
            "Text files (txt, text or md) that you put into it appear in the list automatically. Web \
             pages, documents, mail and tables are imported: choose them, or drop or paste them here.";
        NoArticlePaste =>
            "Text files (txt, text or md) that you put into it appear in the list automatically. Web \
             pages, documents, mail and tables are imported: choose them, or copy them in the file manager \
             and paste them here.";
    }
}
