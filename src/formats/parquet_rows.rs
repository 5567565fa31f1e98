//! The rows of a Parquet file that another program wrote, whatever their columns are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::FileMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use super::json::Row;
use super::{FormatError, InputFile, class_names};
use crate::store::parquet_pages;

/// Rows of a file that is read; one of a few bytes may claim any number.
const MAX_ROWS: usize = 20_000_000;

/// What cells hold of a file that is read, in bytes: a value that stands once in the file may stand
/// in every row.
const MAX_BYTES: usize = 1 << 30;

/// How much larger than the file its pages may be together, and what they may be in any case.
const MAX_RATIO: u64 = 200;
const LITTLE_BYTES: u64 = 64 << 20;

/// Hands over the rows of a file, of which there are at most [`MAX_ROWS`], and then what else is told
/// of it. A fault in the crate that reads Parquet costs this file only.
pub fn rows(
    file: &InputFile<'_>,
    take: &mut dyn FnMut(Vec<(String, Field)>),
) -> Result<FileMetaData, FormatError> {
    let read = AssertUnwindSafe(|| read(file.bytes, take));
    let why = match catch_unwind(read) {
        Ok(Ok(metadata)) => return Ok(metadata),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the reader gave up".to_owned(),
    };
    Err(FormatError::Unreadable {
        file: file.name.to_owned(),
        line: 0,
        why: format!("it is no Parquet that can be read: {why}"),
    })
}

fn read(
    bytes: &[u8],
    take: &mut dyn FnMut(Vec<(String, Field)>),
) -> Result<FileMetaData, ParquetError> {
    let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes))?;
    let metadata = reader.metadata().file_metadata();
    let count = metadata.num_rows();
    if !usize::try_from(count).is_ok_and(|count| count <= MAX_ROWS) {
        return Err(ParquetError::General(format!("it has {count} rows")));
    }
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let most = packed.saturating_mul(MAX_RATIO);
    let most = most.clamp(LITTLE_BYTES, MAX_BYTES as u64);
    if !parquet_pages::unpack_within(bytes, reader.metadata(), most) {
        let why = format!("it unpacks to more than {} MB", most >> 20);
        return Err(ParquetError::General(why));
    }
    let mut left = MAX_BYTES;
    for row in reader.get_row_iter(None)? {
        let columns = row?.into_columns();
        let bytes = columns.iter().map(|(_, field)| size(field)).sum();
        left = left.checked_sub(bytes).ok_or_else(|| {
            ParquetError::General(format!("its cells hold more than {} MB", MAX_BYTES >> 20))
        })?;
        take(columns);
    }
    Ok(metadata.clone())
}

/// What a cell holds, in bytes.
fn size(field: &Field) -> usize {
    match field {
        Field::Str(text) => text.len(),
        Field::Bytes(bytes) => bytes.len(),
        Field::Group(row) => row.get_column_iter().map(|(_, field)| size(field)).sum(),
        Field::ListInternal(list) => list.elements().iter().map(size).sum(),
        _ => size_of::<u64>(),
    }
}

/// Reads the rows of a file that is no table of ours as objects, and the names of classes that
/// Hugging Face keeps beside its schema.
pub fn objects(file: &InputFile<'_>) -> Result<(Vec<Row>, Vec<String>), FormatError> {
    let mut objects = Vec::new();
    let metadata = rows(file, &mut |columns| {
        let fields = columns
            .into_iter()
            .map(|(name, field)| (name, value(&field)));
        objects.push(Row {
            line: objects.len() + 1,
            fields: fields.collect(),
        });
    })?;
    let described = metadata
        .key_value_metadata()
        .into_iter()
        .flatten()
        .find(|pair| pair.key == "huggingface");
    let described = described.and_then(|pair| serde_json::from_str(pair.value.as_deref()?).ok());
    let names = described.as_ref().and_then(class_names::in_features);
    Ok((objects, names.unwrap_or_default()))
}

fn value(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => (*flag).into(),
        Field::Float(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Group(row) => {
            let columns = row.get_column_iter();
            columns
                .map(|(name, field)| (name.clone(), value(field)))
                .collect()
        }
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        other => other.to_string().into(),
    }
}
