//! `prodigy`: examples as Prodigy keeps them, with tokens, spans and relations.
//!
//! ```json
//! {"text":"…","meta":{"source":"talks/envoy.txt"},
//!  "tokens":[{"text":"Putin","start":0,"end":5,"id":0,"ws":true}],
//!  "spans":[{"start":0,"end":5,"token_start":0,"token_end":0,"label":"actor","text":"Putin"}],
//!  "relations":[{"head":0,"child":4,"label":"makes","head_span":{},"child_span":{}}],
//!  "answer":"accept"}
//! ```
//!
//! Offsets count Unicode scalar values; `token_end` is inclusive; `head` and `child` are the last
//! tokens of their spans. Spans begin and end at the tokens of spaCy's English tokenizer.
//! Attributes, entity and memo are fields of the span, which Prodigy keeps. We write no hashes;
//! Prodigy computes them.

use std::collections::{HashMap, HashSet};
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{AnnotationId, Attributes};

use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::flat::{Chunk, chunks};
use super::json;
use super::offsets::{Chars, DeclaredPosition, Unit};
use super::per_file;
use super::rendered;
use super::rows;
use super::supports::linked;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    Output, Supports, WriteOptions,
};

/// The field of an example's tokens, of which there are very many.
const TOKENS: &str = "tokens";

const UNPARSED: Unparsed<'_> = Unparsed {
    later: &[TOKENS],
    lists: &["spans", "relations"],
    objects: &[],
};

/// The Prodigy format.
pub struct Prodigy;

impl Format for Prodigy {
    fn about(&self) -> &About {
        &About {
            name: "prodigy",
            title: "Prodigy, examples with spans and relations",
            purpose: "Prodigy: correct annotations",
            group: Group::Annotate,
            extension: "jsonl",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                relations: true,
                attributes: true,
                relation_attributes: true,
                entities: true,
                memos: true,
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
            let out = output.file(&part.file("articles", self.about().extension))?;
            let render = |_, article: &ArticleRef<'_>, losses: &mut Losses| {
                self.about().supports.report(article, losses);
                Ok(example(article, tokenizer, losses)?)
            };
            rendered::each(&part.articles, losses, render, |line| {
                Ok(out.write_all(&line)?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            rows::articles(file, UNPARSED, self.about().name, intake, |row, losses| {
                draft(row, file.name, losses)
            })?;
        }
        Ok(())
    }
}

/// An example in its written form.
#[derive(Serialize)]
struct Example<'a> {
    text: &'a str,
    meta: ProdigyMeta<'a>,
    tokens: Vec<WrittenToken<'a>>,
    spans: Vec<ProdigySpan<'a>>,
    relations: Vec<ProdigyRelation<'a>>,
    answer: &'static str,
}

#[derive(Serialize)]
struct ProdigyMeta<'a> {
    source: &'a str,
}

#[derive(Serialize)]
struct WrittenToken<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Clone, Copy, Serialize)]
struct WrittenPlace<'a> {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: &'a str,
}

#[derive(Serialize)]
struct ProdigySpan<'a> {
    #[serde(flatten)]
    place: WrittenPlace<'a>,
    text: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    memo: &'a str,
}

#[derive(Serialize)]
struct ProdigyRelation<'a> {
    head: usize,
    child: usize,
    label: &'a str,
    head_span: WrittenPlace<'a>,
    child_span: WrittenPlace<'a>,
    head_id: &'a str,
    child_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<Value>,
}

fn example(
    article: &ArticleRef<'_>,
    tokenizer: Tokenizer,
    losses: &mut Losses,
) -> io::Result<Vec<u8>> {
    let text = article.document.text();
    let content = text.as_str();
    let cut = Tokens::with_spaces(text, tokenizer);
    let mut chars = Chars::new(content);
    let tokens = cut.tokens.iter().enumerate().map(|(id, token)| {
        let next = cut.tokens.get(id + 1);
        WrittenToken {
            text: &content[token.clone()],
            start: chars.before(token.start),
            end: chars.before(token.end),
            id,
            ws: content[token.end..].starts_with(' ')
                && next.is_none_or(|next| next.start > token.end),
        }
    });
    let tokens: Vec<WrittenToken<'_>> = tokens.collect();
    let chunks = chunks(article, &cut, losses);
    let place = |chunk: &Chunk<'_>, label| WrittenPlace {
        start: tokens[chunk.tokens.start].start,
        end: tokens[chunk.tokens.end - 1].end,
        token_start: chunk.tokens.start,
        token_end: chunk.tokens.end - 1,
        label,
    };
    let attributes = |attributes: &Attributes| {
        let some = !attributes.is_empty();
        some.then(|| json::object(attributes))
    };
    let spans = chunks.iter().map(|chunk| {
        let annotation = chunk.annotation;
        ProdigySpan {
            place: place(chunk, annotation.label.as_str()),
            text: &content[cut.stretch(&chunk.tokens)],
            id: annotation.id.as_str(),
            attributes: attributes(&annotation.attributes),
            entity: annotation.entity.as_ref().map(|entity| entity.as_str()),
            memo: &annotation.memo,
        }
    });
    let spans: Vec<ProdigySpan<'_>> = spans.collect();
    let ends = chunks
        .iter()
        .map(|chunk| (chunk.annotation.id.clone(), chunk));
    let ends: HashMap<AnnotationId, &Chunk<'_>> = ends.collect();
    let relations = linked(article, &ends, losses).into_iter();
    let relations = relations.map(|(relation, from, to)| ProdigyRelation {
        head: from.tokens.end - 1,
        child: to.tokens.end - 1,
        label: relation.kind.as_str(),
        head_span: place(from, from.annotation.label.as_str()),
        child_span: place(to, to.annotation.label.as_str()),
        head_id: from.annotation.id.as_str(),
        child_id: to.annotation.id.as_str(),
        attributes: attributes(&relation.attributes),
    });
    let relations = relations.collect();
    let example = Example {
        text: content,
        meta: ProdigyMeta {
            source: article.name,
        },
        tokens,
        spans,
        relations,
        answer: "accept",
    };
    json::line(&example)
}

fn draft(row: &DatasetRow, file: &str, losses: &mut Losses) -> Option<(Draft, OffsetUnitHint)> {
    let fields = &row.fields;
    let line = row.line;
    let answer = json::text(fields, "answer");
    if !matches!(answer, "" | "accept") {
        let why = format!("it was answered with “{answer}”");
        losses.line(file, line, LossKind::Dropped, why);
        return None;
    }
    let Some(Value::String(text)) = fields.get("text") else {
        losses.line(file, line, LossKind::Dropped, "there is no “text” in it");
        return None;
    };
    let meta = fields.get("meta").and_then(Value::as_object);
    let source = meta.map_or("", |meta| json::text(meta, "source"));
    let coder = ["_annotator_id", "_session_id"].map(|name| json::text(fields, name));
    let coder = coder.into_iter().find(|coder| !coder.is_empty());
    let mut draft = Draft {
        name: source.to_owned(),
        text: text.clone(),
        coder: coder.unwrap_or_default().to_owned(),
        ..Draft::default()
    };
    let mut tokens: Option<Vec<ProdigyToken>> = None;
    for (index, item) in row.items("spans").enumerate() {
        let places = (
            json::number(item.get("start")),
            json::number(item.get("end")),
        );
        let label = json::id(item.get("label"));
        let (Some(start), Some(end)) = places else {
            let why = format!("{item} is no span");
            losses.line(file, line, LossKind::Dropped, why);
            continue;
        };
        let quote = match item.get("text").and_then(Value::as_str) {
            Some(text) => Some(text.to_owned()),
            None => match covered(&item, tokens.get_or_insert_with(|| tokens_of(row))) {
                Covered::Text(text) => Some(text),
                Covered::Exclusive(text) => {
                    let why = format!("“token_end” of “{text}” is not its last token");
                    losses.line(file, line, LossKind::Corrected, why);
                    Some(text)
                }
                Covered::Unknown => None,
            },
        };
        let id = match json::id(item.get("id")) {
            id if id.is_empty() => format!("s{index}"),
            id => id,
        };
        draft.annotations.push(DraftAnnotation {
            id,
            line,
            label,
            claim: DeclaredPosition {
                spans: vec![(start, end)],
                quote,
            },
            entity: item
                .get("entity")
                .and_then(Value::as_str)
                .map(str::to_owned),
            attributes: json::attributes(item.get("attributes")),
            memo: json::id(item.get("memo")),
            ..DraftAnnotation::default()
        });
    }
    let ends = AnnotationEnds::of(&draft.annotations);
    let mut relations = Vec::new();
    for item in row.items("relations") {
        let end = |side: &str| {
            let id = json::id(item.get(format!("{side}_id")));
            if ends.ids.contains(id.as_str()) {
                return id;
            }
            let span = item.get(format!("{side}_span")).unwrap_or(&Value::Null);
            let start = json::number(span.get("start"));
            let place = start.zip(json::number(span.get("end")));
            let label = json::id(span.get("label"));
            let same = place.and_then(|place| ends.at(place, &label));
            same.map_or_else(|| json::id(item.get(side)), str::to_owned)
        };
        let (from, to) = (end("head"), end("child"));
        relations.push(DraftRelation {
            line,
            kind: json::id(item.get("label")),
            from,
            to,
            attributes: json::attributes(item.get("attributes")),
            ..DraftRelation::default()
        });
    }
    draft.relations.extend(relations);
    Some((draft, Unit::Chars.into()))
}

/// The ids of annotations, which are the ends of relations, by id and by place.
struct AnnotationEnds<'a> {
    ids: HashSet<&'a str>,
    /// The first at each place, of any label.
    by_place: HashMap<(usize, usize), &'a str>,
    /// The first at each place with a label.
    by_label: HashMap<((usize, usize), &'a str), &'a str>,
}

impl<'a> AnnotationEnds<'a> {
    fn of(annotations: &'a [DraftAnnotation]) -> Self {
        let mut ends = Self {
            ids: HashSet::new(),
            by_place: HashMap::new(),
            by_label: HashMap::new(),
        };
        for annotation in annotations {
            let (id, label) = (annotation.id.as_str(), annotation.label.as_str());
            ends.ids.insert(id);
            for place in &annotation.claim.spans {
                ends.by_place.entry(*place).or_insert(id);
                ends.by_label.entry((*place, label)).or_insert(id);
            }
        }
        ends
    }

    /// The annotation at a place, with this label if there is one.
    fn at(&self, place: (usize, usize), label: &str) -> Option<&'a str> {
        let with_label = self.by_label.get(&(place, label));
        with_label.or_else(|| self.by_place.get(&place)).copied()
    }
}

/// The text that a span covers according to its tokens.
enum Covered {
    Text(String),
    /// The text if `token_end` is the token after the last.
    Exclusive(String),
    Unknown,
}

/// A token of an example.
#[derive(Deserialize)]
struct ProdigyToken {
    text: String,
    start: usize,
    end: usize,
}

/// The tokens of an example; none if one of them is invalid.
fn tokens_of(row: &DatasetRow) -> Vec<ProdigyToken> {
    let tokens = row.field(TOKENS).unwrap_or_default();
    serde_json::from_value(tokens).unwrap_or_default()
}

fn covered(span: &Value, tokens: &[ProdigyToken]) -> Covered {
    let number = |name: &str| json::number(span.get(name));
    let (Some(first), Some(last), Some(end)) =
        (number("token_start"), number("token_end"), number("end"))
    else {
        return Covered::Unknown;
    };
    let text = |last: usize| {
        let tokens = tokens.get(first..last.checked_add(1)?)?;
        let mut text = String::new();
        let mut end = None;
        for token in tokens {
            // Some programs do not declare whether a space follows.
            if end.is_some_and(|end| end < token.start) {
                text.push(' ');
            }
            text.push_str(&token.text);
            end = Some(token.end);
        }
        Some(text)
    };
    let ends_at = |token: usize| tokens.get(token).is_some_and(|token| token.end == end);
    if !ends_at(last)
        && last > first
        && ends_at(last - 1)
        && let Some(text) = text(last - 1)
    {
        return Covered::Exclusive(text);
    }
    text(last).map_or(Covered::Unknown, Covered::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_find_their_ends_by_id_or_else_by_place_and_label() {
        let annotation = |id: &str, label: &str, place| DraftAnnotation {
            id: id.into(),
            label: label.into(),
            claim: DeclaredPosition {
                spans: vec![place],
                quote: None,
            },
            ..DraftAnnotation::default()
        };
        let annotations = [
            annotation("a1", "actor", (0, 5)),
            annotation("a2", "event", (0, 5)),
            annotation("a3", "event", (0, 5)),
            annotation("a4", "event", (7, 9)),
        ];
        let ends = AnnotationEnds::of(&annotations);
        assert!(ends.ids.contains("a4") && !ends.ids.contains("a5"));
        for (place, label, expected) in [
            ((0, 5), "event", Some("a2")),
            ((0, 5), "demand", Some("a1")),
            ((7, 9), "actor", Some("a4")),
            ((7, 8), "event", None),
        ] {
            assert_eq!(ends.at(place, label), expected);
        }
    }
}
