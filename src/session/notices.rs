//! Notifications for the user: hints, which stay until the user does something else, and errors, which stay
//! until they are dismissed. None goes by itself after a time: not everybody reads equally fast.

use std::fmt::Display;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::incoming::PartId;
use crate::messages::Message;

/// How long a hint stays at least, whatever the user does.
const HINT_STAYS: Duration = Duration::from_secs(4);

/// How long the report stays at least that changes of another program were merged. It is longer than a hint,
/// since the user may be looking elsewhere.
const MERGED_STAYS: Duration = Duration::from_secs(15);

/// A notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Identifies it while the program runs.
    pub id: u64,
    pub kind: NoticeKind,
    /// What happened.
    pub message: Message,
    /// Why it failed, and what to do; only errors have it.
    pub why: Option<String>,
    /// From when on what the user does removes it; `None` if only dismissing it does.
    pub stays_until: Option<Instant>,
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
pub struct Notices {
    shown: Vec<Notice>,
    /// How many there have been.
    count: u64,
}

impl Notices {
    /// Shows a hint. A new hint replaces the previous one.
    pub fn hint(&mut self, message: impl Into<Message>) {
        self.shown.retain(|notice| notice.kind != NoticeKind::Hint);
        let hint = self.make(NoticeKind::Hint, message.into());
        self.shown.push(Notice {
            stays_until: Some(Instant::now() + HINT_STAYS),
            ..hint
        });
    }

    /// A notification that is not shown yet.
    fn make(&mut self, kind: NoticeKind, message: Message) -> Notice {
        self.count += 1;
        Notice {
            id: self.count,
            kind,
            message,
            why: None,
            stays_until: None,
            part: None,
            written: None,
        }
    }

    /// Removes hints that have been there for a while: the user does something else now. Returns whether
    /// there were any.
    pub fn acted(&mut self) -> bool {
        self.acted_at(Instant::now())
    }

    fn acted_at(&mut self, now: Instant) -> bool {
        let before = self.shown.len();
        self.shown
            .retain(|notice| notice.stays_until.is_none_or(|until| until > now));
        self.shown.len() < before
    }

    /// Shows a warning that stays until it is dismissed.
    pub fn warn(&mut self, message: impl Into<Message>) {
        self.add(NoticeKind::Warning, message.into(), None);
    }

    /// Tells that something was written, which can be shown in its folder. It stays until it is dismissed.
    pub fn written(&mut self, message: impl Into<Message>, path: PathBuf) {
        let message = message.into();
        self.shown.retain(|notice| notice.message != message);
        self.warn(message);
        if let Some(notice) = self.shown.last_mut() {
            notice.written = Some(path);
        }
    }

    /// Shows a warning unless the same is there already.
    pub fn warn_once(&mut self, message: impl Into<Message>) {
        let message = message.into();
        if self.shown.iter().all(|notice| notice.message != message) {
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
        let error = self.make(NoticeKind::Error, message);
        self.replace(Notice {
            why: Some(why.to_string()),
            part: Some(part),
            ..error
        });
    }

    /// Reports that changes of another program were merged into a part. Replaces what was shown
    /// about its saving, and stays as a hint does, but longer.
    pub fn merged(&mut self, part: PartId, message: impl Into<Message>) {
        let merged = self.make(NoticeKind::Warning, message.into());
        self.replace(Notice {
            stays_until: Some(Instant::now() + MERGED_STAYS),
            part: Some(part),
            ..merged
        });
    }

    /// Removes the errors about parts that have been saved since.
    pub fn remove_saved(&mut self, is_saved: impl Fn(PartId) -> bool) {
        self.shown.retain(|notice| {
            notice.kind != NoticeKind::Error || !notice.part.is_some_and(&is_saved)
        });
    }

    /// Removes what has been dealt with since.
    pub fn remove_settled(&mut self, is_settled: impl Fn(&Message) -> bool) {
        self.shown.retain(|notice| !is_settled(&notice.message));
    }

    /// Shows a notification instead of the one about the same part.
    fn replace(&mut self, new: Notice) {
        self.shown.retain(|notice| notice.part != new.part);
        self.shown.push(new);
    }

    /// Reports that the program closed unexpectedly last time.
    pub fn crash(&mut self, message: impl Into<Message>) {
        self.add(NoticeKind::Crash, message.into(), None);
    }

    /// Reports what does not respond and replaces the previous report; `None` removes it.
    pub fn stall(&mut self, message: Option<Message>) {
        let is_stall = |notice: &Notice| notice.kind == NoticeKind::Stall;
        let before = self.shown.iter().find(|notice| is_stall(notice));
        if before.map(|notice| &notice.message) == message.as_ref() {
            return;
        }
        self.shown.retain(|notice| !is_stall(notice));
        if let Some(message) = message {
            self.add(NoticeKind::Stall, message, None);
        }
    }

    /// Whether a file or disk does not respond.
    pub fn is_stalled(&self) -> bool {
        self.shown
            .iter()
            .any(|notice| notice.kind == NoticeKind::Stall)
    }

    fn add(&mut self, kind: NoticeKind, message: Message, why: Option<String>) {
        // The same notification is shown once.
        let is_shown = |notice: &Notice| notice.message == message && notice.why == why;
        if !self.shown.iter().any(is_shown) {
            let notice = self.make(kind, message);
            self.shown.push(Notice { why, ..notice });
        }
    }

    /// Dismisses a notification.
    pub fn dismiss(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Dismisses all notifications that can be dismissed: a disk that does not respond still does not.
    pub fn dismiss_all(&mut self) {
        self.shown.retain(|notice| notice.kind == NoticeKind::Stall);
    }

    /// The notifications to show now.
    pub fn current(&self) -> &[Notice] {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{AnnotatingMessage, FileMessage};
    use crate::model::history::ArticleId;

    fn texts(notices: &Notices) -> Vec<String> {
        notices.current().iter().map(Notice::text).collect()
    }

    #[test]
    fn an_error_shows_why_and_is_shown_once() {
        let mut notices = Notices::default();
        for why in ["the disk is full", "the disk is full", "it is read-only"] {
            notices.error(FileMessage::NotWritten, why);
        }
        assert_eq!(
            texts(&notices),
            [
                "The file was not written: the disk is full",
                "The file was not written: it is read-only",
            ]
        );
        notices.dismiss(notices.current()[0].id);
        assert_eq!(
            texts(&notices),
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
        let all = texts(&notices);
        assert_eq!(all[0], "The codebook is not saved: it is read-only");
        assert_eq!(all[1..], others);
        notices.remove_saved(|_| false);
        assert_eq!(texts(&notices).len(), 3);
        notices.remove_saved(|part| part == codebook);
        assert_eq!(texts(&notices), others);

        notices.merged(fields, FileMessage::FieldsTakenIn { article: article() });
        assert_eq!(
            texts(&notices),
            [
                others[1],
                "a.txt: Demarche loaded fields that another program changed."
            ]
        );
        notices.acted_at(Instant::now() + HINT_STAYS);
        assert_eq!(texts(&notices).len(), 2, "it stays longer than a hint");
        notices.acted_at(Instant::now() + MERGED_STAYS);
        assert_eq!(texts(&notices), [others[1]]);
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
        let shown = texts(&notices);
        assert_eq!(shown.len(), 2, "{shown:?}");
        assert_eq!(shown[0], "All articles of the list are done.");
        assert!(shown[1].contains("still waiting for b.txt."), "{shown:?}");
        notices.dismiss_all();
        assert!(notices.is_stalled());
        notices.stall(None);
        assert!(!notices.is_stalled());
        assert!(notices.current().is_empty());
    }

    #[test]
    fn a_hint_stays_until_something_is_done_after_a_while() {
        let mut notices = Notices::default();
        notices.hint(AnnotatingMessage::NoneIncomplete);
        notices.warn(AnnotatingMessage::AllDone);
        let start = Instant::now();
        notices.acted_at(start);
        assert_eq!(notices.current().len(), 2, "it has just appeared");
        notices.acted_at(start + HINT_STAYS);
        assert_eq!(texts(&notices), ["All articles of the list are done."]);
    }
}
