//! How often words stand beside each other, and how much more often than by chance.

use super::GAP;

/// The words that are grouped, and those that are counted beside them.
pub(super) struct Vocabulary {
    /// Numbers of the words, the most frequent first.
    pub words: Vec<u32>,
    /// The row of each word of the stream, if it is grouped.
    rows: Vec<Option<u32>>,
}

/// The least number of occurrences of a word.
const LEAST: u32 = 3;

/// The number of words that are grouped at most.
const MOST_WORDS: usize = 20_000;

/// The number of words that are counted as neighbours.
const CONTEXTS: u32 = 2_000;

/// The distances of neighbours; each is counted apart.
const DISTANCES: [i32; 4] = [-2, -1, 1, 2];

impl Vocabulary {
    /// The frequent words of a stream with this many different words.
    pub fn of(stream: &[u32], different: usize) -> Self {
        let mut counts = vec![0_u32; different];
        for word in stream.iter().filter(|word| **word != GAP) {
            counts[*word as usize] += 1;
        }
        let mut words: Vec<u32> = (0..different as u32)
            .filter(|word| counts[*word as usize] >= LEAST)
            .collect();
        // Of equal words the earlier first, so that the order never depends on anything else.
        words.sort_by_key(|word| (std::cmp::Reverse(counts[*word as usize]), *word));
        words.truncate(MOST_WORDS);
        let mut rows = vec![None; different];
        for (row, word) in words.iter().enumerate() {
            rows[*word as usize] = Some(row as u32);
        }
        Self { words, rows }
    }

    fn row(&self, word: u32) -> Option<u32> {
        *self.rows.get(word as usize)?
    }
}

/// NeighbourCounts of neighbours: rows are words, columns are neighbours at a distance.
pub(super) struct NeighbourCounts {
    rows: usize,
    /// Row, column and count, ascending.
    cells: Vec<(u32, u32, u32)>,
}

/// A sparse matrix by rows.
pub(super) struct SparseMatrix {
    pub columns: usize,
    /// Where each row ends in `cells`.
    pub ends: Vec<usize>,
    /// Column and value.
    pub cells: Vec<(u32, f32)>,
}

impl NeighbourCounts {
    pub fn of(stream: &[u32], vocabulary: &Vocabulary) -> Self {
        let mut pairs: Vec<u64> = Vec::new();
        for (at, word) in stream.iter().enumerate() {
            let Some(row) = vocabulary.row(*word) else {
                continue;
            };
            for (number, distance) in DISTANCES.into_iter().enumerate() {
                let neighbour = neighbour(stream, at, distance);
                let neighbour = neighbour.and_then(|word| vocabulary.row(word));
                if let Some(context) = neighbour.filter(|row| *row < CONTEXTS) {
                    let column = number as u32 * CONTEXTS + context;
                    pairs.push((u64::from(row) << 32) | u64::from(column));
                }
            }
        }
        pairs.sort_unstable();
        let same = pairs.chunk_by(|one, other| one == other);
        let cells = same
            .map(|same| ((same[0] >> 32) as u32, same[0] as u32, same.len() as u32))
            .collect();
        Self {
            rows: vocabulary.words.len(),
            cells,
        }
    }

    /// Positive pointwise mutual information of words and neighbours.
    pub fn associations(&self) -> SparseMatrix {
        let columns = DISTANCES.len() * CONTEXTS as usize;
        let mut of_row = vec![0_f64; self.rows];
        let mut of_column = vec![0_f64; columns];
        let mut all = 0.0;
        for (row, column, count) in &self.cells {
            let count = f64::from(*count);
            of_row[*row as usize] += count;
            of_column[*column as usize] += count;
            all += count;
        }
        let mut ends = vec![0; self.rows];
        let mut cells = Vec::with_capacity(self.cells.len());
        for (row, column, count) in &self.cells {
            let expected = of_row[*row as usize] * of_column[*column as usize] / all;
            let information = (f64::from(*count) / expected).ln();
            if information > 0.0 {
                cells.push((*column, information as f32));
            }
            ends[*row as usize] = cells.len();
        }
        // Rows without a cell end where the row before ends.
        for row in 1..ends.len() {
            ends[row] = ends[row].max(ends[row - 1]);
        }
        SparseMatrix {
            columns,
            ends,
            cells,
        }
    }
}

/// The word at a distance within the same sequence.
fn neighbour(stream: &[u32], at: usize, distance: i32) -> Option<u32> {
    let step = distance.signum() as isize;
    let mut place = at;
    for _ in 0..distance.unsigned_abs() {
        place = place.checked_add_signed(step)?;
        if *stream.get(place)? == GAP {
            return None;
        }
    }
    stream.get(place).copied()
}

impl SparseMatrix {
    /// The cells of a row.
    pub fn row(&self, row: usize) -> &[(u32, f32)] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cells[start..self.ends[row]]
    }

    pub fn rows(&self) -> usize {
        self.ends.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_end_with_their_sequence() {
        let stream = [1, 2, GAP, 3];
        assert_eq!(neighbour(&stream, 0, 1), Some(2));
        assert_eq!(neighbour(&stream, 1, 1), None);
        assert_eq!(neighbour(&stream, 1, 2), None);
        assert_eq!(neighbour(&stream, 3, -2), None);
        assert_eq!(neighbour(&stream, 0, -1), None);
        assert_eq!(neighbour(&stream, 3, 1), None);
    }

    #[test]
    fn associations_are_what_is_more_frequent_than_by_chance() {
        // “a b” always, “c” with both.
        let stream = [0, 1, GAP, 0, 1, GAP, 0, 1, GAP, 2, 1, GAP, 2, 2, GAP];
        let vocabulary = Vocabulary::of(&stream, 3);
        let counts = NeighbourCounts::of(&stream, &vocabulary);
        let associations = counts.associations();
        let row = vocabulary.row(0).expect("it is frequent") as usize;
        let after = 2 * CONTEXTS + vocabulary.row(1).expect("it is frequent");
        let value = associations.row(row).iter().find(|cell| cell.0 == after);
        // 3 times, of 3 in the row, 4 in the column and 10 in all.
        let expected = (3.0_f32 * 10.0 / (3.0 * 4.0)).ln();
        assert!((value.expect("it is there").1 - expected).abs() < 1e-6);
    }
}
