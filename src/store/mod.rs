//! Files: what Demarche reads from disk and writes to it.
//!
//! Start with [`article`] (an article and its sidecar, opened and saved), then [`project`] (a
//! folder of them), [`sidecar`] (the form of the file) and [`atomic`] (how a file is replaced).
//! The forms of all files are described in `assets/schema`.
//!
//! What holds everywhere: nothing is normalised; what is unknown is kept; what cannot be read is
//! left alone; a file is replaced whole or not at all, and only while it holds what was last read.
//!
//! This room knows no window and no command. Clock and randomness enter the program here, in
//! [`ids`].

// Other rooms, under the names that they have everywhere.
use demarche_model as model;

pub mod article;

pub mod article_meta;

pub mod glance;

pub mod glance_cache;

pub mod watch;

pub mod project;

pub mod sidecar;

pub mod merge;

pub mod merge_files;

pub mod merge_tree;

pub mod versions;

pub mod codebook;

pub mod entities;

pub mod settings;

pub mod state;

pub mod kept_texts;

pub mod journal;

pub mod moved;

pub mod running;

pub mod log_file;

pub mod export_choice;

pub mod browse;

pub mod atomic;

pub mod decode;

pub mod hash;

#[cfg(feature = "parquet")]
pub mod parquet_claims;

pub mod ids;

pub mod natural;

pub mod path_text;

pub mod shown;

pub mod json;

mod names;

pub use article::{
    LoadedArticle, OpenError, OpenOptions, Reread, open_article, reread_sidecar, save_sidecar,
    set_aside,
};
pub use article_meta::{ArticleMeta, FieldSources, LoadedMeta, meta_path};
pub use atomic::{Expected, Stamp, WriteError};
pub use kept_texts::KeptTexts;
pub use project::{ArticleEntry, Project, open_project, sidecar_path};
pub use shown::shown;
pub use sidecar::{Header, Notice, NoticeKind, Snapshot};
