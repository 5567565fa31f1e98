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
use crate::parquet_rows::rows;

/// The approximate size of a row group, in bytes of cells; the whole group is in memory.
const ROW_GROUP_BYTES: usize = 32 << 20;

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
    FormatError::Unwritable(error.to_string())
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

/// The rows of a file, all of which are in memory: Parquet stores them by column.
pub struct Kept {
    columns: Vec<String>,
    rows: Vec<Rc<TableRow>>,
    next: usize,
}

impl RowSource for Kept {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn go_to(&mut self, place: RowPosition) -> Result<(), FormatError> {
        self.next = usize::try_from(place.at).unwrap_or(usize::MAX);
        Ok(())
    }

    fn next_row(
        &mut self,
        _losses: &mut Losses,
    ) -> Result<Option<(RowPosition, Rc<TableRow>)>, FormatError> {
        let at = self.next;
        let Some(row) = self.rows.get(at) else {
            return Ok(None);
        };
        self.next += 1;
        let place = RowPosition {
            at: at as u64,
            line: row.line,
        };
        Ok(Some((place, Rc::clone(row))))
    }
}

/// Reads the file of one table.
pub fn read(file: &InputFile<'_>) -> Result<Kept, FormatError> {
    let mut table = Kept {
        columns: Vec::new(),
        rows: Vec::new(),
        next: 0,
    };
    let metadata = rows(file, |_, columns| {
        if table.columns.is_empty() {
            table.columns = columns.iter().map(|(name, _)| name.clone()).collect();
        }
        let row = TableRow {
            line: table.rows.len() + 1,
            cells: columns.into_iter().map(|(_, field)| cell(&field)).collect(),
        };
        table.rows.push(row.into());
        Ok(())
    })?;
    if table.columns.is_empty() {
        let names = metadata.schema().get_fields().iter();
        table.columns = names.map(|field| field.name().to_owned()).collect();
    }
    Ok(table)
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
