//! Reads and writes a table as Parquet: texts and 64-bit numbers, never null, with the schema that
//! Hugging Face `datasets` looks for.

use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Map, Value, json};

use super::read::{RowPosition, RowSource, TableRow};
use super::{Cell, ColumnType, FormatError, InputFile, Losses, TableSchema};
use crate::parquet_rows::ParquetRows;
use crate::store::io_reason::reason_behind;

/// The approximate size of a row group, in bytes of cells; the whole group is in memory.
const ROW_GROUP_BYTES: usize = 32 << 20;

/// After how many cells a page may end; the writer ends it at a megabyte. Readers unpack whole pages, in
/// which a thousand texts would be tens of megabytes.
const BATCH_CELLS: usize = 64;

/// Writes a table, one row group at a time.
pub struct ParquetTableWriter<'w> {
    out: &'w mut dyn Write,
    /// Its buffer is emptied after each group.
    inner: SerializedFileWriter<Vec<u8>>,
    /// The columns of the group.
    columns: Vec<Column>,
    /// The size of the columns' cells, in bytes.
    size: usize,
    groups: usize,
}

enum Column {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
}

impl Column {
    fn new(name: &str) -> Self {
        match ColumnType::of(name) {
            ColumnType::Text => Self::Text(Vec::new()),
            ColumnType::Whole => Self::Whole(Vec::new()),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Text(cells), cell) => {
                cells.push(cell.written().into_owned().into_bytes().into())
            }
            (Self::Whole(cells), Cell::Whole(number)) => cells.push(*number),
            (Self::Whole(cells), Cell::Text(_)) => cells.push(0),
        }
    }

    fn write(&self, column: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        match (self, column) {
            (Self::Text(cells), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(cells, None, None)?;
            }
            (Self::Whole(cells), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(cells, None, None)?;
            }
            (Self::Text(_) | Self::Whole(_), _) => {}
        }
        Ok(())
    }
}

impl<'w> ParquetTableWriter<'w> {
    /// Writes the schema.
    pub fn begin(out: &'w mut dyn Write, schema: &TableSchema) -> Result<Self, FormatError> {
        let inner = begin(schema).map_err(|error| unwritable(&error))?;
        Ok(Self {
            out,
            inner,
            columns: schema
                .columns
                .iter()
                .map(|name| Column::new(name))
                .collect(),
            size: 0,
            groups: 0,
        })
    }

    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), FormatError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
            self.size += match cell {
                Cell::Text(text) => text.len() + size_of::<ByteArray>(),
                Cell::Whole(_) => size_of::<i64>(),
            };
        }
        if self.size < ROW_GROUP_BYTES {
            return Ok(());
        }
        self.end_group()
    }

    fn end_group(&mut self) -> Result<(), FormatError> {
        self.write_group().map_err(|error| unwritable(&error))?;
        self.groups += 1;
        self.size = 0;
        for column in &mut self.columns {
            match column {
                Column::Text(cells) => cells.clear(),
                Column::Whole(cells) => cells.clear(),
            }
        }
        self.out
            .write_all(&std::mem::take(self.inner.inner_mut()))?;
        Ok(())
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.inner.next_row_group()?;
        let mut columns = self.columns.iter();
        while let (Some(mut to), Some(column)) = (group.next_column()?, columns.next()) {
            column.write(to.untyped())?;
            to.close()?;
        }
        group.close()?;
        self.inner.flush()?;
        Ok(())
    }

    /// Ends the file, with at least one row group even if there are no rows.
    pub fn end(mut self) -> Result<(), FormatError> {
        if self.size > 0 || self.groups == 0 {
            self.end_group()?;
        }
        let rest = self
            .inner
            .into_inner()
            .map_err(|error| unwritable(&error))?;
        Ok(self.out.write_all(&rest)?)
    }
}

fn unwritable(error: &ParquetError) -> FormatError {
    FormatError::Unwritable(reason_behind(error).into_owned())
}

fn begin(schema: &TableSchema) -> Result<SerializedFileWriter<Vec<u8>>, ParquetError> {
    let fields = schema.columns.iter().map(|name| {
        let field = match ColumnType::of(name) {
            ColumnType::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            ColumnType::Whole => Type::primitive_type_builder(name, Physical::INT64),
        };
        Ok(Arc::new(
            field.with_repetition(Repetition::REQUIRED).build()?,
        ))
    });
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    let root = Type::group_type_builder("schema")
        .with_fields(fields)
        .build()?;
    let described = KeyValue::new("huggingface".to_owned(), features(schema).to_string());
    let properties = WriterProperties::builder()
        .set_created_by("Demarche".to_owned())
        .set_write_batch_size(BATCH_CELLS)
        .set_key_value_metadata(Some(vec![described]))
        .build();
    SerializedFileWriter::new(Vec::new(), Arc::new(root), Arc::new(properties))
}

/// The schema in the form of Hugging Face `datasets`.
fn features(schema: &TableSchema) -> Value {
    let features = schema.columns.iter().map(|name| {
        let kind = match ColumnType::of(name) {
            ColumnType::Text => "string",
            ColumnType::Whole => "int64",
        };
        let feature = json!({"dtype": kind, "_type": "Value"});
        ((*name).to_owned(), feature)
    });
    json!({"info": {"features": features.collect::<Map<String, Value>>()}})
}

/// Reads a table row by row, starting at any row.
///
/// Parquet can be read only from the beginnings of row groups on. If the rows of the documents are in
/// such an order that reading would take quadratic time, all of them are kept in memory instead.
pub struct ParquetTableReader {
    columns: Vec<String>,
    rows: ParquetRows,
    kept: Option<KeptRows>,
}

/// All rows of a table.
struct KeptRows {
    rows: Vec<Rc<TableRow>>,
    next: usize,
}

impl ParquetTableReader {
    /// Opens the file of one table.
    pub fn open(file: &InputFile<'_>) -> Result<Self, FormatError> {
        let rows = ParquetRows::open(file)?;
        let names = rows.metadata().schema().get_fields().iter();
        Ok(Self {
            columns: names.map(|field| field.name().to_owned()).collect(),
            rows,
            kept: None,
        })
    }

    fn read_row(&mut self) -> Result<Option<Rc<TableRow>>, FormatError> {
        let row = self.rows.next_row()?.map(|columns| TableRow {
            line: self.rows.position(),
            cells: columns.into_iter().map(|(_, field)| cell(&field)).collect(),
        });
        Ok(row.map(Rc::new))
    }

    fn keep_all(&mut self) -> Result<KeptRows, FormatError> {
        self.rows.go_to(0)?;
        let mut rows = Vec::new();
        while let Some(row) = self.read_row()? {
            rows.push(row);
        }
        Ok(KeptRows { rows, next: 0 })
    }
}

impl RowSource for ParquetTableReader {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn go_to(&mut self, place: RowPosition) -> Result<(), FormatError> {
        let row = usize::try_from(place.at).unwrap_or(usize::MAX);
        if self.kept.is_none() {
            if self.rows.may_go_to(row) {
                return self.rows.go_to(row);
            }
            self.kept = Some(self.keep_all()?);
        }
        if let Some(kept) = &mut self.kept {
            kept.next = row;
        }
        Ok(())
    }

    fn next_row(
        &mut self,
        _losses: &mut Losses,
    ) -> Result<Option<(RowPosition, Rc<TableRow>)>, FormatError> {
        let row = match &mut self.kept {
            Some(kept) => {
                let row = kept.rows.get(kept.next).cloned();
                kept.next += usize::from(row.is_some());
                row
            }
            None => self.read_row()?,
        };
        Ok(row.map(|row| {
            let place = RowPosition {
                at: row.line as u64 - 1,
                line: row.line,
            };
            (place, row)
        }))
    }
}

fn cell(field: &Field) -> Cell<'static> {
    match field {
        Field::Null => "".into(),
        Field::Str(text) => text.clone().into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        Field::Byte(number) => Cell::Whole((*number).into()),
        Field::Short(number) => Cell::Whole((*number).into()),
        Field::Int(number) => Cell::Whole((*number).into()),
        Field::Long(number) => Cell::Whole(*number),
        Field::UByte(number) => Cell::Whole((*number).into()),
        Field::UShort(number) => Cell::Whole((*number).into()),
        Field::UInt(number) => Cell::Whole((*number).into()),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    use super::super::write::TableContents;
    use super::*;

    const SCHEMA: TableSchema = TableSchema {
        name: "a",
        columns: &["doc_id"],
        rows: TableContents::OfBook(|_, _| Ok(())),
    };

    #[test]
    fn long_texts_are_in_pages_of_some_megabytes() {
        let mut bytes = Vec::new();
        let mut table = ParquetTableWriter::begin(&mut bytes, &SCHEMA).expect("memory");
        for row in 0..512 {
            let text = row.to_string() + &"x".repeat(32 << 10);
            table.row(&[text.into()]).expect("memory");
        }
        table.end().expect("memory");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("it is Parquet");
        let group = reader.get_row_group(0).expect("a group");
        let pages = group.get_column_page_reader(0).expect("a column");
        let sizes = pages.map(|page| page.expect("a page").buffer().len());
        let largest = sizes.max().expect("there are pages");
        assert!(largest < 4 << 20, "{largest}");
    }

    #[test]
    fn rows_are_kept_in_memory_only_if_they_are_far_out_of_order() {
        let mut bytes = Vec::new();
        let mut table = ParquetTableWriter::begin(&mut bytes, &SCHEMA).expect("memory");
        for row in 0..50 {
            table.row(&[row.to_string().into()]).expect("memory");
        }
        table.end().expect("memory");
        let file = InputFile::new("a.parquet", &bytes);
        let mut table = ParquetTableReader::open(&file).expect("it is Parquet");
        let next = |table: &mut ParquetTableReader| {
            let row = table.next_row(&mut Losses::default()).expect("it is read");
            row.map(|(place, row)| (place, row.line, row.cells[0].written().into_owned()))
        };
        let mut places = Vec::new();
        while let Some((place, line, cell)) = next(&mut table) {
            assert_eq!((line, cell), (place.line, places.len().to_string()));
            places.push(place);
        }
        assert_eq!(places.len(), 50);
        // An index was made; now the rows are read in their order, with a gap.
        for row in (0..20).chain(30..50) {
            table.go_to(places[row]).expect("it is read");
            assert_eq!(next(&mut table).map(|row| row.2), Some(row.to_string()));
        }
        assert!(table.kept.is_none());
        for row in (0..50).rev() {
            table.go_to(places[row]).expect("it is read");
            let found = next(&mut table).expect("a row");
            assert_eq!((found.0.at, found.2), (row as u64, row.to_string()));
        }
        assert!(table.kept.is_some());
        table.go_to(places[49]).expect("it is kept");
        assert!(next(&mut table).is_some() && next(&mut table).is_none());
    }
}
