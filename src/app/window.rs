//! The native window: opens it, restores its position, and explains why it cannot be opened.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use egui::{Rect, ViewportCommand, pos2, vec2};

use super::{App, PersistedState, Shell};
use crate::session::messages::ProgramMessage;
use crate::settings::WindowPlace;
use crate::store::log_file::Log;
use crate::store::running::Running;
use crate::ui::article::{FontSources, TextEngine};
use crate::ui::fonts;

/// A window that has never been opened.
const FIRST_PLACE: WindowPlace = WindowPlace {
    size: [1280.0, 800.0],
    corner: None,
    maximised: false,
};

/// How much of a window's upper edge must be on a monitor for the window to be taken with the mouse,
/// in pixels.
const GRIP: [f32; 2] = [96.0, 24.0];

/// Opens the window on these paths, or on the start screen, and returns when it is closed. The log
/// goes to the user's state folder too.
///
/// # Errors
/// If this machine shows no window; the error says what is missing and what to do.
pub fn run(paths: Vec<PathBuf>, log: &Log) -> Result<()> {
    let memory = PersistedState::load(None);
    let state = memory.folder().map(|folder| folder.path().to_owned());
    if let Some(folder) = &state {
        log.write_into(folder);
    }
    let running = state.map(|folder| Running::start(&folder)).transpose();
    let (running, has_crashed) = match running {
        Ok(Some((running, has_crashed))) => (Some(running), has_crashed),
        Ok(None) => (None, false),
        Err(error) => {
            log::warn!("this run is not noted: {error}");
            (None, false)
        }
    };
    let place = memory.settings().window.unwrap_or(FIRST_PLACE);
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Demarche")
        .with_app_id("demarche")
        .with_inner_size(place.sensible_size())
        .with_min_inner_size(WindowPlace::LEAST)
        .with_maximized(place.maximised);
    if let Some(corner) = place.corner {
        viewport = viewport.with_position(corner);
    }
    let options = eframe::NativeOptions {
        viewport,
        ..Default::default()
    };
    let started = eframe::run_native(
        "demarche",
        options,
        Box::new(|creation| {
            let ctx = &creation.egui_ctx;
            if place.maximised {
                // On X11 a window that is not shown yet cannot be maximised.
                ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
            }
            if let Some(window) = creation.winit_window() {
                let monitors = window.available_monitors().map(|monitor| {
                    let (corner, size) = (monitor.position(), monitor.size());
                    Rect::from_min_size(
                        pos2(corner.x as f32, corner.y as f32),
                        vec2(size.width as f32, size.height as f32),
                    )
                });
                let monitors: Vec<Rect> = monitors.collect();
                let scale = window.scale_factor() as f32;
                if let Some(corner) = reachable_corner(&place, scale, &monitors) {
                    ctx.send_viewport_cmd(ViewportCommand::OuterPosition(corner));
                }
            }
            ctx.set_fonts(fonts::definitions());
            let engine = TextEngine::new(FontSources::BundledAndSystem(fonts::bundled()));
            let mut app = App::new(ctx, engine, memory);
            if has_crashed {
                app.tell_crash();
            }
            if !paths.is_empty() {
                app.open(paths);
            }
            Ok(Box::new(app))
        }),
    );
    if let Some(running) = running {
        running.end();
    }
    started
        .map_err(|error| explain(&error))
        .context("the window could not be opened")
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        App::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        App::ui(self, ui);
    }

    fn on_exit(&mut self) {
        self.with_project(|cx| cx.remember_places());
        self.shell.persisted_state.write();
    }
}

impl App {
    /// Reports that the program crashed or was killed the last time.
    pub fn tell_crash(&mut self) {
        self.shell.notices.crash(ProgramMessage::ClosedUnexpectedly);
    }
}

impl Shell {
    /// Stores the window's position and size, as far as the system reports them.
    pub(super) fn note_window_place(&mut self, ctx: &egui::Context) {
        let seen = ctx.input(|input| {
            let viewport = input.viewport();
            if viewport.minimized == Some(true) {
                return None;
            }
            let fills = [viewport.maximized, viewport.fullscreen].contains(&Some(true));
            Some((viewport.inner_rect?, viewport.outer_rect, fills))
        });
        let Some((inner, outer, fills)) = seen else {
            return;
        };
        let place = self.settings.window.get_or_insert(FIRST_PLACE);
        place.maximised = fills;
        // A window that fills the screen goes back to where it was before.
        if !fills {
            place.size = inner.size().into();
            place.corner = outer.map(|outer| outer.min.into());
        }
    }
}

/// Where to put a window whose remembered place cannot be reached, because a monitor is gone; `None`
/// where it may stay. Monitors are in pixels.
fn reachable_corner(place: &WindowPlace, scale: f32, monitors: &[Rect]) -> Option<egui::Pos2> {
    let corner = egui::Pos2::from(place.corner?) * scale;
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

/// What failed, what to install, and what works without a window.
fn explain(error: &eframe::Error) -> anyhow::Error {
    let has_display = std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some()
        || !cfg!(target_os = "linux");
    let hint = if has_display {
        "Install a graphics driver: a Vulkan driver (on Debian: mesa-vulkan-drivers) or OpenGL \
         (libgl1, libegl1), and for X11 libxkbcommon-x11-0, libxcursor1, libxi6, libxrandr2."
    } else {
        "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a desktop \
         session; “demarche check”, “export” and “stats” work without one."
    };
    anyhow::anyhow!("{error}\n{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

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
