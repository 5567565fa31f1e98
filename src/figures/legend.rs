//! A figure's title, and which colour is which series.

use crate::scene::{FigurePoint, FigureRect, Mark, MarkShape, StandsFor, TextAnchor, TextMark};
use crate::text_width::{shortened, text_width};
use crate::{ChartSeries, ColorRole};

const SIZE: f32 = 11.0;
const SQUARE: f32 = 10.0;
const ROW: f32 = 18.0;

/// A figure's title, with the base line at a point.
pub(crate) fn title_mark(title: &str, at: FigurePoint, width: f32) -> Mark {
    let size = 14.0;
    let mut text = TextMark::new(at, shortened(title, size, width), size, TextAnchor::Left);
    text.is_semibold = true;
    Mark::new(MarkShape::Text(text)).filled(ColorRole::Ink)
}

/// The colours of series with their names, in rows from a corner to `right`. Returns where the next thing may
/// begin.
pub(crate) fn legend(
    series: &[ChartSeries],
    (left, top): (f32, f32),
    right: f32,
    marks: &mut Vec<Mark>,
) -> f32 {
    let (mut x, mut y) = (left, top);
    for (column, series) in series.iter().enumerate() {
        let name = shortened(&series.name, SIZE, 180.0);
        let width = SQUARE + 5.0 + text_width(&name, SIZE) + 14.0;
        if x > left && x + width > right {
            (x, y) = (left, y + ROW);
        }
        let rect = FigureRect {
            left: x,
            top: y + 2.0,
            width: SQUARE,
            height: SQUARE,
        };
        marks.push(Mark::new(MarkShape::Rectangle(rect)).filled(series.color));
        let at = FigurePoint {
            x: x + SQUARE + 5.0,
            y: y + 11.0,
        };
        let text = TextMark::new(at, name, SIZE, TextAnchor::Left);
        marks.push(
            Mark::new(MarkShape::Text(text))
                .filled(ColorRole::Ink)
                .standing_for(StandsFor::Column(column), series.name.as_str()),
        );
        x += width;
    }
    y + ROW
}
