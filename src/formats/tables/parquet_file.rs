//! A table as Parquet: texts and 64-bit numbers, never null, with the schema that Hugging Face
//! `datasets` looks for.

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

use super::{Cell, FormatError, InputFile, Kind, Row, Table};
use crate::formats::parquet_rows::rows;

/// The file of a table.
pub fn write(table: &Table) -> Result<Vec<u8>, FormatError> {
    bytes(table).map_err(|error| FormatError::Unwritable(error.to_string()))
}

fn bytes(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let fields = table.columns.iter().map(|(name, kind)| {
        let field = match kind {
            Kind::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            Kind::Whole => Type::primitive_type_builder(name, Physical::INT64),
        };
        Ok(Arc::new(
            field.with_repetition(Repetition::REQUIRED).build()?,
        ))
    });
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    let schema = Type::group_type_builder("schema")
        .with_fields(fields)
        .build()?;
    let described = KeyValue::new("huggingface".to_owned(), features(table).to_string());
    let properties = WriterProperties::builder()
        .set_created_by("Demarche".to_owned())
        .set_key_value_metadata(Some(vec![described]))
        .build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let mut index = 0;
    while let Some(mut column) = group.next_column()? {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
        match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(column) => {
                let cells: Vec<ByteArray> = cells
                    .map(|cell| ByteArray::from(cell.written().into_bytes()))
                    .collect();
                column.write_batch(&cells, None, None)?;
            }
            ColumnWriter::Int64ColumnWriter(column) => {
                let numbers: Vec<i64> = cells
                    .map(|cell| match cell {
                        Cell::Whole(number) => *number,
                        Cell::Text(_) => 0,
                    })
                    .collect();
                column.write_batch(&numbers, None, None)?;
            }
            _ => {}
        }
        column.close()?;
        index += 1;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

/// The schema in the words of Hugging Face.
fn features(table: &Table) -> Value {
    let features = table.columns.iter().map(|(name, kind)| {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Whole => "int64",
        };
        (name.clone(), json!({"dtype": kind, "_type": "Value"}))
    });
    json!({"info": {"features": features.collect::<Map<String, Value>>()}})
}

/// Reads the file of a table.
pub fn read(file: &InputFile<'_>) -> Result<Table, FormatError> {
    let mut table = Table::default();
    let metadata = rows(file, |_, columns| {
        if table.columns.is_empty() {
            let names = columns.iter().map(|(name, _)| (name.clone(), Kind::Text));
            table.columns = names.collect();
        }
        table.rows.push(Row {
            line: table.rows.len() + 1,
            cells: columns.into_iter().map(|(_, field)| cell(&field)).collect(),
        });
        Ok(())
    })?;
    if table.columns.is_empty() {
        let names = metadata.schema().get_fields().iter();
        table.columns = names.map(|f| (f.name().to_owned(), Kind::Text)).collect();
    }
    Ok(table)
}

fn cell(field: &Field) -> Cell {
    match field {
        Field::Null => Cell::Text(String::new()),
        Field::Str(text) => Cell::Text(text.clone()),
        Field::Bytes(bytes) => Cell::Text(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Byte(number) => Cell::Whole((*number).into()),
        Field::Short(number) => Cell::Whole((*number).into()),
        Field::Int(number) => Cell::Whole((*number).into()),
        Field::Long(number) => Cell::Whole(*number),
        Field::UByte(number) => Cell::Whole((*number).into()),
        Field::UShort(number) => Cell::Whole((*number).into()),
        Field::UInt(number) => Cell::Whole((*number).into()),
        other => Cell::Text(other.to_string()),
    }
}
