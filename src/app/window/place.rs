//! The place of the native window: noted while it is open, and restored at the next start.
//!
//! It opens no window. What is kept is the place of the free window: a window that is maximised, fills
//! the screen or lies in a tile goes back to it. Wayland tells a program neither where its window is nor
//! that it lies in a tile; on X11 the name of the window manager tells of tiles.

use std::sync::Arc;

use demarche_software_window::winit;
#[cfg(all(unix, not(target_vendor = "apple")))]
use demarche_software_window::{self as software_window, lies_in_tile};
use egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use winit::dpi::PhysicalSize;
use winit::raw_window_handle::{HasDisplayHandle as _, RawDisplayHandle};
use winit::window::Window;

use crate::app::Shell;
use crate::app::shell::LayoutLetters;
use crate::session::messages::WINDOW_TITLE;
use crate::settings::WindowPlace;

/// A window that has never been opened.
pub(super) const FIRST_PLACE: WindowPlace = WindowPlace {
    size: [1280.0, 800.0],
    corner: None,
    maximised: false,
    full_screen: false,
};

/// How much of a window's upper edge must be on a monitor for the window to be taken with the mouse,
/// in pixels.
const GRIP: [f32; 2] = [96.0, 24.0];

/// What the program knows of its native window beyond what egui tells.
#[derive(Default)]
pub(in crate::app) struct WindowState {
    /// Tells whether the window lies in a tile, where the system knows tiles.
    tiles: Option<Box<dyn Fn() -> bool>>,
    /// The place as it was last noted.
    noted: Option<SeenPlace>,
}

impl WindowState {
    /// The state of this window.
    pub fn of(window: &Arc<Window>) -> Self {
        let tiles: fn(&Window) -> bool = match is_on_wayland(window) {
            true => lies_in_tile_of_wayland,
            false => lies_in_tile,
        };
        let window = Arc::clone(window);
        Self {
            tiles: Some(Box::new(move || tiles(&window))),
            noted: None,
        }
    }

    /// The free window's place, if it is to be noted anew.
    fn note(&mut self, seen: SeenPlace, kept: WindowPlace) -> Option<WindowPlace> {
        if self.noted.as_ref() == Some(&seen) {
            return None;
        }
        let fills = seen.maximised || seen.full_screen;
        let is_free = !fills && !self.tiles.as_ref().is_some_and(|is_tiled| is_tiled());
        let mut place = WindowPlace {
            maximised: seen.maximised,
            full_screen: seen.full_screen,
            ..kept
        };
        if is_free {
            place.size = seen.size.into();
            // A start under Wayland, which tells no corner, does not forget that of X11.
            place.corner = seen.corner.map(Into::into).or(kept.corner);
        }
        self.noted = Some(seen);
        Some(place)
    }
}

/// Where a frame finds the window, in points of the window system.
#[derive(Clone, Debug, PartialEq)]
struct SeenPlace {
    size: Vec2,
    corner: Option<Pos2>,
    maximised: bool,
    full_screen: bool,
}

impl SeenPlace {
    /// `None` while the window has no place: it is minimised, or there is no native window.
    fn of(ctx: &Context) -> Option<Self> {
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let viewport = input.viewport();
            let full_screen = viewport.fullscreen?;
            if viewport.minimized == Some(true) {
                return None;
            }
            let inner = viewport.inner_rect.unwrap_or(input.viewport_rect());
            let size = inner.size() * zoom;
            (size.min_elem() >= 1.0).then(|| Self {
                size,
                corner: viewport.outer_rect.map(|outer| outer.min * zoom),
                maximised: viewport.maximized == Some(true),
                full_screen,
            })
        })
    }
}

impl Shell {
    /// Stores the window's position and size, as far as the system reports them.
    pub(in crate::app) fn note_window_place(&mut self, ctx: &Context) {
        let Some(seen) = SeenPlace::of(ctx) else {
            return;
        };
        let kept = self.settings.window.unwrap_or(FIRST_PLACE);
        if let Some(place) = self.window.note(seen, kept) {
            self.settings.window = Some(place);
        }
    }
}

/// The window as it is to be opened.
pub(super) fn viewport(place: &WindowPlace) -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title(WINDOW_TITLE)
        .with_app_id("demarche")
        .with_inner_size(place.sensible_size())
        .with_min_inner_size(WindowPlace::LEAST)
        .with_maximized(place.maximised)
        .with_fullscreen(place.full_screen);
    match place.corner {
        Some(corner) => viewport.with_position(corner),
        None => viewport,
    }
}

/// Puts a window that has just been opened where it cannot be put before.
pub(super) fn put(ctx: &Context, place: &WindowPlace, window: Option<&Window>) {
    // On X11 a window that is not shown yet can neither be maximised nor fill the screen.
    if place.maximised {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
    if place.full_screen {
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
    }
    let Some(window) = window else { return };
    let monitors = window.available_monitors().map(|monitor| {
        let (corner, size) = (monitor.position(), monitor.size());
        Rect::from_min_size(
            pos2(corner.x as f32, corner.y as f32),
            vec2(size.width as f32, size.height as f32),
        )
    });
    let monitors: Vec<Rect> = monitors.collect();
    let scale = window.scale_factor() as f32;
    if let Some(corner) = reachable_corner(place, scale, &monitors) {
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(corner));
    }
}

/// Whether files can be dropped into a window; winit knows no drops under Wayland.
pub(super) fn takes_drops(window: &Window) -> bool {
    !is_on_wayland(window)
}

/// Asks what the keys of the keyboard type; Wayland tells that winit alone.
#[cfg(all(unix, not(target_vendor = "apple")))]
pub(super) fn layout_letters(window: &Window) -> Option<LayoutLetters> {
    (!is_on_wayland(window)).then_some(|| software_window::layout_letters().unwrap_or_default())
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
pub(super) fn layout_letters(_: &Window) -> Option<LayoutLetters> {
    None
}

fn is_on_wayland(window: &Window) -> bool {
    let display = window.display_handle().map(|display| display.as_raw());
    matches!(display, Ok(RawDisplayHandle::Wayland(_)))
}

/// Whether a window of Wayland lies in a tile. winit does not tell, but leaves the size of such a window
/// alone. Nothing is seen of the question: what is asked for is taken back before it is committed.
fn lies_in_tile_of_wayland(window: &Window) -> bool {
    let size = window.inner_size();
    // At least a point, or it might be rounded away.
    let step = window.scale_factor().ceil().max(1.0) as u32;
    let other = PhysicalSize::new(size.width.saturating_add(step), size.height);
    let is_free = window
        .request_inner_size(other)
        .is_some_and(|got| got != size);
    if is_free {
        let _ = window.request_inner_size(size);
    }
    !is_free
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
fn lies_in_tile(_: &Window) -> bool {
    false
}

/// Where to put a window whose remembered place cannot be reached, because a monitor is gone; `None`
/// where it may stay. Monitors are in pixels.
fn reachable_corner(place: &WindowPlace, scale: f32, monitors: &[Rect]) -> Option<Pos2> {
    let corner = Pos2::from(place.corner?) * scale;
    let edge = Rect::from_min_size(
        corner,
        vec2(place.sensible_size()[0] * scale, 2.0 * GRIP[1]),
    );
    let reached = monitors.iter().any(|monitor| {
        let seen = monitor.intersect(edge);
        seen.width() >= GRIP[0] && seen.height() >= GRIP[1]
    });
    let first = monitors.first().filter(|_| !reached)?;
    Some(((first.min + vec2(GRIP[0], GRIP[1])) / scale).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(size: [f32; 2]) -> SeenPlace {
        SeenPlace {
            size: size.into(),
            corner: None,
            maximised: false,
            full_screen: false,
        }
    }

    #[test]
    fn the_size_of_the_free_window_is_noted_alone() {
        use std::cell::Cell;
        use std::rc::Rc;

        let is_tiled = Rc::new(Cell::new(false));
        let asked = Rc::new(Cell::new(0));
        let mut window = WindowState {
            tiles: Some(Box::new({
                let (is_tiled, asked) = (is_tiled.clone(), asked.clone());
                move || {
                    asked.set(asked.get() + 1);
                    is_tiled.get()
                }
            })),
            noted: None,
        };
        let mut place = FIRST_PLACE;
        let mut note = |place: &mut WindowPlace, seen: SeenPlace| {
            let noted = window.note(seen, *place);
            *place = noted.unwrap_or(*place);
            noted.is_some()
        };
        // Wayland tells no corner, and the size is noted nevertheless.
        assert!(note(&mut place, seen([900.0, 700.0])));
        assert_eq!((place.size, place.corner), ([900.0, 700.0], None));
        // Nothing is asked of the window system while nothing changes.
        assert!(!note(&mut place, seen([900.0, 700.0])));
        assert_eq!(asked.get(), 1);
        let maximised = SeenPlace {
            maximised: true,
            ..seen([1920.0, 1080.0])
        };
        assert!(note(&mut place, maximised));
        assert_eq!((place.size, place.maximised), ([900.0, 700.0], true));
        let full_screen = SeenPlace {
            full_screen: true,
            ..seen([1920.0, 1080.0])
        };
        assert!(note(&mut place, full_screen));
        let fills = (place.maximised, place.full_screen);
        assert_eq!((place.size, fills), ([900.0, 700.0], (false, true)));
        is_tiled.set(true);
        assert!(note(&mut place, seen([640.0, 1000.0])));
        let fills = (place.maximised, place.full_screen);
        assert_eq!((place.size, fills), ([900.0, 700.0], (false, false)));
        is_tiled.set(false);
        assert!(note(&mut place, seen([800.0, 600.0])));
        assert_eq!(place.size, [800.0, 600.0]);
    }

    #[test]
    fn the_corner_is_noted_where_the_system_tells_it() {
        let mut window = WindowState::default();
        let with_corner = SeenPlace {
            corner: Some(pos2(40.0, 30.0)),
            ..seen([900.0, 700.0])
        };
        let place = window.note(with_corner, FIRST_PLACE).expect("it is new");
        assert_eq!(place.corner, Some([40.0, 30.0]));
        // Wayland tells none, and the corner of X11 stays.
        let place = window.note(seen([800.0, 600.0]), place).expect("it is new");
        assert_eq!(
            (place.size, place.corner),
            ([800.0, 600.0], Some([40.0, 30.0]))
        );
    }

    #[test]
    fn the_place_is_in_points_of_the_window_system() {
        let ctx = Context::default();
        ctx.set_zoom_factor(1.5);
        let frame = |viewport: egui::ViewportInfo| {
            let mut seen = None;
            let size = vec2(600.0, 400.0);
            let input = egui::RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
                viewports: std::iter::once((egui::ViewportId::ROOT, viewport)).collect(),
                ..egui::RawInput::default()
            };
            let mut output = ctx.run_ui(input, |ui| seen = SeenPlace::of(ui.ctx()));
            output.textures_delta.clear();
            seen
        };
        // Without a native window there is no place.
        assert_eq!(frame(egui::ViewportInfo::default()), None);
        let wayland = egui::ViewportInfo {
            fullscreen: Some(false),
            ..egui::ViewportInfo::default()
        };
        frame(wayland.clone());
        assert_eq!(frame(wayland.clone()), Some(seen([900.0, 600.0])));
        let minimised = egui::ViewportInfo {
            minimized: Some(true),
            ..wayland
        };
        assert_eq!(frame(minimised), None);
    }

    #[test]
    fn a_window_that_is_off_every_monitor_is_brought_back() {
        let monitor = |x, y| Rect::from_min_size(pos2(x, y), vec2(1920.0, 1080.0));
        let monitors = [monitor(0.0, 0.0), monitor(1920.0, 0.0)];
        for (corner, monitors, stays) in [
            ([100.0, 80.0], &monitors[..1], true),
            ([-600.0, 80.0], &monitors[..1], true),
            ([2000.0, 80.0], &monitors[..], true),
            // The second monitor is gone.
            ([2000.0, 80.0], &monitors[..1], false),
            ([-1230.0, 80.0], &monitors[..1], false),
            // Its upper edge, by which it is moved, is out of reach.
            ([100.0, -200.0], &monitors[..1], false),
            // Where nothing is known of monitors, nothing is better.
            ([2000.0, 80.0], &[], true),
        ] {
            let place = WindowPlace {
                corner: Some(corner),
                ..FIRST_PLACE
            };
            let moved = reachable_corner(&place, 1.0, monitors);
            assert_eq!(moved.is_none(), stays, "{corner:?}");
        }
    }
}
