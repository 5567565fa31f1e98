//! `demarche merge`: a merge driver for git.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::store::atomic::{self, Expected};
use crate::store::io_reason::reason;
use crate::store::merge_files::merge_files;
use crate::store::{display_path, sidecar};

use super::{CliError, DONE, PROBLEMS, Streams};

/// Merge two versions of a sidecar, of entities.json, codebook.json or project.json: git's merge driver.
///
/// Annotations, relations and entities are merged by id. The result is written over OURS. What both
/// sides changed in different ways stays as OURS has it, with the other version beside it in a field
/// “conflict”; the window asks for a choice when the article is opened.
#[derive(Args)]
#[command(
    after_help = "To let git use it, in the project's .gitattributes:\n\n    *.ann.json merge=demarche\n    *.article.json merge=demarche\n    entities.json merge=demarche\n    codebook.json merge=demarche\n    project.json merge=demarche\n\nand once on every computer:\n\n    git config --global merge.demarche.name \"Demarche annotations\"\n    git config --global merge.demarche.driver \"demarche merge %O %A %B --path %P\"\n\nExits with 0 if all was merged, with 1 if there are conflicts."
)]
pub struct MergeArgs {
    /// The file as both sides had it; empty if both have added it.
    pub base: PathBuf,
    /// The file of this side, which the result replaces.
    pub ours: PathBuf,
    /// The file of the other side.
    pub theirs: PathBuf,
    /// Call the file by this name when conflicts are printed.
    #[arg(long)]
    pub path: Option<PathBuf>,
}

/// Runs the command. What cannot be merged leaves our file as it is.
pub fn run(args: &MergeArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let name = display_path(args.path.as_deref().unwrap_or(&args.ours));
    let [base, ours, theirs] = [&args.base, &args.ours, &args.theirs].map(|path| read(path));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let merged = merge_files(&base, &ours, &theirs)
        .map_err(|error| CliError::Unusable(format!("{name} cannot be merged: {error}")))?;
    atomic::replace(&args.ours, &merged.bytes, Expected::Anything)
        .map_err(|error| CliError::Unusable(error.to_string()))?;
    for conflict in &merged.conflicts {
        writeln!(streams.talk, "{name}: both sides changed {conflict}")?;
    }
    if merged.conflicts.is_empty() {
        return Ok(DONE);
    }
    writeln!(
        streams.talk,
        "{name}: open it in Demarche to choose, save, and “git add” it"
    )?;
    Ok(PROBLEMS)
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let read = atomic::read(path, sidecar::MAX_FILE_BYTES);
    read.map(|(bytes, _)| bytes).map_err(|error| {
        let path = display_path(path);
        CliError::Unusable(format!(
            "the file cannot be read ({}): {path}",
            reason(&error)
        ))
    })
}
