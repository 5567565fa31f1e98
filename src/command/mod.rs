//! Commands: every action that the user or a panel can request from the app.
//!
//! [`UserCommand`]s have a name, keys and a place in the menus, all in [`table`]; menus, shortcuts
//! and the help sheet are generated from it. [`Intent`]s come from panels and dialogs. Both wait in
//! one [`CommandQueue`]; `app/dispatch` executes them. This module knows no window: [`keys`] names
//! the keys, and `app/keys` translates the window's key events.

mod user;

mod menu;

mod texts;

#[cfg(test)]
mod text_tests;

pub mod table;

pub mod label_keys;

mod id;

mod intent;

pub mod agreement;

pub mod article_list;

pub mod find;

pub mod linking;

pub mod codebook;

pub mod coder;

pub mod compare;

pub mod leaving;

pub mod entities;

pub mod concordance;

pub mod explore;
pub mod export;

pub mod import;

pub mod incoming;

mod queue;

pub mod keys;

pub mod search;

pub mod suggest;

pub mod team;

#[cfg(test)]
mod guide_tests;

pub use id::migrate_keys;
pub use intent::{Filling, Intent, Target};
pub use queue::CommandQueue;
pub use user::{Motion, SizedPanel, UserCommand};

/// A command: a user command or an intent.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    User(UserCommand),
    Intent(Intent),
}

impl From<UserCommand> for Command {
    fn from(command: UserCommand) -> Self {
        Self::User(command)
    }
}

impl From<Intent> for Command {
    fn from(intent: Intent) -> Self {
        Self::Intent(intent)
    }
}
