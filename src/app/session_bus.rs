//! The session bus of Linux desktops (D-Bus), over which their portal answers.
//!
//! It knows no portal. A call may wait for a service that starts or hangs, so it belongs on a thread of
//! its own.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use zbus::{Connection, connection};

/// How long a service may take for an answer.
const PATIENCE: Duration = Duration::from_secs(25);

/// A connection to the bus of this session.
pub(super) async fn connect() -> zbus::Result<Connection> {
    let builder = connection::Builder::session()?;
    builder.method_timeout(PATIENCE).build().await
}

/// Waits for a future on this thread.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
