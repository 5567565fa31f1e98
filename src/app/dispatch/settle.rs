//! Choosing between two versions of the same annotations.

use std::time::Instant;

use crate::app::App;
use crate::model::Edit;
use crate::model::history::ArticleId;
use crate::session::OpenArticle;
use crate::store::Snapshot;
use crate::store::article::OnDisk;
use crate::store::merge::{self, Side};
use crate::store::versions::Versions;
use crate::ui::panels::settle::SettlePanel;

impl App {
    /// Shows the two versions of an article that could not be merged, or of the one on screen.
    pub(super) fn show_conflicts(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let mut refused = None;
        session.for_each_opened(|id, open| {
            if open.theirs.is_some() {
                refused.get_or_insert(id);
            }
        });
        let Some(id) = refused.or(session.current) else {
            return;
        };
        let conflicts = session.opened(id).and_then(|open| {
            let [base, ours, theirs] = sides(open)?;
            let merge = merge::merge(&base, &ours, &theirs);
            Some(merge.conflicts)
        });
        match conflicts {
            Some(conflicts) if !conflicts.is_empty() => {
                if self
                    .session()
                    .is_some_and(|session| session.current != Some(id))
                {
                    self.show_article(id);
                }
                self.settle_panel = Some(SettlePanel::new(id, conflicts));
            }
            _ => self
                .notices
                .hint("There are no two versions of anything in this article."),
        }
    }

    /// Makes one version of two, as the analyst chose for each conflict: theirs or ours.
    pub(super) fn settle_conflicts(&mut self, takes_theirs: &[bool]) {
        let Some(panel) = self.settle_panel.take() else {
            return;
        };
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let id: ArticleId = panel.article;
        let Some(open) = session.opened_mut(id) else {
            return;
        };
        let Some([base, ours, theirs]) = sides(open) else {
            return;
        };
        let chosen = |conflict: &merge::Conflict| {
            let at = panel.conflicts.iter().position(|shown| shown == conflict);
            match at.and_then(|at| takes_theirs.get(at)) {
                Some(true) => Side::Theirs,
                _ => Side::Ours,
            }
        };
        let merge = merge::settle(&open.snapshot(), [&base, &ours, &theirs], chosen);
        let edit = Edit::Batch(merge.edits);
        let settled = session.perform_in(id, "settle two versions", edit, |open| {
            open.header = merge.header;
            if let Some(theirs) = open.theirs.take() {
                open.saving.on_disk = OnDisk {
                    stamp: Some(theirs.stamp),
                    snapshot: theirs.snapshot,
                };
            }
            open.saving.problem = None;
            open.saving.changed_at = Some(Instant::now());
        });
        match settled {
            Ok(()) => {
                self.after_change();
                self.notices.hint("Settled; one version stands.");
            }
            Err(error) => self.notices.error("This could not be settled", error),
        }
    }
}

/// The base and both versions: of what another program wrote, or of what a merge left in the file.
fn sides(open: &OpenArticle) -> Option<[Snapshot; 3]> {
    if let Some(theirs) = &open.theirs {
        let base = open.saving.on_disk.snapshot.clone();
        return Some([base, open.snapshot(), theirs.snapshot.clone()]);
    }
    let versions = Versions::of(&open.document, &open.header)?;
    Some([versions.base, versions.ours, versions.theirs])
}
