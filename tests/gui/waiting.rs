//! What waits until articles have been read: it keeps its target, and each way of reading an article
//! finds the same.

use std::fs;
use std::path::Path;

use crate::headless::HeadlessApp;
use demarche::app::App;
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::EntityCommand;
use demarche::command::{Filling, Intent, Target, UserCommand};
use demarche::model::history::CodingId;
use demarche::model::migration::{Migration, MigrationAction, MigrationSubject};
use demarche::model::{AttributeValue, ByteOffset, Selection};
use demarche::session::Session;
use tempfile::TempDir;

const ARTICLES: usize = 60;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

const SIDECAR: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"],"entity":"putin"}]}"#;

struct Folders {
    project: TempDir,
    state: TempDir,
}

impl Folders {
    fn new() -> Self {
        let [project, state] = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        Self { project, state }
    }

    fn write(&self, name: &str, contents: &str) {
        fs::write(self.project.path().join(name), contents).expect("a file");
    }

    fn open(&self) -> HeadlessApp {
        HeadlessApp::open_unread(self.state.path(), self.project.path())
    }
}

/// A project in an earlier run of which the label of all articles was renamed, opened anew: only the
/// first article has been read, and undo has to read the others.
fn after_a_bulk_step() -> (Folders, HeadlessApp) {
    let folders = Folders::new();
    for number in 0..ARTICLES {
        folders.write(&format!("{number:03}.txt"), &format!("{TEXT}{number}\n"));
        folders.write(&format!("{number:03}.txt.ann.json"), SIDECAR);
    }
    let mut program = folders.open();
    program
        .app
        .ask(Intent::Codebook(CodebookCommand::Plan(Box::new(
            Migration {
                subject: MigrationSubject::Label("actor".into()),
                action: MigrationAction::Rename("agent".into()),
            },
        ))));
    program.step();
    program.until(|app| !app.is_planning());
    program.app.ask(Intent::Codebook(CodebookCommand::Migrate));
    program.until(|app| session(app).history.done().len() == 1 && is_idle(app));
    program.until_saved();
    program.until_written_down();
    drop(program);
    let mut program = folders.open();
    program.until(|app| session(app).shown().is_some());
    assert_eq!(program.session().history.done().len(), 1);
    (folders, program)
}

fn session(app: &App) -> &Session {
    app.session().expect("a project is open")
}

fn is_idle(app: &App) -> bool {
    session(app).work.is_none() && session(app).making.is_none()
}

/// How many files of annotations say something.
fn saying(project: &Path, what: &str) -> usize {
    let files = fs::read_dir(project).expect("a folder").flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().ends_with(".ann.json"));
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts.filter(|text| text.contains(what)).count()
}

#[test]
fn undo_takes_back_what_it_was_asked_for_and_nothing_that_was_tried_meanwhile() {
    let (folders, mut program) = after_a_bulk_step();
    program.app.ask(UserCommand::Undo);
    program.app.ask(Intent::Select(Selection::new(
        ByteOffset(24),
        ByteOffset(33),
    )));
    program.app.ask(UserCommand::Tag("demand".into()));
    program.app.ask(UserCommand::NextArticle);
    program.step();
    let session = program.session();
    assert!(session.work.is_some(), "articles are being read");
    // What is no edit goes on.
    assert_eq!(session.current, program.ids().get(1).copied());
    let messages = program.app.messages();
    assert!(
        messages
            .iter()
            .any(|messages| messages.contains("Not changed")),
        "{messages:?}"
    );
    program.until(is_idle);
    program.until_saved();
    let history = &program.session().history;
    assert_eq!((history.done().len(), history.undone().len()), (0, 1));
    let project = folders.project.path();
    assert_eq!(saying(project, "\"actor\""), ARTICLES);
    assert_eq!(
        (saying(project, "\"agent\""), saying(project, "\"demand\"")),
        (0, 0)
    );
}

#[test]
fn commands_entered_during_a_pending_undo_run_after_it() {
    for is_cancelled in [false, true] {
        let (_folders, mut program) = after_a_bulk_step();
        let article = program.session().current.expect("one is shown");
        program.app.ask(UserCommand::Undo);
        program.app.ask(Intent::Fill(Filling {
            article,
            target: Target::Memo("a".into()),
            value: Some(AttributeValue::Text("as he said".to_owned())),
            typing: None,
        }));
        program.step();
        let memo = |session: &Session| {
            let open = session.opened(article).expect("it has been read");
            open.document
                .annotation(&"a".into())
                .expect("it is there")
                .memo
                .clone()
        };
        assert_eq!(memo(program.session()), "");
        if is_cancelled {
            program.app.ask(Intent::CancelWork);
        }
        program.until(|app| is_idle(app) && !memo(session(app)).is_empty());
        let session = program.session();
        assert_eq!(memo(session), "as he said");
        // Of a cancelled undo nothing is left; a done one is no longer ahead.
        let steps = session.history.done().len();
        assert_eq!(steps, if is_cancelled { 2 } else { 1 });
        let is_undone = session.codebook.labels[0].id.as_str() == "actor";
        assert_eq!(is_undone, !is_cancelled);
    }
}

#[test]
fn leaving_the_project_drops_what_waits_and_keeps_what_was_entered() {
    let (folders, mut program) = after_a_bulk_step();
    let article = program.session().current.expect("one is shown");
    program.app.ask(UserCommand::Undo);
    program.app.ask(Intent::Fill(Filling {
        article,
        target: Target::Memo("a".into()),
        value: Some(AttributeValue::Text("as he said".to_owned())),
        typing: None,
    }));
    program.app.ask(UserCommand::CloseProject);
    program.until(|app| app.session().is_none());
    let project = folders.project.path();
    assert_eq!(saying(project, "as he said"), 1);
    assert_eq!(saying(project, "\"agent\""), ARTICLES);
}

const KEPT: &str = "The talks between unions began on Monday.\nNobody expects the talks to end soon.\n\
He left the talks before noon.\nOfficials said the talks in Geneva would resume shortly after lunch.\n\
She called the talks a farce.\nThe mayor praised the talks on radio.\n";

/// An article whose fourth “talks” is a mention, as it was annotated and, if `is_edited`, with another
/// text since.
fn talks(folders: &Folders, is_edited: bool) {
    let start = KEPT.find("talks in").expect("it is there");
    let sidecar = serde_json::json!({
        "format": "demarche", "version": 1, "offsets": "unicode-scalar",
        "source": {
            "file": "b.txt", "encoding": "utf-8",
            "sha256": demarche::store::hash::sha256_hex(KEPT.as_bytes()),
        },
        "annotations": [{
            "id": "aaaaaaaa", "label": "actor", "entity": "envoy",
            "spans": [[start, start + 5]], "quote": ["talks"],
            "prefix": &KEPT[start - 32..start], "suffix": &KEPT[start + 5..start + 37],
        }],
    });
    let text = match is_edited {
        false => KEPT.to_owned(),
        true => format!("Editors added this line.\n{KEPT}").replace(
            "Officials said the talks in Geneva would resume shortly after lunch.",
            "Officials say the talks at Geneva may resume soon after lunch.",
        ),
    };
    folders.write("b.txt", &text);
    if !is_edited {
        folders.write("a.txt", "Nothing here.\n");
        folders.write("b.txt.ann.json", &sidecar.to_string());
        folders.write(
            "entities.json",
            r#"{"format":"demarche-entities","version":1,"entities":[
                {"id":"envoy","name":"Envoy"},{"id":"other","name":"Other"}]}"#,
        );
    }
}

#[test]
fn an_edited_article_finds_the_same_places_however_it_is_read() {
    let found = ["list", "mention", "merge"].map(|way| {
        let folders = Folders::new();
        talks(&folders, false);
        // The text is kept as it was annotated, and the other article is the one shown next time.
        let mut program = folders.open();
        let edited = program.reach("b.txt");
        let kept = folders.state.path().join("texts");
        // A copy is there once it has its name; before that it is a temporary file.
        let is_kept = |file: fs::DirEntry| file.path().extension().is_some_and(|e| e == "gz");
        program.until(|_| fs::read_dir(&kept).is_ok_and(|all| all.flatten().any(is_kept)));
        program.reach("a.txt");
        program.app.ask(UserCommand::CloseProject);
        program.until(|app| app.session().is_none());
        drop(program);
        talks(&folders, true);

        let mut program = folders.open();
        program.until(|app| session(app).shown().is_some());
        assert!(program.session().opened(edited).is_none());
        match way {
            "list" => program.show(edited),
            "mention" => {
                let mention = EntityCommand::GoTo(edited, "aaaaaaaa".into());
                program.ask(Intent::Entity(mention));
            }
            _ => {
                program.ask(Intent::Entity(EntityCommand::Merge {
                    from: "envoy".into(),
                    into: "other".into(),
                }));
            }
        }
        program.until(|app| is_idle(app) && session(app).opened(edited).is_some());
        program.show(edited);
        program.step();
        places(program.session(), edited)
    });
    assert_eq!(found[0].len(), 1, "{found:?}");
    assert!(found[0][0].contains("talks at"), "{found:?}");
    assert_eq!(found[0], found[1]);
    assert_eq!(found[0], found[2]);
}

/// What became of each annotation to be looked at, with the words from where it may stand.
fn places(session: &Session, id: CodingId) -> Vec<String> {
    let open = session.opened(id).expect("it has been read");
    let text = open.document.text().as_str();
    let pending = open.review.pending(&open.document).into_iter();
    let messages = pending.map(|pending| {
        let words = pending.found.map(|found| &text[found.to.start().0..][..10]);
        format!("{:?} {words:?}", pending.fate)
    });
    messages.collect()
}
