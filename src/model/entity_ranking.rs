//! Suggestions of entities for a mention's text (entity linking), ranked by likelihood.
//!
//! ```text
//! “the Russian president” → 1. what was chosen for it before: in this article, then elsewhere
//!                           2. an entity of this very name
//!                           3. names that begin with it, contain its words, or share a word
//! ```
//!
//! Among equals the entity with more mentions comes first. [`EntityNames`] caches the normalized
//! names and updates them only when an entity changes, so that ranking twenty thousand of them fits
//! into a frame.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::annotation::EntityId;
use super::entity::{Entity, EntityBook};
use super::normalize::normalized;

/// A cache of the normalized (folded) names of all entities.
#[derive(Clone, Debug, Default)]
pub struct EntityNames(BTreeMap<EntityId, Vec<Name>>);

/// A name or an alias, normalized for comparison.
#[derive(Clone, Debug)]
struct Name {
    normalized: String,
    letters: u64,
}

/// Usage statistics: what was chosen before for a text, and how often each entity is mentioned.
pub trait UsageStats {
    /// How often the entity was chosen for a normalized text: in this article, and in all articles.
    fn chosen_for(&self, entity: &EntityId, text: &str) -> (usize, usize);
    /// How many mentions the entity has.
    fn mentions(&self, entity: &EntityId) -> usize;
}

/// A suggested entity for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub entity: EntityId,
    /// Which of its names matched: 0 the name itself, then its aliases. `None` if none did.
    pub name: Option<usize>,
    pub reason: Reason,
}

/// Why an entity is suggested, the best reason last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A name shares a word with the text.
    SharedWord,
    /// Fuzzy match: the letters occur in a name in this order, with gaps.
    Letters,
    /// A name contains all words, some in the middle of a word.
    Inside,
    /// All words are prefixes of words of a name.
    Words,
    /// The text contains a whole name.
    Holds,
    /// A name begins with the text.
    Begins,
    /// The text equals a name.
    Same,
    /// It was chosen for this text in other articles.
    ChosenBefore,
    /// It was chosen for this text in this article.
    ChosenHere,
}

impl EntityNames {
    /// Normalizes the names of all entities.
    pub fn of(book: &EntityBook) -> Self {
        let entities = book.entities.iter();
        Self(entities.map(|(id, e)| (id.clone(), names(e))).collect())
    }

    /// Updates the cache after an entity has changed, or was removed.
    pub fn set(&mut self, id: &EntityId, entity: Option<&Entity>) {
        match entity {
            Some(entity) => self.0.insert(id.clone(), names(entity)),
            None => self.0.remove(id),
        };
    }

    /// Whether a text is a name or an alias of an entity.
    pub fn has(&self, id: &EntityId, text: &str) -> bool {
        let text = normalized(text);
        let names = self.0.get(id).map_or(&[][..], Vec::as_slice);
        text.is_empty() || names.iter().any(|name| name.normalized == text)
    }

    /// The suggested entities for a text, at most `most`, the likeliest first. A text without a
    /// match gives no suggestions; an empty text gives the entities with the most mentions.
    pub fn rank(&self, text: &str, known: &impl UsageStats, most: usize) -> Vec<Suggestion> {
        let text = normalized(text);
        let query = EntityQuery::new(&text);
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter_map(|(id, names)| {
                let (reason, name) = query.fit(id, names, known)?;
                let (here, anywhere) = known.chosen_for(id, &text);
                let mentions = known.mentions(id);
                let weight = match reason {
                    Reason::ChosenHere => here,
                    Reason::ChosenBefore => anywhere,
                    _ if text.is_empty() => mentions,
                    // Logarithm: only about twice as many mentions change the rank.
                    _ => (mentions + 1).ilog2() as usize,
                };
                let length = name.and_then(|name| names.get(name));
                let length = length.map_or(usize::MAX, |name| name.normalized.len());
                let order = (Reverse(reason), Reverse(weight), length, id);
                Some((order, name))
            })
            .collect();
        // Fuzzy matches are a fallback, for lack of better ones.
        let best = found.iter().map(|((Reverse(reason), ..), _)| *reason).max();
        if best.is_some_and(|best| best >= Reason::Inside) {
            found.retain(|((Reverse(reason), ..), _)| *reason != Reason::Letters);
        }
        if found.len() > most && most > 0 {
            found.select_nth_unstable(most - 1);
            found.truncate(most);
        }
        found.sort_unstable();
        found
            .into_iter()
            .map(|((Reverse(reason), _, _, id), name)| Suggestion {
                entity: id.clone(),
                name,
                reason,
            })
            .collect()
    }
}

fn names(entity: &Entity) -> Vec<Name> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names
        .map(|name| {
            let normalized = normalized(name);
            let letters = letters(&normalized);
            Name {
                normalized,
                letters,
            }
        })
        .collect()
}

/// A bit set of a text's letters, hashed to 64 bits (a small Bloom filter): if a name lacks one of
/// the text's bits, it does not contain the text, and the search skips it.
fn letters(text: &str) -> u64 {
    let letters = text.chars().filter(|c| *c != ' ');
    letters.fold(0, |set, c| set | 1 << (u32::from(c) % 64))
}

/// The normalized text of a query.
struct EntityQuery<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    letters: u64,
}

impl<'a> EntityQuery<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            words: text.split(' ').filter(|word| !word.is_empty()).collect(),
            letters: letters(text),
        }
    }

    /// The best reason to suggest an entity, and the name that matched.
    fn fit(
        &self,
        id: &EntityId,
        names: &[Name],
        known: &impl UsageStats,
    ) -> Option<(Reason, Option<usize>)> {
        let by_name = names
            .iter()
            .enumerate()
            .filter_map(|(index, name)| Some((self.fit_name(name)?, Reverse(index))))
            .max()
            .map(|(reason, Reverse(index))| (reason, Some(index)));
        let name = by_name.and_then(|(_, name)| name);
        match known.chosen_for(id, self.text) {
            _ if self.text.is_empty() => by_name,
            (1.., _) => Some((Reason::ChosenHere, name)),
            (0, 1..) => Some((Reason::ChosenBefore, name)),
            (0, 0) => by_name,
        }
    }

    fn fit_name(&self, name: &Name) -> Option<Reason> {
        let within = self.letters & !name.letters == 0;
        let normalized = name.normalized.as_str();
        if !within {
            return self.share(name);
        }
        if normalized == self.text {
            return Some(Reason::Same);
        }
        if normalized.starts_with(self.text) {
            return Some(Reason::Begins);
        }
        let mut all = Reason::Words;
        for word in &self.words {
            match find_word(normalized, word) {
                Some(WordMatch::Start | WordMatch::Whole) => {}
                Some(WordMatch::Inside) => all = Reason::Inside,
                None => {
                    let scattered = self.words.len() == 1 && follows(normalized, word);
                    return scattered
                        .then_some(Reason::Letters)
                        .or_else(|| self.share(name));
                }
            }
        }
        Some(all)
    }

    /// Matches a text of several words that contains the whole name, or one significant word of it.
    fn share(&self, name: &Name) -> Option<Reason> {
        const TELLING: usize = 4;
        if self.words.len() < 2 || self.letters & name.letters == 0 {
            return None;
        }
        let held = name.letters & !self.letters == 0
            && matches!(
                find_word(self.text, &name.normalized),
                Some(WordMatch::Whole)
            );
        if held && !name.normalized.is_empty() {
            return Some(Reason::Holds);
        }
        let shared = self
            .words
            .iter()
            .filter(|word| word.chars().count() >= TELLING)
            .any(|word| matches!(find_word(&name.normalized, word), Some(WordMatch::Whole)));
        shared.then_some(Reason::SharedWord)
    }
}

/// How a word matches in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WordMatch {
    Inside,
    Start,
    Whole,
}

/// The best match of a word, or of several consecutive ones, in a normalized text.
fn find_word(text: &str, word: &str) -> Option<WordMatch> {
    let bytes = text.as_bytes();
    let places = text.match_indices(word).map(|(start, _)| {
        let starts = start == 0 || bytes[start - 1] == b' ';
        let end = start + word.len();
        let ends = end == bytes.len() || bytes[end] == b' ';
        match (starts, ends) {
            (true, true) => WordMatch::Whole,
            (true, false) => WordMatch::Start,
            (false, _) => WordMatch::Inside,
        }
    });
    places.max()
}

/// Fuzzy match: whether letters occur in a text in order, with gaps, from the start of a word on.
fn follows(text: &str, letters: &str) -> bool {
    let Some(first) = letters.chars().next() else {
        return true;
    };
    let starts = text
        .char_indices()
        .filter(|(at, c)| *c == first && (*at == 0 || text.as_bytes()[at - 1] == b' '));
    let mut starts = starts.map(|(at, _)| at);
    // The earliest start leaves the most text for the other letters.
    let Some(start) = starts.next() else {
        return false;
    };
    let mut wanted = letters.chars().peekable();
    for c in text[start..].chars() {
        wanted.next_if_eq(&c);
    }
    wanted.peek().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTITIES: [(&str, &[&str]); 7] = [
        ("Vladimir Putin", &["Putin"]),
        ("Government of Russia", &["Russia", "Moscow", "the Kremlin"]),
        ("City of Moscow", &[]),
        ("Volodymyr Zelenskyy", &["Zelensky", "Volodymyr Zelensky"]),
        ("North Atlantic Treaty Organization", &["NATO"]),
        ("Ana Reyes", &["the minister"]),
        ("René Castel", &[]),
    ];

    fn book() -> EntityBook {
        let mut book = EntityBook::default();
        for (name, aliases) in ENTITIES {
            let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            book.insert(Entity {
                aliases,
                ..Entity::new(book.unique_id(name), name)
            });
        }
        book
    }

    /// Choices as text, entity, times here, times anywhere.
    struct Seen(&'static [(&'static str, &'static str, usize, usize)]);

    impl UsageStats for Seen {
        fn chosen_for(&self, entity: &EntityId, text: &str) -> (usize, usize) {
            let mut seen = self.0.iter();
            let found = seen.find(|(t, e, ..)| *t == text && *e == entity.as_str());
            found.map_or((0, 0), |(_, _, here, anywhere)| (*here, *anywhere))
        }

        fn mentions(&self, entity: &EntityId) -> usize {
            let of = self.0.iter().filter(|(_, e, ..)| *e == entity.as_str());
            of.map(|(.., anywhere)| anywhere).sum()
        }
    }

    fn check(seen: &Seen, text: &str, want: &[&str]) {
        let found = EntityNames::of(&book()).rank(text, seen, 4);
        let found: Vec<&str> = found.iter().map(|s| s.entity.as_str()).collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn names_are_found_by_name_words_and_letters() {
        let none = Seen(&[]);
        check(&none, "putin", &["vladimir-putin"]);
        check(&none, "PÚTIN", &["vladimir-putin"]);
        check(&none, "moscow", &["government-of-russia", "city-of-moscow"]);
        check(&none, "zel", &["volodymyr-zelenskyy"]);
        check(&none, "rene", &["rené-castel"]);
        check(
            &none,
            "treaty north",
            &["north-atlantic-treaty-organization"],
        );
        check(&none, "lensk", &["volodymyr-zelenskyy"]);
        check(&none, "gvrs", &["government-of-russia"]);
        check(&none, "rc", &["rené-castel"]);
        check(&none, "xyz", &[]);
        check(&none, "the Russian president Putin", &["vladimir-putin"]);
        check(&none, "Secretary Castel", &["rené-castel"]);
    }

    #[test]
    fn earlier_choices_rank_first() {
        let seen = Seen(&[
            ("moscow", "city-of-moscow", 0, 1),
            ("the kremlin", "vladimir-putin", 1, 1),
            ("the kremlin", "government-of-russia", 0, 9),
            ("he", "ana-reyes", 1, 1),
        ]);
        check(&seen, "Moscow", &["city-of-moscow", "government-of-russia"]);
        let want = &["vladimir-putin", "government-of-russia"];
        check(&seen, "the Kremlin", want);
        check(&seen, "He", &["ana-reyes", "government-of-russia"]);
    }

    #[test]
    fn an_empty_query_ranks_by_number_of_mentions() {
        let seen = Seen(&[("x", "ana-reyes", 0, 3), ("y", "rené-castel", 0, 5)]);
        let found = EntityNames::of(&book()).rank("", &seen, 2);
        let found: Vec<&str> = found.iter().map(|s| s.entity.as_str()).collect();
        assert_eq!(found, ["rené-castel", "ana-reyes"]);
    }

    #[test]
    fn the_matching_name_is_reported() {
        let found = EntityNames::of(&book()).rank("Kremlin", &Seen(&[]), 1);
        assert_eq!(found[0].name, Some(3));
        assert_eq!(found[0].reason, Reason::Words);
    }

    #[test]
    fn names_are_kept_up_to_date() {
        let mut names = EntityNames::of(&book());
        let id = EntityId::from("ana-reyes");
        assert!(names.has(&id, "The Minister"));
        names.set(&id, Some(&Entity::new(id.clone(), "Ana R.")));
        assert!(!names.has(&id, "the minister"));
        names.set(&id, None);
        assert!(names.rank("ana reyes", &Seen(&[]), 9).is_empty());
    }
}
