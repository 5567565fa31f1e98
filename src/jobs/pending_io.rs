//! The pending I/O of jobs, for a watchdog: files on a disk or a network that may not respond.
//!
//! A job that hangs cannot report it. So it registers each access beforehand, and a thread wakes the
//! window once an access has not returned for long. The window is not woken for those that return in
//! time, nearly all.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// After how long an access counts as stalled, unless [`PendingIo::set_limit`] says otherwise.
const LIMIT: Duration = Duration::from_secs(5);

/// The pending accesses.
#[derive(Clone, Default)]
pub struct PendingIo(Arc<PendingShared>);

#[derive(Default)]
struct PendingShared {
    table: Mutex<PendingTable>,
    /// Notified when the limit changes.
    limit_changed: Condvar,
    /// Wakes the window; without it nothing is watched.
    wake: Option<Box<dyn Fn() + Send + Sync>>,
}

struct PendingTable {
    next: u64,
    /// A description of the access, and its start time.
    waits: BTreeMap<u64, (String, Instant)>,
    limit: Duration,
    /// Whether a thread is watching; it ends when nothing is pending.
    is_watched: bool,
}

impl Default for PendingTable {
    fn default() -> Self {
        Self {
            next: 0,
            waits: BTreeMap::new(),
            limit: LIMIT,
            is_watched: false,
        }
    }
}

/// A guard: the access is pending until this is dropped.
#[must_use = "what is dropped at once is not waited for"]
pub struct IoGuard {
    pending: PendingIo,
    number: u64,
}

impl PendingIo {
    /// Wakes the window with `wake` when an access stalls and when a stalled one returns.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(PendingShared {
            wake: Some(Box::new(wake)),
            ..PendingShared::default()
        }))
    }

    /// Sets after how long an access counts as stalled.
    pub fn set_limit(&self, limit: Duration) {
        self.table().limit = limit;
        self.0.limit_changed.notify_all();
    }

    /// Registers an access.
    pub fn begin(&self, what: impl Into<String>, now: Instant) -> IoGuard {
        let mut table = self.table();
        let number = table.next;
        table.next += 1;
        table.waits.insert(number, (what.into(), now));
        if self.0.wake.is_some() && !table.is_watched {
            let pending = self.clone();
            let thread = thread::Builder::new().name("watch pending files".to_owned());
            table.is_watched = thread.spawn(move || pending.watch()).is_ok();
        }
        IoGuard {
            pending: self.clone(),
            number,
        }
    }

    /// Wakes the window when an access stalls, until nothing is pending.
    fn watch(&self) {
        let mut table = self.table();
        while !table.waits.is_empty() {
            let (limit, now) = (table.limit, Instant::now());
            if table.longest(now) >= limit {
                drop(table);
                self.wake();
                table = self.table();
            }
            let rest = table.next_long(limit, now).unwrap_or(limit);
            let waited = self.0.limit_changed.wait_timeout(table, rest);
            table = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        table.is_watched = false;
    }

    fn wake(&self) {
        if let Some(wake) = &self.0.wake {
            wake();
        }
    }

    /// The accesses that have been pending for at least so long, oldest first.
    pub fn longer_than(&self, limit: Duration, now: Instant) -> Vec<String> {
        let table = self.table();
        let long = table.waits.values();
        long.filter(|(_, since)| now.saturating_duration_since(*since) >= limit)
            .map(|(what, _)| what.clone())
            .collect()
    }

    /// Restarts the time of all accesses, after the user chose to keep waiting.
    pub fn begin_anew(&self, now: Instant) {
        for (_, since) in self.table().waits.values_mut() {
            *since = now;
        }
    }

    /// Removes all accesses, when their results are not wanted any more.
    pub fn forget(&self) {
        self.table().waits.clear();
    }

    fn table(&self) -> MutexGuard<'_, PendingTable> {
        let table = self.0.table.lock();
        table.unwrap_or_else(PoisonError::into_inner)
    }
}

impl PendingTable {
    /// How long each access has been pending.
    fn waited(&self, now: Instant) -> impl Iterator<Item = Duration> {
        let waits = self.waits.values();
        waits.map(move |(_, since)| now.saturating_duration_since(*since))
    }

    /// The longest time that an access has been pending.
    fn longest(&self, now: Instant) -> Duration {
        self.waited(now).max().unwrap_or_default()
    }

    /// When the next access will have been pending for so long, unless it returns.
    fn next_long(&self, limit: Duration, now: Instant) -> Option<Duration> {
        let left = self
            .waited(now)
            .filter_map(|waited| limit.checked_sub(waited));
        left.filter(|left| !left.is_zero()).min()
    }
}

impl Drop for IoGuard {
    fn drop(&mut self) {
        let mut table = self.pending.table();
        let ended = table.waits.remove(&self.number);
        let limit = table.limit;
        drop(table);
        // The window shows that it stalled, and shall show that it returned.
        if ended.is_some_and(|(_, since)| since.elapsed() >= limit) {
            self.pending.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_stalled_access_is_reported_until_it_returns() {
        let (waits, start) = (PendingIo::default(), Instant::now());
        let seconds = Duration::from_secs;
        let message = |at| waits.longer_than(seconds(5), start + seconds(at));
        let first = waits.begin("a.txt", start);
        let second = waits.begin("b.txt", start + seconds(3));
        assert_eq!(message(4), [""; 0]);
        assert_eq!(message(6), ["a.txt"]);
        assert_eq!(
            waits.table().next_long(seconds(5), start + seconds(6)),
            Some(seconds(2))
        );
        assert_eq!(message(8), ["a.txt", "b.txt"]);
        assert_eq!(
            waits.table().next_long(seconds(5), start + seconds(9)),
            None
        );
        drop(first);
        assert_eq!(message(9), ["b.txt"]);
        waits.begin_anew(start + seconds(9));
        assert_eq!(message(13), [""; 0]);
        assert_eq!(message(14), ["b.txt"]);
        waits.forget();
        assert_eq!(message(20), [""; 0]);
        drop(second);
    }

    /// Waits until so many wakes have been counted.
    fn until(wakes: &AtomicUsize, count: usize) {
        let end = Instant::now() + Duration::from_secs(30);
        while wakes.load(Ordering::SeqCst) < count {
            assert!(Instant::now() < end, "the window was not woken");
            thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn the_window_is_woken_when_an_access_stalls_and_when_it_returns_and_for_no_other() {
        let wakes = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&wakes);
        let waits = PendingIo::new(move || {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        for _ in 0..3 {
            drop(waits.begin("a.txt", Instant::now()));
        }
        let stalled = waits.begin("b.txt", Instant::now());
        thread::sleep(Duration::from_millis(50));
        assert_eq!(wakes.load(Ordering::SeqCst), 0);
        // A shorter limit counts at once, for what is pending already too.
        waits.set_limit(Duration::from_millis(10));
        until(&wakes, 1);
        waits.set_limit(Duration::from_millis(20));
        let before = wakes.load(Ordering::SeqCst);
        drop(stalled);
        until(&wakes, before + 1);
    }
}
