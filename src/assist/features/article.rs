//! What the rest of the article tells about a word: whether it is also written inside sentences, in
//! lower case, and what stands beside its other occurrences.

use super::{FeatureFamily, feature};
use crate::form::{Form, LetterCase};
use crate::hashing::HashedMap;

/// The words of an article and where they occur.
#[derive(Debug, Default)]
pub(crate) struct ArticleWords {
    words: HashedMap<Occurrences>,
}

#[derive(Debug, Default)]
struct Occurrences {
    /// The first occurrences that are no word in lower case: sequence and token.
    places: Vec<(u32, u32)>,
    /// With a capital, not at the start of a sentence.
    capital_inside: bool,
    lower: bool,
}

/// How many other occurrences of a word are looked at.
const OTHERS: usize = 4;

impl ArticleWords {
    pub fn new(forms: &[Vec<Form>]) -> Self {
        let mut words: HashedMap<Occurrences> = HashedMap::default();
        for (sequence, forms) in forms.iter().enumerate() {
            for (token, form) in forms.iter().enumerate() {
                if form.case == LetterCase::Other {
                    continue;
                }
                let word = words.entry(form.word).or_default();
                if form.case == LetterCase::Lower {
                    word.lower = true;
                    continue;
                }
                if form.case == LetterCase::Upper && !starts_sentence(forms, token) {
                    word.capital_inside = true;
                }
                if word.places.len() <= OTHERS {
                    word.places.push((sequence as u32, token as u32));
                }
            }
        }
        Self { words }
    }

    /// Adds the features of a token.
    pub fn features(&self, forms: &[Vec<Form>], sequence: usize, at: usize, out: &mut Vec<u64>) {
        let form = &forms[sequence][at];
        if matches!(form.case, LetterCase::Other | LetterCase::Lower) {
            return;
        }
        let Some(word) = self.words.get(&form.word) else {
            return;
        };
        if form.case == LetterCase::Upper {
            out.push(feature(
                FeatureFamily::ElsewhereInside,
                0,
                u64::from(word.capital_inside),
            ));
            out.push(feature(
                FeatureFamily::ElsewhereLower,
                0,
                u64::from(word.lower),
            ));
        }
        let here = (sequence as u32, at as u32);
        let others = word.places.iter().filter(|place| **place != here);
        for (sequence, token) in others.take(OTHERS) {
            let forms = &forms[*sequence as usize];
            let token = *token as usize;
            if let Some(before) = token.checked_sub(1) {
                out.push(feature(
                    FeatureFamily::ElsewhereBefore,
                    0,
                    forms[before].word,
                ));
            }
            if let Some(after) = forms.get(token + 1) {
                out.push(feature(FeatureFamily::ElsewhereAfter, 0, after.word));
            }
        }
    }
}

/// Whether a capital at a token says nothing, since a sentence or quotation starts there.
fn starts_sentence(forms: &[Form], token: usize) -> bool {
    let Some(before) = token.checked_sub(1).map(|before| &forms[before]) else {
        return true;
    };
    before
        .mark
        .is_some_and(|mark| ".!?…:“”\"«»„'‘’([—–-•*".contains(mark))
}
