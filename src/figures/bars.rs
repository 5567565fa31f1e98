//! Bars: a row for each value, its series side by side from a line at zero.

use crate::legend::{legend, title_mark};
use crate::scale::{LinearScale, number_text, ticks};
use crate::scene::{
    Figure, FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::text_width::{shortened, text_width};
use crate::{ChartSeries, ColorRole};

/// What a bar chart shows: a crosstab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    pub title: String,
    pub description: String,
    /// The names of the bars, from the top.
    pub rows: Vec<String>,
    /// The parts of each bar, in the order in which they leave the zero line.
    pub series: Vec<ChartSeries>,
    /// For each row a number for each series, none below 0.
    pub values: Vec<Vec<f64>>,
    /// Series whose parts go to the left of the zero line, such as “against”.
    pub leftward: Vec<usize>,
    /// What the numbers count, such as “statements”.
    pub unit: String,
    /// Points; the height follows from the rows.
    pub width: f32,
}

const SIZE: f32 = 12.0;
const ROW: f32 = 24.0;
const BAR: f32 = 16.0;
const EDGE: f32 = 12.0;
/// Between a name and the bars.
const GAP: f32 = 8.0;

/// Draws bars. [`StandsFor::Row`] is a name, [`StandsFor::Cell`] a part of a bar.
pub fn bars(chart: &BarChart) -> Figure {
    let names = chart.rows.iter().map(|row| text_width(row, SIZE));
    let widest = names.fold(0.0, f32::max).min(chart.width * 0.4);
    let (left, right) = (EDGE + widest + GAP, chart.width - EDGE - 28.0);
    let mut marks = Vec::new();
    let top = heading(chart, &mut marks);
    let bottom = top + ROW * chart.rows.len() as f32;
    let sum = |row: &[f64], leftward: bool| -> f64 {
        let parts = row.iter().enumerate();
        let parts = parts.filter(|(at, _)| chart.leftward.contains(at) == leftward);
        parts.map(|(_, value)| value.max(0.0)).sum()
    };
    let most = |leftward| {
        let sums = chart.values.iter().map(|row| sum(row, leftward));
        sums.fold(0.0, f64::max)
    };
    let ticks = ticks(-most(true), most(false), 6);
    let (least, greatest) = match (ticks.first(), ticks.last()) {
        (Some(least), Some(greatest)) => (*least, *greatest),
        _ => (0.0, 1.0),
    };
    let scale = LinearScale::new((least, greatest), (left, right.max(left + 1.0)));
    axis(chart, &ticks, &scale, (top, bottom), &mut marks);
    for (row, name) in chart.rows.iter().enumerate() {
        let values = chart.values.get(row).map_or(&[][..], Vec::as_slice);
        let middle = top + ROW * (row as f32 + 0.5);
        let at = FigurePoint {
            x: left - GAP,
            y: middle + SIZE * 0.35,
        };
        let shown = shortened(name, SIZE, widest);
        let text = TextMark::new(at, shown, SIZE, TextAnchor::Right);
        let all: Vec<String> = chart.series.iter().zip(values).map(part_text).collect();
        marks.push(
            Mark::new(MarkShape::Text(text))
                .filled(ColorRole::Ink)
                .standing_for(StandsFor::Row(row), format!("{name}: {}", all.join(", "))),
        );
        row_bars(chart, (row, name), values, (&scale, middle), &mut marks);
    }
    Figure {
        width: chart.width,
        height: bottom + 44.0,
        title: chart.title.clone(),
        description: chart.description.clone(),
        marks,
    }
}

fn part_text((series, value): (&ChartSeries, &f64)) -> String {
    format!("{} {}", number_text(*value), series.name)
}

/// The title and the names of the series; returns where the rows begin.
fn heading(chart: &BarChart, marks: &mut Vec<Mark>) -> f32 {
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
        top = legend(&chart.series, (EDGE, top), chart.width - EDGE, marks);
    }
    top + 4.0
}

/// The grid, its numbers and what they count.
fn axis(
    chart: &BarChart,
    ticks: &[f64],
    scale: &LinearScale,
    (top, bottom): (f32, f32),
    marks: &mut Vec<Mark>,
) {
    for tick in ticks {
        let x = scale.place(*tick);
        let (color, width) = if *tick == 0.0 {
            (ColorRole::QuietInk, 1.0)
        } else {
            (ColorRole::Hairline, 0.75)
        };
        let line = vec![FigurePoint { x, y: top }, FigurePoint { x, y: bottom }];
        marks.push(Mark::new(MarkShape::Line(line)).outlined(LineStroke::solid(color, width)));
        let at = FigurePoint {
            x,
            y: bottom + 16.0,
        };
        // On both sides a number is how many there are.
        let text = TextMark::new(at, number_text(tick.abs()), 11.0, TextAnchor::Middle);
        marks.push(Mark::new(MarkShape::Text(text)).filled(ColorRole::QuietInk));
    }
    let at = FigurePoint {
        x: chart.width - EDGE,
        y: bottom + 34.0,
    };
    let unit = TextMark::new(at, chart.unit.as_str(), 11.0, TextAnchor::Right);
    marks.push(Mark::new(MarkShape::Text(unit)).filled(ColorRole::QuietInk));
}

fn row_bars(
    chart: &BarChart,
    (row, name): (usize, &str),
    values: &[f64],
    (scale, middle): (&LinearScale, f32),
    marks: &mut Vec<Mark>,
) {
    let (mut leftward, mut rightward) = (0.0, 0.0);
    for (column, series) in chart.series.iter().enumerate() {
        let value = values.get(column).copied().unwrap_or(0.0).max(0.0);
        if value == 0.0 || !value.is_finite() {
            continue;
        }
        let (from, to) = if chart.leftward.contains(&column) {
            leftward -= value;
            (leftward, leftward + value)
        } else {
            rightward += value;
            (rightward - value, rightward)
        };
        let (left, right) = (scale.place(from), scale.place(to));
        let rect = FigureRect {
            left,
            top: middle - BAR / 2.0,
            width: right - left,
            height: BAR,
        };
        let said = format!("{name} – {}: {}", series.name, number_text(value));
        marks.push(
            Mark::new(MarkShape::Rectangle(rect))
                .filled(series.color)
                .outlined(LineStroke::solid(ColorRole::Page, 0.75))
                .standing_for(StandsFor::Cell { row, column }, said),
        );
        let text = number_text(value);
        if text_width(&text, 10.0) + 4.0 <= rect.width {
            let at = FigurePoint {
                x: (left + right) / 2.0,
                y: middle + 3.5,
            };
            let text = TextMark::new(at, text, 10.0, TextAnchor::Middle);
            marks.push(Mark::new(MarkShape::Text(text)).filled(series.color.letters()));
        }
    }
}
