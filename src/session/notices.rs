//! What the program has to tell: hints that go away, and errors that stay until they are read.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How long a hint stays.
const HINT_STAYS: Duration = Duration::from_secs(4);

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    /// What happened, why, and what to do.
    pub text: String,
    /// When it goes away by itself.
    pub until: Option<Instant>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Hint,
    Warning,
    Error,
    /// The program did not end properly the last time; the log may tell why.
    Crash,
    /// Something does not answer, and is still waited for.
    Stall,
}

/// What is being told, the oldest first.
#[derive(Debug, Default)]
pub struct Notices(Vec<Notice>);

impl Notices {
    /// Tells something in passing. A new hint takes the place of the last.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.0.retain(|notice| notice.kind != NoticeKind::Hint);
        self.0.push(Notice {
            kind: NoticeKind::Hint,
            text: text.into(),
            until: Some(Instant::now() + HINT_STAYS),
        });
    }

    /// Tells something that should be read.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.add(NoticeKind::Warning, text.into());
    }

    /// Tells what failed and why.
    pub fn error(&mut self, what: &str, why: impl Display) {
        // The reason may quote what stands in a file, and the log must not.
        log::warn!("{what}");
        let text = format!("{what}: {why}");
        self.add(NoticeKind::Error, text);
    }

    /// Tells that the program did not end properly the last time.
    pub fn crash(&mut self, text: impl Into<String>) {
        self.add(NoticeKind::Crash, text.into());
    }

    /// Tells what does not answer, in the place of what was told of it before; `None` once all has
    /// answered.
    pub fn stall(&mut self, text: Option<String>) {
        let is_stall = |notice: &Notice| notice.kind == NoticeKind::Stall;
        let before = self.0.iter().find(|notice| is_stall(notice));
        if before.map(|notice| &notice.text) == text.as_ref() {
            return;
        }
        self.0.retain(|notice| !is_stall(notice));
        if let Some(text) = text {
            self.add(NoticeKind::Stall, text);
        }
    }

    /// Whether something does not answer.
    pub fn is_stalled(&self) -> bool {
        self.0.iter().any(|notice| notice.kind == NoticeKind::Stall)
    }

    fn add(&mut self, kind: NoticeKind, text: String) {
        // The same thing is told once.
        if self.0.iter().all(|notice| notice.text != text) {
            self.0.push(Notice {
                kind,
                text,
                until: None,
            });
        }
    }

    /// Takes one away.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.0.len() {
            self.0.remove(index);
        }
    }

    /// What is to be told now; hints whose time is over are gone.
    pub fn current(&mut self) -> &[Notice] {
        let now = Instant::now();
        self.0
            .retain(|notice| notice.until.is_none_or(|until| until > now));
        &self.0
    }

    /// When the next hint goes away.
    pub fn next_change(&self) -> Option<Duration> {
        let next = self.0.iter().filter_map(|notice| notice.until).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }
}
