//! Reads the tasks of Label Studio: each person's annotation is a coding of the article.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::account::Fields;
use crate::coders::distinct;
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::draft::{Draft, DraftAnnotation, DraftRelation};
use crate::leftovers::Leftovers;
use crate::metadata::{self, is_entity};
use crate::model::AttributeValue;
use crate::offsets::DeclaredPosition;
use crate::{CodingOf, LossKind, Losses, json as rows};

/// The lists of a task that may have annotations, the first that has some counts.
const RESULTS: [&str; 3] = ["annotations", "completions", "predictions"];

/// The fields of a task that are about the work on it, and not about the article.
const OF_TASK: [&str; 18] = [
    "id",
    "project",
    "created_at",
    "updated_at",
    "inner_id",
    "total_annotations",
    "cancelled_annotations",
    "total_predictions",
    "comment_count",
    "unresolved_comment_count",
    "last_comment_updated_at",
    "updated_by",
    "file_upload",
    "is_labeled",
    "overlap",
    "annotation_id",
    "lead_time",
    "annotator",
];

/// The fields of an annotation of a task that are about the work on it.
const OF_WORK: [&str; 24] = [
    "id",
    "was_cancelled",
    "ground_truth",
    "created_at",
    "updated_at",
    "draft_created_at",
    "lead_time",
    "result_count",
    "unique_id",
    "import_id",
    "last_action",
    "bulk_created",
    "task",
    "project",
    "updated_by",
    "parent_prediction",
    "parent_annotation",
    "last_created_by",
    "completed_by",
    "created_username",
    "created_ago",
    "model_version",
    "cluster",
    "mislabeling",
];

/// How much of an annotation that is none is told.
const EXAMPLE_CHARS: usize = 120;

/// What the text of an article is called in a task, the likeliest first.
const TEXTS: [&str; 5] = ["text", "body", "content", "article", "fulltext"];

pub struct LabelStudioReader<'r> {
    pub file: &'r str,
    pub line: usize,
    /// The labels of the configuration, if there is one.
    pub labels: Option<&'r BTreeSet<String>>,
    /// The field that has the text, as the configuration says.
    pub text_field: Option<&'r str>,
    pub losses: &'r mut Losses,
    pub left: &'r Leftovers,
}

impl LabelStudioReader<'_> {
    fn complain(&mut self, what: LossKind, why: impl Into<String>) {
        self.losses.line(self.file, self.line, what, why);
    }

    /// Makes one article of a task for each person that annotated it; a task without annotations is
    /// an article too.
    pub fn task(&mut self, row: &DatasetRow) -> Vec<Draft> {
        let left = self.left;
        let task = Fields::of_row("a task", self.line, row, left);
        let own = task.object("data", "the data of a task");
        let data = own.as_ref().unwrap_or(&task);
        let Some(text) = self.text(data) else {
            task.all_told();
            data.all_told();
            self.complain(LossKind::Dropped, "there is no text in its “data”");
            return Vec::new();
        };
        let mut article = Draft {
            name: data.text("name").to_owned(),
            text: text.to_owned(),
            ..Draft::default()
        };
        task.known(&OF_TASK);
        let found = RESULTS
            .into_iter()
            .find(|name| row.raw_items(name).next().is_some());
        let Some(kind) = found else {
            for item in task.items("label") {
                // A bare region value: `JSON_MIN`.
                let region = json!({"type": "labels", "value": item});
                self.region(&region, &mut article);
            }
            self.metadata(&task, own.as_ref(), &mut article);
            return vec![article];
        };
        if kind == "predictions" {
            self.complain(
                LossKind::Doubtful,
                "its annotations are predictions of a model",
            );
        }
        drop(task.items(kind));
        self.metadata(&task, own.as_ref(), &mut article);
        let mut drafts = Vec::new();
        for annotation in row.raw_items(kind) {
            let annotation = DatasetRow::part(annotation.get(), Unparsed::lists(&["result"]));
            let work = Fields::of_row("an annotation of a task", self.line, &annotation, left);
            if annotation.fields.get("was_cancelled") == Some(&Value::Bool(true)) {
                work.all_told();
                self.complain(
                    LossKind::Dropped,
                    "an annotation that was cancelled is left out",
                );
                continue;
            }
            if !annotation.has("result") {
                work.all_told();
                let example = serde_json::Value::from(annotation.fields.clone());
                let example: String = example.to_string().chars().take(EXAMPLE_CHARS).collect();
                let why = format!("an annotation without “result” is none: {example}");
                self.complain(LossKind::Dropped, why);
                continue;
            }
            work.known(&OF_WORK);
            work.known(&["score"]);
            let mut draft = article.clone();
            draft.coder = coder(&annotation.fields);
            for item in work.items("result") {
                self.region(&item, &mut draft);
            }
            self.choices(annotation.items("result"), &mut draft);
            drafts.push(draft);
        }
        if drafts.len() > 1 {
            let names: Vec<String> = drafts.iter().map(|draft| draft.coder.clone()).collect();
            let codes = distinct(names.iter().map(String::as_str));
            for (draft, code) in drafts.iter_mut().zip(codes) {
                draft.coder = code;
                draft.coding = CodingOf::Several;
            }
        } else if let Some(only) = drafts.first_mut() {
            only.coder.clear();
        }
        if drafts.is_empty() {
            drafts.push(article);
        }
        drafts
    }

    /// Takes what a task says of the article into its fields.
    fn metadata(&self, task: &Fields<'_>, data: Option<&Fields<'_>>, article: &mut Draft) {
        let values = &mut article.fields.values;
        if let Some(data) = data {
            metadata::take_rest(data, values);
        } else {
            metadata::take_rest(task, values);
        }
        if let Some(meta) = task.object("meta", "the metadata of a task") {
            metadata::take_rest(&meta, values);
        }
    }

    /// The text of a task: what the configuration shows, or what is called so, or else the only field
    /// that could be the text.
    fn text<'v>(&mut self, data: &Fields<'v>) -> Option<&'v str> {
        let named = self.text_field.into_iter().chain(TEXTS);
        if let Some(text) = { named }.find_map(|name| data.string(name)) {
            return Some(text);
        }
        let rest = data.rest();
        let texts = rest.iter().filter(|(name, _)| *name != "name");
        let texts = texts.filter_map(|(name, value)| Some((*name, value.as_str()?)));
        let mut texts: Vec<(&str, &str)> = texts.collect();
        texts.sort_by_key(|(_, text)| text.len());
        let (name, longest) = texts.pop()?;
        if texts
            .iter()
            .any(|(_, other)| other.len() * 2 > longest.len())
        {
            return None;
        }
        data.take(name);
        if !texts.is_empty() {
            let why = format!("“{name}”, the longest of its fields, is read as the text");
            self.complain(LossKind::Corrected, why);
        }
        Some(longest)
    }

    fn region(&mut self, item: &Value, draft: &mut Draft) {
        let left = self.left;
        let Some(result) = Fields::of_value("a result", self.line, item, left) else {
            self.complain(LossKind::Dropped, format!("{item} is no result"));
            return;
        };
        result.known(&["id", "from_name", "to_name", "origin", "readonly", "hidden"]);
        let kind = result.text("type");
        match kind {
            "relation" => self.relation(&result, draft),
            "labels" | "hypertextlabels" | "paragraphlabels" => self.labels(kind, &result, draft),
            // Choices and texts of regions are applied after all regions are known.
            "choices" | "textarea" | "number" | "rating" | "taxonomy" | "datetime" => {
                if let Some(value) = result.object("value", "the value of a choice") {
                    value.known(&["start", "end", "text", "labels", field_of(kind)]);
                }
                result.known(&["meta", "score"]);
            }
            other => {
                result.all_told();
                let why = format!("Demarche cannot store a result of the type “{other}”");
                self.complain(LossKind::Dropped, why);
            }
        }
    }

    fn relation(&mut self, result: &Fields<'_>, draft: &mut Draft) {
        let (from, to) = (result.id("from_id"), result.id("to_id"));
        let (from, to) = match result.text("direction") {
            "left" => (to, from),
            "bi" => {
                let why = "a relation in both directions is read as leading to the right";
                self.complain(LossKind::Flattened, why);
                (from, to)
            }
            _ => (from, to),
        };
        let labels = result.items("labels");
        let mut kinds: Vec<String> = labels.map(|label| rows::id(Some(&label))).collect();
        if kinds.is_empty() {
            self.complain(LossKind::Doubtful, "a relation has no label");
            kinds.push("relation".to_owned());
        }
        let mut attributes = crate::model::Attributes::new();
        metadata::take_attributes(result, &mut attributes);
        for kind in kinds {
            draft.relations.push(DraftRelation {
                line: self.line,
                kind,
                from: from.clone(),
                to: to.clone(),
                attributes: attributes.clone(),
                ..DraftRelation::default()
            });
        }
    }

    fn labels(&mut self, kind: &str, result: &Fields<'_>, draft: &mut Draft) {
        let Some(value) = result.object("value", "the value of a region") else {
            result.all_told();
            self.complain(LossKind::Dropped, "a region has no places in the text");
            return;
        };
        // Offsets in HTML and dialogues are relative to paths in a page; only global offsets count
        // over the whole text.
        let global = value.object("globalOffsets", "the places of a region");
        let source = global.as_ref().unwrap_or(&value);
        let places = source.number("start").zip(source.number("end"));
        if global.is_some() {
            value.known(&["start", "end", "startOffset", "endOffset"]);
        }
        let Some((start, end)) = places else {
            value.all_told();
            result.all_told();
            self.complain(LossKind::Dropped, "a region has no places in the text");
            return;
        };
        let named = match value.look(kind) {
            Some(_) => kind,
            None => "labels",
        };
        let labels = value.items(named);
        let labels: Vec<String> = labels.map(|label| rows::id(Some(&label))).collect();
        if labels.is_empty() {
            self.complain(LossKind::Dropped, "a region has no label");
        }
        let meta = result.object("meta", "the notes on a region");
        let memo = meta.as_ref().map_or(String::new(), memo_of);
        let mut attributes = crate::model::Attributes::new();
        let mut entity = None;
        if let Some(meta) = &meta {
            if let Some(own @ Value::Object(_)) = meta.look("attributes") {
                meta.get("attributes");
                attributes = rows::attributes(Some(own));
            }
            entity = Some(meta.id("entity")).filter(|entity| is_entity(entity));
            metadata::take_attributes(meta, &mut attributes);
        }
        metadata::take_attributes(result, &mut attributes);
        let quote = value.string("text");
        for (index, label) in labels.into_iter().enumerate() {
            if self.labels.is_some_and(|known| !known.contains(&label)) {
                let why = format!("the label “{label}” is not in the configuration");
                self.complain(LossKind::Doubtful, why);
            }
            let id = if index == 0 {
                rows::id(result.look("id"))
            } else {
                String::new()
            };
            draft.annotations.push(DraftAnnotation {
                id,
                line: self.line,
                label,
                claim: DeclaredPosition {
                    spans: vec![(start, end)],
                    quote: quote.map(str::to_owned),
                },
                entity: entity.clone(),
                attributes: attributes.clone(),
                memo: memo.clone(),
                ..DraftAnnotation::default()
            });
        }
    }

    /// Applies the choices that refer to a region by id, unless the region itself has them; the others
    /// are said of the whole article.
    fn choices(&mut self, result: impl Iterator<Item = Value>, draft: &mut Draft) {
        let mut regions: HashMap<String, usize> = HashMap::new();
        for (index, annotation) in draft.annotations.iter().enumerate() {
            regions.entry(annotation.id.clone()).or_insert(index);
        }
        for item in result {
            let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
            let kinds = [
                "choices", "textarea", "number", "rating", "taxonomy", "datetime",
            ];
            if !kinds.contains(&kind) {
                continue;
            }
            let id = rows::id(item.get("id"));
            let name = item
                .get("from_name")
                .and_then(Value::as_str)
                .unwrap_or(kind);
            let value = item
                .get("value")
                .and_then(|value| value.get(field_of(kind)));
            let value = value.map(chosen).unwrap_or_default();
            let region = regions.get(&id).filter(|_| !id.is_empty());
            let Some(annotation) = region.and_then(|at| draft.annotations.get_mut(*at)) else {
                if !metadata::put(&mut draft.fields.values, name, &value) {
                    let why = format!("“{name}”, said of the whole article, is left out: {value}");
                    self.complain(LossKind::Dropped, why);
                }
                continue;
            };
            let prefix = format!("{}.", annotation.label);
            let name = name.strip_prefix(&prefix).unwrap_or(name);
            if value.is_null() {
                continue;
            }
            let value = rows::attribute_value(&value);
            let known = annotation.attributes.entry(name.into());
            let held: &AttributeValue = known.or_insert_with(|| value.clone());
            let is_written_so = held.to_string() == value.to_string();
            if !is_written_so {
                let why = format!("“{name}” of a region has two values, of which “{held}” stays");
                self.complain(LossKind::Dropped, why);
            }
        }
    }
}

/// The field of the value of a result that has what was chosen.
fn field_of(kind: &str) -> &str {
    match kind {
        "textarea" => "text",
        kind => kind,
    }
}

/// What was chosen: the only item of a list stands for it, and a path in a tree is one text.
fn chosen(value: &Value) -> Value {
    let Value::Array(items) = value else {
        return value.clone();
    };
    let items = items.iter().map(|item| match item {
        Value::Array(path) => {
            let path: Vec<String> = path.iter().map(|part| rows::id(Some(part))).collect();
            path.join("/").into()
        }
        item => item.clone(),
    });
    let mut items: Vec<Value> = items.collect();
    match items.len() {
        1 => items.pop().unwrap_or_default(),
        _ => Value::Array(items),
    }
}

fn memo_of(meta: &Fields<'_>) -> String {
    match meta.look("text") {
        Some(Value::Array(_)) => {
            let lines = meta.items("text").map(|line| rows::id(Some(&line)));
            lines.collect::<Vec<_>>().join("\n")
        }
        _ => meta.text("text").to_owned(),
    }
}

/// The coder of an annotation.
fn coder(annotation: &Map<String, Value>) -> String {
    let by = annotation
        .get("completed_by")
        .or_else(|| annotation.get("created_username"));
    match by {
        Some(Value::Object(who)) => {
            let email = rows::text(who, "email");
            if email.is_empty() {
                rows::id(who.get("id"))
            } else {
                email.to_owned()
            }
        }
        other => rows::id(other),
    }
}
