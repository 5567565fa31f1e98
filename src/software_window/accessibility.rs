//! Hands the accessibility tree to the system. It must not know what is in the tree.
//!
//! The adapter for AT-SPI compares the whole tree with the last one, which takes longer than drawing a
//! frame. So it runs on a thread of its own. On Windows and macOS the adapter belongs to the thread of the
//! window, and egui-winit runs it.

use egui::accesskit::TreeUpdate;
use egui_winit::winit::event::WindowEvent;
use egui_winit::winit::event_loop::{ActiveEventLoop, EventLoopProxy};

#[cfg(all(unix, not(target_vendor = "apple")))]
pub(crate) use on_a_thread::Accessibility;
#[cfg(not(all(unix, not(target_vendor = "apple"))))]
pub(crate) use on_the_window_thread::Accessibility;

use crate::wake::Wake;

#[cfg(all(unix, not(target_vendor = "apple")))]
mod on_a_thread {
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use egui_winit::accesskit_winit::Adapter;
    use egui_winit::winit::window::Window;

    use super::{ActiveEventLoop, EventLoopProxy, TreeUpdate, Wake, WindowEvent};

    /// How many messages may wait. A window that draws faster than the adapter compares waits for it.
    const MAX_WAITING: usize = 4;

    enum Message {
        Update(TreeUpdate),
        Window(WindowEvent),
    }

    /// The thread with the adapter.
    #[derive(Debug)]
    pub(crate) struct Accessibility {
        sender: SyncSender<Message>,
    }

    impl Accessibility {
        /// Starts the adapter, before the window is shown for the first time.
        ///
        /// # Errors
        ///
        /// Fails if the system starts no thread.
        pub(crate) fn start(
            _input: &mut egui_winit::State,
            event_loop: &ActiveEventLoop,
            window: &Arc<Window>,
            proxy: EventLoopProxy<Wake>,
        ) -> std::io::Result<Self> {
            let adapter = Adapter::with_event_loop_proxy(event_loop, window, proxy);
            let (sender, receiver) = sync_channel(MAX_WAITING);
            let window = window.clone();
            std::thread::Builder::new()
                .name("accessibility".into())
                .spawn(move || run(adapter, &window, &receiver))?;
            Ok(Self { sender })
        }

        /// Passes on what the window system says of the window's place and focus.
        pub(crate) fn window_event(&self, event: &WindowEvent) {
            if matches!(
                event,
                WindowEvent::Moved(_) | WindowEvent::Resized(_) | WindowEvent::Focused(_)
            ) {
                self.send(Message::Window(event.clone()));
            }
        }

        /// Passes on what is new in the tree. On other systems it stays where it is, for egui-winit.
        pub(crate) fn take_update(&self, update: &mut Option<TreeUpdate>) {
            if let Some(update) = update.take() {
                self.send(Message::Update(update));
            }
        }

        /// A thread that panicked is gone, and said so in the log; the window goes on without it.
        fn send(&self, message: Message) {
            let _ = self.sender.send(message);
        }
    }

    fn run(mut adapter: Adapter, window: &Window, messages: &Receiver<Message>) {
        for message in messages {
            match message {
                Message::Update(update) => adapter.update_if_active(|| update),
                Message::Window(event) => adapter.process_event(window, &event),
            }
        }
    }
}

#[cfg(not(all(unix, not(target_vendor = "apple"))))]
mod on_the_window_thread {
    use std::sync::Arc;

    use egui_winit::winit::window::Window;

    use super::{ActiveEventLoop, EventLoopProxy, TreeUpdate, Wake, WindowEvent};

    /// egui-winit has the adapter.
    #[derive(Debug)]
    pub(crate) struct Accessibility;

    #[expect(clippy::unused_self, reason = "the same interface as on a thread")]
    impl Accessibility {
        /// Gives egui-winit the adapter, before the window is shown for the first time.
        #[expect(
            clippy::unnecessary_wraps,
            reason = "the same interface as on a thread"
        )]
        pub(crate) fn start(
            input: &mut egui_winit::State,
            event_loop: &ActiveEventLoop,
            window: &Arc<Window>,
            proxy: EventLoopProxy<Wake>,
        ) -> std::io::Result<Self> {
            input.init_accesskit(event_loop, window, proxy);
            Ok(Self)
        }

        pub(crate) fn window_event(&self, _event: &WindowEvent) {}

        pub(crate) fn take_update(&self, _update: &mut Option<TreeUpdate>) {}
    }
}
