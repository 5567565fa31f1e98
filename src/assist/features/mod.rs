//! What the learner sees at a token: words, shapes, affixes, names of the dictionary, clusters, quotation
//! and clauses, and other occurrences of the word in the article.
//!
//! A feature is a hash; the model learns weights of those that occur in finished articles. The set
//! of features was found by trials on news (see `docs/assist.md`); a change of it makes stored taggers
//! useless, so that [`VERSION`] must rise with it.

mod article;

mod long_range;

use super::clusters::{ClusterLearner, Clusters};
use super::dictionary::{Dictionary, DictionaryMark};
pub(crate) use super::form::Form;
use super::hashing::{join, mix};
use super::model::Text;
use super::tokens::TokenSequence;
pub(crate) use article::ArticleWords;
use long_range::Surroundings;

/// The version of the set of features.
pub const VERSION: u32 = 1;

/// A text, cut into sequences, with what its features are made of.
#[derive(Debug)]
pub struct PreparedText {
    pub sequences: Vec<TokenSequence>,
    /// The forms of the tokens of each sequence.
    pub(crate) forms: Vec<Vec<Form>>,
    words: ArticleWords,
}

impl PreparedText {
    /// Cuts a text into tokens and looks at their forms.
    pub fn new(text: &Text) -> Self {
        let sequences = super::tokens::sequences(text);
        let content = text.as_str();
        let form = |sequence: &TokenSequence| {
            let tokens = sequence.tokens.iter();
            tokens
                .map(|token| Form::new(&content[token.clone()]))
                .collect()
        };
        let forms: Vec<Vec<Form>> = sequences.iter().map(form).collect();
        let words = ArticleWords::new(&forms);
        Self {
            sequences,
            forms,
            words,
        }
    }

    /// Adds the article to what clusters are learned from.
    pub fn add_to(&self, learner: &mut ClusterLearner) {
        learner.add(&self.forms);
    }

    /// The number of tokens.
    pub fn token_count(&self) -> usize {
        self.sequences
            .iter()
            .map(|sequence| sequence.tokens.len())
            .sum()
    }
}

/// What features are looked up in besides the text.
#[derive(Clone, Copy)]
pub(crate) struct Knowledge<'a> {
    pub dictionary: &'a Dictionary,
    /// The article whose own entries in the dictionary do not count: the one that is learned from.
    pub except: Option<u32>,
    pub clusters: Option<&'a Clusters>,
}

/// The features of all tokens of a sequence.
#[derive(Debug, Default)]
pub(crate) struct SequenceFeatures {
    pub hashes: Vec<u64>,
    /// Where the features of each token end in `hashes`.
    pub ends: Vec<usize>,
}

/// Families of features. The numbers are part of the features' hashes.
#[derive(Clone, Copy)]
#[repr(u8)]
enum FeatureFamily {
    Bias,
    Word,
    Exact,
    Shape,
    LongShape,
    Prefix,
    Suffix,
    NeighbourSuffix,
    WordPair,
    ShapePair,
    ShapeTriple,
    Dictionary,
    ElsewhereInside,
    ElsewhereLower,
    ElsewhereBefore,
    ElsewhereAfter,
    Quoted,
    QuotedShape,
    MarkBefore,
    MarkAfter,
    Marks,
    ClauseStart,
    BeforeClause,
    AfterMark,
    Distant,
    Cluster,
    ClusterPair,
    ClusterShape,
}

/// The hash of a feature: its family, where it is relative to the token, and its value.
fn feature(family: FeatureFamily, place: i64, value: u64) -> u64 {
    let seed = mix(((family as u64) << 8) | (place + 64) as u64);
    join(seed, value)
}

/// What stands before the first and after the last token.
const OUTSIDE: u64 = 0x5ede_ce00;

/// Puts the features of a sequence into `into`, replacing what is there.
pub(crate) fn of_sequence(
    text: &PreparedText,
    sequence: usize,
    knowledge: &Knowledge<'_>,
    into: &mut SequenceFeatures,
) {
    into.hashes.clear();
    into.ends.clear();
    let forms = &text.forms[sequence];
    let marks = knowledge.dictionary.marks(forms, knowledge.except);
    let surroundings = Surroundings::new(forms);
    let clusters: Vec<[u16; 3]> = match knowledge.clusters {
        Some(clusters) => forms.iter().map(|form| clusters.of(form.word)).collect(),
        None => Vec::new(),
    };
    for at in 0..forms.len() {
        local(forms, at, &mut into.hashes);
        dictionary(&marks, at, &mut into.hashes);
        text.words
            .features(&text.forms, sequence, at, &mut into.hashes);
        surroundings.features(forms, at, &mut into.hashes);
        if !clusters.is_empty() {
            cluster(&clusters, forms, at, &mut into.hashes);
        }
        into.ends.push(into.hashes.len());
    }
}

/// The item at a distance from a token, if it is in the sequence.
fn near<T>(items: &[T], at: usize, distance: i64) -> Option<&T> {
    let place = i64::try_from(at).ok()? + distance;
    items.get(usize::try_from(place).ok()?)
}

fn local(forms: &[Form], at: usize, out: &mut Vec<u64>) {
    let this = &forms[at];
    let word = |distance| near(forms, at, distance).map_or(OUTSIDE, |form| form.word);
    let shape = |distance| near(forms, at, distance).map_or(OUTSIDE, |form| form.shape);
    out.push(feature(FeatureFamily::Bias, 0, 0));
    for distance in -2..=2 {
        out.push(feature(FeatureFamily::Word, distance, word(distance)));
        out.push(feature(FeatureFamily::Shape, distance, shape(distance)));
    }
    out.push(feature(FeatureFamily::Exact, 0, this.exact));
    out.push(feature(FeatureFamily::LongShape, 0, this.long_shape));
    for (length, prefix) in this.prefixes.iter().enumerate().filter(|(_, p)| **p != 0) {
        out.push(feature(FeatureFamily::Prefix, length as i64, *prefix));
    }
    for (length, suffix) in this.suffixes.iter().enumerate().filter(|(_, s)| **s != 0) {
        out.push(feature(FeatureFamily::Suffix, length as i64, *suffix));
    }
    for distance in [-1, 1] {
        let suffix = near(forms, at, distance).map_or(OUTSIDE, |form| form.suffixes[2]);
        out.push(feature(FeatureFamily::NeighbourSuffix, distance, suffix));
    }
    for first in -2..=1 {
        let pair = join(word(first), word(first + 1));
        out.push(feature(FeatureFamily::WordPair, first, pair));
    }
    for first in -1..=0 {
        let pair = join(shape(first), shape(first + 1));
        out.push(feature(FeatureFamily::ShapePair, first, pair));
    }
    let triple = join(join(shape(-1), shape(0)), shape(1));
    out.push(feature(FeatureFamily::ShapeTriple, 0, triple));
}

fn dictionary(marks: &[DictionaryMark], at: usize, out: &mut Vec<u64>) {
    for distance in -1..=1 {
        if let Some(value) = near(marks, at, distance).and_then(|mark| mark.value()) {
            out.push(feature(FeatureFamily::Dictionary, distance, value));
        }
    }
}

fn cluster(clusters: &[[u16; 3]], forms: &[Form], at: usize, out: &mut Vec<u64>) {
    let value = |distance, grain: usize| {
        let cluster = near(clusters, at, distance).map_or(u16::MAX, |of| of[grain]);
        ((grain as u64) << 16) | u64::from(cluster)
    };
    for grain in 0..3 {
        for distance in -2..=2 {
            let known = near(clusters, at, distance).is_some_and(|of| of[grain] != 0);
            if known {
                out.push(feature(
                    FeatureFamily::Cluster,
                    distance,
                    value(distance, grain),
                ));
            }
        }
        if clusters[at][grain] != 0 {
            let pair = join(value(-1, grain), value(0, grain));
            out.push(feature(FeatureFamily::ClusterPair, 0, pair));
            let shaped = join(value(0, grain), forms[at].shape);
            out.push(feature(FeatureFamily::ClusterShape, 0, shaped));
        }
    }
}

#[cfg(test)]
mod tests;
