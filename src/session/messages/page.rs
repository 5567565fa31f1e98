//! Texts of the page with the article, and of what is drawn on it.

texts! {
    /// Fixed texts of the page.
    PageText {
        /// What a screen reader calls parts of the page.
        Article => "Article text";
        ScrollBar => "Scroll the article";
        Divider => "Divider between the articles";
    }
}

messages! {
    /// About what is drawn on the page.
    PageMessage {
        /// What a screen reader calls an annotation, a handle to link it, its key while it can be linked, and
        /// a relation to something that is off the screen.
        Ranked { annotation: String, number: usize, count: usize } => "{annotation}, {number} of {count}";
        LinkHandle { quote: String } => "Link “{quote}”";
        LinkTarget { letters: String, quote: String } => "{letters}: link to “{quote}”";
        FarEndAbove { relation: String, quote: String } => "↑ {relation} {quote}";
        FarEndBelow { relation: String, quote: String } => "↓ {relation} {quote}";
        FarEnd { relation: String, quote: String } => "{relation} “{quote}”, go there";
        /// The name of an annotation in the layer of a coder, and otherwise.
        OfLayer { layer: String, label: String, words: String } => "{layer}: {label}: {words}";
        /// A suggestion, with its confidence.
        SuggestedLabel { label: String, percent: usize, words: String } =>
            "suggested {label}, {percent} %: {words}";
        OfLabel { label: String, words: String } => "{label}: {words}";
        /// The words of an annotation, and its entity.
        WordsAndEntity { words: String, entity: String } => "{words}, {entity}";
        /// In a tooltip that lists some annotations.
        More { count: usize } => "and {count} more";

        /// The button of the pane beside.
        ClosePane { article: String } => "Close {article}";
        /// An article with its coder.
        OfCoder { article: String, coder: String } => "{article} ({coder})";
        WithoutCoder { article: String } => "{article} (no coder)";

        /// Facts that are shown in a line: of an article, an entity, a dataset, the place of the caret.
        Facts { facts: Vec<String> } => (facts = facts.join(" · ") => "{facts}");
        /// The status bar.
        Paragraph { number: usize, count: usize } => "¶ {number} of {count}";
        Annotations { count: usize } => [count: "{count} annotation" | "{count} annotations"];
        Incomplete { count: usize } => "{count} incomplete";
        SelectedCharacters { count: usize } =>
            [count: "{count} character selected" | "{count} characters selected"];
        ReadAs { encoding: String } => "read as {encoding}";

        /// A label’s key in its tooltip.
        LabelKey { key: String } => "key {key}";
        /// The button of a label above a selection.
        LabelAndKey { label: String, key: String } => "{label} {key}";
        TagSelection { label: String } => "Tag the selection as {label}";
    }
}
