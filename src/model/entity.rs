//! Entities: the persons and organisations that mentions refer to, shared by all articles of a
//! project.

use std::collections::BTreeMap;

use super::annotation::{EntityId, LabelId, Unknown};
use super::unique_id::unique_id;

/// The person, organisation, place or event that a mention refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    pub id: EntityId,
    /// The full name, for display in lists.
    pub name: String,
    /// The label whose annotations mention it, if it belongs to one.
    pub label: Option<LabelId>,
    /// One of the codebook's kinds of entities, empty if unknown.
    pub kind: String,
    /// Aliases: other names that occur in articles.
    pub aliases: Vec<String>,
    /// The entity that it is a part of or represents.
    pub part_of: Option<EntityId>,
    /// ISO 3166-1 alpha-3 code, empty where unknown.
    pub country: String,
    /// Wikidata item such as `Q3874799`, empty where unknown.
    pub wikidata: String,
    pub memo: String,
    pub unknown: Unknown,
}

impl Entity {
    /// An entity with only a name.
    pub fn new(id: impl Into<EntityId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            label: None,
            kind: String::new(),
            aliases: Vec::new(),
            part_of: None,
            country: String::new(),
            wikidata: String::new(),
            memo: String::new(),
            unknown: Unknown::new(),
        }
    }

    /// Applies another user's changes from `old` to `new` to each field in which this entity still
    /// equals `old`.
    pub fn follow(&mut self, old: &Self, new: &Self) {
        fn take<T: PartialEq + Clone>(ours: &mut T, old: &T, new: &T) {
            if ours == old {
                ours.clone_from(new);
            }
        }
        take(&mut self.name, &old.name, &new.name);
        take(&mut self.label, &old.label, &new.label);
        take(&mut self.kind, &old.kind, &new.kind);
        take(&mut self.aliases, &old.aliases, &new.aliases);
        take(&mut self.part_of, &old.part_of, &new.part_of);
        take(&mut self.country, &old.country, &new.country);
        take(&mut self.wikidata, &old.wikidata, &new.wikidata);
        take(&mut self.memo, &old.memo, &new.memo);
        take(&mut self.unknown, &old.unknown, &new.unknown);
    }
}

/// All entities of a project, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityBook {
    pub entities: BTreeMap<EntityId, Entity>,
    /// Fields of the file that this version does not know, kept unchanged.
    pub unknown: Unknown,
}

impl EntityBook {
    /// The entity with this id.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// The name of an entity, or its id where there is none.
    pub fn name<'a>(&'a self, id: &'a EntityId) -> &'a str {
        let name = self.get(id).map(|entity| entity.name.as_str());
        name.filter(|name| !name.is_empty()).unwrap_or(id.as_str())
    }

    /// How many entities are directly part of one.
    pub fn parts(&self, whole: &EntityId) -> usize {
        let all = self.entities.values();
        all.filter(|part| part.part_of.as_ref() == Some(whole))
            .count()
    }

    /// Adds or replaces an entity; returns the one that had its id.
    pub fn insert(&mut self, entity: Entity) -> Option<Entity> {
        self.entities.insert(entity.id.clone(), entity)
    }

    /// A unique id for a new entity, from its name: `Ana Reyes` → `ana-reyes`, then `ana-reyes-2`.
    pub fn unique_id(&self, name: &str) -> EntityId {
        let is_taken = |id: &str| self.entities.contains_key(id);
        unique_id(name, '-', "entity", is_taken).into()
    }

    /// Validates the entities themselves: each faulty entity with a message.
    pub fn faults(&self) -> Vec<(EntityId, String)> {
        let mut faults = Vec::new();
        for (id, entity) in &self.entities {
            if entity.name.is_empty() {
                faults.push((id.clone(), "the name is missing".into()));
            }
            if let Some(whole) = &entity.part_of
                && !self.entities.contains_key(whole)
            {
                faults.push((
                    id.clone(),
                    format!("it is part of “{whole}”, which is not there"),
                ));
            }
            if self.is_part_of_itself(id) {
                faults.push((id.clone(), "it is part of itself".into()));
            }
        }
        faults
    }

    /// Whether an entity is another one, or a direct or indirect part of it.
    pub fn belongs_to(&self, part: &EntityId, whole: &EntityId) -> bool {
        let mut at = part;
        // The bound ends the loop in a cycle that does not contain the whole.
        for _ in 0..=self.entities.len() {
            if at == whole {
                return true;
            }
            let Some(next) = self.get(at).and_then(|entity| entity.part_of.as_ref()) else {
                return false;
            };
            at = next;
        }
        false
    }

    /// Whether this entity is in a cycle of `part_of`.
    pub fn is_part_of_itself(&self, id: &EntityId) -> bool {
        let whole = self.get(id).and_then(|entity| entity.part_of.as_ref());
        whole.is_some_and(|whole| self.belongs_to(whole, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_names() {
        let mut book = EntityBook::default();
        let mut add = |name: &str| {
            let id = book.unique_id(name);
            book.insert(Entity::new(id.clone(), name));
            id.to_string()
        };
        assert_eq!(add("Ana Reyes"), "ana-reyes");
        assert_eq!(add("(Ana) Reyes"), "ana-reyes-2");
        assert_eq!(add("Сульмар"), "сульмар");
        assert_eq!(add("…"), "entity");
    }

    #[test]
    fn parts_of_nothing_and_of_themselves_are_faults() {
        let mut book = EntityBook::default();
        for (id, whole) in [("a", "b"), ("b", "a"), ("c", "gone"), ("d", "a")] {
            let part_of = Some(whole.into());
            book.insert(Entity {
                part_of,
                ..Entity::new(id, id)
            });
        }
        let ids: Vec<String> = book
            .faults()
            .into_iter()
            .map(|(id, _)| id.to_string())
            .collect();
        assert_eq!(ids, ["a", "b", "c"]);
    }
}
