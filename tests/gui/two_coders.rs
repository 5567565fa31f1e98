//! Two coders of one project: what belongs to an article they share, what each annotates is their own.

use std::fs;
use std::path::{Path, PathBuf};

use demarche::app::PersistedState;
use demarche::command::{Filling, Intent, Target, UserCommand};
use demarche::model::AttributeValue;
use demarche::model::document::Status;
use demarche::store::{ArticleMeta, article_meta};
use tempfile::TempDir;

use crate::headless::HeadlessApp;

const TEXT: &str = "Dockers stay out\n\nThe harbour of Solvang stays closed.\n";

/// A sidecar as the program wrote it when the fields of an article stood in it, byte by byte.
const OLD: &str = include_str!("../data/title_in_sidecar.txt.mk.ann.json");

/// A project in which mk has coded an article with an earlier program, and a state folder a coder.
struct Team {
    project: TempDir,
    states: TempDir,
}

impl Team {
    fn new() -> Self {
        let team = Self {
            project: tempfile::tempdir().expect("a folder"),
            states: tempfile::tempdir().expect("a folder"),
        };
        fs::write(team.path("title_in_sidecar.txt"), TEXT).expect("a file");
        fs::write(team.path("title_in_sidecar.txt.mk.ann.json"), OLD).expect("a file");
        team
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.path().join(name)
    }

    fn state(&self, coder: &str) -> PathBuf {
        self.states.path().join(coder)
    }

    /// The program as a coder has it, with the article on screen.
    fn open(&self, coder: &str) -> HeadlessApp {
        let mut memory = PersistedState::load(Some(self.state(coder)));
        let mut settings = memory.settings();
        settings.coder = coder.to_owned();
        memory.set_settings(&settings);
        // Who codes in this project was answered before.
        let project = self.project.path().canonicalize().expect("it is there");
        memory.enter_project(&project, &project);
        memory.set_coder(coder);
        memory.write();
        HeadlessApp::open(&self.state(coder), self.project.path())
    }

    fn file(&self) -> Option<ArticleMeta> {
        let path = article_meta::meta_path(&self.path("title_in_sidecar.txt"));
        let read = article_meta::read_file(&path).expect("it is in order");
        read.map(|(meta, _)| meta)
    }
}

/// The value of a field as the open article shows it.
fn field<'p>(program: &'p HeadlessApp, name: &str) -> &'p str {
    program
        .session()
        .shown()
        .expect("it is open")
        .document
        .field(name)
}

/// The title by which the list calls the article.
fn title(program: &HeadlessApp) -> Option<String> {
    let session = program.session();
    let article = session.articles.iter().next()?;
    session.title(article).map(str::to_owned)
}

fn enter(program: &mut HeadlessApp, name: &str, value: &str) {
    let article = program.session().current.expect("it is on screen");
    program.ask(Intent::Fill(Filling {
        article,
        target: Target::Field(name.to_owned()),
        value: Some(AttributeValue::Text(value.to_owned())),
        typing: None,
    }));
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("it is there")
}

#[test]
fn a_second_coder_sees_what_the_first_has_entered_with_an_earlier_program() {
    let team = Team::new();
    let mut program = team.open("ls");
    assert_eq!(field(&program, "title"), "Dockers stay out");
    assert_eq!(field(&program, "outlet"), "The Courier");
    assert_eq!(field(&program, "date"), "2026-10-23");
    // What is mk's own stays mk's.
    assert_eq!(field(&program, "memo"), "");
    let shown = program.session().shown().expect("it is open");
    assert_eq!(shown.document.fields().status, Status::New);
    assert!(shown.document.annotations().is_empty());
    program.until(|app| {
        let session = app.session().expect("it is open");
        let mut own = session.articles.own_codings();
        own.all(|coding| coding.summary.is_some())
    });
    assert_eq!(title(&program).as_deref(), Some("Dockers stay out"));
    program.until_saved();
    drop(program);
    // Nothing is written because it is opened.
    let mut names: Vec<String> = fs::read_dir(team.project.path())
        .expect("it is there")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["title_in_sidecar.txt", "title_in_sidecar.txt.mk.ann.json"]
    );
}

#[test]
fn a_title_that_one_coder_corrects_is_seen_by_the_other_and_taken_back_in_one_step() {
    let team = Team::new();
    let mut program = team.open("ls");
    enter(&mut program, "title", "Dockers walk out");
    program.until_saved();
    assert_eq!(title(&program).as_deref(), Some("Dockers walk out"));
    let meta = team.file().expect("it is written");
    let text = |text: &str| Some(AttributeValue::Text(text.to_owned()));
    assert_eq!(meta.fields.get("title").cloned(), text("Dockers walk out"));
    // All fields are in it, and what mk's sidecar has stays there untouched.
    assert_eq!(meta.fields.get("outlet").cloned(), text("The Courier"));
    assert_eq!(read(&team.path("title_in_sidecar.txt.mk.ann.json")), OLD);
    assert!(!team.path("title_in_sidecar.txt.ls.ann.json").exists());
    drop(program);

    let mut program = team.open("mk");
    assert_eq!(field(&program, "title"), "Dockers walk out");
    assert_eq!(field(&program, "memo"), "Read twice");
    program.ask(UserCommand::SetStatus(Status::Unsure));
    program.until_saved();
    let sidecar = read(&team.path("title_in_sidecar.txt.mk.ann.json"));
    assert!(
        sidecar.contains("\"title\": \"Dockers stay out\""),
        "{sidecar}"
    );
    assert!(sidecar.contains("\"status\": \"unsure\""), "{sidecar}");
    drop(program);

    // Undo reaches back over the restart.
    let mut program = team.open("ls");
    program.ask(UserCommand::Undo);
    program.until_saved();
    assert_eq!(field(&program, "title"), "Dockers stay out");
    let meta = team.file().expect("it is written");
    assert_eq!(meta.fields.get("title").cloned(), text("Dockers stay out"));
}

#[test]
fn a_title_that_was_not_saved_comes_back_from_the_journal() {
    let team = Team::new();
    let mut program = team.open("ls");
    enter(&mut program, "title", "Dockers walk out");
    program.until_written_down();
    drop(program);
    let mut program = team.open("ls");
    program.until_saved();
    assert_eq!(field(&program, "title"), "Dockers walk out");
    assert!(team.file().is_some());
}

#[test]
fn fields_that_another_program_writes_meanwhile_are_taken_in() {
    let team = Team::new();
    let mut ls = team.open("ls");
    let mut mk = team.open("mk");
    enter(&mut ls, "title", "Dockers walk out");
    ls.until_saved();
    // The other has read the article before, and enters another field.
    enter(&mut mk, "outlet", "Courier");
    mk.until_saved();
    assert_eq!(field(&mk, "title"), "Dockers walk out");
    let meta = team.file().expect("it is written");
    let text = |text: &str| Some(AttributeValue::Text(text.to_owned()));
    assert_eq!(meta.fields.get("title").cloned(), text("Dockers walk out"));
    assert_eq!(meta.fields.get("outlet").cloned(), text("Courier"));

    // Of the same field nothing is overwritten until somebody decides.
    enter(&mut ls, "outlet", "The Harbour Courier");
    ls.until(|app| app.session().is_some_and(|session| session.has_failed()));
    let meta = team.file().expect("it is written");
    assert_eq!(meta.fields.get("outlet").cloned(), text("Courier"));
    let message = ls.app.messages().join("\n");
    assert!(message.contains("Ctrl+M"), "{message}");
    let message = "The fields of title_in_sidecar.txt are not saved";
    assert_eq!(ls.app.messages().join("\n").matches(message).count(), 1);
    ls.ask(UserCommand::ShowConflicts);
    ls.ask(Intent::ResolveConflicts(vec![true]));
    ls.until_saved();
    assert_eq!(field(&ls, "outlet"), "Courier");
    assert!(!ls.app.messages().join("\n").contains(message));
    ls.ask(UserCommand::Undo);
    ls.until_saved();
    assert_eq!(field(&ls, "outlet"), "The Harbour Courier");
}

#[test]
fn fields_whose_file_is_deleted_stay_whatever_the_old_copies_in_sidecars_say() {
    let team = Team::new();
    let mut program = team.open("ls");
    enter(&mut program, "title", "Dockers walk out");
    program.until_saved();
    let article = program.session().current_article();
    assert!(article.expect("it is on screen").has_meta);
    let path = article_meta::meta_path(&team.path("title_in_sidecar.txt"));
    fs::remove_file(&path).expect("it is there");
    program.until(|app| {
        let session = app.session().expect("it is open");
        let article = session.current_article().expect("it is on screen");
        let open = session.meta(article.id).expect("it is read");
        open.saving.base().stamp.is_none()
    });
    let message = program.app.messages().join("\n");
    assert!(message.contains("the fields were deleted"), "{message}");
    assert_eq!(field(&program, "title"), "Dockers walk out");
    // Another program writes a sidecar with the title of old.
    let sidecar = team.path("title_in_sidecar.txt.ls.ann.json");
    fs::write(sidecar, OLD).expect("a file");
    program.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| shown.document.field("memo") == "Read twice")
    });
    assert_eq!(field(&program, "title"), "Dockers walk out");
    // The next change writes all of them anew.
    enter(&mut program, "outlet", "Courier");
    program.until(|_| path.exists());
    let meta = team.file().expect("it is written");
    let title = Some(AttributeValue::Text("Dockers walk out".to_owned()));
    assert_eq!(meta.fields.get("title").cloned(), title);
}

#[test]
fn a_file_of_fields_that_is_broken_is_told_and_left_alone() {
    let team = Team::new();
    let path = article_meta::meta_path(&team.path("title_in_sidecar.txt"));
    for broken in [
        "",
        "{\"format\":\"demarche-article-fields\",\"version\":1,",
        "\u{0}\u{1}",
    ] {
        fs::write(&path, broken).expect("a file");
        let mut program = team.open("ls");
        assert_eq!(field(&program, "title"), "Dockers stay out");
        let message = program.app.messages().join("\n");
        assert!(
            message.contains("title_in_sidecar.txt.article.json"),
            "{message}"
        );
        enter(&mut program, "title", "Dockers walk out");
        program.until(|app| app.session().is_some_and(|session| session.has_failed()));
        assert_eq!(read(&path), broken);
        // What is annotated is saved all the same.
        program.tag(0..7, "actor");
        let sidecar = team.path("title_in_sidecar.txt.ls.ann.json");
        program.until(|_| sidecar.exists());
        assert!(!read(&sidecar).contains("Dockers walk out"));
        fs::remove_file(&sidecar).expect("it is there");
    }
}
