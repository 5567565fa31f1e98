//! Handles the results of the jobs that search and sort.

use std::time::Instant;

use crate::app::ProjectCtx;
use crate::jobs::search::Portion;
use crate::model::search::HitOrder;
use crate::session::concordance::{Concordance, SearchProgress};

impl ProjectCtx<'_> {
    pub(in crate::app) fn on_portion(&mut self, number: u64, portion: Portion) {
        let Some(concordance) = self.concordance_of(number) else {
            return;
        };
        if concordance.progress != SearchProgress::Searching {
            return;
        }
        concordance.extend(portion.hits, Instant::now());
        concordance.searched += portion.articles;
        concordance.failed += portion.failed;
        if let Some(reason) = portion.reason {
            concordance.reason.get_or_insert(reason.to_string());
        }
        if portion.is_cut {
            concordance.progress = SearchProgress::Cut;
            self.sort_if_due();
        }
    }

    pub(in crate::app) fn end_search(&mut self, number: u64) {
        if let Some(concordance) = self.concordance_of(number)
            && concordance.progress == SearchProgress::Searching
        {
            concordance.progress = SearchProgress::Complete;
            self.sort_if_due();
        }
    }

    fn concordance_of(&mut self, number: u64) -> Option<&mut Concordance> {
        let concordance = &mut self.project.session.concordance;
        (concordance.number == number).then_some(concordance)
    }

    pub(in crate::app) fn on_sorted(&mut self, number: u64, order: HitOrder, sorted: Vec<u32>) {
        if let Some(concordance) = self.concordance_of(number)
            && concordance.order() == order
        {
            concordance.set_sorted(sorted);
        }
    }
}
