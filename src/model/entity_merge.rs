//! Three-way merge of entities that two people changed, field by field: a field that one side left
//! unchanged takes the other side's value.
//!
//! ```text
//! base    name A, country -      ours    name B, country -      theirs   name A, country FRA
//!                                merged  name B, country FRA
//! ```
//!
//! Names of an entity are a set: the merge adds what either side added and removes what either side
//! removed. Only a field that both changed in different ways is a conflict (clash), and then there
//! are two versions, equal in all else.

use std::collections::BTreeMap;

use super::annotation::{EntityId, Unknown};
use super::entity::Entity;

/// A merge conflict: an entity that both sides changed in different ways; `None` where a side has
/// removed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityClash {
    pub id: EntityId,
    pub ours: Option<Entity>,
    pub theirs: Option<Entity>,
}

/// The result of a three-way merge of entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedEntities {
    /// The merged entities; of each conflict the chosen version.
    pub entities: BTreeMap<EntityId, Entity>,
    pub clashes: Vec<EntityClash>,
}

/// Merges the entities of two sides. Of a conflict it takes theirs where `takes_theirs` returns
/// true.
pub fn merge_entities(
    base: &BTreeMap<EntityId, Entity>,
    ours: &BTreeMap<EntityId, Entity>,
    theirs: &BTreeMap<EntityId, Entity>,
    takes_theirs: impl Fn(&EntityClash) -> bool,
) -> MergedEntities {
    let mut merged = MergedEntities {
        entities: ours.clone(),
        clashes: Vec::new(),
    };
    let new = theirs.keys().filter(|id| !ours.contains_key(*id));
    for id in ours.keys().chain(new) {
        let sides = (base.get(id), ours.get(id), theirs.get(id));
        let stands = match merge_entity(id, sides) {
            Ok(stands) => stands,
            Err(clash) => {
                let stands = if takes_theirs(&clash) {
                    clash.theirs.clone()
                } else {
                    clash.ours.clone()
                };
                merged.clashes.push(*clash);
                stands
            }
        };
        match stands {
            Some(entity) => merged.entities.insert(id.clone(), entity),
            None => merged.entities.remove(id),
        };
    }
    merged
}

/// Merges one entity of base, ours and theirs, `None` where a side lacks it.
///
/// # Errors
/// If both sides changed the entity in different ways that do not merge field by field.
pub fn merge_entity(
    id: &EntityId,
    (base, ours, theirs): (Option<&Entity>, Option<&Entity>, Option<&Entity>),
) -> Result<Option<Entity>, Box<EntityClash>> {
    if ours == theirs || base == theirs {
        return Ok(ours.cloned());
    }
    if base == ours {
        return Ok(theirs.cloned());
    }
    let (Some(own), Some(other)) = (ours, theirs) else {
        return Err(Box::new(EntityClash {
            id: id.clone(),
            ours: ours.cloned(),
            theirs: theirs.cloned(),
        }));
    };
    // Both sides have added it, so the merge base is an empty entity.
    let nothing = Entity::new(id.clone(), "");
    let (own, other) = both_ways(base.unwrap_or(&nothing), own, other);
    if own == other {
        return Ok(Some(own));
    }
    Err(Box::new(EntityClash {
        id: id.clone(),
        ours: Some(own),
        theirs: Some(other),
    }))
}

/// The merged entity, once with ours and once with theirs where they conflict.
fn both_ways(base: &Entity, ours: &Entity, theirs: &Entity) -> (Entity, Entity) {
    let (mut own, mut other) = (ours.clone(), theirs.clone());
    macro_rules! field {
        ($($name:ident),*) => {
            $((own.$name, other.$name) = one_way(&base.$name, &ours.$name, &theirs.$name);)*
        };
    }
    field!(name, label, kind, part_of, country, wikidata, memo);
    let names = together(&base.aliases, &ours.aliases, &theirs.aliases);
    own.aliases.clone_from(&names);
    other.aliases = names;
    (own.unknown, other.unknown) = unknown(&base.unknown, &ours.unknown, &theirs.unknown);
    (own, other)
}

/// Merges a field: returns the same value twice unless both sides changed it in different ways.
fn one_way<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> (T, T) {
    if base == theirs {
        (ours.clone(), ours.clone())
    } else if base == ours {
        (theirs.clone(), theirs.clone())
    } else {
        (ours.clone(), theirs.clone())
    }
}

/// Merges a set, in the order of ours: without what theirs removed, with what theirs added.
fn together(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let is_kept = |name: &&String| theirs.contains(name) || !base.contains(name);
    let is_new = |name: &&String| !base.contains(name) && !ours.contains(name);
    let kept = ours.iter().filter(is_kept);
    kept.chain(theirs.iter().filter(is_new)).cloned().collect()
}

fn unknown(base: &Unknown, ours: &Unknown, theirs: &Unknown) -> (Unknown, Unknown) {
    let find = |fields: &Unknown, name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, json)| json.clone())
    };
    let (mut own, mut other) = (Unknown::new(), Unknown::new());
    let new = theirs.iter().filter(|(name, _)| find(ours, name).is_none());
    for (name, _) in ours.iter().chain(new) {
        let sides = [base, ours, theirs].map(|fields| find(fields, name));
        let (mine, yours) = one_way(&sides[0], &sides[1], &sides[2]);
        own.extend(mine.map(|json| (name.clone(), json)));
        other.extend(yours.map(|json| (name.clone(), json)));
    }
    (own, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses `name, country, aliases`; missing fields are empty.
    fn entity(said: &str) -> Option<Entity> {
        let mut parts = said.split(", ");
        let name = parts.next().filter(|name| !name.is_empty())?;
        let mut entity = Entity::new("a", name);
        entity.country = parts.next().unwrap_or_default().to_owned();
        entity.aliases = parts.map(ToOwned::to_owned).collect();
        Some(entity)
    }

    fn said(entity: &Option<Entity>) -> String {
        let Some(entity) = entity else {
            return String::new();
        };
        let parts = [entity.name.clone(), entity.country.clone()];
        let parts: Vec<String> = parts.into_iter().chain(entity.aliases.clone()).collect();
        parts.join(", ").trim_end_matches(", ").to_owned()
    }

    fn check(sides: [&str; 3], merged: Result<&str, (&str, &str)>) {
        for swapped in [false, true] {
            let [base, mut ours, mut theirs] = sides.map(entity);
            let mut merged = merged;
            if swapped {
                std::mem::swap(&mut ours, &mut theirs);
                merged = merged.map_err(|(ours, theirs)| (theirs, ours));
            }
            let sides = (base.as_ref(), ours.as_ref(), theirs.as_ref());
            let got = merge_entity(&"a".into(), sides);
            let got = got.as_ref().map(said);
            let got = got.map_err(|clash| (said(&clash.ours), said(&clash.theirs)));
            let got = match &got {
                Ok(one) => Ok(one.as_str()),
                Err((ours, theirs)) => Err((ours.as_str(), theirs.as_str())),
            };
            assert_eq!(got, merged, "{sides:?}");
        }
    }

    #[test]
    fn changes_to_different_fields_are_merged() {
        check(["A", "B", "A, FRA"], Ok("B, FRA"));
        check(["A, FRA", "A", "B, FRA"], Ok("B"));
        check(["A", "A", "B"], Ok("B"));
        check(["A", "B", "B"], Ok("B"));
        check(["A", "", "A"], Ok(""));
        check(["", "A", ""], Ok("A"));
        check(["", "A", "A, FRA"], Ok("A, FRA"));
    }

    #[test]
    fn only_a_field_that_both_changed_is_a_conflict() {
        check(["A", "B", "C, FRA"], Err(("B, FRA", "C, FRA")));
        check(["A", "", "B"], Err(("", "B")));
        check(["", "A", "B"], Err(("A", "B")));
    }

    #[test]
    fn names_are_a_set() {
        check(
            ["A, FRA, x, y", "A, FRA, x", "A, FRA, x, y"],
            Ok("A, FRA, x"),
        );
        // One side adds while the other removes, either way round.
        check(
            ["A, FRA, x, y", "A, FRA, x, y, z", "A, FRA, y"],
            Ok("A, FRA, y, z"),
        );
        let sides = ["A, FRA, x, y", "A, FRA, y, z", "A, FRA, x, y, w"].map(entity);
        let [base, ours, theirs] = &sides;
        let merged = merge_entity(&"a".into(), (base.as_ref(), ours.as_ref(), theirs.as_ref()));
        assert_eq!(merged.as_ref().map(said), Ok("A, FRA, y, z, w".to_owned()));
    }

    #[test]
    fn fields_that_are_not_known_are_merged_by_name() {
        let with = |fields: &[(&str, &str)]| {
            let mut entity = Entity::new("a", "A");
            let fields = fields
                .iter()
                .map(|(name, json)| ((*name).into(), (*json).into()));
            entity.unknown = fields.collect();
            entity
        };
        let base = with(&[("x", "1"), ("y", "1")]);
        let (ours, theirs) = (
            with(&[("x", "2"), ("y", "1")]),
            with(&[("x", "1"), ("z", "3")]),
        );
        let merged = merge_entity(&"a".into(), (Some(&base), Some(&ours), Some(&theirs)));
        assert_eq!(merged, Ok(Some(with(&[("x", "2"), ("z", "3")]))));
    }

    #[test]
    fn resolving_a_conflict_keeps_the_choice_and_merges_the_rest() {
        let book = |entities: &[(&str, &str)]| -> BTreeMap<EntityId, Entity> {
            let entities = entities.iter();
            entities
                .map(|(id, name)| ((*id).into(), Entity::new(*id, *name)))
                .collect()
        };
        let base = book(&[("a", "A"), ("b", "B")]);
        let (ours, theirs) = (
            book(&[("a", "A1"), ("b", "B"), ("c", "C")]),
            book(&[("a", "A2")]),
        );
        for (takes_theirs, name) in [(false, "A1"), (true, "A2")] {
            let merged = merge_entities(&base, &ours, &theirs, |_| takes_theirs);
            assert_eq!(merged.entities, book(&[("a", name), ("c", "C")]));
            assert_eq!(merged.clashes.len(), 1);
        }
    }
}
