//! Suggestions of entities for a mention's text (entity linking), ranked by likelihood.
//!
//! ```text
//! “the Russian president” → 1. what was chosen for it before: in this article, then elsewhere
//!                           2. an entity of this very name
//!                           3. names that begin with it, contain its words, or share a word
//! ```
//!
//! Among equals the entity with more mentions comes first. A linear pass over the normalized names of
//! [`EntityNames`] finds what matches; only the best of that is counted and sorted, so that ranking two hundred
//! thousand entities fits into a frame.

use std::cmp::Reverse;

use memchr::memmem::Finder;

use super::annotation::EntityId;
use super::entity_names::{EntityNames, FoldedName, LetterSet};
use super::normalize::normalized;

/// Usage statistics: what was chosen before for a text, and how often each entity is mentioned.
pub trait UsageStats {
    /// The entities that were chosen for a normalized text.
    fn chosen_for<'a>(&'a self, text: &str) -> Vec<ChosenBefore<'a>>;
    /// How many mentions an entity has.
    fn mentions(&self, entity: &EntityId) -> usize;
    /// The entities that have mentions, and how many.
    fn mentioned(&self) -> impl Iterator<Item = (&EntityId, usize)>;
}

/// How often an entity was chosen for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenBefore<'a> {
    pub entity: &'a EntityId,
    /// In this article.
    pub here: usize,
    /// In all articles.
    pub anywhere: usize,
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

/// Matches above which the mentions of all entities are listed, rather than looked up one by one.
const MANY_MATCHES: usize = 2_000;

/// An entity that matches a text.
struct EntityMatch {
    /// Its index in the names.
    entity: usize,
    reason: Reason,
    /// Which of its names matched.
    name: Option<usize>,
    /// How often it was chosen for this text, if that is the reason.
    chosen: usize,
}

impl EntityNames {
    /// The suggested entities for a text, at most `most`, the likeliest first. A text without a
    /// match gives no suggestions; an empty text gives the entities with the most mentions.
    pub fn rank(&self, text: &str, known: &impl UsageStats, most: usize) -> Vec<Suggestion> {
        let text = normalized(text);
        let mut found = self.matches(&EntityQuery::new(&text));
        if !text.is_empty() {
            self.add_chosen(&mut found, known.chosen_for(&text));
        }
        keep_best_reasons(&mut found, most);
        let of_all = (found.len() > MANY_MATCHES).then(|| self.mentions_of_all(known));
        let mentions = |entity: usize| match &of_all {
            Some(of_all) => of_all[entity],
            None => known.mentions(self.id_at(entity)),
        };
        let mut ranked: Vec<_> = found
            .into_iter()
            .map(|found| {
                let weight = match found.reason {
                    Reason::ChosenHere | Reason::ChosenBefore => found.chosen,
                    _ if text.is_empty() => mentions(found.entity),
                    // Logarithm: only about twice as many mentions change the rank.
                    _ => (mentions(found.entity) + 1).ilog2() as usize,
                };
                let name = found
                    .name
                    .and_then(|name| self.names_at(found.entity).nth(name));
                let length = name.map_or(usize::MAX, |name| name.text.len());
                let order = (Reverse(found.reason), Reverse(weight), length, found.entity);
                (order, found.name)
            })
            .collect();
        if ranked.len() > most && most > 0 {
            ranked.select_nth_unstable(most - 1);
            ranked.truncate(most);
        }
        ranked.sort_unstable();
        ranked
            .into_iter()
            .map(|((Reverse(reason), _, _, entity), name)| Suggestion {
                entity: self.id_at(entity).clone(),
                name,
                reason,
            })
            .collect()
    }

    /// How many mentions the entity with each index has.
    fn mentions_of_all(&self, known: &impl UsageStats) -> Vec<usize> {
        let mut all = vec![0; self.entities().len()];
        for (id, mentions) in known.mentioned() {
            if let Some(entity) = self.entity_index(id) {
                all[entity] = mentions;
            }
        }
        all
    }

    /// All entities with a name that matches, in the order of their indices.
    fn matches(&self, query: &EntityQuery<'_>) -> Vec<EntityMatch> {
        let mut found = Vec::new();
        for entity in self.entities() {
            let names = self.names_at(entity).enumerate();
            let fits = names.filter_map(|(at, name)| Some((query.fit(name)?, Reverse(at))));
            if let Some((reason, Reverse(name))) = fits.max() {
                found.push(EntityMatch {
                    entity,
                    reason,
                    name: Some(name),
                    chosen: 0,
                });
            }
        }
        found
    }

    /// Takes in the entities that were chosen for the text, whatever their names are.
    fn add_chosen(&self, found: &mut Vec<EntityMatch>, chosen: Vec<ChosenBefore<'_>>) {
        let by_name = found.len();
        for chosen in chosen {
            let Some(entity) = self.entity_index(chosen.entity) else {
                continue;
            };
            let (reason, count) = match (chosen.here, chosen.anywhere) {
                (0, 0) => continue,
                (0, anywhere) => (Reason::ChosenBefore, anywhere),
                (here, _) => (Reason::ChosenHere, here),
            };
            match found[..by_name].binary_search_by_key(&entity, |found| found.entity) {
                Ok(at) => {
                    found[at].reason = reason;
                    found[at].chosen = count;
                }
                Err(_) => found.push(EntityMatch {
                    entity,
                    reason,
                    name: None,
                    chosen: count,
                }),
            }
        }
    }
}

/// Drops the matches whose reason is worse than that of `most` others, so that only the rest is counted and
/// sorted. Fuzzy matches are a fallback, for lack of better ones.
fn keep_best_reasons(found: &mut Vec<EntityMatch>, most: usize) {
    let mut of_reason = [0; Reason::ChosenHere as usize + 1];
    for found in found.iter() {
        of_reason[found.reason as usize] += 1;
    }
    let is_clear = of_reason[Reason::Inside as usize..].iter().any(|n| *n > 0);
    let mut better = 0;
    let mut kept = [false; Reason::ChosenHere as usize + 1];
    for reason in (0..of_reason.len()).rev() {
        let is_fallback = reason == Reason::Letters as usize && is_clear;
        kept[reason] = better < most && !is_fallback;
        if kept[reason] {
            better += of_reason[reason];
        }
    }
    found.retain(|found| kept[found.reason as usize]);
}

/// The normalized text of a query.
struct EntityQuery<'a> {
    text: &'a str,
    letters: LetterSet,
    words: Vec<QueryWord<'a>>,
}

struct QueryWord<'a> {
    text: &'a str,
    letters: LetterSet,
    finder: Finder<'a>,
    /// Whether it is so long that sharing it tells something.
    is_telling: bool,
}

impl<'a> EntityQuery<'a> {
    fn new(text: &'a str) -> Self {
        const TELLING: usize = 4;
        let words = text.split(' ').filter(|word| !word.is_empty());
        let words = words.map(|word| QueryWord {
            text: word,
            letters: LetterSet::of(word),
            finder: Finder::new(word),
            is_telling: word.chars().count() >= TELLING,
        });
        Self {
            text,
            letters: LetterSet::of(text),
            words: words.collect(),
        }
    }

    /// The best reason to suggest the entity with a name.
    fn fit(&self, name: FoldedName<'_>) -> Option<Reason> {
        if !name.letters.may_hold(self.letters) {
            return self.share(name);
        }
        if name.text == self.text {
            return Some(Reason::Same);
        }
        if name.text.starts_with(self.text) {
            return Some(Reason::Begins);
        }
        let mut all = Reason::Words;
        for word in &self.words {
            match find_word(name.text, &word.finder, WordMatch::Start) {
                Some(WordMatch::Start | WordMatch::Whole) => {}
                Some(WordMatch::Inside) => all = Reason::Inside,
                None => {
                    let scattered = self.words.len() == 1 && follows(name.text, word.text);
                    return scattered
                        .then_some(Reason::Letters)
                        .or_else(|| self.share(name));
                }
            }
        }
        Some(all)
    }

    /// Matches a text of several words that contains the whole name, or one significant word of it.
    fn share(&self, name: FoldedName<'_>) -> Option<Reason> {
        if self.words.len() < 2 || !self.letters.may_share(name.letters) {
            return None;
        }
        let held = self.letters.may_hold(name.letters)
            && matches!(
                find_word(self.text, &Finder::new(name.text), WordMatch::Whole),
                Some(WordMatch::Whole)
            );
        if held && !name.text.is_empty() {
            return Some(Reason::Holds);
        }
        let telling =
            |word: &&QueryWord<'_>| word.is_telling && name.letters.may_hold(word.letters);
        let mut words = self.words.iter().filter(telling);
        let shared = words.any(|word| {
            let found = find_word(name.text, &word.finder, WordMatch::Whole);
            matches!(found, Some(WordMatch::Whole))
        });
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

/// The best match of a word, or of several consecutive ones, in a normalized text, or the first that is `enough`.
fn find_word(text: &str, word: &Finder<'_>, enough: WordMatch) -> Option<WordMatch> {
    let bytes = text.as_bytes();
    let mut best = None;
    for start in word.find_iter(bytes) {
        let starts = start == 0 || bytes[start - 1] == b' ';
        let end = start + word.needle().len();
        let ends = end == bytes.len() || bytes[end] == b' ';
        let found = match (starts, ends) {
            (true, true) => WordMatch::Whole,
            (true, false) => WordMatch::Start,
            (false, _) => WordMatch::Inside,
        };
        best = best.max(Some(found));
        if found >= enough {
            break;
        }
    }
    best
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
    use crate::entity::{Entity, EntityBook};

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
    struct Seen(Vec<(&'static str, EntityId, usize, usize)>);

    fn seen(choices: &[(&'static str, &str, usize, usize)]) -> Seen {
        let choices = choices.iter();
        Seen(
            choices
                .map(|(text, id, here, anywhere)| (*text, (*id).into(), *here, *anywhere))
                .collect(),
        )
    }

    impl UsageStats for Seen {
        fn chosen_for<'a>(&'a self, text: &str) -> Vec<ChosenBefore<'a>> {
            let of_text = self.0.iter().filter(|(t, ..)| *t == text);
            let chosen = of_text.map(|(_, entity, here, anywhere)| ChosenBefore {
                entity,
                here: *here,
                anywhere: *anywhere,
            });
            chosen.collect()
        }

        fn mentions(&self, entity: &EntityId) -> usize {
            let of = self.0.iter().filter(|(_, e, ..)| e == entity);
            of.map(|(.., anywhere)| anywhere).sum()
        }

        fn mentioned(&self) -> impl Iterator<Item = (&EntityId, usize)> {
            let ids = self.0.iter().map(|(_, id, ..)| id);
            ids.map(|id| (id, self.mentions(id)))
        }
    }

    fn check(seen: &Seen, text: &str, want: &[&str]) {
        let found = EntityNames::of(&book()).rank(text, seen, 4);
        let found: Vec<&str> = found.iter().map(|s| s.entity.as_str()).collect();
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn names_are_found_by_name_words_and_letters() {
        let none = seen(&[]);
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
        let seen = seen(&[
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
        let seen = seen(&[("x", "ana-reyes", 0, 3), ("y", "rené-castel", 0, 5)]);
        let found = EntityNames::of(&book()).rank("", &seen, 2);
        let found: Vec<&str> = found.iter().map(|s| s.entity.as_str()).collect();
        assert_eq!(found, ["rené-castel", "ana-reyes"]);
    }

    #[test]
    fn the_matching_name_is_reported() {
        let found = EntityNames::of(&book()).rank("Kremlin", &seen(&[]), 1);
        assert_eq!(found[0].name, Some(3));
        assert_eq!(found[0].reason, Reason::Words);
    }

    /// Only the best is counted and sorted, and it is the same as if all were.
    #[test]
    fn fewer_suggestions_are_the_first_of_more() {
        let names = EntityNames::of(&book());
        let chosen = seen(&[
            ("o", "ana-reyes", 0, 1),
            ("o", "city-of-moscow", 2, 2),
            ("x", "government-of-russia", 0, 3),
        ]);
        for text in ["o", "", "mo", "the Kremlin of Moscow", "vz"] {
            let all = names.rank(text, &chosen, usize::MAX);
            for most in 0..=all.len() + 1 {
                let fewer = names.rank(text, &chosen, most);
                assert_eq!(fewer, all[..most.min(all.len())], "{text} {most}");
            }
        }
        let all = names.rank("o", &chosen, usize::MAX);
        let all: Vec<&str> = all.iter().map(|s| s.entity.as_str()).collect();
        let want = ["city-of-moscow", "ana-reyes", "government-of-russia"];
        assert_eq!(all[..3], want);
    }

    #[test]
    fn names_are_kept_up_to_date() {
        let mut names = EntityNames::of(&book());
        let id = EntityId::from("ana-reyes");
        assert!(names.has(&id, "The Minister"));
        names.set(&id, Some(&Entity::new(id.clone(), "Ana R.")));
        assert!(!names.has(&id, "the minister"));
        names.set(&id, None);
        assert!(names.rank("ana reyes", &seen(&[]), 9).is_empty());
    }
}
