//! Handles what the jobs about orphaned files found and did.

use crate::app::ProjectCtx;
use crate::session::messages::{Message, MoveMessage};
use crate::store::orphans::{Orphan, OrphanKind, TakeOverError};
use crate::store::project::{ArticleEntry, SidecarEntry};

impl ProjectCtx<'_> {
    /// Reports the orphaned files of a project that was opened.
    pub(in crate::app) fn on_orphans(&mut self, orphans: Vec<Orphan>) {
        if orphans.is_empty() {
            return;
        }
        self.shell.notices.warn(MoveMessage::OrphansFound {
            files: orphans.iter().map(|orphan| orphan.files.len()).sum(),
            texts: orphans.iter().map(|orphan| orphan.name.clone()).collect(),
            offered: orphans.iter().filter(|o| o.found.is_some()).count(),
        });
        self.project.capabilities.orphans.found = orphans;
    }

    /// Takes in the annotations of articles whose orphaned files were moved to them.
    pub(in crate::app) fn on_taken_over(
        &mut self,
        taken: Vec<(Orphan, Result<(), TakeOverError>)>,
    ) {
        let (mut entries, mut names) = (Vec::new(), Vec::new());
        let mut renamed = Vec::new();
        for (orphan, result) in taken {
            if let Err(error) = result {
                let what = MoveMessage::NotTakenOver { text: orphan.name };
                self.shell.notices.error(what, error);
                continue;
            }
            let found = &mut self.project.capabilities.orphans.found;
            found.retain(|known| (&known.text, &known.sha256) != (&orphan.text, &orphan.sha256));
            if let Some(entry) = entry_of(&orphan) {
                renamed.push((orphan.name.clone(), entry.name.clone()));
                names.push(entry.name.clone());
                entries.push(entry);
            }
        }
        self.forget_orphans_of(&[]);
        self.follow_in_team(&renamed);
        if !entries.is_empty() {
            self.on_changed(&entries);
            let articles = names;
            self.shell.notices.warn(MoveMessage::TakenOver { articles });
        }
    }

    /// Forgets the orphaned files of texts that have come back, and their notice when none is left.
    pub(in crate::app) fn forget_orphans_of(&mut self, back: &[ArticleEntry]) {
        let found = &mut self.project.capabilities.orphans.found;
        found.retain(|orphan| back.iter().all(|entry| entry.path != orphan.text));
        if found.is_empty() {
            self.shell.notices.remove_settled(|message| {
                matches!(message, Message::Moves(MoveMessage::OrphansFound { .. }))
            });
        }
    }
}

/// The article to which orphaned files were moved, with these files.
fn entry_of(orphan: &Orphan) -> Option<ArticleEntry> {
    let found = orphan.found.as_ref()?;
    let sidecars = orphan.files.iter().filter_map(|file| match &file.kind {
        OrphanKind::Sidecar(coder) => Some(SidecarEntry {
            coder: coder.clone(),
            path: file.kind.path_for(&found.path),
        }),
        OrphanKind::Fields => None,
    });
    Some(ArticleEntry {
        path: found.path.clone(),
        name: found.name.clone(),
        sidecars: sidecars.collect(),
        has_meta: orphan
            .files
            .iter()
            .any(|file| file.kind == OrphanKind::Fields),
    })
}
