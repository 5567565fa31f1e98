//! Texts about a team: its coders and rounds, packages, comparing in blind rounds.

use super::lists::listed;

texts! {
    /// Fixed texts about a team.
    TeamText {
        Title => "Team";
        HandInTitle => "Hand in";
        OpenTitle => "Open for comparing";
        ComparedTitle => "Compared already";

        ChangeCoder => "Change…";
        Coders => "Coders";
        Code => "Code";
        Name => "Name";
        Again => "Codes again as";
        /// Nobody: the code is a person’s first.
        FirstTime => "nobody: first time";
        AddCoder => "Add coder";
        CodersExplained =>
            "A code stands in the names of files; a name may be left out. To see how stable codings are, a person \
             codes again under a second code.";
        NoCoders => "No coder yet. Add the people who code this project.";
        Rounds => "Rounds";
        NoRounds =>
            "No round yet. A round says who codes which articles: it deals them by a seed, so that the draw can be \
             repeated.";
        NewRound => "New round…";
        DealMore => "Deal more articles…";
        OpenRound => "Open the round…";
        HandOut => "Hand out…";
        HandOutAll => "Hand out all…";
        HandIn => "Hand in…";
        Coder => "Coder";
        Assigned => "Assigned";
        Begun => "Begun";
        Done => "Done";
        Compared => "Compared";
        Missing => "Missing";
        ReadingProgress => "Reading how far everybody is…";
        /// Of a coder in a blind round.
        Hidden =>
            "You code in a blind round: the other coders, and how far they are, are not shown here.";
        ShowAll => "Show the whole team";

        /// The form of a round.
        /// The name that is proposed for the first round.
        FirstRound => "pilot";
        RoundName => "Name of the round";
        Who => "Who codes";
        Which => "Which articles";
        AllArticles => "All articles";
        ListedArticles => "Those in the list";
        WithStatus => "Those with the status";
        PerArticle => "Coders an article";
        Overlap => "Percent of the articles that several code";
        Seed => "Seed of the draw";
        ByWords => "Even out words rather than articles";
        Blind => "Blind: coders do not see each other’s work until the round is opened";
        BlindExplained =>
            "The files lie in this folder and can be read by anyone who opens them elsewhere. To be sure, hand out a \
             package for each coder.";
        EntitiesShared => "The list of entities is shared: that an entity exists is seen by everybody.";
        Preview => "Preview";
        Dealing => "Dealing…";
        Articles => "Articles";
        Words => "Words";
        Shared => "Articles that two share";
        Back => "Back";

        /// Opening a round.
        OpenQuestion => "Open the round?";
        OpenExplained =>
            "Its coders see each other’s annotations and the agreed version from now on. What they change later is \
             no longer independent. It is recorded who opened the round, and when; that cannot be undone.";
        OpenIt => "Open the round";
        StayBlind => "Leave it blind";

        /// Handing in.
        ReadingPackage => "Reading the package…";
        WritingPackage => "Writing…";
        NoPackage => "Choose a package that came back, or drop it on the window.";
        ChoosePackage => "Choose a package…";
        ChooseFolder => "Choose a folder…";
        ChooseHandOut => "Where to hand out to";
        RoundTimes => "Cut the times of annotations to the day";
        NewArticles => "Take texts that were not handed out as new articles";
        Changed => "What changed since it was handed out";
        NothingChanged => "Nothing changed since it was handed out.";
        NotTaken => "Not taken";
        CodebookDiffers => "The codebook differs. It is not taken.";
        Packages => "Packages";

        /// Opening an article for comparing.
        OpenArticle => "Open and compare";
        NotNow => "Not now";
        CheckingDone => "Looking who is done…";

        /// Changing an article that was compared.
        ChangeIt => "Change it";
        LeaveIt => "Leave it as it is";
    }
}

messages! {
    /// About a team.
    TeamMessage {
        /// In the list of articles.
        Coders { coders: Vec<String> } => (count = coders.len(), names = listed(coders) =>
                [count: "{count} coder: {names}" | "{count} coders: {names}"]);
        You { coder: String } => "You code as {coder}.";
        YouAreNobody => "You code without a code. Rounds need to know who does what.";
        /// What a screen reader calls the field with the name of a coder.
        NameOf { coder: String } => "Name of {coder}";
        AgainAs { coder: String } => "again: {coder}";
        KnownCoder { coder: String } => "{coder} is among the coders already.";

        RoundOpen { round: String } => "{round}: not blind";
        RoundBlind { round: String } => "{round}: blind";
        RoundOpened { round: String, by: String, day: String } => "{round}: opened by {by} on {day}";
        /// How a round was dealt.
        RoundFacts { codebook: String, seed: String, per_article: usize, overlap: String } => [codebook? "seed {seed} · {overlap} % of the articles go to {per_article} coders"
                | "codebook {codebook} · seed {seed} · {overlap} % of the articles go to {per_article} coders"];
        ComparedCount { compared: usize, articles: usize } =>
            [articles: "{compared} of {articles} article compared" | "{compared} of {articles} articles compared"];
        OwnRound { assigned: usize, done: usize } =>
            [assigned: "Yours: {assigned} article, {done} done" | "Yours: {assigned} articles, {done} done"];
        HandOutTo { coder: String, round: String } => "Hand out {round} to {coder}";
        /// What a screen reader calls a button of a round.
        OfRound { action: String, round: String } => "{action} {round}";

        AllArticles { count: usize } => "All articles ({count})";
        ListedArticles { count: usize, filter: String } => [filter? "Those in the list ({count})" | "Those in the list ({count}): {filter}"];
        LeftOutDealt { count: usize } =>
            [count: "{count} article is dealt in this round already and stays as it is."
                | "{count} articles are dealt in this round already and stay as they are."];
        LeftOutClaimed { count: usize } =>
            [count: "{count} article is left out: another round has it for one of these coders."
                | "{count} articles are left out: another round has them for one of these coders."];
        /// The name that is proposed for a round.
        ProposedRound { number: usize } => "round-{number}";
        DealOf { articles: usize } => [articles: "Deal {articles} article" | "Deal {articles} articles"];
        NothingToDeal => "No article is left to deal. Choose other articles or coders.";
        ChooseCoders => "Choose who codes.";
        NameTheRound => "Give the round a name.";
        NotARoundName => "A name of a round has letters, digits, - and _.";
        RoundExists => "There is a round of this name. Choose another, or deal more articles in that round.";
        Pair { one: String, other: String } => "{one} and {other}";
        WordsUnknown => "The words of some articles are still being counted.";
        CannotDeal { why: String } => "It cannot be dealt: {why}.";

        StepCoderAdded { coder: String } => "add coder {coder}";
        StepCoderNamed { coder: String } => "name coder {coder}";
        StepDealt { articles: usize, round: String } =>
            [articles: "deal {articles} article in {round}" | "deal {articles} articles in {round}"];
        StepHandedIn { coder: String } => "hand in the work of {coder}";
        StepArticlesFollowed { articles: Vec<String> } => (articles = listed(articles) => "new names in rounds: {articles}");
        /// In the menu.
        Undo { step: String } => "Undo: {step}";
        Redo { step: String } => "Redo: {step}";
        Undone { step: String } => "Undone: {step}.";
        Redone { step: String } => "Done again: {step}.";

        Dealt { articles: usize, round: String } =>
            [articles: "{articles} article dealt in the round {round}." | "{articles} articles dealt in the round {round}."];
        RoundIsOpen { round: String } => "The round {round} is open: its coders see each other’s work.";
        /// Of an error.
        NotSaved => "The team was not changed";
        NotTakenBack => "It could not be undone";
        NotHandedOut => "Nothing was handed out";
        NotHandedIn => "The package was not taken in";
        Stayed { files: Vec<String> } => (files = listed(files) => "These changed since and stay as they are: {files}.");
        HandedOut { coders: Vec<String>, folder: String } => (coders = listed(coders) => "Handed out to {coders}: {folder}");
        HandingOut { done: usize, all: usize } => "Packing {done} of {all}…";
        WaitsForSaving => "It goes on as soon as everything is saved…";
        HandInOf { files: usize } => [files: "Hand in {files} file" | "Hand in {files} files"];
        PackageOf { coder: String, round: String, done: usize, begun: usize, untouched: usize } =>
            "{coder}, round {round}: {done} done, {begun} begun, {untouched} not begun";
        UnknownRound { round: String } =>
            "This project has no round “{round}”. The package may belong to another project.";
        NotOfRound { coder: String, round: String } =>
            "The round {round} assigns nothing to “{coder}”. The package may belong to another project.";
        ChangedArticle { article: String, before: usize, after: usize } =>
            "{article}: {before} annotations when handed out, {after} now";
        OtherText { article: String } =>
            "{article}: its text differs. Annotations move to where their words are in the project’s text.";
        NewText { article: String } => "{article}: was not handed out";
        NewEntities { count: usize } =>
            [count: "{count} entity is new or changed" | "{count} entities are new or changed"];
        Refused { file: String, why: String } => "{file}: {why}";
        HandedIn { coder: String, files: usize } =>
            [files: "The work of {coder} was taken in: {files} file." | "The work of {coder} was taken in: {files} files."];

        /// Opening an article for comparing.
        OpenForComparing { article: String, rounds: Vec<String> } => (rounds = rounds.join(", ") =>
                "The round {rounds} is blind. Comparing shows you what everybody annotated in {article}, and it is \
                 recorded that you have compared it: from then on a coder’s change of it is noted.");
        NotDone { coders: Vec<String> } => (coders = listed(coders) =>
                "Not done yet: {coders}. What they change later reopens decisions.");
        AllDone => "All its coders are done.";
        OthersStayBlind => "Other articles of the round stay closed to you.";
        FinishFirst { article: String } =>
            "You code {article} yourself in a blind round. Mark it as done before you compare it.";
        WhoCompares => "It is recorded who compares: say who you are first.";

        /// Changing what was compared.
        ComparedBy { by: String, day: String, decisions: usize } => [decisions? "{by} has compared this article on {day}. Your change may open differences again, and is noted."
                | [decisions: "{by} has compared this article on {day}. Your change reopens {decisions} decision and is noted."
                    | "{by} has compared this article on {day}. Your change reopens {decisions} decisions and is noted."]];
        ComparedByYou { day: String, decisions: usize } => [decisions? "You have compared this article on {day}. Your change may open differences again, and is noted."
                | [decisions: "You have compared this article on {day}. Your change reopens {decisions} decision and is noted."
                    | "You have compared this article on {day}. Your change reopens {decisions} decisions and is noted."]];

        /// Faults of the file of a team, on opening.
        PlanFaults { count: usize, first: String } =>
            [count: "project.json: {first}" | "project.json has {count} faults, the first: {first}. “demarche check” lists all."];
        /// A coder of a round, in the question who codes.
        NamedCoder { coder: String, name: String } => "{coder} ({name})";
        AssignedToMe => "Assigned to me";
        Differing => "Comparing coders for the filter…";
    }
}
