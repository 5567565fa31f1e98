//! Validates the sizes that a Parquet file declares, before the crate that reads it trusts them: a
//! page of some bytes may declare that it unpacks to two gigabytes, and a list of some bytes that
//! it has two thousand million items.
//!
//! ```text
//! file = column chunks | footer (Thrift, compact) | its length | "PAR1"
//! column chunk = page header (Thrift, compact) | packed page | page header | packed page | ...
//! ```
//!
//! The crate interprets a field by its number, whatever type it declares; so headers and the footer
//! must have the structure of the format (`parquet.thrift` of Apache Parquet 2.12), and everything
//! else in them must be short and flat, or the file is refused.
//!
//! This module must not know what columns mean, and unpacks nothing.
//!
//! Why it is not simpler: parquet 60.1 by itself limits only the memory for lists of a footer. It
//! takes the unpacked size of a page and the number of values of a dictionary from the header, and
//! allocates as much; a limit on the bytes of the file that it reads would not help, since these
//! are compressed. To skip a list of flags in an unknown field, nine bytes of a footer cost it 6 s
//! of a processor (measured in November 2026, optimised): a small file would block a thread for
//! days. Since it ignores types, a check that does not follow the structure of the format would see
//! other fields than it does. A child process with limits would make all this unnecessary; readers
//! have none so far.

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::reader::SerializedFileReader;

use super::unpack::UnpackGuard;

/// The nesting limit of structs in unknown fields of a header.
const DEPTH: usize = 4;

/// Types of the Thrift compact protocol.
mod kind {
    pub const STOP: u8 = 0;
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const I16: u8 = 4;
    pub const I32: u8 = 5;
    pub const I64: u8 = 6;
    pub const DOUBLE: u8 = 7;
    pub const BINARY: u8 = 8;
    pub const LIST: u8 = 9;
    pub const STRUCT: u8 = 12;
}

/// The expected type or meaning of a field.
#[derive(Clone, Copy)]
enum Field {
    Flag,
    /// A value of this type that takes at least a byte.
    Of(u8),
    /// The unpacked size of the page, in bytes.
    Unpacked,
    /// The packed size of the page after the header, in bytes.
    Packed,
    /// The number of values of a dictionary.
    Values,
    /// A struct that the crate does not read.
    Other,
    Struct(&'static [Field]),
    /// A list of values of a type.
    List(u8),
    Structs(&'static [Field]),
}

const I32: Field = Field::Of(kind::I32);
const I64: Field = Field::Of(kind::I64);
const DOUBLE: Field = Field::Of(kind::DOUBLE);
const BINARY: Field = Field::Of(kind::BINARY);
const EMPTY: Field = Field::Struct(&[]);

/// `PageHeader`: its fields from 1 on.
const PAGE: &[Field] = {
    use Field::{Flag, Other, Packed, Struct, Unpacked, Values};
    let v1 = Struct(&[I32, I32, I32, I32, Other]);
    let v2 = Struct(&[I32, I32, I32, I32, I32, I32, Flag, Other]);
    let dictionary = Struct(&[Values, I32, Flag]);
    &[I32, Unpacked, Packed, I32, v1, Other, dictionary, v2]
};

/// `FileMetaData`.
const FOOTER: &[Field] = {
    use Field::{Other, Structs};
    let column_orders = Structs(&[EMPTY, EMPTY, EMPTY]);
    &[
        I32,
        Structs(SCHEMA),
        I64,
        Structs(ROW_GROUP),
        Structs(KEY_VALUE),
        BINARY,
        column_orders,
        Other,
        BINARY,
    ]
};

const KEY_VALUE: &[Field] = &[BINARY, BINARY];

/// `SchemaElement`.
const SCHEMA: &[Field] = &[
    I32,
    I32,
    I32,
    BINARY,
    I32,
    I32,
    I32,
    I32,
    I32,
    Field::Struct(LOGICAL_TYPE),
];

/// `LogicalType`.
const LOGICAL_TYPE: &[Field] = {
    use Field::{Flag, Of, Struct};
    let decimal = Struct(&[I32, I32]);
    let time = Struct(&[Flag, Struct(&[EMPTY, EMPTY, EMPTY])]);
    let whole = Struct(&[Of(kind::BYTE), Flag]);
    let variant = Struct(&[Of(kind::BYTE)]);
    let geometry = Struct(&[BINARY]);
    let geography = Struct(&[BINARY, I32]);
    &[
        EMPTY, EMPTY, EMPTY, EMPTY, decimal, EMPTY, time, time, EMPTY, whole, EMPTY, EMPTY, EMPTY,
        EMPTY, EMPTY, variant, geometry, geography, EMPTY,
    ]
};

/// `RowGroup`.
const ROW_GROUP: &[Field] = {
    use Field::{Flag, Of, Structs};
    let sorting = Structs(&[I32, Flag, Flag]);
    &[
        Structs(COLUMN_CHUNK),
        I64,
        I64,
        sorting,
        I64,
        I64,
        Of(kind::I16),
    ]
};

/// `ColumnChunk`.
const COLUMN_CHUNK: &[Field] = {
    use Field::{Other, Struct};
    &[
        BINARY,
        I64,
        Struct(COLUMN),
        I64,
        I32,
        I64,
        I32,
        Other,
        BINARY,
    ]
};

/// `ColumnMetaData`.
const COLUMN: &[Field] = {
    use Field::{Flag, List, Struct, Structs};
    let statistics = Struct(&[BINARY, BINARY, I64, I64, BINARY, BINARY, Flag, Flag, I64]);
    let encoding_stats = Structs(&[I32, I32, I32]);
    let sizes = Struct(&[I64, List(kind::I64), List(kind::I64)]);
    const BOUNDS: &[Field] = &[DOUBLE; 8];
    let places = Struct(&[Struct(BOUNDS), List(kind::I32)]);
    &[
        I32,
        List(kind::I32),
        List(kind::BINARY),
        I32,
        I64,
        I64,
        I64,
        Structs(KEY_VALUE),
        I64,
        I64,
        I64,
        statistics,
        encoding_stats,
        I64,
        I32,
        sizes,
        places,
    ]
};

/// Opens a file, after validating its footer.
///
/// # Errors
/// If the file is malformed, or its footer does not have the structure of the format.
pub fn open(file: Bytes) -> Result<SerializedFileReader<Bytes>, ParquetError> {
    // If there is no footer at all, the crate reports the error.
    if footer(&file).is_some_and(|footer| !is_sound(footer)) {
        let why = "its footer is not of the form of the format";
        return Err(ParquetError::General(why.to_owned()));
    }
    SerializedFileReader::new(file)
}

/// Whether the footer has the structure of the format, and no list more items than there are bytes.
fn is_sound(footer: &[u8]) -> bool {
    let mut reader = HeaderParser(footer);
    reader
        .structure(FOOTER, &mut PageSizes::default())
        .is_some()
}

fn footer(file: &[u8]) -> Option<&[u8]> {
    let (rest, length) = file.strip_suffix(b"PAR1")?.split_last_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    rest.get(rest.len().checked_sub(length)?..)
}

/// Whether the guard permits all pages to unpack to their declared sizes, and no dictionary
/// declares more values than bytes.
pub fn unpack_within(file: &[u8], metadata: &ParquetMetaData, guard: &mut UnpackGuard) -> bool {
    let groups = metadata.row_groups().iter();
    groups
        .flat_map(|group| group.columns())
        .filter_map(|column| chunk(file, column))
        .all(|pages| take(pages, guard).is_some())
}

/// The bytes of a column chunk; `None` if they lie outside of the file.
fn chunk<'f>(file: &'f [u8], column: &ColumnChunkMetaData) -> Option<&'f [u8]> {
    let start = column.dictionary_page_offset();
    let start = usize::try_from(start.unwrap_or(column.data_page_offset())).ok()?;
    let length = usize::try_from(column.compressed_size()).ok()?;
    let rest = file.get(start..)?;
    Some(&rest[..length.min(rest.len())])
}

/// Validates the pages of a chunk; `None` if one is malformed, or exceeds what the guard has left.
fn take(pages: &[u8], guard: &mut UnpackGuard) -> Option<()> {
    let mut reader = HeaderParser(pages);
    while !reader.0.is_empty() {
        let mut page = PageSizes::default();
        reader.structure(PAGE, &mut page)?;
        guard.count(u64::try_from(page.unpacked).ok()?).ok()?;
        if page.values > page.unpacked {
            return None;
        }
        // Old programs declare a chunk shorter than it is; its last page then exceeds it.
        let packed = usize::try_from(page.packed).ok()?;
        reader = HeaderParser(reader.0.get(packed..).unwrap_or_default());
    }
    Some(())
}

/// The sizes that a page header declares.
#[derive(Default)]
struct PageSizes {
    unpacked: i32,
    packed: i32,
    values: i32,
}

/// A parser with the input that remains.
struct HeaderParser<'f>(&'f [u8]);

impl HeaderParser<'_> {
    fn structure(&mut self, fields: &[Field], page: &mut PageSizes) -> Option<()> {
        let mut number = 0i16;
        loop {
            let kind = self.field(&mut number)?;
            if kind == kind::STOP {
                return Some(());
            }
            let index = usize::try_from(number.checked_sub(1)?).ok();
            let known = index.and_then(|index| fields.get(index));
            match (known, kind) {
                (Some(Field::Flag), kind::TRUE | kind::FALSE) => {}
                (Some(Field::Of(wanted)), kind) if kind == *wanted => self.skip(kind, DEPTH)?,
                (Some(Field::Unpacked), kind::I32) => page.unpacked = self.number()?,
                (Some(Field::Packed), kind::I32) => page.packed = self.number()?,
                (Some(Field::Values), kind::I32) => page.values = self.number()?,
                (Some(Field::Struct(fields)), kind::STRUCT) => self.structure(fields, page)?,
                (Some(Field::List(wanted)), kind::LIST) => {
                    for _ in 0..self.list(*wanted)? {
                        self.skip(*wanted, DEPTH)?;
                    }
                }
                (Some(Field::Structs(fields)), kind::LIST) => {
                    for _ in 0..self.list(kind::STRUCT)? {
                        self.structure(fields, page)?;
                    }
                }
                (Some(Field::Other), kind::STRUCT) | (None, _) => self.skip(kind, DEPTH)?,
                _ => return None,
            }
        }
    }

    /// Reads the type of the next field and updates the field number.
    fn field(&mut self, number: &mut i16) -> Option<u8> {
        let head = self.byte()?;
        let kind = head & 0x0F;
        if kind != kind::STOP {
            *number = match head >> 4 {
                0 => i16::try_from(self.number()?).ok()?,
                step => number.checked_add(step.into())?,
            };
        }
        Some(kind)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            kind::TRUE | kind::FALSE => Some(()),
            kind::BYTE => self.bytes(1),
            kind::I16..=kind::I64 => self.varint().map(drop),
            kind::DOUBLE => self.bytes(8),
            kind::BINARY => {
                let length = self.varint()?;
                self.bytes(length)
            }
            kind::STRUCT => {
                let depth = depth.checked_sub(1)?;
                loop {
                    match self.field(&mut 0)? {
                        kind::STOP => return Some(()),
                        kind => self.skip(kind, depth)?,
                    }
                }
            }
            // The crate would trust the declared length of a list or map.
            _ => None,
        }
    }

    /// Reads the length of a list of this type, whose values take at least a byte each.
    fn list(&mut self, wanted: u8) -> Option<u64> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => count.into(),
        };
        // Some programs declare no type for an empty list.
        let is_wanted = head == 0 || head & 0x0F == wanted;
        let fits = usize::try_from(count).is_ok_and(|count| count <= self.0.len());
        (is_wanted && fits).then_some(count)
    }

    fn number(&mut self) -> Option<i32> {
        let zigzag = self.varint()?;
        let number = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
        i32::try_from(number).ok()
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..70).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn bytes(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::FileReader as _;

    use super::*;
    use crate::unpack::UnpackLimits;

    fn guard(bytes: u64) -> UnpackGuard {
        UnpackGuard::new(UnpackLimits::total(bytes), 0)
    }

    /// The pages of valid files declare the sizes that the metadata has, headers included.
    #[test]
    fn pages_of_honest_files_unpack_to_what_their_metadata_says() {
        for file in [
            &include_bytes!("../../tests/data/formats/parquet/spans.parquet")[..],
            include_bytes!("../../tests/data/foreign/tags.parquet"),
        ] {
            let reader = open(Bytes::copy_from_slice(file));
            let reader = reader.expect("it is Parquet");
            let metadata = reader.metadata();
            let groups = metadata.row_groups().iter();
            let said: i64 = groups.map(|group| group.total_byte_size()).sum();
            let said = u64::try_from(said).expect("a size");
            assert!(unpack_within(file, metadata, &mut guard(said)));
            let small = &mut guard(said / 4);
            assert!(!unpack_within(file, metadata, small), "{said}");
        }
    }

    #[test]
    fn a_list_that_claims_too_much_is_seen() {
        // Version 1, and a list of as many flags as five bytes can declare, in an unknown field.
        let list = |head| [&[0x15, 2, head, 0xF1][..], &[0xFF, 0xFF, 0xFF, 0xFF, 7, 0]].concat();
        assert!(is_sound(&[0x15, 2, 0]));
        assert!(!is_sound(&list(0xD9)));
        // The same where row groups are expected, and where a string is expected.
        assert!(!is_sound(&list(0x39)));
        assert!(!is_sound(&list(0x59)));
    }

    #[test]
    fn a_page_that_claims_too_much_is_seen() {
        // Type 0, unpacked size, packed size 1, a dictionary of some values, one byte, and the same
        // again.
        let page = |unpacked: u8, values: u8| {
            let page = [
                0x15,
                0,
                0x15,
                unpacked * 2,
                0x15,
                2,
                0x4C,
                0x15,
                values * 2,
                0,
                0,
                9,
            ];
            page.repeat(2)
        };
        assert_eq!(take(&page(20, 3), &mut guard(40)), Some(()));
        assert_eq!(take(&page(20, 3), &mut guard(39)), None);
        assert_eq!(take(&page(20, 21), &mut guard(40)), None);
        // The crate accepts a size that is declared as a string.
        let mut page = page(20, 3);
        page[2] = 0x18;
        assert_eq!(take(&page, &mut guard(40)), None);
    }

    #[test]
    fn zigzag_numbers_have_their_sign() {
        let number = |bytes: &[u8]| HeaderParser(bytes).number();
        let numbers = [&[0][..], &[1], &[2], &[3], &[0x80, 1]].map(number);
        assert_eq!(numbers, [0, -1, 1, -2, 64].map(Some));
        let number = number(&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]);
        assert_eq!(number, None, "it is larger than 32 bits");
    }
}
