//! `hf`: a dataset folder for Hugging Face `datasets`.
//!
//! ```text
//! README.md            the features with the names of the tags, and the data card
//! data/train.jsonl     {"id":"talks/envoy.txt","text":"…","tokens":["Putin"],"token_offsets":[[0,5]],
//!                       "ner_tags":[1],"spans":[{"id":"a1","start":0,"end":5,"label":"actor",…}],
//!                       "relations":[{"head":0,"tail":1,"label":"makes",…}]}
//! ```
//!
//! Offsets count Unicode scalar values. `ner_tags` are IOB2 and hold the annotations that do not
//! overlap; `spans` and `relations` hold all. `head` and `tail` are indexes of `spans`. Attributes
//! are objects written as text, since a column has one type. The reader takes the names of numbered
//! tags from `README.md`.

use std::collections::{BTreeMap, HashMap};
use std::io;

use serde::Serialize;
use serde_json::Value;

use crate::model::{AnnotationId, AttributeValue};
use crate::store::sidecar::OFFSETS;

use super::dataset_row::{DatasetRow, Unparsed};
use super::flat::{Scheme, chunks, without_overlap};
use super::json;
use super::leftovers::Leftovers;
use super::offsets::{Chars, char_at};
#[cfg(feature = "parquet")]
use super::parquet_rows;
use super::rendered;
use super::rows;
use super::supports::linked;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions, class_names, data_card,
};

mod read;

/// The Hugging Face dataset format.
pub struct HuggingFace;

impl Format for HuggingFace {
    fn about(&self) -> &About {
        &About {
            name: "hf",
            title: "Hugging Face datasets, JSON Lines and features",
            purpose: "Hugging Face: train a model",
            group: Group::Train,
            extension: "jsonl",
            files: Files::Several,
            supports: Supports::PLACED,
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
            // The names of splits must be words.
            let name = match part.name {
                "" => "train".to_owned(),
                name => name.replace('-', "_"),
            };
            let path = format!("data/{name}.jsonl");
            let out = output.file(&path)?;
            paths.push((name, path));
            rendered::lines(self, &part.articles, out, losses, |_, article, losses| {
                row(article, tokenizer, &tags, losses)
            })?;
        }
        let card = data_card::card(self, articles, options, losses);
        let readme = format!("{}\n{card}", header(&paths, &tags));
        output.file(data_card::FILE)?.write_all(readme.as_bytes())?;
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let readme = files
            .iter()
            .find(|file| file.name.ends_with(data_card::FILE));
        let names = match readme {
            Some(file) => class_names::in_readme(&String::from_utf8_lossy(&file.bytes()?)),
            None => Vec::new(),
        };
        for file in files.iter().filter(|file| !file.name.ends_with(".md")) {
            let mut is_told = false;
            let mut drafts =
                |row: &DatasetRow, names: &[String], losses: &mut Losses, left: &Leftovers| {
                    if names.is_empty() && !is_told && has_numbers(row) {
                        is_told = true;
                        let why = "its tags are numbers, and no names of theirs are given";
                        losses.add(file.name, LostItem::Article, LossKind::Doubtful, why);
                    }
                    let mut reader = read::HuggingFaceReader {
                        file: file.name,
                        line: row.line,
                        names,
                        losses,
                        left,
                    };
                    reader.draft(row)
                };
            let format = self.about().name;
            #[cfg(feature = "parquet")]
            if file.name.ends_with(".parquet") {
                parquet_rows::articles(file, format, intake, |row, own, losses, left| {
                    let names = if own.is_empty() { &names } else { own };
                    drafts(row, names, losses, left)
                })?;
                continue;
            }
            rows::articles(file, UNPARSED, format, intake, |row, losses, left| {
                drafts(row, &names, losses, left)
            })?;
        }
        Ok(())
    }
}

/// The token columns, which are needed only if there are no spans or no text.
const OF_WORDS: [&str; 4] = ["tokens", "token_offsets", "ner_tags", "tags"];

const UNPARSED: Unparsed<'_> = Unparsed {
    later: &OF_WORDS,
    lists: &["spans", "relations"],
    objects: &[],
};

/// The tags of a row.
fn tags_of(row: &DatasetRow) -> Option<Value> {
    row.field("ner_tags").or_else(|| row.field("tags"))
}

/// Whether the tags of a row are numbers.
fn has_numbers(row: &DatasetRow) -> bool {
    tags_of(row).is_some_and(|tags| tags.get(0).is_some_and(Value::is_number))
}

/// The tags with their numbers: `O` first, then the labels by name.
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

/// A row in its written form.
#[derive(Serialize)]
struct HuggingFaceRow<'a> {
    id: &'a str,
    text: &'a str,
    tokens: Vec<&'a str>,
    token_offsets: Vec<[usize; 2]>,
    ner_tags: Vec<usize>,
    spans: Vec<HuggingFaceSpan<'a>>,
    relations: Vec<HuggingFaceRelation<'a>>,
    coder: &'a str,
    status: &'a str,
    fields: String,
    offsets: &'static str,
}

#[derive(Serialize)]
struct HuggingFaceSpan<'a> {
    id: &'a str,
    start: usize,
    end: usize,
    label: &'a str,
    text: String,
    fragments: Vec<[usize; 2]>,
    entity: &'a str,
    attributes: String,
    memo: &'a str,
    origin: &'a str,
    by: &'a str,
    at: &'a str,
}

#[derive(Serialize)]
struct HuggingFaceRelation<'a> {
    id: &'a str,
    head: usize,
    tail: usize,
    label: &'a str,
    attributes: String,
    origin: &'a str,
    by: &'a str,
    at: &'a str,
}

fn row(
    article: &ArticleRef<'_>,
    tokenizer: Tokenizer,
    tags: &BTreeMap<String, usize>,
    losses: &mut Losses,
) -> io::Result<Vec<u8>> {
    let document = article.document;
    let text = document.text();
    let content = text.as_str();
    let cut = Tokens::new(text, tokenizer);

    // The losses of the tags are reported in one entry, since the spans beside them hold
    // everything.
    let mut of_tags = Losses::default();
    let chunks = chunks(article, &cut, &mut of_tags);
    let chunks = without_overlap(article, chunks, &mut of_tags);
    if !of_tags.is_empty() {
        let count = of_tags.all().len();
        let why = format!("“ner_tags” lack something in {count} cases; “spans” hold it");
        losses.add(article.name, LostItem::Article, LossKind::Flattened, why);
    }
    let named = Scheme::Bio.tags(cut.tokens.len(), &chunks, |a| a.label.to_string());
    let numbers = named
        .iter()
        .map(|tag| tags.get(&**tag).copied().unwrap_or(0));

    let mut chars = Chars::new(content);
    let token_offsets = cut.tokens.iter();
    let token_offsets = token_offsets
        .map(|token| [chars.before(token.start), chars.before(token.end)])
        .collect();
    let mut indexes: HashMap<AnnotationId, usize> = HashMap::new();
    let mut spans = Vec::with_capacity(document.annotations().len());
    for annotation in document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let at = |byte| char_at(text, byte);
        let quotes: Vec<&str> = fragments.iter().map(|span| span.text(text)).collect();
        indexes.insert(annotation.id.clone(), spans.len());
        spans.push(HuggingFaceSpan {
            id: annotation.id.as_str(),
            start: at(fragments.start()),
            end: at(fragments.end()),
            label: annotation.label.as_str(),
            text: quotes.join(" "),
            fragments: fragments
                .iter()
                .map(|span| [at(span.start()), at(span.end())])
                .collect(),
            entity: annotation
                .entity
                .as_ref()
                .map_or("", |entity| entity.as_str()),
            attributes: object(&annotation.attributes),
            memo: &annotation.memo,
            origin: annotation.provenance.origin.as_deref().unwrap_or_default(),
            by: &annotation.provenance.by,
            at: &annotation.provenance.at,
        });
    }
    let relations = linked(article, &indexes, losses).into_iter();
    let relations = relations.map(|(relation, from, to)| HuggingFaceRelation {
        id: relation.id.as_str(),
        head: *from,
        tail: *to,
        label: relation.kind.as_str(),
        attributes: object(&relation.attributes),
        origin: relation.provenance.origin.as_deref().unwrap_or_default(),
        by: &relation.provenance.by,
        at: &relation.provenance.at,
    });
    let row = HuggingFaceRow {
        id: article.name,
        text: content,
        tokens: cut.tokens.iter().map(|t| &content[t.clone()]).collect(),
        token_offsets,
        ner_tags: numbers.collect(),
        spans,
        relations: relations.collect(),
        coder: &article.header.coder,
        status: document.fields().status.as_str(),
        fields: object(&document.fields().values),
        offsets: OFFSETS,
    };
    json::line(&row)
}

/// Attributes as a JSON object in text form, empty if there are none.
fn object<N: ToString>(attributes: &BTreeMap<N, AttributeValue>) -> String {
    if attributes.is_empty() {
        return String::new();
    }
    let fields = attributes.iter();
    let fields = fields.map(|(name, value)| (name.to_string(), json::value(value)));
    Value::Object(fields.collect()).to_string()
}

/// The YAML header before the card: where the files are, and the type of each column. All versions
/// of `datasets` read `sequence`.
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
        // A JSON string is a valid YAML string.
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
