//! Messages about links between annotations.

use super::alternatives;

/// Of the menu of a link: asks for another annotation at its other end.
pub const CHANGE_LINK_END: &str = "Change the other end…";

messages! {
    /// About linking annotations.
    LinkMessage {
        NoRelation { label: String } => "The codebook has no relation for {label}.";
        AlreadyOrIllegal => "These two are linked already, or may not be.";
        AlreadyOrIllegalAs { relation: String } =>
            "These two are linked as “{relation}” already, or may not be.";
        AlreadyAs { relation: String } => "These two are linked as “{relation}” already.";
        NothingToLink { relation: String, others: Vec<String> } => {
            format!(
                "There is nothing to link as “{relation}”. Tag its {} first.",
                alternatives(others)
            )
        };
        ToItself => "An annotation is not linked to itself.";
        WrongLabel { relation: String, label: String, others: Vec<String> } => {
            format!(
                "“{relation}” does not link this to {label}. Choose {}.",
                alternatives(others)
            )
        };
        Linked { relation: String, from: String, to: String } => "{relation}: “{from}” → “{to}”";
        /// Of an error.
        NotLinked => "This cannot be linked";
        NoLinks => "It is not linked to anything yet.";
        /// Which of the relations of an annotation is shown.
        FarEnd { relation: String, number: usize, count: usize } =>
            "{relation}: {number} of {count}";
    }
}
