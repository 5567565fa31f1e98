//! Layouts of graphs whose distances can be drawn, and of any graph.

use proptest::prelude::*;

use super::*;

fn edges(pairs: &[(usize, usize)]) -> Vec<LayoutEdge> {
    let edge = |(from, to): &(usize, usize)| LayoutEdge {
        from: *from,
        to: *to,
        strength: 1.0,
    };
    pairs.iter().map(edge).collect()
}

#[test]
fn a_ring_is_drawn_as_a_ring() {
    let pairs: Vec<(usize, usize)> = (0..12).map(|at| (at, (at + 1) % 12)).collect();
    let places = stress_layout(12, &edges(&pairs), 1.0);
    let middle = FigurePoint {
        x: places.iter().map(|p| p.x).sum::<f32>() / 12.0,
        y: places.iter().map(|p| p.y).sum::<f32>() / 12.0,
    };
    let radii: Vec<f32> = places.iter().map(|p| p.distance(middle)).collect();
    let (least, most) = radii
        .iter()
        .fold((f32::MAX, 0.0_f32), |(a, b), r| (a.min(*r), b.max(*r)));
    assert!(most / least < 1.05, "{radii:?}");
}

#[test]
fn a_path_is_drawn_in_its_order_and_evenly() {
    let pairs: Vec<(usize, usize)> = (0..9).map(|at| (at, at + 1)).collect();
    let places = stress_layout(10, &edges(&pairs), 1.0);
    let steps: Vec<f32> = places.windows(2).map(|of| of[0].distance(of[1])).collect();
    let whole = places[0].distance(places[9]);
    for step in &steps {
        assert!((step - whole / 9.0).abs() < 0.1 * whole / 9.0, "{steps:?}");
    }
}

#[test]
fn strong_ties_are_shorter() {
    let mut ties = edges(&[(0, 1), (1, 2)]);
    ties[1].strength = 0.1;
    let places = stress_layout(3, &ties, 1.0);
    assert!(places[0].distance(places[1]) < 0.7 * places[1].distance(places[2]));
}

/// Fails where a machine, a compiler or a change computes other places.
#[test]
fn the_places_are_the_same_on_every_machine() {
    let pairs = [
        (0, 1),
        (1, 2),
        (2, 0),
        (2, 3),
        (4, 5),
        (3, 6),
        (6, 7),
        (7, 3),
        (1, 7),
    ];
    let found = stress_layout(9, &edges(&pairs), 1.5);
    let bits: Vec<[u32; 2]> = found
        .iter()
        .map(|p| [p.x.to_bits(), p.y.to_bits()])
        .collect();
    assert_eq!(bits, GOLDEN, "{found:?}");
}

const GOLDEN: [[u32; 2]; 9] = [[0; 2]; 9];

fn graphs() -> impl Strategy<Value = (usize, Vec<LayoutEdge>)> {
    let strength = prop_oneof![Just(f64::NAN), Just(0.0), -3.0..9.0];
    let edge = (0..40_usize, 0..40_usize, strength);
    (0..40_usize, prop::collection::vec(edge, 0..80)).prop_map(|(nodes, edges)| {
        let edge = |(from, to, strength)| LayoutEdge { from, to, strength };
        (nodes, edges.into_iter().map(edge).collect())
    })
}

proptest! {
    #[test]
    fn every_node_has_a_place_on_the_page_of_its_own((nodes, edges) in graphs(), aspect in 0.2_f32..4.0) {
        let places = stress_layout(nodes, &edges, aspect);
        prop_assert_eq!(places.len(), nodes);
        for (at, place) in places.iter().enumerate() {
            prop_assert!((-0.001..=aspect * 1.001).contains(&place.x), "{:?}", place);
            prop_assert!((-0.001..=1.001).contains(&place.y), "{:?}", place);
            for other in &places[..at] {
                prop_assert!(place != other);
            }
        }
    }
}
