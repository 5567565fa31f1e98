//! Persistent state of the user rather than of a project: recent projects, reading positions, the
//! window.
//!
//! It is in the user's state folder, never in the project. Losing it loses no work, so a file that
//! cannot be read is set aside and the defaults apply.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteError};
use super::display_path::display_path;
use super::export_choice::ExportChoice;
use super::hash;
use super::kept_texts::KeptTexts;
use super::output_guard::OutputRecords;
use super::path_text;
use super::private;

/// The environment variable for another state folder; tests and portable installations use it.
pub const FOLDER_VARIABLE: &str = "DEMARCHE_STATE_DIR";

/// The limit of recent projects.
pub const MAX_RECENT: usize = 20;

/// The limit of recent articles of a project.
pub const MAX_RECENT_ARTICLES: usize = 200;

const MAX_FILE_BYTES: u64 = 64 << 20;

/// The user's state folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateFolder(PathBuf);

/// The state of the program, for all projects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgramState {
    /// Folders of projects, the last opened first.
    #[serde(with = "path_text::list")]
    pub recent: Vec<PathBuf>,
    /// The window's state, in a format that only the window knows.
    pub window: Option<serde_json::Value>,
}

impl ProgramState {
    /// The window's state; `None` if it does not parse any more.
    pub fn window<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(self.window.as_ref()?).ok()
    }

    /// Stores the window's state.
    pub fn set_window(&mut self, window: &impl Serialize) {
        self.window = serde_json::to_value(window).ok();
    }

    /// Puts a project first in the list of recent projects.
    pub fn opened(&mut self, project: &Path) {
        self.recent.retain(|other| other != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(MAX_RECENT);
    }
}

/// The state of one project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectState {
    /// The project's folder, so that a person can identify the file.
    #[serde(with = "path_text")]
    pub folder: PathBuf,
    /// The article that was last open, by its name in the project.
    pub last_article: Option<String>,
    /// An article that could not be painted; an opening does not choose it.
    pub not_shown: Option<String>,
    /// The article in the other pane.
    pub beside: Option<BesideState>,
    /// The view of the list of articles.
    pub list: ListState,
    /// The reading position in each article, by its name in the project; for a named coder, by the
    /// name of the sidecar.
    pub articles: BTreeMap<String, ArticleState>,
    /// The options of the last dataset export.
    pub export: Option<ExportChoice>,
    /// Who codes in this project, once it was answered; empty for no coder.
    pub coder: Option<String>,
    /// The coder whose annotations were shown last, whether answered or from the settings.
    pub shown_coder: Option<String>,
}

/// The view of the list of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListState {
    /// The name of the sort order, empty for that by name.
    pub order: String,
    /// Whether the list is flat, without folders.
    pub flat: bool,
    /// Whether the list shows file names, even of articles with a title.
    pub file_names: bool,
    /// Collapsed folders.
    pub closed: Vec<String>,
    /// Recently opened articles, by name, the last first.
    pub recent: Vec<String>,
}

/// The article in the other pane, beside the one that was last open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BesideState {
    /// Its name in the project.
    pub article: String,
    /// Whether it was on the left.
    pub left: bool,
}

/// The reading position in an article. The text may have changed since, so positions are hints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleState {
    /// Byte offset of the first visible line.
    pub scroll_byte: usize,
    /// Points between that line's top and the top of the pane.
    pub scroll_points: f32,
    /// Byte offset of the selection's anchor.
    pub anchor_byte: usize,
    /// Byte offset of the caret.
    pub head_byte: usize,
    /// The selected annotation.
    pub chosen: Option<String>,
}

impl StateFolder {
    /// The given folder, or that of [`FOLDER_VARIABLE`], or the system's for this user.
    ///
    /// `None` if the system names none, as for a user without a home.
    pub fn new(chosen: Option<PathBuf>) -> Option<Self> {
        let from_environment = || {
            let folder = std::env::var_os(FOLDER_VARIABLE)?;
            (!folder.is_empty()).then(|| PathBuf::from(folder))
        };
        let of_system = || {
            let directories = directories::ProjectDirs::from("", "", "demarche")?;
            let state = directories.state_dir();
            Some(state.unwrap_or(directories.data_local_dir()).to_owned())
        };
        chosen
            .or_else(from_environment)
            .or_else(of_system)
            .map(Self)
    }

    /// The path of the folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes the folder private that an earlier version made; see [`private::secure`].
    pub fn secure(&self) {
        private::secure(&self.0);
    }

    /// Removes what programs that have ended left in the folder.
    pub fn remove_leftovers(&self) {
        let projects = std::fs::read_dir(self.0.join("projects"));
        let projects = projects.into_iter().flatten().flatten();
        for inner in projects.map(|entry| entry.path()) {
            atomic::remove_leftovers(&inner);
        }
        atomic::remove_leftovers(&self.0.join("texts"));
        atomic::remove_leftovers(&self.0);
    }

    /// Loads the state of the program.
    pub fn load(&self) -> ProgramState {
        read_or_set_aside(&self.program_file())
    }

    /// Saves the state of the program.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, state: &ProgramState) -> Result<(), WriteError> {
        write(&self.program_file(), state)
    }

    /// Loads the state of a project.
    pub fn load_project(&self, folder: &Path) -> ProjectState {
        let state: ProjectState = read_or_set_aside(&self.project_file(folder));
        ProjectState {
            folder: folder.to_owned(),
            ..state
        }
    }

    /// Saves the state of a project.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save_project(&self, state: &ProjectState) -> Result<(), WriteError> {
        write(&self.project_file(&state.folder), state)
    }

    /// The folder of a project's own state within the state folder.
    pub fn project_folder(&self, folder: &Path) -> PathBuf {
        let hash = hash::sha256(folder.as_os_str().as_encoded_bytes());
        self.0.join("projects").join(hash::hex(&hash[..8]))
    }

    /// The cache of texts as they were annotated.
    pub fn texts(&self) -> KeptTexts {
        KeptTexts::new(self.0.join("texts"))
    }

    /// The folder of the journals of a project, whose full path is given.
    pub fn journals(&self, root: &Path) -> PathBuf {
        self.project_folder(root).join("journals")
    }

    /// The records of outputs that no data card lists.
    pub fn output_records(&self) -> OutputRecords {
        OutputRecords::new(Some(self.0.join("outputs")))
    }

    /// The path of the [`Ledger`](super::export_choice::Ledger) of a project's exported files.
    pub fn ledger_file(&self, folder: &Path) -> PathBuf {
        self.project_folder(folder).join("exported")
    }

    fn program_file(&self) -> PathBuf {
        self.0.join("state.json")
    }

    fn project_file(&self, folder: &Path) -> PathBuf {
        self.project_folder(folder).join("state.json")
    }
}

fn read_or_set_aside<T: DeserializeOwned + Default>(path: &Path) -> T {
    let bytes = match atomic::read(path, MAX_FILE_BYTES) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return T::default(),
        Err(error) => {
            log::warn!("the state cannot be read ({error}): {}", display_path(path));
            return T::default();
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(state) => state,
        Err(_) => {
            let aside = path.with_extension("json.broken");
            log::warn!(
                "the state is broken; it is kept as {}",
                display_path(&aside)
            );
            if let Err(error) = std::fs::rename(path, &aside) {
                log::warn!("it could not be set aside: {error}");
            }
            T::default()
        }
    }
}

fn write(path: &Path, state: &impl Serialize) -> Result<(), WriteError> {
    let io_error = |source| WriteError::Io {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        private::create_folder(folder).map_err(io_error)?;
    }
    let mut bytes = serde_json::to_vec_pretty(state).map_err(|e| io_error(e.into()))?;
    bytes.push(b'\n');
    atomic::replace_private(path, &bytes).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_state_is_restored() {
        let folder = tempfile::tempdir().expect("a folder");
        let states = StateFolder::new(Some(folder.path().join("new"))).expect("it is chosen");
        assert_eq!(states.load(), ProgramState::default());
        let mut state = ProgramState {
            window: Some(serde_json::json!({"width": 800})),
            ..ProgramState::default()
        };
        for project in ["/a", "/b", "/a"] {
            state.opened(Path::new(project));
        }
        assert_eq!(state.recent, [Path::new("/a"), Path::new("/b")]);
        states.save(&state).expect("it is saved");
        assert_eq!(states.load(), state);

        let mut project = states.load_project(Path::new("/a"));
        project.last_article = Some("talks.txt".into());
        let article = project.articles.entry("talks.txt".into()).or_default();
        article.scroll_points = -3.5;
        article.chosen = Some("a7k2m9qx".into());
        states.save_project(&project).expect("it is saved");
        assert_eq!(states.load_project(Path::new("/a")), project);
        assert_eq!(states.load_project(Path::new("/b")).last_article, None);
    }

    #[test]
    fn a_broken_file_is_set_aside() {
        let folder = tempfile::tempdir().expect("a folder");
        let states = StateFolder::new(Some(folder.path().to_owned())).expect("it is chosen");
        std::fs::write(folder.path().join("state.json"), "{oops").expect("a file");
        assert_eq!(states.load(), ProgramState::default());
        let kept = std::fs::read(folder.path().join("state.json.broken"));
        assert_eq!(kept.expect("it is kept"), b"{oops");
    }
}
