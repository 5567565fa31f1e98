//! The rows of a Parquet file that another program wrote, whatever their columns are.
//!
//! Of each column one page is unpacked at a time, and the values of a few rows. The file itself is in
//! memory as it is on disk, since the crate that reads Parquet cannot borrow what opens it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::{FileMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::{ReaderIter, TreeBuilder};
use serde_json::Value;

use super::dataset_row::DatasetRow;
use super::draft::{Draft, OffsetUnitHint};
use super::leftovers::Leftovers;
use super::weighed::WeighedDrafts;
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

/// How many bytes of rows are decoded together, approximately.
const BATCH_BYTES: usize = 256 << 10;

/// The most rows that are decoded together.
const MAX_BATCH_ROWS: usize = 1024;

/// How often a row group is begun at most, before its rows should be kept in memory: once to index
/// them, once to read them, and some times where they are out of order.
const MAX_BEGUN: u8 = 6;

/// The columns of a row, by name.
pub type ParquetColumns = Vec<(String, Field)>;

/// A file whose rows are read one after the other, from any row on. A panic in the crate that reads
/// Parquet costs this file only.
pub struct ParquetRows {
    name: String,
    reader: SerializedFileReader<Bytes>,
    /// The index of the first row of each row group.
    starts: Vec<usize>,
    /// How often each row group was begun.
    begun: Vec<u8>,
    /// The row group that `rows` belongs to.
    group: usize,
    /// The rows that are left of the group; `None` before it is begun.
    rows: Option<ReaderIter>,
    /// The index of the next row in the group.
    at: usize,
    /// The number of rows whose size has been subtracted from `left`.
    counted: usize,
    /// What the cells of further rows may hold, in bytes.
    left: usize,
}

impl ParquetRows {
    /// Opens a file.
    ///
    /// # Errors
    /// If it is broken, or claims to be larger inside than the limits allow.
    pub fn open(file: &InputFile<'_>) -> Result<Self, FormatError> {
        let bytes = Bytes::from(file.bytes()?.into_owned());
        let reader = catch_panic(|| open(&bytes)).map_err(|why| unreadable(file.name, &why))?;
        let groups = reader.metadata().row_groups().iter();
        let starts = groups.scan(0, |next, group| {
            let start = *next;
            *next += rows_of(group);
            Some(start)
        });
        let starts: Vec<usize> = starts.collect();
        Ok(Self {
            name: file.name.to_owned(),
            begun: vec![0; starts.len()],
            starts,
            reader,
            group: 0,
            rows: None,
            at: 0,
            counted: 0,
            left: MAX_BYTES,
        })
    }

    /// The metadata of the file.
    pub fn metadata(&self) -> &FileMetaData {
        self.reader.metadata().file_metadata()
    }

    /// The index of the next row.
    pub fn position(&self) -> usize {
        self.starts
            .get(self.group)
            .map_or(0, |start| start + self.at)
    }

    /// The next row.
    ///
    /// # Errors
    /// If the file is broken, or its cells hold more than [`MAX_BYTES`].
    pub fn next_row(&mut self) -> Result<Option<ParquetColumns>, FormatError> {
        loop {
            let Some(group) = self.groups().get(self.group) else {
                return Ok(None);
            };
            if self.at >= rows_of(group) {
                if self.group + 1 == self.starts.len() {
                    return Ok(None);
                }
                (self.group, self.at, self.rows) = (self.group + 1, 0, None);
                continue;
            }
            let rows = match self.rows.take() {
                Some(rows) => Ok(rows),
                None => self.begin_group(),
            };
            let read = rows.and_then(|mut rows| {
                let row = catch_panic(|| rows.next().transpose())?;
                Ok((rows, row))
            });
            let (rows, row) = read.map_err(|why| self.unreadable(&why))?;
            let Some(row) = row else {
                return Err(self.unreadable("a row is missing"));
            };
            self.rows = Some(rows);
            self.at += 1;
            let columns = row.into_columns();
            self.count_size(&columns)?;
            return Ok(Some(columns));
        }
    }

    /// Whether [`Self::go_to`] gets to a row without beginning a row group too often: it can begin
    /// only where a row group does, so that going back and forth would take quadratic time.
    pub fn may_go_to(&self, row: usize) -> bool {
        let (group, _) = self.group_of(row);
        let is_ahead = group == self.group && self.position() <= row;
        is_ahead || self.begun.get(group).is_none_or(|begun| *begun < MAX_BEGUN)
    }

    /// Goes to a row, so that it is the next one.
    ///
    /// # Errors
    /// As [`Self::next_row`].
    pub fn go_to(&mut self, row: usize) -> Result<(), FormatError> {
        let (group, at) = self.group_of(row);
        if group != self.group || at < self.at {
            (self.group, self.at, self.rows) = (group, 0, None);
        }
        while self.group == group && self.at < at && self.next_row()?.is_some() {}
        Ok(())
    }

    fn groups(&self) -> &[RowGroupMetaData] {
        self.reader.metadata().row_groups()
    }

    /// The row group of a row, and its index in it.
    fn group_of(&self, row: usize) -> (usize, usize) {
        let after = self.starts.partition_point(|start| *start <= row);
        let group = after.saturating_sub(1);
        let start = self.starts.get(group).copied().unwrap_or(0);
        (group, row - start)
    }

    fn begin_group(&mut self) -> Result<ReaderIter, String> {
        if let Some(begun) = self.begun.get_mut(self.group) {
            *begun = begun.saturating_add(1);
        }
        catch_panic(|| {
            let group = self.reader.get_row_group(self.group)?;
            let schema = self.metadata().schema_descr_ptr();
            let batch = batch_rows(group.metadata());
            let builder = TreeBuilder::new().with_batch_size(batch);
            builder.as_iter(schema, group.as_ref())
        })
    }

    /// Subtracts the size of a row that is read for the first time.
    fn count_size(&mut self, columns: &ParquetColumns) -> Result<(), FormatError> {
        if self.position() <= self.counted {
            return Ok(());
        }
        self.counted = self.position();
        let bytes = columns.iter().map(|(_, field)| size(field)).sum();
        let why = || format!("its cells hold more than {} MB", MAX_BYTES >> 20);
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| self.unreadable(&why()))?;
        Ok(())
    }

    fn unreadable(&self, why: &str) -> FormatError {
        unreadable(&self.name, why)
    }
}

fn unreadable(file: &str, why: &str) -> FormatError {
    FormatError::Unreadable {
        file: file.to_owned(),
        line: 0,
        why: format!("it is no Parquet that can be read: {why}"),
    }
}

/// The number of rows of a group; [`open`] refuses negative ones.
fn rows_of(group: &RowGroupMetaData) -> usize {
    usize::try_from(group.num_rows()).unwrap_or(0)
}

/// How many rows of a group are decoded together: the values of all columns are in memory for each of
/// them, and the pages that these are in.
fn batch_rows(group: &RowGroupMetaData) -> usize {
    let packed = usize::try_from(group.total_byte_size()).unwrap_or(usize::MAX);
    let values = group.columns().iter().fold(0_usize, |sum, column| {
        sum.saturating_add(usize::try_from(column.num_values()).unwrap_or(usize::MAX))
    });
    // A value that is in a dictionary takes less in the file than while it is read.
    let bytes = packed.saturating_add(values.saturating_mul(size_of::<Field>()));
    let of_row = bytes / rows_of(group).max(1);
    (BATCH_BYTES / of_row.max(1)).clamp(1, MAX_BATCH_ROWS)
}

/// Opens a file, unless it claims to be larger inside than the limits allow.
fn open(bytes: &Bytes) -> Result<SerializedFileReader<Bytes>, ParquetError> {
    let reader = parquet_claims::open(bytes.clone())?;
    let mut left = MAX_ROWS;
    for group in reader.metadata().row_groups() {
        let rows = usize::try_from(group.num_rows()).ok();
        let rest = rows.and_then(|rows| left.checked_sub(rows));
        left = rest.ok_or_else(|| ParquetError::General("it has too many rows".to_owned()))?;
    }
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
    mut drafts: impl FnMut(&DatasetRow, &[String], &mut Losses, &Leftovers) -> A,
) -> Result<(), FormatError> {
    intake.left.begin_file(file.name);
    let stem = file.name.rsplit_once('.');
    let stem = stem.map_or(file.name, |(stem, _)| stem);
    let mut names: Option<Vec<String>> = None;
    let mut index = 0;
    let mut rows = ParquetRows::open(file)?;
    let mut weighed = WeighedDrafts::new(file.name, format);
    while let Some(columns) = rows.next_row()? {
        let metadata = rows.metadata();
        let names = names.get_or_insert_with(|| classes(metadata));
        let digits = metadata.num_rows().to_string().len();
        let fields = columns
            .into_iter()
            .map(|(name, field)| (name, value(&field)));
        let row = DatasetRow::new(index + 1, index, fields.collect());
        index += 1;
        for (mut draft, trust) in drafts(&row, names, &mut intake.losses, &intake.left) {
            if draft.name.is_empty() {
                draft.name = format!("{stem}-{index:0digits$}.txt");
            }
            weighed.add(draft, trust, intake)?;
        }
    }
    weighed.end(intake)
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file with one column of texts, in these row groups.
    fn file(groups: &[Vec<String>]) -> Vec<u8> {
        let schema = "message rows { required binary text (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let properties = Arc::new(WriterProperties::builder().build());
        let mut out = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut out, schema, properties).expect("a writer");
        for texts in groups {
            let mut group = writer.next_row_group().expect("a group");
            let mut column = group.next_column().expect("a column").expect("the first");
            let texts: Vec<ByteArray> = texts.iter().map(|text| text.as_str().into()).collect();
            let written = column
                .typed::<ByteArrayType>()
                .write_batch(&texts, None, None);
            written.expect("written");
            column.close().expect("closed");
            group.close().expect("closed");
        }
        writer.close().expect("closed");
        out
    }

    fn numbered(rows: std::ops::Range<usize>) -> Vec<String> {
        rows.map(|row| row.to_string()).collect()
    }

    fn next(rows: &mut ParquetRows) -> Option<String> {
        let columns = rows.next_row().expect("it is read")?;
        match columns.into_iter().next() {
            Some((_, Field::Str(text))) => Some(text),
            other => panic!("it is a text: {other:?}"),
        }
    }

    #[test]
    fn rows_are_read_from_any_row_on_and_each_group_is_begun_once_in_order() {
        let bytes = file(&[
            numbered(0..3),
            numbered(3..3),
            numbered(3..7),
            numbered(7..8),
        ]);
        let mut rows = ParquetRows::open(&InputFile::new("a", &bytes)).expect("it is Parquet");
        for row in 0..8 {
            assert_eq!(
                (rows.position(), next(&mut rows)),
                (row, Some(row.to_string()))
            );
        }
        assert_eq!(next(&mut rows), None);
        assert_eq!(rows.begun, [1, 0, 1, 1]);
        for from in (0..8).rev() {
            rows.go_to(from).expect("it is read");
            let read: Vec<String> = std::iter::from_fn(|| next(&mut rows)).collect();
            assert_eq!(read, numbered(from..8));
        }
        // Where it is already, and ahead in the group, nothing is begun again.
        rows.go_to(3).expect("it is read");
        let begun = rows.begun.clone();
        for row in [3, 5, 6] {
            rows.go_to(row).expect("it is read");
            assert_eq!(
                (rows.position(), next(&mut rows)),
                (row, Some(row.to_string()))
            );
        }
        rows.go_to(99).expect("it is read");
        assert_eq!(next(&mut rows), None);
        assert_eq!(rows.begun[2], begun[2] + 1);
    }

    #[test]
    fn going_back_and_forth_is_refused_before_it_takes_quadratic_time() {
        let bytes = file(&[numbered(0..100)]);
        let mut rows = ParquetRows::open(&InputFile::new("a", &bytes)).expect("it is Parquet");
        let mut count = 0;
        while rows.may_go_to(0) {
            assert!(rows.may_go_to(rows.position()));
            rows.go_to(0).expect("it is read");
            assert!(next(&mut rows).is_some());
            count += 1;
            assert!(
                count <= usize::from(MAX_BEGUN),
                "it is begun again and again"
            );
        }
        assert!(rows.may_go_to(1), "this row is the next one");
    }

    #[test]
    fn of_large_rows_few_are_decoded_together() {
        let bytes = file(&[vec!["x".to_owned(); 2000]]);
        let rows = ParquetRows::open(&InputFile::new("a", &bytes)).expect("it is Parquet");
        assert_eq!(batch_rows(&rows.groups()[0]), MAX_BATCH_ROWS);
        let texts = (0..20).map(|row| row.to_string() + &"x".repeat(100 << 10));
        let bytes = file(&[texts.collect()]);
        let mut rows = ParquetRows::open(&InputFile::new("a", &bytes)).expect("it is Parquet");
        let batch = batch_rows(&rows.groups()[0]);
        assert!((1..=3).contains(&batch), "{batch}");
        assert_eq!(std::iter::from_fn(|| next(&mut rows)).count(), 20);
    }

    #[test]
    fn cells_that_are_read_again_count_once() {
        let bytes = file(&[numbered(0..3)]);
        let mut rows = ParquetRows::open(&InputFile::new("a", &bytes)).expect("it is Parquet");
        while next(&mut rows).is_some() {}
        let left = rows.left;
        assert_eq!(left, MAX_BYTES - 3);
        rows.go_to(0).expect("it is read");
        while next(&mut rows).is_some() {}
        assert_eq!(rows.left, left);
        rows.go_to(0).expect("it is read");
        (rows.counted, rows.left) = (0, 2);
        next(&mut rows);
        next(&mut rows);
        let error = rows.next_row().expect_err("it is too much");
        assert!(error.to_string().contains("cells hold more"), "{error}");
    }
}
