//! Texts of the dialog that shows how far coders agree.

use super::lists::all_of;

texts! {
    /// Fixed texts about agreement.
    AgreementText {
        Title => "Agreement";
        Measuring => "Reading the annotations of all coders…";
        Cancel => "Cancel";
        Cancelled => "Cancelled.";
        MeasureAgain => "Measure again";
        Measure => "Measure";
        Unfinished => "Count articles that are not done";
        SaveReport => "Save report:";
        SaveTitle => "Save the report about agreement";
        Html => "HTML";
        Markdown => "Markdown";
        Csv => "CSV";
        Json => "JSON";
        Figures => "Figures";
        OverTime => "Over time";
        Confusions => "Kinds of differences…";
        Articles => "Articles";
        Reliability => "Reliability";
        Coders => "Coders";
        AllCoders => "All coders";
        /// The agreed version, as one of several coders.
        Agreed => "agreed";
        AgainstAgreed => "Each coder against the agreed version";
        Precision => "Precision";
        Recall => "Recall";
        ExactF1 => "F1";
        BySubject => "By label";
        All => "All labels";
        Value => "Value";
        Interval => "95 % interval";
        ArticleCount => "In articles";
        Units => "Counted";
        Picture => "0 to 1, with lines at .667 and .800";
        OfArticles => "Articles, lowest exact F1 first";
        Compare => "Compare";
        Undefined => "—";
        /// Stands for a coder whose files carry no code.
        NoCode => "(no code)";
        NoSubject => "This measure has no figure for these coders.";
        Empty => "No two coders have finished the same article. Agreement needs two codings of one text.";
        ByRound => "By round";
        ByWeek => "By the week in which the last coder finished, from Monday";
        Windows => "In windows of equally many articles, in the order in which they were finished";
        NoPart => "There is nothing to compare.";
        Finished => "Finished";
        CodebookVersion => "Codebook";
        Whole => "All of them";
        TotalAgreement => "total agreement: nothing differs, and chance would bring nothing else";
        NoneConfused => "None.";
        ReliabilityMeaning =>
            "What the models of Dawid and Skene and MACE estimate without an agreed version, ± the standard error. \
             They decide nothing. Only who codes in no round sees this.";
        TwoCodersOnly =>
            "Two coders cannot tell who of them errs: the models rest on a prior by which both are right eight times \
             of ten.";
        Presence => "Whether it is annotated";
        LabelOfAnnotation => "Which label";
        Question => "Question";
        Model => "Model";
        Coder => "Coder";
        ReliabilityValue => "Reliability";
        Answers => "Answers";
        DawidSkene => "Dawid and Skene";
        Mace => "MACE";
        AgainstMajority =>
            "Where the most reliable coders stand against the majority: often a fault of the codebook";
    }
}

messages! {
    /// About agreement.
    AgreementMessage {
        /// A figure of two coders, for a screen reader.
        Pair { one: String, other: String, value: String } => "{one} and {other}: {value}";
        Group { coders: Vec<String> } => (coders = all_of(coders) => "{coders}");
        Figure { value: String, articles: usize } => "{value} ({articles})";
        Interval { low: String, high: String } => "{low} to {high}";
        /// Why a figure is undefined.
        Why { reason: String } => "undefined: {reason}";
        Dash { reason: String } => "— {reason}";
        CannotBeKnown { reason: String } => "cannot be known: {reason}";
        Formula { formula: String, source: String } => "{formula}. {source}";
        BlindTo { what: String } => "What it does not see: {what}";
        /// One of the sums that a figure is made of.
        CountOf { name: String, count: String } => "{name} {count}";
        MadeOf { articles: usize, units: usize, counts: Vec<String> } => (counts = counts.join(", ") => "Articles: {articles}, counted: {units}. {counts}");
        Counted { articles: usize, coders: usize } =>
            "Articles that at least two of {coders} coders finished: {articles}";
        LeftOut { reasons: Vec<String> } => (reasons = reasons.join(", ") => "Left out: {reasons}.");
        LeftOutFor { reason: String, count: usize } => "{count} {reason}";
        Unread { count: usize, why: String } => "Codings that could not be read: {count}. {why}";
        OfPair { coders: Vec<String>, value: String } => (coders = coders.join(", ") => "{coders}: {value}");
        /// The button that compares the coders of an article, for a screen reader.
        CompareIn { article: String, coders: Vec<String>, value: String } => (coders = coders.join(", ") =>
                [value? "Compare {article}" | "Compare {article}, {coders}: {value}"]);
        AttributeOf { item: String, attribute: String } => "{item}: {attribute}";
        /// How far two coders agree in the article that is open.
        InCurrent { one: String, other: String, count: usize, value: String } =>
            "{one} and {other}: annotations that differ {count}, {value}";
        Current { told: Vec<String>, measure: String } => (told = told.join("; ") => "The article that is open ({measure}): {told}");
        /// The newest articles agree less than all together.
        Fall { percent: usize, coders: String, from: String, to: String } =>
            "The newest articles, finished from {from} to {to}, are {percent} % below all articles of {coders}.";
        InArticles { articles: usize } => "articles: {articles}";
        WithoutTime { count: usize } => "Articles of which nobody knows when they were finished: {count}";
        WithError { value: String, error: String } => "{value} ± {error}";
    }
}
