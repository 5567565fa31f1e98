//! `demarche team`: deals articles to coders, tells how far they are, hands packages out and in.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::store::Project;
use crate::store::project::ProjectProblem;

use super::{CliError, Streams, load};

mod deal;

mod status;

mod hand_out;

mod hand_in;

/// Deal articles to coders, hand packages out and in, and show how far everybody is.
#[derive(Args)]
pub struct TeamArgs {
    #[command(subcommand)]
    command: TeamCommand,
}

#[derive(Subcommand)]
enum TeamCommand {
    Deal(deal::DealArgs),
    Status(status::StatusArgs),
    HandOut(hand_out::HandOutArgs),
    HandIn(hand_in::HandInArgs),
}

/// Runs the command.
pub fn run(args: &TeamArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    match &args.command {
        TeamCommand::Deal(args) => deal::run(args, streams),
        TeamCommand::Status(args) => status::run(args, streams),
        TeamCommand::HandOut(args) => hand_out::run(args, streams),
        TeamCommand::HandIn(args) => hand_in::run(args, streams),
    }
}

/// Opens the project of a folder. A file of the team that cannot be read is an error here: nothing may be dealt
/// or handed out past it.
fn project(path: &Path) -> Result<Project, CliError> {
    let mut opened = load::projects(&[PathBuf::from(path)])?;
    let project = opened.pop();
    let project = project.ok_or_else(|| CliError::Unusable("there is no project".to_owned()))?;
    let mut problems = project.problems.iter();
    if let Some(problem) = problems.find(|p| matches!(p, ProjectProblem::Team { .. })) {
        return Err(CliError::Unusable(problem.to_string()));
    }
    Ok(project)
}

fn unusable(error: &dyn std::fmt::Display) -> CliError {
    CliError::Unusable(error.to_string())
}
