//! How reliable coders are, and how certain each answer is, without an agreed version.
//!
//! `dawid_skene` and `mace` are the models, `questions` makes items and answers of what coders annotated:
//! whether an annotation is there, its label, each value. Nothing here decides anything: it orders
//! differences by their uncertainty, and points at items where the model stands against the majority.
//! Two coders cannot tell who of them errs: then the models use a prior, and say so.

pub mod dawid_skene;

pub mod mace;

pub mod questions;

use super::bootstrap::percentile;
use super::random::RandomSequence;
use dawid_skene::ConfusionPrior;

/// Answers of coders to one question about items. Items, coders and values are numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoderAnswers {
    pub items: usize,
    pub coders: usize,
    pub values: usize,
    /// Item, coder, value; at most one for an item and a coder.
    pub given: Vec<(u32, u32, u32)>,
}

impl CoderAnswers {
    /// The coders' answers to each item.
    fn by_item(&self) -> Vec<Vec<(usize, usize)>> {
        let mut items = vec![Vec::new(); self.items];
        for (item, coder, value) in &self.given {
            items[*item as usize].push((*coder as usize, *value as usize));
        }
        items
    }

    /// How many answers a coder gave.
    pub fn of_coder(&self, coder: usize) -> usize {
        let given = self.given.iter();
        given.filter(|(_, by, _)| *by as usize == coder).count()
    }
}

/// Which model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReliabilityModel {
    DawidSkene,
    Mace,
}

impl ReliabilityModel {
    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::DawidSkene => "dawid_skene",
            Self::Mace => "mace",
        }
    }
}

/// What a model says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// For each item the probability of each value.
    pub posteriors: Vec<Vec<f64>>,
    /// For each item the interval of the probability of its likeliest value; empty without resamples.
    pub intervals: Vec<(f64, f64)>,
    /// For each coder the probability of the right answer (Dawid and Skene), or of knowing it (MACE).
    pub coders: Vec<f64>,
    /// The standard errors of these; empty without resamples.
    pub standard_errors: Vec<f64>,
    /// Whether a prior was needed, since there are only two coders.
    pub has_prior: bool,
}

impl Reliability {
    /// The likeliest value of an item.
    pub fn likeliest(&self, item: usize) -> usize {
        let posterior = self.posteriors[item].iter().enumerate();
        let best = posterior.max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
        best.map_or(0, |(value, _)| value)
    }

    /// Items by their uncertainty, the least certain first.
    pub fn by_uncertainty(&self) -> Vec<usize> {
        let certainty = |item: &usize| self.posteriors[*item].iter().copied().fold(0.0, f64::max);
        let mut items: Vec<usize> = (0..self.posteriors.len()).collect();
        items.sort_by(|a, b| certainty(a).total_cmp(&certainty(b)).then(a.cmp(b)));
        items
    }

    /// Items of which more than half of the answers are another value than the likeliest: where the most
    /// reliable coders stand against the majority, which often is a fault of the codebook.
    pub fn against_majority(&self, answers: &CoderAnswers) -> Vec<usize> {
        let by_item = answers.by_item();
        let items = by_item.iter().enumerate().filter(|(item, given)| {
            let likeliest = self.likeliest(*item);
            (0..answers.values).any(|value| {
                let votes = given.iter().filter(|(_, answer)| *answer == value).count();
                value != likeliest && votes * 2 > given.len()
            })
        });
        items.map(|(item, _)| item).collect()
    }
}

/// Fits a model, with standard errors from so many resamples of `groups` of items, such as articles.
pub fn fit(
    model: ReliabilityModel,
    answers: &CoderAnswers,
    groups: &[u32],
    resamples: usize,
    seed: u64,
) -> Reliability {
    let has_prior = answers.coders < 3;
    let run = |weights: Option<&[f64]>| match model {
        ReliabilityModel::DawidSkene => {
            let prior = if has_prior {
                ConfusionPrior::WEAK
            } else {
                ConfusionPrior::NONE
            };
            let found = dawid_skene::fit(answers, weights, prior);
            let coders = found.reliabilities();
            (found.posteriors, coders)
        }
        ReliabilityModel::Mace => {
            let found = mace::fit(answers, weights);
            (found.posteriors, found.knowing)
        }
    };
    let (posteriors, coders) = run(None);
    let mut fitted = Reliability {
        posteriors,
        intervals: Vec::new(),
        coders,
        standard_errors: Vec::new(),
        has_prior,
    };
    let count = groups.iter().max().map_or(0, |last| *last as usize + 1);
    if resamples < 2 || count < 2 {
        return fitted;
    }
    let likeliest: Vec<usize> = (0..answers.items)
        .map(|item| fitted.likeliest(item))
        .collect();
    let mut of_items: Vec<Vec<f64>> = vec![Vec::with_capacity(resamples); answers.items];
    let mut of_coders: Vec<Vec<f64>> = vec![Vec::with_capacity(resamples); answers.coders];
    for resample in 0..resamples {
        let mut random = RandomSequence::for_item(seed, resample as u64);
        let mut drawn = vec![0.0; count];
        for _ in 0..count {
            drawn[random.below(count)] += 1.0;
        }
        let weights: Vec<f64> = groups.iter().map(|group| drawn[*group as usize]).collect();
        let (posteriors, coders) = run(Some(&weights));
        for (item, posterior) in posteriors.iter().enumerate() {
            of_items[item].push(posterior[likeliest[item]]);
        }
        for (values, coder) in of_coders.iter_mut().zip(coders) {
            values.push(coder);
        }
    }
    fitted.intervals = of_items
        .iter_mut()
        .map(|values| {
            values.sort_unstable_by(f64::total_cmp);
            (percentile(values, 0.025), percentile(values, 0.975))
        })
        .collect();
    fitted.standard_errors = of_coders.iter().map(|values| deviation(values)).collect();
    fitted
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (count - 1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two coders who are right nine times of ten, and one who is right six times, of a value of two.
    fn three_coders() -> (CoderAnswers, Vec<u32>, Vec<u32>) {
        let mut random = RandomSequence::new(5);
        let mut answers = CoderAnswers {
            items: 160,
            coders: 3,
            values: 2,
            given: Vec::new(),
        };
        let mut truth = Vec::new();
        for item in 0..160 {
            let right = random.below(2) as u32;
            truth.push(right);
            for (coder, skill) in [(0, 0.95), (1, 0.9), (2, 0.6)] {
                let is_right = random.unit() < skill;
                answers
                    .given
                    .push((item, coder, if is_right { right } else { 1 - right }));
            }
        }
        let groups = (0..160).map(|item| item / 8).collect();
        (answers, groups, truth)
    }

    #[test]
    fn both_models_find_who_is_reliable_and_what_is_true() {
        let (answers, groups, truth) = three_coders();
        for model in [ReliabilityModel::DawidSkene, ReliabilityModel::Mace] {
            let found = fit(model, &answers, &groups, 20, 1);
            assert!(
                found.coders[0] > found.coders[2] && found.coders[1] > found.coders[2],
                "{found:?}"
            );
            let right = truth.iter().enumerate();
            let right = right.filter(|(item, value)| found.likeliest(*item) == **value as usize);
            assert!(right.count() > 140, "{model:?}");
            assert!(
                found
                    .standard_errors
                    .iter()
                    .all(|error| (0.001..0.2).contains(error)),
                "{model:?}"
            );
            let likeliest = |item: usize| found.posteriors[item][found.likeliest(item)];
            let inside = (0..160).filter(|item| {
                let (low, high) = found.intervals[*item];
                low <= likeliest(*item) + 1e-9 && high >= likeliest(*item) - 1e-9
            });
            assert!(inside.count() > 150, "{model:?}");
            let order = found.by_uncertainty();
            assert!(likeliest(order[0]) <= likeliest(order[159]));
            assert!(!found.has_prior);
        }
    }

    #[test]
    fn a_reliable_coder_against_two_others_is_pointed_at() {
        let mut given = Vec::new();
        // The first coder has company in nearly all items, the others err often.
        let mut random = RandomSequence::new(3);
        for item in 0..300 {
            let right = random.below(3) as u32;
            for (coder, skill) in [(0, 0.99), (1, 0.55), (2, 0.55), (3, 0.97)] {
                let value = if random.unit() < skill {
                    right
                } else {
                    (right + 1) % 3
                };
                given.push((item, coder, value));
            }
        }
        // One item without the fourth: two against the first.
        given.extend([(300, 0, 0), (300, 1, 1), (300, 2, 1)]);
        let answers = CoderAnswers {
            items: 301,
            coders: 4,
            values: 3,
            given,
        };
        let groups: Vec<u32> = (0..301).collect();
        let found = fit(ReliabilityModel::DawidSkene, &answers, &groups, 0, 1);
        assert_eq!(found.likeliest(300), 0);
        assert!(found.against_majority(&answers).contains(&300));
    }

    #[test]
    fn two_coders_get_a_prior() {
        let given = (0..40).flat_map(|item| {
            [
                (item, 0, item % 2),
                (item, 1, u32::from(item % 7 == 0) ^ (item % 2)),
            ]
        });
        let answers = CoderAnswers {
            items: 40,
            coders: 2,
            values: 2,
            given: given.collect(),
        };
        let groups: Vec<u32> = (0..40).collect();
        for model in [ReliabilityModel::DawidSkene, ReliabilityModel::Mace] {
            let found = fit(model, &answers, &groups, 0, 1);
            assert!(found.has_prior);
            // Neither can be told to be the better one.
            assert!(
                (found.coders[0] - found.coders[1]).abs() < 0.1,
                "{model:?}: {:?}",
                found.coders
            );
        }
    }
}
