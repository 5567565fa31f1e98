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
//! Prodigy computes them. Each person's coding of an article is an example with `_annotator_id` and `_session_id`.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read as _};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::{AnnotationId, Attributes};

use super::account::Fields;
use super::codings::{CoderSupport, are_several};
use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::flat::{Chunk, chunks};
use super::json;
use super::leftovers::Leftovers;
use super::metadata::{self, is_entity};
use super::offsets::{Chars, DeclaredPosition, Unit};
use super::per_file;
use super::rendered;
use super::rows;
use super::supports::linked;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, CodingOf, Files, Format, FormatError, Group, ImportSink, InputFile,
    LossKind, Losses, Output, Supports, WriteOptions,
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
                coders: CoderSupport::Named,
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
            let is_several = are_several(&part.articles);
            let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
                self.about().supports.report(article, losses);
                let coder = article.header.coder.as_str();
                let coder = is_several.get(index).and_then(|is| is.then_some(coder));
                Ok(example(article, coder, tokenizer, losses)?)
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
            let several = have_several_coders(file)?;
            rows::articles(
                file,
                UNPARSED,
                self.about().name,
                intake,
                |row, losses, left| {
                    let mut read = draft(row, file.name, losses, left)?;
                    if several && !read.0.coder.is_empty() {
                        read.0.coding = CodingOf::Several;
                    }
                    Some(read)
                },
            )?;
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
    #[serde(rename = "_annotator_id", skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(rename = "_session_id", skip_serializing_if = "Option::is_none")]
    session: Option<&'a str>,
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

/// The example of an article; `coder` is whose it is, where others have coded the same article.
fn example(
    article: &ArticleRef<'_>,
    coder: Option<&str>,
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
        annotator: coder,
        session: coder,
    };
    json::line(&example)
}

/// The fields that say who made an example; the first that is there counts.
const CODERS: [&str; 2] = ["_annotator_id", "_session_id"];

/// Whether several people have made the examples of a file.
fn have_several_coders(file: &InputFile<'_>) -> Result<bool, FormatError> {
    // Files of one person say nothing about people, and need not be parsed twice.
    if !names_people(file)? {
        return Ok(false);
    }
    let mut coders = HashSet::new();
    let mut nowhere = |_| Ok(());
    let mut sink = ImportSink::new(&mut nowhere);
    let read = rows::each_row(file, UNPARSED, &mut sink, &mut |row, _| {
        coders.insert(coder_of(&row.fields));
        match coders.len() > 1 {
            true => Err(FormatError::NotTaken(String::new())),
            false => Ok(()),
        }
    });
    match read {
        Err(FormatError::NotTaken(_)) | Ok(()) => {}
        // The error comes again when the examples are read.
        Err(_) => return Ok(false),
    }
    Ok(coders.len() > 1)
}

/// Whether the fields that say who made an example are anywhere in a file.
fn names_people(file: &InputFile<'_>) -> Result<bool, FormatError> {
    let mut bytes = file.reader()?;
    let longest = CODERS.iter().map(|name| name.len()).max();
    let longest = longest.unwrap_or_default();
    let mut block: Vec<u8> = Vec::new();
    loop {
        // A name may begin in one block and end in the next.
        block.drain(..block.len().saturating_sub(longest));
        let before = block.len();
        let read = bytes.by_ref().take(1 << 16).read_to_end(&mut block);
        read.map_err(|error| file.unread(&error))?;
        let text = String::from_utf8_lossy(&block);
        if CODERS.iter().any(|name| text.contains(name)) {
            return Ok(true);
        }
        if block.len() == before {
            return Ok(false);
        }
    }
}

fn coder_of(fields: &Map<String, Value>) -> String {
    let coders = CODERS.map(|name| json::id(fields.get(name)));
    let coder = coders.into_iter().find(|coder| !coder.is_empty());
    coder.unwrap_or_default()
}

fn draft(
    row: &DatasetRow,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> Option<(Draft, OffsetUnitHint)> {
    let fields = Fields::of_row("an article", row.line, row, left);
    let line = row.line;
    let answer = fields.text("answer");
    if !matches!(answer, "" | "accept") {
        fields.all_told();
        let why = format!("it was answered with “{answer}”");
        losses.line(file, line, LossKind::Dropped, why);
        return None;
    }
    let Some(text) = fields.string("text") else {
        fields.all_told();
        losses.line(file, line, LossKind::Dropped, "there is no “text” in it");
        return None;
    };
    let meta = fields.object("meta", "the metadata");
    let source = meta.as_ref().map_or("", |meta| meta.text("source"));
    fields.known(&CODERS);
    let mut draft = Draft {
        name: source.to_owned(),
        text: text.to_owned(),
        coder: coder_of(&row.fields),
        ..Draft::default()
    };
    // What Prodigy computes again, and how it showed the example.
    fields.known(&[
        TOKENS,
        "_input_hash",
        "_task_hash",
        "_view_id",
        "_timestamp",
        "_is_binary",
        "options",
        "config",
    ]);
    let mut tokens: Option<Vec<ProdigyToken>> = None;
    for (index, item) in fields.items("spans").enumerate() {
        let Some(span) = Fields::of_value("an annotation", line, &item, left) else {
            let why = format!("{item} is no span");
            losses.line(file, line, LossKind::Dropped, why);
            continue;
        };
        let (Some(start), Some(end)) = (span.number("start"), span.number("end")) else {
            span.all_told();
            let why = format!("{item} is no span");
            losses.line(file, line, LossKind::Dropped, why);
            continue;
        };
        span.known(&[
            "token_start",
            "token_end",
            "input_hash",
            "task_hash",
            "_input_hash",
        ]);
        let label = span.id("label");
        let quote = match span.string("text") {
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
        let id = match span.id("id") {
            id if id.is_empty() => format!("s{index}"),
            id => id,
        };
        let entity = ["entity", "kb_id"].map(|name| span.id(name));
        let mut attributes = own_attributes(&span);
        let memo = span.id("memo");
        metadata::take_attributes(&span, &mut attributes);
        draft.annotations.push(DraftAnnotation {
            id,
            line,
            label,
            claim: DeclaredPosition {
                spans: vec![(start, end)],
                quote,
            },
            entity: entity.into_iter().find(|entity| is_entity(entity)),
            attributes,
            memo,
            ..DraftAnnotation::default()
        });
    }
    let ends = AnnotationEnds::of(&draft.annotations);
    let mut relations = Vec::new();
    for item in fields.items("relations") {
        let Some(relation) = Fields::of_value("a relation", line, &item, left) else {
            let why = format!("{item} is no relation");
            losses.line(file, line, LossKind::Dropped, why);
            continue;
        };
        let end = |side: &str| {
            let number = relation.id(side);
            let id = relation.id(&format!("{side}_id"));
            let span = relation.object(&format!("{side}_span"), "the end of a relation");
            let of_span = span.as_ref().map(|span| {
                span.known(&["token_start", "token_end"]);
                let place = span.number("start").zip(span.number("end"));
                (place, span.id("label"))
            });
            if ends.ids.contains(id.as_str()) {
                return id;
            }
            let same = of_span.and_then(|(place, label)| ends.at(place?, &label));
            same.map_or(number, str::to_owned)
        };
        let (from, to) = (end("head"), end("child"));
        relation.known(&["color"]);
        let mut attributes = own_attributes(&relation);
        let kind = relation.id("label");
        metadata::take_attributes(&relation, &mut attributes);
        relations.push(DraftRelation {
            line,
            kind,
            from,
            to,
            attributes,
            ..DraftRelation::default()
        });
    }
    draft.relations.extend(relations);
    if let Some(meta) = &meta {
        metadata::take_rest(meta, &mut draft.fields.values);
    }
    metadata::take_rest(&fields, &mut draft.fields.values);
    Some((draft, Unit::Chars.into()))
}

/// The attributes that we write with an annotation or a relation.
fn own_attributes(fields: &Fields<'_>) -> Attributes {
    let of = fields.look("attributes").filter(|value| value.is_object());
    let attributes = json::attributes(of);
    if of.is_some() {
        fields.get("attributes");
    }
    attributes
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
