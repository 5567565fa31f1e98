//! `demarche suggest`: learns from finished articles, and suggests annotations for the others or says how
//! good its suggestions are.
//!
//! Suggestions are never written into anybody's annotations: they go into files of their own, or into the
//! sidecars of a coder who has none yet.

use std::path::PathBuf;

use clap::Args;

use crate::assist::assistant::{AssistSettings, Assistant, readiness};
use crate::assist::clusters::{ClusterLearner, Clusters};
use crate::assist::evaluate::{EvaluationSettings, evaluate};
use crate::assist::features::PreparedText;
use crate::assist::rejections::Rejections;
use crate::assist::tagger::FinishedArticle;
use crate::model::Document;
use crate::model::document::Status;
use crate::model::plural::counted;
use crate::store::coder::is_reserved;
use crate::store::{ArticleEntry, LoadedArticle, Project};

use super::selection::ArticleSelection;
use super::{CliError, DONE, PROBLEMS, Streams, load, values};
use output::OutputPlace;
use own_model::OwnModelArgs;

mod output;

mod report;

mod own_model;

mod endpoint;

/// Suggest annotations, learned from the finished articles, or measure how good they are.
///
/// Articles with the status “done” are learned from; suggestions are made for all others. Labels that too few
/// finished articles have are not suggested. With a model of your own (--command, --endpoint) nothing is learned. Nothing is
/// ever added to anybody's annotations.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  demarche suggest my-project --evaluate\n  demarche suggest my-project --out suggestions\n  demarche suggest my-project --as-coder machine\n  demarche suggest my-project --command \"python my_tagger.py\" --as-coder tagger"
)]
pub struct SuggestArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Measure on the finished articles, each predicted by what was learned from others: precision, recall and
    /// F1, calibration, values, keys saved.
    #[arg(long)]
    pub evaluate: bool,
    /// The number of folds of the evaluation.
    #[arg(long, default_value_t = 5, value_name = "N", requires = "evaluate")]
    pub folds: usize,
    /// Write the suggestions of each article into a file in this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "evaluate")]
    pub out: Option<PathBuf>,
    /// Replace files in the folder that Demarche did not write.
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Write the suggestions as the annotations of a coder of this code, so that they can be compared with
    /// those of people. Articles that this coder has already are skipped.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["evaluate", "out"])]
    pub as_coder: Option<String>,
    /// Learn only from this coder's articles; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// The least confidence of what is suggested, from 0 to 1.
    #[arg(long, default_value_t = 0.5, value_name = "SHARE")]
    pub confidence: f64,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub model: OwnModelArgs,
}

/// An article of the project with what it is cut into.
struct InputArticle<'p> {
    entry: &'p ArticleEntry,
    loaded: LoadedArticle,
    prepared: PreparedText,
    is_finished: bool,
}

/// Training from the command line runs to its end.
fn never() -> bool {
    false
}

/// Runs the command.
pub fn run(args: &SuggestArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    if !(0.0..=1.0).contains(&args.confidence) {
        let why = format!(
            "--confidence is a share from 0 to 1, not {}",
            args.confidence
        );
        return Err(CliError::Unusable(why));
    }
    let place = OutputPlace::of(args)?;
    let selected = args.selection.open(match args.as_coder {
        Some(_) => load::projects_to_write,
        None => load::projects,
    })?;
    values::check_coders(&selected.projects, &args.coder)?;
    if args.model.is_given() {
        return own_model::run(selected.divided(), args, &place, streams);
    }
    let mut problems = 0;
    for project in selected.divided() {
        load::tell_blind(&project, streams)?;
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let articles = read(&project, args, streams, &mut problems)?;
        problems += of_project(&project, &articles, args, &place, streams)?;
    }
    Ok(if problems == 0 { DONE } else { PROBLEMS })
}

/// Reads each article once: a finished coding if there is one.
fn read<'p>(
    project: &'p Project,
    args: &SuggestArgs,
    streams: &mut Streams<'_>,
    problems: &mut usize,
) -> Result<Vec<InputArticle<'p>>, CliError> {
    let mut articles = Vec::new();
    for entry in &project.articles {
        let mut chosen: Option<LoadedArticle> = None;
        for (coder, sidecar) in load::wanted_sidecars(entry, &load::WantedCoders::Everybody) {
            if coder.as_deref().is_some_and(is_reserved) {
                continue;
            }
            match load::open(project, entry, coder.as_deref(), &sidecar) {
                Ok(article) => {
                    let is_wanted =
                        args.coder.is_empty() || args.coder.contains(&article.header.coder);
                    let is_better = is_wanted
                        && is_learnable(&article)
                        && !chosen.as_ref().is_some_and(is_learnable);
                    if chosen.is_none() || is_better {
                        chosen = Some(article);
                    }
                }
                Err(error) => {
                    *problems += 1;
                    writeln!(streams.talk, "demarche: {error}")?;
                }
            }
        }
        let Some(loaded) = chosen else { continue };
        let is_wanted = args.coder.is_empty() || args.coder.contains(&loaded.header.coder);
        articles.push(InputArticle {
            entry,
            prepared: PreparedText::new(loaded.document.text()),
            is_finished: is_wanted && is_learnable(&loaded),
            loaded,
        });
    }
    Ok(articles)
}

fn is_finished(article: &LoadedArticle) -> bool {
    article.document.fields().status == Status::Done
}

/// Whether a coding is finished, and not what an engine suggested and nobody has looked at. Who learned from that
/// would learn its own mistakes.
fn is_learnable(article: &LoadedArticle) -> bool {
    is_finished(article) && !is_machines(article)
}

/// Whether all annotations are suggestions as they were made.
fn is_machines(article: &LoadedArticle) -> bool {
    let annotations = article.document.annotations();
    let is_suggested = |origin: &str| origin.starts_with("suggested:");
    !annotations.is_empty()
        && annotations
            .iter()
            .all(|one| one.provenance.origin.as_deref().is_some_and(is_suggested))
}

/// Learns from a project; returns the number of problems.
fn of_project(
    project: &Project,
    articles: &[InputArticle<'_>],
    args: &SuggestArgs,
    place: &OutputPlace,
    streams: &mut Streams<'_>,
) -> Result<usize, CliError> {
    let finished: Vec<FinishedArticle<'_>> = articles
        .iter()
        .filter(|article| article.is_finished)
        .map(|article| FinishedArticle {
            document: &article.loaded.document,
            prepared: &article.prepared,
        })
        .collect();
    let clusters = clusters(articles);
    let (codebook, entities) = (project.codebook(), &project.entities);
    let assist = AssistSettings {
        least_confidence: args.confidence,
        ..AssistSettings::default()
    };
    if args.evaluate {
        let settings = EvaluationSettings {
            assist,
            folds: args.folds.max(2),
            ..EvaluationSettings::default()
        };
        if finished.len() < 2 {
            let why = format!(
                "{} finished: an evaluation needs two articles with the status “done”",
                counted(finished.len(), "article")
            );
            return Err(CliError::Unusable(why));
        }
        let evaluation = evaluate(codebook, entities, &finished, &clusters, &settings, &never);
        let evaluation = evaluation.map_err(|error| CliError::Unusable(error.to_string()))?;
        report::print(&evaluation, args.json, streams.out)?;
        return Ok(0);
    }
    for label in readiness(codebook, &finished, assist.least_articles) {
        if !label.is_ready() {
            writeln!(
                streams.talk,
                "{}: {} of {} finished articles needed",
                label.label, label.articles, label.needed
            )?;
        }
    }
    let assistant = Assistant::train(codebook, entities, &finished, clusters, &assist, &never)
        .map_err(|error| CliError::Unusable(error.to_string()))?;
    let mut writer = output::SuggestionWriter::new(project, args, place);
    for article in articles
        .iter()
        .filter(|article| !is_learnable(&article.loaded))
    {
        // A coder of its own begins with an article without annotations.
        let is_bare = matches!(place, OutputPlace::Coder(_)) || is_machines(&article.loaded);
        let document = if is_bare {
            bare(&article.loaded.document)
        } else {
            article.loaded.document.clone()
        };
        let rejections = Rejections::default();
        let suggestions = assistant.suggest(&document, &article.prepared, &rejections, &never);
        let suggestions = suggestions.map_err(|error| CliError::Unusable(error.to_string()))?;
        let engine = output::own_engine();
        writer.write(
            article.entry,
            &article.loaded,
            &suggestions,
            &engine,
            streams,
        )?;
    }
    let by = format!(
        "learned from {}",
        counted(finished.len(), "finished article")
    );
    writer.finish(&by, streams)
}

/// The article without annotations.
fn bare(document: &Document) -> Document {
    let mut bare = Document::new(document.text().clone());
    bare.show_values(document.fields().values.clone());
    bare
}

/// Word clusters of all articles.
fn clusters(articles: &[InputArticle<'_>]) -> Clusters {
    let mut learner = ClusterLearner::default();
    for article in articles {
        article.prepared.add_to(&mut learner);
    }
    learner
        .learn(AssistSettings::default().training.seed, &never)
        .unwrap_or_default()
}
