//! A streaming reader for the objects of a JSON file: JSON Lines, a list, or concatenated objects,
//! whatever the file is called. One object is in memory at a time.

use std::io::{self, BufRead, Read};

use serde_json::value::RawValue;

use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, OffsetUnitHint};
use super::leftovers::Leftovers;
use super::weighed::WeighedDrafts;
use super::{FormatError, ImportSink, InputFile, LossKind, Losses};

/// The size limit of one object, in bytes.
const MAX_OBJECT_BYTES: u64 = 1 << 28;

/// The size of an object whose bytes are not kept in memory together with what was read from them.
const LARGE_OBJECT_BYTES: usize = 1 << 16;

/// Reads a file object by object. A value that is not an object is reported and skipped.
///
/// # Errors
/// If the file cannot be read or holds no object at all, or if `take` fails.
pub fn each_row(
    file: &InputFile<'_>,
    unparsed: Unparsed<'_>,
    intake: &mut ImportSink<'_>,
    take: &mut dyn FnMut(DatasetRow, &mut ImportSink<'_>) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut rows = RowReader {
        file,
        unparsed,
        input: Input::new(file)?,
        count: 0,
        take,
    };
    if rows.input.had_bom {
        file.tell_mark(&mut intake.losses);
    }
    let message = |error: io::Error| file.unread(&error);
    let Some(first) = rows.input.skip_space().map_err(message)? else {
        return Ok(());
    };
    let mut piece = Vec::new();
    let mut is_empty_list = false;
    if first == b'[' {
        is_empty_list = rows.values(&mut piece, intake)?;
    } else {
        let line = rows.input.line;
        rows.input.line(&mut piece).map_err(message)?;
        let begun = serde_json::from_slice::<&RawValue>(&piece);
        if first == b'{' && begun.is_err_and(|error| error.is_eof()) {
            // The value continues in the next line.
            rows.input.unread(&piece, line);
            rows.values(&mut piece, intake)?;
        } else {
            rows.row(&mut piece, line, intake)?;
            rows.lines(&mut piece, intake)?;
        }
    }
    if rows.count == 0 && !is_empty_list {
        return Err(file.unreadable(1, "there is no JSON object in it"));
    }
    Ok(())
}

/// Reads articles from the objects of a file. What `drafts` opens and does not take is reported.
///
/// # Errors
/// As [`each_row`].
pub fn articles<A: IntoIterator<Item = (Draft, OffsetUnitHint)>>(
    file: &InputFile<'_>,
    unparsed: Unparsed<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
    mut drafts: impl FnMut(&DatasetRow, &mut Losses, &Leftovers) -> A,
) -> Result<(), FormatError> {
    intake.left.begin_file(file.name);
    let mut names = RowNames::new(file, unparsed);
    let mut weighed = WeighedDrafts::new(file.name, format);
    let read = each_row(file, unparsed, intake, &mut |row, intake| {
        let drafts = drafts(&row, &mut intake.losses, &intake.left);
        let index = row.index;
        drop(row);
        for (mut draft, trust) in drafts {
            if draft.name.is_empty() {
                draft.name = names.get(index)?;
            }
            weighed.add(draft, trust, intake)?;
        }
        Ok(())
    });
    // What was read before an error is kept.
    weighed.end(intake).and(read)
}

/// Generates names for articles that have none: the name of their file, and their number in it.
pub struct RowNames<'f> {
    file: &'f InputFile<'f>,
    /// How the objects are read, also where they are counted.
    unparsed: Unparsed<'f>,
    digits: Option<usize>,
}

impl<'f> RowNames<'f> {
    pub fn new(file: &'f InputFile<'f>, unparsed: Unparsed<'f>) -> Self {
        Self {
            file,
            unparsed,
            digits: None,
        }
    }

    /// The name of the article with this number, counted from 0.
    ///
    /// # Errors
    /// If the file cannot be read again.
    pub fn get(&mut self, index: usize) -> Result<String, FormatError> {
        let digits = match self.digits {
            Some(digits) => digits,
            None => count(self.file, self.unparsed)?.to_string().len(),
        };
        self.digits = Some(digits);
        let stem = self.file.name.rsplit_once('.');
        let stem = stem.map_or(self.file.name, |(stem, _)| stem);
        Ok(format!("{stem}-{:0digits$}.txt", index + 1))
    }
}

/// Counts the objects of a file.
fn count(file: &InputFile<'_>, unparsed: Unparsed<'_>) -> Result<usize, FormatError> {
    let mut count = 0;
    let mut nowhere = |_| Ok(());
    each_row(
        file,
        unparsed,
        &mut ImportSink::new(&mut nowhere),
        &mut |_, _| {
            count += 1;
            Ok(())
        },
    )?;
    Ok(count)
}

struct RowReader<'r, 'f> {
    file: &'r InputFile<'f>,
    unparsed: Unparsed<'r>,
    input: Input<'f>,
    count: usize,
    take: &'r mut dyn FnMut(DatasetRow, &mut ImportSink<'_>) -> Result<(), FormatError>,
}

impl RowReader<'_, '_> {
    /// Reads one object per line. Only a line feed ends a line: U+2028 may be in a text.
    fn lines(
        &mut self,
        piece: &mut Vec<u8>,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        loop {
            let line = self.input.line;
            let read = self.input.line(piece);
            if read.map_err(|error| self.file.unread(&error))? == 0 {
                return Ok(());
            }
            if !piece.trim_ascii().is_empty() {
                self.row(piece, line, intake)?;
            }
        }
    }

    /// Reads objects over several lines, in a list or concatenated. Returns whether there was an
    /// empty list.
    fn values(
        &mut self,
        piece: &mut Vec<u8>,
        intake: &mut ImportSink<'_>,
    ) -> Result<bool, FormatError> {
        let mut seen = 0;
        loop {
            let next = self.input.value(piece);
            let next = next.map_err(|error| self.file.unread(&error))?;
            let losses = &mut intake.losses;
            match next {
                Next::Value { line, is_parted } => {
                    if !is_parted {
                        let why = "there is no comma before it";
                        losses.line(self.file.name, line, LossKind::Corrected, why);
                    }
                    seen += 1;
                    self.row(piece, line, intake)?;
                }
                Next::End { is_closed } => {
                    if !is_closed {
                        let why = "the list does not end: the file may be cut";
                        let line = self.input.line;
                        losses.line(self.file.name, line, LossKind::Doubtful, why);
                    }
                    return Ok(seen == 0 && is_closed);
                }
            }
        }
    }

    fn row(
        &mut self,
        piece: &mut Vec<u8>,
        line: usize,
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let why = match std::str::from_utf8(piece) {
            Err(_) => "it is not UTF-8".to_owned(),
            Ok(text) => match DatasetRow::parse(text, self.unparsed) {
                Ok(mut row) => {
                    if piece.len() > LARGE_OBJECT_BYTES {
                        *piece = Vec::new();
                    }
                    (row.line, row.index) = (line, self.count);
                    self.count += 1;
                    return (self.take)(row, intake);
                }
                Err(error) if error.is_data() => "it is no JSON object".to_owned(),
                Err(error) => format!("it is no JSON: {error}"),
            },
        };
        let losses = &mut intake.losses;
        losses.line(self.file.name, line, LossKind::Dropped, why);
        Ok(())
    }
}

/// The bytes of a file, with the current line number.
struct Input<'f> {
    bytes: Box<dyn BufRead + 'f>,
    had_bom: bool,
    line: usize,
    /// Whether a list is open.
    in_list: bool,
    /// Whether a comma or the beginning of a list came before.
    is_parted: bool,
}

/// The next thing in a file.
enum Next {
    Value {
        line: usize,
        /// Whether a separator precedes it.
        is_parted: bool,
    },
    End {
        /// Whether an open list has been closed.
        is_closed: bool,
    },
}

impl<'f> Input<'f> {
    fn new(file: &InputFile<'f>) -> Result<Self, FormatError> {
        let mut bytes = file.reader()?;
        let mut start = Vec::new();
        let read = bytes.by_ref().take(3).read_to_end(&mut start);
        read.map_err(|error| file.unread(&error))?;
        let had_bom = start == "\u{feff}".as_bytes();
        if had_bom {
            start.clear();
        }
        Ok(Self {
            bytes: Box::new(io::Cursor::new(start).chain(bytes)),
            had_bom,
            line: 1,
            in_list: false,
            is_parted: true,
        })
    }

    /// Skips white space, and returns the next byte without consuming it.
    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let Some(byte) = self.bytes.fill_buf()?.first().copied() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.line += usize::from(byte == b'\n');
            self.bytes.consume(1);
        }
    }

    /// Reads a line with its end, and returns its length in bytes.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        line.clear();
        let read = self
            .bytes
            .by_ref()
            .take(MAX_OBJECT_BYTES)
            .read_until(b'\n', line)?;
        self.line += usize::from(line.last() == Some(&b'\n'));
        if u64::try_from(read).unwrap_or(u64::MAX) == MAX_OBJECT_BYTES {
            return Err(too_long());
        }
        Ok(read)
    }

    /// Puts bytes back, which were read from this line on.
    fn unread(&mut self, read: &[u8], line: usize) {
        let rest = std::mem::replace(&mut self.bytes, Box::new(io::empty()));
        self.bytes = Box::new(io::Cursor::new(read.to_vec()).chain(rest));
        self.line = line;
    }

    /// Reads the next value, up to its closing bracket, without parsing it.
    fn value(&mut self, value: &mut Vec<u8>) -> io::Result<Next> {
        value.clear();
        loop {
            let Some(byte) = self.skip_space()? else {
                let is_closed = !self.in_list;
                return Ok(Next::End { is_closed });
            };
            match byte {
                b'[' if !self.in_list => (self.in_list, self.is_parted) = (true, true),
                b']' if self.in_list => (self.in_list, self.is_parted) = (false, true),
                b',' if self.in_list => self.is_parted = true,
                _ => break,
            }
            self.bytes.consume(1);
        }
        let line = self.line;
        let is_parted = !self.in_list || self.is_parted;
        self.is_parted = false;
        let mut scan = Scan::default();
        loop {
            let bytes = self.bytes.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            let end = bytes.iter().position(|byte| scan.ends_before(*byte));
            let taken = &bytes[..end.unwrap_or(bytes.len())];
            self.line += taken.iter().filter(|byte| **byte == b'\n').count();
            value.extend_from_slice(taken);
            let count = taken.len();
            self.bytes.consume(count);
            if end.is_some() {
                break;
            }
            if u64::try_from(value.len()).unwrap_or(u64::MAX) > MAX_OBJECT_BYTES {
                return Err(too_long());
            }
        }
        Ok(Next::Value { line, is_parted })
    }
}

fn too_long() -> io::Error {
    io::Error::other(format!(
        "an object of it has more than {MAX_OBJECT_BYTES} bytes"
    ))
}

/// A scanner that finds where a value ends.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
    is_done: bool,
    has_begun: bool,
}

impl Scan {
    /// Whether the value ends before this byte. A line end within a string ends it too: the value
    /// is broken then, and the following one may be intact.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.is_done {
            return true;
        }
        if self.in_text {
            match byte {
                b'\n' => return true,
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.in_text = false;
                    self.is_done = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.is_done = self.depth == 0;
            }
            b',' | b']' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 && self.has_begun => {
                return true;
            }
            _ => {}
        }
        self.has_begun = true;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<(Vec<usize>, Losses), FormatError> {
        let mut nowhere = |_| Ok(());
        let mut intake = ImportSink::new(&mut nowhere);
        let mut lines = Vec::new();
        let file = InputFile::new("x.jsonl", text);
        let unparsed = Unparsed {
            later: &["b"],
            lists: &["c"],
            objects: &["d"],
        };
        each_row(&file, unparsed, &mut intake, &mut |row, _| {
            lines.push(row.line);
            Ok(())
        })?;
        Ok((lines, intake.losses))
    }

    fn check(text: &str, wanted: &[usize], message: &[&str]) {
        let (lines, losses) = read(text.as_bytes()).expect("it holds objects");
        assert_eq!(lines, wanted, "{text}");
        assert_eq!(losses.all().len(), message.len(), "{text}: {losses:?}");
        for (loss, message) in losses.all().iter().zip(message) {
            assert!(loss.to_string().contains(message), "{loss}");
        }
    }

    #[test]
    fn objects_are_found_however_they_are_laid_out() {
        check("{\"a\":1}\n\n{\"a\":2}\r\n", &[1, 3], &[]);
        check("\u{feff}{\"a\":1}", &[1], &["byte order mark"]);
        check("\u{feff}\n[{\"a\":1}]", &[2], &["byte order mark"]);
        check("[\n {\"a\":1},\n {\"a\":[2]}\n]", &[2, 3], &[]);
        check("{\n \"a\": 1\n}\n{\n \"a\": 2\n}", &[1, 4], &[]);
        check("[{\"a\":\"]}\\\"[\"},{\"a\":{}}]\n", &[1, 1], &[]);
        check("", &[], &[]);
        check(" [ ]", &[], &[]);
    }

    #[test]
    fn invalid_rows_are_reported_and_the_rest_is_imported() {
        check(
            "{\"a\":1}\n{oops\n[2]\n{}",
            &[1, 4],
            &["x.jsonl:2", "x.jsonl:3"],
        );
        check("{oops\n{}", &[2], &["x.jsonl:1"]);
        check("{\"a\":\"b\n{}\n", &[2], &["x.jsonl:1"]);
        check(
            "[{\"a\":1}, 2, \"b\", [3], {}]",
            &[1, 1],
            &["no JSON object"; 3],
        );
        check("{\n \"a\": 1\n}\n{\n \"a\" 2\n}", &[1], &["x.jsonl:4"]);
        check("[{},\n{\"a\" 2},\n{}]", &[1, 3], &["x.jsonl:2"]);
        check("[{}\n{}]", &[1, 2], &["no comma"]);
        check("[{},\n{\"a\":1", &[1], &["x.jsonl:2", "cut"]);
        check("[{},\n", &[1], &["cut"]);
        let (lines, losses) = read(b"{}\n{\"a\":\"\xff\"}\n{}").expect("two are fine");
        assert_eq!((lines.as_slice(), losses.all().len()), (&[1, 3][..], 1));
        for nothing in ["oops", "[1]", "{\"a\":", "\"", "]"] {
            assert!(read(nothing.as_bytes()).is_err(), "{nothing}");
        }
    }

    #[test]
    fn numbers_in_names_are_as_wide_as_the_last() {
        let lines = "{}\n".repeat(12);
        let file = InputFile::new("a/x.jsonl", lines.as_bytes());
        let mut names = RowNames::new(&file, Unparsed::default());
        assert_eq!(names.get(4).expect("in memory"), "a/x-05.txt");
    }
}
