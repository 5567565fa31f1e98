//! Names beside nodes: those of the largest first, none over another.

use super::NetworkDrawing;
use crate::ColorRole;
use crate::scene::{
    FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::text_width::{shortened, text_width};

const SIZE: f32 = 10.5;
const WIDEST: f32 = 150.0;

/// Adds the names that have room. A node whose name has none is still named by its mark.
pub(super) fn place(
    drawing: &NetworkDrawing,
    places: &[FigurePoint],
    radii: &[f32],
    marks: &mut Vec<Mark>,
) {
    let mut order: Vec<usize> = (0..drawing.nodes.len()).collect();
    let size = |at: &usize| drawing.nodes[*at].size;
    order.sort_by(|one, other| size(other).total_cmp(&size(one)).then(one.cmp(other)));
    let mut taken: Vec<FigureRect> = places
        .iter()
        .zip(radii)
        .map(|(at, radius)| FigureRect {
            left: at.x - radius,
            top: at.y - radius,
            width: 2.0 * radius,
            height: 2.0 * radius,
        })
        .collect();
    for number in order {
        let text = shortened(&drawing.nodes[number].name, SIZE, WIDEST);
        if text.is_empty() {
            continue;
        }
        let width = text_width(&text, SIZE);
        let wanted = candidates(places[number], radii[number]).into_iter();
        let found = wanted.map(|(at, anchor)| TextMark::new(at, text.as_str(), SIZE, anchor));
        let found = found.map(|mark| (mark.bounds(), mark)).find(|(bounds, _)| {
            let is_inside = bounds.left >= 2.0 && bounds.left + width <= drawing.width - 2.0;
            is_inside && !taken.iter().any(|other| other.overlaps(bounds))
        });
        if let Some((bounds, text)) = found {
            taken.push(bounds);
            let name = drawing.nodes[number].name.as_str();
            marks.push(
                Mark::new(MarkShape::Text(text))
                    .filled(ColorRole::Ink)
                    .outlined(LineStroke::solid(ColorRole::Page, 2.5))
                    .standing_for(StandsFor::Node(number), name),
            );
        }
    }
}

/// Right of the node, left, above, below.
fn candidates(at: FigurePoint, radius: f32) -> [(FigurePoint, TextAnchor); 4] {
    let beside = radius + 3.0;
    let base = at.y + SIZE * 0.35;
    let point = |x: f32, y: f32| FigurePoint { x, y };
    [
        (point(at.x + beside, base), TextAnchor::Left),
        (point(at.x - beside, base), TextAnchor::Right),
        (point(at.x, at.y - beside), TextAnchor::Middle),
        (point(at.x, at.y + beside + SIZE * 0.8), TextAnchor::Middle),
    ]
}
