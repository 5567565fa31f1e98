//! Messages about comparing coders and the agreed version.

messages! {
    /// About the agreed version.
    CompareMessage {
        /// In the dialog of conflicts: what is in conflict.
        DecisionInConflict => "Decision of the agreed version";
        /// In that dialog: whose version was taken.
        VersionTaken { coder: String } => "{coder}’s version taken";
        /// In that dialog: nobody’s version was taken.
        NobodyTaken => "Nobody’s version taken";
        /// In that dialog: who decided.
        DecidedBy { coder: String } => "Decided by {coder}";
    }
}
