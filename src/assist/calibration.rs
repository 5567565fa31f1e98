//! Makes confidences honest: of what is shown with 80 %, eight of ten shall be right.
//!
//! A model that has seen few articles is too sure of itself, and how much depends on the labels. So some
//! of the finished articles are predicted by models that have not seen them, and a logistic curve is
//! fitted to how often each confidence was right (Platt 1999). Few observations move the curve little.

/// A curve from a model's probability to the share that is right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Calibration {
    pub slope: f32,
    pub shift: f32,
}

impl Default for Calibration {
    /// Probabilities as they are.
    fn default() -> Self {
        Self {
            slope: 1.0,
            shift: 0.0,
        }
    }
}

/// How strongly the curve is held to what it would be without observations, in observations.
const PRIOR: f64 = 4.0;

/// The shift without observations: models of few articles are too sure of themselves.
const PRIOR_SHIFT: f64 = -0.3;

/// Slopes outside would turn the order around, or come from very little.
const SLOPES: (f64, f64) = (0.1, 3.0);

impl Calibration {
    /// The curve that fits observations best: a probability, and whether it was right.
    pub fn fit(observations: &[(f64, bool)]) -> Self {
        if observations.is_empty() {
            return Self::default();
        }
        let (mut slope, mut shift) = (1.0_f64, PRIOR_SHIFT);
        // Newton's method; the function is convex.
        for _ in 0..30 {
            let mut gradient = [PRIOR * (slope - 1.0), PRIOR * (shift - PRIOR_SHIFT)];
            let mut curvature = [PRIOR, 0.0, PRIOR];
            for (probability, is_right) in observations {
                let x = logit(*probability);
                let guess = logistic(slope * x + shift);
                let error = guess - if *is_right { 1.0 } else { 0.0 };
                let weight = guess * (1.0 - guess);
                gradient[0] += error * x;
                gradient[1] += error;
                curvature[0] += weight * x * x;
                curvature[1] += weight * x;
                curvature[2] += weight;
            }
            let determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            slope -= (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
            shift -= (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
            slope = slope.clamp(SLOPES.0, SLOPES.1);
            shift = shift.clamp(-10.0, 10.0);
        }
        Self {
            slope: slope as f32,
            shift: shift as f32,
        }
    }

    /// The confidence for a probability, from 0 to 1.
    pub fn confidence(self, probability: f64) -> f64 {
        logistic(f64::from(self.slope) * logit(probability) + f64::from(self.shift))
    }
}

fn logit(probability: f64) -> f64 {
    let probability = probability.clamp(1e-4, 1.0 - 1e-4);
    (probability / (1.0 - probability)).ln()
}

fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seeded;

    #[test]
    fn a_model_that_is_too_sure_is_corrected() {
        // Right as often as half of its logit says.
        let mut random = Seeded::new(1);
        let observations: Vec<(f64, bool)> = (0..4000)
            .map(|_| {
                let probability = random.unit();
                let truth = logistic(0.5 * logit(probability) - 0.4);
                (probability, random.unit() < truth)
            })
            .collect();
        let calibration = Calibration::fit(&observations);
        assert!((calibration.slope - 0.5).abs() < 0.08, "{calibration:?}");
        assert!((calibration.shift + 0.4).abs() < 0.1, "{calibration:?}");
        let confidences: Vec<f64> = (0..=10)
            .map(|step| calibration.confidence(f64::from(step) / 10.0))
            .collect();
        assert!(confidences.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            confidences
                .iter()
                .all(|confidence| (0.0..=1.0).contains(confidence))
        );
    }

    #[test]
    fn few_observations_move_it_little_and_none_not_at_all() {
        assert_eq!(Calibration::fit(&[]), Calibration::default());
        let one = Calibration::fit(&[(0.6, false)]);
        assert!(one.confidence(0.6) > 0.4 && one.confidence(0.6) < 0.6);
        for extreme in [
            vec![(1.0, false); 50],
            vec![(0.0, true); 50],
            vec![(f64::NAN, true); 3],
        ] {
            let confidence = Calibration::fit(&extreme).confidence(0.7);
            assert!((0.0..=1.0).contains(&confidence) || extreme[0].0.is_nan());
        }
    }
}
