//! Handles the results of the jobs that read, compare and write articles.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::app::{App, ProjectCtx};
use crate::jobs::ingest::{ImportEvent, WrittenImport};
use crate::model::codebook::Label;
use crate::model::codebook_diff::united;
use crate::model::history::Change;
use crate::model::observed::Observed;
use crate::model::step_name::StepName;
use crate::session::messages::{CodebookMessage, ImportMessage};
use crate::store::project::{ArticleEntry, SidecarEntry, name_in};

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
            ImportEvent::Written(import) => {
                let WrittenImport {
                    articles,
                    used,
                    mut problems,
                } = *import;
                let added = articles.len();
                self.on_imported(articles);
                if let Some(mut cx) = self.project() {
                    problems.extend(cx.add_marked_labels(&used));
                }
                if let Some(panel) = &mut self.shell.capabilities.import_articles.panel {
                    panel.finish(added, problems);
                }
            }
        }
    }

    /// Puts new articles at the end of the list, or opens the folder that they are in.
    fn on_imported(&mut self, articles: Vec<(PathBuf, Vec<SidecarEntry>)>) {
        let Some(mut cx) = self.project() else {
            let folder = articles.first().and_then(|(path, _)| path.parent());
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
        let entries = articles.into_iter().map(|(path, sidecars)| ArticleEntry {
            name: name_in(&root, &path),
            path,
            sidecars,
            has_meta: true,
        });
        cx.list_more(&entries.collect::<Vec<_>>());
    }
}

impl ProjectCtx<'_> {
    /// Adds the labels of highlights and notes to the codebook, in one step. Returns what is said of it.
    fn add_marked_labels(&mut self, used: &Observed) -> Option<String> {
        let session = &mut self.project.session;
        let codebook = united(&session.codebook, &used.codebook(&session.codebook));
        if session.codebook_file.broken().is_some() || codebook == *session.codebook {
            return None;
        }
        let is_new = |label: &&Label| !session.codebook.labels.iter().any(|l| l.id == label.id);
        let labels = codebook.labels.iter().filter(is_new);
        let labels: Vec<&str> = labels.map(|label| label.name.as_str()).collect();
        let labels = labels.join(", ");
        let changes = vec![Change::Codebook(Arc::new(codebook))];
        match session.perform_all(StepName::AddForDataset, changes, |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => {
                self.shell.notices.error(CodebookMessage::NotChanged, error);
                return None;
            }
        }
        Some(ImportMessage::MarkedLabels { labels }.to_string())
    }
}
