//! Storage: the files that Demarche reads from disk and writes to it.
//!
//! Start with [`article`] (opens and saves an article and its sidecar), then [`project`] (a folder
//! of articles), [`sidecar`] (the file format) and [`atomic`] (how a file is replaced).
//! `assets/schema` describes the formats of all files.
//!
//! Rules for all files: the program normalizes nothing; it preserves unknown fields; it leaves a
//! file that it cannot read alone; it replaces a file as a whole or not at all, and only while the
//! file has the contents that it last read. If another program changed the file, both versions are merged
//! by id. The journal ([`journal`], a write-ahead log) is written before any file of the project, with the
//! hash that the file is about to have, so that the next start knows which actions a file lacks.
//!
//! This crate must not know the window or the commands. It is where the clock and randomness enter
//! the program, in [`ids`].
//!
//! # Rules for files
//!
//! `store/sidecar/mod.rs` describes the sidecar format; `assets/schema` publishes it as JSON
//! Schema. Offsets in files count Unicode scalar values; in memory, positions are bytes, and only
//! `model/text.rs` converts. The program checks `text[start..end] == quote` at every load; an
//! annotation whose quote is missing is *detached*: kept, listed, never placed by guessing.
//!
//! Every file is untrusted and every disk may fail: the program reads files through `store/atomic`,
//! which has a size limit and refuses pipes and devices, and displays paths through
//! `store/display_path`, in which no name breaks a line or looks like another.
//! `tests/gui/bad_worlds` tests everything that may be in the place of a file.
//!
//! If the text is not the one that was annotated, `model/anchor` re-anchors the annotations that
//! have lost their position: by comparing the old text with the new one, if the old one is in
//! memory or kept in the user's state folder (`store/kept_texts`), and by the quotes with their
//! context. `place` in `store/sidecar` proposes a position for each and moves nothing. The window
//! applies certain moves as one step, when the article is shown, and keeps the rest as proposals
//! (`session/review`) for the analyst; `demarche reanchor` does the same for whole projects. A text
//! that changes while it is open replaces the old one once everything is saved
//! (`app/review/changed_text`); the undo history ends there.

// The other crates, under the module names that all code uses for them.
use demarche_model as model;

pub mod article;

pub mod article_loader;

pub mod article_meta;

pub mod summary;

pub mod summary_cache;

pub mod watch;

pub mod project;

mod project_problem;

pub mod project_leftovers;

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

pub mod rejections;

pub mod journal;

pub mod project_index;

pub mod moved;

pub mod orphans;

pub mod coder;

pub mod team;

pub mod handover;

mod moved_texts;

pub mod running;

pub mod log_file;

pub mod export_choice;

pub mod dataset_folder;

pub mod output_guard;

pub mod annotations_only;

pub mod atomic;

pub mod limitations;
pub mod line_ends;

pub mod private;

pub mod decode;

pub mod csv;

pub mod typed_paths;

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

pub mod display_path;

pub mod io_reason;

pub mod json;

pub mod names;

pub use article::{LoadedArticle, OpenError, Reread, reread_sidecar, save_sidecar, set_aside};
pub use article_loader::{ArticleFiles, ArticleLoader, KnownText};
pub use article_meta::{ArticleMeta, FieldSources, LoadedMeta, meta_path};
pub use atomic::{Expected, Stamp, WriteError};
pub use display_path::display_path;
pub use kept_texts::KeptTexts;
pub use project::{ArticleEntry, Project, open_project, sidecar_path};
pub use sidecar::{Header, SidecarNotice, SidecarNoticeKind, Snapshot};
