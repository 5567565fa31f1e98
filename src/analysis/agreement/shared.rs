//! The articles that at least two coders of a group finished, with what several measures need of them, each
//! computed once: matches, units without overlaps, values of matched annotations.
//!
//! It must not know the measures, but for the sums that those of one family share.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::matching::{self, Match};
use super::study::{ArticleWork, CodedArticle, Study, UnitValues};
use super::subject::FigureSubject;
use super::sums::ArticleSums;

/// An article that at least two coders of a group finished.
#[derive(Clone)]
pub struct SharedArticle<'s> {
    pub article: &'s CodedArticle,
    /// What each coder of the group did, in the order of the group; `None` for who did not finish it.
    pub work: Vec<Option<&'s ArticleWork>>,
    study: &'s Study,
    matches: OnceLock<Vec<Match>>,
}

impl<'s> SharedArticle<'s> {
    /// The article for a group of coders; `None` if fewer than two of them finished it.
    pub fn new(study: &'s Study, article: &'s CodedArticle, group: &[u32]) -> Option<Self> {
        let find = |coder: &u32| article.work.iter().find(|work| work.coder == *coder);
        let work: Vec<Option<&ArticleWork>> = group.iter().map(find).collect();
        (work.iter().flatten().count() >= 2).then_some(Self {
            article,
            work,
            study,
            matches: OnceLock::new(),
        })
    }

    /// What the coders did who finished it.
    pub fn present(&self) -> impl Iterator<Item = &'s ArticleWork> + Clone + '_ {
        self.work.iter().flatten().copied()
    }

    /// How many coders finished it.
    pub fn coders(&self) -> usize {
        self.present().count()
    }

    /// The work of the two coders, where the group is two.
    pub fn pair(&self) -> Option<[&'s ArticleWork; 2]> {
        match self.work.as_slice() {
            [Some(one), Some(other)] => Some([one, other]),
            _ => None,
        }
    }

    /// Which annotations of the coders belong together.
    pub fn matches(&self) -> &[Match] {
        self.matches
            .get_or_init(|| matching::matches(self.study, &self.work))
    }
}

/// The values of matched annotations or relations, of each article.
pub type ArticleValues = Vec<Vec<UnitValues>>;

/// Values of what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValuesOf {
    /// An attribute.
    Subject(FigureSubject),
    /// The entities of mentions of a label, or of all.
    Entities(Option<u32>),
}

/// What a label's units, none of which overlap, are in an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelUnits {
    /// Their length, what of it coincides, the sum of their squares.
    pub sums: [f64; 3],
    pub units: u32,
    /// How many were left out since they overlap.
    pub left_out: u32,
}

/// Articles of one group of coders.
pub struct SharedArticles<'s> {
    articles: Vec<SharedArticle<'s>>,
    study: &'s Study,
    labels_met: OnceLock<Vec<bool>>,
    attributes: OnceLock<BTreeMap<FigureSubject, BTreeSet<u32>>>,
    values: Mutex<HashMap<ValuesOf, Arc<ArticleValues>>>,
    pub(super) joint_sums: OnceLock<Arc<ArticleSums>>,
    /// By article, then by label.
    pub(super) label_units: OnceLock<Vec<LabelUnits>>,
}

impl<'s> Deref for SharedArticles<'s> {
    type Target = [SharedArticle<'s>];

    fn deref(&self) -> &Self::Target {
        &self.articles
    }
}

impl<'s> SharedArticles<'s> {
    /// Articles of a study and of one group.
    pub fn new(study: &'s Study, articles: Vec<SharedArticle<'s>>) -> Self {
        Self {
            articles,
            study,
            labels_met: OnceLock::new(),
            attributes: OnceLock::new(),
            values: Mutex::default(),
            joint_sums: OnceLock::new(),
            label_units: OnceLock::new(),
        }
    }

    /// The articles alone.
    pub fn into_vec(self) -> Vec<SharedArticle<'s>> {
        self.articles
    }

    /// For each label by its number whether any of these coders used it.
    pub fn labels_met(&self) -> &[bool] {
        self.labels_met.get_or_init(|| {
            let mut met = vec![false; self.study.labels.all().len()];
            let works = self.articles.iter().flat_map(SharedArticle::present);
            for unit in works.flat_map(|work| &work.units) {
                met[unit.label as usize] = true;
            }
            met
        })
    }

    /// The attributes of labels and relation types that any of these coders filled, with the values.
    pub fn attributes(&self) -> &BTreeMap<FigureSubject, BTreeSet<u32>> {
        self.attributes.get_or_init(|| {
            let mut of_labels: HashMap<(u32, u32), BTreeSet<u32>> = HashMap::new();
            let mut of_relations: HashMap<(u32, u32), BTreeSet<u32>> = HashMap::new();
            for work in self.articles.iter().flat_map(SharedArticle::present) {
                for unit in &work.units {
                    for (attribute, value) in &unit.values {
                        let values = of_labels.entry((unit.label, *attribute)).or_default();
                        values.insert(*value);
                    }
                }
                for link in &work.links {
                    for (attribute, value) in &link.values {
                        let values = of_relations.entry((link.kind, *attribute)).or_default();
                        values.insert(*value);
                    }
                }
            }
            let of_labels = of_labels.into_iter().map(|((label, attribute), values)| {
                (FigureSubject::Attribute(label, attribute), values)
            });
            let of_relations = of_relations.into_iter().map(|((kind, attribute), values)| {
                (FigureSubject::RelationAttribute(kind, attribute), values)
            });
            of_labels.chain(of_relations).collect()
        })
    }

    /// Values of all articles, which are computed once and kept until [`SharedArticles::forget_values`].
    pub fn values(
        &self,
        of: ValuesOf,
        compute: impl Fn(&SharedArticle<'_>) -> Vec<UnitValues>,
    ) -> Arc<ArticleValues> {
        let known = |kept: &HashMap<ValuesOf, Arc<ArticleValues>>| kept.get(&of).cloned();
        let kept = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(values) = known(&kept) {
            return values;
        }
        // Other threads may compute other values meanwhile.
        drop(kept);
        let values: ArticleValues = self.articles.iter().map(compute).collect();
        let values = Arc::new(values);
        let mut kept = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(of, Arc::clone(&values));
        values
    }

    /// Frees the memory of values that no further measure needs.
    pub fn forget_values(&self, of: &FigureSubject) {
        let mut kept = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&ValuesOf::Subject(of.clone()));
        if matches!(of, FigureSubject::All | FigureSubject::Label(_)) {
            kept.remove(&ValuesOf::Entities(of.label()));
        }
    }
}

/// The articles that at least two coders of a group finished.
pub fn shared<'s>(study: &'s Study, group: &[u32]) -> SharedArticles<'s> {
    let articles = study.articles.iter();
    let articles = articles.filter_map(|article| SharedArticle::new(study, article, group));
    SharedArticles::new(study, articles.collect())
}
