//! Closing the window: from the request, of the user or of the system, until the window may go.
//!
//! It knows no project; `commands` leaves the project in between. A request comes with the keys that were
//! typed before it, and with keys that came while the window was hidden and no frame was drawn. So one more
//! frame is drawn before anything is finished: whatever is typed reaches its field.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use egui::ViewportCommand;

/// How long to wait for the last frame. A window that cannot be seen may not get any.
const FRAME_PATIENCE: Duration = Duration::from_secs(1);

/// How long the program tries to save after the system has told it to end. Desktops wait between five and
/// ninety seconds before they kill a program.
const END_PATIENCE: Duration = Duration::from_secs(4);

/// How far the closing of the window is.
#[derive(Debug, Default)]
pub(in crate::app) enum Closing {
    /// Nobody has asked for it, or the user is asked what to do with unsaved changes.
    #[default]
    Idle,
    /// It waits for a frame in which the input until now is handled.
    Asked { since: Instant, is_drawn: bool },
    /// The window may go.
    Granted,
}

impl Closing {
    /// Looks whether the window is to be closed, and keeps it open meanwhile; `must_end` if the program is to
    /// be left even without a request of the window. Returns whether leaving begins now.
    pub fn begin(&mut self, ctx: &egui::Context, must_end: bool, has_project: bool) -> bool {
        let is_asked = ctx.input(|input| input.viewport().close_requested());
        match self {
            // This request is our own.
            Self::Granted => return false,
            Self::Idle if !is_asked && !must_end => return false,
            Self::Idle if !has_project => {
                if must_end {
                    self.close(ctx);
                }
                return false;
            }
            Self::Idle => {
                *self = Self::Asked {
                    since: Instant::now(),
                    is_drawn: false,
                };
            }
            Self::Asked { .. } => {}
        }
        if is_asked {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        let Self::Asked { since, is_drawn } = *self else {
            return false;
        };
        let rest = FRAME_PATIENCE.saturating_sub(since.elapsed());
        if is_drawn || rest.is_zero() {
            *self = Self::Idle;
            return true;
        }
        ctx.send_viewport_cmd(ViewportCommand::RequestPaintWhileHidden);
        ctx.request_repaint();
        false
    }

    /// A frame has been drawn, so its input is handled.
    pub fn drawn(&mut self, ctx: &egui::Context) {
        if let Self::Asked { is_drawn, .. } = self {
            *is_drawn = true;
            ctx.request_repaint();
        }
    }

    /// Closes the window.
    pub fn close(&mut self, ctx: &egui::Context) {
        *self = Self::Granted;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}

/// The request of the system that the program is to end, and what comes of it. Any thread may make it.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct EndRequest(Arc<EndState>);

#[derive(Debug, Default)]
struct EndState {
    asked: OnceLock<Instant>,
    is_unsaved: AtomicBool,
    ctx: Mutex<Option<egui::Context>>,
}

impl EndRequest {
    /// Asks the program to end, and wakes its window.
    #[cfg_attr(
        not(unix),
        allow(dead_code, reason = "the other systems ask the window")
    )]
    pub fn ask(&self) {
        self.0.asked.get_or_init(Instant::now);
        let ctx = self.0.ctx.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ctx) = &*ctx {
            ctx.request_repaint();
        }
    }

    /// The window to wake.
    pub fn wake(&self, ctx: &egui::Context) {
        let mut woken = self.0.ctx.lock().unwrap_or_else(PoisonError::into_inner);
        *woken = Some(ctx.clone());
    }

    /// Whether the program is to end.
    pub fn is_asked(&self) -> bool {
        self.0.asked.get().is_some()
    }

    /// Whether the program must end now, whatever is still to be done.
    pub fn is_overdue(&self) -> bool {
        let asked = self.0.asked.get();
        asked.is_some_and(|asked| asked.elapsed() > END_PATIENCE)
    }

    /// Notes that the program ends with changes that are nowhere.
    pub fn note_unsaved(&self) {
        self.0.is_unsaved.store(true, Ordering::Relaxed);
    }

    /// Whether the program has ended with changes that are nowhere.
    pub fn is_unsaved(&self) -> bool {
        self.0.is_unsaved.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, RawInput, ViewportEvent, ViewportId};

    /// What is asked of the window in a frame, and whether leaving begins.
    fn frame(closing: &mut Closing, asked: bool, must_end: bool) -> (Vec<ViewportCommand>, bool) {
        let ctx = Context::default();
        let mut input = RawInput::default();
        let window = input.viewports.entry(ViewportId::ROOT).or_default();
        window.events.extend(asked.then_some(ViewportEvent::Close));
        let mut begins = false;
        let mut output = ctx.run_ui(input, |ui| {
            begins |= closing.begin(ui.ctx(), must_end, true);
        });
        output.textures_delta.clear();
        let window = output.viewport_output.remove(&ViewportId::ROOT);
        let mut commands = window.map(|window| window.commands).unwrap_or_default();
        // A new context begins with its theme.
        commands.retain(|command| !matches!(command, ViewportCommand::SetTheme(_)));
        (commands, begins)
    }

    #[test]
    fn leaving_begins_after_one_more_frame_and_the_window_stays_until_it_is_closed() {
        for must_end in [false, true] {
            let closing = &mut Closing::default();
            assert_eq!(frame(closing, false, false), (Vec::new(), false));
            let (commands, begins) = frame(closing, !must_end, must_end);
            let is_kept = commands.contains(&ViewportCommand::CancelClose);
            assert_eq!((is_kept, begins), (!must_end, false));
            let draws = ViewportCommand::RequestPaintWhileHidden;
            assert!(commands.contains(&draws), "a hidden window too");
            closing.drawn(&Context::default());
            assert!(frame(closing, false, must_end).1);
            closing.close(&Context::default());
            // The program's own request is not refused.
            assert_eq!(frame(closing, true, must_end), (Vec::new(), false));
        }
    }

    #[test]
    fn a_request_to_end_is_seen_by_all_and_overdue_later() {
        let request = EndRequest::default();
        let seen = request.clone();
        assert!(!seen.is_asked() && !seen.is_overdue());
        request.ask();
        assert!(seen.is_asked() && !seen.is_overdue());
    }
}
