//! Notifications for the user: hints that expire, and errors that stay until they are dismissed.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How long a hint stays.
const HINT_STAYS: Duration = Duration::from_secs(4);

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    /// What happened, why, and what to do.
    pub text: String,
    /// When it expires by itself.
    pub until: Option<Instant>,
}

/// The severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Hint,
    Warning,
    Error,
    /// The program closed unexpectedly last time; the log may contain the cause.
    Crash,
    /// A file or disk does not respond, and a job still waits for it.
    Stall,
}

/// The visible notifications, oldest first.
#[derive(Debug, Default)]
pub struct Notices(Vec<Notice>);

impl Notices {
    /// Shows a hint that expires. A new hint replaces the previous one.
    pub fn hint(&mut self, text: impl Into<String>) {
        self.0.retain(|notice| notice.kind != NoticeKind::Hint);
        self.0.push(Notice {
            kind: NoticeKind::Hint,
            text: text.into(),
            until: Some(Instant::now() + HINT_STAYS),
        });
    }

    /// Shows a warning that stays until it is dismissed.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.add(NoticeKind::Warning, text.into());
    }

    /// Shows an error: what failed and why.
    pub fn error(&mut self, what: &str, why: impl Display) {
        // The reason may quote the contents of a file, which must not get into the log.
        log::warn!("{what}");
        let text = format!("{what}: {why}");
        self.add(NoticeKind::Error, text);
    }

    /// Reports that the program closed unexpectedly last time.
    pub fn crash(&mut self, text: impl Into<String>) {
        self.add(NoticeKind::Crash, text.into());
    }

    /// Reports what does not respond and replaces the previous report; `None` removes it.
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

    /// Whether a file or disk does not respond.
    pub fn is_stalled(&self) -> bool {
        self.0.iter().any(|notice| notice.kind == NoticeKind::Stall)
    }

    fn add(&mut self, kind: NoticeKind, text: String) {
        // The same notification is shown once.
        if self.0.iter().all(|notice| notice.text != text) {
            self.0.push(Notice {
                kind,
                text,
                until: None,
            });
        }
    }

    /// Dismisses a notification.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.0.len() {
            self.0.remove(index);
        }
    }

    /// The notifications to show now, without the expired ones.
    pub fn current(&mut self) -> &[Notice] {
        let now = Instant::now();
        self.0
            .retain(|notice| notice.until.is_none_or(|until| until > now));
        &self.0
    }

    /// When the next hint expires.
    pub fn next_change(&self) -> Option<Duration> {
        let next = self.0.iter().filter_map(|notice| notice.until).min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }
}
