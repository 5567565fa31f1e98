//! The queue of pending commands, first in, first out.

use super::Command;

/// A queue of commands. Panels add to it; the app drains it once a frame.
#[derive(Debug, Default)]
pub struct CommandQueue(Vec<Command>);

impl CommandQueue {
    /// Appends a command.
    pub fn push(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Inserts a command at the front.
    pub fn push_front(&mut self, command: impl Into<Command>) {
        self.put_back(std::iter::once(command.into()));
    }

    /// Appends commands in their order.
    pub fn extend<C: Into<Command>>(&mut self, commands: impl IntoIterator<Item = C>) {
        self.0.extend(commands.into_iter().map(Into::into));
    }

    /// Removes and returns all commands.
    pub fn take(&mut self) -> impl Iterator<Item = Command> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }

    /// Puts commands that were removed back to the front, before those that were added meanwhile.
    pub fn put_back(&mut self, commands: impl Iterator<Item = Command>) {
        self.0.splice(0..0, commands);
    }

    /// Whether this command is pending.
    pub fn contains(&self, command: impl Into<Command>) -> bool {
        self.0.contains(&command.into())
    }

    /// Whether no command is pending.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Discards all pending commands.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
