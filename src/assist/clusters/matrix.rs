//! Word vectors by a randomized singular value decomposition (Halko, Martinsson and Tropp 2011, algorithm
//! 4.4 with 4 power steps).
//!
//! Dense matrices are tall and stored by rows, so that the inner loops run over a row of few columns.

use super::counts::SparseMatrix;
use crate::random::Seeded;
use crate::{Cancelled, IsCancelled};

/// A dense matrix of few columns, by rows.
#[derive(Clone, Debug)]
pub(super) struct TallMatrix {
    pub columns: usize,
    pub values: Vec<f32>,
}

const POWER_STEPS: usize = 4;

impl TallMatrix {
    fn zero(rows: usize, columns: usize) -> Self {
        Self {
            columns,
            values: vec![0.0; rows * columns],
        }
    }

    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    pub fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }

    /// The product of its transpose with itself.
    fn gram(&self) -> Vec<f64> {
        let size = self.columns;
        let mut gram = vec![0_f64; size * size];
        for row in self.values.chunks_exact(size) {
            for (one, sums) in row.iter().zip(gram.chunks_exact_mut(size)) {
                let one = f64::from(*one);
                for (sum, other) in sums.iter_mut().zip(row) {
                    *sum += one * f64::from(*other);
                }
            }
        }
        gram
    }

    /// Its product with a square matrix, by rows, of which the first columns are kept.
    fn times(&self, square: &[f64], kept: usize) -> Self {
        let mut product = Self::zero(self.rows(), kept);
        let rows = self.values.chunks_exact(self.columns);
        for (row, result) in rows.zip(product.values.chunks_exact_mut(kept)) {
            for (value, of) in row.iter().zip(square.chunks_exact(self.columns)) {
                for (sum, factor) in result.iter_mut().zip(of) {
                    *sum += value * *factor as f32;
                }
            }
        }
        product
    }

    /// The same columns made orthonormal (Cholesky QR); columns that depend on others become zero.
    fn orthonormal(&self) -> Self {
        let inverse = inverse_factor(&self.gram(), self.columns);
        self.times(&inverse, self.columns)
    }
}

/// The inverse of the upper factor of the Cholesky decomposition of a matrix.
fn inverse_factor(gram: &[f64], size: usize) -> Vec<f64> {
    let largest = (0..size).map(|at| gram[at * size + at]).fold(0.0, f64::max);
    // upper[k][j] with gram = upperᵀ upper.
    let mut upper = vec![0_f64; size * size];
    let mut dependent = vec![false; size];
    for row in 0..size {
        for column in row..size {
            let known: f64 = (0..row)
                .map(|k| upper[k * size + row] * upper[k * size + column])
                .sum();
            let rest = gram[row * size + column] - known;
            if column == row {
                dependent[row] = rest <= largest * 1e-11;
                upper[row * size + row] = if dependent[row] { 1.0 } else { rest.sqrt() };
            } else if !dependent[row] {
                upper[row * size + column] = rest / upper[row * size + row];
            }
        }
    }
    let mut inverse = vec![0_f64; size * size];
    for column in 0..size {
        if dependent[column] {
            continue;
        }
        inverse[column * size + column] = 1.0 / upper[column * size + column];
        for row in (0..column).rev() {
            let sum: f64 = (row + 1..=column)
                .map(|k| upper[row * size + k] * inverse[k * size + column])
                .sum();
            if !dependent[row] {
                inverse[row * size + column] = -sum / upper[row * size + row];
            }
        }
    }
    inverse
}

/// The product of a sparse and a dense matrix.
fn product(sparse: &SparseMatrix, dense: &TallMatrix) -> TallMatrix {
    let mut product = TallMatrix::zero(sparse.rows(), dense.columns);
    let rows = product.values.chunks_exact_mut(dense.columns).enumerate();
    for (row, sums) in rows {
        for (column, value) in sparse.row(row) {
            let of = dense.row(*column as usize);
            for (sum, factor) in sums.iter_mut().zip(of) {
                *sum += value * factor;
            }
        }
    }
    product
}

/// The product of the transpose of a sparse matrix and a dense one.
fn transposed_product(sparse: &SparseMatrix, dense: &TallMatrix) -> TallMatrix {
    let size = dense.columns;
    let mut product = TallMatrix::zero(sparse.columns, size);
    for row in 0..sparse.rows() {
        let of = dense.row(row);
        for (column, value) in sparse.row(row) {
            let start = *column as usize * size;
            let sums = &mut product.values[start..start + size];
            for (sum, factor) in sums.iter_mut().zip(of) {
                *sum += value * factor;
            }
        }
    }
    product
}

/// Eigenvectors (columns) and eigenvalues of a symmetric matrix, the largest first (Jacobi).
fn eigen(mut matrix: Vec<f64>, size: usize) -> (Vec<f64>, Vec<f64>) {
    let mut vectors = vec![0_f64; size * size];
    for at in 0..size {
        vectors[at * size + at] = 1.0;
    }
    for _ in 0..30 {
        let mut off = 0.0;
        for p in 0..size {
            for q in p + 1..size {
                let value = matrix[p * size + q];
                off += value * value;
                if value == 0.0 {
                    continue;
                }
                let theta = (matrix[q * size + q] - matrix[p * size + p]) / (2.0 * value);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let t = if theta == 0.0 { 1.0 } else { t };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..size {
                    let (a, b) = (matrix[k * size + p], matrix[k * size + q]);
                    matrix[k * size + p] = c * a - s * b;
                    matrix[k * size + q] = s * a + c * b;
                }
                for k in 0..size {
                    let (a, b) = (matrix[p * size + k], matrix[q * size + k]);
                    matrix[p * size + k] = c * a - s * b;
                    matrix[q * size + k] = s * a + c * b;
                    let (a, b) = (vectors[k * size + p], vectors[k * size + q]);
                    vectors[k * size + p] = c * a - s * b;
                    vectors[k * size + q] = s * a + c * b;
                }
            }
        }
        let trace: f64 = (0..size).map(|at| matrix[at * size + at].powi(2)).sum();
        if off <= trace * 1e-18 {
            break;
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|a, b| matrix[b * size + b].total_cmp(&matrix[a * size + a]));
    let values = order.iter().map(|at| matrix[at * size + at]).collect();
    let mut sorted = vec![0_f64; size * size];
    for (column, from) in order.iter().enumerate() {
        for row in 0..size {
            sorted[row * size + column] = vectors[row * size + from];
        }
    }
    (sorted, values)
}

/// A vector for each row: the left singular vectors, each times the root of its singular value, then
/// of length 1. A row without cells has the zero vector.
pub(super) fn word_vectors(
    associations: &SparseMatrix,
    columns: usize,
    dimensions: usize,
    random: &mut Seeded,
    is_cancelled: IsCancelled<'_>,
) -> Result<TallMatrix, Cancelled> {
    let mut start = TallMatrix::zero(associations.columns, columns);
    start
        .values
        .iter_mut()
        .for_each(|value| *value = random.normal());
    let mut basis = product(associations, &start).orthonormal();
    for _ in 0..POWER_STEPS {
        if is_cancelled() {
            return Err(Cancelled);
        }
        let other = transposed_product(associations, &basis).orthonormal();
        basis = product(associations, &other).orthonormal();
    }
    let small = transposed_product(associations, &basis);
    let (mut rotation, squares) = eigen(small.gram(), columns);
    for (column, square) in squares.iter().enumerate() {
        // The root of the singular value, which is the root of the eigenvalue.
        let factor = square.max(0.0).sqrt().sqrt();
        for row in 0..columns {
            rotation[row * columns + column] *= factor;
        }
    }
    let mut vectors = basis.times(&rotation, dimensions.min(columns));
    for row in vectors.values.chunks_exact_mut(dimensions.min(columns)) {
        normalize(row);
    }
    Ok(vectors)
}

/// Gives a vector the length 1, unless it is zero.
pub(super) fn normalize(vector: &mut [f32]) {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 && length.is_finite() {
        vector.iter_mut().for_each(|value| *value /= length);
    } else {
        vector.fill(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dense(rows: &[&[f32]]) -> TallMatrix {
        TallMatrix {
            columns: rows[0].len(),
            values: rows.concat(),
        }
    }

    #[test]
    fn orthonormal_columns_span_the_same_and_dependent_ones_vanish() {
        let matrix = dense(&[
            &[1.0, 2.0, 3.0],
            &[0.0, 1.0, 1.0],
            &[2.0, 0.0, 2.0],
            &[1.0, 1.0, 2.0],
        ]);
        // The third column is the sum of the first two.
        let gram = matrix.orthonormal().gram();
        for (at, value) in gram.iter().enumerate() {
            let expected = if at == 0 || at == 4 { 1.0 } else { 0.0 };
            assert!((value - expected).abs() < 1e-5, "{gram:?}");
        }
    }

    #[test]
    fn eigenvectors_are_scaled_by_the_matrix() {
        let matrix = vec![4.0, 1.0, 0.5, 1.0, 3.0, 0.2, 0.5, 0.2, 1.0];
        let (vectors, values) = eigen(matrix.clone(), 3);
        assert!(values[0] >= values[1] && values[1] >= values[2]);
        for column in 0..3 {
            for row in 0..3 {
                let product: f64 = (0..3)
                    .map(|k| matrix[row * 3 + k] * vectors[k * 3 + column])
                    .sum();
                assert!((product - values[column] * vectors[row * 3 + column]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn rows_with_the_same_cells_have_the_same_vector() {
        let cells = vec![(0, 2.0), (3, 1.0), (0, 2.0), (3, 1.0), (1, 1.5), (2, 1.0)];
        let matrix = SparseMatrix {
            columns: 4,
            ends: vec![2, 4, 6, 6],
            cells,
        };
        let vectors =
            word_vectors(&matrix, 3, 2, &mut Seeded::new(1), &|| false).expect("not cancelled");
        let dot = |a: usize, b: usize| -> f32 {
            vectors
                .row(a)
                .iter()
                .zip(vectors.row(b))
                .map(|(a, b)| a * b)
                .sum()
        };
        assert!((dot(0, 1) - 1.0).abs() < 1e-4);
        assert!(dot(0, 2).abs() < 1e-3);
        assert_eq!(dot(3, 3), 0.0);
    }
}
