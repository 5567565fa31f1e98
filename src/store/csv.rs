//! Delimited text (CSV, TSV): the parser and the writer of all tables, for codebooks, datasets and
//! articles alike.
//!
//! The parser accepts what spreadsheets and scripts write: commas, semicolons, tabs or bars, a
//! first line `sep=;` as in Excel, byte order marks, quotes, line breaks in cells, and rows that
//! end with LF, CR LF or CR. It reads row by row from any row on, so that no table need be in
//! memory.
//!
//! This module must not know what columns mean; the caller decides whether a row of another length
//! is an error.
//!
//! It uses `csv-core`, the parser inside the crate `csv`, because the latter reports neither the
//! line on which a row begins after empty lines nor an unclosed quote, and it does not limit the
//! length of a row. The writer is our own because the crate has one quoting style for a whole
//! table, and cells with leading or trailing spaces need quotes: R's `fread` strips the spaces
//! otherwise.

use std::borrow::Cow;
use std::io::{self, BufRead, Read as _, Seek, SeekFrom, Write};

use crate::io_reason::reason;
use csv_core::ReadRecordResult;

/// The longest row that is read, in bytes: without a limit an unclosed quote would extend to the
/// end of the file.
pub const MAX_ROW_BYTES: u64 = 1 << 28;

/// Possible delimiters, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How much of a file is read to detect its delimiter, in bytes.
const PROBE_BYTES: u64 = 64 << 10;

/// Begins a file that Excel should read as UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Characters that begin a formula in a spreadsheet, also after a tab or a line end and in their full
/// width, which East Asian versions read like the others; and the apostrophe that prevents this.
const FORMULA: [char; 12] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r', '\n', '\'',
];

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct CsvError {
    /// Counted from 1; 0 where the file itself could not be read.
    pub line: usize,
    pub why: String,
}

impl From<io::Error> for CsvError {
    fn from(error: io::Error) -> Self {
        Self {
            line: 0,
            why: format!("the file could not be read ({})", reason(&error)),
        }
    }
}

/// The position of a row in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvPosition {
    /// Byte offset from the beginning of the file.
    pub at: u64,
    /// The line, counted from 1.
    pub line: usize,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    pub place: CsvPosition,
    pub cells: Vec<String>,
    /// The line of an unclosed quote: the last cell then contains the rest of the file.
    pub open_quote: Option<usize>,
}

impl CsvRow {
    /// Returns the row, unless the file ends within a quote.
    ///
    /// # Errors
    /// If a quote is not closed.
    pub fn closed(self) -> Result<Self, CsvError> {
        match self.open_quote {
            None => Ok(self),
            Some(line) => Err(CsvError {
                line,
                why: "a quote is not closed".to_owned(),
            }),
        }
    }
}

/// Reads a table row by row. The header row with the names of the columns is a row like the others.
pub struct CsvReader<R> {
    input: R,
    core: csv_core::Reader,
    /// The current position in the input.
    place: CsvPosition,
    byte_order_marks: usize,
    /// Buffers for the bytes of a row, and for the ends of its cells in these.
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<R: BufRead + Seek> CsvReader<R> {
    /// Opens a table in UTF-8. The delimiter is that of a first line such as `sep=;`, or else the
    /// given one, or else the most frequent one in the first row.
    ///
    /// # Errors
    /// If the input cannot be read.
    /// If the input cannot be read.
    pub fn open(mut input: R, separator: Option<u8>) -> Result<Self, CsvError> {
        let mut probe = Vec::new();
        input
            .by_ref()
            .take(PROBE_BYTES)
            .read_to_end(&mut probe)
            .map_err(CsvError::from)?;
        let (mut rest, mut byte_order_marks) = (probe.as_slice(), 0);
        while let Some(after) = rest.strip_prefix(BYTE_ORDER_MARK) {
            (rest, byte_order_marks) = (after, byte_order_marks + 1);
        }
        let mut line = 1;
        let named = named_separator(rest);
        if let Some((_, length)) = named {
            (rest, line) = (&rest[length..], 2);
        }
        let separator = named.map(|(separator, _)| separator).or(separator);
        let separator = separator.unwrap_or_else(|| likely_separator(rest));
        let at = (probe.len() - rest.len()) as u64;
        input.seek(SeekFrom::Start(at))?;
        Ok(Self {
            input,
            core: csv_core::ReaderBuilder::new().delimiter(separator).build(),
            place: CsvPosition { at, line },
            byte_order_marks,
            bytes: vec![0; 1024],
            ends: vec![0; 32],
        })
    }

    /// The number of byte order marks at the beginning of the file. There may be several if each of
    /// a chain of programs added one.
    pub fn byte_order_marks(&self) -> usize {
        self.byte_order_marks
    }

    /// Seeks to a row that this reader returned earlier.
    ///
    /// # Errors
    /// If the input cannot be read from there.
    pub fn go_to(&mut self, place: CsvPosition) -> Result<(), CsvError> {
        let offset = place.at.cast_signed() - self.place.at.cast_signed();
        self.input.seek_relative(offset)?;
        self.place = place;
        Ok(())
    }

    /// Reads the next row. Empty lines are skipped.
    ///
    /// # Errors
    /// If the input cannot be read, a row is longer than [`MAX_ROW_BYTES`], or it is not UTF-8.
    pub fn next_row(&mut self) -> Result<Option<CsvRow>, CsvError> {
        self.skip_line_ends()?;
        let begun = self.place;
        let (mut filled, mut ended) = (0, 0);
        // The input appended after the end of the file: a line end closes every row but one within
        // a quote.
        let (mut tail, mut is_open): (&[u8], bool) = (b"\n", false);
        loop {
            if self.place.at - begun.at > MAX_ROW_BYTES {
                return Err(CsvError {
                    line: begun.line,
                    why: format!(
                        "a row has more than {MAX_ROW_BYTES} bytes: is a quote not closed?"
                    ),
                });
            }
            let input = self.input.fill_buf()?;
            let is_end = input.is_empty();
            let (result, taken, written, ends) = self.core.read_record(
                if is_end { tail } else { input },
                &mut self.bytes[filled..],
                &mut self.ends[ended..],
            );
            if !is_end {
                self.place.line += line_feeds(&input[..taken]);
                self.place.at += taken as u64;
                self.input.consume(taken);
            }
            filled += written;
            ended += ends;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty if !is_end => {}
                // The line end became a part of the cell.
                ReadRecordResult::InputEmpty if written > 0 => (tail, is_open) = (b"\"\n", true),
                ReadRecordResult::InputEmpty => return Ok(None),
            }
        }
        self.row(begun, ended, is_open).map(Some)
    }

    /// Builds the row from the bytes in the buffers.
    fn row(&self, place: CsvPosition, count: usize, is_open: bool) -> Result<CsvRow, CsvError> {
        let (mut begin, mut line) = (0, place.line);
        let mut row = CsvRow {
            place,
            cells: Vec::with_capacity(count),
            open_quote: None,
        };
        for (index, end) in self.ends[..count].iter().enumerate() {
            let mut bytes = &self.bytes[begin..*end];
            if is_open && index + 1 == count {
                bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
                row.open_quote = Some(line);
            }
            let cell = std::str::from_utf8(bytes).map_err(|error| CsvError {
                line: line + line_feeds(&bytes[..error.valid_up_to()]),
                why: "the file is not UTF-8".to_owned(),
            })?;
            line += line_feeds(bytes);
            row.cells.push(cell.to_owned());
            begin = *end;
        }
        Ok(row)
    }

    /// Skips empty lines, and the rest of the line end of the row before.
    fn skip_line_ends(&mut self) -> Result<(), CsvError> {
        while let Some(byte @ (b'\n' | b'\r')) = self.input.fill_buf()?.first().copied() {
            self.input.consume(1);
            self.place.at += 1;
            self.place.line += usize::from(byte == b'\n');
        }
        Ok(())
    }
}

fn line_feeds(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// The delimiter that a first line such as `sep=;` names, and the length of that line in bytes.
fn named_separator(beginning: &[u8]) -> Option<(u8, usize)> {
    let length = beginning.iter().position(|byte| *byte == b'\n')? + 1;
    let line = beginning[..length].trim_ascii_end();
    // A tab at the end of the line is the delimiter, not white space.
    let line = if line.len() == 4 {
        beginning[..length].get(..5)?
    } else {
        line
    };
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    let (head, [separator]) = line.split_at_checked(4)? else {
        return None;
    };
    let is_sign = separator.is_ascii_punctuation() || *separator == b'\t';
    (head.eq_ignore_ascii_case(b"sep=") && is_sign).then_some((*separator, length))
}

/// The most frequent delimiter of the first row; spreadsheets write the one of their locale.
fn likely_separator(beginning: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let (mut is_quoted, mut begins_cell) = (false, true);
    let is_line_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
    for byte in beginning.iter().skip_while(is_line_end) {
        let separator = SEPARATORS.iter().position(|separator| separator == byte);
        match (byte, separator) {
            (b'"', _) if is_quoted || begins_cell => is_quoted = !is_quoted,
            _ if is_quoted => {}
            (b'\n' | b'\r', _) => break,
            (_, Some(index)) => counts[index] += 1,
            _ => {}
        }
        begins_cell = separator.is_some();
    }
    let separators = SEPARATORS.into_iter().zip(counts).rev();
    let likely = separators.max_by_key(|(_, count)| *count);
    likely.map_or(b',', |(separator, _)| separator)
}

/// The line ending of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// LF, which every reader accepts.
    Lf,
    /// CR LF, as in RFC 4180.
    CrLf,
}

/// Writes a table row by row, with commas.
pub struct CsvWriter<W> {
    out: W,
    line_end: LineEnd,
    row: String,
}

impl<W: Write> CsvWriter<W> {
    /// Creates a writer; it writes nothing yet.
    pub fn new(out: W, line_end: LineEnd) -> Self {
        Self {
            out,
            line_end,
            row: String::new(),
        }
    }

    /// Writes a row.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        self.row.clear();
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.row.push(',');
            }
            push_cell(&mut self.row, cell.as_ref());
        }
        if self.row.is_empty() {
            // An empty line would not be read as a row.
            self.row.push_str("\"\"");
        }
        self.row.push_str(match self.line_end {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
        });
        self.out.write_all(self.row.as_bytes())
    }
}

fn push_cell(row: &mut String, cell: &str) {
    if !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell {
        row.push_str(cell);
    } else {
        row.push('"');
        row.push_str(&cell.replace('"', "\"\""));
        row.push('"');
    }
}

/// Escapes a cell against formula injection: a cell that begins like a formula gets an apostrophe
/// in front, which [`without_guard`] removes again.
pub fn guarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    }
}

/// Removes the escape that [`guarded`] added.
pub fn without_guard(mut cell: String) -> String {
    if cell.starts_with('\'') && cell[1..].starts_with(FORMULA) {
        cell.remove(0);
    }
    cell
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    /// The line and the cells of a row.
    type Read = (usize, Vec<String>);

    /// Parses all rows. Reading from any row on, or in small pieces, must give the same result.
    fn rows(text: &[u8]) -> Result<Vec<Read>, CsvError> {
        let whole = rows_in_pieces(text, 8 << 10);
        for size in [1, 2, 7] {
            let pieces = rows_in_pieces(text, size);
            match (&whole, &pieces) {
                (Ok(whole), Ok(pieces)) => assert_eq!(whole, pieces),
                (Err(whole), Err(pieces)) => assert_eq!(whole.to_string(), pieces.to_string()),
                _ => panic!("{whole:?} {pieces:?}"),
            }
        }
        whole
    }

    fn rows_in_pieces(text: &[u8], size: usize) -> Result<Vec<Read>, CsvError> {
        let input = BufReader::with_capacity(size, Cursor::new(text));
        let mut reader = CsvReader::open(input, None)?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row()? {
            rows.push(row.closed()?);
        }
        for row in rows.iter().rev() {
            reader.go_to(row.place)?;
            assert_eq!(reader.next_row()?.as_ref(), Some(row));
        }
        let rows = rows.into_iter();
        Ok(rows.map(|row| (row.place.line, row.cells)).collect())
    }

    fn check(text: &str, wanted: &[(usize, &[&str])]) {
        let read = rows(text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let wanted = wanted.iter().map(|(line, cells)| {
            let cells = cells.iter().map(|cell| (*cell).to_owned());
            (*line, cells.collect())
        });
        assert_eq!(read, wanted.collect::<Vec<Read>>(), "{text:?}");
    }

    #[test]
    fn csv_of_spreadsheets_and_scripts_is_read() {
        check("", &[]);
        check("\n\r\n", &[]);
        check("a", &[(1, &["a"])]);
        check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a,b\r\n\r\n1,2", &[(1, &["a", "b"]), (3, &["1", "2"])]);
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (1, &["1", "2"])]);
        check(
            "a,b\n,\n\"\"\n",
            &[(1, &["a", "b"]), (2, &["", ""]), (3, &[""])],
        );
        check(
            "a,b\n\"1\r\n2\",\"\"\"\"\n\"x\"y, é \"\n",
            &[
                (1, &["a", "b"]),
                (2, &["1\r\n2", "\""]),
                (4, &["xy", " é \""]),
            ],
        );
    }

    #[test]
    fn the_separator_is_found() {
        for separator in [",", ";", "\t", "|"] {
            let text = format!("a{separator}b\n1{separator}\"2{separator}\"\n");
            let last = format!("2{separator}");
            check(&text, &[(1, &["a", "b"]), (2, &["1", &last])]);
        }
        // Delimiters in quotes do not count, and a quote within a name does not open a quoted cell.
        check("\"a,b,\nc\";d\n", &[(1, &["a,b,\nc", "d"])]);
        check("6\" wide;b\"c;d,\n", &[(1, &["6\" wide", "b\"c", "d,"])]);
        // The likelier delimiter wins if several are equally frequent.
        check("a;b,c\n", &[(1, &["a;b", "c"])]);
    }

    #[test]
    fn a_line_that_names_the_separator_is_no_row() {
        check("sep=;\r\na,b;c\r\n", &[(2, &["a,b", "c"])]);
        check("\u{feff}\"SEP=|\"\na,b|c\n", &[(2, &["a,b", "c"])]);
        check("sep=\t\na,b\tc\n", &[(2, &["a,b", "c"])]);
        check("sep=a\n", &[(1, &["sep=a"])]);
        check("sep=\n", &[(1, &["sep="])]);
        check("sep=;", &[(1, &["sep=", ""])]);
    }

    #[test]
    fn byte_order_marks_are_no_text() {
        check(
            "\u{feff}\u{feff}a\n\u{feff}b\n",
            &[(1, &["a"]), (2, &["\u{feff}b"])],
        );
        let input = Cursor::new("\u{feff}\u{feff}a\n".as_bytes());
        let reader = CsvReader::open(input, None).expect("memory");
        assert_eq!(reader.byte_order_marks(), 2);
    }

    #[test]
    fn errors_are_reported_with_their_line() {
        let fault = |text: &[u8]| rows(text).expect_err("a fault").to_string();
        assert_eq!(
            fault(b"a,b\n1\n\"2\",\"3\n\n"),
            "line 3: a quote is not closed"
        );
        assert_eq!(fault(b"a,\"b\nc\",\""), "line 2: a quote is not closed");
        assert_eq!(
            fault(b"a,b\n\"1\n\xe9\",2\n"),
            "line 3: the file is not UTF-8"
        );
        // A character that a delimiter splits is invalid, though its halves together would be
        // valid.
        assert_eq!(fault(b"\xc3,\xa9\n"), "line 1: the file is not UTF-8");
    }

    #[test]
    fn the_content_of_an_unclosed_quote_is_kept() {
        let mut reader = CsvReader::open(Cursor::new(b"a\n\"b\nc\n"), None).expect("memory");
        let mut next = || reader.next_row().expect("UTF-8");
        next();
        let row = next().expect("a row");
        assert_eq!(
            (row.cells, row.open_quote),
            (vec!["b\nc\n".to_owned()], Some(2))
        );
        assert_eq!(next(), None);
    }

    #[test]
    fn a_row_without_end_is_refused() {
        /// An opened quote followed by letters without end.
        struct Endless(u64);
        impl io::Read for Endless {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                into.fill(b'x');
                if let Some(first) = into.first_mut().filter(|_| self.0 == 0) {
                    *first = b'"';
                }
                self.0 += into.len() as u64;
                Ok(into.len())
            }
        }
        impl Seek for Endless {
            fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
                self.0 = 0;
                Ok(0)
            }
        }
        let input = BufReader::with_capacity(1 << 20, Endless(0));
        let mut reader = CsvReader::open(input, None).expect("it is read");
        let error = reader.next_row().expect_err("endless");
        assert!(error.to_string().contains("a row has more than"), "{error}");
    }

    #[test]
    fn what_is_written_comes_back() {
        let cells = ["a", "", " b", "c ", "d,e", "f\"g", "h\ni", "\r", ";", "é"];
        for (line_end, written) in [(LineEnd::Lf, "\n"), (LineEnd::CrLf, "\r\n")] {
            let mut out = Vec::new();
            let mut writer = CsvWriter::new(&mut out, line_end);
            writer.row(cells).expect("memory");
            writer.row([""]).expect("memory");
            let wanted = "a,,\" b\",\"c \",\"d,e\",\"f\"\"g\",\"h\ni\",\"\r\",;,é";
            let text = String::from_utf8(out).expect("text");
            assert_eq!(text, format!("{wanted}{written}\"\"{written}"));
            check(&text, &[(1, &cells), (3, &[""])]);
        }
    }

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for cell in [
            "=1+1", "+x", "-5", "@a", "＝x", "＋x", "－x", "＠x", "\tx", "\rx", "\n=x", "'", "'=x",
            "'＝x", "''",
        ] {
            let guarded = guarded(cell.into());
            assert_eq!(guarded, format!("'{cell}"));
            assert_eq!(without_guard(guarded.into_owned()), cell);
        }
        for cell in ["", "a", "1", "it's", "é="] {
            assert_eq!(guarded(cell.into()), cell);
            assert_eq!(without_guard(cell.to_owned()), cell);
        }
        assert_eq!(without_guard("'tis".to_owned()), "'tis");
    }

    #[test]
    fn the_first_row_alone_decides_the_separator() {
        for (beginning, wanted) in [
            ("a;b\n1,2,3,4,5\n", b';'),
            ("a;b\r1,2,3,4,5\r", b';'),
            ("\n\na\tb\n1,2,3\n", b'\t'),
            ("\"a;b;c\",d\n", b','),
            ("", b','),
        ] {
            assert_eq!(
                likely_separator(beginning.as_bytes()),
                wanted,
                "{beginning:?}"
            );
        }
    }
}
