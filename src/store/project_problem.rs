//! What of a project could not be read, or was left out, in words.
//!
//! It must not know how a project is opened.

use std::path::PathBuf;

use super::codebook::CodebookError;
use super::display_path::display_path;
use super::entities::EntitiesError;
use super::team::TeamError;

/// Something in a project that could not be read, or was left out. The rest of the project is open.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ProjectProblem {
    #[error(
        "this could not be read and is left out ({why}); check that it is there and that you may read it: {}",
        display_path(path)
    )]
    Unreadable { path: PathBuf, why: String },
    #[error(
        "more than {limit} files: the rest is left out; open a smaller folder: {}",
        display_path(path)
    )]
    TooMany { path: PathBuf, limit: usize },
    #[error(
        "folders deeper than {limit} are left out; open the folder itself: {}",
        display_path(path)
    )]
    TooDeep { path: PathBuf, limit: usize },
    #[error(
        "this link to a folder is not followed; open that folder itself, or move its articles into \
         the project: {}",
        display_path(path)
    )]
    LinkedFolder { path: PathBuf },
    #[error(
        "this link leads nowhere ({why}); mend it or remove it: {}",
        display_path(path)
    )]
    DeadLink { path: PathBuf, why: String },
    #[error(
        "this is a pipe or a device and is left out; put a file in its place: {}",
        display_path(path)
    )]
    NoFile { path: PathBuf },
    #[error(
        "the codebook could not be read: {source}; the built-in codebook serves and the file is left as it is; repair it or set it aside: {}",
        display_path(path)
    )]
    Codebook {
        path: PathBuf,
        source: CodebookError,
    },
    #[error(
        "the entities could not be read: {source}; none are offered and the file is left as it is; repair it or set it aside: {}",
        display_path(path)
    )]
    Entities {
        path: PathBuf,
        source: EntitiesError,
    },
    #[error(
        "the file of the team could not be read: {source}; meanwhile nobody sees the work of others and the file is left as it is; repair it or set it aside: {}",
        display_path(path)
    )]
    Team { path: PathBuf, source: TeamError },
}
