//! A measure of agreement: what it is called, what it can be computed for, and what each article adds to it.
//!
//! Every measure is a function of sums that articles add, so that pooling adds counts and never averages
//! coefficients, and a bootstrap resample adds vectors. A measure must not know how it is shown.

use std::fmt;
use std::sync::Arc;

use super::study::Study;

pub use super::shared::{SharedArticle, SharedArticles, shared};
pub use super::subject::FigureSubject;
pub use super::sums::ArticleSums;

/// Why there is no figure. It is shown as “—” with this reason, never as 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// No article that two of these coders finished.
    NoSharedArticle,
    /// None of these coders annotated anything of the kind.
    NoUnits,
    /// The coders have no annotation in common on which values could be compared.
    NothingMatched,
    /// Fewer than two coders filled the value anywhere.
    NothingFilled,
    /// All agree on one and the same value, so that chance would agree as well.
    OneValue,
    /// Chance alone would bring no disagreement.
    NoChanceDisagreement,
    /// Annotations of different labels overlap, in so many places, and the measure needs one label at a
    /// place.
    LabelsOverlap(u32),
    /// Not all coders of the group finished the same articles.
    CodersMissing,
    /// Too long to be aligned exactly.
    TooLarge,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSharedArticle => "no article that both finished",
            Self::NoUnits => "nobody annotated any",
            Self::NothingMatched => "no annotation in common",
            Self::NothingFilled => "filled by fewer than two",
            Self::OneValue => "one value only",
            Self::NoChanceDisagreement => "no disagreement by chance",
            Self::CodersMissing => "not all coders finished the same articles",
            Self::TooLarge => "too many annotations to align",
            Self::LabelsOverlap(1) => return f.write_str("labels overlap in 1 place"),
            Self::LabelsOverlap(places) => return write!(f, "labels overlap in {places} places"),
        })
    }
}

/// How many coders a measure compares at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoderCount {
    Two,
    TwoOrMore,
}

/// What a measure says of itself.
#[derive(Debug)]
pub struct MeasureInfo {
    /// Its name in options and files.
    pub id: &'static str,
    /// Its name for readers.
    pub name: &'static str,
    pub formula: &'static str,
    /// The paper or book that it follows.
    pub source: &'static str,
    /// What it does not see, in one line.
    pub blind_to: &'static str,
    pub coders: CoderCount,
    /// Computed only where it is asked for.
    pub is_optional: bool,
}

/// A measure of agreement.
pub trait Measure: Sync {
    fn info(&self) -> &'static MeasureInfo;

    /// What it can be computed for, given what these coders did in these articles.
    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject>;

    /// What the articles add for one subject.
    fn pool(&self, study: &Study, articles: &SharedArticles<'_>, subject: &FigureSubject)
    -> Pooled;

    /// Measures of one family are functions of the same sums, whatever their subject.
    fn family(&self) -> Option<&'static str> {
        None
    }
}

type Finish = Box<dyn Fn(&[f64]) -> Result<f64, Undefined> + Send + Sync>;
type Whole = Box<dyn Fn(&[f64]) -> Result<f64, Undefined> + Send + Sync>;

/// What articles add to a figure, and how the figure follows from the sums.
pub struct Pooled {
    articles: usize,
    /// Measures of one family share them.
    sums: Arc<ArticleSums>,
    rule: Rule,
    /// How many annotations, relations or statements of these coders it counts.
    pub units: usize,
    /// The same up to and including each article.
    units_so_far: Vec<usize>,
    /// Names of the first sums, for those who want to see what a figure is made of.
    pub counts: &'static [&'static str],
    /// Remarks for the reader.
    pub notes: Vec<String>,
}

enum Rule {
    Sums(Finish),
    /// Of how often each article counts.
    Whole(Whole),
}

impl Pooled {
    /// Starts with no article; `finish` makes the figure of the sums.
    pub fn new(
        width: usize,
        finish: impl Fn(&[f64]) -> Result<f64, Undefined> + Send + Sync + 'static,
    ) -> Self {
        Self::of_sums(Arc::new(ArticleSums::new(width)), finish)
    }

    /// A figure of sums that others are made of too. [`Pooled::count`] is called for each of their articles.
    pub fn of_sums(
        sums: Arc<ArticleSums>,
        finish: impl Fn(&[f64]) -> Result<f64, Undefined> + Send + Sync + 'static,
    ) -> Self {
        Self {
            articles: 0,
            sums,
            rule: Rule::Sums(Box::new(finish)),
            units: 0,
            units_so_far: Vec::new(),
            counts: &[],
            notes: Vec::new(),
        }
    }

    /// A figure that is no function of sums: `whole` gets how often each article counts.
    pub fn whole(
        articles: usize,
        whole: impl Fn(&[f64]) -> Result<f64, Undefined> + Send + Sync + 'static,
    ) -> Self {
        let rule = Rule::Whole(Box::new(whole));
        let sums = ArticleSums::without_terms(articles);
        Self {
            articles,
            rule,
            ..Self::of_sums(Arc::new(sums), |_| Err(Undefined::NoUnits))
        }
    }

    /// Adds an article's terms; those that are zero may be left out. Its annotations are in `units` already.
    pub fn add(&mut self, terms: impl IntoIterator<Item = (u32, f64)>) {
        Arc::make_mut(&mut self.sums).add(terms);
        self.count();
    }

    /// Ends an article whose annotations are in `units`, and whose terms are in the sums.
    pub fn count(&mut self) {
        self.articles += 1;
        self.units_so_far.push(self.units);
    }

    /// Adds an article's sums by their order.
    pub fn add_all<const N: usize>(&mut self, sums: [f64; N]) {
        self.add((0..).zip(sums));
    }

    /// How many articles were added.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// What each article adds.
    pub fn article_sums(&self) -> &Arc<ArticleSums> {
        &self.sums
    }

    /// How many annotations, relations or statements of an article it counts.
    pub fn units_of(&self, article: usize) -> usize {
        let upto = |article: usize| self.units_so_far.get(article).copied().unwrap_or_default();
        upto(article) - article.checked_sub(1).map_or(0, upto)
    }

    /// How many sums there are.
    pub fn width(&self) -> usize {
        self.sums.width()
    }

    /// The terms of an article.
    pub fn terms(&self, article: usize) -> &[(u32, f64)] {
        self.sums.terms(article)
    }

    /// The sums over all articles.
    pub fn sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.width()];
        for (index, amount) in self.sums.all() {
            sums[*index as usize] += amount;
        }
        sums
    }

    /// The figure of some sums; `weights` says how often each article counts.
    pub fn finish(&self, sums: &[f64], weights: impl Fn() -> Vec<f64>) -> Result<f64, Undefined> {
        if self.articles == 0 {
            return Err(Undefined::NoSharedArticle);
        }
        let value = match &self.rule {
            Rule::Sums(finish) => finish(sums)?,
            Rule::Whole(whole) => whole(&weights())?,
        };
        // A figure that is no number follows from a division that a rule did not foresee.
        value
            .is_finite()
            .then_some(value)
            .ok_or(Undefined::NoChanceDisagreement)
    }

    /// The figure of all articles together.
    pub fn value(&self) -> Result<f64, Undefined> {
        self.finish(&self.sums(), || vec![1.0; self.articles])
    }

    /// The figure with each article counted so often.
    pub fn weighted(&self, weights: &[f64]) -> Result<f64, Undefined> {
        let mut sums = vec![0.0; self.width()];
        for (article, weight) in weights.iter().enumerate() {
            for (index, amount) in self.terms(article) {
                sums[*index as usize] += weight * amount;
            }
        }
        self.finish(&sums, || weights.to_vec())
    }

    /// The figure of one article.
    pub fn of_article(&self, article: usize) -> Result<f64, Undefined> {
        let mut sums = vec![0.0; self.width()];
        for (index, amount) in self.terms(article) {
            sums[*index as usize] += amount;
        }
        self.finish(&sums, || {
            let mut weights = vec![0.0; self.articles];
            weights[article] = 1.0;
            weights
        })
    }

    /// The mean of the articles' own figures, over those that have one, with their number; `None` where all
    /// together have no figure.
    pub fn mean_of_articles(&self) -> Option<(f64, usize)> {
        self.value().ok()?;
        let (mut sum, mut count) = (0.0, 0_usize);
        if let Rule::Sums(_) = self.rule {
            // Only the sums of an article's terms are set, and set back.
            let mut sums = vec![0.0; self.width()];
            for article in 0..self.articles {
                for (index, amount) in self.terms(article) {
                    sums[*index as usize] += amount;
                }
                if let Ok(value) = self.finish(&sums, Vec::new) {
                    sum += value;
                    count += 1;
                }
                for (index, _) in self.terms(article) {
                    sums[*index as usize] = 0.0;
                }
            }
        } else {
            for value in (0..self.articles).filter_map(|article| self.of_article(article).ok()) {
                sum += value;
                count += 1;
            }
        }
        (count > 0).then(|| (sum / count as f64, count))
    }
}

/// Labels that occur in what these coders did, in the order of their ids, behind [`FigureSubject::All`].
pub(super) fn all_and_labels(study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
    let mut subjects = labels(study, articles);
    subjects.insert(0, FigureSubject::All);
    subjects
}

/// Labels that occur in what these coders did, in the order of their ids.
pub(super) fn labels(study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
    let found = articles.labels_met();
    let mut labels: Vec<u32> = (0..)
        .zip(found)
        .filter(|(_, is_met)| **is_met)
        .map(|(number, _)| number)
        .collect();
    labels.sort_by(|a, b| study.labels.name(*a).cmp(study.labels.name(*b)));
    labels.into_iter().map(FigureSubject::Label).collect()
}

/// Counts the annotations of a label, or of all, in what these coders did in an article.
pub(super) fn count_units(article: &SharedArticle<'_>, label: Option<u32>) -> usize {
    let units = article.present().flat_map(|work| &work.units);
    units
        .filter(|unit| label.is_none_or(|label| unit.label == label))
        .count()
}
