//! Hands the accessibility tree to the system. It must not know what is in the tree.
//!
//! The adapter for AT-SPI compares the whole tree with the last one, which takes longer than drawing a
//! frame. So it runs on a thread of its own. On Windows and macOS the adapter belongs to the thread of the
//! window, and egui-winit runs it.

use std::sync::Arc;

use egui::PlatformOutput;
use egui_winit::winit::event::WindowEvent;
use egui_winit::winit::event_loop::{ActiveEventLoop, EventLoopProxy};
use egui_winit::winit::window::Window;

use crate::Error;
use crate::wake::Wake;

/// Where what is new in the tree goes.
#[derive(Debug)]
pub(crate) enum Accessibility {
    /// To the thread with the adapter.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    Thread(std::sync::mpsc::SyncSender<at_spi::AdapterMessage>),
    /// Nowhere: egui-winit has the adapter.
    #[cfg(not(all(unix, not(target_vendor = "apple"))))]
    WindowThread,
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
impl Accessibility {
    /// Makes the adapter, before the window is shown for the first time.
    pub(crate) fn start(
        input: &mut egui_winit::State,
        event_loop: &ActiveEventLoop,
        window: &Arc<Window>,
        proxy: EventLoopProxy<Wake>,
    ) -> Result<Self, Error> {
        input.init_accesskit(event_loop, window, proxy);
        Ok(Self::WindowThread)
    }

    /// Passes on what the window system says of the window's place and focus.
    pub(crate) fn window_event(&self, _event: &WindowEvent) {}

    /// Passes on what is new in the tree.
    pub(crate) fn take_update(&self, _output: &mut PlatformOutput) {}
}

#[cfg(all(unix, not(target_vendor = "apple")))]
mod at_spi {
    use std::sync::mpsc::{Receiver, sync_channel};

    use egui::accesskit::TreeUpdate;
    use egui_winit::accesskit_winit::Adapter;

    use super::*;

    /// How many messages may wait. A window that draws faster than the adapter compares waits for it.
    const MAX_WAITING: usize = 4;

    /// What the adapter is told.
    #[derive(Debug)]
    pub(crate) enum AdapterMessage {
        Update(TreeUpdate),
        Window(WindowEvent),
    }

    impl Accessibility {
        /// Starts the thread with the adapter, before the window is shown for the first time.
        ///
        /// # Errors
        ///
        /// Fails if the system starts no thread.
        pub(crate) fn start(
            _input: &mut egui_winit::State,
            event_loop: &ActiveEventLoop,
            window: &Arc<Window>,
            proxy: EventLoopProxy<Wake>,
        ) -> Result<Self, Error> {
            let adapter = Adapter::with_event_loop_proxy(event_loop, window, proxy);
            let (sender, receiver) = sync_channel(MAX_WAITING);
            let window = window.clone();
            std::thread::Builder::new()
                .name("accessibility".into())
                .spawn(move || run(adapter, &window, &receiver))
                .map_err(Error::Thread)?;
            Ok(Self::Thread(sender))
        }

        /// Passes on what the window system says of the window's place and focus.
        pub(crate) fn window_event(&self, event: &WindowEvent) {
            if matches!(
                event,
                WindowEvent::Moved(_) | WindowEvent::Resized(_) | WindowEvent::Focused(_)
            ) {
                self.send(AdapterMessage::Window(event.clone()));
            }
        }

        /// Passes on what is new in the tree.
        pub(crate) fn take_update(&self, output: &mut PlatformOutput) {
            if let Some(update) = output.accesskit_update.take() {
                self.send(AdapterMessage::Update(update));
            }
        }

        fn send(&self, message: AdapterMessage) {
            let Self::Thread(sender) = self;
            // A thread that panicked is gone, which is in the log; the window goes on without it.
            let _ = sender.send(message);
        }
    }

    fn run(mut adapter: Adapter, window: &Window, messages: &Receiver<AdapterMessage>) {
        for message in messages {
            match message {
                AdapterMessage::Update(update) => adapter.update_if_active(|| update),
                AdapterMessage::Window(event) => adapter.process_event(window, &event),
            }
        }
    }
}
