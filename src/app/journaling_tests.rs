//! Tests of what the journal records and of what the next run makes of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::app::test_program::{Program, folder, session, write};
use crate::model::document::Status;
use crate::model::history::{Step, StepDirection};
use crate::model::step_name::StepName;
use crate::model::{AttributeValue, Edit, Entity};
use crate::session::messages::Message;
use crate::store::article::reread_sidecar;
use crate::store::article_meta::meta_path;
use crate::store::journal::{JournalFile, RecoveredAction};
use crate::store::project::{WalkLimits, open_project};

const TEXT: &str = "Putin demands a freeze.\n";

fn project_folder() -> tempfile::TempDir {
    folder(&[("a.txt", TEXT), ("b.txt", TEXT)])
}

fn project(folder: &Path) -> Project {
    open_project(&[folder.to_owned()], WalkLimits::default()).expect("it is there")
}

/// Ends the program as a crash would, with the journal written and no file saved.
fn crash(mut program: Program) -> Program {
    program.cx().journal_actions();
    assert!(!program.session().is_saved());
    program.again()
}

fn restored(count: usize, last: &[&str]) -> String {
    let last = last.iter().map(|name| StepName::Other((*name).to_owned()));
    let last = last.collect();
    Message::from(HistoryMessage::Restored { count, last }).to_string()
}

fn status(id: CodingId, status: &str) -> Change {
    Change::Coding(id, Edit::SetStatus(Status::parse(status)))
}

fn field(program: &Program, name: &str, value: &str) -> Change {
    let article = program.session().article_of(program.coding(name));
    let value = AttributeValue::Text(value.to_owned());
    Change::Field(
        article.expect("it is listed").id,
        "title".to_owned(),
        Some(value),
    )
}

fn done(program: &Program) -> usize {
    program.session().history.done().len()
}

#[test]
fn everything_that_was_not_saved_is_restored_and_can_be_undone() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    assert!(program.cx().project.journaling.is_open());
    program.annotate("a.txt", "x", 0..5);
    let title = field(&program, "a.txt", "A title");
    let entity = Entity::new("reyes", "Ana Reyes");
    program.change(vec![Change::Entity("reyes".into(), Some(Box::new(entity)))]);
    let mut codebook = (*program.session().codebook).clone();
    codebook.name = "Ours".to_owned();
    program.change(vec![Change::Codebook(Arc::new(codebook))]);
    program.change(vec![title]);

    let mut program = crash(program);
    program.open(folder.path());
    let said = restored(4, &["a step", "a step", "a step"]);
    assert!(program.says(&said), "{:?}", program.app.messages());
    assert_eq!(program.app.messages().len(), 1);
    assert_eq!(program.opened("a.txt").document.annotations().len(), 1);
    assert_eq!(program.opened("a.txt").document.field("title"), "A title");
    let session = program.session();
    assert_eq!(session.entities.name(&"reyes".into()), "Ana Reyes");
    assert_eq!((&*session.codebook.name, done(&program)), ("Ours", 4));
    program.until_saved();
    for name in [
        "a.txt.ann.json",
        "a.txt.article.json",
        "codebook.json",
        "entities.json",
    ] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    // Now the files have it: nothing is missing, and undo reaches back.
    let mut program = program.again();
    program.open(folder.path());
    program.read("a.txt");
    assert_eq!(program.app.messages(), [""; 0]);
    assert_eq!(done(&program), 4);
}

#[test]
fn the_last_actions_that_were_restored_are_named() {
    for (count, names) in [(1, 1), (3, 3), (5, 3)] {
        let folder = project_folder();
        let mut program = Program::on(folder.path());
        let id = program.coding("a.txt");
        for number in 0..count {
            program.change(vec![status(id, &number.to_string())]);
        }
        let mut program = crash(program);
        program.open(folder.path());
        assert!(
            program.says(&restored(count, &["a step"; 3][..names])),
            "{count}"
        );
        assert_eq!(program.shown(), "a.txt");
    }
}

#[test]
fn the_place_of_the_last_restored_action_is_shown() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    let second = program.session().articles.ids()[1];
    program.cx().show_article(second);
    program.until(|app| session(app).shown().is_some());
    program.annotate("b.txt", "x", 0..5);
    let mut program = crash(program);
    program.open(folder.path());
    assert_eq!(program.shown(), "b.txt");
    assert_eq!(program.opened("b.txt").document.annotations().len(), 1);
}

#[test]
fn the_first_annotations_of_a_coder_are_restored_to_that_coder() {
    let folder = project_folder();
    let open = |mut program: Program| {
        program.app.shell.settings.coder = "mk".to_owned();
        program.open(folder.path());
        program
    };
    let mut program = open(Program::new());
    program.annotate("a.txt", "x", 0..5);
    let mut program = open(crash(program));
    assert!(program.says(&restored(1, &["a step"])));
    assert_eq!(program.opened("a.txt").document.annotations().len(), 1);
    let own = program.session().coding(program.coding("a.txt"));
    assert_eq!(own.map(|coding| &*coding.coder), Some("mk"));
    program.until_saved();
    assert!(folder.path().join("a.txt.mk.ann.json").exists());
    assert!(!folder.path().join("a.txt.ann.json").exists());
    // The name of no coder is a name too.
    let nobody = |mut program: Program| {
        program.app.shell.settings.coder = String::new();
        program.open(folder.path());
        program
    };
    let mut program = nobody(program.again());
    program.annotate("a.txt", "y", 6..13);
    let mut program = nobody(crash(program));
    let annotations = program.opened("a.txt").document.annotations().to_vec();
    assert_eq!(annotations.len(), 1);
    assert_eq!(annotations[0].id.as_str(), "y");
    program.until_saved();
    assert!(folder.path().join("a.txt.ann.json").exists());
}

#[test]
fn undo_ends_at_what_another_program_has_changed() {
    for (changes, wanted) in [(false, 1), (true, 0)] {
        let folder = project_folder();
        let mut program = Program::on(folder.path());
        program.annotate("a.txt", "x", 0..5);
        program.until_saved();
        let mut program = program.again();
        if changes {
            let path = folder.path().join("a.txt.ann.json");
            let text = fs::read_to_string(&path).expect("it is saved");
            write(&path, &text.replace("actor", "event"));
        }
        program.open(folder.path());
        assert_eq!(done(&program), wanted);
        assert_eq!(program.opened("a.txt").document.annotations().len(), 1);
    }
}

#[test]
fn fields_that_another_program_changed_are_noticed_once() {
    let file = ProjectFile::Meta {
        path: "a.txt".to_owned(),
    };
    // There is no file of the fields now.
    for (left, wanted) in [(None, 1), (Some(None), 1), (Some(Some("1")), 0)] {
        let folder = project_folder();
        let mut program = Program::on(folder.path());
        let id = program.session().articles.ids()[0];
        let title = field(&program, "a.txt", "A title");
        program.change(vec![title]);
        let mut cx = program.cx();
        let journaling = &mut cx.project.journaling;
        journaling.metas.remove(&id);
        if let Some(left) = left {
            let left = left.map(str::to_owned);
            journaling.recovered.insert(file.clone(), left);
        }
        cx.note_fields_read(id);
        let journaling = &mut cx.project.journaling;
        assert!(journaling.recovered.is_empty() && journaling.read.contains_key(&file));
        // The other codings of the article come with the same fields.
        journaling
            .recovered
            .insert(file.clone(), Some("2".to_owned()));
        cx.note_fields_read(id);
        assert_eq!(cx.project.journaling.recovered.len(), 1);
        assert_eq!(done(&program), wanted, "{left:?}");
    }
}

#[test]
fn undo_of_fields_ends_at_what_another_program_has_changed() {
    for (changes, wanted) in [(false, 1), (true, 0)] {
        let folder = project_folder();
        let mut program = Program::on(folder.path());
        let title = field(&program, "a.txt", "A title");
        program.change(vec![title]);
        program.until_saved();
        let mut program = program.again();
        if changes {
            let path = meta_path(&folder.path().join("a.txt"));
            let text = fs::read_to_string(&path).expect("it is saved");
            write(&path, &text.replace("A title", "Another"));
        }
        program.open(folder.path());
        assert_eq!(done(&program), wanted);
    }
}

#[test]
fn what_was_taken_in_from_another_program_is_in_the_history() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    let path = folder.path().join("a.txt.ann.json");
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("actor", "event"));
    let id = program.coding("a.txt");
    let open = program.opened("a.txt");
    let (theirs, version) = (
        reread_sidecar(&path, &open.snapshot()),
        open.saving.base_version(),
    );
    program.cx().on_reread(id, version, theirs);
    assert!(program.says("Demarche loaded"));
    assert_eq!(done(&program), 2);
    program.cx().journal_actions();
    let mut program = program.again();
    program.open(folder.path());
    assert_eq!((done(&program), program.app.messages()), (2, Vec::new()));
}

/// An action of an earlier run that the file of an article lacks: a memo of an annotation.
fn action(file: &ProjectFile, annotation: &str, memo: &str) -> RecoveredAction {
    let change = |memo: &str| {
        let edit = Edit::SetMemo(annotation.into(), memo.to_owned());
        Change::Coding(CodingId(0), edit)
    };
    RecoveredAction {
        direction: StepDirection::Do,
        joined: false,
        coder: None,
        step: Step {
            id: Default::default(),
            name: StepName::Other(memo.to_owned()),
            changes: [change("")].into(),
            before: None,
            after: None,
            series: None,
        },
        articles: vec![file.clone()],
        missing: vec![Some(change(memo))],
        is_end: false,
    }
}

/// Two journals of programs that have ended: the one that is continued, and the other.
fn journals(folder: &Path) -> (JournalFile, Other) {
    let open = || JournalFile::open(folder).expect("a journal");
    let both = (open(), open());
    drop(both);
    let mut opened = open();
    (opened.journal, opened.others.remove(0))
}

fn found(folder: &Path, own: Recovered, theirs: Recovered) -> FoundJournal {
    let (file, other) = journals(folder);
    FoundJournal {
        file,
        recovered: own,
        others: vec![(other, theirs)],
        aside: vec![folder.join("damaged")],
        shared: [(ProjectFile::Codebook, None), (ProjectFile::Entities, None)],
    }
}

#[test]
fn what_no_longer_fits_is_counted_over_all_journals_and_the_journal_kept() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    let path = folder.path().join("a.txt");
    let file = ProjectFile::article(folder.path(), &path, "");
    let of = |actions: &[(&str, &str)]| Recovered {
        actions: actions
            .iter()
            .map(|(id, memo)| action(&file, id, memo))
            .collect(),
        ..Recovered::default()
    };
    let place = tempfile::tempdir().expect("a folder");
    let own = of(&[("gone", "1"), ("x", "2"), ("gone", "3")]);
    let found = found(place.path(), own, of(&[("gone", "4")]));
    let project = project(folder.path());
    program.cx().on_journal(Ok(found), &project);
    let all = StepName::Other;
    let last = ["2", "3", "4"].map(|name| all(name.to_owned())).to_vec();
    let said = Message::from(HistoryMessage::Restored { count: 4, last }).to_string();
    assert!(program.says(&said), "{:?}", program.app.messages());
    assert!(program.says("damaged"));
    let kept = |app: &mut crate::app::App| app.messages().iter().any(|m| m.contains(".kept-"));
    program.until_mut(kept);
    let said = program.app.messages();
    assert!(
        said.iter()
            .any(|m| m.starts_with("3 changes of the last session")),
        "{said:?}"
    );
    let files = fs::read_dir(place.path()).expect("a folder").flatten();
    let mut names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    assert!(names.any(|name| name.contains(".kept-")));
    let document = &program.opened("a.txt").document;
    assert_eq!(
        document.annotation(&"x".into()).map(|x| &*x.memo),
        Some("2")
    );
}

#[test]
fn if_everything_fits_no_journal_is_kept_and_the_others_go_once_it_is_saved() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    let file = ProjectFile::article(folder.path(), &folder.path().join("a.txt"), "");
    let theirs = Recovered {
        actions: vec![action(&file, "x", "theirs")],
        ..Recovered::default()
    };
    let place = tempfile::tempdir().expect("a folder");
    let mut found = found(place.path(), Recovered::default(), theirs);
    found.aside.clear();
    let project = project(folder.path());
    program.cx().on_journal(Ok(found), &project);
    let journals = || {
        let files = fs::read_dir(place.path()).expect("a folder").flatten();
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(".journal")).count()
    };
    let others = |program: &mut Program| program.cx().project.journaling.others.len();
    assert_eq!((others(&mut program), journals()), (1, 2));
    // It is not saved yet.
    program.cx().journal_actions();
    assert_eq!((others(&mut program), journals()), (1, 2));
    program.until(|app| session(app).is_saved());
    program.step();
    assert_eq!(others(&mut program), 0);
    program.until(|_| journals() == 1);
    assert_eq!(
        program.app.messages().len(),
        1,
        "{:?}",
        program.app.messages()
    );
}

#[test]
fn what_two_windows_did_is_restored() {
    let folder = project_folder();
    let mut first = Program::on(folder.path());
    let mut second = first.second();
    second.open(folder.path());
    first.annotate("a.txt", "x", 0..5);
    second.annotate("a.txt", "y", 6..13);
    second.cx().journal_actions();
    drop(second);
    let mut program = crash(first);
    program.open(folder.path());
    assert!(program.says(&restored(2, &["a step", "a step"])));
    assert_eq!(program.opened("a.txt").document.annotations().len(), 2);
    // What the other window did is done, and no step of this one.
    assert_eq!(done(&program), 1);
}

#[test]
fn journals_whose_files_cannot_be_read_stay() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    let theirs = Recovered {
        unreadable: vec![crate::store::journal::RecoverError::NoArticle],
        ..Recovered::default()
    };
    let place = tempfile::tempdir().expect("a folder");
    let found = found(place.path(), Recovered::default(), theirs);
    let project = project(folder.path());
    program.cx().on_journal(Ok(found), &project);
    assert!(program.cx().project.journaling.others.is_empty());
    let said = Message::from(HistoryMessage::NotRestored).to_string();
    assert!(program.says(&said));
    let error = JournalError {
        path: place.path().to_owned(),
        source: std::io::Error::other("a full disk"),
    };
    program.cx().on_journal(Err(error), &project);
    assert!(program.says("a full disk"));
}

#[test]
fn what_the_journal_must_know_of_articles_is_collected_ahead() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    let (first, second) = (program.coding("a.txt"), program.coding("b.txt"));
    program.cx().name_sources(&[first, second]);
    let cx = program.cx();
    let sources = &cx.project.journaling.sources.codings;
    // The second has not been read.
    assert_eq!(sources.keys().collect::<Vec<_>>(), [&first]);
    assert_eq!(sources[&first].text.as_str(), TEXT);
    assert!(!sources[&first].sha256.is_empty());
    program.change(vec![status(first, "done")]);
    program.cx().journal_actions();
    assert!(program.cx().project.journaling.sources.codings.is_empty());
    program.until(|app| session(app).actions.are_journaled());
}

#[test]
fn an_action_names_the_codings_articles_and_shared_files_that_it_changes() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    let title = field(&program, "a.txt", "A title");
    let codebook = Change::Codebook(Arc::clone(&program.session().codebook));
    let entity = Change::Entity("x".into(), None);
    let article = program.session().article_of(id).map(|article| article.id);
    let all = [status(id, "done"), title, codebook, entity];
    let shared = all.each_ref().map(shared_file_of);
    let wanted = [
        None,
        None,
        Some(ProjectFile::Codebook),
        Some(ProjectFile::Entities),
    ];
    assert_eq!(shared, wanted);
    program.change(all.to_vec());
    let session = program.session_mut();
    let actions = session.actions.take();
    assert_eq!(
        articles_named(&actions[0]).collect::<Vec<_>>(),
        Vec::from_iter(article)
    );
    assert!(codings_named(session, &actions[0]).any(|named| named == id));
    let file = file_of(session, id);
    assert_eq!(
        file,
        Some(ProjectFile::Article {
            path: "a.txt".to_owned(),
            coder: String::new()
        })
    );
    assert_eq!(file_of(session, CodingId(99)), None);
}

#[test]
fn undo_ends_if_a_file_changes_after_the_project_was_opened_and_before_it_is_read() {
    for (changes, wanted) in [(false, 1), (true, 0)] {
        let folder = project_folder();
        let mut program = Program::on(folder.path());
        program.read("b.txt");
        program.annotate("b.txt", "x", 0..5);
        program.until_saved();
        let mut program = program.again();
        program.open(folder.path());
        assert_eq!((program.shown(), done(&program)), ("a.txt", 1));
        if changes {
            let path = folder.path().join("b.txt.ann.json");
            let text = fs::read_to_string(&path).expect("it is saved");
            write(&path, &text.replace("actor", "event"));
        }
        program.read("b.txt");
        assert_eq!(done(&program), wanted);
    }
}

#[test]
fn fields_that_were_taken_in_from_another_program_do_not_end_the_history() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    let title = field(&program, "a.txt", "A title");
    program.change(vec![title]);
    program.until_saved();
    let path = meta_path(&folder.path().join("a.txt"));
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("\n}", ",\n  \"theirs\": 1\n}"));
    let entry = project(folder.path()).articles.remove(0);
    program.cx().on_changed(&[entry]);
    let base = |app: &crate::app::App| {
        let session = session(app);
        let article = session.current_article().expect("it is shown").id;
        let open = session.meta(article).expect("it is read");
        open.saving.base_version()
    };
    let before = base(&program.app);
    program.until(|app| base(app) != before);
    assert_eq!(done(&program), 1);
    program.cx().journal_actions();
    let mut program = program.again();
    program.open(folder.path());
    assert_eq!(done(&program), 1);
    assert_eq!(program.opened("a.txt").document.field("title"), "A title");
}

#[test]
fn the_journal_knows_what_a_file_held_before_its_first_change() {
    let folder = project_folder();
    let mut program = Program::on(folder.path());
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    let path = folder.path().join("a.txt.ann.json");
    let text = fs::read_to_string(&path).expect("it is saved");
    program.close();
    let changed = text.replace("actor", "event");
    write(&path, &changed);
    let hash = hash::sha256_hex(changed.as_bytes());
    let state = Arc::clone(&program.state);
    let is_recorded = || {
        let files = walkdir::WalkDir::new(state.path()).into_iter().flatten();
        let mut journals = files.filter(|file| file.path().extension() == Some("journal".as_ref()));
        journals.any(|file| {
            let bytes = fs::read(file.path()).expect("it is there");
            String::from_utf8_lossy(&bytes).contains(&hash)
        })
    };
    program.open(folder.path());
    assert!(!is_recorded());
    let id = program.coding("a.txt");
    program.change(vec![status(id, "done")]);
    drop(crash(program));
    assert!(is_recorded());
}

#[test]
fn unsaved_annotations_of_another_coder_are_restored_to_that_coder() {
    let folder = project_folder();
    let mut program = Program::new();
    program.app.shell.settings.coder = "mk".to_owned();
    program.open(folder.path());
    program.annotate("a.txt", "x", 0..5);
    let mut program = crash(program);
    program.app.shell.settings.coder = String::new();
    program.open(folder.path());
    assert_eq!(program.session().coder, "");
    program.until_saved();
    let text = fs::read_to_string(folder.path().join("a.txt.mk.ann.json"));
    assert!(text.is_ok_and(|text| text.contains("actor")));
    assert!(!folder.path().join("a.txt.ann.json").exists());
}
