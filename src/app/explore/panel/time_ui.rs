//! Statements over time: the length of the periods, and their columns.

use egui::Ui;

use super::crosstab_ui::CellFields;
use crate::analysis::crosstab::PeriodLength;
use crate::analysis::over_time::TimeView;
use crate::analysis::statement_rows::POLARITY;
use crate::figures::StandsFor;
use crate::jobs::explore::view::{CountedField, ExploreView};
use crate::session::messages::{ExploreMessage, ExploreText};
use crate::ui::controls;
use crate::ui::panels::figure::FigureMarks;
use crate::ui::panels::{PanelCtx, wrapped_row};
use crate::ui::theme::small;

const UNITS: [(PeriodLength, ExploreText); 4] = [
    (PeriodLength::Week, ExploreText::Week),
    (PeriodLength::Month, ExploreText::Month),
    (PeriodLength::Quarter, ExploreText::Quarter),
    (PeriodLength::Year, ExploreText::Year),
];

/// What is chosen for statements over time.
pub(super) struct TimePanel {
    pub unit: PeriodLength,
    marks: FigureMarks,
}

impl Default for TimePanel {
    fn default() -> Self {
        Self {
            unit: PeriodLength::Month,
            marks: FigureMarks::default(),
        }
    }
}

impl TimePanel {
    /// Gives the keyboard to the column that had it last.
    pub fn enter(&mut self) {
        self.marks.enter();
    }

    /// Draws the choices.
    pub fn choices_ui(&mut self, ui: &mut Ui) {
        wrapped_row::show(ui, |ui| {
            ui.label(small(ExploreText::Statements.text()));
            ui.label(small(ExploreText::By.text()));
            for (unit, text) in UNITS {
                controls::value_chip_ui(ui, &mut self.unit, unit, small(text.text()));
            }
        });
    }

    /// Draws the columns. Returns what a part of one stands for that was taken.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        shown: &ExploreView,
        time: &TimeView,
    ) -> Option<CellFields> {
        if time.undated > 0 {
            let count = time.undated;
            let message = ExploreMessage::Undated { count };
            ui.label(small(message.to_string()).color(cx.palette.warning));
        }
        if time.periods.is_empty() {
            ui.label(ExploreText::NoDates.text());
            return None;
        }
        let picture = shown.picture.as_ref()?;
        let marks = &mut self.marks;
        let is_part = |of| matches!(of, StandsFor::Cell { .. });
        let taken = egui::ScrollArea::both()
            .id_salt("over time")
            .auto_shrink(false)
            .show(ui, |ui| marks.show(ui, cx, picture, &is_part))
            .inner?;
        let StandsFor::Cell { row, column } = taken else {
            return None;
        };
        let period = time.periods.get(row)?.clone();
        let mut fields = vec![(CountedField::Time(self.unit), vec![period])];
        // Without a polarity there is one series of all statements.
        let has_polarity = shown.statements.table.column(POLARITY).is_some();
        if let Some(value) = time.series.get(column).filter(|_| has_polarity) {
            let polarity = CountedField::Column(POLARITY.to_owned());
            fields.push((polarity, vec![value.clone()]));
        }
        Some(fields)
    }
}
