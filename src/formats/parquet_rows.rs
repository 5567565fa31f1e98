//! The rows of a Parquet file that another program wrote, whatever their columns are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::FileMetaData;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use super::dataset_row::DatasetRow;
use super::draft::{Draft, OffsetUnitHint};
use super::{FormatError, ImportSink, InputFile, Losses, class_names};
use crate::store::parquet_claims;
use crate::store::unpack::{UnpackGuard, UnpackLimits};

/// The most rows of a file; a file of a few bytes may claim any number.
const MAX_ROWS: usize = 20_000_000;

/// The limit of what the cells of a file hold, in bytes: a value that is stored once in the file
/// may be in every row.
const MAX_BYTES: usize = 1 << 30;

/// The limit of what its pages may unpack to, all together.
const LIMITS: UnpackLimits = UnpackLimits {
    bytes: MAX_BYTES as u64,
    ratio: 200,
    always: 64 << 20,
    parts: usize::MAX,
};

/// The columns of a row, by name.
type ParquetColumns = Vec<(String, Field)>;

/// Hands over the rows of a file, at most [`MAX_ROWS`], together with the file's metadata, and
/// returns the latter. A panic in the crate that reads Parquet costs this file only.
///
/// # Errors
/// If the file is broken, or the callback fails on a row.
pub fn rows(
    file: &InputFile<'_>,
    mut take: impl FnMut(&FileMetaData, ParquetColumns) -> Result<(), FormatError>,
) -> Result<FileMetaData, FormatError> {
    let message = |why: String| FormatError::Unreadable {
        file: file.name.to_owned(),
        line: 0,
        why: format!("it is no Parquet that can be read: {why}"),
    };
    let bytes = Bytes::from(file.bytes()?.into_owned());
    let reader = catch_panic(|| open(&bytes)).map_err(message)?;
    let metadata = reader.metadata().file_metadata();
    let mut rows = catch_panic(|| reader.get_row_iter(None)).map_err(message)?;
    let mut left = MAX_BYTES;
    while let Some(row) = catch_panic(|| rows.next().transpose()).map_err(message)? {
        let columns = row.into_columns();
        let bytes = columns.iter().map(|(_, field)| size(field)).sum();
        left = left
            .checked_sub(bytes)
            .ok_or_else(|| message(format!("its cells hold more than {} MB", MAX_BYTES >> 20)))?;
        take(metadata, columns)?;
    }
    Ok(metadata.clone())
}

/// Opens a file, unless it claims to be larger inside than the limits allow.
fn open(bytes: &Bytes) -> Result<SerializedFileReader<Bytes>, ParquetError> {
    let reader = parquet_claims::open(bytes.clone())?;
    let count = reader.metadata().file_metadata().num_rows();
    if !usize::try_from(count).is_ok_and(|count| count <= MAX_ROWS) {
        return Err(ParquetError::General(format!("it has {count} rows")));
    }
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut guard = UnpackGuard::new(LIMITS, packed);
    if parquet_claims::unpack_within(bytes, reader.metadata(), &mut guard) {
        return Ok(reader);
    }
    let why = format!("it unpacks to more than {} MB", guard.most() >> 20);
    Err(ParquetError::General(why))
}

/// Runs code of the crate, and returns why it failed, also if it panicked.
fn catch_panic<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| error.to_string()),
        Err(_) => Err("the reader gave up".to_owned()),
    }
}

/// The size of a cell's value, in bytes.
fn size(field: &Field) -> usize {
    match field {
        Field::Str(text) => text.len(),
        Field::Bytes(bytes) => bytes.len(),
        Field::Group(row) => row.get_column_iter().map(|(_, field)| size(field)).sum(),
        Field::ListInternal(list) => list.elements().iter().map(size).sum(),
        _ => size_of::<u64>(),
    }
}

/// Reads articles from the rows of a file that is not one of our tables. `drafts` also receives the
/// class names that Hugging Face stores beside the schema.
///
/// # Errors
/// If the file is broken, or the intake fails.
pub fn articles<A: IntoIterator<Item = (Draft, OffsetUnitHint)>>(
    file: &InputFile<'_>,
    format: &str,
    intake: &mut ImportSink<'_>,
    mut drafts: impl FnMut(&DatasetRow, &[String], &mut Losses) -> A,
) -> Result<(), FormatError> {
    let stem = file.name.rsplit_once('.');
    let stem = stem.map_or(file.name, |(stem, _)| stem);
    let mut names: Option<Vec<String>> = None;
    let mut index = 0;
    rows(file, |metadata, columns| {
        let names = names.get_or_insert_with(|| classes(metadata));
        let digits = metadata.num_rows().to_string().len();
        let fields = columns
            .into_iter()
            .map(|(name, field)| (name, value(&field)));
        let row = DatasetRow::new(index + 1, index, fields.collect());
        index += 1;
        for (mut draft, trust) in drafts(&row, names, &mut intake.losses) {
            if draft.name.is_empty() {
                draft.name = format!("{stem}-{index:0digits$}.txt");
            }
            let article = draft.finish(file.name, format, trust, &mut intake.losses);
            intake.article(article)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The class names that Hugging Face stores beside the schema.
fn classes(metadata: &FileMetaData) -> Vec<String> {
    let described = metadata
        .key_value_metadata()
        .into_iter()
        .flatten()
        .find(|pair| pair.key == "huggingface");
    let described = described.and_then(|pair| serde_json::from_str(pair.value.as_deref()?).ok());
    let names = described.as_ref().and_then(class_names::in_features);
    names.unwrap_or_default()
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
