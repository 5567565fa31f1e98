//! The same abilities without a window.
//!
//! Results go to standard output, talk to standard error, and the exit code tells: 0 done, 1 found
//! problems or lost something under `--strict`, 2 wrong use or unreadable input. Writers are passed
//! in, so that tests see what a shell would see.
//!
//! Start with [`run`]. Each verb is one file; `load` opens what the paths name.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod check;

mod codebook;

mod export;

mod import;

mod ingest;

mod merge;

mod reanchor;

mod search;

mod stats;

mod lists;

mod load;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Open the window on these paths.
    Window(Vec<PathBuf>),
    /// A verb has run; this is the exit code.
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
    after_help = "Without a verb the window opens.\nExample: demarche my-project"
)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Folders or articles to open in the window.
    paths: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Verb {
    /// Report every fault in sidecars, codebook and entities; change nothing.
    #[command(after_help = "Example: demarche check my-project --json")]
    Check(CheckArgs),
    /// Write a dataset.
    #[command(
        after_help = "Example: demarche export --to jsonl --status done --out talks.jsonl my-project"
    )]
    Export(ExportArgs),
    /// Make articles of web pages, documents, mail and tables, or of a dataset with its annotations.
    #[command(
        after_help = "Examples: demarche import --into my-project pages/ archive.rtf table.csv --column lead=text\n          demarche import --from brat --into my-project corpus/\nNothing that is there is written over: a name that is taken gets a number."
    )]
    Import(ImportArgs),
    /// Let annotations follow articles that were edited after they were annotated.
    #[command(
        after_help = "Example: demarche reanchor my-project\nMoves what leaves no doubt and writes the sidecars; lists what is to be decided and what has no place.\nExits with 1 if something is left to decide; the window (key J) goes through it."
    )]
    Reanchor(ReanchorArgs),
    /// Merge two versions of a sidecar, of entities.json or of codebook.json: git's merge driver.
    ///
    /// Annotations, relations and entities are merged by id. The result is written over OURS. What both
    /// sides changed in different ways stays as OURS has it, with the other version beside it in a field
    /// “conflict”; the window settles it when the article is opened.
    #[command(
        after_help = "To let git use it, in the project's .gitattributes:\n\n    *.ann.json merge=demarche\n    *.article.json merge=demarche\n    entities.json merge=demarche\n    codebook.json merge=demarche\n\nand once on every computer:\n\n    git config --global merge.demarche.name \"Demarche annotations\"\n    git config --global merge.demarche.driver \"demarche merge %O %A %B --path %P\"\n\nExits with 0 if all was merged, with 1 if there are conflicts."
    )]
    Merge(MergeArgs),
    /// Count articles, words, annotations and relations.
    #[command(after_help = "Example: demarche stats my-project")]
    Stats(StatsArgs),
    /// Find words or annotations; print each hit among the words around it.
    #[command(
        after_help = "Example: demarche search 'cease-?fires?' --regex --label demand my-project\n\
                      Example: demarche search '' --label demand --attribute polarity=against my-project"
    )]
    Search(SearchArgs),
    /// Show, export or import a project's codebook.
    #[command(
        after_help = "Example: demarche codebook export --to csv --out codebook.csv my-project"
    )]
    Codebook {
        #[command(subcommand)]
        action: CodebookAction,
    },
    /// Print the JSON Schema of a file.
    #[command(after_help = "Example: demarche schema sidecar > sidecar.schema.json")]
    Schema {
        /// The file that is described.
        #[arg(value_enum)]
        file: SchemaOf,
    },
    /// List the dataset formats.
    #[command(after_help = "Example: demarche formats --json")]
    Formats {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum CodebookAction {
    /// Print labels, attributes and relation types with their definitions.
    #[command(after_help = "Example: demarche codebook show my-project")]
    Show {
        /// The project's folder.
        path: PathBuf,
    },
    /// Write the codebook as json, csv or qdc (REFI-QDA).
    #[command(
        after_help = "Example: demarche codebook export --to qdc --out codebook.qdc my-project"
    )]
    Export {
        /// The form: json, csv or qdc.
        #[arg(long, value_name = "FORM")]
        to: String,
        /// Where to write; `-` is standard output.
        #[arg(long, value_name = "PATH", default_value = "-")]
        out: PathBuf,
        /// The project's folder.
        path: PathBuf,
    },
    /// Put a codebook from a file in the place of the project's, and print the differences.
    ///
    /// Annotations are not changed; `demarche check` then tells what is out of order.
    #[command(after_help = "Example: demarche codebook import --merge further.csv my-project")]
    Import {
        /// Only add what is new.
        #[arg(long)]
        merge: bool,
        /// A codebook as .json, .csv or .qdc.
        file: PathBuf,
        /// The project's folder.
        path: PathBuf,
    },
}

#[derive(Args)]
struct CheckArgs {
    /// Folders or articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ExportArgs {
    /// Folders or articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The format; `demarche formats` lists them.
    #[arg(long, value_name = "FORMAT", alias = "format")]
    to: String,
    /// Where to write; `-` is standard output.
    #[arg(long, value_name = "PATH", default_value = "-")]
    out: PathBuf,
    /// Only this coder's annotations; may be given several times.
    #[arg(long)]
    coder: Vec<String>,
    /// Only annotations made at this time or later, such as 2026-11-04.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// How formats of words cut the text: words, whitespace or spacy-en.
    #[arg(long)]
    tokenizer: Option<String>,
    /// Parts by article, such as train=0.8,dev=0.1,test=0.1.
    #[arg(long, value_name = "PARTS")]
    split: Option<String>,
    /// Another number gives other parts.
    #[arg(long, default_value_t = 0, requires = "split")]
    seed: u64,
    /// Give the parts like shares of every label.
    #[arg(long, requires = "split")]
    stratify: bool,
    /// What is left out because it is there already: texts, or what is said again within an article,
    /// a day or all articles.
    #[arg(long, default_value = "none")]
    dedupe: String,
    /// Only annotations of this label; may be given several times.
    #[arg(long)]
    label: Vec<String>,
    /// Only articles of this status; may be given several times.
    #[arg(long)]
    status: Vec<String>,
    /// Write what the format could not hold to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    report: Option<PathBuf>,
    /// Exit with 1 if the format could not hold everything.
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
struct ImportArgs {
    /// Files, or folders of them.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the files are: a dataset format that `demarche formats` lists as read, or html, mhtml,
    /// docx, odt, epub, rtf, pdf, eml, mbox, csv, tsv, json-lines, json, parquet-table or txt; auto finds out which
    /// of the latter each is.
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    from: String,
    /// The folder that the articles and sidecars are written to. What is no dataset goes into its
    /// folder `articles` if it has one.
    #[arg(long = "into", value_name = "DIR", alias = "out")]
    out: PathBuf,
    /// Write what could not be taken as it was to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    report: Option<PathBuf>,
    /// What a column of a table means, such as `lead=text`; may be given several times. Meanings are
    /// text, title, date, outlet, author, url, language, id, field and none.
    #[arg(long, value_name = "NAME=MEANING")]
    column: Vec<String>,
    /// Without effect: what is imported belongs to the article and to no coder.
    #[arg(long, value_name = "NAME", default_value = "", hide = true)]
    coder: String,
    /// Take articles that are nearly the same as others.
    #[arg(long)]
    near: bool,
    /// Take articles that are the same as others, too.
    #[arg(long)]
    duplicates: bool,
    /// Add labels, attributes and relation types of a dataset that the codebook does not know.
    #[arg(long)]
    extend_codebook: bool,
    /// Exit with 1 if there was any complaint.
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
struct MergeArgs {
    /// The file as both sides had it; empty if both have added it.
    base: PathBuf,
    /// The file of this side, which the result replaces.
    ours: PathBuf,
    /// The file of the other side.
    theirs: PathBuf,
    /// The file's name in the project, to tell conflicts.
    #[arg(long)]
    path: Option<PathBuf>,
}

#[derive(Args)]
struct ReanchorArgs {
    /// Folders or articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only this coder's annotations; may be given several times.
    #[arg(long)]
    coder: Vec<String>,
    /// Also take places that leave doubt, if they are at least as alike as this, such as 0.9.
    #[arg(long, value_name = "SCORE")]
    take: Option<f32>,
    /// Tell what would be done and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct StatsArgs {
    /// Folders or articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only this coder's annotations; may be given several times.
    #[arg(long)]
    coder: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct SearchArgs {
    /// Words, found without case and accents; if empty, annotations are listed.
    pattern: String,
    /// Folders or articles.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The pattern is a regular expression.
    #[arg(long)]
    regex: bool,
    /// Capitals are meant.
    #[arg(long)]
    case: bool,
    /// Only whole words.
    #[arg(long)]
    word: bool,
    /// Accents are meant.
    #[arg(long)]
    accents: bool,
    /// Whole words, also in the plural or with another ending.
    #[arg(long)]
    endings: bool,
    /// Only within annotations of this label.
    #[arg(long)]
    label: Option<String>,
    /// Only within annotations of this entity: its id, or a part of its names.
    #[arg(long)]
    entity: Option<String>,
    /// Only within annotations that have this value.
    #[arg(long, value_name = "NAME=VALUE")]
    attribute: Option<String>,
    /// Only articles of this status.
    #[arg(long)]
    status: Option<String>,
    /// Only within annotations.
    #[arg(long, conflicts_with = "outside")]
    inside: bool,
    /// Only where no such annotation is.
    #[arg(long)]
    outside: bool,
    /// Print JSON, a hit a line.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum SchemaOf {
    Sidecar,
    Article,
    Codebook,
    Entities,
}

/// The streams that a verb writes to.
pub struct Streams<'w> {
    /// Results.
    pub out: &'w mut dyn Write,
    /// Talk.
    pub talk: &'w mut dyn Write,
}

/// Why a verb stopped.
#[derive(Debug, thiserror::Error)]
enum CliError {
    /// The streams are gone; there is nobody to tell.
    #[error(transparent)]
    Stream(#[from] io::Error),
    #[error("{0}")]
    Unusable(String),
}

/// Reads the arguments, the program's name first, and runs the verb if there is one.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Action {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let asked_for = !error.use_stderr();
            let stream = if asked_for {
                &mut streams.out
            } else {
                &mut streams.talk
            };
            // A closed stream leaves nobody to tell.
            let _ = write!(stream, "{}", error.render());
            return Action::Done(if asked_for { DONE } else { UNUSABLE });
        }
    };
    let Some(verb) = cli.verb else {
        return Action::Window(cli.paths);
    };
    let done = match verb {
        Verb::Check(args) => check::run(&args, streams),
        Verb::Export(args) => export::run(&args, streams),
        Verb::Import(args) if ingest::is_meant(&args.from) => ingest::run(&args, streams),
        Verb::Import(args) => import::run(&args, streams),
        Verb::Merge(args) => merge::run(&args, streams),
        Verb::Reanchor(args) => reanchor::run(&args, streams),
        Verb::Stats(args) => stats::run(&args, streams),
        Verb::Search(args) => search::run(&args, streams),
        Verb::Codebook { action } => codebook::run(&action, streams),
        Verb::Schema { file } => lists::schema(file, streams),
        Verb::Formats { json } => lists::formats(json, streams),
    };
    Action::Done(match done {
        Ok(code) => code,
        // `demarche … | head` is no fault.
        Err(CliError::Stream(error)) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            let _ = writeln!(streams.talk, "demarche: {error}");
            UNUSABLE
        }
    })
}
