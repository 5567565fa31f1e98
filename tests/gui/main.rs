//! Tests of the window, through its accessibility tree or, with `headless`, without drawing it.
//!
//! All of them are one test binary, so that the library is linked once. A test that needs its own process
//! (a global logger, a panic hook) is a file of its own in `tests`.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/headless.rs"]
mod headless;

mod agreement;
mod bad_worlds;
mod blind;
mod changed_text;
mod codebook;
mod coder;
mod compare;
mod concordance;
mod context_menu;
mod contrast;
mod controls_fit;
mod dialog_undo;
mod dialogs;
mod drafts;
mod drop_downs;
mod editing;
mod entities;
mod explore;
mod export;
mod frames;
mod importing;
mod inspector;
mod interface;
mod journal;
mod key_counts;
mod keys;
mod languages;
mod linking;
mod list;
mod many_articles;
mod many_labels;
mod menus;
mod moved;
mod next_step;
mod palette;
mod panes;
mod paths;
mod proposed_title;
mod reading_pane;
mod reflow;
mod renamed;
mod resolving;
mod screen_reader;
mod settings;
mod side_panels;
mod small_window;
mod software_renderer;
mod split;
mod suggest;
mod targets;
mod team;
mod two_coders;
mod two_writers;
mod typing;
mod waiting;
mod zoom;
