//! `chat`: one conversation per line, for fine-tuning a language model. Demarche does not read it.
//!
//! ```json
//! {"messages":[{"role":"system","content":"…"},{"role":"user","content":"the text"},
//!  {"role":"assistant","content":"{\"spans\":[{\"start\":0,\"end\":5,\"label\":\"actor\",\"text\":\"Putin\",\"occurrence\":1}],\"relations\":[{\"head\":0,\"tail\":1,\"label\":\"makes\"}]}"}]}
//! ```
//!
//! Language models count badly, so `text` and `occurrence` (which of the occurrences of that text
//! is meant) locate a span without its offsets. `head` and `tail` are indexes of `spans`. An
//! annotation of several fragments has one span per fragment, linked by relations of the type
//! `fragment`.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::json;
use super::occurrences::counts_before;
use super::offsets::char_at;
use super::pieces::{FRAGMENT, links, pieces};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, LossKind, Losses, LostItem, Output,
    Supports, WriteOptions,
};

/// The chat format, for fine-tuning.
pub struct Chat;

impl Format for Chat {
    fn about(&self) -> &About {
        &About {
            name: "chat",
            title: "Conversations for fine-tuning a language model",
            purpose: "Chat JSON Lines: fine-tune a language model",
            group: Group::Train,
            extension: "jsonl",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                any_border: true,
                relations: true,
                attributes: true,
                relation_attributes: true,
                entities: true,
                ..Supports::LABELS_ONLY
            },
            reads: false,
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
        let system = instructions(articles, options);
        for part in options.parts(articles) {
            let out = output.file(&part.file("articles", self.about().extension))?;
            for article in &part.articles {
                let text = article.document.text().as_str();
                if text.trim().is_empty() {
                    let why = "there is no text in it";
                    losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
                    continue;
                }
                self.about().supports.report(article, losses);
                let answer = answer(article, options, losses).to_string();
                let messages = json!({"messages": [
                    {"role": "system", "content": system},
                    {"role": "user", "content": text},
                    {"role": "assistant", "content": answer},
                ]});
                out.write_all(&json::line(&messages)?)?;
            }
        }
        Ok(())
    }
}

/// The system prompt: the labels and relation types with their definitions.
fn instructions(articles: &[ArticleRef<'_>], options: &WriteOptions) -> String {
    let mut prompt = "Mark the spans of the text that the labels below name, and the relations \
                    between them. Answer with JSON only: {\"spans\":[{\"start\",\"end\",\"label\",\
                    \"text\",\"occurrence\"}],\"relations\":[{\"head\",\"tail\",\"label\"}]}. \
                    Offsets count Unicode characters from 0, the end is exclusive; occurrence tells \
                    which of the places is meant where the text stands several times, from 1; head \
                    and tail are indexes of spans.\n\nLabels:"
        .to_owned();
    for label in options.labels(articles) {
        let declared = options.codebook.label(&label);
        let definition = declared.map_or("", |label| label.definition.as_str());
        let _ = write!(prompt, "\n- {label}: {definition}");
    }
    let kinds = options.relation_types(articles);
    if !kinds.is_empty() {
        prompt.push_str("\n\nRelations:");
    }
    for kind in kinds {
        let declared = options
            .codebook
            .relations
            .iter()
            .find(|r| r.id.as_str() == kind);
        let definition = declared.map_or("", |kind| kind.definition.as_str());
        let _ = write!(prompt, "\n- {kind}: {definition}");
    }
    let _ = write!(
        prompt,
        "\n- {FRAGMENT}: from the first to a later part of one annotation in several parts"
    );
    prompt
}

fn answer(article: &ArticleRef<'_>, options: &WriteOptions, losses: &mut Losses) -> Value {
    let text = article.document.text();
    let pieces = pieces(article, losses);
    let places: Vec<(&str, usize)> = pieces
        .iter()
        .map(|piece| (piece.span.text(text), piece.span.end().0))
        .collect();
    let occurrences = counts_before(text.as_str(), &places);
    let spans = pieces.iter().zip(occurrences).map(|(piece, occurrence)| {
        let covered = piece.span.text(text);
        let mut span = Map::new();
        span.insert("start".into(), char_at(text, piece.span.start()).into());
        span.insert("end".into(), char_at(text, piece.span.end()).into());
        span.insert("label".into(), piece.annotation.label.as_str().into());
        span.insert("text".into(), covered.into());
        span.insert("occurrence".into(), occurrence.into());
        if piece.is_first && !piece.annotation.attributes.is_empty() {
            let attributes = json::object(&piece.annotation.attributes);
            span.insert("attributes".into(), attributes);
        }
        if let Some(entity) = piece.annotation.entity.as_ref().filter(|_| piece.is_first) {
            let known = options.entities.get(entity);
            let name = known.map_or(entity.as_str(), |known| known.name.as_str());
            span.insert("entity".into(), name.into());
        }
        Value::Object(span)
    });
    let spans: Vec<Value> = spans.collect();
    let relations = links(article, &pieces, losses).into_iter().map(|link| {
        let mut relation = Map::new();
        relation.insert("head".into(), link.from.into());
        relation.insert("tail".into(), link.to.into());
        relation.insert("label".into(), link.kind().into());
        if let Some(of) = link.relation.filter(|of| !of.attributes.is_empty()) {
            relation.insert("attributes".into(), json::object(&of.attributes));
        }
        Value::Object(relation)
    });
    let relations: Vec<Value> = relations.collect();
    json!({"spans": spans, "relations": relations})
}
