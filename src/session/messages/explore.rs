//! Texts of the view of results.

use crate::model::plural::counted;

texts! {
    /// Fixed texts about results.
    ExploreText {
        Title => "Explore";
        Close => "Close the results";
        CloseHint => "Close (Esc)";
        Views => "View";
        Statements => "Statements";
        Crosstab => "Crosstab";

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
        By => "Annotated by";

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

        /// Copying and saving.
        Copy => "Copy table";
        CopyHint => "Copy all rows, for a spreadsheet or a text";
        SaveTable => "Save table…";
        SaveTableTitle => "Save the table";
        CsvFile => "Table (CSV)";
    }
}

messages! {
    /// About results.
    ExploreMessage {
        Copied => "The table was copied.";
        AfterComparing => "Results are shown beside the page again after the comparison. Escape ends it.";
        Counted { statements: usize, articles: usize } => {
            format!("{} in {}", counted(*statements, "statement"), counted(*articles, "article"))
        };
        CountedOf { shown: usize, statements: usize, articles: usize } => {
            format!("{shown} of {} in {}", counted(*statements, "statement"), counted(*articles, "article"))
        };
        LeftOut { count: usize } => "{count} left out";
        LeftOutWhy { detached: usize, without_maker: usize, own_voice: usize } => {
            [
                (detached, "whose words are no longer in the article"),
                (without_maker, "without a maker"),
                (own_voice, "in the own voice of the outlet or the author"),
            ]
            .into_iter()
            .filter(|(count, _)| **count > 0)
            .map(|(count, why)| format!("{} {why}", counted(*count, "demand")))
            .collect::<Vec<_>>()
            .join("\n")
        };
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
        StatementRow { date: String, maker: String, category: String, polarity: String, quote: String } => {
            [date, maker, category, polarity, quote]
                .into_iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        };
        /// A cell of a crosstab.
        Cell { row: String, column: String, value: String } => "{row}, {column}: {value}";
        OfRow { row: String, value: String } => "{row}: {value}";
    }
}
