//! Reads and writes the tables of a dataset as CSV: UTF-8 with commas, rows that end with LF, and
//! for spreadsheets a byte order mark and no formulas. `store/csv` has the CSV syntax itself.

use std::io::Write;
use std::rc::Rc;

use super::read::{RowPosition, RowSource, TableRow};
use super::{ArticleRef, Cell, FormatError, InputFile, LossKind, Losses, LostItem, TableSchema};
use crate::Seekable;
use crate::store::csv::{self, CsvError, LineEnd};

/// The limit of a spreadsheet cell, in UTF-16 units.
const MAX_CELL_CHARS: usize = 32_767;

/// Writes a table row by row.
pub struct CsvTableWriter<'w> {
    rows: csv::CsvWriter<&'w mut dyn Write>,
    for_spreadsheets: bool,
}

impl<'w> CsvTableWriter<'w> {
    /// Writes the header row. For spreadsheets the file begins with a byte order mark, without
    /// which Excel assumes another encoding, and an apostrophe precedes cells that would be
    /// formulas.
    pub fn begin(
        out: &'w mut dyn Write,
        schema: &TableSchema,
        for_spreadsheets: bool,
    ) -> Result<Self, FormatError> {
        if for_spreadsheets {
            out.write_all(csv::BYTE_ORDER_MARK)?;
        }
        let mut rows = csv::CsvWriter::new(out, LineEnd::Lf);
        rows.row(schema.columns)?;
        Ok(Self {
            rows,
            for_spreadsheets,
        })
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), FormatError> {
        let cells = cells.iter().map(|cell| match self.for_spreadsheets {
            true => csv::guarded(cell.written()),
            false => cell.written(),
        });
        Ok(self.rows.row(cells)?)
    }
}

/// Reports cells that a spreadsheet truncates when it opens the table; the file itself is complete.
pub fn tell_long_cells(article: &ArticleRef<'_>, losses: &mut Losses) {
    let length = article.document.text().as_str().encode_utf16().count();
    if length > MAX_CELL_CHARS {
        let why = format!(
            "its text has {length} characters, of which Excel shows and saves {MAX_CELL_CHARS}"
        );
        losses.add(article.name, LostItem::Article, LossKind::Doubtful, why);
    }
}

/// Reads a table row by row, starting at any row.
pub struct CsvTableReader<'f> {
    file: InputFile<'f>,
    rows: csv::CsvReader<Box<dyn Seekable + 'f>>,
    for_spreadsheets: bool,
    columns: Vec<String>,
}

impl<'f> CsvTableReader<'f> {
    /// Reads the header row. A byte order mark is reported if there should be none: for
    /// spreadsheets there is one.
    pub fn open(
        file: &InputFile<'f>,
        for_spreadsheets: bool,
        losses: &mut Losses,
    ) -> Result<Self, FormatError> {
        let rows = csv::CsvReader::open(file.reader()?, None);
        let mut rows = rows.map_err(|error| unreadable(file, error))?;
        if rows.byte_order_marks() > 0 && !for_spreadsheets {
            file.tell_mark(losses);
        }
        for _ in 1..rows.byte_order_marks() {
            let why = "a second byte order mark is left out";
            losses.add(file.name, LostItem::Line(1), LossKind::Corrected, why);
        }
        let header = rows
            .next_row()
            .and_then(|row| row.map(csv::CsvRow::closed).transpose());
        let header = header.map_err(|error| unreadable(file, error))?;
        Ok(Self {
            file: *file,
            rows,
            for_spreadsheets,
            columns: header.map_or_else(Vec::new, |row| row.cells),
        })
    }
}

fn unreadable(file: &InputFile<'_>, error: CsvError) -> FormatError {
    file.unreadable(error.line, error.why)
}

impl RowSource for CsvTableReader<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn go_to(&mut self, RowPosition { at, line }: RowPosition) -> Result<(), FormatError> {
        let gone = self.rows.go_to(csv::CsvPosition { at, line });
        gone.map_err(|error| unreadable(&self.file, error))
    }

    fn next_row(
        &mut self,
        losses: &mut Losses,
    ) -> Result<Option<(RowPosition, Rc<TableRow>)>, FormatError> {
        let file = self.file;
        let message = |error| unreadable(&file, error);
        while let Some(row) = self.rows.next_row().map_err(message)? {
            let csv::CsvRow { place, cells, .. } = row.closed().map_err(message)?;
            let csv::CsvPosition { at, line } = place;
            let (count, wanted) = (cells.len(), self.columns.len());
            if count != wanted {
                let why = format!("it has {count} cells instead of {wanted}");
                losses.line(file.name, line, LossKind::Dropped, why);
                continue;
            }
            let cells = cells.into_iter().map(|cell| match self.for_spreadsheets {
                true => csv::without_guard(cell).into(),
                false => cell.into(),
            });
            let cells = cells.collect();
            return Ok(Some((
                RowPosition { at, line },
                TableRow { line, cells }.into(),
            )));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::write::TableContents;
    use super::*;

    const SCHEMA: TableSchema = TableSchema {
        name: "a",
        columns: &["a"],
        rows: TableContents::OfBook(|_, _| Ok(())),
    };

    /// The cells of a row, with its line.
    type Drawn = (usize, Vec<String>);

    fn drawn(place: RowPosition, row: &TableRow) -> Drawn {
        let cells = row.cells.iter().map(|cell| cell.written().into_owned());
        (place.line, cells.collect())
    }

    /// All rows, the header row included. Reading from any row on must give the same result.
    fn rows(text: &str, for_spreadsheets: bool) -> Result<Vec<Drawn>, FormatError> {
        let file = InputFile::new("a.csv", text.as_bytes());
        let mut losses = Losses::default();
        let mut reader = CsvTableReader::open(&file, for_spreadsheets, &mut losses)?;
        let mut rows = vec![(1, reader.columns.clone())];
        let mut places = Vec::new();
        while let Some((place, row)) = reader.next_row(&mut losses)? {
            rows.push(drawn(place, &row));
            places.push(place);
        }
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
    fn rows_are_read_from_any_row_on() {
        let read = |text: &str| rows(text, false).expect("it is CSV");
        let wanted = [
            row(1, &["a", "b"]),
            row(3, &["1\r\n2", "\""]),
            row(5, &["", " "]),
        ];
        assert_eq!(read("a;b\r\n\r\n\"1\r\n2\";\"\"\"\"\r\n;\" \""), wanted);
    }

    #[test]
    fn a_row_of_another_length_is_skipped_and_reported() {
        let file = InputFile::new("a.csv", b"a,b\n1\n1,2,3\n1,2\n");
        let mut losses = Losses::default();
        let mut reader = CsvTableReader::open(&file, false, &mut losses).expect("it is CSV");
        let (place, _) = reader.next_row(&mut losses).expect("CSV").expect("a row");
        assert_eq!(place.line, 4);
        let messages: Vec<String> = losses.all().iter().map(ToString::to_string).collect();
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(
            messages[1].contains("a.csv:3: dropped: it has 3 cells instead of 2"),
            "{messages:?}"
        );
    }

    #[test]
    fn invalid_csv_is_refused_with_its_line() {
        let why = |text: &[u8]| {
            let file = InputFile::new("a.csv", text);
            let mut losses = Losses::default();
            let reader = CsvTableReader::open(&file, false, &mut losses);
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
            let begun = CsvTableWriter::begin(&mut out, &SCHEMA, for_spreadsheets);
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
