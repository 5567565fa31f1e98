//! Tables as workbooks (XLSX): numbers are numbers, texts are never formulas, the header stays in sight. A second
//! sheet says what the table is. The same table gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use thiserror::Error;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetCell {
    /// Empty for an empty cell.
    Text(String),
    Number(f64),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkbookTable {
    /// The name of its sheet.
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<SheetCell>>,
    /// What the second sheet says: names and texts.
    pub about: Vec<(String, String)>,
}

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum WorkbookError {
    #[error(
        "a sheet holds {MOST_ROWS} rows and {MOST_COLUMNS} columns at most, the table has {rows} and {columns}"
    )]
    TooLarge { rows: usize, columns: usize },
    #[error("the workbook could not be made")]
    Writer(#[from] XlsxError),
}

/// What a sheet holds, the header included.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// What a cell holds, in UTF-16 units; the rest is cut off with “…”.
const MOST_UNITS: usize = 32_767;

/// Makes a workbook.
///
/// # Errors
/// If the table is larger than a sheet.
pub fn workbook(table: &WorkbookTable) -> Result<Vec<u8>, WorkbookError> {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    if rows >= MOST_ROWS || columns > MOST_COLUMNS {
        return Err(WorkbookError::TooLarge { rows, columns });
    }
    let mut book = Workbook::new();
    // The time at which it is made would make other bytes each time.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(&table.name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, fitting(name), &bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                SheetCell::Text(text) if text.is_empty() => {}
                SheetCell::Text(text) => {
                    sheet.write_string(row, column, fitting(text))?;
                }
                SheetCell::Number(number) if number.is_finite() => {
                    sheet.write_number(row, column, *number)?;
                }
                SheetCell::Number(_) => {}
            }
        }
    }
    if !table.about.is_empty() {
        let sheet = book.add_worksheet();
        sheet.set_name("About")?;
        for (row, (name, text)) in (0..).zip(&table.about) {
            sheet.write_string_with_format(row, 0, fitting(name), &bold)?;
            sheet.write_string(row, 1, fitting(text))?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// A text as long as a cell may be.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_UNITS {
        return text.to_owned();
    }
    let mut units = 1;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= MOST_UNITS
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut text = String::new();
        let mut part = archive.by_name(name).expect("the part");
        part.read_to_string(&mut text).expect("XML");
        text
    }

    fn table() -> WorkbookTable {
        WorkbookTable {
            name: "Statements".into(),
            columns: vec!["who".into(), "count".into()],
            rows: vec![
                vec![SheetCell::Text("=1+1".into()), SheetCell::Number(2.5)],
                vec![SheetCell::Text("نقابة".into()), SheetCell::Number(f64::NAN)],
            ],
            about: vec![("recipe".into(), "{\"v\":1}".into())],
        }
    }

    #[test]
    fn numbers_are_numbers_and_texts_no_formulas() {
        let bytes = workbook(&table()).expect("a workbook");
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<c r=\"B2\"><v>2.5</v></c>"), "{sheet}");
        assert!(!sheet.contains("<f>"), "{sheet}");
        assert!(sheet.contains("state=\"frozen\""), "{sheet}");
        assert!(!sheet.contains("r=\"B3\""), "{sheet}");
        let texts = part(&bytes, "xl/sharedStrings.xml");
        assert!(texts.contains("=1+1") && texts.contains("نقابة"), "{texts}");
        assert!(part(&bytes, "xl/workbook.xml").contains("name=\"About\""));
        assert_eq!(
            workbook(&table()).expect("a workbook"),
            bytes,
            "the same bytes again"
        );
    }

    #[test]
    fn what_no_sheet_holds_is_refused_or_cut() {
        let rows = vec![Vec::new(); MOST_ROWS];
        let refused = workbook(&WorkbookTable { rows, ..table() });
        assert!(matches!(refused, Err(WorkbookError::TooLarge { .. })));
        let long = fitting(&"𐍈".repeat(20_000));
        assert!(long.encode_utf16().count() <= MOST_UNITS && long.ends_with('…'));
    }
}
