//! Benchmarks of searching ten thousand articles of 5,000 bytes with 20 annotations each, and of
//! annotating a name in all of them.
//!
//! Targets: the first hit of a rare word 50 ms, all of its hits 300 ms, a regular expression 1 s,
//! the occurrences of a frequent name with the labels on them 500 ms, annotating all of them with
//! every file written 5 s, and undoing that 5 s. `docs/large_projects.md` has the results.

#[path = "common/project.rs"]
mod project;
#[path = "common/stage.rs"]
mod stage;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use demarche::command::concordance::ConcordanceCommand;
use demarche::command::{Intent, UserCommand};
use demarche::jobs::search::{SearchSource, search};
use demarche::model::Attributes;
use demarche::model::history::ArticleId;
use demarche::model::propagate::Template;
use demarche::model::search::{
    HitOrder, InsideOrOutside, Pattern, Search, SearchQuery, Within, sorted,
};
use demarche::session::Session;
use demarche::session::concordance::SearchProgress;
use demarche::store::article_meta::FieldSources;
use demarche::store::project::{WalkLimits, open_project};
use demarche::store::{ArticleFiles, ArticleLoader};
use divan::Bencher;
use project::{COLLECTION, FREQUENT, RARE, REPORTS, Shape, write_project};
use stage::{Stage, Took};

fn main() {
    divan::main();
}

/// A project that is only read. It is created once and kept in the target folder.
fn kept(name: &str, shape: Shape) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let complete = folder.join("complete");
    if !complete.exists() {
        write_project(&folder, shape).expect("written");
        fs::write(complete, "").expect("written");
    }
    folder
}

fn sources(folder: PathBuf) -> Vec<SearchSource> {
    let project = open_project(&[folder], WalkLimits::default()).expect("a project");
    let articles = project.articles.iter().zip((0..).map(ArticleId));
    let sources = articles.map(|(entry, id)| SearchSource {
        id,
        files: ArticleFiles::new(
            &entry.path,
            &entry.sidecar_path(None),
            "",
            FieldSources::default(),
        ),
        open: None,
    });
    sources.collect()
}

fn words(text: &str) -> SearchQuery {
    SearchQuery {
        pattern: Pattern::words(text),
        ..SearchQuery::default()
    }
}

fn regular(text: &str) -> SearchQuery {
    let mut question = words(text);
    question.pattern.regex = true;
    question
}

/// Finds all hits of a question; with `first`, stops as soon as there is one.
fn run(question: &SearchQuery, sources: &[SearchSource], first: bool) -> usize {
    let prepared = Search::new(question).expect("a pattern").expect("words");
    let mut hits = 0;
    let loader = ArticleLoader::new(None);
    search(&prepared, sources, &loader, &|| false, &mut |portion| {
        hits += portion.hits.len();
        if first && hits > 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    hits
}

#[divan::bench]
fn rare_word_first_hit(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("collection", COLLECTION));
    bencher.bench_local(|| assert!(run(&words(RARE), &sources, true) > 0));
}

#[divan::bench]
fn rare_word(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("collection", COLLECTION));
    bencher.bench_local(|| assert_eq!(run(&words(RARE), &sources, false), 10));
}

#[divan::bench(args = ["plenipoten.{0,9}y", r"\b[a-z]+potent[a-z]+\b", "(?-u:[a-z]*zyx)|wxyz$"])]
fn regular_expression(bencher: Bencher<'_, '_>, sought: &str) {
    let sources = sources(kept("collection", COLLECTION));
    bencher.bench_local(|| run(&regular(sought), &sources, false));
}

#[divan::bench]
fn frequent_name_with_labels(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("collection", COLLECTION));
    let question = SearchQuery {
        marked: true,
        ..words(FREQUENT)
    };
    bencher.bench_local(|| assert_eq!(run(&question, &sources, false), 20_000));
}

#[divan::bench]
fn demands_against(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("collection", COLLECTION));
    let question = SearchQuery {
        within: Within {
            side: InsideOrOutside::Anywhere,
            label: Some("demand".into()),
            attribute: Some(("polarity".into(), "against".into())),
            ..Within::default()
        },
        ..SearchQuery::default()
    };
    bencher.bench_local(|| assert!(run(&question, &sources, false) > 10_000));
}

#[divan::bench]
fn rare_word_in_small_articles(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("reports", REPORTS));
    bencher.bench_local(|| assert_eq!(run(&words(RARE), &sources, false), 100));
}

/// The work of the window's thread before a search begins.
#[divan::bench(args = ["Zelenskyy", "the President of the Russian Federation Vladimir Putin"])]
fn prepare(sought: &str) -> Option<Search> {
    Search::new(&words(sought)).expect("a pattern")
}

#[divan::bench]
fn sort_all(bencher: Bencher<'_, '_>) {
    let sources = sources(kept("collection", COLLECTION));
    let prepared = Search::new(&words(FREQUENT)).expect("a pattern");
    let prepared = prepared.expect("words");
    let mut hits = Vec::new();
    let loader = ArticleLoader::new(None);
    search(&prepared, &sources, &loader, &|| false, &mut |portion| {
        hits.extend(portion.hits);
        ControlFlow::Continue(())
    });
    bencher.bench_local(|| sorted(hits.iter().map(|hit| &hit.line), HitOrder::Left));
}

/// The longest time that a frame may take.
const FRAME: Duration = Duration::from_millis(16);

/// A window with a project of its own, which lists the occurrences of the frequent name.
struct Desk {
    stage: Stage,
    frames: Vec<Took>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let articles = folder.path().join("articles");
        write_project(&articles, COLLECTION).expect("written");
        let mut stage = Stage::over(&folder.path().join("state"));
        stage.app.open(vec![articles]);
        let mut desk = Self {
            stage,
            frames: Vec::new(),
            _folder: folder,
        };
        desk.until(|session| {
            let mut articles = session.articles.own_codings();
            session.shown().is_some() && articles.all(|article| article.summary.is_some())
        });
        let ask = ConcordanceCommand::Ask(Box::new(words(FREQUENT)), None);
        desk.stage.app.ask(Intent::Concordance(ask));
        desk.until(|session| session.concordance.progress == SearchProgress::Complete);
        desk.tell("open and search");
        desk
    }

    fn annotated(mut self) -> Self {
        self.annotate();
        self
    }

    fn annotate(&mut self) {
        let template = Template {
            label: "actor".into(),
            entity: Some("entity-1".into()),
            attributes: Attributes::new(),
        };
        let session = self.stage.app.session();
        let annotate = ConcordanceCommand::Annotate {
            of: session.map_or(0, |session| session.concordance.number),
            hits: (0..20_000).collect(),
            template: Box::new(template),
        };
        self.stage.app.ask(Intent::Concordance(annotate));
        self.until(|session| {
            let done = session.history.done();
            done.len() == 1 && done[0].changes.len() == 10_000 && session.is_saved()
        });
        self.tell("annotate all");
    }

    fn undo(&mut self) {
        self.stage.app.ask(UserCommand::Undo);
        self.until(|session| session.history.done().is_empty() && session.is_saved());
        self.tell("undo all");
    }

    fn tell(&mut self, what: &str) {
        let longest = self.frames.iter().max().copied().unwrap_or_default();
        let late = self.frames.iter().filter(|took| took.time > FRAME).count();
        eprintln!(
            "{what}: the longest of {} frames took {longest}, {late} took longer than {FRAME:?}",
            self.frames.len(),
        );
        self.frames.clear();
    }

    fn until(&mut self, so: impl Fn(&Session) -> bool) {
        while !self.stage.app.session().is_some_and(&so) {
            let took = self.stage.paced_frame();
            self.frames.push(took);
        }
    }
}

/// The time from the command to the last file on disk; no article has been read before.
#[divan::bench(sample_count = 2, sample_size = 1)]
fn annotate_all(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(Desk::new)
        .bench_local_values(|mut desk| {
            desk.annotate();
            desk
        });
}

/// The time from the key press to the last file on disk.
#[divan::bench(sample_count = 2, sample_size = 1)]
fn undo_all(bencher: Bencher<'_, '_>) {
    let annotated = || Desk::new().annotated();
    bencher
        .with_inputs(annotated)
        .bench_local_values(|mut desk| {
            desk.undo();
            desk
        });
}
