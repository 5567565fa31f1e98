//! Reads tables with one article per row from Parquet.
//!
//! Limitation: for lists and nested columns, a cell holds their text form.

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::FileReader;
use parquet::record::Field;

use super::table::{MAX_COLUMNS, kind, too_many_columns};
use super::{FileKind, IngestError, SourceFile, Table};
use crate::store::parquet_claims;
use crate::store::unpack::{UnpackGuard, UnpackLimits};

pub const KIND: FileKind = kind(
    // The dataset format named `parquet` has annotations.
    "parquet-table",
    "Table (Parquet)",
    &["parquet", "pq"],
    "application/vnd.apache.parquet",
    read,
);

fn read(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    let malformed = |error: ParquetError| IngestError::Malformed {
        kind: KIND.title,
        why: error.to_string(),
    };
    let limits = &source.limits;
    let bytes = Bytes::copy_from_slice(source.bytes);
    let reader = parquet_claims::open(bytes).map_err(malformed)?;
    let metadata = reader.metadata();
    let groups = metadata.row_groups().iter();
    let unpacked = groups.fold(0_u64, |sum, group| {
        // A negative size is invalid.
        let bytes = u64::try_from(group.total_byte_size()).unwrap_or(u64::MAX);
        sum.saturating_add(bytes)
    });
    let most = limits.unpacked_bytes;
    let mut guard = UnpackGuard::new(UnpackLimits::total(most), 0);
    if guard.clone().count(unpacked).is_err()
        || !parquet_claims::unpack_within(source.bytes, metadata, &mut guard)
    {
        return Err(IngestError::TooLarge(most));
    }
    let schema = metadata.file_metadata().schema();
    let columns = schema.get_fields().iter().take(MAX_COLUMNS);
    let columns: Vec<String> = columns.map(|field| field.name().to_owned()).collect();
    let (mut rows, mut held) = (Vec::new(), 0);
    for row in reader.get_row_iter(None).map_err(malformed)? {
        if rows.len() >= limits.articles {
            return Err(IngestError::TooMany(limits.articles));
        }
        let cells = row.map_err(malformed)?.into_columns().into_iter();
        let cells: Vec<String> = cells
            .take(MAX_COLUMNS)
            .map(|(_, field)| cell(field))
            .collect();
        held += cells.iter().map(|cell| cell.len() as u64).sum::<u64>();
        // A value that is stored once in the file may be in every row.
        if held > limits.unpacked_bytes {
            return Err(IngestError::TooLarge(limits.unpacked_bytes));
        }
        rows.push(cells);
    }
    let numbers = (1..=rows.len()).collect();
    let mut table = Table::new(columns, rows, numbers);
    table
        .notices
        .extend(too_many_columns(schema.get_fields().len()));
    Ok(table)
}

fn cell(field: Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text,
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::{Content, Limits, read};
    use super::*;

    /// A table with a headline, a day and a text; the second row has no text.
    fn table(compression: Compression) -> Vec<u8> {
        let schema = "message articles { optional binary headline (UTF8); \
                      required int32 published (DATE); optional binary body (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut out = Vec::new();
        let properties = WriterProperties::builder().set_compression(compression);
        let properties = Arc::new(properties.build());
        let mut writer = SerializedFileWriter::new(&mut out, schema, properties).expect("a writer");
        let mut group = writer.next_row_group().expect("a group");
        let texts = |texts: &[&str]| -> Vec<ByteArray> {
            texts.iter().map(|text| ByteArray::from(*text)).collect()
        };
        let mut column = group.next_column().expect("a column").expect("the first");
        let headlines = texts(&["Dockers stay out", "Nothing"]);
        let typed = column.typed::<ByteArrayType>();
        let written = typed.write_batch(&headlines, Some(&[1, 1]), None);
        written.expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("the second");
        let days = [20_749, 20_750];
        let written = column.typed::<Int32Type>().write_batch(&days, None, None);
        written.expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("the third");
        let bodies = texts(&["They met.\nThen they left."]);
        let typed = column.typed::<ByteArrayType>();
        let written = typed.write_batch(&bodies, Some(&[1, 0]), None);
        written.expect("written");
        column.close().expect("closed");
        group.close().expect("closed");
        writer.close().expect("closed");
        out
    }

    #[test]
    fn a_row_becomes_an_article() {
        let content = read(
            "week.bin",
            &table(Compression::UNCOMPRESSED),
            None,
            Limits::default(),
        );
        let Ok(Content::Table(table)) = content else {
            panic!("it is a table: {content:?}");
        };
        let roles: Vec<&str> = table.roles.iter().map(|role| role.name()).collect();
        assert_eq!(roles, ["title", "date", "text"]);
        let (articles, empty) = table.articles(&table.roles, &Limits::default());
        assert_eq!((articles.len(), empty), (1, 1));
        let article = &articles[0];
        assert_eq!(
            article.text,
            "Dockers stay out\nThey met.\nThen they left.\n"
        );
        assert_eq!(article.date, "2026-10-23");
        assert_eq!(article.origin.media_type, KIND.media_type);
    }

    #[test]
    fn a_table_is_read_however_it_is_packed() {
        let rows = |compression| match read("week.pq", &table(compression), None, Limits::default())
        {
            Ok(Content::Table(table)) => table.rows,
            other => panic!("it is a table: {other:?}"),
        };
        let plain = rows(Compression::UNCOMPRESSED);
        for packed in ["snappy", "gzip(6)", "lz4_raw", "zstd(1)"] {
            let compression = packed.parse().expect("a compression");
            assert_eq!(rows(compression), plain, "{packed}");
        }
    }

    #[test]
    fn a_damaged_or_too_large_table_is_reported() {
        let whole = table(Compression::UNCOMPRESSED);
        let read = |bytes: &[u8], limits| super::super::read("week.parquet", bytes, None, limits);
        for at in (4..whole.len()).step_by(7) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            // The result does not matter; the reader must not panic.
            let _ = read(&broken, Limits::default());
            assert!(read(&whole[..at], Limits::default()).is_err());
        }
        let small = Limits {
            articles: 1,
            ..Limits::default()
        };
        assert_eq!(read(&whole, small).err(), Some(IngestError::TooMany(1)));
        let small = Limits {
            unpacked_bytes: 8,
            ..Limits::default()
        };
        assert_eq!(read(&whole, small).err(), Some(IngestError::TooLarge(8)));
    }
}
