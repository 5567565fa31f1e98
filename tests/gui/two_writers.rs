//! Two programs on one article at the same time, without their windows: neither loses one of the
//! other's annotations, and each sees what the other did.
//!
//! Both are the program itself: it saves soon after each action, merges what it finds changed in the
//! file, and looks every few seconds for what others have written. `DEMARCHE_ACTIONS=2000` says how
//! much is done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::headless::HeadlessApp;
use demarche::command::{Intent, UserCommand};
use demarche::model::history::CodingId;
use demarche::model::step_name::StepName;
use demarche::model::{AnnotationId, LabelId};
use demarche::store::article_meta::FieldSources;
use demarche::store::{ArticleFiles, ArticleLoader};

const TEXT: &str = "Putin demands a freeze. Zelenskyy refused.";

const LABELS: [&str; 3] = ["actor", "demand", "event"];

/// Annotations of one writer that stand at once, at most.
const STANDING: usize = 20;

/// How long the programs may take until both have saved and seen everything.
const PATIENCE: Duration = Duration::from_secs(120);

/// Annotations with their labels.
type Labels = BTreeMap<AnnotationId, LabelId>;

/// A program, and what its analyst has done.
struct Writer {
    program: HeadlessApp,
    article: CodingId,
    done: Labels,
}

impl Writer {
    fn start(state: &Path, project: &Path) -> Self {
        let mut program = HeadlessApp::open(state, project);
        let article = program.ids()[0];
        program.show(article);
        Self {
            program,
            article,
            done: Labels::new(),
        }
    }

    /// Adds, relabels or removes an annotation of its own.
    fn act(&mut self, others: &BTreeSet<AnnotationId>, random: &mut fastrand::Rng) {
        let own: Vec<AnnotationId> = self.done.keys().cloned().collect();
        let label = LABELS[random.usize(0..LABELS.len())];
        let any = |random: &mut fastrand::Rng| own[random.usize(0..own.len())].clone();
        match random.u8(0..3) {
            0 if own.len() >= STANDING / 2 => {
                let id = any(random);
                self.program.app.ask(Intent::Choose(id.clone()));
                self.program.ask(UserCommand::Delete);
                self.done.remove(&id);
            }
            1 if !own.is_empty() => {
                let id = any(random);
                self.program.app.ask(Intent::Choose(id.clone()));
                self.program.ask(UserCommand::Tag(label.into()));
                self.done.insert(id, label.into());
            }
            _ if own.len() < STANDING => {
                let start = random.usize(0..TEXT.len() - 8);
                self.program.tag(start..start + random.usize(3..8), label);
                // What stands there already is chosen instead, and may be the other's.
                let chosen = self.program.session().chosen();
                if let Some(new) = chosen.filter(|chosen| !others.contains(&chosen.id)) {
                    self.done.insert(new.id.clone(), new.label.clone());
                }
            }
            _ => {}
        }
    }

    /// What is open.
    fn open(&self) -> Labels {
        let session = self.program.session();
        let open = session.opened(self.article).expect("it is open");
        let annotations = open.document.annotations().iter();
        annotations
            .map(|annotation| (annotation.id.clone(), annotation.label.clone()))
            .collect()
    }

    /// How often it has taken in what the other wrote.
    fn merges(&self) -> usize {
        let steps = self.program.session().history.done().iter();
        steps
            .filter(|step| step.name == StepName::TakeInChanges)
            .count()
    }
}

/// What the file holds.
fn on_disk(article: &Path) -> Labels {
    let sidecar = demarche::store::sidecar_path(article, None);
    let loaded = ArticleLoader::new(None)
        .read(&ArticleFiles::new(
            article,
            &sidecar,
            "",
            FieldSources::default(),
        ))
        .expect("it opens");
    let annotations = loaded.document.annotations().iter();
    annotations
        .map(|annotation| (annotation.id.clone(), annotation.label.clone()))
        .collect()
}

#[test]
fn two_programs_on_one_article_lose_nothing_of_either_and_see_the_same() {
    let actions = std::env::var("DEMARCHE_ACTIONS").ok();
    let actions: usize = actions.and_then(|count| count.parse().ok()).unwrap_or(160);
    let project = tempfile::tempdir().expect("a folder");
    let states = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let article = project.path().join("talks.txt");
    std::fs::write(&article, TEXT).expect("a file");
    let mut writers =
        [&states[0], &states[1]].map(|state| Writer::start(state.path(), project.path()));
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..actions {
        let who = random.usize(0..2);
        let others = writers[1 - who].open().into_keys().collect();
        writers[who].act(&others, &mut random);
        // Sometimes both save at the same time, sometimes one long after the other.
        for _ in 0..random.usize(0..8) {
            writers.iter_mut().for_each(|writer| writer.program.step());
            std::thread::sleep(Duration::from_millis(random.u64(0..20)));
        }
    }
    let done: Labels = writers
        .iter()
        .flat_map(|writer| writer.done.clone())
        .collect();
    let end = Instant::now() + PATIENCE;
    loop {
        writers.iter_mut().for_each(|writer| writer.program.step());
        let is_saved = writers
            .iter()
            .all(|writer| writer.program.session().is_saved());
        if is_saved && writers.iter().all(|writer| writer.open() == done) {
            break;
        }
        if Instant::now() > end {
            let failed = writers
                .each_mut()
                .map(|writer| writer.program.app.messages());
            let [one, other] = writers.each_ref().map(Writer::open);
            assert_eq!(one, done, "the first program; {failed:?}");
            assert_eq!(other, done, "the second program; {failed:?}");
            panic!("not everything is saved: {failed:?}");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let merges: usize = writers.iter().map(Writer::merges).sum();
    println!(
        "{actions} actions, {merges} merges, {} annotations",
        done.len()
    );
    assert_eq!(on_disk(&article), done);
    assert!(merges > 0, "each has taken in what the other wrote");
}
