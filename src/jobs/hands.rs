//! Several threads at the same work: on many things that are known, or on pieces as they come.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{Jobs, Reporter};

/// Works on things, so many at a time, with as many threads as the machine runs side by side; this
/// one is among them, and comes back when all is done.
///
/// Each thread works with what `hand` makes for it: it is given the number of a portion and what is
/// in it, until no portion is left or it breaks off.
pub fn side_by_side<T: Sync, Hand: FnMut(usize, &[T]) -> ControlFlow<()>>(
    name: &str,
    things: &[T],
    portion: usize,
    hand: impl Fn() -> Hand + Sync,
) {
    let portions: Vec<&[T]> = things.chunks(portion).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut hand = hand();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(portion) = portions.get(number) else {
                return;
            };
            if hand(number, portion).is_break() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let hands = thread::available_parallelism().map_or(2, usize::from);
        for number in 1..hands.min(portions.len()) {
            let thread = thread::Builder::new().name(format!("{name} {number}"));
            if let Err(error) = thread.spawn_scoped(scope, work) {
                log::warn!("one hand less to {name}: {error}");
            }
        }
        work();
    });
}

/// Threads that share pieces of work which mostly wait for a disk, so that there are more of them
/// than the machine runs side by side, but never one for each piece.
pub struct Crew<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

struct Shared<T> {
    waiting: VecDeque<T>,
    /// Threads that are at work.
    hands: usize,
}

impl<T> Default for Crew<T> {
    fn default() -> Self {
        let shared = Shared {
            waiting: VecDeque::new(),
            hands: 0,
        };
        Self {
            shared: Arc::new(Mutex::new(shared)),
        }
    }
}

impl<T: Send + 'static> Crew<T> {
    /// Hands over pieces of work, to be done by at most so many threads.
    pub fn add(
        &self,
        jobs: &Jobs,
        name: &str,
        most: usize,
        pieces: impl IntoIterator<Item = T>,
        work: impl Fn(T, &Reporter) + Clone + Send + 'static,
    ) {
        let mut shared = lock(&self.shared);
        shared.waiting.extend(pieces);
        let wanted = shared.waiting.len().min(most);
        for _ in shared.hands..wanted {
            let (shared, work) = (Arc::clone(&self.shared), work.clone());
            jobs.spawn(name, move |reporter| {
                while let Some(piece) = take(&shared) {
                    work(piece, reporter);
                }
            });
        }
        shared.hands = shared.hands.max(wanted);
    }
}

/// The next piece; where there is none, a thread less is at work.
fn take<T>(shared: &Mutex<Shared<T>>) -> Option<T> {
    let mut shared = lock(shared);
    let piece = shared.waiting.pop_front();
    if piece.is_none() {
        shared.hands -= 1;
    }
    piece
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn each_portion_is_worked_on_once() {
        let things: Vec<usize> = (0..1_000).collect();
        let seen = Mutex::new(Vec::new());
        side_by_side("count", &things, 7, || {
            |number: usize, portion: &[usize]| {
                assert_eq!(portion[0], number * 7);
                lock(&seen).extend_from_slice(portion);
                ControlFlow::Continue(())
            }
        });
        let mut seen = seen.into_inner().expect("no thread failed");
        seen.sort_unstable();
        assert_eq!(seen, things);
    }

    #[test]
    fn a_crew_does_all_that_it_is_given_whenever_it_comes() {
        let jobs = Jobs::new(|| {});
        let crew = Crew::default();
        let (done, all) = channel();
        for round in 0..50 {
            let done = done.clone();
            let pieces = (0..20).map(|piece| round * 20 + piece);
            crew.add(&jobs, "count", 4, pieces, move |piece: usize, _| {
                // Nobody listens once the test has failed.
                let _ = done.send(piece);
            });
        }
        drop(done);
        let mut all: Vec<usize> = all.iter().collect();
        all.sort_unstable();
        assert_eq!(all, (0..1_000).collect::<Vec<_>>());
    }
}
