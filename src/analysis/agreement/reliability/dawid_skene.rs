//! The model of Dawid and Skene 1979, Applied Statistics 28(1):20-28, by expectation maximisation.
//!
//! Item i has the true value j with the prior p_j; coder k answers l where j is true with the probability
//! π_jl^(k). With T_ij the probability that j is true of item i, started from the share of each value among
//! an item's answers, and n_il^(k) = 1 where coder k answered l:
//!
//! - M: π_jl^(k) = Σ_i T_ij·n_il^(k) / Σ_l Σ_i T_ij·n_il^(k) (equation 2.3), p_j = Σ_i T_ij / I (2.4)
//! - E: T_ij ∝ p_j·Π_k Π_l (π_jl^(k))^n_il^(k) (2.5)

use super::CoderAnswers;

/// Counts that are added to each row of a coder's confusions, as if from answers seen before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfusionPrior {
    /// To right answers.
    pub right: f64,
    /// To all wrong answers together.
    pub wrong: f64,
}

impl ConfusionPrior {
    /// The maximum of the likelihood alone.
    pub const NONE: Self = Self {
        right: 0.0,
        wrong: 0.0,
    };
    /// As if each coder had answered ten items of each value before, eight of them rightly.
    pub const WEAK: Self = Self {
        right: 8.0,
        wrong: 2.0,
    };
}

/// The fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct DawidSkene {
    /// T, by item and value.
    pub posteriors: Vec<Vec<f64>>,
    /// p, by value.
    pub priors: Vec<f64>,
    /// π, by coder, true and given value.
    pub confusions: Vec<Vec<Vec<f64>>>,
    pub iterations: usize,
}

impl DawidSkene {
    /// For each coder the probability of the right answer, Σ_j p_j·π_jj.
    pub fn reliabilities(&self) -> Vec<f64> {
        let of = |confusion: &Vec<Vec<f64>>| {
            let values = self.priors.iter().enumerate();
            values
                .map(|(value, prior)| prior * confusion[value][value])
                .sum()
        };
        self.confusions.iter().map(of).collect()
    }
}

/// No posterior changes more than this in the last iteration.
const CONVERGED: f64 = 1e-13;
/// The same for resamples, of which only the spread matters.
const NEARLY: f64 = 1e-6;
const MAX_ITERATIONS: usize = 100_000;
const MAX_OF_RESAMPLE: usize = 500;

/// Fits the model; `weights` says how often each item counts.
pub fn fit(answers: &CoderAnswers, weights: Option<&[f64]>, prior: ConfusionPrior) -> DawidSkene {
    let by_item = answers.by_item();
    let values = answers.values;
    let (converged, most) = match weights {
        None => (CONVERGED, MAX_ITERATIONS),
        Some(_) => (NEARLY, MAX_OF_RESAMPLE),
    };
    let mut model = DawidSkene {
        posteriors: by_item.iter().map(|given| shares(given, values)).collect(),
        priors: vec![0.0; values],
        confusions: vec![vec![vec![0.0; values]; values]; answers.coders],
        iterations: 0,
    };
    while model.iterations < most {
        model.iterations += 1;
        model.maximise(&by_item, weights, prior);
        if model.expect(&by_item) < converged {
            break;
        }
    }
    // The confusions of the posteriors that were found.
    model.maximise(&by_item, weights, prior);
    model
}

fn shares(given: &[(usize, usize)], values: usize) -> Vec<f64> {
    let mut shares = vec![0.0; values];
    for (_, value) in given {
        shares[*value] += 1.0 / given.len() as f64;
    }
    shares
}

impl DawidSkene {
    fn maximise(
        &mut self,
        by_item: &[Vec<(usize, usize)>],
        weights: Option<&[f64]>,
        prior: ConfusionPrior,
    ) {
        let values = self.priors.len();
        let others = (values.max(2) - 1) as f64;
        for confusion in &mut self.confusions {
            for (truth, row) in confusion.iter_mut().enumerate() {
                row.fill(prior.wrong / others);
                row[truth] = prior.right;
            }
        }
        self.priors.fill(0.0);
        let mut all = 0.0;
        for (item, given) in by_item.iter().enumerate() {
            let weight = weights.map_or(1.0, |weights| weights[item]);
            if given.is_empty() || weight == 0.0 {
                continue;
            }
            all += weight;
            for (truth, posterior) in self.posteriors[item].iter().enumerate() {
                self.priors[truth] += weight * posterior;
                for (coder, value) in given {
                    self.confusions[*coder][truth][*value] += weight * posterior;
                }
            }
        }
        for prior in &mut self.priors {
            *prior /= f64::max(all, 1.0);
        }
        for row in self.confusions.iter_mut().flatten() {
            let sum: f64 = row.iter().sum();
            if sum > 0.0 {
                row.iter_mut().for_each(|count| *count /= sum);
            } else {
                // Nothing is known of what the coder answers there.
                row.fill(1.0 / values as f64);
            }
        }
    }

    /// Returns the largest change of a posterior.
    fn expect(&mut self, by_item: &[Vec<(usize, usize)>]) -> f64 {
        let mut change: f64 = 0.0;
        for (item, given) in by_item
            .iter()
            .enumerate()
            .filter(|(_, given)| !given.is_empty())
        {
            let mut likelihoods = self.priors.clone();
            for (truth, likelihood) in likelihoods.iter_mut().enumerate() {
                for (coder, value) in given {
                    *likelihood *= self.confusions[*coder][truth][*value];
                }
            }
            let sum: f64 = likelihoods.iter().sum();
            if sum > 0.0 {
                for (old, new) in self.posteriors[item].iter_mut().zip(likelihoods) {
                    change = change.max((*old - new / sum).abs());
                    *old = new / sum;
                }
            }
        }
        change
    }
}
