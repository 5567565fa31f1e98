//! Messages about links between annotations.

use super::lists::alternatives;

texts! {
    /// Fixed texts about links.
    LinkText {
        /// In the link bar.
        CancelKey => "Esc";
        CancelLinking => "Cancel linking";
        Search => "Search the other end";
        SearchHint => "Words of the other annotation";

        /// The menu of a link.
        Menu => "More about this link";
        MenuHint => "Remove, reverse or change this link";
        Remove => "Remove this link";
        ChangeEnd => "Change the other end…";
        Reverse => "Reverse this link";
        /// In the place of an end that is not in the article.
        Missing => "(missing)";
    }
}

messages! {
    /// About linking annotations.
    LinkMessage {
        NoRelation { label: String } => "The codebook has no relation for {label}.";
        AlreadyOrIllegal => "These two are already linked, or the codebook does not allow it.";
        AlreadyOrIllegalAs { relation: String } =>
            "These two are already linked as “{relation}”, or the codebook does not allow it.";
        AlreadyAs { relation: String } => "These two are already linked as “{relation}”.";
        NothingToLink { relation: String, others: Vec<String> } => (others = alternatives(others) =>
                "There is nothing to link as “{relation}”. Tag its {others} first.");
        ToItself => "An annotation cannot be linked to itself.";
        WrongLabel { relation: String, label: String, others: Vec<String> } => (others = alternatives(others) =>
                "“{relation}” does not link this to {label}. Choose {others}.");
        Linked { relation: String, from: String, to: String } => "{relation}: “{from}” → “{to}”";
        /// Of an error.
        NotLinked => "This cannot be linked";
        /// A relation as read from one of its ends.
        Outgoing { relation: String } => "{relation} →";
        Incoming { relation: String } => "{relation} ←";
        /// The codebook's own question for the other end of a link, and the words of this end.
        Ask { question: String, words: String } => "{question} “{words}”";
        /// The question for the other end of a link whose name is read from this end.
        AskAsNamed { others: String, words: String, relation: String } =>
            "Choose {others}: “{words}” – {relation} → ?";
        /// The question for the other end of a link.
        ChooseOtherEnd { others: String, from: String, relation: String, to: String } =>
            "Choose {others}: {from} – {relation} → {to}";
        /// The question for an attribute of a new link.
        ChooseValue { attribute: String, from: String, relation: String, to: String } =>
            "Choose {attribute}: “{from}” – {relation} → “{to}”";
        NoLinks => "It is not linked to anything yet.";
        /// Which of the relations of an annotation is shown.
        FarEnd { relation: String, number: usize, count: usize } =>
            "{relation}: {number} of {count}";

        /// In the link bar: which annotation is linked, which one Enter chooses, and keys.
        LinkFrom { words: String } => "Link “{words}”";
        EnterChooses { words: String } => "Enter: “{words}”";
        NoMatch => "No match";
        /// The labels that may be at an end.
        Alternatives { names: Vec<String> } => (names = alternatives(names) => "{names}");
        /// In the inspector, before the ways to link.
        AddLink { key: String } => "Add link {key}";
        /// A relation as it is read from one end, and the labels at the other.
        WayToLabels { relation: String, labels: String } => "{relation} {labels}";
        LabelsToWay { labels: String, relation: String } => "{labels} {relation}";
        GoToEnd { label: String } => "Go to this {label}";
        ChangeTo { relation: String } => "Change to “{relation}”";
        /// What a screen reader calls the button of a way to link, and that of a value.
        StartLink { way: String } => "Link: {way}";
        ValueOf { attribute: String, value: String } => "{attribute}: {value}";
        /// The value that Enter takes.
        ValueByEnter { value: String } => "{value} (Enter)";
        SearchKeys => "Tab: next";
        LetterKeys => "Press a letter or click · Tab: next · /: search";
    }
}
