//! `spacy`: training data for spaCy 3, and the same in the JSON of spaCy 2.
//!
//! ```text
//! articles.jsonl   {"text":"…","entities":[[0,5,"actor"]],
//!                   "spans":[{"start":0,"end":5,"label":"actor"}],
//!                   "relations":[{"head":0,"tail":1,"label":"makes"}],"meta":{"name":"…"}}
//! articles.json    for `spacy convert articles.json .`
//! convert.py       makes articles.spacy of articles.jsonl
//! ```
//!
//! Offsets count Unicode scalar values and match the boundaries of spaCy's own tokens, since spaCy
//! silently drops a span that does not. `entities` are the triples that a training example takes; a
//! line whose annotations overlap has none, since spaCy does not take these. `spans` hold all of
//! it. `head` and `tail` are indexes of `spans`, and the script puts relations into `user_data`. In
//! spaCy's own files, entities are the longest of those that overlap. Those files are read here too where
//! they stand alone; [`docbin`] writes them without a script.

use std::collections::{HashMap, HashSet};
use std::io;

use serde::Serialize;
use serde_json::Value;

use crate::model::{AnnotationId, Attributes, ByteOffset};
use crate::store::sidecar::OFFSETS;

use super::account::Fields;
use super::dataset_row::{DatasetRow, Unparsed};
use super::docbin;
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::flat::{Scheme, chunks, without_overlap};
use super::iob::{TagDecoder, tag_parts};
use super::json;
use super::leftovers::Leftovers;
use super::metadata::{self, is_entity};
use super::offsets::{DeclaredPosition, Unit, char_at};
use super::rendered;
use super::rows;
use super::supports::linked;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};

/// The script that converts the written files to spaCy's binary files.
const SCRIPT: &str = include_str!("convert.py");

/// The spaCy training format.
pub struct Spacy;

const LISTS: Unparsed<'_> =
    Unparsed::lists(&["spans", "entities", "ents", "relations", "paragraphs"]);

impl Format for Spacy {
    fn about(&self) -> &About {
        &About {
            name: "spacy",
            title: "spaCy, training data and a script that converts it",
            purpose: "spaCy: train a model",
            group: Group::Train,
            extension: "jsonl",
            files: Files::Several,
            supports: Supports {
                overlaps: true,
                relations: true,
                ..Supports::LABELS_ONLY
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
            rendered::lines(self, &part.articles, rows, losses, |_, article, losses| {
                row(article, tokenizer, losses)
            })?;
            let documents = output.file(&part.file("articles", "json"))?;
            // The losses were reported above.
            let mut reported = Losses::default();
            let render = |index, article: &ArticleRef<'_>, losses: &mut Losses| {
                let comma: &[u8] = if index > 0 { b"," } else { b"" };
                let document = document(index, article, tokenizer, losses)?;
                Ok([comma, &document].concat())
            };
            documents.write_all(b"[")?;
            rendered::each(&part.articles, &mut reported, render, |document| {
                Ok(documents.write_all(&document)?)
            })?;
            documents.write_all(b"]\n")?;
        }
        output.file("convert.py")?.write_all(SCRIPT.as_bytes())?;
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
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
                // Beside the files that it was made of it holds the same articles.
                if !lines.contains(&stem(file.name)) {
                    docbin::read(file, self.about().name, intake)?;
                }
                continue;
            }
            // The dataset has the same articles in both files.
            let twin = file.name.ends_with(".json") && lines.contains(&stem(file.name));
            if twin || !(file.name.ends_with(".json") || file.name.ends_with(".jsonl")) {
                continue;
            }
            rows::articles(
                file,
                LISTS,
                self.about().name,
                intake,
                |row, losses, left| draft(row, file.name, losses, left),
            )?;
        }
        Ok(())
    }
}

/// A line of training data in its written form.
#[derive(Serialize)]
struct SpacyExample<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<Triple<'a>>>,
    spans: Vec<SpacySpan<'a>>,
    relations: Vec<SpacyRelation<'a>>,
    meta: SpacyMeta<'a>,
}

/// Start, end and label.
type Triple<'a> = (usize, usize, &'a str);

#[derive(Serialize)]
struct SpacySpan<'a> {
    start: usize,
    end: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct SpacyRelation<'a> {
    head: usize,
    tail: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct SpacyMeta<'a> {
    name: &'a str,
    offsets: &'static str,
}

fn row(article: &ArticleRef<'_>, tokenizer: Tokenizer, losses: &mut Losses) -> io::Result<Vec<u8>> {
    let text = article.document.text();
    let tokens = Tokens::with_spaces(text, tokenizer);
    let all = chunks(article, &tokens, losses);
    // Overlaps are reported in one entry, since the spans hold all annotations.
    let mut overlapping = Losses::default();
    without_overlap(article, all.clone(), &mut overlapping);
    let is_flat = overlapping.is_empty();
    if !is_flat {
        let count = overlapping.all().len();
        let why = format!(
            "annotations overlap: its line has “spans” and no “entities”, of which articles.json \
             and articles.spacy lack {count}"
        );
        losses.add(article.name, LostItem::Article, LossKind::Flattened, why);
    }
    let indexes = all.iter().enumerate();
    let indexes = indexes.map(|(index, chunk)| (chunk.annotation.id.clone(), index));
    let indexes: HashMap<AnnotationId, usize> = indexes.collect();
    let relations = linked(article, &indexes, losses).into_iter();
    let relations = relations.map(|(relation, head, tail)| SpacyRelation {
        head: *head,
        tail: *tail,
        label: relation.kind.as_str(),
    });
    let at = |byte| char_at(text, ByteOffset(byte));
    let spans = all.iter().map(|chunk| {
        let stretch = tokens.stretch(&chunk.tokens);
        SpacySpan {
            start: at(stretch.start),
            end: at(stretch.end),
            label: chunk.annotation.label.as_str(),
        }
    });
    let spans: Vec<SpacySpan<'_>> = spans.collect();
    let triples = spans.iter().map(|span| (span.start, span.end, span.label));
    let row = SpacyExample {
        text: text.as_str(),
        entities: is_flat.then(|| triples.collect()),
        spans,
        relations: relations.collect(),
        meta: SpacyMeta {
            name: article.name,
            offsets: OFFSETS,
        },
    };
    json::line(&row)
}

/// A document in the JSON of spaCy 2, in its written form.
#[derive(Serialize)]
struct WrittenDocument<'a> {
    id: usize,
    paragraphs: [Paragraph<'a>; 1],
}

#[derive(Serialize)]
struct Paragraph<'a> {
    raw: &'a str,
    sentences: Vec<SpacySentence<'a>>,
}

#[derive(Serialize)]
struct SpacySentence<'a> {
    tokens: Vec<SpacyToken<'a>>,
}

#[derive(Serialize)]
struct SpacyToken<'a> {
    id: usize,
    orth: &'a str,
    tag: &'static str,
    ner: &'a str,
}

fn document(
    index: usize,
    article: &ArticleRef<'_>,
    tokenizer: Tokenizer,
    losses: &mut Losses,
) -> io::Result<Vec<u8>> {
    let text = article.document.text();
    let content = text.as_str();
    let tokens = Tokens::with_spaces(text, tokenizer);
    let entities = chunks(article, &tokens, losses);
    let entities = without_overlap(article, entities, losses);
    let tags = Scheme::Bilou.tags(tokens.tokens.len(), &entities, |a| a.label.to_string());
    let stretches: Vec<_> = entities.iter().map(|chunk| chunk.tokens.clone()).collect();
    let sentences = tokens.sentences_around(text, &stretches);
    let sentences = sentences.into_iter().map(|sentence| {
        let tokens = sentence.map(|id| SpacyToken {
            id,
            orth: &content[tokens.tokens[id].clone()],
            tag: "-",
            ner: &tags[id],
        });
        SpacySentence {
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
    Ok(serde_json::to_vec(&document)?)
}

fn draft(
    row: &DatasetRow,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> Option<(Draft, OffsetUnitHint)> {
    let fields = Fields::of_row("an article", row.line, row, left);
    if row.has("paragraphs") {
        fields.known(&["id"]);
        let mut read = paragraphs(row, &fields, file, losses, left);
        metadata::take_rest(&fields, &mut read.0.fields.values);
        return Some(read);
    }
    let Some(text) = fields.string("text") else {
        fields.all_told();
        losses.line(
            file,
            row.line,
            LossKind::Dropped,
            "there is no “text” in it",
        );
        return None;
    };
    let meta = fields.object("meta", "the metadata");
    let of_meta = |name: &str| meta.as_ref().map_or("", |meta| meta.text(name));
    let (name, offsets) = (of_meta("name"), of_meta("offsets"));
    let mut draft = Draft {
        name: name.to_owned(),
        text: text.to_owned(),
        ..Draft::default()
    };
    let groups = fields.object("spans", "the groups of spans");
    let groups = groups.iter().flat_map(|groups| {
        let lists = groups.rest();
        lists.into_iter().flat_map(|(name, group)| {
            let items = group.as_array();
            if items.is_some() {
                groups.take(name);
            }
            items.into_iter().flatten().cloned()
        })
    });
    let groups: Vec<Value> = groups.collect();
    let mut placed: HashMap<(usize, usize, String), usize> = HashMap::new();
    let mut count = 0;
    let spans = fields.items("spans").chain(groups).map(|item| (item, true));
    let entities = fields.items("entities").chain(fields.items("ents"));
    for (item, is_span) in spans.chain(entities.map(|item| (item, false))) {
        // Relations count the spans, or the entities where there are no spans.
        let mut id = String::new();
        if is_span || placed.is_empty() {
            id = format!("s{count}");
            count += 1;
        }
        let Some((place, label, mut annotation)) = entity(&item, row.line, left) else {
            let why = format!("{item} is no entity");
            losses.line(file, row.line, LossKind::Dropped, why);
            continue;
        };
        let key = (place.0, place.1, label.clone());
        // An entity that is in a group of spans too is one annotation.
        if let Some(known) = placed.get(&key).filter(|_| !is_span) {
            let known = &mut draft.annotations[*known];
            known.entity = known.entity.take().or(annotation.entity);
            for (name, value) in annotation.attributes {
                known.attributes.entry(name).or_insert(value);
            }
            continue;
        }
        if is_span {
            placed.entry(key).or_insert(draft.annotations.len());
        }
        annotation.id = id;
        draft.annotations.push(DraftAnnotation {
            line: row.line,
            label,
            ..annotation
        });
    }
    for relation in fields.items("relations") {
        let Some(relation) = Fields::of_value("a relation", row.line, &relation, left) else {
            let why = format!("{relation} is no relation");
            losses.line(file, row.line, LossKind::Dropped, why);
            continue;
        };
        let end = |name: &str| format!("s{}", relation.id(name));
        let mut attributes = Attributes::new();
        let (kind, from, to) = (relation.id("label"), end("head"), end("tail"));
        metadata::take_attributes(&relation, &mut attributes);
        draft.relations.push(DraftRelation {
            line: row.line,
            kind,
            from,
            to,
            attributes,
            ..DraftRelation::default()
        });
    }
    // Words and sentences follow from the text.
    fields.known(&["tokens", "sents", "ws", "token_ends"]);
    let trust = OffsetUnitHint {
        unit: Unit::Chars,
        declared: offsets == OFFSETS,
    };
    if let Some(meta) = &meta {
        metadata::take_rest(meta, &mut draft.fields.values);
    }
    metadata::take_rest(&fields, &mut draft.fields.values);
    Some((draft, trust))
}

/// An entity or a span, a list or an object: its place, its label, and what else it says.
fn entity(
    item: &Value,
    line: usize,
    left: &Leftovers,
) -> Option<((usize, usize), String, DraftAnnotation)> {
    let claim = |place, quote: Option<&str>| DeclaredPosition {
        spans: vec![place],
        quote: quote.map(str::to_owned),
    };
    if let Value::Array(parts) = item {
        let [start, end, label, more @ ..] = parts.as_slice() else {
            return None;
        };
        let label = json::id(Some(label));
        let place = (json::number(Some(start))?, json::number(Some(end))?);
        let entity = match more {
            [] => None,
            [entity] => Some(json::id(Some(entity))),
            _ => return None,
        };
        let annotation = DraftAnnotation {
            claim: claim(place, None),
            entity: entity.filter(|entity| is_entity(entity)),
            ..DraftAnnotation::default()
        };
        return (!label.is_empty()).then_some((place, label, annotation));
    }
    let fields = Fields::of_value("an annotation", line, item, left)?;
    let place = fields.number("start").zip(fields.number("end"));
    let label = fields.id("label");
    let (Some(place), false) = (place, label.is_empty()) else {
        fields.all_told();
        return None;
    };
    fields.known(&["token_start", "token_end", "id"]);
    let entity = ["kb_id", "entity_id", "ent_id", "entity"].map(|name| fields.id(name));
    let entity = entity.into_iter().find(|entity| is_entity(entity));
    let mut annotation = DraftAnnotation {
        claim: claim(place, fields.string("text")),
        entity,
        memo: fields.text("memo").to_owned(),
        ..DraftAnnotation::default()
    };
    metadata::take_attributes(&fields, &mut annotation.attributes);
    Some((place, label, annotation))
}

/// Reads the JSON of spaCy 2: the raw text, and tokens with BILUO tags.
fn paragraphs(
    row: &DatasetRow,
    fields: &Fields<'_>,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> (Draft, OffsetUnitHint) {
    let mut draft = Draft::default();
    let mut count = 0;
    drop(fields.items("paragraphs"));
    for paragraph in row.raw_items("paragraphs") {
        count += 1;
        let paragraph = DatasetRow::part(paragraph.get(), Unparsed::lists(&["sentences"]));
        let of_paragraph = Fields::of_row("a paragraph", row.line, &paragraph, left);
        of_paragraph.known(&["raw", "sentences"]);
        let tokens = || {
            paragraph.raw_items("sentences").flat_map(|sentence| {
                let sentence = DatasetRow::part(sentence.get(), Unparsed::lists(&["tokens"]));
                sentence.items("tokens").collect::<Vec<Value>>()
            })
        };
        for sentence in paragraph.raw_items("sentences") {
            let sentence = DatasetRow::part(sentence.get(), Unparsed::lists(&["tokens"]));
            let of_sentence = Fields::of_row("a sentence", row.line, &sentence, left);
            of_sentence.known(&["tokens", "brackets"]);
        }
        let base = draft.text.len();
        match paragraph.fields.get("raw").and_then(Value::as_str) {
            Some(raw) => draft.text.push_str(raw),
            None => {
                let why = "a paragraph without “raw” was put together from its tokens";
                losses.line(file, row.line, LossKind::Corrected, why);
                let words = tokens().map(|token| json::id(token.get("orth")));
                draft.text.push_str(&words.collect::<Vec<_>>().join(" "));
            }
        }
        let mut at = base;
        let mut decoder = TagDecoder::default();
        for token in tokens() {
            let orth = json::id(token.get("orth"));
            if let Some(token) = Fields::of_value("a token", row.line, &token, left) {
                token.known(&["id", "orth", "ner"]);
                // `-` is what spaCy writes where it has nothing.
                let nothing = |(_, value): &(&str, &Value)| **value == "-" || **value == "";
                let nothing = token.rest().into_iter().filter(nothing);
                nothing.for_each(|(name, _)| token.take(name));
            }
            let Some(found) = draft.text[at..].find(&orth) else {
                let why =
                    format!("the token “{orth}” does not stand in “raw”; what follows is left out");
                losses.line(file, row.line, LossKind::Dropped, why);
                break;
            };
            let (start, end) = (at + found, at + found + orth.len());
            at = end;
            let tag = json::id(token.get("ner"));
            let parts = tag_parts(&tag);
            if decoder.word(parts, row.line, (start, end), &mut draft.annotations) {
                let why = format!("“{tag}” begins an annotation without B-");
                losses.line(file, row.line, LossKind::Corrected, why);
            }
        }
        draft.text.push_str("\n\n");
    }
    let trimmed = draft.text.trim_end_matches('\n').len();
    if count == 1 {
        draft.text.truncate(draft.text.len().saturating_sub(2));
    } else {
        draft.text.truncate(trimmed);
    }
    let trust = OffsetUnitHint {
        unit: Unit::Bytes,
        declared: true,
    };
    (draft, trust)
}
