//! Paths that come as text: typed into a field, or pasted from a file manager.
//!
//! It reads no disk. File managers give copied files as `text/uri-list`
//! ([RFC 2483](https://www.rfc-editor.org/rfc/rfc2483)): one address a line, with `%20` for a space; as
//! plain text some give one path a line instead.

use std::path::{Path, PathBuf};

/// How an address of a file begins.
const SCHEME: &str = "file:";

/// The most files of a pasted list; a longer text is an article or a log.
const MOST_PASTED: usize = 10_000;

/// The files and folders that a pasted text names, if every line of it is an address of a file or a path
/// from the root. Comments of a list of addresses are left out.
pub fn pasted_paths(text: &str) -> Option<Vec<PathBuf>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // GNOME's file manager names what was done with the files before it names them.
    let mut lines =
        lines.skip_while(|line| matches!(*line, "copy" | "cut" | "x-special/nautilus-clipboard"));
    let mut paths = Vec::new();
    lines.try_for_each(|line| {
        if !line.starts_with('#') {
            paths.push(address(line).or_else(|| from_root(line))?);
        }
        (paths.len() <= MOST_PASTED).then_some(())
    })?;
    (!paths.is_empty()).then_some(paths)
}

/// The path that a person has typed or pasted into a field: an address of a file, a path with `~` for the
/// user's folder, or one in quotes as a terminal shows it. A relative path starts at `folder`. `None` if
/// nothing is typed.
pub fn typed_path(text: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let text = text.trim();
    let quoted = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let text = quoted('\'').or_else(|| quoted('"')).unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    if let Some(path) = address(text) {
        return Some(path);
    }
    let home = || std::env::home_dir().filter(|home| home.is_absolute());
    let of_home = text
        .strip_prefix('~')
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    if let Some((rest, home)) = of_home.zip(home()) {
        return Some(home.join(rest.trim_start_matches(['/', '\\'])));
    }
    let path = PathBuf::from(text);
    match folder {
        Some(folder) => Some(folder.join(path)),
        None => Some(std::path::absolute(&path).unwrap_or(path)),
    }
}

/// The path of a `file:` address of this machine.
fn address(text: &str) -> Option<PathBuf> {
    let scheme = text.get(..SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let rest = &text[SCHEME.len()..];
    let path = match rest.strip_prefix("//") {
        // The name of a machine is before the path.
        Some(rest) => {
            let (host, path) = rest.split_at(rest.find('/')?);
            matches!(host, "" | "localhost").then_some(path)?
        }
        None => rest,
    };
    if !path.starts_with('/') {
        return None;
    }
    let bytes = unescape(path)?;
    if bytes.contains(&0) {
        return None;
    }
    of_bytes(bytes)
}

/// The bytes of an address, in which `%` and two digits stand for one.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    Some(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;

    Some(std::ffi::OsString::from_vec(bytes).into())
}

/// Elsewhere paths are text, and a drive's letter follows a slash.
#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    let text = String::from_utf8(bytes).ok()?;
    let is_drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if is_drive { &text[1..] } else { &text }))
}

fn from_root(line: &str) -> Option<PathBuf> {
    let path = Path::new(line);
    // `//` begins a comment or a share of another machine.
    (path.is_absolute() && !line.starts_with("//")).then(|| path.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn pasted(text: &str) -> Option<Vec<String>> {
        let paths = pasted_paths(text)?;
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        Some(paths.into_iter().map(text).collect())
    }

    #[test]
    fn addresses_and_paths_of_file_managers_are_understood() {
        for (text, wanted) in [
            ("file:///home/a/b.txt", &["/home/a/b.txt"][..]),
            (
                "# from a file manager\r\nfile:///a%20b/%C3%A4.txt\r\nfile://localhost/c\r\n",
                &["/a b/ä.txt", "/c"],
            ),
            ("file:/one/slash", &["/one/slash"]),
            ("FILE:///big", &["/big"]),
            ("copy\nfile:///a\nfile:///b", &["/a", "/b"]),
            ("/home/a/b\n/home/a/c d\n", &["/home/a/b", "/home/a/c d"]),
        ] {
            let wanted = wanted.iter().map(|path| (*path).to_owned()).collect();
            assert_eq!(pasted(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn other_text_names_no_files() {
        for text in [
            "",
            "copy",
            "# only a comment",
            "The talks go on.",
            "file:///a\nand a word",
            "/home/a\nhome/b",
            "// a comment",
            "file://server/share",
            "file://",
            "file:relative",
            "file:///a%2",
            "file:///a%zz",
            "file:///a%00b",
            "http://example.org/a",
            "ä",
        ] {
            assert_eq!(pasted(text), None, "{text}");
        }
        let long = "/a\n".repeat(MOST_PASTED + 1);
        assert_eq!(pasted_paths(&long), None);
        assert!(pasted_paths(&"/a\n".repeat(MOST_PASTED)).is_some());
    }

    #[test]
    fn a_typed_path_may_be_quoted_relative_or_in_the_users_folder() {
        let folder = Path::new("/texts");
        let home = std::env::home_dir().expect("the user has a folder");
        for (text, wanted) in [
            (" /a/b \n", PathBuf::from("/a/b")),
            ("'/a b'", "/a b".into()),
            ("\"/a b\"", "/a b".into()),
            ("file:///a%20b", "/a b".into()),
            ("c/d", "/texts/c/d".into()),
            ("~", home.clone()),
            ("~/texts", home.join("texts")),
            ("~other", "/texts/~other".into()),
            ("'", "/texts/'".into()),
        ] {
            assert_eq!(typed_path(text, Some(folder)), Some(wanted), "{text}");
        }
        assert_eq!(typed_path("  ", Some(folder)), None);
        assert_eq!(typed_path("''", Some(folder)), None);
        let absolute = typed_path("c", None).expect("a path");
        assert!(absolute.is_absolute(), "{absolute:?}");
    }
}
