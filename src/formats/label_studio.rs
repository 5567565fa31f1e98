//! `label-studio`: tasks with annotations, and the labelling configuration that they need.
//!
//! ```json
//! [{"id":1,"data":{"text":"…","name":"talks/envoy.txt"},
//!   "annotations":[{"id":1,"result":[
//!    {"id":"a1","from_name":"label","to_name":"text","type":"labels",
//!     "value":{"start":0,"end":5,"text":"Putin","labels":["actor"]},
//!     "meta":{"text":["a memo"],"attributes":{"certainty":"high"},"entity":"putin"}},
//!    {"type":"relation","from_id":"a1","to_id":"a2","direction":"right","labels":["makes"]}]}]}]
//! ```
//!
//! Offsets count Unicode scalar values, as Label Studio does since 2021; `value.text` decides when
//! reading. Attributes and entities are in `meta` of the region; attributes that are choices are
//! also choices of the region, which its interface shows. The reader accepts tasks of all versions,
//! also the shorter ones of its `JSON_MIN`, and predictions where there is nothing else. Each person's
//! annotation of a task is a coding of the article.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::model::codebook::{AttributeKind, Choice};
use crate::model::color::hex;
use crate::model::{Annotation, AttributeValue, Codebook};
use crate::store::xml::XmlWriter;

use super::codings::{CoderSupport, by_article, is_agreed};
use super::dataset_row::Unparsed;
use super::json;
use super::offsets::{Unit, char_at};
use super::per_file;
use super::pieces::{FRAGMENT, Piece, links, pieces, rejoin};
use super::rows;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, Losses, Output,
    Supports, WriteOptions,
};

mod read;

/// The Label Studio format.
pub struct LabelStudio;

const LISTS: Unparsed<'_> =
    Unparsed::lists(&["annotations", "completions", "predictions", "label"]);

impl Format for LabelStudio {
    fn about(&self) -> &About {
        &About {
            name: "label-studio",
            title: "Label Studio, tasks and labelling configuration",
            purpose: "Label Studio: continue annotating",
            group: Group::Annotate,
            extension: "json",
            files: Files::Several,
            supports: Supports {
                overlaps: true,
                any_border: true,
                relations: true,
                attributes: true,
                entities: true,
                memos: true,
                coders: CoderSupport::Together,
                ..Supports::LABELS_ONLY
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
        let (mut number, mut annotation) = (0, 0);
        for part in options.parts(articles) {
            let out = output.file(&part.file("tasks", self.about().extension))?;
            let mut list = json::List::begin(out)?;
            for codings in by_article(&part.articles) {
                number += 1;
                let mut annotations = Vec::new();
                for article in &codings {
                    annotation += 1;
                    self.about().supports.report(article, losses);
                    let mut work = work(annotation, article, &options.codebook, losses);
                    if codings.len() > 1 {
                        // An import refuses people in `completed_by` whom it does not know.
                        work["created_username"] = article.header.coder.as_str().into();
                        work["ground_truth"] = is_agreed(article).into();
                    }
                    annotations.push(work);
                }
                list.item(&task(number, &codings, annotations))?;
            }
            list.end()?;
        }
        let config = configuration(articles, options);
        output.file("config.xml")?.write_all(config.as_bytes())?;
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let mut labels = None;
        let mut text_field = None;
        for file in files.iter().filter(|file| file.name.ends_with(".xml")) {
            let root = file.xml()?;
            let elements = root.descendants();
            let declared = elements.iter().filter(|e| e.local() == "Label");
            let values = declared.filter_map(|label| label.attribute("value"));
            let values = values.map(str::to_owned);
            labels.get_or_insert_with(BTreeSet::new).extend(values);
            let mut texts = elements.iter().filter(|e| e.local() == "Text");
            let shown = texts.find_map(|text| text.attribute("value")?.strip_prefix('$'));
            text_field = text_field.or(shown.map(str::to_owned));
        }
        let tasks = per_file::without_card(files).filter(|file| !file.name.ends_with(".xml"));
        for file in tasks {
            rows::articles(
                file,
                LISTS,
                self.about().name,
                intake,
                |row, losses, left| {
                    let mut reader = read::LabelStudioReader {
                        file: file.name,
                        line: row.line,
                        labels: labels.as_ref(),
                        text_field: text_field.as_deref(),
                        losses,
                        left,
                    };
                    let mut drafts = reader.task(row);
                    drafts.iter_mut().for_each(rejoin);
                    drafts.into_iter().map(|draft| (draft, Unit::Chars.into()))
                },
            )?;
        }
        Ok(())
    }
}

/// The task of an article, with each person's annotation of it.
fn task(number: usize, codings: &[&ArticleRef<'_>], annotations: Vec<Value>) -> Value {
    let (name, text) = codings.first().map_or(("", ""), |first| {
        (first.name, first.document.text().as_str())
    });
    json!({
        "id": number,
        "data": {"text": text, "name": name},
        "annotations": annotations,
        "predictions": [],
    })
}

/// One person's annotation of a task.
fn work(
    number: usize,
    article: &ArticleRef<'_>,
    codebook: &Codebook,
    losses: &mut Losses,
) -> Value {
    let text = article.document.text();
    let pieces = pieces(article, losses);
    let ids = region_ids(&pieces);
    let mut result = Vec::new();
    for (piece, id) in pieces.iter().zip(&ids) {
        let annotation = piece.annotation;
        let place = json!({
            "start": char_at(text, piece.span.start()),
            "end": char_at(text, piece.span.end()),
            "text": piece.span.text(text),
        });
        let with = |name: &str, values: Value| {
            let mut value = place.clone();
            value[name] = values;
            value
        };
        let mut region = json!({
            "id": id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": with("labels", json!([annotation.label.as_str()])),
        });
        if piece.is_first {
            let meta = meta(annotation);
            if !meta.is_empty() {
                region["meta"] = Value::Object(meta);
            }
        }
        result.push(region);
        if !piece.is_first {
            continue;
        }
        for (name, choices) in choices_of(annotation, codebook) {
            result.push(json!({
                "id": id,
                "from_name": name,
                "to_name": "text",
                "type": "choices",
                "value": with("choices", json!(choices)),
            }));
        }
    }
    for link in links(article, &pieces, losses) {
        result.push(json!({
            "type": "relation",
            "from_id": ids[link.from],
            "to_id": ids[link.to],
            "direction": "right",
            "labels": [link.kind()],
        }));
    }
    json!({
        "id": number,
        "was_cancelled": false,
        "ground_truth": false,
        "result": result,
    })
}

/// The ids of regions: those of the annotations, with a number for later fragments.
fn region_ids(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut ids = Vec::with_capacity(pieces.len());
    let mut fragment = 1;
    for piece in pieces {
        fragment = if piece.is_first { 1 } else { fragment + 1 };
        let id = piece.annotation.id.as_str();
        ids.push(match fragment {
            1 => id.to_owned(),
            number => format!("{id}.{number}"),
        });
    }
    ids
}

fn meta(annotation: &Annotation) -> Map<String, Value> {
    let mut meta = Map::new();
    if !annotation.memo.is_empty() {
        meta.insert("text".into(), json!([annotation.memo]));
    }
    if !annotation.attributes.is_empty() {
        meta.insert("attributes".into(), json::object(&annotation.attributes));
    }
    if let Some(entity) = &annotation.entity {
        meta.insert("entity".into(), entity.as_str().into());
    }
    meta
}

/// The attributes that the configuration offers as choices, with the chosen values.
fn choices_of<'a>(annotation: &'a Annotation, codebook: &Codebook) -> Vec<(String, Vec<&'a str>)> {
    let attributes = annotation.attributes.iter().filter_map(|(name, value)| {
        let mut declared = codebook.attributes_of(&annotation.label);
        let declared = declared.find(|attribute| attribute.id == *name)?;
        let (AttributeKind::Choice(choices) | AttributeKind::Several(choices)) = &declared.kind
        else {
            return None;
        };
        let chosen: Vec<&str> = match value {
            AttributeValue::Text(text) => vec![text],
            AttributeValue::List(items) => items.iter().map(String::as_str).collect(),
            _ => return None,
        };
        let offered = |id: &&str| choices.iter().any(|choice| choice.id == **id);
        let all = !chosen.is_empty() && chosen.iter().all(offered);
        all.then(|| (control(annotation.label.as_str(), name.as_str()), chosen))
    });
    attributes.collect()
}

/// The name of the control for an attribute of a label.
fn control(label: &str, attribute: &str) -> String {
    format!("{label}.{attribute}")
}

/// `config.xml`: labels with their colours, relations, and a control for each attribute that is a
/// choice, which Label Studio shows while a region of its label is selected.
fn configuration(articles: &[ArticleRef<'_>], options: &WriteOptions) -> String {
    let codebook = &options.codebook;
    let mut out = XmlWriter::default();
    out.start("View").line();
    out.start("Relations").line();
    for kind in options.relation_types(articles) {
        out.start("Relation").attribute("value", &kind).end().line();
    }
    let linked = out.start("Relation").attribute("value", FRAGMENT);
    linked.end().line().end().line();
    out.start("Labels")
        .attribute("name", "label")
        .attribute("toName", "text")
        .line();
    let labels = options.labels(articles);
    for label in &labels {
        out.start("Label").attribute("value", label.as_str());
        if let Some(declared) = codebook.label(label) {
            out.attribute("background", &hex(declared.color.light).to_lowercase());
        }
        out.end().line();
    }
    out.end().line();
    let text = out
        .start("Text")
        .attribute("name", "text")
        .attribute("value", "$text");
    text.end().line();
    for label in &labels {
        for attribute in codebook.attributes_of(label) {
            let (choices, several): (&[Choice], bool) = match &attribute.kind {
                AttributeKind::Choice(choices) => (choices, false),
                AttributeKind::Several(choices) => (choices, true),
                _ => continue,
            };
            let name = control(label.as_str(), attribute.id.as_str());
            out.start("Choices")
                .attribute("name", &name)
                .attribute("toName", "text");
            out.attribute("perRegion", "true")
                .attribute("whenTagName", "label");
            out.attribute("whenLabelValue", label.as_str());
            out.attribute("choice", if several { "multiple" } else { "single" })
                .line();
            for choice in choices {
                out.start("Choice")
                    .attribute("value", &choice.id)
                    .end()
                    .line();
            }
            out.end().line();
        }
    }
    out.finish()
}
