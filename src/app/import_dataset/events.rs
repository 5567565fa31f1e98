//! Handles the results of the jobs that import a dataset.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::panel::{ImportDatasetPanel, ReadDataset};
use crate::app::ProjectCtx;
use crate::formats::DatasetSummary;
use crate::jobs::import::{ImportError, ImportResult};
use crate::model::Entity;
use crate::model::history::Change;
use crate::model::step_name::StepName;
use crate::session::messages::{CodebookMessage, DatasetMessage};

impl ProjectCtx<'_> {
    pub(in crate::app) fn on_dataset_paths(&mut self, paths: &[PathBuf]) {
        if let Some(panel) = &mut self.project.capabilities.import_dataset.panel
            && !paths.is_empty()
        {
            panel.set_paths(paths);
            self.read_dataset();
        }
    }

    pub(in crate::app) fn on_dataset_progress(&mut self, request: u64, done: usize) {
        let import = &mut self.project.capabilities.import_dataset;
        if let Some(work) = &mut import.incoming.work
            && import.requests.is_last(request)
        {
            work.note(done, Instant::now());
        }
    }

    pub(in crate::app) fn on_dataset(
        &mut self,
        request: u64,
        read: Result<(&'static str, DatasetSummary), ImportError>,
    ) {
        let files = self
            .project
            .capabilities
            .import_dataset
            .panel
            .as_ref()
            .map(ImportDatasetPanel::paths);
        let session = &self.project.session;
        let (Some(files), true) = (
            files,
            self.project
                .capabilities
                .import_dataset
                .requests
                .is_last(request),
        ) else {
            return;
        };
        let incoming = &mut self.project.capabilities.import_dataset.incoming;
        incoming.work = None;
        match read {
            Ok((format, summary)) => {
                let losses = summary.losses.all().iter().map(ToString::to_string);
                incoming.read = Some(Arc::new(ReadDataset {
                    format,
                    complaints: summary.notices.iter().cloned().chain(losses).collect(),
                    codebook: summary.extended(&session.codebook),
                    files,
                    summary,
                }));
            }
            Err(why) => incoming.problem = Some(why.to_string()),
        }
    }

    /// Brings the new articles into the list, and what they need into the codebook.
    pub(in crate::app) fn on_taken(
        &mut self,
        request: u64,
        taken: Result<ImportResult, ImportError>,
    ) {
        let extends = self.project.capabilities.import_dataset.panel.as_ref();
        let extends = extends.is_none_or(ImportDatasetPanel::extends_codebook);
        let incoming = &mut self.project.capabilities.import_dataset.incoming;
        incoming.work = None;
        incoming.is_taking = false;
        let taken = match taken {
            Ok(taken) => taken,
            Err(why)
                if self
                    .project
                    .capabilities
                    .import_dataset
                    .requests
                    .is_last(request) =>
            {
                incoming.problem = Some(why.to_string());
                return;
            }
            Err(why) => {
                return self.shell.notices.error(DatasetMessage::NotImported, why);
            }
        };
        let read = incoming.read.take();
        incoming.taken = Some(message(&taken).to_string());
        let renamed = taken.losses.all().iter();
        incoming.renamed = renamed.map(ToString::to_string).collect();
        self.list_more(&taken.project.articles);
        if let Some(read) = read {
            self.add_what_it_needs(&read, extends);
        }
    }

    fn add_what_it_needs(&mut self, read: &ReadDataset, extends: bool) {
        let session = &mut self.project.session;
        let mut changes = Vec::new();
        let codebook = read.summary.extended(&session.codebook);
        let is_open = session.codebook_file.broken().is_none();
        if extends && is_open && codebook != *session.codebook {
            changes.push(Change::Codebook(Arc::new(codebook)));
        }
        let is_new = |entity: &&Entity| session.entities.get(&entity.id).is_none();
        if session.entities_file.broken().is_none() {
            let entities = read.summary.entities.entities.values();
            changes.extend(
                entities.filter(is_new).map(|entity| {
                    Change::Entity(entity.id.clone(), Some(Box::new(entity.clone())))
                }),
            );
        }
        if changes.is_empty() {
            return;
        }
        let name = StepName::AddForDataset;
        match session.perform_all(name, changes, |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => self.shell.notices.error(CodebookMessage::NotChanged, error),
        }
    }
}

/// The report on what was imported and what was not.
fn message(taken: &ImportResult) -> DatasetMessage {
    let (articles, earlier) = (taken.written.len(), taken.already_there);
    match &taken.ended_early {
        None => DatasetMessage::Imported { articles, earlier },
        Some(why) => DatasetMessage::ImportedInPart {
            articles,
            earlier,
            problem: why.to_string(),
        },
    }
}
