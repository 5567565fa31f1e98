//! MACE, the model of Hovy, Berg-Kirkpatrick, Vaswani and Hovy 2013, NAACL-HLT, pages 1120-1130, with variational
//! Bayes.
//!
//! Every true value is as likely. Coder j knows it with the probability θ_j; who does not know it answers a with
//! the probability ξ_ja. So P(A_ij = a | T_i = t) = θ_j·[a = t] + (1−θ_j)·ξ_ja.
//!
//! - E: P(T_i = t | A) ∝ Π_j P(A_ij | t); of each answer the expected counts of having known, c_j1 = Σ_i P(T_i =
//!   a)·θ_j/(θ_j+(1−θ_j)ξ_ja), and of not, e_ja = Σ_i Σ_t P(T_i = t)·(1−θ_j)ξ_ja/P(a | t), c_j0 = Σ_a e_ja
//! - M: θ_j and ξ_ja in proportion to exp ψ(count + prior), with the prior 1/2 for knowing and for not knowing,
//!   and 10 for each value of ξ, as in the authors' program; ψ is the digamma function, and the sums are
//!   exp ψ of the sums.

use super::CoderAnswers;

/// The fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Mace {
    /// By item and value.
    pub posteriors: Vec<Vec<f64>>,
    /// θ: for each coder the probability of knowing the value.
    pub knowing: Vec<f64>,
    /// ξ: by coder and value.
    pub strategies: Vec<Vec<f64>>,
    pub iterations: usize,
}

const KNOWING_PRIOR: f64 = 0.5;
const STRATEGY_PRIOR: f64 = 10.0;
const CONVERGED: f64 = 1e-12;
const NEARLY: f64 = 1e-6;
const MAX_ITERATIONS: usize = 10_000;
const MAX_OF_RESAMPLE: usize = 200;

/// Fits the model; `weights` says how often each item counts.
pub fn fit(answers: &CoderAnswers, weights: Option<&[f64]>) -> Mace {
    let by_item = answers.by_item();
    let values = answers.values;
    let (converged, most) = match weights {
        None => (CONVERGED, MAX_ITERATIONS),
        Some(_) => (NEARLY, MAX_OF_RESAMPLE),
    };
    // Probabilities of not knowing and of knowing; they need not add to 1.
    let mut knowing = vec![[0.5, 0.5]; answers.coders];
    let mut strategies = vec![vec![1.0 / values as f64; values]; answers.coders];
    let mut posteriors = vec![vec![1.0 / values as f64; values]; answers.items];
    let mut iterations = 0;
    while iterations < most {
        iterations += 1;
        let mut known = vec![[KNOWING_PRIOR; 2]; answers.coders];
        let mut counts = vec![vec![STRATEGY_PRIOR; values]; answers.coders];
        let mut change: f64 = 0.0;
        for (item, given) in by_item
            .iter()
            .enumerate()
            .filter(|(_, given)| !given.is_empty())
        {
            let answer = |coder: usize, value: usize, truth: usize| {
                let is_right = f64::from(u8::from(value == truth));
                knowing[coder][0] * strategies[coder][value] + knowing[coder][1] * is_right
            };
            let mut posterior: Vec<f64> = (0..values)
                .map(|truth| {
                    given
                        .iter()
                        .map(|(coder, value)| answer(*coder, *value, truth))
                        .product()
                })
                .collect();
            let sum: f64 = posterior.iter().sum();
            if sum > 0.0 {
                posterior.iter_mut().for_each(|p| *p /= sum);
            } else {
                posterior.fill(1.0 / values as f64);
            }
            for (old, new) in posteriors[item].iter_mut().zip(&posterior) {
                change = change.max((*old - new).abs());
                *old = *new;
            }
            let weight = weights.map_or(1.0, |weights| weights[item]);
            for (coder, value) in given {
                let guessed = knowing[*coder][0] * strategies[*coder][*value];
                let truths = posterior.iter().enumerate();
                let not_known: f64 = truths
                    .map(|(truth, p)| {
                        p * guessed / answer(*coder, *value, truth).max(f64::MIN_POSITIVE)
                    })
                    .sum();
                let right = answer(*coder, *value, *value).max(f64::MIN_POSITIVE);
                known[*coder][0] += weight * not_known;
                known[*coder][1] += weight * posterior[*value] * knowing[*coder][1] / right;
                counts[*coder][*value] += weight * not_known;
            }
        }
        for (coder, counts) in counts.iter().enumerate() {
            let both = digamma(known[coder].iter().sum());
            knowing[coder] = known[coder].map(|count| (digamma(count) - both).exp());
            let all = digamma(counts.iter().sum());
            strategies[coder] = counts
                .iter()
                .map(|count| (digamma(*count) - all).exp())
                .collect();
        }
        if change < converged && iterations > 1 {
            break;
        }
    }
    Mace {
        posteriors,
        knowing: knowing
            .iter()
            .map(|[not, knows]| knows / (not + knows))
            .collect(),
        strategies,
        iterations,
    }
}

/// ψ(x) for x > 0, to about 1e-13: the recurrence up to 10, then the asymptotic series (Abramowitz and Stegun
/// 1964, 6.3.5 and 6.3.18).
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 12.0
            - y * (1.0 / 120.0
                - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * 691.0 / 32760.0)))));
    sum + x.ln() - 0.5 / x - series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_has_its_known_values() {
        const EULER: f64 = 0.577_215_664_901_532_9;
        for (x, expected) in [
            (1.0, -EULER),
            (2.0, 1.0 - EULER),
            (0.5, -EULER - 2.0 * 2.0_f64.ln()),
            (10.0, 2.251_752_589_066_721),
        ] {
            assert!((digamma(x) - expected).abs() < 1e-12, "{x}: {}", digamma(x));
        }
    }
}
