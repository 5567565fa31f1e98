//! Texts of the list of articles: its filter, its rows and its progress.

texts! {
    /// Fixed texts of the list of articles.
    ArticleListText {
        /// The field that filters the list.
        Filter => "Filter articles";
        FilterHelp => "The filter searches names and fields. You can also type:";
        NoMatch => "No article matches. The filter searches names and fields. You can also type:";
        /// Of a coder in a round.
        AllCoded => "You have finished all that is assigned to you. Clear the filter to see all articles.";
        NoArticle => "There is no article here yet.";
        /// What a term finds that begins with a minus.
        Without => "with a minus: all others";
        IncompleteHint => "Only articles in which something required is missing";

        /// The menu beside the field.
        FilterMenu => "Filters and order of the list";
        ShowOnly => "Show only";
        Unfinished => "Unfinished";
        WithLabel => "With annotations of label";
        LearningHint =>
            "Articles from which suggestions would learn most come first; one in five is random. \
             Suggestions must be shown. What you code first is then no random sample: \
             shares that you count in it say nothing about all articles.";
        Order => "Order";
        ByFolder => "Group by folder";
        Titles => "Show titles instead of file names";

        /// The menu of a row.
        OpenBeside => "Open in other pane";
        ClickBeside => "Ctrl and click";
        ClickBesideOnMac => "⌘ and click";

        /// What a screen reader says of a row.
        Gone => "removed by another program";
        Beside => "beside";
    }
}

messages! {
    /// About the list of articles.
    ArticleListMessage {
        /// A box that filters.
        Incomplete { count: usize } => "Incomplete ({count})";
        /// A status in the menu, with the number of its articles.
        StatusCount { status: String, count: usize } => "{status} ({count})";
        /// How many articles the filter leaves.
        Shown { shown: usize, all: usize } => "{shown} of {all} articles";
        Done { done: usize, all: usize } => "{done} of {all} done";
        /// Articles that were done in the last days.
        DoneLately { count: usize } => "{count} in 7 days";
        DoneInWords { done: usize, all: usize, words_done: usize, words: usize } =>
            "{done} of {all} articles are done, and {words_done} of {words} words.";
        DoneLatelyInWords { count: usize } =>
            "{count} of them had their last annotation made in the last 7 days. Articles that are done \
             without any annotation are not counted there.";
        /// How many articles of a folder are finished.
        FolderShare { finished: usize, articles: usize } => "{finished} of {articles}";
        FolderOpen { name: String, finished: usize, articles: usize } =>
            "Folder {name}, {finished} of {articles} finished, open";
        FolderClosed { name: String, finished: usize, articles: usize } =>
            "Folder {name}, {finished} of {articles} finished, closed";

        /// What a screen reader says of a row: facts, each a text of its own.
        Row { facts: Vec<String> } => (facts = facts.join(", ") => "{facts}");
        RowProblem { article: String, problem: String } => "{article}: {problem}";
        LabelCount { count: usize, label: String } => "{count} {label}";
        MoreLabels { count: usize } => "+{count}";
        IncompleteCount { count: usize } => "{count} incomplete";

        Words { count: usize } => [count: "{count} word" | "{count} words"];
    }
}
