//! Reads tables with one article per row from Excel workbooks (XLSX).
//!
//! We wrote our own: a workbook is a ZIP archive of XML like a Word document, for which limits and
//! parsers are here, and the existing crates read a whole workbook without limits.

use std::collections::HashSet;

use super::archive::{Archive, each_event};
use super::dates::day_since_1970;
use super::table::{MAX_COLUMNS, kind};
use super::{FileKind, IngestError, Limits, SourceFile, Table, decoded};
use crate::store::xml::XmlEvent;

pub const KIND: FileKind = kind(
    "xlsx",
    "Table (Excel)",
    &["xlsx", "xlsm"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read,
);

/// The most bytes of all cells together.
const MAX_CELL_BYTES: usize = 256 << 20;

fn read(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    let limits = &source.limits;
    let mut archive = Archive::open(source.bytes, KIND.title, limits)?;
    let workbook = archive.text("xl/workbook.xml")?;
    let mut book = Workbook::default();
    let mut sheets = Vec::new();
    each_event(&workbook, KIND.title, limits, |event| {
        if let XmlEvent::Start(tag, attributes) = event {
            match tag {
                "sheet" => sheets.push((
                    attributes.get("name").unwrap_or_default(),
                    attributes.get("id").unwrap_or_default(),
                    attributes
                        .get("state")
                        .is_some_and(|state| state.contains("idden")),
                )),
                "workbookPr" => {
                    let is_1904 = attributes.get("date1904");
                    book.is_1904 = is_1904.is_some_and(|on| on == "1" || on == "true");
                }
                _ => {}
            }
        }
    })?;
    let targets = relations(&mut archive, limits)?;
    book.shared = shared_strings(&mut archive, limits)?;
    book.date_styles = date_styles(&mut archive, limits)?;
    let mut table: Option<Table> = None;
    let mut left_out = Vec::new();
    for (name, id, is_hidden) in sheets {
        let target = targets.iter().find(|(known, _)| *known == id);
        let part = target
            .map(|(_, target)| target.as_str())
            .unwrap_or_default();
        let Some(xml) = archive.part(part)? else {
            left_out.push(name);
            continue;
        };
        let xml = decoded(&xml, Some("utf-8"))?.0;
        let (rows, numbers) = book.rows(&xml, limits)?;
        if rows.is_empty() {
            continue;
        }
        match &mut table {
            // A sheet with the same columns continues the first one.
            Some(first) if !is_hidden && rows[0] == first.columns => {
                first.rows.extend(rows.into_iter().skip(1));
                first.numbers.extend(numbers.into_iter().skip(1));
            }
            Some(_) => left_out.push(name),
            None if is_hidden => left_out.push(name),
            None => table = Some(Table::of_rows(rows, numbers)),
        }
    }
    let mut table = table.ok_or(IngestError::NoText)?;
    if table.rows.len() > limits.articles {
        return Err(IngestError::TooMany(limits.articles));
    }
    if !left_out.is_empty() {
        let message = format!(
            "Sheets with other columns than the first one, which were left out: {}.",
            left_out.join(", ")
        );
        table.notices.push(message);
    }
    Ok(table)
}

/// The parts that the workbook's relations name, by id.
fn relations(
    archive: &mut Archive<'_>,
    limits: &Limits,
) -> Result<Vec<(String, String)>, IngestError> {
    let mut targets = Vec::new();
    let Some(xml) = archive.part("xl/_rels/workbook.xml.rels")? else {
        return Ok(targets);
    };
    let xml = decoded(&xml, Some("utf-8"))?.0;
    each_event(&xml, KIND.title, limits, |event| {
        if let XmlEvent::Start("Relationship", attributes) = event {
            let target = attributes.get("Target").unwrap_or_default();
            let part = match target.strip_prefix('/') {
                Some(part) => part.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.push((attributes.get("Id").unwrap_or_default(), part));
        }
    })?;
    Ok(targets)
}

/// The texts that cells share.
fn shared_strings(archive: &mut Archive<'_>, limits: &Limits) -> Result<Vec<String>, IngestError> {
    let mut shared = Vec::new();
    let Some(xml) = archive.part("xl/sharedStrings.xml")? else {
        return Ok(shared);
    };
    let xml = decoded(&xml, Some("utf-8"))?.0;
    let (mut text, mut in_text, mut in_reading) = (String::new(), false, false);
    each_event(&xml, KIND.title, limits, |event| match event {
        XmlEvent::Start("si", _) => text.clear(),
        XmlEvent::End("si") => shared.push(std::mem::take(&mut text)),
        // How a Japanese word is pronounced.
        XmlEvent::Start("rPh", _) => in_reading = true,
        XmlEvent::End("rPh") => in_reading = false,
        XmlEvent::Start("t", _) => in_text = true,
        XmlEvent::End("t") => in_text = false,
        XmlEvent::Text(piece) if in_text && !in_reading => text.push_str(piece),
        _ => {}
    })?;
    Ok(shared)
}

/// The numbers of the styles that show a number as a date.
fn date_styles(archive: &mut Archive<'_>, limits: &Limits) -> Result<HashSet<usize>, IngestError> {
    let mut styles = HashSet::new();
    let Some(xml) = archive.part("xl/styles.xml")? else {
        return Ok(styles);
    };
    let xml = decoded(&xml, Some("utf-8"))?.0;
    let mut dates: HashSet<u32> = (14..=22).chain(27..=36).chain(45..=58).collect();
    let (mut in_styles, mut count) = (false, 0);
    each_event(&xml, KIND.title, limits, |event| match event {
        XmlEvent::Start("numFmt", attributes) => {
            let code = attributes.get("formatCode").unwrap_or_default();
            let id = attributes.get("numFmtId").and_then(|id| id.parse().ok());
            if let Some(id) = id.filter(|_| is_date_format(&code)) {
                dates.insert(id);
            }
        }
        XmlEvent::Start("cellXfs", _) => in_styles = true,
        XmlEvent::End("cellXfs") => in_styles = false,
        XmlEvent::Start("xf", attributes) if in_styles => {
            let format = attributes.get("numFmtId").and_then(|id| id.parse().ok());
            if format.is_some_and(|format| dates.contains(&format)) {
                styles.insert(count);
            }
            count += 1;
        }
        _ => {}
    })?;
    Ok(styles)
}

/// Whether the code of a number format shows days or years, outside of quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let (mut in_quotes, mut in_brackets) = (false, false);
    code.chars().any(|c| {
        match c {
            '"' => in_quotes = !in_quotes,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ => {}
        }
        !in_quotes && !in_brackets && "dyDY".contains(c)
    })
}

/// What the cells of all sheets refer to.
#[derive(Default)]
struct Workbook {
    shared: Vec<String>,
    date_styles: HashSet<usize>,
    /// Whether days are counted from 1904, as on old Macintosh computers.
    is_1904: bool,
}

/// A cell that is not yet complete.
#[derive(Default)]
struct WorkbookCell {
    column: usize,
    kind: String,
    style: usize,
    text: String,
}

impl Workbook {
    /// The rows of a sheet that have text, and their numbers.
    fn rows(
        &self,
        xml: &str,
        limits: &Limits,
    ) -> Result<(Vec<Vec<String>>, Vec<usize>), IngestError> {
        let (mut rows, mut numbers) = (Vec::new(), Vec::new());
        let (mut row, mut number): (Vec<String>, usize) = (Vec::new(), 0);
        let (mut cell, mut in_value, mut in_reading) = (WorkbookCell::default(), false, false);
        let mut bytes = 0;
        each_event(xml, KIND.title, limits, |event| match event {
            XmlEvent::Start("row", attributes) => {
                let named = attributes.get("r").and_then(|number| number.parse().ok());
                number = named.unwrap_or(number + 1);
                row.clear();
                cell.column = 0;
            }
            XmlEvent::End("row")
                if row.iter().any(|cell| !cell.trim().is_empty()) && bytes < MAX_CELL_BYTES =>
            {
                rows.push(std::mem::take(&mut row));
                numbers.push(number);
            }
            XmlEvent::Start("c", attributes) => {
                let place = attributes.get("r").and_then(|place| column_of(&place));
                cell = WorkbookCell {
                    column: place.unwrap_or(cell.column),
                    kind: attributes.get("t").unwrap_or_default(),
                    style: attributes
                        .get("s")
                        .and_then(|s| s.parse().ok())
                        .unwrap_or_default(),
                    text: String::new(),
                };
            }
            XmlEvent::End("c") => {
                let text = self.text_of(&cell);
                bytes += text.len();
                if cell.column < MAX_COLUMNS && !text.is_empty() && bytes < MAX_CELL_BYTES {
                    if row.len() <= cell.column {
                        row.resize(cell.column + 1, String::new());
                    }
                    row[cell.column] = text;
                }
                cell.column += 1;
            }
            XmlEvent::Start("rPh", _) => in_reading = true,
            XmlEvent::End("rPh") => in_reading = false,
            XmlEvent::Start("v" | "t", _) => in_value = true,
            XmlEvent::End("v" | "t") => in_value = false,
            XmlEvent::Text(text) if in_value && !in_reading => cell.text.push_str(text),
            _ => {}
        })?;
        if bytes >= MAX_CELL_BYTES {
            return Err(IngestError::Bomb("its cells share their texts".to_owned()));
        }
        Ok((rows, numbers))
    }

    fn text_of(&self, cell: &WorkbookCell) -> String {
        match cell.kind.as_str() {
            "s" => {
                let index: Option<usize> = cell.text.trim().parse().ok();
                let shared = index.and_then(|index| self.shared.get(index));
                shared.cloned().unwrap_or_default()
            }
            "e" => String::new(),
            "b" => match cell.text.trim() {
                "1" => "true".to_owned(),
                _ => "false".to_owned(),
            },
            "" | "n" if self.date_styles.contains(&cell.style) => self
                .date_of(&cell.text)
                .unwrap_or_else(|| cell.text.clone()),
            _ => cell.text.clone(),
        }
    }

    /// The ISO form of a number of days.
    fn date_of(&self, days: &str) -> Option<String> {
        /// The day before the first one, as days since 1970.
        const SINCE_1900: i64 = -25_569;
        const SINCE_1904: i64 = -24_107;
        let days: f64 = days.trim().parse().ok()?;
        let start = if self.is_1904 { SINCE_1904 } else { SINCE_1900 };
        (1.0..2_958_466.0)
            .contains(&days)
            .then(|| day_since_1970(days.floor() as i64 + start))
    }
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.take(4).fold(0, |column, letter| {
        column * 26 + usize::from(letter - b'A') + 1
    });
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_formats_are_read() {
        for (place, column) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AB12", Some(27)),
            ("7", None),
        ] {
            assert_eq!(column_of(place), column, "{place}");
        }
        for (code, is_date) in [
            ("dd/mm/yyyy", true),
            ("[$-409]d-mmm-yy", true),
            ("0.00", false),
            ("\"day\" 0", false),
            ("[Red]0", false),
        ] {
            assert_eq!(is_date_format(code), is_date, "{code}");
        }
        let book = Workbook::default();
        assert_eq!(book.date_of("45772.5").as_deref(), Some("2025-04-25"));
        assert_eq!(book.date_of("0"), None);
    }
}
