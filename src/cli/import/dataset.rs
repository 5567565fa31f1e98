//! `demarche import` of a dataset: writes its articles and their sidecars.
//!
//! It knows no format; the caller passes one.

use std::io;
use std::path::PathBuf;
use std::slice;

use crate::formats::data_card;
use crate::formats::part_files::is_part_record;
use crate::formats::{self, CodingOf, DatasetSummary, Format, InputFile, Loss, LossKind, LostItem};
use crate::jobs::import::{self, Dataset, DatasetWriter, WrittenArticles};
use crate::model::codebook_diff::differences;
use crate::model::plural::counted;
use crate::model::{Codebook, FieldScope};
use crate::store::project::open_project;

use super::{ImportArgs, extend_codebook, list_changes};
use crate::cli::part::Part;
use crate::cli::{CliError, DONE, PROBLEMS, Streams, load};

/// Files that were not taken which are listed; the others are counted.
const LISTED_FILES: usize = 100;

/// Imports a dataset of this format, or says what would be imported.
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
    let mut of_others = 0;
    let (mut summary, read) = DatasetSummary::of(format, &inputs, &mut |mut article| {
        if part.is_some_and(|part| !part.has(&article.name)) || args.dry_run {
            return Ok(());
        }
        if let Some(coder) = &args.coder {
            match article.coding {
                CodingOf::Only => {
                    article.coding = CodingOf::Several;
                    article.header.coder.clone_from(coder);
                }
                CodingOf::Several => of_others += 1,
            }
        }
        writer.write(article)
    });
    let WrittenArticles {
        written,
        already_there,
        losses,
    } = writer.end();
    let count = match args.dry_run {
        true => summary.articles,
        false => written.len() + already_there,
    };
    summary.losses.append(losses);
    if let Some(coder) = args.coder.as_ref().filter(|_| of_others > 0) {
        let codings = counted(of_others, "coding");
        let why = format!("{codings} of people whom the dataset names are not “{coder}”’s");
        let name = format.about().name;
        summary
            .losses
            .add(name, LostItem::Article, LossKind::Corrected, why);
    }
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
    let is_nothing = count == 0 && part.is_none();
    let lacks = match (is_nothing, lacks_annotations(&summary)) {
        (true, _) => Some(("article", first_lost(&summary, LossKind::Dropped).cloned())),
        (false, Some(why)) => Some(("annotation", Some(why.clone()))),
        (false, None) => None,
    };
    if let Some((what, why)) = &lacks {
        let message = of_nothing(what, why.as_ref(), format, &inputs);
        writeln!(streams.talk, "{message}")?;
    }
    let project = open_project(slice::from_ref(&args.out), load::walk_limits());
    if args.dry_run {
        let ours = project.map_or_else(|_| Codebook::default(), |p| p.codebook().clone());
        list_changes(&differences(&ours, &summary.extended(&ours)), streams)?;
    } else if count > 0 {
        let project = project.map_err(|error| unusable(&error))?;
        import::add_entities(&mut summary, &project).map_err(|error| unusable(&error))?;
        let needed = summary.extended(project.codebook());
        extend_codebook(needed, project, args.extend_codebook, streams)?;
    }
    for notice in &summary.notices {
        writeln!(streams.talk, "{notice}")?;
    }
    for loss in summary.losses.all() {
        writeln!(streams.talk, "{loss}")?;
    }
    let mut unopened = dataset.unopened();
    unopened.retain(|name| !is_beside(name));
    list_files(&unopened, format, streams)?;
    let complaints = summary.losses.count();
    let of_earlier_import = match already_there {
        0 => String::new(),
        there => format!(" ({there} of an earlier import)"),
    };
    let begins = match args.dry_run {
        true => "nothing was written; it would import",
        false => "imported",
    };
    let detached = match summary.detached {
        0 => String::new(),
        count => format!(" ({count} more without a place)"),
    };
    writeln!(
        streams.talk,
        "{begins} from {}: {}{of_earlier_import}, {}{detached}, {}, {}",
        format.about().name,
        counted(count, "article"),
        counted(summary.annotations, "annotation"),
        counted(summary.relations, "relation"),
        counted(complaints, "complaint")
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        summary.losses.write_json(format.about().name, &mut json)?;
        let written = args.guard().replace(report, &json);
        written.map_err(|error| unusable(&error))?;
    }
    let failed = read.is_err() || lacks.is_some() || (args.strict && complaints > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// Why no annotation has its place in a text, if the dataset has some.
fn lacks_annotations(summary: &DatasetSummary) -> Option<&Loss> {
    if summary.annotations > 0 {
        return None;
    }
    first_lost(summary, LossKind::Detached).or_else(|| first_lost(summary, LossKind::Dropped))
}

fn first_lost(summary: &DatasetSummary, kind: LossKind) -> Option<&Loss> {
    summary.losses.all().iter().find(|loss| loss.what == kind)
}

/// What is said of an import of nothing: the reason, and what to try.
fn of_nothing(
    what: &str,
    why: Option<&Loss>,
    format: &dyn Format,
    inputs: &[InputFile<'_>],
) -> String {
    let name = format.about().name;
    let why = match why {
        Some(loss) => format!(": {loss}"),
        None => " in the files".to_owned(),
    };
    let guess = formats::guess_counted(inputs, &mut || true);
    let other = guess.filter(|guess| guess.found > 0 && guess.format.about().name != name);
    let hint = match other {
        Some(guess) => format!("--from {} reads them", guess.format.about().name),
        None => "another --from may read them (`demarche formats` lists the formats)".to_owned(),
    };
    format!("no {what} came in as {name}{why}; {hint}")
}

/// Whether a file describes a dataset of ours, and is no part of it.
fn is_beside(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name == data_card::FILE || is_part_record(name)
}

/// Lists the files that the reader did not ask for.
fn list_files(names: &[&str], format: &dyn Format, streams: &mut Streams<'_>) -> io::Result<()> {
    let about = format.about();
    for name in names.iter().take(LISTED_FILES) {
        let why = format!("it is no file of {} with articles", about.name);
        writeln!(streams.talk, "{name}: not read: {why}")?;
    }
    let more = names.len().saturating_sub(LISTED_FILES);
    if more > 0 {
        let more = counted(more, "more file");
        writeln!(streams.talk, "and {more} not read")?;
    }
    Ok(())
}
