//! Groups of words that occur in the same places, learned from all articles of the project, coded or
//! not.
//!
//! Words are counted with their neighbours, the counts become positive pointwise mutual information, a
//! randomized singular value decomposition (Halko, Martinsson and Tropp 2011) gives each word a
//! short vector, and spherical k-means groups the vectors, coarsely and finely. Of all features these
//! help most while few articles are finished.

mod counts;

mod groups;

mod matrix;

use super::form::Form;
use super::hashing::HashedMap;
use super::random::Seeded;
use super::{Cancelled, IsCancelled};
use counts::{NeighbourCounts, Vocabulary};

/// The groups of each word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    words: HashedMap<[u16; 3]>,
}

/// The number of groups, from coarse to fine.
pub const GRAINS: [usize; 3] = [32, 128, 512];

/// The number of tokens that are counted; more text adds little.
pub const MAX_TOKENS: usize = 1_200_000;

/// The columns of the decomposition, and how many of them become a word's vector.
const COLUMNS: usize = 80;
const DIMENSIONS: usize = 60;

impl Clusters {
    /// The groups of a word by the hash of its form, each from 1; 0 for a word that is in none.
    pub(crate) fn of(&self, word: u64) -> [u16; 3] {
        self.words.get(&word).copied().unwrap_or_default()
    }

    /// The number of words that are in groups.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word is in a group: there was too little text.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words with their groups, in a stable order.
    pub(crate) fn sorted(&self) -> Vec<(u64, [u16; 3])> {
        let mut words: Vec<_> = self.words.iter().map(|(k, v)| (*k, *v)).collect();
        words.sort_unstable();
        words
    }

    /// Clusters from stored words.
    pub(crate) fn from_words(words: impl IntoIterator<Item = (u64, [u16; 3])>) -> Self {
        Self {
            words: words.into_iter().collect(),
        }
    }
}

/// Collects the words of articles, then groups them.
#[derive(Debug, Default)]
pub struct ClusterLearner {
    words: HashedMap<u32>,
    hashes: Vec<u64>,
    /// The words of all sequences by their numbers, with a gap after each sequence.
    stream: Vec<u32>,
}

/// Between two sequences of the stream.
const GAP: u32 = u32::MAX;

impl ClusterLearner {
    /// Whether it has as much text as it uses.
    pub fn is_full(&self) -> bool {
        self.stream.len() >= MAX_TOKENS
    }

    /// Adds an article: the forms of the tokens of its sequences.
    pub(crate) fn add(&mut self, sequences: &[Vec<Form>]) {
        for forms in sequences {
            if self.is_full() {
                return;
            }
            for form in forms {
                let next = self.hashes.len() as u32;
                let number = *self.words.entry(form.word).or_insert(next);
                if number == next {
                    self.hashes.push(form.word);
                }
                self.stream.push(number);
            }
            self.stream.push(GAP);
        }
    }

    /// Groups the words; none if there is too little text.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(&self, seed: u64, is_cancelled: IsCancelled<'_>) -> Result<Clusters, Cancelled> {
        let vocabulary = Vocabulary::of(&self.stream, self.hashes.len());
        if vocabulary.words.len() < 2 * GRAINS[0] {
            return Ok(Clusters::default());
        }
        let counts = NeighbourCounts::of(&self.stream, &vocabulary);
        if is_cancelled() {
            return Err(Cancelled);
        }
        let associations = counts.associations();
        let mut random = Seeded::new(seed);
        let vectors = matrix::word_vectors(
            &associations,
            COLUMNS,
            DIMENSIONS,
            &mut random,
            is_cancelled,
        )?;
        let mut groups = vec![[0; 3]; vocabulary.words.len()];
        for (grain, count) in GRAINS.into_iter().enumerate() {
            // Groups of one or two words are no groups.
            let count = count.min(vocabulary.words.len() / 2);
            let of = groups::spherical(&vectors, count, &mut random, is_cancelled)?;
            for (groups, group) in groups.iter_mut().zip(of) {
                groups[grain] = group + 1;
            }
        }
        let words = vocabulary
            .words
            .iter()
            .map(|word| self.hashes[*word as usize]);
        Ok(Clusters {
            words: words.zip(groups).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::PreparedText;
    use crate::model::Text;

    /// Sentences in which names of two kinds, verbs and places stand where their kind stands.
    fn sentences() -> String {
        let mut random = Seeded::new(5);
        let mut text = String::new();
        for _ in 0..3000 {
            let pick =
                |random: &mut Seeded, kind: &str| format!("{kind}{}", letters(random.below(30)));
            let (person, place) = (pick(&mut random, "per"), pick(&mut random, "pla"));
            let verb = pick(&mut random, "ver");
            text.push_str(&format!("the envoy {person} {verb} in {place} today.\n"));
        }
        text
    }

    fn letters(number: usize) -> String {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        [letter(number / 26), letter(number)].iter().collect()
    }

    fn learned(text: &str, seed: u64) -> Clusters {
        let mut learner = ClusterLearner::default();
        PreparedText::new(&Text::new(text)).add_to(&mut learner);
        learner.learn(seed, &|| false).expect("it is not cancelled")
    }

    #[test]
    fn words_of_the_same_places_share_a_group() {
        let clusters = learned(&sentences(), 1);
        let group = |kind: &str, number| {
            clusters.of(Form::new(&format!("{kind}{}", letters(number))).word)[0]
        };
        // Groups may split a kind; no group may mix two.
        for (one, other) in [("per", "ver"), ("per", "pla"), ("ver", "pla")] {
            for number in 0..30 {
                let mine = group(one, number);
                assert_ne!(mine, 0);
                assert!(
                    (0..30).all(|n| group(other, n) != mine),
                    "{one} and {other}"
                );
            }
        }
        assert_eq!(clusters.of(Form::new("unheard").word), [0; 3]);
    }

    #[test]
    fn groups_follow_from_text_and_seed() {
        let text = sentences();
        assert_eq!(learned(&text, 1), learned(&text, 1));
    }

    #[test]
    fn little_text_has_no_groups_and_strange_text_does_no_harm() {
        assert!(learned("One two three.", 1).is_empty());
        assert!(learned("", 1).is_empty());
        // One word over and over, and words that only stand alone.
        assert!(learned(&"word ".repeat(500), 1).is_empty());
        let alone: String = (0..200)
            .map(|n| format!("w{}\n", letters(n)).repeat(3))
            .collect();
        learned(&alone, 1);
    }

    #[test]
    fn learning_can_be_cancelled() {
        let mut learner = ClusterLearner::default();
        PreparedText::new(&Text::new(sentences())).add_to(&mut learner);
        assert_eq!(learner.learn(1, &|| true), Err(Cancelled));
    }
}
