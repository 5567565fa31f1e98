//! Messages about the program itself.

/// The list of projects that were opened before.
pub const RECENT_PROJECTS: &str = "Recent projects";

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
        NoFileDialog =>
            "No file dialog can be shown: there is neither a desktop portal nor zenity. Install \
             xdg-desktop-portal with a backend such as xdg-desktop-portal-gtk, or zenity; or give \
             the folder on the command line: demarche FOLDER";
        NoLogFolder => "No folder for the log was found.";
    }
}
