//! The list of losses: what a format cannot store, grouped by what happens to it and why. A click
//! on a line goes to its place.

use demarche_languages::term;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use egui::{TextEdit, Ui, vec2};

use crate::command::Intent;
use crate::command::export::ExportCommand;
use crate::formats::{LossKind, LostItem, PlacedLoss, Report};
use crate::session::messages::{ExportMessage, ExportText};
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, reflow, row_ground_ui, text_field};
use crate::ui::theme::{small, strong};

/// Losses for one reason that are a group of their own.
const SEVERAL: usize = 3;

/// The number of losses for one reason that are shown before the list is expanded.
const FEW: usize = 12;

/// View state of the list.
#[derive(Default)]
pub(super) struct LossList {
    rows: RowList,
    /// The lines, made once for each report.
    listed: Option<(Arc<Report>, Vec<LossLine>)>,
    /// Groups that were opened or closed by hand.
    turned: BTreeSet<LossGroup>,
    /// Where to save the list, once the user has chosen to.
    save_to: Option<String>,
}

/// What happened, and why if several share the reason; empty for those that do not.
type LossGroup = (LossKind, String);

/// A line of the list.
enum LossLine {
    Group {
        group: LossGroup,
        count: usize,
        is_open: bool,
    },
    Loss {
        /// Which of the losses it is.
        index: usize,
        /// Whether its group does not say why.
        says_why: bool,
    },
}

impl LossList {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        report: &Arc<Report>,
        out: &str,
    ) {
        if report.losses.is_empty() {
            let message = match report.is_whole {
                true => ExportText::NothingLost,
                false => ExportText::NothingLostInThese,
            };
            ui.label(message.text());
            return;
        }
        self.save_ui(ui, cx, out);
        self.list(report);
        let Self {
            rows,
            listed,
            turned,
            ..
        } = self;
        let Some((_, lines)) = listed else { return };
        let mut clicked = None;
        rows.show(
            ui,
            "losses",
            lines.len(),
            ListFrame::default(),
            |ui, row| match &lines[row] {
                LossLine::Group {
                    group,
                    count,
                    is_open,
                } => {
                    let response = group_ui(ui, cx, group, *count, *is_open);
                    if response.clicked() {
                        clicked = Some(group.clone());
                    }
                    response
                }
                LossLine::Loss { index, says_why } => {
                    loss_ui(ui, cx, &report.losses[*index], *says_why)
                }
            },
        );
        if let Some(group) = clicked {
            if !turned.remove(&group) {
                turned.insert(group);
            }
            self.listed = None;
        }
    }

    /// Orders the losses by kind and then by reason, what happened seldom first: a format that has no
    /// place for relations loses all of them, and what else it loses must not be buried below.
    fn list(&mut self, report: &Arc<Report>) {
        if self
            .listed
            .as_ref()
            .is_some_and(|(of, _)| Arc::ptr_eq(of, report))
        {
            return;
        }
        let losses = || report.losses.iter().map(|placed| &placed.loss);
        let mut reasons: BTreeMap<(LossKind, &str), usize> = BTreeMap::new();
        for loss in losses() {
            *reasons.entry((loss.what, &loss.why)).or_default() += 1;
        }
        let mut groups: BTreeMap<LossGroup, Vec<usize>> = BTreeMap::new();
        for (index, loss) in losses().enumerate() {
            let is_shared = reasons[&(loss.what, loss.why.as_str())] >= SEVERAL;
            let why = if is_shared { loss.why.as_str() } else { "" };
            let group = groups.entry((loss.what, why.to_owned())).or_default();
            group.push(index);
        }
        let mut groups: Vec<(LossGroup, Vec<usize>)> = groups.into_iter().collect();
        groups.sort_by_key(|((kind, why), of)| (*kind, !why.is_empty(), of.len()));
        let mut lines = Vec::with_capacity(report.losses.len() + groups.len());
        for (group, indexes) in groups {
            let says_why = group.1.is_empty();
            let is_open = (says_why || indexes.len() <= FEW) != self.turned.contains(&group);
            lines.push(LossLine::Group {
                group,
                count: indexes.len(),
                is_open,
            });
            let shown = indexes.into_iter().filter(|_| is_open);
            lines.extend(shown.map(|index| LossLine::Loss { index, says_why }));
        }
        self.listed = Some((Arc::clone(report), lines));
    }

    /// A button that asks where to save the list.
    fn save_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, out: &str) {
        reflow::row_ui(ui, |ui| {
            let Some(path) = &mut self.save_to else {
                if ui.button(ExportText::SaveList.text()).clicked() {
                    self.save_to = Some(format!("{out}-losses.json"));
                }
                return;
            };
            let field = TextEdit::singleline(path).desired_width(360.0);
            text_field::line_ui(ui, field).widget_info(|| {
                let name = ExportText::ListFile.text();
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, name)
            });
            let mut done = false;
            if ui.button(ExportText::Save.text()).clicked() {
                let command = ExportCommand::SaveLosses(path.clone());
                cx.commands.push(Intent::Export(command));
                done = true;
            }
            if ui.button(ExportText::NotNow.text()).clicked() || done {
                self.save_to = None;
            }
        });
    }
}

fn group_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    (kind, why): &LossGroup,
    count: usize,
    is_open: bool,
) -> egui::Response {
    let name = term("loss", kind.title());
    let why = if why.is_empty() {
        term("loss-meaning", kind.meaning())
    } else {
        why
    };
    let described = || {
        let message = ExportMessage::LossGroup {
            kind: name.to_owned(),
            count,
            why: why.to_owned(),
        };
        message.to_string()
    };
    let response = row_ground_ui(ui, &cx.palette, false, described);
    let mut row = row_of(ui, response.rect);
    let sign = if is_open { "▾" } else { "▸" };
    row.label(small(sign).color(cx.palette.quiet));
    let kind = name.to_owned();
    row.label(strong(ExportMessage::LossKind { kind, count }.to_string()));
    line_ui(&mut row, cx, why, 12.0, cx.palette.quiet);
    response
}

fn loss_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    placed: &PlacedLoss,
    says_why: bool,
) -> egui::Response {
    let loss = &placed.loss;
    let what = match &loss.item {
        LostItem::Article => ExportText::LostArticle.text().to_owned(),
        LostItem::Line(line) => ExportMessage::LostLine { line: *line }.to_string(),
        LostItem::Annotation(id) if placed.quote.is_empty() => {
            let id = id.to_string();
            ExportMessage::LostAnnotation { id }.to_string()
        }
        LostItem::Annotation(_) => {
            let quote = placed.quote.clone();
            ExportMessage::LostQuote { quote }.to_string()
        }
        LostItem::Relation(_) => {
            let quote = placed.quote.clone();
            ExportMessage::LostRelation { quote }.to_string()
        }
    };
    let described = || {
        let message = ExportMessage::Loss {
            item: what.clone(),
            kind: loss.what.to_string(),
            why: loss.why.clone(),
            article: loss.article.clone(),
        };
        message.to_string()
    };
    let response = row_ground_ui(ui, &cx.palette, false, described);
    let palette = cx.palette;
    let mut row = row_of(ui, response.rect);
    row.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let name = loss.article.rsplit('/').next().unwrap_or(&loss.article);
        ui.label(small(name).color(palette.quiet));
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add_space(14.0);
            line_ui(ui, cx, &what, 13.5, palette.ink);
            if says_why {
                line_ui(ui, cx, &loss.why, 12.0, palette.quiet);
            }
        });
    });
    if response.clicked()
        && let Some(file) = placed.file
    {
        let command = ExportCommand::GoTo(file, placed.annotation.clone());
        cx.commands.push(Intent::Export(command));
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
