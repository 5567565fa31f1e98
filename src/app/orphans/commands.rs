//! Starts the jobs that look for the texts of orphaned files, and that move the files.

use std::path::PathBuf;

use crate::app::ProjectCtx;
use crate::jobs::Event;
use crate::store::display_path;
use crate::store::orphans::{Orphan, find_orphans, take_over};
use crate::store::project::Project;

impl ProjectCtx<'_> {
    /// Looks for the texts of the sidecars that have none, and drops what was listed, which for very many
    /// articles takes a while too.
    pub(in crate::app) fn look_for_orphans(&mut self, project: Project) {
        self.shell
            .jobs
            .spawn("look for orphaned files", move |reporter| {
                if project.orphans.is_empty() {
                    return;
                }
                let _wait = reporter.begin_io(display_path(&project.root).to_string());
                let orphans =
                    find_orphans(&project.orphans, &project.articles, &project.root, || {
                        reporter.is_cancelled()
                    });
                reporter.send(Event::OrphansFound(orphans));
            });
    }

    /// Takes over the annotations of these texts, which are gone, to the articles with the same text.
    pub(in crate::app) fn take_over_orphans(&mut self, texts: &[PathBuf]) {
        let orphans = self.project.capabilities.orphans.found.iter();
        let wanted =
            orphans.filter(|orphan| orphan.found.is_some() && texts.contains(&orphan.text));
        let wanted: Vec<Orphan> = wanted.cloned().collect();
        if wanted.is_empty() {
            return;
        }
        self.shell
            .jobs
            .spawn("take over annotations", move |reporter| {
                let taken = wanted.into_iter().map(|orphan| {
                    let _wait = reporter.begin_io(display_path(&orphan.text).to_string());
                    let result = take_over(&orphan).map(|_| ());
                    (orphan, result)
                });
                reporter.send(Event::OrphansTakenOver(taken.collect()));
            });
    }
}
