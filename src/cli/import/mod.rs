//! `demarche import`: brings articles into a project.
//!
//! [`files`] converts web pages, documents, mail and tables to articles; [`dataset`] reads a
//! dataset with its annotations. This module validates the options before any file is read.

use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::formats::export_options::{ValueError, ValueKind};
use crate::formats::{self, Format};
use crate::ingest::{self, FileKind};
use crate::jobs::import::Dataset;
use crate::model::Codebook;
use crate::model::codebook_diff::differences;
use crate::model::plural::counted;
use crate::store::coder::is_new_coder;
use crate::store::display_path;
use crate::store::output_guard::{OutputError, OutputGuard};
use crate::store::project::Project;

use super::selection::ArticleSelection;
use super::values::{self, WrongValues};
use super::{CliError, Streams, load};

mod files;

mod dataset;

/// Make articles of web pages, documents, mail and tables, or of a dataset with its annotations.
#[derive(Args)]
#[command(
    after_help = "Examples: demarche import --into my-project pages/ archive.rtf table.csv --column lead=text\n          demarche import --from brat --into my-project corpus/\n          demarche import --dry-run --into my-project corpus/\nNo file is overwritten: an article whose name is taken gets a number. An import that was interrupted goes on when it is run again."
)]
pub struct ImportArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Read the files as this: a dataset format that `demarche formats` lists as read, or html, mhtml,
    /// docx, odt, epub, rtf, pdf, eml, mbox, csv, tsv, json-lines, json, parquet-table or txt; auto
    /// detects whether the files are a dataset, and otherwise which of the latter each file is.
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub from: String,
    /// Write articles and sidecars to this folder. What is not a dataset goes into its folder
    /// `articles` if it has one.
    #[arg(long = "into", value_name = "DIR", alias = "out")]
    pub out: PathBuf,
    /// Write what could not be imported as it was to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    pub report: Option<PathBuf>,
    /// Set the meaning of a column of a table, such as `lead=text`; may be given several times.
    /// Meanings are text, title, date, outlet, author, url, language, id, field and none.
    #[arg(long, value_name = "NAME=MEANING")]
    pub column: Vec<String>,
    /// Put this coder into the names of the sidecars: what a dataset has is this person's work, also in
    /// articles that are there already. Only for datasets.
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,
    /// Import near duplicates of articles too; not for datasets.
    #[arg(long)]
    pub near: bool,
    /// Import duplicates of articles too; not for datasets.
    #[arg(long)]
    pub duplicates: bool,
    /// Write nothing: say what would be imported, and what would be left out.
    #[arg(long)]
    pub dry_run: bool,
    /// Add labels, attributes and relation types that the codebook does not declare: those of a
    /// dataset, or of highlights and notes in a PDF.
    #[arg(long)]
    pub extend_codebook: bool,
    /// Exit with 1 if there was any complaint.
    #[arg(long)]
    pub strict: bool,
    /// Replace an existing report even if Demarche did not write it, but never a file of a project.
    #[arg(long)]
    pub force: bool,
}

impl ImportArgs {
    /// The guard of the report.
    fn guard(&self) -> OutputGuard {
        load::guard(&[], self.force).protecting_files(&self.out, [])
    }
}

/// Changes of the codebook that are listed; the others are counted.
const LISTED_CHANGES: usize = 100;

/// The value of `--from` with which the kind of each file is detected.
const AUTO: &str = "auto";

/// The input: a dataset or files.
#[derive(Clone, Copy)]
enum ImportInput {
    /// Files of this kind; the kind of each is detected if none is given.
    Files(Option<&'static FileKind>),
    Dataset(&'static dyn Format),
}

/// Runs the command.
pub fn run(args: &ImportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let paths = args.selection.paths()?;
    load::check_paths(&paths)?;
    let source = checked(args)?;
    let source = match source {
        ImportInput::Files(None) if args.from == AUTO => recognised(&paths, streams)?,
        source => source,
    };
    if let ImportInput::Files(_) = source {
        check_of_datasets(args)?;
    }
    if let Some(report) = &args.report {
        let refused = |error: OutputError| CliError::Unusable(error.to_string());
        args.guard().check_file(report).map_err(refused)?;
    }
    let part = args.selection.part()?;
    match source {
        ImportInput::Files(kind) => files::run(args, &paths, part, kind, streams),
        ImportInput::Dataset(format) => dataset::run(args, &paths, part, format, streams),
    }
}

/// Validates the options before any file is read.
fn checked(args: &ImportArgs) -> Result<ImportInput, WrongValues> {
    let mut wrong = WrongValues::default();
    let source = wrong.keep("--from", source(&args.from));
    // The given flags that have no effect here.
    let (unused, why) = match source {
        Some(ImportInput::Dataset(format)) => (
            vec![
                ("--column", !args.column.is_empty()),
                ("--near", args.near),
                ("--duplicates", args.duplicates),
            ],
            format!(
                "“{}” is a dataset format; kinds of files that it has an effect on are {}",
                format.about().name,
                kinds().join(", ")
            ),
        ),
        Some(ImportInput::Files(_)) | None => (Vec::new(), String::new()),
    };
    for (flag, is_given) in unused {
        if is_given {
            let why = why.clone();
            wrong.keep(flag, Err::<(), _>(ValueError::NoEffect { why }));
        }
    }
    if let Some(coder) = &args.coder
        && !is_new_coder(coder)
    {
        let expected =
            "a name of at most 32 letters, digits, - and _, other than gold, txt, text and md";
        wrong.keep(
            "--coder",
            Err::<(), _>(ValueError::malformed(coder, expected)),
        );
    }
    for column in &args.column {
        wrong.keep("--column", files::column(column));
    }
    if args.out.is_file() || values::is_in_file(&args.out) {
        let out = display_path(&args.out).to_string();
        let error = ValueError::malformed(&out, "a folder, which is created if needed");
        wrong.keep("--into", Err::<(), _>(error));
    }
    if let Some(report) = &args.report {
        wrong.append(values::check_outputs(&[("--report", report)]));
    }
    match source {
        Some(source) => wrong.unless_wrong(source),
        None => Err(wrong),
    }
}

/// The extensions of files that may be a dataset, beside those that no other kind of file has.
const OF_DATASETS: [&str; 5] = ["ndjson", "json", "xml", "txt", "tsv"];

/// How many files are looked at to recognise a dataset.
const LOOKED_AT: usize = 200;

/// The dataset that the files are, or else files of which each has a kind of its own. A format counts
/// only if it finds annotations: texts and tables alone are no dataset.
fn recognised(paths: &[PathBuf], streams: &mut Streams<'_>) -> Result<ImportInput, CliError> {
    let unusable = |error: &dyn std::fmt::Display| CliError::Unusable(error.to_string());
    let may_be_one = |name: &str| {
        let extension = name.rsplit_once('.').map_or("", |(_, after)| after);
        let extension = extension.to_ascii_lowercase();
        let mut formats = formats::readers().map(|format| format.about().extension);
        let mut kinds = ingest::ALL.iter().flat_map(|kind| kind.extensions);
        let is_other = !kinds.any(|known| *known == extension);
        is_other || OF_DATASETS.contains(&&*extension) || formats.any(|own| own == extension)
    };
    let dataset = Dataset::find(paths).map_err(|error| unusable(&error))?;
    let dataset = dataset.only(may_be_one);
    let mut inputs = dataset.inputs();
    inputs.truncate(LOOKED_AT);
    let guess = formats::guess_counted(&inputs, &mut || true);
    let Some(guess) = guess.filter(|guess| guess.found > 0) else {
        return Ok(ImportInput::Files(None));
    };
    let about = guess.format.about();
    let name = about.name;
    let message = format!(
        "recognised as {}; --from {name} says so, another --from otherwise",
        about.title
    );
    writeln!(streams.talk, "{message}")?;
    Ok(ImportInput::Dataset(guess.format))
}

/// Checks the options that only a dataset has.
fn check_of_datasets(args: &ImportArgs) -> Result<(), WrongValues> {
    let mut wrong = WrongValues::default();
    let why = match args.from.as_str() {
        AUTO => format!(
            "no dataset was recognised in the files; --from names its format: {}",
            datasets().join(", ")
        ),
        from => format!(
            "“{from}” is no dataset format; those are {}",
            datasets().join(", ")
        ),
    };
    if args.coder.is_some() {
        wrong.keep("--coder", Err::<(), _>(ValueError::NoEffect { why }));
    }
    wrong.unless_wrong(())
}

/// Parses the value of `--from`. A dataset format takes precedence over a kind of file of the same
/// name.
fn source(name: &str) -> Result<ImportInput, ValueError> {
    let dataset = formats::reader(name);
    match (dataset, ingest::by_name(name)) {
        (Some(format), _) => Ok(ImportInput::Dataset(format)),
        (None, Some(kind)) => Ok(ImportInput::Files(Some(kind))),
        (None, None) if name == AUTO => Ok(ImportInput::Files(None)),
        (None, None) => {
            let names = kinds().into_iter().chain(datasets());
            Err(ValueError::unknown(ValueKind::SourceFormat, name, names))
        }
    }
}

/// The names of kinds of files, without those that name a dataset format.
fn kinds() -> Vec<&'static str> {
    let datasets = datasets();
    let kinds = ingest::ALL.iter().map(|kind| kind.name);
    let kinds = kinds.filter(|name| !datasets.contains(name));
    [AUTO].into_iter().chain(kinds).collect()
}

/// The names of dataset formats that are read.
fn datasets() -> Vec<&'static str> {
    formats::readers()
        .map(|format| format.about().name)
        .collect()
}

/// Lists what an import needs in the codebook.
fn list_changes(news: &[String], streams: &mut Streams<'_>) -> io::Result<()> {
    for line in news.iter().take(LISTED_CHANGES) {
        // A label may have line ends in its name.
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(streams.talk, "codebook: {line}")?;
    }
    let more = news.len().saturating_sub(LISTED_CHANGES);
    if more > 0 {
        let more = counted(more, "more change");
        writeln!(streams.talk, "codebook: and {more}")?;
    }
    Ok(())
}

/// Makes the codebook the one that the import needs, or reports that it could be.
fn extend_codebook(
    codebook: Codebook,
    project: Project,
    is_asked: bool,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let news = differences(project.codebook(), &codebook);
    list_changes(&news, streams)?;
    if news.is_empty() {
        return Ok(());
    }
    if !is_asked {
        let message = "the codebook is as it was: --extend-codebook adds what the dataset needs";
        writeln!(streams.talk, "{message}")?;
        return Ok(());
    }
    let path = project.codebook_path();
    if project.codebook_is_broken() {
        let path = display_path(&path);
        let message = format!("the codebook cannot be read, and is left as it is: {path}");
        return Err(CliError::Unusable(message));
    }
    let mut file = project.codebook.with(codebook);
    file.save(&path, &|_| true)
        .map(|_| ())
        .map_err(|error| CliError::Unusable(error.to_string()))
}
