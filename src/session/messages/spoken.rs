//! Messages that are only heard: what a screen reader says by itself.

messages! {
    /// What a screen reader says by itself.
    SpokenMessage {
        Chosen { annotation: String } => "Chosen: {annotation}";
        /// An annotation, with its place among all.
        Annotation { label: String, quote: String, number: usize, count: usize } =>
            "{label} “{quote}”, {number} of {count}";
        AnnotationWithEntity { label: String, quote: String, number: usize, count: usize, entity: String } =>
            "{label} “{quote}”, {number} of {count}, entity {entity}";
        Removed => "The annotation was removed.";
        /// What changed of the chosen annotation.
        Entity { name: String } => "Entity: {name}";
        NoEntity => "No entity";
        Value { attribute: String, value: String } => "{attribute}: {value}";
        NoValue { attribute: String } => "{attribute}: no value";

        /// An article that was opened or gone to.
        Article { article: String, annotations: usize } =>
            [annotations: "{article}, {annotations} annotation" | "{article}, {annotations} annotations"];
        /// Facts of one annotation, and whole texts that are said one after another.
        Facts { facts: Vec<String> } => (facts = facts.join(", ") => "{facts}");
        /// The annotations that the caret comes to.
        Marks { marks: Vec<String> } => (marks = marks.join("; ") => "{marks}");
        InOrder { texts: Vec<String> } => (texts = texts.join(". ") => "{texts}");

        /// About the place of the caret.
        Paragraph { number: usize, count: usize } => "Paragraph {number} of {count}";
        Selected { words: String } => "Selected: {words}";
        NoAnnotationHere => "No annotation here";
        /// Escape has closed the card of the annotation under the pointer.
        CardClosed => "Details closed";
        Lacks { names: Vec<String> } => (names = names.join(", ") => "missing: {names}");
        More { count: usize } => "and {count} more";
        NoMessages => "There are no messages yet.";

        /// How many rows a filter leaves.
        Results { count: usize } => [count? "No results" | [count: "{count} result" | "{count} results"]];
        /// The place of a row in its list.
        RowOf { number: usize, count: usize } => "{number} of {count}";

        /// The ways to link the chosen annotation, each with its key.
        LinkWays { question: String, ways: Vec<String> } => (ways = ways.join(", ") => "{question}: {ways}");
        /// A key and what it does.
        Keyed { key: String, action: String } => "{key} {action}";
        /// The annotation that Enter would take for the other end of a link.
        LinkEnd { label: String, words: String, number: usize, count: usize, letters: String } => [letters? "{label}: {words}, {number} of {count}"
                | "{label}: {words}, {number} of {count}, letter {letters}"];

        /// The hit of the search in the article.
        Hit { words: String, place: String } => "“{words}”, {place}";

        /// Whether the work is saved.
        NotSaved => "Not saved";
        Saved => "Saved";
        /// How far long work has come, in quarters.
        Progress { work: String, percent: usize } => "{work}: {percent} %";
    }
}
