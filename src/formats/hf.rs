//! `hf`: a dataset folder for Hugging Face `datasets`.
//!
//! ```text
//! README.md            the features with the names of the tags, and the data card
//! data/train.jsonl     {"id":"talks/envoy.txt","text":"…","tokens":["Putin"],"token_offsets":[[0,5]],
//!                       "ner_tags":[1],"spans":[{"id":"a1","start":0,"end":5,"label":"actor",…}],
//!                       "relations":[{"head":0,"tail":1,"label":"makes",…}]}
//! ```
//!
//! Offsets count Unicode scalar values. `ner_tags` are IOB2 and hold what does not overlap; `spans`
//! and `relations` hold all of it. `head` and `tail` are indexes of `spans`. Attributes are objects
//! written as text, since a column has one type. In reading, tags as numbers are named after
//! `README.md`.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::model::document::{ArticleFields, Status};
use crate::model::{AnnotationId, AttributeValue, Provenance};
use crate::store::sidecar::OFFSETS;

use super::draft::{Draft, DraftAnnotation, DraftRelation, Trust};
use super::flat::{Scheme, chunks, without_overlap};
use super::holds::linked;
use super::json::{self, Row};
use super::places::{Claim, Unit, char_at};
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Holds, Imported, InputFile, LossKind, Losses,
    LostItem, Output, WriteOptions, card, class_names,
};

/// A dataset folder of Hugging Face.
pub struct HuggingFace;

impl Format for HuggingFace {
    fn about(&self) -> &About {
        &About {
            name: "hf",
            title: "Hugging Face datasets, JSON Lines and features",
            purpose: "Train with Hugging Face",
            extension: "jsonl",
            files: Files::Several,
            holds: Holds::PLACED,
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let tags = tags(articles, options);
        let tokenizer = options.tokenizer.unwrap_or(Tokenizer::Words);
        let mut paths = Vec::new();
        for part in options.parts(articles) {
            // The names of splits are words.
            let name = match part.name {
                "" => "train".to_owned(),
                name => name.replace('-', "_"),
            };
            let path = format!("data/{name}.jsonl");
            let out = output.file(&path)?;
            paths.push((name, path));
            for article in &part.articles {
                self.about().holds.report(article, losses);
                writeln!(out, "{}", row(article, tokenizer, &tags, losses))?;
            }
        }
        let card = card::card(self, articles, options, losses);
        let readme = format!("{}\n{card}", header(&paths, &tags));
        output.file(card::FILE)?.write_all(readme.as_bytes())?;
        Ok(())
    }

    fn read(&self, files: &[InputFile<'_>]) -> Result<Imported, FormatError> {
        let mut imported = Imported::default();
        let readme = files.iter().find(|file| file.name.ends_with(card::FILE));
        let names = readme.map_or_else(Vec::new, |file| {
            class_names::in_readme(&String::from_utf8_lossy(file.bytes))
        });
        for file in files {
            if file.name.ends_with(".md") {
                continue;
            }
            let (rows, own_names) = rows(file, &mut imported.losses)?;
            let names = if own_names.is_empty() {
                &names
            } else {
                &own_names
            };
            if names.is_empty() && rows.iter().any(has_numbers) {
                let why = "its tags are numbers, and no names of theirs are given";
                let losses = &mut imported.losses;
                losses.add(file.name, LostItem::Article, LossKind::Doubtful, why);
            }
            let digits = rows.len().to_string().len();
            for (index, row) in rows.iter().enumerate() {
                let name = json::name_of(file.name, index, digits);
                let mut reader = Reader {
                    file: file.name,
                    line: row.line,
                    names,
                    losses: &mut imported.losses,
                };
                let Some((draft, trust)) = reader.draft(row, name) else {
                    continue;
                };
                let article =
                    draft.finish(file.name, self.about().name, trust, &mut imported.losses);
                imported.articles.push(article);
            }
        }
        Ok(imported)
    }
}

/// The rows of a file of JSON or Parquet, and the names of tags that it has itself.
fn rows(file: &InputFile<'_>, losses: &mut Losses) -> Result<(Vec<Row>, Vec<String>), FormatError> {
    #[cfg(feature = "parquet")]
    if file.name.ends_with(".parquet") {
        return super::parquet_rows::objects(file);
    }
    Ok((json::rows(file, losses)?, Vec::new()))
}

/// Whether the tags of a row are numbers.
fn has_numbers(row: &Row) -> bool {
    let tags = row
        .fields
        .get("ner_tags")
        .or_else(|| row.fields.get("tags"));
    tags.is_some_and(|tags| tags.get(0).is_some_and(Value::is_number))
}

/// The tags with their numbers: `O` first, then labels by name.
fn tags(articles: &[ArticleRef<'_>], options: &WriteOptions) -> BTreeMap<String, usize> {
    let labels = options.labels(articles);
    let pairs = labels
        .iter()
        .flat_map(|label| [format!("B-{label}"), format!("I-{label}")]);
    let tags = std::iter::once("O".to_owned()).chain(pairs);
    tags.enumerate()
        .map(|(number, tag)| (tag, number))
        .collect()
}

fn row(
    article: &ArticleRef<'_>,
    tokenizer: Tokenizer,
    tags: &BTreeMap<String, usize>,
    losses: &mut Losses,
) -> Value {
    let document = article.document;
    let text = document.text();
    let content = text.as_str();
    let cut = Tokens::new(text, tokenizer);
    let at = |byte: usize| char_at(text, crate::model::ByteOffset(byte));

    // What the tags lose is told in one line, since the spans beside them hold it.
    let mut of_tags = Losses::default();
    let chunks = chunks(article, &cut, &mut of_tags);
    let chunks = without_overlap(article, chunks, &mut of_tags);
    if !of_tags.is_empty() {
        let count = of_tags.all().len();
        let why = format!("“ner_tags” lack something in {count} cases; “spans” hold it");
        losses.add(article.name, LostItem::Article, LossKind::Flattened, why);
    }
    let named = Scheme::Bio.tags(cut.tokens.len(), &chunks, |a| a.label.to_string());
    let numbers = named.iter().map(|tag| tags.get(tag).copied().unwrap_or(0));
    let numbers: Vec<usize> = numbers.collect();

    let mut indexes: HashMap<AnnotationId, usize> = HashMap::new();
    let mut spans = Vec::new();
    for annotation in document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let of = |span: crate::model::Span| json!([at(span.start().0), at(span.end().0)]);
        let pieces: Vec<Value> = fragments.iter().map(of).collect();
        let quotes = fragments.iter().map(|span| span.text(text));
        let quotes: Vec<&str> = quotes.collect();
        indexes.insert(annotation.id.clone(), spans.len());
        spans.push(json!({
            "id": annotation.id.as_str(),
            "start": at(fragments.start().0),
            "end": at(fragments.end().0),
            "label": annotation.label.as_str(),
            "text": quotes.join(" "),
            "fragments": pieces,
            "entity": annotation.entity.as_ref().map_or("", |entity| entity.as_str()),
            "attributes": object(json::object(&annotation.attributes)),
            "memo": annotation.memo,
            "origin": annotation.provenance.origin.as_deref().unwrap_or_default(),
            "by": &*annotation.provenance.by,
            "at": &*annotation.provenance.at,
        }));
    }
    let relations = linked(article, &indexes, losses).into_iter();
    let relations = relations.map(|(relation, from, to)| {
        json!({
            "id": relation.id.as_str(),
            "head": from,
            "tail": to,
            "label": relation.kind.as_str(),
            "attributes": object(json::object(&relation.attributes)),
            "origin": relation.provenance.origin.as_deref().unwrap_or_default(),
            "by": &*relation.provenance.by,
            "at": &*relation.provenance.at,
        })
    });
    let relations: Vec<Value> = relations.collect();
    let fields = &document.fields().values;
    let fields = fields
        .iter()
        .map(|(name, value)| (name.clone(), json::value(value)));
    let tokens: Vec<&str> = cut
        .tokens
        .iter()
        .map(|token| &content[token.clone()])
        .collect();
    let offsets = cut
        .tokens
        .iter()
        .map(|token| json!([at(token.start), at(token.end)]));
    let offsets: Vec<Value> = offsets.collect();
    json!({
        "id": article.name,
        "text": content,
        "tokens": tokens,
        "token_offsets": offsets,
        "ner_tags": numbers,
        "spans": spans,
        "relations": relations,
        "coder": article.header.coder,
        "status": document.fields().status.as_str(),
        "fields": object(Value::Object(fields.collect())),
        "offsets": OFFSETS,
    })
}

/// An object as text, empty where there is nothing in it.
fn object(object: Value) -> String {
    match &object {
        Value::Object(fields) if fields.is_empty() => String::new(),
        _ => object.to_string(),
    }
}

/// The fields before the card: where the files are, and the type of each column. `sequence` is read
/// by all versions of `datasets`.
fn header(paths: &[(String, String)], tags: &BTreeMap<String, usize>) -> String {
    let mut out =
        "---\nlicense: other\nconfigs:\n- config_name: default\n  data_files:\n".to_owned();
    for (name, path) in paths {
        out.push_str(&format!("  - split: {name}\n    path: {path}\n"));
    }
    out.push_str(
        "dataset_info:\n  features:\n  - name: id\n    dtype: string\n  - name: text\n    \
         dtype: string\n  - name: tokens\n    sequence: string\n  - name: token_offsets\n    \
         sequence:\n      sequence: int64\n  - name: ner_tags\n    sequence:\n      class_label:\n        \
         names:\n",
    );
    let mut named: Vec<(&String, &usize)> = tags.iter().collect();
    named.sort_by_key(|(_, number)| **number);
    for (tag, number) in named {
        // A JSON string is a YAML string.
        let tag = Value::from(tag.as_str());
        out.push_str(&format!("          '{number}': {tag}\n"));
    }
    let list = |out: &mut String, name: &str, columns: &[(&str, &str)]| {
        out.push_str(&format!("  - name: {name}\n    list:\n"));
        for (column, kind) in columns {
            let kind = match *kind {
                "fragments" => "sequence:\n        sequence: int64".to_owned(),
                kind => format!("dtype: {kind}"),
            };
            out.push_str(&format!("    - name: {column}\n      {kind}\n"));
        }
    };
    let text = "string";
    list(
        &mut out,
        "spans",
        &[
            ("id", text),
            ("start", "int64"),
            ("end", "int64"),
            ("label", text),
            ("text", text),
            ("fragments", "fragments"),
            ("entity", text),
            ("attributes", text),
            ("memo", text),
            ("origin", text),
            ("by", text),
            ("at", text),
        ],
    );
    list(
        &mut out,
        "relations",
        &[
            ("id", text),
            ("head", "int64"),
            ("tail", "int64"),
            ("label", text),
            ("attributes", text),
            ("origin", text),
            ("by", text),
            ("at", text),
        ],
    );
    for name in ["coder", "status", "fields", "offsets"] {
        out.push_str(&format!("  - name: {name}\n    dtype: string\n"));
    }
    out.push_str("---\n");
    out
}

struct Reader<'r> {
    file: &'r str,
    line: usize,
    /// The tags by number.
    names: &'r [String],
    losses: &'r mut Losses,
}

impl Reader<'_> {
    fn complain(&mut self, what: LossKind, why: impl Into<String>) {
        self.losses.line(self.file, self.line, what, why);
    }

    fn draft(&mut self, row: &Row, otherwise: String) -> Option<(Draft, Trust)> {
        let fields = &row.fields;
        let name = match json::id(fields.get("id")) {
            name if name.contains('.') => name,
            _ => otherwise,
        };
        let mut draft = Draft {
            name,
            coder: json::text(fields, "coder").to_owned(),
            ..Draft::default()
        };
        let tokens: Option<Vec<&str>> = json::list(fields, "tokens")
            .iter()
            .map(Value::as_str)
            .collect();
        let tokens = tokens.unwrap_or_default();
        let mut offsets = self.offsets(fields.get("token_offsets"), tokens.len());
        match fields.get("text") {
            Some(Value::String(text)) => draft.text.clone_from(text),
            _ if !tokens.is_empty() => {
                draft.text = tokens.join(" ");
                offsets = None;
                self.complain(
                    LossKind::Corrected,
                    "its text was put together from its tokens",
                );
            }
            _ => {
                self.complain(
                    LossKind::Dropped,
                    "there is neither “text” nor “tokens” in it",
                );
                return None;
            }
        }
        let offsets = offsets.or_else(|| aligned(&draft.text, &tokens));
        if fields.contains_key("spans") {
            self.spans(fields.get("spans"), &mut draft);
            self.relations(fields.get("relations"), &mut draft);
        } else if let Some(tags) = fields.get("ner_tags").or_else(|| fields.get("tags")) {
            match offsets {
                Some(offsets) => self.tags(tags, &tokens, &offsets, &mut draft),
                None => self.complain(LossKind::Dropped, "its tokens do not stand in its text"),
            }
        }
        let status = json::text(fields, "status");
        draft.fields = ArticleFields {
            status: if status.is_empty() {
                Status::New
            } else {
                Status::parse(status)
            },
            values: parsed(fields.get("fields"))
                .into_iter()
                .map(|(name, value)| (name.to_string(), value))
                .collect(),
        };
        let trust = Trust {
            unit: Unit::Chars,
            declared: json::text(fields, "offsets") == OFFSETS,
        };
        Some((draft, trust))
    }

    fn offsets(&mut self, offsets: Option<&Value>, tokens: usize) -> Option<Vec<(usize, usize)>> {
        let pairs = offsets?.as_array()?.iter().map(|pair| {
            let place = |index| json::number(pair.get(index));
            Some((place(0)?, place(1)?))
        });
        let offsets: Vec<(usize, usize)> = pairs.collect::<Option<_>>()?;
        (offsets.len() == tokens).then_some(offsets)
    }

    fn spans(&mut self, spans: Option<&Value>, draft: &mut Draft) {
        for (index, span) in rows_of(spans).into_iter().enumerate() {
            let field = |name: &str| json::id(span.get(name));
            let pair =
                |pair: &Value| Some((json::number(pair.get(0))?, json::number(pair.get(1))?));
            let fragments = span.get("fragments").and_then(Value::as_array);
            let fragments: Option<Vec<(usize, usize)>> = fragments
                .filter(|list| !list.is_empty())
                .and_then(|list| list.iter().map(pair).collect());
            let whole = (
                json::number(span.get("start")),
                json::number(span.get("end")),
            );
            let spans = match (fragments, whole) {
                (Some(fragments), _) => fragments,
                (None, (Some(start), Some(end))) => vec![(start, end)],
                _ => {
                    self.complain(LossKind::Dropped, format!("{span} is no span"));
                    continue;
                }
            };
            let entity = field("entity");
            draft.annotations.push(DraftAnnotation {
                id: match field("id") {
                    id if id.is_empty() => format!("s{index}"),
                    id => id,
                },
                line: self.line,
                label: field("label"),
                claim: Claim {
                    spans,
                    quote: span.get("text").and_then(Value::as_str).map(str::to_owned),
                },
                entity: (!entity.is_empty()).then_some(entity),
                attributes: parsed(span.get("attributes")),
                memo: field("memo"),
                provenance: provenance(&span),
            });
        }
    }

    fn relations(&mut self, relations: Option<&Value>, draft: &mut Draft) {
        for relation in rows_of(relations) {
            let end = |name: &str| {
                let index = json::number(relation.get(name));
                let found = index.and_then(|index| draft.annotations.get(index));
                found.map_or_else(|| json::id(relation.get(name)), |a| a.id.clone())
            };
            let (from, to) = (end("head"), end("tail"));
            draft.relations.push(DraftRelation {
                id: json::id(relation.get("id")),
                line: self.line,
                kind: json::id(relation.get("label")),
                from,
                to,
                attributes: parsed(relation.get("attributes")),
                provenance: provenance(&relation),
            });
        }
    }

    fn tags(
        &mut self,
        tags: &Value,
        tokens: &[&str],
        offsets: &[(usize, usize)],
        draft: &mut Draft,
    ) {
        let names = tags.as_array().map_or(&[][..], Vec::as_slice).iter();
        let tags: Option<Vec<String>> = names
            .map(|tag| match tag {
                Value::String(tag) => Some(tag.clone()),
                other => self.names.get(json::number(Some(other))?).cloned(),
            })
            .collect();
        let Some(tags) = tags.filter(|tags| tags.len() == tokens.len()) else {
            let why = "its tags are not as many as its tokens, or numbers without names: read \
                       README.md of the dataset with it";
            self.complain(LossKind::Dropped, why);
            return;
        };
        let mut open: Option<String> = None;
        for (index, tag) in tags.iter().enumerate() {
            let (mark, label) = tag.split_once('-').unwrap_or(("O", ""));
            let (start, end) = offsets[index];
            let continues = matches!(mark, "I" | "L" | "E") && open.as_deref() == Some(label);
            if continues && let Some(last) = draft.annotations.last_mut() {
                if let Some(span) = last.claim.spans.last_mut() {
                    span.1 = end;
                }
            } else if mark != "O" {
                if !matches!(mark, "B" | "U" | "S") {
                    let why = format!("“{tag}” begins an annotation without B-");
                    self.complain(LossKind::Corrected, why);
                }
                draft.annotations.push(DraftAnnotation {
                    line: self.line,
                    label: label.to_owned(),
                    claim: Claim {
                        spans: vec![(start, end)],
                        quote: None,
                    },
                    ..DraftAnnotation::default()
                });
            }
            open = matches!(mark, "B" | "I").then(|| label.to_owned());
        }
    }
}

/// The objects of a list, also where it is an object of lists, as `datasets` once had it.
fn rows_of(list: Option<&Value>) -> Vec<Value> {
    match list {
        Some(Value::Array(items)) => items.clone(),
        Some(Value::Object(columns)) => {
            let lengths = columns
                .values()
                .filter_map(|column| Some(column.as_array()?.len()));
            let row = |index: usize| {
                let fields = columns
                    .iter()
                    .filter_map(|(name, column)| Some((name.clone(), column.get(index)?.clone())));
                Value::Object(fields.collect())
            };
            (0..lengths.max().unwrap_or(0)).map(row).collect()
        }
        _ => Vec::new(),
    }
}

/// An object that is written as text.
fn parsed(
    value: Option<&Value>,
) -> std::collections::BTreeMap<crate::model::AttributeId, AttributeValue> {
    match value {
        Some(Value::String(text)) => {
            let parsed = serde_json::from_str(text).ok();
            json::attributes(parsed.as_ref())
        }
        other => json::attributes(other),
    }
}

fn provenance(item: &Value) -> Provenance {
    let field = |name: &str| json::id(item.get(name));
    let origin = field("origin");
    Provenance {
        origin: (!origin.is_empty()).then(|| origin.into()),
        by: field("by").into(),
        at: field("at").into(),
    }
}

/// Where tokens stand in a text, from left to right with nothing but space between them.
fn aligned(text: &str, tokens: &[&str]) -> Option<Vec<(usize, usize)>> {
    let (mut rest, mut chars) = (text, 0);
    let mut offsets = Vec::with_capacity(tokens.len());
    for token in tokens {
        while !rest.starts_with(token) {
            let space = rest
                .chars()
                .next()
                .filter(|c| super::tokens::is_space(*c))?;
            rest = &rest[space.len_utf8()..];
            chars += 1;
        }
        rest = &rest[token.len()..];
        let length = token.chars().count();
        offsets.push((chars, chars + length));
        chars += length;
    }
    Some(offsets)
}
