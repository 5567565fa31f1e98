//! Tests of what waits for articles to be read: when it is done, what it delays, what ends it.

use super::*;
use crate::app::test_program::{Program, annotated, session, write};
use crate::command::codebook::CodebookCommand;
use crate::command::{Intent, Target, UserCommand};
use crate::model::document::Status;
use crate::model::history::StepDirection;
use crate::model::migration::{Migration, MigrationAction, MigrationSubject};
use crate::model::{Annotation, AttributeValue, ByteOffset, Document, Span, Text};
use crate::session::pending::EntityChange;
use crate::store::sidecar::Header;

/// A program on articles of which the first is read.
fn program(count: usize) -> (Program, tempfile::TempDir) {
    let folder = annotated(count);
    (Program::on(folder.path()), folder)
}

/// Waits for an annotation of an article that has not been read.
fn show(program: &Program, name: &str) -> Pending {
    Pending::ShowMention {
        file: program.coding(name),
        annotation: "a".into(),
    }
}

/// Puts work into the state of waiting, as if its articles were being read by a job.
fn wait(program: &mut Program, pending: Pending, articles: usize) {
    let cx = program.cx();
    let work = Work::new(WorkMessage::ReadingArticles, articles, Instant::now());
    cx.project.session.work = Some(work);
    cx.project.bulk_edits.waiting = Some(PendingLoad {
        pending,
        failed: Vec::new(),
        entered: VecDeque::new(),
        cancelled: Arc::default(),
    });
}

/// What a job reads of an article.
fn read(program: &mut Program, name: &str) -> (CodingId, Result<LoadedArticle, OpenError>) {
    let id = program.coding(name);
    let cx = program.cx();
    let files = cx.project.session.files_of(id).expect("it has files");
    (id, cx.project.loader.read(&files))
}

fn unreadable(program: &Program, name: &str) -> (CodingId, Result<LoadedArticle, OpenError>) {
    let error = OpenError::Article {
        path: name.into(),
        source: std::io::Error::other("a bad disk"),
    };
    (program.coding(name), Err(error))
}

fn is_waiting(program: &Program) -> bool {
    let project = program.app.phase.project().expect("a project is open");
    let waits = project.bulk_edits.is_waiting();
    assert_eq!(waits, project.session.work.is_some());
    waits
}

fn done(program: &Program) -> usize {
    program.session().work.as_ref().expect("it is shown").done
}

#[test]
fn what_waits_is_done_once_all_articles_are_read() {
    let (mut program, _folder) = program(4);
    let pending = show(&program, "001.txt");
    wait(&mut program, pending, 3);
    for (portion, so_far) in [(&["001.txt"][..], 1), (&["002.txt"], 2)] {
        let articles = portion.iter().map(|name| read(&mut program, name));
        let articles = articles.collect();
        program.cx().on_articles(articles);
        assert!(is_waiting(&program));
        assert_eq!((done(&program), program.shown()), (so_far, "000.txt"));
    }
    let last = read(&mut program, "003.txt");
    program.cx().on_articles(vec![last]);
    assert!(!is_waiting(&program));
    assert_eq!(program.shown(), "001.txt");
    assert_eq!(program.session().chosen().map(|a| a.id.as_str()), Some("a"));
    // Articles that nothing waits for are read none the less.
    let (mut program, _folder) = self::program(2);
    let other = read(&mut program, "001.txt");
    program.cx().on_articles(vec![other]);
    assert!(
        program
            .session()
            .opened(program.coding("001.txt"))
            .is_some()
    );
}

#[test]
fn what_waits_is_dropped_if_an_article_cannot_be_read() {
    let (mut program, _folder) = program(5);
    for (broken, others) in [
        (&["001.txt"][..], 0),
        (&["002.txt", "003.txt", "004.txt"], 2),
    ] {
        let pending = show(&program, "001.txt");
        wait(&mut program, pending, broken.len());
        let articles = broken.iter().map(|name| unreadable(&program, name));
        let articles = articles.collect();
        program.cx().on_articles(articles);
        assert!(!is_waiting(&program));
        assert_eq!(program.shown(), "000.txt");
        let more = match others {
            0 => "",
            _ => " and 2 more",
        };
        let said = program.app.messages();
        let why = said
            .iter()
            .find(|said| said.ends_with(&format!("{}{more}", broken[0])));
        assert!(why.is_some(), "{said:?}");
    }
}

#[test]
fn articles_are_read_in_the_background_and_only_if_they_must_be() {
    let (mut program, _folder) = program(30);
    let pending = show(&program, "029.txt");
    assert!(program.cx().load_then(pending));
    assert!(is_waiting(&program));
    program.until(|app| {
        session(app)
            .current_article()
            .is_some_and(|a| a.name == "029.txt")
    });
    assert!(!is_waiting(&program));
    // It is at hand now, and so is what is on screen.
    let pending = show(&program, "000.txt");
    assert!(program.cx().load_then(pending));
    assert_eq!((is_waiting(&program), program.shown()), (false, "000.txt"));
}

#[test]
fn of_two_that_must_wait_the_second_is_refused() {
    let (mut program, _folder) = program(4);
    let pending = show(&program, "001.txt");
    wait(&mut program, pending, 1);
    let other = show(&program, "002.txt");
    assert!(!program.cx().load_then(other));
    let purpose = Purpose::ShowMention;
    assert!(program.says_message(PendingMessage::OtherNotDone { purpose }));
    let first = read(&mut program, "001.txt");
    program.cx().on_articles(vec![first]);
    assert_eq!(program.shown(), "001.txt");
}

/// The status of the article on screen.
fn status(program: &Program) -> String {
    let shown = program.session().shown().expect("an article is shown");
    shown.document.fields().status.as_str().to_owned()
}

fn set_status(program: &mut Program, status: &str) {
    let here = program.session().current.expect("an article is shown");
    let edit = Edit::SetStatus(Status::parse(status));
    program.change(vec![Change::Coding(here, edit)]);
}

#[test]
fn undo_redo_and_steps_of_the_history_go_where_they_were_asked_to() {
    let (mut program, _folder) = program(1);
    for status in ["one", "two", "three", "four"] {
        set_status(&mut program, status);
    }
    let ask = |program: &mut Program, pending: Option<Pending>| {
        let pending = pending.expect("there is such a step");
        assert!(program.cx().load_then(pending));
        program.cx().finish_bulk();
        (status(program), program.app.messages().last().cloned())
    };
    let undo = program.session().pending_undo();
    let (now, said) = ask(&mut program, undo);
    assert_eq!((&*now, said.as_deref()), ("three", Some("Undone: a step")));
    let redo = program.session().pending_redo();
    let (now, said) = ask(&mut program, redo);
    assert_eq!((&*now, said.as_deref()), ("four", Some("Redone: a step")));
    for (steps, wanted, direction) in [
        (1, "one", StepDirection::Undo),
        (3, "three", StepDirection::Redo),
        (4, "four", StepDirection::Redo),
        (2, "two", StepDirection::Undo),
    ] {
        let pending = program.session().pending_go_to_step(steps);
        let goes =
            matches!(&pending, Some(Pending::GoToStep { direction: d, .. }) if *d == direction);
        assert!(goes, "{pending:?}");
        assert_eq!(ask(&mut program, pending).0, wanted);
    }
}

#[test]
fn what_is_outdated_is_not_done() {
    let (mut program, _folder) = program(1);
    set_status(&mut program, "one");
    let undo = program.session().pending_undo().expect("a step");
    set_status(&mut program, "two");
    program.cx().load_then(undo);
    assert_eq!(status(&program), "two");
    assert!(program.says_message(PendingMessage::HistoryChanged));
}

#[test]
fn edits_of_what_is_waited_for_are_refused_and_entered_values_follow() {
    let (mut program, _folder) = program(3);
    set_status(&mut program, "one");
    let here = program.coding("000.txt");
    let edit = || Edit::SetStatus(Status::parse("two"));
    let change = || Change::Coding(here, edit());
    assert!(!program.cx().must_wait(&[change()]));
    assert!(!program.cx().must_wait_here(&edit()));
    assert!(!program.cx().is_in_the_way(&change()));

    let undo = program.session().pending_undo().expect("a step");
    wait(&mut program, undo, 1);
    let purpose = || Purpose::UndoStep {
        step: crate::model::step_name::StepName::Other("a step".to_owned()),
    };
    assert!(program.cx().is_in_the_way(&change()));
    assert!(program.app.messages().is_empty());
    assert!(program.cx().must_wait(&[change()]));
    assert!(program.says_message(PendingMessage::NotChanged { purpose: purpose() }));
    assert!(program.cx().must_wait_here(&edit()));

    let filling = |value: &str| Filling {
        article: here,
        target: Target::Field("title".to_owned()),
        value: Some(AttributeValue::Text(value.to_owned())),
        typing: None,
    };
    program.app.ask(Intent::Fill(filling("A title")));
    program.step();
    let title = |program: &Program| program.opened("000.txt").document.field("title").to_owned();
    assert_eq!(title(&program), "");
    assert!(program.says_message(PendingMessage::EnteredLater { purpose: purpose() }));
    let other = read(&mut program, "001.txt");
    program.cx().on_articles(vec![other]);
    assert_eq!((&*status(&program), &*title(&program)), ("new", "A title"));

    // A mention is only shown: nothing has to wait for it.
    let pending = show(&program, "002.txt");
    wait(&mut program, pending, 1);
    assert!(!program.cx().must_wait(&[change()]) && !program.cx().must_wait_here(&edit()));
    assert!(!program.cx().is_in_the_way(&change()));
}

#[test]
fn what_was_entered_is_kept_if_what_it_waited_for_is_cancelled() {
    let (mut program, _folder) = program(2);
    set_status(&mut program, "one");
    let filling = Filling {
        article: program.coding("000.txt"),
        target: Target::Status,
        value: Some(AttributeValue::Text("done".to_owned())),
        typing: None,
    };
    program.cx().enter_later(filling.clone());
    assert!(program.app.messages().is_empty(), "nothing waits");
    let undo = program.session().pending_undo().expect("a step");
    wait(&mut program, undo, 1);
    program.cx().enter_later(filling);
    assert_eq!(status(&program), "one");
    let cancelled = {
        let waiting = program.cx().project.bulk_edits.waiting.as_ref();
        Arc::clone(&waiting.expect("it waits").cancelled)
    };
    program.app.ask(Intent::CancelWork);
    program.step();
    assert!(!is_waiting(&program) && cancelled.load(Ordering::Relaxed));
    assert_eq!(status(&program), "done");
}

fn rename() -> Intent {
    let migration = Migration {
        subject: MigrationSubject::Label("actor".into()),
        action: MigrationAction::Rename("agent".into()),
    };
    Intent::Codebook(CodebookCommand::Plan(Box::new(migration)))
}

#[test]
fn planning_alone_is_cancelled_with_the_plan() {
    let (mut program, _folder) = program(40);
    let pending = show(&program, "001.txt");
    wait(&mut program, pending, 1);
    program.cx().cancel_planning();
    assert!(is_waiting(&program));
    program.cx().cancel_waiting();
    assert!(!is_waiting(&program) && program.says_message(HistoryMessage::Cancelled));

    program.app.ask(rename());
    program.step();
    assert!(is_waiting(&program) && program.app.is_planning());
    program.cx().cancel_planning();
    assert!(!is_waiting(&program) && !program.app.is_planning());
}

#[test]
fn a_plan_is_dropped_if_an_article_cannot_be_read() {
    let (mut program, folder) = program(40);
    write(&folder.path().join("007.txt.ann.json"), "{\"format\":");
    program.app.ask(rename());
    program.step();
    program.until(|app| !app.is_planning());
    assert!(!is_waiting(&program));
    assert!(program.says("007.txt"));
    assert_eq!(program.session().history.done().len(), 0);
}

#[test]
fn the_articles_of_an_operation_are_those_that_it_changes() {
    let (mut program, _folder) = program(3);
    program.read("001.txt");
    let [first, second, third] = ["000.txt", "001.txt", "002.txt"].map(|n| program.coding(n));
    let status = |id, status| Change::Coding(id, Edit::SetStatus(Status::parse(status)));
    program.change(vec![status(first, "done"), status(second, "done")]);
    let undo = program.session().pending_undo().expect("a step");
    assert_eq!(program.cx().articles_of(&undo), [first, second]);
    let shown = show(&program, "002.txt");
    assert_eq!(program.cx().articles_of(&shown), [third, third]);
    let delete = EntityChange::Delete("nobody".into());
    let delete = program.session().pending_entity_change(delete);
    // Nobody knows yet whom the article names that has not been read.
    let named = program.cx().articles_of(&delete);
    assert!(
        !named.contains(&first) && !named.contains(&second),
        "{named:?}"
    );
}

#[test]
fn a_job_reads_all_articles_unless_it_is_cancelled() {
    let (program, _folder) = program(20);
    let readings: Vec<(CodingId, ArticleFiles)> = {
        let session = program.session();
        let codings = session.articles.own_codings();
        codings
            .filter_map(|coding| Some((coding.id, session.files_of(coding.id)?)))
            .collect()
    };
    assert_eq!(readings.len(), 20);
    let loader = ArticleLoader::new(None);
    let counted = |cancelled: bool| {
        let jobs = crate::jobs::Jobs::new(|| {});
        read_all(
            &loader,
            &readings,
            &AtomicBool::new(cancelled),
            &jobs.reporter(),
        );
        let (mut read, mut texts) = (0, 0);
        while let Some(event) = jobs.next_event() {
            match event {
                Event::ArticlesRead(articles) => read += articles.len(),
                Event::TextSnapshotsPending(snapshots) => texts += snapshots.len(),
                _ => panic!("nothing else is sent"),
            }
        }
        (read, texts)
    };
    assert_eq!(counted(false), (20, 20));
    assert_eq!(counted(true), (0, 0));
}

#[test]
fn only_texts_with_annotations_are_kept() {
    let text = Text::new("Putin demands");
    let span = Span::new(&text, ByteOffset(0), ByteOffset(5)).expect("a span");
    let mut loaded = LoadedArticle {
        document: Document::new(text),
        header: Arc::new(Header::default()),
        bom: false,
        malformed: false,
        stamp: None,
        notices: Vec::new(),
        moves: Vec::new(),
        meta: Default::default(),
    };
    assert!(annotated_text(&loaded).is_none());
    let add = Edit::Add(Annotation::new("a", "actor", span).into());
    loaded.document.apply(add).expect("it fits");
    let kept = annotated_text(&loaded).expect("it has an annotation");
    assert_eq!(kept.annotations().len(), 1);
}

#[test]
fn a_command_of_the_user_waits_as_well() {
    let (mut program, folder) = program(2);
    let other = program.read("001.txt");
    let edit = Edit::SetStatus(Status::parse("done"));
    program.change(vec![Change::Coding(other, edit)]);
    program.until_saved();
    // After a restart nothing of the step is read.
    let mut program = program.again();
    program.open(folder.path());
    assert!(program.session().opened(other).is_none());
    program.app.ask(UserCommand::Undo);
    program.step();
    assert!(is_waiting(&program));
    program.until(|app| session(app).history.done().is_empty());
    let status = &program.opened("001.txt").document.fields().status;
    assert_eq!(status.as_str(), "new");
}

#[test]
fn the_review_of_a_changed_text_that_was_delayed_begins_afterwards() {
    let (mut program, _folder) = program(2);
    let here = program.coding("000.txt");
    let open = program.session_mut().opened_mut(here).expect("it is open");
    (open.review.is_changed, open.review.is_begun) = (true, false);
    let pending = show(&program, "001.txt");
    wait(&mut program, pending, 1);
    let article = unreadable(&program, "001.txt");
    program.cx().on_articles(vec![article]);
    assert_eq!(program.shown(), "000.txt");
    assert!(program.opened("000.txt").review.is_begun);
}
