//! Signals with which a Unix system ends a program: on the first the window is closed as if the user had
//! done it, with everything saved; a second one ends the program at once.
//!
//! It knows no window: it makes an [`EndRequest`], which wakes the window that there is. On other systems
//! there are no such signals; their desktops close the window.

use crate::app::leaving::EndRequest;

/// Waits for signals on a thread of its own. Without the thread, signals end the program as ever.
#[cfg(unix)]
pub(super) fn watch(end_request: &EndRequest) {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;

    let watching = || -> std::io::Result<()> {
        let mut signals = Signals::new([0; 0])?;
        let has_come = Arc::new(AtomicBool::new(false));
        for signal in [SIGTERM, SIGINT, SIGHUP] {
            // In this order, the first signal finds the flag down, and raises it.
            flag::register_conditional_default(signal, has_come.clone())?;
            flag::register(signal, has_come.clone())?;
            signals.add_signal(signal)?;
        }
        let end_request = end_request.clone();
        let thread = std::thread::Builder::new().name("signals".to_owned());
        thread.spawn(move || {
            for signal in signals.forever() {
                log::info!("signal {signal}: the window is closed");
                end_request.ask();
            }
        })?;
        Ok(())
    };
    if let Err(error) = watching() {
        log::warn!("signals end the program without saving: {error}");
    }
}

/// There are no signals here.
#[cfg(not(unix))]
pub(super) fn watch(_: &EndRequest) {}
