//! Tables of figures: each measure for each group of coders and each subject, with its interval.

use super::bootstrap::{
    BootstrapSettings, ConfidenceInterval, FEW_ARTICLES, MIN_ARTICLES, intervals,
};
use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, Undefined,
};
use super::study::Study;

/// A figure with all that a reader needs to judge it.
#[derive(Clone, Debug)]
pub struct AgreementFigure {
    pub measure: &'static MeasureInfo,
    pub subject: FigureSubject,
    /// The numbers of the coders.
    pub coders: Vec<u32>,
    /// The article that it is of alone, by its index in the study; `None` for all together.
    pub article: Option<usize>,
    pub value: Result<f64, Undefined>,
    pub interval: Option<ConfidenceInterval>,
    /// The mean of the articles' own figures, and how many have one.
    pub mean_of_articles: Option<(f64, usize)>,
    /// Articles that at least two of the coders finished.
    pub articles: usize,
    /// Annotations, relations or statements that it counts.
    pub units: usize,
    /// The sums that it is made of.
    pub counts: Vec<(&'static str, f64)>,
    /// Remarks, each a phrase.
    pub notes: Vec<String>,
}

/// Which figures are computed.
#[derive(Clone)]
pub struct FigureChoice<'c> {
    pub measures: Vec<&'c dyn Measure>,
    /// Whether a subject is wanted.
    pub subjects: &'c dyn Fn(&FigureSubject) -> bool,
    pub bootstrap: BootstrapSettings,
    /// Whether figures of each article follow that of all.
    pub has_each_article: bool,
}

/// All groups of coders: each pair, and all together if there are more than two.
pub fn groups(coders: &[u32]) -> Vec<Vec<u32>> {
    let mut groups = Vec::new();
    for (index, one) in coders.iter().enumerate() {
        groups.extend(coders[index + 1..].iter().map(|other| vec![*one, *other]));
    }
    if coders.len() > 2 {
        groups.push(coders.to_vec());
    }
    groups
}

/// The figures of one group of coders, by measure and subject; of each article behind that of all, if wanted.
pub fn figures(study: &Study, group: &[u32], choice: &FigureChoice<'_>) -> Vec<AgreementFigure> {
    // Indices of the articles, since not all of the study are shared.
    let shared = (0..)
        .zip(&study.articles)
        .filter_map(|(index, article)| Some((index, SharedArticle::new(study, article, group)?)));
    let (indices, articles): (Vec<usize>, Vec<SharedArticle<'_>>) = shared.unzip();
    let mut found: Vec<(&'static MeasureInfo, FigureSubject, Pooled)> = Vec::new();
    for measure in &choice.measures {
        let info = measure.info();
        if info.coders == CoderCount::Two && group.len() != 2 {
            continue;
        }
        for subject in measure.subjects(study, &articles) {
            if (choice.subjects)(&subject) {
                let pooled = measure.pool(study, &articles, &subject);
                found.push((info, subject, pooled));
            }
        }
    }
    let pooled: Vec<&Pooled> = found.iter().map(|(_, _, pooled)| pooled).collect();
    let intervals = intervals(&pooled, choice.bootstrap);
    let mut figures = Vec::new();
    for ((info, subject, pooled), interval) in found.iter().zip(intervals) {
        let of_all = AgreementFigure {
            measure: info,
            subject: subject.clone(),
            coders: group.to_vec(),
            article: None,
            value: pooled.value(),
            interval,
            mean_of_articles: pooled.mean_of_articles(),
            articles: articles.len(),
            units: pooled.units,
            counts: pooled.counts.iter().copied().zip(pooled.sums()).collect(),
            notes: notes(pooled, interval, choice.bootstrap),
        };
        figures.push(of_all.clone());
        if choice.has_each_article {
            for (at, index) in indices.iter().enumerate() {
                figures.push(of_article(&of_all, pooled, at, *index));
            }
        }
    }
    figures
}

fn of_article(
    of_all: &AgreementFigure,
    pooled: &Pooled,
    at: usize,
    index: usize,
) -> AgreementFigure {
    let mut sums = vec![0.0; pooled.width()];
    for (sum, amount) in pooled.terms(at) {
        sums[*sum as usize] += amount;
    }
    AgreementFigure {
        article: Some(index),
        value: pooled.of_article(at),
        interval: None,
        mean_of_articles: None,
        articles: 1,
        units: pooled.units_of(at),
        counts: pooled.counts.iter().copied().zip(sums).collect(),
        notes: Vec::new(),
        ..of_all.clone()
    }
}

fn notes(
    pooled: &Pooled,
    interval: Option<ConfidenceInterval>,
    settings: BootstrapSettings,
) -> Vec<String> {
    let mut notes = Vec::new();
    let articles = pooled.articles();
    match interval {
        _ if pooled.value().is_err() || settings.resamples == 0 => {}
        // Said once for all figures of a group.
        None if articles < MIN_ARTICLES => {}
        None => notes.push("no interval: undefined in most resamples".to_owned()),
        Some(interval) => {
            if articles < FEW_ARTICLES {
                notes.push("few articles".to_owned());
            }
            if interval.undefined > 0 {
                notes.push(format!("undefined in {} resamples", interval.undefined));
            }
        }
    }
    notes.extend(pooled.notes.iter().cloned());
    notes
}
