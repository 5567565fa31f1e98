//! `spacy`: training data for spaCy 3, and the same in the JSON of spaCy 2.
//!
//! ```text
//! articles.jsonl   {"text":"…","entities":[[0,5,"actor"]],"spans":{"sc":[[0,5,"actor"]]},
//!                   "relations":[{"head":0,"tail":1,"label":"makes"}],"meta":{"name":"…"}}
//! articles.json    for `spacy convert articles.json .`
//! convert.py       makes articles.spacy of articles.jsonl
//! ```
//!
//! Offsets count Unicode scalar values and keep to the borders of spaCy's own tokens, since spaCy
//! drops a span that does not, without an error. `entities` hold what does not overlap, `spans` all
//! of it; `head` and `tail` are indexes of `spans`, and the script puts relations into `user_data`.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::model::{AnnotationId, ByteOffset, Text};
use crate::store::sidecar::OFFSETS;

use super::draft::{Draft, DraftAnnotation, DraftRelation, Trust};
use super::flat::{Chunk, Scheme, chunks, without_overlap};
use super::holds::linked;
use super::json;
use super::places::{Claim, Unit, char_at};
use super::rows::{self, Row};
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Holds, InputFile, Intake, LossKind, Losses,
    LostItem, Output, WriteOptions,
};

/// The script that makes binary files of what is written.
const SCRIPT: &str = include_str!("convert.py");

/// Training data for spaCy.
pub struct Spacy;

impl Format for Spacy {
    fn about(&self) -> &About {
        &About {
            name: "spacy",
            title: "spaCy, training data and a script that converts it",
            purpose: "Train a spaCy model",
            extension: "jsonl",
            files: Files::Several,
            holds: Holds {
                overlaps: true,
                relations: true,
                ..Holds::LABELS_ONLY
            },
            reads: true,
            tokenizer: Some(Tokenizer::SpacyEnglish),
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let tokenizer = options.tokenizer.unwrap_or(Tokenizer::SpacyEnglish);
        for part in options.parts(articles) {
            let rows = output.file(&part.file("articles", "jsonl"))?;
            for article in &part.articles {
                self.about().holds.report(article, losses);
                let tokens = Tokens::with_spaces(article.document.text(), tokenizer);
                let all = chunks(article, &tokens, losses);
                // What does not fit beside others is told in one line: the spans hold it.
                let mut overlapping = Losses::default();
                let entities = without_overlap(article, all.clone(), &mut overlapping);
                if !overlapping.is_empty() {
                    let count = overlapping.all().len();
                    let why = format!("“entities” lack {count} that overlap; “spans” hold them");
                    losses.add(article.name, LostItem::Article, LossKind::Flattened, why);
                }
                write_row(article, &tokens, &all, &entities, rows, losses)?;
            }
            let documents = output.file(&part.file("articles", "json"))?;
            documents.write_all(b"[")?;
            for (index, article) in part.articles.iter().enumerate() {
                // It has been told above.
                let mut told = Losses::default();
                let tokens = Tokens::with_spaces(article.document.text(), tokenizer);
                let entities = chunks(article, &tokens, &mut told);
                let entities = without_overlap(article, entities, &mut told);
                if index > 0 {
                    documents.write_all(b",")?;
                }
                write_document(index, article, &tokens, &entities, documents)?;
            }
            documents.write_all(b"]\n")?;
        }
        output.file("convert.py")?.write_all(SCRIPT.as_bytes())?;
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut Intake<'_>,
    ) -> Result<(), FormatError> {
        let stem = |name: &str| {
            name.rsplit_once('.')
                .map_or("", |(stem, _)| stem)
                .to_owned()
        };
        let lines = files.iter().filter(|file| file.name.ends_with(".jsonl"));
        let lines: HashSet<String> = lines.map(|file| stem(file.name)).collect();
        for file in files {
            if file.name.ends_with(".spacy") {
                let why = "it is binary: export its texts and entities as JSON lines with spaCy";
                return Err(file.unreadable(0, why));
            }
            // The same articles stand in both.
            let twin = file.name.ends_with(".json") && lines.contains(&stem(file.name));
            if twin || !(file.name.ends_with(".json") || file.name.ends_with(".jsonl")) {
                continue;
            }
            rows::articles(file, &[], self.about().name, intake, |row, losses| {
                draft(row, file.name, losses)
            })?;
        }
        Ok(())
    }
}

/// A line of training data as it is written.
#[derive(Serialize)]
struct Written<'a> {
    text: &'a str,
    entities: Vec<Triple<'a>>,
    spans: Groups<'a>,
    relations: Vec<WrittenRelation<'a>>,
    meta: Meta<'a>,
}

/// Start, end and label.
type Triple<'a> = (usize, usize, &'a str);

#[derive(Serialize)]
struct Groups<'a> {
    sc: Vec<Triple<'a>>,
}

#[derive(Serialize)]
struct WrittenRelation<'a> {
    head: usize,
    tail: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct Meta<'a> {
    name: &'a str,
    offsets: &'static str,
}

fn write_row(
    article: &ArticleRef<'_>,
    tokens: &Tokens,
    all: &[Chunk<'_>],
    entities: &[Chunk<'_>],
    out: &mut dyn Write,
    losses: &mut Losses,
) -> io::Result<()> {
    let text = article.document.text();
    let indexes = all.iter().enumerate();
    let indexes = indexes.map(|(index, chunk)| (chunk.annotation.id.clone(), index));
    let indexes: HashMap<AnnotationId, usize> = indexes.collect();
    let relations = linked(article, &indexes, losses).into_iter();
    let relations = relations.map(|(relation, head, tail)| WrittenRelation {
        head: *head,
        tail: *tail,
        label: relation.kind.as_str(),
    });
    let row = Written {
        text: text.as_str(),
        entities: triples(text, tokens, entities),
        spans: Groups {
            sc: triples(text, tokens, all),
        },
        relations: relations.collect(),
        meta: Meta {
            name: article.name,
            offsets: OFFSETS,
        },
    };
    json::write_line(out, &row)
}

fn triples<'a>(text: &Text, tokens: &Tokens, chunks: &[Chunk<'a>]) -> Vec<Triple<'a>> {
    let at = |byte| char_at(text, ByteOffset(byte));
    let triples = chunks.iter().map(|chunk| {
        let stretch = tokens.stretch(&chunk.tokens);
        let label = chunk.annotation.label.as_str();
        (at(stretch.start), at(stretch.end), label)
    });
    triples.collect()
}

/// A document in the JSON of spaCy 2, as it is written.
#[derive(Serialize)]
struct WrittenDocument<'a> {
    id: usize,
    paragraphs: [Paragraph<'a>; 1],
}

#[derive(Serialize)]
struct Paragraph<'a> {
    raw: &'a str,
    sentences: Vec<Sentence<'a>>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
struct Token<'a> {
    id: usize,
    orth: &'a str,
    tag: &'static str,
    ner: &'a str,
}

fn write_document(
    index: usize,
    article: &ArticleRef<'_>,
    tokens: &Tokens,
    entities: &[Chunk<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = article.document.text();
    let content = text.as_str();
    let tags = Scheme::Bilou.tags(tokens.tokens.len(), entities, |a| a.label.to_string());
    let stretches: Vec<_> = entities.iter().map(|chunk| chunk.tokens.clone()).collect();
    let sentences = tokens.sentences_around(text, &stretches);
    let sentences = sentences.into_iter().map(|sentence| {
        let tokens = sentence.map(|id| Token {
            id,
            orth: &content[tokens.tokens[id].clone()],
            tag: "-",
            ner: &tags[id],
        });
        Sentence {
            tokens: tokens.collect(),
        }
    });
    let document = WrittenDocument {
        id: index,
        paragraphs: [Paragraph {
            raw: content,
            sentences: sentences.collect(),
        }],
    };
    out.write_all(&serde_json::to_vec(&document).map_err(io::Error::from)?)
}

fn draft(row: &Row, file: &str, losses: &mut Losses) -> Option<(Draft, Trust)> {
    let fields = &row.fields;
    if fields.contains_key("paragraphs") {
        return Some(paragraphs(row, file, losses));
    }
    let Some(Value::String(text)) = fields.get("text") else {
        losses.line(
            file,
            row.line,
            LossKind::Dropped,
            "there is no “text” in it",
        );
        return None;
    };
    let meta = fields.get("meta").and_then(Value::as_object);
    let name = meta.map_or("", |meta| json::text(meta, "name"));
    let offsets = meta.map_or("", |meta| json::text(meta, "offsets"));
    let mut draft = Draft {
        name: name.to_owned(),
        text: text.clone(),
        ..Draft::default()
    };
    // Spans hold what entities hold, and more.
    let spans = match fields.get("spans") {
        Some(Value::Object(groups)) => groups
            .values()
            .filter_map(Value::as_array)
            .flatten()
            .collect(),
        Some(Value::Array(items)) => items.iter().collect(),
        _ => Vec::new(),
    };
    let items: Vec<&Value> = if spans.is_empty() {
        let own = json::list(fields, "entities");
        let old = if own.is_empty() {
            json::list(fields, "ents")
        } else {
            own
        };
        old.iter().collect()
    } else {
        spans
    };
    for (index, item) in items.into_iter().enumerate() {
        let part = |index: usize, name: &str| item.get(index).or_else(|| item.get(name));
        let places = (json::number(part(0, "start")), json::number(part(1, "end")));
        let label = json::id(part(2, "label"));
        let (Some(start), Some(end), false) = (places.0, places.1, label.is_empty()) else {
            losses.line(
                file,
                row.line,
                LossKind::Dropped,
                format!("{item} is no entity"),
            );
            continue;
        };
        draft.annotations.push(DraftAnnotation {
            id: format!("s{index}"),
            line: row.line,
            label,
            claim: Claim {
                spans: vec![(start, end)],
                quote: item.get("text").and_then(Value::as_str).map(str::to_owned),
            },
            ..DraftAnnotation::default()
        });
    }
    for relation in json::list(fields, "relations") {
        let end = |name: &str| {
            let index = json::id(relation.get(name));
            format!("s{index}")
        };
        draft.relations.push(DraftRelation {
            line: row.line,
            kind: json::id(relation.get("label")),
            from: end("head"),
            to: end("tail"),
            ..DraftRelation::default()
        });
    }
    let trust = Trust {
        unit: Unit::Chars,
        declared: offsets == OFFSETS,
    };
    Some((draft, trust))
}

/// The JSON of spaCy 2: the raw text, and tokens with BILUO tags.
fn paragraphs(row: &Row, file: &str, losses: &mut Losses) -> (Draft, Trust) {
    let mut draft = Draft::default();
    for paragraph in json::list(&row.fields, "paragraphs") {
        let sentences = paragraph.get("sentences").and_then(Value::as_array);
        let tokens = sentences
            .into_iter()
            .flatten()
            .filter_map(|s| s.get("tokens")?.as_array());
        let tokens: Vec<&Value> = tokens.flatten().collect();
        let base = draft.text.len();
        match paragraph.get("raw").and_then(Value::as_str) {
            Some(raw) => draft.text.push_str(raw),
            None => {
                let why = "a paragraph without “raw” was put together from its tokens";
                losses.line(file, row.line, LossKind::Corrected, why);
                let words = tokens.iter().map(|token| json::id(token.get("orth")));
                draft.text.push_str(&words.collect::<Vec<_>>().join(" "));
            }
        }
        let mut at = base;
        let mut open: Option<String> = None;
        for token in tokens {
            let orth = json::id(token.get("orth"));
            let Some(found) = draft.text[at..].find(&orth) else {
                let why =
                    format!("the token “{orth}” does not stand in “raw”; what follows is left out");
                losses.line(file, row.line, LossKind::Dropped, why);
                break;
            };
            let (start, end) = (at + found, at + found + orth.len());
            at = end;
            let tag = json::id(token.get("ner"));
            let (mark, label) = tag.split_once('-').unwrap_or(("O", ""));
            let continues = matches!(mark, "I" | "L") && open.as_deref() == Some(label);
            if continues && let Some(last) = draft.annotations.last_mut() {
                if let Some(span) = last.claim.spans.last_mut() {
                    span.1 = end;
                }
            } else if mark != "O" && !label.is_empty() {
                if matches!(mark, "I" | "L") {
                    let why = format!("“{tag}” begins an annotation without B-");
                    losses.line(file, row.line, LossKind::Corrected, why);
                }
                draft.annotations.push(DraftAnnotation {
                    line: row.line,
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
        draft.text.push_str("\n\n");
    }
    let trimmed = draft.text.trim_end_matches('\n').len();
    if row
        .fields
        .get("paragraphs")
        .and_then(Value::as_array)
        .is_some_and(|p| p.len() == 1)
    {
        draft.text.truncate(draft.text.len().saturating_sub(2));
    } else {
        draft.text.truncate(trimmed);
    }
    let trust = Trust {
        unit: Unit::Bytes,
        declared: true,
    };
    (draft, trust)
}
