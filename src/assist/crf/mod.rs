//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over begin, inside and
//! outside tags.
//!
//! `train` learns it online with AdaGrad (Duchi, Hazan and Singer 2011). [`Lattice`] has the exact
//! sums over all taggings of a sequence: the most probable one, and how probable a span is.

mod bio;

mod lattice;

mod train;

use super::hashing::HashedMap;
pub use bio::BioTags;
pub use lattice::{Lattice, TokenSpan};
pub use train::TrainingSettings;
pub(crate) use train::{TrainedSequence, train};

/// A trained model: weights of features and of pairs of neighbouring tags.
#[derive(Clone, Debug, PartialEq)]
pub struct Crf {
    pub(crate) tags: BioTags,
    /// The row of each feature.
    pub(crate) features: HashedMap<u32>,
    /// Where the weights of each row start; one more than there are rows.
    pub(crate) rows: Vec<u32>,
    pub(crate) weights: Vec<TagWeight>,
    /// By first and second tag; minus infinity where the second must not follow the first.
    pub(crate) transitions: Vec<f32>,
}

/// The weight of a feature for one tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TagWeight {
    pub tag: u16,
    pub weight: f32,
}

impl Crf {
    /// The tags.
    pub fn tags(&self) -> BioTags {
        self.tags
    }

    /// The number of weights.
    pub fn weight_count(&self) -> usize {
        self.weights.len()
    }

    /// The sums over all taggings of a sequence with these features; `ends` says where the features of each
    /// token end.
    pub(crate) fn lattice(&self, hashes: &[u64], ends: &[usize]) -> Lattice {
        let count = self.tags.count();
        let mut scores = vec![0_f32; ends.len() * count];
        let mut start = 0;
        for (scores, end) in scores.chunks_exact_mut(count).zip(ends) {
            for hash in &hashes[start..*end] {
                let Some(row) = self.features.get(hash) else {
                    continue;
                };
                let row = *row as usize;
                let weights = self.rows[row] as usize..self.rows[row + 1] as usize;
                for of in &self.weights[weights] {
                    scores[usize::from(of.tag)] += of.weight;
                }
            }
            start = *end;
        }
        Lattice::new(self.tags, scores, &self.transitions)
    }
}
