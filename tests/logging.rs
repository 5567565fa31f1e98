//! The log tells what went wrong and says nothing that stands in an article, an annotation, the
//! entities or the codebook: it is sent to others.

#[path = "common/headless.rs"]
mod headless;

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use demarche::command::Intent;
use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::{EntityCommand, EntitySlot};
use demarche::model::step_name::StepName;
use headless::HeadlessApp;
use log::{LevelFilter, Log, Metadata, Record};

/// A part of every word that must not be told.
const SECRET: &str = "Geheim";

const TEXT: &str = "Geheimrat Geheimer asked the Geheimbund for a Geheimzahl. It refused.\n";

/// Everything that is logged, with its level and origin.
struct Heard(Mutex<Vec<String>>);

static HEARD: Heard = Heard(Mutex::new(Vec::new()));

impl Log for Heard {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {}: {}", record.level(), record.target(), record.args());
        self.0.lock().expect("no thread panics here").push(line);
    }

    fn flush(&self) {}
}

/// Changes the first file below a folder whose name ends so.
fn change(folder: &Path, ending: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let bytes = fs::read(&path).expect("it is there");
                return fs::write(path, change(bytes)).expect("written");
            }
        }
    }
    panic!("there is no {ending}");
}

fn work(program: &mut HeadlessApp) {
    let article = program.ids()[0];
    program.show(article);
    program.tag(0..9, "actor");
    let id = program.session().chosen().map(|chosen| chosen.id.clone());
    if let Some(id) = id {
        program.ask(Intent::Entity(EntityCommand::Create {
            slot: Some(EntitySlot::Mention(article, id)),
            name: "Geheimrat".to_owned(),
            remember: true,
        }));
    }
    let mut codebook = (*program.session().codebook).clone();
    codebook.labels[0].definition.push_str("Geheim");
    program.ask(Intent::Codebook(CodebookCommand::Edit(
        StepName::EditCodebook,
        codebook.into(),
    )));
}

#[test]
fn the_log_contains_no_text_of_the_project() {
    log::set_logger(&HEARD).expect("this is the only test here");
    log::set_max_level(LevelFilter::Trace);
    let (project, state) = (tempfile::tempdir(), tempfile::tempdir());
    let (project, state) = (project.expect("a folder"), state.expect("a folder"));
    let root = project.path();
    fs::write(root.join("a.txt"), TEXT).expect("a file");
    fs::write(root.join("b.txt"), TEXT).expect("a file");
    let mut program = HeadlessApp::open(state.path(), root);
    work(&mut program);
    program.until_saved();
    program.tag(10..18, "event");
    program.until_written_down();
    eframe::App::on_exit(&mut program.app);
    drop(program);

    // A journal that is damaged in the middle, and a sidecar that was changed meanwhile.
    change(state.path(), ".journal", |bytes| {
        let text = String::from_utf8_lossy(&bytes).replacen("Geheimrat", "Geheimxyz", 1);
        text.into_bytes()
    });
    change(root, "a.txt.ann.json", |bytes| {
        let text = String::from_utf8(bytes).expect("it is text");
        text.replace("\"actor\"", "\"geheim\"").into_bytes()
    });
    let mut program = HeadlessApp::open_unread(state.path(), root);
    program.reach("a.txt");
    // All files go bad while they are open, in ways whose messages quote them.
    for name in [
        "a.txt.ann.json",
        "b.txt.ann.json",
        "entities.json",
        "codebook.json",
    ] {
        let broken = "{\"format\": \"Geheim\", \"labels\": Geheim, \"Geheim\": 1, \"Geheim\": 2}";
        fs::write(root.join(name), broken).expect("written");
    }
    work(&mut program);
    program.until(|app| app.session().is_some_and(|session| session.has_failed()));
    program.reach("b.txt");
    program.ask(Intent::SaveAgain);
    eframe::App::on_exit(&mut program.app);
    drop(program);
    change(state.path(), "state.json", |_| {
        b"{\"recent\": \"Geheim\"".to_vec()
    });
    let mut program = HeadlessApp::open_unread(state.path(), root);
    program.reach("b.txt");
    drop(program);

    let heard = HEARD.0.lock().expect("no thread panics here");
    let own = heard.iter().filter(|line| line.contains("demarche"));
    assert!(own.count() >= 3, "something went wrong here: {heard:#?}");
    let leaked: Vec<&String> = heard.iter().filter(|line| line.contains(SECRET)).collect();
    assert_eq!(leaked, Vec::<&String>::new());
}
