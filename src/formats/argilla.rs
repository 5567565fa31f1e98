//! `argilla`: records and settings for Argilla 2.
//!
//! `settings.json` declares one text field `text` and one span question `spans` with all labels,
//! whose spans may overlap; `records.json` holds one record per article, with each person's annotations
//! as a response. Offsets count Unicode scalar values. Argilla stores only spans with labels; everything
//! else goes into the metadata `demarche` of the record, and the reader applies it to the spans
//! that still exist. The reader takes every answer that is a list of spans, whatever its question is
//! called, and each person's answers as a coding.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::codings::{CoderSupport, by_article};
use super::dataset_row::Unparsed;
use super::names::FileNames;
use super::supports::linked;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, Losses, Output,
    Supports, WriteOptions, features, json as rows, per_file,
};
use crate::model::ByteOffset;
use crate::store::uuid;

mod read;

/// The name of the span question.
const QUESTION: &str = "spans";

/// The field of the note that has the codings of several people, each with its user.
const CODINGS: &str = "codings";

/// The field of a coding's note that has the id of its user.
const USER: &str = "user_id";

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
            supports: Supports {
                coders: CoderSupport::Together,
                ..Supports::ONE_STRETCH
            },
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
            for codings in by_article(&part.articles) {
                for article in &codings {
                    self.about().supports.report(article, losses);
                    features::tell_parts(article, losses);
                }
                if let Some(first) = codings.first() {
                    list.item(&record(&codings, &files.stem(first), losses))?;
                }
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
        let mut settings: HashMap<&str, read::ArgillaSettings> = HashMap::new();
        for file in files.iter().filter(|file| is_settings(file.name)) {
            let text = rows::utf8(file, &mut intake.losses)?;
            let read = serde_json::from_str(&text).map_err(|error| {
                file.unreadable(error.line(), format!("it is no JSON: {error}"))
            })?;
            intake.left.begin_file(file.name);
            let read = read::ArgillaSettings::of(&read, &intake.left);
            settings.insert(folder(file.name), read);
        }
        let records = per_file::own(files, &["json", "jsonl"]).into_iter();
        for file in records.filter(|file| !is_settings(file.name)) {
            let usual = read::ArgillaSettings::default();
            let settings = settings.get(folder(file.name)).unwrap_or(&usual);
            super::rows::articles(
                file,
                ANSWERS,
                self.about().name,
                intake,
                |row, losses, left| read::record(row, settings, file.name, losses, left),
            )?;
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

/// Converts an article to a record, with a response for each coding.
fn record(codings: &[&ArticleRef<'_>], name: &str, losses: &mut Losses) -> Value {
    let mut answers = Vec::with_capacity(codings.len());
    let mut notes = Vec::with_capacity(codings.len());
    for article in codings {
        let (value, note) = answer(article, losses);
        let user = uuid::of_names(&["user", &article.header.coder]);
        answers.push(json!({"value": value, "user_id": user}));
        notes.push((user, note));
    }
    let (source, text) = codings.first().map_or(("", ""), |first| {
        (first.name, first.document.text().as_str())
    });
    let note = match notes.len() {
        1 => notes.into_iter().map(|(_, note)| note).next(),
        _ => {
            let of_people = notes.into_iter().map(|(user, mut note)| {
                note.insert(USER.into(), user.into());
                Value::Object(note)
            });
            let mut note = Map::new();
            note.insert("article".into(), source.into());
            note.insert(CODINGS.into(), of_people.collect());
            Some(note)
        }
    };
    let note = Value::Object(note.unwrap_or_default());
    json!({
        "id": name,
        "fields": {"text": text},
        // Argilla's metadata are single values, so that the note is JSON text.
        "metadata": {"source": source, features::NOTE: note.to_string()},
        "suggestions": {},
        "responses": {QUESTION: answers},
        "vectors": {},
        "status": "completed",
    })
}

/// The spans of a coding, and the note that has what Argilla cannot store of it.
fn answer(article: &ArticleRef<'_>, losses: &mut Losses) -> (Vec<Value>, Map<String, Value>) {
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
    (value, note)
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
