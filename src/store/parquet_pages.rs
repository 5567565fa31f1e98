//! What the pages of a Parquet file claim to unpack to, counted before anything is unpacked: the crate
//! that reads them believes what they say, and a page of some bytes may say two gigabytes.
//!
//! ```text
//! column chunk = page header (Thrift, compact) | packed page | page header | packed page | ...
//! ```
//!
//! The crate takes a field's value for what its number says, whatever kind it says it is; so a header
//! must be of the form of the format, and everything else in it short and flat, or the file is refused.

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

/// Structs within one another in what is not known of a header.
const DEPTH: usize = 4;

/// Kinds of the compact protocol.
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
    pub const STRUCT: u8 = 12;
}

/// What a field is.
#[derive(Clone, Copy)]
enum Field {
    Flag,
    Number,
    /// What the page unpacks to, in bytes.
    Unpacked,
    /// What follows the header, in bytes.
    Packed,
    /// The values of a dictionary.
    Values,
    Other,
    Struct(&'static [Field]),
}

/// The fields of a page's header, from 1 on.
const PAGE: &[Field] = {
    use Field::*;
    &[
        Number,
        Unpacked,
        Packed,
        Number,
        Struct(&[Number, Number, Number, Number, Other]),
        Other,
        Struct(&[Values, Number, Flag]),
        Struct(&[Number, Number, Number, Number, Number, Number, Flag, Other]),
    ]
};

/// Whether all pages unpack to at most so many bytes, by what they say, and no dictionary has more
/// values than bytes.
pub fn unpack_within(file: &[u8], metadata: &ParquetMetaData, most: u64) -> bool {
    let groups = metadata.row_groups().iter();
    let mut left = most;
    groups
        .flat_map(|group| group.columns())
        .filter_map(|column| chunk(file, column))
        .all(|pages| take(pages, &mut left).is_some())
}

/// The bytes of a column chunk; `None` where they lie outside of the file.
fn chunk<'f>(file: &'f [u8], column: &ColumnChunkMetaData) -> Option<&'f [u8]> {
    let start = column.dictionary_page_offset();
    let start = usize::try_from(start.unwrap_or(column.data_page_offset())).ok()?;
    let length = usize::try_from(column.compressed_size()).ok()?;
    let rest = file.get(start..)?;
    Some(&rest[..length.min(rest.len())])
}

/// `None` where a page is not as it must be, or takes more than is left.
fn take(pages: &[u8], left: &mut u64) -> Option<()> {
    let mut reader = Reader(pages);
    while !reader.0.is_empty() {
        let mut page = Page::default();
        reader.structure(PAGE, &mut page)?;
        *left = left.checked_sub(u64::try_from(page.unpacked).ok()?)?;
        if page.values > page.unpacked {
            return None;
        }
        // Old programs tell a chunk to be shorter than it is; its last page is not in it then.
        let packed = usize::try_from(page.packed).ok()?;
        reader = Reader(reader.0.get(packed..).unwrap_or_default());
    }
    Some(())
}

/// What a header says.
#[derive(Default)]
struct Page {
    unpacked: i32,
    packed: i32,
    values: i32,
}

/// What is still to be read.
struct Reader<'f>(&'f [u8]);

impl Reader<'_> {
    fn structure(&mut self, fields: &[Field], page: &mut Page) -> Option<()> {
        let mut number = 0;
        loop {
            let kind = self.field(&mut number)?;
            if kind == kind::STOP {
                return Some(());
            }
            let known = number.checked_sub(1).and_then(|index| fields.get(index));
            match (known, kind) {
                (Some(Field::Flag), kind::TRUE | kind::FALSE) => {}
                (Some(Field::Number), kind::I32) => drop(self.number()?),
                (Some(Field::Unpacked), kind::I32) => page.unpacked = self.number()?,
                (Some(Field::Packed), kind::I32) => page.packed = self.number()?,
                (Some(Field::Values), kind::I32) => page.values = self.number()?,
                (Some(Field::Struct(fields)), kind::STRUCT) => self.structure(fields, page)?,
                (Some(Field::Other), kind::STRUCT) | (None, _) => self.skip(kind, DEPTH)?,
                _ => return None,
            }
        }
    }

    /// The kind of the next field, whose number follows on that of the one before.
    fn field(&mut self, number: &mut usize) -> Option<u8> {
        let head = self.byte()?;
        let kind = head & 0x0F;
        if kind != kind::STOP {
            *number = match head >> 4 {
                0 => usize::try_from(self.number()?).ok()?,
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
            // Of lists a header has none.
            _ => None,
        }
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
    use bytes::Bytes;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    use super::*;

    /// The sizes that the metadata tells of honest files, headers included, and what pages say.
    #[test]
    fn pages_of_honest_files_unpack_to_what_their_metadata_says() {
        for file in [
            &include_bytes!("../../tests/data/formats/parquet/spans.parquet")[..],
            include_bytes!("../../tests/data/foreign/tags.parquet"),
        ] {
            let reader = SerializedFileReader::new(Bytes::copy_from_slice(file));
            let reader = reader.expect("it is Parquet");
            let metadata = reader.metadata();
            let groups = metadata.row_groups().iter();
            let said: i64 = groups.map(|group| group.total_byte_size()).sum();
            let said = u64::try_from(said).expect("a size");
            assert!(unpack_within(file, metadata, said));
            assert!(!unpack_within(file, metadata, said / 4), "{said}");
        }
    }

    #[test]
    fn a_page_that_claims_too_much_is_seen() {
        // Type 0, unpacked, packed 1, a dictionary of some values, a byte, and the same once more.
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
        assert_eq!(take(&page(20, 3), &mut 40), Some(()));
        assert_eq!(take(&page(20, 3), &mut 39), None);
        assert_eq!(take(&page(20, 21), &mut 40), None);
        // A size that says to be text is one to the crate.
        let mut page = page(20, 3);
        page[2] = 0x18;
        assert_eq!(take(&page, &mut 40), None);
    }
}
