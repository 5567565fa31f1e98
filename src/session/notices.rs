//! Notifications for the user: hints that expire, and errors that stay until they are dismissed.

use std::fmt::Display;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::incoming::PartId;
use crate::messages::Message;

/// How long a hint stays.
const HINT_STAYS: Duration = Duration::from_secs(4);

/// How long the report stays that changes of another program were merged. It is longer than a hint,
/// since the user may be looking elsewhere.
const MERGED_STAYS: Duration = Duration::from_secs(15);

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    /// What happened.
    pub message: Message,
    /// Why it failed, and what to do; only errors have it.
    pub why: Option<String>,
    /// When it expires by itself.
    pub until: Option<Instant>,
    /// The part of the project whose saving it is about.
    pub part: Option<PartId>,
    /// What was written and can be shown in its folder.
    pub written: Option<PathBuf>,
}

impl Notice {
    /// The text that is shown.
    pub fn text(&self) -> String {
        match &self.why {
            None => self.message.to_string(),
            Some(why) => format!("{}: {why}", self.message),
        }
    }
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
    pub fn hint(&mut self, message: impl Into<Message>) {
        self.0.retain(|notice| notice.kind != NoticeKind::Hint);
        self.0.push(Notice {
            kind: NoticeKind::Hint,
            message: message.into(),
            why: None,
            until: Some(Instant::now() + HINT_STAYS),
            part: None,
            written: None,
        });
    }

    /// Shows a warning that stays until it is dismissed.
    pub fn warn(&mut self, message: impl Into<Message>) {
        self.add(NoticeKind::Warning, message.into(), None);
    }

    /// Tells that something was written, which can be shown in its folder. It stays until it is dismissed.
    pub fn written(&mut self, message: impl Into<Message>, path: PathBuf) {
        let message = message.into();
        self.0.retain(|notice| notice.message != message);
        self.warn(message);
        if let Some(notice) = self.0.last_mut() {
            notice.written = Some(path);
        }
    }

    /// Shows a warning unless the same is there already.
    pub fn warn_once(&mut self, message: impl Into<Message>) {
        let message = message.into();
        if self.0.iter().all(|notice| notice.message != message) {
            self.warn(message);
        }
    }

    /// Shows an error: what failed and why.
    pub fn error(&mut self, what: impl Into<Message>, why: impl Display) {
        let what = what.into();
        // The reason may quote the contents of a file, which must not get into the log.
        log::warn!("{what}");
        self.add(NoticeKind::Error, what, Some(why.to_string()));
    }

    /// Shows why a part is not saved, until it is. Replaces what was shown about its saving.
    pub fn not_saved(&mut self, part: PartId, what: impl Into<Message>, why: impl Display) {
        let message = what.into();
        log::warn!("{message}");
        self.replace(Notice {
            kind: NoticeKind::Error,
            message,
            why: Some(why.to_string()),
            until: None,
            part: Some(part),
            written: None,
        });
    }

    /// Reports that changes of another program were merged into a part. Replaces what was shown
    /// about its saving, and expires.
    pub fn merged(&mut self, part: PartId, message: impl Into<Message>) {
        self.replace(Notice {
            kind: NoticeKind::Warning,
            message: message.into(),
            why: None,
            until: Some(Instant::now() + MERGED_STAYS),
            part: Some(part),
            written: None,
        });
    }

    /// Removes the errors about parts that have been saved since.
    pub fn remove_saved(&mut self, is_saved: impl Fn(PartId) -> bool) {
        self.0.retain(|notice| {
            notice.kind != NoticeKind::Error || !notice.part.is_some_and(&is_saved)
        });
    }

    /// Removes what has been dealt with since.
    pub fn remove_settled(&mut self, is_settled: impl Fn(&Message) -> bool) {
        self.0.retain(|notice| !is_settled(&notice.message));
    }

    /// Shows a notification instead of the one about the same part.
    fn replace(&mut self, new: Notice) {
        self.0.retain(|notice| notice.part != new.part);
        self.0.push(new);
    }

    /// Reports that the program closed unexpectedly last time.
    pub fn crash(&mut self, message: impl Into<Message>) {
        self.add(NoticeKind::Crash, message.into(), None);
    }

    /// Reports what does not respond and replaces the previous report; `None` removes it.
    pub fn stall(&mut self, message: Option<Message>) {
        let is_stall = |notice: &Notice| notice.kind == NoticeKind::Stall;
        let before = self.0.iter().find(|notice| is_stall(notice));
        if before.map(|notice| &notice.message) == message.as_ref() {
            return;
        }
        self.0.retain(|notice| !is_stall(notice));
        if let Some(message) = message {
            self.add(NoticeKind::Stall, message, None);
        }
    }

    /// Whether a file or disk does not respond.
    pub fn is_stalled(&self) -> bool {
        self.0.iter().any(|notice| notice.kind == NoticeKind::Stall)
    }

    fn add(&mut self, kind: NoticeKind, message: Message, why: Option<String>) {
        // The same notification is shown once.
        let is_shown = |notice: &Notice| notice.message == message && notice.why == why;
        if !self.0.iter().any(is_shown) {
            self.0.push(Notice {
                kind,
                message,
                why,
                until: None,
                part: None,
                written: None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{AnnotatingMessage, FileMessage};
    use crate::model::history::ArticleId;

    fn texts(notices: &mut Notices) -> Vec<String> {
        notices.current().iter().map(Notice::text).collect()
    }

    #[test]
    fn an_error_shows_why_and_is_shown_once() {
        let mut notices = Notices::default();
        for why in ["the disk is full", "the disk is full", "it is read-only"] {
            notices.error(FileMessage::NotWritten, why);
        }
        assert_eq!(
            texts(&mut notices),
            [
                "The file was not written: the disk is full",
                "The file was not written: it is read-only",
            ]
        );
        notices.dismiss(0);
        assert_eq!(
            texts(&mut notices),
            ["The file was not written: it is read-only"]
        );
    }

    #[test]
    fn notices_about_the_saving_of_a_part_replace_one_another_and_go_when_it_is_saved() {
        let (codebook, fields) = (PartId::Codebook, PartId::Fields(ArticleId(1)));
        let mut notices = Notices::default();
        for why in ["the disk is full", "it is read-only"] {
            notices.not_saved(codebook, FileMessage::CodebookNotSaved, why);
        }
        let article = || "a.txt".to_owned();
        let message = FileMessage::FieldsNotSaved { article: article() };
        notices.not_saved(fields, message, "it is read-only");
        notices.error(FileMessage::NotWritten, "it is read-only");
        let others = [
            "The fields of a.txt are not saved: it is read-only",
            "The file was not written: it is read-only",
        ];
        let all = texts(&mut notices);
        assert_eq!(all[0], "The codebook is not saved: it is read-only");
        assert_eq!(all[1..], others);
        notices.remove_saved(|_| false);
        assert_eq!(texts(&mut notices).len(), 3);
        notices.remove_saved(|part| part == codebook);
        assert_eq!(texts(&mut notices), others);

        notices.merged(fields, FileMessage::FieldsTakenIn { article: article() });
        assert_eq!(
            texts(&mut notices),
            [
                others[1],
                "a.txt: Demarche loaded fields that another program changed."
            ]
        );
        assert!(notices.next_change().is_some(), "it expires");
    }

    #[test]
    fn a_hint_and_a_report_of_a_stall_replace_the_one_before() {
        let stalled = |file: &str| {
            let file = file.to_owned();
            Some(FileMessage::Stalled { file, others: 0 }.into())
        };
        let mut notices = Notices::default();
        notices.hint(AnnotatingMessage::NoneIncomplete);
        notices.stall(stalled("a.txt"));
        notices.hint(AnnotatingMessage::AllDone);
        notices.stall(stalled("b.txt"));
        let shown = texts(&mut notices);
        assert_eq!(shown.len(), 2, "{shown:?}");
        assert_eq!(shown[0], "All articles of the list are done.");
        assert!(shown[1].contains("still waiting for b.txt."), "{shown:?}");
        notices.stall(None);
        assert!(!notices.is_stalled());
        assert!(notices.next_change().is_some());
    }
}
