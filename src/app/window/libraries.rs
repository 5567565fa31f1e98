//! Libraries of the system that the window lacks. The bindings of winit find them when they are needed,
//! and panic where they are not there.
//!
//! It opens no window and catches nothing; it only reads what a panic or an error says.

use std::any::Any;

use crate::session::messages::WindowMessage;

/// Whether a panic with this message says that a library of the window system is not there. It is told in
/// two lines, and its backtrace is of no use.
pub fn is_lack_of_library(message: &str) -> bool {
    let is_binding = message.starts_with("Library lib") && message.contains("could not be loaded");
    is_binding
        || message.contains("XKBNotFound")
        || message.starts_with("Could not load compose module")
}

/// What a caught panic says, if it says that a library is not there.
pub(super) fn lack_in(panic: &(dyn Any + Send)) -> Option<String> {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let message = text.or_else(|| panic.downcast_ref::<String>().cloned())?;
    is_lack_of_library(&message).then_some(message)
}

/// Which package is to be installed, if an error says that a library is not there.
pub(super) fn hint(why: &str) -> Option<WindowMessage> {
    let says = |part: &str| why.contains(part);
    if says("xkbcommon") || says("XKBNotFound") {
        Some(WindowMessage::LacksKeyboardLibrary)
    } else if says("libwayland") || says("wayland library could not be loaded") {
        Some(WindowMessage::LacksWaylandLibrary)
    } else if says("xlib's shared libraries") {
        Some(WindowMessage::LacksLibraries)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_that_is_not_there_is_named_with_its_package() {
        let keyboard = WindowMessage::LacksKeyboardLibrary;
        let wayland = WindowMessage::LacksWaylandLibrary;
        for (message, hinted) in [
            ("Library libxkbcommon.so could not be loaded.", &keyboard),
            (
                "Library libxkbcommon-x11.so could not be loaded.",
                &keyboard,
            ),
            (
                "called `Result::unwrap()` on an `Err` value: XKBNotFound",
                &keyboard,
            ),
            (
                "Could not load compose module from libxkbcommon.so.",
                &keyboard,
            ),
            (
                "Library libwayland-client.so could not be loaded.",
                &wayland,
            ),
            (
                "Library libwayland-cursor.so could not be loaded.",
                &wayland,
            ),
        ] {
            assert!(is_lack_of_library(message), "{message}");
            assert_eq!(hint(message).as_ref(), Some(hinted), "{message}");
            let panic = std::panic::catch_unwind(|| std::panic::panic_any(message.to_owned()));
            let panic = panic.expect_err("it panics");
            assert_eq!(lack_in(&*panic).as_deref(), Some(message));
        }
        for message in ["index out of bounds", "the file could not be loaded", ""] {
            assert!(!is_lack_of_library(message), "{message}");
            assert_eq!(hint(message), None, "{message}");
        }
        assert_eq!(
            hint("The wayland library could not be loaded"),
            Some(wayland)
        );
        let xlib = hint("Failed to load one of xlib's shared libraries");
        assert_eq!(xlib, Some(WindowMessage::LacksLibraries));
    }
}
