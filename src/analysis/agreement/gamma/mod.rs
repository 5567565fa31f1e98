//! The gamma of Mathet, Widlöcher and Métivier 2015, Computational Linguistics 41(3):437-479: agreement on places
//! and labels at once, for annotations that nest and overlap.
//!
//! The annotations of an article are aligned at the least cost, and the disorder of the alignment is compared
//! with that of shuffled annotations: γ = 1 − observed/expected. `alignment` finds the alignment, `packing`
//! the best choice of groups for it, `sampling` shuffles. Pooled over articles, both disorders are weighted by
//! the mean number of annotations; this is ours, without a paper. γ_cat is not here: no two programs agree on
//! it.

pub mod alignment;

pub mod packing;

pub mod sampling;

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticles, Undefined,
};
use super::random::RandomSequence;
use super::study::Study;
use alignment::{AlignedUnit, Dissimilarity, align};
use sampling::{Continuum, ShuffleSampler};

/// Gamma with its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Gamma {
    pub dissimilarity: Dissimilarity,
    pub sampler: ShuffleSampler,
    /// The seed of the shuffles.
    pub seed: u64,
}

/// Gamma with the usual parameters, α = β = Δ∅ = 1, and the seed 1.
pub static GAMMA: Gamma = Gamma {
    dissimilarity: Dissimilarity::USUAL,
    sampler: ShuffleSampler::Rotation,
    seed: 1,
};

/// How many samples are drawn first, as in section 5.3 of the paper.
const FIRST_SAMPLES: usize = 30;
/// How many samples are drawn at most for one article.
const MAX_SAMPLES: usize = 400;
/// The precision of the expected disorder that more samples bring, at 95 % confidence.
const PRECISION: f64 = 0.02;

/// Observed and expected disorder of one article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disorders {
    pub observed: f64,
    pub expected: f64,
    /// The standard deviation of the samples' disorder.
    pub spread: f64,
    pub samples: usize,
    /// The mean number of annotations of a coder.
    pub mean_units: f64,
    /// Whether the alignment was cut into windows, so that the disorder may be too high.
    pub is_windowed: bool,
}

impl Gamma {
    /// The disorders of one article of a length in characters; `None` if nobody annotated anything.
    pub fn disorders(
        &self,
        name: &str,
        length: u32,
        coders: &[Vec<AlignedUnit>],
    ) -> Option<Disorders> {
        let best = align(coders, &self.dissimilarity)?;
        let continuum = Continuum {
            end: i64::from(length),
            coders,
        };
        let mut random = RandomSequence::for_name(self.seed, name);
        let mut samples = Vec::new();
        let mut is_windowed = best.is_windowed;
        let mut wanted = FIRST_SAMPLES;
        while samples.len() < wanted {
            let sample = continuum.sample(self.sampler, &mut random);
            // A sample in which nobody annotated anything has no disorder.
            if let Some(aligned) = align(&sample, &self.dissimilarity) {
                samples.push(aligned.disorder());
                is_windowed |= aligned.is_windowed;
            }
            if samples.len() == FIRST_SAMPLES {
                let (mean, deviation) = mean_and_deviation(&samples);
                let needed = (deviation / mean * 1.96 / PRECISION).powi(2).ceil();
                if needed.is_finite() {
                    wanted = wanted.max(needed as usize).min(MAX_SAMPLES);
                }
            }
        }
        let (expected, spread) = mean_and_deviation(&samples);
        Some(Disorders {
            observed: best.disorder(),
            expected,
            spread,
            samples: samples.len(),
            mean_units: best.mean_units,
            is_windowed,
        })
    }
}

fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / count).sqrt())
}

impl Measure for Gamma {
    fn info(&self) -> &'static MeasureInfo {
        &INFO
    }

    fn subjects(&self, _: &Study, _: &SharedArticles<'_>) -> Vec<FigureSubject> {
        vec![FigureSubject::All]
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, _: &FigureSubject) -> Pooled {
        let mut pooled = Pooled::new(2, |sums| {
            if sums[0] == 0.0 && sums[1] == 0.0 {
                return Err(Undefined::NoUnits);
            }
            super::u_alpha::one_minus(sums[0], sums[1])
        });
        pooled.counts = &["observed_disorder", "expected_disorder"];
        let (mut windowed, mut variance, mut expected, mut samples) = (0, 0.0, 0.0, 0);
        for article in articles.iter() {
            let coders: Vec<Vec<AlignedUnit>> = article
                .present()
                .map(|work| work.units.iter().map(AlignedUnit::of).collect())
                .collect();
            pooled.units += coders.iter().map(Vec::len).sum::<usize>();
            let name = &article.article.name;
            match self.disorders(name, article.article.length, &coders) {
                Some(found) => {
                    let weight = found.mean_units;
                    windowed += usize::from(found.is_windowed);
                    expected += found.expected * weight;
                    samples += found.samples;
                    variance += (found.spread * weight).powi(2) / found.samples as f64;
                    pooled.add_all([found.observed * weight, found.expected * weight]);
                }
                None => pooled.add([]),
            }
        }
        if expected > 0.0 {
            let error = variance.sqrt() / expected * 100.0;
            pooled.notes.push(format!(
                "expected disorder from {samples} shuffles, ±{error:.1} % (one standard error)"
            ));
        }
        if windowed > 0 {
            pooled.notes.push(format!(
                "{windowed} articles were aligned in windows, so that their disorder may be too high"
            ));
        }
        pooled
    }
}

static INFO: MeasureInfo = MeasureInfo {
    id: "gamma",
    name: "γ",
    formula: "1 − observed/expected disorder; d(u,v) = α·((|Δb|+|Δe|)/(l_u+l_v))²·Δ∅ + β·[labels differ]·Δ∅, α = β = Δ∅ = 1",
    source: "Mathet, Widlöcher and Métivier 2015, Computational Linguistics 41(3):437-479",
    blind_to: "It samples: the expected disorder is known to about 2 %.",
    coders: CoderCount::TwoOrMore,
    is_optional: true,
};
