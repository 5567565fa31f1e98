//! The sidecar: the file beside an article with its annotations, relations and fields.
//!
//! ```text
//! bytes --read--> Sidecar (lines that borrow) --place--> Document + Header + notices
//! Document + Header --Snapshot--> write --> bytes
//! ```
//!
//! `read` and `items` parse JSON into what `parsed` declares, and must not know the text; `place`
//! anchors the quotes to the text; `write` serializes to a canonical, byte-stable form. `scan`
//! counts without building a document, `single` reads and writes one annotation or relation by
//! itself; `agreed` has what only the agreed version of several coders has. `assets/schema/sidecar.schema.json` describes the format.
//!
//! Unknown fields are preserved as raw JSON: at the top level, in `source`, `document` and
//! `codebook`, on every annotation and relation. Attributes and document fields are written in the
//! order of their names (document: the well-known ones first).
//!
//! This module never opens a file: it only converts between bytes and documents.

mod header;

mod seed;

mod object_writer;

mod read;

mod items;

mod parsed;

mod place;

mod write;

mod agreed;

mod scan;

pub(super) mod single;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg(test)]
mod tests;

pub use header::{Adjudication, AdjudicationInput, CodebookName, FieldSplit, Header, Origin};
pub use parsed::Sidecar;
pub use place::{Placed, SidecarNotice, SidecarNoticeKind, SourceFacts};
pub use read::{SidecarError, lines, read, read_as};
pub use scan::{SidecarScan, scan};
pub use write::Snapshot;

/// The value of `format` in a sidecar.
pub const FORMAT: &str = "demarche";

/// The newest version of the sidecar that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// The value of `offsets` in a sidecar: Unicode scalar values, which Python counts.
pub const OFFSETS: &str = "unicode-scalar";

/// The largest sidecar that is read, in bytes: some two million annotations.
pub const MAX_FILE_BYTES: u64 = 512 << 20;
