//! The rows of a Parquet file that another program wrote, whatever their columns are.

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use super::draft::{Draft, Trust};
use super::rows::Row;
use super::{FormatError, InputFile, Intake, Losses, class_names};

/// Rows of a file that is read; one of a few bytes may claim any number.
const MAX_ROWS: usize = 20_000_000;

/// Opens a file of at most [`MAX_ROWS`] rows.
pub fn open(file: &InputFile<'_>) -> Result<SerializedFileReader<Bytes>, FormatError> {
    let bytes = Bytes::from(file.bytes()?.into_owned());
    let reader = SerializedFileReader::new(bytes).map_err(|error| broken(file, &error))?;
    let count = reader.metadata().file_metadata().num_rows();
    if usize::try_from(count).is_ok_and(|count| count <= MAX_ROWS) {
        return Ok(reader);
    }
    Err(FormatError::Unreadable {
        file: file.name.to_owned(),
        line: 0,
        why: format!("it has {count} rows"),
    })
}

/// Why a file that could not be read is none.
pub fn broken(file: &InputFile<'_>, error: &ParquetError) -> FormatError {
    FormatError::Unreadable {
        file: file.name.to_owned(),
        line: 0,
        why: format!("it is no Parquet: {error}"),
    }
}

/// Reads the articles that the rows of a file make which is no table of ours. `drafts` is also told
/// the names of classes that Hugging Face keeps beside the schema.
///
/// # Errors
/// If the file is broken, or nothing more can be taken.
pub fn articles<A: IntoIterator<Item = (Draft, Trust)>>(
    file: &InputFile<'_>,
    format: &str,
    intake: &mut Intake<'_>,
    mut drafts: impl FnMut(&Row, &[String], &mut Losses) -> A,
) -> Result<(), FormatError> {
    let reader = open(file)?;
    let told = |error: ParquetError| broken(file, &error);
    let metadata = reader.metadata().file_metadata();
    let described = metadata.key_value_metadata();
    let described = described
        .into_iter()
        .flatten()
        .find(|pair| pair.key == "huggingface");
    let described = described.and_then(|pair| serde_json::from_str(pair.value.as_deref()?).ok());
    let names = described.as_ref().and_then(class_names::in_features);
    let names = names.unwrap_or_default();
    let digits = metadata.num_rows().to_string().len();
    let stem = file.name.rsplit_once('.');
    let stem = stem.map_or(file.name, |(stem, _)| stem);
    for (index, row) in reader.get_row_iter(None).map_err(told)?.enumerate() {
        let columns = row.map_err(told)?.into_columns();
        let fields = columns
            .into_iter()
            .map(|(name, field)| (name, value(&field)));
        let row = Row::new(index + 1, index, fields.collect());
        for (mut draft, trust) in drafts(&row, &names, &mut intake.losses) {
            if draft.name.is_empty() {
                draft.name = format!("{stem}-{:0digits$}.txt", index + 1);
            }
            let article = draft.finish(file.name, format, trust, &mut intake.losses);
            intake.article(article)?;
        }
    }
    Ok(())
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
