//! Recognizes an annotated text whose line ends were changed on the way, as git does: with
//! `core.autocrlf`, the default on Windows, it checks a text with LF out with CR LF.
//!
//! Such a text is opened as it was annotated. So its annotations stay exactly where they are, and its
//! sidecar is the same on every computer.

use std::path::Path;

use super::hash::sha256_hex;
use super::{atomic, decode};

/// The bytes with other line ends, if they have this hash: with LF in place of CR LF, or the reverse.
pub fn with_other_line_ends(bytes: &[u8], sha256: &str) -> Option<Vec<u8>> {
    let has_it = |bytes: &Vec<u8>| sha256_hex(bytes).eq_ignore_ascii_case(sha256);
    let variants = [with_lf as fn(&[u8]) -> Option<Vec<u8>>, with_cr_lf];
    variants
        .into_iter()
        .filter_map(|variant| variant(bytes))
        .find(has_it)
}

/// Whether a file has the text with this hash, whatever its line ends. A file that cannot be read has
/// not.
pub fn is_text(path: &Path, sha256: &str) -> bool {
    hashes_of(path)
        .iter()
        .any(|hash| hash.eq_ignore_ascii_case(sha256))
}

/// The hashes of a text with its own line ends, with LF and with CR LF; none if it cannot be read.
pub fn hashes_of(path: &Path) -> Vec<String> {
    let Ok((bytes, _)) = atomic::read(path, decode::MAX_ARTICLE_BYTES) else {
        return Vec::new();
    };
    let others = [with_lf(&bytes), with_cr_lf(&bytes)];
    let others = others.into_iter().flatten().map(|bytes| sha256_hex(&bytes));
    std::iter::once(sha256_hex(&bytes)).chain(others).collect()
}

/// The bytes with LF in place of each CR LF; `None` if there is none.
fn with_lf(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut converted = Vec::with_capacity(bytes.len());
    for (index, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(index + 1) != Some(&b'\n') {
            converted.push(*byte);
        }
    }
    (converted.len() < bytes.len()).then_some(converted)
}

/// The bytes with CR LF in place of each LF that has no CR before it; `None` if there is none.
fn with_cr_lf(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut converted = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut last = 0;
    for byte in bytes {
        if *byte == b'\n' && last != b'\r' {
            converted.push(b'\r');
        }
        converted.push(*byte);
        last = *byte;
    }
    (converted.len() > bytes.len()).then_some(converted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_recognized_with_other_line_ends_alone() {
        let check = |bytes: &str, annotated: &str, is_it: bool| {
            let found = with_other_line_ends(bytes.as_bytes(), &sha256_hex(annotated.as_bytes()));
            let wanted = is_it.then(|| annotated.as_bytes().to_vec());
            assert_eq!(found, wanted, "{bytes:?} {annotated:?}");
        };
        check("a\r\nb\r\n", "a\nb\n", true);
        check("a\nb\n", "a\r\nb\r\n", true);
        check("a\r\nb\nc\r", "a\nb\nc\r", true);
        check("a\r\nb\nc\r", "a\r\nb\r\nc\r", true);
        check("\r\r\n\n", "\r\n\n", true);
        // Not these: other characters, a mixture that git never makes, and the text itself.
        check("a\r\nb\r\n", "a\nc\n", false);
        check("a\r\nb\r\n", "a\r\nb\n", false);
        check("a\nb\n", "a\nb\n", false);
        check("a", "a", false);
    }

    #[test]
    fn a_file_has_its_text_with_either_line_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "a\r\nb\n").expect("a file");
        for (text, is_it) in [
            ("a\r\nb\n", true),
            ("a\nb\n", true),
            ("a\r\nb\r\n", true),
            ("b", false),
        ] {
            assert_eq!(
                is_text(&path, &sha256_hex(text.as_bytes()).to_uppercase()),
                is_it,
                "{text:?}"
            );
        }
        assert!(!is_text(&folder.path().join("b.txt"), &sha256_hex(b"")));
    }
}
