//! Receives the events of the window system, and draws when it is time. It must not know how a frame is
//! made.

use std::time::Instant;

use egui_winit::winit::application::ApplicationHandler;
use egui_winit::winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use egui_winit::winit::event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy};
use egui_winit::winit::window::WindowId;

use crate::frame::AppWindow;
use crate::schedule::NextStep;
use crate::wake::Wake;
use crate::{Creation, Creator, Error, Options, WindowApp};

/// Opens the window with the app that `create` makes, and returns once it is closed.
///
/// A program can call this once, and not after eframe or winit have run a loop of their own.
///
/// # Errors
/// If there is no window system, or if it refuses a window or its pixels. Where the app had been made,
/// its `on_exit` was called.
pub fn run<'a>(
    options: Options,
    create: impl FnOnce(&Creation) -> Box<dyn WindowApp + 'a> + 'a,
) -> Result<(), Error> {
    let event_loop = EventLoop::<Wake>::with_user_event().build()?;
    let mut handler = Handler {
        proxy: event_loop.create_proxy(),
        start: Some((options, Box::new(create))),
        window: None,
        result: Ok(()),
    };
    let looped = event_loop.run_app(&mut handler);
    // It is still open only if the loop broke.
    let was_open = handler.window.is_some();
    handler.close();
    match looped {
        Ok(()) => handler.result,
        Err(error) if was_open => Err(Error::Gone(error)),
        Err(error) => Err(error.into()),
    }
}

/// The answers to all events.
struct Handler<'a> {
    proxy: EventLoopProxy<Wake>,
    /// Until the window is opened.
    start: Option<(Options, Creator<'a>)>,
    /// While the window is open.
    window: Option<AppWindow<'a>>,
    result: Result<(), Error>,
}

impl Handler<'_> {
    /// Closes the window if that is due, or if it cannot go on.
    fn after(&mut self, event_loop: &ActiveEventLoop, done: Result<(), Error>) {
        let must_close = match &done {
            Ok(()) => self.window.as_ref().is_some_and(AppWindow::is_closing),
            Err(_) => true,
        };
        if must_close {
            self.close();
            self.result = done;
            event_loop.exit();
        }
    }

    fn close(&mut self) {
        // While the loop runs, since a clipboard of Wayland needs it until it is gone.
        if let Some(mut window) = self.window.take() {
            window.exit();
        }
    }
}

impl ApplicationHandler<Wake> for Handler<'_> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        let Some((options, create)) = self.start.take() else {
            return;
        };
        let done = AppWindow::open(event_loop, &self.proxy, options, create)
            .map(|window| self.window = Some(window));
        self.after(event_loop, done);
    }

    fn new_events(&mut self, _: &ActiveEventLoop, _: StartCause) {}

    fn user_event(&mut self, event_loop: &ActiveEventLoop, wake: Wake) {
        let Some(window) = &mut self.window else {
            return;
        };
        match wake {
            Wake::Frame { at, frames } => window.frame_wanted(at, frames),
            Wake::AccessKit(event) => window.accessibility_event(event),
        }
        self.after(event_loop, Ok(()));
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, id: WindowId, event: WindowEvent) {
        let Some(window) = self.window.as_mut().filter(|window| window.id() == id) else {
            return;
        };
        let done = if event == WindowEvent::RedrawRequested {
            window.redraw(event_loop)
        } else {
            window.window_event(event_loop, &event)
        };
        self.after(event_loop, done);
    }

    fn device_event(&mut self, _: &ActiveEventLoop, _: DeviceId, event: DeviceEvent) {
        if let (Some(window), DeviceEvent::MouseMotion { delta }) = (&mut self.window, event) {
            window.mouse_moved(delta);
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        let mut flow = ControlFlow::Wait;
        if let Some(window) = &mut self.window {
            let done = match window.next_step(Instant::now()) {
                NextStep::AskForFrame => {
                    window.ask_for_frame();
                    Ok(())
                }
                NextStep::Logic => window.hidden_frame(event_loop),
                NextStep::Wait(_) => Ok(()),
            };
            if let NextStep::Wait(Some(until)) = window.next_step(Instant::now()) {
                flow = ControlFlow::WaitUntil(until);
            }
            self.after(event_loop, done);
        }
        event_loop.set_control_flow(flow);
    }

    fn exiting(&mut self, _: &ActiveEventLoop) {
        // Where the system ends the program, as on macOS, nothing after the loop is run.
        self.close();
    }
}
