//! How long the program's start takes, step by step, until an article is on the screen; one line of the
//! log (level info) tells it.
//!
//! It knows no renderer. A frame counts as presented when the next one begins.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// When `main` began.
static MAIN: OnceLock<Instant> = OnceLock::new();

/// Notes that the program starts now; the first call counts.
pub fn note_main() {
    MAIN.get_or_init(Instant::now);
}

/// The steps of the start that are done.
pub(super) struct StartTimes {
    main: Instant,
    /// Each step with its end, counted from `main`.
    steps: Vec<(&'static str, Duration)>,
    /// What the frame that is being presented shows for the first time.
    presenting: Option<&'static str>,
    has_ended: bool,
}

const FIRST_FRAME: &str = "first-frame-presented";
const ARTICLE: &str = "article-presented";

impl StartTimes {
    /// The window is there, and the program is set up now.
    pub fn begin() -> Self {
        let mut times = Self::since(*MAIN.get_or_init(Instant::now));
        times.note("window", Instant::now());
        times
    }

    fn since(main: Instant) -> Self {
        Self {
            main,
            steps: Vec::new(),
            presenting: None,
            has_ended: false,
        }
    }

    /// A step ends now.
    pub fn note(&mut self, step: &'static str, now: Instant) {
        if !self.has_ended && !self.is_noted(step) {
            self.steps.push((step, now - self.main));
        }
    }

    fn is_noted(&self, step: &str) -> bool {
        self.steps.iter().any(|(noted, _)| *noted == step)
    }

    /// A frame begins: the one before is on the screen. Returns the line for the log when the start
    /// has ended with it: with an article, or with the start screen if nothing `is_to_open`.
    pub fn begin_frame(&mut self, now: Instant, is_to_open: bool) -> Option<String> {
        let presented = self.presenting.take();
        if let Some(presented) = presented {
            self.note(presented, now);
        }
        let is_over = presented == Some(ARTICLE) || !is_to_open && self.is_noted(FIRST_FRAME);
        if self.has_ended || !is_over {
            return None;
        }
        self.has_ended = true;
        Some(self.line())
    }

    /// A frame is laid out. Returns whether another is needed, to see when this one is presented.
    pub fn end_frame(&mut self, now: Instant, shows_article: bool) -> bool {
        if self.has_ended {
            return false;
        }
        let (laid_out, presented) = if shows_article {
            ("article-laid-out", ARTICLE)
        } else if self.is_noted(FIRST_FRAME) {
            return false;
        } else {
            ("first-frame-laid-out", FIRST_FRAME)
        };
        self.note(laid_out, now);
        self.presenting = Some(presented);
        true
    }

    /// Whether an article is on the screen, or the start screen if there is nothing to open.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    fn line(&self) -> String {
        let mut line = String::new();
        let mut before = Duration::ZERO;
        for (step, end) in &self.steps {
            let (took, total) = (*end - before, *end);
            let [took, total] = [took, total].map(|time| time.as_secs_f64() * 1e3);
            line.push(' ');
            // Writing into a string cannot fail.
            let _ = write!(line, "{step}={took:.1}({total:.1})");
            before = *end;
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_has_each_step_until_an_article_is_presented() {
        let main = Instant::now();
        let at = |millis| main + Duration::from_millis(millis);
        let mut times = StartTimes::since(main);
        times.note("window", at(20));
        assert_eq!(times.begin_frame(at(21), true), None);
        times.note("set-up", at(30));
        assert!(times.end_frame(at(40), false));
        assert_eq!(times.begin_frame(at(50), true), None);
        // A frame that shows nothing new is not waited for.
        assert!(!times.end_frame(at(55), false));
        assert!(times.end_frame(at(60), true));
        let line = times.begin_frame(at(80), true);
        let expected = " window=20.0(20.0) set-up=10.0(30.0) first-frame-laid-out=10.0(40.0) \
            first-frame-presented=10.0(50.0) article-laid-out=10.0(60.0) \
            article-presented=20.0(80.0)";
        assert_eq!(line.as_deref(), Some(expected));
        assert!(!times.end_frame(at(90), true));
        assert_eq!(times.begin_frame(at(99), true), None);
    }

    #[test]
    fn the_start_ends_with_the_start_screen_if_nothing_is_to_open() {
        let main = Instant::now();
        let mut times = StartTimes::since(main);
        assert!(times.end_frame(main, false));
        assert!(!times.has_ended());
        assert!(times.begin_frame(main, false).is_some());
        assert!(times.has_ended());
        assert!(times.begin_frame(main, false).is_none());
    }

    #[test]
    fn the_start_ends_once_a_project_turns_out_to_have_no_articles() {
        let main = Instant::now();
        let mut times = StartTimes::since(main);
        assert!(times.begin_frame(main, false).is_none());
        assert!(times.end_frame(main, false));
        assert!(times.begin_frame(main, true).is_none());
        assert!(!times.end_frame(main, false));
        assert!(times.begin_frame(main, false).is_some());
        assert!(times.has_ended());
    }
}
