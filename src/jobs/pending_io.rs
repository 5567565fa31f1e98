//! The pending I/O of jobs, for a watchdog: files on a disk or a network that may not respond.
//!
//! A job that hangs cannot report it. So it registers each access beforehand, and the window looks
//! for accesses that have not returned for long.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The pending accesses.
#[derive(Clone, Default)]
pub struct PendingIo(Arc<Mutex<PendingTable>>);

#[derive(Default)]
struct PendingTable {
    next: u64,
    /// A description of the access, and its start time.
    waits: BTreeMap<u64, (String, Instant)>,
}

/// A guard: the access is pending until this is dropped.
#[must_use = "what is dropped at once is not waited for"]
pub struct IoGuard {
    pending: PendingIo,
    number: u64,
}

impl PendingIo {
    /// Registers an access.
    pub fn begin(&self, what: impl Into<String>, now: Instant) -> IoGuard {
        let mut table = self.table();
        let number = table.next;
        table.next += 1;
        table.waits.insert(number, (what.into(), now));
        IoGuard {
            pending: self.clone(),
            number,
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

    /// When the next access will have been pending for so long, unless it returns.
    pub fn next_long(&self, limit: Duration, now: Instant) -> Option<Duration> {
        let table = self.table();
        let waited = table
            .waits
            .values()
            .map(|(_, since)| now.saturating_duration_since(*since));
        waited
            .filter_map(|waited| limit.checked_sub(waited))
            .filter(|left| !left.is_zero())
            .min()
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for IoGuard {
    fn drop(&mut self) {
        self.pending.table().waits.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            waits.next_long(seconds(5), start + seconds(6)),
            Some(seconds(2))
        );
        assert_eq!(message(8), ["a.txt", "b.txt"]);
        assert_eq!(waits.next_long(seconds(5), start + seconds(9)), None);
        drop(first);
        assert_eq!(message(9), ["b.txt"]);
        waits.begin_anew(start + seconds(9));
        assert_eq!(message(13), [""; 0]);
        assert_eq!(message(14), ["b.txt"]);
        waits.forget();
        assert_eq!(message(20), [""; 0]);
        drop(second);
    }
}
