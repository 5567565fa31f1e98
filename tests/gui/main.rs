//! The program as the analyst has it: through its window, and `unseen` where nothing is looked at.
//!
//! One program for all of these, so that the library is linked once. A test that needs a process for
//! itself, since it listens to the log or counts panics, has a file of its own in `tests`.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/unseen.rs"]
mod unseen;

mod bad_worlds;
mod changed_text;
mod codebook;
mod concordance;
mod dialogs;
mod editing;
mod entities;
mod export;
mod hearing;
mod importing;
mod inspector;
mod interface;
mod journal;
mod linking;
mod list;
mod many_articles;
mod moved;
mod palette;
mod panes;
mod reading_pane;
mod settings;
mod settling;
mod two_writers;
mod typing;
mod waiting;
