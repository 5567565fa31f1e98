//! Reads the records of Argilla: each person's answers are a coding of the article.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::{CODINGS, QUESTION, USER};
use crate::account::Fields;
use crate::coders::distinct;
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use crate::leftovers::Leftovers;
use crate::metadata;
use crate::names::safe_path;
use crate::offsets::{DeclaredPosition, Unit};
use crate::store::names::NameCache;
use crate::{CodingOf, LossKind, Losses, features, json as rows};

/// The questions, as the settings declare them.
pub struct ArgillaSettings {
    /// The field that the spans are in.
    field: String,
    /// The labels of all span questions, if there are any.
    labels: Option<HashSet<String>>,
    /// The span questions whose spans must not overlap.
    without_overlap: HashSet<String>,
}

impl Default for ArgillaSettings {
    fn default() -> Self {
        Self {
            field: "text".to_owned(),
            labels: None,
            without_overlap: HashSet::new(),
        }
    }
}

impl ArgillaSettings {
    /// Reads `settings.json`.
    pub fn of(json: &Value, left: &Leftovers) -> Self {
        let mut settings = Self::default();
        let Some(root) = Fields::of_value("the settings", 1, json, left) else {
            return settings;
        };
        root.known(&["fields", "vectors", "metadata", "distribution"]);
        root.known(&["allow_extra_metadata", "mapping"]);
        let mut is_first = true;
        for question in root.items("questions") {
            let Some(question) = Fields::of_value("a question", 1, &question, left) else {
                continue;
            };
            question.known(&["id", "title", "description", "required"]);
            question.known(&["inserted_at", "updated_at", "dataset_id", "type"]);
            let name = question.string("name").unwrap_or(QUESTION).to_owned();
            let Some(of) = question.object("settings", "the settings of a question") else {
                continue;
            };
            of.known(&["visible_options", "use_markdown", "options_order"]);
            if of.text("type") != "span" {
                of.known(&["options"]);
                continue;
            }
            let field = of.string("field").unwrap_or("text");
            if std::mem::take(&mut is_first) {
                field.clone_into(&mut settings.field);
            }
            let options = of.items("options");
            let labels =
                options.filter_map(|option| Some(option.get("value")?.as_str()?.to_owned()));
            settings.labels.get_or_insert_default().extend(labels);
            if of.get("allow_overlapping") != Some(&Value::Bool(true)) {
                settings.without_overlap.insert(name);
            }
        }
        settings
    }
}

/// The lists of a note.
const OF_NOTE: Unparsed<'_> = Unparsed::lists(&["annotations", "relations", CODINGS]);

/// A span in the answer to a question: label, start, end.
type AnsweredSpan = (Arc<str>, usize, usize);

/// What one person answered.
#[derive(Default)]
struct PersonAnswers {
    /// Empty if it is not known.
    by: String,
    spans: Vec<AnsweredSpan>,
    /// What was answered to questions about the whole article.
    others: Vec<(String, Value)>,
}

/// Reads a record: an article for each person that answered, or one without annotations.
pub fn record(
    row: &DatasetRow,
    settings: &ArgillaSettings,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> Vec<(Draft, OffsetUnitHint)> {
    let line = row.line;
    let fields = Fields::of_row("a record", line, row, left);
    let texts = fields.object("fields", "the texts of a record");
    let text = texts
        .as_ref()
        .and_then(|texts| texts.string(&settings.field));
    let Some((text, texts)) = text.zip(texts.as_ref()) else {
        fields.all_told();
        if let Some(texts) = &texts {
            texts.all_told();
        }
        let why = format!("it has no text in the field “{}”", settings.field);
        losses.line(file, line, LossKind::Dropped, why);
        return Vec::new();
    };
    let metadata = fields.object("metadata", "the metadata");
    let of_metadata = |name: &str| metadata.as_ref().map_or("", |m| m.text(name));
    let note = of_metadata(features::NOTE);
    let note = DatasetRow::part(note, OF_NOTE);
    let of_people: Vec<Value> = note.items(CODINGS).collect();
    let id = fields.id("id");
    let name = if id.is_empty() {
        (row.index + 1).to_string()
    } else {
        id
    };
    fields.known(&["status", "_server_id", "inserted_at", "updated_at"]);
    let mut article = Draft {
        name: format!("{}.txt", safe_path(&name)),
        text: text.to_owned(),
        ..Draft::default()
    };
    features::take_article_note(&note.fields, &mut article);
    if !note.fields.is_empty() {
        // The name is in the note too.
        of_metadata("source");
    }
    let values = &mut article.fields.values;
    for of in metadata.iter().chain([texts]) {
        metadata::take_rest(of, values);
    }
    let mut answers = responses(&fields, settings, file, losses, left);
    if answers.is_empty() {
        answers.push(suggestions(&fields, file, line, losses, left));
    }
    let has_several = answers.len() > 1;
    let coders = distinct(answers.iter().map(|answers| answers.by.as_str()));
    let drafts = answers.into_iter().zip(coders).map(|(answers, coder)| {
        let mut draft = article.clone();
        if has_several {
            draft.coder = coder;
            draft.coding = CodingOf::Several;
        }
        // What our note says of this person's coding.
        let mut own = of_people.iter();
        let own = own.find(|coding| coding.get(USER).and_then(Value::as_str) == Some(&answers.by));
        let own = own.map(|coding| DatasetRow::part(&coding.to_string(), OF_NOTE));
        if let Some(own) = &own {
            features::take_article_note(&own.fields, &mut draft);
        }
        for (question, value) in &answers.others {
            let why = match metadata::put(&mut draft.fields.values, question, value) {
                true => format!("the answer to “{question}” is a field of the article"),
                false => format!("the answer to “{question}” is left out: {value}"),
            };
            losses.line(file, line, LossKind::Flattened, why);
        }
        if let Some(labels) = &settings.labels {
            let mut unknown = answers.spans.iter().map(|(label, _, _)| label);
            for label in unknown.by_ref().filter(|label| !labels.contains(&***label)) {
                let why = format!("the question does not know the label “{label}”");
                losses.line(file, line, LossKind::Doubtful, why);
            }
        }
        take_spans(
            &mut draft,
            answers.spans,
            own.as_ref().unwrap_or(&note),
            line,
        );
        (draft, Unit::Chars.into())
    });
    drafts.collect()
}

/// The answers of each person, in the order in which the people appear.
fn responses(
    fields: &Fields<'_>,
    settings: &ArgillaSettings,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> Vec<PersonAnswers> {
    let mut all: Vec<PersonAnswers> = Vec::new();
    let mut people: HashMap<String, usize> = HashMap::new();
    let line = fields.line();
    let questions = fields
        .parted("responses")
        .map_or(Vec::new(), rows::raw_fields);
    for (question, raw) in questions {
        for answer in rows::raw_items(raw) {
            let answer = DatasetRow::part(answer.get(), Unparsed::lists(&["value"]));
            let of_answer = Fields::of_row("an answer", line, &answer, left);
            of_answer.known(&["id", "inserted_at", "updated_at"]);
            let by = of_answer.id("user_id");
            if of_answer.text("status") == "discarded" {
                of_answer.all_told();
                let why = "an answer that was discarded is left out";
                losses.line(file, line, LossKind::Dropped, why);
                continue;
            }
            let index = *people.entry(by.clone()).or_insert_with(|| {
                let by = by.clone();
                all.push(PersonAnswers {
                    by,
                    ..PersonAnswers::default()
                });
                all.len() - 1
            });
            let person = &mut all[index];
            let before = person.spans.len();
            value(&of_answer, &question, person, file, losses, left);
            let new = person.spans.get(before..).unwrap_or_default();
            if settings.without_overlap.contains(&question) && overlaps(new) {
                let why = "annotations overlap, which the settings of the dataset do not allow";
                losses.line(file, line, LossKind::Doubtful, why);
            }
        }
    }
    all
}

/// What a model suggested.
fn suggestions(
    fields: &Fields<'_>,
    file: &str,
    line: usize,
    losses: &mut Losses,
    left: &Leftovers,
) -> PersonAnswers {
    let mut answers = PersonAnswers::default();
    let questions = fields
        .parted("suggestions")
        .map_or(Vec::new(), rows::raw_fields);
    for (question, raw) in questions {
        let answer = DatasetRow::part(raw.get(), Unparsed::lists(&["value"]));
        let of_answer = Fields::of_row("a suggestion", line, &answer, left);
        of_answer.known(&["score", "agent", "type", "id"]);
        value(&of_answer, &question, &mut answers, file, losses, left);
    }
    answers
}

/// Reads the value of an answer: spans, or something that is said of the whole article.
fn value(
    answer: &Fields<'_>,
    question: &str,
    person: &mut PersonAnswers,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) {
    let line = answer.line();
    if let Some(said) = answer.get("value") {
        person.others.push((question.to_owned(), said.clone()));
        return;
    }
    let mut words = Vec::new();
    let mut names = NameCache::default();
    for item in answer.items("value") {
        let Some(span) = Fields::of_value("an annotation", line, &item, left) else {
            words.push(item);
            continue;
        };
        let place = span.number("start").zip(span.number("end"));
        match span.string("label").zip(place) {
            Some((label, (start, end))) => {
                span.known(&["score"]);
                person.spans.push((names.get(label), start, end));
            }
            None => {
                span.all_told();
                // A ranking has an object for each choice.
                let is_span = ["start", "end", "label"]
                    .iter()
                    .any(|n| span.look(n).is_some());
                if is_span {
                    let why = "a span lacks its label, start or end";
                    losses.line(file, line, LossKind::Dropped, why);
                } else {
                    words.push(span.look("value").cloned().unwrap_or_default());
                }
            }
        }
    }
    if !words.is_empty() {
        person.others.push((question.to_owned(), words.into()));
    }
}

/// Adds the spans to a draft, with what our note says of them.
fn take_spans(draft: &mut Draft, spans: Vec<AnsweredSpan>, note: &DatasetRow, line: usize) {
    // Where each span is in the answer, the first last.
    let mut by_span: HashMap<AnsweredSpan, Vec<usize>> = HashMap::new();
    for (index, span) in spans.iter().enumerate().rev() {
        by_span.entry(span.clone()).or_default().push(index);
    }
    let mut is_noted = vec![false; spans.len()];
    let mut names = NameCache::default();
    for item in note.items("annotations") {
        let Some(item) = item.as_object() else {
            continue;
        };
        let label = rows::text(item, "label");
        let places: Vec<AnsweredSpan> = rows::list(item, "spans")
            .iter()
            .filter_map(|pair| {
                let at = |index: usize| rows::number(pair.get(index));
                Some((names.get(label), at(0)?, at(1)?))
            })
            .collect();
        // If a span was removed or moved in Argilla, the note no longer applies to it.
        let found: Option<Vec<usize>> = places
            .iter()
            .map(|place| by_span.get(place)?.last().copied())
            .collect();
        let Some(found) = found.filter(|found| !found.is_empty()) else {
            continue;
        };
        draft.annotations.push(DraftAnnotation {
            id: rows::text(item, "id").to_owned(),
            line,
            label: label.to_owned(),
            claim: DeclaredPosition {
                spans: places
                    .iter()
                    .map(|(_, start, end)| (*start, *end))
                    .collect(),
                quote: Some(rows::text(item, "quote").to_owned()),
            },
            entity: item
                .get("entity")
                .and_then(Value::as_str)
                .map(str::to_owned),
            attributes: rows::attributes(item.get("attributes")),
            memo: rows::text(item, "memo").to_owned(),
            provenance: features::provenance(item),
        });
        for (place, index) in places.iter().zip(found) {
            // A place that is there twice is one span.
            if !std::mem::replace(&mut is_noted[index], true)
                && let Some(indices) = by_span.get_mut(place)
            {
                indices.pop();
            }
        }
    }
    let added = spans.into_iter().zip(is_noted);
    let added = added.filter(|(_, is_noted)| !is_noted);
    let added = added.map(|((label, start, end), _)| DraftAnnotation {
        line,
        label: label.to_string(),
        claim: DeclaredPosition {
            spans: vec![(start, end)],
            quote: None,
        },
        ..DraftAnnotation::default()
    });
    draft.annotations.extend(added);
    for item in note.items("relations") {
        let Some(item) = item.as_object() else {
            continue;
        };
        draft.relations.push(DraftRelation {
            id: rows::text(item, "id").to_owned(),
            line,
            kind: rows::text(item, "type").to_owned(),
            from: rows::text(item, "from").to_owned(),
            to: rows::text(item, "to").to_owned(),
            attributes: rows::attributes(item.get("attributes")),
            provenance: features::provenance(item),
        });
    }
}

/// Whether two spans have characters in common.
fn overlaps(spans: &[AnsweredSpan]) -> bool {
    let mut places: Vec<(usize, usize)> = spans.iter().map(|(_, s, e)| (*s, *e)).collect();
    places.sort_unstable();
    let mut end = 0;
    places.into_iter().any(|(start, next_end)| {
        let is_before = start >= end;
        end = end.max(next_end);
        !is_before
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_are_those_of_each_pair() {
        let mut cases = 0;
        // All ways to choose three spans of 0 to 3 characters.
        let all: Vec<(usize, usize)> = (0..4).flat_map(|s| (s..4).map(move |e| (s, e))).collect();
        for (a, b, c) in all.iter().flat_map(|a| {
            all.iter()
                .flat_map(|b| all.iter().map(|c| (*a, *b, *c)))
                .collect::<Vec<_>>()
        }) {
            let spans = [a, b, c].map(|(start, end)| ("".into(), start, end));
            let pairs = [(a, b), (b, c), (a, c)];
            let expected = pairs.iter().any(|((s, e), (t, f))| s < f && t < e);
            assert_eq!(overlaps(&spans), expected, "{spans:?}");
            cases += usize::from(expected);
        }
        assert!(cases > 100);
    }
}
