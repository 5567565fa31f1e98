//! When the next frame is drawn. It knows no window and reads no clock.
//!
//! There is nothing here that waits for the screen, so frames are paced by time: while something moves,
//! one for each refresh of the monitor; the first after a pause at once.

use std::time::{Duration, Instant};

/// The pace where the monitor's is unknown, and the fastest: what is drawn faster costs processor time
/// that nobody sees.
const FASTEST: Duration = Duration::from_nanos(16_666_667);

/// The slowest pace; monitors may report nonsense.
const SLOWEST: Duration = Duration::from_millis(50);

/// How long the window system may take to call for a frame that it was asked for. Some compositors
/// never do while the window is covered; the app's logic goes on all the same.
const OVERDUE: Duration = Duration::from_millis(250);

/// The pace of the app's logic while the window is hidden.
const HIDDEN: Duration = Duration::from_millis(100);

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextStep {
    /// Ask the window system to call for a frame.
    AskForFrame,
    /// Run the app's logic without drawing.
    Logic,
    /// Nothing until then, or until an event if there is no time.
    Wait(Option<Instant>),
}

/// The time of the next frame.
#[derive(Debug)]
pub(crate) struct Schedule {
    interval: Duration,
    /// When a frame is wanted at the earliest.
    wanted: Option<Instant>,
    /// The slot of the last frame: its beginning, or when it should have begun if it was a little late.
    slot: Option<Instant>,
    /// When a frame was asked for that has not been called for yet.
    asked: Option<Instant>,
    /// Whether the logic has run in the place of a frame, which is still to be drawn.
    owed: bool,
}

impl Schedule {
    pub(crate) fn new() -> Self {
        Self {
            interval: FASTEST,
            wanted: None,
            slot: None,
            asked: None,
            owed: false,
        }
    }

    /// Paces frames as the monitor does, whose rate is in thousandths of a hertz.
    pub(crate) fn set_monitor_rate(&mut self, rate: Option<u32>) {
        let interval = rate
            .filter(|rate| *rate > 0)
            .map(|rate| Duration::from_secs_f64(1000.0 / f64::from(rate)));
        self.interval = interval.unwrap_or(FASTEST).clamp(FASTEST, SLOWEST);
    }

    /// A frame is wanted at this time or soon after; the earliest of all wishes counts.
    pub(crate) fn want(&mut self, at: Instant) {
        self.wanted = Some(self.wanted.map_or(at, |wanted| wanted.min(at)));
    }

    /// Whether a frame was wanted that has not been drawn yet.
    pub(crate) fn is_frame_due(&self) -> bool {
        self.asked.is_some() || self.owed
    }

    /// The window can be seen again: what was left out meanwhile is drawn.
    pub(crate) fn shown(&mut self, now: Instant) {
        if self.owed {
            self.want(now);
        }
    }

    /// What to do now. [`Self::begin_frame`] or [`Self::begin_logic`] follow when it is done.
    pub(crate) fn next(&mut self, now: Instant, hidden: bool) -> NextStep {
        if let Some(asked) = self.asked.filter(|_| !hidden) {
            let overdue = asked + OVERDUE;
            if now < overdue {
                return NextStep::Wait(Some(overdue));
            }
            return NextStep::Logic;
        }
        let Some(wanted) = self.wanted else {
            return NextStep::Wait(None);
        };
        let pace = if hidden { HIDDEN } else { self.interval };
        let due = self.slot.map_or(wanted, |slot| wanted.max(slot + pace));
        if now < due {
            return NextStep::Wait(Some(due));
        }
        if hidden {
            return NextStep::Logic;
        }
        self.asked = Some(now);
        NextStep::AskForFrame
    }

    /// A frame begins. All earlier wishes are fulfilled by it.
    pub(crate) fn begin_frame(&mut self, now: Instant) {
        self.begin(now);
        // A pass asks again for what it still needs.
        self.wanted = None;
        self.owed = false;
    }

    /// The logic begins in the place of a frame that cannot be seen.
    pub(crate) fn begin_logic(&mut self, now: Instant) {
        self.begin(now);
        self.owed = true;
    }

    fn begin(&mut self, now: Instant) {
        self.asked = None;
        self.wanted = self.wanted.filter(|wanted| *wanted > now);
        // A late frame does not delay those after it.
        let planned = self.slot.map(|slot| slot + self.interval);
        self.slot = match planned {
            Some(planned) if planned <= now && now < planned + self.interval => Some(planned),
            _ => Some(now),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn the_first_frame_after_a_pause_is_drawn_at_once_and_the_next_waits_for_its_turn() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        assert_eq!(schedule.next(start, false), NextStep::Wait(None));
        schedule.want(start);
        assert_eq!(schedule.next(start, false), NextStep::AskForFrame);
        schedule.begin_frame(start);
        assert_eq!(schedule.next(start, false), NextStep::Wait(None));

        schedule.want(at(start, 1));
        let due = start + FASTEST;
        assert_eq!(
            schedule.next(at(start, 1), false),
            NextStep::Wait(Some(due))
        );
        assert_eq!(schedule.next(due, false), NextStep::AskForFrame);
        schedule.begin_frame(due);

        schedule.want(at(start, 5000));
        assert_eq!(
            schedule.next(at(start, 100), false),
            NextStep::Wait(Some(at(start, 5000)))
        );
        // Another wish comes first.
        schedule.want(at(start, 100));
        assert_eq!(schedule.next(at(start, 100), false), NextStep::AskForFrame);
        schedule.begin_frame(at(start, 100));
        // A pass wants again what it still needs, so that earlier wishes are forgotten.
        schedule.want(at(start, 5000));
        schedule.begin_frame(at(start, 150));
        assert_eq!(schedule.next(at(start, 200), false), NextStep::Wait(None));
    }

    #[test]
    fn a_second_of_constant_wishes_has_sixty_frames_although_timers_are_late() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        let mut now = start;
        let mut frames = 0;
        while now < at(start, 1000) {
            schedule.want(now);
            match schedule.next(now, false) {
                NextStep::AskForFrame => {
                    schedule.begin_frame(now);
                    frames += 1;
                }
                // Timers wake up to a millisecond too late.
                NextStep::Wait(Some(due)) => now = due + Duration::from_micros(900),
                step => panic!("{step:?}"),
            }
        }
        assert!((58..=61).contains(&frames), "{frames}");
    }

    #[test]
    fn a_slow_monitor_slows_frames_down_and_a_fast_one_does_not_hurry_them() {
        for (rate, interval) in [
            (None, FASTEST),
            (Some(0), FASTEST),
            (Some(144_000), FASTEST),
            (Some(30_000), Duration::from_nanos(33_333_333)),
            (Some(1), SLOWEST),
        ] {
            let mut schedule = Schedule::new();
            schedule.set_monitor_rate(rate);
            let start = Instant::now();
            schedule.begin_frame(start);
            schedule.want(start);
            let NextStep::Wait(Some(due)) = schedule.next(start, false) else {
                panic!("it waits");
            };
            assert_eq!(due - start, interval, "{rate:?}");
        }
    }

    #[test]
    fn the_logic_runs_where_no_frame_is_called_for_and_while_the_window_is_hidden() {
        let start = Instant::now();
        let mut schedule = Schedule::new();
        schedule.want(start);
        assert_eq!(schedule.next(start, false), NextStep::AskForFrame);
        assert!(schedule.is_frame_due());
        let overdue = start + OVERDUE;
        assert_eq!(schedule.next(start, false), NextStep::Wait(Some(overdue)));
        assert_eq!(schedule.next(overdue, false), NextStep::Logic);
        schedule.begin_logic(overdue);
        // It is drawn when the window system calls for it after all.
        assert!(schedule.is_frame_due());

        schedule.want(overdue);
        let due = overdue + HIDDEN;
        assert_eq!(schedule.next(overdue, true), NextStep::Wait(Some(due)));
        assert_eq!(schedule.next(due, true), NextStep::Logic);
        schedule.begin_logic(due);
        assert_eq!(schedule.next(at(due, 20), true), NextStep::Wait(None));
        // What was left out is drawn once the window can be seen, although nobody wants it again.
        schedule.shown(at(due, 50));
        assert_eq!(schedule.next(at(due, 50), false), NextStep::AskForFrame);
        // What was asked for before the window was hidden is never called for.
        schedule.want(at(due, 60));
        assert_eq!(
            schedule.next(at(due, 60), true),
            NextStep::Wait(Some(due + HIDDEN))
        );
        schedule.begin_frame(at(due, 200));
        assert!(!schedule.is_frame_due());
        schedule.shown(at(due, 300));
        assert_eq!(schedule.next(at(due, 300), false), NextStep::Wait(None));
    }
}
