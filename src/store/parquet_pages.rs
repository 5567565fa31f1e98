//! What the pages of a Parquet file claim to unpack to, counted before anything is unpacked: the crate
//! that reads them believes what they say, and a page of some bytes may say two gigabytes.
//!
//! ```text
//! column chunk = page header (Thrift, compact) | packed page | page header | packed page | ...
//! ```
//!
//! Of a header only the sizes are read (field 2 what it unpacks to, field 3 what follows, field 7.1
//! the values of a dictionary); the rest is skipped. Where it cannot be read, the crate cannot
//! either, and says so.

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

/// Structs, lists and maps within one another in a header.
const DEPTH: usize = 16;

/// Types of the compact protocol.
mod kind {
    pub const STOP: u8 = 0;
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const I16: u8 = 4;
    pub const I64: u8 = 6;
    pub const DOUBLE: u8 = 7;
    pub const BINARY: u8 = 8;
    pub const LIST: u8 = 9;
    pub const SET: u8 = 10;
    pub const MAP: u8 = 11;
    pub const STRUCT: u8 = 12;
}

/// Whether all pages unpack to at most so many bytes, by what they say, and no dictionary has more
/// values than bytes.
pub fn unpack_within(file: &[u8], metadata: &ParquetMetaData, most: u64) -> bool {
    let groups = metadata.row_groups().iter();
    let mut left = most;
    groups
        .flat_map(|group| group.columns())
        .all(|column| chunk(file, column).is_none_or(|pages| take(pages, &mut left)))
}

/// The bytes of a column chunk; `None` where they lie outside of the file.
fn chunk<'f>(file: &'f [u8], column: &ColumnChunkMetaData) -> Option<&'f [u8]> {
    let start = column.dictionary_page_offset();
    let start = usize::try_from(start.unwrap_or(column.data_page_offset())).ok()?;
    let length = usize::try_from(column.compressed_size()).ok()?;
    let rest = file.get(start..)?;
    Some(&rest[..length.min(rest.len())])
}

fn take(pages: &[u8], left: &mut u64) -> bool {
    let mut reader = Reader(pages);
    while let Some(page) = reader.page_header() {
        let Some(rest) = u64::try_from(page.unpacked)
            .ok()
            .and_then(|unpacked| left.checked_sub(unpacked))
        else {
            return false;
        };
        *left = rest;
        if page.dictionary_values > page.unpacked {
            return false;
        }
        let packed = usize::try_from(page.packed).ok();
        let Some(next) = packed.and_then(|packed| reader.0.get(packed..)) else {
            return true;
        };
        reader = Reader(next);
    }
    true
}

/// What a header says.
#[derive(Default)]
struct Page {
    unpacked: i64,
    packed: i64,
    dictionary_values: i64,
}

/// What is still to be read.
struct Reader<'f>(&'f [u8]);

impl Reader<'_> {
    fn page_header(&mut self) -> Option<Page> {
        let mut page = Page::default();
        let mut field = 0;
        loop {
            let kind = self.field(&mut field)?;
            match (field, kind) {
                (_, kind::STOP) => return Some(page),
                (2, kind::I16..=kind::I64) => page.unpacked = self.number()?,
                (3, kind::I16..=kind::I64) => page.packed = self.number()?,
                (7, kind::STRUCT) => page.dictionary_values = self.dictionary_header()?,
                (_, kind) => self.skip(kind, DEPTH)?,
            }
        }
    }

    fn dictionary_header(&mut self) -> Option<i64> {
        let (mut field, mut values) = (0, 0);
        loop {
            match (self.field(&mut field)?, field) {
                (kind::STOP, _) => return Some(values),
                (kind::I16..=kind::I64, 1) => values = self.number()?,
                (kind, _) => self.skip(kind, DEPTH)?,
            }
        }
    }

    /// The kind of the next field, whose number follows on that of the one before.
    fn field(&mut self, field: &mut i64) -> Option<u8> {
        let head = self.byte()?;
        let kind = head & 0x0F;
        if kind != kind::STOP {
            *field = match head >> 4 {
                0 => self.number()?,
                step => field.checked_add(step.into())?,
            };
        }
        Some(kind)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            kind::TRUE | kind::FALSE => Some(()),
            kind::BYTE => self.bytes(1),
            kind::I16..=kind::I64 => self.varint().map(drop),
            kind::DOUBLE => self.bytes(8),
            kind::BINARY => {
                let length = self.varint()?;
                self.bytes(length)
            }
            kind::LIST | kind::SET => {
                let head = self.byte()?;
                let length = match head >> 4 {
                    15 => self.varint()?,
                    length => length.into(),
                };
                (0..length).try_for_each(|_| self.skip_element(head & 0x0F, depth))
            }
            kind::MAP => {
                let length = self.varint()?;
                let kinds = if length == 0 { 0 } else { self.byte()? };
                (0..length).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth)?;
                    self.skip_element(kinds & 0x0F, depth)
                })
            }
            kind::STRUCT => {
                let mut field = 0;
                loop {
                    match self.field(&mut field)? {
                        kind::STOP => return Some(()),
                        kind => self.skip(kind, depth)?,
                    }
                }
            }
            _ => None,
        }
    }

    /// In a list a flag is a byte of its own.
    fn skip_element(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            kind::TRUE | kind::FALSE => self.bytes(1),
            kind => self.skip(kind, depth),
        }
    }

    fn number(&mut self) -> Option<i64> {
        let zigzag = self.varint()?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
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
        assert!(take(&page(20, 3), &mut 40));
        assert!(!take(&page(20, 3), &mut 39));
        assert!(!take(&page(20, 21), &mut 40));
    }
}
