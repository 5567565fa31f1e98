//! The thread that looks for changes by other programs, every few seconds while the window has the
//! focus. It wakes the window only when something has changed.
//!
//! It does not know what the window does with a change.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Event, Jobs, Reporter};
use crate::store::display_path;
use crate::store::watch::{SeenFile, Watch};

/// The minimum polling interval.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// Polling may take at most one part in so many of the time (backoff on slow disks).
const MAX_POLL_SHARE: u32 = 20;

/// Articles per event (batch size).
const PORTION: usize = 64;

/// The window's handle of the thread, which ends when this is dropped.
#[derive(Default)]
pub struct Watcher(Arc<WatcherShared>);

#[derive(Default)]
struct WatcherShared {
    state: Mutex<WatcherState>,
    changed: Condvar,
}

#[derive(Default)]
struct WatcherState {
    /// Whether to look at all.
    is_wanted: bool,
    /// Whether to report even that nothing has changed.
    reports_always: bool,
    /// Whether a look is under way, or its result is not handled yet.
    is_looking: bool,
    has_ended: bool,
    /// Files that Demarche wrote since the last look, which are not changes by others.
    written: Vec<(PathBuf, SeenFile)>,
    /// Texts that were read since the last look, with their hashes.
    texts: Vec<(PathBuf, String)>,
}

/// What the window has told since the last look.
struct Told {
    written: Vec<(PathBuf, SeenFile)>,
    texts: Vec<(PathBuf, String)>,
}

impl Watcher {
    /// Starts to look for changes, once they are wanted.
    pub fn start(&self, jobs: &Jobs, mut watch: Box<Watch>) {
        let shared = Arc::clone(&self.0);
        jobs.spawn("look for changes", move |reporter| {
            let mut next = Instant::now() + POLL_INTERVAL;
            while let Some(told) = shared.wait_until(next) {
                let started = Instant::now();
                watch.expect(told.written);
                for (path, sha256) in told.texts {
                    watch.know_text(path, sha256);
                }
                shared.look(&mut watch, reporter);
                next = Instant::now() + POLL_INTERVAL.max(started.elapsed() * MAX_POLL_SHARE);
            }
        });
    }

    /// Whether to look for changes. It is done at once if a look was due meanwhile.
    pub fn set_wanted(&self, is_wanted: bool) {
        let mut state = self.0.state();
        if state.is_wanted != is_wanted {
            state.is_wanted = is_wanted;
            self.0.changed.notify_all();
        }
    }

    /// Notes that Demarche wrote a file.
    pub fn note_written(&self, path: PathBuf, seen: SeenFile) {
        self.0.state().written.push((path, seen));
    }

    /// Notes the hash of a text that was read, by which it is recognized under another name.
    pub fn note_text(&self, path: PathBuf, sha256: String) {
        self.0.state().texts.push((path, sha256));
    }

    /// Asks for a report of the next look even if nothing has changed.
    pub fn report_next(&self) {
        self.0.state().reports_always = true;
    }

    /// The result of a look is handled, and the next may begin when it is due. `reports_always`
    /// asks for a report even if nothing has changed.
    pub fn end_look(&self, reports_always: bool) {
        let mut state = self.0.state();
        state.reports_always = reports_always;
        state.is_looking = false;
        self.0.changed.notify_all();
    }

    /// Whether a look is under way, or its result is not handled yet.
    pub fn is_looking(&self) -> bool {
        self.0.state().is_looking
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.state().has_ended = true;
        self.0.changed.notify_all();
    }
}

impl WatcherShared {
    fn state(&self) -> MutexGuard<'_, WatcherState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a look at that time or later, as soon as one is wanted and the last one is handled.
    /// Returns what Demarche has written and read since; `None` once the watcher has ended.
    fn wait_until(&self, next: Instant) -> Option<Told> {
        let mut state = self.state();
        loop {
            if state.has_ended {
                return None;
            }
            let rest = next.saturating_duration_since(Instant::now());
            let is_free = state.is_wanted && !state.is_looking;
            if is_free && rest.is_zero() {
                state.is_looking = true;
                return Some(Told {
                    written: std::mem::take(&mut state.written),
                    texts: std::mem::take(&mut state.texts),
                });
            }
            state = if is_free {
                let waited = self.changed.wait_timeout(state, rest);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else {
                let waited = self.changed.wait(state);
                waited.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }

    /// Looks once, and reports what has changed.
    fn look(&self, watch: &mut Watch, reporter: &Reporter) {
        let looked = {
            let _wait = reporter.begin_io(display_path(watch.root()).to_string());
            watch.look()
        };
        match looked {
            Ok(mut changes) => {
                if changes.is_empty() && !self.state().reports_always {
                    self.state().is_looking = false;
                    return;
                }
                for portion in std::mem::take(&mut changes.articles).chunks(PORTION) {
                    // What comes after it wakes the window.
                    reporter.send_quietly(Event::ArticlesChanged(portion.to_vec()));
                }
                reporter.send(Event::Looked(changes));
            }
            // The folder may be unreachable for a while; open documents stay as they are.
            Err(error) => {
                log::warn!("changes by other programs are not seen: {error}");
                self.state().is_looking = false;
            }
        }
    }
}
