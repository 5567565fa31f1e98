//! Outputs that are no folder: memory, and one stream.

use std::io::{self, Write};

use super::Output;

/// Keeps the files in memory, in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct MemoryOutput(Vec<(String, Vec<u8>)>);

impl MemoryOutput {
    /// Names and bytes.
    pub fn files(&self) -> &[(String, Vec<u8>)] {
        &self.0
    }
}

impl Output for MemoryOutput {
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.0.push((name.to_owned(), Vec::new()));
        match self.0.last_mut() {
            Some((_, bytes)) => Ok(bytes),
            None => Err(io::ErrorKind::OutOfMemory.into()),
        }
    }
}

/// Writes the only file of a dataset to a stream.
pub struct OneFile<'w> {
    out: &'w mut dyn Write,
    begun: bool,
}

impl<'w> OneFile<'w> {
    /// Takes the stream.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, begun: false }
    }
}

impl Output for OneFile<'_> {
    fn file(&mut self, _name: &str) -> io::Result<&mut dyn Write> {
        if self.begun {
            return Err(io::Error::other("the format writes several files"));
        }
        self.begun = true;
        Ok(&mut *self.out)
    }
}
