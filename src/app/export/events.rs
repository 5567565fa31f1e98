//! Handles the results of the jobs that export a dataset.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::app::ProjectCtx;
use crate::app::capability::Capability as _;
use crate::formats::Report;
use crate::jobs::export::{ExportError, NotExported};
use crate::session::Work;
use crate::session::messages::{DatasetMessage, WorkMessage};
use crate::store::display_path;

impl ProjectCtx<'_> {
    pub(in crate::app) fn on_export_gathered(&mut self, request: u64, done: usize, total: usize) {
        let export = &mut self.project.capabilities.export;
        if let Some(work) = &mut export.preview.work
            && export.requests.is_last(request)
        {
            work.total = total;
            work.note(done, Instant::now());
        }
    }

    pub(in crate::app) fn on_export_bytes(&mut self, request: u64, bytes: u64) {
        let (export, now) = (&mut self.project.capabilities.export, Instant::now());
        if let Some(work) = &mut export.preview.work
            && export.requests.is_last(request)
        {
            if work.name != WorkMessage::WritingDataset {
                *work = Work::new(WorkMessage::WritingDataset, 0, now);
            }
            work.note(usize::try_from(bytes >> 20).unwrap_or(usize::MAX), now);
        }
    }

    pub(in crate::app) fn on_export_preview(
        &mut self,
        request: u64,
        report: Result<Report, ExportError>,
    ) {
        let export = &mut self.project.capabilities.export;
        if !export.requests.is_last(request) {
            return;
        }
        match report {
            Ok(report) => {
                if report.is_whole {
                    export.preview.work = None;
                }
                export.preview.report = Some(Arc::new(report));
            }
            Err(why) => {
                export.preview.work = None;
                export.preview.problem = Some(why.to_string());
            }
        }
    }

    pub(in crate::app) fn on_exported(
        &mut self,
        request: u64,
        out: &Path,
        written: Result<Report, NotExported>,
    ) {
        if !self.project.capabilities.export.requests.is_last(request) {
            return;
        }
        self.project.capabilities.export.preview.work = None;
        let asked = self.project.capabilities.export.asked.take();
        match written {
            Ok(report) => {
                let message = message(&report, out);
                if let Some(panel) = &mut self.project.capabilities.export.panel {
                    panel.written(!report.losses.is_empty());
                    let preview = &mut self.project.capabilities.export.preview;
                    // The preview shows how the files begin; the files themselves need not be read.
                    let before = preview.report.as_ref();
                    let beginnings = before.map(|report| report.beginnings.clone());
                    preview.report = Some(Arc::new(Report {
                        beginnings: beginnings.unwrap_or_default(),
                        ..report
                    }));
                    preview.written = Some((message.to_string(), out.to_owned()));
                } else {
                    self.shell.notices.written(message, out.to_owned());
                }
                if let Some(choice) = asked {
                    self.shell.persisted_state.set_export(choice);
                    self.shell.write_state();
                }
            }
            Err(NotExported::Incomplete { unread, files }) => {
                if !self.project.capabilities.export.is_open() {
                    self.show_export();
                    if let Some(panel) = &mut self.project.capabilities.export.panel {
                        panel.preview_later();
                    }
                }
                self.shell
                    .notices
                    .warn(DatasetMessage::Incomplete { unread });
                self.project.capabilities.export.preview.in_the_way = files;
            }
            Err(NotExported::InTheWay(files)) => {
                if !self.project.capabilities.export.is_open() {
                    self.show_export();
                    if let Some(panel) = &mut self.project.capabilities.export.panel {
                        panel.preview_later();
                    }
                    self.shell.notices.warn(DatasetMessage::FilesChanged);
                }
                self.project.capabilities.export.preview.in_the_way = files;
            }
            Err(NotExported::Failed(why)) => {
                if self.project.capabilities.export.is_open() {
                    self.project.capabilities.export.preview.problem = Some(why.to_string());
                } else {
                    self.shell.notices.error(DatasetMessage::NotExported, why);
                }
            }
        }
    }

    pub(in crate::app) fn on_export_place(&mut self, path: Option<PathBuf>) {
        let (Some(path), Some(panel)) = (path, &mut self.project.capabilities.export.panel) else {
            return;
        };
        match path.to_str() {
            Some(path) => panel.set_place(path.to_owned()),
            None => {
                let why = DatasetMessage::NotUnicode {
                    path: display_path(&path).to_string(),
                };
                self.shell.notices.error(DatasetMessage::PlaceUnusable, why);
            }
        }
    }
}

/// The notice about what was written.
fn message(report: &Report, out: &Path) -> DatasetMessage {
    DatasetMessage::Exported {
        articles: report.articles,
        annotations: report.annotations,
        unread: report.unread.len(),
        losses: report.losses.len(),
        path: display_path(out).to_string(),
    }
}
