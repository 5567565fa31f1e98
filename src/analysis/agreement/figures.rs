//! Tables of figures: each measure for each group of coders and each subject, with its interval.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bootstrap::{
    BootstrapSettings, ConfidenceInterval, FEW_ARTICLES, MIN_ARTICLES, Resamples,
};
use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, SharedArticles,
    Undefined,
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
    pub subjects: &'c (dyn Fn(&FigureSubject) -> bool + Sync),
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
    let mut resamples = None;
    let work = FigureWork::new(study, group, choice, &mut resamples);
    let parts = (0..work.parts()).map(|part| work.figures(part));
    FigureWork::in_order(parts.collect())
}

/// Figures with their place in the order of all.
pub type PlacedFigures = Vec<(usize, Vec<AgreementFigure>)>;

/// The figures of one group of coders, in parts that may be computed at the same time.
pub struct FigureWork<'s, 'c> {
    choice: &'c FigureChoice<'c>,
    group: Vec<u32>,
    /// Indices of the articles in the study, since not all are shared.
    indices: Vec<usize>,
    articles: SharedArticles<'s>,
    study: &'s Study,
    resamples: Arc<Resamples>,
    /// Figures that need the same things, with their places in the order of all.
    parts: Vec<Vec<(usize, &'c dyn Measure, FigureSubject)>>,
}

impl<'s, 'c> FigureWork<'s, 'c> {
    /// Finds out which figures there are. `resamples` are those of another group, which are used again if they
    /// fit.
    pub fn new(
        study: &'s Study,
        group: &[u32],
        choice: &'c FigureChoice<'c>,
        resamples: &mut Option<Arc<Resamples>>,
    ) -> Self {
        let shared = (0..).zip(&study.articles).filter_map(|(index, article)| {
            Some((index, SharedArticle::new(study, article, group)?))
        });
        let (indices, articles): (Vec<usize>, Vec<SharedArticle<'_>>) = shared.unzip();
        let articles = SharedArticles::new(study, articles);
        let mut parts: Vec<Vec<(usize, &'c dyn Measure, FigureSubject)>> = Vec::new();
        let mut of_needs: BTreeMap<(Option<&str>, Option<FigureSubject>), usize> = BTreeMap::new();
        let mut place = 0;
        for measure in choice.measures.iter().copied() {
            if measure.info().coders == CoderCount::Two && group.len() != 2 {
                continue;
            }
            for subject in measure.subjects(study, &articles) {
                if !(choice.subjects)(&subject) {
                    continue;
                }
                let family = measure.family();
                let needs = (family, family.is_none().then(|| subject.clone()));
                let part = *of_needs.entry(needs).or_insert_with(|| {
                    parts.push(Vec::new());
                    parts.len() - 1
                });
                parts[part].push((place, measure, subject));
                place += 1;
            }
        }
        let fits = |known: &&Arc<Resamples>| known.fits(articles.len(), choice.bootstrap);
        let known = resamples.as_ref().filter(fits).cloned();
        let drawn =
            known.unwrap_or_else(|| Arc::new(Resamples::new(articles.len(), choice.bootstrap)));
        *resamples = Some(Arc::clone(&drawn));
        Self {
            choice,
            group: group.to_vec(),
            indices,
            articles,
            study,
            resamples: drawn,
            parts,
        }
    }

    /// How many parts there are.
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// The figures of one part, by its index.
    pub fn figures(&self, part: usize) -> PlacedFigures {
        let Self {
            articles, choice, ..
        } = self;
        let wanted = &self.parts[part];
        let pooled = wanted
            .iter()
            .map(|(_, measure, subject)| measure.pool(self.study, articles, subject));
        let pooled: Vec<Pooled> = pooled.collect();
        for (_, _, subject) in wanted {
            articles.forget_values(subject);
        }
        let intervals = self.resamples.intervals(&pooled.iter().collect::<Vec<_>>());
        let found = wanted.iter().zip(&pooled).zip(intervals);
        let found = found.map(|(((place, measure, subject), pooled), interval)| {
            let of_all = AgreementFigure {
                measure: measure.info(),
                subject: subject.clone(),
                coders: self.group.clone(),
                article: None,
                value: pooled.value(),
                interval,
                mean_of_articles: pooled.mean_of_articles(),
                articles: articles.len(),
                units: pooled.units,
                counts: pooled.counts.iter().copied().zip(pooled.sums()).collect(),
                notes: notes(pooled, interval, choice.bootstrap),
            };
            let mut figures = vec![of_all];
            if choice.has_each_article {
                for (at, index) in self.indices.iter().enumerate() {
                    figures.push(of_article(&figures[0], pooled, at, *index));
                }
            }
            (*place, figures)
        });
        found.collect()
    }

    /// The figures of all parts in their order.
    pub fn in_order(parts: Vec<PlacedFigures>) -> Vec<AgreementFigure> {
        let mut placed: PlacedFigures = parts.into_iter().flatten().collect();
        placed.sort_by_key(|(place, _)| *place);
        placed
            .into_iter()
            .flat_map(|(_, figures)| figures)
            .collect()
    }
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
