//! How long each part of a frame takes, for the log (level trace). It knows no window.
//!
//! Times are those of a clock on the wall, which on a busy machine go on while other programs have the
//! processor; `cpu` is what the window's thread itself had of it, where the system tells (Linux).

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use demarche_software_renderer::Damage;

/// The times of a frame that is being made. Reads no clock unless they are logged.
pub(crate) struct FrameTimes(Option<Parts>);

struct Parts {
    begun: Instant,
    /// Processor time of the thread at the beginning.
    cpu_begun: Option<Duration>,
    last: Instant,
    line: String,
}

impl FrameTimes {
    pub(crate) fn begin() -> Self {
        Self(log::log_enabled!(log::Level::Trace).then(|| {
            let now = Instant::now();
            Parts {
                begun: now,
                cpu_begun: thread_time(),
                last: now,
                line: String::new(),
            }
        }))
    }

    /// The input is read.
    pub(crate) fn end_input(&mut self) {
        self.end_part("input");
    }

    /// The app's logic and its user interface are done.
    pub(crate) fn end_ui(&mut self) {
        self.end_part("ui");
    }

    /// The window has its cursor, and screen readers have what is new.
    pub(crate) fn end_output(&mut self) {
        self.end_part("output");
    }

    /// All shapes are triangles.
    pub(crate) fn end_tessellation(&mut self) {
        self.end_part("tessellation");
    }

    /// The picture is drawn.
    pub(crate) fn end_drawing(&mut self, damage: &Damage) {
        self.end_part("drawing");
        if let Some(parts) = &mut self.0 {
            let pixels: u64 = damage
                .rects
                .iter()
                .map(|&[_, _, width, height]| u64::from(width) * u64::from(height))
                .sum();
            // Writing into a string cannot fail.
            let _ = write!(parts.line, " pixels={pixels}");
        }
    }

    /// The frame is done, and the next one is needed then.
    pub(crate) fn end(mut self, next: Option<Instant>) {
        self.end_part("showing");
        if let Some(parts) = self.0 {
            let Parts { begun, last, .. } = parts;
            let total = millis(last - begun);
            let cpu = thread_time().zip(parts.cpu_begun);
            let cpu = cpu.map(|(now, begun)| millis(now.saturating_sub(begun)));
            let cpu = cpu.map_or_else(String::new, |cpu| format!(" cpu={cpu:.2}"));
            let next = next.map(|next| millis(next.saturating_duration_since(last)));
            let line = parts.line;
            log::trace!("frame, ms:{line} total={total:.2}{cpu} next={next:.0?}");
        }
    }

    fn end_part(&mut self, part: &str) {
        if let Some(parts) = &mut self.0 {
            let now = Instant::now();
            // Writing into a string cannot fail.
            let _ = write!(parts.line, " {part}={:.2}", millis(now - parts.last));
            parts.last = now;
        }
    }
}

/// The processor time that this thread has had, if the system tells.
fn thread_time() -> Option<Duration> {
    #[cfg(target_os = "linux")]
    {
        use rustix::time::{ClockId, clock_gettime};
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::try_from(time).ok()
    }
    #[cfg(not(target_os = "linux"))]
    {
        None
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
