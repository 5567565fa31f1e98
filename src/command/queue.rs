//! The commands that wait to be done, the oldest first.

use super::Command;

/// Commands in the order in which they were asked for. Panels add to it; the app drains it once a
/// frame.
#[derive(Debug, Default)]
pub struct CommandQueue(Vec<Command>);

impl CommandQueue {
    /// Adds a command after all others.
    pub fn push(&mut self, command: impl Into<Command>) {
        self.0.push(command.into());
    }

    /// Adds a command before all others.
    pub fn push_front(&mut self, command: impl Into<Command>) {
        self.put_back(std::iter::once(command.into()));
    }

    /// Adds commands after all others, in their order.
    pub fn extend<C: Into<Command>>(&mut self, commands: impl IntoIterator<Item = C>) {
        self.0.extend(commands.into_iter().map(Into::into));
    }

    /// Takes out all commands.
    pub fn take(&mut self) -> impl Iterator<Item = Command> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }

    /// Puts commands that were taken out before all that were added meanwhile.
    pub fn put_back(&mut self, commands: impl Iterator<Item = Command>) {
        self.0.splice(0..0, commands);
    }

    /// Whether this command waits.
    pub fn contains(&self, command: impl Into<Command>) -> bool {
        self.0.contains(&command.into())
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops everything that waits.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
