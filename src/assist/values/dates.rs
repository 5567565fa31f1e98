//! Dates of an annotation, from phrases such as *on Friday* near it against the article's date, and from
//! the dates of the annotations before it.

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
    /// Learns it, if the attribute is a date and occurs.
    ///
    /// # Errors
    /// If it was cancelled.
    pub fn learn(
        label: &LabelId,
        attribute: &Attribute,
        articles: &[FinishedArticle<'_>],
        is_cancelled: IsCancelled<'_>,
    ) -> Result<Option<Self>, Cancelled> {
        if attribute.kind != AttributeKind::Date {
            return Ok(None);
        }
        let mut questions = Vec::new();
        let mut has_any = false;
        for article in articles {
            let phrases = phrases(article);
            let mut last = None;
            for (annotation, place) in annotations_of(article, label) {
                let value = written(annotation, &attribute.id);
                let (dates, candidates) = candidates(article, &place, &phrases, last);
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
    let mut found = Vec::new();
    for sequence in &article.prepared.sequences {
        let tokens = &sequence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            let lengths = (1..=LONGEST_PHRASE.min(tokens.len() - at)).rev();
            let phrase = lengths.filter_map(|length| {
                let is_mark =
                    |token: &Range<usize>| !text[token.clone()].chars().any(char::is_alphanumeric);
                if is_mark(&tokens[at]) || is_mark(&tokens[at + length - 1]) {
                    return None;
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
            match phrase.into_iter().next() {
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
