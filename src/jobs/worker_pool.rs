//! Worker pools: threads for parallel work on a known list of items, or on items as they arrive.
//!
//! They are not rayon's: results arrive in the order of the articles while the loop goes on, and a long
//! loop must not occupy the threads that an urgent one needs.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{Jobs, Reporter};

/// Processes items in chunks, in parallel, with as many threads as the machine has; the calling
/// thread is one of them, and returns when all is done.
///
/// Each thread calls `worker` once for its own state: the result gets the number and the items of a
/// chunk, until no chunk is left or it breaks.
pub fn parallel_chunks<T: Sync, Worker: FnMut(usize, &[T]) -> ControlFlow<()>>(
    name: &str,
    things: &[T],
    portion: usize,
    worker: impl Fn() -> Worker + Sync,
) {
    let portions: Vec<&[T]> = things.chunks(portion).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut worker = worker();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(portion) = portions.get(number) else {
                return;
            };
            if worker(number, portion).is_break() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(2, usize::from);
        for number in 1..workers.min(portions.len()) {
            let thread = thread::Builder::new().name(format!("{name} {number}"));
            if let Err(error) = thread.spawn_scoped(scope, work) {
                log::warn!("one worker less to {name}: {error}");
            }
        }
        work();
    });
}

/// A worker pool for work that mostly waits for a disk. A short queue gets one thread for each
/// item; from a long queue, one thread takes a batch of items, since several threads would wait for
/// each other at the file system's allocation of free space, and block the window.
pub struct WorkerPool<T> {
    shared: Arc<Mutex<Shared<T>>>,
}

/// The maximum number of threads.
const MAX_WORKERS: usize = 8;

/// The batch size, which is used when so many items are waiting.
const TOGETHER: usize = 128;

struct Shared<T> {
    waiting: VecDeque<T>,
    /// The number of active threads.
    workers: usize,
}

impl<T> Default for WorkerPool<T> {
    fn default() -> Self {
        let shared = Shared {
            waiting: VecDeque::new(),
            workers: 0,
        };
        Self {
            shared: Arc::new(Mutex::new(shared)),
        }
    }
}

impl<T: Send + 'static> WorkerPool<T> {
    /// Adds items to the queue, to be processed one by one or in batches.
    pub fn add(
        &self,
        jobs: &Jobs,
        name: &str,
        things: impl IntoIterator<Item = T>,
        work: impl Fn(Vec<T>, &Reporter) + Clone + Send + 'static,
    ) {
        let mut shared = lock(&self.shared);
        shared.waiting.extend(things);
        let more = shared.most_workers().saturating_sub(shared.workers);
        let more = more.min(shared.waiting.len());
        for _ in 0..more {
            let mut worker = Worker {
                shared: Arc::clone(&self.shared),
                is_at_work: false,
            };
            let work = work.clone();
            let has_begun = jobs.spawn(name, move |reporter| {
                worker.is_at_work = true;
                while let Some(things) = worker.take() {
                    work(things, reporter);
                }
            });
            shared.workers += usize::from(has_begun);
        }
    }
}

impl<T> Shared<T> {
    fn most_workers(&self) -> usize {
        if self.waiting.len() < TOGETHER {
            MAX_WORKERS
        } else {
            1
        }
    }
}

/// A worker thread.
struct Worker<T> {
    shared: Arc<Mutex<Shared<T>>>,
    is_at_work: bool,
}

impl<T> Worker<T> {
    /// The next items; if there are none, or there are too many threads, this thread ends.
    fn take(&mut self) -> Option<Vec<T>> {
        let mut shared = lock(&self.shared);
        let most_workers = shared.most_workers();
        if shared.waiting.is_empty() || shared.workers > most_workers {
            shared.workers -= 1;
            self.is_at_work = false;
            return None;
        }
        let share = shared.waiting.len().div_ceil(most_workers);
        Some(shared.waiting.drain(..share.min(TOGETHER)).collect())
    }
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        // The worker has panicked; the other threads continue.
        if self.is_at_work {
            lock(&self.shared).workers -= 1;
        }
    }
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
        parallel_chunks("count", &things, 7, || {
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

    /// Submits these numbers of items, and returns which were processed and the largest batch size.
    fn done_of(each_time: &[usize]) -> (Vec<usize>, usize) {
        let jobs = Jobs::new(|| {});
        let pool = WorkerPool::default();
        let (done, all) = channel();
        let mut first = 0;
        for count in each_time {
            let done = done.clone();
            pool.add(&jobs, "count", first..first + count, move |things, _| {
                // There is no receiver after the test has failed.
                let _ = done.send(things);
            });
            first += count;
        }
        drop(done);
        let all: Vec<Vec<usize>> = all.iter().collect();
        let together = all.iter().map(Vec::len).max().unwrap_or(0);
        let mut all = all.concat();
        all.sort_unstable();
        (all, together)
    }

    #[test]
    fn a_worker_pool_runs_every_job() {
        let all = |count: usize| (0..count).collect::<Vec<_>>();
        assert_eq!(done_of(&[20; 50]).0, all(1_000));
        assert_eq!(done_of(&[1; 40]).0, all(40));
        assert_eq!(done_of(&[TOGETHER - 1]), (all(TOGETHER - 1), 16));
        let much = [TOGETHER, TOGETHER, TOGETHER, 3];
        assert_eq!(done_of(&much), (all(3 * TOGETHER + 3), TOGETHER));
    }

    #[test]
    fn no_hand_joins_in_at_much_work_and_those_that_are_there_leave() {
        let worker = |waiting: usize, workers: usize| {
            let waiting = (0..waiting).collect();
            Worker {
                shared: Arc::new(Mutex::new(Shared { waiting, workers })),
                is_at_work: true,
            }
        };
        let mut one = worker(3 * TOGETHER, 2);
        assert_eq!(one.take(), None);
        let sizes = std::iter::from_fn(|| one.take()).map(|things| things.len());
        assert_eq!(sizes.collect::<Vec<_>>()[..3], [TOGETHER; 3]);
        assert_eq!(lock(&one.shared).workers, 0);
        assert_eq!(worker(5, 3).take().map(|things| things.len()), Some(1));
    }

    #[test]
    fn a_worker_that_panics_is_not_waited_for() {
        let waiting = VecDeque::from([1, 2]);
        let shared = Arc::new(Mutex::new(Shared {
            waiting,
            workers: 2,
        }));
        let mut worker = Worker {
            shared: Arc::clone(&shared),
            is_at_work: true,
        };
        let panics = thread::spawn(move || {
            let thing = worker.take();
            assert_eq!(thing, None, "as this test wants it");
        });
        assert!(panics.join().is_err());
        let shared = lock(&shared);
        assert_eq!((shared.workers, shared.waiting.len()), (1, 1));
    }
}
