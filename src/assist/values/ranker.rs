//! Chooses one of some candidates by a weighted sum of their features: a conditional logit (McFadden
//! 1974), learned online with AdaGrad.
//!
//! A classifier of fixed classes is the same, with each feature joined with the class.

use crate::hashing::HashedMap;
use crate::random::Seeded;
use crate::{Cancelled, IsCancelled};

/// Candidates of which at least one is right.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The features of each candidate.
    pub candidates: Vec<Vec<u64>>,
    /// The right candidates.
    pub right: Vec<usize>,
}

/// Weights of features.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranker {
    weights: HashedMap<(f32, f32)>,
}

const STEP: f32 = 0.1;
const EPOCHS: usize = 12;
const DECAY: f32 = 0.5;
const FIRST_SQUARES: f32 = 0.01;

impl Ranker {
    pub fn learn(questions: &[Question], is_cancelled: IsCancelled<'_>) -> Result<Self, Cancelled> {
        let mut ranker = Self::default();
        let mut random = Seeded::new(11);
        let mut order: Vec<usize> = (0..questions.len()).collect();
        let decay = DECAY / questions.len().max(1) as f32;
        for _ in 0..EPOCHS {
            random.shuffle(&mut order);
            for question in &order {
                if is_cancelled() {
                    return Err(Cancelled);
                }
                ranker.learn_one(&questions[*question], decay);
            }
        }
        Ok(ranker)
    }

    fn learn_one(&mut self, question: &Question, decay: f32) {
        let probabilities = self.probabilities(&question.candidates);
        let right: f64 = question.right.iter().map(|at| probabilities[*at]).sum();
        let mut gradients: HashedMap<f32> = HashedMap::default();
        let mut order = Vec::new();
        for (at, features) in question.candidates.iter().enumerate() {
            let is_right = question.right.contains(&at);
            let wanted = if is_right {
                probabilities[at] / right.max(1e-12)
            } else {
                0.0
            };
            let error = (probabilities[at] - wanted) as f32;
            for feature in features {
                gradients
                    .entry(*feature)
                    .and_modify(|gradient| *gradient += error)
                    .or_insert_with(|| {
                        order.push(*feature);
                        error
                    });
            }
        }
        for feature in order {
            let (weight, squares) = self.weights.entry(feature).or_insert((0.0, FIRST_SQUARES));
            let gradient = gradients[&feature] + decay * *weight;
            *squares += gradient * gradient;
            *weight -= STEP * gradient / squares.sqrt();
        }
    }

    /// The probability of each candidate; they add up to 1.
    pub fn probabilities(&self, candidates: &[Vec<u64>]) -> Vec<f64> {
        let weight = |feature: &u64| self.weights.get(feature).map_or(0.0, |of| f64::from(of.0));
        let scores: Vec<f64> = candidates
            .iter()
            .map(|features| features.iter().map(weight).sum())
            .collect();
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = scores.iter().map(|score| (score - best).exp()).collect();
        let all: f64 = shares.iter().sum();
        shares.into_iter().map(|share| share / all).collect()
    }

    /// The most probable candidate, the first of equal ones, with its probability.
    pub fn best(&self, candidates: &[Vec<u64>]) -> Option<(usize, f64)> {
        let probabilities = self.probabilities(candidates).into_iter().enumerate();
        probabilities.fold(None, |best, (at, probability)| match best {
            Some((_, most)) if most >= probability => best,
            _ => Some((at, probability)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_right_candidates_share_is_learned() {
        let mut random = Seeded::new(2);
        let questions: Vec<Question> = (0..60)
            .map(|_| {
                let right = random.below(4);
                let noise = |random: &mut Seeded| 100 + random.below(50) as u64;
                let candidates = (0..4)
                    .map(|at| vec![noise(&mut random), if at == right { 1 } else { 2 }])
                    .collect();
                Question {
                    candidates,
                    right: vec![right],
                }
            })
            .collect();
        let ranker = Ranker::learn(&questions, &|| false).expect("not cancelled");
        let (best, confidence) = ranker
            .best(&[vec![2, 101], vec![1, 102], vec![2]])
            .expect("some");
        assert_eq!(best, 1);
        assert!(confidence > 0.7, "{confidence}");
        let all: f64 = ranker
            .probabilities(&[vec![1], vec![2], vec![]])
            .iter()
            .sum();
        assert!((all - 1.0).abs() < 1e-9);
        assert_eq!(ranker.best(&[]), None);
        assert!(Ranker::learn(&questions, &|| true).is_err());
    }

    #[test]
    fn the_gradient_lowers_the_loss() {
        let question = Question {
            candidates: vec![vec![1, 2], vec![3], vec![2, 4]],
            right: vec![0, 2],
        };
        let mut ranker = Ranker::default();
        let right = |ranker: &Ranker| {
            let probabilities = ranker.probabilities(&question.candidates);
            probabilities[0] + probabilities[2]
        };
        let mut last = right(&ranker);
        for _ in 0..10 {
            ranker.learn_one(&question, 0.0);
            assert!(right(&ranker) > last);
            last = right(&ranker);
        }
    }
}
