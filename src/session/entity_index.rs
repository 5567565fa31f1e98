//! An index of the project's entities: their names and aliases, and the articles that mention them.
//!
//! For articles that have not been read, the index comes from a quick scan of their sidecars.
//! Articles that have been read are counted again on request after they have changed; see
//! [`Session::refresh_entities`].
//!
//! # Entities over the project
//!
//! The index knows for the whole project which entity was chosen for which words: the scan of an
//! article's sidecar also returns its mentions. Merging, splitting and removing entities are values
//! in `model/entity_changes`; the app reads every file that names the entity, including those of
//! other coders, and applies the change as one step. Each save merges what others have written into
//! `entities.json`, and undo never reverts their changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Session;
use crate::model::entity_names::EntityNames;
use crate::model::entity_ranking::{ChosenBefore, Suggestion, UsageStats};
use crate::model::entity_uses::EntityUses;
use crate::model::history::{ArticleId, CodingId};
use crate::model::normalize::normalized;
use crate::model::{EntityBook, EntityId};

/// A sidecar: the article, and which coding of it.
pub type FileId = (ArticleId, CodingId);

/// Names and mentions of all entities.
#[derive(Default)]
pub struct EntityIndex {
    pub names: EntityNames,
    files: BTreeMap<FileId, FileUses>,
    /// How often each entity was chosen for a normalized text.
    by_text: HashMap<String, BTreeMap<EntityId, usize>>,
    by_entity: HashMap<EntityId, Mentioned>,
    /// Increases whenever the uses of a file are updated.
    pub version: u64,
}

/// The uses of entities in a file.
struct FileUses {
    uses: EntityUses,
    /// The revision of an open article; `None` if the uses come from a quick scan.
    revision: Option<u64>,
    /// How often each entity was chosen for a normalized text in this file.
    by_text: BTreeMap<(String, EntityId), usize>,
}

/// The mentions of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentioned {
    pub mentions: usize,
    /// Mentions in each file that has any.
    pub files: BTreeMap<FileId, usize>,
}

impl Mentioned {
    /// How many articles mention it, counting all coders.
    pub fn articles(&self) -> usize {
        let mut last = None;
        let firsts = self.files.keys().filter(|(article, _)| {
            let is_first = last != Some(*article);
            last = Some(*article);
            is_first
        });
        firsts.count()
    }
}

impl EntityIndex {
    /// The mentions of an entity.
    pub fn mentioned(&self, entity: &EntityId) -> Option<&Mentioned> {
        self.by_entity.get(entity)
    }

    /// The uses of entities in a file.
    pub fn uses(&self, file: FileId) -> Option<&EntityUses> {
        self.files.get(&file).map(|known| &known.uses)
    }

    /// The suggested entities for a mention with this text, the most likely first. `here` is the
    /// coding that contains the mention.
    pub fn rank(&self, text: &str, here: Option<FileId>, most: usize) -> Vec<Suggestion> {
        let text_folded = normalized(text);
        let chosen = ChosenEntities {
            index: self,
            anywhere: self.by_text.get(&text_folded),
            here: here
                .into_iter()
                .filter_map(|file| self.files.get(&file))
                .flat_map(|known| {
                    let from = (text_folded.clone(), EntityId::from(""));
                    let of_text = known.by_text.range(from..);
                    of_text.take_while(|((text, _), _)| *text == text_folded)
                })
                .map(|((_, entity), count)| (entity, *count))
                .collect(),
        };
        self.names.rank(text, &chosen, most)
    }

    /// Updates the index with the uses in a file.
    pub fn set(&mut self, file: FileId, uses: EntityUses, revision: Option<u64>) {
        self.forget(file);
        self.version += 1;
        let mut by_text: BTreeMap<(String, EntityId), usize> = BTreeMap::new();
        for mention in &uses.mentions {
            let text = normalized(&mention.quote);
            *by_text.entry((text, mention.entity.clone())).or_default() += 1;
        }
        for ((text, entity), count) in &by_text {
            let of_text = self.by_text.entry(text.clone()).or_default();
            *of_text.entry(entity.clone()).or_default() += count;
            let mentioned = self.by_entity.entry(entity.clone()).or_default();
            mentioned.mentions += count;
            *mentioned.files.entry(file).or_default() += count;
        }
        let known = FileUses {
            uses,
            revision,
            by_text,
        };
        self.files.insert(file, known);
    }

    /// Forgets the files for which this is not true.
    pub(super) fn retain(&mut self, stays: impl Fn(FileId) -> bool) {
        let gone = self.files.keys().copied().filter(|file| !stays(*file));
        let gone: Vec<FileId> = gone.collect();
        for file in gone {
            self.version += 1;
            self.forget(file);
        }
    }

    fn forget(&mut self, file: FileId) {
        let Some(known) = self.files.remove(&file) else {
            return;
        };
        for ((text, entity), count) in known.by_text {
            if let Some(of_text) = self.by_text.get_mut(&text) {
                let left = of_text.get(&entity).map_or(0, |all| all - count);
                if left == 0 {
                    of_text.remove(&entity);
                } else {
                    of_text.insert(entity.clone(), left);
                }
                if of_text.is_empty() {
                    self.by_text.remove(&text);
                }
            }
            if let Some(mentioned) = self.by_entity.get_mut(&entity) {
                mentioned.mentions -= count;
                mentioned.files.remove(&file);
                if mentioned.mentions == 0 {
                    self.by_entity.remove(&entity);
                }
            }
        }
    }
}

/// The entities that were chosen for one text.
struct ChosenEntities<'a> {
    index: &'a EntityIndex,
    anywhere: Option<&'a BTreeMap<EntityId, usize>>,
    here: HashMap<&'a EntityId, usize>,
}

impl UsageStats for ChosenEntities<'_> {
    /// What was chosen here was chosen somewhere.
    fn chosen_for<'a>(&'a self, _text: &str) -> Vec<ChosenBefore<'a>> {
        let anywhere = self.anywhere.into_iter().flatten();
        let chosen = anywhere.map(|(entity, anywhere)| ChosenBefore {
            entity,
            here: self.here.get(entity).copied().unwrap_or(0),
            anywhere: *anywhere,
        });
        chosen.collect()
    }

    fn mentions(&self, entity: &EntityId) -> usize {
        let mentioned = self.index.mentioned(entity);
        mentioned.map_or(0, |mentioned| mentioned.mentions)
    }

    fn mentioned(&self) -> impl Iterator<Item = (&EntityId, usize)> {
        let all = self.index.by_entity.iter();
        all.map(|(entity, mentioned)| (entity, mentioned.mentions))
    }
}

impl Session {
    /// Replaces all entities by those that were read from disk.
    pub fn set_entities(&mut self, entities: EntityBook) {
        let names = EntityNames::of(&entities);
        self.set_entities_with_names(entities, names);
    }

    /// The same with names that were normalized where a frame does not wait for it.
    pub fn set_entities_with_names(&mut self, entities: EntityBook, names: EntityNames) {
        self.entity_index.names = names;
        self.entities = Arc::new(entities);
        self.entities_version += 1;
    }

    /// Merges the changes that others made to the entities. Undo reverts only local changes, not
    /// theirs.
    pub fn follow_entities(&mut self, entities: EntityBook) {
        for (id, new) in &entities.entities {
            if let Some(old) = self.entities.get(id).filter(|old| *old != new) {
                for history in self.histories.values_mut().chain([&mut self.history]) {
                    history.follow_entity(id, old, new);
                }
            }
        }
        let mut names = std::mem::take(&mut self.entity_index.names);
        let gone = self.entities.entities.keys();
        for id in gone.filter(|id| entities.get(id).is_none()) {
            names.set(id, None);
        }
        for (id, new) in &entities.entities {
            if self.entities.get(id) != Some(new) {
                names.set(id, Some(new));
            }
        }
        self.set_entities_with_names(entities, names);
    }

    /// Counts the mentions again in articles that have changed since the last count.
    pub fn refresh_entities(&mut self) {
        let codings = self.articles.codings();
        for (id, open) in self.open.iter().filter(|(id, _)| codings.has(**id)) {
            let index = *id;
            let Some(file) = self.coding(index).map(|coding| (coding.article, index)) else {
                continue;
            };
            let revision = self.shown_revision(index);
            let known = self.entity_index.files.get(&file);
            if known.is_some_and(|known| known.revision == revision) {
                continue;
            }
            let uses = EntityUses::of(&open.document);
            self.entity_index.set(file, uses, revision);
        }
    }

    /// The files that must be read before an entity is changed everywhere: those that name it and
    /// those that have not been scanned. Unreadable files are left out.
    pub fn files_to_change(&self, entity: &EntityId) -> Vec<CodingId> {
        let codings = self.articles.every_coding().all().filter(|coding| {
            let known = self.entity_index.uses((coding.article, coding.id));
            match known {
                Some(uses) => uses.may_name(entity),
                None => coding.problem.is_none(),
            }
        });
        codings.map(|coding| coding.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entity_uses::Mention;

    fn uses(mentions: &[(&str, &str)]) -> EntityUses {
        let mentions = mentions.iter().enumerate();
        EntityUses {
            mentions: mentions
                .map(|(n, (quote, entity))| Mention {
                    annotation: n.to_string().into(),
                    entity: (*entity).into(),
                    quote: (*quote).to_owned(),
                })
                .collect(),
            ..EntityUses::default()
        }
    }

    fn file(article: u32, coder: u32) -> FileId {
        (ArticleId(article), CodingId(coder))
    }

    #[test]
    fn mentions_are_counted_and_forgotten() {
        let mut index = EntityIndex::default();
        index.set(
            file(0, 0),
            uses(&[("Moscow", "ru"), ("MOSCOW", "ru"), ("Kyiv", "ua")]),
            None,
        );
        index.set(file(0, 9), uses(&[("moscow", "city")]), None);
        index.set(file(1, 1), uses(&[("the Kremlin", "ru")]), None);
        let russia = index.mentioned(&"ru".into()).expect("it is mentioned");
        assert_eq!((russia.mentions, russia.articles()), (3, 2));

        index.set(file(0, 0), uses(&[("Kyiv", "ua")]), Some(1));
        index.set(file(1, 1), uses(&[]), Some(1));
        assert_eq!(index.mentioned(&"ru".into()), None);
        assert_eq!(index.by_text.len(), 2);
        let city = index.uses(file(0, 9)).expect("it is known");
        assert!(city.may_name(&"city".into()) && !city.may_name(&"ru".into()));
    }

    #[test]
    fn choices_in_the_article_rank_before_choices_elsewhere() {
        let mut index = EntityIndex::default();
        let mut book = EntityBook::default();
        for id in ["ru", "city"] {
            book.insert(crate::model::Entity::new(id, id));
        }
        index.names = EntityNames::of(&book);
        index.set(file(0, 0), uses(&[("Moscow", "city")]), None);
        index.set(
            file(1, 1),
            uses(&[("Moscow", "ru"), ("Moscow", "ru")]),
            None,
        );
        let first = |article| {
            index.rank("moscow", Some(file(article, article)), 5)[0]
                .entity
                .clone()
        };
        assert_eq!(
            (first(0).as_str(), first(1).as_str(), first(2).as_str()),
            ("city", "ru", "ru")
        );
    }
}
