//! `demarche import`: makes articles and sidecars of a dataset.

use crate::formats;
use crate::jobs::{export, import};

use super::{CliError, DONE, ImportArgs, PROBLEMS, Streams, ingest};

/// Runs the verb.
pub fn run(args: &ImportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let readable = || formats::ALL.iter().filter(|format| format.reads());
    let format = readable().find(|format| format.name() == args.from);
    let Some(format) = format else {
        let names: Vec<&str> = readable().map(|format| format.name()).collect();
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
    let count = import::write(&mut imported, &args.out).map_err(|error| unusable(&error))?;
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
        format.name()
    )?;
    if let Some(report) = &args.report {
        let mut json = Vec::new();
        imported.losses.write_json(format.name(), &mut json)?;
        export::replace(report, &json).map_err(|error| unusable(&error))?;
    }
    let failed = count == 0 || (args.strict && complaints > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}
