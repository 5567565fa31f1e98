//! `demarche team hand-out`: packs what a coder gets of a round.

use std::path::PathBuf;

use clap::Args;

use crate::model::plural::counted;
use crate::store::display_path;
use crate::store::handover::hand_out;
use crate::store::handover::package::pack;
use crate::store::io_reason::reason;
use crate::store::project::is_article;

use super::super::{CliError, DONE, Streams, load, values};
use super::{project, unusable};

/// Pack the articles that a coder codes in a round, with codebook and entities, and nothing of others.
#[derive(Args)]
#[command(
    after_help = "Example: demarche team hand-out my-project --coder mk --round pilot --out mk.zip"
)]
pub struct HandOutArgs {
    /// The project's folder.
    pub path: PathBuf,
    /// The coder who gets the package.
    #[arg(long)]
    pub coder: String,
    /// The round.
    #[arg(long)]
    pub round: String,
    /// Write the package to this file.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Replace an existing file even if Demarche did not write it, but never a file of the project.
    #[arg(long)]
    pub force: bool,
}

/// Runs the command.
pub fn run(args: &HandOutArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let project = project(&args.path)?;
    values::check_outputs(&[("--out", &args.out)])?;
    let handed = hand_out(&project, &args.round, &args.coder);
    let (manifest, files) = handed.map_err(|error| unusable(&error))?;
    let packed = pack(&manifest, &files).map_err(|error| unusable(&reason(&error)))?;
    let guard = load::guard(std::slice::from_ref(&project), args.force);
    let written = guard.replace(&args.out, &packed);
    written.map_err(|error| unusable(&error))?;
    let names = manifest.files.keys();
    let articles = names.filter(|name| is_article(name.as_ref())).count();
    writeln!(
        streams.talk,
        "{} for {} in the round {} packed: {}",
        counted(articles, "article"),
        args.coder,
        args.round,
        display_path(&args.out)
    )?;
    Ok(DONE)
}
