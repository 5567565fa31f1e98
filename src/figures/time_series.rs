//! Numbers over time: stacked columns or lines, a place for each period.

use crate::legend::{legend, title_mark};
use crate::scale::{LinearScale, number_text, ticks};
use crate::scene::{
    Figure, FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::text_width::text_width;
use crate::{ChartSeries, ColorRole};

/// What a chart over time shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeSeries {
    pub title: String,
    pub description: String,
    /// The names of all periods in their order, those without anything included, such as `2025-04`.
    pub periods: Vec<String>,
    pub series: Vec<ChartSeries>,
    /// For each period a number for each series. Columns show none below 0.
    pub values: Vec<Vec<f64>>,
    /// Series whose columns go down from the zero line, such as “against”.
    pub downward: Vec<usize>,
    pub form: SeriesForm,
    /// What the numbers count, such as “statements”.
    pub unit: String,
    /// Points.
    pub width: f32,
    pub height: f32,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesForm {
    #[default]
    Columns,
    Lines,
}

const EDGE: f32 = 12.0;
const SIZE: f32 = 11.0;

/// Draws a chart over time. In [`StandsFor::Cell`] the row is the period and the column the series.
pub fn time_series(chart: &TimeSeries) -> Figure {
    let mut marks = Vec::new();
    let mut top = EDGE;
    if !chart.title.is_empty() {
        let at = FigurePoint {
            x: EDGE,
            y: top + 14.0,
        };
        marks.push(title_mark(&chart.title, at, chart.width - 2.0 * EDGE));
        top += 26.0;
    }
    if chart.series.len() > 1 {
        top = legend(&chart.series, (EDGE, top), chart.width - EDGE, &mut marks);
    }
    let at = FigurePoint {
        x: EDGE,
        y: top + 10.0,
    };
    let unit = TextMark::new(at, chart.unit.as_str(), SIZE, TextAnchor::Left);
    marks.push(Mark::new(MarkShape::Text(unit)).filled(ColorRole::QuietInk));
    top += 20.0;
    let ticks = value_ticks(chart);
    let written: Vec<String> = ticks.iter().map(|tick| tick_text(chart, *tick)).collect();
    let widest = written.iter().map(|text| text_width(text, SIZE));
    let left = EDGE + widest.fold(0.0, f32::max) + 8.0;
    let right = (chart.width - EDGE).max(left + 1.0);
    let bottom = (chart.height - 30.0).max(top + 20.0);
    let ends = match (ticks.first(), ticks.last()) {
        (Some(least), Some(most)) => (*least, *most),
        _ => (0.0, 1.0),
    };
    let scale = LinearScale::new(ends, (bottom, top));
    for (tick, text) in ticks.iter().zip(written) {
        let y = scale.place(*tick);
        let color = if *tick == 0.0 {
            ColorRole::QuietInk
        } else {
            ColorRole::Hairline
        };
        let line = vec![FigurePoint { x: left, y }, FigurePoint { x: right, y }];
        marks.push(Mark::new(MarkShape::Line(line)).outlined(LineStroke::solid(color, 0.75)));
        let at = FigurePoint {
            x: left - 6.0,
            y: y + 4.0,
        };
        let text = TextMark::new(at, text, SIZE, TextAnchor::Right);
        marks.push(Mark::new(MarkShape::Text(text)).filled(ColorRole::QuietInk));
    }
    let step = (right - left) / chart.periods.len().max(1) as f32;
    let area = PlotArea { left, bottom, step };
    period_names(chart, area, &mut marks);
    match chart.form {
        SeriesForm::Columns => columns(chart, &scale, area, &mut marks),
        SeriesForm::Lines => lines(chart, &scale, area, &mut marks),
    }
    Figure {
        width: chart.width,
        height: bottom + 30.0,
        title: chart.title.clone(),
        description: chart.description.clone(),
        marks,
    }
}

/// Where the periods stand.
#[derive(Clone, Copy)]
struct PlotArea {
    left: f32,
    bottom: f32,
    /// The width of a period.
    step: f32,
}

impl PlotArea {
    fn middle(self, period: usize) -> f32 {
        self.left + self.step * (period as f32 + 0.5)
    }
}

fn value_ticks(chart: &TimeSeries) -> Vec<f64> {
    let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
    let ends = chart.values.iter().map(|row| match chart.form {
        SeriesForm::Lines => {
            let least = row.iter().copied().map(finite).fold(0.0, f64::min);
            (least, row.iter().copied().map(finite).fold(0.0, f64::max))
        }
        SeriesForm::Columns => {
            let sum = |down: bool| -> f64 {
                let parts = row.iter().enumerate();
                let parts = parts.filter(|(at, _)| chart.downward.contains(at) == down);
                parts.map(|(_, value)| finite(*value).max(0.0)).sum()
            };
            (-sum(true), sum(false))
        }
    });
    let (least, most) = ends.fold((0.0, 0.0), |(least, most): (f64, f64), (low, high)| {
        (least.min(low), most.max(high))
    });
    ticks(least, most, 5)
}

/// Below the zero line of columns stands how many there are, without a sign.
fn tick_text(chart: &TimeSeries, tick: f64) -> String {
    match chart.form {
        SeriesForm::Columns => number_text(tick.abs()),
        SeriesForm::Lines => number_text(tick),
    }
}

/// As many names of periods as have room; the first one always.
fn period_names(chart: &TimeSeries, area: PlotArea, marks: &mut Vec<Mark>) {
    let widest = chart.periods.iter().map(|name| text_width(name, SIZE));
    let room = widest.fold(0.0, f32::max) + 10.0;
    let every = ((room / area.step.max(0.01)).ceil() as usize).max(1);
    for (period, name) in chart.periods.iter().enumerate().step_by(every) {
        let at = FigurePoint {
            x: area.middle(period),
            y: area.bottom + 16.0,
        };
        // The names of wide periods stand in the middle of them, and none leaves the figure.
        let half = text_width(name, SIZE) / 2.0;
        let at = FigurePoint {
            x: at.x.clamp(
                half.min(at.x),
                (chart.width - half - 2.0).max(half.min(at.x)),
            ),
            ..at
        };
        let text = TextMark::new(at, name.as_str(), SIZE, TextAnchor::Middle);
        marks.push(
            Mark::new(MarkShape::Text(text))
                .filled(ColorRole::QuietInk)
                .standing_for(StandsFor::Row(period), name.as_str()),
        );
    }
}

fn said(chart: &TimeSeries, period: usize, series: usize, value: f64) -> String {
    let name = &chart.series[series].name;
    let period = &chart.periods[period];
    format!("{period} – {name}: {}", number_text(value))
}

fn columns(chart: &TimeSeries, scale: &LinearScale, area: PlotArea, marks: &mut Vec<Mark>) {
    let width = (area.step * 0.8).clamp(0.5, 40.0);
    for (period, values) in chart.values.iter().enumerate().take(chart.periods.len()) {
        let (mut down, mut up) = (0.0, 0.0);
        for (column, series) in chart.series.iter().enumerate() {
            let value = values.get(column).copied().unwrap_or(0.0);
            if value <= 0.0 || !value.is_finite() {
                continue;
            }
            let (low, high) = if chart.downward.contains(&column) {
                down -= value;
                (down, down + value)
            } else {
                up += value;
                (up - value, up)
            };
            let (top, bottom) = (scale.place(high), scale.place(low));
            let rect = FigureRect {
                left: area.middle(period) - width / 2.0,
                top,
                width,
                height: bottom - top,
            };
            let said = said(chart, period, column, value);
            marks.push(
                Mark::new(MarkShape::Rectangle(rect))
                    .filled(series.color)
                    .standing_for(
                        StandsFor::Cell {
                            row: period,
                            column,
                        },
                        said,
                    ),
            );
        }
    }
}

fn lines(chart: &TimeSeries, scale: &LinearScale, area: PlotArea, marks: &mut Vec<Mark>) {
    for (column, series) in chart.series.iter().enumerate() {
        let mut points = Vec::new();
        let mut dots = Vec::new();
        for (period, values) in chart.values.iter().enumerate().take(chart.periods.len()) {
            let Some(value) = values.get(column).copied().filter(|v| v.is_finite()) else {
                continue;
            };
            let centre = FigurePoint {
                x: area.middle(period),
                y: scale.place(value),
            };
            points.push(centre);
            let said = said(chart, period, column, value);
            let dot = MarkShape::Circle {
                centre,
                radius: 2.5,
            };
            dots.push(Mark::new(dot).filled(series.color).standing_for(
                StandsFor::Cell {
                    row: period,
                    column,
                },
                said,
            ));
        }
        // Lines are told apart without their colours too.
        let dash = [None, Some([6.0, 3.0]), Some([2.0, 2.0]), Some([9.0, 3.0])][column % 4];
        let stroke = LineStroke {
            color: series.color,
            width: 1.75,
            dash,
        };
        if points.len() > 1 {
            marks.push(Mark::new(MarkShape::Line(points)).outlined(stroke));
        }
        marks.extend(dots);
    }
}
