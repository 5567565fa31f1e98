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
//! also the shorter ones of its `JSON_MIN`, and predictions where there is nothing else.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::model::codebook::{AttributeKind, Choice};
use crate::model::color::hex;
use crate::model::{Annotation, AttributeValue, Codebook};
use crate::store::xml::XmlWriter;

use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation};
use super::json;
use super::offsets::{DeclaredPosition, Unit, char_at};
use super::per_file;
use super::pieces::{FRAGMENT, Piece, links, pieces, rejoin};
use super::rows;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    Output, Supports, WriteOptions,
};

/// The Label Studio format.
pub struct LabelStudio;

/// The lists of a task that may have annotations, the first that has some counts.
const RESULTS: [&str; 3] = ["annotations", "completions", "predictions"];

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
        let mut number = 0;
        for part in options.parts(articles) {
            let out = output.file(&part.file("tasks", self.about().extension))?;
            let mut list = json::List::begin(out)?;
            for article in &part.articles {
                number += 1;
                self.about().supports.report(article, losses);
                list.item(&task(number, article, &options.codebook, losses))?;
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
        for file in files.iter().filter(|file| file.name.ends_with(".xml")) {
            let root = file.xml()?;
            let declared = root
                .descendants()
                .into_iter()
                .filter(|e| e.local() == "Label");
            let values = declared.filter_map(|label| label.attribute("value"));
            let values = values.map(str::to_owned);
            labels.get_or_insert_with(BTreeSet::new).extend(values);
        }
        let tasks = per_file::without_card(files).filter(|file| !file.name.ends_with(".xml"));
        for file in tasks {
            rows::articles(file, LISTS, self.about().name, intake, |row, losses| {
                let mut reader = LabelStudioReader {
                    file: file.name,
                    line: row.line,
                    labels: labels.as_ref(),
                    losses,
                };
                let mut drafts = reader.task(row);
                drafts.iter_mut().for_each(rejoin);
                drafts.into_iter().map(|draft| (draft, Unit::Chars.into()))
            })?;
        }
        Ok(())
    }
}

fn task(
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
        "data": {"text": text.as_str(), "name": article.name},
        "annotations": [{
            "id": number,
            "was_cancelled": false,
            "ground_truth": false,
            "result": result,
        }],
        "predictions": [],
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

struct LabelStudioReader<'r> {
    file: &'r str,
    line: usize,
    /// The labels of the configuration, if there is one.
    labels: Option<&'r BTreeSet<String>>,
    losses: &'r mut Losses,
}

impl LabelStudioReader<'_> {
    fn complain(&mut self, what: LossKind, why: impl Into<String>) {
        self.losses.line(self.file, self.line, what, why);
    }

    /// Makes one article for each annotation of a task; a task without annotations is an article
    /// too.
    fn task(&mut self, row: &DatasetRow) -> Vec<Draft> {
        let data = match row.fields.get("data") {
            Some(Value::Object(data)) => data,
            _ => &row.fields,
        };
        let Some(text) = self.text(data) else {
            self.complain(LossKind::Dropped, "there is no text in its “data”");
            return Vec::new();
        };
        let article = Draft {
            name: json::text(data, "name").to_owned(),
            text: text.to_owned(),
            ..Draft::default()
        };
        let found = RESULTS
            .into_iter()
            .find(|name| row.raw_items(name).next().is_some());
        let Some(kind) = found else {
            let mut draft = article;
            for item in row.items("label") {
                // A bare region value: `JSON_MIN`.
                self.region(&json!({"type": "labels", "value": item}), &mut draft);
            }
            return vec![draft];
        };
        if kind == "predictions" {
            self.complain(
                LossKind::Doubtful,
                "its annotations are predictions of a model",
            );
        }
        let mut drafts = Vec::new();
        let has_several = row.raw_items(kind).nth(1).is_some();
        for annotation in row.raw_items(kind) {
            let annotation = DatasetRow::part(annotation.get(), Unparsed::lists(&["result"]));
            if annotation.fields.get("was_cancelled") == Some(&Value::Bool(true)) {
                self.complain(
                    LossKind::Dropped,
                    "an annotation that was cancelled is left out",
                );
                continue;
            }
            let mut draft = article.clone();
            if has_several {
                draft.coder = coder(&annotation.fields);
            }
            for item in annotation.items("result") {
                self.region(&item, &mut draft);
            }
            self.choices(annotation.items("result"), &mut draft);
            drafts.push(draft);
        }
        if drafts.is_empty() {
            drafts.push(article);
        }
        drafts
    }

    /// The text of a task: `text`, or else the only field that could be the text.
    fn text<'v>(&self, data: &'v Map<String, Value>) -> Option<&'v str> {
        if let Some(Value::String(text)) = data.get("text") {
            return Some(text);
        }
        let mut texts = data.iter().filter(|(name, _)| *name != "name");
        let mut texts = texts.by_ref().filter_map(|(_, value)| value.as_str());
        let only = texts.next()?;
        texts.next().is_none().then_some(only)
    }

    fn region(&mut self, item: &Value, draft: &mut Draft) {
        let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
        match kind {
            "relation" => {
                let from = json::id(item.get("from_id"));
                let to = json::id(item.get("to_id"));
                let (from, to) = match item.get("direction").and_then(Value::as_str) {
                    Some("left") => (to, from),
                    Some("bi") => {
                        let why = "a relation in both directions is read as leading to the right";
                        self.complain(LossKind::Flattened, why);
                        (from, to)
                    }
                    _ => (from, to),
                };
                let labels = item.get("labels").and_then(Value::as_array);
                let mut kinds: Vec<String> = labels
                    .into_iter()
                    .flatten()
                    .map(|label| json::id(Some(label)))
                    .collect();
                if kinds.is_empty() {
                    self.complain(LossKind::Doubtful, "a relation has no label");
                    kinds.push("relation".to_owned());
                }
                for kind in kinds {
                    draft.relations.push(DraftRelation {
                        line: self.line,
                        kind,
                        from: from.clone(),
                        to: to.clone(),
                        ..DraftRelation::default()
                    });
                }
            }
            "labels" | "hypertextlabels" | "paragraphlabels" => self.labels(kind, item, draft),
            // Choices and texts of regions are applied after all regions are known.
            "choices" | "textarea" | "number" | "rating" if item.get("id").is_some() => {}
            other => {
                let why = format!("Demarche cannot store a result of the type “{other}”");
                self.complain(LossKind::Dropped, why);
            }
        }
    }

    fn labels(&mut self, kind: &str, item: &Value, draft: &mut Draft) {
        let value = item.get("value").unwrap_or(&Value::Null);
        // Offsets in HTML and dialogues are relative to paths in a page; only global offsets count
        // over the whole text.
        let global = value.get("globalOffsets");
        let source = global.unwrap_or(value);
        let places = (
            json::number(source.get("start")),
            json::number(source.get("end")),
        );
        let (Some(start), Some(end)) = places else {
            self.complain(LossKind::Dropped, "a region has no places in the text");
            return;
        };
        let labels = value.get(kind).or_else(|| value.get("labels"));
        let labels = labels.and_then(Value::as_array);
        let labels: Vec<String> = labels
            .into_iter()
            .flatten()
            .map(|label| json::id(Some(label)))
            .collect();
        if labels.is_empty() {
            self.complain(LossKind::Dropped, "a region has no label");
        }
        let meta = item
            .get("meta")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let memo = match meta.get("text") {
            Some(Value::Array(lines)) => {
                let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
                lines.join("\n")
            }
            Some(Value::String(memo)) => memo.clone(),
            _ => String::new(),
        };
        for (index, label) in labels.into_iter().enumerate() {
            if self.labels.is_some_and(|known| !known.contains(&label)) {
                let why = format!("the label “{label}” is not in the configuration");
                self.complain(LossKind::Doubtful, why);
            }
            let id = if index == 0 {
                json::id(item.get("id"))
            } else {
                String::new()
            };
            let quote = value.get("text").and_then(Value::as_str);
            draft.annotations.push(DraftAnnotation {
                id,
                line: self.line,
                label,
                claim: DeclaredPosition {
                    spans: vec![(start, end)],
                    quote: quote.map(str::to_owned),
                },
                entity: meta
                    .get("entity")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                attributes: json::attributes(meta.get("attributes")),
                memo: memo.clone(),
                ..DraftAnnotation::default()
            });
        }
    }

    /// Applies the choices that refer to a region by id, unless the region itself has them.
    fn choices(&mut self, result: impl Iterator<Item = Value>, draft: &mut Draft) {
        let mut regions: HashMap<String, usize> = HashMap::new();
        for (index, annotation) in draft.annotations.iter().enumerate() {
            regions.entry(annotation.id.clone()).or_insert(index);
        }
        for item in result {
            let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
            if !matches!(kind, "choices" | "textarea" | "number" | "rating") {
                continue;
            }
            let id = json::id(item.get("id"));
            let region = regions.get(&id).filter(|_| !id.is_empty());
            let Some(annotation) = region.and_then(|at| draft.annotations.get_mut(*at)) else {
                let why = format!("there is no region “{id}” for a result of the type “{kind}”");
                self.complain(LossKind::Dropped, why);
                continue;
            };
            let name = item
                .get("from_name")
                .and_then(Value::as_str)
                .unwrap_or(kind);
            let prefix = format!("{}.", annotation.label);
            let name = name.strip_prefix(&prefix).unwrap_or(name);
            let field = if kind == "textarea" { "text" } else { kind };
            let value = item.get("value").and_then(|value| value.get(field));
            let value = match value {
                Some(Value::Array(items)) if items.len() == 1 => items.first(),
                other => other,
            };
            if let Some(value) = value {
                let value = json::attribute_value(value);
                annotation.attributes.entry(name.into()).or_insert(value);
            }
        }
    }
}

/// The coder of an annotation.
fn coder(annotation: &Map<String, Value>) -> String {
    let by = annotation
        .get("completed_by")
        .or_else(|| annotation.get("created_username"));
    match by {
        Some(Value::Object(who)) => {
            let email = json::text(who, "email");
            if email.is_empty() {
                json::id(who.get("id"))
            } else {
                email.to_owned()
            }
        }
        other => json::id(other),
    }
}
