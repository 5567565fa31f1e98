//! Dates of an annotation, from phrases such as *on Friday* near it against the article's date, and from
//! the dates of the annotations before it.

use std::collections::HashMap;
use std::ops::Range;

use super::place::{bucket, named};
use super::ranker::{Question, Ranker};
use super::{SuggestedValue, TokenPlace, annotations_of};
use crate::hashing::join;
use crate::model::codebook::{Attribute, AttributeKind};
use crate::model::date::{Date, understand};
use crate::model::{Annotation, AttributeId, AttributeValue, LabelId, fields};
use crate::tagger::FinishedArticle;
use crate::{Cancelled, IsCancelled};

/// Suggests the dates of one attribute of a label.
#[derive(Clone, Debug)]
pub struct DateModel {
    pub label: LabelId,
    pub attribute: AttributeId,
    ranker: Ranker,
}

/// A phrase that says a date.
#[derive(Clone, Debug, PartialEq)]
pub struct DatePhrase {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    pub date: Date,
}

/// The longest phrase, in tokens.
const LONGEST_PHRASE: usize = 7;

/// How far a phrase may be from an annotation, in tokens.
const NEAR: usize = 60;

/// The number of annotations from which dates are learned.
const LEAST: usize = 5;

impl DateModel {
    /// Learns it, if the attribute is a date and occurs. `phrases` are those of each article.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        label: &LabelId,
        attribute: &Attribute,
        articles: &[FinishedArticle<'_>],
        phrases: &[Vec<DatePhrase>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        if attribute.kind != AttributeKind::Date {
            return Ok(None);
        }
        let mut questions = Vec::new();
        let mut has_any = false;
        for (article, phrases) in articles.iter().zip(phrases) {
            let mut last = None;
            for (annotation, place) in annotations_of(article, label) {
                let value = written(annotation, &attribute.id);
                let (dates, candidates) = candidates(article, &place, phrases, last);
                let right: Vec<usize> = (0..dates.len())
                    .filter(|at| dates[*at].map(|d| d.to_string()) == value)
                    .collect();
                has_any |= value.is_some();
                if !right.is_empty() {
                    questions.push(Question { candidates, right });
                }
                last = value.as_deref().and_then(Date::parse).or(last);
            }
        }
        if !has_any || questions.len() < LEAST {
            return Ok(None);
        }
        Ok(Some(Self {
            label: label.clone(),
            attribute: attribute.id.clone(),
            ranker: Ranker::learn(&questions, is_cancelled)?,
        }))
    }

    /// The date of an annotation, given the [`phrases`] of its article; `None` if it probably has none.
    pub fn suggest(
        &self,
        article: &FinishedArticle<'_>,
        phrases: &[DatePhrase],
        annotation: &Annotation,
    ) -> Option<SuggestedValue<AttributeValue>> {
        let place = TokenPlace::of(article.prepared, annotation)?;
        let before = annotations_of(article, &self.label);
        let before = before.take_while(|(other, _)| other.order() < annotation.order());
        let dates = before.filter_map(|(other, _)| Date::parse(&written(other, &self.attribute)?));
        let (dates, candidates) = candidates(article, &place, phrases, dates.last());
        let probabilities = self.ranker.probabilities(&candidates);
        let (best, _) = self.ranker.best(&candidates)?;
        let date = dates[best]?;
        // Several phrases may say the same date.
        let same = dates
            .iter()
            .zip(&probabilities)
            .filter(|(other, _)| **other == Some(date));
        Some(SuggestedValue {
            value: AttributeValue::Text(date.to_string()),
            confidence: same
                .map(|(_, probability)| probability)
                .sum::<f64>()
                .min(1.0),
        })
    }
}

fn written(annotation: &Annotation, attribute: &AttributeId) -> Option<String> {
    annotation
        .attributes
        .get(attribute)
        .map(ToString::to_string)
}

/// The phrases of an article that say a date, the longest at each place.
pub fn phrases(article: &FinishedArticle<'_>) -> Vec<DatePhrase> {
    let published = Date::parse(article.document.field(fields::DATE));
    let text = article.document.text().as_str();
    let mut may_be: HashMap<&str, bool> = HashMap::new();
    let mut found = Vec::new();
    for sequence in &article.prepared.sequences {
        let tokens = &sequence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            let lengths = (1..=LONGEST_PHRASE.min(tokens.len() - at)).rev();
            let mut phrase = lengths.filter_map(|length| {
                // Most words are in no date; to try all phrases with them would take long.
                for edge in [&tokens[at], &tokens[at + length - 1]] {
                    let word = &text[edge.clone()];
                    if !*may_be.entry(word).or_insert_with(|| is_in_dates(word)) {
                        return None;
                    }
                }
                let range = tokens[at].start..tokens[at + length - 1].end;
                let words = &text[range.clone()];
                // A number alone is no date, unless it is a year.
                let is_number = words.bytes().all(|b| b.is_ascii_digit());
                if is_number && !(words.starts_with("19") || words.starts_with("20")) {
                    return None;
                }
                let readings = understand(words, published).ok()?;
                let date = readings.first()?.date;
                Some((length, DatePhrase { range, date }))
            });
            match phrase.next() {
                Some((length, phrase)) => {
                    found.push(phrase);
                    at += length;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether a word may be at the edge of a phrase that says a date.
fn is_in_dates(word: &str) -> bool {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    if !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let some_day = Date::parse("2025-04-25");
    let phrases = [
        word.to_owned(),
        format!("{word} friday"),
        format!("{word} 2025"),
        format!("last {word}"),
        format!("2 {word} ago"),
        format!("2 days {word}"),
        format!("{word} 2 days"),
        format!("{word} two days ago"),
        format!("{word} days ago"),
    ];
    phrases
        .iter()
        .any(|phrase| understand(phrase, some_day).is_ok())
}

/// The dates that an annotation may have, with their features; `None` for no date.
fn candidates(
    article: &FinishedArticle<'_>,
    place: &TokenPlace,
    phrases: &[DatePhrase],
    last: Option<Date>,
) -> (Vec<Option<Date>>, Vec<Vec<u64>>) {
    let words = place.features(article.prepared);
    let first = place
        .forms(article.prepared)
        .first()
        .map_or(0, |form| form.word);
    let mut dates = vec![None];
    let mut features: Vec<Vec<u64>> =
        vec![words.iter().map(|word| named("no date", *word)).collect()];
    let mut add = |date: Date, kind: u64, more: Vec<u64>| {
        let mut all = vec![
            named("kind", kind),
            named("kind and word", join(kind, first)),
        ];
        all.extend(
            more.into_iter()
                .map(|feature| named("of kind", join(kind, feature))),
        );
        all.push(named("precision", date.to_string().len() as u64));
        dates.push(Some(date));
        features.push(all);
    };
    if let Some(published) = Date::parse(article.document.field(fields::DATE)) {
        add(published, 0, vec![]);
    }
    if let Some(last) = last {
        add(last, 1, vec![]);
    }
    for phrase in phrases {
        let Some(of) = TokenPlace::of_range(article.prepared, &phrase.range) else {
            continue;
        };
        let distance = of.order.abs_diff(place.order);
        if distance > NEAR {
            continue;
        }
        let is_inside = of.sequence == place.sequence
            && place.tokens.start <= of.tokens.start
            && of.tokens.end <= place.tokens.end;
        let is_before = of.order < place.order;
        let same = of.sequence == place.sequence;
        let stops = if same {
            stops_between(article, place, &of)
        } else {
            9
        };
        let more = vec![
            named("distance", bucket(distance)),
            named("side", u64::from(is_before)),
            named("inside", u64::from(is_inside)),
            named("sentence", join(u64::from(is_before), stops)),
            named("paragraph", u64::from(same)),
        ];
        add(phrase.date, 2, more);
    }
    (dates, features)
}

/// The number of sentence ends between two places of a sequence, at most 3.
fn stops_between(article: &FinishedArticle<'_>, one: &TokenPlace, other: &TokenPlace) -> u64 {
    let forms = &article.prepared.forms[one.sequence];
    let (first, second) = if one.tokens.start <= other.tokens.start {
        (one, other)
    } else {
        (other, one)
    };
    let between = forms
        .get(first.tokens.end..second.tokens.start)
        .unwrap_or_default();
    let stops = between
        .iter()
        .filter(|form| form.mark.is_some_and(|mark| ".!?。".contains(mark)));
    stops.count().min(3) as u64
}
