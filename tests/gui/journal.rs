//! What was done survives the program, however it ends, and can be taken back in the next run.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::common::Desk;
use crate::headless::{HeadlessApp, State};
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::{EntityCommand, EntitySlot};
use demarche::command::{Intent, UserCommand};
use demarche::model::document::Status;
use demarche::model::history::CodingId;
use demarche::model::migration::{DeletionPolicy, Migration, MigrationAction, MigrationSubject};
use demarche::model::step_name::StepName;
use demarche::model::{AnnotationId, EntityId};
use proptest::prelude::*;
use proptest::test_runner::Config;
use tempfile::TempDir;

const ARTICLES: [(&str, &str); 3] = [
    (
        "a.txt",
        "The envoy Ana Reyes asked the council to release the funds.\n",
    ),
    (
        "b.txt",
        "The council met on Monday. It refused. 🕊️ The envoy left.\n",
    ),
    (
        "c.txt",
        "Ana Reyes said: “Let them vote.”\nThe council did not.\n",
    ),
];

/// A project and the user's state folder.
struct Folders {
    project: TempDir,
    state: TempDir,
}

impl Folders {
    fn new() -> Self {
        let project = tempfile::tempdir().expect("a folder");
        for (name, text) in ARTICLES {
            fs::write(project.path().join(name), text).expect("a file");
        }
        let state = tempfile::tempdir().expect("a folder");
        Self { project, state }
    }

    fn open(&self) -> HeadlessApp {
        HeadlessApp::open(self.state.path(), self.project.path())
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.project.path().join(name)
    }
}

/// Something that an analyst or fate does.
#[derive(Clone, Debug)]
enum Act {
    Tag(usize, usize, &'static str),
    Relabel(usize, &'static str),
    Delete(usize),
    Status(usize, bool),
    NewEntity(usize),
    MergeEntities,
    RenameLabel,
    /// Annotates all places of a word in all articles.
    TagAll(&'static str, &'static str),
    /// Changes the codebook with all that bears a label: renames, merges or removes it.
    Migrate(usize, usize),
    Undo,
    Redo,
    Save,
    /// The program is gone before anything but the journal is written.
    Kill,
    Close,
}

fn act() -> impl Strategy<Value = Act> {
    let label = || prop::sample::select(&["actor", "demand", "event"][..]);
    // Undoing and ending come often enough that a run has several of each.
    prop_oneof![
        6 => (0..3_usize, 0..6_usize, label()).prop_map(|(a, w, l)| Act::Tag(a, w, l)),
        2 => (0..9_usize, label()).prop_map(|(n, l)| Act::Relabel(n, l)),
        2 => (0..9_usize).prop_map(Act::Delete),
        1 => (0..3_usize, any::<bool>()).prop_map(|(a, done)| Act::Status(a, done)),
        2 => (0..9_usize).prop_map(Act::NewEntity),
        1 => Just(Act::MergeEntities),
        1 => Just(Act::RenameLabel),
        2 => (prop::sample::select(&["council", "the", "Ana Reyes"][..]), label())
            .prop_map(|(word, label)| Act::TagAll(word, label)),
        2 => (0..3_usize, 0..3_usize).prop_map(|(which, how)| Act::Migrate(which, how)),
        6 => Just(Act::Undo),
        3 => Just(Act::Redo),
        2 => Just(Act::Save),
        3 => Just(Act::Kill),
        1 => Just(Act::Close),
    ]
}

/// The project as it must be: every state since the first step, and which of them is now.
struct Model {
    states: Vec<State>,
    now: usize,
}

impl Model {
    /// Follows an act, by the number of steps that are done and undone after it.
    fn follow(&mut self, program: &HeadlessApp) -> Result<(), TestCaseError> {
        let history = &program.session().history;
        let (done, undone) = (history.done().len(), history.undone().len());
        if undone == 0 && done == self.now + 1 {
            let state = program.state();
            // What is done after undoing may be the same as what was undone.
            self.states.truncate(done + 1);
            if self.states.get(done) != Some(&state) {
                self.states.truncate(done);
                self.states.push(state);
            }
        }
        self.now = done;
        self.check(program)
    }

    fn check(&self, program: &HeadlessApp) -> Result<(), TestCaseError> {
        let history = &program.session().history;
        prop_assert_eq!(history.done().len(), self.now);
        prop_assert_eq!(history.undone().len(), self.states.len() - 1 - self.now);
        prop_assert_eq!(&program.state(), &self.states[self.now]);
        Ok(())
    }
}

/// An annotation of the project, by a number that means another one at each time.
fn annotation(program: &HeadlessApp, number: usize) -> Option<(CodingId, AnnotationId)> {
    let session = program.session();
    let all = program.ids().into_iter().flat_map(|id| {
        let document = &session.opened(id).expect("it has been read").document;
        let annotations = document.annotations().iter();
        annotations.map(move |annotation| (id, annotation.id.clone()))
    });
    let all: Vec<_> = all.collect();
    all.get(number.checked_rem(all.len())?).cloned()
}

fn perform(program: &mut HeadlessApp, act: &Act) {
    let articles = program.ids();
    match act {
        Act::Tag(article, word, label) => {
            program.show(articles[*article]);
            let text = ARTICLES[*article].1;
            let word = text.split_whitespace().nth(*word).expect("there are six");
            let start = text.find(word).expect("it is there");
            program.tag(start..start + word.len(), label);
        }
        Act::Relabel(number, label) => {
            if let Some((article, id)) = annotation(program, *number) {
                program.show(article);
                program.app.ask(Intent::Choose(id));
                program.ask(UserCommand::Tag((*label).into()));
            }
        }
        Act::Delete(number) => {
            if let Some((article, id)) = annotation(program, *number) {
                program.show(article);
                program.app.ask(Intent::Choose(id));
                program.ask(UserCommand::Delete);
            }
        }
        Act::Status(article, done) => {
            program.show(articles[*article]);
            let status = if *done { Status::Done } else { Status::Unsure };
            program.ask(UserCommand::SetStatus(status));
        }
        Act::NewEntity(number) => {
            if let Some((article, id)) = annotation(program, *number) {
                program.show(article);
                program.ask(Intent::Entity(EntityCommand::Create {
                    slot: Some(EntitySlot::Mention(article, id)),
                    name: format!("Body {number}"),
                    remember: true,
                }));
            }
        }
        Act::MergeEntities => {
            let entities: Vec<EntityId> = program
                .session()
                .entities
                .entities
                .keys()
                .cloned()
                .collect();
            if let [from, .., into] = &entities[..] {
                program.ask(Intent::Entity(EntityCommand::Merge {
                    from: from.clone(),
                    into: into.clone(),
                }));
            }
        }
        Act::RenameLabel => {
            let mut codebook = (*program.session().codebook).clone();
            codebook.labels[0].name.push('+');
            let name = StepName::EditCodebook;
            program.ask(Intent::Codebook(CodebookCommand::Edit(
                name,
                Arc::new(codebook),
            )));
        }
        Act::TagAll(word, label) => program.tag_all(word, label),
        Act::Migrate(which, how) => {
            let labels = &program.session().codebook.labels;
            let id = |which: usize| labels[which % labels.len()].id.clone();
            let action = match how {
                0 => MigrationAction::Rename(format!("{}-x", id(*which))),
                1 => MigrationAction::Merge(id(which + 1).to_string()),
                _ => MigrationAction::Delete(DeletionPolicy::Remove),
            };
            let subject = MigrationSubject::Label(id(*which));
            let plan = Intent::Codebook(CodebookCommand::Plan(Box::new(Migration {
                subject,
                action,
            })));
            program.ask(plan);
            program.until(|app| !app.is_planning());
            program.ask(Intent::Codebook(CodebookCommand::Migrate));
        }
        Act::Undo => program.ask(UserCommand::Undo),
        Act::Redo => program.ask(UserCommand::Redo),
        Act::Save | Act::Close => program.until_saved(),
        Act::Kill => program.until_it_can_be_killed(),
    }
}

/// How many sequences are tried; `DEMARCHE_CASES=2000` says otherwise.
fn cases() -> u32 {
    let said = std::env::var("DEMARCHE_CASES").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(24)
}

proptest! {
    #![proptest_config(Config { cases: cases(), max_shrink_iters: 2_000, ..Config::default() })]
    #[test]
    fn all_steps_are_recovered_and_can_be_undone(
        acts in prop::collection::vec(act(), 1..40)
    ) {
        let folders = Folders::new();
        let mut program = folders.open();
        let mut model = Model { states: vec![program.state()], now: 0 };
        for act in acts {
            perform(&mut program, &act);
            model.follow(&program)?;
            if matches!(act, Act::Kill | Act::Close) {
                drop(program);
                program = folders.open();
                model.check(&program)?;
            }
        }
        while model.now > 0 {
            perform(&mut program, &Act::Undo);
            model.now -= 1;
            model.check(&program)?;
        }
        while model.now + 1 < model.states.len() {
            perform(&mut program, &Act::Redo);
            model.now += 1;
            model.check(&program)?;
        }
    }
}

fn labels(path: &Path) -> Vec<String> {
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(path).expect("it is there")).expect("it is JSON");
    let annotations = json["annotations"].as_array().expect("a list");
    let labels = annotations
        .iter()
        .map(|a| a["label"].as_str().unwrap_or_default());
    labels.map(ToOwned::to_owned).collect()
}

#[test]
fn unsaved_steps_are_restored_reported_and_can_be_undone() {
    let folders = Folders::new();
    let mut program = folders.open();
    let first = program.ids()[0];
    program.show(first);
    program.tag(10..19, "actor");
    program.until_saved();
    program.tag(30..37, "demand");
    program.until_written_down();
    drop(program);
    assert_eq!(labels(&folders.path("a.txt.ann.json")), ["actor"]);

    let mut desk = Desk::over(folders.project, folders.state);
    desk.until_label(
        "Demarche restored 1 action that was not saved last time: tag as demand. You can undo it.",
    );
    desk.until_saved();
    assert_eq!(labels(&desk.path("a.txt.ann.json")), ["actor", "demand"]);
    desk.keys(egui::Modifiers::COMMAND, egui::Key::Z);
    desk.keys(egui::Modifiers::COMMAND, egui::Key::Z);
    desk.until_saved();
    assert_eq!(labels(&desk.path("a.txt.ann.json")), [""; 0]);
}

#[test]
fn recovery_keeps_changes_of_other_programs() {
    let folders = Folders::new();
    let mut program = folders.open();
    let first = program.ids()[0];
    program.show(first);
    program.tag(10..19, "actor");
    program.until_saved();
    // Not saved: a relabelling that will not fit any more, and an annotation that will.
    let id = program.session().chosen().map(|chosen| chosen.id.clone());
    program.app.ask(Intent::Choose(id.expect("it is chosen")));
    program.ask(UserCommand::Tag("demand".into()));
    program.tag(30..37, "event");
    program.until_written_down();
    drop(program);
    let sidecar = folders.path("a.txt.ann.json");
    let theirs = fs::read_to_string(&sidecar).expect("it is there");
    let theirs = theirs.replace("\"label\":\"actor\"", "\"label\":\"theirs\"");
    fs::write(&sidecar, theirs).expect("it is written");

    let mut program = folders.open();
    program.until_saved();
    assert_eq!(labels(&sidecar), ["theirs", "event"]);
    let journals = walk(folders.state.path());
    let kept = journals.iter().filter(|name| name.contains(".kept-"));
    assert_eq!(kept.count(), 1, "{journals:?}");
    // What they did is not taken back.
    program.ask(UserCommand::Undo);
    program.ask(UserCommand::Undo);
    program.ask(UserCommand::Undo);
    program.until_saved();
    assert_eq!(labels(&sidecar), ["theirs"]);
}

#[test]
fn the_annotations_of_two_windows_are_both_kept() {
    let folders = Folders::new();
    let mut first = folders.open();
    let mut second = folders.open();
    let article = first.ids()[0];
    first.show(article);
    second.show(article);
    first.tag(10..19, "actor");
    second.tag(30..37, "demand");
    first.until_written_down();
    second.until_written_down();
    drop((first, second));
    let mut program = folders.open();
    program.until_saved();
    assert_eq!(labels(&folders.path("a.txt.ann.json")), ["actor", "demand"]);
    program.until(|_| {
        let journals = walk(folders.state.path());
        journals
            .iter()
            .filter(|name| name.ends_with(".journal"))
            .count()
            == 1
    });
}

#[test]
fn without_a_place_for_the_journal_work_goes_on() {
    let folders = Folders::new();
    fs::write(folders.state.path().join("projects"), "no folder").expect("a file");
    let mut desk = Desk::over(folders.project, folders.state);
    desk.show("a.txt");
    desk.drag_over("Ana Reyes");
    desk.key(egui::Key::Num1);
    desk.until_saved();
    assert_eq!(labels(&desk.path("a.txt.ann.json")), ["actor"]);
    desk.keys(egui::Modifiers::COMMAND, egui::Key::Z);
    desk.until_saved();
    assert_eq!(labels(&desk.path("a.txt.ann.json")), [""; 0]);
}

#[test]
fn a_crash_is_reported_with_a_link_to_the_log() {
    use egui_kittest::kittest::Queryable as _;
    let folders = Folders::new();
    let mut desk = Desk::over(folders.project, folders.state);
    assert!(desk.harness.query_by_label("Show log").is_none());
    desk.harness
        .state_mut()
        .tell_improper_end(demarche::store::running::ImproperEnd::Killed);
    desk.until_label("Show log");
    desk.harness.get_by_label(
        "Demarche closed unexpectedly last time. Your work is safe and is restored when you open the \
         project.",
    );
    desk.harness.get_by_label("Dismiss").click();
    desk.run_until_idle();
    assert!(desk.harness.query_by_label("Show log").is_none());
}

/// Names of all files below a folder.
fn walk(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.flat_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            walk(&path)
        } else {
            vec![entry.file_name().to_string_lossy().into_owned()]
        }
    });
    names.collect()
}
