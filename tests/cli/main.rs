//! Tests that need no window: the command line, published schemas, merging, re-anchoring.
//!
//! All of them are one test binary, so that the library is linked once. A test that needs its own process
//! (a global logger, a panic hook) is a file of its own in `tests`.

#[cfg(target_os = "linux")]
#[path = "../common/sockets.rs"]
mod sockets;

mod agree;
mod cli;
mod datasets;
mod endpoint;
mod git_merge;
mod importing;
mod json_schema;
mod kills;
mod label_keys;
mod line_ends;
mod no_display;
mod no_network;
mod options;
mod outputs;
mod own_model;
mod parts;
mod reanchoring;
mod reports;
mod results;
mod schema;
mod self_description;
mod suggest;
mod system_errors;
mod team;
mod whose;
