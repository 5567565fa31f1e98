//! How many articles must be coded by several coders for an interval of a given width, told from a pilot.
//!
//! The pilot's articles are resampled with replacement to samples of other sizes, as the bootstrap does for its
//! own size; the least size is sought at which the percentile interval is as narrow as wanted. That assumes
//! that further articles are like those of the pilot.

use super::bootstrap::{BootstrapSettings, MIN_ARTICLES, percentile};
use super::measure::{FigureSubject, Measure, Pooled, SharedArticles, Undefined, shared};
use super::random::RandomSequence;
use super::study::Study;

/// The most articles that a plan asks for.
pub const MAX_PLANNED: usize = 100_000;

/// Resamples of one size; the width is then known to some per cent.
const RESAMPLES: usize = 400;

/// How many articles an interval of a width needs.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePlan {
    /// How many coders each article goes to.
    pub coders: usize,
    /// Articles of the pilot that so many coders finished.
    pub pilot_articles: usize,
    /// The width of the interval that the pilot has, from its lower to its upper end.
    pub width_now: Option<f64>,
    /// The least number of articles; `None` if the pilot cannot tell, or it is above [`MAX_PLANNED`].
    pub articles: Option<usize>,
    /// Why the pilot cannot tell.
    pub reason: Option<PilotFault>,
}

/// Why a pilot tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PilotFault {
    /// Fewer than six articles.
    TooFewArticles,
    /// The figure itself is not defined.
    NotDefined(Undefined),
    /// All articles have the same figure, so that the pilot shows no spread.
    NoSpread,
    /// More than [`MAX_PLANNED`] articles would be needed.
    TooMany,
}

impl std::fmt::Display for PilotFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooFewArticles => {
                write!(
                    f,
                    "the pilot has fewer than {MIN_ARTICLES} articles of so many coders"
                )
            }
            Self::NotDefined(reason) => write!(f, "not defined: {reason}"),
            Self::NoSpread => f.write_str("the articles of the pilot do not differ"),
            Self::TooMany => write!(f, "more than {MAX_PLANNED} articles"),
        }
    }
}

/// Plans for each number of coders an article that the pilot has, for one measure and subject. Of several
/// groups of so many coders, their medians count.
pub fn plans(
    study: &Study,
    coders: &[u32],
    measure: &dyn Measure,
    subject: &FigureSubject,
    width: f64,
    settings: BootstrapSettings,
) -> Vec<ArticlePlan> {
    let most = match measure.info().coders {
        super::measure::CoderCount::Two => 2,
        super::measure::CoderCount::TwoOrMore => coders.len(),
    };
    let sizes = 2..=most.min(coders.len());
    sizes
        .map(|size| {
            let plans = subsets(coders, size).into_iter().map(|group| {
                // Articles that some of the group did not finish tell of fewer coders.
                let mut articles = shared(study, &group).into_vec();
                articles.retain(|article| article.coders() == size);
                let pooled = measure.pool(study, &SharedArticles::new(study, articles), subject);
                plan(&pooled, size, width, settings)
            });
            median(plans.collect(), size)
        })
        .collect()
}

/// The plan in the middle, of those that have articles to tell from.
fn median(mut plans: Vec<ArticlePlan>, coders: usize) -> ArticlePlan {
    plans.retain(|plan| plan.pilot_articles > 0);
    plans.sort_by_key(|plan| (plan.articles.unwrap_or(usize::MAX), plan.pilot_articles));
    let middle = plans.len().saturating_sub(1) / 2;
    plans.into_iter().nth(middle).unwrap_or(ArticlePlan {
        coders,
        pilot_articles: 0,
        width_now: None,
        articles: None,
        reason: Some(PilotFault::TooFewArticles),
    })
}

/// All groups of so many of these coders, at most some hundred.
fn subsets(coders: &[u32], size: usize) -> Vec<Vec<u32>> {
    const MOST: usize = 200;
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for (at, coder) in coders.iter().enumerate() {
        let left = coders.len() - at - 1;
        let longer: Vec<Vec<u32>> = found
            .iter()
            .filter(|group| group.len() < size)
            .map(|group| group.iter().copied().chain([*coder]).collect())
            .collect();
        found.extend(longer);
        found.retain(|group| group.len() + left >= size);
        found.truncate(MOST * size);
    }
    found.retain(|group| group.len() == size);
    found.truncate(MOST);
    found
}

/// The plan that the articles of one group of coders tell.
pub fn plan(
    pooled: &Pooled,
    coders: usize,
    width: f64,
    settings: BootstrapSettings,
) -> ArticlePlan {
    let pilot = pooled.articles();
    let mut plan = ArticlePlan {
        coders,
        pilot_articles: pilot,
        width_now: None,
        articles: None,
        reason: None,
    };
    if pilot < MIN_ARTICLES {
        plan.reason = Some(PilotFault::TooFewArticles);
        return plan;
    }
    if let Err(reason) = pooled.value() {
        plan.reason = Some(PilotFault::NotDefined(reason));
        return plan;
    }
    let width_at = |articles: usize| interval_width(pooled, articles, settings);
    let now = width_at(pilot);
    plan.width_now = now;
    let Some(now) = now.filter(|now| *now > 1e-9) else {
        plan.reason = Some(PilotFault::NoSpread);
        return plan;
    };
    // The width shrinks with the square root of the number: the search starts where that rule ends.
    let guess = (pilot as f64 * (now / width).powi(2)).ceil();
    if guess > 2.0 * MAX_PLANNED as f64 {
        plan.reason = Some(PilotFault::TooMany);
        return plan;
    }
    let is_enough = |articles: usize| width_at(articles).is_some_and(|found| found <= width);
    let (mut low, mut high) = (MIN_ARTICLES - 1, (guess as usize).max(MIN_ARTICLES));
    while !is_enough(high) {
        low = high;
        high += (high / 4).max(1);
        if high > MAX_PLANNED {
            plan.reason = Some(PilotFault::TooMany);
            return plan;
        }
    }
    while high - low > (high / 50).max(1) {
        let middle = low + (high - low) / 2;
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    plan.articles = Some(high);
    plan
}

/// The width of the percentile interval of samples of so many articles.
fn interval_width(pooled: &Pooled, articles: usize, settings: BootstrapSettings) -> Option<f64> {
    let mut values = Vec::with_capacity(RESAMPLES);
    for resample in 0..RESAMPLES {
        // Each size has samples of its own.
        let seed = settings.seed ^ (articles as u64).rotate_left(32);
        let mut random = RandomSequence::for_item(seed, resample as u64);
        let mut weights = vec![0.0; pooled.articles()];
        for _ in 0..articles {
            weights[random.below(pooled.articles())] += 1.0;
        }
        values.extend(pooled.weighted(&weights).ok());
    }
    if values.len() * 2 < RESAMPLES {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - settings.level) / 2.0;
    Some(percentile(&values, 1.0 - tail) - percentile(&values, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Articles that agree on so many of ten each.
    fn pooled(equal: &[u32]) -> Pooled {
        let mut pooled = Pooled::new(2, |sums| Ok(sums[1] / sums[0]));
        for count in equal {
            pooled.add_all([10.0, f64::from(*count)]);
        }
        pooled
    }

    #[test]
    fn half_the_width_takes_four_times_the_articles() {
        let equal: Vec<u32> = (0..40).map(|article| 3 + article * 7 % 8).collect();
        let pooled = pooled(&equal);
        let settings = BootstrapSettings::default();
        let now = plan(&pooled, 2, 1.0, settings).width_now.expect("a width");
        for (share, factor) in [(1.0, 1.0), (0.5, 4.0), (0.25, 16.0)] {
            let planned = plan(&pooled, 2, now * share, settings)
                .articles
                .expect("a number");
            let ratio = planned as f64 / 40.0 / factor;
            assert!((0.75..1.35).contains(&ratio), "{share}: {planned} articles");
        }
    }

    #[test]
    fn a_pilot_that_tells_nothing_says_why() {
        let settings = BootstrapSettings::default();
        let reason = |equal: &[u32], width| plan(&pooled(equal), 2, width, settings).reason;
        assert_eq!(
            reason(&[5, 6, 7, 8, 9], 0.1),
            Some(PilotFault::TooFewArticles)
        );
        assert_eq!(reason(&[7; 10], 0.1), Some(PilotFault::NoSpread));
        assert_eq!(
            reason(&[1, 9, 1, 9, 1, 9, 1, 9], 0.0001),
            Some(PilotFault::TooMany)
        );
        assert_eq!(reason(&[1, 9, 1, 9, 1, 9, 1, 9], 0.2), None);
    }

    #[test]
    fn groups_of_coders_are_all_that_there_are() {
        assert_eq!(subsets(&[1, 2, 3], 2).len(), 3);
        assert_eq!(subsets(&[1, 2, 3, 4], 3).len(), 4);
        assert_eq!(subsets(&[1, 2], 2), [[1, 2]]);
        assert!(subsets(&(0..40).collect::<Vec<_>>(), 5).len() <= 200);
    }
}
