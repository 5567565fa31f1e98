//! Nodes that do not cover one another.

use crate::scene::{FigurePoint, FigureRect};

/// Between the borders of two nodes, in points.
const GAP: f32 = 3.0;
const ROUNDS: usize = 30;
/// Above so many nodes only the layout keeps them apart.
const MAX_NODES: usize = 2500;

/// Pushes nodes apart that overlap, in their order, within an area.
pub(super) fn spread(
    mut places: Vec<FigurePoint>,
    radii: &[f32],
    area: FigureRect,
) -> Vec<FigurePoint> {
    if places.len() > MAX_NODES {
        return places;
    }
    for _ in 0..ROUNDS {
        let mut any = false;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let wanted = radii[one] + radii[other] + GAP;
                let (dx, dy) = (
                    places[other].x - places[one].x,
                    places[other].y - places[one].y,
                );
                if dx.abs() >= wanted || dy.abs() >= wanted {
                    continue;
                }
                let apart = (dx * dx + dy * dy).sqrt();
                if apart >= wanted {
                    continue;
                }
                any = true;
                let (x, y) = if apart > 0.01 {
                    (dx / apart, dy / apart)
                } else {
                    (1.0, 0.0)
                };
                let push = (wanted - apart) / 2.0;
                places[one] = kept_in(area, places[one], (-x * push, -y * push));
                places[other] = kept_in(area, places[other], (x * push, y * push));
            }
        }
        if !any {
            break;
        }
    }
    places
}

fn kept_in(area: FigureRect, place: FigurePoint, (x, y): (f32, f32)) -> FigurePoint {
    FigurePoint {
        x: (place.x + x).clamp(area.left, area.left + area.width),
        y: (place.y + y).clamp(area.top, area.top + area.height),
    }
}
