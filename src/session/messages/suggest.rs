//! Texts about suggestions.

texts! {
    /// Fixed texts about suggestions.
    SuggestText {
        /// The dialog before all suggestions are taken.
        TakeAllTitle => "Take suggestions";
        Take => "Take";
        TakeHint => "Adds it as an annotation of yours";
        Reject => "Reject";
        RejectHint => "It does not come back";
        Suggested => "Suggested";
        ThisSuggestion => "Suggestion";
        LeastToTake => "At least";
        Learning => "Learning from finished articles…";
        NothingFinished => "Suggestions are learned from articles that you marked as done. There is none yet.";
        NothingSuggested => "Nothing more is suggested for this article.";
        ArticleFinished => "This article is done. Suggestions are for articles in work.";
        BlindRound =>
            "There are no suggestions in a blind round: they would make coders agree. \
             The lead can allow them in the file of the project.";
        WhileComparing => "There are no suggestions while coders are compared.";
        /// The settings.
        Heading => "Suggestions";
        Show => "Suggest annotations";
        ShowHint =>
            "Learned on this computer from the articles that you marked as done. \
             Nothing is added to your annotations unless you take it.";
        LeastConfidence => "Shown from a confidence of";
        Judgements => "Also suggest labels of judgement";
        JudgementsHint =>
            "Labels that the codebook marks as judgement, such as demands: whoever sees a suggestion judges \
             less freely. They are suggested once they are right often enough in your finished articles.";
        LeastPrecision => "If they were right in";
        /// The row of a value that is suggested.
        SuggestedValue => "suggested";
        TakeValues => "Take suggested values";
        TakeValuesHint => "Takes everything that is suggested for this annotation";
    }
}

messages! {
    /// About suggestions.
    SuggestMessage {
        /// A suggestion, for a screen reader and in lists.
        Item { label: String, percent: usize, words: String } =>
            "suggested {label}, {percent} %: {words}";
        /// How sure a suggestion is.
        Percent { percent: usize } => "{percent} %";
        Count { count: usize } => [count: "{count} suggestion" | "{count} suggestions"];
        LearnedFrom { articles: usize } =>
            [articles: "Learned from {articles} finished article" | "Learned from {articles} finished articles"];
        /// A label of which too little is known.
        Needed { label: String, articles: usize, needed: usize } =>
            "{label}: {articles} of {needed} finished articles needed";
        Judgement { label: String } => "{label}: judgement, switched off in the settings";
        NotMeasured { label: String } => "{label}: judgement, its precision is being measured";
        NotPrecise { label: String, percent: usize, needed: usize } =>
            "{label}: judgement, right in {percent} % and {needed} % are needed";
        On => "Suggestions are shown.";
        Off => "Suggestions are hidden.";
        NoneAbove { percent: usize } => "No suggestion has a confidence of at least {percent} %.";
        ChooseFirst => "Choose a suggestion first.";
        Taken { count: usize } => [count: "Took {count} suggestion." | "Took {count} suggestions."];
        Rejected { label: String, words: String } => "Rejected {label} “{words}”.";
        NotTaken => "The suggestions were not taken";
        WillTake { count: usize, percent: usize } =>
            [count: "{count} suggestion of at least {percent} % becomes an annotation of yours. One undo takes it back."
                  | "{count} suggestions of at least {percent} % become annotations of yours. One undo takes them back."];
        TakeCount { count: usize } => "Take {count}";
        More { count: usize } => "and {count} more";
        /// A link that is suggested.
        Link { relation: String, from: String, to: String, percent: usize } =>
            "suggested: {from} {relation} {to}, {percent} %";
        /// A value that is suggested, where there is little room; and the same for a screen reader.
        ShortValue { value: String, percent: usize } => "{value}, {percent} %";
        Suggested { value: String } => "suggested: {value}";
        Value { value: String, percent: usize } => "suggested: {value}, {percent} %";
    }
}
