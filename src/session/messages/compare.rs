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
    /// Fixed texts while coders are compared.
    CompareText {
        Title => "Compare coders";
        Close => "Close";
        Decided => "Decided";
        HideNames => "Hide names";
        HideNamesTip => "Coders are called 1, 2, 3 in an order that tells nothing about them";
        AllLanes => "All lanes";
        AllLanesTip => "What every coder has, below every line. Key: L";

        /// Which differences the list shows.
        All => "All";
        Open => "Open";
        Borders => "Boundaries";
        Values => "Values";
        Label => "Label";
        OnlySome => "Only some";
        Links => "Links";
        Fields => "Fields";
        AnyLabel => "All labels";
        FilterLabel => "Label of the differences";
        AnyCoder => "All coders";
        FilterCoder => "Coder who stands alone";

        /// How far a difference is decided.
        StateOpen => "open";
        StateReopened => "open again: a coder has changed it";
        StateDecided => "decided";
        Edited => "edited by hand";

        /// What is drawn on the page.
        AgreedLayer => "Agreed by all";
        OpenLayer => "Open difference";

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
        ProposalsTitle => "Take all proposals";
        TakeThem => "Take them";
        TakeAgreed => "Take what all agree on";
        Note => "Note";
        NoteHint => "Why it was decided so";
        Memos => "Memos";

        /// The dialog about all articles.
        ReportTitle => "Kinds of differences";
        Counting => "Comparing all articles";
        NothingCompared => "No two coders have annotated the same article. Comparing needs two codings of one text.";
        LabelTable => "Labels";
        ValueTable => "Values";
        BorderTable => "Boundaries";
        ChooseCell => "Choose a number to see its examples.";
        AddExample => "Add to examples";
        AddExampleTip => "Puts what was taken into the examples of its label in the codebook, with what was not";
        AddRule => "Make the note a rule";
        AddRuleTip => "Adds the note to the guideline of the codebook, and its number to the decision";
        Keys => "1–9: take a coder’s version · Y: the proposal · X: nobody’s · 0: open again · N, P: next, previous open · Shift+Y: all proposals · Enter: values · L: all lanes · G: other end · M: note · Esc: close";
        CardKeys => "Arrows: choose a value · 1–9: take a coder’s · X: empty · 0: open again · Esc: back";
    }
}

messages! {
    /// About comparing the coders of an article.
    ComparingMessage {
        NeedsTwo { coders: Vec<String> } => (count = coders.len(), only = coders.concat(), names = coders.join(", ") =>
            [coders? "Nobody has annotated this article yet. Comparing needs two coders."
                | [count: [only? "Only a coder without a name has annotated this article. Comparing needs two coders."
                        | "Only {only} has annotated this article. Comparing needs two coders."]
                    | "Comparing needs two coders who have annotated this article: {names}."]]);
        Blind => "project.json cannot be read, so a round may be blind and what others annotated stays closed. \
            Correct project.json, and open the project again.";
        TextsDiffer { coder: String } =>
            "{coder}’s annotations belong to another version of the text. Open the article as that coder \
             and review them first.";
        /// A warning above the page.
        NotDone { coders: Vec<String> } => (coders = coders.join(", ") =>
                "Not marked as done by: {coders}. What they change reopens decisions.");
        SomeNotDone => "Some coders have not marked the article as done. What they change reopens decisions.";
        Counted { article: String, differences: usize, open: usize } =>
            "{article} · {differences} differences, {open} open";
        Coder { number: usize, coder: String } => "{number} {coder}";
        NoCode { number: usize } => "{number} (no code)";
        /// A coder while names are hidden.
        Unnamed { number: usize } => "{number}";
        Filter { name: String, count: usize } => "{name} {count}";
        Words { label: String, words: String } => "{label}: “{words}”";
        Link { from: String, relation: String, to: String } => "“{from}” {relation} “{to}”";
        Field { name: String } => "Field: {name}";
        /// Above the versions.
        Heading { kind: String, number: usize, count: usize } => "{kind} · {number} of {count}";
        /// Words that a version lacks and another has.
        Lacking { words: String } => "– {words}";
        /// What a screen reader says of a version.
        Version { coders: String, lines: Vec<String>, is_taken: bool } => (lines = lines.join(", ") => [is_taken? "{coders}: {lines}" | "{coders}: {lines}, taken"]);
        /// What it says of a lane below the text.
        Lane { coder: String, lines: Vec<String> } => (lines = lines.join(", ") => "Take {coder}: {lines}");
        /// What it says when another difference is looked at.
        AtHand { number: usize, count: usize, kind: String, versions: Vec<String>, state: String } => (versions = versions.join("; ") => "{number} of {count}: {kind}: {versions}; {state}");
        Took { coder: String } => "Took {coder}";
        TookNobody => "Took nobody’s";
        TookProposal => "Took the proposal";
        OpenedAgain => "Open again";
        /// A row of the list for a screen reader.
        Row { words: String, kind: String, state: String } => "{words}, {kind}, {state}";
        Cell { name: String, coder: String, value: String } => "{name}, {coder}: {value}";
        Memo { coder: String, memo: String } => "{coder}: {memo}";
        Proposals { count: usize, open: usize } =>
            "Most coders agree on {count} of {open} open differences. Take them?";
        /// What would be taken of a difference.
        Proposed { taken: String, coders: usize } => "{taken} ({coders} coders)";
        ProposedValue { name: String, value: String } => "{name}: {value}";
        More { count: usize } => [count: "and {count} more" | "and {count} more"];
        NoProposals => "There is no majority for any of these: decide them one by one.";
        NoMajority => "No majority: press the number of a coder.";
        NoSuchCoder { coders: usize } => "There are {coders} coders: press one of their numbers.";
        NoValues => "There are no values here to choose from.";
        NoOtherOpen => "No other difference in the list is open.";
        AllDecided => "All differences of this article are decided.";
        StillOpen { open: usize } => [open: "{open} difference is open. Press the key again to mark the agreed version as done."
            | "{open} differences are open. Press the key again to mark the agreed version as done."];
        AllCompared => "There is no other article whose coders are to be compared.";
        FirstDecide => "Decide it first: a note belongs to a decision.";
        NotDecided => "The decision could not be made";
        ComparedArticles { count: usize } => [count: "{count} article compared" | "{count} articles compared"];
        Unread { count: usize, why: String } => [count: "{count} coding could not be read: {why}"
            | "{count} codings could not be read, the first: {why}"];
        ValueOf { label: String, attribute: String } => "{label}: {attribute}";
        /// How often borders part at these words.
        BorderCount { label: String, words: String, is_start: bool, count: usize, all: usize } => [is_start? [words? "{label}: more words at the end, {count} of {all}"
                    | "{label}: “{words}” at the end, {count} of {all}"]
                | [words? "{label}: more words at the start, {count} of {all}"
                    | "{label}: “{words}” at the start, {count} of {all}"]];
        /// A cell of a table, for a screen reader.
        Confused { one: String, other: String, count: usize } => "{one} and {other}: {count}";
        ReadingOf { coder: String, reading: String, is_taken: bool } => [is_taken? "{coder}: {reading}" | "{coder}: {reading} (taken)"];
        CompareHere { article: String } => "Compare the coders of {article} here";
        /// The note on a decision, and the number of the rule that it follows.
        Noted { note: String, rule: String } => [rule? "Note: {note}" | "Note: {note} (rule {rule})"];
        /// An example in the codebook.
        ExampleOf { right: String, wrong: Vec<String> } => (wrong = wrong.join("”, “") => [wrong? "“{right}”" | "“{right}”, not “{wrong}”"]);
        ExampleAdded { label: String, version: String } =>
            "Added to the examples of {label}. The codebook has version {version} now.";
        ExampleThere => "The codebook has this example.";
        NoExample => "Only what was taken of a coder’s annotations can be an example.";
        NoteFirst => "Write a note first: it becomes the rule.";
        RuleAdded { number: usize } => "The note is rule {number} of the guideline.";
    }
}
