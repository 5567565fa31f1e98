//! A table as CSV after RFC 4180: UTF-8, commas, quotes doubled, line ends within quotes kept. Rows
//! end with LF, which every reader takes.

use super::{
    ArticleRef, Cell, FormatError, InputFile, Kind, LossKind, Losses, LostItem, Row, Table,
};
use crate::formats::json as rows;

/// What begins a formula in a spreadsheet, and the apostrophe by which it is no formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// What a cell of a spreadsheet holds at most.
const LONGEST_CELL: usize = 32_767;

/// The file of a table. For spreadsheets it begins with a byte order mark, without which Excel
/// takes it for another encoding, and cells that would be formulas begin with an apostrophe.
pub fn write(table: &Table, for_spreadsheets: bool) -> String {
    let mut out = String::new();
    if for_spreadsheets {
        out.push('\u{feff}');
    }
    let names = table.columns.iter().map(|(name, _)| name.clone());
    write_row(&mut out, names, false);
    for row in &table.rows {
        write_row(
            &mut out,
            row.cells.iter().map(Cell::written),
            for_spreadsheets,
        );
    }
    out
}

fn write_row(out: &mut String, cells: impl Iterator<Item = String>, guard: bool) {
    for (index, mut cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if guard && cell.starts_with(FORMULA) {
            cell.insert(0, '\'');
        }
        // A row of one empty cell would be an empty line otherwise.
        let is_plain = !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell;
        if is_plain {
            out.push_str(&cell);
        } else {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push('\n');
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

/// Reads the file of a table.
pub fn read(
    file: &InputFile<'_>,
    for_spreadsheets: bool,
    losses: &mut Losses,
) -> Result<Table, FormatError> {
    let mut unimportant = Losses::default();
    let told = if for_spreadsheets {
        &mut unimportant
    } else {
        &mut *losses
    };
    let content = rows::utf8(file, told)?;
    let mut text = content.as_ref();
    while let Some(rest) = text.strip_prefix('\u{feff}') {
        let why = "a second byte order mark is left out";
        losses.add(file.name, LostItem::Line(1), LossKind::Corrected, why);
        text = rest;
    }
    let mut records = records(text, separator(text)).map_err(|line| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why: "a quote is not closed".into(),
    })?;
    if records.is_empty() {
        return Ok(Table::default());
    }
    let (_, header) = records.remove(0);
    let mut table = Table {
        columns: header.into_iter().map(|name| (name, Kind::Text)).collect(),
        rows: Vec::with_capacity(records.len()),
    };
    for (line, cells) in records {
        if cells.len() != table.columns.len() {
            let why = format!(
                "it has {} cells instead of {}",
                cells.len(),
                table.columns.len()
            );
            losses.line(file.name, line, LossKind::Dropped, why);
            continue;
        }
        let cells = cells
            .into_iter()
            .map(|cell| Cell::Text(unguarded(cell, for_spreadsheets)));
        table.rows.push(Row {
            line,
            cells: cells.collect(),
        });
    }
    Ok(table)
}

fn unguarded(cell: String, is_guarded: bool) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded && rest.starts_with(FORMULA) => rest.to_owned(),
        _ => cell,
    }
}

/// What separates the names of the columns; spreadsheets write what is usual in their country.
fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    [',', ';', '\t']
        .into_iter()
        .rev()
        .max_by_key(|c| count(*c))
        .unwrap_or(',')
}

type Record = (usize, Vec<String>);

/// The rows with the lines on which they begin; the line of a quote that is not closed otherwise.
fn records(text: &str, separator: char) -> Result<Vec<Record>, usize> {
    let mut records = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    let mut cell = String::new();
    let (mut line, mut begun) = (1, 1);
    // The line of the quote that is open.
    let mut quote: Option<usize> = None;
    let mut was_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (quote, c) {
            (Some(_), '"') if chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            (Some(_), '"') => quote = None,
            (Some(_), c) => cell.push(c),
            (None, '"') if cell.is_empty() && !was_quoted => {
                quote = Some(line);
                was_quoted = true;
            }
            (None, c) if c == separator => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            (None, '\r') if chars.peek() == Some(&'\n') => {}
            (None, '\n') => {
                let is_empty = cells.is_empty() && cell.is_empty() && !was_quoted;
                cells.push(std::mem::take(&mut cell));
                if is_empty {
                    cells.clear();
                } else {
                    records.push((begun, std::mem::take(&mut cells)));
                }
                was_quoted = false;
                begun = line;
            }
            (None, c) => cell.push(c),
        }
    }
    if let Some(line) = quote {
        return Err(line);
    }
    if !cells.is_empty() || !cell.is_empty() || was_quoted {
        cells.push(cell);
        records.push((begun, cells));
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let records = records(text, separator(text)).expect("it is CSV");
        records.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let wanted = vec![
            vec!["a".to_owned(), "b".to_owned()],
            vec!["1\r\n2".into(), "\"".into()],
        ];
        assert_eq!(cells("a,b\n\"1\r\n2\",\"\"\"\"\n"), wanted);
        assert_eq!(cells("a;b\r\n\"1\r\n2\";\"\"\"\""), wanted);
        assert_eq!(cells("a,b\n,\n"), [["a", "b"], ["", ""]]);
        assert_eq!(records("a,b\n1,\"2\n", ','), Err(2));
    }

    #[test]
    fn no_cell_is_a_formula_where_that_was_asked_for() {
        let table = Table {
            columns: vec![("a".into(), Kind::Text)],
            rows: ["=1+1", "'=1", "+x", "plain"]
                .map(|cell| Row {
                    line: 0,
                    cells: vec![cell.into()],
                })
                .into(),
        };
        assert_eq!(write(&table, false), "a\n=1+1\n'=1\n+x\nplain\n");
        let guarded = write(&table, true);
        assert_eq!(guarded, "\u{feff}a\n'=1+1\n''=1\n'+x\nplain\n");
        let file = InputFile::new("a.csv", guarded.as_bytes());
        let mut losses = Losses::default();
        let back = read(&file, true, &mut losses).expect("it is CSV");
        let texts: Vec<String> = back.rows.iter().map(|row| row.cells[0].written()).collect();
        assert_eq!(texts, ["=1+1", "'=1", "+x", "plain"]);
        assert!(losses.is_empty());
    }
}
