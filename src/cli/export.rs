//! `demarche export`: writes a dataset.
//!
//! [`export_options`](crate::formats::export_options) parses its options, as for the window.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::analysis::statements::StatementLabels;
use crate::formats::export_options::{ExportOptions, ExportRequest, ValueError};
use crate::formats::{
    self, ArticleRef, Dedupe, Filter, FormatError, Losses, OneFile, WriteOptions, codings,
};
use crate::jobs::agreement::{self, gather::CodingSource};
use crate::jobs::export::{self, ExportError};
use crate::model::document::Status;
use crate::model::plural::{counted, counted_as};
use crate::model::{Codebook, EntityBook};
use crate::store::coder::AGREED_CODER;
use crate::store::ids::today;
use crate::store::output_guard::{OutputError, OutputGuard};
use crate::store::{Project, display_path};

use super::load::{Opened, WantedCoders};
use super::selection::{ArticleSelection, CodingSelection};
use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, load, part_record};

/// Write a dataset.
#[derive(Args)]
#[command(
    after_help = "Example: demarche export --to jsonl --status done --out talks.jsonl my-project"
)]
pub struct ExportArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Write this format; `demarche formats` lists them.
    #[arg(long, value_name = "FORMAT", alias = "format")]
    pub to: String,
    /// Write to this file or folder; `-` is standard output.
    #[arg(long, value_name = "PATH", default_value = "-")]
    pub out: PathBuf,
    #[command(flatten)]
    pub codings: CodingSelection,
    /// Export only annotations made at this time or later: a day (2026-11-04, “4 Nov 2026”, yesterday,
    /// “3 days ago”), a month (2026-11, “last month”), a year (2026) or a time (2026-11-04T10:30).
    /// Days and times are those of UTC.
    #[arg(long, value_name = "TIME", value_parser = NonEmptyStringValueParser::new())]
    pub since: Option<String>,
    /// Cut texts into words in this way, in formats of words: words, whitespace or spacy-en.
    #[arg(long)]
    pub tokenizer: Option<String>,
    /// Split the dataset by article, such as train=0.8,dev=0.1,test=0.1.
    #[arg(long, value_name = "PARTS")]
    pub split: Option<String>,
    /// Split in another way: a whole number.
    #[arg(
        long,
        value_name = "NUMBER",
        default_value = "0",
        value_parser = NonEmptyStringValueParser::new(),
        requires = "split",
        allow_hyphen_values = true
    )]
    pub seed: String,
    /// Give all parts similar shares of every label.
    #[arg(long, requires = "split")]
    pub stratify: bool,
    /// Write this many files of each table, or of jsonl, with the articles distributed by a hash of
    /// their names; for jsonl, csv, csv-excel and parquet.
    #[arg(long, value_name = "COUNT", conflicts_with = "split")]
    pub shards: Option<String>,
    /// Write a folder for each year, outlet or status, as Hive lays tables out (`year=2025`); for
    /// jsonl, csv, csv-excel and parquet.
    #[arg(long, value_name = "FIELD", conflicts_with_all = ["split", "shards"])]
    pub partition_by: Option<String>,
    /// Leave out duplicates: texts, or what is said again within an article, a day or all articles.
    #[arg(
        long,
        value_name = "RULE",
        default_value = "none",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub dedupe: String,
    /// Export only annotations of this label; may be given several times.
    #[arg(long)]
    pub label: Vec<String>,
    /// Export only articles of this status; may be given several times.
    #[arg(long)]
    pub status: Vec<String>,
    /// Write what the format cannot hold to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    pub report: Option<PathBuf>,
    /// Exit with 1 if the format cannot hold everything.
    #[arg(long)]
    pub strict: bool,
    /// Write the dataset even if articles cannot be read or there are none.
    #[arg(long)]
    pub partial: bool,
    /// Replace existing files even if Demarche did not write them, but never files of a project.
    #[arg(long)]
    pub force: bool,
}

/// Runs the command.
pub fn run(args: &ExportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let selected = args.selection.open(load::projects_to_write)?;
    let (request, today) = (request(args), today());
    let options = values::check(&selected.projects, |known| {
        request.check(known, today).map_err(WrongValues::from)
    })?;
    check_places(args, &options)?;
    if selected.part.is_some() {
        check_part(args, &options)?;
    }
    let format = options.format.about().name;
    let coders: Vec<String> = options.coders.iter().cloned().collect();
    let wanted = match coders.is_empty() {
        true => args.codings.wanted(),
        false => WantedCoders::Only(coders),
    };
    let record = selected.record(format, &(&request, &wanted, &options.filter));
    let record = record.filter(|_| options.format.writes_shards());
    let guard = load::guard(&selected.projects, args.force);
    if let Some(report) = &args.report {
        let refused = |error: OutputError| unwritten(error.into());
        guard.check_file(report).map_err(refused)?;
    }
    let empty = empty_folder(&selected.projects);
    let projects = selected.divided();
    let (mut opened, mut problems) = load::open_all(&projects, &wanted, streams)?;
    tell_open_decisions(&opened, streams)?;
    if let Some(folder) = empty {
        problems += 1;
        writeln!(
            streams.talk,
            "demarche: there are no articles; check that the folder is the right one and that its \
             disk is mounted: {}",
            display_path(&folder)
        )?;
    }
    if problems > 0 && !args.partial {
        writeln!(
            streams.talk,
            "demarche: nothing was written, because the dataset would be incomplete; mend what is \
             listed above, or use --partial to write the rest"
        )?;
        return Ok(PROBLEMS);
    }
    filter(&mut opened, &options.filter);
    let articles: Vec<ArticleRef<'_>> = opened
        .iter()
        .map(|one| ArticleRef {
            name: &one.name,
            document: &one.article.document,
            header: &one.article.header,
        })
        .collect();
    let is_stream = args.out == Path::new("-");
    let has_card = !is_stream && record.is_none() && has_data_card(args, &options);
    let agreement = match has_card {
        true => agreement_line(&projects),
        false => String::new(),
    };
    let (codebook, entities) = shared(projects);
    let write_options = WriteOptions {
        agreement,
        ..options.write_options(codebook, entities)
    };
    let mut losses = Losses::default();
    write(
        &options,
        &write_options,
        &articles,
        &args.out,
        &mut losses,
        &guard,
        streams,
    )?;
    match record {
        _ if is_stream => {}
        Some(record) => part_record::write(&record, &args.out, &guard)?,
        None => part_record::remove(&args.out)?,
    }

    for loss in losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let lost = losses.all().len();
    let (count, lost_count) = (
        counted(articles.len(), "article"),
        counted_as(lost, "loss", "losses"),
    );
    writeln!(streams.talk, "exported as {format}: {count}, {lost_count}")?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        losses.write_json(format, &mut json)?;
        guard
            .replace(report, &json)
            .map_err(|error| unwritten(error.into()))?;
    }
    let failed = problems > 0 || (args.strict && lost > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// Whether the dataset is a folder, which has a data card.
fn has_data_card(args: &ExportArgs, options: &ExportOptions) -> bool {
    let is_parted = options.split.is_some() || options.shards.is_some();
    formats::is_folder(options.format, is_parted) || args.out.is_dir()
}

/// How far the coders of these projects agree, for the data card.
fn agreement_line(projects: &[Project]) -> String {
    let lines = projects.iter().map(|project| {
        let sources = load::coding_sources(project, false, |_| true).into_iter();
        let sources: Vec<CodingSource> = sources.map(CodingSource::without_fields).collect();
        let labels = StatementLabels::of(project.codebook());
        agreement::card_line(&sources, &load::loader(), &labels, &|| false)
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("; ")
}

/// Says how many agreed versions have differences on which nobody has decided, since these are missing there.
fn tell_open_decisions(opened: &[Opened], streams: &mut Streams<'_>) -> Result<(), CliError> {
    let is_open = |one: &&Opened| {
        one.article.header.coder == AGREED_CODER
            && one.article.document.fields().status != Status::Done
    };
    let open = opened.iter().filter(is_open).count();
    if open > 0 {
        let count = counted(open, "agreed version");
        writeln!(
            streams.talk,
            "demarche: {count} not finished: what nobody has decided is missing"
        )?;
    }
    Ok(())
}

/// The folder of a project without any article: it was named wrong, or its disk is not mounted.
fn empty_folder(projects: &[Project]) -> Option<PathBuf> {
    let empty = projects.iter().find(|project| project.articles.is_empty());
    empty.map(|project| project.root.clone())
}

/// The options as they were typed.
fn request(args: &ExportArgs) -> ExportRequest {
    ExportRequest {
        format: args.to.clone(),
        coders: args.codings.coder.clone(),
        statuses: args.status.clone(),
        labels: args.label.clone(),
        since: args.since.clone().unwrap_or_default(),
        tokenizer: args.tokenizer.clone(),
        split: args.split.clone(),
        seed: args.seed.clone(),
        stratify: args.stratify,
        shards: args.shards.clone(),
        partition_by: args.partition_by.clone(),
        dedupe: args.dedupe.clone(),
    }
}

/// Refuses options whose effect on an article depends on articles of other parts, and outputs that
/// can have no record of the part.
fn check_part(args: &ExportArgs, options: &ExportOptions) -> Result<(), WrongValues> {
    let mut wrong = WrongValues::default();
    let others = [
        (options.split.is_some(), "--split"),
        (
            !matches!(options.dedupe, Dedupe::None | Dedupe::Article),
            "--dedupe",
        ),
    ];
    for (_, flag) in others.into_iter().filter(|(is_given, _)| *is_given) {
        let why =
            "it compares all articles, of which --part exports some; leave out one of the two";
        wrong.keep(
            flag,
            Err::<(), _>(ValueError::NoEffect {
                why: why.to_owned(),
            }),
        );
    }
    if args.out == Path::new("-") && options.format.writes_shards() {
        let expected = "a file or a folder with --part, so that its record is beside it for join";
        wrong.keep("--out", Err::<(), _>(ValueError::malformed("-", expected)));
    }
    wrong.unless_wrong(())
}

/// Checks whether the dataset and the report can be written to their destinations.
fn check_places(args: &ExportArgs, options: &ExportOptions) -> Result<(), WrongValues> {
    let out = args.out.as_path();
    let format = options.format.about().name;
    let is_parted = options.split.is_some() || options.shards.is_some();
    let is_folder = formats::is_folder(options.format, is_parted);
    let malformed = |expected: String| {
        let error = ValueError::malformed(&display_path(out).to_string(), expected);
        Err(WrongValues::one("--out", error))
    };
    if out == Path::new("-") {
        if is_folder {
            return malformed(format!("a folder, since “{format}” writes several files"));
        }
    } else if is_folder && out.is_file() {
        return malformed(format!(
            "a folder, since “{format}” writes several files, and this is a file"
        ));
    } else if values::is_in_file(out) {
        return malformed("a place in a folder, and this is in a file".to_owned());
    }
    let Some(report) = &args.report else {
        return Ok(());
    };
    let mut outputs = vec![("--report", report.as_path())];
    // A dataset that goes into an existing folder does not collide with the report.
    if out != Path::new("-") && !out.is_dir() {
        outputs.insert(0, ("--out", out));
    }
    values::check_outputs(&outputs)
}

/// Merges the shared files of all projects: the codebook and the entities of the first project, and
/// what the others have in addition.
fn shared(projects: Vec<Project>) -> (Codebook, EntityBook) {
    let mut codebook = Codebook::default();
    let mut entities = EntityBook::default();
    for project in projects {
        let other = project.codebook();
        if codebook.labels.is_empty() {
            codebook = other.clone();
        } else {
            for label in &other.labels {
                if codebook.label(&label.id).is_none() {
                    codebook.labels.push(label.clone());
                }
            }
            for kind in &other.relations {
                if codebook.relation(&kind.id).is_none() {
                    codebook.relations.push(kind.clone());
                }
            }
        }
        for (id, entity) in project.entities.entities {
            entities.entities.entry(id).or_insert(entity);
        }
    }
    (codebook, entities)
}

fn write(
    options: &ExportOptions,
    write_options: &WriteOptions,
    articles: &[ArticleRef<'_>],
    out: &Path,
    losses: &mut Losses,
    guard: &OutputGuard,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let unusable = |error: FormatError| match error {
        FormatError::Io(error) => CliError::Stream(error),
        other => CliError::Unusable(other.to_string()),
    };
    let format = options.format;
    if out != Path::new("-") {
        return export::write(format, articles, write_options, out, losses, guard)
            .map_err(unwritten);
    }
    let deduped = write_options.dedupe.apply(articles.to_vec(), losses);
    let mut buffered = io::BufWriter::new(&mut *streams.out);
    let mut output = OneFile::new(&mut buffered);
    codings::tell_apart(format.about(), &deduped.refs(), losses);
    format
        .write(&deduped.refs(), write_options, &mut output, losses)
        .map_err(unusable)?;
    buffered.flush()?;
    Ok(())
}

fn unwritten(error: ExportError) -> CliError {
    CliError::Unusable(error.to_string())
}

/// Removes the articles and annotations that the filter excludes.
fn filter(opened: &mut Vec<Opened>, filter: &Filter) {
    opened.retain(|one| filter.takes(&one.article.document.fields().status));
    for one in opened {
        one.article.document = filter.apply(one.article.document.clone());
    }
}
