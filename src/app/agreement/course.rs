//! How the agreement of some coders went: by round, by week, and in windows of equally many articles.

use egui::{Grid, Ui};

use super::words::{decimals, info_of};
use crate::analysis::agreement::measure::Undefined;
use crate::analysis::agreement::windows::WindowFigure;
use crate::jobs::agreement::table::{AgreementCourse, AgreementTable, PartFigure};
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::panels::PanelCtx;
use crate::ui::theme::{small, strong};

/// Draws the course; nothing but a word while it is computed.
pub(super) fn course_ui(
    ui: &mut Ui,
    cx: &PanelCtx<'_>,
    table: &AgreementTable,
    course: Option<&AgreementCourse>,
) {
    let Some(course) = course else {
        ui.spinner();
        return;
    };
    if let Some(info) = info_of(course.measure) {
        ui.label(small(info.name).color(cx.palette.quiet));
    }
    if !table.read.teams.ids().is_empty() {
        ui.label(strong(AgreementText::ByRound.text()));
        parts_ui(ui, "rounds", &course.rounds);
        ui.add_space(8.0);
    }
    ui.label(strong(AgreementText::ByWeek.text()));
    parts_ui(ui, "weeks", &course.weeks);
    ui.add_space(8.0);
    ui.label(strong(AgreementText::Windows.text()));
    windows_ui(ui, cx, course);
}

fn parts_ui(ui: &mut Ui, name: &str, parts: &[(String, PartFigure)]) {
    if parts.is_empty() {
        ui.label(small(AgreementText::NoPart.text()));
        return;
    }
    let grid = Grid::new(name).striped(true).num_columns(3);
    grid.show(ui, |ui| {
        for (part, figure) in parts {
            ui.label(part);
            ui.label(part_text(figure.value));
            let articles = figure.articles;
            ui.label(small(AgreementMessage::InArticles { articles }.to_string()));
            ui.end_row();
        }
    });
}

/// A value, or a dash with the reason.
fn part_text(value: Result<f64, Undefined>) -> String {
    value.map_or_else(
        |reason| {
            let reason = reason.to_string();
            AgreementMessage::Dash { reason }.to_string()
        },
        decimals,
    )
}

fn windows_ui(ui: &mut Ui, cx: &PanelCtx<'_>, course: &AgreementCourse) {
    let series = &course.windows;
    if series.windows.is_empty() {
        ui.label(small(AgreementText::NoPart.text()));
        return;
    }
    let quiet = cx.palette.quiet;
    let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
    let grid = Grid::new("windows").striped(true).num_columns(5);
    grid.show(ui, |ui| {
        for heading in [
            AgreementText::Finished,
            AgreementText::Value,
            AgreementText::Interval,
            AgreementText::ArticleCount,
            AgreementText::CodebookVersion,
        ] {
            ui.label(small(heading.text()).color(quiet));
        }
        ui.end_row();
        for window in &series.windows {
            let (low, high) = (day(&window.from), day(&window.to));
            ui.label(AgreementMessage::Interval { low, high }.to_string());
            ui.label(window_text(window.state));
            let interval = window.interval.map_or_else(
                || AgreementText::Undefined.text().to_owned(),
                |interval| {
                    let (low, high) = (decimals(interval.low), decimals(interval.high));
                    AgreementMessage::Interval { low, high }.to_string()
                },
            );
            ui.label(small(interval));
            ui.label(small(window.articles.to_string()));
            ui.label(small(window.codebook_versions.join(", ")));
            ui.end_row();
        }
        ui.label(strong(AgreementText::Whole.text()));
        ui.label(window_text(series.whole));
        ui.end_row();
    });
    if series.without_time > 0 {
        let count = series.without_time;
        let text = AgreementMessage::WithoutTime { count }.to_string();
        ui.label(small(text).color(quiet));
    }
}

/// What a window tells: total agreement is not what cannot be known.
fn window_text(state: WindowFigure) -> String {
    match state {
        WindowFigure::Figure(value) => decimals(value),
        WindowFigure::TotalAgreement => AgreementText::TotalAgreement.text().to_owned(),
        WindowFigure::CannotBeKnown(reason) => {
            let reason = reason.to_string();
            AgreementMessage::CannotBeKnown { reason }.to_string()
        }
    }
}
