//! The program's log file in the user's state folder, with rotation.
//!
//! It records the program's problems with the names of files. It must never contain the text of an
//! article or an annotation: users send logs to others.

use std::fs::{File, rename};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::display_path::display_path;
use super::private;

/// The length in bytes from which on the log rotates to a new file.
const MAX_LOG_BYTES: u64 = 1 << 20;

/// The longest record, in bytes: a panic with its backtrace is shorter.
const MAX_RECORD_BYTES: usize = 64 << 10;

/// The number of older files that are kept.
const KEPT: usize = 3;

/// What egui-winit logs where writing to the clipboard failed, and where there is none at all.
pub const COPY_FAILED: &str = "arboard copy/cut error";
pub const NO_CLIPBOARD: &str = "Failed to initialize arboard clipboard";

/// The log's output: standard error, and a file once its folder is known.
#[derive(Clone, Default)]
pub struct Log {
    file: Arc<Mutex<Option<LogFile>>>,
    watched: Arc<Mutex<Vec<WatchedText>>>,
}

/// A text that records may have, and whether one has had it.
type WatchedText = (&'static str, Arc<AtomicBool>);

impl Log {
    /// Starts writing to a file in this folder too. Goes on without one if it cannot be created.
    pub fn write_into(&self, folder: &Path) {
        let file = LogFile::open(folder);
        if let Err(error) = &file {
            log::warn!("there is no log file ({error}): {}", display_path(folder));
        }
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = file.ok();
    }

    /// Tells from now on whether a record has this text: of some problems of other crates only the log knows.
    pub fn watch_for(&self, text: &'static str) -> Arc<AtomicBool> {
        let found = Arc::new(AtomicBool::new(false));
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.push((text, Arc::clone(&found)));
        found
    }

    fn find_watched(&self, record: &str) {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for (text, found) in watched.iter() {
            if record.contains(text) {
                found.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Writes a line of what is no problem into the file alone: it helps who reads the log, and would
    /// disturb on standard error.
    pub fn note(&self, text: &str) {
        let now = jiff::Timestamp::now();
        let lines = sanitize(format!("[{now:.0} INFO  demarche] {text}").as_bytes());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = file.as_mut() {
            let _ = file.add(lines.as_bytes());
        }
    }
}

impl Write for Log {
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        let lines = sanitize(record);
        self.find_watched(&lines);
        io::stderr().write_all(lines.as_bytes())?;
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = file.as_mut() {
            // A full disk must not end the program; standard error has the record.
            let _ = file.add(lines.as_bytes());
        }
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// Sanitizes a record: it cannot break a line or control a terminal, and its length is limited.
/// Continuation lines are indented, so that none looks like another record.
fn sanitize(record: &[u8]) -> String {
    let record = &record[..record.len().min(MAX_RECORD_BYTES)];
    let record = String::from_utf8_lossy(record);
    let mut lines = String::with_capacity(record.len() + 1);
    for (number, line) in record.trim_end().lines().enumerate() {
        lines.push_str(if number == 0 { "" } else { "    " });
        for c in line.chars() {
            if c.is_control() && c != '\t' {
                lines.extend(c.escape_default());
            } else {
                lines.push(c);
            }
        }
        lines.push('\n');
    }
    lines
}

/// `demarche.log`, with `demarche.1.log` and so on before it.
struct LogFile {
    folder: PathBuf,
    file: File,
}

impl LogFile {
    fn open(folder: &Path) -> io::Result<Self> {
        private::create_folder(folder)?;
        let path = name(folder, 0);
        // Opening a pipe would block the program until another one reads it.
        if path.exists() && !path.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = private::file_options()
            .create(true)
            .append(true)
            .open(path)?;
        Ok(Self {
            folder: folder.to_owned(),
            file,
        })
    }

    fn add(&mut self, line: &[u8]) -> io::Result<()> {
        if self.file.metadata()?.len() + line.len() as u64 > MAX_LOG_BYTES {
            for number in (0..KEPT).rev() {
                let older = name(&self.folder, number + 1);
                match rename(name(&self.folder, number), older) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            *self = Self::open(&self.folder)?;
        }
        self.file.write_all(line)
    }
}

fn name(folder: &Path, number: usize) -> PathBuf {
    folder.join(match number {
        0 => "demarche.log".to_owned(),
        number => format!("demarche.{number}.log"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_is_gone_on_with_in_a_new_file_and_the_oldest_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = LogFile::open(folder.path()).expect("it opens");
        let line = [b'a'; MAX_LOG_BYTES as usize / 2 + 1];
        for number in 0..6 {
            log.add(&[&[number], &line[..]].concat())
                .expect("it is written");
        }
        let first = |number| {
            let bytes = std::fs::read(name(folder.path(), number)).ok()?;
            bytes.first().copied()
        };
        assert_eq!(first(0), Some(5));
        assert_eq!(first(KEPT), Some(2));
        assert_eq!(first(KEPT + 1), None);
    }

    #[test]
    fn short_lines_stay_together_in_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = LogFile::open(folder.path()).expect("it opens");
        let line = [b'a'; 2_000];
        for _ in 0..3 {
            log.add(&line).expect("it is written");
        }
        let written = std::fs::metadata(name(folder.path(), 0)).expect("it is there");
        assert_eq!(written.len(), 3 * line.len() as u64);
        assert!(!name(folder.path(), 1).exists());
    }

    #[test]
    fn a_log_record_cannot_imitate_another_and_is_limited() {
        let record = b"[WARN] a.txt\n[ERROR] made up\r\x1b[2J\n";
        let lines = sanitize(record);
        assert_eq!(lines, "[WARN] a.txt\n    [ERROR] made up\\r\\u{1b}[2J\n");
        assert_eq!(sanitize(b"caf\xE9\n"), "caf\u{FFFD}\n");
        assert!(sanitize(&[b'a'; 1 << 20]).len() <= MAX_RECORD_BYTES + 1);
    }
}
