//! Messages about entities.

messages! {
    /// About entities.
    EntityMessage {
        NoneForLabel { label: String } => "The codebook does not allow an entity for {label}.";
        /// Of an error.
        NotChanged => "The entities cannot be changed";
        /// Why they cannot be changed.
        FileBroken { problem: String } => "{problem}. Repair the file, then open the project again";
        PartOfItself { whole: String, part: String } => "{whole} is already part of {part}.";
        NameNeeded => "An entity needs a name.";
    }
}
