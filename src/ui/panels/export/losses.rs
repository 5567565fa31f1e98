//! What a format cannot hold, grouped by what happens to it. Each line leads to its place.

use std::sync::Arc;

use egui::{TextEdit, Ui, vec2};

use crate::command::Command;
use crate::command::export::ExportCommand;
use crate::formats::{LossKind, LostItem, PlacedLoss, Report};
use crate::ui::panels::annotations::line_ui;
use crate::ui::panels::row_list::{RowList, Turn};
use crate::ui::panels::{Scene, row_ground_ui};
use crate::ui::theme::{small, strong};

/// View state of the list.
#[derive(Default)]
pub(super) struct LossList {
    rows: RowList,
    /// The lines, made once for each report.
    listed: Option<(Arc<Report>, Vec<Line>)>,
    folded: Vec<LossKind>,
    /// Where the list is to be saved, once that was asked for.
    save_to: Option<String>,
}

/// A line of the list.
enum Line {
    Kind(LossKind, usize),
    /// Which of the losses it is.
    Loss(usize),
}

impl LossList {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        scene: &mut Scene<'_>,
        report: &Arc<Report>,
        out: &str,
    ) {
        if report.losses.is_empty() {
            let told = match report.is_whole {
                true => "Nothing is lost.",
                false => "Nothing is lost of these articles.",
            };
            ui.label(told);
            return;
        }
        self.save_ui(ui, scene, out);
        self.list(report);
        let Self {
            rows,
            listed,
            folded,
            ..
        } = self;
        let Some((_, lines)) = listed else { return };
        let mut turned = None;
        rows.show(
            ui,
            "losses",
            lines.len(),
            Turn::default(),
            |ui, row| match &lines[row] {
                Line::Kind(kind, count) => {
                    let is_open = !folded.contains(kind);
                    let response = kind_ui(ui, scene, *kind, *count, is_open);
                    if response.clicked() {
                        turned = Some(*kind);
                    }
                    response
                }
                Line::Loss(index) => loss_ui(ui, scene, &report.losses[*index]),
            },
        );
        if let Some(kind) = turned {
            match folded.iter().position(|folded| *folded == kind) {
                Some(at) => {
                    folded.remove(at);
                }
                None => folded.push(kind),
            }
            self.listed = None;
        }
    }

    /// Orders the losses by kind; within one kind they stand as they were met.
    fn list(&mut self, report: &Arc<Report>) {
        if self
            .listed
            .as_ref()
            .is_some_and(|(of, _)| Arc::ptr_eq(of, report))
        {
            return;
        }
        let mut order: Vec<usize> = (0..report.losses.len()).collect();
        let kind = |index: &usize| report.losses[*index].loss.what;
        order.sort_by_key(kind);
        let mut lines = Vec::with_capacity(order.len());
        for group in order.chunk_by(|a, b| kind(a) == kind(b)) {
            let Some(first) = group.first().map(kind) else {
                continue;
            };
            lines.push(Line::Kind(first, group.len()));
            if !self.folded.contains(&first) {
                lines.extend(group.iter().copied().map(Line::Loss));
            }
        }
        self.listed = Some((Arc::clone(report), lines));
    }

    /// A button that asks where to save the list.
    fn save_ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>, out: &str) {
        ui.horizontal(|ui| {
            let Some(path) = &mut self.save_to else {
                if ui.button("Save list…").clicked() {
                    self.save_to = Some(format!("{out}-losses.json"));
                }
                return;
            };
            let field = TextEdit::singleline(path).desired_width(360.0);
            ui.add(field).widget_info(|| {
                let name = "File for the list, .json or .txt";
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, name)
            });
            let mut done = false;
            if ui.button("Save").clicked() {
                let command = ExportCommand::SaveLosses(path.clone());
                scene.commands.push(Command::Dataset(command));
                done = true;
            }
            if ui.button("Not now").clicked() || done {
                self.save_to = None;
            }
        });
    }
}

fn kind_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    kind: LossKind,
    count: usize,
    is_open: bool,
) -> egui::Response {
    let mut letters = kind.as_str().chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let name = first.unwrap_or_default() + letters.as_str();
    let described = || format!("{name}, {count}: {}", kind.meaning());
    let response = row_ground_ui(ui, &scene.palette, false, described);
    let mut row = row_of(ui, response.rect);
    let sign = if is_open { "▾" } else { "▸" };
    row.label(small(sign).color(scene.palette.quiet));
    row.label(strong(format!("{name} {count}")));
    row.label(small(kind.meaning()).color(scene.palette.quiet));
    response
}

fn loss_ui(ui: &mut Ui, scene: &mut Scene<'_>, placed: &PlacedLoss) -> egui::Response {
    let loss = &placed.loss;
    let what = match &loss.item {
        LostItem::Article => "the article".to_owned(),
        LostItem::Line(line) => format!("line {line}"),
        LostItem::Annotation(id) if placed.quote.is_empty() => format!("annotation {id}"),
        LostItem::Annotation(_) => format!("“{}”", placed.quote),
        LostItem::Relation(_) => format!("a relation of “{}”", placed.quote),
    };
    let described = || format!("{what} {}: {}, in {}", loss.what, loss.why, loss.article);
    let response = row_ground_ui(ui, &scene.palette, false, described);
    let palette = scene.palette;
    let mut row = row_of(ui, response.rect);
    row.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let name = loss.article.rsplit('/').next().unwrap_or(&loss.article);
        ui.label(small(name).color(palette.quiet));
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add_space(14.0);
            line_ui(ui, scene, &what, 13.5, palette.ink);
            line_ui(ui, scene, &loss.why, 12.0, palette.quiet);
        });
    });
    if response.clicked()
        && let Some(file) = placed.file
    {
        let command = ExportCommand::GoTo(file, placed.annotation.clone());
        scene.commands.push(Command::Dataset(command));
    }
    response
}

fn row_of(ui: &mut Ui, rect: egui::Rect) -> Ui {
    ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(8.0, 0.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    )
}
