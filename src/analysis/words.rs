//! Words: how often each occurs, in how many articles, and which are typical of some articles compared with others.
//!
//! Words are segments between Unicode word boundaries with a letter or a digit, as [`counts`](crate::counts::words)
//! counts them, in lower case.

use std::collections::HashMap;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// How often a word or a sequence of words occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFrequency {
    pub words: String,
    pub count: usize,
    /// Articles with at least one.
    pub articles: usize,
}

/// The words of some articles.
#[derive(Clone, Debug, Default)]
pub struct WordTable {
    /// Count and articles of each, and the last article that had it.
    found: HashMap<String, (usize, usize, usize)>,
    /// All words or sequences.
    total: usize,
    articles: usize,
}

/// How typical a word is of one of two tables.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyWord {
    pub words: String,
    pub here: usize,
    pub there: usize,
    /// G², above 0 where it is more frequent here than there, below 0 where it is less frequent. 3.84 is
    /// significant at 5 %, 6.63 at 1 %, 15.13 at 0.01 %.
    pub log_likelihood: f64,
}

impl WordTable {
    /// Adds an article: its whole text, or some passages of it. `length` is how many words make a sequence.
    /// A sequence lies within a passage.
    pub fn add<'t>(&mut self, passages: impl IntoIterator<Item = &'t str>, length: usize) {
        self.articles += 1;
        let article = self.articles;
        let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
        for passage in passages {
            let mut words: Vec<String> = Vec::new();
            let mut start = 0;
            for (end, kind) in segmenter.segment_str(passage).iter_with_word_type() {
                if kind.is_word_like() {
                    words.push(passage[start..end].to_lowercase());
                }
                start = end;
            }
            for sequence in words.windows(length.max(1)) {
                let of_word = self.found.entry(sequence.join(" ")).or_default();
                of_word.0 += 1;
                if of_word.2 != article {
                    of_word.1 += 1;
                    of_word.2 = article;
                }
                self.total += 1;
            }
        }
    }

    /// All words or sequences in it.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Articles in it.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// The words, the most frequent first, then by name.
    pub fn counts(&self) -> Vec<WordFrequency> {
        let found = self.found.iter();
        let mut counts: Vec<WordFrequency> = found
            .map(|(words, (count, articles, _))| WordFrequency {
                words: words.clone(),
                count: *count,
                articles: *articles,
            })
            .collect();
        counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.words.cmp(&b.words)));
        counts
    }

    /// The words of both tables by how typical they are, those of this one first.
    pub fn keyness(&self, other: &Self) -> Vec<KeyWord> {
        let count = |table: &Self, word: &str| table.found.get(word).map_or(0, |of| of.0);
        let only_there = other
            .found
            .keys()
            .filter(|word| !self.found.contains_key(*word));
        let all = self.found.keys().chain(only_there);
        let mut words: Vec<KeyWord> = all
            .map(|word| {
                let (here, there) = (count(self, word), count(other, word));
                KeyWord {
                    words: word.clone(),
                    here,
                    there,
                    log_likelihood: log_likelihood((here, self.total), (there, other.total)),
                }
            })
            .collect();
        words.sort_by(|a, b| {
            let by_value = b.log_likelihood.total_cmp(&a.log_likelihood);
            by_value.then_with(|| a.words.cmp(&b.words))
        });
        words
    }
}

/// `2 Σ O ln(O/E)` with `E = N (O₁ + O₂)/(N₁ + N₂)` (Rayson and Garside 2000, *Comparing Corpora using Frequency
/// Profiling*, doi 10.3115/1117729.1117730), with the sign of the difference.
fn log_likelihood((here, all_here): (usize, usize), (there, all_there): (usize, usize)) -> f64 {
    let (here, there) = (here as f64, there as f64);
    let (all_here, all_there) = (all_here as f64, all_there as f64);
    let part = |observed: f64, all: f64| {
        let expected = all * (here + there) / (all_here + all_there);
        if observed > 0.0 {
            observed * (observed / expected).ln()
        } else {
            0.0
        }
    };
    let value = 2.0 * (part(here, all_here) + part(there, all_there));
    if here * all_there < there * all_here {
        -value
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(articles: &[&str], length: usize) -> WordTable {
        let mut table = WordTable::default();
        for article in articles {
            table.add([*article], length);
        }
        table
    }

    #[test]
    fn words_are_counted_with_their_articles() {
        let table = table(&["Peace, peace now! 和平", "No PEACE"], 1);
        let counts = table.counts();
        let brief: Vec<_> = counts
            .iter()
            .map(|of| (of.words.as_str(), of.count, of.articles))
            .collect();
        assert_eq!(
            brief,
            [("peace", 3, 2), ("no", 1, 1), ("now", 1, 1), ("和平", 1, 1)]
        );
        assert_eq!((table.total(), table.articles()), (6, 2));
    }

    #[test]
    fn sequences_stay_within_a_passage() {
        let mut table = WordTable::default();
        table.add(["a truce now", "a truce"], 2);
        let counts = table.counts();
        let brief: Vec<_> = counts
            .iter()
            .map(|of| (of.words.as_str(), of.count))
            .collect();
        assert_eq!(brief, [("a truce", 2), ("truce now", 1)]);
    }

    /// The example of the calculator at ucrel.lancs.ac.uk/llwizard.html computed by hand: 12 of 100 and 4 of 200.
    #[test]
    fn log_likelihood_is_that_of_its_formula() {
        let found = log_likelihood((12, 100), (4, 200));
        let expected = 2.0
            * (12.0 * (12.0_f64 / (100.0 * 16.0 / 300.0)).ln()
                + 4.0 * (4.0_f64 / (200.0 * 16.0 / 300.0)).ln());
        assert!((found - expected).abs() < 1e-12);
        assert!((found - 11.615_691).abs() < 1e-5, "{found}");
        assert_eq!(log_likelihood((4, 200), (12, 100)), -found);
        assert_eq!(log_likelihood((5, 100), (5, 100)), 0.0);
    }

    #[test]
    fn typical_words_come_first_and_untypical_ones_last() {
        let here = table(&["strike strike strike port"], 1);
        let there = table(&["peace peace peace port"], 1);
        let words = here.keyness(&there);
        let order: Vec<&str> = words.iter().map(|word| word.words.as_str()).collect();
        assert_eq!(order, ["strike", "port", "peace"]);
        assert_eq!((words[0].here, words[0].there), (3, 0));
        assert_eq!(words[0].log_likelihood, -words[2].log_likelihood);
        assert!(
            WordTable::default()
                .keyness(&WordTable::default())
                .is_empty()
        );
    }
}
