//! Agreement on entities: on matched mentions, and of the sets of entities in an article.

use super::measure::{
    CoderCount, FigureSubject, Measure, MeasureInfo, Pooled, SharedArticle, SharedArticles,
    Undefined, all_and_labels,
};
use super::shared::ValuesOf;
use super::study::{CodedValue, NameTable, Study, UnitValues};
use super::values::ValueAlpha;

/// What of entities is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityAgreement {
    /// Equal entities, corrected for chance.
    Alpha,
    /// The share of equal entities among mentions that both linked.
    Equal,
    /// The entities of an article, whatever mentions them: |A∩B|/|A∪B|.
    Jaccard,
}

impl Measure for EntityAgreement {
    fn info(&self) -> &'static MeasureInfo {
        match self {
            Self::Alpha => &ALPHA,
            Self::Equal => &EQUAL,
            Self::Jaccard => &JACCARD,
        }
    }

    fn subjects(&self, study: &Study, articles: &SharedArticles<'_>) -> Vec<FigureSubject> {
        let works = || articles.iter().flat_map(|article| article.present());
        let has = |label: Option<u32>| {
            works()
                .flat_map(|work| &work.units)
                .any(|unit| unit.entity.is_some() && label.is_none_or(|label| unit.label == label))
        };
        let mut subjects = all_and_labels(study, articles);
        if *self == Self::Jaccard {
            subjects.truncate(1);
        }
        subjects.retain(|subject| has(subject.label()));
        subjects
    }

    fn pool(&self, _: &Study, articles: &SharedArticles<'_>, subject: &FigureSubject) -> Pooled {
        let label = subject.label();
        let alpha = match self {
            Self::Jaccard => return sets(articles),
            Self::Alpha => ValueAlpha::Nominal,
            Self::Equal => ValueAlpha::Equal,
        };
        let of_articles = articles.values(ValuesOf::Entities(label), |article| {
            mentions(article, label)
        });
        // Entities are compared by their numbers alone.
        let names = NameTable::<CodedValue>::default();
        let mut pooled = alpha.pool_values(&names, &of_articles);
        if pooled.units == 0 {
            pooled.notes.push(Undefined::NothingMatched.to_string());
        }
        pooled
    }
}

fn mentions(article: &SharedArticle<'_>, label: Option<u32>) -> Vec<UnitValues> {
    let mut values = Vec::new();
    for found in article.matches() {
        let members = found.0.iter().zip(&article.work);
        let mut units = members
            .filter_map(|(index, work)| Some(&(*work)?.units[(*index)? as usize]))
            .peekable();
        let Some(label) = label.or_else(|| units.peek().map(|unit| unit.label)) else {
            continue;
        };
        let entities: UnitValues = units
            .filter(|unit| unit.label == label)
            .map(|unit| unit.entity)
            .collect();
        if entities.len() >= 2 {
            values.push(entities);
        }
    }
    values
}

fn sets(articles: &SharedArticles<'_>) -> Pooled {
    let mut pooled = Pooled::new(2, |sums| {
        if sums[0] == 0.0 {
            return Err(Undefined::NoUnits);
        }
        Ok(sums[1] / sums[0])
    });
    pooled.counts = &["either", "both"];
    for article in articles.iter() {
        let Some([a, b]) = article.pair() else {
            pooled.add([]);
            continue;
        };
        let set = |work: &super::study::ArticleWork| {
            let entities = work.units.iter().filter_map(|unit| unit.entity);
            let mut entities: Vec<u32> = entities.collect();
            entities.sort_unstable();
            entities.dedup();
            entities
        };
        let (a, b) = (set(a), set(b));
        pooled.units += a.len() + b.len();
        let both = super::relations::equal(a.iter(), b.iter());
        let either = a.len() + b.len() - both;
        pooled.add_all([either as f64, both as f64]);
    }
    pooled
}

static ALPHA: MeasureInfo = MeasureInfo {
    id: "entity_alpha",
    name: "α of entities",
    formula: "1 − (n−1)·Σ_c≠k o_ck / Σ_c≠k n_c·n_k on matched mentions",
    source: "Krippendorff 2004, Content Analysis, 2nd edition, chapter 11",
    blind_to: "It sees matched mentions only.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static EQUAL: MeasureInfo = MeasureInfo {
    id: "entity_equal",
    name: "equal entities",
    formula: "equal / linked by all, on matched mentions",
    source: "–",
    blind_to: "It has no correction for chance.",
    coders: CoderCount::TwoOrMore,
    is_optional: false,
};

static JACCARD: MeasureInfo = MeasureInfo {
    id: "entity_jaccard",
    name: "entities of articles, Jaccard",
    formula: "Σ|A∩B| / Σ|A∪B| over the sets of entities of articles",
    source: "–",
    blind_to: "It does not see how often or where an entity is mentioned.",
    coders: CoderCount::Two,
    is_optional: false,
};
