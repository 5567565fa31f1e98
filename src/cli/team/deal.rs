//! `demarche team deal`: deals articles to coders by a seed, and writes the deal to `project.json`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::model::plural::counted;
use crate::model::team::{Deal, Dealing, DealtArticle, Round, TeamPlan};
use crate::store::coder::is_new_coder;
use crate::store::{ArticleEntry, Project, team};

use super::super::{CliError, DONE, Streams, load};
use super::{project, unusable};

/// Deal the articles of a project to coders, and write down who codes what.
///
/// The deal follows from the seed: the same seed gives the same deal on every computer. Articles that the round
/// has dealt before stay as they are, and new ones are dealt so that loads stay even.
#[derive(Args)]
#[command(
    after_help = "Example: demarche team deal my-project --round pilot --coder ls --coder mk --overlap 30 --seed 7 --blind"
)]
pub struct DealArgs {
    /// The project's folder.
    pub path: PathBuf,
    /// The round.
    #[arg(long)]
    pub round: String,
    /// A coder; give one for each. A round that exists keeps its coders.
    #[arg(long)]
    pub coder: Vec<String>,
    /// How many coders code an article that several code. Default: 2.
    #[arg(long, value_name = "COUNT")]
    pub per_article: Option<usize>,
    /// How many of a hundred articles several coders code. Default: 100.
    #[arg(long, value_name = "PERCENT")]
    pub overlap: Option<u32>,
    /// The seed of the draw. Default: 1.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Even out words rather than articles.
    #[arg(long)]
    pub by_words: bool,
    /// Coders must not see each other's work until the round is opened.
    #[arg(long)]
    pub blind: bool,
    /// The version of the codebook. Default: the project's.
    #[arg(long, value_name = "VERSION")]
    pub codebook: Option<String>,
    /// Deal only articles whose names begin with this; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub article: Vec<String>,
    /// Print the deal and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &DealArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let project = project(&args.path)?;
    let mut plan = project.team.clone();
    let round = round(args, &project, &plan)?;
    let dealing = dealing(args, &project, &plan, &round)?;
    let deal = dealing.deal().map_err(|error| unusable(&error))?;
    plan.enter_deal(&args.round, round, &deal);
    if !args.dry_run {
        let path = team::project_file(&project.root);
        team::save(&path, &project.team, &plan).map_err(|error| unusable(&error))?;
    }
    if args.json {
        writeln!(streams.out, "{:#}", as_json(&args.round, &deal))?;
    } else {
        tell(&deal, streams)?;
    }
    let done = if args.dry_run {
        "would be dealt"
    } else {
        "dealt"
    };
    let count = counted(deal.articles.len(), "article");
    writeln!(streams.talk, "{count} {done} in the round {}", args.round)?;
    if args.blind && !args.dry_run {
        writeln!(
            streams.talk,
            "The files lie in this folder and can be read by anyone who opens them elsewhere. To be sure, hand out \
             a package for each coder."
        )?;
    }
    Ok(DONE)
}

/// The round as it is, or as the options say.
fn round(args: &DealArgs, project: &Project, plan: &TeamPlan) -> Result<Round, CliError> {
    for code in &args.coder {
        if !is_new_coder(code) {
            let why = format!(
                "“{code}” cannot be a coder: use letters, digits, - and _, at most 32, and no reserved code"
            );
            return Err(CliError::Unusable(why));
        }
    }
    let known = plan.rounds.get(&args.round);
    let mut round = known.cloned().unwrap_or_else(|| Round {
        seed: 1,
        per_article: 2,
        overlap: 100,
        codebook: project.codebook().version.clone(),
        ..Round::default()
    });
    if !args.coder.is_empty() {
        round.coders.clone_from(&args.coder);
    }
    // A code that the team has in another case is the same person.
    for code in &mut round.coders {
        if let Some(known) = plan.known_coder(code) {
            *code = known.to_owned();
        }
    }
    round.per_article = args.per_article.unwrap_or(round.per_article);
    round.overlap = args.overlap.unwrap_or(round.overlap);
    round.seed = args.seed.unwrap_or(round.seed);
    round.by_words |= args.by_words;
    round.blind |= args.blind;
    if let Some(version) = &args.codebook {
        round.codebook.clone_from(version);
    }
    Ok(round)
}

/// What is dealt: the articles that the round has not dealt yet.
fn dealing(
    args: &DealArgs,
    project: &Project,
    plan: &TeamPlan,
    round: &Round,
) -> Result<Dealing, CliError> {
    let is_meant = |entry: &&ArticleEntry| {
        let mut begins = args.article.iter();
        args.article.is_empty() || begins.any(|begin| entry.name.starts_with(begin.as_str()))
    };
    let load = |entry: &ArticleEntry| match round.by_words {
        false => Ok(1),
        true => load::open(project, entry, None, &entry.sidecar_path(None))
            .map(|loaded| loaded.document.text().word_count() as u64)
            .map_err(|error| unusable(&error)),
    };
    let mut articles = Vec::new();
    let dealt: BTreeSet<&str> = plan.of_round(&args.round).map(|(name, _)| name).collect();
    for entry in project.articles.iter() {
        let meant = is_meant(&entry);
        if meant || dealt.contains(entry.name.as_str()) {
            let article = DealtArticle {
                name: entry.name.clone(),
                load: load(entry)?,
            };
            articles.push((article, meant));
        }
    }
    Ok(plan.dealing(&args.round, round, articles))
}

fn tell(deal: &Deal, streams: &mut Streams<'_>) -> Result<(), CliError> {
    for (article, coders) in &deal.articles {
        writeln!(streams.out, "{article}: {}", coders.join(", "))?;
    }
    for (coder, count) in &deal.counts {
        let load = deal.loads.get(coder).copied().unwrap_or_default();
        let words = match load == *count as u64 {
            true => String::new(),
            false => format!(", {load} words"),
        };
        writeln!(
            streams.talk,
            "{coder}: {}{words}",
            counted(*count, "article")
        )?;
    }
    for ((one, other), count) in &deal.pairs {
        writeln!(
            streams.talk,
            "{one} and {other}: {} shared",
            counted(*count, "article")
        )?;
    }
    Ok(())
}

fn as_json(round: &str, deal: &Deal) -> Value {
    let pairs = deal.pairs.iter();
    let pairs =
        pairs.map(|((one, other), count)| json!({"coders": [one, other], "articles": count}));
    let articles: Map<String, Value> = deal
        .articles
        .iter()
        .map(|(article, coders)| (article.clone(), json!(coders)))
        .collect();
    json!({
        "format": "demarche-deal",
        "version": 1,
        "round": round,
        "articles": articles,
        "counts": deal.counts,
        "loads": deal.loads,
        "pairs": pairs.collect::<Vec<_>>(),
    })
}
