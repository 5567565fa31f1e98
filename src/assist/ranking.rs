//! Orders of articles and passages: which article teaches the most, and which passages are like a chosen
//! one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::features::PreparedText;
use super::hashing::HashedMap;
use super::random::Seeded;
use super::tagger::Uncertainty;
use super::values::TokenPlace;

impl Uncertainty {
    /// The doubt for each token: long articles are not better by themselves.
    pub fn score(self) -> f64 {
        self.doubt / self.tokens.max(1) as f64
    }
}

/// The order in which to code articles: those that teach the most first, with a share of random ones mixed in,
/// from 0 to 1, so that figures of the whole can still be estimated from these. Returns indices.
pub fn coding_order(scores: &[f64], random_share: f64, seed: u64) -> Vec<usize> {
    let mut random = Seeded::new(seed);
    let mut by_score: Vec<usize> = (0..scores.len()).collect();
    // What is no number comes last.
    let score = |article: usize| {
        if scores[article].is_nan() {
            f64::NEG_INFINITY
        } else {
            scores[article]
        }
    };
    by_score.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
    let mut shuffled: Vec<usize> = (0..scores.len()).collect();
    random.shuffle(&mut shuffled);
    let mut taken = vec![false; scores.len()];
    let (mut by_score, mut shuffled) = (by_score.into_iter(), shuffled.into_iter());
    let mut order = Vec::with_capacity(scores.len());
    while order.len() < scores.len() {
        let is_random = random.unit() < random_share;
        let mut next = || {
            if is_random {
                shuffled.next()
            } else {
                by_score.next()
            }
        };
        // One of both lists runs out only when all articles are taken.
        let Some(article) = std::iter::from_fn(&mut next).find(|article| !taken[*article]) else {
            break;
        };
        taken[article] = true;
        order.push(article);
    }
    let rest: Vec<usize> = (0..scores.len())
        .filter(|article| !taken[*article])
        .collect();
    order.extend(rest);
    order
}

/// A passage that is like the chosen one.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarPassage {
    /// The index of the article.
    pub article: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// From 0 to 1.
    pub similarity: f64,
}

/// Finds passages like a chosen one: by the words in and around it, rare ones counting more.
#[derive(Debug)]
pub struct SimilaritySearch {
    /// Weights of the features of the chosen passage.
    wanted: HashedMap<f64>,
    length: f64,
    /// How many articles have a feature, and how many there are.
    frequencies: HashedMap<u32>,
    articles: u32,
}

impl SimilaritySearch {
    /// Prepares a search. `frequencies` come from [`feature_frequencies`]; `None` if the range has no
    /// word.
    pub fn new(
        text: &PreparedText,
        range: &Range<usize>,
        frequencies: &FeatureFrequencies,
    ) -> Option<Self> {
        let place = TokenPlace::of_range(text, range)?;
        let mut search = Self {
            wanted: HashedMap::default(),
            length: 0.0,
            frequencies: frequencies.counts.clone(),
            articles: frequencies.articles,
        };
        for feature in place.features(text) {
            let weight = search.weight(feature);
            search.wanted.insert(feature, weight);
        }
        let squares: f64 = search.wanted.values().map(|weight| weight * weight).sum();
        search.length = squares.sqrt();
        Some(search)
    }

    /// The inverse frequency of a feature.
    fn weight(&self, feature: u64) -> f64 {
        let having = self.frequencies.get(&feature).copied().unwrap_or(0);
        (f64::from(self.articles + 1) / f64::from(having + 1))
            .ln()
            .max(0.01)
    }

    /// How much a passage is like the chosen one, from 0 to 1.
    pub fn similarity(&self, text: &PreparedText, range: &Range<usize>) -> f64 {
        let Some(place) = TokenPlace::of_range(text, range) else {
            return 0.0;
        };
        let (mut product, mut squares) = (0.0, 0.0);
        for feature in place.features(text) {
            let weight = self.weight(feature);
            squares += weight * weight;
            product += self
                .wanted
                .get(&feature)
                .map_or(0.0, |wanted| wanted * weight);
        }
        let lengths = self.length * squares.sqrt();
        if lengths > 0.0 {
            (product / lengths).min(1.0)
        } else {
            0.0
        }
    }

    /// The most similar of some passages of articles, the most similar first.
    pub fn rank<'a>(
        &self,
        passages: impl IntoIterator<Item = (usize, &'a PreparedText, Range<usize>)>,
        most: usize,
    ) -> Vec<SimilarPassage> {
        let mut found: Vec<SimilarPassage> = passages
            .into_iter()
            .map(|(article, text, range)| SimilarPassage {
                similarity: self.similarity(text, &range),
                article,
                range,
            })
            .filter(|passage| passage.similarity > 0.0)
            .collect();
        found.sort_by(|one, other| {
            let place = |passage: &SimilarPassage| (passage.article, passage.range.start);
            other
                .similarity
                .total_cmp(&one.similarity)
                .then_with(|| place(one).cmp(&place(other)))
        });
        found.truncate(most);
        found
    }
}

/// In how many articles each feature of a passage occurs.
#[derive(Clone, Debug, Default)]
pub struct FeatureFrequencies {
    counts: HashedMap<u32>,
    articles: u32,
}

/// Counts the features of passages, given by article.
pub fn feature_frequencies<'a>(
    articles: impl IntoIterator<Item = (&'a PreparedText, Vec<Range<usize>>)>,
) -> FeatureFrequencies {
    let mut frequencies = FeatureFrequencies::default();
    for (text, ranges) in articles {
        frequencies.articles += 1;
        let mut here: BTreeMap<u64, ()> = BTreeMap::new();
        for range in ranges {
            let place = TokenPlace::of_range(text, &range);
            let features = place.map(|place| place.features(text)).unwrap_or_default();
            here.extend(features.into_iter().map(|feature| (feature, ())));
        }
        for feature in here.into_keys() {
            *frequencies.counts.entry(feature).or_default() += 1;
        }
    }
    frequencies
}

/// The passages of an article of which one may be like a short phrase or a clause: between punctuation
/// marks.
pub fn passages(text: &PreparedText) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    for (sequence, forms) in text.sequences.iter().zip(&text.forms) {
        let mut start = None;
        let mut end = 0;
        for (token, form) in sequence.tokens.iter().zip(forms) {
            if form.mark.is_some() {
                passages.extend(start.take().map(|start| start..end));
            } else {
                start.get_or_insert(token.start);
                end = token.end;
            }
        }
        passages.extend(start.map(|start| start..end));
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn the_order_is_by_score_with_a_share_of_random_ones() {
        let scores = [0.1, 0.9, 0.5, f64::NAN, 0.7];
        let order = coding_order(&scores, 0.0, 1);
        assert_eq!(order, [1, 4, 2, 0, 3]);
        let scores: Vec<f64> = (0..100).map(f64::from).collect();
        for share in [0.0, 0.3, 1.0] {
            let order = coding_order(&scores, share, 5);
            let mut all = order.clone();
            all.sort_unstable();
            assert_eq!(all, (0..100).collect::<Vec<_>>());
            assert_eq!(order, coding_order(&scores, share, 5));
            let best = order[..20].iter().filter(|article| **article >= 80).count();
            let expected = if share == 0.0 {
                20..=20
            } else if share < 1.0 {
                10..=19
            } else {
                0..=9
            };
            assert!(expected.contains(&best), "{best} at {share}");
        }
        assert!(coding_order(&[], 0.5, 1).is_empty());
    }

    #[test]
    fn long_articles_are_not_better_by_themselves() {
        let short = Uncertainty {
            doubt: 2.0,
            tokens: 100,
        };
        let long = Uncertainty {
            doubt: 4.0,
            tokens: 1000,
        };
        assert!(short.score() > long.score());
        assert_eq!(Uncertainty::default().score(), 0.0);
    }

    #[test]
    fn passages_with_the_same_rare_words_come_first() {
        let texts = [
            "Kyiv demanded a full ceasefire, and Moscow refused a full ceasefire.",
            "The weather was fine; a ceasefire without conditions is needed, he said.",
            "Prices rose, said the bank. A full stop.",
        ];
        let prepared: Vec<PreparedText> = texts
            .iter()
            .map(|text| PreparedText::new(&Text::new(*text)))
            .collect();
        let all: Vec<(usize, &PreparedText, Range<usize>)> = prepared
            .iter()
            .enumerate()
            .flat_map(|(number, text)| {
                passages(text)
                    .into_iter()
                    .map(move |range| (number, text, range))
            })
            .collect();
        let frequencies = feature_frequencies(prepared.iter().map(|text| (text, passages(text))));
        let chosen = texts[0].find("a full").expect("it is there");
        let search = SimilaritySearch::new(&prepared[0], &(chosen..chosen + 16), &frequencies);
        let found = search.expect("it has words").rank(all, 3);
        let shown: Vec<&str> = found
            .iter()
            .map(|one| &texts[one.article][one.range.clone()])
            .collect();
        assert_eq!(shown[0], "Kyiv demanded a full ceasefire");
        assert!(
            shown[1..].iter().any(|one| one.contains("ceasefire")),
            "{shown:?}"
        );
        assert!(
            found
                .windows(2)
                .all(|pair| pair[0].similarity >= pair[1].similarity)
        );
        assert!(SimilaritySearch::new(&prepared[0], &(900..999), &frequencies).is_none());
    }
}
