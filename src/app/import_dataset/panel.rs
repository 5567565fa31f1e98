//! The dialog that imports a dataset: its source, a preview of its content, what is not imported.

use demarche_languages::term;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{ScrollArea, TextEdit, Ui, vec2};

use crate::command::Intent;
use crate::command::incoming::IncomingCommand;
use crate::formats::{self, DatasetSummary};
use crate::model::Codebook;
use crate::model::codebook_diff::differences;
use crate::session::messages::{ControlText, ImportDatasetText, ImportMessage, PageMessage};
use crate::session::{Session, Work};
use crate::store::typed_paths::typed_path;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx, reflow, text_field};
use crate::ui::theme::{Palette, small, strong};

/// What was read from a dataset.
pub struct ReadDataset {
    /// The name of its format.
    pub format: &'static str,
    /// The files and folders that it was read from.
    pub files: Vec<PathBuf>,
    pub summary: DatasetSummary,
    /// The codebook with what the dataset uses beside it.
    pub codebook: Codebook,
    /// What was out of order, a line each.
    pub complaints: Vec<String>,
}

/// What is known of the dataset that the dialog asks for.
#[derive(Default)]
pub struct IncomingDataset {
    pub read: Option<Arc<ReadDataset>>,
    pub problem: Option<String>,
    /// What is being done about it.
    pub work: Option<Work>,
    /// Whether its articles are being written.
    pub is_taking: bool,
    /// The result of the import, in words.
    pub taken: Option<String>,
    /// What was written otherwise than it was named, a line each.
    pub renamed: Vec<String>,
}

/// The width of the list of formats, in points.
const FORMAT_WIDTH: f32 = 300.0;

/// View state of the dialog, with the user's choices.
pub struct ImportDatasetPanel {
    /// A file or a folder; several are on lines of their own.
    paths: String,
    /// The name of the format; empty while it is to be guessed.
    format: String,
    /// Where in the project the articles go.
    folder: String,
    /// Whether what the codebook lacks is added to it.
    extend: bool,
    complaints: RowList,
    seen: bool,
}

impl Default for ImportDatasetPanel {
    fn default() -> Self {
        Self {
            paths: String::new(),
            format: String::new(),
            folder: String::new(),
            extend: true,
            complaints: RowList::default(),
            seen: false,
        }
    }
}

impl ImportDatasetPanel {
    /// Files and folders of the dataset.
    pub fn paths(&self) -> Vec<PathBuf> {
        let lines = self.paths.lines();
        lines.filter_map(|line| typed_path(line, None)).collect()
    }

    /// The system's dialog has found files.
    pub fn set_paths(&mut self, paths: &[PathBuf]) {
        let lines = paths.iter().map(|path| path.to_string_lossy());
        self.paths = lines.collect::<Vec<_>>().join("\n");
    }

    /// The name of the format, unless it is to be guessed.
    pub fn format(&self) -> Option<&str> {
        Some(self.format.as_str()).filter(|format| !format.is_empty())
    }

    /// Where in the project the articles go.
    pub fn folder(&self) -> &str {
        self.folder.trim()
    }

    /// Whether what the codebook lacks is added to it.
    pub fn extends_codebook(&self) -> bool {
        self.extend
    }

    /// Draws the dialog; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        incoming: &IncomingDataset,
    ) -> bool {
        if panels::is_confirm_key_pressed(ctx) {
            let command = match (&incoming.work, &incoming.read) {
                (Some(_), _) => None,
                (None, Some(_)) => Some(IncomingCommand::Take),
                (None, None) => Some(IncomingCommand::Read),
            };
            cx.commands.extend(command.map(Intent::Incoming));
        }
        let title = ImportDatasetText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.body(true, |ui| {
                // While articles are being imported, the source cannot be changed.
                ui.add_enabled_ui(!incoming.is_taking, |ui| self.source_ui(ui, cx));
                ui.add_space(8.0);
                self.incoming_ui(ui, cx, session, incoming);
            });
            let is_idle = incoming.work.is_none();
            let can_preview = !self.paths.trim().is_empty() && !incoming.is_taking;
            let preview = ControlText::Preview.text();
            let preview = (preview, IncomingCommand::Read, can_preview);
            let import = ImportDatasetText::Import.text();
            let import = (import, IncomingCommand::Take, is_idle);
            let offered = match &incoming.read {
                Some(_) => vec![preview, import],
                None => vec![preview],
            };
            let last = offered.len() - 1;
            let action = |(at, (name, _, can)): (usize, &(&'static str, _, bool))| match at == last
            {
                true => DialogAction::main(name).possible(*can),
                false => DialogAction::other(name).possible(*can),
            };
            let actions: Vec<DialogAction<'_>> = offered.iter().enumerate().map(action).collect();
            let buttons = dialog.actions("", &actions);
            for (button, (_, command, _)) in buttons.iter().zip(offered) {
                if button.clicked() {
                    cx.commands.push(Intent::Incoming(command));
                }
            }
        });
        self.seen = true;
        !modal.should_close()
    }

    fn source_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        let before = (self.paths.clone(), self.format.clone());
        let name = ImportDatasetText::Sources.text();
        let label = ui.label(small(name).color(cx.palette.quiet));
        let field = TextEdit::multiline(&mut self.paths)
            .desired_rows(2)
            .desired_width(f32::INFINITY);
        let field = panels::name_field(text_field::paths_ui(ui, field).labelled_by(label.id), name);
        if !self.seen {
            field.request_focus();
        }
        reflow::row_ui(ui, |ui| {
            for (name, folder) in [
                (ImportDatasetText::ChooseFiles, false),
                (ImportDatasetText::ChooseFolder, true),
            ] {
                if ui.button(name.text()).clicked() {
                    let command = IncomingCommand::Pick { folder };
                    cx.commands.push(Intent::Incoming(command));
                }
            }
            let label = ui.label(ImportDatasetText::Format.text());
            let chosen = formats::reader(&self.format);
            let detect = ImportDatasetText::Detect.text();
            let shown = chosen.map_or(detect, |format| term("format", format.about().title));
            reflow::item_ui(ui, "format", |ui| {
                let list = DropDown::new(ImportDatasetText::Format.text());
                let list = list.labelled_by(label.id);
                let list = list.width(FORMAT_WIDTH.min(ui.available_width()));
                list.show_into(ui, &mut self.format, shown, || {
                    let readers = formats::readers().map(|format| format.about());
                    let named = readers.map(|about| {
                        (
                            about.name.to_owned(),
                            term("format", about.title).to_owned(),
                        )
                    });
                    let detect = (String::new(), detect.to_owned());
                    std::iter::once(detect).chain(named).collect()
                });
            });
        });
        if before != (self.paths.clone(), self.format.clone()) {
            // What was read was something else.
            let command = Intent::Incoming(IncomingCommand::Cancel);
            cx.commands.push(command);
        }
    }

    fn incoming_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        incoming: &IncomingDataset,
    ) {
        let palette = cx.palette;
        if let Some(work) = &incoming.work {
            let cancel = Intent::Incoming(IncomingCommand::Cancel);
            reflow::row_ui(ui, |ui| panels::busy_ui(ui, cx, work, cancel));
        }
        if let Some(problem) = &incoming.problem {
            ui.add(egui::Label::new(small(problem).color(palette.error)).wrap());
        }
        if let Some(taken) = &incoming.taken {
            ui.add(egui::Label::new(small(taken).color(palette.accent)).wrap());
            let title = |count| ImportMessage::Renamed { count };
            self.complaints_ui(ui, &palette, title, &incoming.renamed);
        }
        let Some(read) = &incoming.read else {
            return;
        };
        let title =
            formats::reader(read.format).map_or("", |format| term("format", format.about().title));
        let summary = &read.summary;
        ui.label(strong(title));
        let message = ImportMessage::ArticlesWithAnnotations {
            articles: summary.articles,
            annotations: summary.annotations,
        };
        ui.label(message.to_string());
        let counts = summary.labels.iter().map(|(label, count)| {
            let (label, count) = (label.to_string(), *count);
            ImportMessage::LabelCount { label, count }.to_string()
        });
        let facts = counts.collect();
        let counts = small(PageMessage::Facts { facts }.to_string());
        ui.add(egui::Label::new(counts.color(palette.quiet)).wrap());
        let lacking = differences(&session.codebook, &read.codebook);
        if !lacking.is_empty() {
            ui.add_space(6.0);
            let count = lacking.len();
            let text = ImportMessage::ExtendCodebook { count };
            ui.checkbox(&mut self.extend, text.to_string());
            ScrollArea::vertical()
                .id_salt("lacking")
                .max_height(100.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for line in &lacking {
                        ui.label(small(line).color(palette.quiet));
                    }
                });
        }
        ui.add_space(6.0);
        reflow::row_ui(ui, |ui| {
            let name = ImportDatasetText::Folder.text();
            let label = ui.label(name);
            let field = TextEdit::singleline(&mut self.folder).desired_width(200.0);
            panels::name_field(text_field::line_ui(ui, field).labelled_by(label.id), name);
        });
        ui.add_space(6.0);
        if read.complaints.is_empty() {
            ui.label(ImportDatasetText::Everything.text());
            return;
        }
        let title = |count| ImportMessage::Changed { count };
        self.complaints_ui(ui, &palette, title, &read.complaints);
    }

    /// Lines of which there may be very many.
    fn complaints_ui(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        title: impl Fn(usize) -> ImportMessage,
        lines: &[String],
    ) {
        if lines.is_empty() {
            return;
        }
        let title = title(lines.len());
        ui.label(strong(title.to_string()));
        let complaints = &mut self.complaints;
        let id = title.id();
        complaints.show(ui, id, lines.len(), ListFrame::default(), |ui, row| {
            let response = panels::row_ground_ui(ui, palette, false, || lines[row].clone());
            let rect = response.rect.shrink2(vec2(8.0, 0.0));
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
            inside.add(egui::Label::new(small(&lines[row])).truncate());
            response
        });
    }
}
