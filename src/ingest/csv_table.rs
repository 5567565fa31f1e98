//! Reads tables with one article per row from CSV and TSV: column names, cells, and notices.
//! `store/csv` parses delimited text, `table` interprets the columns.

use std::io::Cursor;

use super::table::{MAX_COLUMNS, kind, too_many_columns};
use super::{FileKind, IngestError, SourceFile, Table, decoded};
use crate::store::csv::{self, CsvError};

pub const CSV: FileKind = kind("csv", "Table (CSV)", &["csv"], "text/csv", read_csv);
pub const TSV: FileKind = kind(
    "tsv",
    "Table (TSV)",
    &["tsv", "tab"],
    "text/tab-separated-values",
    read_tsv,
);
fn read_csv(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    separated(source, None)
}

fn read_tsv(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    separated(source, Some(b'\t'))
}

fn separated(source: &SourceFile<'_>, separator: Option<u8>) -> Result<Table, IngestError> {
    let malformed = |error: CsvError| IngestError::Malformed {
        kind: CSV.title,
        why: error.to_string(),
    };
    let (text, notice) = decoded(source.bytes, None)?;
    let input = Cursor::new(text.as_bytes());
    let mut reader = csv::CsvReader::open(input, separator).map_err(malformed)?;
    let (mut open_quote, mut width) = (None, None);
    let (mut rows, mut numbers, mut longer) = (Vec::new(), Vec::new(), 0);
    while let Some(row) = reader.next_row().map_err(malformed)? {
        // One more for the names of the columns.
        if rows.len() > source.limits.articles {
            return Err(IngestError::TooMany(source.limits.articles));
        }
        let width = *width.get_or_insert(row.cells.len());
        longer += usize::from(row.cells.len() > width);
        open_quote = row.open_quote;
        numbers.push(row.place.line);
        let cells: Vec<String> = row.cells.into_iter().take(width.min(MAX_COLUMNS)).collect();
        rows.push(cells);
    }
    let mut table = Table::of_rows(rows, numbers);
    table.notices.extend(notice);
    table
        .notices
        .extend(too_many_columns(width.unwrap_or_default()));
    if let Some(line) = open_quote {
        let message = format!(
            "A quote on line {line} is not closed: all that follows it was read as one cell."
        );
        table.notices.push(message);
    }
    if longer > 0 {
        let message =
            format!("Rows with more cells than there are columns, which are dropped: {longer}.");
        table.notices.push(message);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::super::Limits;
    use super::*;

    fn table(bytes: &[u8]) -> Table {
        let source = SourceFile {
            name: "table.csv",
            bytes,
            limits: Limits::default(),
        };
        read_csv(&source).expect("a table")
    }

    #[test]
    fn an_unclosed_quote_is_reported_and_the_rows_before_are_kept() {
        let table = table(b"\xef\xbb\xbf Title ,,Text\r\na,b,c\r\nd,e,\"f\r\ng,h,i\r\n");
        assert_eq!(table.columns, ["Title", "column 2", "Text"]);
        assert_eq!(table.rows[0], ["a", "b", "c"]);
        assert_eq!(table.rows[1][2], "f\r\ng,h,i\r\n");
        assert_eq!(table.numbers, [2, 3]);
        assert!(table.notices[0].contains("line 3"), "{:?}", table.notices);
    }

    #[test]
    fn a_table_with_the_separator_named_and_in_another_encoding_is_read() {
        let table = table(b"sep=;\ntext;title\nA caf\xe9, a bar;b\nx;y;z\n");
        assert_eq!(table.rows[0], ["A café, a bar", "b"]);
        assert_eq!(table.numbers, [3, 4]);
        assert!(
            table.notices[0].contains("more cells"),
            "{:?}",
            table.notices
        );
    }
}
