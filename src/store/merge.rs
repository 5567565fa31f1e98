//! Three-way merge by id: of annotations, relations and fields, and of entities.
//!
//! ```text
//! base     a b c        ours     a b' c d        theirs   a b e
//!                       merged   a b' d e        (c gone, d and e new)
//! ```
//!
//! What one side changed wins over what the other left alone. What both changed, and not alike, is
//! a conflict: it is told, and nothing is decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::document::Status;
use crate::model::{Annotation, AnnotationId, AttributeValue, Edit, Relation, RelationId};

use super::sidecar::{Header, Snapshot};

/// The items of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedMap<K, V> {
    /// The items; ours where there is a conflict.
    pub items: BTreeMap<K, V>,
    /// Keys of items that both sides changed in different ways.
    pub conflicts: Vec<K>,
}

/// Merges what two sides made of the same items.
pub fn merge_maps<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
) -> MergedMap<K, V> {
    let mut merged = MergedMap {
        items: BTreeMap::new(),
        conflicts: Vec::new(),
    };
    let mut keys: Vec<&K> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (base, ours, theirs) = (base.get(key), ours.get(key), theirs.get(key));
        let (item, conflict) = merge_item(base, ours, theirs);
        if conflict {
            merged.conflicts.push(key.clone());
        }
        if let Some(item) = item {
            merged.items.insert(key.clone(), item.clone());
        }
    }
    merged
}

/// One item, `None` where it is not there. The flag tells a conflict; ours stands then.
fn merge_item<'a, V: PartialEq>(
    base: Option<&'a V>,
    ours: Option<&'a V>,
    theirs: Option<&'a V>,
) -> (Option<&'a V>, bool) {
    if ours == theirs || base == theirs {
        (ours, false)
    } else if base == ours {
        (theirs, false)
    } else {
        (ours, true)
    }
}

/// Something that both sides changed in different ways.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// An annotation; `None` where a side has removed it.
    Annotation {
        id: AnnotationId,
        ours: Option<Arc<Annotation>>,
        theirs: Option<Arc<Annotation>>,
    },
    /// A relation; `None` where a side has removed it.
    Relation {
        id: RelationId,
        ours: Option<Arc<Relation>>,
        theirs: Option<Arc<Relation>>,
    },
    /// One side linked an annotation that the other removed.
    LostEnd {
        relation: RelationId,
        annotation: AnnotationId,
    },
    Status {
        ours: Status,
        theirs: Status,
    },
    /// A field of the article.
    Field {
        name: String,
        ours: Option<AttributeValue>,
        theirs: Option<AttributeValue>,
    },
    /// The codebook, the coder or unknown fields of the file.
    Header,
}

/// The result of merging two sidecars of one article.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Edits that make the merged document of ours; with conflicts, of what did not conflict.
    pub edits: Vec<Edit>,
    /// The merged header.
    pub header: Arc<Header>,
    /// Empty where the merge is complete and may be written.
    pub conflicts: Vec<Conflict>,
}

/// Merges another program's version of a sidecar into ours. All three stand on the same text.
///
/// `base` is what we last read or wrote.
pub fn merge(base: &Snapshot, ours: &Snapshot, theirs: &Snapshot) -> Merge {
    let mut conflicts = Vec::new();
    let by_id = |snapshot: &Snapshot| -> BTreeMap<AnnotationId, Arc<Annotation>> {
        let annotations = snapshot.annotations().iter();
        annotations.map(|a| (a.id.clone(), a.clone())).collect()
    };
    let links = |snapshot: &Snapshot| -> BTreeMap<RelationId, Arc<Relation>> {
        let relations = snapshot.relations().iter();
        relations.map(|r| (r.id.clone(), r.clone())).collect()
    };
    let (our_items, their_items) = (by_id(ours), by_id(theirs));
    let annotations = merge_maps(&by_id(base), &our_items, &their_items);
    conflicts.extend(annotations.conflicts.iter().map(|id| Conflict::Annotation {
        id: id.clone(),
        ours: our_items.get(id).cloned(),
        theirs: their_items.get(id).cloned(),
    }));
    let (our_links, their_links) = (links(ours), links(theirs));
    let relations = merge_maps(&links(base), &our_links, &their_links);
    conflicts.extend(relations.conflicts.iter().map(|id| Conflict::Relation {
        id: id.clone(),
        ours: our_links.get(id).cloned(),
        theirs: their_links.get(id).cloned(),
    }));
    for (id, relation) in &relations.items {
        for end in [&relation.from, &relation.to] {
            if annotations.items.contains_key(end) {
                continue;
            }
            // A side that has the link without its end has accepted that it dangles.
            let sides = [(&our_links, &our_items), (&their_links, &their_items)];
            let mut linked = sides.iter().filter(|(links, _)| links.contains_key(id));
            if linked.all(|(_, items)| items.contains_key(end)) {
                conflicts.push(Conflict::LostEnd {
                    relation: id.clone(),
                    annotation: end.clone(),
                });
            }
        }
    }
    let mut edits = edits(&our_items, &annotations.items, &our_links, &relations.items);
    merge_fields(base, ours, theirs, &mut edits, &mut conflicts);
    let (header, conflict) = merge_header(base.header(), ours.header(), theirs.header());
    if conflict {
        conflicts.push(Conflict::Header);
    }
    Merge {
        edits,
        header,
        conflicts,
    }
}

/// The edits that lead from one set of annotations and relations to another.
fn edits(
    from: &BTreeMap<AnnotationId, Arc<Annotation>>,
    to: &BTreeMap<AnnotationId, Arc<Annotation>>,
    from_links: &BTreeMap<RelationId, Arc<Relation>>,
    to_links: &BTreeMap<RelationId, Arc<Relation>>,
) -> Vec<Edit> {
    let replaced = |id: &AnnotationId| from.get(id) != to.get(id);
    // An annotation is replaced by removing and adding it, and can only be removed unlinked.
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

fn merge_fields(
    base: &Snapshot,
    ours: &Snapshot,
    theirs: &Snapshot,
    edits: &mut Vec<Edit>,
    conflicts: &mut Vec<Conflict>,
) {
    let (base, ours, theirs) = (base.fields(), ours.fields(), theirs.fields());
    let status = merge_item(Some(&base.status), Some(&ours.status), Some(&theirs.status));
    match status {
        (_, true) => conflicts.push(Conflict::Status {
            ours: ours.status.clone(),
            theirs: theirs.status.clone(),
        }),
        (Some(status), false) if *status != ours.status => {
            edits.push(Edit::SetStatus(status.clone()));
        }
        (_, false) => {}
    }
    let merged = merge_maps(&base.values, &ours.values, &theirs.values);
    for name in merged.conflicts {
        conflicts.push(Conflict::Field {
            ours: ours.values.get(&name).cloned(),
            theirs: theirs.values.get(&name).cloned(),
            name,
        });
    }
    let names = ours.values.keys().chain(merged.items.keys());
    let mut names: Vec<&String> = names.collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let value = merged.items.get(name);
        if value != ours.values.get(name) {
            edits.push(Edit::SetField(name.clone(), value.cloned()));
        }
    }
}

/// What says where the text is from is ours in any case: it describes the text that is open.
fn merge_header(
    base: &Arc<Header>,
    ours: &Arc<Header>,
    theirs: &Arc<Header>,
) -> (Arc<Header>, bool) {
    let on_our_source = |header: &Header| Header {
        file: ours.file.clone(),
        sha256: ours.sha256.clone(),
        encoding: ours.encoding.clone(),
        migrated_from: ours.migrated_from,
        ..header.clone()
    };
    let (base, theirs) = (on_our_source(base), on_our_source(theirs));
    match merge_item(Some(&base), Some(&**ours), Some(&theirs)) {
        (Some(header), conflict) => (Arc::new(header.clone()), conflict),
        (None, conflict) => (ours.clone(), conflict),
    }
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
