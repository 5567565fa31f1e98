//! Persisted state: settings, recent projects and reading positions, stored in the user's state
//! folder.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::model::{AnnotationId, ByteOffset, Selection, Text};
use crate::session::panes::Side;
use crate::settings::Settings;
use crate::store::KeptTexts;
use crate::store::atomic::WriteError;
use crate::store::export_choice::ExportChoice;
use crate::store::project::SIDECAR_SUFFIX;
use crate::store::state::{
    ArticleState, BesideState, ListState, ProgramState, ProjectState, StateFolder,
};
use crate::ui::article::ScrollPlace;

/// How many recent projects the start screen and the File menu show; `MAX_RECENT` are stored.
const RECENT_SHOWN: usize = 8;

/// The timeout for writing the state folder when the program exits.
const PATIENCE: Duration = Duration::from_secs(5);

/// The persisted state of the program and of the open project.
pub struct PersistedState {
    /// `None` where the system has no place for it: then nothing is persisted.
    folder: Option<StateFolder>,
    program: ProgramState,
    project: ProjectState,
    /// The revision of the state: how many times there was something to write.
    turn: u64,
    /// The last revision that has been written. A writing thread holds the lock, so that of two
    /// threads the later state wins.
    written: Arc<Mutex<u64>>,
    recent: Vec<PathBuf>,
    /// Recent projects that no longer exist.
    gone: Vec<PathBuf>,
}

impl PersistedState {
    /// Loads the persisted state from the given folder or from the system's default one.
    pub fn load(folder: Option<PathBuf>) -> Self {
        let folder = StateFolder::new(folder);
        let program = folder.as_ref().map(StateFolder::load).unwrap_or_default();
        let mut memory = Self {
            folder,
            program,
            project: ProjectState::default(),
            turn: 0,
            written: Arc::default(),
            recent: Vec::new(),
            gone: Vec::new(),
        };
        memory.list_recent();
        memory
    }

    /// The settings, or their defaults.
    pub fn settings(&self) -> Settings {
        let mut settings: Settings = self.program.window().unwrap_or_default();
        crate::command::migrate_keys(&mut settings.keys);
        settings
    }

    /// Stores the settings.
    pub fn set_settings(&mut self, settings: &Settings) {
        self.program.set_window(settings);
    }

    /// Recent projects, the last opened first, without those known to be gone.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Finds out which recent projects are gone, on a thread that may wait for a slow disk.
    pub fn gone_projects(&self) -> impl FnOnce() -> Vec<PathBuf> + Send + 'static {
        let mut recent = self.program.recent.clone();
        move || {
            recent.retain(|path| !path.exists());
            recent
        }
    }

    /// Hides these projects from the recent ones, unless one of them is opened.
    pub fn leave_out(&mut self, gone: Vec<PathBuf>) {
        self.gone = gone;
        self.list_recent();
    }

    /// Loads the state of this project, whose absolute paths are given; reading positions belong to
    /// it from now on.
    pub fn enter_project(&mut self, root: &Path, offer: &Path) {
        self.program.opened(offer);
        self.gone.retain(|gone| gone != offer);
        self.list_recent();
        // The state of a project that was just left may not be written yet.
        if let Some(folder) = &self.folder
            && self.project.folder != root
        {
            self.project = folder.load_project(root);
        }
    }

    /// The article that was active last, by its name in the project.
    pub fn last_article(&self) -> Option<&str> {
        self.project.last_article.as_deref()
    }

    /// The article in the other pane, and its side.
    pub fn beside(&self) -> Option<(&str, Side)> {
        let beside = self.project.beside.as_ref()?;
        let side = if beside.left { Side::Left } else { Side::Right };
        Some((&beside.article, side))
    }

    /// Stores which article is active, and which is in the other pane.
    pub fn set_articles(&mut self, active: &str, beside: Option<(&str, Side)>) {
        self.project.last_article = Some(active.to_owned());
        self.project.not_shown = None;
        self.project.beside = beside.map(|(article, side)| BesideState {
            article: article.to_owned(),
            left: side == Side::Left,
        });
    }

    /// Forgets which articles were open, so that the next opening does not show them, nor this one,
    /// which could not be painted.
    pub fn forget_articles(&mut self, not_shown: Option<String>) {
        self.project.last_article = None;
        self.project.beside = None;
        self.project.not_shown = not_shown;
    }

    /// The article that could not be painted and that nobody has opened since, by its name.
    pub fn not_shown(&self) -> Option<&str> {
        self.project.not_shown.as_deref()
    }

    /// How the list of articles was shown.
    pub fn list(&self) -> &ListState {
        &self.project.list
    }

    /// Stores how the list of articles is shown.
    pub fn set_list(&mut self, list: ListState) {
        self.project.list = list;
    }

    /// The store of text snapshots: texts as they were annotated.
    pub fn kept_texts(&self) -> Option<KeptTexts> {
        self.folder.as_ref().map(StateFolder::texts)
    }

    /// The user's state folder, if there is one.
    pub fn folder(&self) -> Option<&StateFolder> {
        self.folder.as_ref()
    }

    /// The cache file of the project's article summaries, for the next start.
    pub fn summaries_file(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?.project_folder(&self.project.folder);
        Some(folder.join("glances"))
    }

    /// Where it is kept what was learned in the project, and what was rejected of it.
    pub fn suggestions_folder(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?.project_folder(&self.project.folder);
        Some(folder.join("suggestions"))
    }

    /// The dataset that was exported last.
    pub fn export(&self) -> Option<&ExportChoice> {
        self.project.export.as_ref()
    }

    /// Stores which dataset was exported.
    pub fn set_export(&mut self, choice: ExportChoice) {
        self.project.export = Some(choice);
    }

    /// Who codes in the project, if it was answered; empty for no coder.
    pub fn coder(&self) -> Option<&str> {
        self.project.coder.as_deref()
    }

    /// Stores who codes in the project.
    pub fn set_coder(&mut self, coder: &str) {
        self.project.coder = Some(coder.to_owned());
    }

    /// The coder whose annotations were shown last in the project.
    pub fn shown_coder(&self) -> Option<&str> {
        self.project.shown_coder.as_deref()
    }

    /// Stores whose annotations are shown.
    pub fn set_shown_coder(&mut self, coder: &str) {
        self.project.shown_coder = Some(coder.to_owned());
    }

    /// The file that records which files of the project's datasets Demarche has written.
    pub fn ledger_file(&self) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        Some(folder.ledger_file(&self.project.folder))
    }

    /// The saved reading position in a coder's coding of an article, as far as its text still has such
    /// places.
    pub fn place(
        &self,
        name: &str,
        coder: &str,
        text: &Text,
    ) -> Option<(Selection, Option<AnnotationId>, ScrollPlace)> {
        let articles = &self.project.articles;
        // Earlier programs remembered one place for all coders.
        let place = articles.get(&place_key(name, coder));
        let place = place.or_else(|| articles.get(name))?;
        let at = |byte: usize| Some(ByteOffset(byte)).filter(|at| text.is_boundary(*at));
        let selection = Selection::new(at(place.anchor_byte)?, at(place.head_byte)?);
        let scroll = ScrollPlace {
            at: at(place.scroll_byte)?,
            into: place.scroll_points,
        };
        let chosen = place.chosen.as_deref().map(AnnotationId::from);
        Some((selection, chosen, scroll))
    }

    /// Stores the reading position in a coder's coding of an article.
    pub fn set_place(
        &mut self,
        (name, coder): (&str, &str),
        selection: Selection,
        chosen: Option<&AnnotationId>,
        scroll: ScrollPlace,
    ) {
        let place = ArticleState {
            scroll_byte: scroll.at.0,
            scroll_points: scroll.into,
            anchor_byte: selection.anchor.0,
            head_byte: selection.head.0,
            chosen: chosen.map(ToString::to_string),
        };
        self.project.articles.insert(place_key(name, coder), place);
    }

    /// Writes the state to disk synchronously when the program exits, with a timeout for a disk
    /// that does not respond.
    pub fn write(&mut self) {
        let Some(write) = self.writing() else {
            return;
        };
        let (end, ended) = channel::<()>();
        let thread = thread::Builder::new().name("remember".to_owned());
        let spawned = thread.spawn(move || {
            write();
            drop(end);
        });
        let is_late = || ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout);
        if spawned.is_err() || is_late() {
            log::warn!("places and settings are not remembered");
        }
    }

    /// A closure that writes the current state to disk, for a background thread; `None` where
    /// nothing is persisted. A failure loses no annotations and is only logged.
    pub fn writing(&mut self) -> Option<impl FnOnce() + Send + 'static> {
        let folder = self.folder.clone()?;
        self.turn += 1;
        let (turn, written) = (self.turn, Arc::clone(&self.written));
        let (program, project) = (self.program.clone(), self.project.clone());
        Some(move || {
            let mut written = written.lock().unwrap_or_else(PoisonError::into_inner);
            if *written > turn {
                return;
            }
            *written = turn;
            tell(folder.save(&program));
            if !project.folder.as_os_str().is_empty() {
                tell(folder.save_project(&project));
            }
        })
    }

    fn list_recent(&mut self) {
        let recent = self.program.recent.iter();
        let there = recent.filter(|path| !self.gone.contains(path));
        self.recent = there.take(RECENT_SHOWN).cloned().collect();
    }
}

/// What a coding is called in the state: the article's name, or that of the coder's sidecar, which no
/// article has.
fn place_key(name: &str, coder: &str) -> String {
    match coder {
        "" => name.to_owned(),
        coder => format!("{name}.{coder}{SIDECAR_SUFFIX}"),
    }
}

fn tell(result: Result<(), WriteError>) {
    if let Err(error) = result {
        log::warn!("places and settings are not remembered: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_coder_has_a_place_of_their_own_in_an_article() {
        let mut memory = PersistedState::load(None);
        let text = Text::new("Ana Reyes spoke.");
        let mut go = |coder: &str, at: usize| {
            let selection = Selection::caret(ByteOffset(at));
            let scroll = ScrollPlace {
                at: ByteOffset(0),
                into: 0.0,
            };
            memory.set_place(("a.txt", coder), selection, None, scroll);
            let place = |coder| memory.place("a.txt", coder, &text);
            ["", "mk", "ls"].map(|coder| place(coder).map(|(selection, ..)| selection.head.0))
        };
        // What an earlier program remembered of the article serves whoever has no place yet.
        assert_eq!(go("", 4), [Some(4), Some(4), Some(4)]);
        assert_eq!(go("mk", 9), [Some(4), Some(9), Some(4)]);
    }

    #[test]
    fn an_older_state_never_replaces_a_newer_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let load = || PersistedState::load(Some(folder.path().to_owned()));
        let mut memory = load();
        let mut settings = memory.settings();
        settings.history = true;
        memory.set_settings(&settings);
        let late = memory.writing().expect("there is a folder");
        settings.sizes.left = 0.25;
        memory.set_settings(&settings);
        memory.write();
        late();
        assert_eq!(load().settings(), settings);
    }
}
