//! `demarche reanchor`: moves annotations in articles that were edited outside of Demarche.
//!
//! It writes certain moves. It lists the other annotations, which stay detached until a person
//! decides.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::formats::export_options;
use crate::model::anchor::Move;
use crate::model::plural::counted;
use crate::model::span::QUOTE_GAP;
use crate::model::{Anchor, Edit};
use crate::store::display_path;
use crate::store::{LoadedArticle, SidecarNoticeKind, Snapshot, save_sidecar};

use super::selection::ArticleSelection;
use super::values::WrongValues;
use super::{CliError, DONE, PROBLEMS, Streams, load, values};

/// Move annotations to where their words are now, in articles that were edited.
#[derive(Args)]
#[command(
    after_help = "Example: demarche reanchor my-project\nCertain moves are written to the sidecars; annotations that are uncertain or detached are listed.\nThe exit status is 1 if some of them are left to decide: press J in the window to go through them."
)]
pub struct ReanchorArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Move only this coder's annotations; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// Also accept uncertain positions with at least this score: a number from 0 to 1, such as 0.9.
    #[arg(long, value_name = "SCORE", allow_hyphen_values = true)]
    pub take: Option<String>,
    /// Print what would be done and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// The result of re-anchoring a detached annotation.
struct ReanchorReport {
    id: String,
    quote: String,
    /// `moved`, `undecided` or `detached`.
    fate: &'static str,
    /// Its new or proposed position, in scalar values, with the similarity score.
    found: Option<(usize, f32)>,
}

/// Runs the command.
pub fn run(args: &ReanchorArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let mut report: Vec<Value> = Vec::new();
    let (mut files, mut moved, mut open, mut failed) = (0, 0, 0, 0);
    let selected = args.selection.open(match args.dry_run {
        true => load::projects,
        false => load::projects_to_write,
    })?;
    values::check_coders(&selected.projects, &args.coder)?;
    let least_score = match &args.take {
        None => None,
        Some(score) => {
            let score = export_options::values::score(score);
            Some(score.map_err(|error| WrongValues::one("--take", error))?)
        }
    };
    let wanted = load::WantedCoders::only_or_everybody(&args.coder);
    for project in selected.divided() {
        for entry in &project.articles {
            for (coder, path) in load::wanted_sidecars(entry, &wanted) {
                let loaded = match load::open(&project, entry, coder.as_deref(), &path) {
                    Ok(loaded) => loaded,
                    Err(error) => {
                        failed += 1;
                        writeln!(streams.talk, "demarche: {error}")?;
                        continue;
                    }
                };
                let is_changed = is_changed(&loaded);
                if !is_changed && loaded.document.detached().is_empty() {
                    continue;
                }
                let kept = loaded.document.annotations().len();
                let stamp = loaded.stamp.clone();
                let (snapshot, reports) = follow(loaded, least_score);
                let has_moved = reports.iter().any(|reports| reports.fate == "moved");
                if (is_changed || has_moved) && !args.dry_run {
                    files += 1;
                    if let Err(error) = save_sidecar(&path, &snapshot, stamp.as_ref(), &|_| true) {
                        failed += 1;
                        writeln!(streams.talk, "demarche: {error}")?;
                        continue;
                    }
                }
                moved += reports
                    .iter()
                    .filter(|reports| reports.fate == "moved")
                    .count();
                open += reports
                    .iter()
                    .filter(|reports| reports.fate != "moved")
                    .count();
                if args.json {
                    report.push(as_json(&path, kept, &reports));
                } else {
                    tell(&path, kept, &reports, streams)?;
                }
            }
        }
    }
    if args.json {
        let report = json!({"format": "demarche-reanchor", "version": 1, "files": report});
        writeln!(streams.out, "{report:#}")?;
    } else {
        let done = if args.dry_run {
            "would be written"
        } else {
            "written"
        };
        let (files, moved) = (counted(files, "file"), counted(moved, "annotation"));
        writeln!(
            streams.talk,
            "{files} {done}: {moved} moved, {open} left to decide"
        )?;
    }
    Ok(if open + failed > 0 { PROBLEMS } else { DONE })
}

fn is_changed(loaded: &LoadedArticle) -> bool {
    let mut kinds = loaded.notices.iter().map(|notice| &notice.kind);
    kinds.any(|kind| *kind == SidecarNoticeKind::SourceChanged)
}

/// Applies moves that are certain or have the required score, and returns a result for each
/// detached annotation.
fn follow(mut loaded: LoadedArticle, least_score: Option<f32>) -> (Snapshot, Vec<ReanchorReport>) {
    let mut reports = Vec::new();
    let lost: Vec<_> = loaded.document.detached().to_vec();
    for annotation in lost {
        let found = loaded.moves.iter().find(|found| found.id == annotation.id);
        let is_taken = |Move { found, .. }: &&Move| {
            found.certain || least_score.is_some_and(|least| found.score >= least)
        };
        let is_moved = found.filter(is_taken).is_some_and(|Move { id, found }| {
            let edit = Edit::SetPlace(id.clone(), Anchor::At(found.to.clone()));
            loaded.document.apply(edit).is_ok()
        });
        let quote = match &annotation.place {
            Anchor::Detached(lost) => lost.quote.join(QUOTE_GAP),
            Anchor::At(_) => String::new(),
        };
        let text = loaded.document.text();
        reports.push(ReanchorReport {
            id: annotation.id.to_string(),
            quote,
            fate: match (is_moved, found) {
                (true, _) => "moved",
                (false, Some(_)) => "undecided",
                (false, None) => "detached",
            },
            found: found.and_then(|Move { found, .. }| {
                let start = text.char_from_byte(found.to.start())?;
                Some((start.0, found.score))
            }),
        });
    }
    let header = Arc::clone(&loaded.header);
    (Snapshot::new(&loaded.document, &header), reports)
}

fn tell(
    path: &Path,
    kept: usize,
    reports: &[ReanchorReport],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let path = display_path(path);
    let kept = counted(kept, "annotation");
    writeln!(streams.out, "{path}: {kept} unchanged")?;
    for ReanchorReport {
        id,
        quote,
        fate,
        found,
    } in reports
    {
        write!(streams.out, "{path}: {id}: {fate}: “{quote}”")?;
        match found {
            Some((start, score)) => writeln!(streams.out, ", at {start} (score {score:.2})")?,
            None => writeln!(streams.out)?,
        }
    }
    Ok(())
}

fn as_json(path: &Path, kept: usize, reports: &[ReanchorReport]) -> Value {
    let annotations = reports.iter().map(|reports| {
        json!({
            "id": reports.id,
            "quote": reports.quote,
            "fate": reports.fate,
            "start": reports.found.map(|(start, _)| start),
            "score": reports.found.map(|(_, score)| score),
        })
    });
    json!({
        "file": path.to_string_lossy(),
        "kept": kept,
        "annotations": annotations.collect::<Vec<_>>(),
    })
}
