//! The figures of the dialog: the matrix of coders, each coder against the agreed version, and the table by label.

use egui::{Grid, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::panel::{ALL, AgreementPanel};
use super::tooltip::{explained, quiet_style};
use super::words::{coder_name, decimals, info_of, subject_name, value_text};
use crate::analysis::agreement::figures::AgreementFigure;
use crate::jobs::agreement::table::AgreementTable;
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::controls::chip_ui;
use crate::ui::panels::PanelCtx;
use crate::ui::theme::{small, strong};

/// The size of a picture of a figure, in points.
const PICTURE: egui::Vec2 = egui::vec2(150.0, 16.0);

/// Where the picture has lines: values that Krippendorff (2019, ch. 12) names for tentative and for firm
/// conclusions.
const LINES: [f32; 2] = [0.667, 0.8];

/// What each coder is measured by against the agreed version.
const AGAINST: [(&str, AgreementText); 3] = [
    ("exact_precision", AgreementText::Precision),
    ("exact_recall", AgreementText::Recall),
    ("exact_f1", AgreementText::ExactF1),
];

impl AgreementPanel {
    /// Draws the figures.
    pub(super) fn figures_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let people = table.people();
        ui.label(strong(AgreementText::Coders.text()));
        self.matrix_ui(ui, cx, table, &people);
        if people.len() > 2 {
            let is_all = self.group == people;
            if chip_ui(ui, is_all, AgreementText::AllCoders.text()).clicked() {
                self.group.clone_from(&people);
            }
        }
        if let Some(agreed) = table.agreed() {
            ui.add_space(10.0);
            ui.label(strong(AgreementText::AgainstAgreed.text()));
            against_agreed_ui(ui, cx, table, agreed, &people);
        }
        ui.add_space(10.0);
        ui.label(strong(AgreementText::BySubject.text()));
        self.subjects_ui(ui, cx, session, table);
        if let Some(info) = info_of(self.measure) {
            let formula = AgreementMessage::Formula {
                formula: info.formula.to_owned(),
                source: info.source.to_owned(),
            };
            let blind = AgreementMessage::BlindTo {
                what: info.blind_to.to_owned(),
            };
            let style = quiet_style(cx);
            for text in [formula.to_string(), blind.to_string()] {
                cx.engine.paragraph_ui(ui, &text, style);
            }
        }
    }

    /// Draws the figure of each pair of coders, and of each with the agreed version; a click chooses the pair.
    fn matrix_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        table: &AgreementTable,
        people: &[u32],
    ) {
        let agreed = table.agreed();
        let columns: Vec<u32> = people.iter().copied().skip(1).chain(agreed).collect();
        let mut chosen = None;
        let grid = Grid::new("coders").num_columns(columns.len() + 1);
        grid.show(ui, |ui| {
            ui.label("");
            for column in &columns {
                ui.label(small(coder_name(table, *column)));
            }
            ui.end_row();
            for (at, row) in people.iter().enumerate() {
                let is_last_alone = at + 1 == people.len() && agreed.is_none();
                if is_last_alone {
                    continue;
                }
                ui.label(small(coder_name(table, *row)));
                for (number, column) in columns.iter().enumerate() {
                    let is_agreed = agreed == Some(*column);
                    // The column of the coder with this number is the next.
                    if !is_agreed && number < at {
                        ui.label("");
                        continue;
                    }
                    let group = match is_agreed {
                        true => vec![*column, *row],
                        false => vec![*row, *column],
                    };
                    if self.pair_ui(ui, cx, table, &group).clicked() {
                        chosen = Some(group);
                    }
                }
                ui.end_row();
            }
        });
        if let Some(chosen) = chosen {
            self.group = chosen;
        }
    }

    fn pair_ui(
        &self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        table: &AgreementTable,
        group: &[u32],
    ) -> Response {
        let figure = table.figure(self.measure, group, &ALL);
        let shown = figure.map_or_else(
            || AgreementText::Undefined.text().to_owned(),
            |figure| {
                let message = AgreementMessage::Figure {
                    value: value_text(figure),
                    articles: figure.articles,
                };
                message.to_string()
            },
        );
        let is_chosen = self.group == group;
        let chip = chip_ui(ui, is_chosen, shown.as_str());
        let names: Vec<String> = group
            .iter()
            .map(|coder| coder_name(table, *coder))
            .collect();
        chip.widget_info(|| {
            let pair = AgreementMessage::Pair {
                one: names.first().cloned().unwrap_or_default(),
                other: names.last().cloned().unwrap_or_default(),
                value: shown.clone(),
            };
            WidgetInfo::selected(Role::RadioButton, true, is_chosen, pair.to_string())
        });
        explained(chip, cx, figure)
    }

    /// Draws the figures of the chosen coders for each label, attribute and relation type.
    fn subjects_ui(
        &self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let figures = table
            .figures
            .iter()
            .filter(|figure| figure.measure.id == self.measure && figure.coders == self.group);
        let figures: Vec<&AgreementFigure> = figures.collect();
        if figures.is_empty() {
            ui.label(AgreementText::NoSubject.text());
            return;
        }
        let quiet = cx.palette.quiet;
        let grid = Grid::new("subjects").striped(true).num_columns(6);
        grid.show(ui, |ui| {
            for heading in [
                AgreementText::BySubject,
                AgreementText::Value,
                AgreementText::Interval,
                AgreementText::ArticleCount,
                AgreementText::Units,
                AgreementText::Picture,
            ] {
                ui.label(small(heading.text()).color(quiet));
            }
            ui.end_row();
            for figure in figures {
                ui.label(subject_name(session, table, &figure.subject));
                explained(ui.label(value_text(figure)), cx, Some(figure));
                let told = ui.label(small(interval_text(figure)));
                if !figure.notes.is_empty() {
                    told.on_hover_text(figure.notes.join("; "));
                }
                ui.label(small(figure.articles.to_string()));
                ui.label(small(figure.units.to_string()));
                picture_ui(ui, cx, figure);
                ui.end_row();
            }
        });
    }
}

/// Draws precision, recall and F1 of each coder against the agreed version.
fn against_agreed_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    table: &AgreementTable,
    agreed: u32,
    people: &[u32],
) {
    let quiet = cx.palette.quiet;
    let grid = Grid::new("against agreed").striped(true);
    grid.num_columns(AGAINST.len() + 1).show(ui, |ui| {
        ui.label("");
        for (_, heading) in AGAINST {
            ui.label(small(heading.text()).color(quiet));
        }
        ui.end_row();
        for coder in people {
            ui.label(small(coder_name(table, *coder)));
            for (measure, _) in AGAINST {
                let figure = table.figure(measure, &[agreed, *coder], &ALL);
                let shown = figure.map(value_text);
                let undefined = AgreementText::Undefined.text();
                let cell = ui.label(shown.as_deref().unwrap_or(undefined));
                explained(cell, cx, figure);
            }
            ui.end_row();
        }
    });
}

/// An interval, or a dash.
fn interval_text(figure: &AgreementFigure) -> String {
    figure.interval.map_or_else(
        || AgreementText::Undefined.text().to_owned(),
        |interval| {
            let message = AgreementMessage::Interval {
                low: decimals(interval.low),
                high: decimals(interval.high),
            };
            message.to_string()
        },
    )
}

/// Draws a figure as a dot on a line from 0 to 1, with its interval.
fn picture_ui(ui: &mut Ui, cx: &PanelCtx<'_>, figure: &AgreementFigure) {
    let (rect, _) = ui.allocate_exact_size(PICTURE, Sense::hover());
    let palette = cx.palette;
    let at = |value: f64| {
        let value = value.clamp(0.0, 1.0) as f32;
        rect.left() + value * rect.width()
    };
    let middle = rect.center().y;
    let painter = ui.painter();
    let thin = Stroke::new(1.0, palette.hairline);
    painter.hline(rect.x_range(), middle, thin);
    for line in LINES {
        painter.vline(at(f64::from(line)), rect.y_range(), thin);
    }
    if let Some(interval) = figure.interval {
        let (low, high) = (at(interval.low), at(interval.high));
        painter.hline(low..=high, middle, Stroke::new(2.0, palette.accent));
        for end in [low, high] {
            let stroke = Stroke::new(2.0, palette.accent);
            painter.vline(end, middle - 4.0..=middle + 4.0, stroke);
        }
    }
    if let Ok(value) = figure.value {
        let dot = pos2(at(value), middle);
        painter.circle_filled(dot, 4.0, palette.accent);
        // Below 0 there is no room.
        if value < 0.0 {
            painter.line_segment(
                [dot, dot - vec2(6.0, 0.0)],
                Stroke::new(2.0, palette.accent),
            );
        }
    }
}
