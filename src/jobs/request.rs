//! Request tokens: of several requests to a job only the latest one is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Reporter;

/// Numbers requests, which identifies stale answers, and cancels the job of the previous request.
#[derive(Default)]
pub struct LatestRequest {
    last: RequestToken,
}

/// A request as its job sees it.
#[derive(Clone, Default)]
pub struct RequestToken {
    pub number: u64,
    is_over: Arc<AtomicBool>,
}

impl LatestRequest {
    /// Cancels the job of the last request, and starts the next request.
    pub fn begin(&mut self) -> RequestToken {
        self.stop();
        self.last = RequestToken {
            number: self.last.number + 1,
            is_over: Arc::default(),
        };
        self.last.clone()
    }

    /// The latest request, for another job of it.
    pub fn last(&self) -> RequestToken {
        self.last.clone()
    }

    /// Asks the job of the latest request to finish early; its answer is still wanted.
    pub fn stop(&self) {
        self.last.is_over.store(true, Ordering::Relaxed);
    }

    /// Whether this is still the latest request.
    pub fn is_last(&self, number: u64) -> bool {
        self.last.number == number
    }
}

impl RequestToken {
    /// Whether the job is cancelled.
    pub fn is_over(&self, reporter: &Reporter) -> bool {
        self.is_over.load(Ordering::Relaxed) || reporter.is_cancelled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Jobs;

    #[test]
    fn the_next_question_stops_the_last_and_an_early_end_is_still_an_answer() {
        let jobs = Jobs::new(|| {});
        let (mut requests, reporter) = (LatestRequest::default(), jobs.reporter());
        let first = requests.begin();
        assert!(requests.is_last(first.number) && !first.is_over(&reporter));
        let second = requests.begin();
        assert!(first.is_over(&reporter) && !requests.is_last(first.number));
        requests.stop();
        assert!(second.is_over(&reporter) && requests.is_last(second.number));
        let third = requests.begin();
        assert!(!third.is_over(&reporter));
        jobs.cancel_all();
        assert!(third.is_over(&reporter));
    }
}
