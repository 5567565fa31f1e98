//! `demarche export`: writes a dataset.

use std::io::{self, Write};
use std::path::Path;

use crate::formats::{self, ArticleRef, Files, Format, FormatError, Losses, OneFile, WriteOptions};
use crate::jobs::export::{self, ExportError};
use crate::model::document::Status;
use crate::model::{Annotation, Document, LabelId, Relation};

use super::load::Opened;
use super::{CliError, DONE, ExportArgs, PROBLEMS, Streams, load};

/// Runs the verb.
pub fn run(args: &ExportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let Some(format) = formats::by_name(&args.to) else {
        let names: Vec<&str> = formats::ALL.iter().map(|format| format.name()).collect();
        let names = names.join(", ");
        let wanted = &args.to;
        let told = format!("there is no format “{wanted}”: choose one of {names}");
        return Err(CliError::Unusable(told));
    };
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
    let options = WriteOptions::default();
    write(format, &articles, &options, &args.out, &mut losses, streams)?;

    for loss in losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let (count, lost) = (articles.len(), losses.all().len());
    writeln!(
        streams.talk,
        "exported as {}: {count} articles, {lost} losses",
        format.name()
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        losses.write_json(format.name(), &mut json)?;
        export::replace(report, &json).map_err(unwritten)?;
    }
    let failed = problems > 0 || (args.strict && lost > 0);
    Ok(if failed { PROBLEMS } else { DONE })
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
        if format.files() == Files::Several {
            let name = format.name();
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
    if !args.status.is_empty() {
        let wanted: Vec<Status> = args.status.iter().map(|name| Status::parse(name)).collect();
        opened.retain(|one| wanted.contains(&one.article.document.fields().status));
    }
    if !args.label.is_empty() {
        let wanted: Vec<LabelId> = args.label.iter().map(|l| l.as_str().into()).collect();
        for one in opened {
            one.article.document = with_labels(&one.article.document, &wanted);
        }
    }
}

/// The document with annotations of these labels only, and the relations between them.
fn with_labels(document: &Document, labels: &[LabelId]) -> Document {
    let annotations: Vec<Annotation> = document
        .annotations()
        .iter()
        .chain(document.detached())
        .filter(|annotation| labels.contains(&annotation.label))
        .map(|annotation| (**annotation).clone())
        .collect();
    let relations: Vec<Relation> = document
        .relations()
        .filter(|relation| {
            [&relation.from, &relation.to].into_iter().all(|end| {
                let annotation = document.annotation(end);
                annotation.is_some_and(|a| labels.contains(&a.label))
            })
        })
        .map(|relation| (**relation).clone())
        .collect();
    let fields = document.fields().clone();
    Document::load(document.text().clone(), fields, annotations, relations).0
}
