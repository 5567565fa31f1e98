//! The names of the files that tell which part of a run a dataset is.
//!
//! They are beside the files of a dataset, which its reader must not take them for. This module does
//! not know what is in them.

/// The name of the file in the folder of a dataset that tells which part it is.
pub const PART_RECORD: &str = "demarche-part.json";

/// What follows the name of a dataset that is one file in the name of the same.
pub const PART_RECORD_ENDING: &str = ".part.json";

/// Whether a file of this name is no part of a dataset, but tells which part it is.
pub fn is_part_record(name: &str) -> bool {
    name == PART_RECORD || name.ends_with(PART_RECORD_ENDING)
}
