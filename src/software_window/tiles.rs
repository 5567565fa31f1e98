//! Whether a window of X11 lies in a tile, whose size the window manager decides and not the user.
//!
//! It knows windows and nothing of what is done with their sizes. X11 has no word for tiles, so the name of the
//! window manager tells; i3 also marks the windows that float. The connection is our own, as that of
//! [`x11_wire`](crate::x11_wire).

use egui_winit::winit::raw_window_handle::{HasWindowHandle, RawWindowHandle};
use egui_winit::winit::window::Window;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{Atom, AtomEnum, ConnectionExt as _};
use x11rb::rust_connection::RustConnection;

/// Window managers that put windows into tiles, by the name that they give to themselves, in small letters.
const TILING: [&str; 14] = [
    "awesome",
    "bspwm",
    "dwm",
    "herbstluftwm",
    "i3",
    "leftwm",
    "lg3d",
    "notion",
    "penrose",
    "qtile",
    "ratpoison",
    "spectrwm",
    "stumpwm",
    "xmonad",
];

/// The longest name of a window manager that is read, in units of 4 bytes.
const NAME_UNITS: u32 = 64;

/// Whether a window lies in a tile; `false` for windows of other systems, and where nothing is known.
pub fn lies_in_tile(window: &Window) -> bool {
    let handle = window.window_handle().map(|handle| handle.as_raw());
    let id = match handle {
        Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
        Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
        _ => None,
    };
    id.and_then(|id| {
        let server = Server::connect()?;
        let manager = server.manager()?;
        Some(is_tile(&manager, || server.floats(id)))
    })
    .unwrap_or(false)
}

/// Whether the windows of a window manager lie in tiles, of which it may mark those that float.
fn is_tile(manager: &str, floats: impl FnOnce() -> bool) -> bool {
    // Some add their version.
    let name = manager.to_lowercase();
    let name = name.split(|c: char| !c.is_alphanumeric()).next();
    name.is_some_and(|name| TILING.contains(&name)) && !floats()
}

/// A connection to the X server of the environment.
struct Server {
    connection: RustConnection,
    root: u32,
}

impl Server {
    fn connect() -> Option<Self> {
        let (connection, screen) = x11rb::connect(None).ok()?;
        let root = connection.setup().roots.get(screen)?.root;
        Some(Self { connection, root })
    }

    /// The name of the window manager.
    fn manager(&self) -> Option<String> {
        let check = self.atom("_NET_SUPPORTING_WM_CHECK")?;
        let check = self.property(self.root, check, AtomEnum::WINDOW.into())?;
        let window = u32::from_ne_bytes(check.get(..4)?.try_into().ok()?);
        let name = self.atom("_NET_WM_NAME")?;
        let name = self.property(window, name, AtomEnum::ANY.into())?;
        Some(String::from_utf8_lossy(&name).into_owned())
    }

    /// Whether i3 has marked a window as one that floats.
    fn floats(&self, window: u32) -> bool {
        let mark = self.atom("I3_FLOATING_WINDOW");
        let mark = mark.and_then(|mark| self.property(window, mark, AtomEnum::ANY.into()));
        mark.is_some_and(|mark| !mark.is_empty())
    }

    fn atom(&self, name: &str) -> Option<Atom> {
        let cookie = self.connection.intern_atom(false, name.as_bytes()).ok()?;
        Some(cookie.reply().ok()?.atom)
    }

    fn property(&self, window: u32, property: Atom, of: Atom) -> Option<Vec<u8>> {
        let connection = &self.connection;
        let cookie = connection.get_property(false, window, property, of, 0, NAME_UNITS);
        Some(cookie.ok()?.reply().ok()?.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_tiling_managers_lie_in_tiles_unless_they_float() {
        for (manager, floats, wanted) in [
            ("i3", false, true),
            ("i3", true, false),
            ("bspwm", false, true),
            ("qtile 0.22", false, true),
            ("LG3D", false, true),
            ("awesome", false, true),
            ("GNOME Shell", false, false),
            ("KWin", false, false),
            ("Openbox", false, false),
            ("i3ish", false, false),
            ("", false, false),
        ] {
            assert_eq!(is_tile(manager, || floats), wanted, "{manager} {floats}");
        }
    }
}
