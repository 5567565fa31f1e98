//! Reading the rows of a Hugging Face dataset.

use serde_json::Value;

use super::tags_of;
use crate::dataset_row::DatasetRow;
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint, shared};
use crate::iob::{TagDecoder, tag_parts};
use crate::json;
use crate::model::document::{ArticleFields, Status};
use crate::model::{AttributeValue, Provenance};
use crate::offsets::{DeclaredPosition, Unit};
use crate::store::sidecar::OFFSETS;
use crate::{LossKind, Losses};

pub struct HuggingFaceReader<'r> {
    pub file: &'r str,
    pub line: usize,
    /// The names of the tags, by number.
    pub names: &'r [String],
    pub losses: &'r mut Losses,
}

impl HuggingFaceReader<'_> {
    fn complain(&mut self, what: LossKind, why: impl Into<String>) {
        self.losses.line(self.file, self.line, what, why);
    }

    pub fn draft(&mut self, row: &DatasetRow) -> Option<(Draft, OffsetUnitHint)> {
        let fields = &row.fields;
        let name = json::id(fields.get("id"));
        let mut draft = Draft {
            name: Some(name)
                .filter(|name| name.contains('.'))
                .unwrap_or_default(),
            coder: json::text(fields, "coder").to_owned(),
            ..Draft::default()
        };
        let text = fields.get("text").and_then(Value::as_str);
        let has_spans = row.has("spans");
        let words = Some(()).filter(|()| text.is_none() || !has_spans);
        let tokens = words.and_then(|()| row.field("tokens")).unwrap_or_default();
        let tokens = tokens.as_array().map_or(&[][..], Vec::as_slice).iter();
        let tokens: Option<Vec<&str>> = tokens.map(Value::as_str).collect();
        let tokens = tokens.unwrap_or_default();
        let mut is_joined = false;
        match text {
            Some(text) => text.clone_into(&mut draft.text),
            None if !tokens.is_empty() => {
                draft.text = tokens.join(" ");
                is_joined = true;
                self.complain(
                    LossKind::Corrected,
                    "its text was put together from its tokens",
                );
            }
            None => {
                self.complain(
                    LossKind::Dropped,
                    "there is neither “text” nor “tokens” in it",
                );
                return None;
            }
        }
        if has_spans {
            self.spans(row, &mut draft);
            self.relations(row, &mut draft);
        } else if let Some(tags) = tags_of(row) {
            let offsets = row.field("token_offsets").filter(|_| !is_joined);
            let offsets = offsets.and_then(|offsets| places_of(&offsets, tokens.len()));
            match offsets.or_else(|| aligned(&draft.text, &tokens)) {
                Some(offsets) => self.tags(&tags, &tokens, &offsets, &mut draft),
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
        let trust = OffsetUnitHint {
            unit: Unit::Chars,
            declared: json::text(fields, "offsets") == OFFSETS,
        };
        Some((draft, trust))
    }

    fn spans(&mut self, row: &DatasetRow, draft: &mut Draft) {
        for (index, span) in rows_of(row, "spans").enumerate() {
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
                claim: DeclaredPosition {
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

    fn relations(&mut self, row: &DatasetRow, draft: &mut Draft) {
        for relation in rows_of(row, "relations") {
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
        let mut decoder = TagDecoder::default();
        for (tag, place) in tags.iter().zip(offsets) {
            if decoder.word(tag_parts(tag), self.line, *place, &mut draft.annotations) {
                let why = format!("“{tag}” begins an annotation without B-");
                self.complain(LossKind::Corrected, why);
            }
        }
    }
}

/// The offsets of the tokens, if there are as many as tokens.
fn places_of(offsets: &Value, tokens: usize) -> Option<Vec<(usize, usize)>> {
    let pairs = offsets.as_array()?.iter().map(|pair| {
        let place = |index| json::number(pair.get(index));
        Some((place(0)?, place(1)?))
    });
    let offsets: Vec<(usize, usize)> = pairs.collect::<Option<_>>()?;
    (offsets.len() == tokens).then_some(offsets)
}

/// The objects of a list, also in the older form of `datasets`: an object of lists.
fn rows_of<'r>(row: &'r DatasetRow, name: &str) -> Box<dyn Iterator<Item = Value> + 'r> {
    let Some(Value::Object(columns)) = row.fields.get(name) else {
        return row.items(name);
    };
    let lengths = columns
        .values()
        .filter_map(|column| Some(column.as_array()?.len()));
    let row = |index: usize| {
        let fields = columns
            .iter()
            .filter_map(|(name, column)| Some((name.clone(), column.get(index)?.clone())));
        Value::Object(fields.collect())
    };
    Box::new((0..lengths.max().unwrap_or(0)).map(row))
}

/// Parses an object that is stored as text.
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
        by: shared(&field("by")),
        at: shared(&field("at")),
        ..Provenance::default()
    }
}

/// Aligns tokens with a text: their positions from left to right with only white space between
/// them.
fn aligned(text: &str, tokens: &[&str]) -> Option<Vec<(usize, usize)>> {
    let (mut rest, mut chars) = (text, 0);
    let mut offsets = Vec::with_capacity(tokens.len());
    for token in tokens {
        while !rest.starts_with(token) {
            let space = rest
                .chars()
                .next()
                .filter(|c| crate::tokens::is_space(*c))?;
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
