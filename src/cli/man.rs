//! `demarche man`: writes the manual pages, one of the program and one of each command.
//!
//! They are made from the definition of the command line, so that they cannot fall behind it.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;

use crate::store::output_guard::OutputGuard;

use super::{CliError, DONE, Streams, load};

/// What the foot of each page says it belongs to.
const SOURCE: &str = concat!("Demarche ", env!("CARGO_PKG_VERSION"));

/// Write the manual pages.
#[derive(Args)]
#[command(after_help = "Example: demarche man ~/.local/share/man/man1 && man demarche-export")]
pub struct ManArgs {
    /// Write to this folder.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Replace existing files even if Demarche did not write them.
    #[arg(long)]
    pub force: bool,
}

/// Runs the command. `command` is the definition of the whole command line.
pub fn run(args: &ManArgs, command: Command, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    // `help` has the same texts, and would double the pages.
    let mut command = command.disable_help_subcommand(true);
    // Gives each command its full name, as in “demarche team deal”.
    command.build();
    let guard = load::guard(&[], args.force);
    let pages = write_pages(&command, &args.folder, &guard)?;
    writeln!(streams.talk, "{pages} manual pages written")?;
    Ok(DONE)
}

/// Writes the page of a command and those of its subcommands, and counts them.
fn write_pages(command: &Command, folder: &Path, guard: &OutputGuard) -> Result<usize, CliError> {
    // Without a date, which would change with each build, readers take the next word for it.
    let man = Man::new(command.clone())
        .date(" ")
        .source(SOURCE)
        .manual("Demarche");
    let mut page = Vec::new();
    man.render(&mut page)?;
    guard
        .replace(&folder.join(man.get_filename()), &page)
        .map_err(|error| CliError::Unusable(error.to_string()))?;
    let mut pages = 1;
    for subcommand in command.get_subcommands().filter(|each| !each.is_hide_set()) {
        pages += write_pages(subcommand, folder, guard)?;
    }
    Ok(pages)
}
