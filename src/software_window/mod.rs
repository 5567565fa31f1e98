//! Runs an egui app in a native window without a graphics card: the processor draws, and the window
//! system is given the pixels.
//!
//! It must not know the app, which is a value of the trait [`WindowApp`], nor any graphics API. It does for
//! its one window what eframe does on a graphics card, with the same input, clipboard, IME and
//! accessibility, since both stand on `egui-winit`.
//!
//! - `run_loop` receives the events of the window system, and decides with `schedule` when to draw.
//! - `frame` has the window with its app: one frame from the input to the pixels.
//! - `accessibility` hands the accessibility tree to the system, on a thread of its own where it may.
//! - `caught_drawing` draws, and catches a panic in it.
//! - `frame_requests` decides whether another frame can show anything new.
//! - `frame_times` logs how long each part of a frame takes.
//! - `lacking_library` knows by an error or a panic which library of the system is missing.
//! - `surface` gives changed pixels to the window system.
//! - `tiles` knows whether a window of X11 lies in a tile.
//! - `x11_layout` knows the letters on the keys of an X11 keyboard.
//! - `x11_wire` sends them to an X server that shares no memory with us.
//! - `wake` is what other threads and screen readers send to the loop.
//! - `system_fonts` finds fonts for letters that the app's own fonts lack.
//!
//! Limitations: one window. What an app shows in another viewport is embedded in it.

mod accessibility;
mod caught_drawing;
mod frame;
mod frame_requests;
mod frame_times;
mod lacking_library;
mod run_loop;
mod schedule;
mod surface;
mod system_fonts;
#[cfg(all(unix, not(target_vendor = "apple")))]
mod tiles;
mod wake;
#[cfg(all(unix, not(target_vendor = "apple")))]
mod x11_layout;
#[cfg(all(unix, not(target_vendor = "apple")))]
mod x11_wire;

use std::sync::Arc;

pub use egui_winit::winit;
use winit::window::Window;

pub use frame_requests::{FrameRequests, is_act};
pub use lacking_library::LackingLibrary;
pub use run_loop::run;
pub use surface::SurfaceError;
#[cfg(all(unix, not(target_vendor = "apple")))]
pub use tiles::lies_in_tile;
#[cfg(all(unix, not(target_vendor = "apple")))]
pub use x11_layout::layout_letters;
#[cfg(all(unix, not(target_vendor = "apple")))]
pub use x11_wire::WireError;

/// A rectangle of pixels: x, y, width, height.
type PixelRect = [u32; 4];

/// What is shown in the window.
pub trait WindowApp {
    /// What is done before each pass of the user interface, and also while the window is hidden.
    fn logic(&mut self, ctx: &egui::Context) {
        let _ = ctx;
    }

    /// The user interface of the whole window.
    fn ui(&mut self, ui: &mut egui::Ui);

    /// The colour of what the user interface leaves empty.
    fn background(&self, visuals: &egui::Visuals) -> egui::Color32 {
        visuals.panel_fill
    }

    /// Whether the last pass has done all that its keys and clicks mean before it drew the user
    /// interface. If so, no frame follows in case that something takes effect late.
    fn is_current(&self) -> bool {
        false
    }

    /// Whether the app shows what its user started it for. What takes time and can be done later, such as
    /// listing the system's fonts, waits for it.
    fn has_started(&self) -> bool {
        true
    }

    /// What the last pass left could not be drawn: turning it into triangles and pixels panicked. The app
    /// closes what may be the cause; it returns whether there was anything. If not, the panic goes on.
    fn drawing_panicked(&mut self) -> bool {
        false
    }

    /// A screen reader that knows nothing of the window asks for all of it, in the next frame.
    fn accessibility_started(&mut self, ctx: &egui::Context) {
        let _ = ctx;
    }

    /// Called once, before the window is closed.
    fn on_exit(&mut self) {}
}

/// What the app is made from.
#[derive(Debug)]
pub struct Creation {
    /// The context of the window's passes; it knows the scale already.
    pub ctx: egui::Context,
    /// The window, which is hidden until its first frame has been drawn.
    pub window: Arc<Window>,
}

/// Makes the app, once the window is there.
pub type Creator<'a> = Box<dyn FnOnce(&Creation) -> Box<dyn WindowApp + 'a> + 'a>;

/// How the window is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// What an inspecting program calls this one.
    pub name: String,
    /// The window's title, size, place and so on. A size beyond that of the largest monitor is limited
    /// to it.
    pub viewport: egui::ViewportBuilder,
    /// Whether the system's fonts serve for letters that the app's own fonts lack.
    pub system_fonts: bool,
}

/// Why the window could not be opened, or could not stay open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no window system, or it cannot be used.
    #[error("the window system cannot be used: {0}")]
    EventLoop(#[from] winit::error::EventLoopError),
    /// The window system ended, or the connection to it broke, while the window was open.
    #[error("the window system went away: {0}")]
    Gone(#[source] winit::error::EventLoopError),
    /// The window system refused a window.
    #[error("the window system opened no window: {0}")]
    Window(#[from] winit::error::OsError),
    /// The window system takes no pixels.
    #[error("the window system takes no pixels: {0}")]
    Surface(#[from] SurfaceError),
    /// The system starts no thread for the accessibility tree.
    #[error("the system starts no thread")]
    Thread(#[source] std::io::Error),
}
