//! What the program does without a window: its verbs, its files, what it finds again.
//!
//! One program for all of these, so that the library is linked once. A test that needs a process for
//! itself has a file of its own in `tests`.

#[cfg(target_os = "linux")]
#[path = "../common/sockets.rs"]
mod sockets;

mod cli;
mod git_merge;
mod no_network;
mod options;
mod reanchoring;
mod schema;
