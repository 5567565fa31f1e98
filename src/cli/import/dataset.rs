//! `demarche import` of a dataset: writes its articles and their sidecars.
//!
//! It knows no format; the caller passes one.

use std::path::PathBuf;
use std::slice;

use crate::formats::{DatasetSummary, Format, LossKind, LostItem};
use crate::jobs::import::{self, Dataset, DatasetWriter, WrittenArticles};
use crate::model::FieldScope;
use crate::model::codebook_diff::differences;
use crate::model::plural::counted;
use crate::store::display_path;
use crate::store::project::{Project, open_project};

use super::ImportArgs;
use crate::cli::part::Part;
use crate::cli::{CliError, DONE, PROBLEMS, Streams, load};

/// Changes of the codebook that are listed; the others are counted.
const LISTED_CHANGES: usize = 100;

/// Imports a dataset of this format.
pub fn run(
    args: &ImportArgs,
    paths: &[PathBuf],
    part: Option<Part>,
    format: &dyn Format,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let unusable = |error: &dyn std::fmt::Display| CliError::Unusable(error.to_string());
    let dataset = Dataset::find(paths).map_err(|error| unusable(&error))?;
    let scope = match open_project(slice::from_ref(&args.out), load::walk_limits()) {
        Ok(project) => FieldScope::of(project.codebook()),
        // The folder is made only when there is something to write.
        Err(_) => FieldScope::default(),
    };
    let mut writer = DatasetWriter::new(&args.out, scope);
    let inputs = dataset.inputs();
    let (mut summary, read) = DatasetSummary::of(format, &inputs, &mut |article| match part
        .is_none_or(|part| part.has(&article.name))
    {
        true => writer.write(article),
        false => Ok(()),
    });
    let WrittenArticles {
        written,
        already_there,
        losses,
    } = writer.end();
    let count = written.len() + already_there;
    summary.losses.append(losses);
    if let Err(error) = &read {
        if count == 0 {
            return Err(unusable(error));
        }
        let what = format.about().name;
        let why = error.to_string();
        summary
            .losses
            .add(what, LostItem::Article, LossKind::Dropped, why);
    }
    if count > 0 {
        let project = open_project(slice::from_ref(&args.out), load::walk_limits());
        let project = project.map_err(|error| unusable(&error))?;
        import::add_entities(&mut summary, &project).map_err(|error| unusable(&error))?;
        extend_codebook(&summary, project, args.extend_codebook, streams)?;
    }
    for notice in &summary.notices {
        writeln!(streams.talk, "{notice}")?;
    }
    for loss in summary.losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let complaints = summary.losses.count();
    let of_earlier_import = match already_there {
        0 => String::new(),
        there => format!(" ({there} of an earlier import)"),
    };
    writeln!(
        streams.talk,
        "imported from {}: {}{of_earlier_import}, {}",
        format.about().name,
        counted(count, "article"),
        counted(complaints, "complaint")
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        summary.losses.write_json(format.about().name, &mut json)?;
        let written = args.guard().replace(report, &json);
        written.map_err(|error| unusable(&error))?;
    }
    let is_empty = count == 0 && part.is_none();
    let failed = read.is_err() || is_empty || (args.strict && complaints > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// Adds the labels and types of a dataset to the codebook, or reports that they could be added.
fn extend_codebook(
    summary: &DatasetSummary,
    project: Project,
    is_asked: bool,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let codebook = summary.extended(project.codebook());
    let news = differences(project.codebook(), &codebook);
    for line in news.iter().take(LISTED_CHANGES) {
        writeln!(streams.talk, "codebook: {line}")?;
    }
    let more = news.len().saturating_sub(LISTED_CHANGES);
    if more > 0 {
        let more = counted(more, "more change");
        writeln!(streams.talk, "codebook: and {more}")?;
    }
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
