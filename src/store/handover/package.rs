//! Packages: what is handed out to a coder and comes back, as a zip archive or a folder, with a manifest.
//!
//! A package comes from elsewhere: nothing in it is trusted. Archives are unpacked in memory within limits,
//! and no name may lead out of the package. It must not know what the files mean.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde_json::value::RawValue;
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::atomic;
use crate::display_path;
use crate::hash::sha256_hex;
use crate::io_reason::{reason, reason_behind};
use crate::json::{RawObject, write_str};
use crate::unpack::{UnpackError, UnpackGuard, UnpackLimits};

/// The name of the manifest in a package.
pub const MANIFEST: &str = "demarche-package.json";

/// The folder in a package with files as they were handed out, to merge what came back. It is hidden, so that
/// a project does not list it.
pub const HANDED_OUT: &str = ".handed-out/";

/// The value of `format` in a manifest.
const FORMAT: &str = "demarche-package";

/// The newest version of a manifest that this program reads, and the one that it writes.
const VERSION: u64 = 1;

/// The limits of a package: of an archive what it unpacks to, of a folder what it has.
pub const LIMITS: UnpackLimits = UnpackLimits {
    bytes: 1 << 30,
    ratio: 200,
    always: 64 << 20,
    parts: 60_000,
};

/// The largest file in a package, in bytes.
pub const MAX_PACKED_FILE_BYTES: u64 = 256 << 20;

/// The files of a package by their names, with slashes.
pub type PackageFiles = BTreeMap<String, Vec<u8>>;

/// For whom a package is, and what was in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    pub round: String,
    pub coder: String,
    /// SHA-256 of each file when it was handed out, by name.
    pub files: BTreeMap<String, String>,
}

/// Why a file of a package is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("its name leads out of the package")]
    Climbs,
    #[error("it is a link, not a file")]
    Link,
    #[error("it is larger than {} MiB", MAX_PACKED_FILE_BYTES >> 20)]
    TooLarge,
    #[error("it is the work of {0}, and the package is of another coder")]
    OtherCoder(String),
    #[error("it is the agreed version, which only the project lead writes")]
    Agreed,
    #[error("it carries no coder; give it the coder’s code in its name")]
    Nameless,
    #[error("its article is not in the package and not in the project")]
    NoArticle,
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    #[error("both the project and the package changed it in {0} places; they are marked in it")]
    Conflicts(usize),
    #[error("it belongs to no project of texts")]
    Unknown,
}

/// Why a package cannot be read. Nothing of it was taken.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error("the package could not be read ({why}): {}", display_path(path))]
    Unreadable { path: PathBuf, why: String },
    #[error(
        "the package was refused: {source}; it looks like a decompression bomb: {}",
        display_path(path)
    )]
    Bomb { path: PathBuf, source: UnpackError },
    #[error(
        "there is no {MANIFEST} in it, so it was not handed out by Demarche: {}",
        display_path(path)
    )]
    NoManifest { path: PathBuf },
    #[error("its {MANIFEST} cannot be read ({why}): {}", display_path(path))]
    Manifest { path: PathBuf, why: String },
}

/// A package as it was read.
#[derive(Clone, Debug)]
pub struct ReadPackage {
    pub manifest: Manifest,
    pub files: PackageFiles,
    /// Files that were not even looked into, with the reason.
    pub refused: Vec<(String, Refusal)>,
}

impl Manifest {
    /// The manifest of these files.
    pub fn of(round: &str, coder: &str, files: &PackageFiles) -> Self {
        let hashes = files.iter();
        Self {
            round: round.to_owned(),
            coder: coder.to_owned(),
            files: hashes
                .map(|(name, bytes)| (name.clone(), sha256_hex(bytes)))
                .collect(),
        }
    }

    /// Whether a file is as it was handed out.
    pub fn has_unchanged(&self, name: &str, bytes: &[u8]) -> bool {
        self.files
            .get(name)
            .is_some_and(|hash| *hash == sha256_hex(bytes))
    }

    /// The bytes of the manifest, one file a line.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let text = |out: &mut Vec<u8>, text: &str| {
            let written = write_str(out, text);
            debug_assert!(written.is_ok(), "memory takes whatever is written");
        };
        out.extend_from_slice(b"{\n  \"format\": ");
        text(&mut out, FORMAT);
        out.extend_from_slice(format!(",\n  \"version\": {VERSION},\n  \"round\": ").as_bytes());
        text(&mut out, &self.round);
        out.extend_from_slice(b",\n  \"coder\": ");
        text(&mut out, &self.coder);
        out.extend_from_slice(b",\n  \"files\": [");
        for (index, (path, hash)) in self.files.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n    " } else { b",\n    " });
            out.extend_from_slice(b"{\"path\":");
            text(&mut out, path);
            out.extend_from_slice(b",\"sha256\":");
            text(&mut out, hash);
            out.push(b'}');
        }
        out.extend_from_slice(if self.files.is_empty() {
            b"]"
        } else {
            b"\n  ]"
        });
        out.extend_from_slice(b"\n}\n");
        out
    }

    fn read(bytes: &[u8]) -> Result<Self, String> {
        #[derive(serde::Deserialize)]
        struct FileLine {
            path: String,
            sha256: String,
        }
        let json = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let RawObject(fields) = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let (mut format, mut version) = (String::new(), 0_u64);
        let mut manifest = Self::default();
        fn value<T: serde::de::DeserializeOwned>(name: &str, raw: &RawValue) -> Result<T, String> {
            serde_json::from_str(raw.get()).map_err(|error| format!("“{name}”: {error}"))
        }
        for (name, raw) in fields {
            match name.as_str() {
                "format" => format = value(&name, raw)?,
                "version" => version = value(&name, raw)?,
                "round" => manifest.round = value(&name, raw)?,
                "coder" => manifest.coder = value(&name, raw)?,
                "files" => {
                    let lines: Vec<FileLine> = value(&name, raw)?;
                    let lines = lines.into_iter().map(|line| (line.path, line.sha256));
                    manifest.files = lines.collect();
                }
                _ => {}
            }
        }
        if format != FORMAT {
            return Err(format!("its format is not “{FORMAT}”"));
        }
        if version > VERSION {
            return Err(format!(
                "it has version {version} and this program reads up to {VERSION}: use a newer Demarche"
            ));
        }
        Ok(manifest)
    }
}

/// Packs files with their manifest. Equal files give equal bytes.
///
/// # Errors
/// If there is more than a zip archive can hold.
pub fn pack(manifest: &Manifest, files: &PackageFiles) -> std::io::Result<Vec<u8>> {
    // No time stamp, so that a package is reproducible.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(MANIFEST, options)?;
    archive.write_all(&manifest.to_bytes())?;
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Reads a package: an archive or a folder.
///
/// # Errors
/// If it cannot be read, is a decompression bomb, or has no manifest.
pub fn read_package(path: &Path, limits: UnpackLimits) -> Result<ReadPackage, PackageError> {
    let is_folder = std::fs::metadata(path).is_ok_and(|metadata| metadata.is_dir());
    let mut found = FoundFiles::default();
    match is_folder {
        true => found.read_folder(path, limits)?,
        false => found.read_archive(path, limits)?,
    }
    found.finish(path)
}

/// The largest manifest that is looked at, in bytes.
const MAX_MANIFEST_BYTES: u64 = 16 << 20;

/// The manifest of a file or folder, if it is a package. Nothing else of it is read.
pub fn peek(path: &Path) -> Option<Manifest> {
    if path.is_dir() {
        let (bytes, _) = atomic::read(&path.join(MANIFEST), MAX_MANIFEST_BYTES).ok()?;
        return Manifest::read(&bytes).ok();
    }
    let file = atomic::open(path).ok()?;
    let mut archive = ZipArchive::new(std::io::BufReader::new(file)).ok()?;
    if archive.len() > LIMITS.parts {
        return None;
    }
    let mut names = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()));
    let is_manifest = |name: &String| {
        let before = name.strip_suffix(MANIFEST);
        before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    let name = names.find(is_manifest)?;
    drop(names);
    let entry = archive.by_name(&name).ok()?;
    let mut bytes = Vec::new();
    let mut limited = entry.take(MAX_MANIFEST_BYTES);
    limited.read_to_end(&mut bytes).ok()?;
    Manifest::read(&bytes).ok()
}

#[derive(Default)]
struct FoundFiles {
    files: PackageFiles,
    refused: Vec<(String, Refusal)>,
}

impl FoundFiles {
    fn read_archive(&mut self, path: &Path, limits: UnpackLimits) -> Result<(), PackageError> {
        let unreadable = |error: &(dyn std::error::Error + 'static)| PackageError::Unreadable {
            path: path.to_owned(),
            why: reason_behind(error).into_owned(),
        };
        let bomb = |source| PackageError::Bomb {
            path: path.to_owned(),
            source,
        };
        let (bytes, _) = atomic::read(path, limits.bytes).map_err(|error| unreadable(&error))?;
        let mut archive =
            ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|error| unreadable(&error))?;
        let mut guard = UnpackGuard::new(limits, bytes.len() as u64);
        guard.check_parts(archive.len()).map_err(bomb)?;
        for index in 0..archive.len() {
            let entry = archive
                .by_index(index)
                .map_err(|error| unreadable(&error))?;
            if entry.is_dir() {
                continue;
            }
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if entry.is_symlink() {
                self.refused.push((name, Refusal::Link));
                continue;
            }
            if entry.enclosed_name().is_none() || !is_inner(&name) {
                self.refused.push((name, Refusal::Climbs));
                continue;
            }
            let packed = entry.compressed_size();
            match guard.read(entry, packed) {
                Ok(bytes) if bytes.len() as u64 > MAX_PACKED_FILE_BYTES => {
                    self.refused.push((name, Refusal::TooLarge));
                }
                Ok(bytes) => _ = self.files.insert(name, bytes),
                Err(UnpackError::Broken(error)) => {
                    let why = Refusal::Unreadable(reason(&error).into_owned());
                    self.refused.push((name, why));
                }
                Err(error) => return Err(bomb(error)),
            }
        }
        Ok(())
    }

    fn read_folder(&mut self, folder: &Path, limits: UnpackLimits) -> Result<(), PackageError> {
        let mut guard = UnpackGuard::new(UnpackLimits::total(limits.bytes), 0);
        let bomb = |source| PackageError::Bomb {
            path: folder.to_owned(),
            source,
        };
        for (count, entry) in WalkDir::new(folder).into_iter().enumerate() {
            if count > limits.parts {
                let most = limits.parts;
                return Err(bomb(UnpackError::TooMany { count, most }));
            }
            let entry = entry.map_err(|error| PackageError::Unreadable {
                path: folder.to_owned(),
                why: reason_behind(&error).into_owned(),
            })?;
            let parts = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
            let name = parts.collect::<Vec<_>>().join("/");
            if entry.path_is_symlink() {
                self.refused.push((name, Refusal::Link));
                continue;
            }
            if !entry.file_type().is_file() {
                continue;
            }
            match atomic::read(entry.path(), MAX_PACKED_FILE_BYTES) {
                Ok((bytes, _)) => {
                    guard.count(bytes.len() as u64).map_err(bomb)?;
                    self.files.insert(name, bytes);
                }
                Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
                    self.refused.push((name, Refusal::TooLarge));
                }
                Err(error) => {
                    let why = Refusal::Unreadable(reason(&error).into_owned());
                    self.refused.push((name, why));
                }
            }
        }
        Ok(())
    }

    /// Finds the manifest. Who packs a folder again often packs it with its own name before every file.
    fn finish(mut self, path: &Path) -> Result<ReadPackage, PackageError> {
        let no_manifest = || PackageError::NoManifest {
            path: path.to_owned(),
        };
        let mut names: Vec<&String> = self.files.keys().collect();
        names.sort_by_key(|name| name.matches('/').count());
        let found = names.into_iter().find_map(|name| {
            let before = name.strip_suffix(MANIFEST)?;
            (before.is_empty() || before.ends_with('/')).then(|| before.to_owned())
        });
        let before = found.ok_or_else(no_manifest)?;
        let inner = std::mem::take(&mut self.files).into_iter();
        let mut files: PackageFiles = inner
            .filter_map(|(name, bytes)| Some((name.strip_prefix(&before)?.to_owned(), bytes)))
            .collect();
        let manifest = files.remove(MANIFEST).ok_or_else(no_manifest)?;
        let manifest = Manifest::read(&manifest).map_err(|why| PackageError::Manifest {
            path: path.to_owned(),
            why,
        })?;
        Ok(ReadPackage {
            manifest,
            files,
            refused: self.refused,
        })
    }
}

/// Whether a name stays in the package on every system.
fn is_inner(name: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.contains(['\\', ':', '\0']) && name.split('/').all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MK: &str =
        r#"{"format":"demarche-package","version":1,"round":"pilot","coder":"mk","files":[]}"#;

    fn write_zip(path: &Path, files: &[(String, &str)]) {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, contents) in files {
            let options = SimpleFileOptions::default();
            archive.start_file(name.as_str(), options).expect("memory");
            archive.write_all(contents.as_bytes()).expect("memory");
        }
        let bytes = archive.finish().expect("memory").into_inner();
        std::fs::write(path, bytes).expect("a file");
    }

    #[test]
    fn a_package_is_told_by_its_manifest_whether_packed_or_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let inner = |name: &str| (name.to_owned(), MK);
        write_zip(&path("plain.zip"), &[inner(MANIFEST)]);
        write_zip(&path("nested.zip"), &[inner("mk/demarche-package.json")]);
        write_zip(&path("other.zip"), &[inner("my-demarche-package.json")]);
        write_zip(&path("broken.zip"), &[(MANIFEST.to_owned(), "{")]);
        std::fs::write(path("no.zip"), "PK").expect("a file");
        std::fs::create_dir(path("unpacked")).expect("a folder");
        std::fs::write(path("unpacked").join(MANIFEST), MK).expect("a file");
        std::fs::create_dir(path("empty")).expect("a folder");
        for (name, is_package) in [
            ("plain.zip", true),
            ("nested.zip", true),
            ("unpacked", true),
            ("other.zip", false),
            ("broken.zip", false),
            ("no.zip", false),
            ("empty", false),
            ("missing", false),
        ] {
            let round = peek(&path(name)).map(|manifest| manifest.round);
            assert_eq!(round.as_deref(), is_package.then_some("pilot"), "{name}");
        }
    }

    #[test]
    fn a_package_with_very_many_files_is_refused_before_they_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let limits = UnpackLimits { parts: 3, ..LIMITS };
        let archive = folder.path().join("many.zip");
        let mut files = vec![(MANIFEST.to_owned(), MK)];
        files.extend((0..5).map(|number| (format!("a{number}.txt"), "x")));
        write_zip(&archive, &files);
        let unpacked = folder.path().join("many");
        std::fs::create_dir(&unpacked).expect("a folder");
        for (name, contents) in &files {
            std::fs::write(unpacked.join(name), contents).expect("a file");
        }
        for package in [archive, unpacked] {
            let refused = read_package(&package, limits).expect_err("it is refused");
            let message = refused.to_string();
            assert!(message.contains("decompression bomb"), "{message}");
            assert!(
                message.ends_with(&package.display().to_string()),
                "{message}"
            );
            assert!(read_package(&package, LIMITS).is_ok());
        }
    }
}
