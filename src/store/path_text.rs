//! Serializes paths in our files: as they are, or in hexadecimal digits if they are not valid
//! Unicode.
//!
//! Without this one such path would prevent the program from writing a whole state file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, Serialize as _, Serializer};

use super::hash::hex;

/// The prefix of hexadecimal digits. No path that is stored here begins like this: they are full
/// paths, or names of articles.
const BYTES: &str = "bytes:";

/// Encodes a path as text.
pub fn to_text(path: &Path) -> String {
    let bytes = || format!("{BYTES}{}", hex(path.as_os_str().as_encoded_bytes()));
    path.to_str().map_or_else(bytes, ToOwned::to_owned)
}

/// Decodes the path from a text.
pub fn from_text(text: &str) -> PathBuf {
    let bytes = text.strip_prefix(BYTES).and_then(bytes_of);
    bytes.map_or_else(|| PathBuf::from(text), path_of)
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

/// On other systems the bytes of a path have no meaning, and the path is only displayed.
#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// For `#[serde(with = "path_text")]`.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    to_text(path).serialize(serializer)
}

/// For `#[serde(with = "path_text")]`.
///
/// # Errors
/// If there is no text.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    String::deserialize(deserializer).map(|text| from_text(&text))
}

/// The same for lists of paths.
pub mod list {
    use super::{Deserialize, Deserializer, PathBuf, Serializer, from_text, to_text};

    /// For `#[serde(with = "path_text::list")]`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(paths.iter().map(|path| to_text(path)))
    }

    /// For `#[serde(with = "path_text::list")]`.
    ///
    /// # Errors
    /// If there is no list of texts.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<PathBuf>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        Ok(texts.iter().map(|text| from_text(text)).collect())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    #[test]
    fn any_path_comes_back() {
        for name in [&b"/a/talks.txt"[..], b"/caf\xE9", b"/a\nb\xFF", b""] {
            let path = Path::new(OsStr::from_bytes(name));
            assert_eq!(from_text(&to_text(path)), path);
        }
        for text in ["bytes:0", "bytes:zz", "bytes:é0"] {
            assert_eq!(from_text(text), Path::new(text));
        }
    }
}
