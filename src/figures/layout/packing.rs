//! Components side by side: the largest first, in rows of about the shape of the page.

use super::LayoutPlace;
use crate::scene::FigurePoint;

/// Between components, in ties.
const GAP: f64 = 1.0;

/// A component's least rectangle.
struct ComponentBox {
    least: LayoutPlace,
    width: f64,
    height: f64,
}

impl ComponentBox {
    fn of(places: &[LayoutPlace]) -> Self {
        let ends = |get: fn(&LayoutPlace) -> f64| {
            let all = places.iter().map(get);
            let ends = (f64::INFINITY, f64::NEG_INFINITY);
            all.fold(ends, |(least, most), at| (least.min(at), most.max(at)))
        };
        let ((left, right), (top, bottom)) = (ends(|place| place.x), ends(|place| place.y));
        Self {
            least: LayoutPlace { x: left, y: top },
            width: right - left + GAP,
            height: bottom - top + GAP,
        }
    }
}

/// The places of all nodes by their numbers, in a page of height 1 and width `aspect`.
pub(super) fn packed(
    nodes: usize,
    components: &[Vec<usize>],
    placed: &[Vec<LayoutPlace>],
    aspect: f32,
) -> Vec<FigurePoint> {
    let boxes: Vec<ComponentBox> = placed.iter().map(|of| ComponentBox::of(of)).collect();
    let area: f64 = boxes.iter().map(|of| of.width * of.height).sum();
    let widest = boxes.iter().map(|of| of.width).fold(0.0, f64::max);
    let page = (area * f64::from(aspect)).sqrt().max(widest) * 1.0001;
    let mut all = vec![LayoutPlace::default(); nodes];
    let (mut x, mut y, mut row): (f64, f64, f64) = (0.0, 0.0, 0.0);
    let (mut right, mut bottom): (f64, f64) = (0.0, 0.0);
    for ((of, places), size) in components.iter().zip(placed).zip(&boxes) {
        if x > 0.0 && x + size.width > page {
            (x, y, row) = (0.0, y + row, 0.0);
        }
        for (node, place) in of.iter().zip(places) {
            all[*node] = LayoutPlace {
                x: x + place.x - size.least.x,
                y: y + place.y - size.least.y,
            };
        }
        x += size.width;
        row = row.max(size.height);
        right = right.max(x - GAP);
        bottom = bottom.max(y + size.height - GAP);
    }
    let (aspect, scale) = (f64::from(aspect), {
        let by_width = if right > 0.0 {
            f64::from(aspect) / right
        } else {
            f64::INFINITY
        };
        let by_height = if bottom > 0.0 {
            1.0 / bottom
        } else {
            f64::INFINITY
        };
        let scale = by_width.min(by_height);
        if scale.is_finite() { scale } else { 0.0 }
    });
    let (left, top) = ((aspect - right * scale) / 2.0, (1.0 - bottom * scale) / 2.0);
    all.iter()
        .map(|place| FigurePoint {
            x: (left + place.x * scale) as f32,
            y: (top + place.y * scale) as f32,
        })
        .collect()
}
