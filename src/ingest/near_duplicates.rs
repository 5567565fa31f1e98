//! Near-duplicate detection: finds articles that are the same, or nearly, by MinHash. Many papers
//! print the same agency report, and archives list articles twice.
//!
//! Two articles are equal if their letters and digits are the same. They are near-duplicates if
//! they share most of their runs of four words, which is estimated from the 64 smallest hashes
//! (MinHash); only articles that share four of them in a row are compared, so that ten thousand
//! take seconds.

use std::collections::HashMap;

use crate::store::hash::sha256;

/// The number of smallest hashes (MinHash) of an article.
const HASHES: usize = 64;

/// How many smallest hashes in a row must be the same for two articles to be compared.
const ROW: usize = 4;

/// The number of words that are hashed together (a shingle).
const RUN: usize = 4;

/// Articles of fewer words are only checked for equality.
const FEW_WORDS: usize = 20;

/// The most articles that are compared with one, of those that share a row.
const MAX_COMPARED: usize = 64;

/// The share of common runs of words from which articles are near-duplicates, in per cent.
const NEAR: usize = 70;

/// The fingerprint (MinHash signature) by which an article's text is compared.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    whole: [u8; 32],
    least: Option<Box<[u64; HASHES]>>,
}

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(text: &str) -> Self {
        let letters: String = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let whole = sha256(letters.as_bytes());
        let words: Vec<u64> = text.split_whitespace().filter_map(hash_of_word).collect();
        let least = (words.len() >= FEW_WORDS).then(|| {
            let mut least = Box::new([u64::MAX; HASHES]);
            for run in words.windows(RUN) {
                let run = run.iter().fold(0, |hash, word| mix(hash ^ word));
                for (seed, least) in least.iter_mut().enumerate() {
                    *least = (*least).min(mix(run ^ mix(seed as u64 + 1)));
                }
            }
            least
        });
        Self { whole, least }
    }

    /// The estimated similarity: the share of common runs of words, in per cent.
    fn likeness(&self, other: &Self) -> usize {
        let (Some(ours), Some(theirs)) = (&self.least, &other.least) else {
            return 0;
        };
        let same = ours.iter().zip(theirs.iter()).filter(|(a, b)| a == b);
        same.count() * 100 / HASHES
    }

    fn rows(&self) -> impl Iterator<Item = (usize, u64)> {
        let least = self.least.iter().flat_map(|least| least.chunks(ROW));
        let rows = least.map(|row| row.iter().fold(0, |hash, least| mix(hash ^ least)));
        rows.enumerate()
    }
}

/// How similar two articles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Similarity {
    Same,
    /// The share of common runs of words, in per cent.
    Near(usize),
}

/// The index of known articles, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct KnownArticles {
    prints: Vec<Fingerprint>,
    wholes: HashMap<[u8; 32], usize>,
    rows: HashMap<(usize, u64), Vec<usize>>,
}

impl KnownArticles {
    /// Adds an article.
    pub fn add(&mut self, print: Fingerprint) {
        let index = self.prints.len();
        self.wholes.entry(print.whole).or_insert(index);
        for row in print.rows() {
            let sharing = self.rows.entry(row).or_default();
            if sharing.len() < MAX_COMPARED {
                sharing.push(index);
            }
        }
        self.prints.push(print);
    }

    /// The known article that is most similar to this one, if there is a duplicate or
    /// near-duplicate.
    pub fn find(&self, print: &Fingerprint) -> Option<(usize, Similarity)> {
        if let Some(index) = self.wholes.get(&print.whole) {
            return Some((*index, Similarity::Same));
        }
        let mut candidates: Vec<usize> = print
            .rows()
            .filter_map(|row| self.rows.get(&row))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let likenesses = candidates
            .into_iter()
            .map(|index| (self.prints[index].likeness(print), index));
        // Of equally similar ones, take the first.
        let (likeness, index) =
            likenesses.max_by_key(|(likeness, index)| (*likeness, std::cmp::Reverse(*index)))?;
        (likeness >= NEAR).then_some((index, Similarity::Near(likeness)))
    }
}

fn hash_of_word(word: &str) -> Option<u64> {
    let letters = word.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).fold(None, |hash, c| {
        Some(mix(hash.unwrap_or(0) ^ u64::from(u32::from(c))))
    })
}

/// Mixes the bits of a hash: the finisher of SplitMix64.
fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of words that do not repeat.
    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn duplicates_and_near_duplicates_are_distinguished_from_others() {
        let mut known = KnownArticles::default();
        for start in [0, 1000, 2000] {
            known.add(Fingerprint::of(&text(start, start + 300)));
        }
        let find = |text: &str| known.find(&Fingerprint::of(text));
        let shouted = text(1000, 1300).to_uppercase().replace(' ', ",\n");
        assert_eq!(find(&shouted), Some((1, Similarity::Same)));
        let cut = find(&text(2000, 2280));
        assert!(matches!(cut, Some((2, Similarity::Near(80..)))), "{cut:?}");
        assert_eq!(find(&text(150, 450)), None);
        assert_eq!(find("A short one."), None);
    }
}
