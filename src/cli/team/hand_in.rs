//! `demarche team hand-in`: takes a returned package into the project.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::model::plural::counted;
use crate::store::handover::package::{LIMITS, read_package};
use crate::store::handover::{CodingProgress, HandIn, HandInOptions};

use super::super::{CliError, DONE, PROBLEMS, Streams};
use super::{project, unusable};

/// Take a returned package, an archive or a folder, into the project.
///
/// Only the annotations of the package's coder are taken. They are merged with what the project has of this coder.
/// Work of others, links and names that lead out of the package are refused, and the rest is taken.
#[derive(Args)]
#[command(after_help = "Example: demarche team hand-in my-project mk.zip --dry-run")]
pub struct HandInArgs {
    /// The project's folder.
    pub path: PathBuf,
    /// The package.
    pub package: PathBuf,
    /// Cut the times of annotations to the day.
    #[arg(long)]
    pub round_times: bool,
    /// Take texts that were not handed out as new articles.
    #[arg(long)]
    pub new_articles: bool,
    /// Print what would be taken and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &HandInArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let project = project(&args.path)?;
    let package = read_package(&args.package, LIMITS).map_err(|error| unusable(&error))?;
    let options = HandInOptions {
        round_times: args.round_times,
        new_articles: args.new_articles,
    };
    let plan = HandIn::plan(&project, package, options);
    if args.json {
        writeln!(streams.out, "{:#}", as_json(&plan))?;
    } else {
        tell(&plan, args.new_articles, streams)?;
    }
    if !args.dry_run {
        plan.apply(&project).map_err(|error| unusable(&error))?;
    }
    let done = if args.dry_run {
        "would be written"
    } else {
        "written"
    };
    writeln!(streams.talk, "{} {done}", counted(plan.files(), "file"))?;
    Ok(match plan.refused.is_empty() {
        true => DONE,
        false => PROBLEMS,
    })
}

fn tell(plan: &HandIn, takes_new: bool, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let count = |wanted| plan.articles.values().filter(|of| **of == wanted).count();
    writeln!(
        streams.out,
        "{}, round {}: {} done, {} begun, {} untouched",
        plan.coder,
        plan.round,
        count(CodingProgress::Done),
        count(CodingProgress::Begun),
        count(CodingProgress::Untouched)
    )?;
    for article in &plan.other_texts {
        writeln!(
            streams.out,
            "{article}: its text differs; annotations move to where their words are in the project’s text"
        )?;
    }
    for article in &plan.new_articles {
        let what = match takes_new {
            true => "is a new article",
            false => "was not handed out; --new-articles takes it as a new article",
        };
        writeln!(streams.out, "{article}: {what}")?;
    }
    for line in &plan.codebook {
        writeln!(streams.out, "codebook.json: {line} It is not taken.")?;
    }
    if plan.entities > 0 {
        let entities = format!("{} new or changed", plan.entities);
        writeln!(streams.out, "entities.json: {entities}")?;
    }
    for (name, refusal) in &plan.refused {
        writeln!(streams.talk, "demarche: {name}: {refusal}")?;
    }
    Ok(())
}

fn as_json(plan: &HandIn) -> Value {
    let state = |of: &CodingProgress| match of {
        CodingProgress::Done => "done",
        CodingProgress::Begun => "begun",
        CodingProgress::Untouched => "untouched",
    };
    let articles = plan.articles.iter();
    let articles = articles.map(|(article, of)| json!({"article": article, "state": state(of)}));
    let refused = plan.refused.iter();
    let refused = refused.map(|(name, why)| json!({"file": name, "why": why.to_string()}));
    json!({
        "format": "demarche-hand-in",
        "version": 1,
        "round": plan.round,
        "coder": plan.coder,
        "articles": articles.collect::<Vec<_>>(),
        "other_texts": plan.other_texts,
        "new_articles": plan.new_articles,
        "codebook": plan.codebook,
        "entities": plan.entities,
        "files": plan.files(),
        "refused": refused.collect::<Vec<_>>(),
    })
}
