//! Messages about who codes, and about annotations that carry no coder.

use super::lists::listed;
use crate::store::coder::is_reserved;

texts! {
    /// Fixed texts about coders.
    CoderText {
        /// What the dialog is called.
        Title => "Coder";
    }
}

messages! {
    /// About coders.
    CoderMessage {
        /// In the dialog, where the first change waits for the answer.
        WhoIsCoding =>
            "Who is coding? Several people code this project. Your annotations are saved in files that have \
             your code in their names. The change you began follows when you have chosen.";
        /// In the dialog, where it was opened by the user.
        WhoCodesNow =>
            "Who is coding in this project? Annotations are saved in files that have the coder’s code in \
             their names. Nothing that others annotated is changed.";
        /// In the dialog: a coder with work in the project.
        CoderWithWork { coder: String, articles: usize } =>
            [articles: "{coder} ({articles} article)" | "{coder} ({articles} articles)"];
        /// In the dialog: a coder without work in the project, or whose work is closed.
        CoderAlone { coder: String } => "{coder}";
        /// In the dialog: the annotations without a coder.
        NoCoderWithWork { articles: usize } =>
            [articles: "Without coder ({articles} article)" | "Without coder ({articles} articles)"];
        /// In the dialog: a field for a code, where others have one.
        SomeoneNew => "Someone new";
        /// In the dialog: a field for a code.
        CoderId => "Coder ID";
        /// In the dialog, and in the settings.
        NotACode { typed: String } =>
            "“{typed}” cannot be part of a file name. Use letters, digits, - and _, at most 32.";
        /// In the dialog, and in the settings.
        ReservedCode { typed: String } =>
            "“{typed}” is reserved: it names the agreed version or the ending of a text.";
        /// In the dialog: the typed code differs from a known one only by case.
        SamePerson { typed: String, coder: String } => "“{typed}” is {coder}: case does not count.";
        /// A button.
        CodeAs { coder: String } => "Code as {coder}";
        /// A button.
        CodeWithoutCoder => "Code without a coder";
        /// A button, while no code is chosen.
        Choose => "Choose";
        /// In the settings.
        Explained =>
            "Demarche proposes it in projects that several people code, where it asks once and remembers the \
             answer. In other projects it takes effect the next time you open one. The coder is written into \
             new annotations and the names of their files.";
        /// In the dialog, and a notice.
        NamelessOffered { articles: usize } =>
            [articles: "{articles} annotated article carries no name. Whose is it?"
                | "{articles} annotated articles carry no name. Whose are they?"];
        /// A button of that notice.
        ShowCoders => "Choose…";
        /// In the dialog.
        NamelessExplained =>
            "Their files are renamed to the coder chosen above. No file is overwritten, and it can be undone.";
        /// A button.
        GiveTo { coder: String } => "Give to {coder}";
        /// A button, while no coder is chosen.
        GiveToCoder => "Give to coder";
        /// A button.
        GiveBack => "Undo";
        /// In the dialog, while files wait to be renamed.
        Giving => "Files are renamed as soon as everything is saved…";
        /// Files were renamed to a coder.
        Given { articles: usize, coder: String } => [coder? [articles: "{articles} annotated article is now without a coder again."
                    | "{articles} annotated articles are now without a coder again."]
                | [articles: "{articles} annotated article is now {coder}’s."
                    | "{articles} annotated articles are now {coder}’s."]];
        /// In the menu, where undo renames the files back.
        UndoGiven { coder: String } => "Undo: annotations without a coder to {coder}";
        /// Files were not renamed since the coder has annotations there.
        GiftsInTheWay { articles: Vec<String>, coder: String } => (count = articles.len(), names = listed(articles) =>
                [coder? [count: "There are annotations without a coder again, so stays as it is: {names}."
                        | "There are annotations without a coder again, so stay as they are: {names}."]
                    | [count: "{coder} has annotations there, so stays as it is: {names}."
                        | "{coder} has annotations there, so stay as they are: {names}."]]);
        /// Of an error.
        NotGiven { article: String } => "The annotations of {article} were not renamed";
        GivingFailed => "No file was renamed, since not everything can be saved.";
        /// The coder was changed.
        CodesAs { coder: String, articles: usize } => [coder? [articles: "You code without a coder. {articles} article has annotations without a coder."
                    | "You code without a coder. {articles} articles have annotations without a coder."]
                | [articles: "You code as {coder}. {articles} article has annotations of {coder}."
                    | "You code as {coder}. {articles} articles have annotations of {coder}."]];
        /// The coder cannot be changed now.
        NotNow => "The coder can be changed once the work in progress is done.";
        /// In the menu bar.
        Coder { coder: String } => "Coder: {coder}";
        /// In the menu bar, where none is set.
        NoCoder => "No coder";
        /// In the menu bar.
        ChangeCoder => "Change who is coding in this project";
    }
}

impl CoderMessage {
    /// Why a code that was typed cannot be a coder's.
    pub fn why_not(typed: &str) -> Self {
        let typed = typed.to_owned();
        match is_reserved(&typed) {
            true => Self::ReservedCode { typed },
            false => Self::NotACode { typed },
        }
    }
}
