//! Links between annotations: who makes a demand, to whom it is addressed, who takes part in an event.
//!
//! Each type of relation is learned from the end at which the codebook requires it, or else from its
//! start: the annotation there asks, the annotations with a legal label at the other end are the candidates.
//! A type with a required choice, such as the role of a participant, is learned for each choice by
//! itself.

use std::collections::{BTreeMap, BTreeSet};

use super::place::{bucket, named};
use super::ranker::{Question, Ranker};
use super::{TokenPlace, annotations};
use crate::hashing::{hash_text, join};
use crate::model::codebook::{Attribute, AttributeKind, Codebook, End, RelationType};
use crate::model::{
    Annotation, AnnotationId, AttributeId, AttributeValue, EntityId, LabelId, Relation,
    RelationTypeId,
};
use crate::tagger::FinishedArticle;
use crate::{Cancelled, IsCancelled};

/// Suggests links of all types.
#[derive(Clone, Debug, Default)]
pub struct LinkModels {
    models: Vec<LinkModel>,
}

/// Suggests links of one type, and of one choice if the type has a required one.
#[derive(Clone, Debug)]
struct LinkModel {
    kind: RelationTypeId,
    role: Option<(AttributeId, AttributeValue)>,
    /// The end that asks.
    asking: End,
    asking_labels: Vec<LabelId>,
    other_labels: Vec<LabelId>,
    ranker: Ranker,
}

/// A link that is suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedLink {
    pub kind: RelationTypeId,
    pub from: AnnotationId,
    pub to: AnnotationId,
    pub role: Option<(AttributeId, AttributeValue)>,
    /// The end whose annotation was asked for the other.
    pub asking: End,
    /// The probability that this is the right other end, from 0 to 1.
    pub confidence: f64,
}

/// A link that a finished article has, beside the one that would be suggested there.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkCheck {
    pub kind: RelationTypeId,
    pub role: Option<(AttributeId, AttributeValue)>,
    pub asking: AnnotationId,
    /// The other ends in the finished article; empty if it has no such link.
    pub right: Vec<AnnotationId>,
    /// The suggested other end with its confidence.
    pub suggested: Option<(AnnotationId, f64)>,
    /// The nearest legal annotation, the one before it first: what a simple rule would suggest.
    pub nearest: Option<AnnotationId>,
}

/// The number of candidates before and after an annotation.
const REACH: usize = 15;

/// The number of links from which a type is learned.
const LEAST: usize = 4;

/// An annotation with its place.
struct AnnotationAtTokens<'a> {
    annotation: &'a Annotation,
    place: TokenPlace,
}

/// Links that are known already while others are suggested.
#[derive(Default)]
struct KnownLinks {
    /// By the asking annotation: the number of the model, and the other end.
    of: BTreeMap<AnnotationId, BTreeSet<(usize, AnnotationId)>>,
    /// The entity and annotation that each model linked last.
    last: BTreeMap<usize, (Option<EntityId>, AnnotationId)>,
}

impl LinkModels {
    /// Learns from finished articles.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        codebook: &Codebook,
        articles: &[FinishedArticle<'_>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Self, Cancelled> {
        let mut models: Vec<LinkModel> = Vec::new();
        for kind in &codebook.relations {
            models.extend(
                roles(kind)
                    .into_iter()
                    .map(|role| LinkModel::new(kind, role)),
            );
        }
        let mut questions: Vec<Vec<Question>> = vec![Vec::new(); models.len()];
        let mut links = vec![0; models.len()];
        for article in articles {
            let placed = placed(article);
            let mut known = KnownLinks::default();
            for asking in &placed {
                for (number, model) in models.iter().enumerate() {
                    if is_cancelled() {
                        return Err(Cancelled);
                    }
                    if !model.asking_labels.contains(&asking.annotation.label) {
                        continue;
                    }
                    let (others, candidates) =
                        model.candidates(article, &placed, asking, number, &known);
                    let right = model.linked(article, asking.annotation);
                    links[number] += right.len();
                    let mut places: Vec<usize> = (0..others.len())
                        .filter(|at| others[*at].is_some_and(|id| right.contains(id)))
                        .collect();
                    if right.is_empty() {
                        places.push(0);
                    }
                    if !places.is_empty() {
                        questions[number].push(Question {
                            candidates,
                            right: places,
                        });
                    }
                    for other in &right {
                        known.add(article, &asking.annotation.id, number, other);
                    }
                }
            }
        }
        let mut learned = Self::default();
        for ((mut model, questions), links) in models.into_iter().zip(questions).zip(links) {
            if links >= LEAST {
                model.ranker = Ranker::learn(&questions, is_cancelled)?;
            } else {
                // It stays, so that the numbers of the others are those that they were learned with.
                model.asking_labels.clear();
            }
            learned.models.push(model);
        }
        Ok(learned)
    }

    /// The best link of each type for each annotation that has none of the type yet.
    pub fn suggest(&self, article: &FinishedArticle<'_>) -> Vec<SuggestedLink> {
        let placed = placed(article);
        let mut known = KnownLinks::default();
        let mut suggested = Vec::new();
        for asking in &placed {
            for (number, model) in self.models.iter().enumerate() {
                if !model.asking_labels.contains(&asking.annotation.label) {
                    continue;
                }
                let linked = model.linked(article, asking.annotation);
                for other in &linked {
                    known.add(article, &asking.annotation.id, number, other);
                }
                if !linked.is_empty() {
                    continue;
                }
                let (others, candidates) =
                    model.candidates(article, &placed, asking, number, &known);
                let Some((best, confidence)) = model.ranker.best(&candidates) else {
                    continue;
                };
                let Some(other) = others[best] else { continue };
                known.add(article, &asking.annotation.id, number, other);
                let (from, to) = match model.asking {
                    End::From => (&asking.annotation.id, other),
                    End::To => (other, &asking.annotation.id),
                };
                suggested.push(SuggestedLink {
                    kind: model.kind.clone(),
                    from: from.clone(),
                    to: to.clone(),
                    role: model.role.clone(),
                    asking: model.asking,
                    confidence,
                });
            }
        }
        suggested
    }
}

impl LinkModels {
    /// What would have been suggested in a finished article, while the coder links one annotation after
    /// the other.
    pub fn check(&self, article: &FinishedArticle<'_>) -> Vec<LinkCheck> {
        let placed = placed(article);
        let mut known = KnownLinks::default();
        let mut checks = Vec::new();
        for asking in &placed {
            for (number, model) in self.models.iter().enumerate() {
                if !model.asking_labels.contains(&asking.annotation.label) {
                    continue;
                }
                let right = model.linked(article, asking.annotation);
                let (others, candidates) =
                    model.candidates(article, &placed, asking, number, &known);
                let best = model.ranker.best(&candidates);
                let suggested =
                    best.and_then(|(best, confidence)| Some((others[best]?.clone(), confidence)));
                for other in &right {
                    known.add(article, &asking.annotation.id, number, other);
                }
                checks.push(LinkCheck {
                    kind: model.kind.clone(),
                    role: model.role.clone(),
                    asking: asking.annotation.id.clone(),
                    right,
                    suggested,
                    nearest: others.get(1).copied().flatten().cloned(),
                });
            }
        }
        checks
    }
}

impl LinkModel {
    fn new(kind: &RelationType, role: Option<(AttributeId, AttributeValue)>) -> Self {
        let asking = kind.required_for.unwrap_or(End::From);
        let (asking_labels, other_labels) = match asking {
            End::From => (&kind.from, &kind.to),
            End::To => (&kind.to, &kind.from),
        };
        Self {
            kind: kind.id.clone(),
            role,
            asking,
            asking_labels: asking_labels.clone(),
            other_labels: other_labels.clone(),
            ranker: Ranker::default(),
        }
    }

    /// The other ends of an annotation's relations of this type and role.
    fn linked(&self, article: &FinishedArticle<'_>, asking: &Annotation) -> Vec<AnnotationId> {
        let relations = article.document.relations_of(&asking.id);
        let other = |relation: &std::sync::Arc<Relation>| {
            let (at, other) = match self.asking {
                End::From => (&relation.from, &relation.to),
                End::To => (&relation.to, &relation.from),
            };
            let has_role = self
                .role
                .as_ref()
                .is_none_or(|(id, value)| relation.attributes.get(id) == Some(value));
            (relation.kind == self.kind && *at == asking.id && has_role).then(|| other.clone())
        };
        relations.filter_map(other).collect()
    }

    /// The candidates for an annotation with their features; the first is “none”.
    fn candidates<'a>(
        &self,
        article: &FinishedArticle<'_>,
        placed: &'a [AnnotationAtTokens<'a>],
        asking: &AnnotationAtTokens<'_>,
        number: usize,
        known: &KnownLinks,
    ) -> (Vec<Option<&'a AnnotationId>>, Vec<Vec<u64>>) {
        let prepared = article.prepared;
        let is_legal = |other: &&AnnotationAtTokens<'_>| {
            self.other_labels.contains(&other.annotation.label)
                && other.annotation.id != asking.annotation.id
        };
        let key = |one: &AnnotationAtTokens<'_>| (one.place.order, one.place.tokens.len());
        let middle = placed.partition_point(|other| key(other) < key(asking));
        let before: Vec<&AnnotationAtTokens<'_>> = placed[..middle]
            .iter()
            .rev()
            .filter(is_legal)
            .take(REACH)
            .collect();
        let after: Vec<&AnnotationAtTokens<'_>> = placed[middle..]
            .iter()
            .filter(is_legal)
            .take(REACH)
            .collect();
        let mut others = vec![None];
        let mut features: Vec<Vec<u64>> = vec![
            asking
                .place
                .features(prepared)
                .iter()
                .map(|of| named("none", *of))
                .collect(),
        ];
        for (side, candidates) in [(0, &before), (1, &after)] {
            for (rank, other) in candidates.iter().enumerate() {
                let mut of = self.pair(article, asking, other, (side, rank));
                known.features(number, asking.annotation, other.annotation, &mut of);
                others.push(Some(&other.annotation.id));
                features.push(of);
            }
        }
        (others, features)
    }

    /// Features of a pair. `at` is the side and the rank of the candidate on it.
    fn pair(
        &self,
        article: &FinishedArticle<'_>,
        asking: &AnnotationAtTokens<'_>,
        other: &AnnotationAtTokens<'_>,
        (side, rank): (u64, usize),
    ) -> Vec<u64> {
        let prepared = article.prepared;
        let (a, b) = (&asking.place, &other.place);
        let same = a.sequence == b.sequence;
        let inside = same && a.tokens.start <= b.tokens.start && b.tokens.end <= a.tokens.end;
        let paragraphs = a.sequence.abs_diff(b.sequence).min(4) as u64;
        let (left, right) = if side == 0 { (b, a) } else { (a, b) };
        let between = if same {
            prepared.forms[a.sequence]
                .get(left.tokens.end..right.tokens.start)
                .unwrap_or_default()
        } else {
            &[]
        };
        let stops = between
            .iter()
            .filter(|form| form.mark.is_some_and(|mark| ".!?。".contains(mark)))
            .count()
            .min(3) as u64;
        let quoted = u64::from(a.is_quoted(prepared));
        let where_ = join(join(side, rank.min(5) as u64), u64::from(inside));
        let near = join(join(paragraphs, stops), side);
        let first = b.forms(prepared).first();
        let label = hash_text(other.annotation.label.as_str());
        let mut features = vec![
            named("where", where_),
            named("where and near", join(where_, near)),
            named("where and quoted", join(where_, quoted)),
            named("near", near),
            named("near and quoted", join(near, quoted)),
            named("label", label),
            named("distance", join(side, bucket(a.order.abs_diff(b.order)))),
            named("inside", u64::from(inside)),
        ];
        if let Some(first) = first {
            features.push(named("case", first.case as u64));
            features.push(named("case and where", join(first.case as u64, where_)));
            features.push(named("word", first.word));
        }
        for (distance, form) in [(1, b.before(prepared, 1)), (2, b.before(prepared, 2))] {
            let word = form.map_or(0, |form| form.word);
            features.push(named("before", join(distance, word)));
            features.push(named("before on a side", join(join(distance, side), word)));
        }
        for distance in 1..=2 {
            let word = b.after(prepared, distance).map_or(0, |form| form.word);
            features.push(named("after", join(distance as u64, word)));
            features.push(named(
                "after on a side",
                join(join(distance as u64, side), word),
            ));
        }
        if let Some(form) = a.before(prepared, 1) {
            features.push(named("before asking", join(form.word, where_)));
        }
        if same && between.len() <= 8 {
            features.push(named("adjacent", join(side, between.len() as u64)));
            let mut all = 0;
            for form in between {
                features.push(named("between", join(side, form.word)));
                features.push(named("stem between", join(side, form.prefixes[3])));
                all = join(all, form.word);
            }
            features.push(named("all between", join(side, all)));
        }
        let asks = a.forms(prepared).first().map_or(0, |form| form.word);
        features.push(named("asking word and where", join(asks, where_)));
        features
    }
}

impl KnownLinks {
    fn add(
        &mut self,
        article: &FinishedArticle<'_>,
        asking: &AnnotationId,
        model: usize,
        other: &AnnotationId,
    ) {
        let entity = article
            .document
            .annotation(other)
            .and_then(|other| other.entity.clone());
        self.of
            .entry(asking.clone())
            .or_default()
            .insert((model, other.clone()));
        self.last.insert(model, (entity, other.clone()));
    }

    /// Whether a candidate is linked to the annotation by another type already, and whether it is what
    /// was linked last.
    fn features(
        &self,
        model: usize,
        asking: &Annotation,
        other: &Annotation,
        features: &mut Vec<u64>,
    ) {
        if let Some(links) = self.of.get(&asking.id) {
            for (by, end) in links {
                if *end == other.id {
                    features.push(named("linked by", *by as u64));
                }
            }
        }
        for (by, (entity, last)) in &self.last {
            let same_entity = entity.is_some() && *entity == other.entity;
            let same = *last == other.id;
            let value = join(u64::from(same_entity), u64::from(same));
            if *by == model {
                features.push(named("as last time", value));
            } else if same || same_entity {
                features.push(named("as of another type", join(*by as u64, value)));
            }
        }
    }
}

/// The choices of a type that is learned for each of them; one without a choice for other types.
fn roles(kind: &RelationType) -> Vec<Option<(AttributeId, AttributeValue)>> {
    let choice = |attribute: &&Attribute| {
        attribute.required && matches!(attribute.kind, AttributeKind::Choice(_))
    };
    let Some(attribute) = kind.attributes.iter().find(choice) else {
        return vec![None];
    };
    let choices = attribute.kind.choices().iter();
    choices
        .map(|choice| {
            Some((
                attribute.id.clone(),
                AttributeValue::Text(choice.id.clone()),
            ))
        })
        .collect()
}

/// The annotations of an article in the order of their places.
fn placed<'a>(article: &'a FinishedArticle<'_>) -> Vec<AnnotationAtTokens<'a>> {
    let mut placed: Vec<AnnotationAtTokens<'a>> = annotations(article.document)
        .filter_map(|annotation| {
            let place = TokenPlace::of(article.prepared, annotation)?;
            Some(AnnotationAtTokens { annotation, place })
        })
        .collect();
    placed.sort_by_key(|one| (one.place.order, one.place.tokens.len()));
    placed
}
