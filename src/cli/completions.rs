//! `demarche completions`: prints the completions of a shell.
//!
//! They are made from the definition of the command line, so that they cannot fall behind it.

use clap::{Args, Command, ValueEnum};
use clap_complete::Shell;

use super::{CliError, DONE, Streams};

/// Print the completions of a shell.
#[derive(Args)]
#[command(
    after_help = "Example: demarche completions bash > ~/.local/share/bash-completion/completions/demarche\n\
                  Example: demarche completions powershell >> $PROFILE"
)]
pub struct CompletionsArgs {
    /// Complete commands in this shell.
    #[arg(value_enum)]
    pub shell: CompletedShell,
}

/// A shell that we try the completions in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompletedShell {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

/// Runs the command. `command` is the definition of the whole command line.
pub fn run(
    args: &CompletionsArgs,
    mut command: Command,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let shell = match args.shell {
        CompletedShell::Bash => Shell::Bash,
        CompletedShell::Zsh => Shell::Zsh,
        CompletedShell::Fish => Shell::Fish,
        CompletedShell::PowerShell => Shell::PowerShell,
    };
    let name = command.get_name().to_owned();
    // clap_complete panics on a stream that fails, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    streams.out.write_all(&script)?;
    Ok(DONE)
}
