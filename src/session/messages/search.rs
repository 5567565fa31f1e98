//! Messages about searching, in an article and in all of them.

texts! {
    /// Fixed texts of the search bar of an article, and of the concordance.
    SearchText {
        /// The field that finds words in an article, with what it found.
        Finder => "Select by typing";
        FinderHint => "Type a phrase, or first…last";
        Previous => "Previous result";
        Next => "Next result";
        Searching => "Searching…";
        NotFound => "Not in this article";

        /// The concordance.
        Field => "Search all articles";
        Close => "Close the concordance";
        CloseHint => "Close (Esc)";
        NothingTyped => "Type some words to search all articles, or choose a label below the field.";
        NothingFound => "Nothing was found.";

        /// How the words match.
        MatchCase => "Match case";
        MatchCaseHint => "Distinguish capital and small letters";
        WholeWords => "Whole words";
        WholeWordsHint => "Only whole words";
        WordForms => "Word forms";
        WordFormsHint => "Also find plurals and other forms of the words";
        MatchAccents => "Match accents";
        MatchAccentsHint => "Distinguish letters with and without accents";
        Regex => "Regex";
        RegexHint => "The words are a regular expression, such as cease-?fires?";

        /// Where is searched: names of fields, and their choices.
        Where => "Where";
        Articles => "Articles";
        ThisArticle => "this article";
        AllArticles => "all articles";
        Place => "Place";
        Anywhere => "anywhere";
        Inside => "inside annotations";
        Outside => "outside annotations";
        Label => "Label";
        AnyLabel => "any label";
        Value => "Value";
        AnyValue => "any value";
        Entity => "Entity";
        AnyEntity => "any entity";
        Status => "Status";
        AnyStatus => "any status";

        /// Values of a yes-or-no attribute.
        Yes => "yes";
        No => "no";

        /// The order of the hits.
        SortBy => "Sort by";
        ByArticle => "article";
        ByBefore => "before";
        ByAfter => "after";
        SortByArticle => "Sort by article";
        SortByBefore => "Sort by the words before";
        SortByAfter => "Sort by the words after";

        /// What became of a hit.
        Annotated => "annotated";
        AlreadyAnnotated => "already annotated";
        Overlaps => "overlaps an existing annotation of this label";
        Changed => "the article has changed";

        /// The button that lists all places of the words of the chosen annotation.
        AllOccurrences => "All occurrences…";
        AllOccurrencesHint => "Find these words in all articles, and annotate those that you tick";

        /// Annotating hits.
        TickAll => "Tick all";
        AnnotateAs => "Annotate as";
        AssignEntity => "Also assign the entity";
        AnnotateTicked => "Annotate ticked";
        AnnotateHint => "You can undo this in one step (Enter)";
        TickHint => "Tick hits with Space, or all with Ctrl+A";
    }
}

messages! {
    /// About searching.
    SearchMessage {
        NotInArticle { typed: String } => "“{typed}” is not in this article.";
        WrappedToTop => "Search wrapped to the top";
        WrappedToBottom => "Search wrapped to the bottom";
        SeveralPieces => "All occurrences cannot be found for an annotation with several fragments.";
        ChooseWords => "Choose an annotation or select some words to find all occurrences.";
        ArticleChanged => "The article has changed since it was searched. Search again.";
        /// Of an error.
        NothingAnnotated => "Nothing was annotated";
        Annotated { annotated: usize, articles: usize, skipped: usize } => [skipped? ("{annotated|place|places} annotated in {articles|article|articles}")
                | ("{annotated|place|places} annotated in {articles|article|articles}; {skipped} skipped, the list \
                    says why")];

        /// Keys of the field that finds words in an article.
        FinderKeys => "Enter: select · /: next · ?: previous";
        /// Keys of the concordance, while hits can be annotated and before.
        KeysToAnnotate => "Space: tick · Ctrl+A: all · Enter: annotate this hit";
        KeysToTag => "Space: tick · Ctrl+A: all · label key: annotate this hit";
        /// The same while hits are ticked.
        AnnotateTicked { ticked: usize } => "Enter: annotate {ticked} · Space: tick · Ctrl+A: all or none";
        TagTicked { ticked: usize } => "label key: annotate {ticked} · Space: tick · Ctrl+A: all or none";

        /// In the field that finds words in an article: what it found.
        Found { number: usize, count: usize } => "{number} of {count}";
        FoundWrapped { number: usize, count: usize } => "{number} of {count} · wrapped";
        FoundSoFar { count: usize } => "{count} so far";
        /// In the empty field.
        FindLast { last: String } => "Type a phrase, or / for “{last}”";

        /// What a screen reader calls a field of the concordance.
        FieldWithValue { field: String, value: String } => "{field}: {value}";
        /// What a screen reader says of a hit: the line, its article, labels and what came of it.
        Hit { line: String, place: String } => "{line}, {place}";
        HitWithFacts { line: String, place: String, facts: Vec<String> } => (facts = facts.join(", ") => "{line}, {place}, {facts}");
        /// A button.
        Annotate { ticked: usize } => "Annotate {ticked}";
        Unreadable { articles: usize } => "{articles} could not be read";

        /// What the concordance found, and how far it has come.
        Searched { hits: usize, articles: usize, searched: usize, total: usize, rate: usize } => ("{hits|hit|hits} in {articles|article|articles} · {searched} of {total} articles searched, {rate} a second");
        Complete { hits: usize, articles: usize, annotated: usize, skipped: usize } => [annotated? [skipped? ("{hits|hit|hits} in {articles|article|articles}") | ("{hits|hit|hits} in {articles|article|articles} · {skipped} skipped")]
                | [skipped? ("{hits|hit|hits} in {articles|article|articles} · {annotated} annotated")
                    | ("{hits|hit|hits} in {articles|article|articles} · {annotated} annotated · {skipped} skipped")]];
        Cut { hits: usize, articles: usize } => ("The first {hits|hit|hits} in {articles|article|articles}; search for something rarer to see all");
        Stopped { hits: usize, articles: usize, searched: usize, total: usize } => ("{hits|hit|hits} in {articles|article|articles} · stopped after {searched} of {total} articles");
        /// One of these texts, with the number of hits that are ticked.
        WithTicked { found: String, ticked: usize } => "{found} · {ticked} ticked";
    }
}
