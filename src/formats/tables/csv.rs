//! A table as CSV after RFC 4180: UTF-8, commas, quotes doubled, line ends within quotes kept. Rows
//! end with LF, which every reader takes.

use std::borrow::Cow;
use std::io::{self, Write};
use std::rc::Rc;

use super::read::{Place, Row, Source};
use super::{ArticleRef, Cell, FormatError, InputFile, LossKind, Losses, LostItem, Shape};
use crate::Seekable;

/// What begins a formula in a spreadsheet, and the apostrophe by which it is no formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// What a cell of a spreadsheet holds at most.
const LONGEST_CELL: usize = 32_767;

/// The longest row that is read, in bytes: a quote that is not closed would take in the whole file.
const LONGEST_ROW: u64 = 1 << 28;

/// Writes a table row by row.
pub struct Writer<'w> {
    out: &'w mut dyn Write,
    for_spreadsheets: bool,
    row: String,
}

impl<'w> Writer<'w> {
    /// Begins with the names of the columns. For spreadsheets the file begins with a byte order mark,
    /// without which Excel takes it for another encoding, and cells that would be formulas begin with
    /// an apostrophe.
    pub fn begin(
        out: &'w mut dyn Write,
        shape: &Shape,
        for_spreadsheets: bool,
    ) -> Result<Self, FormatError> {
        if for_spreadsheets {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut table = Self {
            out,
            for_spreadsheets: false,
            row: String::new(),
        };
        let names: Vec<Cell<'_>> = shape.columns.iter().map(|name| (*name).into()).collect();
        table.row(&names)?;
        Ok(Self {
            for_spreadsheets,
            ..table
        })
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), FormatError> {
        self.row.clear();
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.row.push(',');
            }
            push_cell(&mut self.row, cell.written(), self.for_spreadsheets);
        }
        self.row.push('\n');
        Ok(self.out.write_all(self.row.as_bytes())?)
    }
}

fn push_cell(row: &mut String, cell: Cow<'_, str>, for_spreadsheets: bool) {
    let cell = if for_spreadsheets && cell.starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        cell
    };
    if !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell {
        row.push_str(&cell);
    } else {
        row.push('"');
        row.push_str(&cell.replace('"', "\"\""));
        row.push('"');
    }
}

/// Tells what a spreadsheet cuts when it opens the table; the file itself is whole.
pub fn tell_long_cells(article: &ArticleRef<'_>, losses: &mut Losses) {
    let length = article.document.text().as_str().encode_utf16().count();
    if length > LONGEST_CELL {
        let why = format!(
            "its text has {length} characters, of which Excel shows and saves {LONGEST_CELL}"
        );
        losses.add(article.name, LostItem::Article, LossKind::Doubtful, why);
    }
}

/// Reads a table row by row, from any row on.
pub struct Reader<'f> {
    file: InputFile<'f>,
    input: Box<dyn Seekable + 'f>,
    /// Where the input is.
    place: Place,
    separator: u8,
    for_spreadsheets: bool,
    columns: Vec<String>,
}

impl<'f> Reader<'f> {
    /// Reads the names of the columns.
    pub fn open(
        file: &InputFile<'f>,
        for_spreadsheets: bool,
        losses: &mut Losses,
    ) -> Result<Self, FormatError> {
        let mut reader = Self {
            file: *file,
            input: file.reader()?,
            place: Place { at: 0, line: 1 },
            separator: b',',
            for_spreadsheets,
            columns: Vec::new(),
        };
        reader.skip_marks(losses)?;
        let beginning = reader.input.fill_buf();
        reader.separator = separator(beginning.map_err(|error| file.unread(&error))?);
        if let Some((_, names)) = reader.record()? {
            reader.columns = names;
        }
        Ok(reader)
    }

    /// Passes over byte order marks. For spreadsheets there is one, and in other tables no harm in it;
    /// of programs that each put one before the file there may be several.
    fn skip_marks(&mut self, losses: &mut Losses) -> Result<(), FormatError> {
        let mark = "\u{feff}".as_bytes();
        for number in 0.. {
            let beginning = self.input.fill_buf();
            if !beginning.is_ok_and(|bytes| bytes.starts_with(mark)) {
                break;
            }
            self.input.consume(mark.len());
            self.place.at += mark.len() as u64;
            if number > 0 {
                let why = "a second byte order mark is left out";
                let line = LostItem::Line(1);
                losses.add(self.file.name, line, LossKind::Corrected, why);
            } else if !self.for_spreadsheets {
                self.file.tell_mark(losses);
            }
        }
        Ok(())
    }

    /// The cells of the next row, and where it begins. An empty line is no row.
    fn record(&mut self) -> Result<Option<(Place, Vec<String>)>, FormatError> {
        let file = self.file;
        let unread = |error: io::Error| file.unread(&error);
        let mut begun = self.place;
        let (mut cells, mut cell) = (Vec::new(), Vec::new());
        // The line of the quote that is open.
        let mut quote: Option<usize> = None;
        let mut was_quoted = false;
        loop {
            self.plain(&mut cell).map_err(unread)?;
            let line = self.place.line;
            if self.place.at - begun.at > LONGEST_ROW {
                let why =
                    format!("a row has more than {LONGEST_ROW} bytes: is a quote not closed?");
                return Err(file.unreadable(begun.line, why));
            }
            let Some(byte) = self.take().map_err(unread)? else {
                break;
            };
            let next = self.next().map_err(unread)?;
            match (quote, byte) {
                (Some(_), b'"') if next == Some(b'"') => {
                    self.take().map_err(unread)?;
                    cell.push(b'"');
                }
                (Some(_), b'"') => quote = None,
                (None, b'"') if cell.is_empty() && !was_quoted => {
                    quote = Some(line);
                    was_quoted = true;
                }
                (None, byte) if byte == self.separator => {
                    cells.push(self.text(&mut cell, begun)?);
                    was_quoted = false;
                }
                (None, b'\r') if next == Some(b'\n') => {}
                (None, b'\n') if cells.is_empty() && cell.is_empty() && !was_quoted => {
                    begun = self.place;
                }
                (None, b'\n') => {
                    cells.push(self.text(&mut cell, begun)?);
                    return Ok(Some((begun, cells)));
                }
                (_, byte) => cell.push(byte),
            }
        }
        if let Some(line) = quote {
            return Err(file.unreadable(line, "a quote is not closed"));
        }
        if cells.is_empty() && cell.is_empty() && !was_quoted {
            return Ok(None);
        }
        cells.push(self.text(&mut cell, begun)?);
        Ok(Some((begun, cells)))
    }

    /// Moves what cannot end a cell from the input into the cell, as far as it is at hand.
    fn plain(&mut self, cell: &mut Vec<u8>) -> io::Result<()> {
        let separator = self.separator;
        let ends = |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == separator;
        let bytes = self.input.fill_buf()?;
        let end = bytes.iter().position(ends).unwrap_or(bytes.len());
        cell.extend_from_slice(&bytes[..end]);
        self.input.consume(end);
        self.place.at += end as u64;
        Ok(())
    }

    /// The next byte, which stays.
    fn next(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn take(&mut self) -> io::Result<Option<u8>> {
        let next = self.next()?;
        if let Some(byte) = next {
            self.input.consume(1);
            self.place.at += 1;
            self.place.line += usize::from(byte == b'\n');
        }
        Ok(next)
    }

    fn text(&self, cell: &mut Vec<u8>, row: Place) -> Result<String, FormatError> {
        String::from_utf8(std::mem::take(cell)).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let lines = before.iter().filter(|byte| **byte == b'\n').count();
            let file = &self.file;
            file.unreadable(row.line + lines, "the file is not UTF-8")
        })
    }
}

impl Source for Reader<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn go_to(&mut self, place: Place) -> Result<(), FormatError> {
        let from = self.place.at.cast_signed();
        let sought = self.input.seek_relative(place.at.cast_signed() - from);
        sought.map_err(|error| self.file.unread(&error))?;
        self.place = place;
        Ok(())
    }

    fn next_row(&mut self, losses: &mut Losses) -> Result<Option<(Place, Rc<Row>)>, FormatError> {
        while let Some((place, cells)) = self.record()? {
            let (count, wanted) = (cells.len(), self.columns.len());
            if count != wanted {
                let why = format!("it has {count} cells instead of {wanted}");
                losses.line(self.file.name, place.line, LossKind::Dropped, why);
                continue;
            }
            let cells = cells.into_iter();
            let cells = cells.map(|cell| unguarded(cell, self.for_spreadsheets).into());
            let row = Row {
                line: place.line,
                cells: cells.collect(),
            };
            return Ok(Some((place, row.into())));
        }
        Ok(None)
    }
}

fn unguarded(cell: String, is_guarded: bool) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded && rest.starts_with(FORMULA) => rest.to_owned(),
        _ => cell,
    }
}

/// What separates the names of the columns; spreadsheets write what is usual in their country.
fn separator(beginning: &[u8]) -> u8 {
    let header = beginning.split(|byte| *byte == b'\n').next();
    let count = |separator: &u8| header.map_or(0, |h| h.iter().filter(|b| *b == separator).count());
    let separators = [b',', b';', b'\t'].into_iter().rev();
    separators.max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, Cursor, Read, Seek};

    use super::super::write::Rows;
    use super::*;

    const SHAPE: Shape = Shape {
        name: "a",
        columns: &["a"],
        rows: Rows::OfBook(|_, _| Ok(())),
    };

    /// Bytes that come so many at a time.
    struct Dribble<'b>(Cursor<&'b [u8]>, usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(&mut into[..most])
        }
    }

    impl BufRead for Dribble<'_> {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            let bytes = self.0.fill_buf()?;
            Ok(&bytes[..bytes.len().min(self.1)])
        }

        fn consume(&mut self, count: usize) {
            self.0.consume(count);
        }
    }

    impl Seek for Dribble<'_> {
        fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    /// What stands in a row, with its line.
    type Drawn = (usize, Vec<String>);

    fn drawn(place: Place, row: &Row) -> Drawn {
        let cells = row.cells.iter().map(|cell| cell.written().into_owned());
        (place.line, cells.collect())
    }

    /// All rows, the names of the columns too. Reading from any row on must come to the same.
    fn rows(text: &str, for_spreadsheets: bool) -> Result<Vec<Drawn>, FormatError> {
        let file = InputFile::new("a.csv", text.as_bytes());
        let mut losses = Losses::default();
        let mut reader = Reader::open(&file, for_spreadsheets, &mut losses)?;
        let mut rows = vec![(1, reader.columns.clone())];
        let mut places = Vec::new();
        while let Some((place, row)) = reader.next_row(&mut losses)? {
            rows.push(drawn(place, &row));
            places.push(place);
        }
        reader.input = Box::new(Dribble(Cursor::new(text.as_bytes()), 1));
        reader.place.at = 0;
        for (place, row) in places.into_iter().zip(&rows[1..]).rev() {
            reader.go_to(place)?;
            let again = reader
                .next_row(&mut losses)?
                .map(|(at, row)| drawn(at, &row));
            assert_eq!(again.as_ref(), Some(row));
        }
        assert!(losses.is_empty(), "{losses:?}");
        Ok(rows)
    }

    fn row(line: usize, cells: &[&str]) -> Drawn {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let wanted = [row(1, &["a", "b"]), row(2, &["1\r\n2", "\""])];
        let read = |text: &str| rows(text, false).expect("it is CSV");
        assert_eq!(read("a,b\n\"1\r\n2\",\"\"\"\"\n"), wanted);
        assert_eq!(read("a;b\r\n\"1\r\n2\";\"\"\"\""), wanted);
        let empty = [row(1, &["a", "b"]), row(3, &["", ""]), row(4, &["é", " "])];
        assert_eq!(read("a,b\n\n,\né,\" \"\n"), empty);
    }

    #[test]
    fn what_is_no_csv_is_refused_with_its_line() {
        let why = |text: &[u8]| {
            let file = InputFile::new("a.csv", text);
            let mut losses = Losses::default();
            let reader = Reader::open(&file, false, &mut losses);
            let rows = reader.and_then(|mut reader| reader.next_row(&mut losses));
            rows.err()
                .map(|error| error.to_string())
                .unwrap_or_default()
        };
        let open = why(b"a,b\n1,\"2\n");
        assert!(open.starts_with("line 2:") && open.contains("a quote is not closed"));
        let latin = why(b"a,b\n\"1\n\xe9\",2\n");
        assert!(latin.starts_with("line 3:") && latin.contains("not UTF-8"));
    }

    #[test]
    fn no_cell_is_a_formula_where_that_was_asked_for() {
        let cells = ["=1+1", "'=1", "+x", "plain"];
        let written = |for_spreadsheets: bool| {
            let mut out = Vec::new();
            let begun = Writer::begin(&mut out, &SHAPE, for_spreadsheets);
            let mut table = begun.expect("memory");
            for cell in cells {
                table.row(&[cell.into()]).expect("memory");
            }
            String::from_utf8(out).expect("text")
        };
        assert_eq!(written(false), "a\n=1+1\n'=1\n+x\nplain\n");
        let guarded = written(true);
        assert_eq!(guarded, "\u{feff}a\n'=1+1\n''=1\n'+x\nplain\n");
        let back = rows(&guarded, true).expect("it is CSV");
        let texts: Vec<&str> = back[1..]
            .iter()
            .map(|(_, cells)| cells[0].as_str())
            .collect();
        assert_eq!(texts, cells);
    }
}
