//! The native window: opens it with the renderer that suits the machine, restores its position, and
//! explains why it cannot be opened.
//!
//! Two run loops can show the program: eframe's with a graphics card, and `demarche-software-window`
//! without. Both call the same three methods of [`App`] and nothing else of it.

mod end_signals;
mod place;
mod renderer;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use demarche_languages::Language;
use demarche_software_window::{self as software_window, LackingLibrary};
use eframe::wgpu;
use egui::ViewportCommand;
use software_window::winit::window::Window;

use super::early_start::EarlyStart;
use super::file_dialogs::FileDialogs;
use super::leaving::EndRequest;
use super::system_preferences::PreferenceWatch;
use super::{App, PersistedState};
use crate::app::clipboard::ClipboardWatch;
use crate::session::messages::{ProgramMessage, WindowMessage};
use crate::settings::{Renderer, WindowPlace};
use crate::store::log_file::Log;
use crate::store::running::{ImproperEnd, Running};
use crate::ui::article::{FontSources, TextEngine, forget_sent_nodes};
use crate::ui::fonts;
use place::FIRST_PLACE;
use renderer::{Machine, RendererPlan};

pub(super) use place::WindowState;

/// A graphics card that loses the window so often within [`LOSS_PERIOD`] has lost it for good.
const LOSSES: usize = 10;

/// How long a lost window counts.
const LOSS_PERIOD: Duration = Duration::from_secs(5);

/// Whether a panic with this message says that a library of the window system is not there. It is told in
/// two lines, and its backtrace is of no use.
pub fn is_lack_of_library(message: &str) -> bool {
    LackingLibrary::of(message).is_some()
}

/// How the window ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The user closed it.
    Closed,
    /// The graphics card does not draw it. The program must be started once more with
    /// [`Renderer::Software`]: a process can have only one run loop of windows.
    WithoutGraphics,
}

/// Opens the window on these paths, or on the start screen, and returns when it is closed. The renderer
/// is that of the settings unless one is given. The log goes to the user's state folder too.
///
/// # Errors
/// If this machine shows no window; the error says what is missing and what to do.
pub fn run(paths: Vec<PathBuf>, renderer: Option<Renderer>, log: &Log) -> Result<Ended> {
    let memory = PersistedState::load(None);
    if let Some(state) = memory.folder().cloned() {
        state.secure();
        let name = "tidy-state".to_owned();
        let tidy = thread::Builder::new().name(name);
        if let Err(error) = tidy.spawn(move || state.remove_leftovers()) {
            log::warn!("the state folder is not tidied: {error}");
        }
    }
    let state = memory.folder().map(|folder| folder.path().to_owned());
    if let Some(folder) = &state {
        log.write_into(folder);
    }
    let asked = renderer.unwrap_or(memory.settings().renderer);
    let choice = renderer::choose(asked, &Machine::here());
    let why = choice.why.to_string();
    let note = match choice.plan {
        RendererPlan::Software => WindowMessage::UsesSoftware { why },
        RendererPlan::Gpu | RendererPlan::GpuIfAny => WindowMessage::UsesGpu { why },
    };
    log.note(&note.to_string());
    let running = state.map(|folder| Running::start(&folder)).transpose();
    let (running, improper_end) = match running {
        Ok(Some((running, improper_end))) => (Some(running), improper_end),
        Ok(None) => (None, None),
        Err(error) => {
            log::warn!("this run is not noted: {error}");
            (None, None)
        }
    };
    let mut early = EarlyStart::of_nothing();
    // A graphics card that fails starts the program once more, which must not find the journal in use.
    let later = match choice.plan {
        RendererPlan::Software => {
            early.open(paths, memory.folder().cloned());
            Vec::new()
        }
        RendererPlan::Gpu | RendererPlan::GpuIfAny => paths,
    };
    let preference_watch = PreferenceWatch::start();
    let end_request = EndRequest::default();
    end_signals::watch(&end_request);
    let start = Start {
        place: memory.settings().window.unwrap_or(FIRST_PLACE),
        memory,
        early,
        paths: later,
        improper_end,
        end_request: end_request.clone(),
        preference_watch,
        clipboard: ClipboardWatch::of_system(log),
        is_made: Arc::default(),
    };
    let is_made = start.is_made.clone();
    let ended = match choice.plan {
        RendererPlan::Software => run_in_software(start),
        RendererPlan::Gpu => run_on_gpu(start, true, log),
        RendererPlan::GpuIfAny => run_on_gpu(start, false, log),
    };
    let is_gone = ended.is_err() && is_made.load(Ordering::Relaxed);
    if let Some(running) = running {
        if end_request.is_unsaved() {
            running.end_improperly(ImproperEnd::Unsaved);
        } else if is_gone {
            running.end_improperly(ImproperEnd::DesktopGone);
        } else {
            running.end();
        }
    }
    ended
}

/// What the program is made from, whichever run loop shows it.
struct Start {
    place: WindowPlace,
    memory: PersistedState,
    early: EarlyStart,
    /// What is opened only once there is a window.
    paths: Vec<PathBuf>,
    improper_end: Option<ImproperEnd>,
    end_request: EndRequest,
    preference_watch: PreferenceWatch,
    clipboard: ClipboardWatch,
    /// Whether the window had been opened, and the app made.
    is_made: Arc<AtomicBool>,
}

impl Start {
    fn app(self, ctx: &egui::Context, window: Option<&Arc<Window>>) -> App {
        place::put(ctx, &self.place, window.map(|window| &**window));
        ctx.set_fonts(fonts::definitions());
        let engine = TextEngine::new(FontSources::BundledAndSystem(fonts::bundled()));
        let mut app = App::going_on(ctx, engine, self.memory, self.early);
        if let Some(window) = window {
            app.shell.file_dialogs = FileDialogs::over(window);
            app.shell.window = WindowState::of(window);
            app.shell.takes_drops = place::takes_drops(window);
            app.shell.layout_letters = place::layout_letters(window);
        }
        app.shell.clipboard = self.clipboard;
        self.preference_watch.wake(ctx);
        app.shell.preference_watch = self.preference_watch;
        app.shell.follow_system(ctx);
        app.set_system_language(Language::of_system());
        self.end_request.wake(ctx);
        app.shell.end_request = self.end_request;
        self.is_made.store(true, Ordering::Relaxed);
        if let Some(end) = self.improper_end {
            app.tell_improper_end(end);
        }
        if !self.paths.is_empty() {
            app.open(self.paths);
        }
        app
    }
}

fn run_in_software(start: Start) -> Result<Ended> {
    let options = software_window::Options {
        name: "demarche".to_owned(),
        viewport: place::viewport(&start.place),
        system_fonts: true,
    };
    let run = || {
        software_window::run(options, |creation| {
            Box::new(start.app(&creation.ctx, Some(&creation.window)))
        })
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => Ok(Ended::Closed),
        Ok(Err(software_window::Error::Gone(why))) => Err(desktop_ended(&why)),
        Ok(Err(error)) => Err(explain(&error, WindowMessage::LacksLibraries)),
        Err(panic) => match LackingLibrary::message_of(&*panic) {
            Some(why) => Err(explain(&why, WindowMessage::LacksLibraries)),
            None => resume_unwind(panic),
        },
    }
}

/// Runs eframe's loop. Unless the graphics card is `required`, a machine that has none, or whose drivers
/// fail, is no error.
fn run_on_gpu(start: Start, required: bool, log: &Log) -> Result<Ended> {
    let is_made = start.is_made.clone();
    let losses = Arc::new(SurfaceLosses::default());
    let mut options = eframe::NativeOptions {
        viewport: place::viewport(&start.place),
        ..Default::default()
    };
    let usual = options.wgpu_options.on_surface_status.clone();
    options.wgpu_options.on_surface_status = Arc::new({
        let losses = losses.clone();
        move |status| {
            if matches!(status, wgpu::CurrentSurfaceTexture::Lost) {
                losses.add(Instant::now());
            }
            usual(status)
        }
    });
    // eframe turns what a frame shows into triangles, and a panic there has nothing to close. The project
    // that it drops has all work in its journal.
    let run = || {
        eframe::run_native(
            "demarche",
            options,
            Box::new({
                let losses = losses.clone();
                move |creation| {
                    let adapter = creation
                        .wgpu_render_state
                        .as_ref()
                        .map(|state| &state.adapter);
                    let info = adapter.map(wgpu::Adapter::get_info);
                    if let Some(info) =
                        info.filter(|info| info.device_type == wgpu::DeviceType::Cpu)
                        && !required
                    {
                        let name = info.name;
                        return Err(WindowMessage::AdapterIsProcessor { name }
                            .to_string()
                            .into());
                    }
                    losses.watch(&creation.egui_ctx);
                    let window = creation.winit_window();
                    Ok(Box::new(start.app(&creation.egui_ctx, window)))
                }
            }),
        )
    };
    let started = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(started) => Ok(started),
        // Another renderer does not help.
        Err(panic) => match LackingLibrary::message_of(&*panic) {
            Some(why) => return Err(explain(&why, WindowMessage::LacksLibraries)),
            None => Err(panic),
        },
    };
    let Ok(started) = started else {
        let why = WindowMessage::DrawingFailed.to_string();
        log.note(&WindowMessage::StartsAgain { why }.to_string());
        return Ok(Ended::WithoutGraphics);
    };
    let why = match started {
        Ok(()) if losses.are_final() => WindowMessage::LostByCard.to_string(),
        Ok(()) => return Ok(Ended::Closed),
        Err(eframe::Error::WinitEventLoop(error)) if is_made.load(Ordering::Relaxed) => {
            return Err(desktop_ended(&error));
        }
        // Another renderer does not help where there are no windows.
        Err(eframe::Error::WinitEventLoop(error)) => {
            return Err(explain(&error, WindowMessage::LacksLibraries));
        }
        Err(error) if required => return Err(explain(&error, WindowMessage::LacksDriver)),
        Err(error) => error.to_string(),
    };
    log.note(&WindowMessage::StartsAgain { why }.to_string());
    Ok(Ended::WithoutGraphics)
}

/// How often the graphics card lost the window lately.
#[derive(Default)]
struct SurfaceLosses {
    recent: std::sync::Mutex<LossTimes>,
    are_final: AtomicBool,
}

#[derive(Default)]
struct LossTimes {
    times: Vec<Instant>,
    ctx: Option<egui::Context>,
}

impl SurfaceLosses {
    /// Closes the window of this context once it is lost for good.
    fn watch(&self, ctx: &egui::Context) {
        self.lock().ctx = Some(ctx.clone());
    }

    fn add(&self, now: Instant) {
        let mut recent = self.lock();
        recent
            .times
            .retain(|time| now.duration_since(*time) < LOSS_PERIOD);
        recent.times.push(now);
        if recent.times.len() >= LOSSES && !self.are_final.swap(true, Ordering::Relaxed) {
            // What is being saved is saved first, as when the user closes the window.
            if let Some(ctx) = &recent.ctx {
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn are_final(&self) -> bool {
        self.are_final.load(Ordering::Relaxed)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LossTimes> {
        self.recent
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        App::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        App::ui(self, ui);
    }

    fn on_exit(&mut self) {
        self.finish_at_exit();
    }
}

impl software_window::WindowApp for App {
    fn logic(&mut self, ctx: &egui::Context) {
        App::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui) {
        App::ui(self, ui);
    }

    fn is_current(&self) -> bool {
        App::is_current(self)
    }

    fn has_started(&self) -> bool {
        App::has_started(self)
    }

    fn drawing_panicked(&mut self) -> bool {
        App::drawing_panicked(self)
    }

    fn accessibility_started(&mut self, ctx: &egui::Context) {
        forget_sent_nodes(ctx);
    }

    fn on_exit(&mut self) {
        self.finish_at_exit();
    }
}

impl App {
    /// Reports that the program did not end properly the last time.
    pub fn tell_improper_end(&mut self, end: ImproperEnd) {
        self.shell.notices.crash(match end {
            ImproperEnd::Killed => ProgramMessage::ClosedUnexpectedly,
            ImproperEnd::DesktopGone => ProgramMessage::DesktopGone,
            ImproperEnd::Unsaved => ProgramMessage::EndedUnsaved,
        });
    }
}

/// The window was open, and the desktop ended the connection.
fn desktop_ended(why: &dyn std::fmt::Display) -> anyhow::Error {
    let why = why.to_string();
    anyhow::anyhow!("{}", WindowMessage::DesktopEnded { why })
}

/// What winit says when nothing answers at `DISPLAY`.
const NO_X_SERVER: &str = "Failed to open connection to X server";

/// An error of winit without the place in its source code, which names a folder of the machine on which
/// the program was built.
fn without_source_place(error: &str) -> String {
    let Some((before, after)) = error.split_once("os error at ") else {
        return error.to_owned();
    };
    let why = after.split_once(": ").map_or(after, |(_, why)| why);
    format!("{before}{why}")
}

/// What failed and what to do, which is the hint if there is a display at all.
fn explain(error: &dyn std::fmt::Display, hint: WindowMessage) -> anyhow::Error {
    let is_linux = cfg!(target_os = "linux");
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let hint = match hint {
        _ if is_linux && !has_display => WindowMessage::NoDisplay,
        WindowMessage::LacksLibraries if !is_linux => WindowMessage::WorksWithout,
        hint => hint,
    };
    let why = without_source_place(&error.to_string());
    let hint = match LackingLibrary::of(&why) {
        Some(LackingLibrary::Keyboard) => WindowMessage::LacksKeyboardLibrary,
        Some(LackingLibrary::Wayland) => WindowMessage::LacksWaylandLibrary,
        Some(LackingLibrary::X11) => WindowMessage::LacksLibraries,
        None => hint,
    };
    let hint = match std::env::var("DISPLAY") {
        Ok(display) if why.contains(NO_X_SERVER) => WindowMessage::NoServer { display },
        _ => hint,
    };
    let heading = WindowMessage::NotOpened { why };
    anyhow::anyhow!("{heading}\n{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_no_place_in_the_source_code() {
        for (error, wanted) in [
            (
                "os error at /src/linux/mod.rs:765: no DISPLAY",
                "no DISPLAY",
            ),
            (
                "unusable: os error at C:\\src\\mod.rs:7: a: b",
                "unusable: a: b",
            ),
            ("no driver", "no driver"),
        ] {
            assert_eq!(without_source_place(error), wanted);
        }
    }

    #[test]
    fn a_window_that_is_lost_again_and_again_is_lost_for_good() {
        let losses = SurfaceLosses::default();
        let ctx = egui::Context::default();
        losses.watch(&ctx);
        let start = Instant::now();
        // Now and then is no reason to give up: waking from sleep loses a window.
        for minute in 0..20 {
            losses.add(start + Duration::from_secs(60 * minute));
        }
        assert!(!losses.are_final());
        let later = start + Duration::from_secs(3600);
        for loss in 0..LOSSES as u64 {
            losses.add(later + Duration::from_millis(16 * loss));
        }
        assert!(losses.are_final());
        let mut output = ctx.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
        let commands = &output.viewport_output[&egui::ViewportId::ROOT].commands;
        assert!(commands.contains(&ViewportCommand::Close), "{commands:?}");
    }
}
