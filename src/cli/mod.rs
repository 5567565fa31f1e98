//! The command line interface: what Demarche does without a window.
//!
//! Results go to standard output, messages to standard error. The exit code is 0 for done, 1 for
//! problems or for losses under `--strict`, 2 for wrong use or unreadable input. A wrong value of
//! an option is rejected before anything is written, with the option, the value and what is valid.
//! Writers are parameters, so that tests see what a shell would see. This module knows no window.
//!
//! The entry point is [`run`]. Each command is one file, with its options and their help; `load`
//! opens what the paths name, `values` validates options against it.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::settings::Renderer;
use crate::store::display_path;
use crate::store::io_reason::reason;
use values::WrongValues;

mod check;

mod check_fault;

mod check_team;

mod export;

mod import;

mod reanchor;

mod merge;

mod stats;

mod agree;

mod results;

mod report;

mod search;

mod suggest;

mod permit;

mod adjudicate;

mod team;

mod codebook;

mod schema;

mod formats;

mod completions;

mod man;

mod join;

mod load;

mod part;

mod part_record;

mod selection;

mod values;

/// The result of parsing and running the command line.
#[derive(Debug, PartialEq, Eq)]
pub enum CliOutcome {
    /// Open the window.
    Window {
        /// What to open in it; nothing for the start screen.
        paths: Vec<PathBuf>,
        /// What draws it; `None` for what the settings say.
        renderer: Option<Renderer>,
    },
    /// A command has run; this is the exit code.
    Done(u8),
}

/// Exit code: done.
const DONE: u8 = 0;

/// Exit code: problems were found, or something was lost.
const PROBLEMS: u8 = 1;

/// Exit code: wrong use, or input that cannot be read.
const UNUSABLE: u8 = 2;

#[derive(Parser)]
#[command(
    name = "demarche",
    version,
    about = "Read news articles, mark who demands what and what happened, and keep it as data",
    args_conflicts_with_subcommands = true,
    subcommand_precedence_over_arg = true,
    after_help = "Without a command the window opens.\nExample: demarche my-project"
)]
struct Cli {
    #[command(subcommand)]
    command: Option<CliCommand>,
    /// Folders or articles to open in the window.
    paths: Vec<PathBuf>,
    /// What draws the window: the graphics card if there is one (auto), the graphics card, or the
    /// processor. Default: as in the settings.
    #[arg(long, value_name = "RENDERER")]
    renderer: Option<RendererArg>,
}

/// The values of `--renderer`.
#[derive(Clone, Copy, ValueEnum)]
enum RendererArg {
    Auto,
    Gpu,
    Software,
}

impl From<RendererArg> for Renderer {
    fn from(arg: RendererArg) -> Self {
        match arg {
            RendererArg::Auto => Self::Auto,
            RendererArg::Gpu => Self::Gpu,
            RendererArg::Software => Self::Software,
        }
    }
}

#[derive(Subcommand)]
enum CliCommand {
    Check(check::CheckArgs),
    Export(export::ExportArgs),
    Import(import::ImportArgs),
    Reanchor(reanchor::ReanchorArgs),
    Merge(merge::MergeArgs),
    Join(join::JoinArgs),
    Stats(stats::StatsArgs),
    Agree(agree::AgreeArgs),
    Statements(results::statements::StatementsArgs),
    Network(results::network::NetworkArgs),
    Counts(results::counts::CountsArgs),
    Report(report::ReportArgs),
    Timeline(results::timeline::TimelineArgs),
    Events(results::events::EventsArgs),
    Words(results::words::WordsArgs),
    Search(search::SearchArgs),
    Suggest(suggest::SuggestArgs),
    Permit(permit::PermitArgs),
    Adjudicate(adjudicate::AdjudicateArgs),
    Team(team::TeamArgs),
    Codebook(codebook::CodebookArgs),
    Schema(schema::SchemaArgs),
    Formats(formats::FormatsArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// The streams that a command writes to.
pub struct Streams<'w> {
    /// Results.
    pub out: &'w mut dyn Write,
    /// Messages.
    pub talk: &'w mut dyn Write,
}

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// The output streams are closed, so that no message can be written.
    #[error("nothing can be written to the output ({})", reason(.0))]
    Stream(#[from] io::Error),
    #[error(transparent)]
    WrongValues(#[from] WrongValues),
    #[error("{0}")]
    Unusable(String),
    /// A list of paths is empty. A script that found nothing must see that nothing was done.
    #[error("the list has no paths, so nothing was done: {}", display_path(.0))]
    EmptyList(PathBuf),
}

/// Parses the arguments, including the program's name, and runs the command if there is one.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> CliOutcome {
    let args = match results::recipe::with_recipe(args.into_iter().collect()) {
        Ok(args) => args,
        Err(error) => {
            let _ = writeln!(streams.talk, "demarche: {error}");
            return CliOutcome::Done(UNUSABLE);
        }
    };
    let cli = match parsed(args) {
        Ok(cli) => cli,
        Err(error) => {
            let asked_for = !error.use_stderr();
            let stream = if asked_for {
                &mut streams.out
            } else {
                &mut streams.talk
            };
            // If the stream is closed, no message can be written.
            let _ = write!(stream, "{}", error.render());
            return CliOutcome::Done(if asked_for { DONE } else { UNUSABLE });
        }
    };
    let Some(command) = cli.command else {
        // A mistyped command is taken for a path too.
        let is_missing = |path: &&PathBuf| matches!(path.try_exists(), Ok(false));
        if let Some(path) = cli.paths.iter().find(is_missing) {
            let path = display_path(path);
            let talk = &mut streams.talk;
            let _ = writeln!(talk, "demarche: there is no such file or folder: {path}");
            let _ = writeln!(talk, "“demarche --help” lists the commands.");
            return CliOutcome::Done(UNUSABLE);
        }
        return CliOutcome::Window {
            paths: cli.paths,
            renderer: cli.renderer.map(Renderer::from),
        };
    };
    let done = match command {
        CliCommand::Check(args) => check::run(&args, streams),
        CliCommand::Export(args) => export::run(&args, streams),
        CliCommand::Import(args) => import::run(&args, streams),
        CliCommand::Reanchor(args) => reanchor::run(&args, streams),
        CliCommand::Merge(args) => merge::run(&args, streams),
        CliCommand::Join(args) => join::run(&args, streams),
        CliCommand::Stats(args) => stats::run(&args, streams),
        CliCommand::Agree(args) => agree::run(&args, streams),
        CliCommand::Statements(args) => results::statements::run(&args, streams),
        CliCommand::Network(args) => results::network::run(&args, streams),
        CliCommand::Counts(args) => results::counts::run(&args, streams),
        CliCommand::Report(args) => report::run(&args, streams),
        CliCommand::Timeline(args) => results::timeline::run(&args, streams),
        CliCommand::Events(args) => results::events::run(&args, streams),
        CliCommand::Words(args) => results::words::run(&args, streams),
        CliCommand::Search(args) => search::run(&args, streams),
        CliCommand::Suggest(args) => suggest::run(&args, streams),
        CliCommand::Permit(args) => permit::run(&args, streams),
        CliCommand::Adjudicate(args) => adjudicate::run(&args, streams),
        CliCommand::Team(args) => team::run(&args, streams),
        CliCommand::Codebook(args) => codebook::run(&args, streams),
        CliCommand::Schema(args) => schema::run(&args, streams),
        CliCommand::Formats(args) => formats::run(&args, streams),
        CliCommand::Completions(args) => completions::run(&args, Cli::command(), streams),
        CliCommand::Man(args) => man::run(&args, Cli::command(), streams),
    };
    CliOutcome::Done(match done {
        Ok(code) => code,
        // A broken pipe, as in `demarche … | head`, is not an error.
        Err(CliError::Stream(error)) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(CliError::WrongValues(wrong)) => {
            for line in wrong.to_string().lines() {
                let _ = writeln!(streams.talk, "demarche: {line}");
            }
            UNUSABLE
        }
        Err(error) => {
            let _ = writeln!(streams.talk, "demarche: {error}");
            match error {
                CliError::EmptyList(_) => PROBLEMS,
                _ => UNUSABLE,
            }
        }
    })
}

/// The arguments as their types; commands of results know what was typed.
fn parsed(args: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(args)?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    let given = matches.subcommand().and_then(|(name, matches)| {
        let command = command.find_subcommand(name)?;
        Some(results::recipe::given(command, matches))
    });
    let options = match &mut cli.command {
        Some(CliCommand::Statements(args)) => &mut args.options,
        Some(CliCommand::Network(args)) => &mut args.options,
        Some(CliCommand::Counts(args)) => &mut args.options,
        Some(CliCommand::Timeline(args)) => &mut args.options,
        Some(CliCommand::Events(args)) => &mut args.options,
        Some(CliCommand::Words(args)) => &mut args.options,
        _ => return Ok(cli),
    };
    options.given = given.unwrap_or_default();
    Ok(cli)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_renderer_is_one_of_three() {
        let run = |args: &str| {
            let (mut out, mut talk) = (Vec::new(), Vec::new());
            let mut streams = Streams {
                out: &mut out,
                talk: &mut talk,
            };
            let args = ["demarche"].into_iter().chain(args.split_whitespace());
            run(args.map(OsString::from), &mut streams)
        };
        for (args, renderer) in [
            ("Cargo.toml", None),
            ("--renderer auto Cargo.toml", Some(Renderer::Auto)),
            ("--renderer gpu Cargo.toml", Some(Renderer::Gpu)),
            (
                "--renderer software -- Cargo.toml",
                Some(Renderer::Software),
            ),
            ("Cargo.toml --renderer=software", Some(Renderer::Software)),
        ] {
            let paths = vec![PathBuf::from("Cargo.toml")];
            assert_eq!(run(args), CliOutcome::Window { paths, renderer }, "{args}");
        }
        for args in ["--renderer glow Cargo.toml", "--renderer", "no-such-folder"] {
            assert_eq!(run(args), CliOutcome::Done(UNUSABLE), "{args}");
        }
    }
}
