//! Tests of opening projects and articles: what is shown, what is told, and what is remembered.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use egui::RawInput;

use super::*;
use crate::app::capability::Capability as _;
use crate::app::file_dialogs::FileDialogs;
use crate::app::test_program::{Program, annotated, folder, session, texts, write};
use crate::command::UserCommand;
use crate::model::{AnnotationId, ByteOffset, Selection, Text};
use crate::session::messages::ProgramMessage;
use crate::session::panes::Side;
use crate::store::watch::Watch;
use crate::ui::article::{ArticleView, ScrollPlace};

#[test]
fn a_frame_takes_articles_into_the_list_for_some_milliseconds() {
    let milliseconds = |n: u32| EVENT_BUDGET * n / 8;
    for (elapsed, over) in [(0, false), (8, false), (9, true), (80, true)] {
        assert_eq!(is_listing_over(milliseconds(elapsed)), over, "{elapsed}");
    }
    for (elapsed, later) in [(0, false), (4, false), (5, true), (9, true)] {
        let elapsed = milliseconds(elapsed);
        assert_eq!(must_restore_later(true, elapsed), later, "{elapsed:?}");
        assert!(!must_restore_later(false, elapsed));
    }
}

/// A program that is opening a project of so many articles, none of which is on disk.
fn opening(count: usize) -> Program {
    let mut program = Program::new();
    let root = PathBuf::from("/nowhere");
    let entry = |number: usize| ArticleEntry {
        path: root.join(format!("{number}.txt")),
        name: format!("{number}.txt"),
        sidecars: Vec::new(),
        has_meta: false,
    };
    let project = Project {
        root: root.clone(),
        articles: (0..count).map(entry).collect(),
        orphans: Vec::new(),
        codebook: crate::store::codebook::built_in(),
        has_own_codebook: false,
        entities: Default::default(),
        team: Default::default(),
        problems: Vec::new(),
        leftovers: Default::default(),
    };
    let paths = vec![root.clone()];
    program.app.phase = Phase::Listing(paths.clone());
    let since = std::time::SystemTime::now();
    let listed = Listed {
        project,
        entities_read: Default::default(),
        entity_names: Default::default(),
        name: "nowhere".to_owned(),
        root: root.clone(),
        offer: root.clone(),
        moved_from: None,
        watch: Watch::new(paths.clone(), root, &[], since),
        journal: None,
        has_project_file: false,
    };
    program.app.on_listed(paths, Ok(listed));
    program
}

#[test]
fn a_very_long_list_takes_several_frames_and_commands_wait_for_it() {
    let mut program = opening(40_000);
    program.app.ask(UserCommand::ShowEntities);
    let mut frames = 0;
    while program.app.phase.is_opening() {
        assert!(!program.app.is_dialog_open());
        program.step();
        frames += 1;
        assert!(frames < 40_000, "the list does not grow");
    }
    assert!(frames > 1, "one frame listed all of it");
    assert_eq!(program.session().articles.len(), 40_000);
    assert!(program.app.is_dialog_open());
}

#[test]
fn of_two_projects_that_are_listed_the_last_is_opened() {
    let (first, second) = (texts(&["a.txt"]), texts(&["b.txt"]));
    let mut program = Program::new();
    program.app.open_project(Vec::new());
    assert!(matches!(program.app.phase, Phase::Closed));
    let (one, two) = ([first.path().to_owned()], [second.path().to_owned()]);
    program.app.open_project(one.to_vec());
    program.app.open_project(two.to_vec());
    assert!(program.app.phase.is_listing(&two) && !program.app.phase.is_listing(&one));
    // The first cannot be read, which nobody is told any more.
    let error = || io::Error::other("a bad disk");
    program.app.on_listed(one.to_vec(), Err(error()));
    assert!(program.app.messages().is_empty());
    program.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(
        program.session().root,
        two[0].canonicalize().expect("it is there")
    );

    let mut program = Program::new();
    program.app.open_project(one.to_vec());
    program.app.on_listed(one.to_vec(), Err(error()));
    assert!(matches!(program.app.phase, Phase::Closed));
    let path = display_path(first.path()).to_string();
    let said = program.app.messages();
    assert!(
        said[0].contains("a bad disk") && said[0].contains(&path),
        "{said:?}"
    );
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_files(program: &mut Program, paths: &[PathBuf]) {
    let files = paths
        .iter()
        .map(|path| Arc::new(Dropped(path.clone())) as _);
    program.step_with(RawInput {
        dropped_files: files.collect(),
        ..RawInput::default()
    });
}

#[test]
fn dropped_folders_and_texts_are_opened_and_other_files_imported() {
    let (first, second) = (texts(&["a.txt"]), texts(&["b.txt"]));
    let page = write(
        &second.path().join("page.html"),
        "<h1>Dockers</h1><p>They stay out.</p>",
    );
    let mut program = Program::new();
    drop_files(&mut program, &[]);
    assert!(!program.app.phase.is_listing(&[]) && matches!(program.app.phase, Phase::Closed));
    drop_files(&mut program, &[first.path().to_owned()]);
    assert!(!program.app.is_dialog_open());
    program.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(program.shown(), "a.txt");
    // A text that comes with a page is imported with it.
    drop_files(&mut program, &[second.path().join("b.txt"), page]);
    assert!(program.app.shell.capabilities.import_articles.is_open());
    assert_eq!(program.session().root, first.path());
}

#[test]
fn some_problems_of_a_project_are_told_one_by_one() {
    let other = |name: &str| ProjectProblem::LinkedFolder { path: name.into() };
    let all = ["a", "b", "c", "d", "e"].map(other);
    for (count, wanted) in [(0, 0), (1, 1), (3, 3), (4, 4), (5, 4)] {
        let mut program = Program::new();
        program.app.shell.tell_problems(&all[..count]);
        let said = program.app.messages();
        assert_eq!(said.len(), wanted, "{said:?}");
        for left in 1..3 {
            let more = FileMessage::MoreProblems { count: left };
            let tells = count == NOTICES_SHOWN + left;
            assert_eq!(program.says_exactly(more), tells, "{count} {left}");
        }
    }
    // Those of the shared files come first, and each is told.
    let mut program = Program::new();
    let mut all = all.to_vec();
    all.push(ProjectProblem::Entities {
        path: "entities.json".into(),
        source: crate::store::entities::read(b"[").expect_err("it is broken"),
    });
    program.app.shell.tell_problems(&all);
    let said = program.app.messages();
    assert!(
        said.len() == 5 && said[0].contains("entities.json"),
        "{said:?}"
    );
}

#[test]
fn a_project_that_is_in_order_says_nothing() {
    let folder = annotated(2);
    let mut program = Program::on(folder.path());
    let codebook = serde_codebook(&program);
    write(&folder.path().join("codebook.json"), &codebook);
    write(&folder.path().join("entities.json"), ENTITIES);
    program.close();
    program.open(folder.path());
    assert_eq!(program.app.messages(), [""; 0]);
    assert_eq!(program.shown(), "000.txt");
    let session = program.session();
    assert!(session.codebook_file.saving.broken().is_none());
    assert!(session.entities_file.saving.broken().is_none());
    assert_eq!(session.entities.name(&"reyes".into()), "Ana Reyes");
}

const ENTITIES: &str = r#"{"format":"demarche-entities","version":1,
    "entities":[{"id":"reyes","name":"Ana Reyes"}]}"#;

/// The codebook in use, as its file has it.
fn serde_codebook(program: &Program) -> String {
    let file = program.session().codebook_file.saving.base();
    String::from_utf8(file.to_bytes()).expect("it is text")
}

#[test]
fn shared_files_that_cannot_be_read_are_told_and_never_written_over() {
    for (name, wanted) in [
        ("codebook.json", [true, false]),
        ("entities.json", [false, true]),
    ] {
        let folder = texts(&["a.txt"]);
        write(&folder.path().join(name), "{\"format\":");
        let mut program = Program::on(folder.path());
        let session = program.session();
        let broken = [
            session.codebook_file.saving.broken(),
            session.entities_file.saving.broken(),
        ];
        assert_eq!(broken.map(|why| why.is_some()), wanted);
        assert!(program.says(name));
    }
}

#[test]
fn two_versions_that_a_merge_has_left_are_told() {
    let folder = texts(&["a.txt"]);
    let entities = ENTITIES.replace(
        "\"Ana Reyes\"}",
        "\"Ana Reyes\",\"conflict\":{\"id\":\"reyes\",\"name\":\"A. Reyes\"}}",
    );
    write(&folder.path().join("entities.json"), &entities);
    let mut program = Program::on(folder.path());
    assert!(program.says_exactly(FileMessage::TwoVersionsInEntities));
    assert_eq!(program.app.messages().len(), 1);
}

#[test]
fn the_articles_that_were_on_screen_are_shown_again() {
    let folder = texts(&["a.txt", "b.txt", "c.txt"]);
    let mut program = Program::on(folder.path());
    assert_eq!(program.shown(), "a.txt");
    let ids = program.session().articles.ids().to_vec();
    program.app.ask(Intent::ShowArticle(ids[1]));
    program.app.ask(Intent::ShowBeside(ids[2]));
    program.until(|app| session(app).beside.is_some() && session(app).shown().is_some());
    let (shown, side) = (program.shown().to_owned(), program.session().side());
    let beside = program.session().beside.expect("it is there");
    program.close();
    let mut program = program.again();
    program.open(folder.path());
    assert_eq!((program.shown(), program.session().side()), (&*shown, side));
    assert_eq!(program.session().beside, Some(beside));
    assert_ne!(program.session().current, Some(beside.article));
    // Both are read.
    program.until(|app| session(app).opened(beside.article).is_some());
}

#[test]
fn the_first_article_that_can_be_opened_is_shown_if_the_last_is_gone() {
    let folder = texts(&["a.txt", "b.txt"]);
    let mut program = Program::on(folder.path());
    let second = program.session().articles.ids()[1];
    program.app.ask(Intent::ShowArticle(second));
    program.until(|app| session(app).shown().is_some());
    program.close();
    std::fs::remove_file(folder.path().join("b.txt")).expect("it is there");
    let mut program = program.again();
    program.open(folder.path());
    assert_eq!((program.shown(), program.session().beside), ("a.txt", None));
}

#[test]
fn places_in_articles_are_remembered_for_each_coding_on_screen() {
    let text = "Some words of a longer text.\n";
    let folder = folder(&[("a.txt", text), ("b.txt", text)]);
    let mut program = Program::on(folder.path());
    program.read("b.txt");
    program.annotate("a.txt", "x", 5..10);
    let here = program.coding("a.txt");
    let selection = Selection::new(ByteOffset(5), ByteOffset(10));
    {
        let open = program.session_mut().opened_mut(here).expect("it is open");
        open.selection = selection;
        open.chosen = Some("x".into());
    }
    let place = |program: &Program, name: &str| {
        let text = Text::new(text);
        let place = program.app.shell.persisted_state.place(name, "", &text);
        place.map(|(selection, chosen, _)| (selection, chosen))
    };
    // Not before it has been on screen.
    program.cx().remember_places();
    assert_eq!(place(&program, "a.txt"), None);
    program.cx().make_views();
    let second = program.session().articles.ids()[1];
    program.cx().show_article(second);
    let chosen: Option<AnnotationId> = Some("x".into());
    assert_eq!(place(&program, "a.txt"), Some((selection, chosen.clone())));
    assert_eq!(place(&program, "b.txt"), None);
    assert_eq!(
        program.app.shell.persisted_state.last_article(),
        Some("a.txt")
    );
    program.until_saved();
    program.close();
    assert_eq!(
        program.app.shell.persisted_state.last_article(),
        Some("b.txt")
    );
    // The annotation is chosen again while it exists.
    program.open(folder.path());
    program.read("a.txt");
    assert_eq!(program.opened("a.txt").selection, selection);
    assert_eq!(program.opened("a.txt").chosen, chosen);
    program.close();
    std::fs::remove_file(folder.path().join("a.txt.ann.json")).expect("it is there");
    program.open(folder.path());
    program.read("a.txt");
    assert_eq!(program.opened("a.txt").selection, selection);
    assert_eq!(program.opened("a.txt").chosen, None);
}

#[test]
fn of_two_views_of_an_article_the_active_one_is_remembered() {
    let folder = texts(&["a.txt"]);
    let mut program = Program::on(folder.path());
    let id = program.coding("a.txt");
    for side in [Side::Left, Side::Right] {
        let session = program.session_mut();
        session.beside = Some(Beside {
            article: id,
            side: side.other(),
        });
        assert_eq!(session.side(), side);
        let mut cx = program.cx();
        cx.project.reading.forget(id);
        cx.project.reading.prepare(side, id, || {
            let mut view = ArticleView::new(&Text::new("Some words.\n"));
            view.restore(ScrollPlace {
                at: ByteOffset(0),
                into: 7.0,
            });
            view
        });
        cx.make_views();
        cx.remember_places();
        let text = Text::new("Some words.\n");
        let place = program.app.shell.persisted_state.place("a.txt", "", &text);
        assert_eq!(place.map(|(.., scroll)| scroll.into), Some(7.0), "{side:?}");
    }
}

#[test]
fn new_articles_come_into_the_list_and_the_first_is_shown_where_none_is() {
    let folder = texts(&["a.txt", "b.txt", "c.txt"]);
    let entry = |name: &str| ArticleEntry {
        path: folder.path().join(name),
        name: name.to_owned(),
        sidecars: Vec::new(),
        has_meta: false,
    };
    let mut program = opening(0);
    program.step();
    assert_eq!(
        (program.session().articles.len(), program.session().current),
        (0, None)
    );
    program.cx().list_more(&[entry("b.txt"), entry("c.txt")]);
    assert_eq!(
        (program.session().articles.len(), program.shown()),
        (2, "b.txt")
    );
    program.until(|app| session(app).shown().is_some());
    program.cx().list_more(&[entry("a.txt")]);
    assert_eq!(
        (program.session().articles.len(), program.shown()),
        (3, "b.txt")
    );
    let new = program.coding("a.txt");
    program.until(|app| {
        session(app)
            .coding(new)
            .is_some_and(|c| c.summary.is_some())
    });
}

#[test]
fn showing_an_article_reads_it_and_ends_what_was_meant_for_another() {
    let folder = texts(&["a.txt", "b.txt"]);
    let mut program = Program::on(folder.path());
    let second = program.session().articles.ids()[1];
    program.cx().project.reading.goal_x = Some(3.0);
    program.cx().show_article(second);
    assert_eq!(
        (program.shown(), program.session().list.recent().first()),
        ("b.txt", Some(&second))
    );
    assert_eq!(program.cx().project.reading.goal_x, None);
    program.until(|app| session(app).shown().is_some());
    // An article that is gone leaves the list as soon as it is left.
    let first = program.session().articles.ids()[0];
    program.cx().show_article(first);
    program
        .session_mut()
        .articles
        .get_mut(second)
        .expect("it is listed")
        .is_gone = true;
    program.cx().show_article(first);
    assert_eq!(program.session().articles.ids(), [first]);
}

/// The dialogs that are shown, each answered with this.
fn answer(program: &mut Program, answer: &[PathBuf]) -> Arc<Mutex<Vec<FileDialog>>> {
    let (answer, shown) = (answer.to_vec(), Arc::<Mutex<Vec<FileDialog>>>::default());
    let seen = Arc::clone(&shown);
    program.app.shell.file_dialogs = FileDialogs::answered(move |dialog| {
        seen.lock().expect("it is unharmed").push(dialog.clone());
        answer.clone()
    });
    shown
}

#[test]
fn what_is_picked_in_a_dialog_is_opened() {
    let (first, second) = (texts(&["a.txt"]), texts(&["b.txt", "c.txt"]));
    let mut program = Program::new();
    let shown = answer(&mut program, &[first.path().to_owned()]);
    program.app.ask(UserCommand::OpenFolder);
    program.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(program.shown(), "a.txt");
    let dialog = shown.lock().expect("it is unharmed").remove(0);
    assert_eq!((dialog.wanted, dialog.folder), (Wanted::Folder, None));

    let shown = answer(&mut program, &[second.path().join("c.txt")]);
    program.app.ask(UserCommand::OpenFiles);
    program.until(|app| {
        let article = app.session().and_then(Session::current_article);
        article.is_some_and(|article| article.name == "c.txt")
    });
    assert_eq!(program.session().articles.len(), 1);
    let dialog = shown.lock().expect("it is unharmed").remove(0);
    assert_eq!(dialog.wanted, Wanted::Files);
    assert_eq!(dialog.folder.as_deref(), Some(first.path()));
    let extensions = dialog.filter.map(|(_, extensions)| extensions);
    assert_eq!(extensions, Some(vec!["txt", "text", "md"]));
}

#[test]
fn file_dialogs_begin_next_to_what_is_open() {
    let folder = texts(&["a.txt"]);
    let mut program = Program::on(folder.path());
    let root = folder.path().to_owned();
    let start = |program: &mut Program| program.cx().project.start_folder();
    assert_eq!(start(&mut program), Some(root.clone()));
    program.session_mut().paths = vec![root.join("a.txt")];
    assert_eq!(start(&mut program), Some(root));
    program.session_mut().paths = Vec::new();
    assert_eq!(start(&mut program), None);
}

#[test]
fn one_file_dialog_is_open_at_a_time() {
    let folder = texts(&["a.txt"]);
    let mut program = Program::new();
    let (shown, begun) = channel();
    let (end, ended) = channel::<()>();
    let (shown, ended) = (Mutex::new(shown), Mutex::new(ended));
    let root = folder.path().to_owned();
    program.app.shell.file_dialogs = FileDialogs::answered(move |_| {
        let _ = shown.lock().expect("it is unharmed").send(());
        let _ = ended.lock().expect("it is unharmed").recv();
        vec![root.clone()]
    });
    program.app.ask(UserCommand::OpenFolder);
    program.step();
    begun.recv().expect("it is shown");
    program.app.ask(UserCommand::OpenFiles);
    let hint = ProgramMessage::FileDialogIsOpen.to_string();
    program.until_mut(|app| app.messages().contains(&hint));
    assert!(begun.try_recv().is_err());
    // Once it is answered, another may be shown.
    end.send(()).expect("it waits");
    program.until(|app| app.session().and_then(Session::shown).is_some());
    program.app.ask(UserCommand::OpenFolder);
    program.step();
    begun.recv().expect("it is shown");
    end.send(()).expect("it waits");
}
