//! The export dialog: on the left the formats by purpose, on the right what to include, a preview,
//! the losses, and the output path.
//!
//! `options` draws the options that the format supports, `losses` lists what it cannot store.
//! All that is known of formats comes from [`formats::ALL`].

mod losses;
mod options;

use demarche_languages::term;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Id, Key, ScrollArea, TextEdit, Ui, vec2};

use losses::LossList;
use options::OptionFields;

use crate::command::Intent;
use crate::command::export::ExportCommand;
use crate::command::search;
use crate::formats::export_options::OptionErrors;
use crate::formats::{self, Format, Group, Report};
use crate::session::messages::{ControlText, ExportMessage, ExportText};
use crate::session::{Session, Work};
use crate::store::coder::AGREED_CODER;
use crate::store::display_path;
use crate::store::export_choice::{Coders, ExportChoice};
use crate::ui::controls;
use crate::ui::live_region;
use crate::ui::panels::dialog::DialogParts;
use crate::ui::panels::list_row::SearchedList;
use crate::ui::panels::{
    self, DialogAction, DialogSize, PanelCtx, list_filter, reflow, text_field, wrapped_row,
};
use crate::ui::theme::{ROW, small, strong};

/// The width of the list of formats at most, in points.
const LIST_WIDTH: f32 = 320.0;

/// The share of the dialog that the list has at most.
const LIST_SHARE: f32 = 0.42;

/// The height of the preview at least, in points: where there is less, the options scroll with it.
const LEAST_PREVIEW: f32 = 160.0;

/// What is known of the dataset that the dialog asks for.
#[derive(Default)]
pub struct ExportPreview {
    /// What it holds, or would hold.
    pub report: Option<Arc<Report>>,
    /// How far finding out or writing has come.
    pub work: Option<Work>,
    /// Why it cannot be made.
    pub problem: Option<String>,
    /// Options with a wrong value; each message is below its field.
    pub wrong: OptionErrors,
    /// Files that would be replaced; it waits for the user's word.
    pub in_the_way: Vec<PathBuf>,
    /// What was written, in words, and where.
    pub written: Option<(String, PathBuf)>,
}

/// The tab that is shown below the options.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ExportTab {
    #[default]
    Preview,
    Losses,
}

/// View state of the dialog, with the chosen options.
pub struct ExportPanel {
    choice: ExportChoice,
    /// What the outlook is about.
    looked: Option<ExportChoice>,
    /// The project's name, after which datasets are called.
    name: String,
    filter: String,
    options: OptionFields,
    sheet: ExportTab,
    losses: LossList,
    /// The chosen format is to be brought in sight.
    reveal: bool,
    /// The place is to get the keyboard.
    to_place: bool,
    seen: bool,
}

impl ExportPanel {
    /// A dialog with the last choices, or with the first format and a folder next to the project.
    pub fn new(last: Option<ExportChoice>, session: &Session) -> Self {
        let known = last.filter(|last| formats::by_name(&last.format).is_some());
        let mut panel = Self {
            choice: known.clone().unwrap_or_default(),
            looked: None,
            name: session.name.clone(),
            filter: String::new(),
            options: OptionFields::default(),
            sheet: ExportTab::default(),
            losses: LossList::default(),
            reveal: true,
            to_place: false,
            seen: false,
        };
        if known.is_none() {
            let first = formats::ALL
                .first()
                .map_or("", |format| format.about().name);
            panel.choice.format = first.to_owned();
            // What is agreed on is what is handed on.
            let mut others = session.articles.codings().others();
            if others.any(|coding| coding.coder == AGREED_CODER) {
                panel.choice.coders = Coders::First;
            }
            let folder = root_of(session).and_then(Path::parent);
            panel.suggest(folder.unwrap_or(Path::new("")));
        }
        panel
    }

    /// What is chosen.
    pub fn choice(&self) -> &ExportChoice {
        &self.choice
    }

    /// The system's dialog has found a place.
    pub fn set_place(&mut self, out: String) {
        self.choice.out = out;
    }

    /// Requests no preview until the user changes an option: a problem that prevents the export is
    /// already known.
    pub fn preview_later(&mut self) {
        let mut now = self.choice.clone();
        now.out.clear();
        self.looked = Some(now);
    }

    /// Notes that the dataset was written, and opens the loss report if there are losses.
    pub fn written(&mut self, has_losses: bool) {
        if has_losses {
            self.sheet = ExportTab::Losses;
        }
    }

    /// Draws the dialog; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        preview: &ExportPreview,
    ) -> bool {
        if panels::is_confirm_key_pressed(ctx) {
            self.write(cx, preview);
        }
        let title = ExportText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.body(true, |ui| {
                let rest = ui.available_size();
                reflow::list_and_details_ui(
                    ui,
                    LIST_WIDTH.min((rest.x * LIST_SHARE).floor()),
                    &mut (&mut *self, &mut *cx),
                    |(panel, cx), ui| panel.purposes_ui(ui, cx),
                    |(panel, cx), ui| {
                        reflow::part_scroll_ui(ui, "dataset", |ui| {
                            panel.dataset_ui(ui, cx, session, preview, rest.y);
                        });
                    },
                );
            });
            self.actions_ui(dialog, cx, preview);
        });
        self.seen = true;
        self.preview_again(cx);
        !modal.should_close()
    }

    /// Requests a new preview of the dataset if the options have changed.
    fn preview_again(&mut self, cx: &mut PanelCtx<'_>) {
        let mut wanted = self.choice.clone();
        // The folder does not change the contents.
        wanted.out.clear();
        if self.looked.as_ref() != Some(&wanted) {
            self.looked = Some(wanted);
            cx.commands.push(Intent::Export(ExportCommand::Look));
        }
    }

    fn write(&self, cx: &mut PanelCtx<'_>, preview: &ExportPreview) {
        let replace = !preview.in_the_way.is_empty();
        let command = ExportCommand::Write { replace };
        cx.commands.push(Intent::Export(command));
    }

    fn format(&self) -> Option<&'static dyn Format> {
        formats::by_name(&self.choice.format)
    }

    /// Draws the button that writes the dataset, or those that answer whether files may be replaced.
    fn actions_ui(
        &self,
        dialog: &mut DialogParts<'_>,
        cx: &mut PanelCtx<'_>,
        preview: &ExportPreview,
    ) {
        let is_asking = !preview.in_the_way.is_empty();
        let possible = !self.choice.out.trim().is_empty() && preview.wrong.is_empty();
        let actions = match is_asking {
            true => vec![
                DialogAction::other(ExportText::Keep.text()),
                DialogAction::main(ExportText::Replace.text()),
            ],
            false => vec![DialogAction::main(ExportText::Export.text()).possible(possible)],
        };
        let buttons = dialog.actions("", &actions);
        let clicked = buttons.iter().position(egui::Response::clicked);
        match clicked {
            Some(0) if is_asking => cx.commands.push(Intent::Export(ExportCommand::Cancel)),
            Some(_) => self.write(cx, preview),
            None => {}
        }
    }

    /// What the dataset is for: a field that filters, and the formats.
    fn purposes_ui(&mut self, ui: &mut Ui, cx: &PanelCtx<'_>) {
        let (field, step, typed) = self.filter_ui(ui);
        ui.add_space(4.0);
        let named = |format: &&dyn Format| {
            let (purpose, title) = (format.about().purpose, format.about().title);
            let name = format.about().name;
            match demarche_languages::is_english() {
                true => format!("{purpose} {title} {name}"),
                false => format!(
                    "{} {} {purpose} {title} {name}",
                    term("format-purpose", purpose),
                    term("format", title)
                ),
            }
        };
        let names: Vec<String> = formats::ALL.iter().map(named).collect();
        let mut found = search::find(&self.filter, names.iter().map(String::as_str));
        if found.is_empty() {
            ui.label(small(ExportText::NoMatch.text()).color(cx.palette.quiet));
            SearchedList::tell_count(ui, field, &self.filter, 0);
            return;
        }
        let group = |index: usize| formats::ALL[index].about().group;
        // What matches best comes first, unless all are listed.
        let is_grouped = self.filter.trim().is_empty();
        if is_grouped {
            found.sort_by_key(|index| (group(*index), *index));
        }
        let chosen = |index: &usize| formats::ALL[*index].about().name == self.choice.format;
        let at = found.iter().position(chosen);
        let mut wanted = at;
        if step != 0 {
            let last = found.len() - 1;
            wanted = Some(at.map_or(0, |at| at.saturating_add_signed(step).min(last)));
        } else if typed {
            wanted = Some(0);
        }
        let reveal = std::mem::take(&mut self.reveal) || step != 0 || typed;
        // A heading stands before the first format of its group.
        let mut lines: Vec<FormatLine> = Vec::new();
        let mut before = None;
        for (row, index) in found.iter().enumerate() {
            let group = group(*index);
            if is_grouped && before.replace(group) != Some(group) {
                lines.push(FormatLine::Heading(group));
            }
            lines.push(FormatLine::Format(row));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("purposes")
            .auto_shrink(false);
        let is_wanted = |line: &FormatLine| Some(*line) == wanted.map(FormatLine::Format);
        if let Some(line) = lines.iter().position(is_wanted).filter(|_| reveal) {
            let above = ui.available_height() * 0.4;
            area = area.vertical_scroll_offset((line as f32 * ROW - above).max(0.0));
        }
        area.show_rows(ui, ROW, lines.len(), |ui, range| {
            let name = ExportText::Filter.text();
            let list = SearchedList::begin(ui, field, name, &self.filter, found.len());
            for line in &lines[range] {
                match *line {
                    FormatLine::Heading(group) => heading_ui(ui, cx, group),
                    FormatLine::Format(row) => {
                        let format = formats::ALL[found[row]];
                        if purpose_ui(ui, cx, list, (row, format), wanted == Some(row)).clicked() {
                            wanted = Some(row);
                        }
                    }
                }
            }
        });
        if let Some(format) = wanted.and_then(|row| found.get(row)) {
            let name = formats::ALL[*format].about().name;
            if name != self.choice.format {
                self.choice.format = name.to_owned();
                self.suggest_again();
            }
        }
    }

    /// The field, the steps in the list, and whether something was typed.
    fn filter_ui(&mut self, ui: &mut Ui) -> (Id, isize, bool) {
        let id = ui.make_persistent_id("filter formats");
        let mut step = 0;
        if ui.memory(|memory| memory.has_focus(id)) {
            let (by, enter) = list_filter::take_step_and_enter(ui);
            step = by;
            self.to_place |= enter;
        }
        let name = ExportText::Filter.text();
        let response = list_filter::field_ui(ui, id, &mut self.filter, name, !self.seen);
        (
            id,
            step,
            response.changed() && !self.filter.trim().is_empty(),
        )
    }

    /// What to include, where to, and the preview, which ends at this height.
    fn dataset_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        preview: &ExportPreview,
        height: f32,
    ) {
        let bottom = ui.cursor().top() + height;
        let Some(format) = self.format() else {
            return;
        };
        ui.label(strong(term("format", format.about().title)).size(15.0));
        let missing = format.about().supports.missing();
        let message = match missing.as_slice() {
            [] => ExportText::Everything.text().to_owned(),
            missing => {
                let items = missing.iter().map(ToString::to_string).collect();
                ExportMessage::CannotStore { items }.to_string()
            }
        };
        ui.add(egui::Label::new(small(message).color(cx.palette.quiet)).wrap());
        ui.add_space(6.0);
        let was_folder = formats::is_folder(format, self.choice.split.is_some());
        self.options
            .show(ui, cx, session, format, &preview.wrong, &mut self.choice);
        if formats::is_folder(format, self.choice.split.is_some()) != was_folder {
            self.suggest_again();
        }
        ui.add_space(6.0);
        self.place_ui(ui, cx, preview, format);
        ui.add_space(6.0);
        panels::hairline_ui(ui, &cx.palette);
        ui.add_space(4.0);
        let top_left = ui.cursor().min;
        let height = (bottom - top_left.y - 1.0).floor().max(LEAST_PREVIEW);
        let size = vec2(ui.available_width(), height);
        let place = egui::Rect::from_min_size(top_left, size);
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            self.preview_ui(ui, cx, preview);
        });
    }

    /// Draws the destination, and the button that writes the dataset.
    fn place_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        preview: &ExportPreview,
        format: &dyn Format,
    ) {
        let is_folder = formats::is_folder(format, self.choice.split.is_some());
        let name = match is_folder {
            true => ExportText::Folder.text(),
            false => ExportText::File.text(),
        };
        let mut asked = false;
        options::row_ui(ui, name, |ui, label| {
            let width = (ui.available_width() - 112.0).max(120.0);
            let field = TextEdit::singleline(&mut self.choice.out).desired_width(width);
            let response =
                panels::name_field(text_field::path_ui(ui, field).labelled_by(label), name);
            if std::mem::take(&mut self.to_place) {
                response.request_focus();
            }
            asked = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button(ControlText::Choose.text()).clicked() {
                let command = Intent::Export(ExportCommand::PickPlace);
                cx.commands.push(command);
            }
        });
        if asked && preview.in_the_way.is_empty() {
            self.write(cx, preview);
        }
        self.question_ui(ui, cx, preview);
    }

    /// Draws whether existing files may be replaced.
    fn question_ui(&self, ui: &mut Ui, cx: &mut PanelCtx<'_>, preview: &ExportPreview) {
        let Some(first) = preview.in_the_way.first() else {
            return;
        };
        let first = display_path(first).to_string();
        let message = match preview.in_the_way.len() {
            1 => ExportMessage::FileExists { path: first },
            count => ExportMessage::FilesExist { count, first },
        };
        let message = small(message.to_string()).color(cx.palette.warning);
        ui.add(egui::Label::new(message).wrap());
    }

    fn preview_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, preview: &ExportPreview) {
        let report = preview.report.as_deref();
        wrapped_row::show(ui, |ui| {
            let losses = match report {
                Some(report) => {
                    let count = report.losses.len();
                    ExportMessage::Losses { count }.to_string()
                }
                None => ExportText::Losses.text().to_owned(),
            };
            let preview_title = ControlText::Preview.text().to_owned();
            for (tab, name, text) in [
                (ExportTab::Preview, "preview", preview_title),
                (ExportTab::Losses, "losses", losses),
            ] {
                wrapped_row::item_ui(ui, name, 0.0, |ui| {
                    controls::value_chip_ui(ui, &mut self.sheet, tab, text);
                });
            }
            if let Some(work) = &preview.work {
                panels::busy_ui(ui, cx, work, Intent::Export(ExportCommand::Cancel));
            } else if let Some(report) = report {
                ui.label(small(summary(report)).color(cx.palette.quiet));
            }
        });
        let message = |ui: &mut Ui, text: &str, color| {
            let label = ui.add(egui::Label::new(small(text).color(color)).wrap());
            live_region::say_changes(ui.ctx(), label.id, text);
        };
        if let Some((written, path)) = &preview.written {
            message(ui, written, cx.palette.accent);
            if controls::small_button_ui(ui, ControlText::ShowInFolder.text()).clicked() {
                cx.commands.push(Intent::ShowInFolder(path.clone()));
            }
        }
        if let Some(problem) = &preview.problem {
            message(ui, problem, cx.palette.error);
        }
        let Some(report) = &preview.report else {
            return;
        };
        if let [first, rest @ ..] = report.unread.as_slice() {
            let left_out = ExportMessage::LeftOut {
                first: first.to_string(),
                others: rest.len(),
            };
            message(ui, &left_out.to_string(), cx.palette.warning);
        }
        match self.sheet {
            ExportTab::Preview => preview_ui(ui, cx, report),
            ExportTab::Losses => self.losses.show(ui, cx, report, &self.choice.out),
        }
    }

    /// Names the dataset after project and format, in the chosen folder.
    fn suggest_again(&mut self) {
        let out = PathBuf::from(&self.choice.out);
        self.suggest(out.parent().unwrap_or(Path::new("")));
    }

    fn suggest(&mut self, folder: &Path) {
        let Some(format) = self.format() else {
            return;
        };
        let name = if formats::is_folder(format, self.choice.split.is_some()) {
            format!("{}-{}", self.name, format.about().name)
        } else {
            format!("{}.{}", self.name, format.about().extension)
        };
        self.choice.out = folder.join(name).to_string_lossy().into_owned();
    }
}

/// The folder of the project.
fn root_of(session: &Session) -> Option<&Path> {
    session.codebook_file.path.parent()
}

/// A line of the list of formats.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FormatLine {
    Heading(Group),
    /// The format of this row of what was found.
    Format(usize),
}

/// The heading of a group of formats.
fn heading_ui(ui: &mut Ui, cx: &PanelCtx<'_>, group: Group) {
    let size = vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(size, egui::Layout::bottom_up(egui::Align::Min), |ui| {
        ui.set_min_size(size);
        ui.add_space(4.0);
        ui.label(small(term("format-group", group.title())).color(cx.palette.quiet));
    });
}

/// A format's name and purpose.
fn purpose_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    list: SearchedList,
    (index, format): (usize, &dyn Format),
    is_chosen: bool,
) -> egui::Response {
    let described = ExportMessage::Format {
        purpose: term("format-purpose", format.about().purpose).to_owned(),
        title: term("format", format.about().title).to_owned(),
    };
    let described = described.to_string();
    let response = list.row_ui(ui, &cx.palette, index, is_chosen, &described);
    let rect = response.rect.shrink2(vec2(8.0, 0.0));
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    row.add(egui::Label::new(term("format-purpose", format.about().purpose)).truncate());
    response.on_hover_text(term("format", format.about().title))
}

/// What goes into it, in words.
fn summary(report: &Report) -> String {
    let (articles, annotations) = (report.articles, report.annotations);
    let (relations, files) = (report.relations, report.files);
    let message = match report.is_whole {
        true => ExportMessage::Whole {
            articles,
            annotations,
            relations,
            files,
        },
        false => ExportMessage::First {
            articles,
            annotations,
            relations,
            files,
        },
    };
    message.to_string()
}

/// How the first files begin.
fn preview_ui(ui: &mut Ui, cx: &PanelCtx<'_>, report: &Report) {
    let palette = cx.palette;
    let area = ScrollArea::vertical().id_salt("preview").auto_shrink(false);
    area.show(ui, |ui| {
        for (name, lines) in &report.beginnings {
            ui.label(small(name).color(palette.quiet));
            let Some(lines) = lines else {
                ui.label(ExportText::NotText.text());
                continue;
            };
            let shown = lines.join("\n");
            let text = egui::RichText::new(shown).monospace().size(12.0);
            let label = egui::Label::new(text).wrap().selectable(true);
            ui.add(label);
            ui.add_space(8.0);
        }
        if report.files > report.beginnings.len() && !report.beginnings.is_empty() {
            let count = report.files - report.beginnings.len();
            let message = ExportMessage::More { count };
            ui.label(small(message.to_string()).color(palette.quiet));
        }
    });
}
