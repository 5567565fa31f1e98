//! Libraries of the system that the window lacks. The bindings of winit find them when they are needed,
//! and panic where they are not there.
//!
//! It opens no window and catches nothing; it only reads what a panic or an error says.

use std::any::Any;

/// A library that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LackingLibrary {
    /// libxkbcommon or, under X11, libxkbcommon-x11.
    Keyboard,
    /// libwayland-client and what comes with it.
    Wayland,
    /// A library of X11.
    X11,
}

impl LackingLibrary {
    /// What an error or a panic of winit says to be missing, if that is what it says.
    pub fn of(why: &str) -> Option<Self> {
        let says = |part: &str| why.contains(part);
        let is_binding = why.starts_with("Library lib") && says("could not be loaded")
            || why.starts_with("Could not load compose module");
        if is_binding && says("libxkbcommon") || says("XKBNotFound") {
            Some(Self::Keyboard)
        } else if is_binding && says("libwayland") || says("wayland library could not be loaded") {
            Some(Self::Wayland)
        } else if says("xlib's shared libraries") {
            Some(Self::X11)
        } else {
            None
        }
    }

    /// What a caught panic says, if it says that a library is not there.
    pub fn message_of(panic: &(dyn Any + Send)) -> Option<String> {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = text.or_else(|| panic.downcast_ref::<String>().cloned())?;
        Self::of(&message).is_some().then_some(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LackingLibrary::{Keyboard, Wayland, X11};

    #[test]
    fn a_library_that_is_not_there_is_known_by_what_winit_says() {
        for (message, library) in [
            ("Library libxkbcommon.so could not be loaded.", Keyboard),
            ("Library libxkbcommon-x11.so could not be loaded.", Keyboard),
            (
                "called `Result::unwrap()` on an `Err` value: XKBNotFound",
                Keyboard,
            ),
            (
                "Could not load compose module from libxkbcommon.so.",
                Keyboard,
            ),
            ("Library libwayland-client.so could not be loaded.", Wayland),
            ("Library libwayland-cursor.so could not be loaded.", Wayland),
            ("The wayland library could not be loaded", Wayland),
            ("Failed to load one of xlib's shared libraries", X11),
        ] {
            assert_eq!(LackingLibrary::of(message), Some(library), "{message}");
            let panic = std::panic::catch_unwind(|| std::panic::panic_any(message.to_owned()));
            let panic = panic.expect_err("it panics");
            let told = LackingLibrary::message_of(&*panic);
            assert_eq!(told.as_deref(), Some(message));
        }
        for message in ["index out of bounds", "the file could not be loaded", ""] {
            assert_eq!(LackingLibrary::of(message), None, "{message}");
        }
    }
}
