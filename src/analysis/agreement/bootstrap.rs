//! Intervals by the percentile bootstrap over articles.
//!
//! Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13. Annotations within an article are not
//! independent, so that whole articles are resampled. All measures of a group of coders see the same
//! resamples. Under six articles there is no interval.

use std::borrow::Cow;
use std::sync::Arc;

use super::measure::{ArticleSums, Pooled};
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

/// How many resamples are summed at once: what they need of a figure fits into the cache of a processor.
const CHUNK: usize = 64;

/// The most weights that are kept, of two bytes each: those of ten thousand articles in a thousand resamples.
const MAX_KEPT: usize = 16 << 20;

/// How often each article is in each resample. All measures of a group of coders see the same.
#[derive(Debug)]
pub struct Resamples {
    articles: usize,
    settings: BootstrapSettings,
    /// A row for each article, unless that is too much.
    kept: Option<Vec<u16>>,
}

impl Resamples {
    /// The resamples of so many articles.
    pub fn new(articles: usize, settings: BootstrapSettings) -> Self {
        let mut resamples = Self {
            articles,
            settings,
            kept: None,
        };
        let is_wanted = articles >= MIN_ARTICLES && settings.resamples > 0;
        let size = articles.saturating_mul(settings.resamples);
        if is_wanted && size <= MAX_KEPT {
            resamples.kept = Some(resamples.draw(0..settings.resamples));
        }
        resamples
    }

    /// Whether they are of so many articles, and made in this way.
    pub fn fits(&self, articles: usize, settings: BootstrapSettings) -> bool {
        self.articles == articles && self.settings == settings
    }

    /// A row for each article, with a column for each of these resamples.
    fn draw(&self, resamples: std::ops::Range<usize>) -> Vec<u16> {
        let count = resamples.len();
        let mut rows = vec![0_u16; self.articles * count];
        for (column, resample) in resamples.enumerate() {
            let mut random = RandomSequence::for_item(self.settings.seed, resample as u64);
            for _ in 0..self.articles {
                let weight = &mut rows[random.below(self.articles) * count + column];
                *weight = weight.saturating_add(1);
            }
        }
        rows
    }

    /// Rows in which some of the resamples are columns: the rows, how long each is, and the first column.
    fn rows(&self, resamples: std::ops::Range<usize>) -> (Cow<'_, [u16]>, usize, usize) {
        match &self.kept {
            Some(kept) => (
                Cow::Borrowed(kept),
                self.settings.resamples,
                resamples.start,
            ),
            None => {
                let count = resamples.len();
                (Cow::Owned(self.draw(resamples)), count, 0)
            }
        }
    }

    /// The intervals of some figures of these articles; `None` where a figure or its interval is undefined.
    pub fn intervals(&self, figures: &[&Pooled]) -> Vec<Option<ConfidenceInterval>> {
        let Self {
            articles, settings, ..
        } = *self;
        if articles < MIN_ARTICLES || settings.resamples == 0 {
            return vec![None; figures.len()];
        }
        // A figure that is not defined has no interval.
        let is_wanted: Vec<bool> = figures
            .iter()
            .map(|figure| figure.articles() == articles && figure.value().is_ok())
            .collect();
        // Figures of the same sums are resampled together.
        let mut sums: Vec<&Arc<ArticleSums>> = Vec::new();
        let of_figures = figures.iter().zip(&is_wanted).map(|(figure, is_wanted)| {
            let own = figure.article_sums();
            let known = sums.iter().position(|other| Arc::ptr_eq(other, own));
            match known {
                Some(known) => known,
                None if *is_wanted => {
                    sums.push(own);
                    sums.len() - 1
                }
                None => 0,
            }
        });
        let of_figures: Vec<usize> = of_figures.collect();
        let mut values: Vec<Vec<f64>> = vec![Vec::new(); figures.len()];
        let mut totals: Vec<Vec<f64>> = sums.iter().map(|s| vec![0.0; s.width() * CHUNK]).collect();
        let mut from = 0;
        while from < settings.resamples {
            let count = CHUNK.min(settings.resamples - from);
            let (rows, length, first) = self.rows(from..from + count);
            let row = |article: usize| &rows[article * length + first..][..count];
            totals.iter_mut().for_each(|totals| totals.fill(0.0));
            let mut weights = [0.0; CHUNK];
            for article in 0..articles {
                for (weight, times) in weights.iter_mut().zip(row(article)) {
                    *weight = f64::from(*times);
                }
                for (sums, totals) in sums.iter().zip(&mut totals) {
                    for (index, amount) in sums.terms(article) {
                        let at = *index as usize * CHUNK;
                        for (total, weight) in totals[at..at + CHUNK].iter_mut().zip(&weights) {
                            *total += weight * amount;
                        }
                    }
                }
            }
            for (at, figure) in figures.iter().enumerate().filter(|(at, _)| is_wanted[*at]) {
                let totals = &totals[of_figures[at]];
                let mut column = vec![0.0; figure.width()];
                for resample in 0..count {
                    for (index, sum) in column.iter_mut().enumerate() {
                        *sum = totals[index * CHUNK + resample];
                    }
                    let value = figure.finish(&column, || {
                        let weights = (0..articles).map(|article| row(article)[resample]);
                        weights.map(f64::from).collect()
                    });
                    values[at].extend(value);
                }
            }
            from += count;
        }
        let intervals = values.iter_mut();
        intervals.map(|values| interval(values, settings)).collect()
    }
}

/// The intervals of some figures of the same articles; `None` where a figure or its interval is undefined.
pub fn intervals(
    figures: &[&Pooled],
    settings: BootstrapSettings,
) -> Vec<Option<ConfidenceInterval>> {
    let articles = figures.iter().map(|pooled| pooled.articles()).max();
    Resamples::new(articles.unwrap_or_default(), settings).intervals(figures)
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
