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
//! tokens of their spans. Spans stand on tokens, which are those of spaCy's English. Attributes,
//! entity and memo are fields of the span, which Prodigy keeps. Hashes are left to Prodigy.

use serde_json::{Value, json};

use crate::model::AnnotationId;
use crate::model::text::ByteOffset;

use super::draft::{Draft, DraftAnnotation, DraftRelation};
use super::flat::{Chunk, chunks};
use super::holds::linked;
use super::json::{self, Row};
use super::per_file;
use super::places::{Claim, Unit, char_at};
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Holds, Imported, InputFile, LossKind, Losses,
    Output, WriteOptions,
};

/// Prodigy's examples.
pub struct Prodigy;

impl Format for Prodigy {
    fn about(&self) -> &About {
        &About {
            name: "prodigy",
            title: "Prodigy, examples with spans and relations",
            purpose: "Correct in Prodigy",
            extension: "jsonl",
            files: Files::One,
            holds: Holds {
                overlaps: true,
                relations: true,
                attributes: true,
                relation_attributes: true,
                entities: true,
                memos: true,
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
            let out = output.file(&part.file("articles", self.about().extension))?;
            for article in &part.articles {
                self.about().holds.report(article, losses);
                writeln!(out, "{}", example(article, tokenizer, losses))?;
            }
        }
        Ok(())
    }

    fn read(&self, files: &[InputFile<'_>]) -> Result<Imported, FormatError> {
        let mut imported = Imported::default();
        for file in per_file::without_card(files) {
            let rows = json::rows(file, &mut imported.losses)?;
            let digits = rows.len().to_string().len();
            for (index, row) in rows.iter().enumerate() {
                let name = json::name_of(file.name, index, digits);
                let losses = &mut imported.losses;
                if let Some(draft) = draft(row, name, file.name, losses) {
                    let article = draft.finish(file.name, self.about().name, Unit::Chars, losses);
                    imported.articles.push(article);
                }
            }
        }
        Ok(imported)
    }
}

fn example(article: &ArticleRef<'_>, tokenizer: Tokenizer, losses: &mut Losses) -> Value {
    let text = article.document.text();
    let content = text.as_str();
    let cut = Tokens::with_spaces(text, tokenizer);
    let at = |byte: usize| char_at(text, ByteOffset(byte));
    let tokens = cut.tokens.iter().enumerate().map(|(id, token)| {
        json!({
            "text": &content[token.clone()],
            "start": at(token.start),
            "end": at(token.end),
            "id": id,
            "ws": content[token.end..].starts_with(' ')
                && cut.tokens.get(id + 1).is_none_or(|next| next.start > token.end),
        })
    });
    let tokens: Vec<Value> = tokens.collect();
    let chunks = chunks(article, &cut, losses);
    let place = |chunk: &Chunk<'_>| {
        let stretch = cut.stretch(&chunk.tokens);
        json!({
            "start": at(stretch.start),
            "end": at(stretch.end),
            "token_start": chunk.tokens.start,
            "token_end": chunk.tokens.end - 1,
            "label": chunk.annotation.label.as_str(),
        })
    };
    let spans = chunks.iter().map(|chunk| {
        let annotation = chunk.annotation;
        let mut span = place(chunk);
        span["text"] = content[cut.stretch(&chunk.tokens)].into();
        span["id"] = annotation.id.as_str().into();
        if !annotation.attributes.is_empty() {
            span["attributes"] = json::object(&annotation.attributes);
        }
        if let Some(entity) = &annotation.entity {
            span["entity"] = entity.as_str().into();
        }
        if !annotation.memo.is_empty() {
            span["memo"] = annotation.memo.as_str().into();
        }
        span
    });
    let spans: Vec<Value> = spans.collect();
    let ends = chunks
        .iter()
        .map(|chunk| (chunk.annotation.id.clone(), chunk));
    let ends: std::collections::HashMap<AnnotationId, &Chunk<'_>> = ends.collect();
    let relations = linked(article, &ends, losses).into_iter();
    let relations = relations.map(|(relation, from, to)| {
        let mut line = json!({
            "head": from.tokens.end - 1,
            "child": to.tokens.end - 1,
            "label": relation.kind.as_str(),
            "head_span": place(from),
            "child_span": place(to),
            "head_id": from.annotation.id.as_str(),
            "child_id": to.annotation.id.as_str(),
        });
        if !relation.attributes.is_empty() {
            line["attributes"] = json::object(&relation.attributes);
        }
        line
    });
    let relations: Vec<Value> = relations.collect();
    json!({
        "text": content,
        "meta": {"source": article.name},
        "tokens": tokens,
        "spans": spans,
        "relations": relations,
        "answer": "accept",
    })
}

fn draft(row: &Row, otherwise: String, file: &str, losses: &mut Losses) -> Option<Draft> {
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
        name: if source.is_empty() {
            otherwise
        } else {
            source.to_owned()
        },
        text: text.clone(),
        coder: coder.unwrap_or_default().to_owned(),
        ..Draft::default()
    };
    let tokens = json::list(fields, "tokens");
    for (index, item) in json::list(fields, "spans").iter().enumerate() {
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
            None => match covered(item, tokens) {
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
            claim: Claim {
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
    for item in json::list(fields, "relations") {
        let end = |side: &str| {
            let id = json::id(item.get(format!("{side}_id")));
            if draft.annotations.iter().any(|a| a.id == id) {
                return id;
            }
            let span = item.get(format!("{side}_span")).unwrap_or(&Value::Null);
            let place = (
                json::number(span.get("start")),
                json::number(span.get("end")),
            );
            let label = json::id(span.get("label"));
            let here = |a: &&DraftAnnotation| {
                let spans = a.claim.spans.iter();
                let mut places = spans.map(|(start, end)| (Some(*start), Some(*end)));
                places.any(|other| other == place)
            };
            let same = draft
                .annotations
                .iter()
                .find(|a| here(a) && a.label == label);
            let same = same.or_else(|| draft.annotations.iter().find(here));
            same.map_or_else(|| json::id(item.get(side)), |a| a.id.clone())
        };
        let (from, to) = (end("head"), end("child"));
        draft.relations.push(DraftRelation {
            line,
            kind: json::id(item.get("label")),
            from,
            to,
            attributes: json::attributes(item.get("attributes")),
            ..DraftRelation::default()
        });
    }
    Some(draft)
}

/// What the tokens of a span say that it covers.
enum Covered {
    Text(String),
    /// The same where `token_end` is the token after the last.
    Exclusive(String),
    Unknown,
}

fn covered(span: &Value, tokens: &[Value]) -> Covered {
    let number = |name: &str| json::number(span.get(name));
    let (Some(first), Some(last), Some(end)) =
        (number("token_start"), number("token_end"), number("end"))
    else {
        return Covered::Unknown;
    };
    let text = |last: usize| {
        let tokens = tokens.get(first..=last)?;
        let mut text = String::new();
        for (index, token) in tokens.iter().enumerate() {
            text.push_str(token.get("text")?.as_str()?);
            let is_last = index + 1 == tokens.len();
            if !is_last && token.get("ws").and_then(Value::as_bool).unwrap_or(true) {
                text.push(' ');
            }
        }
        Some(text)
    };
    let ends_at = |token: usize| {
        let token = tokens.get(token).and_then(|token| token.get("end"));
        json::number(token) == Some(end)
    };
    if !ends_at(last)
        && last > first
        && ends_at(last - 1)
        && let Some(text) = text(last - 1)
    {
        return Covered::Exclusive(text);
    }
    text(last).map_or(Covered::Unknown, Covered::Text)
}
