//! Tests of the commands of the export: what is exported, where to, and what is refused.

use std::fs;
use std::path::Path;

use super::*;
use crate::app::file_dialogs::FileDialogs;
use crate::app::test_program::{Program, annotated, folder, session, write};
use crate::command::{Intent, UserCommand};
use crate::session::messages::Message;
use crate::store::watch::Changes;

const SIDECAR: &str = r#"{"format":"demarche","version":1,"source":{},"annotations":[
    {"id":"a","label":"odd","spans":[[0,5]],"quote":["Putin"]}]}"#;

/// Four articles: `b` was coded by another, `d` cannot be read.
fn program() -> (Program, tempfile::TempDir) {
    let text = "Putin demands a freeze.\n";
    let folder = folder(&[
        ("a.txt", text),
        ("a.txt.ann.json", SIDECAR),
        ("b.txt", text),
        ("b.txt.mk.ann.json", SIDECAR),
        ("c.txt", text),
        ("d.txt", text),
    ]);
    let mut program = Program::on(folder.path());
    program.until(|app| {
        let mut codings = session(app).articles.codings().all();
        codings.all(|coding| coding.summary.is_some())
    });
    let broken = program.coding("d.txt");
    program
        .session_mut()
        .coding_mut(broken)
        .expect("it is listed")
        .problem = Some("bad".into());
    (program, folder)
}

fn exported(program: &Program, coders: &Coders) -> Vec<String> {
    let session = program.session();
    let name = |source: &ExportSource| {
        let coder = session.coding(source.id).map(|coding| &*coding.coder);
        format!("{} {}", source.name, coder.unwrap_or("?"))
    };
    let mut names: Vec<String> = sources(session, coders).iter().map(name).collect();
    names.sort();
    names
}

fn count(program: &mut Program, name: &str, count: usize) {
    let id = program.coding(name);
    let coding = program.session_mut().coding_mut(id).expect("it is listed");
    let summary = coding.summary.get_or_insert_default();
    summary.counts = [("odd".into(), count)].into();
}

#[test]
fn a_dataset_has_the_articles_of_the_coders_that_are_asked_for() {
    let (mut program, _folder) = program();
    assert_eq!(
        exported(&program, &Coders::Mine),
        ["a.txt ", "b.txt ", "c.txt "]
    );
    // Own text without annotations counts where nobody else has coded it.
    assert_eq!(
        exported(&program, &Coders::All),
        ["a.txt ", "b.txt mk", "c.txt "]
    );
    count(&mut program, "b.txt", 0);
    assert_eq!(
        exported(&program, &Coders::All),
        ["a.txt ", "b.txt mk", "c.txt "]
    );
    count(&mut program, "b.txt", 2);
    let all = ["a.txt ", "b.txt ", "b.txt mk", "c.txt "];
    assert_eq!(exported(&program, &Coders::All), all);
    assert_eq!(
        exported(&program, &Coders::Only("mk".to_owned())),
        ["b.txt mk"]
    );
    // What is open counts as it is there.
    let session = program.session();
    let mine = sources(session, &Coders::Mine);
    let open = mine.iter().filter(|source| source.open.is_some());
    assert_eq!(
        open.map(|source| &*source.name).collect::<Vec<_>>(),
        ["a.txt"]
    );
}

fn choice(program: &mut Program, out: &Path) -> ExportChoice {
    program.cx().show_export();
    let panel = program.cx().project.capabilities.export.panel.as_mut();
    let panel = panel.expect("it is open");
    panel.set_place(out.to_str().expect("a path").to_owned());
    panel.choice().clone()
}

#[test]
fn a_label_may_be_one_that_only_articles_have() {
    let (mut program, folder) = program();
    let choice = choice(&mut program, &folder.path().join("out"));
    let of = |label: &str| ExportChoice {
        labels: [label.to_owned()].into(),
        ..choice.clone()
    };
    let is_known = |choice: &ExportChoice| order(program.session(), choice).is_ok();
    assert!(is_known(&choice) && is_known(&of("odd")) && is_known(&of("actor")));
    let wrong = order(program.session(), &of("nowhere"))
        .err()
        .expect("it is unknown");
    assert!(wrong.messages().contains("nowhere"));
    let coder = |name: &str| ExportChoice {
        coders: Coders::Only(name.to_owned()),
        since: "no date".to_owned(),
        ..choice.clone()
    };
    let wrong = order(program.session(), &coder("mk"))
        .err()
        .expect("it is no date");
    assert!(!wrong.messages().contains("mk"));
}

fn ask(program: &mut Program, command: ExportCommand) {
    program.app.ask(Intent::Export(command));
    program.step();
}

fn preview(program: &mut Program) -> &ExportPreview {
    &program.cx().project.capabilities.export.preview
}

#[test]
fn a_preview_is_made_of_what_is_chosen_until_it_is_cancelled() {
    let (mut program, folder) = program();
    ask(&mut program, ExportCommand::Look);
    assert!(
        preview(&mut program).work.is_none(),
        "the dialog is not open"
    );
    choice(&mut program, &folder.path().join("out"));
    ask(&mut program, ExportCommand::Look);
    let total = preview(&mut program).work.as_ref().map(|work| work.total);
    assert_eq!(total, Some(3));
    program.until_mut(|app| {
        let project = app.phase.project().expect("it is open");
        project.capabilities.export.preview.report.is_some()
    });
    // Another look begins anew, and so does the dialog.
    ask(&mut program, ExportCommand::Look);
    assert!(preview(&mut program).report.is_none());
    ask(&mut program, ExportCommand::Cancel);
    assert!(preview(&mut program).work.is_none());
    preview_of(&mut program).problem = Some("old".to_owned());
    program.cx().show_export();
    assert!(preview(&mut program).problem.is_none());
}

fn preview_of(program: &mut Program) -> &mut ExportPreview {
    let project = program.app.phase.project_mut().expect("it is open");
    &mut project.capabilities.export.preview
}

#[test]
fn a_dataset_is_written_to_its_place_and_repeated_by_one_command() {
    let (mut program, folder) = program();
    choice(&mut program, Path::new("  "));
    ask(&mut program, ExportCommand::Write { replace: false });
    let needed = DatasetMessage::PlaceNeeded.to_string();
    assert_eq!(preview(&mut program).problem, Some(needed));

    let out = folder.path().join("out");
    choice(&mut program, &out);
    let write_to = |program: &mut Program, replace| {
        preview_of(program).written = Some(("before".to_owned(), PathBuf::new()));
        ask(program, ExportCommand::Write { replace });
        program.until_mut(|app| {
            let project = app.phase.project().expect("it is open");
            let preview = &project.capabilities.export.preview;
            let ends = !preview.in_the_way.is_empty() || preview.written.is_some();
            ends && preview.work.is_none()
        });
        let preview = preview(program);
        (preview.written.is_some(), preview.in_the_way.len())
    };
    assert_eq!(write_to(&mut program, false), (true, 0));
    assert!(out.exists());
    // Now there are files, which only the user's word replaces.
    assert!(write_to(&mut program, false).1 > 0);
    assert_eq!(write_to(&mut program, true), (true, 0));
    program.cx().project.capabilities.export.panel = None;

    let files = || -> Vec<_> {
        let files = walkdir::WalkDir::new(&out).into_iter().flatten();
        let files = files.filter(|file| file.file_type().is_file());
        files.map(|file| file.path().to_owned()).collect()
    };
    for file in files() {
        fs::remove_file(file).expect("it is there");
    }
    program.app.ask(UserCommand::ExportAgain);
    program.step();
    assert!(program.says(&DatasetMessage::Exporting.to_string()));
    program.until_mut(|app| {
        app.messages()
            .iter()
            .any(|said| said.starts_with("Exported"))
    });
    assert!(!files().is_empty());
    // Files that somebody has changed meanwhile stay.
    let changed = files().remove(0);
    write(&changed, "mine");
    program.app.ask(UserCommand::ExportAgain);
    let said = DatasetMessage::FilesChanged.to_string();
    program.until_mut(move |app| app.messages().contains(&said));
    assert_eq!(fs::read_to_string(&changed).ok().as_deref(), Some("mine"));
    assert!(!preview(&mut program).in_the_way.is_empty());
}

#[test]
fn without_an_earlier_export_the_dialog_asks() {
    let (mut program, _folder) = program();
    program.app.ask(UserCommand::ExportAgain);
    program.step();
    assert!(program.cx().project.capabilities.export.panel.is_some());
    assert_eq!(program.app.messages(), [""; 0]);
}

#[test]
fn options_that_cannot_be_are_told_in_the_dialog_or_in_a_notice() {
    let (mut program, folder) = program();
    let mut choice = choice(&mut program, &folder.path().join("out"));
    choice.since = "no date".to_owned();
    program.cx().write_dataset(choice.clone(), Replace::Nothing);
    assert!(preview(&mut program).wrong.messages().contains("no date"));
    assert_eq!(program.app.messages(), [""; 0]);
    program.cx().project.capabilities.export.panel = None;
    program.cx().write_dataset(choice, Replace::Nothing);
    assert!(program.says(&Message::from(DatasetMessage::NotExported).to_string()));
}

#[test]
fn a_loss_leads_to_its_article_or_to_its_annotation() {
    let (mut program, folder) = program();
    let (first, third) = (program.coding("a.txt"), program.coding("c.txt"));
    choice(&mut program, &folder.path().join("out"));
    ask(&mut program, ExportCommand::GoTo(third, None));
    assert_eq!(program.shown(), "c.txt");
    assert!(program.cx().project.capabilities.export.panel.is_none());
    ask(&mut program, ExportCommand::GoTo(first, Some("a".into())));
    assert_eq!(program.shown(), "a.txt");
    assert_eq!(
        program.session().chosen().map(|chosen| chosen.id.as_str()),
        Some("a")
    );
}

#[test]
fn the_list_of_losses_is_written_where_it_was_asked_for() {
    let folder = annotated(1);
    let mut program = Program::on(folder.path());
    choice(&mut program, &folder.path().join("out"));
    let place = folder.path().join("losses.json");
    let save = || ExportCommand::SaveLosses(place.to_str().expect("a path").to_owned());
    ask(&mut program, save());
    assert!(!place.exists(), "nothing is known yet");
    ask(&mut program, ExportCommand::Look);
    program.until_mut(|app| {
        let project = app.phase.project().expect("it is open");
        project.capabilities.export.preview.report.is_some()
    });
    ask(&mut program, save());
    program.until_mut(|app| {
        app.messages()
            .iter()
            .any(|said| said.contains("losses.json"))
    });
    assert!(place.exists());
}

#[test]
fn the_dialog_for_the_place_asks_for_what_the_format_writes() {
    let choice = |format: &str, split: bool| ExportChoice {
        format: format.to_owned(),
        out: " /data/out.x ".to_owned(),
        split: split.then(|| "train=1".to_owned()),
        ..ExportChoice::default()
    };
    for format in formats::ALL {
        let about = format.about();
        for split in [false, true] {
            let dialog = place_dialog(&choice(about.name, split)).expect("a format");
            assert_eq!(dialog.folder.as_deref(), Some(Path::new("/data")));
            let is_folder = split || about.files == formats::Files::Several;
            let wanted = match is_folder {
                true => (Wanted::NewFolder, None, None),
                false => {
                    let filter = (about.title, vec![about.extension]);
                    (Wanted::NewFile, Some("out.x".to_owned()), Some(filter))
                }
            };
            assert_eq!((dialog.wanted, dialog.name, dialog.filter), wanted);
        }
    }
    assert_eq!(place_dialog(&choice("nothing", false)), None);
}

#[test]
fn the_place_that_was_picked_is_taken() {
    let (mut program, folder) = program();
    let before = choice(&mut program, &folder.path().join("out"));
    let place = folder.path().join("another");
    let (root, answer) = (folder.path().to_owned(), place.clone());
    program.app.shell.file_dialogs = FileDialogs::answered(move |dialog| {
        assert_eq!(dialog.folder, Some(root.clone()));
        vec![answer.clone()]
    });
    let out = |app: &crate::app::App| {
        let project = app.phase.project().expect("it is open");
        let panel = project.capabilities.export.panel.as_ref();
        panel.map(|panel| panel.choice().out.clone())
    };
    assert_eq!(out(&program.app), Some(before.out));
    program.app.ask(Intent::Export(ExportCommand::PickPlace));
    let wanted = place.to_str().map(str::to_owned);
    program.until(|app| out(app) == wanted);
    // A folder that is not there is no place to begin.
    choice(&mut program, Path::new("/nowhere/at/all"));
    program.app.shell.file_dialogs = FileDialogs::answered(|dialog| {
        assert_eq!(dialog.folder, None);
        vec!["/somewhere".into()]
    });
    program.app.ask(Intent::Export(ExportCommand::PickPlace));
    program.until(|app| out(app).as_deref() == Some("/somewhere"));
}

#[test]
fn what_was_exported_is_shown_in_its_folder_or_its_path_is_told() {
    let (mut program, folder) = program();
    let out = folder.path().join("out");
    choice(&mut program, &out);
    ask(&mut program, ExportCommand::Write { replace: false });
    program.until_mut(|app| {
        let project = app.phase.project().expect("it is open");
        project.capabilities.export.preview.written.is_some()
    });
    let (_, path) = preview(&mut program)
        .written
        .clone()
        .expect("it is written");
    assert_eq!(path, out);
    // Where nothing opens folders.
    program.app.shell.folder_opener = |_| false;
    program.app.ask(Intent::ShowInFolder(path.clone()));
    // The dataset is one file here, so the folder is where it lies.
    assert!(out.is_file());
    let path = crate::store::display_path(folder.path()).to_string();
    program.until_mut(|app| {
        let told = app.messages();
        told.iter()
            .any(|text| text.starts_with("The folder could not be opened") && text.ends_with(&path))
    });
    // Where something does, nothing is told.
    program.app.shell.notices = Default::default();
    program.app.shell.folder_opener = Path::is_dir;
    program.app.ask(Intent::ShowInFolder(out));
    for _ in 0..5 {
        program.step();
    }
    assert!(program.app.messages().is_empty());

    // After a repeated export the notice has the button.
    program.cx().project.capabilities.export.panel = None;
    program
        .app
        .shell
        .notices
        .written(DatasetMessage::Exporting, PathBuf::from("a"));
    let notices = program.app.shell.notices.current();
    assert_eq!(notices[0].written.as_deref(), Some(Path::new("a")));
}

#[test]
fn in_a_blind_round_no_other_coder_can_be_exported() {
    let text = "Putin demands a freeze.\n";
    let team = r#"{"format":"demarche-project","version":1,"coders":[{"id":"mk"},{"id":"ls"}],
        "rounds":[{"id":"pilot","blind":true,"coders":["mk","ls"]}],
        "assignments":[{"round":"pilot","article":"a.txt","coders":["mk","ls"]}]}"#;
    let folder = folder(&[
        ("a.txt", text),
        ("a.txt.mk.ann.json", SIDECAR),
        ("b.txt", text),
        ("b.txt.mk.ann.json", SIDECAR),
        ("project.json", team),
    ]);
    let mut program = Program::new();
    program.app.shell.settings.coder = "ls".to_owned();
    program.open(folder.path());
    let is_known = |app: &crate::app::App| {
        let mut codings = session(app).articles.codings().all();
        codings.all(|coding| coding.summary.is_some())
    };
    program.until(is_known);
    assert_eq!(exported(&program, &Coders::All), ["a.txt ls", "b.txt mk"]);
    assert_eq!(
        exported(&program, &Coders::Only("mk".to_owned())),
        ["b.txt mk"]
    );
    // What others write meanwhile is not looked into either.
    write(
        &folder.path().join("a.txt.mk.ann.json"),
        &SIDECAR.replace("odd", "even"),
    );
    assert_eq!(closed_summaries(program.session()), [false]);

    // Once the round is opened, in this folder by another program, all of it is seen.
    let opened = team.replace(
        "\"blind\":true",
        "\"blind\":true,\"opened\":{\"by\":\"jo\"}",
    );
    write(&folder.path().join("project.json"), &opened);
    program.cx().on_changes(&Changes {
        team: true,
        ..Changes::default()
    });
    program.until(|app| {
        let names = session_names(app);
        names.contains(&"a.txt mk".to_owned())
    });
    program.until(is_known);
    assert_eq!(exported(&program, &Coders::All), ["a.txt mk", "b.txt mk"]);
}

/// Whether the codings that may not be seen have a summary.
fn closed_summaries(session: &Session) -> Vec<bool> {
    let codings = session.articles.every_coding().others();
    let closed = codings.filter(|coding| session.articles.is_closed(coding.id));
    closed.map(|coding| coding.summary.is_some()).collect()
}

/// The codings that may be seen.
fn session_names(app: &crate::app::App) -> Vec<String> {
    let session = session(app);
    let name = |coding: &Coding| {
        let article = session.article(coding.article)?;
        Some(format!("{} {}", article.name, coding.coder))
    };
    session.articles.codings().all().filter_map(name).collect()
}
