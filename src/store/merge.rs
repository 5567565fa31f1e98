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
use crate::model::{
    Annotation, AnnotationId, AttributeValue, Edit, FieldValues, Relation, RelationId,
};

use super::sidecar::{FieldSplit, Header, Snapshot};

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

/// One of two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

/// Merges another program's version of a sidecar into ours. All three stand on the same text.
///
/// `base` is what we last read or wrote.
pub fn merge(base: &Snapshot, ours: &Snapshot, theirs: &Snapshot) -> Merge {
    resolve(ours, [base, ours, theirs], |_| Side::Ours)
}

/// Merges two versions of a sidecar, where somebody has chosen what stands of each conflict. The edits
/// are those of the document as it is `now`.
///
/// A relation whose end is gone for want of choosing it goes, too.
pub fn resolve(
    now: &Snapshot,
    [base, ours, theirs]: [&Snapshot; 3],
    choose: impl Fn(&Conflict) -> Side,
) -> Merge {
    let mut conflicts = Vec::new();
    let (our_items, their_items) = (by_id(ours), by_id(theirs));
    let mut annotations = merge_maps(&by_id(base), &our_items, &their_items);
    for id in std::mem::take(&mut annotations.conflicts) {
        let conflict = Conflict::Annotation {
            ours: our_items.get(&id).cloned(),
            theirs: their_items.get(&id).cloned(),
            id: id.clone(),
        };
        let items = of_side(choose(&conflict), &our_items, &their_items);
        put(&mut annotations.items, id, items);
        conflicts.push(conflict);
    }
    let (our_links, their_links) = (links(ours), links(theirs));
    let mut relations = merge_maps(&links(base), &our_links, &their_links);
    for id in std::mem::take(&mut relations.conflicts) {
        let conflict = Conflict::Relation {
            ours: our_links.get(&id).cloned(),
            theirs: their_links.get(&id).cloned(),
            id: id.clone(),
        };
        let items = of_side(choose(&conflict), &our_links, &their_links);
        put(&mut relations.items, id, items);
        conflicts.push(conflict);
    }
    for (id, relation) in relations.items.clone() {
        for end in [&relation.from, &relation.to] {
            if annotations.items.contains_key(end) {
                continue;
            }
            // A side that has the link without its end has accepted that it dangles.
            let sides = [(&our_links, &our_items), (&their_links, &their_items)];
            let mut linked = sides.iter().filter(|(links, _)| links.contains_key(&id));
            if !linked.all(|(_, items)| items.contains_key(end)) {
                continue;
            }
            let conflict = Conflict::LostEnd {
                relation: id.clone(),
                annotation: end.clone(),
            };
            let side = choose(&conflict);
            put(
                &mut annotations.items,
                end.clone(),
                of_side(side, &our_items, &their_items),
            );
            if !annotations.items.contains_key(end) {
                relations.items.remove(&id);
            }
            let is_told = conflicts.iter().any(|told| match told {
                Conflict::Annotation { id, .. } => id == end,
                _ => false,
            });
            if !is_told {
                conflicts.push(conflict);
            }
        }
    }
    let mut edits = edits(
        &by_id(now),
        &annotations.items,
        &links(now),
        &relations.items,
    );
    let copies = merge_fields(
        now,
        [base, ours, theirs],
        &choose,
        &mut edits,
        &mut conflicts,
    );
    let (mut header, conflict) = merge_header(base.header(), ours.header(), theirs.header());
    if conflict {
        if choose(&Conflict::Header) == Side::Theirs {
            header = on_source_of(theirs.header(), ours.header()).into();
        }
        conflicts.push(Conflict::Header);
    }
    if let Some(split) = &now.header().split {
        let split = FieldSplit {
            copies,
            ..(**split).clone()
        };
        Arc::make_mut(&mut header).split = Some(split.into());
    }
    Merge {
        edits,
        header,
        conflicts,
    }
}

fn by_id(snapshot: &Snapshot) -> BTreeMap<AnnotationId, Arc<Annotation>> {
    let annotations = snapshot.annotations().iter();
    annotations.map(|a| (a.id.clone(), a.clone())).collect()
}

fn links(snapshot: &Snapshot) -> BTreeMap<RelationId, Arc<Relation>> {
    let relations = snapshot.relations().iter();
    relations.map(|r| (r.id.clone(), r.clone())).collect()
}

fn of_side<'a, T>(side: Side, ours: &'a T, theirs: &'a T) -> &'a T {
    match side {
        Side::Ours => ours,
        Side::Theirs => theirs,
    }
}

/// Makes an item what it is on a side, which may have none.
fn put<K: Ord, V: Clone>(items: &mut BTreeMap<K, V>, id: K, side: &BTreeMap<K, V>) {
    match side.get(&id) {
        Some(item) => items.insert(id, item.clone()),
        None => items.remove(&id),
    };
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

/// Merges status and fields. Returns the sidecar's merged copies of fields that belong to the article:
/// they are no longer the document's, so no edit is made of them, unless somebody has chosen theirs.
fn merge_fields(
    now: &Snapshot,
    [base, ours, theirs]: [&Snapshot; 3],
    choose: &impl Fn(&Conflict) -> Side,
    edits: &mut Vec<Edit>,
    conflicts: &mut Vec<Conflict>,
) -> FieldValues {
    let statuses = [base, ours, theirs].map(|side| &side.fields().status);
    let [base_status, our_status, their_status] = statuses;
    let merged = merge_item(Some(base_status), Some(our_status), Some(their_status));
    let mut status = merged.0.unwrap_or(our_status);
    if merged.1 {
        let conflict = Conflict::Status {
            ours: our_status.clone(),
            theirs: their_status.clone(),
        };
        status = of_side(choose(&conflict), our_status, their_status);
        conflicts.push(conflict);
    }
    if *status != now.fields().status {
        edits.push(Edit::SetStatus(status.clone()));
    }
    let is_of_article = |name: &str| {
        let split = now.header().split.as_ref();
        split.is_some_and(|split| split.scope.is_of_article(name))
    };
    let [base, ours, theirs] = [base, ours, theirs].map(Snapshot::own_values);
    let mut merged = merge_maps(&base, &ours, &theirs);
    for name in merged.conflicts {
        let conflict = Conflict::Field {
            ours: ours.get(&name).cloned(),
            theirs: theirs.get(&name).cloned(),
            name: name.clone(),
        };
        let side = choose(&conflict);
        if side == Side::Theirs && is_of_article(&name) {
            edits.push(Edit::SetField(name.clone(), theirs.get(&name).cloned()));
        }
        put(&mut merged.items, name, of_side(side, &*ours, &*theirs));
        conflicts.push(conflict);
    }
    let now = now.own_values();
    let names = now.keys().chain(merged.items.keys());
    let mut names: Vec<&String> = names.filter(|name| !is_of_article(name)).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let value = merged.items.get(name);
        if value != now.get(name) {
            edits.push(Edit::SetField(name.clone(), value.cloned()));
        }
    }
    merged.items.retain(|name, _| is_of_article(name));
    merged.items
}

/// What says where the text is from is ours in any case: it describes the text that is open.
fn merge_header(
    base: &Arc<Header>,
    ours: &Arc<Header>,
    theirs: &Arc<Header>,
) -> (Arc<Header>, bool) {
    let (base, theirs) = (on_source_of(base, ours), on_source_of(theirs, ours));
    match merge_item(Some(&base), Some(&**ours), Some(&theirs)) {
        (Some(header), conflict) => (Arc::new(header.clone()), conflict),
        (None, conflict) => (ours.clone(), conflict),
    }
}

/// A header that says of the source what another says.
fn on_source_of(header: &Header, source: &Header) -> Header {
    Header {
        file: source.file.clone(),
        sha256: source.sha256.clone(),
        encoding: source.encoding.clone(),
        migrated_from: source.migrated_from,
        split: source.split.clone(),
        ..header.clone()
    }
}

#[cfg(test)]
#[path = "merge_tests.rs"]
mod tests;
