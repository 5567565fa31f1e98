//! Learns from a coder's finished articles and suggests annotations, on threads of the lowest priority.
//!
//! What was learned is kept in a file of the user's state folder, with a digest of what it was learned from, so
//! that nothing is trained again while the work is the same. It must not know the session or what is shown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::assist::assistant::{
    ArticleSuggestions, AssistSettings, Assistant, LabelReadiness, readiness,
};
use crate::assist::clusters::{ClusterLearner, Clusters};
use crate::assist::evaluate::{EvaluationSettings, evaluate};
use crate::assist::features::PreparedText;
use crate::assist::ranking::coding_order;
use crate::assist::rejections::{RejectedSpan, Rejections, RejectionsByArticle};
use crate::assist::state;
use crate::assist::tagger::{FinishedArticle, Taggers};
use crate::model::document::{ArticleFields, Status};
use crate::model::fields::FieldValues;
use crate::model::history::{ArticleId, CodingId};
use crate::model::{Annotation, Codebook, Document, EntityBook, LabelId, Relation, Text};
use crate::store::rejections::{self, StoredRejection, write_state};
use crate::store::{ArticleFiles, ArticleLoader, atomic, display_path, hash};

/// How many finished articles are learned from at most: training takes time in proportion.
pub const MOST_FINISHED: usize = 400;

/// The largest state file that is read, in bytes.
const MAX_STATE_BYTES: u64 = 256 << 20;

/// How many folds the precision of labels is measured with.
const FOLDS: usize = 5;

/// The share of random articles in the order of what teaches most.
pub const RANDOM_SHARE: f64 = 0.2;

/// An increment of the `nice` value: these jobs give way to all others, which have 10.
#[cfg(target_os = "linux")]
const NICE: i32 = 9;

/// What a job about suggestions has found.
pub enum SuggestEvent {
    /// The stored rejections of the coder.
    Rejections(RejectionsByArticle),
    /// What was learned; `None` if it was cancelled.
    Learned(Option<Arc<LearnedWork>>),
    /// How often suggestions were right in finished articles, by label, for what was learned with this digest.
    Measured(String, BTreeMap<LabelId, Option<f64>>),
    /// What is suggested for an article, and its text as the engine cuts it.
    Suggested(CodingId, Arc<PreparedText>, Box<ArticleSuggestions>),
    /// Articles that are not finished, those that teach the most first.
    Ranked(Vec<ArticleId>),
}

/// An article of the coder.
pub struct LearningSource {
    pub files: ArticleFiles,
    /// Whether it is said to be finished; its file decides.
    pub is_finished: bool,
}

/// What is to be learned from.
pub struct LearningWork {
    pub codebook: Arc<Codebook>,
    pub entities: Arc<EntityBook>,
    pub sources: Vec<LearningSource>,
    pub loader: ArticleLoader,
    /// Where the taggers are kept; `None` if nothing is.
    pub state: Option<PathBuf>,
    pub settings: AssistSettings,
    /// What was learned before in the same project, for its groups of words.
    pub before: Option<Arc<LearnedWork>>,
}

/// What was learned.
#[derive(Debug, Default)]
pub struct LearnedWork {
    pub assistant: Assistant,
    pub readiness: Vec<LabelReadiness>,
    /// How many finished articles it was learned from.
    pub finished: usize,
    /// Identifies what it was learned from.
    pub digest: String,
    /// How many articles the groups of words come from.
    cluster_sources: usize,
    /// Whether the taggers were read from the state file.
    pub was_kept: bool,
}

/// A finished article.
struct LessonArticle {
    document: Document,
    prepared: PreparedText,
}

/// Lets other threads and jobs have the processor first.
pub fn yield_to_others() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(NICE) {
        log::debug!("suggestions do not give way: {error}");
    }
}

/// The finished articles with the digest of their files.
struct Lessons {
    articles: Vec<LessonArticle>,
    digest: String,
}

impl Lessons {
    fn read(work: &LearningWork, is_cancelled: &dyn Fn() -> bool) -> Option<Self> {
        let finished = work.sources.iter().filter(|source| source.is_finished);
        let finished: Vec<&LearningSource> = finished.collect();
        // Of very many, some that are spread over all.
        let step = finished.len().div_ceil(MOST_FINISHED).max(1);
        let mut articles = Vec::new();
        let mut hasher = hash::Hasher::default();
        hasher.update(settings_key(work).as_bytes());
        for source in finished.into_iter().step_by(step) {
            if is_cancelled() {
                return None;
            }
            let read = match work.loader.read(&source.files) {
                Ok(read) => read,
                Err(error) => {
                    log::debug!("not learned from: {error}");
                    continue;
                }
            };
            if read.document.fields().status != Status::Done {
                continue;
            }
            for file in [&source.files.path, &source.files.sidecar] {
                let hashed = atomic::open(file).and_then(hash::sha256_hex_of);
                hasher.update(hashed.unwrap_or_default().as_bytes());
            }
            articles.push(LessonArticle {
                prepared: PreparedText::new(read.document.text()),
                document: read.document,
            });
        }
        Some(Self {
            articles,
            digest: hasher.finish(),
        })
    }

    fn finished(&self) -> Vec<FinishedArticle<'_>> {
        let articles = self.articles.iter();
        let finished = articles.map(|article| FinishedArticle {
            document: &article.document,
            prepared: &article.prepared,
        });
        finished.collect()
    }
}

/// What else than articles decides what is learned.
fn settings_key(work: &LearningWork) -> String {
    let labels = work.codebook.offered().map(|label| label.id.as_str());
    let labels: Vec<&str> = labels.collect();
    let entities = work.entities.entities.values();
    let names: Vec<String> = entities
        .map(|entity| format!("{}={:?}{:?}", entity.id, entity.name, entity.aliases))
        .collect();
    format!(
        "{} {:?} {labels:?} {names:?}",
        env!("CARGO_PKG_VERSION"),
        work.settings
    )
}

/// Learns; `None` if it was cancelled.
pub fn learn(work: &LearningWork, is_cancelled: &dyn Fn() -> bool) -> Option<LearnedWork> {
    let lessons = Lessons::read(work, is_cancelled)?;
    let finished = lessons.finished();
    let kept = work.state.as_deref().and_then(read_state);
    let kept = kept.filter(|(_, of)| *of == lessons.digest);
    let was_kept = kept.is_some();
    let needed = work.settings.least_articles;
    let mut cluster_sources = work.sources.len();
    let assistant = match kept {
        Some((taggers, _)) => Assistant::with_taggers(
            &work.codebook,
            &work.entities,
            &finished,
            taggers,
            &work.settings,
            &is_cancelled,
        ),
        None => {
            let clusters = match &work.before {
                // A few more articles group words hardly otherwise.
                Some(before) if !are_many_new(before.cluster_sources, work.sources.len()) => {
                    cluster_sources = before.cluster_sources;
                    before.assistant.taggers.clusters().clone()
                }
                _ => group_words(work, &lessons, is_cancelled)?,
            };
            Assistant::train(
                &work.codebook,
                &work.entities,
                &finished,
                clusters,
                &work.settings,
                &is_cancelled,
            )
        }
    };
    let assistant = assistant.ok()?;
    if let Some(path) = work.state.as_deref().filter(|_| !was_kept) {
        let bytes = state::write(&assistant.taggers, &lessons.digest);
        if let Err(error) = write_state(path, &bytes) {
            log::warn!("what was learned is not kept: {error}");
        }
    }
    Some(LearnedWork {
        readiness: readiness(&work.codebook, &finished, needed),
        finished: finished.len(),
        digest: lessons.digest.clone(),
        assistant,
        cluster_sources,
        was_kept,
    })
}

/// Whether words are to be grouped anew: a tenth of the articles came since.
fn are_many_new(before: usize, now: usize) -> bool {
    before == 0 || now.abs_diff(before) * 10 > before
}

/// Groups the words of all articles, coded or not, as far as they are needed.
fn group_words(
    work: &LearningWork,
    lessons: &Lessons,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Clusters> {
    let mut learner = ClusterLearner::default();
    for lesson in &lessons.articles {
        lesson.prepared.add_to(&mut learner);
    }
    for source in work.sources.iter().filter(|source| !source.is_finished) {
        if is_cancelled() {
            return None;
        }
        if learner.is_full() {
            break;
        }
        if let Ok(read) = work.loader.read(&source.files) {
            PreparedText::new(read.document.text()).add_to(&mut learner);
        }
    }
    learner
        .learn(work.settings.training.seed, &is_cancelled)
        .ok()
}

fn read_state(path: &Path) -> Option<(Taggers, String)> {
    let (bytes, _) = atomic::read(path, MAX_STATE_BYTES).ok()?;
    match state::read(&bytes) {
        Ok(read) => Some(read),
        Err(error) => {
            log::info!("learned anew, {error}: {}", display_path(path));
            None
        }
    }
}

/// How often what is shown of each label is right in finished articles, each predicted by what was learned from
/// others; `None` for a label of which nothing is shown. What is shown has at least a confidence of `shown_from`.
/// `None` if it was cancelled.
pub fn measure(
    work: &LearningWork,
    clusters: &Clusters,
    shown_from: f64,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<BTreeMap<LabelId, Option<f64>>> {
    let lessons = Lessons::read(work, is_cancelled)?;
    let settings = EvaluationSettings {
        assist: work.settings,
        folds: FOLDS,
        with_curve: false,
        ..EvaluationSettings::default()
    };
    let evaluation = evaluate(
        &work.codebook,
        &work.entities,
        &lessons.finished(),
        clusters,
        &settings,
        &is_cancelled,
    );
    let labels = evaluation.ok()?.labels.into_iter();
    let precision = labels.map(|(label, scores)| (label, scores.at(shown_from).precision()));
    Some(precision.collect())
}

/// An article that is to be suggested for.
pub struct PredictionWork {
    pub coding: CodingId,
    pub text: Text,
    pub values: FieldValues,
    pub annotations: Vec<Arc<Annotation>>,
    pub relations: Vec<Arc<Relation>>,
    pub rejections: Rejections,
    pub learned: Arc<LearnedWork>,
    /// The text as the engine cuts it, if that is known.
    pub prepared: Option<Arc<PreparedText>>,
}

/// Suggests for an article; `None` if it was cancelled.
pub fn predict(
    work: PredictionWork,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<(Arc<PreparedText>, ArticleSuggestions)> {
    let prepared = work
        .prepared
        .unwrap_or_else(|| Arc::new(PreparedText::new(&work.text)));
    let relations = work.relations.iter().map(|one| (**one).clone()).collect();
    let fields = ArticleFields::default();
    let annotations = work.annotations.into_iter();
    let (mut document, ..) = Document::load_shared(work.text, fields, annotations, relations);
    document.show_values(work.values);
    let assistant = &work.learned.assistant;
    let suggested = assistant.suggest(&document, &prepared, &work.rejections, &is_cancelled);
    Some((prepared, suggested.ok()?))
}

/// Orders articles by what they would teach, with some random ones mixed in; `None` if it was cancelled.
pub fn rank(
    articles: &[(ArticleId, ArticleFiles)],
    loader: &ArticleLoader,
    learned: &LearnedWork,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Vec<ArticleId>> {
    let mut scores = Vec::with_capacity(articles.len());
    for (_, files) in articles {
        if is_cancelled() {
            return None;
        }
        // One that cannot be read comes last.
        let score = loader.read(files).ok().and_then(|read| {
            let prepared = PreparedText::new(read.document.text());
            let taggers = &learned.assistant.taggers;
            Some(taggers.uncertainty(&prepared, &is_cancelled).ok()?.score())
        });
        scores.push(score.unwrap_or(f64::NAN));
    }
    let seed = learned.assistant.settings().training.seed;
    let order = coding_order(&scores, RANDOM_SHARE, seed);
    Some(order.into_iter().map(|index| articles[index].0).collect())
}

/// Reads the rejections of a file.
pub fn read_rejections(path: &Path) -> RejectionsByArticle {
    let mut all = RejectionsByArticle::new();
    for stored in rejections::read(path) {
        all.entry(stored.article).or_default().push(RejectedSpan {
            label: stored.label.into(),
            quote: stored.quote,
            before: stored.before,
            after: stored.after,
        });
    }
    all
}

/// Writes rejections into a file.
pub fn write_rejections(path: &Path, all: &RejectionsByArticle) {
    let stored = all.iter().flat_map(|(article, spans)| {
        spans.iter().map(|span| StoredRejection {
            article: article.clone(),
            label: span.label.to_string(),
            quote: span.quote.clone(),
            before: span.before.clone(),
            after: span.after.clone(),
        })
    });
    if let Err(error) = rejections::write(path, stored.collect()) {
        log::warn!("rejected suggestions are not kept: {error}");
    }
}

#[cfg(test)]
#[path = "suggest_tests.rs"]
mod tests;
