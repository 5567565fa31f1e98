use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::OpenArticle;
use crate::model::document::Status;
use crate::model::history::StepDirection;
use crate::model::step_name::StepName;
use crate::model::{ByteOffset, Codebook, Document, Edit, Selection, Text};
use crate::store::Header;
use crate::store::article::LoadedArticle;
use crate::store::project::{SidecarEntry, sidecar_path};

const OWN: CodingId = CodingId(0);

fn entry(name: &str, coders: &[&str]) -> ArticleEntry {
    let path = PathBuf::from("/project").join(name);
    let sidecars = coders.iter().map(|coder| SidecarEntry {
        coder: Some((*coder).to_owned()),
        path: sidecar_path(&path, Some(coder)),
    });
    ArticleEntry {
        name: name.to_owned(),
        sidecars: sidecars.collect(),
        path,
        has_meta: false,
    }
}

/// A project with two articles; the first has been read and changed.
fn session() -> Session {
    let mut session = Session::new(String::new(), Vec::new(), Arc::new(Codebook::default()));
    session.root = PathBuf::from("/project");
    session.articles.add_entry(&entry("b.txt", &["mk"]), "");
    session.articles.add_entry(&entry("c.txt", &[]), "");
    let loaded = LoadedArticle {
        document: Document::new(Text::new("Putin demands a freeze.")),
        header: Header::default().into(),
        bom: false,
        malformed: false,
        stamp: None,
        notices: Vec::new(),
        moves: Vec::new(),
        meta: Default::default(),
    };
    session.insert(OWN, OpenArticle::of(loaded));
    session.current = Some(OWN);
    let status = Status::Done;
    let name = StepName::SetStatus {
        status: status.clone(),
    };
    session
        .perform(name, Edit::SetStatus(status), |article| {
            article.selection = Selection::caret(ByteOffset(6));
        })
        .expect("it fits");
    session
}

fn names(session: &Session) -> Vec<&str> {
    let articles = session.articles.iter();
    articles.map(|article| article.name.as_str()).collect()
}

fn undo(session: &mut Session) {
    let run = session.begin_step_run(StepDirection::Undo);
    let mut run = run.expect("there is a step");
    session.advance_step_run(&mut run, 9).expect("it fits");
    session.finish_step_run(run);
}

#[test]
fn a_renamed_article_keeps_its_work_and_has_its_files_under_the_new_name() {
    let mut session = session();
    let now = Instant::now();
    let id = session.articles.at_path(&entry("b.txt", &[]).path);
    let id = id.expect("it is there");
    let renamed = session.rename_article(id, &entry("sub/d.txt", &[]), now);
    let renamed = renamed.iter().map(|(from, to)| {
        let name =
            |path: &std::path::Path| path.strip_prefix("/project").unwrap().display().to_string();
        format!("{} -> {}", name(from), name(to))
    });
    assert_eq!(
        renamed.collect::<Vec<_>>(),
        [
            "b.txt.ann.json -> sub/d.txt.ann.json",
            "b.txt.mk.ann.json -> sub/d.txt.mk.ann.json",
            "b.txt.article.json -> sub/d.txt.article.json",
        ]
    );
    assert_eq!(names(&session), ["c.txt", "sub/d.txt"]);
    assert_eq!(session.current, Some(OWN));
    let open = session.shown().expect("it is on screen");
    assert_eq!(open.selection, Selection::caret(ByteOffset(6)));
    assert_eq!(open.document.fields().status, Status::Done);
    assert_eq!(open.header.file, "d.txt");
    assert_eq!(session.articles.codings().of(id).count(), 2);
    assert_eq!(session.articles.find(&entry("sub/d.txt", &[])), Some(id));
    undo(&mut session);
    let open = session.shown().expect("it is on screen");
    assert_eq!(open.document.fields().status, Status::default());
}

#[test]
fn nothing_is_written_while_the_files_are_renamed() {
    let mut session = session();
    let now = Instant::now();
    session.notice_changes(now);
    let due = |session: &mut Session| session.take_due(now, Duration::ZERO, 9).ids;
    let id = session.articles.ids()[0];
    session.rename_article(id, &entry("d.txt", &[]), now);
    assert_eq!(due(&mut session), []);
    let version = session
        .opened(OWN)
        .expect("it is open")
        .saving
        .base_version();
    let accepts = |session: &Session| {
        let open = session.opened(OWN).expect("it is open");
        open.saving.accepts_reread(version)
    };
    assert!(
        !accepts(&session),
        "a file that is on its way is not missing"
    );
    assert!(!session.is_saved());
    session.release_article(id);
    assert!(accepts(&session));
    assert_eq!(due(&mut session), [OWN]);
    assert!(session.is_writing_article(id));
    // A write that found its file missing is given up, and is tried again.
    session.hold_coding(OWN, now);
    assert!(!session.is_writing_article(id));
    session.release_article(id);
    assert_eq!(due(&mut session), [OWN]);
}

#[test]
fn an_article_that_had_gone_is_listed_again_under_its_new_name() {
    let mut session = session();
    let id = session.articles.ids()[0];
    session.articles.get_mut(id).expect("it is there").is_gone = true;
    session.articles.unlist(id);
    assert_eq!(names(&session), ["c.txt"]);
    session.rename_article(id, &entry("a.txt", &[]), Instant::now());
    assert_eq!(names(&session), ["a.txt", "c.txt"]);
    assert_eq!(session.articles.codings().of(id).count(), 2);
    assert!(!session.article(id).expect("it is there").is_gone);
}
