//! The entity behind a mention: by its name, by what was chosen for the same words before, and for *he* and
//! *the minister* by who was mentioned last.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{bucket, named};
use super::ranker::{Question, Ranker};
use super::{SuggestedValue, TokenPlace, annotations};
use crate::features::PreparedText;
use crate::hashing::join;
use crate::model::codebook::EntityUse;
use crate::model::entity_names::EntityNames;
use crate::model::entity_ranking::{ChosenBefore, UsageStats};
use crate::model::normalize::normalized;
use crate::model::{Annotation, Codebook, Document, EntityBook, EntityId, LabelId};
use crate::tagger::FinishedArticle;
use crate::{Cancelled, IsCancelled};

/// Suggests entities.
#[derive(Debug, Default)]
pub struct EntityModel {
    names: EntityNames,
    chosen: Chosen,
    ranker: Ranker,
    /// The labels whose annotations mention entities.
    labels: BTreeSet<LabelId>,
}

/// How often entities were chosen for words, in some articles and in the present one.
#[derive(Clone, Debug, Default)]
struct Chosen {
    elsewhere: BTreeMap<String, BTreeMap<EntityId, usize>>,
    here: BTreeMap<String, BTreeMap<EntityId, usize>>,
    mentions: BTreeMap<EntityId, usize>,
}

/// Candidates by name, and candidates that were mentioned last.
const BY_NAME: usize = 5;
const RECENT: usize = 6;

impl EntityModel {
    /// Learns from finished articles.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        codebook: &Codebook,
        entities: &EntityBook,
        articles: &[FinishedArticle<'_>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let mut model = Self {
            names: EntityNames::of(entities),
            labels: codebook
                .labels
                .iter()
                .filter(|label| label.entity != EntityUse::None)
                .map(|label| label.id.clone())
                .collect(),
            ..Self::default()
        };
        let mentions: Vec<Vec<(String, EntityId)>> = articles
            .iter()
            .map(|article| mentions_of(article.document))
            .collect();
        for of_article in &mentions {
            of_article
                .iter()
                .for_each(|(text, entity)| model.chosen.count(text, entity, 1));
        }
        let uses_entities = codebook
            .labels
            .iter()
            .any(|label| label.entity != EntityUse::None);
        if !uses_entities {
            return Ok(model);
        }
        let mut questions = Vec::new();
        for (article, of_article) in articles.iter().zip(&mentions) {
            // What is known while this article is coded: the other articles.
            of_article
                .iter()
                .for_each(|(text, entity)| model.chosen.count(text, entity, -1));
            let mut recent = Recent::default();
            for annotation in annotations(article.document) {
                if is_cancelled() {
                    return Err(Cancelled);
                }
                let Some(entity) = &annotation.entity else {
                    continue;
                };
                let found =
                    model.candidates(article.prepared, article.document, annotation, &recent);
                let right = found.iter().position(|(candidate, _)| candidate == entity);
                if let Some(right) = right {
                    questions.push(Question {
                        candidates: found.into_iter().map(|(_, features)| features).collect(),
                        right: vec![right],
                    });
                }
                let text = text_of(article.document, annotation);
                model.chosen.choose_here(&text, entity);
                recent.mention(entity);
            }
            model.chosen.here.clear();
            of_article
                .iter()
                .for_each(|(text, entity)| model.chosen.count(text, entity, 1));
        }
        model.ranker = Ranker::learn(&questions, is_cancelled)?;
        Ok(model)
    }

    /// The likeliest entity of a mention, given the mentions before it in its article.
    pub fn suggest(
        &self,
        article: &FinishedArticle<'_>,
        annotation: &Annotation,
    ) -> Option<SuggestedValue<EntityId>> {
        if !self.labels.contains(&annotation.label) {
            return None;
        }
        let mut chosen = Chosen::default();
        let mut recent = Recent::default();
        let order = annotation.order()?;
        for before in annotations(article.document) {
            if before.order().is_none_or(|before| before >= order) {
                break;
            }
            if let Some(entity) = &before.entity {
                chosen.choose_here(&text_of(article.document, before), entity);
                recent.mention(entity);
            }
        }
        let stats = ChosenWith {
            all: &self.chosen,
            here: &chosen.here,
        };
        let found = self.candidates_with(
            article.prepared,
            article.document,
            annotation,
            &recent,
            &stats,
        );
        let features: Vec<Vec<u64>> = found.iter().map(|(_, features)| features.clone()).collect();
        let (best, confidence) = self.ranker.best(&features)?;
        Some(SuggestedValue {
            value: found[best].0.clone(),
            confidence,
        })
    }

    fn candidates(
        &self,
        prepared: &PreparedText,
        document: &Document,
        annotation: &Annotation,
        recent: &Recent,
    ) -> Vec<(EntityId, Vec<u64>)> {
        let stats = ChosenWith {
            all: &self.chosen,
            here: &self.chosen.here,
        };
        self.candidates_with(prepared, document, annotation, recent, &stats)
    }

    fn candidates_with(
        &self,
        prepared: &PreparedText,
        document: &Document,
        annotation: &Annotation,
        recent: &Recent,
        stats: &ChosenWith<'_>,
    ) -> Vec<(EntityId, Vec<u64>)> {
        let text = text_of(document, annotation);
        let Some(place) = TokenPlace::of(prepared, annotation) else {
            return Vec::new();
        };
        let first = place.forms(prepared).first();
        let (first_word, case) = first.map_or((0, 0), |form| (form.word, form.case as u64));
        let length = bucket(place.tokens.len());
        let by_name = self.names.rank(&text, stats, BY_NAME);
        let mut found: Vec<(EntityId, Vec<u64>)> = Vec::new();
        let normal = normalized(&text);
        let chosen = stats.chosen_for(&normal);
        for (rank, suggestion) in by_name.iter().enumerate() {
            let reason = suggestion.reason as u64;
            let before = chosen
                .iter()
                .find(|chosen| chosen.entity == &suggestion.entity);
            let (here, elsewhere) = before.map_or((0, 0), |before| (before.here, before.anywhere));
            let mut features = vec![
                named("reason", reason),
                named("rank", rank as u64),
                named("reason and rank", join(reason, rank as u64)),
                named("reason and length", join(reason, length)),
                named("here", bucket(here)),
                named("elsewhere", bucket(elsewhere)),
            ];
            recent.features(&suggestion.entity, first_word, case, &mut features);
            found.push((suggestion.entity.clone(), features));
        }
        for entity in recent.0.iter().take(RECENT) {
            if found.iter().all(|(known, _)| known != entity) {
                let mut features = vec![named("only recent", 0), named("only recent", 1 + length)];
                recent.features(entity, first_word, case, &mut features);
                found.push((entity.clone(), features));
            }
        }
        found
    }
}

/// The entities that were mentioned before, the last first.
#[derive(Debug, Default)]
struct Recent(Vec<EntityId>);

impl Recent {
    fn mention(&mut self, entity: &EntityId) {
        self.0.retain(|known| known != entity);
        self.0.insert(0, entity.clone());
    }

    fn features(&self, entity: &EntityId, first_word: u64, case: u64, features: &mut Vec<u64>) {
        let recency = self.0.iter().position(|known| known == entity);
        let recency = recency.map_or(99, |at| at.min(8) as u64);
        features.push(named("recency", recency));
        features.push(named("recency and case", join(recency, case)));
        features.push(named("recency and word", join(recency, first_word)));
    }
}

impl Chosen {
    fn count(&mut self, text: &str, entity: &EntityId, change: isize) {
        let of = self.elsewhere.entry(normalized(text)).or_default();
        let count = of.entry(entity.clone()).or_default();
        *count = count.saturating_add_signed(change);
        let mentions = self.mentions.entry(entity.clone()).or_default();
        *mentions = mentions.saturating_add_signed(change);
    }

    fn choose_here(&mut self, text: &str, entity: &EntityId) {
        let of = self.here.entry(normalized(text)).or_default();
        *of.entry(entity.clone()).or_default() += 1;
    }
}

/// What was chosen elsewhere, and what in the present article.
struct ChosenWith<'a> {
    all: &'a Chosen,
    here: &'a BTreeMap<String, BTreeMap<EntityId, usize>>,
}

impl UsageStats for ChosenWith<'_> {
    fn chosen_for<'a>(&'a self, text: &str) -> Vec<ChosenBefore<'a>> {
        let mut counts: BTreeMap<&EntityId, (usize, usize)> = BTreeMap::new();
        let (here, elsewhere) = (self.here.get(text), self.all.elsewhere.get(text));
        for (entity, count) in here.into_iter().flatten() {
            counts.insert(entity, (*count, *count));
        }
        for (entity, count) in elsewhere.into_iter().flatten() {
            counts.entry(entity).or_default().1 += count;
        }
        let counted = counts
            .into_iter()
            .filter(|(_, (_, anywhere))| *anywhere > 0);
        let before = |(entity, (here, anywhere))| ChosenBefore {
            entity,
            here,
            anywhere,
        };
        counted.map(before).collect()
    }

    fn mentioned(&self) -> impl Iterator<Item = (&EntityId, usize)> {
        self.all
            .mentions
            .iter()
            .map(|(entity, count)| (entity, *count))
    }

    fn mentions(&self, entity: &EntityId) -> usize {
        self.all.mentions.get(entity).copied().unwrap_or(0)
    }
}

fn mentions_of(document: &Document) -> Vec<(String, EntityId)> {
    let mention = |annotation: &std::sync::Arc<Annotation>| {
        Some((text_of(document, annotation), annotation.entity.clone()?))
    };
    annotations(document).filter_map(mention).collect()
}

/// The words that an annotation covers.
fn text_of(document: &Document, annotation: &Annotation) -> String {
    annotation
        .fragments()
        .map(|place| place.quote(document.text()))
        .unwrap_or_default()
}
