//! Worlds in which nothing can be relied upon: each is told with file, place and what to do, what
//! stands on disk stays as it is, and what was done is kept and can be saved elsewhere.
#![cfg(unix)]

mod bad;
mod disks;
mod names;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::headless::HeadlessApp;
use bad::{What, clear, odd_sidecars, of_any_kind, sidecars};
use demarche::cli;
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::EntityCommand;
use demarche::command::{Filling, Intent, Target};
use demarche::model::step_name::StepName;
use demarche::model::{AttributeValue, ByteOffset};
use demarche::store::{article_meta, codebook, entities, hash, sidecar};
use tempfile::TempDir;

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.\n";

/// What tells what to do next; every message has one of them.
const NEXT: [&str; 6] = [
    "put a file in its place",
    "repair it",
    "mend it",
    "use a newer Demarche",
    "check space and permissions",
    "check that",
];

/// A project of an article that may be in trouble and one that is not.
struct World {
    project: TempDir,
    state: TempDir,
}

impl World {
    fn new() -> Self {
        let project = tempfile::tempdir().expect("a folder");
        for name in ["bad.txt", "good.txt"] {
            fs::write(project.path().join(name), TEXT).expect("a file");
        }
        let state = tempfile::tempdir().expect("a folder");
        Self { project, state }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.path().join(name)
    }

    fn open(&self) -> HeadlessApp {
        HeadlessApp::open_unread(self.state.path(), self.project.path())
    }

    /// What `demarche check` says, and its exit code.
    fn check(&self) -> (u8, String) {
        run_cli(&["check", &self.project.path().to_string_lossy()])
    }
}

fn run_cli(args: &[&str]) -> (u8, String) {
    let (mut out, mut talk) = (Vec::new(), Vec::new());
    let mut streams = cli::Streams {
        out: &mut out,
        talk: &mut talk,
    };
    let args = std::iter::once("demarche").chain(args.iter().copied());
    let cli::CliOutcome::Done(code) = cli::run(args.map(Into::into), &mut streams) else {
        panic!("it is a verb");
    };
    out.extend(talk);
    (code, String::from_utf8(out).expect("it is text"))
}

/// A sidecar of the text, with two annotations.
fn good_sidecar() -> String {
    let sha256 = hash::sha256_hex(TEXT.as_bytes());
    format!(
        r#"{{
  "format": "demarche",
  "version": 1,
  "source": {{ "file": "bad.txt", "sha256": "{sha256}", "chars": 43, "encoding": "utf-8" }},
  "offsets": "unicode-scalar",
  "document": {{ "status": "new" }},
  "annotations": [
    {{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"]}},
    {{"id":"b","label":"actor","spans":[[24,33]],"quote":["Zelenskyy"]}}
  ],
  "relations": []
}}
"#
    )
}

const ENTITIES: &str = r#"{
  "format": "demarche-entities",
  "version": 1,
  "entities": [
    {"id":"putin","name":"Putin"}
  ]
}
"#;

/// What belongs to the article that may be in trouble.
const FIELDS: &str = r#"{
  "format": "demarche-article-fields",
  "version": 1,
  "source": { "file": "bad.txt" },
  "fields": {
    "title": "Talks",
    "tags": ["a"]
  }
}
"#;

const FIELDS_FILE: &str = "bad.txt.article.json";

/// Tags the good article and waits until that is on disk.
fn good_article_works(program: &mut HeadlessApp, world: &World, case: &str) {
    let id = program.reach("good.txt");
    program.tag(0..5, "actor");
    program.until(|app| {
        let open = app.session().and_then(|session| session.opened(id));
        open.is_some_and(|open| open.is_saved())
    });
    let saved = fs::read_to_string(world.path("good.txt.ann.json")).expect("it is there");
    assert!(saved.contains("\"quote\":[\"Putin\"]"), "{case}: {saved}");
}

/// Checks that a message tells which file, where in it, and what to do.
fn assert_reported(case: &str, message: &str, file: &str, place: &str) {
    assert!(message.contains(file), "{case}: no file in “{message}”");
    assert!(message.contains(place), "{case}: no place in “{message}”");
    let has_next = NEXT.iter().any(|next| message.contains(next));
    assert!(has_next, "{case}: nothing to do in “{message}”");
    assert!(!message.contains('\n'), "{case}: “{message}”");
}

/// The message about a file among all that is told.
fn problem_of(program: &mut HeadlessApp, file: &str) -> String {
    let problem_text = program.app.messages();
    let about = problem_text.iter().find(|message| message.contains(file));
    about
        .unwrap_or_else(|| panic!("nothing of {file} in {problem_text:?}"))
        .clone()
}

#[test]
fn an_unreadable_sidecar_is_reported_and_not_changed() {
    for bad in sidecars(&good_sidecar()) {
        let world = World::new();
        let sidecar = world.path("bad.txt.ann.json");
        bad.put(&sidecar);
        let mut program = world.open();
        let id = program.reach("bad.txt");
        let problem = program.session().coding(id).and_then(|a| a.problem.clone());
        let problem = problem.unwrap_or_else(|| panic!("{} is opened", bad.name));
        assert_reported(bad.name, &problem, "bad.txt.ann.json", bad.place);
        good_article_works(&mut program, &world, bad.name);
        drop(program);
        let (code, said) = world.check();
        assert!(
            code != 0 && said.contains("bad.txt.ann.json"),
            "{}: {said}",
            bad.name
        );
        assert!(bad.stands(&sidecar), "{}", bad.name);
    }
}

#[test]
fn a_sidecar_that_goes_bad_while_it_is_open_is_not_written_over() {
    for bad in sidecars(&good_sidecar()) {
        let world = World::new();
        let sidecar = world.path("bad.txt.ann.json");
        fs::write(&sidecar, good_sidecar()).expect("written");
        let mut program = world.open();
        let id = program.reach("bad.txt");
        bad.put(&sidecar);
        program.tag(6..13, "event");
        program.until(|app| {
            let open = app.session().and_then(|session| session.opened(id));
            open.is_some_and(|open| open.saving.problem().is_some())
        });
        let problem_text = problem_of(&mut program, "is not saved");
        assert_reported(bad.name, &problem_text, "bad.txt.ann.json", bad.place);
        assert!(bad.stands(&sidecar), "{}", bad.name);
        good_article_works(&mut program, &world, bad.name);

        // What was done can be saved elsewhere, comes back, and is saved once the file is mended.
        program.reach("bad.txt");
        let copy = world.state.path().join("copy.json");
        program.app.save_copy(copy.clone());
        program.until(|_| copy.exists());
        let copied = fs::read_to_string(&copy).expect("it is there");
        assert!(copied.contains("\"quote\":[\"demands\"]"), "{copied}");
        assert!(sidecar::read(copied.as_bytes()).is_ok(), "{}", bad.name);
        program.until_written_down();
        drop(program);
        assert!(bad.stands(&sidecar), "{}", bad.name);
        clear(&sidecar);
        fs::write(&sidecar, good_sidecar()).expect("written");
        let mut program = world.open();
        program.reach("bad.txt");
        program.until_saved();
        let saved = fs::read_to_string(&sidecar).expect("it is there");
        assert!(
            saved.contains("\"quote\":[\"demands\"]"),
            "{}: {saved}",
            bad.name
        );
    }
}

#[test]
fn an_odd_sidecar_opens_with_a_notice_and_loses_nothing() {
    for (bad, said) in odd_sidecars(&good_sidecar()) {
        let world = World::new();
        let sidecar = world.path("bad.txt.ann.json");
        bad.put(&sidecar);
        let mut program = world.open();
        let id = program.reach("bad.txt");
        let problem = program.session().coding(id).and_then(|a| a.problem.clone());
        assert_eq!(problem, None, "{}", bad.name);
        if !said.is_empty() {
            let problem_text = problem_of(&mut program, said);
            assert!(
                problem_text.contains("bad.txt"),
                "{}: {problem_text}",
                bad.name
            );
        }
        assert!(bad.stands(&sidecar), "{}: it is only read", bad.name);
        program.tag(6..13, "event");
        program.until_saved();
        let saved = fs::read(&sidecar).expect("it is there");
        let saved = sidecar::read(&saved).unwrap_or_else(|error| panic!("{}: {error}", bad.name));
        let text = demarche::model::Text::new(TEXT);
        let facts = sidecar::SourceFacts {
            file: "bad.txt",
            sha256: &hash::sha256_hex(TEXT.as_bytes()),
            encoding: "utf-8",
            old_text: None,
        };
        let placed = saved.place(&text, facts).document;
        let count = placed.annotations().len() + placed.detached().len();
        assert_eq!(count, 3, "{}", bad.name);
        assert_eq!(placed.at(ByteOffset(6)).len(), 1, "{}", bad.name);
    }
}

/// Does something to what stands in one of the files that all articles or all coders share.
fn change(program: &mut HeadlessApp, file: &str) {
    if file == FIELDS_FILE {
        let article = program.reach("bad.txt");
        program.app.ask(Intent::Fill(Filling {
            article,
            target: Target::Field("title".to_owned()),
            value: Some(AttributeValue::Text("Council".to_owned())),
            typing: None,
        }));
    } else if file == "entities.json" {
        let name = "Council".to_owned();
        let create = EntityCommand::Create {
            slot: None,
            name,
            remember: false,
        };
        program.ask(Intent::Entity(create));
    } else {
        let mut codebook = (*program.session().codebook).clone();
        codebook.labels[0].definition = "Council".to_owned();
        program.ask(Intent::Codebook(CodebookCommand::Edit(
            StepName::EditCodebook,
            Arc::new(codebook),
        )));
    }
}

#[test]
fn files_of_all_that_cannot_be_read_are_told_and_left_alone() {
    for (file, good) in [
        ("entities.json", ENTITIES),
        ("codebook.json", codebook::BUILT_IN),
        (FIELDS_FILE, FIELDS),
    ] {
        for bad in of_any_kind(good) {
            let case = format!("{file}, {}", bad.name);
            let world = World::new();
            bad.put(&world.path(file));
            let mut program = world.open();
            program.reach("bad.txt");
            let problem_text = problem_of(&mut program, file);
            assert_reported(&case, &problem_text, file, bad.place);
            // It can be neither changed nor written over.
            change(&mut program, file);
            good_article_works(&mut program, &world, &case);
            drop(program);
            let (code, said) = world.check();
            assert!(code != 0 && said.contains(file), "{case}: {said}");
            assert!(bad.stands(&world.path(file)), "{case}");
        }
    }
}

#[test]
fn files_of_all_that_go_bad_while_they_are_open_are_not_written_over() {
    for (file, good) in [
        ("entities.json", ENTITIES),
        ("codebook.json", codebook::BUILT_IN),
        (FIELDS_FILE, FIELDS),
    ] {
        for bad in of_any_kind(good) {
            let case = format!("{file}, {}", bad.name);
            let world = World::new();
            let path = world.path(file);
            fs::write(&path, good).expect("written");
            let mut program = world.open();
            program.reach("bad.txt");
            bad.put(&path);
            change(&mut program, file);
            program.until(|app| app.session().is_some_and(|session| session.has_failed()));
            let problem_text = problem_of(&mut program, "not saved");
            assert_reported(&case, &problem_text, file, bad.place);
            good_article_works(&mut program, &world, &case);
            let copy = world.state.path().join("copy.json");
            program.app.save_copy(copy.clone());
            program.until(|_| copy.exists());
            let copied = fs::read_to_string(&copy).expect("it is there");
            assert!(copied.contains("Council"), "{case}: {copied}");
            assert!(bad.stands(&path), "{case}");

            clear(&path);
            fs::write(&path, good).expect("written");
            program.ask(Intent::SaveAgain);
            program.until_saved();
            let saved = fs::read(&path).expect("it is there");
            if file == FIELDS_FILE {
                let meta = article_meta::read(&saved).expect("it is ours");
                let title = meta.fields.get("title").map(ToString::to_string);
                assert_eq!(title.as_deref(), Some("Council"), "{case}");
            } else if file == "entities.json" {
                let book = entities::read(&saved).expect("it is ours");
                assert_eq!(book.entities.len(), 2, "{case}");
            } else {
                let file = codebook::read(&saved).expect("it is ours");
                assert_eq!(file.codebook.labels[0].definition, "Council", "{case}");
            }
        }
    }
}

/// All files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files
}

#[test]
fn a_damaged_state_folder_does_not_stop_the_program() {
    let world = World::new();
    let mut program = world.open();
    good_article_works(&mut program, &world, "before");
    eframe::App::on_exit(&mut program.app);
    drop(program);
    let files = files_below(world.state.path());
    let names: Vec<String> = files
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    for wanted in ["state.json", "0.journal", "0.lock"] {
        assert!(names.iter().any(|name| name == wanted), "{names:?}");
    }
    for path in files {
        for bad in of_any_kind(&good_sidecar()) {
            let case = format!("{}, {}", path.display(), bad.name);
            let before = fs::read(&path).ok();
            bad.put(&path);
            let mut program = world.open();
            good_article_works(&mut program, &world, &case);
            program.until_saved();
            eframe::App::on_exit(&mut program.app);
            drop(program);
            // A journal that cannot be read may hold work, and is kept.
            let name = path.file_name().expect("a name").to_string_lossy();
            if name.ends_with(".journal") && matches!(bad.what, What::Bytes(_)) {
                let folder = path.parent().expect("a folder");
                let kept = files_below(folder).iter().any(|file| bad.stands(file));
                let is_nothing = matches!(&bad.what, What::Bytes(bytes) if bytes.is_empty());
                assert!(kept || is_nothing, "{case}");
            }
            for file in files_below(path.parent().expect("a folder")) {
                let name = file.to_string_lossy();
                if name.contains("set-aside") || name.contains("broken") {
                    clear(&file);
                }
            }
            clear(&path);
            if let Some(before) = before {
                fs::write(&path, before).expect("written");
            }
        }
    }
}
