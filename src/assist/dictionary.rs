//! Phrases that finished articles and the project's entities have under a label, found in a sequence by
//! longest match. They are features: whether to believe a match is learned.
//!
//! While the learner sees an article, entries known only from that article do not count. Otherwise every
//! name of a finished article would be in the dictionary, and the learner would trust it blindly.

use super::form::Form;
use super::hashing::{HashedMap, join};

/// The longest entry, in tokens.
pub const LONGEST_ENTRY: usize = 8;

/// Phrases by the hashes of their tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary {
    entries: HashedMap<Vec<LabelledEntry>>,
    /// The longest entry that starts with a token.
    starts: HashedMap<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LabelledEntry {
    label: u16,
    source: EntrySource,
}

/// Where an entry is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntrySource {
    /// Only from this article.
    Article(u32),
    /// From several articles, or from the project's entities.
    Everywhere,
}

/// Whether a token belongs to a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DictionaryMark {
    #[default]
    Outside,
    Begins(u16),
    Continues(u16),
}

impl DictionaryMark {
    /// Its value as a feature.
    pub fn value(self) -> Option<u64> {
        match self {
            Self::Outside => None,
            Self::Begins(label) => Some(u64::from(label) << 1),
            Self::Continues(label) => Some((u64::from(label) << 1) | 1),
        }
    }
}

impl Dictionary {
    /// Adds a phrase under a label; phrases without a token or with too many are not added.
    pub(crate) fn add(&mut self, phrase: &[Form], label: u16, source: EntrySource) {
        let Some(first) = phrase.first().filter(|_| phrase.len() <= LONGEST_ENTRY) else {
            return;
        };
        let key = phrase.iter().fold(0, |key, form| join(key, form.exact));
        let longest = self.starts.entry(first.exact).or_default();
        *longest = phrase.len().max(*longest);
        let entries = self.entries.entry(key).or_default();
        match entries.iter_mut().find(|entry| entry.label == label) {
            Some(entry) if entry.source != source => entry.source = EntrySource::Everywhere,
            Some(_) => {}
            None => entries.push(LabelledEntry { label, source }),
        }
    }

    /// The matches in a sequence, without entries that are only known from one article.
    pub(crate) fn marks(&self, forms: &[Form], except: Option<u32>) -> Vec<DictionaryMark> {
        let mut marks = vec![DictionaryMark::Outside; forms.len()];
        let mut at = 0;
        while at < forms.len() {
            let Some((length, label)) = self.longest_at(&forms[at..], except) else {
                at += 1;
                continue;
            };
            marks[at] = DictionaryMark::Begins(label);
            marks[at + 1..at + length].fill(DictionaryMark::Continues(label));
            at += length;
        }
        marks
    }

    /// The longest entry at the start of some tokens: its length and label.
    fn longest_at(&self, forms: &[Form], except: Option<u32>) -> Option<(usize, u16)> {
        let longest = *self.starts.get(&forms.first()?.exact)?;
        let mut found = None;
        let mut key = 0;
        for (index, form) in forms.iter().take(longest).enumerate() {
            key = join(key, form.exact);
            let Some(entries) = self.entries.get(&key) else {
                continue;
            };
            let counts = |entry: &&LabelledEntry| match entry.source {
                EntrySource::Everywhere => true,
                EntrySource::Article(article) => except != Some(article),
            };
            if let Some(entry) = entries.iter().find(counts) {
                found = Some((index + 1, entry.label));
            }
        }
        found
    }

    /// The entries in a stable order: key, label, and the article if it is known from one only.
    pub(crate) fn sorted_entries(&self) -> Vec<(u64, u16, EntrySource)> {
        let mut all: Vec<_> = self
            .entries
            .iter()
            .flat_map(|(key, entries)| entries.iter().map(|e| (*key, e.label, e.source)))
            .collect();
        // Stable: the labels of one phrase keep their order, which decides between them.
        all.sort_by_key(|(key, _, _)| *key);
        all
    }

    /// The starts in a stable order: first token, and the length of the longest entry.
    pub(crate) fn sorted_starts(&self) -> Vec<(u64, usize)> {
        let mut starts: Vec<_> = self.starts.iter().map(|(k, v)| (*k, *v)).collect();
        starts.sort_unstable();
        starts
    }

    /// A dictionary of stored entries.
    pub(crate) fn from_entries(
        entries: impl IntoIterator<Item = (u64, u16, EntrySource)>,
        starts: impl IntoIterator<Item = (u64, usize)>,
    ) -> Self {
        let mut dictionary = Self::default();
        for (key, label, source) in entries {
            let entries = dictionary.entries.entry(key).or_default();
            entries.push(LabelledEntry { label, source });
        }
        for (first, length) in starts {
            dictionary.starts.insert(first, length.min(LONGEST_ENTRY));
        }
        dictionary
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens_in;

    fn forms(text: &str) -> Vec<Form> {
        let tokens = tokens_in(text, 0..text.len());
        tokens
            .into_iter()
            .map(|token| Form::new(&text[token]))
            .collect()
    }

    fn found(dictionary: &Dictionary, text: &str, except: Option<u32>) -> String {
        let marks = dictionary.marks(&forms(text), except);
        let letter = |mark: &DictionaryMark| match mark {
            DictionaryMark::Outside => '.',
            DictionaryMark::Begins(_) => 'B',
            DictionaryMark::Continues(_) => 'I',
        };
        marks.iter().map(letter).collect()
    }

    #[test]
    fn the_longest_entry_matches() {
        let mut dictionary = Dictionary::default();
        for phrase in ["Reyes", "Ana Reyes", "Ana Reyes of the League"] {
            dictionary.add(&forms(phrase), 0, EntrySource::Everywhere);
        }
        assert_eq!(
            found(&dictionary, "Ana Reyes of Kyiv met Reyes", None),
            "BI...B"
        );
        assert_eq!(found(&dictionary, "Ana Reyes of the League", None), "BIIII");
        assert_eq!(found(&dictionary, "ana reyes", None), "..");
    }

    #[test]
    fn entries_known_only_from_the_article_itself_do_not_count() {
        let mut dictionary = Dictionary::default();
        dictionary.add(&forms("Reyes"), 0, EntrySource::Article(3));
        assert_eq!(found(&dictionary, "Reyes", Some(3)), ".");
        assert_eq!(found(&dictionary, "Reyes", Some(4)), "B");
        dictionary.add(&forms("Reyes"), 0, EntrySource::Article(4));
        assert_eq!(found(&dictionary, "Reyes", Some(3)), "B");
    }

    #[test]
    fn long_phrases_are_no_entries() {
        let mut dictionary = Dictionary::default();
        dictionary.add(&forms("a b c d e f g h i"), 0, EntrySource::Everywhere);
        assert_eq!(dictionary, Dictionary::default());
    }
}
