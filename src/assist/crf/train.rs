//! Online training with AdaGrad: after each sequence the weights of its features move against the
//! gradient, each at a rate that falls with the gradients that it has seen.

use super::bio::{BioTags, OUTSIDE};
use super::{Crf, Lattice, TagWeight, TokenSpan};
use crate::hashing::HashedMap;
use crate::random::Seeded;
use crate::{Cancelled, IsCancelled};

/// How the weights are learned. The defaults were found by trials; see `docs/assist.md`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainingSettings {
    pub step: f32,
    pub epochs: usize,
    /// The strength of the pull to zero (L2), over all sequences.
    pub decay: f32,
    pub seed: u64,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            step: 0.1,
            epochs: 10,
            decay: 0.3,
            seed: 1,
        }
    }
}

/// Where the sums of squared gradients start.
const FIRST_SQUARES: f32 = 0.01;

/// A sequence to learn from: its features, and the tag of each token.
#[derive(Debug)]
pub(crate) struct TrainedSequence {
    /// Rows of features.
    features: Vec<u32>,
    /// Where the features of each token end.
    ends: Vec<usize>,
    tags: Vec<u16>,
}

impl TrainedSequence {
    /// A sequence whose features become rows of `rows`. Spans that overlap earlier ones are left out.
    pub fn new(
        tags: BioTags,
        hashes: &[u64],
        ends: &[usize],
        spans: &[TokenSpan],
        rows: &mut HashedMap<u32>,
    ) -> Self {
        let mut row = |hash: &u64| {
            let next = rows.len() as u32;
            *rows.entry(*hash).or_insert(next)
        };
        let features = hashes.iter().map(&mut row).collect();
        let mut of_tokens = vec![OUTSIDE as u16; ends.len()];
        for span in spans {
            let Some(tokens) = of_tokens.get_mut(span.tokens.clone()) else {
                continue;
            };
            if tokens.iter().all(|tag| usize::from(*tag) == OUTSIDE) {
                tokens.fill(tags.inside(span.label) as u16);
                if let Some(first) = tokens.first_mut() {
                    *first = tags.begin(span.label) as u16;
                }
            }
        }
        Self {
            features,
            ends: ends.to_vec(),
            tags: of_tokens,
        }
    }

    fn features_at(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start..self.ends[token]]
    }
}

/// A weight while it is learned. The fields lie together, since they are used together.
#[derive(Clone, Copy, Debug)]
struct LearnedWeight {
    weight: f32,
    squares: f32,
    gradient: f32,
    tag: u32,
}

impl LearnedWeight {
    fn new(tag: usize) -> Self {
        Self {
            weight: 0.0,
            squares: FIRST_SQUARES,
            gradient: 0.0,
            tag: tag as u32,
        }
    }

    /// Moves against the gradient, which is spent.
    fn update(&mut self, step: f32, decay: f32) {
        let gradient = self.gradient + decay * self.weight;
        self.squares += gradient * gradient;
        self.weight -= step * gradient / self.squares.sqrt();
        self.gradient = 0.0;
    }
}

/// Learns a model from sequences whose features are rows of `features`.
///
/// # Errors
/// If it was cancelled.
pub(crate) fn train(
    tags: BioTags,
    features: HashedMap<u32>,
    sequences: &[TrainedSequence],
    settings: &TrainingSettings,
    is_cancelled: IsCancelled<'_>,
) -> Result<Crf, Cancelled> {
    let mut trainer = Trainer::new(tags, features.len(), sequences);
    let decay = settings.decay / sequences.len().max(1) as f32;
    let mut random = Seeded::new(settings.seed);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for sequence in &order {
            if is_cancelled() {
                return Err(Cancelled);
            }
            trainer.learn(&sequences[*sequence], settings.step, decay);
        }
    }
    Ok(trainer.finish(features))
}

struct Trainer {
    tags: BioTags,
    rows: Vec<u32>,
    weights: Vec<LearnedWeight>,
    transitions: Vec<LearnedWeight>,
}

impl Trainer {
    /// Only pairs of a feature and a tag that occur together get a weight.
    fn new(tags: BioTags, features: usize, sequences: &[TrainedSequence]) -> Self {
        let mut pairs: Vec<u64> = Vec::new();
        let mut compact_at = 1 << 20;
        for sequence in sequences {
            for (token, tag) in sequence.tags.iter().enumerate() {
                let of_token = sequence.features_at(token).iter();
                pairs.extend(of_token.map(|row| (u64::from(*row) << 16) | u64::from(*tag)));
            }
            if pairs.len() > compact_at {
                pairs.sort_unstable();
                pairs.dedup();
                compact_at = (2 * pairs.len()).max(1 << 20);
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut rows = vec![0; features + 1];
        for pair in &pairs {
            rows[(pair >> 16) as usize + 1] += 1;
        }
        for row in 1..rows.len() {
            rows[row] += rows[row - 1];
        }
        let count = tags.count();
        Self {
            tags,
            rows,
            weights: pairs
                .iter()
                .map(|pair| LearnedWeight::new((pair & 0xffff) as usize))
                .collect(),
            transitions: (0..count * count).map(|_| LearnedWeight::new(0)).collect(),
        }
    }

    fn of_row(&self, row: u32) -> std::ops::Range<usize> {
        self.rows[row as usize] as usize..self.rows[row as usize + 1] as usize
    }

    fn lattice(&self, sequence: &TrainedSequence) -> Lattice {
        let count = self.tags.count();
        let mut scores = vec![0_f32; sequence.tags.len() * count];
        for (token, scores) in scores.chunks_exact_mut(count).enumerate() {
            for row in sequence.features_at(token) {
                for of in &self.weights[self.of_row(*row)] {
                    scores[of.tag as usize] += of.weight;
                }
            }
        }
        Lattice::new(self.tags, scores, &self.transition_weights())
    }

    fn transition_weights(&self) -> Vec<f32> {
        let count = self.tags.count();
        let of_pair = |(pair, of): (usize, &LearnedWeight)| {
            let is_allowed = self.tags.may_follow(pair / count, pair % count);
            if is_allowed {
                of.weight
            } else {
                f32::NEG_INFINITY
            }
        };
        self.transitions.iter().enumerate().map(of_pair).collect()
    }

    /// Adds the gradient of the negative log-likelihood of a sequence.
    fn add_gradient(&mut self, sequence: &TrainedSequence) {
        let lattice = self.lattice(sequence);
        let count = self.tags.count();
        let mut error = vec![0_f32; count];
        for (token, tag) in sequence.tags.iter().enumerate() {
            for (other, error) in error.iter_mut().enumerate() {
                *error = lattice.tag_probability(token, other) as f32;
            }
            error[usize::from(*tag)] -= 1.0;
            for row in sequence.features_at(token) {
                let row = self.of_row(*row);
                for of in &mut self.weights[row] {
                    of.gradient += error[of.tag as usize];
                }
            }
            let Some(next) = sequence.tags.get(token + 1) else {
                continue;
            };
            let transitions = &mut self.transitions;
            lattice.pair_probabilities(token, |first, row| {
                let of_first = &mut transitions[first * count..(first + 1) * count];
                for (of, probability) in of_first.iter_mut().zip(row) {
                    of.gradient += *probability as f32;
                }
            });
            self.transitions[usize::from(*tag) * count + usize::from(*next)].gradient -= 1.0;
        }
    }

    fn learn(&mut self, sequence: &TrainedSequence, step: f32, decay: f32) {
        self.add_gradient(sequence);
        for row in &sequence.features {
            let row = self.of_row(*row);
            for of in &mut self.weights[row] {
                // A feature that occurs twice in the sequence is updated once.
                if of.gradient != 0.0 {
                    of.update(step, decay);
                }
            }
        }
        for of in &mut self.transitions {
            of.update(step, decay);
        }
    }

    fn finish(self, features: HashedMap<u32>) -> Crf {
        let transitions = self.transition_weights();
        let weight = |of: &LearnedWeight| TagWeight {
            tag: of.tag as u16,
            weight: of.weight,
        };
        Crf {
            tags: self.tags,
            features,
            rows: self.rows,
            weights: self.weights.iter().map(weight).collect(),
            transitions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sequences with random features and tags.
    fn sequences(tags: BioTags, seed: u64) -> (HashedMap<u32>, Vec<TrainedSequence>) {
        let mut random = Seeded::new(seed);
        let mut rows = HashedMap::default();
        let sequences = (0..3)
            .map(|_| {
                let length = 1 + random.below(6);
                let hashes: Vec<u64> = (0..4 * length).map(|_| random.below(7) as u64).collect();
                let ends: Vec<usize> = (1..=length).map(|token| 4 * token).collect();
                let start = random.below(length);
                let span = TokenSpan {
                    tokens: start..start + 1 + random.below(length - start),
                    label: random.below(tags.labels()),
                };
                TrainedSequence::new(tags, &hashes, &ends, &[span], &mut rows)
            })
            .collect();
        (rows, sequences)
    }

    fn loss(trainer: &Trainer, sequence: &TrainedSequence) -> f64 {
        let lattice = trainer.lattice(sequence);
        let path: Vec<usize> = sequence.tags.iter().map(|tag| usize::from(*tag)).collect();
        lattice.log_sum() - lattice.path_score(&path)
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss() {
        for seed in 0..10 {
            let tags = BioTags::new(1 + seed as usize % 2);
            let (rows, sequences) = sequences(tags, seed);
            let mut trainer = Trainer::new(tags, rows.len(), &sequences);
            // Somewhere else than where all weights are zero.
            for sequence in &sequences {
                trainer.learn(sequence, 0.3, 0.0);
            }
            let sequence = &sequences[0];
            trainer.add_gradient(sequence);
            let slope =
                |trainer: &mut Trainer, get: fn(&mut Trainer, usize) -> &mut LearnedWeight, at| {
                    let mut loss_at = |change: f32| {
                        get(trainer, at).weight += change;
                        let loss = loss(trainer, sequence);
                        get(trainer, at).weight -= change;
                        loss
                    };
                    (loss_at(0.02) - loss_at(-0.02)) / 0.04
                };
            for at in 0..trainer.weights.len() {
                let slope = slope(&mut trainer, |trainer, at| &mut trainer.weights[at], at);
                let gradient = f64::from(trainer.weights[at].gradient);
                assert!((slope - gradient).abs() < 2e-3, "{slope} {gradient}");
            }
            for at in 0..trainer.transitions.len() {
                if !tags.may_follow(at / tags.count(), at % tags.count()) {
                    continue;
                }
                let slope = slope(&mut trainer, |trainer, at| &mut trainer.transitions[at], at);
                let gradient = f64::from(trainer.transitions[at].gradient);
                assert!((slope - gradient).abs() < 2e-3, "{slope} {gradient}");
            }
        }
    }

    #[test]
    fn training_lowers_the_loss_and_follows_from_its_seed() {
        let tags = BioTags::new(2);
        let (rows, sequences) = sequences(tags, 4);
        let before = Trainer::new(tags, rows.len(), &sequences);
        let settings = TrainingSettings::default();
        let trained = |seed| {
            let settings = TrainingSettings { seed, ..settings };
            train(tags, rows.clone(), &sequences, &settings, &|| false).expect("not cancelled")
        };
        let model = trained(1);
        assert_eq!(model, trained(1));
        assert_ne!(model, trained(2));
        let mut after = Trainer::new(tags, rows.len(), &sequences);
        for sequence in &sequences {
            for _ in 0..20 {
                after.learn(sequence, settings.step, 0.0);
            }
        }
        let sum = |trainer: &Trainer| sequences.iter().map(|s| loss(trainer, s)).sum::<f64>();
        assert!(sum(&after) < 0.6 * sum(&before));
    }

    #[test]
    fn training_can_be_cancelled() {
        let tags = BioTags::new(1);
        let (rows, sequences) = sequences(tags, 1);
        let cancelled = train(
            tags,
            rows,
            &sequences,
            &TrainingSettings::default(),
            &|| true,
        );
        assert_eq!(cancelled, Err(Cancelled));
    }

    #[test]
    fn spans_that_overlap_earlier_ones_are_left_out() {
        let tags = BioTags::new(2);
        let spans = [(1..3, 0), (2..4, 1), (3..9, 1), (4..5, 1)];
        let spans = spans.map(|(tokens, label)| TokenSpan { tokens, label });
        let ends = [0; 6];
        let sequence = TrainedSequence::new(tags, &[], &ends, &spans, &mut HashedMap::default());
        assert_eq!(sequence.tags, [0, 1, 2, 0, 3, 0]);
    }
}
