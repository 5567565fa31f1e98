//! Tests of autosave: when it writes what, what it says of it, and what follows another program's
//! changes.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use super::*;
use crate::app::test_program::{Program, annotated, folder, session, write};
use crate::command::codebook::{CodebookCommand, CodebookDraft};
use crate::command::{Intent, UserCommand};
use crate::model::document::Status;
use crate::model::history::Change;
use crate::model::step_name::StepName;
use crate::model::{Edit, Entity};
use crate::session::incoming::TakeInError;
use crate::session::messages::Message;
use crate::session::persisted::RETRY_AFTER;

const TEXT: &str = "Putin demands a freeze.\n";

fn texts() -> tempfile::TempDir {
    folder(&[("a.txt", TEXT), ("b.txt", TEXT)])
}

fn status(id: CodingId, status: &str) -> Change {
    Change::Coding(id, Edit::SetStatus(Status::parse(status)))
}

fn codebook(program: &Program, name: &str) -> Change {
    let mut codebook = (*program.session().codebook).clone();
    codebook.name = name.to_owned();
    Change::Codebook(Arc::new(codebook))
}

fn entity(id: &str, name: &str) -> Change {
    let entity = Entity::new(id, name);
    Change::Entity(id.into(), Some(Box::new(entity)))
}

/// Articles on their way to disk, of which every second one has annotations.
fn writings(folder: &Path, count: usize, kept_texts: Option<KeptTexts>) -> Vec<Writing> {
    let files = annotated(1);
    let mut program = Program::on(files.path());
    let with = program.opened("000.txt").snapshot();
    program.change(vec![Change::Coding(
        program.coding("000.txt"),
        Edit::Remove("a".into()),
    )]);
    let without = program.opened("000.txt").snapshot();
    let writing = |number: usize| Writing {
        id: CodingId(number as u32),
        path: folder.join(format!("{number}.txt.ann.json")),
        text: folder.join(format!("{number}.txt")),
        revision: 7,
        snapshot: if number.is_multiple_of(2) {
            with.clone()
        } else {
            without.clone()
        },
        stamp: None,
        kept_texts: kept_texts.clone(),
        journal_handle: None,
    };
    (0..count).map(writing).collect()
}

#[test]
fn many_articles_are_written_first_and_their_texts_stored_later() {
    for (count, pending) in [(1, None), (31, None), (32, Some(16)), (40, Some(20))] {
        let (folder, state) = (texts(), Program::new());
        let kept = state.app.shell.persisted_state.kept_texts();
        let (saved, texts) = (RefCell::new(Vec::new()), RefCell::new(None));
        write_together(writings(folder.path(), count, kept), |event| match event {
            Event::Saved(id, 7, result) => {
                let on_disk = result.expect("it is written");
                assert!(on_disk.stamp.is_some());
                saved.borrow_mut().push(id.0 as usize);
            }
            Event::TextSnapshotsPending(snapshots) => {
                *texts.borrow_mut() = Some(snapshots.len());
            }
            _ => panic!("nothing else happens"),
        });
        assert_eq!(saved.into_inner(), Vec::from_iter(0..count));
        assert_eq!(texts.into_inner(), pending, "{count}");
        let stored = walkdir::WalkDir::new(state.state.path())
            .into_iter()
            .flatten();
        let stored = stored.filter(|file| file.file_type().is_file()).count();
        assert_eq!(stored > 0, pending.is_none(), "{count}");
    }
}

#[test]
fn texts_without_annotations_are_not_stored() {
    let (folder, state) = (texts(), Program::new());
    let kept = state.app.shell.persisted_state.kept_texts();
    let without = writings(folder.path(), 2, kept).remove(1);
    write_together(vec![without], |_| {});
    let stored = walkdir::WalkDir::new(state.state.path())
        .into_iter()
        .flatten();
    assert_eq!(stored.filter(|file| file.file_type().is_file()).count(), 0);
    assert!(folder.path().join("1.txt.ann.json").exists());
}

#[test]
fn an_article_that_another_program_wrote_is_read_instead_of_written() {
    let folder = texts();
    let writing = writings(folder.path(), 1, None).remove(0);
    write(&writing.path, "{}");
    let seen = RefCell::new(0);
    write_together(vec![writing], |event| match event {
        Event::ChangedOutside(CodingId(0), theirs) => {
            assert!(theirs.is_err(), "it is no sidecar");
            *seen.borrow_mut() += 1;
        }
        _ => panic!("it must not be written"),
    });
    assert_eq!(seen.into_inner(), 1);
    assert_eq!(
        fs::read_to_string(folder.path().join("0.txt.ann.json"))
            .ok()
            .as_deref(),
        Some("{}")
    );
}

#[test]
fn a_change_is_written_after_a_moment_and_at_once_if_the_project_is_left() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    let context = egui::Context::default();
    let begun = Instant::now();
    program.change(vec![status(id, "done")]);
    program.cx().save_what_is_due(&context, false);
    let is_writing = program.opened("a.txt").saving.is_writing();
    // A busy machine may have taken longer than the moment.
    assert!(!is_writing || begun.elapsed() >= AUTOSAVE_DEBOUNCE);
    program.cx().save_what_is_due(&context, true);
    assert!(program.opened("a.txt").saving.is_writing());
    program.until_saved();
    let written = fs::read_to_string(folder.path().join("a.txt.ann.json")).expect("it is there");
    assert!(written.contains("\"done\""));
    // Without leaving, it only takes a little longer.
    let begun = Instant::now();
    program.change(vec![status(id, "skipped")]);
    program.until_saved();
    assert!(begun.elapsed() >= AUTOSAVE_DEBOUNCE);
}

#[test]
fn what_all_articles_share_is_written_too_each_to_its_file() {
    let folder = texts();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let mut program = Program::on(folder.path());
    let ours = codebook(&program, "Ours");
    program.change(vec![ours]);
    program.until_saved();
    assert!(read("codebook.json").contains("Ours"));
    assert!(!folder.path().join("entities.json").exists());
    program.change(vec![entity("reyes", "Ana Reyes")]);
    program.until_saved();
    assert!(read("entities.json").contains("Ana Reyes"));
    assert_eq!(program.app.messages(), [""; 0]);
}

#[test]
fn a_shared_file_that_is_broken_is_not_written_and_named() {
    for (name, message) in [
        ("codebook.json", FileMessage::CodebookNotSaved),
        ("entities.json", FileMessage::EntitiesNotSaved),
    ] {
        let folder = texts();
        let path = write(&folder.path().join(name), "{\"format\":");
        let mut program = Program::on(folder.path());
        let ours = codebook(&program, "Ours");
        let change = if name == "codebook.json" {
            ours
        } else {
            entity("x", "X")
        };
        program.change(vec![change]);
        let said = Message::from(message).to_string();
        program.until_mut(|app| app.messages().iter().any(|m| m.starts_with(&said)));
        assert_eq!(
            fs::read_to_string(path).ok().as_deref(),
            Some("{\"format\":")
        );
    }
}

#[test]
fn no_file_holds_a_part_of_a_step() {
    let folder = annotated(1);
    let mut program = Program::on(folder.path());
    let id = program.coding("000.txt");
    program.change(vec![status(id, "done")]);
    let many = (0..60_000).map(|n| status(id, &n.to_string())).collect();
    let context = egui::Context::default();
    let mut cx = program.cx();
    let name = StepName::Other("many".to_owned());
    let failed = FileMessage::NotWritten;
    assert!(cx.perform_many(name, many, None, failed.into()));
    assert!(cx.project.is_in_bulk());
    cx.save_what_is_due(&context, true);
    let saving = &cx.project.session.opened(id).expect("it is open").saving;
    assert!(!saving.is_writing() && saving.is_pending());
    cx.finish_bulk();
    cx.save_what_is_due(&context, true);
    assert!(
        cx.project
            .session
            .opened(id)
            .expect("it is open")
            .saving
            .is_writing()
    );
}

#[test]
fn texts_that_wait_are_stored_once_all_is_saved_and_nothing_else_waits() {
    let folder = annotated(2);
    let mut program = Program::on(folder.path());
    let id = program.coding("000.txt");
    let pending = |program: &mut Program| {
        let mut cx = program.cx();
        cx.keep_texts();
        cx.project.text_snapshots_pending.len()
    };
    assert_eq!(pending(&mut program), 0);
    let snapshot = program.opened("000.txt").snapshot();
    let texts = program
        .app
        .shell
        .persisted_state
        .folder()
        .expect("a folder")
        .path()
        .join("texts");
    let stored = || {
        walkdir::WalkDir::new(&texts)
            .into_iter()
            .flatten()
            .filter(|f| f.file_type().is_file())
            .count()
    };
    program.change(vec![status(id, "done")]);
    program.cx().project.text_snapshots_pending = vec![snapshot.clone()];
    assert_eq!(pending(&mut program), 1, "it is not saved");
    program.until_saved();
    // Reading and saving have stored it already.
    program.until(|_| fs::remove_dir_all(&texts).is_ok());
    program.cx().project.text_snapshots_pending = vec![snapshot];
    let mention = crate::session::pending::Pending::ShowMention {
        file: program.coding("001.txt"),
        annotation: "a".into(),
    };
    program.cx().load_then(mention);
    assert_eq!(pending(&mut program), 1, "articles are being read");
    program.cx().cancel_waiting();
    assert_eq!(pending(&mut program), 0);
    program.until(|_| stored() > 0);
}

#[test]
fn what_could_not_be_written_is_told_with_its_name_and_tried_again() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    // Where the file belongs there is a folder.
    let place = folder.path().join("a.txt.ann.json");
    fs::create_dir(&place).expect("a folder");
    program.change(vec![status(id, "done")]);
    program.until(|app| session(app).has_failed());
    let article = "a.txt".to_owned();
    assert!(program.says_message(FileMessage::NotSaved { article }));
    let problem = program.opened("a.txt").saving.problem();
    assert!(problem.is_some());
    fs::remove_dir(&place).expect("it is empty");
    program.app.ask(Intent::SaveAgain);
    program.until_saved();
    program.step();
    assert!(place.is_file());
    assert_eq!(program.app.messages(), [""; 0], "it is saved now");

    // Nobody asks for it: it is tried again by itself, and told once.
    let id = program.read("b.txt");
    let place = folder.path().join("b.txt.ann.json");
    fs::create_dir(&place).expect("a folder");
    program.change(vec![status(id, "done")]);
    program.until(|app| session(app).has_failed());
    let told = program.app.messages().to_vec();
    fs::remove_dir(&place).expect("it is empty");
    let begun = Instant::now();
    while !session(&program.app).is_saved() {
        assert_eq!(program.app.messages(), told);
        assert!(begun.elapsed() < RETRY_AFTER * 10);
        program.step();
    }
    program.step();
    assert!(begun.elapsed() > RETRY_AFTER / 2 && place.is_file());
    assert_eq!(program.app.messages(), [""; 0], "it is saved now");
}

#[test]
fn what_another_program_wrote_meanwhile_is_merged_before_it_is_written() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    let path = folder.path().join("a.txt.ann.json");
    let text = fs::read_to_string(&path).expect("it is there");
    let id = program.coding("a.txt");
    program.change(vec![status(id, "done")]);
    write(&path, &text.replace("\"actor\"", "\"event\""));
    program.until_saved();
    let article = "a.txt".to_owned();
    assert!(program.says_message(FileMessage::ChangesTakenIn { article }));
    let document = &program.opened("a.txt").document;
    assert_eq!(document.annotations()[0].label.as_str(), "event");
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(
        text.contains("\"event\"") && text.contains("\"done\""),
        "{text}"
    );
    // The list counts what was merged.
    let summary = program
        .session()
        .coding(id)
        .and_then(|coding| coding.summary.clone());
    let counts = summary.expect("it is known").counts;
    assert_eq!(counts.get("event"), Some(&1));
}

#[test]
fn a_draft_of_the_codebook_keeps_what_another_program_added_before_it_is_taken() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let base = Arc::clone(&program.session().codebook);
    let with = |name: &str, version: &str| {
        let mut codebook = (*base).clone();
        codebook.name = name.to_owned();
        codebook.version = version.to_owned();
        Arc::new(codebook)
    };
    // The dialog has handed it over, and something else comes first.
    let (name, version) = (base.name.clone(), base.version.clone());
    program.change(vec![Change::Codebook(with("Theirs", &version))]);
    program
        .app
        .ask(Intent::Codebook(CodebookCommand::Draft(CodebookDraft {
            name: StepName::EditCodebook,
            base: Arc::clone(&base),
            draft: with(&name, "ours"),
            typing: None,
        })));
    program.step();
    let codebook = &program.session().codebook;
    assert_eq!((&*codebook.name, &*codebook.version), ("Theirs", "ours"));
}

#[test]
fn a_deleted_file_is_told_by_its_kind() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    let article = "a.txt".to_owned();
    for (part, wanted) in [
        (
            PartId::Annotations(id),
            FileMessage::AnnotationsDeleted {
                article,
                count: 0,
                at_once: true,
            },
        ),
        (
            PartId::Codebook,
            FileMessage::CodebookDeleted { at_once: true },
        ),
        (
            PartId::Entities,
            FileMessage::EntitiesDeleted { at_once: true },
        ),
    ] {
        program
            .cx()
            .after_taking_in(part, TakeInOutcome::Gone { at_once: true });
        assert!(program.says_message(wanted));
    }
}

#[test]
fn what_became_of_another_programs_version_is_told_by_its_kind() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    let article = || "a.txt".to_owned();
    program
        .cx()
        .after_taking_in(PartId::Codebook, TakeInOutcome::NoNews);
    assert_eq!(program.app.messages(), [""; 0]);
    for (part, what) in [
        (
            PartId::Annotations(id),
            FileMessage::NotSaved { article: article() },
        ),
        (
            PartId::Fields(program.session().articles.ids()[0]),
            FileMessage::FieldsNotSaved { article: article() },
        ),
        (PartId::Codebook, FileMessage::CodebookNotSaved),
        (PartId::Entities, FileMessage::EntitiesNotSaved),
    ] {
        let why = TakeInError::NotOpen;
        program
            .cx()
            .after_taking_in(part, TakeInOutcome::Blocked(why));
        let said = format!("{}: the article is not open", Message::from(what));
        assert!(program.says(&said));
    }
    for (part, what) in [
        (
            PartId::Annotations(id),
            FileMessage::AnnotationsChanged { article: article() },
        ),
        (PartId::Codebook, FileMessage::CodebookUnreadable),
        (PartId::Entities, FileMessage::EntitiesUnreadable),
    ] {
        let why = TakeInOutcome::Unreadable("a bad disk".to_owned());
        program.cx().after_taking_in(part, why);
        assert!(program.says(&format!("{}: a bad disk", Message::from(what))));
    }
    program
        .cx()
        .after_taking_in(PartId::Annotations(id), TakeInOutcome::OtherText);
    assert!(program.session().outdated.contains(&id));
}

#[test]
fn a_codebook_that_another_program_changed_is_followed() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let ours = codebook(&program, "Ours");
    program.change(vec![ours]);
    program.until_saved();
    let path = folder.path().join("codebook.json");
    let text = fs::read_to_string(&path).expect("it is there");
    let rows = program.app.shell.rows.len();
    let label = program.session().codebook.labels[0].clone();
    let json = text.replacen(&format!("\"{}\"", label.name), "\"Quite another\"", 1);
    assert_ne!(json, text);
    let mut file = crate::store::codebook::read(json.as_bytes()).expect("a codebook");
    file.codebook.labels.truncate(1);
    let bytes = file.to_bytes();
    file.stamp = Some(Stamp::of(&bytes, None));
    program.cx().merge_their_codebook(Ok(Some(file)));
    assert!(program.says_message(FileMessage::CodebookChangesTakenIn));
    assert_eq!(program.session().codebook.labels.len(), 1);
    assert!(program.app.shell.rows.len() < rows, "labels have keys");
}

#[test]
fn entities_that_two_programs_add_are_all_kept() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    program.change(vec![entity("reyes", "Ana Reyes")]);
    program.until_saved();
    let path = folder.path().join("entities.json");
    let text = fs::read_to_string(&path).expect("it is there");
    let more = text.replace(
        "\n  ]",
        ",\n    {\"id\":\"solvang\",\"name\":\"Henrik Solvang\"}\n  ]",
    );
    write(&path, &more);
    program.change(vec![entity("kurt", "Kurt")]);
    program.until_saved();
    let entities = &program.session().entities;
    let names = ["reyes", "solvang", "kurt"].map(|id| entities.name(&id.into()).to_owned());
    assert_eq!(names, ["Ana Reyes", "Henrik Solvang", "Kurt"]);
    let text = fs::read_to_string(&path).expect("it is there");
    assert!(text.contains("Kurt") && text.contains("Solvang"));
}

#[test]
fn undo_is_seen_and_written_like_any_change() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    program.annotate("a.txt", "x", 0..5);
    program.cx().make_views();
    program.until_saved();
    program.app.ask(UserCommand::Undo);
    program.until(|app| session(app).history.done().is_empty());
    assert_eq!(program.listed_annotations(id), Some(0));
    program.until_saved();
    let text = fs::read_to_string(folder.path().join("a.txt.ann.json")).unwrap_or_default();
    assert!(text.contains("\"annotations\": []"), "{text}");
}
