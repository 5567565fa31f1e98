//! The window with its app: one frame from the input to the pixels. It must not know what the app shows.

use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use demarche_software_renderer::{Damage, SoftwareRenderer};
use egui::{
    LogicOutput, RawInput, ViewportBuilder, ViewportCommand, ViewportId, ViewportInfo, vec2,
};
use egui_winit::accesskit_winit;
use egui_winit::winit::dpi::PhysicalSize;
use egui_winit::winit::event::WindowEvent;
use egui_winit::winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use egui_winit::winit::window::{Window, WindowId};
use egui_winit::{ActionRequested, EventResponse};

use crate::accessibility::Accessibility;
use crate::caught_drawing::draw_caught;
use crate::frame_requests::FrameRequests;
use crate::frame_times::FrameTimes;
use crate::schedule::{NextStep, Schedule};
use crate::surface::{SurfaceError, WindowSurface};
use crate::system_fonts::SystemFontList;
use crate::wake::Wake;
use crate::{Creation, Creator, Error, Options, WindowApp};

/// The longest side of an image that egui may make; the processor draws any, but a wide atlas of glyphs
/// is spread over more memory than it needs.
const LONGEST_SIDE: usize = 4096;

/// How long the window system's answers about the window hold if no event says otherwise. Each question
/// of X11 waits for the server, and there are several.
const INFO_HOLDS: Duration = Duration::from_millis(250);

/// How many frames in a row may fail to reach the screen before the program gives up.
const TRIES: u32 = 20;

/// An open window and its app.
pub(crate) struct AppWindow<'a> {
    app: Box<dyn WindowApp + 'a>,
    ctx: egui::Context,
    // Its clipboard must go before the window.
    input: egui_winit::State,
    accessibility: Accessibility,
    surface: WindowSurface,
    window: Arc<Window>,
    renderer: SoftwareRenderer,
    schedule: Schedule,
    requests: FrameRequests,
    /// An inspecting program drives the window, and waits for all frames that egui asks for.
    is_inspected: bool,
    /// The fonts of the system, until listing them has begun.
    system_fonts: Option<SystemFontList>,
    started: Instant,
    /// Input that no pass has had yet, since the window was hidden.
    unread: RawInput,
    info: ViewportInfo,
    info_read: Option<Instant>,
    size: PhysicalSize<u32>,
    actions: Vec<ActionRequested>,
    was_shown: bool,
    /// What the window shows is not relied upon in the next frame.
    show_all: bool,
    failures: u32,
    closing: bool,
}

impl<'a> AppWindow<'a> {
    /// Opens the window, hidden until its first frame, and makes the app.
    pub(crate) fn open(
        event_loop: &ActiveEventLoop,
        proxy: &EventLoopProxy<Wake>,
        options: Options,
        create: Creator<'a>,
    ) -> Result<Self, Error> {
        let started = Instant::now();
        let ctx = new_context();
        let requests = hear_requests(&ctx, proxy.clone());
        let builder = limit_to_monitors(options.viewport, &ctx, event_loop).with_visible(false);
        let window = Arc::new(egui_winit::create_window(&ctx, event_loop, &builder)?);
        let surface = WindowSurface::new(event_loop.owned_display_handle(), window.clone())?;

        // The app may ask for the scale while it is made.
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &ctx, &window, true);
        let scale = egui_winit::pixels_per_point(&ctx, &window);
        ctx.input_mut(|input| {
            input.raw.viewports.insert(ViewportId::ROOT, info.clone());
            input.pixels_per_point = scale;
        });

        let mut input = egui_winit::State::new(
            ctx.clone(),
            ViewportId::ROOT,
            event_loop,
            Some(window.scale_factor() as f32),
            event_loop.system_theme(),
            Some(LONGEST_SIDE),
        );
        // Screen readers must be known before the window is shown.
        let accessibility = Accessibility::start(&mut input, event_loop, &window, proxy.clone())?;
        let is_inspected = attach_inspection(&ctx, options.name);
        let system_fonts = options.system_fonts.then(SystemFontList::default);
        if let Some(fonts) = &system_fonts {
            ctx.add_font_provider(Arc::new(fonts.clone()));
        }
        let app = create(&Creation {
            ctx: ctx.clone(),
            window: window.clone(),
        });

        let mut schedule = Schedule::new();
        schedule.set_monitor_rate(monitor_rate(&window));
        let size = window.inner_size();
        let mut this = Self {
            app,
            ctx,
            input,
            accessibility,
            surface,
            window,
            renderer: SoftwareRenderer::new(),
            schedule,
            requests,
            is_inspected,
            system_fonts,
            started,
            unread: RawInput::default(),
            info,
            info_read: None,
            size,
            actions: Vec::new(),
            was_shown: false,
            show_all: true,
            failures: 0,
            closing: false,
        };
        // Not every system calls for a frame of a hidden window.
        this.visible_frame(event_loop)?;
        Ok(this)
    }

    pub(crate) fn id(&self) -> WindowId {
        self.window.id()
    }

    /// Whether the window is to be closed, and the app has not objected.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing
    }

    /// Tells the app that it ends, after what the user did since the last frame.
    pub(crate) fn exit(&mut self) {
        let input = self.take_input();
        if !input.events.is_empty() {
            let app = &mut self.app;
            let mut output = self.ctx.run_ui(input, |ui| app.ui(ui));
            // Nobody sees it.
            output.textures_delta.clear();
        }
        self.ctx.on_exit();
        self.app.on_exit();
    }

    /// A frame is wanted by someone who asked when so many frames had begun.
    pub(crate) fn frame_wanted(&mut self, at: Instant, frames: u64) {
        if !self.requests.is_fulfilled(frames) {
            self.schedule.want(at);
        }
    }

    pub(crate) fn accessibility_event(&mut self, event: accesskit_winit::Event) {
        match event.window_event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                self.ctx.enable_accesskit();
                self.app.accessibility_started(&self.ctx);
                self.schedule.want(Instant::now());
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                self.input.on_accesskit_action_request(request);
                self.schedule.want(Instant::now());
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => {
                self.ctx.disable_accesskit();
            }
        }
    }

    pub(crate) fn mouse_moved(&mut self, delta: (f64, f64)) {
        if self.input.on_mouse_motion(delta) {
            self.schedule.want(Instant::now());
        }
    }

    pub(crate) fn window_event(
        &mut self,
        event_loop: &ActiveEventLoop,
        event: &WindowEvent,
    ) -> Result<(), Error> {
        self.accessibility.window_event(event);
        let EventResponse { repaint, .. } = self.input.on_window_event(&self.window, event);
        let mut at_once = false;
        match event {
            WindowEvent::Resized(_) => {
                // The event may be older than the last change of size.
                self.size = self.window.inner_size();
                self.info_read = None;
                self.show_all = true;
                // Elsewhere a frame that comes a little later does no harm; Windows would flicker.
                at_once = cfg!(target_os = "windows") && self.was_shown;
            }
            WindowEvent::Occluded(occluded) => {
                self.info.occluded = Some(*occluded);
                self.info_read = None;
                self.show_all = true;
                self.schedule.want(Instant::now());
            }
            WindowEvent::Focused(_) => {
                self.info_read = None;
                self.show_all = true;
            }
            WindowEvent::Moved(_) | WindowEvent::ScaleFactorChanged { .. } => {
                self.info_read = None;
                self.schedule.set_monitor_rate(monitor_rate(&self.window));
            }
            WindowEvent::CloseRequested => {
                self.info.events.push(egui::ViewportEvent::Close);
                self.schedule.want(Instant::now());
            }
            _ => {}
        }
        if repaint {
            self.schedule.want(Instant::now());
        }
        if at_once && self.is_visible() {
            self.visible_frame(event_loop)?;
        }
        Ok(())
    }

    /// What is to be done now.
    pub(crate) fn next_step(&mut self, now: Instant) -> NextStep {
        self.schedule.next(now, !self.is_visible())
    }

    /// Asks the window system to call for a frame.
    pub(crate) fn ask_for_frame(&self) {
        self.window.request_redraw();
    }

    /// Draws the frame that the window system calls for. If nobody asked it to, what was drawn last is
    /// missing on the screen, and is shown again.
    pub(crate) fn redraw(&mut self, event_loop: &ActiveEventLoop) -> Result<(), Error> {
        let was_asked = self.schedule.is_frame_due();
        if was_asked || self.renderer.size() != [self.size.width, self.size.height] {
            self.info_read = self.info_read.filter(|_| was_asked);
            self.show_all |= !was_asked;
            self.read_info();
            return if self.is_visible() {
                self.visible_frame(event_loop)
            } else {
                self.hidden_frame(event_loop)
            };
        }
        // The window may have come back from somewhere.
        self.info_read = None;
        self.read_info();
        let shown = self
            .surface
            .show(self.renderer.pixels(), self.renderer.size(), &[], true);
        self.note_shown(shown)
    }

    /// Runs the app's logic alone, while nothing of the window can be seen.
    pub(crate) fn hidden_frame(&mut self, event_loop: &ActiveEventLoop) -> Result<(), Error> {
        if self.is_paint_wanted() {
            // Presenting might wait for a window system that does not show the window.
            return self.frame(event_loop, false);
        }
        self.schedule.begin_logic(Instant::now());
        self.read_info();
        let input = self.take_input();
        self.requests.begin_logic();
        let app = &mut self.app;
        let output = self.ctx.run_logic(&input, |ctx| app.logic(ctx));
        if let Some(next) = self.requests.end_logic() {
            self.schedule.want(next);
        }
        // What the user did meanwhile is for the next pass.
        let asked_to_close = input.viewport().close_requested();
        self.unread = input;
        self.unread.viewports.clear();
        self.handle_logic_output(event_loop, output, asked_to_close);
        Ok(())
    }

    fn handle_logic_output(
        &mut self,
        event_loop: &ActiveEventLoop,
        output: LogicOutput,
        asked_to_close: bool,
    ) {
        self.input.handle_platform_output_with_event_loop(
            &self.window,
            event_loop,
            output.platform_output,
        );
        // A request to close is obeyed even if the app asks for nothing.
        let commands = output.viewport_commands.into_values().flatten();
        self.obey(commands.collect(), asked_to_close);
    }

    /// One frame: the app's logic, its user interface, and what of it is new on the screen.
    fn visible_frame(&mut self, event_loop: &ActiveEventLoop) -> Result<(), Error> {
        self.frame(event_loop, true)
    }

    fn frame(&mut self, event_loop: &ActiveEventLoop, is_shown: bool) -> Result<(), Error> {
        let mut times = FrameTimes::begin();
        self.schedule.begin_frame(Instant::now());
        self.read_info();
        let input = self.take_input();
        times.end_input();
        let asked_to_close = input.viewport().close_requested();
        let commands = self.requests.forget_left_out(&self.ctx, &input);
        self.obey(commands, false);
        self.requests.begin_frame(&self.ctx);
        let (app, requests) = (&mut self.app, &mut self.requests);
        let mut output = self.ctx.run_ui(input, |ui| {
            requests.begin_ui(ui.ctx());
            app.logic(ui.ctx());
            app.ui(ui);
            requests.end_ui();
        });
        times.end_ui();
        let mut platform_output = self.requests.with_left_out(output.platform_output);
        self.accessibility.take_update(&mut platform_output);
        self.input.handle_platform_output_with_event_loop(
            &self.window,
            event_loop,
            platform_output,
        );

        times.end_output();
        let background = self.app.background(&self.ctx.global_style().visuals);
        let size = [self.size.width, self.size.height];
        let shapes = std::mem::take(&mut output.shapes);
        let drawn = draw_caught(&mut self.renderer, |renderer| {
            renderer.set_textures(&output.textures_delta);
            let primitives = self.ctx.tessellate(shapes, output.pixels_per_point);
            times.end_tessellation();
            renderer.draw(&primitives, output.pixels_per_point, size, background)
        });
        self.renderer.free_textures(&output.textures_delta);
        output.textures_delta.clear();
        let is_drawn = drawn.is_ok();
        let damage = match drawn {
            Ok(damage) => damage,
            Err(panic) if self.app.drawing_panicked() => {
                drop(panic);
                // The screen keeps the last picture until the app has closed what cannot be drawn.
                self.show_all = true;
                self.schedule.want(Instant::now());
                Damage::default()
            }
            Err(panic) => resume_unwind(panic),
        };
        times.end_drawing(&damage);
        if is_shown && is_drawn {
            let shown = self.surface.show(
                self.renderer.pixels(),
                size,
                &damage.rects,
                std::mem::take(&mut self.show_all),
            );
            self.note_shown(shown)?;
        } else {
            self.show_all = true;
        }
        let next =
            self.requests
                .end_frame(&self.ctx, !damage.rects.is_empty(), self.app.is_current());
        if let Some(next) = next {
            self.schedule.want(next);
        }
        times.end(next);
        self.act();
        if !std::mem::replace(&mut self.was_shown, true) {
            self.window.set_visible(true);
            self.show_all = true;
        } else if self.app.has_started()
            && let Some(fonts) = self.system_fonts.take()
        {
            fonts.begin_listing();
        }
        if let Some(output) = output.viewport_output.remove(&ViewportId::ROOT) {
            if self.is_inspected && output.repaint_delay.is_zero() {
                self.schedule.want(Instant::now());
            }
            self.obey(output.commands, asked_to_close);
        }
        Ok(())
    }

    /// Whether a frame is to be drawn: the window can be seen, or someone wants its picture.
    fn is_visible(&self) -> bool {
        self.info.visible().unwrap_or(true) || !self.was_shown || self.is_paint_wanted()
    }

    /// Whether someone wants a frame even of a hidden window.
    fn is_paint_wanted(&self) -> bool {
        self.actions.iter().any(ActionRequested::wants_paint)
    }

    /// Asks the window system about the window, if something may have changed.
    fn read_info(&mut self) {
        if self
            .info_read
            .is_some_and(|read| read.elapsed() < INFO_HOLDS)
        {
            return;
        }
        let now = Instant::now();
        self.info_read = Some(now);
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        if self.is_visible() {
            self.schedule.shown(now);
        }
        let size = self.window.inner_size();
        if size != self.size {
            self.size = size;
            self.show_all = true;
        }
    }

    /// What has come in since the last frame. Like `State::take_egui_input`, which asks for the size of
    /// the window each time.
    fn take_input(&mut self) -> RawInput {
        let scale = egui_winit::pixels_per_point(&self.ctx, &self.window);
        let size = vec2(self.size.width as f32, self.size.height as f32) / scale;
        let input = self.input.egui_input_mut();
        // A minimised window of Windows has no size; the layout stays as it is.
        input.screen_rect = (size.x > 0.0 && size.y > 0.0)
            .then(|| egui::Rect::from_min_size(egui::Pos2::ZERO, size));
        input.viewport_id = ViewportId::ROOT;
        let mut all = std::mem::take(&mut self.unread);
        all.append(input.take());
        all.time = Some(self.started.elapsed().as_secs_f64());
        all.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        // They are with the app now.
        self.info.events.clear();
        all
    }

    /// Does what the app asked of its window. If the window was told to close, it is, unless the app
    /// cancels that.
    fn obey(&mut self, commands: Vec<ViewportCommand>, asked_to_close: bool) {
        self.closing |= asked_to_close && !commands.contains(&ViewportCommand::CancelClose);
        if commands.is_empty() {
            return;
        }
        self.info_read = None;
        egui_winit::process_viewport_commands(
            &self.ctx,
            &mut self.info,
            commands,
            &self.window,
            &mut self.actions,
        );
        if !self.info.events.is_empty() || !self.actions.is_empty() {
            self.schedule.want(Instant::now());
        }
        // Wayland tells of no size that the program itself has set.
        let size = self.window.inner_size();
        if size != self.size {
            self.size = size;
            self.show_all = true;
            self.schedule.want(Instant::now());
        }
    }

    /// Screenshots and what was asked of the clipboard.
    fn act(&mut self) {
        for action in std::mem::take(&mut self.actions) {
            match action {
                ActionRequested::Screenshot(callback) => {
                    callback.complete(Arc::new(self.renderer.to_image()));
                }
                // This frame was all that it asked for.
                ActionRequested::PaintWhileHidden => {}
                ActionRequested::Cut => self.add_event(egui::Event::Cut),
                ActionRequested::Copy => self.add_event(egui::Event::Copy),
                ActionRequested::Paste => {
                    if let Some(text) = self.input.clipboard_text() {
                        let text = text.replace("\r\n", "\n");
                        if !text.is_empty() {
                            self.add_event(egui::Event::Paste(text));
                        }
                    } else if let Some(image) = self.input.clipboard_image() {
                        self.add_event(egui::Event::PasteImage(Arc::new(image)));
                    }
                }
            }
        }
    }

    fn add_event(&mut self, event: egui::Event) {
        self.input.egui_input_mut().events.push(event);
        self.schedule.want(Instant::now());
    }

    /// Goes on where a frame did not reach the screen, unless that happens again and again.
    fn note_shown(&mut self, shown: Result<(), SurfaceError>) -> Result<(), Error> {
        let Err(error) = shown else {
            self.failures = 0;
            return Ok(());
        };
        self.failures += 1;
        self.show_all = true;
        self.schedule.want(Instant::now());
        if self.failures == 1 {
            log::warn!("a frame did not reach the screen: {error}");
        }
        if self.failures < TRIES {
            Ok(())
        } else {
            Err(error.into())
        }
    }
}

fn new_context() -> egui::Context {
    let ctx = egui::Context::default();
    ctx.set_embed_viewports(true);
    ctx.options_mut(|options| {
        // A layout that was wrong is made again before it is shown.
        options.max_passes = std::num::NonZeroUsize::MIN.saturating_add(1);
    });
    ctx
}

/// Lets a program inspect the window, if the environment names an address. Returns whether it does.
#[cfg(feature = "inspection")]
fn attach_inspection(ctx: &egui::Context, name: String) -> bool {
    let attached = egui_inspection::attach_from_env(ctx, Some(name));
    attached.unwrap_or_else(|error| {
        log::error!("the window cannot be inspected: {error}");
        false
    })
}

#[cfg(not(feature = "inspection"))]
fn attach_inspection(_: &egui::Context, _: String) -> bool {
    false
}

/// Wakes the loop when a frame is asked for between two frames or by another thread.
fn hear_requests(ctx: &egui::Context, proxy: EventLoopProxy<Wake>) -> FrameRequests {
    let proxy = Mutex::new(proxy);
    FrameRequests::new(ctx, move |at, frames| {
        let proxy = proxy.lock().unwrap_or_else(PoisonError::into_inner);
        // There is nothing to draw for once the loop has ended.
        let _ = proxy.send_event(Wake::Frame { at, frames });
    })
}

/// The window's first size, no larger than the largest monitor: larger windows may fail to appear.
fn limit_to_monitors(
    builder: ViewportBuilder,
    ctx: &egui::Context,
    event_loop: &ActiveEventLoop,
) -> ViewportBuilder {
    let Some(size) = builder.inner_size else {
        return builder;
    };
    if builder.clamp_size_to_monitor_size == Some(false) {
        return builder;
    }
    let zoom = f64::from(ctx.zoom_factor());
    let largest = event_loop
        .available_monitors()
        .map(|monitor| {
            let size = monitor
                .size()
                .to_logical::<f32>(zoom * monitor.scale_factor());
            vec2(size.width, size.height)
        })
        .reduce(egui::Vec2::max)
        .filter(|largest| largest.min_elem() > 0.0);
    match largest {
        Some(largest) => builder.with_inner_size(size.min(largest)),
        None => builder,
    }
}

/// How often the window's monitor shows a new picture, in thousandths of a hertz.
fn monitor_rate(window: &Window) -> Option<u32> {
    window.current_monitor()?.refresh_rate_millihertz()
}
