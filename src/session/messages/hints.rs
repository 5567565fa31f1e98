//! Hints in the status bar: what can be done next, in each state of the window.

messages! {
    /// What can be done next. Arguments are keys, as they are printed on the keyboard.
    HintMessage {
        ImportArticles => "Put text files into the folder, or import articles";
        ChooseArticle => "Choose an article from the list";
        ChooseAnother => "Choose another article: this one cannot be shown";
        AnswerLink => "Press a letter or click · Esc: cancel linking";
        DecideDifference => "Press a coder’s number or click a version · N: next";
        LeaveFinder => "Esc: back to text";
        TickHits => "Space: tick · label key: annotate this hit";
        AnnotateTicked { ticked: usize } => "label key: annotate {ticked}";
        TagSelection => "Label key: tag the selection";
        AnswerMove { accept: String, reject: String } =>
            "{accept}: accept new position · {reject}: reject";
        FillIn { key: String } => "{key}: fill in what is required";
        GoOn { next: String, link: String } => "{next}: next annotation · {link}: add link";
        AnswerSuggestion { take: String, reject: String, next: String } =>
            "{take}: take suggestion · {reject}: reject · {next}: next";
        ReviewMoves { key: String } => "{key}: next annotation to review";
        NextUnfinished { key: String } => "Done · {key}: next unfinished article";
        Export { key: String } => "All done · {key}: export";
        Select { key: String } => "Select words to tag them · {key}: done, next article";
    }
}
