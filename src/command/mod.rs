//! What can be asked of the program.
//!
//! [`UserCommand`]s have a name, keys and a place in the menus, all in [`table`]; menus, shortcuts and
//! the help sheet are made from it. [`Intent`]s come from panels and dialogs. Both wait in one
//! [`CommandQueue`]; what they do is written in `app/dispatch`. This room knows no window: keys are
//! named in [`keys`], and `app/keymap` translates what the window reports.

mod user;

pub mod table;

mod id;

mod intent;

pub mod entities;

pub mod concordance;

pub mod export;

pub mod import;

pub mod incoming;

mod queue;

pub mod keys;

pub mod search;

pub use id::migrate_keys;
pub use intent::{Filling, Intent, Target};
pub use queue::CommandQueue;
pub use user::{Motion, UserCommand};

/// Something that is asked of the app.
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
