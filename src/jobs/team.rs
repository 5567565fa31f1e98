//! Work about the team: dealing, how far everybody is, packages out and in, in what coders differ.
//!
//! Who may see what, the caller knows. It reads the project from disk, so everything must be saved before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::request::RequestToken;
use super::{Event, Reporter};
use crate::model::FieldScope;
use crate::model::compare::ArticleComparison;
use crate::model::document::{Document, Status};
use crate::model::history::ArticleId;
use crate::model::team::{Deal, DealError, TeamPlan};
use crate::store::handover::package::{LIMITS, pack, read_package};
use crate::store::handover::{
    CodingProgress, HandIn, HandInError, HandInOptions, HandedIn, hand_out, progress_in,
};
use crate::store::output_guard::OutputGuard;
use crate::store::project::WalkLimits;
use crate::store::sidecar;
use crate::store::team::{TeamWriteError, project_file, save};
use crate::store::{ArticleFiles, ArticleLoader, Project, atomic, display_path, open_project};

/// What a job about the team tells.
pub enum TeamEvent {
    /// The plan was written, merged with what others have written, or writing failed.
    Saved(Result<TeamPlan, TeamWriteError>),
    Dealt(u64, Result<Deal, DealError>),
    Progress(u64, TeamProgress),
    /// The coders of an article who are not done with it.
    NotDone(u64, Vec<String>),
    /// How many decisions are about what is to be changed.
    Reopens(u64, usize),
    /// Where packages are to be handed out to.
    HandOutPlace(Option<PathBuf>),
    /// So many packages were written.
    HandedOutSome(u64, usize),
    /// Packages were written for these coders; none if it was cancelled.
    HandedOut(u64, Result<Vec<String>, String>),
    PackagePicked(Option<PathBuf>),
    PackageRead(u64, Box<Result<HandIn, String>>),
    HandedIn(u64, Result<HandedIn, HandInError>),
    /// The files that changed since a package was taken in, and were not taken back.
    TakenBack(Result<Vec<PathBuf>, HandInError>),
    /// Whether the coders of these articles differ.
    Differing(u64, Vec<(ArticleId, bool)>),
}

impl From<TeamEvent> for Event {
    fn from(event: TeamEvent) -> Self {
        Self::Team(Box::new(event))
    }
}

/// Writes a plan: the changes from `base` to `plan`.
pub fn save_plan(root: &Path, base: &TeamPlan, plan: &TeamPlan, reporter: &Reporter) {
    let path = project_file(root);
    let _wait = reporter.begin_io(display_path(&path).to_string());
    reporter.send(TeamEvent::Saved(save(&path, base, plan)).into());
}

/// A coding of a round: its coder, and the file if there is one.
pub struct AssignedCoding {
    pub round: String,
    pub coder: String,
    pub sidecar: Option<PathBuf>,
    /// There is no such article any more.
    pub is_missing: bool,
    pub is_compared: bool,
}

/// How far a coder is in a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoderProgress {
    pub assigned: usize,
    pub begun: usize,
    pub done: usize,
    pub compared: usize,
    pub missing: usize,
}

/// How far everybody is, by round and coder.
pub type TeamProgress = BTreeMap<String, BTreeMap<String, CoderProgress>>;

/// Looks how far the coders are; `None` if it was cancelled.
pub fn team_progress(
    codings: &[AssignedCoding],
    is_cancelled: &dyn Fn() -> bool,
) -> Option<TeamProgress> {
    let mut progress = TeamProgress::new();
    for coding in codings {
        if is_cancelled() {
            return None;
        }
        let of = progress.entry(coding.round.clone()).or_default();
        let of = of.entry(coding.coder.clone()).or_default();
        of.assigned += 1;
        of.compared += usize::from(coding.is_compared);
        of.missing += usize::from(coding.is_missing);
        let sidecar = coding.sidecar.as_deref();
        match sidecar.map_or(CodingProgress::Untouched, progress_in) {
            CodingProgress::Untouched => {}
            CodingProgress::Begun => of.begun += 1,
            CodingProgress::Done => of.done += 1,
        }
    }
    Some(progress)
}

/// How many decisions of an agreed version are about an annotation of a coder.
pub fn decisions_about(agreed: &Path, coder: &str, annotation: &str) -> usize {
    let read = atomic::read(agreed, sidecar::MAX_FILE_BYTES);
    let Ok((bytes, _)) = read else {
        return 0;
    };
    sidecar::read(&bytes).map_or(0, |read| read.decisions_about(coder, annotation))
}

/// What is handed out, and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOutOrder {
    pub round: String,
    pub coders: Vec<String>,
    /// A file for one coder, a folder for several.
    pub place: PathBuf,
}

impl HandOutOrder {
    /// The name of a package.
    pub fn file_name(round: &str, coder: &str) -> String {
        format!("{round}-{coder}.zip")
    }

    /// Packs what each coder gets, and tells how far it is.
    pub fn run(
        &self,
        paths: &[PathBuf],
        guard: &OutputGuard,
        request: &RequestToken,
        reporter: &Reporter,
    ) {
        let result = self.write(paths, guard, request, reporter);
        reporter.send(TeamEvent::HandedOut(request.number, result).into());
    }

    fn write(
        &self,
        paths: &[PathBuf],
        guard: &OutputGuard,
        request: &RequestToken,
        reporter: &Reporter,
    ) -> Result<Vec<String>, String> {
        let project = reopened(paths, reporter)?;
        let mut packed = Vec::new();
        for coder in &self.coders {
            let handed = hand_out(&project, &self.round, coder);
            let (manifest, files) = handed.map_err(|error| error.to_string())?;
            let bytes = pack(&manifest, &files).map_err(|error| error.to_string())?;
            let place = match self.coders.len() {
                1 => self.place.clone(),
                _ => self.place.join(Self::file_name(&self.round, coder)),
            };
            packed.push((place, bytes));
            let event = TeamEvent::HandedOutSome(request.number, packed.len());
            reporter.send(event.into());
            if request.is_over(reporter) {
                return Ok(Vec::new());
            }
        }
        // Nothing is written before all are packed, so that cancelling leaves none.
        for (place, bytes) in packed {
            let _wait = reporter.begin_io(display_path(&place).to_string());
            let written = guard.replace(&place, &bytes);
            written.map_err(|error| error.to_string())?;
        }
        Ok(self.coders.clone())
    }
}

fn reopened(paths: &[PathBuf], reporter: &Reporter) -> Result<Project, String> {
    let first = paths.first().map_or(Path::new(""), PathBuf::as_path);
    let _wait = reporter.begin_io(display_path(first).to_string());
    let opened = open_project(paths, WalkLimits::default());
    opened.map_err(|error| error.to_string())
}

/// Reads a package and works out what of it would be taken in.
pub fn read_hand_in(
    paths: &[PathBuf],
    package: &Path,
    options: HandInOptions,
    request: &RequestToken,
    reporter: &Reporter,
) {
    let plan = || -> Result<HandIn, String> {
        let wait = reporter.begin_io(display_path(package).to_string());
        let read = read_package(package, LIMITS).map_err(|error| error.to_string())?;
        drop(wait);
        let project = reopened(paths, reporter)?;
        Ok(HandIn::plan(&project, read, options))
    };
    let event = TeamEvent::PackageRead(request.number, plan().into());
    if !request.is_over(reporter) {
        reporter.send(event.into());
    }
}

/// Writes what is to be taken in of a package.
pub fn take_hand_in(plan: &HandIn, paths: &[PathBuf], number: u64, reporter: &Reporter) {
    let first = paths.first().map_or(Path::new(""), PathBuf::as_path);
    let project = open_project(paths, WalkLimits::default());
    let result = match project {
        Ok(project) => plan.apply(&project),
        Err(source) => Err(HandInError::Folder {
            path: first.to_owned(),
            source,
        }),
    };
    reporter.send(TeamEvent::HandedIn(number, result).into());
}

/// An article that several coded.
pub struct DifferingSource {
    pub id: ArticleId,
    /// The coder's code, and the files.
    pub codings: Vec<(String, ArticleFiles)>,
}

/// Whether the coders of each article differ; `None` if it was cancelled. An article that fewer than two have
/// coded is left out.
pub fn differing(
    articles: &[DifferingSource],
    loader: &ArticleLoader,
    scope: &FieldScope,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<Vec<(ArticleId, bool)>> {
    let mut found = Vec::new();
    for article in articles {
        if is_cancelled() {
            return None;
        }
        let read = article.codings.iter();
        let read = read.filter_map(|(coder, files)| Some((coder, loader.read(files).ok()?)));
        let read: Vec<_> = read.collect();
        let coded = read.iter().filter(|(_, loaded)| is_coded(&loaded.document));
        let documents: Vec<(&str, &Document)> = coded
            .map(|(coder, loaded)| (coder.as_str(), &loaded.document))
            .collect();
        let [(_, first), _, ..] = documents.as_slice() else {
            continue;
        };
        let text = first.text();
        let is_same = |(_, other): &(&str, &Document)| other.text().as_str() == text.as_str();
        let differs = !documents.iter().all(is_same)
            || !ArticleComparison::new(text, &documents, scope)
                .issues()
                .is_empty();
        found.push((article.id, differs));
    }
    Some(found)
}

/// Whether a coding counts: it is done or has annotations, and was not skipped.
fn is_coded(document: &Document) -> bool {
    match document.fields().status {
        Status::Done => true,
        Status::Skipped => false,
        _ => !document.annotations().is_empty(),
    }
}
