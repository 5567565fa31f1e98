//! The normalized (folded) names and aliases of all entities, in one block of memory, and the order of the
//! entities by name.
//!
//! Folding hundreds of thousands of names takes longer than a frame, and so does following a pointer for each of
//! them. So they are folded once, on the thread that reads the entities, and then kept up to date entity by
//! entity. It knows nothing of ranking, which is in [`entity_ranking`](super::entity_ranking).

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem::Finder;

use super::annotation::EntityId;
use super::entity::{Entity, EntityBook};
use super::normalize::normalized;

/// Outdated entries that are kept at least, so that a few changes do not copy all names.
const MIN_OUTDATED: usize = 1_000;

/// A cache of the normalized names of all entities.
#[derive(Clone, Debug, Default)]
pub struct EntityNames {
    entities: Vec<NamedEntity>,
    names: Vec<NameEntry>,
    /// The texts of all names, one after the other.
    text: String,
    index: HashMap<EntityId, usize>,
    /// Indices of `entities`, sorted by the entities' names.
    by_name: Vec<usize>,
    /// How many of `entities` are outdated: removed, or replaced by a later entry.
    outdated: usize,
}

/// An entity, and which names are its own: first its name, then its aliases.
#[derive(Clone, Debug)]
struct NamedEntity {
    id: EntityId,
    /// Indices of `names`; empty if the entry is outdated.
    names: Range<usize>,
}

/// A name or an alias.
#[derive(Clone, Debug)]
struct NameEntry {
    /// Bytes of the text of all names.
    text: Range<usize>,
    letters: LetterSet,
}

/// A set of a text's letters, hashed to 64 bits (a small Bloom filter): if a name lacks one of a text's bits, it
/// does not contain the text, and the search skips it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterSet(u64);

impl LetterSet {
    /// The letters of a normalized text.
    pub fn of(text: &str) -> Self {
        let letters = text.chars().filter(|c| *c != ' ');
        Self(letters.fold(0, |set, c| set | 1 << (u32::from(c) % 64)))
    }

    /// Whether it may have all letters of another set.
    pub fn may_hold(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether it may have a letter of another set.
    pub fn may_share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A name or an alias as it is compared.
#[derive(Clone, Copy, Debug)]
pub struct FoldedName<'a> {
    pub text: &'a str,
    pub letters: LetterSet,
}

impl EntityNames {
    /// Normalizes the names of all entities.
    pub fn of(book: &EntityBook) -> Self {
        let mut names = Self::default();
        names.entities.reserve(book.entities.len());
        names.index.reserve(book.entities.len());
        for (id, entity) in &book.entities {
            names.push(id, folded(entity).iter().map(String::as_str));
        }
        names.by_name = (0..names.entities.len()).collect();
        let mut by_name = std::mem::take(&mut names.by_name);
        by_name.sort_unstable_by(|one, other| names.order(*one).cmp(&names.order(*other)));
        names.by_name = by_name;
        names
    }

    /// Updates the cache after an entity has changed, or was removed.
    pub fn set(&mut self, id: &EntityId, entity: Option<&Entity>) {
        let folded = entity.map(folded);
        let known = self.index.get(id).copied();
        if let (Some(known), Some(folded)) = (known, &folded)
            && self.names_at(known).map(|name| name.text).eq(folded)
        {
            return;
        }
        if let Some(known) = known {
            if let Ok(place) = self.place_by_name(known) {
                self.by_name.remove(place);
            }
            self.entities[known].names = 0..0;
            self.index.remove(id);
            self.outdated += 1;
        }
        if let Some(folded) = folded {
            let new = self.push(id, folded.iter().map(String::as_str));
            if let Err(place) = self.place_by_name(new) {
                self.by_name.insert(place, new);
            }
        }
        if self.outdated > MIN_OUTDATED.max(self.index.len()) {
            self.compact();
        }
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there are no entities.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The entity at a place in the order of names.
    pub fn nth_by_name(&self, place: usize) -> Option<&EntityId> {
        let entity = self.by_name.get(place)?;
        Some(&self.entities[*entity].id)
    }

    /// The place of an entity in the order of names.
    pub fn position_by_name(&self, id: &EntityId) -> Option<usize> {
        self.place_by_name(*self.index.get(id)?).ok()
    }

    /// Whether a text is a name or an alias of an entity.
    pub fn has(&self, id: &EntityId, text: &str) -> bool {
        let text = normalized(text);
        let names = self.index.get(id).map(|entity| self.names_at(*entity));
        text.is_empty() || names.is_some_and(|mut names| names.any(|name| name.text == text))
    }

    /// The entities with a name or an alias that contains a normalized text.
    pub fn containing<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a EntityId> {
        let (letters, finder) = (LetterSet::of(text), Finder::new(text));
        let contains = move |name: FoldedName<'_>| {
            name.letters.may_hold(letters) && finder.find(name.text.as_bytes()).is_some()
        };
        let entities = self.entities();
        let named = entities.filter(move |entity| self.names_at(*entity).any(&contains));
        named.map(|entity| self.id_at(entity))
    }

    /// The indices of all entities; some have no names any more.
    pub(super) fn entities(&self) -> Range<usize> {
        0..self.entities.len()
    }

    /// The index of an entity.
    pub(super) fn entity_index(&self, id: &EntityId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The id of the entity with an index.
    pub(super) fn id_at(&self, entity: usize) -> &EntityId {
        &self.entities[entity].id
    }

    /// The names of the entity with an index: first its name, then its aliases.
    pub(super) fn names_at(&self, entity: usize) -> impl Iterator<Item = FoldedName<'_>> {
        let names = &self.names[self.entities[entity].names.clone()];
        names.iter().map(|name| FoldedName {
            text: &self.text[name.text.clone()],
            letters: name.letters,
        })
    }

    /// Adds an entity behind the others, but not to the order of names. Returns its index.
    fn push<'a>(&mut self, id: &EntityId, names: impl Iterator<Item = &'a str>) -> usize {
        let first = self.names.len();
        for name in names {
            let start = self.text.len();
            self.text.push_str(name);
            self.names.push(NameEntry {
                text: start..self.text.len(),
                letters: LetterSet::of(name),
            });
        }
        let index = self.entities.len();
        self.index.insert(id.clone(), index);
        self.entities.push(NamedEntity {
            id: id.clone(),
            names: first..self.names.len(),
        });
        index
    }

    /// What entities are sorted by: the name, then the id.
    fn order(&self, entity: usize) -> (&str, &EntityId) {
        let name = self.names_at(entity).next();
        (name.map_or("", |name| name.text), self.id_at(entity))
    }

    /// Where an entity is in the order of names, or where it belongs.
    fn place_by_name(&self, entity: usize) -> Result<usize, usize> {
        let order = self.order(entity);
        self.by_name
            .binary_search_by(|other| self.order(*other).cmp(&order))
    }

    /// Drops outdated entries.
    fn compact(&mut self) {
        let old = std::mem::take(self);
        let mut moved = HashMap::with_capacity(old.index.len());
        for (index, entity) in old.entities.iter().enumerate() {
            if old.index.get(&entity.id) == Some(&index) {
                let names = old.names_at(index).map(|name| name.text);
                moved.insert(index, self.push(&entity.id, names));
            }
        }
        let by_name = old.by_name.iter();
        self.by_name = by_name
            .filter_map(|index| moved.get(index).copied())
            .collect();
    }
}

/// An entity's name and aliases, normalized.
fn folded(entity: &Entity) -> Vec<String> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.map(|name| normalized(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(id: usize, name: &str) -> Entity {
        Entity::new(format!("e{id}"), name)
    }

    fn book(names: &[&str]) -> EntityBook {
        let mut book = EntityBook::default();
        for (id, name) in names.iter().enumerate() {
            book.insert(entity(id, name));
        }
        book
    }

    fn by_name(names: &EntityNames) -> Vec<&str> {
        let all = (0..names.len()).filter_map(|place| names.nth_by_name(place));
        all.map(EntityId::as_str).collect()
    }

    #[test]
    fn entities_are_sorted_by_name_whatever_their_case_and_accents() {
        let mut names = EntityNames::of(&book(&["Zoé", "érable", "Ankara", "ERA", "ankara"]));
        assert_eq!(by_name(&names), ["e2", "e4", "e3", "e1", "e0"]);
        assert_eq!(names.position_by_name(&"e1".into()), Some(3));
        assert_eq!(names.position_by_name(&"e9".into()), None);

        names.set(&"e0".into(), Some(&entity(0, "Beirut")));
        names.set(&"e9".into(), Some(&entity(9, "Ästhetik")));
        names.set(&"e3".into(), None);
        names.set(&"e3".into(), None);
        assert_eq!(by_name(&names), ["e2", "e4", "e9", "e0", "e1"]);
        assert_eq!(names.position_by_name(&"e0".into()), Some(3));
        assert_eq!(names.nth_by_name(5), None);
    }

    #[test]
    fn entities_are_found_by_a_part_of_a_name() {
        let mut names = EntityNames::of(&book(&["Vladimir Putin", "Government of Russia"]));
        let mut russia = entity(1, "Government of Russia");
        russia.aliases.push("Rus Adim".to_owned());
        names.set(&russia.id, Some(&russia));
        let ids = |text: &str| -> Vec<String> {
            names.containing(text).map(ToString::to_string).collect()
        };
        assert_eq!(ids("adim"), ["e0", "e1"]);
        assert_eq!(ids("of rus"), ["e1"]);
        assert_eq!(ids("russ adim"), [""; 0]);
        // All letters are there, but not in this order.
        assert_eq!(ids("nitup"), [""; 0]);
    }

    #[test]
    fn a_change_that_is_none_of_names_leaves_the_cache_alone() {
        let mut names = EntityNames::of(&book(&["Ankara"]));
        let mut changed = entity(0, "ANKARA");
        changed.memo = "the capital".to_owned();
        names.set(&changed.id, Some(&changed));
        assert_eq!((names.outdated, names.entities.len()), (0, 1));
        changed.aliases.push("Angora".to_owned());
        names.set(&changed.id, Some(&changed));
        assert_eq!((names.outdated, names.entities.len()), (1, 2));
        assert!(names.has(&changed.id, "angora"));
    }

    /// After any number of changes it is what reading all entities anew would give, and no larger than
    /// some times that.
    #[test]
    fn many_changes_leave_it_as_if_it_were_new() {
        let mut book = book(&["one", "two", "three", "four", "five"]);
        let mut names = EntityNames::of(&book);
        for round in 0..3 * MIN_OUTDATED {
            let id = round % 7;
            let changed = (round % 5 != 0).then(|| entity(id, &format!("name {round}")));
            let key = EntityId::from(format!("e{id}"));
            names.set(&key, changed.as_ref());
            match changed {
                Some(changed) => drop(book.insert(changed)),
                None => drop(book.entities.remove(&key)),
            }
        }
        let new = EntityNames::of(&book);
        assert_eq!(by_name(&names), by_name(&new));
        assert!(names.entities.len() <= book.entities.len() + MIN_OUTDATED + 1);
        for (id, entity) in &book.entities {
            assert!(names.has(id, &entity.name), "{id}");
            assert!(!names.has(id, "name 0"), "{id}");
        }
    }
}
