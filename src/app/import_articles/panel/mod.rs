//! The dialog that imports articles: what was found in the files, what is selected, and the result.
//!
//! ```text
//! Reading -> Gathering -> Choosing -> Writing -> Done
//!                ^------------| a column gets another meaning
//! ```
//!
//! `list` shows the articles, `columns` what the columns of tables mean.

mod columns;
mod list;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use egui::{Id, ProgressBar, ScrollArea, Ui};

use crate::command::Intent;
use crate::command::import::ImportCommand;
use crate::ingest::Ingested;
use crate::ingest::dedupe::{Deduplicated, ExistingArticles, ImportCandidate, Mapping, ReadFile};
use crate::ingest::near_duplicates::Similarity;
use crate::session::Work;
use crate::session::messages::{ControlText, ImportArticlesText, ImportMessage, WorkMessage};
use crate::store::display_path;
use crate::ui::panels::dialog::DialogParts;
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx, reflow};
use crate::ui::theme::{ROW, small, strong};

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    Reading(Work),
    Gathering(Work),
    Choosing,
    Writing(Work),
    Done { added: usize },
}

/// An import that is under way, or whose report is being read.
pub struct ImportPanel {
    pub stage: Stage,
    pub reads: Arc<Vec<ReadFile>>,
    /// What the project has already.
    pub there: Arc<ExistingArticles>,
    /// What columns mean where that was changed.
    pub mapping: Mapping,
    /// Where articles go.
    pub folder: PathBuf,
    candidates: Vec<ImportCandidate>,
    /// One for each candidate.
    ticked: Vec<bool>,
    /// What could not be taken, in words.
    report: Vec<String>,
    /// The list of a column that got another meaning: the keyboard is there again once the articles are gathered.
    keyboard: Option<Id>,
}

impl ImportPanel {
    /// The folder of an import that the user has just confirmed.
    pub fn new(folder: PathBuf, now: Instant) -> Self {
        Self {
            stage: Stage::Reading(Work::new(WorkMessage::ReadingFiles, 0, now)),
            reads: Arc::default(),
            there: Arc::default(),
            mapping: Mapping::new(),
            folder,
            candidates: Vec::new(),
            ticked: Vec::new(),
            report: Vec::new(),
            keyboard: None,
        }
    }

    /// Whether a job works for it.
    pub fn is_busy(&self) -> bool {
        !matches!(self.stage, Stage::Choosing | Stage::Done { .. })
    }

    /// Notes how far its job is.
    pub fn progress(&mut self, done: usize, total: usize, now: Instant) {
        if let Stage::Reading(work) | Stage::Writing(work) = &mut self.stage {
            work.total = total;
            work.note(done, now);
        }
    }

    /// Stores the articles that were found; new ones are ticked, duplicates are not.
    pub fn on_files_read(&mut self, deduplicated: Deduplicated) {
        self.ticked = deduplicated
            .candidates
            .iter()
            .map(ImportCandidate::is_new)
            .collect();
        self.candidates = deduplicated.candidates;
        self.report = deduplicated.left_out;
        self.stage = Stage::Choosing;
    }

    /// What is to be added, which is not kept here any longer.
    pub fn take_ticked(&mut self) -> Vec<Ingested> {
        let mut taken = Vec::new();
        let candidates = std::mem::take(&mut self.candidates);
        for (candidate, ticked) in candidates.into_iter().zip(std::mem::take(&mut self.ticked)) {
            let title = candidate.article.title.clone();
            let notices = candidate.article.notices.iter();
            self.report.extend(notices.map(|notice| {
                let (title, notice) = (title.clone(), notice.to_string());
                ImportMessage::Notice { title, notice }.to_string()
            }));
            if ticked {
                taken.push(candidate.article);
            } else {
                let not_ticked = || ImportArticlesText::NotTicked.text().to_owned();
                let why = candidate
                    .like
                    .map_or_else(not_ticked, |like| like.message());
                let message = ImportMessage::LeftOut { title, why };
                self.report.push(message.to_string());
            }
        }
        taken
    }

    /// Notes what became of it.
    pub fn finish(&mut self, added: usize, problems: Vec<String>) {
        self.report.splice(0..0, problems);
        self.stage = Stage::Done { added };
    }

    /// Draws the dialog over the window.
    pub fn show(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>) {
        if self.stage == Stage::Choosing && panels::is_confirm_key_pressed(ctx) {
            self.start(cx);
        }
        let mut keyboard = None;
        if self.stage == Stage::Choosing {
            keyboard = self.keyboard.take();
        }
        let title = ImportArticlesText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.set_closable(!self.is_busy());
            dialog.body(true, |ui| {
                let size = ui.available_size();
                match self.stage.clone() {
                    Stage::Reading(work) | Stage::Gathering(work) | Stage::Writing(work) => {
                        working_ui(ui, &work);
                    }
                    Stage::Choosing => self.choosing_ui(ui, cx, size),
                    Stage::Done { added } => self.done_ui(ui, cx, size, added),
                }
            });
            self.actions_ui(dialog, cx);
        });
        if let Some(list) = keyboard {
            ctx.memory_mut(|memory| memory.request_focus(list));
        }
        // A job is stopped by its button, not by a key that is pressed once too often.
        if modal.should_close() && !self.is_busy() {
            cx.commands.push(Intent::Import(ImportCommand::Close));
        }
    }

    fn choosing_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, size: egui::Vec2) {
        ui.label(self.summary());
        ui.add_space(4.0);
        let top = ui.cursor().top();
        let changed = columns::show(ui, cx, &self.reads, &mut self.mapping);
        self.keyboard = changed.or(self.keyboard);
        // Columns that are open take their room from the list, so that the buttons stay in sight.
        let columns = (ui.cursor().top() - top - ROW).max(0.0);
        if self.candidates.is_empty() {
            ui.label(ImportArticlesText::NothingToAdd.text());
        } else {
            reflow::row_ui(ui, |ui| {
                for (name, wanted) in [
                    (ImportArticlesText::TickNew.text(), None),
                    (ImportArticlesText::TickAll.text(), Some(true)),
                    (ImportArticlesText::TickNone.text(), Some(false)),
                ] {
                    if ui.button(name).clicked() {
                        let new = self.candidates.iter().map(|c| wanted.unwrap_or(c.is_new()));
                        self.ticked = new.collect();
                    }
                }
            });
            ui.add_space(4.0);
            let share = if self.report.is_empty() { 0.62 } else { 0.48 };
            let height = (size.y * share - columns).max(3.0 * ROW);
            list::show(ui, cx, &self.candidates, &mut self.ticked, height);
        }
        if !self.report.is_empty() {
            ui.add_space(8.0);
            let count = self.report.len();
            ui.label(strong(ImportMessage::Failed { count }.to_string()));
            self.report_ui(ui, cx, size.y * 0.14);
        }
        ui.add_space(8.0);
        reflow::row_ui(ui, |ui| {
            if ui.button(ImportArticlesText::Folder.text()).clicked() {
                cx.commands.push(Intent::Import(ImportCommand::PickFolder));
            }
            let folder = display_path(&self.folder).to_string();
            let into = small(ImportMessage::WrittenTo { folder }.to_string());
            ui.add(egui::Label::new(into.color(cx.palette.quiet)).truncate());
        });
    }

    fn actions_ui(&self, dialog: &mut DialogParts<'_>, cx: &mut PanelCtx<'_>) {
        let count = self.ticked_count();
        let import = ImportMessage::ImportArticles { count }.to_string();
        let copy = DialogAction::other(ImportArticlesText::CopyReport.text());
        let copy = copy.possible(!self.report.is_empty());
        let actions = match &self.stage {
            Stage::Reading(_) | Stage::Gathering(_) | Stage::Writing(_) => {
                vec![DialogAction::other(ControlText::Stop.text())]
            }
            Stage::Choosing => vec![
                DialogAction::other(ControlText::Cancel.text()),
                DialogAction::main(&import).possible(count > 0),
            ],
            Stage::Done { .. } => vec![copy],
        };
        let buttons = dialog.actions("", &actions);
        let can = buttons.iter().zip(&actions);
        let mut can = can.filter(|(_, action)| action.is_possible);
        match can.next_back() {
            Some((last, _)) if !matches!(self.stage, Stage::Done { .. }) => {
                dialog.focus_first(last);
            }
            _ => dialog.focus_close(),
        }
        let Some(clicked) = buttons.iter().position(egui::Response::clicked) else {
            return;
        };
        match (&self.stage, clicked) {
            (Stage::Choosing, 0) => cx.commands.push(Intent::Import(ImportCommand::Close)),
            (Stage::Choosing, _) => self.start(cx),
            (Stage::Done { .. }, _) => {
                if let Some(button) = buttons.first() {
                    button.ctx.copy_text(self.report.join("\n"));
                }
            }
            _ => cx.commands.push(Intent::Import(ImportCommand::Stop)),
        }
    }

    fn ticked_count(&self) -> usize {
        self.ticked.iter().filter(|ticked| **ticked).count()
    }

    fn start(&self, cx: &mut PanelCtx<'_>) {
        if self.ticked_count() > 0 {
            cx.commands.push(Intent::Import(ImportCommand::Start));
        }
    }

    /// How many there are and how many are like others.
    fn summary(&self) -> String {
        let count = |wanted: fn(&ImportCandidate) -> bool| {
            self.candidates
                .iter()
                .filter(|candidate| wanted(candidate))
                .count()
        };
        let same = count(|c| {
            c.like
                .as_ref()
                .is_some_and(|l| l.likeness == Similarity::Same)
        });
        let near = count(|c| !c.is_new()) - same;
        let message = ImportMessage::Found {
            articles: self.candidates.len(),
            files: self.reads.len(),
            same,
            near,
        };
        message.to_string()
    }

    fn done_ui(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>, size: egui::Vec2, added: usize) {
        ui.label(ImportMessage::Added { count: added }.to_string());
        if !self.report.is_empty() {
            ui.add_space(8.0);
            ui.label(strong(ImportArticlesText::Report.text()));
            self.report_ui(ui, cx, size.y * 0.6);
        }
    }

    fn report_ui(&self, ui: &mut Ui, cx: &PanelCtx<'_>, height: f32) {
        ScrollArea::vertical()
            .id_salt("report")
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for line in &self.report {
                    ui.add(egui::Label::new(small(line).color(cx.palette.warning)).wrap());
                }
            });
    }
}

fn working_ui(ui: &mut Ui, work: &Work) {
    ui.label(work.message());
    if work.total > 0 {
        let share = work.done as f32 / work.total as f32;
        ui.add(
            ProgressBar::new(share)
                .fill(ui.visuals().hyperlink_color)
                .desired_height(6.0),
        );
    } else {
        ui.spinner();
    }
}
