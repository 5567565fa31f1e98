//! `demarche import`: makes articles of web pages, documents, mail and tables.

use crate::formats;
use crate::ingest::alike::Likeness;
use crate::ingest::sift::{Mapping, Read};
use crate::ingest::table::Role;
use crate::ingest::{self, Content, Ingested, Limits};
use crate::jobs::export;
use crate::jobs::ingest::{self as job, TOGETHER, Writer};
use crate::store::project::{Limits as ProjectLimits, is_coder_name, open_project};
use crate::store::shown;

use super::{CliError, DONE, ImportArgs, PROBLEMS, Streams};

/// The name under which the kind of each file is found out.
const AUTO: &str = "auto";

/// Whether the verb means this rather than a dataset format.
pub fn is_meant(from: &str) -> bool {
    let is_dataset = formats::by_name(from).is_some_and(|format| format.about().reads);
    from == AUTO || (!is_dataset && ingest::by_name(from).is_some())
}

/// The names of what can be said, for the message that something else was.
pub fn names() -> String {
    let names: Vec<&str> = ingest::ALL.iter().map(|kind| kind.name).collect();
    format!("{AUTO}, {}", names.join(", "))
}

/// Runs the verb.
pub fn run(args: &ImportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    // The kind of each file is found out where it is not said.
    let kind = ingest::by_name(&args.from);
    if !args.coder.is_empty() && !is_coder_name(&args.coder) {
        let told = format!(
            "“{}” is no coder’s name: use letters, digits, - and _",
            args.coder
        );
        return Err(CliError::Unusable(told));
    }
    let files = job::files(&args.files);
    let reads: Vec<Read> = files
        .iter()
        .map(|file| job::read(file, kind, Limits::default()))
        .collect();
    let mapping = mapping(&args.column, &reads)?;
    let there = match open_project(std::slice::from_ref(&args.out), ProjectLimits::default()) {
        Ok(project) => {
            let articles: Vec<_> = project
                .articles
                .into_iter()
                .map(|entry| (entry.name, entry.path))
                .collect();
            job::there(&articles, &|| false)
        }
        // The folder is made only when there is something to write.
        Err(_) => job::there(&[], &|| false),
    };
    let sifted = job::sifted(&reads, &mapping, &there, &|| false);
    let mut complaints = sifted.left_out.clone();
    for told in &sifted.left_out {
        writeln!(streams.talk, "{told}")?;
    }
    let unusable = |error: &dyn std::fmt::Display| {
        let path = shown(&args.out);
        CliError::Unusable(format!(
            "nothing can be written to the folder ({error}): {path}"
        ))
    };
    let folder = job::folder_in(&args.out);
    let mut taken = Vec::new();
    let (mut written, mut skipped) = (0, 0);
    for candidate in &sifted.candidates {
        let article = &candidate.article;
        let origin = &article.origin;
        let from = [origin.file.as_str(), origin.part.as_str()];
        let from = from.join(" ").trim_end().to_owned();
        for notice in &article.notices {
            writeln!(streams.talk, "{from}: {notice}")?;
        }
        if let Some(like) = &candidate.like {
            let is_same = like.likeness == Likeness::Same;
            let is_taken = args.duplicates || (!is_same && args.near);
            let what = if is_taken { "taken" } else { "left out" };
            writeln!(streams.talk, "{from}: {}; {what}", like.message())?;
            if !is_taken {
                skipped += 1;
                continue;
            }
        }
        taken.push((from, article));
    }
    if !taken.is_empty() {
        let writer = Writer::new(folder);
        let mut writer = writer.map_err(|error| unusable(&error))?;
        for portion in taken.chunks(TOGETHER) {
            let articles: Vec<&Ingested> = portion.iter().map(|(_, article)| *article).collect();
            for ((from, _), made) in portion.iter().zip(writer.write(&articles)) {
                match made {
                    Ok(path) => {
                        writeln!(streams.out, "{}", shown(&path))?;
                        written += 1;
                    }
                    Err(error) => {
                        let told = format!("{from}: {error}");
                        writeln!(streams.talk, "{told}")?;
                        complaints.push(told);
                    }
                }
            }
        }
    }
    if let Some(report) = &args.report {
        let json = serde_json::json!({ "imported": written, "complaints": complaints });
        let json = format!("{json:#}\n");
        export::replace(report, json.as_bytes())
            .map_err(|error| CliError::Unusable(error.to_string()))?;
    }
    let (files, problems) = (files.len(), complaints.len());
    writeln!(
        streams.talk,
        "imported: {written} articles of {files} files, {skipped} duplicates left out, {problems} complaints"
    )?;
    let failed = (written == 0 && skipped == 0) || (args.strict && problems > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// What columns mean by `--column NAME=ROLE`, in every table that has a column of this name.
fn mapping(given: &[String], reads: &[Read]) -> Result<Mapping, CliError> {
    let mut mapping = Mapping::new();
    for given in given {
        let parts = given.split_once('=').and_then(|(column, role)| {
            let role = Role::ALL.into_iter().find(|known| known.name() == role)?;
            Some((column, role))
        });
        let Some((column, role)) = parts else {
            let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
            let names = names.join(", ");
            let told = format!("“{given}” is not COLUMN=MEANING, with a meaning of {names}");
            return Err(CliError::Unusable(told));
        };
        let mut is_found = false;
        for (index, read) in reads.iter().enumerate() {
            let Ok(Content::Table(table)) = &read.result else {
                continue;
            };
            let roles = mapping.entry(index).or_insert_with(|| table.roles.clone());
            for (name, known) in table.columns.iter().zip(roles.iter_mut()) {
                if name == column {
                    *known = role;
                    is_found = true;
                }
            }
        }
        if !is_found {
            let told = format!("no table has a column “{column}”");
            return Err(CliError::Unusable(told));
        }
    }
    Ok(mapping)
}
