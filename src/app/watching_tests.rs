//! Tests of what follows the changes of other programs, as the watcher reports them.

use std::fs;

use super::*;
use crate::app::test_program::{Program, annotated, folder, session, write};
use crate::model::history::Change;
use crate::model::{AttributeValue, Entity};
use crate::store::project::{SidecarEntry, sidecar_path};

const TEXT: &str = "Putin demands a freeze.\n";

fn texts() -> tempfile::TempDir {
    folder(&[("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)])
}

fn entry(folder: &Path, name: &str, coders: &[Option<&str>]) -> ArticleEntry {
    let path = folder.join(name);
    let sidecar = |coder: &Option<&str>| SidecarEntry {
        coder: coder.map(str::to_owned),
        path: sidecar_path(&path, *coder),
    };
    ArticleEntry {
        name: name.to_owned(),
        sidecars: coders.iter().map(sidecar).collect(),
        has_meta: false,
        path,
    }
}

#[test]
fn a_poll_is_under_way_until_all_its_results_are_there() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    // The thread of the watcher would look for changes by itself.
    let since = SystemTime::now();
    let watch = Watch::new(Vec::new(), folder.path().to_owned(), &[], since);
    program.cx().project.watching = Watching::of(watch);
    assert!(!program.app.is_scanning());
    program.cx().check_shared_files([false; 3]);
    assert!(!program.app.is_scanning());
    program.cx().check_shared_files([true, false, false]);
    program.cx().check_shared_files([false, true, false]);
    assert!(program.app.is_scanning());
    let none = || SharedReread {
        codebook: None,
        entities: None,
        team: None,
    };
    program.cx().on_shared(none());
    assert!(program.app.is_scanning());
    program.cx().on_shared(none());
    assert!(!program.app.is_scanning());
    program.cx().on_shared(none());
    assert!(!program.app.is_scanning());
}

#[test]
fn new_articles_are_counted_and_told_once() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    program.cx().on_changes(&Changes::default());
    assert_eq!(program.app.messages(), [""; 0]);
    write(&folder.path().join("d.txt"), TEXT);
    let new = [
        entry(folder.path(), "d.txt", &[]),
        entry(folder.path(), "e.txt", &[]),
    ];
    // Another coder's annotations are no new article.
    let known = entry(folder.path(), "b.txt", &[Some("mk")]);
    program.cx().on_changed(&new);
    program
        .cx()
        .on_changed(&[known, entry(folder.path(), "f.txt", &[])]);
    assert_eq!(program.session().articles.len(), 6);
    assert_eq!(program.app.messages(), [""; 0]);
    program.cx().on_changes(&Changes::default());
    assert!(program.says_message(FileMessage::NewArticles { count: 3 }));
    program.app.shell.notices.dismiss(0);
    program.cx().on_changes(&Changes::default());
    assert_eq!(program.app.messages(), [""; 0]);
    let new = program.coding("d.txt");
    program.until(|app| {
        session(app)
            .coding(new)
            .is_some_and(|coding| coding.summary.is_some())
    });
}

#[test]
fn articles_that_are_gone_leave_the_list_and_are_told_if_they_were_read() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    program.read("b.txt");
    let gone = |names: &[&str]| Changes {
        gone: names.iter().map(|name| folder.path().join(name)).collect(),
        ..Changes::default()
    };
    let names = |program: &Program| {
        let articles = program.session().articles.iter();
        articles
            .map(|article| article.name.clone())
            .collect::<Vec<_>>()
    };
    program.cx().on_changes(&gone(&["c.txt", "nowhere.txt"]));
    assert_eq!(names(&program), ["a.txt", "b.txt"]);
    assert_eq!(program.app.messages(), [""; 0]);
    // What is on screen stays until it is left.
    program.cx().on_changes(&gone(&["a.txt"]));
    assert_eq!(names(&program), ["a.txt", "b.txt"]);
    let article = "a.txt".to_owned();
    assert!(program.says_message(FileMessage::ArticleRemoved { article }));
    let second = program.session().articles.ids()[1];
    program.cx().show_article(second);
    assert_eq!(names(&program), ["b.txt"]);
}

#[test]
fn articles_that_another_program_changed_are_read_again_or_counted_again() {
    let folder = annotated(3);
    let mut program = Program::on(folder.path());
    let (read, unread) = (program.coding("000.txt"), program.coding("001.txt"));
    let counted = move |app: &crate::app::App| {
        session(app)
            .coding(unread)
            .is_some_and(|coding| coding.summary.is_some())
    };
    program.until(counted);
    for name in ["000.txt", "001.txt"] {
        let path = folder.path().join(name).with_extension("txt.ann.json");
        let text = fs::read_to_string(&path).expect("it is there");
        write(&path, &text.replace("actor", "event"));
    }
    let entries = ["000.txt", "001.txt"].map(|name| entry(folder.path(), name, &[None]));
    program.cx().on_changed(&entries);
    program.until(|app| {
        let open = session(app).opened(read).expect("it is open");
        open.document.annotations()[0].label.as_str() == "event"
    });
    program.until(|app| {
        let summary = session(app)
            .coding(unread)
            .and_then(|coding| coding.summary.as_ref());
        summary.is_some_and(|summary| summary.counts.contains_key("event"))
    });
    let article = "000.txt".to_owned();
    assert!(program.says_message(FileMessage::ChangesTakenIn { article }));
}

/// What is found of an article that has been read.
fn check(program: &Program, folder: &Path) -> Vec<&'static str> {
    let id = program.coding("a.txt");
    let path = folder.join("a.txt");
    let check = Check::of(
        id,
        &path,
        &sidecar_path(&path, None),
        program.opened("a.txt"),
    );
    let kind = |event: Event| match event {
        Event::TextChanged(of) if of == id => "text",
        Event::Reread(of, _, _) if of == id => "sidecar",
        _ => "another",
    };
    check.run().into_iter().map(kind).collect()
}

#[test]
fn an_article_is_compared_with_its_text_and_its_annotations() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let sidecar = folder.path().join("a.txt.ann.json");
    assert_eq!(check(&program, folder.path()), [""; 0]);
    write(&sidecar, "{}");
    assert_eq!(check(&program, folder.path()), ["sidecar"]);
    fs::remove_file(&sidecar).expect("it is there");
    program.annotate("a.txt", "x", 0..5);
    program.until_saved();
    assert_eq!(check(&program, folder.path()), [""; 0]);
    let text = fs::read_to_string(&sidecar).expect("it is saved");
    write(&sidecar, &text.replace("actor", "event"));
    assert_eq!(check(&program, folder.path()), ["sidecar"]);
    write(&folder.path().join("a.txt"), "Putin refused.\n");
    assert_eq!(check(&program, folder.path()), ["text", "sidecar"]);
    write(&sidecar, &text);
    assert_eq!(check(&program, folder.path()), ["text"]);
    fs::remove_file(&sidecar).expect("it is there");
    fs::remove_file(folder.path().join("a.txt")).expect("it is there");
    assert_eq!(check(&program, folder.path()), ["sidecar"]);
}

#[test]
fn the_fields_of_an_article_are_compared_with_its_own_file() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let id = program.session().current_article().expect("it is shown").id;
    let found = |program: &Program| {
        let session = program.session();
        let article = session.article(id).expect("it is listed");
        let check = MetaCheck::of(session, article).expect("it is read");
        match check.run() {
            None => None,
            Some(Event::MetaReread(of, _, theirs)) if of == id => {
                Some(theirs.meta.fields.get("title").cloned())
            }
            Some(_) => panic!("nothing else is found"),
        }
    };
    let title = |title: &str| Some(AttributeValue::Text(title.to_owned()));
    program.change(vec![Change::Field(
        id,
        "title".to_owned(),
        title("A title"),
    )]);
    program.until_saved();
    assert_eq!(found(&program), None);
    let path = meta_path(&folder.path().join("a.txt"));
    let text = fs::read_to_string(&path).expect("it is saved");
    write(&path, &text.replace("A title", "Another"));
    assert_eq!(found(&program), Some(title("Another")));
    let unread = program
        .session()
        .articles
        .iter()
        .nth(1)
        .expect("it is listed");
    assert!(MetaCheck::of(program.session(), unread).is_none());
    // The window takes it in.
    program
        .cx()
        .on_changed(&[entry(folder.path(), "a.txt", &[])]);
    program.until(move |app| {
        let open = session(app).shown().expect("it is shown");
        open.document.field("title") == "Another"
    });
}

#[test]
fn shared_files_that_another_program_changed_are_read_again() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    let entity = Entity::new("reyes", "Ana Reyes");
    program.change(vec![Change::Entity("reyes".into(), Some(Box::new(entity)))]);
    let mut codebook = (*program.session().codebook).clone();
    codebook.name = "Ours".to_owned();
    program.change(vec![Change::Codebook(codebook.into())]);
    program.until_saved();
    let replace = |name: &str, from: &str, to: &str| {
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).expect("it is saved");
        write(&path, &text.replace(from, to));
    };
    replace("codebook.json", "Ours", "Theirs");
    replace("entities.json", "Ana Reyes", "A. Reyes");
    let changes = |codebook, entities| Changes {
        codebook,
        entities,
        ..Changes::default()
    };
    let names = |app: &crate::app::App| {
        let session = session(app);
        let entity = session.entities.name(&"reyes".into()).to_owned();
        (session.codebook.name.to_string(), entity)
    };
    program.cx().on_changes(&changes(false, true));
    program.until(|app| names(app).1 == "A. Reyes");
    assert_eq!(names(&program.app).0, "Ours");
    program.cx().on_changes(&changes(true, false));
    program.until(|app| names(app).0 == "Theirs");
}

#[test]
fn the_watcher_starts_in_the_first_frame_of_a_project() {
    let folder = texts();
    let mut program = Program::on(folder.path());
    assert!(program.cx().project.watching.watch.is_none());
    let since = SystemTime::now();
    let watch = Watch::new(Vec::new(), folder.path().to_owned(), &[], since);
    program.cx().project.watching = Watching::of(watch);
    program.step();
    assert!(program.cx().project.watching.watch.is_none());
}
