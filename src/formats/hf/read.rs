//! Reading the rows of a Hugging Face dataset.

use serde_json::Value;

use super::tags_of;
use crate::account::Fields;
use crate::dataset_row::DatasetRow;
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint, shared};
use crate::iob::{TagDecoder, tag_parts};
use crate::json;
use crate::leftovers::Leftovers;
use crate::metadata::{self, is_entity};
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
    pub left: &'r Leftovers,
}

impl HuggingFaceReader<'_> {
    fn complain(&mut self, what: LossKind, why: impl Into<String>) {
        self.losses.line(self.file, self.line, what, why);
    }

    pub fn draft(&mut self, row: &DatasetRow) -> Option<(Draft, OffsetUnitHint)> {
        let fields = Fields::of_row("an article", self.line, row, self.left);
        let name = fields.id("id");
        let mut draft = Draft {
            name: Some(name)
                .filter(|name| name.contains('.'))
                .unwrap_or_default(),
            coder: fields.text("coder").to_owned(),
            ..Draft::default()
        };
        let text = fields.string("text");
        let is_ours = fields.text("offsets") == OFFSETS;
        let has_spans = rows_of(row, "spans").next().is_some() || tags_of(row).is_none();
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
                fields.all_told();
                self.complain(
                    LossKind::Dropped,
                    "there is neither “text” nor “tokens” in it",
                );
                return None;
            }
        }
        fields.known(&["tokens", "token_offsets"]);
        if has_spans {
            fields.known(&["spans", "relations"]);
            if is_ours {
                fields.known(&["ner_tags", "tags"]);
            }
            self.spans(row, &mut draft);
            self.relations(row, &mut draft);
        } else if let Some(tags) = tags_of(row) {
            fields.known(&[
                "spans",
                if row.has("ner_tags") {
                    "ner_tags"
                } else {
                    "tags"
                },
            ]);
            let offsets = row.field("token_offsets").filter(|_| !is_joined);
            let offsets = offsets.and_then(|offsets| places_of(&offsets, tokens.len()));
            match offsets.or_else(|| aligned(&draft.text, &tokens)) {
                Some(offsets) => self.tags(&tags, &tokens, &offsets, &mut draft),
                None => self.complain(LossKind::Dropped, "its tokens do not stand in its text"),
            }
        }
        let status = fields.text("status");
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
        // A column with a value for each word is not said of the article.
        let is_of_words = |value: &Value| {
            let items = value.as_array();
            items.is_some_and(|items| tokens.len() > 1 && items.len() == tokens.len())
        };
        for (name, value) in fields.rest() {
            let values = &mut draft.fields.values;
            if !is_of_words(value) && metadata::put(values, name, value) {
                fields.take(name);
            }
        }
        let trust = OffsetUnitHint {
            unit: Unit::Chars,
            declared: is_ours,
        };
        Some((draft, trust))
    }

    fn spans(&mut self, row: &DatasetRow, draft: &mut Draft) {
        for (index, item) in rows_of(row, "spans").enumerate() {
            let left = self.left;
            let Some(span) = Fields::of_value("an annotation", self.line, &item, left) else {
                self.complain(LossKind::Dropped, format!("{item} is no span"));
                continue;
            };
            let pair =
                |pair: &Value| Some((json::number(pair.get(0))?, json::number(pair.get(1))?));
            let fragments = span.look("fragments").and_then(Value::as_array);
            let fragments: Option<Vec<(usize, usize)>> = fragments
                .filter(|list| !list.is_empty())
                .and_then(|list| list.iter().map(pair).collect());
            if fragments.is_some() {
                span.get("fragments");
            }
            let whole = (span.number("start"), span.number("end"));
            let spans = match (fragments, whole) {
                (Some(fragments), _) => fragments,
                (None, (Some(start), Some(end))) => vec![(start, end)],
                _ => {
                    span.all_told();
                    self.complain(LossKind::Dropped, format!("{item} is no span"));
                    continue;
                }
            };
            let entity = span.id("entity");
            let mut attributes = parsed(span.get("attributes"));
            let annotation = DraftAnnotation {
                id: match span.id("id") {
                    id if id.is_empty() => format!("s{index}"),
                    id => id,
                },
                line: self.line,
                label: span.id("label"),
                claim: DeclaredPosition {
                    spans,
                    quote: span.string("text").map(str::to_owned),
                },
                entity: is_entity(&entity).then_some(entity),
                memo: span.id("memo"),
                provenance: provenance(&span),
                ..DraftAnnotation::default()
            };
            metadata::take_attributes(&span, &mut attributes);
            draft.annotations.push(DraftAnnotation {
                attributes,
                ..annotation
            });
        }
    }

    fn relations(&mut self, row: &DatasetRow, draft: &mut Draft) {
        for item in rows_of(row, "relations") {
            let left = self.left;
            let Some(relation) = Fields::of_value("a relation", self.line, &item, left) else {
                self.complain(LossKind::Dropped, format!("{item} is no relation"));
                continue;
            };
            let end = |name: &str| {
                let index = json::number(relation.look(name));
                let found = index.and_then(|index| draft.annotations.get(index));
                let id = relation.id(name);
                found.map_or(id, |a| a.id.clone())
            };
            let (from, to) = (end("head"), end("tail"));
            let mut attributes = parsed(relation.get("attributes"));
            let read = DraftRelation {
                id: relation.id("id"),
                line: self.line,
                kind: relation.id("label"),
                from,
                to,
                provenance: provenance(&relation),
                ..DraftRelation::default()
            };
            metadata::take_attributes(&relation, &mut attributes);
            draft.relations.push(DraftRelation { attributes, ..read });
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

fn provenance(item: &Fields<'_>) -> Provenance {
    let field = |name: &str| item.id(name);
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
