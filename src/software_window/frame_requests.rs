//! Which frames are needed: who asked egui for the next one, and whether it can show anything new. It
//! knows no window.
//!
//! egui draws two frames more after each event and after each request without a delay, in case that
//! something takes effect a frame late; it cannot know, since it does not see the picture. Here a frame
//! that follows for this reason alone is left out if the one before it has changed nothing. Requests of
//! widgets and of the app are always kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::Instant;

use egui::{Context, Event, Id, InputState, LogicOutput, RawInput, RequestRepaintInfo, Vec2};

/// How many frames egui draws in case that something takes effect late, at most.
const REPEATS: u8 = 2;

/// Decides after each frame when the next one is needed.
///
/// A frame is [`begin_frame`](Self::begin_frame), then [`begin_ui`](Self::begin_ui) and
/// [`end_ui`](Self::end_ui) around each pass of the user interface, then
/// [`end_frame`](Self::end_frame).
pub struct FrameRequests {
    shared: Arc<Mutex<RequestRecord>>,
    input: FrameInput,
    focus: Option<Id>,
    /// How many frames may still follow for no other reason than that the one before changed something.
    repeats: u8,
    /// Whether egui believes that a frame follows at once which was left out.
    was_left_out: bool,
}

/// What the threads that ask for frames see.
#[derive(Default)]
struct RequestRecord {
    /// How many frames have begun.
    frames: u64,
    /// The thread that is making a frame, if one is being made.
    thread: Option<ThreadId>,
    /// Who asks now.
    asker: Asker,
    asked: FrameWishes,
    /// Whether a frame without a delay was asked for between two frames.
    was_asked_between: bool,
}

/// Who asks for a frame while one is being made.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Asker {
    /// egui, which reads the input.
    #[default]
    Input,
    /// The app and its widgets.
    Ui,
    /// egui, which compares the places of the widgets with those before.
    Layout,
}

/// What was asked for while a frame was made.
#[derive(Default)]
struct FrameWishes {
    /// By egui, because of input.
    by_input: bool,
    /// By egui, because widgets have moved, come or gone.
    by_layout: bool,
    /// By widgets and the app, without a delay.
    at_once: bool,
    /// By widgets and the app, the soonest.
    soonest: Option<Instant>,
}

/// What a frame's input may have done.
#[derive(Clone, Copy, Default)]
struct FrameInput {
    /// Keys, clicks and the like, which may change anything.
    has_acts: bool,
    /// Other events, such as moves of the pointer.
    has_others: bool,
    /// The page moves on after a turn of the wheel.
    scrolls: bool,
}

impl FrameInput {
    /// Adds the input of a pass.
    fn add(&mut self, input: &InputState) {
        // Plugins may have added events to those of the window.
        let raw = &input.raw;
        self.has_acts |= !raw.dropped_files.is_empty() || raw.events.iter().any(is_act);
        self.has_others |= !raw.hovered_files.is_empty();
        self.has_others |= raw.events.iter().any(|event| !is_act(event));
        // Something is dragged.
        self.has_acts |= self.has_others && input.pointer.any_down();
        let zooms = (input.zoom_delta() - 1.0).abs() > f32::EPSILON;
        self.scrolls |= zooms || input.smooth_scroll_delta != Vec2::ZERO;
    }
}

impl FrameRequests {
    /// Hears all requests of this context. `wake` is called for those that come while no frame is made,
    /// or from another thread: with the time at which a frame is wanted, and with the number of frames
    /// that had begun, for [`Self::is_fulfilled`].
    pub fn new(ctx: &Context, wake: impl Fn(Instant, u64) + Send + Sync + 'static) -> Self {
        let shared = Arc::new(Mutex::new(RequestRecord::default()));
        let hearer = Arc::clone(&shared);
        // The callback for requests hears of the repeated ones too, so that it is no use here.
        ctx.set_repaint_observer(move |request| {
            let wanted = lock(&hearer).note(&request);
            if let Some((at, frames)) = wanted {
                wake(at, frames);
            }
        });
        // What lies under the pointer, and places that come from the size of a frame before, are right
        // only in the next frame. egui then asks for one.
        ctx.options_mut(|options| options.repaint_on_widget_change = true);
        Self {
            shared,
            input: FrameInput::default(),
            focus: None,
            repeats: REPEATS,
            was_left_out: false,
        }
    }

    /// Whether a frame has begun since a frame was asked for, so that all is drawn that it was to show.
    pub fn is_fulfilled(&self, frames: u64) -> bool {
        lock(&self.shared).frames != frames
    }

    /// Tells egui that no frame followed at once where one was left out; otherwise it takes the pause
    /// since then for the time of one frame, and its animations end where they begin. Call it before a
    /// frame. `handle` is given what egui had ready for the window.
    pub fn forget_left_out(
        &mut self,
        ctx: &Context,
        input: &RawInput,
        mut handle: impl FnMut(LogicOutput),
    ) {
        if std::mem::take(&mut self.was_left_out) {
            // One takes up the repeated request, the other finds that there is none.
            for _ in 0..2 {
                handle(ctx.run_logic(input, |_| {}));
            }
        }
    }

    /// A frame begins on this thread.
    pub fn begin_frame(&mut self, ctx: &Context) {
        self.focus = ctx.memory(|memory| memory.focused());
        self.input = FrameInput::default();
        if lock(&self.shared).begin() {
            self.repeats = self.repeats.max(1);
        }
    }

    /// A pass of the user interface begins, and nothing has been taken out of its input yet. What an
    /// earlier pass of the same frame asked for is fulfilled by this one.
    pub fn begin_ui(&mut self, ctx: &Context) {
        ctx.input(|input| self.input.add(input));
        let mut shared = lock(&self.shared);
        shared.asker = Asker::Ui;
        shared.asked.at_once = false;
        shared.asked.by_layout = false;
        shared.asked.soonest = None;
    }

    /// A pass of the user interface ends.
    pub fn end_ui(&mut self) {
        lock(&self.shared).asker = Asker::Layout;
    }

    /// A frame ends. Returns when the next one is needed.
    ///
    /// `has_changed` tells whether the picture is another than before. `is_current` tells that the
    /// app has done what the keys of this frame mean before it drew the user interface, so that the
    /// picture shows it already.
    pub fn end_frame(
        &mut self,
        ctx: &Context,
        has_changed: bool,
        is_current: bool,
    ) -> Option<Instant> {
        let asked = lock(&self.shared).end();
        let input = self.input;
        // A widget that is drawn before the one which gives it the focus looks as if it had none.
        let has_focus_moved = ctx.memory(|memory| memory.focused()) != self.focus;
        let has_open_acts = asked.by_input && input.has_acts && !is_current;
        // Where nothing is seen of it, a layout that never comes to rest must not go on for ever.
        let has_layout_moved = asked.by_layout && has_changed;
        let is_needed =
            asked.at_once || has_layout_moved || has_open_acts || input.scrolls || has_focus_moved;
        if is_needed {
            self.repeats = self.repeats.max(1);
        } else if asked.by_input {
            let is_all_shown = input.has_acts && !input.has_others;
            self.repeats = if is_all_shown { 0 } else { REPEATS };
        }
        let repeats = has_changed && self.repeats > 0;
        if !is_needed {
            self.repeats = if repeats { self.repeats - 1 } else { 0 };
        }
        let next = if is_needed || repeats {
            Some(Instant::now())
        } else {
            asked.soonest
        };
        self.was_left_out = !(is_needed || repeats) && ctx.has_requested_repaint();
        next
    }

    /// The app's logic begins without a user interface, on this thread.
    pub fn begin_logic(&mut self) {
        let mut shared = lock(&self.shared);
        shared.begin();
        shared.asker = Asker::Ui;
    }

    /// The app's logic ends. Returns when it is to run again.
    pub fn end_logic(&mut self) -> Option<Instant> {
        lock(&self.shared).end().soonest
    }
}

impl RequestRecord {
    /// A frame begins. Returns whether it was asked for between frames, without a delay.
    fn begin(&mut self) -> bool {
        self.frames += 1;
        self.thread = Some(std::thread::current().id());
        self.asker = Asker::Input;
        self.asked = FrameWishes::default();
        std::mem::take(&mut self.was_asked_between)
    }

    fn end(&mut self) -> FrameWishes {
        self.thread = None;
        std::mem::take(&mut self.asked)
    }

    /// Notes a request. If the end of a frame does not see to it, returns when a frame is wanted, and
    /// how many have begun.
    fn note(&mut self, request: &RequestRepaintInfo) -> Option<(Instant, u64)> {
        // egui says `Duration::MAX` for never.
        let at = Instant::now().checked_add(request.delay)?;
        let is_at_once = request.delay.is_zero();
        if self.thread != Some(std::thread::current().id()) {
            self.was_asked_between |= is_at_once;
            return Some((at, self.frames));
        }
        match self.asker {
            Asker::Input if is_at_once => {
                self.asked.by_input = true;
                return None;
            }
            Asker::Layout if is_at_once => {
                self.asked.by_layout = true;
                return None;
            }
            _ => self.asked.at_once |= is_at_once,
        }
        self.asked.soonest = Some(self.asked.soonest.map_or(at, |soonest| soonest.min(at)));
        None
    }
}

fn lock(shared: &Mutex<RequestRecord>) -> MutexGuard<'_, RequestRecord> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an event is a key, a click or the like, which may change anything, and not only what lies
/// under the pointer.
pub fn is_act(event: &Event) -> bool {
    !matches!(
        event,
        Event::PointerMoved(_)
            | Event::MouseMoved(_)
            | Event::PointerGone
            | Event::ModifiersChanged(_)
            | Event::WindowFocused(_)
            | Event::Key { pressed: false, .. }
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use egui::{Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, Ui, pos2, vec2};

    use super::*;

    /// A window without pixels, at rest.
    struct Window {
        ctx: Context,
        requests: FrameRequests,
        woken: Arc<Mutex<Vec<(Instant, u64)>>>,
        /// Seconds.
        time: f64,
    }

    impl Window {
        fn new() -> Self {
            let ctx = Context::default();
            let woken = Arc::new(Mutex::new(Vec::new()));
            let hearer = Arc::clone(&woken);
            let requests = FrameRequests::new(&ctx, move |at, frames| {
                hearer.lock().expect("a list").push((at, frames));
            });
            let mut window = Self {
                ctx,
                requests,
                woken,
                time: 0.0,
            };
            for _ in 0..5 {
                window.frame(&[], false, |_| {});
            }
            window
        }

        /// A frame that changes the picture or does not. Returns whether one is to follow at once.
        fn frame(&mut self, events: &[Event], has_changed: bool, ui: impl FnMut(&mut Ui)) -> bool {
            self.next_frame(events, has_changed, false, ui)
                .is_some_and(|next| next <= Instant::now())
        }

        fn next_frame(
            &mut self,
            events: &[Event],
            has_changed: bool,
            is_current: bool,
            mut show: impl FnMut(&mut Ui),
        ) -> Option<Instant> {
            self.time += 0.016;
            let input = RawInput {
                time: Some(self.time),
                events: events.to_vec(),
                ..RawInput::default()
            };
            let (ctx, requests) = (&self.ctx, &mut self.requests);
            requests.forget_left_out(ctx, &input, |_| {});
            requests.begin_frame(ctx);
            let mut output = ctx.run_ui(input, |ui| {
                requests.begin_ui(ui.ctx());
                show(ui);
                requests.end_ui();
            });
            output.textures_delta.clear();
            requests.end_frame(ctx, has_changed, is_current)
        }

        fn woken(&self) -> Vec<(Instant, u64)> {
            std::mem::take(&mut *self.woken.lock().expect("a list"))
        }
    }

    fn key(pressed: bool) -> Event {
        Event::Key {
            key: Key::A,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn moved(x: f32) -> Event {
        Event::PointerMoved(pos2(x, 5.0))
    }

    #[test]
    fn after_a_move_frames_follow_only_while_the_picture_changes() {
        let mut window = Window::new();
        assert!(!window.frame(&[moved(1.0)], false, |_| {}));
        assert!(!window.frame(&[key(false)], false, |_| {}));
        assert!(window.frame(&[moved(2.0)], true, |_| {}));
        assert!(!window.frame(&[], false, |_| {}));
        assert!(window.frame(&[moved(3.0)], true, |_| {}));
        assert!(window.frame(&[], true, |_| {}));
        // Not more than egui itself draws.
        assert!(!window.frame(&[], true, |_| {}));
    }

    #[test]
    fn an_act_has_a_second_frame_unless_it_was_done_before_the_first_was_drawn() {
        let mut window = Window::new();
        assert!(window.frame(&[key(true)], false, |_| {}));
        assert!(!window.frame(&[], false, |_| {}));
        assert!(window.frame(&[key(true)], false, |_| {}));
        assert!(window.frame(&[], true, |_| {}));
        assert!(!window.frame(&[], false, |_| {}));
        let next = window.next_frame(&[key(true)], true, true, |_| {});
        assert_eq!(next, None);
        // A drag may have any effect.
        let button = |pressed| Event::PointerButton {
            pos: pos2(1.0, 5.0),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        assert!(window.frame(&[moved(1.0), button(true)], false, |_| {}));
        assert!(!window.frame(&[], false, |_| {}));
        assert!(window.frame(&[moved(2.0)], false, |_| {}));
    }

    #[test]
    fn requests_of_widgets_and_of_the_app_are_kept() {
        let mut window = Window::new();
        assert!(window.frame(&[], false, |ui| ui.request_repaint()));
        assert!(!window.frame(&[], false, |_| {}));
        assert!(window.frame(&[], false, |ui| ui.request_repaint()));
        assert!(window.frame(&[], true, |_| {}));
        assert!(!window.frame(&[], true, |_| {}));
        let before = Instant::now();
        let next = window.next_frame(&[moved(1.0)], false, false, |ui| {
            for millis in [900, 500, 700] {
                ui.ctx()
                    .request_repaint_after(Duration::from_millis(millis));
            }
            ui.ctx().request_repaint_after(Duration::MAX);
        });
        let wait = next.expect("a frame is wanted") - before;
        assert!((500..700).contains(&wait.as_millis()), "{wait:?}");
        assert!(window.woken().is_empty());
    }

    #[test]
    fn a_frame_that_begins_later_shows_what_was_asked_for_between_frames() {
        let mut window = Window::new();
        let ctx = window.ctx.clone();
        let thread = std::thread::spawn(move || ctx.request_repaint());
        thread.join().expect("it asks");
        window.ctx.request_repaint_after(Duration::from_millis(5));
        window.ctx.request_repaint_after(Duration::MAX);
        let woken = window.woken();
        assert_eq!(woken.len(), 2);
        assert!(
            woken
                .iter()
                .all(|(_, frames)| !window.requests.is_fulfilled(*frames))
        );
        // What changes with it may take effect late.
        assert!(window.frame(&[], true, |_| {}));
        assert!(
            woken
                .iter()
                .all(|(_, frames)| window.requests.is_fulfilled(*frames))
        );
        // Another thread that asks during a frame may have come too late for it.
        window.frame(&[], false, |ui| {
            let ctx = ui.ctx().clone();
            let thread = std::thread::spawn(move || ctx.request_repaint());
            thread.join().expect("it asks");
        });
        let woken = window.woken();
        assert!(!window.requests.is_fulfilled(woken[0].1));
    }

    #[test]
    fn a_pause_after_a_frame_that_was_left_out_is_not_the_time_of_a_frame() {
        let mut window = Window::new();
        assert!(!window.frame(&[moved(1.0)], false, |_| {}));
        window.time += 30.0;
        window.frame(&[moved(2.0)], false, |ui| {
            let time = ui.input(|input| input.stable_dt);
            assert!(time < 0.1, "{time}");
        });
    }

    #[test]
    fn scrolling_goes_on_until_it_is_done() {
        let mut window = Window::new();
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -1.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        let mut moved = 0.0;
        let mut follows = window.frame(&[wheel], false, |ui| {
            moved += ui.input(|input| input.smooth_scroll_delta.y);
        });
        let mut frames = 1;
        while follows {
            follows = window.frame(&[], false, |ui| {
                moved += ui.input(|input| input.smooth_scroll_delta.y);
            });
            frames += 1;
        }
        let notch = window
            .ctx
            .options(|options| options.input_options.line_scroll_speed);
        assert!((moved + notch).abs() < 0.3, "{moved} of {notch} points");
        assert!((5..60).contains(&frames), "{frames} frames");
    }

    #[test]
    fn a_layout_or_a_focus_that_has_moved_needs_another_frame() {
        let mut window = Window::new();
        let show = |height: f32| {
            move |ui: &mut Ui| {
                ui.add_space(height);
                let field = egui::TextEdit::singleline(&mut String::new()).show(ui);
                if height > 50.0 {
                    field.response.response.request_focus();
                }
            }
        };
        window.frame(&[], false, show(10.0));
        window.frame(&[], false, show(10.0));
        assert!(!window.frame(&[], false, show(10.0)));
        assert!(window.frame(&[], true, show(20.0)));
        assert!(!window.frame(&[], false, show(20.0)));
        // Nothing is seen of it.
        assert!(!window.frame(&[], false, show(30.0)));
        window.frame(&[], false, show(60.0));
        assert!(window.ctx.memory(|memory| memory.focused()).is_some());
    }
}
