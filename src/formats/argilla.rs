//! `argilla`: records and settings for Argilla 2.
//!
//! `settings.json` declares one text field `text` and one span question `spans` with all labels,
//! whose spans may overlap; `records.json` holds one record per article, with its annotations as a
//! response. Offsets count Unicode scalar values. Argilla stores only spans with labels; everything
//! else goes into the metadata `demarche` of the record, and the reader applies it to the spans
//! that still exist.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::names::FileNames;
use super::offsets::{DeclaredPosition, Unit};
use super::supports::linked;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    Output, Supports, WriteOptions, features, json as rows, per_file,
};
use crate::model::ByteOffset;
use crate::store::names::NameCache;
use crate::store::uuid;

/// The name of the span question.
const QUESTION: &str = "spans";

/// The answers of a record, which have the spans.
const ANSWERS: Unparsed<'_> = Unparsed {
    later: &[],
    lists: &[],
    objects: &["responses", "suggestions"],
};

/// The Argilla dataset format.
pub struct Argilla;

impl Format for Argilla {
    fn about(&self) -> &About {
        &About {
            name: "argilla",
            title: "Argilla 2, records and settings",
            purpose: "Argilla: review annotations",
            group: Group::Annotate,
            extension: "json",
            files: Files::Several,
            supports: Supports::ONE_STRETCH,
            reads: true,
            tokenizer: None,
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        for part in options.parts(articles) {
            let mut files = FileNames::default();
            let folder = part.folder();
            let out = output.file(&format!("{folder}records.json"))?;
            let mut list = rows::List::begin(out)?;
            for article in &part.articles {
                self.about().supports.report(article, losses);
                features::tell_parts(article, losses);
                list.item(&record(article, &files.stem(article), losses))?;
            }
            list.end()?;
            let settings = format!("{:#}\n", settings(articles, options));
            output
                .file(&format!("{folder}settings.json"))?
                .write_all(settings.as_bytes())?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let mut settings: HashMap<&str, ArgillaSettings> = HashMap::new();
        for file in files.iter().filter(|file| is_settings(file.name)) {
            let text = rows::utf8(file, &mut intake.losses)?;
            let read = serde_json::from_str(&text).map_err(|error| {
                file.unreadable(error.line(), format!("it is no JSON: {error}"))
            })?;
            settings.insert(folder(file.name), ArgillaSettings::of(&read));
        }
        let records = per_file::own(files, &["json", "jsonl"]).into_iter();
        for file in records.filter(|file| !is_settings(file.name)) {
            let usual = ArgillaSettings::default();
            let settings = settings.get(folder(file.name)).unwrap_or(&usual);
            super::rows::articles(file, ANSWERS, self.about().name, intake, |row, losses| {
                read_record(row, settings, file.name, losses)
            })?;
        }
        Ok(())
    }
}

fn is_settings(name: &str) -> bool {
    name.rsplit('/')
        .next()
        .is_some_and(|name| name.contains("settings"))
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Converts an article to a record.
fn record(article: &ArticleRef<'_>, name: &str, losses: &mut Losses) -> Value {
    let text = article.document.text();
    let at = |byte: ByteOffset| text.char_from_byte(byte).map_or(0, |at| at.0);
    let mut value = Vec::new();
    let mut notes = Vec::new();
    let mut ids = HashMap::new();
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let places: Vec<(usize, usize)> = fragments
            .iter()
            .map(|span| (at(span.start()), at(span.end())))
            .collect();
        for (start, end) in &places {
            value.push(json!({"label": annotation.label.as_str(), "start": start, "end": end}));
        }
        let mut note = features::annotation_note(annotation, Map::new(), None);
        note.insert("label".into(), annotation.label.as_str().into());
        note.insert("spans".into(), json!(places));
        let quotes: Vec<&str> = fragments.iter().map(|span| span.text(text)).collect();
        note.insert("quote".into(), quotes.join(" ").into());
        if !annotation.attributes.is_empty() {
            note.insert("attributes".into(), rows::object(&annotation.attributes));
        }
        if let Some(entity) = &annotation.entity {
            note.insert("entity".into(), entity.as_str().into());
        }
        if !annotation.memo.is_empty() {
            note.insert("memo".into(), annotation.memo.as_str().into());
        }
        notes.push(Value::Object(note));
        ids.insert(annotation.id.clone(), ());
    }
    let relations = linked(article, &ids, losses).into_iter();
    let relations: Vec<Value> = relations
        .map(|(relation, (), ())| {
            let mut note = features::relation_note(relation, Map::new());
            note.insert("type".into(), relation.kind.as_str().into());
            note.insert("from".into(), relation.from.as_str().into());
            note.insert("to".into(), relation.to.as_str().into());
            if !relation.attributes.is_empty() {
                note.insert("attributes".into(), rows::object(&relation.attributes));
            }
            Value::Object(note)
        })
        .collect();
    let mut note = features::article_note(article);
    note.insert("annotations".into(), notes.into());
    note.insert("relations".into(), relations.into());
    let answer =
        json!({"value": value, "user_id": uuid::of_names(&["user", &article.header.coder])});
    json!({
        "id": name,
        "fields": {"text": text.as_str()},
        // Argilla's metadata are single values, so that the note is JSON text.
        "metadata": {"source": article.name, features::NOTE: Value::Object(note).to_string()},
        "suggestions": {},
        "responses": {QUESTION: [answer]},
        "vectors": {},
        "status": "completed",
    })
}

fn settings(articles: &[ArticleRef<'_>], options: &WriteOptions) -> Value {
    let labels = options.labels(articles);
    let option = |label: &crate::model::LabelId| {
        let declared = options.codebook.label(label);
        let name = declared.map_or("", |declared| declared.name.as_str());
        let text = if name.is_empty() {
            label.as_str()
        } else {
            name
        };
        let said = declared.map(|declared| declared.definition.as_str());
        json!({"value": label.as_str(), "text": text, "description": said.filter(|d| !d.is_empty())})
    };
    json!({
        "guidelines": null,
        "allow_extra_metadata": true,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
        "fields": [{
            "name": "text", "title": "text", "required": true,
            "settings": {"type": "text", "use_markdown": false},
        }],
        "questions": [{
            "name": QUESTION, "title": QUESTION, "required": true,
            "settings": {
                "type": "span", "field": "text", "allow_overlapping": true,
                // Argilla rejects fewer than three.
                "visible_options": labels.len().max(3),
                "options": labels.iter().map(option).collect::<Vec<_>>(),
            },
        }],
        "vectors": [],
        "metadata": [],
    })
}

/// The span question, as the settings declare it.
struct ArgillaSettings {
    question: String,
    field: String,
    labels: Option<HashSet<String>>,
    overlapping: bool,
}

impl Default for ArgillaSettings {
    fn default() -> Self {
        Self {
            question: QUESTION.to_owned(),
            field: "text".to_owned(),
            labels: None,
            overlapping: true,
        }
    }
}

impl ArgillaSettings {
    fn of(json: &Value) -> Self {
        let questions = json.get("questions").and_then(Value::as_array);
        let spans = questions.into_iter().flatten().find_map(|question| {
            let settings = question.get("settings")?.as_object()?;
            (rows::text(settings, "type") == "span").then_some((question, settings))
        });
        let Some((question, settings)) = spans else {
            return Self::default();
        };
        let options = rows::list(settings, "options").iter();
        let labels = options.filter_map(|option| option.get("value")?.as_str());
        Self {
            question: question
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or(QUESTION)
                .into(),
            field: settings
                .get("field")
                .and_then(Value::as_str)
                .unwrap_or("text")
                .into(),
            labels: Some(labels.map(str::to_owned).collect()),
            overlapping: settings.get("allow_overlapping") == Some(&Value::Bool(true)),
        }
    }
}

/// A span in the answer to the question: label, start, end.
type AnsweredSpan = (Arc<str>, usize, usize);

fn read_record(
    row: &DatasetRow,
    settings: &ArgillaSettings,
    file: &str,
    losses: &mut Losses,
) -> Option<(Draft, OffsetUnitHint)> {
    let (fields, line) = (&row.fields, row.line);
    let of_record = |name: &str| fields.get(name).and_then(Value::as_object);
    let text = of_record("fields").and_then(|fields| fields.get(&settings.field)?.as_str());
    let Some(text) = text else {
        let why = format!("it has no text in the field “{}”", settings.field);
        losses.line(file, line, LossKind::Dropped, why);
        return None;
    };
    let metadata = of_record("metadata");
    let of_metadata = |name: &str| metadata.and_then(|m| m.get(name)?.as_str());
    let note = of_metadata(features::NOTE).unwrap_or_default();
    let note = DatasetRow::part(note, Unparsed::lists(&["annotations", "relations"]));
    let id = rows::id(fields.get("id"));
    let name = if id.is_empty() {
        (row.index + 1).to_string()
    } else {
        id
    };
    let mut draft = Draft {
        name: format!("{}.txt", super::names::safe_path(&name)),
        text: text.to_owned(),
        ..Draft::default()
    };
    features::take_article_note(&note.fields, &mut draft);

    let spans = spans(row, settings, file, losses);
    if let Some(labels) = &settings.labels {
        for (label, _, _) in spans
            .iter()
            .filter(|(label, _, _)| !labels.contains(&**label))
        {
            let why = format!("the question does not know the label “{label}”");
            losses.line(file, line, LossKind::Doubtful, why);
        }
    }
    if !settings.overlapping && overlaps(&spans) {
        let why = "annotations overlap, which the settings of the dataset do not allow";
        losses.line(file, line, LossKind::Doubtful, why);
    }
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
    Some((draft, Unit::Chars.into()))
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

/// The spans of the first response, or else of the suggestion.
fn spans(
    row: &DatasetRow,
    settings: &ArgillaSettings,
    file: &str,
    losses: &mut Losses,
) -> Vec<AnsweredSpan> {
    let question = settings.question.as_str();
    let part = |json: Option<&RawValue>, unparsed| {
        DatasetRow::part(json.map_or("", RawValue::get), unparsed)
    };
    let to_question = [question];
    let responses = part(row.parted("responses"), Unparsed::lists(&to_question));
    let count = responses.raw_items(question).count();
    if count > 1 {
        let why = format!("{count} people answered; the first is read");
        losses.line(file, row.line, LossKind::Dropped, why);
    }
    let suggestions = Unparsed {
        objects: &to_question,
        ..Unparsed::default()
    };
    let suggestions = part(row.parted("suggestions"), suggestions);
    let answer = responses.raw_items(question).next();
    let answer = answer.or_else(|| suggestions.parted(question));
    let answer = part(answer, Unparsed::lists(&["value"]));
    let mut names = NameCache::default();
    let mut spans = Vec::new();
    for value in answer.items("value") {
        let label = value.get("label").and_then(Value::as_str);
        let at = |name: &str| rows::number(value.get(name));
        match (label, at("start"), at("end")) {
            (Some(label), Some(start), Some(end)) => spans.push((names.get(label), start, end)),
            _ => {
                let why = "a span lacks its label, start or end";
                losses.line(file, row.line, LossKind::Dropped, why);
            }
        }
    }
    spans
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
