//! Messages about the program itself.

messages! {
    /// About the program.
    ProgramMessage {
        ClosedUnexpectedly =>
            "Demarche closed unexpectedly last time. Your work is safe and is restored when you \
             open the project.";
        NoLogFolder => "There is no place for a log.";
    }
}
