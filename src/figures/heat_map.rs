//! A heat map: a matrix whose cells have colours, and numbers where they fit.

use crate::ColorRole;
use crate::legend::title_mark;
use crate::scale::number_text;
use crate::scene::{
    Figure, FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::text_width::{shortened, text_width};

/// What a heat map shows: a matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatMap {
    pub title: String,
    pub description: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row by row, a number for each column.
    pub cells: Vec<f64>,
    pub scale: HeatScale,
    /// Points; the height follows from the rows.
    pub width: f32,
}

/// What colours say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeatScale {
    /// From 0 to the greatest number, in one hue.
    #[default]
    Counts,
    /// Two hues round 0, as far as the number furthest from it.
    AroundZero,
}

const SIZE: f32 = 11.0;
const EDGE: f32 = 12.0;
const GAP: f32 = 6.0;

/// Draws a heat map. [`StandsFor`] has the row or the column of a name, and both for a cell.
pub fn heat_map(map: &HeatMap) -> Figure {
    let widest = |names: &[String], most: f32| {
        let widths = names.iter().map(|name| text_width(name, SIZE));
        widths.fold(0.0, f32::max).min(most)
    };
    let of_rows = widest(&map.rows, map.width * 0.35);
    let of_columns = widest(&map.columns, 140.0);
    let left = EDGE + of_rows + GAP;
    let columns = map.columns.len().max(1) as f32;
    let cell = ((map.width - EDGE - left) / columns).clamp(4.0, 48.0);
    let height = cell.clamp(14.0, 24.0);
    let mut marks = Vec::new();
    let mut top = EDGE;
    if !map.title.is_empty() {
        let at = FigurePoint {
            x: EDGE,
            y: top + 14.0,
        };
        marks.push(title_mark(&map.title, at, map.width - 2.0 * EDGE));
        top += 26.0;
    }
    top += of_columns + GAP;
    for (column, name) in map.columns.iter().enumerate() {
        let at = FigurePoint {
            x: left + cell * (column as f32 + 0.5) + SIZE * 0.35,
            y: top - GAP,
        };
        let mut text = TextMark::new(
            at,
            shortened(name, SIZE, of_columns),
            SIZE,
            TextAnchor::Left,
        );
        text.is_upward = true;
        // Names closer than their height would cover one another.
        if cell >= SIZE || column % ((SIZE / cell).ceil() as usize) == 0 {
            marks.push(
                Mark::new(MarkShape::Text(text))
                    .filled(ColorRole::Ink)
                    .standing_for(StandsFor::Column(column), name.as_str()),
            );
        }
    }
    let furthest = map.cells.iter().filter(|cell| cell.is_finite());
    let furthest = furthest.fold(0.0, |most: f64, cell| most.max(cell.abs()));
    for (row, name) in map.rows.iter().enumerate() {
        let y = top + height * row as f32;
        let at = FigurePoint {
            x: left - GAP,
            y: y + height / 2.0 + SIZE * 0.35,
        };
        let text = TextMark::new(at, shortened(name, SIZE, of_rows), SIZE, TextAnchor::Right);
        marks.push(
            Mark::new(MarkShape::Text(text))
                .filled(ColorRole::Ink)
                .standing_for(StandsFor::Row(row), name.as_str()),
        );
        for column in 0..map.columns.len() {
            let place = FigureRect {
                left: left + cell * column as f32,
                top: y,
                width: cell,
                height,
            };
            cell_marks(map, (row, column), place, furthest, &mut marks);
        }
    }
    Figure {
        width: (left + cell * map.columns.len() as f32 + EDGE).max(map.width.min(left + 200.0)),
        height: top + height * map.rows.len() as f32 + EDGE,
        title: map.title.clone(),
        description: map.description.clone(),
        marks,
    }
}

fn cell_marks(
    map: &HeatMap,
    (row, column): (usize, usize),
    rect: FigureRect,
    furthest: f64,
    marks: &mut Vec<Mark>,
) {
    let value = map.cells.get(row * map.columns.len() + column).copied();
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return;
    };
    let part = if furthest > 0.0 {
        value / furthest
    } else {
        0.0
    };
    let color = match map.scale {
        HeatScale::Counts => ColorRole::Sequential((part.max(0.0) * 255.0) as u8),
        HeatScale::AroundZero => ColorRole::Diverging((part * 127.0) as i8),
    };
    let text = number_text(value);
    let said = format!("{} – {}: {text}", map.rows[row], map.columns[column]);
    marks.push(
        Mark::new(MarkShape::Rectangle(rect))
            .filled(color)
            .outlined(LineStroke::solid(ColorRole::Hairline, 0.5))
            .standing_for(StandsFor::Cell { row, column }, said),
    );
    if value != 0.0 && text_width(&text, 10.0) + 4.0 <= rect.width {
        let at = FigurePoint {
            x: rect.left + rect.width / 2.0,
            y: rect.top + rect.height / 2.0 + 3.5,
        };
        let text = TextMark::new(at, text, 10.0, TextAnchor::Middle);
        marks.push(Mark::new(MarkShape::Text(text)).filled(color.letters()));
    }
}
