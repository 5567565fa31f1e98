//! The edits that turn one set of annotations and relations into another.
//!
//! It must not know why they differ: merging and the agreed version use it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::annotation::{Annotation, AnnotationId};
use super::document::Edit;
use super::relation::{Relation, RelationId};

/// Annotations by id.
pub type AnnotationMap = BTreeMap<AnnotationId, Arc<Annotation>>;

/// Relations by id.
pub type RelationMap = BTreeMap<RelationId, Arc<Relation>>;

/// The edits that turn `from` with its relations into `to` with others. Every relation at an annotation that
/// changes must be in `from_links`.
pub fn edits_between(
    from: &AnnotationMap,
    to: &AnnotationMap,
    from_links: &RelationMap,
    to_links: &RelationMap,
) -> Vec<Edit> {
    let replaced = |id: &AnnotationId| from.get(id) != to.get(id);
    // An edit can replace an annotation only by removing and adding it, and remove it only without
    // relations.
    let relinked = |id: &RelationId, relation: &Relation| {
        from_links.get(id) != to_links.get(id) || replaced(&relation.from) || replaced(&relation.to)
    };
    let mut edits = Vec::new();
    for (id, relation) in from_links {
        if relinked(id, relation) {
            edits.push(Edit::Unlink(id.clone()));
        }
    }
    for id in from.keys().filter(|id| replaced(id)) {
        edits.push(Edit::Remove(id.clone()));
    }
    for annotation in to.iter().filter(|(id, _)| replaced(id)) {
        edits.push(Edit::Add(annotation.1.clone()));
    }
    for (id, relation) in to_links {
        let stays = from_links.get(id).is_some_and(|old| !relinked(id, old));
        if !stays {
            edits.push(Edit::Link(relation.clone()));
        }
    }
    edits
}
