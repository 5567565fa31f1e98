//! Why the system refused a file, in plain words: "the disk is full", never "(os error 28)".
//!
//! It must not know which file, or what the program wanted with it: the error around it says that, and what to
//! do. All messages about files show the system's errors through [`reason`].

use std::borrow::Cow;
use std::error::Error;
use std::io::{self, ErrorKind};

/// What the standard library writes before the number of an error.
const NUMBER: &str = " (os error ";

/// Why the system refused something, to be put into a sentence.
pub fn reason(error: &io::Error) -> Cow<'static, str> {
    let named = match error.raw_os_error() {
        Some(code) => of_code(code).or_else(|| of_kind(error.kind())),
        // The program's own errors have texts of their own.
        None if error.get_ref().is_some() => None,
        None => of_kind(error.kind()),
    };
    match named {
        Some(named) => named.into(),
        None => without_number(&error.to_string()).into(),
    }
}

/// The same for an error that may have one of the system behind it, such as that of an archive.
pub fn reason_behind(error: &(dyn Error + 'static)) -> Cow<'static, str> {
    let mut behind = Some(error);
    while let Some(cause) = behind {
        let of_system = cause.downcast_ref::<io::Error>();
        if let Some(of_system) = of_system.filter(|error| error.raw_os_error().is_some()) {
            return reason(of_system);
        }
        behind = cause.source();
    }
    without_number(&error.to_string()).into()
}

fn of_kind(kind: ErrorKind) -> Option<&'static str> {
    let reason = match kind {
        ErrorKind::NotFound => "no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::AlreadyExists => "a file or folder of this name exists already",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::FileTooLarge => "the file is too large for the disk",
        ErrorKind::InvalidFilename => {
            "the name is too long, or has characters that the disk refuses"
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => {
            "another program is using it"
        }
        ErrorKind::Deadlock => "two programs wait for each other",
        ErrorKind::TimedOut => "the disk did not respond in time",
        ErrorKind::Interrupted => "it was interrupted",
        ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        ErrorKind::IsADirectory => "it is a folder, not a file",
        ErrorKind::DirectoryNotEmpty => "the folder is not empty",
        ErrorKind::TooManyLinks => "too many names lead to the file",
        ErrorKind::CrossesDevices => "it lies on another disk",
        ErrorKind::StaleNetworkFileHandle => "the network folder has lost the file",
        ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted => "the network cannot be reached",
        ErrorKind::BrokenPipe => "the program that reads the output has ended",
        ErrorKind::UnexpectedEof => "the file ends too early",
        ErrorKind::WriteZero => "the disk takes no more",
        ErrorKind::OutOfMemory => "there is not enough memory",
        ErrorKind::Unsupported => "the disk cannot do this",
        ErrorKind::InvalidInput => "the path is not valid",
        _ => return None,
    };
    Some(reason)
}

/// Errors for which the standard library has no kind of its own.
#[cfg(unix)]
fn of_code(code: i32) -> Option<&'static str> {
    let reason = match code {
        // EIO and ENXIO.
        5 | 6 => "the disk reports an error",
        // ENODEV.
        19 => "the disk is not there",
        // ENFILE and EMFILE.
        23 | 24 => "too many files are open",
        // ELOOP.
        40 if cfg!(target_os = "linux") => LOOP,
        62 if cfg!(target_os = "macos") => LOOP,
        _ => return None,
    };
    Some(reason)
}

#[cfg(windows)]
fn of_code(code: i32) -> Option<&'static str> {
    let reason = match code {
        4 => "too many files are open",
        // Of sharing and locking, and of removing what is open.
        32 | 33 | 303 => "another program is using it",
        19 => "the disk is read-only",
        20 | 21 | 55 => "the disk is not there",
        23 | 483 | 1117 => "the disk reports an error",
        51 | 53 | 59 | 64 | 67 | 1231 => "the network cannot be reached",
        123 | 206 => "the name is too long, or has characters that the disk refuses",
        225 => "the virus scanner refuses it",
        1921 => LOOP,
        _ => return None,
    };
    Some(reason)
}

#[cfg(not(any(unix, windows)))]
fn of_code(_: i32) -> Option<&'static str> {
    None
}

/// Links that lead to themselves.
#[cfg(any(unix, windows))]
const LOOP: &str = "the links lead in a circle";

/// A message of the system without the number of its error.
fn without_number(message: &str) -> String {
    let mut plain = message.to_owned();
    while let Some(start) = plain.find(NUMBER) {
        let end = plain[start..].find(')').map(|end| start + end + 1);
        plain.replace_range(start..end.unwrap_or(plain.len()), "");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error in whose text another is.
    #[derive(Debug, thiserror::Error)]
    #[error("the archive is damaged: {0}")]
    struct Wrapped(#[source] io::Error);

    #[test]
    fn no_error_of_the_system_shows_its_number() {
        for code in 0..2_000 {
            let error = io::Error::from_raw_os_error(code);
            assert!(error.to_string().contains("os error"), "{error}");
            let behind = Wrapped(io::Error::from_raw_os_error(code));
            let twice = io::Error::other(io::Error::from_raw_os_error(code));
            for plain in [reason(&error), reason_behind(&behind), reason(&twice)] {
                assert!(!plain.contains("os error"), "{code}: {plain}");
                assert!(
                    !plain.is_empty() && !plain.ends_with(' '),
                    "{code}: {plain}"
                );
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_errors_that_files_have_are_told_in_plain_words() {
        for (code, wanted) in [
            (2, "no such file or folder"),
            (5, "the disk reports an error"),
            (13, "permission denied"),
            (16, "another program is using it"),
            (17, "a file or folder of this name exists already"),
            (20, "a part of the path is a file, not a folder"),
            (21, "it is a folder, not a file"),
            (24, "too many files are open"),
            (28, "the disk is full"),
            (30, "the disk is read-only"),
            (
                36,
                "the name is too long, or has characters that the disk refuses",
            ),
            (40, "the links lead in a circle"),
            (116, "the network folder has lost the file"),
            (122, "your share of the disk is full"),
        ] {
            assert_eq!(
                reason(&io::Error::from_raw_os_error(code)),
                wanted,
                "{code}"
            );
        }
    }

    #[test]
    fn the_programs_own_errors_keep_their_text() {
        let own = io::Error::new(ErrorKind::PermissionDenied, "the project was left");
        assert_eq!(reason(&own), "the project was left");
        assert_eq!(reason(&ErrorKind::StorageFull.into()), "the disk is full");
        let behind = Wrapped(io::Error::other("no end"));
        assert_eq!(reason_behind(&behind), "the archive is damaged: no end");
    }
}
