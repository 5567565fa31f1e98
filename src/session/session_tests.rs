//! Tests of the session: the active article, the chosen annotation, bulk steps and what a recovered
//! action changes.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::*;
use crate::articles::tests::entry;
use crate::incoming::{CodebookPart, Incoming, PartId, TakeInOutcome};
use crate::model::document::Status;
use crate::model::entity_uses::EntityUses;
use crate::model::history::{Step, StepDirection, StepId};
use crate::model::{AttributeValue, ByteOffset, Entity, Span, Text};
use crate::store::Stamp;
use crate::store::journal::RecoveredAction;
use crate::store::project::ArticleEntry;
use crate::store::sidecar::{CodebookName, SidecarNotice};
use crate::store::summary::{ArticleSummary, SummaryCounts};

/// A project at `/project` with these articles of four words; their own codings have been read.
pub(crate) fn session(names: &[&str], coders: &[&str]) -> Session {
    let codebook = Codebook {
        name: "protest".to_owned(),
        version: "2".to_owned(),
        ..Codebook::default()
    };
    let mut session = Session::new("name".to_owned(), Vec::new(), Arc::new(codebook));
    session.root = PathBuf::from("/project");
    for name in names {
        for id in session.articles.add_entry(&entry(name, coders), "") {
            session.insert(id, OpenArticle::of(loaded()));
        }
    }
    session.current = session.articles.own_codings().next().map(|own| own.id);
    session
}

pub(crate) fn loaded() -> LoadedArticle {
    LoadedArticle {
        document: Document::new(Text::new("one two three four")),
        header: Arc::default(),
        bom: false,
        malformed: false,
        stamp: None,
        notices: Vec::new(),
        moves: Vec::new(),
        meta: Default::default(),
    }
}

/// Annotates the first word of an article.
pub(crate) fn annotate(session: &mut Session, id: CodingId, name: &str) {
    let document = &session.opened(id).expect("it is read").document;
    let span = Span::new(document.text(), ByteOffset(0), ByteOffset(3)).expect("a span");
    let add = Edit::Add(Annotation::new(name, "actor", span).into());
    let choose = |open: &mut OpenArticle| open.chosen = Some(name.into());
    let made = session.perform_in(id, StepName::FollowText, add, choose);
    made.expect("it fits");
}

pub(crate) fn turn(session: &mut Session, direction: StepDirection) {
    let mut run = session.begin_step_run(direction).expect("a step");
    session.advance_step_run(&mut run, 99).expect("it fits");
    session.finish_step_run(run).expect("it is complete");
}

const FIRST: CodingId = CodingId(0);
const SECOND: CodingId = CodingId(1);

#[test]
fn the_active_article_and_its_chosen_annotation_are_found() {
    let mut session = session(&["a", "b"], &[]);
    assert!(!session.has_annotations() && session.chosen_in_place().is_none());
    annotate(&mut session, SECOND, "x");
    assert!(!session.has_annotations(), "it is in the other article");
    annotate(&mut session, FIRST, "y");
    assert!(session.has_annotations());
    assert_eq!(session.chosen().map(|chosen| chosen.id.as_str()), Some("y"));
    let (id, _, chosen) = session.chosen_in_place().expect("it is chosen");
    assert_eq!((id, chosen.id.as_str()), (FIRST, "y"));
    let name = |session: &Session| {
        session
            .current_article()
            .map(|article| article.name.clone())
    };
    assert_eq!(name(&session).as_deref(), Some("a"));
    session.current = None;
    assert_eq!(name(&session), None);
    assert!(session.chosen().is_none() && session.shown_mut().is_none());
}

#[test]
fn an_annotation_that_the_caret_leaves_is_remembered_until_it_is_forgotten() {
    let mut session = session(&["a"], &[]);
    annotate(&mut session, FIRST, "x");
    let open = session.shown_mut().expect("it is shown");
    let chosen = |open: &OpenArticle| (open.chosen.clone(), open.last_chosen.clone());
    open.leave_chosen();
    assert_eq!(chosen(open), (None, Some("x".into())));
    open.leave_chosen();
    assert_eq!(chosen(open), (None, Some("x".into())));
    open.chosen = Some("x".into());
    open.forget_chosen();
    assert_eq!(chosen(open), (None, None));
}

#[test]
fn lists_show_titles_or_file_names() {
    let mut session = session(&["a"], &[]);
    let id = session.articles.ids()[0];
    let title = |session: &Session| {
        let article = session.article(id).expect("it is there");
        session.title(article).map(str::to_owned)
    };
    assert_eq!(title(&session), None, "it has not been scanned");
    let mut summary = Summary::default();
    session.coding_mut(FIRST).expect("it is there").summary = Some(summary.clone());
    assert_eq!(title(&session), None, "it has none");
    summary.described.title = "Talks".into();
    session.coding_mut(FIRST).expect("it is there").summary = Some(summary);
    assert_eq!(title(&session).as_deref(), Some("Talks"));
    session.list.show_file_names(true);
    assert_eq!(title(&session), None);
}

#[test]
fn undo_shows_the_article_that_it_changes() {
    let mut session = session(&["a", "b"], &[]);
    annotate(&mut session, FIRST, "x");
    session.current = Some(SECOND);
    annotate(&mut session, SECOND, "y");
    turn(&mut session, StepDirection::Undo);
    turn(&mut session, StepDirection::Undo);
    assert_eq!(session.current, Some(FIRST));
    assert!(session.beside.is_none());
    // What is in the other pane becomes active there.
    session.put_beside(SECOND);
    turn(&mut session, StepDirection::Redo);
    turn(&mut session, StepDirection::Redo);
    assert_eq!(session.current, Some(SECOND));
    assert_eq!(session.beside.map(|beside| beside.article), Some(FIRST));
    assert_eq!(session.chosen().map(|chosen| chosen.id.as_str()), Some("y"));
}

#[test]
fn a_file_names_the_codebook_in_use() {
    let mut session = session(&["a"], &[]);
    let named = |session: &Session| {
        let open = session.opened(FIRST).expect("it is read");
        let named = open.header.codebook.clone()?;
        Some((named.name, named.version))
    };
    assert_eq!(named(&session), None);
    let wanted = ("protest".to_owned(), "2".to_owned());
    for (name, version) in [("protest", "1"), ("other", "2"), ("protest", "2")] {
        let open = session.opened_mut(FIRST).expect("it is read");
        let header = Arc::make_mut(&mut open.header);
        header.codebook = Some(CodebookName {
            name: name.to_owned(),
            version: version.to_owned(),
            ..CodebookName::default()
        });
        let header = Arc::clone(&open.header);
        session.name_codebook(FIRST);
        assert_eq!(named(&session).as_ref(), Some(&wanted));
        let open = session.opened(FIRST).expect("it is read");
        let is_same = Arc::ptr_eq(&open.header, &header);
        assert_eq!(is_same, (name, version) == ("protest", "2"));
    }
}

#[test]
fn a_summary_counts_what_is_in_the_document() {
    let mut session = session(&["a"], &[]);
    annotate(&mut session, FIRST, "x");
    annotate(&mut session, FIRST, "y");
    let status = Edit::SetStatus(Status::Skipped);
    let made = session.perform(StepName::FollowText, status, |_| {});
    made.expect("it fits");
    let counted = SummaryCounts {
        words: 4,
        ..SummaryCounts::default()
    };
    let summary = Summary::of(&session.shown().expect("it is shown").document, counted);
    assert_eq!((summary.annotations(), summary.counted.words), (2, 4));
    assert!(summary.is_finished());
    let glance = ArticleSummary {
        status: Status::Unsure,
        labels: [("actor".into(), 3)].into(),
        ..ArticleSummary::default()
    };
    let summary = Summary::from(glance);
    assert_eq!((summary.annotations(), summary.is_finished()), (3, false));
}

#[test]
fn an_article_whose_text_has_changed_is_to_be_reviewed() {
    assert!(!OpenArticle::of(loaded()).review.is_changed);
    let mut changed = loaded();
    let notice = |kind| SidecarNotice { kind, id: None };
    changed.notices = vec![notice(SidecarNoticeKind::SourceChanged)];
    assert!(OpenArticle::of(changed).review.is_changed);
}

#[test]
fn all_that_is_read_is_visited() {
    let mut session = session(&["a", "b"], &["mk"]);
    let mut visited = Vec::new();
    session.for_each_opened(|id, _| visited.push(id.0));
    assert_eq!(visited, [0, 1, 2, 3]);
}

#[test]
fn a_bulk_step_is_one_step_and_one_action() {
    let mut session = session(&["a", "b"], &[]);
    let status = |id, status| Change::Coding(id, Edit::SetStatus(status));
    let statuses = |session: &Session| {
        [FIRST, SECOND].map(|id| {
            let open = session.opened(id).expect("it is read");
            open.document.fields().status.clone()
        })
    };
    assert!(session.actions.are_journaled() && session.actions.take().is_empty());
    let mut making = session.begin(StepName::FollowText);
    for id in [FIRST, SECOND] {
        let made = session.make(&mut making, status(id, Status::Done));
        made.expect("it fits");
    }
    session.end(making);
    assert_eq!(statuses(&session), [Status::Done, Status::Done]);
    assert_eq!(session.history.done().len(), 1);
    assert!(!session.actions.are_journaled());
    let actions = session.actions.take();
    let [action] = &*actions else {
        panic!("one action: {actions:?}");
    };
    let changes = [FIRST, SECOND].map(|id| status(id, Status::Done));
    assert_eq!((action.number, &action.changes[..]), (1, &changes[..]));
    assert!(
        session.actions.take().is_empty(),
        "each is handed over once"
    );
    session.actions.written_down = 1;
    assert!(session.actions.are_journaled());
    turn(&mut session, StepDirection::Undo);
    assert_eq!(statuses(&session), [Status::New, Status::New]);

    // A change that does not fit reverts the others, and an empty step is none.
    let mut making = session.begin(StepName::FollowText);
    let made = session.make(&mut making, status(FIRST, Status::Done));
    made.expect("it fits");
    let gone = Change::Coding(SECOND, Edit::Remove("gone".into()));
    assert!(session.make(&mut making, gone).is_err());
    assert_eq!(statuses(&session), [Status::New, Status::New]);
    session.end(making);
    assert_eq!((session.history.done().len(), session.actions.last), (0, 2));
}

/// An action of an earlier run on one file: its change and the inverse.
fn recovered(file: ProjectFile, change: Option<Change>, inverse: Change) -> RecoveredAction {
    let focus = Focus {
        article: CodingId(0),
        selection: Selection::default(),
        chosen: None,
    };
    RecoveredAction {
        direction: StepDirection::Do,
        joined: false,
        coder: None,
        step: Step {
            id: StepId::default(),
            name: StepName::FollowText,
            changes: vec![inverse].into(),
            before: None,
            after: Some(focus),
            series: None,
        },
        articles: vec![file],
        missing: vec![change],
        is_end: false,
    }
}

#[test]
fn what_the_file_of_a_coder_lacks_is_restored_in_it() {
    // Codings 0 and 1 are those of `a`, 2 and 3 those of `b`.
    let status = |status| Change::Coding(CodingId(0), Edit::SetStatus(status));
    let coding = CodingId(3);
    let file = |session: &Session, id| {
        let coding = session.coding(id).expect("it is there");
        session.project_file(coding).expect("it has a file")
    };
    let restore = |now: Status, missing: bool, history: bool| {
        let mut session = session(&["a", "b"], &["mk"]);
        let file = file(&session, coding);
        let edit = Edit::SetStatus(now);
        let open = session.open.get_mut(&coding).expect("it is read");
        open.document.apply(edit).expect("it fits");
        let change = missing.then(|| status(Status::Done));
        let action = recovered(file, change, status(Status::New));
        let restored = session.restore(vec![action], history);
        (session, restored)
    };
    let statuses = |session: &Session| {
        let ids = (0..4).map(CodingId);
        let open = ids.filter_map(|id| session.opened(id));
        let open = open.map(|open| open.document.fields().status.to_string());
        open.collect::<Vec<_>>().join(" ")
    };
    let (mut restored, told) = restore(Status::New, true, true);
    assert_eq!(statuses(&restored), "new new new done");
    assert_eq!((told.refused, told.names.len()), (0, 1));
    assert_eq!(told.focus.map(|focus| focus.article), Some(coding));
    assert!(!restored.is_saved());
    assert_eq!(restored.notice_changes(Instant::now()), [coding]);
    turn(&mut restored, StepDirection::Undo);
    assert_eq!(statuses(&restored), "new new new new");

    // It was written after all, another program has changed it, and nothing is missing.
    let (session, told) = restore(Status::Done, true, true);
    assert_eq!(
        (statuses(&session).as_str(), told.refused),
        ("new new new done", 0)
    );
    let (session, told) = restore(Status::Unsure, true, true);
    assert_eq!(
        (statuses(&session).as_str(), told.refused),
        ("new new new unsure", 1)
    );
    let (session, told) = restore(Status::Done, false, true);
    assert_eq!((told.names.len(), told.focus), (0, None));
    assert!(session.is_saved() && session.history.done().len() == 1);
    let (session, _) = restore(Status::New, true, false);
    assert_eq!(session.history.done().len(), 0);
}

#[test]
fn an_action_on_a_file_that_is_gone_or_not_read_is_told() {
    let status = |status| Change::Coding(CodingId(0), Edit::SetStatus(status));
    let mut session = session(&["a"], &["mk"]);
    session.open.remove(&SECOND);
    for (path, coder) in [("gone", ""), ("a", "gone"), ("a", "mk")] {
        let file = ProjectFile::Article {
            path: path.to_owned(),
            coder: coder.to_owned(),
        };
        let action = recovered(file, Some(status(Status::Done)), status(Status::New));
        let restored = session.restore(vec![action], true);
        assert_eq!(restored.refused, 1, "{path} {coder}");
    }
    let own = session.opened(FIRST).expect("it is read");
    assert_eq!(own.document.fields().status, Status::New);
}

#[test]
fn nothing_before_a_change_by_another_program_can_be_undone() {
    let status = |status| Change::Coding(CodingId(0), Edit::SetStatus(status));
    let mut session = session(&["a"], &[]);
    let file = session.coding(FIRST).expect("it is there");
    let file = session.project_file(file).expect("it has a file");
    let action = |is_end| RecoveredAction {
        is_end,
        ..recovered(file.clone(), None, status(Status::New))
    };
    session.restore(vec![action(false), action(true), action(false)], true);
    assert_eq!(session.history.done().len(), 1);
}

#[test]
fn files_of_codings_are_found_by_their_parts() {
    let mut session = session(&["a"], &["mk"]);
    session.codebook_file.path = PathBuf::from("/project/codebook.json");
    session.entities_file.path = PathBuf::from("/project/entities.json");
    let path = |part| session.path_of(part).map(|path| path.display().to_string());
    assert_eq!(
        [
            path(PartId::Annotations(SECOND)),
            path(PartId::Fields(ArticleId(0))),
            path(PartId::Codebook),
            path(PartId::Entities),
            path(PartId::Annotations(CodingId(9))),
        ],
        [
            Some("/project/a.mk.ann.json".to_owned()),
            Some("/project/a.article.json".to_owned()),
            Some("/project/codebook.json".to_owned()),
            Some("/project/entities.json".to_owned()),
            None,
        ]
    );
    let files = session.files_of(SECOND).expect("it is there");
    assert_eq!(files.coder, "mk");
    assert_eq!(files.path, PathBuf::from("/project/a"));
    let sidecars = ["a.ann.json", "a.mk.ann.json"];
    let sidecars = sidecars.map(|name| PathBuf::from("/project").join(name));
    assert_eq!(files.sidecar, sidecars[1]);
    assert_eq!(files.fields.sidecars, sidecars);
    assert!(files.open_text.is_some() && session.files_of(CodingId(9)).is_none());
}

#[test]
fn many_files_of_codings_share_what_they_can() {
    let session = session(&["a", "b"], &[]);
    let files = session.article_files();
    let ids = session.articles.own_codings().map(|own| own.id);
    let files: Vec<_> = ids.filter_map(|id| files.of(id)).collect();
    assert_eq!(files.len(), 2);
    assert!(Arc::ptr_eq(&files[0].fields.scope, &files[1].fields.scope));
    // Only one coder has annotated them: there is no second sidecar to look for fields in.
    assert!(
        files
            .iter()
            .all(|files| files.fields.sidecars.capacity() == 0)
    );
}

#[test]
fn an_own_file_is_found_by_the_name_of_the_article_or_else_by_its_path() {
    let mut session = session(&["a", "b"], &[]);
    let elsewhere = ArticleEntry {
        path: PathBuf::from("/elsewhere/c"),
        ..entry("c", &[])
    };
    session.articles.add_entry(&elsewhere, "");
    let meta = |path: &str| ProjectFile::Meta {
        path: path.to_owned(),
    };
    let found = |paths: &[&str]| {
        let files = paths.iter().map(|path| meta(path)).collect();
        session.articles_of_metas(&files)
    };
    assert_eq!(found(&["b"]), [(meta("b"), ArticleId(1))].into());
    let both = [
        (meta("a"), ArticleId(0)),
        (meta("/elsewhere/c"), ArticleId(2)),
    ];
    assert_eq!(found(&["a", "/elsewhere/c", "c", "gone"]), both.into());
    let sidecar = ProjectFile::Article {
        path: "a".to_owned(),
        coder: String::new(),
    };
    let files = [sidecar, ProjectFile::Codebook].into();
    assert!(session.articles_of_metas(&files).is_empty());
}

fn text(text: &str) -> Option<AttributeValue> {
    Some(AttributeValue::Text(text.to_owned()))
}

fn titled(title: &str) -> LoadedMeta {
    let mut loaded = LoadedMeta::default();
    loaded
        .meta
        .fields
        .extend(text(title).map(|title| ("title".to_owned(), title)));
    loaded
}

fn title(session: &Session, article: ArticleId) -> Option<AttributeValue> {
    session.meta(article)?.meta().fields.get("title").cloned()
}

#[test]
fn a_field_that_the_file_of_an_article_lacks_is_restored_in_it() {
    let of = ArticleId(1);
    let restore = |now: Option<&str>| {
        let mut session = session(&["a", "b"], &["mk"]);
        if let Some(now) = now {
            let made = session.apply_field(of, "title", text(now));
            made.expect("it is read");
        }
        let file = session.meta_file(session.article(of).expect("it is there"));
        let field = |value| Change::Field(ArticleId(0), "title".to_owned(), value);
        let action = recovered(file, Some(field(text("new"))), field(None));
        let refused = session.restore(vec![action], true).refused;
        assert_eq!(title(&session, ArticleId(0)), None);
        (title(&session, of), refused, session)
    };
    let (title, refused, mut restored) = restore(None);
    assert_eq!((title, refused), (text("new"), 0));
    assert_eq!(restored.notice_field_changes(Instant::now()), [of]);
    let (title, refused, _) = restore(Some("new"));
    assert_eq!((title, refused), (text("new"), 0));
    let (title, refused, _) = restore(Some("theirs"));
    assert_eq!((title, refused), (text("theirs"), 1));
}

#[test]
fn a_field_among_the_edits_of_a_coder_is_restored_in_the_article() {
    let mut session = session(&["a"], &["mk"]);
    let file = session.coding(SECOND).expect("it is there");
    let file = session.project_file(file).expect("it has a file");
    let both = |status, title| {
        let edits = vec![
            Edit::SetStatus(status),
            Edit::SetField("title".into(), title),
        ];
        Change::Coding(CodingId(0), Edit::Batch(edits))
    };
    let action = recovered(
        file,
        Some(both(Status::Done, text("new"))),
        both(Status::New, None),
    );
    assert_eq!(session.restore(vec![action], true).refused, 0);
    assert_eq!(title(&session, ArticleId(0)), text("new"));
    let open = session.opened(SECOND).expect("it is read");
    assert_eq!(open.document.fields().status, Status::Done);
    turn(&mut session, StepDirection::Undo);
    assert_eq!(title(&session, ArticleId(0)), None);
    let open = session.opened(SECOND).expect("it is read");
    assert_eq!(open.document.fields().status, Status::New);
}

#[test]
fn fields_that_are_open_are_not_replaced_by_those_that_are_read() {
    let mut session = Session::new(String::new(), Vec::new(), Arc::default());
    session.articles.add_entry(&entry("a", &[]), "");
    let id = session.articles.ids()[0];
    session.insert_meta(id, titled("first"));
    session.insert_meta(id, titled("second"));
    assert_eq!(title(&session, id), text("first"));
}

#[test]
fn fields_that_could_not_be_written_are_tried_again() {
    let (mut session, now) = (session(&["a"], &[]), Instant::now());
    let id = session.articles.ids()[0];
    session
        .apply_field(id, "title", text("x"))
        .expect("it is read");
    assert_eq!(session.notice_field_changes(now), [id]);
    assert_eq!(session.take_due_fields(now, Duration::ZERO, 9).ids, [id]);
    let meta = session.meta_mut(id).expect("it is read");
    meta.saving.failed("the disk is full", now);
    assert_eq!(session.failed_part(), Some(PartId::Fields(id)));
    assert_eq!(session.take_due_fields(now, Duration::ZERO, 9).ids, []);
    session.retry_saving(now);
    assert_eq!(session.failed_part(), None);
    assert_eq!(session.take_due_fields(now, Duration::ZERO, 9).ids, [id]);
}

#[test]
fn a_codebook_that_is_deleted_or_unreadable_is_told_once() {
    let (mut session, now) = (session(&["a"], &[]), Instant::now());
    let mut reread = |incoming| {
        let version = session.codebook_file.saving.base_version();
        session.merge_reread(CodebookPart, version, incoming, now)
    };
    let unreadable = reread(Incoming::Unreadable("line 3".into()));
    assert!(matches!(unreadable, TakeInOutcome::Unreadable(_)));
    let mut codebook = CodebookFile::new(Codebook {
        name: "theirs".to_owned(),
        ..Codebook::default()
    });
    codebook.stamp = Some(Stamp {
        len: 1,
        modified: None,
        sha256: [1; 32],
    });
    let taken = reread(Incoming::Version(codebook));
    assert!(matches!(taken, TakeInOutcome::TakenIn { .. }));
    let gone = reread(Incoming::Gone);
    assert!(matches!(gone, TakeInOutcome::Gone { at_once: false }));
    assert!(matches!(reread(Incoming::Gone), TakeInOutcome::NoNews));
}

#[test]
fn the_version_of_the_entities_grows_with_each_change() {
    let mut session = session(&["a"], &[]);
    let mut last = session.entities_version;
    let mut grows = |session: &Session| {
        let before = std::mem::replace(&mut last, session.entities_version);
        session.entities_version > before
    };
    session.set_entities(EntityBook::default());
    assert!(grows(&session));
    let entity = Entity::new("x", "X");
    let change = Change::Entity("x".into(), Some(Box::new(entity)));
    let made = session.perform_all(StepName::FollowText, vec![change], |_| {});
    made.expect("it fits");
    assert!(grows(&session));
    let file = (ArticleId(0), FIRST);
    let uses = session.entity_index.version;
    session.entity_index.set(file, EntityUses::default(), None);
    assert!(session.entity_index.version > uses);
}
