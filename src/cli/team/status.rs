//! `demarche team status`: how far each coder is in each round.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::store::ArticleEntry;
use crate::store::handover::{CodingProgress, progress_of};

use super::super::{CliError, DONE, Streams};
use super::project;

/// Show how far each coder is in each round.
#[derive(Args)]
#[command(after_help = "Example: demarche team status my-project")]
pub struct StatusArgs {
    /// The project's folder.
    pub path: PathBuf,
    /// Only this round.
    #[arg(long)]
    pub round: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// The articles of a coder in a round, by progress.
#[derive(Default)]
struct CoderStatus {
    done: usize,
    begun: usize,
    untouched: usize,
    missing: usize,
}

/// Runs the command.
pub fn run(args: &StatusArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let project = project(&args.path)?;
    let entries: BTreeMap<&str, &ArticleEntry> = project
        .articles
        .iter()
        .map(|entry| (entry.name.as_str(), entry))
        .collect();
    let mut rounds: Vec<Value> = Vec::new();
    for (id, round) in &project.team.rounds {
        if args.round.as_ref().is_some_and(|wanted| wanted != id) {
            continue;
        }
        let mut coders: BTreeMap<&str, CoderStatus> = BTreeMap::new();
        let (mut articles, mut compared) = (0, 0);
        for (article, assignment) in project.team.of_round(id) {
            articles += 1;
            compared += usize::from(assignment.compared.is_some());
            for coder in &assignment.coders {
                let status = coders.entry(coder).or_default();
                match entries.get(article).map(|entry| progress_of(entry, coder)) {
                    None => status.missing += 1,
                    Some(CodingProgress::Done) => status.done += 1,
                    Some(CodingProgress::Begun) => status.begun += 1,
                    Some(CodingProgress::Untouched) => status.untouched += 1,
                }
            }
        }
        let openness = match (round.blind, &round.opened) {
            (true, None) => "blind",
            (true, Some(_)) => "opened",
            (false, _) => "open",
        };
        if args.json {
            let coders = coders.iter().map(|(coder, of)| {
                json!({"coder": coder, "done": of.done, "begun": of.begun, "untouched": of.untouched,
                       "missing": of.missing})
            });
            rounds.push(json!({
                "round": id,
                "state": openness,
                "articles": articles,
                "compared": compared,
                "coders": coders.collect::<Vec<_>>(),
            }));
            continue;
        }
        writeln!(
            streams.out,
            "{id} ({openness}): {articles} articles, {compared} compared"
        )?;
        for (coder, of) in &coders {
            let missing = match of.missing {
                0 => String::new(),
                count => format!(", {count} missing"),
            };
            writeln!(
                streams.out,
                "  {coder}: {} done, {} begun, {} untouched{missing}",
                of.done, of.begun, of.untouched
            )?;
        }
    }
    if args.json {
        let report = json!({"format": "demarche-team-status", "version": 1, "rounds": rounds});
        writeln!(streams.out, "{report:#}")?;
    } else if project.team.rounds.is_empty() {
        writeln!(
            streams.talk,
            "This project has no rounds. “demarche team deal” makes one."
        )?;
    }
    Ok(DONE)
}
