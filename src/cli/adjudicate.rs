//! `demarche adjudicate`: makes or updates agreed versions by strategies, without a window.
//!
//! What all coders have is taken. Strategies decide what is open, and nothing that a person decided.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::model::compare::{ArticleComparison, Decider, Strategy, StrategyScope};
use crate::model::document::Status;
use crate::model::plural::counted;
use crate::model::team::{Assignment, AssignmentKey, SignedTime};
use crate::model::{Document, Edit, FieldScope};
use crate::store::coder::{AGREED_CODER, is_reserved, is_same_coder};
use crate::store::display_path::display_path;
use crate::store::io_reason::reason;
use crate::store::sidecar::{Adjudication, AdjudicationInput, Snapshot};
use crate::store::{ArticleEntry, LoadedArticle, Project, hash, ids, save_sidecar, team};

use super::selection::ArticleSelection;
use super::{CliError, DONE, PROBLEMS, Streams, load};

/// Decide differences between coders by strategies, and write the agreed versions.
///
/// For each article that at least two coders have finished, what all have is taken. Then the strategies decide
/// what is open, one after the other: “unanimous” nothing more, “majority” what more than half have (from three
/// coders on), “leader:CODE” what this coder has, “anyone” what only some have and nobody contradicts. Decisions
/// that a person made are never changed. The agreed version is the sidecar of the coder “gold”.
#[derive(Args)]
#[command(
    after_help = "Example: demarche adjudicate my-project --strategy majority --strategy anyone --dry-run"
)]
pub struct AdjudicateArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Decide by this: unanimous, majority, leader:CODE or anyone; may be given several times.
    #[arg(long, required = true)]
    pub strategy: Vec<String>,
    /// Only the articles of this round, and its coders.
    #[arg(long)]
    pub round: Option<String>,
    /// Only these coders; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// Only differences with annotations of this label; may be given several times.
    #[arg(long)]
    pub label: Vec<String>,
    /// Only values of this attribute; may be given several times.
    #[arg(long)]
    pub attribute: Vec<String>,
    /// Also use work that is not finished.
    #[arg(long)]
    pub include_unfinished: bool,
    /// Who decides: a coder's code, written into the decisions.
    #[arg(long, value_name = "CODE", default_value = "")]
    pub by: String,
    /// Print what would be decided and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What was done with one article.
struct Adjudicated {
    article: String,
    differences: usize,
    open_before: usize,
    open_after: usize,
}

/// Runs the command.
pub fn run(args: &AdjudicateArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let strategies: Result<Vec<Strategy>, CliError> =
        args.strategy.iter().map(|name| strategy(name)).collect();
    let strategies = strategies?;
    let scope = scope(args);
    let selected = args.selection.open(match args.dry_run {
        true => load::projects,
        false => load::projects_to_write,
    })?;
    let by = Decider {
        by: args.by.as_str().into(),
        at: ids::now().into(),
    };
    let (mut done, mut failed) = (Vec::new(), 0);
    for project in selected.divided() {
        load::tell_blind(&project, streams)?;
        if let Some(round) = &args.round
            && !project.team.rounds.contains_key(round)
        {
            let why = format!("there is no round “{round}” in project.json; check its name");
            return Err(CliError::Unusable(why));
        }
        let mut compared = BTreeSet::new();
        for entry in &project.articles {
            let assigned = match &args.round {
                None => None,
                Some(round) => {
                    let key = AssignmentKey {
                        round: round.clone(),
                        article: entry.name.clone(),
                    };
                    let Some(assignment) = project.team.assignments.get(&key) else {
                        continue;
                    };
                    compared.insert(key);
                    Some(assignment)
                }
            };
            let mut job = ArticleJob {
                args,
                project: &project,
                entry,
                assigned,
                strategies: &strategies,
                scope: &scope,
                by: &by,
            };
            match job.run() {
                Ok(Some(article)) => done.push(article),
                Ok(None) => {}
                Err(why) => {
                    failed += 1;
                    writeln!(streams.talk, "demarche: {why}")?;
                }
            }
        }
        if !args.dry_run && !args.by.is_empty() {
            note_compared(&project, &compared, &by)?;
        }
    }
    report(args, &done, streams)?;
    let open: usize = done.iter().map(|article| article.open_after).sum();
    Ok(match failed > 0 || open > 0 {
        true => PROBLEMS,
        false => DONE,
    })
}

fn strategy(name: &str) -> Result<Strategy, CliError> {
    match (name, name.strip_prefix("leader:")) {
        ("unanimous", _) => Ok(Strategy::Unanimous),
        ("majority", _) => Ok(Strategy::Majority),
        ("anyone", _) => Ok(Strategy::Anyone),
        (_, Some(coder)) if !coder.is_empty() => Ok(Strategy::Leader(coder.into())),
        _ => Err(CliError::Unusable(format!(
            "“{name}” is no strategy: use unanimous, majority, leader:CODE or anyone"
        ))),
    }
}

fn scope(args: &AdjudicateArgs) -> StrategyScope {
    fn set<T: Ord + for<'n> From<&'n str>>(names: &[String]) -> Option<BTreeSet<T>> {
        let names = names.iter().map(|name| T::from(name.as_str()));
        Some(names.collect()).filter(|names: &BTreeSet<T>| !names.is_empty())
    }
    StrategyScope {
        labels: set(&args.label),
        attributes: set(&args.attribute),
        flags: None,
    }
}

/// An article whose agreed version is made.
struct ArticleJob<'a> {
    args: &'a AdjudicateArgs,
    project: &'a Project,
    entry: &'a ArticleEntry,
    /// Who codes it in the chosen round.
    assigned: Option<&'a Assignment>,
    strategies: &'a [Strategy],
    scope: &'a StrategyScope,
    by: &'a Decider,
}

/// A coder's work on the article, and the hash of its file.
struct CoderInput {
    coder: String,
    loaded: LoadedArticle,
    sha256: String,
}

impl ArticleJob<'_> {
    fn run(&mut self) -> Result<Option<Adjudicated>, String> {
        let inputs = self.inputs()?;
        if inputs.len() < 2 {
            return Ok(None);
        }
        let path = self.entry.sidecar_path(Some(AGREED_CODER));
        let mut agreed = load::open(self.project, self.entry, Some(AGREED_CODER), &path)
            .map_err(|error| error.to_string())?;
        let text = agreed.document.text().clone();
        let coders: Vec<(&str, &Document)> = inputs
            .iter()
            .filter(|input| input.loaded.document.text().as_str() == text.as_str())
            .map(|input| (input.coder.as_str(), &input.loaded.document))
            .collect();
        if coders.len() < inputs.len() {
            return Err(format!(
                "{}: the coders read it in different encodings, so it cannot be compared",
                self.entry.name
            ));
        }
        let scope = FieldScope::of(self.project.codebook());
        let comparison = ArticleComparison::new(&text, &coders, &scope);
        let before = Snapshot::new(&agreed.document, &agreed.header);
        let apply = |document: &mut Document, edit: Edit| {
            document.apply(edit).map_err(|error| {
                format!(
                    "{}: the agreed version does not fit: {error}",
                    self.entry.name
                )
            })
        };
        let taken = comparison.take_agreed(&agreed.document, self.by);
        apply(&mut agreed.document, taken)?;
        let preview = comparison.preview(&agreed.document, self.strategies, self.scope, self.by);
        let open_before = comparison.open(agreed.document.decisions()).len();
        let edit = comparison.apply(&agreed.document, preview.decisions, self.by);
        apply(&mut agreed.document, edit)?;
        let open_after = comparison.open(agreed.document.decisions()).len();
        let status = match open_after {
            0 => Status::Done,
            _ => Status::InProgress,
        };
        apply(&mut agreed.document, Edit::SetStatus(status))?;
        self.note_inputs(&mut agreed, &inputs);
        let after = Snapshot::new(&agreed.document, &agreed.header);
        if !self.args.dry_run && after.to_bytes() != before.to_bytes() {
            save_sidecar(&path, &after, agreed.stamp.as_ref(), &|_| true)
                .map_err(|error| error.to_string())?;
        }
        Ok(Some(Adjudicated {
            article: self.entry.name.clone(),
            differences: comparison.differences().len(),
            open_before,
            open_after,
        }))
    }

    /// The coders' work that is compared.
    fn inputs(&self) -> Result<Vec<CoderInput>, String> {
        let mut inputs = Vec::new();
        for sidecar in &self.entry.sidecars {
            if sidecar.coder.as_deref().is_some_and(is_reserved) {
                continue;
            }
            let loaded = load::open(
                self.project,
                self.entry,
                sidecar.coder.as_deref(),
                &sidecar.path,
            )
            .map_err(|error| error.to_string())?;
            let coder = sidecar.coder.clone();
            let coder = coder.unwrap_or_else(|| loaded.header.coder.clone());
            let is_in = |codes: &[String]| codes.iter().any(|code| is_same_coder(code, &coder));
            let is_chosen = self.args.coder.is_empty() || is_in(&self.args.coder);
            let is_assigned = self.assigned.is_none_or(|assigned| is_in(&assigned.coders));
            let is_finished = loaded.document.fields().status == Status::Done;
            let is_used = is_finished || self.args.include_unfinished;
            if coder.is_empty() || !is_chosen || !is_assigned || !is_used {
                continue;
            }
            let bytes = std::fs::read(&sidecar.path).map_err(|error| {
                let path = display_path(&sidecar.path);
                format!(
                    "the annotations could not be read ({}): {path}",
                    reason(&error)
                )
            })?;
            inputs.push(CoderInput {
                coder,
                loaded,
                sha256: hash::sha256_hex(&bytes),
            });
        }
        Ok(inputs)
    }

    /// Writes into the agreed version what was compared.
    fn note_inputs(&self, agreed: &mut LoadedArticle, inputs: &[CoderInput]) {
        let header = Arc::make_mut(&mut agreed.header);
        AGREED_CODER.clone_into(&mut header.coder);
        let codebook = inputs
            .iter()
            .find_map(|input| input.loaded.header.codebook.clone());
        if header.codebook.is_none() {
            header.codebook = codebook;
        }
        let adjudication = header
            .adjudication
            .get_or_insert_with(Adjudication::default);
        if let Some(round) = &self.args.round {
            adjudication.round.clone_from(round);
        }
        for input in inputs {
            let noted: &mut AdjudicationInput =
                adjudication.inputs.entry(input.coder.clone()).or_default();
            noted.sha256.clone_from(&input.sha256);
        }
    }
}

/// Notes in the file of the team that articles were compared. From then on who compared sees all of them.
fn note_compared(
    project: &Project,
    compared: &BTreeSet<AssignmentKey>,
    by: &Decider,
) -> Result<(), CliError> {
    let mut plan = project.team.clone();
    for key in compared {
        if let Some(assignment) = plan.assignments.get_mut(key)
            && assignment.compared.is_none()
        {
            assignment.compared = Some(SignedTime {
                by: by.by.to_string(),
                at: by.at.to_string(),
                ..SignedTime::default()
            });
        }
    }
    if plan == project.team {
        return Ok(());
    }
    let saved = team::save(&team::project_file(&project.root), &project.team, &plan);
    saved.map_err(|error| CliError::Unusable(error.to_string()))?;
    Ok(())
}

fn report(
    args: &AdjudicateArgs,
    done: &[Adjudicated],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let sum = |of: fn(&Adjudicated) -> usize| done.iter().map(of).sum::<usize>();
    let before = sum(|article| article.open_before);
    let after = sum(|article| article.open_after);
    if args.json {
        let articles = done.iter().map(|article| -> Value {
            json!({
                "article": article.article,
                "differences": article.differences,
                "open_before": article.open_before,
                "open_after": article.open_after,
            })
        });
        let report = json!({
            "format": "demarche-adjudicate",
            "version": 1,
            "articles": articles.collect::<Vec<_>>(),
            "open_before": before,
            "open_after": after,
        });
        writeln!(streams.out, "{report:#}")?;
        return Ok(());
    }
    for article in done {
        writeln!(
            streams.out,
            "{}: {}, {} decided, {} open",
            article.article,
            counted(article.differences, "difference"),
            article.open_before - article.open_after,
            article.open_after
        )?;
    }
    let would = if args.dry_run {
        "would decide"
    } else {
        "decided"
    };
    writeln!(
        streams.talk,
        "{would} {} of {before} open differences in {}; {after} stay open",
        before - after,
        counted(done.len(), "article")
    )?;
    if done.is_empty() {
        writeln!(
            streams.talk,
            "Comparing needs two coders who have finished the same article (--include-unfinished takes others)."
        )?;
    }
    Ok(())
}
