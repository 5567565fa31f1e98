//! Discovers the project in the paths to open: its articles, its journal, and whether it was moved.
//!
//! It opens nothing on screen: `opening` handles the result of the job here.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::App;
use super::phase::Phase;
use super::watching::watch_of;
use crate::jobs::journal::FoundJournal;
use crate::jobs::{Event, Jobs, Listed, journal};
use crate::model::entity_names::EntityNames;
use crate::store::ArticleLoader;
use crate::store::display_path::{display_path, seen};
use crate::store::journal::JournalError;
use crate::store::project::{Project, WalkLimits};
use crate::store::project_index::GoneLimits;
use crate::store::project_leftovers::open_and_tidy;
use crate::store::state::StateFolder;
use crate::store::team::PROJECT_FILE;

impl App {
    pub(super) fn start_listing(&mut self, paths: Vec<PathBuf>) {
        self.list_project(paths, None);
    }

    /// Lists a project. `takes_over` says whether it goes on with the history of one that was
    /// elsewhere; where nobody has said it and it cannot be known, the user is asked.
    pub(super) fn list_project(&mut self, paths: Vec<PathBuf>, takes_over: Option<bool>) {
        let state = self.shell.persisted_state.folder().cloned();
        self.shell.jobs.pending_io().forget();
        self.phase = Phase::Listing(paths.clone());
        list(&self.shell.jobs, paths, state, takes_over);
    }
}

/// Starts the job that lists a project. It needs no window.
pub(super) fn list(
    jobs: &Jobs,
    paths: Vec<PathBuf>,
    state: Option<StateFolder>,
    takes_over: Option<bool>,
) {
    jobs.spawn("list articles", move |reporter| {
        let first = paths.first().map(PathBuf::as_path).unwrap_or(Path::new(""));
        let wait = reporter.begin_io(display_path(first).to_string());
        let since = SystemTime::now();
        let listed = open_and_tidy(&paths, WalkLimits::default()).map(|project| {
            let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let root = full(&project.root);
            let found = match &state {
                Some(state) => find_journal(state, &root, &project, takes_over),
                None => DiscoveredProject::default(),
            };
            let listed = Listed {
                watch: watch_of(&paths, since, &project),
                name: project_name(&paths, &project),
                offer: full(first),
                journal: found.journal,
                moved_from: found.moved_from,
                has_project_file: project.root.join(PROJECT_FILE).exists(),
                entities_read: project.entities.clone(),
                entity_names: EntityNames::of(&project.entities),
                root,
                project,
            };
            (listed, found.maybe_from)
        });
        reporter.send(match listed {
            Ok((_, Some(from))) => Event::ProjectMoved(paths, from),
            Ok((listed, None)) => Event::ProjectListed(paths, Box::new(Ok(listed))),
            Err(error) => Event::ProjectListed(paths, Box::new(Err(error))),
        });
        drop(wait);
        if let Some(state) = state {
            state.tidy_gone_projects(&GoneLimits::default(), SystemTime::now());
        }
    });
}

/// A project's journal, and where the project was before.
#[derive(Default)]
struct DiscoveredProject {
    journal: Option<Result<FoundJournal, JournalError>>,
    moved_from: Option<PathBuf>,
    /// The former path of a similar project, while the user has not confirmed that it was moved.
    maybe_from: Option<PathBuf>,
}

/// Opens the journal of a project. A moved project keeps its persisted state, if the match is
/// certain or the user has confirmed it.
fn find_journal(
    state: &StateFolder,
    root: &Path,
    project: &Project,
    takes_over: Option<bool>,
) -> DiscoveredProject {
    let mut found = DiscoveredProject::default();
    if takes_over != Some(false)
        && let Some(moved) = state.moved_from(project, root)
    {
        if !moved.is_sure && takes_over.is_none() {
            found.maybe_from = Some(moved.from);
            return found;
        }
        match moved.take_over(state, root) {
            Ok(()) => found.moved_from = Some(moved.from),
            Err(error) => log::warn!("a moved project begins anew: {error}"),
        }
    }
    if let Err(error) = state.note_place(root) {
        log::warn!("a moved project would not be known again: {error}");
    }
    let loader = ArticleLoader::new(Some(state.texts()));
    found.journal = Some(journal::open(&state.journals(root), project, &loader));
    found
}

/// What to call a project: its folder's name, or the only file's.
fn project_name(paths: &[PathBuf], project: &Project) -> String {
    let path = match paths {
        [file] if !file.is_dir() => file,
        _ => &project.root,
    };
    // A path such as `.` has no name of its own.
    let full = path.canonicalize().unwrap_or_else(|_| path.clone());
    let name = full.file_name().unwrap_or(full.as_os_str());
    seen(name)
}
