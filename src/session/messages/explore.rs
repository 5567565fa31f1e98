//! Texts of the view of results.

texts! {
    /// Fixed texts about results.
    ExploreText {
        Title => "Explore";
        Close => "Close the results";
        CloseHint => "Close (Esc)";
        Views => "View";
        Statements => "Statements";
        Crosstab => "Crosstab";
        Network => "Network";
        OverTime => "Over time";

        /// The filter.
        Field => "Filter statements";
        From => "From";
        Until => "Until";
        DateHint => "2025-04";
        NoDate => "This is no date. Type a day, a month or a year, such as 2025-04-11, 2025-04 or 2025.";
        Coding => "Coding";
        CodingHint => "Whose coding counts of an article that several people coded and that has no agreed version";
        FirstCoder => "first coder";
        WithoutCoder => "no coder";
        Remove => "Remove all filters";

        /// Names of columns.
        Article => "Article";
        ArticleTitle => "Title";
        Outlet => "Outlet";
        Author => "Author";
        Language => "Language";
        Coder => "Coder";
        Status => "Status";
        Date => "Date";
        Maker => "Maker";
        MakerKind => "Kind of maker";
        Country => "Country";
        Organisation => "Organisation";
        Top => "Highest organisation";
        Category => "Category";
        Addressees => "Addressees";
        Quote => "Quote";
        Memo => "Memo";
        Origin => "Origin";
        AnnotatedBy => "Annotated by";

        /// Parts of time.
        Week => "Week";
        Month => "Month";
        Quarter => "Quarter";
        Year => "Year";

        /// What is shown where there is nothing.
        Reading => "Reading the statements of all articles…";
        Cancelled => "Reading was cancelled.";
        ReadAgain => "Read again";
        Empty =>
            "There are no statements yet. A statement is a demand with its maker: annotate a demand, press R and \
             choose who makes it.";
        NothingLeft => "No statement matches the filter.";
        NoField => "The codebook no longer has this field. Choose another one.";
        Updating => "Updating…";
        Cancel => "Cancel";
        NoValue => "(none)";

        /// The crosstab.
        Rows => "Rows";
        Columns => "Columns";
        Cells => "Cells";
        AsStatements => "statements";
        AsArticles => "articles";
        AsRowShare => "share of the row";
        AsColumnShare => "share of the column";
        Total => "Total";
        AsTable => "Table";
        AsBars => "Bars";
        AsHeatMap => "Heat map";

        /// The network.
        FirstMode => "Nodes";
        SecondMode => "and";
        SharedMode => "that share";
        TwoModes => "Two modes";
        OneMode => "One mode";
        Ties => "Ties";
        TiesIgnore => "all statements";
        TiesSubtract => "for less against";
        TiesCongruence => "agreement";
        TiesConflict => "disagreement";
        TiesDifference => "agreement less disagreement";
        Divided => "Divided by";
        ByNothing => "nothing";
        ByAverage => "average activity";
        ByJaccard => "what either says (Jaccard)";
        ByProduct => "product of activities";
        ByActivity => "statements of the row";
        ByProminence => "statements of the column";
        Repetitions => "Repetitions";
        CountAll => "count";
        OncePerArticle => "once an article";
        OncePerDay => "once a day";
        OncePerWeek => "once a week";
        OncePerMonth => "once a month";
        OncePerYear => "once a year";
        Once => "once";
        Least => "At least";
        Edges => "Ties";
        NoTies => "Nothing ties these nodes. Choose other ties or other fields.";
        NoColumn => "The codebook no longer has one of these fields. Choose another one.";
        NoPolarity => "These ties need the polarity of demands, which this codebook does not have.";

        /// Statements over time.
        By => "by";
        NoDates => "None of these statements has a date.";

        /// Copying and saving.
        Copy => "Copy table";
        CopyHint => "Copy all rows, for a spreadsheet or a text";
        SaveTable => "Save table…";
        SaveTableTitle => "Save the table";
        SavePicture => "Save picture…";
        SavePictureTitle => "Save the picture";
        SvgFile => "Picture (SVG)";
        CsvFile => "Table (CSV)";
    }
}

messages! {
    /// About results.
    ExploreMessage {
        Copied => "The table was copied.";
        AfterComparing => "Results are shown beside the page again after the comparison. Escape ends it.";
        Counted { statements: usize, articles: usize } => ("{statements|statement|statements} in {articles|article|articles}");
        CountedOf { shown: usize, statements: usize, articles: usize } => ("{shown} of {statements|statement|statements} in {articles|article|articles}");
        LeftOut { count: usize } => "{count} left out";
        /// Why demands are no statements: one line each.
        Detached { count: usize } => ("{count|demand|demands} whose words are no longer in the article");
        WithoutMaker { count: usize } => ("{count|demand|demands} without a maker");
        OwnVoice { count: usize } => ("{count|demand|demands} in the own voice of the outlet or the author");
        /// Which coding counts, where the agreed version is missing.
        SeveralFirst { articles: usize } => [articles:
            "{articles} article coded by several people: the agreed version counts, else the first coder"
            | "{articles} articles coded by several people: the agreed version counts, else the first coder"];
        SeveralChosen { articles: usize, coder: String } => [articles:
            "{articles} article coded by several people: the agreed version counts, else {coder}, else the first coder"
            | "{articles} articles coded by several people: the agreed version counts, else {coder}, else the first \
               coder"];
        Unread { articles: usize } => [articles:
            "{articles} article could not be read" | "{articles} articles could not be read"];
        TooLarge { rows: usize, columns: usize } =>
            "The table would have {rows} rows and {columns} columns. Choose other fields or filter the statements.";
        TooManyBars { rows: usize, columns: usize } =>
            "A picture has no room for {rows} rows and {columns} columns. Filter the statements or show the table.";
        TooManyNodes { nodes: usize, edges: usize } =>
            "{nodes} nodes with {edges} ties cannot be drawn. Raise the least number of statements or filter them; the list has them all.";
        TooManyPeriods { periods: usize } =>
            "A picture has no room for {periods} periods. Choose longer ones or filter by date.";
        Undated { count: usize } => [count:
            "{count} statement without a date" | "{count} statements without a date"];
        Statements { count: usize } => [count: "{count} statement" | "{count} statements"];
        AtLeast { count: usize } => [count: "{count} statement" | "{count} statements"];
        RepetitionsLeftOut { count: usize } => [count:
            "{count} repetition left out" | "{count} repetitions left out"];
        /// Titles of pictures.
        ByFields { first: String, second: String } => "{first} by {second}";
        OneMode { first: String, second: String } => "{first}: shared {second}";
        ByTime { unit: String } => "Statements by {unit}";
        /// A node and a tie of a network.
        Node { statements: usize, degree: usize } => ("{statements|statement|statements}, {degree|tie|ties}");
        ForAndAgainst { in_favour: usize, against: usize } => "{in_favour} for, {against} against";
        Tie { from: String, to: String, note: String } => "{from} – {to}: {note}";
        NetworkSize { nodes: usize, edges: usize } => ("{nodes|node|nodes}, {edges|tie|ties}");
        Progress { done: usize, total: usize } => "{done} of {total} articles";
        SortBy { column: String } => "Sort by {column}";
        SortedUp { column: String } => "Sort by {column}, sorted from A to Z";
        SortedDown { column: String } => "Sort by {column}, sorted from Z to A";
        AnyValue { column: String } => "any {column}";
        /// A filter, which can be removed.
        Filter { column: String, value: String } => "{column}: {value}";
        RemoveFilter { column: String, value: String } => "Remove the filter {column}: {value}";
        CategoryLevel { level: String } => "Category, level {level}";
        /// A statement, for a screen reader.
        StatementRow { date: String, maker: String, category: String, polarity: String, quote: String } =>
            (facts = given(&[date, maker, category, polarity, quote]) => "{facts}");
        /// A cell of a crosstab.
        Cell { row: String, column: String, value: String } => "{row}, {column}: {value}";
        OfRow { row: String, value: String } => "{row}: {value}";
    }
}

/// Why demands are no statements, one reason a line.
pub fn left_out_why(detached: usize, without_maker: usize, own_voice: usize) -> String {
    let reasons = [
        (detached, ExploreMessage::Detached { count: detached }),
        (
            without_maker,
            ExploreMessage::WithoutMaker {
                count: without_maker,
            },
        ),
        (own_voice, ExploreMessage::OwnVoice { count: own_voice }),
    ];
    let told = reasons.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told.map(|(_, reason)| reason.to_string()).collect();
    told.join("\n")
}

/// Those that are given, one after another.
fn given(parts: &[&String]) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
    parts.join(", ")
}
