//! The capabilities of a format: what it can store, and the report of what it cannot.

use std::collections::HashMap;

use crate::model::{Annotation, AnnotationId, Relation};

use super::codings::CoderSupport;
use super::metadata::is_entity;
use super::{ArticleRef, LossKind, Losses, LostItem};

/// The capabilities of a format. All true is everything that a sidecar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supports {
    /// The text itself, not only its tokens.
    pub text: bool,
    /// Overlapping or nested annotations.
    pub overlaps: bool,
    /// Annotations of several fragments.
    pub fragments: bool,
    /// Annotations with boundaries within words.
    pub any_border: bool,
    /// Detached annotations, which have no position.
    pub detached: bool,
    pub relations: bool,
    pub attributes: bool,
    pub relation_attributes: bool,
    pub entities: bool,
    pub memos: bool,
    /// Origin, coder and time.
    pub provenance: bool,
    /// Status and fields of the article.
    pub document_fields: bool,
    /// Unknown fields, of later versions.
    pub unknown: bool,
    /// Several people's codings of one article.
    pub coders: CoderSupport,
}

impl Supports {
    /// Everything.
    pub const ALL: Self = Self {
        text: true,
        overlaps: true,
        fragments: true,
        any_border: true,
        detached: true,
        relations: true,
        attributes: true,
        relation_attributes: true,
        entities: true,
        memos: true,
        provenance: true,
        document_fields: true,
        unknown: true,
        coders: CoderSupport::Named,
    };

    /// Everything that has a position in the text and that this version knows.
    pub const PLACED: Self = Self {
        detached: false,
        unknown: false,
        ..Self::ALL
    };

    /// Everything, but annotations are contiguous.
    pub const ONE_STRETCH: Self = Self {
        fragments: false,
        ..Self::PLACED
    };

    /// Only one label per contiguous run of words.
    pub const LABELS_ONLY: Self = Self {
        text: true,
        overlaps: false,
        fragments: false,
        any_border: false,
        detached: false,
        relations: false,
        attributes: false,
        relation_attributes: false,
        entities: false,
        memos: false,
        provenance: false,
        document_fields: false,
        unknown: false,
        coders: CoderSupport::Apart,
    };

    /// The missing capabilities, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (self.text, "the text between the words"),
            (self.overlaps, "overlapping annotations"),
            (self.fragments, "annotations of several fragments"),
            (self.any_border, "borders within words"),
            (self.detached, "detached annotations"),
            (self.relations, "relations"),
            (self.attributes, "attributes"),
            (self.relation_attributes, "attributes of relations"),
            (self.entities, "entities"),
            (self.memos, "memos"),
            (self.provenance, "origin, coder and time"),
            (self.document_fields, "status and fields of the article"),
            (self.unknown, "fields of newer versions"),
            (
                self.coders != CoderSupport::Apart,
                "several people's work on one article",
            ),
        ]
        .into_iter()
        .filter_map(|(holds, what)| (!holds).then_some(what))
        .collect()
    }

    /// Reports what an article has and a format with these capabilities cannot hold, apart from
    /// positions: detached annotations, relations, attributes, entities, memos and the rest.
    pub fn report(&self, article: &ArticleRef<'_>, losses: &mut Losses) {
        let document = article.document;
        if !self.detached {
            for annotation in document.detached() {
                let why = "its place in the text is lost";
                losses.annotation(article, annotation, LossKind::Dropped, why);
            }
        }
        let lists = [document.annotations(), document.detached()];
        let kept = if self.detached {
            &lists[..]
        } else {
            &lists[..1]
        };
        for annotation in kept.iter().copied().flatten() {
            let lacks = self.lacks(annotation);
            if !lacks.is_empty() {
                let why = format!("the format cannot store its {}", lacks.join(", "));
                losses.annotation(article, annotation, LossKind::Stripped, why);
            }
            let entity = annotation.entity.as_ref().filter(|_| self.entities);
            if let Some(entity) = entity.filter(|entity| !is_entity(entity.as_str())) {
                let why = format!("the id “{entity}” of its entity means “none” in other programs");
                losses.annotation(article, annotation, LossKind::Stripped, why);
            }
        }
        for relation in document.relations() {
            if !self.relations {
                let why = "the format cannot store relations";
                losses.relation(article, relation, LossKind::Dropped, why);
            } else if !self.relation_attributes && !relation.attributes.is_empty() {
                let why = "the format cannot store its attributes";
                losses.relation(article, relation, LossKind::Stripped, why);
            }
        }
        for what in self.lacks_of_article(article) {
            let why = format!("the format cannot store {what}");
            losses.add(article.name, LostItem::Article, LossKind::Stripped, why);
        }
    }

    fn lacks(&self, annotation: &Annotation) -> Vec<&'static str> {
        let mut lacks = Vec::new();
        if !self.attributes && !annotation.attributes.is_empty() {
            lacks.push("attributes");
        }
        if !self.entities && annotation.entity.is_some() {
            lacks.push("entity");
        }
        if !self.memos && !annotation.memo.is_empty() {
            lacks.push("memo");
        }
        lacks
    }

    fn lacks_of_article(&self, article: &ArticleRef<'_>) -> Vec<String> {
        let mut lacks = Vec::new();
        let document = article.document;
        let annotations = || document.annotations().iter().chain(document.detached());
        if !self.provenance {
            let known = |p: &crate::model::Provenance| *p != crate::model::Provenance::default();
            let items = annotations().filter(|a| known(&a.provenance)).count()
                + document
                    .relations()
                    .filter(|r| known(&r.provenance))
                    .count();
            if items > 0 || !article.header.coder.is_empty() {
                lacks.push(format!("origin, coder and time of {items} items"));
            }
        }
        if !self.document_fields && *document.fields() != Default::default() {
            lacks.push("status and fields of the article".to_owned());
        }
        if !self.unknown {
            let header = article.header;
            let split = header.split.as_ref();
            let unknown = annotations().any(|a| !a.unknown.is_empty())
                || document.relations().any(|r| !r.unknown.is_empty())
                || !header.unknown.is_empty()
                || !header.source_unknown.is_empty()
                || split.is_some_and(|split| !split.source_unknown.is_empty());
            if unknown {
                lacks.push("fields of newer versions".to_owned());
            }
        }
        lacks
    }
}

/// The relations of an article whose two ends are in the dataset, with the ends' names there, by
/// id. The others are reported as dropped.
pub fn linked<'a, T>(
    article: &ArticleRef<'a>,
    names: &'a HashMap<AnnotationId, T>,
    losses: &mut Losses,
) -> Vec<(&'a Relation, &'a T, &'a T)> {
    let mut linked = Vec::new();
    for relation in article.document.relations() {
        match (names.get(&relation.from), names.get(&relation.to)) {
            (Some(from), Some(to)) => linked.push((&**relation, from, to)),
            _ => {
                let why = "one of its ends is not in the dataset";
                losses.relation(article, relation, LossKind::Dropped, why);
            }
        }
    }
    linked
}
