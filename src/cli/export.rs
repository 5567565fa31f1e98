//! `demarche export`: writes a dataset.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::formats::split::Split;
use crate::formats::tokens::Tokenizer;
use crate::formats::{
    self, ArticleRef, Dedupe, Files, Filter, Format, FormatError, Losses, OneFile, WriteOptions,
};
use crate::jobs::export::{self, ExportError};
use crate::model::document::Status;

use super::load::Opened;
use super::{CliError, DONE, PROBLEMS, Streams, load};

/// Write a dataset.
#[derive(Args)]
#[command(
    after_help = "Example: demarche export --to jsonl --status done --out talks.jsonl my-project"
)]
pub struct ExportArgs {
    /// Folders or articles.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The format; `demarche formats` lists them.
    #[arg(long, value_name = "FORMAT", alias = "format")]
    pub to: String,
    /// Where to write; `-` is standard output.
    #[arg(long, value_name = "PATH", default_value = "-")]
    pub out: PathBuf,
    /// Only this coder's annotations; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// Only annotations made at this time or later, such as 2026-11-04.
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// How formats of words cut the text: words, whitespace or spacy-en.
    #[arg(long)]
    pub tokenizer: Option<String>,
    /// Parts by article, such as train=0.8,dev=0.1,test=0.1.
    #[arg(long, value_name = "PARTS")]
    pub split: Option<String>,
    /// Another number gives other parts.
    #[arg(long, default_value_t = 0, requires = "split")]
    pub seed: u64,
    /// Give the parts like shares of every label.
    #[arg(long, requires = "split")]
    pub stratify: bool,
    /// What is left out because it is there already: texts, or what is said again within an article,
    /// a day or all articles.
    #[arg(long, default_value = "none")]
    pub dedupe: String,
    /// Only annotations of this label; may be given several times.
    #[arg(long)]
    pub label: Vec<String>,
    /// Only articles of this status; may be given several times.
    #[arg(long)]
    pub status: Vec<String>,
    /// Write what the format could not hold to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    pub report: Option<PathBuf>,
    /// Exit with 1 if the format could not hold everything.
    #[arg(long)]
    pub strict: bool,
}

/// Runs the command.
pub fn run(args: &ExportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let Some(format) = formats::by_name(&args.to) else {
        let names: Vec<&str> = formats::ALL
            .iter()
            .map(|format| format.about().name)
            .collect();
        let names = names.join(", ");
        let wanted = &args.to;
        let told = format!("there is no format “{wanted}”: choose one of {names}");
        return Err(CliError::Unusable(told));
    };
    let options = options(args)?;
    let (mut opened, problems) = load::open_all(&args.paths, &args.coder, streams)?;
    filter(&mut opened, args);
    let articles: Vec<ArticleRef<'_>> = opened
        .iter()
        .map(|one| ArticleRef {
            name: &one.name,
            document: &one.article.document,
            header: &one.article.header,
        })
        .collect();
    let mut losses = Losses::default();
    write(format, &articles, &options, &args.out, &mut losses, streams)?;

    for loss in losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let (count, lost) = (articles.len(), losses.all().len());
    writeln!(
        streams.talk,
        "exported as {}: {count} articles, {lost} losses",
        format.about().name
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        losses.write_json(format.about().name, &mut json)?;
        export::replace(report, &json).map_err(unwritten)?;
    }
    let failed = problems > 0 || (args.strict && lost > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// What the format is told beside the articles.
fn options(args: &ExportArgs) -> Result<WriteOptions, CliError> {
    let unusable = |told: String| CliError::Unusable(told);
    let names = |names: Vec<&str>| names.join(", ");
    let tokenizer = match &args.tokenizer {
        None => None,
        Some(name) => Some(Tokenizer::by_name(name).ok_or_else(|| {
            let known = names(Tokenizer::ALL.iter().map(|one| one.name()).collect());
            unusable(format!(
                "there is no tokenizer “{name}”: choose one of {known}"
            ))
        })?),
    };
    let split = match &args.split {
        None => None,
        Some(spec) => Some(
            Split::parse(spec, args.seed, args.stratify)
                .map_err(|error| unusable(error.to_string()))?,
        ),
    };
    let Some(dedupe) = Dedupe::by_name(&args.dedupe) else {
        let known = names(Dedupe::ALL.iter().map(|(name, ..)| *name).collect());
        let wanted = &args.dedupe;
        let told = format!("“{wanted}” is nothing to leave out: choose one of {known}");
        return Err(unusable(told));
    };
    let mut options = WriteOptions {
        tokenizer,
        split,
        dedupe,
        ..WriteOptions::default()
    };
    for project in load::projects(&args.paths)? {
        let codebook = project.codebook();
        if options.codebook.labels.is_empty() {
            options.codebook = codebook.clone();
        } else {
            // Several projects: what the first does not declare comes from the others.
            for label in &codebook.labels {
                if options.codebook.label(&label.id).is_none() {
                    options.codebook.labels.push(label.clone());
                }
            }
            for kind in &codebook.relations {
                if options.codebook.relation(&kind.id).is_none() {
                    options.codebook.relations.push(kind.clone());
                }
            }
        }
        for (id, entity) in project.entities.entities {
            options.entities.entities.entry(id).or_insert(entity);
        }
    }
    Ok(options)
}

fn write(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    out: &Path,
    losses: &mut Losses,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let unusable = |error: FormatError| match error {
        FormatError::Io(error) => CliError::Stream(error),
        other => CliError::Unusable(other.to_string()),
    };
    if out == Path::new("-") {
        if format.about().files == Files::Several || options.split.is_some() {
            let name = format.about().name;
            let told = format!("“{name}” writes several files: name a folder with --out");
            return Err(CliError::Unusable(told));
        }
        let mut buffered = io::BufWriter::new(&mut *streams.out);
        format
            .write(articles, options, &mut OneFile::new(&mut buffered), losses)
            .map_err(unusable)?;
        buffered.flush()?;
        return Ok(());
    }
    export::write(format, articles, options, out, losses).map_err(unwritten)
}

fn unwritten(error: ExportError) -> CliError {
    CliError::Unusable(error.to_string())
}

/// Leaves what was asked for.
fn filter(opened: &mut Vec<Opened>, args: &ExportArgs) {
    let filter = Filter {
        statuses: args.status.iter().map(|name| Status::parse(name)).collect(),
        labels: args.label.iter().map(|l| l.as_str().into()).collect(),
        since: args.since.clone().unwrap_or_default(),
    };
    opened.retain(|one| filter.takes(&one.article.document.fields().status));
    for one in opened {
        one.article.document = filter.apply(one.article.document.clone());
    }
}
