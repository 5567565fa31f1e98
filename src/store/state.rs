//! What the program remembers for a person rather than for a project: recent projects, where
//! reading stopped, the window.
//!
//! It lies in the user's state folder, never in the project. Losing it costs nobody's work, so a
//! file that cannot be read is set aside and the defaults serve.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::atomic::{self, Expected, WriteError};
use super::export_choice::ExportChoice;
use super::hash;
use super::kept_texts::KeptTexts;
use super::path_text;
use super::shown::shown;

/// Names another state folder; tests and portable installations use it.
pub const FOLDER_VARIABLE: &str = "DEMARCHE_STATE_DIR";

/// Recent projects that are remembered.
pub const RECENT_LIMIT: usize = 20;

/// Recently opened articles that are remembered of a project.
pub const RECENT_ARTICLES: usize = 200;

const LIMIT_BYTES: u64 = 64 << 20;

/// The user's state folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateFolder(PathBuf);

/// What is remembered over all projects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgramState {
    /// Folders of projects, the last opened first.
    #[serde(with = "path_text::list")]
    pub recent: Vec<PathBuf>,
    /// What the window remembers of itself, in its own terms.
    pub window: Option<serde_json::Value>,
}

impl ProgramState {
    /// What the window remembers of itself; `None` if it is nothing that it still understands.
    pub fn window<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(self.window.as_ref()?).ok()
    }

    /// Remembers what the window has to remember.
    pub fn set_window(&mut self, window: &impl Serialize) {
        self.window = serde_json::to_value(window).ok();
    }

    /// Puts a project first among the recent ones.
    pub fn opened(&mut self, project: &Path) {
        self.recent.retain(|other| other != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(RECENT_LIMIT);
    }
}

/// What is remembered of one project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectState {
    /// The folder, so that a person can tell the file.
    #[serde(with = "path_text")]
    pub folder: PathBuf,
    /// The article that was open last, by its name in the project.
    pub last_article: Option<String>,
    /// The article that stood beside it.
    pub beside: Option<BesideState>,
    /// How the list of articles was shown.
    pub list: ListState,
    /// Where the analyst was in each article, by its name in the project; of a named coder, by the
    /// name of the sidecar.
    pub articles: BTreeMap<String, ArticleState>,
    /// The dataset that was exported last.
    pub export: Option<ExportChoice>,
}

/// How the list of articles was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListState {
    /// The name of the order, empty for that of names.
    pub order: String,
    /// Articles do not stand under their folders.
    pub flat: bool,
    /// Articles are called by their files, even if they have a title.
    pub file_names: bool,
    /// Folders whose articles are hidden.
    pub closed: Vec<String>,
    /// Articles that were opened, by name, the last first.
    pub recent: Vec<String>,
}

/// An article that stood beside the one that was open last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BesideState {
    /// Its name in the project.
    pub article: String,
    /// Whether it stood on the left.
    pub left: bool,
}

/// Where the analyst was in an article. The text may have changed since, so places are advice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleState {
    /// Byte offset of the first visible line.
    pub scroll_byte: usize,
    /// Points between that line's top and the top of the pane.
    pub scroll_points: f32,
    /// Byte offset where selecting began.
    pub anchor_byte: usize,
    /// Byte offset of the caret.
    pub head_byte: usize,
    /// The annotation that was chosen.
    pub chosen: Option<String>,
}

impl StateFolder {
    /// The given folder, or that of [`FOLDER_VARIABLE`], or the system's for this user.
    ///
    /// `None` where the system names none, as for a user without a home.
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

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What is remembered over all projects.
    pub fn load(&self) -> ProgramState {
        read_or_set_aside(&self.program_file())
    }

    /// Remembers it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, state: &ProgramState) -> Result<(), WriteError> {
        write(&self.program_file(), state)
    }

    /// What is remembered of a project.
    pub fn load_project(&self, folder: &Path) -> ProjectState {
        let state: ProjectState = read_or_set_aside(&self.project_file(folder));
        ProjectState {
            folder: folder.to_owned(),
            ..state
        }
    }

    /// Remembers it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save_project(&self, state: &ProjectState) -> Result<(), WriteError> {
        write(&self.project_file(&state.folder), state)
    }

    /// A folder of a project's own within the state folder.
    pub fn project_folder(&self, folder: &Path) -> PathBuf {
        let hash = hash::sha256(folder.as_os_str().as_encoded_bytes());
        self.0.join("projects").join(hash::hex(&hash[..8]))
    }

    /// Where texts are kept as they were annotated.
    pub fn texts(&self) -> KeptTexts {
        KeptTexts::new(self.0.join("texts"))
    }

    /// Where the journals of a project are, whose whole path is given.
    pub fn journals(&self, root: &Path) -> PathBuf {
        self.project_folder(root).join("journals")
    }

    /// Where it stands which files of a project's datasets are ours.
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
    let bytes = match atomic::read(path, LIMIT_BYTES) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return T::default(),
        Err(error) => {
            log::warn!("the state cannot be read ({error}): {}", shown(path));
            return T::default();
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(state) => state,
        Err(_) => {
            let aside = path.with_extension("json.broken");
            log::warn!("the state is broken; it is kept as {}", shown(&aside));
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
        std::fs::create_dir_all(folder).map_err(io_error)?;
    }
    let mut bytes = serde_json::to_vec_pretty(state).map_err(|e| io_error(e.into()))?;
    bytes.push(b'\n');
    atomic::replace(path, &bytes, Expected::Anything).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back() {
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
