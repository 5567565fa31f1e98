//! `demarche import` of files: converts web pages, documents, mail and tables to articles.
//!
//! It knows no dataset format.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::formats::export_options::{ValueError, ValueKind};
use crate::ingest::dedupe::{Mapping, ReadFile};
use crate::ingest::near_duplicates::Similarity;
use crate::ingest::table::Role;
use crate::ingest::{Content, FileKind, Ingested, Limits};
use crate::jobs::ingest::{self as job, ArticleWriter, BATCH_SIZE, FoundFile, WrittenImport};
use crate::model::Codebook;
use crate::model::codebook_diff::{differences, united};
use crate::model::plural::counted;
use crate::store::display_path;
use crate::store::io_reason::reason;
use crate::store::project::open_project;

use super::ImportArgs;
use crate::cli::part::Part;
use crate::cli::values::WrongValues;
use crate::cli::{CliError, DONE, PROBLEMS, Streams, load};

/// Converts files of this kind, or detects the kind of each.
pub fn run(
    args: &ImportArgs,
    paths: &[PathBuf],
    part: Option<Part>,
    kind: Option<&'static FileKind>,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let files = job::files_where(paths, kind, &|name| part.is_none_or(|part| part.has(name)));
    let reads: Vec<ReadFile> = files
        .iter()
        .map(|file| job::read(file, kind, Limits::default()))
        .collect();
    let mapping = mapping(&args.column, &reads)?;
    let there = match open_project(std::slice::from_ref(&args.out), load::walk_limits()) {
        Ok(project) => {
            let articles: Vec<_> = project
                .articles
                .into_iter()
                .map(|entry| (entry.name, entry.path))
                .collect();
            job::there(&articles, &|| false)
        }
        // The folder is created only if there is something to write.
        Err(_) => job::there(&[], &|| false),
    };
    let deduplicated = job::deduplicated(&reads, &mapping, &there, &|| false);
    let mut complaints = deduplicated.left_out.clone();
    for message in &deduplicated.left_out {
        writeln!(streams.talk, "{message}")?;
    }
    let unusable = |error: &dyn std::fmt::Display| {
        let path = display_path(&args.out);
        CliError::Unusable(format!(
            "nothing can be written to the folder ({error}): {path}"
        ))
    };
    let folder = job::folder_in(&args.out);
    let mut taken = Vec::new();
    let (mut written, mut skipped) = (0, 0);
    let mut import = WrittenImport::default();
    for candidate in &deduplicated.candidates {
        let article = &candidate.article;
        let origin = &article.origin;
        let from = [origin.file.as_str(), origin.part.as_str()];
        let from = from.join(" ").trim_end().to_owned();
        for notice in &article.notices {
            writeln!(streams.talk, "{from}: {notice}")?;
        }
        if let Some(like) = &candidate.like {
            let is_same = like.likeness == Similarity::Same;
            let is_taken = args.duplicates || (!is_same && args.near);
            let what = if is_taken { "taken" } else { "left out" };
            writeln!(streams.talk, "{from}: {}; {what}", like.message())?;
            if !is_taken {
                skipped += 1;
                let marks = article.annotations.len();
                if marks > 0 {
                    let marks = counted(marks, "annotation");
                    let message = format!("{from}: left out with it: {marks}");
                    writeln!(streams.talk, "{message}")?;
                    complaints.push(message);
                }
                continue;
            }
        }
        taken.push((from, article));
    }
    let annotations: usize = taken.iter().map(|(_, a)| a.annotations.len()).sum();
    if args.dry_run {
        written = taken.len();
        for (_, article) in &taken {
            import.add(PathBuf::new(), article);
        }
    } else if !taken.is_empty() {
        let writer = ArticleWriter::new(folder);
        let mut writer = writer.map_err(|error| unusable(&reason(&error)))?;
        for portion in taken.chunks(BATCH_SIZE) {
            let articles: Vec<&Ingested> = portion.iter().map(|(_, article)| *article).collect();
            for ((from, article), made) in portion.iter().zip(writer.write(&articles)) {
                match made {
                    Ok(path) => {
                        writeln!(streams.out, "{}", display_path(&path))?;
                        import.add(path, article);
                        written += 1;
                    }
                    Err(error) => {
                        let message = format!("{from}: {error}");
                        writeln!(streams.talk, "{message}")?;
                        complaints.push(message);
                    }
                }
            }
        }
    }
    if annotations > 0 && written > 0 {
        let project = open_project(std::slice::from_ref(&args.out), load::walk_limits());
        match project {
            Ok(project) if !args.dry_run => {
                let codebook = project.codebook();
                let needed = united(codebook, &import.used.codebook(codebook));
                super::extend_codebook(needed, project, args.extend_codebook, streams)?;
            }
            project => {
                let codebook =
                    project.map_or_else(|_| Codebook::default(), |p| p.codebook().clone());
                let needed = united(&codebook, &import.used.codebook(&codebook));
                super::list_changes(&differences(&codebook, &needed), streams)?;
            }
        }
    }
    if let Some(report) = &args.report {
        let json = serde_json::json!({ "imported": written, "complaints": complaints });
        let json = format!("{json:#}\n");
        let written = args.guard().replace(report, json.as_bytes());
        written.map_err(|error| CliError::Unusable(error.to_string()))?;
    }
    let problems = complaints.len();
    let is_read = |file: &&FoundFile| !matches!(file, FoundFile::LeftOut(..));
    let read_files = files.iter().filter(is_read).count();
    writeln!(
        streams.talk,
        "{}: {} of {}{}, {} left out, {}",
        if args.dry_run {
            "nothing was written; it would import"
        } else {
            "imported"
        },
        counted(written, "article"),
        counted(read_files, "file"),
        match annotations {
            0 => String::new(),
            count => format!(" with {}", counted(count, "annotation")),
        },
        counted(skipped, "duplicate"),
        counted(problems, "complaint")
    )?;
    let is_empty = written == 0 && skipped == 0 && !(part.is_some() && files.is_empty());
    if is_empty {
        let message = "nothing was imported: --from names the kind of files or the dataset format \
                       (`demarche formats` lists the formats), --column the text of a table";
        writeln!(streams.talk, "{message}")?;
    }
    let failed = is_empty || (args.strict && problems > 0);
    Ok(if failed { PROBLEMS } else { DONE })
}

/// Parses the meaning of a column, typed as `NAME=MEANING`.
///
/// # Errors
/// If it has another form, or the meaning is unknown.
pub fn column(typed: &str) -> Result<(&str, Role), ValueError> {
    let pair = typed.rsplit_once('=').filter(|(name, _)| !name.is_empty());
    let (name, meaning) =
        pair.ok_or_else(|| ValueError::malformed(typed, "NAME=MEANING, such as lead=text"))?;
    let role = Role::ALL.into_iter().find(|role| role.name() == meaning);
    let role = role.ok_or_else(|| {
        let names = Role::ALL.iter().map(|role| role.name());
        ValueError::unknown(ValueKind::ColumnMeaning, meaning, names)
    })?;
    Ok((name, role))
}

/// Applies `--column` to every table that has a column of this name.
fn mapping(given: &[String], reads: &[ReadFile]) -> Result<Mapping, WrongValues> {
    let tables = || {
        let contents = reads.iter().enumerate();
        contents.filter_map(|(index, read)| match &read.result {
            Ok(Content::Table(table)) => Some((index, table)),
            _ => None,
        })
    };
    let mut wrong = WrongValues::default();
    let mut mapping = Mapping::new();
    for typed in given {
        let Some((column, role)) = wrong.keep("--column", column(typed)) else {
            continue;
        };
        let mut is_found = false;
        for (index, table) in tables() {
            let roles = mapping.entry(index).or_insert_with(|| table.roles.clone());
            for (name, known) in table.columns.iter().zip(roles.iter_mut()) {
                if name == column {
                    *known = role;
                    is_found = true;
                }
            }
        }
        if !is_found {
            let names: BTreeSet<&String> = tables().flat_map(|(_, table)| &table.columns).collect();
            let unknown = ValueError::unknown(ValueKind::Column, column, names);
            wrong.keep("--column", Err::<(), _>(unknown));
        }
    }
    wrong.unless_wrong(mapping)
}
