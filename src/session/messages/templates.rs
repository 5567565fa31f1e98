//! The templates that translators read, `assets/texts/en`: they are what the declarations say, and the whole of it.
//!
//! `DEMARCHE_TEXTS=write cargo test -p demarche-session templates` writes them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use demarche_languages::template::{self, Declared};

use super::*;

/// The declarations of each file.
fn declared() -> Vec<(&'static str, Vec<Declared>)> {
    macro_rules! files {
        ($($file:ident: $($name:ident)*;)*) => {
            vec![$((stringify!($file), [$($file::$name::declared(),)*].concat()),)*]
        };
    }
    files! {
        explore: ExploreText ExploreMessage;
        suggest: SuggestText SuggestMessage;
        agreement: AgreementText AgreementMessage;
        annotating: StatusText AnnotatingText AnnotatingMessage;
        article_list: ArticleListText ArticleListMessage;
        codebook: CodebookText CodebookMessage;
        coder: CoderText CoderMessage;
        compare: CompareMessage CompareText ComparingMessage;
        conflicts: ConflictsText ConflictsMessage;
        controls: ControlText;
        datasets: DatasetMessage;
        dialogs: PurposeText;
        entities: EntityText EntityMessage;
        export: ExportText ExportMessage;
        files: FileText FileMessage;
        hints: HintMessage;
        history: HistoryText HistoryMessage;
        import: ImportArticlesText ImportDatasetText ImportMessage;
        inspector: InspectorText InspectorMessage;
        keys: KeysText KeysMessage;
        linking: LinkText LinkMessage;
        lists: ListMessage;
        moves: MoveText MoveMessage;
        page: PageText PageMessage;
        pending: PendingMessage Purpose;
        program: NoticeText ProgramMessage PathText PathMessage StartText StartMessage;
        review: ReviewText ReviewMessage FateMessage;
        search: SearchText SearchMessage;
        settings: SettingsText;
        spoken: SpokenMessage;
        steps: StepText StepMessage;
        team: TeamText TeamMessage;
        window: WindowText WindowMessage;
        work: WorkMessage ProgressMessage;
    }
}

#[test]
fn templates_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../../assets/texts/en");
    for (file, texts) in declared() {
        let source =
            fs::read_to_string(root.join(format!("messages/{file}.rs"))).expect("it is there");
        let about = source.lines().next().unwrap_or_default();
        let written = template::file(about.trim_start_matches("//! "), &texts);
        let path = folder.join(format!("{file}.ftl"));
        if std::env::var_os("DEMARCHE_TEXTS").is_some_and(|order| order == "write") {
            fs::write(&path, &written).expect("it is written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == written,
            "assets/texts/en/{file}.ftl is out of date: \
             DEMARCHE_TEXTS=write cargo test -p demarche-session templates"
        );
    }
}

#[test]
fn templates_have_the_texts_of_all_files() {
    let declared = declared();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages");
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it is read").path();
        let source = fs::read_to_string(&path).expect("it is read");
        let begins = |line: &&str| matches!(*line, "texts! {" | "messages! {");
        let enums = source.lines().filter(begins).count();
        let stem = path.file_stem().unwrap_or_default();
        let texts = declared.iter().find(|(file, _)| **file == *stem);
        let ids = texts.iter().flat_map(|(_, texts)| texts);
        let names: BTreeSet<&str> = ids.map(|text| text.enumeration).collect();
        assert_eq!(
            names.len(),
            enums,
            "{}: list its enums above",
            path.display()
        );
    }
}
