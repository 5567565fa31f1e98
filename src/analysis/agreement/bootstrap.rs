//! Intervals by the percentile bootstrap over articles.
//!
//! Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13. Annotations within an article are not
//! independent, so that whole articles are resampled. All measures of a group of coders see the same
//! resamples. Under six articles there is no interval.

use super::measure::{Pooled, Undefined};
use super::random::RandomSequence;

/// Under so many articles an interval would mean nothing.
pub const MIN_ARTICLES: usize = 6;
/// Under so many articles an interval is marked as resting on few.
pub const FEW_ARTICLES: usize = 20;

/// How intervals are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BootstrapSettings {
    pub resamples: usize,
    pub seed: u64,
    /// The share of resamples inside the interval.
    pub level: f64,
}

impl Default for BootstrapSettings {
    fn default() -> Self {
        Self {
            resamples: 1000,
            seed: 1,
            level: 0.95,
        }
    }
}

/// An interval of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceInterval {
    pub low: f64,
    pub high: f64,
    /// The standard deviation of the resamples.
    pub standard_error: f64,
    /// Resamples in which the figure is undefined; they are left out.
    pub undefined: usize,
}

/// How many resamples are summed at once: a few megabytes of weights for ten thousand articles.
const CHUNK: usize = 64;

/// The intervals of some figures of the same articles; `None` where a figure or its interval is undefined.
pub fn intervals(
    figures: &[&Pooled],
    settings: BootstrapSettings,
) -> Vec<Option<ConfidenceInterval>> {
    let articles = figures.iter().map(|pooled| pooled.articles()).max();
    let articles = articles.unwrap_or_default();
    if articles < MIN_ARTICLES || settings.resamples == 0 {
        return vec![None; figures.len()];
    }
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); figures.len()];
    let mut from = 0;
    while from < settings.resamples {
        let count = CHUNK.min(settings.resamples - from);
        let weights = weights(articles, from..from + count, settings.seed);
        for (figure, values) in figures.iter().zip(&mut values) {
            if figure.articles() == articles {
                values.extend(resampled(figure, &weights, count).into_iter().flatten());
            }
        }
        from += count;
    }
    let intervals = figures.iter().zip(values).map(|(figure, mut values)| {
        figure.value().ok()?;
        interval(&mut values, settings)
    });
    intervals.collect()
}

/// How often each article is in each of these resamples: a row for each article.
fn weights(articles: usize, resamples: std::ops::Range<usize>, seed: u64) -> Vec<f64> {
    let count = resamples.len();
    let mut weights = vec![0.0; articles * count];
    for (column, resample) in resamples.enumerate() {
        let mut random = RandomSequence::for_item(seed, resample as u64);
        for _ in 0..articles {
            weights[random.below(articles) * count + column] += 1.0;
        }
    }
    weights
}

/// A figure in each of some resamples.
fn resampled(figure: &Pooled, weights: &[f64], count: usize) -> Vec<Result<f64, Undefined>> {
    // A row for each sum, so that the inner loop adds vectors.
    let mut sums = vec![0.0; figure.width() * count];
    for article in 0..figure.articles() {
        let of_article = &weights[article * count..(article + 1) * count];
        for (index, amount) in figure.terms(article) {
            let at = *index as usize * count;
            for (sum, weight) in sums[at..at + count].iter_mut().zip(of_article) {
                *sum += weight * amount;
            }
        }
    }
    let mut column = vec![0.0; figure.width()];
    let values = (0..count).map(|resample| {
        for (index, sum) in column.iter_mut().enumerate() {
            *sum = sums[index * count + resample];
        }
        figure.finish(&column, || {
            let all = weights.iter().skip(resample).step_by(count);
            all.copied().collect()
        })
    });
    values.collect()
}

fn interval(values: &mut [f64], settings: BootstrapSettings) -> Option<ConfidenceInterval> {
    // Fewer than half of the resamples say nothing of the others.
    if values.len() * 2 < settings.resamples {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - settings.level) / 2.0;
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some(ConfidenceInterval {
        low: percentile(values, tail),
        high: percentile(values, 1.0 - tail),
        standard_error: (squares / (count - 1.0).max(1.0)).sqrt(),
        undefined: settings.resamples - values.len(),
    })
}

/// A percentile of sorted values, between two by linear interpolation.
pub fn percentile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = share * last as f64;
    let below = place.floor();
    let (low, high) = (
        sorted[below as usize],
        sorted[(below as usize + 1).min(last)],
    );
    low + (high - low) * (place - below)
}
