//! Handles the results of the jobs that read, compare and write articles.

use std::path::PathBuf;
use std::time::Instant;

use crate::app::App;
use crate::jobs::ingest::ImportEvent;
use crate::store::project::{ArticleEntry, name_in};

impl App {
    /// Handles an event of an import job.
    pub(in crate::app) fn on_import(&mut self, turn: u64, event: ImportEvent) {
        if !self
            .shell
            .capabilities
            .import_articles
            .requests
            .is_last(turn)
        {
            return;
        }
        if let ImportEvent::Picked(paths) = event {
            return self.start_import(&paths);
        }
        let Some(panel) = &mut self.shell.capabilities.import_articles.panel else {
            return;
        };
        match event {
            ImportEvent::Picked(_) => {}
            ImportEvent::FolderPicked(folder) => panel.folder = folder,
            ImportEvent::Progress { done, total } => panel.progress(done, total, Instant::now()),
            ImportEvent::Read(reads, there) => {
                panel.reads = reads;
                panel.there = there;
                self.gather();
            }
            ImportEvent::Deduplicated(deduplicated) => panel.on_files_read(*deduplicated),
            ImportEvent::Written(paths, problems) => {
                panel.finish(paths.len(), problems);
                self.on_imported(paths);
            }
        }
    }

    /// Puts new articles at the end of the list, or opens the folder that they are in.
    fn on_imported(&mut self, paths: Vec<PathBuf>) {
        let Some(mut cx) = self.project() else {
            let folder = paths.first().and_then(|path| path.parent());
            if let Some(folder) = folder {
                self.start_listing(vec![folder.to_owned()]);
            }
            return;
        };
        let root = cx
            .project
            .session
            .codebook_file
            .path
            .parent()
            .map(PathBuf::from);
        let root = root.unwrap_or_default();
        let entries = paths.into_iter().map(|path| ArticleEntry {
            name: name_in(&root, &path),
            path,
            sidecars: Vec::new(),
            has_meta: true,
        });
        cx.list_more(&entries.collect::<Vec<_>>());
    }
}
