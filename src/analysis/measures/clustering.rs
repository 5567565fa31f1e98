//! The order of rows in a heat map: similar rows beside one another, by average linkage (UPGMA; Sokal and Michener
//! 1958).

/// The order of the leaves of the dendrogram of rows, by their Euclidean distances. Of two branches that which has
/// the row that stood first comes first; equally near pairs join in their order.
pub fn dendrogram_order(rows: &[Vec<f64>]) -> Vec<usize> {
    let mut clusters: Vec<Vec<usize>> = (0..rows.len()).map(|row| vec![row]).collect();
    let mut distances: Vec<Vec<f64>> = rows
        .iter()
        .map(|one| rows.iter().map(|other| distance(one, other)).collect())
        .collect();
    while clusters.len() > 1 {
        let mut nearest = (0, 1);
        for one in 0..clusters.len() {
            for other in one + 1..clusters.len() {
                if distances[one][other] < distances[nearest.0][nearest.1] {
                    nearest = (one, other);
                }
            }
        }
        let (one, other) = nearest;
        let (sizes, all) = (
            (clusters[one].len() as f64, clusters[other].len() as f64),
            (clusters[one].len() + clusters[other].len()) as f64,
        );
        let pairs = distances[one].iter().zip(&distances[other]);
        let means: Vec<f64> = pairs
            .map(|(one, other)| (sizes.0 * one + sizes.1 * other) / all)
            .collect();
        for (row, mean) in distances.iter_mut().zip(&means) {
            row[one] = *mean;
        }
        distances[one] = means;
        distances.remove(other);
        distances.iter_mut().for_each(|row| {
            row.remove(other);
        });
        let joined = clusters.remove(other);
        clusters[one].extend(joined);
    }
    clusters.pop().unwrap_or_default()
}

fn distance(one: &[f64], other: &[f64]) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}
