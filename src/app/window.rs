//! The native window, and what to say where there can be none.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{App, Memory};
use crate::ui::article::{FontSources, TextEngine};
use crate::ui::fonts;

/// Opens the window on these paths, or on the start screen, and returns when it is closed.
///
/// # Errors
/// If this machine shows no window; the error says what is missing and what to do.
pub fn run(paths: Vec<PathBuf>) -> Result<()> {
    let memory = Memory::load(None);
    let size = memory.settings().window.unwrap_or([1280.0, 800.0]);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Demarche")
            .with_app_id("demarche")
            .with_inner_size(size)
            .with_min_inner_size([560.0, 400.0]),
        ..Default::default()
    };
    let started = eframe::run_native(
        "demarche",
        options,
        Box::new(|creation| {
            let ctx = &creation.egui_ctx;
            ctx.set_fonts(fonts::definitions());
            let engine = TextEngine::new(FontSources::BundledAndSystem(fonts::bundled()));
            let mut app = App::new(ctx, engine, memory);
            if !paths.is_empty() {
                app.open(paths);
            }
            Ok(Box::new(app))
        }),
    );
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
        self.remember_places();
        self.memory.write();
    }
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
