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

texts! {
    /// Fixed texts of the dialog that compares coders.
    CompareText {
        Title => "Compare coders";

        /// Which differences the list shows.
        All => "All";
        Open => "Open";
        Borders => "Boundaries";
        Values => "Values";
        Label => "Label";
        OnlySome => "Only some";
        Links => "Links";
        Fields => "Fields";

        /// How far a difference is decided.
        StateOpen => "open";
        StateReopened => "open again: a coder has changed it";
        StateDecided => "decided";

        /// The columns of the values.
        Value => "Value";
        Taken => "Agreed";
        Entity => "Entity";
        Whole => "Value of the field";

        /// What a coder has.
        Nothing => "nothing here";
        HasLink => "has this link";
        Empty => "empty";
        NotAsked => "–";

        NoDifferences => "The coders agree in everything.";
        NoneInFilter => "No difference of this kind.";
        Nobody => "Nobody’s";
        OpenAgain => "Open again";
        Proposal => "Take the proposal";
        TakeProposals => "Take all proposals…";
        TakeThem => "Take them";
        TakeAgreed => "Take what all agree on";
        ShowPlace => "Show in the article";
        Note => "Note";
        NoteHint => "Why it was decided so";
        Memos => "Memos";
        Keys => "1–9: take a coder’s version · Y: the proposal · X: nobody’s · 0: open again · N, P: next, previous · M: note";
    }
}

messages! {
    /// About comparing the coders of an article.
    ComparingMessage {
        NeedsTwo { coders: Vec<String> } => {
            match coders.as_slice() {
                [] => "Nobody has annotated this article yet. Comparing needs two coders.".to_owned(),
                [one] => format!("Only {one} has annotated this article. Comparing needs two coders."),
                _ => format!("Comparing needs two coders who have annotated this article: {}.", coders.join(", ")),
            }
        };
        Blind => "The round of this article is blind and not open: what others annotated stays closed. \
            To compare, open the round in project.json, or decide with “demarche adjudicate”.";
        TextsDiffer { coder: String } =>
            "{coder}’s annotations belong to another version of the text. Open the article as that coder \
             and review them first.";
        /// A warning in the dialog.
        NotDone { coders: Vec<String> } => {
            format!("Not marked as done by: {}. What they change reopens decisions.", coders.join(", "))
        };
        Counted { article: String, differences: usize, open: usize } =>
            "{article} · {differences} differences, {open} open";
        Coder { number: usize, coder: String } => "{number} {coder}";
        NoCode { number: usize } => "{number} (no code)";
        Filter { name: String, count: usize } => "{name} {count}";
        Words { label: String, words: String } => "{label}: “{words}”";
        Link { from: String, relation: String, to: String } => "“{from}” {relation} “{to}”";
        Field { name: String } => "Field: {name}";
        /// What a screen reader says of a version.
        Version { coders: String, lines: Vec<String>, is_taken: bool } => {
            let taken = if *is_taken { ", taken" } else { "" };
            format!("{coders}: {}{taken}", lines.join(", "))
        };
        /// A row of the list for a screen reader.
        Row { words: String, kind: String, state: String } => "{words}, {kind}, {state}";
        Cell { name: String, coder: String, value: String } => "{name}, {coder}: {value}";
        Memo { coder: String, memo: String } => "{coder}: {memo}";
        Proposals { count: usize, open: usize } =>
            "Most coders agree on {count} of {open} open differences. Take them?";
        NoProposals => "There is no majority for any of these: decide them one by one.";
        NoMajority => "No majority: press the number of a coder.";
        AllDecided => "All differences of this article are decided.";
        FirstDecide => "Decide it first: a note belongs to a decision.";
        NotDecided => "The decision could not be made";
    }
}
