//! Outputs other than a folder: memory, one stream, and the first bytes of each file for the
//! preview.

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

/// Writes the only file of a dataset to a stream (standard output).
pub struct OneFile<'w> {
    out: &'w mut dyn Write,
    begun: bool,
}

impl<'w> OneFile<'w> {
    /// Writes to this stream.
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

/// Keeps the first bytes of the first files, for the preview, and counts the others.
#[derive(Clone, Debug, Default)]
pub struct Beginnings {
    files: Vec<(String, Beginning)>,
    /// The number of files.
    pub count: usize,
    sink: io::Sink,
}

/// The first bytes of a file, for the preview.
#[derive(Clone, Debug, Default)]
struct Beginning {
    bytes: Vec<u8>,
    is_whole: bool,
}

impl Beginnings {
    /// The number of files of which the first bytes are kept.
    const FILES: usize = 6;
    /// The number of bytes of each file that are kept.
    const BYTES: usize = 6_000;
    /// The number of characters of a line that are kept.
    const LINE: usize = 400;

    /// The names of the files and their readable lines, of which long ones are truncated; `None`
    /// for a file that is not text.
    pub fn lines(&self) -> Vec<(String, Option<Vec<String>>)> {
        let files = self.files.iter();
        let lines = |text: &str| text.lines().map(Self::cut).collect();
        files
            .map(|(name, file)| (name.clone(), file.text().map(lines)))
            .collect()
    }

    fn cut(line: &str) -> String {
        match line.char_indices().nth(Self::LINE) {
            Some((at, _)) => format!("{}…", &line[..at]),
            None => line.to_owned(),
        }
    }
}

impl Output for Beginnings {
    fn file(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.count += 1;
        if self.count > Self::FILES {
            return Ok(&mut self.sink);
        }
        let beginning = Beginning {
            bytes: Vec::new(),
            is_whole: true,
        };
        self.files.push((name.to_owned(), beginning));
        match self.files.last_mut() {
            Some((_, file)) => Ok(file),
            None => Err(io::ErrorKind::OutOfMemory.into()),
        }
    }
}

impl Beginning {
    fn text(&self) -> Option<&str> {
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            // The last character may be truncated.
            Err(error) if !self.is_whole && error.error_len().is_none() => {
                std::str::from_utf8(self.bytes.get(..error.valid_up_to())?).ok()?
            }
            Err(_) => return None,
        };
        Some(text).filter(|text| !text.contains('\0'))
    }
}

impl Write for Beginning {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = Beginnings::BYTES.saturating_sub(self.bytes.len());
        self.is_whole &= bytes.len() <= room;
        self.bytes.extend(bytes.iter().take(room));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_file_is_still_read_and_one_that_is_no_text_is_not() {
        let mut output = Beginnings::default();
        for (name, content) in [
            ("long", "é".repeat(Beginnings::BYTES).into_bytes()),
            (
                "odd",
                [b"a".as_slice(), "é".repeat(9_000).as_bytes()].concat(),
            ),
            ("short", b"one\ntwo".to_vec()),
            ("zip", b"PK\0\0".to_vec()),
            ("latin", b"caf\xe9".to_vec()),
        ] {
            output
                .file(name)
                .and_then(|file| file.write_all(&content))
                .expect("memory");
        }
        let lines = output.lines();
        let read = |at: usize| lines[at].1.clone();
        let cut = format!("{}…", "é".repeat(Beginnings::LINE));
        assert_eq!(read(0), Some(vec![cut]));
        assert!(read(1).is_some());
        assert_eq!(read(2), Some(vec!["one".to_owned(), "two".to_owned()]));
        assert_eq!((read(3), read(4)), (None, None));
    }
}
