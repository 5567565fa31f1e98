//! Three-way merge by id: of annotations, relations, decisions and fields, and of entities.
//!
//! ```text
//! base     a b c        ours     a b' c d        theirs   a b e
//!                       merged   a b' d e        (c gone, d and e new)
//! ```
//!
//! A change by one side wins if the other left the item alone. Different changes of the same item
//! by both sides are a conflict: it is reported, and nothing is decided. Code that merges says `theirs` and
//! `ours`, the words of git.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::document::Status;
use crate::model::document_changes::edits_between;
use crate::model::{
    Annotation, AnnotationId, AttributeValue, Decision, DecisionId, Edit, FieldValues, Provenance,
    Relation, RelationId,
};

use super::sidecar::{Adjudication, FieldSplit, Header, Snapshot};

/// The result of a three-way merge of maps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedMap<K, V> {
    /// The items; ours where there is a conflict.
    pub items: BTreeMap<K, V>,
    /// Keys of items that both sides changed in different ways.
    pub conflicts: Vec<K>,
}

/// Merges two versions of the same map with their merge base.
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

/// Merges one item, `None` where it is missing. The flag marks a conflict; the result is ours then.
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

/// A conflict: both sides changed the same thing in different ways.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// An annotation; `None` if a side has removed it.
    Annotation {
        id: AnnotationId,
        ours: Option<Arc<Annotation>>,
        theirs: Option<Arc<Annotation>>,
    },
    /// A relation; `None` if a side has removed it.
    Relation {
        id: RelationId,
        ours: Option<Arc<Relation>>,
        theirs: Option<Arc<Relation>>,
    },
    /// A decision of the agreed version; `None` if a side has taken it back.
    Decision {
        id: DecisionId,
        ours: Option<Arc<Decision>>,
        theirs: Option<Arc<Decision>>,
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
    /// Edits that turn our document into the merged one; conflicting items stay as they are in
    /// ours.
    pub edits: Vec<Edit>,
    /// The merged header.
    pub header: Arc<Header>,
    /// Empty if the merge is complete and may be written.
    pub conflicts: Vec<Conflict>,
}

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeSide {
    Ours,
    Theirs,
}

/// Merges another program's version of a sidecar into ours (three-way merge). All three snapshots
/// share the same text.
///
/// `base` is the merge base: what this program last read or wrote.
pub fn merge(base: &Snapshot, ours: &Snapshot, theirs: &Snapshot) -> Merge {
    resolve(ours, [base, ours, theirs], |_| MergeSide::Ours)
}

/// Merges two versions of a sidecar with a choice for each conflict. The edits apply to the
/// document as it is `now`.
///
/// A relation is removed, too, if its end is removed because that version was not chosen.
pub fn resolve(
    now: &Snapshot,
    [base, ours, theirs]: [&Snapshot; 3],
    choose: impl Fn(&Conflict) -> MergeSide,
) -> Merge {
    let mut conflicts = Vec::new();
    let (mut our_items, mut their_items) = (by_id(ours), by_id(theirs));
    take_earlier(&mut our_items, &mut their_items, |a, b| {
        let alike = Annotation {
            provenance: like(&a.provenance, &b.provenance)?,
            ..(**a).clone()
        };
        (alike == **b).then(|| is_earlier(&a.provenance, &b.provenance))
    });
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
    let (mut our_links, mut their_links) = (links(ours), links(theirs));
    take_earlier(&mut our_links, &mut their_links, |a, b| {
        let alike = Relation {
            provenance: like(&a.provenance, &b.provenance)?,
            ..(**a).clone()
        };
        (alike == **b).then(|| is_earlier(&a.provenance, &b.provenance))
    });
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
            // A side that has the relation without its end has accepted a dangling relation.
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
            let is_listed = conflicts.iter().any(|conflict| match conflict {
                Conflict::Annotation { id, .. } => id == end,
                _ => false,
            });
            if !is_listed {
                conflicts.push(conflict);
            }
        }
    }
    let mut edits = edits_between(
        &by_id(now),
        &annotations.items,
        &links(now),
        &relations.items,
    );
    merge_decisions(
        now,
        [base, ours, theirs],
        &choose,
        &mut edits,
        &mut conflicts,
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
        if choose(&Conflict::Header) == MergeSide::Theirs {
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

fn of_side<'a, T>(side: MergeSide, ours: &'a T, theirs: &'a T) -> &'a T {
    match side {
        MergeSide::Ours => ours,
        MergeSide::Theirs => theirs,
    }
}

/// Sets an item to its version on a side, or removes it if that side has none.
fn put<K: Ord, V: Clone>(items: &mut BTreeMap<K, V>, id: K, side: &BTreeMap<K, V>) {
    match side.get(&id) {
        Some(item) => items.insert(id, item.clone()),
        None => items.remove(&id),
    };
}

/// Of items that both sides have and that differ only in who decided and when, both get the earlier one. Two
/// people who decide alike are no conflict.
fn take_earlier<K: Ord, V: Clone>(
    ours: &mut BTreeMap<K, V>,
    theirs: &mut BTreeMap<K, V>,
    is_ours_earlier: impl Fn(&V, &V) -> Option<bool>,
) {
    for (id, ours) in ours.iter_mut() {
        let Some(theirs) = theirs.get_mut(id) else {
            continue;
        };
        match is_ours_earlier(ours, theirs) {
            Some(true) => *theirs = ours.clone(),
            Some(false) => *ours = theirs.clone(),
            None => {}
        }
    }
}

/// The first provenance with who and when of the other, if both are of the agreed version.
fn like(one: &Provenance, other: &Provenance) -> Option<Provenance> {
    let is_agreed = |of: &Provenance| !of.from.is_empty();
    (is_agreed(one) && is_agreed(other)).then(|| Provenance {
        by: other.by.clone(),
        at: other.at.clone(),
        ..one.clone()
    })
}

fn is_earlier(one: &Provenance, other: &Provenance) -> bool {
    (&one.at, &one.by) <= (&other.at, &other.by)
}

/// Merges the decisions of the agreed version.
fn merge_decisions(
    now: &Snapshot,
    [base, ours, theirs]: [&Snapshot; 3],
    choose: &impl Fn(&Conflict) -> MergeSide,
    edits: &mut Vec<Edit>,
    conflicts: &mut Vec<Conflict>,
) {
    let [mut ours, mut theirs] = [ours, theirs].map(|side| side.decisions().clone());
    take_earlier(&mut ours, &mut theirs, |a, b| {
        a.is_alike(b).then(|| (&a.at, &a.by) <= (&b.at, &b.by))
    });
    let mut merged = merge_maps(base.decisions(), &ours, &theirs);
    for id in std::mem::take(&mut merged.conflicts) {
        let conflict = Conflict::Decision {
            ours: ours.get(&id).cloned(),
            theirs: theirs.get(&id).cloned(),
            id: id.clone(),
        };
        let side = of_side(choose(&conflict), &ours, &theirs);
        put(&mut merged.items, id, side);
        conflicts.push(conflict);
    }
    let now = now.decisions();
    let gone = now.keys().filter(|id| !merged.items.contains_key(*id));
    edits.extend(gone.map(|id| Edit::Decide(id.clone(), None)));
    let changed = merged
        .items
        .iter()
        .filter(|(id, item)| now.get(*id) != Some(*item));
    edits.extend(changed.map(|(id, item)| Edit::Decide(id.clone(), Some(item.clone()))));
}

/// Merges what was compared. Where both sides compared another version of a coder's file, one of the two
/// is taken, the same by both sides: whether a decision still holds is told by the decision itself.
fn merge_adjudications(
    base: Option<&Adjudication>,
    ours: Option<&Adjudication>,
    theirs: Option<&Adjudication>,
) -> Option<Adjudication> {
    let (our, their) = match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours != theirs => (ours, theirs),
        _ => return merge_item(base, ours, theirs).0.cloned(),
    };
    let none = Adjudication::default();
    let base = base.unwrap_or(&none);
    let mut inputs = merge_maps(&base.inputs, &our.inputs, &their.inputs);
    for coder in inputs.conflicts {
        let least =
            |side: &Adjudication| side.inputs.get(&coder).map(|input| &input.sha256).cloned();
        let side = if least(our) <= least(their) {
            our
        } else {
            their
        };
        put(&mut inputs.items, coder, &side.inputs);
    }
    let round = merge_item(Some(&base.round), Some(&our.round), Some(&their.round));
    Some(Adjudication {
        round: match round {
            (Some(round), false) => round.clone(),
            _ => our.round.clone().min(their.round.clone()),
        },
        inputs: inputs.items,
        unknown: if our.unknown == base.unknown {
            their.unknown.clone()
        } else {
            our.unknown.clone()
        },
    })
}

/// Merges status and fields. Returns the sidecar's merged copies of fields that belong to the article:
/// they are no longer the document's, so no edit is made of them, unless somebody has chosen theirs.
fn merge_fields(
    now: &Snapshot,
    [base, ours, theirs]: [&Snapshot; 3],
    choose: &impl Fn(&Conflict) -> MergeSide,
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
        if side == MergeSide::Theirs && is_of_article(&name) {
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

/// The description of the source is always ours: it describes the text that is open.
fn merge_header(
    base: &Arc<Header>,
    ours: &Arc<Header>,
    theirs: &Arc<Header>,
) -> (Arc<Header>, bool) {
    let (mut base, mut theirs) = (on_source_of(base, ours), on_source_of(theirs, ours));
    let sides = [&base, ours, &theirs].map(|side| side.adjudication.as_ref());
    let adjudication = merge_adjudications(sides[0], sides[1], sides[2]);
    let mut ours = Header::clone(ours);
    for side in [&mut base, &mut ours, &mut theirs] {
        side.adjudication.clone_from(&adjudication);
    }
    match merge_item(Some(&base), Some(&ours), Some(&theirs)) {
        (Some(header), conflict) => (Arc::new(header.clone()), conflict),
        (None, conflict) => (Arc::new(ours), conflict),
    }
}

/// A header with another header's description of the source.
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
