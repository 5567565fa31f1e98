//! `demarche import`: makes articles and sidecars of a dataset.

use std::slice;

use crate::formats::{self, Imported};
use crate::jobs::{export, import};
use crate::model::codebook_diff::differences;
use crate::store::project::{Limits, Project, open_project};
use crate::store::shown;

use super::{CliError, DONE, ImportArgs, PROBLEMS, Streams, ingest};

/// Runs the verb.
pub fn run(args: &ImportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let readable = || formats::ALL.iter().filter(|format| format.about().reads);
    let format = readable().find(|format| format.about().name == args.from);
    let Some(format) = format else {
        let names: Vec<&str> = readable().map(|format| format.about().name).collect();
        let (wanted, names, kinds) = (&args.from, names.join(", "), ingest::names());
        let told = format!(
            "“{wanted}” is no format that is read: choose a dataset format ({names}) or a kind of \
             file ({kinds})"
        );
        return Err(CliError::Unusable(told));
    };
    let unusable = |error: &dyn std::fmt::Display| CliError::Unusable(error.to_string());
    let loaded = import::load(&args.files).map_err(|error| unusable(&error))?;
    let inputs = import::inputs(&loaded);
    let mut imported = format.read(&inputs).map_err(|error| unusable(&error))?;
    let written = import::write(&mut imported, &args.out).map_err(|error| unusable(&error))?;
    let count = written.len();
    if count > 0 {
        let project = open_project(slice::from_ref(&args.out), Limits::default());
        let project = project.map_err(|error| unusable(&error))?;
        import::add_entities(&mut imported, &project).map_err(|error| unusable(&error))?;
        extend_codebook(&imported, project, args.extend_codebook, streams)?;
    }
    for article in &imported.articles {
        for notice in &article.notices {
            writeln!(streams.talk, "{}: {}", article.name, notice.kind)?;
        }
    }
    for loss in imported.losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let complaints = imported.losses.all().len();
    writeln!(
        streams.talk,
        "imported from {}: {count} articles, {complaints} complaints",
        format.about().name
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        imported.losses.write_json(format.about().name, &mut json)?;
        export::replace(report, &json).map_err(|error| unusable(&error))?;
    }
    let failed = count == 0 || (args.strict && complaints > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// Adds what a dataset uses to the codebook, or tells that it could be added.
fn extend_codebook(
    imported: &Imported,
    project: Project,
    is_asked: bool,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let codebook = import::extended(project.codebook(), imported);
    let news = differences(project.codebook(), &codebook);
    for line in &news {
        writeln!(streams.talk, "codebook: {line}")?;
    }
    if news.is_empty() {
        return Ok(());
    }
    if !is_asked {
        let told = "the codebook is as it was: --extend-codebook adds what the dataset needs";
        writeln!(streams.talk, "{told}")?;
        return Ok(());
    }
    let path = project.codebook_path();
    if project.codebook_is_broken() {
        let path = shown(&path);
        let told = format!("the codebook cannot be read, and is left as it is: {path}");
        return Err(CliError::Unusable(told));
    }
    let mut file = project.codebook.with(codebook);
    file.save(&path, &|_| true)
        .map(|_| ())
        .map_err(|error| CliError::Unusable(error.to_string()))
}
