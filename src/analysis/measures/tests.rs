//! Numbers of networkx 3.6 (`betweenness_centrality(normalized=False)`, `closeness_centrality`,
//! `eigenvector_centrality_numpy` of the largest component), of scipy's `linkage(…, "average")`, and communities.

use proptest::prelude::*;

use super::*;

fn graph() -> TieGraph {
    let ties = [
        (0, 1, 2.0),
        (0, 2, 1.0),
        (1, 2, 3.0),
        (2, 3, 1.0),
        (3, 4, 2.0),
        (4, 5, 2.0),
        (3, 5, 1.5),
        (5, 6, 0.5),
        (7, 8, 1.0),
    ];
    TieGraph::new(10, ties)
}

const OF_NETWORKX: [(usize, f64, f64, f64, f64); 10] = [
    (2, 3.0, 0.0, 0.2857142857142857, 0.3847600527356543),
    (2, 5.0, 0.0, 0.2857142857142857, 0.5587640806349377),
    (3, 5.0, 8.0, 0.39999999999999997, 0.5513772198931352),
    (3, 4.5, 9.0, 0.4444444444444444, 0.3305587959281415),
    (2, 4.0, 0.0, 0.3333333333333333, 0.2623700673006064),
    (3, 4.0, 5.0, 0.3636363636363636, 0.2384592375979611),
    (1, 0.5, 0.0, 0.25, 0.027487954041336315),
    (1, 1.0, 0.0, 0.1111111111111111, 0.0),
    (1, 1.0, 0.0, 0.1111111111111111, 0.0),
    (0, 0.0, 0.0, 0.0, 0.0),
];

#[test]
fn nodes_have_the_measures_of_networkx() {
    for (node, (found, expected)) in node_measures(&graph()).iter().zip(OF_NETWORKX).enumerate() {
        let (degree, strength, betweenness, closeness, eigenvector) = expected;
        assert_eq!((found.degree, found.strength), (degree, strength), "{node}");
        for (found, expected) in [
            (found.betweenness, betweenness),
            (found.closeness, closeness),
            (found.eigenvector, eigenvector),
        ] {
            assert!(
                (found - expected).abs() < 1e-9,
                "{node}: {found} {expected}"
            );
        }
    }
}

#[test]
fn communities_are_the_groups_with_more_ties_among_them() {
    let found = communities(&graph());
    assert_eq!(found.of_nodes, [0, 0, 0, 1, 1, 1, 1, 2, 2, 3]);
    assert_eq!(found.groups, 4);
    assert!(
        (found.modularity - 0.49234693877551017).abs() < 1e-12,
        "{}",
        found.modularity
    );
}

/// The friendships of Zachary's karate club (1977); networkx finds modularities from 0.385 to 0.420 with fifty seeds.
#[test]
fn communities_of_a_known_network_are_as_good_as_those_of_others() {
    let found = communities(&TieGraph::new(34, KARATE.map(|(a, b)| (a, b, 1.0))));
    assert!(found.modularity > 0.3853, "{found:?}");
    assert!((3..=5).contains(&found.groups), "{found:?}");
}

const KARATE: [(usize, usize); 78] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (0, 6),
    (0, 7),
    (0, 8),
    (0, 10),
    (0, 11),
    (0, 12),
    (0, 13),
    (0, 17),
    (0, 19),
    (0, 21),
    (0, 31),
    (1, 2),
    (1, 3),
    (1, 7),
    (1, 13),
    (1, 17),
    (1, 19),
    (1, 21),
    (1, 30),
    (2, 3),
    (2, 7),
    (2, 8),
    (2, 9),
    (2, 13),
    (2, 27),
    (2, 28),
    (2, 32),
    (3, 7),
    (3, 12),
    (3, 13),
    (4, 6),
    (4, 10),
    (5, 6),
    (5, 10),
    (5, 16),
    (6, 16),
    (8, 30),
    (8, 32),
    (8, 33),
    (9, 33),
    (13, 33),
    (14, 32),
    (14, 33),
    (15, 32),
    (15, 33),
    (18, 32),
    (18, 33),
    (19, 33),
    (20, 32),
    (20, 33),
    (22, 32),
    (22, 33),
    (23, 25),
    (23, 27),
    (23, 29),
    (23, 32),
    (23, 33),
    (24, 25),
    (24, 27),
    (24, 31),
    (25, 31),
    (26, 29),
    (26, 33),
    (27, 33),
    (28, 31),
    (28, 33),
    (29, 32),
    (29, 33),
    (30, 32),
    (30, 33),
    (31, 32),
    (31, 33),
    (32, 33),
];

#[test]
fn ties_below_zero_make_no_community() {
    let ties = [(0, 1, 1.0), (1, 2, -5.0), (2, 3, 1.0)];
    assert_eq!(communities(&TieGraph::new(4, ties)).of_nodes, [0, 0, 1, 1]);
    let none = communities(&TieGraph::new(0, []));
    assert_eq!(none, Communities::default());
}

#[test]
fn similar_rows_stand_beside_one_another() {
    let rows = [[0.0, 0.0], [10.0, 0.0], [0.0, 1.0], [10.0, 1.5], [5.0, 5.0]];
    let rows = rows.map(|row| row.to_vec());
    assert_eq!(dendrogram_order(&rows), [0, 2, 1, 3, 4]);
    assert!(dendrogram_order(&[]).is_empty());
}

proptest! {
    #[test]
    fn every_node_has_measures_and_a_community(
        nodes in 0..20_usize,
        ties in prop::collection::vec((0..25_usize, 0..25_usize, -2.0..5.0), 0..60),
    ) {
        let graph = TieGraph::new(nodes, ties);
        let measures = node_measures(&graph);
        prop_assert_eq!(measures.len(), nodes);
        for of in &measures {
            prop_assert!(of.betweenness >= 0.0 && (0.0..=1.0).contains(&of.closeness), "{:?}", of);
            prop_assert!((-1e-9..=1.0 + 1e-9).contains(&of.eigenvector), "{:?}", of);
        }
        let found = communities(&graph);
        prop_assert_eq!(found.of_nodes.len(), nodes);
        prop_assert!((-0.5..=1.0).contains(&found.modularity));
        let most = found.of_nodes.iter().max().map_or(0, |last| last + 1);
        prop_assert_eq!(most, found.groups);
        let rows: Vec<Vec<f64>> = measures.iter().map(|of| vec![of.strength]).collect();
        let mut order = dendrogram_order(&rows);
        order.sort_unstable();
        prop_assert_eq!(order, (0..nodes).collect::<Vec<_>>());
    }
}
