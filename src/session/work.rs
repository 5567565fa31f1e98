//! How far long work has come that the analyst waits for.

use std::time::Instant;

use crate::messages::{WorkMessage, progress};

/// How far long work has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    pub name: WorkMessage,
    pub done: usize,
    /// How many there are; 0 where nobody knows yet.
    pub total: usize,
    /// How many are done in a second.
    pub rate: usize,
    /// Whether the user can give it up.
    pub can_cancel: bool,
    since: Instant,
}

impl Work {
    /// Work that begins now.
    pub fn new(name: WorkMessage, total: usize, now: Instant) -> Self {
        Self {
            name,
            done: 0,
            total,
            rate: 0,
            can_cancel: true,
            since: now,
        }
    }

    /// Work that the user cannot give up, since it is at its end soon.
    pub fn without_cancel(self) -> Self {
        Self {
            can_cancel: false,
            ..self
        }
    }

    /// Notes how much is done by now.
    pub fn note(&mut self, done: usize, now: Instant) {
        let seconds = (now - self.since).as_secs_f64().max(0.001);
        self.done = done;
        self.rate = (done as f64 / seconds) as usize;
    }

    /// How far it has come, in words.
    pub fn message(&self) -> String {
        progress(&self.name, self.done, self.total, self.rate)
    }
}
