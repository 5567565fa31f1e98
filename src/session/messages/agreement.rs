//! Texts of the dialog that shows how far coders agree.

texts! {
    /// Fixed texts about agreement.
    AgreementText {
        Title => "Agreement";
        Measuring => "Reading the annotations of all coders…";
        Measure => "Measure";
        Unfinished => "Count articles that are not done";
        Coders => "Coders";
        AllCoders => "All coders";
        BySubject => "By label";
        All => "All labels";
        Value => "Value";
        Interval => "95 % interval";
        Articles => "Articles";
        Units => "Counted";
        Picture => "0 to 1, with lines at .667 and .800";
        OfArticles => "Articles, lowest exact F1 first";
        Compare => "Compare";
        Undefined => "—";
        NoSubject => "This measure has no figure for these coders.";
        Empty => "No two coders have finished the same article. Agreement needs two codings of one text.";
    }
}

messages! {
    /// About agreement.
    AgreementMessage {
        /// A figure of two coders, for a screen reader.
        Pair { one: String, other: String, value: String } => "{one} and {other}: {value}";
        Figure { value: String, articles: usize } => "{value} ({articles})";
        Interval { low: String, high: String } => "{low} to {high}";
        /// Why a figure is undefined.
        Why { reason: String } => "undefined: {reason}";
        Formula { formula: String, source: String } => "{formula}. {source}";
        BlindTo { what: String } => "What it does not see: {what}";
        Counted { articles: usize, coders: usize } =>
            "Articles that at least two of {coders} coders finished: {articles}";
        LeftOut { reasons: Vec<String> } => { format!("Left out: {}.", reasons.join(", ")) };
        LeftOutFor { reason: String, count: usize } => "{count} {reason}";
        Unread { count: usize, why: String } => "Codings that could not be read: {count}. {why}";
        OfPair { coders: Vec<String>, value: String } => { format!("{}: {value}", coders.join(", ")) };
        /// The button that compares the coders of an article, for a screen reader.
        CompareIn { article: String, coders: Vec<String>, value: String } => {
            format!("Compare {article}, {}: {value}", coders.join(", "))
        };
        AttributeOf { item: String, attribute: String } => "{item}: {attribute}";
    }
}
