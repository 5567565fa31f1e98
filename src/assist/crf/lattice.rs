//! All taggings of one sequence: their sum (forward and backward), the best one (Viterbi), and the
//! probability of a span.
//!
//! It knows scores, not features. Sums are scaled at each token, so that long sequences neither
//! overflow nor vanish.

use std::ops::Range;

use super::bio::{BioTags, OUTSIDE};

/// A span of tokens with a label of the tagger, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenSpan {
    pub tokens: Range<usize>,
    pub label: usize,
}

/// The taggings of a sequence with their probabilities.
#[derive(Debug)]
pub struct Lattice {
    tags: BioTags,
    count: usize,
    scores: Vec<f32>,
    transitions: Vec<f32>,
    /// The exponential of each transition; 0 where it is not allowed.
    steps: Vec<f64>,
    /// The exponential of each score, relative to the largest of its token.
    emissions: Vec<f64>,
    /// Forward sums, each token's scaled to 1.
    forward: Vec<f64>,
    /// The factor that scaled them.
    scales: Vec<f64>,
    /// Backward sums; the product with the forward sums of a token adds up to 1.
    backward: Vec<f64>,
}

/// Scores further below the best of their token count as this, so that no sum vanishes.
const DEEPEST: f64 = -200.0;

/// The largest size of a transition that counts.
const STEEPEST: f32 = 30.0;

impl Lattice {
    /// From scores of each token and tag, and of each pair of tags.
    pub(crate) fn new(tags: BioTags, scores: Vec<f32>, transitions: &[f32]) -> Self {
        let count = tags.count();
        let steps = transitions
            .iter()
            .enumerate()
            .map(|(pair, score)| {
                if tags.may_follow(pair / count, pair % count) {
                    f64::from(score.clamp(-STEEPEST, STEEPEST)).exp()
                } else {
                    0.0
                }
            })
            .collect();
        let mut lattice = Self {
            tags,
            count,
            emissions: vec![0.0; scores.len()],
            forward: vec![0.0; scores.len()],
            scales: vec![0.0; scores.len() / count],
            backward: vec![0.0; scores.len()],
            scores,
            transitions: transitions.to_vec(),
            steps,
        };
        lattice.sum();
        lattice
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether it has no token.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    fn sum(&mut self) {
        let count = self.count;
        for (scores, emissions) in self
            .scores
            .chunks_exact(count)
            .zip(self.emissions.chunks_exact_mut(count))
        {
            let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for (score, emission) in scores.iter().zip(emissions) {
                *emission = f64::from(score - best).max(DEEPEST).exp();
            }
        }
        for at in 0..self.len() {
            let (before, here) = self.forward.split_at_mut(at * count);
            let here = &mut here[..count];
            if at == 0 {
                for (tag, sum) in here.iter_mut().enumerate() {
                    *sum = if self.tags.may_start(tag) { 1.0 } else { 0.0 };
                }
            } else {
                let before = &before[(at - 1) * count..];
                for (sum, steps) in before.iter().zip(self.steps.chunks_exact(count)) {
                    for (here, step) in here.iter_mut().zip(steps) {
                        *here += sum * step;
                    }
                }
            }
            let emissions = &self.emissions[at * count..(at + 1) * count];
            here.iter_mut()
                .zip(emissions)
                .for_each(|(sum, emission)| *sum *= emission);
            let scale: f64 = here.iter().sum();
            here.iter_mut().for_each(|sum| *sum /= scale);
            self.scales[at] = scale;
        }
        let Some(last) = self.len().checked_sub(1) else {
            return;
        };
        self.backward[last * count..].fill(1.0);
        for at in (0..last).rev() {
            let (here, after) = self.backward.split_at_mut((at + 1) * count);
            let here = &mut here[at * count..];
            let emissions = &self.emissions[(at + 1) * count..(at + 2) * count];
            for (sum, steps) in here.iter_mut().zip(self.steps.chunks_exact(count)) {
                let paths = steps.iter().zip(emissions).zip(after.iter());
                *sum = paths
                    .map(|((step, emission), after)| step * emission * after)
                    .sum();
            }
            // Scaled by what the forward sums say, so that products of both are probabilities.
            let forward = &self.forward[at * count..(at + 1) * count];
            let all: f64 = forward.iter().zip(here.iter()).map(|(f, b)| f * b).sum();
            here.iter_mut().for_each(|sum| *sum /= all);
        }
    }

    /// The logarithm of the sum over all taggings.
    pub fn log_sum(&self) -> f64 {
        let scales: f64 = self.scales.iter().map(|scale| scale.ln()).sum();
        let bests = self.scores.chunks_exact(self.count);
        let bests = bests.map(|scores| scores.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        scales + bests.map(f64::from).sum::<f64>()
    }

    /// The probability of a tag at a token.
    pub fn tag_probability(&self, token: usize, tag: usize) -> f64 {
        let at = token * self.count + tag;
        self.forward[at] * self.backward[at]
    }

    /// Hands over the probabilities of the pairs of tags of a token and the next, by the first tag.
    pub(crate) fn pair_probabilities(&self, token: usize, mut take: impl FnMut(usize, &[f64])) {
        let count = self.count;
        let next = (token + 1) * count..(token + 2) * count;
        let scale = self.scales[token + 1];
        let after: Vec<f64> = self.emissions[next.clone()]
            .iter()
            .zip(&self.backward[next])
            .map(|(emission, backward)| emission * backward / scale)
            .collect();
        let mut row = vec![0.0; count];
        let forward = &self.forward[token * count..(token + 1) * count];
        for (first, (sum, steps)) in forward
            .iter()
            .zip(self.steps.chunks_exact(count))
            .enumerate()
        {
            for ((pair, step), after) in row.iter_mut().zip(steps).zip(&after) {
                *pair = sum * step * after;
            }
            take(first, &row);
        }
    }

    /// The score of one tagging.
    pub fn path_score(&self, path: &[usize]) -> f64 {
        let emissions = path.iter().enumerate();
        let emissions = emissions.map(|(at, tag)| f64::from(self.scores[at * self.count + tag]));
        let steps = path.windows(2);
        let steps = steps.map(|pair| f64::from(self.transitions[pair[0] * self.count + pair[1]]));
        emissions.sum::<f64>() + steps.sum::<f64>()
    }

    /// The most probable tagging (Viterbi).
    pub fn best_path(&self) -> Vec<usize> {
        let count = self.count;
        let mut best: Vec<f32> = Vec::with_capacity(count);
        let mut from = vec![0_u16; self.scores.len()];
        for (at, scores) in self.scores.chunks_exact(count).enumerate() {
            if at == 0 {
                let start = scores.iter().enumerate();
                best.extend(start.map(|(tag, score)| {
                    if self.tags.may_start(tag) {
                        *score
                    } else {
                        f32::NEG_INFINITY
                    }
                }));
                continue;
            }
            let mut next = vec![f32::NEG_INFINITY; count];
            for (before, so_far) in best.iter().enumerate() {
                for (tag, next) in next.iter_mut().enumerate() {
                    let step = self.transitions[before * count + tag];
                    let score = so_far + step.clamp(-STEEPEST, STEEPEST);
                    if self.tags.may_follow(before, tag) && score > *next {
                        *next = score;
                        from[at * count + tag] = before as u16;
                    }
                }
            }
            next.iter_mut()
                .zip(scores)
                .for_each(|(next, score)| *next += score);
            best = next;
        }
        let mut path = vec![OUTSIDE; self.len()];
        let Some(last) = self.len().checked_sub(1) else {
            return path;
        };
        let mut tag = (0..count).fold(0, |top, tag| if best[tag] > best[top] { tag } else { top });
        for at in (0..=last).rev() {
            path[at] = tag;
            tag = usize::from(from[at * count + tag]);
        }
        path
    }

    /// The spans of the most probable tagging.
    pub fn best_spans(&self) -> Vec<TokenSpan> {
        let mut spans: Vec<TokenSpan> = Vec::new();
        for (at, tag) in self.best_path().into_iter().enumerate() {
            let Some(label) = self.tags.label(tag) else {
                continue;
            };
            match spans.last_mut() {
                Some(span) if self.tags.continues(tag) => span.tokens.end = at + 1,
                _ => spans.push(TokenSpan {
                    tokens: at..at + 1,
                    label,
                }),
            }
        }
        spans
    }

    /// The probability that exactly these tokens are a span of the label: that it begins there, continues,
    /// and does not go on behind its end. 0 for tokens that the sequence does not have.
    pub fn span_probability(&self, span: &TokenSpan) -> f64 {
        let Range { start, end } = span.tokens;
        if start >= end || end > self.len() || span.label >= self.tags.labels() {
            return 0.0;
        }
        let count = self.count;
        let (begin, inside) = (self.tags.begin(span.label), self.tags.inside(span.label));
        let mut probability = self.forward[start * count + begin];
        let mut tag = begin;
        for at in start + 1..end {
            probability *= self.steps[tag * count + inside] * self.emissions[at * count + inside];
            probability /= self.scales[at];
            tag = inside;
        }
        if end == self.len() {
            return probability.min(1.0);
        }
        let others = (0..count).filter(|next| *next != inside);
        let after: f64 = others
            .map(|next| {
                let place = end * count + next;
                self.steps[tag * count + next] * self.emissions[place] * self.backward[place]
            })
            .sum();
        (probability * after / self.scales[end]).min(1.0)
    }

    /// The spans that are at least this probable, without those that overlap a more probable one, in the
    /// order of their tokens. For F1 this is better than the spans of the best tagging, which prefers
    /// no span where several borders are possible (Jansche 2007).
    pub fn probable_spans(&self, least: f64) -> Vec<(TokenSpan, f64)> {
        let least = least.max(1e-6);
        let mut found = Vec::new();
        for start in 0..self.len() {
            for label in 0..self.tags.labels() {
                self.probable_from(start, label, least, &mut found);
            }
        }
        // Stable: of equal ones the first.
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        let mut taken = vec![false; self.len()];
        found.retain(|(span, _)| {
            let is_free = !taken[span.tokens.clone()].contains(&true);
            if is_free {
                taken[span.tokens.clone()].fill(true);
            }
            is_free
        });
        found.sort_by_key(|(span, _)| span.tokens.start);
        found
    }

    /// Adds the spans of a label that start at a token and are at least this probable.
    fn probable_from(
        &self,
        start: usize,
        label: usize,
        least: f64,
        found: &mut Vec<(TokenSpan, f64)>,
    ) {
        let count = self.count;
        let (begin, inside) = (self.tags.begin(label), self.tags.inside(label));
        let mut path = self.forward[start * count + begin];
        let mut tag = begin;
        for at in start..self.len() {
            if at > start {
                path *= self.steps[tag * count + inside] * self.emissions[at * count + inside];
                path /= self.scales[at];
                tag = inside;
            }
            // Whatever follows: no longer span can be more probable.
            let so_far = path * self.backward[at * count + tag];
            if so_far < least {
                break;
            }
            let span = TokenSpan {
                tokens: start..at + 1,
                label,
            };
            let probability = self.span_probability(&span);
            if probability >= least {
                found.push((span, probability));
            }
        }
    }

    /// The mean entropy of the tags of a token, in nats; 0 without tokens.
    pub fn mean_entropy(&self) -> f64 {
        let probabilities = self.forward.iter().zip(&self.backward).map(|(f, b)| f * b);
        let entropy: f64 = probabilities
            .filter(|p| *p > 0.0)
            .map(|p| -p * p.ln())
            .sum();
        entropy / self.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seeded;

    /// A lattice with random scores, and all its allowed taggings with their probabilities.
    fn example(labels: usize, length: usize, seed: u64) -> (Lattice, Vec<(Vec<usize>, f64)>) {
        let tags = BioTags::new(labels);
        let count = tags.count();
        let mut random = Seeded::new(seed);
        let scores = (0..length * count).map(|_| 2.0 * random.normal()).collect();
        let transitions: Vec<f32> = (0..count * count)
            .map(|pair| {
                let score = random.normal();
                if tags.may_follow(pair / count, pair % count) {
                    score
                } else {
                    f32::NEG_INFINITY
                }
            })
            .collect();
        let lattice = Lattice::new(tags, scores, &transitions);
        let mut paths = vec![Vec::new()];
        for at in 0..length {
            paths = paths
                .into_iter()
                .flat_map(|path: Vec<usize>| {
                    (0..count).map(move |tag| [path.clone(), vec![tag]].concat())
                })
                .filter(|path| match path[..] {
                    [] => true,
                    [first] => tags.may_start(first),
                    [.., before, tag] => tags.may_follow(before, tag),
                })
                .collect();
            assert!(paths.iter().all(|path| path.len() == at + 1));
        }
        let scored: Vec<(Vec<usize>, f64)> = paths
            .into_iter()
            .map(|path| {
                let score = lattice.path_score(&path).exp();
                (path, score)
            })
            .collect();
        let sum: f64 = scored.iter().map(|(_, score)| score).sum();
        assert!((lattice.log_sum() - sum.ln()).abs() < 1e-5);
        let shares = scored
            .into_iter()
            .map(|(path, score)| (path, score / sum))
            .collect();
        (lattice, shares)
    }

    fn spans(tags: BioTags, path: &[usize]) -> Vec<TokenSpan> {
        let mut spans: Vec<TokenSpan> = Vec::new();
        for (at, tag) in path.iter().enumerate() {
            if tags.continues(*tag) {
                spans.last_mut().expect("it follows a begin").tokens.end = at + 1;
            } else if let Some(label) = tags.label(*tag) {
                spans.push(TokenSpan {
                    tokens: at..at + 1,
                    label,
                });
            }
        }
        spans
    }

    #[test]
    fn probabilities_are_those_of_all_taggings_counted_one_by_one() {
        for seed in 0..40 {
            let (labels, length) = (1 + seed as usize % 2, 1 + seed as usize % 5);
            let (lattice, paths) = example(labels, length, seed);
            let tags = BioTags::new(labels);
            for token in 0..length {
                let mut all = 0.0;
                for tag in 0..tags.count() {
                    let counted: f64 = paths
                        .iter()
                        .filter(|(p, _)| p[token] == tag)
                        .map(|(_, s)| s)
                        .sum();
                    let probability = lattice.tag_probability(token, tag);
                    assert!(
                        (probability - counted).abs() < 1e-6,
                        "{probability} {counted}"
                    );
                    all += probability;
                }
                if token + 1 < length {
                    lattice.pair_probabilities(token, |tag, of_next| {
                        for (next, probability) in of_next.iter().enumerate() {
                            let both = |p: &[usize]| p[token] == tag && p[token + 1] == next;
                            let having = paths.iter().filter(|(p, _)| both(p));
                            let counted: f64 = having.map(|(_, share)| share).sum();
                            assert!((probability - counted).abs() < 1e-6);
                        }
                    });
                }
                assert!((all - 1.0).abs() < 1e-9);
            }
            for start in 0..length {
                for end in start + 1..=length {
                    for label in 0..labels {
                        let span = TokenSpan {
                            tokens: start..end,
                            label,
                        };
                        let has = |p: &[usize]| spans(tags, p).contains(&span);
                        let counted: f64 =
                            paths.iter().filter(|(p, _)| has(p)).map(|(_, s)| s).sum();
                        let probability = lattice.span_probability(&span);
                        assert!((probability - counted).abs() < 1e-6, "{span:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_best_path_is_the_most_probable_of_all() {
        for seed in 0..40 {
            let (lattice, paths) = example(2, 4, seed);
            let best = paths
                .iter()
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .expect("there are paths");
            assert_eq!(lattice.best_path(), best.0);
            assert_eq!(lattice.best_spans(), spans(BioTags::new(2), &best.0));
        }
    }

    #[test]
    fn probable_spans_are_all_that_do_not_overlap_more_probable_ones() {
        for seed in 0..40 {
            let (lattice, _) = example(2, 5, seed);
            let mut all = Vec::new();
            for start in 0..5 {
                for end in start + 1..=5 {
                    all.extend((0..2).map(|label| {
                        let tokens = start..end;
                        TokenSpan { tokens, label }
                    }));
                }
            }
            all.sort_by(|a, b| {
                lattice
                    .span_probability(b)
                    .total_cmp(&lattice.span_probability(a))
            });
            let mut expected: Vec<TokenSpan> = Vec::new();
            for span in all
                .into_iter()
                .filter(|span| lattice.span_probability(span) >= 0.1)
            {
                let overlaps = |other: &TokenSpan| {
                    other.tokens.start < span.tokens.end && span.tokens.start < other.tokens.end
                };
                if !expected.iter().any(overlaps) {
                    expected.push(span);
                }
            }
            expected.sort_by_key(|span| span.tokens.start);
            let found: Vec<TokenSpan> = lattice
                .probable_spans(0.1)
                .into_iter()
                .map(|(span, _)| span)
                .collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn extreme_scores_and_long_sequences_give_probabilities() {
        let tags = BioTags::new(1);
        let mut random = Seeded::new(3);
        for size in [1.0, 1e3, 1e30] {
            let scores = (0..3 * 5000).map(|_| size * random.normal()).collect();
            let transitions: Vec<f32> = (0..9).map(|_| size * random.normal()).collect();
            let lattice = Lattice::new(tags, scores, &transitions);
            for span in lattice.best_spans() {
                let probability = lattice.span_probability(&span);
                assert!(
                    (0.0..=1.0).contains(&probability),
                    "{probability} at {size}"
                );
            }
        }
        assert!(
            Lattice::new(tags, Vec::new(), &[0.0; 9])
                .best_spans()
                .is_empty()
        );
    }

    #[test]
    fn tokens_that_are_not_there_are_no_span() {
        let (lattice, _) = example(1, 3, 1);
        for (tokens, label) in [(2..4, 0), (1..1, 0), (0..1, 1)] {
            assert_eq!(lattice.span_probability(&TokenSpan { tokens, label }), 0.0);
        }
    }
}
