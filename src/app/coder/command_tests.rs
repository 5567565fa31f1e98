//! Tests of asking who codes, of changing the coder, and of giving annotations without a coder to one.

use std::fs;
use std::path::Path;

use super::*;
use crate::app::test_program::{Program, annotated, folder, session, write};
use crate::command::coder::CoderCommand;
use crate::command::{Filling, Intent, Target};
use crate::model::document::Status;
use crate::model::{AttributeValue, ByteOffset};
use crate::session::messages::{CoderMessage, Message};

const TEXT: &str = "Putin demands a freeze.\n";

const SIDECAR: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
    {"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"]}]}"#;

/// A project in which ls has coded an article.
fn team() -> tempfile::TempDir {
    folder(&[
        ("a.txt", TEXT),
        ("a.txt.ls.ann.json", SIDECAR),
        ("b.txt", TEXT),
    ])
}

/// The file of a coder's annotations of the first article.
fn sidecar_of(folder: &Path, coder: &str) -> String {
    let path = folder.join(format!("a.txt.{coder}.ann.json"));
    fs::read_to_string(path).expect("a file")
}

fn tag() -> UserCommand {
    UserCommand::Tag("actor".into())
}

/// Selects the first word of the article on screen.
fn select(program: &mut Program) {
    let selection = Selection::new(ByteOffset(0), ByteOffset(5));
    program.app.ask(Intent::Select(selection));
    program.step();
}

fn ask(program: &mut Program, command: impl Into<Command>) {
    program.app.ask(command);
    program.step();
}

fn choose(program: &mut Program, coder: &str) {
    let command = CoderCommand::Choose(coder.to_owned());
    ask(program, Intent::Coder(command));
    program.until(|app| session(app).shown().is_some());
}

fn is_asking(program: &mut Program) -> bool {
    let coder = &program.cx().project.capabilities.coder;
    coder.is_open() && coder.held.is_some()
}

fn annotations(program: &Program) -> usize {
    let shown = program.session().shown().expect("it is open");
    shown.document.annotations().len()
}

/// Names of the sidecars in a folder.
fn sidecars(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("a folder");
    let names = files.map(|file| file.expect("a file").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".ann.json")).collect();
    names.sort();
    names
}

#[test]
fn the_coder_is_asked_for_once_and_the_tag_follows_the_answer() {
    let folder = team();
    let mut program = Program::on(folder.path());
    select(&mut program);
    ask(&mut program, tag());
    assert!(is_asking(&mut program) && program.app.is_dialog_open());
    assert_eq!(
        (annotations(&program), program.session().is_saved()),
        (0, true)
    );

    choose(&mut program, "mk");
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| !s.document.annotations().is_empty())
    });
    assert_eq!(program.session().coder, "mk");
    assert!(!program.app.is_dialog_open());
    program.until_saved();
    let files = ["a.txt.ls.ann.json", "a.txt.mk.ann.json"];
    assert_eq!(sidecars(folder.path()), files);

    // The answer is remembered for this project, whatever the settings propose.
    let mut program = program.again();
    program.app.shell.settings.coder = "jo".to_owned();
    program.open(folder.path());
    assert_eq!(
        (&*program.session().coder, annotations(&program)),
        ("mk", 1)
    );
    ask(&mut program, UserCommand::SetStatus(Status::Done));
    assert!(!is_asking(&mut program));
    program.until_saved();
    assert_eq!(sidecars(folder.path()), files);
}

#[test]
fn without_an_answer_nothing_is_changed_and_the_next_change_asks_again() {
    let folder = team();
    let mut program = Program::on(folder.path());
    select(&mut program);
    for _ in 0..2 {
        ask(&mut program, tag());
        assert!(is_asking(&mut program));
        ask(&mut program, UserCommand::ChangeCoder);
        assert!(!program.app.is_dialog_open());
        program.until_saved();
        assert_eq!(annotations(&program), 0);
    }
    assert_eq!(sidecars(folder.path()), ["a.txt.ls.ann.json"]);
    assert_eq!(program.session().actions.last, 0);
}

#[test]
fn the_coder_of_the_settings_is_a_proposal() {
    let folder = team();
    let mut program = Program::new();
    program.app.shell.settings.coder = "mk".to_owned();
    program.open(folder.path());
    assert_eq!(program.session().coder, "mk");
    select(&mut program);
    ask(&mut program, tag());
    assert!(is_asking(&mut program));
    choose(&mut program, "mk");
    program.step();
    assert_eq!(annotations(&program), 1);
}

#[test]
fn one_who_codes_alone_is_not_asked() {
    let alone = folder(&[("a.txt", TEXT), ("a.txt.mk.ann.json", SIDECAR)]);
    for (coder, asks) in [("mk", false), ("", true)] {
        let mut program = Program::new();
        program.app.shell.settings.coder = coder.to_owned();
        program.open(alone.path());
        select(&mut program);
        ask(&mut program, tag());
        assert_eq!(is_asking(&mut program), asks, "{coder}");
    }
    let nobody = folder(&[("a.txt", TEXT), ("a.txt.ann.json", SIDECAR)]);
    let mut program = Program::on(nobody.path());
    select(&mut program);
    ask(&mut program, tag());
    assert!(!is_asking(&mut program));
    // A file that says how a team codes the project is a sign too.
    write(&nobody.path().join("project.json"), "{}");
    let mut program = Program::on(nobody.path());
    select(&mut program);
    ask(&mut program, tag());
    assert!(is_asking(&mut program));
}

#[test]
fn only_changes_of_what_the_coder_annotates_ask() {
    let folder = team();
    let mut program = Program::on(folder.path());
    let article = program.coding("a.txt");
    let fill = |target| {
        Command::Intent(Intent::Fill(Filling {
            article,
            target,
            value: Some(AttributeValue::Text("x".to_owned())),
            typing: None,
        }))
    };
    let field = |name: &str| fill(Target::Field(name.to_owned()));
    for (command, asks) in [
        // Nothing is selected or chosen.
        (Command::from(tag()), false),
        (UserCommand::Delete.into(), false),
        (UserCommand::Undo.into(), false),
        (UserCommand::SelectWord.into(), false),
        (UserCommand::NextArticle.into(), false),
        (UserCommand::SetStatus(Status::Done).into(), true),
        (UserCommand::DoneAndNext.into(), true),
        (fill(Target::Status), true),
        (field("memo"), true),
        (field("title"), false),
    ] {
        let cx = &mut program.cx();
        assert_eq!(cx.asks_for_coder(&command), asks, "{command:?}");
        cx.project.capabilities.coder = WhoCodes::default();
    }
}

#[test]
fn a_status_that_asked_is_set_in_the_file_of_the_coder() {
    let folder = team();
    let mut program = Program::on(folder.path());
    let article = program.coding("a.txt");
    ask(
        &mut program,
        Intent::Fill(Filling {
            article,
            target: Target::Status,
            value: Some(AttributeValue::Text("done".to_owned())),
            typing: None,
        }),
    );
    assert!(is_asking(&mut program));
    choose(&mut program, "mk");
    program.until(|app| {
        let shown = session(app).shown();
        shown.is_some_and(|shown| shown.document.fields().status == Status::Done)
    });
    program.until_saved();
    let files = ["a.txt.ls.ann.json", "a.txt.mk.ann.json"];
    assert_eq!(sidecars(folder.path()), files);
}

#[test]
fn what_is_not_saved_yet_goes_into_the_file_of_who_did_it() {
    let folder = team();
    let mut program = Program::on(folder.path());
    choose(&mut program, "mk");
    program.annotate("a.txt", "x", 0..5);
    assert!(!program.session().is_saved());
    choose(&mut program, "ls");
    assert_eq!(annotations(&program), 1, "that of ls");
    program.annotate("a.txt", "y", 6..13);
    program.until_saved();
    let read = |coder: &str| sidecar_of(folder.path(), coder);
    assert!(read("mk").contains("\"x\"") && !read("mk").contains("\"y\""));
    assert!(read("ls").contains("\"y\"") && !read("ls").contains("\"x\""));
    assert_eq!(sidecars(folder.path()).len(), 2);

    choose(&mut program, "mk");
    assert_eq!(annotations(&program), 1);
    let (coder, articles) = ("mk".to_owned(), 1);
    assert!(program.says_exactly(CoderMessage::CodesAs { coder, articles }));
    // Undo is that of mk, also after a restart.
    let mut program = program.again();
    program.open(folder.path());
    ask(&mut program, UserCommand::Undo);
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| s.document.annotations().is_empty())
    });
    assert!(program.session().history.next_undo().is_none());
    program.until_saved();
    assert!(read("ls").contains("\"y\""));
}

#[test]
fn what_two_coders_did_before_a_crash_comes_back_into_the_file_of_each() {
    let folder = team();
    let mut program = Program::on(folder.path());
    choose(&mut program, "mk");
    program.annotate("a.txt", "x", 0..5);
    choose(&mut program, "jo");
    program.annotate("a.txt", "y", 6..13);
    program.cx().journal_actions();
    assert!(!program.session().is_saved());
    let mut program = program.again();
    program.open(folder.path());
    program.until_saved();
    let read = |coder: &str| sidecar_of(folder.path(), coder);
    assert!(read("mk").contains("\"x\"") && !read("mk").contains("\"y\""));
    assert!(read("jo").contains("\"y\"") && !read("jo").contains("\"x\""));
    let shown = program
        .session()
        .current
        .and_then(|id| program.session().coding(id));
    assert_eq!(shown.map(|coding| &*coding.coder), Some("jo"));
    assert_eq!(
        program.session().history.done().len(),
        1,
        "undo is that of jo"
    );
}

#[test]
fn annotations_without_a_coder_are_offered_and_given_in_one_step() {
    let folder = annotated(3);
    // In one article mk has annotations too.
    write(&folder.path().join("002.txt.mk.ann.json"), SIDECAR);
    let before = sidecars(folder.path());
    let mut program = Program::new();
    program.app.shell.settings.coder = "mk".to_owned();
    program.open(folder.path());
    assert_eq!(annotations(&program), 0);
    let offered = |articles| CoderMessage::NamelessOffered { articles };
    assert!(
        program.says_exactly(offered(3)),
        "{:?}",
        program.app.messages()
    );

    let give = CoderCommand::GiveNameless("mk".to_owned());
    ask(&mut program, Intent::Coder(give));
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| !s.document.annotations().is_empty())
    });
    let after = [
        "000.txt.mk.ann.json",
        "001.txt.mk.ann.json",
        "002.txt.ann.json",
        "002.txt.mk.ann.json",
    ];
    assert_eq!(sidecars(folder.path()), after);
    let given = CoderMessage::Given {
        articles: 2,
        coder: "mk".to_owned(),
    };
    assert!(program.says_exactly(given));
    let stays = CoderMessage::GiftsInTheWay {
        articles: vec!["002.txt".to_owned()],
        coder: "mk".to_owned(),
    };
    assert!(program.says_exactly(stays));
    assert!(program.says_exactly(offered(1)) && !program.says_exactly(offered(3)));
    program.until(|app| {
        let mut own = session(app).articles.own_codings();
        own.all(|coding| {
            coding
                .summary
                .as_ref()
                .is_some_and(|s| s.annotations() == 1)
        })
    });

    // It is the newest step, and undo takes it back.
    assert!(program.app.environment().undo);
    ask(&mut program, UserCommand::Undo);
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| s.document.annotations().is_empty())
    });
    assert_eq!(sidecars(folder.path()), before);
    assert!(!program.app.environment().undo);
    // And what is done afterwards is saved as ever.
    program.annotate("000.txt", "x", 6..13);
    program.until_saved();
    assert_eq!(sidecars(folder.path()).len(), 5);
}

#[test]
fn unsaved_annotations_without_a_coder_are_given_with_the_rest() {
    let folder = annotated(2);
    let mut program = Program::on(folder.path());
    program.annotate("000.txt", "x", 6..13);
    choose(&mut program, "mk");
    let give = CoderCommand::GiveNameless("ls".to_owned());
    ask(&mut program, Intent::Coder(give));
    program.until(|app| {
        app.phase
            .project()
            .is_some_and(|p| p.capabilities.coder.renamed.is_some())
    });
    assert_eq!(
        sidecars(folder.path()),
        ["000.txt.ls.ann.json", "001.txt.ls.ann.json"]
    );
    choose(&mut program, "ls");
    assert_eq!(annotations(&program), 2);
    // No step leads to where the file was.
    choose(&mut program, "");
    assert!(program.session().history.next_undo().is_none());
    program.until_saved();
    assert_eq!(sidecars(folder.path()).len(), 2);
}

#[test]
fn a_step_that_follows_is_undone_before_files_are_renamed_back() {
    let folder = annotated(1);
    let mut program = Program::new();
    program.app.shell.settings.coder = "mk".to_owned();
    program.open(folder.path());
    let give = CoderCommand::GiveNameless("mk".to_owned());
    ask(&mut program, Intent::Coder(give));
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| !s.document.annotations().is_empty())
    });
    program.annotate("000.txt", "x", 6..13);
    ask(&mut program, UserCommand::Undo);
    assert_eq!(annotations(&program), 1);
    program.until_saved();
    assert_eq!(sidecars(folder.path()), ["000.txt.mk.ann.json"]);
    ask(&mut program, Intent::Coder(CoderCommand::GiveBack));
    program.until(|app| {
        session(app)
            .shown()
            .is_some_and(|s| s.document.annotations().is_empty())
    });
    assert_eq!(sidecars(folder.path()), ["000.txt.ann.json"]);
}

#[test]
fn annotations_without_a_coder_are_offered_when_the_coder_is_new_and_not_each_time() {
    let folder = annotated(2);
    let is_offered = |program: &mut Program| {
        let notices = program.app.shell.notices.current().iter();
        let mut messages = notices.map(|notice| &notice.message);
        messages.any(|m| matches!(m, Message::Coder(CoderMessage::NamelessOffered { .. })))
    };
    let mut program = Program::on(folder.path());
    assert!(!is_offered(&mut program), "nobody is nobody");
    for offered in [true, false] {
        program = program.again();
        program.app.shell.settings.coder = "mk".to_owned();
        program.open(folder.path());
        assert_eq!(is_offered(&mut program), offered);
    }
    choose(&mut program, "ls");
    assert!(is_offered(&mut program), "of another coder again");
}
