//! `docbin`: spaCy's binary training data (`.spacy`), a `DocBin` of texts as tokens.
//!
//! ```text
//! zlib( msgpack { version: "0.1",
//!   attrs: [65, 77, 78, 452]          the columns: ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID
//!   tokens: u64 …                     a row for each token; strings are numbers (see `strings`)
//!   spaces: u8 …, lengths: i32 …      whether a space follows each token; the tokens of each text
//!   strings: […], cats, flags, span_groups: [msgpack …], user_data: [msgpack …] })
//! ```
//!
//! All annotations are in the group of spans `sc`, which is spaCy's usual one; `ents` are the longest of
//! those that overlap. Names and relations are in `user_data`, as the script of the format `spacy` writes
//! them. The order of bytes is that of the machines that spaCy runs on: the least significant first.

use std::collections::{BTreeSet, HashMap};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rmpv::Value;

use crate::model::AnnotationId;

use super::flat::{Chunk, chunks, without_overlap};
use super::offsets::Chars;
use super::supports::linked;
use super::tokens::{Tokenizer, Tokens};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};
use super::{per_file, rendered};

mod read;

mod strings;

pub use read::read;

/// Numbers of columns, as spaCy has them.
const ORTH: u64 = 65;
const ENT_IOB: u64 = 77;
const ENT_TYPE: u64 = 78;
const ENT_KB_ID: u64 = 452;
const ENT_ID: u64 = 454;

/// The columns that we write, in spaCy's order.
const COLUMNS: [u64; 4] = [ORTH, ENT_IOB, ENT_TYPE, ENT_KB_ID];

/// The values of [`ENT_IOB`].
const INSIDE: u64 = 1;
const OUTSIDE: u64 = 2;
const BEGINS: u64 = 3;

/// The group of spans that we write.
const GROUP: &str = "sc";

/// The members of `user_data` that we know.
const NAME: &str = "name";
const RELATIONS: &str = "relations";

/// The DocBin format.
pub struct DocBin;

impl Format for DocBin {
    fn about(&self) -> &About {
        &About {
            name: "docbin",
            title: "spaCy DocBin, binary training data",
            purpose: "spaCy: train at once, without a script",
            group: Group::Train,
            extension: "spacy",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                relations: true,
                entities: true,
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
            let mut bin = WrittenBin::default();
            let render = |_, article: &ArticleRef<'_>, losses: &mut Losses| {
                self.about().supports.report(article, losses);
                WrittenDoc::of(article, tokenizer, losses)
            };
            rendered::each(&part.articles, losses, render, |doc| {
                bin.add(doc);
                Ok(())
            })?;
            let out = output.file(&part.file("articles", self.about().extension))?;
            let mut packed = ZlibEncoder::new(out, Compression::default());
            rmpv::encode::write_value(&mut packed, &bin.message())
                .map_err(|error| FormatError::Io(error.into()))?;
            packed.finish()?.flush()?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::own(files, &[self.about().extension]) {
            read(file, self.about().name, intake)?;
        }
        Ok(())
    }
}

/// The parts of a file, as they are written.
#[derive(Default)]
struct WrittenBin {
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    strings: BTreeSet<String>,
    count: usize,
    groups: Vec<Value>,
    user_data: Vec<Value>,
}

/// A text with its annotations, as it is written.
struct WrittenDoc {
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    strings: BTreeSet<String>,
    groups: Vec<u8>,
    user_data: Vec<u8>,
}

impl WrittenBin {
    fn add(&mut self, mut doc: WrittenDoc) {
        let length = i32::try_from(doc.spaces.len()).unwrap_or(i32::MAX);
        self.lengths.extend(length.to_le_bytes());
        self.tokens.append(&mut doc.tokens);
        self.spaces.append(&mut doc.spaces);
        self.strings.append(&mut doc.strings);
        self.groups.push(Value::Binary(doc.groups));
        self.user_data.push(Value::Binary(doc.user_data));
        self.count += 1;
    }

    fn message(self) -> Value {
        let flags = map([("has_unknown_spaces", false.into())]);
        map([
            ("version", "0.1".into()),
            ("attrs", Value::Array(COLUMNS.map(Value::from).into())),
            ("tokens", Value::Binary(self.tokens)),
            ("spaces", Value::Binary(self.spaces)),
            ("lengths", Value::Binary(self.lengths)),
            (
                "strings",
                self.strings.into_iter().map(Value::from).collect(),
            ),
            ("cats", Value::Array(vec![map([]); self.count])),
            ("flags", Value::Array(vec![flags; self.count])),
            ("span_groups", Value::Array(self.groups)),
            ("user_data", Value::Array(self.user_data)),
        ])
    }
}

fn map<const COUNT: usize>(members: [(&str, Value); COUNT]) -> Value {
    let members = members.into_iter();
    Value::Map(members.map(|(name, value)| (name.into(), value)).collect())
}

fn packed(value: &Value) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).map_err(|error| FormatError::Io(error.into()))?;
    Ok(bytes)
}

/// A token as spaCy has it: its text, and whether a space belongs to it.
struct SpacedToken {
    start: usize,
    end: usize,
    has_space: bool,
}

/// The tokens with what is between them, so that together they are the text: a space behind a token belongs
/// to it, and all other white space is a token of its own. Also the index of each former token.
fn spaced(content: &str, cut: &Tokens) -> (Vec<SpacedToken>, Vec<usize>) {
    let mut tokens: Vec<SpacedToken> = Vec::with_capacity(cut.tokens.len());
    let mut indexes = Vec::with_capacity(cut.tokens.len());
    let ends = cut.tokens.iter().map(|token| (token.start, token.end));
    let mut at = 0;
    for (start, end) in ends.chain([(content.len(), content.len())]) {
        let mut gap = at;
        if let Some(last) = tokens.last_mut()
            && content[gap..start].starts_with(' ')
        {
            last.has_space = true;
            gap += 1;
        }
        for (start, end) in [(gap, start), (start, end)] {
            if start < end {
                tokens.push(SpacedToken {
                    start,
                    end,
                    has_space: false,
                });
            }
        }
        if start < end {
            indexes.push(tokens.len() - 1);
        }
        at = end;
    }
    (tokens, indexes)
}

impl WrittenDoc {
    fn of(
        article: &ArticleRef<'_>,
        tokenizer: Tokenizer,
        losses: &mut Losses,
    ) -> Result<Self, FormatError> {
        let content = article.document.text().as_str();
        let cut = Tokens::with_spaces(article.document.text(), tokenizer);
        let (spaced, indexes) = spaced(content, &cut);
        let all = chunks(article, &cut, losses);
        // The entities among them; what they lack is in the group of spans.
        let mut overlapping = Losses::default();
        let flat = without_overlap(article, all.clone(), &mut overlapping);
        if !overlapping.is_empty() {
            let count = overlapping.all().len();
            let why = format!("annotations overlap: “ents” lack {count}, the spans “{GROUP}” none");
            losses.add(article.name, LostItem::Article, LossKind::Doubtful, why);
        }
        let mut strings = BTreeSet::new();
        let mut number = |string: &str| {
            strings.insert(string.to_owned());
            strings::number(string)
        };
        let entity = |chunk: &Chunk<'_>| {
            let entity = chunk.annotation.entity.as_ref();
            entity.map_or("", |entity| entity.as_str()).to_owned()
        };
        let mut rows: Vec<[u64; 4]> = spaced
            .iter()
            .map(|token| [number(&content[token.start..token.end]), OUTSIDE, 0, 0])
            .collect();
        for chunk in &flat {
            let (label, entity) = (
                number(chunk.annotation.label.as_str()),
                number(&entity(chunk)),
            );
            let within = indexes[chunk.tokens.start]..=indexes[chunk.tokens.end - 1];
            for (index, row) in rows[within].iter_mut().enumerate() {
                let mark = if index == 0 { BEGINS } else { INSIDE };
                row[1..].copy_from_slice(&[mark, label, entity]);
            }
        }
        let mut chars = Chars::new(content);
        let mut place = |chunk: &Chunk<'_>| {
            let stretch = cut.stretch(&chunk.tokens);
            (chars.before(stretch.start), chars.before(stretch.end))
        };
        let mut spans = Vec::with_capacity(all.len());
        for chunk in &all {
            let (start, end) = place(chunk);
            let mut span = Vec::with_capacity(40);
            let label = chunk.annotation.label.as_str();
            for string in ["", &entity(chunk), label] {
                span.extend(number(string).to_be_bytes());
            }
            let tokens = [
                indexes[chunk.tokens.start],
                indexes[chunk.tokens.end - 1] + 1,
            ];
            for place in tokens.into_iter().chain([start, end]) {
                let place = i32::try_from(place).unwrap_or(i32::MAX);
                span.extend(place.to_be_bytes());
            }
            spans.push(Value::Binary(span));
        }
        let group = map([
            ("name", GROUP.into()),
            ("attrs", map([])),
            ("spans", Value::Array(spans)),
        ]);
        let keys = Value::Array(vec![GROUP.into()]);
        let groups = Value::Map(vec![(Value::Binary(packed(&group)?), keys)]);

        // Of several annotations with the same place and label, an end says which it is.
        let mut equals: HashMap<(usize, usize, &str), usize> = HashMap::new();
        let mut ends: HashMap<AnnotationId, (&Chunk<'_>, usize)> = HashMap::new();
        for chunk in &all {
            let stretch = cut.stretch(&chunk.tokens);
            let label = chunk.annotation.label.as_str();
            let equal = equals
                .entry((stretch.start, stretch.end, label))
                .or_default();
            ends.insert(chunk.annotation.id.clone(), (chunk, *equal));
            *equal += 1;
        }
        let mut end = |(chunk, equal): &(&Chunk<'_>, usize)| {
            let ((start, end), label) = (place(chunk), chunk.annotation.label.as_str());
            let mut parts = vec![start.into(), end.into(), label.into()];
            if *equal > 0 {
                parts.push((*equal).into());
            }
            Value::Array(parts)
        };
        let relations = linked(article, &ends, losses).into_iter();
        let relations = relations.map(|(relation, from, to)| {
            map([
                ("head", end(from)),
                ("tail", end(to)),
                ("label", relation.kind.as_str().into()),
            ])
        });
        let user_data = map([
            (NAME, article.name.into()),
            (RELATIONS, Value::Array(relations.collect())),
        ]);
        Ok(Self {
            tokens: rows
                .iter()
                .flatten()
                .flat_map(|n| n.to_le_bytes())
                .collect(),
            spaces: spaced
                .iter()
                .map(|token| u8::from(token.has_space))
                .collect(),
            strings,
            groups: packed(&groups)?,
            user_data: packed(&user_data)?,
        })
    }
}

#[cfg(test)]
mod tests;
