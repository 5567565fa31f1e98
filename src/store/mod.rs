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
//!
//! # Rules for files
//!
//! The sidecar's form is described in `store/sidecar/mod.rs` and published as JSON Schema in
//! `assets/schema`. Offsets in files count Unicode scalar values; inside, places are bytes, and
//! `model/text.rs` alone converts. `text[start..end] == quote` is checked at every load; an annotation
//! whose quote is gone is *detached*: kept, listed, never placed by guessing.
//!
//! Every file is hostile and every disk may fail: files are read through `store/atomic`, which has a limit
//! and refuses pipes and devices, and paths are shown through `store/shown`, in which no name breaks a line or
//! looks like another. `tests/gui/bad_worlds` goes through all that may stand in the place of a file.
//!
//! When the text is another than the one that was annotated, `model/anchor` looks for what has lost its
//! place: by comparing the old text with the new one, where the old one is in memory or kept in the
//! user's state folder (`store/kept_texts`), and by the quotes with what stood around them. `place` in
//! `store/sidecar` tells of each where it may stand and moves nothing. The window moves what is certain
//! as one step, when the article is shown, and keeps the rest as proposals (`session/review`) for the
//! analyst; `demarche reanchor` does the same for whole projects. A text that changes while it is open
//! takes the place of the old one once everything is saved (`app/review/changed_text`); undo ends there.

// Other rooms, under the names that they have everywhere.
use demarche_model as model;

pub mod article;

pub mod article_loader;

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

pub mod csv;

pub mod xml;

pub mod unpack;

pub mod hash;

pub mod uuid;

#[cfg(feature = "parquet")]
pub mod parquet_claims;

pub mod ids;

pub mod natural;

pub mod path_text;

pub mod device_names;

pub mod shown;

pub mod json;

mod names;

pub use article::{LoadedArticle, OpenError, Reread, reread_sidecar, save_sidecar, set_aside};
pub use article_loader::{ArticleFiles, ArticleLoader, KnownText};
pub use atomic::{Expected, Stamp, WriteError};
pub use kept_texts::KeptTexts;
pub use project::{ArticleEntry, Project, open_project, sidecar_path};
pub use shown::shown;
pub use sidecar::{Header, Notice, NoticeKind, Snapshot};
