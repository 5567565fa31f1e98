//! Display form of paths for people, logs and other programs.
//!
//! A file name may contain line breaks, control characters and characters that change the direction
//! of writing (bidi), and need not be Unicode. Displayed as it is, it would break a line of a list
//! or of the log, or look like another name.

use std::ffi::OsStr;
use std::fmt::{self, Display, Write as _};
use std::path::Path;

/// A path on one line: escapes such as `\n` replace invisible characters, and U+FFFD replaces
/// invalid bytes.
pub fn display_path(path: &Path) -> impl Display + '_ {
    Shown(path)
}

/// A name of the same length in characters, with U+FFFD for each invisible one.
pub fn seen(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    let see = |c: char| {
        if is_unseen(c) {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    name.chars().map(see).collect()
}

struct Shown<'a>(&'a Path);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string_lossy().chars() {
            if is_unseen(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Control characters, line ends, and marks of the direction of writing (bidi). Joiners stay:
/// Persian and Hindi names and emoji need them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        )
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_looks_like_nothing_else() {
        let cases = [
            ("talks.txt", "talks.txt"),
            ("café/переговори 🕊️.txt", "café/переговори 🕊️.txt"),
            ("می\u{200C}خواهم.txt", "می\u{200C}خواهم.txt"),
            ("a\nWARN b\r\t\u{1b}[2J", "a\\nWARN b\\r\\t\\u{1b}[2J"),
            ("a\u{202E}txt.exe", "a\\u{202e}txt.exe"),
        ];
        for (name, expected) in cases {
            assert_eq!(display_path(Path::new(name)).to_string(), expected);
            let is_plain = !expected.contains('\\');
            assert_eq!(seen(OsStr::new(name)) == name, is_plain, "{expected}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_unicode_is_shown_too() {
        use std::os::unix::ffi::OsStrExt as _;
        let name = OsStr::from_bytes(b"caf\xE9\n.txt");
        assert_eq!(
            display_path(Path::new(name)).to_string(),
            "caf\u{FFFD}\\n.txt"
        );
        assert_eq!(seen(name), "caf\u{FFFD}\u{FFFD}.txt");
    }
}
