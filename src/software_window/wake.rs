//! What wakes the run loop from outside the window system. It knows no window.

use std::time::Instant;

use egui_winit::accesskit_winit;

/// What wakes the loop from another thread.
#[derive(Debug)]
pub(crate) enum Wake {
    /// A frame is wanted.
    Frame {
        at: Instant,
        /// How many frames had begun when it was asked for.
        frames: u64,
    },
    /// Something from a screen reader.
    AccessKit(accesskit_winit::Event),
}

impl From<accesskit_winit::Event> for Wake {
    fn from(event: accesskit_winit::Event) -> Self {
        Self::AccessKit(event)
    }
}
