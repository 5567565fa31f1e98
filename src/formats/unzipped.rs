//! The files of a dataset with the zip archives among them opened: an archive counts as a folder of its
//! name, and an archive within it too.
//!
//! No file is unpacked before a reader opens it, and one at a time is in memory. The sizes that an archive
//! declares are held against [`UnpackGuard`] all together, and each file against its declared size when it
//! is unpacked. It knows no format; formats that are archives themselves (`.qdpx`) are left as they are.

use std::collections::HashSet;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::store::io_reason::{reason, reason_behind};
use crate::store::unpack::{UnpackGuard, UnpackLimits};

use super::{
    FormatError, ImportSink, InputFile, LossKind, Losses, LostItem, MAX_FILE_BYTES, Opens, Seekable,
};

/// The limits of all archives of a dataset together.
const LIMITS: UnpackLimits = UnpackLimits {
    bytes: 4 << 30,
    ratio: 200,
    always: 64 << 20,
    parts: 200_000,
};

/// The limit of a file in an archive that is an archive itself, in bytes: it stays in memory.
const MAX_INNER_BYTES: u64 = 256 << 20;

/// How deep archives may be in archives.
const MAX_DEPTH: usize = 3;

/// The files of a dataset, with those of its archives.
pub struct UnzippedFiles<'f> {
    plain: Vec<InputFile<'f>>,
    members: Vec<(String, ZipMember<'f>)>,
    /// What could not be unpacked, and what was left out.
    losses: Losses,
}

/// Whether a file is an archive that is opened, by its name.
pub fn is_archive(name: &str) -> bool {
    name.to_lowercase().ends_with(".zip")
}

impl<'f> UnzippedFiles<'f> {
    /// Finds what is in the archives among the files. A single archive is a folder that was chosen, so
    /// that its name is in no other.
    pub fn of(files: &[InputFile<'f>]) -> Self {
        Self::within(files, LIMITS)
    }

    fn within(files: &[InputFile<'f>], limits: UnpackLimits) -> Self {
        let mut all = Self {
            plain: Vec::new(),
            members: Vec::new(),
            losses: Losses::of_import(),
        };
        let is_only = files.len() == 1;
        let mut parts = limits.parts;
        for file in files {
            if !is_archive(file.name) {
                all.plain.push(*file);
                continue;
            }
            let prefix = if is_only {
                String::new()
            } else {
                format!("{}/", &file.name[..file.name.len() - ".zip".len()])
            };
            let mut opened = OpenedArchive {
                limits,
                guard: None,
                parts,
                names: HashSet::new(),
                found: Vec::new(),
            };
            let result = opened.add(&ZipSource::File(*file), &prefix, 0, &mut |why| {
                all.losses
                    .add(file.name, LostItem::Article, LossKind::Dropped, why);
            });
            match result {
                Ok(()) => {
                    parts -= opened.found.len().min(parts);
                    all.members.append(&mut opened.found);
                }
                Err(why) => {
                    let why = format!("the archive is not read: {why}");
                    all.losses
                        .add(file.name, LostItem::Article, LossKind::Dropped, why);
                }
            }
        }
        all
    }

    /// Hands the files to a format's reader.
    ///
    /// # Errors
    /// If the reader fails, or no archive could be opened and there is no other file.
    pub fn read(
        &self,
        intake: &mut ImportSink<'_>,
        read_into: impl FnOnce(&[InputFile<'_>], &mut ImportSink<'_>) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let inputs = self.inputs();
        let why = self.losses.all().first().map(|loss| loss.why.clone());
        let file = self.losses.all().first().map(|loss| loss.article.clone());
        intake.losses.append(self.losses.clone());
        match (file, why) {
            (Some(file), Some(why)) if inputs.is_empty() => {
                Err(FormatError::Unreadable { file, line: 0, why })
            }
            _ => read_into(&inputs, intake),
        }
    }

    /// The files, with the names that they have in their archives.
    pub fn inputs(&self) -> Vec<InputFile<'_>> {
        let members = self.members.iter();
        let members = members.map(|(name, member)| InputFile::opened(name, member));
        self.plain.iter().copied().chain(members).collect()
    }
}

/// Where the bytes of an archive are.
#[derive(Clone)]
enum ZipSource<'f> {
    File(InputFile<'f>),
    Memory(Arc<[u8]>),
}

impl ZipSource<'_> {
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>> {
        Ok(match self {
            Self::File(file) => file.reader().map_err(io::Error::other)?,
            Self::Memory(bytes) => Box::new(Cursor::new(&bytes[..])),
        })
    }
}

/// A file in an archive.
struct ZipMember<'f> {
    source: ZipSource<'f>,
    /// Where its packed bytes begin, and how many they are.
    start: u64,
    packed: u64,
    /// The size that it declares, in bytes.
    size: u64,
    crc: u32,
    is_deflated: bool,
    limits: UnpackLimits,
}

impl ZipMember<'_> {
    fn unpack(&self) -> io::Result<Vec<u8>> {
        let mut source = self.source.open()?;
        source.seek(SeekFrom::Start(self.start))?;
        let packed = source.take(self.packed);
        let mut guard = UnpackGuard::new(self.limits, self.packed);
        let bytes = if self.is_deflated {
            guard.read(DeflateDecoder::new(packed), self.packed)
        } else {
            guard.read(packed, self.packed)
        };
        let bytes = bytes.map_err(io::Error::other)?;
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() as u64 != self.size || crc.sum() != self.crc {
            return Err(io::Error::other("it is damaged in its archive"));
        }
        Ok(bytes)
    }
}

impl Opens for ZipMember<'_> {
    fn open(&self) -> io::Result<Box<dyn Seekable + '_>> {
        Ok(Box::new(Cursor::new(self.unpack()?)))
    }
}

/// An archive that is being listed.
struct OpenedArchive<'f> {
    limits: UnpackLimits,
    /// Counts the declared sizes of all files in it.
    guard: Option<UnpackGuard>,
    /// How many files may still be found.
    parts: usize,
    names: HashSet<String>,
    found: Vec<(String, ZipMember<'f>)>,
}

impl<'f> OpenedArchive<'f> {
    fn add(
        &mut self,
        source: &ZipSource<'f>,
        prefix: &str,
        depth: usize,
        tell: &mut dyn FnMut(String),
    ) -> Result<(), String> {
        let said = |error: &(dyn std::error::Error + 'static)| reason_behind(error).into_owned();
        let mut opened = source.open().map_err(|error| said(&error))?;
        let length = opened.seek(SeekFrom::End(0)).map_err(|e| said(&e))?;
        opened.rewind().map_err(|error| said(&error))?;
        let mut archive = ZipArchive::new(opened).map_err(|error| said(&error))?;
        if archive.len() > self.parts {
            let (count, most) = (archive.len(), self.limits.parts);
            return Err(format!("it has {count} files, and {most} are read"));
        }
        let mut guard = match self.guard.take() {
            Some(guard) => guard,
            None => UnpackGuard::new(self.limits, length),
        };
        let mut inner = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| said(&error))?;
            let name = entry.name().map_err(|error| said(&error))?.into_owned();
            if entry.is_dir() || is_resource(&name) {
                continue;
            }
            if entry.enclosed_name().is_none() || name.contains('\\') || entry.is_symlink() {
                tell(format!(
                    "“{name}” in it would lie outside of it, and is left out"
                ));
                continue;
            }
            if entry.encrypted() {
                return Err("it has a password: unpack it first".to_owned());
            }
            let is_deflated = match entry.compression() {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                other => {
                    tell(format!(
                        "“{name}” in it is packed with {other}: unpack it first"
                    ));
                    continue;
                }
            };
            if entry.size() > MAX_FILE_BYTES {
                tell(format!(
                    "“{name}” in it is larger than {MAX_FILE_BYTES} bytes"
                ));
                continue;
            }
            let counted = guard.count(entry.size());
            counted.map_err(|error| said(&error))?;
            let Some(start) = entry.data_start() else {
                tell(format!("“{name}” in it is damaged"));
                continue;
            };
            let member = ZipMember {
                source: source.clone(),
                start,
                packed: entry.compressed_size(),
                size: entry.size(),
                crc: entry.crc32(),
                is_deflated,
                limits: self.limits,
            };
            inner.push((name, member));
        }
        drop(archive);
        self.guard = Some(guard);
        for (name, member) in inner {
            let name = format!("{prefix}{name}");
            if !is_archive(&name) {
                if self.names.insert(name.clone()) {
                    self.parts = self.parts.saturating_sub(1);
                    self.found.push((name, member));
                } else {
                    tell(format!(
                        "“{name}” is in it more than once; the first counts"
                    ));
                }
                continue;
            }
            if depth + 1 >= MAX_DEPTH || member.size > MAX_INNER_BYTES {
                tell(format!(
                    "“{name}” in it is an archive too deep or too large: unpack it first"
                ));
                continue;
            }
            let bytes = match member.unpack() {
                Ok(bytes) => bytes,
                Err(error) => {
                    let why = reason(&error);
                    tell(format!("“{name}” in it is not read: {why}"));
                    continue;
                }
            };
            let source = ZipSource::Memory(bytes.into());
            let added = self.add(&source, &format!("{name}/"), depth + 1, tell);
            if let Err(why) = added {
                tell(format!("“{name}” in it is not read: {why}"));
            }
        }
        Ok(())
    }
}

/// What macOS and others put beside files.
fn is_resource(name: &str) -> bool {
    let mut parts = name.split('/');
    parts.any(|part| part == "__MACOSX" || part.starts_with('.') && part.len() > 1 && part != "..")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            archive.start_file(*name, options).expect("memory");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    /// The names and texts of the files, and what is told.
    fn read(files: &[(&str, &[u8])], limits: UnpackLimits) -> (Vec<String>, String) {
        let files: Vec<InputFile<'_>> = files
            .iter()
            .map(|(name, bytes)| InputFile::new(name, bytes))
            .collect();
        let unzipped = UnzippedFiles::within(&files, limits);
        let found = unzipped.inputs().into_iter().map(|file| {
            let text = match file.bytes() {
                Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Err(error) => error.to_string(),
            };
            format!("{}: {text}", file.name)
        });
        let said: Vec<String> = unzipped
            .losses
            .all()
            .iter()
            .map(ToString::to_string)
            .collect();
        (found.collect(), said.join("\n"))
    }

    #[test]
    fn archives_are_folders_and_so_are_those_within() {
        let inner = zipped(&[("a.xmi", b"<a/>")]);
        let outer = zipped(&[
            ("t/a.txt", b"one"),
            ("t/mara.zip", &inner),
            ("__MACOSX/._a.txt", b"x"),
            (".DS_Store", b"x"),
        ]);
        let (found, said) = read(&[("c.zip", &outer)], LIMITS);
        assert_eq!(found, ["t/a.txt: one", "t/mara.zip/a.xmi: <a/>"]);
        assert_eq!(said, "");
        let (found, _) = read(&[("c.zip", &outer), ("b.txt", b"two")], LIMITS);
        assert_eq!(
            found,
            ["b.txt: two", "c/t/a.txt: one", "c/t/mara.zip/a.xmi: <a/>"]
        );
    }

    #[test]
    fn a_broken_archive_is_told_and_the_others_are_read() {
        let good = zipped(&[("a.txt", b"one")]);
        let (found, said) = read(&[("a.zip", b"PK no"), ("b.zip", &good)], LIMITS);
        assert_eq!(found, ["b/a.txt: one"]);
        assert!(
            said.starts_with("a.zip: dropped: the archive is not read"),
            "{said}"
        );
        let (found, said) = read(
            &[("a.zip", &zipped(&[("../up.txt", b"x"), ("a.txt", b"y")]))],
            LIMITS,
        );
        assert_eq!(found, ["a.txt: y"]);
        assert!(said.contains("would lie outside"), "{said}");
        let mut damaged = zipped(&[("a.txt", b"some words and more words and words")]);
        let at = damaged.windows(4).position(|w| w == b"some").unwrap_or(40);
        damaged[at] ^= 0x55;
        let (found, _) = read(&[("a.zip", &damaged)], LIMITS);
        assert!(
            !found[0].contains("some words and more words and words"),
            "{found:?}"
        );
    }

    #[test]
    fn bombs_are_refused() {
        let zeros = vec![0; 1000];
        let bomb = zipped(&[("a.txt", &zeros), ("b.txt", &zeros)]);
        let limits = UnpackLimits {
            bytes: 2000,
            ratio: 100,
            always: 0,
            parts: 2,
        };
        assert_eq!(read(&[("a.zip", &bomb)], limits).0.len(), 2);
        for (limits, why) in [
            (
                UnpackLimits {
                    bytes: 1999,
                    ..limits
                },
                "more than 1999 bytes",
            ),
            (UnpackLimits { ratio: 3, ..limits }, "more than"),
            (UnpackLimits { parts: 1, ..limits }, "it has 2 files"),
        ] {
            let (found, said) = read(&[("a.zip", &bomb)], limits);
            assert!(found.is_empty() && said.contains(why), "{said} {found:?}");
        }
        // Archives within archives without end.
        let mut deep = zipped(&[("a.txt", b"x")]);
        for _ in 0..5 {
            deep = zipped(&[("in.zip", &deep)]);
        }
        let (found, said) = read(&[("a.zip", &deep)], LIMITS);
        assert!(found.is_empty() && said.contains("too deep"), "{said}");
        // One that declares less than it has.
        let mut lying = zipped(&[("a.txt", &zeros)]);
        let size = 1000_u32.to_le_bytes();
        while let Some(at) = lying.windows(4).position(|four| four == size) {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        let (found, _) = read(&[("a.zip", &lying)], LIMITS);
        assert!(found[0].contains("damaged"), "{found:?}");
    }
}
