//! Models of the user's own: a command that reads articles from its standard input, or an endpoint.
//!
//! `protocol` is what is said to a command and by it, `command` runs one. Whatever a model answers is a
//! [`Proposals`], which `assist` checks against text and codebook. Which
//! command is run, or where texts are sent, must come from the user, never from a file of a project.

pub mod protocol;

pub mod words;

pub mod command;

pub mod endpoint;

use protocol::Engine;

use crate::assist::proposals::Proposals;

/// What happens while a model works on articles; `F` is why it gives nothing for one.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelEvent<F> {
    /// It says what it is.
    Engine(Engine),
    /// The answer for the article of this index.
    Article(usize, Result<Proposals, F>),
    /// Something that is no answer, the first of a run only.
    Stray(String),
}

/// The beginning of what a model says, without marks that would change a terminal.
fn start_of(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(&said[..said.len().min(1_000)]);
    let shown = text.trim().chars().take(200);
    shown
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
