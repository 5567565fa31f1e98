//! `demarche merge`: a merge driver for git.

use std::path::Path;

use crate::store::atomic::{self, Expected};
use crate::store::merge_files::merge_files;
use crate::store::{shown, sidecar};

use super::{CliError, DONE, MergeArgs, PROBLEMS, Streams};

/// Runs the verb. What cannot be merged leaves our file as it is.
pub fn run(args: &MergeArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let name = shown(args.path.as_deref().unwrap_or(&args.ours));
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
    let read = atomic::read(path, sidecar::LIMIT_BYTES);
    read.map(|(bytes, _)| bytes).map_err(|error| {
        let path = shown(path);
        CliError::Unusable(format!("the file cannot be read ({error}): {path}"))
    })
}
