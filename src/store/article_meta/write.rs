//! The one form of an article's file, and how it is replaced.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{
    ArticleMeta, FORMAT, FieldClash, LoadedMeta, MetaError, VERSION, merge_meta, read_file,
};
use crate::atomic::{self, BeforeRename, Expected, Stamp, WriteError};
use crate::display_path;
use crate::json::{write_raw, write_str, write_value};
use crate::merge::MergeSide;
use crate::model::Unknown;
use crate::model::fields;

/// How often a file is merged that other programs write at the same time.
const ATTEMPTS: usize = 5;

/// Why an article's file could not be written; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum MetaWriteError {
    #[error(
        "the file on disk cannot be read: {source}; repair it or set it aside: {}",
        display_path(path)
    )]
    Unreadable { path: PathBuf, source: MetaError },
    /// Others have changed the same fields in different ways; what the file holds comes along.
    #[error(
        "another program changed {} of the same fields; nothing is overwritten: {}",
        clashes.len(),
        display_path(path)
    )]
    Clash {
        path: PathBuf,
        clashes: Vec<FieldClash>,
        theirs: Box<(ArticleMeta, Stamp)>,
    },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The result of a merged write.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenMeta {
    /// What the file holds now.
    pub meta: ArticleMeta,
    pub stamp: Stamp,
}

impl ArticleMeta {
    /// The file's bytes: a field a line, the well-known ones first and then the others by name.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        let written = self.write(&mut bytes);
        debug_assert!(written.is_ok(), "memory takes whatever is written");
        bytes
    }

    fn write(&self, out: &mut Vec<u8>) -> io::Result<()> {
        write!(
            out,
            "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"source\": {{"
        )?;
        let mut is_first = true;
        for (name, text) in [("file", &self.file), ("sha256", &self.sha256)] {
            if !text.is_empty() {
                write!(out, "{}\"{name}\": ", comma(&mut is_first))?;
                write_str(out, text)?;
            }
        }
        for (name, json) in &self.source_unknown {
            write!(out, "{}", comma(&mut is_first))?;
            write_str(out, name)?;
            out.extend(b": ");
            write_raw(out, json)?;
        }
        out.extend(if is_first { &b"}"[..] } else { b" }" });
        out.extend(b",\n  \"fields\": {");
        let well_known = fields::WELL_KNOWN.iter();
        let well_known = well_known.filter_map(|name| self.fields.get_key_value(*name));
        let others = self.fields.iter();
        let others = others.filter(|(name, _)| !fields::WELL_KNOWN.contains(&name.as_str()));
        for (number, (name, value)) in well_known.chain(others).enumerate() {
            out.extend(if number == 0 {
                &b"\n    "[..]
            } else {
                b",\n    "
            });
            write_str(out, name)?;
            out.extend(b": ");
            write_value(out, value)?;
        }
        out.extend(if self.fields.is_empty() {
            &b"}"[..]
        } else {
            b"\n  }"
        });
        write_unknown(out, &self.unknown)?;
        out.extend(b"\n}\n");
        Ok(())
    }
}

fn comma(is_first: &mut bool) -> &'static str {
    if std::mem::take(is_first) { " " } else { ", " }
}

fn write_unknown(out: &mut Vec<u8>, unknown: &Unknown) -> io::Result<()> {
    for (name, json) in unknown {
        out.extend(b",\n  ");
        write_str(out, name)?;
        out.extend(b": ");
        write_raw(out, json)?;
    }
    Ok(())
}

/// Writes an article's file. What other programs have written into it since it was read is merged in
/// field by field.
///
/// # Errors
/// If others have changed the same fields, the file on disk cannot be read, or writing fails.
pub fn save(
    path: &Path,
    on_disk: &LoadedMeta,
    ours: &ArticleMeta,
    before_rename: BeforeRename<'_>,
) -> Result<WrittenMeta, MetaWriteError> {
    for _ in 0..ATTEMPTS {
        let theirs = read_file(path).map_err(|source| MetaWriteError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let (meta, expected) = match &theirs {
            // A deleted file is written again: its fields were not removed one by one.
            None => (ours.clone(), Expected::Nothing),
            Some((_, stamp)) if on_disk.stamp.as_ref() == Some(stamp) => {
                (ours.clone(), Expected::Contents(stamp))
            }
            Some((there, stamp)) => {
                let merged = merge_meta([&on_disk.meta, ours, there], |_| MergeSide::Ours);
                if !merged.clashes.is_empty() {
                    return Err(MetaWriteError::Clash {
                        path: path.to_owned(),
                        clashes: merged.clashes,
                        theirs: Box::new((there.clone(), stamp.clone())),
                    });
                }
                (merged.meta, Expected::Contents(stamp))
            }
        };
        match atomic::replace_announced(path, &meta.to_bytes(), expected, before_rename) {
            Ok(stamp) => return Ok(WrittenMeta { meta, stamp }),
            // It was written between reading and replacing it.
            Err(WriteError::ChangedOutside { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(WriteError::ChangedOutside {
        path: path.to_owned(),
    }
    .into())
}
